"""The layout of `widgets`: which room imports which, how large a room is, and that each opens by itself."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES: Mapping[str, Path] = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("exercises", "widgets")
    for path in sorted((ROOT / package).rglob("*.py"))
}
COMMANDS = frozenset({"__main__", "mkdocs_hook"})

VALUES = frozenset(
    {"catalog", "codec", "days", "fields", "language", "parts", "protocol", "stored", "templating", "words"}
)
ELEMENTS = frozenset({"log", "planner", "prepare", "session", "timer"})
TOP = frozenset({"app", "heap"})
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "values": VALUES,
    "dose": VALUES | {"dose"},
    "player": VALUES | {"dose", "player"},
    "diary": VALUES | {"dose", "diary"},
    "plan": VALUES | {"dose", "diary", "plan"},
    "share": VALUES | {"dose", "plan", "share"},
    **{name: VALUES | {"dose", "player", "diary", "plan", "share", name} for name in ELEMENTS},
    "app": VALUES | ELEMENTS,
    "heap": VALUES | {"app"},
}
"""By room of `widgets`: the rooms that it may import. `build` and the commands may import everything below them."""

LARGE, LARGEST, LARGE_ONES = 450, 600, 3
LARGEST_OF_EXERCISES = 650
"""Lines of a file."""


def room(module: str) -> str:
    """Return the room of a module of `widgets`: its package, or its own name; `values` for those at the bottom."""
    parts = module.split(".")
    if len(parts) == 1:
        return ""
    return "values" if parts[1] in VALUES else parts[1]


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Return the modules of the project that a module imports when it runs; type-checking imports do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    names: list[str] = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    found = (name if name in MODULES else name.rpartition(".")[0] for name in names)
    return tuple(name for name in found if name in MODULES)


def test_no_cycle() -> None:
    """No module imports itself through others."""
    graph = {module: set(imported(path)) for module, path in MODULES.items()}

    assert list(graphlib.TopologicalSorter(graph).static_order())


def test_rooms() -> None:
    """Values know nothing above them, cores no element, elements not each other, and nothing that ships the build."""
    wrong = []
    for module, path in MODULES.items():
        own = room(module)
        if not module.startswith("widgets.") or own == "build" or module.rpartition(".")[2] in COMMANDS:
            continue
        allowed = {"" if name in VALUES else name for name in MAY_IMPORT[own]} | {"values"}
        wrong += [
            f"{module} imports {name}"
            for name in imported(path)
            if name != "widgets" and room(name) not in allowed
        ]

    assert wrong == []


def test_only_its_commands_import_the_build() -> None:
    """`widgets.build` is imported by itself, commands and the hook alone."""
    wrong = [
        f"{module} imports {name}"
        for module, path in MODULES.items()
        for name in imported(path)
        if name.startswith("widgets.build")
        and not module.startswith("widgets.build")
        and module.rpartition(".")[2] not in COMMANDS
    ]

    assert wrong == []


def test_rooms_are_small() -> None:
    """At most three modules of `widgets` have more than 450 lines, and none has more than 600; `exercises`: 650."""
    sizes = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    widgets = {module: size for module, size in sizes.items() if module.startswith("widgets")}

    assert {module: size for module, size in widgets.items() if size > LARGEST} == {}
    assert len([module for module, size in widgets.items() if size > LARGE]) <= LARGE_ONES
    assert {m: s for m, s in sizes.items() if m.startswith("exercises") and s > LARGEST_OF_EXERCISES} == {}


def test_each_module_opens_alone() -> None:
    """Each module of `widgets` that ships can be the first of the project that an interpreter imports."""
    modules = [
        module
        for module in MODULES
        if module.startswith("widgets")
        and room(module) != "build"
        and module.rpartition(".")[2] not in COMMANDS
    ]
    script = f"""
import importlib, sys, traceback
failed = []
for name in {modules!r}:
    for loaded in [one for one in sys.modules if one.partition(".")[0] == "widgets"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception:
        failed.append(f"{{name}}: {{traceback.format_exc().splitlines()[-1]}}")
print("\\n".join(failed))
"""
    result = subprocess.run(  # noqa: S603 - our own interpreter, our own script
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout.split("\n")[:-1] in ([], [""])
