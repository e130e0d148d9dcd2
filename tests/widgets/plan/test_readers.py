"""The written weeks of ten readers (`stories.txt`): a change of the engine shows there, week by week."""

from __future__ import annotations

import pytest

from tests.widgets.plan import checker, stories
from widgets.build import simulate


def test_the_weeks_are_as_written() -> None:
    """The weeks are those that were read and judged; `python -m tests.widgets.plan.stories` writes new ones."""
    assert stories.told() == stories.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", stories.READERS, ids=lambda reader: reader.title)
def test_the_weeks_keep_the_rules(reader: stories.Reader) -> None:
    """The rules hold for each of them, judged from outside."""
    answers = reader.weeks.split()
    stages = simulate.run(simulate.read_profile(reader.profile, stories.CATALOG), answers, stories.CATALOG)
    weeks = [simulate.as_data(stage, stories.CATALOG) for stage in stages]
    assert checker.faults(weeks, answers, reader.profile, stories.CATALOG) == []
