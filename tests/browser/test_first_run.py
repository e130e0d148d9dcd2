"""A first Start never waits: the run from the build is played until Python takes over, and Python then knows all of it.

Here are order, sides, and that nothing is lost, doubled or seen to change; `make bench` measures how punctual it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.engines import Engine, hurried, until
from tests.browser.phone import phone
from tests.conftest import Serve
from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.player.score import SECOND, score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.timer.place import PLACE_KEY

pytestmark = pytest.mark.browser

SLUG = "quadruped-arm-raise"
"""One side and the other in turn."""
PAGE = f"exercises/{SLUG}/"
BOTH = "exercises/bridge/"

# Notes each phase, side and repetition that the timer shows, in order.
WATCH = """
() => {
  const element = document.querySelector('hold-timer');
  globalThis.seen = [];
  const note = () => {
    const timer = element.querySelector('.ns-timer');
    if (!timer || 'paused' in timer.dataset) return;
    const rep = timer.querySelector('[id$=-count]')?.textContent.match(/Rep (\\d+)/)?.[1] ?? '';
    const now = `${timer.dataset.phase} ${timer.dataset.side} ${rep}`.trim();
    if (seen.at(-1) !== now) seen.push(now);
  };
  new MutationObserver(note).observe(element, {subtree: true, childList: true, attributes: true, characterData: true});
  note();
}
"""

# Notes what is spoken, and when each tone of the sound is planned to begin, by the page's clock.
HEARD = """
  globalThis.spoken = [];
  globalThis.tones = [];
  globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(globalThis, 'speechSynthesis', {value: {
    speak(words) { if (words.text.trim()) spoken.push(words.text); },
    cancel() {}, getVoices: () => [], addEventListener() {},
  }});
  const {start} = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when = 0) {
    tones.push({at: when, made: this.context.currentTime, stopped: false});
    this.note = tones.at(-1);
    return start.call(this, when);
  };
  const {stop} = OscillatorNode.prototype;
  OscillatorNode.prototype.stop = function (when = 0) {
    if (this.note && when < this.note.at + 0.05) this.note.stopped = true;
    return stop.call(this, when);
  };
"""

# A machine that is so busy that the page stood still for seconds makes the run wait, as a sleeping phone does: go on.
GO_ON = """
() => setInterval(() => document.querySelector('hold-timer [data-on-click=resume]')?.click(), 700)
"""

type Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a guide on a phone that has never been here."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = PAGE,
        *,
        speed: float = 1,
        script: str = "",
        kept: dict[str, str] | None = None,
        route: Callable[[Route], None] | None = None,
    ) -> Page:
        context = phone(browser, reduced_motion="reduce")
        context.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}}; {script}")
        context.add_init_script(f"Object.assign(localStorage, {json.dumps(kept or {})})")
        contexts.append(context)
        page = context.new_page()
        if route is not None:
            context.route("**/assets/runtime/**", route)
        page.goto(site_url + path)
        page.evaluate(WATCH)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def catalog(site_dir: Path) -> Catalog:
    """The catalogue of the built site."""
    return Catalog.from_json((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))


def phases(catalog: Catalog, slug: str) -> list[str]:
    """Return each phase, side and repetition of an exercise, as `WATCH` notes them, to the end."""
    found = [f"{one.name} {one.spot.side} {one.spot.rep}" for one in score(catalog.exercise(slug).dose)]
    return [*found, "finished both"]


def press(page: Page, name: str) -> None:
    """Press a button of the timer."""
    page.locator("hold-timer").get_by_role("button", name=name, exact=True).tap()


def seen(page: Page) -> list[str]:
    """Return what the timer has shown since Start."""
    found: list[str] = page.evaluate("seen")
    return [one for one in found if not one.startswith("idle")]


def wait_for(page: Page, phase: str) -> None:
    """Wait until the timer has shown a phase."""
    page.wait_for_function("(phase) => seen.includes(phase)", arg=phase, timeout=90_000)


def blocked(route: Route) -> None:
    """Refuse a file of the runtime."""
    route.abort()


class Held:
    """A slow network: keeps the runtime's files back until they are let go."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.open = False

    def __call__(self, route: Route) -> None:
        """Keep a file back."""
        if self.open:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        """Let all files come."""
        self.open = True
        for route in self.routes:
            route.continue_()


