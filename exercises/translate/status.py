"""How far each language is: a table of its parts, and whether it may be published. It judges no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exercises.translate.overlay import Overlay

SAFETY_FIRST = frozenset({"safety.yml", "vocabulary.yml", "plan.yml", "levels.yml"})
"""Files that must be whole before a language is published: warnings, stop rules, whom to ask, the plan's rules."""

SAFE_PLACES = ("stop_if", "ask_first", "do_not", "dose", "setup", "steps", "return_step", "breathing")
"""Parts of a record that must be whole before a language is published."""

PARTS = (
    ("safety", "safety.yml"),
    ("vocabulary", "vocabulary.yml"),
    ("plan", "plan.yml"),
    ("levels", "levels.yml"),
    ("pictures", "pictures.yml"),
    ("exercises", "data/"),
    ("references", "references.yml"),
)
"""The rows of the table: name, and how the paths of its files begin."""


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a language, in texts."""

    part: str
    texts: int
    translated: int
    outdated: int
    """Made from another English text: the English is shown until they are looked at."""

    @property
    def fallback(self) -> int:
        """Texts for which the English stands."""
        return self.texts - self.translated


def rows(overlays: Sequence[Overlay]) -> tuple[Row, ...]:
    """Count the texts of a language, part by part."""
    found = []
    for part, start in PARTS:
        own = [overlay for overlay in overlays if overlay.source.path.startswith(start)]
        outdated = [[place for place in one.outdated() if place in one.source.texts] for one in own]
        found.append(
            Row(
                part,
                sum(len(one.source.texts) for one in own),
                sum(len(one.current()) for one in own),
                sum(map(len, outdated)),
            )
        )
    return tuple(found)


def unsafe(overlays: Sequence[Overlay]) -> Iterator[tuple[str, str]]:
    """Yield what must be translated before a language is published: path and place of each text."""
    for overlay in overlays:
        for place in overlay.missing():
            if overlay.source.path in SAFETY_FIRST or (
                overlay.source.path.startswith("data/") and place.split(".", 1)[0] in SAFE_PLACES
            ):
                yield overlay.path, place


def table(
    language: str, overlays: Sequence[Overlay], more: Mapping[str, tuple[int, int, int]] | None = None
) -> str:
    """Return the state of a language as a table of plain text.

    Args:
        language: Its tag.
        overlays: What it says for each file of the catalogue.
        more: Further rows by their names: all, those that are up to date, and those whose English has changed since.
    """
    head = f"{'language':<10}{'part':<12}{'texts':>7}{'translated':>12}{'outdated':>10}{'English':>9}"
    lines = [
        f"{language:<10}{row.part:<12}{row.texts:>7}{row.translated:>12}{row.outdated:>10}{row.fallback:>9}"
        for row in (*rows(overlays), *(Row(name, *counts) for name, counts in (more or {}).items()))
    ]
    lacks = sum(1 for _ in unsafe(overlays))
    end = (
        "Its safety texts are whole."
        if not lacks
        else f"{lacks} safety texts are missing: not to be published."
    )
    return "\n".join([head, *lines, end])
