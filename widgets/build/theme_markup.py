"""Corrects faults in a builder's HTML: against the standard, for keyboards, for screen readers. Removes what is unread.

A page in, edits out. Each rule names its fault; a fault that the theme no longer has costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import escape

from widgets.build.markup import Edit, Element, Page
from widgets.language import _

_TOLD = frozenset({"aria-hidden", "aria-label", "aria-labelledby", "role"})
"""What a screen reader is told of an element; where one stands, the author thought of it."""
_NO_AUTOCOMPLETE = frozenset({"checkbox", "radio"})
_NAMES = re.compile(r'\s+aria-(?:label|labelledby|expanded)="[^"]*"')
_HOOKS = re.compile(r'\s+data-md-(?:component|level|scrollfix|type)(?:="[^"]*")?')
_HEADING = re.compile(r"h[1-6]")
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
        elif element.name == "div" and element.attributes == {"class": "md-header__topic"}:
            # The site's name is a name in every language: no translator changes it.
            yield Edit(element.inside - 1, element.inside - 1, ' translate="no"')
        yield from _without_hooks(page, element)
        yield from _within_site(page, element, depth)
    yield from _names(page)


def _names(page: Page) -> Iterator[Edit]:
    """Tell screen readers what code and tables are, and that icons are nothing to them."""
    heading = ""
    for element in page.elements:
        said = None
        if _HEADING.fullmatch(element.name):
            heading = element.attributes.get("id", heading)
        elif element.name == "pre" and not element.attributes and _holds_code(page, element):
            # A block of code that scrolls sideways must be reachable by the keyboard, and say there what it is.
            said = f'tabindex="0" role="group" aria-label="{escape(_("Code"))}"'
        elif element.name == "svg" and not _TOLD & element.attributes.keys():
            # The theme's icons: the words beside them say it all. Engines would add "image".
            said = 'aria-hidden="true"'
        elif element.name == "table" and heading and not _has_a_name(page, element):
            # Markdown knows no name of a table. The heading above it is one.
            said = f'aria-labelledby="{escape(heading)}"'
        if said:
            yield Edit(element.inside - 1, element.inside - 1, f" {said}")


def _holds_code(page: Page, element: Element) -> bool:
    return page.text[element.inside : element.inside + 18].removeprefix("<span></span>").startswith("<code")


def _has_a_name(page: Page, table: Element) -> bool:
    """Return whether a table says what it is, by itself or by its caption."""
    inside = page.text[table.inside : table.end]
    return bool(_TOLD & table.attributes.keys()) or "<caption" in inside


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


def _without_hooks(page: Page, element: Element) -> Iterator[Edit]:
    """Remove the attributes by which the theme's own script finds elements: it is not loaded, and no style names them.

    They are 0.1 kB of each page, by gzip.
    """
    for match in _HOOKS.finditer(page.start_tag(element)):
        yield Edit(element.start + match.start(), element.start + match.end())


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
