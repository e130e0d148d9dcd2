"""The site built by other builders from the written pages, without hooks, and tested as MkDocs's own output is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

CANNOT: dict[str, tuple[str, ...]] = {"properdocs": (), "zensical": ()}
"""What a builder's output cannot do yet, by the names of the tests that it fails."""


def _run(*command: str | Path, cwd: Path = ROOT, **more: str) -> str:
    """Run a command and return what it printed; fail with that where the command does."""
    done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
        command, cwd=cwd, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | more, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project that any builder can read."""
    folder = tmp_path_factory.mktemp("project")
    _run(sys.executable, "-m", "exercises", "write", folder, "--project")
    return folder


@pytest.mark.parametrize("builder", CANNOT)
def test_the_site_is_whole_by_another_builder(builder: str, project: Path) -> None:
    """The written pages, built without hooks and finished, pass every test of the site but those named above."""
    program = Path(sys.executable).parent / builder
    _run(program, "build", "-f", "mkdocs.yml", cwd=project)
    site = project / "site"
    _run(sys.executable, "-m", "widgets", "finish", site)

    told = _run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_site.py",
        "-k", " and ".join(f"not {name}" for name in CANNOT[builder]), NEUTRAL_SPINE_BUILT=str(site),
    )  # fmt: skip

    assert " passed" in told
    assert " skipped" not in told


def test_a_finished_site_is_not_finished_again(tmp_path: Path) -> None:
    """A folder without the catalogue is refused by name, and changed in nothing."""
    page = tmp_path / "index.html"
    page.write_text("<p>A page of another site</p>", encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
        [sys.executable, "-m", "widgets", "finish", tmp_path],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "catalog.json is missing" in done.stderr
    assert list(tmp_path.iterdir()) == [page]
