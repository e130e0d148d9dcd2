"""The wording of doses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from widgets.catalog import Dose
from widgets.dose.words import dose_line, dose_words


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sets": 1}, "Hold 5 seconds. Do it 3 times."),
        (
            {"sides": "alternating", "rest": 90},
            (
                "Hold 5 seconds. Do it 3 times on each side, changing sides every time. 2 sets. "
                "Rest 1 minute 30 seconds between sets."
            ),
        ),
        (
            {"sides": "one-then-other", "sets": 1, "hold": 60},
            "Hold 1 minute. Do it 3 times on one side, then 3 times on the other.",
        ),
        (
            {"sides": "one-then-other", "side_means": "leg", "sets": 1},
            "Hold 5 seconds. Do it 3 times with one leg, then 3 times with the other.",
        ),
        (
            {"sides": "one-then-other", "side_means": "lying", "sets": 1},
            "Hold 5 seconds. Do it 3 times on one side, then 3 times on the other.",
        ),
        (
            {"sides": "alternating", "side_means": "arm", "sets": 1},
            "Hold 5 seconds. Do it 3 times with each arm, changing arms every time.",
        ),
        ({"hold": 0, "reps": 1, "sets": 1}, "Move slowly, without a hold. Do it once."),
        ({"rest": 0}, "Hold 5 seconds. Do it 3 times. 2 sets."),
        (
            {"only": "left", "side_means": "leg", "sets": 1, "daily": 2},
            "Hold 5 seconds. Do it 3 times with the left leg. All of it 2 times a day.",
        ),
        (
            {"only": "right", "side_means": "lying", "sets": 1},
            "Hold 5 seconds. Do it 3 times on your right side.",
        ),
    ],
)
def test_sentences(dose: Callable[..., Dose], changes: dict[str, object], expected: str) -> None:
    """The long form has every number; sets and rest only where there are several sets."""
    assert dose_words(dose(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sets": 1}, "3 times, hold 5 seconds"),
        ({"sets": 1, "reps": 1, "hold": 1}, "Once, hold 1 second"),
        ({"sets": 1, "sides": "alternating", "hold": 0}, "3 times on each side, slowly"),
        ({"sets": 1, "sides": "alternating", "side_means": "leg"}, "3 times with each leg, hold 5 seconds"),
        (
            {"sets": 1, "sides": "one-then-other", "side_means": "lying"},
            "3 times on each side, hold 5 seconds",
        ),
        ({}, "2 sets of 3, hold 5 seconds"),
        ({"only": "right", "side_means": "leg"}, "2 sets of 3 with the right leg, hold 5 seconds"),
        (
            {"only": "left", "side_means": "leg", "sets": 1, "daily": 3},
            "3 times with the left leg, hold 5 seconds, 3 times a day",
        ),
        ({"sides": "one-then-other", "hold": 75}, "2 sets of 3 on each side, hold 1 minute 15 seconds"),
    ],
)
def test_line(dose: Callable[..., Dose], changes: dict[str, object], expected: str) -> None:
    """The short form says repetitions, or sets of repetitions, then sides and hold."""
    assert dose_line(dose(**changes)) == expected
