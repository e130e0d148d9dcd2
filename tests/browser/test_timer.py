"""The hold timer as a reader meets it, on the built site, with the shell's clock made to run faster."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

FIRST_EIGHT = (
    "seated-abdominal-brace",
    "supine-draw-in",
    "prone-arm-raise",
    "quadruped-arm-raise",
    "pelvic-tilt",
    "advanced-pelvic-tilt",
    "bridge",
    "ball-seated-march",
)

# Notes each phase and side that the timer shows, as a reader would see them change.
WATCH = """
() => {
  const element = document.querySelector('hold-timer');
  window.seen = [];
  const note = () => {
    const timer = element.querySelector('.ns-timer');
    const now = timer.dataset.phase + ' ' + timer.dataset.side;
    if (seen.at(-1) !== now) seen.push(now);
  };
  new MutationObserver(note).observe(element, {subtree: true, childList: true, attributes: true});
  note();
}
"""

type Open = Callable[..., Page]


@pytest.fixture
def open_guide(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a guide on a phone whose clock runs `speed` times as fast."""
    contexts: list[BrowserContext] = []

    def opened(slug: str, *, speed: float = 1, motion: Any = "no-preference") -> Page:  # noqa: ANN401 - a Literal
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion=motion
        )
        context.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}}")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site_url}exercises/{slug}/")
        return page

    yield opened
    for context in contexts:
        context.close()


def timer(page: Page) -> Any:  # noqa: ANN401 - a Locator
    """Return the timer's own box."""
    return page.locator("hold-timer .ns-timer")


def press(page: Page, name: str) -> None:
    """Press one of the timer's buttons."""
    page.locator("hold-timer").get_by_role("button", name=name, exact=True).click()


def awake(page: Page) -> None:
    """Wait until Python drives the timer."""
    page.locator("hold-timer").hover()
    expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=60_000)


def dose(site_dir: Path, slug: str) -> dict[str, Any]:
    """Return an exercise's published dose."""
    data = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(item["dose"] for item in data["exercises"] if item["slug"] == slug)
    return found


@pytest.mark.parametrize("slug", FIRST_EIGHT)
def test_runs_a_full_dose_to_the_end(open_guide: Open, site_dir: Path, slug: str) -> None:
    """After Start every rep of every side and set is held once, and the timer says that it is done."""
    page = open_guide(slug, speed=20)
    awake(page)
    page.evaluate(WATCH)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-phase", "finished", timeout=60_000)
    seen = Counter(page.evaluate("seen"))
    amount = dose(site_dir, slug)
    each = amount["reps"] * amount["sets"]
    expected = {"hold both": each} if amount["sides"] == "both" else {"hold left": each, "hold right": each}
    assert {key: seen[key] for key in seen if key.startswith("hold")} == expected
    assert any(key.startswith("get-ready") for key in seen)


def test_the_warning_stands_before_start(open_guide: Open) -> None:
    """The timer shows the warning and the ask-first line above its Start button."""
    page = open_guide("bridge")
    box = page.locator("hold-timer .ns-timer__warning").bounding_box()
    start = page.locator("hold-timer").get_by_role("button", name="Start", exact=True).bounding_box()
    assert box is not None
    assert start is not None
    assert box["y"] < start["y"]


def test_the_picture_stands_above_the_running_timer(open_guide: Open) -> None:
    """While a dose runs its picture is in sight above the phase's name, in the same phase; else it is away."""
    page = open_guide("bird-dog")
    awake(page)
    picture = page.locator(".ns-timer-figure")
    expect(picture).to_be_hidden()
    press(page, "Start")
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("data-phase", "get-ready")
    press(page, "Skip")
    expect(picture).to_have_attribute("data-phase", "move")
    expect(page.locator(".ns-timer__phase")).to_be_in_viewport()
    expect(picture).to_be_in_viewport()
    press(page, "Stop")
    expect(picture).to_be_hidden()


def test_first_tap_never_waits(open_guide: Open) -> None:
    """A tap on Start right after the page came shows the get-ready countdown at once, before Python is awake."""
    page = open_guide("bridge")
    press(page, "Start")
    assert timer(page).get_attribute("data-phase") == "get-ready"
    expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=60_000)
    expect(timer(page)).to_have_attribute("data-state", "running")


def test_pause_stops_the_seconds_and_resume_goes_on(open_guide: Open) -> None:
    """In a pause nothing moves; afterwards the same phase goes on."""
    page = open_guide("bridge", speed=2)
    awake(page)
    press(page, "Start")
    page.wait_for_timeout(400)
    press(page, "Pause")
    expect(timer(page)).to_have_attribute("data-state", "paused")
    before = page.locator("hold-timer .ns-timer__seconds").inner_text()
    page.wait_for_timeout(1500)
    assert page.locator("hold-timer .ns-timer__seconds").inner_text() == before
    press(page, "Go on")
    expect(timer(page)).to_have_attribute("data-state", "running")
    expect(timer(page)).to_have_attribute("data-phase", "get-ready")
    expect(timer(page)).to_have_attribute("data-phase", "move", timeout=20_000)


