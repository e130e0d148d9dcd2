"""How a reader narrows the list of all exercises down: the choices, and the style rules that carry them out.

The browser does it with `:has()`, so it works without a script; where it cannot, the form does not show (`pages.css`).
Nothing about the look stands here.
"""

from __future__ import annotations

from typing import Any

from exercises.catalog.model import Catalog, Level

_PAGE = ".md-typeset"
_AWAY = "{ display: none; }"


def choices(catalog: Catalog) -> dict[str, Any]:
    """Return what may be chosen: levels and positions in which there is an exercise, and equipment that one needs."""
    return {
        "levels": [
            level for level in catalog.levels if any(e.level == level.number for e in catalog.exercises)
        ],
        "positions": [
            term
            for term in catalog.vocabulary.positions
            if any(e.position == term.id for e in catalog.exercises)
        ],
        "equipment": [
            term
            for term in catalog.vocabulary.equipment
            if any(term.id in e.equipment for e in catalog.exercises)
        ],
    }


def style(catalog: Catalog) -> str:
    """Return the rules that take away each card that a choice leaves out, and each level that is left without one."""
    found = choices(catalog)
    return "\n".join(
        [
            *(_only("level", str(level.number)) for level in found["levels"]),
            *(_only("position", term.id) for term in found["positions"]),
            *(_without(term.id) for term in found["equipment"]),
            *(_left_without(level, catalog) for level in found["levels"]),
        ]
    )


def _only(what: str, value: str) -> str:
    chosen = f'{_PAGE}:has(#only-{what} option[value="{value}"]:checked)'
    return f'{chosen} .ns-exercise:not([data-{what}="{value}"]) {_AWAY}'


def _without(item: str) -> str:
    return f'{_PAGE}:has(#without-{item}:checked) .ns-exercise[data-needs~="{item}"] {_AWAY}'


def _left_without(level: Level, catalog: Catalog) -> str:
    """Take away a level and what jumps to it where each of its cards is left out, by whichever of the choices."""
    here = [exercise for exercise in catalog.exercises if exercise.level == level.number]
    cards = dict.fromkeys((exercise.position, exercise.equipment) for exercise in here)
    each_left_out = "".join(
        f":has(:is({', '.join(_choices_against(level, position, equipment))}):checked)"
        for position, equipment in cards
    )
    anchor = f"#level-{level.number}"
    part = f".ns-part:has(> {anchor})"
    jump = f'.ns-browse li:has(> [href$="{anchor}"])'  # its end: a theme may write out the whole address
    return f"{_PAGE}{each_left_out} :is({part}, {jump}) {_AWAY}"


def _choices_against(level: Level, position: str, equipment: tuple[str, ...]) -> list[str]:
    """Return the controls that leave a card out when they are chosen."""
    return [
        f'#only-level option:not([value=""], [value="{level.number}"])',
        f'#only-position option:not([value=""], [value="{position}"])',
        *(f"#without-{item}" for item in equipment),
    ]
