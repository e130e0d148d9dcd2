"""A week by the log and the ticked boxes: counts, and the answer that they make likely. Pure.

Nothing is decided for the reader here, and nothing is worded: that is `widgets.plan.words`.
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
from widgets.diary.entries import Entry, Log, Said
from widgets.plan import limits
from widgets.plan.boxes import day_state
from widgets.plan.changes import Change
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import DAYS_IN_WEEK, Course
from widgets.plan.week import make

WORST_FIRST: tuple[Said, ...] = ("hurt", "too-hard", "too-easy", "right")
"""What counts where different things were said of one exercise: caution first."""


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
    """How often what was said of each exercise."""
    flare: bool = False
    """Whether a flare-up was logged."""
    sore: int | None = None
    """The highest pain of a day after that was not back to where the session began; `None` where each was."""

    @property
    def verdicts(self) -> dict[str, Said]:
        """What was said of each exercise, in one word: the most cautious that was said."""
        return {slug: next(word for word in WORST_FIRST if said[word]) for slug, said in self.said.items()}


def of(log: Log, saved: Saved, moment: Moment, catalog: Catalog, usual: int | None = None) -> Review:
    """Return the review of the kept week up to a moment; of the last seven days where nobody knows when it began.

    `usual` is the reader's usual pain, 0 to 10; `None` where nobody knows it.
    """
    since, at, zone, done = saved.since, moment.at, moment.zone, saved.done
    week = make(saved.course, catalog)
    first = days.local_day(at - DAYS_IN_WEEK * limits.DAY if since is None else since, zone)
    last = days.local_day(at, zone)
    entries = [entry for entry in log.entries if first <= entry.day <= last and _since(entry, since)]
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
        planned=len(week.exercise_days) * weeks,
        weeks=weeks,
        walks=max(walked, boxes),
        said=said,
        flare=any(entry.kind == "flare-up" for entry in entries),
        sore=max(sore, default=None),
    )


def diary(log: Log, saved: Saved, moment: Moment, catalog: Catalog) -> Diary:
    """Return how many whole weeks passed without a session up to a moment, and whether there were walks in them.

    They count from the last session, or from the beginning of the week where there was none since. A single week counts
    only where the reader logs sessions at all: one who keeps their plan on paper leaves no trace.
    """
    if saved.since is None:
        return Diary()
    today = days.local_day(moment.at, moment.zone)
    began = days.local_day(saved.since, moment.zone)
    sessions = [entry.day for entry in log.entries if entry.kind == "session" and began <= entry.day <= today]
    sessions += [
        min(today, day_of(began, day.weekday))
        for day in make(saved.course, catalog).exercise_days
        if day_state(day, saved.done) != "false"
    ]
    last = max(sessions, default=began)
    missed = max(0, days.apart(last, today)) // DAYS_IN_WEEK
    if missed == 1 and not any(entry.kind == "session" for entry in log.entries):
        missed = 0
    walked = any(entry.kind == "walk" and last <= entry.day <= today for entry in log.entries)
    return Diary(missed=missed, walked=walked or any(box.endswith(":walk") for box in saved.done))


def stands(log: Log, saved: Saved, moment: Moment, catalog: Catalog) -> bool:
    """Return whether the kept week's sessions may be done once more after it: the engine repeats them as they are.

    After a break, a flare-up that was logged, or something that hurt, the engine's next sessions are other ones.
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
    """Return what the next week would change because of what was said of exercises.

    A week after a flare-up is cut back as a whole: of what was said, only what hurt changes it further.
    """
    said = {slug: word for slug, word in review.verdicts.items() if word == "hurt" or not review.flare}
    _, changes = next_week(course, Answers(word="same", said=said), Diary(), catalog)
    return tuple(change for change in changes if change.slug is not None)


def _since(entry: Entry, since: float | None) -> bool:
    """Whether an entry belongs to the week: one that was made on its first day before it began does not."""
    return since is None or entry.at >= since or entry.source == "hand"


def likely(review: Review) -> str | None:
    """Return the answer that the log makes likely: `fine`, `same` or `flare`; None where it says too little."""
    words = set(review.verdicts.values())
    if review.flare:
        return "flare"
    if not (review.sessions or review.walks or words):
        return None
    if "hurt" in words or review.sore is not None or 2 * review.sessions < review.planned:
        return "same"
    return "fine" if review.sessions >= review.planned else None
