"""The page "How fast is it": its tables are what was measured last, and what was not measured is said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import bench_cues, report

PAGES = {
    name: {
        "performance": 96,
        "accessibility": 100,
        "best-practices": 100,
        "seo": 100,
        "largest paint, ms": 1200.0,
        "blocking, ms": 10.0,
        "layout shift": 0.001,
        "kB": 90.0,
        "requests": 10,
        "kept, kB": 36.0,
    }
    for name in ("home", "guide")
}
START = {
    "engines": {
        "chromium": {
            "version": "150.1.2",
            "rounds": 3,
            "times, ms": {
                "ours": {"first": [300, 200, 150], "again": [150]},
                "stock": {"first": [1000], "again": [500]},
                "floor": {"first": [200], "again": [100]},
            },
            "failed": {"PyScript": "no | such <b>file</b>", "ours, without the snapshot": "gone"},
        },
        "webkit": {"left out": "this machine has no package of it"},
    },
    "longest task, ms": 0.0,
    "fetched": {"snapshot.bin.gz": {"gzip": 5_000_000, "brotli": 4_000_000}},
}
SERVE = {
    "requests per second": {
        "as the guide says, gzip": [20_000],
        "compressing each answer": [1000, 3000, 2000],
    },
    "bytes of an answer": {"as the guide says, gzip": 20_000, "compressing each answer": 25_000},
    "left out of it": ["as the guide says, Brotli"],
    "largest guide, bytes of gzip": 24_000,
}
ROW = {"records": 38, "plain": 2.0, "ours": 2.0, "ratio": 1.0, "edited": 3.0, "shown": 1.5}
BUILD = {"rows": [ROW]}
FIRST_RUN = {
    "pages": {
        "guide": {
            "phases": 9,
            "late, ms": [4.0, -1.0, 30.0],
            "interval timer, ms": [12.0],
            "doubled": 0,
            "lost": 1,
            "taken over after, s": 31.5,
            "before the first hold, bytes": 24_500,
        }
    }
}
FORM = {"taps": {"count": 60, "p50": 90.4, "p95": 140.0, "max": 180.0, "python, p50": 70.0}}
PLAN = {
    "next week, ms": {"median": 0.4, "p95": 1.5, "max": 1.9},
    "fixed work, ms": 0.2,
    "ratio": 2.0,
    "samples": 125,
}
ALL = {"start": START, "pages": PAGES, "serve": SERVE, "build": BUILD, "first-run": FIRST_RUN}


def last(**found: Any) -> dict[str, Any]:  # noqa: ANN401 - each bench has its own form
    """Return what is kept of some benches, all measured on one day."""
    return {name: {"measured": {"date": "2026-11-25"}, "found": one} for name, one in found.items()}


def goal(kept: dict[str, Any], words: str) -> report.Goal:
    """Return the one goal whose words begin so."""
    (one,) = (goal for goal in report.goals(kept) if goal.what.startswith(words))
    return one


def test_the_page_shows_what_was_measured_last() -> None:
    """Every table of the page is what the report makes of the numbers that are committed with it."""
    page = report.PAGE.read_text(encoding="utf-8")
    kept = json.loads(report.LAST.read_text(encoding="utf-8"))

    assert page == report.filled(page, report.tables(kept))


def test_no_number_is_typed_by_hand() -> None:
    """What stands around the tables names no measured value: no seconds, bytes, shares or scores."""
    page = report.MARK.sub("", report.PAGE.read_text(encoding="utf-8"))

    assert re.findall(r"\b\d[\d.,]* ?(?:ms|s|seconds|kB|MB|%|percent|times)\b", page) == []


def test_medians_are_compared_with_goals() -> None:
    """A start is the median of its times, beside the median of stock and floor."""
    kept = last(**ALL)

    assert goal(kept, "Start of Python on a first visit, part").measured == "0.200"
    assert goal(kept, "Start of Python on a first visit, part").met is True
    assert goal(kept, "Start of Python again, part").met is False
    assert goal(kept, "Start of Python again, times the floor").measured == "1.50"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kB", 95.4, "First view, the heaviest"),
        ("requests", 11, "First view, the most requests"),
        ("kept, kB", 48.3, "Kept for use without a network"),
        ("performance", 94, "Lighthouse performance"),
        ("seo", 99, "Lighthouse accessibility"),
        ("layout shift", 0.0201, "Layout shift"),
    ],
)
def test_one_page_beyond_a_limit_misses_the_goal(name: str, value: float, words: str) -> None:
    """The worst page decides, and its value stands in the table."""
    worse = PAGES | {"learn": PAGES["home"] | {name: value}}

    assert goal(last(pages=PAGES), words).met is True
    assert goal(last(pages=worse), words).met is False
    assert goal(last(pages=worse), words).verdict == "**missed**"


def test_the_page_begins_with_how_many_goals_are_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is missed, that is said at the top; that all are met too."""
    assert "Of 24 goals 16 are met and 3 missed." in report.tables(last(**ALL))["when"]
    met = [one for one in report.goals(last(**ALL)) if one.met]
    monkeypatch.setattr(report, "goals", lambda _: met)
    assert f"All {len(met)} goals are met." in report.tables(last(**ALL))["when"]


