"""The fields of a form: what is entered, read as text and as numbers, and what is wrong with one, as a value.

Never: the fields of one form, or a word that a reader sees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from widgets.protocol import Json

type Entries = Mapping[str, Json]
"""A form's fields by name, as they were entered: text for typed and chosen ones, true or false for ticks."""

DIGITS = 4
"""Digits of a number that is read, at the most."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class FieldError[Why]:
    """An error in a field. Its label and its text come from the words beside the view."""

    field: str
    """The field's name in the form."""
    why: Why
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The numbers, days and slugs that the words need, by name."""
    fix: Entries = dataclasses.field(default_factory=dict)
    """The fields that a button beside the error fills, with what is right; empty for no button."""


def text_of(value: Json) -> str:
    """Return an entry as text. A whole number is converted."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def number_of(value: Json, low: int, high: int) -> int | None:
    """Return a whole number within bounds, else None."""
    text = text_of(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS):
        return None
    number = int(text)
    return number if low <= number <= high else None
