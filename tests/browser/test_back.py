"""Back after a change, in three engines: what another page of the site saved meanwhile is neither hidden nor lost."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.engines import Engine, until
from tests.browser.test_planner_weeks import CATALOG, a_course
from widgets.plan import boxes, edits, store
from widgets.plan.store import Saved
from widgets.plan.week import make

pytestmark = pytest.mark.browser

AWAKE = "() => document.querySelector('weekly-planner[data-awake] [data-on-click=tick-day]') !== null"
TICKS = """
() => [...document.querySelectorAll('weekly-planner [data-on-click=tick-day]')]
  .filter((box) => box.getAttribute('aria-checked') === 'true').length
"""
THERE = "(page) => location.pathname.endsWith(page) && document.readyState === 'complete'"
UNTICKED = "weekly-planner [data-on-click=tick-day][aria-checked=false]"


def arrive(engine: Engine, page: str, go: str) -> None:
    """Leave for another page by a function of this one; a question that the navigation cuts off is asked again."""
    with suppress(Error):
        engine.evaluate(go)
    for _ in range(3):
        with suppress(Error):
            until(engine, THERE, page)
            return
    until(engine, THERE, page)


def test_back_after_a_session_loses_nothing(engine: Engine, site_url: str) -> None:
    """The planner that Back brings shows what a session saved; one more tap keeps its ticks and what it left out.

    Engines differ: some restore the page as it was left, others load it anew.
    """
    course = a_course()
    since = time.time() * 1000
    week = make(course, CATALOG)
    days = week.exercise_days
    left_out = week.session[-1].exercise.slug
    engine.open(f"{site_url}offline/")
    keep = "([key, text]) => { localStorage[key] = text; }"
    before = store.DOCUMENT.dump(Saved(course=course, since=since))
    engine.evaluate(keep, [store.KEY, before])
    engine.open(f"{site_url}planner/")
    until(engine, AWAKE)
    assert engine.evaluate(TICKS) == 0

    arrive(engine, "/session/", "() => { location.href = '../session/'; }")
    done = tuple(box.key for box in boxes.day_boxes(days[0]))
    saved = Saved(course=edits.without(course, left_out, CATALOG), done=done, since=since)
    engine.evaluate(keep, [store.KEY, store.DOCUMENT.dump(saved)])
    arrive(engine, "/planner/", "() => { history.back(); }")
    until(engine, AWAKE)
    until(engine, f"() => ({TICKS.strip()})() > 0")

    engine.click(UNTICKED)
    until(engine, f"() => ({TICKS.strip()})() > 1")
    until(engine, "([key, text]) => localStorage[key] !== text", [store.KEY, store.DOCUMENT.dump(saved)])
    kept = json.loads(str(engine.evaluate("(key) => localStorage[key]", store.KEY)))
    after = store.DOCUMENT.load(json.dumps(kept))
    assert set(done) < set(after.done)
    assert left_out in {dropped.slug for dropped in after.course.dropped}
