"""Generated pages in another language: every word that is not a record's comes from the table, and addresses stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import markdown
import pytest
from bs4 import BeautifulSoup

from exercises.catalog.model import Catalog
from exercises.pages import blocks, nav, render, view
from widgets.language import CONTEXT, Language, used


class Capitals(dict[str, str | Sequence[str]]):
    """Messages in capitals, but for their names and tags: what is no message stands out."""

    def get(self, key: str, default: object = None) -> str | Sequence[str]:
        """Return the English text of a message in capitals, in a list of one where plural forms are asked for."""
        said = "".join(
            part if part.startswith(("{", "<")) else part.upper()
            for part in re.split(r"(\{\w+\}|<[^>]+>)", key.rpartition(CONTEXT)[2])
        )
        return (said,) if default is None else said


LOUD = Language(
    tag="xx", messages=Capitals(), months=("jan",) * 12, day_year="{year}-{month}-{day}", decimal=","
)


@pytest.fixture
def both(catalog: Catalog) -> tuple[dict[str, str], dict[str, str]]:
    """Return the pages in English, and in the other language."""
    english = {page.path: page.content for page in render.render(catalog)}
    with used(LOUD):
        return english, {page.path: page.content for page in render.render(catalog)}


def parsed(content: str) -> BeautifulSoup:
    """Return a page's body as a builder would turn it into HTML."""
    body = content.split("---\n", 2)[2]
    text = markdown.markdown(body, extensions=["attr_list", "md_in_html", "tables", "toc"])
    return BeautifulSoup(text, "html.parser")


def texts(soup: BeautifulSoup) -> list[str]:
    """Return the texts and the labels of a page, in order."""
    labels = ("aria-label", "alt", "title", "placeholder")
    return [
        *(text for text in map(str.strip, soup.stripped_strings) if text),
        *(str(tag[name]) for name in labels for tag in soup.select(f"[{name}]")),
    ]


def strings(value: object) -> Iterator[str]:
    """Yield every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(strings, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(strings, value))


def test_addresses_are_the_same(both: tuple[dict[str, str], dict[str, str]]) -> None:
    """Every anchor but a page's own title is the English one, and so is every link."""
    english, other = both
    for path, content in english.items():
        mine, theirs = parsed(content), parsed(other[path])
        for attribute in ("id", "href", "src", "for", "name"):
            found = [
                [tag[attribute] for tag in soup.select(f"[{attribute}]") if tag.name != "h1"]
                for soup in (mine, theirs)
            ]
            assert found[0] == found[1], (path, attribute)


def test_every_word_is_a_message_or_a_record_s(
    catalog: Catalog, both: tuple[dict[str, str], dict[str, str]]
) -> None:
    """No text or label of a page is as in English, but for what a record says and names of sources."""
    records = sorted(
        {*strings(catalog.model_dump(mode="json")), *map(view.label, catalog.references), "doi:", "PubMed"},
        key=len,
        reverse=True,
    )
    own = re.compile("|".join(map(re.escape, records)), re.IGNORECASE)
    for path, content in both[0].items():
        if path != "contributing/pose-sheet.md":  # a page for those who draw
            mine, theirs = texts(parsed(content)), texts(parsed(both[1][path]))
            assert len(mine) == len(theirs), path
            same = [own.sub("", a) for a, b in zip(mine, theirs, strict=True) if a == b]
            assert [text for text in same if re.search("[a-z]{3}", text)] == [], path


def test_blocks_and_navigation(catalog: Catalog) -> None:
    """Blocks of hand-written pages and titles of the navigation are in the language in use."""
    with used(LOUD):
        made = blocks.partials(catalog)
        listed = nav.with_generated([{"Guides": "exercises/index.md"}], catalog)

    assert ">IS IT SAFE FOR ME?</a>" in made["warning.html"]
    assert (
        "<strong>GO ON</strong>" in made["pain-rule.html"]
        or "<strong>GO ON.</strong>" in made["pain-rule.html"]
    )
    assert str(listed[0]["Guides"][1]).startswith("{'LEVEL 1: ")


def test_the_language_is_named(both: tuple[dict[str, str], dict[str, str]]) -> None:
    """What search engines read says in which language a page is."""
    assert '"inLanguage": "en"' in both[0]["exercises/index.md"]
    assert '"inLanguage": "xx"' in both[1]["exercises/index.md"]
