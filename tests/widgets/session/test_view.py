from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.heard import is_heard
from tests.widgets.session.conftest import Make
from tests.widgets.session.hand import CATALOG, START, Hand, course_of
from tests.widgets.timer.test_view import Page
from widgets.days import local_day
from widgets.diary import log_document
from widgets.diary.entries import EMPTY, Done, Entry
from widgets.plan import safety_date, store
from widgets.player.states import HURT, IDLE, RUNNING, STOPPED
from widgets.protocol import Focus, Json
from widgets.session import view


def page_of(hand: Hand) -> Page:
    """Return the page of a session."""
    return Page(view.html(hand.session, hand.catalog, "../"))


def slugs_of(hand: Hand) -> list[str]:
    """Return the exercises of a session in their order."""
    return [step.slug for step in hand.session.steps]


HEARD = {"data-on-click", "data-on-change", "data-on-submit"}
FORM: tuple[dict[str, Json], ...] = (
    {"asked": "yes", "signs": "no"},
    {"asked": "no", "signs": "no"},
    {"asked": "yes", "signs": "yes"},
    {},
)


def value_of(control: dict[str, str]) -> Json:
    """Return the value that the shell would send for a control."""
    if "data-value" in control:
        value: Json = json.loads(control["data-value"])
        return value
    return "checked" not in control if control.get("type") == "checkbox" else None


class TestEveryState:
    @given(st.data())
    def test_any_path(self, data: st.DataObject) -> None:
        """Wherever taps on the page's own controls lead, none is refused, the HTML is sound, the focus has a place."""
        plan = store.DOCUMENT.dump(store.Saved(course=course_of(CATALOG), since=START - 86_400_000))
        hand = Hand(CATALOG, data.draw(st.sampled_from([{}, {store.KEY: plan}])), planned=True)
        for _ in range(data.draw(st.integers(0, 14))):
            page = page_of(hand)
            ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
            assert len(ids) == len(set(ids))
            controls = [
                attributes for _, attributes in page.tags
                if HEARD & set(attributes) and "disabled" not in attributes
            ]  # fmt: skip
            control = data.draw(st.sampled_from(controls))
            wait = data.draw(st.sampled_from([0, 700, 3_000, 26_000]))
            if "data-on-submit" in control:
                hand.send("answer", wait, data.draw(st.sampled_from(FORM)))
            else:
                name = control.get("data-on-click") or control["data-on-change"]
                hand.send(name, wait, value_of(control))
            for effect in hand.effects:
                if isinstance(effect, Focus):
                    target = effect.selector.removeprefix("#")
                    assert target in {a.get("id") for _, a in page_of(hand).tags}, target
        page_of(hand)

    @given(st.data())
    def test_every_press_is_heard(self, data: st.DataObject) -> None:
        """Each press is announced, sounds, or changes its own control; where that goes, the focus has a place."""
        plan = store.DOCUMENT.dump(store.Saved(course=course_of(CATALOG), since=START - 86_400_000))
        hand = Hand(CATALOG, data.draw(st.sampled_from([{}, {store.KEY: plan}])), planned=True)
        for _ in range(data.draw(st.integers(1, 14))):
            hand.send("wake", data.draw(st.sampled_from([0, 700, 3_000, 26_000])))
            before = page_of(hand)
            control = data.draw(st.sampled_from([one for _, one in before.tags if HEARD & set(one)]))
            if "data-on-submit" in control:
                hand.send("answer", 0, data.draw(st.sampled_from(FORM)))
            else:
                hand.send(control.get("data-on-click") or control["data-on-change"], 0, value_of(control))
            after = page_of(hand)
            shown = [one for _, one in after.tags]
            assert is_heard(control, after.text != before.text, shown, hand.effects), control

    def test_first_view(self) -> None:
        """Before any script it names the exercises, how much of each, and asks before it starts."""
        page = page_of(Hand(CATALOG, {}))
        assert "Neutral" in page.text
        assert "hold 5 seconds" in page.text
        assert "Two questions first" in page.text
        assert "start" not in page.events()

    def test_never_clear(self) -> None:
        """In no state does it say that a reader is well or may go ahead."""
        hand = Hand(CATALOG, {})
        texts = [page_of(hand).text]
        texts.append(page_of(hand.ready()).text)
        texts.append(page_of(hand.start()).text)
        texts.append(page_of(hand.run()).text)
        for text in texts:
            assert "clear" not in text.lower()
            assert "safe to" not in text.lower()


