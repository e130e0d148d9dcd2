"""The length of a dose in seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from widgets.catalog import Dose
from widgets.dose.length import seconds


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 10 + 2 * 3 * 10 + 30),
        ({"sets": 1}, 10 + 3 * 10),
        ({"sets": 3, "rest": 0}, 10 + 9 * 10),
        ({"sides": "one-then-other"}, 10 + 2 * (6 * 10 + 5) + 30),
        ({"sides": "alternating"}, 10 + 2 * (6 * 10 + 5 * 5) + 30),
        ({"sides": "alternating", "reps": 1, "sets": 1}, 10 + 2 * 10 + 5),
        ({"hold": 0, "get_ready": 0, "sets": 1}, 3 * 5),
    ],
)
def test_sum(dose: Callable[..., Dose], changes: dict[str, object], expected: int) -> None:
    """Getting ready once, every repetition, the changes of side, and rest between sets only."""
    assert seconds(dose(**changes)) == expected
