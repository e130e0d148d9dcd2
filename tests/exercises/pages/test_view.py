from __future__ import annotations

import datetime as dt

import pytest

from exercises.catalog.model import Catalog, Dose, Exercise, Range, Reference
from exercises.pages import view
from widgets.language import listed


def make(**changes: object) -> Dose:
    """Return a dose of one set of ten five-second holds, changed."""
    fields: dict[str, object] = {
        "hold": 5,
        "reps": 10,
        "sets": 1,
        "sides": "both",
        "build_up": "More.",
        "sources": ("a",),
    }
    return Dose.model_validate(fields | changes)


class TestSeconds:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, 10 + 10 * (2 + 5 + 3)),
            ({"hold": 0}, 10 + 10 * (2 + 0 + 3)),
            ({"sets": 3}, 10 + 3 * 10 * 10 + 2 * 30),
            ({"sides": "one-then-other"}, 10 + 20 * 10 + 5),
            ({"sides": "one-then-other", "sets": 2}, 10 + 2 * (20 * 10 + 5) + 30),
            ({"sides": "alternating"}, 10 + 20 * 10 + 19 * 5),
            ({"sides": "alternating", "reps": 1}, 10 + 2 * 10 + 1 * 5),
            ({"sides": "alternating", "sets": 2}, 10 + 2 * (20 * 10 + 19 * 5) + 30),
            ({"reps": 1, "get_ready": 0, "hold": 7, "move": 1, "release": 1}, 9),
        ],
    )
    def test_sum(self, changes: dict[str, object], expected: int) -> None:
        """The whole dose is get-ready, every rep, the side changes of its side mode, and rests between sets only."""
        assert view.seconds(make(**changes)) == expected


class TestWords:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, "Hold 5 seconds. Do it 10 times."),
            (
                {"hold": 1, "reps": 1, "sets": 2},
                "Hold 1 second. Do it once. 2 sets. Rest 30 seconds between sets.",
            ),
            ({"sets": 2, "rest": 0}, "Hold 5 seconds. Do it 10 times. 2 sets."),
            (
                {"sides": "one-then-other"},
                "Hold 5 seconds. Do it 10 times on one side, then 10 times on the other.",
            ),
            (
                {"sides": "alternating", "hold": 0},
                "Move slowly, without a hold. Do it 10 times on each side, changing sides every time.",
            ),
        ],
    )
    def test_dose(self, changes: dict[str, object], expected: str) -> None:
        """The dose is said in full sentences, with every number of the data and the right plural."""
        assert view.dose_words(make(**changes)) == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, "10 times, hold 5 seconds"),
            ({"reps": 1, "hold": 60}, "Once, hold 1 minute"),
            ({"sides": "alternating", "sets": 2, "hold": 0}, "2 sets of 10 on each side, slowly"),
        ],
    )
    def test_line(self, changes: dict[str, object], expected: str) -> None:
        """The planner's row gets the dose on one short line."""
        assert view.dose_line(make(**changes)) == expected

    @pytest.mark.parametrize(
        ("total", "about", "iso"),
        [
            (0, "less than a minute", "PT0S"),
            (59, "less than a minute", "PT59S"),
            (60, "about 1 minute", "PT1M"),
            (61, "about 2 minutes", "PT1M1S"),
            (160, "about 3 minutes", "PT2M40S"),
        ],
    )
    def test_durations(self, total: int, about: str, iso: str) -> None:
        """A time is said roughly (never too short) to people, and exactly to machines."""
        assert (view.about(total), view.iso_duration(total)) == (about, iso)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Side hip muscle (gluteus medius)", ("Side hip muscle", "gluteus medius")),
            ("Diaphragm", ("Diaphragm", "")),
        ],
    )
    def test_two_names(self, name: str, expected: tuple[str, str]) -> None:
        """A muscle's medical name is taken out of its brackets; a muscle without one has none."""
        assert view.two_names(name) == expected

    def test_small_words(self) -> None:
        """Lists, ranges and dates read like speech."""
        assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
            "",
            "a",
            "a and b",
            "a, b and c",
        ]
        assert view.span(Range(low=3, high=10), "seconds") == "3 to 10 seconds"
        assert view.span(Range(low=3, high=3)) == "3"
        assert view.date(dt.date(2026, 1, 2)) == "2 January 2026"
        assert view.date(dt.date(2026, 12, 31)) == "31 December 2026"


class TestSources:
    @pytest.mark.parametrize(
        ("authors", "year", "expected"),
        [
            ("Ekstrom RA, Donatelli RA", 2007, "Ekstrom 2007"),
            ("Brooke-Wavell K, et al.", 2022, "Brooke-Wavell 2022"),
            ("van Tulder M", 2006, "van Tulder 2006"),
            ("Airaksinen et al.", 2006, "Airaksinen 2006"),
            ("Gillard DM", None, "A title"),
            (None, 2007, "A title"),
        ],
    )
    def test_label(self, authors: str | None, year: int | None, expected: str) -> None:
        """A source with a person and a year goes by these, any other by its title."""
        reference = Reference(
            id="a", kind="study", title="A title", authors=authors, year=year, checked="page-read", says="It."
        )
        assert view.label(reference) == expected

    def test_numbers_follow_the_page(self, first: Exercise) -> None:
        """Sources are numbered from 1 as the page first uses them; common teaching has words instead."""
        assert view.numbering(first) == {
            "ekstrom-2007": 1,
            "peak-video": 2,
            "kaiser-booklet": 3,
            "norfolk": 4,
            "second-document": 5,
        }

    def test_uses(self, catalog: Catalog) -> None:
        """Each source knows the fields, levels, safety texts, plan rules and hand-written pages that rest on it."""
        extra = {"aaos": [view.Use(label="Walking", url="learn/walking/")]}
        found = {
            id_: {(use.label, use.url) for use in places} for id_, places in view.uses(catalog, extra).items()
        }

        assert ("First: dose and muscles", "exercises/first/") in found["ekstrom-2007"]
        assert ("First: level and instructions", "exercises/first/") in found["kaiser-booklet"]
        assert ("Level 3", "levels/3/") in found["kaiser-booklet"]
        assert ("Safety: pain rule", "safety/") in found["aaos"]
        assert ("Ask first: Pregnancy", "safety/") in found["norfolk"]
        assert ("Weekly plan: walk minutes", "learn/how-long/#all-rules") in found["first-document"]
        assert ("Walking", "learn/walking/") in found["aaos"]
        assert list(found) == [reference.id for reference in catalog.references]
