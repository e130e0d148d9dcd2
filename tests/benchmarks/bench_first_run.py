"""How punctual a first run is on a slow line and a slow processor, beside a plain interval timer. `make bench`.

A guide and today's session are opened in an empty browser (Chromium), from a server that sends all answers together at
no more than 1.6 Mbit/s, each 150 ms late, with the page's processor slowed down to a quarter. The browser's own
throttling of networks would not reach its workers. Files are cached as the deploying guide says. Start is pressed once
the page is still and its service worker has kept what it keeps of a first visit. Measured from the tap on: by how much
each phase is shown after its time, what an interval timer that counts seconds in the same page makes of the same times,
whether each phase came once, and how many bytes came before the first hold, with and without Python's.

`--site DIR` takes a site that is built, with its compressed copies. The numbers are in `.benchmarks/first-run.json`.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import json
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import build_site, keep, load  # noqa: E402 - needs the path above
from tests.browser.phone import phone  # noqa: E402

RATE = 1.6e6 / 8
"""Bytes a second."""
LATENCY = 0.15
"""Seconds until an answer begins."""
SLOWER = 4
"""How many times slower the page's processor is made."""
CHUNK = 2048
"""Bytes that are sent at once."""
PAGES = {"guide": ("exercises/bird-dog/", "bird-dog"), "session": ("session/", "session-player")}
"""Path, and the name of its run."""
NAMED = re.compile(r"/assets/(runtime|shell)/[0-9a-f]{16}/")
FOR_EVER = "public, max-age=31536000, immutable"
OF_PYTHON = re.compile(r"/assets/(runtime/.*|shell/[0-9a-f]+/worker\.js|catalog-brief\.json)")
"""What Python's start alone takes."""
AFTER_TAKING_OVER = 2
"""Phases that are measured after Python has taken over."""
RESTS = 80
"""Milliseconds for which the finger of a tap rests on the glass: a short one."""
SETTLED = 300
"""Milliseconds from a scroll to a tap."""
STILL = 3
"""Seconds without an answer after which nothing more is on its way; the service worker begins one after the page."""
LONGEST = 120
"""Seconds after which a run is given up."""

# Notes when each phase is shown, and when an interval timer in the same page reaches the seconds of each.
WATCH = """
(offsets) => {
  const host = document.querySelector('hold-timer, session-player');
  const timer = () => host.querySelector('.ns-timer');
  globalThis.measured = {tap: null, shown: [], ticks: [], awake: null};
  const number = (element) => element.querySelector('[id$=-count]')?.textContent ?? '';
  let last = '';
  new MutationObserver(() => {
    const at = performance.now();
    if (host.hasAttribute('data-awake')) measured.awake ??= at;
    const state = timer();
    if (!state || state.dataset.state !== 'running') return;
    const now = [state.dataset.figure ?? '', state.dataset.phase, state.dataset.side, number(state)].join(' ').trim();
    if (now === last) return;
    last = now;
    requestAnimationFrame(() => measured.shown.push({now, at: performance.now()}));
  }).observe(host, {subtree: true, childList: true, attributes: true, characterData: true});
  host.addEventListener('click', (event) => {
    if (!event.target.closest('[data-on-click=start]')) return;
    measured.tap = event.timeStamp;
    let seconds = 0;
    setInterval(() => {
      seconds += 1;
      if (offsets.includes(seconds * 1000)) measured.ticks.push({due: seconds * 1000, at: performance.now()});
    }, 1000);
  }, {capture: true});
}
"""


def main(asked: Sequence[str] | None = None) -> None:
    """Build the site if need be, measure, print and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, help="a folder with the built site")
    chosen = parser.parse_args(asked)
    before = load()
    site: Path = chosen.site or build_site()
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((one for name in names if (one := shutil.which(name))), None)
    found = {}
    with sync_playwright() as playwright, slow_line(site) as line:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--mute-audio"])
        for name, (address, run) in PAGES.items():
            _print(f"==> A first run on a slow line: {name}")
            frames = json.loads((site / "assets" / "runs" / f"{run}.json").read_text("utf-8"))["frames"]
            found[name] = first_run(browser, line, address, [frame["at"] for frame in frames])
        browser.close()
    report(found)
    keep("first-run", {"pages": found}, before)


def first_run(browser: Browser, line: Line, address: str, offsets: Sequence[int]) -> dict[str, Any]:
    """Return what was measured on one page in an empty browser."""
    context = phone(browser)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(line.url + address, wait_until="networkidle", timeout=90_000)
    page.evaluate(WATCH, list(offsets))
    line.wait_until_still()
    line.sent.clear()  # the safety questions before a session fetch its run
    if page.locator("session-player").count():
        page.locator("label[for=session-asked-yes]").tap()
        page.locator("label[for=session-signs-no]").tap()
        page.locator("#session-answer").tap()
        page.locator("#session-start").wait_for()
        page.wait_for_timeout(700)  # past a double tap
    pressed = tapped(page, "[data-on-click=start]")
    measured = watched(page, offsets)
    context.close()
    return told(measured, offsets, line.sent_until(pressed), line)


def tapped(page: Page, selector: str) -> float:
    """Tap on something as a finger does, and return when it let go, on this machine's clock."""
    target = page.locator(selector).first
    target.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED)
    box = target.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(RESTS)
    at = time.monotonic()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    return at


