"""Measures of plain words: pure functions from text to numbers, shared by the tests of records and of built pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import textstat

NAMES_NOT_COUNTED = (
    "abdominal",
    "exercise",
    "exercises",
    "neutral",
    "shoulder",
    "shoulders",
    "stability",
    "position",
    "pelvis",
    "forehead",
    "kneecap",
)
"""Names without a plainer word. The reading grade counts each as one short word; nothing else is left out."""

IRREGULAR = (
    *(
        "given",
        "held",
        "kept",
        "made",
        "put",
        "shown",
        "done",
        "seen",
        "taken",
        "found",
        "said",
        "told",
        "left",
        "hurt",
    ),
    *(
        "cut",
        "bent",
        "drawn",
        "written",
        "meant",
        "lost",
        "built",
        "sent",
        "known",
        "worn",
        "born",
        "broken",
        "chosen",
    ),
    "read",
)
"""Participles that do not end in -ed."""

_UNITS = "(?:seconds?|minutes?|hours?|days?|weeks?|months?|times|sets?|reps?|repetitions?|breaths|points?|inches|cm)"
_SPELLED = "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
_BE = r"\b(?:is|are|was|were|be|been|being)(?: \w+ly| not| also| only| never| then)?"
_PASSIVE = re.compile(rf"{_BE} (?:\w+ed|{'|'.join(IRREGULAR)})\b(?! (?:to|of|about)\b)", re.IGNORECASE)
_NUMBER_WORD = re.compile(rf"\b{_SPELLED}\b(?= (?:to \w+ )?{_UNITS})", re.IGNORECASE)
_DIGITS = re.compile(rf"\b\d+(?:\.\d+)?(?= (?:to \d+ )?{_UNITS})")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text measures."""

    grade: float
    """Flesch-Kincaid grade."""
    mean: float
    """Words in a sentence, on average."""
    longest: int
    """Words in the longest sentence."""
    active: float
    """Share of sentences that are not in the passive voice, by a pattern: `is` or `was` and a participle."""
    digits: float
    """Share of amounts with a unit that are written in digits; 1 where there is none."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: what stands between full stops, other ending marks, colons and line ends."""
    return [part.strip() for part in re.split(r"(?<=[.!?:;])\s+|\n+", text) if re.search(r"\w", part)]


def passive(text: str) -> list[str]:
    """Return the sentences of a text that are in the passive voice."""
    return [sentence for sentence in sentences(text) if _PASSIVE.search(sentence)]


def number_words(text: str) -> list[str]:
    """Return amounts with a unit whose number is spelled out."""
    return [match[0] for match in _NUMBER_WORD.finditer(text)]


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text, with the names of the open list counted as one short word each."""
    pattern = r"\b(" + "|".join(NAMES_NOT_COUNTED) + r")\b"
    return float(textstat.textstat.flesch_kincaid_grade(re.sub(pattern, "name", text, flags=re.IGNORECASE)))


def measure(text: str) -> Measure:
    """Return what a text measures.

    Raises:
        ValueError: the text holds no sentence.
    """
    found = sentences(text)
    if not found:
        message = "there is no sentence in the text"
        raise ValueError(message)
    lengths = [len(re.findall(r"[\w'\u2019-]+", sentence)) for sentence in found]
    spelled, digits = len(number_words(text)), len(_DIGITS.findall(text))
    return Measure(
        grade=grade(text),
        mean=sum(lengths) / len(lengths),
        longest=max(lengths),
        active=1 - len(passive(text)) / len(found),
        digits=digits / (digits + spelled) if digits + spelled else 1.0,
    )
