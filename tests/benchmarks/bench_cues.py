"""How far tones are from their moments in a running dose, and how soon a tap changes the page. `make bench`.

In one run of Chromium, beside a timer that counts the ticks of an interval once a second: idle, with the page's thread
blocked 300 and 900 ms of each 1.1 s, with the tab hidden, and idle with the recorded voice. Tones are taken where the
sound leaves the page, by a processor on the audio thread that notes when each begins; their moments are those that
Python asked for.

`--minutes 1` measures a shorter stretch of the dose; `--site DIR` takes a site that is built. The numbers are kept in
`.benchmarks/cues.json`; with `--voice`, which lets the voice speak in all pages, they are only printed.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import websocket
from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import build_site, keep, load  # noqa: E402 - needs the path above
from widgets.player.settings import SETTINGS_KEY, Part, Settings  # noqa: E402 - needs the path above

SLUG = "bird-dog"
"""Its largest dose, with long rests, takes over ten minutes; it changes sides after each repetition."""
DOSE: dict[Part, int] = {"reps": 99, "sets": 99, "hold": 99}
"""More than any dose allows: the widget takes the most that it does."""
FLAGS = ("--no-sandbox", "--disable-background-networking", "--no-first-run", "--mute-audio")
SPARED = (
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)
"""Flags by which Playwright spares hidden tabs: here they are treated as a reader's are."""
VOICE = "idle, voice on"
CONDITIONS = {"idle": 0, "blocked 300 of 1,100 ms": 300, "blocked 900 of 1,100 ms": 900, VOICE: 0}
HIDDEN = "tab hidden"
GOAL_TONES = 20
"""Milliseconds, 99th percentile."""
GOAL_PAGE = 16
"""Milliseconds from a tap to the changed page, 95th percentile, with Python awake."""
TAPS = 200
PORT_AND_PATH = 2
"""Lines of the file in which Chromium tells where it can be driven."""

# Notes when each tone begins, by the audio thread's own time of day, and each moment that Python asks for.
WATCH = """
globalThis.measured = {onsets: [], cues: [], ticks: [], words: 0};
const TAP = `registerProcessor('tap', class extends AudioWorkletProcessor {
  quiet = 1;
  process([[samples]]) {
    for (let i = 0; samples && i < samples.length; i += 1) {
      if (Math.abs(samples[i]) < 1e-4) { this.quiet += 1; continue; }
      if (this.quiet > 0.05 * sampleRate) this.port.postMessage(Date.now() + 1000 * i / sampleRate);
      this.quiet = 0;
    }
    return true;
  }
})`;
const buses = new WeakMap();
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  const out = this.context.destination;
  if (to !== out || this.context instanceof OfflineAudioContext) return connect.call(this, to, ...rest);
  if (!buses.has(this.context)) {
    const bus = new GainNode(this.context);
    buses.set(this.context, bus);
    connect.call(bus, out);
    const script = URL.createObjectURL(new Blob([TAP], {type: 'text/javascript'}));
    this.context.audioWorklet.addModule(script).then(() => {
      const tap = new AudioWorkletNode(this.context, 'tap');
      tap.port.onmessage = ({ data }) => measured.onsets.push(data);
      connect.call(bus, tap);
    });
  }
  return connect.call(this, buses.get(this.context), ...rest);
};
// The voice sounds, but not where tones are looked for.
AudioBufferSourceNode.prototype.connect = function () {
  measured.words += 1;
  return connect.call(this, this.context.destination);
};
const Real = Worker;
globalThis.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({ data }) => {
      if (data.kind !== 'update') return;
      for (const effects of Object.values(JSON.parse(data.update).effects)) {
        const scores = effects.filter((effect) => effect.kind === 'score');
        for (const { cues } of scores) measured.cues = cues.filter((cue) => cue.tone);
      }
    });
  }
};
"""
# What wakes Python: intent.
FOCUS = (
    "document.querySelector('hold-timer button').dispatchEvent(new FocusEvent('focusin', {bubbles: true}))"
)
# A timer as they are mostly built: it counts the ticks of an interval.
PEER = """
() => { const begin = performance.now(); setInterval(() => measured.ticks.push(performance.now() - begin), 1000); }
"""
BLOCK = """
(length) => setInterval(() => { const end = performance.now() + length; while (performance.now() < end); }, 1100)
"""
# Milliseconds from each tap to the page that shows it.
TAP_AND_SEE = """
async (taps) => {
  const timer = document.querySelector('hold-timer');
  const found = [];
  const order = ['skip', 'skip', 'back', 'skip', 'back', 'back', 'pause', 'resume'];
  for (let i = 0; found.length < taps; i += 1) {
    const control = timer.querySelector(`[data-on-click=${order[i % order.length]}]`);
    await new Promise((done) => setTimeout(done, 550)); // what the timer takes for a double tap
    if (!control?.isConnected) continue;
    const begin = performance.now();
    const changed = new Promise((done) => {
      const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now()); });
      watch.observe(timer, {subtree: true, childList: true, attributeFilter: ['data-phase', 'data-state']});
    });
    control.click();
    found.push(await changed - begin);
  }
  return found;
}
"""


