"""A ticked box belongs to its own date in the log, also where it is ticked late or the week is long over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from widgets.catalog import Catalog
from widgets.days import MS_A_DAY as DAY
from widgets.diary import log_document
from widgets.plan import fill, store
from widgets.plan.store import KEY, Saved
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Announce, Context, Element, Event, Focus, Save

PLANNER = WeeklyPlanner()
ELEMENT = Element(tag="weekly-planner", id="planner")
MONDAY = 1_763_942_400_000.0
"""Midnight UTC at the start of Monday, 24 November 2025: the week begins then."""


def logged(day: int, weekday: int, catalog: Catalog) -> list[str]:
    """Return the dates in the log after the walk of a weekday was ticked, so many days after that Monday."""
    course = fill.newcomer(catalog)
    own = replace(course, profile=replace(course.profile, asked=True))
    stored = {KEY: store.DOCUMENT.dump(Saved(course=own, since=MONDAY))}
    context = Context(catalog=catalog)
    at = MONDAY + day * DAY + 9 * 3_600_000
    state = PLANNER.connect(
        Event(element=ELEMENT, name="connect", at=at, value={"stored": {**stored}}), context
    )
    tick = Event(element=ELEMENT, name="tick", at=at, value=f"{weekday}:walk")
    _, effects = PLANNER.handle(state, tick, context)
    texts = [e.text for e in effects if isinstance(e, Save) and e.key == log_document.KEY and e.text]
    return [entry.day for entry in log_document.load(texts[-1]).entries] if texts else []


@pytest.mark.parametrize(
    ("day", "weekday", "expected"),
    [
        (1, 1, ["2025-11-25"]),
        (7, 6, ["2025-11-30"]),
        (3, 1, ["2025-11-25"]),
        (2, 5, []),
        (9, 5, ["2025-11-29"]),
    ],
    ids=["today", "last Sunday on Monday", "two days late", "still to come", "last Saturday"],
)
def test_a_box_goes_to_its_own_date(day: int, weekday: int, expected: list[str], small: Catalog) -> None:
    """The date of its weekday in the plan's week; one that is still to come is only ticked."""
    assert logged(day, weekday, small) == expected


def test_a_walk_from_the_card_is_told(small: Catalog) -> None:
    """“I walked today” ticks the walk, says so, and leads to the card's heading. A second press takes nothing back."""
    course = fill.newcomer(small)
    own = replace(course, profile=replace(course.profile, asked=True))
    stored = {KEY: store.DOCUMENT.dump(Saved(course=own, since=MONDAY))}
    context, at = Context(catalog=small), MONDAY + DAY

    def event(name: str, value: object) -> Event:
        return Event(element=ELEMENT, name=name, at=at, value=value)  # type: ignore[arg-type]

    state = PLANNER.connect(event("connect", {"stored": stored}), context)
    state, effects = PLANNER.handle(state, event("walked", "1:walk"), context)
    assert state.saved.done == ("1:walk",)
    assert Announce(text="You walked today.") in effects
    assert Focus(selector=".ns-today__title") in effects
    assert PLANNER.handle(state, event("walked", "1:walk"), context)[0].saved.done == ("1:walk",)
