"""The state of the planner between events. Only `saved` is persisted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from widgets.diary import entries as diary_entries
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.plan import dates, store
from widgets.plan.review import Review
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.planner.form import Entries, FieldError
from widgets.planner.reached import Reached
from widgets.share.state import Sharing
from widgets.stored import Kept

NO_LOG: Kept[Log] = Kept.opened(log_document.DOCUMENT, {}, diary_entries.EMPTY)
"""A device without a log."""

NO_PLAN: Kept[Saved] = Kept.opened(store.DOCUMENT, {}, store.NOTHING)
"""A device without a plan."""

NO_REVIEW = Review()
"""A week of which no log says anything."""

type Mode = Literal["sample", "ask", "stopped", "editing", "mine"]
"""`sample`: nothing kept yet. `ask`: answers are kept, but the provider was not asked, or not again. `stopped`: the
reader has an emergency sign. `editing`: the form of a plan that stands. `mine`: the reader's own week."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """All of it."""

    saved: Saved
    """The plan as the view shows it."""
    kept: Kept[Saved] = NO_PLAN
    """The plan as the device holds it."""
    mode: Mode
    entries: Entries | None = None
    """The form as it is to be shown: as it stands while something in it is wrong, or as it was left."""
    draft: Entries | None = None
    """What the form says otherwise than the plan, entered and not sent yet; the same as is kept on the device."""
    also: tuple[str, ...] = ()
    """Exercises that the form ticked by itself, as easier versions of one that the reader ticked."""
    errors: tuple[FieldError, ...] = ()
    notices: tuple[str, ...] = ()
    swapping: str | None = None
    """The exercise whose choices are open."""
    checking: bool = False
    """Whether "How was this week?" is open."""
    review: Review = NO_REVIEW
    """What the log says of the week, as it was when "How was this week?" was opened."""
    log: Kept[Log] = NO_LOG
    """The reader's log, as the device holds it."""
    usual: int | None = None
    """The reader's usual pain, 0 to 10, as the device holds it; `None` where nobody knows it."""
    wait: int = 0
    """In how many days more may be added, as it was when "How was this week?" was opened."""
    missed: int = 0
    """Weeks without a session, as it was when "How was this week?" was opened."""
    outlook: bool = False
    """Whether the weeks ahead are shown; until then nobody waits for them to be worked out."""
    printing: Literal["week", "outlook"] = "week"
    """What comes out of the printer."""
    today: int | None = None
    """The reader's weekday, as their clock and zone had it at the last event. None where no clock was asked."""
    day: str = ""
    """That day's date; empty where no clock was asked."""
    zone: int = 0
    """Minutes east of UTC of the reader's clock then."""
    reach: Reached | None = None
    """When the minutes asked for are reached, as far as it is worked out; nobody waits for it."""
    midnight: float | None = None
    """When that day ends, in milliseconds since the epoch."""
    restarting: bool = False
    """Whether "Start over?" waits for a confirmation."""
    taken: bool = False
    """Whether a plan that came in was taken since the page was opened."""
    sharing: Sharing = field(default_factory=Sharing)
    """What came in as a link or a file, and how the week is handed over."""

    @property
    def span(self) -> dates.Span | None:
        """The dates of this week; None where nobody knows them."""
        return dates.span(self.saved.since, self.zone) if self.day else None

    @property
    def over(self) -> bool:
        """Whether the last day of this week is past."""
        return self.span is not None and self.span.over(self.day)

    @property
    def course(self) -> Course:
        """The reader's course."""
        return self.saved.course
