"""Moving pictures, and stills of key poses that draw the same pieces again.

How a picture moves: each piece of the body is a group whose transform is a sum, written out in CSS, of its place in
the start and of what each step of the way adds to it. How much of each step is done follows from one custom property
of the page, `--ns-t`: 0 is the start, 1 the hold, -1 the hold of the other side. Whoever sets `--ns-t` (a loop, or the
phase of a timer) moves the whole figure, and for a reader who wants less motion it stands still. A piece that also
changes its shape carries its outlines as custom properties (`--k0`, `--k1`, ... and `--o1`, ... of the other side) for
browsers that can move path data; others see the first one.

Never a loop or a page: those are `html`'s.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exercises.figures import lens
from exercises.figures.draw import Piece, Shape, Spot, spots
from exercises.figures.frames import ALONE, KEY
from exercises.figures.furniture import moving_furniture
from exercises.figures.outline import curve
from exercises.figures.scene import Scene
from exercises.figures.solve import Placed
from exercises.figures.space import Point
from exercises.figures.svg import arrows, cut_out, element, frame, number, rims

SAME = 0.9
"""Outlines whose points lie closer than this, in centimetres, are drawn as one."""
SHADE_SAME = 3.0
"""The same of shaded sides and of shadows, whose edges are soft to the eye."""


def picture(of: Scene, *, title: str, desc: str, ident: str) -> str:
    """Return a picture that moves with `--ns-t`, from -1 (the other side's hold) over 0 (start) to 1 (hold).

    Its pieces carry ids that begin with `ident`, so that `key` can draw the same pieces again.
    """
    drawing = _moving(of, ident)
    text = frame(of, drawing.inside, title=title, desc=desc, ident=ident, fit=ALONE)
    return text.replace("<svg ", f'<svg style="{drawing.done}" ', 1)


def key(of: Scene, placed: Placed, *, desc: str, ident: str) -> str:
    """Return a still picture of one key pose, made of the pieces of the moving picture on the same page.

    Args:
        of: the figure.
        placed: one of its poses; the last one shows the way of the movement.
        desc: the pose in words; its name is in the caption.
        ident: the `ident` that `picture` was called with.
    """
    arrow = arrows(of, None) if placed is of.poses[-1] else ""
    inside = _moving(of, ident).keys[of.poses.index(placed)] + arrow
    return frame(of, inside, desc=desc, ident=f"{ident}--{placed.pose.name}", fit=KEY)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The inside of a moving picture, and of stills that reuse its pieces."""

    inside: str
    done: str
    """CSS custom properties of the svg element: the progress of each step of the movement."""
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
            f"{ident}-{index}",
        )
        for index, name in enumerate(names)
    ]
    done = ";".join(
        f"--{letter}{i}:clamp(0,var(--ns-t,0)*{sign * steps}{f' - {i - 1}' if i > 1 else ''},1)"
        for letter, sign in (("p", 1), ("q", -1))[: len(ways)]
        for i in range(1, steps + 1)
    )
    floor = "".join(element(s, None) for s in of.floor)
    things = "".join(element(s, None) for s in of.things)
    lasting = ""

    def touched(placed: Placed) -> str:
        return "".join(element(s, None) for s in of.touches(placed))

    for sides, shape in of.lasting:
        gone = "".join(f" - var(--{letter}1)" for letter in sides)
        # the contact shadow of a lifted part disappears at once
        lasting += element(shape, None).replace("/>", f' style="opacity:calc(1{gone})"/>' if gone else "/>")
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
    under = "".join(element(s, None) for s in lens.ground(of, of.poses[0]))
    start = "".join(element(s, None) for s in lens.start(of))
    drawn = []
    for way in ways:
        rows = [lens.inside(of, way[key]) for key in (keys if way is of.way else keys[1:])]
        drawn.append([Piece((0.0, 0.0), 0.0, 1.0, 0.0, tuple(row)) for row in rows])
    place = Spot((0.0, 0.0), 0.0, 1.0, 0.0)
    shown = [[[s.shown for s in lens.inside(of, placed)] for placed in way] for way in ways]
    moves, stills = _piece([[place] * len(way) for way in ways], drawn, keys, f"{ident}-lens", shown)
    still_parts = {"under": under, "ghost": start, "rims": rims(of, of.poses[0], None)}
    first = {name: _named(shapes, f"{ident}-{name}") for name, shapes in still_parts.items()}
    again = {name: _again(shapes, f"{ident}-{name}") for name, shapes in still_parts.items()}
    return cut_out(of, first["under"] + moves + first["ghost"], first["rims"], f"{ident}-cut"), tuple(
        # each picture has a cut of its own: some browsers ignore one in a picture that is not shown
        cut_out(of, again["under"] + still + again["ghost"], again["rims"], f"{ident}-cut{i}")
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


def _fade(rows: Sequence[Sequence[Sequence[float]]], k: int) -> str:
    """Return how opaque one shape is as a sum over the steps that are done; nothing where that does not change."""
    first = rows[0][0][k]
    terms = ""
    for letter, row in zip("pq", rows, strict=False):
        for i in range(1, len(row)):
            step = number(row[i][k] - row[i - 1][k], 2)
            terms += f" + var(--{letter}{i})*{step}" if step != "0" else ""
    return f"opacity:calc({number(first, 2)}{terms})" if terms else ""


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
        text = "".join(element(s, None) for s in base.shapes)
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
        text = element(local, None).replace("<path", f'<path id="{ident}-{k}"')
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
                stills[i] += element(
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
    grown = f"scale({number(scale, 2)},1)" if stretched else ""
    return f"translate({number(x)},{number(y)})rotate({number(angle, 1)}){grown}"


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
        return f"{number(start, places)}{unit}"
    text = f"{number(start, places)}{unit}"
    terms = ""
    for letter, row in zip("pq", rows, strict=False):
        before = start + 360 * round((row[0][which] - start) / 360) if which == 2 else row[0][which]  # noqa: PLR2004
        shift = row[0][which] - before
        if shift:
            first = number(shift, places)
            terms += f" + var(--{letter}1)*{first}{unit}" if first != "0" else ""
        for i in range(1, len(row)):
            step = number(row[i][which] - row[i - 1][which], places)
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
