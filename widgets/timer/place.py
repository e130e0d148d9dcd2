"""The saved position in an unfinished dose, as stored text. It holds no pain and no health data.

A place that cannot be read is forgotten, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from widgets.catalog import Dose
from widgets.player.score import Phase, Side, Spot, StartSide, score
from widgets.player.settings import COUNTED, SIDES, VERSION, Settings, right, whole
from widgets.stored import Document

PLACE_KEY = "neutral-spine.timer.place"
PLACE_LASTS_MS = 12 * 60 * 60 * 1000
"""After half a day an unfinished dose is no longer offered. A little in the future is as good: clocks are set back,
and two tabs' clocks differ by a moment."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in which dose a reader was."""

    slug: str
    dose: Dose
    """As it was adjusted."""
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
        """Whether it is the dose's first repetition: to carry on there is to start."""
        return self.spot.set == self.spot.rep == 1 and self.spot.side in ("both", self.side)

    def to_text(self, at: float) -> str:
        """Return the text to keep; `at` is when the reader was there, in milliseconds since the epoch."""
        counts = {name: getattr(self.dose, name) for name in (*COUNTED, "rest", "get_ready")}
        spot = {"set": self.spot.set, "side": self.spot.side, "rep": self.spot.rep}
        return PLACE.dump({"slug": self.slug, "side": self.side, "at": at, "counts": counts, "spot": spot})

    @classmethod
    def from_text(cls, text: str | None, slug: str, suggested: Dose, at: float) -> Place | None:
        """Read a kept place: `None` for none, of another exercise, too old, or unreadable."""
        if text is None:
            return None
        try:
            data = PLACE.load(text)
            when, counts, spot = float(data["at"]), data["counts"], data["spot"]
            side = data["side"]
            sides: tuple[Side, ...] = ("both",) if suggested.sides == "both" else ("left", "right")
            chosen = Settings(
                rest=counts["rest"], get_ready=counts["get_ready"],
                doses={slug: {name: counts[name] for name in COUNTED}},
            )  # fmt: skip
            if not (
                data["slug"] == slug
                and abs(at - when) <= PLACE_LASTS_MS
                and side in SIDES
                and spot["side"] in sides
            ):
                return None
            if not right(asdict(chosen)):
                return None
            dose = chosen.dose(slug, suggested)
            if not (whole(spot["set"], 1, dose.sets) and whole(spot["rep"], 1, dose.reps)):
                return None
            place = Spot(set=spot["set"], side=spot["side"], rep=spot["rep"])
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            return None
        return cls(slug=slug, dose=dose, side=side, spot=place)


PLACE: Document[Mapping[str, Any]] = Document(
    key=PLACE_KEY, name="place in a dose", version=VERSION, write=dict, read=lambda data: data
)
"""Whether a place is one of an exercise as it is today is for `Place.from_text`: the text alone cannot tell."""
