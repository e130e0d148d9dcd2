"""A view in parts: put together, and compared with the one before."""

from __future__ import annotations

import pytest

from widgets.parts import changed, parted, place

AROUND = f"<p>First</p>\n{place('one')}\n<hr>\n{place('two')}"


def test_a_view_is_put_together() -> None:
    """Each part stands in its place, and the view is text as any other."""
    view = parted(AROUND, lambda name: f'<div data-part="{name}"></div>')

    assert view == '<p>First</p>\n<div data-part="one"></div>\n<hr>\n<div data-part="two"></div>'
    assert list(view.parts) == ["one", "two"]


def test_a_view_without_parts_is_its_text() -> None:
    """Where nothing is a part, nothing is asked for one."""
    assert parted("<p>All</p>", pytest.fail) == "<p>All</p>"


def test_what_changed() -> None:
    """Parts that differ are named; where more than parts differ, the whole view is meant."""
    before = parted(AROUND, str.upper)

    assert changed(before, parted(AROUND, str.upper)) == {}
    assert changed(before, parted(AROUND, str.title)) == {"one": "One", "two": "Two"}
    assert changed(before, parted(AROUND, lambda name: "ONE" if name == "one" else "")) == {"two": ""}
    assert changed(before, parted(f"{AROUND}.", str.upper)) is None
    assert changed(before, str(before)) is None
    assert changed("<p>", "<p>") is None
