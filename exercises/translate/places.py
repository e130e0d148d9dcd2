"""Which places of the catalogue hold words that a translation may replace, and how each place is named.

Derived from the models: a field holds words if its type is marked so (`base.Words`). Pure: no file, no language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from exercises.catalog.base import Words

BETWEEN_NAMES = "; "
"""What stands between the names of a list that is translated as one text: a language has more of them, or fewer."""

NAMED_BY = ("id", "slug", "condition", "muscle", "urgency", "number")
"""Fields that name an entry of a list. The first that an entry has stands in the place in front of its number in the
list, so that an entry that moves keeps its place."""


def words(value: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield each text of a value that readers read, after its place: `("steps.1.text", "Tighten your belly...")`.

    Entries of a list are counted from 1, or named by their id. A text without a letter, such as a number to call, is
    the same in every language and is left out.
    """
    for place, text in _walk(value, type(value), ()):
        if any(letter.isalpha() for letter in text):
            yield ".".join(place), text


def replaced[T: BaseModel](value: T, texts: Mapping[str, str]) -> T:
    """Return a value with the texts of some places replaced.

    Args:
        value: A value of the catalogue.
        texts: The new texts by their places, as `words` names them; others keep theirs.

    Raises:
        pydantic.ValidationError: a text breaks the limits of its field; `loc` is its location in the value.
    """
    return type(value).model_validate(_rebuilt(value, type(value), (), texts))


def digest(text: str) -> str:
    """Return what marks an English text in an overlay: `en-` and eight hexadecimal digits of its BLAKE2 hash."""
    return f"en-{hashlib.blake2s(text.encode(), digest_size=4).hexdigest()}"


def named(entry: object, index: int) -> str:
    """Return the name of a list's entry: its id, else its number counted from 1."""
    for field in NAMED_BY:
        name = getattr(entry, field, None)
        if name is not None:
            return str(name)
    return str(index + 1)


def _walk(value: object, kind: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    match value:
        case str():
            if _are_words(kind):
                yield place, value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _walk(getattr(value, name), _kind(type(value), name), (*place, name))
        case tuple() if _is_marked(kind):
            yield place, BETWEEN_NAMES.join(value)
        case tuple():
            for index, item in enumerate(value):
                yield from _walk(item, _item(kind), (*place, named(item, index)))


def _rebuilt(value: object, kind: Any, place: tuple[str, ...], texts: Mapping[str, str]) -> object:  # noqa: ANN401
    match value:
        case str():
            return texts.get(".".join(place), value) if _are_words(kind) else value
        case BaseModel():
            return {
                name: _rebuilt(getattr(value, name), _kind(type(value), name), (*place, name), texts)
                for name in value.model_fields_set
            }
        case tuple() if _is_marked(kind):
            text = texts.get(".".join(place))
            return (
                value if text is None else tuple(name.strip() for name in text.split(BETWEEN_NAMES.strip()))
            )
        case tuple():
            return tuple(
                _rebuilt(item, _item(kind), (*place, named(item, index)), texts)
                for index, item in enumerate(value)
            )
    return value


def _kind(model: type[BaseModel], name: str) -> Any:  # noqa: ANN401
    """Return the type of a field with its marks."""
    field = model.model_fields[name]
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _is_marked(kind: Any) -> bool:  # noqa: ANN401
    """Whether a type itself is marked as words."""
    return get_origin(kind) is Annotated and any(isinstance(mark, Words) for mark in get_args(kind)[1:])


def _are_words(kind: Any) -> bool:  # noqa: ANN401
    """Whether a type is marked as words, itself or as a member of a union such as `Line | None`."""
    return _is_marked(kind) or any(
        _are_words(member) for member in get_args(kind) if member is not type(None)
    )


def _item(kind: Any) -> Any:  # noqa: ANN401
    """Return the type of a tuple's items."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    return next(
        (_item(member) for member in get_args(kind) if get_origin(member) in (tuple, Annotated)), None
    )
