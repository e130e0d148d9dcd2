"""Health questions that were split in two: which new questions an old tick stands for until the reader answers again.

An id never gets a milder meaning, so old plans and links stay careful. An old plan keeps its tick, also gets each new
question that asks for as much as the old one did, and its reader is asked once more. Pure; no sentence is here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from widgets.catalog import Catalog, Condition
from widgets.plan import edits
from widgets.plan.values import Course, Profile

SPLIT: Mapping[str, tuple[str, ...]] = {
    "pregnancy": ("pregnancy", "early-pregnancy", "after-birth"),
    "inflammatory-disease": ("inflammatory-disease", "inflammatory-signs"),
}
"""By the id of the old question: the ids of the questions that replaced it. The old id is one of them."""

ADDED: Mapping[str, tuple[str, ...]] = {"inflammatory-disease": ("inflammatory-signs",)}
"""By the id of the old question: new questions that an old tick counts for too, since they are the stricter half."""


def migrated(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's data of version 3 as version 4, which marks the ticks that are asked about again."""
    course = data["course"]
    ticked = list(course["profile"].get("conditions") or ())
    again = [id_ for id_ in SPLIT if id_ in ticked]
    added = [half for id_ in again for half in ADDED.get(id_, ()) if half not in ticked]
    profile = {**course["profile"], "conditions": [*ticked, *added], "unsure": again}
    return {**data, "course": {**course, "profile": profile}}


def pending(profile: Profile, catalog: Catalog) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
    """Return the questions to ask again: the old id, and the questions that replaced it."""
    by_id = {one.id: one for one in catalog.conditions}
    return tuple(
        (id_, tuple(by_id[half] for half in halves if half in by_id))
        for id_, halves in SPLIT.items()
        if id_ in profile.unsure
        and not by_id.keys().isdisjoint(halves)
        and set(halves) & {*profile.conditions}
    )


def answered(course: Course, id_: str, ticked: Collection[str], catalog: Catalog) -> Course:
    """Return the course with the new answers in place of the old tick, and the question marked as answered."""
    profile = course.profile
    others = {one for one in profile.conditions if one not in SPLIT[id_]}
    chosen = others | (set(ticked) & set(SPLIT[id_]))
    profile = replace(
        profile,
        conditions=tuple(one.id for one in catalog.conditions if one.id in chosen),
        unsure=tuple(one for one in profile.unsure if one != id_),
    )
    return edits.answered_anew(course, profile, catalog)
