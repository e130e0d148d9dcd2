"""Conversion of the reader's course to a plan that is shared, and back. The receiver's own health answers stay.

Nothing here asks or stores anything: the planner asks before it takes a plan, and asks the safety questions after.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import cut, fill, limits, pace, prescribed
from widgets.plan import shared as values
from widgets.plan.doses import by_slug, slots
from widgets.plan.shared import Answers, Comfortable, SharedItem, SharedPlan
from widgets.plan.values import (
    DAYS_IN_WEEK,
    MONDAY,
    NERVE_ROOT,
    SUNDAY,
    WARM_START,
    WEEK_MOST,
    Base,
    Course,
    Dropped,
    Item,
    Planned,
    Profile,
    equipment_of,
)
from widgets.plan.week import make


def shared(course: Course, catalog: Catalog, *, answers: bool = False) -> SharedPlan:
    """Return a reader's week as it is shared.

    Args:
        course: the reader's.
        catalog: the catalogue.
        answers: whether the reader's own answers are included, health answers too: for their own other device.
    """
    profile = course.profile
    theirs = _answers(course) if answers else None
    week_number = min(course.week, values.WEEK_MOST)
    if profile.prescribed is not None:
        given = profile.prescribed
        rest = profile.rest if given.walk_minutes else given.rest
        return replace(given, week=week_number, days=profile.days, rest=rest, answers=theirs)
    week = make(course, catalog)
    first = {item.exercise.slug for item in week.routines[0]}
    return SharedPlan(
        level=profile.level,
        days=profile.days,
        rest=profile.rest,
        week_start=profile.week_start,
        session_minutes=profile.session_minutes,
        walk_minutes=course.walk_minutes,
        week=week_number,
        again=week.again,
        items=tuple(
            _shared_item(item, catalog, second=item.exercise.slug not in first)
            for item in week.session[: values.MOST_ITEMS]
        ),
        answers=theirs,
    )


def _shared_item(item: Item, catalog: Catalog, *, second: bool) -> SharedItem:
    """Return an exercise as it is shared. A part of its dose is given only if it differs from the record's."""
    dose, own = item.exercise.dose, catalog.exercise(item.exercise.slug).dose
    return SharedItem(
        slug=item.exercise.slug,
        sets=min(item.sets, values.MOST_SETS),
        reps=None if dose.reps == own.reps else min(dose.reps, values.MOST_REPS),
        hold=None if dose.hold == own.hold else min(dose.hold, values.MOST_HOLD),
        new=item.new,
        second=second,
    )


def taken(given: SharedPlan, before: Course, catalog: Catalog) -> Course:
    """Return the course of a reader who takes a plan. The safety questions are asked anew.

    A prepared plan stays as its maker chose. A plan with answers is the reader's own of another device, and continues
    as it was. Any other plan is somebody else's: the first week is the reader's own starting set, and its exercises are
    wishes.

    Args:
        given: the plan that came in.
        before: the reader's own course, or a newcomer's: its health answers stay.
        catalog: the catalogue.
    """
    own = before.profile
    profile = replace(
        own,
        asked=False,
        days=given.days or own.days,
        rest=tuple(day for day in given.rest if day not in given.days),
        week_start=given.week_start if given.week_start in {MONDAY, SUNDAY} else own.week_start,
        again=given.again,
        prescribed=None,
    )
    if given.answers is not None:
        profile = replace(
            profile,
            conditions=tuple(dict.fromkeys((*own.conditions, *given.answers.conditions))),
            equipment=given.answers.equipment,
            known=given.answers.known,
        )
    if given.prepared:
        return _prepared(given, profile, before, catalog)
    if given.answers is not None:
        return _own(given, given.answers, profile, before, catalog)
    return _wished(given, profile, before, catalog)


