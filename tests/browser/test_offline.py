"""What works without a network: after any first visit, after the button that keeps the site, and over an update."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import built
from tests.browser.phone import phone as new_phone
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.share import link

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
GUIDE = "exercises/bridge/"
KEPT = """
async (paths) => {
  const kept = await Promise.all(paths.map(async (path) => {
    const response = await caches.match(new URL(path, document.baseURI), { ignoreVary: true });
    return Boolean(response && (await response.blob().catch(() => null)));
  }));
  return kept.every(Boolean);
}
"""
"""Whether files are kept whole, by their addresses from the page."""
PLAN = link.encode(
    SharedPlan(
        level=3,
        days=(0, 2, 4),
        session_minutes=20,
        walk_minutes=15,
        items=(SharedItem(slug="bridge", sets=2),),
    )
)
NEWER = b"\n// A newer version"

type Changes = dict[str, bytes | None]
type Serve = Callable[..., str]
type Until = Callable[..., None]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = new_phone(browser)
    yield context
    context.close()


def listed(site_dir: Path) -> list[str]:
    """Return the files that the button keeps."""
    files: list[str] = json.loads((site_dir / "assets" / "offline.json").read_text())["files"]
    return files


def keep_site(page: Page, url: str) -> None:
    """Press the button, and wait until it says that all is there."""
    page.goto(f"{url}keep/")
    page.get_by_role("button", name="Keep this site on my device").press("Enter")
    expect(page.locator("[data-keep-site] button[aria-disabled]")).to_be_focused()
    expect(page.get_by_text("files are on this device")).to_be_visible(timeout=4 * BOOT_MS)
    expect(page.get_by_role("button", name="Remove it from this device")).to_be_focused()


def wake(page: Page) -> None:
    """Turn to the timer, and wait until Python drives it."""
    page.locator("hold-timer button").first.dispatch_event("focusin")
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)


def test_the_list_names_every_page_and_what_they_need(site_dir: Path) -> None:
    """No file is left out because of its size, and no page because nobody thought of it."""
    files = set(listed(site_dir))
    pages = {
        path.relative_to(site_dir).as_posix().removesuffix("index.html")
        for path in built.english(site_dir)
        if path.name == "index.html"
    }
    assert pages <= files
    for kind in ("runtime/*/snapshot.bin.gz", "runtime/*/pyodide.asm.wasm", "search.json", "fonts/*.woff2"):
        found = {path.relative_to(site_dir).as_posix() for path in (site_dir / "assets").glob(kind)}
        assert found
        assert found <= files


def test_after_one_visit_the_pages_of_need_are_kept(
    context: BrowserContext, site_url: str, until: Until
) -> None:
    """Start, safety and flare-ups open without a network after a first visit; once Python is there, its tools too."""
    page = context.new_page()
    page.goto(site_url)
    paths = ["", "start/", "safety/", "learn/flare-ups/", "offline/"]
    until(page, KEPT, paths)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    _open_without_a_network(context, page, site_url, paths)
    context.set_offline(offline=True)
    page.goto(site_url)
    page.get_by_role("link", name="In a lot of pain right now?").click()
    expect(page.locator("h1")).to_have_text("Flare-ups")
    expect(page.locator("#in-this-minute")).to_be_visible()
    context.set_offline(offline=False)
    page.goto(site_url + GUIDE)
    wake(page)
    paths += ["planner/", "session/", "progress/"]
    until(page, KEPT, [f"../../{path}" for path in paths])
    _open_without_a_network(context, page, site_url, paths)
    page.goto(site_url + "planner/")
    context.set_offline(offline=True)
    page.reload()
    page.locator("weekly-planner input").first.dispatch_event("focusin")
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    assert page.evaluate("getComputedStyle(document.querySelector('.ns-week')).display") == "grid"


def test_the_tools_wait_while_a_timer_runs(context: BrowserContext, site_url: str, until: Until) -> None:
    """Python's files are kept at once, the pages of the tools after the run: the voice comes first on a slow line."""
    page = context.new_page()
    page.goto(site_url + GUIDE)
    until(page, "async () => Boolean(navigator.serviceWorker.controller)")
    page.click("hold-timer [data-on-click=start]")
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    until(
        page,
        "async () => Boolean(await caches.match(new URL('../../assets/catalog-brief.json', location.href)))",
    )
    tools = [f"../../{path}" for path in ("planner/", "session/", "progress/")]
    assert not page.evaluate(KEPT, tools)
    page.click("hold-timer [data-on-click=stop]")
    until(page, KEPT, tools)


def _open_without_a_network(context: BrowserContext, page: Page, url: str, paths: list[str]) -> None:
    """Open pages, each in its look."""
    context.set_offline(offline=True)
    for path in paths:
        page.goto(url + path)
        expect(page.locator("h1")).to_be_visible()
        assert page.url == url + path
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    context.set_offline(offline=False)


