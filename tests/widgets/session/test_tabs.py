"""A session beside other tabs: a plan that is changed, deleted or replaced by a newer release's while it runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.widgets.session.hand import CATALOG, Hand
from widgets.catalog import Condition
from widgets.diary import log_document
from widgets.diary.entries import Done, Entry, Log
from widgets.plan import safety_date, store
from widgets.player.states import FINISHED, STOPPED

if TYPE_CHECKING:
    from tests.widgets.session.conftest import Make

type Plans = Callable[..., dict[str, str | None]]

CAPPED = replace(
    CATALOG,
    conditions=(Condition(id="capping", name="Capping", question="Is it?", advice="Ask.", hold_at_most=4),),
)
"""A catalogue with a health answer that allows holds of at most 4 seconds; all have 5."""


def slugs(hand: Hand) -> list[str]:
    """Return the exercises of the session on offer, or of the one that runs."""
    return [step.slug for step in hand.session.steps]


def holds(hand: Hand) -> set[int]:
    """Return the seconds of all its holds."""
    return {step.dose.hold for step in hand.session.steps}


def heard(hand: Hand, texts: dict[str, str | None]) -> Hand:
    """Let another tab save these texts."""
    hand.texts |= texts
    return hand.send("stored", 100, {"stored": {**texts}})


def hurt_in(hand: Hand) -> Hand:
    """End a session that runs after its second exercise hurt."""
    hand.run(lambda session: session.part == 1)
    hand.send("hurts", 1_000).send("spread", 1_000, value=False).send("pain", 1_000, 2).send("end", 1_000)
    assert hand.session.state is STOPPED
    return hand


class TestAgain:
    def test_left_out_elsewhere(self, hand: Make, kept_plan: Plans) -> None:
        """What another tab left out of the plan while a session ran is in that session, but not in the next one."""
        made = hand(planned=True).start()
        before = slugs(made)
        assert "marching" in before
        heard(made, kept_plan(skipped=("marching",)))
        assert slugs(made) == before
        made.run().send("again", 1_000)
        assert slugs(made) == [slug for slug in before if slug != "marching"]

    def test_own_ticks_change_no_choice(self, hand: Make) -> None:
        """Back at the beginning, the day that the reader chose is still chosen: ticks alone make no new offer."""
        made = hand(planned=True).ready()
        chosen = (made.session.chosen + 1) % len(made.session.offer.programmes)
        made.send("choose", 100, chosen).start().run()
        assert made.session.state is FINISHED
        assert store.DOCUMENT.load(str(made.texts[store.KEY])).done
        assert made.send("again", 1_000).session.chosen == chosen

    def test_a_sign_told_elsewhere_asks_again(self, hand: Make, kept_plan: Plans) -> None:
        """The safety questions come before the next session where another tab was told of a sign during this one."""
        made = hand(kept_plan(since=None), planned=True).start()
        assert made.texts[safety_date.KEY] is not None
        heard(made, {safety_date.KEY: None}).run()
        assert made.session.state is FINISHED
        assert made.send("again", 1_000).session.gate == "ask"

    def test_a_sign_told_in_the_planner(self, hand: Make, kept_plan: Plans) -> None:
        """A sign told in another tab's planner stops this page's plan: the questions come, and the plan waits."""
        made = hand(kept_plan(), planned=True)
        assert made.session.wanted.source == "plan"
        heard(made, {**kept_plan(asked=False), safety_date.KEY: None})
        assert (made.session.gate, made.session.wanted.source) == ("ask", "sample")

    def test_a_cap_comes_and_goes(self, kept_plan: Plans) -> None:
        """A health answer that caps holds, given or taken back in another tab, holds for the next session."""
        ticked, free = kept_plan(conditions=("capping",)), kept_plan()
        waits = Hand(CAPPED, ticked, planned=True)
        assert holds(waits) == {4}
        assert holds(heard(waits, free)) == {5}
        assert holds(heard(waits, ticked)) == {4}
        runs = Hand(CAPPED, ticked, planned=True).start()
        heard(runs, free)
        assert holds(runs) == {4}
        runs.run().send("again", 1_000)
        assert holds(runs) == {5}


class TestWithoutAPlan:
    def test_leaving_out_of_a_deleted_plan(self, hand: Make) -> None:
        """Where another tab deleted the plan, nothing can be left out of it: no plan is made up, and it is said."""
        made = hurt_in(hand(planned=True).start())
        heard(made, {store.KEY: None})
        made.send("leave-out", 1_000, "marching")
        assert made.texts[store.KEY] is None
        assert made.said[-1] == "Your plan was deleted in another tab or window."
        assert made.session.left_out == ()

    @pytest.mark.parametrize("end", ["finished", "hurt"])
    def test_a_newer_plan_is_not_replaced(self, hand: Make, kept_plan: Plans, end: str) -> None:
        """A plan of a newer release, saved in another tab, gets no ticks and is not replaced by the old one."""
        newer = json.dumps(json.loads(str(kept_plan()[store.KEY])) | {"version": store.VERSION + 1})
        made = hand(planned=True).start()
        heard(made, {store.KEY: newer})
        if end == "finished":
            made.run()
        else:
            hurt_in(made).send("leave-out", 1_000, "marching")
            assert "another version" in made.said[-1]
        assert made.texts[store.KEY] == newer
        assert made.texts[log_document.KEY] is not None


def test_what_the_log_says_hurt_has_hurt(hand: Make, kept_plan: Plans) -> None:
    """An exercise left out of the plan of which the log says that it hurt has hurt for a session, as in the planner."""
    done = Done(slug="marching", level=1, sets=1, reps=1, hold=0, seconds=1, said="hurt")
    entry = Entry(kind="session", id="1", at=0, day="2025-11-19", source="session", exercises=(done,))
    log = log_document.dump(Log(entries=(entry,)))
    plan = kept_plan(skipped=("marching",))
    made = hand({**plan, log_document.KEY: log}, planned=True)
    assert made.session.plan.value.course.hurt == ("marching",)
    assert heard(made, kept_plan(skipped=("marching",), walk_minutes=20)).session.plan.value.course.hurt
