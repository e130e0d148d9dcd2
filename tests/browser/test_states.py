"""Every page in the states that a reader brings it into: axe finds nothing, on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
FADE_MS = 500
"""What opens fades in, and axe would measure half of it."""
REPETITION_MS = 15_000
"""One repetition of the first exercise takes less."""
DOUBLE_MS = 600
"""A second press is no double one after that."""
OPEN_ALL = "() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }"
FOLDED = (
    "safety/",
    "exercises/bird-dog/",
    "planner/",
    "session/",
    "progress/",
    "learn/unsure/",
    "about/",
    "keep/",
)

type Axe = Callable[..., list[str]]


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Open a phone with light or dark colors."""
    scheme: Literal["light", "dark"] = request.param
    context = new_phone(browser, color_scheme=scheme, reduced_motion="reduce")
    yield context
    context.close()


def opened(phone: BrowserContext, url: str, tag: str) -> Page:
    """Open a page, and wait until Python drives an element of it."""
    page = phone.new_page()
    page.goto(url)
    page.locator(f"{tag} button").first.dispatch_event("focusin")
    page.locator(f"{tag}[data-awake]").wait_for(timeout=BOOT_MS)
    return page


def test_search_and_menu(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """Search with results, with none and with a word that no page has; the menu."""
    page = phone.new_page()
    page.goto(site_url)
    page.get_by_role("button", name="Search").click()
    box = page.get_by_role("textbox", name="Search")
    found = []
    for words in ("bird dog", "xyzzyx"):
        box.fill(words)
        expect(page.locator(".md-search-result__meta")).to_contain_text("page")
        page.wait_for_timeout(FADE_MS)
        found += axe(page, "html", "best-practice")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(FADE_MS)
    assert [*found, *axe(page, "html", "best-practice")] == []


def test_open_folds(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """All that is folded is open."""
    page = phone.new_page()
    found = []
    for path in FOLDED:
        page.goto(site_url + path)
        page.evaluate(OPEN_ALL)
        page.wait_for_timeout(FADE_MS)
        found += [f"{path}: {line}" for line in axe(page, "html", "best-practice")]
    assert found == []


def test_a_timer_with_its_choices_and_its_questions(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """Times and sound, the pain before, and after "it hurts" both questions and the advice."""
    page = opened(phone, f"{site_url}exercises/bird-dog/", "hold-timer")
    found: list[str] = []

    def press(name: str) -> None:
        page.wait_for_timeout(DOUBLE_MS)
        page.locator(f"hold-timer [id$={name}]").tap()
        page.wait_for_timeout(FADE_MS)
        found.extend(f"{name}: {line}" for line in axe(page, "html", "best-practice"))

    for name in ("-adjust", "-check-open", "-start", "-hurts", "-leg-no", "pain-7"):
        press(name)
    assert found == []


def test_a_planner_with_errors_and_with_a_week(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """Nothing answered; then a week with every fold open."""
    page = opened(phone, f"{site_url}planner/", "weekly-planner")
    page.get_by_role("button", name="Make my week").click()
    expect(page.locator(".ns-planner__errors")).to_be_focused()
    page.evaluate(OPEN_ALL)
    found = [f"errors: {line}" for line in axe(page, "html", "best-practice")]
    page.locator("[name=asked][value=yes]").check()
    page.locator("[name=signs][value=no]").check()
    page.locator("[name=condition-none]").check()
    page.get_by_role("button", name="Make my week").click()
    expect(page.get_by_role("heading", name="Week 1")).to_be_visible()
    page.locator(".ns-tick").first.click()
    page.evaluate(OPEN_ALL)
    found += [f"week: {line}" for line in axe(page, "html", "best-practice")]
    page.goto(f"{site_url}session/")
    page.locator("session-player[data-awake]").wait_for(timeout=BOOT_MS)
    page.evaluate(OPEN_ALL)
    found += [f"session: {line}" for line in axe(page, "html", "best-practice")]
    page.locator("#session-start").tap()
    for _ in range(2):
        page.wait_for_timeout(DOUBLE_MS)
        page.locator("#session-skip").tap()
    page.wait_for_timeout(REPETITION_MS)  # What has one repetition is asked about.
    page.locator("#session-stop").tap()
    expect(page.locator("#session-say-0-right")).to_be_visible()
    page.locator("#session-say-0-right").tap()
    expect(page.locator("#session-say-0-right[aria-checked=true]")).to_be_visible()
    found += [f"ended: {line}" for line in axe(page, "html", "best-practice")]
    assert found == []


def test_a_session_that_asks_first(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """Without a plan the session asks two questions; with no answer it says so."""
    page = opened(phone, f"{site_url}session/", "session-player")
    if not page.locator("#session-answer").is_visible():
        page.locator("#session-start").tap()
    expect(page.locator("#session-answer")).to_be_visible()
    found = axe(page, "html", "best-practice")
    page.wait_for_timeout(DOUBLE_MS)
    page.locator("#session-answer").tap()
    expect(page.locator("#session-wrong")).to_be_visible()
    assert [*found, *axe(page, "html", "best-practice")] == []


def test_a_log_with_a_form_and_an_error(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """A walk's form, one tap for pain, a wrong day."""
    page = opened(phone, f"{site_url}progress/", "progress-log")
    found: list[str] = []
    for kind in ("walk", "pain", "flare-up"):
        if page.locator(".ns-log__form").count():
            page.locator(".ns-log__form [data-on-click=close-form]").first.click()
        page.locator(f"""[data-on-click=open-form][data-value='"{kind}"']""").click()
        expect(page.locator(".ns-log__form h3")).to_be_focused()
        page.evaluate(OPEN_ALL)
        found += [f"{kind}: {line}" for line in axe(page, "html", "best-practice")]
    page.locator(".ns-log__form [name=day]").fill("2100-01-01")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".ns-log__errors")).to_be_focused()
    assert [*found, *axe(page, "html", "best-practice")] == []


def test_a_prepared_plan_with_an_exercise(phone: BrowserContext, site_url: str, axe: Axe) -> None:
    """One exercise, its fields, and what is missing."""
    page = opened(phone, f"{site_url}prepare/", "plan-maker")
    page.locator("#ns-maker-find").fill("bird dog")
    page.keyboard.press("Enter")
    expect(page.locator("#ns-maker-row-bird-dog")).to_be_visible()
    page.evaluate(OPEN_ALL)
    found = axe(page, "html", "best-practice")
    page.locator("#ns-maker-reps-bird-dog").fill("14")
    page.get_by_role("button", name="Print the hand-out").press("Enter")
    expect(page.locator(".ns-maker__problems")).to_be_focused()
    assert [*found, *axe(page, "html", "best-practice")] == []
