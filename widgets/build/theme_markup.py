"""Corrects faults in the theme's HTML: against the HTML standard, and for keyboard users.

Text in, text out. Each mend names the fault that it is for; a fault that the theme no longer has costs nothing.
"""

from __future__ import annotations

import re

_MENDS = (
    # `autocomplete` is not allowed on check boxes and radio buttons.
    (re.compile(r'(<input\b(?=[^>]*type="(?:checkbox|radio)")[^>]*?)\s+autocomplete="off"'), r"\1"),
    # `tabindex` must be a number.
    (re.compile(r'(<label\b[^>]*?)\s+tabindex=""'), r"\1"),
    # A block of code that scrolls sideways is reached by the keyboard.
    (re.compile(r"<pre>(?=(?:<span></span>)?<code)"), '<pre tabindex="0">'),
)
_CONTENTS_LABEL = re.compile(r'(<label\b[^>]*?)\s+for="__toc"')


_CLIMBS = re.compile(r'(\s(?:href|src)=")((?:\.\./)+)')


def within_site(page: str, depth: int) -> str:
    """Return the page with no link that climbs above the site's root.

    Zensical adds one step up to some links of raw HTML. At a host's own root browsers forgive that; under a sub-path
    the link would leave the site.

    Args:
        page: The page's HTML.
        depth: How many folders below the root its file stands.
    """
    return _CLIMBS.sub(lambda match: match[1] + "../" * min(depth, len(match[2]) // 3), page)


def mend(page: str) -> str:
    """Return the page's HTML with the theme's faults put right."""
    for fault, right in _MENDS:
        page = fault.sub(right, page)
    # The theme writes a label for the table of contents also where a page has none.
    return page if 'id="__toc"' in page else _CONTENTS_LABEL.sub(r"\1", page)
