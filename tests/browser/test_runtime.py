"""How Python starts in a page, how it fails, and what the page is meanwhile. Each widget has tests of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PAGE = "exercises/bridge/"
OTHER = "exercises/pelvic-tilt/"
TIMER = "hold-timer#hold-timer-bridge"
START = f"{TIMER} [data-on-click=start]"
AWAKE = f"{TIMER}[data-awake]"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
BOOT_MS = 60_000
"""A busy machine may need long for the stock start; a test waits no longer than it must."""

KEPT = """
async (names) => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  }
  return names.every((name) => kept.some((url) => url.endsWith(name)));
}
"""
"""Whether the browser keeps a file for each ending."""

FOLLOW = """
(href) => {
  window.samePage = true;
  const link = document.createElement("a");
  link.href = href;
  document.querySelector("article").append(link);
  link.click();
}
"""
"""Follows a link of the site. Instant navigation needs the site map, so the page must have come to rest before."""

type Damage = Callable[[Path], object]
type Broken = Callable[[Damage], str]


@pytest.fixture
def broken_site(site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]) -> Broken:
    """Return a function that serves a copy of the site with its runtime's folder changed."""

    def serve(damage: Damage) -> str:
        copy = tmp_path / "site"
        shutil.copytree(site_dir, copy)
        (runtime,) = (copy / "assets" / "runtime").iterdir()
        damage(runtime)
        return serve_folder(copy)

    return serve


