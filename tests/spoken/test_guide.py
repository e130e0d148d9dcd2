"""What a blind reader hears on a guide: the dose is started, paused, gone on with and stopped for pain by real keys.

Asserted are the page's own words, never those that Orca adds: they differ by its version.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.spoken.desk import Desk, told

GUIDE = "exercises/bird-dog/"
PHASES = re.compile("^(Move|Hold|Release|Rep [0-9]+: move)$")


@pytest.fixture
def guide(reader: Desk, site_url: str) -> Desk:
    """Open the guide; the caret stands at its beginning, and the device has no voice of its own."""
    reader.open(site_url + GUIDE)
    return reader


def started(guide: Desk) -> str:
    """Press Start, as a reader who looks for buttons, and return what is said."""
    guide.tab_to("Timer", key="h")
    guide.tab_to("Start", key="b", most=6)
    return told(guide.press("Return", least=4))


def test_nothing_is_called_wrong_before_it_is_used(guide: Desk) -> None:
    """On the way to the first heading nothing is called invalid, and the search box is no dialog."""
    said = told(guide.tab_to("Search"))
    assert "invalid" not in said
    assert "dialog" not in said


def test_a_dose_is_heard(guide: Desk) -> None:
    """Start, the phases, Pause and going on are each said, and none twice in a row."""
    assert re.search(r"Get ready: left leg", started(guide))
    phases = [said.words for said in guide.listened(12) if PHASES.match(said.words)]
    assert phases[:2] == ["Move", "Hold"], phases
    assert all(one != other for one, other in pairwise(phases)), phases
    assert "Paused" in told(guide.press("space", least=2))
    assert re.search("Move|Hold|Release", told(guide.press("space", least=2)))


def test_pain_is_answered(guide: Desk) -> None:
    """Pressing "Stop, it hurts" reads the question once, its answers are the next stops, and the advice is read."""
    started(guide)
    guide.tab_to("it hurts", most=8)
    asked = told(guide.press("Return", least=3))
    assert asked.count("spread down a leg") == 1, asked
    assert "Yes" in told(guide.press("Tab"))
    advice = told(guide.press("Return", least=3))
    assert re.search("provider", advice), advice


def test_stop_is_said(guide: Desk) -> None:
    """Stop says that it stopped, and the focus is on what comes next."""
    started(guide)
    guide.tab_to("Stop push", most=8)
    assert "Stopped" in told(guide.press("Return", least=3))


def test_a_stepper_says_its_number(guide: Desk) -> None:
    """Each press on more or less says the new number; at the end of a range the focus stays where it is."""
    guide.tab_to("Timer", key="h")
    guide.tab_to("Change times", key="b", most=8)
    guide.press("Return", least=2)
    guide.tab_to("Hold: less", most=30)
    heard = [told(guide.press("Return", least=1)) for _ in range(3)]
    assert re.search(r"\b4\b", heard[0]), heard
    assert guide.firefox.evaluate("() => document.activeElement.tagName") == "BUTTON"
