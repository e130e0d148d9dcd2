"""The state of the log between events. The log (`kept`) is persisted; all else ends with the page.

A file that is brought in, and "Delete everything", also write the other documents of the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from widgets.diary import pain
from widgets.diary.entries import Entry, Kind, Log
from widgets.fields import Entries
from widgets.log.files import Incoming, Problem
from widgets.log.form import Error
from widgets.log.notices import Notice
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
    errors: tuple[Error, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Everything about the log's page at one moment."""

    kept: Kept[Log]
    stored: Mapping[str, str | None] = field(default_factory=dict)
    """The texts of all documents of the site, as this page last knew them."""
    unreadable: tuple[str, ...] = ()
    """The keys whose text cannot be read in full, of the documents that are put aside then."""
    documents: tuple[Listed, ...] = ()
    """All documents of the site."""
    at: float = 0
    """The time of the last event, in milliseconds since the epoch."""
    zone: int = 0
    """Minutes east of UTC of the reader's clock then."""
    day: str = "1970-01-01"
    """The reader's date then."""
    week_start: int = 0
    """The weekday on which the weeks of the stored plan begin: 0 for Monday, 6 for Sunday."""
    planned: int | None = None
    """Sessions in a week of the stored plan; `None` for no plan."""
    editing: Editing | None = None
    weeks: int = SPANS[0]
    shown: int = SHOWN
    flare: str | None = None
    """The id of the flare-up that is shown; `None` for the newest."""
    notices: tuple[Notice, ...] = ()
    unsaid: bool = False
    """Whether the notices came with the start and have not been announced yet."""
    removed: Entry | None = None
    """The entry that was deleted last; the reader can bring it back."""
    incoming: Incoming | None = None
    file_problem: Problem | None = None
    """Why the last file was not imported."""
    deleting: bool = False
    """Whether “Delete everything” waits for a confirmation."""
    persisted: bool | None = None
    """Whether the browser promises to keep the site's data; `None` where it has not said."""
    checked_browser: bool = False
    """Whether the browser was asked what it promises."""
    asked_browser: bool = False
    """Whether the browser was asked to promise it. Some browsers then ask the reader, so it is asked once."""
    awaits_browser: bool = False
    """Whether the reader pressed the button that asks the browser, and no answer has come yet."""
    paper: Paper = "log"
    """What is printed. Without any entry the blank diary is printed in place of the log."""

    @property
    def log(self) -> Log:
        """The log as it stands."""
        return self.kept.value

    @property
    def usual(self) -> int | None:
        """The reader's usual pain, 0 to 10; `None` if it is not known."""
        return pain.usual_in(self.stored)
