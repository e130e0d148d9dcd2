"""The words of readers in other languages keep the rules of the English ones."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from exercises.catalog.load import LOCALE, ROOT, Entry, load
from exercises.catalog.rules import search
from exercises.catalog.rules.case import Case
from exercises.translate.overlay import SEARCH, languages, words_of_readers

if TYPE_CHECKING:
    from exercises.catalog.errors import Problem

LOADED = load(ROOT)
RULES = (search.guides_exist, search.one_page_is_first, search.pages_once, search.same_words_are_single)
WITH_WORDS = [one for one in languages() if (ROOT / LOCALE / one / SEARCH).is_file()]


@pytest.mark.parametrize("language", WITH_WORDS)
def test_a_language_has_sound_words(language: str) -> None:
    """Each page stands once and is a guide that there is, and no phrase leads to two pages first."""
    problems: list[Problem] = []
    words = words_of_readers(language, ROOT, problems)
    assert problems == []
    assert words is not None

    entry = Entry(f"{LOCALE}/{language}/{SEARCH}", (), words)
    case = Case(dataclasses.replace(LOADED, search=entry), dt.date(2026, 1, 1), ())
    assert [finding.message for rule in RULES for finding in rule(case)] == []


@pytest.mark.parametrize("language", WITH_WORDS)
def test_help_that_cannot_wait_comes_first(language: str) -> None:
    """The first words of the file lead to the warning signs."""
    words = words_of_readers(language, ROOT, [])
    assert words is not None
    assert words.pages[0].page == "safety"
    assert len(words.pages[0].first) > 20
