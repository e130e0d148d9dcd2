"""The site on hosts that treat addresses in another way: no last slash, redirects, a sub-path, changed links.

The ready files for real hosts are tested in `tests/test_hosts.py`.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.phone import phone
from tests.conftest import QuietHandler, Server

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
GUIDE = "exercises/bird-dog"
KEPT = """
async (paths) => {
  const kept = await Promise.all(paths.map((path) => caches.match(path, { ignoreVary: true })));
  return kept.every(Boolean);
}
"""
DEAD_LINKS = """
async () => {
  const links = [...document.querySelectorAll("a[href]")].map((one) => one.href.split("#")[0]);
  const own = [...new Set(links.filter((href) => href.startsWith(location.origin)))];
  const dead = await Promise.all(own.map(async (href) => ((await fetch(href)).ok ? [] : [href])));
  return [own.length, dead.flat()];
}
"""

type Open = Callable[[str], Page]


class Slashless(QuietHandler):
    """Serves a folder's page at the folder's address without a slash; `strips` also redirects from the one with it."""

    strips = False

    def send_head(self) -> Any:  # noqa: ANN401 - the base class's own type is private
        """Answer for the page that lies in the folder."""
        parts = urlsplit(self.path)
        path = parts.path
        if self.strips and path.endswith("/") and path != "/":
            self.send_response(301)
            self.send_header("Location", path.rstrip("/") + (f"?{parts.query}" if parts.query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        if "." not in path.rsplit("/", 1)[-1] and path != "/":
            self.path = f"{path.rstrip('/')}/index.html"
        return super().send_head()


class Stripping(Slashless):
    """A host with "clean URLs"."""

    strips = True


class InFolder(QuietHandler):
    """Serves the site in a sub-path, and nothing beside it."""

    def translate_path(self, path: str) -> str:
        """Find files below the sub-path alone."""
        inside = urlsplit(path).path.removeprefix("/some/path/")
        return super().translate_path(f"/{inside}" if inside != urlsplit(path).path else "/no/such/file")


@pytest.fixture
def serve_as(site_dir: Path) -> Iterator[Callable[[type[QuietHandler]], str]]:
    """Return a function that serves the site by a handler, and returns the address of the root."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def serve(handler: type[QuietHandler]) -> str:
        server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(site_dir), changes={}))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    one = phone(browser)
    yield one
    one.close()


def _finishes_a_start(page: Page) -> None:
    page.tap("hold-timer [data-on-click=start]")
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")


@pytest.mark.parametrize("host", [Slashless, Stripping])
def test_a_guide_works_without_its_last_slash(
    host: type[QuietHandler], serve_as: Callable[[type[QuietHandler]], str], context: BrowserContext
) -> None:
    """Whether the host leaves the slash away or takes it away, the guide's links lead to pages and its timer starts."""
    url = serve_as(host)
    page = context.new_page()
    page.goto(f"{url}{GUIDE}?from=mail#setup")

    assert (
        page.evaluate("location.pathname + location.search + location.hash") == f"/{GUIDE}/?from=mail#setup"
    )
    count, dead = page.evaluate(DEAD_LINKS)
    assert count > 20
    assert dead == []
    _finishes_a_start(page)


@pytest.mark.parametrize("host", [Slashless, Stripping])
def test_without_a_network_both_addresses_are_found(
    host: type[QuietHandler],
    serve_as: Callable[[type[QuietHandler]], str],
    context: BrowserContext,
    until: Callable[..., None],
) -> None:
    """A page that was visited, and one that was kept unasked, open by either address."""
    url = serve_as(host)
    page = context.new_page()
    page.goto(f"{url}{GUIDE}")
    until(page, KEPT, [f"{url}safety/", f"{url}{GUIDE}/"])

    context.set_offline(offline=True)

    for path, title in ((GUIDE, "Bird dog"), ("safety", "Is it safe for me?")):
        for address in (path, f"{path}/", f"{path}?utm_source=mail"):
            page.goto(f"{url}{address}")
            expect(page.locator("h1").first).to_have_text(title)