class TestRunning:
    def test_what_comes(self, hand: Make) -> None:
        """The introduction has the picture's address, the name, the cues, the dose in one line, place and time left."""
        made = hand().start()
        page = page_of(made)
        assert "Exercise 1 of 6" in page.text
        assert "3 sets of 2, hold 5 seconds" in page.text
        assert "Keep breathing" in page.text
        assert "min left" in page.text
        (figure,) = [a for _, a in page.tags if "data-figure-src" in a]
        assert figure["data-figure-src"] == "../assets/figures/neutral/moving.json"
        assert figure["data-figure-next"] == "../assets/figures/marching/moving.json"

    def test_how_was_it(self, hand: Make) -> None:
        """While the next one is introduced, one tap says how the last one was."""
        made = hand().start().run(lambda session: session.part == 1)
        page = page_of(made)
        assert "How was Neutral?" in page.text
        assert [a["data-on-click"] for a in page.all("button") if "session-say" in a.get("id", "")] == [
            "say", "say", "say", "hurts",
        ]  # fmt: skip
        made.run(lambda _: made.phase == "move")
        assert "How was" not in page_of(made).text

    def test_an_answer_stays_where_it_was_given(self, hand: Make) -> None:
        """After the end, too, a question that is answered stays, with the answer, so that nobody loses their place."""
        made = hand().start().run(lambda session: session.part == 1).send("stop")
        made.send("say", 1_000, [0, "right"])
        (right,) = (a for a in page_of(made).all("button") if a.get("id") == "session-say-0-right")
        assert right["aria-checked"] == "true"

    def test_choices_are_radio_groups(
        self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]
    ) -> None:
        """Which side begins, and another day's session: one stop of the Tab key each, with one choice chosen."""
        made = hand(kept_plan()).send("adjust", 0, True)  # noqa: FBT003 - an event's value
        page = page_of(made)
        for event in ("set-side", "choose"):
            choices = [one for one in page.all("button") if one.get("data-on-click") == event]
            assert len(choices) > 1
            assert {one["role"] for one in choices} == {"radio"}
            assert [one["aria-checked"] for one in choices].count("true") == 1
        groups = {one["id"] for one in page.all("div") if one.get("role") == "radiogroup" and "id" in one}
        assert {"session-side", "session-days"} <= groups

    def test_what_is_missing_is_tied_to_its_field(self) -> None:
        """A question without an answer says so beside it, and its choices are described by that."""
        made = Hand(CATALOG, {}).send("answer", 0, {"asked": "yes"})
        page = page_of(made)
        fields = {one["id"]: one for one in page.all("input")}
        for value in ("yes", "no"):
            assert fields[f"session-signs-{value}"]["aria-invalid"] == "true"
            assert "aria-invalid" not in fields[f"session-asked-{value}"]
        assert fields["session-signs-yes"]["aria-describedby"] == "session-signs-wrong session-emergency"
        assert fields["session-signs-no"]["aria-describedby"] == "session-signs-wrong"
        assert "session-signs-wrong" in {one.get("id") for one in page.all("p")}

    def test_stop_stands_in_every_phase(self, hand: Make) -> None:
        """`Stop, it hurts`, pause, back, skip, next exercise and end stand in every phase."""
        made = hand().start()
        while made.session.state is RUNNING:
            events = page_of(made).events()
            assert {"hurts", "pause", "back", "skip", "skip-exercise", "stop"} <= events
            made.send("skip", 600)

    def test_what_is_next(self, hand: Make) -> None:
        """At the end of an exercise the next one is named."""
        made = hand().start().run(lambda session: session.works[0].reps == 6)
        assert "Then: Marching" in page_of(made).text


