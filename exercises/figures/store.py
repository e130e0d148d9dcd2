"""Finished drawings kept on disk, so that a build draws only the figures that have changed. It draws nothing itself.

A drawing is a pure function of its record and of the source of this package; both are in its key, so an old drawing is
never taken for a new one. Each drawing has one file, which the next one of the same exercise replaces.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from exercises.catalog.load import ROOT
from exercises.catalog.model import Exercise

CACHE = Path(".cache") / "figures"
"""Below the project's folder."""
FOLDER = ROOT.parent / CACHE

# read here, when the code that draws is loaded too: a source changed later is not the code that runs
SOURCE = hashlib.sha256(
    b"\0".join(path.name.encode() + path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
).hexdigest()


def kept[T](draw: Callable[[Exercise], T]) -> Callable[[Exercise], T]:
    """Return the function with a memory on disk.

    Args:
        draw: a pure function of the record. It returns text, or lists and dicts of text and numbers, as JSON has them.
    """
    what = draw.__name__.strip("_").replace("_", "-")

    @functools.wraps(draw)
    def drawn(exercise: Exercise) -> T:
        path = FOLDER / f"{exercise.slug}-{what}.json"
        key = hashlib.sha256(f"{SOURCE}\0{what}\0{exercise.model_dump_json()}".encode()).hexdigest()
        found: list[T] = _read(path, key)
        if found:
            return found[0]
        value = draw(exercise)
        _write(path, key, value)
        return value

    return drawn


def _read[T](path: Path, key: str) -> list[T]:
    """Return, alone in a list, what a file keeps under a key; nothing if it keeps something else or is damaged."""
    with suppress(OSError, ValueError):
        head, text = path.read_text(encoding="utf-8").split("\n", 1)
        if head == _head(key, text):
            return [json.loads(text)]
    return []


def _write(path: Path, key: str, value: object) -> None:
    """Keep a value; a folder that cannot be written to only costs time."""
    text = json.dumps(value, ensure_ascii=False)
    part = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{_head(key, text)}\n{text}", encoding="utf-8", newline="\n")
        part.replace(path)


def _head(key: str, text: str) -> str:
    """Return a file's first line: what it was drawn from, and that it is whole."""
    return f"{key} {hashlib.sha256(text.encode()).hexdigest()}"
