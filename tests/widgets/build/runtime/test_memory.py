from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("memory.mjs")


@pytest.fixture(scope="module")
def tries() -> dict[str, Any]:
    """What came out of each try of the script."""
    node = shutil.which("node") or "node"
    done = subprocess.run(  # noqa: S603 - all of it is ours
        [node, SCRIPT], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_snapshot_is_laid_as_it_was(tries: dict[str, Any]) -> None:
    """In whatever chunks the file comes, the memory is what it was; what was free is empty."""
    laid = {"head": 48, "below": True, "used": True, "behind": True, "free": True}
    assert [{name: one[name] for name in laid} for one in tries["tries"]] == [laid] * 4


def test_what_the_snapshot_has_done_is_not_done_again(tries: dict[str, Any]) -> None:
    """Of the lines that Pyodide runs, one is spared, and every other runs."""
    assert [one["run"] for one in tries["tries"]] == [[[0, ""], [1, "1 / 0"]]] * 4


def test_a_snapshot_leaves_out_what_is_known(tries: dict[str, Any]) -> None:
    """The core's unchanged data, the used stack and free memory are not in the file: of 4 MB a good one is left."""
    assert tries["bytes"] < (1 << 20) + 20_000


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("short", "cut off"),
        ("shorter", "cut off"),
        ("empty", "cut off"),
        ("long", "longer than it says"),
        ("garbled", "of another kind"),
    ],
)
def test_a_wrong_snapshot_is_refused(tries: dict[str, Any], damage: str, told: str) -> None:
    """A file that is no whole snapshot is never started from: the start without one takes over."""
    assert told in tries[damage]
