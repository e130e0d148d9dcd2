"""Pages that a browser translates: cues in an English voice, digits and names untouched, translated texts that stay.

The translator here does what the one of Chrome does: it wraps each text in `<font>` elements, writes its language into
`lang`, and does so again for each text that changes, a little later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
GUIDE = "exercises/bird-dog/"
TRANSLATOR = """
globalThis.rewritten = 0;
const skipped = "script, style, template, [translate=no], [translate=no] *, .notranslate, .notranslate *";
function translate(node) {
  if (!node.data.trim() || !node.parentElement || node.parentElement.closest(skipped)) return;
  if (node.parentElement.closest("font")) return;
  const outer = document.createElement("font");
  const inner = document.createElement("font");
  outer.append(inner);
  inner.textContent = `\u00ab${node.data.trim()}\u00bb`;
  node.replaceWith(outer);
  globalThis.rewritten += 1;
}
function all(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach(translate);
}
globalThis.startTranslating = () => {
  document.documentElement.lang = "de";
  document.documentElement.classList.add("translated-ltr");
  all(document.querySelector("main"));
  new MutationObserver(() => setTimeout(() => all(document.querySelector("main")), 50))
    .observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
};
"""
VOICES = """
globalThis.said = [];
const voices = [
  { name: "Anna", lang: "de-DE", localService: true, default: true },
  { name: "Samantha", lang: "en-US", localService: true, default: false },
];
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(globalThis, "speechSynthesis", { configurable: true, value: {
  getVoices: () => voices, cancel() {}, addEventListener() {}, speaking: false, pending: false,
  speak(words) { if (words.text.trim()) globalThis.said.push([words.text, words.lang, words.voice?.name ?? null]); },
} });
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of a reader whose browser translates."""
    one = new_phone(browser, reduced_motion="reduce")
    one.add_init_script(TRANSLATOR + VOICES)
    yield one
    one.close()


def running(context: BrowserContext, site_url: str, speed: float) -> Page:
    """Open a guide, let it be translated, and start its timer."""
    page = context.new_page()
    page.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}};")
    page.goto(site_url + GUIDE)
    page.evaluate("() => startTranslating()")
    page.locator("hold-timer [data-on-click=start]").first.tap()
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    return page


def test_cues_are_spoken_in_the_language_of_their_words(context: BrowserContext, site_url: str) -> None:
    """An English voice reads English cues, whatever language the translator wrote into the page."""
    context.route("**/assets/voice/*", lambda route: route.abort())
    page = running(context, site_url, 3)
    page.wait_for_function("() => said.length >= 3", timeout=BOOT_MS)
    said: list[Any] = page.evaluate("() => said")
    assert {text for text, _, _ in said} & {"Move", "Hold", "Release"}, said
    assert {(lang, voice) for _, lang, voice in said} == {("en-US", "Samantha")}


def test_digits_are_left_to_the_countdown(context: BrowserContext, site_url: str) -> None:
    """Digits are marked as nothing to translate, so no translator and countdown rewrite each other at each frame."""
    page = running(context, site_url, 0.2)
    number = page.locator("hold-timer .ns-timer__seconds")
    expect(number).to_have_attribute("translate", "no")
    page.wait_for_timeout(500)
    before = page.evaluate("() => rewritten")
    page.wait_for_timeout(2000)
    assert page.evaluate("() => rewritten") == before
    assert number.locator("font").count() == 0
    expect(page.locator(".md-header__topic").first).to_have_attribute("translate", "no")


def test_a_translated_text_that_has_not_changed_stays(context: BrowserContext, site_url: str) -> None:
    """At a change of phase only the texts that differ are new; each value is right, and nothing is doubled."""
    page = running(context, site_url, 1)
    hurts = page.locator("hold-timer").get_by_role("button", name="Stop, it hurts")
    expect(hurts.locator("font font")).to_have_count(1)
    page.evaluate(
        """() => {
          globalThis.lost = [];
          const buttons = [...document.querySelectorAll("hold-timer button")];
          const button = buttons.find((one) => /hurts/.test(one.textContent));
          new MutationObserver(() => lost.push(button.textContent)).observe(button, { childList: true, subtree: true });
        }"""
    )
    for phase in ("move", "hold", "release"):
        page.wait_for_selector(f"hold-timer .ns-timer[data-phase={phase}]", timeout=BOOT_MS)
        page.wait_for_timeout(300)
        words = {"move": "Move", "hold": "Hold", "release": "Release"}[phase]
        expect(page.locator("hold-timer .ns-timer__phase")).to_contain_text(words)
        assert page.locator("hold-timer .ns-timer__phase").inner_text().count(words) == 1
    assert page.evaluate("() => lost") == []


def test_a_translated_planner_makes_a_week(context: BrowserContext, site_url: str) -> None:
    """All values are right after the morph of a large translated view, and nothing is thrown."""
    thrown: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{site_url}planner/")
    page.evaluate("() => startTranslating()")
    page.locator("#ns-planner-form [name=asked][value=yes]").tap(force=True)
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    for name, value in (("asked", "yes"), ("signs", "no")):
        page.locator(f"#ns-planner-form [name={name}][value={value}]").check(force=True)
    page.locator("#ns-planner-form [name=condition-none]").check(force=True)
    page.locator("#ns-planner-form [type=submit]").tap()
    expect(page.locator("weekly-planner h2").first).to_contain_text("Week 1", timeout=BOOT_MS)
    titles = page.locator("weekly-planner h2").first.inner_text()
    assert titles.count("Week 1") == 1
    assert thrown == []
