"""The search data of a site: one entry for each page that readers look for, made from the builder's own index.

The browser fetches it when the search box is opened, and searches it itself (`widgets/shell/site/finder.js`). It is
kept small: text without markup, no page for contributors, of long lists only the beginnings, and of guides no part that
repeats other pages (cautions, sources, neighbours). The words of readers come from `catalog.json`, which has them from
`exercises/search.yml`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FILE = "assets/search.json"
CATALOG = "assets/catalog.json"
BUILDERS = ("search/search_index.json", "search.json")
"""Where MkDocs and Zensical leave theirs."""

LEFT_OUT = ("contributing/",)
"""Pages that no reader looks for."""
BRIEF = ("references/", "data/", "about/", "whats-new/")
"""Pages of which only the beginning of each part is searched."""
BRIEF_LENGTH = 160
GUIDES = "exercises/"
REPEATED = frozenset(
    {"stop-if", "ask-first", "do-not", "timer", "easier-and-harder", "more", "why-ask-first", "sources"}
)
"""Parts of a guide, by anchor, whose words lead to other pages."""

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_CITATION = re.compile(r"\s*\[\d+\]")
_DESCRIPTION = re.compile(
    r"<meta\s+(?=[^>]*\bname=\"?description\b)[^>]*?\bcontent=(?:\"([^\"]*)\"|'([^']*)')"
)


class SearchError(Exception):
    """The builder left no index, or one in a form that is not known; or `search.yml` names a page that is not there."""


def make(site: Path) -> str:
    """Return the search data of a built site as JSON: `pages`, and `same`, groups of words that mean the same.

    Raises:
        SearchError: see there.
    """
    found = next((site / name for name in BUILDERS if (site / name).is_file()), None)
    if found is None:
        raise SearchError(f"the builder left no search index: {' or '.join(BUILDERS)}")
    data = json.loads(found.read_text("utf-8"))
    parts = data.get("docs", data.get("items"))
    if not isinstance(parts, list):
        raise SearchError(f"{found.name} has neither `docs` nor `items`")
    catalog = json.loads((site / CATALOG).read_text("utf-8"))
    made = pages(parts)
    for page in made:
        page["summary"] = summary((site / page["url"] / "index.html").read_text("utf-8"))
    add_records(made, catalog["exercises"])
    add_words(made, catalog["search"]["pages"])
    whole = {"same": catalog["search"]["same"], "pages": made}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def pages(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one entry for each page: its `url`, `title` and `parts` in order, each a title, an anchor and a text."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        url, _, anchor = part["location"].partition("#")
        if url.startswith(LEFT_OUT):
            continue
        title, text = plain(part["title"]), plain(part["text"])
        if url.startswith(BRIEF):
            text = text[:BRIEF_LENGTH]
        page = found.setdefault(url, {"url": url, "title": title, "parts": []})
        if not (url.startswith(GUIDES) and anchor in REPEATED):
            page["parts"].append([title, anchor, text])
    return list(found.values())


def add_records(made: Sequence[dict[str, Any]], exercises: Sequence[Mapping[str, Any]]) -> None:
    """Give each guide its record's other names (`names`), `level` and picture (`slug`)."""
    by_url = {exercise["url"]: exercise for exercise in exercises}
    for page in made:
        if exercise := by_url.get(page["url"]):
            page |= {"names": exercise["synonyms"], "level": exercise["level"], "slug": exercise["slug"]}


def add_words(made: Sequence[dict[str, Any]], words: Sequence[Mapping[str, Any]]) -> None:
    """Give each page the words of readers: `first` and `also`.

    Raises:
        SearchError: words are for a page that is not in the site.
    """
    by_url = {page["url"]: page for page in made}
    for one in words:
        page = by_url.get(f"{one['page']}/")
        if page is None:
            raise SearchError(
                f"exercises/search.yml has words for {one['page']}, which is no page of the site"
            )
        page |= {"first": one["first"], "also": one["also"]}


def summary(page: str) -> str:
    """Return the description in the head of a page, or nothing where it has none."""
    found = _DESCRIPTION.search(page)
    return plain(found[1] or found[2] or "") if found else ""


def plain(text: str) -> str:
    """Return the words of a piece of HTML, with single spaces and without the numbers of its sources."""
    return _SPACE.sub(" ", _CITATION.sub("", html.unescape(_TAG.sub(" ", text)))).strip()
