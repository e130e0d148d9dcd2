from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from exercises.catalog.load import Entry, load
from exercises.catalog.rules.case import walk
from exercises.translate.overlay import _entries
from exercises.translate.places import BETWEEN_NAMES, digest, replaced, words
from tests.loops import for_each

LOADED = load()
ENTRIES = _entries(LOADED)


def accented(text: str) -> str:
    """Return a text of the same length that no English text equals."""
    return text.translate(str.maketrans("aeiou", "áéíóú"))


def leaves(value: BaseModel) -> Iterator[object]:
    """Yield everything in a value that is no text, and each id and source."""
    for loc, leaf in walk(value):
        if not isinstance(leaf, str) or str(loc[-1]) in {"id", "slug"} or "sources" in map(str, loc):
            yield leaf


@for_each("entry", ENTRIES, label=lambda entry: f"{entry.path} {entry.loc}")
def test_each_text_has_one_place_and_can_be_replaced(entry: Entry[BaseModel]) -> None:
    """Over the whole catalogue: what is replaced is what was asked for, and nothing else changes."""
    texts = list(words(entry.value))
    assert len(dict(texts)) == len(texts)
    new = {place: accented(text) for place, text in texts}
    other = replaced(entry.value, new)
    assert dict(words(other)) == new
    assert list(leaves(other)) == list(leaves(entry.value))
    assert replaced(entry.value, {}) == entry.value


def test_ids_numbers_and_addresses_are_no_words() -> None:
    """A record's slug, sources, times and poses, and the numbers to call, cannot be translated."""
    bridge = next(entry.value for entry in LOADED.exercises if entry.value.slug == "bridge")
    places = dict(words(bridge))
    assert {"name", "summary", "steps.1.text", "ask_first.pregnancy.why", "figure.mistake.looks"} <= set(
        places
    )
    assert not [place for place in places if "sources" in place or "poses" in place or place.endswith("slug")]
    assert places["synonyms"] == BETWEEN_NAMES.join(bridge.synonyms)
    assert LOADED.safety is not None
    numbers = [place for place, _ in words(LOADED.safety.value) if place.endswith(".emergency")]
    assert all(any(map(str.isalpha, dict(words(LOADED.safety.value))[place])) for place in numbers)


def test_a_language_has_more_synonyms_or_fewer() -> None:
    """The names of an exercise are one text: how many there are is the language's own."""
    bridge = next(entry.value for entry in LOADED.exercises if entry.value.slug == "bridge")
    assert replaced(bridge, {"synonyms": "puente; elevación de cadera"}).synonyms == (
        "puente",
        "elevación de cadera",
    )


def test_a_text_that_is_too_long_for_the_timer_is_refused() -> None:
    """The limits of a field hold in every language."""
    bridge = next(entry.value for entry in LOADED.exercises if entry.value.slug == "bridge")
    with pytest.raises(ValidationError, match="at most 44 characters"):
        replaced(bridge, {"cue.1": "x" * 45})


def test_a_digest_depends_on_every_letter() -> None:
    """Two English texts that differ by a letter have two digests, and none reads as a number in YAML."""
    assert digest("Hold.") != digest("Hold!")
    assert digest("Hold.").startswith("en-")
    assert len(digest("")) == len(digest("x" * 1000)) == 11
