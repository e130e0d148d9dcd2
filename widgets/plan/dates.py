"""The dates of a plan's week: seven days from the day on which it began. Pure; no clock is read and nothing is worded.

A box belongs to the one date of its weekday within these seven days, also when it is ticked after they are over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from widgets import days
from widgets.catalog import Catalog
from widgets.diary.entries import Kind, Log
from widgets.plan.boxes import day_state
from widgets.plan.store import Saved
from widgets.plan.values import DAYS_IN_WEEK, Day
from widgets.plan.week import make


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The seven days of a week, as dates such as `2026-11-30`."""

    first: str
    last: str

    def date_of(self, weekday: int) -> str:
        """Return the date of a weekday (0 is Monday) in this week."""
        first = date.fromisoformat(self.first).weekday()
        return days.shifted(self.first, (weekday - first) % DAYS_IN_WEEK)

    def over(self, today: str) -> bool:
        """Return whether the week's last day is past."""
        return today > self.last

    def weeks(self, today: str) -> int:
        """Return the whole weeks since the week's first day, at least 1."""
        return max(1, days.apart(self.first, today) // DAYS_IN_WEEK)

    def in_order(self, week: Iterable[Day]) -> tuple[Day, ...]:
        """Return days as they follow each other in this week."""
        return tuple(sorted(week, key=lambda day: self.date_of(day.weekday)))


def span(since: float | None, zone: int) -> Span | None:
    """Return the dates of a week; None where nobody knows when it began.

    Args:
        since: when it began, in milliseconds since the epoch.
        zone: the reader's zone, in minutes east of UTC.
    """
    if since is None:
        return None
    first = days.local_day(since, zone)
    return Span(first=first, last=days.shifted(first, DAYS_IN_WEEK - 1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Sessions and walks that were done since a week began, beside the sessions that were planned."""

    sessions: int
    planned: int
    """Sessions of one week."""
    walks: int
    weeks: int
    """Whole weeks that are counted."""


def tally(log: Log, saved: Saved, week: Span, today: str, catalog: Catalog) -> Tally:
    """Return what was done in the whole weeks since a plan's week began; a day counts once, logged or ticked."""
    made = make(saved.course, catalog)
    weeks = week.weeks(today)
    last = days.shifted(week.first, weeks * DAYS_IN_WEEK - 1)

    def done(kind: Kind, planned: tuple[Day, ...]) -> int:
        logged = {
            entry.day
            for entry in log.entries
            if entry.kind == kind
            and week.first <= entry.day <= last
            and _since(entry.at, entry.source, saved)
        }
        ticked = {week.date_of(day.weekday) for day in planned if day_state(day, saved.done) == "true"}
        return len(logged | {day for day in ticked if day <= today})

    return Tally(
        sessions=done("session", made.exercise_days),
        planned=made.sessions,
        walks=done("walk", made.walking_days),
        weeks=weeks,
    )


def _since(at: float, source: str, saved: Saved) -> bool:
    """Return whether an entry belongs to this week: one of its first day may be of the week before."""
    return saved.since is None or at >= saved.since or source == "hand"
