"""The planner's numbers, the rules for exercise days, and the comparison of face-up with face-down time.

Numbers of the first source document come from `catalog.plan`. A number that no source gives is named a planner's own
choice. No week is made here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from widgets.catalog import Catalog, Exercise
from widgets.days import MS_A_DAY
from widgets.plan.values import (
    DAYS_IN_WEEK,
    NERVE_ROOT,
    WARM_START,
    Course,
    Item,
    Profile,
    session_seconds,
)

STEP_MINUTES = 2
"""Minutes that a walk grows by after a fine week, and that a session may be short of the minutes asked. Planner's own
choice: two minutes is about what one more exercise takes."""

LARGEST_WALK_STEP = 5
"""Minutes that a walk returns by after a flare-up, at the most. Planner's own choice."""

LEAST_WALK = 5
"""Minutes of the shortest walk, in and after a flare-up: a few minutes, as the reader can."""

LEAST_SESSION = 5 * 60
"""Seconds of a session below which further flare-ups in a row take nothing more. Planner's own choice."""

FLARE_SHARE = 2 / 3
"""The share of a session that is left after a first flare-up, at the most. Planner's own choice."""

FLARE_PARTS = 4
"""Parts that a row of flare-ups takes at the most: so many fine weeks bring them back. Planner's own choice."""

OFTEN_FLARES, OFTEN_WEEKS, CALM_WEEKS = 3, 6, 4
"""So many flare-ups in so many weeks call for the provider, and for so many fine weeks before anything new. Planner's
own choice."""

FINE_AT_LEVEL = 8
"""Fine weeks at a level after which the next one is offered in any case. Planner's own choice."""

FINE_SHARE, GOOD_SHARE = 0.75, 0.9
"""The least share of the week before that a session keeps after a fine week, and the share that it keeps where it can.
Planner's own choice."""

OVER = 1.1
"""How far a session may pass the minutes asked, as a share of them. Planner's own choice."""

HALVED_FROM, RESTARTED_FROM, ANEW_FROM = 2, 4, 12
"""Weeks without a session from which doses are halved, go back to their start, and the plan begins again. Planner's own
choice."""

LEAST_DAYS = 6
"""Days after which a week may be followed by one that holds more. The first document adds at most one new exercise a
week; a day less than a week, planner's own choice, lets a reader look ahead on its last evening."""

NEAR_HALF = 0.4
"""The least share of face-up or of face-down time that is still called "about half". Planner's own choice."""

FEW_EXERCISES = 4
"""Different exercises in a session above which the reader is warned. A thesis on home exercise for low back pain
(Arensman 2022) names two to four as the most that people keep up."""

MOST_EXERCISES = 8
"""Different exercises in a session at the most. Planner's own choice."""

MOST_IN_TURN = 10
"""Different exercises in a week with two routines at the most. Planner's own choice: what one printed page holds."""

WELL_FILLED = 0.75
"""The share of a session's minutes from which it counts as filled. Planner's own choice."""

STARTER_EXERCISES = 4
"""Exercises of a newcomer's starting set, finding neutral among them. Planner's own choice, the same as
`FEW_EXERCISES`: a session has to start from something before one exercise a week can be added to it."""

VARIED_MINUTES = 20
"""Session minutes from which a session takes in another position beside face-up and face-down, and from which two
routines may take turns. Planner's own choice: below, there is time for a few exercises only."""

MANY_KNOWN = 2 * (FEW_EXERCISES - 1)
"""Known exercises, finding neutral and easier versions aside, from which two routines take turns: enough for a few in
each. Planner's own choice."""

STARTER_EXTRA_SETS = 1
"""How many sets a newcomer's exercise may have beyond its record's own, within its range, to fill the session.
Planner's own choice: who knows an exercise may have as many as the range allows."""

GENTLE_STARTER_EXERCISES = 2
"""The same with nerve-root pain or in a flare-up: finding neutral and one other. Planner's own choice."""


def days_to_wait(since: float | None, at: float) -> int:
    """Return in how many days a week may be followed by one that holds more; 0 if it may now.

    Args:
        since: when the week began, in milliseconds since the epoch; None if that is not known.
        at: now, in milliseconds since the epoch. Nothing follows from a clock that was set back to before `since`.
    """
    if since is None or at < since:
        return 0
    return max(0, math.ceil(LEAST_DAYS - (at - since) / MS_A_DAY))


# --- days and minutes


def rest_between(level: int, catalog: Catalog) -> int:
    """Days of rest between two exercise days: the most that any level up to the reader's wants. `levels.yml`."""
    return max((item.rest_days for item in catalog.levels if item.number <= level), default=0)


def lowest_level(catalog: Catalog) -> int:
    """Return the level at which everyone starts."""
    return min((level.number for level in catalog.levels), default=1)


def day_counts(level: int, catalog: Catalog) -> tuple[int, int]:
    """Return the least and the most exercise days a week. First document: three. Rest comes first if both cannot hold.

    As few days as the level with the longest rest allows are never too few: a lower level adds no day.
    """
    bounds = catalog.plan.exercise_days
    room = DAYS_IN_WEEK // (rest_between(level, catalog) + 1)
    least_room = DAYS_IN_WEEK // (max((item.rest_days for item in catalog.levels), default=0) + 1)
    most = max(1, min(bounds.high, room))
    return max(1, min(bounds.low, most, least_room)), most


