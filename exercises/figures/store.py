"""A disk cache of drawings, so that a build draws only the figures that have changed.

A drawing is a pure function of its record, of the reader's language, and of this package's code and templates. All of
them are in its key, so a stale drawing is never returned (see `exercises.disk_cache`).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path

from exercises import disk_cache
from exercises.catalog.load import ROOT
from exercises.catalog.model import Exercise

CACHE = Path(".cache") / "figures"
"""Below the project's folder."""
FOLDER = ROOT.parent / CACHE

_HERE = Path(__file__).parent

# computed at import, together with the code that draws: a source changed later is not the code that runs
SOURCE = hashlib.sha256(
    b"\0".join(
        path.name.encode() + path.read_bytes()
        for path in sorted([*_HERE.glob("*.py"), *_HERE.glob("templates/*.j2")])
    )
).hexdigest()


def _where(exercise: Exercise, draw: Callable[[Exercise], object]) -> tuple[Path, str]:
    what = draw.__name__.strip("_").replace("_", "-")
    parts = (SOURCE.encode(), what.encode(), exercise.model_dump_json().encode(), disk_cache.language())
    return disk_cache.named(FOLDER / f"{exercise.slug}-{what}.json"), disk_cache.digest(parts)


def is_kept(exercise: Exercise, draw: Callable[[Exercise], object]) -> bool:
    """Say whether the disk has what a function with a memory makes of a record."""
    return bool(disk_cache.read(*_where(exercise, draw)))


def kept[T](draw: Callable[[Exercise], T]) -> Callable[[Exercise], T]:
    """Return the function with a memory on disk.

    Args:
        draw: a pure function of the record. It returns text, or lists and dicts of text and numbers, as JSON has them.
    """

    @functools.wraps(draw)
    def drawn(exercise: Exercise) -> T:
        path, key = _where(exercise, draw)
        found: list[T] = disk_cache.read(path, key)
        if found:
            return found[0]
        value = draw(exercise)
        disk_cache.write(path, key, value)
        return value

    return drawn
