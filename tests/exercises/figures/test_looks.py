"""What a reader sees of the figures in a list on a phone: movement that can be seen, and pictures that differ."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from exercises.catalog.load import load
from exercises.catalog.rules import check
from exercises.figures import checked
from exercises.figures.pixels import EMPTY, apart, changed, pixels

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M{0} 0h5v10h-5Z" fill="{1}"/></svg>'
)


def test_real_drawings_keep_the_rules() -> None:
    """Every published figure is drawn small, with its arrow beside the body, moves visibly, and looks like no other."""
    rules = (checked.poses_hold, checked.pictures_differ)

    assert [str(problem) for problem in check(load(), today=dt.date(2026, 11, 30), rules=rules)] == []


def test_pixels_of_a_square() -> None:
    """A half that is drawn counts as drawn, the rest is white paper; a half-covered pixel is mixed with it."""
    left = pixels(SQUARE.format(0, "#000000"), 10)

    assert (left.width, left.height, left.drawn) == (10, 10, 50)
    assert left.grey == (b"\0" * 5 + bytes([EMPTY]) * 5) * 10
    assert left.rgb[0] == (b"\0" * 5 + b"\xff" * 5) * 10


@pytest.mark.parametrize(
    ("at", "colour", "share"), [(0, "#000000", 0.0), (5, "#000000", 1.0), (0, "#ffffff", 1.0)]
)
def test_how_far_apart(at: int, colour: str, share: float) -> None:
    """The same picture has no difference; another place and another brightness differ in every drawn pixel."""
    one, other = pixels(SQUARE.format(0, "#000000"), 10), pixels(SQUARE.format(at, colour), 10)

    assert apart(one.grey, other.grey) == share
    assert changed(one, other) == (100 if at else 50 * (share > 0))


def test_every_filter_is_undone() -> None:
    """A picture with slopes, for which rows get each kind of filter, has no pixel that jumps."""
    slope = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><linearGradient id="g" x2="1" y2="1">'
        '<stop stop-color="#000000"/><stop offset="1" stop-color="#ffffff"/></linearGradient>'
        '<path d="M0 0h64v64H0Z" fill="url(#g)"/></svg>'
    )
    seen = pixels(slope, 64)

    rows = [seen.rgb[0][i : i + 64] for i in range(0, 64 * 64, 64)]
    assert all(abs(a - b) < 8 for row in rows for a, b in pairwise(row))
    assert all(abs(a - b) < 8 for above, row in pairwise(rows) for a, b in zip(above, row, strict=True))
