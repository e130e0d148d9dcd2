"""The planner's form: from its fields to a course, or to errors that name their field. No HTML here.

Field names: `asked`, `signs`, `level`, `day-0` to `day-6`, `session-minutes`, `walk-minutes`, `week-start`, `flare`,
`condition-<id>`, `condition-none`, `equipment-<id>`, `used`, `known-<slug>`, `one-at-a-time`. Entries are stored
unchanged, wrong ones too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from widgets.catalog import Catalog
from widgets.fields import Entries, FieldError, number_of, text_of
from widgets.plan import edits, limits
from widgets.plan.values import DAYS_IN_WEEK, MONDAY, SUNDAY, Course, Profile, equipment_of
from widgets.protocol import Json

SAFETY = ("asked", "signs")
"""The two safety questions. They are always asked anew."""

NEW, SOME, REGULAR = "new", "some", "regular"
"""How used a reader is to exercises like these. `REGULAR` means those of the levels below the chosen one."""

NONE = "condition-none"
"""The tick that says that nothing of the health question is true."""

MINUTES: Mapping[str, tuple[int, ...]] = {
    "session-minutes": (10, 15, 20, 30, 45, 60),
    "walk-minutes": (10, 15, 20, 30, 45),
}
"""The minutes to choose from, as far as they are within the catalogue's bounds."""


def minutes_offered(name: str, chosen: Json, catalog: Catalog) -> tuple[int, ...]:
    """Return the choices of a field of minutes: the usual ones, and the chosen one if it is another."""
    bounds = catalog.plan.session_minutes if name == "session-minutes" else catalog.plan.walk_minutes
    now = number_of(chosen, bounds.low, bounds.high)
    usual = {bounds.start, *(m for m in MINUTES[name] if bounds.low <= m <= bounds.high)}
    return tuple(sorted(usual if now is None else {*usual, now}))


type Why = Literal["unanswered", "days", "flare", "early"]
"""What is wrong with a field. `days` is a problem of `limits.day_problems`; `flare` is more than before a flare-up;
`early` is more before a week is over."""
type Error = FieldError[Why]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A form that was read: a course if nothing was wrong."""

    errors: tuple[Error, ...] = ()
    course: Course | None = None
    cut_from: Course | None = None
    """The course before a flare-up that the form reports cut it back."""
    signs: bool = False
    """Whether the reader has a sign of the emergency card. No other answer counts then."""


def health_fields(catalog: Catalog) -> tuple[str, ...]:
    """Return the boxes of the question about health."""
    return ("flare", NONE, *(f"condition-{condition.id}" for condition in catalog.conditions))


@lru_cache(maxsize=2)
def field_names(catalog: Catalog) -> tuple[str, ...]:
    """Return the name of every field of the form."""
    return (
        *SAFETY,
        *("level", "session-minutes", "walk-minutes", "week-start", "used", "one-at-a-time"),
        *(f"day-{day}" for day in range(DAYS_IN_WEEK)),
        *health_fields(catalog),
        *(f"equipment-{item}" for item in equipment_of(catalog)),
        *(f"known-{exercise.slug}" for exercise in catalog.exercises),
    )


def entries_of(course: Course) -> Entries:
    """Return the fields that show a reader's answers, without the two safety questions."""
    profile = course.profile
    return {
        "used": SOME if course.known else NEW,
        "one-at-a-time": profile.one_at_a_time,
        NONE: profile.asked and not profile.conditions and not course.in_flare,
        "level": str(profile.level),
        "session-minutes": str(profile.session_minutes),
        "walk-minutes": str(profile.walk_minutes),
        "week-start": str(profile.week_start),
        "flare": course.in_flare,
        **{f"day-{day}": True for day in profile.days},
        **{f"condition-{id_}": True for id_ in profile.conditions},
        **{f"equipment-{item}": True for item in profile.equipment},
        **{f"known-{slug}": True for slug in course.known},
    }


def entered(value: Json, catalog: Catalog) -> Entries:
    """Return the submitted fields that this form has; others are dropped."""
    fields = value if isinstance(value, dict) else {}
    return {
        name: fields[name]
        for name in field_names(catalog)
        if isinstance(fields.get(name), str | int | float | bool) and fields[name] is not False
    }


def draft_of(value: Json, course: Course, catalog: Catalog) -> Entries:
    """Return the fields of an unsent form that differ from a course, without the two safety questions.

    Empty text means unticked or emptied.
    """
    now = entered(value, catalog)
    return news({name: now.get(name, "") for name in field_names(catalog)}, course)


