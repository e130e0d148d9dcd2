"""The stored plan: read back whole, mended, migrated from every earlier format, and merged without losing what hurt."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.diary.entries import Done, Entry, Log
from widgets.plan import fill, store
from widgets.plan.cut import without_exercise
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import BACKUP_KEY, DOCUMENT, KEY, Saved
from widgets.plan.values import Course, Dropped
from widgets.plan.week import make
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Json, Save
from widgets.stored import StoredError

ELEMENT = Element(tag="weekly-planner", id="planner")
PLANNER = WeeklyPlanner()

type Courses = Callable[[Catalog], st.SearchStrategy[Course]]
type Catalogs = st.SearchStrategy[Catalog]

ANSWERS: dict[str, Json] = {
    "asked": "yes",
    "signs": "no",
    "level": "1",
    "day-0": True,
    "day-2": True,
    "day-4": True,
    "session-minutes": 10,
    "walk-minutes": 10,
}


def event(name: str, value: Json = None) -> Event:
    """Return an event of the planner."""
    return Event(element=ELEMENT, name=name, at=0.0, value=value)


def slugs(course: Course, catalog: Catalog) -> set[str]:
    """Return the exercises of a course's week."""
    return {item.exercise.slug for item in make(course, catalog).session}


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_plan_survives_storing(data: st.DataObject, catalogs: Catalogs, courses: Courses) -> None:
    """Written and read back, a plan is the same; mended to the same catalogue again, nothing changes."""
    catalog = data.draw(catalogs)
    since = data.draw(st.none() | st.floats(0, 1e15))
    saved = Saved(course=data.draw(courses(catalog)), done=("0:walk", "1:bridge:left"), since=since)
    again = DOCUMENT.load(DOCUMENT.dump(saved))
    assert again == saved
    assert store.mend(again, catalog) == (saved, ())


