from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from widgets.build.runtime import build as runtime_build
from widgets.build.runtime.build import CACHE, KEPT, build, forget_old, node
from widgets.build.runtime.inputs import RuntimeBuildError

ROOT = Path(__file__).resolve().parents[4]


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
        "pyodide.js",
        "python_stdlib.zip",
        "qr.whl",
        "snapshot.bin.gz",
        "widgets.whl",
    }


def test_the_runtime_is_the_same_wherever_the_project_lies(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds of one state are byte for byte alike, and no path of the machine goes out with the snapshot."""
    elsewhere = tmp_path / "a-folder-with-a-longer-name" / "widgets" / "build" / "runtime"
    shutil.copytree(ROOT / "widgets" / "build" / "runtime", elsewhere)
    for name in ("widgets", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setattr(runtime_build, "_SNAPSHOT_SCRIPT", elsewhere / "snapshot.mjs")
    again = build(tmp_path)
    assert again.name == runtime.name
    for path in runtime.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name
    assert b"snapshot.mjs" not in gzip.decompress((again / "snapshot.bin.gz").read_bytes())


def test_the_core_shows_only_what_its_script_asks_for(runtime: Path) -> None:
    """A few hundred are left of the thousands that compiled extensions could want, and none of those lacks."""
    count = "WebAssembly.Module.exports(new WebAssembly.Module(require('fs').readFileSync(process.argv[1])))"
    names = json.loads(
        subprocess.run(  # noqa: S603 - our own words
            [node(), "-p", f"JSON.stringify({count}.map((one) => one.name))", runtime / "pyodide.asm.wasm"],
            capture_output=True, check=True,
        ).stdout
    )  # fmt: skip
    script = (runtime / "pyodide.asm.js").read_text(encoding="utf-8")
    assert 200 < len(names) < 400
    asked = set(re.findall(r"wasmExports\.(\w+)", script))
    assert len(asked) > 200
    assert asked <= set(names)


def test_a_script_of_another_form_is_refused(tmp_path: Path) -> None:
    """A later Pyodide that names its functions in another way stops the build, in words."""
    one_function = "0061736d 01000000 01040160 0000 03020100 0705 01 0166 0000 0a040102 000b"
    (tmp_path / "pyodide.asm.wasm").write_bytes(bytes.fromhex(one_function))
    (tmp_path / "pyodide.asm.js").write_text("const { f } = exports;")
    done = subprocess.run(  # noqa: S603 - our own words
        [node(), runtime_build._CORE_SCRIPT, tmp_path, tmp_path, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "defines its names in another way" in done.stderr


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
