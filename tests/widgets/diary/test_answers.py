from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from widgets import days
from widgets.catalog import Change
from widgets.diary import answers, entries
from widgets.diary.entries import Activity, Done, Entry, Kind, Log, Said

TODAY = "2026-11-25"  # a Wednesday
LEAST = Change(points=2, percent=30, text="From 2 points and 30 percent.")
"""As in `exercises/safety.yml`."""


def done(slug: str, *, level: int = 1, new: bool = False, said: Said | None = None) -> Done:
    """Return an exercise that was done."""
    return Done(slug=slug, level=level, sets=1, reps=8, hold=5, seconds=120, new=new, said=said)


def entry(
    day: str, kind: Kind = "session", *exercises: Done, minutes: int = 10, pain: int | None = None
) -> Entry:
    """Return an entry of a day."""
    return Entry(
        kind=kind, id=f"{day}-{kind}", at=0.0, day=day, source="hand", seconds=minutes * 60, pain_before=pain,
        exercises=exercises,
    )  # fmt: skip


def log(*entries: Entry) -> Log:
    """Return a log of these entries."""
    made = Log()
    for one in entries:
        made = made.with_entry(one)
    return made


class TestWeeks:
    def test_sums(self) -> None:
        """Each week from Monday on has its sums; a week with nothing stands there like any other."""
        weeks = answers.weeks(
            log(
                entry("2026-11-23", pain=4),
                entry("2026-11-24", "walk", minutes=15),
                entry("2026-11-08", minutes=7),
                entry("2026-11-25", "flare-up", pain=7),
                entry("2025-01-01"),
            ),
            TODAY,
            3,
        )
        assert [week.start for week in weeks] == ["2026-11-09", "2026-11-16", "2026-11-23"]
        assert weeks[0] == answers.Week(start="2026-11-09")
        last = weeks[-1]
        assert (last.sessions, last.session_minutes, last.walks, last.walk_minutes) == (1, 10, 1, 15)
        assert (last.minutes, last.pain, last.flare_ups) == (25, 5.5, 1)

    @settings(max_examples=examples(15))
    @given(held=LOGS, today=st.dates().map(str), count=st.integers(1, 60))
    def test_any_log(self, held: Log, today: str, count: int) -> None:
        """There are as many weeks as asked for, seven days apart, whatever stands in the log."""
        weeks = answers.weeks(held, today, count)
        assert len(weeks) == count
        assert all(week.pain is None or 0 <= week.pain <= 10 for week in weeks)


class TestTrend:
    @pytest.mark.parametrize(
        ("start", "now", "verdict"),
        [
            (6.0, 4.0, "better"),
            (8.0, 6.0, "small"),  # 2 points, and only 25 percent
            (8.0, 5.6, "better"),
            (3.0, 2.0, "small"),  # 33 percent, and only 1 point
            (3.0, 1.0, "better"),
            (4.0, 5.9, "small"),
            (4.0, 6.0, "worse"),
            (8.0, 10.0, "worse"),
            (0.0, 0.0, "small"),
        ],
    )
    def test_better_needs_both_numbers(self, start: float, now: float, verdict: str) -> None:
        """Better is 2 points and 30 percent; worse is 2 points; all else is too small to mean anything."""
        assert answers.verdict(start, now, LEAST) == verdict

    @given(start=st.integers(0, 100), now=st.integers(0, 100))
    def test_the_band_is_the_verdict(self, start: int, now: int) -> None:
        """What stands inside the band is called small, and nothing outside of it is."""
        low, high = answers.band(start / 10, LEAST)
        inside = low < now / 10 < high
        if answers.verdict(start / 10, now / 10, LEAST) != "small":
            assert not inside
        elif low > 0 and high < 10:
            assert inside

    def test_first_weeks_beside_last_weeks(self) -> None:
        """The means of the first and the last two weeks are compared; the next day counts for the day after."""
        held = log(*(entry(days.shifted("2026-09-01", step), pain=6) for step in (0, 5, 13)))
        held = held.with_entry(entry("2026-10-10", pain=9))
        held = held.with_entry(replace(entry("2026-11-01", pain=3), pain_after=10, pain_next_day=1))
        held = held.with_entry(entry("2026-11-03", "pain", pain=2))
        trend = answers.trend(held, LEAST)
        assert trend is not None
        assert (trend.first, trend.last, trend.change, trend.verdict) == (6.0, 2.0, -4.0, "better")
        assert (trend.first_from, trend.last_to) == ("2026-09-01", "2026-11-03")

    @pytest.mark.parametrize("steps", [(), (0, 1, 2, 3, 4, 5), (0, 1, 30, 31, 32), (0, 1, 2, 24, 25, 26)])
    def test_too_little_is_no_trend(self, steps: tuple[int, ...]) -> None:
        """With too few numbers, or too close together, nothing is said."""
        held = log(*(entry(days.shifted("2026-09-01", step), pain=5) for step in steps))
        assert answers.trend(held, LEAST) is None


class TestNew:
    def test_what_came_in(self) -> None:
        """New is what the plan called new, and what comes after the first day; the first day's set is no news."""
        held = log(
            entry("2026-11-02", "session", done("a"), done("b", new=True)),
            entry("2026-11-04", "session", done("a"), done("b", new=True), done("c")),
        )
        assert answers.added(held) == {"b": "2026-11-02", "c": "2026-11-04"}

    def test_which_one_was_new_when_it_hurt(self) -> None:
        """Each time it hurt stands beside the exercise that came in within the week before, or none."""
        held = log(
            entry("2026-11-01", "session", done("a")),
            entry("2026-11-10", "session", done("a"), done("b", new=True)),
            entry("2026-11-12", "session", done("a", said="hurt"), done("b")),
            entry("2026-11-16", "flare-up", pain=8),
            entry("2026-11-17", "session", done("b", said="hurt")),
        )
        found = [(one.day, one.kind, one.slug, one.new) for one in answers.new_when_it_hurt(held)]
        assert found == [
            ("2026-11-17", "exercise", "b", ()),
            ("2026-11-16", "flare-up", None, (("b", "2026-11-10"),)),
            ("2026-11-12", "exercise", "a", (("b", "2026-11-10"),)),
        ]


