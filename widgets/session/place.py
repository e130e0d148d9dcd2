"""The saved position in a session, as a value and as stored text. It holds no pain and no health data.

It also holds the reader's answer about each exercise until the session ends; the log has it then. A stored place that
cannot be read is ignored without an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from widgets.catalog import Catalog
from widgets.codec import RARE, Between, Codec
from widgets.diary.entries import COUNT_MOST as COUNT_OF_WEEKS
from widgets.diary.entries import NAME_LONGEST, Said
from widgets.language import N_
from widgets.player.score import Phase, Side, Spot, StartSide, score_of
from widgets.player.settings import COUNT_MOST, Count
from widgets.session.offer import Source
from widgets.session.steps import Step, introduction_words
from widgets.stored import Document, StoredError

PLACE_KEY = "neutral-spine.session.place"
VERSION = 1
LASTS_MS = 12 * 60 * 60 * 1000
"""Milliseconds for which an unfinished session is offered, before and after its time: a clock may be set back."""
MOST_STEPS = 20

type Milliseconds = Annotated[int, Between(0, 10**9)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """The part of one step that was done."""

    reps: Annotated[int, Between(0, 10**6)] = 0
    """Over all sets and sides."""
    held: Mapping[Side, Milliseconds] = field(default_factory=dict)
    """Milliseconds of holding, or of moving where nothing is held, by side."""
    spent: Milliseconds = 0
    """Milliseconds from the first movement to the last release, rests between sets included."""

    def more(self, phase: Phase, ms: int, *, held: bool, ended: bool) -> Work:
        """Return the work with a phase, or a piece of it, added.

        Args:
            phase: The phase.
            ms: Its milliseconds that were done.
            held: Whether the phase counts as holding.
            ended: Whether the phase reached its end by itself.
        """
        side = phase.spot.side
        return Work(
            reps=self.reps + (held and ended),
            held={**self.held, side: self.held.get(side, 0) + ms} if held else self.held,
            spent=self.spent + (0 if phase.name in ("introduction", "get-ready") else ms),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A repetition of a session."""

    steps: tuple[Step, ...]
    side: StartSide
    spot: Spot

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The score from here on."""
        return score_of(tuple(step.part for step in self.steps), self.side, self.spot)

    def moved(self, spot: Spot) -> Place:
        """Return another repetition of the same session."""
        return replace(self, spot=spot)

    @property
    def is_start(self) -> bool:
        """Whether it is the first repetition of the session: carrying on there is the same as starting."""
        spot = self.spot
        only = self.steps[0].dose.only
        return spot.part == 0 and spot.set == spot.rep == 1 and spot.side in ("both", self.side, only)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """A session that has begun, with all that this tab or another one needs to continue it."""

    id: str
    """The id of its log entry."""
    at: float
    """When it was kept, in milliseconds since the epoch."""
    lead: int
    """When the leading tab took the lead, in milliseconds since the epoch. The tab with the latest time leads."""
    running: bool
    source: Source
    weekday: int | None
    week: int | None
    short: bool
    place: Place
    works: tuple[Work, ...]
    said: tuple[Said | None, ...]
    active: int
    """Its duration in milliseconds, without pauses."""

    def to_text(self) -> str:
        """Return the text to keep."""
        stored = Stored(
            id=self.id, at=self.at, lead=self.lead, running=self.running, source=self.source,
            weekday=self.weekday, week=self.week, short=self.short, side=self.place.side, spot=self.place.spot,
            said=self.said, active=self.active, works=self.works,
            steps=tuple(_stored_step(step) for step in self.place.steps),
        )  # fmt: skip
        return PLACE.dump(stored)

    @classmethod
    def from_text(cls, text: str | None, catalog: Catalog, at: float) -> Unfinished | None:
        """Return the stored session; `None` if there is none, or it is unreadable, old or has an unknown exercise."""
        if text is None:
            return None
        try:
            stored = PLACE.load(text)
            place = Place(steps=_steps(stored.steps, catalog), side=stored.side, spot=stored.spot)
        except (StoredError, KeyError):
            return None
        if not len(stored.works) == len(stored.said) == len(stored.steps):
            return None
        if stored.spot not in {phase.spot for phase in place.phases}:
            return None
        found = cls(
            id=stored.id, at=stored.at, lead=stored.lead, running=stored.running, source=stored.source,
            weekday=stored.weekday, week=stored.week, short=stored.short, place=place, works=stored.works,
            said=stored.said, active=stored.active,
        )  # fmt: skip
        return found if abs(at - found.at) <= LASTS_MS else None


type Number = Annotated[int, Between(1, COUNT_MOST)]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredStep:
    """A stored step. The words of its exercise come from the catalogue."""

    slug: str
    introduction: Count
    spoken: bool
    new: bool
    hold: Count
    reps: Number
    sets: Number
    rest: Count
    get_ready: Count
    only: Annotated[Literal["left", "right"] | None, RARE] = None
    daily: Annotated[Number, RARE] = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """An unfinished session as it is stored."""

    id: Annotated[str, Between(1, NAME_LONGEST)]
    at: float
    lead: Annotated[int, Between(0, 10**16)]
    running: bool
    source: Source
    weekday: Annotated[int, Between(0, 6)] | None
    week: Annotated[int, Between(0, COUNT_OF_WEEKS)] | None
    short: bool
    side: StartSide
    spot: Spot
    said: tuple[Said | None, ...]
    active: Milliseconds
    steps: Annotated[tuple[StoredStep, ...], Between(1, MOST_STEPS)]
    works: tuple[Work, ...]


DATA = Codec(Stored)

PLACE: Document[Stored] = Document(
    key=PLACE_KEY, name=N_("place in a session"), version=VERSION, write=DATA.dump, read=DATA.load
)
"""Reading does not check that its exercises exist; `Unfinished.from_text` does, which has the catalogue."""


def _stored_step(step: Step) -> StoredStep:
    dose = step.dose
    return StoredStep(
        slug=step.slug, introduction=step.introduction, spoken=step.spoken, new=step.new, hold=dose.hold,
        reps=dose.reps, sets=dose.sets, rest=dose.rest, get_ready=dose.get_ready, only=dose.only, daily=dose.daily,
    )  # fmt: skip


def _steps(items: tuple[StoredStep, ...], catalog: Catalog) -> tuple[Step, ...]:
    """Return the steps with their words. Raises `KeyError` if the catalogue lacks an exercise."""
    found: list[Step] = []
    before = None
    for number, item in enumerate(items):
        exercise = catalog.exercise(item.slug)
        dose = replace(
            exercise.dose, hold=item.hold, reps=item.reps, sets=item.sets, rest=item.rest,
            get_ready=item.get_ready, daily=item.daily, only=item.only,
            sides=exercise.dose.sides if item.only is None else "both",
        )  # fmt: skip
        words = introduction_words(exercise, dose, before, (number, len(items)), catalog, spoken=item.spoken)
        found.append(
            Step(
                slug=exercise.slug, dose=dose, introduction=item.introduction, words=words, spoken=item.spoken,
                new=item.new,
            )
        )  # fmt: skip
        before = exercise
    return tuple(found)