@pytest.fixture
def instant_site(site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]) -> str:
    """A copy of the site that knows its own address: Material navigates instantly only to pages of its site map."""
    copy = tmp_path / "site"
    shutil.copytree(site_dir, copy)
    url = serve_folder(copy)
    sitemap = copy / "sitemap.xml"
    sitemap.write_text(re.sub(r"<loc>https?://[^/]+/", f"<loc>{url}", sitemap.read_text()))
    return url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def saving(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a reader who asked to save data: nothing of Python is fetched unasked."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(SAVE_DATA)
    yield context
    context.close()


def _requests(page: Page) -> list[str]:
    """Return a list that grows by the address of each request of the page and its workers."""
    urls: list[str] = []
    page.context.on("request", lambda request: urls.append(request.url))
    return urls


def _tell_modes(page: Page) -> list[str]:
    """Return a list that grows by what the shell tells developers of failed starts."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "Python (" in message.text else None)
    return told


def _phase(page: Page, tag: str = TIMER) -> str | None:
    return page.locator(f"{tag} .ns-timer").get_attribute("data-phase")


def test_the_running_view_is_the_servers_view(page: Page, site_url: str) -> None:
    """Nothing in the page moves when Python takes over: its first view is the one that the server sent."""
    page.goto(site_url + PAGE, wait_until="commit")
    page.wait_for_selector(TIMER, state="attached")
    before = page.request.get(site_url + PAGE).text()
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    after = page.evaluate("(tag) => document.querySelector(tag).innerHTML", TIMER)
    sent = page.evaluate(
        "([html, tag]) => new DOMParser().parseFromString(html, 'text/html').querySelector(tag).innerHTML",
        [before, TIMER],
    )
    assert after == sent


def test_python_is_fetched_on_intent_only(saving: BrowserContext, site_url: str) -> None:
    """Where data is to be saved, no byte of the runtime comes before the reader comes near a widget."""
    page = saving.new_page()
    urls = _requests(page)
    page.goto(site_url + PAGE, wait_until="networkidle")
    assert not [url for url in urls if "/assets/runtime/" in url]
    page.hover(START)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    fetched = {Path(urlsplit(url).path).name for url in urls if "/assets/runtime/" in url}
    assert "snapshot.bin.gz" in fetched
    assert not fetched & {"python_stdlib.zip", "widgets.whl"}


def test_a_page_without_widgets_fetches_no_python(page: Page, site_url: str) -> None:
    """Reading costs no more than reading."""
    urls = _requests(page)
    page.goto(site_url + "safety/", wait_until="networkidle")
    assert page.locator("hold-timer, weekly-planner").count() == 0
    assert not [url for url in urls if "/assets/runtime/" in url]


def test_no_request_leaves_the_origin(browser: Browser, site_url: str) -> None:
    """Page, worker and service worker ask this site and no other, also while the timer runs."""
    context = browser.new_context()
    urls: list[str] = []
    context.on("request", lambda request: urls.append(request.url))
    page = context.new_page()
    page.goto(site_url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    origin = urlsplit(site_url).netloc
    assert {urlsplit(url).netloc for url in urls if not url.startswith(("data:", "blob:"))} == {origin}
    context.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4000] = bytes(4000)
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        _cut,
        _garble,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\1" * 64),
    ],
    ids=["missing", "cut-off", "damaged", "empty", "foreign"],
)
def test_without_a_good_snapshot_the_stock_start_takes_over(
    page: Page, broken_site: Broken, damage: Damage
) -> None:
    """Whatever is wrong with the snapshot, the reader gets a working timer and no word about it."""
    url = broken_site(lambda runtime: damage(runtime / "snapshot.bin.gz"))
    told = _tell_modes(page)
    page.goto(url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")
    assert page.locator(f"{TIMER}[data-failed]").count() == 0
    assert [line.split(":")[0] for line in told] == ["Python (snapshot)"]


def test_a_snapshot_of_another_runtime_is_not_used(page: Page, broken_site: Broken) -> None:
    """A snapshot tells which runtime it is of; one that was put into the wrong folder is refused."""

    def rename(runtime: Path) -> None:
        settings = runtime.parents[1] / "shell" / "settings.js"
        settings.write_text(settings.read_text().replace(runtime.name, "0" * 16))
        runtime.rename(runtime.with_name("0" * 16))

    url = broken_site(rename)
    told = _tell_modes(page)
    page.goto(url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    assert len(told) == 1
    assert "the snapshot is of runtime" in told[0]


def test_without_a_runtime_the_page_says_so_and_stays_a_guide(page: Page, broken_site: Broken) -> None:
    """With nothing of Python there, the timer says so in words, offers another try, and the guide is whole."""
    hidden: list[Path] = []

    def hide(runtime: Path) -> None:
        hidden.append(runtime)
        runtime.rename(runtime.with_suffix(".away"))

    url = broken_site(hide)
    page.goto(url + PAGE)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible(timeout=BOOT_MS)
    expect(page.locator(f"{TIMER} .ns-failed")).to_contain_text("You can still do the exercise")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    hidden[0].with_suffix(".away").rename(hidden[0])
    again.click()
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_hidden()
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")


def test_the_planner_without_a_runtime_still_shows_its_week(page: Page, broken_site: Broken) -> None:
    """A widget whose template has no sentence of its own gets the shell's, once, above what the server sent."""
    url = broken_site(shutil.rmtree)
    page.goto(url + "planner/")
    planner = page.locator("weekly-planner")
    expect(planner.locator(".ns-failed")).to_contain_text("could not start", timeout=BOOT_MS)
    planner.get_by_role("button", name="Try again").click()
    expect(planner.locator(".ns-failed")).to_contain_text("could not start", timeout=BOOT_MS)
    expect(planner.locator(".ns-failed")).to_have_count(1)
    expect(planner.locator(".ns-planner")).to_be_visible()


def test_the_core_missing_is_told_soon(page: Page, broken_site: Broken) -> None:
    """Pyodide waits for ever for a core that is not there; the reader does not."""
    url = broken_site(lambda runtime: (runtime / "pyodide.asm.wasm").unlink())
    page.goto(url + PAGE)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible(timeout=15_000)


def test_a_tap_on_start_after_a_failure_tries_again(saving: BrowserContext, broken_site: Broken) -> None:
    """A catalogue that cannot be read is a failure like any other; each try is a whole one."""
    url = broken_site(lambda runtime: (runtime.parents[1] / "catalog.json").write_text("{}"))
    page = saving.new_page()
    page.goto(url + PAGE)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible(timeout=BOOT_MS)
    expect(page.locator(TIMER)).to_have_attribute("data-failed", re.compile("schema"))


def test_the_first_tap_never_waits(saving: BrowserContext, site_url: str) -> None:
    """A tap on Start before Python is even asked for starts the countdown at once, and Python counts on from it."""
    page = saving.new_page()
    page.goto(site_url + PAGE, wait_until="networkidle")
    ready = int(page.locator(START).get_attribute("data-ready-seconds") or "0")
    # A pointer that comes near would wake Python: this reader's finger does not hover.
    tapped = page.evaluate(
        """(start) => {
          document.querySelector(start).click();
          return Date.now();
        }""",
        START,
    )
    assert page.locator(AWAKE).count() == 0
    assert _phase(page) == "get-ready"
    counter = page.locator(f"{TIMER} [data-countdown-to]")
    promised = float(counter.get_attribute("data-countdown-to") or "0")
    assert promised == pytest.approx(tapped + ready * 1000, abs=100)
    expect(counter).to_have_text(re.compile(f"^({ready}|{ready - 1})$"))
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.wait_for_function("document.querySelector('hold-timer [data-on-click=pause]')")
    kept = page.locator(f"{TIMER} [data-countdown-to]").get_attribute("data-countdown-to")
    if _phase(page) == "get-ready":
        assert float(kept or "0") == pytest.approx(promised, abs=5)


def test_python_that_wakes_late_goes_on_at_the_right_second(saving: BrowserContext, site_url: str) -> None:
    """Where the start takes longer than getting ready, the dose has gone on meanwhile."""
    page = saving.new_page()
    page.add_init_script("globalThis.neutralSpineClock = {speed: 20}")
    page.goto(site_url + PAGE, wait_until="networkidle")
    page.evaluate("(start) => document.querySelector(start).click()", START)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.wait_for_function(
        "document.querySelector('hold-timer .ns-timer').dataset.phase != 'get-ready'", timeout=BOOT_MS
    )
    assert _phase(page) in {"move", "hold", "release", "finished"}


def test_a_second_page_starts_warm(page: Page, instant_site: str) -> None:
    """Instant navigation keeps the worker: the next page's timer works without another start."""
    urls = _requests(page)
    page.goto(instant_site + PAGE, wait_until="networkidle")
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    workers = len([url for url in urls if url.endswith("/shell/worker.js")])
    page.evaluate(FOLLOW, f"../../{OTHER}")
    page.wait_for_selector("hold-timer#hold-timer-pelvic-tilt[data-awake]")
    assert page.evaluate("window.samePage") is True
    page.click("hold-timer [data-on-click=start]")
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
    assert len([url for url in urls if url.endswith("/shell/worker.js")]) == workers


def test_from_a_page_without_widgets_to_one_with(page: Page, instant_site: str) -> None:
    """The shell is on every page, so a timer that comes by instant navigation wakes up too."""
    page.goto(instant_site, wait_until="networkidle")
    page.evaluate(FOLLOW, PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    assert page.evaluate("window.samePage") is True


def test_a_worker_that_dies_is_told_and_started_anew(page: Page, site_url: str) -> None:
    """A crash in the middle of a dose shows as such; another try gives a working timer."""
    page.add_init_script(
        """
        const Original = Worker;
        globalThis.Worker = class extends Original {
          constructor(...parts) {
            super(...parts);
            if (String(parts[0]).includes("/shell/worker.js")) globalThis.python = this;
          }
        };
        """
    )
    page.goto(site_url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")
    page.evaluate("python.postMessage({kind: 'events', events: 'this is no list'})")
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")


def test_the_figure_follows_the_timer(page: Page, site_url: str) -> None:
    """The picture outside the timer shows the phase that runs."""
    page.add_init_script("globalThis.neutralSpineClock = {speed: 8}")
    page.goto(site_url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    figure = page.locator('[data-figure-for="bridge"]').first
    page.click(START)
    for phase in ("get-ready", "move", "hold", "release"):
        expect(figure).to_have_attribute("data-phase", phase)


def test_a_text_that_cannot_be_kept_is_told(page: Page, site_url: str) -> None:
    """Where the browser refuses to store, the reader reads so, once."""
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    page.goto(site_url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(f"{TIMER} [data-on-click=adjust]")
    for _ in range(2):
        page.click(f"{TIMER} [data-on-change=set-sound]")
    expect(page.locator(".ns-not-saved")).to_have_count(1)
    expect(page.locator(".ns-not-saved")).to_contain_text("did not save")


def kept_page(browser: Browser, url: str, *names: str) -> Page:
    """Open a guide in a new profile, and wait until the browser keeps it and a file for each of these endings."""
    page = browser.new_context().new_page()
    page.goto(url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.wait_for_function(KEPT, arg=[url + PAGE, *names])
    return page


def test_a_visited_page_works_without_a_network(
    browser: Browser, site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    """After one visit the page, its look and its timer work with the network gone, under a sub-path too."""
    (tmp_path / "sub").symlink_to(site_dir)
    url = serve_folder(tmp_path) + "sub/"
    page = kept_page(browser, url, "snapshot.bin.gz", "pyodide.asm.wasm", "worker.js")
    page.context.set_offline(offline=True)
    page.reload()
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")
    page.context.close()


def test_a_page_that_is_not_kept_is_told_plainly(
    browser: Browser, site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    """Without a network a page that was never opened leads to one that says so, in the site's own look."""
    (tmp_path / "sub").symlink_to(site_dir)
    url = serve_folder(tmp_path) + "sub/"
    page = kept_page(browser, url, url + "offline/", "neutral-spine.css")
    page.context.set_offline(offline=True)
    page.goto(url + "learn/walking/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are not connected")
    expect(page.locator(".ns-warning").first).to_be_visible()
    page.context.close()


def test_a_new_runtime_replaces_the_kept_one(
    browser: Browser, site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    """After an update the old runtime's files are forgotten, and the visited pages are kept anew."""
    site = tmp_path / "site"
    shutil.copytree(site_dir, site)
    url = serve_folder(site)
    page = kept_page(browser, url, "snapshot.bin.gz")
    (runtime,) = (site / "assets" / "runtime").iterdir()
    worker = site / "sw.js"
    worker.write_text(worker.read_text().replace(runtime.name, "1" * 16))
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.wait_for_function(
        """async (old) => {
          const names = await caches.keys();
          return !names.some((name) => name.endsWith(old)) && names.some((name) => name.endsWith("1".repeat(16)));
        }""",
        arg=runtime.name,
    )
    page.wait_for_function(KEPT, arg=[url + PAGE])
    page.context.close()


def test_a_page_is_never_stale_while_there_is_a_network(
    browser: Browser, site_dir: Path, tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    """What was kept is for when the network is gone: a changed page is seen at the next visit."""
    site = tmp_path / "site"
    shutil.copytree(site_dir, site)
    url = serve_folder(site)
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    page.wait_for_function(KEPT, arg=[url + PAGE])
    path = site / PAGE / "index.html"
    path.write_text(path.read_text().replace("</title>", " changed</title>", 1))
    page.goto(url + PAGE)
    expect(page).to_have_title(re.compile("changed"))
    context.close()
