"""The walls of the house, kept by looking at what each module imports and calls. Nothing is run."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loops import for_each

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("exercises", "widgets")
MODULES = sorted(
    path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
)

HOOKS = ("exercises/mkdocs_hook.py", "exercises/mkdocs_languages.py", "widgets/mkdocs_hook.py")
HOOK_NAMES = ("exercises.mkdocs_hook", "exercises.mkdocs_languages", "widgets.mkdocs_hook")
HOOK_LINES = 100
LARGEST_OF_EXERCISES = 650
"""Longest module of `exercises`, in lines."""
YAML_READER = "exercises/catalog/load.py"
MODELS = {
    "exercises/catalog/base.py": (),
    "exercises/catalog/care.py": ("exercises.catalog.base",),
    "exercises/catalog/lookup.py": ("exercises.catalog.base",),
    "exercises/catalog/model.py": (
        "exercises.catalog.base",
        "exercises.catalog.care",
        "exercises.catalog.lookup",
    ),
}
"""The models, and the modules of the project that each may import."""
PURE = (
    "exercises/catalog/base.py",
    "exercises/catalog/care.py",
    "exercises/catalog/errors.py",
    "exercises/catalog/lookup.py",
    "exercises/catalog/model.py",
    "exercises/catalog/rules/__init__.py",
    "exercises/catalog/rules/case.py",
    "exercises/catalog/rules/ids.py",
    "exercises/catalog/rules/ladder.py",
    "exercises/catalog/rules/numbers.py",
    "exercises/catalog/rules/record.py",
    "exercises/catalog/rules/safety.py",
    "exercises/catalog/rules/search.py",
    "exercises/catalog/rules/shared.py",
    "exercises/catalog/rules/wording.py",
    "exercises/catalog/schema.py",
    "exercises/catalog/wording.py",
)
"""Modules of the build that, like all of `widgets`, know no clock, no chance and no file."""

LIBRARIES = frozenset({"jinja2", "markupsafe"})
"""What code in the reader's browser may import beside the standard library and itself: small, pure Python."""

SHARE_LIBRARIES = frozenset({"icalendar", "segno"})
"""What `widgets/share` may import beside: calendar and QR code, fetched by the page when first asked for."""

BROWSER = frozenset({"js", "pyodide", "pyodide_js"})
YAML = frozenset({"ruamel", "yaml"})
CLOCKS = frozenset({"time", "sched", "asyncio", "threading", "signal"})
CHANCE = frozenset({"random", "secrets", "uuid"})
FILES = frozenset(
    {"codecs", "fileinput", "glob", "importlib", "io", "mmap", "os", "pathlib", "pickle", "pkgutil"}
    | {"shelve", "shutil", "sqlite3", "tempfile", "zipfile"}
)
WORLD = frozenset(
    {"ctypes", "ftplib", "http", "multiprocessing", "smtplib", "socket", "ssl", "subprocess", "urllib"}
    | {"webbrowser"}
)
OUTSIDE = FILES | WORLD
"""Modules of the standard library that reach files, other processes or the network."""

ENTRY = "widgets/heap.py"
"""The first module that runs in the browser's Python: it imports everything and adds libraries to the import path."""

ALLOWED = {"widgets/templating.py": frozenset({"pkgutil"})}
"""The one module that reads the templates packed beside the code."""

PURE_ALLOWED = {
    "exercises/catalog/rules/case.py": frozenset({"pathlib"}),
    "exercises/catalog/rules/shared.py": frozenset({"pathlib"}),
}
"""Pure paths (`PurePosixPath`) are words, not files."""

CLOCK_CALLS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
FILE_CALLS = ("open", "input", "breakpoint")
IMPORT_CALLS = ("__import__", "import_module", "importlib.import_module")


def faults(path: str, source: str) -> list[str]:
    """Return every wall that a module breaks, as `path:line: what`."""
    tree = ast.parse(source)
    found = list(dict.fromkeys(_imports(path, tree)))
    if _is_pure(path):
        found += _calls(tree)
    if path in HOOKS and len(source.splitlines()) >= HOOK_LINES:
        found.append((HOOK_LINES, f"an adapter stays under {HOOK_LINES} lines: it holds no decisions"))
    return [f"{path}:{line}: {what}" for line, what in found]


def _is_widget(path: str) -> bool:
    built_with = path.startswith("widgets/build/") or path in {*HOOKS, ENTRY} or path.endswith("/__main__.py")
    return path.startswith("widgets/") and not built_with


