"""What the log says of a week, and which answer it makes likely. Pure: nothing is decided for the reader here.

The numbers are counts of what was logged since the week began. What follows from an answer is in `plan`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from widgets import days
from widgets.catalog import Catalog
from widgets.diary.entries import Entry, Log, Said
from widgets.plan import admission, limits, plan
from widgets.plan.boxes import day_state
from widgets.plan.store import Saved
from widgets.plan.values import DAYS_IN_WEEK, Profile

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
    walks: int = 0
    said: Mapping[str, Counter[Said]] = field(default_factory=dict)
    """How often what was said of each exercise."""
    flare: bool = False
    """Whether a flare-up was logged."""
    worst_next_day: int | None = None
    """The highest pain of a day after, or None where none was logged."""

    @property
    def verdicts(self) -> dict[str, Said]:
        """What was said of each exercise, in one word: the most cautious that was said."""
        return {slug: next(word for word in WORST_FIRST if said[word]) for slug, said in self.said.items()}


def of(log: Log, saved: Saved, moment: Moment, catalog: Catalog) -> Review:
    """Return the review of the kept week up to a moment; of the last seven days where nobody knows when it began."""
    since, at, zone, done = saved.since, moment.at, moment.zone, saved.done
    week = plan.make(saved.profile, catalog)
    first = days.local_day(at - DAYS_IN_WEEK * limits.DAY if since is None else since, zone)
    last = days.local_day(at, zone)
    entries = [entry for entry in log.entries if first <= entry.day <= last and _since(entry, since)]
    said: dict[str, Counter[Said]] = {}
    for entry in entries:
        for exercise in entry.exercises:
            if exercise.said is not None:
                said.setdefault(exercise.slug, Counter())[exercise.said] += 1
    logged = len({entry.day for entry in entries if entry.kind == "session"})
    walked = len({entry.day for entry in entries if entry.kind == "walk"})
    ticked = sum(day_state(day, done) == "true" for day in week.exercise_days)
    boxes = sum(day_state(day, done) == "true" for day in week.walking_days)
    next_days = [entry.pain_next_day for entry in entries if entry.pain_next_day is not None]
    return Review(
        sessions=max(logged, ticked),
        planned=len(week.exercise_days),
        walks=max(walked, boxes),
        said=said,
        flare=any(entry.kind == "flare-up" for entry in entries),
        worst_next_day=max(next_days, default=None),
    )


def _since(entry: Entry, since: float | None) -> bool:
    """Whether an entry belongs to the week: one that was made on its first day before it began does not."""
    return since is None or entry.at >= since or entry.source == "hand"


def likely(review: Review, catalog: Catalog) -> str | None:
    """Return the answer that the log makes likely: `fine`, `same` or `flare`; None where it says too little."""
    words = set(review.verdicts.values())
    if review.flare:
        return "flare"
    if not (review.sessions or review.walks or words):
        return None
    if "hurt" in words or sore_next_day(review, catalog) or 2 * review.sessions < review.planned:
        return "same"
    return "fine" if review.sessions >= review.planned else None


def sore_next_day(review: Review, catalog: Catalog) -> bool:
    """Whether pain on a day after was above the band of the pain rule in which one goes on. `safety.yml`."""
    mild = min((band.high for band in catalog.safety.pain_bands), default=0)
    return review.worst_next_day is not None and review.worst_next_day > mild


def likely_mastered(review: Review, new: str | None) -> bool:
    """Whether the week's new exercise was too easy, and never too hard, and never hurt."""
    return new is not None and review.verdicts.get(new) == "too-easy"


def times(count: int) -> str:
    """Return how often, in words that end a clause: nothing for once, ` twice`, ` 3 times`."""
    return {0: "", 1: "", 2: " twice"}.get(count, f" {count} times")


def change_words(change: plan.Change, review: Review, catalog: Catalog) -> str:
    """Return what was said of an exercise and what becomes of it, in a sentence or two."""
    name = catalog.exercise(change.slug).name
    if change.said is None:
        return f"{name} is left out too: it was added last, so it may be what did it."
    often = times(review.said.get(change.slug, Counter())[change.said])
    if change.said == "hurt":
        return (
            f"You said {name} hurt{often}: it is left out for now. "
            "Ask your provider before you bring it back."
        )
    begin = f"You said {name} was too hard{often}"
    if change.how == "easier" and change.easier is not None:
        return f"{begin}: it goes back to {catalog.exercise(change.easier).name}."
    if change.how == "fewer-sets":
        return f"{begin}: it has one set fewer."
    if change.how == "out":
        return f"{begin}: it is left out for now."
    return f"{begin}. There is no easier version of it here: leave it out if it stays too hard."


def ahead(review: Review, profile: Profile, catalog: Catalog) -> tuple[str, ...]:
    """Return what the next week would change because of what was said, in sentences.

    A week after a flare-up is cut back as a whole: of what was said, only what hurt changes it further.
    """
    return tuple(
        change_words(change, review, catalog)
        for change in plan.changes(profile, review.verdicts, catalog)
        if not review.flare or change.said == "hurt"
    )


def told(review: Review, profile: Profile, catalog: Catalog, *, over: bool = True) -> tuple[str, ...]:
    """Return what the log says of the week, in sentences; nothing where it says nothing.

    A week that is not `over` has sessions to come: nothing is missed yet.
    """
    if not (review.sessions or review.walks or review.said or review.flare):
        return ()
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    walks = {0: "", 1: " and 1 walk"}.get(review.walks, f" and {review.walks} walks")
    so_far = "" if over else " so far this week"
    lines = [f"You did {review.sessions} of {review.planned} sessions{walks}{so_far}."]
    if over and review.sessions < review.planned:
        lines.append("What was missed is missed: nothing is made up for, and nothing is lost.")
    if review.flare:
        lines.append("You logged a flare-up.")
    if sore_next_day(review, catalog):
        lines.append(f"On a day after, your pain was up to {review.worst_next_day} of 10.")
    lines += [
        f"You said {names[slug]} was too easy{times(review.said[slug][word])}."
        for slug, word in review.verdicts.items()
        if slug in names and word == "too-easy"
    ]
    easy = [
        exercise
        for exercise in catalog.exercises
        if any(review.verdicts.get(slug) == "too-easy" for slug in exercise.easier)
        and admission.may_be_new(exercise, profile, catalog)
    ]
    if easy and not limits.careful(profile) and profile.new is None:
        lines.append(f"{easy[0].name} may be your next new exercise.")
    return tuple(lines)
