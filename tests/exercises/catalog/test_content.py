"""What the words of the published records must say, beside the rules that `exercises check` holds (`rules/content.py`).

These are the cautions that a position of the body, a held effort or a piece of equipment brings with it, and
what is urgent in one place is not put off in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from exercises.catalog.rules import content
from exercises.catalog.rules.wording import pain_as_a_change
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


def _each(records: Iterable[Exercise]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return for_each("record", records, label=lambda record: record.slug)


RECORDS = list(CATALOG.exercises)
EVERY = _each(RECORDS)


def _asked_anyway(record: Exercise) -> set[str]:
    """Return the conditions with any reason, those for every exercise too."""
    assert CATALOG is not None
    return {ask.condition for ask in CATALOG.asks(record)}


@EVERY
def test_whoever_must_always_ask_is_always_told(record: Exercise) -> None:
    """Pregnancy, a birth, an operation, a fusion, a broken vertebra, heart and nerve pain count for every exercise."""
    assert _asked_anyway(record) >= FOR_ALL


def test_the_short_warning_says_whom_to_ask() -> None:
    """Where there is room for one line, on timer and paper, it still says what this is for and whom to ask first."""
    assert SAFETY.warning.short.startswith("For education only.")
    assert "ask your primary care or spine care provider first" in SAFETY.warning.short


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


def test_pages_and_widgets_count_pain_from_the_usual() -> None:
    """What `pain_is_a_change` refuses in records stands on no hand-written page and in no widget either."""
    root = ROOT.parent
    pages = [path for path in (root / "docs").rglob("*.md") if not {"contributing", "locale"} & {*path.parts}]
    widgets = [path for kind in ("*.py", "*.j2") for path in (root / "widgets").rglob(kind)]
    assert pages
    assert widgets

    found = {
        path.relative_to(root).as_posix(): pain_as_a_change(path.read_text(encoding="utf-8"))
        for path in (*pages, *widgets)
    }

    assert {path: words for path, words in found.items() if words} == {}


def test_the_signs_in_pregnancy_are_the_same_everywhere() -> None:
    """The sign on the list and the advice for both halves of a pregnancy name the same reasons to call at once."""
    (sign,) = (flag for flag in SAFETY.red_flags if flag.id == "pregnancy-signs")
    texts = [item.advice for item in VOCABULARY.conditions if item.id in {"pregnancy", "early-pregnancy"}]
    assert len(texts) == 2

    assert "pregnancy" in sign.topics
    for text in (sign.text, *texts):
        assert "at once" in text
        assert [
            word for word in ("bleed", "leak", "contraction", "dizz", "headache") if word not in text
        ] == []


def test_the_page_on_bones_names_what_thin_bones_leave_out() -> None:
    """The page names what the advice names, which `advice_names_what_is_left_out` holds the records to."""
    page = (ROOT.parent / "docs/learn/other-conditions.md").read_text(encoding="utf-8")

    for words in content.LEFT_OUT["osteoporosis"]:
        assert words in " ".join(page.split())
