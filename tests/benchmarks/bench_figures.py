"""How much of a site's build is drawing its figures, in one run. `make bench`.

Absolute times are the machine's; the ratio is the result. Each build is a whole `mkdocs build` in a process of its own,
with the runtime's snapshot ready, as it is after the first build; each drawing makes, in a process of its own too,
everything that pages show of all figures, once with nothing kept on disk and once again from what the first kept.
"Placed" is what the rules of figures ask for in any case: every body on its supports, as part of checking the records.
They take turns, so that a slow minute slows all of them. What was found is kept in `.benchmarks/figures.json`.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import keep, load  # noqa: E402 - needs the path above

ROUNDS = 3
DRAW = """
import sys, time
from pathlib import Path
from exercises.catalog.load import ROOT, load
from exercises.figures import html, social, store
from exercises.figures.scene import scene_of
store.FOLDER = Path(sys.argv[1])
exercises = load(ROOT).catalog.exercises
begin = time.perf_counter()
for exercise in exercises:
    html.figure_html(exercise), html.poses_html(exercise), html.card_html(exercise, "../")
    html.describe_figure(exercise), social.social_svg(exercise)
html.files(exercises)
drawn = time.perf_counter()
for exercise in exercises:
    scene_of(exercise).way
print(drawn - begin, time.perf_counter() - drawn)
"""


def build(folder: Path) -> float:
    """Return the seconds of a whole build."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(folder / "site")]
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return time.perf_counter() - begin


def draw(kept: Path) -> tuple[float, float]:
    """Return the seconds of drawing everything, with the drawings that a folder keeps, and of placing what was not."""
    command = [sys.executable, "-c", DRAW, str(kept)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)  # noqa: S603 - as above
    drawing, placing = map(float, done.stdout.split())
    return drawing, placing


def main() -> None:
    """Measure and print."""
    before = load()
    times: dict[str, list[float]] = {"build": [], "drawn anew": [], "kept on disk": [], "placed": []}
    with TemporaryDirectory() as name:
        folder = Path(name)
        _print("==> A first build, so that the runtime is ready")
        build(folder)
        for number in range(ROUNDS):
            _print(f"==> Round {number + 1} of {ROUNDS}")
            times["build"].append(build(folder))
            times["drawn anew"].append(draw(folder / f"kept-{number}")[0])
            kept, placed = draw(folder / f"kept-{number}")
            times["kept on disk"].append(kept)
            times["placed"].append(placed)
    whole = statistics.median(times["build"])
    _print(f"\nFigures and the site's build, median of {ROUNDS}, seconds (part of the build)")
    for name, each in times.items():
        seconds = statistics.median(each)
        part = "" if name == "build" else f"  ({seconds / whole:.1%})"
        _print(f"  {name:14}{seconds:8.3f}{part}")
    keep("figures", {"times, s": times}, before)


_print: Callable[[str], None] = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
