"""Gives the tests a desk with a screen reader, once a run; leaves them out, by name, where a program is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spoken.desk import Desk, desk, missing

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / ".cache" / "heard.txt"
"""What was pressed and spoken, a line each step: for reading after a run."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; they come after those of browsers."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker("spoken")


@pytest.fixture(scope="session")
def reader() -> Iterator[Desk]:
    """Start Orca and Firefox on a screen of their own."""
    if lacks := missing():
        pytest.skip(f"no screen reader here: {', '.join(lacks)} missing")
    with desk() as started:
        yield started
        SCRIPT.parent.mkdir(exist_ok=True)
        SCRIPT.write_text("\n".join(started.script) + "\n", encoding="utf-8")
