"""The rules of figures with a memory on disk: a figure that has not changed is not placed and drawn again.

What is wrong with a figure is a pure function of its record and of the source of this package, as its drawing is (see
`exercises.figures.store`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from exercises import disk_cache
from exercises.catalog.load import Entry, Loaded
from exercises.catalog.model import Exercise
from exercises.catalog.rules import Case, Finding, Findings
from exercises.catalog.rules.case import of_draft
from exercises.catalog.wording import Loc
from exercises.figures import drawing_rules, rules, store
from exercises.figures.store import kept

RULES = (*rules.RULES, *drawing_rules.RULES)
"""The rules of one figure: of its poses, then of its drawings."""


def poses_hold(case: Case) -> Findings:
    """Every figure keeps every rule of `exercises.figures.rules` and `exercises.figures.drawing_rules`."""
    for entry in case.loaded.exercises:
        if entry.value.figure is not None:
            found = broken_rules(entry.value) if entry.whole else _broken(entry)
            for loc, message in found:
                yield Finding(entry.path, tuple(loc), message)


def pictures_differ(case: Case) -> Findings:
    """Each two pictures of a level differ at 130 px in 12 of 100 pixels that are drawn, also on grey paper."""
    levels: dict[int, list[Entry[Exercise]]] = {}
    for entry in case.loaded.exercises:
        if entry.whole and entry.value.figure is not None and not broken_rules(entry.value):
            levels.setdefault(entry.value.level, []).append(entry)
    for level, entries in levels.items():
        paths = {entry.value.slug: entry.path for entry in entries}
        for one, other, share in _alike(level, [entry.value for entry in entries]):
            message = (
                f"the picture must differ from that of {one} in {100 * drawing_rules.LEAST_APART:.0f} of 100 pixels,"
                f" as a phone shows it, not only in {share}"
            )
            yield Finding(paths[other], ("figure",), message)


def _alike(level: int, records: Sequence[Exercise]) -> list[tuple[str, str, float]]:
    """Return what `drawing_rules.alike_pairs` says of the records of a level, from the disk where none has changed."""
    path = store.FOLDER / f"alike-{level}.json"
    key = disk_cache.digest(
        [store.SOURCE.encode(), *(record.model_dump_json().encode() for record in records)]
    )
    for found in disk_cache.read(path, key):
        return [(one, other, share) for one, other, share in found]
    found = drawing_rules.alike_pairs(records)
    disk_cache.write(path, key, found)
    return found


@kept
def broken_rules(exercise: Exercise) -> list[tuple[Loc, str]]:
    """Return the place and the message of each rule of figures that a record breaks."""
    return _broken(Entry("", (), exercise))


def _broken(entry: Entry[Exercise]) -> list[tuple[Loc, str]]:
    loaded = Loaded(
        catalog=None,
        problems=(),
        exercises=(entry,),
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
    if entry.whole:
        return [(found.loc, found.message) for rule in RULES for found in rule(case)]
    return [(found.loc, found.message) for rule in RULES for found in of_draft(rule, case, entry)]
