"""What a reader with a plan sees first, and how many taps lead to a running session. Counted, never timed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import phone as new_phone
from tests.browser.test_planner_weeks import AWAKE, CATALOG, stored
from tests.browser.test_session import DOUBLE, six_kept
from widgets.plan import store
from widgets.session.place import Work

pytestmark = pytest.mark.browser

LOW = 664
"""CSS pixels of height that a phone of 844 leaves when the browser's bars are out."""
SCREENS = 1.5
"""Screens of a phone that the page of today's session takes at the most, with a plan."""
LONG_WORDS = 0.1
"""Screens by which German and Spanish may pass it: words are longer, and each page tells of its translation."""
SAFETY_SCREENS = 5
QUESTIONS_SCREENS = 1.7
"""Of the safety questions within a session. The card of signs alone takes 0.65, and is neither folded nor set small."""

CLOSED = "neutral-spine.language-closed"
"""Where a device keeps that the offer of another language was closed: the line is for who reads another one."""

type Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a page on a phone that keeps a kind of week, or nothing."""
    context = new_phone(browser)

    def open_(path: str, *, plan: str | None, height: int = 844) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": height})
        if plan:
            page.goto(f"{site_url}offline/")
            page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored(plan)])
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
    page = open_page("session/", plan="week", height=LOW)
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


@pytest.mark.parametrize("language", ["", "de/", "es/"])
@pytest.mark.parametrize("kind", ["conditions", "a day of rest", "most"])
def test_a_session_is_short_with_any_plan(open_page: Open, kind: str, language: str) -> None:
    """With a plan the page is one and a half screens, on a short day too: with capped holds, and nine exercises."""
    page = open_page("offline/", plan=kind)
    page.evaluate("(key) => { localStorage[key] = 'en'; }", CLOSED)
    page.goto(page.url.replace("offline/", f"{language}session/"))
    page.locator("session-player[data-awake] #session-usual-3").evaluate(
        "(button) => button.click()", timeout=AWAKE
    )
    expect(page.locator("#session-start")).to_be_visible()
    long = {}

    def measure(state: str) -> None:
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > SCREENS + (LONG_WORDS if language else 0):
            long[state] = round(screens, 2)

    measure("as it opens")
    page.locator("#session-short").tap()
    expect(page.locator("#session-short-tip")).to_be_visible()
    measure("short")
    assert long == {}


def test_a_session_is_short_in_each_state(open_page: Open) -> None:
    """Not finished, of a week that is over, cut back, withheld, or not asked about: one and a half screens each."""
    left = six_kept(CATALOG)
    long: dict[str, float] = {}

    def measure(state: str) -> None:
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > SCREENS:
            long[state] = round(screens, 2)

    new: list[tuple[str, dict[str, str]]] = [(kind, {}) for kind in ("today", "week over", "flare-up")]
    for kind, kept in (*new, ("today", left), ("week over", left)):
        page = open_page("offline/", plan=kind)
        page.evaluate("(kept) => { for (const key in kept) localStorage[key] = kept[key]; }", kept)
        page.goto(page.url.replace("offline/", "session/"))
        filled = page.locator("#session-carry-on" if kept else "#session-start")
        expect(page.locator("#session-usual-3")).to_be_visible(timeout=AWAKE)
        expect(filled).to_be_visible()
        expect(page.locator(".ns-button--main:visible")).to_have_count(1)
        measure(f"{kind}, {'not finished' if kept else 'new'}")
    page.locator("#session-forget").tap()
    expect(page.locator("#session-start")).to_be_focused()
    measure("started afresh")
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-usual-3").tap()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-now-9").tap()
    expect(page.locator("#session-start")).to_have_count(0)
    measure("withheld")
    page.locator("#session-changed").tap()
    page.locator("#session-asked-no").tap()
    page.locator("#session-signs-no").tap()
    page.locator("#session-answer").tap()
    expect(page.get_by_role("button", name="I have asked now")).to_be_visible()
    measure("not asked")
    assert long == {}


@pytest.mark.parametrize("language", ["", "de/", "es/"])
def test_the_end_of_a_session_is_short(open_page: Open, language: str) -> None:
    """With six exercises to ask about: as it comes, and with all answers, one and a half screens."""
    page = open_page("offline/", plan="today")
    kept = six_kept(CATALOG, work=Work(reps=1)) | {CLOSED: "en"}
    page.evaluate("(kept) => { for (const key in kept) localStorage[key] = kept[key]; }", kept)
    page.goto(page.url.replace("offline/", f"{language}session/"))
    expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=AWAKE)
    page.locator("#session-carry-on").tap()
    expect(page.locator("#session[data-state=running]")).to_be_visible()
    for number in range(2, 8):
        page.wait_for_timeout(DOUBLE)
        page.locator("#session-skip-exercise").tap()
        if number < 7:
            expect(page.locator("#session-number-of")).to_contain_text(f"{number}")
    expect(page.locator("#session[data-state=finished] .ns-say")).to_have_count(6)
    long = {}

    def measure(state: str) -> None:
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > SCREENS:
            long[state] = round(screens, 2)

    measure("as it comes")
    for part, word in enumerate(("right", "too-easy", "right", "too-hard", "right", "right")):
        said = page.locator(f"#session-say-{part}-{word}")
        said.tap()
        expect(said).to_have_attribute("aria-checked", "true")
    measure("said")
    assert long == {}


def test_the_safety_questions_are_short(open_page: Open) -> None:
    """Opened again in a session they stand alone, with the whole card of signs in the open."""
    page = open_page("session/", plan="today")
    expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=AWAKE)
    page.locator("#session-changed").tap()
    expect(page.locator("#session-form")).to_be_visible()
    expect(page.locator("#session-emergency li:visible")).to_have_count(len(CATALOG.safety.emergency.signs))
    expect(page.locator(".ns-session__pictures")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= QUESTIONS_SCREENS


@pytest.mark.parametrize("kind", ["today", "prepared", "most"])
def test_the_planner_shows_today_at_once(open_page: Open, kind: str) -> None:
    """At 390 x 664 the planner shows day, minutes, each exercise with its picture and one filled Start, unscrolled."""
    page = open_page("planner/", plan=kind, height=LOW)
    start = page.get_by_role("link", name="Start today's session")
    expect(start).to_be_visible(timeout=AWAKE)
    pictures = page.locator(".ns-today__list img")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ns-today__list img')].every((one) => one.naturalWidth)"
    )
    assert page.evaluate("scrollY") == 0
    assert pictures.count() >= 7
    assert (
        max(bottoms(page, ".ns-today__title", ".ns-today__what", ".ns-today__list li", ".ns-today a")) <= LOW
    )
    filled = page.locator(".ns-today .ns-button:not(.ns-button--quiet)")
    expect(filled).to_have_count(1)


HAS_RUNTIME = """
async () => {
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith("snapshot.bin.gz")) return true;
  }
  return false;
}
"""


@pytest.mark.parametrize("kind", ["today", "prepared", "most"])
def test_home_shows_today_where_python_is(
    open_page: Open, site_url: str, axe: Callable[..., list[str]], until: Callable[..., None], kind: str
) -> None:
    """With the runtime on the device home shows day, minutes, each exercise with its picture and one filled button."""
    page = open_page("planner/", plan=kind, height=LOW)
    expect(page.locator("weekly-planner[data-awake]")).to_be_attached(timeout=AWAKE)
    until(page, HAS_RUNTIME)
    page = page.context.new_page()  # Another visit: what this one has fetched is forgotten.
    page.set_viewport_size({"width": 390, "height": LOW})
    page.goto(site_url)
    expect(page.locator(".ns-todays")).to_contain_text("Today, ", timeout=AWAKE)
    expect(page.locator(".ns-todays")).to_contain_text("exercises, about ")
    pictures = page.locator(".ns-todays__list img")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ns-todays__list img')].every((one) => one.naturalWidth)"
    )
    assert pictures.count() >= 7
    assert page.evaluate("scrollY") == 0
    assert max(bottoms(page, ".ns-today .ns-button", ".ns-todays", ".ns-todays__list li")) <= LOW
    expect(page.locator(".ns-button--main:visible")).to_have_count(1)
    expect(page.locator(".ns-button--main:visible")).to_have_text("Today's session")
    assert axe(page, "html", "best-practice") == []


def test_home_fetches_nothing_heavy_for_a_look(
    open_page: Open, site_url: str, until: Callable[..., None]
) -> None:
    """Without the runtime home shows the button alone, and asks for neither runtime nor worker nor their scripts."""
    page = open_page("offline/", plan="today", height=LOW)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(site_url, wait_until="networkidle")
    until(page, "async (url) => Boolean(await caches.match(url))", site_url)  # What is kept unasked is kept.
    page.wait_for_load_state("networkidle")
    button = page.locator(".ns-today .ns-button--main")
    expect(button).to_have_text("Today's session")
    expect(button).to_be_in_viewport(ratio=1)
    expect(page.locator(".ns-todays")).to_have_count(0)
    heavy = ("runtime/", "worker.js", "widgets.js", "catalog-brief.json", "idiomorph")
    assert asked
    assert [url for url in asked if any(part in url for part in heavy)] == []


def test_two_taps_with_a_plan(open_page: Open) -> None:
    """Home, today's session, Start."""
    page = open_page("", plan="week")
    expect(page.locator(".ns-today a")).to_be_visible()
    expect(page.locator(".ns-hero__start")).to_be_hidden()
    page.locator(".ns-today a").tap()
    page.locator("#session-start").tap()
    expect(page.locator("#session[data-state=running]")).to_be_visible(timeout=AWAKE)


