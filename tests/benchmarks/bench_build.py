"""How long the site takes to build beside plain Material with the same Markdown, in one run. `make bench`.

Absolute times are the machine's; the ratio is the result. "Plain" builds what `python -m exercises write --project` has
written: the same pages, theme and search, with no code of this project running. "Ours" is the whole build, with the
runtime's snapshot and the caches ready, as they are after the first build: what no file has changed is looked up, not
made. "Edited" is the build after one record was edited: that record, the pages that name it and all that is made of
the whole catalogue are made anew. "Shown" is how long after an edit a writer sees it in `make serve`, by the clock, so
that another load changes it. All others are processes of their own and take turns: a slow minute slows both.

These are builds of the English site alone. Each other published language is then built with it, and what that adds is
told as a part of the English build.

`--records N ...` also builds catalogues of N synthetic records or a few more: copies of all real ones
under other names.
"""

# ruff: noqa: T201 - a table is what a benchmark is for

from __future__ import annotations

import argparse
import contextlib
import copy
import dataclasses
import math
import os
import re
import resource
import shutil
import socket
import statistics
import string
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from exercises.catalog.load import load as load_catalog  # noqa: E402 - needs the path above
from exercises.catalog.rules.content import LEFT_OUT, MAY_ASK_AFTER_SURGERY  # noqa: E402
from exercises.figures.people import who_of  # noqa: E402
from exercises.translate import languages  # noqa: E402
from tests.benchmarks.kept import keep, load  # noqa: E402

COPIED = ("mkdocs.yml", "pyproject.toml", "README.md", "docs", "exercises", "widgets")
ROUNDS = 3
ROUNDS_MOST = 10
"""Of a build; the records after them are edited while the site is served."""
PATIENCE = 300
"""Seconds for a page while the site is served: the first one waits for a whole build."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One size of the site."""

    records: int
    plain: float
    """Seconds of processor time, the median of the rounds."""
    ours: float
    edited: float
    """The first build after one record was edited."""
    shown: float
    """Seconds by the clock from saving an edited record until `make serve` shows it, the median."""

    @property
    def ratio(self) -> float:
        """How many times as long as plain Material."""
        return self.ours / self.plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Further:
    """The site in one more language."""

    english: float
    """Seconds of processor time for the English site alone, the median of the rounds."""
    both: float
    """The same for English and the language."""

    @property
    def part(self) -> float:
        """What the language adds, as a part of the English build."""
        return self.both / self.english - 1


def _seconds(command: Sequence[str | Path], cwd: Path) -> float:
    """Return the processor time of a command and its children; other load on the machine hardly changes that."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(cwd)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a contributor's Python keeps its byte code
    subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _shown(folder: Path, rounds: int) -> float:
    """Serve the project as `make serve` does, edit a record in each round, and return how long its page took to change.

    Raises:
        TimeoutError: a page did not come, or did not change.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--no-strict", "--dev-addr", address]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://{address}/", "<h1")
        times = []
        for number in range(rounds):
            slug, name = _edit(folder, ROUNDS_MOST + number)
            begun = time.monotonic()
            _wait_for(f"http://{address}/exercises/{slug}/", name)
            times.append(time.monotonic() - begun)
    finally:
        process.terminate()
        process.wait()
    return statistics.median(times)


def _wait_for(url: str, text: str) -> None:
    """Ask for a page until it holds a text."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
            if text in answer.read().decode():
                return
        time.sleep(0.05)
    raise TimeoutError(f"{url} did not show {text!r}")


def copy_project(folder: Path, records: int) -> int:
    """Copy the project into a folder, with copies of all records until there are enough; return how many there are.

    No language but English is published in it.
    """
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    # Of what earlier builds have kept only the runtime: the rest is filled here, and goes with the copy.
    (folder / ".cache").mkdir()
    (ROOT / ".cache" / "runtime").mkdir(parents=True, exist_ok=True)
    (folder / ".cache" / "runtime").symlink_to(ROOT / ".cache" / "runtime")
    _publish(folder, None)
    data = folder / "exercises" / "data"
    real = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(data.glob("*.yml"))
    }
    # Who is drawn follows from a slug, and a pose fits some people and not others.
    shown = {
        one.value.slug: who_of(one.value.slug, one.value.figure)
        for one in load_catalog().exercises
        if one.value.figure is not None
    }
    copies = max(1, math.ceil(records / len(real)))
    for number in range(1, copies):
        for record in real.values():
            copied = _copied(record, number)
            if record["slug"] in shown:
                copied["figure"]["who"] = shown[record["slug"]]
            text = yaml.safe_dump(copied, sort_keys=False, allow_unicode=True)
            (data / f"{copied['slug']}.yml").write_text(text, encoding="utf-8")
    return copies * len(real)


def _copied(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return a record under other words where no two may be alike, linked to the copies with the same number."""
    word = (
        f"{string.ascii_lowercase[number // 26]}{string.ascii_lowercase[number % 26]}"  # names hold no digits
    )
    copied = copy.deepcopy(dict(record))
    copied.pop("synonyms", None)
    copied["slug"] = f"{record['slug']}-{word}"
    copied["name"] = f"{record['name']} {word.upper()}"
    copied["summary"] = f"{record['summary'].rstrip('.')} ({word.upper()})."
    for step in copied["steps"]:  # only the record that teaches bracing may use the image of a poke
        step["text"] = step["text"].replace(", as if for a light poke", "")
    for variant in (*copied.get("easier", ()), *copied.get("harder", ())):
        variant["slug"] = f"{variant['slug']}-{word}"
    for ask in copied.get("ask_first", ()):  # these rules name slugs
        if record["slug"] in MAY_ASK_AFTER_SURGERY and ask["condition"] == "recent-surgery":
            ask["planner"] = "leave-out"
        if record["slug"] in frozenset().union(*LEFT_OUT.get(ask["condition"], {}).values()):
            ask["planner"] = "ask"
            ask["why"] = "Ask before you try this one."
    return copied


