"""A first Start never waits: the run from the build is played until Python takes over, and Python then knows all of it.

Here are order, sides, and that nothing is lost, doubled or seen to change; `make bench` measures how punctual it is.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.engines import Engine, hurried, until
from tests.browser.phone import phone
from tests.conftest import Serve
from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.entries import EMPTY
from widgets.plan import safety_date, store
from widgets.player.score import SECOND, score, score_of
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.session import offer
from widgets.session.steps import steps
from widgets.timer.place import PLACE_KEY

pytestmark = pytest.mark.browser

SLUG = "quadruped-arm-raise"
"""One side and the other in turn."""
PAGE = f"exercises/{SLUG}/"
BOTH = "exercises/bridge/"
SESSION = "session/"
MOST_OSCILLATORS = 3
"""Of one tone."""

# Notes each phase, side and repetition that is shown, in order; in a session also of which exercise.
WATCH = """
() => {
  const element = document.querySelector('hold-timer, session-player');
  globalThis.seen = [];
  const note = () => {
    const timer = element.querySelector('.ns-timer');
    if (!timer || 'paused' in timer.dataset) return;
    const rep = timer.querySelector('[id$=-count]')?.textContent.match(/Rep (\\d+)/)?.[1] ?? '';
    const now = `${timer.dataset.figure ?? ''} ${timer.dataset.phase} ${timer.dataset.side} ${rep}`.trim();
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
  globalThis.silenced = 0;
  globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(globalThis, 'speechSynthesis', {value: {
    speak(words) { if (words.text.trim()) spoken.push(words.text); },
    cancel() { silenced += 1; }, getVoices: () => [], addEventListener() {},
  }});
  const {start} = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when = 0) {
    tones.push({at: when, made: this.context.currentTime, stopped: false, stops: 0});
    this.note = tones.at(-1);
    return start.call(this, when);
  };
  const {stop} = OscillatorNode.prototype;
  OscillatorNode.prototype.stop = function (when = 0) {
    if (this.note) this.note.stops += 1;
    if (this.note && when < this.note.at + 0.05) this.note.stopped = true;
    return stop.call(this, when);
  };
"""

# A machine that is so busy that the page stood still for seconds makes the run wait, as a sleeping phone does: go on.
GO_ON = """
() => setInterval(() => document.querySelector('.ns-timer [data-on-click=resume]')?.click(), 700)
"""

# Two taps right after each other, however busy the machine is: on a button, and on what came in its place.
DOUBLE_TAP = """
async ([first, second]) => {
  document.querySelector(first).click();
  while (!document.querySelector(second)) await new Promise((done) => requestAnimationFrame(done));
  document.querySelector(second).click();
}
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
        context.route(
            "**/assets/voice/*", blocked
        )  # What is spoken is then the device's voice, which a test can hear.
        if route is not None:
            context.route("**/assets/runtime/**", route)
        page.goto(site_url + path)
        if path == SESSION:
            page.locator("session-player form").wait_for()
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


def session_phases(catalog: Catalog) -> list[str]:
    """Return each phase of the session of a device without a plan, as `WATCH` notes them, to the end."""
    sample = offer.offer(store.opened({}, catalog, EMPTY)[0].value, catalog, 0)
    found = steps(sample.programmes[sample.chosen], catalog, Settings(), short=False)
    shown = []
    for one in score_of([step.part for step in found]):
        rep = "" if one.name in {"introduction", "get-ready"} else f" {one.spot.rep}"
        shown.append(f"{found[one.spot.part].slug} {one.name} {one.spot.side}{rep}")
    return [*shown, "finished both"]


def press(page: Page, name: str) -> None:
    """Press a button of the timer or the session."""
    page.locator("hold-timer, session-player").get_by_role("button", name=name, exact=True).tap()


def answer(page: Page, *, asked: str = "", signs: str = "") -> None:
    """Fill in what is said to the two safety questions, and go on."""
    for name, said in (("asked", asked), ("signs", signs)):
        if said:
            page.locator(f"label[for=session-{name}-{said}]").tap()
    press(page, "Go on")


def started_session(page: Page) -> None:
    """Answer the safety questions as somebody who may begin, and begin."""
    answer(page, asked="yes", signs="no")
    page.wait_for_timeout(600)  # past a double tap
    press(page, "Start")


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

    @pytest.mark.parametrize("path", [BOTH, SESSION])
    def test_every_engine(
        self, engine: Engine, serve_folder: Serve, site_dir: Path, catalog: Catalog, path: str
    ) -> None:
        """Firefox, WebKit and Chromium play a dose and a session to the end, on a host that lacks the runtime."""
        changes: dict[str, bytes | None] = hurried(site_dir, (path,), 15 if path == BOTH else 30)
        runtime = site_dir / "assets" / "runtime"
        changes |= {
            path.relative_to(site_dir).as_posix(): None for path in runtime.rglob("*") if path.is_file()
        }
        engine.open(serve_folder(site_dir, changes) + path)
        engine.evaluate(WATCH)
        engine.evaluate(GO_ON)
        if path == SESSION:
            until(
                engine, "() => document.querySelector('session-player:defined') !== null"
            )  # Until then it is hidden.
            engine.click("label[for=session-asked-yes]")
            until(
                engine, "() => document.querySelector('[data-failed]') !== null"
            )  # What is filled in stays.
            engine.click("label[for=session-signs-no]")
            engine.click("#session-answer")
            until(engine, "() => document.querySelector('#session-start') !== null")
            time.sleep(0.6)  # past a double tap
        engine.click(".ns-timer [data-on-click=start]")
        until(engine, "() => seen.at(-1) === 'finished both'")
        found = [one for one in engine.evaluate("() => seen") if not one.startswith("idle")]
        assert found == (phases(catalog, "bridge") if path == BOTH else session_phases(catalog))


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


class TestSession:
    """The session of a device without a plan."""

    def test_to_the_end(self, open_page: Open, catalog: Catalog) -> None:
        """With the runtime blocked the two questions are asked, and then each phase of each exercise comes once."""
        page = open_page(SESSION, speed=30, script=HEARD, route=blocked)
        page.evaluate(GO_ON)
        started_session(page)
        expect(page.locator("#session[data-state=finished]")).to_be_visible(timeout=120_000)
        assert seen(page) == session_phases(catalog)
        expect(page.locator("session-player")).to_contain_text("4 of 4 exercises finished")
        note = page.locator("session-player .ns-timer__note--python")
        expect(note).to_contain_text("not in your log")
        expect(note.get_by_role("button", name="Try again")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage)") == []
        press(page, "Close")
        expect(page.locator("#session-form")).to_be_visible()

    def test_the_questions_come_first(self, open_page: Open) -> None:
        """Without Python, too: no Start before both answers, none with a sign, none before the provider was asked."""
        page = open_page(SESSION, route=blocked)
        host = page.locator("session-player")
        start = page.locator("#session-start")
        expect(start).to_have_count(0)
        answer(page, asked="yes")
        expect(host).to_contain_text("Please answer both questions.")
        answer(page, asked="yes", signs="yes")
        expect(host).to_contain_text("Stop. Get medical help now.")
        expect(start).to_have_count(0)
        press(page, "Answer the questions again")
        answer(page, asked="no", signs="no")
        expect(host).to_contain_text("Ask first")
        expect(start).to_have_count(0)
        press(page, "I have asked now")
        page.locator("label[for=session-asked-yes]").tap()
        page.locator("label[for=session-signs-no]").tap()
        page.evaluate(DOUBLE_TAP, ["#session-answer", "#session-start"])
        expect(start).to_be_visible()  # The tap was the second of a double tap on "Go on".
        page.wait_for_timeout(600)
        start.tap()
        expect(page.locator("#session[data-phase=introduction]")).to_be_visible()

    def test_pain_before_it(self, open_page: Open) -> None:
        """Without Python the pain rule holds, too: with too much pain there is no Start."""
        page = open_page(SESSION, route=blocked)
        answer(page, asked="yes", signs="no")
        host, start = page.locator("session-player"), page.locator("#session-start")
        for control in ("usual-3", "pain-now-9"):
            page.wait_for_timeout(600)  # past a double tap
            page.locator(f"#session-{control}").tap()
        expect(host).to_contain_text("Not now. Your pain now is 9.")
        expect(start).to_have_count(0)
        page.wait_for_timeout(600)
        press(page, "Change this")
        page.wait_for_timeout(600)
        page.locator("#session-pain-now-2").tap()
        expect(start).to_be_visible()
        page.wait_for_timeout(600)
        start.tap()
        expect(page.locator("#session[data-phase=introduction]")).to_be_visible()

    def test_what_only_python_answers(self, open_page: Open) -> None:
        """Who asked for a short day gets no whole one: getting ready lasts until Python is there."""
        network = Held()
        page = open_page(SESSION, speed=10, route=network)
        answer(page, asked="yes", signs="no")
        page.locator("#session-short").tap()
        page.wait_for_timeout(600)
        press(page, "Start")
        expect(page.locator("session-player .ns-late p")).to_be_visible()
        assert len(seen(page)) == 1
        network.let_go()
        expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=90_000)
        expect(page.locator("#session-number-of")).to_have_text("Exercise 1 of 2")

    def test_answers_wait_for_the_run(self, open_page: Open) -> None:
        """Answers that come before the run's file are answered when it is there, with Python still on its way."""
        network, runs = Held(), Held()
        page = open_page(SESSION, route=network)
        page.context.route("**/assets/runs/**", runs)
        answer(page, asked="yes", signs="no")
        expect(page.locator("session-player .ns-fetching")).to_be_visible()
        runs.let_go()
        expect(page.locator("#session-start")).to_be_visible()
        expect(page.locator("session-player .ns-fetching")).to_have_count(0)

    def test_python_takes_over(self, open_page: Open, catalog: Catalog) -> None:
        """Python that comes during the second exercise takes over; the log has the session, and what was said of it."""
        network = Held()
        page = open_page(SESSION, speed=4, script=HEARD, route=network)
        started_session(page)
        first, second, *_ = dict.fromkeys(one.split()[0] for one in session_phases(catalog))
        wait_for(page, f"{second} introduction both")
        page.locator("#session-say-0-right").tap()
        expect(page.locator("#session-say-0-right[aria-checked=true]")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage)") == []
        network.let_go()
        expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=90_000)
        key = safety_date.KEY
        page.wait_for_function("(key) => localStorage.getItem(key) !== null", arg=key, timeout=90_000)
        wait_for(page, f"{second} hold both 2")
        assert seen(page) == session_phases(catalog)[: len(seen(page))]
        press(page, "End")
        expect(page.locator("#session-did")).to_be_visible()
        (entry,) = log_document.load(page.evaluate(f"localStorage[{json.dumps(log_document.KEY)}]")).entries
        assert [(one.slug, one.said, one.finished) for one in entry.exercises] == [
            (first, "right", True),
            (second, None, False),
        ]

    def test_python_comes_between_the_questions_and_start(self, open_page: Open) -> None:
        """Python that comes while Start waits to be pressed changes nothing that is seen, and knows the answers."""
        network = Held()
        page = open_page(SESSION, route=network)
        answer(page, asked="yes", signs="no")
        expect(page.locator("#session-start")).to_be_focused()
        before = shape(page.locator("session-player").inner_html())
        network.let_go()
        expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=90_000)
        key = safety_date.KEY
        page.wait_for_function("(key) => localStorage.getItem(key) !== null", arg=key, timeout=90_000)
        assert shape(page.locator("session-player").inner_html()) == before
        press(page, "Start")
        expect(page.locator("#session[data-phase=introduction]")).to_be_visible()

    def test_another_session_waits_for_python(self, open_page: Open) -> None:
        """An address that asks for one exercise gets no run of the sample week."""
        asked: list[str] = []
        page = open_page(f"{SESSION}#only=bridge")
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        answer(page, asked="yes", signs="no")
        expect(page.locator("session-player[data-awake]")).to_be_attached(timeout=90_000)
        expect(page.locator("#session-title")).to_have_text("Bridge")
        assert not [url for url in asked if "/assets/runs/" in url]


