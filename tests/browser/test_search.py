"""The search box in three engines. What it finds is tested without a browser, in `tests/search`."""

from __future__ import annotations

import pytest

from tests.browser.engines import Engine, until

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
