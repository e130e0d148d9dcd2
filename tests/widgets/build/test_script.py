"""The script in a guide: the words that a session of the exercise says, each once, at its time."""

from __future__ import annotations

from itertools import pairwise

import pytest

from exercises.catalog.load import load
from exercises.pages.render import render
from tests.widgets.frozen import real_catalog
from widgets.build import script
from widgets.build.markup import Page, edited
from widgets.catalog import Catalog
from widgets.plan.store import NOTHING
from widgets.player.settings import Settings
from widgets.session.offer import only
from widgets.session.steps import laid_out


@pytest.fixture(scope="module")
def real() -> Catalog:
    """The published catalogue."""
    return real_catalog()


def test_each_exercise_is_introduced_counted_and_ended(real: Catalog) -> None:
    """A script begins with the introduction, has a row for each repetition, and ends with the last words."""
    for exercise in real.exercises:
        lines = script.lines(real, exercise.slug)
        (step,) = laid_out(only(exercise.slug, NOTHING, real).wanted, real, Settings())
        assert lines[0].said[0].startswith(step.words), exercise.slug
        assert lines[0].clock == "0:00"
        assert lines[-1].said == ("Well done. Finished.",), exercise.slug
        assert all(one.at < after.at for one, after in pairwise(lines)), exercise.slug
        dose = step.dose
        sides = 1 if dose.sides == "both" else 2
        held = sum("Hold" in line.said for line in lines)
        assert held in {0, dose.sets * dose.reps * sides}, exercise.slug


def test_a_repetition_is_one_row(real: Catalog) -> None:
    """Moving, holding and coming back stand in one row, with the time at which the movement begins."""
    lines = script.lines(real, "bridge")
    assert ("Move", "Hold", "Release") in {line.said for line in lines}
    assert "Get ready" in lines[1].said


def test_the_marked_element_is_filled(real: Catalog) -> None:
    """A page's marked element gets the script as a folded list; other pages change nothing."""
    page = Page.of('<p><div data-script="bridge"></div></p>')
    html = edited(page.text, list(script.edits(page, real)))
    assert "<details" in html
    assert html.count("<li>") == len(script.lines(real, "bridge"))
    assert not list(script.edits(Page.of("<p>No script</p>"), real))


def test_each_guide_has_its_place() -> None:
    """The page of each exercise marks where its script stands, within the folded part."""
    catalog = load().catalog
    assert catalog is not None
    guides = {page.path: page.content for page in render(catalog)}
    for exercise in catalog.exercises:
        text = guides[f"exercises/{exercise.slug}.md"]
        assert text.index("ns-deep") < text.index(f'{script.MARK}="{exercise.slug}"'), exercise.slug
