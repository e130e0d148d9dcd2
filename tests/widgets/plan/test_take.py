"""A week that travels: one's own goes on, somebody else's becomes wishes, a prepared one stays as its maker chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import frozen_catalog
from widgets.catalog import Catalog
from widgets.plan import ahead, fill, remarks, take
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.values import Course, Profile
from widgets.plan.week import make
from widgets.share import file, link

CATALOG = frozen_catalog()
EQUIPMENT = ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall", "stability-ball")

type Carrier = Callable[[SharedPlan], SharedPlan]

CARRIERS: dict[str, Carrier] = {
    "link": lambda given: link.decode(link.encode(given), CATALOG),
    "file": lambda given: file.load(file.dump(given), CATALOG),
}


def reader(level: int = 3, minutes: int = 20, known: int = 0, **more: object) -> Course:
    """Return the first week of a reader who knows some levels."""
    profile = Profile(
        level=level,
        days=(0, 2, 4),
        session_minutes=minutes,
        walk_minutes=15,
        asked=True,
        equipment=EQUIPMENT,
        known=tuple(e.slug for e in CATALOG.exercises if e.level <= known),
    )
    return fill.begin(replace(profile, **more), CATALOG)  # type: ignore[arg-type]  # parts of a profile


def after(course: Course, *words: str) -> Course:
    """Return the course after some weeks."""
    for word in words:
        course, _ = next_week(course, Answers(word=word), Diary(), CATALOG)  # type: ignore[arg-type]  # a word
    return course


def doses(course: Course) -> list[list[tuple[str, int, int, int]]]:
    """Return the routines of a week with their doses."""
    return [
        [(i.exercise.slug, i.sets, i.exercise.dose.reps, i.exercise.dose.hold) for i in routine]
        for routine in make(course, CATALOG).routines
    ]


def slugs(course: Course) -> set[str]:
    """Return the exercises of a week."""
    return {item.exercise.slug for item in make(course, CATALOG).session}


# --- one's own other device


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("words", [(), ("fine",) * 5, ("fine", "fine", "flare"), ("fine", "flare", "fine")])
@pytest.mark.parametrize("known", [0, 1, 3])
def test_an_own_plan_goes_on_as_it_was(carrier: str, words: tuple[str, ...], known: int) -> None:
    """With the answers along, the other device has the same week, the same walk, and the same way back."""
    here = after(reader(level=4, minutes=40, known=known), *words)
    given = CARRIERS[carrier](take.shared(here, CATALOG, answers=True))
    there = take.taken(given, fill.newcomer(CATALOG), CATALOG)
    assert doses(there) == doses(here)
    assert (there.week, there.walk_minutes) == (here.week, here.walk_minutes)
    assert set(there.known) == set(here.known)
    assert {each.slug for each in there.returning} == {each.slug for each in here.returning if each.dose}
    assert not there.profile.asked
    if words:
        assert slugs(after(there, "flare")) <= slugs(here)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_hurt_stays_out_on_the_other_device(carrier: str) -> None:
    """An exercise that hurt does not come back by travelling, and the week after it adds nothing there either."""
    here, _ = next_week(reader(), Answers(word="fine", said={"supine-draw-in": "hurt"}), Diary(), CATALOG)
    given = CARRIERS[carrier](take.shared(here, CATALOG, answers=True))
    there = take.taken(given, fill.newcomer(CATALOG), CATALOG)
    assert "supine-draw-in" in there.out
    assert there.settling
    for _ in range(8):
        there = after(there, "fine")
        assert "supine-draw-in" not in slugs(there)


# --- somebody else's week


def test_somebody_elses_week_is_new_to_me() -> None:
    """A newcomer who takes a level 4 week gets their own starting set; the exercises are wishes, none is known."""
    theirs = after(reader(level=4, minutes=45, known=3), "fine", "fine")
    given = take.shared(theirs, CATALOG)
    mine = take.taken(given, fill.newcomer(CATALOG), CATALOG)
    assert slugs(mine) == slugs(fill.newcomer(CATALOG))
    assert mine.known == ()
    assert set(mine.wishes) == slugs(theirs)
    assert [CATALOG.exercise(slug).level for slug in mine.wishes] == sorted(
        CATALOG.exercise(slug).level for slug in mine.wishes
    )
    assert (mine.profile.level, mine.profile.session_minutes) == (1, 10)


def test_wishes_come_one_a_week_after_their_easier_versions() -> None:
    """A wish is new one a week at the most, before what nobody asked for, once an easier version of it is known."""
    theirs = after(reader(level=3, minutes=30, known=2), "fine")
    mine = take.taken(take.shared(theirs, CATALOG), reader(level=3, minutes=20), CATALOG)
    came: list[str] = []
    for _ in range(20):
        before = mine
        mine, _ = ahead.following(mine, CATALOG)
        new = [item.exercise for item in make(mine, CATALOG).session if item.new]
        assert len(new) <= 1
        for exercise in new:
            came.append(exercise.slug)
            usable = set(before.known) | slugs(before) | {"finding-neutral"}
            assert not exercise.easier or usable.intersection(exercise.easier)
    assert set(came) & slugs(theirs)


# --- a prepared plan


def test_a_prepared_plan_keeps_doses_order_and_days(small: Catalog) -> None:
    """Its doses, order and days are its maker's, week after week; nothing is added to it."""
    items = (SharedItem(slug="lift", sets=3, reps=4, hold=9), SharedItem(slug="arm", sets=1))
    given = SharedPlan(
        prepared=True, level=2, days=(1, 5), session_minutes=12, walk_minutes=0, items=items, name="Ann"
    )
    course = take.taken(given, fill.newcomer(small), small)
    for _ in range(3):
        week = make(course, small)
        assert [(i.exercise.slug, i.sets, i.exercise.dose.reps) for i in week.session] == [
            ("lift", 3, 4),
            ("arm", 1, 5),
        ]
        assert [day.weekday for day in week.exercise_days] == [1, 5]
        course, _ = next_week(course, Answers(word="fine"), Diary(), small)


