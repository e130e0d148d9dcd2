"""Planned doses: a routine as records with doses and lengths in seconds, and its balance of face-up and face-down.

This module has no rule about what a week may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from widgets.catalog import Catalog, Dose, Exercise
from widgets.dose.length import seconds, together
from widgets.plan.limits import bounds, near_half, slow
from widgets.plan.values import WARM_START, Planned, Profile, Routine


class Slot(NamedTuple):
    """A planned exercise with its record and its length."""

    exercise: Exercise
    planned: Planned
    seconds: int
    """Of all its sets, with getting ready and the rests between them."""

    @property
    def slug(self) -> str:
        """The exercise's slug."""
        return self.planned.slug


@lru_cache(maxsize=4)
def by_slug(catalog: Catalog) -> dict[str, Exercise]:
    """Return the library's exercises by slug."""
    return {exercise.slug: exercise for exercise in catalog.exercises}


def dose_of(exercise: Exercise, planned: Planned) -> Dose:
    """Return the record's dose with the planned sets, repetitions and hold; its ranges widen to hold them."""
    own = exercise.dose
    parts = {"sets": planned.sets, "reps": planned.reps, "hold": planned.hold}
    if all(getattr(own, name) == number for name, number in parts.items()):
        return own
    wide = dict(own.range)
    for name, number in parts.items():
        low, high = wide.get(name, (getattr(own, name),) * 2)
        if name in wide or number != low:
            wide[name] = (min(low, number), max(high, number))
    return replace(own, sets=planned.sets, reps=planned.reps, hold=planned.hold, range=wide)


def length(exercise: Exercise, planned: Planned) -> int:
    """Return the length of a planned exercise in seconds."""
    own = exercise.dose
    return seconds(replace(own, sets=planned.sets, reps=planned.reps, hold=planned.hold))


def slot(planned: Planned, catalog: Catalog) -> Slot:
    """Return a planned exercise with its record and length.

    Raises:
        KeyError: the library does not have it.
    """
    exercise = by_slug(catalog)[planned.slug]
    return Slot(exercise, planned, length(exercise, planned))


def slots(routine: Iterable[Planned], catalog: Catalog) -> list[Slot]:
    """Return a routine with records and lengths, without what the library does not have."""
    known = by_slug(catalog)
    return [slot(planned, catalog) for planned in routine if planned.slug in known]


def routine_of(session: Iterable[Slot]) -> Routine:
    """Return the routine of a session, in the order in which it is done."""
    return tuple(each.planned for each in sorted(session, key=order))


def order(each: Slot) -> tuple[bool, int, str, int]:
    """Return the sort key of a session: finding neutral, then lying before getting up, with few changes of position."""
    exercise = each.exercise
    face = {"up": 0, "down": 1, "other": 2}[exercise.face]
    return (exercise.slug != WARM_START, face, exercise.position, exercise.level)


def total(session: Sequence[Slot]) -> int:
    """Return the length of a session in seconds, with the time between exercises."""
    return together([each.seconds for each in session])


def start(exercise: Exercise, profile: Profile) -> Planned:
    """Return an exercise at its record's starting dose; with nerve-root pain the hold is the shortest of its range."""
    dose = exercise.dose
    hold = bounds(exercise, "hold")[0] if slow(profile) else dose.hold
    return Planned(slug=exercise.slug, sets=dose.sets, reps=dose.reps, hold=hold)


def started(exercise: Exercise, profile: Profile) -> Slot:
    """Return an exercise at its starting dose, with its length."""
    planned = start(exercise, profile)
    return Slot(exercise, planned, length(exercise, planned))


def redosed(each: Slot, **parts: int) -> Slot:
    """Return a planned exercise with other sets, repetitions or hold."""
    planned = replace(each.planned, **parts)  # type: ignore[arg-type]  # every part is a whole number
    return Slot(each.exercise, planned, length(each.exercise, planned))


def put(session: Sequence[Slot], changed: Slot) -> list[Slot]:
    """Return a session with another dose of one of its exercises."""
    return [changed if each.slug == changed.slug else each for each in session]


def without(session: Sequence[Slot], slugs: Iterable[str]) -> list[Slot]:
    """Return a session without some exercises."""
    gone = frozenset(slugs)
    return [each for each in session if each.slug not in gone]


def faces(session: Iterable[Slot]) -> tuple[int, int]:
    """Return the seconds face-up and face-down; sitting, standing and side-lying count to neither."""
    up = down = 0
    for each in session:
        if each.exercise.face == "up":
            up += each.seconds
        elif each.exercise.face == "down":
            down += each.seconds
    return up, down


def face_rank(exercise: Exercise, session: Sequence[Slot]) -> int:
    """Return 0 for the face (up or down) with less time, 1 for other positions, 2 for the face with more time."""
    if exercise.face == "other":
        return 1
    up, down = faces(session)
    ahead = up - down if exercise.face == "up" else down - up
    return 0 if ahead <= 0 else 2


def widens(before: Sequence[Slot], after: Sequence[Slot]) -> bool:
    """Return whether a change increases the gap of face-up and face-down time, so that they are not about equal."""
    up, down = faces(before)
    more_up, more_down = faces(after)
    return abs(more_up - more_down) > abs(up - down) and not near_half(more_up, more_down)
