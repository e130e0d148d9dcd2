"""The boxes of a week, on the screen and on paper: their keys, and what is said of each. No HTML here.

A key is `weekday:slug`, `weekday:slug:left`, `weekday:slug:right`, `weekday:walk` or `weekday:again`. Ticked keys are
kept with the plan; another widget may tick them too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from widgets.dose.sides import side_name
from widgets.plan.values import Day, Item, Week


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box to tick."""

    key: str
    """`0:bridge`, `0:bridge:left`, `1:walk`."""
    label: str
    """What it says: `Left`, `Right`, `Done`."""
    told: str
    """What a screen reader says."""


def item_boxes(day: Day, item: Item) -> tuple[Box, ...]:
    """Return the boxes of an exercise on a day: one, or one for each side; none where the day has not got it."""
    if item.exercise.slug not in {other.exercise.slug for other in day.items}:
        return ()
    key, name = f"{day.weekday}:{item.exercise.slug}", f"{item.exercise.name} on {day.name}"
    if not item.per_side:
        only = item.exercise.dose.only
        side = f", {side_name(only, item.exercise.dose.side_means)}" if only else ""
        return (Box(key=key, label="", told=f"{name}{side}, done"),)
    means = item.exercise.dose.side_means
    return (
        Box(key=f"{key}:left", label="left", told=f"{name}, {side_name('left', means)}, done"),
        Box(key=f"{key}:right", label="right", told=f"{name}, {side_name('right', means)}, done"),
    )


def again_box(day: Day) -> Box:
    """Return the box of a day's second round."""
    return Box(
        key=f"{day.weekday}:again", label="second round", told=f"again on {day.name}, the second round, done"
    )


def walk_box(day: Day) -> Box:
    """Return the box of a walk."""
    return Box(key=f"{day.weekday}:walk", label="Done", told=f"{day.name}, walk, done")


def day_boxes(day: Day) -> tuple[Box, ...]:
    """Return every box of a day, but for a second round's."""
    return (
        *(box for item in day.items for box in item_boxes(day, item)),
        *((walk_box(day),) if day.kind == "walk" else ()),
    )


def boxes(week: Week) -> frozenset[str]:
    """Return the key of every box in a week."""
    return frozenset(
        box.key for day in week.days for box in (*day_boxes(day), *((again_box(day),) if day.again else ()))
    )


def day_state(day: Day, done: Collection[str]) -> str:
    """Return how much of a day is ticked, as `aria-checked` says it: `true`, `false` or `mixed`."""
    ticked = [box.key in done for box in day_boxes(day)]
    return "true" if ticked and all(ticked) else "mixed" if any(ticked) else "false"
