from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.frozen import real_catalog
from widgets.app import DOCUMENTS
from widgets.diary import pain
from widgets.diary.pain import NEVER_ASKED, USUAL, USUAL_KEY, Usual
from widgets.stored import Kept, StoredError

if TYPE_CHECKING:
    from widgets.catalog import Safety

PAINS = st.integers(0, 10)
MAYBE = st.none() | PAINS


@pytest.fixture(scope="module")
def safety() -> Safety:
    """The published rule."""
    return real_catalog().safety


SAFETY = real_catalog().safety


class TestBegin:
    """Whether to begin."""

    @pytest.mark.parametrize(
        ("usual", "now", "verdict"),
        [
            *(
                (0, 1, "begin"),
                (0, 2, "wait"),
                (5, 6, "begin"),
                (5, 7, "wait"),
                (4, 5, "begin"),
                (4, 6, "wait"),
            ),
            *(
                (6, 6, "begin"),
                (6, 7, "wait"),
                (7, 6, "ask"),
                (7, 7, "wait"),
                (10, 0, "ask"),
                (6, None, "begin"),
            ),
            *((7, None, "ask"), (None, None, "begin"), (None, 3, "begin"), (None, 4, "easier")),
            *((None, 5, "easier"), (None, 6, "wait"), (None, 10, "wait")),
        ],
    )
    def test_boundaries(self, safety: Safety, usual: int | None, now: int | None, verdict: str) -> None:
        """One above the usual pain and six are the most; from seven on one asks; the bands hold where it is unknown."""
        assert pain.start(safety, usual, now) == verdict

    @given(usual=PAINS, now=PAINS)
    def test_the_rule(self, usual: int, now: int) -> None:
        """For every pair of numbers the answer is the sentence of the rule, read literally."""
        may = now <= usual + 1 and now <= 6
        assert pain.start(SAFETY, usual, now) == (("ask" if usual >= 7 else "begin") if may else "wait")

    @given(usual=MAYBE, now=PAINS)
    def test_less_pain_never_closes(self, usual: int | None, now: int) -> None:
        """With less pain than a pain with which one may begin, one may begin too."""
        if now and pain.start(SAFETY, usual, now) != "wait":
            assert pain.start(SAFETY, usual, now - 1) != "wait"

    def test_words(self, safety: Safety) -> None:
        """Each verdict has the catalogue's words; beginning needs none."""
        assert pain.start_words(safety, "begin", 3) == ""
        assert pain.start_words(safety, "wait", 3) == f"{safety.pain_rule.begin} For you that is 4 or less."
        assert pain.start_words(safety, "wait", 9).endswith("For you that is 6 or less.")
        assert pain.start_words(safety, "wait", None) == safety.pain_bands[2].text
        assert pain.start_words(safety, "ask", 8) == safety.pain_rule.ask
        assert pain.start_words(safety, "easier", None) == safety.pain_bands[1].text


class TestStop:
    """When to stop."""

    @pytest.mark.parametrize(
        ("usual", "began", "now", "verdict"),
        [
            *(
                (5, 5, 6, "go-on"),
                (5, 5, 7, "stop"),
                (6, 6, 7, "go-on"),
                (6, 6, 8, "stop"),
                (0, 1, 2, "go-on"),
            ),
            *((0, 1, 3, "stop"), (5, None, 6, "go-on"), (5, None, 7, "stop"), (10, None, 7, "go-on")),
            *(
                (10, None, 8, "stop"),
                (None, None, 3, "go-on"),
                (None, None, 4, "easier"),
                (None, None, 5, "easier"),
            ),
            *((None, None, 6, "stop"), (None, 0, 1, "go-on"), (None, 0, 2, "stop"), (None, 3, 4, "easier")),
            *((None, 3, 5, "stop"), (None, 5, 5, "easier"), (None, 6, 6, "stop")),
        ],
    )
    def test_boundaries(
        self, safety: Safety, usual: int | None, began: int | None, now: int, verdict: str
    ) -> None:
        """A rise of two stops everybody, eight stops always, and the bands hold where the usual pain is unknown."""
        assert pain.limits(safety, usual, began).verdict(now) == verdict

    @given(usual=PAINS, began=PAINS, now=PAINS)
    def test_the_rule(self, usual: int, began: int, now: int) -> None:
        """For every three numbers the answer is the sentence of the rule, read literally."""
        stops = now >= began + 2 or now >= 8
        assert pain.limits(SAFETY, usual, began).verdict(now) == ("stop" if stops else "go-on")

    @given(usual=MAYBE, began=MAYBE, now=st.integers(0, 9))
    def test_more_pain_never_opens(self, usual: int | None, began: int | None, now: int) -> None:
        """More pain never leads to a milder verdict, and from eight on each is to stop."""
        order = ("go-on", "easier", "stop")
        found = pain.limits(SAFETY, usual, began)
        assert order.index(found.verdict(now)) <= order.index(found.verdict(now + 1))
        assert found.verdict(max(8, now)) == "stop"

    def test_words(self, safety: Safety) -> None:
        """To stop names the numbers where the usual pain is known; without it the bands' own words stand."""
        assert pain.course_words(safety, "stop", 4).endswith(safety.pain_rule.stop)
        assert pain.course_words(safety, "stop", None) == safety.pain_bands[2].text
        assert pain.course_words(safety, "go-on", 4) == safety.pain_bands[0].text
        assert pain.course_words(safety, "easier", None) == safety.pain_bands[1].text


class TestSettled:
    """The next day."""

    @pytest.mark.parametrize(
        ("usual", "began", "next_day", "settled"),
        [
            *((5, 4, 4, True), (5, 4, 5, False), (5, None, 5, True), (5, None, 6, False), (5, 6, 6, True)),
            *((None, None, 3, True), (None, None, 4, False), (None, 1, 2, True), (None, 1, 3, False)),
        ],
    )
    def test_boundaries(
        self, safety: Safety, usual: int | None, began: int | None, next_day: int, settled: object
    ) -> None:
        """Back to where it began, or to the usual pain; in the first band where nobody knows that."""
        assert pain.settled(safety, usual, began, next_day) is settled


class TestKept:
    """The usual pain as it is kept."""

    @given(usual=st.builds(Usual, pain=MAYBE, day=st.none() | st.dates().map(str)))
    def test_comes_back(self, usual: Usual) -> None:
        """What is written is read again."""
        assert USUAL.load(USUAL.dump(usual)) == usual

    def test_a_device_of_before(self) -> None:
        """Where nothing is kept nobody was asked yet."""
        assert Kept.opened(USUAL, {}, NEVER_ASKED).value == NEVER_ASKED

    @pytest.mark.parametrize(
        "data", [{"pain": 11}, {"pain": -1}, {"pain": "4"}, {"pain": 4, "day": "soon"}, {}]
    )
    def test_damage(self, data: dict[str, object]) -> None:
        """A number that is no pain, or a day that is none, is refused."""
        with pytest.raises(StoredError):
            USUAL.load(json.dumps({"version": 1} | data))

    def test_is_listed(self) -> None:
        """Readers see it, export it and delete it like all that is kept."""
        assert next(one for one in DOCUMENTS if one.document.key == USUAL_KEY).moves
