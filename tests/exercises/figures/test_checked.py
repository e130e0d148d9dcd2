from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from exercises.catalog.load import ROOT, Entry, load
from exercises.catalog.model import Exercise
from exercises.catalog.rules import Case, Findings, check
from exercises.figures import checked, store
from exercises.figures.rules import RULES

REAL = load(ROOT)
TODAY = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FOLDER", tmp_path)


def _changed(entry: Entry[Exercise]) -> Entry[Exercise]:
    """Return the record with all that carries its first pose taken away but the head."""
    figure = entry.value.figure
    assert figure is not None
    poses = (figure.poses[0].model_copy(update={"rests": ("head",)}), *figure.poses[1:])
    changed = figure.model_copy(update={"poses": poses})
    return replace(entry, value=entry.value.model_copy(update={"figure": changed}))


def test_the_same_as_the_rules() -> None:
    """What is found, told from the disk or not, is what the rules find, each at its line."""
    some = [entry for entry in REAL.exercises if entry.value.slug in {"bridge", "bird-dog"}]
    loaded = replace(REAL, exercises=(*map(_changed, some), REAL.exercises[0]))
    expected = check(loaded, today=TODAY, rules=RULES)
    assert {problem.path for problem in expected} == {entry.path for entry in some}
    for _ in range(2):
        assert check(loaded, today=TODAY, rules=[checked.poses_hold]) == expected


def test_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure is looked at again only when its record has changed."""
    seen: list[str] = []

    def rule(case: Case) -> Findings:
        seen.extend(entry.value.name for entry in case.loaded.exercises)
        yield from ()

    monkeypatch.setattr(checked, "RULES", (rule,))
    entry = next(entry for entry in REAL.exercises if entry.value.slug == "bridge")
    other = replace(entry, value=entry.value.model_copy(update={"name": "Another bridge"}))
    for one in (entry, entry, other):
        check(replace(REAL, exercises=(one,)), today=TODAY, rules=[checked.poses_hold])
    assert seen == [entry.value.name, "Another bridge"]
