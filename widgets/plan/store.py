"""The stored plan: its document, the migration of every earlier format, the merge of two tabs, and mending.

One key, one version number inside it. Damage is put aside by `widgets.stored.Kept`, not here. Nothing here saves
anything itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from widgets.catalog import Bounds, Catalog
from widgets.codec import Codec
from widgets.diary.entries import Log
from widgets.language import N_
from widgets.plan import asked_again, cut, fill, limits
from widgets.plan.doses import by_slug, slots
from widgets.plan.shared import MOST_HOLD, MOST_REPS, MOST_SETS
from widgets.plan.values import (
    DAYS_IN_WEEK,
    MONDAY,
    SUNDAY,
    WARM_START,
    WEEK_MOST,
    Course,
    Dropped,
    Planned,
    Profile,
    Reason,
    Routine,
    equipment_of,
)
from widgets.protocol import Json
from widgets.stored import Document, Kept, Migration

KEY = "neutral-spine.planner"
BACKUP_KEY = "neutral-spine.planner.unreadable"
VERSION = 4

LAST_MOMENT = 8.64e15
"""The furthest moment from the epoch that a browser's date can hold, in milliseconds."""

AS_RECORD = -1
"""A number of repetitions or seconds that a migration leaves to the record: the formats before had sets alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """What is kept on the device."""

    course: Course
    done: tuple[str, ...] = ()
    """Ticked boxes: `weekday:slug`, `weekday:slug:left`, `weekday:slug:right`, `weekday:walk`, or
    `weekday:again` for a second round of the day's session."""
    since: float | None = None
    """When this week began, in milliseconds since the epoch. None: nobody knows."""


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


type Loss = Literal["theirs"]
"""`theirs`: another tab changed the plan too, and its other changes took the place of this tab's."""


def merge(base: Saved, mine: Saved, theirs: Saved) -> Saved:
    """Return what two tabs or devices made of the same plan, brought together.

    Ticks of the same week are a union of what each side ticked. What was dropped is a union, the more careful reason
    first; what hurt on either side leaves the week. A health answer of either side stays. Known is what both know. All
    else is theirs; `lost` says whether that replaced something.
    """
    if mine.course == base.course:
        return replace(theirs, done=_ticks(base, mine, theirs))
    if theirs.course == base.course:
        return replace(mine, done=_ticks(base, mine, theirs))
    conditions = (*theirs.course.profile.conditions, *mine.course.profile.conditions)
    both = set(mine.course.known)
    profile = replace(
        theirs.course.profile,
        conditions=tuple(dict.fromkeys(conditions)),
        known=tuple(slug for slug in theirs.course.profile.known if slug in both),
        slowly=theirs.course.profile.slowly or mine.course.profile.slowly,
    )
    course = replace(
        theirs.course,
        profile=profile,
        known=tuple(slug for slug in theirs.course.known if slug in both),
        dropped=merged(theirs.course.dropped, mine.course.dropped),
    )
    gone = set(course.out)
    routines = tuple(tuple(p for p in routine if p.slug not in gone) for routine in course.routines)
    order = tuple(slug for slug in course.order if slug not in gone)
    course = replace(
        course,
        routines=routines,
        order=order,
        new=None if course.new in gone else course.new,
        phase=course.phase if any(routines) else "walks",
    )
    return replace(theirs, course=course, done=_ticks(base, mine, theirs))


def lost(base: Saved, mine: Saved, merged_: Saved) -> Loss | None:
    """Return whether a merge replaced changes of this tab that the reader has to be told of."""
    changed = mine.course != base.course
    return "theirs" if changed and merged_.course != mine.course else None


CAREFUL: tuple[Reason, ...] = ("hurt", "flare", "break", "left-out", "replaced")
"""Reasons for which an exercise left, the one first that counts where two tabs have different ones."""


def merged(theirs: tuple[Dropped, ...], mine: tuple[Dropped, ...]) -> tuple[Dropped, ...]:
    """Return the union of what two sides dropped: hurt over flare over break over left out."""
    found = {each.slug: each for each in mine}
    for each in theirs:
        other = found.get(each.slug)
        if other is None or CAREFUL.index(each.reason) <= CAREFUL.index(other.reason):
            found[each.slug] = each
    return tuple(found.values())


def _ticks(base: Saved, mine: Saved, theirs: Saved) -> tuple[str, ...]:
    """Return the ticks of both sides within the same week; a tick that one side took back since stays out."""
    if (mine.course.week, mine.since) != (theirs.course.week, theirs.since):
        later = mine if mine.course.week > theirs.course.week and theirs.course == base.course else theirs
        return later.done
    gone = set(base.done) - (set(mine.done) & set(theirs.done))
    return tuple(box for box in dict.fromkeys((*theirs.done, *mine.done)) if box not in gone)


