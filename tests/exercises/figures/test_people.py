"""The people in the pictures: who shows what, whose eyes are open, and how their bodies differ."""

from __future__ import annotations

from collections import Counter

import pytest

from exercises.catalog.load import load
from exercises.figures import people
from exercises.figures import skeleton as sk
from exercises.figures.scene import scene_of

REAL = {entry.value.slug: entry.value for entry in load().exercises if entry.value.figure is not None}


def test_everybody_shows_exercises() -> None:
    """Each person shows at least one of eight exercises, and nobody more than half of them."""
    shown = Counter(scene_of(exercise).who for exercise in REAL.values())

    assert set(shown) == set(people.PEOPLE)
    assert min(shown.values()) >= len(REAL) / 8
    assert max(shown.values()) <= len(REAL) / 2


def test_a_record_chooses_for_itself() -> None:
    """Without `who`, the slug alone decides; with it, the record does."""
    figure = REAL["bird-dog"].figure
    assert figure is not None
    chosen = {people.who_of(slug, figure) for slug in ("a", "b", "c", "d", "e", "f")}

    assert len(chosen) > 1
    assert people.who_of("a", figure) == people.who_of("a", figure)
    assert people.who_of("a", figure.model_copy(update={"who": "ruth"})) == "ruth"


@pytest.mark.parametrize(
    ("slug", "awake"),
    [("standing-brace", True), ("side-plank", True), ("partial-curl-up", True), ("bridge", False)],
)
def test_eyes_are_open_unless_the_head_rests(slug: str, *, awake: bool) -> None:
    """Whoever stands, sits, or lifts the head looks at the reader's world; whose head rests may close the eyes."""
    of = scene_of(REAL[slug])
    tones = {shape.tone for shape in of.seen(of.poses[-1])["head"].shapes}

    assert ("eye" in tones) is awake


def test_bodies_differ_in_flesh_alone() -> None:
    """A build changes thickness and front, not where flesh hangs along a bone, and its back stays where it was."""
    plain, heavy = people.FLESH[people.FIRST], people.FLESH["omar"]
    belly = [b.half[0] - a.half[0] for a, b in zip(plain["trunk"], heavy["trunk"], strict=True)]

    assert max(belly) == pytest.approx(people.PEOPLE["omar"].build.belly / 2)
    for a, b in zip(plain["trunk"], heavy["trunk"], strict=True):
        assert a.centre[2] == b.centre[2]
        assert a.centre[0] - a.half[0] == pytest.approx(b.centre[0] - b.half[0])
    assert plain is sk.FLESH