def news(entries: Entries, course: Course) -> Entries:
    """Return the entries that differ from a course's, without the two safety questions. Numbers may be text."""
    shown = entries_of(course)
    return {
        name: entry
        for name, entry in entries.items()
        if name not in SAFETY and str(entry or "") != str(shown.get(name) or "")
    }


def implied(before: Entries, now: Entries, catalog: Catalog) -> tuple[Entries, tuple[str, ...]]:
    """Return a form with the ticks that its last change implies, and the exercises that were ticked so.

    Ticking a harder exercise ticks its easier versions. "Regular" ticks the levels below the chosen one, "new" unticks
    all. A condition unticks "none of these", and the other way round. A box that the reader unticks stays unticked.

    Args:
        before: the form before the last tick or choice.
        now: the form after it.
        catalog: the catalogue.
    """
    ticked = {e.slug for e in catalog.exercises if is_ticked(now.get(f"known-{e.slug}"))}
    was = {e.slug for e in catalog.exercises if is_ticked(before.get(f"known-{e.slug}"))}
    used, used_before = text_of(now.get("used")), text_of(before.get("used"))
    after = set(ticked)
    if used == NEW and used_before in {SOME, REGULAR} and ticked == was:
        after = set()
    elif used == REGULAR:
        after |= levels_below(now, catalog) - (
            levels_below(before, catalog) if used_before == REGULAR else set()
        )
    after |= easier_of(ticked - was, catalog)
    if used == NEW and after:
        used = SOME
    conditions = [f"condition-{c.id}" for c in catalog.conditions]
    hurts = any(is_ticked(now.get(name)) for name in (*conditions, "flare"))
    none_now, none_before = is_ticked(now.get(NONE)), is_ticked(before.get(NONE))
    fields = {
        **now,
        "used": used,
        **{f"known-{e.slug}": e.slug in after for e in catalog.exercises},
    }
    if none_now and not none_before:
        fields |= dict.fromkeys((*conditions, "flare"), False)
    elif hurts:
        fields |= {NONE: False}
    return said_only(fields), tuple(e.slug for e in catalog.exercises if e.slug in after - ticked)


def said_only(entries: Entries) -> Entries:
    """Return the entries that are neither empty text nor an empty tick."""
    return {name: value for name, value in entries.items() if value not in {False, ""}}


def levels_below(entries: Entries, catalog: Catalog) -> set[str]:
    """Return the exercises of the levels below the chosen one."""
    level = text_of(entries.get("level"))
    return {e.slug for e in catalog.exercises if e.level < int(level)} if level.isdecimal() else set()


def easier_of(slugs: Collection[str], catalog: Catalog) -> set[str]:
    """Return the easier versions of exercises, theirs included, down to the easiest."""
    exercises = {e.slug: e for e in catalog.exercises}
    found: set[str] = set()
    waiting = [slug for slug in slugs if slug in exercises]
    while waiting:
        for easier in exercises[waiting.pop()].easier:
            if easier in exercises and easier not in found:
                found.add(easier)
                waiting.append(easier)
    return found


def with_draft(draft: Entries, course: Course) -> Entries:
    """Return the fields that show a course, with those that a draft has otherwise."""
    return {**entries_of(course), **draft}


def read(entries: Entries, course: Course, catalog: Catalog) -> Reading:
    """Read the form.

    Args:
        entries: the fields as they were entered.
        course: the course so far. What the form does not ask is taken from it.
        catalog: the catalogue.
    """
    if entries.get("signs") == "yes":
        return Reading(signs=True)
    before = course.profile
    levels = {str(level.number): level.number for level in catalog.levels}
    if before.prescribed is not None:
        return _health_only(entries, course, catalog)
    level = levels.get(text_of(entries.get("level")))
    days = tuple(day for day in range(DAYS_IN_WEEK) if is_ticked(entries.get(f"day-{day}")))
    minutes, walks = catalog.plan.session_minutes, catalog.plan.walk_minutes
    session = number_of(entries.get("session-minutes"), minutes.low, minutes.high)
    walk = number_of(entries.get("walk-minutes"), walks.low, walks.high)
    in_flare = course.in_flare and is_ticked(entries.get("flare"))
    errors = (
        *safety_errors(entries),
        *_health_errors(entries, catalog),
        *_number_errors("level", level, limits.lowest_level(catalog)),
        *_day_errors(days, level, catalog),
        *_number_errors("session-minutes", session, minutes.start),
        *_number_errors("walk-minutes", walk, walks.start),
        *(_flare_errors(level, session, walk, before) if in_flare else ()),
    )
    if errors or level is None or session is None or walk is None:
        return Reading(errors=errors)
    known = _known(entries, course, catalog)
    profile = replace(
        before,
        asked=entries.get("asked") == "yes",
        level=level,
        days=days,
        session_minutes=session,
        walk_minutes=walk,
        week_start=SUNDAY if text_of(entries.get("week-start")) == str(SUNDAY) else MONDAY,
        rest=tuple(day for day in before.rest if day not in days),
        conditions=tuple(c.id for c in catalog.conditions if is_ticked(entries.get(f"condition-{c.id}"))),
        equipment=tuple(i for i in equipment_of(catalog) if is_ticked(entries.get(f"equipment-{i}"))),
        known=known,
        one_at_a_time=is_ticked(entries.get("one-at-a-time")),
    )
    return _flared(edits.answered_anew(course, profile, catalog), entries, catalog)


