"""How long Python takes to start in a page: ours, stock Pyodide's, PyScript's and the floor, in one run. `make bench`.

Absolute times are the machine's; the ratios are the result. Each start is measured on an empty page, from the moment
it is asked for to a Python that answers in a worker: in a new browser profile ("first"), then in a new page of the
same profile ("again"), a moment later: a browser needs one to write down what it keeps. The starts take turns, so that
a slow minute slows all of them.

- ours: the site's own worker, from the snapshot, up to the first view of a timer.
- ours, without the snapshot: the start that takes over when a snapshot fails; same result.
- stock: npm's Pyodide as it is, `loadPyodide()` and `import dataclasses, json, datetime`, with no widget at all.
- PyScript: its own script and one `<script type="py" worker>` with the same imports, on the same Pyodide.
- floor: compile the core, fetch and unpack the snapshot, copy it into memory. No start from it can be faster.

In Chromium, and where the machine has them in Firefox and WebKitGTK; `--engines chromium` leaves out the others. An
engine or a start that fails gets a line that says so. What was found is kept in `.benchmarks/start.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import build_site, keep, load  # noqa: E402 - needs the path above
from tests.browser.engines import Engine, Firefox, WebKit, screen  # noqa: E402 - as above
from tests.browser.engines import found as program  # noqa: E402 - as above

ROUNDS = {"chromium": 5, "firefox": 3, "webkit": 3}
"""How often each start is measured. The other two engines take longer, and have no goal."""
ENGINES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKitGTK"}
OURS, WITHOUT, STOCK, PYSCRIPT, FLOOR = STARTS = (
    "ours",
    "ours, without the snapshot",
    "stock",
    "PyScript",
    "floor",
)
VISITS = ("first", "again")
PAUSE = 2
"""Seconds after each visit."""
MODULES = {
    "/bench/pyodide/": ROOT / "node_modules" / "pyodide",
    "/bench/pyscript/": ROOT / "node_modules" / "@pyscript" / "core" / "dist",
}
"""Folders that are no part of the site, by where the server has them."""
PAGE = "exercises/bridge/"
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""No name is looked up: a start that asked another host for something would fail here, not win or lose time."""
LONG_TASK = 50
"""Milliseconds; what the browser itself calls a long task."""

STOCK_SCRIPT = """
import { loadPyodide } from "%(stock)spyodide.mjs";
const pyodide = await loadPyodide({ indexURL: "%(stock)s" });
pyodide.runPython("import dataclasses, json, datetime");
postMessage("ready");
"""
FLOOR_SCRIPT = """
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
# The site's own worker, told what the page tells it.
MEASURE_OURS = """
({ source, start, events }) => new Promise((resolve, reject) => {
  const begin = performance.now();
  const worker = new Worker(source, { type: "module", name: "Python" });
  worker.onmessage = ({ data }) => {
    if (data.kind === "failed") reject(new Error(data.reason));
    if (data.kind !== "update") return;
    if (JSON.parse(data.update).html.a) resolve(performance.now() - begin);
    else reject(new Error("no view"));
  };
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(start);
  worker.postMessage({ kind: "events", events });
})
"""
CONNECT = {
    "element": {"tag": "hold-timer", "id": "a", "attributes": {"slug": "bridge"}},
    "name": "connect",
    "at": 0,
    "value": {"stored": {}},
}
# As a page of PyScript is written: a script of Python, and PyScript's own, which finds it and starts its worker.
MEASURE_PYSCRIPT = """
({ core, interpreter }) => new Promise((resolve, reject) => {
  const channel = new BroadcastChannel("bench");
  channel.onmessage = () => resolve(performance.now() - begin);
  const script = document.createElement("script");
  script.type = "py";
  script.setAttribute("worker", "");
  script.setAttribute("config", JSON.stringify({ interpreter }));
  script.textContent = [
    "import dataclasses, json, datetime",
    "import js",
    "js.BroadcastChannel.new('bench').postMessage('ready')",
  ].join("\\n");
  const begin = performance.now();
  document.head.append(script);
  import(core).catch(reject);
})
"""
WATCH_LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longTasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask", buffered: true });
"""


type Visit = Callable[[str, str, object], float]
"""Opens a page in a new tab, calls a function there with a value, and returns its milliseconds."""