def _is_pure(path: str) -> bool:
    return _is_widget(path) or path in PURE


def _names(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each imported name in full, `widgets.catalog.Catalog`, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                start = [*path.split("/")[:-level]] if level else []
                parts = [*start, *([module] if module else [])]
                yield from ((node.lineno, ".".join([*parts, alias.name])) for alias in names)
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if (
                ast.unparse(func) in IMPORT_CALLS
            ):
                yield node.lineno, name


def _imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    package = path.split("/", 1)[0]
    for line, name in _names(path, tree):
        top = name.split(".", 1)[0]
        if (
            top in PACKAGES
            and top != package
            and not (path.startswith("widgets/build/") and top == "exercises")
            and not (path.startswith("exercises/") and name.startswith("widgets.language."))
        ):
            yield line, f"{package} never imports {top}: they meet in catalog.json"
        if top == "mkdocs" and path not in HOOKS:
            yield line, "only the hooks import mkdocs"
        if top in YAML and path != YAML_READER:
            yield line, f"only {YAML_READER} reads YAML"
        if top == "tests":
            yield line, "the product never imports its tests"
        if path in MODELS and top in PACKAGES and not any(_of(name, module) for module in MODELS[path]):
            yield line, "the model imports nothing of the project but its own base"
        if name.startswith("widgets.build") and _is_widget(path):
            yield line, "what runs in the browser never imports what builds it"
        if name.startswith(HOOK_NAMES):
            yield line, "nobody imports an adapter"
        if _is_pure(path):
            yield from ((line, what) for what in _impure(path, top))


def _of(name: str, module: str) -> bool:
    """Return whether an imported name is a module or something in it."""
    return name == module or name.startswith(f"{module}.")


def _impure(path: str, top: str) -> Iterator[str]:
    """Yield why a pure module may not import this one."""
    allowed = ALLOWED.get(path, frozenset()) | PURE_ALLOWED.get(path, frozenset())
    if top in BROWSER:
        yield f"{top}: only the shell touches the browser"
    elif top in CLOCKS:
        yield f"{top}: time comes in as a value"
    elif top in CHANCE:
        yield f"{top}: chance comes in as a value"
    elif top in OUTSIDE - allowed:
        yield f"{top}: no file, process or network from here"
    elif path.startswith("widgets/share/") and top in SHARE_LIBRARIES:
        return
    elif _is_widget(path) and top not in sys.stdlib_module_names | LIBRARIES | {*PACKAGES}:
        yield f"{top}: only the standard library, {', '.join(sorted(LIBRARIES))} are packed for the browser"


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in FILE_CALLS:
                yield node.lineno, f"{name}(): no file from here"
            elif name.endswith(CLOCK_CALLS):
                yield node.lineno, f"{name}(): time comes in as a value"


@for_each("path", MODULES)
def test_walls(path: str) -> None:
    """Each module of the product keeps to its side of every wall."""
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_rooms_of_exercises_stay_small() -> None:
    """No module of `exercises` has more lines than one reading holds."""
    sizes = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in MODULES
        if path.startswith("exercises/")
    }

    assert {path: size for path, size in sizes.items() if size > LARGEST_OF_EXERCISES} == {}


def test_named_modules_are_there() -> None:
    """The modules for which a wall has a rule exist: a renamed one would slip through."""
    assert {*HOOKS, ENTRY, YAML_READER, *PURE, *ALLOWED, *PURE_ALLOWED} <= set(MODULES)


