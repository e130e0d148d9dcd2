"""The boxes of a week, on the screen and on paper: their keys, and the words for each. No HTML here.

A key is `weekday:slug`, `weekday:slug:left`, `weekday:slug:right`, `weekday:walk` or `weekday:again`. The plan stores
the keys that are ticked; every element may tick them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from widgets.dose.sides import side_name
from widgets.language import _, pgettext
from widgets.plan.values import Day, Item, Week


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box to tick."""

    key: str
    """`0:bridge`, `0:bridge:left`, `1:walk`."""
    label: str
    """What it says: `left`, `right`, `Done`."""
    told: str
    """What a screen reader says."""
    letter: str = ""
    """The letter of its side on paper: `L`, `R`."""


def item_boxes(day: Day, item: Item) -> tuple[Box, ...]:
    """Return the boxes of an exercise on a day: one, or one for each side; none if the day does not have it."""
    if item.exercise.slug not in {other.exercise.slug for other in day.items}:
        return ()
    key = f"{day.weekday}:{item.exercise.slug}"
    if not item.per_side:
        return (Box(key=key, label="", told=_told(day, item, item.exercise.dose.only)),)
    return (
        Box(
            key=f"{key}:left",
            label=pgettext("side", "left"),
            told=_told(day, item, "left"),
            letter=pgettext("left, on paper", "L"),
        ),
        Box(
            key=f"{key}:right",
            label=pgettext("side", "right"),
            told=_told(day, item, "right"),
            letter=pgettext("right, on paper", "R"),
        ),
    )


def _told(day: Day, item: Item, side: str | None) -> str:
    exercise = item.exercise
    if side is None:
        return _("{exercise} on {weekday}, done", exercise=exercise.name, weekday=day.name)
    return _(
        "{exercise} on {weekday}, {side}, done",
        exercise=exercise.name,
        weekday=day.name,
        side=side_name(side, exercise.dose.side_means),
    )


def again_box(day: Day) -> Box:
    """Return the box of a day's second round."""
    return Box(
        key=f"{day.weekday}:again",
        label=_("second round"),
        told=_("again on {weekday}, the second round, done", weekday=day.name),
    )


def walk_box(day: Day) -> Box:
    """Return the box of a walk."""
    return Box(
        key=f"{day.weekday}:walk",
        label=pgettext("box to tick", "Done"),
        told=_("{weekday}, walk, done", weekday=day.name),
    )


def day_boxes(day: Day) -> tuple[Box, ...]:
    """Return every box of a day except that of a second round."""
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
