"""The pain rule in a guide's timer: asked only where the reader wants it, and one rule before and during the dose."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markupsafe import escape

from tests.widgets.conftest import CATALOG
from widgets.catalog import Catalog
from widgets.diary.pain import USUAL, USUAL_KEY, Usual
from widgets.dose.words import dose_line
from widgets.player.states import IDLE, RUNNING
from widgets.protocol import Announce, Context, Effect, Element, Event, Json, ProtocolError, Save
from widgets.timer.machine import Timer
from widgets.timer.widget import HoldTimer

START = 1_763_664_000_000
WORLD = Context(catalog=Catalog.from_data(CATALOG), root="../../")
RULE = WORLD.catalog.safety.pain_rule
TIMER = HoldTimer()
ELEMENT = Element(tag="hold-timer", id="t", attributes={"slug": "bridge"})


class Guide:
    """A guide's page with its timer."""

    def __init__(self, usual: int | None = None, *, known: bool = True) -> None:
        stored: dict[str, Json] = {}
        if known:
            stored[USUAL_KEY] = USUAL.dump(Usual(pain=usual, day="2025-11-03"))
        self.now = START
        self.timer: Timer = TIMER.connect(self._event("connect", {"stored": stored}), WORLD)
        self.effects: tuple[Effect, ...] = ()

    def _event(self, name: str, value: Json) -> Event:
        return Event(element=ELEMENT, name=name, at=self.now, value=value)

    def send(self, name: str, value: Json = None) -> Guide:
        """Send an event a second later."""
        self.now += 1_000
        self.timer, self.effects = TIMER.handle(self.timer, self._event(name, value), WORLD)
        return self

    @property
    def html(self) -> str:
        """The page."""
        return TIMER.view(self.timer, WORLD)


def test_it_is_asked_only_when_wanted() -> None:
    """The guide shows one button; behind it is a row of numbers, at first for the usual pain."""
    guide = Guide(known=False)
    assert "Check your pain first" in guide.html
    assert RULE.question not in guide.html
    assert RULE.question in guide.send("check").html
    assert Announce(text=RULE.question) in guide.effects
    guide.send("usual", 4)
    kept = [json.loads(e.text or "") for e in guide.effects if isinstance(e, Save) and e.key == USUAL_KEY]
    assert [(text["pain"], text["day"]) for text in kept] == [(4, "2025-11-20")]
    assert "How is your pain now" in guide.html


@pytest.mark.parametrize(
    ("usual", "now", "begins"),
    [(4, 5, True), (4, 6, False), (6, 7, False), (None, 5, True), (None, 6, False)],
)
def test_begin_only(usual: int | None, now: int, begins: object) -> None:
    """Where the rule says to wait there is no Start, and a tap from before it starts nothing."""
    guide = Guide(usual).send("check").send("pain-now", now)
    assert ('id="timer-bridge-start"' in guide.html) is begins
    assert ("data-starting" in guide.html) is begins
    assert (guide.send("start").timer.state is RUNNING) is begins


@pytest.mark.parametrize(
    ("usual", "began", "now", "goes_on"),
    [(5, 5, 6, True), (5, 5, 7, False), (6, None, 7, True), (6, None, 8, False), (None, None, 4, False)],
)
def test_a_rise_stops_it(usual: int | None, began: int | None, now: int, goes_on: object) -> None:
    """A rise of two, or eight, ends the dose; where nobody knows the usual pain the first band is the most."""
    guide = Guide(usual).send("pain-now", began).send("start").send("wake").send("skip").send("skip")
    guide.send("hurts").send("spread", value=False).send("pain", now)
    assert guide.timer.can_carry_on is goes_on


def hurt(guide: Guide, pain: int) -> Guide:
    """Start the dose, do one repetition, and say that it hurts so much."""
    guide.send("start")
    for _phase in range(4):
        guide.now = int(TIMER.wake_at(guide.timer) or guide.now) - 1_000
        guide.send("wake")
    return guide.send("hurts").send("spread", value=False).send("pain", pain)


