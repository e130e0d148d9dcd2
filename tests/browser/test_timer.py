"""The hold timer as a reader meets it, on the built site, with the shell's clock made to run faster."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import window
from widgets.player import cues
from widgets.player.settings import Settings

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

EACH_WAY = ("pelvic-tilt", "side-plank-knees", "advanced-pelvic-tilt")
"""Both sides at once, one side and then the other, one and the other in turn."""

WINDOWS = {
    "phone": (390, 844, 20),
    "phone with the browser's bars": (390, 664, 20),
    "small phone": (320, 640, 20),
    "phone on its side": (844, 390, 20),
    "large text": (390, 844, 40),
    "desktop": (1280, 900, 20),
}
"""Width, height, and the size of the root's text (the theme's own is 20), in pixels."""

# The typefaces that the page has asked for.
TYPEFACES = """
() => [...document.fonts]
  .filter((face) => face.status !== 'unloaded')
  .map((face) => face.weight + face.style)
"""

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

    def opened(
        slug: str,
        *,
        speed: float = 1,
        motion: Any = "no-preference",  # noqa: ANN401 - a Literal
        size: tuple[int, int] = (390, 844),
        script: str = "",
    ) -> Page:
        context = window(browser, size, reduced_motion=motion)
        context.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}}; {script}")
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
    page.locator("hold-timer button").first.dispatch_event("focusin")
    expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=60_000)


def not_so_soon(page: Page) -> None:
    """Let go by what the timer takes for a double tap. It may take longer: nothing else is awaited by time."""
    page.wait_for_timeout(600)


def dose(site_dir: Path, slug: str) -> dict[str, Any]:
    """Return an exercise's published dose."""
    data = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(item["dose"] for item in data["exercises"] if item["slug"] == slug)
    return found


def holds(page: Page) -> dict[str, int]:
    """Return how often each side has been held since `WATCH`."""
    seen = Counter(page.evaluate("seen"))
    assert any(key.startswith("get-ready") for key in seen)
    return {key: seen[key] for key in seen if key.startswith("hold")}


def all_holds(amount: dict[str, Any]) -> dict[str, int]:
    """Return how often each side is held in a dose."""
    each = amount["reps"] * amount["sets"]
    return {"hold both": each} if amount["sides"] == "both" else {"hold left": each, "hold right": each}


@pytest.mark.parametrize("slug", [*FIRST_EIGHT, "side-plank-knees"])
def test_runs_a_full_dose_to_the_end(open_guide: Open, site_dir: Path, slug: str) -> None:
    """After Start every rep of every side and set is held once, and the timer says that it is done."""
    whole = all_holds(dose(site_dir, slug))
    # So fast, a machine that stalls for a tenth of a second passes a hold unseen: then once more, slower.
    for speed in (20, 4):
        page = open_guide(slug, speed=speed)
        awake(page)
        page.evaluate(WATCH)
        press(page, "Start")
        expect(timer(page)).to_have_attribute("data-phase", "finished", timeout=120_000)
        seen = holds(page)
        if seen == whole:
            break
    assert seen == whole


@pytest.mark.parametrize("slug", EACH_WAY)
def test_skips_through_a_full_dose(open_guide: Open, site_dir: Path, slug: str) -> None:
    """Phase by phase every rep of every side and set comes up once, and after the last the dose is done."""
    page = open_guide(slug, motion="reduce")
    awake(page)
    page.evaluate(WATCH)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    page.evaluate(
        """async () => {
             const element = document.querySelector('hold-timer');
             const changed = () => new Promise((done) => {
               const watch = new MutationObserver(() => { watch.disconnect(); done(); });
               watch.observe(element, {subtree: true, childList: true, attributes: true, characterData: true});
             });
             const parts = ['[id$=-phase]', '[id$=-count]', '[id$=-side-now]', '[id$=-left]'].join();
             const where = () => [...element.querySelectorAll(parts)].map((part) => part.textContent).join();
             for (let skip; (skip = element.querySelector('[data-on-click=skip]'));) {
               const before = where();
               skip.click();
               while (where() === before) await changed();
             }
           }"""
    )
    expect(timer(page)).to_have_attribute("data-phase", "finished")
    assert holds(page) == all_holds(dose(site_dir, slug))


