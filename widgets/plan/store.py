"""The stored plan: its document, the merge of two tabs, and the repair of values that the catalogue no longer allows.

Earlier formats are in `migrations`. `widgets.stored.Kept` saves the plan and puts damaged texts aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from widgets.catalog import Bounds, Catalog
from widgets.codec import Codec
from widgets.diary.entries import Log
from widgets.language import N_
from widgets.plan import asked_again, cut, fill, limits, migrations, pace
from widgets.plan.admission import admitted
from widgets.plan.doses import by_slug, slots
from widgets.plan.shared import MOST_HOLD, MOST_REPS, MOST_SETS
from widgets.plan.values import (
    DAYS_IN_WEEK,
    MONDAY,
    SUNDAY,
    WEEK_MOST,
    Course,
    Dropped,
    Planned,
    Profile,
    Reason,
    Routine,
    equipment_of,
)
from widgets.stored import Document, Kept

KEY = "neutral-spine.planner"
BACKUP_KEY = "neutral-spine.planner.unreadable"
VERSION = 4

LAST_MOMENT = 8.64e15
"""The furthest moment from the epoch that a browser's date can hold, in milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """The plan as it is stored on the device."""

    course: Course
    done: tuple[str, ...] = ()
    """Ticked boxes: `weekday:slug`, `weekday:slug:left`, `weekday:slug:right`, `weekday:walk`, or
    `weekday:again` for a second round of the day's session."""
    since: float | None = None
    """When this week began, in milliseconds since the epoch. None if that is not known."""


NOTHING = Saved(
    course=Course(
        profile=Profile(level=1, days=(), session_minutes=0, walk_minutes=0),
        routines=(),
        walk_minutes=0,
        level=1,
    )
)
"""The value of a device that holds no plan. It is never shown: a sample week stands in its place."""

CODEC: Codec[Saved] = Codec(Saved, sparse=True)


def _read(data: Mapping[str, Any]) -> Saved:
    saved = CODEC.load(data)
    if saved.since is not None and not abs(saved.since) <= LAST_MOMENT:
        raise ValueError(f"{saved.since} is not a moment")
    return saved


# --- merging two tabs


type Loss = Literal["theirs", "flare"]
"""What a merge of two changed plans says to the reader. `theirs`: the other tab's changes took the place of this tab's.
`flare`: this tab told of a flare-up, so its week stands."""


def merge(base: Saved, mine: Saved, theirs: Saved) -> Saved:
    """Return one plan of what two tabs or devices made of the same plan.

    A plan that one side deleted stays deleted. Ticks of the same week are a union. If both changed the plan: dropped
    exercises are a union with the more careful reason, and leave the week; health answers are a union; a flare-up
    stays, with the week of the side that reported it; the provider was asked only if both sides say so, so an emergency
    sign reported on one side counts; known is the intersection. All else is theirs; `lost` tells if that replaced
    something.
    """
    if base != NOTHING and NOTHING in {mine, theirs}:
        return NOTHING
    stands = _standing(base, mine, theirs)
    if stands is None:
        told = _told_of_flare(base, mine, theirs)
        stands, other = (mine, theirs) if told else (theirs, mine)
        stands = replace(stands, course=_careful(base.course, stands.course, other.course))
    return replace(stands, done=_ticks(base, mine, theirs, stands))


def lost(base: Saved, mine: Saved, theirs: Saved) -> Loss | None:
    """Return what the reader must know of a merge; `None` if only one side changed the plan."""
    if NOTHING in {mine, theirs} or mine.course == theirs.course or _standing(base, mine, theirs) is not None:
        return None
    return "flare" if _told_of_flare(base, mine, theirs) else "theirs"


def _standing(base: Saved, mine: Saved, theirs: Saved) -> Saved | None:
    """Return the side whose plan is taken because the other only ticked; `None` if both changed it."""
    if theirs.course == base.course:
        return theirs if (mine.course, mine.since) == (base.course, base.since) else mine
    return theirs if mine.course == base.course else None


def _told_of_flare(base: Saved, mine: Saved, theirs: Saved) -> bool:
    """Return whether only mine reports a flare-up since the base."""

    def told(side: Saved) -> bool:
        course, before = side.course, base.course
        return course.in_flare and (course.in_flare, course.flares) != (before.in_flare, before.flares)

    return told(mine) and not told(theirs)


