"""The rules of poses with a memory on disk: a figure that has not changed is not placed and looked at again.

What is wrong with a figure is a pure function of its record and of the source of this package, as its drawing is (see
`exercises.figures.store`).
"""

from __future__ import annotations

import datetime as dt

from exercises.catalog.load import Entry, Loaded
from exercises.catalog.model import Exercise
from exercises.catalog.rules import Case, Finding, Findings
from exercises.catalog.wording import Loc
from exercises.figures.rules import RULES
from exercises.figures.store import kept


def poses_hold(case: Case) -> Findings:
    """Every figure keeps every rule of `exercises.figures.rules`."""
    for entry in case.loaded.exercises:
        if entry.value.figure is not None:
            for loc, message in broken_rules(entry.value):
                yield Finding(entry.path, tuple(loc), message)


@kept
def broken_rules(exercise: Exercise) -> list[tuple[Loc, str]]:
    """Return the place and the message of each rule of poses that a record breaks."""
    loaded = Loaded(
        catalog=None,
        problems=(),
        exercises=(Entry("", (), exercise),),
        references=(),
        levels=(),
        vocabulary=None,
        plan=None,
        safety=None,
        search=None,
        known={},
        lines={},
    )
    case = Case(loaded, dt.date.min, ())
    return [(found.loc, found.message) for rule in RULES for found in rule(case)]
