"""The dispatcher: JSON events in, JSON updates out. Pure: no DOM, no clock, no randomness.

It holds the state of every element that is connected, by the element's id. A widget is registered by one line
in `WIDGETS`. Two kinds of failure, never mixed: what the shell should never have sent raises `ProtocolError`
and changes nothing; a fault of a widget's own is told in that element alone, keeps its last good state, and
harms no other. Only an element that cannot even start has no state to keep: that is refused too.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import escape

from widgets import language
from widgets.catalog import Catalog
from widgets.language import N_, _
from widgets.log.widget import ProgressLog
from widgets.parts import changed
from widgets.planner.day import PlanToday
from widgets.planner.widget import WeeklyPlanner
from widgets.prepare.widget import PlanMaker
from widgets.protocol import Announce, Context, Effect, Element, Event, ProtocolError, Update, Widget
from widgets.session.widget import SessionPlayer
from widgets.stored import Listed
from widgets.timer.widget import HoldTimer

ROOT_ATTRIBUTE = "data-root"
"""On the element, written by the build: the relative address of the site's root, such as `../../`."""

WIDGETS: Mapping[str, Widget[Any]] = {
    widget.tag: widget
    for widget in (
        HoldTimer(),
        SessionPlayer(),
        WeeklyPlanner(),
        PlanToday(),
        ProgressLog(),
        PlanMaker(),
    )
}  # fmt: skip

DOCUMENTS: tuple[Listed, ...] = tuple(
    {
        listed.document.key: listed
        for tag in ("progress-log", "weekly-planner", "hold-timer", "session-player", "plan-maker")
        for listed in WIDGETS[tag].documents
    }.values()
)
"""Every stored document of the site, in the order in which readers see them."""

