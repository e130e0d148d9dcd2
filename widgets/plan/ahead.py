"""A forecast: the weeks to come if every week is fine and each offered level is taken. It is no promise.

The engine (`widgets.plan.progress`) is run forward. This module makes no rule, stores nothing and words nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from widgets import days
from widgets.catalog import Catalog
from widgets.plan import grow, limits
from widgets.plan.changes import Change
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.values import Course
from widgets.plan.week import make

WEEKS = 12
"""Weeks of the picture, the present one among them."""

FURTHEST = 26
"""Weeks that are looked ahead for the minutes asked for. Planner's own choice: half a year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """One week of the outlook."""

    number: int
    """The week's number in the reader's plan."""
    seconds: int
    """The length of a session."""
    walk_minutes: int
    exercises: int
    """Different exercises in the week."""
    level: int
    """The highest level that a week has held by then."""
    new: str | None
    """The week's new exercise."""
    changes: tuple[Change, ...] = ()
    """Every change from the week before; none for the present week."""

    @property
    def minutes(self) -> int:
        """The length of a session in whole minutes, rounded up."""
        return days.minutes_up(self.seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How a plan gets to the minutes that were asked for."""

    asked: int
    """Minutes."""
    now: int
    """Minutes that a session of this week takes."""
    most: int
    """Minutes of the longest session within `FURTHEST` weeks, if all goes well; never more than were asked for."""
    week: int
    """The number of the week that first has them."""

    @property
    def there(self) -> bool:
        """Whether this week already has about what was asked for."""
        return close(self.now, self.asked)

    @property
    def gets_there(self) -> bool:
        """Whether some week ahead has about what was asked for."""
        return close(self.most, self.asked)


def close(minutes: int, asked: int) -> bool:
    """Return whether minutes are about what was asked for: no more than one step short of it."""
    return minutes >= asked - limits.STEP_MINUTES


@lru_cache(maxsize=4)
def ahead(course: Course, catalog: Catalog, weeks: int = WEEKS) -> tuple[Ahead, ...]:
    """Return this week and the weeks after it. The last few results are cached, since each takes a while."""
    found = [_ahead(course, (), catalog)]
    while len(found) < weeks:
        course, changes = following(course, catalog)
        found.append(_ahead(course, changes, catalog))
    return tuple(found)


def following(course: Course, catalog: Catalog) -> tuple[Course, tuple[Change, ...]]:
    """Return the week after a fine one, with the next level where it is offered, and what changed."""
    after, changes = next_week(course, Answers(word="fine"), NOTHING_MISSED, catalog)
    raised, more = grow.raised(after, catalog)
    return raised, (*changes, *more)


@lru_cache(maxsize=4)
def reach(course: Course, catalog: Catalog) -> Reach:
    """Return how a plan gets to the session minutes of its profile."""
    asked = course.profile.session_minutes
    weeks = ahead(course, catalog, 1)
    now = most = weeks[0].minutes
    at = course.week
    if close(now, asked) or course.profile.prescribed is not None:
        return Reach(asked=asked, now=now, most=min(now, asked), week=at)
    for week in ahead(course, catalog, FURTHEST):
        minutes = min(asked, week.minutes)
        if minutes > most:
            most, at = minutes, week.number
        if close(most, asked):
            break
    return Reach(asked=asked, now=now, most=most, week=at)


def _ahead(course: Course, changes: tuple[Change, ...], catalog: Catalog) -> Ahead:
    week = make(course, catalog)
    return Ahead(
        number=course.week,
        seconds=week.seconds,
        walk_minutes=course.walk_minutes,
        exercises=len(week.session),
        level=course.reached,
        new=course.new,
        changes=changes,
    )
