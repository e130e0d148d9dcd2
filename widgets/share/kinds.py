"""The kinds of the site's files, and why a link or a file is not opened. The words are in `words`."""

from __future__ import annotations

from typing import Literal

from widgets.stored import read

PLAN_FORMAT = "neutral-spine-plan"
"""The mark of a plan's file, under `format`."""
SITE_MARK = "neutral-spine"
"""The mark of a file of everything that a device keeps, under `site`."""

type Kind = Literal["plan", "everything"]
type OfLink = Literal["other-link", "cut-off", "changed-link", "later-link"]
type OfFile = Literal["other-file", "changed-file", "later-file", "too-large", "not-empty"]
type Why = OfLink | OfFile | Kind
"""Why a link or a file is not opened. `not-empty`: a plan is there already. A kind: it is a file of that kind, which
another page opens."""


class UnreadError(ValueError):
    """A link or a file without a plan that can be read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def kind_of(text: str) -> Kind | None:
    """Return the kind of file that a text claims to be; `None` for neither. Nothing else of it is checked."""
    try:
        data = read(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    if data.get("format") == PLAN_FORMAT:
        return "plan"
    return "everything" if data.get("site") == SITE_MARK or {"goal", "entries"} <= data.keys() else None
