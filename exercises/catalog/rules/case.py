"""Input and output of a rule, and the look-ups that several rules share. No rule is defined here.

Pure: no file, no clock. The date of today is part of the input.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pydantic import BaseModel

from exercises.catalog.load import VOCABULARY_KINDS, Citation, Entry, Loaded, Page
from exercises.catalog.model import Exercise, Variant
from exercises.catalog.wording import Loc, alike, did_you_mean, label, show

FEW = 12
"""If a kind of word has at most this many ids and none resembles the unknown one, the message lists them all."""


@dataclass(frozen=True, slots=True)
class Case:
    """The input of a rule."""

    loaded: Loaded
    today: dt.date
    cited: tuple[Citation, ...]
    pages: tuple[Page, ...] = ()
    """The hand-written pages and the blocks that they ask for; empty where a caller judges the catalogue alone."""

    @property
    def entries(self) -> tuple[Entry[BaseModel], ...]:
        """Every value of every file, with its place."""
        loaded = self.loaded
        shared = (loaded.vocabulary, loaded.plan, loaded.safety)  # `search.yml` cites and claims nothing
        return (
            *loaded.exercises,
            *loaded.references,
            *loaded.levels,
            *(entry for entry in shared if entry is not None),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation of a rule, and its location."""

    path: str
    loc: Loc
    message: str
    warning: bool = False
    line: int | None = None
    """The line, counted from 1, in a file outside the catalogue; within it, the line follows from `loc`."""


type Findings = Iterator[Finding]

type Rule = Callable[[Case], Findings]
"""A rule: its docstring states what must hold."""


def of_draft(rule: Rule, case: Case, draft: Entry[Exercise]) -> Findings:
    """Yield what a rule finds in a record with faults of shape, as far as the rule can read it.

    The record stands alone, since another record is not to be blamed for it; only findings in its own file count.
    """
    alone = replace(case, loaded=replace(case.loaded, exercises=(draft,)))
    with suppress(AttributeError):  # the rule reads a part that the record lacks, which the loader has told
        for found in rule(alone):
            if found.path == draft.path:
                yield found


def walk(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Yield every leaf of a model or tuple, with its location."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name in value.__dict__:  # a draft lacks some
                yield from walk(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*loc, index))
    else:
        yield loc, value


def texts(value: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every string inside a value, with its location."""
    return ((loc, item) for loc, item in walk(value) if isinstance(item, str))


def sources(value: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every id in a list of sources, which is any field whose name ends in `sources`."""
    for loc, text in texts(value):
        if len(loc) > 1 and isinstance(loc[-1], int) and str(loc[-2]).endswith("sources"):
            yield loc, text


def variants(record: Exercise) -> Iterator[tuple[Loc, Variant]]:
    """Yield the easier, then the harder neighbours of a record, with their locations."""
    for index, variant in enumerate(record.easier):
        yield ("easier", index), variant
    for index, variant in enumerate(record.harder):
        yield ("harder", index), variant


def by_file(case: Case) -> dict[str, Entry[Exercise]]:
    """Return the records by slug, which is the stem of the file's name."""
    return {PurePosixPath(entry.path).stem: entry for entry in case.loaded.exercises}


def known_id(case: Case, entry: Entry[BaseModel], loc: Loc, kind: str, name: str) -> Findings:
    """Yield a finding if no value of this kind has the id."""
    known = case.loaded.known[kind]
    if known is None or name in known:
        return
    where = {"exercises": "an exercise", "references": "an id of references.yml"}.get(
        kind, f"an id of vocabulary.yml, {kind}"
    )
    message = f"{named(entry, loc)} must be {where}, not {show(name)}{hint(name, known, kind)}"
    yield Finding(entry.path, (*entry.loc, *loc), message)


def hint(name: str, known: Collection[str], kind: str = "") -> str:
    """Return the end of a message about an unknown id: similar ids, else all ids if there are few, else nothing."""
    all_known = (
        f"; known: {', '.join(sorted(known))}" if kind in VOCABULARY_KINDS and len(known) <= FEW else ""
    )
    return did_you_mean(alike(name, known)) or all_known


def named(entry: Entry[BaseModel], loc: Loc) -> str:
    """Return a location as text, with the id of the entry before it if the file is a list of entries."""
    name = getattr(entry.value, "id", None)
    return label((*((name,) if name is not None else entry.loc), *loc))
