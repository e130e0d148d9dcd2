"""Two tabs add to one log in any order, hear each other or not: no entry, dose, second or number is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.two_tabs import Tab
from widgets.diary.entries import EMPTY, Done, Entry, Log, walked
from widgets.diary.log_document import ASIDE_KEY, DOCUMENT

DAY = "2026-11-30"
TIMER = Entry(kind="session", id=f"timer-session-{DAY}", at=1e12, day=DAY, source="timer")
"""The one entry of a day's timers."""


def _timed(log: Log, slug: str) -> Log:
    """Return the log after one dose more of a timer, 60 seconds long."""
    entry = log.entry(TIMER.id) or TIMER
    done = Done(slug=slug, level=1, sets=1, reps=1, hold=5, seconds=60)
    return log.with_entry(
        replace(entry, exercises=(*entry.exercises, done), seconds=(entry.seconds or 0) + 60)
    )


@settings(max_examples=examples(100))
@given(data=st.data())
def test_nothing_is_lost(data: st.DataObject) -> None:
    """Walks, doses of a day's timers with their seconds, and a number for pain that one tab adds are all there."""
    storage: dict[str, str] = {}
    tabs = [Tab(DOCUMENT, EMPTY, storage) for _ in range(2)]
    walks, doses, pain = set[str](), list[str](), set[int]()
    for number in range(data.draw(st.integers(2, 10))):
        tab = data.draw(st.sampled_from(tabs))
        log, now = tab.kept.value, data.draw(st.booleans())
        match data.draw(st.sampled_from(["walk", "timer", "pain", "run", "hear"])):
            case "walk":
                walks.add(f"walk-{number}")
                tab.saves(log.with_entry(walked(DAY, 1e12, 15, "hand", f"walk-{number}")), now=now)
            case "timer":
                doses.append(f"dose-{number}")
                tab.saves(_timed(log, doses[-1]), now=now)
            case "pain" if log.entry(TIMER.id) is not None:
                pain.add(number)
                tab.saves(log.with_entry(replace(log.entry(TIMER.id) or TIMER, pain_after=number)), now=now)
            case "run":
                tab.run()
            case "hear":
                tab.hear()
    for tab in (*tabs, *tabs):
        tab.run()
        tab.hear()
    log = tabs[0].kept.value
    assert log == tabs[1].kept.value
    timer = log.entry(TIMER.id) or TIMER
    assert {entry.id for entry in log.entries} - {TIMER.id} == walks
    assert sorted(done.slug for done in timer.exercises) == sorted(doses)
    assert (timer.seconds or 0) == 60 * len(doses)
    assert timer.pain_after in pain or not pain
    assert ASIDE_KEY not in storage
