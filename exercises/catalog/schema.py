"""The JSON Schema of a record, and the skeleton of a new one.

The schema is derived from `model.py` alone: its docstrings are its only words. The skeleton adds the lines that every
record holds and the notes on whom to ask, from `rules/content.py`. Nothing here touches a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from exercises.catalog.errors import CatalogError
from exercises.catalog.model import Exercise
from exercises.catalog.rules import content

type Schema = dict[str, Any]

_LONG = 400
"""Characters: a sentence or two. Nobody need be told a limit that far away."""

HEAD = """\
# yaml-language-server: $schema=../exercise.schema.json
#
# A new exercise. Fill in every empty place: `python -m exercises check` lists what is left to do.
# What stands behind a # may be left out; take the # away to use it.
# These notes explain each field and may be deleted.
"""


GIVEN: dict[str, tuple[str, ...]] = {
    "do_not": (f"  - {content.FIRST_DO_NOT}",),
    "stop_if": (f"  - text: {content.LEG_RULE}", f"    sources: [{', '.join(content.LEG_SOURCES)}]"),
}
"""The lines under a key that stand on every record, as YAML."""


def schema() -> Schema:
    """Return the JSON Schema of one exercise file."""
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **Exercise.model_json_schema(),
        "title": "Exercise",
    }


def schema_text() -> str:
    """Return the text of `exercise.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def skeleton(slug: str) -> str:
    """Return an empty record as valid YAML, with a comment for every field."""
    root = schema()
    lines = [HEAD.rstrip()]
    for name, field in root["properties"].items():
        lines.append("")
        if name == "slug":
            lines += [*_notes(_resolve(field, root)), f"slug: {slug}"]
        elif name in GIVEN:
            lines += [*_notes(_resolve(field, root)), f"{name}:", *GIVEN[name]]
        else:
            if name == "ask_first":
                lines += [f"# {note}" for note in content.ASK_NOTES]
            lines += _field(name, field, required=name in root["required"], root=root)
    return "\n".join(lines) + "\n"


def _field(name: str, field: Schema, *, required: bool, root: Schema) -> list[str]:
    """Return the lines of one key: its notes, then the key with its empty places."""
    plain = _resolve(field, root)
    if required:
        return [*_notes(plain), *_written(name, plain, root)]
    short = f"# {name}:"
    notes = _notes({**plain, "description": f"May be left out. {plain.get('description', '')}".strip()})
    return [*notes, *_commented(short, plain, root, {plain.get("title")})]


def _written(name: str, field: Schema, root: Schema) -> list[str]:
    """Return a required key."""
    if field.get("type") == "object":
        return [f"{name}:", *_indented(_object(field, root))]
    if field.get("type") == "array":
        item = _resolve(field["items"], root)
        lines = [f"{name}:"]
        for _ in range(max(1, field.get("minItems", 0))):
            inner = _object(item, root) if item.get("type") == "object" else [""]
            lines += _item(inner)
        return lines
    return [f"{name}:"]


def _object(field: Schema, root: Schema) -> list[str]:
    lines: list[str] = []
    for name, inner in field["properties"].items():
        lines += _field(name, inner, required=name in field.get("required", ()), root=root)
    return lines


def _commented(start: str, field: Schema, root: Schema, shown: set[object]) -> list[str]:
    """Return a key that may be left out, as comments; inside, a note stands behind its key.

    Args:
        start: The comment up to the key's colon.
        field: The key's schema.
        root: The whole schema.
        shown: Titles of the objects that were written out already; each is written out only once.
    """
    inner = _resolve(field["items"], root) if field.get("type") == "array" else field
    if inner.get("type") != "object":
        default = field.get("default")
        value = "" if default is None else f" {json.dumps(default, ensure_ascii=False)}"
        return [start + value]
    lines = [start]
    indent = " " * (len(start) - len(start.lstrip("# ")) - 2)
    lead = f"# {indent}  "
    hyphen = f"# {indent}  - " if field.get("type") == "array" else None
    for name, value in inner["properties"].items():
        plain = _resolve(value, root)
        key = f"{hyphen or lead + ('  ' if field.get('type') == 'array' else '')}{name}:"
        hyphen = None
        title = plain.get("title")
        if plain.get("type") == "object" and title in shown:
            lines.append(f"{key} {{}}  # {title}, as above")
        elif plain.get("type") == "object" or _resolve(plain.get("items", {}), root).get("type") == "object":
            lines += _commented(key, plain, root, shown)
        else:
            note = " ".join(_sentences(plain))
            lines.append(f"{key}  # {note}" if note else key)
        shown.add(title)
    return lines


def _item(lines: list[str]) -> list[str]:
    """Return an item of a list; notes that come before its first key stand above the hyphen."""
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    above = [f"  {line}" for line in lines[:first]]
    return [*above, f"  - {lines[first]}".rstrip(), *(f"    {line}" for line in lines[first + 1 :])]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _notes(field: Schema) -> list[str]:
    """Return the comment lines that explain a key."""
    width = 105
    lines: list[str] = []
    for sentence in _sentences(field):
        row = "#"
        for word in sentence.split():
            if len(row) + len(word) > width:
                lines.append(row)
                row = "#"
            row += f" {word}"
        lines.append(row)
    return lines


def _sentences(field: Schema) -> Iterator[str]:
    """Yield what is to be known about a key: its description, then what the schema demands."""
    description = " ".join(field.get("description", "").split())
    if description:
        yield description
    item = field.get("items", {})
    values = field.get("enum") or item.get("enum")
    if values:
        yield f"One of: {', '.join(map(str, values))}."
    if "minimum" in field and "maximum" in field:
        yield f"From {field['minimum']} to {field['maximum']}."
    if "maxItems" in field:
        yield f"At most {field['maxItems']}."
    for texts, each in ((field, ""), (item, " each")):
        if texts.get("maxLength", _LONG) < _LONG and "pattern" not in texts:
            yield f"At most {texts['maxLength']} characters{each}."
    if field.get("format") == "date":
        yield "A date such as 2026-11-20."


def _resolve(field: Schema, root: Schema) -> Schema:
    """Follow a reference, and take the one schema of "this or nothing"; a key's own words come first."""
    own = {key: value for key, value in field.items() if key in ("description", "default", "title")}
    if "anyOf" in field:
        options = [option for option in field["anyOf"] if option.get("type") != "null"]
        if len(options) != 1:
            raise CatalogError(f"the skeleton knows no way to write {field}")
        return {**_resolve(options[0], root), **own}
    if "$ref" in field:
        target = root["$defs"][field["$ref"].rpartition("/")[2]]
        return {**target, **own, "title": target["title"]}
    return field
