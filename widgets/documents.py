"""The registry of stored documents: one entry each, for code that shows, exports or deletes all of them.

What a document holds is its widget's. A test holds this list against the keys that the widgets read and save.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from widgets.diary import log_document
from widgets.plan import store
from widgets.player import settings
from widgets.prepare import draft
from widgets.session import place as session_place
from widgets.share import agenda
from widgets.stored import Document
from widgets.timer import place as timer_place


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A document as readers are told of it."""

    document: Document[Any]
    title: str
    holds: str
    """What is in it, in a sentence without a full stop."""
    moves: bool = True
    """Whether an export holds it and an import brings it: what is only half done stays on its device."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own key, and the one under which damage is put aside."""
        aside = self.document.aside_key
        return (self.document.key,) if aside is None else (self.document.key, aside)


ALL: tuple[Listed, ...] = (
    Listed(
        document=log_document.DOCUMENT,
        title="Progress log",
        holds="your sessions, walks, pain numbers, notes and your goal",
    ),
    Listed(
        document=store.DOCUMENT,
        title="Weekly plan",
        holds="your answers, your week, what you ticked, and the exercises you know",
    ),
    Listed(
        document=store.DRAFT,
        title="Half-filled planner form",
        holds="answers that you have not sent yet",
        moves=False,
    ),
    Listed(
        document=settings.SETTINGS,
        title="Timer choices",
        holds="sound, voice, pauses and your own counts",
    ),
    Listed(
        document=timer_place.PLACE,
        title="Place in a set",
        holds="where you stopped in an exercise, for half a day",
        moves=False,
    ),
    Listed(
        document=session_place.PLACE,
        title="Place in a session",
        holds="where you stopped in a session, for half a day",
        moves=False,
    ),
    Listed(
        document=session_place.ASKED,
        title="Date of the safety questions",
        holds="when you answered the two questions before a session, not what you answered",
        moves=False,
    ),
    Listed(
        document=agenda.DOCUMENT,
        title="Calendar choices",
        holds="the times you chose, and which dates your last calendar file had",
    ),
    Listed(
        document=draft.DOCUMENT,
        title="Plan for somebody",
        holds="a plan that you are preparing, with a name and notes",
        moves=False,
    ),
)
"""In the order in which readers see them."""

KEYS: tuple[str, ...] = tuple(key for listed in ALL for key in listed.keys)
"""Every key of the site."""


def listed(key: str) -> Listed | None:
    """Return the document that is kept under a key; `None` for any other key, also for damage put aside."""
    return next((one for one in ALL if one.document.key == key), None)