def _prepared(given: SharedPlan, profile: Profile, before: Course, catalog: Catalog) -> Course:
    """Return the course of a plan that somebody prepared for the reader.

    What hurt stays out even if the plan has it: its maker may not know. What the reader left out of other weeks comes
    in with the plan. Earlier flare-ups and breaks still count, but the plan is not cut for them.
    """
    bounds = catalog.plan.session_minutes
    rest = profile.rest
    if not given.walk_minutes:
        rest = tuple(day for day in range(DAYS_IN_WEEK) if day not in profile.days)
    plan = replace(given, answers=None, missing=0)
    slugs = {item.slug for item in given.items}
    if given.answers is None:
        out = [each for each in before.dropped if each.reason == "hurt" or each.slug not in slugs]
        dropped = tuple(replace(each, dose=None) for each in out if each.slug in before.out)
    else:
        dropped = _out(given.answers, before)
    gone = {each.slug for each in dropped}
    routine = tuple(
        planned for planned in prescribed.routine(plan.items, catalog) if planned.slug not in gone
    )
    course = Course(
        profile=replace(
            profile,
            rest=rest,
            session_minutes=_within(given.session_minutes, bounds.low, bounds.high),
            prescribed=plan,
        ),
        routines=(routine,),
        walk_minutes=given.walk_minutes or before.walk_minutes,
        level=profile.level,
        week=_within(given.week, 1, WEEK_MOST),
        known=profile.known or before.known,
        order=tuple(planned.slug for planned in routine),
        new=next((item.slug for item in given.items if item.new and item.slug not in gone), None),
        dropped=dropped,
        phase="begin" if routine else "walks",
    )
    return pace.remembering(course, before)


def _out(answers: Answers, before: Course) -> tuple[Dropped, ...]:
    """Return what stays out of the reader's own plan of another device, and what hurt on this one."""
    hurt = dict.fromkeys((*before.hurt, *answers.hurt))
    skipped = (Dropped(slug=slug, reason="left-out") for slug in answers.skipped if slug not in hurt)
    return (*(Dropped(slug=slug, reason="hurt") for slug in hurt), *skipped)


def _wished(given: SharedPlan, profile: Profile, before: Course, catalog: Catalog) -> Course:
    """Return the first week of a reader's own answers, with the exercises of somebody else's week as wishes."""
    days = profile.days
    if any(limits.day_problems(days, profile.level, catalog)):
        days = limits.spread(profile.level, catalog)
    profile = replace(
        profile, days=days, rest=tuple(day for day in profile.rest if day not in days), again=False
    )
    known = tuple(dict.fromkeys((*profile.known, *before.known)))
    course = fill.begin(
        replace(profile, known=known), catalog, replace(before, walk_minutes=profile.walk_minutes)
    )
    course = pace.carried_over(course, before, catalog)
    exercises = by_slug(catalog)
    wishes = [item.slug for item in given.items if item.slug in exercises and item.slug not in known]
    return replace(course, wishes=tuple(sorted(wishes, key=lambda slug: exercises[slug].level)))


def _own(given: SharedPlan, answers: Answers, profile: Profile, before: Course, catalog: Catalog) -> Course:
    """Return the course of another device of the reader, in the state it had there."""
    exercises = by_slug(catalog)
    profile = replace(
        profile,
        level=given.level,
        session_minutes=given.session_minutes,
        equipment=tuple(item for item in equipment_of(catalog) if item in answers.equipment),
    )
    routines: list[list[Planned]] = [[], []]
    for item in given.items:
        if item.slug in exercises:
            own = exercises[item.slug].dose
            planned = Planned(
                slug=item.slug,
                sets=item.sets,
                reps=own.reps if item.reps is None else item.reps,
                hold=own.hold if item.hold is None else item.hold,
            )
            routines[item.second].append(planned)
    warm = [planned for planned in routines[0] if planned.slug == WARM_START]
    turns = [routines[0], [*warm, *routines[1]]] if routines[1] else [routines[0]]
    rank = {slug: index for index, slug in enumerate(answers.known)}
    new = next((item.slug for item in given.items if item.new), None)
    slugs = [p.slug for routine in turns for p in routine]
    order = sorted(dict.fromkeys(slugs), key=lambda slug: (slug == new, rank.get(slug, -1)))
    levels = [exercises[slug].level for slug in (*slugs, *answers.known) if slug in exercises]
    week = _within(given.week, 1, WEEK_MOST)
    least = pace.still_weeks(profile) if answers.flare or answers.settling else 0
    course = Course(
        profile=profile,
        routines=((),),
        walk_minutes=given.walk_minutes,
        level=min(limits.highest_level(profile), max(levels, default=limits.lowest_level(catalog))),
        week=week,
        phase="back" if answers.flare else "hold" if answers.settling or given.week > 1 else "begin",
        known=answers.known,
        order=tuple(order),
        new=new,
        dropped=_out(answers, before),
        in_flare=answers.flare,
        flares=tuple(sorted(week - ago for ago in answers.flares)),
        calm=answers.calm,
        still=answers.still or least,
        quiet=answers.quiet or int(answers.settling),
        grew=True,
    )
    course = cut.with_sessions(course, [slots(routine, catalog) for routine in turns])
    if answers.comfortable is not None:
        course = _with_base(course, answers.comfortable, catalog)
    course = cut.as_admitted(course, catalog)
    return pace.held_shortly(course, catalog) if limits.slow(profile) else course


