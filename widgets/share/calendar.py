"""A week as a calendar file (RFC 5545): sessions and walks with their doses, the warning, a reminder and a link.

Times are floating: 18:00 is 18:00 wherever the reader is, before and after the clocks change. An appointment with
oneself needs no time zone.

Each date has its own event, not one event that repeats: weeks differ, so a new file replaces what is to come and leaves
what is past. A date keeps its `UID` from file to file, with a higher `SEQUENCE` each time. What an earlier file had and
this one has not is canceled. Nothing here stores or downloads anything; time comes in as a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from widgets import days
from widgets.language import N_, _

if TYPE_CHECKING:
    from icalendar import Event

NAME = "back-exercises.ics"
TYPE = "text/calendar;charset=utf-8"

MOST_WEEKS = 12
REMINDERS = (0, 10, 30, 60)
"""Minutes before, that a reader may choose from; no reminder is a choice too."""

SECOND_ROUND = timedelta(hours=5)
"""How long after the first round a second one is put: the site's own choice."""
LATEST = time(21)
"""A second round that would begin later than this stands before the first one."""

CALENDAR_NAME = N_("Back exercises")
PRODUCT = "-//Neutral Spine//Weekly plan//EN"

type Slot = Literal["day", "second"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What a reader chooses."""

    start: date
    """The first date that may have an event."""
    at: time
    """When a session begins."""
    walk_at: time
    weeks: int
    """From 1 to `MOST_WEEKS`."""
    reminder: int | None
    """Minutes before, or none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """The events of one weekday."""

    weekday: int
    title: str
    minutes: int
    lines: tuple[str, ...]
    """What to do, the warning, when to stop."""
    url: str
    walk: bool = False
    again: bool = False
    """Whether it is done a second time later in the day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The values that let a later file replace an earlier one."""

    id: str
    """Of this reader's plan: two people of a household may share a calendar."""
    sequence: int
    before: tuple[str, ...] = ()
    """The marks of the events of the file before, see `marks`."""


def marks(planned: Sequence[Planned], choice: Choice) -> tuple[str, ...]:
    """Return the marks of the events: `2026-11-30-day`, and `2026-11-30-second` for a second round."""
    return tuple(_mark(day, slot) for day, slot, _plan in _events(planned, choice))


def text(planned: Sequence[Planned], choice: Choice, identity: Identity, at: float, zone: int) -> str:
    """Return the file.

    Args:
        planned: the week, a weekday at most once.
        choice: the reader's.
        identity: the plan's.
        at: now, in milliseconds since the epoch.
        zone: minutes east of UTC of the reader's clock. Events of an earlier file before the reader's date are over,
            and left alone.

    Raises:
        ImportError: the library is not here yet, see `widgets.share.libraries`.
    """
    from icalendar import Calendar  # noqa: PLC0415 - fetched when first wanted

    stamp, today = datetime.fromtimestamp(at / 1000, UTC), days.local_day(at, zone)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _(CALENDAR_NAME))
    now = set()
    for day, slot, plan in _events(planned, choice):
        now.add(_mark(day, slot))
        calendar.add_component(_event(day, slot, plan, choice, identity, stamp))
    for mark in identity.before:
        if mark not in now and mark[:10] >= today:
            calendar.add_component(_canceled(mark, choice, identity, stamp))
    return str(calendar.to_ical(), "utf-8")


def _events(planned: Sequence[Planned], choice: Choice) -> Iterator[tuple[date, Slot, Planned]]:
    by_weekday = {plan.weekday: plan for plan in planned}
    for offset in range(7 * min(choice.weeks, MOST_WEEKS)):
        day = choice.start + timedelta(days=offset)
        plan = by_weekday.get(day.weekday())
        if plan is not None:
            yield day, "day", plan
            if plan.again:
                yield day, "second", plan


def _begin(day: date, slot: Slot, choice: Choice, *, walk: bool) -> datetime:
    first = datetime.combine(day, choice.walk_at if walk else choice.at)
    if slot == "day":
        return first
    later = first + SECOND_ROUND
    return later if later <= datetime.combine(day, LATEST) else first - SECOND_ROUND


def _event(  # noqa: PLR0913, PLR0917 - an event has the parts it has
    day: date, slot: Slot, plan: Planned, choice: Choice, identity: Identity, stamp: datetime
) -> Event:
    from icalendar import Alarm  # noqa: PLC0415

    title = _("{title}, second round", title=plan.title) if slot == "second" else plan.title
    begin = _begin(day, slot, choice, walk=plan.walk)
    event = _identified(_mark(day, slot), begin, identity, stamp)
    event.add("summary", title)
    event.add("duration", timedelta(minutes=plan.minutes))
    event.add("description", "\n".join((*plan.lines, plan.url)))
    event.add("url", plan.url)
    if choice.reminder is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -timedelta(minutes=choice.reminder))
        event.add_component(alarm)
    return event


def _canceled(mark: str, choice: Choice, identity: Identity, stamp: datetime) -> Event:
    day, slot = mark[:10], mark[11:]
    begin = _begin(date.fromisoformat(day), "day" if slot == "day" else "second", choice, walk=False)
    event = _identified(mark, begin, identity, stamp)
    event.add("summary", _("Not planned any more"))
    event.add("status", "CANCELLED")
    return event


def _identified(mark: str, begin: datetime, identity: Identity, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{mark}-{identity.id}@neutral-spine")
    event.add("sequence", identity.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", begin)  # No zone: a floating time.
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _mark(day: date, slot: Slot) -> str:
    return f"{day.isoformat()}-{slot}"
