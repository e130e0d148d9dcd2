"""Which pages a built site has, in which language. No assertion about a page lives here."""

from __future__ import annotations

from pathlib import Path

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
