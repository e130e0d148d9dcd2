"""From scenes to SVG text: still pictures and moving ones, in colours of their own or in the page's.

How a picture moves: each piece of the body is a group whose transform is a sum, written out in CSS, of its place in
the start and of what each step of the way adds to it. How much of each step is done follows from one custom property
of the page, `--ns-t`: 0 is the start, 1 the hold, -1 the hold of the other side. Whoever sets `--ns-t` (a loop, or the
phase of a timer) moves the whole figure, and for a reader who wants less motion it stands still. A piece that also
changes its shape carries its outlines as custom properties (`--k0`, `--k1`, ... and `--o1`, ... of the other side) for
browsers that can move path data; others see the first one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from exercises.figures import lens
from exercises.figures.draw import Circle, Piece, Shape, Spot, circle, spots
from exercises.figures.furniture import moving_furniture
from exercises.figures.outline import curve
from exercises.figures.palette import CODE, DASHES, RIMS, STROKES, Paint, painted
from exercises.figures.scene import RING_RADIUS, Scene, ring_at
from exercises.figures.skeleton import HAND, SIDES
from exercises.figures.solve import Placed
from exercises.figures.space import Point, Vec

type Fit = Literal["row", "alone", "small"]
"""Where a picture stands: in a row with others, alone as wide as the text, or small among others of its exercise."""
ROW: Fit = "row"
ALONE: Fit = "alone"
SMALL: Fit = "small"
NARROWEST: Mapping[Fit, tuple[float, float]] = {"alone": (1.5, 0.75), "small": (1.15, 0.72)}
"""Least width to height of a picture that is not in a row: of a body that lies, of one that sits or stands."""
WIDEST = 2.4
"""Greatest width to height of a picture that is not in a row."""
SAME = 0.9
"""Outlines whose points lie closer than this, in centimetres, are drawn as one."""
SHADE_SAME = 3.0
"""The same of shaded sides and of shadows, whose edges are soft to the eye."""

type Sign = Literal["right", "wrong"]
"""Whether a picture shows how to do it or how not to."""


@lru_cache(maxsize=256)
def box(of: Scene, fit: Fit = ROW) -> tuple[int, int, int, int]:
    """Return the view box of a figure, the same for all its poses: x, y, width, height in millimetres.

    Args:
        of: the figure.
        fit: where the picture stands.
    """
    narrow, wide = (of.ratio, of.ratio) if fit == "row" else (NARROWEST[fit][of.upright], WIDEST)
    x0, x1, y0, y1 = _extent(of)
    long, high = x1 - x0, y1 - y0
    if long < high * narrow:
        x0, long = x0 - (high * narrow - long) / 2, high * narrow
    elif long > high * wide:
        y0, high = y0 - (long / wide - high) * 0.7, long / wide
    return round(x0), round(y0), round(long), round(high)


def boxes(scenes: Sequence[Scene]) -> list[tuple[int, int, int, int]]:
    """Return view boxes of one size, so that bodies side by side are drawn to one scale; floors stand at one height."""
    extents = [_extent(of) for of in scenes]
    wide = max(x1 - x0 for x0, x1, _, _ in extents)
    high = max(y1 - y0 for _, _, y0, y1 in extents)
    return [
        (round((x0 + x1 - wide) / 2), round(y1 - high), round(wide), round(high)) for x0, x1, _, y1 in extents
    ]


TIPS: Mapping[str, Vec] = {
    f"{side}-{part}": tip
    for side in SIDES
    for part, tip in (("hand", (0.0, 0.0, -HAND)), ("toes", (6.0, 0.0, 0.0)), ("shank", (4.0, 0.0, 0.0)))
}
"""The ends of limbs: fingers, toes and kneecaps."""


@lru_cache(maxsize=64)
def _extent(of: Scene) -> tuple[float, float, float, float]:
    """Return how far a figure reaches in all its poses, in millimetres: left, right, top, bottom."""
    still = [*of.floor, *of.things]
    points = [p for shape in still if shape.tone != "floor" for p in shape.points]
    for placed in (*of.poses, *of.other_way[-1:]):
        for piece in (*of.seen(placed).values(), *moving_furniture(of, placed).values()):
            points += [p for shape in piece.shapes for p in shape.points]
    if of.figure.mistake is not None and of.compares:
        x, y = ring_at(of, of.poses[-1], of.figure.mistake.ring)
        points += [(x + a * RING_RADIUS, y + b * RING_RADIUS) for a, b in ((-1, 0), (1, 0), (0, -1), (0, 1))]
    for placed in of.way[1:-1]:
        # between key poses, only swinging limbs may reach further than in the key poses
        points += [of.camera.see(placed.body[part].place(tip)) for part, tip in TIPS.items()]
    # the head of an arrow is as wide as this, and no picture cuts it off or lets it touch the edge
    points += [
        (x + a, y + b) for arrow in of.arrows for x, y in arrow for a, b in ((-7, 0), (7, 0), (0, -7), (0, 7))
    ]
    if of.lens is not None:
        (x, y), r = lens.middle(of), lens.RADIUS
        points += [(x - r - 2, y - r - 2), (x + r + 2, y + r + 2)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs) - 6) * 10, (max(xs) + 6) * 10, (min(ys) - 8) * 10, (max(ys) + 6) * 10


def _form(shape: Shape) -> tuple[str, str]:
    """Return the element that draws a shape, and the attributes of its form."""
    if isinstance(shape, Circle):
        (x, y), r = shape.at, shape.radius
        return "circle", f'cx="{_number(10 * x)}" cy="{_number(10 * y)}" r="{_number(10 * r)}"'
    return "path", f'd="{shape.path}"'


def _path(shape: Shape, paint: Paint) -> str:
    """Return the element of one shape."""
    tone, form = shape.tone, _form(shape)
    shown = "" if shape.shown == 1 else f' opacity="{_number(shape.shown, 2)}"'
    if paint is None:
        return f'<{form[0]} class="nf-{CODE[tone]}" {form[1]}{shown}/>'
    if tone in RIMS:
        edge, width = RIMS[tone]
        shown += f' stroke="{paint[edge]}" stroke-width="{width}"'
    if tone not in STROKES:
        return f'<{form[0]} {form[1]} fill="{paint[tone]}"{shown}/>'
    dash = f' stroke-dasharray="{DASHES[tone]}"' if tone in DASHES else ""
    return (
        f'<{form[0]} {form[1]} fill="none" stroke="{paint[tone]}" stroke-width="{STROKES[tone]}" '
        f'stroke-linecap="round" stroke-linejoin="round"{dash}{shown}/>'
    )


def _arrows(of: Scene, paint: Paint) -> str:
    """Return the arrows of a figure, each with a head of its own: no marker, so no id."""
    text = ""
    for way in of.arrows:
        shapes = [Shape("x", way, closed=False)]
        for (x, y), (px, py) in [(way[-1], way[-2]), (way[0], way[1])][: 2 if of.rocks else 1]:
            angle = math.atan2(y - py, x - px)
            head = [(x + 6.5 * math.cos(angle + a), y + 6.5 * math.sin(angle + a)) for a in (2.5, -2.5)]
            shapes.append(Shape("x", (head[0], (x, y), head[1]), closed=False, sharp=frozenset({0, 1, 2})))
        for tone in ("halo", "arrow"):
            text += "".join(_path(Shape(tone, s.points, s.closed, s.sharp), paint) for s in shapes)
    return text


SIGN = 0.052
"""Radius of the sign in a corner of a picture, as a share of the picture's width."""


