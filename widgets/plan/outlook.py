"""What would come week by week if all goes well: the plan's own rules, run forward. No promise, and nothing is kept.

A week ahead is made as the reader would make it who says "fine" each time, finds the new exercise easy, and takes
the one that is offered. Nothing here decides what a week may hold: that is `plan` and `rules`. Nothing is HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from widgets.catalog import Catalog, Exercise
from widgets.plan import limits, plan
from widgets.plan.values import Profile, Week

WEEKS = 12
"""Weeks of the picture, the present one among them."""

FURTHEST = 26
"""Weeks after which nobody is told of minutes that may come. Planner's own choice: half a year is far enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """One week of the outlook."""

    number: int
    """The week's number in the reader's plan."""
    seconds: int
    """How long a session takes."""
    walk_minutes: int
    exercises: int
    """Different exercises in the week."""
    new: Exercise | None
    """The week's new exercise."""
    more_sets: tuple[Exercise, ...] = ()
    """What has more sets than in the week before."""
    gone: tuple[Exercise, ...] = ()
    """What the week before had and this one has not."""

    @property
    def minutes(self) -> int:
        """The length of a session in whole minutes, rounded up."""
        return -(-self.seconds // 60)


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
    """Whether minutes are about what was asked for: no more than one step short of it."""
    return minutes >= asked - limits.STEP_MINUTES


@lru_cache(maxsize=4)
def ahead(profile: Profile, catalog: Catalog, weeks: int = WEEKS) -> tuple[Ahead, ...]:
    """Return this week and those after it. The last few answers are remembered: each takes a while."""
    week = plan.make(profile, catalog)
    found = [_ahead(profile, week, None, catalog)]
    while len(found) < weeks:
        profile = following(profile, catalog)
        before, week = week, plan.make(profile, catalog)
        found.append(_ahead(profile, week, before, catalog))
    return tuple(found)


def following(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile of the next week after a fine one, with the exercise that is offered then."""
    profile = plan.next_week(profile, "fine", catalog, mastered=True)
    offered = plan.suggestion(profile, catalog)
    return profile if offered is None else plan.with_new(profile, offered.slug, catalog)


@lru_cache(maxsize=4)
def reach(profile: Profile, catalog: Catalog) -> Reach:
    """Return how a plan gets to the session minutes of its profile."""
    asked, first = profile.session_minutes, profile.week
    now = most = -(-plan.make(profile, catalog).seconds // 60)
    at = first
    while not close(most, asked) and profile.week < first + FURTHEST and not limits.careful(profile):
        before, profile = profile, following(profile, catalog)
        if stands(before, profile):
            break
        minutes = min(asked, -(-plan.make(profile, catalog).seconds // 60))
        if minutes > most:
            most, at = minutes, profile.week
    return Reach(asked=asked, now=now, most=most, week=at)


def stands(before: Profile, after: Profile) -> bool:
    """Whether a week changed nothing about the sessions, so that none after it will."""
    same = replace(after, week=before.week, walk_minutes=before.walk_minutes, comfortable=before.comfortable)
    return same == before


def _ahead(profile: Profile, week: Week, before: Week | None, catalog: Catalog) -> Ahead:
    sets = {} if before is None else {item.exercise.slug: item.sets for item in before.session}
    stays = {item.exercise.slug for item in week.session}
    return Ahead(
        number=profile.week,
        seconds=week.seconds,
        walk_minutes=profile.walk_minutes,
        exercises=len(week.session),
        new=plan.new_exercise(profile, catalog) if not week.starter else None,
        more_sets=tuple(
            item.exercise
            for item in week.session
            if item.sets > sets.get(item.exercise.slug, item.sets) and not item.new
        ),
        gone=()
        if before is None
        else tuple(item.exercise for item in before.session if item.exercise.slug not in stays),
    )
