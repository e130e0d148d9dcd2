"""Rules of cautions: what a record must say because of its position, its equipment, its level or any movement at all.

They hold for every record that is published; `RULES` is run by the check and by the build, apart from the rules of
shape in `exercises.catalog.rules`. A condition is asked for only where the vocabulary knows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

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
    "A strong effort (effort: strong): high-blood-pressure; a light one: neither it, heart-condition nor hernia.",
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

PRESSURE = "high-blood-pressure"
"""The condition that a strong effort asks about."""

NOT_FOR_LIGHT = (PRESSURE, "heart-condition", "hernia")
"""Conditions for which a light tightening is no reason to ask; lying on the front is one to ask about a hernia."""

CLINICAL = frozenset({"heart-condition", PRESSURE, "hernia", "pregnancy", "early-pregnancy", "after-birth"})
"""Conditions whose cautions rest on clinical sources."""

STUDIED = frozenset({"trial", "study", "review", "guideline"})
"""Kinds of reference that count as clinical; a web page counts where the advice for the condition cites it."""

COMMON = "common-teaching"
"""The reference that labels what is only commonly taught."""

_CURL_UPS = frozenset({"partial-curl-up", "mcgill-curl-up"})
LEFT_OUT: Mapping[str, Mapping[str, frozenset[str]]] = {
    "osteoporosis": {
        "curl-ups": _CURL_UPS,
        "squat against a ball": frozenset({"ball-wall-squat"}),
        "arm and leg lift over a ball": frozenset({"prone-ball-arm-leg-raise"}),
    },
    "flexion-sensitive": {"curl-ups": _CURL_UPS, "pelvic tilt": frozenset({"pelvic-tilt"})},
}
"""By condition: the words with which its advice names all that is left out, and the records that they mean."""

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
            continue
        why = f"exercises are left out after an operation from level {WAIT_FROM_LEVEL} on"
        yield from _must_not_leave_out(entry, "recent-surgery", why)


def sent_elsewhere_is_left_out(case: Case) -> Findings:
    """A reason that tells a reader to do something else in its place leaves the record out."""
    for entry in case.loaded.exercises:
        for index, ask in _asks(entry):
            if ask.planner == "ask" and _ELSEWHERE.search(ask.why):
                yield _planner(entry, index, "leave-out", "its reason sends a reader elsewhere")


def long_holds_name_their_cap(case: Case) -> Findings:
    """A reason that speaks of a strong still hold names the most seconds that the vocabulary allows."""
    caps = _caps(case)
    for entry in case.loaded.exercises:
        for index, ask in _asks(entry):
            cap = caps.get(ask.condition)
            if cap is not None and "still hold" in ask.why:
                yield from _must_say_cap(entry, index, cap)


def still_holds_are_held(case: Case) -> Findings:
    """A reason that speaks of a strong still hold stands where a reader can hold for some seconds."""
    for entry in case.loaded.exercises:
        longest = _longest(entry.value)
        for index, ask in _asks(entry):
            if "still hold" in ask.why and longest < LEAST_STILL:
                loc: Loc = ("ask_first", index, "why")
                message = (
                    f"{label(loc)} ({ask.condition}) must not speak of a still hold:"
                    f" here one holds for {longest:g} seconds at most"
                )
                yield Finding(entry.path, loc, message)


def strong_efforts_ask_about_blood_pressure(case: Case) -> Findings:
    """A strong effort asks about high blood pressure, a still hold with its cap; no other record asks about it."""
    cap = _caps(case).get(PRESSURE)
    for entry in case.loaded.exercises:
        record = entry.value
        if record.effort == "strong":
            why = "blood pressure goes up while a strong effort lasts (effort: strong)"
            yield from _must_name(case, entry, (PRESSURE,), why)
        for index, ask in _asks(entry):
            if ask.condition != PRESSURE:
                continue
            if record.effort is None:
                message = f"effort must be strong, since ask_first names {PRESSURE}"
                yield Finding(entry.path, ("ask_first", index), message)
            elif record.effort == "strong" and cap is not None and _longest(record) >= LEAST_STILL:
                yield from _must_say_cap(entry, index, cap)


def light_tightening_frightens_nobody(case: Case) -> Findings:
    """A light tightening gives no reason of its own to ask about blood pressure, heart or, unless face down, hernia."""
    for entry in case.loaded.exercises:
        record = entry.value
        if record.effort != "light":
            continue
        for index, ask in _asks(entry):
            if ask.condition in NOT_FOR_LIGHT and not (ask.condition == "hernia" and record.face == "down"):
                loc: Loc = ("ask_first", index)
                message = (
                    f"{label(loc)} must not name {ask.condition}: a light tightening (effort: light) is no"
                    " reason to ask"
                )
                yield Finding(entry.path, loc, message)


def cautions_rest_on_clinical_sources(case: Case) -> Findings:
    """Cautions on heart, blood pressure, hernia, pregnancy and birth rest on clinical sources.

    The advice of `vocabulary.yml` cites more than common teaching. A record's reason cites studies, reviews,
    guidelines, common teaching, and no page that this advice does not cite.
    """
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    kinds = {entry.value.id: entry.value.kind for entry in case.loaded.references}
    advice = {c.id: (index, c) for index, c in enumerate(vocabulary.value.conditions) if c.id in CLINICAL}
    for index, condition in advice.values():
        if not set(condition.sources) - {COMMON}:
            loc: Loc = ("conditions", index, "sources")
            message = f"{label(loc)} ({condition.id}) must name a clinical source beside {COMMON}"
            yield Finding(vocabulary.path, loc, message)
    for entry in case.loaded.exercises:
        for index, ask in _asks(entry):
            if ask.condition not in advice:
                continue
            allowed = {COMMON, *advice[ask.condition][1].sources}
            for number, source in enumerate(ask.sources):
                if source not in allowed and kinds.get(source, "study") not in STUDIED:
                    loc = ("ask_first", index, "sources", number)
                    message = (
                        f"{label(loc)} ({ask.condition}) must be a clinical source, not {show(source)}: a study,"
                        " a guideline, or a page that the condition's advice in vocabulary.yml cites"
                    )
                    yield Finding(entry.path, loc, message)


def advice_names_what_is_left_out(case: Case) -> Findings:
    """With thin bones, or a back that dislikes bending, the records left out are those that the advice names."""
    vocabulary = case.loaded.vocabulary
    if vocabulary is None:
        return
    slugs = case.loaded.known["exercises"] or frozenset()
    for at, condition in enumerate(vocabulary.value.conditions):
        named = LEFT_OUT.get(condition.id)
        if named is None:
            continue
        for words, records in named.items():
            if records & slugs and words not in condition.advice.casefold():
                loc: Loc = ("conditions", at, "advice")
                message = f'{label(loc)} ({condition.id}) must name what is left out: "{words}"'
                yield Finding(vocabulary.path, loc, message)
        meant = frozenset().union(*named.values())
        for entry in case.loaded.exercises:
            if entry.value.slug in meant:
                why = "the advice of vocabulary.yml says so"
                yield from _must_name(case, entry, (condition.id,), why, leave_out=True)
            else:
                why = (
                    "the advice of vocabulary.yml names what is left out, and not this exercise"
                    " (rules/content.py, LEFT_OUT)"
                )
                yield from _must_not_leave_out(entry, condition.id, why)


def figures_are_there(case: Case) -> Findings:
    """Every record has a figure with its usual mistake, as soon as any has a figure."""
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
        elif entry.value.figure.mistake is None:
            message = "figure.mistake must be there: each guide shows its usual mistake beside the right pose"
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
    strong_efforts_ask_about_blood_pressure,
    light_tightening_frightens_nobody,
    cautions_rest_on_clinical_sources,
    advice_names_what_is_left_out,
    figures_are_there,
)
"""Every rule of this module."""


def _records(case: Case, *positions: str) -> Iterator[Entry[Exercise]]:
    return (entry for entry in case.loaded.exercises if entry.value.position in positions)


def _asks(entry: Entry[Exercise]) -> Iterator[tuple[int, AskFirst]]:
    return enumerate(entry.value.ask_first)


def _caps(case: Case) -> dict[str, int | None]:
    """Return the most seconds of a hold by condition, None where it sets no cap."""
    vocabulary = case.loaded.vocabulary
    return {} if vocabulary is None else {c.id: c.hold_at_most for c in vocabulary.value.conditions}


def _longest(record: Exercise) -> int:
    """Return the longest hold that a reader can choose, in seconds."""
    dose = record.dose
    return dose.hold if dose.range.hold is None else dose.range.hold.high


def _must_say_cap(entry: Entry[Exercise], index: int, cap: int) -> Findings:
    """Yield a finding if a reason does not say the most seconds of a hold."""
    ask = entry.value.ask_first[index]
    if f"{cap} seconds at most" not in ask.why:
        loc: Loc = ("ask_first", index, "why")
        message = f"{label(loc)} ({ask.condition}) must say: {cap} seconds at most"
        yield Finding(entry.path, loc, message)


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
            yield _planner(entry, asked[name][0], "leave-out", why)


def _must_not_leave_out(entry: Entry[Exercise], condition: str, why: str) -> Findings:
    """Yield a finding where a record is left out for a condition for which it may only ask."""
    for index, ask in _asks(entry):
        if ask.condition == condition and ask.planner == "leave-out":
            yield _planner(entry, index, "ask", why)


def _planner(entry: Entry[Exercise], index: int, wanted: Literal["ask", "leave-out"], why: str) -> Finding:
    """Return the finding that what the planner does for a reason to ask must be another.

    Args:
        entry: the record.
        index: of the reason in `ask_first`, from 0.
        wanted: what the planner must do.
        why: the reason, for the end of the message.
    """
    loc: Loc = ("ask_first", index, "planner")
    condition = entry.value.ask_first[index].condition
    return Finding(entry.path, loc, f"{label(loc)} ({condition}) must be {wanted}: {why}")
