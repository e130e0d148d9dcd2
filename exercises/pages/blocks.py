"""The safety and plan texts as HTML fragments, for the theme, hand-written pages and exercise pages alike.

A fragment's links start at the site's root, written `~/`; whoever places it turns that into a relative
address (`at`). It reads no file but its templates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from exercises.catalog.model import Catalog
from exercises.figures import plates
from exercises.pages.markup import Citer, render

ROOT = "~/"
"""Stands for the site's root in the links of a fragment."""

NAMES = (
    "warning",
    "fold",
    "emergency",
    "emergency-line",
    "emergency-numbers",
    "check-emergency",
    "check-urgent",
    "check-ask",
    "urgent",
    "pain-rule",
    "change",
    "activities",
    "stop-rules",
    "before-you-start",
    "ask-first",
    "flare-up",
    "always",
    "plan-rules",
    "red-flags-full",
    "signs-surgery",
    "signs-leg-pain",
    "signs-flare-up",
    "signs-pregnancy",
    "signs-cancer",
    "before-first",
    "not-reviewed",
)
"""Every block but the pictures, by the name that a hand-written page asks for it with: `<!-- block: warning -->`. The
plates of `pictures.yml` are blocks too: `<!-- block: picture-neutral-spine -->`."""

_BLOCK = re.compile(r"^[ \t]*<!--\s*block:\s*(?P<name>[^\s>]*)\s*-->[ \t]*$", re.MULTILINE)


class BlockError(ValueError):
    """A hand-written page names an unknown block."""


def partials(catalog: Catalog) -> dict[str, str]:
    """Return every fragment by its file name (`warning.html`); links start with `~/`."""
    cite = Citer({reference.id: reference for reference in catalog.references}, ROOT)
    pictures = {f"picture-{plate.id}.html": str(plates.fragment(plate, ROOT)) for plate in catalog.plates}
    return pictures | {
        f"{name}.html": render(
            f"partials/{name}.html.j2",
            safety=catalog.safety,
            plan=catalog.plan,
            conditions=catalog.vocabulary.conditions,
            base=ROOT,
            cite=cite,
        )
        for name in NAMES
    }


def at(fragment: str, base: str) -> str:
    """Return a fragment with its links made relative.

    Args:
        fragment: One of `partials`.
        base: The site's root as seen from the page: `../`, or nothing on the home page.
    """
    return fragment.replace(f'href="{ROOT}', f'href="{base}').replace(f'src="{ROOT}', f'src="{base}')


def root_of(path: str) -> str:
    """Return the site's root as seen from a page by its source path: `../../` for `exercises/bridge.md`."""
    parts = path.removesuffix(".md").split("/")
    return "../" * (len(parts) - 1 if parts[-1] == "index" else len(parts))


def insert_blocks(text: str, fragments: Mapping[str, str], path: str) -> str:
    """Return a hand-written page with each line `<!-- block: emergency -->` replaced by that fragment.

    Args:
        text: The page's Markdown.
        fragments: What `partials` returned.
        path: The page's path below the documents, such as `learn/walking.md`: for its links and for errors.

    Raises:
        BlockError: a block has a name that is not known; the message names file, line and the known names.
    """

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if f"{name}.html" not in fragments:
            line = text.count("\n", 0, match.start()) + 1
            known = ", ".join(sorted(key.removesuffix(".html") for key in fragments))
            raise BlockError(f"{path}:{line}: there is no block {name!r}; there are {known}")
        return "\n" + at(fragments[f"{name}.html"], root_of(path)) + "\n"

    return _BLOCK.sub(replace, text)


def theme(fragments: Mapping[str, str]) -> dict[str, str]:
    """Return the fragments as Jinja templates for a theme, whose name for the site's root is `base_url`.

    `base_url` may end in a slash, as on the "not found" page. Filters only: not every builder's Jinja knows methods.
    """
    return {
        name: "{% raw %}"
        + at(text, "{% endraw %}{{ (base_url ~ '/') | replace('//', '/') }}{% raw %}")
        + "{% endraw %}"
        for name, text in fragments.items()
    }


def facts(**values: str) -> str:
    """Return a Jinja template that sets variables for a theme's template to import."""
    return "".join(f"{{% set {name} = {json.dumps(value)} %}}" for name, value in values.items())