@lru_cache(maxsize=64)
def _corner(of: Scene, fit: Fit) -> tuple[Point, float]:
    """Return the middle and the radius of a sign: in the first corner that bodies and lens leave free."""
    x, y, wide, high = (side / 10 for side in box(of, fit))
    r = wide * SIGN
    off = r * 1.6
    corners = [(x + a, y + b) for b in (off, high - off) for a in (off, wide - off)]
    bodies = [
        point
        for placed in of.poses
        for piece in of.seen(placed).values()
        for shape in piece.shapes
        for point in shape.points
    ]
    gaps = [min(math.dist(corner, point) for point in bodies) for corner in corners]
    if of.lens is not None:
        middle = lens.middle(of)
        gaps = [
            min(gap, math.dist(corner, middle) - lens.RADIUS)
            for gap, corner in zip(gaps, corners, strict=True)
        ]
    free = (corner for corner, gap in zip(corners, gaps, strict=True) if gap > 2 * r)
    return next(free, corners[gaps.index(max(gaps))]), r


def _sign(of: Scene, sign: Sign, fit: Fit, paint: Paint) -> str:
    """Return a check mark in a circle or a cross in a square, in a free corner.

    The shapes differ too, so that the sign is read without its colour and on grey paper.
    """
    (p, q), r = _corner(of, fit)
    marks: list[tuple[Point, ...]]
    if sign == "right":
        edge = [(p + r * math.cos(a), q + r * math.sin(a)) for a in (i * math.pi / 6 for i in range(12))]
        outline = Shape("x", tuple(edge))
        marks = [((-0.45, 0.05), (-0.12, 0.4), (0.48, -0.38))]
    else:
        corner = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        outline = Shape("x", tuple((p + r * a, q + r * b) for a, b in corner), sharp=frozenset(range(4)))
        marks = [((-0.45, -0.45), (0.45, 0.45)), ((-0.45, 0.45), (0.45, -0.45))]
    lines = [
        Shape(
            "x",
            tuple((p + r * a, q + r * b) for a, b in mark),
            closed=False,
            sharp=frozenset(range(len(mark))),
        )
        for mark in marks
    ]
    return "".join(
        _path(Shape(tone, shape.points, shape.closed, shape.sharp), paint)
        for shape in (outline, *lines)
        for tone in ("sign halo", sign)
    )


