"""Serialization of the stored plan: dump, load, and migration to a changed catalogue.

One key, one version number inside it. A text that cannot be read is never thrown away: the caller keeps it
under `BACKUP_KEY`. A half-filled form has a key of its own. Nothing here saves anything itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from widgets import checked
from widgets.catalog import Bounds, Catalog
from widgets.plan import limits
from widgets.plan.shared import PLAN
from widgets.plan.values import DAYS_IN_WEEK, MONDAY, SUNDAY, Comfortable, Profile, Routine, equipment_of
from widgets.planner import form
from widgets.stored import Document, Migration, StoredError

KEY = "neutral-spine.planner"
BACKUP_KEY = "neutral-spine.planner.unreadable"
DRAFT_KEY = "neutral-spine.planner.draft"
VERSION = 2

StoreError = StoredError
"""A stored text that this version of the planner cannot read. The message says why, in words for the reader."""

LAST_MOMENT = 8.64e15
"""The furthest moment from the epoch that a browser's date can hold, in milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """What is kept on the device."""

    profile: Profile
    done: tuple[str, ...] = ()
    """Ticked boxes: `weekday:slug`, `weekday:slug:left`, `weekday:slug:right`, `weekday:walk`, or
    `weekday:again` for a second round of the day's session."""
    since: float | None = None
    """When this week began, in milliseconds since the epoch. None: nobody knows."""


def dump(saved: Saved) -> str:
    """Return the text to keep."""
    return DOCUMENT.dump(saved)


def load(text: str) -> Saved:
    """Read a kept text.

    Raises:
        StoreError: it is not a plan, or one of another version.
    """
    return DOCUMENT.load(text)


def dump_draft(entries: form.Entries) -> str:
    """Return the text that keeps a half-filled form."""
    return DRAFT.dump(entries)


def load_draft(text: str, profile: Profile, catalog: Catalog) -> form.Entries | None:
    """Return what a half-filled form says otherwise than a profile; None for nothing, or where the text is damaged."""
    try:
        entries = DRAFT.load(text)
    except StoredError:
        return None
    return form.news(form.entered(dict(entries), catalog), profile) or None


def mend(saved: Saved, catalog: Catalog) -> tuple[Saved, tuple[str, ...]]:
    """Return the plan with everything in the catalogue's present bounds, and what had to be changed, in words."""
    old, plan = saved.profile, catalog.plan
    notes = []
    slugs = {exercise.slug for exercise in catalog.exercises}
    routine_slugs = (slug for slug, _ in old.routine or ())
    gone = sorted({*old.known, *routine_slugs, *old.skipped, old.new or ""} - slugs - {""})
    if gone:
        notes.append(f"These exercises are no longer in the library and were taken out: {', '.join(gone)}.")
    levels = [level.number for level in catalog.levels] or [1]
    level = min(max(old.level, min(levels)), max(levels))
    days = tuple(sorted({day for day in old.days if 0 <= day < DAYS_IN_WEEK}))
    if old.prescribed is None and any(limits.day_problems(days, level, catalog)):
        days = limits.spread(level, catalog)
        notes.append(
            "Your exercise days did not leave the rest that your level wants, so they were spread anew."
        )
    session = _within(old.session_minutes, plan.session_minutes)
    walk = _within(old.walk_minutes, plan.walk_minutes)
    if (level, session, walk) != (old.level, old.session_minutes, old.walk_minutes):
        notes.append("A number of your plan was outside today's limits and was brought inside.")
    conditions = {condition.id for condition in catalog.conditions}
    known = _known(old.known, slugs)
    routine = None if old.routine is None else _mend_routine(old.routine, slugs)
    profile = replace(
        old,
        level=level,
        days=days,
        session_minutes=session,
        walk_minutes=walk,
        week_start=old.week_start if old.week_start in (MONDAY, SUNDAY) else MONDAY,
        rest=tuple(sorted({day for day in old.rest if 0 <= day < DAYS_IN_WEEK and day not in days})),
        conditions=_known(old.conditions, conditions),
        equipment=_known(old.equipment, set(equipment_of(catalog))),
        known=known,
        new=old.new if old.new in slugs and old.new not in known else None,
        skipped=_known(old.skipped, slugs),
        routine=routine,
        second=None if routine is None else _known(old.second or (), {slug for slug, _ in routine}),
        week=max(1, old.week),
        comfortable=_mend_comfortable(old.comfortable, min(levels), slugs, catalog),
    )
    return replace(saved, profile=profile, done=tuple(dict.fromkeys(saved.done))), tuple(notes)


