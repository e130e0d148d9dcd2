"""Lays compressed copies beside the files of a finished site, for hosts that send such copies as they are.

`page.html.br` and `page.html.gz` beside `page.html`: a host then compresses nothing while it answers, and readers get
the best compression there is. The same files give the same bytes. What was compressed once is kept in the project's
cache, by its content.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import get_ident

import brotli
import deflate

SMALLEST = 12
"""The level of libdeflate that gives the smallest file that each browser unpacks, with no time in it."""

CACHE = Path(".cache") / "compressed"
TEXT = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm", ".webmanifest", ".ics", ".csv"}
)
"""Kinds of files that shrink. Pictures, type, sound and archives are compressed by their nature."""
LEAST = 200
"""Bytes below which a second file is not worth its place."""
LARGE = 2_000_000
"""Bytes above which Brotli's best would take a minute for a tenth more."""

SNAPSHOT = "snapshot.bin.gz"
"""Python's memory: a gzip file where a host knows nothing of Brotli. Where it does, the same address brings the memory
itself, sent by Brotli; the shell looks at the first two bytes (`widgets/shell/boot.js`)."""


def compress(site: Path, root: Path, say: Callable[[str], None] = lambda _: None) -> int:
    """Write the copies of a site's files, and return how many files have them.

    Args:
        site: the finished site.
        root: the project's folder, with the cache in it.
        say: is told where it takes long.
    """
    cache = root / CACHE
    cache.mkdir(parents=True, exist_ok=True)
    files = [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file() and (path.suffix in TEXT or path.name == SNAPSHOT) and path.stat().st_size >= LEAST
    ]
    used: set[str] = set()
    with ThreadPoolExecutor() as pool:
        for names in pool.map(lambda path: _copies(path, cache, say), files):
            used |= names
    _forget(cache, used)
    return len(files)


def _copies(path: Path, cache: Path, say: Callable[[str], None]) -> set[str]:
    """Write a file's copies, and return their names in the cache."""
    data = path.read_bytes()
    names = set()
    for suffix, packed in (("br", _brotli), ("gz", _gzip)):
        if suffix == "gz" and path.name == SNAPSHOT:
            continue
        name = f"{hashlib.sha256(data).hexdigest()}.{suffix}"
        names.add(name)
        kept = cache / name
        if not kept.is_file():
            if len(data) > LARGE:
                say(f"Compressing {path.name} (once; until it changes)")
            # Two files of one content are packed at the same time: each thread writes its own.
            unfinished = kept.with_name(f"{name}.{get_ident()}")
            unfinished.write_bytes(packed(gzip.decompress(data) if path.name == SNAPSHOT else data))
            unfinished.replace(kept)
        path.with_name(f"{path.name}.{suffix}").write_bytes(kept.read_bytes())
    return names


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=9 if len(data) > LARGE else 11, lgwin=24)
    return packed


def _gzip(data: bytes) -> bytes:
    return bytes(deflate.gzip_compress(data, SMALLEST))


def _forget(cache: Path, used: set[str]) -> None:
    """Delete what this site has no use for and nobody wrote lately: a cache that only grows is a leak."""
    kept = sorted(
        (path for path in cache.iterdir() if path.name not in used),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in kept[2 * len(used) :]:
        path.unlink(missing_ok=True)
