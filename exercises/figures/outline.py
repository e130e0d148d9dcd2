"""The outline of flesh as the camera sees it, as smooth closed curves. It knows no colours and no SVG elements.

A limb or trunk is a row of ellipsoids. Seen from a side, each has a furthest point to the left and to the right of the
row's line; a smooth curve through these points is the outline. Any camera gives a true outline, and the same row gives
the same number of points in every pose, so that outlines can be moved into each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exercises.figures import skeleton as sk
from exercises.figures.camera import Camera
from exercises.figures.pose import Body
from exercises.figures.space import Point, turn


@dataclass(frozen=True, slots=True)
class Disc:
    """An ellipsoid as the camera sees it."""

    at: Point
    axes: tuple[Point, Point, Point]

    def edge(self, n: Point) -> Point:
        """Return its furthest point in a direction of the picture."""
        size = 0.0
        x, y = 0.0, 0.0
        for ax, ay in self.axes:
            part = ax * n[0] + ay * n[1]
            size += part * part
            x += ax * part
            y += ay * part
        size = math.sqrt(size) or 1.0
        return (self.at[0] + x / size, self.at[1] + y / size)


def disc(body: Body, section: sk.Section, side: str, camera: Camera) -> Disc:
    """Return a slice of flesh as the camera sees it."""
    frame = body[f"{side}{section.frame}"]
    x, y, z = section.centre
    p, q, r = section.half
    axes = tuple(
        camera.see(turn(frame.turned, axis)) for axis in ((p, 0.0, 0.0), (0.0, q, 0.0), (0.0, 0.0, r))
    )
    return Disc(camera.see(frame.place((x, -y if side == "right-" else y, z))), (axes[0], axes[1], axes[2]))


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


def tube(discs: Sequence[Disc], *, round_ends: bool = True) -> Tube:
    """Return the outline of a row of discs.

    Args:
        discs: at least two.
        round_ends: whether the ends bulge with the last discs; a hem or a cuff does not.
    """
    directions = [_direction(discs, i) for i in range(len(discs))]
    left = tuple(d.edge((t[1], -t[0])) for d, t in zip(discs, directions, strict=True))
    right = tuple(d.edge((-t[1], t[0])) for d, t in zip(discs, directions, strict=True))
    start: tuple[Point, ...] = ()
    end: tuple[Point, ...] = ()
    if round_ends:
        start = tuple(discs[0].edge(_turned(directions[0], a)) for a in (140, 180, 220))
        end = tuple(discs[-1].edge(_turned(directions[-1], a)) for a in (-40, 0, 40))
    return Tube(left, right, start, end, tuple(d.at for d in discs))


def _direction(discs: Sequence[Disc], i: int) -> Point:
    """Return the direction of the row at a disc; where neighbours hide each other, that of the whole row."""
    a, b = discs[max(0, i - 1)].at, discs[min(len(discs) - 1, i + 1)].at
    x, y = b[0] - a[0], b[1] - a[1]
    size = math.hypot(x, y)
    whole = (discs[-1].at[0] - discs[0].at[0], discs[-1].at[1] - discs[0].at[1])
    full = math.hypot(*whole)
    if size < 0.6:  # noqa: PLR2004 - centimetres
        x, y, size = *whole, full
    if size < 0.01:  # noqa: PLR2004 - seen end on
        return (0.0, 1.0)
    return (x / size, y / size)


def _turned(n: Point, degrees: float) -> Point:
    """Return a direction of the picture turned clockwise as seen."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (n[0] * c - n[1] * s, n[0] * s + n[1] * c)


@lru_cache(maxsize=16_384)
def curve(points: tuple[Point, ...], *, closed: bool = True, sharp: frozenset[int] = frozenset()) -> str:
    """Return path data of a smooth curve through points, in whole millimetres, relative and short.

    One outline is drawn in several pictures of a page (large, small, dark): it is worked out once.

    Args:
        points: in centimetres.
        closed: whether the last point leads back to the first.
        sharp: numbers of points that are corners.
    """
    n = len(points)
    handles = []
    for i in range(n):
        a = points[i - 1] if closed or i else points[i]
        b = points[(i + 1) % n] if closed or i < n - 1 else points[i]
        x, y = b[0] - a[0], b[1] - a[1]
        size = math.hypot(x, y)
        handles.append((0.0, 0.0) if i in sharp or size == 0 else (x / size, y / size))
    at = (round(points[0][0] * 10), round(points[0][1] * 10))
    parts = [f"M{at[0]} {at[1]}c"]
    numbers: list[int] = []
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        p, q = points[i], points[j]
        third = math.hypot(q[0] - p[0], q[1] - p[1]) * 0.36
        c1 = (p[0] + handles[i][0] * third, p[1] + handles[i][1] * third)
        c2 = (q[0] - handles[j][0] * third, q[1] - handles[j][1] * third)
        for x, y in (c1, c2, q):
            numbers += [round(x * 10) - at[0], round(y * 10) - at[1]]
        at = (round(q[0] * 10), round(q[1] * 10))
    parts.append(_joined(numbers))
    return "".join(parts) + ("z" if closed else "")


def _joined(numbers: Sequence[int]) -> str:
    """Return numbers as short path data: a minus sign parts two numbers as well as a space."""
    text = str(numbers[0])
    for number in numbers[1:]:
        text += str(number) if number < 0 else f" {number}"
    return text
