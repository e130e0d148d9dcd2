"""Admission rules: each yields why an exercise may not be used by this reader.

Each docstring states its rule and its source. No week is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from widgets import words
from widgets.catalog import AskFirst, Catalog, Exercise
from widgets.plan.limits import lowest_level
from widgets.plan.values import (
    WARM_START,
    Profile,
    equipment_of,
)

type ClosedBy = Literal["level", "condition", "equipment", "easier-first", "left-out"]
"""The rule that keeps an exercise from a reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """Why an exercise is not for this reader, or not yet."""

    slug: str
    name: str
    rule: ClosedBy
    why: str


# --- admission


def _closed(exercise: Exercise, rule: ClosedBy, why: str) -> Closed:
    return Closed(slug=exercise.slug, name=exercise.name, rule=rule, why=why)


def within_level(exercise: Exercise, profile: Profile, _catalog: Catalog) -> Iterator[Closed]:
    """Only exercises at or below the reader's level: easier ones are done first. First document."""
    if exercise.level > profile.level:
        yield _closed(
            exercise, "level", f"It is a level {exercise.level} exercise. You are at level {profile.level}."
        )


def no_condition_leaves_it_out(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """An exercise is left out where its record says so for one of the reader's conditions. Exercise records."""
    names = {condition.id: condition.name for condition in catalog.conditions}
    for ask in exercise.ask_first:
        if ask.planner == "leave-out" and ask.condition in profile.conditions:
            yield _closed(exercise, "condition", f"{names.get(ask.condition, ask.condition)}: {ask.why}")


def equipment_at_hand(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Only exercises whose equipment the reader has. Planner's own choice."""
    missing = [item for item in exercise.equipment if item not in profile.equipment]
    if missing:
        needs = words.listed([item_words(item, catalog) for item in missing])
        yield _closed(exercise, "equipment", f"It needs {needs}.")


def item_words(item: str, catalog: Catalog) -> str:
    """Return a piece of equipment in the middle of a sentence: `a firm chair`, `something soft to lie on`."""
    name = next((each.name for each in catalog.equipment if each.id == item), item.replace("-", " "))
    name = name[:1].lower() + name[1:]
    return name if name.startswith("something") else words.a(name)


def not_left_out(exercise: Exercise, profile: Profile, _catalog: Catalog) -> Iterator[Closed]:
    """What the reader or a flare-up left out stays out until it is brought back. First document: know what hurt."""
    if exercise.slug in profile.skipped:
        yield _closed(exercise, "left-out", "Left out for now.")


def easier_mastered(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """A new exercise waits until one of its easier versions is easy for the reader. First document: once mastered.

    Planner's own choice: where every easier version is closed to this reader (by a condition, say), the level
    alone decides, or whole positions would stay shut for good.
    """
    easier = [other for other in catalog.exercises if other.slug in exercise.easier]
    if any(other.slug in profile.known for other in easier):
        return
    open_ones = [other for other in easier if next(usable_problems(other, profile, catalog), None) is None]
    if open_ones:
        yield _closed(
            exercise,
            "easier-first",
            f"First make this one easy: {words.listed([other.name for other in open_ones], 'or')}.",
        )


type Admission = Callable[[Exercise, Profile, Catalog], Iterator[Closed]]

USABLE: tuple[Admission, ...] = (
    no_condition_leaves_it_out,
    within_level,
    equipment_at_hand,
    not_left_out,
)
"""What holds for every exercise of a week."""

NEW: tuple[Admission, ...] = (*USABLE, easier_mastered)
"""What holds beside for the new exercise."""


def usable_problems(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Yield why an exercise that the reader knows may not be in their week."""
    for rule in USABLE:
        yield from rule(exercise, profile, catalog)


def new_problems(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Yield why an exercise may not be the new one."""
    for rule in NEW:
        yield from rule(exercise, profile, catalog)


def is_usable(exercise: Exercise, profile: Profile, catalog: Catalog) -> bool:
    """Return whether an exercise that the reader knows may be in their week."""
    return next(usable_problems(exercise, profile, catalog), None) is None


def may_be_new(exercise: Exercise, profile: Profile, catalog: Catalog) -> bool:
    """Return whether an exercise may be this week's new one."""
    return (
        exercise.slug not in profile.known
        and exercise.slug != WARM_START
        and next(new_problems(exercise, profile, catalog), None) is None
    )


def asks(exercise: Exercise, profile: Profile) -> tuple[AskFirst, ...]:
    """Return the cautions of an exercise that touch the reader's conditions and ask, not leave out."""
    return tuple(
        ask for ask in exercise.ask_first if ask.planner == "ask" and ask.condition in profile.conditions
    )


WORTH_GETTING = 3
"""Exercises that a piece of equipment must open to be named. Planner's own choice."""


def one_thing_to_get(profile: Profile, catalog: Catalog) -> tuple[str, int] | None:
    """Return the piece of equipment that would open most exercises up to the reader's level, and how many; else None.

    Of what opens equally many, the one that most exercises of the library need.
    """
    opened = {}
    for item in equipment_of(catalog):
        if item not in profile.equipment:
            more = replace(profile, equipment=(*profile.equipment, item))
            opened[item] = sum(
                is_usable(e, more, catalog) and not is_usable(e, profile, catalog) for e in catalog.exercises
            )
    best = max(opened, key=lambda item: opened[item], default=None)
    return None if best is None or opened[best] < WORTH_GETTING else (best, opened[best])


def closed_by_health(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the gentlest exercises that the reader's conditions leave out: what to ask a provider about."""
    lowest = lowest_level(catalog)
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.level == lowest and any(no_condition_leaves_it_out(exercise, profile, catalog))
    )


def opened_above(profile: Profile, catalog: Catalog) -> tuple[int, int] | None:
    """Return the next level that has exercises which the reader's answers allow, and how many; None for none."""
    for level in sorted(level.number for level in catalog.levels if level.number > profile.level):
        higher = replace(profile, level=level)
        count = sum(e.level == level and is_usable(e, higher, catalog) for e in catalog.exercises)
        if count:
            return level, count
    return None


def left_out(profile: Profile, catalog: Catalog) -> tuple[Closed, ...]:
    """Return what a condition leaves out up to the reader's level, each exercise with all its reasons."""
    return tuple(
        closed
        for exercise in catalog.exercises
        if exercise.level <= profile.level
        for closed in no_condition_leaves_it_out(exercise, profile, catalog)
    )
