from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import override

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.conftest import CATALOG as SMALL
from tests.widgets.heard import is_heard
from widgets.catalog import Catalog, Dose
from widgets.dose.words import dose_words
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.show import moment
from widgets.player.states import State
from widgets.protocol import Effect, Element, Event, Json
from widgets.timer import machine, view
from widgets.timer.machine import Timer

VOID = {"input", "circle", "img", "path"}
SAFETY = Catalog.from_data(SMALL).safety
START = 1_763_664_000_000
STEPS: tuple[tuple[str, int, Json], ...] = (
    ("start", 0, None),
    ("wake", 10_000, None),
    ("wake", 12_000, None),
)


class Page(HTMLParser):
    """Reads HTML, and notes what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.inert = 0
        self.feed(html)
        self.close()
        assert not self.open

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.inert += tag == "template"
        if not self.inert:
            self.tags.append((tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag
        self.inert -= tag == "template"

    @override
    def handle_data(self, data: str) -> None:
        if not self.inert:
            self.text += f" {data.strip()}" if data.strip() else ""

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of a kind, those in templates left out."""
        return [attributes for name, attributes in self.tags if name == tag]

    def events(self) -> set[str]:
        """Return the names of all events that a reader could cause."""
        keys = ("data-on-click", "data-on-change")
        return {attributes[key] for _, attributes in self.tags for key in keys if key in attributes}


def show(catalog: Catalog, *steps: tuple[str, int, Json], slug: str = "bridge") -> tuple[Timer, Page]:
    """Return a timer after some events, and its page."""
    timer = machine.connect(slug, catalog.exercise(slug).dose, {}, START, catalog.safety)
    for name, after, value in steps:
        event = Event(element=Element(tag="hold-timer", id="t"), name=name, at=START + after, value=value)
        timer, _ = machine.handle(timer, event)
    return timer, Page(view.html(timer, catalog, "../../"))


class TestEveryState:
    @given(st.data())
    def test_any_path(self, small_catalog: Catalog, data: st.DataObject) -> None:
        """Wherever taps on the page's own controls lead, however late, none is refused, the HTML is sound."""
        slug = data.draw(st.sampled_from([exercise.slug for exercise in small_catalog.exercises]))
        timer, page = show(small_catalog, slug=slug)
        now = START
        for _ in range(data.draw(st.integers(0, 12))):
            controls = [
                attributes for _, attributes in page.tags
                if {"data-on-click", "data-on-change"} & set(attributes) and "disabled" not in attributes
            ]  # fmt: skip
            control = data.draw(st.sampled_from(controls))
            now += data.draw(st.sampled_from([0, 700, 3_000, 26_000]))
            value = view_value(control)
            name = control.get("data-on-click") or control["data-on-change"]
            event = Event(element=Element(tag="hold-timer", id="t"), name=name, at=now, value=value)
            timer, _ = machine.handle(timer, event)
            page = Page(view.html(timer, small_catalog, ""))
            ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
            assert len(ids) == len(set(ids))

    @given(st.data())
    def test_every_press_is_heard(self, small_catalog: Catalog, data: st.DataObject) -> None:
        """Each press is announced, sounds, or changes its own control; where that goes, the focus has a place."""
        slug = data.draw(st.sampled_from([exercise.slug for exercise in small_catalog.exercises]))
        timer, page = show(small_catalog, slug=slug)
        now = START

        def send(name: str, value: Json = None) -> tuple[Effect, ...]:
            nonlocal timer, page
            event = Event(element=Element(tag="hold-timer", id="t"), name=name, at=now, value=value)
            timer, effects = machine.handle(timer, event)
            page = Page(view.html(timer, small_catalog, ""))
            return effects

        for _ in range(data.draw(st.integers(1, 12))):
            now += data.draw(st.sampled_from([0, 700, 3_000, 26_000]))
            send("wake")
            controls = [one for _, one in page.tags if {"data-on-click", "data-on-change"} & set(one)]
            control = data.draw(st.sampled_from(controls))
            before = page.text
            effects = send(control.get("data-on-click") or control["data-on-change"], view_value(control))
            assert is_heard(control, page.text != before, [one for _, one in page.tags], effects), control

    @pytest.mark.parametrize("state", State)
    def test_focus_has_somewhere_to_go(self, small_catalog: Catalog, state: State) -> None:
        """Every part that the machine moves the focus to stands in that state's view and can take it."""
        path: dict[State, tuple[tuple[str, int, Json], ...]] = {
            State.IDLE: (("start", 0, None), ("stop", 1, None), ("again", 600, None)),
            State.RUNNING: (("start", 0, None),),
            State.PAUSED: (("start", 0, None), ("pause", 1_000, None)),
            State.FINISHED: (("start", 0, None), *((("skip", 1, None),) * 12)),
            State.STOPPED: (("start", 0, None), ("stop", 1, None)),
            State.HURT: (("start", 0, None), ("hurts", 1, None)),
        }
        timer, page = show(small_catalog, *path[state])
        assert timer.state is state
        part = {
            State.IDLE: "start", State.RUNNING: "pause", State.PAUSED: "resume", State.FINISHED: "done",
            State.STOPPED: "done", State.HURT: "done",
        }[state]  # fmt: skip
        target = next((tag, a) for tag, a in page.tags if a.get("id") == f"timer-bridge-{part}")
        assert target[0] == "button" or target[1]["tabindex"] == "-1"


