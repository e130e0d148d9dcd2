"""Numbers as sentences write them in three languages: read, found, and put into patterns. Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

LANGUAGES = ("en", "es", "de")


class _Words(NamedTuple):
    """How a language writes small numbers."""

    one: str
    """Every form of it."""
    from_two: str
    """From 2 to 12."""
    thirty: str
    others: Mapping[str, float]

    def values(self) -> dict[str, float]:
        """Return every number by its words."""
        found = dict(self.others)
        found |= dict.fromkeys(self.one.split(), 1.0)
        found |= {word: float(number) for number, word in enumerate(self.from_two.split(), start=2)}
        found[self.thirty] = 30.0
        return found


_WORDS: Mapping[str, Mapping[str, float]] = {
    "en": _Words(
        one="one a",
        from_two="two three four five six seven eight nine ten eleven twelve",
        thirty="thirty",
        others={
            "a fifth": 1 / 5,
            "a tenth": 1 / 10,
            "two thirds": 2 / 3,
            "three quarters": 3 / 4,
            "nine tenths": 9 / 10,
            "every fifth": 5.0,
        },
    ).values(),
    "es": _Words(
        one="un una uno",
        from_two="dos tres cuatro cinco seis siete ocho nueve diez once doce",
        thirty="treinta",
        others={
            "una quinta parte": 1 / 5,
            "una décima parte": 1 / 10,
            "dos tercios": 2 / 3,
            "tres cuartas partes": 3 / 4,
            "nueve décimas partes": 9 / 10,
        },
    ).values(),
    "de": _Words(
        one="ein eine einen einem einer eins",
        from_two="zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        thirty="dreißig",
        others={
            "ein fünftel": 1 / 5,
            "ein zehntel": 1 / 10,
            "zwei drittel": 2 / 3,
            "drei viertel": 3 / 4,
            "neun zehntel": 9 / 10,
        },
    ).values(),
}


class Number(NamedTuple):
    """A number of a text."""

    start: int
    """Where it begins, in characters."""
    value: float


def read(number: str, language: str) -> float:
    """Return the value of a number in digits or words.

    Raises:
        KeyError: it is neither.
    """
    return int(number) if number.isdigit() else _WORDS[language][number.lower()]


@cache
def _number(language: str) -> str:
    """Return the pattern of a number: the longest words first, so that `two thirds` is not read as `two`."""
    longest = sorted(_WORDS[language], key=len, reverse=True)
    return rf"\b(?:{'|'.join(longest)}|\d+)\b"


def said(sentence: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a sentence in which each `#` stands for a number, a group each."""
    parts = [re.escape(part) for part in sentence.split("#")]
    return re.compile(f"({_number(language)})".join(parts), re.IGNORECASE)


def numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text but one, whose words are articles and pronouns, too."""
    for found in re.finditer(_number(language), text, re.IGNORECASE):
        value = read(found[0], language)
        if value != 1:
            yield Number(found.start(), value)
