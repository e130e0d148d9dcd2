"""Body outlines as the camera sees them, as smooth closed curves. No colours, no SVG elements.

A limb or trunk is a row of ellipsoids. Seen from a side, each has a furthest point to the left and to the right of the
row's line; a smooth curve through these points is the outline. Any camera gives a true outline, and the same row gives
the same number of points in every pose, so that outlines can be moved into each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from exercises.figures import skeleton as sk
from exercises.figures.camera import Camera
from exercises.figures.pose import Frame
from exercises.figures.space import Point


class View(NamedTuple):
    """A part's frame as the camera sees it: its joint, and its axes of length 1, in the picture."""

    at: Point
    x: Point
    y: Point
    z: Point


def view(frame: Frame, camera: Camera) -> View:
    """Return a frame as the camera sees it, worked out once for all the slices of flesh that hang on it."""
    (a, b, c), (d, e, f), (g, h, i) = frame.turned
    see = camera.see
    return View(see(frame.at), see((a, d, g)), see((b, e, h)), see((c, f, i)))


class Disc(NamedTuple):
    """An ellipsoid as the camera sees it: an ellipse.

    Its furthest point in a direction n of length 1 lies `S n / sqrt(n S n)` from its middle, where S is the sum of
    the products of each half-axis, as seen, with itself: three numbers stand for all three axes.
    """

    at: Point
    xx: float
    xy: float
    yy: float

    def reach(self, nx: float, ny: float) -> Point:
        """Return how far from its middle its furthest point in a direction lies; against the direction, as far."""
        x, y = self.xx * nx + self.xy * ny, self.xy * nx + self.yy * ny
        size = math.sqrt(nx * x + ny * y) or 1.0
        return (x / size, y / size)


def disc(seen: View, section: sk.Section, *, other: bool = False) -> Disc:
    """Return a slice of flesh as the camera sees it.

    Args:
        seen: the frame that it hangs on.
        section: the slice.
        other: whether it is the mirror image, of the right side.
    """
    (ox, oy), (ax, ay), (bx, by), (cx, cy) = seen
    x, y, z = section.centre
    if other:
        y = -y
    at = (ox + ax * x + bx * y + cx * z, oy + ay * x + by * y + cy * z)
    p, q, r = section.half
    ax, ay, bx, by, cx, cy = ax * p, ay * p, bx * q, by * q, cx * r, cy * r
    return Disc(at, ax * ax + bx * bx + cx * cx, ax * ay + bx * by + cx * cy, ay * ay + by * by + cy * cy)


@dataclass(frozen=True, slots=True)
class Tube:
    """The outline of a row of discs."""

    left: tuple[Point, ...]
    right: tuple[Point, ...]
    start: tuple[Point, ...]
    """The round end at the joint, from the right to the left."""
    end: tuple[Point, ...]
    """The round end away from it, from the left to the right."""
    middle: tuple[Point, ...]

    @property
    def closed(self) -> tuple[Point, ...]:
        """All points, clockwise from the joint's left."""
        return (*self.left, *self.end, *reversed(self.right), *self.start)


