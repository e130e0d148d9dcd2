"""The site in each published language, page by page against the English one. It reads HTML and opens no browser.

What a language's files must keep is checked where they are read (`exercises.translate.rules`); here is what a reader
gets in the end.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from exercises.catalog.load import LOCALE, ROOT, load, values
from exercises.translate.languages import published
from exercises.translate.overlay import read, translated
from exercises.translate.rules import Term
from exercises.translate.site import is_english_alone
from tests import built
from tests.built import soup
from widgets.language import Language

LOADED = load(ROOT)
assert LOADED.catalog is not None
CATALOG = LOADED.catalog
LANGUAGES = sorted(published(LOADED))

# --- what stays English, and why

NAMES = (
    # Institutions and programs, by which a reader finds the source.
    "Centers for Disease Control and Prevention",
    "Peak Sport and Spine",
    "Sheffield Aches and Pains",
    # Names that the English texts of others gave to what they teach, in quotation marks or brackets.
    "Level One",
    "stir-the-pot",
    "Supine Exercises",
    "Motor Control Exercise",
    # A licence.
    "CC BY 4.0",
)
ENGLISH = re.compile(
    r"\b(the|and|your|yours|you|with|without|of|is|are|for|this|that|these|from|when|which|it|its|to|how|what|"
    r"then|than|week|weeks|on|or|by|at|as|be|can|may|have|if|does|steps?|level|exercises?|seconds|minutes)\b",
    re.IGNORECASE,
)
"""Words of English that no sentence does without, and that neither Spanish nor German has."""
SAID = ("aria-label", "aria-description", "aria-roledescription", "title", "alt", "placeholder", "label")
"""Attributes that are shown or read out."""
META = ("description", "og:title", "og:description", "og:image:alt")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
SPELLED = 12
"""Up to this number English may write a word where another language has digits."""


def article(path: Path) -> Tag:
    """Return the content of a page."""
    found = soup(path).select_one("article.md-content__inner")
    assert found is not None, path
    return found


def readers(site_dir: Path) -> list[str]:
    """Return the pages that every language has, by their path in the English site."""
    found = [
        path.relative_to(site_dir).as_posix() for path in built.english(site_dir) if path.name == "index.html"
    ]
    return [
        path
        for path in found
        if not is_english_alone(path) and not is_english_alone(f"{path.removesuffix('/index.html')}.md")
    ]


def text_of(tag: Tag) -> str:
    """Return a tag's words with single spaces."""
    return " ".join(tag.get_text(" ").split())


def numbers(text: str) -> Counter[str]:
    """Return the numbers in digits, without the signs that group and point them."""
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(text))


def links(path: Path, site_dir: Path, language: str) -> Counter[str]:
    """Return where the links of a page's content lead, as if it were the English page."""
    here = "/" + path.relative_to(site_dir).as_posix()
    found: Counter[str] = Counter()
    for link in article(path).select("a[href]"):
        if link.find_parent(class_=["ns-tongue", "ns-translated"]):  # lead from language to language
            continue
        address = urljoin(here, str(link["href"]))
        found[address.removeprefix(f"/{language}") if address.startswith(f"/{language}/") else address] += 1
    return found


