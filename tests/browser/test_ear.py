"""A blind reader's way in Chromium, by keys: what live regions say at each step, and where the focus is.

`tests/spoken` hears the same way with a real screen reader where one is installed. Here each press must change what a
live region says, once, or move the focus to something with a name; the focus is never lost to the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from widgets.player.effects import HOW_BAD, SPREADS
from widgets.player.settings import SETTINGS_KEY, Settings

pytestmark = pytest.mark.browser

# Notes every text that a live region gets.
LISTEN = """
globalThis.told = [];
document.addEventListener('DOMContentLoaded', () => {
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
  const last = new Map();
  const look = () => {
    for (const region of document.querySelectorAll(live)) {
      const text = region.textContent.replace(/\\s+/g, ' ').trim();
      if (last.get(region) === region.textContent) continue;
      if (text && !first) told.push(text); // Some screen readers also read a region that comes with its words.
      last.set(region, region.textContent);
    }
  };
  let first = true;
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
  look();
  first = false;
});
"""
FOCUS = """
() => {
  const one = document.activeElement;
  const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
  return one === document.body ? 'body' : name.replace(/\\s+/g, ' ').trim();
}
"""


class Ear:
    """A page, and what is told on it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, awake: str) -> None:
        """Open a page, and wait until Python drives an element of it."""
        self.page.goto(url)
        self.page.locator(f"{awake} button").first.dispatch_event("focusin")
        self.page.locator(f"{awake}[data-awake]").wait_for(timeout=90_000)

    def press(self, selector: str, key: str = "Enter") -> None:
        """Press a key on an element, later than what would count as a double tap."""
        self.page.wait_for_timeout(600)
        self.page.locator(selector).first.focus()
        self.page.evaluate("told.length = 0")
        self.page.keyboard.press(key)

    def hears(self, words: str) -> None:
        """Assert that a text is told, once, and that the focus is on something with a name."""
        self.page.wait_for_function("(words) => told.some((one) => one.includes(words))", arg=words)
        self.page.wait_for_timeout(300)  # For a second one to come.
        told: list[str] = self.page.evaluate("told")
        assert sum(one.count(words) for one in told) == 1, told
        assert self.page.evaluate(FOCUS) not in ("body", "")


