"""Which files the site gets for its widgets, by their place in it. `widgets.runtime.finish` copies them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from widgets.log.files import schema_text
from widgets.runtime.build import build
from widgets.runtime.inputs import RuntimeBuildError
from widgets.runtime.libraries import LIBRARIES

SHELL = "assets/shell"
ENTRY = f"{SHELL}/shell.js"
RUNTIME = "assets/runtime"
CATALOG = "assets/catalog.json"
KEPT_SCHEMA = "assets/kept.schema.json"
"""The form of the file that a reader takes away; `docs/data.md` explains it."""
SERVICE_WORKER = "sw.js"
"""At the site's root: a service worker answers for nothing above its own folder."""

PRELOADED = ("shell", "element", "page", "link", "settings", "clock")
"""Modules that a page with a widget is told to fetch before their importers arrive."""

STOCK = frozenset({"python_stdlib.zip", "widgets.whl"})
"""Files of the runtime that only a start without the snapshot fetches."""

LATER = frozenset(f"{name}.whl" for name in LIBRARIES)
"""Files of the runtime that no start fetches: a page asks for one when a reader first wants what it does."""

_SOURCES = Path(__file__).parents[1] / "shell"
_WORKBOX = ("core", "routing", "strategies")
_IDIOMORPH = "node_modules/idiomorph/dist/idiomorph.esm.js"


type Files = Mapping[str, Path | str | bytes]
"""A file to copy, or its content, by its place in the site."""


def files(root: Path, *, offline: bool, say: Callable[[str], None]) -> Files:
    """Return every file that the widgets need, as a path to copy or as text, by its place in the site.

    Args:
        root: the project's folder.
        offline: whether browsers should keep visited pages for use without a network.
        say: is told the steps of a build of the runtime.

    Raises:
        RuntimeBuildError: the runtime cannot be built here, or npm's packages are missing.
    """
    runtime = build(root, say)
    made: dict[str, Path | str | bytes] = {
        f"{RUNTIME}/{runtime.name}/{path.name}": path for path in runtime.iterdir()
    }
    for path in sorted(_SOURCES.rglob("*.js")):
        made[f"{SHELL}/{path.relative_to(_SOURCES).as_posix()}"] = path
    del made[f"{SHELL}/service-worker.js"]
    made[f"{SHELL}/idiomorph.js"] = _package_file(root, _IDIOMORPH)
    made[f"{SHELL}/settings.js"] = settings(runtime.name, to_fetch(runtime), offline=offline)
    made[KEPT_SCHEMA] = schema_text()
    made[SERVICE_WORKER] = service_worker(root, (_SOURCES / "service-worker.js").read_text(), runtime.name)
    return made


@cache
def to_fetch(runtime: Path) -> int:
    """Return how many bytes a first start fetches of the runtime, from a host that compresses."""
    files = (path for path in runtime.iterdir() if path.name not in STOCK | LATER)
    return sum(
        path.stat().st_size
        if path.suffix == ".gz"
        else len(gzip.compress(path.read_bytes(), compresslevel=6))
        for path in files
    )


def settings(runtime: str, size: int, *, offline: bool) -> str:
    """Return the module that tells the shell where everything is, whatever folder the site is served from."""
    return f"""// Written by the site's build.
export const siteUrl = new URL("../../", import.meta.url).href;
export const runtimeName = "{runtime}";
export const runtimeBytes = {size};
export const runtimeUrl = new URL("{RUNTIME}/{runtime}/", siteUrl).href;
export const catalogUrl = new URL("{CATALOG}", siteUrl).href;
export const offline = {"true" if offline else "false"};
"""


def service_worker(root: Path, source: str, runtime: str) -> str:
    """Return the service worker: Workbox's parts, then our own text with the runtime's name in it."""
    parts = []
    for name in _WORKBOX:
        path = _package_file(root, f"node_modules/workbox-{name}/build/workbox-{name}.prod.js")
        lines = path.read_text().splitlines()
        parts.append("\n".join(line for line in lines if not line.startswith("//# sourceMappingURL=")))
    return "\n".join([*parts, source.replace("{{ runtime }}", runtime)])


def _package_file(root: Path, path: str) -> Path:
    if not (root / path).is_file():
        raise RuntimeBuildError(f"{path} is missing: run `npm ci` (or `make setup`)")
    return root / path
