"""Corrects faults in the theme's HTML: against the HTML standard, and for keyboard users.

A page in, edits out. Each rule names its fault; a fault that the theme no longer has costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from widgets.build.markup import Edit, Element, Page

_NO_AUTOCOMPLETE = frozenset({"checkbox", "radio"})
_NAMES = re.compile(r'\s+aria-(?:label|labelledby|expanded)="[^"]*"')
_CLIMBS = re.compile(r'(?<=\s)(?P<name>(?:href|src)=")(?P<up>(?:\.\./)+)')


def edits(page: Page, depth: int) -> Iterator[Edit]:
    """Yield the corrections of a page.

    Args:
        page: The page.
        depth: How many folders below the root its file stands.
    """
    contents = any(element.attributes.get("id") == "__toc" for element in page.elements)
    around: Element | None = None
    for element in page.elements:
        if element.name == "nav":
            if around is not None and element.start < around.close:
                yield from _no_landmark(page, element)
            else:
                around = element
        elif element.name == "input" and element.attributes.get("type") in _NO_AUTOCOMPLETE:
            yield from _without(page, element, 'autocomplete="off"')
        elif element.name == "label":
            # `tabindex` must be a number.
            yield from _without(page, element, 'tabindex=""')
            aside = around is not None and "md-nav--secondary" in around.attributes.get("class", "")
            if not contents or (aside and around is not None and element.start < around.close):
                # The theme writes a label for the table of contents also where a page has none. Beside a wide page it
                # opens nothing, and a screen reader would call it clickable.
                yield from _without(page, element, 'for="__toc"')
            if element.attributes.get("class") == "md-overlay":
                # It closes the menu by mouse, and has no name: a screen reader would say "clickable" first of all.
                yield Edit(element.inside - 1, element.inside - 1, ' aria-hidden="true"')
        elif element.name == "pre" and not element.attributes and _holds_code(page, element):
            # A block of code that scrolls sideways must be reachable by the keyboard.
            yield Edit(element.inside - 1, element.inside - 1, ' tabindex="0"')
        elif element.name == "div" and element.attributes == {"class": "md-header__topic"}:
            # The site's name is a name in every language: no translator changes it.
            yield Edit(element.inside - 1, element.inside - 1, ' translate="no"')
        yield from _within_site(page, element, depth)


def _holds_code(page: Page, element: Element) -> bool:
    return page.text[element.inside : element.inside + 18].removeprefix("<span></span>").startswith("<code")


def _no_landmark(page: Page, element: Element) -> Iterator[Edit]:
    """Make a group of links inside a navigation a plain block.

    Each `nav` is a landmark. The theme has one a section, which a screen reader calls by the name that it has just
    read on the section's link. The list inside says all that is left to say.
    """
    yield Edit(element.start + 1, element.start + 4, "div")
    for match in _NAMES.finditer(page.start_tag(element)):
        yield Edit(element.start + match.start(), element.start + match.end())
    if element.close != -1:
        yield Edit(element.close + 2, element.close + 5, "div")


def _without(page: Page, element: Element, attribute: str) -> Iterator[Edit]:
    """Remove an attribute and the space before it."""
    at = page.text.find(attribute, element.start, element.inside)
    if at != -1:
        yield Edit(page.spaced_start(at), at + len(attribute))


def _within_site(page: Page, element: Element, depth: int) -> Iterator[Edit]:
    """Cut a link that climbs above the site's root.

    Zensical adds one step up to some links of raw HTML. At a host's own root browsers forgive that; under a sub-path
    the link would leave the site.
    """
    if "../" not in (element.attributes.get("href") or element.attributes.get("src") or ""):
        return
    for match in _CLIMBS.finditer(page.start_tag(element)):
        steps = len(match["up"]) // 3
        if steps > depth:
            start, end = match.span("up")
            yield Edit(element.start + start, element.start + end, "../" * depth)
