"""The lens: where it stands, and that it magnifies what the pose has."""

from __future__ import annotations

import math

import pytest

from exercises.catalog.load import load
from exercises.catalog.model import Exercise
from exercises.figures import frames, lens
from exercises.figures.scene import Scene, mistake_of, scene_of

REAL = {entry.value.slug: entry.value for entry in load().exercises if entry.value.figure is not None}


def scenes(exercise: Exercise) -> list[Scene]:
    """Return the scenes of an exercise that have a lens."""
    compared = mistake_of(exercise)
    return [of for of in (scene_of(exercise), compared) if of is not None and of.lens is not None]


def test_it_covers_nobody_and_is_whole() -> None:
    """No body in any pose is under the lens, and no picture cuts it off."""
    seen = 0
    for exercise in REAL.values():
        for of in scenes(exercise):
            seen += 1
            x, y = lens.middle(of)
            for placed in of.poses:
                for name, piece in of.seen(placed).items():
                    for point in piece.shapes[0].points:
                        assert math.dist((x, y), point) > lens.RADIUS, (exercise.slug, name)
            for fit in (frames.ROW, frames.ALONE, frames.KEY, frames.PAIR):
                left, top, wide, high = frames.box(of, fit)
                assert left <= 10 * (x - lens.RADIUS)
                assert 10 * (x + lens.RADIUS) <= left + wide
                assert top <= 10 * (y - lens.RADIUS)
                assert 10 * (y + lens.RADIUS) <= top + high
    assert seen > 10


@pytest.mark.parametrize(("slug", "moved"), [("supine-draw-in", 3.0), ("supine-brace", 0.0)])
def test_the_belly_goes_in_by_what_the_pose_says(slug: str, moved: float) -> None:
    """The front of the waist moves by the centimetres of the pose: in when it is drawn in, not at all when braced."""
    of = scene_of(REAL[slug])
    (first, _, _), (last, _, _) = (lens.lines(of, placed) for placed in (of.poses[0], of.poses[-1]))

    assert math.dist(first[lens.WAIST], last[lens.WAIST]) == pytest.approx(moved, abs=0.3)


def test_it_shows_twice_the_size() -> None:
    """Two points of the body are twice as far apart in the lens."""
    of = scene_of(REAL["pelvic-tilt"])
    a, b = lens.grown(of, [(0.0, 0.0), (3.0, 4.0)])

    assert math.dist(a, b) == pytest.approx(10.0)


def test_a_brace_works_all_round() -> None:
    """Drawing in works in front alone; a brace works in front and behind, and not at the start."""
    drawn, braced = (scene_of(REAL[slug]) for slug in ("supine-draw-in", "supine-brace"))

    assert lens.effort(drawn.poses[-1]) == (1.0, 0.0)
    assert lens.effort(braced.poses[-1]) == (1.0, 1.0)
    assert lens.effort(braced.poses[0]) == (0.0, 0.0)


def test_a_mistake_of_the_low_back_brings_its_lens() -> None:
    """Where a low back that lies on the floor arches by mistake, the pair has a lens though the exercise has none."""
    exercise = REAL["heel-slide"]
    compared = mistake_of(exercise)
    assert compared is not None

    assert scene_of(exercise).lens is None
    assert compared.lens == "low-back"


def test_the_trunk_has_no_end_in_the_lens() -> None:
    """However far a mistake bends the trunk, it ends outside the circle, not as a spike in it."""
    for exercise in REAL.values():
        for of in scenes(exercise):
            for placed in of.poses:
                front, back, _ = lens.lines(of, placed)
                for x, y in (front[-1], back[-1]):
                    away = math.dist((x, y), lens.focus(of, placed)) * lens.ZOOM
                    assert away > lens.RADIUS, (exercise.slug, placed.pose.name, round(away))


def test_an_edge_that_crosses_itself_is_drawn_together() -> None:
    """Points that lie behind the one before them take one place, and the others stay where they are."""
    edge = [(0.0, 0.0), (0.0, 4.0), (1.0, 2.0), (0.0, 8.0)]

    assert lens.unfolded(edge, [(5.0, 0.0), (5.0, 8.0)]) == [(0.0, 0.0), (0.5, 3.0), (0.5, 3.0), (0.0, 8.0)]
