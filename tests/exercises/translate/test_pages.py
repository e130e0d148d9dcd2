from __future__ import annotations

from pathlib import Path

import pytest

from exercises.catalog.load import ROOT
from exercises.translate import overlay
from exercises.translate.pages import english, faults, judge, made_from, stamped, states

ENGLISH = """---
title: Flare-ups
description: What to do now.
---

# Flare-ups

<!-- block: emergency -->

<div class="ns-card" markdown>

Rest for 2 or 3 days. [Ask first](safety.md#ask-first).

</div>

## Is it *new* [pain](safety.md)?

Most of 1,172 people had none.
"""

SPANISH = """---
title: Brotes de dolor
description: Qué hacer ahora.
---

# Brotes de dolor

<!-- block: emergency -->

<div class="ns-card" markdown>

Descanse 2 o 3 días. [Consulte primero](safety.md#ask-first).

</div>

## ¿Es un [dolor](safety.md) *nuevo*? { #is-it-new-pain }

La mayoría de 1.172 personas no tenía ninguno.
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder of pages with one page, and its Spanish, stamped."""
    folder = tmp_path / "docs"
    (folder / "locale" / "es").mkdir(parents=True)
    (folder / "contributing").mkdir()
    (folder / "contributing" / "index.md").write_text("# Contribute\n", encoding="utf-8")
    (folder / "flare-ups.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "locale" / "es" / "flare-ups.md").write_text(stamped(SPANISH, ENGLISH), encoding="utf-8")
    return folder


def test_a_page_that_keeps_all_has_no_fault(docs: Path) -> None:
    """Contributors' pages are not asked for; a page that fits counts as up to date."""
    assert english(docs) == ("flare-ups.md",)
    assert judge(docs, "es") == ()
    assert states(docs, "es") == (1, 1, 0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<!-- block: emergency -->\n", "", "lacks the block <!-- block: emergency --> of the English page"),
        ("safety.md#ask-first", "segura.md", "lacks the link safety.md#ask-first of the English page"),
        ("2 o 3", "2", "must have the numbers of the English page: lost 3, added none"),
        ("1.172", "1.272", "must have the numbers of the English page: lost 1172, added 1272"),
        ("</div>", "</div><br>", "has the tag br, which the English page has not"),
        (' class="ns-card"', "", "lacks the class ns-card of the English page"),
        (" { #is-it-new-pain }", "", "the heading must end in { #is-it-new-pain }: links point there"),
        ("## ¿Es", "### ¿Es", "must have the headings of the English page, level by level"),
        (
            "description: Qué hacer ahora.\n",
            "",
            "must have the keys of the English front matter, in its order",
        ),
    ],
)
def test_what_is_lost_is_named(old: str, new: str, message: str) -> None:
    """Blocks, links, numbers, tags, anchors and front matter: each loss is one message."""
    assert old in SPANISH
    assert message in [found for _, found in faults(ENGLISH, SPANISH.replace(old, new, 1))]


def test_an_english_page_that_changed_is_a_warning(docs: Path) -> None:
    """The translation stays, counts as outdated, and the message says what to write once it has been compared."""
    (docs / "flare-ups.md").write_text(ENGLISH.replace("Rest", "Do less"), encoding="utf-8")
    (problem,) = judge(docs, "es")
    assert problem.warning
    assert str(problem).startswith(
        "docs/locale/es/flare-ups.md:1: warning: was made from another English page"
    )
    assert states(docs, "es") == (1, 0, 1)


def test_a_page_without_its_mark_or_its_english_is_a_problem(docs: Path) -> None:
    """Nobody can tell whether such a page is up to date."""
    folder = docs / "locale" / "es"
    (folder / "flare-ups.md").write_text(SPANISH, encoding="utf-8")
    (folder / "flare-up.md").write_text(SPANISH, encoding="utf-8")
    wrong, lacking = judge(docs, "es")
    assert wrong.message == "there is no such page in English; did you mean flare-ups.md?"
    assert lacking.message.startswith("the front matter must name the English page: made_from: en-")


def test_stamping_twice_is_stamping_once() -> None:
    """The mark is replaced, the rest of the page stays letter by letter."""
    once = stamped(SPANISH, ENGLISH)
    assert stamped(once, ENGLISH) == once
    assert made_from(stamped(once, "another")) != made_from(once)
    assert once.endswith(SPANISH.split("---\n", 2)[2])


def test_every_translated_page_of_the_site_keeps_its_english() -> None:
    """Nothing is wrong with any page in `docs/locale`; outdated ones are warnings."""
    for language in overlay.languages():
        wrong = [str(problem) for problem in judge(ROOT.parent / "docs", language) if not problem.warning]
        assert wrong == []
