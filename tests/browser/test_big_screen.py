"""A running timer or session as it is read from the floor and steered by a hand, and its full screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

WINDOWS = {
    "phone": (390, 844),
    "phone on its side": (844, 390),
    "small phone": (320, 640),
    "desktop": (1280, 900),
}
PLAYERS = {"timer": "exercises/side-plank-knees/", "session": "session/"}

# The height of the digits in parts of the window's shorter side; what sticks out; how large buttons are.
LOOK = """
() => {
  const seconds = document.querySelector('.ns-timer__seconds');
  const style = getComputedStyle(seconds);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const digits = pen.measureText('0').actualBoundingBoxAscent / Math.min(innerWidth, innerHeight);
  const box = document.querySelector('.ns-timer__seconds').getBoundingClientRect();
  const buttons = [...document.querySelectorAll('.ns-timer__run button')].filter((one) => one.checkVisibility());
  const sizes = buttons.map((one) => [one.textContent.trim(), one.getBoundingClientRect()]);
  const tall = (selector) => {
    const one = document.querySelector(selector);
    return one && one.getClientRects().length ? parseFloat(getComputedStyle(one).fontSize) : null;
  };
  const out = ({left, right, top, bottom}) => left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  return {
    digits,
    hidden: [...(out(box) ? ['seconds'] : []), ...sizes.filter(([, one]) => out(one)).map(([name]) => name)],
    small: sizes.filter(([, one]) => Math.min(one.width, one.height) < 44).map(([name]) => name),
    wide: document.querySelector('.ns-timer-slot[data-fills]').scrollWidth > innerWidth,
    pause: (({width, height}) => width * height / (innerWidth * innerHeight))(
      document.querySelector('.ns-button--pause').getBoundingClientRect()),
    letters: [tall('.ns-timer__phase'), tall('.ns-timer__side'), tall('.ns-timer__count')],
  };
}
"""


@pytest.fixture
def open_player(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a page and starts what counts on it."""
    contexts: list[BrowserContext] = []

    def opened(player: str, **options: Any) -> Page:  # noqa: ANN401 - Playwright's own
        chosen: dict[str, Any] = {
            "reduced_motion": "reduce",
        } | options
        context = new_phone(browser, **chosen)
        contexts.append(context)
        page = context.new_page()
        page.goto(site_url + PLAYERS[player])
        first = page.locator(":is(hold-timer, session-player) button").first
        first.dispatch_event("focusin")
        expect(page.locator(":is(hold-timer, session-player)[data-awake]")).to_be_attached(timeout=60_000)
        if player == "session":
            answer_first(page)
        page.locator("[data-on-click=start]").first.click()
        expect(page.locator(".ns-timer")).to_have_attribute("data-state", "running")
        return page

    yield opened
    for context in contexts:
        context.close()


def answer_first(page: Page) -> None:
    """Answer the two questions before a session, if they are asked."""
    if page.locator("[id$=-asked-yes]").count():
        page.locator("[id$=-asked-yes]").check()
        page.locator("[id$=-signs-no]").check()
        page.locator("[id$=-answer]").click()
        expect(page.locator("[data-on-click=start]").first).to_be_visible()
        page.wait_for_timeout(600)  # what the session takes for a double tap


def fill(page: Page) -> None:
    """Go to the browser's full screen."""
    page.get_by_role("button", name="Big screen").click()
    page.wait_for_function("() => document.fullscreenElement?.matches('.ns-timer-slot[data-fills]')")


def skip_to(page: Page, phase: str) -> None:
    """Go to the next phase of a name."""
    for _ in range(8):
        if page.locator(".ns-timer").get_attribute("data-phase") == phase:
            return
        was = page.locator(".ns-timer").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".ns-timer")).not_to_have_text(was, use_inner_text=True)
    raise AssertionError(f"no {phase} came")


