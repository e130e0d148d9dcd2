"""The generated part of a site's navigation, as the nested lists that `mkdocs.yml` uses. It reads no file."""

from __future__ import annotations

from typing import Any

from exercises.catalog.model import Catalog


def with_generated(nav: list[Any], catalog: Catalog) -> list[Any]:
    """Return a navigation with the generated pages under the entries of the two index pages.

    An entry `Exercises: exercises/index.md` becomes a section: that page, then the guides grouped by level;
    likewise `Levels: levels/index.md`. So a new record needs no change of `mkdocs.yml`. Other entries stay.
    """
    levels = {level.number: level.name for level in catalog.levels}
    guides: list[Any] = [
        {
            f"Level {number}: {name}": [
                f"exercises/{exercise.slug}.md" for exercise in catalog.exercises if exercise.level == number
            ]
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
