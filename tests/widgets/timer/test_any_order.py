"""Taps, wakes and other tabs in any order and at any time, also backwards: what always holds of a hold timer."""

from __future__ import annotations

from typing import Any, override

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.chance import examples
from tests.widgets.conftest import CATALOG as SMALL
from widgets.catalog import Catalog, Dose
from widgets.player.machine import settle, wake_at
from widgets.player.score import SECOND
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import FINISHED, IDLE, LATE, PAUSED, RUNNING
from widgets.protocol import (
    Announce,
    Cue,
    Effect,
    Element,
    Event,
    FillScreen,
    Json,
    KeepAwake,
    ProtocolError,
    Save,
    Score,
)
from widgets.timer import machine
from widgets.timer.machine import TRANSITIONS
from widgets.timer.place import PLACE_KEY, Place

SAFETY = Catalog.from_data(SMALL).safety
START = 1_763_664_000_000
HOUR = 3_600 * SECOND

DOSES = st.builds(
    Dose,
    hold=st.integers(0, 12),
    reps=st.integers(1, 3),
    sets=st.integers(1, 2),
    move=st.integers(1, 3),
    release=st.integers(1, 3),
    rest=st.sampled_from([0, 5, 120]),
    get_ready=st.sampled_from([0, 3, 10]),
    sides=st.sampled_from(["both", "one-then-other", "alternating"]),
    side_change=st.sampled_from([0, 2, 8]),
    range=st.just({"reps": (1, 4), "sets": (1, 3)}),
)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "usual": st.none() | st.integers(0, 10), "pain-now": st.none() | st.integers(0, 10),
    "adjust": st.booleans(), "big": st.booleans(), "spread": st.booleans(),
    "pain": st.integers(0, 10), "set-reps": st.integers(1, 4),
    "set-sets": st.integers(1, 3), "set-rest": st.integers(0, 60), "set-get-ready": st.integers(0, 60),
    "set-side": st.sampled_from(["left", "right"]), "set-voice-name": st.sampled_from(["", "Karen", "recorded"]),
    "heard": st.booleans(),
} | {
    f"set-{name}": st.booleans()
    for name in (
        "sounds", "sound", "voice", "vibration", "half-way", "count", "count-in", "counting", "silent-switch",
        "strong", "intro", "listen", "flash",
    )
}  # fmt: skip
"""What the page sends with an event; nothing with the others."""

TAPS = {name for events in TRANSITIONS.values() for name in events} - {
    "wake", "stored", "disconnect", "voices", "set-hold",
}  # fmt: skip