def main(asked: Sequence[str] | None = None) -> None:
    """Build the site, measure, print and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--rounds", type=int, help="how often each start is measured, in every engine")
    chosen = parser.parse_args(asked)
    before = load()
    _say("Building the site")
    site = build_site()
    (runtime,) = (site / "assets" / "runtime").iterdir()
    engines: dict[str, Any] = {}
    with serve(site, runtime.name) as url, sync_playwright() as playwright:
        for engine in chosen.engines:
            rounds = chosen.rounds or ROUNDS[engine]
            engines[engine] = starts_in(engine, rounds, url, runtime.name, playwright)
        longest = longest_task(playwright, url)
        fetched = fetched_sizes(site, playwright, url, runtime.name)
    result = {
        "engines": engines,
        "longest task, ms": longest,
        "fetched": fetched,
        "versions": {name: _version(name) for name in ("pyodide", "@pyscript/core")},
    }
    report(result)
    keep("start", result, before)


def starts_in(engine: str, rounds: int, url: str, runtime: str, playwright: Playwright) -> dict[str, Any]:
    """Return the times of every start in one engine, or why there are none."""
    missing = left_out(engine)
    if missing:
        _say(f"{ENGINES[engine]} is left out: {missing}")
        return {"left out": missing}
    times: dict[str, dict[str, list[float]]] = {}
    failed: dict[str, str] = {}
    version = ""
    with screen() if engine == "webkit" else contextlib.nullcontext():
        for number in range(1, rounds + 1):
            _say(f"{ENGINES[engine]}, round {number} of {rounds}")
            for name in (name for name in STARTS if name not in failed):
                try:
                    with opened(engine, playwright) as (version, visit):
                        for which in VISITS:
                            taken = visit(*how(name, url, runtime))
                            times.setdefault(name, {}).setdefault(which, []).append(round(taken, 1))
                            time.sleep(PAUSE)
                except Exception as error:  # noqa: BLE001 - whatever a browser says goes into the table
                    failed[name] = next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
                    times.pop(name, None)
                    _say(f"{ENGINES[engine]}, {name} failed: {failed[name]}")
    return {"version": version, "rounds": rounds, "times, ms": times, "failed": failed}


def left_out(engine: str) -> str:
    """Return why an engine is not measured on this machine, or nothing."""
    if engine != "chromium" and program(engine) is None:
        return "this machine has no package of it"
    if engine == "webkit" and not (shutil.which("Xvfb") or os.environ.get("DISPLAY")):
        return "it needs a screen, and this machine has no package of xvfb"
    return ""


def how(name: str, url: str, runtime: str) -> tuple[str, str, object]:
    """Return the page on which a start is measured, and the function and its value that measure it."""
    blank = f"{url}bench/blank.html"
    if name in {OURS, WITHOUT}:
        start = {
            "kind": "start",
            "mode": "snapshot" if name == OURS else "stock",
            "runtime": f"{url}assets/runtime/{runtime}/",
            "name": runtime,
            "catalog": f"{url}assets/catalog-brief.json",
            "clock": {"speed": 1, "anchor": 0, "apart": 0},
        }
        worker = f"{url}{_Handler.worker}"
        return blank, MEASURE_OURS, {"source": worker, "start": start, "events": json.dumps([CONNECT])}
    if name == PYSCRIPT:
        place = {"core": f"{url}bench/pyscript/core.js", "interpreter": f"{url}bench/pyodide/pyodide.mjs"}
        return f"{url}bench/isolated.html", MEASURE_PYSCRIPT, place
    return blank, MEASURE, f"{url}bench/{name}.js"


def workers(url: str, runtime: str) -> Mapping[str, str]:
    """Return the worker scripts that are no part of the site, by name."""
    values = {"stock": f"{url}bench/pyodide/", "runtime": f"{url}assets/runtime/{runtime}/"}
    return {STOCK: STOCK_SCRIPT % values, FLOOR: FLOOR_SCRIPT % values}


@contextmanager
def opened(engine: str, playwright: Playwright) -> Iterator[tuple[str, Visit]]:
    """Open an engine with a new profile; yield its version and what measures a start in a new page."""
    if engine == "chromium":
        with profile(playwright) as context:

            def in_new_tab(address: str, function: str, value: object) -> float:
                page = context.new_page()
                page.goto(address)
                taken: float = page.evaluate(function, value)
                page.close()
                return taken

            yield _chromium_version(context), in_new_tab
        return
    driver = program(engine) or ""
    one: Engine = Firefox(driver) if engine == "firefox" else WebKit(driver)

    def in_page(address: str, function: str, value: object) -> float:
        one.open(address)  # the page before it ends, and its worker with it
        return float(one.evaluate(function, value))

    try:
        yield one.version, in_page
    finally:
        one.close()


@contextmanager
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """Open Chromium with an empty profile on disk: only there does it keep compiled code."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((known for name in names if (known := shutil.which(name))), None)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(folder, executable_path=path, args=[*FLAGS])
        yield context
        context.close()


