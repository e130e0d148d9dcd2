from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loops import for_each
from tests.widgets.conftest import CATALOG as SMALL
from tests.widgets.heard import Heard
from widgets.catalog import Catalog, Dose
from widgets.dose.length import seconds
from widgets.player.machine import DOUBLE_TAP_MS, wake_at
from widgets.player.score import SECOND
from widgets.player.settings import RECORDED, SETTINGS_KEY, Settings
from widgets.player.states import FINISHED, HURT, IDLE, PAUSED, RUNNING, STOPPED, State
from widgets.protocol import (
    Announce,
    Effect,
    Element,
    Event,
    Focus,
    Json,
    KeepAwake,
    ProtocolError,
    Save,
    Score,
    Sound,
)
from widgets.timer import machine
from widgets.timer.machine import LATE, TRANSITIONS, Timer
from widgets.timer.place import PLACE_KEY

SAFETY = Catalog.from_data(SMALL).safety
START = 1_763_664_000_000
"""A moment, in milliseconds since the epoch."""

VALUES: Mapping[str, Json] = {
    "adjust": True, "spread": False, "pain": 2, "stored": {"stored": {}}, "set-hold": 7, "set-reps": 4,
    "set-sets": 2, "set-rest": 20, "set-get-ready": 5, "set-side": "right", "set-sounds": False,
    "set-sound": False, "set-voice": False,
    "set-vibration": False, "set-half-way": True, "set-count": True, "set-count-in": False, "set-counting": True,
    "set-strong": True, "set-silent-switch": False, "set-intro": False, "set-voice-name": "Karen",
    "voices": {"voices": []}, "heard": True,
    "set-listen": True, "set-flash": True, "big": True,
}  # fmt: skip
"""A value that is right, for the events that bring one."""

EVENTS = sorted({name for events in TRANSITIONS.values() for name in events})


def make_dose(**changes: Any) -> Dose:  # noqa: ANN401
    """Return three repetitions of 2, 5 and 3 seconds, twice, 30 seconds apart, with some parts changed."""
    usual: dict[str, Any] = {
        "hold": 5, "reps": 3, "sets": 2, "move": 2, "release": 3, "rest": 30, "get_ready": 10,
        "sides": "both", "side_change": 5, "range": {"hold": (3, 10), "reps": (2, 6), "sets": (1, 3)},
    }  # fmt: skip
    return Dose(**(usual | changes))


TOTAL_MS = seconds(make_dose()) * SECOND


class Hand(Heard):
    """Drives one timer through events, and keeps what each led to."""

    def __init__(self, stored: Mapping[str, str | None] | None = None, **dose: Any) -> None:  # noqa: ANN401
        self.timer = machine.connect("bridge", make_dose(**dose), stored or {}, START, SAFETY)
        self.effects: tuple[Effect, ...] = ()

    def send(self, name: str, after: float, value: Json = None) -> Hand:
        """Send an event at some milliseconds after `START`."""
        element = Element(tag="hold-timer", id="t")
        event = Event(element=element, name=name, at=START + after, value=value)
        self.timer, self.effects = machine.handle(self.timer, event)
        return self

    def cues(self) -> list[str]:
        """Return the last event's score in short, in seconds from `START`."""
        return self.cues_since(START)

    @property
    def phase(self) -> str:
        """Return the phase that is going on."""
        run = self.timer.going
        return run.phases[run.index(self.timer.at)].name


def hand_in(state: State) -> Hand:
    """Return a hand on a timer that has come to a state, one second after `START`, and stayed there for another."""
    hand = Hand()
    if state is IDLE:
        return hand.send("wake", 2000)
    hand.send("start", 0)
    match state:
        case State.PAUSED:
            hand.send("pause", 1000)
        case State.STOPPED:
            hand.send("stop", 1000)
        case State.HURT:
            hand.send("hurts", 1000)
        case State.FINISHED:
            while hand.timer.state is not FINISHED:
                hand.send("skip", 1000)
        case _:
            hand.send("wake", 1000)
    return hand.send("wake", 2000)


def bare(timer: Timer) -> Timer:
    """Return the timer without what is said of an absence, which only a late wake leaves."""
    return replace(timer, missed=None, place=None)


