"""Files in, everything that a builder needs out: the one place where pages and catalogue files meet.

It writes nothing but its cache.

Both adapters, the MkDocs hook and `python -m exercises write`, get their pages here. While no file has
changed the last result is given again: a rebuild of `mkdocs serve` after a changed stylesheet costs nothing, and a
build of a catalogue without problems takes it from the disk (see `exercises.disk_cache`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from exercises import disk_cache
from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE, ROOT, Citation, Loaded, citations, load, pages
from exercises.catalog.model import Catalog
from exercises.catalog.rules import RULES, check, content, ids, record
from exercises.catalog.schema import schema_text
from exercises.figures import checked, download, plates, ready, social
from exercises.figures import html as figures
from exercises.figures.plate_rules import plates_hold
from exercises.pages import blocks, drafts, render
from exercises.pages.figure import preview
from exercises.pages.payload import payload_schema_text, payload_text
from exercises.translate import overlay, pseudo
from exercises.translate.pages import ENGLISH_ALONE
from widgets.language import ENGLISH, current

_TITLE = re.compile(
    r"^(?:title:\s*[\"']?(?P<meta>.+?)[\"']?|#\s+(?P<heading>.+?)(?:\s*\{.*\})?)\s*$", re.MULTILINE
)


class SiteError(Exception):
    """The catalogue has problems; the message lists every one as `path:line: message`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(["the catalogue has problems:", *map(str, problems)]))
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """All that is generated."""

    catalog: Catalog
    pages: tuple[render.Page, ...]
    fragments: Mapping[str, str]
    """Safety blocks by file name; see `blocks.partials`."""
    assets: Mapping[str, str | bytes]
    """Other files, by path below the documents' folder."""
    warnings: tuple[Problem, ...]

    @property
    def theme(self) -> dict[str, str]:
        """Theme templates by their name below `generated/`: the blocks, and `facts.html`."""
        image, words = next((preview(e) for e in self.catalog.exercises if e.figure), ("", ""))
        return blocks.theme(self.fragments) | {
            "facts.html": blocks.facts(preview_image=image, preview_words=words)
        }


KEPT = "site.pickle"
"""The last result, in the project's cache; that of another language has its tag in front."""
DATA = "assets/catalog.json"
"""The catalogue as data: the one generated file that is not the same in every language."""
FONTS = Path("assets") / "fonts"
"""Below the documents' folder."""

# read here, when the code is loaded too: a source changed later is not the code that runs
_CODE = disk_cache.digest(
    [
        disk_cache.environment(),
        *(
            part
            for path in sorted(ROOT.rglob("*.py"))
            for part in (str(path.relative_to(ROOT)).encode(), path.read_bytes())
        ),
    ]
)

_last: list[tuple[object, Site]] = []


