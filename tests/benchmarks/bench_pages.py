"""Weighs the first view of five pages and has Lighthouse judge them, on a phone: `make bench` runs it.

The site is built, and nginx serves it with the configuration of `docs/contributing/deploying.md`: compressed copies
beside the files, sent as they are. Without nginx nothing is measured, and that is said. Lighthouse judges each page as
often as `--runs` says, the pages in turn, and the medians are printed. A busy machine lowers its performance score and
raises its times, not the rest; `benchmark index` is Lighthouse's own measure of the processor while it ran.

Requests are those of the network: an image that stands in a style sheet as `data:` is none, and a file that is asked
for again, as browsers do for the site's icon, is one. What the service worker fetches after a first view, beside what
the page had, is weighed apart. Everything found is kept in `.benchmarks/pages.json`.
"""

# ruff: noqa: T201 - printing is what this is for

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.bench_serve import COPIES, brotli_module, running  # noqa: E402 - needs the path above
from tests.benchmarks.kept import build_site, keep, load  # noqa: E402

RUNS = 3
SETTLED_MS = 3000
"""After the service worker is ready, until all that it keeps was asked for."""
LIGHTHOUSE = "lighthouse@12.8.2"
"""Fetched by npm when this is run, and not part of the project: it brings more packages than all the rest."""
PAGES = {
    "home": "",
    "list": "exercises/",
    "guide": "exercises/bird-dog/",
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
DIGITS = {"layout shift": 4}


def main(asked: Sequence[str] | None = None) -> None:
    """Build the site, judge it, print and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each page is judged")
    chosen = parser.parse_args(asked)
    before = load()
    if shutil.which("nginx") is None:
        said = "this machine has no nginx"
        print(f"==> Lighthouse is left out: {said}", flush=True)
        keep("pages", {"left out": said}, before)
        return
    print("==> Building the site", flush=True)
    site = build_site()
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in PAGES}
    with running(site, brotli_module()) as ports:
        for number in range(1, chosen.runs + 1):
            for name, path in PAGES.items():
                print(f"==> Lighthouse on {name}, {number} of {chosen.runs}", flush=True)
                runs[name].append(judged(f"http://127.0.0.1:{ports[COPIES]}/{path}"))
        beside = {
            name: kept(f"http://127.0.0.1:{ports[COPIES]}/{path}", site) for name, path in PAGES.items()
        }
    found = {name: medians(each) | {"kept, kB": beside[name]} for name, each in runs.items()}
    report(found, chosen.runs)
    keep("pages", {"lighthouse": LIGHTHOUSE, "pages": found, "runs": runs}, before)


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the median of each value."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def judged(url: str) -> dict[str, float]:
    """Judge a page; once more where Lighthouse broke off, as it does when its browser does not start in time."""
    try:
        return judge(url)
    except subprocess.CalledProcessError as error:
        print(f"    it broke off and is run again: {error.stderr.decode()[-200:].strip()}", flush=True)
        return judge(url)


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
    asked = {item["url"] for item in audits["network-requests"]["details"]["items"]}
    values["requests"] = sum(not url.startswith("data:") for url in asked)
    return values | {"benchmark index": data["environment"]["benchmarkIndex"]}


def kept(url: str, site: Path) -> float:
    """Return the kilobytes that a new browser's service worker fetches after a first view, beside what the page had."""
    had: set[str] = set()
    asked: set[str] = set()

    def note(request: Request) -> None:
        (had if request.service_worker is None else asked).add(urlsplit(request.url).path.removeprefix("/"))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium() or None, args=["--no-sandbox"])
        context = browser.new_context(**playwright.devices["Pixel 5"])
        context.on("request", note)
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(SETTLED_MS)
        browser.close()
    return sum(_sent(site, path) for path in asked - had) / 1000


def _sent(site: Path, path: str) -> int:
    """Return the bytes of a file as the host sends it, in the gzip copy where there is one."""
    file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
    copy = file.with_name(f"{file.name}.gz")
    return (copy if copy.is_file() else file).stat().st_size


def report(found: dict[str, dict[str, float]], runs: int) -> None:
    """Print the table."""
    print(f"\nLighthouse, phone, median of {runs}, served by nginx as the deploying guide says\n")
    print(f"{'':20}" + "".join(f"{name:>10}" for name in found))
    for key in next(iter(found.values())):
        print(f"{key:20}" + "".join(f"{page[key]:10.{DIGITS.get(key, 0)}f}" for page in found.values()))


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), "")


if __name__ == "__main__":
    main()