def test_each_size_of_the_build_has_a_goal() -> None:
    """A larger catalogue that takes too long is a missed goal of its own."""
    kept = last(build={"rows": [ROW, ROW | {"records": 1800, "ratio": 1.6}]})

    assert goal(kept, "Build of the site, 38 records").met is True
    assert goal(kept, "Build of the site, 1,800 records").met is False


def test_each_further_language_has_a_goal_and_a_row() -> None:
    """What a language adds is judged as a part of the English build; a site of one language has no such row."""
    two = {"es": {"english": 5.0, "both": 7.5, "part": 0.5}, "de": {"english": 5.0, "both": 8.0, "part": 0.6}}
    kept = last(build=BUILD | {"languages": two})

    assert goal(kept, "Build in one more language (es)").met is True
    assert goal(kept, "Build in one more language (de)").met is False
    assert "| `es` | 5.0 | 7.5 | 0.50 |" in report.tables(kept)["build"]
    assert "language" not in report.tables(last(build=BUILD))["build"]


def test_what_was_not_measured_is_said() -> None:
    """A bench without a file leaves its tables and goals empty in words, and is named at the top."""
    made = report.tables(last(build=BUILD))

    assert (
        made["serve"] == made["start"].split("\n\n")[0] == report.NOTHING or "not measured" in made["start"]
    )
    assert made["serve"] == made["cues"] == made["taps"] == made["weight"] == report.NOTHING
    assert "Not measured: start of python" in made["when"]
    assert "could not be looked at" in made["when"]
    assert goal(last(build=BUILD), "Runtime to fetch").verdict == "not measured"
    assert "| Tones and taps | not measured |" in made["conditions"]


def test_what_failed_or_was_left_out_is_said() -> None:
    """An engine that is missing, a start that failed and a module that nginx lacks each get their words."""
    made = report.tables(last(**ALL))

    assert "**WebKitGTK** is left out: this machine has no package of it." in made["start"]
    assert "**Firefox ESR** is left out: not measured in the last run." in made["start"]
    assert "| PyScript | failed: no   such  b file /b  |" in made["start"]
    assert "no module for it: as the guide says, Brotli" in made["serve"]
    assert report.tables(last(serve={"left out": "this machine has no wrk"}))["serve"] == (
        "*Left out: this machine has no wrk.*"
    )


def test_a_first_run_is_as_late_as_its_latest_phase() -> None:
    """The phase that is furthest from its time counts, early or late; a phase that was lost misses a goal."""
    kept = last(**ALL)

    assert goal(kept, "First run on a slow line, phases off").measured == "30 ms"
    assert goal(kept, "First run on a slow line, phases lost").met is False
    assert goal(kept, "First run, fetched before the first hold").met is True
    assert "| Guide | 9 | 30.0 | 12.0 | 1 | 24.5 | 31.5 |" in report.tables(kept)["first"]


def test_an_edit_has_a_goal() -> None:
    """The build after one record was edited is told as a part of plain Material's whole build."""
    assert goal(last(**ALL), "Build after one edit, 38 records").measured == "1.50"
    assert goal(last(**ALL), "Build after one edit, 38 records").met is False


