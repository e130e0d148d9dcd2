"""A project small enough to change at will, and the real runtime, built once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from widgets.build.runtime.build import build

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a few widgets' files and a stand-in for npm's `pyodide`."""
    files = {
        "widgets/__init__.py": "",
        "widgets/app.py": "print('app')",
        "widgets/timer/__init__.py": "",
        "widgets/timer/templates/timer.html.j2": "<p>{{ x }}</p>",
        "widgets/mkdocs_hook.py": "",
        "widgets/build/first_view.py": "",
        "widgets/shell/shell.js": "",
        "widgets/heap.py": "",
        "widgets/build/runtime/build.py": "",
        "node_modules/pyodide/package.json": json.dumps({"version": "0.29.5"}),
        "node_modules/pyodide/pyodide-lock.json": json.dumps({"info": {"python": "3.13.2"}}),
        "node_modules/pyodide/pyodide.mjs": "m",
        "node_modules/pyodide/pyodide.asm.js": "j",
        "node_modules/pyodide/pyodide.asm.wasm": "w",
        "node_modules/pyodide/python_stdlib.zip": "z",
        "node_modules/binaryen/package.json": json.dumps({"version": "132.0.0"}),
        "node_modules/esbuild/package.json": json.dumps({"version": "0.28.0"}),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture(scope="session")
def runtime() -> Path:
    """Return the folder of this project's runtime."""
    return build(ROOT)


@pytest.fixture(scope="session")
def node_runtime(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy that Node runs: Pyodide's entry is a module there by its name, and its other script none."""
    folder = tmp_path_factory.mktemp("node") / runtime.name
    shutil.copytree(runtime, folder)
    (folder / "pyodide.js").rename(folder / "pyodide.mjs")
    (folder / "package.json").write_text('{"type": "commonjs"}')
    return folder
