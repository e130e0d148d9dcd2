"""An element as tests drive it: started with stored texts, then event by event. No assertion lives here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from widgets.protocol import Context, Effect, Element, Event, Json, Save, Widget

SITE = "https://example.org/"
"""Address of the site's root."""
AT = 1.8e12
"""When every event happens: 15 January 2027, in milliseconds since the epoch."""


@dataclass(frozen=True)
class Driven[S]:
    """An element, and the context in which its events happen."""

    widget: Widget[S]
    world: Context

    def event(self, name: str, value: Json = None) -> Event:
        """Return an event of the element."""
        return Event(element=Element(tag=self.widget.tag, id="it"), name=name, at=AT, value=value)

    def opened(self, **stored: Json) -> S:
        """Return the state of an element that just started, with these texts on the device, by key."""
        return self.widget.connect(self.event("connect", {"stored": stored, "site": SITE}), self.world)

    def do(self, state: S, *steps: tuple[str, Any]) -> tuple[S, list[Effect]]:
        """Return the state after some events, each a name and a value, and all that they led to."""
        done: list[Effect] = []
        for name, value in steps:
            state, effects = self.widget.handle(state, self.event(name, value), self.world)
            done += effects
        return state, done

    def view(self, state: S) -> str:
        """Return the element's HTML."""
        return self.widget.view(state, self.world)


def saves(effects: list[Effect]) -> list[Save]:
    """Return what was to be kept."""
    return [effect for effect in effects if isinstance(effect, Save)]
