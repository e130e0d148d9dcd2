"""The score: the precomputed sequence of all phases of a list of doses. Pure: no clock, no DOM.

A session is a list of doses; a hold timer counts a list of one.

The sum is the one that the guide pages print (`exercises.pages.view`); `tests/test_contract.py` holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from widgets.catalog import Dose, SideMeans

SECOND = 1000
"""Milliseconds: events carry milliseconds, doses whole seconds."""

type Name = Literal["introduction", "get-ready", "move", "hold", "release", "side-change", "rest"]
type Side = Literal["left", "right", "both"]
type StartSide = Literal["left", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """One repetition of a score: where a reader is, and where they may carry on."""

    set: int
    """From 1."""
    side: Side
    rep: int
    """From 1; counted for each side where sides are trained apart."""
    part: int = 0
    """Which dose of the score, from 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A stretch of time in which one thing is done."""

    name: Name
    spot: Spot
    """The repetition it belongs to; for introduction, get-ready, side-change and rest the one that comes next."""
    start: int
    """Milliseconds from the start of the score."""
    duration: int
    """Milliseconds, more than 0."""
    words: str = ""
    """What is said as it begins, before what its name says; only the first of a part brings some."""
    side_means: SideMeans | None = None
    """What the side of its repetition is a side of."""

    @property
    def end(self) -> int:
        """Milliseconds from the start of the score."""
        return self.start + self.duration


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One dose of a score, and what comes before it."""

    dose: Dose
    introduction: int = 0
    """Seconds in which the exercise is introduced, before getting ready."""
    words: str = ""
    """What is said as it begins."""


def other(side: StartSide) -> StartSide:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


def score(dose: Dose, first_side: StartSide = "left", start_at: Spot | None = None) -> tuple[Phase, ...]:
    """Return all phases of one dose: a score of one part."""
    return score_of((Part(dose=dose),), first_side, start_at)


def score_of(
    parts: Sequence[Part], first_side: StartSide = "left", start_at: Spot | None = None
) -> tuple[Phase, ...]:
    """Return all phases in order, without gaps, beginning at 0.

    Each part starts with its introduction and get-ready. Each repetition is move, hold, release. Sides: `both`
    does the repetitions of a set one after another, on one side where the dose is of that one only; `one-then-other`
    does all of one side, a side change, all of the other; `alternating` goes left, right, left with a side change
    between two repetitions. Sets are parted by a rest. What takes no time is left out.

    Args:
        parts: How much of what, in whole seconds.
        first_side: Where one side comes first, which. Not used where both work together.
        start_at: Leave out what comes before this repetition, but get ready for it; for the first one of a part
            its introduction comes too. One that the parts do not have (a dose was made smaller meanwhile)
            starts from the beginning.
    """
    steps = [step for number, part in enumerate(parts) for step in _steps(part, first_side, number)]
    steps = [(name, spot, length) for name, spot, length in steps if length > 0]
    if start_at is not None:
        steps = _from(steps, start_at, parts)
    firsts = [_spots(part.dose, first_side, 1, number)[0] for number, part in enumerate(parts)]
    phases: list[Phase] = []
    start = 0
    for name, spot, length in steps:
        begins = not phases or phases[-1].spot.part != spot.part
        words = parts[spot.part].words if begins and spot == firsts[spot.part] else ""
        means = parts[spot.part].dose.side_means
        phases.append(
            Phase(name=name, spot=spot, start=start, duration=length * SECOND, words=words, side_means=means)
        )
        start = phases[-1].end
    return tuple(phases)


type _Step = tuple[Name, Spot, int]

BEFORE_A_PART = ("introduction", "get-ready")


def _from(steps: list[_Step], start_at: Spot, parts: Sequence[Part]) -> list[_Step]:
    """Return what is left from a repetition on; everything where there is no such repetition."""
    begins = (n for n, (name, spot, _) in enumerate(steps) if name == "move" and spot == start_at)
    index = next(begins, None)
    if index is None:
        return steps
    before = index
    while before and steps[before - 1][0] in BEFORE_A_PART and steps[before - 1][1] == start_at:
        before -= 1
    if before < index:
        return steps[before:]
    ready = parts[start_at.part].dose.get_ready
    lead: list[_Step] = [("get-ready", start_at, ready)] if ready else []
    return lead + steps[index:]


def _steps(part: Part, first_side: StartSide, number: int) -> Iterator[_Step]:
    """Yield each phase's name, repetition and seconds, those of no length among them."""
    dose = part.dose
    for set_ in range(1, dose.sets + 1):
        spots = _spots(dose, first_side, set_, number)
        if set_ == 1:
            yield "introduction", spots[0], part.introduction
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


def _spots(dose: Dose, first_side: StartSide, set_: int, part: int) -> list[Spot]:
    """Return the repetitions of one set, in order."""
    reps = range(1, dose.reps + 1)
    sides = (first_side, other(first_side))
    match dose.sides:
        case "both":
            return [Spot(part=part, set=set_, side=dose.only or "both", rep=rep) for rep in reps]
        case "one-then-other":
            return [Spot(part=part, set=set_, side=side, rep=rep) for side in sides for rep in reps]
        case "alternating":
            return [Spot(part=part, set=set_, side=side, rep=rep) for rep in reps for side in sides]
