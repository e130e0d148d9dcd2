"""How long Python takes to start in a page: ours, stock Pyodide's and the floor, in one run. `make bench`.

Absolute times are the machine's; the ratios are the result. Each start is measured in a module worker on an
empty page, from the worker's creation to a Python that answers: in a new browser profile ("first"), then in a
new page of the same profile ("again"). The starts take turns, so that a slow minute slows all of them.

- ours: the snapshot, with the widgets and the catalogue ready.
- ours, without the snapshot: the start that takes over when a snapshot fails; same result.
- stock: `loadPyodide()` and `import dataclasses, json, datetime`, with no widget at all.
- floor: compile the core, fetch and unpack the snapshot, copy it into memory. No start from it can be faster.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
ROUNDS = 5
PAGE = "exercises/bridge/"
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
LONG_TASK = 50
"""Milliseconds; what the browser itself calls a long task."""

OURS = """
import { boot, fetchText } from "%(root)sbench/shell/boot.js";
const start = { kind: "start", mode: "%(mode)s", runtime: "%(runtime)s", name: "%(name)s" };
const fetched = fetchText("%(root)sassets/catalog.json");
const [python, catalog] = await Promise.all([boot(start, () => {}), fetched]);
python.setCatalog(catalog);
const element = { tag: "hold-timer", id: "a", attributes: { slug: "bridge" } };
const connect = { element, name: "connect", at: Date.now(), value: { stored: {} } };
if (!JSON.parse(python.handle(JSON.stringify([connect]))).html.a) throw new Error("no view");
postMessage("ready");
"""
STOCK = """
import { loadPyodide } from "%(runtime)spyodide.mjs";
const pyodide = await loadPyodide({ indexURL: "%(runtime)s" });
pyodide.runPython("import dataclasses, json, datetime");
postMessage("ready");
"""
FLOOR = """
const snapshot = fetch("%(runtime)ssnapshot.bin.gz").then((response) =>
  new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
const core = WebAssembly.compileStreaming(fetch("%(runtime)spyodide.asm.wasm"));
const [bytes] = await Promise.all([snapshot, core]);
const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes.byteLength / 65536) });
new Uint8Array(memory.buffer).set(new Uint8Array(bytes));
postMessage("ready");
"""
MEASURE = """
(source) => new Promise((resolve, reject) => {
  const begin = performance.now();
  const worker = new Worker(source, { type: "module" });
  worker.onmessage = () => resolve(performance.now() - begin);
  worker.onerror = (event) => reject(new Error(event.message));
})
"""
WATCH_LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longTasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask", buffered: true });
"""


def main() -> None:
    """Build the site, measure, and print what was found."""
    _say("Building the site")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=ROOT, check=True)
    (runtime,) = (SITE / "assets" / "runtime").iterdir()
    with serve(runtime.name) as url, sync_playwright() as playwright:
        times: dict[tuple[str, str], list[float]] = {}
        for number in range(1, ROUNDS + 1):
            _say(f"Round {number} of {ROUNDS}")
            for name in workers("", ""):
                for visit, milliseconds in start_times(playwright, url, name):
                    times.setdefault((name, visit), []).append(milliseconds)
        longest = longest_task(playwright, url)
    report({key: statistics.median(found) for key, found in times.items()})
    report_sizes(runtime)
    over = "over" if longest > LONG_TASK else "within"
    _print(
        f"\nLongest task of the page's own thread as Python starts: {longest:.0f} ms, {over} {LONG_TASK} ms"
    )


def workers(url: str, runtime: str) -> Mapping[str, str]:
    """Return the worker scripts to measure, by name."""
    values = {"root": url, "runtime": f"{url}assets/runtime/{runtime}/", "name": runtime}
    return {
        "ours": OURS % (values | {"mode": "snapshot"}),
        "ours, without the snapshot": OURS % (values | {"mode": "stock"}),
        "stock": STOCK % values,
        "floor": FLOOR % values,
    }


