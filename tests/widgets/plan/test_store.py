"""What is kept on the device is read back whole, and never lost when it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.plan import plan, store
from widgets.plan.store import BACKUP_KEY, KEY, Saved, StoreError
from widgets.plan.values import Profile
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Json, Save

ELEMENT = Element(tag="weekly-planner", id="planner")
PLANNER = WeeklyPlanner()

type Profiles = Callable[[Catalog], st.SearchStrategy[Profile]]
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


@settings(max_examples=examples(100))
@given(data=st.data())
def test_a_plan_survives_keeping(data: st.DataObject, catalogs: Catalogs, profiles: Profiles) -> None:
    """Written and read back, a plan is the same; brought to the same catalogue again, nothing changes."""
    catalog = data.draw(catalogs)
    since = data.draw(st.none() | st.floats(0, 1e15))
    saved = Saved(profile=data.draw(profiles(catalog)), done=("0:walk", "1:bridge:left"), since=since)
    again = store.load(store.dump(saved))
    assert again == saved
    assert store.mend(again, catalog) == (saved, ())


@settings(max_examples=examples(300))
@given(
    text=st.text()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_garbage_is_told_and_kept(text: str, small: Catalog) -> None:
    """A stored text that is no plan is told of at once, and put aside before a new plan takes its place."""
    context = Context(catalog=small)
    state = PLANNER.connect(event("connect", {"stored": {KEY: text, BACKUP_KEY: "older"}}), context)
    assert state.mode == "sample"
    assert "Nothing is lost" in PLANNER.view(state, context)
    state, effects = PLANNER.handle(state, event("save", ANSWERS), context)
    saves = [effect for effect in effects if isinstance(effect, Save)]
    assert [save.key for save in saves] == [BACKUP_KEY, KEY]
    assert saves[0].text == f"older\n{text}"
    _, effects = PLANNER.handle(state, event("toggle-rest", 1), context)
    assert [effect.key for effect in effects if isinstance(effect, Save)] == [KEY]


def _written(small: Catalog) -> dict[str, Json]:
    data = json.loads(store.dump(Saved(profile=plan.newcomer(small))))
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("version", [0, 3, "1", None])
def test_another_version_is_not_guessed_at(version: Json, small: Catalog) -> None:
    """A plan of another version is refused whole."""
    with pytest.raises(StoreError, match="another version"):
        store.load(json.dumps(_written(small) | {"version": version}))


VERSION_1 = """{"version": 1, "level": 2, "days": [0, 2, 4], "session_minutes": 14, "walk_minutes": 12, "asked": true,
"week_start": 6, "rest": [1], "conditions": ["wrist-problem"], "equipment": ["mat"], "known": ["draw-in", "tilt"],
"new": "arm", "skipped": ["sit"], "routine": [["draw-in", 1], ["tilt", 2]], "step": false, "flare": false, "week": 4,
"comfortable": {"level": 1, "session_minutes": 12, "walk_minutes": 10, "routine": [["draw-in", 1]]},
"done": ["0:draw-in", "1:walk"], "since": 1764000000000.0}"""
"""A plan as the first release kept it."""


def test_a_plan_of_the_first_version_goes_on(small: Catalog) -> None:
    """What the first release kept is read whole: one routine, one round a day, and everything else as it was."""
    saved = store.load(VERSION_1)
    data = json.loads(VERSION_1)
    again = json.loads(store.dump(saved))
    assert again["version"] == store.VERSION
    assert {key: again[key] for key in data if key not in {"version", "comfortable"}} == {
        key: value for key, value in data.items() if key not in {"version", "comfortable"}
    }
    assert (saved.profile.second, saved.profile.again) == ((), False)
    mended, notes = store.mend(saved, small)
    assert notes == ()
    assert {item.exercise.slug for item in plan.make(mended.profile, small).session} == {
        "finding-neutral",
        "draw-in",
        "tilt",
        "arm",
    }
    unsettled = store.load(json.dumps(data | {"routine": None, "comfortable": None}))
    assert unsettled.profile.second is None


@pytest.mark.parametrize("wrong", [None, "x", {"a": 1}, [None], 1.5, [[]]])
def test_each_damaged_part_is_noticed(wrong: Json, small: Catalog) -> None:
    """Whatever part is missing or of the wrong kind, the plan is refused and never half read."""
    whole = _written(small)
    for key in whole:
        if key == "version":
            continue
        missing = {name: part for name, part in whole.items() if name != key}
        if key == "since":
            assert (
                store.load(json.dumps(missing)).since is None
            )  # written before plans knew when a week began
        else:
            with pytest.raises(StoreError):
                store.load(json.dumps(missing))
        if key in {"new", "comfortable", "routine", "second", "prescribed", "since"} and wrong is None:
            continue
        if key == "since" and wrong == 1.5:
            continue
        if key == "new" and wrong == "x":
            continue
        with pytest.raises(StoreError):
            store.load(json.dumps(whole | {key: wrong}))


@pytest.mark.parametrize("moment", ["NaN", "Infinity", "-Infinity", "1e999", "1" + 400 * "0"])
def test_a_moment_that_no_clock_shows_is_noticed(moment: str, small: Catalog) -> None:
    """A week that began at no moment at all is refused like any other damage; nothing fails over it later."""
    text = json.dumps(_written(small) | {"since": 1.5}).replace("1.5", moment)
    with pytest.raises(StoreError):
        store.load(text)


def test_a_moved_catalogue_is_told(small: Catalog) -> None:
    """Exercises that left the library, and numbers out of today's bounds, are mended with a word about it."""
    profile = replace(plan.newcomer(small), known=("gone", "tilt"), session_minutes=90, days=(0, 1, 2, 3))
    mended, notes = store.mend(Saved(profile=profile), small)
    assert mended.profile.known == ("tilt",)
    assert mended.profile.session_minutes == small.plan.session_minutes.high
    assert mended.profile.days == (0, 2, 4)
    assert len(notes) == 3
    assert "gone" in notes[0]