FAULT = N_("Something went wrong here. Please try again, or reload the page.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Slot:
    """A connected element."""

    element: Element
    widget: Widget[Any]
    state: Any
    html: str
    """What the page shows."""
    wake_at: float | None
    """When it next changes by itself (ms since the epoch); `None` for never, and after a fault."""


class App:
    """All connected elements and the catalogue that they read."""

    def __init__(self, catalog_json: str | None = None) -> None:
        self._catalog: Catalog | None = None
        self._slots: dict[str, _Slot] = {}
        if catalog_json is not None:
            self.set_catalog(catalog_json)

    def set_catalog(self, catalog_json: str) -> None:
        """Take `catalog.json`. Elements that are connected keep their state.

        Raises:
            CatalogError: it is not a catalogue that this site understands; the one before stays.
        """
        self._catalog = Catalog.from_json(catalog_json)

    def handle(self, event_json: str) -> str:
        """Take one event and return its update.

        `wake` with an empty element id is for all elements whose time has come. HTML is returned where the
        view has changed, and always after `connect` and `show`; where only parts of it changed, those are.

        Raises:
            ProtocolError: the event is not one that the shell may send, or an element could not start;
                nothing has changed.
        """
        return self.take(Event.from_json(event_json)).to_json()

    def take(self, event: Event) -> Update:
        """Take one event as `handle` does, and return its update as a value.

        Raises:
            ProtocolError: as `handle`.
        """
        html: dict[str, str] = {}
        parts: dict[str, Mapping[str, str]] = {}
        effects: dict[str, tuple[Effect, ...]] = {}
        if self._catalog is not None:
            language.use(self._catalog.language)
        for one in self._each(event):
            id_ = one.element.id
            before = self._slots.get(id_)
            after, todo = self._step(before, one)
            if one.name == "disconnect":
                self._slots.pop(id_, None)
            else:
                self._slots[id_] = after
                some = None if before is None else changed(before.html, after.html)
                if before is None or one.name in {"connect", "show"}:
                    html[id_] = after.html
                elif some:
                    parts[id_] = some
                elif some is None and after.html != before.html:
                    html[id_] = after.html
            if todo:
                effects[id_] = todo
        return Update(html=html, parts=parts, effects=effects, wake_at=self.wake_at)

    def html_of(self, id_: str) -> str:
        """Return the whole view of an element that is connected."""
        return self._slots[id_].html

    @property
    def wake_at(self) -> float | None:
        """When the first element next changes by itself, in milliseconds since the epoch; `None` for never."""
        times = (slot.wake_at for slot in self._slots.values())
        return min((time for time in times if time is not None), default=None)

    def _each(self, event: Event) -> Iterator[Event]:
        """Yield the event for its element; a `wake` without one for each element that is due."""
        if event.name != "wake" or event.element.id:
            yield event
            return
        for slot in tuple(self._slots.values()):
            time = slot.wake_at
            if time is not None and time <= event.at:
                yield replace(event, element=slot.element)

    def _step(self, before: _Slot | None, event: Event) -> tuple[_Slot, tuple[Effect, ...]]:
        """Return an element after an event, and what must be done."""
        if self._catalog is None:
            raise ProtocolError(f"{event.name!r} came before the catalogue")
        if event.name == "connect":
            try:
                return _connected(event, self._context(event.element)), ()
            except ProtocolError:
                raise
            except Exception as error:
                sys.stderr.write(traceback.format_exc())
                raise ProtocolError(f"<{event.element.tag}> did not start: {error!r}") from error
        if before is None:
            raise ProtocolError(f"{event.name!r} from an element that is not connected: {event.element.id!r}")
        if event.name == "show":
            return before, ()
        context = self._context(before.element)
        try:
            state, effects = before.widget.handle(before.state, event, context)
            slot = _slot(before.element, before.widget, state, context)
        except ProtocolError:
            raise
        except Exception:  # noqa: BLE001  # whatever is wrong in one widget, the others go on
            sys.stderr.write(traceback.format_exc())
            fault = fault_html()
            html = fault + before.html.removeprefix(fault)
            return replace(before, html=html, wake_at=None), (Announce(text=_(FAULT), urgent=True),)
        return slot, effects

    def _context(self, element: Element) -> Context:
        return Context(
            catalog=self._catalog, documents=DOCUMENTS, root=element.attributes.get(ROOT_ATTRIBUTE, "")
        )


def _connected(event: Event, context: Context) -> _Slot:
    """Return a newly connected element.

    Raises:
        ProtocolError: no widget has that tag.
    """
    widget = WIDGETS.get(event.element.tag)
    if widget is None:
        raise ProtocolError(f"no widget is called <{event.element.tag}>")
    return _slot(event.element, widget, widget.connect(event, context), context)


def _slot(element: Element, widget: Widget[Any], state: Any, context: Context) -> _Slot:  # noqa: ANN401  # each its own
    """Return an element with its view and its wake-up time, both computed from its state."""
    html, wake_at = widget.view(state, context), widget.wake_at(state)
    return _Slot(element=element, widget=widget, state=state, html=html, wake_at=wake_at)


def fault_html() -> str:
    """Return the HTML that stands above the last good view after a fault."""
    return f'<p class="ns-fault">{escape(_(FAULT))}</p>\n'


def storage_keys(tag: str) -> tuple[str, ...]:
    """Return the keys whose texts the shell sends with an element's `connect`.

    Raises:
        ProtocolError: no widget has that tag.
    """
    if tag not in WIDGETS:
        raise ProtocolError(f"no widget is called <{tag}>")
    return WIDGETS[tag].storage_keys


def first_view(tag: str, attributes: Mapping[str, str], catalog_json: str, root: str) -> str:
    """Return an element's inner HTML before any script has run: what `connect` gives with nothing stored.

    Raises:
        ProtocolError: no widget has that tag, or its attributes name nothing in the catalogue.
        CatalogError: the text is not a catalogue.
    """
    element = Element(tag=tag, id="first-view", attributes=dict(attributes))
    event = Event(element=element, name="connect", at=0, value={"stored": {}})
    catalog = read_catalog(catalog_json)
    with language.used(catalog.language):
        return _connected(event, Context(catalog=catalog, documents=DOCUMENTS, root=root)).html


@lru_cache(maxsize=1)
def read_catalog(catalog_json: str) -> Catalog:
    """Return the catalogue of a text, the same object each time.

    Results computed from a catalogue are cached by it, and comparing two of them takes longer than the rest.
    """
    return Catalog.from_json(catalog_json)