def main(asked: Sequence[str] | None = None) -> None:
    """Build the site if need be, measure, print and keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how much of the dose is measured")
    parser.add_argument("--site", type=Path, help="a folder with the built site")
    parser.add_argument("--voice", action="store_true", help="let the recorded voice speak")
    parser.add_argument("--taps", type=int, default=TAPS, help="how many taps are measured")
    chosen = parser.parse_args(asked)
    before = load()
    site = chosen.site or build_site()
    handler = functools.partial(_Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/exercises/{SLUG}/"
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((one for name in names if (one := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*FLAGS], ignore_default_args=[*SPARED]
        )
        found = cues(
            browser, url, chosen.minutes, path or playwright.chromium.executable_path, voice=chosen.voice
        )
        context = new_context(browser)
        taps = tap_times(context, url, chosen.taps)
        browser.close()
    server.shutdown()
    result = {"minutes": chosen.minutes, "cues": found, "taps": summary(taps)}
    report(result)
    if not chosen.voice:
        keep("cues", result, before)


def cues(browser: Any, url: str, minutes: float, program: str, *, voice: bool) -> dict[str, Any]:  # noqa: ANN401 - Playwright's browser
    """Return the errors of tones and of ticks in each condition, all running side by side."""
    running: dict[str, Page] = {}
    for name, block in CONDITIONS.items():
        page = started(new_context(browser), url, voice=voice or name == VOICE)
        page.evaluate(PEER)
        if block:
            page.evaluate(BLOCK, block)
        running[name] = page
    with hidden_tab(program, url, voice=voice) as measured_there:
        running["idle"].wait_for_timeout(minutes * 60_000)
        measured = {name: page.evaluate("measured") for name, page in running.items()}
        measured[HIDDEN] = measured_there()
    for page in running.values():
        page.context.close()
    return {name: errors_of(one) for name, one in measured.items()}


def errors_of(measured: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of one condition."""
    errors = tone_errors(measured["onsets"], [cue["at"] for cue in measured["cues"]])
    ticks = [at - 1000 * number for number, at in enumerate(measured["ticks"], start=1)]
    return {
        "tones": summary(errors) | {"missed": missed(measured["onsets"], measured["cues"])},
        "words": measured["words"],
        "interval timer": summary(ticks),
    }


@contextmanager
def hidden_tab(program: str, url: str, *, voice: bool) -> Iterator[Callable[[], dict[str, Any]]]:
    """Run the dose in a tab behind another one; yield what tells what was measured there.

    Playwright keeps each page it drives visible, so this one is driven by the browser's own protocol.

    Raises:
        RuntimeError: the browser did not hide it.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        flags = (
            "--headless=new",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
            f"--user-data-dir={folder}",
        )
        sound = "--autoplay-policy=no-user-gesture-required"
        process = subprocess.Popen([program, *FLAGS, *flags, sound, "about:blank"], stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
        try:
            tab = Tab(Path(folder) / "DevToolsActivePort")
            tab.open(url, WATCH + settings_script(voice=voice))
            tab.wait_for("document.querySelector('hold-timer button') !== null")
            # Asked for until it is there: the first time the shell may not listen yet.
            tab.wait_for(f"({FOCUS}, document.querySelector('hold-timer[data-awake]') !== null)")
            tab.evaluate("document.querySelector('hold-timer [data-on-click=start]').click()")
            tab.wait_for("measured.cues.length > 0")
            tab.evaluate(f"({PEER})()")
            tab.hide()
            tab.wait_for("document.hidden")
            yield lambda: tab.evaluate("measured")
        finally:
            process.kill()
            process.wait()


class Tab:
    """One tab of a browser, by its DevTools protocol."""

    def __init__(self, port_file: Path) -> None:
        """Wait for the browser, and open a tab."""
        for _ in range(600):
            if port_file.exists() and len(told := port_file.read_text().split()) == PORT_AND_PATH:
                break
            time.sleep(0.1)
        else:
            raise RuntimeError("the browser did not start")
        self._line = websocket.create_connection(f"ws://127.0.0.1:{told[0]}{told[1]}")
        self._number = 0
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def open(self, url: str, script: str) -> None:
        """Open a page, with a script that runs before its own."""
        self._call("Page.enable", self._session)
        self._call("Page.setBypassCSP", self._session, enabled=True)
        self._call("Page.addScriptToEvaluateOnNewDocument", self._session, source=script)
        self._call("Page.navigate", self._session, url=url)

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Return what a script says."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        return self._call("Runtime.evaluate", self._session, **asked)["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Wait until a script says true.

        Raises:
            RuntimeError: after a minute it still does not.
        """
        for _ in range(600):
            if self.evaluate(script) is True:
                return
            time.sleep(0.1)
        raise RuntimeError(f"it does not hold: {script}")

    def hide(self) -> None:
        """Open another tab before it."""
        other = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._call("Target.activateTarget", targetId=other)

    def _call(self, method: str, session: str = "", **values: Any) -> dict[str, Any]:  # noqa: ANN401 - the protocol's
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        self._line.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer: dict[str, Any] = json.loads(self._line.recv())
            if answer.get("id") == self._number:
                result: dict[str, Any] = answer["result"]
                return result


