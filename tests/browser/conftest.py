"""Which Chromium the browser tests open, and how. The built site comes from `tests/conftest.py`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import Chromium, Engine, Firefox, WebKit, found, screen

# No test asserts how long something takes; a busy machine may take its time.
expect.set_options(timeout=30_000)

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

FEATURES_OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
"""Features of Chromium that no test needs. Chromium reads the last list only, so Playwright's own stand here too.

The last two are pages of the address bar. Chromium loads them for each window, also without a screen, and they took
more processor time than the page under test: 0.6 of 1.1 seconds for a guide.
"""

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-domain-reliability",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--autoplay-policy=no-user-gesture-required",
    f"--disable-features={','.join(FEATURES_OFF)}",
)
"""No sandbox, because containers run as root; no background traffic, because the tests count requests; and no name is
ever looked up: where no network is, each look-up would be waited for."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's own Chromium, or the one that Playwright fetched where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    return browser_type_launch_args | {"executable_path": path, "args": list(CHROMIUM_FLAGS)}


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return a function that runs axe with the rules of WCAG 2.2 AA, and returns what it finds, a line each.

    It takes the page, the part of it that is looked at (all by default), and tags of further rules.
    """

    def found(page: Page, within: str = "html", *more: str) -> list[str]:
        page.evaluate(AXE.read_text())  # not as a script tag: the page's policy refuses it
        # The rule for AAA contrast is off by itself, whatever its tag.
        options = {
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", *more],
            "rules": {"color-contrast-enhanced": {"enabled": "wcag2aaa" in more}},
        }
        result: dict[str, Any] = page.evaluate("(asked) => axe.run(...asked)", [within, options])
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return found


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Return a function that waits until an async function of the page says true.

    Playwright's own `wait_for_function` waits for the promise alone, whatever it brings.
    """

    def wait(page: Page, holds: str, arg: object = None, *, seconds: int = 90) -> None:
        deadline = time.monotonic() + seconds
        while not page.evaluate(holds, arg):
            assert time.monotonic() < deadline, f"after {seconds} seconds it still does not hold: {holds}"
            page.wait_for_timeout(100)

    return wait


@pytest.fixture(scope="session")
def virtual_screen() -> Iterator[None]:
    """Provide a screen for the engine that cannot do without one."""
    with screen():
        yield


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Provide each engine in turn, with a new profile; one that the machine lacks is left out by name."""
    if request.param == "chromium":
        browser: Browser = request.getfixturevalue("browser")
        one: Engine = Chromium(browser)
    else:
        program = found(request.param)
        if program is None:
            pytest.skip(f"{request.param} is left out: this machine has no package of it")
        if request.param == "firefox":
            one = Firefox(program)
        else:
            request.getfixturevalue("virtual_screen")
            one = WebKit(program)
    yield one
    one.close()
