"""The languages of the site: what each says of itself (`locale/es/language.yml`), and which are published.

A language is published only if its file says so and its safety texts are whole: a page with an English warning among
Spanish steps would be read without the warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from babel import Locale
from pydantic import StringConstraints

from exercises.catalog.base import Value
from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE, ROOT, Loaded, value
from exercises.translate import messages, status
from exercises.translate.overlay import languages, read

FILE = "language.yml"

type Line = Annotated[str, StringConstraints(min_length=2, max_length=160)]


class Tongue(Value):
    """What a language's file says. All texts are in that language."""

    name: Line
    """Its own name: `Español`."""
    offer: Line
    """What a reader whose browser prefers it is told on a page of another language: "This page is also in Spanish"."""
    published: bool
    """Whether the site has it."""
    right_to_left: bool = False


def read_file(language: str, root: Path = ROOT) -> tuple[Tongue | None, tuple[Problem, ...]]:
    """Read what a language says of itself; None where there is no file yet or none that is sound, with its problems."""
    path = root / LOCALE / language / FILE
    problems: list[Problem] = []
    tongue = value(Tongue, path, root, problems)
    return tongue, tuple(problems)


def starter(language: str) -> str:
    """Return the first text of a language's file, for somebody who begins a translation."""
    locale = Locale.parse(language.replace("-", "_"))
    return (
        "# What the language says of itself, in the language. `published`: whether the site has it.\n"
        f"name: {locale.display_name}\n"
        f"offer: This page is also in {locale.english_name}.\n"
        f"right_to_left: {'true' if locale.character_order == 'right-to-left' else 'false'}\n"
        "published: false\n"
    )


def published(loaded: Loaded, root: Path = ROOT) -> dict[str, Tongue]:
    """Return the languages that the site has beside English, by their tags.

    One that wants to be published and may not be is left out: `judge` says why.
    """
    found = {}
    for tag in languages(root):
        tongue, _ = read_file(tag, root)
        if tongue is not None and tongue.published and not any(_unsafe(loaded, tag, root)):
            found[tag] = tongue
    return found


def judge(loaded: Loaded, language: str, root: Path = ROOT) -> tuple[Problem, ...]:
    """Return what is wrong with a language's file, and what a published language lacks."""
    tongue, problems = read_file(language, root)
    if tongue is None or not tongue.published:
        return problems
    found = [*_unsafe(loaded, language, root)]
    if lacking := messages.missing(language, root):
        shown = f"{root.name}/{LOCALE}/{language}/{messages.FILE}"
        message = f"{len(lacking)} messages stay English, the first of them: {lacking[0]}"
        found.append(Problem(shown, 1, message, warning=True))
    return tuple(found)


def _unsafe(loaded: Loaded, language: str, root: Path) -> Iterator[Problem]:
    """Yield what keeps a language from being published."""
    overlays, _ = read(loaded, language, root)
    for path, place in status.unsafe(overlays):
        yield Problem(path, 1, f"{place} must be translated before the language is published")