def spread(level: int, catalog: Catalog) -> tuple[int, ...]:
    """The starting number of exercise days, spread evenly over the week from Monday: Monday, Wednesday, Friday."""
    least, most = day_counts(level, catalog)
    count = min(max(catalog.plan.exercise_days.start, least), most)
    return tuple(index * DAYS_IN_WEEK // count for index in range(count))


class DayCount(NamedTuple):
    """So many exercise days were chosen, which are fewer than the least or more than the most."""

    least: int
    most: int
    chosen: int


class TooClose(NamedTuple):
    """Two exercise days (weekdays, 0 is Monday) have fewer days of rest between them than the level wants."""

    level: int
    rest: int
    """Days of rest that the level wants."""
    first: int
    second: int


type DayProblem = DayCount | TooClose


def day_problems(days: Collection[int], level: int, catalog: Catalog) -> Iterator[DayProblem]:
    """Exercise days keep their number and the rest days that the level wants, also from one week to the next."""
    least, most = day_counts(level, catalog)
    if not least <= len(days) <= most:
        yield DayCount(least, most, len(days))
        return
    rest = rest_between(level, catalog)
    ordered = sorted(days)
    for day, following in zip(ordered, [*ordered[1:], ordered[0] + DAYS_IN_WEEK], strict=True):
        if following - day - 1 < rest:
            yield TooClose(level, rest, day, following % DAYS_IN_WEEK)


def movable(day: int, profile: Profile, catalog: Catalog) -> tuple[int, ...]:
    """Return the days to which an exercise day may be moved."""
    others = [other for other in profile.days if other != day]
    return tuple(
        target
        for target in range(DAYS_IN_WEEK)
        if target not in profile.days and not any(day_problems([*others, target], profile.level, catalog))
    )


SLOW_LEVEL = 2
"""The highest level with nerve-root pain. First document: "take things very slow"; the number is planner's own
choice."""

SLOW_WEEKS = 2
"""Fine weeks in a row before a step up with nerve-root pain. Planner's own choice."""


def slow(profile: Profile) -> bool:
    """Return whether the slow pace of nerve-root pain applies. First document: "You must take things very slow"."""
    return NERVE_ROOT in profile.conditions or profile.slowly


def flares_often(course: Course) -> bool:
    """Return whether a course asks for the provider because of many flare-ups, and not because its week is empty."""
    return any(course.routines) or (course.in_flare and len(course.flares) >= OFTEN_FLARES)


def highest_level(profile: Profile) -> int:
    """Return the highest level that a reader's weeks may reach."""
    return min(profile.level, SLOW_LEVEL) if slow(profile) else profile.level


# --- easier and harder versions


def versions_of(exercise: Exercise, others: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Return which of the others are an easier or a harder version of an exercise; finding neutral is none."""
    return tuple(
        other
        for other in others
        if WARM_START not in {exercise.slug, other.slug}
        and (other.slug in exercise.easier or exercise.slug in other.easier)
    )


def hardest(exercises: Collection[Exercise]) -> tuple[Exercise, ...]:
    """Return the exercises except finding neutral and those whose harder version is among them."""
    easier = {slug for exercise in exercises for slug in exercise.easier}
    return tuple(e for e in exercises if e.slug not in easier and e.slug != WARM_START)


# --- a second round


def may_repeat(course: Course, routines: Sequence[Sequence[Item]], catalog: Catalog) -> bool:
    """Return whether a session may be done once more, later on the same day.

    Planner's own choice, with the first document's limits kept: both rounds together stay within the session
    minutes that the reader chose, and no exercise of a level that wants rest days is done twice a day. Only in weeks
    that build: never in a flare-up, on the way back from one, or with nerve-root pain.
    """
    resting = {level.number for level in catalog.levels if level.rest_days}
    levels = {item.exercise.level for routine in routines for item in routine}
    longest = max((session_seconds(routine) for routine in routines), default=0)
    minutes = course.profile.session_minutes
    calm = course.phase in {"begin", "build", "hold"} and not course.returning and not slow(course.profile)
    return 0 < 2 * longest <= minutes * 60 and not levels & resting and calm


# --- face-up, face-down


def face_seconds(session: Iterable[Item]) -> tuple[int, int]:
    """Return the seconds spent face-up and face-down; sitting, standing and side-lying count to neither."""
    items = tuple(session)
    return (
        sum(item.seconds for item in items if item.exercise.face == "up"),
        sum(item.seconds for item in items if item.exercise.face == "down"),
    )


def near_half(up: int, down: int) -> bool:
    """Whether face-up and face-down time are about the same."""
    return min(up, down) >= NEAR_HALF * (up + down)


def bounds(exercise: Exercise, part: Literal["sets", "reps", "hold"]) -> tuple[int, int]:
    """Return the least and the most sets, repetitions, or seconds of hold that the exercise's record allows."""
    start: int = getattr(exercise.dose, part)
    low, high = exercise.dose.range.get(part, (start, start))
    return max(0 if part == "hold" else 1, min(low, start)), max(high, start)