class TestWithoutPython:
    def test_to_the_end(self, open_page: Open, catalog: Catalog) -> None:
        """With the runtime blocked the whole dose is played: each phase, side and repetition once, to "Finished"."""
        page = open_page(speed=15, script=HEARD, route=blocked)
        page.evaluate(GO_ON)
        press(page, "Start")
        expect(page.locator("hold-timer .ns-timer[data-state=finished]")).to_be_visible(timeout=90_000)
        assert seen(page) == phases(catalog, SLUG)
        note = page.locator("hold-timer .ns-timer__note--python")
        expect(note).to_contain_text("not in your log")
        expect(note.get_by_role("button", name="Try again")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage)") == []
        press(page, "Do it again")
        expect(page.locator("hold-timer .ns-timer[data-phase=get-ready]")).to_be_visible()

    def test_paused_on_the_way(self, open_page: Open, catalog: Catalog) -> None:
        """Paused for ten seconds and skipped through, no phase is lost or doubled but the ones that were skipped."""
        page = open_page(speed=15, route=blocked)
        press(page, "Start")
        wait_for(page, "hold right 1")
        press(page, "Pause")
        expect(page.locator("hold-timer .ns-timer[data-paused]")).to_be_visible()
        before = seen(page)
        page.wait_for_timeout(10_000 / 15)
        assert seen(page) == before
        page.evaluate(GO_ON)
        expect(page.locator("hold-timer .ns-timer[data-state=finished]")).to_be_visible(timeout=90_000)
        assert seen(page) == phases(catalog, SLUG)

    def test_stop_because_it_hurts(self, open_page: Open) -> None:
        """The first question and the emergency signs come at once; what follows says that it cannot."""
        page = open_page(route=blocked)
        press(page, "Start")
        press(page, "Stop, it hurts")
        host = page.locator("hold-timer")
        expect(host).to_contain_text("spread down a leg")
        expect(host.locator(".ns-timer__emergency")).to_be_visible()
        page.wait_for_timeout(600)  # past a double tap
        press(page, "Yes")
        expect(host.locator(".ns-timer__note--python")).to_contain_text("could not start")

    def test_without_webassembly(self, open_page: Open, catalog: Catalog) -> None:
        """Where the browser has no WebAssembly nothing of the runtime is asked for, and the dose is played."""
        asked: list[str] = []

        def refused(route: Route) -> None:
            asked.append(route.request.url)
            route.abort()

        page = open_page(
            speed=15,
            script="delete globalThis.WebAssembly;",
            route=refused,
        )
        press(page, "Start")
        expect(page.locator("hold-timer .ns-timer[data-state=finished]")).to_be_visible(timeout=90_000)
        assert seen(page) == phases(catalog, SLUG)
        assert asked == []
        expect(page.locator("hold-timer .ns-timer__note--python")).to_contain_text("WebAssembly")
        expect(page.get_by_role("button", name="Try again")).to_have_count(0)

    def test_every_engine(
        self, engine: Engine, serve_folder: Serve, site_dir: Path, catalog: Catalog
    ) -> None:
        """Firefox, WebKit and Chromium play a dose of both sides to its end, on a host that lacks the runtime."""
        changes: dict[str, bytes | None] = hurried(site_dir, (BOTH,), 15)
        runtime = site_dir / "assets" / "runtime"
        changes |= {
            path.relative_to(site_dir).as_posix(): None for path in runtime.rglob("*") if path.is_file()
        }
        engine.open(serve_folder(site_dir, changes) + BOTH)
        engine.evaluate(WATCH)
        engine.evaluate(GO_ON)
        engine.click("hold-timer [data-on-click=start]")
        until(engine, "() => seen.at(-1) === 'finished both'")
        found = [one for one in engine.evaluate("() => seen") if not one.startswith("idle")]
        assert found == phases(catalog, "bridge")


