"""A plan as a file: JSON that a person can read, with a version and a checksum. The same plan as in a link.

Exercises stand by their slugs. The checksum is the CRC-32 of the part `plan`, written without spaces and with sorted
keys. Nothing here opens or saves a file: text in, text out.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from widgets import checked
from widgets.catalog import Catalog
from widgets.plan import shared
from widgets.plan.shared import Answers, Comfort, SharedItem, SharedPlan, plain
from widgets.share import link
from widgets.stored import read

FORMAT = "neutral-spine-plan"
VERSION = 1
NAME = "neutral-spine-plan.json"
TYPE = "application/json"
LONGEST = 100_000
"""Characters of a file that is still looked at. A plan takes about two thousand."""

OTHER = "This file does not hold a plan of this site."
CHANGED = "This file was changed or damaged, so the plan in it cannot be read. Please ask for it again."
LATER = "This file was made by a later version of this site. Reload this page and open the file again."


class FileError(ValueError):
    """The text holds no plan that can be read. The message says why, in words for the reader."""


def dump(plan: SharedPlan) -> str:
    """Return the file of a plan."""
    data = data_of(plan)
    return json.dumps(
        {"format": FORMAT, "version": VERSION, "plan": data, "checksum": _checksum(data)},
        ensure_ascii=False,
        indent=2,
    )


def load(text: str, catalog: Catalog) -> SharedPlan:
    """Read a file.

    Raises:
        FileError: it holds no plan that can be read.
    """
    try:
        file = read(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        file = None
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise FileError(OTHER)
    version = file.get("version")
    if version != VERSION or isinstance(version, bool):
        raise FileError(LATER if isinstance(version, int) and version > VERSION else OTHER)
    data = file.get("plan")
    if not isinstance(data, dict) or file.get("checksum") != _checksum(data):
        raise FileError(CHANGED)
    try:
        # What a link cannot hold, a file may not bring in either: both end in the same values.
        return link.decode(link.encode(plan_of(data)), catalog)
    except (KeyError, TypeError, ValueError) as error:
        raise FileError(CHANGED) from error


def _checksum(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"{zlib.crc32(text.encode()):08x}"


def data_of(plan: SharedPlan) -> dict[str, Any]:
    """Return a plan as JSON data."""
    answers = plan.answers
    return {
        "prepared": plan.prepared,
        "name": plan.name,
        "note": plan.note,
        "level": plan.level,
        "days": list(plan.days),
        "rest": list(plan.rest),
        "week_start": plan.week_start,
        "week": plan.week,
        "again": plan.again,
        "session_minutes": plan.session_minutes,
        "walk_minutes": plan.walk_minutes,
        "exercises": [
            {
                "slug": item.slug,
                "sets": item.sets,
                "reps": item.reps,
                "hold": item.hold,
                "new": item.new,
                "second": item.second,
                "note": item.note,
            }
            for item in plan.items
        ],
        "answers": None
        if answers is None
        else {
            "conditions": list(answers.conditions),
            "equipment": list(answers.equipment),
            "known": list(answers.known),
            "skipped": list(answers.skipped),
            "flare": answers.flare,
            "comfort": None
            if answers.comfort is None
            else {
                "level": answers.comfort.level,
                "session_minutes": answers.comfort.session_minutes,
                "walk_minutes": answers.comfort.walk_minutes,
                "routine": [list(pair) for pair in answers.comfort.routine],
            },
        },
    }


def plan_of(data: Mapping[str, Any]) -> SharedPlan:
    """Return the plan of JSON data.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of the wrong kind.
    """
    items = data["exercises"]
    if not isinstance(items, list) or len(items) > shared.MOST_ITEMS:
        raise TypeError("not a list of exercises")
    answers = data["answers"]
    return SharedPlan(
        prepared=checked.flag(data["prepared"]),
        name=plain(checked.text(data["name"]), shared.NAME_LENGTH),
        note=plain(checked.text(data["note"]), shared.NOTE_LENGTH),
        level=checked.whole(data["level"]),
        days=_days(data["days"]),
        rest=_days(data["rest"]),
        week_start=checked.whole(data["week_start"]),
        week=checked.whole(data["week"]),
        again=checked.flag(data["again"]),
        session_minutes=checked.whole(data["session_minutes"]),
        walk_minutes=checked.whole(data["walk_minutes"]),
        items=tuple(
            SharedItem(
                slug=checked.text(item["slug"]),
                sets=checked.whole(item["sets"]),
                reps=None if item["reps"] is None else checked.whole(item["reps"]),
                hold=None if item["hold"] is None else checked.whole(item["hold"]),
                new=checked.flag(item["new"]),
                second=checked.flag(item["second"]),
                note=plain(checked.text(item["note"]), shared.ITEM_NOTE_LENGTH),
            )
            for item in items
        ),
        answers=None if answers is None else _answers(answers),
    )


def _answers(data: Mapping[str, Any]) -> Answers:
    comfort = data["comfort"]
    return Answers(
        conditions=checked.texts(data["conditions"]),
        equipment=checked.texts(data["equipment"]),
        known=checked.texts(data["known"]),
        skipped=checked.texts(data["skipped"]),
        flare=checked.flag(data["flare"]),
        comfort=None
        if comfort is None
        else Comfort(
            level=checked.whole(comfort["level"]),
            session_minutes=checked.whole(comfort["session_minutes"]),
            walk_minutes=checked.whole(comfort["walk_minutes"]),
            routine=tuple((checked.text(slug), checked.whole(sets)) for slug, sets in comfort["routine"]),
        ),
    )


def _days(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list of days")
    days = tuple(sorted({checked.whole(day) for day in value}))
    if not all(0 <= day < link.DAYS for day in days):
        raise TypeError(f"{value!r} are not days of a week")
    return days
