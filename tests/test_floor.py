"""The oldest browsers that run the site: the syntax of every script, and the words in which readers are told."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from widgets.build.runtime.build import node

ROOT = Path(__file__).parents[1]
NAMES = {"ios": "iOS", "safari": "Safari", "chrome": "Chrome", "edge": "Edge", "firefox": "Firefox"}
LOOKBEHIND = re.compile(r"\(\?<[!=]")
"""Of patterns: Safari reads it from 16.4 on, and throws for the whole pattern before. No check of syntax finds it."""
UNGUARDED = re.compile(r"^(?!.*if \(\w+\.checkVisibility\)).*\.checkVisibility\(", re.MULTILINE)
"""Safari has it from 17.4 on."""


def looked_at(*scripts: Path) -> Any:  # noqa: ANN401 - JSON
    """Return the floor, and which scripts are newer than it."""
    done = subprocess.run(  # noqa: S603 - our own words
        [node(), str(Path(__file__).with_name("syntax.mjs")), *map(str, scripts)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_no_script_is_newer_than_the_floor(site_dir: Path, tmp_path: Path) -> None:
    """Pyodide's script, the shell, the worker, search and the service worker use no younger syntax."""
    scripts = sorted(site_dir.rglob("*.js"))
    assert {"pyodide.asm.js", "pyodide.js", "shell.js", "worker.js", "search.js", "sw.js"} <= {
        path.name for path in scripts
    }
    assert looked_at(*scripts)["newer"] == []

    newer = tmp_path / "newer.js"
    newer.write_text("class A { static { globalThis.a = 1; } }")
    assert looked_at(newer)["newer"] == [str(newer)]


def test_no_source_uses_what_the_floor_lacks() -> None:
    """No pattern looks behind, and `checkVisibility` is asked for before it is called."""
    for path in sorted((ROOT / "widgets" / "shell").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not LOOKBEHIND.search(text), path.name
        assert not UNGUARDED.search(text), path.name


def test_readers_are_told_the_floor() -> None:
    """The script, the page about keeping and the line for browsers without scripts name the same versions."""
    floor = [
        f"{NAMES[re.sub(r'[0-9.]+$', '', one)]} {re.sub(r'^[a-z]+', '', one)}" for one in looked_at()["floor"]
    ]
    files = (
        ROOT / "widgets" / "shell" / "floor.js",
        ROOT / "docs" / "keep.md",
        ROOT / "docs" / ".overrides" / "without-shell.html",
    )
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert all(re.search(rf"\b{re.escape(one)}\b(?!\.?[0-9])", text) for one in floor), (path.name, floor)
