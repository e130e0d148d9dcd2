"""The bench of builds: its synthetic catalogue is one that the site could have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from exercises.catalog.load import load
from exercises.translate import languages, overlay
from tests.benchmarks.bench_build import copy_project


def test_a_synthetic_catalogue_passes_every_rule(tmp_path: Path) -> None:
    """Copies of all records under other names break no rule but one: their pictures are those of the records."""
    real = len(load().exercises)
    assert copy_project(tmp_path, real + 1) == 2 * real
    command = [sys.executable, "-m", "exercises", "check"]
    own = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=own, check=False, capture_output=True, text=True)  # noqa: S603 - our own
    broken = [
        line for line in done.stdout.splitlines() if " the picture must differ from that of " not in line
    ]
    assert [line for line in broken if line.strip()] == [], done.stderr


def test_only_english_is_published_in_it(tmp_path: Path) -> None:
    """A build of the copy is the English site alone, whatever the project publishes."""
    copy_project(tmp_path, 0)
    assert overlay.languages(tmp_path / "exercises") == overlay.languages()
    assert languages.published(load(tmp_path / "exercises"), tmp_path / "exercises") == {}
