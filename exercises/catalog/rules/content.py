"""Rules of cautions: what a record must say because of its position, its equipment, its level or any movement at all.

They hold for every record that is published; `RULES` is run by the check and by the build, apart from the rules of
shape in `exercises.catalog.rules`. A condition is asked for only where the vocabulary knows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from exercises.catalog.load import Entry
from exercises.catalog.model import AskFirst, Exercise
from exercises.catalog.rules.case import Case, Finding, Findings, Rule
from exercises.catalog.wording import Loc, label, show

FIRST_DO_NOT = "Do not hold your breath."
"""The first line of `do_not`, on every record."""

LEG = "spreads into your bottom or down your leg"
"""The words of the leg rule, which one line of `stop_if` holds on every record."""

LEG_RULE = f"Stop if pain, tingling or numbness {LEG}."
LEG_SOURCES = ("peak-performance-spine", "midwest-bone-joint")
"""The leg rule as a whole sentence, and its sources: what a new record begins with."""

ASK_NOTES = (
    "Hands and knees: name wrist-problem, knee-problem and shoulder-problem.",
    "Face up: pregnancy, planner: leave-out, and the reason names week 16.",
    "Face down on floor or ball: pregnancy, cannot-lie-prone, stenosis and spondylolisthesis, each planner: leave-out.",
    "A stability ball: poor-balance and vertebral-fracture, planner: leave-out.",
    "Leaving neutral: osteoporosis and flexion-sensitive. Level 3 and up: recent-surgery, planner: leave-out.",
    "Conditions that ask before any exercise (any_exercise in vocabulary.yml) are shown without being named here.",
)
"""The rules on `ask_first` in short, for whoever writes a record."""

HANDS_AND_KNEES = ("wrist-problem", "knee-problem", "shoulder-problem")
"""On hands and knees these joints carry weight."""

FACE_DOWN = ("prone", "prone-on-ball")
"""Positions in which one lies on the front."""

ARCHING = ("stenosis", "spondylolisthesis")
"""Conditions that an arched low back does not suit; they are treated alike."""

WAIT_FROM_LEVEL = 3
"""From this level on an exercise is left out after an operation, as the page on surgery says."""

MAY_ASK_AFTER_SURGERY = frozenset({"hip-hinge"})
"""Harder exercises that only ask after an operation: a way to bend down that daily life needs."""

PREGNANCY_WEEK = "week 16"
"""From this week on nobody is given an exercise flat on the back; the reason names it."""

LEAST_STILL = 5
"""Seconds from which on a hold is a still hold, as in the reasons that warn of it."""

_BREATH = re.compile(r"[Bb]reath")
_ELSEWHERE = re.compile(r"\binstead\b|without a ball|[Ss]tay with the knees")


def breath_is_never_held(case: Case) -> Findings:
    """The first line of `do_not` forbids to hold the breath, and `breathing` says how to breathe."""
    for entry in case.loaded.exercises:
        record = entry.value
        if record.do_not[0] != FIRST_DO_NOT:
            message = f"do_not must begin with {show(FIRST_DO_NOT)}"
            yield Finding(entry.path, ("do_not", 0), message)
        if not _BREATH.search(record.breathing):
            yield Finding(entry.path, ("breathing",), "breathing must say how to breathe")


def leg_rule_stands(case: Case) -> Findings:
    """One line of `stop_if` is the leg rule."""
    for entry in case.loaded.exercises:
        if not any(LEG in stop.text for stop in entry.value.stop_if):
            message = f"stop_if must hold the leg rule: {LEG_RULE} (sources: {', '.join(LEG_SOURCES)})"
            yield Finding(entry.path, ("stop_if",), message)


def hands_and_knees_are_asked_about(case: Case) -> Findings:
    """On hands and knees a record asks about wrists, knees and shoulders, which carry weight."""
    for entry in _records(case, "quadruped"):
        why = "on hands and knees these joints carry weight"
        yield from _must_name(case, entry, HANDS_AND_KNEES, why)


def lying_on_the_back_is_left_out_in_pregnancy(case: Case) -> Findings:
    """Face up, the record is left out in pregnancy, and its reason names the week."""
    for entry in case.loaded.exercises:
        if entry.value.face != "up":
            continue
        why = f"nobody lies flat on the back from {PREGNANCY_WEEK} of a pregnancy on"
        yield from _must_name(case, entry, ("pregnancy",), why, leave_out=True)
        for index, ask in enumerate(entry.value.ask_first):
            if ask.condition == "pregnancy" and PREGNANCY_WEEK not in ask.why:
                loc: Loc = ("ask_first", index, "why")
                yield Finding(entry.path, loc, f"{label(loc)} (pregnancy) must name {PREGNANCY_WEEK}")


def lying_on_the_front_is_left_out(case: Case) -> Findings:
    """Face down on the floor or ball, the record is left out for those whom lying on the front does not suit."""
    for entry in _records(case, *FACE_DOWN):
        why = "lying on the front does not suit them"
        yield from _must_name(case, entry, ("pregnancy", "cannot-lie-prone", *ARCHING), why, leave_out=True)


def balls_roll(case: Case) -> Findings:
    """With a ball, the record is left out for the unsteady and for a broken vertebra."""
    for entry in case.loaded.exercises:
        if "stability-ball" in entry.value.equipment:
            why = "a ball can roll"
            yield from _must_name(case, entry, ("poor-balance", "vertebral-fracture"), why, leave_out=True)


def rounding_is_asked_about(case: Case) -> Findings:
    """A drill that leaves neutral asks about thin bones, and about backs that dislike bending."""
    for entry in case.loaded.exercises:
        if entry.value.leaves_neutral:
            yield from _must_name(
                case, entry, ("osteoporosis", "flexion-sensitive"), "this drill bends the low back"
            )


def arching_is_asked_about_as_one(case: Case) -> Findings:
    """A narrow canal and a slipped vertebra are asked about together, in the same way."""
    for entry in case.loaded.exercises:
        found = {ask.condition: (index, ask) for index, ask in _asks(entry) if ask.condition in ARCHING}
        if len(found) == 1:
            ((name, (index, _)),) = found.items()
            (other,) = set(ARCHING) - {name}
            message = f"ask_first must name {other} too, since it names {name}: both dislike an arched back"
            yield Finding(entry.path, ("ask_first", index), message)
        elif len({ask.planner for _, ask in found.values()}) > 1:
            index = max(index for index, _ in found.values())
            message = f"{label(('ask_first', index, 'planner'))} must be the same for {' and '.join(ARCHING)}"
            yield Finding(entry.path, ("ask_first", index, "planner"), message)


def harder_waits_after_an_operation(case: Case) -> Findings:
    """From level 3 on, a record is left out after an operation on the back, and only from there on."""
    for entry in case.loaded.exercises:
        record = entry.value
        if record.slug in MAY_ASK_AFTER_SURGERY:
            continue
        if record.level >= WAIT_FROM_LEVEL:
            why = f"from level {WAIT_FROM_LEVEL} on exercises wait after an operation"
            yield from _must_name(case, entry, ("recent-surgery",), why, leave_out=True)


def sent_elsewhere_is_left_out(case: Case) -> Findings:
    """A reason that tells a reader to do something else in its place leaves the record out."""
    for entry in case.loaded.exercises:
        for index, ask in _asks(entry):
            if ask.planner == "ask" and _ELSEWHERE.search(ask.why):
                loc: Loc = ("ask_first", index, "planner")
                message = (
                    f"{label(loc)} ({ask.condition}) must be leave-out: its reason sends a reader elsewhere"
                )
                yield Finding(entry.path, loc, message)


def long_holds_name_their_cap(case: Case) -> Findings:
    """A reason that speaks of a strong still hold names the most seconds that the vocabulary allows."""
    vocabulary = case.loaded.vocabulary
    caps = {} if vocabulary is None else {c.id: c.hold_at_most for c in vocabulary.value.conditions}
    for entry in case.loaded.exercises:
        for index, ask in _asks(entry):
            cap = caps.get(ask.condition)
            if cap is not None and "still hold" in ask.why and f"{cap} seconds at most" not in ask.why:
                loc: Loc = ("ask_first", index, "why")
                message = f"{label(loc)} ({ask.condition}) must say: {cap} seconds at most"
                yield Finding(entry.path, loc, message)


def still_holds_are_held(case: Case) -> Findings:
    """A reason that speaks of a strong still hold stands where a reader can hold for some seconds."""
    for entry in case.loaded.exercises:
        dose = entry.value.dose
        longest = dose.hold if dose.range.hold is None else dose.range.hold.high
        for index, ask in _asks(entry):
            if "still hold" in ask.why and longest < LEAST_STILL:
                loc: Loc = ("ask_first", index, "why")
                message = (
                    f"{label(loc)} ({ask.condition}) must not speak of a still hold:"
                    f" here one holds for {longest:g} seconds at most"
                )
                yield Finding(entry.path, loc, message)


def figures_are_there(case: Case) -> Findings:
    """Every record has a figure, as soon as any has one."""
    records = case.loaded.exercises
    if not any(entry.value.figure for entry in records):
        return
    for entry in records:
        if entry.value.figure is None:
            message = (
                "figure must be there: each guide shows its exercise (see figures.md;"
                f" look at it with: python -m exercises draw {entry.value.slug})"
            )
            yield Finding(entry.path, ("figure",), message)


RULES: tuple[Rule, ...] = (
    breath_is_never_held,
    leg_rule_stands,
    hands_and_knees_are_asked_about,
    lying_on_the_back_is_left_out_in_pregnancy,
    lying_on_the_front_is_left_out,
    balls_roll,
    rounding_is_asked_about,
    arching_is_asked_about_as_one,
    harder_waits_after_an_operation,
    sent_elsewhere_is_left_out,
    long_holds_name_their_cap,
    still_holds_are_held,
    figures_are_there,
)
"""Every rule of this module."""


def _records(case: Case, *positions: str) -> Iterator[Entry[Exercise]]:
    return (entry for entry in case.loaded.exercises if entry.value.position in positions)


def _asks(entry: Entry[Exercise]) -> Iterator[tuple[int, AskFirst]]:
    return enumerate(entry.value.ask_first)


def _must_name(
    case: Case, entry: Entry[Exercise], conditions: Collection[str], why: str, *, leave_out: bool = False
) -> Findings:
    """Yield a finding for each condition that a record does not ask about, or does not leave out where it must."""
    known = case.loaded.known["conditions"] or frozenset()
    asked = {ask.condition: (index, ask) for index, ask in _asks(entry)}
    for name in conditions:
        if name not in known:
            continue
        if name not in asked:
            how = " with planner: leave-out" if leave_out else ""
            yield Finding(entry.path, ("ask_first",), f"ask_first must name {name}{how}: {why}")
        elif leave_out and asked[name][1].planner != "leave-out":
            loc: Loc = ("ask_first", asked[name][0], "planner")
            yield Finding(entry.path, loc, f"{label(loc)} ({name}) must be leave-out: {why}")
