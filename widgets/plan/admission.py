"""Admission rules: each yields why an exercise may not be used by this reader, as a value without words.

Each docstring states its rule and its source. No week is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from widgets.catalog import AskFirst, Catalog, Exercise
from widgets.plan.limits import highest_level, lowest_level
from widgets.plan.values import WARM_START, Course, Profile, equipment_of

type ClosedBy = Literal["level", "condition", "equipment", "easier-first", "left-out"]
"""The rule that keeps an exercise from a reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """Why an exercise is not for this reader, or not yet."""

    exercise: Exercise
    rule: ClosedBy
    by: tuple[str, ...] = ()
    """The condition's id, the missing equipment's ids, or the slugs of the easier versions of which one comes first."""
    why: str = ""
    """The record's own reason, of a condition."""


def within_level(exercise: Exercise, course: Course, _catalog: Catalog) -> Iterator[Closed]:
    """Only exercises at or below the level that weeks use at present: easier ones are done first. First document."""
    if exercise.level > course.level:
        yield Closed(exercise=exercise, rule="level")


def no_condition_leaves_it_out(exercise: Exercise, course: Course, _catalog: Catalog) -> Iterator[Closed]:
    """An exercise is left out where its record says so for one of the reader's conditions. Exercise records."""
    for ask in exercise.ask_first:
        if ask.planner == "leave-out" and ask.condition in course.profile.conditions:
            yield Closed(exercise=exercise, rule="condition", by=(ask.condition,), why=ask.why)


def equipment_at_hand(exercise: Exercise, course: Course, _catalog: Catalog) -> Iterator[Closed]:
    """Only exercises whose equipment the reader has. Planner's own choice."""
    missing = tuple(item for item in exercise.equipment if item not in course.profile.equipment)
    if missing:
        yield Closed(exercise=exercise, rule="equipment", by=missing)


def not_left_out(exercise: Exercise, course: Course, _catalog: Catalog) -> Iterator[Closed]:
    """What hurt, and what the reader left out, stays out until the reader brings it back. First document."""
    if exercise.slug in course.out:
        yield Closed(exercise=exercise, rule="left-out")


def easier_mastered(exercise: Exercise, course: Course, catalog: Catalog) -> Iterator[Closed]:
    """A new exercise waits until one of its easier versions is easy for the reader. First document: once mastered.

    An easier version that hurt is not easy, whatever was said of it before: as long as it stays out, its harder
    versions wait for another one. Planner's own choice: finding neutral counts as known, and where every easier version
    is closed to this reader by something else (a condition, say), the level alone decides, or whole positions would
    stay shut for good.
    """
    hurt = tuple(slug for slug in exercise.easier if slug in course.hurt and slug != WARM_START)
    easier = tuple(slug for slug in exercise.easier if slug not in hurt)
    if not exercise.easier or any(slug in course.known for slug in easier):
        return
    open_ones = tuple(slug for slug in easier if slug in usable(course, catalog))
    if hurt:
        others = tuple(slug for slug in open_ones if slug != WARM_START)
        yield Closed(exercise=exercise, rule="easier-first", by=others or hurt)
    elif open_ones and WARM_START not in open_ones:
        yield Closed(exercise=exercise, rule="easier-first", by=open_ones)


type Admission = Callable[[Exercise, Course, Catalog], Iterator[Closed]]

USABLE: tuple[Admission, ...] = (
    no_condition_leaves_it_out,
    within_level,
    equipment_at_hand,
    not_left_out,
)
"""The rules for every exercise of a week. `easier_mastered` comes on top for a new exercise."""


def problems(exercise: Exercise, course: Course, catalog: Catalog) -> Iterator[Closed]:
    """Yield each rule that keeps an exercise out of the week of a reader who knows it."""
    for rule in USABLE:
        yield from rule(exercise, course, catalog)


