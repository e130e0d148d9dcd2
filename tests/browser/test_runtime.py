"""How Python starts in a page, how it fails, and what the page is meanwhile. Each widget has tests of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

PAGE = "exercises/bridge/"
SCRIPTS = ("shell.js", "widgets.js")
"""What a page with a widget names."""
OTHER = "exercises/pelvic-tilt/"
TIMER = "hold-timer#hold-timer-bridge"
START = f"{TIMER} [data-on-click=start]"
AWAKE = f"{TIMER}[data-awake]"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
BOOT_MS = 90_000
"""A busy machine may need long for the stock start; a test waits no longer than it must."""

STARTED = (
    "worker.js",
    "idiomorph.js",
    "catalog-brief.json",
    "pyodide.js",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "empty.zip",
    "snapshot.bin.gz",
)
"""All that a start fetches beside the page's own scripts and styles."""

KEPT = """
async (names) => {
  const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request, { ignoreVary: true });
      // A file is listed while it is still on its way; what can be read to its end is there.
      if (response && (await response.blob().catch(() => null))) kept.push(request.url);
    }
  }
  return [...seen, ...names].every((name) => kept.some((url) => url.endsWith(name)));
}
"""
"""Whether the browser keeps all that the page has fetched, and a file for each ending."""

type Changes = dict[str, bytes | None]
type Serve = Callable[..., str]
type Kept = Callable[..., Page]
type Until = Callable[..., None]


@pytest.fixture(scope="session")
def runtime(site_dir: Path) -> str:
    """The place of the runtime's files in the site, slash included."""
    (folder,) = (site_dir / "assets" / "runtime").iterdir()
    return f"{folder.relative_to(site_dir).as_posix()}/"


@pytest.fixture
def without_runtime(site_dir: Path, runtime: str) -> Changes:
    """Changes that leave a site without any file of its runtime."""
    return {f"{runtime}{path.name}": None for path in (site_dir / runtime).iterdir()}


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


def _want(page: Page, tag: str = TIMER) -> None:
    """Turn to a widget, as a reader does whose focus comes to its first control."""
    page.locator(tag).locator("button, input, select").first.dispatch_event("focusin")


def _wake(page: Page, tag: str = TIMER) -> None:
    """Turn to a widget, and wait until Python drives it."""
    _want(page, tag)
    page.wait_for_selector(f"{tag}[data-awake]", timeout=BOOT_MS)


def _start(page: Page, tag: str = TIMER) -> None:
    """Start a timer that is awake."""
    page.click(f"{tag} [data-on-click=start]")
    expect(page.locator(f"{tag} .ns-timer")).to_have_attribute("data-state", "running")


def _pause(page: Page, tag: str = TIMER) -> None:
    """Pause a timer that was just started, a second later: sooner, it is taken for the second tap of two."""
    counter = page.locator(f"{tag} [data-countdown-to]").first
    expect(counter).not_to_have_text(counter.inner_text())
    page.click(f"{tag} [data-on-click=pause]")
    expect(page.locator(f"{tag} .ns-timer")).to_have_attribute("data-state", "paused")


def test_the_running_view_is_the_servers_view(page: Page, site_url: str) -> None:
    """Nothing in the page moves when Python takes over: its first view is the one that the server sent."""
    page.goto(site_url + PAGE)
    before = page.request.get(site_url + PAGE).text()
    _wake(page)
    after = page.evaluate("(tag) => document.querySelector(tag).innerHTML", TIMER)
    sent = page.evaluate(
        "([html, tag]) => new DOMParser().parseFromString(html, 'text/html').querySelector(tag).innerHTML",
        [before, TIMER],
    )
    assert after == sent


def _of_python(urls: list[str]) -> set[str]:
    """Return the names of the files of Python among addresses."""
    python = {"catalog-brief.json", "worker.js", "idiomorph.js"}
    paths = [urlsplit(url).path for url in urls]
    return {Path(path).name for path in paths if "/assets/runtime/" in path or Path(path).name in python}


