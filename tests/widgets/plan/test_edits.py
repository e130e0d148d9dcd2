"""Changes by the reader's own hand: only what they touch changes, and nothing comes in that the rules close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import frozen_catalog
from widgets.catalog import Catalog
from widgets.plan import cut, edits, fill, limits, verdicts
from widgets.plan import words as told
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.values import Course, Profile
from widgets.plan.week import make

type Courses = Callable[[Catalog], st.SearchStrategy[Course]]

CATALOG = frozen_catalog()
EQUIPMENT = ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall")


def profile(known: int = 0, **parts: object) -> Profile:
    """Return a reader's answers."""
    usual = Profile(
        level=3,
        days=(0, 2, 4),
        session_minutes=20,
        walk_minutes=15,
        asked=True,
        equipment=EQUIPMENT,
        known=tuple(e.slug for e in CATALOG.exercises if e.level <= known),
    )
    return replace(usual, **parts)  # type: ignore[arg-type]  # parts of a profile


def reader(known: int = 0, **parts: object) -> Course:
    """Return the first week of a reader."""
    return fill.begin(profile(known, **parts), CATALOG)


def slugs(course: Course) -> set[str]:
    """Return the exercises of a week."""
    return {item.exercise.slug for item in make(course, CATALOG).session}


def after(course: Course, *words: str) -> Course:
    """Return the course after some weeks."""
    for word in words:
        course, _ = next_week(course, Answers(word=word), Diary(), CATALOG)  # type: ignore[arg-type]  # a word
    return course


def test_left_out_stays_out_until_brought_back() -> None:
    """An exercise that the reader leaves out never returns by itself; brought back, it is in the week again."""
    course = edits.without(reader(known=2), "bridge", CATALOG)
    later = after(course, "fine", "flare", "fine", "fine", "fine", "missed", "fine")
    assert "bridge" not in slugs(course) | slugs(later)
    assert later.out == ("bridge",)
    back = edits.brought_back(course, "bridge", CATALOG)
    assert "bridge" in slugs(back)
    assert back.out == ()


def test_the_last_exercise_can_be_left_out() -> None:
    """A week without an exercise has walks; a fine week after it brings another one in."""
    course = reader(level=1, equipment=())
    (only,) = slugs(course)
    bare = edits.without(course, only, CATALOG)
    assert (bare.phase, make(bare, CATALOG).seconds) == ("walks", 0)
    again = edits.brought_back(bare, only, CATALOG)
    assert again.phase != "walks"


def test_a_new_exercise_can_be_another_one_or_none() -> None:
    """The reader may choose another new exercise, or none; there is never more than one."""
    course = after(reader(), "fine")
    assert course.new is not None
    other = next(e.slug for e in edits.new_choices(course, CATALOG) if e.slug != course.new)
    chosen = edits.with_new(course, other, CATALOG)
    assert [i.exercise.slug for i in make(chosen, CATALOG).session if i.new] == [other]
    none = edits.with_new(course, None, CATALOG)
    assert not [i for i in make(none, CATALOG).session if i.new]
    assert course.new not in none.out


@pytest.mark.parametrize("words", [("flare",), ("fine", "flare", "fine")])
def test_nothing_new_by_hand_after_a_flare_up(words: tuple[str, ...]) -> None:
    """In the week of a flare-up, and on the way back, no new exercise can be chosen."""
    course = after(reader(known=1), *words)
    assert edits.new_choices(course, CATALOG) == ()
    assert not edits.may_take_turns(course, CATALOG)


def test_a_full_session_makes_room_for_the_readers_own_choice() -> None:
    """Who stays at level 1 with ten full minutes may still choose another exercise: something makes way for it."""
    course = after(reader(level=1, session_minutes=10), "fine", "fine", "fine")
    offered = edits.new_choices(course, CATALOG)
    assert offered
    changed = edits.with_new(course, offered[0].slug, CATALOG)
    assert changed.new == offered[0].slug
    assert slugs(course) - slugs(changed)
    assert make(changed, CATALOG).seconds <= 11 * 60


def test_a_plan_that_begins_again_names_what_waits() -> None:
    """After twelve missed weeks nobody reads that an exercise was left out: it waits, and its reason is the break."""
    course = after(reader(known=2), *["missed"] * 11)
    _, changes = next_week(course, Answers(word="missed"), Diary(missed=1), CATALOG)
    went = [one for one in changes if one.kind == "went"]
    assert went
    assert {one.why for one in went} == {"break"}
    assert all(told.change(one, CATALOG).endswith("waits for now.") for one in went)


