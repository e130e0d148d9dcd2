"""A score in progress: its place, its clock and what the reader missed. It handles no event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

from widgets.player.score import Phase, Spot


class Place(Protocol):
    """A position in one or more doses. It determines the score from there to the end."""

    @property
    def spot(self) -> Spot:
        """The repetition."""

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The score from this position to the end."""

    def moved(self, spot: Spot) -> Self:
        """Return the same doses at another repetition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A score and its progress. All times are in milliseconds."""

    place: Any
    """The `Place` that the score begins with."""
    phases: tuple[Phase, ...]
    offset: int = 0
    """How much of the score was done at `since`, or in total while the run is paused or over."""
    since: int | None = None
    """When it last started or resumed, since the epoch; `None` while it is paused or over."""

    @property
    def total(self) -> int:
        """Length of the whole score."""
        return self.phases[-1].end

    def done(self, at: int) -> int:
        """Return how much of the score is done at a moment."""
        return min(self.total, self.offset + (0 if self.since is None else at - self.since))

    def index(self, at: int) -> int:
        """Return the index of the phase at a moment; the last one at the end."""
        done = self.done(at)
        return next((i for i, phase in enumerate(self.phases) if done < phase.end), len(self.phases) - 1)

    def phase(self, at: int) -> Phase:
        """Return the phase at a moment; the last one at the end."""
        return self.phases[self.index(at)]

    def time_of(self, offset: int) -> int | None:
        """Return when an offset of the score is reached, since the epoch; `None` while the run is paused or over."""
        return None if self.since is None else self.since + offset - self.offset

    def moved_to(self, offset: int, at: int) -> Run:
        """Return the run at another offset; a paused run stays paused."""
        return replace(self, offset=offset, since=None if self.since is None else at)

    def place_at(self, at: int) -> Any:  # noqa: ANN401  # the player's own kind of place
        """Return the place at a moment."""
        return self.place.moved(self.phase(at).spot)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """A time in which the page slept while the run went on."""

    seconds: int
    until: int
    """When the notice of it disappears, in milliseconds since the epoch."""
