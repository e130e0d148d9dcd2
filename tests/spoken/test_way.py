"""A blind reader's way through the site by real keys, heard with Orca: each step is said, and nothing twice.

From search to a guide, its timer and the questions about pain; a week, a tick in it, today's session; a walk in the
log, and its chart. `.cache/heard.txt` has all of it for reading. Asserted are the page's words, never Orca's.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.browser.engines import until
from tests.spoken.desk import Desk
from widgets.player.effects import HOW_BAD, SPREADS

LONG = 7
"""Words of what is told to a reader and would be tiring twice."""


def once(words: str, said: Iterable[str]) -> None:
    """Assert that some words were spoken once, in one sentence or over several."""
    assert " / ".join(said).count(words) == 1, (words, list(said))


def now(reader: Desk) -> dict[str, str]:
    """Return the state and phase of the page's timer or session."""
    found: dict[str, str] = reader.firefox.evaluate(
        "() => ({...document.querySelector('.ns-timer').dataset})"
    )
    return found


@pytest.fixture(scope="module")
def way(reader: Desk, site_url: str) -> Desk:
    """Begin on the home page, with nothing kept on the device."""
    reader.open(site_url)
    return reader


def test_search_leads_to_a_guide(way: Desk) -> None:
    """Typed words bring a number of pages; the first result is a name; Enter opens the guide, and it is read."""
    way.go_to(".md-search__input", "Search")
    way.type("bird dog")
    until(way.firefox, "() => document.querySelector('.md-search-result__link') !== null")
    once("Bird dog", way.say("Bird dog", "Down"))
    way.say("Bird dog", "Return")
    until(way.firefox, "() => location.pathname.endsWith('/exercises/bird-dog/')")
    way.press("ctrl+Home")
    once("Bird dog", way.say("Bird dog", "h"))
    for heading in ("Stop if", "Ask first", "Get into position", "Do the exercise", "Timer"):
        once(heading, way.say(heading, "h"))


def test_a_dose_is_started_paused_and_ends_for_pain(way: Desk) -> None:
    """Start, Pause and going on, phases, "it hurts", both questions and the advice are said once each."""
    way.go_to("[data-on-click=start]", "Start")
    once("Get ready: left leg", way.say("Get ready", "Return"))
    once("Move", way.say("^Move$"))
    once("Paused", way.say("Paused", "space"))
    assert now(way)["state"] == "paused"
    once(now(way)["phase"].capitalize(), way.say("^(Move|Hold|Release)$", "space"))
    way.go_to("[data-on-click=hurts]", "it hurts")
    once(SPREADS, way.say("spread down a leg", "Return"))
    way.go_to("[id$=leg-no]", "No")
    once(HOW_BAD, way.say("How bad", "Return"))
    way.go_to("[id$=pain-0]", r"\b0\b")
    way.go_to("[id$=pain-3]", r"\b3\b", key="Right", most=20)
    advice = way.say("(?i)go on|provider|easier", "Return")
    assert now(way)["state"] == "hurt"
    shown: str = way.firefox.evaluate("() => document.querySelector('.ns-timer__advice').textContent.trim()")
    once(shown, advice)


def test_a_week_is_made_and_ticked(way: Desk, site_url: str) -> None:
    """The two safety questions are asked with their signs; the week is told; a tick says its new state."""
    way.open(f"{site_url}planner/")
    way.go_to("[name=asked][value=yes]", "asked your primary care")
    way.say("selected|checked", "space")
    assert "chest pain" in " ".join(way.go_to("[name=signs][value=yes]", "sign on this card"))
    way.read_on("^No")
    way.say("selected|checked", "space")
    way.go_to("[name=condition-none]", "None of these", most=60)
    way.say("checked", "space")
    way.go_to("#ns-planner-form button[type=submit]", "Make my week")
    once("Your week is ready", way.say("Your week is ready", "Return"))
    tick = way.go_to(".ns-tick", "whole session|walk")
    assert "not checked" in " ".join(tick)
    once("checked", way.say("checked", "space"))
    assert way.firefox.evaluate("() => document.activeElement.getAttribute('aria-checked')") == "true"


def test_todays_session_is_done(way: Desk, site_url: str) -> None:
    """The session says what comes, how and when to begin, then each phase; at its end it asks how it was."""
    way.open(f"{site_url}session/")
    way.go_to("[data-on-click=start]", "Start")
    came = way.say("First of|Finding", "Return")
    once("First of", came)
    way.go_to("[data-on-click=skip]", "ready")
    once("Get ready", way.say("Get ready", "Return"))
    way.say("Move", "Return")
    way.say("^(Rep 2|Last one): move")
    way.go_to("[data-on-click=stop]", "End")
    once("Stopped", way.say("Stopped", "Return"))
    way.go_to("[id$=say-0-too-easy]", "Too easy")
    way.go_to("[id$=say-0-right]", "Right", key="Right", most=20)
    once("Noted", way.say("Noted", "Return"))
    way.go_to("[id$=pain-after-0]", r"\b0\b")
    way.go_to("[id$=pain-after-2]", r"\b2\b", key="Right", most=20)
    once("Noted", way.say("Noted", "Return"))


def test_a_walk_is_written_down_and_the_chart_is_read(way: Desk, site_url: str) -> None:
    """One press writes a walk down and says so; the chart is a sentence and a table with headers."""
    way.open(f"{site_url}progress/")
    way.go_to("""[data-on-click=open-form][data-value='"walk"']""", "Walk")
    way.say("walk", "Return")
    way.go_to("[data-on-click=add-walk]", "10 min")
    written = way.say("Written down", "Return")
    once("Written down", written)
    assert "persistent" not in " ".join(written)  # Firefox's question about storage drowned it.
    way.go_to("#ns-table-minutes summary", "Minutes as a chart and a table")
    way.say("expanded", "Return")
    once("Minutes a week", way.say("Minutes a week", "Tab"))
    way.say("Week from", "t")


def test_the_way_is_written_down(way: Desk) -> None:
    """No step was silent, and no sentence was spoken twice in a row."""
    assert len(way.script) > 20
    for step in way.script:
        _, _, spoken = step.partition("] ")
        # Names of buttons and titles come twice where Orca reads a whole page; a sentence does not.
        sentences = [one for one in spoken.split(" / ") if len(one.split()) > LONG]
        assert spoken, step
        assert len(sentences) == len(set(sentences)), step