def test_what_is_too_hard_goes_back_to_what_the_reader_knows_best() -> None:
    """Of two easier versions the known one takes the place, and of two known ones the harder."""
    course = reader(known=1)
    slug = "bent-knee-fall-out"
    planned = cut.sessions_of(course, CATALOG)[0][1].planned
    with_hard = replace(
        course, known=(*course.known, slug), routines=((*course.routines[0], replace(planned, slug=slug)),)
    )
    for known, expected in (
        (("hook-lying-arm-raise",), "hook-lying-arm-raise"),
        (("supine-draw-in",), "supine-draw-in"),
    ):
        bare = tuple(p for p in with_hard.routines[0] if p.slug not in CATALOG.exercise(slug).easier)
        some = replace(with_hard, routines=(bare,), known=(*known, slug))
        eased = cut.eased(some, slug, CATALOG)
        assert slug not in slugs(eased)
        assert expected in slugs(eased)


def test_other_answers_make_a_first_week_anew_and_only_trim_a_later_one() -> None:
    """In week 1 other answers make another week; later they take out what they close, and leave the rest."""
    course = reader(known=2)
    fresh = edits.answered_anew(course, replace(course.profile, session_minutes=10), CATALOG)
    assert fresh.week == 1
    assert make(fresh, CATALOG).seconds <= 660
    later = after(course, "fine", "fine")
    pregnant = edits.answered_anew(later, replace(later.profile, conditions=("pregnancy",)), CATALOG)
    assert pregnant.week == later.week
    assert slugs(pregnant) < slugs(later)
    short = edits.answered_anew(later, replace(later.profile, session_minutes=10), CATALOG)
    assert make(short, CATALOG).seconds <= 10 * 60 * limits.OVER


def test_telling_of_more_fills_the_week() -> None:
    """Who says what they know already gets a week made with it; never in a flare-up's week."""
    course = after(reader(), "same")
    more = edits.with_known(course, ["bridge", "bent-knee-fall-out"], CATALOG)
    assert {"bridge", "bent-knee-fall-out"} <= set(more.known)
    assert make(more, CATALOG).seconds > make(course, CATALOG).seconds
    flared = after(reader(known=1), "flare")
    assert slugs(edits.with_known(flared, ["bridge"], CATALOG)) == slugs(flared)


def test_one_at_a_time() -> None:
    """The first session has one exercise and each of the next one more, until all of the first set are there."""
    course = reader()
    gradual = edits.answered_anew(course, replace(course.profile, one_at_a_time=True), CATALOG)
    counts = []
    for _ in range(3):
        counts += [len(day.items) for day in make(gradual, CATALOG).exercise_days]
        gradual = after(gradual, "fine")
    assert counts[:4] == [1, 2, 3, 4]
    assert counts == sorted(counts)
    early = edits.answered_anew(course, replace(course.profile, one_at_a_time=True), CATALOG)
    assert len(slugs(after(early, "flare"))) <= 2


def test_two_routines_and_back() -> None:
    """A reader who knows much may have two routines in turn; each exercise but finding neutral is in one of them."""
    course = edits.in_one(reader(known=3, session_minutes=30), CATALOG)
    assert len(course.routines) == 1
    two = edits.in_turns(course, CATALOG)
    first, second = ({p.slug for p in routine} for routine in two.routines)
    assert first & second <= {"finding-neutral"}
    assert len(edits.in_one(two, CATALOG).routines) == 1


@settings(max_examples=examples(80))
@given(data=st.data())
def test_no_edit_breaks_a_rule(data: st.DataObject, small: Catalog, courses: Courses) -> None:
    """Whatever a device held and whatever is touched: no rule of a week is broken, and nothing fails."""
    course = data.draw(courses(small))
    if course.profile.prescribed is not None:
        return
    slug = data.draw(st.sampled_from([e.slug for e in small.exercises]))
    changed = [
        edits.without(course, slug, small),
        edits.with_known(course, [slug], small),
        edits.in_one(course, small),
        edits.flared(course, small),
        edits.answered_anew(course, replace(course.profile, conditions=("pregnancy",)), small),
    ]
    if slug in course.out:
        changed.append(edits.brought_back(course, slug, small))
    for after_it in changed:
        for outcome in verdicts.outcomes(after_it, make(after_it, small), small):
            assert outcome.kind != "broken" or outcome.rule in {"minutes", "dose", "few", "new", "turns"}
