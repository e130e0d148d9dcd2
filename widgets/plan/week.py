"""From a course to the seven days of its week. Routines and doses are those of the course: nothing is decided here."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from widgets.catalog import Catalog
from widgets.dose.cap import cap_of, for_reader
from widgets.plan import limits, prescribed, shared
from widgets.plan.admission import admitted, asks
from widgets.plan.doses import by_slug, dose_of
from widgets.plan.fill import is_starter
from widgets.plan.values import DAYS_IN_WEEK, Course, Day, Item, Planned, Routine, Week, dosed


@lru_cache(maxsize=32)
def make(course: Course, catalog: Catalog) -> Week:
    """Return the week of a course. The last few are cached: a view asks for the same week many times."""
    profile = course.profile
    catalog = for_reader(catalog, profile.conditions)
    allowed = admitted(course, catalog)
    routines = tuple(
        tuple(
            _item(planned, course, catalog)
            for planned in _ordered(routine, course)
            if planned.slug in allowed
        )
        for routine in course.routines
    ) or ((),)
    again = profile.again and limits.may_repeat(course, routines, catalog)
    turn = (course.week - 1) * len(profile.days)
    sessions = 0
    days = []
    for offset in range(DAYS_IN_WEEK):
        weekday = (profile.week_start + offset) % DAYS_IN_WEEK
        if weekday in profile.days:
            which = turn % len(routines)
            turn += 1
            sessions += 1
            items = _shown(routines[which], course, sessions)
            items = tuple(item for item in items if not item.days or weekday in item.days)
            days.append(Day(weekday=weekday, kind="exercise", items=items, routine=which, again=again))
        elif weekday in profile.rest:
            days.append(Day(weekday=weekday, kind="rest"))
        else:
            days.append(Day(weekday=weekday, kind="walk", walk_minutes=course.walk_minutes))
    return Week(days=tuple(days), routines=routines, starter=is_starter(course, catalog))


def _ordered(routine: Routine, course: Course) -> Routine:
    """Return a routine in its order; that of a prepared plan in its maker's."""
    prepared = course.profile.prescribed
    if prepared is None:
        return routine
    rank = {item.slug: index for index, item in enumerate(prepared.items)}
    return tuple(sorted(routine, key=lambda planned: rank.get(planned.slug, len(rank))))


def _shown(items: tuple[Item, ...], course: Course, sessions: int) -> tuple[Item, ...]:
    """Return the exercises of a session while each session of a new plan adds one."""
    if course.shown is None:
        return items
    there = frozenset(course.order[: course.shown + sessions])
    return tuple(item for item in items if item.exercise.slug in there)


def _item(planned: Planned, course: Course, catalog: Catalog) -> Item:
    exercise = by_slug(catalog)[planned.slug]
    cap = cap_of(catalog, course.profile.conditions)
    if cap is not None and planned.hold > cap.seconds:
        planned = replace(planned, hold=cap.seconds)
    given = dosed(exercise, dose_of(exercise, planned))
    made = prescribed.items_of(course.profile.prescribed).get(planned.slug)
    if made is not None:
        given = dosed(given, prescribed.as_made(given.dose, made))
    return Item(
        exercise=given,
        sets=planned.sets,
        seconds=given.seconds,
        new=is_new(planned.slug, course, catalog),
        ask=asks(exercise, course.profile),
        note="" if made is None else made.note,
        days=() if made is None else shared.own_days(made.days, course.profile.days),
    )


def is_new(slug: str, course: Course, catalog: Catalog) -> bool:
    """Return whether an exercise counts as new in this week: one at the most, but in a newcomer's first week."""
    if course.phase == "begin" and course.week == 1 and is_starter(course, catalog):
        return slug not in course.known
    return slug == course.new and course.phase != "back" and not course.settling
