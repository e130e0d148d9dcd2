"""A disk cache of what finishing a site makes of its inputs, so that a build makes only what has changed.

A key covers every input of a value, so a stale value is never returned. Each value has one file, which the next one of
the same name replaces. A damaged file, and a folder that cannot be written to, only cost time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = Path(".cache") / "finish"
"""Below the project's folder; never committed."""


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
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{_head(key, text)}\n{text}", encoding="utf-8", newline="\n")
        part.replace(path)


def digest(parts: Iterable[bytes]) -> str:
    """Return a hash that no two different lists of parts share."""
    made = hashlib.sha256()
    for part in parts:
        made.update(b"%d " % len(part) + part)
    return made.hexdigest()


def environment() -> bytes:
    """Return what names this Python and every installed package with its version."""
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return "\0".join([sys.version, *packages]).encode()


def _head(key: str, text: str) -> str:
    """Return a file's first line: the key, and that what follows is whole."""
    return f"{key} {hashlib.sha256(text.encode()).hexdigest()}"
