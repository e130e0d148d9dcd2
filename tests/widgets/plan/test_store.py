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
from widgets.plan import edits, fill, store
from widgets.plan.cut import without_exercise
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import BACKUP_KEY, DOCUMENT, KEY, NOTHING, Saved
from widgets.plan.values import Course, Dropped
from widgets.plan.week import make
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Aside, Context, Element, Event, Json, Save
from widgets.stored import Kept, StoredError

ELEMENT = Element(tag="weekly-planner", id="planner")
PLANNER = WeeklyPlanner()

type Courses = Callable[[Catalog], st.SearchStrategy[Course]]
type Catalogs = st.SearchStrategy[Catalog]

ANSWERS: dict[str, Json] = {
    "asked": "yes",
    "signs": "no",
    "condition-none": True,
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


def asked(course: Course) -> Course:
    """Return the course of a reader whose provider was asked."""
    return replace(course, profile=replace(course.profile, asked=True))


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
    (save,) = (effect for effect in effects if isinstance(effect, Save) and effect.key == KEY)
    assert (save.checked, save.over) == (True, text)
    assert save.aside == Aside(key=BACKUP_KEY, text=f"older\n{text}", over="older")
    _, effects = PLANNER.handle(state, event("toggle-rest", 1), context)
    assert [effect.aside for effect in effects if isinstance(effect, Save)] == [None]


@pytest.mark.parametrize("version", [0, store.VERSION + 1, "1", None])
def test_another_version_is_not_guessed_at(version: Json, small: Catalog) -> None:
    """A plan of another version is refused whole."""
    data = json.loads(DOCUMENT.dump(Saved(course=fill.newcomer(small))))
    with pytest.raises(StoredError, match="version"):
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
        assert store.lost(base, one, other) is None


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
    assert store.lost(base, mine, theirs) == "theirs"
    fresh = replace(base, course=replace(course, walk_minutes=20))
    assert "tilt" not in {p.slug for r in store.merge(base, mine, fresh).course.routines for p in r}


def test_a_deleted_plan_stays_deleted(small: Catalog) -> None:
    """Whatever the other side changed since, a plan that one side deleted is not made up again out of the change."""
    base = Saved(course=fill.newcomer(small), since=1.0)
    ticked = replace(base, done=("0:sit",))
    changed = replace(base, course=without_exercise(base.course, "sit", "hurt", small))
    for side in (base, ticked, changed):
        for one, other in ((side, NOTHING), (NOTHING, side)):
            assert store.merge(base, one, other) == NOTHING
            assert store.lost(base, one, other) is None
    assert store.merge(NOTHING, changed, NOTHING) == changed


def test_a_save_after_a_deletion_elsewhere_writes_nothing(small: Catalog) -> None:
    """A save that another tab's deletion was faster than leaves the device without a plan."""
    base = Saved(course=fill.newcomer(small), since=1.0)
    kept = Kept.opened(DOCUMENT, {KEY: DOCUMENT.dump(base)}, NOTHING)
    kept, _ = kept.saving(replace(base, done=("0:sit",)))
    kept, effects = kept.answered({"key": KEY, "ok": False, "why": "changed", "text": None})
    assert (kept.value, kept.text, effects) == (NOTHING, None, ())


def test_a_newer_plan_is_put_aside_and_mine_stays(small: Catalog) -> None:
    """A save that meets the plan of a newer release keeps this tab's plan and puts the newer one aside."""
    base = Saved(course=fill.newcomer(small), since=1.0)
    mine = replace(base, course=without_exercise(base.course, "sit", "hurt", small), done=("0:tilt",))
    newer = json.dumps(json.loads(DOCUMENT.dump(base)) | {"version": store.VERSION + 1})
    kept, _ = Kept.opened(DOCUMENT, {KEY: DOCUMENT.dump(base)}, NOTHING).saving(mine)
    kept, effects = kept.answered({"key": KEY, "ok": False, "why": "changed", "text": newer})
    assert kept.value == mine
    aside = Aside(key=BACKUP_KEY, text=newer)
    assert effects == (Save(key=KEY, text=DOCUMENT.dump(mine), checked=True, over=newer, aside=aside),)


def test_a_sign_told_on_one_side_counts(small: Catalog) -> None:
    """Where one tab was told of an emergency sign, the merged plan is nobody's week until it is asked again."""
    course = asked(fill.newcomer(small))
    base = Saved(course=course, since=1.0)
    sign = replace(base, course=replace(course, profile=replace(course.profile, asked=False)))
    edited = replace(base, course=replace(course, walk_minutes=20))
    assert not store.merge(base, sign, edited).course.profile.asked
    assert not store.merge(base, edited, sign).course.profile.asked


def test_a_flare_up_told_on_one_side_stands(small: Catalog) -> None:
    """The week that one tab cut back for a flare-up stands over another change of the other, from either side."""
    course = asked(fill.newcomer(small))
    base = Saved(course=course, since=1.0)
    flare = replace(base, course=edits.flared(course, small))
    edited = replace(
        base, course=without_exercise(replace(course, walk_minutes=20), "sit", "left-out", small)
    )
    for one, other, told in ((flare, edited, "flare"), (edited, flare, "theirs")):
        merged = store.merge(base, one, other).course
        assert (merged.in_flare, merged.phase, merged.still) == (True, "back", flare.course.still)
        assert merged.walk_minutes == flare.course.walk_minutes < edited.course.walk_minutes
        assert merged.walk_before == flare.course.walk_before == course.walk_minutes
        assert set(merged.out) == {"sit"}
        assert slugs(merged, small) == slugs(flare.course, small) - {"sit"}
        assert merged.flares == flare.course.flares
        assert store.lost(base, one, other) == told


def test_a_smaller_dose_stays_smaller(small: Catalog) -> None:
    """Of an exercise of which a break took a part on one side, the merged week has the smaller dose."""
    course = asked(fill.newcomer(small))
    course = replace(course, routines=tuple(tuple(replace(p, sets=2) for p in r) for r in course.routines))
    base = Saved(course=course, since=1.0)
    rested, _ = next_week(course, Answers(word="fine"), Diary(missed=2), small)
    parts = {each.slug for each in rested.dropped if not each.whole}
    assert parts
    edited = replace(base, course=replace(course, walk_minutes=20))
    merged = store.merge(base, replace(base, course=rested), edited).course
    reps = {p.slug: p.sets * p.reps for routine in rested.routines for p in routine}
    assert all(p.sets * p.reps <= reps[p.slug] for r in merged.routines for p in r if p.slug in parts)


def test_a_new_exercise_that_was_left_out_stays_out(small: Catalog) -> None:
    """The week's new exercise counts as replaced when it is left out; a merge does not bring it back either."""
    course = asked(fill.newcomer(small))
    course = replace(course, new="sit")
    base = Saved(course=course, since=1.0)
    left = replace(base, course=edits.without(course, "sit", small))
    edited = replace(base, course=replace(course, walk_minutes=20))
    for one, other in ((left, edited), (edited, left)):
        merged = store.merge(base, one, other).course
        assert "sit" not in slugs(merged, small)
        assert (merged.new, "sit" in merged.order) == (None, False)
        assert merged.walk_minutes == 20 if other is edited else merged.walk_minutes == course.walk_minutes


def test_the_whole_exercise_goes_where_one_side_dropped_it_whole(small: Catalog) -> None:
    """One side dropped a part of an exercise, the other all of it: all of it is out, for the more careful reason."""
    part, whole = Dropped(slug="sit", reason="flare", whole=False), Dropped(slug="sit", reason="replaced")
    for one, other in ((part, whole), (whole, part)):
        assert store.merged((one,), (other,)) == (replace(part, whole=True),)
    base = Saved(course=fill.newcomer(small), since=1.0)
    sides = [replace(base, course=replace(base.course, dropped=(one,), level=2)) for one in (part, whole)]
    assert "sit" not in slugs(store.merge(base, *sides).course, small)


def test_ticks_of_the_old_week_stay_out_of_a_new_plan(small: Catalog) -> None:
    """A plan made anew in one tab begins without the boxes that another tab ticks in the week before it."""
    base = Saved(course=replace(fill.newcomer(small), week=5), done=("0:sit",), since=1.0)
    anew = Saved(course=replace(fill.newcomer(small), walk_minutes=20), since=2.0)
    ticked = replace(base, done=("0:sit", "0:tilt"))
    assert store.merge(base, anew, ticked) == anew
    assert store.merge(base, ticked, anew) == anew


BOXES = st.lists(st.sampled_from(["0:sit", "0:tilt", "1:walk", "2:sit", "0:again"]), unique=True).map(tuple)


@st.composite
def any_side(draw: st.DrawFn, course: st.SearchStrategy[Course]) -> Saved:
    """Return a stored plan with any health answers, counts and ticks, in one of two weeks."""
    one, flag, count = draw(course), st.booleans(), st.integers(0, 9)
    unsure = draw(st.sets(st.sampled_from(["pregnancy", "inflammatory-disease"])))
    profile = replace(one.profile, asked=draw(flag), slowly=draw(flag), unsure=tuple(sorted(unsure)))
    one = replace(
        one, profile=profile, week=draw(st.integers(4, 5)), calm=draw(count), row=draw(count),
        walk_hurt=draw(flag), ask_provider=draw(flag),
    )  # fmt: skip
    return Saved(course=one, done=draw(BOXES), since=draw(st.sampled_from([1.0, 2.0])))


@settings(max_examples=examples(150))
@given(data=st.data())
def test_a_merge_keeps_what_must_stay(data: st.DataObject, small: Catalog, courses: Courses) -> None:
    """Whatever two tabs made of a plan, no drop, health answer, flare-up, emergency sign or tick is lost."""
    sides = any_side(courses(small))
    base, mine, theirs = data.draw(sides), data.draw(sides), data.draw(sides)
    if data.draw(st.booleans()):
        mine = replace(mine, course=base.course)
    if data.draw(st.booleans()):
        theirs = replace(theirs, course=base.course)
    merged = store.merge(base, mine, theirs)
    assert DOCUMENT.load(DOCUMENT.dump(merged)) == merged
    assert store.mend(merged, small)[0].course.hurt == merged.course.hurt
    _keeps_ticks(base, mine, theirs, merged)
    if mine.course == base.course:
        assert merged.course == theirs.course
    elif theirs.course == base.course:
        assert merged.course == mine.course
    else:
        _keeps_what_is_careful(base.course, mine.course, theirs.course, merged.course)


def _keeps_ticks(base: Saved, mine: Saved, theirs: Saved, merged: Saved) -> None:
    weeks = [(side.course.week, side.since) for side in (mine, theirs)]
    if weeks[0] != weeks[1]:
        assert merged.done == (mine, theirs)[weeks.index((merged.course.week, merged.since))].done
        return
    for side in (mine, theirs):
        assert set(side.done) - set(base.done) <= set(merged.done)
        assert not (set(base.done) - set(side.done)) & set(merged.done)


def _keeps_what_is_careful(base: Course, mine: Course, theirs: Course, merged: Course) -> None:
    both, week = (mine, theirs), {p.slug for routine in merged.routines for p in routine}
    assert set(merged.hurt) == {slug for one in both for slug in one.hurt}
    assert set(merged.out) == {slug for one in both for slug in one.out}
    assert {each.slug for each in merged.dropped} == {each.slug for one in both for each in one.dropped}
    before = {each.slug for each in base.dropped if each.whole}
    for one in both:
        assert not week & ({each.slug for each in one.dropped if each.whole} - before)
    assert not week & set(merged.out)
    assert merged.new is None or merged.new in week
    for name in ("conditions", "unsure"):
        assert set(getattr(merged.profile, name)) == {x for one in both for x in getattr(one.profile, name)}
    assert set(merged.flared) == {slug for one in both for slug in one.flared}
    assert set(merged.flares) == {number for one in both for number in one.flares}
    assert set(merged.known) <= set(mine.known) & set(theirs.known)
    assert merged.profile.asked == (mine.profile.asked and theirs.profile.asked)
    assert merged.profile.slowly == (mine.profile.slowly or theirs.profile.slowly)
    for name in ("quiet", "still", "calm", "walk_hurt", "ask_provider"):
        assert getattr(merged, name) == max(getattr(one, name) for one in both)
    if any(one.in_flare for one in both):
        assert merged.walk_minutes == min(one.walk_minutes for one in both)
    if not base.in_flare:
        assert merged.in_flare == any(one.in_flare for one in both)


@settings(max_examples=examples(60))
@given(data=st.data())
def test_laws_of_a_merge(data: st.DataObject, small: Catalog, courses: Courses) -> None:
    """A side that changed nothing adds nothing: the other one stands, its ticks in whatever order."""
    sides = any_side(courses(small))
    base, other = data.draw(sides), data.draw(sides)
    for merged in (store.merge(base, other, base), store.merge(base, base, other)):
        assert replace(merged, done=()) == replace(other, done=())
        assert set(merged.done) == set(other.done)