def watched(page: Page, offsets: Sequence[int]) -> dict[str, Any]:
    """Return what the page has noted once Python has taken over, and some phases more have come."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        measured: dict[str, Any] = page.evaluate("measured")
        awake = measured["awake"]
        later = [one for one in measured["shown"] if awake is not None and one["at"] > awake + 1000]
        if len(later) > AFTER_TAKING_OVER or len(measured["shown"]) == len(offsets) - 1:
            break
        page.wait_for_timeout(500)
    return measured


def told(
    measured: dict[str, Any], offsets: Sequence[int], sent: Sequence[tuple[float, str, int]], line: Line
) -> dict[str, Any]:
    """Return the errors of phases and ticks in milliseconds, what was lost or doubled, and the bytes.

    Args:
        measured: what the page noted, by its own clock.
        offsets: when each phase begins, in milliseconds after Start.
        sent: seconds after Start, path and bytes of what the server sent.
        line: the slow line.
    """
    tap, shown = measured["tap"], measured["shown"]
    late = [one["at"] - tap - due for one, due in zip(shown, offsets, strict=False)]
    hold = next(number for number, one in enumerate(shown) if " hold " in f" {one['now']} ")
    before_hold = [(path, size) for at, path, size in sent if at * 1000 <= offsets[hold]]
    of_python = sum(size for path, size in before_hold if OF_PYTHON.fullmatch(path))
    names = [one["now"] for one in shown]
    return {
        "phases": len(shown),
        "late, ms": late,
        "interval timer, ms": [one["at"] - tap - one["due"] for one in measured["ticks"]],
        "doubled": len(names) - len(set(names)),
        "lost": max(0, sum(due <= shown[-1]["at"] - tap for due in offsets) - len(shown)),
        "taken over after, s": None if measured["awake"] is None else (measured["awake"] - tap) / 1000,
        "before the first hold, bytes": sum(size for _, size in before_hold) - of_python,
        "of Python before it, bytes": of_python,
        "Mbit/s": line.rate * 8 / 1e6,
    }


class Line:
    """A slow line: what goes over it, all together, and when."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.url = ""
        self.sent: list[tuple[float, str, int]] = []
        self._lock = threading.Lock()
        self._free = 0.0
        self._asked = 0.0

    def asked(self) -> None:
        """Note that something was asked for."""
        self._asked = time.monotonic()

    def send(self, size: int, path: str) -> None:
        """Wait until so many bytes have gone over it."""
        with self._lock:
            begin = max(self._free, time.monotonic())
            self._free = begin + size / self.rate
            free = self._free
        time.sleep(max(0.0, free - time.monotonic()))
        self.sent.append((free, path, size))

    def wait_until_still(self) -> None:
        """Wait until nothing has been sent for a while."""
        while (rest := max(self._free, self._asked) + STILL - time.monotonic()) > 0:
            time.sleep(rest)

    def sent_until(self, since: float) -> list[tuple[float, str, int]]:
        """Return what was sent, with seconds after a moment."""
        return [(at - since, path, size) for at, path, size in self.sent]


@contextmanager
def slow_line(site: Path) -> Iterator[Line]:
    """Serve a site over a slow line."""
    line = Line(RATE)
    handler = functools.partial(_Handler, directory=str(site))
    server = _Server(("127.0.0.1", 0), handler)
    server.line = line
    line.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield line
    server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    line: Line


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, compressed where there is a copy, as slowly as the line is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        line = self.server.line  # type: ignore[attr-defined]  # `_Server` has one
        line.asked()
        time.sleep(LATENCY)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = path.with_name(f"{path.name}.gz")
        file = packed if packed.is_file() else path
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        data = file.read_bytes()
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", FOR_EVER if NAMED.search(self.path) else "no-cache")
        if known:
            self.end_headers()
            return
        self.send_header("Content-Type", self.guess_type(str(path)))
        if file is packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            for start in range(0, len(data), CHUNK):
                part = data[start : start + CHUNK]
                line.send(len(part), self.path)
                self.wfile.write(part)
        except OSError:
            self.close_connection = True  # The page does not want it any more.

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        del format, args


def report(found: dict[str, dict[str, Any]]) -> None:
    """Print the table."""
    _print(
        f"\nA first run at {RATE * 8 / 1e6:g} Mbit/s, {SLOWER} times slower; phases late in milliseconds\n"
    )
    _print(
        f"{'':10}{'phases':>8}{'most':>8}{'interval':>10}{'lost':>6}{'doubled':>9}{'kB':>7}{'taken over, s':>15}"
    )
    for name, one in found.items():
        took = one["taken over after, s"]
        _print(
            f"{name:10}{one['phases']:8}{max(map(abs, one['late, ms'])):8.0f}"
            f"{max(map(abs, one['interval timer, ms']), default=float('nan')):10.0f}{one['lost']:6}{one['doubled']:9}"
            f"{one['before the first hold, bytes'] / 1000:7.1f}{'never' if took is None else f'{took:.1f}':>15}"
        )


_print = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
