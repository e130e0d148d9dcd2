"""The saved position in an unfinished dose, as stored text. It holds no pain and no health data.

A stored place that cannot be read is ignored without an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from widgets.catalog import Dose
from widgets.codec import Between, Codec
from widgets.language import N_
from widgets.player.score import Phase, Side, Spot, StartSide, score
from widgets.player.settings import COUNT_MOST, VERSION, Count, GetReady, Rest, Settings
from widgets.stored import Document, StoredError

PLACE_KEY = "neutral-spine.timer.place"
PLACE_LASTS_MS = 12 * 60 * 60 * 1000
"""Milliseconds for which an unfinished dose is offered, before and after its time: a clock may be set back, and the
clocks of two tabs differ slightly."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A dose and the repetition at which a reader left it."""

    slug: str
    dose: Dose
    """With the reader's changes."""
    side: StartSide
    spot: Spot

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The score from here on."""
        return score(self.dose, self.side, self.spot)

    def moved(self, spot: Spot) -> Place:
        """Return another repetition of the same dose."""
        return replace(self, spot=spot)

    @property
    def is_start(self) -> bool:
        """Whether it is the first repetition of the dose: carrying on there is the same as starting."""
        return self.spot.set == self.spot.rep == 1 and self.spot.side in ("both", self.side, self.dose.only)

    def to_text(self, at: float) -> str:
        """Return the text to keep; `at` is when the reader was there, in milliseconds since the epoch."""
        dose, spot = self.dose, self.spot
        counts = Counts(
            hold=dose.hold, reps=dose.reps, sets=dose.sets, rest=dose.rest, get_ready=dose.get_ready
        )
        where = Where(set=spot.set, side=spot.side, rep=spot.rep)
        return PLACE.dump(Stored(slug=self.slug, side=self.side, at=at, counts=counts, spot=where))

    @classmethod
    def from_text(cls, text: str | None, slug: str, suggested: Dose, at: float) -> Place | None:
        """Return the stored place; `None` if there is none, or if it is unreadable, too old or of another exercise."""
        if text is None:
            return None
        try:
            stored = PLACE.load(text)
        except StoredError:
            return None
        counts, spot = stored.counts, stored.spot
        chosen = Settings(
            rest=counts.rest,
            get_ready=counts.get_ready,
            doses={slug: {"hold": counts.hold, "reps": counts.reps, "sets": counts.sets}},
        )
        dose = chosen.dose(slug, suggested)
        place = cls(
            slug=slug, dose=dose, side=stored.side, spot=Spot(set=spot.set, side=spot.side, rep=spot.rep)
        )
        there = stored.slug == slug and abs(at - stored.at) <= PLACE_LASTS_MS
        sides = {suggested.only or "both"} if suggested.sides == "both" else {"left", "right"}
        fits = spot.side in sides and spot.set <= dose.sets and spot.rep <= dose.reps
        return place if there and fits else None


type Number = Annotated[int, Between(1, COUNT_MOST)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """A dose's numbers as they were adjusted."""

    hold: Count
    reps: Count
    sets: Count
    rest: Rest
    get_ready: GetReady


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """A repetition of a dose."""

    set: Number
    side: Side
    rep: Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A place as it is stored."""

    slug: str
    side: StartSide
    at: float
    """When the reader was there, in milliseconds since the epoch."""
    counts: Counts
    spot: Where


DATA = Codec(Stored)

PLACE: Document[Stored] = Document(
    key=PLACE_KEY, name=N_("place in a dose"), version=VERSION, write=DATA.dump, read=DATA.load
)
"""Reading does not check that the exercise still has such a place: `Place.from_text` does."""
