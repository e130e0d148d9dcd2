"""The planner's numbers, the rules for exercise days, and the comparison of face-up with face-down time.

Numbers of the first source document come from `catalog.plan`. A number that no source gives is named a planner's own
choice. No week is made here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.plan.values import (
    DAYS_IN_WEEK,
    NERVE_ROOT,
    WARM_START,
    WEEKDAYS,
    Item,
    Profile,
    session_seconds,
)

STEP_MINUTES = 2
"""How much longer a session or a walk gets after a fine week. Planner's own choice: the first document says only that
sessions "get longer and longer" with strength; two minutes is about what one more exercise takes."""

DAY = 24 * 3600 * 1000
"""A day in milliseconds."""

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
    """Return in how many days a week may be followed by one that holds more; 0 where it may now.

    Args:
        since: when the week began, in milliseconds since the epoch; None where nobody knows.
        at: now, likewise. A clock that was set back to before the week began tells nothing.
    """
    if since is None or at < since:
        return 0
    return max(0, math.ceil(LEAST_DAYS - (at - since) / DAY))


# --- days and minutes


def rest_between(level: int, catalog: Catalog) -> int:
    """Days of rest between two exercise days: the most that any level up to the reader's wants. `levels.yml`."""
    return max((item.rest_days for item in catalog.levels if item.number <= level), default=0)


def lowest_level(catalog: Catalog) -> int:
    """Return the level at which everyone starts."""
    return min((level.number for level in catalog.levels), default=1)


def day_counts(level: int, catalog: Catalog) -> tuple[int, int]:
    """The least and the most exercise days a week. First document: three. Rest wins where both cannot be had.

    What is few enough for the level with the longest rest is never too few: going back a level adds no day.
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


def day_problems(days: Collection[int], level: int, catalog: Catalog) -> Iterator[str]:
    """Exercise days keep their number and the rest days that the level wants, also from one week to the next."""
    least, most = day_counts(level, catalog)
    if not least <= len(days) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield f"choose {wanted} days. You chose {len(days)}."
        return
    rest = rest_between(level, catalog)
    ordered = sorted(days)
    for day, following in zip(ordered, [*ordered[1:], ordered[0] + DAYS_IN_WEEK], strict=True):
        if following - day - 1 < rest:
            yield (
                f"level {level} wants {words.count(rest, 'day')} without exercise between two exercise days. "
                f"{WEEKDAYS[day]} and {WEEKDAYS[following % DAYS_IN_WEEK]} are too close."
            )


def movable(day: int, profile: Profile, catalog: Catalog) -> tuple[int, ...]:
    """Return the days to which an exercise day may be moved."""
    others = [other for other in profile.days if other != day]
    return tuple(
        target
        for target in range(DAYS_IN_WEEK)
        if target not in profile.days and not any(day_problems([*others, target], profile.level, catalog))
    )


def careful(profile: Profile) -> bool:
    """Whether nothing may grow by itself: with nerve-root pain, or in a week of a flare-up. First document.

    Planner's own choice: "very slow" is read at its most cautious. With nerve-root pain the planner offers no
    step up by itself at all: no longer sessions or walks, no extra sets, no new exercise. A step is for the
    reader's provider.
    """
    return profile.flare or NERVE_ROOT in profile.conditions


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
    """Return the exercises without finding neutral and without those whose harder version is among them."""
    easier = {slug for exercise in exercises for slug in exercise.easier}
    return tuple(e for e in exercises if e.slug not in easier and e.slug != WARM_START)


# --- a second round


def may_repeat(profile: Profile, routines: Sequence[Sequence[Item]], catalog: Catalog) -> bool:
    """Whether a session may be done once more, later on the same day.

    Planner's own choice, with the first document's limits kept: both rounds together stay within the session
    minutes that the reader chose, and no exercise of a level that wants rest days is done twice a day. Never in a
    flare-up, and with nerve-root pain only as the provider says.
    """
    resting = {level.number for level in catalog.levels if level.rest_days}
    levels = {item.exercise.level for routine in routines for item in routine}
    longest = max((session_seconds(routine) for routine in routines), default=0)
    return 0 < 2 * longest <= profile.session_minutes * 60 and not levels & resting and not careful(profile)


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


def set_range(exercise: Exercise) -> tuple[int, int]:
    """Return the fewest and the most sets that the exercise's record allows."""
    low, high = exercise.dose.range.get("sets", (exercise.dose.sets, exercise.dose.sets))
    return max(1, min(low, exercise.dose.sets)), max(high, exercise.dose.sets)