def _ring(of: Scene, placed: Placed, name: str, paint: Paint) -> str:
    """Return a ring around a place of the body; around the lens where the gap under the low back tells the mistake."""
    (x, y), r = ring_at(of, placed, name), RING_RADIUS
    if of.lens is not None and name == "low-back" and lens.lies_on_back(of.poses[0]):
        (x, y), r = lens.middle(of), lens.RADIUS
    turns = [i * math.pi / 8 for i in range(16)]
    edge = tuple((x + r * math.cos(a), y + r * math.sin(a)) for a in turns)
    return "".join(_path(Shape(tone, edge), paint) for tone in ("sign halo", "wrong"))


def _frame(  # noqa: PLR0913 - what stands around a picture is told by name
    of: Scene,
    inside: str,
    *,
    title: str = "",
    desc: str = "",
    ident: str = "",
    paint: Paint = None,
    paper: bool = True,
    fit: Fit = ROW,
    view: tuple[int, int, int, int] | None = None,
) -> str:
    """Return the svg element around a picture."""
    x, y, wide, high = view or box(of, fit)
    if ident:
        head = (
            f' role="img" aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">{escape(title)}</title>'
            f'<desc id="{ident}-d">{escape(desc)}</desc>'
        )
    else:
        head = ' aria-hidden="true">'
    ground = (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{paint["paper"]}"/>'
        if paint and paper
        else ""
    )
    return (
        '<svg class="ns-fig ns-fig--'
        + of.who
        + '" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{x} {y} {wide} {high}" width="{wide}" height="{high}"{head}{ground}{inside}</svg>'
    )


def _lens(of: Scene, content: str, rims: str, ident: str) -> str:
    """Return the content of the lens, cut off at its edge, and its rims over it."""
    name, form = _form(circle(lens.middle(of), lens.RADIUS, "lens"))
    cut = f'<clipPath id="{ident}"><{name} {form}/></clipPath>'
    return f'{cut}<g clip-path="url(#{ident})">{content}</g>{rims}'


def _rims(of: Scene, placed: Placed, paint: Paint) -> str:
    """Return the edge of the lens, and what joins it to the body."""
    edge = circle(lens.middle(of), lens.RADIUS, "lens edge")
    return "".join(_path(s, paint) for s in (*lens.link(of, placed), edge))


