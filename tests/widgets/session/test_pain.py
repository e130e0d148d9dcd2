"""The pain rule in a session: the usual pain once, today's number in one row, and what follows from both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.widgets.diary.test_answers import done, entry, log
from tests.widgets.session.hand import CATALOG, Hand
from tests.widgets.session.test_view import page_of
from widgets.diary import log_document
from widgets.diary.pain import USUAL, USUAL_KEY, Usual
from widgets.plan import safety_date
from widgets.player.states import HURT, IDLE, RUNNING
from widgets.protocol import Announce, Focus
from widgets.session.place import PLACE_KEY

if TYPE_CHECKING:
    from widgets.diary.entries import Entry, Log

RULE = CATALOG.safety.pain_rule
TODAY, YESTERDAY = "2025-11-20", "2025-11-19"


def device(pain: int | None, **more: str) -> dict[str, str | None]:
    """Return the texts of a device that knows a usual pain, or that its reader does not know it."""
    return {USUAL_KEY: USUAL.dump(Usual(pain=pain, day="2025-11-03")), **more}


def hand(pain: int | None = 5, **more: str) -> Hand:
    """Return a session whose safety questions are answered."""
    return Hand(CATALOG, device(pain, **more)).ready()


def said(made: Hand) -> str:
    """Return the words of the page."""
    return page_of(made).text


def kept_log(made: Hand) -> Log:
    """Return the log that the device holds."""
    text = made.texts[log_document.KEY]
    assert text is not None
    return log_document.load(text)


def session_of(made: Hand) -> Entry:
    """Return the session's own entry."""
    return kept_log(made).entries[-1]


class TestBefore:
    """Before the first exercise."""

    def test_the_usual_pain_is_asked_once(self) -> None:
        """A newcomer is asked for it after the safety questions; the number is kept, and never asked for again."""
        made = Hand(CATALOG, {})
        assert RULE.question not in said(made)
        made.ready()
        assert RULE.question in said(made)
        made.send("usual", 1_000, 4)
        assert USUAL.load(made.texts[USUAL_KEY] or "") == Usual(pain=4, day=TODAY)
        again = Hand(CATALOG, made.texts)
        assert RULE.question not in said(again)
        assert "Your usual pain is 4 (today)." in said(again)

    def test_not_knowing_is_an_answer(self) -> None:
        """Who does not know it is not asked again either; the bands decide."""
        made = Hand(CATALOG, {}).ready().send("usual", 1_000, None)
        again = Hand(CATALOG, made.texts)
        assert RULE.question not in said(again)
        again.send("pain-now", 1_000, 5)
        assert "Make it easier." in said(again)
        assert not again.session.withheld
        assert again.send("pain-now", 1_000, None).send("pain-now", 1_000, 6).session.withheld

    def test_it_can_be_changed(self) -> None:
        """A button asks for it anew; another number takes its place."""
        made = hand(2).send("ask-usual", 1_000)
        assert RULE.question in said(made)
        made.send("usual", 1_000, 6)
        assert USUAL.load(made.texts[USUAL_KEY] or "").pain == 6
        assert not made.send("pain-now", 1_000, 6).session.withheld

    def test_nothing_need_be_answered(self) -> None:
        """Start works without a number, and the log then has none."""
        made = Hand(CATALOG, {}).start().run(lambda session: session.part == 1)
        assert session_of(made).pain_before is None

    @pytest.mark.parametrize(
        ("usual", "now", "begins"), [(5, 6, True), (5, 7, False), (3, 5, False), (6, 7, False)]
    )
    def test_begin_only(self, usual: int, now: int, begins: object) -> None:
        """At one above the usual pain and at most six it begins; else there is no Start, and the rule says why."""
        made = hand(usual).send("pain-now", 1_000, now)
        assert (RULE.begin not in said(made)) is begins
        assert any(a.get("id") == "session-start" for a in page_of(made).all("button")) is begins
        made.send("start", 1_000)
        assert (made.session.state is RUNNING) is begins
        if begins:
            assert session_of(made.run(lambda session: session.part == 1)).pain_before == now

    def test_another_number_opens_it_again(self) -> None:
        """A number tapped by mistake is taken back."""
        made = hand().send("pain-now", 1_000, 9).send("pain-now", 1_000, None).send("pain-now", 1_000, 5)
        assert made.send("start", 1_000).session.state is RUNNING

    def test_nor_is_a_session_carried_on(self) -> None:
        """What was left cannot be carried on either while the rule says to wait."""
        left = hand().start().run(lambda session: session.part == 2).send("pause", 1_000)
        made = Hand(CATALOG, left.texts, left.now + 1_000)
        made.send("pain-now", 1_000, 8).send("carry-on", 1_000)
        assert made.session.state is IDLE
        assert "is not finished" not in said(made)

    def test_seven_or_more_asks_the_provider(self) -> None:
        """A usual pain of seven leads back to the question about the provider; with their word it begins."""
        made = hand(None).send("ask-usual", 1_000).send("usual", 1_000, 7)
        assert made.session.gate == "ask"
        assert made.texts[safety_date.KEY] == safety_date.DOCUMENT.dump(safety_date.ANEW)
        assert RULE.ask in said(made)
        made.ready()
        assert RULE.ask in said(made)
        assert made.send("pain-now", 1_000, 6).send("start", 1_000).session.state is RUNNING

    def test_each_question_is_told(self) -> None:
        """What follows from an answer is announced, then the question that comes; the heading repeats none of it."""
        now = "How is your pain now, from 0 to 10?"
        told: tuple[tuple[str, int | None, str], ...] = (
            ("usual", 4, f"Noted. {now}"),
            ("pain-now", 3, "Noted."),
            ("pain-now", None, now),
            ("ask-usual", None, RULE.question),
            ("usual", 5, f"Noted. {now}"),
        )
        made = Hand(CATALOG, {}).ready()
        for name, value, words in told:
            assert made.send(name, 1_000, value).one(Announce) == Announce(text=words)
            assert made.one(Focus) == Focus(selector="#session-check-title")
        made.send("ask-usual", 1_000).send("usual", 1_000, 7)
        assert made.said[-2:] == [RULE.ask, "Please answer both questions."]

    def test_a_double_tap_answers_once(self) -> None:
        """The second half of a double tap on the usual pain does not answer the row that takes its place."""
        made = Hand(CATALOG, {}).ready().send("usual", 1_000, 4).send("pain-now", 100, 9)
        assert made.session.check.now is None


