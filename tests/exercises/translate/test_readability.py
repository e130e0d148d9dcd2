"""Each language's texts are as easy to read as the English ones, by the language's own formula."""

from __future__ import annotations

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Catalog
from exercises.translate import overlay, readability
from exercises.translate.readability import FORMULAS, german_syllables, prose, spanish_syllables

DOCS = ROOT.parent / "docs"


def in_language(language: str) -> Catalog:
    """Return the published records in a language."""
    loaded = load(ROOT)
    overlays, problems = overlay.read(loaded, language)
    assert problems == ()
    assert loaded.catalog is not None
    return overlay.translated(loaded.catalog, loaded, overlays)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("y", 1),
        ("muy", 1),
        ("hacia", 2),
        ("aire", 2),
        ("oído", 3),
        ("apoyo", 3),
        ("guitarra", 3),
        ("energía", 4),
        ("acuéstese", 4),
    ],
)
def test_spanish_syllables(word: str, count: int) -> None:
    """Strong vowels stand alone, weak ones lean on them, and the mute u counts for nothing."""
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("Knie", 1), ("quer", 1), ("Übung", 2), ("beugen", 2), ("Theater", 3), ("Oberschenkel", 4)],
)
def test_german_syllables(word: str, count: int) -> None:
    """Two vowels that are spoken as one count once."""
    assert german_syllables(word) == count


def test_formulas_by_hand() -> None:
    """The scores of two sentences, worked out on paper."""
    # 3 words with 3, 1 and 3 syllables: 206.84 - 60 * 7 / 3 - 1.02 * 3
    assert FORMULAS["es"].score("Levante las rodillas.") == pytest.approx(63.78)
    # 4 words, none of 3 syllables or 7 letters, 3 of one syllable: 0.1672 * 4 - 0.0327 * 75 - 0.875
    assert FORMULAS["de"].score("Beugen Sie die Knie.") == pytest.approx(-2.6587)
    # 5 words, 2 of 3 syllables or more, 3 of more than 6 letters, 2 of one syllable, in one sentence
    text = "Ihr Oberschenkel zittert mit Anstrengung."
    assert FORMULAS["de"].score(text) == pytest.approx(
        0.1935 * 40 + 0.1672 * 5 + 0.1297 * 60 - 0.0327 * 40 - 0.875
    )


def test_prose_is_the_words_of_a_page() -> None:
    """Front matter, blocks, tags, addresses and citations are no text; a wrapped line goes on."""
    page = (
        "---\ntitle: X\n---\n\n# Eins { #one }\n\n<!-- block: fold -->\n\nZwei\ndrei ([Koes 2001](r.md#koes)).\n\n"
        "- vier [fünf](sechs.md)\n- sieben\n\n| acht | neun |\n|---|---|\n| zehn | <b>elf</b> |\n"
    )
    assert prose(page).splitlines() == [
        "Eins",
        "Zwei drei .",
        "vier fünf",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
    ]


@pytest.mark.parametrize("language", sorted(FORMULAS))
def test_texts_are_as_easy_as_the_english(language: str) -> None:
    """Instructions keep to grade 6 and pages to grade 8; `python -m exercises translate status` prints the scores."""
    formula = FORMULAS[language]
    records = readability.of_records(language, in_language(language))
    pages = readability.of_pages(language, DOCS)
    assert len(pages) > 1

    assert {name: one for name, one in records.items() if not formula.keeps(one, formula.instructions)} == {}
    assert {name: one for name, one in pages.items() if not formula.keeps(one, formula.pages)} == {}


@pytest.mark.parametrize(
    ("language", "hard"),
    [
        (
            "es",
            "La estabilización neuromuscular condiciona significativamente la rehabilitación lumbopélvica.",
        ),
        (
            "de",
            "Die neuromuskuläre Stabilisierung beeinflusst Rehabilitationsergebnisse außerordentlich nachhaltig.",
        ),
    ],
)
def test_hard_words_do_not_keep_the_limits(language: str, hard: str) -> None:
    """The limits are no limits if such a sentence keeps them."""
    formula = FORMULAS[language]
    assert not formula.keeps(formula.score(hard), formula.pages)
    assert not formula.keeps(formula.score(hard), formula.instructions)


def test_the_state_of_a_language_says_its_readability() -> None:
    """A line for instructions and one for pages, with the hardest; nothing for a language without a formula."""
    catalog = in_language("de")
    first, second = readability.lines("de", catalog, DOCS)
    assert first.startswith("Readability of instructions (Wiener Sachtextformel, at most 6): ")
    assert second.startswith("Readability of pages (Wiener Sachtextformel, at most 8): ")
    assert list(readability.lines("fr", catalog, DOCS)) == []
