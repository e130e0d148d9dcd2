"""First runs: the widgets' answers to a first start, recorded by the build and played until Python has started.

`assets/runs/SLUG.json` holds what a newcomer's timer shows and sounds from Start to the end, relative to Start;
`assets/runs/session-player.json` does so for the session of a device without a plan, with the answers to the safety
questions before it. The shell plays them (`widgets/shell/run.js`) and decides nothing: every view is the widget's own,
for a device that stores nothing. Frames hold no text to save and no word about the log, because nothing is saved while
they play.

HTML is stored as pieces. `pieces` has each distinct one, and the announcement of a frame for a paused run (`goes`); the
first frame lists its pieces by number, and every other view has its differences from another one. Until `voice_from`,
the first hold, a slow line is kept free of the recorded voice, and the device's voice speaks. Times are relative to the
frame's beginning: `data-to="@5000"`. `{root}` stands for the relative address of the site's root.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any

from exercises import disk_cache
from widgets.app import read_catalog
from widgets.catalog import Catalog
from widgets.diary import before as checks
from widgets.player.actions import BACK_MS
from widgets.player.effects import goes_on
from widgets.player.machine import DOUBLE_TAP_MS
from widgets.protocol import (
    Announce,
    Context,
    Effect,
    Element,
    Event,
    FillScreen,
    Focus,
    Json,
    KeepAwake,
    Save,
    Score,
)
from widgets.session import machine as session_machine
from widgets.session.widget import SessionPlayer
from widgets.timer import machine as timer_machine
from widgets.timer.widget import HoldTimer

FOLDER = "assets/runs"
VERSION = 2
ROOT = "{root}"
"""Stands in the HTML for the address of the site's root, which differs from page to page."""
START = 1_000_000_000_000
"""The moment of Start while a run is made, in milliseconds since the epoch; none of the files holds it."""
AGREED: Mapping[str, Json] = {"asked": "yes", "signs": "no"}
"""The answers to the safety questions that a session begins after."""

_ASKED = (None, "yes", "no")
"""What the form sends for each of the two questions; `None` where it was left open."""
_LEADS = frozenset({"introduction", "get-ready"})
"""Phases in which nothing of an exercise is done."""
_BUTTONS = re.compile(r'data-on-click="([^"]+)"(?: data-value="([^"]*)")?')
_TIMES = re.compile(r'(data-(?:from|to|countdown-to))="(\d+)"')
_TIMER = HoldTimer()
_SESSION = SessionPlayer()

type Change = tuple[int, int, list[int]]
"""Pieces from one index to another, and the numbers of the pieces that replace them."""


class Driver:
    """A timer or a session of a device that keeps nothing, without a log."""

    def __init__(self, catalog: Catalog, slug: str | None) -> None:
        """Connect the timer of an exercise, or the session where there is no slug."""
        self.widget: Any = _SESSION if slug is None else _TIMER
        self.rules = session_machine.RULES if slug is None else timer_machine.RULES
        self.context = Context(catalog=catalog, root=ROOT)
        attributes = {} if slug is None else {"slug": slug}
        self.element = Element(tag=self.widget.tag, id="run", attributes=attributes)
        opened = self.widget.connect(self._event("connect", START - 10_000, {"stored": {}}), self.context)
        self.state = self._unlogged(opened)

    def send(self, name: str, at: float, value: Json = None) -> tuple[Effect, ...]:
        """Send an event and return its effects."""
        effects: tuple[Effect, ...]
        state, effects = self.widget.handle(self.state, self._event(name, at, value), self.context)
        self.state = self._unlogged(state)
        return effects

    def view(self, state: Any = None) -> str:  # noqa: ANN401 - a timer or a session
        """Return the HTML, or that of another state."""
        html: str = self.widget.view(self.state if state is None else state, self.context)
        return html

    @property
    def wake_at(self) -> float | None:
        """When it next changes by itself, in milliseconds since the epoch."""
        wake: float | None = self.widget.wake_at(self.state)
        return wake

    def _unlogged(self, state: Any) -> Any:  # noqa: ANN401 - a timer or a session
        return replace(state, recorded=None) if self.widget is _SESSION else replace(state, log=None)

    def _event(self, name: str, at: float, value: Json = None) -> Event:
        return Event(element=self.element, name=name, at=at, value=value)


