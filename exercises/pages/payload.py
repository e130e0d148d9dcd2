"""The catalogue as `catalog.json`: what the widgets read, and what anybody else may.

Plain JSON values only, no HTML. The records are given as they are, with four derived fields each, so that no
reader of the file has to know how a dose is summed or said. `docs/data.md` documents it; `schema` goes up
when a field is renamed, removed or means something else.
"""

from __future__ import annotations

import json
from typing import Any

from exercises.catalog.model import Catalog, Exercise
from exercises.pages import view
from exercises.pages.jsonld import LICENCE

SCHEMA_VERSION = 1


def payload(catalog: Catalog) -> dict[str, Any]:
    """Return `catalog.json` as data: the same catalogue gives the same data in the same order."""
    return {
        "schema": SCHEMA_VERSION,
        "licence": {"name": "CC BY 4.0", "url": LICENCE},
        "attribution": "Neutral Spine",
        "notice": catalog.safety.warning.short,
        "exercises": [_exercise(exercise) for exercise in catalog.exercises],
        "levels": [level.model_dump(mode="json") for level in catalog.levels],
        "vocabulary": catalog.vocabulary.model_dump(mode="json"),
        "plan": catalog.plan.model_dump(mode="json"),
        "safety": catalog.safety.model_dump(mode="json"),
        "references": [reference.model_dump(mode="json") for reference in catalog.references],
    }


def payload_text(catalog: Catalog) -> str:
    """Return `catalog.json` as text."""
    return json.dumps(payload(catalog), ensure_ascii=False, separators=(",", ":")) + "\n"


def _exercise(exercise: Exercise) -> dict[str, Any]:
    """Return a record with what is derived from it. Poses stay out: the pictures are published."""
    return exercise.model_dump(mode="json", exclude={"figure"}) | {
        "url": f"exercises/{exercise.slug}/",
        "dose_text": view.dose_words(exercise.dose),
        "dose_line": view.dose_line(exercise.dose),
        "seconds": view.seconds(exercise.dose),
    }