def _careful(base: Course, stands: Course, other: Course) -> Course:
    """Return the course that is taken, with all that makes the other one more careful."""
    both = (stands, other)
    known = set(other.known)
    profile = replace(
        stands.profile,
        asked=all(one.profile.asked for one in both),
        conditions=_union(*(one.profile.conditions for one in both)),
        unsure=_union(*(one.profile.unsure for one in both)),
        known=tuple(slug for slug in stands.profile.known if slug in known),
        slowly=any(one.profile.slowly for one in both),
    )
    flares = Counter(stands.flares) | Counter(other.flares)
    course = replace(
        stands,
        profile=profile,
        known=tuple(slug for slug in stands.known if slug in known),
        dropped=merged(stands.dropped, other.dropped),
        base=stands.base or other.base,
        quiet=max(one.quiet for one in both),
        still=max(one.still for one in both),
        calm=max(one.calm for one in both),
        flares=tuple(sorted(flares.elements())),
        flared=_union(stands.flared, other.flared),
        walk_hurt=any(one.walk_hurt for one in both),
        ask_provider=any(one.ask_provider for one in both),
    )
    if other.walk_minutes < stands.walk_minutes and any(one.in_flare or one.walk_hurt for one in both):
        before = other.walk_before or stands.walk_before
        course = replace(course, walk_minutes=other.walk_minutes, walk_before=before)
    was_out = {each.slug for each in base.dropped if each.whole}
    taken = {each.slug for one in both for each in one.dropped if each.whole} - was_out
    return _without(_no_larger(course, other), taken.union(course.out))


def _no_larger(course: Course, other: Course) -> Course:
    """Return a course whose doses are no larger than those of which a flare-up or a break took a part in the other."""
    parts = {each.slug for each in other.dropped if not each.whole}
    smaller = {slug: planned for slug, planned in other.planned.items() if slug in parts}

    def least(planned: Planned) -> Planned:
        return planned.no_more_than(smaller.get(planned.slug, planned))

    return replace(course, routines=tuple(tuple(map(least, routine)) for routine in course.routines))


def _without(course: Course, gone: Collection[str]) -> Course:
    """Return a course whose week has none of these exercises."""
    routines = tuple(tuple(p for p in routine if p.slug not in gone) for routine in course.routines)
    return replace(
        course,
        routines=routines,
        order=tuple(slug for slug in course.order if slug not in gone),
        new=None if course.new in gone else course.new,
        phase=course.phase if any(routines) else "walks",
    )


def _union(stands: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*stands, *other)))


CAREFUL: tuple[Reason, ...] = ("hurt", "left-out", "flare", "break", "replaced")
"""Reasons for which an exercise left, the most careful first. Only the reader undoes the first two."""


def merged(stands: tuple[Dropped, ...], other: tuple[Dropped, ...]) -> tuple[Dropped, ...]:
    """Return the dropped exercises of two sides: each with the more careful reason, the whole over a part of it."""
    found = {each.slug: each for each in other}
    for each in stands:
        also = found.get(each.slug, each)
        first = each if CAREFUL.index(each.reason) <= CAREFUL.index(also.reason) else also
        found[each.slug] = replace(first, whole=each.whole or also.whole)
    return tuple(found.values())


def _ticks(base: Saved, mine: Saved, theirs: Saved, stands: Saved) -> tuple[str, ...]:
    """Return the ticks of both sides for the same week, without those that one side took back.

    If the sides have different weeks, the ticks of the week that is taken: the log has those of the other.
    """
    if (mine.course.week, mine.since) != (theirs.course.week, theirs.since):
        return stands.done
    gone = set(base.done) - (set(mine.done) & set(theirs.done))
    return tuple(box for box in dict.fromkeys((*theirs.done, *mine.done)) if box not in gone)


# --- as an element holds it


def opened(
    stored: Mapping[str, str | None], catalog: Catalog, log: Log
) -> tuple[Kept[Saved], tuple[Mended, ...]]:
    """Return the stored plan, repaired, and what was repaired; `NOTHING` for none.

    Args:
        stored: the texts by key.
        catalog: with the doses of the records, not of one reader.
        log: the reader's log. An exercise that hurt by the log has hurt for the plan too.
    """
    return mended(Kept.opened(DOCUMENT, stored, NOTHING), catalog, log)


