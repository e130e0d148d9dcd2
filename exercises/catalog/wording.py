"""The wording of error messages: locations, values and faults, such as "dose.hold must be 60 or less, not 90".

Pure: it reads no file and holds no rule. It turns pydantic's errors about the shape of data into messages that say what
to do. Rules beyond the shape word their own messages, in `rules/`.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from exercises.catalog.base import SLUG
from exercises.catalog.lookup import PAGE, PHRASE
from exercises.catalog.model import CONTACT

type Loc = tuple[str | int, ...]
"""A place in a file, such as `("steps", 0, "text")`; in messages it is `steps.1.text`, counted from 1."""

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None


# --- Places ------------------------------------------------------------------------------------------------


def label(loc: Loc) -> str:
    """Write a place as contributors count: `steps.1.text` is the text of the first step."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "the file"


def show(value: object) -> str:
    """Write a value as it stands in YAML, shortened to a glance."""
    most = 40
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case str():
            text = " ".join(value.split())
            return f'"{text[:most].rstrip()}..."' if len(text) > most else f'"{text}"'
    return "a number without end" if value in (math.inf, -math.inf) else str(value)


def data_at(data: Json, loc: Loc) -> Json:
    """Return the value at a place, or None."""
    for part in loc:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _written(data: Json, loc: Loc) -> Loc:
    """Leave out the parts of a place that only the model has, such as the name of a union's member."""
    kept: list[str | int] = []
    for part in loc:
        here = data_at(data, tuple(kept))
        if (isinstance(here, dict) and part in here) or (isinstance(here, list) and isinstance(part, int)):
            kept.append(part)
    return tuple(kept)


def alike(name: str, *known: Collection[str]) -> str | None:
    """Return the known name that is similar to an unknown one, or has it as a part: knee-problem for knee.

    The first collection that has any gives it.
    """
    for names in known:
        if close := difflib.get_close_matches(name, sorted(names), 1):
            return close[0]
        if part := [known for known in sorted(names) if name in known.split("-")]:
            return part[0]
    return None


def did_you_mean(close: str | None) -> str:
    """Return the suffix "; did you mean ...?" of a message, or an empty string where no name is similar."""
    return f"; did you mean {close}?" if close else ""


# --- Faults ----------------------------------------------------------------------------------------------


def messages(
    model: type[BaseModel], data: Json, faults: Sequence[ErrorDetails], prefix: Loc
) -> Iterator[tuple[Loc, str]]:
    """Return messages for the faults of one value; a misspelt key counts as one fault, not as unknown plus missing.

    Args:
        model: What the value should be.
        data: The value as it is written.
        faults: What pydantic found.
        prefix: What a place in it is called after: the place of the value in its file, or its name.

    Yields:
        The place of each fault inside the value, and the sentence.
    """
    missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
    spelt: set[Loc] = set()
    for fault in faults:
        loc = fault["loc"]
        if fault["type"] != "extra_forbidden":
            continue
        fields = _fields(model, loc[:-1])
        lost = [str(other[-1]) for other in missing - spelt if other[:-1] == loc[:-1]]
        here = data_at(data, loc[:-1])
        unused = [name for name in fields if not isinstance(here, dict) or name not in here]
        close, hint = _meant(str(loc[-1]), lost, unused)
        if close:
            spelt.add((*loc[:-1], close))
        yield loc, f"{label((*prefix, *loc))} is not a known key{hint}"
    for fault in faults:
        loc = _written(data, fault["loc"])
        if fault["type"] == "missing":
            if fault["loc"] not in spelt:
                yield fault["loc"], f"{label((*prefix, *fault['loc']))} is missing"
        elif fault["type"] != "extra_forbidden" and not _follows(fault):
            keys = _fields(model, fault["loc"]) if fault["type"] in _MAPPING_TYPES else []
            yield loc, f"{label((*prefix, *loc))} must {_must(fault, keys)}"


def _meant(key: str, lost: Sequence[str], unused: Sequence[str]) -> tuple[str | None, str]:
    """Return the key that an unknown one probably stands for, if any, and the suffix that suggests it."""
    before, _, after = key.partition(" ")
    if after and before in unused:
        return before, f"; is a colon missing after {before}?"
    close = alike(key, lost, unused)
    return close, did_you_mean(close)


def _follows(fault: ErrorDetails) -> bool:
    """Return whether a list counts as too short only because one of its entries is invalid."""
    value = fault["input"]
    return (
        fault["type"] == "too_short" and isinstance(value, list) and len(value) >= fault["ctx"]["min_length"]
    )


