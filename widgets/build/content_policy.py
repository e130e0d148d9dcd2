"""Allows a page's own inline scripts, and no others, in the Content Security Policy of its head.

The policy itself, without these scripts, is written in `docs/.overrides/main.html`. This runs in the site's build and
is independent of the site builder: it reads a page and changes its text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable

from widgets.build.markup import Page

MARK = "'inline-scripts'"
"""Stands in the template's policy where the inline scripts are to be named."""

ANY = "'unsafe-inline'"
"""While the site is being written: MkDocs then adds a script of its own to each page as it serves it."""

_DATA = frozenset({"application/json", "application/ld+json"})
"""Types of scripts that are blocks of data: the browser never runs them."""


class PolicyError(Exception):
    """A page came without the policy."""


def policy(scripts: Iterable[Collection[str]], *, serving: bool) -> str:
    """Return the sources that allow the inline scripts of all pages.

    Of all, so that every page has one policy, which a host can send as a header too.

    Args:
        scripts: what `inline_scripts` returns for each page.
        serving: whether the site is being written, see `ANY`.
    """
    return ANY if serving else " ".join(sorted({source for page in scripts for source in page}))


def fill(page: str, allowed: str) -> str:
    """Return a page's HTML with the allowed sources in its policy.

    Raises:
        PolicyError: the page lacks the mark, so its template has no policy, or it has several.
    """
    if page.count(MARK) != 1:
        raise PolicyError(f"its policy must say {MARK} once, and says it {page.count(MARK)} times")
    return page.replace(MARK, allowed)


def inline_scripts(page: Page) -> set[str]:
    """Return the policy's name, a hash, of each inline script of the page that runs."""
    return {
        _hash(page.text[script.inside : script.close])
        for script in page.named("script")
        if "src" not in script.attributes and script.attributes.get("type") not in _DATA
    }


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
