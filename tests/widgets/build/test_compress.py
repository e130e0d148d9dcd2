from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli
import pytest

from widgets.build import compress

MEMORY = random.Random(1).randbytes(4000)  # noqa: S311 - no secret, and the same in each run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a page, a picture, a tiny file and Python's memory."""
    folder = tmp_path / "site"
    (folder / "runtime").mkdir(parents=True)
    (folder / "index.html").write_text("<p>words</p>" * 100)
    (folder / "picture.png").write_bytes(b"\x89PNG" * 100)
    (folder / "tiny.txt").write_text("tiny")
    (folder / "runtime" / compress.SNAPSHOT).write_bytes(gzip.compress(MEMORY))
    return folder


def test_text_has_copies_that_hold_the_same(site: Path, tmp_path: Path) -> None:
    """What a host sends compressed is the page, and what does not shrink has no copy."""
    assert compress.compress(site, tmp_path) == 2
    page = (site / "index.html").read_bytes()
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == page
    assert brotli.decompress((site / "index.html.br").read_bytes()) == page
    assert not list(site.glob("picture.png.*"))
    assert not list(site.glob("tiny.txt.*"))


def test_pythons_memory_goes_by_brotli_where_a_host_can(site: Path, tmp_path: Path) -> None:
    """The copy holds the memory itself, not the gzip file: the browser unpacks it on the way."""
    compress.compress(site, tmp_path)
    copy = site / "runtime" / f"{compress.SNAPSHOT}.br"
    assert brotli.decompress(copy.read_bytes()) == MEMORY
    assert not copy.with_suffix(".gz").exists()


def test_the_same_site_gives_the_same_bytes_and_what_is_kept_is_used(site: Path, tmp_path: Path) -> None:
    """A second build compresses nothing anew, and without the cache it writes the same."""
    compress.compress(site, tmp_path)
    first = {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    kept = tmp_path / compress.CACHE
    times = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    compress.compress(site, tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == times
    for path in kept.iterdir():
        path.unlink()
    compress.compress(site, tmp_path)
    assert {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()} == first


def test_the_cache_forgets(site: Path, tmp_path: Path) -> None:
    """What was compressed for old pages goes, before the cache fills a disk."""
    kept = tmp_path / compress.CACHE
    kept.mkdir(parents=True)
    for number in range(50):
        (kept / f"{number}.br").write_text("old")
    compress.compress(site, tmp_path)
    assert len(list(kept.iterdir())) == 3 + 2 * 3