@pytest.mark.parametrize(
    ("path", "source", "what"),
    [
        ("exercises/pages/render.py", "import widgets", "exercises never imports widgets"),
        (
            "exercises/pages/render.py",
            "from widgets.catalog import Catalog",
            "exercises never imports widgets",
        ),
        ("widgets/app.py", "import exercises.catalog.model", "widgets never imports exercises"),
        ("widgets/mkdocs_hook.py", "from exercises.pages import site", "widgets never imports exercises"),
        ("widgets/__main__.py", "import exercises", "widgets never imports exercises"),
        ("widgets/app.py", "import_module('exercises.pages')", "widgets never imports exercises"),
        ("widgets/app.py", "from ..exercises import pages", "widgets never imports exercises"),
        ("exercises/pages/site.py", "from mkdocs.plugins import log", "only the hooks import mkdocs"),
        ("widgets/build/runtime/build.py", "import mkdocs", "only the hooks import mkdocs"),
        ("exercises/catalog/rules/case.py", "from ruamel.yaml import YAML", "reads YAML"),
        ("exercises/pages/site.py", "def f():\n    import yaml", "reads YAML"),
        (
            "exercises/catalog/model.py",
            "from exercises.catalog.errors import Problem",
            "imports nothing of the project",
        ),
        ("exercises/catalog/model.py", "from . import errors", "imports nothing of the project"),
        ("exercises/pages/site.py", "from tests.exercises import data", "never imports its tests"),
        ("exercises/__main__.py", "import exercises.mkdocs_hook", "nobody imports an adapter"),
        ("widgets/app.py", "from widgets.build.runtime.build import build", "never imports what builds it"),
        ("exercises/__main__.py", "from exercises import mkdocs_hook", "nobody imports an adapter"),
        ("widgets/app.py", "from widgets import build", "never imports what builds it"),
        ("widgets/app.py", "import js", "only the shell touches the browser"),
        ("widgets/app.py", "from pyodide.ffi import to_js", "only the shell touches the browser"),
        ("widgets/app.py", "import pyodide_js", "only the shell touches the browser"),
        ("widgets/app.py", "from js import document", "only the shell touches the browser"),
        ("widgets/timer/machine.py", "import time", "time comes in as a value"),
        ("widgets/timer/machine.py", "from time import monotonic", "time comes in as a value"),
        ("widgets/timer/machine.py", "import datetime as dt\ndt.datetime.now()", "time comes in as a value"),
        ("widgets/timer/machine.py", "from datetime import date\ndate.today()", "time comes in as a value"),
        ("widgets/timer/machine.py", "import asyncio", "time comes in as a value"),
        ("widgets/plan/plan.py", "import random", "chance comes in as a value"),
        ("widgets/plan/plan.py", "from secrets import token_hex", "chance comes in as a value"),
        ("widgets/plan/store.py", "import os", "no file, process or network"),
        ("widgets/plan/store.py", "from pathlib import Path", "no file, process or network"),
        ("widgets/plan/store.py", "import urllib.request", "no file, process or network"),
        ("widgets/plan/store.py", "import pkgutil", "no file, process or network"),
        ("widgets/plan/store.py", "open('plan.json')", "no file from here"),
        ("widgets/plan/store.py", "import pydantic", "packed for the browser"),
        ("widgets/planner/view.py", "import segno", "packed for the browser"),
        ("widgets/share/calendar.py", "import dateutil", "packed for the browser"),
        ("widgets/plan/store.py", "if True:\n    from numpy import array", "packed for the browser"),
        (
            "exercises/catalog/rules/case.py",
            "import datetime as dt\ndt.date.today()",
            "time comes in as a value",
        ),
        ("exercises/catalog/schema.py", "open('schema.json')", "no file from here"),
        ("exercises/mkdocs_hook.py", "x = 1\n" * 100, "under 100 lines"),
        ("widgets/mkdocs_hook.py", "x = 1\n" * 140, "under 100 lines"),
    ],
)
def test_each_breach_is_seen(path: str, source: str, what: str) -> None:
    """The check itself: each way through a wall is reported, once, with its line."""
    (found,) = faults(path, source)

    assert found.startswith(f"{path}:")
    assert what in found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "widgets/app.py",
            "import json\nfrom dataclasses import dataclass\nfrom widgets.catalog import Catalog",
        ),
        ("widgets/timer/view.py", "from jinja2 import Environment\nfrom markupsafe import Markup"),
        ("widgets/templating.py", "import pkgutil"),
        ("widgets/share/qr.py", "def f():\n    import segno"),
        (
            "widgets/build/runtime/build.py",
            "import os, time, subprocess\nfrom pathlib import Path\nopen('x')",
        ),
        (
            "widgets/plan/plan.py",
            "from datetime import date, timedelta\ndate(2026, 11, 20) + timedelta(days=1)",
        ),
        ("widgets/plan/plan.py", "plan.today()\nreopen('x')"),
        ("exercises/mkdocs_hook.py", "import mkdocs\n" + "x = 1\n" * 98),
        ("exercises/catalog/load.py", "from ruamel.yaml import YAML"),
        ("exercises/__main__.py", "import datetime as dt\ndt.datetime.now(tz=dt.UTC)"),
        ("exercises/pages/render.py", "from exercises.catalog.model import Catalog"),
    ],
)
def test_what_is_right_passes(path: str, source: str) -> None:
    """The check does not stand in the way of what the walls allow."""
    assert faults(path, source) == []
