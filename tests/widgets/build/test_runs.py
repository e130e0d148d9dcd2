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
from widgets.app import App, first_view
from widgets.build import runs
from widgets.catalog import Catalog
from widgets.player.effects import SPREADS
from widgets.player.machine import DOUBLE_TAP_MS
from widgets.protocol import Element, Event, Json
from widgets.timer.widget import HoldTimer

AT = 1_795_600_000_123
"""A Start on another day than the one at which runs are made."""
ROOT = "../../"
PHASE = re.compile(r'data-phase="([^"]*)"')
NOTED = re.compile(
    r'\s*<p class="ns-timer__small" id="[^"]*-noted">.*?</p>'
    r'|<h3 class="ns-say__question" id="session-outcomes-title">[^<]*</h3>\s*'
    r'<ul class="ns-session__outcomes" id="session-outcomes">\s*<li>This session is in your log[^<]*</li>\s*</ul>\s*',
    re.DOTALL,
)
"""The line that the log has the dose or the session: the one line that a run leaves out."""
SESSION = "session-player"
"""The name of the session's run; all others are those of exercises."""

type Runs = Mapping[str, Mapping[str, Any]]
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


@pytest.fixture(scope="module")
def made(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Every run by its name, as the shell reads it."""
    all_of_them = {one.slug: runs.run(catalog, one.slug) for one in catalog.exercises}
    all_of_them[SESSION] = runs.session(catalog)
    found: dict[str, dict[str, Any]] = json.loads(json.dumps(all_of_them))
    return found


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
        tag = SESSION if slug == SESSION else "hold-timer"
        element = Element(tag=tag, id=slug, attributes={"slug": slug, "data-root": ROOT})
        update = self.app.take(Event(element=element, name=name, at=at, value=value)).to_dict()
        return update["html"].get(slug), update["effects"].get(slug, [])

    def opened(self, slug: str) -> None:
        """Connect a timer, or the session, where the safety questions are answered."""
        self.send(slug, "connect", AT - 5_000, {"stored": {}})
        if slug == SESSION:
            self.send(slug, "answer", AT - 4_000, dict(runs.AGREED))

    def run(self, slug: str) -> list[tuple[float, str, list[dict[str, Any]]]]:
        """Return time, HTML and effects of every answer from Start to the end."""
        self.opened(slug)
        html, effects = self.send(slug, "start", AT)
        found = [(float(AT), html or "", effects)]
        while (wake := self.app.wake_at) is not None:
            html, effects = self.send(slug, "wake", wake)
            found.append((wake, html or found[-1][1], effects))
        self.send(slug, "disconnect", AT + 10**7)
        return found


def test_frames_are_the_answers_of_python(made: Runs, catalog_json: str) -> None:
    """For every record and the session: the same views, cues and locks of the screen at the same times, to the end."""
    answers = Answers(catalog_json)
    for slug, run in made.items():
        then = answers.run(slug)
        assert [AT + frame["at"] for frame in run["frames"]] == [at for at, _, _ in then]
        for frame, (view, _), (at, html, effects) in zip(run["frames"], views(run), then, strict=True):
            assert view == NOTED.sub("", html), f"{slug} at {at - AT}"
            kept = [one for one in effects if one["kind"] != "save"]
            for effect in (shown := json.loads(json.dumps(frame.get("effects", [])))):
                for timed in (*effect.get("cues", ()), *effect.get("parts", ())):
                    timed["at"] += AT
            assert shown == json.loads(json.dumps(kept))


def test_the_voice_may_be_fetched_from_the_first_hold(made: Runs) -> None:
    """Where a run has no hold, from its first movement."""
    for slug, run in made.items():
        phases = [
            (frame["at"], PHASE.search(view))
            for frame, (view, _) in zip(run["frames"], views(run), strict=True)
        ]
        shown = [(at, found[1]) for at, found in phases if found]
        wanted = "hold" if "hold" in {name for _, name in shown} else "move"
        assert run["voice_from"] == next(at for at, name in shown if name == wanted), slug


def test_no_log_and_no_save(made: Runs) -> None:
    """No frame of any run says that something is kept, and none has an effect beyond cues, screen and focus."""
    for slug, run in made.items():
        kinds = {effect["kind"] for frame in run["frames"] for effect in frame.get("effects", ())}
        assert kinds == {"score", "keep-awake", "focus"}, slug
        text = "".join(run["pieces"])
        assert not [word for word in ("progress log", "noted for your log", "in your log") if word in text], (
            slug
        )
        early = run.get("before", {"effects": ()})["effects"]
        assert {effect["kind"] for effects in early for effect in effects} <= {"focus", "announce"}


@pytest.mark.parametrize("slug", ["bird-dog", SESSION])
def test_a_pause_is_the_answer_of_python(made: Runs, catalog_json: str, slug: str) -> None:
    """The paused view of each frame is Python's, for a pause at the frame's beginning."""
    run = made[slug]
    for frame, (_, paused) in zip(run["frames"][:-1:5], views(run)[:-1:5], strict=True):
        answers = Answers(catalog_json)
        answers.opened(slug)
        answers.send(slug, "start", AT)
        at = AT
        while at < AT + frame["at"]:
            at = min(AT + frame["at"], int(answers.app.wake_at or 0))
            answers.send(slug, "wake", at)
        html, _ = answers.send(slug, "pause", at if frame["at"] else at + DOUBLE_TAP_MS)
        assert PAINTED.sub("", paused or "") == PAINTED.sub("", html or "")


@pytest.mark.parametrize("slug", ["bird-dog", SESSION])
def test_where_a_paused_run_goes_on_is_the_answer_of_python(made: Runs, catalog_json: str, slug: str) -> None:
    """A skip while paused is told in Python's words, for every frame but the first and the end."""
    run = made[slug]
    answers = Answers(catalog_json)
    answers.opened(slug)
    answers.send(slug, "start", AT)
    answers.send(slug, "pause", AT + DOUBLE_TAP_MS)
    for frame in run["frames"][1:-1]:
        _, effects = answers.send(slug, "skip", AT + 2 * DOUBLE_TAP_MS)
        told = [effect for effect in effects if effect["kind"] == "announce"]
        assert told == [{"kind": "announce", "text": run["pieces"][frame["goes"]], "urgent": False}]


def test_stop_and_pain(made: Runs, catalog: Catalog) -> None:
    """A run can be stopped: the end, and the first question about pain with the emergency signs, are in the file."""
    run = made["bridge"]
    stopped, hurt = (html_of(run, run[name], AT) for name in ("stopped", "hurt"))
    assert "Stopped" in stopped
    assert "carry-on" not in stopped
    assert "spread down a leg" in hurt
    assert catalog.safety.emergency.signs[0] in hurt
    told = {name: [effect["text"] for effect in run["told"][name]] for name in run["told"]}
    assert told == {"pause": ["Paused"], "stop": ["Stopped"], "hurts": [SPREADS]}
    assert "start" in run["swapped"]
    assert "hurts" not in run["swapped"]


def state_after(run: Mapping[str, Any], taps: Sequence[tuple[str, Json]]) -> tuple[str, list[dict[str, Any]]]:
    """Return the view before Start after some taps, and the effects of the last one, as the shell finds them."""
    before = run["before"]
    state, done = 0, []
    for name, value in taps:
        event = before["events"].index([name, value])
        ((_, state, effects),) = [one for one in before["states"][state]["on"] if one[0] == event]
        done = before["effects"][effects]
    return html_of(run, changed(before["first"], before["states"][state]["view"]), AT), done


def told(catalog_json: str, taps: Sequence[tuple[str, Json]]) -> tuple[str, list[dict[str, Any]], Answers]:
    """Return Python's view after the same taps, a second apart, and the effects of the last one."""
    answers = Answers(catalog_json)
    html, effects = answers.send(SESSION, "connect", AT - 60_000, {"stored": {}})
    view = html or ""
    for number, (name, value) in enumerate(taps):
        html, effects = answers.send(SESSION, name, AT - 50_000 + 1_000 * number, value)
        view = html or view
    return view, [one for one in effects if one["kind"] != "save"], answers


AGREED: tuple[str, Json] = ("answer", dict(runs.AGREED))
FORMS: list[tuple[str, Json]] = [
    ("answer", {"asked": asked, "signs": signs})
    for asked in (None, "yes", "no")
    for signs in (None, "yes", "no")
]


@pytest.mark.parametrize("form", FORMS)
def test_the_safety_questions_come_first(made: Runs, catalog_json: str, form: tuple[str, Json]) -> None:
    """The answer to each way to fill in the form is Python's; only "yes, asked" and "no signs" leads to Start."""
    html, effects = state_after(made[SESSION], [form])
    assert (html, effects) == told(catalog_json, [form])[:2]
    assert ('data-on-click="start"' in html) == (form == AGREED)


@pytest.mark.parametrize("form", [FORMS[4], FORMS[5], FORMS[8]])
def test_the_questions_can_be_answered_again(made: Runs, catalog_json: str, form: tuple[str, Json]) -> None:
    """After each answer that leads away from the form, "changed" brings the form, as Python does."""
    taps = [form, ("changed", None)]
    html, effects = state_after(made[SESSION], taps)
    assert (html, effects) == told(catalog_json, taps)[:2]
    assert "Two questions first" in html


@pytest.mark.parametrize("usual", [None, 0, 3, 5])
@pytest.mark.parametrize("now", [0, 4, 6, 7, 10])
def test_pain_before_a_session(made: Runs, catalog_json: str, usual: int | None, now: int) -> None:
    """Usual pain and today's lead to Python's own words, and to no Start where the pain rule says to wait."""
    taps: list[tuple[str, Json]] = [AGREED, ("usual", usual), ("pain-now", now)]
    html, effects = state_after(made[SESSION], taps)
    assert (html, effects) == told(catalog_json, taps)[:2]
    assert ('data-on-click="start"' in html) == ("Not now." not in html)
    again: list[tuple[str, Json]] = [*taps, ("pain-now", None), ("ask-usual", None), ("usual", 2)]
    assert state_after(made[SESSION], again)[0] == told(catalog_json, again)[0]


def test_every_button_before_start_is_answered(made: Runs) -> None:
    """In each view before Start that the build knows, each number for pain leads somewhere."""
    before = made[SESSION]["before"]
    for state in before["states"]:
        html = html_of(made[SESSION], changed(before["first"], state["view"]), AT)
        shown = re.findall(r'data-on-click="((?:usual|pain-now|ask-usual))" data-value="([^"]*)"', html)
        answered = [before["events"][event] for event, _, _ in state["on"]]
        assert all([name, json.loads(value)] in answered for name, value in shown)
        assert ("Not now." in html) == ('data-on-click="start"' not in html and "Your pain now is" in html)


def test_pain_that_is_told_changes_no_frame(made: Runs, catalog_json: str) -> None:
    """A session begins alike whatever pain was told before it, where it may begin at all."""
    _, _, answers = told(catalog_json, [AGREED, ("usual", 3), ("pain-now", 4)])
    html, effects = answers.send(SESSION, "start", AT)
    assert html == views(made[SESSION])[0][0]
    cues = [one for one in effects if one["kind"] == "score"]
    assert [cue["at"] - AT for cue in cues[0]["cues"]] == [
        cue["at"] for cue in made[SESSION]["frames"][0]["effects"][0]["cues"]
    ]


def test_an_altered_session_ends_without_numbers(made: Runs) -> None:
    """Where something was skipped the end says nothing of what was done: only Python knows that."""
    run = made[SESSION]
    altered, whole = html_of(run, run["altered"], AT), views(run)[-1][0]
    assert "Done. Well done." in altered
    assert not re.search(r"\d+ of \d+|minutes", altered)
    assert re.search(r"4 of 4 exercises finished", whole)


def test_what_leads_to_an_exercise(made: Runs) -> None:
    """Of each exercise of the session the frames before its first movement are marked, and no others."""
    run = made[SESSION]
    for frame, (html, _) in zip(run["frames"], views(run), strict=True):
        (phase,) = re.findall(r'data-phase="([^"]*)"', html)
        assert ("lead" in frame) == (phase in {"introduction", "get-ready"})


def test_size(made: Runs) -> None:
    """All runs have at most 1.3 MB, no timer's takes more than 6 kB of a reader's line, the session's 12.9 kB."""
    texts = {
        name: json.dumps(run, ensure_ascii=False, separators=(",", ":")).encode()
        for name, run in made.items()
    }
    assert sum(map(len, texts.values())) <= 1_300_000
    packed = {name: len(gzip.compress(text)) for name, text in texts.items()}
    assert packed.pop(SESSION) <= 13_000
    assert max(packed.values()) <= 6_000


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


def test_a_timer_shows_its_record_alone(catalog_json: str) -> None:
    """What the cache's key of a timer leaves out, other records, changes nothing of what it shows."""
    data = json.loads(catalog_json)
    shown: dict[str, str] = {}
    for kept in (0, 1):  # Each record is once among those that stay, whose names their neighbours show.
        changed = json.loads(catalog_json)
        stays = {record["slug"] for record in changed["exercises"][kept::2]}
        near = {
            one["slug"]
            for record in changed["exercises"]
            for one in (*record["easier"], *record["harder"])
            if record["slug"] in stays
        }
        for record in changed["exercises"]:
            if record["slug"] not in stays:
                record["dose"]["hold"] += 1
                record["summary"] = record["summary"].upper()
                record["cue"] = ["Other words."]
                record["name"] += "" if record["slug"] in near else " anew"
        before, after = runs.Inputs.of(json.dumps(data)), runs.Inputs.of(json.dumps(changed))
        for slug in sorted(stays):
            assert before.of_timer(slug) == after.of_timer(slug)
            shown[slug] = first_view("hold-timer", {"slug": slug}, catalog_json, "")
            assert first_view("hold-timer", {"slug": slug}, json.dumps(changed), "") == shown[slug]
    assert len(shown) == len(data["exercises"])


def test_made_once(tmp_path: Path, catalog_json: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run is made anew only if its record, what its page says of others, or the code has changed."""
    first = runs.files(catalog_json, tmp_path, "code")
    assert f"{runs.FOLDER}/bridge.json" in first
    assert f"{runs.FOLDER}/{SESSION}.json" in first
    built: list[str] = []
    real, real_session = runs.run, runs.session

    def noted(catalog: Catalog, slug: str) -> dict[str, Any]:
        built.append(slug)
        return real(catalog, slug)

    def noted_session(catalog: Catalog) -> dict[str, Any]:
        built.append(SESSION)
        return real_session(catalog)

    monkeypatch.setattr(runs, "run", noted)
    monkeypatch.setattr(runs, "session", noted_session)
    assert runs.files(catalog_json, tmp_path, "code") == first
    assert built == []
    data = json.loads(catalog_json)
    records = {one["slug"]: one for one in data["exercises"]}
    records["bridge"]["dose"]["hold"] += 1
    again = runs.files(json.dumps(data), tmp_path, "code")
    assert built == ["bridge"]
    session = json.dumps(
        real_session(Catalog.from_json(json.dumps(data))), ensure_ascii=False, separators=(",", ":")
    )
    assert again[f"{runs.FOLDER}/{SESSION}.json"] == session, "it is the same as one that was made anew"
    assert again[f"{runs.FOLDER}/bridge.json"] != first[f"{runs.FOLDER}/bridge.json"]
    built.clear()
    records["finding-neutral"]["cue"][0] = "Another cue."  # The sample week begins with it.
    again = runs.files(json.dumps(data), tmp_path, "code")
    assert built == ["finding-neutral", SESSION]
    assert "Another cue." in str(again[f"{runs.FOLDER}/{SESSION}.json"])
    built.clear()
    runs.files(catalog_json, tmp_path, "other code")
    assert len(built) == len(data["exercises"]) + 1
