"""Phones of the tests are phones: every test takes them from one helper, and they behave as a mobile browser does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.phone import WIDEST, WIDTH
from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

VIEWPORT = re.compile(r"viewport=?\"?:?\s*\{\"width\": (\d+), \"height\": (\d+)\}")


def test_every_phone_comes_from_the_helper() -> None:
    """A test that opens a narrow window by itself would see a desk's browser in it."""
    own = [
        (path.name, match[0])
        for path in sorted(Path(__file__).parent.glob("*.py"))
        for match in VIEWPORT.finditer(path.read_text(encoding="utf-8"))
        if min(int(match[1]), int(match[2])) <= WIDEST
    ]
    assert own == []


def test_a_phone_shows_what_is_too_wide(browser: Browser) -> None:
    """It has touch, and it lays a page out as wide as its widest part; a desk's narrow window only cuts it off."""
    context = new_phone(browser)
    page = context.new_page()
    page.set_content('<meta name="viewport" content="width=device-width, initial-scale=1"><p>narrow</p>')
    assert page.evaluate("innerWidth") == WIDTH
    assert page.evaluate("matchMedia('(pointer: coarse)').matches && navigator.maxTouchPoints > 0")
    page.set_content(
        '<meta name="viewport" content="width=device-width, initial-scale=1"><p style="width: 700px">wide</p>'
    )
    page.wait_for_function("() => innerWidth > 600")
    context.close()