@pytest.mark.parametrize("window", WINDOWS)
def test_one_screenful_where_nothing_jumps(open_guide: Open, window: str) -> None:
    """After Start phase, seconds and buttons are all in sight, nothing sticks out, and no phase moves a button."""
    width, height, text = WINDOWS[window]
    page = open_guide("side-plank-knees", size=(width, height))
    page.add_style_tag(content=f"html {{ font-size: {text}px !important }}")
    awake(page)
    typefaces = page.evaluate(TYPEFACES)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-phase", "get-ready")
    looks = []
    for phase in ("get-ready", "move", "hold", "release"):
        expect(timer(page)).to_have_attribute("data-phase", phase)
        # One look at each part's place. With large text some buttons are folded away, and the others must not jump.
        looks.append(
            page.evaluate(
                """() => {
                     const parts = [...document.querySelectorAll(
                       'hold-timer :is(.ns-timer__phase, .ns-timer__seconds, .ns-timer__stage + * button)')]
                       .filter((part) => part.checkVisibility());
                     const boxes = parts.map((part) => part.getBoundingClientRect());
                     return {
                       hidden: parts.filter((_, i) => boxes[i].top < 0 || boxes[i].bottom > innerHeight)
                         .map((part) => part.id),
                       wide: document.documentElement.scrollWidth > innerWidth,
                       places: Object.fromEntries(parts.map((part, i) => [part.id, Math.round(boxes[i].top)])),
                     };
                   }"""
            )
        )
        page.locator("hold-timer [data-on-click=skip]").dispatch_event("click")
    assert len(looks[0]["places"]) >= 2 + 4  # word, seconds, Pause, Sound, Stop, and "Stop, it hurts"
    assert [look["hidden"] for look in looks] == [[]] * 4
    assert not any(look["wide"] for look in looks)
    assert [look["places"] for look in looks] == [looks[0]["places"]] * 4
    # One that comes late would set the words anew, under the reader's eyes.
    assert page.evaluate(TYPEFACES) == typefaces


def test_the_warning_stands_before_start(open_guide: Open) -> None:
    """The timer shows the warning and the ask-first line above its Start button."""
    page = open_guide("bridge")
    warning = page.locator("hold-timer .ns-timer__warning")
    expect(warning).to_contain_text("ask your primary care or spine care provider first")
    box = warning.bounding_box()
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
    expect(timer(page)).to_have_attribute("data-phase", "get-ready")
    expect(page.locator("hold-timer").get_by_role("button", name="Pause", exact=True)).to_be_focused()
    expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=60_000)
    expect(timer(page)).to_have_attribute("data-state", "running")


def test_pause_stops_the_seconds_and_resume_goes_on(open_guide: Open) -> None:
    """In a pause nothing moves; afterwards the same phase goes on."""
    page = open_guide("bridge", speed=2)
    awake(page)
    press(page, "Start")
    not_so_soon(page)
    press(page, "Pause")
    expect(timer(page)).to_have_attribute("data-state", "paused")
    # Nothing is left that the shell would paint from a deadline: the seconds are plain text.
    expect(timer(page).locator("[data-countdown-to], [data-to]")).to_have_count(0)
    expect(timer(page).locator(".ns-timer__seconds")).to_have_text(re.compile(r"^\d+ seconds left$"))
    not_so_soon(page)
    press(page, "Go on")
    expect(timer(page)).to_have_attribute("data-state", "running")
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


def test_right_after_a_time_in_the_background(open_guide: Open, until: Callable[..., None]) -> None:
    """While the page is frozen in the background the time goes on; on return the phase is the right one."""
    page = open_guide("bridge", speed=6)
    awake(page)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    begin = page.evaluate("Number(document.querySelector('hold-timer [data-from]').dataset.from)")
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(4000)  # 24 seconds by the timer's clock
    session.send("Page.setWebLifecycleState", {"state": "active"})
    # 15 seconds to get ready, then 10 for each rep: had its time stood still, it would not show the right one.
    until(
        page,
        """async (begin) => {
             const rep = Math.floor(((neutralSpineClock.now() - begin) / 1000 - 15) / 10) + 1;
             const words = document.querySelector('hold-timer').textContent;
             return rep >= 2 && rep <= 10 && words.includes(`Rep ${rep} of 10`);
           }""",
        begin,
    )


