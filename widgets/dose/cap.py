"""The longest hold that a reader's health answers allow: the one place that clamps it, for timer, session and planner.

Which condition caps holds, and at how many seconds, is the catalogue's (`vocabulary.yml`, `hold_at_most`): this site's
own caution. A chosen, planned or prescribed hold that is longer is done for so long, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from widgets.catalog import Catalog, Dose, Exercise
from widgets.dose.length import seconds
from widgets.language import ngettext


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """A cap with its reason."""

    seconds: int
    condition: str
    """The name of the condition behind it."""

    @property
    def words(self) -> str:
        """The reason in sentences."""
        return ngettext(
            "No hold is longer than {n} second, because you ticked “{condition}”. That is our own caution.",
            "No hold is longer than {n} seconds, because you ticked “{condition}”. That is our own caution.",
            self.seconds,
            condition=self.condition,
        )


def cap_of(catalog: Catalog, conditions: Collection[str]) -> Cap | None:
    """Return the shortest cap among a reader's conditions; `None` where none has one."""
    caps = [
        Cap(seconds=one.hold_at_most, condition=one.name)
        for one in catalog.conditions
        if one.hold_at_most is not None and one.id in conditions
    ]
    return min(caps, key=lambda cap: cap.seconds, default=None)


def capped(dose: Dose, cap: Cap | None) -> Dose:
    """Return a dose whose hold, and each that may be chosen for it, is within a cap; without one as it is."""
    if cap is None or longest(dose) <= cap.seconds:
        return dose
    ranges = {
        part: (min(low, cap.seconds), min(high, cap.seconds)) if part == "hold" else (low, high)
        for part, (low, high) in dose.range.items()
    }
    return replace(dose, hold=min(dose.hold, cap.seconds), range=ranges)


def longest(dose: Dose) -> int:
    """Return the longest hold of a dose, in seconds: its own, or the longest that may be chosen."""
    return max(dose.hold, *dose.range.get("hold", (0,)))


@lru_cache(maxsize=8)
def for_reader(catalog: Catalog, conditions: tuple[str, ...]) -> Catalog:
    """Return the catalogue with the doses that a reader of these conditions may have; the same one without a cap."""
    cap = cap_of(catalog, conditions)
    if cap is None:
        return catalog
    return replace(catalog, exercises=tuple(_capped(exercise, cap) for exercise in catalog.exercises))


def _capped(exercise: Exercise, cap: Cap) -> Exercise:
    dose = capped(exercise.dose, cap)
    return exercise if dose is exercise.dose else replace(exercise, dose=dose, seconds=seconds(dose))
