"""What must hold of the hand-written pages before they are built."""

from __future__ import annotations

import re
from pathlib import Path

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
        if ".includes" in path.parts:
            continue
        head = re.match(r"---\ntitle: (.+)\ndescription: (.+)\n", path.read_text())
        assert head, path
        assert head[2] not in seen, (path, seen.get(head[2]))
        seen[head[2]] = path
