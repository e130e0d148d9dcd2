"""How a reader narrows the list of all exercises down: the choices, and the style rules that carry them out.

The browser does it with `:has()`, so it works without a script; where it cannot, the form does not show (`pages.css`).
Nothing about the look stands here.
"""

from __future__ import annotations

from typing import Any

from exercises.catalog.model import Catalog, Term

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
            *(_without(term) for term in found["equipment"]),
        ]
    )


def _only(what: str, value: str) -> str:
    chosen = f'.md-typeset:has(#only-{what} option[value="{value}"]:checked)'
    return _take_away(
        chosen, f'.ns-exercise:not([data-{what}="{value}"])', f'.ns-exercise[data-{what}="{value}"]'
    )


def _without(term: Term) -> str:
    chosen = f".md-typeset:has(#without-{term.id}:checked)"
    needs = f'[data-needs~="{term.id}"]'
    return _take_away(chosen, f".ns-exercise{needs}", f".ns-exercise:not({needs})")


def _take_away(chosen: str, left_out: str, stays: str) -> str:
    empty = f".ns-part:has(.ns-exercise):not(:has({stays}))"
    return f"{chosen} :is({left_out}, {empty}) {_AWAY}"
