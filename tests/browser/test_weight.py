"""What a first visit fetches: how many files, how many bytes, and nothing before it is wanted. Counted, never timed."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "list": "exercises/",
    "guide": "exercises/bridge/",
    "planner": "planner/",
    "session": "session/",
    "learn": "learn/walking/",
}
MOST_REQUESTS = 10
MOST_BYTES = 95_000
"""Of a first view, as a host that compresses by gzip sends it."""
OF_A_SESSION = (12, 102_800)
"""The same two of a session's first view, which shows a picture for each of its exercises.

200 bytes of it say what became of a plan that is on the device but not there yet, 100 lay out the day on paper, and 500
show the first phase of a run within a tenth of a second of the tap, on a slow phone too.
"""
MOST_KEPT = 48_200
"""Bytes that the service worker fetches beside, to keep pages for use without a network.

8,200 of them are the page about flare-ups: home leads there from "In a lot of pain right now?".
"""
ALL_KEPT = """
async (urls) => {
  const kept = await Promise.all(urls.map((url) => caches.match(url)));
  return kept.every(Boolean) && Boolean((await navigator.serviceWorker.getRegistration())?.active);
}
"""
TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}

FIRST_CAME = "() => document.querySelector('.ns-card-place[data-near=true] img')?.naturalWidth > 0"
"""Whether the first picture in view is there. On a busy machine the network may be idle before it is asked for."""

type Until = Callable[..., None]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that has never been here."""
    context = new_phone(browser, device_scale_factor=2)
    yield context.new_page()
    context.close()


def weigh(page: Page, site_dir: Path, *, worker: bool = False) -> dict[str, int]:
    """Return a dictionary that grows by each file that the page or its worker asks for, with its bytes as sent."""
    found: dict[str, int] = {}

    def count(response: Response) -> None:
        path = urlsplit(response.url).path.removeprefix("/")
        if response.url.startswith("http") and (response.request.service_worker is not None) == worker:
            file = site_dir / (f"{path}index.html" if path.endswith("/") or not path else path)
            data = file.read_bytes()
            found[path] = len(gzip.compress(data)) if file.suffix in TEXT else len(data)

    page.context.on("response", count)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light(page: Page, site_url: str, site_dir: Path, name: str) -> None:
    """Few files, few bytes, nothing of Python, of search or of the map of the site."""
    found = weigh(page, site_dir)
    page.goto(site_url + PAGES[name], wait_until="networkidle")
    assert found
    requests, size = OF_A_SESSION if name == "session" else (MOST_REQUESTS, MOST_BYTES)
    assert len(found) <= requests, found
    assert sum(found.values()) <= size, found
    heavy = ("runtime/", "search", "sitemap", "worker.js", "catalog-brief.json")
    assert [path for path in found if any(part in path for part in heavy)] == []


@pytest.mark.parametrize("name", PAGES)
def test_little_is_kept_unasked(page: Page, site_url: str, site_dir: Path, until: Until, name: str) -> None:
    """After a first view the service worker fetches a few pages beside what the page had, and no more."""
    found, kept = weigh(page, site_dir), weigh(page, site_dir, worker=True)
    page.goto(site_url + PAGES[name], wait_until="networkidle")
    until(page, ALL_KEPT, [site_url, site_url + PAGES[name]])
    page.wait_for_load_state("networkidle")
    new = {path: size for path, size in kept.items() if path not in found}
    assert new
    assert sum(new.values()) <= MOST_KEPT, new


def test_pictures_come_as_the_reader_comes_near(page: Page, site_url: str, site_dir: Path) -> None:
    """At first those in view alone, on the way all; and no place of one stays empty."""
    found = weigh(page, site_dir)
    page.goto(site_url + PAGES["list"])
    page.wait_for_function(FIRST_CAME)
    page.wait_for_load_state("networkidle")
    at_first = sum(path.startswith("assets/figures/") for path in found)
    assert 1 <= at_first <= 6, found
    for place in page.locator(".ns-card-place").all():
        place.scroll_into_view_if_needed()
        expect(place.locator("img:visible")).to_have_js_property("complete", value=True)
        assert place.locator("img:visible").evaluate(
            "(image) => image.checkVisibility({ contentVisibilityAuto: true })"
        )