# Python starts, but the page does not hear that it is ready until `letGo` is called.
HELD_BACK = """
  const RealWorker = Worker;
  globalThis.kept = [];
  globalThis.updates = 0;
  globalThis.letGo = () => {
    const all = kept;
    globalThis.kept = null;
    for (const one of all) one();
  };
  globalThis.wakes = 0;
  globalThis.Worker = class extends RealWorker {
    postMessage(message) {
      wakes += message.kind === 'events' && message.events.includes('"wake"');
      super.postMessage(message);
    }
    set onmessage(handler) {
      super.onmessage = (event) => {
        const hear = () => {
          handler(event);
          updates += event.data.kind === 'update';
        };
        if (kept && event.data.kind !== 'progress') kept.push(hear);
        else hear();
      };
    }
  };
"""

# Lets Python be ready so long after a phase has begun, and tells all that changed in the page from then on.
TAKE_OVER = """
async ([phase, after]) => {
  const host = document.querySelector('hold-timer, session-player');
  const timer = () => host.querySelector('.ns-timer');
  const every = {subtree: true, childList: true, attributes: true, characterData: true};
  await new Promise((done) => {
    const look = () => timer()?.dataset.phase === phase && (watch.disconnect(), done());
    const watch = new MutationObserver(look);
    watch.observe(host, every);
    look();
  });
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const clock = timer().querySelector('[data-from]');
  const number = timer().querySelector('[data-countdown-to]');
  const {now} = neutralSpineClock;
  await wait(Number(clock.dataset.from) + after - now());
  const changes = [];
  const note = (list) => {
    for (const {target, type, attributeName} of list) {
      const element = target instanceof Element ? target : target.parentElement;
      if (number.contains(target) || attributeName === 'style' || element.closest('.ns-timer__left')) continue;
      if (target === host && attributeName === 'data-awake') continue;
      if (attributeName === 'value' && element.type === 'checkbox') continue; // Set and removed again by idiomorph.
      changes.push(`${type} ${attributeName ?? ''} of ${element.id || element.className || element.localName}`);
    }
  };
  const watch = new MutationObserver(note);
  watch.observe(host, every);
  // The sound plans its tones again for reasons of its own, too (a recording has come, a busy machine's audio clock
  // lost time, and then the tone of the last moment comes again): each then takes the place of one that is taken back,
  // and no score is silenced. It then plans as far ahead as before from that moment on, so that tones later than all
  // that were planned do not count. A tone's end is told when it is planned: a second stop takes it back.
  let last = Infinity;
  const standing = () => tones.filter(({at, stops}) => stops < 2 && at < last).length;
  while (!standing()) await wait(5);
  last = Math.max(...tones.map(({at}) => at)) + 0.05;
  const before = {begun: now() - Number(clock.dataset.from), silenced, seconds: Number(number.textContent)};
  const planned = standing();
  letGo();
  while (!updates) await wait(5);
  await wait(50);
  note(watch.takeRecords());
  watch.disconnect();
  return {
    ...before, changes, taken: now() - Number(clock.dataset.from), same: number.isConnected,
    silenced: silenced - before.silenced, planned: standing() - planned, secondsAfter: Number(number.textContent),
  };
}
"""


