"""The base of the catalogue's models: frozen values, ids, lines and cited sentences. No model of a subject.

Pure: no I/O, no imports from this project. A `sources` list is never empty, so that each statement can be followed
to an entry of `references.yml`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
"""Lower-case words joined by hyphens: a file name, a part of an address, an id."""


class Words:
    """Marks a text that readers read: a translation may replace it. What is not marked is the same in each language."""


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400), Words()]
"""One or two sentences of plain words."""

Sources = Annotated[
    tuple[Slug, ...], Field(min_length=1, description="Ids of `references.yml`; never empty.")
]


class Value(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Cited(Value):
    """A sentence and where it comes from."""

    text: Line
    """The sentence, in plain words."""
    sources: Sources
