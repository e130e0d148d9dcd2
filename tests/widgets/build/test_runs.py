"""The first runs: what the shell plays before Python is there is what Python would have answered."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from exercises.catalog.load import load
from exercises.pages.payload import payload_text
from widgets.app import App
from widgets.build import runs
from widgets.catalog import Catalog
from widgets.player.machine import DOUBLE_TAP_MS
from widgets.protocol import Element, Event, Json
from widgets.timer.widget import HoldTimer

AT = 1_795_600_000_123
"""A Start on another day than the one at which runs are made."""
ROOT = "../../"
NOTED = re.compile(r'\s*<p class="ns-timer__small" id="[^"]*-noted">.*?</p>', re.DOTALL)
"""The line that the log has the dose: the one line that a run leaves out."""
PAINTED = re.compile(r'stroke-dashoffset="[^"]*"')
"""Progress within a phase, which the shell paints."""


@pytest.fixture(scope="module")
def catalog_json() -> str:
    """`catalog.json` of the real records."""
    loaded = load().catalog
    assert loaded is not None
    return payload_text(loaded)


@pytest.fixture(scope="module")
def catalog(catalog_json: str) -> Catalog:
    """The real catalogue."""
    return Catalog.from_json(catalog_json)


def html_of(run: Mapping[str, Any], pieces: Sequence[int], begins: int) -> str:
    """Return a view as the shell puts it together."""
    text = "".join(run["pieces"][piece] for piece in pieces).replace(runs.ROOT, ROOT)
    return re.sub(r'="@(\d+)"', lambda found: f'="{begins + int(found[1])}"', text)


def changed(before: Sequence[int], changes: Sequence[runs.Change]) -> list[int]:
    """Return the pieces after changes, as the shell applies them: from the last one to the first."""
    after = list(before)
    for start, end, pieces in reversed(changes):
        after[start:end] = pieces
    return after


def views(run: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """Return each frame's view for a Start at `AT`, and its paused view."""
    found: list[tuple[str, str | None]] = []
    pieces: list[int] = []
    for frame in run["frames"]:
        pieces = changed(pieces, frame["view"])
        begins = AT + frame["at"]
        paused = html_of(run, changed(pieces, frame["paused"]), begins) if "paused" in frame else None
        found.append((html_of(run, pieces, begins), paused))
    return found


class Answers:
    """The app's own answers to a reader without anything stored."""

    def __init__(self, catalog_json: str) -> None:
        self.app = App(catalog_json)

    def send(
        self, slug: str, name: str, at: float, value: Json = None
    ) -> tuple[str | None, list[dict[str, Any]]]:
        """Return the HTML, if it is new, and the effects."""
        element = Element(tag="hold-timer", id=slug, attributes={"slug": slug, "data-root": ROOT})
        update = self.app.take(Event(element=element, name=name, at=at, value=value)).to_dict()
        return update["html"].get(slug), update["effects"].get(slug, [])

    def run(self, slug: str) -> list[tuple[float, str, list[dict[str, Any]]]]:
        """Return time, HTML and effects of every answer from Start to the end."""
        self.send(slug, "connect", AT - 5_000, {"stored": {}})
        html, effects = self.send(slug, "start", AT)
        found = [(float(AT), html or "", effects)]
        while (wake := self.app.wake_at) is not None:
            html, effects = self.send(slug, "wake", wake)
            found.append((wake, html or found[-1][1], effects))
        self.send(slug, "disconnect", AT + 10**7)
        return found


def test_frames_are_the_answers_of_python(catalog: Catalog, catalog_json: str) -> None:
    """For every record: the same views at the same times, cues and the screen's lock, from Start to the end."""
    answers = Answers(catalog_json)
    for exercise in catalog.exercises:
        run = json.loads(json.dumps(runs.run(catalog, exercise.slug)))
        then = answers.run(exercise.slug)
        assert [AT + frame["at"] for frame in run["frames"]] == [at for at, _, _ in then]
        for frame, (view, _), (at, html, effects) in zip(run["frames"], views(run), then, strict=True):
            assert view == NOTED.sub("", html), f"{exercise.slug} at {at - AT}"
            kept = [one for one in effects if one["kind"] != "save"]
            for effect in (shown := json.loads(json.dumps(frame.get("effects", [])))):
                for timed in (*effect.get("cues", ()), *effect.get("parts", ())):
                    timed["at"] += AT
            assert shown == json.loads(json.dumps(kept))


