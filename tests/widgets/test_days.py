from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import days

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp() * 1000


@pytest.mark.parametrize(
    ("hours", "zone", "day"),
    [
        (0, 0, "2026-11-25"),
        (11.9, 60, "2026-11-26"),
        (-12, -1, "2026-11-24"),
        (0, 840, "2026-11-26"),
        (0, -720, "2026-11-25"),
        (-0.1, -720, "2026-11-24"),
    ],
)
def test_the_day_is_the_readers(hours: float, zone: int, day: str) -> None:
    """A minute before and after midnight are two days, by the reader's clock and nobody else's."""
    assert days.local_day(NOON + hours * 3_600_000, zone) == day


@given(at=st.floats(allow_nan=False), zone=st.integers())
def test_any_moment_has_a_day(at: float, zone: int) -> None:
    """Whatever a damaged clock tells, there is a day."""
    assert days.is_day(days.local_day(at, zone))
    assert days.is_day(days.local_day(math.inf, zone))


@pytest.mark.parametrize(
    "value", ["", "2026-02-29", "2026-1-1", "20261125", "2026-11-25T10:00", "2026-W48-3", 20261125, None]
)
def test_what_is_no_day(value: object) -> None:
    """There is one way to write a day, and it must exist."""
    assert not days.is_day(value)


@given(day=st.dates().map(str), by=st.integers(-4000, 4000))
def test_days_are_counted(day: str, by: int) -> None:
    """Moving by some days and counting them agree, up to the calendar's ends."""
    other = days.shifted(day, by)
    assert days.is_day(other)
    assert abs(days.apart(day, other)) <= abs(by)
    if "0101-01-01" < other < "9900-01-01":
        assert days.apart(day, other) == by


@given(day=st.dates(min_value=datetime(2, 1, 1, tzinfo=UTC).date()).map(str), first=st.integers(0, 6))
def test_a_week_begins_on_its_first_weekday(day: str, first: int) -> None:
    """The start of a week is at most six days back, and is the weekday that the reader's week begins with."""
    start = days.week_start(day, first)
    assert 0 <= days.apart(start, day) < 7
    assert days.week_start(start, first) == start
