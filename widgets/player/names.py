"""The names of phases as they are shown and spoken: alone, and after a colon. One rule for voice and screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from widgets.catalog import SideMeans
from widgets.dose.sides import change_words
from widgets.language import pgettext

_ALONE: Mapping[str, Callable[[], str]] = {
    "introduction": lambda: pgettext("phase", "Next"),
    "get-ready": lambda: pgettext("phase", "Get ready"),
    "move": lambda: pgettext("phase", "Move"),
    "hold": lambda: pgettext("phase", "Hold"),
    "release": lambda: pgettext("phase", "Release"),
    "rest": lambda: pgettext("phase", "Rest"),
}
_AFTER_A_COLON: Mapping[str, Callable[[], str]] = {
    "introduction": lambda: pgettext("phase after a colon", "next"),
    "get-ready": lambda: pgettext("phase after a colon", "get ready"),
    "move": lambda: pgettext("phase after a colon", "move"),
    "hold": lambda: pgettext("phase after a colon", "hold"),
    "release": lambda: pgettext("phase after a colon", "release"),
    "rest": lambda: pgettext("phase after a colon", "rest"),
}
_CHANGES_AFTER_A_COLON: Mapping[SideMeans | None, Callable[[], str]] = {
    "arm": lambda: pgettext("phase after a colon", "change arms"),
    "leg": lambda: pgettext("phase after a colon", "change legs"),
    "lying": lambda: pgettext("phase after a colon", "turn over"),
    None: lambda: pgettext("phase after a colon", "change sides"),
}


def name(phase: str, means: SideMeans | None = None) -> str:
    """Return the name of a phase: `Get ready`; changing sides says of what: `Change legs`.

    Args:
        phase: As in `score.Phase`.
        means: What the sides are sides of.
    """
    return change_words(means) if phase == "side-change" else _ALONE[phase]()


def after_a_colon(phase: str, means: SideMeans | None = None) -> str:
    """Return the same as it stands inside of a line: `get ready`, `change legs`."""
    return _CHANGES_AFTER_A_COLON[means]() if phase == "side-change" else _AFTER_A_COLON[phase]()
