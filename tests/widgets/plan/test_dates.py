"""A week's dates: a box has one date, a week ends after its seventh day, and what was done is counted by dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from widgets import days
from widgets.catalog import Catalog
from widgets.diary.entries import EMPTY, Entry, Log
from widgets.plan import boxes, dates, fill, review_words
from widgets.plan.store import Saved
from widgets.plan.week import make


def at(day: str, hour: int = 9) -> float:
    """Return a moment of a day, in UTC."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=UTC).timestamp() * 1000


def session(day: str) -> Entry:
    """Return the entry of a session."""
    return Entry(kind="session", id=f"s-{day}", at=at(day, 10), day=day, source="session")


def with_sessions(*on: str) -> Log:
    """Return a log with a session on each of these days."""
    return replace(EMPTY, entries=tuple(session(day) for day in on))


@pytest.mark.parametrize(
    ("zone", "first"),
    [(0, "2026-11-30"), (13 * 60, "2026-12-01"), (-8 * 60, "2026-11-30"), (-24 * 60, "2026-11-29")],
)
def test_a_week_begins_on_the_readers_own_day(zone: int, first: str) -> None:
    """The same moment is another date in Auckland than in Los Angeles; the week has the reader's."""
    week = dates.span(at("2026-11-30", 17), zone)
    assert week is not None
    assert (week.first, week.last) == (first, days.shifted(first, 6))


def test_each_weekday_has_one_date(small: Catalog) -> None:
    """The seven weekdays are seven dates in a row, from the first day, and the days of a week stand in their order."""
    week = dates.Span(first="2026-12-02", last="2026-12-08")
    assert sorted(week.date_of(day) for day in range(7)) == [f"2026-12-0{n}" for n in range(2, 9)]
    ordered = week.in_order(make(fill.newcomer(small), small).days)
    assert [day.weekday for day in ordered] == [2, 3, 4, 5, 6, 0, 1]


def test_nobody_knows_the_dates_of_a_week_without_a_beginning() -> None:
    """A plan of the first formats has no date: none is made up."""
    assert dates.span(None, 0) is None


@pytest.mark.parametrize(
    ("today", "over", "weeks"),
    [("2026-11-30", False, 1), ("2026-12-06", False, 1), ("2026-12-07", True, 1), ("2026-12-27", True, 3)],
)
def test_a_week_is_over_after_its_last_day(today: str, *, over: bool, weeks: int) -> None:
    """On its seventh day a week is not over; the day after it is, and whole weeks are counted from its first day."""
    week = dates.Span(first="2026-11-30", last="2026-12-06")
    assert (week.over(today), week.weeks(today)) == (over, weeks)


def test_a_day_counts_once(small: Catalog) -> None:
    """A session that is in the log and ticked counts once, one that is only ticked counts too."""
    course = fill.newcomer(small)
    monday, wednesday, _ = make(course, small).exercise_days
    done = tuple(box.key for day in (monday, wednesday) for box in boxes.day_boxes(day))
    saved = Saved(course=course, since=at("2026-11-30"), done=done)
    week = dates.Span(first="2026-11-30", last="2026-12-06")
    tally = dates.tally(with_sessions("2026-11-30"), saved, week, "2026-12-07", small)
    assert (tally.sessions, tally.planned, tally.weeks) == (2, 3, 1)
    assert review_words.week_over(1, tally) == ("Week 1 is over.", "You did 2 of 3.")


def test_four_weeks_are_not_one(small: Catalog) -> None:
    """Twelve sessions in four weeks are said to be that, not twelve of three."""
    on = [days.shifted("2026-11-30", 7 * week + day) for week in range(4) for day in (0, 2, 4)]
    saved = Saved(course=fill.newcomer(small), since=at("2026-11-30"))
    week = dates.Span(first="2026-11-30", last="2026-12-06")
    tally = dates.tally(with_sessions(*on), saved, week, "2026-12-28", small)
    assert review_words.week_over(1, tally) == (
        "Week 1 began 4 weeks ago.",
        "You did 12 sessions in 4 weeks.",
    )


def test_what_was_done_after_the_week_is_not_in_it(small: Catalog) -> None:
    """Two days after the end, a session of yesterday is not one of the week that is over."""
    saved = Saved(course=fill.newcomer(small), since=at("2026-11-30"))
    week = dates.Span(first="2026-11-30", last="2026-12-06")
    log = with_sessions("2026-11-30", "2026-12-07")
    assert dates.tally(log, saved, week, "2026-12-08", small).sessions == 1