def start_times(playwright: Playwright, url: str, name: str) -> Iterator[tuple[str, float]]:
    """Yield a start's times in milliseconds, in a new profile and again in the same."""
    with profile(playwright) as context:
        for visit in ("first", "again"):
            page = context.new_page()
            page.goto(f"{url}bench/blank.html")
            yield visit, page.evaluate(MEASURE, f"{url}bench/{name}.js".replace(" ", "%20"))
            page.close()


def longest_task(playwright: Playwright, url: str) -> float:
    """Return the longest task in milliseconds on an exercise's page while Python starts beside it.

    The focus on the timer wakes Python, and nothing is tapped: the first tap also opens the sound device,
    which takes the page 50 to 80 ms by itself.
    """
    with profile(playwright) as context:
        context.add_init_script(WATCH_LONG_TASKS)
        page = context.new_page()
        page.goto(url + PAGE, wait_until="networkidle")
        begin = page.evaluate("performance.now()")
        page.focus("hold-timer [data-on-click=start]")
        page.wait_for_selector("hold-timer[data-awake]")
        settle(page)
        tasks: list[tuple[float, float]] = page.evaluate("window.longTasks")
        return max((duration for at, duration in tasks if at >= begin), default=0.0)


def settle(page: Page) -> None:
    """Wait until the page has painted what came last."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")


def report(medians: Mapping[tuple[str, str], float]) -> None:
    """Print the table."""
    _print(
        f"\nPython starts in Chromium, median of {ROUNDS}, milliseconds (times the floor; part of stock)\n"
    )
    _print(f"{'':28}{'first visit':>24}{'again':>24}")
    for name in workers("", ""):
        cells = []
        for visit in ("first", "again"):
            value = medians[name, visit]
            floor, stock = value / medians["floor", visit], value / medians["stock", visit]
            cells.append(f"{value:7.0f} ({floor:4.1f}x; {stock:4.2f})")
        _print(f"{name:28}{cells[0]:>24}{cells[1]:>24}")


def report_sizes(runtime: Path) -> None:
    """Print what a reader fetches, as a host that compresses sends it."""
    _print("\nTo fetch (gzip), kB:")
    for path in sorted(runtime.iterdir()):
        data = path.read_bytes()
        packed = len(data) if path.suffix in {".gz", ".zip", ".whl"} else len(gzip.compress(data))
        _print(f"  {path.name:24}{packed / 1000:8.0f}")
    shell = sum(len(gzip.compress(path.read_bytes())) for path in (SITE / "assets" / "shell").rglob("*.js"))
    _print(f"  {'shell, all scripts':24}{shell / 1000:8.0f}")


@contextmanager
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """Open a browser with an empty profile on disk: only there does Chromium keep compiled code."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(folder, executable_path=path, args=[*FLAGS])
        yield context
        context.close()


@contextmanager
def serve(runtime: str) -> Iterator[str]:
    """Serve the built site, and the workers to measure beside it; yield its address, slash included."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(SITE))
    )
    url = f"http://127.0.0.1:{server.server_port}/"
    _Handler.made = {f"/bench/{name}.js": source for name, source in workers(url, runtime).items()}
    _Handler.made["/bench/blank.html"] = "<!doctype html><title>Measuring</title>"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()
    server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a static host does, and a few texts that exist only here."""

    protocol_version = "HTTP/1.1"
    made: Mapping[str, str] | dict[str, str] = {}  # noqa: RUF012 - set once, before the server starts

    def translate_path(self, path: str) -> str:
        modules = "/bench/shell/"
        if path.startswith(modules):
            return str(ROOT / "widgets" / "shell" / path.removeprefix(modules))
        return super().translate_path(path)

    def do_GET(self) -> None:
        text = self.made.get(self.path.replace("%20", " "))
        if text is None:
            super().do_GET()
            return
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path.endswith(".html") else "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        del format, args


def _say(text: str) -> None:
    _print(f"==> {text}")


_print: Callable[[str], None] = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