def test_no_log_and_no_save(catalog: Catalog) -> None:
    """No frame of any run says that something is kept, and none has an effect beyond cues, screen and focus."""
    for exercise in catalog.exercises:
        run = runs.run(catalog, exercise.slug)
        kinds = {effect["kind"] for frame in run["frames"] for effect in frame.get("effects", ())}
        assert kinds == {"score", "keep-awake", "focus"}, exercise.slug
        assert "progress log" not in "".join(run["pieces"])
        assert "noted for your log" not in "".join(run["pieces"])


def test_a_pause_is_the_answer_of_python(catalog: Catalog, catalog_json: str) -> None:
    """The paused view of each frame is Python's, for a pause at the frame's beginning."""
    run = runs.run(catalog, "bird-dog")
    for frame, (_, paused) in zip(run["frames"][:-1:5], views(run)[:-1:5], strict=True):
        answers = Answers(catalog_json)
        answers.send("bird-dog", "connect", AT - 5_000, {"stored": {}})
        answers.send("bird-dog", "start", AT)
        at = AT
        while at < AT + frame["at"]:
            at = min(AT + frame["at"], int(answers.app.wake_at or 0))
            answers.send("bird-dog", "wake", at)
        html, _ = answers.send("bird-dog", "pause", at if frame["at"] else at + DOUBLE_TAP_MS)
        assert PAINTED.sub("", paused or "") == PAINTED.sub("", html or "")


def test_stop_and_pain(catalog: Catalog) -> None:
    """A run can be stopped: the end, and the first question about pain with the emergency signs, are in the file."""
    run = runs.run(catalog, "bridge")
    stopped, hurt = (html_of(run, run[name], AT) for name in ("stopped", "hurt"))
    assert "Stopped" in stopped
    assert "carry-on" not in stopped
    assert "spread down a leg" in hurt
    assert catalog.safety.emergency.signs[0] in hurt
    assert "start" in run["swapped"]
    assert "hurts" not in run["swapped"]


def test_size(catalog: Catalog) -> None:
    """All runs together have at most a megabyte and a quarter, and none takes more than 6 kB of a reader's line."""
    texts = [
        json.dumps(runs.run(catalog, one.slug), ensure_ascii=False, separators=(",", ":")).encode()
        for one in catalog.exercises
    ]
    assert sum(map(len, texts)) <= 1_250_000
    assert max(len(gzip.compress(text)) for text in texts) <= 6_000


def test_another_effect_is_refused(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    """An effect that a run without Python cannot have stops the build."""
    real = HoldTimer.handle

    def handle(self: HoldTimer, state: Any, event: Event, context: Any) -> Any:  # noqa: ANN401
        from widgets.protocol import Print  # noqa: PLC0415

        after, effects = real(self, state, event, context)
        return after, (*effects, Print())

    monkeypatch.setattr(HoldTimer, "handle", handle)
    with pytest.raises(TypeError, match="print"):
        runs.run(catalog, "bridge")


def test_made_once(tmp_path: Path, catalog_json: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run is made anew only if its record, what its page says of others, or the code has changed."""
    first = runs.files(catalog_json, tmp_path, "code")
    assert f"{runs.FOLDER}/bridge.json" in first
    made: list[str] = []
    real = runs.run

    def noted(catalog: Catalog, slug: str) -> dict[str, Any]:
        made.append(slug)
        return real(catalog, slug)

    monkeypatch.setattr(runs, "run", noted)
    assert runs.files(catalog_json, tmp_path, "code") == first
    assert made == []
    data = json.loads(catalog_json)
    next(one for one in data["exercises"] if one["slug"] == "bridge")["dose"]["hold"] += 1
    again = runs.files(json.dumps(data), tmp_path, "code")
    assert made == ["bridge"]
    assert again[f"{runs.FOLDER}/bridge.json"] != first[f"{runs.FOLDER}/bridge.json"]
    made.clear()
    runs.files(catalog_json, tmp_path, "other code")
    assert len(made) == len(data["exercises"])
