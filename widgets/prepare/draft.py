"""A plan that is being prepared: as it was entered, what is wrong with it, and the plan that it makes. No HTML here.

Whoever prepares it chooses exercises, doses, order and days. A dose outside of its record's range needs a note. The
name and the note stay on this device, and on paper, unless they choose to send them along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from widgets.catalog import Catalog
from widgets.codec import Between, Checked, Codec
from widgets.plan import limits, prescribed, remarks
from widgets.plan import shared as values
from widgets.plan import words as planned
from widgets.plan.doses import slots, total
from widgets.plan.shared import SharedItem, SharedPlan, plain
from widgets.plan.values import DAYS_IN_WEEK
from widgets.protocol import Json
from widgets.stored import Document

KEY = "neutral-spine.prepare"

MOST_ROWS = 8
"""Exercises at the most: what one printed week holds."""

LIMITS: Mapping[str, tuple[int, int]] = {
    "sets": (1, values.MOST_SETS),
    "reps": (1, values.MOST_REPS),
    "hold": (0, values.MOST_HOLD),
}
"""Least and most of each part of a dose; seconds for the hold."""

DIGITS = 4
"""Digits of a number that is looked at, at the most."""

type Entered = Annotated[int, Between(1 - 10**DIGITS, 10**DIGITS - 1)]
"""A whole number as it was entered, within its limits or not."""
type Rows = Annotated[tuple[Row, ...], Checked(lambda rows: tuple({row.slug: row for row in rows}.values()))]

WORDS: Mapping[str, str] = {"sets": "Sets", "reps": "Reps", "hold": "Hold, in seconds"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One chosen exercise."""

    slug: str
    sets: Entered | None
    reps: Entered | None
    hold: Entered | None
    """Each None where its field is empty or holds no whole number."""
    note: values.ItemNote = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """All that was entered."""

    rows: Rows = ()
    days: values.Weekdays = (0, 2, 4)
    walk_minutes: Entered | None = 0
    """0 where no walk is prescribed; None where the field holds no whole number."""
    name: values.Name = ""
    note: values.Note = ""
    send_name: bool = False
    send_note: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is wrong with a field."""

    field: str
    text: str


def problems(draft: Draft, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what keeps a draft from being a plan; empty for nothing."""
    return tuple(_problems(draft, catalog))