def _flared(course: Course, entries: Entries, catalog: Catalog) -> Reading:
    """Return the reading of a course, cut back if the form reports a flare-up that the course does not have."""
    if not is_ticked(entries.get("flare")):
        return Reading(course=replace(course, in_flare=False, row=0))
    if course.in_flare:
        return Reading(course=course)
    return Reading(course=edits.flared(course, catalog), cut_from=course)


def _health_only(entries: Entries, course: Course, catalog: Catalog) -> Reading:
    """Read the form of a prepared plan: safety and health. All else is as its maker wrote it."""
    errors = (*safety_errors(entries), *_health_errors(entries, catalog))
    if errors:
        return Reading(errors=errors)
    profile = replace(
        course.profile,
        asked=entries.get("asked") == "yes",
        conditions=tuple(c.id for c in catalog.conditions if is_ticked(entries.get(f"condition-{c.id}"))),
    )
    return _flared(edits.answered_anew(course, profile, catalog), entries, catalog)


def safety_errors(entries: Entries) -> Iterator[Error]:
    """Yield each of the two safety questions that has no answer."""
    for name in SAFETY:
        if entries.get(name) not in {"yes", "no"}:
            yield FieldError(field=name, why="unanswered")


def _health_errors(entries: Entries, catalog: Catalog) -> Iterator[Error]:
    """Yield the question about health if no box of it is ticked: passed over, it would count as "none of these"."""
    if not any(is_ticked(entries.get(name)) for name in health_fields(catalog)):
        yield FieldError(field="health", why="unanswered")


def _day_errors(days: tuple[int, ...], level: int | None, catalog: Catalog) -> Iterator[Error]:
    if level is None:
        return
    problem = next(limits.day_problems(days, level, catalog), None)
    if problem is not None:
        good = limits.spread(level, catalog)
        fix: Entries = {f"day-{day}": day in good for day in range(DAYS_IN_WEEK)}
        yield FieldError(field="days", why="days", facts={"problem": problem, "good": good}, fix=fix)


def _number_errors(name: str, entered: int | None, start: int) -> Iterator[Error]:
    if entered is None:
        yield _numbered(name, "unanswered", start)


def _flare_errors(
    level: int | None, session: int | None, walk: int | None, before: Profile
) -> Iterator[Error]:
    """In a week of a flare-up nothing goes up by hand either: no level, no session, no walk. First document."""
    for name, now, most in (
        ("level", level, before.level),
        ("session-minutes", session, before.session_minutes),
        ("walk-minutes", walk, before.walk_minutes),
    ):
        if now is not None and now > most:
            yield _numbered(name, "flare", most)


def _numbered(name: str, why: Why, number: int) -> Error:
    """Return an error in a level or in minutes, with the number that is right."""
    return FieldError(field=name, why=why, facts={"number": number}, fix={name: str(number)})


def _known(entries: Entries, before: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return the exercises that are ticked as known: those that were known before first, in their order."""
    ticked = [e.slug for e in catalog.exercises if is_ticked(entries.get(f"known-{e.slug}"))]
    used = text_of(entries.get("used"))
    if used == NEW:
        ticked = []
    elif used == REGULAR and not ticked:
        below = levels_below(entries, catalog)  # The form was sent before its ticks could be shown.
        ticked = [e.slug for e in catalog.exercises if e.slug in below]
    return (
        *(slug for slug in before.known if slug in ticked),
        *(slug for slug in ticked if slug not in before.known),
    )


def is_ticked(value: Json) -> bool:
    """Return whether a field is a set tick, in any form in which a browser sends one."""
    return value is True or value in {"on", "true", "yes", "1"}
