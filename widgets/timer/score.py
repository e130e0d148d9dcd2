"""From a dose to its score: every phase of a hold timer, computed ahead. It knows no clock and no page.

The sum is the one that the guide pages print (`exercises.pages.view`); `tests/test_contract.py` holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from widgets.catalog import Dose

SECOND = 1000
"""Milliseconds: events carry milliseconds, doses whole seconds."""

type Name = Literal["get-ready", "move", "hold", "release", "side-change", "rest"]
type Side = Literal["left", "right", "both"]
type StartSide = Literal["left", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """One repetition of a dose: where a reader is, and where they may carry on."""

    set: int
    """From 1."""
    side: Side
    rep: int
    """From 1; counted for each side where sides are trained apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A stretch of time in which one thing is done."""

    name: Name
    spot: Spot
    """The repetition it belongs to; for get-ready, side-change and rest the one that comes next."""
    start: int
    """Milliseconds from the start of the score."""
    duration: int
    """Milliseconds, more than 0."""

    @property
    def end(self) -> int:
        """Milliseconds from the start of the score."""
        return self.start + self.duration


def other(side: StartSide) -> StartSide:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


def score(dose: Dose, first_side: StartSide = "left", start_at: Spot | None = None) -> tuple[Phase, ...]:
    """Return all phases in order, without gaps, beginning at 0.

    It starts with get-ready. Each repetition is move, hold, release. Sides: `both` does the repetitions of a
    set one after another; `one-then-other` does all of one side, a side change, all of the other;
    `alternating` goes left, right, left with a side change between two repetitions. Sets are parted by a
    rest. What takes no time is left out.

    Args:
        dose: How much, in whole seconds.
        first_side: Where one side comes first, which. Not used where both work together.
        start_at: Leave out what comes before this repetition, but get ready for it. One that the dose does
            not have (it was made smaller meanwhile) starts from the beginning.
    """
    steps = [(name, spot, seconds) for name, spot, seconds in _steps(dose, first_side) if seconds > 0]
    if start_at is not None:
        begins = (index for index, (name, spot, _) in enumerate(steps) if name == "move" and spot == start_at)
        index = next(begins, None)
        if index is not None:
            lead: list[tuple[Name, Spot, int]] = [("get-ready", start_at, dose.get_ready)]
            steps = (lead if dose.get_ready else []) + steps[index:]
    phases: list[Phase] = []
    start = 0
    for name, spot, seconds in steps:
        phases.append(Phase(name=name, spot=spot, start=start, duration=seconds * SECOND))
        start = phases[-1].end
    return tuple(phases)


def seconds(dose: Dose) -> int:
    """Return how long the whole dose takes, get-ready to the last release, in seconds."""
    return sum(length for _, _, length in _steps(dose, "left"))


def _steps(dose: Dose, first_side: StartSide) -> Iterator[tuple[Name, Spot, int]]:
    """Yield each phase's name, repetition and seconds, those of no length among them."""
    for set_ in range(1, dose.sets + 1):
        spots = _spots(dose, first_side, set_)
        if set_ == 1:
            yield "get-ready", spots[0], dose.get_ready
        else:
            yield "rest", spots[0], dose.rest
        last = spots[0]
        for spot in spots:
            if spot.side != last.side:
                yield "side-change", spot, dose.side_change
            yield "move", spot, dose.move
            yield "hold", spot, dose.hold
            yield "release", spot, dose.release
            last = spot


def _spots(dose: Dose, first_side: StartSide, set_: int) -> list[Spot]:
    """Return the repetitions of one set, in order."""
    reps = range(1, dose.reps + 1)
    sides = (first_side, other(first_side))
    match dose.sides:
        case "both":
            return [Spot(set=set_, side="both", rep=rep) for rep in reps]
        case "one-then-other":
            return [Spot(set=set_, side=side, rep=rep) for side in sides for rep in reps]
        case "alternating":
            return [Spot(set=set_, side=side, rep=rep) for rep in reps for side in sides]
