"""Times the planner's next week beside a fixed piece of Python, in CPython: `make bench` runs it.

Each of some readers answers half a year, a flare-up every fifth week. One sample is a next week with its seven days, in
processor time. The piece of Python takes turns with it, so that the ratio says more than the milliseconds of a busy
machine. Everything found is kept in `.benchmarks/plan.json`.
"""

# ruff: noqa: T201 - printing is what this is for

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import keep, load  # noqa: E402 - needs the path above
from tests.widgets.frozen import real_catalog  # noqa: E402
from widgets.build import simulate  # noqa: E402
from widgets.plan import fill  # noqa: E402
from widgets.plan.progress import next_week  # noqa: E402
from widgets.plan.week import make  # noqa: E402

READERS = ((1, 10, ()), (2, 20, ()), (3, 30, (1,)), (4, 45, (1, 2, 3)), (5, 60, (1, 2, 3, 4)))
"""Level, minutes and known levels."""
ANSWERS = ("fine", "fine", "fine", "fine", "flare") * 5
WORK = 2_000
"""Numbers that the fixed piece of Python sorts and adds."""


def main() -> None:
    """Measure, print and keep what was found."""
    before = load()
    catalog = real_catalog()
    weeks: list[float] = []
    fixed: list[float] = []
    for level, minutes, known in READERS:
        profile = {"level": level, "minutes": minutes, "known_levels": list(known)}
        course = fill.begin(simulate.read_profile(profile, catalog), catalog)
        for answer in ANSWERS:
            given = simulate.read_answer(answer, catalog)
            start = time.process_time()
            course, _ = next_week(course, *given, catalog)
            make(course, catalog)
            weeks.append((time.process_time() - start) * 1000)
            start = time.process_time()
            sum(number * number for number in sorted(range(WORK), key=lambda n: -n))
            fixed.append((time.process_time() - start) * 1000)
    median = statistics.median(weeks)
    found = {
        "next week, ms": {"median": median, "p95": statistics.quantiles(weeks, n=20)[-1], "max": max(weeks)},
        "fixed work, ms": statistics.median(fixed),
        "ratio": median / statistics.median(fixed),
        "samples": len(weeks),
    }
    for name, value in found.items():
        print(f"{name:16}{value}")
    keep("plan", found, before)


if __name__ == "__main__":
    main()
