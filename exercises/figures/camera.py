"""From the body in space to the flat picture: parallel projection, no perspective. It draws nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.figures.space import Point, Vec, dot


@dataclass(frozen=True, slots=True)
class Camera:
    """Where a picture is seen from, as three directions of length 1 in the world."""

    right: Vec
    up: Vec
    away: Vec

    @classmethod
    def at(cls, turn: float, above: float) -> Camera:
        """Return a camera that looks at the body's right side when `turn` is 0.

        Args:
            turn: degrees by which the camera has walked round, anticlockwise seen from above: 90 sees the front.
            above: degrees by which it looks down.
        """
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        d, t = math.cos(math.radians(above)), math.sin(math.radians(above))
        return cls((c, s, 0.0), (-s * t, c * t, d), (-s * d, c * d, -t))

    def see(self, place: Vec) -> Point:
        """Return the point of the picture where a place is seen: x right, y down, in centimetres."""
        return (dot(self.right, place), -dot(self.up, place))

    def depth(self, place: Vec) -> float:
        """Return how far away a place is; only differences mean something."""
        return dot(self.away, place)


VIEWS = {
    "side": Camera.at(0, 12),
    "front": Camera.at(90, 14),
    "three-quarter": Camera.at(58, 16),
    "above": Camera.at(-12, 55),
}