class TestTable:
    @for_each("pair", product(State, [*EVENTS, "connect", "dance"]))
    def test_every_state_and_event(self, pair: tuple[State, str]) -> None:
        """A pair leads where the table says, or is a late tap that does nothing, or raises."""
        state, name = pair
        hand = hand_in(state)
        before = hand.timer
        late = name in LATE[state] or (name == "carry-on" and before.place is None)
        needs_place = name == "carry-on" and not before.can_carry_on
        needs_pain = name == "less" and before.less is None
        needs_leg = name == "pain" and before.leg is None
        if name in TRANSITIONS[state] and not (needs_place or needs_leg or needs_pain):
            hand.send(name, 2000, VALUES.get(name))
            assert hand.timer.state is TRANSITIONS[state][name]
        elif late:
            hand.send(name, 2000, VALUES.get(name))
            assert hand.timer == before
            assert not hand.effects
        else:
            with pytest.raises(ProtocolError):
                hand.send(name, 2000, VALUES.get(name))
            assert hand.timer == before

    def test_no_pair_twice(self) -> None:
        """No pair is both a transition and a late tap."""
        assert all(not LATE[state] & set(TRANSITIONS[state]) for state in State)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("set-hold", 2), ("set-hold", 11), ("set-hold", True), ("set-hold", None), ("set-hold", 5.5),
            ("set-hold", "five"), ("set-hold", [5]), ("set-rest", 61), ("set-rest", -1),
            ("set-get-ready", 61), ("set-side", "both"), ("set-side", None), ("set-sound", "yes"),
            ("set-voice", 1), ("adjust", None),
            ("stored", None), ("stored", {}), ("stored", {"stored": 1}),
        ],
    )  # fmt: skip
    def test_wrong_values(self, name: str, value: Json) -> None:
        """A value that the page does not offer is refused, and nothing changes."""
        hand = Hand()
        before = hand.timer
        with pytest.raises(ProtocolError):
            hand.send(name, 0, value)
        assert hand.timer == before

    def test_not_meant_to_be_changed(self) -> None:
        """What no source gives a range for cannot be set."""
        with pytest.raises(ProtocolError, match="hold of bridge"):
            Hand(range={}).send("set-hold", 0, 5)