class TestMomentOfTakingOver:
    @pytest.mark.parametrize("seconds", [0.2, 0.7, 1.4])
    @pytest.mark.parametrize("path", [PAGE, SESSION])
    def test_nobody_sees_or_hears_it(self, open_page: Open, path: str, seconds: float) -> None:
        """So long after the cue to hold Python takes over: nothing changes, no tone is planned again, no word cut."""
        page = open_page(path, script=HEARD + HELD_BACK)
        page.locator("hold-timer button, session-player input").first.dispatch_event("focusin")
        page.wait_for_function("() => kept.length > 0", timeout=90_000)
        if path == SESSION:
            started_session(page)
            press(page, "I am ready")
            press(page, "I am ready")
        else:
            press(page, "Start")
            press(page, "Skip")
        found = page.evaluate(TAKE_OVER, ["hold", 1000 * seconds])
        assert found["changes"] == []
        assert found["same"]
        assert found["silenced"] == 0
        assert found["planned"] == 0
        assert 0 <= found["seconds"] - found["secondsAfter"] <= 1 + (found["taken"] - found["begun"]) / 1000
        before, wakes = seen(page), page.evaluate("wakes")
        page.wait_for_function("(count) => seen.length > count + 1", arg=len(before), timeout=60_000)
        after = seen(page)
        assert after[: len(before)] == before
        assert len(set(after)) == len(after)
        assert page.evaluate("wakes") == wakes, "Python knows the phases' times by itself from then on"
        sounding = Counter(round(tone["at"], 2) for tone in page.evaluate("tones") if not tone["stopped"])
        assert max(sounding.values()) <= MOST_OSCILLATORS
        words = [said for said in page.evaluate("spoken") if said != "Get ready"]
        assert len(set(words)) == len(words)

    def test_a_picture_before_and_after(self, open_page: Open) -> None:
        """Paused when Python comes, the page looks the same to the last pixel afterwards."""
        page = open_page(script=HEARD + HELD_BACK)
        page.locator("hold-timer button").first.dispatch_event("focusin")
        page.wait_for_function("() => kept.length > 0", timeout=90_000)
        press(page, "Start")
        press(page, "Skip")
        wait_for(page, "hold left 1")
        press(page, "Pause")
        page.wait_for_timeout(500)
        before = page.screenshot(animations="disabled")
        page.evaluate("letGo()")
        page.wait_for_function("() => updates > 0")
        page.wait_for_timeout(500)
        assert page.screenshot(animations="disabled") == before


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


