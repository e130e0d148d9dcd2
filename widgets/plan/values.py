"""The planner's frozen values: what a reader answered, and the week made of it. No rule and no wording lives here.

Weekdays are numbers from 0 (Monday) to 6 (Sunday). Minutes and seconds are whole and say so in their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from widgets import words
from widgets.catalog import AskFirst, Catalog, Dose, Exercise
from widgets.plan.shared import Comfortable as Comfortable  # noqa: PLC0414 - a value of the profile too
from widgets.plan.shared import SharedPlan

MONDAY, SUNDAY = 0, 6
DAYS_IN_WEEK = 7

WEEKDAYS = words.WEEKDAYS
"""Names by weekday number."""

WARM_START = "finding-neutral"
"""The exercise that opens every session."""

NERVE_ROOT = "nerve-root-pain"
"""The condition of the first document's final warning."""

EVERYDAY_EQUIPMENT = ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall")
"""What a newcomer is taken to have at home, until they say otherwise."""


BETWEEN_SECONDS = 30
"""Time between two exercises, to change position and look at the next one. Planner's own choice."""


type Routine = tuple[tuple[str, int], ...]
"""Exercises by slug, each with its sets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What the planner knows of a reader. Everything here is saved on the device, and nowhere else."""

    level: int
    """The highest level that exercises may come from."""
    days: tuple[int, ...]
    """Exercise days, in order."""
    session_minutes: int
    walk_minutes: int
    asked: bool = False
    """Whether the reader says that their provider was asked. Until then a week is a sample."""
    week_start: int = MONDAY
    """The weekday that stands first: Monday or Sunday."""
    rest: tuple[int, ...] = ()
    """Days on which the reader rests instead of walking."""
    conditions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """Exercises that are easy for the reader by their own word, the newest last. Empty for a newcomer."""
    new: str | None = None
    """The one new exercise of this week."""
    skipped: tuple[str, ...] = ()
    """Exercises that the reader, or a flare-up, left out."""
    routine: Routine | None = None
    """What the reader does already, beside this week's new exercise. None: the planner still has to choose it."""
    second: tuple[str, ...] | None = None
    """Which of the routine's exercises belong to routine B of two that take turns, day by day. Empty: there is one
    routine. None: the planner chooses, together with the routine."""
    again: bool = False
    """Whether the session is done a second time, later on the same day."""
    settling: bool = False
    """Whether something hurt or was too hard in the week before: nothing is added or offered this week."""
    step: bool = False
    """Whether this week may hold one set or one known exercise more than the routine, where nothing is new."""
    flare: bool = False
    """Whether this is a week of, or right after, a flare-up."""
    week: int = 1
    comfortable: Comfortable | None = None
    prescribed: SharedPlan | None = None
    """A plan that somebody prepared for the reader. While there is one it is the session; in a flare-up it waits."""

    @classmethod
    def newcomer(cls, catalog: Catalog, days: tuple[int, ...]) -> Profile:
        """Return the profile of someone of whom nothing is known: the lowest level and the starting numbers."""
        return cls(
            level=min((level.number for level in catalog.levels), default=1),
            days=days,
            session_minutes=catalog.plan.session_minutes.start,
            walk_minutes=catalog.plan.walk_minutes.start,
            equipment=tuple(item for item in equipment_of(catalog) if item in EVERYDAY_EQUIPMENT),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One exercise of a session."""

    exercise: Exercise
    sets: int
    seconds: int
    """How long all its sets take, with getting ready and the rests between them."""
    new: bool = False
    ask: tuple[AskFirst, ...] = ()
    """The reader's own conditions with which to ask before this exercise."""

    @property
    def dose(self) -> Dose:
        """The exercise's dose with the sets of this week."""
        return replace(self.exercise.dose, sets=self.sets)

    @property
    def per_side(self) -> bool:
        """Whether left and right are ticked apart."""
        return self.exercise.dose.sides != "both"


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day of a week."""

    weekday: int
    kind: Literal["exercise", "walk", "rest"]
    items: tuple[Item, ...] = ()
    """In the order in which they are done; only on exercise days."""
    walk_minutes: int = 0
    """Only on walking days."""
    routine: int = 0
    """Which of the week's routines it has: 0 for the first one, 1 for the second."""
    again: bool = False
    """Whether the session is done a second time, later in the day."""

    @property
    def name(self) -> str:
        """The day's name in full."""
        return WEEKDAYS[self.weekday]


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Seven days, in the order in which the reader counts them."""

    days: tuple[Day, ...]
    routines: tuple[tuple[Item, ...], ...]
    """What the exercise days have: one routine for all of them, or two (A and B) that take turns."""
    starter: bool
    """Whether the routine is the starting set of someone who knows no exercise yet."""

    @property
    def session(self) -> tuple[Item, ...]:
        """Every exercise of the week, each once: those of the first routine, then what only the second one has."""
        return tuple({item.exercise.slug: item for routine in self.routines for item in routine}.values())

    @property
    def seconds(self) -> int:
        """How long one session takes: the longer one, where two routines take turns."""
        return max(session_seconds(routine) for routine in self.routines)

    @property
    def again(self) -> bool:
        """Whether there is a second round of the session later in the day."""
        return any(day.again for day in self.days)

    @property
    def exercise_days(self) -> tuple[Day, ...]:
        """The days with a session."""
        return tuple(day for day in self.days if day.kind == "exercise")

    @property
    def walking_days(self) -> tuple[Day, ...]:
        """The days with a walk."""
        return tuple(day for day in self.days if day.kind == "walk")


def routine_of(session: Sequence[Item]) -> Routine:
    """Return what a session holds beside its new exercise."""
    return tuple((item.exercise.slug, item.sets) for item in session if not item.new)


def session_seconds(items: Sequence[Item]) -> int:
    """Return how long exercises take one after the other, with the time between them."""
    return sum(item.seconds for item in items) + BETWEEN_SECONDS * max(0, len(items) - 1)


def equipment_of(catalog: Catalog) -> tuple[str, ...]:
    """Return every piece of equipment that some exercise needs, in the order of first need."""
    return tuple(dict.fromkeys(item for exercise in catalog.exercises for item in exercise.equipment))
