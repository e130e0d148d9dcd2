"""The sharing state of an element between events. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from widgets.plan.shared import SharedPlan
from widgets.share.agenda import NO_CHOICES, Agenda, Field
from widgets.share.kinds import Why
from widgets.stored import Kept

type Library = Literal["calendar", "qr"]
type Saved = Literal["plan", "calendar"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A plan that came in and waits for the reader's answer."""

    plan: SharedPlan
    source: Literal["link", "file"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """Everything about sharing at one moment."""

    site: str = ""
    """Address of the site's root, with the slash at its end; empty if it is not known."""
    libraries: frozenset[Library] = frozenset()
    """Libraries that have come."""
    asked: frozenset[Library] = frozenset()
    """Libraries that were asked for."""
    failed: frozenset[Library] = frozenset()
    """Libraries that could not be fetched at the last try."""
    waiting: Mapping[Library, object] = field(default_factory=dict)
    """The action that waits for a library."""
    offer: Offer | None = None
    problem: Why | None = None
    """Why the last link or file was not opened."""
    open: bool = False
    """Whether the link and the code are shown."""
    answers: bool = False
    """Whether the reader's own answers are in the link."""
    copied: bool | None = None
    """Whether the browser copied the link; None if it was not asked to."""
    agenda: Kept[Agenda] = NO_CHOICES
    """The choices of the calendar, and what its last file was."""
    today: str = ""
    """The reader's date at the last event."""
    start: str = ""
    """The first day of the calendar, as it is to be shown."""
    errors: tuple[Field, ...] = ()
    """The fields of the calendar's form that are wrong."""
    saved: Saved | None = None
    """The file that the reader got by the last action; None if it was another action."""
