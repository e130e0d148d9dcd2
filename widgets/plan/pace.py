"""The slow pace of nerve-root pain, and the state that a new first week takes over from the weeks before it.

No function here adds an exercise.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import cut, limits
from widgets.plan.doses import by_slug
from widgets.plan.values import Course, Planned, Profile

SLOW_STILL = 5
"""With nerve-root pain, weeks without a step up after a flare-up or after something hurt: that week and four more.
Planner's own choice."""

# --- the slow pace of nerve-root pain


def still_weeks(profile: Profile, otherwise: int = 1) -> int:
    """Return the weeks without a step up after a flare-up or after something hurt.

    Args:
        profile: the reader's answers.
        otherwise: the weeks of a reader who does not go slowly.
    """
    return SLOW_STILL if limits.slow(profile) else otherwise


def slowed(course: Course, catalog: Catalog) -> Course:
    """Return a course adapted to a profile that has just become slow: lower level, shorter holds, counts restarted.

    Exercises above the highest level of the slow pace leave the week.
    """
    level = min(course.level, limits.highest_level(course.profile))
    course = replace(course, level=level, fine_in_row=0, next_up="session")
    return held_shortly(cut.as_admitted(course, catalog), catalog)


def held_shortly(course: Course, catalog: Catalog) -> Course:
    """Return a course with every hold at the low end of its record's range, also of exercises that wait to return.

    A prepared plan stays as its maker chose.
    """
    if course.profile.prescribed is not None:
        return course
    exercises = by_slug(catalog)

    def short(planned: Planned) -> Planned:
        if planned.slug not in exercises:
            return planned
        least = limits.bounds(exercises[planned.slug], "hold")[0]
        return planned if planned.hold <= least else replace(planned, hold=least)

    routines = tuple(tuple(map(short, routine)) for routine in course.routines)
    there = {planned for routine in routines for planned in routine}
    dropped = tuple(
        each if each.dose is None else replace(each, dose=short(each.dose)) for each in course.dropped
    )
    # A part that only a longer hold was missing from has nothing left to return.
    dropped = tuple(each for each in dropped if each.whole or each.dose not in there)
    return replace(course, routines=routines, dropped=dropped)


# --- a first week after other weeks


def remembering(fresh: Course, before: Course) -> Course:
    """Return a first week with the flare-ups, the break and the careful weeks of the course before it.

    A flare-up stays as many weeks ago as it was. The week's exercises and walks stay as they are.

    Args:
        fresh: a first week.
        before: the course so far.
    """
    return replace(
        fresh,
        flares=tuple(number + fresh.week - before.week for number in before.flares),
        flared=before.flared,
        calm=before.calm,
        quiet=before.quiet,
        still=max(fresh.still, before.still),
        missed=before.missed,
    )


def carried_over(fresh: Course, before: Course, catalog: Catalog) -> Course:
    """Return a first week with the limits that the weeks before it set: no step, nothing new, or less to do.

    In a flare-up it is cut to two thirds. In a flare-up, and while a part that one took waits to return, it is no
    longer than the week before. After a break it is cut as a break cuts.

    Args:
        fresh: a first week of the reader's answers, of this course or of a plan that they take.
        before: the course so far.
        catalog: the catalogue.
    """
    after_flare = before.in_flare or any(each.reason == "flare" for each in before.returning)
    away = before.missed if before.missed >= limits.HALVED_FROM else 0
    course = replace(remembering(fresh, before), in_flare=before.in_flare)
    if after_flare or away or course.still:
        walk = min(fresh.walk_minutes, before.walk_minutes)
        course = replace(course, walk_minutes=walk, walk_before=before.walk_before)
    if course.new is not None and (after_flare or away or course.quiet or course.calm or course.still):
        course = cut.without_exercise(course, course.new, "replaced", catalog)
    if before.in_flare and not any(before.routines):
        course = replace(course, routines=((),), order=(), new=None)
    if not any(course.routines):
        return replace(course, phase="walks")
    if after_flare:
        sessions = cut.sessions_of(course, catalog)
        share = limits.FLARE_SHARE if before.in_flare else 1
        target = min(int(cut.longest(sessions) * share), cut.longest(cut.sessions_of(before, catalog)))
        if cut.longest(sessions) > target:
            course = cut.down_to(cut.with_base(course), target, catalog)
        return replace(course, phase="back", new=None)
    if away:
        return replace(cut.rested(replace(course, missed=0), away, catalog), missed=away, phase="back")
    return course