def course_of(saved: Saved, catalog: Catalog) -> Course:
    """Return the course of a plan; the sample week's for `NOTHING`."""
    return fill.newcomer(catalog) if saved == NOTHING else saved.course


def mended(kept: Kept[Saved], catalog: Catalog, log: Log) -> tuple[Kept[Saved], tuple[Mended, ...]]:
    """Return a stored plan with all values within the catalogue's bounds, and what was changed; see `opened`."""
    if kept.value == NOTHING:
        return kept, ()
    value, found = mend(kept.value, catalog, log)
    base = kept.base if kept.base in {NOTHING, value} else mend(kept.base, catalog, log)[0]
    return replace(kept, value=value, base=base), found


# --- mending


type Mended = tuple[str, tuple[str, ...]]
"""What mending changed: `gone` with the slugs of exercises that the library has no more, `days` where exercise days
were spread anew, `bounds` where a number was outside of today's limits."""


def mend(saved: Saved, catalog: Catalog, log: Log | None = None) -> tuple[Saved, tuple[Mended, ...]]:
    """Return the plan with all values within the catalogue's present bounds, and what was changed.

    An exercise that was left out, and that hurt by the last word of the log, counts as one that hurt. Exercises that
    the answers exclude leave the week, since two tabs may have given different answers. Of the profile's known
    exercises only those that the course knows stay.
    """
    old, found = saved.course, list[Mended]()
    exercises = by_slug(catalog)
    named = {
        *old.known,
        *old.order,
        *old.planned,
        *(each.slug for each in old.dropped),
        *((old.new,) if old.new else ()),
    }
    gone = tuple(sorted(named - exercises.keys()))
    if gone:
        found.append(("gone", gone))
    profile, of_profile = _mended_profile(old.profile, catalog)
    found += of_profile
    longest = 0 if profile.prescribed is None else profile.prescribed.walk_minutes
    bounds = catalog.plan.walk_minutes
    walks = replace(bounds, low=limits.LEAST_WALK, high=max(bounds.high, longest))
    walk = _within(old.walk_minutes, walks)
    week = min(max(1, old.week), WEEK_MOST)
    if walk != old.walk_minutes:
        found.append(("bounds", ()))
    levels = [level.number for level in catalog.levels] or [1]
    course = replace(
        old,
        profile=profile,
        walk_minutes=walk,
        level=min(max(old.level, min(levels)), limits.highest_level(profile)),
        reached=min(max(0, old.reached), max(levels)),
        week=week,
        last_turn=min(max(0, old.last_turn), 1),
        walk_before=None if old.walk_before is None else _within(old.walk_before, walks),
        known=_known(old.known, exercises),
        wishes=_known(old.wishes, exercises),
        once_known=_known(old.once_known, exercises),
        flared=_known(old.flared, exercises),
        order=_known(old.order, exercises),
        dropped=_mended_dropped(old.dropped, catalog, _hurt_by(log)),
        flares=tuple(one for one in dict.fromkeys(old.flares) if week - limits.OFTEN_WEEKS <= one <= week),
        **{
            name: min(max(0, getattr(old, name)), 99)
            for name in ("quiet", "still", "calm", "missed", "row", "fine_in_row", "fine_at_level")
        },
    )
    if old.base is not None:
        routines = tuple(_mended_routine(routine, catalog) for routine in old.base.routines)
        base_walk, since = _within(old.base.walk_minutes, walks), min(max(1, old.base.week), week)
        base = replace(old.base, week=since, routines=routines, walk_minutes=base_walk)
        course = replace(course, base=base)
    course = replace(
        course,
        profile=replace(profile, known=tuple(slug for slug in profile.known if slug in course.known)),
    )
    # What health closes of a prepared plan is not shown, and is there again when the answer is taken back.
    allowed = admitted(course, catalog) if profile.prescribed is None else exercises.keys() - set(course.out)
    routines = tuple(
        tuple(p for p in _mended_routine(routine, catalog) if p.slug in allowed)
        for routine in old.routines[:2]
    )
    if not old.routines:
        begun = fill.begin(replace(profile, known=course.known), catalog, course)
        course = replace(
            begun, profile=course.profile, week=course.week, phase="begin" if course.week == 1 else "hold"
        )
    else:
        course = cut.with_sessions(course, [slots(routine, catalog) for routine in routines or ((),)])
        if profile.prescribed is not None:
            course = replace(course, routines=routines or ((),))
    if limits.slow(course.profile):
        course = pace.held_shortly(course, catalog)
    if course.shown is not None:
        shown = max(0, course.shown)
        course = replace(course, shown=shown if shown < len(course.order) else None)
    if not any(course.routines):
        course = replace(course, phase="walks")
    elif course.phase == "walks":
        course = replace(course, phase="hold")
    done = tuple(dict.fromkeys(saved.done))
    return replace(saved, course=course, done=done), tuple(dict.fromkeys(found))