def still(  # noqa: PLR0913 - told by name
    of: Scene,
    placed: Placed,
    *,
    paint: Paint = None,
    paper: bool = True,
    arrow: bool = False,
    sign: Sign | None = None,
    ring: str | None = None,
    title: str = "",
    desc: str = "",
    ident: str = "",
    fit: Fit = ROW,
    view: tuple[int, int, int, int] | None = None,
) -> str:
    """Return a picture of one pose.

    Args:
        of: the figure.
        placed: the pose.
        paint: colours to write in; None leaves them to the page.
        paper: whether painted pictures have a ground.
        arrow: whether the way of the movement is drawn.
        sign: `right` for a check mark in a circle, `wrong` for a cross in a square.
        ring: the place that is ringed, a key of `scene.RINGS`.
        title: a name for readers who do not see it.
        desc: the pose in words.
        ident: start of the ids of title and desc; without it the picture is decoration.
        fit: where the picture stands.
        view: the view box, if it does not follow from `fit`.
    """
    paint = painted(of.who, paint)
    seen = of.seen(placed)
    shapes = [
        *of.floor,
        *of.touches(placed),
        *of.things,
        *(s for piece in moving_furniture(of, placed).values() for s in piece.shapes),
        *(s for name in of.order for s in seen[name].shapes),
    ]
    inside = "".join(_path(s, paint) for s in shapes)
    if of.lens is not None:
        content = "".join(
            _path(s, paint) for s in (*lens.ground(of, placed), *lens.inside(of, placed), *lens.start(of))
        )
        cut = f"{ident or of.slug}-{placed.pose.name}-{sign or 'lens'}"
        inside += _lens(of, content, _rims(of, placed, paint), cut)
    inside += _arrows(of, paint) if arrow else ""
    if ring is not None:
        inside += _ring(of, placed, ring, paint)
    if sign is not None:
        inside += _sign(of, sign, fit, paint)
    return _frame(
        of, inside, title=title, desc=desc, ident=ident, paint=paint, paper=paper, fit=fit, view=view
    )


def moving(of: Scene, *, title: str, desc: str, ident: str) -> str:
    """Return a picture that moves with `--ns-t`, from -1 (the other side's hold) over 0 (start) to 1 (hold).

    Its pieces carry ids that begin with `ident`, so that `key` can draw the same pieces again.
    """
    drawing = _moving(of, ident)
    picture = _frame(of, drawing.inside, title=title, desc=desc, ident=ident, fit=ALONE)
    return picture.replace("<svg ", f'<svg style="{drawing.done}" ', 1)


