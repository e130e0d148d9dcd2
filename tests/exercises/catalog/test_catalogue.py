from __future__ import annotations

import datetime as dt

from exercises.catalog.load import ROOT, citations, load, pages
from exercises.catalog.rules import check

DOCS = ROOT.parent / "docs"


def test_real_catalogue() -> None:
    """The catalogue that is published has no problem, nor a record whose check is overdue."""
    today = dt.datetime.now(tz=dt.UTC).date()

    problems = check(load(ROOT), today=today, cited=citations(DOCS), pages=pages(DOCS))

    assert [str(problem) for problem in problems if not problem.warning] == []
