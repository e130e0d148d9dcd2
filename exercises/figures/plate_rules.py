"""The rules of plates: every rule of poses that holds for a pose alone, and a chair of one height."""

from __future__ import annotations

import dataclasses

from exercises.catalog.load import Entry
from exercises.catalog.rules import Case, Finding, Findings
from exercises.figures import plates, rules
from exercises.figures.people import PEOPLE

OF_POSES = (
    rules.contacts_known,
    rules.people_known,
    rules.angles_in_range,
    rules.neutral_kept,
    rules.bones_keep_length,
    rules.supports_touch,
    rules.nothing_sinks,
    rules.nothing_passes_through,
    rules.balanced,
)
CHAIR = (43.0, 48.0)
"""Least and greatest height of a chair's seat, in centimetres: a usual chair, the same on every plate."""


def plates_hold(case: Case) -> Findings:
    """Every panel of a plate keeps the rules of poses, and stands by a chair of usual height."""
    if not case.loaded.exercises:
        return
    any_record = case.loaded.exercises[0].value
    for entry in case.loaded.plates:
        plate = entry.value
        for index, panel in enumerate(plate.panels):
            loc = (*entry.loc, "panels", index)
            change = {
                "slug": f"{plate.id}-{panel.name}",
                "figure": plates.figure_of(panel, plate.who),
                "leaves_neutral": plate.leaves_neutral,
            }
            drawn = Entry(entry.path, loc, any_record.model_copy(update=change))
            one = Case(
                dataclasses.replace(case.loaded, exercises=(drawn,)), case.today, case.cited, case.pages
            )
            told = {found.message for rule in OF_POSES for found in rule(one)}
            for message in sorted(text for text in told if not text.startswith("pose 'hold'")):
                yield Finding(entry.path, loc, message.replace("pose 'start'", f"panel {panel.name!r}"))
        if plate.who is not None and plate.who not in PEOPLE:
            continue
        for index, of in enumerate(plates.scenes(plate)):
            seat = of.poses[0].seat
            if seat is not None and not CHAIR[0] <= seat <= CHAIR[1]:
                message = f"the seat is {seat:.0f} cm high; it must be {CHAIR[0]:.0f} to {CHAIR[1]:.0f}"
                yield Finding(entry.path, (*entry.loc, "panels", index), message)