def new_context(browser: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's browser
    """Return a profile whose pages are watched."""
    context: BrowserContext = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844})
    context.add_init_script(WATCH)
    return context


def started(context: BrowserContext, url: str, *, voice: bool = False) -> Page:
    """Return a page whose timer runs its largest dose."""
    page = context.new_page()
    page.add_init_script(settings_script(voice=voice))
    page.goto(url)
    page.locator("hold-timer button").first.dispatch_event("focusin")
    page.wait_for_selector("hold-timer[data-awake]", timeout=120_000)
    page.locator("hold-timer").get_by_role("button", name="Start", exact=True).click()
    page.wait_for_function("() => measured.cues.length > 0")
    return page


def settings_script(*, voice: bool) -> str:
    """Return a script that leaves a reader's choices on the device: the largest dose, with the voice or without."""
    chosen = Settings(voice=voice, vibration=False, rest=60, doses={SLUG: DOSE})
    return f"try {{ localStorage.setItem({SETTINGS_KEY!r}, {json.dumps(chosen.to_text())}); }} catch {{}}"


def tap_times(context: BrowserContext, url: str, taps: int) -> list[float]:
    """Return the milliseconds from each of many taps to the page that shows what came of it."""
    page = started(context, url)
    times: list[float] = page.evaluate(TAP_AND_SEE, taps)
    context.close()
    return times


def tone_errors(onsets: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return by how many milliseconds each tone came after its moment; the first one waits for the tap's sound."""
    coming = sorted(wanted)[1:]
    return [
        min((at - moment for moment in coming), key=abs) for at in onsets if coming and at > coming[0] - 500
    ]


def missed(onsets: Sequence[float], wanted: Sequence[dict[str, Any]]) -> int:
    """Return how many moments had no tone within half a second, among those that are over."""
    last = max(onsets, default=0)
    moments = sorted(cue["at"] for cue in wanted)[1:]
    return sum(not any(abs(at - moment) < 500 for at in onsets) for moment in moments if moment < last - 500)


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return what is printed of a list of errors in milliseconds; drift is what the last tenth has on the first."""
    if not values:
        return {"count": 0}
    sizes = sorted(map(abs, values))
    tenth = max(1, len(values) // 10)
    drift = statistics.mean(values[-tenth:]) - statistics.mean(values[:tenth])
    return {
        "count": len(values),
        "p50": statistics.median(sizes),
        "p95": sizes[min(len(sizes) - 1, int(0.95 * len(sizes)))],
        "p99": sizes[min(len(sizes) - 1, int(0.99 * len(sizes)))],
        "max": sizes[-1],
        "drift": drift,
    }


def report(result: dict[str, Any]) -> None:
    """Print the tables."""
    _print(
        f"\nTones off their moments over {result['minutes']:g} minutes of a dose, in Chromium, milliseconds\n"
    )
    _print(f"{'':26}{'':16}{'count':>7}{'p50':>8}{'p99':>8}{'max':>9}{'drift':>9}{'missed':>8}")
    for name, both in result["cues"].items():
        for what in ("tones", "interval timer"):
            one = both[what]
            cells = "".join(f"{one.get(key, float('nan')):{width}.1f}" for key, width in _COLUMNS)
            label = name if what == "tones" else ""
            lost = f"{one['missed']:8}" if "missed" in one else ""
            _print(f"{label:26}{what:16}{one['count']:7}{cells}{lost}")
        if both["words"]:
            _print(f"{'':26}clips of the voice: {both['words']}")
    worst = max(both["tones"].get("p99", float("inf")) for both in result["cues"].values())
    taps = result["taps"]
    _print(f"\nTones, worst p99: {worst:.1f} ms; goal {GOAL_TONES} ms: {_said(worst <= GOAL_TONES)}")
    _print(
        f"From a tap to the changed page, {taps['count']} taps: p50 {taps['p50']:.1f}, p95 {taps['p95']:.1f}, "
        f"max {taps['max']:.1f} ms; goal for p95 {GOAL_PAGE} ms: {_said(taps['p95'] <= GOAL_PAGE)}"
    )


_COLUMNS = (("p50", 8), ("p99", 8), ("max", 9), ("drift", 9))


def _said(reached: bool) -> str:  # noqa: FBT001 - what is said of it
    return "reached" if reached else "missed"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        del format, args


_print = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
