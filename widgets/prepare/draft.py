"""A plan that is being prepared: as it was entered, what is wrong with it, and the plan that it makes. No HTML here.

Whoever prepares it chooses exercises, doses, order and days. A dose outside of its record's range needs a note. The
name and the note stay on this device, and on paper, unless they choose to send them along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from widgets.catalog import Catalog
from widgets.plan import limits, prescribed
from widgets.plan import shared as values
from widgets.plan.shared import SharedItem, SharedPlan, plain
from widgets.plan.values import BETWEEN_SECONDS, DAYS_IN_WEEK
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

WORDS: Mapping[str, str] = {"sets": "Sets", "reps": "Reps", "hold": "Hold, in seconds"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One chosen exercise."""

    slug: str
    sets: int | None
    reps: int | None
    hold: int | None
    """Each None where its field is empty or holds no whole number."""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """All that was entered."""

    rows: tuple[Row, ...] = ()
    days: tuple[int, ...] = (0, 2, 4)
    walk_minutes: int | None = 0
    """0 where no walk is prescribed; None where the field holds no whole number."""
    name: str = ""
    note: str = ""
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
        outside = [] if wrong else prescribed.outside_range(shared_item(row), exercise)
        if outside and not row.note:
            yield Problem(
                field=f"note-{row.slug}",
                text=f"{exercise.name}: {' and '.join(outside)}. Write a note that says why.",
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
    doses = [prescribed.dosed(catalog.exercise(item.slug), item) for item in items]
    seconds = sum(exercise.seconds for exercise in doses) + BETWEEN_SECONDS * max(0, len(doses) - 1)
    return SharedPlan(
        prepared=True,
        level=max((exercise.level for exercise in doses), default=limits.lowest_level(catalog)),
        days=draft.days,
        session_minutes=min(127, max(1, -(-seconds // 60))),
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


def _write(draft: Draft) -> dict[str, Any]:
    return {
        "rows": [
            {"slug": row.slug, "sets": row.sets, "reps": row.reps, "hold": row.hold, "note": row.note}
            for row in draft.rows
        ],
        "days": draft.days,
        "walk_minutes": draft.walk_minutes,
        "name": draft.name,
        "note": draft.note,
        "send_name": draft.send_name,
        "send_note": draft.send_note,
    }


def _read(data: Mapping[str, Any]) -> Draft:
    rows = {
        _text(row["slug"]): Row(
            slug=_text(row["slug"]),
            sets=_whole(row["sets"]),
            reps=_whole(row["reps"]),
            hold=_whole(row["hold"]),
            note=plain(_text(row["note"]), values.ITEM_NOTE_LENGTH),
        )
        for row in _list(data["rows"])
    }
    return Draft(
        rows=tuple(rows.values()),
        days=tuple(day for day in range(DAYS_IN_WEEK) if day in _list(data["days"])),
        walk_minutes=_whole(data["walk_minutes"]),
        name=plain(_text(data["name"]), values.NAME_LENGTH),
        note=plain(_text(data["note"]), values.NOTE_LENGTH),
        send_name=data["send_name"] is True,
        send_note=data["send_note"] is True,
    )


DOCUMENT: Document[Draft] = Document(
    key=KEY, name="plan for somebody", version=1, write=_write, read=_read, migrations={}
)


def _whole(value: Json) -> int | None:
    """Return a whole number of at most four digits; nothing for anything else."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10_000:  # noqa: PLR2004 - four digits
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) < 5:  # noqa: PLR2004
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10_000:  # noqa: PLR2004
        return value
    return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value
