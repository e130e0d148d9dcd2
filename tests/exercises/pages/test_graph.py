from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from exercises.catalog.load import load
from exercises.catalog.model import Catalog
from exercises.pages import graph

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["small", "real"])
def any_catalog(request: pytest.FixtureRequest, catalog: Catalog) -> Catalog:
    """Return the small catalogue, then the real one."""
    if request.param == "small":
        return catalog
    real = load().catalog
    assert real is not None
    return real


def test_columns(catalog: Catalog) -> None:
    """Levels stand from left to right; within a level a harder exercise stands to the right of its easier one."""
    assert graph.columns(catalog) == {"first": 0, "second": 1, "third": 2, "fourth": 3}


def test_nothing_overlaps(any_catalog: Catalog) -> None:
    """Boxes and passing lines of one column keep their gap, and all lie inside the picture."""
    table, _ = graph.layout(any_catalog)
    for column in table:
        for upper, lower in pairwise(sorted(column, key=lambda node: node.y)):
            assert lower.y - lower.size / 2 - (upper.y + upper.size / 2) >= graph.GAP_Y - 0.001
        assert all(node.y - node.size / 2 >= graph.TOP - 0.001 for node in column)


def test_every_step_is_drawn(any_catalog: Catalog) -> None:
    """Each link to a harder exercise is one line, which visits every column between and never goes left."""
    _, lines = graph.layout(any_catalog)
    drawn = sorted((line[0].slug, line[-1].slug) for line in lines)
    assert drawn == sorted((e.slug, v.slug) for e in any_catalog.exercises for v in e.harder)
    for line in lines:
        assert [node.column for node in line] == list(range(line[0].column, line[-1].column + 1))


def test_svg(any_catalog: Catalog) -> None:
    """The drawing is well-formed, has a title and a description, and every box is a link with the exercise's name."""
    root = ET.fromstring(graph.svg(any_catalog, "../"))  # noqa: S314 - our own drawing
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    boxes = {
        link.get("{http://www.w3.org/1999/xlink}href"): "".join(link.itertext()).strip().replace("  ", " ")
        for link in root.iter(f"{SVG}a")
    }
    assert boxes == {f"../exercises/{e.slug}/": e.name for e in any_catalog.exercises}


def test_deterministic(catalog: Catalog) -> None:
    """The same catalogue gives the same drawing."""
    assert graph.svg(catalog, "../") == graph.svg(catalog, "../")


def test_empty(catalog: Catalog) -> None:
    """A catalogue without exercises gives an empty drawing, not an error."""
    empty = catalog.model_copy(update={"exercises": ()})
    assert list(ET.fromstring(graph.svg(empty, "")).iter(f"{SVG}a")) == []  # noqa: S314 - as above


def test_names_are_escaped(catalog: Catalog) -> None:
    """A name cannot open a tag."""
    odd = catalog.exercises[0].model_copy(update={"name": "<b>&"})
    root = ET.fromstring(  # noqa: S314 - our own drawing
        graph.svg(catalog.model_copy(update={"exercises": (odd, *catalog.exercises[1:])}), "../")
    )

    assert "<b>& " in ["".join(link.itertext()) for link in root.iter(f"{SVG}a")]