PATTERNS = {
    SLUG: "be lower-case words joined by hyphens",
    CONTACT: "be a part of the body and what it rests on, such as left-foot or pelvis on ball",
    r"^10\.\d{4,9}/\S+$": 'be a DOI such as "10.2519/jospt.2007.2471"',
    r"^\d{1,8}$": "be a number of PubMed of at most eight digits",
    PHRASE: "be small letters and digits with single spaces, as a reader types them",
    PAGE: "be a page's address from the site's root, such as learn/walking",
    r"^https?://\S+$": "be an address that starts with http:// or https://",
}
"""The model's patterns in words."""


_MAPPING_TYPES = frozenset({"model_type", "model_attributes_type"})

type _Wording = Callable[[Any, Mapping[str, Any]], str]

WORDINGS: Mapping[str, _Wording] = {
    "string_type": lambda value, _: f"be text, not {show(value)}{_quotes(value)}",
    "int_type": lambda value, _: f"be a whole number, not {show(value)}{_number(value)}",
    "int_from_float": lambda value, _: f"be a whole number, not {show(value)}",
    "float_type": lambda value, _: f"be a number, not {show(value)}{_number(value)}",
    "greater_than_equal": lambda value, context: f"be {context['ge']:g} or more, not {show(value)}",
    "less_than_equal": lambda value, context: f"be {context['le']:g} or less, not {show(value)}",
    "string_too_short": lambda value, context: (
        f"have {context['min_length']} characters or more, not {len(value.strip())}"
    ),
    "string_too_long": lambda value, context: (
        f"have {context['max_length']} characters or fewer, not {len(value.strip())}"
    ),
    "too_short": lambda value, context: (
        f"have {_entries_word(context['min_length'])} or more, not {len(value)}"
    ),
    "too_long": lambda value, context: (
        f"have {_entries_word(context['max_length'])} or fewer, not {len(value)}"
    ),
    "literal_error": lambda value, context: f"be {context['expected'].replace("'", '')}, not {show(value)}",
    "string_pattern_mismatch": lambda value, context: f"{PATTERNS[context['pattern']]}, not {show(value)}",
    **dict.fromkeys(_MAPPING_TYPES, lambda value, _: f"be a mapping of keys to values, not {show(value)}"),
    "tuple_type": lambda value, _: f"be a list, not {show(value)}{_list(value)}",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        lambda value, _: f"be a date such as 2026-11-20, not {show(value)}",
    ),
}
"""What must hold, for each of pydantic's kinds of fault: "be 60 or less, not 90"."""


def _must(fault: ErrorDetails, keys: Sequence[str] = ()) -> str:
    """Return the requirement that the fault violates.

    Args:
        fault: What pydantic found.
        keys: Where a mapping is missing, the keys that it has.
    """
    if fault["input"] is None:
        return "be filled in"
    wording = WORDINGS.get(fault["type"])
    if wording is None:
        return f"hold to this rule: {fault['msg'].removeprefix('Value error, ')}"
    few = 5
    hint = f"; its keys are {', '.join(keys)}" if 0 < len(keys) <= few else ""
    if isinstance(fault["loc"][-1], int) and fault.get("ctx", {}).get("pattern") == SLUG:
        hint = _comma(fault["input"])
    return wording(fault["input"], fault.get("ctx", {})) + hint


def _quotes(value: object) -> str:
    """A text was expected: a number needs quotes, and a boolean needs words."""
    if isinstance(value, bool):
        return "; write it in words"
    return "; put it in quotes" if isinstance(value, int | float) else ""


def _number(value: object) -> str:
    """A number was expected: quotes or a unit turn it into text."""
    if not isinstance(value, str) or not re.search("[0-9]", value):
        return ""
    return "; take the quotes away" if re.fullmatch(r"[-+]?[0-9.]+", value) else "; write the number alone"


def _list(value: object) -> str:
    """A list was expected: one item is still a list, and an empty one is left out."""
    if not isinstance(value, str):
        return ""
    if value.lower() in {"none", "no", "nothing", "false", "-"}:
        return "; leave the key out where there is nothing"
    if value.startswith("-"):
        return "; a space follows each hyphen"
    return "; start each entry on a line of its own with a hyphen and a space"


def _comma(value: object) -> str:
    """Ids separated by spaces: the commas of the list are missing."""
    parts = value.split() if isinstance(value, str) else []
    return "; is a comma missing?" if len(parts) > 1 and all(re.fullmatch(SLUG, p) for p in parts) else ""


def _entries_word(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that are known at a place of the model."""
    models = {model}
    for part in loc:
        found: set[type[BaseModel]] = set()
        for one in models:
            if isinstance(part, str) and part in one.model_fields:
                found |= _models(one.model_fields[part].annotation)
        models = found if isinstance(part, str) and found else models
    return [name for one in models for name in one.model_fields]


def _models(annotation: object) -> set[type[BaseModel]]:
    """Return the models inside an annotation: of `tuple[Step, ...] | None`, `Step`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models(part)}
