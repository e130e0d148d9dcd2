from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.widgets.session.hand import CATALOG, SLUGS
from widgets.diary import entries, log_document
from widgets.plan import safety_date, store
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import FINISHED, HURT, IDLE, PAUSED, RUNNING, STOPPED, State
from widgets.protocol import Announce, KeepAwake, Save, Score
from widgets.session import machine as sessions
from widgets.session import view
from widgets.session.machine import LATE, TRANSITIONS
from widgets.session.place import PLACE_KEY, Unfinished

if TYPE_CHECKING:
    from tests.widgets.session.conftest import Make
    from tests.widgets.session.hand import Hand
    from widgets.protocol import Json

DAY = 86_400_000


def log_of(hand: Hand) -> entries.Entry:
    """Return the one entry of the log."""
    text = hand.texts[log_document.KEY]
    assert text is not None
    (entry,) = log_document.load(text).entries
    return entry


class TestToday:
    def test_the_planned_day(self, hand: Make) -> None:
        """On Thursday the plan of Monday, Wednesday and Friday walks, and offers Friday's session."""
        session = hand().session
        assert session.wanted.weekday == 4
        assert session.offer.today is not None
        assert session.offer.today.kind == "walk"
        assert session.steps[0].slug == "neutral"
        assert session.gate is None

    def test_on_the_day(self, hand: Make) -> None:
        """On a day of exercise it is that day's, and nothing needs saying."""
        session = hand(at=1_763_640_000_000 + DAY).session
        assert (session.wanted.weekday, session.offer.today) == (4, None)

    def test_a_double_tap_goes_to_the_next_one(self, hand: Make) -> None:
        """The second half of a double tap on "Next exercise" leaves nothing out, running or paused."""
        made = hand().start().send("skip-exercise", 1_000).send("skip-exercise", 120)
        assert made.session.part == 1
        made.send("pause", 1_000).send("skip-exercise", 1_000).send("skip-exercise", 120)
        assert made.session.part == 2
        assert made.send("skip-exercise", 1_000).session.part == 3

    def test_another_day(self, hand: Make) -> None:
        """Another day's session may be done today; the address may ask for one."""
        made = hand().send("choose", 0, 0)
        assert made.session.wanted.weekday == 0
        assert made.said == ["Monday's session. 6 exercises, about 20 minutes"]
        assert made.send("fragment", 0, "#day=2").session.wanted.weekday == 2
        assert made.send("fragment", 0, "#day=3").session.wanted.weekday == 2
        made.refuses("choose", 3)

    def test_midnight(self, hand: Make) -> None:
        """A page left open offers the next day's session at midnight, and wakes by itself for it."""
        made = hand()
        noon_to_midnight = 11 * 3_600_000  # The reader is an hour east of UTC.
        assert sessions.wake_at(made.session) == made.now + noon_to_midnight
        made.send("choose", 1_000, 0)
        made.send("wake", noon_to_midnight - 1_001)
        assert made.session.wanted.weekday == 0
        made.send("wake", 1)
        assert (made.session.wanted.weekday, made.session.offer.today) == (4, None)
        assert sessions.wake_at(made.session) == made.now + 24 * 3_600_000

    def test_a_tap_meant_for_yesterday(self, hand: Make) -> None:
        """A tap on a start that still shows another day's session shows today's and starts nothing."""
        made = hand(planned=True).send("choose", 0, 0)
        made.send("start", DAY)
        assert (made.session.state, made.session.wanted.weekday) == (IDLE, 4)
        assert "new day" in made.said[-1]
        assert made.send("start", 2_000).session.state is RUNNING
        made.run()
        assert all(box.startswith("4:") for box in store.DOCUMENT.load(str(made.texts[store.KEY])).done)

    def test_a_clock_that_was_set_back(self, hand: Make) -> None:
        """A clock that goes back by a day changes nothing: the chosen session starts."""
        made = hand().send("choose", 0, 0)
        assert made.send("start", -DAY).session.state is RUNNING

    def test_the_questions_come_back(self, hand: Make) -> None:
        """On a page that stays open for weeks the safety questions come again when they are due."""
        made = hand()
        assert made.send("wake", 26 * DAY).session.gate is None
        assert made.send("wake", 2 * DAY).session.gate == "ask"

    def test_only_one(self, hand: Make) -> None:
        """A guide asks for its own exercise alone; one that there is not changes nothing."""
        made = hand().send("fragment", 0, "#only=clam")
        assert [step.slug for step in made.session.steps] == ["clam"]
        assert made.send("fragment", 0, "#only=moon").session.wanted.wanted[0].slug == "clam"

    def test_without_a_plan(self, hand: Make) -> None:
        """Without a plan it is the sample week's first day, and the questions come first."""
        session = hand({}).session
        assert session.wanted.source == "sample"
        assert session.gate == "ask"

    def test_unreadable_plan(self, hand: Make) -> None:
        """A plan that cannot be read is not touched, and the sample is offered."""
        made = hand({store.KEY: "{"}).start().run()
        assert made.session.state is FINISHED
        assert made.texts[store.KEY] == "{"

    def test_an_unreadable_plan_is_not_denied(self, hand: Make) -> None:
        """Where the plan cannot be read, that is said, and the questions are asked again."""
        texts = {
            store.KEY: '{"version": 99, "course": {}}',
            safety_date.KEY: hand({}).ready().texts[safety_date.KEY],
        }
        made = hand(texts)
        assert hand({**texts, store.KEY: None}).session.gate is None
        assert made.session.gate == "ask"
        page = view.html(made.session, made.catalog, "")
        assert "was made by another version of this site" in page
        assert "You have no plan" not in page
        assert made.ready().send("start", 1_000).session.state is RUNNING


