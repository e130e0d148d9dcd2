"""Two languages that nobody speaks, on a phone: one of long words, one from right to left. Built once for this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext

from exercises.translate.pseudo import LONG, RIGHT_TO_LEFT
from tests.browser.phone import phone as new_phone
from tests.conftest import Serve, built_once

pytestmark = pytest.mark.browser

WIDTH = 390
WIDGETS = "weekly-planner, hold-timer, progress-log, session-player, plan-maker"
BARE = re.compile(r"[A-Za-z]{3,}")
"""Letters without an accent: they were in no message and in no text of the catalogue."""
OUT = """
() => {
  const page = document.documentElement;
  if (page.scrollWidth <= 390) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && !one.closest(".md-search, .md-sidebar") && (box.right > 391 || box.left < -1);
  });
  return [page.scrollWidth, ...out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}
"""


@pytest.fixture(scope="module")
def pseudo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site in English and in the two."""
    return built_once(tmp_path_factory, "pseudo", PSEUDO_LANGUAGES="alone")


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Open a phone's window, without what keeps pages."""
    context = new_phone(browser, width=WIDTH, service_workers="block")
    yield context
    context.close()


@pytest.mark.parametrize("tag", [LONG, RIGHT_TO_LEFT])
def test_no_page_is_wider_than_a_phone(
    phone: BrowserContext, pseudo_dir: Path, serve_folder: Serve, tag: str
) -> None:
    """No page has to be pushed sideways at 390 pixels, however long its words, from whichever side it is read."""
    url = serve_folder(pseudo_dir)
    page = phone.new_page()
    pages = sorted((pseudo_dir / tag).rglob("index.html"))
    assert len(pages) > 50
    wide = {}
    for path in pages:
        address = path.parent.relative_to(pseudo_dir).as_posix()
        page.goto(f"{url}{address}/")
        if found := page.evaluate(OUT):
            wide[address] = found
    assert wide == {}
    assert page.evaluate("getComputedStyle(document.body).direction") == (
        "rtl" if tag == RIGHT_TO_LEFT else "ltr"
    )


def test_no_word_of_a_widget_is_outside_a_message(pseudo_dir: Path) -> None:
    """Every text and label that a widget shows at first is accented: nothing was left unmarked for translation."""
    left: dict[str, str] = {}
    seen = 0
    for path in sorted((pseudo_dir / LONG).rglob("index.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for widget in page.select(WIDGETS):
            for hidden in widget.select("script, style, [lang=en]"):
                hidden.decompose()
            texts = [str(text) for text in widget.find_all(string=True)]
            texts += [
                str(tag[name])
                for tag in widget.select("*")
                for name in ("aria-label", "title", "alt", "placeholder")
                if tag.get(name)
            ]
            seen += len(texts)
            left |= {text: path.parent.name for text in texts if BARE.search(text)}
    assert seen > 1000
    assert left == {}
