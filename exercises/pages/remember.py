"""Caches of MkDocs's work: unchanged pages and templates are not rendered, indexed and compiled again.

A saved record changes its own page and the few that name it, but MkDocs renders the Markdown of every page and compiles
every template in every build. The results are in the project's cache (see `exercises.disk_cache`).

This module imports no builder, yet it belongs to MkDocs 1.6 (written against 1.6.1), and works by attributes that
MkDocs does not document:

- `Page.render` is replaced on each page. Rendering sets `content`, `toc`, `_title_from_render`, `present_anchor_ids`
  and `links_to_anchors`; all of them are stored and restored.
- `search_index.add_entry_from_context` of Material 9's search plugin is replaced. It appends to its `entries`.
- `LiveReloadServer.builder` is replaced by the hook with the result of `keep_last_good_build`.

It only saves time. With another builder it is not used, and can be deleted (see "Move to the next Pyodide or builder").
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
"""Attributes that rendering sets on a page; `links_to_anchors` is stored apart, since its keys are files."""

_environment = cache(disk_cache.environment)
_files: list[tuple[Any, Mapping[str, Any], str]] = []
"""The files of the last build, the same by address, and a hash of everything that rendering reads of them."""


class _LogProbe(logging.Handler):
    """A log handler that records whether anything was logged."""

    logged = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.logged = True


def cached_render(page: Any, depends: Hashable, log: logging.Logger) -> Callable[[Any, Any], None]:  # noqa: ANN401 - a builder's page
    """Return a replacement for `page.render` that renders only if an input has changed.

    Args:
        page: The page, before it is rendered.
        depends: Its Markdown and every other input of its HTML, as values with a complete `repr`. The installed
            packages and the list of files are added to the key here.
        log: The logger of rendering. A page with a message is not cached, so that the message comes in every build
            until its cause is gone.
    """
    name, original = page.file.src_uri, page.render

    def render(config: Any, files: Any) -> None:  # noqa: ANN401 - a builder's
        by_address, listed = _files_key(files)
        level = log.getEffectiveLevel()  # in the key, since the probe sees only messages of this level
        key = disk_cache.digest([_environment(), repr((depends, level)).encode(), listed.encode()])
        path = disk_cache.named(FOLDER / f"{name}.pickle")
        for results, links in disk_cache.read_object(path, key):
            vars(page).update(results)
            # MkDocs checks links to anchors on the file objects of this build.
            page.links_to_anchors = links and {by_address[uri]: anchors for uri, anchors in links.items()}
            return
        probe = _LogProbe(logging.INFO)
        log.addHandler(probe)
        try:
            original(config, files)
        finally:
            log.removeHandler(probe)
        if not probe.logged:
            links = page.links_to_anchors
            links = links and {file.src_uri: anchors for file, anchors in links.items()}
            disk_cache.write_object(path, key, ({name: getattr(page, name) for name in RESULTS}, links))

    return render


def cache_search(plugins: Iterable[Any]) -> None:
    """Replace the indexing of the search plugin, so that it parses a page's HTML only if that has changed.

    Args:
        plugins: Those of the build. One has a `search_index`, which appends the entries of a page to its `entries`.
    """
    for plugin in plugins:
        index = getattr(plugin, "search_index", None)
        if hasattr(index, "add_entry_from_context"):
            vars(index)["add_entry_from_context"] = _adding(index)


def _adding(index: Any) -> Callable[[Any], None]:  # noqa: ANN401 - a builder's
    """Return a replacement for `index.add_entry_from_context`."""
    original = index.add_entry_from_context

    def add(page: Any) -> None:  # noqa: ANN401 - a builder's page
        inputs = (page.content, page.url, str(page.title), page.meta, list(_anchors(page.toc)))
        key = disk_cache.digest([_environment(), repr(inputs).encode()])
        path = disk_cache.named(FOLDER / f"{page.file.src_uri}.search.json")
        for entries in disk_cache.read(path, key):
            index.entries += entries
            return
        before = len(index.entries)
        original(page)
        disk_cache.write(path, key, index.entries[before:])

    return add


def _anchors(toc: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a builder's
    """Yield the id and the address of every entry of a table of contents."""
    for item in toc:
        yield item.id, item.url
        yield from _anchors(item.children)


def _files_key(files: Any) -> tuple[Mapping[str, Any], str]:  # noqa: ANN401 - a builder's
    """Return the files of a build by address, and a hash of them; computed once for all pages of a build."""
    if not _files or _files[0][0] is not files:
        by_address = {file.src_uri: file for file in files}
        listed = sorted((uri, file.dest_uri, str(file.inclusion)) for uri, file in by_address.items())
        _files[:] = [(files, by_address, disk_cache.digest([repr(listed).encode()]))]
    return _files[0][1:]


def keep_last_good_build(
    build: Callable[[], None], is_sound: Callable[[], bool], log: logging.Logger
) -> Callable[[], None]:
    """Return a replacement for `build` while serving: mistakes in the catalogue leave the last good pages in place.

    Args:
        build: Builds the site. On mistakes in the catalogue it logs them and exits before it has written a page.
        is_sound: Returns whether the catalogue was without mistakes in the last build.
        log: Gets a message if nothing was built.

    Raises:
        SystemExit: the build exited for another reason; its pages may be half written.
    """

    def rebuild() -> None:
        try:
            build()
        except SystemExit:
            if is_sound():
                raise
            log.error("Nothing was built: the pages stay as they were until this is put right.")  # noqa: TRY400 - the mistakes are logged already

    return rebuild


class Compiled(FileSystemBytecodeCache):
    """Compiled templates on disk, for the environments of all builds. Jinja checks that a source is unchanged.

    Args:
        folder: Their folder. If it cannot be written to, templates are compiled in every build.
    """

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, if there is one."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def compiled(maker: bytes = b"") -> Compiled:
    """Return the compiled templates of an environment: of the theme's, unless the maker of another one is given.

    Args:
        maker: The source of the module that makes the environment, as it was loaded. Jinja does not look at an
            environment's options, such as how blocks are trimmed: so the folder depends on this source, and on the
            installed packages, which compile.
    """
    return Compiled(TEMPLATES / disk_cache.digest([_environment(), maker])[:16])
