"""A plan that is being prepared: the draft as entered, its errors, and the plan that it makes. No HTML here.

Whoever prepares it chooses exercises, doses, order and days. A dose outside of its record's range needs a note. The
name, the note, and the clinic with its number stay on this device and on paper, unless the maker chooses to send them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from widgets import days
from widgets.catalog import Catalog, Exercise
from widgets.codec import RARE, Between, Checked, Codec
from widgets.fields import DIGITS, FieldError
from widgets.language import N_
from widgets.plan import fill, limits, remarks, take
from widgets.plan import shared as values
from widgets.plan.shared import SharedItem, SharedPlan, plain
from widgets.plan.values import DAYS_IN_WEEK
from widgets.plan.week import make
from widgets.protocol import Json
from widgets.stored import Document

KEY = "neutral-spine.prepare"
ASIDE_KEY = "neutral-spine.prepare.unreadable"

MOST_ROWS = 8
"""The most exercises: as many as one printed week holds."""

type Part = Literal["sets", "reps", "hold", "daily"]
LIMITS: Mapping[Part, tuple[int, int]] = {
    "sets": (1, values.MOST_SETS),
    "reps": (1, values.MOST_REPS),
    "hold": (0, values.MOST_HOLD),
    "daily": (1, values.MOST_DAILY),
}
"""Least and most of each part of a dose; seconds for the hold, sessions a day for the last one."""

LONGEST_NUMBER = 2 * values.PHONE_LENGTH
"""Characters of a telephone number as entered. A longer one than may be sent is stored, and reported."""

type Entered = Annotated[int, Between(1 - 10**DIGITS, 10**DIGITS - 1)]
"""A whole number as it was entered, within its limits or not."""
type Number = Annotated[str, Checked(lambda text: plain(text, LONGEST_NUMBER))]
type Rows = Annotated[tuple[Row, ...], Checked(lambda rows: tuple({row.slug: row for row in rows}.values()))]

SIDES: tuple[values.Sided, ...] = ("both", "left", "right")
SENT = ("name", "note", "clinic")
"""Texts that are sent only if the maker chooses so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One chosen exercise."""

    slug: str
    sets: Entered | None
    reps: Entered | None
    hold: Entered | None
    """Each None where its field is empty or holds no whole number."""
    note: values.ItemNote = ""
    daily: Annotated[Entered | None, RARE] = 1
    days: Annotated[values.Weekdays | None, RARE] = None
    """Its own exercise days. None: those of the plan."""
    side: Annotated[values.Sided, RARE] = "both"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Everything that was entered."""

    rows: Rows = ()
    days: values.Weekdays = (0, 2, 4)
    walk_minutes: Entered | None = 0
    """0 where no walk is prescribed; None where the field holds no whole number."""
    name: values.Name = ""
    note: values.Note = ""
    send_name: bool = False
    send_note: bool = False
    title: Annotated[values.Title, RARE] = ""
    clinic: Annotated[values.Clinic, RARE] = ""
    phone: Annotated[Number, RARE] = ""
    send_clinic: Annotated[bool, RARE] = False
    """Whether the clinic and its number are sent."""


type Why = Part | Literal["no-exercise", "no-day", "other-days", "no-note", "walk", "phone"]
"""What is wrong with a field. A part of a dose is outside of `LIMITS`; `other-days` are none of the plan's;
`no-note` stands beside a dose outside of its record's range."""
type Problem = FieldError[Why]


def problems(draft: Draft, catalog: Catalog) -> tuple[Problem, ...]:
    """Return the errors that keep a draft from being a plan; empty for none."""
    return tuple(_problems(draft, catalog))


