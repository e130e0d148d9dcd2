"""Rules on numbers that several texts need: pain, change, caps, goals. Each has one home, and every text agrees.

Pure: no file, no clock. A number of one exercise (its dose) is judged in `record.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.catalog.care import PainRule
from exercises.catalog.load import Entry
from exercises.catalog.model import Exercise, Reference
from exercises.catalog.rules.case import Case, Finding, Findings, named, texts
from exercises.catalog.wording import Loc, label

WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
}
"""Numbers that records write as words."""

_OF_TEN = re.compile(r"\b(\d+) (?:out )?of 10\b")
_SECONDS = re.compile(r"\b(\d+|[a-z]+)[ -]seconds?\b")


def pain_numbers_are_said(case: Case) -> Findings:
    """Each sentence of the relative pain rule names its own number, and the numbers stand in order."""
    safety = case.loaded.safety
    if safety is None:
        return
    rule = safety.value.pain_rule.relative
    at: Loc = ("pain_rule", "relative")
    said = (
        ("begin", rule.begin, (rule.begin_above_usual, rule.begin_at_most)),
        ("stop", rule.stop, (rule.stop_rise, rule.stop_at)),
        ("ask", rule.ask, (rule.ask_from,)),
    )
    for name, text, numbers in said:
        for number in numbers:
            if not re.search(rf"\b{number}\b", text):
                yield Finding(safety.path, (*at, name), f"{label((*at, name))} must name the number {number}")
    if not rule.begin_at_most < rule.ask_from <= rule.stop_at:
        message = "begin_at_most must be below ask_from, and ask_from at most stop_at"
        yield Finding(safety.path, at, message)


def pain_numbers_have_one_home(case: Case) -> Findings:
    """No text of the catalogue gives a pain "out of 10" that the pain rule does not have."""
    safety = case.loaded.safety
    if safety is None:
        return
    known = set(_numbers(safety.value.pain_rule))
    for entry in case.entries:
        if isinstance(entry.value, Reference):
            continue
        for loc, text in texts(entry.value):
            for match in _OF_TEN.finditer(text):
                if int(match[1]) not in known:
                    message = f"{named(entry, loc)} must not say {match[0]}: the pain rule has no such number"
                    yield Finding(entry.path, (*entry.loc, *loc), message)


def change_is_said(case: Case) -> Findings:
    """The texts on a change that counts name its numbers, so that nobody reads another one."""
    safety = case.loaded.safety
    if safety is None:
        return
    change, hard = safety.value.change, safety.value.activities
    said: tuple[tuple[Loc, str, tuple[int, ...]], ...] = (
        (("change", "text"), change.text, (change.points, change.percent)),
        (("change", "worse"), change.worse, (change.points,)),
        (("activities", "text"), hard.text, (hard.each, hard.average)),
    )
    for loc, text, numbers in said:
        for number in numbers:
            if not re.search(rf"\b{number}\b", text):
                yield Finding(safety.path, loc, f"{label(loc)} must name the number {number}")


def caps_are_kept(case: Case) -> Findings:
    """A condition that caps holds says so in its advice, and no start dose for those who ask is above the cap."""
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    caps = {}
    for index, condition in enumerate(vocabulary.value.conditions):
        cap = condition.hold_at_most
        if cap is None:
            continue
        caps[condition.id] = cap
        if not re.search(rf"\b{cap} seconds\b", condition.advice):
            loc: Loc = ("conditions", index, "advice")
            yield Finding(vocabulary.path, loc, f"{label(loc)} must name the cap of {cap} seconds")
    for entry in case.loaded.exercises:
        for ask in entry.value.ask_first:
            cap = caps.get(ask.condition)
            if cap is None:
                continue
            said = re.search(r"\b(\d+) seconds at most\b", ask.why)
            if said and int(said[1]) != cap:
                message = f"ask_first for {ask.condition} must say {cap} seconds at most, not {said[1]}"
                yield Finding(entry.path, ("ask_first",), message)
            if entry.value.dose.hold > cap:
                message = f"dose.hold must be {cap} or less: {ask.condition} caps holds there"
                yield Finding(entry.path, ("dose", "hold"), message)


def long_holds_ask_whom_they_concern(case: Case) -> Findings:
    """Where a reader may hold longer than a condition's cap, the record asks about it: a guide alone does not clamp."""
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    for entry in case.loaded.exercises:
        held = entry.value.dose.range.hold
        asked = {ask.condition for ask in entry.value.ask_first}
        for condition in vocabulary.value.conditions:
            cap = condition.hold_at_most
            if cap is None or held is None or held.high <= cap:
                continue
            if condition.id not in asked and condition.any_exercise is None:
                loc: Loc = ("dose", "range", "hold")
                message = (
                    f"{label(loc)} must end at {cap} or less, or ask_first must name {condition.id},"
                    f" which caps holds at {cap} seconds"
                )
                yield Finding(entry.path, loc, message)


def goals_agree(case: Case) -> Findings:
    """A level with a goal says it, and no record of the level asks for a longer hold before the reader moves up."""
    goals = {}
    for entry in case.loaded.levels:
        goal = entry.value.goal
        if goal is None:
            continue
        goals[entry.value.number] = goal.hold
        if not any(f"{goal.hold} seconds, {goal.reps} times" in line for line in entry.value.leave):
            message = f"leave must say the goal: {goal.hold} seconds, {goal.reps} times"
            yield Finding(entry.path, (*entry.loc, "goal"), message)
    for record in case.loaded.exercises:
        least = goals.get(record.value.level)
        if least is not None and any(seconds > least for seconds in _asked(record)):
            loc: Loc = ("dose", "build_up")
            message = f"{label(loc)} must not ask for more than {least} seconds: that is the level's goal"
            yield Finding(record.path, loc, message)


def _asked(record: Entry[Exercise]) -> Iterator[int]:
    """Yield the seconds that a reader must hold before they move up."""
    for sentence in re.split(r"(?<=[.!?]) ", record.value.dose.build_up):
        if sentence.startswith("Move up"):
            for match in _SECONDS.finditer(sentence):
                if match[1].isdigit() or match[1] in WORDS:
                    yield WORDS[match[1]] if match[1] in WORDS else int(match[1])


def _numbers(rule: PainRule) -> Iterator[int]:
    relative = rule.relative
    yield from (relative.begin_at_most, relative.stop_at, relative.ask_from)
    for band in rule.bands:
        yield from (band.low, band.high)
