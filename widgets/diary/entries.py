"""The progress log's values: entries, exercises done, activities that are hard, and the merge of two copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from typing import Annotated, Literal, get_args

from widgets import days
from widgets.codec import UNWRITTEN, Between, Checked

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
"""More than 13 years with two entries a day. The oldest entries beyond it make room for new ones."""
EXERCISES_MOST = 60
LAST_MOMENT = 8.64e15
"""The furthest moment from the epoch that a browser's date can hold, in milliseconds."""
NAME_LONGEST = 100
"""Characters of an id or a slug."""
ACTIVITY_LONGEST = 60
QUESTIONS_LONGEST = 240
"""Characters: three activities, the goal and the questions fit one printed page."""
ACTIVITIES_MOST = 9
"""More than a form asks for (`safety.yml`, `activities.most`): two devices brought together keep those of both."""
SCORES_MOST = 200
"""Of one activity: 15 years with one every four weeks. The oldest make room."""
COUNT_MOST = 1000
"""Of sets, repetitions, levels and weeks."""

type Count = Annotated[int, Between(0, COUNT_MOST)]
type Seconds = Annotated[int, Between(0, SECONDS_MOST)]
type Pain = Annotated[int, Between(0, PAIN_MOST)]
type Name = Annotated[str, Between(1, NAME_LONGEST)]
type Day = Annotated[str, Checked(days.checked)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One exercise of a session, as it was done."""

    slug: Name
    level: Count
    sets: Count
    reps: Count
    """In each set; on each side if the exercise has sides."""
    hold: Seconds
    """Seconds of each repetition; 0 for one that moves only."""
    seconds: Seconds
    """The whole length."""
    new: bool = False
    """Whether it was that week's new exercise."""
    said: Said | None = None
    """The reader's answer about it; `None` for none."""
    finished: bool = True
    """Whether all of its dose was done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing on one day."""

    kind: Kind
    id: Name
    """Unique in the log; an entry with the same id takes this one's place."""
    at: Annotated[float, Between(-LAST_MOMENT, LAST_MOMENT)]
    """When it was, in milliseconds since the epoch; noon of the day where only the day is known."""
    day: Day
    """The reader's local date then."""
    source: Source
    seconds: Seconds | None = None
    """The length; `None` if it is not known, or if the kind has none."""
    short: bool = False
    """Whether a session was the short one of a short day. It counts as a session."""
    pain_before: Pain | None = None
    """0 to 10; also the number of an entry of kind `pain` or `flare-up`."""
    pain_after: Pain | None = None
    pain_next_day: Pain | None = None
    asked: bool = False
    """Whether the question for the next day was left unanswered: it does not come again."""
    exercises: Annotated[tuple[Done, ...], Between(0, EXERCISES_MOST)] = ()
    note: Annotated[str, Between(0, NOTE_LONGEST)] = ""
    week: Count | None = None
    """The plan's week, where there was a plan."""

    @property
    def minutes(self) -> int:
        """The length in whole minutes, at least 1 where anything was done; 0 where the length is not known."""
        return 0 if self.seconds is None else days.minutes_done(self.seconds)

    @property
    def order(self) -> tuple[str, float, str]:
        """The sort key in the log: day, then time, then id."""
        return self.day, self.at, self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How well an activity went on one day."""

    day: Day
    score: Annotated[int, Between(0, PAIN_MOST)]
    """0 for not at all, 10 for as well as before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """An activity that is hard for the reader (the Patient-Specific Functional Scale)."""

    id: Name
    """Unique in the log; it stays when the words change."""
    name: Annotated[str, Between(1, ACTIVITY_LONGEST)]
    """In the reader's own words."""
    scores: Annotated[tuple[Score, ...], Between(0, SCORES_MOST)] = ()
    """One a day at the most, the oldest first."""

    def scored(self, day: str, score: int) -> Activity:
        """Return the activity with a score of a day, in the place of that day's."""
        return replace(self, scores=_scores((*self.scores, Score(day=day, score=score))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Log:
    """All entries, the oldest first, and what the reader wants to tell their provider."""

    entries: Annotated[tuple[Entry, ...], UNWRITTEN] = ()
    """Written one by one, see `log_document`."""
    goal: Annotated[str, Between(0, GOAL_LONGEST)] = ""
    """In the reader's own words; empty for none."""
    questions: Annotated[str, Between(0, QUESTIONS_LONGEST)] = ""
    """What the reader wants to ask at the next appointment."""
    activities: Annotated[tuple[Activity, ...], Between(0, ACTIVITIES_MOST)] = ()
    """Activities that are hard, the longest known first."""
    unread: Annotated[int, UNWRITTEN] = 0
    """How many entries of the text could not be read."""

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
    """Return the id of the entry of a ticked box: one for each day and kind, so that unticking can delete it."""
    return f"planner-{kind}-{day}"


def walked(day: str, at: float, minutes: int, source: Source, id_: str | None = None) -> Entry:
    """Return the entry of a walk: `Log.with_entry(walked(event.day, event.at, 15, "hand"))`."""
    return Entry(
        kind="walk", id=id_ or entry_id("walk", source, at), at=at, day=day, source=source, seconds=minutes * 60
    )  # fmt: skip


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in order: the last one of each id, at most the newest `ENTRIES_MOST`."""
    return tuple(sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.order))[
        -ENTRIES_MOST:
    ]


def _scores(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return scores by day, the last one of each, at most the newest `SCORES_MOST`."""
    return tuple(sorted({score.day: score for score in scores}.values(), key=lambda score: score.day))[
        -SCORES_MOST:
    ]


def merge(base: Log, mine: Log, theirs: Log) -> Log:
    """Merge the changes that two tabs made to the same log.

    Entries, activities and their scores are a union; one is gone only if one side deleted it and the other left it
    unchanged. What both changed has the changes of both; of the same field mine is taken. If a part of theirs could not
    be read, a missing entry there does not count as deleted.
    """
    there = {entry.id for entry in theirs.entries}
    before = [entry for entry in base.entries if not theirs.unread or entry.id in there]
    return Log(
        entries=in_order(_union(before, mine.entries, theirs.entries, lambda one: one.id, _merged)),
        goal=_newer(base.goal, mine.goal, theirs.goal),
        questions=_newer(base.questions, mine.questions, theirs.questions),
        activities=by_age(
            _union(base.activities, mine.activities, theirs.activities, lambda one: one.id, _both_scored)
        ),
        unread=theirs.unread,
    )


def by_age(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return activities in order: the last one of each id, at most the oldest `ACTIVITIES_MOST`."""
    return tuple(sorted({one.id: one for one in activities}.values(), key=lambda one: one.id))[
        :ACTIVITIES_MOST
    ]


def _newer[T](was: T, mine: T, theirs: T) -> T:
    return theirs if mine == was else mine


def _union[T](
    base: Iterable[T],
    mine: Iterable[T],
    theirs: Iterable[T],
    key: Callable[[T], str],
    join: Callable[[T | None, T, T], T],
) -> Iterator[T]:
    """Yield the union of two sides: theirs in their order, then what only mine has."""
    before, here, there = ({key(one): one for one in side} for side in (base, mine, theirs))
    for id_ in {**there, **here}:
        was, one, other = before.get(id_), here.get(id_), there.get(id_)
        if one is not None and other is not None:
            yield other if one in {was, other} else one if other == was else join(was, one, other)
        elif (kept := one or other) is not None and kept != was:
            yield kept


def _both_scored(was: Activity | None, mine: Activity, theirs: Activity) -> Activity:
    """Merge two versions of an activity: the words of the one that changed them, the scores of both."""
    name = _newer(was.name if was else "", mine.name, theirs.name)
    scores = _union(
        was.scores if was else (), mine.scores, theirs.scores, lambda one: one.day, lambda _, one, __: one
    )
    return replace(mine, name=name, scores=_scores(scores))


def _merged(was: Entry | None, mine: Entry, theirs: Entry) -> Entry:
    """Merge two versions of an entry field by field. Without a common version its defaults are used for that."""
    changed = {}
    for field in fields(Entry):
        start = field.default if was is None else getattr(was, field.name)
        if start is MISSING or getattr(mine, field.name) != start:
            changed[field.name] = getattr(mine, field.name)
    start = () if was is None else was.exercises
    exercises = _both(start, mine.exercises, theirs.exercises)[:EXERCISES_MOST]
    merged = replace(theirs, **changed | {"exercises": exercises})
    if mine.source == "timer" and mine.seconds is not None and theirs.seconds is not None:
        # A day's timers are one entry, whose length is the sum of theirs.
        since = mine.seconds - (0 if was is None else was.seconds or 0)
        merged = replace(merged, seconds=min(max(0, theirs.seconds + since), SECONDS_MOST))
    return merged


def _both(start: tuple[Done, ...], mine: tuple[Done, ...], theirs: tuple[Done, ...]) -> tuple[Done, ...]:
    """Return their exercises, without those that I took out of `start`, followed by those that I added to it."""
    found, added = list(theirs), list(mine)
    for done in start:
        if done in added:
            added.remove(done)
        elif done in found:
            found.remove(done)
    return (*found, *added)