class TestNextDay:
    """Yesterday's session."""

    def kept(self, pain: int | None = 3) -> str:
        """Return the log of a device with a session of yesterday."""
        return log_document.dump(log(entry(YESTERDAY, "session", done("bridge"), pain=pain)))

    def test_one_answer_for_both(self) -> None:
        """Today's number is also that of the day after yesterday's session, so that nobody is asked twice."""
        made = hand(5, **{log_document.KEY: self.kept()}).send("pain-now", 1_000, 3)
        assert session_of(made).pain_next_day == 3
        assert "day after your session of yesterday" in said(made)
        assert RULE.settle not in said(made)
        made.send("pain-now", 1_000, None)
        assert session_of(made).pain_next_day is None
        made.send("pain-now", 1_000, 4)
        assert session_of(made).pain_next_day == 4
        assert RULE.settle in said(made)

    def test_what_was_told_stays(self) -> None:
        """A number that the log has of that day is not written over."""
        first = hand(5, **{log_document.KEY: self.kept()}).send("pain-now", 1_000, 3)
        made = Hand(CATALOG, first.texts, first.now).ready().send("pain-now", 1_000, 5)
        assert session_of(made).pain_next_day == 3


class TestInIt:
    """While it goes on."""

    @pytest.mark.parametrize(
        ("usual", "began", "now", "goes_on"),
        [
            (5, 5, 6, True),
            (5, 5, 7, False),
            (6, 6, 7, True),
            (6, 6, 8, False),
            (5, None, 6, True),
            (5, None, 7, False),
        ],
    )
    def test_a_rise_stops_it(self, usual: int, began: int | None, now: int, goes_on: object) -> None:
        """Below a rise of two, and below eight, the session goes on; above it ends, with the rule's own words."""
        made = hand(usual).send("pain-now", 1_000, began).start().run(lambda session: session.part == 3)
        made.send("hurts", 1_000, 1).send("spread", 1_000, value=False).send("pain", 1_000, now)
        assert made.session.state is HURT
        assert made.session.may_go_on is goes_on
        assert (RULE.stop not in said(made)) is goes_on

    def test_a_rise_stops_without_a_usual_pain_too(self) -> None:
        """Who does not know their usual pain stops at a rise of two as well, though the band would let them go on."""
        made = hand(None).send("pain-now", 1_000, 1).start().run(lambda session: session.part == 3)
        made.send("hurts", 1_000, 1).send("spread", 1_000, value=False).send("pain", 1_000, 3)
        assert not made.session.may_go_on

    def test_a_leg_stops_it_whatever_the_number(self) -> None:
        """Pain that spreads down a leg ends it, also where the number is the usual one."""
        made = (
            hand(5).send("pain-now", 1_000, 5).start().send("hurts", 1_000).send("spread", 1_000, value=True)
        )
        assert CATALOG.safety.pain_spread in said(made)
        assert not made.session.can_carry_on

    def test_a_reload_keeps_where_it_began(self) -> None:
        """A session that is carried on later still counts from the number with which it began; its place holds none."""
        left = (
            hand(5)
            .send("pain-now", 1_000, 4)
            .start()
            .run(lambda session: session.part == 3)
            .send("pause", 1_000)
        )
        place = json.loads(left.texts[PLACE_KEY] or "")
        assert not [name for name in place if "pain" in name]
        made = Hand(CATALOG, left.texts, left.now + 1_000).send("carry-on", 1_000)
        assert made.session.limits.go_on == 5
        made.run()
        assert session_of(made).pain_before == 4

    def test_afterwards(self) -> None:
        """The number right after the session is answered by the same rule, and by what the next day must bring."""
        made = hand(5).send("pain-now", 1_000, 5).start().run().send("pain-after", 1_000, 7)
        text = said(made)
        assert f"Pain 7: Stop for today. {RULE.stop}" in text
        assert RULE.settle in text
        assert "Go on gently." in said(made.send("pain-after", 1_000, 6))
