from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from widgets.build.runtime.inputs import RuntimeBuildError, check_python, gather


def _write(name: str) -> Callable[[Path], object]:
    def change(project: Path) -> object:
        (project / name).parent.mkdir(exist_ok=True)
        return (project / name).write_text("changed")

    return change


@pytest.mark.parametrize(
    "name",
    [
        "widgets/app.py",
        "widgets/timer/templates/timer.html.j2",
        "widgets/timer/new.py",
        "widgets/heap.py",
        "node_modules/pyodide/pyodide.asm.wasm",
        "node_modules/pyodide/pyodide.mjs",
        "node_modules/pyodide/python_stdlib.zip",
    ],
)
def test_a_changed_input_changes_the_name(project: Path, name: str) -> None:
    """Whatever goes into the runtime goes into its name, so that two runtimes never mix."""
    before = gather(project).name
    _write(name)(project)
    assert gather(project).name != before


@pytest.mark.parametrize(
    "name",
    [
        "widgets/mkdocs_hook.py",
        "widgets/build/first_view.py",
        "widgets/shell/shell.js",
        "widgets/timer/__pycache__/x.py",
        "widgets/timer/README.md",
        "exercises.yml",
    ],
)
def test_what_is_no_input_leaves_the_name(project: Path, name: str) -> None:
    """A change of the shell, of the site's build or of the data costs no new runtime."""
    before = gather(project).name
    _write(name)(project)
    assert gather(project).name == before


def test_a_new_version_changes_the_name(project: Path) -> None:
    """The versions of tools and libraries count as inputs too."""
    before = gather(project).name
    (project / "node_modules/pyodide/package.json").write_text('{"version": "0.29.6"}')
    assert gather(project).name != before


def test_a_moved_file_changes_the_name(project: Path) -> None:
    """The same bytes in another place are another input."""
    before = gather(project).name
    (project / "widgets/app.py").rename(project / "widgets/door.py")
    assert gather(project).name != before


def test_the_core_is_the_same_after_a_change_of_a_widget(project: Path) -> None:
    """Pyodide's own files are made once for all runtimes, until Pyodide or their recipe changes."""
    before = gather(project)
    name, core_name = before.name, before.core_name
    (project / "widgets" / "app.py").write_text("print('another')")
    after = gather(project)
    assert after.name != name
    assert after.core_name == core_name
    (project / "node_modules" / "pyodide" / "pyodide.asm.wasm").write_text("another")
    assert gather(project).core_name != core_name


def test_the_recipe_changes_the_name(project: Path) -> None:
    """The build's own scripts count: the one that takes the snapshot above all."""
    assert {"build.py", "snapshot.mjs", "wheel.py"} <= set(gather(project).recipe)


def test_only_what_runs_in_a_browser_ships(project: Path) -> None:
    """The wheel has the widgets, their templates, the libraries' Python files and licences, no more."""
    wheel = gather(project).wheel
    assert {name for name in wheel if name.startswith("widgets/")} == {
        "widgets/__init__.py",
        "widgets/app.py",
        "widgets/heap.py",
        "widgets/timer/__init__.py",
        "widgets/timer/templates/timer.html.j2",
    }
    assert {"jinja2/environment.py", "markupsafe/__init__.py", "markupsafe/_native.py"} <= set(wheel)
    assert not [name for name in wheel if "_speedups" in name]
    assert len([name for name in wheel if "LICENSE" in name]) == 2


def test_missing_packages_say_what_to_run(project: Path) -> None:
    """Someone who has not run npm is told to."""
    (project / "node_modules/pyodide/pyodide.asm.wasm").unlink()
    with pytest.raises(RuntimeBuildError, match=r"pyodide\.asm\.wasm.*npm ci"):
        gather(project)


def test_another_python_says_what_to_run() -> None:
    """Byte code of another Python would not start in the browser; the way out is in the message."""
    with pytest.raises(RuntimeBuildError, match=r"3\.13.*3\.12.*make setup"):
        check_python("3.13.2", (3, 12))
