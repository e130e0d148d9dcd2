"""Packs files into a wheel and byte-compiles it, so that the same files always give the same bytes."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import io
import marshal
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "neutral_spine_widgets"
VERSION = "1"
_DIST_INFO = f"{NAME}-{VERSION}.dist-info"
_RECORD = f"{_DIST_INFO}/RECORD"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the first that a zip archive can hold."""
_DOCUMENTED = ("_pyodide/", "pyodide/")
_ANNOTATED = ("jinja2/", "markupsafe/", "widgets/")
"""Of these nothing reads the annotations of functions; parts of the standard library do."""
_UNCHECKED = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
"""The head of a byte-compiled file that is never compared with its source."""


def pack(files: Mapping[str, bytes], *, tag: str) -> bytes:
    """Return a wheel of the files, by their path in it, for a tag such as `py3-none-any`."""
    described = {name: data for name, data in files.items() if not name.startswith(f"{_DIST_INFO}/")} | {
        f"{_DIST_INFO}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n".encode(),
        f"{_DIST_INFO}/WHEEL": (
            f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
        ),
    }
    record = "".join(
        f"{name},sha256={_digest(described[name])},{len(described[name])}\n" for name in sorted(described)
    )
    described[_RECORD] = f"{record}{_RECORD},,\n".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(described):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, described[name], compresslevel=9)
    return buffer.getvalue()


def unpack(wheel: bytes) -> dict[str, bytes]:
    """Return a wheel's files by their path in it."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def byte_compile(files: Mapping[str, bytes]) -> bytes:
    """Return a wheel of the files with every `.py` as `.pyc`, compiled by Pyodide's own build tool."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"{NAME}-{VERSION}-py3-none-any.whl"
        source.write_bytes(pack(files, tag="py3-none-any"))
        # With this variable set the compiler marks its files by their source's hash, not by today's date.
        subprocess.run(  # noqa: S603 - no part of the command comes from outside
            [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep", str(source)],
            check=True,
            env=os.environ | {"SOURCE_DATE_EPOCH": "315532800"},
        )
        (compiled,) = Path(folder).glob("*.whl")
        tag = compiled.stem.removeprefix(f"{NAME}-{VERSION}-")
        return pack(unpack(compiled.read_bytes()), tag=tag)


def for_snapshot(archive: bytes) -> bytes:
    """Return an archive of the Python files of another one, as small in memory as they run: for the snapshot alone.

    Byte code without docstrings, assertions, annotations of functions and the columns of a traceback, which keeps its
    lines; what else is in the archive stays. Pyodide's own files keep their docstrings, which it copies to what it
    makes.

    A process of its own does it: in how code is written shows what else the process holds of the same names, and two
    builds would differ.
    """
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-S", "-P", __file__]
    done = subprocess.run(  # noqa: S603 - no foreign part in it
        command, input=archive, check=True, stdout=subprocess.PIPE, env=mine | {"PYTHONHASHSEED": "0"}
    )
    return done.stdout


def _lean(archive: bytes) -> bytes:
    """Do the work of `for_snapshot`, in this process."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as full, zipfile.ZipFile(buffer, "w") as lean:
        for name in sorted(full.namelist()):
            data = full.read(name)
            if name.endswith(".py"):
                level = 0 if name.startswith(_DOCUMENTED) else 2
                source = _unannotated(data) if name.startswith(_ANNOTATED) else data
                code = compile(source, name, "exec", dont_inherit=True, optimize=level)
                lean.writestr(zipfile.ZipInfo(f"{name}c", _EPOCH), _UNCHECKED + marshal.dumps(code))
            elif not name.endswith("/"):
                lean.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return buffer.getvalue()


def _unannotated(source: bytes) -> ast.Module:
    """Return a module without the annotations of its functions: each would be a tuple of strings in memory.

    Those of classes stay: dataclasses and `widgets.codec` read them.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    sys.stdout.buffer.write(_lean(sys.stdin.buffer.read()))
