"""Post-processing of a built site, for any builder: widget files, first views, corrected markup, page policies.

It reads and writes the folder that a builder left. It knows no builder: the MkDocs hook and `python -m widgets finish`
both call `finish`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from exercises import disk_cache
from widgets.build import (
    bundle,
    content_policy,
    first_view,
    head,
    offline_list,
    publish,
    search,
    theme_markup,
)
from widgets.build.bundle import Sheets
from widgets.build.content_policy import PolicyError
from widgets.build.head import HeadError
from widgets.build.runtime.inputs import RuntimeBuildError
from widgets.build.search import SearchError
from widgets.catalog import CatalogError
from widgets.protocol import ProtocolError

LEFT_OVER = ("assets/javascripts", "assets/stylesheets", "search")
"""What the theme and the builder put there and no page asks for any more."""

_PACKAGE = Path(__file__).parents[1]
# read here, when the code is loaded too: a source changed later is not the code that runs
_CODE = disk_cache.digest(
    [
        disk_cache.environment(),
        *(
            part
            for suffix in ("*.j2", "*.py")
            for path in sorted(_PACKAGE.rglob(suffix))
            for part in (path.relative_to(_PACKAGE).as_posix().encode(), path.read_bytes())
        ),
    ]
)
_LAST_BUILT = re.compile(r"\s*<lastmod>[^<]*</lastmod>")


class FinishError(Exception):
    """The folder is no site that can be finished. The message names the file and what is wrong with it."""


def finish(root: Path, site: Path, *, serving: bool = False, say: Callable[[str], None]) -> int:
    """Finish a site in its folder, and return the number of its pages.

    Args:
        root: The project's folder.
        site: The built site. Its pages must not be finished already.
        serving: Whether the site is being written: then nothing is kept for use without a network, and a page's policy
            allows the script that a live reload adds.
        say: Is told the steps of a build of the runtime.

    Raises:
        FinishError: there is no catalogue, a page names a widget or an exercise that does not exist, a page has
            no policy to fill, or the runtime cannot be built.
    """
    catalog = _catalog(site)
    found = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    key = disk_cache.digest([_CODE.encode(), catalog.encode()])
    kept = root / disk_cache.FINISH / "pages"
    pages = {path: _kept(path.relative_to(site), text, catalog, kept, key) for path, text in found.items()}
    try:
        roots = {path: head.root_of(page) for path, page in pages.items()}
        sheets = Sheets.of(
            sheet for path, page in pages.items() for sheet in head.style_sheets(page, roots[path])
        )
        files = publish.files(root, site, list(pages.values()), sheets, offline=not serving, say=say)
        shell = next(str(PurePosixPath(name).parent) for name in files if name.startswith(bundle.FOLDER))
        whole = {path: head.rewrite(page, roots[path], shell) for path, page in pages.items()}
        named = content_policy.fill(whole, serving=serving)
        words = search.make(site)
    except (RuntimeBuildError, PolicyError, HeadError, SearchError) as error:
        raise FinishError(str(error)) from None
    _publish(dict(files) | {search.FILE: words}, site)
    for path, page in named.items():
        path.write_text(page, "utf-8")
    _clean(site, sheets)
    (site / offline_list.FILE).write_text(offline_list.make(site, root), "utf-8")
    return len(named)


def _clean(site: Path, sheets: Sheets) -> None:
    """Take away what no page asks for any more."""
    for folder in LEFT_OVER:
        shutil.rmtree(site / folder, ignore_errors=True)
    for sheet in sheets.own:
        (site / sheet).unlink()
    # A day of building says nothing about a page, and two builds on two days should be the same.
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        sitemap.write_text(_LAST_BUILT.sub("", sitemap.read_text("utf-8")), "utf-8")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)


def _catalog(site: Path) -> str:
    path = site / publish.CATALOG
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise FinishError(
            f"{path} is missing: build the site from the pages that `python -m exercises write` makes"
        ) from None


def _publish(files: publish.Files, site: Path) -> None:
    """Copy the widgets' files to their places."""
    for name, content in files.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        elif isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, "utf-8")


def _kept(path: Path, text: str, catalog: str, folder: Path, made_by: str) -> str:
    """Return a page as `_page` does, from the cache where neither its text nor `made_by` has changed."""
    if not first_view.has_widget(text):
        return _page(path, text, catalog)
    key = disk_cache.digest([made_by.encode(), path.as_posix().encode(), text.encode()])
    file = folder / f"{path.as_posix()}.json"
    found: list[str] = disk_cache.read(file, key)
    if found:
        return found[0]
    page = _page(path, text, catalog)
    disk_cache.write(file, key, page)
    return page


def _page(path: Path, text: str, catalog: str) -> str:
    """Return a page with its widgets filled and the theme's markup mended; `path` is relative to the site."""
    text = theme_markup.within_site(theme_markup.mend(text), len(path.parts) - 1)
    if not first_view.has_widget(text):
        return text
    try:
        return first_view.fill(text, catalog, "../" * (len(path.parts) - 1))
    except (ProtocolError, CatalogError) as error:
        raise FinishError(f"{path}: {error}") from None
