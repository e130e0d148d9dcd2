"""Weighs the first view of five pages and has Lighthouse judge them, on a phone: `make bench` runs it.

The site is built and served as the deploying guide has it: compressed copies beside the files, sent as they are.
Lighthouse is run as often as `RUNS` says for each page, and the medians are printed: a busy machine moves its
performance score, not the others. Everything found is kept in `.benchmarks/pages.json`.
"""

# ruff: noqa: T201 - printing is what this is for

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / ".cache" / "bench" / "site"
REPORT = ROOT / ".benchmarks" / "pages.json"
RUNS = 3
LIGHTHOUSE = "lighthouse@12.8.2"
"""Fetched by npm when this is run, and not part of the project: it brings more packages than all the rest."""
PAGES = {
    "home": "",
    "list": "exercises/",
    "guide": "exercises/bridge/",
    "planner": "planner/",
    "learn": "learn/walking/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first paint, ms": "first-contentful-paint",
    "largest paint, ms": "largest-contentful-paint",
    "blocking, ms": "total-blocking-time",
    "layout shift": "cumulative-layout-shift",
    "kB": "total-byte-weight",
}


def main() -> None:
    """Build the site, judge it, and print what was found."""
    print("==> Building the site", flush=True)
    for command in (
        ("-m", "mkdocs", "build", "--quiet", "--site-dir", str(SITE)),
        ("-m", "widgets", "compress", str(SITE)),
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    found: dict[str, dict[str, float]] = {}
    with serve() as url:
        for name, path in PAGES.items():
            print(f"==> Lighthouse on {name}, {RUNS} times", flush=True)
            runs = [judge(url + path) for _ in range(RUNS)]
            found[name] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(found, indent=2), "utf-8")
    report(found)


def judge(url: str) -> dict[str, float]:
    """Return what Lighthouse says of a page: scores of 100, times in milliseconds, kilobytes, and requests."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        subprocess.run(  # noqa: S603 - no part of the command comes from outside
            [
                *("npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", url),
                *("--quiet", "--output=json", f"--output-path={target}"),
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            cwd=folder,
            env=os.environ | {"CHROME_PATH": _chromium()},
            check=True,
            capture_output=True,
        )
        data: dict[str, Any] = json.loads(target.read_bytes())
    audits = data["audits"]
    values = {name: round(100 * data["categories"][name]["score"]) for name in CATEGORIES}
    values |= {name: audits[audit]["numericValue"] for name, audit in METRICS.items()}
    values["kB"] /= 1000
    asked = [item["url"] for item in audits["network-requests"]["details"]["items"]]
    return values | {"requests": sum(url.startswith("http://127.0.0.1:") for url in asked)}


def report(found: dict[str, dict[str, float]]) -> None:
    """Print the table."""
    print(f"\nLighthouse, phone, median of {RUNS}, served compressed\n")
    print(f"{'':20}" + "".join(f"{name:>10}" for name in found))
    for key in next(iter(found.values())):
        digits = 3 if key == "layout shift" else 0
        print(f"{key:20}" + "".join(f"{page[key]:10.{digits}f}" for page in found.values()))


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), "")


@contextmanager
def serve() -> Iterator[str]:
    """Serve the built site on a free port; yield its address, slash included."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(SITE))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends the compressed copy of a file where there is one and the browser takes it."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def do_GET(self) -> None:
        path = SITE / unquote(urlsplit(self.path).path).removeprefix("/")
        file = path / "index.html" if path.is_dir() else path
        for suffix, coding in ((".br", "br"), (".gz", "gzip")):
            copy = file.with_name(file.name + suffix)
            if coding in self.headers.get("Accept-Encoding", "") and copy.is_file():
                data = copy.read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(str(file)))
                self.send_header("Content-Encoding", coding)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                return
        super().do_GET()

    def end_headers(self) -> None:
        fixed = "/assets/shell/" in self.path or "/assets/runtime/" in self.path
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if fixed else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        del format, args


if __name__ == "__main__":
    main()
