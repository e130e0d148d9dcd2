"""Weeks keep the rules for any reader of any catalogue, and grow and shrink as the first document says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.plan import admission, limits, plan, verdicts
from widgets.plan.values import DAYS_IN_WEEK, NERVE_ROOT, WARM_START, Comfortable, Profile, session_seconds

type Profiles = Callable[[Catalog], st.SearchStrategy[Profile]]
type Catalogs = st.SearchStrategy[Catalog]


def slugs(profile: Profile, catalog: Catalog) -> set[str]:
    """Return what a session holds."""
    return {item.exercise.slug for item in plan.make(profile, catalog).session}


@settings(max_examples=examples(150))
@given(data=st.data())
def test_no_rule_is_ever_broken(data: st.DataObject, catalogs: Catalogs, profiles: Profiles) -> None:
    """For any reader of any catalogue, no rule calls the week broken, and the same answers give the same week."""
    catalog = data.draw(catalogs)
    profile = data.draw(profiles(catalog))
    week = plan.make(profile, catalog)
    broken = [outcome for outcome in verdicts.outcomes(profile, week, catalog) if outcome.kind == "broken"]
    assert broken == []
    assert plan.make(profile, catalog) == week


@settings(max_examples=examples(150))
@given(data=st.data())
def test_week_by_an_independent_count(data: st.DataObject, catalogs: Catalogs, profiles: Profiles) -> None:
    """Counted apart from the planner's own rules: days, rest, minutes, levels, cautions, kit, one new exercise."""
    catalog = data.draw(catalogs)
    profile = data.draw(profiles(catalog))
    week = plan.make(profile, catalog)
    assert sorted(day.weekday for day in week.days) == list(range(DAYS_IN_WEEK))
    exercise_days = sorted(day.weekday for day in week.exercise_days)
    assert 1 <= len(exercise_days) <= catalog.plan.exercise_days.high
    wanted = max(level.rest_days for level in catalog.levels if level.number <= profile.level)
    for one, other in pairwise([*exercise_days, exercise_days[0] + DAYS_IN_WEEK]):
        assert other - one > wanted
    for day in week.exercise_days:
        assert day.items == week.routines[day.routine]
        between = 30 * max(0, len(day.items) - 1)
        assert sum(item.seconds for item in day.items) + between <= profile.session_minutes * 60
    for day in week.walking_days:
        assert catalog.plan.walk_minutes.low <= day.walk_minutes <= catalog.plan.walk_minutes.high
        assert not day.items
    slugs = [item.exercise.slug for item in week.session]
    assert len(slugs) == len(set(slugs))
    assert sum(item.new for item in week.session) <= catalog.plan.new_exercises.high
    for item in week.session:
        assert item.exercise.level <= profile.level
        assert set(item.exercise.equipment) <= set(profile.equipment)
        assert item.exercise.slug not in profile.skipped
        for ask in item.exercise.ask_first:
            if ask.condition in profile.conditions:
                assert ask.planner == "ask"
                assert ask in item.ask
        low, high = item.exercise.dose.range.get("sets", (item.sets, item.sets))
        assert min(low, item.exercise.dose.sets) <= item.sets <= max(high, item.exercise.dose.sets)
        known = item.exercise.slug in {*profile.known, WARM_START}
        assert known or item.new or week.starter
    if WARM_START in slugs:
        assert slugs[0] == WARM_START


@settings(max_examples=examples(150))
@given(data=st.data())
def test_new_exercise_waits_for_its_easier_one(
    data: st.DataObject, catalogs: Catalogs, profiles: Profiles
) -> None:
    """Whatever may be new has an easier version that the reader knows, or none that is open to them."""
    catalog = data.draw(catalogs)
    profile = data.draw(profiles(catalog))
    for exercise in plan.new_choices(profile, catalog):
        assert exercise.level <= profile.level
        easier = [other for other in catalog.exercises if other.slug in exercise.easier]
        open_ones = [other for other in easier if admission.is_usable(other, profile, catalog)]
        assert not open_ones or any(other.slug in profile.known for other in easier)


