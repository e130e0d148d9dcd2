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
from exercises.translate.pages import ENGLISH_ALONE

if TYPE_CHECKING:
    from exercises.catalog.errors import Problem

LOADED = load(ROOT)
RULES = (search.guides_exist, search.one_page_is_first, search.pages_once, search.same_words_are_single)


@pytest.mark.parametrize("language", languages())
def test_a_language_has_sound_words(language: str) -> None:
    """Each page stands once and is a guide that there is, and no phrase leads to two pages first."""
    problems: list[Problem] = []
    words = words_of_readers(language, ROOT, problems)
    assert problems == []
    assert words is not None

    entry = Entry(f"{LOCALE}/{language}/{SEARCH}", (), words)
    case = Case(dataclasses.replace(LOADED, search=entry), dt.date(2026, 1, 1), ())
    assert [finding.message for rule in RULES for finding in rule(case)] == []


@pytest.mark.parametrize("language", languages())
def test_a_language_has_words_for_every_page_that_english_has_them_for(language: str) -> None:
    """No page is left to the words of its own text, and help that cannot wait comes first."""
    words = words_of_readers(language, ROOT, [])
    assert words is not None
    assert LOADED.search is not None
    english = {
        one.page for one in LOADED.search.value.pages if not f"{one.page}.md".startswith(ENGLISH_ALONE)
    }

    assert {one.page for one in words.pages} == english
    assert words.pages[0].page == "safety"
