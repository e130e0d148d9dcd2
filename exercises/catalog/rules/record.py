"""Rules of one record: dose, position, equipment, figure, dates, and the conditions to ask about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from annotated_types import Ge, Le

from exercises.catalog.load import Entry
from exercises.catalog.model import Dose, Exercise, Face, Level, Range
from exercises.catalog.rules.case import Case, Finding, Findings, hint, named
from exercises.catalog.wording import Loc, label, show

GRACE = dt.timedelta(days=90)
"""Time after the check date in which a record gets a warning, not an error."""

CHECK_YEARS = 2
"""Longest interval between two comparisons of a record with its sources, in years."""

FACES: Mapping[str, Face] = {
    "hook-lying": "up",
    "supine-on-ball": "up",
    "prone": "down",
    "quadruped": "down",
    "plank": "down",
    "prone-on-ball": "down",
    "seated": "other",
    "side-lying": "other",
    "standing": "other",
    "ball-sitting": "other",
}
"""Direction of the front of the body, by position."""

NEEDED_EQUIPMENT: Mapping[str, str] = {
    "ball-sitting": "stability-ball",
    "supine-on-ball": "stability-ball",
    "prone-on-ball": "stability-ball",
}
"""Equipment that a position needs, by position."""

LEAVE_NEUTRAL = frozenset({"finding-neutral", "pelvic-tilt"})
"""The drills that move the spine out of neutral on purpose, to find neutral."""

LEAST_HOLD = 2
"""Seconds: a hold longer than this can be chosen as short as this."""

LEAST_REPS = 3
"""Repetitions: more than these can be chosen as few as these, or fewer."""

HEADS = ("name", "summary")
"""Fields that the builder puts unescaped into the head of a page: its title and its description."""

MARKUP = '<>"'
"""Characters that would end an attribute or begin a tag there."""


def dose_in_range(case: Case) -> Findings:
    """A range goes from low to high within the model's limits for a dose, and the dose lies in it."""
    for entry in case.loaded.exercises:
        dose = entry.value.dose
        for name in type(dose.range).model_fields:
            found: Range | None = getattr(dose.range, name)
            if found is None:
                continue
            least, most = _limits(name)
            loc = ("dose", "range", name)
            value = getattr(dose, name)
            if found.low > found.high:
                message = f"{label(loc)} must go from low to high, not from {found.low} to {found.high}"
                yield Finding(entry.path, loc, message)
            elif found.low < least or found.high > most:
                message = f"{label(loc)} must lie in {least} to {most}, not {found.low} to {found.high}"
                yield Finding(entry.path, loc, message)
            elif not found.low <= value <= found.high:
                message = f"dose.{name} must lie in its own range, {found.low} to {found.high}, not {value}"
                yield Finding(entry.path, ("dose", name), message)


def range_lets_one_do_less(case: Case) -> Findings:
    """A range goes below the start: repetitions down to 3 or fewer, longer holds down to 2 seconds, one set."""
    for entry in case.loaded.exercises:
        dose = entry.value.dose
        bounds = (
            ("hold", dose.hold, LEAST_HOLD, dose.range.hold),
            ("reps", dose.reps, LEAST_REPS, dose.range.reps),
            ("sets", dose.sets, 1, dose.range.sets),
        )
        for name, start, least, chosen in bounds:
            if start > least and (chosen is None or chosen.low > least):
                loc: Loc = ("dose", "range", name)
                message = f"{label(loc)} must begin at {least} or below, so that a reader can do less"
                yield Finding(entry.path, loc, message)


def sides_are_named(case: Case) -> Findings:
    """A dose with two sides has `side_means`, and one without has none; it is `lying` in side-lying, and only there."""
    for entry in case.loaded.exercises:
        dose, position = entry.value.dose, entry.value.position
        if dose.sides == "both":
            if dose.side_means is not None:
                message = "dose.side_means must be left out where dose.sides is both"
                yield Finding(entry.path, ("dose", "side_means"), message)
        elif dose.side_means is None:
            message = f"dose.side_means must say what left and right name, since dose.sides is {dose.sides}"
            yield Finding(entry.path, ("dose",), message)
        elif (dose.side_means == "lying") != (position == "side-lying"):
            wanted = "lying" if position == "side-lying" else "arm or leg"
            message = f"dose.side_means must be {wanted} in position {position}, not {dose.side_means}"
            yield Finding(entry.path, ("dose", "side_means"), message)


def face_fits_position(case: Case) -> Findings:
    """The face agrees with the position: it is up when lying on the back."""
    for entry in case.loaded.exercises:
        face = FACES.get(entry.value.position)
        if face is not None and entry.value.face != face:
            message = f"face must be {face} in the position {entry.value.position}, not {entry.value.face}"
            yield Finding(entry.path, ("face",), message)


