"""What may be chosen on the list of all exercises, and that a choice takes away what it leaves out and no more."""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup

from exercises.catalog.model import Catalog
from exercises.pages import narrow, render


def taken_away(catalog: Catalog, chosen: str) -> tuple[set[str], set[str]]:
    """Return the exercises and the anchors of the levels that a choice takes away."""
    (rule,) = [
        line for line in narrow.style(catalog).splitlines() if line.startswith(f".md-typeset:has({chosen}")
    ]
    selector = rule.removesuffix(" { display: none; }").split(") ", 1)[1]
    page = next(page for page in render.render(catalog) if page.path == "exercises/index.md")
    text = markdown.markdown(page.content.split("---\n", 2)[2], extensions=["md_in_html"])
    gone = BeautifulSoup(text, "html.parser").select(selector)
    return (
        {str(one.a["href"]).split("/")[-2] for one in gone if one.name == "li" and one.a},
        {str(one.h3["id"]) for one in gone if one.name == "section" and one.h3},
    )


def test_only_what_is_there_may_be_chosen(catalog: Catalog) -> None:
    """No level, position or piece of equipment is offered that no exercise has."""
    choices = narrow.choices(catalog)
    assert {level.number for level in choices["levels"]} == {e.level for e in catalog.exercises}
    assert {term.id for term in choices["positions"]} == {e.position for e in catalog.exercises}
    assert {term.id for term in choices["equipment"]} == {i for e in catalog.exercises for i in e.equipment}


@pytest.mark.parametrize(
    ("chosen", "exercises", "levels"),
    [
        ('#only-level option[value="2"]', {"first", "fourth"}, {"level-1", "level-4"}),
        ('#only-position option[value="prone"]', {"first", "third", "fourth"}, {"level-1", "level-4"}),
        ("#without-mat", {"first", "third", "fourth"}, {"level-1", "level-4"}),
    ],
)
def test_a_choice_takes_away_what_it_leaves_out(
    catalog: Catalog, chosen: str, exercises: set[str], levels: set[str]
) -> None:
    """The cards that do not fit are gone, a level without a card with them, and the plain lists below stay."""
    assert taken_away(catalog, chosen) == (exercises, levels)