class TestTime:
    def test_a_whole_dose(self) -> None:
        """Woken when it asks to be, a dose goes through its phases and ends by itself."""
        hand = Hand(sets=1, reps=2).send("start", 0)
        phases = []
        while (at := wake_at(hand.timer)) is not None:
            phases.append((hand.phase, (at - START) / SECOND))
            hand.send("wake", at - START)
        assert phases == [
            ("get-ready", 10), ("move", 12), ("hold", 17), ("release", 20),
            ("move", 22), ("hold", 27), ("release", 30),
        ]  # fmt: skip
        assert hand.timer.state is FINISHED

    @given(st.lists(st.integers(0, TOTAL_MS + 20_000), max_size=30), st.integers(0, TOTAL_MS + 20_000))
    def test_one_late_wake_equals_many(self, times: list[int], last: int) -> None:
        """However often it is woken on the way, the timer is the same in the end."""
        many, one = Hand().send("start", 0), Hand().send("start", 0)
        for time in sorted(time for time in times if time <= last):
            many.send("wake", time)
        many.send("wake", last)
        one.send("wake", last)
        assert bare(many.timer) == bare(one.timer)

    @given(
        st.lists(
            st.tuples(st.integers(DOUBLE_TAP_MS, 9_000), st.integers(DOUBLE_TAP_MS, 60_000)), max_size=12
        )
    )
    def test_pauses_cost_nothing(self, pauses: list[tuple[int, int]]) -> None:
        """Paused however often and for however long, the exercise itself takes as long as ever."""
        hand, now, worked = Hand().send("start", 0), 0, 0
        for work, pause in pauses:
            now, worked = now + work, worked + work
            if worked >= TOTAL_MS:
                break
            hand.send("pause", now)
            now += pause
            hand.send("resume", now)
        left = TOTAL_MS - min(worked, TOTAL_MS)
        hand.send("wake", now + max(0, left - 1))
        assert (hand.timer.state is RUNNING) == (left > 0)
        hand.send("wake", now + left)
        assert hand.timer.state is FINISHED

    @pytest.mark.parametrize(
        ("taps", "state"), [(["start", "pause"], RUNNING), (["pause", "resume"], State.PAUSED)]
    )
    def test_a_double_tap_counts_once(self, taps: list[str], state: State) -> None:
        """A second tap in the same place, on the button that has just come there, does nothing; a later one counts."""
        hand = Hand() if taps[0] == "start" else Hand().send("start", 0).send("wake", 5_000)
        hand.send(taps[0], 5_000).send(taps[1], 5_000 + DOUBLE_TAP_MS - 1)
        assert hand.timer.state is state
        hand.send(taps[1], 5_000 + DOUBLE_TAP_MS)
        assert hand.timer.state is not state

    @pytest.mark.parametrize(
        ("before", "first", "second"),
        [
            (RUNNING, ("stop", None), ("start", None)),
            (RUNNING, ("stop", None), ("carry-on", None)),
            (RUNNING, ("stop", None), ("hurts", None)),
            (RUNNING, ("hurts", None), ("spread", True)),
            (HURT, ("spread", False), ("pain", 3)),
            (STOPPED, ("again", None), ("start", None)),
        ],
    )
    def test_a_double_tap_answers_nothing(
        self, before: State, first: tuple[str, Json], second: tuple[str, Json]
    ) -> None:
        """The second tap does not press what has just come under the finger, least of all an answer about pain."""
        hand = hand_in(before).send(first[0], 3_000, first[1])
        came = hand.timer
        hand.send(second[0], 3_000 + DOUBLE_TAP_MS - 1, second[1])
        assert replace(hand.timer, at=came.at) == came
        hand.send(second[0], 3_000 + DOUBLE_TAP_MS, second[1])
        assert replace(hand.timer, at=came.at) != came

    @pytest.mark.parametrize("name", ["stop", "hurts"])
    @pytest.mark.parametrize("state", [RUNNING, PAUSED])
    def test_stopping_never_waits(self, state: State, name: str) -> None:
        """However soon after another tap, what stops a run stops it."""
        hand = Hand().send("start", 0)
        if state is PAUSED:
            hand.send("pause", 1_000)
        assert hand.send(name, 1_001).timer.state in {STOPPED, HURT}

    def test_a_tap_as_it_ends_by_itself(self) -> None:
        """A tap meant for Pause that meets Do-it-again, which has just come there, does not start the dose anew."""
        hand = Hand().send("start", 0).send("wake", TOTAL_MS).send("start", TOTAL_MS + 200)
        assert hand.timer.state is FINISHED
        assert hand.send("start", TOTAL_MS + 900).timer.state is RUNNING

    @given(st.lists(st.sampled_from(["skip", "back", "pause", "resume", "wake"]), max_size=40), st.data())
    def test_skipping_always_ends(self, names: list[str], data: st.DataObject) -> None:
        """From wherever a reader has got to, skipping comes to the end, running or paused."""
        hand, now = Hand().send("start", 0), 0
        for name in names:
            now += data.draw(st.integers(0, 4_000))
            if name in TRANSITIONS[hand.timer.state] or name in LATE[hand.timer.state]:
                hand.send(name, now)
        for _ in range(20):
            hand.send("skip", now)
        assert hand.timer.state is FINISHED
        assert hand.timer.going.done(hand.timer.at) == TOTAL_MS

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["pause", "resume", "skip", "back", "wake"]), st.integers(-9_000, 9_000)
            )
        )
    )
    def test_never_negative(self, steps: list[tuple[str, int]]) -> None:
        """Events that claim to be earlier than the last one never turn time back, nor leave the score."""
        hand, now = Hand().send("start", 0), 0
        for name, step in steps:
            now += step
            before = hand.timer.at
            if name in TRANSITIONS[hand.timer.state] or name in LATE[hand.timer.state]:
                hand.send(name, now)
            assert hand.timer.at >= before
            assert 0 <= hand.timer.going.done(hand.timer.at) <= TOTAL_MS

    def test_fractions(self) -> None:
        """The page's clock has fractions of a millisecond; a wake at the asked-for time always gets on."""
        hand = Hand().send("start", 0.4999)
        for _ in range(3):
            at = wake_at(hand.timer)
            assert at is not None
            hand.send("wake", at - START + 0.3)
            later = wake_at(hand.timer)
            assert later is not None
            assert later > at

    def test_tap_as_it_ends(self) -> None:
        """A tap on Pause that arrives after the end finds the run finished, and does nothing."""
        hand = Hand().send("start", 0).send("pause", TOTAL_MS + 30)
        assert hand.timer.state is FINISHED


