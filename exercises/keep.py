"""A disk cache of values by key, so that a build makes only what has changed. Independent of what the values mean.

A key covers every input of a value, so a stale value is never returned. Each value has one file, which
the next one of the same name replaces. A damaged file, and a folder that cannot be written to, only cost time.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


def read(path: Path, key: str) -> list[Any]:
    """Return, alone in a list, the value that a file keeps under a key; nothing if it keeps something else."""
    with suppress(OSError, ValueError):
        head, text = path.read_text(encoding="utf-8").split("\n", 1)
        if head == _head(key, text):
            return [json.loads(text)]
    return []


def write(path: Path, key: str, value: object) -> None:
    """Keep a value of text, numbers, and lists and dicts of them, as JSON has them."""
    text = json.dumps(value, ensure_ascii=False)
    part = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{_head(key, text)}\n{text}", encoding="utf-8", newline="\n")
        part.replace(path)


def _head(key: str, text: str) -> str:
    """Return a file's first line: the key, and that what follows is whole."""
    return f"{key} {hashlib.sha256(text.encode()).hexdigest()}"
