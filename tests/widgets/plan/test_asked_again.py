"""Health questions that were split are asked again, and until then nothing opens that the old tick closed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.widgets.frozen import frozen_catalog, real_catalog
from widgets.plan import admission, asked_again, store
from widgets.plan.asked_again import SPLIT
from widgets.plan.store import DOCUMENT
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Effect, Element, Event, Json, Save
from widgets.session.widget import SessionPlayer

REAL, THEN = real_catalog(), frozen_catalog()
WORLD = Context(catalog=REAL, root="../")
PLANNER = WeeklyPlanner()
FIXTURES = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "kept-2026-11-29.json").read_text(encoding="utf-8")
)
ELEMENT = Element(tag="weekly-planner", id="p")
AT = 1_795_000_000_000.0


def text_of(*conditions: str) -> str:
    """Return the text of a plan as the site of 29 November 2026 wrote it, with these health answers."""
    kept = next(one for one in FIXTURES["documents"] if one["about"] == "plan: health answers")
    data = json.loads(kept["text"])
    assert data["version"] == 2
    assert "pregnancy" in data["conditions"]
    return json.dumps(data | {"conditions": list(conditions), "asked": True})


def third(text: str) -> str:
    """Return the same plan as version 3 wrote it."""
    data: dict[str, Any] = json.loads(text)
    for version in (1, 2):
        if data.get("version", 3) == version:
            data = store.DOCUMENT.migrations[version](data)
    return json.dumps({**data, "version": 3})


def opened(text: str) -> State:
    """Return the planner of a device that holds a text."""
    return PLANNER.connect(
        Event(element=ELEMENT, name="connect", at=AT, value={"stored": {store.KEY: text}}), WORLD
    )


def send(state: State, value: Json) -> tuple[State, tuple[Effect, ...]]:
    """Answer the question again."""
    return PLANNER.handle(state, Event(element=ELEMENT, name="clear-up", at=AT, value=value), WORLD)


def closed(conditions: tuple[str, ...], *, of: Any = REAL) -> set[str]:  # noqa: ANN401 - a catalogue
    """Return what a catalogue's records leave out for some conditions."""
    return {
        e.slug
        for e in of.exercises
        if any(ask.planner == "leave-out" and ask.condition in conditions for ask in e.ask_first)
    }


def asking(conditions: tuple[str, ...], *, of: Any = REAL) -> set[str]:  # noqa: ANN401 - a catalogue
    """Return the exercises before which a catalogue's records ask, or which they leave out."""
    return {e.slug for e in of.exercises if any(ask.condition in conditions for ask in e.ask_first)}


@pytest.mark.parametrize("old", SPLIT)
@pytest.mark.parametrize("write", [text_of, lambda *ids: third(text_of(*ids))])
def test_a_tick_of_before_stays_as_careful(old: str, write: Any) -> None:  # noqa: ANN401 - a function
    """What the old tick left out stays out, and what it asked before is still asked before, until it is answered."""
    state = opened(write("hernia", old))
    conditions = state.course.profile.conditions
    assert closed((old,), of=THEN) <= closed(conditions)
    assert asking((old,), of=THEN) <= asking(conditions)
    assert [id_ for id_, _ in asked_again.pending(state.course.profile, REAL)] == [old]
    allowed = admission.usable(state.course, REAL)
    assert not allowed & closed((old,), of=THEN)
    assert "One health question is clearer now" in PLANNER.view(state, WORLD)
    assert 'data-on-submit="clear-up"' in PLANNER.view(state, WORLD)


def test_other_answers_are_not_asked_again() -> None:
    """A plan without such a tick says nothing, and one of today's form says nothing either."""
    state = opened(text_of("hernia", "osteoporosis"))
    assert state.course.profile.unsure == ()
    assert "clear-up" not in PLANNER.view(state, WORLD)
    now = json.loads(DOCUMENT.dump(state.saved))
    assert now["version"] == 4
    now["course"]["profile"]["conditions"] = ["pregnancy", "inflammatory-disease"]
    assert DOCUMENT.load(json.dumps(now)).course.profile.unsure == ()


@pytest.mark.parametrize(
    ("old", "ticked", "after"),
    [
        ("pregnancy", ("after-birth",), ("hernia", "after-birth")),
        ("pregnancy", ("pregnancy",), ("pregnancy", "hernia")),
        ("inflammatory-disease", ("inflammatory-disease",), ("hernia", "inflammatory-disease")),
        ("inflammatory-disease", ("inflammatory-signs",), ("hernia", "inflammatory-signs")),
        ("inflammatory-disease", (), ("hernia",)),
    ],
)
def test_the_answer_counts(old: str, ticked: tuple[str, ...], after: tuple[str, ...]) -> None:
    """What is ticked takes the place of the old tick; it is kept, and never asked again."""
    fields: dict[str, Json] = {"about": old, **{f"condition-{one}": True for one in ticked}}
    if not ticked:
        fields["none"] = True
    state, effects = send(opened(text_of("hernia", old)), fields)
    assert state.course.profile.conditions == after
    assert state.course.profile.unsure == ()
    text = next(effect.text for effect in effects if isinstance(effect, Save) and effect.key == store.KEY)
    assert text is not None
    again = opened(text)
    assert again.course.profile.conditions == after
    assert "clear-up" not in PLANNER.view(again, WORLD)


def test_an_empty_answer_opens_nothing() -> None:
    """A form that was sent empty, or by another page, changes nothing and is asked for once more."""
    state = opened(text_of("pregnancy"))
    empty: tuple[Json, ...] = ({"about": "pregnancy"}, {"about": "hernia", "none": True}, None)
    for fields in empty:
        after, effects = send(state, fields)
        assert after == state
        assert not [effect for effect in effects if isinstance(effect, Save)]


def test_two_are_asked_one_by_one() -> None:
    """Who had ticked both answers each for itself; the other one stays as it is meanwhile."""
    state = opened(text_of("pregnancy", "inflammatory-disease"))
    assert PLANNER.view(state, WORLD).count('data-on-submit="clear-up"') == 2
    state, _ = send(state, {"about": "pregnancy", "condition-early-pregnancy": True})
    assert state.course.profile.conditions == (
        "inflammatory-disease",
        "early-pregnancy",
        "inflammatory-signs",
    )
    assert state.course.profile.unsure == ("inflammatory-disease",)


def test_a_session_says_where() -> None:
    """Who only does sessions is told of it there, with the way to the planner."""
    player = SessionPlayer()
    event = Event(
        element=Element(tag="session-player", id="s"),
        name="connect",
        at=AT,
        value={"stored": {store.KEY: text_of("pregnancy")}},
    )
    html = player.view(player.connect(event, WORLD), WORLD)
    assert re.search(r'href="\.\./planner/">Answer it once more', html)