def _publish(folder: Path, tag: str | None) -> None:
    """Let a project publish one language beside English, or none."""
    for path in (folder / "exercises" / "locale").glob(f"*/{languages.FILE}"):
        text = path.read_text(encoding="utf-8")
        said = f"published: {'true' if path.parent.name == tag else 'false'}"
        path.write_text(re.sub(r"^published:.*$", said, text, flags=re.MULTILINE), encoding="utf-8")


_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir")


def measure(records: int, rounds: int) -> Row:
    """Measure one size of the site."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        count = copy_project(folder, records)
        plain = Path(temporary) / "plain"
        mkdocs: list[str | Path] = list(_MKDOCS)
        write: list[str | Path] = [sys.executable, "-m", "exercises", "write", plain, "--project"]
        _seconds(write, folder)
        _seconds([*mkdocs, Path(temporary) / "site"], folder)  # fills the caches, as every first build does
        plainly: list[str | Path] = [*mkdocs, Path(temporary) / "plain-site"]
        wholly: list[str | Path] = [*mkdocs, Path(temporary) / "site"]
        times: list[tuple[float, float, float]] = []
        for number in range(rounds):
            unchanged = (_seconds(plainly, plain), _seconds(wholly, folder))
            _edit(folder, number)
            times.append((*unchanged, _seconds(wholly, folder)))
        shown = _shown(folder, rounds)
    plain_time, ours, edited = (statistics.median(column) for column in zip(*times, strict=True))
    return Row(records=count, plain=plain_time, ours=ours, edited=edited, shown=shown)


def measure_languages(tags: Sequence[str], rounds: int) -> dict[str, Further]:
    """Measure what each language adds to the build of the English site; both have their caches."""
    found = {}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        copy_project(folder, 0)
        command: list[str | Path] = [*_MKDOCS, Path(temporary) / "site"]
        for tag in tags:
            _publish(folder, tag)
            _seconds(command, folder)
            if not (Path(temporary) / "site" / tag / "index.html").is_file():
                raise FileNotFoundError(f"the site was built without {tag}: see `exercises translate check`")
            times = []
            for _ in range(rounds):
                _publish(folder, None)
                english = _seconds(command, folder)
                _publish(folder, tag)
                times.append((english, _seconds(command, folder)))
            english, both = (statistics.median(column) for column in zip(*times, strict=True))
            found[tag] = Further(english=english, both=both)
    return found


def _edit(folder: Path, number: int) -> tuple[str, str]:
    """Give one of a project's records another name; return its slug and that name."""
    path = sorted((folder / "exercises" / "data").glob("*.yml"))[number]
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("name: "))
    path.write_text(text.replace(title, f"{title} anew", 1), encoding="utf-8")
    return path.stem, f"{title.removeprefix('name: ')} anew"


def main() -> None:
    """Print a table, a row for each size, and keep it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--records", type=int, nargs="*", default=[], metavar="N", help="sizes of synthetic catalogues"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--languages",
        nargs="*",
        metavar="TAG",
        help="languages to measure beside English; else those that the site publishes",
    )
    options = parser.parse_args()
    before = load()
    tags = list(languages.published(load_catalog())) if options.languages is None else options.languages
    rows = [measure(size, options.rounds) for size in (0, *options.records)]
    further = measure_languages(tags, options.rounds)
    print("Build of the site, processor time\n")
    print(f"{'records':>8} {'plain':>8} {'ours':>8} {'ratio':>7} {'edited':>8} {'shown':>8}")
    for row in rows:
        again = f"{row.edited:>7.1f}s {row.shown:>7.1f}s"
        print(f"{row.records:>8} {row.plain:>7.1f}s {row.ours:>7.1f}s {row.ratio:>7.2f} {again}")
    for tag, one in further.items():
        print(f"\nwith {tag}: {one.both:.1f}s, English alone {one.english:.1f}s: {one.part:.2f} of it more")
    found = {
        "rows": [dataclasses.asdict(row) | {"ratio": row.ratio} for row in rows],
        "languages": {tag: dataclasses.asdict(one) | {"part": one.part} for tag, one in further.items()},
    }
    keep("build", found, before)


if __name__ == "__main__":
    main()