@settings(max_examples=examples(150))
@given(
    data=st.data(),
    answers=st.lists(st.tuples(st.sampled_from(["fine", "same", "flare"]), st.booleans()), max_size=8),
)
def test_weeks_in_a_row(
    data: st.DataObject, answers: list[tuple[plan.Answer, bool]], catalogs: Catalogs, profiles: Profiles
) -> None:
    """Through any weeks: one step at a time up, never up after a flare-up, one exercise gained at most, rules kept."""
    catalog = data.draw(catalogs)
    before = data.draw(profiles(catalog))
    for answer, mastered in answers:
        starter = plan.make(before, catalog).starter
        after = plan.next_week(before, answer, catalog, mastered=mastered)
        gained = set(after.known) - set(before.known)
        assert after.level <= before.level
        if answer == "flare":
            assert after.flare
            assert after.new is None
            assert not gained
            assert (
                after.walk_minutes < before.walk_minutes
                or after.walk_minutes == catalog.plan.walk_minutes.low
            )
            assert (
                after.session_minutes < before.session_minutes
                or after.session_minutes == catalog.plan.session_minutes.low
            )
        else:
            assert 0 <= after.session_minutes - before.session_minutes <= limits.STEP_MINUTES
            assert 0 <= after.walk_minutes - before.walk_minutes <= limits.STEP_MINUTES
            assert starter or len(gained) <= catalog.plan.new_exercises.high
        if NERVE_ROOT in before.conditions:
            assert after.session_minutes <= before.session_minutes
            assert after.walk_minutes <= before.walk_minutes
            assert plan.suggestion(after, catalog) is None
        week = plan.make(after, catalog)
        assert all(outcome.kind != "broken" for outcome in verdicts.outcomes(after, week, catalog))
        if after.flare:
            assert not any(item.new for item in week.session)
        before = after


@settings(max_examples=examples(100))
@given(data=st.data())
def test_careful_readers_get_no_extra_sets(
    data: st.DataObject, catalogs: Catalogs, profiles: Profiles
) -> None:
    """With nerve-root pain or a flare-up there are no sets beyond the record's; for a newcomer one at most."""
    catalog = data.draw(catalogs)
    profile = data.draw(profiles(catalog))
    week = plan.make(profile, catalog)
    for item in week.session:
        extra = item.sets - item.exercise.dose.sets
        if profile.flare or NERVE_ROOT in profile.conditions or item.new:
            assert extra <= 0
        elif week.starter:
            assert extra <= 1


def test_half_and_half_when_the_exercises_allow(small: Catalog, newcomer: Profile) -> None:
    """A reader who knows face-up and face-down exercises gets about half of each."""
    profile = replace(
        newcomer, level=2, session_minutes=20, known=("finding-neutral", "draw-in", "tilt", "arm", "lift")
    )
    week = plan.make(profile, small)
    up, down = limits.face_seconds(week.session)
    assert limits.near_half(up, down)
    assert week.seconds >= 15 * 60


@pytest.mark.parametrize("order", ["as it is", "by name", "by name, from the end"])
@pytest.mark.parametrize("level", [2, 3, 4, 5])
@pytest.mark.parametrize("minutes", [10, 12, 15, 20, 30, 45, 60])
def test_session_is_filled_in_halves(real: Catalog, minutes: int, level: int, order: str) -> None:
    """With the real library, who knows their level gets three quarters of their minutes, up to 20 minutes.

    Half of them face-up and half face-down on each day, in whatever order a level's exercises stand. Up to 40 minutes
    where one routine of eight fills them; two that take turns have five of the week's ten.
    """
    if order != "as it is":
        named = sorted(real.exercises, key=lambda e: e.name, reverse=order.endswith("end"))
        real = replace(real, exercises=tuple(sorted(named, key=lambda e: e.level)))
    profile = replace(
        plan.newcomer(real),
        level=level,
        session_minutes=minutes,
        days=limits.spread(level, real),
        equipment=tuple({item for exercise in real.exercises for item in exercise.equipment}),
        known=tuple(e.slug for e in real.exercises if e.level <= level),
    )
    week = plan.make(profile, real)
    most = 40 if len(week.routines) == 1 else 20
    for routine in week.routines:
        assert min(minutes, most) * 45 <= session_seconds(routine) <= minutes * 60
        assert limits.near_half(*limits.face_seconds(routine))


