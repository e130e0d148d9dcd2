"""The names of the two sides, one rule for voice, screen and paper.

A dose with two sides says what "left" and "right" mean: the arm or the leg that moves, or the side on which the body
lies. Every widget names a side with these words; the guide pages use the same (`exercises/pages/view.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.catalog import Dose, SideMeans

PARTS: Mapping[SideMeans | None, str] = {"arm": "arm", "leg": "leg", "lying": "side", None: "side"}
"""The word for one of the two: `leg` in "left leg"."""

CHANGES: Mapping[SideMeans | None, str] = {
    "arm": "Change arms",
    "leg": "Change legs",
    "lying": "Turn over",
    None: "Change sides",
}
"""What to do between the two, as the name of that phase."""


def side_name(side: str, means: SideMeans | None) -> str:
    """Return the name of a side: `left leg`, `right arm`, `on your left side`; nothing for `both`."""
    if side == "both":
        return ""
    name = f"{side} {PARTS[means]}"
    return f"on your {name}" if means == "lying" else name


def each(dose: Dose) -> str:
    """Return where repetitions are counted apart, before a number of them: `each leg`; nothing for `both`."""
    return "" if dose.sides == "both" else f"each {PARTS[dose.side_means]}"


def on_each(dose: Dose) -> str:
    """Return the same after a number of repetitions: `with each leg`, `on each side`; nothing for `both`."""
    return f"{_by(dose)} {each(dose)}" if dose.sides != "both" else ""


def with_only(dose: Dose) -> str:
    """Return the side of a dose of one side only, after a space: ` with the left leg`; nothing for any other dose."""
    if dose.only is None:
        return ""
    side = side_name(dose.only, dose.side_means)
    return f" {side}" if dose.side_means == "lying" else f" {_by(dose)} the {side}"


def one_then_other(dose: Dose) -> tuple[str, str]:
    """Return the two sides one after the other: `with one leg` and `with the other`."""
    return f"{_by(dose)} one {PARTS[dose.side_means]}", f"{_by(dose)} the other"


def _by(dose: Dose) -> str:
    return "with" if dose.side_means in ("arm", "leg") else "on"