def _with_base(course: Course, comfortable: Comfortable, catalog: Catalog) -> Course:
    """Return a course with the base that it returns to after a flare-up, and the missing parts of that as dropped."""
    exercises = by_slug(catalog)
    there = course.planned
    routine = tuple(
        Planned(slug=slug, sets=sets, reps=exercises[slug].dose.reps, hold=exercises[slug].dose.hold)
        for slug, sets in comfortable.routine
        if slug in exercises and sets
    )
    dropped = tuple(
        Dropped(
            slug=planned.slug,
            reason="flare",
            dose=planned,
            whole=planned.slug not in there,
            second=planned.slug in comfortable.second,
        )
        for planned in routine
        if planned.slug not in course.out
        and (planned.slug not in there or there[planned.slug].sets < planned.sets)
    )
    if not dropped:
        return course
    base = Base(week=max(1, course.week - 1), routines=(routine,), walk_minutes=comfortable.walk_minutes)
    return replace(
        course, dropped=(*course.dropped, *dropped), base=base, walk_before=comfortable.walk_minutes
    )


def _answers(course: Course) -> Answers:
    """Return the reader's own answers, and the state of their way back from a flare-up.

    The slow pace that was chosen in a check-in is shared as its condition: links have no other place for it.
    """
    base = course.base
    conditions = course.profile.conditions
    if course.profile.slowly and NERVE_ROOT not in conditions:
        conditions = (*conditions, NERVE_ROOT)
    routine = () if base is None else {p.slug: p.sets for r in base.routines for p in r}.items()
    return Answers(
        conditions=conditions,
        equipment=course.profile.equipment,
        known=course.known[: values.NAMES_MOST],
        skipped=course.out[: values.NAMES_MOST],
        hurt=course.hurt[: values.NAMES_MOST],
        flares=tuple(course.week - week for week in course.flares if course.week - week <= values.COUNT_MOST),
        calm=min(course.calm, values.COUNT_MOST),
        quiet=min(course.quiet, values.COUNT_MOST) if course.quiet > course.settling else 0,
        still=min(course.still, values.COUNT_MOST) if course.still > 1 else 0,
        flare=course.in_flare,
        settling=course.settling,
        comfortable=None
        if base is None
        else Comfortable(
            level=min(course.level, values.LEVEL_MOST),
            session_minutes=course.profile.session_minutes,
            walk_minutes=base.walk_minutes,
            routine=tuple((slug, min(sets, values.MOST_SETS)) for slug, sets in routine),
            second=() if len(base.routines) == 1 else _only_second(base),
        ),
    )


def _only_second(base: Base) -> tuple[str, ...]:
    first = {planned.slug for planned in base.routines[0]}
    return tuple(planned.slug for planned in base.routines[1] if planned.slug not in first)


def _within(number: int, low: int, high: int) -> int:
    return min(max(number, low), high)