ROUND = tuple((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in (-40, 0, 40))
"""Directions of the points of a round end, from the direction in which a row ends."""


def tube(discs: Sequence[Disc]) -> Tube:
    """Return the outline of a row of at least two discs; its ends bulge with the first and the last one."""
    places = [seen.at for seen in discs]
    left: list[Point] = []
    right: list[Point] = []
    directions: list[Point] = []
    # `Disc.reach` is written out here: most points of a picture come from this loop
    for i, ((x, y), xx, xy, yy) in enumerate(discs):
        tx, ty = _direction(places, i)
        directions.append((tx, ty))
        dx, dy = xx * ty - xy * tx, xy * ty - yy * tx
        size = math.sqrt(ty * dx - tx * dy) or 1.0
        dx, dy = dx / size, dy / size
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    (tx, ty), (ux, uy) = directions[0], directions[-1]
    return Tube(tuple(left), tuple(right), _end(discs[0], -tx, -ty), _end(discs[-1], ux, uy), tuple(places))


def _direction(places: Sequence[Point], i: int) -> Point:
    """Return the direction of the row at a disc; where neighbours hide each other, that of the whole row."""
    (ax, ay), (bx, by) = places[i - 1 if i else 0], places[i + 1 if i + 1 < len(places) else i]
    x, y = bx - ax, by - ay
    size = math.hypot(x, y)
    if size < 0.6:  # noqa: PLR2004 - centimetres
        (ax, ay), (bx, by) = places[0], places[-1]
        x, y = bx - ax, by - ay
        size = math.hypot(x, y)
    if size < 0.01:  # noqa: PLR2004 - seen end on
        return (0.0, 1.0)
    return (x / size, y / size)


def _end(last: Disc, tx: float, ty: float) -> tuple[Point, ...]:
    """Return the round end of a row that ends in a direction."""
    (x, y), points = last.at, []
    for c, s in ROUND:
        dx, dy = last.reach(tx * c - ty * s, tx * s + ty * c)
        points.append((x + dx, y + dy))
    return tuple(points)


ARC = 0.5523
"""How long the handles are that make a quarter of a circle of radius 1 (the usual approximation by a cubic curve)."""


def rings(ellipses: Sequence[tuple[Point, Point, Point]]) -> str:
    """Return path data of ellipses in one path, so that where two overlap they are no darker.

    Args:
        ellipses: middle and two half-axes of each, in centimetres; any circle laid on a level surface is seen as one.
    """
    text = ""
    for (x, y), (ax, ay), (px, py) in ellipses:
        # all run the same way round: where two overlap, the whole is filled
        bx, by = (px, py) if ax * py - ay * px > 0 else (-px, -py)
        here = (round((x + ax) * 10), round((y + ay) * 10))
        text += f"M{here[0]} {here[1]}"
        numbers = []
        for c, s in ((0, 1), (-1, 0), (0, -1), (1, 0)):
            # from the point before, a quarter turn back, to this one
            steps = ((s + ARC * c, -c + ARC * s), (c + ARC * s, s - ARC * c), (c, s))
            points = [
                (round((x + p * ax + q * bx) * 10), round((y + p * ay + q * by) * 10)) for p, q in steps
            ]
            numbers += [n for point in points for n in (point[0] - here[0], point[1] - here[1])]
            here = points[-1]
        text += "c" + " ".join(map(str, numbers)).replace(" -", "-") + "z"
    return text


@lru_cache(maxsize=16_384)
def curve(points: tuple[Point, ...], *, closed: bool = True, sharp: frozenset[int] = frozenset()) -> str:
    """Return path data of a smooth curve through points, in whole millimetres, relative and short.

    Many outlines are the same in several poses or pictures, so each is worked out once.

    Args:
        points: in centimetres.
        closed: whether the last point leads back to the first.
        sharp: numbers of points that are corners.
    """
    # Whole pictures are made of this: it works on lists of numbers, without a call for each point.
    earlier, afters = [points[-1], *points[:-1]], [*points[1:], points[0]]
    if not closed:
        earlier[0], afters[-1] = points[0], points[-1]
    handles = []
    for (ax, ay), (bx, by) in zip(earlier, afters, strict=True):
        x, y = bx - ax, by - ay
        size = math.hypot(x, y)
        handles.append((x / size, y / size) if size else (0.0, 0.0))
    for i in sharp:
        handles[i] = (0.0, 0.0)
    px, py = points[0]
    hx, hy = handles[0]
    here, there = round(px * 10), round(py * 10)
    text = f"M{here} {there}c"
    numbers: list[int] = []
    ways = list(zip(points, handles, strict=True))
    for (qx, qy), (gx, gy) in ways[1:] + ways[: 1 if closed else 0]:
        third = math.hypot(qx - px, qy - py) * 0.36
        x, y = round(qx * 10), round(qy * 10)
        numbers += (
            round((px + hx * third) * 10) - here,
            round((py + hy * third) * 10) - there,
            round((qx - gx * third) * 10) - here,
            round((qy - gy * third) * 10) - there,
            x - here,
            y - there,
        )
        px, py, hx, hy, here, there = qx, qy, gx, gy, x, y
    # a minus sign parts two numbers as well as a space
    joined = " ".join(map(str, numbers)).replace(" -", "-")
    return f"{text}{joined}{'z' if closed else ''}"
