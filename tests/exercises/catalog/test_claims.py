from __future__ import annotations

import pytest

from exercises.catalog.claims import DENIAL, claims


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cure for you.", ["cure"]),
        ("This is no cure.", ["cure"]),
        ('They call it "a cure".', ["cure"]),
        ("It is safe for you.", ["safe for you"]),
        ("The plan was reviewed by a physiotherapist.", ["reviewed by a physiotherapist"]),
        ("It treats sciatica. It does not matter how.", ["treats"]),
        ("A proven method.", ["proven"]),
        ("It is better than other exercise.", ["better than other"]),
        ("It relieves low back pain and heals discs.", ["relieves low back pain", "heals"]),
        ("The most effective program.", ["most effective"]),
    ],
)
def test_claims_are_found(text: str, found: list[str]) -> None:
    """A claim is found whatever its form; a cure even where it is denied or quoted."""
    assert list(claims(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "It is not shown to be better than other exercise.",
        "Is it better than yoga?",
        "Nobody has proven that.",
        'The documents say that it "treats pain". We found no trial.',
        "Treat it as likely, not as checked.",
        "Your cut is still healing.",
        "People keep up a few exercises better than many.",
        "It does not diagnose, and it does not treat you.",
    ],
)
def test_honest_words_pass(text: str) -> None:
    """A denial, a question, somebody else's words and everyday words are no claim."""
    assert list(claims(text)) == []


def test_the_end_of_the_safety_steps_is_the_only_denial() -> None:
    """The one fixed sentence passes; the same words in another sentence do not."""
    assert list(claims(DENIAL)) == []
    assert list(claims("This page cannot tell that exercise is safe for you.")) == ["safe for you"]
