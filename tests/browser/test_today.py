"""What a reader with a plan sees first, and how many taps lead to a running session. Counted, never timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import phone as new_phone
from tests.browser.test_planner_weeks import AWAKE, stored
from tests.browser.test_session import DOUBLE
from widgets.plan import store

pytestmark = pytest.mark.browser

LOW = 664
"""CSS pixels of height that a phone of 844 leaves when the browser's bars are out."""
SCREENS = 1.5
"""Screens of a phone that the page of today's session takes at the most, with a plan."""
SAFETY_SCREENS = 5

type Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a page on a phone that keeps a plan of seven exercises, or nothing."""
    context = new_phone(browser)

    def open_(path: str, *, plan: bool, height: int = 844) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": height})
        if plan:
            page.goto(f"{site_url}offline/")
            page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored("week")])
        page.goto(site_url + path)
        return page

    yield open_
    context.close()


def bottoms(page: Page, *selectors: str) -> list[float]:
    """Return the lower edge of all that the selectors find, in pixels of the window."""
    found: list[float] = page.evaluate(
        """(all) => all.flatMap((one) => {
          const found = [...document.querySelectorAll(one)].map((node) => node.getBoundingClientRect().bottom);
          if (!found.length) throw new Error(`nothing is ${one}`);
          return found;
        })""",
        list(selectors),
    )
    return found


@pytest.mark.parametrize("usual", [True, False], ids=["asked", "not asked"])
def test_todays_session_is_in_sight(open_page: Open, *, usual: bool) -> None:
    """At 390 x 664: day, minutes, each exercise with its picture, and Start, without scrolling; 1.5 screens in all."""
    page = open_page("session/", plan=True, height=LOW)
    expect(page.locator("session-player[data-awake] #session-usual-3")).to_be_attached(timeout=AWAKE)
    if usual:
        page.locator("#session-usual-3").evaluate("(button) => button.click()")
        expect(page.locator("#session-pain-now-3")).to_be_attached()
    expect(page.locator("#session-title")).to_contain_text("session")
    expect(page.locator("#session-total")).to_have_text("7 exercises, about 19 minutes")
    expect(page.locator(".ns-session__pictures img")).to_have_count(7)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ns-session__pictures img')].every((one) => one.naturalWidth)"
    )
    found = bottoms(page, "#session-title", "#session-total", ".ns-session__pictures li")
    start = page.locator("#session-start").bounding_box()
    assert start is not None
    assert max(found) <= start["y"]
    assert start["y"] + start["height"] <= LOW
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * 844


def test_two_taps_with_a_plan(open_page: Open) -> None:
    """Home, today's session, Start."""
    page = open_page("", plan=True)
    expect(page.locator(".ns-today a")).to_be_visible()
    expect(page.locator(".ns-hero__start")).to_be_hidden()
    page.locator(".ns-today a").tap()
    page.locator("#session-start").tap()
    expect(page.locator("#session[data-state=running]")).to_be_visible(timeout=AWAKE)


def test_three_taps_without_a_plan(open_page: Open) -> None:
    """Home, a first session, Start; the two safety questions between them are not counted."""
    page = open_page("", plan=False)
    page.get_by_role("link", name="Do a first session").tap()
    page.locator("#session-asked-yes").tap()
    page.locator("#session-signs-no").tap()
    page.locator("#session-answer").tap()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-start").tap()
    expect(page.locator("#session[data-state=running]")).to_be_visible(timeout=AWAKE)


def test_safety_is_five_screens(open_page: Open) -> None:
    """Before any answer and after each, the page of safety is at most five screens of a phone."""
    page = open_page("safety/", plan=False)
    long = []
    for step in range(4):
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > SAFETY_SCREENS:
            long.append((step, screens))
        none = page.get_by_role("button", name="None fits")
        if step < 3:
            none.tap()
    assert long == []