def knows(frozen: Catalog, level: int, minutes: int) -> Profile:
    """Return the profile of someone who knows every exercise up to a level, and has all the equipment."""
    return replace(
        plan.newcomer(frozen),
        level=level,
        session_minutes=minutes,
        equipment=tuple({item for exercise in frozen.exercises for item in exercise.equipment}),
        known=tuple(e.slug for e in frozen.exercises if e.level <= level),
    )


@pytest.mark.parametrize("level", [2, 3, 4, 5])
@pytest.mark.parametrize("minutes", [20, 30, 60])
def test_two_routines_take_turns_where_many_are_known(frozen: Catalog, minutes: int, level: int) -> None:
    """They take turns by day and from week to week, share only finding neutral, and vary the positions.

    No easier version stands beside its harder one, and a printed page holds them all.
    """
    profile = knows(frozen, level, minutes)
    week = plan.make(profile, frozen)
    assert [day.routine for day in week.exercise_days] == [0, 1, 0]
    assert [day.routine for day in plan.make(replace(profile, week=2), frozen).exercise_days] == [1, 0, 1]
    one, other = ({item.exercise.slug for item in routine} for routine in week.routines)
    assert one & other == {WARM_START}
    assert len(week.session) == len(one | other) <= limits.MOST_IN_TURN
    faces = {item.exercise.face for item in week.session}
    assert faces == {"up", "down", "other"}
    for routine in week.routines:
        slugs = {item.exercise.slug for item in routine} - {WARM_START}
        assert not any(slugs & set(item.exercise.easier) for item in routine)
    assert not any(o.rule == "versions" for o in verdicts.outcomes(profile, week, frozen))


def test_two_routines_stay_what_they_are(frozen: Catalog) -> None:
    """From week to week each routine keeps its exercises, and one thing at the most is added to one of them."""
    profile = plan.settled(knows(frozen, 4, 30), frozen)
    for _ in range(6):
        before = plan.make(profile, frozen)
        profile = plan.next_week(profile, "fine", frozen)
        after = plan.make(profile, frozen)
        more = 0
        for was, now in zip(before.routines, after.routines, strict=True):
            sets = {item.exercise.slug: item.sets for item in was}
            assert set(sets) <= {item.exercise.slug for item in now}
            more += sum(item.sets - sets.get(item.exercise.slug, item.sets - 1) for item in now)
        assert more <= 1
    out = after.routines[1][1].exercise
    left = plan.make(plan.without(profile, out.slug, frozen), frozen)
    assert [len(routine) for routine in left.routines] == [
        len(after.routines[0]),
        len(after.routines[1]) - 1,
    ]
    back = plan.make(plan.brought_back(plan.without(profile, out.slug, frozen), out.slug, frozen), frozen)
    assert {item.exercise.slug for item in back.session} == {item.exercise.slug for item in after.session}


def test_one_routine_and_two_by_hand(frozen: Catalog) -> None:
    """Who has one routine and knows many may have two in turn, with all that the one had, and go back to one."""
    profile = replace(plan.settled(replace(knows(frozen, 3, 19)), frozen), session_minutes=30)
    assert len(plan.make(profile, frozen).routines) == 1
    assert plan.may_take_turns(profile, frozen)
    two = plan.in_turns(profile, frozen)
    week = plan.make(two, frozen)
    assert len(week.routines) == 2
    assert slugs(profile, frozen) <= slugs(two, frozen)
    one = plan.make(plan.in_one(two, frozen), frozen)
    assert one.routines == week.routines[:1]