class TestAway:
    def test_jumps_and_says_so(self) -> None:
        """A late wake goes to the phase that is due, says what was missed, plays what is to come."""
        hand = Hand().send("start", 0)
        for second in (10, 12, 17, 20):
            hand.send("wake", second * SECOND)
        hand.send("wake", 62_500)
        assert hand.phase == "rest"
        assert Announce(text="The timer went on for 40 seconds without you.") in hand.effects
        assert hand.cues()[:3] == ["67 count", "68 count", "69 count"]
        assert wake_at(hand.timer) == START + 70 * SECOND

    def test_goes_back(self) -> None:
        """After an absence a reader can go back to the repetition where they were, and gets ready for it."""
        hand = Hand().send("start", 0).send("wake", 20_000).send("wake", 62_000)
        place = hand.timer.place
        assert place is not None
        assert place.spot.rep == 2
        hand.send("carry-on", 63_000)
        assert hand.phase == "get-ready"
        assert [phase.spot.rep for phase in hand.timer.going.phases[:4]] == [2, 2, 2, 2]
        assert hand.timer.missed is None

    def test_past_the_end(self) -> None:
        """After a long absence the dose is over: one last signal, the screen may sleep, nothing is kept."""
        hand = Hand().send("start", 0).send("wake", TOTAL_MS + 3_600_000)
        assert hand.timer.state is FINISHED
        assert len(hand.cues()) == 1
        assert hand.one(KeepAwake) == KeepAwake(on=False)
        assert hand.one(Save) == Save(key=PLACE_KEY, text=None)

    def test_note_goes_away(self) -> None:
        """The note is taken down by itself: the timer asks to be woken for that."""
        hand = Hand(hold=60, range={}).send("start", 0).send("wake", 12_000).send("wake", 80_000)
        missed = hand.timer.missed
        assert missed is not None
        for _ in range(10):
            at = wake_at(hand.timer)
            assert at is not None
            if hand.timer.at >= missed.until:
                break
            hand.send("wake", at - START)
        assert hand.timer.at == missed.until

    def test_a_little_late_is_not_away(self) -> None:
        """A wake some seconds late is no absence; only the sounds are planned anew."""
        hand = Hand().send("start", 0).send("wake", 13_000)
        assert hand.timer.missed is None
        assert hand.one(Score) is not None


