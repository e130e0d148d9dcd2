from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from tests.widgets.diary.test_answers import LEAST, done, entry, log
from widgets import days
from widgets.diary import answers
from widgets.diary.entries import Log
from widgets.log import charts
from widgets.log.charts import Tick


@given(most=st.integers(0, 100_000))
def test_minute_ticks(most: int) -> None:
    """An axis begins at 0, goes up evenly, holds every bar, wastes at most one step, and has few numbers."""
    ticks = charts.minute_ticks(most)
    step = ticks[1]
    assert ticks[0] == 0
    assert all(two - one == step for one, two in pairwise(ticks))
    assert ticks[-1] - step < max(most, 1) <= ticks[-1]
    assert 2 <= len(ticks) <= 6


@pytest.mark.parametrize(("most", "ticks"), [(0, (0, 5)), (12, (0, 5, 10, 15)), (100, (0, 30, 60, 90, 120))])
def test_minutes_are_round(most: int, ticks: tuple[int, ...]) -> None:
    """The steps are those of a clock."""
    assert charts.minute_ticks(most) == ticks


@given(
    xs=st.lists(st.floats(0, charts.WIDTH), max_size=60).map(sorted),
    text=st.text("Nov 12", min_size=1, max_size=12),
)
def test_labels_never_touch(xs: list[float], text: str) -> None:
    """Whatever the labels, none touches another or leaves the drawing, and the last one is there."""
    labels = [Tick(at=x, text=text) for x in xs]
    kept = charts.thinned(labels)
    half = charts.width_of(text) / 2
    assert all(two.at - one.at >= 2 * half + charts.GAP - 0.2 for one, two in pairwise(kept))
    assert all(half - 0.1 <= label.at <= charts.WIDTH - half + 0.1 for label in kept)
    assert bool(kept) == bool(labels)


@given(xs=st.lists(st.floats(0, charts.WIDTH), max_size=40).map(sorted))
def test_letters_never_touch(xs: list[float]) -> None:
    """Letters over a chart that would touch stand in rows."""
    rows = charts.rows_of(xs, [charts.LETTER] * len(xs))
    for row in set(rows):
        held = [x for x, its in zip(xs, rows, strict=True) if its == row]
        assert all(two - one >= charts.LETTER - 1e-6 for one, two in pairwise(held))


@pytest.mark.parametrize(
    ("number", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_letters(number: int, text: str) -> None:
    """There is a letter for every mark."""
    assert charts.letter(number) == text


class TestMinutes:
    def test_bars_stand_on_each_other(self) -> None:
        """Walks stand on sessions, both on the axis, in proportion to the axis' numbers."""
        held = log(entry("2026-11-23", minutes=30), entry("2026-11-24", "walk", minutes=30))
        chart = charts.minutes(answers.weeks(held, "2026-11-25", 2), ["Nov 16", "Nov 23"])
        empty, full = chart.bars
        assert empty.session_height == empty.walk_height == 0
        assert full.session_y + full.session_height == pytest.approx(chart.base)
        assert full.walk_y + full.walk_height == pytest.approx(full.session_y)
        assert full.walk_y == pytest.approx(next(tick.at for tick in chart.y_ticks if tick.text == "60"))

    @settings(max_examples=examples(15))
    @given(held=LOGS, today=st.dates().map(str), count=st.sampled_from([12, 26, 52]))
    def test_any_log(self, held: Log, today: str, count: int) -> None:
        """Every bar stands inside the plot, beside the others."""
        weeks = answers.weeks(held, today, count)
        chart = charts.minutes(weeks, [week.start[5:] for week in weeks])
        assert all(0 <= bar.walk_y <= bar.session_y <= chart.base + 0.2 for bar in chart.bars)
        assert all(one.x + one.width <= two.x for one, two in pairwise(chart.bars))


class TestPain:
    def test_marks_and_band(self) -> None:
        """A new exercise and a flare-up are marks of two kinds, with letters in order; the band is around the start."""
        held = log(
            *(entry(days.shifted("2026-09-07", step), "session", done("a"), pain=6) for step in (0, 3, 7)),
            entry("2026-10-05", "session", done("a"), done("b", new=True), pain=5),
            *(entry(day, "pain", pain=2) for day in ("2026-11-20", "2026-11-21", "2026-11-22")),
            entry("2026-11-01", "flare-up", pain=9),
        )
        chart = charts.pain(
            held, "2026-09-07", "2026-11-25", [("2026-09-07", "Sept 7"), ("2026-11-23", "Nov 23")], LEAST
        )
        assert [(mark.letter, mark.kind, mark.day, mark.slugs) for mark in chart.marks] == [
            ("A", "new", "2026-10-05", ("b",)),
            ("B", "flare-up", "2026-11-01", ()),
        ]
        assert chart.band == (chart.base - charts.PLOT * 0.8, chart.base - charts.PLOT * 0.4)
        assert chart.dots[0].y == pytest.approx(chart.base - charts.PLOT * 0.6)
        assert chart.x_ticks[-1].text == "Nov 23"

    @settings(max_examples=examples(15))
    @given(held=LOGS, last=st.dates().map(str), span=st.integers(0, 400))
    def test_any_log(self, held: Log, last: str, span: int) -> None:
        """Every dot, line and letter stands inside the drawing, and letters in one row do not touch."""
        first = days.shifted(last, -span)
        chart = charts.pain(held, first, last, [(first, first), (last, last)], LEAST)
        assert all(charts.LEFT <= dot.x <= charts.RIGHT for dot in chart.dots)
        assert all(chart.top <= dot.y <= chart.base for dot in chart.dots)
        assert all(mark.letter_y < mark.top <= chart.top for mark in chart.marks)
        assert all(
            one.x + charts.LETTER <= two.x + 0.2 for one, two in pairwise(chart.marks) if one.top == two.top
        )
        assert chart.base <= chart.height
