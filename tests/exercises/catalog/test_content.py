"""What the words of the published records must say, whatever else they say.

These are the cautions that a position of the body, a held effort or a piece of equipment brings with it, and
what is urgent in one place is not put off in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from tests.loops import for_each

CATALOG = load(ROOT).catalog
assert CATALOG is not None
SAFETY = CATALOG.safety
VOCABULARY = CATALOG.vocabulary

FOR_ALL = {
    *("pregnancy", "early-pregnancy", "after-birth", "recent-surgery", "spinal-fusion", "vertebral-fracture"),
    *("heart-condition", "nerve-root-pain", "inflammatory-signs"),
}
"""Whoever has one of these has a reason to ask before any exercise, not only before some."""

STRONG = {
    *("front-plank", "front-plank-knees", "side-plank", "side-plank-knees", "wall-slide", "ball-wall-squat"),
    *("single-knee-press", "mcgill-curl-up"),
}
"""A still hold against one's own weight or one's own push: blood pressure goes up while it lasts."""

SOFT = {
    *("finding-neutral", "supine-draw-in", "prone-draw-in", "quadruped-draw-in", "supine-brace"),
    *("standing-brace", "seated-abdominal-brace"),
}
"""A light tightening: no reason to ask because of blood pressure, heart or hernia."""

ARCHING = {"stenosis", "spondylolisthesis"}
"""Arching the low back far suits neither."""


def _each(records: Iterable[Exercise]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return for_each("record", records, label=lambda record: record.slug)


RECORDS = list(CATALOG.exercises)
EVERY = _each(RECORDS)


def _asked(record: Exercise) -> set[str]:
    """Return the conditions with a reason of the exercise's own."""
    return {ask.condition for ask in record.ask_first}


def _asked_anyway(record: Exercise) -> set[str]:
    """Return the conditions with any reason, those for every exercise too."""
    assert CATALOG is not None
    return {ask.condition for ask in CATALOG.asks(record)}


def _left_out(record: Exercise) -> set[str]:
    return {ask.condition for ask in record.ask_first if ask.planner == "leave-out"}


@EVERY
def test_whoever_must_always_ask_is_always_told(record: Exercise) -> None:
    """Pregnancy, a birth, an operation, a fusion, a broken vertebra, heart and nerve pain count for every exercise."""
    assert _asked_anyway(record) >= FOR_ALL


@_each([record for record in RECORDS if record.face == "up"])
def test_lying_flat_is_left_out_in_pregnancy(record: Exercise) -> None:
    """Nobody who is pregnant is given an exercise flat on the back, and the page names the week."""
    (ask,) = (ask for ask in record.ask_first if ask.condition == "pregnancy")

    assert ask.planner == "leave-out"
    assert "week 16" in ask.why


@_each([record for record in RECORDS if record.position in {"prone", "prone-on-ball"}])
def test_lying_on_the_front_is_left_out_for_those_it_does_not_suit(record: Exercise) -> None:
    """Pregnancy, a narrow canal, a slipped vertebra, and whoever cannot lie so."""
    assert _left_out(record) >= {"pregnancy", "cannot-lie-prone", *ARCHING}


@_each([record for record in RECORDS if record.slug in STRONG])
def test_a_strong_still_hold_asks_about_blood_pressure(record: Exercise) -> None:
    """Blood pressure stands where an effort is held still against weight, with the cap of the vocabulary."""
    (ask,) = (ask for ask in record.ask_first if ask.condition == "high-blood-pressure")
    (condition,) = (item for item in VOCABULARY.conditions if item.id == "high-blood-pressure")

    assert f"{condition.hold_at_most} seconds at most" in ask.why


@_each([record for record in RECORDS if record.slug in SOFT])
def test_a_light_tightening_frightens_nobody(record: Exercise) -> None:
    """A soft draw-in or brace gives no reason of its own to ask about blood pressure, heart or a plain hernia."""
    assert not _asked(record) & {"high-blood-pressure", "heart-condition"}
    assert record.face == "down" or "hernia" not in _asked(record)


def test_safety_of_heart_hernia_and_pregnancy_rests_on_clinical_sources() -> None:
    """No caution for them cites a magazine, and each condition's advice has a source that is no mere label."""
    assert CATALOG is not None
    kinds = {reference.id: reference.published or "" for reference in CATALOG.references}
    about = {
        "heart-condition",
        "high-blood-pressure",
        "hernia",
        "pregnancy",
        "early-pregnancy",
        "after-birth",
    }
    for condition in VOCABULARY.conditions:
        if condition.id in about:
            assert set(condition.sources) - {"common-teaching"}, condition.id
    for record in RECORDS:
        for ask in record.ask_first:
            if ask.condition in about:
                assert not any("Muscle and Fitness" in kinds[id_] for id_ in ask.sources), record.slug


@_each([record for record in RECORDS if record.level >= 3])
def test_after_an_operation_the_harder_exercises_wait(record: Exercise) -> None:
    """From level 3 on an exercise is left out after an operation, as the page on surgery says; the hip hinge asks."""
    assert ("recent-surgery" in _left_out(record)) == (record.slug != "hip-hinge")


@EVERY
def test_whoever_is_sent_elsewhere_is_not_given_the_exercise(record: Exercise) -> None:
    """Where a caution tells a reader to do something else in its place, the planner leaves the exercise out."""
    elsewhere = re.compile(r"\binstead\b|without a ball|[Ss]tay with the knees")
    kept = {ask.condition for ask in record.ask_first if ask.planner == "ask" and elsewhere.search(ask.why)}

    assert kept == set()