def key(of: Scene, placed: Placed, *, title: str, desc: str, ident: str) -> str:
    """Return a still picture of one key pose, made of the pieces of the moving picture on the same page.

    Args:
        of: the figure.
        placed: one of its poses; the last one shows the way of the movement.
        title: a name for readers who do not see it.
        desc: the pose in words.
        ident: the `ident` that `moving` was called with.
    """
    arrow = _arrows(of, None) if placed is of.poses[-1] else ""
    inside = _moving(of, ident).keys[of.poses.index(placed)] + arrow
    return _frame(of, inside, title=title, desc=desc, ident=f"{ident}--{placed.pose.name}", fit=SMALL)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The inside of a moving picture, and of stills that reuse its pieces."""

    inside: str
    done: str
    """Custom properties of the svg element: how much of each step of the way is done."""
    keys: tuple[str, ...]
    """The inside of a still for each key pose, in order."""


@lru_cache(maxsize=64)
def _moving(of: Scene, ident: str) -> _Drawing:
    """Draw a figure once for its moving picture and for its key poses.

    Only where pieces stand is needed for every step; outlines are needed for the key poses.
    """
    ways = [way for way in (of.way, of.other_way) if way]
    steps = len(of.way) - 1
    furniture = [[moving_furniture(of, placed) for placed in way] for way in ways]
    stops = [
        [spots(placed.body, of.camera) | still for placed, still in zip(way, row, strict=True)]
        for way, row in zip(ways, furniture, strict=True)
    ]
    keys = [round(i * steps / (len(of.poses) - 1)) for i in range(len(of.poses))]
    drawn = [
        [of.seen(way[key]) | row[key] for key in (keys if way is of.way else keys[1:])]
        for way, row in zip(ways, furniture, strict=True)
    ]
    names = [name for name in ("ball", "stick") if name in furniture[0][0]] + list(of.order)
    pieces = [
        _piece(
            [[stop[name] for stop in way] for way in stops],
            [[key[name] for key in way] for way in drawn],
            keys,
            f"{ident}-{number}",
        )
        for number, name in enumerate(names)
    ]
    done = ";".join(
        f"--{letter}{i}:clamp(0,var(--ns-t,0)*{sign * steps}{f' - {i - 1}' if i > 1 else ''},1)"
        for letter, sign in (("p", 1), ("q", -1))[: len(ways)]
        for i in range(1, steps + 1)
    )
    floor = "".join(_path(s, None) for s in of.floor)
    things = "".join(_path(s, None) for s in of.things)
    lasting = ""

    def touched(placed: Placed) -> str:
        return "".join(_path(s, None) for s in of.touches(placed))

    for sides, shape in of.lasting:
        gone = "".join(f" - var(--{letter}1)" for letter in sides)
        # the contact shadow of a lifted part disappears at once
        lasting += _path(shape, None).replace("/>", f' style="opacity:calc(1{gone})"/>' if gone else "/>")
    ground, around = _named(floor, f"{ident}-floor"), _named(things, f"{ident}-things")
    stays = all(not sides for sides, _ in of.lasting)
    if stays:
        lasting = _named(lasting, f"{ident}-touch")
    moving_lens, still_lenses = _moving_lens(of, ident, ways, keys)
    return _Drawing(
        inside=ground + lasting + around + "".join(moves for moves, _ in pieces) + moving_lens,
        done=done,
        keys=tuple(
            _again(floor, f"{ident}-floor")
            + (_again(lasting, f"{ident}-touch") if stays and _touches_alike(of, placed) else touched(placed))
            + _again(things, f"{ident}-things")
            + "".join(stills[i] for _, stills in pieces)
            + still_lenses[i]
            for i, placed in enumerate(of.poses)
        ),
    )


def _touches_alike(of: Scene, placed: Placed) -> bool:
    """Whether a pose touches the floor where the start does."""
    (first, *_), (here, *_) = ([*of.touches(one), None] for one in (of.poses[0], placed))
    if first is None or here is None or len(first.points) != len(here.points):
        return False
    return all(math.dist(p, q) < SHADE_SAME for p, q in zip(first.points, here.points, strict=True))


def _moving_lens(
    of: Scene, ident: str, ways: Sequence[Sequence[Placed]], keys: Sequence[int]
) -> tuple[str, tuple[str, ...]]:
    """Return the lens of the moving picture, and of a still of each key pose; nothing where there is none."""
    if of.lens is None:
        return "", ("",) * len(keys)
    under = "".join(_path(s, None) for s in lens.ground(of, of.poses[0]))
    start = "".join(_path(s, None) for s in lens.start(of))
    drawn = []
    for way in ways:
        rows = [lens.inside(of, way[key]) for key in (keys if way is of.way else keys[1:])]
        drawn.append([Piece((0.0, 0.0), 0.0, 1.0, 0.0, tuple(row)) for row in rows])
    place = Spot((0.0, 0.0), 0.0, 1.0, 0.0)
    shown = [[[s.shown for s in lens.inside(of, placed)] for placed in way] for way in ways]
    moves, stills = _piece([[place] * len(way) for way in ways], drawn, keys, f"{ident}-lens", shown)
    still_parts = {"under": under, "ghost": start, "rims": _rims(of, of.poses[0], None)}
    first = {name: _named(shapes, f"{ident}-{name}") for name, shapes in still_parts.items()}
    again = {name: _again(shapes, f"{ident}-{name}") for name, shapes in still_parts.items()}
    return _lens(of, first["under"] + moves + first["ghost"], first["rims"], f"{ident}-cut"), tuple(
        # each picture has a cut of its own: some browsers ignore one in a picture that is not shown
        _lens(of, again["under"] + still + again["ghost"], again["rims"], f"{ident}-cut{i}")
        for i, still in enumerate(stills)
    )


def _named(shapes: str, ident: str) -> str:
    """Return shapes as a group with an id; nothing where there are none."""
    return f'<g id="{ident}">{shapes}</g>' if shapes else ""


def _again(shapes: str, ident: str) -> str:
    """Return a reference to what `_named` made.

    `xlink:href`: Material's script writes the `href` of each element that has one, and throws at this kind.
    """
    return _use(ident) if shapes else ""


def _use(ident: str) -> str:
    """Return a reference that draws an element of the page again."""
    return f'<use xlink:href="#{ident}"/>'


def _local(piece: Piece, points: Sequence[Point], stretch: float) -> tuple[Point, ...]:
    """Return points in the piece's own place: x along it."""
    c, s = math.cos(math.radians(piece.angle)), math.sin(math.radians(piece.angle))
    ox, oy = piece.at
    return tuple([(((x - ox) * c + (y - oy) * s) / stretch, (y - oy) * c - (x - ox) * s) for x, y in points])


