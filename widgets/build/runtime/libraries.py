"""The libraries that a reader's Python gets later, each as one byte-compiled wheel beside the runtime.

Not in the snapshot, since few readers want them: the QR code of a plan, and the calendar file. A snapshot holds memory
and no files, so a wheel brings along what its library imports of the standard library and the snapshot lacks; the build
learns what that is by running the library once, in the Python of which the snapshot was just taken (`snapshot.mjs`).
"""

from __future__ import annotations

import importlib.metadata
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_LEFT_OUT = b'"""Left out of this package: nothing of it is used here."""\n'


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """What goes into a wheel, by its distributions' names."""

    packages: tuple[str, ...]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For some distributions: the only files that are taken."""
    empty: frozenset[str] = frozenset()
    """Modules that their package imports and nobody here calls: they are taken as empty ones."""


LIBRARIES: Mapping[str, Library] = {
    # Its writers import an HTTP client by way of XML; the page draws the code itself.
    "qr": Library(packages=("segno",), empty=frozenset({"segno/writers.py"})),
    # Of the time zones only the one in which a file says when it was made.
    "calendar": Library(
        packages=("icalendar", "python-dateutil", "six", "tzdata"),
        only={
            "tzdata": frozenset({"tzdata/__init__.py", "tzdata/zoneinfo/__init__.py", "tzdata/zoneinfo/UTC"})
        },
    ),
}

_NOT_FOR_READERS = frozenset({"tests", "fuzzing", "__pycache__"})


def files(library: Library) -> dict[str, bytes]:
    """Return the files of a library and its licences, from the environment that this runs in."""
    found = {}
    for package in library.packages:
        only = library.only.get(package)
        for file in importlib.metadata.files(package) or ():
            path = file.as_posix()
            licence = ".dist-info" in file.parts[0] and "LICENSE" in file.name.upper()
            code = file.suffix == ".py" and not _NOT_FOR_READERS & set(file.parts) and ".." not in file.parts
            if licence or (path in only if only is not None else code):
                found[path] = _LEFT_OUT if path in library.empty else file.read_binary()
    return found


def with_standard_library(
    library: Mapping[str, bytes], modules: Iterable[str], stdlib: Path
) -> dict[str, bytes]:
    """Return the files of a library with those of some modules of the standard library.

    Args:
        library: its own files.
        modules: names, such as `urllib.parse`; a package is its `__init__.py` alone.
        stdlib: Pyodide's `python_stdlib.zip`.
    """
    with zipfile.ZipFile(io.BytesIO(stdlib.read_bytes())) as archive:
        names = set(archive.namelist())
        paths = [str(path) for module in modules for path in _places(module) if str(path) in names]
        return {**library, **{path: archive.read(path) for path in paths}}


def _places(module: str) -> tuple[PurePosixPath, PurePosixPath]:
    path = PurePosixPath(*module.split("."))
    return path.with_suffix(".py"), path / "__init__.py"
