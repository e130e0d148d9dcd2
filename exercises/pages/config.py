"""The builder's configuration for a written documents' folder: `mkdocs.yml` without hooks, with the whole navigation.

Text in, text out: builders differ in the YAML tags that they read, so the file is edited line by line and not parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from exercises.catalog.model import Catalog
from exercises.pages.nav import with_generated

_DROPPED = re.compile(r"^(?:hooks:\n(?:  .*\n)*|watch:.*\n)", re.MULTILINE)
"""What needs this project's own code while a builder runs, or its folders."""

_ENTRY = re.compile(r"^(?P<indent> *)- (?P<title>[^:\n]+): (?P<path>[\w/-]+\.md)$", re.MULTILINE)


def without_hooks(text: str, catalog: Catalog) -> str:
    """Return the configuration for a builder that runs none of this project's code.

    Args:
        text: `mkdocs.yml`.
        catalog: Its pages are put into the navigation where the hook puts them.
    """

    def expanded(match: re.Match[str]) -> str:
        (item,) = with_generated([{match["title"]: match["path"]}], catalog)
        if item == {match["title"]: match["path"]}:
            return match[0]
        return "\n".join(_lines(item, match["indent"]))

    return _ENTRY.sub(expanded, _DROPPED.sub("", text))


def _lines(item: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - text, or a mapping of a title to text or a list
    """Yield the YAML lines of one navigation entry."""
    if isinstance(item, str):
        yield f"{indent}- {item}"
        return
    ((title, inner),) = item.items()
    quoted = json.dumps(title, ensure_ascii=False)
    if isinstance(inner, str):
        yield f"{indent}- {quoted}: {inner}"
        return
    yield f"{indent}- {quoted}:"
    for one in inner:
        yield from _lines(one, f"{indent}    ")
