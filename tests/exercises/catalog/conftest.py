"""A small valid catalogue to try things on, apart from the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a fresh copy of the good catalogue, in a folder called `exercises`."""
    return shutil.copytree(HERE / "good", tmp_path / "exercises")
