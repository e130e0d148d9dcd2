"""Everything that the runtime is made of, as values, and the hash that names it. Nothing is built here.

The Node that takes the snapshot is not an input: the snapshot is the memory of the same WebAssembly build
whatever ran it, and a contributor's and the publisher's should have one name.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from widgets.build.runtime import libraries

LIBRARIES = ("jinja2", "markupsafe")
"""What `widgets` imports besides the standard library. Of MarkupSafe only its Python half."""

PYODIDE_FILES = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
"""What ships of npm's `pyodide`: the core and its script without what nothing here uses, the rest unchanged."""

SHIPPED_AS = {"pyodide.mjs": "pyodide.js"}
"""Files with another name in the site: hosts that do not know `.mjs` send it with a type that no browser runs."""

COMMANDS = frozenset({"__main__.py", "mkdocs_hook.py"})
"""Modules that run in the site's build or by hand, in whatever folder they are."""

NOT_SHIPPED = frozenset({"build", "shell", "__pycache__"})
"""Folders of which the wheel holds no file."""

_SHIPPED_SUFFIXES = frozenset({".py", ".j2"})
_HERE = Path(__file__).parent


class RuntimeBuildError(Exception):
    """The runtime cannot be built here. The message says what to run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """What the runtime is made of."""

    wheel: Mapping[str, bytes]
    """Files of the wheel by their path in it, before byte-compiling."""
    pyodide: Path
    """The folder of npm's `pyodide`."""
    binaryen: Path
    """The folder of npm's `binaryen`, which makes the core smaller."""
    versions: Mapping[str, str]
    """Of each tool and library that leaves its mark in the result."""
    recipe: Mapping[str, bytes]
    """The build's own scripts."""
    libraries: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """Files of each library that comes later, by their path in its wheel."""

    @property
    def name(self) -> str:
        """The hash over every input: 16 hexadecimal digits."""
        digest = hashlib.sha256()
        for part in (self.wheel, self.recipe, *(self.libraries[name] for name in sorted(self.libraries))):
            for path in sorted(part):
                _add(digest, path.encode(), part[path])
        for tool in sorted(self.versions):
            _add(digest, tool.encode(), self.versions[tool].encode())
        _add(digest, b"core", self.core_name.encode())
        return digest.hexdigest()[:16]

    @property
    def core_name(self) -> str:
        """The hash over what Pyodide's own files are made from: 16 hexadecimal digits."""
        digest = hashlib.sha256()
        for tool in ("binaryen", "esbuild"):
            _add(digest, tool.encode(), self.versions[tool].encode())
        for script in ("build.py", "core.mjs", "floor.mjs"):
            _add(digest, script.encode(), self.recipe[script])
        for file in PYODIDE_FILES:
            _add(digest, file.encode(), (self.pyodide / file).read_bytes())
        return digest.hexdigest()[:16]


def gather(root: Path) -> Inputs:
    """Gather all inputs of the project in the folder `root`.

    Raises:
        RuntimeBuildError: npm's packages are not installed, or this is not the Python that Pyodide is.
    """
    packages = root / "node_modules"
    pyodide, binaryen = packages / "pyodide", packages / "binaryen"
    needed = [*(pyodide / name for name in (*PYODIDE_FILES, "package.json", "pyodide-lock.json"))]
    needed += [binaryen / "package.json", packages / "esbuild" / "package.json"]
    missing = [path.relative_to(packages).as_posix() for path in needed if not path.is_file()]
    if missing:
        raise RuntimeBuildError(f"node_modules lacks {', '.join(missing)}: run `npm ci` (or `make setup`)")
    lock = json.loads((pyodide / "pyodide-lock.json").read_bytes())
    check_python(lock["info"]["python"], sys.version_info[:2])
    return Inputs(
        wheel={f"widgets/{path}": data for path, data in sources(root / "widgets").items()} | _libraries(),
        pyodide=pyodide,
        binaryen=binaryen,
        versions={
            "python": ".".join(map(str, sys.version_info[:2])),
            "byte-code": importlib.util.MAGIC_NUMBER.hex(),
            "pyodide": _version(pyodide),
            "binaryen": _version(binaryen),
            "esbuild": _version(packages / "esbuild"),
            "pyodide-build": importlib.metadata.version("pyodide-build"),
        }
        | {name: importlib.metadata.version(name) for name in LIBRARIES},
        recipe={
            path.name: path.read_bytes()
            for path in (*sorted(_HERE.iterdir()), _HERE.with_name("floor.mjs"))
            if path.suffix in {".py", ".mjs"}
        },
        libraries={name: libraries.files(library) for name, library in libraries.LIBRARIES.items()},
    )


def _version(package: Path) -> str:
    """Return the version of an npm package."""
    return str(json.loads((package / "package.json").read_bytes())["version"])


def check_python(pyodides: str, ours: tuple[int, int]) -> None:
    """Check that this Python writes the byte code that Pyodide's Python (such as `3.13.2`) reads.

    Raises:
        RuntimeBuildError: it does not.
    """
    wanted = tuple(int(part) for part in pyodides.split(".")[:2])
    if wanted != ours:
        raise RuntimeBuildError(
            f"the browser's Python is {wanted[0]}.{wanted[1]}, this one is {ours[0]}.{ours[1]}, "
            "and their byte code differs: run `make setup` (uv installs what .python-version names)"
        )


def sources(package: Path) -> dict[str, bytes]:
    """Return the files of the folder `widgets` that run in a browser, by their path in it."""
    found = {}
    for path in sorted(package.rglob("*")):
        inside = PurePosixPath(path.relative_to(package).as_posix())
        shipped = inside.name not in COMMANDS and not NOT_SHIPPED & set(inside.parts[:-1])
        if shipped and path.suffix in _SHIPPED_SUFFIXES and path.is_file():
            found[str(inside)] = path.read_bytes()
    return found


def _libraries() -> dict[str, bytes]:
    """Return the Python files and the licences of the libraries, from the environment that this runs in."""
    found = {}
    for name in LIBRARIES:
        for file in importlib.metadata.files(name) or ():
            licence = ".dist-info" in file.parts[0] and "LICENSE" in file.name.upper()
            if licence or file.suffix == ".py":
                found[file.as_posix()] = file.read_binary()
    return found


def _add(digest: hashlib._Hash, name: bytes, data: bytes) -> None:
    """Add a named part so that no two different sets of parts look alike."""
    digest.update(b"%d %b %d " % (len(name), name, len(data)))
    digest.update(data)
