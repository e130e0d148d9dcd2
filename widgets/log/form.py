"""The log's form: from its fields to an entry, or to errors that name their field; and back. No HTML here.

Field names: `day`, `minutes`, `pain-before`, `pain-after`, `pain-next-day`, `note`, and for each exercise `did-<slug>`,
`said-<slug>`, `new-<slug>`. Entries are stored in the state unchanged, wrong ones too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from widgets import days
from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary.entries import Done, Entry, Kind, Said
from widgets.fields import Entries, FieldError, number_of, text_of
from widgets.protocol import Json

EARLIEST = "2000-01-01"
"""The earliest date of an entry: an earlier year is a typing error."""
MINUTES_MOST = 600
PAINS = ("pain-before", "pain-after", "pain-next-day")

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "session": ("day", "minutes", "pain-before", "pain-after", "pain-next-day", "note"),
    "walk": ("day", "minutes", "pain-before", "pain-after", "pain-next-day", "note"),
    "pain": ("day", "pain-before", "note"),
    "flare-up": ("day", "pain-before", "note"),
}
"""What is asked for each kind of entry. A session has its exercises, too."""

type Why = Literal["no-day", "to-come", "year", "minutes", "pain", "needed", "too-long"]
"""What is wrong with a field: no date, a date to come or of too early a year, no number, too many characters."""
type Error = FieldError[Why]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A form that was read: an entry if nothing was wrong."""

    errors: tuple[Error, ...] = ()
    entry: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A moment by the reader's clock."""

    at: float
    """Milliseconds since the epoch."""
    zone: int
    """Minutes east of UTC of the reader's clock."""

    @property
    def day(self) -> str:
        """The reader's date."""
        return days.local_day(self.at, self.zone)


def entries_of(entry: Entry) -> Entries:
    """Return the fields that show an entry."""
    fields: dict[str, Json] = {
        "day": entry.day,
        "minutes": _minutes_shown(entry),
        "pain-before": _shown(entry.pain_before),
        "pain-after": _shown(entry.pain_after),
        "pain-next-day": _shown(entry.pain_next_day),
        "note": entry.note,
    }
    for done in entry.exercises:
        fields[f"did-{done.slug}"] = True
        fields[f"said-{done.slug}"] = done.said or ""
        fields[f"new-{done.slug}"] = done.new
    return fields


def read(entries: Entries, kind: Kind, before: Entry | None, moment: Moment, catalog: Catalog) -> Reading:
    """Read the form.

    Args:
        entries: what was entered.
        kind: what the entry is.
        before: the entry that is changed; what the form does not ask is kept from it. `None` for a new one.
        moment: when the form is read.
        catalog: the catalogue.
    """
    today = moment.day
    asked = FIELDS[kind]
    day = text_of(entries.get("day"))
    minutes = number_of(entries.get("minutes"), 1, MINUTES_MOST)
    untouched = before is not None and text_of(entries.get("minutes")) == _minutes_shown(before)
    pains = {name: number_of(entries.get(name), 0, diary_entries.PAIN_MOST) for name in PAINS}
    errors = (
        *_day_errors(day, today),
        *(_minute_errors(minutes, entries) if "minutes" in asked and not untouched else ()),
        *_pain_errors(pains, kind, entries, asked),
        *too_long("note", _note(entries), diary_entries.NOTE_LONGEST),
    )
    if errors:
        return Reading(errors=errors)
    start = before or Entry(
        kind=kind, id=diary_entries.entry_id(kind, "hand", moment.at), at=moment.at, day=today, source="hand"
    )  # fmt: skip
    same_day = start.day == day
    seconds = start.seconds
    if "minutes" in asked and not untouched:
        seconds = None if minutes is None else minutes * 60
    entry = replace(
        start,
        day=day,
        at=start.at if same_day else days.noon(day, moment.zone),
        seconds=seconds,
        pain_before=pains["pain-before"],
        pain_after=pains["pain-after"] if "pain-after" in asked else start.pain_after,
        pain_next_day=pains["pain-next-day"] if "pain-next-day" in asked else start.pain_next_day,
        note=_note(entries),
        exercises=tuple(_exercises(entries, start, catalog)) if kind == "session" else start.exercises,
    )
    return Reading(entry=entry)


def ticked(entries: Entries) -> tuple[str, ...]:
    """Return the exercises that are ticked, by slug, as they stand in the form."""
    return tuple(
        name.removeprefix("did-")
        for name, value in entries.items()
        if name.startswith("did-") and value is True
    )


def _exercises(entries: Entries, start: Entry, catalog: Catalog) -> Iterator[Done]:
    """Yield the exercises of a session. One of the entry before keeps its numbers, with the new answer about it."""
    wanted = ticked(entries)
    held = {done.slug: done for done in start.exercises}
    known = {exercise.slug: exercise for exercise in catalog.exercises}
    order = [
        *(slug for slug in held if slug in wanted),
        *(slug for slug in known if slug in wanted and slug not in held),
    ]
    for slug in order[: diary_entries.EXERCISES_MOST]:
        said = _said(entries.get(f"said-{slug}"))
        new = entries.get(f"new-{slug}") is True
        if slug in held:
            yield replace(held[slug], said=said, new=new)
            continue
        exercise = known[slug]
        dose = exercise.dose
        yield Done(
            slug=slug, level=exercise.level, sets=dose.sets, reps=dose.reps, hold=dose.hold,
            seconds=exercise.seconds, said=said, new=new,
        )  # fmt: skip


def _day_errors(day: str, today: str) -> Iterator[Error]:
    if not days.is_day(day):
        yield FieldError(field="day", why="no-day")
    elif day > today:
        yield FieldError(field="day", why="to-come")
    elif day < EARLIEST:
        yield FieldError(field="day", why="year")


def _minute_errors(minutes: int | None, entries: Entries) -> Iterator[Error]:
    if minutes is None and text_of(entries.get("minutes")):
        yield FieldError(field="minutes", why="minutes", facts={"most": MINUTES_MOST})


def _pain_errors(
    pains: Mapping[str, int | None], kind: Kind, entries: Entries, asked: tuple[str, ...]
) -> Iterator[Error]:
    for name, pain in pains.items():
        entered = bool(text_of(entries.get(name)))
        if name in asked and pain is None and (entered or kind == "pain"):
            yield FieldError(field=name, why="pain" if entered else "needed")


def too_long(field: str, text: str, most: int) -> Iterator[Error]:
    """Yield an error if a text has more characters than fit."""
    if len(text) > most:
        yield FieldError(field=field, why="too-long", facts={"n": len(text), "most": most})


def _said(value: Json) -> Said | None:
    return next((said for said in diary_entries.SAID if said == value), None)


def _note(entries: Entries) -> str:
    note = entries.get("note")
    return note.strip() if isinstance(note, str) else ""


def _minutes_shown(entry: Entry) -> str:
    """Return an entry's length in minutes as its field shows it: empty for none; above the most allowed, too."""
    return str(entry.minutes or "")


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