def view_value(control: dict[str, str]) -> Json:
    """Return the value that the shell would send for a control."""
    if "data-value" in control:
        value: Json = json.loads(control["data-value"])
        return value
    return "checked" not in control if control.get("type") == "checkbox" else None


class TestIdle:
    def test_words_before_start(self, small_catalog: Catalog) -> None:
        """Before Start: the dose in the guide's words, its time, and the warning."""
        _, page = show(small_catalog)
        text = page.text
        start = text.index("Start")
        for words in (
            "Hold 5 seconds. Do it 3 times.",
            "40 seconds in all",
            "For education only.",
        ):
            assert 0 <= text.index(words) < start

    def test_get_ready_at_hand(self, small_catalog: Catalog) -> None:
        """The page carries the get-ready view and its seconds, for a tap before Python is awake."""
        timer, page = show(small_catalog)
        assert (
            next(b for b in page.all("button") if b.get("data-on-click") == "start")["data-ready-seconds"]
            == "10"
        )
        html = view.html(timer, small_catalog, "")
        starting = re.search(r"<template data-starting[^>]*>(.*)</template>", html, re.DOTALL)
        assert starting is not None
        there = Page(starting[1])
        _, running = show(small_catalog, ("start", 0, None))
        ids = {a["id"] for _, a in there.tags if "id" in a}
        assert ids - {"timer-bridge-late"} <= {a["id"] for _, a in running.tags if "id" in a}
        assert there.events() <= running.events()
        assert [a["data-countdown-to"] for _, a in there.tags if "data-countdown-to" in a] == [""]

    def test_changed_dose(self, small_catalog: Catalog) -> None:
        """A changed dose is said in words of its own, with a way back."""
        _, page = show(small_catalog, ("adjust", 0, True), ("set-hold", 0, 7))
        assert "Hold 7 seconds. Do it 3 times." in page.text
        assert "as-suggested" in page.events()

    def test_a_rest_chosen_elsewhere(self, small_catalog: Catalog) -> None:
        """A rest chosen for an exercise of more sets changes nothing in one of a single set, and nothing says so."""
        exercise = small_catalog.exercise("bridge")
        assert exercise.dose.sets == 1
        kept = {SETTINGS_KEY: Settings(rest=exercise.dose.rest + 5).to_text()}
        timer = machine.connect("bridge", exercise.dose, kept, START, small_catalog.safety)
        page = Page(view.html(replace(timer, adjusting=True), small_catalog, ""))
        assert dose_words(exercise.dose) in page.text
        assert "Changed by you" not in page.text
        assert "as-suggested" not in page.events()

    def test_bounds(self, small_catalog: Catalog) -> None:
        """At the end of a range the button for more cannot be pressed, and says so."""
        _, page = show(small_catalog, ("adjust", 0, True), ("set-hold", 0, 10))
        more = next(b for b in page.all("button") if b.get("id") == "timer-bridge-hold-more")
        assert more["aria-disabled"] == "true"
        assert "data-on-click" not in more
        assert more["aria-label"] == "Hold: no more"


