"""What people ask of timers and trackers, and the test that shows each here. A test that is gone fails this one."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]

ASKS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (1, "one side at a time, both with full time, a change of sides that is told",
     ("widgets/session/test_any_order.py::test_held", "widgets/player/test_cues.py::test_sides")),
    (2, "timed holds", ("widgets/timer/test_machine.py::test_a_whole_dose",)),
    (3, "time to get ready, and a bell at the end",
     ("widgets/session/test_session.py::test_one_score", "widgets/session/test_session.py::test_tones")),
    (4, "a lead-in that can be changed or turned off",
     ("widgets/session/test_session.py::test_own_time_to_get_ready",)),
    (5, "hold, rest and the next by themselves",
     ("widgets/session/test_session.py::test_by_itself", "browser/test_session.py::test_to_the_end_without_a_touch")),
    (6, "three exercises, both sides, and another sound when one ends",
     ("widgets/session/test_script.py::test_spoken", "widgets/session/test_session.py::test_tones")),
    (7, "other sounds for getting ready, hold and rest", ("widgets/session/test_session.py::test_tones",)),
    (8, "one end signal that cannot be missed", ("widgets/session/test_session.py::test_one_score",)),
    (9, "spoken phases", ("widgets/session/test_script.py::test_spoken",)),
    (10, "a cue half way", ("widgets/player/test_cues.py::test_half_way_and_count",)),
    (11, "a flash with the beeps, gentle or strong", ("widgets/timer/test_machine.py::test_manner",)),
    (12, "single beeps", ("widgets/timer/test_machine.py::test_counting",)),
    (13, "sound with the ring switch off", ("widgets/timer/test_machine.py::test_manner",)),
    (14, "a screen that stays on",
     ("widgets/session/test_session.py::test_screen_stays_on",
      "widgets/timer/test_any_order.py::the_screen_is_on_while_it_runs")),
    (15, "right with the screen off or the tab hidden",
     ("widgets/session/test_any_order.py::time_goes_by", "widgets/session/test_session.py::test_slept")),
    (16, "pause, resume, start a hold again",
     ("widgets/session/test_session.py::test_paused_says_nothing",
      "widgets/timer/test_machine.py::test_skip_and_back")),
    (17, "go on after a reload or an accident",
     ("widgets/session/test_session.py::test_where_one_stopped",
      "browser/test_session.py::test_closed_and_opened_again")),
    (18, "read from afar, rest that looks unlike work", ("browser/test_session.py::test_read_from_afar",)),
    (19, "the next exercise, and the time that is left",
     ("widgets/session/test_view.py::test_what_comes", "widgets/session/test_view.py::test_what_is_next")),
    (20, "drawings during the exercise", ("browser/test_session.py::test_the_figure_keeps_step",)),
    (21, "leave out what an injury rules out, and take it back",
     ("widgets/session/test_session.py::test_left_out",
      "widgets/planner/test_widget.py::test_swapping_and_bringing_back")),
    (25, "weekdays, rest days, and missed days that punish nobody",
     ("widgets/session/test_session.py::test_another_day", "widgets/session/test_session.py::test_the_planned_day")),
)  # fmt: skip
"""Number in the survey of what users ask, the wish, and the tests that show it, by file and function."""


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_all_are_there() -> None:
    """Each of the wishes 1 to 21 and 25 is in the table, once."""
    assert [number for number, _, _ in ASKS] == [*range(1, 22), 25]


@pytest.mark.parametrize(
    ("number", "wish", "tests"), ASKS, ids=lambda value: value if isinstance(value, int) else ""
)
def test_shown(number: int, wish: str, tests: tuple[str, ...]) -> None:
    """The tests that are named exist."""
    assert tests, (number, wish)
    for one in tests:
        file, _, function = one.partition("::")
        assert function in _functions(TESTS / file), one
