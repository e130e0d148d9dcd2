"""From the planner to what travels and back: the same week, the receiver's own health, and what the rules remark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.dose.words import dose_line
from widgets.plan import admission, plan, prescribed, shared, store, take
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.values import Profile, equipment_of
from widgets.player.settings import Settings
from widgets.session import steps
from widgets.session.offer import offer
from widgets.share import link


@pytest.fixture
def reader(frozen: Catalog) -> Profile:
    """A reader of level 2 with a week of their own, a condition and a new exercise."""
    profile = replace(
        plan.newcomer(frozen),
        asked=True,
        level=2,
        session_minutes=20,
        walk_minutes=20,
        days=(1, 3, 5),
        rest=(6,),
        week=5,
        equipment=equipment_of(frozen),
        known=tuple(exercise.slug for exercise in frozen.exercises if exercise.level == 1),
        conditions=("wrist-problem",),
    )
    profile = plan.with_new(profile, plan.new_choices(profile, frozen)[0].slug, frozen)
    return store.mend(store.Saved(profile=profile), frozen)[0].profile


def shown(
    profile: Profile, catalog: Catalog
) -> list[tuple[str, str, int, list[tuple[str, int, int, int, bool]]]]:
    """Return what a week shows, day by day."""
    return [
        (
            day.name,
            day.kind,
            day.walk_minutes,
            [(i.exercise.slug, i.sets, i.exercise.dose.reps, i.exercise.dose.hold, i.new) for i in day.items],
        )
        for day in plan.make(profile, catalog).days
    ]


def through_link(given_plan: SharedPlan, catalog: Catalog) -> SharedPlan:
    """Return a plan as it comes out of its link."""
    return link.decode(link.encode(given_plan), catalog)


def test_it_is_the_same_week_elsewhere(reader: Profile, frozen: Catalog) -> None:
    """A week that goes by link to somebody of whom nothing is known is the same there, day by day."""
    there = take.taken(through_link(take.shared(reader, frozen), frozen), plan.newcomer(frozen), frozen)

    assert shown(there, frozen) == shown(reader, frozen)
    assert there.week == 5


def test_health_stays_here(reader: Profile, frozen: Catalog) -> None:
    """No condition, flare-up or left-out exercise goes along unless the reader chose it; then all of it does."""
    told = replace(reader, skipped=("side-plank",), flare=False)
    assert take.shared(told, frozen).answers is None

    there = take.taken(
        through_link(take.shared(told, frozen, answers=True), frozen), plan.newcomer(frozen), frozen
    )
    assert (there.conditions, there.skipped, there.known, there.equipment) == (
        told.conditions,
        told.skipped,
        told.known,
        told.equipment,
    )


def test_the_receivers_own_answers_rule(reader: Profile, frozen: Catalog) -> None:
    """What a receiver said of their health and of a flare-up outlasts any plan; the safety questions come anew."""
    receiver = replace(plan.newcomer(frozen), asked=True, conditions=("pregnancy",), flare=True)
    for answers in (False, True):
        there = take.taken(
            through_link(take.shared(reader, frozen, answers=answers), frozen), receiver, frozen
        )
        assert "pregnancy" in there.conditions
        assert there.flare
        assert not there.asked
        for item in plan.make(there, frozen).session:
            assert admission.is_usable(item.exercise, there, frozen)


@given(data=st.data())
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_that_comes_in_makes_a_week(
    data: st.DataObject, plans: st.SearchStrategy[SharedPlan], frozen: Catalog
) -> None:
    """Whatever a link holds, the planner makes a week of it within its limits, and finds words for it."""
    given_plan = data.draw(plans)
    conditions = data.draw(
        st.sets(st.sampled_from([condition.id for condition in frozen.conditions]), max_size=3)
    )
    before = replace(plan.newcomer(frozen), conditions=tuple(conditions), flare=data.draw(st.booleans()))
    profile, _ = store.mend(store.Saved(profile=take.taken(given_plan, before, frozen)), frozen)
    week = plan.make(profile.profile, frozen)

    assert sorted(day.weekday for day in week.exercise_days) == sorted(profile.profile.days)
    take.remarks(profile.profile, frozen)
    for item in week.session:
        assert not any(admission.no_condition_leaves_it_out(item.exercise, profile.profile, frozen))
    again = store.load(store.dump(profile))
    assert again == profile
    for answer in ("fine", "same", "flare"):
        plan.make(plan.next_week(profile.profile, answer, frozen), frozen)


class TestPrescribed:
    PLAN = SharedPlan(
        prepared=True,
        level=3,
        days=(0, 1, 2, 3, 4),
        session_minutes=14,
        walk_minutes=0,
        items=(
            SharedItem(slug="bird-dog", sets=2, reps=12, hold=8, note="As on Monday"),
            SharedItem(slug="bridge", sets=2, reps=8, hold=6),
        ),
        name="Ann",
        note="See you on Tuesday",
    )

    def test_doses_and_order_are_its_makers(self, frozen: Catalog) -> None:
        """The session has the prescribed doses in the prescribed order, on the prescribed days; nothing is added."""
        profile = take.taken(through_link(self.PLAN, frozen), plan.newcomer(frozen), frozen)
        mended, notes = store.mend(store.Saved(profile=profile), frozen)
        week = plan.make(mended.profile, frozen)

        assert notes == ()
        assert [
            (i.exercise.slug, i.sets, i.exercise.dose.reps, i.exercise.dose.hold) for i in week.session
        ] == [
            ("bird-dog", 2, 12, 8),
            ("bridge", 2, 8, 6),
        ]
        assert [day.weekday for day in week.exercise_days] == [0, 1, 2, 3, 4]
        assert not week.walking_days
        assert week.session[0].seconds > frozen.exercise("bird-dog").seconds
        assert dose_line(week.session[0].dose) == "2 sets of 12 with each leg, hold 8 seconds"
        assert plan.next_week(mended.profile, "fine", frozen) == replace(mended.profile, week=2)
        assert plan.choices(mended.profile, frozen) == plan.new_choices(mended.profile, frozen) == ()

    def test_rules_only_remark(self, frozen: Catalog) -> None:
        """Above the level, outside the range, too many days, several at once: said, and left as it is."""
        profile = take.taken(self.PLAN, plan.newcomer(frozen), frozen)
        remarks = {outcome.rule: outcome for outcome in take.remarks(profile, frozen)}

        assert {"level", "dose", "days", "new"} <= set(remarks)
        assert "12 reps are more than the 10 of the exercise page" in remarks["dose"].text
        assert "As on Monday" in remarks["dose"].text
        assert remarks["level"].fix == prescribed.ASK_MAKER
        assert all(outcome.kind in {"note", "ask"} for outcome in remarks.values())

    def test_ones_own_health_leaves_out(self, frozen: Catalog) -> None:
        """What the receiver's answers leave out is not in the session, and they are told to ask its maker."""
        left = next(
            (exercise, ask.condition)
            for exercise in frozen.exercises
            for ask in exercise.ask_first
            if ask.planner == "leave-out"
        )
        exercise, condition = left
        given_plan = replace(self.PLAN, items=(*self.PLAN.items, SharedItem(slug=exercise.slug, sets=1)))
        profile = replace(take.taken(given_plan, plan.newcomer(frozen), frozen), conditions=(condition,))

        assert exercise.slug not in [item.exercise.slug for item in plan.make(profile, frozen).session]
        assert any(o.rule == "condition" and exercise.name in o.text for o in take.remarks(profile, frozen))

    def test_a_flare_up_lets_it_wait(self, frozen: Catalog) -> None:
        """In a flare-up the week is a gentle one of the site's own; after a fine one the plan is back as it was."""
        profile = take.taken(self.PLAN, plan.newcomer(frozen), frozen)
        gentle = plan.next_week(profile, "flare", frozen)
        assert "bird-dog" not in [item.exercise.slug for item in plan.make(gentle, frozen).session]
        assert plan.make(gentle, frozen).session

        back = plan.next_week(gentle, "fine", frozen)
        assert [i.exercise.slug for i in plan.make(back, frozen).session] == ["bird-dog", "bridge"]

    def test_the_session_plays_it(self, frozen: Catalog) -> None:
        """The session player has the prescribed doses, whatever the reader chose for these exercises before."""
        profile = replace(take.taken(self.PLAN, plan.newcomer(frozen), frozen), asked=True)
        programme = offer(store.Saved(profile=profile), frozen, 0).programmes[0]
        chosen = Settings(doses={"bird-dog": {"reps": 2, "hold": 3}})
        made = steps.steps(programme, frozen, chosen, short=False)
        assert [(step.slug, step.dose.sets, step.dose.reps, step.dose.hold) for step in made] == [
            ("bird-dog", 2, 12, 8),
            ("bridge", 2, 8, 6),
        ]

    def test_it_travels_on_as_it_was(self, frozen: Catalog) -> None:
        """Who takes a prepared plan and shares it shares the same plan."""
        profile = take.taken(self.PLAN, plan.newcomer(frozen), frozen)
        assert take.shared(profile, frozen) == self.PLAN


def test_a_number_outside_fits(frozen: Catalog) -> None:
    """The largest dose that can be prescribed is one that a link holds."""
    item = SharedItem(
        slug="bridge", sets=shared.MOST_SETS, reps=shared.MOST_REPS, hold=shared.MOST_HOLD, note="x" * 120
    )
    given_plan = replace(TestPrescribed.PLAN, items=(item,))
    assert through_link(given_plan, frozen) == given_plan