def test_skip_and_back_move_by_phases(open_guide: Open) -> None:
    """Skip leads to the next phase at once; Back leads to the start of this one or the one before."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    press(page, "Skip")
    expect(timer(page)).to_have_attribute("data-phase", "move")
    press(page, "Skip")
    expect(timer(page)).to_have_attribute("data-phase", "hold")
    press(page, "Back")
    expect(timer(page)).to_have_attribute("data-phase", "move")


def test_stop_ends_it_and_it_can_be_started_again(open_guide: Open) -> None:
    """Stop ends the run; the Start button comes back."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    press(page, "Stop")
    expect(timer(page)).not_to_have_attribute("data-state", "running")
    expect(page.locator("hold-timer").get_by_role("button").first).to_be_visible()


def test_right_after_a_time_in_the_background(open_guide: Open) -> None:
    """While the page is frozen in the background the time goes on; on return the phase is the right one."""
    page = open_guide("bridge", speed=4)
    awake(page)
    press(page, "Start")
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(7500)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    # 30 seconds by the timer's clock: 15 to get ready, then one rep of 2 + 5 + 3, then 5 into the second.
    expect(page.locator("hold-timer")).to_contain_text("Rep 2 of 10")


def test_hurts_leads_to_advice_and_keeps_nothing(open_guide: Open) -> None:
    """The button "Stop, it hurts" stops at once and, for pain that spreads down a leg, says to stop this exercise."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    press(page, "Stop, it hurts")
    expect(timer(page)).not_to_have_attribute("data-state", "running")
    expect(page.locator("hold-timer")).to_contain_text("leg")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "hurt" not in kept
    assert "leg" not in kept


def test_a_reload_offers_to_carry_on(open_guide: Open) -> None:
    """A page reloaded in the second rep offers to go on where it was."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    for phase in ("move", "hold", "release", "move"):
        press(page, "Skip")
        expect(timer(page)).to_have_attribute("data-phase", phase)
    page.reload()
    awake(page)
    expect(page.locator("hold-timer").get_by_role("button", name="Carry on")).to_be_visible()


def test_changed_times_are_used_and_kept(open_guide: Open) -> None:
    """A hold changed within the dose's range shows in the words, and is there again after a reload."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Change times and sound")
    page.locator("hold-timer").get_by_role("button", name="Hold: more").click()
    expect(page.locator("hold-timer .ns-timer__dose")).to_contain_text("Hold 6 seconds")
    page.reload()
    awake(page)
    expect(page.locator("hold-timer .ns-timer__dose")).to_contain_text("Hold 6 seconds")


def test_keyboard_alone_runs_it(open_guide: Open) -> None:
    """Start, Pause and Stop can be reached and pressed from the keyboard, and the focus is not lost on the way."""
    page = open_guide("bridge")
    awake(page)
    page.locator("hold-timer").get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    expect(timer(page)).to_have_attribute("data-state", "running")
    inside = "document.querySelector('hold-timer').contains(document.activeElement)"
    assert page.evaluate(inside)
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    expect(timer(page)).to_have_attribute("data-state", "paused")


def test_buttons_are_large_enough(open_guide: Open) -> None:
    """Every button of the running timer is at least 44 pixels each way."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    expect(page.locator("hold-timer").get_by_role("button", name="Pause", exact=True)).to_be_visible()
    # One look at all of them: a running timer may swap its buttons between two questions.
    sizes: dict[str, list[float]] = page.locator("hold-timer").evaluate(
        """timer => Object.fromEntries([...timer.querySelectorAll('button')]
             .filter(button => button.checkVisibility())
             .map(button => [button.innerText, button.getBoundingClientRect()])
             .map(([name, box]) => [name, [box.width, box.height]]))"""
    )
    assert len(sizes) >= 3
    assert {name: size for name, size in sizes.items() if min(size) < 44} == {}


def test_double_tap_on_start_starts_once(open_guide: Open) -> None:
    """A nervous double tap starts one run and does not stop or pause it."""
    page = open_guide("bridge")
    page.locator("hold-timer").get_by_role("button", name="Start", exact=True).dblclick()
    expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=60_000)
    expect(timer(page)).to_have_attribute("data-state", "running")


@pytest.mark.parametrize("state", ["running", "paused", "finished"])
def test_axe_finds_nothing_in_the_timer(open_guide: Open, state: str) -> None:
    """The timer keeps WCAG 2.2 AA in its states, and AAA contrast."""
    # Without motion no color is caught half-way between two phases.
    page = open_guide("bridge", speed=40 if state == "finished" else 1, motion="reduce")
    awake(page)
    press(page, "Start")
    if state == "paused":
        page.wait_for_timeout(600)
        press(page, "Pause")
    expect(timer(page)).to_have_attribute("data-state", state, timeout=30_000)
    # Not as a script tag: the page's policy refuses it.
    page.evaluate(
        (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
    )
    found = page.evaluate(
        """async () => (await axe.run('hold-timer', {
             runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'wcag2aaa'],
             rules: {'color-contrast-enhanced': {enabled: true}},
           })).violations.map(v => v.id + ' ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))"""
    )
    assert found == []
