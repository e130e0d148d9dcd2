"""`<session-player>`: the session and its view behind the protocol. No rule stands here."""

from __future__ import annotations

from widgets.diary.log_document import DOCUMENT as LOG
from widgets.diary.pain import USUAL, USUAL_KEY
from widgets.language import N_
from widgets.plan import safety_date
from widgets.plan.store import BACKUP_KEY
from widgets.plan.store import DOCUMENT as PLAN
from widgets.player.settings import SETTINGS_KEY
from widgets.protocol import Context, Effect, Event
from widgets.session import machine, start, view
from widgets.session.place import PLACE, PLACE_KEY
from widgets.session.state import Session
from widgets.stored import Listed, stored_in


class SessionPlayer:
    """The session player, as `widgets.app` registers it."""

    tag = "session-player"
    storage_keys: tuple[str, ...] = (
        PLAN.key,
        BACKUP_KEY,
        PLACE_KEY,
        safety_date.KEY,
        SETTINGS_KEY,
        USUAL_KEY,
        LOG.key,
        *([LOG.aside_key] if LOG.aside_key else []),
    )
    documents: tuple[Listed, ...] = (
        Listed(
            document=PLACE,
            title=N_("Place in a session"),
            holds=N_("where you stopped in a session, for half a day"),
            moves=False,
        ),
        Listed(
            document=safety_date.DOCUMENT,
            title=N_("Date of the safety questions"),
            holds=N_("when you answered the two questions before a session, not what you answered"),
            moves=False,
        ),
        Listed(
            document=USUAL,
            title=N_("Usual pain"),
            holds=N_("your usual pain from 0 to 10, and the day you gave it"),
        ),
    )

    def connect(self, event: Event, context: Context) -> Session:
        """Return today's session.

        Raises:
            ProtocolError: the value does not bring the stored texts.
        """
        return start.connect(stored_in(event.value), event, context.catalog)

    def handle(self, state: Session, event: Event, context: Context) -> tuple[Session, tuple[Effect, ...]]:
        """Return the session after an event, and what must be done.

        Raises:
            ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
        """
        del context
        return machine.handle(state, event)

    def view(self, state: Session, context: Context) -> str:
        """Return the session's inner HTML."""
        return view.html(state, context.catalog, context.root)

    def wake_at(self, state: Session) -> float | None:
        """Return when the session next changes by itself."""
        return machine.wake_at(state)
