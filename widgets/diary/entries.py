"""The progress log's values: entries, what was done in each, and how two copies of a log merge.

Pure. The stored form is in `widgets.diary.log_document`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

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
        return replace(self, entries=in_order((*self.entries, entry)))

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


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
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
    return Log(entries=in_order((kept | changed).values()), goal=goal, unread=theirs.unread)
