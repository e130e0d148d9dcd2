from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from widgets import heap
from widgets.app import App

SCRIPT = Path(__file__).with_name("roundtrip.mjs")
DAY_ONE = 1_800_000_000_000.0


class _Buffer:
    """What the worker hands over, as Python sees it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def to_bytes(self) -> bytes:
        """Return its bytes."""
        return self._text.encode()


def _event(name: str, seconds: float, value: object = None, id_: str = "a") -> dict[str, Any]:
    element = {"tag": "hold-timer", "id": id_, "attributes": {"slug": "side-plank", "data-root": "../../"}}
    return {"element": element, "name": name, "at": DAY_ONE + seconds * 1000, "value": value}


@pytest.fixture(scope="module")
def batches() -> list[str]:
    """A dose from beginning to end, with a pause, an event that is refused, and the pain questions."""
    stored = {"stored": {"neutral-spine.timer.settings": '{"version": 1, "voice": false}'}}
    wake = {"element": {"tag": "", "id": ""}, "name": "wake"}
    lists = [
        [_event("connect", 0, stored), _event("start", 1)],
        *([wake | {"at": DAY_ONE + at * 1000}] for at in range(2, 20)),
        [_event("pause", 20)],
        [_event("dance", 29)],
        [_event("resume", 30), _event("skip", 31), _event("back", 32)],
        *([wake | {"at": DAY_ONE + at * 1000}] for at in range(33, 300, 3)),
        [_event("again", 301), _event("start", 302), _event("hurts", 305)],
        [_event("spread", 306, value=False)],
        [_event("pain", 307, value=5)],
        [_event("connect", 310, {"stored": {}}, id_="b")],
        [_event("disconnect", 311)],
    ]
    return [json.dumps(events) for events in lists]


@pytest.fixture(scope="module")
def expected(batches: list[str], small_catalog_json: str) -> list[Any]:
    """What this Python answers to the same events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heap, "app", App())
        heap.set_catalog(_Buffer(small_catalog_json))
        return [json.loads(heap.handle(batch)) for batch in batches]


@pytest.mark.parametrize("mode", ["snapshot", "stock"])
def test_the_runtime_answers_as_cpython_does(  # noqa: PLR0913, PLR0917 - fixtures
    mode: str,
    node_runtime: Path,
    batches: list[str],
    expected: list[Any],
    small_catalog_json: str,
    tmp_path: Path,
) -> None:
    """Started either way, the browser's Python gives the same views, effects and times as the tested one.

    Nothing that a widget does may need a module or a template that the snapshot does not hold.
    """
    catalog = tmp_path / "catalog.json"
    catalog.write_text(small_catalog_json)
    node = shutil.which("node") or "node"
    done = subprocess.run(  # noqa: S603 - all of it is ours
        [node, SCRIPT, node_runtime, mode, catalog],
        input="\n".join(batches),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert [json.loads(answer) for answer in result["answers"]] == expected
    assert result["runtime"] == (node_runtime.name if mode == "snapshot" else None)
    assert done.stderr == ""


def test_the_events_lead_somewhere(expected: list[Any]) -> None:
    """The comparison above compares something: the dose runs to its end, and no timer dances."""
    states = [html["a"] for html in (answer["html"] for answer in expected) if "a" in html]
    assert any('data-state="finished"' in view for view in states)
    assert any('data-state="hurt"' in view for view in states)
    assert [len(answer["refused"]) for answer in expected].count(1) == 1
