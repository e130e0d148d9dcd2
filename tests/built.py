"""Which pages a built site has, in which language, and what is in them. No assertion about a page lives here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

from exercises.catalog.load import ROOT
from exercises.translate.overlay import languages
from exercises.translate.pseudo import TONGUES

TAGS = frozenset({*languages(ROOT), *TONGUES})
"""The folders of a site in which it stands once more, published or not."""


def pages(site_dir: Path) -> list[Path]:
    """Return every HTML page of the site, in all its languages."""
    return sorted(
        path for path in site_dir.rglob("*.html") if "assets" not in path.relative_to(site_dir).parts
    )


def language(page: Path, site_dir: Path) -> str:
    """Return the tag of a page's language by its place."""
    first = page.relative_to(site_dir).parts[0]
    return first if first in TAGS else "en"


def english(site_dir: Path) -> list[Path]:
    """Return every English HTML page of the site."""
    return [page for page in pages(site_dir) if language(page, site_dir) == "en"]


@cache
def soup(page: Path) -> BeautifulSoup:
    """Return a parsed page, the same one for every test of a run: it is only read."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
