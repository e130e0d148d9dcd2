"""What protects a reader: slow pace, breaks, flare-ups and pain, told together, early, late, or with another plan."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import frozen_catalog, real_catalog
from tests.widgets.plan.test_engine import EVERYTHING, half_years, profiles
from widgets.build import simulate
from widgets.plan import cut, edits, fill, grow, limits, store, take
from widgets.plan.doses import by_slug
from widgets.plan.pace import SLOW_STILL
from widgets.plan.progress import NOTHING_MISSED, Answers, Diary, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.store import Saved
from widgets.plan.values import NERVE_ROOT, WARM_START, WEEK_MOST, Base, Course, Dropped, Planned
from widgets.plan.week import make
from widgets.share import file, link

CATALOG = frozen_catalog()
FINE, SAME, FLARE = Answers(word="fine"), Answers(word="same"), Answers(word="flare")


def go(profile: dict[str, Any], answers: list[str] | tuple[str, ...] = ()) -> Course:
    """Return where some weeks take a reader of the frozen library; each offer is taken."""
    return simulate.run(simulate.read_profile(profile, CATALOG), answers, CATALOG)[-1].course


def after(course: Course, answers: Answers, **diary: Any) -> Course:  # noqa: ANN401 - parts of a diary
    """Return the week after an answer."""
    return next_week(course, answers, Diary(**diary), CATALOG)[0]


def minutes(course: Course) -> float:
    """Return the length of a course's longest session."""
    return make(course, CATALOG).seconds / 60


def slugs(course: Course) -> set[str]:
    """Return the exercises of a course's week."""
    return {item.exercise.slug for item in make(course, CATALOG).session}


def fine_weeks(course: Course, count: int) -> list[Course]:
    """Return a course and those of so many fine weeks after it."""
    found = [course]
    for _ in range(count):
        found.append(after(found[-1], FINE))
    return found


def grew(before: Course, now: Course) -> bool:
    """Return whether a week has an exercise, a larger dose or a longer walk that the week before had not."""
    old = {p.slug: p for routine in before.routines for p in routine}
    return now.walk_minutes > before.walk_minutes or any(
        p.slug not in old or (p.sets, p.reps, p.hold) > (old[p.slug].sets, old[p.slug].reps, old[p.slug].hold)
        for routine in now.routines
        for p in routine
    )


def at_slow_pace(course: Course) -> bool:
    """Return whether a week has nothing above level 2, and each hold at the low end of its record's range."""
    records = by_slug(CATALOG)
    return course.level <= 2 and all(
        records[p.slug].level <= 2 and p.hold <= limits.bounds(records[p.slug], "hold")[0]
        for routine in course.routines
        for p in routine
    )


# --- the slow pace