def test_three_taps_without_a_plan(open_page: Open) -> None:
    """Home, a first session, Start; the two safety questions between them are not counted."""
    page = open_page("", plan=None)
    page.get_by_role("link", name="Do a first session").tap()
    page.locator("#session-asked-yes").tap()
    page.locator("#session-signs-no").tap()
    page.locator("#session-answer").tap()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-start").tap()
    expect(page.locator("#session[data-state=running]")).to_be_visible(timeout=AWAKE)


def test_a_plan_that_was_not_asked_about_is_no_session_of_today(open_page: Open) -> None:
    """Until the reader says that they asked their provider, home offers a first exercise, as without a plan."""
    page = open_page("", plan="week")
    text = page.evaluate("(key) => localStorage[key]", store.KEY)
    saved = store.DOCUMENT.load(text)
    profile = replace(saved.course.profile, asked=False)
    text = store.DOCUMENT.dump(replace(saved, course=replace(saved.course, profile=profile)))
    page.add_init_script(f"localStorage[{json.dumps(store.KEY)}] = {json.dumps(text)}")
    page.reload()
    expect(page.locator(".ns-hero__start")).to_be_visible()
    expect(page.locator(".ns-today a")).to_be_hidden()


@pytest.mark.parametrize("kind", ["week", None])
def test_one_tap_tells_of_a_flare_up(open_page: Open, kind: str | None) -> None:
    """From home two taps lead to a form with the flare-up chosen, in sight and focus; one more sends it in a week."""
    page = open_page("", plan=kind)
    page.get_by_role("link", name="In a lot of pain right now?").tap()
    page.get_by_role("link", name="Tell the planner").tap()
    chosen = page.locator("#ns-in-answer-flare" if kind else "#ns-in-flare")
    expect(chosen).to_be_focused(timeout=AWAKE)
    expect(chosen).to_be_checked()
    expect(chosen).to_be_in_viewport()
    assert page.evaluate("location.hash") == ""
    if kind:
        page.get_by_role("button", name="Go to the next week").tap()
        expect(page.locator("weekly-planner")).to_contain_text("A week of a flare-up.")