# --- as an element holds it


def opened(
    stored: Mapping[str, Json], catalog: Catalog, log: Log | None = None
) -> tuple[Kept[Saved], tuple[Notice, ...]]:
    """Return the plan that the stored texts hold, mended, and what was mended; `NOTHING` for none."""
    return mended(Kept.opened(DOCUMENT, stored, NOTHING), catalog, log)


def course_of(saved: Saved, catalog: Catalog) -> Course:
    """Return the course of a plan as an element holds it; the sample week's for `NOTHING`."""
    return fill.newcomer(catalog) if saved == NOTHING else saved.course


def mended(
    kept: Kept[Saved], catalog: Catalog, log: Log | None = None
) -> tuple[Kept[Saved], tuple[Notice, ...]]:
    """Return a kept plan with everything in the catalogue's bounds, and what was mended."""
    if kept.value == NOTHING:
        return kept, ()
    value, notices = mend(kept.value, catalog, log)
    base = kept.base if kept.base in {NOTHING, value} else mend(kept.base, catalog, log)[0]
    return replace(kept, value=value, base=base), notices


# --- mending


type Notice = tuple[str, tuple[str, ...]]
"""What mending changed: `gone` with the slugs of exercises that the library has no more, `days` where exercise days
were spread anew, `bounds` where a number was outside of today's limits."""


def mend(saved: Saved, catalog: Catalog, log: Log | None = None) -> tuple[Saved, tuple[Notice, ...]]:
    """Return the plan with everything in the catalogue's present bounds, and what had to be changed.

    An exercise that was left out and that the log's last word on says hurt counts as one that hurt.
    """
    old, notices = saved.course, list[Notice]()
    exercises = by_slug(catalog)
    named = {
        *old.known,
        *old.order,
        *(planned.slug for routine in old.routines for planned in routine),
        *(each.slug for each in old.dropped),
        *((old.new,) if old.new else ()),
    }
    gone = tuple(sorted(named - exercises.keys()))
    if gone:
        notices.append(("gone", gone))
    profile, found = _mended_profile(old.profile, catalog)
    notices += found
    longest = 0 if profile.prescribed is None else profile.prescribed.walk_minutes
    bounds = catalog.plan.walk_minutes
    walk = _within(old.walk_minutes, replace(bounds, low=limits.LEAST_WALK, high=max(bounds.high, longest)))
    if walk != old.walk_minutes:
        notices.append(("bounds", ()))
    levels = [level.number for level in catalog.levels] or [1]
    course = replace(
        old,
        profile=profile,
        walk_minutes=walk,
        level=min(max(old.level, min(levels)), limits.highest_level(profile)),
        week=min(max(1, old.week), WEEK_MOST),
        known=_known(old.known, exercises),
        wishes=_known(old.wishes, exercises),
        once_known=_known(old.once_known, exercises),
        flared=_known(old.flared, exercises),
        order=_known(old.order, exercises),
        dropped=_mended_dropped(old.dropped, catalog, _hurt_by(log)),
        flares=tuple(week for week in old.flares if 1 <= week <= WEEK_MOST),
        **{
            name: min(max(0, getattr(old, name)), 99)
            for name in ("quiet", "still", "calm", "missed", "row", "fine_in_row", "fine_at_level")
        },
    )
    if old.base is not None:
        routines = tuple(_mended_routine(routine, catalog) for routine in old.base.routines)
        base_walk = _within(old.base.walk_minutes, catalog.plan.walk_minutes)
        course = replace(course, base=replace(old.base, routines=routines, walk_minutes=base_walk))
    out = set(course.out)
    routines = tuple(
        tuple(p for p in _mended_routine(routine, catalog) if p.slug not in out)
        for routine in old.routines[:2]
    )
    if not old.routines:
        begun = fill.begin(replace(profile, known=course.known), catalog, course)
        course = replace(
            begun, profile=profile, week=course.week, phase="begin" if course.week == 1 else "hold"
        )
    else:
        course = cut.with_sessions(course, [slots(routine, catalog) for routine in routines or ((),)])
        if profile.prescribed is not None:
            course = replace(course, routines=routines or ((),))
    if not any(course.routines):
        course = replace(course, phase="walks")
    elif course.phase == "walks":
        course = replace(course, phase="hold")
    done = tuple(dict.fromkeys(saved.done))
    return replace(saved, course=course, done=done), tuple(dict.fromkeys(notices))


