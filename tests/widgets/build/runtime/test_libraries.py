from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from widgets.build.runtime.libraries import LIBRARIES, files
from widgets.share.libraries import PROBES

SCRIPT = Path(__file__).with_name("libraries.mjs")

USED = {
    "qr": """
from widgets.share import qr
qr.drawn("https://example.org/planner/#plan=1ABC").path
""",
    "calendar": """
from datetime import date, time
from widgets.share import calendar
from widgets.share.calendar import Choice, Identity, Planned
planned = Planned(weekday=0, title="Übung", minutes=12, lines=("Warm, slow; " * 9,), url="https://example.org/")
choice = Choice(start=date(2026, 11, 30), at=time(18), walk_at=time(12), weeks=2, reminder=30)
calendar.text([planned], choice, Identity(id="x", sequence=3, before=("2026-12-01-day",)), 1.8e12, 0)
""",
}


@pytest.mark.parametrize("mode", ["snapshot", "stock"])
@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_a_library_that_comes_later_works_as_in_cpython(mode: str, library: str, node_runtime: Path) -> None:
    """Missing before; then it answers as the tested Python does, though a snapshot holds no standard library."""
    *lines, expression = USED[library].strip().splitlines()
    known: dict[str, object] = {}
    exec("\n".join(lines), known)  # noqa: S102 - ours, from above
    node = shutil.which("node") or "node"
    done = subprocess.run(  # noqa: S603 - all of it is ours
        [node, SCRIPT, node_runtime, mode, library, USED[library]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["before"].startswith("ModuleNotFoundError")
    assert result["after"] == eval(expression, known)  # noqa: S307 - ours, from above


def test_every_library_is_tried_in_the_build() -> None:
    """Each wheel has its probe, which tells the build what of the standard library has to be packed with it."""
    assert set(PROBES) == set(LIBRARIES)


def test_no_foreign_tests_and_no_time_zones_are_packed() -> None:
    """A wheel has what runs, its licences, and of all time zones one."""
    packed = files(LIBRARIES["calendar"])
    assert not [path for path in packed if "/tests/" in path or path.endswith((".so", ".gz"))]
    assert [path for path in packed if path.startswith("tzdata/zoneinfo/")] == [
        "tzdata/zoneinfo/UTC",
        "tzdata/zoneinfo/__init__.py",
    ]
    assert len([path for path in packed if "LICENSE" in path.upper()]) >= 4
