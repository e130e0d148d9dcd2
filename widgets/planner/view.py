"""The planner's values to words and HTML. It decides nothing: what is allowed comes from `rules` and `plan`.

The same template makes the first view at build time and every later one in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from widgets.catalog import Catalog, Exercise
from widgets.planner import form, plan, rules
from widgets.planner.state import State
from widgets.planner.values import (
    MONDAY,
    NERVE_ROOT,
    SUNDAY,
    WEEKDAYS,
    Day,
    Item,
    Profile,
    Week,
    equipment_of,
    session_seconds,
)
from widgets.protocol import Context
from widgets.templating import template

TEMPLATE = "planner/templates/planner.html.j2"

ROOMY_ROWS = 4
"""Exercises on the printed sheet up to which there is room for large type and for the cues of each."""

DENSE_ROWS = 6
"""Exercises on the printed sheet above which the type gets smaller, to stay on one page."""

KINDS: Mapping[str, str] = {"kept": "Kept", "note": "Note", "ask": "Ask first", "broken": "Not kept"}
"""What the reader is told an outcome is."""

DAY_KINDS: Mapping[str, str] = {"exercise": "Exercise", "walk": "Walk", "rest": "Rest"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box to tick."""

    key: str
    """`0:bridge`, `0:bridge:left`, `1:walk`."""
    label: str
    """What it says: `Left`, `Right`, `Done`."""
    told: str
    """What a screen reader says."""


def render(state: State, context: Context) -> str:
    """Return the planner's inner HTML."""
    return template(TEMPLATE).render(**facts(state, context))


def facts(state: State, context: Context) -> dict[str, object]:
    """Return everything that the template shows."""
    catalog: Catalog = context.catalog
    own = state.mode in {"mine", "editing"}
    profile = state.saved.profile if own else plan.newcomer(catalog)
    week = plan.make(profile, catalog)
    entries = state.entries if state.entries is not None else form.entries_of(state.saved.profile)
    new_choices = plan.new_choices(profile, catalog)
    new = plan.new_exercise(profile, catalog)
    return {
        "root": context.root,
        "state": state,
        "own": own,
        "profile": profile,
        "week": week,
        "safety": catalog.safety,
        "plan": catalog.plan,
        "title": title(state, profile),
        "days": [_day(day, profile, catalog) for day in week.days],
        "outcomes": rules.outcomes(profile, week, catalog),
        "kinds": KINDS,
        "day_kinds": DAY_KINDS,
        "new": new,
        "new_choices": new_choices,
        "suggestion": plan.suggestion(profile, catalog),
        "another_open": not rules.careful(profile) and rules.another_open(profile, week, catalog),
        "choices": plan.choices(profile, catalog),
        "skipped": [exercise for exercise in catalog.exercises if exercise.slug in profile.skipped],
        "left_out": _reasons(rules.left_out(profile, catalog)),
        "advice": [condition for condition in catalog.conditions if condition.id in profile.conditions],
        "nerve_root": NERVE_ROOT in profile.conditions,
        "entries": entries,
        "levels": catalog.levels,
        "weekdays": tuple(enumerate(WEEKDAYS)),
        "week_starts": ((MONDAY, WEEKDAYS[MONDAY]), (SUNDAY, WEEKDAYS[SUNDAY])),
        "conditions": catalog.conditions,
        "equipment": [(item, _capital(item.replace("-", " "))) for item in equipment_of(catalog)],
        "known_by_level": known_by_level(catalog),
        "errors_by_field": {error.field: error for error in state.errors},
        "density": density(week),
        "wait": wait_words(state.wait) if state.wait else "",
        "pain_line": pain_line(catalog),
        "day_help": day_help(catalog),
        "known_count": sum(1 for name in entries if name.startswith("known-") and entries[name]),
        "asking": bool(profile.conditions),
        "dose_line": dose_line,
        "minutes_words": minutes_words,
        "item_boxes": item_boxes,
        "walk_box": walk_box,
        "numbers": number_bounds(catalog),
    }


def title(state: State, profile: Profile) -> str:
    """Return what stands above the week."""
    if state.mode == "stopped":
        return "Stop here and get help"
    if state.mode == "editing":
        return "Change your answers"
    if state.mode == "mine":
        return f"Your week {profile.week}"
    return "A sample week for a newcomer"


def density(week: Week) -> str:
    """Return how the printed sheet is set, so that it fills one page of A4 or Letter: `roomy`, `usual` or `dense`."""
    count = len(week.session)
    return "roomy" if count <= ROOMY_ROWS else "usual" if count <= DENSE_ROWS else "dense"


def dose_line(item: Item) -> str:
    """Return the dose in words, with the sets of this week: `2 sets of 10 each side, hold 5 seconds`."""
    dose = item.exercise.dose
    sets = "1 set" if item.sets == 1 else f"{item.sets} sets"
    each = "" if dose.sides == "both" else " each side"
    hold = f", hold {dose.hold} second{'' if dose.hold == 1 else 's'}" if dose.hold else ", slowly"
    return f"{sets} of {dose.reps}{each}{hold}"


def minutes_words(seconds: int) -> str:
    """Return a time in whole minutes, rounded up: `about 2 min`."""
    return f"about {max(1, -(-seconds // 60))} min"


def wait_words(days: int) -> str:
    """Return what a reader may do who asks for more before the week is over."""
    then = "tomorrow" if days == 1 else f"in {days} days"
    return f"Come back {then}, or keep the next week as it is. A flare-up counts at any time."