class TestEffects:
    def test_start(self) -> None:
        """Start plays the whole score from the tap on, keeps the screen awake, focuses Pause."""
        hand = Hand(sets=1, reps=1).send("start", 0)
        assert hand.cues() == [
            "0 ready Get ready", "7 count", "8 count", "9 count", "10 ready Move", "12 hold Hold",
            "17 release Release",
            "20 finish Well done. Finished.",
        ]  # fmt: skip
        assert hand.effects[1:] == (
            KeepAwake(on=True),
            Save(key=PLACE_KEY, text=None),
            Focus(selector="#timer-bridge-pause"),
        )

    @pytest.mark.parametrize("name", ["pause", "stop", "hurts"])
    def test_silence(self, name: str) -> None:
        """Pause, Stop and Stop-it-hurts are silent at once and let the screen sleep."""
        hand = hand_in(RUNNING).send(name, 1000)
        assert hand.one(Score) == Score()
        assert hand.one(KeepAwake) == KeepAwake(on=False)

    def test_resume(self) -> None:
        """Go on says the phase again and plays the rest, later by the pause."""
        hand = Hand(sets=1, reps=1).send("start", 0).send("pause", 14_000).send("resume", 114_000)
        assert hand.cues() == ["114 hold Hold", "117 release Release", "120 finish Well done. Finished."]
        assert hand.one(KeepAwake) == KeepAwake(on=True)

    def test_skip_and_back(self) -> None:
        """Skip goes to the next phase; Back restarts a phase, in its first two seconds the one before."""
        hand = Hand(sets=1, reps=1).send("start", 0).send("skip", 1000)
        assert hand.cues()[0] == "1 ready Move"
        hand.send("skip", 1500)
        assert hand.cues()[:2] == ["1.5 hold Hold", "6.5 release Release"]
        hand.send("back", 4500)
        assert hand.cues()[0] == "4.5 hold Hold"
        hand.send("back", 5000)
        assert hand.cues()[0] == "5 ready Move"

    def test_back_from_the_beginning(self) -> None:
        """Back in the first phase starts it again."""
        assert Hand().send("start", 0).send("back", 1000).cues()[0] == "1 ready Get ready"

    def test_skip_while_paused_is_silent(self) -> None:
        """While paused a reader can look for a place without a sound."""
        hand = hand_in(PAUSED).send("skip", 2000)
        assert hand.timer.state is PAUSED
        assert hand.phase == "move"
        assert hand.one(Score) is None

    def test_skip_while_paused_is_told(self) -> None:
        """Nothing sounds then, so a screen reader is told where it would go on, with the voice on, too."""
        hand = hand_in(PAUSED).send("skip", 2000)
        assert hand.one(Announce) == Announce(text="Goes on with: move. Rep 1 of 3")
        assert hand.send("next-track", 3000).one(Announce) == Announce(text="Goes on with: hold. Rep 1 of 3")
        hand.send("back", 4000)
        assert hand.send("previous-track", 5000).one(Announce) == Announce(text="Goes on with: get ready")

    def test_what_a_button_that_goes_has_done_is_told(self) -> None:
        """Closed, afresh, as suggested: the button goes, so the words are told, and the focus goes to a button."""
        hand = hand_in(STOPPED).send("again", 3000)
        assert hand.one(Announce) == Announce(text="Closed")
        hand.send("adjust", 3000, value=True).send("set-reps", 3000, 4).send("as-suggested", 3000)
        assert hand.one(Announce) == Announce(text="The times are as suggested again.")
        assert hand.one(Focus) == Focus(selector="#timer-bridge-adjust")
        left = Hand().send("start", 0).send("wake", 20_000).send("pause", 21_000)
        saved = left.one(Save)
        assert saved is not None
        again = Hand({PLACE_KEY: saved.text})
        assert again.timer.place is not None
        assert again.send("forget", 20_000).one(Announce) == Announce(
            text="The place where you stopped is forgotten."
        )

    def test_finish_on_time(self) -> None:
        """At the end nothing is cut short: the last tone, planned long ago, is still sounding."""
        hand = Hand(sets=1, reps=1).send("start", 0)
        for second in (10, 12, 17, 20):
            hand.send("wake", second * SECOND)
        assert hand.effects == (KeepAwake(on=False), Save(key=PLACE_KEY, text=None))

    def test_voice_or_screen_reader(self) -> None:
        """Phases are announced only where the voice does not say them, and only as they begin."""
        hand = Hand().send("start", 0).send("wake", 10_000)
        assert hand.one(Announce) is None
        hand.send("set-voice", 10_500, value=False).send("wake", 11_000)
        assert hand.one(Announce) is None
        hand.send("wake", 12_000)
        assert hand.one(Announce) == Announce(text="Hold")
        hand.send("wake", 17_000).send("wake", 20_000)
        assert hand.one(Announce) == Announce(text="Rep 2: move")

    def test_switched_off(self) -> None:
        """With tones, voice and vibration off there is nothing to play."""
        hand = Hand().send("set-sound", 0, value=False).send("set-voice", 0, value=False)
        hand.send("set-vibration", 0, value=False).send("start", 0)
        assert hand.one(Score) == Score()

    def test_counting(self) -> None:
        """The voice counts the seconds of a hold, but not over another word, and no count comes before."""
        chosen = Settings(counting=True, half_way=True, count=True, count_in=False, vibration=False)
        hand = Hand({SETTINGS_KEY: chosen.to_text()}, hold=10, reps=1, sets=1).send("start", 0)
        assert hand.cues() == [
            "0 ready Get ready", "10 ready Move", "12 hold Hold", "14 None 3", "15 None 4",
            "16 None 5", "17 half Half way", "19 count 8", "20 count 9", "21 count 10",
            "22 release Release", "25 finish Well done. Finished.",
        ]  # fmt: skip

    def test_manner(self) -> None:
        """Every score tells how it is to sound: strong or soft, with which voice, on a silent phone too or not."""
        chosen = Settings(strong=True, silent_switch=False, voice_name="Karen")
        score = Hand({SETTINGS_KEY: chosen.to_text()}).send("start", 0).one(Score)
        assert score is not None
        assert score.sound == Sound(strong=True, silent_switch=False, voice_name="Karen", recorded=False)

    def test_voices(self) -> None:
        """The device's voices are listed by language, the page's own first; one may be chosen, or none."""
        told: Json = [
            {"name": "Anna", "lang": "de-DE", "language": "German"}, {"name": "Zoe", "lang": "en-US"},
            {"name": "Karen", "lang": "en-AU", "language": "English (Australia)"},
        ]  # fmt: skip
        hand = Hand().send("voices", 0, {"voices": told, "ring": False})
        assert [voice.name for voice in hand.timer.voices] == ["Karen", "Zoe", "Anna"]
        assert hand.send("set-voice-name", 1, "Zoe").timer.settings.voice_name == "Zoe"
        assert hand.send("set-voice-name", 2, "").timer.settings.voice_name is None
        assert hand.timer.settings.recorded is False
        assert hand.send("set-voice-name", 3, RECORDED).timer.settings.recorded is None

    def test_ring_switch(self) -> None:
        """Where a ring switch mutes the page the device's voice speaks, until the reader has heard the recorded one."""
        hand = Hand().send("voices", 0, {"voices": [{"name": "Karen", "lang": "en-AU"}], "ring": True})
        assert hand.timer.hears_recording is False
        hand.send("set-voice-name", 1, RECORDED)
        assert hand.one(Announce) == Announce(text="Did you hear “Get ready” just now?")
        score = hand.one(Score)
        assert score is not None
        assert (score.sound.recorded, [cue.speak for cue in score.cues]) == (True, ["Get ready"])
        asked = [hand.timer.hearing]
        chosen = [hand.timer.settings.recorded]
        chosen.append(hand.send("heard", 2, value=False).timer.settings.recorded)
        assert hand.one(Announce) == Announce(text="Noted.")
        chosen.append(
            hand.send("set-voice-name", 3, RECORDED).send("heard", 4, value=True).timer.settings.recorded
        )
        assert chosen == [None, None, True]
        assert [*asked, hand.timer.hearing] == [True, False]
        assert Save(key=SETTINGS_KEY, text=hand.timer.settings.to_text()) in hand.effects
        assert hand.send("set-voice-name", 5, "Karen").timer.settings.manner.recorded is False

    def test_switch_while_running(self) -> None:
        """A switch works at once on what is still to come, and is kept."""
        hand = Hand().send("start", 0).send("set-sound", 11_000, value=False)
        assert hand.cues()[0] == "12 None Hold"
        assert Save(key=SETTINGS_KEY, text=hand.timer.settings.to_text()) in hand.effects

    @pytest.mark.parametrize("chosen", [Settings(), Settings(sound=False), Settings(voice=False)])
    def test_one_button_for_all_sounds(self, chosen: Settings) -> None:
        """It switches tones and voice off, also when it is pressed twice before the view answers, and then back."""
        hand = Hand({SETTINGS_KEY: chosen.to_text()}).send("start", 0)
        hand.send("set-sounds", 11_000, value=False).send("set-sounds", 11_100, value=False)
        muted = hand.timer.settings
        assert not muted.sound
        assert not muted.voice
        assert Save(key=SETTINGS_KEY, text=muted.to_text()) in hand.effects
        assert hand.send("set-sounds", 11_200, value=True).timer.settings == chosen

    def test_sounds_that_were_off_before(self) -> None:
        """Where nobody knows what was on before, the button switches tones and voice on."""
        hand = Hand({SETTINGS_KEY: Settings(sound=False, voice=False).to_text()}).send("start", 0)
        after = hand.send("set-sounds", 11_000, value=True).timer.settings
        assert after.sound
        assert after.voice


