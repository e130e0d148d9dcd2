"""Parts of kept or shared JSON data, each of the kind that is wanted. What a part means is its reader's to say.

Every function returns its value unchanged, or raises `TypeError` with the value in the message.
"""

from __future__ import annotations


def whole(value: object) -> int:
    """Return a whole number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def items(value: object) -> list[object]:
    """Return a list of anything."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def wholes(value: object) -> tuple[int, ...]:
    """Return a list of whole numbers as a tuple."""
    return tuple(whole(item) for item in items(value))


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts as a tuple."""
    return tuple(text(item) for item in items(value))