def equipment_fits_position(case: Case) -> Findings:
    """A position on the ball needs the ball."""
    for entry in case.loaded.exercises:
        needed = NEEDED_EQUIPMENT.get(entry.value.position)
        if needed is not None and needed not in entry.value.equipment:
            message = f"equipment must name {needed} in the position {entry.value.position}"
            yield Finding(entry.path, ("equipment",), message)


def leaving_neutral_said(case: Case) -> Findings:
    """The drills that leave neutral on purpose have `leaves_neutral`."""
    for entry in case.loaded.exercises:
        if entry.value.slug in LEAVE_NEUTRAL and entry.value.leaves_neutral is None:
            message = "leaves_neutral must be there: this drill moves the spine out of neutral on purpose"
            yield Finding(entry.path, ("leaves_neutral",), message)


def poses_exist(case: Case) -> Findings:
    """Every pose that a record cites is a pose of its figure.

    A step may cite any pose; `like` of a pose must be an earlier one; names of poses differ.
    A record without a figure is not judged.
    """
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is None:
            continue
        names: list[str] = []
        for index, pose in enumerate(figure.poses):
            loc = ("figure", "poses", index)
            if pose.like is not None and pose.like not in names:
                message = f"{label((*loc, 'like'))} must be an earlier pose, not {show(pose.like)}"
                yield Finding(entry.path, (*loc, "like"), message)
            if pose.name in names:
                message = f"{label((*loc, 'name'))} must not be {show(pose.name)} a second time"
                yield Finding(entry.path, (*loc, "name"), message)
            names.append(pose.name)
        if figure.mistake is not None and figure.mistake.like not in {None, *names}:
            where: Loc = ("figure", "mistake", "like")
            message = f"{label(where)} must be a pose of the figure, not {show(figure.mistake.like)}"
            yield Finding(entry.path, where, message)
        for index, step in enumerate(entry.value.steps):
            if step.pose is not None and step.pose not in names:
                at = label(("steps", index, "pose"))
                message = f"{at} must be a pose of the figure, not {show(step.pose)}{hint(step.pose, names)}"
                yield Finding(entry.path, ("steps", index, "pose"), message)


def dates_in_order(case: Case) -> Findings:
    """The date `last_checked` is not in the future, and `next_check` is at most two years after it."""
    for entry in case.loaded.exercises:
        last, due = entry.value.last_checked, entry.value.next_check
        latest = (last.year + CHECK_YEARS, last.month, last.day)
        if last > case.today + dt.timedelta(days=1):  # the contributor's time zone may be a day ahead
            yield Finding(
                entry.path, ("last_checked",), f"last_checked must not lie in the future, as {last} does"
            )
        if due < last:
            message = f"next_check must not be before last_checked, {last}, as {due} is"
            yield Finding(entry.path, ("next_check",), message)
        elif (due.year, due.month, due.day) > latest:
            message = f"next_check must be at most {CHECK_YEARS} years after last_checked, {last}, not {due}"
            yield Finding(entry.path, ("next_check",), message)


def checked_in_time(case: Case) -> Findings:
    """A record past its check date is a warning, and after 90 days of grace an error."""
    for entry in case.loaded.exercises:
        due = entry.value.next_check
        if due < entry.value.last_checked or due >= case.today:
            continue
        late = case.today > due + GRACE
        message = (
            f"the record must be compared with its sources again: it was due on {due}"
            f"{'' if late else f', and becomes an error after {due + GRACE}'}"
        )
        yield Finding(entry.path, ("next_check",), message, warning=not late)


def heads_are_plain(case: Case) -> Findings:
    """The names and summaries of exercises and levels hold no < > and no straight double quote."""
    entries: tuple[Entry[Exercise] | Entry[Level], ...] = (*case.loaded.exercises, *case.loaded.levels)
    for entry in entries:
        for field in (*HEADS, "aim") if isinstance(entry.value, Level) else HEADS:
            text = str(getattr(entry.value, field, ""))
            found = next((sign for sign in text if sign in MARKUP), None)
            if found is not None:
                message = f"{named(entry, (field,))} must not hold {found}, since it goes into a page's head as it is"
                yield Finding(entry.path, (*entry.loc, field), message)


def _limits(name: str) -> tuple[int, int]:
    """Return the bounds that the model sets for a number of the dose."""
    rules = Dose.model_fields[name].metadata
    (least,) = (int(str(rule.ge)) for rule in rules if isinstance(rule, Ge))
    (most,) = (int(str(rule.le)) for rule in rules if isinstance(rule, Le))
    return least, most