@pytest.mark.parametrize(
    ("condition", "slugs"),
    [
        (
            "osteoporosis",
            {"partial-curl-up", "mcgill-curl-up", "ball-wall-squat", "prone-ball-arm-leg-raise"},
        ),
        ("flexion-sensitive", {"partial-curl-up", "mcgill-curl-up", "pelvic-tilt"}),
    ],
)
def test_what_the_pages_name_as_left_out_is_all_that_is(condition: str, slugs: set[str]) -> None:
    """The advice for a condition, and the page about thin bones, name the exercises that the planner leaves out."""
    assert {record.slug for record in RECORDS if condition in _left_out(record)} == slugs


@EVERY
def test_arching_is_asked_about_as_one(record: Exercise) -> None:
    """A narrow canal and a slipped vertebra are treated alike: both dislike an arched back."""
    asked = {ask.condition: ask.planner for ask in record.ask_first if ask.condition in ARCHING}

    assert len(asked) != 1
    assert len(set(asked.values())) <= 1


@_each([record for record in RECORDS if record.position == "quadruped"])
def test_hands_and_knees_are_asked_about(record: Exercise) -> None:
    """On all fours wrists, knees and shoulders carry weight."""
    assert _asked(record) >= {"wrist-problem", "knee-problem", "shoulder-problem"}


@_each([record for record in RECORDS if "stability-ball" in record.equipment])
def test_a_ball_can_roll(record: Exercise) -> None:
    """Every ball exercise is left out for the unsteady and for a broken vertebra."""
    assert _left_out(record) >= {"poor-balance", "vertebral-fracture"}


@_each([record for record in RECORDS if record.leaves_neutral])
def test_rounding_the_back_is_asked_about(record: Exercise) -> None:
    """A drill that leaves neutral speaks to thin bones, a broken vertebra and backs that dislike bending."""
    assert _asked_anyway(record) >= {"osteoporosis", "vertebral-fracture", "flexion-sensitive"}


def test_the_short_warning_says_whom_to_ask() -> None:
    """Where there is room for one line, on timer and paper, it still says what this is for and whom to ask first."""
    assert SAFETY.warning.short.startswith("For education only.")
    assert "ask your primary care or spine care provider first" in SAFETY.warning.short


@EVERY
def test_pain_down_a_leg_stops_it(record: Exercise) -> None:
    """The leg rule stands on every record."""
    assert any(re.search(r"spreads into your bottom or down your leg", stop.text) for stop in record.stop_if)


@EVERY
def test_breath_is_never_held(record: Exercise) -> None:
    """Every record forbids holding the breath, and its breathing line says how to breathe."""
    assert record.do_not[0] == "Do not hold your breath."
    assert re.search(r"[Bb]reath", record.breathing)


def test_a_leg_that_gets_weaker_is_as_urgent_everywhere() -> None:
    """The long list of signs calls it an emergency, so no shorter text may say only: ask before next time."""
    (condition,) = (item for item in VOCABULARY.conditions if item.id == "nerve-root-pain")
    texts = {
        "stop rule": next(rule.text for rule in SAFETY.stop_rules if "down a leg" in rule.text),
        "before you start": next(rule.text for rule in SAFETY.before_you_start if "weaker" in rule.text),
        "nerve pain": condition.advice,
    }

    assert any("weaker" in sign.text for sign in SAFETY.flags("emergency"))
    for name, text in texts.items():
        (sentence,) = (part for part in re.split(r"(?<=\.) ", text) if "weaker" in part)
        assert re.search(r"help now|emergency", sentence), name


def test_a_burst_blood_vessel_is_on_the_card() -> None:
    """Sudden, very strong pain with faintness stands on the emergency card itself, with a source of its own.

    The stop rule on faintness sends to an ambulance too: "stop and rest" would cost the time that counts.
    """
    (sign,) = (flag for flag in SAFETY.red_flags if flag.id == "chest-or-aorta")
    (stop,) = (rule for rule in SAFETY.stop_rules if "faint" in rule.text)

    assert sign.urgency == "emergency"
    assert sign.card in SAFETY.emergency.signs
    for text in (sign.text, sign.card, stop.text):
        assert text is not None
        assert re.search(r"sudden,? very strong pain in your back or belly", text)
    assert {"nhs-aaa-copy"} <= set(sign.sources) & set(stop.sources)
    assert "ambulance" in stop.text


@pytest.mark.parametrize("about", ["cancer", "operation", "pee", "calf", "short of breath", "thin bones"])
def test_signs_that_reviewers_missed_are_urgent(about: str) -> None:
    """Cancer with weak legs, a wound, a kidney, a clot and a fall on thin bones have a sign for today at the latest."""
    assert [
        flag.id
        for flag in SAFETY.red_flags
        if about in flag.text and flag.urgency in {"emergency", "same-day"}
    ]


def test_every_word_of_the_vocabulary_is_used() -> None:
    """A position, muscle, condition or piece of equipment that no record names has no place on any page."""
    used = {
        "positions": {record.position for record in RECORDS},
        "equipment": {item for record in RECORDS for item in record.equipment},
        "muscles": {
            use.muscle for record in RECORDS for use in (*record.muscles.main, *record.muscles.other)
        },
        "conditions": {condition for record in RECORDS for condition in _asked_anyway(record)},
    }

    assert used == {kind: {term.id for term in getattr(VOCABULARY, kind)} for kind in used}