class TestHurts:
    def test_leg_stops(self) -> None:
        """Pain that spreads ends it: no number is asked, nothing can be carried on."""
        hand = Hand().send("start", 0).send("hurts", 30_000).send("spread", 31_000, value=True)
        assert not hand.timer.can_carry_on
        with pytest.raises(ProtocolError):
            hand.send("pain", 32_000, 0)
        with pytest.raises(ProtocolError):
            hand.send("carry-on", 32_000)

    @pytest.mark.parametrize(("pain", "may"), [(0, True), (3, True), (4, False), (10, False)])
    def test_number(self, pain: int, may: bool) -> None:  # noqa: FBT001
        """Up to the first band's end it may be carried on, above not; the rule is the catalogue's."""
        hand = (
            Hand()
            .send("start", 0)
            .send("hurts", 30_000)
            .send("spread", 31_000, value=False)
            .send("pain", 32_000, pain)
        )
        assert hand.timer.can_carry_on is may
        if may:
            assert hand.send("carry-on", 33_000).phase == "get-ready"
            assert hand.timer.going.phases[0].spot.rep == 3
        else:
            with pytest.raises(ProtocolError):
                hand.send("carry-on", 33_000)

    @pytest.mark.parametrize("pain", [-1, 11, None, True, 2.5])
    def test_wrong_number(self, pain: Json) -> None:
        """Pain is a whole number from 0 to 10."""
        with pytest.raises(ProtocolError):
            hand_in(HURT).send("spread", 2000, value=False).send("pain", 3000, pain)

    def test_nothing_is_kept(self) -> None:
        """No answer reaches the device: all that is done there is to forget the place."""
        hand = Hand().send("start", 0)
        answers = (
            ("hurts", None),
            ("spread", False),
            ("pain", 7),
            ("hurts", None),
            ("spread", True),
            ("again", None),
        )
        for number, (name, value) in enumerate(answers):
            hand.send(name, 30_000 + number * SECOND, value)
            assert hand.one(Save) in (None, Save(key=PLACE_KEY, text=None))
        assert hand.timer.pain is None
        assert hand.timer.leg is None

    def test_asked_again(self) -> None:
        """The questions can be answered again from the beginning, from the same place."""
        hand = (
            Hand()
            .send("start", 0)
            .send("hurts", 30_000)
            .send("spread", 31_000, value=True)
            .send("hurts", 32_000)
        )
        assert hand.timer.leg is None
        assert hand.timer.place is not None

    def test_after_the_end(self) -> None:
        """After the dose is done there is nothing to carry on, whatever the pain."""
        hand = hand_in(FINISHED).send("hurts", 2000).send("spread", 3000, value=False).send("pain", 4000, 0)
        assert hand.timer.pain == 0
        assert not hand.timer.can_carry_on


