from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from exercises.pages import site

GOOD = Path(__file__).parents[1] / "catalog" / "good"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of a good small catalogue, with a hand-written page that cites a source beside it."""
    (tmp_path / "docs" / "learn").mkdir(parents=True)
    (tmp_path / "docs" / "learn" / "walk.md").write_text(
        "---\ntitle: Walk more\n---\n\n[x](../references.md#booklet)\n", encoding="utf-8"
    )
    return shutil.copytree(GOOD, tmp_path / "exercises")


DAY = dt.date(2026, 12, 1)


class TestMake:
    def test_hand_written_uses(self, tree: Path) -> None:
        """A hand-written page that cites a source is listed at that source, by its title."""
        made = site.make(tree.parent / "docs", root=tree, today=DAY)
        references = next(page.content for page in made.pages if page.path == "references.md")
        assert '<a href="../learn/walk/">Walk more</a>' in references

    def test_kept_while_nothing_changes(self, tree: Path) -> None:
        """The same files give the very same result again; a saved record gives a new one."""
        docs = tree.parent / "docs"
        before = site.make(docs, root=tree, today=DAY)
        assert site.make(docs, root=tree, today=DAY) is before
        path = tree / "data" / "first-step.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("name: First step", "name: Best step"), encoding="utf-8")

        after = site.make(docs, root=tree, today=DAY)

        assert after.catalog.exercise("first-step").name == "Best step"

    def test_problems(self, tree: Path) -> None:
        """A catalogue with problems gives no site but every problem as path:line: message."""
        path = tree / "data" / "first-step.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("level: 1", "level: 9"), encoding="utf-8")
        with pytest.raises(
            site.SiteError, match=r"exercises/data/first-step\.yml:\d+: level must be 5 or less"
        ):
            site.make(tree.parent / "docs", root=tree, today=DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A page\n---\n# Other\n", "A page"),
        ('---\ntitle: "Quoted"\n---\n', "Quoted"),
        ("# Heading {#x}\n", "Heading"),
        ("No heading\n", "a.md"),
    ],
)
def test_title(text: str, expected: str) -> None:
    """A page's title is that of its front matter, else its heading, else its path."""
    assert site.title("a.md", text) == expected