@pytest.mark.parametrize("player", PLAYERS)
def test_read_from_the_floor(open_player: Open, player: str) -> None:
    """In each window the digits are a quarter of its shorter side high, and all buttons in sight and large.

    Word, side and repetition can be read from two metres: on a phone a CSS pixel is about 0.16 mm, and capitals are two
    thirds of the letters' size. Sharp eyes read 2.9 mm there (five minutes of arc).
    """
    page = open_player(player)
    phases = ("introduction", "hold") if player == "session" else ("get-ready", "hold")
    for phase in phases:
        skip_to(page, phase)
        for name, (width, height) in WINDOWS.items():
            page.set_viewport_size({"width": width, "height": height})
            look = page.evaluate(LOOK)
            where = f"{phase}, {name}"
            assert look["digits"] >= 0.25, where
            assert look["hidden"] == [], where
            assert look["small"] == [], where
            assert not look["wide"], where
            assert look["pause"] > 0.015, where
            if phase == "hold":
                word, side, count = (0.16 * 0.68 * (size or 0) for size in look["letters"])
                assert word >= 4.3, where
                assert count >= 3, where
                assert not look["letters"][1] or side >= 3, where
    # Zoomed in fourfold nothing scrolls, and all is in sight.
    page.set_viewport_size({"width": 320, "height": 256})
    look = page.evaluate(LOOK)
    assert not look["wide"]
    assert look["hidden"] == []


def test_keys_steer_it_and_nothing_behind_is_in_reach(open_player: Open) -> None:
    """Space pauses and goes on, arrows skip and go back, wherever the focus is; the page behind is inert."""
    page = open_player("timer")
    timer = page.locator(".ns-timer")
    expect(page.locator(".md-header[inert], [inert] .md-header")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    expect(timer).to_have_attribute("data-phase", "move")
    page.keyboard.press("ArrowLeft")
    expect(timer).to_have_attribute("data-phase", "get-ready")
    page.wait_for_timeout(600)  # what the timer takes for a double tap
    page.keyboard.press(" ")
    expect(timer).to_have_attribute("data-state", "paused")
    page.wait_for_timeout(600)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    expect(timer).to_have_attribute("data-state", "running")
    expect(timer).to_have_attribute("data-state", "running")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("[data-fills]")).to_have_count(0)
    expect(page.locator("[inert]")).to_have_count(0)


def test_the_browsers_own_full_screen_is_used_and_left(open_player: Open) -> None:
    """Where there is a full screen it is taken; who leaves it by the browser's own means has left the big screen."""
    page = open_player("timer")
    fill(page)
    expect(page.locator(".ns-timer-figure")).to_be_visible()
    button = page.get_by_role("button", name="Big screen")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.evaluate("document.exitFullscreen()")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".ns-timer-slot[data-fills]")).to_be_visible()
    # What ends the counting ends it too: then there is something to read.
    fill(page)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("[data-fills]")).to_have_count(0)
    page.wait_for_function("() => document.fullscreenElement === null")


# The phase that is shown and the path of its sign, read at once: the clock goes on. No sign: nothing.
SIGN = """
() => {
  const sign = [...document.querySelectorAll('.ns-shape path')].find((one) => one.checkVisibility());
  return [document.querySelector('.ns-timer').dataset.phase, sign?.getAttribute('d') ?? ''];
}
"""


@pytest.mark.parametrize("player", PLAYERS)
def test_axe_finds_nothing_while_it_runs(
    open_player: Open, axe: Callable[..., list[str]], player: str
) -> None:
    """Each phase keeps WCAG 2.2 AA and AAA contrast, told by word, sign and color; so does a pause."""
    page = open_player(player)
    seen: dict[str, str] = {}
    phases = ("introduction" if player == "session" else "get-ready", "move", "hold", "release")
    for phase in phases:
        skip_to(page, phase)
        shown, sign = page.evaluate(SIGN)
        if sign:
            seen[shown] = sign
        assert axe(page, ".ns-timer-slot", "wcag2aaa") == [], phase
    assert len(set(seen.values())) == len(seen) >= 3
    page.wait_for_timeout(600)
    page.locator("[data-on-click=pause]").click()
    expect(page.locator(".ns-timer")).to_have_attribute("data-state", "paused")
    assert axe(page, ".ns-timer-slot", "wcag2aaa") == []


def test_forced_colors_keep_sign_and_buttons(open_player: Open) -> None:
    """With colors of the reader's system the sign is drawn in their ink, and each button has its edge."""
    page = open_player("timer", forced_colors="active", color_scheme="dark")
    skip_to(page, "hold")
    looks = page.evaluate(
        """() => {
          const ink = getComputedStyle(document.querySelector('.ns-timer__phase')).color;
          const sign = getComputedStyle(document.querySelector('.ns-shape path')).stroke;
          const edges = [...document.querySelectorAll('.ns-timer__controls button')]
            .map((one) => parseFloat(getComputedStyle(one).borderTopWidth));
          return [ink === sign, Math.min(...edges)];
        }"""
    )
    assert looks == [True, 2]
