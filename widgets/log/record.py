"""The log's values and its text: dated entries, written and read back. Every widget that logs uses this module.

An entry is one thing on one day: a session, a walk, a number for pain, a flare-up. Days are the reader's own calendar's
(`2026-11-25`). Nothing here saves anything: `widgets.stored.Kept` does, with `DOCUMENT`.

A text with a damaged entry is not lost: the other entries are read, `Log.unread` counts the rest, and the whole text is
put aside under `ASIDE_KEY` before a new one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from widgets import days
from widgets.stored import UNREADABLE, Data, Document, Migration, StoredError

KEY = "neutral-spine.log"
ASIDE_KEY = "neutral-spine.log.unreadable"
VERSION = 1

MIGRATIONS: Mapping[int, Migration] = {}
"""By the version that each starts from. The first version needs none."""

type Kind = Literal["session", "walk", "pain", "flare-up"]
type Source = Literal["session", "timer", "hand", "planner"]
type Said = Literal["too-easy", "right", "too-hard", "hurt"]

KINDS: tuple[Kind, ...] = get_args(Kind.__value__)
SOURCES: tuple[Source, ...] = get_args(Source.__value__)
SAID: tuple[Said, ...] = get_args(Said.__value__)

PAIN_MOST = 10
"""Of the scale from 0 to 10 (`exercises/safety.yml`, the pain rule)."""
SECONDS_MOST = 24 * 60 * 60
NOTE_LONGEST = 1000
GOAL_LONGEST = 300
"""Characters."""
ENTRIES_MOST = 10_000
"""More than 13 years with two entries a day, and less than half of what browsers let a site keep."""
EXERCISES_MOST = 60
LAST_MOMENT = 8.64e15
"""The furthest moment from the epoch that a browser's date can hold, in milliseconds."""
NAME_LONGEST = 100
"""Characters of an id or a slug."""
COUNT_MOST = 1000
"""Of sets, repetitions, levels and weeks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One exercise of a session, as it was done."""

    slug: str
    level: int
    sets: int
    reps: int
    """Of each set; on each side where the exercise has sides."""
    hold: int
    """Seconds of each repetition; 0 for one that moves only."""
    seconds: int
    """How long it took in all."""
    new: bool = False
    """Whether it was that week's new exercise."""
    said: Said | None = None
    """What the reader said of it; `None` for nothing."""
    finished: bool = True
    """Whether all of its dose was done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing on one day."""

    kind: Kind
    id: str
    """Unique in the log; an entry with the same id takes this one's place."""
    at: float
    """When it was, in milliseconds since the epoch; noon of the day where only the day is known."""
    day: str
    """The reader's local date then."""
    source: Source
    seconds: int | None = None
    """How long it took; `None` where nobody knows, or where it has no length."""
    short: bool = False
    """Whether a session was the short one of a short day. It counts as a session."""
    pain_before: int | None = None
    """0 to 10; also the number of an entry of kind `pain` or `flare-up`."""
    pain_after: int | None = None
    pain_next_day: int | None = None
    asked: bool = False
    """Whether the question for the next day was put and left unanswered: it is not put again."""
    exercises: tuple[Done, ...] = ()
    note: str = ""
    week: int | None = None
    """The plan's week, where there was a plan."""

    @property
    def minutes(self) -> int:
        """The length in whole minutes, at least 1 where anything was done; 0 where the length is not known."""
        return 0 if self.seconds is None else max(1, round(self.seconds / 60)) if self.seconds else 0

    @property
    def order(self) -> tuple[str, float, str]:
        """Where it stands in the log: by day, then by time, then by id."""
        return self.day, self.at, self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Log:
    """All entries, the oldest first, and the reader's goal."""

    entries: tuple[Entry, ...] = ()
    goal: str = ""
    """In the reader's own words; empty for none."""
    unread: int = 0
    """How many entries of the text could not be read. It is not written."""

    def with_entry(self, entry: Entry) -> Log:
        """Return the log with an entry, in the place of the one with its id where there is one."""
        return replace(self, entries=_sorted((*self.entries, entry)))

    def without(self, id_: str) -> Log:
        """Return the log without the entry of this id."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id != id_))

    def entry(self, id_: str) -> Entry | None:
        """Return the entry of this id; `None` for none."""
        return next((entry for entry in self.entries if entry.id == id_), None)


EMPTY = Log()


def entry_id(kind: Kind, source: Source, at: float) -> str:
    """Return the id of an entry made at a moment (milliseconds since the epoch)."""
    return f"{source}-{kind}-{at:.0f}"


def box_id(day: str, kind: Kind) -> str:
    """Return the id of the entry that a ticked box of the planner stands for: one a day and kind, so that it can go."""
    return f"planner-{kind}-{day}"


def walked(day: str, at: float, minutes: int, source: Source, id_: str | None = None) -> Entry:
    """Return the entry of a walk: `Log.with_entry(walked(event.day, event.at, 15, "hand"))`."""
    return Entry(
        kind="walk", id=id_ or entry_id("walk", source, at), at=at, day=day, source=source, seconds=minutes * 60
    )  # fmt: skip


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in order, of each id the last one."""
    return tuple(sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.order))


def merge(base: Log, mine: Log, theirs: Log) -> Log:
    """Return what two tabs made of the same log, brought together.

    What this one added, changed or deleted since `base` is done to `theirs`; where both changed the same entry, or the
    goal, this one's word is the later and stands.
    """
    before = {entry.id: entry for entry in base.entries}
    now = {entry.id: entry for entry in mine.entries}
    kept = {entry.id: entry for entry in theirs.entries if entry.id in now or entry.id not in before}
    changed = {id_: entry for id_, entry in now.items() if before.get(id_) != entry}
    goal = mine.goal if mine.goal != base.goal else theirs.goal
    return Log(entries=_sorted((kept | changed).values()), goal=goal, unread=theirs.unread)


