"""A frozen library: the 38 exercises that the site published on 29 November 2026, as far as a plan depends on them.

A story of the planner ("this reader gets these exercises") holds for one library. The published one grows; this one
stays, so that a new record breaks no story. `frozen.json` holds each exercise's place, dose, cautions and neighbours
without its words, and the names that they cite. The planner's numbers, the levels, the caps on holds and the safety
words come from the published catalogue: a change of those is meant to show in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from exercises.catalog.load import ROOT, load
from exercises.pages.payload import payload_text
from widgets.catalog import AskFirst, Catalog, Condition, Dose, Equipment, Exercise, Position

FILE = Path(__file__).parent / "frozen.json"
DOSE = (
    *("hold", "reps", "sets", "move", "release", "rest", "get_ready"),
    *("sides", "side_change", "side_means"),
)
"""What the numbers of a `dose` in `frozen.json` are, in order."""


@cache
def real_catalog() -> Catalog:
    """Return the published catalogue, as the page gets it."""
    loaded = load(ROOT)
    assert loaded.catalog is not None, loaded.problems
    return Catalog.from_json(payload_text(loaded.catalog))


@cache
def frozen_catalog() -> Catalog:
    """Return the frozen library within the published catalogue's rules and safety words."""
    data: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    caps = {condition.id: condition.hold_at_most for condition in real_catalog().conditions}
    return replace(
        real_catalog(),
        exercises=tuple(_exercise(slug, row, data["positions"]) for slug, row in data["exercises"].items()),
        positions=tuple(
            Position(id=id_, name=name, plain=f"{name}.", same_seconds=same, change_seconds=change)
            for id_, (name, same, change) in data["positions"].items()
        ),
        equipment=tuple(
            Equipment(id=id_, name=name, plain=f"{name}.") for id_, name in data["equipment"].items()
        ),
        conditions=tuple(
            Condition(
                id=id_,
                name=name,
                question=f"I have: {name}",
                advice="Ask first.",
                hold_at_most=caps.get(id_),
            )
            for id_, name in data["conditions"].items()
        ),
    )


def _exercise(slug: str, row: Mapping[str, Any], positions: Mapping[str, Any]) -> Exercise:
    name = row["name"]
    return Exercise(
        slug=slug,
        name=name,
        summary=f"{name}.",
        url=f"exercises/{slug}/",
        level=row["level"],
        position=row["position"],
        position_name=positions[row["position"]][0],
        face=row["face"],
        equipment=tuple(row["equipment"]),
        cue=("Keep breathing",),
        dose=Dose(
            **dict(zip(DOSE, row["dose"], strict=True)),
            range={part: (low, high) for part, (low, high) in row["range"].items()},
        ),
        seconds=row["seconds"],
        ask_first=tuple(
            AskFirst(condition=condition, why="Ask first.", planner=planner)
            for planner in ("ask", "leave-out")
            for condition in row[planner]
        ),
        easier=tuple(row["easier"]),
        harder=tuple(row["harder"]),
        setup=("Get ready.",),
        steps=("Move slowly.", "Come back."),
        stop_if=("Stop if it hurts.",),
    )