def test_a_newcomers_first_week_is_half_face_down(frozen: Catalog) -> None:
    """Level 1 has gentle face-down exercises, and the starting set has half of its time in them."""
    profile = replace(plan.newcomer(frozen), level=2, session_minutes=25)
    assert limits.near_half(*limits.face_seconds(plan.make(profile, frozen).session))


def test_what_is_known_already_makes_another_week(frozen: Catalog) -> None:
    """Who says what they do already gets a week of it in place of the starting set, as if they had said so at first."""
    profile = replace(plan.newcomer(frozen), level=2, session_minutes=25)
    ticked = [e.slug for e in frozen.exercises if e.level == 2]
    known = plan.with_known(profile, ticked, frozen)
    week = plan.make(known, frozen)
    assert not week.starter
    assert week.seconds > plan.make(profile, frozen).seconds
    assert slugs(known, frozen) <= {*ticked, WARM_START}
    closed = replace(profile, conditions=("pregnancy",))
    assert "bridge" not in plan.with_known(closed, ticked, frozen).known


def test_a_second_round_stays_within_the_minutes(frozen: Catalog) -> None:
    """Both rounds fit the minutes that were asked for; with rest days, in a flare-up or with care there is none."""
    profile = replace(plan.newcomer(frozen), level=2, session_minutes=25, again=True)
    week = plan.make(profile, frozen)
    assert week.again
    assert 2 * week.seconds <= 25 * 60
    for less in (
        replace(profile, session_minutes=12),
        replace(profile, flare=True),
        replace(profile, conditions=("nerve-root-pain",)),
        replace(knows(frozen, 3, 60), again=True),
    ):
        assert not plan.make(less, frozen).again
        assert any(
            o.rule == "again" and o.kind == "note"
            for o in verdicts.outcomes(less, plan.make(less, frozen), frozen)
        )
    assert not plan.next_week(profile, "flare", frozen).again


def test_sample_week_of_a_newcomer(frozen: Catalog) -> None:
    """The first view is level 1, ten minutes, Monday, Wednesday and Friday, walks between, finding neutral first."""
    profile = plan.newcomer(frozen)
    week = plan.make(profile, frozen)
    assert profile.level == 1
    assert profile.session_minutes == 10
    assert [day.name for day in week.exercise_days] == ["Monday", "Wednesday", "Friday"]
    assert [day.name for day in week.walking_days] == ["Tuesday", "Thursday", "Saturday", "Sunday"]
    assert week.session[0].exercise.slug == WARM_START
    assert 2 <= len(week.session) <= limits.STARTER_EXERCISES


def test_flare_drops_the_new_exercise_first(small: Catalog, newcomer: Profile) -> None:
    """After a flare-up the new exercise is gone, the known ones stay, and the minutes are the comfortable ones."""
    profile = replace(
        newcomer,
        level=2,
        known=("finding-neutral", "draw-in", "tilt"),
        new="arm",
        session_minutes=18,
        walk_minutes=20,
        week=5,
        comfortable=Comfortable(level=1, session_minutes=16, walk_minutes=18),
    )
    after = plan.next_week(profile, "flare", small)
    assert after.new is None
    assert after.skipped == ("arm",)
    assert after.known == profile.known
    assert (after.level, after.session_minutes, after.walk_minutes) == (1, 16, 18)
    again = plan.next_week(after, "flare", small)
    assert again.known == ("finding-neutral", "draw-in")
    assert (again.session_minutes, again.walk_minutes) == (14, 16)


@pytest.mark.parametrize(("mastered", "known", "new"), [(True, True, None), (False, False, "arm")])
def test_new_exercise_is_known_only_when_easy(
    *, small: Catalog, newcomer: Profile, mastered: bool, known: bool, new: str | None
) -> None:
    """A fine week makes the new exercise a known one only when the reader says that it is easy."""
    profile = replace(newcomer, level=2, known=("finding-neutral", "draw-in"), new="arm")
    after = plan.next_week(profile, "fine", small, mastered=mastered)
    assert ("arm" in after.known) is known
    assert after.new == new


