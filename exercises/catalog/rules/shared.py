"""Rules of the shared files: levels, numbers of the plan, pain rule, and the sources of the safety page."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from exercises.catalog.model import Bounds, PlanRules
from exercises.catalog.rules.case import Case, Finding, Findings
from exercises.catalog.wording import Loc, label

LEVELS = (1, 2, 3, 4, 5)
"""The numbers of the levels, in order."""


ANY_EXERCISE = frozenset(
    {"pregnancy", "early-pregnancy", "after-birth", "recent-surgery", "spinal-fusion", "vertebral-fracture"}
    | {"heart-condition", "nerve-root-pain", "inflammatory-signs"}
)
"""Conditions with which a reader asks before any exercise, not only before some."""


def levels_complete(case: Case) -> Findings:
    """The levels are 1 to 5, each once, in order."""
    if case.loaded.catalog is None or not case.loaded.levels:
        return
    numbers = tuple(entry.value.number for entry in case.loaded.levels)
    for entry, expected in zip(case.loaded.levels, LEVELS, strict=False):
        if entry.value.number != expected:
            message = f"number must be {expected} here: levels are 1 to 5, each once, in order"
            yield Finding(entry.path, (*entry.loc, "number"), message)
            return
    if len(numbers) < len(LEVELS):
        message = f"level {LEVELS[len(numbers)]} must be there: levels are 1 to 5, each once, in order"
        yield Finding(case.loaded.levels[-1].path, case.loaded.levels[-1].loc, message)
    elif len(numbers) > len(LEVELS):
        extra = case.loaded.levels[len(LEVELS)]
        yield Finding(extra.path, extra.loc, "there must be five levels: this is one too many")


def few_are_explained(case: Case) -> Findings:
    """A level that holds a single exercise has `why_few`, the reason."""
    if case.loaded.catalog is None:
        return
    counted = Counter(entry.value.level for entry in case.loaded.exercises)
    for entry in case.loaded.levels:
        level = entry.value
        if counted[level.number] == 1 and level.why_few is None:
            message = f"why_few must say why level {level.number} holds a single exercise"
            yield Finding(entry.path, entry.loc, message)


def bounds_in_order(case: Case) -> Findings:
    """Each number of the plan has low <= start <= high."""
    plan = case.loaded.plan
    if plan is None:
        return
    for name in PlanRules.model_fields:
        bounds = getattr(plan.value, name)
        if isinstance(bounds, Bounds) and not 0 <= bounds.low <= bounds.start <= bounds.high:
            message = (
                f"{name} must have 0 <= low <= start <= high,"
                f" not {bounds.low}, {bounds.start} and {bounds.high}"
            )
            yield Finding(plan.path, (name,), message)


def pain_bands_cover(case: Case) -> Findings:
    """The three bands of the pain rule cover 0 to 10 without a gap or an overlap, from "go on" to "stop"."""
    safety = case.loaded.safety
    if safety is None:
        return
    bands = safety.value.pain_rule.bands
    at: Loc = ("pain_rule", "bands")
    names = ("go on", "make it easier", "stop")
    following = 0
    for index, (band, name) in enumerate(zip(bands, names, strict=True)):
        if band.name != name:
            yield Finding(
                safety.path, (*at, index, "name"), f"the names must be, in order, {', '.join(names)}"
            )
            return
        if band.low != following:
            message = f"low must be {following} here: the bands cover 0 to 10 without a gap or an overlap"
            yield Finding(safety.path, (*at, index, "low"), message)
            return
        if band.high < band.low:
            message = f"high must be {band.low} or more, not {band.high}"
            yield Finding(safety.path, (*at, index, "high"), message)
            return
        following = band.high + 1
    if following != 11:  # noqa: PLR2004 - one more than the end of the scale
        message = "high must be 10 here: the bands cover 0 to 10 without a gap or an overlap"
        yield Finding(safety.path, (*at, len(bands) - 1, "high"), message)


def danger_is_sourced(case: Case) -> Findings:
    """The safety page never cites common teaching: a statement about danger needs a source that was read."""
    for citation in case.cited:
        if PurePosixPath(citation.path).name == "safety.md" and citation.id == "common-teaching":
            message = "the safety page must not rest on common-teaching: cite a source that was read"
            yield Finding(citation.path, (), message, line=citation.line)


def any_exercise_is_asked_about(case: Case) -> Findings:
    """Conditions that concern every exercise say why, once, so that each record need not repeat it."""
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    for index, condition in enumerate(vocabulary.value.conditions):
        if condition.id in ANY_EXERCISE and condition.any_exercise is None:
            message = f"any_exercise must say why {condition.id} asks before any exercise"
            yield Finding(vocabulary.path, ("conditions", index), message)


def general_reasons_stand_once(case: Case) -> Findings:
    """No record repeats the reason that a condition gives for any exercise."""
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    general = {condition.id: condition.any_exercise for condition in vocabulary.value.conditions}
    for entry in case.loaded.exercises:
        for index, ask in enumerate(entry.value.ask_first):
            if ask.planner == "ask" and ask.why == general.get(ask.condition):
                message = f"{label(('ask_first', index))} repeats what vocabulary.yml says of any exercise: take it out"
                yield Finding(entry.path, ("ask_first", index), message)
