"""Statistics of a log: sums by week, pain trend, new exercises before pain, days before a flare-up. No wording.

It counts and compares; it never says why. Which change counts comes from the catalogue (`safety.yml`, `change`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from widgets import days
from widgets.catalog import Change as Least
from widgets.diary.entries import Done, Entry, Log, Said

TREND_DAYS = 14
"""Length of the first and of the last stretch that are compared. This site's own choice."""
TREND_LEAST = 3
"""Numbers that each stretch must hold. This site's own choice."""
LOOK_BACK = 14
"""Days before a flare-up that are looked at. This site's own choice."""
NEW_DAYS = 7
"""An exercise counts as new on the day it came and for the rest of a week: the plan adds at most one a week."""
NEXT_DAYS = 3
"""How many days after a session its next day is still asked for."""

type Verdict = Literal["better", "worse", "small"]
type When = Literal["rest", "after", "next-day"]

AT_REST: tuple[When, ...] = ("rest", "next-day")
"""The numbers of a trend. If there are too few, those from right after sessions are used."""
AFTER: tuple[When, ...] = ("after",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """The sums of seven days."""

    start: str
    """Its first day."""
    sessions: int = 0
    session_minutes: int = 0
    walks: int = 0
    walk_minutes: int = 0
    pains: tuple[int, ...] = ()
    """Before sessions, and at rest."""
    afters: tuple[int, ...] = ()
    """Right after sessions and walks."""
    flare_ups: int = 0

    @property
    def minutes(self) -> int:
        """Minutes of sessions and walks together."""
        return self.session_minutes + self.walk_minutes

    @property
    def pain(self) -> float | None:
        """The mean of the numbers at rest, to one decimal; `None` for none."""
        return _mean(self.pains) if self.pains else None

    @property
    def pain_after(self) -> float | None:
        """The mean of the numbers from right after, to one decimal; `None` for none."""
        return _mean(self.afters) if self.afters else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One number for pain."""

    day: str
    pain: int
    when: When
    """`rest`: before a session, or a number of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """The first two weeks of numbers beside the last two."""

    first: float
    first_from: str
    last: float
    last_to: str
    verdict: Verdict
    whens: tuple[When, ...] = AT_REST
    """Which numbers it is made of."""

    @property
    def change(self) -> float:
        """By how much the pain went up; negative where it went down."""
        return round(self.last - self.first, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hurt:
    """A time when it hurt, and the exercises that were new then."""

    day: str
    kind: Literal["exercise", "flare-up"]
    slug: str | None
    """The exercise at which the reader said so; `None` for a flare-up."""
    new: tuple[tuple[str, str], ...]
    """Exercises that had come within a week before, each with its day, the newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A number of the 14 days before a flare-up, and of the 14 days before those."""

    what: Literal["session-minutes", "walk-minutes", "longest-walk", "highest-level"]
    before: int
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """The log of the 14 days before a flare-up."""

    flare: Entry
    new: tuple[tuple[str, str], ...]
    """Exercises that came in within the 14 days, each with its day, the newest first."""
    more: tuple[Change, ...]
    """The numbers that rose."""
    hard: tuple[tuple[str, str, Said], ...]
    """Exercises that were too hard or hurt: day, slug, answer."""
    worse: tuple[tuple[str, int, int], ...]
    """Sessions after which the pain rose by points that count: day, pain before, pain the next day."""
    pause: int
    """Days without any entry, just before the reader began again; 0 if there was no such pause of a week."""
    entries: int
    """The number of entries of the 14 days. For 0 nothing can be said."""


def sessions(log: Log) -> tuple[Entry, ...]:
    """Return the sessions, and doses done with a timer alone, the oldest first."""
    return tuple(entry for entry in log.entries if entry.kind == "session")


def flare_ups(log: Log) -> tuple[Entry, ...]:
    """Return the flare-ups, the newest first."""
    return tuple(entry for entry in reversed(log.entries) if entry.kind == "flare-up")


def weeks(log: Log, last: str, count: int, first_weekday: int = 0) -> tuple[Week, ...]:
    """Return `count` weeks up to the one with day `last`, the oldest first, with the empty ones.

    Weeks begin on `first_weekday` (0 Monday to 6 Sunday).
    """
    this = days.week_start(last, first_weekday)
    starts = [days.shifted(this, -7 * back) for back in reversed(range(count))]
    held: dict[str, list[Entry]] = {start: [] for start in starts}
    for entry in log.entries:
        held.get(days.week_start(entry.day, first_weekday), []).append(entry)
    return tuple(_week(start, held[start]) for start in starts)


def _week(start: str, entries: Iterable[Entry]) -> Week:
    entries = tuple(entries)
    done = [entry for entry in entries if entry.kind == "session"]
    walks = [entry for entry in entries if entry.kind == "walk"]
    return Week(
        start=start,
        sessions=len(done),
        session_minutes=sum(entry.minutes for entry in done),
        walks=len(walks),
        walk_minutes=sum(entry.minutes for entry in walks),
        pains=tuple(entry.pain_before for entry in entries if entry.pain_before is not None),
        afters=tuple(entry.pain_after for entry in entries if entry.pain_after is not None),
        flare_ups=sum(entry.kind == "flare-up" for entry in entries),
    )


def points(log: Log) -> tuple[Point, ...]:
    """Return every number for pain, by day."""
    return tuple(sorted(_points(log), key=lambda point: point.day))


def _points(log: Log) -> Iterator[Point]:
    for entry in log.entries:
        if entry.pain_before is not None:
            yield Point(day=entry.day, pain=entry.pain_before, when="rest")
        if entry.pain_after is not None:
            yield Point(day=entry.day, pain=entry.pain_after, when="after")
        if entry.pain_next_day is not None:
            yield Point(day=days.shifted(entry.day, 1), pain=entry.pain_next_day, when="next-day")


def pains_since(log: Log, first: str) -> tuple[int, ...]:
    """Return the numbers for pain from a day on, the oldest first."""
    return tuple(point.pain for point in points(log) if point.day >= first)


def daily(log: Log, whens: tuple[When, ...] = AT_REST) -> tuple[tuple[str, float], ...]:
    """Return the pain of each day that has a number of these kinds, as a mean to one decimal."""
    by_day: dict[str, list[int]] = {}
    for point in points(log):
        if point.when in whens:
            by_day.setdefault(point.day, []).append(point.pain)
    return tuple((day, _mean(pains)) for day, pains in by_day.items())


def trend(log: Log, least: Least) -> Trend | None:
    """Compare the first two weeks of numbers with the last two; `None` where there are too few for that."""
    return _trend(log, AT_REST, least) or _trend(log, AFTER, least)


def _trend(log: Log, whens: tuple[When, ...], least: Least) -> Trend | None:
    pains = daily(log, whens)
    if not pains:
        return None
    first_day, last_day = pains[0][0], pains[-1][0]
    first = [pain for day, pain in pains if days.apart(first_day, day) < TREND_DAYS]
    last = [pain for day, pain in pains if days.apart(day, last_day) < TREND_DAYS]
    if days.apart(first_day, last_day) < 2 * TREND_DAYS - 1 or min(len(first), len(last)) < TREND_LEAST:
        return None
    start, now = _mean(first), _mean(last)
    return Trend(
        first=start,
        first_from=first_day,
        last=now,
        last_to=last_day,
        verdict=verdict(start, now, least),
        whens=whens,
    )


def line_whens(log: Log, found: Trend | None) -> tuple[When, ...]:
    """Return the kinds of numbers that the chart's line goes through: those of the trend."""
    if found is not None:
        return found.whens
    return AT_REST if daily(log) else AFTER


def band(start: float, least: Least) -> tuple[float, float]:
    """Return the least and the greatest pain that differ from `start` too little to count."""
    low = start - max(least.points, least.percent / 100 * start)
    return max(0.0, round(low, 1)), min(10.0, round(start + least.points, 1))


def verdict(start: float, now: float, least: Least) -> Verdict:
    """Return whether pain went down or up by more than usual ups and downs (both to one decimal).

    Better needs the points and the percent. For worse the source names no number, so only the points are used.
    """
    change = round(now - start, 1)
    if -change >= least.points and -change >= round(least.percent / 100 * start, 1):
        return "better"
    return "worse" if change >= least.points else "small"


def added(log: Log) -> dict[str, str]:
    """Return by slug when each exercise was new, the oldest first.

    New is an exercise that the plan called new, else one that is seen for the first time after the first day with
    exercises.
    """
    first: str | None = None
    seen: set[str] = set()
    came: dict[str, str] = {}
    for entry in sessions(log):
        for done in entry.exercises:
            first = entry.day if first is None else first
            if done.slug not in came and (done.new or (done.slug not in seen and entry.day > first)):
                came[done.slug] = entry.day
            seen.add(done.slug)
    return came


def _new_at(came: dict[str, str], day: str, within: int) -> tuple[tuple[str, str], ...]:
    """Return the exercises that were new on a day or in the days before it, the newest first."""
    found = [(slug, new) for slug, new in came.items() if 0 <= days.apart(new, day) < within]
    return tuple(sorted(found, key=lambda one: one[1], reverse=True))


def new_when_it_hurt(log: Log) -> tuple[Hurt, ...]:
    """Return each time it hurt with the exercises that were new then, the newest first."""
    came = added(log)
    found = []
    for entry in log.entries:
        if entry.kind == "flare-up":
            found.append(
                Hurt(day=entry.day, kind="flare-up", slug=None, new=_new_at(came, entry.day, NEW_DAYS))
            )
        found += [
            Hurt(day=entry.day, kind="exercise", slug=done.slug, new=_new_at(came, entry.day, NEW_DAYS))
            for done in entry.exercises
            if done.said == "hurt"
        ]
    return tuple(reversed(found))


def before(log: Log, flare: Entry, least: Least) -> Before:
    """Return the log of the 14 days before a flare-up, compared with the 14 days before those."""
    late = _between(log, flare, 0, LOOK_BACK)
    early = _between(log, flare, LOOK_BACK + 1, 2 * LOOK_BACK)
    return Before(
        flare=flare,
        new=_new_at(added(log), flare.day, LOOK_BACK + 1),
        more=tuple(_changes(early, late)),
        hard=tuple(
            (entry.day, done.slug, done.said)
            for entry in late
            for done in entry.exercises
            if done.said in ("hurt", "too-hard")
        ),
        worse=tuple(
            (entry.day, entry.pain_before, entry.pain_next_day)
            for entry in late
            if entry.pain_before is not None
            and entry.pain_next_day is not None
            and entry.pain_next_day - entry.pain_before >= least.points
        ),
        pause=_pause(log, flare),
        entries=len(late),
    )


def _between(log: Log, flare: Entry, nearest: int, farthest: int) -> tuple[Entry, ...]:
    """Return the entries from `farthest` to `nearest` days before a flare-up, without itself or what came after."""
    return tuple(
        entry
        for entry in log.entries
        if entry.id != flare.id
        and nearest <= days.apart(entry.day, flare.day) <= farthest
        and (entry.day < flare.day or entry.at <= flare.at)
    )


def _changes(early: tuple[Entry, ...], late: tuple[Entry, ...]) -> Iterator[Change]:
    """Yield the numbers that rose. A rise from nothing is left out, since nothing may have been logged then."""
    if not early:
        return
    numbers: tuple[
        tuple[Literal["session-minutes", "walk-minutes", "longest-walk", "highest-level"], int, int], ...
    ] = (
        ("session-minutes", _minutes(early, "session"), _minutes(late, "session")),
        ("walk-minutes", _minutes(early, "walk"), _minutes(late, "walk")),
        ("longest-walk", _longest(early), _longest(late)),
        ("highest-level", _highest(early), _highest(late)),
    )
    for what, was, now in numbers:
        if now > was and (was or what in ("session-minutes", "walk-minutes")):
            yield Change(what=what, before=was, after=now)


def _minutes(entries: Iterable[Entry], kind: str) -> int:
    return sum(entry.minutes for entry in entries if entry.kind == kind)


def _longest(entries: Iterable[Entry]) -> int:
    return max((entry.minutes for entry in entries if entry.kind == "walk"), default=0)


def _highest(entries: Iterable[Entry]) -> int:
    return max((done.level for entry in entries for done in entry.exercises), default=0)


def _pause(log: Log, flare: Entry) -> int:
    """Return the longest stretch of a week or more without an entry that ended in the 14 days before a flare-up."""
    longest, last = 0, None
    for entry in log.entries:
        if entry.kind not in ("session", "walk") or entry.day > flare.day:
            continue
        if last is not None and 0 <= days.apart(entry.day, flare.day) <= LOOK_BACK:
            longest = max(longest, days.apart(last, entry.day) - 1)
        last = entry.day
    return longest if longest >= NEW_DAYS else 0


def to_ask(log: Log, today: str) -> Entry | None:
    """Return the newest session whose next day may be asked about: over, a few days ago at the most, not asked yet."""
    for entry in reversed(sessions(log)):
        if not entry.day < today:
            continue
        if days.apart(entry.day, today) > NEXT_DAYS or entry.pain_next_day is not None or entry.asked:
            return None
        return entry
    return None


def means(log: Log) -> tuple[tuple[str, float], ...]:
    """Return the average score of each day on which all of the reader's activities were scored, the oldest first."""
    days_of = [{score.day: score.score for score in one.scores} for one in log.activities]
    common = set(days_of[0]).intersection(*days_of[1:]) if days_of else set()
    return tuple((day, _mean(scores[day] for scores in days_of)) for day in sorted(common))


def score_due(log: Log, today: str, weeks: int) -> bool:
    """Return whether an activity has no score, or none of the last `weeks` weeks."""
    return any(not one.scores or days.apart(one.scores[-1].day, today) >= 7 * weeks for one in log.activities)


@dataclass(frozen=True, kw_only=True, slots=True)
class Practiced:
    """An exercise that was done."""

    slug: str
    level: int
    times: int
    first: str
    last: str
    said: Said | None
    """The last answer about it."""


def practiced(log: Log) -> tuple[Practiced, ...]:
    """Return every exercise that was done, by level, then by when it was first done."""
    held: dict[str, list[tuple[Entry, Done]]] = {}
    for entry in sessions(log):
        for done in entry.exercises:
            held.setdefault(done.slug, []).append((entry, done))
    found = (
        Practiced(
            slug=slug,
            level=times[-1][1].level,
            times=len({entry.id for entry, _ in times}),
            first=times[0][0].day,
            last=times[-1][0].day,
            said=next((done.said for _, done in reversed(times) if done.said), None),
        )
        for slug, times in held.items()
    )
    return tuple(sorted(found, key=lambda one: (one.level, one.first, one.slug)))


def _mean(numbers: Iterable[float]) -> float:
    held = tuple(numbers)
    return round(sum(held) / len(held), 1)
