"""A plan that somebody prepared for the reader, as a routine. Its doses, order and days stay as its maker chose.

The reader's own health answers rule: `widgets.plan.admission.admitted`. What this site remarks on it: `remarks`.
"""

from __future__ import annotations

from collections.abc import Iterable

from widgets.catalog import Catalog
from widgets.plan.shared import MOST_HOLD, MOST_REPS, MOST_SETS, SharedItem
from widgets.plan.values import Planned, Routine


def routine(items: Iterable[SharedItem], catalog: Catalog) -> Routine:
    """Return the exercises of a prepared plan that the library has, with their doses, within what may be prescribed."""
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


def _within(number: int, low: int, high: int) -> int:
    return min(max(number, low), high)
