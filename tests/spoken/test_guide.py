"""What a blind reader hears on a guide beside the way of `test_way.py`: the header, Stop, and the steppers.

Asserted are the page's own words, never those that Orca adds: they differ by its version.
"""

from __future__ import annotations

import pytest

from tests.spoken.desk import Desk

GUIDE = "exercises/bird-dog/"


@pytest.fixture
def guide(reader: Desk, site_url: str) -> Desk:
    """Open the guide; the caret stands at its beginning, and the device has no voice of its own."""
    reader.open(site_url + GUIDE)
    return reader


def test_nothing_is_called_wrong_before_it_is_used(guide: Desk) -> None:
    """On the way to the first heading nothing is called invalid, and the search box is no dialog."""
    said = " ".join(guide.go_to(".md-search__input", "Search"))
    assert "invalid" not in said
    assert "dialog" not in said


def test_stop_is_said(guide: Desk) -> None:
    """Stop says that it stopped, and the focus is on what comes next."""
    guide.go_to("[data-on-click=start]", "Start")
    guide.say("Get ready", "Return")
    guide.go_to("[data-on-click=stop]", "Stop")
    guide.say("Stopped", "Return")
    assert guide.firefox.evaluate("() => document.activeElement.id.endsWith('-done')")


def test_a_stepper_says_its_number(guide: Desk) -> None:
    """Each press on less says the new number; at the end of a range the focus stays where it is."""
    guide.go_to("[data-on-click=adjust]", "Change times")
    guide.say("expanded", "Return")
    guide.go_to("[id$=hold-less]", "Hold: less")
    guide.say(r"\b4\b", "Return")
    guide.press("Return")
    guide.press("Return")
    assert guide.firefox.evaluate("() => document.activeElement.id.endsWith('hold-less')")
