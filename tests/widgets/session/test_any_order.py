"""Any list of doses, any order of taps, wakes and reloads: what always holds of a session."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, override

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.chance import examples
from tests.widgets.session.hand import CATALOG, Hand, dose_of
from widgets.catalog import Catalog, Dose
from widgets.player import score as scores
from widgets.player.machine import wake_at
from widgets.player.score import SECOND, Part, score, score_of
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import FINISHED, IDLE, PAUSED, RUNNING
from widgets.protocol import Effect, Element, Event, KeepAwake, ProtocolError, Score
from widgets.session.place import PLACE_KEY, Unfinished
from widgets.session.state import Session, reps_of
from widgets.session.steps import Step
from widgets.timer import machine as timer

DOSES = st.builds(
    dose_of,
    st.sampled_from(["both", "one-then-other", "alternating"]),
    hold=st.integers(0, 12),
    reps=st.integers(1, 3),
    sets=st.integers(1, 2),
    move=st.integers(1, 3),
    release=st.integers(0, 3),
    rest=st.sampled_from([0, 5, 60]),
    side_change=st.sampled_from([0, 2, 8]),
    get_ready=st.sampled_from([0, 10, 30]),
)
LISTS = st.lists(DOSES, min_size=1, max_size=6)


def parts_of(doses: list[Dose]) -> list[Part]:
    """Return the parts of a score, each with ten seconds of introduction."""
    return [Part(dose=dose, introduction=10, words=f"Exercise {n}.") for n, dose in enumerate(doses)]


class TestScore:
    @given(LISTS, st.sampled_from(["left", "right"]))
    def test_in_order(self, doses: list[Dose], side: scores.StartSide) -> None:
        """The phases follow one another without a gap, exercise by exercise, each introduced once."""
        phases = score_of(parts_of(doses), side)
        assert [phase.start for phase in phases] == [0, *(phase.end for phase in phases[:-1])]
        assert [phase.spot.part for phase in phases] == sorted(phase.spot.part for phase in phases)
        assert [p.spot.part for p in phases if p.name == "introduction"] == list(range(len(doses)))

    @given(LISTS, st.sampled_from(["left", "right"]))
    def test_held(self, doses: list[Dose], side: scores.StartSide) -> None:
        """What is held adds up for each exercise and each side, and both sides get the same."""
        phases = score_of(parts_of(doses), side)
        for number, dose in enumerate(doses):
            for one in ("both",) if dose.sides == "both" else ("left", "right"):
                held = sum(
                    phase.duration
                    for phase in phases
                    if (phase.name, phase.spot.part, phase.spot.side) == ("hold", number, one)
                )
                assert held == dose.hold * dose.reps * dose.sets * SECOND

    @given(DOSES, st.sampled_from(["left", "right"]))
    def test_one_is_the_timer(self, dose: Dose, side: scores.StartSide) -> None:
        """A session of one exercise that needs no introduction is the timer's score."""
        assert score_of([Part(dose=dose)], side) == score(dose, side)

    @given(LISTS, st.data())
    def test_from_any_repetition(self, doses: list[Dose], data: st.DataObject) -> None:
        """From any repetition on, the score is the end of the whole one, after getting ready."""
        whole = score_of(parts_of(doses))
        spot = data.draw(st.sampled_from([phase.spot for phase in whole if phase.name == "move"]))
        rest = score_of(parts_of(doses), "left", spot)
        from_there = [(p.name, p.spot, p.duration) for p in whole[[p.spot for p in whole].index(spot) :]]
        found = [(p.name, p.spot, p.duration) for p in rest]
        moves = [
            one for one in from_there if one[0] not in {"get-ready", "introduction", "rest", "side-change"}
        ]
        assert [
            one for one in found if one[0] not in {"get-ready", "introduction", "rest", "side-change"}
        ] == moves


