"""The arrows of a figure: which part moves, and along which way; or the sign of an effort. It writes no SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercises.figures import lens
from exercises.figures.solve import Placed
from exercises.figures.space import Point

if TYPE_CHECKING:
    from exercises.figures.scene import Scene

ENDS = ("hand", "foot")
SHORTEST = 15.0
"""Length of the shortest arrow, in centimetres."""
SIGNS = lens.EFFORTS | {"pelvis"}
"""Arrows that show an effort or a turn, not a way."""


def _middle(of: Scene, placed: Placed, part: str) -> Point:
    """Return the middle of a part as seen."""
    body = placed.body
    if part == "hips":
        return of.camera.see(body["pelvis"].at)
    if part == "head":
        return of.camera.see(body["head"].place((0.0, 0.0, 2.0)))
    side, _, name = part.partition("-")
    frame, local = {
        "hand": ("hand", (0.0, 0.0, -9.0)),
        "foot": ("foot", (5.0, 0.0, -4.0)),
        "knee": ("shank", (0.0, 0.0, 0.0)),
    }[name]
    return of.camera.see(body[f"{side}-{frame}"].place(local))


def arrows(of: Scene) -> list[tuple[Point, ...]]:
    """Return the ways of the parts that move most, a little outside the body, each from its start to its head."""
    name = of.figure.arrow
    if name in lens.EFFORTS and of.lens is not None:
        return lens.arrows(of)
    if name in SIGNS:
        return _signs(of, name or "")
    found = []
    for part in [name] if name else _movers(of):
        a, b = (_middle(of, of.poses[i], part) for i in (0, -1))
        if math.dist(a, b) < 4:  # noqa: PLR2004 - centimetres: too short for an arrow
            continue
        found.append(_push(of, a, b) if part == "hips" else _arc(of, part, a, b))
    return found


def _push(of: Scene, a: Point, b: Point) -> tuple[Point, ...]:
    """Return a straight arrow that lifts the hips from below, lowers them from before, or pushes them back."""
    angles = of.poses[0].angles
    # standing or on all fours, not on the back or on a side
    free = angles["pitch"] > -45 and abs(angles["roll"]) < 45  # noqa: PLR2004 - degrees
    if free and abs(b[0] - a[0]) > abs(b[1] - a[1]):
        way = math.copysign(1.0, b[0] - a[0])
        return tuple((b[0] + way * off, b[1] + 5) for off in (17, 27, 37))
    up = b[1] < a[1]
    long = max(10.0, min(24.0, abs(b[1] - a[1])))
    # before the hands, if they are held out
    hands = max(_middle(of, of.poses[-1], f"{side}-hand")[0] for side in ("left", "right"))
    x, y = (b[0] + 2, b[1] + 14) if up else (max(b[0] + 30, hands + 16), b[1] - 14)
    way = -1.0 if up else 1.0
    return tuple((x, y - way * long * part) for part in (1, 0.5, 0))


def _arc(of: Scene, part: str, a: Point, b: Point) -> tuple[Point, ...]:
    """Return an arrow along the way of a part, a little outside it."""
    trunk = of.camera.see(of.poses[-1].body["t12"].at)
    middle = _middle(of, of.way[len(of.way) // 2], part)
    if math.dist(a, b) < SHORTEST:
        grow = (SHORTEST / math.dist(a, b) - 1) / 2
        step = ((b[0] - a[0]) * grow, (b[1] - a[1]) * grow)
        a, b = (a[0] - step[0], a[1] - step[1]), (b[0] + step[0], b[1] + step[1])
    t = ((b[0] - a[0]), (b[1] - a[1]))
    size = math.hypot(*t)
    n = (-t[1] / size, t[0] / size)
    out = (middle[0] - trunk[0], middle[1] - trunk[1])
    outer = 1.0 if n[0] * out[0] + n[1] * out[1] > 0 else -1.0
    cut = 0.12 if size > 40 else 0.0  # noqa: PLR2004 - a long way need not be drawn whole
    first = (a[0] + t[0] * cut, a[1] + t[1] * cut)
    last = (b[0] - t[0] * cut, b[1] - t[1] * cut)
    apart, bulge = 11.0 if part.endswith(ENDS) else 15.0, max(4.0, 0.16 * size)

    def at(along: float, sign: float) -> Point:
        high = sign * (apart + bulge * 4 * along * (1 - along))
        return (
            first[0] + (last[0] - first[0]) * along + n[0] * high,
            first[1] + (last[1] - first[1]) * along + n[1] * high,
        )

    shapes = _outlines(of)

    def crossed(sign: float) -> list[bool]:
        return [_covered(at(i / SAMPLES, sign), shapes) for i in range(SAMPLES + 1)]

    # outside of the way, unless more of the body lies there than inside of it
    sign = min((outer, -outer), key=lambda side: sum(crossed(side)) + (0 if side == outer else 2))
    begin, end = _free(crossed(sign)) / SAMPLES, 1.0
    way = [i / SAMPLES for i, over in enumerate(crossed(0.0)) if not over]
    if sum(crossed(sign)) > LATEST and len(way) >= LATEST:
        # the body lies on both sides: along the way itself, as far as that is free
        sign, begin, end = 0.0, way[0], way[-1]
    return tuple(at(begin + (end - begin) * i / 4, sign) for i in range(5))


SAMPLES = 10
LATEST = 5
"""How many of the samples may be left out at most: half of an arrow still shows where it goes."""
CLEAR = 5.0
"""How far an arrow keeps from a body, in centimetres."""


def _outlines(of: Scene) -> list[tuple[Point, ...]]:
    """Return the outlines of the body's pieces in the hold."""
    return [shape.points for piece in of.seen(of.poses[-1]).values() for shape in piece.shapes[:1]]