def _write(saved: Saved) -> dict[str, Any]:
    profile = saved.profile
    comfortable = profile.comfortable
    return {
        "level": profile.level,
        "days": profile.days,
        "session_minutes": profile.session_minutes,
        "walk_minutes": profile.walk_minutes,
        "asked": profile.asked,
        "week_start": profile.week_start,
        "rest": profile.rest,
        "conditions": profile.conditions,
        "equipment": profile.equipment,
        "known": profile.known,
        "new": profile.new,
        "skipped": profile.skipped,
        "routine": profile.routine,
        "second": profile.second,
        "again": profile.again,
        "settling": profile.settling,
        "step": profile.step,
        "flare": profile.flare,
        "week": profile.week,
        "comfortable": None
        if comfortable is None
        else {
            "level": comfortable.level,
            "session_minutes": comfortable.session_minutes,
            "walk_minutes": comfortable.walk_minutes,
            "routine": comfortable.routine,
            "second": comfortable.second,
        },
        "prescribed": None if profile.prescribed is None else PLAN.dump(profile.prescribed),
        "done": saved.done,
        "since": saved.since,
    }


def _read(data: Mapping[str, Any]) -> Saved:
    comfortable = data["comfortable"]
    return Saved(
        profile=Profile(
            level=checked.whole(data["level"]),
            days=checked.wholes(data["days"]),
            session_minutes=checked.whole(data["session_minutes"]),
            walk_minutes=checked.whole(data["walk_minutes"]),
            asked=checked.flag(data["asked"]),
            week_start=checked.whole(data["week_start"]),
            rest=checked.wholes(data["rest"]),
            conditions=checked.texts(data["conditions"]),
            equipment=checked.texts(data["equipment"]),
            known=checked.texts(data["known"]),
            new=None if data["new"] is None else checked.text(data["new"]),
            skipped=checked.texts(data["skipped"]),
            routine=None if data["routine"] is None else _routine(data["routine"]),
            second=None if data["second"] is None else checked.texts(data["second"]),
            again=checked.flag(data["again"]),
            settling=checked.flag(data["settling"]),
            step=checked.flag(data["step"]),
            flare=checked.flag(data["flare"]),
            week=checked.whole(data["week"]),
            comfortable=None if comfortable is None else _comfortable(comfortable),
            prescribed=None if data["prescribed"] is None else PLAN.load(data["prescribed"]),
        ),
        done=checked.texts(data["done"]),
        since=None if data.get("since") is None else _moment(data["since"]),
    )


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


MIGRATIONS: Mapping[int, Migration] = {1: _with_two_routines}
"""By the version that each starts from."""

DOCUMENT: Document[Saved] = Document(
    key=KEY,
    name="plan",
    version=VERSION,
    write=_write,
    read=_read,
    migrations=MIGRATIONS,
    aside_key=BACKUP_KEY,
)


def _entries(data: Mapping[str, Any]) -> form.Entries:
    entries: form.Entries = data["entries"]
    return dict(entries)


DRAFT: Document[form.Entries] = Document(
    key=DRAFT_KEY,
    name="half-filled form",
    version=1,
    write=lambda entries: {"entries": dict(entries)},
    read=_entries,
    migrations={0: lambda data: {"entries": data}},
)
"""The first releases kept the entries alone, without a version."""


def _mend_comfortable(
    old: Comfortable | None, lowest: int, slugs: set[str], catalog: Catalog
) -> Comfortable | None:
    if old is None:
        return None
    routine = _mend_routine(old.routine, slugs)
    return Comfortable(
        level=max(lowest, old.level),
        session_minutes=_within(old.session_minutes, catalog.plan.session_minutes),
        walk_minutes=_within(old.walk_minutes, catalog.plan.walk_minutes),
        routine=routine,
        second=_known(old.second, {slug for slug, _ in routine}),
    )


def _mend_routine(routine: Routine, slugs: set[str]) -> Routine:
    """Return a routine of exercises that there are, each once; `plan` keeps the sets within their range."""
    return tuple((slug, sets) for slug, sets in dict(routine).items() if slug in slugs)


def _known(items: tuple[str, ...], allowed: set[str]) -> tuple[str, ...]:
    return tuple(item for item in dict.fromkeys(items) if item in allowed)


def _within(number: int, bounds: Bounds) -> int:
    return min(max(number, bounds.low), bounds.high)


def _comfortable(data: Mapping[str, Any]) -> Comfortable:
    return Comfortable(
        level=checked.whole(data["level"]),
        session_minutes=checked.whole(data["session_minutes"]),
        walk_minutes=checked.whole(data["walk_minutes"]),
        routine=_routine(data["routine"]),
        second=checked.texts(data["second"]),
    )


def _routine(value: object) -> Routine:
    return tuple(_routine_item(item) for item in checked.items(value))


def _routine_item(value: object) -> tuple[str, int]:
    parts = checked.items(value)
    if len(parts) != 2:  # noqa: PLR2004 - a slug and its sets
        raise TypeError(f"{value!r} is not an exercise with its sets")
    return checked.text(parts[0]), checked.whole(parts[1])


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LAST_MOMENT:
        raise TypeError(f"{value!r} is not a moment")
    return float(value)
