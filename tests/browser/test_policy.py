"""The browser itself keeps what leaves this site: the policy of each page, and a worker that gives up the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BOOT_MS = 60_000
WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("refused by policy:", event.effectiveDirective, event.blockedURI, event.sample);
});
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own, which tells the console what its policy refuses."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def told(page: Page) -> list[str]:
    """Return a list that grows by each error that the page tells."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_nothing_of_the_site_breaks_its_own_policy(page: Page, site_url: str) -> None:
    """Timer, planner, search and dark colors do all that they do, and nothing is refused."""
    errors = told(page)
    page.goto(site_url, wait_until="networkidle")
    colors = page.locator("body")
    page.locator(".ns-colors").click()
    page.locator(".ns-colors").click()
    expect(colors).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".md-search__input").fill("bridge")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.goto(site_url + "exercises/bridge/")
    page.locator("hold-timer button").first.dispatch_event("focusin")
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    page.click("hold-timer [data-on-click=start]")
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
    page.goto(site_url + "planner/")
    page.locator("weekly-planner button").first.dispatch_event("focusin")
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    page.goto(site_url + "offline/", wait_until="networkidle")
    assert errors == []


@pytest.mark.parametrize(
    "leak",
    [
        "await fetch(foreign)",
        "new Image().src = foreign",
        "navigator.sendBeacon(foreign, 'x')",
        "document.head.append(Object.assign(document.createElement('script'), {src: foreign}))",
        "document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href: foreign}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: foreign}))",
        "new WebSocket(foreign.replace('http', 'ws'))",
    ],
    ids=["fetch", "picture", "beacon", "script", "style", "frame", "socket"],
)
def test_no_script_can_ask_elsewhere(
    page: Page, site_url: str, serve_folder: Callable[..., str], tmp_path: Path, leak: str
) -> None:
    """Whatever a script in the page tries, the browser refuses to ask another origin."""
    (tmp_path / "asked").write_text("")
    foreign = serve_folder(tmp_path) + "asked"
    page.goto(site_url + "exercises/bridge/")
    refused = page.evaluate(
        f"""async (foreign) => {{
          const refused = new Promise((done) => addEventListener(
            "securitypolicyviolation", (event) => done(event.blockedURI), {{ once: true }}));
          try {{ {leak} }} catch {{ /* as it should */ }}
          return refused;
        }}""",
        foreign,
    )
    assert urlsplit(refused).netloc == urlsplit(foreign).netloc


def test_an_inline_script_that_the_build_did_not_make_is_refused(page: Page, site_url: str) -> None:
    """Text that found its way into a page as a script does nothing."""
    page.goto(site_url + "exercises/bridge/")
    ran = page.evaluate(
        """() => {
          document.body.append(Object.assign(document.createElement("script"), {text: "window.ran = true"}));
          return window.ran === true;
        }"""
    )
    assert ran is False


def test_pythons_worker_gives_up_the_network(page: Page, site_url: str) -> None:
    """A page's policy does not reach its worker: once Python is awake, nothing is left there to ask with."""
    page.goto(site_url + "exercises/bridge/")
    page.locator("hold-timer button").first.dispatch_event("focusin")
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    (worker,) = (worker for worker in page.workers if worker.url.endswith("/worker.js"))
    doors = ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "Worker", "caches"]
    assert worker.evaluate("(doors) => doors.filter((door) => door in self)", doors) == []