@pytest.mark.parametrize("window", WINDOWS)
def test_the_note_of_an_absence_moves_and_covers_no_button(open_guide: Open, window: str) -> None:
    """What is said to a reader who comes back lies where no button moves under a thumb, as it comes and as it goes."""
    width, height, text = WINDOWS[window]
    page = open_guide(
        "side-plank-knees",
        size=(width, height),
        motion="reduce",
        script="globalThis.away = 0; const now = Date.now; Date.now = () => now() + away;",
    )
    page.add_style_tag(content=f"html {{ font-size: {text}px !important }}")
    awake(page)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    places = """() => Object.fromEntries(
        [...document.querySelectorAll('hold-timer .ns-timer__stage + * button')]
          .filter((one) => one.checkVisibility()).map((button) => {
          const box = button.getBoundingClientRect();
          const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
          return [button.id, [Math.round(box.top), button.contains(there)]];
        }))"""
    before = page.evaluate(places)
    assert all(free for _, free in before.values())
    # Out of sight and back, a minute later by the device's clock alone: it slept.
    page.evaluate("away = 64_000; document.dispatchEvent(new Event('visibilitychange'))")
    # Any event tells Python the time; pressed by a script, so that nothing scrolls.
    page.evaluate("document.querySelector('hold-timer [data-on-click=set-sounds]').click()")
    expect(page.locator("hold-timer")).to_contain_text("without you")
    assert page.evaluate(places) == before


def test_a_clock_that_is_set_back_does_not_stop_it(open_guide: Open) -> None:
    """A device whose clock is set back by an hour while a dose runs counts on as if nothing had been."""
    page = open_guide("bridge", speed=4)
    awake(page)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3_600_000; }")
    expect(timer(page).locator(".ns-timer__seconds")).to_have_text(re.compile(r"^1?\d seconds left$"))
    expect(timer(page)).to_have_attribute("data-phase", "move", timeout=20_000)
    expect(timer(page).locator(".ns-timer__seconds")).to_have_text(re.compile(r"^1?\d seconds left$"))


def test_a_clock_that_is_set_forward_skips_nothing(open_guide: Open) -> None:
    """A device whose clock is set forward while a dose runs in sight counts on; nobody is told of an absence."""
    page = open_guide("bridge", speed=4)
    awake(page)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 3_600_000; }")
    expect(timer(page)).to_have_attribute("data-phase", "move", timeout=20_000)
    page.locator("hold-timer [data-on-click=set-sounds]").click()  # Any event tells Python the time.
    expect(timer(page)).to_have_attribute("data-phase", "hold", timeout=20_000)
    expect(page.locator("hold-timer")).not_to_contain_text("without you")
    press(page, "Pause")
    # Nothing is counted now: this clock is the device's again, and what is kept has its date.
    expect(timer(page)).to_have_attribute("data-state", "paused")
    page.wait_for_function("() => neutralSpineClock.now() >= Date.now()")


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
    expect(page.locator("hold-timer").get_by_role("button", name="Pause", exact=True)).to_be_focused()
    not_so_soon(page)
    page.keyboard.press("Enter")
    expect(timer(page)).to_have_attribute("data-state", "paused")


def test_the_focus_stays_in_the_timer_as_the_dose_ends(open_guide: Open) -> None:
    """Who goes by keys or by ear is at the timer's last words when it ends by itself: nothing else was in reach."""
    page = open_guide("bridge", speed=20)
    awake(page)
    start = page.locator("hold-timer").get_by_role("button", name="Start", exact=True)
    start.press("Enter")
    expect(timer(page)).to_have_attribute("data-state", "finished")
    expect(page.locator("hold-timer .ns-timer__headline")).to_be_focused()
    not_so_soon(page)
    press(page, "Do it again")
    expect(timer(page)).to_have_attribute("data-state", "running")
    page.evaluate("document.activeElement.blur()")
    expect(timer(page)).to_have_attribute("data-state", "finished")
    expect(page.locator("hold-timer .ns-timer__headline")).to_be_focused()
    page.get_by_role("button", name="Search").focus()
    expect(page.get_by_role("button", name="Search")).to_be_focused()


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
def test_axe_finds_nothing_in_the_timer(open_guide: Open, axe: Callable[..., list[str]], state: str) -> None:
    """The timer keeps WCAG 2.2 AA in its states, and AAA contrast."""
    # Without motion no color is caught half-way between two phases.
    page = open_guide("bridge", speed=40 if state == "finished" else 1, motion="reduce")
    awake(page)
    press(page, "Start")
    if state == "paused":
        not_so_soon(page)
        press(page, "Pause")
    expect(timer(page)).to_have_attribute("data-state", state, timeout=30_000)
    assert axe(page, "hold-timer", "wcag2aaa") == []


