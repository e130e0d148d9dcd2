"""Wrong records as cases: a folder of `bad/`, laid over the good catalogue, gives its `expected.txt`."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from exercises.catalog.load import citations, load
from exercises.catalog.rules import check

TODAY = dt.date(2026, 11, 20)
CASES = sorted((Path(__file__).parent / "bad").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_line(tree: Path, case: Path) -> None:
    """A record with one mistake gives the one expected line, and nothing else."""
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    shutil.copytree(case, tree, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))

    problems = check(load(tree), today=TODAY, cited=citations(tree.parent / "docs"))

    assert "".join(f"{problem}\n" for problem in problems) == expected
    assert expected.count("\n") == 1


def test_cases_are_many() -> None:
    """The folder of cases is found, and holds the cases."""
    assert len(CASES) >= 60