def test_seconds_of_one_dose_are_the_records(real: Catalog) -> None:
    """The planner's length of an exercise at its own sets is the catalogue's, to the second."""
    for exercise in real.exercises:
        assert plan.seconds_of(exercise, exercise.dose.sets) == exercise.seconds, exercise.slug


def test_swapped_in_exercise_is_in_the_week(small: Catalog, newcomer: Profile) -> None:
    """A swap changes one exercise and nothing else: what the reader chose is in, what it replaces is out."""
    profile = replace(
        newcomer, level=2, known=("finding-neutral", "draw-in", "tilt", "arm", "lift", "stand", "slide")
    )
    before = slugs(profile, small)
    out = min(before - {WARM_START})
    for exercise in plan.choices(profile, small):
        after = slugs(plan.swapped(profile, out, exercise, small), small)
        assert after == before - {out} | {exercise.slug}


@pytest.mark.parametrize("answers", [{"conditions": ("pregnancy",)}, {"equipment": ()}])
def test_halves_that_cannot_meet_are_not_promised(
    answers: dict[str, tuple[str, ...]], frozen: Catalog
) -> None:
    """Who may do nothing face-up is not told that the halves come together at the next level."""
    profile = replace(plan.newcomer(frozen), **answers)  # type: ignore[arg-type]
    (face,) = [
        each for each in verdicts.outcomes(profile, plan.make(profile, frozen), frozen) if each.rule == "face"
    ]
    assert face.fix is not None
    assert "close every face-up exercise of your level" in face.fix


@pytest.mark.parametrize("answers", [{"conditions": ("nerve-root-pain",)}, {"flare": True}])
def test_who_must_go_slowly_is_not_asked_to_add(answers: dict[str, object], frozen: Catalog) -> None:
    """Where nothing is to grow, halves that are not half yet are no reason to add an exercise."""
    known = ("finding-neutral", "supine-draw-in", "quadruped-arm-raise", "seated-abdominal-brace")
    profile = replace(plan.newcomer(frozen), level=2, known=known)
    fixes = {}
    for who in (profile, replace(profile, **answers)):  # type: ignore[arg-type]
        (face,) = [
            each for each in verdicts.outcomes(who, plan.make(who, frozen), frozen) if each.rule == "face"
        ]
        fixes[who] = face.fix or ""
    usual, careful = fixes.values()
    assert "new exercise" in usual
    assert careful == "That can wait: going slowly comes first."


def test_nobody_is_asked_to_leave_out_their_only_exercise(frozen: Catalog) -> None:
    """A starting set of one exercise is as small as it gets; a larger one may be made smaller."""
    for equipment, fewer in (((), False), (("mat",), True)):
        profile = replace(plan.newcomer(frozen), equipment=equipment)
        (new,) = [
            each
            for each in verdicts.outcomes(profile, plan.make(profile, frozen), frozen)
            if each.rule == "new"
        ]
        assert (new.fix is not None) == fewer


def test_an_empty_session_does_not_grow(frozen: Catalog) -> None:
    """After a fine week a session that was filled grows; one that its exercises do not fill keeps its minutes."""
    newcomer = plan.newcomer(frozen)
    assert plan.next_week(newcomer, "fine", frozen).session_minutes == 12
    assert plan.next_week(replace(newcomer, session_minutes=30), "fine", frozen).session_minutes == 30


def test_leaving_out_makes_the_week_shorter(frozen: Catalog) -> None:
    """What is left out is not replaced: who wants fewer exercises gets fewer, a newcomer too. All may go but one."""
    profile = plan.newcomer(frozen)
    for _ in range(3):
        before = slugs(profile, frozen)
        out = max(before - {WARM_START})
        profile = plan.without(profile, out, frozen)
        assert slugs(profile, frozen) == before - {out}
    back = plan.brought_back(profile, out, frozen)
    assert slugs(back, frozen) == slugs(profile, frozen) | {out}