class TestBefore:
    def test_everything_that_went_up(self) -> None:
        """New exercises, more minutes, longer walks, a higher level, what was hard, a worse next day: all are named."""
        flare = entry("2026-11-20", "flare-up", pain=8)
        held = log(
            entry("2026-10-25", "session", done("a"), minutes=10),
            entry("2026-10-26", "walk", minutes=10),
            replace(
                entry(
                    "2026-11-10",
                    "session",
                    done("a"),
                    done("b", level=3, said="too-hard"),
                    minutes=25,
                    pain=2,
                ),
                pain_next_day=5,
            ),
            entry("2026-11-11", "walk", minutes=40),
            flare,
            entry("2026-11-21", "session", done("z", said="hurt")),
        )
        found = answers.before(held, flare, LEAST)
        assert found.new == (("b", "2026-11-10"),)
        assert [(change.what, change.before, change.after) for change in found.more] == [
            ("session-minutes", 10, 25),
            ("walk-minutes", 10, 40),
            ("longest-walk", 10, 40),
            ("highest-level", 1, 3),
        ]
        assert found.hard == (("2026-11-10", "b", "too-hard"),)
        assert found.worse == (("2026-11-10", 2, 5),)
        assert found.pause == 14
        assert found.entries == 2

    def test_an_empty_fortnight_says_nothing(self) -> None:
        """With nothing written down, nothing is found, and it is known that there was nothing to find it in."""
        flare = entry("2026-11-20", "flare-up")
        assert answers.before(log(flare), flare, LEAST).entries == 0

    @settings(max_examples=examples(15))
    @given(held=LOGS)
    def test_any_log(self, held: Log) -> None:
        """Every question has an answer, whatever stands in the log; what is new came before it hurt."""
        for flare in answers.flare_ups(held):
            found = answers.before(held, flare, LEAST)
            assert all(0 <= days.apart(day, flare.day) <= answers.LOOK_BACK for _, day in found.new)
            assert all(change.after > change.before for change in found.more)
        for one in answers.new_when_it_hurt(held):
            assert all(0 <= days.apart(day, one.day) < answers.NEW_DAYS for _, day in one.new)
        answers.trend(held, LEAST)
        answers.practiced(held)


class TestNextDay:
    @pytest.mark.parametrize(
        ("day", "asks"),
        [("2026-11-25", False), ("2026-11-24", True), ("2026-11-22", True), ("2026-11-21", False)],
    )
    def test_when_it_is_asked(self, day: str, asks: bool) -> None:  # noqa: FBT001 - the table's second column
        """The next day is asked for once it has come, and not when it is long ago."""
        assert (answers.to_ask(log(entry(day)), TODAY) is not None) == asks

    def test_asked_once(self) -> None:
        """A session that was answered, or not, is not asked for again, and no older one takes its place."""
        older, newer = entry("2026-11-23"), entry("2026-11-24")
        assert answers.to_ask(log(older, newer), TODAY) == newer
        assert answers.to_ask(log(older, replace(newer, asked=True)), TODAY) is None
        assert answers.to_ask(log(older, replace(newer, pain_next_day=0)), TODAY) is None
        assert answers.to_ask(log(entries.walked("2026-11-24", 0, 15, "hand")), TODAY) is None


class TestActivities:
    def test_means_of_common_days(self) -> None:
        """An average is of a day on which every activity was scored."""
        held = Log(activities=(
            Activity(id="a", name="Shoes").scored("2026-10-01", 3).scored("2026-10-29", 5),
            Activity(id="b", name="Sit").scored("2026-10-01", 4).scored("2026-11-05", 9).scored("2026-10-29", 8),
        ))  # fmt: skip
        assert answers.means(held) == (("2026-10-01", 3.5), ("2026-10-29", 6.5))
        assert answers.means(Log()) == ()

    @pytest.mark.parametrize(("day", "due"), [("2026-10-28", True), ("2026-10-29", False), (None, True)])
    def test_every_four_weeks(self, day: str | None, due: bool) -> None:  # noqa: FBT001 - the table's second column
        """A score is asked for at once, and again after four weeks; without an activity nothing is asked."""
        shoes = Activity(id="a", name="Shoes")
        held = Log(activities=(shoes if day is None else shoes.scored(day, 3),))
        assert answers.score_due(held, TODAY, 4) == due
        assert not answers.score_due(Log(), TODAY, 4)


def test_pains_of_a_week() -> None:
    """Numbers come in the order of the days; the next day's number is of that day."""
    held = log(
        replace(entry("2026-11-22", pain=5), pain_next_day=4),
        replace(entry("2026-11-24", pain=3), pain_after=2),
    )
    assert answers.pains_since(held, "2026-11-23") == (4, 3, 2)


def test_practiced() -> None:
    """Each exercise stands once, by level, with how often and when, and what was last said of it."""
    held = log(
        entry("2026-11-02", "session", done("b", level=2), done("a", said="too-easy")),
        entry("2026-11-04", "session", done("a")),
    )
    found = [
        (one.slug, one.level, one.times, one.first, one.last, one.said) for one in answers.practiced(held)
    ]
    assert found == [
        ("a", 1, 2, "2026-11-02", "2026-11-04", "too-easy"),
        ("b", 2, 1, "2026-11-02", "2026-11-02", None),
    ]
