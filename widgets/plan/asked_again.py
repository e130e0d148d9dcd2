"""Health questions that were split in two: what a tick of before stands for, until the reader answers it again.

An id never changes its meaning to a milder one, so that old plans and links stay careful. A plan of before keeps its
tick, gets each half that asked what the whole asked, and is asked once more. Pure; no sentence is here.
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
"""By the id of the question of before: the questions that took its place."""

ADDED: Mapping[str, tuple[str, ...]] = {"inflammatory-disease": ("inflammatory-signs",)}
"""What a tick of before also closes or asks: the half with its old id is the milder one there."""


def migrated(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's data of version 3 as version 4, which knows of ticks that are to be asked again."""
    course = data["course"]
    ticked = list(course["profile"].get("conditions") or ())
    again = [id_ for id_ in SPLIT if id_ in ticked]
    added = [half for id_ in again for half in ADDED.get(id_, ()) if half not in ticked]
    profile = {**course["profile"], "conditions": [*ticked, *added], "unsure": again}
    return {**data, "course": {**course, "profile": profile}}


def pending(profile: Profile, catalog: Catalog) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
    """Return what is to be asked again: the id of before, and the questions in its place."""
    by_id = {one.id: one for one in catalog.conditions}
    return tuple(
        (id_, tuple(by_id[half] for half in halves if half in by_id))
        for id_, halves in SPLIT.items()
        if id_ in profile.unsure
        and not by_id.keys().isdisjoint(halves)
        and set(halves) & {*profile.conditions}
    )


def answered(course: Course, id_: str, ticked: Collection[str], catalog: Catalog) -> Course:
    """Return the course with a question answered again: with what is ticked in the place of the tick of before."""
    profile = course.profile
    others = {one for one in profile.conditions if one not in SPLIT[id_]}
    chosen = others | (set(ticked) & set(SPLIT[id_]))
    profile = replace(
        profile,
        conditions=tuple(one.id for one in catalog.conditions if one.id in chosen),
        unsure=tuple(one for one in profile.unsure if one != id_),
    )
    return edits.answered_anew(course, profile, catalog)
