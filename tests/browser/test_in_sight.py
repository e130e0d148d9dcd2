"""What must be seen at every size of a phone: "Stop, it hurts", and words that no flash washes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import phone as new_phone
from tests.browser.test_first_run import GO_ON, answer, blocked
from tests.browser.test_planner_weeks import CATALOG
from tests.browser.test_session import KEEP, six_kept

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
WIDTHS = (360, 390, 412, 440)
HEIGHTS = (640, 660, 700, 701, 740, 760, 761, 780, 800, 820, 844, 860, 871, 900, 932, 956)
SIZES = tuple((width, height) for width in WIDTHS for height in HEIGHTS)
FEW = tuple((width, height) for width in (360, 402, 440) for height in (640, 780, 956))
"""The usual least, middle and most of both."""
GUIDES = ("partial-curl-up", "bird-dog", "side-plank", "ball-seated-march")
BUTTON = """
() => {
  const button = [...document.querySelectorAll("[data-on-click=hurts]:not([role=radio])")]
    .find((one) => one.getClientRects().length);
  const { top, bottom, height } = button.getBoundingClientRect();
  return { above: top, below: bottom - innerHeight, height };
}
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def started(browser: Browser, slug: str, site_url: str, *, speed: float, motion: str = "reduce") -> Page:
    """Open a guide on a phone and start its timer."""
    page = new_phone(browser, reduced_motion=motion).new_page()
    page.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}};")
    page.goto(f"{site_url}exercises/{slug}/")
    page.locator("hold-timer [data-on-click=start]").first.tap()
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
    return page


def hidden(page: Page, sizes: Iterable[tuple[int, int]]) -> dict[tuple[int, int], object]:
    """Return the sizes of the window in which the button is not whole in sight, or too small to hit."""
    found = {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLED)
        seen = page.evaluate(BUTTON)
        if seen["above"] < 0 or seen["below"] > 0 or seen["height"] < 44:
            found[width, height] = seen
    return found


def press(page: Page, name: str) -> None:
    """Press a button, wherever it is."""
    page.locator(f"[data-on-click={name}]").first.dispatch_event("click")


def pause(page: Page) -> None:
    """Pause what runs. A slow clock takes presses for the second tap on Start for long."""
    paused = page.locator(".ns-timer[data-paused]")
    for _ in range(150):
        if paused.count():
            return
        press(page, "pause")
        page.wait_for_timeout(200)
    raise AssertionError("it does not pause")


@pytest.mark.parametrize("slug", GUIDES)
def test_stop_it_hurts_is_whole_in_sight(slug: str, browser: Browser, site_url: str) -> None:
    """From 360 x 640 to 440 x 956 the button is whole in the window while the timer runs, and large enough to hit."""
    page = started(browser, slug, site_url, speed=0.01)
    assert hidden(page, SIZES) == {}
    page.context.close()


@pytest.mark.parametrize("language", ["", "de/", "es/"])
def test_it_is_in_sight_before_python_is_there(language: str, browser: Browser, site_url: str) -> None:
    """In every guide, while the run from the build is played; in other languages in some, also while it is paused."""
    context = new_phone(browser, reduced_motion="reduce")
    context.add_init_script("globalThis.neutralSpineClock = {speed: 0.05};")
    context.route("**/assets/runtime/**", lambda _: None)  # It never comes.
    page = context.new_page()
    found = {}
    for slug in GUIDES if language else [exercise.slug for exercise in CATALOG.exercises]:
        page.goto(f"{site_url}{language}exercises/{slug}/")
        page.locator("hold-timer [data-on-click=start]").first.tap()
        expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
        found[slug] = hidden(page, FEW)
        if language:
            pause(page)
            found[slug] |= hidden(page, FEW)
        assert page.locator("[data-awake]").count() == 0
    context.close()
    assert {slug: sizes for slug, sizes in found.items() if sizes} == {}


HEADING = """
() => {
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  return { id: document.activeElement.id, hidden: Math.max(header.bottom - top, bottom - innerHeight, 0) };
}
"""