@pytest.fixture
def ear(browser: Browser) -> Iterator[Ear]:
    """Open a desktop window in which what is told is noted; a dose's getting ready is short."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(LISTEN)
    kept = Settings(get_ready=3, voice=False).to_text().replace("\\", "\\\\").replace("'", "\\'")
    context.add_init_script(
        f"localStorage.getItem('{SETTINGS_KEY}') ?? localStorage.setItem('{SETTINGS_KEY}', '{kept}')"
    )
    yield Ear(context.new_page())
    context.close()


def test_search_says_what_is_found(ear: Ear, site_url: str) -> None:
    """The number of pages is told as one types; a result's link has the page's title for its name, and nothing else."""
    ear.page.goto(site_url)
    box = ear.page.get_by_role("textbox", name="Search")
    box.focus()
    ear.page.keyboard.type("bird dog")
    ear.page.wait_for_function("() => told.some((one) => /pages? found/.test(one))")
    ear.page.keyboard.press("ArrowDown")
    ear.page.wait_for_function("() => document.activeElement.matches('.md-search-result__link')")
    assert ear.page.evaluate(FOCUS) == "Bird dog"
    ear.page.keyboard.press("Enter")
    ear.page.wait_for_url("**/exercises/bird-dog/")


def test_a_part_that_does_not_come_is_told(ear: Ear, site_url: str) -> None:
    """It is told once, by a live region that was in the page before the words were; they can be read there, too."""
    ear.page.route("**/keep.js", lambda route: route.abort())
    ear.page.goto(f"{site_url}keep/")
    words = "This part did not come."
    expect(ear.page.locator("[data-keep-site] .ns-came-not")).to_contain_text(words)
    expect(ear.page.locator(".ns-live-region[aria-live=polite]")).to_contain_text(words)
    assert sum(words in one for one in ear.page.evaluate("told")) == 1
    assert ear.page.locator("[data-keep-site] [role=status]").count() == 0


def test_a_dose(ear: Ear, site_url: str) -> None:
    """Start, a phase, Pause, going on, a stepper, "it hurts", both questions and the advice are told once each."""
    ear.open(f"{site_url}exercises/bird-dog/", "hold-timer")
    ear.press("[data-on-click=adjust]")
    ear.press("[id$=reps-less]")
    ear.hears("4 times")
    ear.press("[data-on-click=start]")
    ear.hears("Get ready: left leg")
    ear.press("[data-on-click=pause]", "Space")
    ear.hears("Paused")
    phase = ear.page.locator("hold-timer .ns-timer[data-paused]").get_attribute("data-phase") or ""
    ear.press("[data-on-click=resume]", "Space")
    ear.hears({"get-ready": "Get ready", "move": "Move", "hold": "Hold", "release": "Release"}[phase])
    ear.press("[data-on-click=hurts]")
    ear.hears(SPREADS)
    ear.press("[id$=leg-no]")
    ear.hears(HOW_BAD)
    ear.press("[id$=pain-3]")
    ear.hears("Go on")
    assert ear.page.evaluate(FOCUS) == "What to do now"


def test_what_no_voice_says_is_told(ear: Ear, site_url: str) -> None:
    """With the voice on, as it is at first: the question for pain, a skip while paused and closing are told."""
    ear.page.add_init_script(f"localStorage.removeItem('{SETTINGS_KEY}')")
    ear.open(f"{site_url}exercises/bird-dog/", "hold-timer")
    ear.press("[data-on-click=check]")
    ear.hears("What was your usual pain in the last week")
    assert ear.page.evaluate(FOCUS) == "Your pain"
    ear.press("[data-on-click=usual]")
    ear.hears("How is your pain now")
    ear.press("[data-on-click=start]")
    ear.press("[data-on-click=pause]", "Space")
    ear.hears("Paused")
    ear.press("[data-on-click=skip]")
    ear.hears("Goes on with: move. Left leg. Rep 1 of")
    ear.press("[data-on-click=stop]")
    ear.hears("Stopped")
    ear.press("[data-on-click=again]")
    ear.hears("Closed")


def test_a_group_of_choices_is_one_stop(ear: Ear, site_url: str) -> None:
    """Tab goes into a group once and out of it; arrows move inside and choose nothing, also while they steer a run."""
    page = ear.page
    ear.open(f"{site_url}planner/", "weekly-planner")
    for box in ("[name=asked][value=yes]", "[name=signs][value=no]", "[name=condition-none]"):
        page.locator(box).check()
    ear.press("#ns-planner-form button[type=submit]")
    ear.hears("Your week is ready")
    ear.open(f"{site_url}session/", "session-player")
    ear.press("[data-on-click=start]")
    ear.hears("First of")
    for _ in range(2):
        page.wait_for_timeout(600)
        page.locator("[data-on-click=skip]").click()
    page.wait_for_function(
        "() => told.some((one) => /^Rep 2/.test(one))"
    )  # What has one repetition is asked about.
    ear.press("[data-on-click=stop]")
    ear.hears("Stopped")
    here = "() => document.activeElement.id"
    chosen = page.locator("session-player [role=radio][aria-checked=true]")
    page.locator("[id$=say-0-too-easy]").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == "session-say-0-right"
    assert chosen.count() == 0
    page.wait_for_timeout(600)
    page.keyboard.press("Space")
    chosen.wait_for()
    assert page.evaluate(here) == "session-say-0-right"
    page.keyboard.press("Tab")
    assert page.evaluate(here) == "session-pain-after-0"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(here) == "session-pain-after-10"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('[role=radiogroup]')") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(here) == "session-say-0-right"


PAGES = (
    "",
    "exercises/bird-dog/",
    "planner/",
    "session/",
    "progress/",
    "prepare/",
    "contributing/translate/",
)


LAST = ("start-over", "delete-all", "empty", "leave-form", "close-form")
"""What ends a state is pressed when the rest is done."""
# Presses the next control of an element by its event, each event once; says which, or nothing where all are done.
NEXT = """
([tag, done, last]) => {
  for (const one of document.querySelectorAll(`${tag} details`)) one.open = true;
  const found = [...document.querySelectorAll(`${tag} [data-on-click]:not([disabled])`)];
  const all = found.filter((one) => one.checkVisibility());
  const rank = (one) => last.indexOf(one.dataset.onClick);
  const next = all.filter((one) => !done.includes(one.dataset.onClick)).sort((a, b) => rank(a) - rank(b))[0];
  next?.focus();
  return next?.dataset.onClick ?? null;
}
"""


@pytest.mark.parametrize("tag", ["progress-log", "weekly-planner", "plan-maker"])
def test_no_press_loses_the_focus(ear: Ear, site_url: str, tag: str) -> None:
    """Each control of log, planner and plan maker is pressed by Enter: the focus stays on something inside of it."""
    page = ear.page
    page.add_init_script("globalThis.print = () => {}")
    path = {"progress-log": "progress/", "weekly-planner": "planner/", "plan-maker": "prepare/"}[tag]
    ear.open(site_url + path, tag)
    if tag == "weekly-planner":
        for box in ("[name=asked][value=yes]", "[name=signs][value=no]", "[name=condition-none]"):
            page.locator(box).check()
        ear.press("#ns-planner-form button[type=submit]")
        ear.hears("Your week is ready")
    done: list[str] = []
    while name := page.evaluate(NEXT, [tag, done, LAST]):
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
        done.append(name)
        inside = "(tag) => document.activeElement !== document.body && document.activeElement.closest(tag) !== null"
        assert page.evaluate(inside, tag), done
    assert len(done) > 6, done


def test_a_filter_says_how_many(ear: Ear, site_url: str) -> None:
    """The list of exercises, and that of the plan maker, say how many they show; "Show all" leaves the focus near."""
    page = ear.page
    page.goto(f"{site_url}exercises/")
    page.get_by_text("Show only some").click()
    page.get_by_label("Level").select_option("5")
    page.wait_for_function("() => told.some((one) => /^\\d+ exercises$/.test(one))")
    shown = page.locator(".ns-exercise:visible").count()
    ear.hears(f"{shown} exercises")
    ear.press(".ns-narrow [type=reset]")
    ear.hears(f"{page.locator('.ns-exercise').count()} exercises")
    assert page.evaluate("document.activeElement.id") == "only-level"
    ear.press("#position-prone")
    ear.hears("exercise")
    ear.press(".ns-found__all")
    page.wait_for_function("() => document.activeElement.id === 'by-level'")
    ear.open(f"{site_url}prepare/", "plan-maker")
    page.locator("#ns-maker-find").fill("bridge")
    page.wait_for_function("() => told.some((one) => /^\\d+ exercises?$/.test(one))")
    page.locator("#ns-maker-find").fill("xyz")
    page.wait_for_function("() => told.includes('No exercise has these words.')")


def test_landmarks_are_few_and_no_words_are_called_clickable(ear: Ear, site_url: str) -> None:
    """No navigation stands inside another, and none hears clicks but what is made to be pressed.

    Firefox calls all text inside an element that hears clicks "clickable", and a label of a control without a name.
    """
    cdp = ear.page.context.new_cdp_session(ear.page)
    for path in PAGES:
        ear.page.goto(site_url + path)
        assert ear.page.locator("nav nav, [role=navigation] nav").count() == 0, path
        names = ear.page.locator("nav:visible").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('aria-label'))"
        )
        assert len(names) == len(set(names)), (path, names)
        assert None not in names, path
        empty = "(all) => all.filter((one) => !one.closest('[aria-hidden=true]') && !one.textContent.trim()).length"
        assert ear.page.locator("body > label").evaluate_all(empty) == 0, path
        for host in (
            "main",
            "article",
            "hold-timer",
            "weekly-planner",
            "session-player",
            "progress-log",
            "plan-maker",
        ):
            if not ear.page.locator(host).count():
                continue
            remote = cdp.send("Runtime.evaluate", {"expression": f"document.querySelector('{host}')"})
            heard = cdp.send("DOMDebugger.getEventListeners", {"objectId": remote["result"]["objectId"]})
            assert {one["type"] for one in heard["listeners"]} & {"click", "mousedown", "mouseup"} == set(), (
                path,
                host,
            )


def test_a_week_a_session_and_a_walk(ear: Ear, site_url: str) -> None:
    """The week is told, a tick, the session's beginning and end, what is answered, a walk; the chart has its words."""
    ear.open(f"{site_url}planner/", "weekly-planner")
    for box in ("[name=asked][value=yes]", "[name=signs][value=no]", "[name=condition-none]"):
        ear.page.locator(box).check()
    ear.press("#ns-planner-form button[type=submit]")
    ear.hears("Your week is ready")
    ear.press(".ns-tick", "Space")
    ear.page.wait_for_function("() => document.activeElement.getAttribute('aria-checked') === 'true'")
    ear.open(f"{site_url}session/", "session-player")
    ear.press("[data-on-click=start]")
    ear.hears("First of")
    ear.press("[data-on-click=stop]")
    ear.hears("Stopped")
    ear.open(f"{site_url}progress/", "progress-log")
    ear.press("""[data-on-click=open-form][data-value='"walk"']""")
    ear.press("[data-on-click=add-walk]")
    ear.hears("Written down")
    chart = ear.page.get_by_role("figure").filter(has_text="Minutes a week")
    assert "Minutes a week" in chart.locator("figcaption").inner_text()