def test_a_routine_stays_from_week_to_week(frozen: Catalog) -> None:
    """Through half a year of fine weeks, each with the exercise that is offered, one thing changes at a time.

    Nothing comes in but the new exercise, and nobody does more sets of anything in such a week. What was new and is
    easy stays.
    """
    profile = replace(plan.newcomer(frozen), level=3)
    for _ in range(26):
        before = {item.exercise.slug: item.sets for item in plan.make(profile, frozen).session}
        new = profile.new
        profile = plan.next_week(profile, "fine", frozen, mastered=True)
        offered = plan.suggestion(profile, frozen)
        if offered is not None:
            profile = plan.with_new(profile, offered.slug, frozen)
        session = plan.make(profile, frozen).session
        after = {item.exercise.slug: item.sets for item in session}
        assert set(after) - set(before) <= ({profile.new} if profile.new else set(after))
        more_sets = sum(max(0, sets - before.get(slug, sets)) for slug, sets in after.items())
        assert more_sets + len(set(after) - set(before)) <= 1
        if new is not None and profile.new is not None:
            assert new in after or len(before) >= limits.MOST_EXERCISES
    assert limits.near_half(*limits.face_seconds(session))


def test_a_harder_version_takes_the_place_of_its_easier_one(small: Catalog, newcomer: Profile) -> None:
    """Above a few exercises, what was new and is easy now replaces its easier version; below, both stay."""
    known = ("finding-neutral", "draw-in", "tilt", "arm", "lift")
    profile = replace(newcomer, level=2, session_minutes=30, known=known)
    many = plan.with_new(
        replace(profile, routine=tuple((slug, 1) for slug in known if slug != "lift")), "slide", small
    )
    assert slugs(plan.next_week(many, "fine", small, mastered=True), small) == {
        "finding-neutral",
        "tilt",
        "arm",
        "slide",
    }
    few = plan.with_new(replace(profile, routine=(("draw-in", 1), ("arm", 1))), "slide", small)
    assert {"draw-in", "slide"} <= slugs(plan.next_week(few, "fine", small, mastered=True), small)


def test_a_flare_up_brings_the_comfortable_routine_back(small: Catalog, newcomer: Profile) -> None:
    """After a flare-up the exercises and sets are those of the last fine week, not only its minutes."""
    profile = replace(
        newcomer,
        level=2,
        session_minutes=20,
        known=("finding-neutral", "draw-in", "tilt", "arm"),
        routine=(("draw-in", 1), ("tilt", 1)),
        week=3,
    )
    fine = plan.next_week(profile, "fine", small)
    more = plan.with_new(fine, "stand", small)
    worse = plan.next_week(more, "flare", small)
    assert slugs(worse, small) == slugs(profile, small) == {"finding-neutral", "draw-in", "tilt"}
    assert all(item.sets == 1 for item in plan.make(worse, small).session)


def test_a_week_never_keeps_nothing_but_the_warm_up(frozen: Catalog) -> None:
    """Who falls back to level 1 gets level 1's exercises, even where the routine held only harder ones."""
    profile = replace(
        plan.newcomer(frozen),
        level=4,
        session_minutes=30,
        known=tuple(exercise.slug for exercise in frozen.exercises if exercise.level <= 4),
    )
    worse = plan.cut_back(profile, frozen)
    assert worse.level == 1
    assert len(slugs(worse, frozen)) > 1


def test_nothing_is_offered_beyond_a_few(small: Catalog, newcomer: Profile) -> None:
    """Who has more than a few exercises is offered only a harder version of one of them, and may still choose any."""
    known = ("finding-neutral", "draw-in", "tilt", "stand", "sit")
    profile = replace(newcomer, level=2, session_minutes=30, known=known)
    few = replace(profile, routine=(("stand", 1), ("sit", 1)))
    many = replace(profile, routine=tuple((slug, 1) for slug in known))
    assert plan.suggestion(few, small) is not None
    offered = plan.suggestion(many, small)
    assert offered is not None
    assert set(offered.easier) & {"draw-in", "tilt"}
    rest = replace(small, exercises=tuple(replace(e, easier=()) for e in small.exercises))
    assert plan.suggestion(many, rest) is None
    assert plan.new_choices(many, rest)
