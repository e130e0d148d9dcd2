"""A page in several languages, in the browser: the list of them, the place in the page, and the offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from exercises.catalog.load import load
from exercises.translate.languages import published
from exercises.translate.messages import language_of
from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

PATH = "learn/walking/"
ADDRESS = "#what-research-shows"
SHIFTS = """
globalThis.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (globalThis.shifted += value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def said(english: str) -> str:
    """Return what the Spanish site says for an English message."""
    return str(language_of("es").messages[english])


@pytest.fixture(scope="module")
def languages_url(site_url: str) -> str:
    """The built site, which is in Spanish, too."""
    assert "es" in published(load())
    return site_url


@pytest.fixture
def spanish(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser prefers Spanish."""
    context = new_phone(browser, locale="es-MX", service_workers="block")
    yield context
    context.close()


@pytest.fixture
def page(spanish: BrowserContext) -> Page:
    """The page of a reader whose browser prefers Spanish."""
    page = spanish.new_page()
    page.add_init_script(SHIFTS)
    return page


def test_the_offer_is_made_before_the_first_paint_and_can_be_refused(page: Page, languages_url: str) -> None:
    """In the reader's language, without a shift of the page; refused once, it comes back on no page."""
    page.goto(languages_url + PATH, wait_until="networkidle")
    offer = page.locator(".ns-tongue")
    expect(offer).to_have_text(re.compile("Esta página también está en español"))
    expect(offer).to_have_attribute("lang", "es")
    box = offer.bounding_box()
    warning = page.locator(".ns-warning").bounding_box()
    assert box is not None
    assert warning is not None
    assert box["y"] + box["height"] <= warning["y"]
    assert page.evaluate("shifted") < 0.01
    close = offer.get_by_role("button", name="Cerrar")
    size = close.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    close.tap()
    expect(offer).to_have_count(0)
    page.reload()
    expect(page.locator(".ns-warning")).to_be_visible()
    expect(offer).to_have_count(0)


def test_a_change_of_language_keeps_the_place_and_is_remembered(page: Page, languages_url: str) -> None:
    """By keyboard and by finger, with the fragment; what was chosen goes before the browser's language."""
    page.goto(languages_url + PATH + ADDRESS)
    menu = page.locator(".ns-languages summary")
    menu.press("Enter")
    expect(page.locator(".ns-languages a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".ns-languages a").first).to_be_hidden()
    expect(menu).to_be_focused()
    menu.tap()
    for link in page.locator(".ns-languages a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
    page.locator(".ns-languages").get_by_role("link", name="Español").tap()
    page.wait_for_url(f"**/es/{PATH}{ADDRESS}")
    expect(page.locator(".ns-tongue")).to_have_count(0)
    page.locator(".ns-languages summary").tap()
    page.locator(".ns-languages").get_by_role("link", name="English").tap()
    page.wait_for_url(re.compile(rf"[0-9]/{PATH}{ADDRESS}$"))
    expect(page.locator(".ns-warning")).to_be_visible()
    expect(page.locator(".ns-tongue")).to_have_count(0)
    page.goto(f"{languages_url}es/{PATH}")
    expect(page.locator(".ns-tongue a")).to_have_text("This page is also in English.")


def test_the_list_opens_without_the_script(page: Page, languages_url: str) -> None:
    """Plain links in a part that the browser itself opens."""
    page.route("**/shell.js", lambda route: route.abort())
    page.goto(languages_url + PATH)
    page.locator(".ns-languages summary").tap()
    page.locator(".ns-languages").get_by_role("link", name="Español").tap()
    page.wait_for_url(f"**/es/{PATH}")


def test_the_english_is_shown_in_a_translation(
    page: Page, languages_url: str, axe: Callable[..., list[str]]
) -> None:
    """After each part the same part in English, to read and nothing else; not on paper; pressed again it goes."""
    page.goto(f"{languages_url}es/{PATH}")
    headings = page.locator("article > h2").all_inner_texts()
    page.get_by_role("button", name=said("Show the English as well")).press("Enter")
    english = page.locator(".ns-english")
    expect(english).to_have_count(len(headings) + 1)
    expect(page.get_by_role("button", name=said("Hide the English"))).to_be_focused()
    expect(page.locator(".ns-live-region[aria-live=polite]")).to_have_text(
        said("The English stands after each part of the page.")
    )
    assert all(words.startswith("English: ") for words in english.locator("summary").all_inner_texts()[1:])
    for part in english.all():
        expect(part).to_have_attribute("lang", "en")
        expect(part).not_to_have_attribute("open")
    english.nth(1).locator("summary").tap()
    expect(english.nth(1).locator("ol li").first).to_be_visible()
    assert english.nth(1).evaluate("(part) => part.nextElementSibling.matches('h2')")
    assert english.locator("[id], [data-near], script, img, svg, hold-timer").count() == 0
    link = english.locator("a[href*='#pocovi']").first
    expect(link).to_have_attribute("href", re.compile(r"^http.*[0-9]/references/#pocovi"))
    assert axe(page) == []
    page.emulate_media(media="print")
    expect(english.first).to_be_hidden()
    expect(page.get_by_text(said("No clinician has reviewed this translation."))).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name=said("Hide the English")).tap()
    expect(english).to_have_count(0)


def test_english_that_does_not_come_is_told(page: Page, languages_url: str) -> None:
    """In words, and another press tries again."""
    page.goto(f"{languages_url}es/{PATH}")
    page.route(languages_url + PATH, lambda route: route.abort())
    page.get_by_role("button", name=said("Show the English as well")).tap()
    expect(page.get_by_role("status")).to_contain_text(
        said("The English page did not come. Are you connected?")
    )
    page.unroute(languages_url + PATH)
    page.get_by_role("button", name=said("Show the English as well")).tap()
    expect(page.locator(".ns-english")).not_to_have_count(0)
    expect(page.get_by_role("status")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_list_and_offer(
    page: Page, languages_url: str, axe: Callable[..., list[str]], scheme: str
) -> None:
    """The open list and the offer keep to the same rules as the page, by day and by night."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(languages_url + PATH)
    expect(page.locator(".ns-tongue")).to_be_visible()
    page.locator(".ns-languages summary").tap()
    assert axe(page) == []
