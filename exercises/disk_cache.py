"""A disk cache of values by key, so that a build makes only what has changed. Independent of what the values mean.

A key covers every input of a value, so a stale value is never returned. Each value has one file, which
the next one of the same name replaces. A damaged file, and a folder that cannot be written to, only cost time.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from widgets.language import ENGLISH, current

FOLDER = ".cache"
"""Below the project's folder; never committed."""
FINISH = f"{FOLDER}/finish"
"""Cached results of finishing a site (`widgets.build`)."""

# read here, when the code is loaded too: a source changed later is not the code that runs
_LANGUAGES = (Path(__file__).parent.parent / "widgets" / "language.py").read_bytes()


def read(path: Path, key: str) -> list[Any]:
    """Return the cached value in a list of one; an empty list if the file has another key or is damaged."""
    with suppress(OSError, ValueError):
        head, text = path.read_text(encoding="utf-8").split("\n", 1)
        if head == _head(key, text.encode()):
            return [json.loads(text)]
    return []


def write(path: Path, key: str, value: object) -> None:
    """Cache a JSON value. A folder that cannot be written to is ignored."""
    text = json.dumps(value, ensure_ascii=False)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{_head(key, text.encode())}\n{text}", encoding="utf-8", newline="\n")
        part.replace(path)


def read_object(path: Path, key: str) -> list[Any]:
    """Return the cached object in a list of one; an empty list if the file has another key or is damaged."""
    with suppress(Exception):  # whatever a damaged file makes of itself
        head, data = path.read_bytes().split(b"\n", 1)
        if head.decode() == _head(key, data):
            return [pickle.loads(data)]  # noqa: S301 - our own file, as trusted as byte code
    return []


def write_object(path: Path, key: str, value: object) -> None:
    """Cache any object that can be pickled."""
    data = pickle.dumps(value)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_head(key, data).encode() + b"\n" + data)
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


def language() -> bytes:
    """Return what names the reader's language with all of its words, and the code that finds them."""
    return _LANGUAGES + repr(current()).encode()


def named(path: Path) -> Path:
    """Return the path of a cached value in the reader's language: each language has a file of its own."""
    tag = current().tag
    return path if tag == ENGLISH.tag else path.with_name(f"{tag}-{path.name}")


def _head(key: str, data: bytes) -> str:
    """Return a file's first line: the key, and that what follows is whole."""
    return f"{key} {hashlib.sha256(data).hexdigest()}"
