"""What must hold of the hand-written pages before they are built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_tooltips_say_what_the_glossary_says() -> None:
    """Each tooltip is a word of the glossary, explained in the glossary's own words or their beginning."""
    glossary = {
        word.lower(): " ".join(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", meaning).replace("*", "").split())
        for word, meaning in re.findall(
            r"^(\S[^\n]*)\n:   (.*?)(?=\n\n|\Z)",
            (DOCS / "glossary.md").read_text(),
            flags=re.MULTILINE | re.DOTALL,
        )
    }
    terms = re.findall(
        r"^\*\[(.*?)\]: (.*)$", (DOCS / ".includes" / "terms.md").read_text(), flags=re.MULTILINE
    )
    assert terms
    for word, meaning in terms:
        assert glossary[word].startswith(meaning), word


def test_every_page_has_a_title_and_a_description_of_its_own() -> None:
    """Each hand-written page opens with a title and a description, and no two share one."""
    seen: dict[str, Path] = {}
    for path in sorted(DOCS.rglob("*.md")):
        if ".includes" in path.parts or "locale" in path.parts:
            continue
        head = re.match(r"---\ntitle: (.+)\ndescription: (.+)\n", path.read_text())
        assert head, path
        assert head[2] not in seen, (path, seen.get(head[2]))
        seen[head[2]] = path


@pytest.mark.parametrize("page", ["index.md", "start/index.md", "evidence.md"])
def test_a_reader_meets_early_that_it_is_not_shown_to_be_better(page: str) -> None:
    """That it is not shown to beat other exercise stands in the first two thirds of a page's words."""
    words = re.sub(
        r"(?s)^---.*?^---$|<[^>]*>|\]\([^)]*\)", "", (DOCS / page).read_text(), flags=re.MULTILINE
    ).split()
    early = " ".join(words[: len(words) * 2 // 3])

    assert re.search(r"not shown to (?:be|work)(?: clearly)? better", early)


def test_what_a_page_says_to_choose_in_the_planner_is_there() -> None:
    """Each bold choice that a learn page names begins a question of the planner, word for word."""
    vocabulary = (DOCS.parent / "exercises" / "vocabulary.yml").read_text()
    form = (DOCS.parent / "widgets" / "planner" / "templates" / "form.html.j2").read_text()
    named = [
        (path.name, choice)
        for path in sorted((DOCS / "learn").glob("*.md"))
        for choice in re.findall(
            r"\[planner\]\(\.\./planner\.md\),\s+choose\s+\*\*(.+?)\*\*", path.read_text()
        )
    ]

    assert named
    for page, choice in named:
        assert f"question: {choice}" in vocabulary or f'"{choice}' in form, (page, choice)
