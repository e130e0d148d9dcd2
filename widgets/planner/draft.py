"""The stored draft of the form. `form` reads its fields; nothing here saves anything itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widgets.catalog import Catalog
from widgets.fields import Entries
from widgets.language import N_
from widgets.plan.values import Course
from widgets.planner import form
from widgets.stored import Document, StoredError

KEY = "neutral-spine.planner.draft"


def _entries(data: Mapping[str, Any]) -> Entries:
    entries: Entries = data["entries"]
    return dict(entries)


DOCUMENT: Document[Entries] = Document(
    key=KEY,
    name=N_("half-filled form"),
    version=1,
    write=lambda entries: {"entries": dict(entries)},
    read=_entries,
    migrations={0: lambda data: {"entries": data}},
)
"""The first releases stored the entries alone, without a version."""


def load(text: str, course: Course, catalog: Catalog) -> Entries | None:
    """Return the fields of a draft that differ from a course; None for none, or if the text is damaged."""
    try:
        entries = DOCUMENT.load(text)
    except StoredError:
        return None
    return form.news(form.entered(dict(entries), catalog), course) or None