def test_who_only_reads_fetches_no_python(page: Page, site_url: str) -> None:
    """A whole visit, with scrolling and a minute's rest on each page that has a widget, brings nothing of Python."""
    urls = _requests(page)
    page.clock.install()
    for path in ("", "exercises/", PAGE, "planner/", "learn/walking/", OTHER):
        page.goto(site_url + path, wait_until="networkidle")
        widget = page.locator("hold-timer, weekly-planner").first
        if widget.count():
            widget.scroll_into_view_if_needed()
            widget.hover()  # a pointer that rests there, or a finger that scrolls, asks for nothing
            page.locator("body").evaluate(
                """() => document.querySelector("hold-timer button, weekly-planner button").dispatchEvent(
                  new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }))"""
            )
        page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
        page.clock.fast_forward(60_000)
        page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert _of_python(urls) == set()


@pytest.mark.parametrize("tap", [False, True], ids=["focus", "tap"])
def test_python_is_fetched_on_intent(page: Page, site_url: str, tap: bool) -> None:  # noqa: FBT001 - a parameter
    """A control that gets the focus or is tapped brings the runtime: the snapshot, not the stock start."""
    urls = _requests(page)
    page.goto(site_url + PAGE, wait_until="networkidle")
    if tap:
        page.click(START)
    else:
        page.focus(START)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)
    assert "snapshot.bin.gz" in _of_python(urls)
    assert not _of_python(urls) & {"python_stdlib.zip", "widgets.whl"}


def test_a_plan_that_is_kept_is_shown_unasked(page: Page, site_url: str) -> None:
    """Opening the planner where a plan is kept is intent: only Python can show it. A guide asks for nothing large."""
    page.goto(site_url + "safety/")
    page.evaluate("() => { localStorage['neutral-spine.planner.draft'] = '{}'; }")
    page.evaluate("() => { localStorage['neutral-spine.timer.settings'] = '{}'; }")
    urls = _requests(page)
    page.goto(site_url + PAGE, wait_until="networkidle")
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert _of_python(urls) == set()
    page.goto(site_url + "planner/")
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    page.goto(site_url + PAGE)
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)


