"""The state of the planner between events. The plan, the draft, the log and the calendar choices are persisted.

`saved` is the plan as the view shows it, `kept` the plan as it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from widgets.diary import entries as diary_entries
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.fields import Entries
from widgets.plan import dates, store
from widgets.plan.review import Review
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.planner.form import Error
from widgets.planner.notices import News
from widgets.planner.reached import Reached
from widgets.share.state import Sharing
from widgets.stored import Kept

NO_LOG: Kept[Log] = Kept.opened(log_document.DOCUMENT, {}, diary_entries.EMPTY)
"""A device without a log."""

NO_PLAN: Kept[Saved] = Kept.opened(store.DOCUMENT, {}, store.NOTHING)
"""A device without a plan."""

NO_REVIEW = Review()
"""A week without anything in the log."""

type Mode = Literal["sample", "ask", "stopped", "editing", "mine"]
"""`sample`: no plan is stored. `ask`: answers are stored, but the provider was not asked, or must be asked again.
`stopped`: the reader has an emergency sign. `editing`: the form of a stored plan is open. `mine`: the reader's own
week."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Everything about a planner at one moment."""

    saved: Saved
    """The plan that the view shows."""
    kept: Kept[Saved] = NO_PLAN
    """The plan as it is stored, with the saves under way."""
    mode: Mode
    entries: Entries | None = None
    """The fields that the form shows: as entered while something is wrong, or as they were left."""
    draft: Entries | None = None
    """The fields of an unsent form that differ from the plan; the same as are stored."""
    also: tuple[str, ...] = ()
    """Exercises that the form ticked by itself, as easier versions of one that the reader ticked."""
    errors: tuple[Error, ...] = ()
    notices: tuple[News, ...] = ()
    unsaid: bool = False
    """Whether the notices came with the start and have not been announced yet."""
    swapping: str | None = None
    """The exercise whose replacements are shown."""
    checking: bool = False
    """Whether "How was this week?" is open."""
    review: Review = NO_REVIEW
    """The review of the week when "How was this week?" was opened."""
    log: Kept[Log] = NO_LOG
    """The reader's log, as the device holds it."""
    usual: int | None = None
    """The reader's usual pain, 0 to 10, as it is stored; `None` if it is not known."""
    wait: int = 0
    """Days until more may be added, when "How was this week?" was opened."""
    missed: int = 0
    """Weeks without a session, when "How was this week?" was opened."""
    outlook: bool = False
    """Whether the weeks ahead are shown. They are computed only then."""
    printing: Literal["week", "outlook"] = "week"
    """What is printed."""
    today: int | None = None
    """The weekday (0 is Monday) of the reader's clock at the last event. None before any event."""
    day: str = ""
    """The date of that day; empty before any event."""
    zone: int = 0
    """Minutes east of UTC of the reader's clock then."""
    reach: Reached | None = None
    """When the minutes asked for are reached, as far as it is computed."""
    midnight: float | None = None
    """When that day ends, in milliseconds since the epoch."""
    restarting: bool = False
    """Whether "Start over?" waits for a confirmation."""
    taken: bool = False
    """Whether a plan that came in was taken since the page was opened."""
    sharing: Sharing = field(default_factory=Sharing)
    """The plan that came in as a link or a file, and the state of handing the week over."""

    @property
    def span(self) -> dates.Span | None:
        """The dates of this week; None if they are not known."""
        return dates.span(self.saved.since, self.zone) if self.day else None

    @property
    def over(self) -> bool:
        """Whether the last day of this week is past."""
        return self.span is not None and self.span.over(self.day)

    @property
    def course(self) -> Course:
        """The reader's course."""
        return self.saved.course
