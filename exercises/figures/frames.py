"""The frame around a picture: which part of the plane it shows, from what is drawn and where the picture stands.

It draws nothing. Everything is in millimetres of the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from exercises.figures import lens
from exercises.figures.furniture import moving_furniture
from exercises.figures.scene import RING_RADIUS, Scene, ring_at
from exercises.figures.skeleton import HAND, SIDES
from exercises.figures.space import Vec

type Fit = Literal["row", "alone", "key", "pair", "paper"]
"""Where a picture stands: in a row, alone on its page, among the key poses, right beside wrong, or on paper."""
ROW: Fit = "row"
ALONE: Fit = "alone"
KEY: Fit = "key"
PAIR: Fit = "pair"
PAPER: Fit = "paper"
NARROWEST: Mapping[Fit, tuple[float, float]] = {
    "alone": (2.6, 0.75),
    "key": (1.15, 1.0),
    "pair": (1.15, 0.72),
    "paper": (1.15, 0.5),
}
"""Least width to height of a picture that is not in a row: of a body that lies, of one that sits or stands.

A phone shows the picture that stands alone over its whole width, an upright one over a third of it, and two or three
key poses side by side. So no picture takes the first step or the timer out of sight."""
WIDEST: Mapping[Fit, float] = {"alone": 3.2, "key": 2.4, "pair": 2.4, "paper": 3.2}
"""Greatest width to height of a picture that is not in a row."""


@lru_cache(maxsize=256)
def box(of: Scene, fit: Fit = ROW) -> tuple[int, int, int, int]:
    """Return the view box of a figure, the same for all its poses: x, y, width, height in millimetres.

    Args:
        of: the figure.
        fit: where the picture stands.
    """
    narrow, wide = (of.ratio, of.ratio) if fit == "row" else (NARROWEST[fit][of.upright], WIDEST[fit])
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