class TestBeforeAndAfter:
    def test_gate(self, hand: Make) -> None:
        """The questions show the emergency card and say that a no is no proof."""
        page = page_of(hand({}))
        assert "does not mean that nothing is wrong" in page.text
        assert "Call" in page.text

    def test_unfinished(self, hand: Make) -> None:
        """A closed session is offered where it stopped."""
        made = hand().start().run(lambda session: session.part == 2)
        page = page_of(hand(made.texts, at=made.now + 60_000))
        assert "You stopped at exercise 3 of 6" in page.text

    def test_elsewhere(self, hand: Make) -> None:
        """Where another tab leads, it says so, and offers no second start."""
        waits, runs = hand(), hand().start()
        waits.now = runs.now
        waits.send("stored", 100, {"stored": {**runs.texts}})
        assert "goes on in another tab" in page_of(waits).text

    def test_summary(self, hand: Make) -> None:
        """At the end: what was done, pain, and what the plan makes of it."""
        made = hand().start().run(lambda session: session.part == 1).send("say", 500, [0, "too-hard"]).run()
        page = page_of(made.send("pain-after", 1_000, 2))
        for words in (
            "Well done", "6 of 6 exercises finished", "6 of 6 reps, 30 seconds held", "How bad is the pain now",
            "What your plan makes of it", "Neutral was too hard", "ticked in your week", "Pain 2:", "in your log",
        ):  # fmt: skip
            assert words in page.text, words

    def test_what_the_browser_did_not_keep(self, hand: Make) -> None:
        """Where the browser refuses log and plan, no words say that they have the session; a later save is told."""
        made = hand().start()
        made.full = {log_document.KEY, store.KEY}
        page = page_of(made.run())
        assert "This session is not in your log: this browser did not save it." in page.text
        for words in ("is in your log", "ticked in your week"):
            assert words not in page.text
        made.send("hurts", 1_000, 0)
        assert "noted for your log" not in page_of(made).text
        made.full = set()
        made.send("spread", 1_000, value=False).send("pain", 1_000, 1).send("end", 1_000)
        assert "This session is in your log" in page_of(made.send("pain-after", 1_000, 2)).text

    def test_the_next_week(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """What was said leads to the next week by the planner's rules: the easier version of what was too hard."""
        made = hand(kept_plan(known=("neutral", "marching", "bridge")), planned=True).start().run()
        assert "nothing is taken out of it" in page_of(made).text
        for word in ("too-hard", "right"):
            made.send("say", 1_000, [slugs_of(made).index("bridge"), word])
            page = page_of(made)
            assert "You did 1 of 3 sessions so far this week." in page.text
            assert "nothing is lost" not in page.text
            assert ("You said Bridge was too hard: it goes back to Half bridge." in page.text) is (
                word == "too-hard"
            )

    def test_the_next_week_after_pain(
        self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]
    ) -> None:
        """What hurt would go out; what the reader took out at once is spoken of as done."""
        texts = kept_plan(known=("neutral", "marching", "bridge"), new="clam")
        made = hand(texts, planned=True).start().run()
        hurt = slugs_of(made).index("bridge")
        made.send("hurts", 1_000, hurt).send("spread", 1_000, value=False).send("pain", 1_000, 1)
        made.send("end", 1_000)
        page = page_of(made)
        assert "You said Bridge hurt: it is left out for now." in page.text
        made.send("leave-out", 1_000, "bridge")
        page = page_of(made)
        assert "Left out of your plan: Bridge." in page.text
        assert "You said Bridge hurt" not in page.text

    def test_not_in_the_plan(self, hand: Make, kept_plan: Callable[..., dict[str, str | None]]) -> None:
        """Of an exercise that the kept plan does not have, nothing is promised for its next week."""
        made = hand(kept_plan(skipped=("bridge",))).start().run()
        made.send("say", 1_000, [slugs_of(made).index("bridge"), "too-hard"])
        page = page_of(made)
        assert "Too hard: Bridge." in page.text
        assert "Nothing is added while that is so" not in page.text
        assert "nothing is taken out of it" in page.text

    def test_without_a_plan(self, hand: Make) -> None:
        """Without a plan nothing is said of its week."""
        page = page_of(hand({}).start().run())
        assert "What follows from it" in page.text
        assert "next week" not in page.text

    def test_hurt(self, hand: Make) -> None:
        """After pain: the pain rule, whom to ask, the newest exercise by name, and the ways on that are allowed."""
        made = hand().start().run(lambda session: session.part == 1)
        made.send("hurts", 500, 0).send("spread", 700, value=False)
        assert made.session.state is HURT
        page = page_of(made.send("pain", 700, 2))
        assert "newest exercise of this session is" in page.text
        assert {"next", "end", "carry-on"} <= page.events()
        made.send("hurts", 700).send("spread", 700, value=True)
        assert not {"next", "carry-on", "easier"} & page_of(made).events()
        assert made.send("end", 700).session.state is STOPPED

    @pytest.mark.parametrize("answers", FORM[1:3])
    def test_no_session(self, hand: Make, answers: dict[str, Json]) -> None:
        """Who has a sign, or has not asked, sees no start."""
        made = hand({}).send("answer", 0, answers)
        assert made.session.state is IDLE
        assert not {"start", "carry-on"} & page_of(made).events()


EVERY = tuple(exercise.slug for exercise in CATALOG.exercises)


