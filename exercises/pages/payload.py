"""The catalogue as `catalog.json`, and its schema: what the widgets read, and what anybody else may.

Plain JSON values only, no HTML. The records are given as they are, with four derived fields each, so that no
reader of the file has to know how a dose is summed or said. `docs/data.md` documents it; `schema` goes up
when a field is renamed, removed or means something else.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from exercises.catalog.model import Catalog, Exercise
from exercises.pages import view
from exercises.pages.jsonld import LICENCE

SCHEMA_VERSION = 1

DERIVED: dict[str, dict[str, Any]] = {
    "url": {"type": "string", "description": "Its page, from the site's root."},
    "dose_text": {"type": "string", "description": "The dose in sentences."},
    "dose_line": {"type": "string", "description": "The dose on one short line."},
    "seconds": {
        "type": "integer",
        "minimum": 1,
        "description": "How long the whole dose takes, from getting ready to the end, in seconds.",
    },
}
"""What an exercise has in the payload beside its record."""


def payload(catalog: Catalog) -> dict[str, Any]:
    """Return `catalog.json` as data: the same catalogue gives the same data in the same order."""
    return {
        "schema": SCHEMA_VERSION,
        "licence": {"name": "CC BY 4.0", "url": LICENCE},
        "attribution": "Neutral Spine",
        "notice": catalog.safety.warning.short,
        "exercises": [_exercise(exercise, catalog) for exercise in catalog.exercises],
        "levels": [level.model_dump(mode="json") for level in catalog.levels],
        "vocabulary": catalog.vocabulary.model_dump(mode="json"),
        "plan": catalog.plan.model_dump(mode="json"),
        "safety": catalog.safety.model_dump(mode="json"),
        "search": catalog.search.model_dump(mode="json"),
        "references": [reference.model_dump(mode="json") for reference in catalog.references],
    }


def payload_text(catalog: Catalog) -> str:
    """Return `catalog.json` as text."""
    return json.dumps(payload(catalog), ensure_ascii=False, separators=(",", ":")) + "\n"


def payload_schema() -> dict[str, Any]:
    """Return the JSON Schema of `catalog.json`.

    Every field that is documented is required: one that does not apply is null or empty. Fields that are not known are
    allowed, since a new field does not change the version.
    """
    catalog = Catalog.model_json_schema(mode="serialization")
    parts: dict[str, Any] = catalog["$defs"]
    for name in ("Figure", "Limbs", "Pose", "Plate", "Panel"):
        del parts[name]
    del catalog["properties"]["plates"]  # pictures for hand-written pages
    del parts["Exercise"]["properties"]["figure"]
    parts["Exercise"]["properties"] |= DERIVED
    for part in parts.values():
        part["required"] = list(part["properties"])
        del part["additionalProperties"]
    text = {"type": "string"}
    head = {
        "schema": {"const": SCHEMA_VERSION, "description": "The version of this form."},
        "licence": {"type": "object", "properties": {"name": text, "url": text}, "required": ["name", "url"]},
        "attribution": {**text, "description": "The name to give."},
        "notice": {**text, "description": "The short warning, for one line."},
    }
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "Catalog",
        "description": "All of Neutral Spine: exercises, levels, vocabulary, plan rules, safety texts, references.",
        "type": "object",
        "properties": head | catalog["properties"],
        "required": [*head, *catalog["properties"]],
        "$defs": parts,
    }


def payload_schema_text() -> str:
    """Return `catalog.schema.json` as text."""
    return json.dumps(payload_schema(), ensure_ascii=False, indent=2) + "\n"


def _exercise(exercise: Exercise, catalog: Catalog) -> dict[str, Any]:
    """Return a record with what is derived from it; poses stay out, since the pictures are published.

    `ask_first` is whole: the reasons of the record, then those of the vocabulary that hold for any exercise.
    """
    return exercise.model_dump(mode="json", exclude={"figure", "ask_first"}) | {
        "ask_first": [ask.model_dump(mode="json") for ask in catalog.asks(exercise)],
        "url": f"exercises/{exercise.slug}/",
        "dose_text": view.dose_words(exercise.dose),
        "dose_line": view.dose_line(exercise.dose),
        "seconds": view.seconds(exercise.dose),
    }
