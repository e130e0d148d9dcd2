"""What must be seen at every size of a phone: "Stop, it hurts", and words that no flash washes out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
WIDTHS = (360, 390, 412, 440)
HEIGHTS = (640, 660, 700, 701, 740, 760, 761, 780, 800, 820, 844, 860, 871, 900, 932, 956)
GUIDES = ("partial-curl-up", "bird-dog", "side-plank", "ball-seated-march")
BUTTON = """
() => {
  const button = [...document.querySelectorAll("hold-timer button")]
    .find((one) => /it hurts/.test(one.textContent) && one.getClientRects().length);
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


@pytest.mark.parametrize("slug", GUIDES)
def test_stop_it_hurts_is_whole_in_sight(slug: str, browser: Browser, site_url: str) -> None:
    """From 360 x 640 to 440 x 956 the button is whole in the window while the timer runs, and large enough to hit."""
    page = started(browser, slug, site_url, speed=0.01)
    hidden = {}
    for width in WIDTHS:
        for height in HEIGHTS:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(SETTLED)
            seen = page.evaluate(BUTTON)
            if seen["above"] < 0 or seen["below"] > 0 or seen["height"] < 44:
                hidden[width, height] = seen
    page.context.close()
    assert hidden == {}


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
