"""The log's form: from its fields to an entry, or to errors that name their field; and back. No HTML here.

Field names: `day`, `minutes`, `pain-before`, `pain-after`, `pain-next-day`, `note`, and for each exercise `did-<slug>`,
`said-<slug>`, `new-<slug>`. Entries are stored in the state unchanged, wrong ones too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from widgets import days
from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary.entries import Done, Entry, Kind, Said
from widgets.language import N_, _, ngettext
from widgets.protocol import Json

type Entries = Mapping[str, Json]
"""A form's fields by name."""

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

LABELS: Mapping[str, str] = {
    "day": N_("Day"),
    "minutes": N_("Minutes"),
    "pain-before": N_("Pain before"),
    "pain-after": N_("Pain after"),
    "pain-next-day": N_("Pain the next day"),
    "note": N_("Note"),
}
"""In English."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldError:
    """An error in a field."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A form that was read: an entry if nothing was wrong."""

    errors: tuple[FieldError, ...] = ()
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
        *_note_errors(_note(entries)),
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


def _wrong(field: str, text: str) -> FieldError:
    return FieldError(field=field, label=_(LABELS[field]), text=text)


def _day_errors(day: str, today: str) -> Iterator[FieldError]:
    if not days.is_day(day):
        yield _wrong("day", _("enter a date that exists."))
    elif day > today:
        yield _wrong("day", _("this day is still to come. Choose today or a day before."))
    elif day < EARLIEST:
        yield _wrong("day", _("check the year."))


def _minute_errors(minutes: int | None, entries: Entries) -> Iterator[FieldError]:
    if minutes is None and text_of(entries.get("minutes")):
        yield _wrong(
            "minutes", _("enter a whole number from 1 to {most}, or leave it empty.", most=MINUTES_MOST)
        )


def _pain_errors(
    pains: Mapping[str, int | None], kind: Kind, entries: Entries, asked: tuple[str, ...]
) -> Iterator[FieldError]:
    for name, pain in pains.items():
        if name not in asked:
            continue
        label = _("Pain") if kind in ("pain", "flare-up") else _(LABELS[name])
        if pain is None and text_of(entries.get(name)):
            yield FieldError(field=name, label=label, text=_("choose a number from 0 to 10."))
        elif pain is None and kind == "pain":
            text = _("choose a number from 0 to 10: it is all that this entry says.")
            yield FieldError(field=name, label=label, text=text)


def _note_errors(note: str) -> Iterator[FieldError]:
    if len(note) > diary_entries.NOTE_LONGEST:
        yield _wrong(
            "note",
            ngettext(
                "this is {n} character long. {most} fit.",
                "this is {n} characters long. {most} fit.",
                len(note),
                n=len(note),
                most=diary_entries.NOTE_LONGEST,
            ),
        )


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


def text_of(value: Json) -> str:
    """Return an entry as text. A whole number is converted."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def number_of(value: Json, low: int, high: int) -> int | None:
    """Return a whole number within bounds, else None."""
    text = text_of(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):  # noqa: PLR2004 - none has five digits
        return None
    number = int(text)
    return number if low <= number <= high else None
