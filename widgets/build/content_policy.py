"""Lets a page's own inline scripts run, and no others, through the Content Security Policy in its head.

The policy itself, all but these scripts, is written in `docs/.overrides/main.html`. This runs in the site's build
and is independent of the site builder: text in, text out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

MARK = "'inline-scripts'"
"""Stands in the template's policy where the inline scripts are to be named."""

ANY = "'unsafe-inline'"
"""While the site is being written: MkDocs then adds a script of its own to each page as it serves it."""

_SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</script>", re.DOTALL)
_NOT_RUN_INLINE = re.compile(r"""\ssrc=|\stype=["']?application/(?:ld\+)?json""")
"""Scripts that come from a file, and blocks of data: the browser asks no leave for either."""


class PolicyError(Exception):
    """A page came without the policy."""


def fill[Name](pages: Mapping[Name, str], *, serving: bool) -> dict[Name, str]:
    """Return the pages, by the same names, with the inline scripts of all of them in the policy of each.

    Of all, so that every page has one policy, which a host can send as a header too.

    Args:
        pages: each page's HTML by its name.
        serving: whether the site is being written, see `ANY`.

    Raises:
        PolicyError: a page lacks the mark, so its template has no policy.
    """
    for name, page in pages.items():
        if page.count(MARK) != 1:
            raise PolicyError(
                f"{name}: its policy must say {MARK} once, and says it {page.count(MARK)} times"
            )
    sources = {source for page in pages.values() for source in inline_scripts(page)}
    allowed = ANY if serving else " ".join(sorted(sources))
    return {name: page.replace(MARK, allowed) for name, page in pages.items()}


def inline_scripts(page: str) -> set[str]:
    """Return the policy's name, a hash, of each script that stands in the page and runs."""
    return {
        _hash(match["text"])
        for match in _SCRIPT.finditer(page)
        if not _NOT_RUN_INLINE.search(match["attributes"])
    }


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
