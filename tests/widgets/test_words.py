"""Words for values: numbers, lists, lengths of time, days."""

from __future__ import annotations

import pytest

from widgets import words


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "spelled"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1200, "1200")]
    )
    def test_spelled(self, number: int, spelled: str) -> None:
        """Numbers above ten are written in digits."""
        assert words.spelled(number) == spelled

    @pytest.mark.parametrize(
        ("value", "text"), [(3, "3"), (2.5, "2.5"), (2.04, "2"), (-0.5, "-0.5"), (10.0, "10")]
    )
    def test_decimal(self, value: float, text: str) -> None:
        """A decimal of 0 is left out."""
        assert words.decimal(value) == text

    def test_times(self) -> None:
        """Once has a word of its own."""
        assert (words.times(1), words.times(5)) == ("once", "5 times")


class TestLists:
    @pytest.mark.parametrize(
        ("names", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
    )
    def test_listed(self, names: tuple[str, ...], text: str) -> None:
        """The last name stands after `and`, or another word."""
        assert words.listed(names) == text
        assert words.listed(list(names), "or") == text.replace(" and ", " or ")

    def test_article(self) -> None:
        """The article fits the sound of most nouns: a vowel asks for `an`."""
        assert (words.a("firm chair"), words.a("elastic band")) == ("a firm chair", "an elastic band")

    def test_capitalized(self) -> None:
        """Only the first letter changes; no text stays no text."""
        assert (words.capitalized("a McGill"), words.capitalized("")) == ("A McGill", "")


class TestTimes:
    @pytest.mark.parametrize(
        ("seconds", "duration", "about", "spelled"),
        [
            (0, "0 seconds", "about 1 min", "no minutes"),
            (1, "1 second", "about 1 min", "one minute"),
            (60, "1 minute", "about 1 min", "one minute"),
            (61, "1 minute 1 second", "about 2 min", "two minutes"),
            (59, "59 seconds", "about 1 min", "one minute"),
            (125.4, "2 minutes 5 seconds", "about 3 min", "three minutes"),
        ],
    )
    def test_lengths(self, seconds: float, duration: str, about: str, spelled: str) -> None:
        """A length is exact, or in whole minutes, rounded up: nobody who plans by it is short of time."""
        assert words.duration(seconds) == duration
        assert words.about_minutes(seconds) == about
        assert words.spelled_minutes(seconds) == spelled


class TestDays:
    @pytest.mark.parametrize(
        ("day", "short", "long"),
        [
            ("2026-11-25", "Nov 25", "today"),
            ("2026-11-24", "Nov 24", "yesterday"),
            ("2026-11-03", "Nov 3", "Tuesday, Nov 3"),
            ("2026-11-26", "Nov 26", "Thursday, Nov 26"),
            ("2024-02-29", "Feb 29, 2024", "Thursday, Feb 29, 2024"),
        ],
    )
    def test_days(self, day: str, short: str, long: str) -> None:
        """A day is named by what it is to today; its year stands where it is another one."""
        assert words.short_day(day, "2026-11-25") == short
        assert words.long_day(day, "2026-11-25") == long
