"""A view in parts: the answer to a tap then holds the parts that changed, and the shell looks at those alone.

A part is one element with `data-part="name"`. The view is rendered with `place(name)` where it stands. No part stands
in another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_BEGIN, _END = "<!-- part ", " -->"


class Parted(str):
    """A view's HTML that knows its parts."""

    __slots__ = ("around", "parts")

    around: str
    """The HTML with a place for each part."""
    parts: Mapping[str, str]
    """The HTML of each part's element by the part's name."""


def place(name: str) -> str:
    """Return what stands for a part until the view is put together. Autoescape keeps it out of every reader's text."""
    return f"{_BEGIN}{name}{_END}"


def parted(around: str, part: Callable[[str], str]) -> Parted:
    """Return the view of a text with a place for each part.

    Args:
        around: the text.
        part: returns the HTML of a part's element by the part's name.
    """
    first, *rest = around.split(_BEGIN)
    pieces, parts = [first], {}
    for piece in rest:
        name, _, after = piece.partition(_END)
        parts[name] = part(name)
        pieces += (parts[name], after)
    whole = Parted("".join(pieces))
    whole.around = around
    whole.parts = parts
    return whole


def changed(before: str, after: str) -> Mapping[str, str] | None:
    """Return the parts of a view that differ from those of the one before; `None` where anything else differs."""
    if not (isinstance(before, Parted) and isinstance(after, Parted)) or before.around != after.around:
        return None
    return {name: html for name, html in after.parts.items() if html != before.parts[name]}
