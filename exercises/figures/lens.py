"""The lens: a round cut-out of the trunk at twice the size, for movements that are too small to see.

It shows trunk and pelvis without the arms: the belly wall as a band whose color tells how hard it works, the gap under
the low back of a body that lies on it, the spine, and the outline of the start as dashed lines. Everything follows from
pose data. It is meant for a body that is seen from its side. It writes no SVG.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from exercises.figures import skeleton as sk
from exercises.figures.draw import Shape, circle, pulled_in
from exercises.figures.outline import Tube, disc, tube, view
from exercises.figures.solve import Placed
from exercises.figures.space import Point

if TYPE_CHECKING:
    from exercises.figures.scene import Scene

ZOOM = 2.0
RADIUS = 33.0
"""Of the lens, in centimetres of the picture; it shows a circle of this size divided by `ZOOM`."""
APART = 2.0
"""Room between the lens and every body, in centimetres."""
RELAXED, DRAWN, FIRM = 2.0, 3.2, 4.8
"""Thickness of the wall at ease, drawn in and braced, in centimetres of the body; for drawing, not for measuring."""
FULL = 2.0
"""The belly wall works fully when it is drawn in this far, in centimetres."""
WAIST = 3
"""Which slice of the trunk is the waist."""
SLICES = {False: 6, True: 10}
"""How many slices of the trunk are drawn; beside a mistake all of them: a deep bend brings the chest into the lens."""
DIRECTIONS = 24
FARTHEST = 110
EFFORTS = frozenset({"belly", "brace"})
"""Arrows that show an effort: nothing travels."""


def focus(of: Scene, placed: Placed | None = None) -> Point:
    """Return the point of the picture that the lens shows in its middle: the waist.

    The lens stays where it is while a body moves. Beside a right pose it goes with the body: only shapes are compared.
    """
    if placed is None or placed is of.poses[0] or not of.compares:
        return _first_focus(of)
    return _waist(of, placed)


@lru_cache(maxsize=128)
def _first_focus(of: Scene) -> Point:
    return _waist(of, of.poses[0])


def _waist(of: Scene, placed: Placed) -> Point:
    """Return the waist in the picture: nearer to the belly or to the low back, as the lens shows them."""
    front, back, _ = lines(of, placed)
    (x, y), (a, b) = front[WAIST], back[WAIST]
    part = {"belly": 0.46, "low-back": 0.62}[of.lens or "belly"]
    return (x + (a - x) * part, y + (b - y) * part)


@lru_cache(maxsize=128)
def middle(of: Scene) -> Point:
    """Return the middle of the lens: the free place nearest to the waist that keeps the picture smallest."""
    x, y = focus(of)
    taken = _taken(of)
    xs, ys = [p[0] for p in taken], [p[1] for p in taken]
    ahead = view(of.poses[0].body["l3"], of.camera).x
    ratio = of.ratio
    best = (math.inf, (x, y))
    room = (RADIUS + APART) ** 2
    for i in range(DIRECTIONS):
        c, s = math.cos(2 * math.pi * i / DIRECTIONS), math.sin(2 * math.pi * i / DIRECTIONS)
        for away in range(int(RADIUS * 1.5), FARTHEST, 3):
            p, q = x + c * away, y + s * away
            if all((p - a) * (p - a) + (q - b) * (q - b) > room for a, b in taken):
                wide = max(*xs, p + RADIUS) - min(*xs, p - RADIUS)
                high = max(*ys, q + RADIUS) - min(*ys, q - RADIUS)
                behind = c * ahead[0] + s * ahead[1] < 0
                size = max(wide, high * ratio) + away / 20 + 4 * behind
                best = min(best, (size, (p, q)))
                break
    return best[1]


def _taken(of: Scene) -> list[Point]:
    """Return points of everything that a lens must not cover."""
    points = [p for shape in of.things for p in shape.points]
    for placed in of.poses:
        for piece in of.seen(placed).values():
            points += [p for shape in piece.shapes[:1] for p in shape.points[::2]]
    if of.figure.arrow not in EFFORTS:
        points += [p for way in of.arrows for p in way]
    for shape in of.floor:
        if shape.tone in {
            "mat",
            "wall",
        }:  # their edges, closely enough that nothing slips between two corners
            for (ax, ay), (bx, by) in zip(shape.points, [*shape.points[1:], shape.points[0]], strict=True):
                steps = max(1, round(math.dist((ax, ay), (bx, by)) / 12))
                points += [(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps) for i in range(steps)]
    return points


def grown(of: Scene, points: Sequence[Point], placed: Placed | None = None) -> tuple[Point, ...]:
    """Return points of the picture as the lens shows them."""
    (x, y), (p, q) = focus(of, placed), middle(of)
    return tuple((p + (a - x) * ZOOM, q + (b - y) * ZOOM) for a, b in points)


def link(of: Scene, placed: Placed) -> list[Shape]:
    """Return what joins the lens to the body: a small ring around the waist, and the two lines that touch both."""
    (x, y), (p, q) = focus(of, placed), middle(of)
    small = RADIUS / ZOOM
    away, towards = math.dist((x, y), (p, q)), math.atan2(q - y, p - x)
    lean = math.acos((small - RADIUS) / away)
    lines = []
    for side in (lean, -lean):
        c, s = math.cos(towards + side), math.sin(towards + side)
        ends = ((x + small * c, y + small * s), (p + RADIUS * c, q + RADIUS * s))
        lines.append(Shape("lens edge", ends, closed=False))
    return [circle((x, y), small, "lens edge"), *lines]


def ground(of: Scene, placed: Placed) -> list[Shape]:
    """Return what lies under the body in the lens: its ground, and the mat or pillow."""
    under = [shape for shape in (*of.floor, *of.things) if shape.tone.split()[0] in {"mat", "pillow"}]
    shapes: list[Shape] = [circle(middle(of), RADIUS, "lens")]
    shapes += [Shape(s.tone, grown(of, s.points, placed), s.closed, s.sharp) for s in under]
    if lies_on_back(of.poses[0]):
        # the body is drawn over it: only the gap under the low back is left
        front, back, _ = lines(of, of.poses[0])
        (left, _), (right, _) = sorted((back[0], back[-1]))
        top, low = (front[WAIST][1] + back[WAIST][1]) / 2, max(y for _, y in back) + 0.6
        band = ((left, top), (right, top), (right, low), (left, low))
        shapes.append(Shape("gap", grown(of, band, placed), sharp=frozenset(range(4))))
    return shapes


def effort(placed: Placed) -> tuple[float, float]:
    """Return how hard the belly wall works in front and all round, from 0 to 1."""
    firm = placed.angles["firm"]
    return max(firm, min(1.0, max(0.0, placed.angles["belly"] / FULL))), firm


def lines(of: Scene, placed: Placed) -> tuple[list[Point], list[Point], Tube]:
    """Return the front and the back of the trunk from the pelvis up, and the outline of the pelvis."""
    views = {name: view(placed.body[name], of.camera) for name in ("pelvis", *sk.SPINE)}
    belly = placed.angles["belly"]
    hips = pulled_in(of.who, "pelvis", belly)
    # no more of the trunk than a lens can show: each outline is written once for each key pose
    sections = (hips[1], *pulled_in(of.who, "trunk", belly)[: SLICES[of.compares]])
    row = tube([disc(views[s.frame], s) for s in sections])
    pelvis = tube([disc(views[s.frame], s) for s in hips[:3]])
    ahead = views["l3"].x
    out = (row.left[3][0] - row.middle[3][0]) * ahead[0] + (row.left[3][1] - row.middle[3][1]) * ahead[1]
    front, back = (row.left, row.right) if out > 0 else (row.right, row.left)
    return unfolded(front, row.middle), unfolded(back, row.middle), pelvis


def unfolded(edge: Sequence[Point], middle: Sequence[Point]) -> list[Point]:
    """Return an edge of the trunk without the crossings of slices that a sharp bend lays over each other.

    Points that run back along the trunk's direction are drawn together into their common middle, as soft flesh is.
    """
    (ax, ay), (bx, by) = middle[0], middle[-1]
    runs: list[list[Point]] = []

    def centre(run: Sequence[Point]) -> Point:
        return (sum(x for x, _ in run) / len(run), sum(y for _, y in run) / len(run))

    for point in edge:
        runs.append([point])
        while len(runs) > 1:
            (px, py), (qx, qy) = centre(runs[-2]), centre(runs[-1])
            if (qx - px) * (bx - ax) + (qy - py) * (by - ay) >= 0:
                break
            runs[-2:] = [[*runs[-2], *runs[-1]]]
    return [centre(run) for run in runs for _ in run]


def lies_on_back(placed: Placed) -> bool:
    """Whether the low back can have a gap under it: pelvis and ribs or upper back rest on the floor."""
    on = {c.name for c in placed.contacts if c.on == "floor"}
    return placed.angles["pitch"] < -60 and "pelvis" in on and bool(on & {"back", "ribs"})  # noqa: PLR2004 - degrees


def _band(edge: Sequence[Point], other: Sequence[Point], deep: float, tone: str, shown: float) -> Shape:
    """Return a band of the trunk along an edge, `deep` centimetres thick towards the other edge."""
    inner = []
    for (x, y), (a, b) in zip(edge, other, strict=True):
        size = math.hypot(a - x, b - y) or 1.0
        inner.append((x + (a - x) * deep / size, y + (b - y) * deep / size))
    inner = unfolded(inner, edge)
    last = len(edge) - 1
    return Shape(
        tone, (*edge, *reversed(inner)), sharp=frozenset({0, last, last + 1, 2 * last + 1}), shown=shown
    )


def inside(of: Scene, placed: Placed) -> list[Shape]:
    """Return the body in the lens in one pose, as many shapes in each."""
    front, back, pelvis = lines(of, placed)
    seen = of.seen(placed)
    trunk = seen["trunk"].shapes
    shapes = [] if lies_on_back(of.poses[0]) else [seen[f"{of.near}-thigh"].shapes[0]]
    whole = (*front[1:], *reversed(back[1:]))
    last = len(front) - 2
    shapes.append(Shape("legs", (*pelvis.left, *reversed(pelvis.right))))
    shapes.append(Shape("top", whole, sharp=frozenset({0, last, last + 1, 2 * last + 1})))
    if of.lens == "belly":
        before, all_round = effort(placed)
        # the wall ends where the shirt does
        rows = (front[1:], back[1:])
        for tone, shown in (("belly", 1.0), ("firm", before)):
            deep = RELAXED + (DRAWN - RELAXED) * before + (FIRM - DRAWN) * all_round
            shapes.append(_band(*rows, deep, tone, shown))
        if any(pose.angles["firm"] for pose in of.poses):
            shapes.append(_band(rows[1], rows[0], FIRM, "firm", all_round))
    shapes.append(Shape("bones", trunk[-1].points, closed=False))
    return [Shape(s.tone, grown(of, s.points, placed), s.closed, s.sharp, s.shown) for s in shapes]


def start(of: Scene) -> list[Shape]:
    """Return the outline of the start as dashed lines, front and back of the trunk; nothing where there is one pose."""
    if len(of.poses) == 1:
        return []
    front, back, _ = lines(of, of.poses[0])
    return [Shape("ghost", grown(of, row[1:]), closed=False) for row in (front, back)]


def arrows(of: Scene) -> list[tuple[Point, ...]]:
    """Return the arrows of an effort, in the lens: the belly wall goes in, or the trunk firms all round."""
    last = of.poses[-1]
    front, back, _ = lines(of, last)
    (x, y), (a, b) = front[WAIST], back[WAIST]
    size = math.dist((x, y), (a, b))
    out = ((x - a) / size, (y - b) / size)
    ways = [((x, y), out)]
    if last.angles["firm"] and not lies_on_back(last):
        ways.append(((a, b), (-out[0], -out[1])))
    return [
        grown(of, tuple((px + ox * far, py + oy * far) for far in (6.4, 3.9, 1.2)))
        for (px, py), (ox, oy) in ways
    ]