def test_pictures_come_without_the_script(page: Page, site_url: str) -> None:
    """Where the site's script does not come, the browser fetches them after some seconds."""
    page.route("**/shell.js", lambda route: route.abort())
    page.goto(site_url + PAGES["list"])
    expect(page.locator(".ns-card-place img:visible").first).to_have_js_property("complete", value=True)
    page.wait_for_function("document.querySelector('.ns-card-place img').naturalWidth > 0")


def test_a_slow_network_fetches_no_more(page: Page, site_url: str, site_dir: Path) -> None:
    """By themselves browsers fetch pictures from farther down a page where the network is slow."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
    network.send("Network.emulateNetworkConditions", slow | {"connectionType": "cellular3g"})
    found = weigh(page, site_dir)
    page.goto(site_url + PAGES["list"])
    page.wait_for_function(FIRST_CAME)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.connection.effectiveType") == "3g"
    assert 1 <= sum(path.startswith("assets/figures/") for path in found) <= 6, found


def test_search_is_fetched_when_it_is_opened(page: Page, site_url: str, site_dir: Path) -> None:
    """The words of all pages come with the first look into the search box, not before."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = weigh(page, site_dir)
    page.goto(site_url, wait_until="networkidle")
    assert "assets/search.json" not in found
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("side plank")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Side plank")
    assert "assets/search.json" in found


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desk"])
def test_search_goes_by_keyboard(page: Page, site_url: str, size: tuple[int, int]) -> None:
    """Enter opens the box, arrows go through what was found, Enter follows it, Escape closes; no letter alone opens it.

    Who speaks to a computer would press letters without knowing (WCAG 2.1.4).
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(site_url)
    for letter in ("/", "f", "s"):
        page.keyboard.press(letter)
    expect(page.locator("#__search")).not_to_be_checked()
    box = page.get_by_role("textbox", name="Search")
    if size[0] < 1000:
        page.get_by_role("button", name="Search").press("Enter")
    else:
        box.focus()
    expect(box).to_be_focused()
    page.keyboard.type("bridgw")  # a slip of the hand
    expect(page.locator(".md-search-result__link").first).to_contain_text("Bridge")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    if size[0] < 1000:
        page.keyboard.press("Enter")
    box.fill("bird dog")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/bird-dog/")


@pytest.mark.parametrize("path", ["", "planner/", "exercises/bird-dog/"])
def test_the_menu_goes_by_keyboard(page: Page, site_url: str, path: str) -> None:
    """A phone's menu is a button, also of a page that hides its navigation; what is folded away takes no focus."""
    page.goto(site_url + path)
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()
    expect(page.get_by_role("group", name="Menu")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.checkVisibility({ visibilityProperty: true })")
        assert focused
        assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


def test_a_word_says_what_it_means(page: Page, site_url: str) -> None:
    """A term of the glossary explains itself to a finger and to a keyboard, and lets go again."""
    page.goto(site_url + "learn/nerve-root-pain/")
    term = page.locator("article abbr").first
    term.click()
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("Where a nerve leaves the spine")
    expect(term).to_have_attribute("aria-describedby", "ns-term")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_colors_are_chosen_and_stay(page: Page, site_url: str) -> None:
    """As the device, light, dark: one button, and the next page has the choice from its first paint on."""
    page.goto(site_url)
    button = page.locator(".ns-colors")
    expect(button).to_have_accessible_name("Colors follow your device. Switch to light")
    button.click()
    button.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.route("**/shell.js", lambda route: route.abort())
    page.goto(site_url + "safety/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("path", ["", "exercises/bridge/", "learn/nerve-root-pain/"])
def test_axe_finds_nothing_in_open_search_and_menu(page: Page, site_url: str, axe: object, path: str) -> None:
    """What is opened is as accessible as the page."""
    assert callable(axe)
    page.goto(site_url + path)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("bridge")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.wait_for_timeout(500)  # the box fades in, and axe would measure half of it
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(500)
    assert axe(page) == []
