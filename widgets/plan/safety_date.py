"""The stored date of the two safety questions: was the provider asked, and is there a sign of an emergency?

Session and planner ask the same two questions, so both write this date. No answer is stored: only when both were
answered so that exercise may begin, or that they must be answered before the next session.
"""

from __future__ import annotations

from dataclasses import dataclass

from widgets import days
from widgets.codec import Codec
from widgets.language import N_
from widgets.protocol import Save
from widgets.stored import Document, StoredError

KEY = "neutral-spine.session.asked"

LASTS_MS = 28 * days.MS_A_DAY
"""How long an answer holds, in milliseconds: four weeks. The number is this site's own choice."""

ANEW = 0.0
"""In the place of a date: the questions come before the next session, whenever a plan's week began."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Date:
    at: float


_DATA = Codec(_Date)

DOCUMENT: Document[float] = Document(
    key=KEY,
    name=N_("date of the safety questions"),
    version=1,
    write=lambda at: {"at": at},
    read=lambda data: _DATA.load(data).at,
)
"""Milliseconds since the epoch, or `ANEW`."""


def read(text: str | None) -> float | None:
    """Return the date of a stored text in milliseconds since the epoch, or `ANEW`; `None` for none, or for damage."""
    if text is None:
        return None
    try:
        return DOCUMENT.load(text)
    except StoredError:
        return None


def answered(at: float) -> Save:
    """Return the save of the date on which both questions were answered, in milliseconds since the epoch."""
    return Save(key=KEY, text=DOCUMENT.dump(at))


def forgotten() -> Save:
    """Return the save that forgets the date: an answer stands against exercise, and the plan says so too."""
    return Save(key=KEY, text=None)


def told(at: float, *, asked: bool) -> Save:
    """Return the save after both questions were answered, without a sign; `asked`: the provider was."""
    return answered(at) if asked else forgotten()


def anew() -> Save:
    """Return the save after which the questions come before the next session, also with a plan."""
    return answered(ANEW)
