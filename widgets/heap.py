"""The first module that runs in the browser's Python, the only one that the worker calls. No rule is here.

It is imported twice in the life of a site: in the site's build, just before the memory snapshot is taken, and
in the browser where the stock start stands in for the snapshot. A snapshot holds memory and no files: what is
not imported and compiled by the time it is taken is not there later. So `warm` imports all of `widgets`,
compiles every template, and imports what the standard library itself reaches for late.
"""

from __future__ import annotations

import gc
import importlib
import json
import pkgutil
import random
import sys
import zipimport
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol
from zipimport import zipimporter

import jinja2
import jinja2.environment

import widgets
from widgets.app import App
from widgets.protocol import Effect, Event, ProtocolError, Update
from widgets.templating import template

LATE_IMPORTS = (
    "_strptime",
    "calendar",
    "copy",
    "jinja2.debug",
    "linecache",
    "string",
    "textwrap",
    "traceback",
    "warnings",
)
"""What the standard library, Jinja2 or the interpreter itself imports inside functions."""

TEMPLATE_SUFFIX = ".j2"
COMPILER = ("compiler", "idtracking", "lexer", "nodes", "optimizer", "parser", "visitor")
"""The modules of Jinja that only compile templates."""

app = App()

_libraries: set[str] = set()
"""The names of the libraries that came later."""


def warm() -> None:
    """Import all that will ever be needed and compile every template."""
    for name in (*LATE_IMPORTS, *_modules()):
        importlib.import_module(name)
    for name in _templates(files(widgets)):
        template(name)


def trim() -> None:
    """Drop what nothing uses once all is imported and compiled. Only the snapshot's build calls it.

    Dropped are Jinja's compiler, and the lists of what archives hold, which `add_library` reads again.
    """
    compiler = [sys.modules.pop(f"jinja2.{name}") for name in COMPILER]
    names = {module.__name__ for module in compiler}
    for module in (jinja2, jinja2.environment):
        for name, value in tuple(vars(module).items()):
            if value in compiler or getattr(value, "__module__", None) in names:
                delattr(module, name)
    del jinja2.environment.Environment.code_generator_class
    for module in compiler:
        vars(module).clear()
    for finder in sys.path_importer_cache.values():
        if isinstance(finder, zipimporter):
            vars(finder)["_files"] = {}
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # noqa: SLF001 - no public name


def reseed() -> None:
    """Seed the random generator again: a snapshot would repeat the same numbers on every visit.

    Nothing in `widgets` draws a number today; Jinja2's `random` filter could. The seed of string hashes
    cannot be changed in a running Python and stays the build's: a reader can only slow down their own page
    with that.
    """
    random.seed()


class Buffer(Protocol):
    """Bytes of the page's side."""

    def to_bytes(self) -> bytes:
        """Return a copy. That takes no time beside text, which Pyodide takes over letter by letter."""


def set_catalog(file: Buffer) -> None:
    """Read `catalog.json`. It is not part of the snapshot, so that changed data needs no new runtime.

    Modules and catalogue are taken out of garbage collection, which would delay an event by many milliseconds.
    """
    app.set_catalog(file.to_bytes().decode())
    gc.freeze()


def handle(events_json: str) -> str:
    """Handle a JSON list of events in order and return one update for all of them, as JSON.

    The page gets one update, not one per event: otherwise a tap kept from before the start would show the
    view from before the tap for a moment. An event that a widget refuses changes nothing, and is listed under
    `refused`.
    """
    html: dict[str, str] = {}
    parts: dict[str, Mapping[str, str]] = {}
    effects: dict[str, tuple[Effect, ...]] = {}
    refused: list[dict[str, str]] = []
    for event in json.loads(events_json):
        try:
            update = app.take(Event.from_data(event))
        except ProtocolError as error:
            refused.append({"id": event["element"]["id"], "name": event["name"], "reason": str(error)})
            continue
        html |= update.html
        for id_, some in update.parts.items():
            if id_ in html:
                html[id_] = app.html_of(id_)
            else:
                parts[id_] = {**parts.get(id_, {}), **some}
        for id_, more in update.effects.items():
            effects[id_] = (*effects.get(id_, ()), *more)
    parts = {id_: some for id_, some in parts.items() if id_ not in html}
    update = Update(html=html, parts=parts, effects=effects, wake_at=app.wake_at)
    return json.dumps(update.to_dict() | {"refused": refused})


def wake_at() -> float | None:
    """Return when the app wants `wake`, in milliseconds since the epoch; the worker need not parse an update for it."""
    return app.wake_at


def add_library(name: str, path: str) -> None:
    """Make what a wheel holds importable; once it is, another call changes nothing.

    Its modules stand behind those that are there already.

    Args:
        name: as in `widgets.share.libraries`.
        path: of the wheel.
    """
    if name not in _libraries:
        _libraries.add(name)
        sys.path.append(path)
        # A snapshot remembers what was in the standard library's archive, which stands empty in the browser.
        # `importlib.invalidate_caches` does more, and would need more modules.
        for finder in sys.path_importer_cache.values():
            if isinstance(finder, zipimporter):
                finder.invalidate_caches()
        # The wheel may also bring a part that a package of the snapshot lacks.
        for package, module in tuple(sys.modules.items()):
            if isinstance(places := getattr(module, "__path__", None), list):
                places.append(f"{path}/{package.replace('.', '/')}")


def _modules() -> Iterator[str]:
    """Yield the name of every module of `widgets` that ships."""
    for module in pkgutil.walk_packages(widgets.__path__, "widgets."):
        if not module.name.startswith("widgets.build"):
            yield module.name


def _templates(folder: Traversable, prefix: str = "") -> Iterator[str]:
    """Yield the path of every template inside `widgets`, as `widgets.templating.template` takes it."""
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _templates(entry, f"{name}/")
        elif name.endswith(TEMPLATE_SUFFIX):
            yield name
