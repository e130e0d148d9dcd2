"""The kinds of the site's files, so that a file of the wrong kind is named and its place linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from widgets.language import N_, _
from widgets.stored import read

PLAN_FORMAT = "neutral-spine-plan"
"""The mark of a plan's file, under `format`."""
SITE_MARK = "neutral-spine"
"""The mark of a file of everything that a device keeps, under `site`."""

type Kind = Literal["plan", "everything"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The page that imports files of a kind."""

    sentence: str
    """What the file is, in English."""
    words: str
    """The words of the link to its place, in English."""
    page: str
    """The address of its place, from the site's root."""

    @property
    def told(self) -> str:
        """What the file is, in a sentence for the reader."""
        return _(self.sentence)

    @property
    def link(self) -> str:
        """The words of the link to its place, for the reader."""
        return _(self.words)


PLACES: dict[Kind, Place] = {
    "plan": Place(
        sentence=N_("This file holds a plan. A plan is opened in the planner."),
        words=N_("Go to the planner"),
        page="planner/",
    ),
    "everything": Place(
        sentence=N_(
            "This file holds everything that this site kept on a device. It is brought in on the progress page."
        ),
        words=N_("Go to the progress page"),
        page="progress/#ns-log-keep",
    ),
}


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
