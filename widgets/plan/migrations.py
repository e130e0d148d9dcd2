"""Migrations of the stored plan's data, from each earlier version to the next.

They work on JSON data alone: no value of today is made here, so that a change of today's values changes no migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widgets.plan import asked_again
from widgets.plan.values import WARM_START
from widgets.stored import Migration

AS_RECORD = -1
"""A number of repetitions or seconds that a migration leaves to the record: the formats before had sets alone."""


def _with_two_routines(data: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1 had one routine for all exercise days, no second round on a day, and no week to settle."""
    comfortable = data["comfortable"]
    return {
        **data,
        "second": None if data["routine"] is None else [],
        "again": False,
        "prescribed": None,
        "settling": False,
        "comfortable": None if comfortable is None else {**comfortable, "second": []},
    }


ANSWERS = ("level", "days", "session_minutes", "walk_minutes", "asked", "week_start", "rest", "conditions")
"""Parts of a profile that version 3 has under the same names as version 2, beside a few that are changed."""


def _as_course(data: Mapping[str, Any]) -> dict[str, Any]:
    """Version 2 had a profile alone: a routine of sets, and what was skipped without a reason.

    What was skipped stays out until the reader brings it back. Nothing of it counts as taken by a flare-up.
    """
    known, skipped = list(data["known"]), list(data["skipped"])
    prescribed = data["prescribed"]
    second = set(data["second"] or ())
    routines: list[list[dict[str, Any]]] = []
    if prescribed is not None:
        items = [item for item in prescribed["exercises"] if item["slug"] not in skipped]
        routines = [[_planned(item["slug"], item["sets"], item["reps"], item["hold"]) for item in items]]
    elif data["routine"] is not None:
        listed = [(slug, sets) for slug, sets in data["routine"]]
        if data["new"] is not None:
            listed.append((data["new"], 1))
        warm = [_planned(slug, sets) for slug, sets in listed if slug == WARM_START]
        first = [_planned(slug, sets) for slug, sets in listed if slug not in second]
        routines = [first]
        if second:
            routines.append([*warm, *(_planned(slug, sets) for slug, sets in listed if slug in second)])
    week, flare, settling = data["week"], data["flare"], data["settling"]
    comfortable = data["comfortable"]
    there = [planned["slug"] for routine in routines for planned in routine]
    ranked = sorted(dict.fromkeys(there), key=lambda slug: _rank(slug, known, data["new"]))
    profile = {name: data[name] for name in ANSWERS}
    profile |= {
        "equipment": data["equipment"],
        "known": known,
        "again": data["again"],
        "prescribed": prescribed,
    }
    return {
        "course": {
            "profile": profile,
            "routines": routines,
            "walk_minutes": data["walk_minutes"],
            "walk_before": comfortable["walk_minutes"] if flare and comfortable else None,
            "level": data["level"],
            "week": week,
            "phase": "back" if flare else "begin" if week == 1 else "hold",
            "known": known,
            "order": ranked,
            "new": data["new"],
            "dropped": [{"slug": slug, "reason": "left-out"} for slug in skipped],
            "in_flare": flare,
            "still": int(flare or settling),
            "quiet": int(settling),
        },
        "done": data["done"],
        "since": data.get("since"),
    }


def _planned(slug: Any, sets: Any, reps: Any = None, hold: Any = None) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "slug": slug,
        "sets": sets,
        "reps": AS_RECORD if reps is None else reps,
        "hold": AS_RECORD if hold is None else hold,
    }


def _rank(slug: str, known: list[str], new: str | None) -> tuple[bool, int]:
    """Return the sort key of the order in which exercises came: version 2 listed the newest known one last."""
    return slug == new, known.index(slug) if slug in known else -1


MIGRATIONS: Mapping[int, Migration] = {1: _with_two_routines, 2: _as_course, 3: asked_again.migrated}
"""By the version that each starts from."""