BUSY_MS = 300
# The page is busy as the tap on Start comes, so that it hears of the tap late.
BUSY = f"""
addEventListener('click', (event) => {{
  globalThis.tapped = performance.timeOrigin + event.timeStamp;
  for (const until = performance.now() + {BUSY_MS}; performance.now() < until;);
}}, {{capture: true, once: true}});
"""


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (PAGE, "hold-timer [data-on-click=start]"),
        (PAGE, "[data-start-timer]"),
        (SESSION, "session-player [data-on-click=start]"),
    ],
)
def test_a_run_counts_from_the_tap(open_page: Open, path: str, start: str) -> None:
    """A busy page that hears of the tap on Start late counts from the tap, not from then; Python does, too."""
    page = open_page(path)
    if path == SESSION:
        page.locator("label[for=session-asked-yes]").tap()
        page.locator("label[for=session-signs-no]").tap()
        page.locator("#session-answer").tap()
        page.locator("#session-start").wait_for()
        page.wait_for_timeout(700)  # past a double tap
    page.evaluate(f"() => {{ {BUSY} }}")
    page.locator(start).tap()
    begun = page.locator(".ns-timer[data-state=running] [data-from]").first
    began = begun.get_attribute("data-from")
    assert abs(float(began or 0) - page.evaluate("tapped")) < BUSY_MS / 3
    page.locator("[data-awake]").wait_for(timeout=90_000)
    assert begun.get_attribute("data-from") == began