@settings(max_examples=examples(100))
@given(
    text=st.text()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_damage_is_told_and_put_aside(text: str, small: Catalog) -> None:
    """A stored text that is no plan is told of at once, and put aside before a new plan takes its place."""
    context = Context(catalog=small)
    state = PLANNER.connect(event("connect", {"stored": {KEY: text, BACKUP_KEY: "older"}}), context)
    assert state.mode == "sample"
    assert "Nothing is lost" in PLANNER.view(state, context)
    state, effects = PLANNER.handle(state, event("save", ANSWERS), context)
    saves = [effect for effect in effects if isinstance(effect, Save)]
    assert [save.key for save in saves] == [BACKUP_KEY, KEY]
    assert saves[0].text == f"older\n{text}"
    assert (saves[1].checked, saves[1].over) == (True, text)
    _, effects = PLANNER.handle(state, event("toggle-rest", 1), context)
    assert [effect.key for effect in effects if isinstance(effect, Save)] == [KEY]


@pytest.mark.parametrize("version", [0, store.VERSION + 1, "1", None])
def test_another_version_is_not_guessed_at(version: Json, small: Catalog) -> None:
    """A plan of another version is refused whole."""
    data = json.loads(DOCUMENT.dump(Saved(course=fill.newcomer(small))))
    with pytest.raises(StoredError, match="another version"):
        DOCUMENT.load(json.dumps(data | {"version": version}))


@pytest.mark.parametrize("wrong", [None, "x", {"a": 1}, [None], 1.5, [[]]])
def test_each_damaged_part_is_noticed(wrong: Json, small: Catalog) -> None:
    """A part of the wrong kind is refused, wherever it is: never half read."""
    data = json.loads(DOCUMENT.dump(Saved(course=fill.newcomer(small), since=1.0)))
    for path in (
        ("course",),
        ("course", "profile"),
        ("course", "routines"),
        ("course", "walk_minutes"),
        ("done",),
    ):
        whole = json.loads(json.dumps(data))
        part = whole
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = wrong
        if path[-1] == "routines" and wrong == [[]]:
            continue  # One routine without exercises.
        with pytest.raises(StoredError):
            DOCUMENT.load(json.dumps(whole))


@pytest.mark.parametrize("moment", ["NaN", "Infinity", "-Infinity", "1e999", "1" + 400 * "0"])
def test_a_moment_that_no_clock_shows_is_noticed(moment: str, small: Catalog) -> None:
    """A week that began at no moment at all is refused like any other damage; nothing fails over it later."""
    text = DOCUMENT.dump(Saved(course=fill.newcomer(small), since=1.5)).replace("1.5", moment)
    with pytest.raises(StoredError):
        DOCUMENT.load(text)


def test_numbers_out_of_bounds_are_clamped(small: Catalog) -> None:
    """Week numbers, doses and counts of a crafted plan come within bounds; the planner shows it and goes on."""
    course = fill.newcomer(small)
    wild = replace(
        course,
        week=5000,
        quiet=10**6,
        routines=tuple(
            tuple(replace(planned, sets=200, reps=5000, hold=10**6) for planned in routine)
            for routine in course.routines
        ),
    )
    mended, _ = store.mend(Saved(course=wild), small)
    assert mended.course.week == 1000
    doses = [p for routine in mended.course.routines for p in routine]
    assert all(p.sets <= 10 and p.reps <= 60 and p.hold <= 120 for p in doses)
    after, _ = next_week(mended.course, Answers(word="fine"), Diary(), small)
    assert after.week == 1000


def test_a_moved_catalogue_is_told(small: Catalog) -> None:
    """Exercises that left the library, and numbers out of today's bounds, are mended, and named as values."""
    course = fill.newcomer(small)
    profile = replace(course.profile, known=("gone", "tilt"), session_minutes=90, days=(0, 1, 2, 3))
    saved = Saved(course=replace(course, profile=profile, known=("gone", "tilt")))
    mended, notes = store.mend(saved, small)
    assert mended.course.known == ("tilt",)
    assert mended.course.profile.session_minutes == small.plan.session_minutes.high
    assert mended.course.profile.days == (0, 2, 4)
    assert notes == (("gone", ("gone",)), ("days", ()), ("bounds", ()))


# --- earlier formats

VERSION_1 = """{"version": 1, "level": 2, "days": [0, 2, 4], "session_minutes": 14, "walk_minutes": 12, "asked": true,
"week_start": 6, "rest": [1], "conditions": ["wrist-problem"], "equipment": ["mat"], "known": ["draw-in", "tilt"],
"new": "arm", "skipped": ["sit"], "routine": [["draw-in", 1], ["tilt", 2]], "step": false, "flare": false, "week": 4,
"comfortable": {"level": 1, "session_minutes": 12, "walk_minutes": 10, "routine": [["draw-in", 1]]},
"done": ["0:draw-in", "1:walk"], "since": 1764000000000.0}"""
"""A plan as the first release kept it."""

VERSION_2 = """{"version": 2, "level": 3, "days": [0, 2, 4], "session_minutes": 25, "walk_minutes": 30, "asked": true,
"week_start": 0, "rest": [], "conditions": [], "equipment": ["mat"],
"known": ["draw-in", "tilt", "lift", "arm", "slide"], "new": null, "skipped": ["sit", "stand"],
"routine": [["draw-in", 1], ["lift", 2], ["arm", 1], ["slide", 1]],
"second": ["arm", "slide"],
"again": false, "settling": false, "step": true, "flare": true, "week": 9,
"comfortable": {"level": 3, "session_minutes": 27, "walk_minutes": 32, "routine": [["draw-in", 2]], "second": []},
"prescribed": null, "done": ["0:draw-in"], "since": 1764000000000.0}"""
"""A plan of two routines in the week of a flare-up, as it was kept before plans had a course."""

PREPARED = """{"version": 2, "level": 1, "days": [0, 3], "session_minutes": 10, "walk_minutes": 20, "asked": true,
"week_start": 0, "rest": [], "conditions": [], "equipment": ["mat"], "known": [], "new": null, "skipped": ["tilt"],
"routine": null, "second": null, "again": false, "settling": false, "step": false, "flare": false, "week": 2,
"comfortable": null, "prescribed": {"prepared": true, "name": "Ann", "note": "", "level": 2, "days": [0, 3],
"rest": [], "week_start": 0, "week": 1, "again": false, "session_minutes": 10, "walk_minutes": 20, "exercises":
[{"slug": "lift", "sets": 2, "reps": 4, "hold": 9, "new": false, "second": false, "note": "Slowly."},
{"slug": "tilt", "sets": 1, "reps": null, "hold": null, "new": false, "second": false, "note": ""}],
"answers": null}, "done": [], "since": null}"""
"""A prepared plan with an exercise that its reader left out."""


def test_a_plan_of_the_first_version_goes_on(small: Catalog) -> None:
    """The first release's plan keeps week, ticks, doses and the new exercise; what was skipped counts as left out."""
    saved, notes = store.mend(DOCUMENT.load(VERSION_1), small)
    course = saved.course
    assert notes == ()
    assert slugs(course, small) == {"draw-in", "tilt", "arm"}
    assert (course.week, course.new, course.walk_minutes, course.phase) == (4, "arm", 12, "hold")
    assert course.profile.week_start == 6
    assert {p.slug: p.sets for p in course.routines[0]} == {"draw-in": 1, "tilt": 2, "arm": 1}
    assert course.dropped == (Dropped(slug="sit", reason="left-out"),)
    assert (saved.done, saved.since) == (("0:draw-in", "1:walk"), 1764000000000.0)
    after, _ = next_week(course, Answers(word="fine"), Diary(), small)
    assert "arm" in after.known
    assert "sit" not in slugs(after, small)


def test_a_plan_without_a_routine_gets_its_first_week(small: Catalog) -> None:
    """A plan whose routine the planner still had to choose gets one, with the same answers."""
    text = json.dumps(json.loads(VERSION_1) | {"routine": None, "comfortable": None, "new": None, "week": 1})
    saved, _ = store.mend(DOCUMENT.load(text), small)
    assert saved.course.phase == "begin"
    assert slugs(saved.course, small) >= {"draw-in", "tilt"}
    assert "sit" not in slugs(saved.course, small)


def test_two_routines_and_a_flare_up_go_on(small: Catalog) -> None:
    """Both routines stay, the flare-up's week too; nothing that was skipped returns by itself."""
    saved, _ = store.mend(DOCUMENT.load(VERSION_2), small)
    course = saved.course
    assert [[p.slug for p in routine] for routine in course.routines] == [
        ["draw-in", "lift"],
        ["slide", "arm"],
    ]
    assert (course.in_flare, course.phase, course.walk_before) == (True, "back", 32)
    assert {each.reason for each in course.dropped} == {"left-out"}
    for _ in range(12):
        course, _ = next_week(course, Answers(word="fine"), Diary(), small)
        assert not slugs(course, small) & {"sit", "stand"}


def test_what_the_log_says_hurt_is_marked_so(small: Catalog) -> None:
    """Of what was skipped without a reason, that which hurt by the log's last word has hurt; none was a flare-up's."""
    done = [
        Done(slug="sit", level=1, sets=1, reps=1, hold=0, seconds=1, said="hurt"),
        Done(slug="stand", level=1, sets=1, reps=1, hold=0, seconds=1, said="right"),
    ]
    entry = Entry(kind="session", id="1", at=0, day="2025-11-24", source="session", exercises=tuple(done))
    saved, _ = store.mend(DOCUMENT.load(VERSION_2), small, Log(entries=(entry,)))
    assert {each.slug: each.reason for each in saved.course.dropped} == {"sit": "hurt", "stand": "left-out"}


def test_a_prepared_plan_stays_as_its_maker_chose(small: Catalog) -> None:
    """Doses outside of a record's range stay, and what its reader left out stays out."""
    saved, _ = store.mend(DOCUMENT.load(PREPARED), small)
    (item,) = make(saved.course, small).session
    dose = item.exercise.dose
    assert (item.exercise.slug, dose.sets, dose.reps, dose.hold) == ("lift", 2, 4, 9)
    assert saved.course.out == ("tilt",)


# --- two tabs


def test_a_tick_and_an_exercise_left_out_both_stay(small: Catalog) -> None:
    """One tab ticks while the other leaves an exercise out: neither is lost."""
    base = Saved(course=fill.newcomer(small), done=("0:sit",), since=1.0)
    mine = replace(base, done=("0:sit", "0:tilt"))
    theirs = replace(base, course=without_exercise(base.course, "stand", "left-out", small))
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = store.merge(base, one, other)
        assert merged.course == theirs.course
        assert set(merged.done) == {"0:sit", "0:tilt"}
        assert store.lost(base, one, merged) is None


def test_a_tick_that_was_taken_back_stays_away(small: Catalog) -> None:
    """A box that one side unticked is not ticked again by the other."""
    base = Saved(course=fill.newcomer(small), done=("0:sit", "0:tilt"), since=1.0)
    mine, theirs = replace(base, done=("0:sit",)), replace(base, done=("0:sit", "0:tilt", "2:tilt"))
    assert store.merge(base, mine, theirs).done == ("0:sit", "2:tilt")


def test_nothing_that_hurt_comes_back(small: Catalog) -> None:
    """Changed on both sides: dropped is a union with the more careful reason, health a union, known what both know."""
    course = replace(fill.newcomer(small), known=("draw-in", "tilt"))
    base = Saved(course=course, since=1.0)
    hurt = without_exercise(course, "tilt", "hurt", small)
    mine = replace(
        base,
        course=replace(hurt, known=("tilt",), profile=replace(hurt.profile, conditions=("wrist-problem",))),
    )
    left = without_exercise(course, "tilt", "left-out", small)
    theirs = replace(base, course=replace(left, walk_minutes=20))
    merged = store.merge(base, mine, theirs)
    assert merged.course.hurt == ("tilt",)
    assert merged.course.profile.conditions == ("wrist-problem",)
    assert merged.course.known == ("tilt",)
    assert merged.course.walk_minutes == 20
    assert store.lost(base, mine, merged) == "theirs"
    fresh = replace(base, course=replace(course, walk_minutes=20))
    assert "tilt" not in {p.slug for r in store.merge(base, mine, fresh).course.routines for p in r}


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_merge_keeps_what_must_stay(data: st.DataObject, small: Catalog, courses: Courses) -> None:
    """Whatever two tabs made of a plan: what hurt on one side is out, and no health answer is lost."""
    base, mine, theirs = (Saved(course=data.draw(courses(small)), since=1.0) for _ in range(3))
    merged = store.merge(base, mine, theirs)
    if base.course not in {mine.course, theirs.course}:
        both = (mine.course, theirs.course)
        assert set(merged.course.hurt) == {slug for one in both for slug in one.hurt}
        assert not set(merged.course.out) & slugs(merged.course, small)
        conditions = {id_ for one in both for id_ in one.profile.conditions}
        assert set(merged.course.profile.conditions) == conditions
        assert set(merged.course.known) <= set(mine.course.known)
    assert store.mend(merged, small)[0].course.hurt == merged.course.hurt
