"""The words of all pages, for the search box: made from the index that the builder writes, whatever its form.

The browser fetches it when the box is opened, and looks through it itself (`widgets/shell/site/search.js`). So it is
kept small: text without markup, and of pages that are lists of sources or for contributors only the beginnings.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FILE = "assets/search.json"
BUILDERS = ("search/search_index.json", "search.json")
"""Where MkDocs and Zensical leave theirs."""

BRIEF = ("references/", "contributing/", "data/")
"""Pages of which only the beginning of each part is searched."""
BRIEF_LENGTH = 160

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_CITATION = re.compile(r"\s*\[\d+\]")


class SearchError(Exception):
    """The builder left no index, or one in a form that is not known."""


def make(site: Path) -> str:
    """Return the text of the index of a built site.

    Raises:
        SearchError: the builder left no index, or one in a form that is not known.
    """
    found = next((site / name for name in BUILDERS if (site / name).is_file()), None)
    if found is None:
        raise SearchError(f"the builder left no search index: {' or '.join(BUILDERS)}")
    data = json.loads(found.read_text("utf-8"))
    parts = data.get("docs", data.get("items"))
    if not isinstance(parts, list):
        raise SearchError(f"{found.name} has neither `docs` nor `items`")
    return json.dumps(pages(parts), ensure_ascii=False, separators=(",", ":"))


def pages(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one entry for each page, with its parts in order; `id` is its place in the list."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        url, _, anchor = part["location"].partition("#")
        title, text = plain(part["title"]), plain(part["text"])
        if url.startswith(BRIEF):
            text = text[:BRIEF_LENGTH]
        page = found.setdefault(url, {"id": len(found), "url": url, "title": title, "parts": []})
        page["parts"].append({"title": title, "anchor": anchor, "text": text})
    return list(found.values())


def plain(text: str) -> str:
    """Return the words of a piece of HTML, with single spaces and without the numbers of its sources."""
    return _SPACE.sub(" ", _CITATION.sub("", html.unescape(_TAG.sub(" ", text)))).strip()
