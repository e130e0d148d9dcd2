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
