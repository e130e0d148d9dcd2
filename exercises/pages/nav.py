"""The generated part of a site's navigation, as the nested lists that `mkdocs.yml` uses. It reads no file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from exercises.catalog.model import Catalog, Exercise
from widgets.language import _

MOST = 24
"""So many guides of a level stand in a row; more are divided into parts. Every page lists its own part, so without
this the pages of a catalogue would grow with it."""


def with_generated(nav: list[Any], catalog: Catalog) -> list[Any]:
    """Return a navigation with the generated pages under the entries of the two index pages.

    An entry `Exercises: exercises/index.md` becomes a section: that page, then the guides grouped by level;
    likewise `Levels: levels/index.md`. A level of many guides is divided into parts. So a new record needs no change
    of `mkdocs.yml`. Other entries stay.
    """
    levels = {level.number: level.name for level in catalog.levels}
    guides: list[Any] = [
        {
            _("Level {number}: {name}", number=number, name=name): _listed(
                [exercise for exercise in catalog.exercises if exercise.level == number]
            )
        }
        for number, name in levels.items()
        if any(exercise.level == number for exercise in catalog.exercises)
    ]
    below: dict[str, list[Any]] = {
        "exercises/index.md": guides,
        "levels/index.md": [f"levels/{number}.md" for number in levels],
    }

    def entry(item: Any) -> Any:  # noqa: ANN401 - a nav entry is text, or a mapping of a title to text or a list
        if not isinstance(item, dict):
            return item
        return {title: value(inner) for title, inner in item.items()}

    def value(inner: Any) -> Any:  # noqa: ANN401 - as above
        if isinstance(inner, list):
            return [entry(item) for item in inner]
        return [inner, *below[inner]] if inner in below else inner

    return [entry(item) for item in nav]


def _listed(exercises: Sequence[Exercise]) -> list[Any]:
    """Return the guides of a level; many in parts of about one size, each named after its first and its last one."""
    pages = [f"exercises/{exercise.slug}.md" for exercise in exercises]
    if len(pages) <= MOST:
        return pages
    parts = ceil(len(pages) / MOST)
    ends = [len(pages) * number // parts for number in range(parts + 1)]
    return [
        {_("{first} to {last}", first=exercises[begin].name, last=exercises[end - 1].name): pages[begin:end]}
        for begin, end in pairwise(ends)
    ]
