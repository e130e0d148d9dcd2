"""The names of the two sides, one rule for voice, screen and paper.

A dose with two sides says what "left" and "right" mean: the arm or the leg that moves, or the side on which the body
lies. Every widget names a side with these words; the guide pages use the same (`exercises/pages/view.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.catalog import Dose, SideMeans
from widgets.language import N_, _

_NAMES: Mapping[tuple[str, SideMeans | None], str] = {
    ("left", "arm"): N_("left arm"),
    ("right", "arm"): N_("right arm"),
    ("left", "leg"): N_("left leg"),
    ("right", "leg"): N_("right leg"),
    ("left", "lying"): N_("on your left side"),
    ("right", "lying"): N_("on your right side"),
    ("left", None): N_("left side"),
    ("right", None): N_("right side"),
}
_EACH: Mapping[SideMeans | None, str] = {
    "arm": N_("each arm"),
    "leg": N_("each leg"),
    "lying": N_("each side"),
    None: N_("each side"),
}
_CHANGES: Mapping[SideMeans | None, str] = {
    "arm": N_("Change arms"),
    "leg": N_("Change legs"),
    "lying": N_("Turn over"),
    None: N_("Change sides"),
}


def change_words(means: SideMeans | None) -> str:
    """Return what to do between the two sides, as the name of that phase."""
    return _(_CHANGES[means])


def side_name(side: str, means: SideMeans | None) -> str:
    """Return the name of a side: `left leg`, `right arm`, `on your left side`; nothing for `both`."""
    return "" if side == "both" else _(_NAMES[side, means])


def each(dose: Dose) -> str:
    """Return where repetitions are counted apart, as words of their own: `each leg`; nothing for `both`."""
    return "" if dose.sides == "both" else _(_EACH[dose.side_means])


def variant(dose: Dose) -> str:
    """Return which wording the sides of a dose need.

    `both`; `left arm`, `right lying` and so on for a dose of one side only; `one-then-other leg`, `alternating arm` and
    so on for two sides. A dose that does not say what its sides mean is worded as one that is done lying on them.
    """
    means = dose.side_means or "lying"
    if dose.sides != "both":
        return f"{dose.sides} {means}"
    return "both" if dose.only is None else f"{dose.only} {means}"
