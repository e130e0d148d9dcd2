"""A text is said by clips of whole clauses, or a sentence of it whole by the device's voice."""

from __future__ import annotations

from widgets.catalog import Clip
from widgets.player.clips import CLAUSE_PAUSE, SENTENCE_PAUSE, said

RECORDED = ("Rep 4: move", "Hold", "Change legs", "Left leg", "Do it 5 times", "On all fours, like a table")
CLIPS = {text: Clip("all", place, 1000) for place, text in enumerate(RECORDED)}


def test_a_clause_is_one_clip() -> None:
    """A clause with a colon or a comma inside is one clip, and comes after its tone."""
    assert said("Rep 4: move", CLIPS, 400) == (((400, "all", 0, 1000),), 1400)
    assert said("On all fours, like a table.", CLIPS)[0] == ((0, "all", 5, 1000),)


def test_a_sentence_may_be_several_clauses() -> None:
    """Between two clauses there is a comma's pause, between two sentences a longer one; capitals do not matter."""
    parts, end = said("Change legs: left leg. Hold.", CLIPS)
    second = 1000 + CLAUSE_PAUSE
    third = second + 1000 + SENTENCE_PAUSE
    assert parts == ((0, "all", 2, 1000), (second, "all", 3, 1000), (third, "all", 1, 1000))
    assert end == third + 1000


def test_what_is_not_recorded_is_left_whole_to_the_device() -> None:
    """One clause without a clip leaves its sentence to the device's voice, and no other one; two such come together."""
    parts, end = said("Hold. Do it 5 times, with ease. Note: go slow. Hold.", CLIPS)
    assert [part[1] for part in parts] == ["all", "Do it 5 times, with ease. Note: go slow.", "all"]
    assert parts[1][0] == 1000 + SENTENCE_PAUSE
    assert parts[2][0] > parts[1][0] + 3000
    assert end == parts[2][0] + 1000


def test_nothing_is_glued_inside_a_clause() -> None:
    """Words that are recorded apart do not make a clause that nobody recorded."""
    assert said("Hold left leg", CLIPS)[0] == ((0, "Hold left leg"),)
