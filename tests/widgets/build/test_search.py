"""The search data: which pages and parts are in it, and what each page brings along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from widgets.build import search
from widgets.build.search import SearchError

PARTS = [
    {
        "location": "exercises/bridge/",
        "title": "Bridge",
        "text": "<p>Lie on your back &amp; <em>breathe</em> <sup>[1]</sup>.</p>",
    },
    {
        "location": "exercises/bridge/#do",
        "title": "Do the <b>exercise</b>",
        "text": "<ol><li>Lift</li><li>Hold</li></ol>",
    },
    {"location": "exercises/bridge/#why-ask-first", "title": "Why ask first", "text": "Wrists."},
    {"location": "references/", "title": "References", "text": "word " * 200},
    {"location": "contributing/deploying/", "title": "Deploying", "text": "nginx"},
]
CATALOG: dict[str, Any] = {
    "exercises": [{"url": "exercises/bridge/", "synonyms": ["bum lift"], "level": 2, "slug": "bridge"}],
    "search": {
        "pages": [{"page": "exercises/bridge", "first": ["hip thrust"], "also": []}],
        "same": [["bum", "bottom"]],
    },
}


def site(folder: Path, index: str = search.BUILDERS[0], key: str = "docs") -> Path:
    """Write a small site with its index and its catalogue."""
    (folder / index).parent.mkdir(exist_ok=True)
    (folder / index).write_text(json.dumps({key: PARTS}))
    (folder / "assets").mkdir()
    (folder / search.CATALOG).write_text(json.dumps(CATALOG))
    for page in ("exercises/bridge", "references"):
        (folder / page).mkdir(parents=True)
        (folder / page / "index.html").write_text(
            '<head><meta name="description" content="Lift &amp; hold."></head>'
        )
    return folder


def test_words_come_without_markup_a_page_at_a_time() -> None:
    """No tag and no number of a source is searched; a page's parts stand together, without those that repeat others."""
    bridge, _ = search.pages(PARTS)
    assert bridge == {
        "url": "exercises/bridge/",
        "title": "Bridge",
        "parts": [["Bridge", "", "Lie on your back & breathe ."], ["Do the exercise", "do", "Lift Hold"]],
    }


def test_lists_of_sources_are_brief() -> None:
    """A long list costs every reader who searches, and is hardly looked for."""
    _, references = search.pages(PARTS)
    assert len(references["parts"][0][2]) == search.BRIEF_LENGTH


@pytest.mark.parametrize(("file", "key"), [*zip(search.BUILDERS, ("docs", "items"), strict=True)])
def test_each_builders_index_is_read(tmp_path: Path, file: str, key: str) -> None:
    """MkDocs and Zensical write the same under other names; no page for contributors is in it."""
    made = json.loads(search.make(site(tmp_path, file, key)))
    assert [page["url"] for page in made["pages"]] == ["exercises/bridge/", "references/"]


def test_a_guide_brings_its_record_and_readers_words(tmp_path: Path) -> None:
    """Summary, level, picture and other names come from the page and its record, readers' words from the catalogue."""
    made = json.loads(search.make(site(tmp_path)))
    bridge = made["pages"][0]
    assert bridge["summary"] == "Lift & hold."
    assert (bridge["names"], bridge["level"], bridge["slug"]) == (["bum lift"], 2, "bridge")
    assert bridge["first"] == ["hip thrust"]
    assert made["same"] == [["bum", "bottom"]]


def test_words_for_no_page_are_told(tmp_path: Path) -> None:
    """A page that was renamed or removed is named, with the file that must change."""
    pages = [{"page": "learn/gone", "first": ["gone"], "also": []}]
    with pytest.raises(SearchError, match=r"exercises/search\.yml has words for learn/gone"):
        search.add_words(search.pages(PARTS), pages)
    assert site(tmp_path)


def test_no_index_is_told(tmp_path: Path) -> None:
    """A site whose search would find nothing is not published."""
    with pytest.raises(SearchError, match="no search index"):
        search.make(tmp_path)
    (tmp_path / "search.json").write_text("{}")
    with pytest.raises(SearchError, match="neither"):
        search.make(tmp_path)