def make(
    docs: Path,
    site_url: str = "",
    root: Path = ROOT,
    today: dt.date | None = None,
    *,
    with_drafts: bool = False,
) -> Site:
    """Return the site's generated part.

    Args:
        docs: The folder of the hand-written pages: which sources they cite is shown on the references page.
        site_url: Absolute address of the site's root, with a slash at its end; nothing where it is not known.
        root: The folder that holds the catalogue.
        today: The day on which check dates are judged; the clock's by default.
        with_drafts: Show records that have problems, with these in a box, as a site does that is served while it is
            written (see `exercises.pages.drafts`).

    Raises:
        SiteError: the catalogue has problems; with drafts, one of a shared file or a hand-written page.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    key = (
        with_drafts,
        site_url,
        day,
        current(),
        docs,
        _state(root, "*.yml", "*.po", "*.json", "*.j2", "*.py"),
        _state(docs, "*.md"),
    )
    if not _last or _last[0][0] != key:
        try:
            site = _kept(docs, site_url, root, day)
        except SiteError as error:
            if not with_drafts:
                raise
            site = _with_drafts(docs, site_url, root, day, error)
        _last[:] = [(key, site)]
    return _last[0][1]


def _state(folder: Path, *patterns: str) -> tuple[tuple[str, int, int], ...]:
    """Return a value that differs once a matching file below a folder has changed: paths, times and sizes."""
    found = {path for pattern in patterns for path in folder.rglob(pattern)}
    return tuple((str(p), (stat := p.stat()).st_mtime_ns, stat.st_size) for p in sorted(found))


def _kept(docs: Path, site_url: str, root: Path, today: dt.date) -> Site:
    """Return the site from the disk; a new one if any input differs: a file, a package, code, day, language."""

    def key() -> str:
        said = (str(part).encode() for part in (docs, site_url, root, today))
        return disk_cache.digest([_CODE.encode(), disk_cache.language(), *said, *_contents(docs, root)])

    path, before = disk_cache.named(root.parent / disk_cache.FOLDER / KEPT), key()
    found: list[Site] = disk_cache.read_object(path, before)
    if found:
        return found[0]
    site = _make(docs, site_url, root, today)
    if key() == before:  # else a file was saved meanwhile, and nobody knows which text went in
        disk_cache.write_object(path, before, site)
    return site


def _contents(docs: Path, root: Path) -> Iterator[bytes]:
    """Yield the name and the content of every file that goes into the site."""
    sought = (
        (root, "*.yml"),
        (root, "*.po"),
        (root, "*.json"),
        (ROOT, "*.j2"),
        (docs, "*.md"),
        (docs / FONTS, "*"),
    )
    for folder, pattern in sought:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                yield str(path).encode()
                yield path.read_bytes()


def _make(docs: Path, site_url: str, root: Path, today: dt.date) -> Site:
    cited = citations(docs)
    loaded = load(root)
    if current().tag != ENGLISH.tag:
        return _translated(docs, site_url, root, loaded, cited)
    problems = check(loaded, today=today, cited=cited, pages=pages(docs), rules=(*RULES, *content.RULES))
    if all(problem.warning for problem in problems):
        records = [entry.value for entry in loaded.exercises]
        ready.draw(records, docs / FONTS, root.parent / social.CACHE)
    # Pictures that look alike are left to `exercises check`: it compares each two of a level.
    found = check(loaded, today=today, rules=(checked.poses_hold, plates_hold))
    problems = tuple(sorted({*problems, *found}))
    errors = tuple(problem for problem in problems if not problem.warning)
    if errors or loaded.catalog is None:
        raise SiteError(errors)
    site = _site(docs, site_url, root, loaded.catalog, cited)
    return dataclasses.replace(site, warnings=tuple(p for p in problems if p.warning))


def _with_drafts(docs: Path, site_url: str, root: Path, today: dt.date, error: SiteError) -> Site:
    """Return the site with the problems of its records on their pages; raise `error` where that cannot be."""
    loaded: Loaded = load(root)
    unknown = check(loaded, today=today, rules=(ids.words_exist, ids.sources_exist))
    poses = check(loaded, today=today, rules=(record.poses_exist, checked.poses_hold))
    catalog = drafts.catalog_of(loaded, _of_rules(unknown, loaded), _of_rules(poses, loaded))
    if catalog is None or not drafts.are_records(error.problems):
        raise error
    site = _site(docs, site_url, root, catalog, citations(docs))
    return dataclasses.replace(site, pages=drafts.with_problems(site.pages, error.problems))


def _of_rules(problems: tuple[Problem, ...], loaded: Loaded) -> tuple[Problem, ...]:
    """Return the problems that rules found, without those of the loader."""
    return tuple(problem for problem in problems if problem not in loaded.problems)


def _translated(docs: Path, site_url: str, root: Path, loaded: Loaded, cited: tuple[Citation, ...]) -> Site:
    """Return the site in the language in use, which is not English, without what it shares with the English one.

    Raises:
        SiteError: a file of the language cannot be read.
    """
    language = current().tag
    if language in pseudo.TONGUES:
        return _in_language(docs, site_url, root, pseudo.catalog_of(loaded, language), cited)
    overlays, problems = overlay.read(loaded, language, root)
    found = list(problems)
    search = overlay.words_of_readers(language, root, found)
    if found or loaded.catalog is None:
        raise SiteError(tuple(found))
    catalog = overlay.translated(loaded.catalog, loaded, overlays, search)
    return _in_language(docs, site_url, root, catalog, cited)


def _in_language(
    docs: Path, site_url: str, root: Path, catalog: Catalog, cited: tuple[Citation, ...]
) -> Site:
    """Return what is generated in the language in use, with its pictures where the English site has them."""
    ours = tuple(page for page in catalog.search.pages if not f"{page.page}.md".startswith(ENGLISH_ALONE))
    catalog = catalog.model_copy(update={"search": catalog.search.model_copy(update={"pages": ours})})
    site = _site(docs, site_url, root, catalog, cited, shared=False)
    own, shared = f"{site_url}assets/", f"{site_url.removesuffix(f'{current().tag}/')}assets/"
    made = [dataclasses.replace(page, content=page.content.replace(own, shared)) for page in site.pages]
    return dataclasses.replace(
        site, pages=tuple(page for page in made if not page.path.startswith(ENGLISH_ALONE))
    )


def _site(  # noqa: PLR0913 - what a site is made of
    docs: Path,
    site_url: str,
    root: Path,
    catalog: Catalog,
    cited: tuple[Citation, ...],
    *,
    shared: bool = True,
) -> Site:
    """Return what is generated from a catalogue, without warnings; `shared`: with what all languages have alike."""
    paths = {citation.path: citation.path.removeprefix(f"{docs.name}/") for citation in cited}
    titles = {path: title(path, _own(docs, path).read_text(encoding="utf-8")) for path in paths.values()}
    extra = render.document_uses(((paths[c.path], c.id) for c in cited), titles)
    return Site(
        catalog=catalog,
        pages=render.render(catalog, extra, site_url),
        fragments=blocks.partials(catalog),
        assets={DATA: payload_text(catalog)} | (_shared(docs, root, catalog) if shared else {}),
        warnings=(),
    )


def _own(docs: Path, path: str) -> Path:
    """Return a hand-written page in the language in use, or the English one where there is none."""
    own = docs / LOCALE / current().tag / path
    return own if own.is_file() else docs / path


def _shared(docs: Path, root: Path, catalog: Catalog) -> dict[str, str | bytes]:
    """Return the files that are the same in every language."""
    pictures = {
        path: text for exercise in catalog.exercises for path, text in figures.files((exercise,)).items()
    }
    pictures |= {path: text for plate in catalog.plates for path, text in plates.files(plate).items()}
    return {
        "assets/catalog.schema.json": payload_schema_text(),
        "assets/exercise.schema.json": schema_text(),
        **pictures,
        download.PATH: download.archive(download.files(catalog, pictures)),
        **social.files(catalog.exercises, docs / FONTS, root.parent / social.CACHE),
    }


def title(path: str, text: str) -> str:
    """Return a hand-written page's title: of its front matter, its first heading, or else its path."""
    match = _TITLE.search(text)
    return (match["meta"] or match["heading"]) if match else path
