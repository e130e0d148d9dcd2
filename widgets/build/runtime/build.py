"""Builds the runtime into a cache, or finds it there. `python -m widgets.build.runtime.build` does it by hand.

A built runtime is a folder named by the hash of all that went into it; its files:

- `snapshot.bin.gz`: the memory of a Python that has imported `widgets` and compiled its templates, to start
  quickly from.
- `empty.zip`: stands in for the standard library where the snapshot already holds it.
- `calendar.whl`, `qr.whl`: libraries that a page fetches when a reader first wants what they do.
- `widgets.whl`, `python_stdlib.zip`: byte code and the standard library, for the start without a snapshot.
- `pyodide.js`, `pyodide.asm.js`, `pyodide.asm.wasm`, `pyodide-lock.json`: Pyodide itself, without what only compiled
  extensions would use; its list of packages is empty. `pyodide.js` is npm's `pyodide.mjs`.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import deflate

from widgets.build.compress import SMALLEST
from widgets.build.runtime.inputs import PYODIDE_FILES, SHIPPED_AS, Inputs, RuntimeBuildError, gather
from widgets.build.runtime.libraries import with_standard_library
from widgets.build.runtime.wheel import byte_compile, for_snapshot, pack

CACHE = Path(".cache") / "runtime"
"""In the project's folder; never committed."""
CORE_CACHE = Path(".cache") / "core"
"""As `CACHE`: the core does not change with a widget."""
KEPT = 3
"""Older ones that stay in each cache: switching between branches then costs nothing."""
NODE_LEAST = 20

_CORE_SCRIPT = Path(__file__).with_name("core.mjs")
_SNAPSHOT_SCRIPT = Path(__file__).with_name("snapshot.mjs")


def build(root: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """Return the folder of the runtime of the project in `root`, built now if it is not in the cache.

    Args:
        root: the project's folder, with `widgets` and `node_modules` in it.
        say: is told each step of a build, and nothing when there is nothing to do.

    Raises:
        RuntimeBuildError: Node or npm's packages are missing, this is not the Python that Pyodide is, or
            `widgets` does not start.
    """
    inputs = gather(root)

    def make(unfinished: Path) -> None:
        say(f"Building the Python runtime {inputs.name} (once; until a widget or a library changes)")
        _build(inputs, _core(root, inputs, say), unfinished, say)

    return _kept(root / CACHE / inputs.name, make)


def _core(root: Path, inputs: Inputs, say: Callable[[str], None]) -> Path:
    """Return a folder with Pyodide's files as they ship."""

    def make(unfinished: Path) -> None:
        say("  leaving out of Pyodide's core what nothing here uses (once; until Pyodide changes)")
        (unfinished / "package.json").write_text('{"type": "commonjs"}')  # as npm's: Node asks
        for name in PYODIDE_FILES:
            shutil.copyfile(inputs.pyodide / name, unfinished / name)
        lock = json.loads((inputs.pyodide / "pyodide-lock.json").read_bytes())
        (unfinished / "pyodide-lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}))
        failed = "Pyodide's core could not be made smaller"
        _run(failed, node(), _CORE_SCRIPT, inputs.pyodide, inputs.binaryen, unfinished)

    return _kept(root / CORE_CACHE / inputs.core_name, make)


def _kept(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder of the cache, made now if it is not there.

    It is made aside and moved into place in one step: a build that is cut off, or another beside it, never leaves a
    half.
    """
    if folder.is_dir():
        os.utime(folder)
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix="unfinished-", dir=folder.parent))
    try:
        make(unfinished)
        unfinished.chmod(0o755)
        if not folder.is_dir():
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    forget_old(folder.parent)
    return folder


def _build(inputs: Inputs, core: Path, folder: Path, say: Callable[[str], None]) -> None:
    command_of_node = node()
    for name in (*PYODIDE_FILES, "pyodide-lock.json"):
        shutil.copyfile(core / name, folder / SHIPPED_AS.get(name, name))
    (folder / "empty.zip").write_bytes(_empty_zip())
    say(f"  1/3 byte-compiling {sum(name.endswith('.py') for name in inputs.wheel)} Python files")
    (folder / "widgets.whl").write_bytes(byte_compile(inputs.wheel))
    libraries = [folder / f"{name}.whl" for name in inputs.libraries]
    for path in libraries:
        path.write_bytes(byte_compile(inputs.libraries[path.stem]))
    say("  2/3 starting Python once, to take the snapshot of its memory")
    memory = folder / "snapshot.bin"
    modules = folder / "modules.json"
    with TemporaryDirectory() as aside:
        standard, ours = Path(aside) / "python_stdlib.zip", Path(aside) / "widgets.whl"
        standard.write_bytes(for_snapshot((inputs.pyodide / "python_stdlib.zip").read_bytes()))
        ours.write_bytes(for_snapshot(pack(inputs.wheel, tag="py3-none-any")))
        failed = "Python did not start for the snapshot"
        given = (core, standard, ours, inputs.name, memory, modules)
        _run(failed, command_of_node, _SNAPSHOT_SCRIPT, *given, *libraries)
    for name, needed in json.loads(modules.read_bytes()).items():
        whole = with_standard_library(inputs.libraries[name], needed, inputs.pyodide / "python_stdlib.zip")
        (folder / f"{name}.whl").write_bytes(byte_compile(whole))
    modules.unlink()
    say("  3/3 compressing the snapshot")
    (folder / "snapshot.bin.gz").write_bytes(deflate.gzip_compress(memory.read_bytes(), SMALLEST))
    size = (folder / "snapshot.bin.gz").stat().st_size / 1e6
    say(f"  done: a snapshot of {memory.stat().st_size / 1e6:.1f} MB, {size:.1f} MB to fetch")
    memory.unlink()


def _run(failed: str, *command: str | Path) -> None:
    """Run one of the build's scripts.

    Raises:
        RuntimeBuildError: it failed; with what it said.
    """
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - no foreign part in it
    if done.returncode:
        raise RuntimeBuildError(f"{failed}:\n{done.stderr.strip()[-3000:]}")


def node() -> str:
    """Return the command of a Node that is new enough.

    Raises:
        RuntimeBuildError: there is none.
    """
    command = shutil.which("node")
    if command is None:
        raise RuntimeBuildError("Node is not installed: run `make setup`, or install Node 20 or later")
    version = subprocess.run(  # noqa: S603 - no foreign part in it
        [command, "--version"], check=True, capture_output=True, text=True
    ).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < NODE_LEAST:
        raise RuntimeBuildError(
            f"Node {version} is too old: install Node {NODE_LEAST} or later, or run `make setup`"
        )
    return command


def _empty_zip() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


def forget_old(cache: Path) -> None:
    """Delete all but the newest folders of a cache."""
    folders = sorted(
        (path for path in cache.iterdir() if not path.name.startswith("unfinished-")), key=_used, reverse=True
    )
    for folder in folders[1 + KEPT :]:
        shutil.rmtree(folder, ignore_errors=True)


def _used(path: Path) -> float:
    return path.stat().st_mtime


if __name__ == "__main__":
    try:
        print(build(Path.cwd(), print))  # noqa: T201 - a command's output
    except RuntimeBuildError as error:
        sys.exit(f"error: {error}")