ONE_MORE = "Please answer this question, too: "


class TestQuestions:
    def test_a_recent_plan_has_asked(self, hand: Make) -> None:
        """Who answered them in the planner within four weeks is not asked again."""
        assert hand().session.gate is None

    def test_after_four_weeks(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """After four weeks the questions come, and stand before the start."""
        yesterday = entries.Entry(
            kind="session", id="one", at=1_763_560_000_000.0, day="2025-11-19", source="session"
        )
        log = log_document.DOCUMENT.dump(entries.EMPTY.with_entry(yesterday))
        made = hand({**kept_plan(since=1_763_640_000_000 - safety_date.LASTS_MS), log_document.KEY: log})
        assert made.session.gate == "ask"
        assert made.send("start").session.state is IDLE
        assert made.ready().send("start", 1_000).session.state is RUNNING
        again = hand(made.texts, at=made.now + safety_date.LASTS_MS - 2_000)
        assert again.session.gate is None
        assert hand(made.texts, at=made.now + safety_date.LASTS_MS).session.gate == "ask"

    def test_something_has_changed(self, hand: Make) -> None:
        """Whoever says that something has changed is asked, today and until it is answered."""
        made = hand().send("changed")
        assert made.session.gate == "ask"
        assert made.send("start", 1_000).session.state is IDLE
        assert made.said[-1:] == ["Please answer both questions."]

    @pytest.mark.parametrize(
        ("answers", "wrong", "told"),
        [
            ({}, ("asked", "signs"), "Please answer both questions."),
            (None, ("asked", "signs"), "Please answer both questions."),
            ({"asked": "yes"}, ("signs",), ONE_MORE + "Do you have any sign on this card now?"),
            (
                {"signs": "no"},
                ("asked",),
                ONE_MORE + "Have you asked your primary care or spine care provider?",
            ),
            ({"asked": 3, "signs": "no"}, ("asked",), ONE_MORE + "Have you asked"),
        ],
    )
    def test_both_must_be_answered(
        self, hand: Make, answers: Json, wrong: tuple[str, ...], told: str
    ) -> None:
        """A missing answer is asked for, by its question, in the form and in what is told; nothing begins."""
        made = hand({}).send("answer", 0, answers)
        assert (made.session.gate, made.session.wrong) == ("ask", wrong)
        said = made.one(Announce)
        assert said is not None
        assert said.urgent
        assert said.text.startswith(told)
        again = made.send("answer", 1_000, {"asked": "yes", "signs": "no"})
        assert again.one(Announce) == Announce(text="A first session. 4 exercises, about 10 minutes")

    def test_a_sign(self, hand: Make) -> None:
        """A sign of an emergency ends it, whatever else was answered, and is kept nowhere."""
        made = hand({}).send("answer", 0, {"asked": "yes", "signs": "yes"})
        assert made.session.gate == "sign"
        assert made.one(Announce) == Announce(text="Stop. Get medical help now.", urgent=True)
        assert made.send("start", 1_000).session.state is IDLE
        assert all(text is None for text in made.texts.values())

    def test_a_sign_stops_the_plan(self, hand: Make) -> None:
        """With a plan a sign stops that, as in the planner: after a reload the questions come, then the sample week."""
        made = hand(planned=True).send("changed").send("answer", 0, {"asked": "yes", "signs": "yes"})
        assert made.session.gate == "sign"
        assert not store.DOCUMENT.load(str(made.texts[store.KEY])).course.profile.asked
        assert made.texts[safety_date.KEY] is None
        later = hand(made.texts, at=made.now + 1_000, planned=True)
        assert later.session.gate == "ask"
        assert later.session.wanted.source == "sample"
        here = made.send("changed", 1_000).ready()
        assert here.session.gate is None
        assert here.session.wanted.source == "sample"
        assert "Your own plan waits" in view.html(here.session, here.catalog, "")

    def test_a_sign_without_a_kept_plan_makes_none(self, hand: Make) -> None:
        """Where there is no plan, or one that cannot be read, none is written."""
        for texts in ({}, {store.KEY: "{"}):
            made = hand(texts).send("answer", 0, {"asked": "yes", "signs": "yes"})
            assert made.session.gate == "sign"
            assert made.texts.get(store.KEY) == texts.get(store.KEY)

    @pytest.mark.parametrize("answers", [None, {"asked": "no", "signs": "no"}])
    def test_the_questions_outlast_the_page(self, hand: Make, answers: Json) -> None:
        """What has changed, or "not asked yet", still asks after a reload, though the plan's week has just begun."""
        made = hand().send("changed")
        made = made if answers is None else made.send("answer", 1_000, answers)
        again = hand(made.texts, at=made.now + 1_000)
        assert again.session.gate == "ask"
        assert hand(again.ready().texts, at=again.now + 1_000).session.gate is None

    def test_not_asked(self, hand: Make) -> None:
        """Who has not asked reads that this comes first, and cannot start."""
        made = hand({}).send("answer", 0, {"asked": "no", "signs": "no"})
        assert made.session.gate == "not-asked"
        assert made.one(Announce) == Announce(text=made.catalog.safety.ask_first, urgent=True)
        assert made.send("start", 1_000).session.state is IDLE

    def test_only_the_date_is_kept(self, hand: Make) -> None:
        """The answers are not kept, only when they were given."""
        made = hand({}).ready()
        assert json.loads(str(made.texts[safety_date.KEY])) == {"version": 1, "at": made.now}

    def test_damaged_date(self, hand: Make) -> None:
        """A date that cannot be read is as none."""
        for text in ("", "{}", '{"version": 1, "at": "noon"}', "[]"):
            assert hand({safety_date.KEY: text}).session.gate == "ask"


class TestFlow:
    def test_by_itself(self, hand: Make) -> None:
        """Started once, it goes through all six exercises, and ends by itself."""
        made = hand().start()
        seen: list[tuple[int, str]] = []
        while made.session.state is RUNNING:
            here = (made.session.part, made.phase)
            if not seen or seen[-1] != here:
                seen.append(here)
            made.run(lambda session, here=here: (session.part, made.phase) != here)  # type: ignore[misc]
            if made.session.state is RUNNING and (made.session.part, made.phase) == here:
                break
        assert made.session.state is FINISHED
        assert [part for part, phase in seen if phase == "introduction"] == list(
            range(len(made.session.steps))
        )

    def test_time_to_change_position(self, hand: Make) -> None:
        """The same position gets 10 seconds, another one 30; the first exercise as its record says."""
        steps = hand().session.steps
        found = [(step.slug, step.dose.get_ready) for step in steps]
        assert found[0] == ("neutral", 15)
        positions = dict(
            zip(("neutral", "marching", "bird-dog", "cat-curl", "clam", "bridge"), "hhqqsh", strict=True)
        )
        for (before, _), (slug, ready) in pairwise(found):
            assert ready == (10 if positions[before] == positions[slug] else 30), slug

    def test_own_time_to_get_ready(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """A reader's own time holds, off included; a change of position never gets less than it needs."""
        for chosen, same, other in ((0, 0, 30), (45, 45, 45)):
            texts = kept_plan() | {SETTINGS_KEY: Settings(get_ready=chosen).to_text()}
            ready = {step.dose.get_ready for step in hand(texts).session.steps}
            assert ready == {same, other}

    def test_skip_and_back(self, hand: Make) -> None:
        """Skipping goes to the next exercise's introduction, back to this one's beginning, then to the one before."""
        made = hand().start().send("skip-exercise", 1_000)
        assert (made.session.part, made.phase) == (1, "introduction")
        made.send("skip", 3_000).send("back-exercise", 3_000)
        assert (made.session.part, made.phase) == (1, "introduction")
        made.send("back-exercise", 1_000)
        assert (made.session.part, made.phase) == (0, "introduction")

    def test_lock_screen_and_headset(self, hand: Make) -> None:
        """Their keys for the next and the previous track go by whole exercises: the exercise is what they show."""
        made = hand().start().send("next-track", 1_000)
        assert (made.session.part, made.phase) == (1, "introduction")
        made.send("previous-track", 1_000)
        assert (made.session.part, made.phase) == (0, "introduction")

    def test_lock_screen_with_one_exercise(self, hand: Make) -> None:
        """With nothing but one exercise, they go by phases, as in a timer."""
        made = hand()
        made.send("fragment", 0, "#only=clam").ready().start().send("next-track", 1_000)
        assert (made.session.state, made.phase) == (RUNNING, "get-ready")
        made.send("previous-track", 500)
        assert made.phase == "introduction"

    def test_skipping_all(self, hand: Make) -> None:
        """Skipped to the end, it is finished, nothing was done, and nothing goes into the log."""
        made = hand().start()
        for _ in made.session.steps:
            made.send("skip-exercise", 1_000)
        assert made.session.state is FINISHED
        assert log_document.KEY not in made.texts

    def test_without_introductions(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """Where they are off, only the name is said, as the time to get ready begins."""
        texts = kept_plan() | {SETTINGS_KEY: Settings(intro=False).to_text()}
        steps = hand(texts).session.steps
        assert {step.introduction for step in steps} == {0}
        assert steps[1].words == "Exercise 2: Marching."

    def test_one_score(self, hand: Make) -> None:
        """Everything is in one score from the start: the last tone of all is known at the first."""
        made = hand().start()
        score = made.one(Score)
        assert score is not None
        assert score.cues[-1].tone == "finish"
        assert score.cues[-1].at == made.now + made.session.going.total
        assert [part.title for part in score.parts][:2] == ["Neutral", "Marching"]

    def test_tones(self, hand: Make) -> None:
        """Hold, release, side and the end of an exercise each have a tone of their own."""
        score = hand().start().one(Score)
        assert score is not None
        assert {"ready", "count", "hold", "release", "change", "exercise", "finish"} <= {
            c.tone for c in score.cues
        }

    def test_screen_stays_on(self, hand: Make) -> None:
        """The screen is kept on while it runs, and only then."""
        made = hand().start()
        assert made.one(KeepAwake) == KeepAwake(on=True)
        assert made.send("pause", 1_000).one(KeepAwake) == KeepAwake(on=False)


class TestShort:
    def test_fewer_never_others(self, hand: Make) -> None:
        """A short day has some of the same exercises in their order, one set each, within five minutes."""
        made = hand()
        whole = [step.slug for step in made.session.steps]
        made.send("short", 0, value=True)
        short = [step.slug for step in made.session.steps]
        assert short == [slug for slug in whole if slug in short]
        assert 0 < len(short) < len(whole)
        assert {step.dose.sets for step in made.session.steps} == {1}
        assert made.start().session.going.total <= 5 * 60_000

    def test_counts(self, hand: Make) -> None:
        """It is a session in the log, and says that it was a short one."""
        made = hand().send("short", 0, value=True).start().run()
        entry = log_of(made)
        assert (entry.kind, entry.short) == ("session", True)
        assert all(done.finished for done in entry.exercises)

    def test_new_is_left_out_first(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """This week's new exercise is not part of a short day as long as another fits."""
        texts = kept_plan(known=("neutral", "marching", "bird-dog", "cat-curl"), new="clam")
        made = hand(texts, planned=True)
        assert "clam" in [step.slug for step in made.session.steps if step.new]
        assert "clam" not in [step.slug for step in made.send("short", 0, value=True).session.steps]


class TestSaying:
    def test_one_tap_or_nothing(self, hand: Make) -> None:
        """What is said of an exercise is kept; said twice it is taken back; said never, it goes on all the same."""
        made = hand().start().run(lambda session: session.part == 1)
        made.send("say", 1_000, [0, "too-easy"])
        assert (made.session.said[0], made.session.state) == ("too-easy", RUNNING)
        made.send("say", 1_000, [0, "too-easy"])
        assert made.session.said == (None,) * 6
        made.send("say", 1_000, [0, "right"]).run()
        assert [done.said for done in log_of(made).exercises][:2] == ["right", None]

    @pytest.mark.parametrize("value", [None, [0], [9, "right"], [0, "hurt"], ["0", "x"], {"a": 1}])
    def test_wrong_words(self, hand: Make, value: object) -> None:
        """What the page does not offer is refused."""
        hand().start().refuses("say", value)  # type: ignore[arg-type]

    def test_pain_at_the_end(self, hand: Make) -> None:
        """The pain after it goes into the log."""
        made = hand().start().run().send("pain-after", 1_000, 3)
        assert log_of(made).pain_after == 3
        made.refuses("pain-after", 11)


class TestRecord:
    def test_dated(self, hand: Make) -> None:
        """The log has the session's own day, its exercises as they were done, and how long it took."""
        made = hand().start()
        total = made.session.going.total
        made.run()
        entry = log_of(made)
        assert (entry.day, entry.source, entry.week) == ("2025-11-20", "session", 1)
        assert entry.seconds == total // 1000
        assert [done.slug for done in entry.exercises] == [step.slug for step in made.session.steps]
        dose = made.session.steps[0].dose
        assert entry.exercises[0].seconds == dose.sets * dose.reps * 10 + (dose.sets - 1) * dose.rest
        assert all(done.finished for done in entry.exercises)

    def test_ticks(self, hand: Make) -> None:
        """What was finished is ticked in the week, each side; what was skipped is not."""
        made = hand(planned=True).start().run(lambda session: session.part == 1)
        skipped = made.session.steps[1]
        made.send("skip-exercise", 1_000).run()
        done = store.DOCUMENT.load(str(made.texts[store.KEY])).done
        for step in made.session.steps:
            boxes = [box for box in done if box.startswith(f"4:{step.slug}")]
            assert len(boxes) == (0 if step is skipped else 1 if step.dose.sides == "both" else 2)

    def test_early(self, hand: Make) -> None:
        """Ended early, what was done counts, and is told to be unfinished where it is."""
        made = hand().start().run(lambda session: session.part == 1 and session.works[1].reps == 1)
        made.send("stop", 1_000)
        assert made.session.state is STOPPED
        assert [(done.slug, done.finished) for done in log_of(made).exercises] == [
            ("neutral", True), ("marching", False),
        ]  # fmt: skip

    def test_nothing_is_lost_by_closing(self, hand: Make) -> None:
        """After each exercise the log already has it: closing the page loses nothing."""
        made = hand().start().run(lambda session: session.part == 2)
        assert [done.slug for done in log_of(made).exercises] == ["neutral", "marching"]

    def test_no_ticks_in_another_week(
        self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]
    ) -> None:
        """A session that ends after the planner went on to another week ticks no box of that week.

        Two weeks later the day has the same routine again, so that its boxes have the same names.
        """
        made = hand(planned=True).start()
        next_week = kept_plan(week=3)
        made.texts |= next_week
        made.send("stored", 100, {"stored": {**next_week}}).run()
        assert made.session.state is FINISHED
        assert log_of(made).week == 1
        assert store.DOCUMENT.load(str(made.texts[store.KEY])).done == ()

    def test_sample_ticks_nothing(self, hand: Make) -> None:
        """A session without a plan makes no plan."""
        made = hand({}).start().run()
        assert store.KEY not in made.texts
        assert log_of(made).week is None


class TestHurts:
    def test_at_all_times(self, hand: Make) -> None:
        """In every phase of every exercise, running or paused, it stops at once and asks."""
        made = hand().start()
        while made.session.state is RUNNING:
            running = made.session
            for name in ("hurts", "pause"):
                made.session = running
                made.send(name, 10).send("hurts", 10)
                assert made.session.state is HURT
            assert made.one(Score) == Score()
            made.session = running
            made.send("wake", 5_000)

    def test_leg(self, hand: Make) -> None:
        """Pain that spreads ends the session: nothing else is offered."""
        made = hand().start().send("hurts", 1_000).send("spread", 1_000, value=True)
        assert not made.session.easier
        assert not made.session.may_go_on
        assert not made.session.can_carry_on
        made.refuses("next")
        made.refuses("easier", "half-bridge")
        assert made.send("end", 1_000).session.state is STOPPED
        assert made.one(Announce) == Announce(text="Stopped", urgent=True)
        assert made.send("again", 1_000).one(Announce) == Announce(text="Closed")

    @pytest.mark.parametrize(("pain", "on", "easier"), [(0, True, True), (3, True, True), (4, False, True)])
    def test_easier(self, hand: Make, pain: int, on: bool, easier: bool) -> None:  # noqa: FBT001
        """With mild pain one may go on; up to the pain rule's second band an easier exercise is offered."""
        made = hand().start()
        bridge = [step.slug for step in made.session.steps].index("bridge")
        for _ in range(bridge):
            made.send("skip-exercise", 1_000)
        made.run(lambda session: session.works[bridge].spent > 0).send("wake", 500)
        made.send("hurts", 1_000).send("spread", 1_000, value=False).send("pain", 1_000, pain)
        assert made.session.hurting == bridge
        assert [one.slug for one in made.session.easier] == (["half-bridge"] if easier else [])
        assert made.session.can_carry_on is on
        made.send("easier", 1_000, "half-bridge")
        assert made.session.state is RUNNING
        assert made.session.steps[made.session.part].slug == "half-bridge"
        assert made.session.said[bridge] == "hurt"
        made.run()
        assert "half-bridge" in [done.slug for done in log_of(made).exercises]

    def test_severe(self, hand: Make) -> None:
        """Severe pain ends the session."""
        made = hand().start().send("hurts", 1_000).send("spread", 1_000, value=False).send("pain", 1_000, 6)
        assert not made.session.easier
        assert not made.session.may_go_on

    def test_leave_it_out_and_go_on(self, hand: Make) -> None:
        """With mild pain the next exercise may follow."""
        made = hand().start().run(lambda session: session.works[0].reps == 1)
        made.send("hurts", 500).send("spread", 1_000, value=False).send("pain", 1_000, 1).send("next", 1_000)
        assert (made.session.part, made.phase) == (1, "introduction")

    def test_nothing_begins_again_at_the_end(self, hand: Make) -> None:
        """Said after the session, it leads to no second dose: neither the next one nor an easier one is offered."""
        made = hand().start().run()
        assert made.session.state is FINISHED
        for part in range(len(SLUGS)):
            made.send("hurts", 1_000, part).send("spread", 1_000, value=False).send("pain", 1_000, 1)
            assert not made.session.may_go_on
            assert not made.session.easier
            made.refuses("next")
            made.send("end", 1_000)

    def test_what_was_done_is_not_done_again(self, hand: Make) -> None:
        """Said of an earlier exercise, the session goes on where it stands, or with the next one that was not begun."""
        made = hand().start().run(lambda session: session.part == 3)
        made.send("hurts", 1_000, 0).send("spread", 1_000, value=False).send("pain", 1_000, 1)
        assert made.session.next_part == 3
        made.send("carry-on", 1_000).run(lambda session: session.works[3].reps == 1)
        made.send("hurts", 1_000, 1).send("spread", 1_000, value=False).send("pain", 1_000, 1)
        assert made.session.can_carry_on
        assert not made.session.may_go_on
        assert not made.session.easier

    def test_the_one_before(self, hand: Make) -> None:
        """Said while the next one is introduced, it is the exercise before that hurt."""
        made = hand().start().run(lambda session: session.part == 1).send("hurts", 1_000)
        assert made.session.said[:2] == ("hurt", None)

    def test_named_afterwards(self, hand: Make) -> None:
        """One tap on `It hurt` after an exercise means that one."""
        made = hand().start().run(lambda session: session.part == 3).send("hurts", 1_000, 1)
        assert made.session.said[1] == "hurt"
        assert made.session.state is HURT

    def test_newest(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """The newest exercise is named: this week's new one, else the last that became known."""
        texts = kept_plan(known=("neutral", "marching"), new="clam")
        assert hand(texts, planned=True).session.newest == "clam"
        known = hand(kept_plan(known=("neutral", "marching"), new=None), planned=True).session
        assert known.newest == known.course.order[-1]

    def test_several_new_ones(self, hand: Make) -> None:
        """Where several are new, as in a first week, none of them is called the newest."""
        session = hand({}).session
        assert sum(step.new for step in session.steps) > 1
        assert session.newest is None

    def test_out_for_the_week(self, hand: Make) -> None:
        """What hurt is in no session of the week, here and in another tab, until the reader says how the week was."""
        made = hand(planned=True).start().run(lambda session: session.works[1].reps == 1)
        slug = made.session.steps[1].slug
        made.send("hurts", 1_000, 1).send("spread", 1_000, value=False).send("pain", 1_000, 2).send(
            "end", 1_000
        )
        other = hand(made.texts, at=made.now, planned=True)
        for session in (made.send("again", 1_000).session, other.session):
            assert slug not in {one.slug for day in session.offer.programmes for one in day.wanted}
            name = CATALOG.exercise(slug).name
            page = view.html(session, CATALOG, "")
            assert f"because you said that it hurt: {name}." in page
        later = {**made.texts, store.KEY: hand(planned=True).texts[store.KEY]}
        saved = store.DOCUMENT.load(str(later[store.KEY]))
        later[store.KEY] = store.DOCUMENT.dump(replace(saved, since=made.now + 1_000))
        known = hand(later, at=made.now + 2_000, planned=True).session
        assert slug in {one.slug for day in known.offer.programmes for one in day.wanted}

    def test_all_of_it_hurt(self, hand: Make) -> None:
        """Where everything hurt, nothing can start, and the page says why and whom to ask."""
        made = hand(planned=True).start()
        while made.session.state is RUNNING:
            part = made.session.part
            made.run(lambda session, part=part: session.works[part].reps == 1)  # type: ignore[misc]
            made.send("hurts", 1_000, part).send("spread", 1_000, value=False).send("pain", 1_000, 1)
            made.send("next" if made.session.may_go_on else "end", 1_000)
        made.send("again", 1_000)
        assert made.session.steps == ()
        assert "because you said that they hurt: " in view.html(made.session, CATALOG, "")
        assert made.send("start", 1_000).session.state is IDLE

    def test_again_without_what_was_left_out(self, hand: Make) -> None:
        """Back at the beginning, an exercise that was just left out of the plan is not offered."""
        made = hand(planned=True).start().run(lambda session: session.part == 1)
        made.send("hurts", 1_000).send("spread", 1_000, value=False).send("pain", 1_000, 2).send("end", 1_000)
        slug = made.session.steps[1].slug
        made.send("leave-out", 1_000, slug).send("again", 1_000)
        assert slug not in [step.slug for step in made.session.steps]

    def test_left_out(self, hand: Make) -> None:
        """At the end it can be taken out of the plan with one tap."""
        made = hand().start().run().send("leave-out", 1_000, "clam")
        saved = store.DOCUMENT.load(str(made.texts[store.KEY]))
        assert "clam" in saved.course.out
        made.refuses("leave-out", "moon")

    def test_pain_is_kept_nowhere(self, hand: Make) -> None:
        """Where and how much it hurt is in no text; that it hurt is."""
        made = hand().start().run(lambda session: session.works[0].reps == 2)
        made.send("hurts", 1_000).send("spread", 1_000, value=False).send("pain", 1_000, 7).send("end", 1_000)
        assert log_of(made).exercises[0].said == "hurt"
        assert log_of(made).pain_after is None
        assert '"pain": 7' not in json.dumps(made.texts)


class TestGoingOn:
    def test_where_one_stopped(self, hand: Make) -> None:
        """Reloaded or closed, it offers the repetition where the reader was, with all that was done and said."""
        made = hand().start().run(lambda session: session.part == 2)
        made.send("say", 500, [1, "too-hard"]).run(lambda session: session.works[2].reps == 2)
        later = hand(made.texts, at=made.now + 3 * 3_600_000)
        there = later.session.unfinished
        assert there is not None
        assert (there.place.spot.part, there.said[1], there.works[:2]) == (
            2,
            "too-hard",
            made.session.works[:2],
        )
        later.send("carry-on", 1_000)
        assert (later.session.state, later.session.part, later.phase) == (RUNNING, 2, "get-ready")
        later.run()
        assert log_of(later).id == made.session.begun
        assert all(done.finished for done in log_of(later).exercises)

    @pytest.mark.parametrize("tap", ["too-easy", "right", "too-hard"])
    def test_an_answer_survives_a_reload_at_any_moment(self, hand: Make, tap: str) -> None:
        """An answer is stored with its tap: a reload before the next phase does not delete it from the log."""
        made = hand().start().run(lambda session: session.part == 1)
        made.send("say", 500, [0, tap])
        later = hand(made.texts, at=made.now + 2_000)
        assert later.session.unfinished is not None
        assert later.session.unfinished.said == made.session.said
        later.send("carry-on", 1_000).run()
        assert log_of(later).exercises[0].said == tap

    def test_an_answer_while_paused_survives_a_reload(self, hand: Make) -> None:
        """The same holds while the session is paused, and for an answer that is taken back."""
        made = hand().start().run(lambda session: session.part == 1).send("say", 500, [0, "right"])
        made.send("pause", 100).send("say", 1_000, [0, "right"])
        there = hand(made.texts, at=made.now + 2_000).session.unfinished
        assert there is not None
        assert there.said[0] is None

    @pytest.mark.parametrize(("late", "offered"), [(12 * 3_600_000, True), (12 * 3_600_000 + 1, False)])
    def test_half_a_day(self, hand: Make, late: int, offered: bool) -> None:  # noqa: FBT001
        """A place is offered for twelve hours, on a page that is opened then and on one that stayed open."""
        made = hand().start().run(lambda session: session.part == 2)
        there = hand(made.texts, at=made.now + late).session.unfinished
        assert (there is not None) is offered
        waits = hand(made.texts, at=made.now + 60_000)
        waits.send("wake", late - 60_000)
        assert (waits.session.unfinished is not None) is offered
        assert (waits.session.place is not None) is offered

    def test_afresh(self, hand: Make) -> None:
        """Who starts afresh is not asked again."""
        made = hand().start().run(lambda session: session.part == 2)
        later = hand(made.texts, at=made.now + 60_000).send("forget")
        assert later.one(Announce) == Announce(text="The place where you stopped is forgotten.")
        assert later.session.unfinished is None
        assert later.texts[PLACE_KEY] is None

    def test_slept(self, hand: Make) -> None:
        """A device that slept comes back to where the session is by then, and says so; one may go back."""
        made = hand().start().send("wake", 90_000)
        assert "The session went on for" in made.said[-1] or any("went on" in text for text in made.said)
        assert made.session.place is not None

    def test_damaged(self, hand: Make) -> None:
        """A kept place that was damaged in any part is forgotten, never an error."""
        made = hand().start().run(lambda session: session.part == 2)
        data = json.loads(str(made.texts[PLACE_KEY]))
        for name in data:
            wrong: tuple[object, ...] = (None, -1, "x", [], {}, 10**30)
            for value in wrong:
                text = json.dumps(data | {name: value})
                found = Unfinished.from_text(text, made.catalog, made.now)
                assert found is None or found.place.phases


class TestTwoTabs:
    def test_the_later_leads(self, hand: Make) -> None:
        """Where a second tab goes on with the session, the first one stands aside, in silence, and says so."""
        one = hand().start().run(lambda session: session.part == 1)
        two = hand(one.texts, at=one.now + 1_000)
        assert two.session.unfinished is not None
        two.send("carry-on", 1_000)
        one.now = two.now
        one.send("stored", 100, {"stored": {PLACE_KEY: two.texts[PLACE_KEY]}})
        assert (one.session.state, one.session.elsewhere) == (IDLE, True)
        assert one.one(Score) == Score()
        one.send("carry-on", 5_000)
        assert one.session.state is RUNNING
        two.now = one.now
        two.send("stored", 100, {"stored": {PLACE_KEY: one.texts[PLACE_KEY]}})
        assert two.session.elsewhere
        assert two.send("stored", 100, {"stored": {PLACE_KEY: None}}).session.unfinished is None

    def test_an_older_one_does_not(self, hand: Make) -> None:
        """What the tab that does not lead any more still saves changes nothing."""
        one = hand().start().run(lambda session: session.part == 1)
        old = one.texts[PLACE_KEY]
        two = hand(one.texts, at=one.now + 1_000).send("carry-on", 1_000)
        two.send("stored", 100, {"stored": {PLACE_KEY: old}})
        assert two.session.state is RUNNING

    def test_a_page_that_waits(self, hand: Make) -> None:
        """A page that was opened before says that the session goes on elsewhere, and offers to go on here."""
        waits, runs = hand(), hand().start()
        waits.now = runs.now
        waits.send("stored", 100, {"stored": {PLACE_KEY: runs.texts[PLACE_KEY]}})
        assert waits.session.elsewhere

    def test_plan_changed_elsewhere(
        self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]
    ) -> None:
        """A plan that was changed in another tab is offered; a session that runs goes on as it began."""
        changed = {"stored": {**kept_plan(known=("neutral",))}}
        waits = hand().send("stored", 100, changed)  # type: ignore[arg-type]
        assert waits.session.steps[0].slug == "neutral"
        runs = hand().start()
        before = runs.session.steps
        assert runs.send("stored", 100, changed).session.steps == before  # type: ignore[arg-type]


class TestTable:
    @pytest.mark.parametrize("state", State)
    def test_no_pair_twice(self, state: State) -> None:
        """No pair is both a transition and a late tap."""
        assert not LATE[state] & set(TRANSITIONS[state])

    def test_muted(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """With everything off there is no cue, and it runs to the end all the same, told to screen readers."""
        off = Settings(sound=False, voice=False, vibration=False)
        made = hand(kept_plan() | {SETTINGS_KEY: off.to_text()}).start()
        assert made.one(Score) is not None
        assert made.cues() == []
        made.run()
        assert made.session.state is FINISHED
        assert made.said[-1] == "Well done. Finished."
        assert any(text.startswith("First of") for text in made.said)

    def test_paused_says_nothing(self, hand: Make) -> None:
        """Paused, it is silent, and resumes where it was."""
        made = hand().start().send("wake", 5_000).send("pause", 100)
        assert made.session.state is PAUSED
        made.send("wake", 60_000).send("resume", 1_000)
        assert made.session.going.done(made.session.at) == 5_100

    def test_saves(self, hand: Make) -> None:
        """What is saved first is the place, at the very start: another tab hears of it."""
        made = hand().start()
        assert [e.key for e in made.effects if isinstance(e, Save)] == [PLACE_KEY]