def test_a_double_tap_on_a_busy_page_is_one(open_page: Open) -> None:
    """The second half of a double tap is told by the times of both taps, though the page hears of it much later."""
    page = open_page()
    page.wait_for_function("() => performance.now() > 2000")
    state = page.evaluate("""async () => {
      const start = document.querySelector('hold-timer [data-on-click=start]');
      start.dataset.pressed = String(performance.now() - 600);
      start.click();
      while (!document.querySelector('[data-on-click=pause]')) await new Promise((done) => setTimeout(done, 20));
      const pause = document.querySelector('[data-on-click=pause]');
      pause.dataset.pressed = String(performance.now() - 450);
      pause.click();
      await new Promise((done) => setTimeout(done, 300));
      return document.querySelector('hold-timer .ns-timer').dataset.state;
    }""")
    assert state == "running"


@pytest.mark.parametrize("start", ["hold-timer [data-on-click=start]", "[data-start-timer]"])
def test_sound_is_there_when_the_finger_lifts(open_page: Open, start: str) -> None:
    """The audio clock is made as a finger goes down on Start or on the guide's link to it, and only once."""
    count = """
      globalThis.clocks = 0;
      globalThis.AudioContext = class extends AudioContext { constructor() { super(); clocks += 1; } };
    """
    page = open_page(script=count)
    down = """(selector) => document.querySelector(selector).dispatchEvent(
      new PointerEvent('pointerdown', {bubbles: true})
    )"""
    page.evaluate(down, "h1")
    page.evaluate(down, "hold-timer [data-on-click=adjust], hold-timer summary")
    assert page.evaluate("clocks") == 0
    page.evaluate(down, start)
    assert page.evaluate("clocks") == 1
    page.locator(start).tap()
    expect(page.locator(".ns-timer[data-state=running]")).to_be_visible()
    assert page.evaluate("clocks") == 1


def test_the_first_view_is_laid_out_ahead_and_leaves_nothing(open_page: Open) -> None:
    """While the page is idle the view for Start is laid out in its own size, unseen, and taken away at once."""
    note = """
      globalThis.ahead = [];
      new MutationObserver((changes) => {
        for (const {addedNodes} of changes) {
          for (const node of addedNodes) if (node.className?.includes?.('ns-ahead')) ahead.push(node.isConnected);
        }
      }).observe(document, {subtree: true, childList: true});
      const box = Element.prototype.getBoundingClientRect;
      Element.prototype.getBoundingClientRect = function () {
        if (this.classList.contains('ns-ahead')) {
          globalThis.stage = box.call(this.querySelector('.ns-timer__stage'));
          globalThis.unseen = getComputedStyle(this).visibility;
        }
        return box.call(this);
      };
    """
    page = open_page(script=note)
    page.wait_for_function("() => ahead.length > 0")
    assert page.evaluate("ahead") == [False]
    assert page.evaluate("unseen") == "hidden"
    page.locator("hold-timer [data-on-click=start]").tap()
    page.locator(".ns-timer[data-state=running] .ns-timer__stage").wait_for()
    size = page.evaluate("""() => {
      const {width, height} = document.querySelector('.ns-timer[data-fills] .ns-timer__stage').getBoundingClientRect();
      return [width, height];
    }""")
    assert page.evaluate("[stage.width, stage.height]") == pytest.approx(size, abs=1)