@pytest.mark.parametrize("size", [(390, 844), (360, 640)])
@pytest.mark.parametrize("press", ["hurts", "stop"])
def test_what_takes_the_focus_is_below_the_header(
    size: tuple[int, int], press: str, browser: Browser, site_url: str
) -> None:
    """Wherever the page stood at Start, the heading after "Stop, it hurts" or Stop is whole between header and edge."""
    hidden = {}
    for place in ("start", "center", "end"):
        page = new_phone(browser, width=size[0], height=size[1], reduced_motion="reduce").new_page()
        page.goto(f"{site_url}exercises/bird-dog/")
        start = page.locator("hold-timer [data-on-click=start]")
        start.evaluate("(one, block) => one.scrollIntoView({ block })", place)
        start.dispatch_event("click")
        page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
        page.wait_for_timeout(600)  # Later than a double tap.
        page.locator(f"hold-timer [data-on-click={press}]").tap()
        page.wait_for_function("() => document.activeElement.id.endsWith('-done')")
        page.evaluate(SETTLED)
        seen = page.evaluate(HEADING)
        if seen["hidden"]:
            hidden[place] = seen
        page.context.close()
    assert hidden == {}


@pytest.mark.parametrize("top", [0, 153, 774])
def test_the_end_of_a_session_is_below_the_header(top: int, browser: Browser, site_url: str) -> None:
    """Where a session ends by itself, its headline has the focus and is whole in sight, wherever the page stood."""
    page = new_phone(browser, reduced_motion="reduce").new_page()
    page.add_init_script("globalThis.neutralSpineClock = {speed: 30};")
    page.goto(f"{site_url}offline/")
    page.evaluate(KEEP, six_kept(CATALOG, ("finding-neutral",)))
    page.goto(f"{site_url}session/")
    page.wait_for_selector("session-player[data-awake]", timeout=BOOT_MS)
    page.evaluate("(top) => scrollTo(0, top)", top)
    page.locator("session-player [data-on-click=carry-on]").dispatch_event("click")
    seen = ended(page)
    page.context.close()
    assert seen["hidden"] == 0, seen


@pytest.mark.parametrize("place", ["start", "end"])
def test_the_end_of_a_first_run_is_below_the_header(place: str, browser: Browser, site_url: str) -> None:
    """The same of a session that the page plays without Python."""
    context = new_phone(browser, reduced_motion="reduce")
    context.add_init_script("globalThis.neutralSpineClock = {speed: 30};")
    context.route("**/assets/runtime/**", blocked)
    page = context.new_page()
    page.goto(f"{site_url}session/")
    page.locator("session-player form").wait_for()
    page.evaluate(GO_ON)
    answer(page, asked="yes", signs="no")
    page.wait_for_timeout(600)  # Later than a double tap.
    start = page.locator("session-player [data-on-click=start]")
    start.evaluate("(one, block) => one.scrollIntoView({ block })", place)
    start.dispatch_event("click")
    seen = ended(page)
    context.close()
    assert seen["hidden"] == 0, seen


def ended(page: Page) -> dict[str, Any]:
    """Wait for the end of a session, and return where its headline is."""
    page.wait_for_selector("#session[data-state=finished]", timeout=120_000)
    page.wait_for_function("() => document.activeElement.id === 'session-done'")
    page.evaluate(SETTLED)
    found: dict[str, Any] = page.evaluate(HEADING)
    return found


def test_a_flash_leaves_the_words_their_ground(browser: Browser, site_url: str) -> None:
    """A change of phase and a flash with the tones light the edge; behind the words the phase's own color stays."""
    page = started(browser, "bridge", site_url, speed=0.05, motion="no-preference")
    ground = "() => getComputedStyle(document.querySelector('hold-timer .ns-timer')).backgroundColor"
    page.wait_for_function(
        "() => document.getAnimations().every((one) => !/^ns-flash/.test(one.animationName ?? ''))"
    )
    before = page.evaluate(ground)
    page.evaluate("() => document.querySelector('hold-timer').toggleAttribute('data-flash', true)")
    assert page.evaluate(ground) == before
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('hold-timer .ns-timer')).outlineStyle")
        == "solid"
    )
    changed = page.evaluate(
        """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
          .filter((rule) => rule instanceof CSSKeyframesRule && rule.name.startsWith("ns-flash"))
          .flatMap((rule) => [...rule.cssRules].flatMap((frame) => [...frame.style]))"""
    )
    page.context.close()
    assert changed
    assert not [name for name in changed if name.startswith(("background", "color"))]
