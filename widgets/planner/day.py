"""`<plan-today>`: today's part of the planner alone, for the home page. It shows it, and saves nothing.

The shell wakes Python for it only where the runtime is on the device already. Until then its first view stands there:
the link to the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from widgets.diary import log_document
from widgets.plan import store
from widgets.plan.week import make
from widgets.planner import keeping, today
from widgets.planner.state import State
from widgets.protocol import Context, Effect, Event, ProtocolError
from widgets.stored import Listed, stored_in
from widgets.templating import template

TEMPLATE = "planner/templates/day.html.j2"
_KNOWN = frozenset({"stored", "wake", "disconnect"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The stored texts, and the planner's state that they lead to."""

    texts: Mapping[str, str | None]
    planner: State


class PlanToday:
    """The custom element `<plan-today>`."""

    tag = "plan-today"
    storage_keys: tuple[str, ...] = (
        *(store.KEY, store.BACKUP_KEY),
        *(log_document.KEY, log_document.ASIDE_KEY),
    )
    documents: tuple[Listed, ...] = ()

    def connect(self, event: Event, context: Context) -> Shown:
        """Return today as the stored plan has it."""
        return _shown(stored_in(event.value), event, context)

    def handle(self, state: Shown, event: Event, context: Context) -> tuple[Shown, tuple[Effect, ...]]:
        """Return the state after another tab has saved something, or at the end of the day.

        Raises:
            ProtocolError: the event is another one: nothing here can be pressed but links.
        """
        if event.name not in _KNOWN:
            raise ProtocolError(f"today's part of a plan has no event {event.name!r}")
        heard = stored_in(event.value) if event.name == "stored" else {}
        return _shown({**state.texts, **heard}, event, context), ()

    def view(self, state: Shown, context: Context) -> str:
        """Return the element's inner HTML: today with its pictures, or the link alone where no plan is shown."""
        planner = state.planner
        mine = planner.mode == "mine"
        return template(TEMPLATE).render(
            root=context.root,
            over=today.over(planner, context.catalog) if mine else None,
            card=today.card(planner, make(planner.course, context.catalog).days, context.catalog)
            if mine
            else None,
        )

    def wake_at(self, state: Shown) -> float | None:
        """Return when the reader's day ends, in milliseconds since the epoch; `None` without a plan."""
        return state.planner.midnight if state.planner.mode == "mine" else None


def _shown(texts: Mapping[str, str | None], event: Event, context: Context) -> Shown:
    texts = {key: texts.get(key) for key in PlanToday.storage_keys}
    return Shown(texts=texts, planner=today.dated(keeping.opened(texts, context.catalog), event))
