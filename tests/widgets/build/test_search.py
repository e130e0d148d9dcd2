from __future__ import annotations

import json
from pathlib import Path

import pytest

from widgets.build import search
from widgets.build.search import SearchError

PARTS = [
    {
        "location": "bridge/",
        "title": "Bridge",
        "text": "<p>Lie on your back &amp; <em>breathe</em> <sup>[1]</sup>.</p>",
    },
    {
        "location": "bridge/#do",
        "title": "Do the <b>exercise</b>",
        "text": "<ol><li>Lift</li><li>Hold</li></ol>",
    },
    {"location": "references/", "title": "References", "text": "word " * 200},
]


def test_words_come_without_markup_a_page_at_a_time() -> None:
    """No tag and no number of a source is searched, and a page's parts stand together in their order."""
    bridge, _ = search.pages(PARTS)
    assert bridge == {
        "id": 0,
        "url": "bridge/",
        "title": "Bridge",
        "parts": [
            {"title": "Bridge", "anchor": "", "text": "Lie on your back & breathe ."},
            {"title": "Do the exercise", "anchor": "do", "text": "Lift Hold"},
        ],
    }


def test_lists_of_sources_are_brief() -> None:
    """What nobody looks for by its last word costs every reader who searches little."""
    _, references = search.pages(PARTS)
    assert len(references["parts"][0]["text"]) == search.BRIEF_LENGTH


@pytest.mark.parametrize(("file", "key"), [*zip(search.BUILDERS, ("docs", "items"), strict=True)])
def test_each_builders_index_is_read(tmp_path: Path, file: str, key: str) -> None:
    """MkDocs and Zensical write the same under other names."""
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(json.dumps({key: PARTS}))
    assert [page["url"] for page in json.loads(search.make(tmp_path))] == ["bridge/", "references/"]


def test_no_index_is_told(tmp_path: Path) -> None:
    """A site whose search would find nothing is not published."""
    with pytest.raises(SearchError, match="no search index"):
        search.make(tmp_path)
    (tmp_path / "search.json").write_text("{}")
    with pytest.raises(SearchError, match="neither"):
        search.make(tmp_path)
