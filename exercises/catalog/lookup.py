"""The model of `search.yml`: the words in which readers look for a page. No I/O and no rule across values."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from exercises.catalog.base import Value

PHRASE = r"^[a-z0-9ß-öø-ÿ]+([ '-][a-z0-9ß-öø-ÿ]+)*$"
"""Small letters with the accents of western Europe: the languages of the site have files of this form too."""
PAGE = r"^[a-z0-9-]+(/[a-z0-9-]+)*$"

Phrase = Annotated[str, StringConstraints(pattern=PHRASE, max_length=60)]
"""Words as a reader types them: small letters and digits, single spaces."""

PagePath = Annotated[str, StringConstraints(pattern=PAGE, max_length=100)]
"""A page's address from the site's root, without slashes at its ends."""


class PageWords(Value):
    """The words of readers for one page."""

    page: PagePath
    first: tuple[Phrase, ...] = ()
    """This page is the first result for each of these phrases."""
    also: tuple[Phrase, ...] = ()
    """This page is among the first results for each of these phrases."""


class SearchWords(Value):
    """The words in which readers look for a page and which the page itself does not use."""

    pages: Annotated[tuple[PageWords, ...], Field(min_length=1)]
    same: Annotated[tuple[Annotated[tuple[Phrase, ...], Field(min_length=2)], ...], Field()] = ()
    """Groups of single words that mean the same in a search."""
