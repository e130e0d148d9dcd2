"""Vectors and rotations in three dimensions, as plain tuples. Independent of bodies.

Axes of the world, in centimetres: x to the right of a side view, y away from its viewer, z up. A body that stands
with all angles at 0 looks along x and has its left side at +y. Angles are degrees; a positive turn about an axis is
anticlockwise for one who looks from its tip back to the origin.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

type Vec = tuple[float, float, float]
type Mat = tuple[Vec, Vec, Vec]
"""Rows of a rotation matrix."""
type Point = tuple[float, float]
"""A point of the picture: x to the right, y down, in centimetres."""

IDENTITY: Mat = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def add(a: Vec, b: Vec) -> Vec:
    """Return a + b."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """Return a - b."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vec, factor: float) -> Vec:
    """Return the vector `a` times `factor`."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(a: Vec) -> float:
    """Return the length of a."""
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def mix(a: Vec, b: Vec, part: float) -> Vec:
    """Return the point that lies `part` (0 to 1) of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part)


def turn(m: Mat, v: Vec) -> Vec:
    """Return the rotation m applied to v."""
    (a, b, c), (d, e, f), (g, h, i) = m
    x, y, z = v
    return (a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z)


def unturn(m: Mat, v: Vec) -> Vec:
    """Return the inverse of the rotation m applied to v."""
    (a, b, c), (d, e, f), (g, h, i) = m
    x, y, z = v
    return (a * x + d * y + g * z, b * x + e * y + h * z, c * x + f * y + i * z)


def chain(m: Mat, n: Mat) -> Mat:
    """Return the rotation m followed by n in the frame of m; the identity, the most frequent n, returns m at once."""
    if n is IDENTITY:
        return m
    if m is IDENTITY:
        return n
    (a, b, c), (d, e, f), (g, h, i) = m
    (p, q, r), (s, t, u), (v, w, x) = n
    return (
        (a * p + b * s + c * v, a * q + b * t + c * w, a * r + b * u + c * x),
        (d * p + e * s + f * v, d * q + e * t + f * w, d * r + e * u + f * x),
        (g * p + h * s + i * v, g * q + h * t + i * w, g * r + h * u + i * x),
    )


def about_x(degrees: float) -> Mat:
    """Return the turn about x: y goes towards z."""
    if not degrees:
        return IDENTITY
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))


def about_y(degrees: float) -> Mat:
    """Return the turn about y: z goes towards x."""
    if not degrees:
        return IDENTITY
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))


def hinged(m: Mat, degrees: float) -> Mat:
    """Equivalent to `chain(m, about_y(degrees))`, specialised for hinge joints: half the multiplications."""
    if not degrees:
        return m
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    (a, b, p), (d, e, q), (g, h, r) = m
    return (
        (a * c - p * s, b, a * s + p * c),
        (d * c - q * s, e, d * s + q * c),
        (g * c - r * s, h, g * s + r * c),
    )


def about_z(degrees: float) -> Mat:
    """Return the turn about z: x goes towards y."""
    if not degrees:
        return IDENTITY
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))


def about(axis: Vec, degrees: float) -> Mat:
    """Return the turn about any axis of length 1 (Rodrigues' formula)."""
    x, y, z = axis
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    t = 1 - c
    return (
        (t * x * x + c, t * x * y - s * z, t * x * z + s * y),
        (t * x * y + s * z, t * y * y + c, t * y * z - s * x),
        (t * x * z - s * y, t * y * z + s * x, t * z * z + c),
    )


def hull(points: Sequence[Point]) -> list[Point]:
    """Return the convex hull, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:  # noqa: PLR2004
        return ordered

    def half(row: Sequence[Point]) -> list[Point]:
        line: list[Point] = []
        for p in row:
            while len(line) > 1 and _left(line[-2], line[-1], p) <= 0:
                line.pop()
            line.append(p)
        return line[:-1]

    return half(ordered) + half(ordered[::-1])


def _left(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
