"""A plan that somebody prepared for the reader, as a routine. Doses, order, sides and days stay as its maker chose.

The reader's own health answers come first (`widgets.plan.admission.admitted`). This site's remarks are in `remarks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog, Dose
from widgets.plan.shared import MOST_HOLD, MOST_REPS, MOST_SETS, SharedItem, SharedPlan
from widgets.plan.values import Planned, Routine


def routine(items: Iterable[SharedItem], catalog: Catalog) -> Routine:
    """Return the exercises of a prepared plan that the library has, with doses within what may be prescribed."""
    exercises = {exercise.slug: exercise for exercise in catalog.exercises}
    found: dict[str, Planned] = {}
    for item in items:
        exercise = exercises.get(item.slug)
        if exercise is not None and item.slug not in found:
            own = exercise.dose
            found[item.slug] = Planned(
                slug=item.slug,
                sets=_within(item.sets, 1, MOST_SETS),
                reps=own.reps if item.reps is None else _within(item.reps, 1, MOST_REPS),
                hold=own.hold if item.hold is None else _within(item.hold, 0, MOST_HOLD),
            )
    return tuple(found.values())


def items_of(plan: SharedPlan | None) -> Mapping[str, SharedItem]:
    """Return the items of a prepared plan by slug; empty without such a plan."""
    return {} if plan is None else {item.slug: item for item in plan.items}


def as_made(dose: Dose, item: SharedItem) -> Dose:
    """Return a planned dose with the side and the number of times a day that its maker chose."""
    if item.side == "both" or dose.sides == "both":
        return replace(dose, daily=item.daily)
    return replace(dose, daily=item.daily, sides="both", only=item.side)


def moved(plan: SharedPlan, day: int, target: int) -> SharedPlan:
    """Return a prepared plan with one of its exercise days on another weekday."""

    def there(days: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(target if each == day else each for each in days))

    items = tuple(replace(item, days=there(item.days)) for item in plan.items)
    return replace(plan, days=there(plan.days), items=items)


def _within(number: int, low: int, high: int) -> int:
    return min(max(number, low), high)
