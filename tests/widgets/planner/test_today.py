"""An empty week and a friend's week: what the planner says and asks."""

from __future__ import annotations

import re
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import edits, fill, store, take
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.planner import form, today
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Save

PLANNER = WeeklyPlanner()


def words(html: str) -> str:
    """Return the text of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip().replace("&#39;", "'")


def shown(course: Course, catalog: Catalog) -> str:
    """Return the text of a reader's own week."""
    return words(
        PLANNER.view(State(saved=Saved(course=course), mode="mine"), Context(catalog=catalog, root="../"))
    )


def test_an_empty_week_says_what_closes_it_and_what_is_left(real: Catalog) -> None:
    """With all left out the planner names each closed exercise with its reason, what to change and what to do."""
    profile = replace(fill.newcomer(real).profile, asked=True, equipment=())
    course = fill.begin(profile, real)
    for item in make(course, real).session:
        course = edits.without(course, item.exercise.slug, real)
    text = shown(course, real)
    assert "No exercise is open to you now" in text
    assert "Left out for now." in text
    assert "It needs" in text
    assert "more would be open" in text
    assert f"Walk {course.walk_minutes} minutes" in text
    assert "Breathe calmly" in text
    assert "Bring an exercise back" in text
    for wrong in ("This is new to you", "Tick each exercise", "Ask your provider which of these"):
        assert wrong not in text


def test_an_empty_week_says_what_hurt(real: Catalog) -> None:
    """Of an exercise that hurt it says so, and to ask; with nothing to bring back it offers none."""
    course = fill.begin(replace(fill.newcomer(real).profile, asked=True, equipment=()), real)
    for item in make(course, real).session:
        said = Answers(word="same", said={item.exercise.slug: "hurt"})
        course, _ = next_week(course, said, Diary(), real)
    text = shown(course, real)
    assert "It hurt." in text
    assert "Ask your provider which of these suit you." in text
    bare = fill.begin(
        replace(course.profile, conditions=tuple(c.id for c in real.conditions), equipment=()), real
    )
    assert make(bare, real).session or "Bring an exercise back" not in shown(bare, real)


def test_a_week_with_exercises_is_not_called_empty(real: Catalog) -> None:
    """The other way round nothing of that is said."""
    assert "No exercise is open to you now" not in shown(fill.newcomer(real), real)


def test_a_friends_week_asks_what_is_easy(real: Catalog) -> None:
    """Of somebody else's week the planner asks which exercises are easy; what is ticked is known, nothing else."""
    known = tuple(e.slug for e in real.exercises if e.level <= 3)
    friend = fill.begin(
        replace(fill.newcomer(real).profile, asked=True, level=4, session_minutes=45, known=known), real
    )
    mine = replace(fill.newcomer(real).profile, asked=True, level=4)
    taken = take.taken(take.shared(friend, real), fill.begin(mine, real), real)
    taken = replace(taken, profile=replace(taken.profile, asked=True))
    asked = today.easy_question(taken, real)
    assert asked
    text = shown(taken, real)
    assert "Which of these are easy for you?" in text
    assert all(exercise.name in text for exercise in asked)
    state = State(saved=Saved(course=taken), mode="mine")
    event = Event(
        element=Element(tag="weekly-planner", id="p"),
        name="know",
        at=0.0,
        value={f"known-{asked[0].slug}": "on"},
    )
    after, _ = PLANNER.handle(state, event, Context(catalog=real, root="../"))
    assert asked[0].slug in after.course.known
    assert asked[-1].slug not in after.course.known
    context = Context(catalog=real, root="../")
    later, effects = PLANNER.handle(state, replace(event, name="none-easy"), context)
    assert later.course == replace(taken, none_easy=True)
    (save,) = [effect for effect in effects if isinstance(effect, Save)]
    reloaded = replace(event, name="connect", value={"stored": {store.KEY: save.text}})
    for one in (later, PLANNER.connect(reloaded, context)):
        assert one.course.wishes == taken.wishes
        assert "Which of these are easy for you?" not in words(PLANNER.view(one, context))


def test_one_at_a_time_is_one_tap(real: Catalog) -> None:
    """A first week of new exercises offers to begin with one; after the tap each session adds one."""
    context = Context(catalog=real, root="../")
    state = State(
        saved=Saved(course=fill.begin(replace(fill.newcomer(real).profile, asked=True), real)), mode="mine"
    )
    assert "Begin one at a time" in PLANNER.view(state, context)
    event = Event(element=Element(tag="weekly-planner", id="p"), name="one-at-a-time", at=0.0)
    after, _ = PLANNER.handle(state, event, context)
    assert [len(day.items) for day in make(after.course, real).exercise_days] == [1, 2, 3]
    assert "Begin one at a time" not in PLANNER.view(after, context)
    assert PLANNER.handle(after, event, context)[0].saved == after.saved


def test_three_flare_ups_say_to_ask(real: Catalog) -> None:
    """After the third flare-up in six weeks the week says in its first lines to ask the provider."""
    course = fill.begin(replace(fill.newcomer(real).profile, asked=True), real)
    for _ in range(3):
        assert "three flare-ups in six weeks" not in shown(course, real)
        course, _ = next_week(course, Answers(word="flare"), Diary(), real)
    text = shown(course, real)
    assert "That was three flare-ups in six weeks. Ask your provider before you go on." in text
    assert text.index("three flare-ups") < text.index("Your exercises this week")


def test_a_friends_exercises_above_the_own_level_are_named(real: Catalog) -> None:
    """Who takes a week of level 4 with level 1 reads which of its exercises their own answers close."""
    known = tuple(e.slug for e in real.exercises if e.level <= 3)
    base = replace(fill.newcomer(real).profile, asked=True)
    friend = fill.begin(replace(base, level=4, session_minutes=45, known=known), real)
    taken = take.taken(take.shared(friend, real), fill.begin(base, real), real)
    taken = replace(taken, profile=replace(taken.profile, asked=True))
    above = [slug for slug in taken.wishes if real.exercise(slug).level > 1]
    assert above
    said = today.closed_wishes(taken, real)
    assert all(real.exercise(slug).name in said for slug in above)
    assert said in shown(taken, real)
    assert today.closed_wishes(friend, real) == ""


def test_after_twelve_weeks_it_is_asked_what_is_still_easy(real: Catalog) -> None:
    """A plan that began again asks of what was known before; what is not ticked stays unknown."""
    known = tuple(e.slug for e in real.exercises if e.level <= 3)
    profile = replace(fill.newcomer(real).profile, asked=True, level=4, session_minutes=30, known=known)
    course, _ = next_week(fill.begin(profile, real), Answers(word="same"), Diary(missed=12), real)
    asked = today.easy_question(course, real)
    assert {e.slug for e in asked} <= set(known)
    assert len(asked) > 1
    text = shown(course, real)
    assert "Which of these are easy for you?" in text
    event = Event(
        element=Element(tag="weekly-planner", id="p"),
        name="know",
        at=0.0,
        value={f"known-{asked[0].slug}": "on"},
    )
    state = State(saved=Saved(course=course), mode="mine")
    after, _ = PLANNER.handle(state, event, Context(catalog=real, root="../"))
    assert asked[0].slug in after.course.known
    assert set(after.course.known) <= {asked[0].slug, *form.easier_of([asked[0].slug], real)}