def test_a_double_tap_on_no_gives_no_number(open_guide: Open) -> None:
    """Asked whether pain spreads, a double tap on No answers that alone: the number is still asked for."""
    page = open_guide("bridge")
    awake(page)
    press(page, "Start")
    press(page, "Stop, it hurts")
    expect(timer(page)).to_have_attribute("data-state", "hurt")
    not_so_soon(page)
    # Both taps in one go, the second on whatever stands there by then.
    page.locator("hold-timer").get_by_role("button", name="No", exact=True).dblclick()
    expect(page.locator("hold-timer")).to_contain_text("How bad is the pain")
    not_so_soon(page)
    page.locator("hold-timer").get_by_role("radio", name="2", exact=True).click()
    expect(page.locator("hold-timer")).to_contain_text("What to do now")


def test_the_screen_stays_on_while_it_runs(open_guide: Open) -> None:
    """One lock is held while a dose runs, none in a pause; a page that was hidden takes it again."""
    page = open_guide(
        "bridge",
        script="""
          globalThis.held = 0;
          globalThis.locks = new Set();
          const let_go = (lock) => { if (locks.delete(lock)) { held -= 1; lock.released = true; } };
          Object.defineProperty(navigator, 'wakeLock', {value: {
            async request() {
              await new Promise((done) => setTimeout(done, 50));
              const lock = {released: false, async release() { let_go(lock); }};
              locks.add(lock);
              held += 1;
              return lock;
            },
          }});
          globalThis.hide = (hidden) => {
            Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
            if (hidden) [...locks].forEach(let_go);
            document.dispatchEvent(new Event('visibilitychange'));
          };
        """,
    )
    awake(page)
    press(page, "Start")
    # Twice in a row, while the first answer is still to come: no second lock may be left over.
    page.evaluate("hide(false); hide(false)")
    page.wait_for_function("() => held === 1")
    page.evaluate("hide(true)")
    page.wait_for_function("() => held === 0")
    page.evaluate("hide(false)")
    page.wait_for_function("() => held === 1")
    not_so_soon(page)
    press(page, "Pause")
    expect(timer(page)).to_have_attribute("data-state", "paused")
    page.wait_for_function("() => held === 0")


def test_without_a_voice_the_words_reach_a_screen_reader(open_guide: Open) -> None:
    """A browser that cannot speak, and gets no recording, announces what would be said, and nothing breaks."""
    errors: list[str] = []
    page = open_guide(
        "bridge",
        script="""
          Object.defineProperty(globalThis, 'speechSynthesis', {value: undefined});
          delete globalThis.SpeechSynthesisUtterance;
        """,
    )
    page.context.route("**/assets/voice/*", lambda route: route.abort())
    page.on("pageerror", lambda error: errors.append(str(error)))
    awake(page)
    press(page, "Start")
    press(page, "Skip")
    expect(page.locator(".ns-live-region[aria-live=polite]")).to_have_text("Move")
    press(page, "Skip")
    expect(page.locator(".ns-live-region[aria-live=polite]")).to_have_text("Hold")
    assert errors == []


def test_what_speaks_to_screen_readers_is_there_before_its_first_words(open_guide: Open) -> None:
    """A live region that comes together with its words is not read: both kinds stand there, empty, from the start."""
    page = open_guide("bridge")
    expect(page.locator("hold-timer:defined")).to_be_attached()
    expect(page.locator(".ns-live-region")).to_have_text(["", ""])


def test_the_first_tone_is_heard(open_guide: Open) -> None:
    """The tap on Start switches the sound on, which takes a moment: the tone of get-ready waits for it."""
    page = open_guide(
        "bridge",
        speed=0.2,  # the tone may come late by a second and a half of the timer's own time
        script="""
          globalThis.AudioContext = function () {
            const audio = new OfflineAudioContext(1, 44100, 44100);
            let state = 'suspended';
            Object.defineProperty(audio, 'state', {get: () => state});
            audio.resume = async () => {};
            audio.addEventListener = (_, heard) => {
              globalThis.soundRuns = () => { state = 'running'; heard(); };
            };
            return audio;
          };
          const Oscillator = OscillatorNode;
          globalThis.pitches = [];
          globalThis.OscillatorNode = function (audio, options) {
            pitches.push(options.frequency);
            return new Oscillator(audio, options);
          };
        """,
    )
    awake(page)
    press(page, "Start")
    expect(timer(page)).to_have_attribute("data-state", "running")
    assert page.evaluate(
        "() => { const before = pitches.length; soundRuns(); return [before, pitches[0]]; }"
    ) == [
        0,
        587.3,
    ]


