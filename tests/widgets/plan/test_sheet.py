"""The printed sheet of a week: how it is set, by what stands on it and in which words."""

from __future__ import annotations

import pytest

from tests.widgets.frozen import real_catalog
from widgets.build import simulate
from widgets.language import Language, used
from widgets.plan import fill, sheet
from widgets.plan.week import make

CATALOG = real_catalog()


@pytest.mark.parametrize(
    ("tag", "expected"), [("en", "roomy"), ("es", "usual"), ("de", "dense"), ("xx", "dense")]
)
def test_longer_words_are_set_closer(tag: str, expected: str) -> None:
    """The newcomer's week has room in English; words that take more lines are set closer, to stay on one page."""
    course = fill.begin(simulate.read_profile({"level": 1}, CATALOG), CATALOG)
    with used(Language(tag=tag)):
        assert sheet.density(make(course, CATALOG), course.profile) == expected
