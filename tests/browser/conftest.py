"""Which Chromium the browser tests open, and how. The built site comes from `tests/conftest.py`."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)
"""No sandbox, because containers run as root; no background traffic, because the tests count requests."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's own Chromium, or the one that Playwright fetched where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    return browser_type_launch_args | {"executable_path": path, "args": list(CHROMIUM_FLAGS)}
