"""A catalogue of six exercises of three positions and every way of training sides, and a hand that taps a session."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.widgets.conftest import CATALOG as SMALL
from tests.widgets.heard import Heard
from widgets.catalog import Catalog, Dose
from widgets.plan import edits, fill
from widgets.plan.doses import start
from widgets.plan.values import Course
from widgets.player.machine import wake_at
from widgets.protocol import Announce, Effect, Element, Event, Json, ProtocolError, Save
from widgets.session import machine
from widgets.session import start as session_start
from widgets.session.offer import Wanted
from widgets.session.state import Session

START = 1_763_640_000_000
"""Thursday, 20 November 2025, 12:00 in UTC: milliseconds since the epoch."""
POSITIONS = ("hook-lying", "hook-lying", "quadruped", "quadruped", "side-lying", "hook-lying")
SIDES = ("both", "alternating", "one-then-other", "alternating", "one-then-other", "both")
SLUGS = ("neutral", "marching", "bird-dog", "cat-curl", "clam", "bridge")


def dose_of(sides: str = "both", **changes: Any) -> Dose:  # noqa: ANN401
    """Return two repetitions of 2, 5 and 3 seconds."""
    usual: dict[str, Any] = {
        "hold": 5, "reps": 2, "sets": 1, "move": 2, "release": 3, "rest": 20, "get_ready": 15,
        "sides": sides, "side_change": 4, "side_means": None,
        "range": {"hold": (3, 10), "reps": (1, 6), "sets": (1, 3)},
    }  # fmt: skip
    return Dose(**(usual | changes))


def six_of(small_catalog: Catalog) -> Catalog:
    """A catalogue of six exercises, of three positions and all three ways of training sides."""
    base = small_catalog.exercises[0]
    position = small_catalog.positions[0]
    exercises = tuple(
        replace(
            base, slug=slug, name=slug.replace("-", " ").capitalize(), position=where, url=f"exercises/{slug}/",
            dose=dose_of(sides), level=1, equipment=(), ask_first=(), harder=(),
            easier=("neutral",) if slug == "bridge" else (), cue=("Slow", "Keep breathing"),
        )
        for slug, where, sides in zip(SLUGS, POSITIONS, SIDES, strict=True)
    )  # fmt: skip
    extra = replace(exercises[0], slug="half-bridge", name="Half bridge", url="exercises/half-bridge/")
    exercises = (*exercises[:-1], replace(exercises[-1], easier=("half-bridge",)), extra)
    positions = tuple(replace(position, id=id_, plain=f"Get into {id_}.") for id_ in dict.fromkeys(POSITIONS))
    return replace(small_catalog, exercises=exercises, positions=positions)


CATALOG = six_of(Catalog.from_json(json.dumps(SMALL)))


class Hand(Heard):
    """Drives one session through events, and keeps what the device would."""

    def __init__(
        self,
        catalog: Catalog,
        stored: Mapping[str, str | None] | None = None,
        at: float = START,
        *,
        planned: bool = False,
    ) -> None:
        """Open the page. Every day of a kept plan has all six exercises, or with `planned` what the planner chose."""
        self.catalog = catalog
        self.texts: dict[str, str | None] = dict(stored or {})
        self.now = at
        self.full: set[str] = set()
        """Keys whose texts the browser refuses."""
        self.effects: tuple[Effect, ...] = ()
        self.said: list[str] = []
        self.session: Session = session_start.connect(
            self.texts, self._event("connect", {"stored": dict(self.texts)}), catalog
        )

        if not planned and self.session.wanted.source == "plan":
            wanted = tuple(Wanted(slug=slug, sets=3) for slug in SLUGS)
            offered = self.session.offer
            days = tuple(replace(day, wanted=wanted) for day in offered.programmes)
            self.session = replace(self.session, offer=replace(offered, programmes=days))

    def _event(self, name: str, value: Json) -> Event:
        element = Element(tag="session-player", id="s")
        return Event(element=element, name=name, at=self.now, value=value, zone=60)

    def send(self, name: str, after: float = 0, value: Json = None) -> Hand:
        """Send an event some milliseconds after the one before, and do as the shell does."""
        self.now += after
        self.session, self.effects = machine.handle(self.session, self._event(name, value))
        saves = []
        for effect in self.effects:
            match effect:
                case Save():
                    if effect.key in self.full:
                        refusal = {"key": effect.key, "ok": False, "why": "refused"}
                        if effect.checked:
                            saves.append(refusal | {"text": self.texts.get(effect.key)})
                        continue
                    self.texts[effect.key] = effect.text
                    if effect.checked:
                        saves.append({"key": effect.key, "ok": True})
                case Announce():
                    self.said.append(effect.text)
                case _:
                    pass
        mine = self.effects
        for answer in saves:
            self.session, more = machine.handle(self.session, self._event("saved", answer))  # type: ignore[arg-type]
            assert not more
        self.effects = mine
        return self

    def ready(self) -> Hand:
        """Answer the safety questions, if they are asked."""
        if self.session.gate is not None:
            self.send("answer", 1_000, {"asked": "yes", "signs": "no"})
        return self

    def start(self) -> Hand:
        """Begin the session."""
        return self.ready().send("start", 1_000)

    def run(self, until: Callable[[Session], bool] = lambda _: False) -> Hand:
        """Wake when it asks to be, to the end or until something holds."""
        while (at := wake_at(self.session)) is not None and not until(self.session):
            self.send("wake", at - self.now)
        return self

    def cues(self) -> list[str]:
        """Return the last event's score in short, in seconds from now."""
        return self.cues_since(self.now)

    @property
    def phase(self) -> str:
        """Return the phase that is going on."""
        return self.session.going.phase(self.session.at).name

    def refuses(self, name: str, value: Json = None) -> None:
        """Assert that an event is refused and changes nothing."""
        before = self.session
        with pytest.raises(ProtocolError):
            self.send(name, 1_000, value)
        assert self.session == before


def course_of(catalog: Catalog, **changes: Any) -> Course:  # noqa: ANN401
    """Return the first week of a reader who knows all six and has asked; `week`, `skipped` and `new` may be given."""
    week, new = changes.pop("week", 1), changes.pop("new", None)
    skipped = changes.pop("skipped", ())
    known = {"asked": True, "known": SLUGS, "days": (0, 2, 4), "session_minutes": 60}
    profile = replace(fill.newcomer(catalog).profile, **(known | changes))  # type: ignore[arg-type]
    course = fill.begin(profile, catalog)
    for slug in skipped:
        course = edits.without(course, slug, catalog)
    if new is not None:
        joined = (*course.routines[0], start(catalog.exercise(new), profile))
        course = replace(course, routines=(joined,), order=(*course.order, new), new=new)
    return replace(course, week=week)
