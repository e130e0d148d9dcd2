from __future__ import annotations

import pytest

from widgets.app import first_view as view_of
from widgets.app import storage_keys
from widgets.build.first_view import edits, widgets
from widgets.build.markup import Page, edited
from widgets.protocol import ProtocolError


def fill(page: str, catalog_json: str, root: str) -> str:
    """Return the page with its widgets filled."""
    return edited(page, edits(Page.of(page), catalog_json, root))


BRIDGE = '<hold-timer slug="bridge"></hold-timer>'


def test_a_widget_gets_its_first_view(small_catalog_json: str) -> None:
    """What the page shows without a script is the widget's own view, with links that fit the page."""
    filled = fill(f"<main>{BRIDGE}</main>", small_catalog_json, "../../")
    attributes = {"slug": "bridge", "id": "hold-timer-bridge", "data-root": "../../"}
    view = view_of("hold-timer", attributes, small_catalog_json, "../../")
    keeps = " ".join(storage_keys("hold-timer"))
    opening = f'<hold-timer slug="bridge" id="hold-timer-bridge" data-root="../../" data-keeps="{keeps}">'
    assert filled == f"<main>{opening}{view}</hold-timer></main>"
    assert "For education only." in view


def test_a_paragraph_around_a_widget_goes(small_catalog_json: str) -> None:
    """Markdown wraps an unknown tag in a paragraph, which cannot hold blocks: they would be torn out."""
    filled = fill(f"<p>{BRIDGE}</p>", small_catalog_json, "")
    assert filled.startswith("<hold-timer")
    assert filled.endswith("</hold-timer>")


def test_words_beside_a_widget_stay(small_catalog_json: str) -> None:
    """Only a paragraph of the widget alone is taken away."""
    filled = fill(f"<p>Try it: {BRIDGE}</p>", small_catalog_json, "")
    assert filled.startswith("<p>Try it: <hold-timer")
    assert filled.endswith("</hold-timer></p>")


def test_ids_are_unique_and_steady(small_catalog_json: str) -> None:
    """Two timers of one exercise can stand on a page; an author's own id is kept."""
    filled = fill(f'{BRIDGE}{BRIDGE}<hold-timer slug="march" id="mine"></hold-timer>', small_catalog_json, "")
    for id_ in ("hold-timer-bridge", "hold-timer-bridge-2", "mine"):
        assert filled.count(f'id="{id_}"') == 1


def test_filling_twice_changes_nothing(small_catalog_json: str) -> None:
    """A page that is already filled stays as it is."""
    once = fill(BRIDGE, small_catalog_json, "../")
    assert fill(once, small_catalog_json, "../") == once


def test_an_unknown_exercise_stops_the_build(small_catalog_json: str) -> None:
    """A page that names an exercise which is not there is a mistake to be told, not an empty timer."""
    with pytest.raises(ProtocolError, match="no-such"):
        fill('<hold-timer slug="no-such"></hold-timer>', small_catalog_json, "")


def test_a_page_without_widgets_is_left_alone(small_catalog_json: str) -> None:
    """Words about a tag are no tag."""
    page = "<p><code>&lt;hold-timer&gt;</code></p>"
    assert not widgets(Page.of(page))
    assert fill(page, small_catalog_json, "") == page