def _mended_profile(old: Profile, catalog: Catalog) -> tuple[Profile, list[Mended]]:
    found = list[Mended]()
    levels = [level.number for level in catalog.levels] or [1]
    level = min(max(old.level, min(levels)), max(levels))
    days = tuple(sorted({day for day in old.days if 0 <= day < DAYS_IN_WEEK}))
    if old.prescribed is None and any(limits.day_problems(days, level, catalog)):
        days = limits.spread(level, catalog)
        found.append(("days", ()))
    session = _within(old.session_minutes, catalog.plan.session_minutes)
    walk = _within(old.walk_minutes, catalog.plan.walk_minutes)
    if (level, session, walk) != (old.level, old.session_minutes, old.walk_minutes):
        found.append(("bounds", ()))
    profile = replace(
        old,
        level=level,
        days=days,
        session_minutes=session,
        walk_minutes=walk,
        week_start=old.week_start if old.week_start in {MONDAY, SUNDAY} else MONDAY,
        rest=tuple(sorted({day for day in old.rest if 0 <= day < DAYS_IN_WEEK and day not in days})),
        conditions=_known(old.conditions, {condition.id for condition in catalog.conditions}),
        unsure=tuple(one for one in dict.fromkeys(old.unsure) if one in asked_again.SPLIT),
        equipment=_known(old.equipment, equipment_of(catalog)),
        known=_known(old.known, by_slug(catalog)),
    )
    return profile, found


def _mended_dropped(
    dropped: tuple[Dropped, ...], catalog: Catalog, hurt: Collection[str]
) -> tuple[Dropped, ...]:
    """Return what left the week, each exercise once, with doses within what may be planned."""
    found: dict[str, Dropped] = {}
    for each in dropped:
        if each.slug in by_slug(catalog) and each.slug not in found:
            doses = () if each.dose is None else _mended_routine((each.dose,), catalog)
            reason = "hurt" if each.reason == "left-out" and each.slug in hurt else each.reason
            found[each.slug] = replace(each, dose=doses[0] if doses else None, reason=reason)
    return tuple(found.values())


def _hurt_by(log: Log | None) -> set[str]:
    """Return the exercises of which the log's last word is that they hurt."""
    last: dict[str, str] = {}
    for entry in () if log is None else log.entries:
        last |= {done.slug: done.said for done in entry.exercises if done.said is not None}
    return {slug for slug, said in last.items() if said == "hurt"}


def _mended_routine(routine: Routine, catalog: Catalog) -> Routine:
    """Return a routine of exercises that there are, each once, with doses within what may be planned."""
    found: dict[str, Planned] = {}
    for planned in routine:
        exercise = by_slug(catalog).get(planned.slug)
        if exercise is not None and planned.slug not in found:
            own = exercise.dose
            reps = own.reps if planned.reps < 1 else min(planned.reps, MOST_REPS)
            hold = own.hold if planned.hold < 0 else min(planned.hold, MOST_HOLD)
            sets = min(max(1, planned.sets), MOST_SETS)
            found[planned.slug] = Planned(slug=planned.slug, sets=sets, reps=reps, hold=hold)
    return tuple(found.values())


def _known(items: tuple[str, ...], allowed: Collection[str]) -> tuple[str, ...]:
    return tuple(item for item in dict.fromkeys(items) if item in allowed)


def _within(number: int, bounds: Bounds) -> int:
    return min(max(number, bounds.low), bounds.high)


DOCUMENT: Document[Saved] = Document(
    key=KEY,
    name=N_("plan"),
    version=VERSION,
    write=CODEC.dump,
    read=_read,
    migrations=migrations.MIGRATIONS,
    aside_key=BACKUP_KEY,
    merge=merge,
)