def test_make_it_easier_has_a_button() -> None:
    """In the middle band one button goes on with half of the dose; what hurt stays in the log beside it."""
    guide = hurt(Guide(), 4)
    dose, easier = guide.timer.suggested, guide.timer.less
    assert easier is not None
    assert (dose.reps, dose.hold, dose.range["reps"][0], dose.range["hold"][0]) == (3, 5, 2, 3)
    assert (easier.reps, easier.hold) == (2, 3), "half would be less than what the sources print"
    assert f"Do less: {dose_line(easier)}" in guide.html
    guide.send("less")
    assert guide.timer.state is RUNNING
    assert guide.timer.going.place.dose == easier
    while guide.timer.state is RUNNING:
        guide.now = int(TIMER.wake_at(guide.timer) or guide.now) - 1_000
        guide.send("wake")
    assert guide.timer.log is not None
    (entry,) = guide.timer.log.value.entries
    assert [(one.reps, one.said, one.finished) for one in entry.exercises] == [
        (dose.reps, "hurt", False), (easier.reps, None, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("usual", "leg", "pain"), [(None, False, 3), (None, False, 6), (None, True, None), (3, False, 5)]
)
def test_less_only_where_the_rule_says_so(usual: int | None, leg: bool, pain: int | None) -> None:  # noqa: FBT001
    """Mild pain carries on, more pain and a leg stop: no button for less, and a late tap on one starts nothing."""
    guide = hurt(Guide(usual), 4).send("hurts").send("spread", value=leg)
    if pain is not None:
        guide.send("pain", pain)
    assert "Do less" not in guide.html
    with pytest.raises(ProtocolError):
        guide.send("less")


def test_less_has_bounds() -> None:
    """Nothing below what the sources print: the smallest dose, and a prescribed one, have no smaller one."""
    guide = hurt(Guide(), 4)
    low = {name: low for name, (low, _high) in guide.timer.suggested.range.items()}
    smallest_dose = replace(guide.timer.dose, **low)  # type: ignore[arg-type]  # whole numbers
    place = replace(guide.timer.going.place, dose=smallest_dose)
    smallest = replace(guide.timer, run=replace(guide.timer.going, place=place))
    assert smallest.less is None
    assert "Do less" not in TIMER.view(smallest, WORLD)
    prescribed = replace(guide.timer, prescribed=True)
    html = TIMER.view(prescribed, WORLD)
    assert prescribed.less is None
    assert "Do less" not in html
    assert "Ask whoever made it what to do instead." in html


def test_no_number_is_kept() -> None:
    """Of the numbers in a timer only the usual pain is ever saved."""
    guide = Guide(5)
    saved: list[Effect] = []
    for name, value in (("pain-now", 6), ("start", None), ("hurts", None), ("spread", False), ("pain", 7)):
        guide.send(name, value)
        saved += [effect for effect in guide.effects if isinstance(effect, Save)]
    assert not any(effect.key == USUAL_KEY for effect in saved if isinstance(effect, Save))
    assert not any('"pain' in (effect.text or "") for effect in saved if isinstance(effect, Save))


def test_another_tab_tells_it() -> None:
    """The usual pain that a session asked in another tab counts here at once."""
    guide = Guide(known=False).send(
        "stored", {"stored": {USUAL_KEY: USUAL.dump(Usual(pain=2, day="2025-11-20"))}}
    )
    assert guide.send("pain-now", 4).timer.withheld
    assert guide.timer.state is IDLE


def test_each_question_and_the_advice_are_said() -> None:
    """What opens after "it hurts" is announced as it is shown; the heading that gets the focus repeats none of it."""
    guide = Guide(known=False).send("start")
    answers: tuple[tuple[str, Json], ...] = (("hurts", None), ("spread", False), ("pain", 3))
    for name, value in answers:
        guide.send(name, value)
        (told,) = (effect for effect in guide.effects if isinstance(effect, Announce))
        headline = re.search(r'<h3 [^>]*id="timer-bridge-done"[^>]*>([^<]*)</h3>', guide.html)
        assert headline is not None
        assert told.urgent
        assert f">{escape(told.text)}</p>" in guide.html, name
        assert told.text not in headline[1]
    guide.send("hurts").send("spread", True)  # noqa: FBT003 - an event's value
    assert [effect.text for effect in guide.effects if isinstance(effect, Announce)] == [
        WORLD.catalog.safety.pain_spread
    ]
