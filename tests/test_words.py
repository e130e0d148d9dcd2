"""Plain words, measured: grade, sentence length, voice, actions, lists, numbers, spelling. Tables are printed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import Tag

from exercises.catalog.load import ROOT, load
from exercises.translate.readability import instructions
from tests import built, words
from tests.built import soup
from tests.loops import for_each

CATALOG = load(ROOT).catalog
assert CATALOG is not None
EXERCISES = {exercise.slug: exercise for exercise in CATALOG.exercises}

GRADE_LIMIT = 6.0
"""Flesch-Kincaid grade of an exercise's instructions, at most: reading age 9 to 11, with a margin."""
PAGE_GRADE_LIMIT = 8.0
"""The same of any other page for readers: they name studies and illnesses."""
MEAN_LIMIT = 10.0
"""Words in a sentence of instructions, on average, at most."""
LONGEST = 20
"""Words in the longest sentence of instructions, at most."""
ACTIVE = 0.95
"""Share of instructions in the active voice, at least."""
PAGE_ACTIVE = 2 / 3
"""The same of any other page."""
STEPS = 7
"""Items in a list of steps, at most."""

LABELS = {"ns-exercise__facts", "ns-exercise__dose"}
"""Parts of cards that are rows of labels, not sentences."""

LIBRARY_WORDS = ("catalogue", "licence", "programme")
"""British spellings that stand in names of files and fields and in titles of others."""


def several_actions(step: str) -> bool:
    """Return whether a step holds more than one action: three sentences, or a second action after "then"."""
    return len(re.findall(r"[.!?](?:\s|$)", step)) > 2 or bool(re.search(r"\bthen (?!the other)", step))


def row(name: str, found: words.Measure, items: int) -> str:
    """Return a line of a table."""
    return (
        f"  {found.grade:5.1f} {found.mean:6.1f} {found.longest:8d} {found.active:7.0%} {found.digits:7.0%}"
        f" {items:6d}  {name}"
    )


HEAD = "  grade   mean  longest  active  digits   list"


def prose(page: Path) -> str:
    """Return the words of a page's paragraphs, list items and cells, a line each, without titles of others' works."""
    article = soup(page).select_one("article.md-content__inner")
    assert article is not None, page
    lines = (
        " ".join(tag.get_text(" ").split())
        for tag in article.select("p, li, td, dt, dd, summary, h1, h2, h3, figcaption")
        if not tag.select("p, li, dd") and not set(tag.get_attribute_list("class")) & LABELS
    )
    text = "\n".join(lines)
    assert CATALOG is not None
    for reference in CATALOG.references:
        text = text.replace(" ".join(reference.title.split()), "")
    return text


def reader_pages(site_dir: Path) -> dict[str, Path]:
    """Return the English pages for readers by address, without guides, references and pages for contributors."""
    return {
        path.parent.relative_to(site_dir).as_posix(): path
        for path in built.english(site_dir)
        if path.name == "index.html"
        and path.relative_to(site_dir).parts[0] not in {"contributing", "references", "exercises", "data"}
    }


def test_instructions_are_plain(capsys: pytest.CaptureFixture[str]) -> None:
    """The instructions of every exercise keep to the limits above; the table of all is printed."""
    found = {slug: words.measure(instructions(exercise)) for slug, exercise in EXERCISES.items()}
    with capsys.disabled():
        print(f"\n\nInstructions\n{HEAD}")  # noqa: T201 - asked for
        for slug, measured in sorted(found.items(), key=lambda item: -item[1].grade):
            print(row(slug, measured, len(EXERCISES[slug].steps)))  # noqa: T201

    assert {slug: m.grade for slug, m in found.items() if m.grade > GRADE_LIMIT} == {}
    assert {slug: m.mean for slug, m in found.items() if m.mean > MEAN_LIMIT} == {}
    assert {slug: m.longest for slug, m in found.items() if m.longest > LONGEST} == {}
    assert {
        slug: words.passive(instructions(EXERCISES[slug])) for slug, m in found.items() if m.active < ACTIVE
    } == {}
    assert {
        slug: words.number_words(instructions(EXERCISES[slug])) for slug, m in found.items() if m.digits < 1
    } == {}


@for_each("slug", sorted(EXERCISES))
def test_a_step_is_one_action(slug: str) -> None:
    """No step of setup or exercise holds two actions, and neither list is long."""
    exercise = EXERCISES[slug]
    steps = (*exercise.setup, *(step.text for step in exercise.steps))

    assert [step for step in steps if several_actions(step)] == []
    assert max(len(exercise.setup), len(exercise.steps)) <= STEPS


def test_pages_are_plain(site_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every other page for readers reads at grade 8 or below, mostly in the active voice; the table is printed."""
    found = {}
    lists = {}
    for name, path in reader_pages(site_dir).items():
        found[name] = words.measure(prose(path))
        page = soup(path).select("article ul, article ol")
        lists[name] = max(
            (len(one.find_all("li", recursive=False)) for one in page if isinstance(one, Tag)), default=0
        )
    with capsys.disabled():
        print(f"\n\nOther pages\n{HEAD}")  # noqa: T201 - asked for
        for name, measured in sorted(found.items(), key=lambda item: -item[1].grade):
            print(row(name, measured, lists[name]))  # noqa: T201

    assert {name: m.grade for name, m in found.items() if m.grade > PAGE_GRADE_LIMIT} == {}
    assert {name: m.active for name, m in found.items() if m.active < PAGE_ACTIVE} == {}


_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
"""What of a template is not text."""


def spoken() -> str:
    """Return every text of the widgets that a reader may meet: constants of the code that look like a sentence."""
    found = []
    for path in sorted((ROOT.parent / "widgets").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        found += [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
            and re.search(r"[A-Za-z] [a-z]", node.value)
        ]
    for path in sorted((ROOT.parent / "widgets").rglob("*.j2")):
        found.append(_MARKUP.sub(" ", path.read_text(encoding="utf-8")))
    return "\n".join(found)


def misspelt(text: str) -> list[str]:
    """Return the words of a text that the spelling tool calls British, as `was ==> should be`."""
    command = (sys.executable, "-m", "codespell_lib", "--builtin", "en-GB_to_en-US", "-")
    ignored = f"--ignore-words-list={','.join(LIBRARY_WORDS)}"
    done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
        (*command[:-1], ignored, "-"),
        input=text,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT.parent,
    )
    return re.findall(r"\S+ ==> \S+", done.stdout)


def test_british_spelling_is_found() -> None:
    """The tool that the next test relies on does find British spelling."""
    assert misspelt("The colour of the centre.") == ["colour ==> color", "centre ==> center"]


def test_one_english(site_dir: Path) -> None:
    """Every page for readers, and every text of the widgets, is spelled the American way."""
    pages = [*reader_pages(site_dir).values(), *(site_dir / "exercises").rglob("index.html")]
    text = "\n".join([*(prose(path) for path in pages), spoken()])

    assert misspelt(text) == []
