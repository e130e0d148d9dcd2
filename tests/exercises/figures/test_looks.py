"""What a reader sees of the figures in a list on a phone: movement that can be seen, and pictures that differ."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from exercises.catalog.load import load
from exercises.catalog.model import Exercise
from exercises.figures import frames, palette, svg
from exercises.figures.draw import Shape
from exercises.figures.scene import scene_of
from exercises.figures.solve import Placed
from tests.exercises.figures.pixels import PLAIN, Pixels, changed, pixels

REAL = {entry.value.slug: entry.value for entry in load().exercises if entry.value.figure is not None}
LEAST_CHANGE = 0.06
"""Share of the body's pixels that differ between start and hold."""
LEAST_APART = 0.12
"""Share of the pixels drawn in either picture of two exercises of one level that differ in brightness."""

every = pytest.mark.parametrize("exercise", REAL.values(), ids=lambda exercise: exercise.slug)


def picture(exercise: Exercise, placed: Placed, *, arrow: bool = False) -> Pixels:
    """Return a pose as lists show it."""
    return pixels(svg.still(scene_of(exercise), placed, paint=palette.LIGHT, paper=False, arrow=arrow))


def body(exercise: Exercise, placed: Placed) -> Pixels:
    """Return the body of a pose alone: no floor, no lens, no sign."""
    of = scene_of(exercise)
    x, y, wide, high = frames.box(of)
    shapes: list[Shape] = [shape for piece in of.seen(placed).values() for shape in piece.shapes]
    paths = "".join(f'<path d="{shape.path}"/>' for shape in shapes if shape.closed)
    return pixels(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {wide} {high}">{paths}</svg>')


@every
def test_start_and_hold_differ(exercise: Exercise) -> None:
    """The movement is seen at 130 px, without its arrow: in 6 of 100 pixels of the body or more."""
    first, last = scene_of(exercise).poses[0], scene_of(exercise).poses[-1]
    moved = changed(picture(exercise, first), picture(exercise, last))

    assert len(moved) / len(body(exercise, last).drawn) >= LEAST_CHANGE


@cache
def card(slug: str) -> Pixels:
    """Return the picture of an exercise in a list."""
    return picture(REAL[slug], scene_of(REAL[slug]).poses[-1], arrow=True)


def brightness(colour: tuple[int, int, int]) -> int:
    """Return how bright a colour is on grey paper, from 0 to 255."""
    return (3 * colour[0] + 6 * colour[1] + colour[2]) // 10


def apart(a: Pixels, b: Pixels) -> float:
    """Return the share of the drawn pixels that differ without their colour; 1 where even the formats differ."""
    if (a.width, a.height) != (b.width, b.height):
        return 1.0
    drawn = a.drawn | b.drawn
    return sum(abs(brightness(a.rgb[i]) - brightness(b.rgb[i])) > PLAIN for i in drawn) / len(drawn)


@pytest.mark.parametrize("level", sorted({exercise.level for exercise in REAL.values()}))
def test_no_two_of_a_level_look_alike(level: int) -> None:
    """Each two pictures of a level differ at 130 px, also on grey paper."""
    slugs = [slug for slug, exercise in REAL.items() if exercise.level == level]
    distance = {(a, b): round(apart(card(a), card(b)), 3) for a, b in combinations(slugs, 2)}

    assert {pair: far for pair, far in distance.items() if far < LEAST_APART} == {}