def _number(value: float, places: int = 0) -> str:
    """Return a number as short text."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (
        "0" if text in {"-0", ""} else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    )


def _fade(rows: Sequence[Sequence[Sequence[float]]], k: int) -> str:
    """Return how opaque one shape is as a sum over the steps that are done; nothing where that does not change."""
    first = rows[0][0][k]
    terms = ""
    for letter, row in zip("pq", rows, strict=False):
        for i in range(1, len(row)):
            step = _number(row[i][k] - row[i - 1][k], 2)
            terms += f" + var(--{letter}{i})*{step}" if step != "0" else ""
    return f"opacity:calc({_number(first, 2)}{terms})" if terms else ""


def _piece(
    ways: Sequence[Sequence[Spot]],
    drawn: Sequence[Sequence[Piece]],
    keys: Sequence[int],
    ident: str,
    shown: Sequence[Sequence[Sequence[float]]] = (),
) -> tuple[str, tuple[str, ...]]:
    """Return the group of one piece in the moving picture, and the piece in a still of each key pose.

    Args:
        ways: where it is seen along the movement, and along the movement of the other side if there is one.
        drawn: the piece in the key poses; those of the other side, if there is one, without the start.
        keys: which steps of the movement are the key poses.
        ident: id of the piece.
        shown: how opaque each of its shapes is along the movements; always fully where that is left out.
    """
    base = drawn[0][0]
    rows = [_stops(way) for way in ways]
    moves = any(abs(stop[i] - rows[0][0][i]) > STANDS[i] for row in rows for stop in row for i in range(4))
    stretched = any(abs(stop[3] - 1) > 0.02 for row in rows for stop in row)  # noqa: PLR2004
    shapes = [_outlines(drawn, k, stretched=stretched) for k in range(len(base.shapes))]
    fades = [_fade(shown, k) if shown else "" for k in range(len(base.shapes))]
    if not moves and not any(shapes) and not any(fades):
        text = "".join(_path(s, None) for s in base.shapes)
        return _named(text, ident), (_again(text, ident),) * len(keys)
    inside = ""
    stills = [""] * len(keys)
    for k, (shape, outlines) in enumerate(zip(base.shapes, shapes, strict=True)):
        local = Shape(
            shape.tone,
            _local(base, shape.points, 1.0),
            shape.closed,
            shape.sharp,
            1.0 if fades[k] else shape.shown,
        )
        text = _path(local, None).replace("<path", f'<path id="{ident}-{k}"')
        if outlines:
            text = text.replace('class="', 'class="sh ')
        if style := ";".join(part for part in (outlines, fades[k]) if part):
            text = text.replace("/>", f' style="{style}"/>')
        inside += text
        for i, piece in enumerate(drawn[0]):
            own = _unplaced(base, piece, k, stretched=stretched)
            # what `<use>` draws again would fade with the moving picture
            near = SHADE_SAME if shape.tone.endswith("shade") else SAME
            if not fades[k] and all(math.dist(p, q) < near for p, q in zip(local.points, own, strict=True)):
                stills[i] += _use(f"{ident}-{k}")
            else:
                stills[i] += _path(
                    Shape(shape.tone, own, shape.closed, shape.sharp, piece.shapes[k].shown), None
                )
    place = f"translate({_sum(rows, 0, 'px')},{_sum(rows, 1, 'px')})rotate({_sum(rows, 2, 'deg', 1)})" + (
        f"scale({_sum(rows, 3, '', 2)},1)" if stretched else ""
    )
    # a key pose that changes no outline draws the whole piece again by one reference
    whole = "".join(_use(f"{ident}-{k}") for k in range(len(base.shapes)))
    if len(base.shapes) > 1 and whole in stills:
        inside = _named(inside, ident)
        stills = [_use(ident) if still == whole else still for still in stills]
    return f'<g class="mv" style="transform:{place}">{inside}</g>', tuple(
        f'<g transform="{_placed(rows[0][step], stretched=stretched)}">{still}</g>'
        for step, still in zip(keys, stills, strict=True)
    )


def _placed(stop: Stop, *, stretched: bool) -> str:
    """Return where a piece stands in a still picture, as a transform."""
    x, y, angle, scale = stop
    grown = f"scale({_number(scale, 2)},1)" if stretched else ""
    return f"translate({_number(x)},{_number(y)})rotate({_number(angle, 1)}){grown}"


def _unplaced(base: Piece, piece: Piece, k: int, *, stretched: bool) -> tuple[Point, ...]:
    """Return one outline of a piece in the piece's own place, as long as the piece is at the start."""
    grow = piece.size / base.size if stretched and base.size > 1 else 1.0
    return _local(piece, piece.shapes[k].points, max(0.05, grow))