def _chromium_version(context: BrowserContext) -> str:
    """Return what the browser of a profile says of itself: Playwright tells it of a browser without one only."""
    session = context.new_cdp_session(context.pages[0])
    product: str = session.send("Browser.getVersion")["product"]
    return product.partition("/")[2]


def longest_task(playwright: Playwright, url: str) -> float:
    """Return the longest task in milliseconds on an exercise's page while Python starts beside it.

    It is 0 where none takes `LONG_TASK` or longer: the browser does not tell of shorter ones.

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


def fetched_sizes(site: Path, playwright: Playwright, url: str, runtime: str) -> dict[str, dict[str, int]]:
    """Return the bytes of each file that our start fetches, as a host sends them that has the compressed copies."""
    folder = f"/assets/runtime/{runtime}/"
    _Handler.asked.clear()
    with opened("chromium", playwright) as (_, visit):
        visit(*how(OURS, url, runtime))
    sizes = {}
    for asked in sorted({path for path in _Handler.asked if path.startswith(folder)}):
        path = site / asked.removeprefix("/")
        copies = {"gzip": path.with_name(f"{path.name}.gz"), "brotli": path.with_name(f"{path.name}.br")}
        sizes[path.name] = {
            coding: (copy if copy.is_file() else path).stat().st_size for coding, copy in copies.items()
        }
    return sizes


def report(result: Mapping[str, Any]) -> None:
    """Print the tables."""
    for engine, found in result["engines"].items():
        if "left out" in found:
            _print(f"\n{ENGINES[engine]} is left out: {found['left out']}")
            continue
        _print(
            f"\nPython starts in {ENGINES[engine]} {found['version']}, median of {found['rounds']}, milliseconds "
            "(times the floor; part of stock)\n"
        )
        _print(f"{'':28}{'first visit':>24}{'again':>24}")
        for name in STARTS:
            if name in found["failed"]:
                _print(f"{name:28}failed: {found['failed'][name]}")
                continue
            _print(
                f"{name:28}" + "".join(f"{_cell(found['times, ms'], name, visit):>24}" for visit in VISITS)
            )
    _print("\nWhat our start fetches, kB (gzip, Brotli):")
    for name, size in result["fetched"].items():
        _print(f"  {name:24}{size['gzip'] / 1000:8.0f}{size['brotli'] / 1000:8.0f}")
    longest = result["longest task, ms"]
    told = f"{longest:.0f} ms" if longest else f"none of {LONG_TASK} ms or more"
    _print(f"\nLong tasks of the page's own thread as Python starts: {told}")


def _cell(times: Mapping[str, Mapping[str, Sequence[float]]], name: str, visit: str) -> str:
    """Return a start's median, with what it is beside the floor and stock where those did not fail."""
    value = statistics.median(times[name][visit])
    beside = [
        f"{value / statistics.median(times[peer][visit]):{form}}"
        for peer, form in ((FLOOR, "4.1f"), (STOCK, "4.2f"))
        if peer in times
    ]
    return f"{value:7.0f} ({'; '.join(beside)})"


def _version(package: str) -> str:
    """Return the version of an installed npm package."""
    text = (ROOT / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


@contextmanager
def serve(site: Path, runtime: str) -> Iterator[str]:
    """Serve the built site, and the workers to measure beside it; yield its address, slash included."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(site))
    )
    url = f"http://127.0.0.1:{server.server_port}/"
    _Handler.made = {f"/bench/{name}.js": source for name, source in workers(url, runtime).items()}
    _Handler.made |= dict.fromkeys(
        ("/bench/blank.html", "/bench/isolated.html"), "<!doctype html><title>Measuring</title>"
    )
    (worker,) = site.glob("assets/shell/*/worker.js")
    _Handler.worker = worker.relative_to(site).as_posix()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()
    server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a static host does, and a few texts that exist only here."""

    protocol_version = "HTTP/1.1"
    made: dict[str, str] = {}  # noqa: RUF012 - set once, before the server starts
    asked: list[str] = []  # noqa: RUF012 - the requests of all connections
    worker = ""
    """The path of the site's own worker."""

    def translate_path(self, path: str) -> str:
        for prefix, folder in MODULES.items():
            if path.startswith(prefix):
                return str(folder / path.removeprefix(prefix))
        return super().translate_path(path)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        text = self.made.get(self.path)
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
        if (
            self.path == "/bench/isolated.html"
        ):  # what PyScript asks of a host, for its workers to reach the page
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        del format, args


def _say(text: str) -> None:
    _print(f"==> {text}")


_print: Callable[[str], None] = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
