"""Puts each widget's first view into the HTML of a page, so that the page is complete without a script.

It runs in the site's build and is independent of the site builder: text in, text out. The view is the widget's own
(`widgets.app`).
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from widgets.app import ROOT_ATTRIBUTE, WIDGETS, first_view, storage_keys

KEEPS_ATTRIBUTE = "data-keeps"
"""On the element: the keys of what the device may keep for it. Where there is something, the shell wakes Python."""

_TAGS = "|".join(WIDGETS)
_WIDGET = re.compile(
    rf"<(?P<open>p>\s*<)?(?P<tag>{_TAGS})(?P<attributes>\s[^<>]*)?>(?P<inside>.*?)</(?P=tag)>(?P<close>\s*</p>)?",
    re.DOTALL,
)
"""A widget's element. Markdown takes an unknown tag that stands alone for a paragraph's text, hence the
`<p>`. The pattern starts with a sign, not with a choice: else looking through a page takes forty times as long."""


def fill(page: str, catalog_json: str, root: str) -> str:
    """Return the page with the first view in each widget, an id on it, and the root's address for its links.

    Raises:
        ProtocolError: a widget names something that the catalogue does not have.
        CatalogError: the text is not a catalogue.
    """
    taken: set[str] = set()

    def one(match: re.Match[str]) -> str:
        tag = match["tag"]
        attributes = _attributes(f"<{tag}{match['attributes'] or ''}>")
        attributes.setdefault("id", _free_id(tag, attributes.get("slug"), taken))
        taken.add(attributes["id"])
        attributes[ROOT_ATTRIBUTE] = root
        attributes[KEEPS_ATTRIBUTE] = " ".join(storage_keys(tag))
        view = first_view(tag, attributes, catalog_json, root)
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
        # A paragraph cannot hold a view's blocks: the browser would close it, and the widget with it.
        alone = match["open"] and match["close"]
        before, after = ("", "") if alone else ("<p>" if match["open"] else "", match["close"] or "")
        return f"{before}<{tag}{written}>{view}</{tag}>{after}"

    return _WIDGET.sub(one, page)


def has_widget(page: str) -> bool:
    """Say whether a page has a widget on it."""
    return _WIDGET.search(page) is not None


def _free_id(tag: str, slug: str | None, taken: set[str]) -> str:
    """Return the same id on each build: `hold-timer-bridge`, with a number where that is taken."""
    name = f"{tag}-{slug}" if slug else tag
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free


class _StartTag(HTMLParser):
    """Reads the attributes of one start tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found = {name: value or "" for name, value in attrs}


def _attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, unescaped; one without a value has an empty one."""
    parser = _StartTag()
    parser.feed(tag)
    return parser.found