def dump(log: Log) -> str:
    """Return the text to keep."""
    return DOCUMENT.dump(log)


def load(text: str) -> Log:
    """Read a kept text; entries that cannot be read are left out and counted in `Log.unread`.

    Raises:
        StoredError: it is not a log, or one of a newer version.
    """
    return DOCUMENT.load(text)


def written(entry: Entry) -> Data:
    """Return an entry as JSON data; what is as usual is left out."""
    data = _written(entry, _ENTRY_USUAL)
    if entry.exercises:
        data["exercises"] = [_written(done, _DONE_USUAL) for done in entry.exercises]
    return data


def entry_of(data: object) -> Entry:
    """Return the entry that JSON data holds.

    Raises:
        TypeError, ValueError, KeyError: it holds none, or a part of it is outside its bounds.
    """
    item = _known(data, _ENTRY_NAMES)
    day = item["day"]
    if not days.is_day(day):
        raise ValueError(f"{day!r} is not a day")
    if not isinstance(item.get("exercises", []), list) or len(item.get("exercises", [])) > EXERCISES_MOST:
        raise ValueError("these are not the exercises of a session")
    at = item["at"]
    if type(at) not in (int, float) or not abs(at) <= LAST_MOMENT:
        raise ValueError(f"{at!r} is not a moment")
    return Entry(
        kind=_one_of(item["kind"], KINDS),
        id=_text(item["id"], 1, NAME_LONGEST),
        at=float(at),
        day=day,
        source=_one_of(item["source"], SOURCES),
        seconds=_whole_or_none(item.get("seconds"), SECONDS_MOST),
        short=_flag(item.get("short", False)),
        pain_before=_whole_or_none(item.get("pain_before"), PAIN_MOST),
        pain_after=_whole_or_none(item.get("pain_after"), PAIN_MOST),
        pain_next_day=_whole_or_none(item.get("pain_next_day"), PAIN_MOST),
        asked=_flag(item.get("asked", False)),
        exercises=tuple(_done_of(done) for done in item.get("exercises", [])),
        note=_text(item.get("note", ""), 0, NOTE_LONGEST),
        week=_whole_or_none(item.get("week"), COUNT_MOST),
    )


def _done_of(data: object) -> Done:
    item = _known(data, _DONE_NAMES)
    said = item.get("said")
    return Done(
        slug=_text(item["slug"], 1, NAME_LONGEST),
        level=_whole(item["level"], COUNT_MOST),
        sets=_whole(item["sets"], COUNT_MOST),
        reps=_whole(item["reps"], COUNT_MOST),
        hold=_whole(item["hold"], SECONDS_MOST),
        seconds=_whole(item["seconds"], SECONDS_MOST),
        new=_flag(item.get("new", False)),
        said=None if said is None else _one_of(said, SAID),
        finished=_flag(item.get("finished", True)),
    )


def _known(data: object, names: frozenset[str]) -> dict[str, Any]:
    """Return a dictionary that holds no other names: they would be lost in silence."""
    if not isinstance(data, dict) or not data.keys() <= names:
        raise TypeError("this is not a part of a log")
    return data


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{value!r} is not a whole number from 0 to {most}")
    return value


def _whole_or_none(value: object, most: int) -> int | None:
    return None if value is None else _whole(value, most)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def _text(value: object, least: int, most: int) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise ValueError(f"{str(value)[:40]!r} is not a text of {least} to {most} characters")
    return value


def _one_of[T](value: object, allowed: tuple[T, ...]) -> T:
    for one in allowed:
        if value == one and type(value) is type(one):
            return one
    raise ValueError(f"{str(value)[:40]!r} is none of {allowed}")


def _usual(kind: type) -> dict[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.name != "exercises"}


_ENTRY_USUAL, _DONE_USUAL = _usual(Entry), _usual(Done)
_ENTRY_NAMES, _DONE_NAMES = (frozenset(f.name for f in fields(kind)) for kind in (Entry, Done))


def _written(value: Entry | Done, usual: Mapping[str, Any]) -> Data:
    return {name: found for name, as_usual in usual.items() if (found := getattr(value, name)) != as_usual}


def _write(log: Log) -> Data:
    return {"goal": log.goal, "entries": [written(entry) for entry in log.entries]}


def _read(data: Data) -> Log:
    goal, items = _text(data["goal"], 0, GOAL_LONGEST), data["entries"]
    if not isinstance(items, list):
        raise TypeError("the entries of a log are a list")
    entries, unread = [], 0
    for number, item in enumerate(items):
        try:
            if number >= ENTRIES_MOST:
                raise ValueError("too many entries")
            entries.append(entry_of(item))
        except UNREADABLE:
            unread += 1
    return Log(entries=_sorted(entries), goal=goal, unread=unread)


def _loss(log: Log) -> str:
    if not log.unread:
        return ""
    some = "One entry" if log.unread == 1 else f"{log.unread} entries"
    return f"{some} of the log on this device cannot be read. All the others are here."


DOCUMENT: Document[Log] = Document(
    key=KEY,
    name="progress log",
    version=VERSION,
    write=_write,
    read=_read,
    migrations=MIGRATIONS,
    aside_key=ASIDE_KEY,
    merge=merge,
    loss=_loss,
)

LogError = StoredError