def pain_line(catalog: Catalog) -> str:
    """Return the pain rule on one line, such as `0 to 3: go on. 4 to 5: make it easier. 6 to 10: stop.`."""
    return " ".join(
        f"{band.low} to {band.high}: {band.name}."
        for band in sorted(catalog.safety.pain_bands, key=lambda b: b.low)
    )


def day_help(catalog: Catalog) -> str:
    """Return what to know before choosing exercise days, such as from which level on days stand apart."""
    bounds = catalog.plan.exercise_days
    text = f"{bounds.low} to {bounds.high} days. The other days are for walking or rest."
    apart = min((level.number for level in catalog.levels if level.rest_days), default=None)
    return text if apart is None else f"{text} From level {apart} on, leave a day between."


def number_bounds(catalog: Catalog) -> tuple[dict[str, object], ...]:
    """Return the form's two number fields."""
    return (
        {
            "name": "session-minutes",
            "label": form.LABELS["session-minutes"],
            "help": f"On an exercise day. {catalog.plan.session_minutes.start} is a good start.",
            "bounds": catalog.plan.session_minutes,
        },
        {
            "name": "walk-minutes",
            "label": form.LABELS["walk-minutes"],
            "help": "On the other days. A walk that sets off your pain was too long.",
            "bounds": catalog.plan.walk_minutes,
        },
    )


def known_by_level(catalog: Catalog) -> list[tuple[int, list[Exercise]]]:
    """Return the exercises by level, easiest first."""
    ordered = sorted(catalog.exercises, key=lambda exercise: exercise.level)
    return [(level, list(group)) for level, group in groupby(ordered, key=lambda exercise: exercise.level)]


def item_boxes(day: Day, item: Item) -> tuple[Box, ...]:
    """Return the boxes of an exercise on a day: one, or one for each side."""
    key, name = f"{day.weekday}:{item.exercise.slug}", f"{day.name}, {item.exercise.name}"
    if not item.per_side:
        return (Box(key=key, label="Done", told=f"{name}: done"),)
    return (
        Box(key=f"{key}:left", label="Left", told=f"{name}, left side: done"),
        Box(key=f"{key}:right", label="Right", told=f"{name}, right side: done"),
    )


def walk_box(day: Day) -> Box:
    """Return the box of a walk."""
    return Box(key=f"{day.weekday}:walk", label="Done", told=f"{day.name}, walk: done")


def boxes(week: Week) -> frozenset[str]:
    """Return the key of every box in a week."""
    return frozenset(
        box.key
        for day in week.days
        for box in (
            *(box for item in day.items for box in item_boxes(day, item)),
            *((walk_box(day),) if day.kind == "walk" else ()),
        )
    )


def what_changed(before: Profile, after: Profile, catalog: Catalog) -> tuple[str, ...]:
    """Return what the step to the next week did, for the reader."""
    lines = []
    if after.session_minutes != before.session_minutes:
        lines.append(
            f"Sessions: {after.session_minutes} minutes, {_than(before.session_minutes, after.session_minutes)}."
        )
    if after.walk_minutes != before.walk_minutes:
        lines.append(
            f"Walks: {after.walk_minutes} minutes, {_than(before.walk_minutes, after.walk_minutes)}."
        )
    if after.level != before.level:
        lines.append(f"Back to level {after.level}.")
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    dropped = [names[slug] for slug in after.skipped if slug not in before.skipped and slug in names]
    if dropped:
        lines.append(f"Left out first, because it was added last: {', '.join(dropped)}.")
    gained = [names[slug] for slug in after.known if slug not in before.known and slug in names]
    if gained:
        lines.append(f"You know these now: {', '.join(gained)}.")
    was, now = plan.make(before, catalog).session, plan.make(after, catalog).session
    sets = {item.exercise.slug: item.sets for item in was}
    more = [item.exercise.name for item in now if item.sets > sets.get(item.exercise.slug, item.sets)]
    if more:
        lines.append(f"One more set: {', '.join(more)}.")
    gone = [name for name in no_longer(was, now) if name not in dropped]
    if gone:
        lines.append(f"No longer in your week: {', '.join(gone)}. You can swap it in again.")
    if not lines:
        lines.append("This week is the same as the last.")
    return tuple(lines)


def no_longer(was: Sequence[Item], now: Sequence[Item]) -> list[str]:
    """Return the names of the exercises that one session has and the one after it has not."""
    stays = {item.exercise.slug for item in now}
    return [item.exercise.name for item in was if item.exercise.slug not in stays]


def _than(before: int, after: int) -> str:
    return f"{after - before} more than before" if after > before else f"{before - after} fewer than before"


def _day(day: Day, profile: Profile, catalog: Catalog) -> dict[str, object]:
    return {
        "day": day,
        "seconds": session_seconds(day.items),
        "targets": [
            (f"{day.weekday}:{target}", WEEKDAYS[target])
            for target in rules.movable(day.weekday, profile, catalog)
        ]
        if day.kind == "exercise"
        else [],
    }


def _reasons(closed: Iterable[rules.Closed]) -> list[tuple[str, list[str]]]:
    """Return each exercise that is left out with all its reasons."""
    reasons: dict[str, list[str]] = {}
    for item in closed:
        reasons.setdefault(item.name, []).append(item.why)
    return list(reasons.items())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