class TestKept:
    def test_settings(self) -> None:
        """What a reader sets is saved, and used by the next timer that connects."""
        hand = Hand().send("set-hold", 0, 7).send("set-side", 0, "right").send("set-get-ready", 0, "15")
        save = hand.one(Save)
        assert save is not None
        again = Hand({SETTINGS_KEY: save.text})
        assert again.timer.settings == hand.timer.settings
        assert (again.timer.dose.hold, again.timer.dose.get_ready, again.timer.settings.side) == (
            7,
            15,
            "right",
        )

    def test_unreadable_settings(self) -> None:
        """Unreadable choices give the usual ones, and the timer says so until the reader chooses."""
        hand = Hand({SETTINGS_KEY: "{"})
        assert hand.timer.settings == Settings()
        assert hand.timer.settings_lost
        assert not hand.send("set-hold", 0, 5).timer.settings_lost

    def test_back_to_suggested(self) -> None:
        """The suggested dose comes back with one tap."""
        hand = Hand().send("set-hold", 0, 7).send("set-rest", 0, 5).send("as-suggested", 0)
        assert hand.timer.dose == make_dose()

    def test_reload(self) -> None:
        """A reload offers to carry on with the repetition that was going on, in the adjusted dose."""
        hand = Hand().send("set-hold", 0, 6).send("start", 0).send("wake", 10_000).send("wake", 24_000)
        save = hand.one(Save)
        assert save is not None
        assert save.key == PLACE_KEY
        again = Hand({PLACE_KEY: save.text})
        assert again.timer.state is IDLE
        # Kept a little after START: the new page's clock must be past that.
        again.timer = machine.connect("bridge", make_dose(), {PLACE_KEY: save.text}, START + 60_000, SAFETY)
        assert again.timer.can_carry_on
        again.send("carry-on", 61_000)
        phases = again.timer.going.phases
        assert [(p.name, p.spot.rep, p.duration) for p in phases[:3]] == [
            ("get-ready", 2, 10_000), ("move", 2, 2_000), ("hold", 2, 6_000),
        ]  # fmt: skip

    def test_first_repetition_is_not_kept(self) -> None:
        """Before the second repetition there is nothing to carry on: the place is empty."""
        hand = Hand().send("start", 0).send("wake", 12_000)
        assert hand.one(Save) == Save(key=PLACE_KEY, text=None)

    def test_left_while_getting_ready_again(self) -> None:
        """Who carries on after Stop and leaves while getting ready is asked again: the place is kept at once."""
        hand = Hand().send("start", 0).send("stop", 30_000).send("carry-on", 31_000)
        save = hand.one(Save)
        assert save is not None
        again = machine.connect("bridge", make_dose(), {PLACE_KEY: save.text}, START + 60_000, SAFETY)
        assert again.place is not None
        assert again.place.spot.rep == 3

    def test_started_afresh(self) -> None:
        """Start forgets the place of the time before at once: to reload then offers nothing old."""
        assert Hand().send("start", 0).one(Save) == Save(key=PLACE_KEY, text=None)

    def test_offer_gone(self) -> None:
        """A tap on an offer that has just gone, in another tab or by a tap before, does nothing."""
        hand = Hand().send("carry-on", 0)
        assert hand.timer.state is IDLE
        assert not hand.effects

    def test_forget(self) -> None:
        """Who does not want to carry on is not asked again."""
        kept = Hand().send("start", 0).send("pause", 30_000).one(Save)
        assert kept is not None
        hand = Hand()
        hand.timer = machine.connect("bridge", make_dose(), {PLACE_KEY: kept.text}, START + 60_000, SAFETY)
        hand.send("forget", 61_000)
        assert hand.timer.place is None
        assert hand.one(Save) == Save(key=PLACE_KEY, text=None)

    def test_disconnect(self) -> None:
        """A timer that leaves the page falls silent and remembers where it was."""
        hand = Hand().send("start", 0).send("disconnect", 30_500)
        save = (
            hand.one(Save) if len([e for e in hand.effects if isinstance(e, Save)]) == 1 else hand.effects[-1]
        )
        assert isinstance(save, Save)
        assert json.loads(str(save.text))["spot"] == {"set": 1, "side": "both", "rep": 3}
        assert Score() in hand.effects

    def test_other_tab(self) -> None:
        """Choices made in another tab hold here too; unreadable ones change nothing."""
        chosen = Settings(voice=False)
        hand = Hand().send("stored", 0, {"stored": {SETTINGS_KEY: chosen.to_text()}})
        assert hand.timer.settings == chosen
        hand.send("stored", 0, {"stored": {SETTINGS_KEY: "rubbish"}})
        assert hand.timer.settings == chosen

    def test_other_tabs_other_key(self) -> None:
        """What another widget keeps does not disturb a running timer."""
        hand = hand_in(RUNNING)
        before = hand.timer
        hand.send("stored", 1000, {"stored": {"neutral-spine.planner": "x"}})
        assert hand.timer == before
        assert not hand.effects

    def test_sides(self) -> None:
        """The reader's starting side is the first of the score, and the offered place keeps it."""
        hand = Hand(sides="one-then-other").send("set-side", 0, "right").send("start", 0)
        assert hand.timer.going.phases[0].spot.side == "right"

    def test_stopped_by_mistake(self) -> None:
        """After Stop a reader can carry on where they were."""
        hand = Hand().send("start", 0).send("stop", 30_000).send("carry-on", 31_000)
        assert hand.timer.state is RUNNING
        assert hand.timer.going.phases[0].spot.rep == 3

    def test_again(self) -> None:
        """Close forgets the run, not the choices."""
        hand = Hand().send("set-hold", 0, 7).send("start", 0).send("stop", 30_000).send("again", 31_000)
        assert hand.timer.state is IDLE
        assert hand.timer.run is None
        assert hand.timer.place is None
        assert hand.timer.dose.hold == 7


def test_stopped_and_hurt_stand_still() -> None:
    """A timer that is not running never changes by itself."""
    for state in (IDLE, PAUSED, STOPPED, HURT, FINISHED):
        hand = hand_in(state)
        assert wake_at(hand.timer) is None
        before = hand.timer
        assert replace(hand.send("wake", 999_000).timer, at=before.at) == before
