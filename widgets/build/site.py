"""Post-processing of a built site, for any builder: widget files, first views, corrected markup, page policies.

It reads and writes the folder that a builder left. It knows no builder: the MkDocs hook and `python -m widgets finish`
both call `finish`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from exercises import disk_cache
from widgets.app import WIDGETS, read_catalog
from widgets.build import (
    bundle,
    content_policy,
    first_view,
    half_year,
    head,
    indents,
    messages,
    offline_list,
    publish,
    runs,
    script,
    search,
    shared,
    theme_markup,
    voice,
)
from widgets.build.bundle import Sheets
from widgets.build.content_policy import PolicyError
from widgets.build.head import HeadError
from widgets.build.markup import Page, edited
from widgets.build.runtime.inputs import RuntimeBuildError
from widgets.build.search import SearchError
from widgets.catalog import CatalogError
from widgets.language import ENGLISH, Language, current, used
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
_OTHER_WIDGETS = re.compile(rf"<(?:{'|'.join(sorted(set(WIDGETS) - {'hold-timer'}))})\b")
_TIMERS = re.compile(r'<hold-timer\b[^>]*?\bslug="([^"]*)"')
_LAST_BUILT = re.compile(r"\s*<lastmod>[^<]*</lastmod>")


class FinishError(Exception):
    """The folder is no site that can be finished. The message names the file and what is wrong with it."""


def finish(
    root: Path,
    site: Path,
    *,
    language: Language = ENGLISH,
    serving: bool = False,
    say: Callable[[str], None],
) -> int:
    """Finish a site in its folder, and return the number of its pages.

    Args:
        root: The project's folder.
        site: The built site. Its pages must not be finished already.
        language: What it is written in. One with an `up` shares files with the site above its folder, which is finished
            already.
        serving: Whether the site is being written: then nothing is kept for use without a network, and a page's policy
            allows the script that a live reload adds.
        say: Is told the steps of a build of the runtime.

    Raises:
        FinishError: there is no catalogue, a page names a widget or an exercise that does not exist, a page has
            no policy to fill, or the runtime cannot be built.
    """
    with used(language):
        return _finish(root, site, language, serving=serving, say=say)


def _finish(root: Path, site: Path, language: Language, *, serving: bool, say: Callable[[str], None]) -> int:
    catalog = messages.with_language(voice.with_clips(_catalog(site), root, language.tag), language)
    inputs = runs.Inputs.of(catalog)
    kept = root / disk_cache.FINISH / ("" if language.tag == ENGLISH.tag else language.tag)
    folder = kept / "pages"
    pages = {path: _page(path, site, catalog, folder, inputs) for path in sorted(site.rglob("*.html"))}
    try:
        sheets = Sheets.of(sheet for page in pages.values() for sheet in page.sheets)
        texts = [page.text for page in pages.values()]
        files = publish.files(
            root, site, catalog, texts, sheets, language=language, offline=not serving, say=say
        )
        words = search.make(site)
    except (RuntimeBuildError, SearchError) as error:
        raise FinishError(str(error)) from None
    shell = next(str(PurePosixPath(name).parent) for name in files if name.startswith(bundle.FOLDER))
    allowed = content_policy.policy((page.scripts for page in pages.values()), serving=serving)
    played = runs.files(catalog, kept / "runs", _CODE)
    _publish(dict(files) | played | {search.FILE: words}, site)
    for path, page in pages.items():
        text = page.text.replace(head.SHELL, shell).replace(content_policy.MARK, allowed)
        path.write_text(text, "utf-8")
    _clean(site, sheets)
    if language.up:
        shared.finish(site, language)
    (site / offline_list.FILE).write_text(offline_list.make(site, root, language.up), "utf-8")
    return len(pages)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """A page with its widgets filled, and what the rest of the site must know of it."""

    text: str
    """Its HTML, with marks for the policy's scripts and the shell's folder."""
    sheets: list[str]
    """The style sheets that the builder's page named."""
    scripts: list[str]
    """The policy's names of its inline scripts."""


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


def _page(path: Path, site: Path, catalog: str, folder: Path, inputs: runs.Inputs) -> _Page:
    """Return a page of the site, from the cache if neither its text has changed nor what its widgets show.

    Raises:
        FinishError: the page is not one of this theme, or a widget cannot be filled.
    """
    name, text = path.relative_to(site), path.read_text("utf-8")
    made_of = (_CODE, _shown(text, inputs), name.as_posix(), text)
    key = disk_cache.digest([part.encode() for part in made_of])
    file = folder / f"{name.as_posix()}.json"
    for cached in disk_cache.read(file, key):
        return _Page(**cached)
    try:
        page = _filled(Page.of(text), len(name.parts) - 1, catalog)
    except (ProtocolError, CatalogError, PolicyError, HeadError) as error:
        raise FinishError(f"{name}: {error}") from None
    disk_cache.write(file, key, asdict(page))
    return page


def _shown(text: str, inputs: runs.Inputs) -> str:
    """Return what a page's widgets show of the catalogue: of a timer its record, of all others everything."""
    if half_year.MARK in text or _OTHER_WIDGETS.search(text):
        return inputs.everything
    return "".join(inputs.of_timer(slug) for slug in _TIMERS.findall(text))


def _filled(page: Page, depth: int, catalog: str) -> _Page:
    """Return a page with its widgets filled, its head rewritten and the theme's markup corrected.

    Args:
        page: as the builder wrote it.
        depth: how many folders below the root its file stands.
        catalog: the text of `catalog.json`.
    """
    root = head.root_of(page)
    views = list(first_view.edits(page, catalog, "../" * depth))
    blocks = list(half_year.edits(page, read_catalog(catalog))) if half_year.MARK in page.text else []
    up = current().up
    if script.MARK in page.text:
        blocks += script.edits(page, read_catalog(catalog))
    theme = (
        edit
        for edit in theme_markup.edits(page, depth + up.count("/"))
        if not any(view.start <= edit.start < view.end for view in views)
    )
    made = [*views, *blocks, *theme, *head.edits(page, root, up)]
    text = edited(page.text, [*made, *shared.edits(page, up, made)])
    return _Page(
        text=content_policy.fill(indents.without(text), content_policy.MARK),
        sheets=head.style_sheets(page, root),
        scripts=sorted(content_policy.inline_scripts(page)),
    )