class TestRunning:
    def test_deadlines(self, small_catalog: Catalog) -> None:
        """The shell finds when the phase began and when it ends, to paint seconds, ring and bar."""
        _, page = show(small_catalog, *STEPS)
        assert page.tags[0][1]["data-phase"] == "hold"
        clock = next(a for _, a in page.tags if "data-from" in a)
        assert (int(clock["data-from"]), int(clock["data-to"])) == (START + 12_000, START + 17_000)
        assert [a["data-countdown-to"] for _, a in page.tags if "data-countdown-to" in a] == [
            str(START + 17_000)
        ]

    def test_says_where(self, small_catalog: Catalog) -> None:
        """The view says phase, repetition, side, what comes then and how much is left in words."""
        _, page = show(small_catalog, *STEPS, ("wake", 24_000, None), ("wake", 27_000, None), slug="bird-dog")
        for words in (
            "Change sides",
            "Right side",
            "Next: Rep 1 of 2",
            "Then: move",
            "about 2 min left",
        ):
            assert words in page.text

    def test_paused_is_frozen(self, small_catalog: Catalog) -> None:
        """While paused nothing is painted from a deadline: the seconds are plain text."""
        _, page = show(small_catalog, *STEPS, ("pause", 14_500, None))
        assert not any({"data-countdown-to", "data-from", "data-to"} & set(a) for _, a in page.tags)
        assert page.tags[0][1].keys() >= {"data-paused", "data-phase"}
        assert "Paused 3 seconds left" in page.text
        assert "Goes on with: hold" in page.text

    @pytest.mark.parametrize("name", ["pause", "wake"])
    def test_every_line_stands_in_every_phase(self, small_catalog: Catalog, name: str) -> None:
        """From phase to phase, and in a pause, no line comes or goes: nothing moves under a thumb."""
        _, first = show(small_catalog, ("start", 0, None), slug="bird-dog")
        ids = {a["id"] for _, a in first.tags if "id" in a} - {
            "timer-bird-dog-pause",
            "timer-bird-dog-resume",
        }
        for at in (10_500, 12_500, 17_500, 21_500):
            steps = [("wake", wake * 1_000, None) for wake in (10, 12, 17, 21) if wake * 1_000 < at]
            _, page = show(small_catalog, ("start", 0, None), *steps, (name, at, None), slug="bird-dog")
            assert ids <= {a["id"] for _, a in page.tags if "id" in a}

    def test_long_rest(self, dose: Callable[..., Dose]) -> None:
        """A rest of three digits is marked, so that it can be drawn smaller."""
        long = dose(sets=2, rest=120)
        timer = machine.connect("x", long, {}, START, SAFETY)
        timer, _ = machine.handle(timer, Event(element=Element(tag="t", id="t"), name="start", at=START))
        for _ in range(10):
            timer, _ = machine.handle(timer, Event(element=Element(tag="t", id="t"), name="skip", at=START))
        assert moment(timer.going, timer.at, timer.going.place.dose)["long"]


class TestAfter:
    def test_finished(self, small_catalog: Catalog) -> None:
        """After the end: harder and easier exercises as information, with links from the site's root."""
        _, page = show(small_catalog, ("start", 0, None), *((("skip", 1, None),) * 12))
        assert "the next day is no worse" in page.text
        assert [a["href"] for a in page.all("a")] == [
            "../../planner/", "../../exercises/bird-dog/", "../../exercises/march/",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("steps", "advice"),
        [
            ((("spread", 700, True),), "Spreading pain: stop."),
            ((("spread", 700, False), ("pain", 1_300, 3)), "Go on gently."),
            ((("spread", 700, False), ("pain", 1_300, 4)), "Make it easier."),
            ((("spread", 700, False), ("pain", 1_300, 10)), "Stop for today."),
        ],
    )
    def test_hurt(
        self, small_catalog: Catalog, steps: tuple[tuple[str, int, Json], ...], advice: str
    ) -> None:
        """The advice is the catalogue's for the answer, and the emergency card is always there."""
        _, page = show(small_catalog, ("start", 0, None), ("hurts", 1, None), *steps)
        for words in (advice, "Call now if:", "Sign one", "Call now.", "Your answers are not kept anywhere."):
            assert words in page.text

    def test_emergency_from_the_first_question(self, small_catalog: Catalog) -> None:
        """The emergency card does not wait for an answer."""
        _, page = show(small_catalog, ("start", 0, None), ("hurts", 1, None))
        assert "Call now if:" in page.text


class TestByHand:
    def test_words(self, dose: Callable[..., Dose]) -> None:
        """How to count without the timer, in one sentence or two."""
        assert view.by_hand(dose(reps=10, sets=1)) == (
            "To count by yourself: move for a slow count of 2, hold for a slow count of 5, "
            "come back for a slow count of 3. Do this 10 times."
        )
        assert view.by_hand(dose(hold=0, reps=1, sides="one-then-other")).endswith(
            "Do this once on one side, then on the other. "
            "Rest for 30 seconds, then start the next set: 2 sets in all."
        )
