"""Why a link or a file is not opened, what is wrong with the calendar's form, and what was saved, in words.

Never: a check.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from widgets.language import N_, _
from widgets.share.agenda import Field
from widgets.share.calendar import MOST_WEEKS
from widgets.share.kinds import Why
from widgets.share.state import Saved

WHY: Mapping[Why, str] = {
    "other-link": N_("This link does not hold a plan of this site."),
    "cut-off": N_(
        "The end of this link is missing, so its plan cannot be read. Ask for the whole link, or scan the code again."
    ),
    "changed-link": N_(
        "Some letters of this link are wrong, so its plan cannot be read. Ask for it again, or scan the code again."
    ),
    "later-link": N_(
        "This link was made by a later version of this site. Reload this page and open the link again."
    ),
    "other-file": N_("This file does not hold a plan of this site."),
    "changed-file": N_(
        "This file was changed or damaged, so the plan in it cannot be read. Please ask for it again."
    ),
    "later-file": N_(
        "This file was made by a later version of this site. Reload this page and open the file again."
    ),
    "too-large": N_("This file is too large to be a plan of this site, or it cannot be read."),
    "not-empty": N_("There is a plan here already. Save it as a file and clear it, then open the other one."),
    "plan": N_("This file holds a plan. A plan is opened in the planner."),
    "everything": N_(
        "This file holds everything that this site kept on a device. It is brought in on the progress page."
    ),
}
"""In English."""


class Place(NamedTuple):
    """The page that opens files of a kind."""

    page: str
    """Its address, from the site's root."""
    words: str
    """The words of the link to it, in English."""


PLACES: Mapping[str | None, Place] = {
    "plan": Place("planner/", N_("Go to the planner")),
    "everything": Place("progress/#ns-log-keep", N_("Go to the progress page")),
}
"""By kind, which is why another page does not open such a file."""

CALENDAR: Mapping[Field, tuple[str, str]] = {
    "start": (N_("First day"), N_("First day: choose today or a day of the coming year.")),
    "weeks": (N_("Weeks (1 to {most})"), N_("Weeks: choose 1 to {most}.")),
    "at": (N_("Time of a session"), N_("Time of a session: enter a time such as 18:00.")),
    "walk-at": (N_("Time of a walk"), N_("Time of a walk: enter a time such as 18:00.")),
}
"""The label of each field, and what is said where it is wrong, in English, in the order of the form."""

SAVED: Mapping[Saved, str] = {
    "plan": N_("The file is saved where your browser keeps downloads."),
    "calendar": N_(
        "The calendar file is saved where your browser keeps downloads. Open it there to add the dates."
    ),
}
"""In English."""


def why(problem: Why | None) -> str:
    """Return why a link or a file is not opened, in sentences; empty for none."""
    return _(WHY[problem]) if problem else ""


def labels(fields: Collection[Field]) -> str:
    """Return the labels of fields of the calendar's form, joined."""
    return ", ".join(
        _(label, most=MOST_WEEKS) for field, (label, _text) in CALENDAR.items() if field in fields
    )


def wrong(fields: Collection[Field]) -> dict[str, str]:
    """Return what is wrong with fields of the calendar's form, in a sentence each, by field."""
    return {field: _(CALENDAR[field][1], most=MOST_WEEKS) for field in fields}


def saved(file: Saved | None) -> str:
    """Return that a file was saved, in sentences; empty for none."""
    return _(SAVED[file]) if file else ""
