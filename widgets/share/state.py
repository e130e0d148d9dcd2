"""The sharing state of an element between events. No decisions here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from widgets.plan.shared import SharedPlan
from widgets.share.agenda import Agenda
from widgets.share.kinds import Place

type Library = Literal["calendar", "qr"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A plan that came in and waits for an answer."""

    plan: SharedPlan
    source: Literal["link", "file"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """All of it."""

    site: str = ""
    """Address of the site's root, with the slash at its end; empty where nobody said it."""
    libraries: frozenset[Library] = frozenset()
    """Those that are here."""
    asked: frozenset[Library] = frozenset()
    """Those that are on their way."""
    failed: frozenset[Library] = frozenset()
    """Those that could not be fetched at the last try."""
    waiting: Mapping[Library, object] = field(default_factory=dict)
    """What is to be done once a library is here."""
    offer: Offer | None = None
    problem: str = ""
    """Why a link or a file could not be opened, in a sentence for the reader."""
    place: Place | None = None
    """Where a file belongs that is no plan but another of the site's files."""
    open: bool = False
    """Whether the link and the code are shown."""
    answers: bool = False
    """Whether the reader's own answers go along."""
    copied: bool | None = None
    """Whether the browser copied the link; None where nobody asked it to."""
    agenda: Agenda = field(default_factory=Agenda)
    today: str = ""
    """The reader's date at the last event."""
    start: str = ""
    """The first day of the calendar, as it is to be shown."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with the calendar's form, by field."""
    said: str = ""
    """What was just done, for the reader."""
