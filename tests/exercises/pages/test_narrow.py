"""What may be chosen on the list of all exercises, and that a choice takes away what it leaves out and no more.

That no level stands empty is seen in a browser, where choices meet: `tests/browser/test_pages.py`.
"""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup

from exercises.catalog.model import Catalog
from exercises.pages import narrow, render


def taken_away(catalog: Catalog, chosen: str) -> set[str]:
    """Return the exercises that a choice takes away."""
    (rule,) = [
        line
        for line in narrow.style(narrow.choices(render.groups(catalog))).splitlines()
        if line.startswith(f".md-typeset:has({chosen})") and " .ns-exercise" in line
    ]
    selector = rule.removesuffix(" { display: none; }").split(") ", 1)[1]
    page = next(page for page in render.render(catalog) if page.path == "exercises/index.md")
    text = markdown.markdown(page.content.split("---\n", 2)[2], extensions=["md_in_html"])
    return {
        str(one.a["href"]).split("/")[-2]
        for one in BeautifulSoup(text, "html.parser").select(selector)
        if one.a
    }


def test_only_what_is_there_may_be_chosen(catalog: Catalog) -> None:
    """No level, position or piece of equipment is offered that no exercise has."""
    found = narrow.choices(render.groups(catalog))
    offered = {kind: {part["value"] for part in parts} for kind, parts in found.items()}
    assert offered["levels"] == {str(e.level) for e in catalog.exercises}
    assert offered["positions"] == {e.position for e in catalog.exercises}
    assert offered["equipment"] == {i for e in catalog.exercises for i in e.equipment}


@pytest.mark.parametrize(
    ("chosen", "exercises"),
    [
        ('#only-level option[value="2"]:checked', {"first", "fourth"}),
        ('#only-position option[value="prone"]:checked', {"first", "third", "fourth"}),
        ("#without-mat:checked", {"first", "third", "fourth"}),
        ("#position-prone:target", {"first", "third", "fourth"}),
        ("#equipment-none:target", {"first", "third", "fourth"}),
        ("#muscle-hamstrings:target", set()),
    ],
)
def test_a_choice_takes_away_what_it_leaves_out(catalog: Catalog, chosen: str, exercises: set[str]) -> None:
    """The cards that do not fit are gone; the others stay."""
    assert taken_away(catalog, chosen) == exercises
