"""The command of `tests/markup.py`: what it lets pass, and that it would not let a fault pass."""

from __future__ import annotations

from pathlib import Path

from tests.markup import EXCEPTIONS, HIDDEN_LABEL, check, faults


def test_a_fault_is_named_with_its_page_and_line(tmp_path: Path) -> None:
    """The checker runs, and a page with a wrong attribute is listed by path and line."""
    page = tmp_path / "guide" / "index.html"
    page.parent.mkdir()
    page.write_text(
        '<!doctype html><html lang="en"><head><title>x</title></head>\n<body><p tabindex="">x</p></body></html>',
        encoding="utf-8",
    )

    (found,) = check(tmp_path)

    assert found.startswith("guide/index.html:2: ")
    assert "tabindex" in found


def test_only_the_listed_messages_pass() -> None:
    """An exception is matched as a whole, so no other message hides behind it."""
    (known,) = EXCEPTIONS
    url = "file:/site/a/index.html"
    messages = [{"url": url, "message": text, "lastLine": 3} for text in (known, f"{known} And more.")]

    assert faults(messages, Path("/site")) == [f"a/index.html:3: {known} And more."]


def test_only_labels_without_words_may_be_hidden() -> None:
    """The theme's overlays pass; any other hidden label is a fault."""
    message = {"url": "file:/s/a.html", "message": HIDDEN_LABEL, "lastLine": 3}
    overlay = message | {"extract": '\n<label class="md-overlay" for="__drawer" aria-hidden="true"></lab'}
    other = message | {"extract": '<label for="name" aria-hidden="true">Name</label>'}

    assert faults([overlay, other], Path("/s")) == [f"a.html:3: {HIDDEN_LABEL}"]