def differing(site_dir: Path, language: str) -> Iterator[tuple[str, Path, Path]]:
    """Yield each page by its path, the English one and the one of the language."""
    for name in readers(site_dir):
        yield name, site_dir / name, site_dir / language / name


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each published language in turn."""
    return str(request.param)


def test_every_page_for_readers_is_there(site_dir: Path, language: str) -> None:
    """A language has the pages of the English site and no other, each translated whole."""
    there = {
        path.relative_to(site_dir / language).as_posix()
        for path in built.pages(site_dir)
        if built.language(path, site_dir) == language
    }
    assert there == set(readers(site_dir))
    assert len(there) > len(CATALOG.exercises)
    fallen_back = [
        path
        for path in there
        if soup(site_dir / language / path).select(".ns-untranslated, article [lang=en] h1")
    ]
    assert fallen_back == []


def test_anchors_are_those_of_the_english(site_dir: Path, language: str) -> None:
    """A link to a part of a page leads there in each language: every id but those of no link is the same."""
    linked = {
        (unquote(urlsplit(urljoin("/" + name, str(link["href"]))).path), urlsplit(str(link["href"])).fragment)
        for name in readers(site_dir)
        for link in soup(site_dir / name).select("a[href*='#']")
    }
    for name, english, other in differing(site_dir, language):
        missing = {str(tag["id"]) for tag in soup(english).select("[id]")} - {
            str(tag["id"]) for tag in soup(other).select("[id]")
        }
        titles = {str(tag["id"]) for tag in article(english).select("h1[id]")}
        address = "/" + name.removesuffix("index.html")
        assert {one for one in missing if (address, one) in linked} - titles == set(), name
        if name != "references/index.html":  # its headings are kinds of sources, to which nothing leads
            assert missing <= titles, name


def test_links_are_those_of_the_english(site_dir: Path, language: str) -> None:
    """Each page links to what the English page links to, in its own language where there is one."""
    by_words = {
        "/learn/brace-and-breathe/",
        "/learn/two-documents/",
    }  # set into records where they say certain words
    for name, english, other in differing(site_dir, language):
        ours, theirs = links(other, site_dir, language), links(english, site_dir, "en")
        assert ours - theirs == Counter(), name
        assert set(theirs - ours) <= (by_words if name.startswith("exercises/") else set()), name


def test_numbers_are_those_of_the_english(site_dir: Path, language: str) -> None:
    """No number of the English page is lost, and none is added but a small one that English writes as a word."""
    names_of_its_own = {"90"}  # "90-90 leg reach", a synonym of a dead bug
    for name, english, other in differing(site_dir, language):
        ours, theirs = (numbers(unspoken(page)) for page in (other, english))
        assert set(theirs - ours) <= (names_of_its_own if name.startswith("exercises/") else set()), name
        assert {one for one in ours - theirs if int(one) > SPELLED} == set(), name


def unspoken(page: Path) -> str:
    """Return a page's text without what the voice says: its sentences take another time in each language."""
    found = copy.copy(article(page))
    for script in found.select("[data-script]"):
        script.decompose()
    return found.get_text(" ")


def test_doses_are_those_of_the_english(site_dir: Path, language: str) -> None:
    """The published data differ in words alone."""
    ours, theirs = (
        json.loads((site_dir / folder / "assets" / "catalog.json").read_text("utf-8"))
        for folder in (language, "")
    )

    for mine, english in zip(ours["exercises"], theirs["exercises"], strict=True):
        assert bare(mine) == bare(english), mine["slug"]