class TestOneIsTheTimer:
    @given(
        DOSES,
        st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        "pause",
                        "resume",
                        "skip",
                        "back",
                        "next-track",
                        "previous-track",
                        "wake",
                        "stop",
                        "carry-on",
                    ]
                ),
                st.integers(0, 20_000),
            ),
            max_size=15,
        ),
    )
    def test_same_events(self, dose: Dose, events: list[tuple[str, int]]) -> None:
        """The same taps at the same times lead both to the same state, phase, sounds and next wake."""
        one = _alone(dose)
        hand = Hand(one, {SETTINGS_KEY: Settings(intro=False).to_text()})
        hand.send("fragment", 0, "#only=alone").ready().send("start", 1_000)
        suggested = hand.session.steps[0].dose
        single = timer.connect("alone", suggested, {}, hand.now, CATALOG.safety)
        single, _ = timer.handle(single, _event("start", hand.now))
        for name, after in events:
            hand.now += after
            refused = False
            effects: tuple[Effect, ...] = ()
            try:
                single, effects = timer.handle(single, _event(name, hand.now))
            except ProtocolError:
                refused = True
            try:
                hand.send(name)
                assert not refused
            except ProtocolError:
                assert refused
                continue
            assert hand.session.state is single.state
            assert wake_at(hand.session) == wake_at(single)
            mine = [effect.cues for effect in hand.effects if isinstance(effect, Score)]
            theirs = [effect.cues for effect in effects if isinstance(effect, Score)]
            assert [[replace(cue, speak=None, said=()) for cue in cues] for cues in mine] == [
                [replace(cue, speak=None, said=()) for cue in cues] for cues in theirs
            ]


def _event(name: str, at: float) -> Event:
    return Event(element=Element(tag="hold-timer", id="t"), name=name, at=at)


def _alone(dose: Dose) -> Catalog:
    exercise = replace(CATALOG.exercises[0], slug="alone", dose=dose, easier=())
    return replace(CATALOG, exercises=(*CATALOG.exercises, exercise))


TAPS = (
    "pause", "resume", "skip", "back", "skip-exercise", "back-exercise", "stop", "hurts", "spread", "pain", "next",
    "easier", "end", "say", "again", "start", "carry-on", "forget", "pain-after", "leave-out", "short", "choose",
    "answer", "changed", "adjust", "big", "try-sounds", "set-voice", "set-side", "set-get-ready", "set-rest",
    "set-intro", "next-track", "previous-track",
    "repeat", "heard", "set-voice-name", "voices",
)  # fmt: skip
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "usual": st.none() | st.integers(0, 10), "pain-now": st.none() | st.integers(0, 10),
    "spread": st.booleans(), "pain": st.integers(0, 10), "pain-after": st.integers(0, 10), "short": st.booleans(),
    "say": st.tuples(st.integers(0, 5), st.sampled_from(["too-easy", "right", "too-hard"])).map(list),
    "easier": st.sampled_from(["half-bridge", "moon"]), "choose": st.integers(0, 2), "adjust": st.booleans(),
    "leave-out": st.sampled_from(["clam", "bridge"]), "big": st.booleans(), "set-voice": st.booleans(),
    "heard": st.booleans(),
    "voices": st.builds(lambda ring: {"voices": [], "ring": ring}, st.booleans()),
    "set-voice-name": st.sampled_from(["", "Karen", "recorded"]),
    "answer": st.fixed_dictionaries({"asked": st.sampled_from(["yes", "no"]), "signs": st.just("no")}),
    "set-side": st.sampled_from(["left", "right"]), "set-get-ready": st.integers(0, 60),
    "set-rest": st.integers(0, 60), "set-intro": st.booleans(), "hurts": st.none() | st.integers(0, 2),
}  # fmt: skip