type Stop = tuple[float, float, float, float]
"""Where a piece is seen: x and y in millimetres, angle in degrees, length in parts of its length at the start."""


def _stops(way: Sequence[Spot]) -> list[Stop]:
    """Return where a piece is seen along a way."""
    size = way[0].size
    return [
        (
            float(round(piece.at[0] * 10)),
            float(round(piece.at[1] * 10)),
            round(angle, 1),
            round(max(0.05, piece.size / size), 2) if size > 1 else 1.0,
        )
        for piece, angle in zip(way, _unwound([piece.angle for piece in way]), strict=True)
    ]


STANDS = (2.0, 2.0, 0.4, 0.02)
"""What moves no further than this on its whole way stands still: x and y in millimetres, angle, length as in `Stop`."""


def _sum(rows: Sequence[Sequence[Stop]], which: int, unit: str, places: int = 0) -> str:
    """Return one number of a transform as a sum over the steps that are done."""
    start = rows[0][0][which]
    if all(abs(stop[which] - start) <= STANDS[which] for row in rows for stop in row):
        return f"{_number(start, places)}{unit}"
    text = f"{_number(start, places)}{unit}"
    terms = ""
    for letter, row in zip("pq", rows, strict=False):
        before = start + 360 * round((row[0][which] - start) / 360) if which == 2 else row[0][which]  # noqa: PLR2004
        shift = row[0][which] - before
        if shift:
            first = _number(shift, places)
            terms += f" + var(--{letter}1)*{first}{unit}" if first != "0" else ""
        for i in range(1, len(row)):
            step = _number(row[i][which] - row[i - 1][which], places)
            if step != "0":
                terms += f" + var(--{letter}{i})*{step}{unit}"
    return f"calc({text}{terms})" if terms else text


def _outlines(drawn: Sequence[Sequence[Piece]], k: int, *, stretched: bool) -> str:
    """Return a shape's outlines at the key poses as custom properties; nothing if it keeps its shape."""
    base = drawn[0][0]
    shape = base.shapes[k]
    if shape.tone.endswith("shade"):
        return ""
    named = {f"k{i}": _unplaced(base, piece, k, stretched=stretched) for i, piece in enumerate(drawn[0])}
    if len(drawn) > 1:
        named |= {
            f"o{i}": _unplaced(base, piece, k, stretched=stretched) for i, piece in enumerate(drawn[1], 1)
        }
    first = named["k0"]
    if all(math.dist(p, q) < SAME for row in named.values() for p, q in zip(first, row, strict=True)):
        return ""
    last = len(drawn[0]) - 1
    paths = {
        name: f"path('{curve(points, closed=shape.closed, sharp=shape.sharp)}')"
        for name, points in named.items()
    }
    text = ";".join(f"--{name}:{path}" for name, path in paths.items())
    return f"{text};--e:var(--k{last});--f:var(--{'o' if len(drawn) > 1 else 'k'}{last})"


def _unwound(angles: Sequence[float]) -> list[float]:
    """Return angles without jumps of a whole turn."""
    whole = [angles[0]]
    for angle in angles[1:]:
        whole.append(whole[-1] + (angle - whole[-1] + 180) % 360 - 180)
    return whole