def bare(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a value without its texts; ids and names of fields stay. A language has its own synonyms."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key != "synonyms"}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    return "" if isinstance(value, str) and not re.fullmatch(r"[a-z0-9-]+", value) else value


def test_sides_are_those_of_the_english(language: str) -> None:
    """Where a record says left or right, the text in its place says the same side, and no other."""
    terms = [entry.value for entry in values(Term, ROOT / LOCALE / language / "terms.yml", ROOT, [])]
    sides = [term for term in terms if re.match(r"\\b(left|right) ", term.english)]
    assert len(sides) == 2
    overlays, _ = read(LOADED, language)
    seen = 0
    for overlay in overlays:
        for place, text in overlay.current().items():
            if place.rsplit(".", 1)[-1] == "synonyms":
                continue
            english = overlay.source.texts[place]
            said = {
                term.english: any(beginning.casefold() in text.casefold() for beginning in term.says)
                for term in sides
            }
            asked = {term.english: bool(re.search(term.english, english, re.IGNORECASE)) for term in sides}
            seen += sum(asked.values())
            for side, there in asked.items():
                assert said[side] or not there, (overlay.path, place)
    assert seen


def test_emergencies_come_first(site_dir: Path, language: str) -> None:
    """The card has every sign that the English card has, and stands before the first instruction of its page."""
    overlays, problems = read(LOADED, language)
    assert [problem for problem in problems if not problem.warning] == []
    catalog = translated(CATALOG, LOADED, overlays)
    cards = 0
    for name, english, other in differing(site_dir, language):
        ours, theirs = article(other).select(".ns-care"), article(english).select(".ns-care")
        assert [len(card.select("li")) for card in ours] == [len(card.select("li")) for card in theirs], name
        assert [card.get("class") for card in ours] == [card.get("class") for card in theirs], name
        cards += len(ours)
    assert cards
    safety = text_of(article(site_dir / language / "safety" / "index.html"))
    for flag, mine in zip(CATALOG.safety.red_flags, catalog.safety.red_flags, strict=True):
        assert mine.text != flag.text
        assert mine.text in safety
    for exercise in catalog.exercises:
        text = text_of(article(site_dir / language / "exercises" / exercise.slug / "index.html"))
        first_step = text.index(exercise.setup[0])
        for sentence in (
            catalog.safety.warning.text,
            catalog.safety.ask_first,
            catalog.safety.stop_rules[0].text,
            catalog.safety.emergency.title,
        ):
            assert 0 <= text.find(sentence) < first_step, (exercise.slug, sentence)


def test_nothing_is_left_in_english(site_dir: Path, language: str) -> None:
    """No text, label or description holds an English word, but names and titles, and what is marked as English."""
    titles = sorted(
        (" ".join(one.title.split()) for one in CATALOG.references if one.kind != "note"),
        key=len,
        reverse=True,
    )
    stays = re.compile("|".join(re.escape(one) for one in (*titles, *NAMES)), re.IGNORECASE)
    left: dict[str, str] = {}
    for name in readers(site_dir):
        for text in said(soup(site_dir / language / name)):
            if ENGLISH.search(stays.sub("", text)):
                left.setdefault(text, name)
    assert left == {}


def said(page: BeautifulSoup) -> Iterator[str]:
    """Yield every text of a page that is shown or read out and not marked as English."""
    for node in page.find_all(string=True):
        if type(node) is NavigableString and node.strip() and _speaks(node.parent):
            text = " ".join(node.split())
            if not text.startswith("https://"):
                yield text
    for tag in page.select("*"):
        for attribute in SAID:
            if tag.get(attribute) and _speaks(tag):
                yield " ".join(str(tag[attribute]).split())
    for tag in page.select("meta[content]"):
        if tag.get("name") in META or tag.get("property") in META:
            yield str(tag["content"])


def _speaks(tag: Tag | None) -> bool:
    return tag is not None and all(
        one.name not in ("script", "style") and one.get("lang") != "en" for one in (tag, *tag.parents)
    )


def test_each_page_says_its_language_and_address(site_dir: Path, language: str) -> None:
    """To browsers, to search engines, and in structured data, whose words are those of the page."""
    for name, english, other in differing(site_dir, language):
        page = soup(other)
        assert page.html is not None
        assert page.html["lang"] == language
        canonical, original = (one.select_one("link[rel=canonical]") for one in (page, soup(english)))
        assert canonical is not None
        assert original is not None
        root = str(original["href"]).removesuffix(name.removesuffix("index.html"))
        assert canonical["href"] == f"{root}{language}/{name.removesuffix('index.html')}"
        alternates = {str(one["hreflang"]): str(one["href"]) for one in page.select("link[hreflang]")}
        if page.select_one("meta[name=robots][content=noindex]"):
            assert alternates == {}, name  # no search engine is asked to keep it
        else:
            assert alternates[language] == canonical["href"]
            assert alternates["en"] == alternates["x-default"] == original["href"]
        for script in page.select('script[type="application/ld+json"]'):
            assert script.string is not None
            data = json.loads(script.string)
            parts = data.get("@graph", [data])
            assert {part["inLanguage"] for part in parts if "inLanguage" in part} == {language}, name
            described = page.select_one('meta[name="description"]')
            assert described is not None
            assert str(described["content"]) in json.dumps(data, ensure_ascii=False), name


def test_a_reader_fetches_one_language(site_dir: Path, language: str) -> None:
    """The files beside the pages are in the language, and name only what is there."""
    folder = site_dir / language
    manifest = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["lang"] == language
    for text in (manifest["description"], *(one["name"] for one in manifest["shortcuts"])):
        assert not ENGLISH.search(text), text
    for icon in (*manifest["icons"], *(icon for one in manifest["shortcuts"] for icon in one["icons"])):
        assert (folder / icon["src"]).is_file()

    brief = json.loads((folder / "assets" / "catalog-brief.json").read_text("utf-8"))
    table = Language.from_data(brief["language"])
    assert table.tag == language
    assert len(table.messages) > 500
    assert table.up == "../"

    english, other = (
        json.loads((one / "assets" / "search.json").read_text("utf-8")) for one in (site_dir, folder)
    )
    urls = {page["url"] for page in other["pages"]}
    assert urls <= {page["url"] for page in english["pages"]}
    assert {f"exercises/{exercise.slug}/" for exercise in CATALOG.exercises} <= urls
    assert not [page["title"] for page in other["pages"] if ENGLISH.search(page["title"])]

    for listed in json.loads((folder / "assets" / "offline.json").read_text("utf-8"))["files"]:
        file = folder / listed
        assert (file / "index.html" if listed.endswith("/") or not listed else file).is_file(), listed
        assert file.resolve().relative_to(site_dir.resolve()).parts[0] not in built.TAGS - {language}, listed
    script = (folder / "sw.js").read_text("utf-8")
    for kept in re.findall(r'"((?:\.\./)?(?:assets|start|safety|offline)/[^"]*)"', script):
        file = folder / kept
        assert (file / "index.html" if kept.endswith("/") else file).exists(), kept
