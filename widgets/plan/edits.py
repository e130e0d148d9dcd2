"""Changes that the reader makes by hand: answers, swaps, exercises left out or brought back, one routine or two.

What follows from the answer to a week is in `progress`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from widgets.catalog import Catalog, Exercise
from widgets.plan import cut, fill, join, limits, pace
from widgets.plan.admission import admitted, is_usable, usable
from widgets.plan.doses import slots, started, total
from widgets.plan.fill import is_starter, open_pool
from widgets.plan.progress import NOTHING_MISSED, Answers, Diary, next_week
from widgets.plan.values import WARM_START, Course, Profile, Reason
from widgets.plan.week import make

# --- other answers


def answered_anew(course: Course, profile: Profile, catalog: Catalog) -> Course:
    """Return the course with other answers.

    Exercises that the answers exclude leave the week. A first week is made anew. In a later week exercises that the
    reader now knows are added as far as the minutes reach, and known ones also if the reader asks for more minutes. In
    a week after a flare-up, a break or pain nothing is added.
    """
    before = course.profile
    if profile == before:
        return course
    if course.phase in {"begin", "walks"} and course.week == 1:
        walk = profile.walk_minutes if profile.prescribed is None else course.walk_minutes
        fresh = fill.begin(profile, catalog, replace(course, walk_minutes=walk))
        fresh = pace.carried_over(fresh, course, catalog)
        gradual = profile.one_at_a_time and is_starter(fresh, catalog) and any(fresh.routines)
        return replace(fresh, shown=0 if gradual else None)
    unlearnt = set(before.known) - set(profile.known)
    known = tuple(slug for slug in course.known if slug not in unlearnt)
    learnt = tuple(slug for slug in profile.known if slug not in known)
    highest = limits.highest_level(profile)
    course = replace(
        course,
        profile=profile,
        known=(*known, *learnt),
        level=min(max(course.level, fill.first_level(profile, catalog) if learnt else 1), highest),
        new=None if course.new in learnt else course.new,
        walk_minutes=course.walk_minutes
        if profile.walk_minutes == before.walk_minutes
        else _walk(course, profile.walk_minutes),
    )
    if limits.slow(profile) and not limits.slow(before):
        course = pace.slowed(replace(course, still=max(course.still, _slow_still(course))), catalog)
    course = _trimmed(cut.as_admitted(course, catalog), catalog)
    more = bool(learnt) or profile.session_minutes > before.session_minutes
    if not more or course.phase not in {"begin", "build", "hold"} or course.returning or course.still:
        return _never_bare(course, catalog)
    routines = fill.refilled(course, catalog)
    return cut.with_sessions(course, [slots(routine, catalog) for routine in routines])


def _slow_still(course: Course) -> int:
    """Return the weeks without a step that remain of a flare-up or pain, for a reader who has just become slow."""
    if course.settling or course.walk_hurt:
        return pace.SLOW_STILL
    since = course.week - max(course.flares, default=course.week - pace.SLOW_STILL - 1)
    return max(0, min(pace.SLOW_STILL, pace.SLOW_STILL + 1 - since))


def _walk(course: Course, asked: int) -> int:
    """Return the walk in minutes by other answers. It does not get longer after a flare-up, a break or pain."""
    careful = course.still or course.in_flare or course.phase in {"back", "return"}
    return min(asked, course.walk_minutes) if careful else asked


def _trimmed(course: Course, catalog: Catalog) -> Course:
    """Return a course whose sessions fit the minutes asked. The newest exercises leave first."""
    if course.profile.prescribed is not None:
        return course
    most = course.profile.session_minutes * 60 * limits.OVER
    for slug in reversed(course.order):
        sessions = cut.sessions_of(course, catalog)
        if cut.longest(sessions) <= most:
            break
        removable = any(len(s) > 1 and total(s) > most and any(e.slug == slug for e in s) for s in sessions)
        if removable and slug != WARM_START:
            course = cut.without_exercise(course, slug, "replaced", catalog)
    return course


def _never_bare(course: Course, catalog: Catalog) -> Course:
    """Return a course with one exercise if the answers emptied its week and allow one that is known or gentle."""
    if any(course.routines) or course.profile.prescribed is not None or course.in_flare:
        return course if any(course.routines) else replace(course, phase="walks")
    pool = open_pool(course, catalog)
    if not pool:
        return replace(course, phase="walks")
    first = next((e for e in pool if e.slug == WARM_START), pool[0])
    course = cut.with_sessions(course, [[started(first, course.profile)]])
    return replace(course, phase="hold" if course.phase == "walks" else course.phase)


def flared(course: Course, catalog: Catalog) -> Course:
    """Return this week cut back for a flare-up that the reader tells of with their answers; its number stays."""
    after, _ = next_week(course, Answers(word="flare"), Diary(early=1), catalog)
    base = after.base
    base = None if base is None else replace(base, week=min(base.week, course.week))
    return replace(after, week=course.week, base=base)


def with_known(course: Course, slugs: Collection[str], catalog: Catalog) -> Course:
    """Return the course of a reader who knows these exercises too. Its routines are filled up with them."""
    learnt = {e.slug for e in learnable(course, catalog)}.intersection(slugs)
    profile = replace(
        course.profile,
        known=tuple(
            e.slug
            for e in catalog.exercises
            if e.slug in learnt or e.slug in {*course.profile.known, *course.known}
        ),
    )
    course = replace(course, once_known=tuple(slug for slug in course.once_known if slug not in slugs))
    return answered_anew(course, profile, catalog)


# --- exercises by hand


def without(course: Course, slug: str, catalog: Catalog) -> Course:
    """Return the course with an exercise left out, and nothing in its place; a new one may come again later."""
    reason: Reason = "replaced" if slug == course.new else "left-out"
    after = cut.without_exercise(course, slug, reason, catalog)
    return after if any(after.routines) else replace(after, phase="walks")


def swapped(course: Course, out: str, exercise: Exercise, catalog: Catalog) -> Course:
    """Return the course with one exercise in place of another. The new one is known and has its starting dose."""
    index = next((i for i, r in enumerate(course.routines) if any(p.slug == out for p in r)), 0)
    course = _added(cut.without_exercise(course, out, "left-out", catalog), exercise, index, catalog)
    return replace(course, dropped=tuple(d for d in course.dropped if d.slug != exercise.slug))


def _added(course: Course, exercise: Exercise, index: int, catalog: Catalog) -> Course:
    sessions = cut.sessions_of(course, catalog) or [[]]
    index = min(index, len(sessions) - 1)
    sessions[index] = [*sessions[index], started(exercise, course.profile)]
    course = cut.with_sessions(course, sessions)
    return replace(course, phase="hold" if course.phase == "walks" else course.phase)


def fits(course: Course, exercise: Exercise, catalog: Catalog) -> bool:
    """Return whether some session has room for one exercise more at its start dose."""
    each = started(exercise, course.profile)
    most = course.profile.session_minutes * 60 * limits.OVER
    sessions = cut.sessions_of(course, catalog)
    return any(total([*s, each]) <= most and len(s) < limits.MOST_EXERCISES for s in sessions)


def brought_back(course: Course, slug: str, catalog: Catalog) -> Course:
    """Return the course with an exercise allowed again that was left out or that hurt.

    A known one returns to the week at its starting dose if it fits; any other may be new again.
    """
    course = replace(course, dropped=tuple(d for d in course.dropped if d.slug != slug))
    exercise = catalog.exercise(slug)
    pool = {each.slug for each in open_pool(course, catalog)}
    known = slug in pool or course.profile.prescribed is not None
    open_now = slug in (usable if course.profile.prescribed is None else admitted)(course, catalog)
    if not (known and open_now and fits(course, exercise, catalog)):
        return course
    shortest = min(range(len(course.routines)), key=lambda i: total(cut.sessions_of(course, catalog)[i]))
    return _added(course, exercise, shortest, catalog)


def with_new(course: Course, slug: str | None, catalog: Catalog) -> Course:
    """Return the course with another new exercise this week, or with none. The one before can be chosen again."""
    if course.new is not None:
        course = without(course, course.new, catalog)
    if slug is None:
        return replace(course, new=None)
    after = join.joined(replace(course, new=None), catalog.exercise(slug), catalog, by_hand=True)
    return course if after is None else replace(after, grew=True, phase="build")


# --- what else is allowed


def holds(course: Course, slug: str, catalog: Catalog) -> bool:
    """Return whether the week has an exercise."""
    return any(item.exercise.slug == slug for item in make(course, catalog).session)


def choices(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that may be swapped into the week without being new."""
    if course.profile.prescribed is not None:
        return ()
    used = {item.exercise.slug for item in make(course, catalog).session}
    return tuple(exercise for exercise in open_pool(course, catalog) if exercise.slug not in used)


