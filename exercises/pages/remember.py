"""Caches for `mkdocs serve`: unchanged pages and templates are not rendered again.

A saved record changes its own page and the few that name it, but a build turns the Markdown of every page into
HTML and compiles every template. What is kept here lives as long as the process; nothing is written. It imports
no builder: it is given a page, and knows what MkDocs's rendering leaves on one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

RESULTS = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")
"""What rendering sets on a page."""

_kept: dict[str, tuple[Hashable, dict[str, Any]]] = {}


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
        depends: Its Markdown, and all else that its HTML depends on, apart from which files there are: that is
            looked at here.
        log: Where rendering complains. A page with a complaint is not kept, so that it is said again at each
            build until somebody has put it right.
    """
    name, really = page.file.src_uri, page.render

    def render(config: Any, files: Any) -> None:  # noqa: ANN401 - a builder's
        there = {file.src_uri: file for file in files}
        now = (depends, frozenset(there))
        if name in _kept and _kept[name][0] == now:
            vars(page).update(_kept[name][1])
            # Each build has files of its own; a link to a part of a page is checked on those.
            page.links_to_anchors = {
                there[file.src_uri]: links for file, links in (page.links_to_anchors or {}).items()
            }
            return
        ear = _Ear(logging.INFO)
        log.addHandler(ear)
        try:
            really(config, files)
        finally:
            log.removeHandler(ear)
        _kept.pop(name, None)
        if not ear.heard:
            _kept[name] = (now, {key: getattr(page, key) for key in RESULTS})

    return render


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


class _Compiled(BytecodeCache):
    """A bytecode cache shared by the environments of all builds. Jinja itself checks that the source is unchanged."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()
"""The theme's compiled templates."""
