"""A phone as browsers emulate one: its size, touch, and the viewport rules of mobile browsers. No assertion lives here.

A window that is only narrow does not show what a phone shows: a mobile browser lays a page out wider than its screen
where something in it does not fit, and a tap is no click of a mouse.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext

WIDTH, HEIGHT = 390, 844
"""CSS pixels of the phone that most tests use."""
WIDEST = 500
"""CSS pixels of the shorter side, at most."""


def phone(browser: Browser, *, width: int = WIDTH, height: int = HEIGHT, **more: Any) -> BrowserContext:  # noqa: ANN401
    """Return a new context that is a phone; `more` is passed on to `Browser.new_context`."""
    return browser.new_context(**phone_settings(width=width, height=height), **more)


def window(browser: Browser, size: tuple[int, int], **more: Any) -> BrowserContext:  # noqa: ANN401
    """Return a phone of this size, upright or on its side, or a computer's window where no phone is so large."""
    width, height = size
    if min(size) <= WIDEST:
        return phone(browser, width=width, height=height, **more)
    return browser.new_context(viewport={"width": width, "height": height}, **more)


def phone_settings(*, width: int = WIDTH, height: int = HEIGHT) -> dict[str, Any]:
    """Return the settings of a context that make it a phone."""
    return {"viewport": {"width": width, "height": height}, "is_mobile": True, "has_touch": True}
