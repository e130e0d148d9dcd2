"""Puts each widget's first view into the HTML of a page, so that the page is complete without a script.

It runs in the site's build and is independent of the site builder: a page in, edits out. The view is the widget's own
(`widgets.app`).
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from widgets.app import ROOT_ATTRIBUTE, WIDGETS, first_view, storage_keys
from widgets.build.markup import Edit, Element, Page

KEEPS_ATTRIBUTE = "data-keeps"
"""On the element: the keys of what the device may keep for it. Where there is something, the shell wakes Python."""


def edits(page: Page, catalog_json: str, root: str) -> Iterator[Edit]:
    """Yield the edits that put the first view in each widget, an id on it, and the root's address for its links.

    Raises:
        ProtocolError: a widget names something that the catalogue does not have.
        CatalogError: the text is not a catalogue.
    """
    taken: set[str] = set()
    for element in widgets(page):
        tag, attributes = element.name, dict(element.attributes)
        attributes.setdefault("id", _free_id(tag, attributes.get("slug"), taken))
        taken.add(attributes["id"])
        attributes[ROOT_ATTRIBUTE] = root
        attributes[KEEPS_ATTRIBUTE] = " ".join(storage_keys(tag))
        view = first_view(tag, attributes, catalog_json, root)
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
        start, end = _place(page, element)
        yield Edit(start, end, f"<{tag}{written}>{view}</{tag}>")


def widgets(page: Page) -> list[Element]:
    """Return the page's widgets."""
    return list(page.named(*WIDGETS))


def _place(page: Page, element: Element) -> tuple[int, int]:
    """Return the positions between which a widget stands, with a paragraph that holds nothing else.

    Markdown takes an unknown tag that stands alone for a paragraph's text. A paragraph cannot hold a view's blocks: the
    browser would close it, and the widget with it.
    """
    before = page.spaced_start(element.start)
    after = page.text[element.end :].lstrip()
    if page.text.endswith("<p>", 0, before) and after.startswith("</p>"):
        return before - len("<p>"), len(page.text) - len(after) + len("</p>")
    return element.start, element.end


def _free_id(tag: str, slug: str | None, taken: set[str]) -> str:
    """Return the same id on each build: `hold-timer-bridge`, with a number where that is taken."""
    name = f"{tag}-{slug}" if slug else tag
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free
