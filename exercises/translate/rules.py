"""What a translation must keep: the numbers, the length that fits its place, and the terms of its list.

Each rule is a generator over one overlay; `judge` runs them all and gives problems with file and line. What is missing
or outdated is no problem: the English stands in its place, and `status.py` counts it. Nothing here translates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from exercises.catalog.base import Value
from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE, ROOT, Loaded, values
from exercises.catalog.wording import alike, did_you_mean, show
from exercises.translate.overlay import Overlay, limits, read, words_of_readers
from exercises.translate.places import digest

NAMES = "synonyms"
"""Places of this name hold each language's own names, whose numbers mean nothing."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_SEPARATORS = re.compile(r"[.,\u00a0\u202f]")


class Term(Value):
    """How a language says one thing that must be said alike everywhere, or must never be lost."""

    english: Annotated[str, StringConstraints(min_length=2, max_length=200)]
    """A case-insensitive regular expression that finds the thing in an English text."""
    says: Annotated[tuple[Annotated[str, StringConstraints(min_length=2)], ...], Field(min_length=1)]
    """Beginnings or parts of words; a translation of such a text holds one of them."""
    why: Annotated[str, StringConstraints(min_length=2)] | None = None
    """What a translator should know about it."""


type Finding = tuple[str, str]
"""A place of an overlay, and what is wrong there."""


def numbers_are_kept(overlay: Overlay) -> Iterator[Finding]:
    """The numbers in digits are those of the English, however the language groups and points them."""
    for place, text in overlay.current().items():
        if place.rsplit(".", 1)[-1] == NAMES:
            continue
        ours, theirs = numbers(text), numbers(overlay.source.texts[place])
        if ours != theirs:
            lost, added = sorted((theirs - ours).elements()), sorted((ours - theirs).elements())
            parts = [f"lacks {', '.join(lost)}"] * bool(lost) + [f"adds {', '.join(added)}"] * bool(added)
            yield place, f"must have the numbers of the English: it {' and '.join(parts)}"


def nothing_is_english(overlay: Overlay) -> Iterator[Finding]:
    """A text of three words or more is not the English text itself."""
    for place, text in overlay.current().items():
        if text == overlay.source.texts[place] and len(text.split()) > 2:  # noqa: PLR2004 - names may stay
            yield place, "must be translated: it is the English text"


def heads_are_plain(overlay: Overlay) -> Iterator[Finding]:
    """Names and summaries stand in the head of a page, too: they hold no `<`, `>` or straight double quote."""
    for place, text in overlay.current().items():
        if place in ("name", "summary") and re.search('[<>"]', text):
            yield place, 'must not hold <, > or "'


RULES: tuple[Callable[[Overlay], Iterator[Finding]], ...] = (
    numbers_are_kept,
    nothing_is_english,
    heads_are_plain,
)


def terms_are_used(overlay: Overlay, terms: tuple[Term, ...]) -> Iterator[Finding]:
    """Where the English says a thing of the list, the translation says it in one of the list's words."""
    for place, text in overlay.current().items():
        if place.rsplit(".", 1)[-1] == NAMES:
            continue
        for term in terms:
            if re.search(term.english, overlay.source.texts[place], re.IGNORECASE) and not any(
                says.casefold() in text.casefold() for says in term.says
            ):
                yield (
                    place,
                    f"must say {' or '.join(map(show, term.says))} where the English says {term.english}",
                )


def judge(loaded: Loaded, language: str, root: Path = ROOT) -> tuple[Problem, ...]:
    """Return everything that is wrong with a language, sorted by file and line.

    Texts whose English has changed are warnings: the English stands in their place until they are looked at.
    """
    overlays, problems = read(loaded, language, root)
    found = list(problems)
    words_of_readers(language, root, found)
    entries = values(Term, root / LOCALE / language / "terms.yml", root, found)
    terms = tuple(entry.value for entry in entries)
    for overlay in overlays:
        findings = [finding for rule in RULES for finding in rule(overlay)]
        findings += terms_are_used(overlay, terms)
        findings += ((place, f"cannot stand there: {why.lower()}") for place, why in limits(loaded, overlay))
        found += (
            Problem(overlay.path, overlay.said[place].line, f"{place} {message}")
            for place, message in findings
        )
        found += _outdated(overlay)
    return tuple(sorted(set(found)))


def _outdated(overlay: Overlay) -> Iterator[Problem]:
    for place, said in overlay.outdated().items():
        if place in overlay.source.texts:
            fresh = digest(overlay.source.texts[place])
            message = f"{place} was made from another English text: compare them, then write from: {fresh}"
            yield Problem(overlay.path, said.line, message, warning=True)
        else:
            hint = did_you_mean(alike(place, overlay.source.texts))
            yield Problem(overlay.path, said.line, f"{place} is no place of the English file{hint}")


def numbers(text: str) -> Counter[str]:
    """Return the numbers in digits, without the signs that group and point them."""
    return Counter(_SEPARATORS.sub("", number) for number in _NUMBER.findall(text))
