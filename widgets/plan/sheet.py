"""Values of the printed sheet of a week, which the planner and the plan maker share: density, and the pain rule."""

from __future__ import annotations

from collections.abc import Mapping

from widgets.catalog import Catalog
from widgets.language import N_, _, current
from widgets.plan.values import Profile, Week

ROOMY_ROWS = 4
"""Exercises on the printed sheet up to which there is room for large type and for the cues of each."""

DENSE_ROWS = 6
"""Exercises above which the type gets smaller, to stay on one page."""

FULL_ROWS = 8
"""Exercises above which the type is as small as it may be."""

MORE_LINES: Mapping[str, int] = {"en": 0, "es": 2}
"""By language: lines that its words take on a sheet beyond those of English, counted as exercises."""

MOST_LINES = 3
"""The same for every other language, as measured in German."""

USUAL_DAYS = 3
"""Exercise days that have a line of their own for notes; those of a longer list stand two beside each other."""


def density(week: Week, profile: Profile, *, notes: bool = True) -> str:
    """Return how the sheet is set, so that it fills one page: `roomy`, `usual`, `dense` or `full`.

    Args:
        week: what is printed.
        profile: the reader's answers, with the prepared plan.
        notes: whether the notes on exercises stand on the sheet; a hand-out has them on its cards.
    """
    prepared = profile.prescribed
    # A note takes up to two lines, and more than three exercise days take one more for what is written by hand.
    extra = 2 * bool(prepared and prepared.note) + (len(profile.days) > USUAL_DAYS)
    extra += MORE_LINES.get(current().tag, MOST_LINES)
    extra += bool(prepared and (prepared.title or prepared.clinic or prepared.phone))
    count = len(week.session) + sum(notes and bool(item.note) for item in week.session) + week.again + extra
    for most, name in ((ROOMY_ROWS, "roomy"), (DENSE_ROWS, "usual"), (FULL_ROWS, "dense")):
        if count <= most:
            return name
    return "full"


BANDS: Mapping[str, str] = {
    "go on": N_("{low} to {high}: go on."),
    "make it easier": N_("{low} to {high}: make it easier."),
    "stop": N_("{low} to {high}: stop."),
}
"""What to do at a pain between two numbers, by the name of the catalogue."""


def pain_line(catalog: Catalog, usual: int | None = None) -> str:
    """Return when to begin and what the next day brings, in few words; the reasons to stop stand on the sheet in full.

    `usual` is the reader's usual pain, 0 to 10; without it there is room to write it down, and the bands hold.
    """
    rule, bands = catalog.safety.pain_rule, catalog.safety.pain_bands
    strong = usual is None or usual >= rule.ask_from
    told = [_("My usual pain: {pain}.", pain="____" if usual is None else usual)]
    if strong:
        told.append(_("At {pain} or more, ask your provider first.", pain=rule.ask_from))
    told += [
        _(
            "Begin at {above} above it at most, and at {most} at most.",
            above=rule.begin_above_usual,
            most=rule.begin_at_most,
        ),
        _("By the next day it should be back to where you began; if not, do less."),
    ]
    if usual is None:
        told.append(_("Not known?"))
        told += [_(BANDS[band.name], low=band.low, high=band.high) for band in bands]
    return " ".join(told)
