"""The reader's calendar choices, as they are stored, and a week's days as a calendar takes them.

`calendar` makes the file. The stored choices let the next file replace this one: they hold an identity that no other
plan has, the number of the file, and the marks of its events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Annotated, Literal

from widgets import days
from widgets.catalog import Catalog
from widgets.codec import Checked, Codec
from widgets.dose.words import dose_line
from widgets.language import N_, _
from widgets.plan.values import Day, Item, Week, session_seconds
from widgets.protocol import Json
from widgets.share import calendar
from widgets.share.calendar import Choice, Identity, Planned
from widgets.stored import Document, Kept

KEY = "neutral-spine.calendar"


def _time(value: object) -> time:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a time")
    return time.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None)


def _marks(marks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mark for mark in marks if days.is_day(mark[:10]) and mark[10:] in {"-day", "-second"})


type Clock = Annotated[str, Checked(lambda text: _time(text).isoformat("minutes"))]
type Weeks = Annotated[int, Checked(lambda weeks: min(max(weeks, 1), calendar.MOST_WEEKS))]
type Reminder = Annotated[int | None, Checked(lambda least: least if least in calendar.REMINDERS else None)]
type Marks = Annotated[tuple[str, ...], Checked(_marks)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """The choices, as a form shows them, and the last file's number and marks."""

    at: Clock = "18:00"
    walk_at: Clock = "12:00"
    weeks: Weeks = 4
    reminder: Reminder = 30
    id: str = ""
    """Empty until a first file was made."""
    sequence: int = -1
    marks: Marks = ()
    """The events of the last file (`calendar.marks`)."""


AGENDA = Codec(Agenda)


def merge(base: Agenda, mine: Agenda, theirs: Agenda) -> Agenda:
    """Merge the changes that two tabs made to the same agenda. If both made a file, the next file replaces both.

    Its number is above both, and its marks are those of both. If the two files have different identities, theirs is
    taken.
    """
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    changed = {name: getattr(mine, name) for name in CHOICES if getattr(mine, name) != getattr(base, name)}
    merged = replace(theirs, **changed)
    if not theirs.id:
        return replace(merged, id=mine.id, sequence=mine.sequence, marks=mine.marks)
    if mine.id != theirs.id:
        return merged
    marks = tuple(dict.fromkeys((*theirs.marks, *mine.marks)))
    return replace(merged, sequence=max(mine.sequence, theirs.sequence), marks=marks)


CHOICES = ("at", "walk_at", "weeks", "reminder")
"""What the form asks for."""

DOCUMENT: Document[Agenda] = Document(
    key=KEY, name=N_("calendar choice"), version=1, write=AGENDA.dump, read=AGENDA.load, merge=merge
)
"""Damaged choices are not put aside: they are soon made again, and a new identity harms no calendar."""

NO_CHOICES: Kept[Agenda] = Kept.opened(DOCUMENT, {}, Agenda())
"""The choices of a device that has none."""


type Field = Literal["at", "walk-at", "start", "weeks"]
"""A field of the form that can be wrong, each in one way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """A calendar form that was read: a choice, or the fields that are wrong."""

    agenda: Agenda
    choice: Choice | None = None
    errors: tuple[Field, ...] = ()


def read(fields: Json, before: Agenda, today: str) -> Entered:
    """Read the form: `start`, `at`, `walk-at`, `weeks`, `reminder`.

    Args:
        fields: as they were entered.
        before: what was chosen last.
        today: the reader's date; no event begins before it.
    """
    entries = fields if isinstance(fields, dict) else {}
    errors: list[Field] = []
    times: dict[Field, time] = {}
    clocks: tuple[Field, ...] = ("at", "walk-at")
    for name in clocks:
        try:
            times[name] = _time(entries.get(name))
        except (TypeError, ValueError):
            errors.append(name)
    start = entries.get("start")
    if not days.is_day(start) or str(start) < today or days.apart(today, str(start)) > 366:  # noqa: PLR2004 - a year
        errors.append("start")
    weeks = str(entries.get("weeks") or "")
    if not weeks.isdecimal() or not 1 <= int(weeks[:3]) <= calendar.MOST_WEEKS:
        errors.append("weeks")
    reminder = str(entries.get("reminder"))
    known = {str(minutes): minutes for minutes in calendar.REMINDERS}
    if errors:
        return Entered(agenda=before, errors=tuple(errors))
    choice = Choice(
        start=date.fromisoformat(str(start)),
        at=times["at"],
        walk_at=times["walk-at"],
        weeks=int(weeks),
        reminder=known.get(reminder),
    )
    return Entered(
        agenda=replace(
            before,
            at=choice.at.isoformat("minutes"),
            walk_at=choice.walk_at.isoformat("minutes"),
            weeks=choice.weeks,
            reminder=choice.reminder,
        ),
        choice=choice,
    )


def made(
    agenda: Agenda, choice: Choice, events: Sequence[Planned], at: float, zone: int
) -> tuple[Agenda, str]:
    """Return the agenda to keep, and the file, made at a moment (ms since the epoch) in a zone (minutes east of UTC).

    Raises:
        ImportError: the library is not here yet, see `widgets.share.libraries`.
    """
    agenda = replace(agenda, id=agenda.id or f"{int(at):x}", sequence=agenda.sequence + 1)
    identity = Identity(id=agenda.id, sequence=agenda.sequence, before=agenda.marks)
    text = calendar.text(events, choice, identity, at, zone)
    return replace(agenda, marks=calendar.marks(events, choice)), text


def planned(week: Week, catalog: Catalog, site: str) -> tuple[Planned, ...]:
    """Return the calendar entry of each day that has a session or a walk."""
    return tuple(
        _session(day, catalog, site) if day.kind == "exercise" else _walk(day, catalog, site)
        for day in sorted(week.days, key=lambda day: day.weekday)
        if (day.kind == "exercise" and day.items) or day.kind == "walk"
    )


def _session(day: Day, catalog: Catalog, site: str) -> Planned:
    minutes = max(1, days.minutes_up(session_seconds(day.items)))
    return Planned(
        weekday=day.weekday,
        title=_("Back exercises, about {minutes} min", minutes=minutes),
        minutes=minutes,
        lines=(
            catalog.safety.warning_short,
            *(_line(item) for item in day.items),
            *catalog.safety.stop_rules,
        ),
        url=f"{site}session/#day={day.weekday}",
        again=day.again,
    )


def _line(item: Item) -> str:
    name, dose = item.exercise.name, dose_line(item.dose)
    line = (
        _("{exercise} (new): {dose}.", exercise=name, dose=dose)
        if item.new
        else _("{exercise}: {dose}.", exercise=name, dose=dose)
    )
    return f"{line} {_('Ask first.')}" if item.ask else line


def _walk(day: Day, catalog: Catalog, site: str) -> Planned:
    return Planned(
        weekday=day.weekday,
        title=_("Easy walk, {minutes} min", minutes=day.walk_minutes),
        minutes=day.walk_minutes,
        lines=(catalog.safety.warning_short, _("On flat ground. Turn back before it hurts more.")),
        url=f"{site}learn/walking/",
        walk=True,
    )
