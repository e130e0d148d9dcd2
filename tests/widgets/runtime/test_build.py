from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from widgets.runtime.build import CACHE, KEPT, build, forget_old
from widgets.runtime.inputs import RuntimeBuildError

ROOT = Path(__file__).resolve().parents[3]


def test_an_unchanged_runtime_is_not_built_again(runtime: Path) -> None:
    """The second call finds the first one's folder, says nothing and writes nothing."""
    told: list[str] = []
    before = {path.name: path.stat().st_mtime_ns for path in runtime.iterdir()}
    assert build(ROOT, told.append) == runtime
    assert {path.name: path.stat().st_mtime_ns for path in runtime.iterdir()} == before
    assert told == []


def test_all_files_of_both_starts_are_there(runtime: Path) -> None:
    """The folder has what the quick start needs and what the stock start needs."""
    assert {path.name for path in runtime.iterdir()} == {
        "calendar.whl",
        "empty.zip",
        "pyodide-lock.json",
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "pyodide.mjs",
        "python_stdlib.zip",
        "qr.whl",
        "snapshot.bin.gz",
        "widgets.whl",
    }


def test_without_node_it_says_what_to_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone without Node is told so, and no half-built folder stays behind."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeBuildError, match="Node is not installed: run `make setup`"):
        build(project)
    assert list((project / CACHE).iterdir()) == []


def test_widgets_that_do_not_start_stop_the_build(tmp_path: Path) -> None:
    """An error in `widgets` shows with its traceback; what does not start is never published."""
    ours = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "widgets", tmp_path / "widgets", ignore=ours)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "widgets" / "broken.py").write_text("raise RuntimeError('this widget is broken')")
    told: list[str] = []
    with pytest.raises(RuntimeBuildError, match="this widget is broken"):
        build(tmp_path, told.append)
    assert told[0].startswith("Building the Python runtime")
    assert list((tmp_path / CACHE).iterdir()) == []


def test_only_the_newest_runtimes_stay(tmp_path: Path) -> None:
    """The cache keeps the newest runtimes; another build's unfinished folder is left alone."""
    for number in range(KEPT + 3):
        (tmp_path / str(number)).mkdir()
    (tmp_path / "unfinished-x").mkdir()
    forget_old(tmp_path)
    assert len([path for path in tmp_path.iterdir() if path.name != "unfinished-x"]) == KEPT + 1
    assert (tmp_path / "unfinished-x").is_dir()