class Pieces:
    """The distinct pieces of all views of a run."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, html: str, begins: float) -> list[int]:
        """Return a view as numbers of pieces, with its times relative to `begins`."""
        relative = _TIMES.sub(lambda found: f'{found[1]}="@{int(found[2]) - round(begins)}"', html)
        cut = re.split(r"(?<=>)", relative)
        return [self.number(piece) for piece in cut if piece]

    def number(self, piece: str) -> int:
        """Return the number of a piece, a new one where it was not known."""
        return self.numbers.setdefault(piece, len(self.numbers))


def run(catalog: Catalog, slug: str) -> dict[str, Any]:
    """Return the first run of an exercise's timer as JSON data.

    Raises:
        KeyError: there is no such exercise.
    """
    return _played(lambda: Driver(catalog, slug), Pieces())


def session(catalog: Catalog) -> dict[str, Any]:
    """Return the first run of the session that a device without a plan is offered, as JSON data.

    `before` is what comes before Start: the safety questions and the question for pain. `altered` is the end of a
    session that did not go as the frames do.
    """

    def ready() -> Driver:
        driver = Driver(catalog, None)
        driver.send("answer", START - 9_000, dict(AGREED))
        return driver

    pieces = Pieces()
    played = _played(ready, pieces)
    altered = ready()
    altered.send("start", START)
    while altered.wake_at is not None:
        altered.send("skip", START)
    end = pieces.of(altered.view(), START)
    return played | {"before": before(catalog, pieces), "altered": end, "pieces": list(pieces.numbers)}


def before(catalog: Catalog, pieces: Pieces) -> dict[str, Any]:
    """Return the views of a session before Start, and which answer leads from one to another.

    State 0 is the view of a page that was just opened. Each state has its differences from that view, and what the
    shell answers there: the number of the event in `events`, of the next state, and of what is to be done in `effects`.
    An event that is not listed is for Python: once pain was told, the safety questions are.
    """
    driver = Driver(catalog, None)
    first, untold = pieces.of(driver.view(), START), driver.state.check
    events: dict[str, int] = {}
    effects: dict[str, int] = {}
    known: dict[object, int] = {}
    found: list[tuple[Any, list[int]]] = []

    def numbered(state: Any) -> int:  # noqa: ANN401 - a session
        view = pieces.of(driver.view(state), START)
        key = (tuple(view), state.check.usual.value, state.check.now, state.check.asking)
        if key not in known:
            known[key] = len(known)
            found.append((state, view))
        return known[key]

    numbered(driver.state)
    states: list[dict[str, Any]] = []
    for state, view in found:  # It grows meanwhile.
        told: list[tuple[int, int, int]] = []
        texts = list(pieces.numbers)
        html = "".join(texts[piece] for piece in view)
        for name, value in _taps(html, all_of_them=state.check == untold):
            driver.state = replace(state, swapped=None)
            done = json.dumps(_relative(driver.send(name, START - 1_000, value)))
            event = events.setdefault(json.dumps([name, value]), len(events))
            told.append((event, numbered(driver.state), effects.setdefault(done, len(effects))))
        states.append({"view": changes(first, view), "on": told})
    return {
        "first": first,
        "events": [json.loads(one) for one in events],
        "effects": [json.loads(one) for one in effects],
        "states": states,
    }


def _taps(html: str, *, all_of_them: bool) -> Iterator[tuple[str, Json]]:
    """Yield the events, with their values, that a view offers before Start and that the build records answers to."""
    if all_of_them and 'data-on-submit="answer"' in html:
        for asked, signs in itertools.product(_ASKED, repeat=2):
            yield "answer", {"asked": asked, "signs": signs}
    for name, value in _BUTTONS.findall(html):
        if name in checks.EVENTS or (all_of_them and name == "changed"):
            yield name, json.loads(value or "null")


def _played(ready: Callable[[], Driver], pieces: Pieces) -> dict[str, Any]:
    """Return the run of a widget from Start to the end; `ready` makes the widget as it is just before Start."""
    driver, again = ready(), ready()
    effects: tuple[Effect, ...] = driver.send("start", START)
    at: float = START
    frames: list[dict[str, Any]] = []
    first: dict[str, int] = {}
    before: list[int] = []
    while True:
        shown = pieces.of(driver.view(), at)
        frame: dict[str, Any] = {"at": round(at) - START, "view": changes(before, shown)}
        if (going := driver.wake_at) is not None:
            first.setdefault(driver.state.run.phase(at).name, round(at) - START)
            frame["paused"] = changes(shown, pieces.of(_after(driver, "pause", at), at))
            frame["goes"] = pieces.number(goes_on(driver.state).text)
            if driver.state.several and driver.state.run.phase(at).name in _LEADS:
                frame["lead"] = True
        if kept := _relative(effects):
            frame["effects"] = kept
        frames.append(frame)
        if going is None:
            break
        before, at = shown, going
        effects = driver.send("wake", at)
    again.send("start", START)
    return {
        "version": VERSION,
        "id": driver.state.id,
        "double_tap_ms": DOUBLE_TAP_MS,
        "back_ms": BACK_MS,
        "swapped": sorted(driver.rules.swapped),
        "frames": frames,
        "voice_from": first.get("hold", first.get("move", 0)),
        "stopped": pieces.of(_after(again, "stop", START), START),
        "hurt": pieces.of(_after(again, "hurts", START), START),
        "told": {name: _told(again, name) for name in ("pause", "stop", "hurts")},
        "pieces": list(pieces.numbers),
    }


def _after(driver: Driver, name: str, at: float) -> str:
    """Return the view after an event, without an offer to carry on: frames know no other place. The driver stays."""
    state, _ = _tried(driver, name, at)
    return driver.view(replace(state, place=None))


def _told(driver: Driver, name: str) -> list[dict[str, Any]]:
    """Return what an event announces. The driver stays."""
    return [effect.to_dict() for effect in _tried(driver, name, START)[1] if isinstance(effect, Announce)]


def _tried(driver: Driver, name: str, at: float) -> tuple[Any, tuple[Effect, ...]]:
    """Return the state after an event, and its effects. The driver stays."""
    before = driver.state
    driver.state = replace(before, swapped=None)  # The event is no second tap.
    effects = driver.send(name, at)
    after, driver.state = driver.state, before
    return after, effects


def changes(before: Sequence[int], after: Sequence[int]) -> list[Change]:
    """Return the changes that make one list of pieces another, in order."""
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(i, j, list(after[k:n])) for kind, i, j, k, n in found if kind != "equal"]


def _relative(effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """Return effects as the shell takes them, with times relative to Start, and without what only Python may do.

    Raises:
        TypeError: there is an effect that a run without Python cannot have.
    """
    found: list[dict[str, Any]] = []
    for effect in effects:
        match effect:
            case Save() | FillScreen():
                continue
            case Score():
                cues = tuple(replace(cue, at=cue.at - START) for cue in effect.cues)
                parts = tuple(replace(part, at=part.at - START) for part in effect.parts)
                found.append(replace(effect, cues=cues, parts=parts).to_dict())
            case KeepAwake() | Focus() | Announce():
                found.append(effect.to_dict())
            case _:
                raise TypeError(f"a first run cannot hold the effect {effect.kind!r}")
    return found


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of the build's views of widgets, for cache keys."""

    everything: str
    """The whole catalogue's text."""
    other: str
    """All of it but the exercises."""
    records: Mapping[str, str]
    """By slug: a record, with the names of its easier and harder versions."""

    @classmethod
    def of(cls, catalog_json: str) -> Inputs:
        """Return the inputs of a catalogue's text."""
        data = json.loads(catalog_json)
        names = {record["slug"]: record["name"] for record in data["exercises"]}
        records = {
            record["slug"]: json.dumps(
                [record, [names[one["slug"]] for one in (*record["easier"], *record["harder"])]]
            )
            for record in data["exercises"]
        }
        other = {name: value for name, value in data.items() if name != "exercises"}
        return cls(catalog_json, json.dumps(other), records)

    def of_timer(self, slug: str) -> str:
        """Return what the timer of an exercise shows; a slug that is none's is for the timer to refuse."""
        return self.other + self.records.get(slug, slug)


def files(catalog_json: str, folder: Path, code: str) -> dict[str, Path | str | bytes]:
    """Return the run of every exercise, and of the session, by its place in the site.

    Args:
        catalog_json: the text of the site's catalogue.
        folder: of the cache.
        code: names the code that makes runs: part of the cache key.
    """
    catalog = read_catalog(catalog_json)
    inputs = Inputs.of(catalog_json)
    found: dict[str, Path | str | bytes] = {}

    def add(name: str, make: Callable[[], dict[str, Any]], *inputs: str) -> None:
        key = disk_cache.digest([text.encode() for text in (code, *inputs)])
        file = folder / f"{name}.json"
        text = next(iter(disk_cache.read(file, key)), None)
        if text is None:
            text = json.dumps(make(), ensure_ascii=False, separators=(",", ":"))
            disk_cache.write(file, key, text)
        found[f"{FOLDER}/{name}.json"] = text

    for slug in inputs.records:
        add(slug, partial(run, catalog, slug), inputs.of_timer(slug))
    steps = Driver(catalog, None).state.steps
    shown = [inputs.records[step.slug] for step in steps]
    add(_SESSION.tag, partial(session, catalog), repr(steps), *shown, inputs.other)
    return found
