"""The published languages in a browser: a session to its end, a link and a log that cross from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from exercises.catalog.load import load
from exercises.translate.languages import published
from tests.browser.engines import Engine, hurried, until
from tests.browser.phone import phone as new_phone
from tests.test_languages import ENGLISH, NAMES
from widgets.diary import log_document

pytestmark = pytest.mark.browser

LANGUAGES = sorted(published(load()))
SPEED = 60
BOOT_MS = 90_000
STATE = "(state) => document.querySelector('#session')?.dataset.state === state"
# What a reader sees and hears named of the session's page; the parts that other programs hide are left out.
SEEN = """
() => {
  const found = new Set();
  const main = document.querySelector("session-player");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    if (text && !walker.currentNode.parentElement.closest("script, style, [lang=en]")) found.add(text);
  }
  for (const one of main.querySelectorAll("[aria-label], [title], [alt]")) {
    for (const name of ["aria-label", "title", "alt"]) if (one.hasAttribute(name)) found.add(one.getAttribute(name));
  }
  return [...found];
}
"""


def english(texts: list[str]) -> list[str]:
    """Return the texts that hold an English word beside names that stay."""
    found = []
    for text in texts:
        left = text
        for name in NAMES:
            left = left.replace(name, "")
        if ENGLISH.search(left):
            found.append(text)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_runs_to_its_end(
    engine: Engine, language: str, site_dir: Path, serve_folder: Callable[..., str]
) -> None:
    """A first session without a plan: the questions, Start, every phase, and the end, without an English word."""
    path = f"{language}/session/"
    url = serve_folder(site_dir, hurried(site_dir, (path,), SPEED))
    engine.open(f"{url}{path}")
    engine.click("#session-asked-yes")
    until(engine, "() => document.querySelector('session-player[data-awake]') !== null")
    for answer in ("#session-asked-yes", "#session-signs-no"):
        engine.evaluate("(one) => document.querySelector(one).click()", answer)
    seen = set(engine.evaluate(SEEN))
    engine.click("#session-answer")
    engine.click("#session-start")
    until(engine, STATE, "running")
    for _ in range(20):
        seen |= set(engine.evaluate(SEEN))
    until(engine, STATE, "finished", seconds=240)
    seen |= set(engine.evaluate(SEEN))
    assert len(seen) > 20
    assert english(sorted(seen)) == []
    text = engine.evaluate(f"() => localStorage.getItem('{log_document.KEY}')")
    (entry,) = log_document.load(text).entries
    assert all(done.finished for done in entry.exercises)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    one = new_phone(browser, reduced_motion="reduce")
    yield one
    one.close()


def planned(page: Page, url: str) -> None:
    """Open a planner and make a week."""
    page.goto(url)
    page.locator("#ns-planner-form [name=asked][value=yes]").tap(force=True)
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    for name, value in (("asked", "yes"), ("signs", "no")):
        page.locator(f"#ns-planner-form [name={name}][value={value}]").check(force=True)
    page.locator("#ns-planner-form [name=condition-none]").check(force=True)
    page.locator("#ns-planner-form [type=submit]").tap()
    expect(page.locator("weekly-planner .ns-planner__week-title, weekly-planner h2").first).to_contain_text(
        "1", timeout=BOOT_MS
    )


def test_a_link_made_in_one_language_opens_in_another(context: BrowserContext, site_url: str) -> None:
    """The same week in other words: a link carries ids and numbers, and no text."""
    one, *others = LANGUAGES
    page = context.new_page()
    planned(page, f"{site_url}{one}/planner/")
    page.locator("[data-on-click=share]").click()
    link = page.locator(".ns-share__link")
    expect(link).to_be_visible(timeout=BOOT_MS)
    plan = link.input_value().partition("#")[2]
    assert plan.startswith("plan=1")
    for other in (*others, ""):
        there = context.browser.new_context().new_page()  # type: ignore[union-attr]
        there.goto(f"{site_url}{f'{other}/' if other else ''}planner/#{plan}")
        offer = there.locator("section.ns-offer")
        expect(offer).to_be_visible(timeout=BOOT_MS)
        expect(offer.locator("[data-on-click=take-plan]")).to_be_visible()
        if other:
            assert english(offer.locator("h1, h2, h3, p, li").all_inner_texts()) == []
        assert offer.locator("img, svg").count() > 1
        there.context.close()


def test_a_log_written_in_one_language_is_read_in_another(context: BrowserContext, site_url: str) -> None:
    """An entry of one language is told in the words of the next, and what is kept does not change."""
    page = context.new_page()
    kept = None
    for language in LANGUAGES:
        page.goto(f"{site_url}{language}/progress/")
        page.locator("progress-log button").first.dispatch_event("focusin")
        page.locator("progress-log[data-awake]").wait_for(timeout=BOOT_MS)
        if kept is None:
            page.locator("[data-on-click=open-form][data-value='\"walk\"']").click()
            page.locator("[data-on-click=add-walk][data-value='15']").click()
            page.wait_for_function(
                "(key) => localStorage.getItem(key)", arg=log_document.KEY, timeout=BOOT_MS
            )
        else:
            expect(page.locator("progress-log")).to_contain_text("15", timeout=BOOT_MS)
            assert english(page.locator("progress-log :is(li, td, th, p)").all_inner_texts()) == []
        text = page.evaluate(f"() => localStorage.getItem('{log_document.KEY}')")
        assert kept in (None, text)
        kept = text
        (entry,) = log_document.load(text).entries
        assert entry.kind == "walk"
    page.goto(f"{site_url}progress/")
    page.locator("progress-log button").first.dispatch_event("focusin")
    page.locator("progress-log[data-awake]").wait_for(timeout=BOOT_MS)
    expect(page.locator("progress-log")).to_contain_text("15 min")
