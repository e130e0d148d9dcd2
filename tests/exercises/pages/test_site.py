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

    @pytest.mark.parametrize(
        "changed", ["nothing", "a record", "a page", "a font", "the day", "the address", "our code"]
    )
    def test_kept_for_the_next_build(self, tree: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
        """Another process makes nothing anew while every input is the same, and all of it else."""
        made: list[Path] = []
        really = site._make

        def make(docs: Path, site_url: str, root: Path, today: dt.date) -> site.Site:
            made.append(docs)
            return really(docs, site_url, root, today)

        monkeypatch.setattr(site, "_make", make)
        docs = tree.parent / "docs"
        before = site.make(docs, root=tree, today=DAY)
        site._last.clear()
        match changed:
            case "a record":
                path = tree / "data" / "first-step.yml"
                path.write_text(
                    path.read_text("utf-8").replace("name: First step", "name: Best step"), "utf-8"
                )
            case "a page":
                (docs / "learn" / "walk.md").write_text("# Walk far\n", "utf-8")
            case "a font":
                (docs / site.FONTS).mkdir(parents=True)
                (docs / site.FONTS / "a.woff2").write_bytes(b"font")
            case "our code":
                monkeypatch.setattr(site, "_CODE", "another")
        day = dt.date(2026, 12, 2) if changed == "the day" else DAY
        after = site.make(docs, "https://a.example/" if changed == "the address" else "", tree, day)

        assert len(made) == (1 if changed == "nothing" else 2)
        if changed == "nothing":
            assert after == before
        if changed == "a record":
            assert after.catalog.exercise("first-step").name == "Best step"

    def test_a_file_saved_meanwhile(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A result of which nobody knows whether the old or the new text went in is not kept."""
        really = site._make

        def make(docs: Path, site_url: str, root: Path, today: dt.date) -> site.Site:
            (docs / "learn" / "walk.md").write_text("# Saved meanwhile\n", "utf-8")
            return really(docs, site_url, root, today)

        monkeypatch.setattr(site, "_make", make)
        site.make(tree.parent / "docs", root=tree, today=DAY)
        assert not (tree.parent / ".cache" / site.KEPT).exists()

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
