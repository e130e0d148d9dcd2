"""A small valid catalogue with a language that is half done, apart from the real one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.catalog.load import load
from exercises.translate.overlay import read
from exercises.translate.write import overlay_text

GOOD = Path(__file__).parent.parent / "catalog" / "good"

type Say = Callable[[str, dict[str, str]], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a fresh copy of the good catalogue, in a folder called `exercises`."""
    return shutil.copytree(GOOD, tmp_path / "exercises")


@pytest.fixture
def say(tree: Path) -> Say:
    """Return a function that writes texts into a file of the language `eo`, made from today's English."""

    def written(file: str, texts: dict[str, str]) -> Path:
        overlays, _ = read(load(tree), "eo", tree)
        (overlay,) = (one for one in overlays if one.source.path == file)
        path = tree / "locale" / "eo" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(overlay_text(overlay, texts), encoding="utf-8")
        return path

    return written
