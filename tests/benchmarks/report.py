"""Writes what the benches found into the page "How fast is it". `make bench` runs it last.

It reads `.benchmarks/*.json`, keeps a copy of all of it in `tests/benchmarks/last.json`, and fills the page's tables. A
bench that was not run is said to be missing; nothing is carried over from the run before. `--again` fills the tables
from the copy alone, for when only their form has changed. `test_report.py` holds the page to the copy.

Nothing is measured here. A file that cannot be read ends it with a message that names the file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import json
import re
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / ".benchmarks"
LAST = ROOT / "tests" / "benchmarks" / "last.json"
PAGE = ROOT / "docs" / "contributing" / "how-fast.md"

BENCHES = {
    "start": "Start of Python",
    "pages": "First views and Lighthouse",
    "serve": "Answers of a web server",
    "figures": "Drawing of figures",
    "build": "Build of the site",
    "cues": "Tones and taps",
    "form": "Taps on the planner's form",
    "plan": "The planner's next week",
    "first-run": "A first run on a slow line",
}
"""What is measured, by the name of its file."""
KEPT = 48.2
"""Kilobytes that a first visit may keep unasked: what `tests/browser/test_weight.py` holds each page to, and why."""
NOTHING = "*Not measured in the last run.*"
MARK = re.compile(r"(<!-- made: ([a-z]+) -->\n).*?(<!-- end -->)", flags=re.DOTALL)

type Result = dict[str, Any]
"""What one bench found: `measured` (when, where) and `found`."""
type Last = Mapping[str, Result]


class ReportError(Exception):
    """A file is not what it should be. The message names it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, and what was measured of it."""

    what: str
    limit: str
    measured: str
    met: bool | None
    """`None` where it was not measured."""

    @property
    def verdict(self) -> str:
        """Say it in one word or two."""
        return {True: "met", False: "**missed**", None: "not measured"}[self.met]


def main(asked: Sequence[str] | None = None) -> int:
    """Fill the page, print the goals, and return 1 where a file cannot be read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--again", action="store_true", help="fill the tables from the last copy alone")
    chosen = parser.parse_args(asked)
    try:
        last = _read(LAST) if chosen.again else collected(FOUND)
        page = filled(PAGE.read_text(encoding="utf-8"), tables(last))
    except ReportError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's own message
        return 1
    LAST.write_text(json.dumps(last, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page, encoding="utf-8")
    _print("\nGoals\n")
    for goal in goals(last):
        _print(f"{goal.what:68}{goal.limit:>14}{goal.measured:>14}  {goal.verdict.replace('*', '')}")
    missing = [said for name, said in BENCHES.items() if name not in last]
    if missing:
        _print(f"\nNot measured: {', '.join(missing)}")
    _print(f"\nWritten: {LAST.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")
    return 0


def collected(folder: Path) -> dict[str, Result]:
    """Return what the benches left in a folder, by name: what was measured, apart from when and on what.

    Raises:
        ReportError: a file is not JSON, or there is none at all.
    """
    last: dict[str, Result] = {}
    for name in BENCHES:
        path = folder / f"{name}.json"
        if not path.is_file():
            continue
        found = _read(path)
        last[name] = {"measured": found.pop("measured"), "found": found}
    if not last:
        raise ReportError(f"{folder}: no bench has left anything here; run one, or `make bench`")
    return last


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: {error}") from error


def filled(page: str, made: Mapping[str, str]) -> str:
    """Return a page with new text between its marks.

    Raises:
        ReportError: a mark has no table, or a table no mark.
    """
    marks = [name for _, name, _ in MARK.findall(page)]
    if sorted(marks) != sorted(made):
        raise ReportError(f"{PAGE}: it has the marks {sorted(marks)}, and the tables are {sorted(made)}")
    return MARK.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n\n{found[3]}", page)


def tables(last: Last) -> dict[str, str]:
    """Return the Markdown of each part of the page, by its mark."""
    return {
        "when": _when(last),
        "reader": _reader(last),
        "goals": _table(
            ("Goal", "Limit", "Measured", "Result"),
            ((g.what, g.limit, g.measured, g.verdict) for g in goals(last)),
            right=(1, 2),
        ),
        "weight": _weight(_found(last, "pages")),
        "lighthouse": _lighthouse(_found(last, "pages")),
        "start": _start(_found(last, "start")),
        "fetched": _fetched(_found(last, "start")),
        "cues": _cues(_found(last, "cues")),
        "taps": _taps(_found(last, "cues")),
        "form": _form(_found(last, "form")),
        "plan": _plan(_found(last, "plan")),
        "serve": _serve(_found(last, "serve")),
        "build": _build(_found(last, "build")),
        "figures": _figures(_found(last, "figures")),
        "first": _first(_found(last, "first-run")),
        "conditions": _conditions(last),
    }


# What each file holds. A bench that left nothing, or whose file has another form, gives `None` or an empty mapping.


def _found(last: Last, name: str) -> Any:  # noqa: ANN401 - each bench has its own form
    return last[name]["found"] if name in last else None


def _pages(found: Any) -> dict[str, dict[str, float]]:  # noqa: ANN401
    """Return the medians of each page that was weighed."""
    if not isinstance(found, dict):
        return {}
    inner = found.get("pages", found)
    return {name: one for name, one in inner.items() if isinstance(one, dict) and "performance" in one}


def _medians(found: Any, engine: str) -> dict[tuple[str, str], float]:  # noqa: ANN401
    """Return the median of each start in an engine, by its name and visit."""
    times = ((found or {}).get("engines", {}).get(engine, {})).get("times, ms", {})
    return {
        (name, visit): statistics.median(each)
        for name, visits in times.items()
        for visit, each in visits.items()
    }


def _rows(found: Any) -> list[dict[str, float]]:  # noqa: ANN401
    """Return the sizes of the site that were built, smallest first."""
    return sorted((found or {}).get("rows", []), key=lambda row: row["records"])


def _languages(found: Any) -> dict[str, dict[str, float]]:  # noqa: ANN401
    """Return what each language beside English adds to the build, by its tag."""
    languages: dict[str, dict[str, float]] = (found or {}).get("languages", {})
    return languages


def _rates(found: Any) -> dict[str, float]:  # noqa: ANN401
    return {
        name: statistics.median(each) for name, each in (found or {}).get("requests per second", {}).items()
    }


# Goals.


def goals(last: Last) -> list[Goal]:
    """Return every goal with what was measured, in the order in which a reader meets what they are about."""
    return [*_goals_of_pages(last), *_goals_of_python(last), *_goals_of_build(last)]


def _goals_of_pages(last: Last) -> Iterator[Goal]:
    pages = list(_pages(_found(last, "pages")).values())
    serve = _found(last, "serve") or {}

    def worst(name: str, pick: Callable[[list[float]], float]) -> float | None:
        values = [page[name] for page in pages if name in page]
        return pick(values) if values else None

    def lowest(*names: str) -> float | None:
        values = [value for name in names if (value := worst(name, min)) is not None]
        return min(values, default=None)

    guide = serve.get("largest guide, bytes of gzip")
    yield _most("First view, the heaviest of the pages", worst("kB", max), 95, " kB")
    yield _most("First view, the most requests of the pages", worst("requests", max), 10)
    yield _most(
        "Kept for use without a network after it, the most", worst("kept, kB", max), KEPT, " kB", digits=1
    )
    yield _most("HTML of the largest guide, gzip", None if guide is None else guide / 1000, 25, " kB")
    yield _least("Lighthouse performance, the lowest", lowest("performance"), 95)
    yield _least(
        "Lighthouse accessibility, best practices and SEO, the lowest",
        lowest("accessibility", "best-practices", "seo"),
        100,
    )
    yield _most("Layout shift, the largest", worst("layout shift", max), 0.02, digits=4)


def _goals_of_python(last: Last) -> Iterator[Goal]:
    found = _found(last, "start") or {}
    medians = _medians(found, "chromium")

    def beside(peer: str, visit: str) -> float | None:
        if ("ours", visit) not in medians or (peer, visit) not in medians:
            return None
        return medians["ours", visit] / medians[peer, visit]

    visits = {"first": "on a first visit", "again": "again"}
    for visit, said in visits.items():
        yield _most(f"Start of Python {said}, part of stock", beside("stock", visit), 0.2, digits=3)
    for visit, said in visits.items():
        yield _most(f"Start of Python {said}, times the floor", beside("floor", visit), 2, digits=2)
    fetched = found.get("fetched")
    total = sum(size["gzip"] for size in fetched.values()) / 1e6 if fetched else None
    yield _most("Runtime to fetch, gzip", total, 7, " MB", digits=2)
    longest = found.get("longest task, ms")
    task = _most("Longest task of the page while Python starts", longest, 50, " ms")
    yield (
        task if longest != 0 else replace(task, measured="below 50 ms")
    )  # the browser tells of no shorter ones
    cues = _found(last, "cues") or {}
    tones = [both["tones"]["p99"] for both in cues.get("cues", {}).values() if "p99" in both["tones"]]
    yield _most("Tones off their moment, p99, the worst", max(tones, default=None), 20, " ms", digits=1)
    voiced = cues.get("cues", {}).get(VOICE, {})
    spoken = voiced["tones"].get("p99") if voiced.get("words") else None
    yield _most("Tones off their moment with the voice on, p99", spoken, 20, " ms", digits=1)
    yield _most("From a tap to the changed page, p95", cues.get("taps", {}).get("p95"), 16, " ms", digits=1)
    taps = (_found(last, "form") or {}).get("taps", {})
    yield _most("From a tap on the planner's form to its answer, p50", taps.get("p50"), 100, " ms")
    weeks = (_found(last, "plan") or {}).get("next week, ms", {})
    yield _most("The planner's next week, the longest", weeks.get("max"), 4, " ms", digits=1)
    runs = ((_found(last, "first-run") or {}).get("pages", {})).values()
    late = [abs(one) for run in runs for one in run["late, ms"]]
    wrong = sum(run["lost"] + run["doubled"] for run in runs)
    before = max((run["before the first hold, bytes"] for run in runs), default=None)
    yield _most("First run on a slow line, phases off their time", max(late, default=None), 100, " ms")
    yield _most("First run on a slow line, phases lost or doubled", wrong if runs else None, 0)
    kilobytes = None if before is None else before / 1000
    yield _most("First run, fetched before the first hold, Python apart", kilobytes, 30, " kB")


def _goals_of_build(last: Last) -> Iterator[Goal]:
    what = "Build of the site{}, times plain Material"
    rows = _rows(_found(last, "build"))
    if not rows:
        yield _most(what.format(""), None, 1.5)
    for row in rows:
        yield _most(what.format(f", {row['records']:,} records"), row["ratio"], 1.5, digits=2)
    again = "Build after one edit{}, times plain Material"
    for row in rows:
        edited = row["edited"] / row["plain"] if "edited" in row else None
        yield _most(again.format(f", {row['records']:,} records"), edited, 1, digits=2)
    for tag, one in _languages(_found(last, "build")).items():
        yield _most(f"Build in one more language ({tag}), part of the English", one["part"], 0.5, digits=2)
    shown = rows[0].get("shown") if rows else None
    yield _most("An edited record, until `make serve` shows it", shown, 2, " s", digits=1)


def _most(what: str, value: float | None, limit: float, unit: str = "", digits: int = 0) -> Goal:
    """Return a goal that is met by a value up to a limit."""
    asked = f"at most {limit:g}{unit}"
    if value is None:
        return Goal(what, asked, "-", None)
    return Goal(what, asked, f"{value:,.{digits}f}{unit}", value <= limit)


def _least(what: str, value: float | None, limit: float) -> Goal:
    """Return a goal that is met by a score from a limit on."""
    asked = f"at least {limit:g}"
    return (
        Goal(what, asked, "-", None) if value is None else Goal(what, asked, f"{value:.0f}", value >= limit)
    )


# Tables.


def _when(last: Last) -> str:
    days = sorted({one["measured"]["date"] for one in last.values()})
    machines = [one["measured"]["machine"] for one in last.values() if "machine" in one["measured"]]
    first, newest = _day(days[0]), _day(days[-1])
    when = f"Last measured on {newest}" if first == newest else f"Measured from {first} to {newest}"
    where = ""
    if machines:
        one = machines[-1]
        size = f"{one['cores']} cores and {one['memory, GB']} GB of memory"
        where = f", on a machine with {size} ({one['system']}, {one['processor']})"
    missing = [said.lower() for name, said in BENCHES.items() if name not in last]
    told = goals(last)
    count = sum(goal.met is True for goal in told)
    missed = sum(goal.met is False for goal in told)
    verdict = f"Of {len(told)} goals {count} are met and {missed} missed"
    lines = [f"{when}{where}. {f'All {count} goals are met' if count == len(told) else verdict}."]
    if rest := len(told) - count - missed:
        lines.append(f"{rest} could not be looked at.")
    if missing:
        lines.append(f"Not measured: {', '.join(missing)}.")
    return " ".join(lines)


SPEEDS = (1.6, 10)
"""Megabits a second: the slow mobile network that Lighthouse plays, and one of a common home."""


def _reader(last: Last) -> str:
    """Return what a reader fetches, and how long the networks of `SPEEDS` take to bring it, worked out."""
    pages = _pages(_found(last, "pages"))
    fetched = (_found(last, "start") or {}).get("fetched", {})
    python = sum(size["brotli"] for size in fetched.values()) / 1000
    sizes = {
        f"The first page, if it is a {said}": pages[name]["kB"]
        for name, said in (("guide", "guide"), ("planner", "planner"))
        if name in pages
    }
    if python:
        sizes["Python, the first time that you use a timer or form"] = python
    rows = (
        (what, f"{size:,.0f} kB", *(f"{size * 8 / 1000 / speed:.1f} s" for speed in SPEEDS))
        for what, size in sizes.items()
    )
    head = ("What is fetched", "Size", *(f"At {speed:g} Mbit/s" for speed in SPEEDS))
    return _table(head, rows, right=(1, 2, 3))


def _weight(found: Any) -> str:  # noqa: ANN401
    rows = ((name, f"{page['kB']:.0f}", f"{page['requests']:.0f}") for name, page in _pages(found).items())
    return _table(("Page", "kB", "Requests"), rows, right=(1, 2))


def _lighthouse(found: Any) -> str:  # noqa: ANN401
    others = ("accessibility", "best-practices", "seo")
    rows = (
        (
            name,
            f"{page['performance']:.0f}",
            f"{min(page[other] for other in others):.0f}",
            f"{page['largest paint, ms'] / 1000:.1f}",
            f"{page['blocking, ms']:.0f}",
            f"{page['layout shift']:.3f}",
        )
        for name, page in _pages(found).items()
    )
    head = ("Page", "Speed", "Rest", "Paint, s", "Busy, ms", "Shift")
    return _table(head, rows, right=range(1, 6))


STARTS = {
    "ours": "**This site**",
    "ours, without the snapshot": "This site, no snapshot",
    "stock": "Stock Pyodide",
    "PyScript": "PyScript",
    "floor": "Floor",
}
ENGINES = {"chromium": "Chromium", "firefox": "Firefox ESR", "webkit": "WebKitGTK"}


def _start(found: Any) -> str:  # noqa: ANN401
    """Return a table for each engine."""
    engines = (found or {}).get("engines", {})
    parts = []
    for engine, name in ENGINES.items():
        one = engines.get(engine, {"left out": "not measured in the last run"})
        if "left out" in one:
            parts.append(f"**{name}** is left out: {one['left out']}.")
            continue
        medians = _medians(found, engine)
        rows: list[tuple[str, ...]] = []
        for start, said in STARTS.items():
            if start in one["failed"]:
                rows.append((said, f"failed: {_plain(one['failed'][start])}", "", "", ""))
                continue
            cells = [
                cell
                for visit in ("first", "again")
                for cell in (_number(medians.get((start, visit))), _part(medians, start, visit))
            ]
            rows.append((said, *cells))
        head = (f"{name} {one['version'].split('.')[0]}", "First, ms", "of stock", "Again, ms", "of stock")
        parts.append(_table(head, rows, right=range(1, 5)) + f"\n\nMedian of {one['rounds']}.")
    return "\n\n".join(parts)


def _part(medians: Mapping[tuple[str, str], float], start: str, visit: str) -> str:
    if (start, visit) not in medians or ("stock", visit) not in medians:
        return "-"
    return f"{medians[start, visit] / medians['stock', visit]:.2f}"


def _fetched(found: Any) -> str:  # noqa: ANN401
    fetched = (found or {}).get("fetched", {})
    rows: list[tuple[str, ...]] = [
        (f"`{name}`", _number(size["gzip"] / 1000), _number(size["brotli"] / 1000))
        for name, size in sorted(fetched.items(), key=lambda item: -item[1]["gzip"])
        if size["gzip"] >= 1000  # a few bytes would be told as 0
    ]
    if rows:
        sums = [sum(size[coding] for size in fetched.values()) / 1000 for coding in ("gzip", "brotli")]
        rows.append(("**Together**", *(f"**{_number(total)}**" for total in sums)))
    return _table(("File", "gzip, kB", "Brotli, kB"), rows, right=(1, 2))


VOICE = "idle, voice on"
"""How `bench_cues.py` names the page in which the recorded voice speaks beside the tones."""


def _cues(found: Any) -> str:  # noqa: ANN401
    rows = []
    measured = (found or {}).get("cues", {})
    for name, both in measured.items():
        for what, said in (("tones", "this timer"), ("interval timer", "interval timer")):
            one = both[what]
            label = f"{name[0].upper()}{name[1:]}, {said}"
            rows.append((label, *(_tenth(one.get(key)) for key in ("p50", "p99", "max", "drift"))))
    if measured and VOICE not in measured:
        rows.append((f"{VOICE.capitalize()}: not measured", *("-" * 4)))
    return _table(("Page, and what is timed", "p50", "p99", "Most", "Drift"), rows, right=range(1, 5))


def _taps(found: Any) -> str:  # noqa: ANN401
    taps = (found or {}).get("taps", {})
    if not taps.get("count"):
        return NOTHING
    row = (f"{taps['count']:,}", *(_tenth(taps[key]) for key in ("p50", "p95", "max")))
    return _table(("Taps", "p50", "p95", "Most"), [row], right=range(4))


def _form(found: Any) -> str:  # noqa: ANN401
    """Return how soon a tap on the planner's form was answered at a quarter of the processor."""
    taps = (found or {}).get("taps", {})
    if not taps.get("count"):
        return NOTHING
    row = (f"{taps['count']:,}", *(_tenth(taps[key]) for key in ("p50", "p95", "max", "python, p50")))
    return _table(("Taps", "p50", "p95", "Most", "Python's, p50"), [row], right=range(5))


def _plan(found: Any) -> str:  # noqa: ANN401
    """Return how long a next week took, in milliseconds and beside a fixed piece of Python."""
    weeks = (found or {}).get("next week, ms", {})
    if not weeks:
        return NOTHING
    row = (f"{found['samples']:,}", *(f"{weeks[key]:.1f}" for key in ("median", "p95", "max")))
    head = ("Weeks", "p50", "p95", "Most", "Beside the fixed piece, p50")
    return _table(head, [(*row, f"{found['ratio']:.1f}")], right=range(5))


def _first(found: Any) -> str:  # noqa: ANN401
    """Return what was measured of first runs: how late phases are, and what came before the first hold."""
    rows = [
        (
            f"{name[0].upper()}{name[1:]}",
            f"{run['phases']:,}",
            _tenth(max(map(abs, run["late, ms"]), default=None)),
            _tenth(max(map(abs, run["interval timer, ms"]), default=None)),
            f"{run['lost'] + run['doubled']}",
            f"{run['before the first hold, bytes'] / 1000:.1f}",
            _tenth(run["taken over after, s"]),
        )
        for name, run in (found or {}).get("pages", {}).items()
    ]
    head = ("First run", "Phases", "Late, ms", "Interval timer", "Lost", "kB", "Python, s")
    return _table(head, rows, right=range(1, 7))


WAYS = {
    "as the guide says, gzip": "**As the guide says**, gzip",
    "as the guide says, Brotli": "As the guide says, Brotli",
    "compressing each answer": "Compressing each answer",
    "uncompressed": "Uncompressed",
}


def _serve(found: Any) -> str:  # noqa: ANN401
    found = found or {}
    if "left out" in found:
        return f"*Left out: {found['left out']}.*"
    rates = _rates(found)
    base = rates.get("as the guide says, gzip")
    rows = [
        (
            said,
            _number(rates[name]),
            f"{rates[name] / base:.2f}" if base else "-",
            f"{found['bytes of an answer'][name] / 1000:.1f}",
        )
        for name, said in WAYS.items()
        if name in rates
    ]
    told = _table(("nginx", "Answers a second", "Part", "kB each"), rows, right=(1, 2, 3))
    left_out = "".join(
        f"\n\nLeft out, since this nginx has no module for it: {name}."
        for name in found.get("left out of it", [])
    )
    return told + left_out


def _build(found: Any) -> str:  # noqa: ANN401
    rows = (
        (
            f"{row['records']:,}",
            f"{row['plain']:.1f}",
            f"{row['ours']:.1f}",
            f"{row['ratio']:.2f}",
            f"{row['edited']:.1f}" if "edited" in row else "-",
        )
        for row in _rows(found)
    )
    head = ("Records", "Plain Material, s", "This site, s", "Ratio", "One record edited, s")
    table = _table(head, rows, right=range(5))
    more = [
        (f"`{tag}`", f"{one['english']:.1f}", f"{one['both']:.1f}", f"{one['part']:.2f}")
        for tag, one in _languages(found).items()
    ]
    if not more:
        return table
    names = ("One more language", "English alone, s", "Both, s", "Part of the English")
    return f"{table}\n\n{_table(names, more, right=range(1, 4))}"


def _figures(found: Any) -> str:  # noqa: ANN401
    medians = {name: statistics.median(each) for name, each in (found or {}).get("times, s", {}).items()}
    whole = medians.get("build")
    rows = (
        (said, f"{medians[name]:.2f}", f"{medians[name] / whole:.0%}" if whole else "-")
        for name, said in (("drawn anew", "Drawn anew"), ("kept on disk", "Kept from the last build"))
        if name in medians
    )
    return _table(("All figures", "Seconds", "of a build"), rows, right=(1, 2))


def _conditions(last: Last) -> str:
    rows = []
    for name, said in BENCHES.items():
        if name not in last:
            rows.append((said, "not measured", ""))
            continue
        measured = last[name]["measured"]
        load = (
            " to ".join(f"{value:.1f}" for value in measured["load"]) if "load" in measured else "not noted"
        )
        rows.append((said, _day(measured["date"]), load))
    return _table(("Part", "Day", "Load"), rows, right=(2,))


def _table(
    head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]], *, right: Sequence[int]
) -> str:
    """Return a table in Markdown, or a sentence where it has no row."""
    rows = list(rows)
    if not rows:
        return NOTHING
    lines = [head, ["---:" if place in right else "---" for place in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _plain(text: str) -> str:
    """Return a browser's message without what Markdown or HTML would take for its own."""
    return re.sub(r"[^\w .,:;/()'-]", " ", text)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _tenth(value: float | None) -> str:
    """Return a number with one decimal, as long as that one tells anything."""
    return "-" if value is None else f"{value:,.{int(abs(value) < 100)}f}"


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


_print: Callable[[str], None] = functools.partial(print, flush=True)


if __name__ == "__main__":
    sys.exit(main())
