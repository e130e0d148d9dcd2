from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.build.markup import Edit, Page, edited

PAGE = """<!doctype html><p class=a>x &amp; y<br>z</p>
<script>if (a < b) "</p>"</script><x-widget slug="b&quot;c"><b>in</b></x-widget ><p>open"""


def test_positions() -> None:
    """Each element knows where its tags begin and end; text in scripts holds no elements."""
    page = Page.of(PAGE)

    found = {one.name: page.text[one.start : one.end] for one in page.elements}
    assert [one.name for one in page.elements] == ["p", "br", "script", "x-widget", "b", "p"]
    assert found["script"] == """<script>if (a < b) "</p>"</script>"""
    assert found["x-widget"].endswith("</x-widget >")
    assert found["p"] == "<p>"
    assert page.elements[3].attributes == {"slug": 'b"c'}


def test_an_inner_element_without_end_closes_with_its_parent() -> None:
    """An end tag closes the last open element of its name."""
    page = Page.of("<ul><li>a<li>b</ul>c")

    (list_,) = page.named("ul")
    assert page.text[list_.start : list_.end] == "<ul><li>a<li>b</ul>"


@given(st.text(max_size=20), st.sets(st.integers(0, 20), max_size=6))
def test_edits_change_only_their_places(text: str, places: set[int]) -> None:
    """All text outside of the edits stays, in order."""
    points = sorted(place for place in places if place <= len(text))
    edits = [Edit(a, b, "|") for a, b in zip(points[::2], points[1::2], strict=False)]

    kept = edited(text, reversed(edits)).replace("|", "")
    cut = set().union(*(range(edit.start, edit.end) for edit in edits))
    assert kept == "".join(sign for at, sign in enumerate(text) if at not in cut).replace("|", "")


def test_overlapping_edits_are_refused() -> None:
    """Two edits of one place would lose one of them."""
    with pytest.raises(ValueError, match="overlap"):
        edited("abc", [Edit(0, 2), Edit(1, 3)])
