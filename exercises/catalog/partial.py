"""What can be read of a value that has faults of shape, so that rules judge its sound parts in the same run.

Pure: no file, no rule. The faults themselves are told by `load.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from exercises.catalog.wording import Json, Loc


def sound_parts[T: BaseModel](model: type[T], data: dict[str, Json], faults: Sequence[Loc]) -> T:
    """Return a value without its faulty parts: to read one of them raises `AttributeError`.

    A list keeps its length, so that the places of its entries stay what they are in the file; an entry lacks its own
    faulty parts. Never publish such a value.

    Args:
        model: What the value should be.
        data: The value as it is written.
        faults: The places of its faults, as pydantic names them.
    """
    value = model.model_construct()
    for name, field in model.model_fields.items():
        inside = [loc[1:] for loc in faults if loc[:1] == (name,)]
        if name not in data and not inside:
            continue
        value.__dict__.pop(name, None)
        if () not in inside and name in data:
            for sound in _sound(field, data[name], inside):
                value.__dict__[name] = sound
    return value


def _sound(field: FieldInfo, data: Json, faults: Sequence[Loc]) -> list[Any]:
    """Return what can be read of a field in a list of one; an empty list where it cannot be read in parts."""
    if not faults:
        try:
            whole: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            return [TypeAdapter[Any](whole).validate_json(json.dumps(data), strict=True)]
        except ValidationError:
            return []
    inner = next(iter(_models(field.annotation)), None)
    if inner is None:
        return []
    if isinstance(data, dict):
        return [sound_parts(inner, data, faults)]
    if not isinstance(data, list) or any(not isinstance(item, dict) for item in data):
        return []
    return [
        tuple(
            sound_parts(inner, item, [loc[1:] for loc in faults if loc[:1] == (index,)])
            for index, item in enumerate(data)
            if isinstance(item, dict)
        )
    ]


def _models(annotation: object) -> list[type[BaseModel]]:
    """Return the model of a field: of `Step`, `Step | None` and `tuple[Step, ...]` it is `Step`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        parts = parts[:1]
    return [model for part in parts for model in _models(part)]