def test_the_planner_has_goals() -> None:
    """The median tap on the form and the longest next week are judged, and missing where they were not measured."""
    tap, week = "From a tap on the planner's form", "The planner's next week"
    kept = last(form=FORM, plan=PLAN)
    assert (goal(kept, tap).measured, goal(kept, tap).met) == ("90 ms", True)
    assert (goal(kept, week).measured, goal(kept, week).met) == ("1.9 ms", True)
    slow = last(
        form={"taps": FORM["taps"] | {"p50": 100.1}},
        plan=PLAN | {"next week, ms": {"median": 0.4, "p95": 1.5, "max": 4.1}},
    )
    assert goal(slow, tap).met is False
    assert goal(slow, week).met is False
    assert goal(last(**ALL), tap).met is goal(last(**ALL), week).met is None
    made = report.tables(kept)
    assert "| 60 | 90.4 | 140 | 180 | 70.0 |" in made["form"]
    assert "| 125 | 0.4 | 1.5 | 1.9 | 2.0 |" in made["plan"]
    assert report.tables(last(**ALL))["form"] == report.tables(last(**ALL))["plan"] == report.NOTHING


def test_tones_beside_the_voice_have_a_goal() -> None:
    """The page with the voice on has rows and a goal of its own; where it was not measured, both say so."""
    one = {"count": 9, "p50": 3.0, "p99": 21.0, "max": 22.0, "drift": 0.0}
    both = {"tones": one, "interval timer": one, "words": 90}
    silent = last(cues={"cues": {"idle": both}})
    spoken = last(cues={"cues": {"idle": both, bench_cues.VOICE: both}})
    words = "Tones off their moment with the voice on"

    assert goal(silent, words).met is None
    assert "| Idle, voice on: not measured | - | - | - | - |" in report.tables(silent)["cues"]
    assert (goal(spoken, words).measured, goal(spoken, words).met) == ("21.0 ms", False)
    assert "| Idle, voice on, this timer | 3.0 | 21.0 |" in report.tables(spoken)["cues"]
    assert "not measured" not in report.tables(spoken)["cues"]
    assert goal(last(cues={"cues": {bench_cues.VOICE: both | {"words": 0}}}), words).met is None


def test_shares_are_of_the_deploying_guide() -> None:
    """A server that compresses each answer is told beside the guide's configuration."""
    assert "| Compressing each answer | 2,000 | 0.10 | 25.0 |" in report.tables(last(**ALL))["serve"]


def test_a_reader_sees_what_python_costs() -> None:
    """Size and time to fetch are worked out from what the start fetched by Brotli."""
    made = report.tables(last(**ALL))["reader"]

    assert "| 4,000 kB | 20.0 s | 3.2 s |" in made
    assert "| 90 kB | 0.4 s | 0.1 s |" in made


def test_results_are_collected_in_one_form(tmp_path: Path) -> None:
    """A bench's day and load are kept apart from what it found, and a file of another's is left alone."""
    measured = {"date": "2026-11-24", "load": [0.1, 0.2]}
    (tmp_path / "serve.json").write_text(json.dumps({"measured": measured, **SERVE}))
    (tmp_path / "build.json").write_text(json.dumps({"measured": measured, **BUILD}))
    (tmp_path / "other.json").write_text("{}")

    kept = report.collected(tmp_path)

    assert kept["serve"] == {"measured": measured, "found": SERVE}
    assert kept["build"] == {"measured": measured, "found": BUILD}
    assert set(kept) == {"serve", "build"}


def test_a_damaged_result_is_named(tmp_path: Path) -> None:
    """A file that is no JSON, and a folder without any, end with a message that names them."""
    with pytest.raises(report.ReportError, match="no bench has left anything"):
        report.collected(tmp_path)
    (tmp_path / "start.json").write_text('{"engines": ')

    with pytest.raises(report.ReportError, match=r"start\.json"):
        report.collected(tmp_path)


def test_a_mark_without_a_table_is_named() -> None:
    """A page whose marks and the tables differ is refused, not left half filled."""
    with pytest.raises(report.ReportError, match="nowhere"):
        report.filled("<!-- made: nowhere -->\n<!-- end -->\n", {"serve": "x"})
