"""The filter of the list of all exercises: its choices, and the CSS rules that apply them.

The browser does it with `:has()`, so it works without a script; where it cannot, the form does not show (`pages.css`).
A choice is a control of the form, or a preset: a link to its own anchor (`#position-prone`), whose rules hold while it
is the page's target. So a preset can be linked from anywhere. Nothing about the look stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exercises.catalog.model import Exercise

_PAGE = ".md-typeset"
_AWAY = "{ display: none; }"

type Part = Mapping[str, Any]
"""A part of a group, as `render.groups` makes it: its value, anchor and title, and its exercises, at least one."""


def choices(groups: Iterable[Mapping[str, Any]]) -> dict[str, list[Part]]:
    """Return what may be chosen: a level, a position, equipment to go without, and presets."""
    parts = {group["id"]: group["parts"] for group in groups}
    return {
        "levels": parts["by-level"],
        "positions": parts["by-position"],
        "equipment": [part for part in parts["by-equipment"] if part["value"] != "none"],
        "presets": [*parts["by-position"], *parts["by-equipment"], *parts["by-muscle"]],
    }


def style(found: Mapping[str, Sequence[Part]]) -> str:
    """Return the CSS that hides each card that a choice excludes, and each level whose cards are all hidden."""
    return "\n".join(
        [
            *(_only("level", part["value"]) for part in found["levels"]),
            *(_only("position", part["value"]) for part in found["positions"]),
            *(_without(part["value"]) for part in found["equipment"]),
            *(_preset(part) for part in found["presets"]),
            *(_left_without(part, found["presets"]) for part in found["levels"]),
        ]
    )


def _only(what: str, value: str) -> str:
    chosen = f'{_PAGE}:has(#only-{what} option[value="{value}"]:checked)'
    return f'{chosen} .ns-exercise:not([data-{what}="{value}"]) {_AWAY}'


def _without(item: str) -> str:
    return f'{_PAGE}:has(#without-{item}:checked) .ns-exercise[data-needs~="{item}"] {_AWAY}'


def _preset(part: Part) -> str:
    kept = ", ".join(f"[data-slug={exercise.slug}]" for exercise in part["exercises"])
    return f"{_PAGE}:has(#{part['id']}:target) .ns-exercise:not({kept}) {_AWAY}"


def _left_without(level: Part, presets: Sequence[Part]) -> str:
    """Take away a level and what jumps to it where each of its cards is left out, by whichever of the choices."""
    cards = dict.fromkeys(_choices_against(exercise, presets) for exercise in level["exercises"])
    each_left_out = "".join(f":has(:is({', '.join(controls)}))" for controls in cards)
    anchor = f"#{level['id']}"
    part = f".ns-part:has(> {anchor})"
    jump = f'.ns-browse li:has(> [href$="{anchor}"])'  # its end: a theme may write out the whole address
    return f"{_PAGE}{each_left_out} :is({part}, {jump}) {_AWAY}"


def _choices_against(exercise: Exercise, presets: Sequence[Part]) -> tuple[str, ...]:
    """Return what leaves a card out: controls of the form that are checked, and presets that are the page's target."""
    kept = ", ".join(f"#{part['id']}" for part in presets if exercise in part["exercises"])
    return (
        f'#only-level option:not([value=""], [value="{exercise.level}"]):checked',
        f'#only-position option:not([value=""], [value="{exercise.position}"]):checked',
        *(f"#without-{item}:checked" for item in exercise.equipment),
        f".ns-preset:target:not({kept})",
    )