def test_the_planner_says_what_it_fetches(page: Page, site_url: str) -> None:
    """Where no countdown hides the start, a line by the button says what is happening and how much that is."""
    page.goto(site_url + "planner/")
    held: list[Route] = []
    page.route("**/snapshot.bin.gz", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    page.focus("weekly-planner [name=level]")
    line = page.locator("weekly-planner .ns-fetching")
    expect(line).to_contain_text(re.compile(r"fetched: \d+ MB"))
    below = line.bounding_box()
    button = page.get_by_role("button", name="Make my week").bounding_box()
    assert below
    assert button
    assert 0 <= below["y"] - button["y"] - button["height"] < 60
    expect(line).to_have_count(1)
    for route in held:
        route.continue_()
    page.unroute("**/snapshot.bin.gz")
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    expect(line).to_have_count(0)


def test_no_request_leaves_the_origin(browser: Browser, site_url: str) -> None:
    """Page, worker and service worker ask this site and no other, also while the timer runs."""
    context = browser.new_context()
    urls: list[str] = []
    context.on("request", lambda request: urls.append(request.url))
    page = context.new_page()
    page.goto(site_url + PAGE)
    _wake(page)
    _start(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    origin = urlsplit(site_url).netloc
    assert {urlsplit(url).netloc for url in urls if not url.startswith(("data:", "blob:"))} == {origin}
    context.close()


def _garbled(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(4000) + data[middle + 4000 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: None,
        lambda data: data[:-1000],
        _garbled,
        lambda _: b"",
        lambda _: b"\1" * 64,
    ],
    ids=["missing", "cut-off", "damaged", "empty", "foreign"],
)
def test_without_a_good_snapshot_the_stock_start_takes_over(
    page: Page, site_dir: Path, runtime: str, serve_folder: Serve, damage: Callable[[bytes], bytes | None]
) -> None:
    """Whatever is wrong with the snapshot, the reader gets a working timer, soon, and no word about it."""
    name = f"{runtime}snapshot.bin.gz"
    url = serve_folder(site_dir, {name: damage((site_dir / name).read_bytes())})
    told = _tell_modes(page)
    page.goto(url + PAGE)
    _wake(page)
    _start(page)
    assert page.locator(f"{TIMER}[data-failed]").count() == 0
    assert [line.split(":")[0] for line in told] == ["Python (snapshot)"]
    assert "took too long" not in told[0]


def test_a_snapshot_of_another_runtime_is_not_used(
    page: Page, site_dir: Path, runtime: str, shell: str, serve_folder: Serve
) -> None:
    """A snapshot tells which runtime it is of; one that was put into the wrong folder is refused."""
    other = f"assets/runtime/{'0' * 16}/"
    changes: Changes = {f"{other}{path.name}": path.read_bytes() for path in (site_dir / runtime).iterdir()}
    for name in SCRIPTS:
        changes[f"{shell}{name}"] = _naming(site_dir / shell / name, runtime, other)
    url = serve_folder(site_dir, changes)
    told = _tell_modes(page)
    page.goto(url + PAGE)
    _wake(page)
    assert len(told) == 1
    assert "the snapshot is of runtime" in told[0]


def _naming(file: Path, runtime: str, other: str) -> bytes:
    """Return a file that names a folder of the runtime or the shell, naming another one."""
    text = file.read_text()
    assert Path(runtime).name in text
    return text.replace(Path(runtime).name, Path(other).name).encode()


def test_without_a_runtime_the_page_says_so_and_stays_a_guide(
    page: Page, site_dir: Path, without_runtime: Changes, serve_folder: Serve
) -> None:
    """With nothing of Python there, the timer says what works, offers another try, and the guide is whole."""
    url = serve_folder(site_dir, without_runtime)
    page.goto(url + PAGE)
    _want(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    expect(page.locator(f"{TIMER} .ns-failed")).to_contain_text("Start works")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    without_runtime.clear()
    page.get_by_role("button", name="Try again").click()
    _wake(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_hidden()
    _start(page)


def test_the_planner_without_a_runtime_still_shows_its_week(
    page: Page, site_dir: Path, without_runtime: Changes, serve_folder: Serve
) -> None:
    """A widget whose template has no sentence of its own gets the shell's, once, above what the server sent."""
    page.goto(serve_folder(site_dir, without_runtime) + "planner/")
    _want(page, "weekly-planner")
    planner = page.locator("weekly-planner")
    expect(planner.locator(".ns-failed")).to_contain_text("could not start")
    planner.get_by_role("button", name="Try again").click()
    expect(planner.locator(".ns-failed")).to_contain_text("could not start")
    expect(planner.locator(".ns-failed")).to_have_count(1)
    expect(planner.locator(".ns-planner")).to_be_visible()


def test_a_page_older_than_its_site_is_renewed_by_another_try(
    page: Page, site_dir: Path, runtime: str, shell: str, serve_folder: Serve
) -> None:
    """A page that stood open while the site changed asks for a runtime that is gone; the next try loads the new one."""
    old_runtime, old_shell = f"assets/runtime/{'0' * 16}/", f"assets/shell/{'0' * 16}/"
    changes: Changes = {f"{old_shell}{path.name}": path.read_bytes() for path in (site_dir / shell).iterdir()}
    for name in SCRIPTS:
        changes[f"{old_shell}{name}"] = _naming(site_dir / shell / name, runtime, old_runtime)
    changes[f"{PAGE}index.html"] = _naming(site_dir / PAGE / "index.html", shell, old_shell)
    page.goto(serve_folder(site_dir, changes) + PAGE)
    _want(page)
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    changes.clear()
    again.click()
    page.wait_for_selector(AWAKE, timeout=BOOT_MS)  # what was wanted is still wanted


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("path", [PAGE, "planner/"])
def test_where_the_shell_does_not_run_the_page_says_so(  # noqa: PLR0913, PLR0917 - fixtures
    page: Page, site_dir: Path, shell: str, serve_folder: Serve, path: str, script: str
) -> None:
    """In a browser too old for the site's scripts nobody presses a button in vain."""
    page.goto(serve_folder(site_dir, {f"{shell}{script}": b"what is this to an old browser?"}) + path)
    expect(page.locator(".ns-failed")).to_contain_text("could not start")
    expect(page.locator(".ns-failed")).to_be_visible()
    assert page.locator(":is(hold-timer, weekly-planner) :is(button, input):enabled:visible").count() == 0


def test_the_core_missing_is_told_soon(page: Page, site_dir: Path, runtime: str, serve_folder: Serve) -> None:
    """Pyodide waits for ever for a core that is not there; the reader does not."""
    told = _tell_modes(page)
    page.goto(serve_folder(site_dir, {f"{runtime}pyodide.asm.wasm": None}) + PAGE)
    _want(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    assert [line.rsplit(": ", 1)[1] for line in told] == ["404", "404"]


def test_a_core_of_the_wrong_type_starts_too(saving: BrowserContext, site_url: str) -> None:
    """Some hosts do not know WebAssembly's type; compiling then takes a little longer, no more."""
    saving.route(
        "**/pyodide.asm.wasm", lambda route: route.fulfill(response=route.fetch(), content_type="text/plain")
    )
    page = saving.new_page()
    told = _tell_modes(page)
    page.goto(site_url + PAGE)
    _wake(page)
    assert told == []


@pytest.mark.parametrize(
    "missing",
    ["globalThis.Worker = undefined", "globalThis.Worker = class { constructor() { throw Error('no') } }"],
)
def test_a_browser_without_workers_is_told(page: Page, site_url: str, missing: str) -> None:
    """Where no worker can be had, the timer says so as with any other failure."""
    page.add_init_script(missing)
    page.goto(site_url + PAGE)
    _want(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()


def test_a_browser_without_webassembly_is_told(
    page: Page, site_dir: Path, shell: str, serve_folder: Serve
) -> None:
    """Some readers have it switched off, for safety: they get the guide, and plain words."""
    name = f"{shell}worker.js"
    without = b"delete globalThis.WebAssembly;\n" + (site_dir / name).read_bytes()
    page.goto(serve_folder(site_dir, {name: without}) + PAGE)
    _want(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    expect(page.locator(TIMER)).to_have_attribute("data-failed", re.compile("WebAssembly|undefined"))


def test_a_tap_on_start_after_a_failure_starts_all_the_same(
    saving: BrowserContext, site_dir: Path, serve_folder: Serve
) -> None:
    """A catalogue that cannot be read is a failure like any other; Start plays the run that the build has made."""
    page = saving.new_page()
    page.goto(serve_folder(site_dir, {"assets/catalog-brief.json": b"{}"}) + PAGE)
    _want(page)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible(timeout=BOOT_MS)
    expect(page.locator(TIMER)).to_have_attribute("data-failed", re.compile("schema"))
    page.click(START)
    expect(page.locator(f"{TIMER} .ns-timer[data-phase=get-ready]")).to_be_visible()
    expect(page.locator(f"{TIMER}[data-failed]")).to_have_count(0)


def test_answers_after_a_failure_do_not_try_again(
    saving: BrowserContext, site_dir: Path, serve_folder: Serve
) -> None:
    """Who goes on to fill in the planner's form is not answered by a new start of Python for each answer."""
    page = saving.new_page()
    page.goto(serve_folder(site_dir, {"assets/catalog-brief.json": b"{}"}) + "planner/")
    _want(page, "weekly-planner")
    expect(page.locator("weekly-planner .ns-failed")).to_be_visible(timeout=BOOT_MS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for minutes in ("20", "30"):
        page.locator(f"[name=walk-minutes][value='{minutes}']").check(force=True)
    expect(page.locator("[name=walk-minutes][value='30']")).to_be_checked()
    expect(page.locator("weekly-planner[data-failed]")).to_be_attached()
    # Pictures that the first touch brings near are nothing of Python.
    assert [url for url in asked if "/assets/figures/" not in url] == []


def test_the_first_tap_never_waits(saving: BrowserContext, site_url: str) -> None:
    """A tap on Start before Python is even asked for starts the countdown at once, and Python counts on from it."""
    page = saving.new_page()
    # So slow that getting ready outlasts any start of Python.
    page.add_init_script("globalThis.neutralSpineClock = {speed: 0.02}")
    page.goto(site_url + PAGE, wait_until="networkidle")
    # A pointer that comes near would wake Python: this reader's finger does not hover.
    seen = page.evaluate(
        """async ([timer, start]) => {
          const { now } = neutralSpineClock;
          const host = document.querySelector(timer);
          const ready = Number(host.querySelector("[data-ready-seconds]").dataset.readySeconds);
          const tapped = now();
          document.querySelector(start).click();
          const counter = host.querySelector("[data-countdown-to]");
          return {
            awake: host.hasAttribute("data-awake"),
            phase: host.querySelector(".ns-timer").dataset.phase,
            text: Number(counter.textContent),
            ready,
            waits: Number(counter.dataset.countdownTo) - tapped,
            promised: Number(counter.dataset.countdownTo),
          };
        }""",
        [TIMER, START],
    )
    assert seen["awake"] is False
    assert seen["phase"] == "get-ready"
    assert seen["text"] == seen["ready"]
    assert seen["waits"] == pytest.approx(seen["ready"] * 1000, abs=100)
    expect(page.locator(f"{TIMER} [data-on-click=pause]")).to_be_visible(timeout=BOOT_MS)
    kept = page.locator(f"{TIMER} .ns-timer[data-phase=get-ready] [data-countdown-to]")
    assert float(kept.get_attribute("data-countdown-to") or "0") == pytest.approx(seen["promised"], abs=5)


@pytest.mark.parametrize(("control", "state"), [("stop", "stopped"), ("hurts", "hurt"), ("pause", "paused")])
def test_a_halt_never_waits_either(saving: BrowserContext, site_url: str, control: str, state: str) -> None:
    """Where no run comes, Stop, Pause and "Stop, it hurts" end the countdown at once; Python goes on from there."""
    page = saving.new_page()
    page.route("**/runs/**", lambda route: route.abort())
    page.add_init_script(
        "globalThis.neutralSpineClock = {speed: 60}"
    )  # past a double tap before Python wakes
    page.goto(site_url + PAGE, wait_until="networkidle")
    seen = page.evaluate(
        """async ([timer, start, control]) => {
          const host = document.querySelector(timer);
          const place = () => host.querySelector(".ns-timer__controls")?.getBoundingClientRect().top;
          document.querySelector(start).click();
          const before = place();
          for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
          host.querySelector(`[data-on-click=${control}]`).click();
          return {
            awake: host.hasAttribute("data-awake"),
            counting: host.querySelectorAll("[data-countdown-to]").length,
            told: host.querySelector(".ns-late")?.checkVisibility() ?? false,
            moved: control === "pause" ? place() - before : 0, // What the others lead to has its own place.
          };
        }""",
        [TIMER, START, control],
    )
    assert seen == {"awake": False, "counting": 0, "told": control == "pause", "moved": 0}
    expect(page.locator(f"{AWAKE} .ns-timer")).to_have_attribute("data-state", state, timeout=BOOT_MS)


def test_python_that_wakes_late_goes_on_at_the_right_second(saving: BrowserContext, site_url: str) -> None:
    """Where the start takes longer than getting ready, the dose has gone on meanwhile."""
    page = saving.new_page()
    # So fast that nobody is still getting ready when Python wakes.
    page.add_init_script("globalThis.neutralSpineClock = {speed: 100}")
    page.goto(site_url + PAGE, wait_until="networkidle")
    page.evaluate("(start) => document.querySelector(start).click()", START)
    later = re.compile("^(move|hold|release|finished)$")
    expect(page.locator(f"{AWAKE} .ns-timer")).to_have_attribute("data-phase", later, timeout=BOOT_MS)


def test_a_worker_that_dies_is_told_and_started_anew(page: Page, site_url: str) -> None:
    """A crash in the middle of a dose shows as such; another try gives a working timer."""
    page.add_init_script(
        """
        const Original = Worker;
        globalThis.Worker = class extends Original {
          constructor(...parts) {
            super(...parts);
            if (String(parts[0]).includes("/worker.js")) globalThis.python = this;
          }
        };
        """
    )
    page.goto(site_url + PAGE)
    _wake(page)
    _start(page)
    page.evaluate("python.postMessage({kind: 'events', events: 'this is no list'})")
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    # The focus was on Pause, which is gone.
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_focused()
    again.press("Enter")
    expect(page.locator(START)).to_be_focused()
    _wake(page)
    _start(page)


def test_the_figure_follows_the_timer(page: Page, site_url: str) -> None:
    """The picture outside the timer shows each phase that runs."""
    page.add_init_script("globalThis.neutralSpineClock = {speed: 8}")
    page.goto(site_url + PAGE)
    _wake(page)
    page.evaluate(
        """() => {
          const figure = document.querySelector('[data-figure-for="bridge"]');
          window.shown = [];
          new MutationObserver(() => shown.push(figure.dataset.phase)).observe(figure, { attributes: true });
        }"""
    )
    page.click(START)
    # A function: an expression would be evaluated in the page, which its policy forbids.
    page.wait_for_function(
        "() => ['get-ready', 'move', 'hold', 'release'].every((one) => shown.includes(one))"
    )


def test_two_timers_on_one_page_know_nothing_of_each_other(
    page: Page, site_dir: Path, serve_folder: Serve
) -> None:
    """Each widget has a state of its own, though one Python runs them all; the other is out of reach meanwhile."""
    place = f"{PAGE}index.html"
    html = (site_dir / place).read_text()
    second = '<hold-timer slug="pelvic-tilt" id="second" data-root="../../"></hold-timer></article>'
    url = serve_folder(site_dir, {place: html.replace("</article>", second, 1).encode()})
    page.goto(url + PAGE)
    _wake(page)
    _start(page, "#second")
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "idle")
    page.wait_for_function("(start) => document.querySelector(start).closest('[inert]') !== null", arg=START)
    page.click("#second [data-on-click=stop]")
    _start(page)
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", "running")
    expect(page.locator("#second .ns-timer")).to_have_attribute("data-state", "stopped")


def test_a_timer_that_python_refuses_says_so_at_each_try(page: Page, site_url: str) -> None:
    """One element that cannot start is told there alone, and another try is a whole one; the others work."""
    page.goto(site_url + PAGE)
    _wake(page)
    page.evaluate(
        """() => {
          const odd = Object.assign(document.createElement("hold-timer"), { id: "odd" });
          odd.setAttribute("slug", "no-such-exercise");
          document.querySelector("article").append(odd);
          window.failures = 0;
          new MutationObserver((all) => { failures += all.filter((one) => one.oldValue === null).length; })
            .observe(odd, { attributeFilter: ["data-failed"], attributeOldValue: true });
        }"""
    )
    page.locator("#odd").get_by_role("button", name="Try again").click()
    page.wait_for_function("() => failures === 2")
    expect(page.locator("#odd .ns-failed")).to_be_visible()
    _start(page)


def test_timers_that_come_and_go_leave_nothing_behind(page: Page, site_url: str) -> None:
    """Where running timers are taken out of the page, the shell lets go of each, and one Python serves them all."""
    page.goto(site_url + PAGE)
    _wake(page)
    workers = len(page.workers)
    page.evaluate("window.gone = []")
    for number in range(6):
        page.evaluate(
            """(id) => {
              const old = document.querySelector("hold-timer");
              old.querySelector("[data-on-click=start]").click();
              gone.push(new WeakRef(old));
              const next = Object.assign(document.createElement("hold-timer"), { id });
              next.setAttribute("slug", "pelvic-tilt");
              next.setAttribute("data-root", "../../");
              old.replaceWith(next);
            }""",
            f"timer-{number}",
        )
        expect(page.locator(f"#timer-{number} [data-on-click=start]")).to_be_visible()
    assert len(page.workers) == workers
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.enable")
    devtools.send("HeapProfiler.collectGarbage")
    # The first came with the page, which the theme and this test may still hold; the browser may hold the last.
    assert page.evaluate("gone.slice(1, -1).filter((one) => one.deref()).length") == 0


def test_a_text_that_cannot_be_kept_is_told(page: Page, site_url: str) -> None:
    """Where the browser refuses to store, the reader reads so, once."""
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    page.goto(site_url + PAGE)
    _wake(page)
    page.click(f"{TIMER} [data-on-click=adjust]")
    for _ in range(2):
        page.click(f"{TIMER} [data-on-change=set-sound]")
    expect(page.locator(".ns-not-saved")).to_have_count(1)
    expect(page.locator(".ns-not-saved")).to_contain_text("did not save")


@pytest.mark.parametrize("path", [PAGE, "session/"])
def test_a_log_that_cannot_be_kept_is_told_to_the_end(path: str, page: Page, site_url: str) -> None:
    """Where the log alone does not fit, the note stays whatever else is saved, and no words say that the log has it."""
    page.add_init_script(
        """
        globalThis.neutralSpineClock = { speed: 60 };
        const { setItem } = Storage.prototype;
        Storage.prototype.setItem = function (key, text) {
          if (key === "neutral-spine.log") throw new DOMException("full", "QuotaExceededError");
          setItem.call(this, key, text);
        };
        """
    )
    page.goto(site_url + path)
    if path == PAGE:
        _wake(page)
    else:
        page.locator("[name=asked][value=yes]").check()
        page.locator("session-player[data-awake]").wait_for(timeout=BOOT_MS)
        page.locator("[name=signs][value=no]").check()
        page.get_by_role("button", name="Go on").click()
    page.locator("[data-on-click=start]").first.click()
    expect(page.locator(".ns-timer")).to_have_attribute("data-state", "finished", timeout=120_000)
    expect(page.locator(".ns-not-saved")).to_contain_text("did not save")
    widget = page.locator("hold-timer, session-player")
    expect(widget).to_contain_text(re.compile("not in your (progress )?log: this browser did not save it"))
    expect(widget).not_to_contain_text(re.compile("is in your (progress )?log"))


@pytest.fixture
def kept_page(browser: Browser, until: Until) -> Iterator[Kept]:
    """Return a function that opens a guide in a new profile, and waits until the browser keeps it whole.

    After the site's address come endings of names: a file for each of them is kept too.
    """
    contexts: list[BrowserContext] = []

    def opened(url: str, *names: str) -> Page:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.goto(url + PAGE)
        _wake(page)
        until(page, KEPT, [url + PAGE, *names])
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def under_a_path(site_dir: Path, tmp_path: Path, serve_folder: Serve) -> str:
    """The site in a folder of its host."""
    (tmp_path / "sub").symlink_to(site_dir)
    return serve_folder(tmp_path) + "sub/"


def test_a_visited_page_works_without_a_network(kept_page: Kept, under_a_path: str) -> None:
    """After one visit the page, its look and its timer work with the network gone, under a sub-path too."""
    page = kept_page(under_a_path, *STARTED)
    page.context.set_offline(offline=True)
    page.reload()
    _wake(page)
    _start(page)


def test_a_page_that_is_not_kept_is_told_plainly(kept_page: Kept, under_a_path: str) -> None:
    """Without a network a page that was never opened leads to one that says so, in the site's own look."""
    page = kept_page(under_a_path, under_a_path + "offline/")
    page.context.set_offline(offline=True)
    page.goto(under_a_path + "learn/walking/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are not connected")
    expect(page.locator(".ns-warning").first).to_be_visible()


def test_a_page_is_never_stale_while_there_is_a_network(
    kept_page: Kept, site_dir: Path, serve_folder: Serve
) -> None:
    """What was kept is for when the network is gone: a changed page is seen at the next visit."""
    changes: Changes = {}
    url = serve_folder(site_dir, changes)
    page = kept_page(url)
    place = f"{PAGE}index.html"
    changes[place] = (site_dir / place).read_text().replace("</title>", " changed</title>", 1).encode()
    page.goto(url + PAGE)
    expect(page).to_have_title(re.compile("changed"))