class AnyOrder(RuleBasedStateMachine):
    """One timer, a device that keeps its texts, a player that keeps its score, a screen that may sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.now = float(START)
        self.texts: dict[str, str | None] = {}
        self.cues: tuple[Cue, ...] = ()
        self.awake = False
        self.big = False

    @initialize(dose=DOSES)
    def connect(self, dose: Dose) -> None:
        """Open the page."""
        self.dose = dose
        self.timer = machine.connect("bridge", dose, {}, self.now, SAFETY)

    @rule(wait=st.sampled_from([0, 40, 600, 2_500]), data=st.data())
    def tap(self, wait: int, data: st.DataObject) -> None:
        """Tap on something that the page shows."""
        self.now += wait
        name = data.draw(st.sampled_from(sorted({*TRANSITIONS[self.timer.state]} & TAPS)))
        self.send(name, data.draw(VALUES[name]) if name in VALUES else None)

    @rule(name=st.sampled_from(sorted(TAPS)), data=st.data())
    def tap_late(self, name: str, data: st.DataObject) -> None:
        """Tap on something that the page may have shown a moment ago."""
        self.send(name, data.draw(VALUES[name]) if name in VALUES else None)

    @rule(after=st.one_of(st.integers(0, 30_000), st.just(HOUR)))
    def time_goes_by(self, after: int) -> None:
        """Wake late: the page slept, for a moment or for an hour."""
        self.now += after
        self.send("wake", None)

    @rule(back=st.integers(1, 5_000))
    def an_event_comes_late(self, back: int) -> None:
        """Send an event that is older than the one before."""
        self.send("wake", None, at=self.now - back)

    @precondition(lambda self: self.timer.can_carry_on and self.timer.state is not PAUSED)
    @rule()
    def carry_on(self) -> None:
        """Take the offer to go on where the reader was."""
        place = self.timer.place
        self.now = max(self.now, self.timer.at) + 600
        was = self.timer.state
        self.send("carry-on", None)
        if was is not RUNNING:
            assert self.timer.state is RUNNING
            assert self.timer.going.place == place

    @precondition(lambda self: wake_at(self.timer) is not None)
    @rule(late=st.sampled_from([0, 0.4, 15]))
    def wake_as_asked(self, late: float) -> None:
        """Wake when it asked to be woken: it gets on, and is never told that it was away."""
        at = wake_at(self.timer)
        assert at is not None
        was_away = self.timer.missed
        self.now = max(self.now, at + late)
        self.send("wake", None, at=at + late)
        if at + late >= self.now:
            assert self.timer.missed in (None, was_away)
        later = wake_at(self.timer)
        assert later is None or later > at

    @rule(chosen=st.builds(Settings, sound=st.booleans(), voice=st.booleans(), get_ready=st.integers(0, 60)))
    def another_tab(self, chosen: Settings) -> None:
        """Choose something else in another tab while this one goes on."""
        run = self.timer.run
        self.send("stored", {"stored": {SETTINGS_KEY: chosen.to_text()}})
        after = self.timer.run
        if run is not None and after is not None and self.timer.state is not FINISHED:
            assert after.phases == run.phases

    @rule()
    def reload(self) -> None:
        """Load the page anew: the place that was kept is offered, if it still is one of this exercise."""
        offered = Place.from_text(self.texts.get(PLACE_KEY), "bridge", self.dose, self.now)
        self.timer = machine.connect("bridge", self.dose, self.texts, self.now, SAFETY)
        self.cues, self.awake, self.big = (), False, False
        assert self.timer.place == offered
        assert not self.timer.settings_lost

    def send(self, name: str, value: Json, *, at: float | None = None) -> None:
        """Send an event, and do what it leads to."""
        before, when = self.timer, self.now if at is None else at
        event = Event(element=Element(tag="hold-timer", id="t"), name=name, at=when, value=value)
        try:
            self.timer, effects = machine.handle(before, event)
        except ProtocolError:
            settled, _ = settle(before, when)
            assert name not in {*TRANSITIONS[settled.state], *LATE[settled.state]} - {
                "carry-on",
                "pain",
                "less",
            }
            return
        self.perform(effects)

    def perform(self, effects: tuple[Effect, ...]) -> None:
        """Do as the shell does."""
        scores = [effect for effect in effects if isinstance(effect, Score)]
        assert len(scores) <= 1
        for effect in effects:
            match effect:
                case Score():
                    self.cues = effect.cues
                    assert all(cue.at >= self.timer.at for cue in effect.cues)
                    assert sum(cue.at < self.timer.at + SECOND for cue in effect.cues) <= 2
                case KeepAwake():
                    self.awake = effect.on
                case FillScreen():
                    assert effect.on is not self.big
                    self.big = effect.on
                case Save():
                    self.texts[effect.key] = effect.text
                case Announce():
                    assert effect.text
                case _:
                    pass

    @invariant()
    def the_screen_is_on_while_it_runs(self) -> None:
        """The screen is kept on while it runs, and then only."""
        if hasattr(self, "timer"):
            assert self.awake == (self.timer.state is RUNNING)

    @invariant()
    def the_screen_is_filled_by_what_counts(self) -> None:
        """The shell fills the screen as the timer says, and only a running or a paused one does."""
        if hasattr(self, "timer"):
            assert self.timer.big == self.big
            assert not self.big or self.timer.state in {RUNNING, PAUSED}

    @invariant()
    def nothing_sounds_unless_it_runs(self) -> None:
        """Beyond the last word, and the sounds that are being tried, only a running timer has cues to come."""
        if hasattr(self, "timer") and self.timer.state not in {RUNNING, IDLE, FINISHED}:
            assert not self.cues

    @invariant()
    def cues_are_the_phases(self) -> None:
        """Each phase that is still to begin has its cue, at its time, wherever something is switched on."""
        if not hasattr(self, "timer") or self.timer.state is not RUNNING:
            return
        chosen, run = self.timer.settings, self.timer.going
        if chosen.sound or chosen.voice or chosen.vibration:
            coming = {run.time_of(phase.start) for phase in run.phases} | {run.time_of(run.total)}
            to_come = {at for at in coming if at is not None and at > self.timer.at}
            assert to_come <= {cue.at for cue in self.cues}

    @invariant()
    def it_is_within_its_score(self) -> None:
        """A run is never before its beginning nor past its end, and only a running one asks to be woken."""
        if not hasattr(self, "timer"):
            return
        timer = self.timer
        assert (timer.run is None) == (timer.state is IDLE)
        assert (wake_at(timer) is None) == (timer.state is not RUNNING)
        if timer.run is not None:
            assert 0 <= timer.run.done(timer.at) <= timer.run.total
            assert (timer.run.since is None) == (timer.state is not RUNNING)

    @invariant()
    def a_place_is_kept_while_there_is_one(self) -> None:
        """What a reload would offer is the repetition that is going on, or nothing in the first."""
        if not hasattr(self, "timer") or self.timer.state not in {RUNNING, PAUSED}:
            return
        place = self.timer.going.place_at(self.timer.at)
        kept = Place.from_text(self.texts.get(PLACE_KEY), "bridge", self.dose, self.timer.at)
        assert kept == (None if place.is_start else place)

    @override
    def teardown(self) -> None:
        """Leave the page: silence, and the screen may sleep."""
        if not hasattr(self, "timer"):
            return
        self.send("disconnect", None)
        if self.timer.state is not FINISHED or not self.cues:
            assert not self.cues
        assert not self.awake


AnyOrder.TestCase.settings = settings(max_examples=examples(150), stateful_step_count=30)
TestAnyOrder = AnyOrder.TestCase