def test_tones_come_in_time_after_the_sound_stood_still(open_guide: Open) -> None:
    """A page that is put away and brought back has its sound's clock behind: what is still to come is planned anew."""
    page = open_guide(
        "bridge",
        speed=4,
        script="""
          const { get } = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime');
          globalThis.stood = 0;
          Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
            get() { return 60 + get.call(this) - stood; },
          });
          globalThis.moments = [];
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (at) {
            moments.push([performance.now() / 1000 + at - this.context.currentTime, performance.now()]);
            start.call(this, at);
          };
        """,
    )
    awake(page)
    press(page, "Start")
    page.wait_for_function("() => moments.length > 0")
    planned: list[tuple[float, float]]
    planned, since = page.evaluate(
        "() => { const before = moments; moments = []; stood = 3; return [before, performance.now()]; }"
    )
    page.wait_for_function("() => moments.length > 10")
    anew: list[tuple[float, float]] = page.evaluate("moments")
    # What is planned before the clock is looked at again, every tenth of a second, is planned once more after it.
    off = [
        planned_at - since
        for one, planned_at in anew
        if min(abs(one - moment) for moment, _ in planned) >= 0.1
    ]
    assert len(off) < 5
    assert max(off, default=0) <= 150
    expect(timer(page)).to_have_attribute("data-state", "running")


def test_tones_sound_on_a_phone(open_guide: Open) -> None:
    """Rendered, no tone clips, clicks as it starts, or is much quieter than the others on a small speaker."""
    page = open_guide("bridge")
    names = {cue.tone for cue in cues.sample(Settings(), 0) if cue.tone}
    # A speaker of a phone gives little below some 600 hertz.
    tones: list[dict[str, float]] = page.evaluate(
        """async (names) => {
             let rendered;
             globalThis.AudioContext = function () {
               rendered = new OfflineAudioContext(1, 12 * 44100, 44100);
               Object.defineProperty(rendered, 'state', {value: 'running'});
               rendered.addEventListener = () => {}; // Its beginning to render is no beginning of sound.
               return rendered;
             };
             const { playSound, unlockSound } = await import('/shell-modules/effects/sound.js');
             unlockSound();
             names.forEach((name, number) => playSound(name, [], 1.7 * number));
             const plain = await rendered.startRendering();
             const small = new OfflineAudioContext(1, plain.length, plain.sampleRate);
             const source = new AudioBufferSourceNode(small, {buffer: plain});
             source.connect(new BiquadFilterNode(small, {type: 'highpass', frequency: 600})).connect(small.destination);
             source.start();
             const heard = (await small.startRendering()).getChannelData(0);
             const wave = plain.getChannelData(0);
             const tones = [];
             let begin = -1;
             let end = 0;
             for (let i = 0; i <= wave.length; i += 1) {
               if (i < wave.length && Math.abs(wave[i]) > 1e-4) {
                 if (begin < 0) begin = i;
                 end = i;
               } else if (begin >= 0 && (i === wave.length || i - end > 4410)) {
                 let [peak, loud, sum] = [0, 0, 0];
                 for (let j = begin; j < end; j += 1) {
                   peak = Math.max(peak, Math.abs(wave[j]));
                   sum += heard[j] ** 2 - (j - begin >= 4410 ? heard[j - 4410] ** 2 : 0);
                   loud = Math.max(loud, sum / 4410);
                 }
                 tones.push({ peak, loud: 10 * Math.log10(loud), first: Math.abs(wave[begin + 4]) });
                 begin = -1;
               }
             }
             return tones;
           }""",
        list(names),
    )
    assert len(tones) == len(names)
    assert all(0.3 < tone["peak"] < 0.9 for tone in tones)
    assert all(tone["first"] < 0.02 for tone in tones)
    loud = [tone["loud"] for tone in tones]
    assert min(loud) > -18  # decibels below full scale, the loudest tenth of a second
    assert max(loud) - min(loud) < 6