def _mended_profile(old: Profile, catalog: Catalog) -> tuple[Profile, list[Notice]]:
    notices = list[Notice]()
    levels = [level.number for level in catalog.levels] or [1]
    level = min(max(old.level, min(levels)), max(levels))
    days = tuple(sorted({day for day in old.days if 0 <= day < DAYS_IN_WEEK}))
    if old.prescribed is None and any(limits.day_problems(days, level, catalog)):
        days = limits.spread(level, catalog)
        notices.append(("days", ()))
    session = _within(old.session_minutes, catalog.plan.session_minutes)
    walk = _within(old.walk_minutes, catalog.plan.walk_minutes)
    if (level, session, walk) != (old.level, old.session_minutes, old.walk_minutes):
        notices.append(("bounds", ()))
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
    return profile, notices


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


# --- earlier formats


def _with_two_routines(data: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1 had one routine for all exercise days, no second round on a day, and no week to settle."""
    comfortable = data["comfortable"]
    return {
        **data,
        "second": None if data["routine"] is None else [],
        "again": False,
        "prescribed": None,
        "settling": False,
        "comfortable": None if comfortable is None else {**comfortable, "second": []},
    }


ANSWERS = ("level", "days", "session_minutes", "walk_minutes", "asked", "week_start", "rest", "conditions")
"""Parts of a profile that version 3 has under the same names as version 2, beside a few that are changed."""


def _as_course(data: Mapping[str, Any]) -> dict[str, Any]:
    """Version 2 had a profile alone: a routine of sets, and what was skipped without a reason.

    What was skipped stays out until the reader brings it back. Nothing of it counts as taken by a flare-up.
    """
    known, skipped = list(data["known"]), list(data["skipped"])
    prescribed = data["prescribed"]
    second = set(data["second"] or ())
    routines: list[list[dict[str, Any]]] = []
    if prescribed is not None:
        items = [item for item in prescribed["exercises"] if item["slug"] not in skipped]
        routines = [[_planned(item["slug"], item["sets"], item["reps"], item["hold"]) for item in items]]
    elif data["routine"] is not None:
        listed = [(slug, sets) for slug, sets in data["routine"]]
        if data["new"] is not None:
            listed.append((data["new"], 1))
        warm = [_planned(slug, sets) for slug, sets in listed if slug == WARM_START]
        first = [_planned(slug, sets) for slug, sets in listed if slug not in second]
        routines = [first]
        if second:
            routines.append([*warm, *(_planned(slug, sets) for slug, sets in listed if slug in second)])
    week, flare, settling = data["week"], data["flare"], data["settling"]
    comfortable = data["comfortable"]
    there = [planned["slug"] for routine in routines for planned in routine]
    ranked = sorted(dict.fromkeys(there), key=lambda slug: _rank(slug, known, data["new"]))
    profile = {name: data[name] for name in ANSWERS}
    profile |= {
        "equipment": data["equipment"],
        "known": known,
        "again": data["again"],
        "prescribed": prescribed,
    }
    return {
        "course": {
            "profile": profile,
            "routines": routines,
            "walk_minutes": data["walk_minutes"],
            "walk_before": comfortable["walk_minutes"] if flare and comfortable else None,
            "level": data["level"],
            "week": week,
            "phase": "back" if flare else "begin" if week == 1 else "hold",
            "known": known,
            "order": ranked,
            "new": data["new"],
            "dropped": [{"slug": slug, "reason": "left-out"} for slug in skipped],
            "in_flare": flare,
            "still": int(flare or settling),
            "quiet": int(settling),
        },
        "done": data["done"],
        "since": data.get("since"),
    }


def _planned(slug: Any, sets: Any, reps: Any = None, hold: Any = None) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "slug": slug,
        "sets": sets,
        "reps": AS_RECORD if reps is None else reps,
        "hold": AS_RECORD if hold is None else hold,
    }


def _rank(slug: str, known: list[str], new: str | None) -> tuple[bool, int]:
    """Return the sort key of the order in which exercises came: version 2 listed the newest known one last."""
    return slug == new, known.index(slug) if slug in known else -1


MIGRATIONS: Mapping[int, Migration] = {1: _with_two_routines, 2: _as_course, 3: asked_again.migrated}
"""By the version that each starts from."""

DOCUMENT: Document[Saved] = Document(
    key=KEY,
    name=N_("plan"),
    version=VERSION,
    write=CODEC.dump,
    read=_read,
    migrations=MIGRATIONS,
    aside_key=BACKUP_KEY,
    merge=merge,
)
