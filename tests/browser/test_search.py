"""The search box in three engines. What it finds is tested without a browser, in `tests/search`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.engines import Engine, until
from tests.browser.phone import phone

pytestmark = pytest.mark.browser

TYPE = """
(words) => {
  const input = document.querySelector(".md-search__input");
  input.focus();
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
"""
FIRST = """
(url) => {
  const first = document.querySelector(".md-search-result__item");
  return Boolean(first?.querySelector("a").href.endsWith(url) && first.querySelector(".ns-hit__summary")?.textContent);
}
"""


def test_search_answers_in_every_engine(engine: Engine, site_url: str) -> None:
    """A reader's phrase, a slip and a word of nobody give the same answers in Chromium, Firefox and WebKit."""
    engine.open(f"{site_url}learn/walking/")
    for words, url in (
        ("cannot pee", "/safety/"),
        ("brid dog", "/exercises/bird-dog/"),
        ("sciatica", "root-pain/"),
    ):
        engine.evaluate(TYPE, words)
        until(engine, FIRST, url)
    engine.evaluate(TYPE, "purple elephant")
    until(engine, "() => /No page/.test(document.querySelector('.md-search-result__meta').textContent)")
    assert engine.evaluate("() => document.querySelectorAll('.md-search-result__item').length") == 0


def test_words_that_come_before_the_script_are_answered(browser: Browser, site_url: str) -> None:
    """In a wide window the box can be typed in at once: what stands there when its script comes is looked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    held: list[Route] | None = []

    def hold(route: Route) -> None:
        if held is None:
            route.continue_()
        else:
            held.append(route)

    page.route("**/assets/shell/**/*.js", hold)
    page.goto(f"{site_url}learn/walking/", wait_until="commit")
    page.locator(".md-search__input").fill("cannot pee")
    waiting, held = held, None
    assert waiting
    for route in waiting:
        route.continue_()
    expect(page.locator(".md-search-result__item").first).to_contain_text("Is it safe for me?")
    context.close()


@pytest.mark.parametrize("lost", ["search.js", "search.json"])
def test_search_that_does_not_come_is_told_and_tried_again(
    browser: Browser, site_url: str, lost: str
) -> None:
    """Without its script or its data the box says so; the next letter, with a network again, finds."""
    context = phone(browser, service_workers="block")
    page = context.new_page()
    page.goto(f"{site_url}learn/walking/")
    page.route(f"**/{lost}", lambda route: route.abort())
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("could not be loaded")
    page.unroute(f"**/{lost}")
    page.get_by_role("textbox", name="Search").press_sequentially("bird dog")
    expect(page.locator(".md-search-result__item").first).to_contain_text("Bird dog")
    context.close()
