"""What a clinician prescribed arrives whole: note and dose in the week, on paper, in the session and on the guide."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.widgets.frozen import frozen_catalog
from widgets.app import DOCUMENTS
from widgets.catalog import Catalog
from widgets.plan import fill, store
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Score
from widgets.session.widget import SessionPlayer
from widgets.timer.widget import HoldTimer

NOW = 1_795_600_000_000.0  # Wednesday, 25 November 2026
NOTE = "Stop before your hamstrings cramp. <b>Pillow</b> under the head."
PLAN = SharedPlan(
    prepared=True,
    level=1,
    items=(
        SharedItem(slug="bridge", sets=2, reps=12, hold=3, note=NOTE),
        SharedItem(slug="heel-slide", sets=1),
    ),
    days=(0, 2, 4),
    session_minutes=12,
    walk_minutes=15,
    name="R. Miller",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The frozen library."""
    return frozen_catalog()


@pytest.fixture(scope="module")
def kept(catalog: Catalog) -> dict[str, str]:
    """The stored plan of a reader who took the prepared one and said that they asked their provider."""
    profile = replace(fill.newcomer(catalog).profile, prescribed=PLAN, asked=True, days=PLAN.days)
    saved = store.Saved(course=fill.begin(profile, catalog), since=NOW)
    return {store.KEY: store.DOCUMENT.dump(saved)}


def opened(widget: Any, kept: dict[str, str], catalog: Catalog, **attributes: str) -> tuple[Any, Context]:  # noqa: ANN401
    """Return an element's state with the stored plan, and its context."""
    element = Element(tag=widget.tag, id="it", attributes=attributes)
    context = Context(catalog=catalog, documents=DOCUMENTS, root="../")
    event = Event(element=element, name="connect", at=NOW, value={"stored": {**kept}})
    return widget.connect(event, context), context


def test_the_week_and_its_sheet_have_note_and_dose(kept: dict[str, str], catalog: Catalog) -> None:
    """Both stand beside the exercise, on the screen and on paper; a stranger's markup stays text."""
    planner = WeeklyPlanner()
    state, context = opened(planner, kept, catalog)
    page = BeautifulSoup(planner.view(state, context), "html.parser")

    for place in (".ns-routine", ".ns-week-sheet"):
        text = " ".join(page.select_one(place).get_text(" ").split())  # type: ignore[union-attr]
        assert NOTE in text, place
        assert "2 sets" in text, place
        assert "12" in text, place
    assert page.find("b") is None


def test_the_guides_timer_runs_the_prescribed_dose(kept: dict[str, str], catalog: Catalog) -> None:
    """The timer of the exercise's page says whose dose it is, counts that one, and shows the note."""
    timer = HoldTimer()
    state, context = opened(timer, kept, catalog, slug="bridge")
    text = BeautifulSoup(timer.view(state, context), "html.parser").get_text(" ")

    assert (state.dose.sets, state.dose.reps, state.dose.hold) == (2, 12, 3)
    assert "Your plan:" in text
    assert NOTE in text
    other, _ = opened(timer, kept, catalog, slug="bird-dog")
    assert not other.prescribed


def test_a_plan_that_was_not_asked_about_changes_no_timer(kept: dict[str, str], catalog: Catalog) -> None:
    """Until the reader says that they asked their provider, a guide keeps the site's dose."""
    data = json.loads(kept[store.KEY])
    data["course"]["profile"]["asked"] = False
    state, _ = opened(HoldTimer(), {store.KEY: json.dumps(data)}, catalog, slug="bridge")

    assert not state.prescribed


def test_the_session_shows_and_says_the_note(kept: dict[str, str], catalog: Catalog) -> None:
    """The introduction of the exercise shows the note and ends with it, after the word Note."""
    session = SessionPlayer()
    state, context = opened(session, kept, catalog)
    element = Element(tag=session.tag, id="it", attributes={})
    state, effects = session.handle(
        state, Event(element=element, name="start", at=NOW + 1000, value=None), context
    )
    text = BeautifulSoup(session.view(state, context), "html.parser").get_text(" ")

    assert NOTE in text
    said = [cue.speak or "" for effect in effects if isinstance(effect, Score) for cue in effect.cues]
    assert any(words.startswith("First of 2: Bridge.") and words.endswith(f"Note: {NOTE}") for words in said)
