"""How easy a language's texts are to read, by the formula that was made for it. It judges no meaning.

English has its own measure, the Flesch-Kincaid grade (`tests/words.py`): at most 6 for instructions, at most 8 for
other pages. The formulas here have other scales. Both were published with the school grades that their values stand
for, so the limits are the values of the same grades:

- Spanish, Fernández Huerta (1959, `Medidas sencillas de lecturabilidad`, Consigna 214, 29-32), higher is easier: 90 to
  100 is grade 4, 80 to 90 grade 5, 70 to 80 grade 6, 60 to 70 grades 7 and 8.
- German, first Wiener Sachtextformel (Bamberger and Vanecek 1984, `Lesen - Verstehen - Lernen - Schreiben`), higher is
  harder: the value is the Austrian school grade, from 4 to 15.

Both count grades from the age of 6, as the English one does: grade 6 is the age of 11. Syllables are counted here, by
the letters: the hyphenation of libraries joins them where no line may break (`a-po-yo`, `Ü-bung`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.catalog.load import LOCALE
from exercises.catalog.model import Catalog, Exercise

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_NOT_TEXT = re.compile(
    r"\A---\n.*?\n---\n|<!--.*?-->|```.*?```|<[^>]*>|\]\([^)]*\)|\{[^}\n]*\}|^\|[-|: ]+\|$|^[?!]{3}\+? \w+",
    re.DOTALL | re.MULTILINE,
)
_CITATION = re.compile(r"\(\[[^()]*\)")
"""Of a page whose links have lost their addresses: `([Henschke 2009)`."""
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.|:) )|\n(?=#)|\||\n(?=\|)")
_MARKS = re.compile(r"^[\s#*:-]+|[*`\[\]]", re.MULTILINE)

_SPANISH_MUTE = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+y?|y\b")
_SPANISH_STRONG = re.compile(r"[aeoáéíóú]")
_GERMAN_VOWELS = re.compile(r"au|ei|eu|äu|ai|ie|oi|aa|ee|oo|[aeiouyäöüé]")


@dataclass(frozen=True, slots=True)
class Formula:
    """How a language is measured, and what its texts must keep to."""

    name: str
    score: Callable[[str], float]
    """A text has one sentence a line, or more with their ending marks."""
    higher_is_easier: bool
    instructions: float
    """The limit for the instructions of an exercise: grade 6."""
    pages: float
    """The limit for a hand-written page: grade 8."""

    def keeps(self, score: float, limit: float) -> bool:
        """Return whether a score is as easy as a limit."""
        return score >= limit if self.higher_is_easier else score <= limit

    def hardest(self, scores: dict[str, float]) -> tuple[str, float]:
        """Return the name and the score of the hardest text."""
        pick = min if self.higher_is_easier else max
        return pick(scores.items(), key=lambda one: one[1])


def spanish_syllables(word: str) -> int:
    """Count the syllables of a Spanish word: each strong or accented vowel, and each group of weak ones."""
    groups = _SPANISH_VOWELS.findall(_SPANISH_MUTE.sub("", word.lower()))
    return max(1, sum(max(1, len(_SPANISH_STRONG.findall(group))) for group in groups))


def german_syllables(word: str) -> int:
    """Count the syllables of a German word: each vowel, two that are spoken as one counted once."""
    return max(1, len(_GERMAN_VOWELS.findall(word.lower().replace("qu", "k"))))


def fernandez_huerta(text: str) -> float:
    """Return the score of a Spanish text: 206.84 - 60 syllables a word - 1.02 words a sentence."""
    words = _WORD.findall(text)
    syllables = sum(map(spanish_syllables, words)) / len(words)
    return 206.84 - 60 * syllables - 1.02 * len(words) / len(sentences(text))


def wiener_sachtextformel(text: str) -> float:
    """Return the score of a German text by the first of the four formulas."""
    words = _WORD.findall(text)
    syllables = list(map(german_syllables, words))
    many = 100 * sum(count >= 3 for count in syllables) / len(words)  # noqa: PLR2004 - as the formula says
    single = 100 * syllables.count(1) / len(words)
    long = 100 * sum(len(word) > 6 for word in words) / len(words)  # noqa: PLR2004 - as the formula says
    length = len(words) / len(sentences(text))
    return 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875


FORMULAS = {
    "es": Formula("Fernández Huerta", fernandez_huerta, higher_is_easier=True, instructions=70, pages=60),
    "de": Formula(
        "Wiener Sachtextformel", wiener_sachtextformel, higher_is_easier=False, instructions=6, pages=8
    ),
}
"""By language. One that is missing has no measure here."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: what stands between ending marks and line ends."""
    return [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def instructions(exercise: Exercise) -> str:
    """Return every sentence that tells a reader what to do or not to do, a line each."""
    return "\n".join(
        (
            *exercise.setup,
            *(step.text for step in exercise.steps),
            exercise.return_step,
            exercise.breathing,
            exercise.feel.text,
            *(part for mistake in exercise.mistakes for part in (mistake.mistake, mistake.why)),
            *exercise.do_not,
            *(stop.text for stop in exercise.stop_if),
        )
    )


def prose(page: str) -> str:
    """Return the words of a hand-written page, a line for each paragraph, list item, heading and cell."""
    plain = _CITATION.sub("", _NOT_TEXT.sub(" ", page))
    lines = (" ".join(_MARKS.sub("", block).split()) for block in _BLOCK.split(plain))
    return "\n".join(line for line in lines if _WORD.search(line))


def of_records(language: str, catalog: Catalog) -> dict[str, float]:
    """Return the score of the instructions of each exercise, by its slug; `catalog` is in the language."""
    formula = FORMULAS[language]
    return {exercise.slug: formula.score(instructions(exercise)) for exercise in catalog.exercises}


def of_pages(language: str, docs: Path) -> dict[str, float]:
    """Return the score of each hand-written page of a language, by its path."""
    formula, folder = FORMULAS[language], docs / LOCALE / language
    return {
        path.relative_to(folder).as_posix(): formula.score(text)
        for path in sorted(folder.rglob("*.md"))
        if not path.relative_to(folder).parts[0].startswith(".")
        and (text := prose(path.read_text(encoding="utf-8")))
    }


def lines(language: str, catalog: Catalog, docs: Path) -> Iterator[str]:
    """Yield what the state of a language says of its readability: a line for instructions and one for pages."""
    formula = FORMULAS.get(language)
    if formula is None:
        return
    bound = "at least" if formula.higher_is_easier else "at most"
    for what, scores, limit in (
        ("instructions", of_records(language, catalog), formula.instructions),
        ("pages", of_pages(language, docs), formula.pages),
    ):
        if scores:
            name, hardest = formula.hardest(scores)
            mean = sum(scores.values()) / len(scores)
            yield (
                f"Readability of {what} ({formula.name}, {bound} {limit:g}): {mean:.1f} on average,"
                f" {hardest:.1f} the hardest, {name}."
            )
