"""The first run of each exercise: the timer's own answers, made by the build and played until Python is there.

`assets/runs/SLUG.json` holds what a newcomer's timer shows and sounds from Start to the end, relative to Start. The
shell plays it (`widgets/shell/run.js`) and decides nothing: every view is that of `widgets.timer`, for a device that
keeps nothing. Frames hold no text to save and no word about the log, because nothing is saved while they play.

HTML is stored as pieces. `pieces` has each distinct one; the first frame lists its pieces by number, and every other
view has its differences from another one. Times are relative to the frame's beginning: `data-to="@5000"`. `{root}`
stands for the relative address of the site's root.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from exercises import disk_cache
from widgets.catalog import Catalog
from widgets.player.actions import BACK_MS
from widgets.player.machine import DOUBLE_TAP_MS
from widgets.player.states import SWAPPED
from widgets.protocol import Context, Effect, Element, Event, FillScreen, Focus, KeepAwake, Save, Score
from widgets.timer.machine import Timer
from widgets.timer.widget import HoldTimer

FOLDER = "assets/runs"
VERSION = 1
ROOT = "{root}"
"""Stands in the HTML for the address of the site's root, which differs from page to page."""
START = 1_000_000_000_000
"""The moment of Start while a run is made, in milliseconds since the epoch; none of the files holds it."""

_TIMES = re.compile(r'(data-(?:from|to|countdown-to))="(\d+)"')
_WIDGET = HoldTimer()

type Change = tuple[int, int, list[int]]
"""Pieces from one index to another, and the numbers of the pieces that replace them."""


class Driver:
    """A timer of a device that keeps nothing, without a log."""

    def __init__(self, catalog: Catalog, slug: str) -> None:
        self.context = Context(catalog=catalog, root=ROOT)
        self.element = Element(tag=_WIDGET.tag, id="run", attributes={"slug": slug})
        opened = _WIDGET.connect(self._event("connect", START, {"stored": {}}), self.context)
        self.timer: Timer = replace(opened, log=None)

    def send(self, name: str, at: float) -> tuple[Effect, ...]:
        """Send an event and return its effects."""
        self.timer, effects = _WIDGET.handle(self.timer, self._event(name, at), self.context)
        return effects

    def view(self, timer: Timer | None = None) -> str:
        """Return the timer's HTML, or that of another state of it."""
        return _WIDGET.view(self.timer if timer is None else timer, self.context)

    @property
    def wake_at(self) -> float | None:
        """When the timer next changes by itself, in milliseconds since the epoch."""
        return _WIDGET.wake_at(self.timer)

    def _event(self, name: str, at: float, value: Any = None) -> Event:  # noqa: ANN401 - any JSON
        return Event(element=self.element, name=name, at=at, value=value)


class Pieces:
    """The distinct pieces of all views of a run."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, html: str, begins: float) -> list[int]:
        """Return a view as numbers of pieces, with its times relative to `begins`."""
        relative = _TIMES.sub(lambda found: f'{found[1]}="@{int(found[2]) - round(begins)}"', html)
        cut = re.split(r"(?<=>)", relative)
        return [self.numbers.setdefault(piece, len(self.numbers)) for piece in cut if piece]


def run(catalog: Catalog, slug: str) -> dict[str, Any]:
    """Return the first run of an exercise as JSON data.

    Raises:
        KeyError: there is no such exercise.
    """
    driver, pieces = Driver(catalog, slug), Pieces()
    effects: tuple[Effect, ...] = driver.send("start", START)
    at: float = START
    frames: list[dict[str, Any]] = []
    before: list[int] = []
    while True:
        shown = pieces.of(driver.view(), at)
        frame: dict[str, Any] = {"at": round(at) - START, "view": changes(before, shown)}
        going = driver.wake_at is not None
        if going:
            paused = pieces.of(_after(driver, "pause", at), at)
            frame["paused"] = changes(shown, paused)
        if kept := [_relative(effect) for effect in effects if not isinstance(effect, Save | FillScreen)]:
            frame["effects"] = kept
        frames.append(frame)
        if driver.wake_at is None:
            break
        before, at = shown, driver.wake_at
        effects = driver.send("wake", at)
    again = Driver(catalog, slug)
    again.send("start", START)
    return {
        "version": VERSION,
        "id": driver.timer.id,
        "double_tap_ms": DOUBLE_TAP_MS,
        "back_ms": BACK_MS,
        "swapped": sorted(SWAPPED),
        "frames": frames,
        "stopped": pieces.of(_after(again, "stop", START), START),
        "hurt": pieces.of(_after(again, "hurts", START), START),
        "pieces": list(pieces.numbers),
    }


def _after(driver: Driver, name: str, at: float) -> str:
    """Return the view after an event, without an offer to carry on: frames know no other place. The driver stays."""
    before = driver.timer
    driver.timer = replace(before, swapped=None)  # The event is no second tap.
    driver.send(name, at)
    after = driver.timer
    driver.timer = before
    return driver.view(replace(after, place=None))


def changes(before: Sequence[int], after: Sequence[int]) -> list[Change]:
    """Return the changes that make one list of pieces another, in order."""
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(i, j, list(after[k:n])) for kind, i, j, k, n in found if kind != "equal"]


def _relative(effect: Effect) -> dict[str, Any]:
    """Return an effect as the shell takes it, with times relative to Start.

    Raises:
        TypeError: the timer has an effect that a run without Python cannot have.
    """
    match effect:
        case Score():
            cues = tuple(replace(cue, at=cue.at - START) for cue in effect.cues)
            parts = tuple(replace(part, at=part.at - START) for part in effect.parts)
            return replace(effect, cues=cues, parts=parts).to_dict()
        case KeepAwake() | Focus():
            return effect.to_dict()
        case _:
            raise TypeError(f"a first run cannot hold the effect {effect.kind!r}")


def files(catalog_json: str, folder: Path, code: str) -> dict[str, Path | str | bytes]:
    """Return the run of every exercise by its place in the site.

    Args:
        catalog_json: the text of the site's catalogue.
        folder: of the cache.
        code: names the code that makes runs: part of the cache key.
    """
    catalog = Catalog.from_json(catalog_json)
    data = json.loads(catalog_json)
    rest = json.dumps({name: value for name, value in data.items() if name in {"safety", "vocabulary"}})
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    found: dict[str, Path | str | bytes] = {}
    for record in data["exercises"]:
        slug = record["slug"]
        near = [names[one["slug"]] for one in (*record["easier"], *record["harder"])]
        key = disk_cache.digest(
            [code.encode(), rest.encode(), json.dumps(record).encode(), json.dumps(near).encode()]
        )
        file = folder / f"{slug}.json"
        for text in disk_cache.read(file, key):
            found[f"{FOLDER}/{slug}.json"] = text
            break
        else:
            text = json.dumps(run(catalog, slug), ensure_ascii=False, separators=(",", ":"))
            disk_cache.write(file, key, text)
            found[f"{FOLDER}/{slug}.json"] = text
    return found