class TestNothingOpen:
    """A plan of which no exercise is open to the reader."""

    @pytest.fixture
    def empty(self) -> Hand:
        """A reader who has left out every exercise."""
        return Hand(CATALOG, self._kept(known=(), skipped=EVERY), planned=True)

    @staticmethod
    def _kept(**changes: Json | tuple[str, ...]) -> dict[str, str | None]:
        course = course_of(CATALOG, **changes)
        return {store.KEY: store.DOCUMENT.dump(store.Saved(course=course, since=START - 86_400_000))}

    def test_says_what_is_closed(self, empty: Hand) -> None:
        """The page opens, names each exercise with the reason, links to the planner, and offers no start."""
        page = page_of(empty)
        assert "No exercise is open to you now" in page.text
        assert page.text.count("Left out for now.") == len(EVERY)
        assert {"../planner/", "../exercises/neutral/"} <= {a.get("href") for _, a in page.tags}
        assert page.events() == set()

    def test_start_does_nothing(self, empty: Hand) -> None:
        """A tap on the start of the page's first view, made before the plan was read, starts nothing."""
        empty.send("start", 1_000)
        assert empty.session.state is IDLE
        assert empty.one(Focus) == Focus(selector="#session-title")
        assert "session-title" in {a.get("id") for _, a in page_of(empty).tags}

    def test_questions_do_not_come_first(self) -> None:
        """Weeks later the safety questions are due, but there is nothing to ask them for."""
        late = Hand(CATALOG, self._kept(known=(), skipped=EVERY), START + 40 * 86_400_000, planned=True)
        assert "Two questions first" not in page_of(late).text
        assert "No exercise is open" in page_of(late).text

    def test_an_unfinished_session_can_be_carried_on(self) -> None:
        """A session that was begun before stays on offer, by its name."""
        begun = Hand(CATALOG, self._kept(), planned=True).start().run(lambda session: session.part == 1)
        later = Hand(
            CATALOG, begun.texts | self._kept(known=(), skipped=EVERY), begun.now + 60_000, planned=True
        )
        page = page_of(later)
        assert "Friday's session is not finished. You stopped at " in page.text
        assert page.events() == {"carry-on", "forget"}
        assert later.send("forget", 1_000).one(Focus) == Focus(selector="#session-title")

    def test_comes_back(self, empty: Hand) -> None:
        """An exercise that is brought back in the planner is offered at once."""
        empty.send("stored", 1_000, {"stored": {**self._kept()}})
        assert "start" in page_of(empty).events()


DAY = 86_400_000


@pytest.mark.parametrize(("days", "over"), [(1, False), (6, False), (7, True)])
def test_a_week_that_is_over_is_told_of_first(days: int, *, over: bool) -> None:
    """With a plan whose week is over the page says so, with what was done, before the session that is offered."""
    plan = store.DOCUMENT.dump(store.Saved(course=course_of(CATALOG), since=START - days * DAY))
    hand = Hand(CATALOG, {store.KEY: plan}, planned=True)
    html = view.html(hand.session, hand.catalog, "../")
    assert ("Week 1 is over." in html) == over
    if over:
        assert html.index("Week 1 is over.") < html.index('data-on-click="start"')


@pytest.mark.parametrize("source", ["break", "flare-up", "hurt", "none"])
def test_a_week_that_does_not_stand_starts_nothing(source: str) -> None:
    """A week that is over starts no session that the engine would not repeat: after a break, a flare-up, or pain."""
    ago = 7 if source != "break" else 5 * 7
    course = course_of(CATALOG)
    plan = store.DOCUMENT.dump(store.Saved(course=course, since=START - ago * DAY))
    log = EMPTY
    if source in {"flare-up", "hurt"}:
        at = START - 2 * DAY
        entry = Entry(
            kind="flare-up" if source == "flare-up" else "session",
            id="one",
            at=at,
            day=local_day(at, 60),
            source="session",
        )
        if source == "hurt":
            slug = course.routines[0][-1].slug
            entry = replace(
                entry, exercises=(Done(slug=slug, level=1, sets=1, reps=1, hold=0, seconds=60, said="hurt"),)
            )
        log = EMPTY.with_entry(entry)
    kept = {store.KEY: plan, log_document.KEY: log_document.DOCUMENT.dump(log)}
    hand = Hand(CATALOG, {**kept, safety_date.KEY: safety_date.DOCUMENT.dump(START)}, planned=True)
    page = page_of(hand)
    stands = source == "none"
    assert hand.session.gate is None
    assert ("start" in page.events()) == stands
    assert ("Or do this session once more." in page.text) == stands
    assert ("Say how it was, and go to the next week" in page.text) is True
    assert (hand.send("start", 1_000).session.state is RUNNING) == stands
