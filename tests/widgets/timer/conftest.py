"""The dose of these tests: three repetitions of 2, 5 and 3 seconds, twice, 30 seconds apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from widgets.catalog import Dose


@pytest.fixture
def dose() -> Callable[..., Dose]:
    """What makes the usual dose with some parts changed."""

    def make(**changes: Any) -> Dose:  # noqa: ANN401
        usual: dict[str, Any] = {
            "hold": 5, "reps": 3, "sets": 2, "move": 2, "release": 3, "rest": 30, "get_ready": 10,
            "sides": "both", "side_change": 5, "range": {"hold": (3, 10), "reps": (2, 6)},
        }  # fmt: skip
        return Dose(**(usual | changes))

    return make