def new_choices(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that the reader may choose as this week's new one, the most useful first."""
    if not join.may_add_new(course) or course.returning or is_starter(course, catalog):
        return ()
    if course.phase not in {"build", "begin"} or (
        course.grew and course.new is None and course.phase == "build"
    ):
        return ()
    bare = without(course, course.new, catalog) if course.new is not None else course
    return tuple(join.new_ones(replace(bare, new=None), catalog))


def next_choices(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that may be new after a fine first week of a starting set, the most useful first."""
    after, _ = next_week(course, Answers(word="fine"), NOTHING_MISSED, catalog)
    first = () if after.new is None else (catalog.exercise(after.new),)
    return (*first, *join.new_ones(after, catalog))


def learnable(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that a reader may mark as known: allowed up to their highest level, and not known yet."""
    highest = replace(course, level=limits.highest_level(course.profile))
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.slug not in course.known
        and exercise.slug != WARM_START
        and is_usable(exercise, highest, catalog)
    )


# --- two routines


def may_take_turns(course: Course, catalog: Catalog) -> bool:
    """Return whether the reader of one routine may have two in turn."""
    calm = course.phase in {"begin", "build", "hold"} and not course.returning
    return calm and len(course.routines) == 1 and fill.Filler(course, catalog).takes_turns()


def in_turns(course: Course, catalog: Catalog) -> Course:
    """Return the course with its routine divided into two that take turns, both filled up."""
    sessions = fill.dealt(cut.sessions_of(course, catalog)[0])
    filled = fill.Filler(course, catalog).filled(sessions)
    return cut.with_sessions(course, filled)


def in_one(course: Course, catalog: Catalog) -> Course:
    """Return the course with the first of its two routines on every exercise day."""
    return cut.with_sessions(course, cut.sessions_of(course, catalog)[:1])


def back_to_own(course: Course, catalog: Catalog) -> Course:
    """Return a course of the site's own in place of a prepared plan. What hurt stays out.

    After a flare-up or a break it is as careful as the plan's next week would be.
    """
    profile = course.profile
    days = limits.spread(limits.highest_level(profile), catalog)
    walk = profile.walk_minutes
    fresh = fill.begin(
        replace(profile, prescribed=None, days=days, rest=()), catalog, replace(course, walk_minutes=walk)
    )
    return pace.carried_over(fresh, course, catalog)
