"""From scenes to SVG text: elements, signs, rings, still pictures; in colours of their own or in the page's.

Never how a picture moves (`moving`), nor which part of the plane it shows (`frames`).
"""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from typing import Literal

from exercises.figures import lens
from exercises.figures.draw import Circle, Shape, circle
from exercises.figures.frames import ROW, Fit, box
from exercises.figures.furniture import moving_furniture
from exercises.figures.palette import CODE, DASHES, RIMS, STROKES, Paint, painted
from exercises.figures.scene import RING_RADIUS, Scene, ring_at
from exercises.figures.solve import Placed
from exercises.figures.space import Point

type Sign = Literal["right", "wrong"]
"""Whether a picture shows how to do it or how not to."""


def _form(shape: Shape) -> tuple[str, str]:
    """Return the element that draws a shape, and the attributes of its form."""
    if isinstance(shape, Circle):
        (x, y), r = shape.at, shape.radius
        return "circle", f'cx="{number(10 * x)}" cy="{number(10 * y)}" r="{number(10 * r)}"'
    return "path", f'd="{shape.path}"'


def element(shape: Shape, paint: Paint) -> str:
    """Return the element of one shape."""
    tone, form = shape.tone, _form(shape)
    shown = "" if shape.shown == 1 else f' opacity="{number(shape.shown, 2)}"'
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


def arrows(of: Scene, paint: Paint) -> str:
    """Return the arrows of a figure, each with a head of its own: no marker, so no id."""
    text = ""
    for way in of.arrows:
        shapes = [Shape("x", way, closed=False)]
        for (x, y), (px, py) in [(way[-1], way[-2]), (way[0], way[1])][: 2 if of.rocks else 1]:
            angle = math.atan2(y - py, x - px)
            head = [(x + 6.5 * math.cos(angle + a), y + 6.5 * math.sin(angle + a)) for a in (2.5, -2.5)]
            shapes.append(Shape("x", (head[0], (x, y), head[1]), closed=False, sharp=frozenset({0, 1, 2})))
        for tone in ("halo", "arrow"):
            text += "".join(element(Shape(tone, s.points, s.closed, s.sharp), paint) for s in shapes)
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
        element(Shape(tone, shape.points, shape.closed, shape.sharp), paint)
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
    return "".join(element(Shape(tone, edge), paint) for tone in ("sign halo", "wrong"))


def frame(  # noqa: PLR0913 - what stands around a picture is told by name
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
    """Return the svg element around a picture; without a title where a caption says it, which would be read twice."""
    x, y, wide, high = view or box(of, fit)
    if ident:
        named = f"{ident}-t {ident}-d" if title else f"{ident}-d"
        head = (
            f' role="img" aria-labelledby="{named}">'
            + (f'<title id="{ident}-t">{escape(title)}</title>' if title else "")
            + f'<desc id="{ident}-d">{escape(desc)}</desc>'
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


def cut_out(of: Scene, content: str, rims: str, ident: str) -> str:
    """Return the content of the lens, cut off at its edge, and its rims over it."""
    name, form = _form(circle(lens.middle(of), lens.RADIUS, "lens"))
    cut = f'<clipPath id="{ident}"><{name} {form}/></clipPath>'
    return f'{cut}<g clip-path="url(#{ident})">{content}</g>{rims}'


def rims(of: Scene, placed: Placed, paint: Paint) -> str:
    """Return the edge of the lens, and what joins it to the body."""
    edge = circle(lens.middle(of), lens.RADIUS, "lens edge")
    return "".join(element(s, paint) for s in (*lens.link(of, placed), edge))


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
    inside = "".join(element(s, paint) for s in shapes)
    if of.lens is not None:
        content = "".join(
            element(s, paint) for s in (*lens.ground(of, placed), *lens.inside(of, placed), *lens.start(of))
        )
        cut = f"{ident or of.slug}-{placed.pose.name}-{sign or 'lens'}"
        inside += cut_out(of, content, rims(of, placed, paint), cut)
    inside += arrows(of, paint) if arrow else ""
    if ring is not None:
        inside += _ring(of, placed, ring, paint)
    if sign is not None:
        inside += _sign(of, sign, fit, paint)
    return frame(
        of, inside, title=title, desc=desc, ident=ident, paint=paint, paper=paper, fit=fit, view=view
    )


def number(value: float, places: int = 0) -> str:
    """Return a number as short text."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (
        "0" if text in {"-0", ""} else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    )
