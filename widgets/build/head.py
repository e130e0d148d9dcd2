"""The head of a page: one style sheet, one script, the font of its first words.

Text in, text out; it knows no builder. The theme's own tags for style sheets and scripts are taken for what they name,
wherever a builder puts them.
"""

from __future__ import annotations

import posixpath
import re

FONTS = ("assets/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",)
"""Fetched at once: the first words of every page are set in it."""

_STYLE = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet)[^>]*?\bhref="?(?P<href>[^"\s>]+)[^>]*>')
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="?[^"\s>]*assets/(?:javascripts|shell)/[^"\s>]*"?[^>]*></script>')
_ICON = re.compile(r'<link\b(?=[^>]*\brel="?icon)[^>]*?\bhref="?(?P<root>[^"\s>]*?)assets/')


class HeadError(Exception):
    """A page's head is not as the theme writes it."""


def root_of(page: str) -> str:
    """Return the address of the site's root as this page writes it: `../../`, or `/` in a page for any address.

    Raises:
        HeadError: the page names no icon, from which it is read.
    """
    icon = _ICON.search(page)
    if icon is None:
        raise HeadError("its head names no icon in assets/")
    root = icon["root"]
    return "" if root == "./" else root


def style_sheets(page: str, root: str) -> list[str]:
    """Return the style sheets that a page names, in their order, as paths in the site."""
    return [
        posixpath.normpath(match["href"].removeprefix(root).removeprefix("./"))
        for match in _STYLE.finditer(page)
    ]


def rewrite(page: str, root: str, shell: str) -> str:
    """Return the page with one style sheet and one script in its head, and none of the theme's.

    Args:
        page: the HTML.
        root: the address of the site's root, as this page writes it.
        shell: the folder of scripts and style sheet in the site.
    """
    page = _without(_SCRIPT, _without(_STYLE, page))
    fonts = "".join(
        f'<link rel="preload" href="{root}{font}" as="font" type="font/woff2" crossorigin>' for font in FONTS
    )
    tags = (
        f'<link rel="stylesheet" href="{root}{shell}/site.css">{fonts}'
        f'<script type="module" src="{root}{shell}/shell.js"></script>'
    )
    return page.replace("</title>", f"</title>\n{tags}", 1)


def _without(tag: re.Pattern[str], page: str) -> str:
    """Return the page without some tags and the space before each.

    A pattern that starts with the space would be tried at each space of the page, which takes twenty times as long.
    """
    kept, at = [], 0
    for match in tag.finditer(page):
        kept.append(page[at : match.start()].rstrip())
        at = match.end()
    return "".join([*kept, page[at:]])