@pytest.mark.parametrize("word", ["fine", "same", "flare"])
def test_going_slowly_counts_from_the_answer_that_says_so(word: str) -> None:
    """Who ticks that pain spreads has low levels and short holds in the very next week, and no step for four weeks."""
    course = go({"level": 4, "minutes": 30, "equipment": EVERYTHING, "known_levels": [1, 2, 3]}, ["fine"])
    assert course.level > 2
    now, changes = next_week(course, Answers(word=word, slowly=True), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
    assert now.profile.slowly
    assert at_slow_pace(now)
    assert not grew(course, now)
    assert now.still == SLOW_STILL
    weeks = fine_weeks(now, SLOW_STILL - 1)
    assert not any(grew(one, two) for one, two in pairwise(weeks))
    assert slugs(now) == {p.slug for routine in now.routines for p in routine}
    gone = slugs(course) - slugs(now)
    assert gone <= {one.slug for one in changes if one.kind == "went"}
    assert any(one.why == "slowly" for one in changes)


def test_nothing_hidden_waits_in_a_slow_week() -> None:
    """What the stored plan holds after the answer is what mending it would leave: no exercise vanishes at a reload."""
    course = go({"level": 4, "minutes": 30, "equipment": EVERYTHING, "known_levels": [1, 2, 3]})
    now = after(course, Answers(word="flare", slowly=True))
    assert store.mend(Saved(course=now), CATALOG)[0].course == now


@settings(max_examples=examples(60))
@given(profile=profiles(), answers=half_years(), at=st.integers(1, 12))
def test_nerve_root_pain_that_is_ticked_later(profile: dict[str, Any], answers: list[str], at: int) -> None:
    """Ticked in any week, it shortens holds at once, and the first step waits for two fine weeks in a row."""
    profile["conditions"] = [one for one in profile["conditions"] if one != NERVE_ROOT]
    course = go(profile, answers[:at])
    asked = replace(course.profile, conditions=(*course.profile.conditions, NERVE_ROOT))
    now = edits.answered_anew(course, asked, CATALOG)
    if now.week == 1:
        return
    assert at_slow_pace(now)
    assert now.fine_in_row == 0
    if now.phase != "walks" and course.phase != "walks":
        assert not grew(now, after(now, FINE))
    for word in answers[at:]:
        now, _ = simulate.following(now, word, CATALOG)
        assert at_slow_pace(now)


@pytest.mark.parametrize("later", range(6))
def test_a_flare_up_of_before_counts_at_the_slow_pace(later: int) -> None:
    """Nerve-root pain told of some weeks after a flare-up leaves the rest of the four weeks without a step."""
    course = go({"level": 2, "minutes": 20, "known_levels": [1, 2]}, ["fine", "flare", *["same"] * later])
    asked = replace(course.profile, conditions=(NERVE_ROOT,))
    assert edits.answered_anew(course, asked, CATALOG).still == max(0, SLOW_STILL - later)


def test_stored_plans_of_slow_readers_have_short_holds() -> None:
    """A plan that was kept with long holds and a slow profile is mended when it is opened."""
    course = go({"level": 2, "minutes": 20, "known_levels": [1, 2]}, ["fine"] * 10)
    kept = replace(course, profile=replace(course.profile, slowly=True))
    assert not at_slow_pace(kept)
    assert at_slow_pace(store.mend(Saved(course=kept), CATALOG)[0].course)


# --- a break


@pytest.mark.parametrize("missed", [1, 2, 3, 4, 8, 12, 30])
@pytest.mark.parametrize("cause", [None, "session", "walk"])
def test_a_flare_up_after_a_break_is_never_above_the_break_alone(missed: int, cause: Any) -> None:  # noqa: ANN401 - a word
    """Told of together, the break cuts first, and the flare-up takes from what is left of session and walk."""
    course = go({"level": 4, "minutes": 45, "walk": 30, "known_levels": [1, 2, 3]}, ["fine"] * 3)
    away = after(course, SAME, missed=missed, walked=False)
    both = after(course, Answers(word="flare", cause=cause), missed=missed, walked=False)
    assert both.phase == "back"
    assert both.in_flare
    assert slugs(both) <= slugs(away)
    assert minutes(both) <= minutes(away) * (1 if cause == "walk" else 2 / 3) + 1e-9
    assert both.walk_minutes <= away.walk_minutes
    doses = {p.slug: p for routine in away.routines for p in routine}
    assert all(p.sets <= doses[p.slug].sets for routine in both.routines for p in routine)
    assert both.missed == (0 if missed >= limits.ANEW_FROM else missed)


def test_nothing_is_known_after_twelve_weeks() -> None:
    """One exercise that is told as easy is known again; what was known before the break is only asked about."""
    course = go({"level": 4, "minutes": 30, "known_levels": [1, 2, 3]})
    begun = after(course, SAME, missed=12)
    assert begun.known == begun.profile.known == ()
    assert set(course.known) <= set(begun.once_known)
    one = edits.with_known(begun, ["pelvic-tilt"], CATALOG)
    assert one.known == ("pelvic-tilt",)
    assert one.level <= 2
    gradual = edits.answered_anew(begun, replace(begun.profile, session_minutes=25), CATALOG)
    assert gradual.known == ()


def test_a_plan_that_began_again_before_is_mended() -> None:
    """A kept plan whose profile still lists what the weeks know no more lists it no longer."""
    course = go({"level": 4, "minutes": 30, "known_levels": [1, 2, 3]})
    begun = after(course, SAME, missed=12)
    kept = replace(begun, profile=course.profile)
    assert store.mend(Saved(course=kept), CATALOG)[0].course == begun


@pytest.mark.parametrize(("walked", "most"), [(True, 45), (False, 10)])
def test_walks_go_back_only_without_any(walked: bool, most: int) -> None:  # noqa: FBT001 - a parameter of the test
    """In a break of twelve weeks walks stay where the diary has them, and begin again where it has none."""
    course = go({"level": 3, "minutes": 20, "walk": 45, "known_levels": [1, 2]})
    for _ in range(12):
        course = after(course, Answers(word="missed"), missed=1, walked=walked)
    assert course.phase == "begin"
    assert course.walk_minutes == most
    assert after(go({"walk": 45}), SAME, missed=12, walked=walked).walk_minutes == most


@pytest.mark.parametrize("word", ["fine", "same", "flare"])
def test_a_week_without_a_session_shows_nothing(word: Any) -> None:  # noqa: ANN401 - a word
    """One at a time: after weeks away the next session has one exercise, as the first one had."""
    course = go({"level": 1})
    course = edits.answered_anew(course, replace(course.profile, one_at_a_time=True), CATALOG)
    for missed in (1, 2, 4, 12):
        later = after(course, Answers(word=word), missed=missed)
        counts = [len(day.items) for day in make(later, CATALOG).exercise_days]
        assert counts == ([1, 1, 1] if word == "flare" else sorted(counts))
        assert counts[0] == 1


def test_what_hurt_does_not_bring_two_new_ones_at_once() -> None:
    """One at a time: where exercises that came leave the set, the next session still adds one."""
    course = go({"level": 1})
    course = edits.answered_anew(course, replace(course.profile, one_at_a_time=True, days=(0, 3)), CATALOG)
    first = set(course.order[:2])
    later = after(course, Answers(word="same", said=dict.fromkeys(first, "hurt")))
    counts = [len(day.items) for day in make(later, CATALOG).exercise_days]
    assert counts[0] == 1


# --- told before a week is over, or a second time


def test_the_same_week_again_and_again_lets_nothing_run_down() -> None:
    """Pressed many times on one day, "same" leaves the weeks without something new, and without a step, as they are."""
    course = go({"level": 3, "minutes": 30, "known_levels": [1]}, ["fine"])
    hurt = after(course, Answers(word="same", said={min(slugs(course)): "hurt"}))
    slow = after(go({"level": 2, "conditions": [NERVE_ROOT]}), FLARE)
    for before in (hurt, slow):
        now = before
        for _ in range(6):
            now = after(now, SAME, early=6)
        assert (now.quiet, now.still) == (before.quiet, before.still)
        now = after(now, SAME)
        assert (now.quiet, now.still) == (max(0, before.quiet - 1), max(0, before.still - 1))


def test_one_flare_up_is_counted_once() -> None:
    """Told in the form and in that week's check-in, or twice on a day, it is one; two real ones are never three."""
    course = edits.flared(go({"level": 2}), CATALOG)
    assert len(after(course, FLARE).flares) == 1
    again = after(after(go({"level": 2}), FLARE), FLARE, early=6)
    assert len(again.flares) == 1
    assert len(after(after(go({"level": 2}), FLARE), FLARE, early=1).flares) == 2
    two = after(after(course, FLARE), FLARE)
    assert not two.ask_provider
    assert after(two, FLARE).ask_provider


@settings(max_examples=examples(60))
@given(
    told=st.lists(
        st.tuples(st.sampled_from(["flare", "flare", "same"]), st.sampled_from([0, 0, 1, 2, 5, 10]), st.booleans()),
        max_size=12,
    )
)  # fmt: skip
def test_flare_ups_are_counted_by_dates(told: list[tuple[str, int, bool]]) -> None:
    """Three in six weeks by the calendar, and not by the number of answers, call for the provider."""
    course = go({"level": 2, "minutes": 20})
    day, dates = 0, list[int]()
    for word, missed, maybe in told:
        early = maybe and word == "same" and not missed
        day += 0 if early else 7 * max(1, missed)
        course = after(course, Answers(word=word), missed=missed, early=6 if early else 0)  # type: ignore[arg-type]
        if word == "flare":
            dates.append(day)
            often = sum(one > day - 7 * limits.OFTEN_WEEKS for one in dates) >= limits.OFTEN_FLARES
            assert course.ask_provider == often
        course = store.mend(Saved(course=course), CATALOG)[0].course


def test_flare_ups_are_counted_after_the_last_numbered_week() -> None:
    """Where week numbers end, flare-ups still age by a week with each answer."""
    course = replace(go({"level": 2}), week=WEEK_MOST)
    for number in range(3):
        course = after(course, FLARE)
        assert course.ask_provider == (number == 2)
    for _ in range(6):
        course = after(course, SAME)
    assert not after(course, FLARE).ask_provider


# --- what is left, and what returns


def test_an_empty_week_does_not_speak_of_three_flare_ups() -> None:
    """After three flare-ups something hurt and left nothing: the words are those of an empty week."""
    answers = ["flare", "flare", "flare", "hurt:standing-brace"]
    profile = {"level": 1, "equipment": []}
    stages = simulate.run(simulate.read_profile(profile, CATALOG), answers, CATALOG)
    asked = {s.course.week: c.why for s in stages for c in s.changes if c.kind == "ask-provider"}
    assert asked == {4: "flares", 5: "nothing-left"}
    assert stages[-1].course.phase == "walks"
    assert not limits.flares_often(stages[-1].course)


@pytest.mark.parametrize("field", ["calm", "quiet"])
def test_no_unknown_easier_version_comes_while_nothing_new_may(field: str) -> None:
    """Too hard, in weeks that allow nothing new, gives way to a version that the reader knows, or to a smaller dose."""
    slug = "bent-knee-fall-out"
    easier = CATALOG.exercise(slug).easier
    course = go({"level": 3, "minutes": 20})
    routine = (Planned(slug=slug, sets=2, reps=8, hold=0),)
    course = replace(course, routines=(routine,), order=(slug,), known=(slug,), level=3)
    assert slugs(cut.eased(course, slug, CATALOG)) & set(easier)
    careful = cut.eased(replace(course, **{field: 2}), slug, CATALOG)  # type: ignore[arg-type]  # a whole number
    assert not slugs(careful) & set(easier)


@pytest.mark.parametrize("slow", [False, True])
def test_the_base_falls_when_nothing_waits(slow: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A flare-up that could take nothing, or what it took and then hurt, leaves no base after a fine week."""
    for profile in ({"level": 1, "equipment": []}, {"level": 2}):
        course = go({**profile, "conditions": [NERVE_ROOT] if slow else []}, ["flare"])
        for each in course.returning:
            course = after(course, Answers(word="same", said={each.slug: "hurt"}))
        for _ in range(8):
            course = after(course, FINE)
        assert not course.returning
        assert course.base is None


# --- another plan


def test_somebody_elses_week_forgets_no_flare_up() -> None:
    """A friend's week taken in a flare-up is no longer than the week before, has nothing new, and counts on."""
    course = go({"level": 3, "minutes": 30, "walk": 20, "known_levels": [1, 2]}, ["fine", "flare", "flare"])
    given_ = take.shared(go({"level": 4, "minutes": 45, "known_levels": [1, 2, 3]}), CATALOG)
    taken = take.taken(given_, course, CATALOG)
    assert taken.in_flare
    assert minutes(taken) <= minutes(course)
    assert taken.walk_minutes <= course.walk_minutes
    assert taken.new is None
    assert [taken.week - one for one in taken.flares] == [course.week - one for one in course.flares]
    assert after(taken, FLARE).ask_provider
    assert (taken.still, set(taken.flared)) >= (course.still, set(course.flared))
    assert store.mend(Saved(course=taken), CATALOG)[0].course.flares == taken.flares


@pytest.mark.parametrize("word", ["missed", "hurt"])
def test_somebody_elses_week_forgets_no_break_and_no_pain(word: str) -> None:
    """Taken after a break its first week is at start doses; after pain nothing new comes with it."""
    course = go({"level": 3, "minutes": 20, "known_levels": [1]}, ["fine"] * 4)
    usual = take.taken(take.shared(course, CATALOG), course, CATALOG)
    if word == "missed":
        before = after(course, SAME, missed=5)
        taken = take.taken(take.shared(course, CATALOG), before, CATALOG)
        assert (taken.missed, taken.phase) == (5, "back")
        assert minutes(taken) < minutes(usual)
    else:
        before = after(course, Answers(word="same", said={max(slugs(course)): "hurt"}))
        taken = take.taken(take.shared(course, CATALOG), before, CATALOG)
        assert taken.quiet == before.quiet
    assert taken.new is None
    assert taken.hurt == before.hurt


def test_ones_own_plan_in_the_place_of_a_prepared_one_forgets_no_flare_up() -> None:
    """Back from a prepared plan in a flare-up, the first week is cut and no longer than the plan's was."""
    items = tuple(SharedItem(slug=slug, sets=2) for slug in ("bridge", "pelvic-tilt", "supine-draw-in"))
    given_ = SharedPlan(prepared=True, level=3, days=(0, 3), session_minutes=20, walk_minutes=10, items=items)
    course = take.taken(given_, go({"level": 3, "minutes": 30, "known_levels": [1, 2]}), CATALOG)
    course = after(course, FLARE)
    own = edits.back_to_own(course, CATALOG)
    assert own.in_flare
    assert minutes(own) <= minutes(course)


def test_a_prepared_plan_brings_back_nothing_that_hurt() -> None:
    """What hurt stays out of a prepared plan that has it, with its reason, and so in one's own weeks after it."""
    course = go({"level": 2, "minutes": 20, "known_levels": [1, 2]})
    hurt, other = sorted(slugs(course) - {WARM_START})[:2]
    course = after(course, Answers(word="same", said={hurt: "hurt", other: "hurt"}))
    items = (SharedItem(slug=hurt, sets=1), SharedItem(slug="pelvic-tilt", sets=1))
    given_ = SharedPlan(prepared=True, level=2, days=(0, 3), session_minutes=20, walk_minutes=10, items=items)
    taken = take.taken(given_, course, CATALOG)
    assert set(taken.hurt) == {hurt, other}
    assert slugs(taken) == {"pelvic-tilt"}
    again = edits.answered_anew(taken, replace(taken.profile, conditions=("hernia",)), CATALOG)
    assert hurt not in {p.slug for routine in again.routines for p in routine}
    assert set(edits.back_to_own(taken, CATALOG).hurt) == {hurt, other}
    allowed = edits.brought_back(taken, hurt, CATALOG)
    assert hurt in slugs(allowed)


def test_the_slow_pace_goes_along_to_the_other_device() -> None:
    """Who goes slowly here goes slowly on the new phone, with short holds, and four weeks without a step."""
    course = go({"level": 4, "minutes": 30, "known_levels": [1, 2, 3]}, ["fine"])
    course = after(course, Answers(word="flare", slowly=True))
    there = take.taken(take.shared(course, CATALOG, answers=True), fill.newcomer(CATALOG), CATALOG)
    assert limits.slow(there.profile)
    assert at_slow_pace(there)
    assert there.still == SLOW_STILL


@pytest.mark.parametrize("answers", [["flare"] * 3, ["fine", "flare", "fine"], ["fine"] * 3])
def test_what_protects_goes_along_to_the_other_device(answers: list[str]) -> None:
    """Flare-ups, quiet and calm weeks, and that something hurt, are on the new phone as they were on the old one."""
    here = go({"level": 2, "minutes": 20, "known_levels": [1, 2]}, answers)
    here = after(here, Answers(word="same", said={min(slugs(here) - {WARM_START}): "hurt"}))
    given_ = link.decode(link.encode(take.shared(here, CATALOG, answers=True)), CATALOG)
    assert given_ == file.load(file.dump(given_), CATALOG)
    there = take.taken(given_, fill.newcomer(CATALOG), CATALOG)
    for name in ("hurt", "flares", "calm", "quiet", "still", "week"):
        assert getattr(there, name) == getattr(here, name), name


def test_what_hurt_on_this_device_stays_out_of_the_other_ones_plan() -> None:
    """A plan of one's own other device brings back nothing that hurt on this one."""
    course = go({"level": 2, "minutes": 20, "known_levels": [1, 2]})
    hurt = min(slugs(course) - {WARM_START})
    here = after(course, Answers(word="same", said={hurt: "hurt"}))
    there = take.taken(take.shared(course, CATALOG, answers=True), here, CATALOG)
    assert there.hurt == (hurt,)
    assert hurt not in slugs(there)


def test_a_large_prepared_plan_is_cut_fast() -> None:
    """A flare-up in a plan of sixteen exercises reaches two thirds without trying every choice of them."""
    catalog = real_catalog()
    items = tuple(SharedItem(slug=each.slug, sets=2) for each in catalog.exercises[:16])
    given_ = SharedPlan(prepared=True, level=5, days=(0, 3), session_minutes=60, walk_minutes=10, items=items)
    course = take.taken(given_, fill.newcomer(catalog), catalog)
    for _ in range(2):
        whole = make(course, catalog).seconds
        begun = time.process_time()
        back, _ = next_week(course, FLARE, NOTHING_MISSED, catalog)
        assert time.process_time() - begun < 0.05
        assert make(back, catalog).seconds <= whole * 2 / 3
        for _ in range(12):
            back, _ = next_week(back, FINE, NOTHING_MISSED, catalog)
        course = back


def test_a_flare_up_counts_only_what_is_shown() -> None:
    """What health closes of a prepared plan is no part of the session that is cut to two thirds."""
    leave_out = {a.planner for e in CATALOG.exercises for a in e.ask_first} - {"ask"}
    closed = [
        e.slug
        for e in CATALOG.exercises
        if any(a.condition == "pregnancy" and a.planner in leave_out for a in e.ask_first)
    ][:3]
    open_ones = [e.slug for e in CATALOG.exercises if not e.ask_first][:4]
    items = tuple(SharedItem(slug=slug, sets=1) for slug in (*closed, *open_ones))
    given_ = SharedPlan(prepared=True, level=5, days=(0, 3), session_minutes=60, walk_minutes=10, items=items)
    before = fill.newcomer(CATALOG)
    before = replace(before, profile=replace(before.profile, conditions=("pregnancy",)))
    course = take.taken(given_, before, CATALOG)
    back = after(course, FLARE)
    assert minutes(back) <= minutes(course) * 2 / 3


# --- crafted and merged plans


def test_numbers_of_a_crafted_plan_come_within_bounds() -> None:
    """No number that a device may hold makes an empty session, a level that there is not, or walks without an end."""
    course = go({"level": 2}, ["fine"])
    wild = replace(
        course,
        reached=99,
        shown=-5,
        walk_before=9999,
        last_turn=-7,
        base=Base(week=-3, routines=(), walk_minutes=5),
        dropped=(Dropped(slug="bridge", reason="flare"),),
    )
    mended = store.mend(Saved(course=wild), CATALOG)[0].course
    assert mended.reached <= 5
    assert make(mended, CATALOG).exercise_days[0].items
    assert mended.walk_before is not None
    assert mended.walk_before <= CATALOG.plan.walk_minutes.high
    assert mended.base is not None
    assert (mended.base.week, mended.base.walk_minutes) == (1, 5)
    assert mended.last_turn == 0


def test_what_one_tab_closed_is_no_hidden_part_of_the_other_ones_week() -> None:
    """Two tabs: a condition ticked in one takes what it closes out of the routines that the other one made."""
    base = Saved(course=go({"level": 3, "minutes": 20, "known_levels": [1, 2]}, ["fine"]))
    asked = replace(base.course.profile, conditions=("pregnancy",))
    mine = replace(base, course=edits.answered_anew(base.course, asked, CATALOG))
    theirs = replace(base, course=after(base.course, FINE))
    both = store.mend(store.merge(base, mine, theirs), CATALOG)[0].course
    assert both.profile.conditions == ("pregnancy",)
    assert {p.slug for routine in both.routines for p in routine} == slugs(both)


def test_next_levels_are_not_taken_in_what_is_carried_over() -> None:
    """A plan taken in calm weeks offers no next level before they are over."""
    course = go({"level": 3, "minutes": 20}, ["flare", "flare", "flare"])
    taken = take.taken(take.shared(course, CATALOG), course, CATALOG)
    assert taken.calm == limits.CALM_WEEKS
    assert grow.level_offer(taken, CATALOG) is None


@pytest.mark.parametrize("known_levels", [[1], [1, 2]])
def test_no_harder_version_of_what_hurt_comes_new(known_levels: list[int]) -> None:
    """Whatever hurts in a first week: in 25 fine weeks nothing comes new of which no other easier version is known."""
    start = go({"level": 5, "minutes": 35, "known_levels": known_levels})
    wrong: list[str] = []
    for slug in sorted(slugs(start)):
        for now in fine_weeks(after(start, Answers(word="fine", said={slug: "hurt"})), 25):
            for item in make(now, CATALOG).session:
                easier = set(item.exercise.easier) - {WARM_START}
                if item.new and slug in easier and not (easier - {slug}) & set(now.known):
                    wrong.append(f"{slug}: {item.exercise.slug}")
    assert wrong == []
