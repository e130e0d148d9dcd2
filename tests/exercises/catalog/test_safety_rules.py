"""The rules on warning signs: each refuses the one mistake that it is about, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from exercises.catalog.care import RedFlag, Safety
from exercises.catalog.load import ROOT, Loaded, Page, load, pages
from exercises.catalog.rules import Case, Rule, safety

LOADED = load(ROOT)
assert LOADED.safety is not None
SAFETY: Safety = LOADED.safety.value
TODAY = dt.date(2026, 11, 29)


def found(rule: Rule, value: Safety, *page: Page) -> list[str]:
    """Return the messages of one rule for safety texts and pages."""
    assert LOADED.safety is not None
    changed: Loaded = dataclasses.replace(LOADED, safety=dataclasses.replace(LOADED.safety, value=value))
    return [finding.message for finding in rule(Case(changed, TODAY, (), page))]


def with_flags(*flags: RedFlag) -> Safety:
    """Return the safety texts with these warning signs alone."""
    return SAFETY.model_copy(update={"red_flags": flags})


def test_urgencies_stand_in_order() -> None:
    """The three urgencies are explained from the most urgent on, and each has a sign."""
    turned = SAFETY.model_copy(update={"urgencies": SAFETY.urgencies[::-1]})
    without = with_flags(*(flag for flag in SAFETY.red_flags if flag.urgency != "soon"))

    assert found(safety.urgencies_complete, SAFETY) == []
    assert found(safety.urgencies_complete, turned) == [
        "urgencies must be, in order, emergency, same-day, soon"
    ]
    assert found(safety.urgencies_complete, without) == ["red_flags must have a sign with the urgency soon"]


def test_a_card_has_one_to_five_signs() -> None:
    """A sixth sign on a card is refused, and so is a card without a sign; an id stands once."""
    sixth = SAFETY.red_flags[0].model_copy(update={"id": "sixth"})
    bare = tuple(flag.model_copy(update={"card": None}) for flag in SAFETY.red_flags)

    assert found(safety.cards_are_short, SAFETY) == []
    assert found(safety.cards_are_short, with_flags(*SAFETY.red_flags, sixth)) == [
        "the card of emergency must have 1 to 5 signs, not 6"
    ]
    assert found(safety.cards_are_short, with_flags(*bare)) == [
        "the card of emergency must have 1 to 5 signs, not 0",
        "the card of same-day must have 1 to 5 signs, not 0",
    ]
    twice = (*SAFETY.red_flags, SAFETY.red_flags[-1])
    assert (
        found(safety.cards_are_short, with_flags(*twice))
        == [f"the id {SAFETY.red_flags[-1].id} must stand once"] * 2
    )


def test_a_card_needs_a_title() -> None:
    """A sign for a card of an urgency that has none is refused."""
    soon = next(flag for flag in SAFETY.red_flags if flag.urgency == "soon")
    carded = soon.model_copy(update={"id": "carded", "card": "it is new"})

    assert found(safety.cards_are_short, with_flags(*SAFETY.red_flags, carded)) == [
        "soon needs a card, the title of its signs"
    ]


def test_a_topic_has_an_emergency_sign() -> None:
    """A page that lists only what can wait would send nobody to an emergency department."""
    assert found(safety.topics_have_emergencies, SAFETY) == []
    calm = tuple(
        flag.model_copy(update={"topics": ()}) if flag.urgency == "emergency" else flag
        for flag in SAFETY.red_flags
    )
    assert "the topic surgery must have at least one emergency sign" in found(
        safety.topics_have_emergencies, with_flags(*calm)
    )


@pytest.mark.parametrize("path", sorted(safety.MUST_CARRY))
def test_a_page_for_readers_at_risk_carries_its_signs(path: str) -> None:
    """Without its block the page is refused, with a message that names the missing line; the published page passes."""
    bare = Page(f"docs/{path}", ())
    real = next(page for page in pages(ROOT.parent / "docs") if page.path == f"docs/{path}")

    assert found(safety.pages_carry_signs, SAFETY, bare) == [
        f"the page must carry its warning signs: add the line <!-- block: {name} -->"
        for name in safety.MUST_CARRY[path]
    ]
    assert found(safety.pages_carry_signs, SAFETY, real) == []


def test_other_pages_need_no_block(tmp_path: Path) -> None:
    """A page of another kind needs no block, and blocks are read in the order of the page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n\n<!-- block: urgent -->\n<!-- block: always -->\n")

    (page,) = pages(tmp_path / "docs")

    assert page == Page("docs/a.md", ("urgent", "always"))
    assert found(safety.pages_carry_signs, SAFETY, page) == []
