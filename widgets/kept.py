"""Reads a text that a browser kept as JSON: it may be damaged in any way, and must never stop a widget.

What a text should hold is known to the widget that kept it, not here.
"""

from __future__ import annotations

import json
import re

DEEPEST = 32
"""Lists within lists, at the most; what the widgets keep has four."""

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def read(text: str) -> object:
    """Return the value that a text holds.

    Raises:
        ValueError: it is not JSON, or it is nested deeper than any widget writes. In CPython depth ends in a
            `RecursionError`; in the browser it can overflow the stack of WebAssembly, which ends Python for good.
    """
    depth = 0
    for sign in _TEXT.sub("", text):
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ValueError("nested too deeply")
        elif sign in "]}":
            depth -= 1
    return json.loads(text)