@pytest.mark.parametrize("before", ["planner/#plan=", "#plan%3D", "planner/?utm_source=mail%23plan="])
def test_a_plans_link_waits_for_a_network(
    before: str, context: BrowserContext, site_url: str, until: Until
) -> None:
    """Who opens a plan's link before the planner was ever kept is told so, once, and gets the plan with the network."""
    page = context.new_page()
    page.goto(site_url + GUIDE)
    until(page, KEPT, [site_url, f"{site_url}offline/"])
    until(page, "async () => Boolean(navigator.serviceWorker.controller)")
    context.set_offline(offline=True)
    opened: list[str] = []
    page.on("framenavigated", lambda frame: opened.append(frame.url))

    page.goto(f"{site_url}{before}{PLAN}")

    expect(page.locator("h1")).to_have_text("You are not connected")
    expect(page.locator("[data-linked-plan]")).to_contain_text("holds a plan")
    page.wait_for_timeout(1500)
    assert len(opened) <= 2, opened  # The page of the link, and the one that says so.
    context.set_offline(offline=False)
    expect(page.locator(".ns-offer__title")).to_be_visible(timeout=BOOT_MS)
    assert page.url == f"{site_url}planner/"


def test_the_button_keeps_the_whole_site(context: BrowserContext, site_url: str, site_dir: Path) -> None:
    """After it every page opens without a network, in its look; a timer starts, and search finds."""
    page = context.new_page()
    keep_site(page, site_url)
    context.set_offline(offline=True)
    for path in (path for path in listed(site_dir) if path.endswith("/") or not path):
        page.goto(site_url + path, wait_until="domcontentloaded")
        assert page.url == site_url + path
        assert page.locator("h1").first.is_visible(), path
        assert page.evaluate("[...document.styleSheets].some((one) => one.href && one.cssRules.length)"), path
    page.goto(site_url + GUIDE)
    assert page.evaluate(
        "[...document.images].every((one) => one.loading === 'lazy' || one.naturalWidth > 0)"
    )
    wake(page)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("bird dog")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Bird dog")


def test_a_file_that_does_not_come_is_named(
    context: BrowserContext, site_dir: Path, serve_folder: Serve
) -> None:
    """What could not be kept is said by name, and another try brings it."""
    changes: Changes = {"assets/figures/bridge.svg": None}
    page = context.new_page()
    page.goto(serve_folder(site_dir, changes) + "keep/")
    page.get_by_role("button", name="Keep this site on my device").click()
    expect(page.get_by_text("Not kept: assets/figures/bridge.svg")).to_be_visible(timeout=BOOT_MS)
    changes.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("files are on this device")).to_be_visible(timeout=4 * BOOT_MS)
    page.get_by_role("button", name="Remove it from this device").click()
    expect(page.get_by_role("button", name="Keep this site on my device")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_an_update_waits_and_says_what_is_new(
    context: BrowserContext, site_dir: Path, serve_folder: Serve, until: Until
) -> None:
    """A running timer is never interrupted; afterwards a line says what is new, and waits for the reader."""
    changes: Changes = {}
    url = serve_folder(site_dir, changes)
    page = context.new_page()
    page.goto(url + GUIDE)
    until(page, "async () => Boolean(navigator.serviceWorker.controller)")
    wake(page)
    page.click("hold-timer [data-on-click=start]")
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
    (runtime,) = (site_dir / "assets" / "runtime").iterdir()
    other = "1" * 16
    for path in runtime.iterdir():
        changes[f"assets/runtime/{other}/{path.name}"] = path.read_bytes()
    changes["sw.js"] = (site_dir / "sw.js").read_bytes().replace(
        runtime.name.encode(), other.encode()
    ) + NEWER
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    expect(page.locator(".ns-news")).to_have_count(0)
    other_page = context.new_page()
    other_page.goto(url)
    news = other_page.locator(".ns-news")
    expect(news).to_contain_text("new version of this site")
    expect(news).to_contain_text(json.loads((site_dir / "assets" / "version.json").read_text())["news"])
    before = other_page.get_by_role("main").get_by_role("link").first
    before.focus()
    news.get_by_role("button", name="Later").focus()
    other_page.keyboard.press("Enter")
    expect(news).to_have_count(0)
    expect(before).to_be_focused()
    other_page.reload()
    with other_page.expect_navigation():
        news.get_by_role("button", name="Use it now").click()
    until(
        other_page,
        """async (old) => {
          const urls = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
          }
          const has = (part) => urls.some((url) => url.includes(part));
          return !has(old) && has(`/${"1".repeat(16)}/snapshot.bin.gz`);
        }""",
        runtime.name,
    )
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")


def test_the_site_can_be_installed(context: BrowserContext, site_url: str, site_dir: Path) -> None:
    """The manifest has a name, icons of the sizes that it says, and shortcuts that lead to pages."""
    page = context.new_page()
    page.goto(site_url + GUIDE)
    href = page.locator("link[rel=manifest]").get_attribute("href")
    manifest = page.evaluate("(href) => fetch(href).then((one) => one.json())", href)
    assert manifest["name"] == "Neutral Spine"
    sizes = page.evaluate(
        """(icons) => Promise.all(icons.map(async ({ src }) => {
          const picture = new Image();
          picture.src = new URL(src, new URL("../../", location.href));
          await picture.decode();
          return `${picture.naturalWidth}x${picture.naturalHeight}`;
        }))""",
        [icon for icon in manifest["icons"] if icon["sizes"] != "any"],
    )
    assert sizes == [icon["sizes"] for icon in manifest["icons"] if icon["sizes"] != "any"]
    for shortcut in manifest["shortcuts"]:
        assert (site_dir / shortcut["url"] / "index.html").is_file()
