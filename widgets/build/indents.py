"""Takes the indents out of a page's HTML, which templates write and no browser shows.

A text in, a text out. Where white space counts, all of it stays: in code, in fields, in scripts, and in the widgets,
whose markup Python compares with its own.
"""

from __future__ import annotations

import re

from widgets.app import WIDGETS

WHOLE = (
    *("pre", "textarea", "script", "style"),
    *WIDGETS,
)
"""Elements that stay as they are, with all that is in them."""

_INDENT = re.compile(rf"(?P<whole><(?P<name>{'|'.join(WHOLE)})\b.*?</(?P=name)>)|\n\s+", re.DOTALL)


def without(text: str) -> str:
    """Return a page with one line break for each run of white space that begins with one."""
    return _INDENT.sub(lambda found: found["whole"] or "\n", text)
