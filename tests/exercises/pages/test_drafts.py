"""Records in the making: served with their problems on their pages; never in a built site."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from exercises.pages import site

GOOD = Path(__file__).parents[1] / "catalog" / "good"
DAY = dt.date(2026, 11, 25)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a fresh copy of the good catalogue, with an empty folder of documents beside it."""
    (tmp_path / "docs").mkdir()
    return shutil.copytree(GOOD, tmp_path / "exercises")


def edit(tree: Path, slug: str, old: str, new: str) -> None:
    """Change one record."""
    path = tree / "data" / f"{slug}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def served(tree: Path) -> dict[str, str]:
    """Return the pages of a site that is served while it is written."""
    made = site.make(tree.parent / "docs", root=tree, today=DAY, with_drafts=True)
    return {page.path: page.content for page in made.pages}


def test_a_record_with_a_problem_is_shown_with_it(tree: Path) -> None:
    """A guide stands as it is, with the problems of its record in a box below its title; other guides have none."""
    edit(tree, "third-step", "Do not hold your breath.", "Do not rush.")

    pages = served(tree)
    page = pages["exercises/third-step.md"]

    assert page.index("# Third step") < page.index(
        "In the making: 1 problem in exercises/data/third-step.yml"
    )
    assert 'do_not must begin with "Do not hold your breath."' in page
    assert "Do not rush." in page
    assert "In the making" not in pages["exercises/first-step.md"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Third step", "name:", "name must be filled in"),
        ("abdominals", "abdomnals", "did you mean abdominals?"),
    ],
)
def test_a_record_that_cannot_be_shown_gets_a_page_of_its_problems(
    tree: Path, old: str, new: str, said: str
) -> None:
    """With a missing field or an unknown id the page holds the box alone, and no neighbour links to the exercise."""
    edit(tree, "third-step", old, new)

    pages = served(tree)

    assert pages["exercises/third-step.md"].startswith("# third-step")
    assert said in pages["exercises/third-step.md"]
    assert "third-step" not in pages["exercises/second-step.md"]


def test_a_build_has_no_draft(tree: Path) -> None:
    """A site that is built stops at the problem."""
    edit(tree, "third-step", "Do not hold your breath.", "Do not rush.")

    with pytest.raises(site.SiteError, match="do_not must begin"):
        site.make(tree.parent / "docs", root=tree, today=DAY)


def test_a_problem_of_a_shared_file_stops_the_served_site_too(tree: Path) -> None:
    """A problem that belongs to no guide has no page to stand on."""
    (tree / "plan.yml").write_text("\tbroken", encoding="utf-8")

    with pytest.raises(site.SiteError):
        served(tree)