def _problems(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    if not draft.rows:
        yield Problem(field="add", text="Choose at least one exercise.")
    if not draft.days:
        yield Problem(field="day-0", text="Choose at least one exercise day.")
    for row in draft.rows:
        exercise = catalog.exercise(row.slug)
        wrong = False
        for part, (low, high) in LIMITS.items():
            number = getattr(row, part)
            if number is None or not low <= number <= high:
                wrong = True
                text = f"{exercise.name}. {WORDS[part]}: enter a whole number from {low} to {high}."
                yield Problem(field=f"{part}-{row.slug}", text=text)
        outside = () if wrong else remarks.outside_range(shared_item(row), exercise)
        if outside and not row.note:
            yield Problem(
                field=f"note-{row.slug}",
                text=f"{exercise.name}: {' and '.join(planned.outside_words(outside))}. Write a note that says why.",
            )
    most = catalog.plan.walk_minutes.high * 2
    if draft.walk_minutes is None or not 0 <= draft.walk_minutes <= most:
        yield Problem(field="walk", text=f"Walks: enter whole minutes from 0 (no walk) to {most}.")


def shared_item(row: Row) -> SharedItem:
    """Return a row as it travels. Empty fields count as the record's dose."""
    return SharedItem(
        slug=row.slug, sets=1 if row.sets is None else row.sets, reps=row.reps, hold=row.hold, note=row.note
    )


def shared(draft: Draft, catalog: Catalog, *, paper: bool = False) -> SharedPlan:
    """Return the plan of a draft without problems.

    Args:
        draft: what was entered.
        catalog: the catalogue.
        paper: whether it is for the print, which has the name and the note whether or not they are sent.
    """
    items = tuple(shared_item(row) for row in draft.rows)
    rows = slots(prescribed.routine(items, catalog), catalog)
    return SharedPlan(
        prepared=True,
        level=max((each.exercise.level for each in rows), default=limits.lowest_level(catalog)),
        days=draft.days,
        session_minutes=min(127, max(1, -(-total(rows) // 60))),
        walk_minutes=draft.walk_minutes or 0,
        items=items,
        name=draft.name if paper or draft.send_name else "",
        note=draft.note if paper or draft.send_note else "",
    )


# --- what is entered


def entered(value: Json, before: Draft) -> Draft:
    """Return the draft after its form was changed. Fields that the form does not have stay."""
    fields = value if isinstance(value, dict) else {}

    def text(name: str, was: str, length: int) -> str:
        now = fields.get(name, was)
        return plain(now, length) if isinstance(now, str) else was

    def number(name: str, was: int | None) -> int | None:
        return _whole(fields[name]) if name in fields else was

    def ticked(name: str, was: bool) -> bool:  # noqa: FBT001 - a value
        now = fields.get(name, was)
        return now if isinstance(now, bool) else was

    return replace(
        before,
        rows=tuple(
            replace(
                row,
                sets=number(f"sets-{row.slug}", row.sets),
                reps=number(f"reps-{row.slug}", row.reps),
                hold=number(f"hold-{row.slug}", row.hold),
                note=text(f"note-{row.slug}", row.note, values.ITEM_NOTE_LENGTH),
            )
            for row in before.rows
        ),
        days=tuple(day for day in range(DAYS_IN_WEEK) if ticked(f"day-{day}", day in before.days)),
        walk_minutes=number("walk", before.walk_minutes),
        name=text("name", before.name, values.NAME_LENGTH),
        note=text("note", before.note, values.NOTE_LENGTH),
        send_name=ticked("send-name", before.send_name),
        send_note=ticked("send-note", before.send_note),
    )


def added(draft: Draft, slug: Json, catalog: Catalog) -> Draft:
    """Return the draft with one more exercise, at its record's dose; the same where that cannot be."""
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
    rows = list(draft.rows)
    place = next((index for index, row in enumerate(rows) if row.slug == slug), None)
    if place is None or not 0 <= place + by < len(rows):
        return draft
    rows[place], rows[place + by] = rows[place + by], rows[place]
    return replace(draft, rows=tuple(rows))


def of_plan(plan: SharedPlan, catalog: Catalog) -> Draft:
    """Return the draft of a plan that was prepared before and is opened again to change it."""
    draft = Draft(
        days=plan.days,
        walk_minutes=plan.walk_minutes,
        name=plan.name,
        note=plan.note,
        send_name=bool(plan.name),
        send_note=bool(plan.note),
    )
    for item in plan.items:
        draft = added(draft, item.slug, catalog)
    by_slug = {item.slug: item for item in plan.items}
    return replace(
        draft,
        rows=tuple(
            replace(
                row,
                sets=by_slug[row.slug].sets,
                reps=row.reps if by_slug[row.slug].reps is None else by_slug[row.slug].reps,
                hold=row.hold if by_slug[row.slug].hold is None else by_slug[row.slug].hold,
                note=by_slug[row.slug].note,
            )
            for row in draft.rows
        ),
    )


def mended(draft: Draft, catalog: Catalog) -> Draft:
    """Return a kept draft without the exercises that the library has no more."""
    slugs = {exercise.slug for exercise in catalog.exercises}
    return replace(draft, rows=tuple(row for row in draft.rows if row.slug in slugs)[:MOST_ROWS])


# --- what is kept


DRAFT = Codec(Draft)

DOCUMENT: Document[Draft] = Document(
    key=KEY, name="plan for somebody", version=1, write=DRAFT.dump, read=DRAFT.load, migrations={}
)


def _whole(value: Json) -> int | None:
    """Return a whole number of at most `DIGITS` digits; nothing for anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= DIGITS:
        return int(value)
    return value if type(value) is int and abs(value) < 10**DIGITS else None