def test_safety_is_five_screens(open_page: Open) -> None:
    """Before any answer and after each, the page of safety is at most five screens of a phone."""
    page = open_page("safety/", plan=None)
    long = []
    for step in range(4):
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > SAFETY_SCREENS:
            long.append((step, screens))
        none = page.get_by_role("button", name="None fits")
        if step < 3:
            none.tap()
    assert long == []


KEYS_TO_START = 16
"""From the top of a guide on a desktop, by keys alone: the link that skips to the text, its links and folds, Start."""


def test_start_by_keys_alone(browser: Browser, site_url: str) -> None:
    """Tab and Enter lead from the top of a guide to a timer that runs, and Space pauses it."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site_url}exercises/bridge/")
    start = page.locator("hold-timer [data-on-click=start]")
    expect(start).to_be_attached()
    keys = ["Tab", "Enter"]
    for key in keys:
        page.keyboard.press(key)
    while not start.evaluate("(button) => button === document.activeElement"):
        keys.append("Tab")
        assert len(keys) < KEYS_TO_START, keys
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("hold-timer .ns-timer[data-state=running]")).to_be_visible(timeout=AWAKE)
    page.wait_for_timeout(DOUBLE)
    page.keyboard.press("Space")
    expect(page.locator("hold-timer .ns-timer[data-state=paused]")).to_be_visible(timeout=AWAKE)
    page.close()


def test_no_sound_in_the_dark_in_six_taps(open_page: Open) -> None:
    """Two taps make a page dark, four more start a timer without tones and words; the next time one tap does."""
    page = open_page("offline/", plan=None)
    page.add_init_script(
        """
        globalThis.heard = 0;
        OscillatorNode.prototype.start = AudioBufferSourceNode.prototype.start = () => { heard += 1; };
        speechSynthesis.speak = (words) => { heard += words.text.trim() ? 1 : 0; };
        """
    )
    page.goto(page.url.replace("offline/", "exercises/bridge/"))
    running = page.locator("hold-timer .ns-timer[data-state=running]")
    page.locator(".ns-colors").tap()
    page.locator(".ns-colors").tap()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_role("button", name="Change times and sound").tap()
    page.get_by_label("Tones", exact=True).tap(timeout=AWAKE)
    page.get_by_label("Voice", exact=True).tap()
    page.wait_for_timeout(DOUBLE)
    page.locator("hold-timer [data-on-click=start]").tap()
    expect(running).to_be_visible()
    page.wait_for_timeout(2 * DOUBLE)  # past the first tone and words
    assert page.evaluate("heard") == 0
    page.reload()
    page.locator("hold-timer [data-on-click=start]").tap()
    expect(running).to_be_visible(timeout=AWAKE)
    page.locator("hold-timer [data-on-click=skip]").tap()
    expect(page.locator("hold-timer .ns-timer[data-phase=move]")).to_be_visible(timeout=AWAKE)
    page.wait_for_timeout(DOUBLE)
    assert page.evaluate("heard") == 0
