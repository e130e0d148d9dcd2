"""A run of many weeks from a profile and a list of answers, as `python -m widgets.plan` prints it.

Where something new or the next level is offered, the run takes it. Files and the clock are the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from widgets.catalog import Catalog
from widgets.plan import fill, grow, limits, words
from widgets.plan.changes import Change
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.values import WEEKDAYS, Course, Profile, Week, equipment_of, session_seconds
from widgets.plan.week import make

WORDS = ("fine", "same", "flare", "easy", "missed")
WALK = "walk"
FIELDS = ("level", "minutes", "walk", "days", "equipment", "conditions", "known", "known_levels")


class RunError(ValueError):
    """A profile, or an answer, that cannot be read. The message names the field and the fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One week of a run."""

    course: Course
    week: Week
    changes: tuple[Change, ...]


def run(profile: Profile, answers: Sequence[str], catalog: Catalog) -> tuple[Stage, ...]:
    """Return the weeks of a run: one more than there are answers.

    Raises:
        RunError: an answer is none.
    """
    course = fill.begin(profile, catalog)
    stages = [stage(course, (), catalog)]
    for number, answer in enumerate(answers, start=1):
        course, changes = following(course, answer, catalog, where=f"answer {number}")
        stages.append(stage(course, changes, catalog))
    return tuple(stages)


def following(
    course: Course, answer: str, catalog: Catalog, *, where: str = "answer"
) -> tuple[Course, tuple[Change, ...]]:
    """Return the week after an answer, with each offer taken.

    Raises:
        RunError: the answer is none.
    """
    after, changes = next_week(course, *read_answer(answer, catalog, where=where), catalog)
    raised, more = grow.raised(after, catalog)
    return raised, (*changes, *more)


def stage(course: Course, changes: tuple[Change, ...], catalog: Catalog) -> Stage:
    """Return one week of a run."""
    return Stage(course=course, week=make(course, catalog), changes=changes)


def read_answer(answer: str, catalog: Catalog, *, where: str = "answer") -> tuple[Answers, Diary]:
    """Return the values of an answer: `fine`, `same`, `flare`, `easy`, `missed`, `hurt:SLUG` or `hurt:walk`.

    Raises:
        RunError: it is none of them, or the library has no such exercise.
    """
    word, colon, slug = answer.strip().partition(":")
    match word:
        case "fine" | "same" | "flare" if not colon:
            return Answers(word=word), Diary()
        case "easy" if not colon:
            return Answers(word="fine", easy=True), Diary()
        case "missed" if not colon:
            return Answers(word="missed"), Diary(missed=1)
        case "hurt" if slug == WALK:
            return Answers(word="same", walk_hurt=True), Diary()
        case "hurt" if any(exercise.slug == slug for exercise in catalog.exercises):
            return Answers(word="same", said={slug: "hurt"}), Diary()
        case "hurt":
            raise RunError(f"{where}: {answer!r} names no exercise of the library")
        case _:
            raise RunError(f"{where}: {answer!r} is none of {', '.join(WORDS)}, hurt:SLUG, hurt:walk")


# --- the profile


def read_profile(data: object, catalog: Catalog) -> Profile:
    """Return the answers of a profile in JSON data; a field that is left out is as a newcomer's.

    Raises:
        RunError: a field is of the wrong kind, out of range or unknown; the message names it.
    """
    if not isinstance(data, dict):
        raise RunError("the profile is not an object")
    unknown = [name for name in data if name not in FIELDS]
    if unknown:
        raise RunError(f"{unknown[0]}: a profile has no such field; it has {', '.join(FIELDS)}")
    fields: Mapping[str, Any] = data
    plan = catalog.plan
    levels = [level.number for level in catalog.levels]
    level = _whole(fields, "level", min(levels), max(levels), min(levels))
    days = _days(fields, level, catalog)
    newcomer = Profile.newcomer(catalog, days)
    minutes, walk = plan.session_minutes, plan.walk_minutes
    slugs = [exercise.slug for exercise in catalog.exercises]
    known_levels = _list(fields, "known_levels", levels, ())
    ticked = _list(fields, "known", slugs, ())
    known = tuple(e.slug for e in catalog.exercises if e.slug in ticked or e.level in known_levels)
    return Profile(
        level=level,
        days=days,
        session_minutes=_whole(fields, "minutes", minutes.low, minutes.high, minutes.start),
        walk_minutes=_whole(fields, "walk", walk.low, walk.high, walk.start),
        asked=True,
        equipment=_list(fields, "equipment", equipment_of(catalog), newcomer.equipment),
        conditions=_list(fields, "conditions", [c.id for c in catalog.conditions], ()),
        known=known,
    )


def _whole(fields: Mapping[str, Any], name: str, low: int, high: int, usual: int) -> int:
    value = fields.get(name, usual)
    if type(value) is not int or not low <= value <= high:
        raise RunError(f"{name}: {value!r} is not a whole number from {low} to {high}")
    return value


def _list(
    fields: Mapping[str, Any], name: str, allowed: Sequence[Any], usual: Sequence[Any]
) -> tuple[Any, ...]:
    value = fields.get(name, usual)
    if not isinstance(value, list | tuple):
        raise RunError(f"{name}: {value!r} is not a list")
    for item in value:
        if isinstance(item, bool) or item not in allowed:
            raise RunError(f"{name}: {item!r} is none of {', '.join(map(str, allowed))}")
    return tuple(item for item in allowed if item in value)


def _days(fields: Mapping[str, Any], level: int, catalog: Catalog) -> tuple[int, ...]:
    if "days" not in fields:
        return limits.spread(level, catalog)
    names = [name.lower() for name in WEEKDAYS]
    days = tuple(names.index(name) for name in _list(fields, "days", names, ()))
    problem = next(limits.day_problems(days, level, catalog), None)
    if problem is not None:
        raise RunError(f"days: {words.why_days(problem)}")
    return days


# --- the result


def as_data(one: Stage, catalog: Catalog) -> dict[str, Any]:
    """Return one week of a run as JSON data."""
    course, week = one.course, one.week
    return {
        "week": course.week,
        "level": course.reached or limits.lowest_level(catalog),
        "phase": course.phase,
        "session_minutes": week.seconds / 60,
        "walk_minutes": course.walk_minutes,
        "routines": [
            [
                {
                    "slug": item.exercise.slug,
                    "sets": item.sets,
                    "reps": item.exercise.dose.reps,
                    "hold": item.exercise.dose.hold,
                    "new": item.new,
                }
                for item in routine
            ]
            for routine in week.routines
        ],
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": change.kind, "slug": change.slug, "why": change.why}
    if change.was is not None:
        data["was"] = change.was
    if change.now is not None:
        data["now"] = change.now
    if change.by:
        data["by"] = list(change.by)
    return data


def as_json(stages: Sequence[Stage], catalog: Catalog) -> str:
    """Return a run as JSON text."""
    return json.dumps([as_data(one, catalog) for one in stages], indent=1)


def as_table(stages: Sequence[Stage], answers: Sequence[str]) -> str:
    """Return a run as a table that a person can read: a line a week, and its exercises and changes below."""
    lines = ["week  phase   level  session  walk  exercises"]
    for one, answer in zip(stages, [*answers, ""], strict=False):
        course, week = one.course, one.week
        lines.append(
            f"{course.week:4}  {course.phase:6}  {course.reached:5}  {week.seconds / 60:5.1f} m  "
            f"{course.walk_minutes:2} m  {' | '.join(_routine(routine) for routine in week.routines)}"
        )
        lines += [f"{'':6}{_change_line(change)}" for change in one.changes]
        if answer:
            lines.append(f"{'':6}-> {answer}")
    return "\n".join(lines)


def _routine(items: Sequence[Any]) -> str:
    said = [
        f"{'NEW ' if item.new else ''}{item.exercise.slug} {item.sets}x{item.exercise.dose.reps}"
        + (f"x{item.exercise.dose.hold}s" if item.exercise.dose.hold else "")
        for item in items
    ]
    return f"{', '.join(said) or '(none)'} [{session_seconds(items)} s]"


def _change_line(change: Change) -> str:
    numbers = f" {change.was} -> {change.now}" if change.was is not None else f" {change.now or ''}".rstrip()
    by = f" ({', '.join(change.by)})" if change.by else ""
    return f"{change.kind}{'' if change.slug is None else ' ' + change.slug}{numbers}: {change.why}{by}"