def _covered(point: Point, outlines: Sequence[Sequence[Point]]) -> bool:
    """Return whether a point lies in an outline, or closer than `CLEAR` to its edge."""
    x, y = point
    for outline in outlines:
        inside = False
        for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
            along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (
                math.dist((ax, ay), (bx, by)) ** 2 or 1.0
            )
            part = min(1.0, max(0.0, along))
            if math.dist(point, (ax + (bx - ax) * part, ay + (by - ay) * part)) < CLEAR:
                return True
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                inside = not inside
        if inside:
            return True
    return False


def _free(crossed: Sequence[bool]) -> int:
    """Return the number of the first sample from which an arrow no longer crosses the body of the hold."""
    return min(max((i + 1 for i in range(LATEST) if crossed[i]), default=0), LATEST)


def _movers(of: Scene) -> list[str]:
    """Return the parts whose way is worth an arrow."""
    go = {
        part: math.dist(_middle(of, of.poses[0], part), _middle(of, of.poses[-1], part))
        for part in (
            "hips",
            "head",
            *(f"{side}-{end}" for side in ("left", "right") for end in ("hand", "foot", "knee")),
        )
    }
    ends = {part: way for part, way in go.items() if part.endswith(ENDS)}
    if go["hips"] > 8 and max(go["left-foot"], go["right-foot"]) < 20:  # noqa: PLR2004 - centimetres
        return ["hips"]
    if go["head"] > 6 and max(go["left-foot"], go["right-foot"]) < 5:  # noqa: PLR2004
        return ["head"]
    most = max(ends.values())
    knees = max(("left-knee", "right-knee"), key=go.__getitem__)
    if most < 8 or (go[knees] > 2 * max(go["left-foot"], go["right-foot"]) and go[knees] > most):  # noqa: PLR2004
        return [knees]
    return [part for part, way in ends.items() if way > 0.35 * most]


def _signs(of: Scene, name: str) -> list[tuple[Point, ...]]:
    """Return arrows for what does not travel: drawing in, bracing, tipping the pelvis."""
    placed = of.poses[-1]
    see, waist, pelvis = of.camera.see, placed.body["l3"], placed.body["pelvis"]
    if name == "belly":
        return [tuple(see(waist.place((x, 0.0, -2.0))) for x in (36, 30, 24))]
    if name == "brace":
        found = []
        upright = abs(placed.angles["pitch"]) < 45  # noqa: PLR2004 - degrees
        sides = (10, 170) if upright else (-38, 38)
        # the chair's back hides the arrow behind the body
        for degrees in sides[:1] if "chair" in of.figure.props else sides:
            c, d = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            found.append(tuple(see(waist.place((r * c, 0.0, r * d))) for r in (37, 31, 25)))
        return found
    sign = -1 if max((p.angles["lumbar"] for p in of.poses), key=abs) >= 0 else 1
    turns = [math.radians(90 + sign * a) for a in (-48, -24, 0, 24, 48)]
    ring = [pelvis.place((27 * math.sin(a), 0.0, 27 * math.cos(a) + 2)) for a in turns]
    return [tuple(see(p) for p in ring)]
