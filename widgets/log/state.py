"""The state of the log between events. Only `kept` is persisted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from widgets.diary import pain
from widgets.diary.entries import Entry, Kind, Log
from widgets.log.files import Incoming
from widgets.log.form import Entries, FieldError
from widgets.share.kinds import Place
from widgets.stored import Kept, Listed

SPANS = (12, 26, 52)
"""How many weeks the charts can show."""
type Paper = Literal["log", "diary", "appointment"]
PAPERS: tuple[Paper, ...] = get_args(Paper.__value__)
"""What can be printed."""

SHOWN = 3
"""Entries that are listed at first, and how many more each time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing:
    """A form: of one entry, or of the page for the next appointment."""

    kind: Kind | Literal["appointment"]
    id: str | None = None
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
    planned: int | None = None
    """Sessions in a week of the kept plan; `None` for no plan."""
    editing: Editing | None = None
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
    paper: Paper = "log"
    """What is printed; without any entry the blank diary in place of the log."""

    @property
    def log(self) -> Log:
        """The log as it stands."""
        return self.kept.value

    @property
    def usual(self) -> int | None:
        """The reader's usual pain, 0 to 10; `None` where nobody knows it."""
        return pain.usual_in(self.stored)
