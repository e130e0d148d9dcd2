from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from exercises.catalog.load import ROOT, load
from exercises.pages.payload import payload_text
from widgets.build.brief import brief
from widgets.catalog import Catalog, CatalogError


@pytest.fixture(scope="module")
def real() -> str:
    """The site's own `catalog.json`."""
    loaded = load(ROOT)
    assert loaded.catalog is not None
    return payload_text(loaded.catalog)


def test_it_reads_the_same(real: str) -> None:
    """Widgets find in it all that they find in the whole catalogue, and it is less than half as long."""
    made = brief(real)
    assert asdict(Catalog.from_json(made)) == asdict(Catalog.from_json(real))
    assert len(made) < len(real) / 2


def test_what_no_widget_reads_is_left_out(real: str) -> None:
    """References, muscles and sources are for readers of the data."""
    made = json.loads(brief(real))
    assert set(made) == {"schema", "exercises", "vocabulary", "levels", "plan", "safety"}
    assert not {"muscles", "level_basis", "instructions_sources"} & set(made["exercises"][0])
    assert "sources" not in made["exercises"][0]["dose"]


def test_made_of_a_brief_one_it_is_the_same(small_catalog_json: str) -> None:
    """Nothing is lost the second time."""
    assert brief(brief(small_catalog_json)) == brief(small_catalog_json)


def test_what_is_no_catalogue_is_refused() -> None:
    """A damaged file stops the build, as it does for the pages."""
    with pytest.raises(CatalogError, match="schema"):
        brief("{}")