class AnyOrder(RuleBasedStateMachine):
    """One session, a device that keeps its texts, a screen that may sleep."""

    @initialize(short=st.booleans())
    def connect(self, *, short: bool) -> None:
        """Open the page and start."""
        self.hand = Hand(CATALOG, {})
        if short:
            self.hand.send("short", 0, value=True)
        self.awake = False
        self.hand.start()
        self.note()

    def note(self) -> None:
        """See what the shell was told."""
        for effect in self.hand.effects:
            if isinstance(effect, KeepAwake):
                self.awake = effect.on

    @rule(name=st.sampled_from(TAPS), wait=st.sampled_from([0, 40, 700, 4_000, 30_000]), data=st.data())
    def tap(self, name: str, wait: int, data: st.DataObject) -> None:
        """Tap on anything, whether or not it stands there."""
        value = data.draw(VALUES[name]) if name in VALUES else None
        before = self.hand.session
        try:
            self.hand.send(name, wait, value)
        except ProtocolError:
            assert self.hand.session == before
            return
        self.note()

    @rule(after=st.one_of(st.integers(0, 60_000), st.just(3_600_000)))
    def time_goes_by(self, after: int) -> None:
        """Wake late: one late wake is as good as many."""
        session, now = self.hand.session, self.hand.now
        steps = [after // 3, after // 3, after - 2 * (after // 3)]
        for step in steps:
            self.hand.send("wake", step)
            self.note()
        many = self.hand.session
        self.hand.session, self.hand.now = session, now
        self.hand.send("wake", after)
        self.note()
        assert bare(self.hand.session) == bare(many)

    @rule(back=st.integers(1, 5_000))
    def an_event_comes_late(self, back: int) -> None:
        """Send an event that is older than the one before: time never goes back."""
        at = self.hand.session.at
        self.hand.now -= back
        self.hand.send("wake")
        self.hand.now += back
        self.note()
        assert self.hand.session.at >= at

    @rule()
    def reload(self) -> None:
        """Load the page anew: what was going on is offered as it was."""
        was = self.hand.session
        self.hand = Hand(CATALOG, self.hand.texts, self.hand.now)
        self.awake = False
        there = self.hand.session.unfinished
        if was.state in {RUNNING, PAUSED}:
            assert there is not None
            assert there.place == was.going.place_at(was.at)
            assert there.said == was.said

    @invariant()
    def the_screen_is_on_while_it_runs(self) -> None:
        """The screen is kept on while it runs, and then only."""
        assert self.awake == (self.hand.session.state is RUNNING)

    @invariant()
    def it_is_within_its_score(self) -> None:
        """A run is never outside its score, and only a running one asks to be woken."""
        session = self.hand.session
        assert (session.run is None) == (session.state is IDLE)
        assert (wake_at(session) is None) == (session.state is not RUNNING)
        if session.run is not None:
            assert 0 <= session.run.done(session.at) <= session.run.total

    @invariant()
    def work_is_what_was_done(self) -> None:
        """Nothing is held longer than the session went on, and no side more than it was counted."""
        session = self.hand.session
        assert sum(work.spent for work in session.works) <= session.active
        for work in session.works:
            assert sum(work.held.values()) <= work.spent

    @invariant()
    def what_is_kept_can_be_read(self) -> None:
        """The kept place is read back as it was written."""
        text = self.hand.texts.get(PLACE_KEY)
        if text is not None:
            found = Unfinished.from_text(text, CATALOG, self.hand.now)
            assert found is not None
            assert json.loads(found.to_text()) == json.loads(text)

    @override
    def teardown(self) -> None:
        """Leave the page: silence."""
        if hasattr(self, "hand"):
            self.hand.send("disconnect")
            self.note()
            assert self.hand.one(Score) in (None, Score())


def bare(session: Session) -> Session:
    """Return the session without what is said of an absence, and without what the device holds."""
    same = Hand(CATALOG, {}).session
    return replace(
        session, missed=None, place=None, swapped=None, log=same.log, plan=same.plan, recorded=None
    )


class TestWork:
    @given(st.lists(st.integers(100, 40_000), max_size=40))
    def test_all_of_it(self, waits: list[int]) -> None:
        """Woken however often, with pauses between, every exercise was held for just as long as its dose says."""
        hand = Hand(CATALOG, {}).start()
        for wait in waits:
            if hand.session.state is not RUNNING:
                break
            hand.send("wake", wait)
            if hand.session.state is RUNNING:
                hand.send("pause", 700).send("resume", 700)
        hand.run()
        assert hand.session.state is FINISHED
        for step, work in zip(hand.session.steps, hand.session.works, strict=True):
            assert work.reps == reps_of(step)
            assert dict(work.held) == _held(step)


def _held(step: Step) -> dict[str, int]:
    dose = step.dose
    one = (dose.hold or dose.move) * dose.reps * dose.sets * SECOND
    return {"both": one} if dose.sides == "both" else {"left": one, "right": one}


AnyOrder.TestCase.settings = settings(max_examples=examples(60), stateful_step_count=25)
TestAnyOrder = AnyOrder.TestCase
