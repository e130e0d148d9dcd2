"""The head of a page: its style sheets and scripts, few of each, the font of its first words.

A page in, edits out. The theme's own style sheets and scripts are recognized by the files that they name, wherever a
builder puts them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from widgets.build import half_year
from widgets.build.markup import Edit, Element, Page

FONTS = ("assets/fonts/atkinson-hyperlegible-next-basic-400-normal.woff2",)
"""Fetched at once: the first words of every page are set in it."""

SHELL = "@shell@"
"""Stands for the folder of script and style sheet, whose name is known once all pages have been read."""

_TOOLS = ("session-player", "weekly-planner", "plan-maker", "progress-log")
"""The elements of a page that has the second style sheet; `half_year.MARK` is the other sign of one."""
_ELEMENTS = ("hold-timer", *_TOOLS)
"""All elements of ours: their pages have the second script."""
_BUNDLED = re.compile(r"assets/(?:javascripts|shell)/")


class HeadError(Exception):
    """A page's head is not as the theme writes it."""


def root_of(page: Page) -> str:
    """Return the address of the site's root as this page writes it: `../../`, or `/` in a page for any address.

    Raises:
        HeadError: the page names no icon, from which it is read.
    """
    for link in page.named("link"):
        root, assets, _ = link.attributes.get("href", "").partition("assets/")
        if link.attributes.get("rel") == "icon" and assets:
            return "" if root == "./" else root
    raise HeadError("its head names no icon in assets/")


def style_sheets(page: Page, root: str) -> list[str]:
    """Return the style sheets that a page names, in their order, as paths in the site."""
    return [
        posixpath.normpath(link.attributes["href"].removeprefix(root).removeprefix("./"))
        for link in _style_sheets(page)
    ]


def edits(page: Page, root: str, up: str = "") -> Iterator[Edit]:
    """Yield the edits that leave one script and one style sheet in the head, in the folder `SHELL`.

    A page with an element of ours has more of them.

    Args:
        page: the page.
        root: the address of the site's root, as this page writes it.
        up: from there to the files that all languages share.
    """
    for element in [*_style_sheets(page), *_scripts(page)]:
        yield Edit(page.spaced_start(element.start), element.end)
    fonts = "".join(
        f'<link rel="preload" href="{root}{up}{font}" as="font" type="font/woff2" crossorigin>'
        for font in FONTS
    )
    with_tools = half_year.MARK in page.text or any(True for name in _TOOLS for _ in page.named(name))
    with_maker = any(True for _ in page.named("plan-maker"))
    apart = (*(["tools.css"] if with_tools else []), *(["maker.css"] if with_maker else []))
    tools = "".join(f'<link rel="stylesheet" href="{root}{SHELL}/{name}">' for name in apart)
    scripts = (
        "shell.js",
        *(["widgets.js"] if any(True for name in _ELEMENTS for _ in page.named(name)) else []),
    )
    tags = f'<link rel="stylesheet" href="{root}{SHELL}/site.css">{tools}{fonts}' + "".join(
        f'<script type="module" src="{root}{SHELL}/{name}"></script>' for name in scripts
    )
    title = next(page.named("title"), None)
    if title is not None:
        yield Edit(title.end, title.end, f"\n{tags}")


def _style_sheets(page: Page) -> Iterator[Element]:
    return (link for link in page.named("link") if link.attributes.get("rel") == "stylesheet")


def _scripts(page: Page) -> Iterator[Element]:
    return (one for one in page.named("script") if _BUNDLED.search(one.attributes.get("src", "")))
