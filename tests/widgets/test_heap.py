from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from widgets import app as door
from widgets import heap
from widgets.app import WIDGETS, App
from widgets.parts import parted, place
from widgets.protocol import Context, Effect, Event


@pytest.fixture
def handle(small_catalog_json: str, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a function of any events
    """The door that the worker calls, with a fresh app behind it."""
    monkeypatch.setattr(heap, "app", App(small_catalog_json))
    return lambda *events: json.loads(heap.handle(json.dumps(events)))


def _event(name: str, at: float, id_: str = "a") -> dict[str, Any]:
    value: object = {"stored": {}} if name == "connect" else None
    element = {"tag": "hold-timer", "id": id_, "attributes": {"slug": "bridge"}}
    return {"element": element, "name": name, "at": at, "value": value}


def test_events_of_one_list_give_one_update(handle: Any) -> None:  # noqa: ANN401
    """A tap kept from before the start is answered at once: the view before it never reaches the page."""
    update = handle(_event("connect", 0), _event("connect", 0, "b"), _event("start", 1000))
    assert 'data-state="running"' in update["html"]["a"]
    assert 'data-state="idle"' in update["html"]["b"]
    assert [effect["kind"] for effect in update["effects"]["a"]].count("score") == 1
    assert update["wake_at"] == 11_000


def test_a_refused_event_harms_no_other(handle: Any) -> None:  # noqa: ANN401
    """What a widget does not accept is listed with its reason; the events around it count."""
    update = handle(_event("connect", 0), _event("resume", 10), _event("start", 1000))
    assert [(one["id"], one["name"]) for one in update["refused"]] == [("a", "resume")]
    assert 'data-state="running"' in update["html"]["a"]


class InParts:
    """A widget with two parts, of which an event changes the one it names."""

    tag = "in-parts"
    storage_keys = ()

    def connect(self, event: Event, context: Context) -> tuple[str, ...]:
        """Begin with nothing."""
        del event, context
        return ()

    def handle(
        self, state: tuple[str, ...], event: Event, context: Context
    ) -> tuple[tuple[str, ...], tuple[Effect, ...]]:
        """Remember what was said."""
        del context
        return (*state, event.name), ()

    def view(self, state: tuple[str, ...], context: Context) -> str:
        """Show how often each part was named, and whether all was to change."""
        del context
        around = f"{place('one')}{place('two')}{'!' * state.count('all')}"
        return parted(around, lambda name: f'<p data-part="{name}">{state.count(name)}</p>')

    def wake_at(self, state: tuple[str, ...]) -> float | None:
        """Never."""
        del state
        return None


def test_an_answer_brings_the_parts_that_changed(handle: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    """Events of one list add up; where the whole view is asked for or more changed, the last whole view comes alone."""
    monkeypatch.setattr(door, "WIDGETS", {InParts.tag: InParts()})

    def told(*names: str) -> tuple[Any, Any]:
        element = {"tag": InParts.tag, "id": "p", "attributes": {}}
        update = handle(*({"element": element, "name": name, "at": 0, "value": None} for name in names))
        return update["html"].get("p"), update["parts"].get("p")

    one, two = '<p data-part="one">{}</p>', '<p data-part="two">{}</p>'
    assert told("connect") == (one.format(0) + two.format(0), None)
    assert told("one") == (None, {"one": one.format(1)})
    assert told("one", "two", "one") == (None, {"one": one.format(3), "two": two.format(1)})
    assert told("nothing") == (None, None)
    assert told("show") == (one.format(3) + two.format(1), None)
    assert told("one", "all") == (one.format(4) + two.format(1) + "!", None)
    assert told("all", "one") == (one.format(5) + two.format(1) + "!!", None)


def test_warm_finds_every_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """All templates of the package are compiled into the snapshot, wherever they lie."""
    compiled: list[str] = []
    monkeypatch.setattr(heap, "template", compiled.append)
    heap.warm()
    assert "timer/templates/timer.html.j2" in compiled
    assert len(compiled) == len(set(compiled))


# Connects every element in a process of its own, and prints what each shows.
ANSWERS = """
import json, sys
from pathlib import Path
from widgets import heap
from widgets.app import WIDGETS
heap.warm()
if sys.argv[2] == "trimmed":
    heap.trim()
heap.app.set_catalog(Path(sys.argv[1]).read_text("utf-8"))
elements = [{"tag": tag, "id": tag, "attributes": {"slug": "bridge"}} for tag in WIDGETS]
print(heap.handle(json.dumps([
    {"element": one, "name": name, "at": at, "value": value}
    for one in elements
    for name, at, value in (("connect", 0, {"stored": {}}), ("start", 20_000, None))
])))
"""


def test_what_is_trimmed_is_not_used(small_catalog_json: str, tmp_path: Path) -> None:
    """Without Jinja's compiler every element shows and does the same."""
    catalog = tmp_path / "catalog.json"
    catalog.write_text(small_catalog_json, "utf-8")
    whole, trimmed = (
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", ANSWERS, catalog, how], check=True, capture_output=True, text=True
        ).stdout
        for how in ("whole", "trimmed")
    )
    assert trimmed == whole
    shown = json.loads(whole)["html"]
    assert set(shown) == set(WIDGETS)
    assert all(shown.values())
