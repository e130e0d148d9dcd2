"""`kept.schema.json`: the JSON Schema of the file that "Save everything as a file" gives (explained on `docs/data.md`).

Types and bounds come from the fields of the log's values, as the codec reads them. Never: a rule of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Annotated, Any, Literal, TypeAliasType, get_args, get_origin

from widgets.codec import Between, fields_of
from widgets.diary import entries, log_document
from widgets.log.files import VERSION
from widgets.share.kinds import SITE_MARK
from widgets.stored import Data, Listed

_DAY = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "description": "A date of the reader's own calendar.",
}
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}

_DONE = {
    "slug": "The exercise's id in catalog.json.",
    "reps": "Of each set; on each side where there are sides.",
    "hold": "Seconds of each repetition; 0 for a movement without a hold.",
    "seconds": "How long it took in all.",
    "new": "Whether it was that week's new exercise. Left out: no.",
    "said": "What the reader said of it.",
    "finished": "Whether all of its dose was done. Left out: yes.",
}
_ENTRY = {
    "id": "Unique in the log.",
    "at": "Milliseconds since 1970-01-01 UTC; noon where only the day is known.",
    "source": "What wrote it.",
    "seconds": "How long it took. Left out: nobody knows.",
    "short": "Whether it was the short session of a short day. Left out: no.",
    "pain_before": "0 to 10; also the number of a `pain` or `flare-up` entry.",
    "pain_after": "0 to 10.",
    "pain_next_day": "0 to 10.",
    "asked": "Whether the question for the next day was put and not answered.",
    "week": "The plan's week.",
}
"""What a reader of the data wants to know of a field, beside its type and bounds."""
_ACTIVITY = {
    "id": "Unique in the log.",
    "name": "In the reader's own words.",
    "scores": "One a day at the most, the oldest first.",
}
_SCORE = {"score": "0: cannot do it. 10: as well as before."}


def schema(documents: Iterable[Listed]) -> Data:
    """Return the JSON Schema (draft 2020-12) of an exported file.

    Every field of the log is described. Of the plan and the timer's choices, which only this site reads, the version
    is.
    """
    others = {
        one.document.key: {
            "type": "object",
            "description": f"{one.title}: {one.holds}. Its fields belong to this site and may change with `version`.",
            "properties": {"version": {"const": one.document.version}},
            "required": ["version"],
        }
        for one in documents
        if one.moves and one.document.key != log_document.KEY
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What Neutral Spine keeps on a device",
        "description": "The file that “Save everything as a file” gives, and that can be brought in again.",
    } | _object(
        {
            "site": {"const": SITE_MARK},
            "version": {"const": VERSION, "description": "The version of this form."},
            "made": {"anyOf": [_DAY, {"type": "null"}]},
            "documents": _object({log_document.KEY: _log()} | others, ()),
        },
        ("site", "version", "documents"),
    )


def schema_text(documents: Iterable[Listed]) -> str:
    """Return `kept.schema.json` as text."""
    return json.dumps(schema(documents), ensure_ascii=False, indent=2) + "\n"


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> Data:
    return {
        "type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False,
    }  # fmt: skip


def _log() -> Data:
    done = _of(entries.Done, _DONE)
    entry = _of(entries.Entry, _ENTRY)
    entry["properties"]["exercises"]["items"] = done
    activity = _of(entries.Activity, _ACTIVITY)
    activity["properties"]["scores"]["items"] = _of(entries.Score, _SCORE)
    properties = {
        "version": {"const": log_document.VERSION},
        "goal": {
            "type": "string", "maxLength": entries.GOAL_LONGEST, "description": "In the reader's own words.",
        },
        "questions": {
            "type": "string", "maxLength": entries.QUESTIONS_LONGEST, "description": "For the next appointment.",
        },
        "activities": {
            "type": "array", "maxItems": entries.ACTIVITIES_MOST, "items": activity,
            "description": "What the reader finds hard (the Patient-Specific Functional Scale).",
        },
        "entries": {"type": "array", "maxItems": entries.ENTRIES_MOST, "items": entry},
    }  # fmt: skip
    return _object(properties, properties)


def _of(kind: type, described: Mapping[str, str]) -> Data:
    """Return the schema of a dataclass that leaves out fields at their default."""
    fields = fields_of(kind)
    properties = {
        field.key: _type(field.hint)
        | ({"description": described[field.key]} if field.key in described else {})
        for field in fields
    }
    return _object(properties, (field.key for field in fields if field.required))


def _type(hint: Any) -> Data:  # noqa: ANN401 - a type of any kind
    """Return the schema of a field's type."""
    if isinstance(hint, TypeAliasType):
        return dict(_DAY) if hint is entries.Day else _type(hint.__value__)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        found = _type(args[0])
        for bounds in (note for note in args[1:] if isinstance(note, Between)):
            found |= _bounds(found["type"], bounds)
        return found
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array"}
    if NoneType in args:
        found = _type(next(arg for arg in args if arg is not NoneType))
        return (
            {"enum": [*found["enum"], None]} if "enum" in found else found | {"type": [found["type"], "null"]}
        )
    return {"type": _TYPES[hint]}


def _bounds(kind: str, bounds: Between) -> Data:
    least, most = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems")}.get(
        kind, ("minimum", "maximum")
    )
    counted = least != "minimum"
    return ({least: bounds.least} if bounds.least or not counted else {}) | {most: bounds.most}
