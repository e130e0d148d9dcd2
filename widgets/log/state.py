"""The state of the log between events. Only `kept` is persisted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from widgets.diary.entries import Entry, Kind, Log
from widgets.log.files import Incoming
from widgets.log.form import Entries, FieldError
from widgets.share.kinds import Place
from widgets.stored import Kept, Listed

SPANS = (12, 26, 52)
"""How many weeks the charts can show."""
SHOWN = 10
"""Entries that are listed at first, and how many more each time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing:
    """The form of one entry."""

    kind: Kind
    id: str | None
    """The entry that is changed; `None` for a new one."""
    entries: Entries
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """All of it."""

    kept: Kept[Log]
    stored: Mapping[str, str | None] = field(default_factory=dict)
    """The texts of all documents of the site, as this page last knew them."""
    documents: tuple[Listed, ...] = ()
    """All documents of the site."""
    at: float = 0
    """When something last happened, in milliseconds since the epoch."""
    zone: int = 0
    day: str = "1970-01-01"
    """The reader's date then."""
    week_start: int = 0
    """The weekday on which the weeks of the kept plan begin: 0 for Monday, 6 for Sunday."""
    editing: Editing | None = None
    goal: str | None = None
    """The goal's field while it is being written."""
    weeks: int = SPANS[0]
    shown: int = SHOWN
    flare: str | None = None
    """The flare-up that is looked at; `None` for the newest."""
    notices: tuple[str, ...] = ()
    removed: Entry | None = None
    """The entry that was deleted last: it can be brought back."""
    incoming: Incoming | None = None
    file_error: str = ""
    file_place: Place | None = None
    """Where a file belongs that is no export but another of the site's files."""
    deleting: bool = False
    """Whether “Delete everything” waits for a confirmation."""
    exported: bool = False
    """Whether everything was saved as a file since the page was opened."""
    persisted: bool | None = None
    """Whether the browser promises to keep the site's data; `None` where it has not said."""
    checked_browser: bool = False
    """Whether it was asked what it promises already."""
    asked_browser: bool = False
    """Whether it was asked to promise it: some browsers then ask the reader, so once is enough."""
    paper: bool = False
    """Whether the blank diary is to be printed in place of the log."""

    @property
    def log(self) -> Log:
        """The log as it stands."""
        return self.kept.value