def test_what_its_reader_left_out_stays_out(small: Catalog) -> None:
    """An exercise that the reader leaves out of a prepared plan, or that hurt, stays out of its sessions."""
    items = tuple(SharedItem(slug=slug, sets=1) for slug in ("lift", "arm", "tilt"))
    given = SharedPlan(prepared=True, level=2, days=(1, 5), session_minutes=12, walk_minutes=10, items=items)
    course = take.taken(given, fill.newcomer(small), small)
    course, _ = next_week(course, Answers(word="fine", said={"arm": "hurt"}), Diary(), small)
    for word in ("fine", "same", "flare", "fine", "fine", "fine"):
        assert "arm" not in {item.exercise.slug for item in make(course, small).session}
        course, _ = next_week(course, Answers(word=word), Diary(), small)
    assert {item.exercise.slug for item in make(course, small).session} == {"lift", "tilt"}


def test_a_flare_up_cuts_a_prepared_plan_and_gives_it_back(small: Catalog) -> None:
    """In a flare-up a prepared session has less of itself and nothing else; fine weeks bring it back whole."""
    items = tuple(SharedItem(slug=slug, sets=2) for slug in ("lift", "arm", "tilt", "slide"))
    given = SharedPlan(prepared=True, level=2, days=(1, 5), session_minutes=20, walk_minutes=20, items=items)
    course = take.taken(given, fill.newcomer(small), small)
    whole = make(course, small)
    back, _ = next_week(course, Answers(word="flare"), Diary(), small)
    cut = make(back, small)
    assert cut.seconds <= whole.seconds * 2 / 3
    assert {i.exercise.slug for i in cut.session} < {i.exercise.slug for i in whole.session}
    assert back.walk_minutes == 10
    for _ in range(6):
        back, _ = next_week(back, Answers(word="fine"), Diary(), small)
    assert [(i.exercise.slug, i.sets) for i in make(back, small).session] == [
        (i.exercise.slug, i.sets) for i in whole.session
    ]
    assert back.walk_minutes == 20


@pytest.mark.parametrize(("minutes", "told"), [(45, False), (46, True), (9, True), (10, False), (0, False)])
def test_a_walk_out_of_range_is_remarked_on(minutes: int, small: Catalog, *, told: bool) -> None:
    """A prescribed walk above 45 or below 10 minutes gets a remark; none prescribed gets none."""
    items = (SharedItem(slug="tilt", sets=1),)
    given = SharedPlan(
        prepared=True, level=1, days=(0, 3), session_minutes=10, walk_minutes=minutes, items=items
    )
    course = take.taken(given, fill.newcomer(small), small)
    found = {outcome.rule for outcome in remarks.beyond_kept(course, small)}
    assert ("walking" in found) is told


@settings(max_examples=examples(100))
@given(data=st.data())
def test_any_plan_can_be_taken(data: st.DataObject, plans: st.SearchStrategy[SharedPlan]) -> None:
    """Any plan that a link or a file can hold makes a week, and the weeks after it, without a dose over the limits."""
    given = data.draw(plans)
    course = take.taken(given, data.draw(st.sampled_from([fill.newcomer(CATALOG), reader(known=2)])), CATALOG)
    for word in data.draw(st.lists(st.sampled_from(["fine", "same", "flare"]), max_size=4)):
        course = after(course, word)
        for item in make(course, CATALOG).session:
            assert (item.sets <= 10, item.exercise.dose.reps <= 60, item.exercise.dose.hold <= 120) == (
                True,
                True,
                True,
            )