def _problems(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    if not draft.rows:
        yield FieldError(field="find", why="no-exercise")
    if not draft.days:
        yield FieldError(field="day-0", why="no-day")
    for row in draft.rows:
        yield from _row_problems(row, draft, catalog.exercise(row.slug))
    most = catalog.plan.walk_minutes.high * 2
    if draft.walk_minutes is None or not 0 <= draft.walk_minutes <= most:
        yield FieldError(field="walk", why="walk", facts={"most": most})
    if draft.phone != values.phone(draft.phone):
        yield FieldError(field="phone", why="phone", facts={"most": values.PHONE_LENGTH})


def _row_problems(row: Row, draft: Draft, exercise: Exercise) -> Iterator[Problem]:
    wrong = False
    for part, (low, high) in LIMITS.items():
        number = getattr(row, part)
        if number is None or not low <= number <= high:
            wrong = True
            facts = {"slug": row.slug, "low": low, "high": high}
            yield FieldError(field=f"{part}-{row.slug}", why=part, facts=facts)
    if row.days is not None and draft.days and not {*row.days} & {*draft.days}:
        yield FieldError(field=f"on-{draft.days[0]}-{row.slug}", why="other-days", facts={"slug": row.slug})
    outside = () if wrong else remarks.outside_range(shared_item(row, draft), exercise)
    if outside and not row.note:
        facts = {"slug": row.slug, "outside": outside}
        yield FieldError(field=f"note-{row.slug}", why="no-note", facts=facts)


def shared_item(row: Row, draft: Draft) -> SharedItem:
    """Return a row as a shared item. Empty fields stand for the record's dose."""
    return SharedItem(
        slug=row.slug,
        sets=1 if row.sets is None else row.sets,
        reps=row.reps,
        hold=row.hold,
        note=row.note,
        daily=row.daily or 1,
        days=() if row.days is None else values.own_days(row.days, draft.days),
        side=row.side,
    )


def shared(draft: Draft, catalog: Catalog, *, paper: bool = False) -> SharedPlan:
    """Return the plan of a draft without errors.

    Args:
        draft: the draft.
        catalog: the catalogue.
        paper: whether it is printed: then name, note and clinic are in it, sent or not.
    """
    items = tuple(shared_item(row, draft) for row in draft.rows)
    plan = SharedPlan(
        prepared=True,
        level=max(
            (catalog.exercise(row.slug).level for row in draft.rows), default=limits.lowest_level(catalog)
        ),
        days=draft.days,
        session_minutes=1,
        walk_minutes=draft.walk_minutes or 0,
        items=items,
        name=draft.name if paper or draft.send_name else "",
        note=draft.note if paper or draft.send_note else "",
        title=draft.title,
        clinic=draft.clinic if paper or draft.send_clinic else "",
        phone=draft.phone if paper or draft.send_clinic else "",
    )
    seconds = make(take.taken(plan, fill.newcomer(catalog), catalog), catalog).seconds
    return replace(plan, session_minutes=min(values.MINUTES_MOST, max(1, days.minutes_up(seconds))))


# --- what is entered


def entered(value: Json, before: Draft) -> Draft:
    """Return the draft after a change of its form. Fields that the form does not have stay."""
    fields = value if isinstance(value, dict) else {}

    def text(name: str, was: str, length: int) -> str:
        now = fields.get(name, was)
        return plain(now, length) if isinstance(now, str) else was

    def number(name: str, was: int | None) -> int | None:
        return _whole(fields[name]) if name in fields else was

    def ticked(name: str, was: bool) -> bool:  # noqa: FBT001 - a value
        now = fields.get(name, was)
        return now if isinstance(now, bool) else was

    def chosen(row: Row) -> values.Weekdays | None:
        own = tuple(
            day for day in before.days if ticked(f"on-{day}-{row.slug}", row.days is None or day in row.days)
        )
        return None if own == before.days else own

    def side(name: str, was: values.Sided) -> values.Sided:
        now = fields.get(name, was)
        return next((one for one in SIDES if one == now), was)

    rows = (
        replace(
            row,
            sets=number(f"sets-{row.slug}", row.sets),
            reps=number(f"reps-{row.slug}", row.reps),
            hold=number(f"hold-{row.slug}", row.hold),
            daily=number(f"daily-{row.slug}", row.daily),
            note=text(f"note-{row.slug}", row.note, values.ITEM_NOTE_LENGTH),
            days=chosen(row),
            side=side(f"side-{row.slug}", row.side),
        )
        for row in before.rows
    )
    return replace(
        before,
        rows=tuple(rows),
        days=tuple(day for day in range(DAYS_IN_WEEK) if ticked(f"day-{day}", day in before.days)),
        walk_minutes=number("walk", before.walk_minutes),
        name=text("name", before.name, values.NAME_LENGTH),
        note=text("note", before.note, values.NOTE_LENGTH),
        title=text("title", before.title, values.TITLE_LENGTH),
        clinic=text("clinic", before.clinic, values.CLINIC_LENGTH),
        phone=text("phone", before.phone, LONGEST_NUMBER),
        **{f"send_{what}": ticked(f"send-{what}", getattr(before, f"send_{what}")) for what in SENT},
    )


def added(draft: Draft, slug: Json, catalog: Catalog) -> Draft:
    """Return the draft with one more exercise, at its record's dose; unchanged if that is not possible."""
    chosen = {row.slug for row in draft.rows}
    for exercise in catalog.exercises:
        if exercise.slug == slug and slug not in chosen and len(draft.rows) < MOST_ROWS:
            dose = exercise.dose
            row = Row(slug=exercise.slug, sets=dose.sets, reps=dose.reps, hold=dose.hold)
            return replace(draft, rows=(*draft.rows, row))
    return draft


def removed(draft: Draft, slug: Json) -> Draft:
    """Return the draft without an exercise."""
    return replace(draft, rows=tuple(row for row in draft.rows if row.slug != slug))


def moved(draft: Draft, slug: Json, by: int) -> Draft:
    """Return the draft with an exercise one place earlier (-1) or later (1)."""
    return placed(draft, slug, next((at for at, row in enumerate(draft.rows) if row.slug == slug), 0) + by)


def placed(draft: Draft, slug: Json, at: int) -> Draft:
    """Return the draft with an exercise at an index; unchanged if there is no such index."""
    row = next((row for row in draft.rows if row.slug == slug), None)
    if row is None or not 0 <= at < len(draft.rows):
        return draft
    others = [other for other in draft.rows if other != row]
    return replace(draft, rows=(*others[:at], row, *others[at:]))


def of_plan(plan: SharedPlan, catalog: Catalog, before: Draft) -> Draft:
    """Return the draft of a plan that was prepared before, to change it. The clinic of this device stays."""
    exercises = {exercise.slug: exercise for exercise in catalog.exercises}
    rows = tuple(
        Row(
            slug=item.slug,
            sets=item.sets,
            reps=exercises[item.slug].dose.reps if item.reps is None else item.reps,
            hold=exercises[item.slug].dose.hold if item.hold is None else item.hold,
            note=item.note,
            daily=item.daily,
            days=item.days or None,
            side=item.side,
        )
        for item in plan.items[:MOST_ROWS]
    )
    return Draft(
        rows=rows,
        days=plan.days,
        walk_minutes=plan.walk_minutes,
        name=plan.name,
        note=plan.note,
        title=plan.title,
        clinic=plan.clinic or before.clinic,
        phone=plan.phone or before.phone,
        send_name=bool(plan.name),
        send_note=bool(plan.note),
        send_clinic=bool(plan.clinic or plan.phone),
    )


def emptied(draft: Draft) -> Draft:
    """Return the draft for the next person: only the clinic stays."""
    return Draft(clinic=draft.clinic, phone=draft.phone)


def mended(draft: Draft, catalog: Catalog) -> Draft:
    """Return a stored draft without the exercises that left the library."""
    slugs = {exercise.slug for exercise in catalog.exercises}
    return replace(draft, rows=tuple(row for row in draft.rows if row.slug in slugs)[:MOST_ROWS])


# --- what is kept


DRAFT = Codec(Draft)

DOCUMENT: Document[Draft] = Document(
    key=KEY,
    name=N_("plan for somebody"),
    version=2,
    write=DRAFT.dump,
    read=DRAFT.load,
    migrations={1: dict},
    aside_key=ASIDE_KEY,
)
"""Version 2 adds days, times a day and sides of an exercise, a title and a clinic; version 1 has their defaults."""


def _whole(value: Json) -> int | None:
    """Return a whole number of at most `DIGITS` digits; None for anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= DIGITS:
        return int(value)
    return value if type(value) is int and abs(value) < 10**DIGITS else None