class TestTakingOver:
    def test_after_two_repetitions(self, open_page: Open, catalog: Catalog) -> None:
        """Behind a slow network two repetitions are done before Python comes; it takes over without a visible change.

        No word is said twice or left out, no tone is planned twice, and the log has the whole dose.
        """
        network = Held()
        page = open_page(speed=4, script=HEARD, route=network)
        page.evaluate("globalThis.begun = neutralSpineClock.now()")
        press(page, "Start")
        wait_for(page, "hold left 2")
        host = page.locator("hold-timer")
        assert page.evaluate("Object.keys(localStorage)") == []
        before = host.inner_html()
        network.let_go()
        page.wait_for_function("(key) => localStorage.getItem(key) !== null", arg=PLACE_KEY, timeout=90_000)
        expect(page.locator("hold-timer[data-awake]")).to_be_attached()
        assert shape(host.inner_html()) == shape(before) or len(seen(page)) > len(
            seen_until(page, "hold left 2")
        )
        assert len(set(seen(page))) == len(seen(page))
        expect(page.locator("hold-timer .ns-timer[data-state=finished]")).to_be_visible(timeout=120_000)
        assert seen(page) == phases(catalog, SLUG)
        expect(host).to_contain_text("It is in your progress log")
        (entry,) = log_document.load(page.evaluate(f"localStorage[{json.dumps(log_document.KEY)}]")).entries
        dose = catalog.exercise(SLUG).dose
        assert entry.seconds == score(dose)[-1].end // SECOND
        assert entry.exercises[0].finished
        moves = [words for words in page.evaluate("spoken") if words.startswith(("Rep", "Last one"))]
        reps = [
            f"Rep {rep}: move" if rep < dose.reps else "Last one: move" for rep in range(2, dose.reps + 1)
        ]
        # A busy machine may drop a word that would come late, but none is said twice.
        both = iter([words for words in reps for _ in ("left", "right")])
        assert all(words in both for words in moves)
        tones = [tone["at"] for tone in page.evaluate("tones") if not tone["stopped"]]
        assert len({round(at, 1) for at in tones}) >= len(tones) / 3  # a tone has at most three oscillators

    def test_taps_before_it_comes(self, open_page: Open) -> None:
        """A pause before Python comes is a pause after it came, at the same second of the same phase."""
        network = Held()
        page = open_page(speed=4, route=network)
        press(page, "Start")
        wait_for(page, "hold left 1")
        press(page, "Pause")
        paused = page.locator("hold-timer .ns-timer[data-paused]")
        expect(paused).to_be_visible()
        before = shape(page.locator("hold-timer").inner_html())
        network.let_go()
        expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=90_000)
        expect(paused).to_be_visible()
        assert shape(page.locator("hold-timer").inner_html()) == before
        press(page, "Go on")
        wait_for(page, "release left 1")

    def test_another_try(self, open_page: Open, catalog: Catalog) -> None:
        """Python that failed and comes on another try writes the dose that was played without it into the log."""
        network = {"up": False}
        page = open_page(speed=15, route=lambda route: route.continue_() if network["up"] else route.abort())
        press(page, "Start")
        note = page.locator("hold-timer .ns-timer__note--python")
        expect(note).to_be_visible(timeout=90_000)
        network["up"] = True
        note.get_by_role("button", name="Try again").tap()
        expect(page.locator("hold-timer")).to_contain_text("It is in your progress log", timeout=90_000)
        (entry,) = log_document.load(page.evaluate(f"localStorage[{json.dumps(log_document.KEY)}]")).entries
        assert entry.seconds == score(catalog.exercise(SLUG).dose)[-1].end // SECOND


class TestChoicesAreKept:
    def test_a_kept_choice_waits_for_python(self, open_page: Open) -> None:
        """A device with choices of its own gets no run from the build: getting ready lasts until Python is there."""
        asked: list[str] = []
        network = Held()
        page = open_page(
            speed=5, script=HEARD, kept={SETTINGS_KEY: Settings(sound=False).to_text()}, route=network
        )
        page.on("request", lambda request: asked.append(request.url))
        press(page, "Start")
        expect(page.locator("hold-timer .ns-late p")).to_be_visible()
        assert seen(page) == ["get-ready left 1"]
        network.let_go()
        expect(page.locator("hold-timer[data-awake]")).to_be_attached(timeout=90_000)
        wait_for(page, "move left 1")
        assert not [url for url in asked if "/assets/runs/" in url]
        assert "without you" not in page.locator("hold-timer").inner_text()


def seen_until(page: Page, phase: str) -> list[str]:
    """Return what was shown up to a phase."""
    found = seen(page)
    return found[: found.index(phase) + 1]


def shape(html: str) -> str:
    """Return HTML without what the shell paints: digits of seconds and the bar's length."""
    html = re.sub(r' style="[^"]*"', "", html)
    html = re.sub(r'(data-countdown-to="[^"]*">)\d+', r"\1", html)
    html = re.sub(r'stroke-dashoffset="[^"]*"', "", html)
    return re.sub(r"(?:under|about) \d+ min left", "", html)
