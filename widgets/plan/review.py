"""A week by the log and the ticked boxes: counts, and the likely answer to "how was it?". Pure.

Nothing is decided for the reader here. The words are in `widgets.plan.words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from widgets import days
from widgets.catalog import Catalog
from widgets.diary import pain
from widgets.diary.entries import Entry, Kind, Log, Said
from widgets.plan.boxes import day_state
from widgets.plan.changes import Change
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import DAYS_IN_WEEK, Course
from widgets.plan.week import make

WORST_FIRST: tuple[Said, ...] = ("hurt", "too-hard", "too-easy", "right")
"""Answers about an exercise, the most cautious first."""


class Moment(Protocol):
    """Anything that has a time: an event, or a session as it stands."""

    @property
    def at(self) -> float:
        """Milliseconds since the epoch."""

    @property
    def zone(self) -> int:
        """Minutes east of UTC of the reader's clock at `at`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One week by the log and the ticked boxes."""

    sessions: int = 0
    """Days with a session that was logged, or whose boxes are all ticked."""
    planned: int = 0
    """Sessions that were planned, in all weeks since this one began."""
    weeks: int = 1
    """Weeks since this one began, the present one among them."""
    walks: int = 0
    said: Mapping[str, Counter[Said]] = field(default_factory=dict)
    """By exercise: how often each answer was given."""
    flare: bool = False
    """Whether a flare-up was logged."""
    sore: int | None = None
    """The highest pain of a day after a session that was above where the session began; `None` for no such day."""

    @property
    def verdicts(self) -> dict[str, Said]:
        """By exercise: the most cautious answer that was given."""
        return {slug: next(word for word in WORST_FIRST if said[word]) for slug, said in self.said.items()}


def of(log: Log, saved: Saved, moment: Moment, catalog: Catalog, usual: int | None = None) -> Review:
    """Return the review of the stored week up to a moment; of the last seven days if its beginning is not known.

    `usual` is the reader's usual pain, 0 to 10; `None` if it is not known.
    """
    done, week = saved.done, make(saved.course, catalog)
    first, last = _span(saved, moment)
    entries = _entries(log, saved, moment)
    weeks = max(1, -(-days.apart(first, last) // DAYS_IN_WEEK))
    said: dict[str, Counter[Said]] = {}
    for entry in entries:
        for exercise in entry.exercises:
            if exercise.said is not None:
                said.setdefault(exercise.slug, Counter())[exercise.said] += 1
    logged = len({entry.day for entry in entries if entry.kind == "session"})
    walked = len({entry.day for entry in entries if entry.kind == "walk"})
    ticked = sum(day_state(day, done) == "true" for day in week.exercise_days)
    boxes = sum(day_state(day, done) == "true" for day in week.walking_days)
    sore = [
        entry.pain_next_day
        for entry in entries
        if entry.pain_next_day is not None
        and not pain.settled(catalog.safety, usual, entry.pain_before, entry.pain_next_day)
    ]
    return Review(
        sessions=max(logged, ticked),
        planned=week.sessions * weeks,
        weeks=weeks,
        walks=max(walked, boxes),
        said=said,
        flare=any(entry.kind == "flare-up" for entry in entries),
        sore=max(sore, default=None),
    )


def hurt(log: Log, saved: Saved, moment: Moment) -> frozenset[str]:
    """Return the exercises that hurt in the stored week so far, by slug.

    First document: what hurts goes out. The plan leaves them out at the end of the week; until then its sessions do.
    """
    exercises = (exercise for entry in _entries(log, saved, moment) for exercise in entry.exercises)
    return frozenset(exercise.slug for exercise in exercises if exercise.said == "hurt")


def diary(log: Log, saved: Saved, moment: Moment, catalog: Catalog) -> Diary:
    """Return the whole weeks without a session up to a moment, and whether the reader walked in them.

    They count from the last session, or from the beginning of the week. In a week without any exercise they count from
    the last walk. A single week counts only for readers whose log has a session: those who use paper leave no trace.
    """
    if saved.since is None:
        return Diary()
    today = days.local_day(moment.at, moment.zone)
    began = days.local_day(saved.since, moment.zone)
    week = make(saved.course, catalog)
    kind: Kind = "session" if week.session else "walk"
    planned = week.exercise_days if week.session else week.walking_days
    if not planned:
        return Diary()
    found = [entry.day for entry in log.entries if entry.kind == kind and began <= entry.day <= today]
    found += [
        min(today, day_of(began, day.weekday)) for day in planned if day_state(day, saved.done) != "false"
    ]
    last = max(found, default=began)
    missed = max(0, days.apart(last, today)) // DAYS_IN_WEEK
    if missed == 1 and not any(entry.kind == kind for entry in log.entries):
        missed = 0
    if not week.session:
        return Diary(missed=missed, walked=not missed)
    walked = any(entry.kind == "walk" and last <= entry.day <= today for entry in log.entries)
    return Diary(missed=missed, walked=walked or any(box.endswith(":walk") for box in saved.done))


def stands(log: Log, saved: Saved, moment: Moment, catalog: Catalog) -> bool:
    """Return whether the stored week's sessions may be repeated after its end: the engine would not change them.

    It would after a break, a flare-up in the log, or something that hurt.
    """
    found = of(log, saved, moment, catalog)
    hurt: dict[str, Said] = {slug: said for slug, said in found.verdicts.items() if said == "hurt"}
    answers = Answers(word="flare" if found.flare else "same", said=hurt)
    after, _ = next_week(saved.course, answers, diary(log, saved, moment, catalog), catalog)
    return after.routines == saved.course.routines


def day_of(began: str, weekday: int) -> str:
    """Return the date of a weekday in the week that began on a day."""
    first = date.fromisoformat(began).weekday()
    return days.shifted(began, (weekday - first) % DAYS_IN_WEEK)


def because_of(course: Course, review: Review, catalog: Catalog) -> tuple[Change, ...]:
    """Return the changes of the next week that follow from answers about exercises.

    A flare-up cuts the week as a whole; then only what hurt changes it further.
    """
    said = {slug: word for slug, word in review.verdicts.items() if word == "hurt" or not review.flare}
    _, changes = next_week(course, Answers(word="same", said=said), Diary(), catalog)
    return tuple(change for change in changes if change.slug is not None)


def _span(saved: Saved, moment: Moment) -> tuple[str, str]:
    """Return the first day of the stored week, and the day of the moment; the last seven days without a beginning."""
    first = moment.at - DAYS_IN_WEEK * days.MS_A_DAY if saved.since is None else saved.since
    return days.local_day(first, moment.zone), days.local_day(moment.at, moment.zone)


def _entries(log: Log, saved: Saved, moment: Moment) -> list[Entry]:
    first, last = _span(saved, moment)
    return [entry for entry in log.entries if first <= entry.day <= last and _since(entry, saved.since)]


def _since(entry: Entry, since: float | None) -> bool:
    """Whether an entry belongs to the week: one that was made on its first day before it began does not."""
    return since is None or entry.at >= since or entry.source == "hand"


def likely(review: Review, *, over: bool = True) -> str | None:
    """Return the likely answer by the log: `fine`, `same` or `flare`; None if the log says too little.

    A week that is not `over` has sessions to come: that few were done says nothing.
    """
    words = set(review.verdicts.values())
    if review.flare:
        return "flare"
    if not (review.sessions or review.walks or words):
        return None
    few = over and 2 * review.sessions < review.planned
    if "hurt" in words or review.sore is not None or few:
        return "same"
    return "fine" if 0 < review.planned <= review.sessions else None