def test_a_sub_path_works(serve_as: Callable[[type[QuietHandler]], str], context: BrowserContext) -> None:
    """In a sub-path links lead to pages and the timer starts; the sub-path's own address needs no slash."""
    url = f"{serve_as(InFolder)}some/path/"
    page = context.new_page()
    page.goto(f"{url}{GUIDE}/")
    count, dead = page.evaluate(DEAD_LINKS)
    assert count > 20
    assert dead == []
    _finishes_a_start(page)


MALFORMED = (
    "%",
    "%E0%A4%A",
    "%zz",
    "=",
    "%=",
    "plan=",
    "plan=%",
    "plan=%E0%A4%A",
    "plan%3D1AjX",
    "a:b[",
    "#",
    "\"'<b>",
)
SOON = "() => new Promise((done) => setTimeout(done, 100))"
PAGES = (
    "",
    f"{GUIDE}/",
    "planner/",
    "session/",
    "progress/",
    "prepare/",
    "learn/walking/",
    "keep/",
    "404.html",
    "exercises/",
    "levels/",
    "glossary/",
    "safety/",
    "de/",
    "es/session/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_malformed_fragment_throws_nothing(path: str, site_url: str, context: BrowserContext) -> None:
    """Whatever stands behind `#`, on arrival or later, no page throws and no event is refused."""
    thrown: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: thrown.append(str(error)))

    def note(line: ConsoleMessage) -> None:
        if line.type == "error" or "refused" in line.text:
            thrown.append(line.text)

    page.on("console", note)
    for fragment in MALFORMED:
        page.goto("about:blank")
        page.goto(f"{site_url}{path}#{fragment}")
        page.evaluate(SOON)
    for fragment in MALFORMED:
        page.evaluate(
            "(hash) => { location.hash = hash; return new Promise((done) => setTimeout(done, 50)); }",
            fragment,
        )
    if page.locator("weekly-planner, session-player").count():
        page.wait_for_selector(":is(weekly-planner, session-player)[data-awake]", timeout=BOOT_MS)
        page.evaluate(SOON)

    assert thrown == []


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("planner/%23plan=1AjX", "/planner/#plan=1AjX"),
        ("planner%23plan=1AjX", "/planner/#plan=1AjX"),
        ("planner/%2523plan=1AjX", "/planner/#plan=1AjX"),
        ("planner/index.html%23plan=1AjX", "/planner/index.html#plan=1AjX"),
        ("exercises/Bird-Dog/%E2%80%9D).", "/exercises/bird-dog/"),
        ("exercises/bird-dog.html?from=mail", "/exercises/bird-dog/?from=mail"),
    ],
)
def test_a_changed_address_is_repaired_on_the_page_for_unknown_addresses(
    path: str,
    meant: str,
    site_dir: Path,
    serve_as: Callable[[type[QuietHandler]], str],
    context: BrowserContext,
) -> None:
    """The reader finds a link to the address that was meant; nothing opens by itself."""

    class With404(QuietHandler):
        """A host that sends the site's own page."""

        def send_error(self, code: int, *rest: Any) -> None:  # noqa: ANN401, ARG002 - the base class's
            """Send `404.html`."""
            data = (site_dir / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    page = context.new_page()
    url = serve_as(With404)
    page.goto(f"{url}{path}")
    link = page.get_by_role("link", name="Open the page that this link was probably made for")
    expect(link).to_have_attribute("href", meant)

    page.goto(f"{url}exercises/birddog/%20")
    expect(link).to_have_count(0)  # No page is there.
    page.get_by_role("button", name="Search for “birddog”").tap()

    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search-result__list a").first).to_be_visible()


def test_no_file_has_a_type_that_hosts_do_not_know(site_dir: Path) -> None:
    """`.mjs` is unknown to nginx and IIS, and browsers run no script of an unknown type."""
    assert list(site_dir.rglob("*.mjs")) == []
