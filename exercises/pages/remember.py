"""Caches of what a builder does: unchanged pages and templates are not rendered, searched and compiled again.

A saved record changes its own page and the few that name it, but a build turns the Markdown of every page into
HTML and compiles every template. What is kept here lies in the project's cache (see `exercises.disk_cache`). It imports
no builder: it is given a page, and knows what MkDocs's rendering leaves on one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from exercises import disk_cache
from exercises.catalog.load import ROOT

FOLDER = ROOT.parent / disk_cache.FOLDER / "pages"
TEMPLATES = ROOT.parent / disk_cache.FOLDER / "templates"

RESULTS = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What rendering sets on a page, beside the links to parts of other pages."""

_environment = cache(disk_cache.environment)
_files: list[tuple[Any, Mapping[str, Any], str]] = []
"""The files of the last build, their addresses, and a hash of all that a page's rendering asks of them."""


class _Ear(logging.Handler):
    """A log handler that records whether anything was logged."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.heard = True


def remembering(page: Any, depends: Hashable, log: logging.Logger) -> Callable[[Any, Any], None]:  # noqa: ANN401 - a builder's page
    """Return a replacement for `page.render` that renders only if an input has changed.

    Args:
        page: The page, before it is rendered.
        depends: Its Markdown, and all else that its HTML depends on, as values whose `repr` says all; apart from the
            installed packages and which files there are: those are looked at here.
        log: Where rendering complains. A page with a complaint is not kept, so that it is said again at each
            build until somebody has put it right.
    """
    name, really = page.file.src_uri, page.render

    def render(config: Any, files: Any) -> None:  # noqa: ANN401 - a builder's
        there, listed = _looked_at(files)
        level = log.getEffectiveLevel()  # what is not logged is not heard below
        key = disk_cache.digest([_environment(), repr((depends, level)).encode(), listed.encode()])
        path = FOLDER / f"{name}.pickle"
        for results, links in disk_cache.read_object(path, key):
            vars(page).update(results)
            # Each build has files of its own; a link to a part of a page is checked on those.
            page.links_to_anchors = links and {there[uri]: anchors for uri, anchors in links.items()}
            return
        ear = _Ear(logging.INFO)
        log.addHandler(ear)
        try:
            really(config, files)
        finally:
            log.removeHandler(ear)
        if not ear.heard:
            links = page.links_to_anchors
            links = links and {file.src_uri: anchors for file, anchors in links.items()}
            disk_cache.write_object(path, key, ({name: getattr(page, name) for name in RESULTS}, links))

    return render


def indexing(plugins: Iterable[Any]) -> None:
    """Have a builder's search plugin read a page's HTML only if it has changed.

    Args:
        plugins: The builder's. One has a `search_index`, which appends what it finds on a page to its `entries`.
    """
    for plugin in plugins:
        index = getattr(plugin, "search_index", None)
        if hasattr(index, "add_entry_from_context"):
            vars(index)["add_entry_from_context"] = _adding(index)


def _adding(index: Any) -> Callable[[Any], None]:  # noqa: ANN401 - a builder's
    """Return a replacement for `index.add_entry_from_context`."""
    really = index.add_entry_from_context

    def add(page: Any) -> None:  # noqa: ANN401 - a builder's page
        told = (page.content, page.url, str(page.title), page.meta, list(_anchors(page.toc)))
        key = disk_cache.digest([_environment(), repr(told).encode()])
        path = FOLDER / f"{page.file.src_uri}.search.json"
        for entries in disk_cache.read(path, key):
            index.entries += entries
            return
        before = len(index.entries)
        really(page)
        disk_cache.write(path, key, index.entries[before:])

    return add


def _anchors(toc: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a builder's
    """Yield the id and the address of every entry of a table of contents."""
    for item in toc:
        yield item.id, item.url
        yield from _anchors(item.children)


def _looked_at(files: Any) -> tuple[Mapping[str, Any], str]:  # noqa: ANN401 - a builder's
    """Return the files of a build by their addresses, and their hash; worked out once for all pages of a build."""
    if not _files or _files[0][0] is not files:
        there = {file.src_uri: file for file in files}
        told = sorted((uri, file.dest_uri, str(file.inclusion)) for uri, file in there.items())
        _files[:] = [(files, there, disk_cache.digest([repr(told).encode()]))]
    return _files[0][1:]


def patient(build: Callable[[], None], sound: Callable[[], bool], log: logging.Logger) -> Callable[[], None]:
    """Return a replacement for `build` while serving: on mistakes in the catalogue it keeps the last good pages.

    Args:
        build: Builds the site; it gives up before it has touched a page if the catalogue has mistakes, and says so.
        sound: Says whether the catalogue was good in the last build.
        log: Where to say that nothing was built.

    Raises:
        SystemExit: the build gave up for another reason, when its pages may be half written.
    """

    def rebuild() -> None:
        try:
            build()
        except SystemExit:
            if sound():
                raise
            log.error("Nothing was built: the pages stay as they were until this is put right.")  # noqa: TRY400 - said already

    return rebuild


class Compiled(FileSystemBytecodeCache):
    """Compiled templates on disk, for the environments of all builds. Jinja checks that a source is unchanged.

    Args:
        folder: where they lie; one that cannot be written to only costs time.
    """

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template compiled before, if there is one."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def compiled() -> Compiled:
    """Return the theme's compiled templates: other packages, which may compile them differently, have others."""
    return Compiled(TEMPLATES / disk_cache.digest([_environment()])[:16])
