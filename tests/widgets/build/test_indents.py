"""Indents go from a page's HTML, and nothing else: white space that a reader sees or a script reads stays."""

from __future__ import annotations

import pytest

from widgets.build import indents


def test_indents_and_empty_lines_go() -> None:
    """Between words a line break stays, which browsers show as a space."""
    assert indents.without("<ul>\n\n    <li>one\n      word</li>\n</ul>") == "<ul>\n<li>one\nword</li>\n</ul>"


@pytest.mark.parametrize("name", indents.WHOLE)
def test_what_counts_stays(name: str) -> None:
    """An element in which white space counts stays whole, and what follows it loses its indents."""
    whole = f'<{name} class="x">\n    a\n\n    <b>b</b>\n  </{name}>'
    assert indents.without(f"<p>\n  {whole}\n    <i>i</i></p>") == f"<p>\n{whole}\n<i>i</i></p>"


def test_a_name_that_only_begins_like_one_is_no_such_element() -> None:
    """An element whose name goes on is another element."""
    assert indents.without("<prefix>\n  a</prefix><pre>\n  b</pre>") == "<prefix>\na</prefix><pre>\n  b</pre>"