def usable(course: Course, catalog: Catalog) -> frozenset[str]:
    """Return the slugs of the exercises that may be in the week if the reader knows them."""
    profile = course.profile
    return _usable(course.level, profile.conditions, profile.equipment, course.out, catalog)


@lru_cache(maxsize=64)
def _usable(
    level: int,
    conditions: tuple[str, ...],
    equipment: tuple[str, ...],
    out: tuple[str, ...],
    catalog: Catalog,
) -> frozenset[str]:
    closing, have = frozenset(conditions), frozenset(equipment)
    return frozenset(
        exercise.slug
        for exercise in catalog.exercises
        if exercise.level <= level
        and exercise.slug not in out
        and have.issuperset(exercise.equipment)
        and not any(ask.planner == "leave-out" and ask.condition in closing for ask in exercise.ask_first)
    )


def admitted(course: Course, catalog: Catalog) -> frozenset[str]:
    """Return the slugs that the week may hold: of a prepared plan all that neither health nor the reader closes."""
    if course.profile.prescribed is None:
        return usable(course, catalog)
    return frozenset(
        e.slug
        for e in catalog.exercises
        if e.slug not in course.out and not any(no_condition_leaves_it_out(e, course, catalog))
    )


def is_usable(exercise: Exercise, course: Course, catalog: Catalog) -> bool:
    """Return whether an exercise that the reader knows may be in their week."""
    return exercise.slug in usable(course, catalog)


def may_be_new(exercise: Exercise, course: Course, catalog: Catalog) -> bool:
    """Return whether an exercise may be this week's new one."""
    return (
        exercise.slug not in course.known
        and exercise.slug != WARM_START
        and exercise.slug in usable(course, catalog)
        and next(easier_mastered(exercise, course, catalog), None) is None
    )


@lru_cache(maxsize=256)
def harder_of(slug: str, catalog: Catalog) -> frozenset[str]:
    """Return the harder versions of an exercise, theirs included, up to the hardest."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        easier = waiting.pop()
        more = [e.slug for e in catalog.exercises if easier in e.easier and e.slug not in found]
        found.update(more)
        waiting += more
    return frozenset(found)


def asks(exercise: Exercise, profile: Profile) -> tuple[AskFirst, ...]:
    """Return the cautions of an exercise that match the reader's conditions and only ask: the exercise may stay."""
    return tuple(
        ask for ask in exercise.ask_first if ask.planner == "ask" and ask.condition in profile.conditions
    )


WORTH_GETTING = 3
"""Exercises that a piece of equipment must open to be named. Planner's own choice."""


def one_thing_to_get(course: Course, catalog: Catalog) -> tuple[str, int] | None:
    """Return the piece of equipment that would open the most exercises to the reader, and their number.

    None if no piece opens `WORTH_GETTING` exercises up to the reader's level. Of two pieces that open equally many the
    one that more exercises of the library need is returned.
    """
    open_now = len(usable(course, catalog))
    opened = {
        item: len(usable(_with(course, (*course.profile.equipment, item)), catalog)) - open_now
        for item in equipment_of(catalog)
        if item not in course.profile.equipment
    }
    best = max(opened, key=lambda item: opened[item], default=None)
    return None if best is None or opened[best] < WORTH_GETTING else (best, opened[best])


def _with(course: Course, equipment: tuple[str, ...]) -> Course:
    return replace(course, profile=replace(course.profile, equipment=equipment))


def closed_by_health(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the gentlest exercises that the reader's conditions leave out: what to ask a provider about."""
    lowest = lowest_level(catalog)
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.level == lowest and any(no_condition_leaves_it_out(exercise, course, catalog))
    )


def left_out(course: Course, catalog: Catalog) -> tuple[Closed, ...]:
    """Return what a condition leaves out up to the highest level allowed, each exercise with all its reasons."""
    highest = highest_level(course.profile)
    return tuple(
        closed
        for exercise in catalog.exercises
        if exercise.level <= highest
        for closed in no_condition_leaves_it_out(exercise, course, catalog)
    )
