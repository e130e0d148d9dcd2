"""Hand-written pages in other languages: `docs/locale/es/safety.md` beside `docs/safety.md`, and what each must keep.

A translated page names the English that it was made from in its front matter (`made_from`). It has the same blocks,
links, numbers and tags, and the same anchors, so that every link to the English fits it. Nothing here builds a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from markdown.extensions.toc import slugify, unique

from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE
from exercises.catalog.wording import alike, did_you_mean
from exercises.translate.places import digest
from exercises.translate.rules import numbers

ENGLISH_ALONE = ("contributing/", f"{LOCALE}/", "data.md")
"""Pages for contributors and programmers, which stay English."""

KEY = "made_from"
"""The key of the front matter that holds the digest of the English page."""

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_KEY = re.compile(r"^([\w-]+):", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: *\{([^}]*)\})? *$", re.MULTILINE)
_ANCHOR = re.compile(r"#([\w-]+)")
_SAME = {
    "block": re.compile(r"<!--.*?-->", re.DOTALL),
    "link": re.compile(r"\]\(([^)]+)\)"),
    "address": re.compile(r'(?:href|src)="([^"]+)"'),
    "class": re.compile(r'class="([^"]+)"'),
    "tag": re.compile(r"</?([a-z][a-z0-9-]*)"),
}
"""What a page has as often as its English, and how it is found."""


def english(docs: Path) -> tuple[str, ...]:
    """Return the paths of the pages that are translated, from the folder of the pages."""
    paths = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    return tuple(sorted(path for path in paths if not path.startswith(ENGLISH_ALONE)))


def front_matter(text: str) -> str:
    """Return the front matter of a page without its fences; empty where there is none."""
    found = _FRONT.match(text)
    return found[1] if found else ""


def made_from(text: str) -> str | None:
    """Return the digest that a page names; None where it names none."""
    found = re.search(rf"^{KEY}: *(\S+)", front_matter(text), re.MULTILINE)
    return found[1] if found else None


def stamped(text: str, source: str) -> str:
    """Return a translated page that names the English text it was made from."""
    front, body = front_matter(text), _FRONT.sub("", text, count=1)
    lines = [line for line in front.splitlines() if not line.startswith(f"{KEY}:")]
    return "\n".join(["---", *lines, f"{KEY}: {digest(source)}", "---", body])


def judge(docs: Path, language: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a language's pages, sorted by file and line.

    A page whose English has changed since is a warning: the English is shown until somebody has compared them.
    """
    folder = docs / LOCALE / language
    known = english(docs)
    found: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        place = path.relative_to(folder).as_posix()
        shown = f"{docs.name}/{LOCALE}/{language}/{place}"
        if place not in known:
            message = f"there is no such page in English{did_you_mean(alike(place, known))}"
            found.append(Problem(shown, 1, message))
            continue
        text, source = path.read_text(encoding="utf-8"), (docs / place).read_text(encoding="utf-8")
        named = made_from(text)
        if named is None:
            found.append(
                Problem(shown, 1, f"the front matter must name the English page: {KEY}: {digest(source)}")
            )
        elif named != digest(source):
            message = f"was made from another English page: compare them, then write {KEY}: {digest(source)}"
            found.append(Problem(shown, 1, message, warning=True))
        else:
            found += (Problem(shown, line, message) for line, message in faults(source, text))
    return tuple(sorted(found))


def states(docs: Path, language: str) -> tuple[int, int, int]:
    """Count the pages of a language: all, those that are up to date, and those whose English has changed since."""
    current = outdated = 0
    known = english(docs)
    for place in known:
        path = docs / LOCALE / language / place
        if path.exists():
            fits = made_from(path.read_text("utf-8")) == digest((docs / place).read_text("utf-8"))
            current, outdated = current + fits, outdated + (not fits)
    return len(known), current, outdated


def faults(source: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield what a translated page has not kept of its English: line, counted from 1, and message."""
    keys = [key for key in _KEY.findall(front_matter(text)) if key != KEY]
    if keys != _KEY.findall(front_matter(source)):
        yield 1, "must have the keys of the English front matter, in its order"
    for what, pattern in _SAME.items():
        theirs, ours = Counter(pattern.findall(source)), Counter(pattern.findall(text))
        for lost in theirs - ours:
            yield 1, f"lacks the {what} {lost} of the English page"
        for added in ours - theirs:
            yield _line(text, added), f"has the {what} {added}, which the English page has not"
    theirs, ours = numbers(_plain(source)), numbers(_plain(text))
    if theirs != ours:
        lost = ", ".join(sorted((theirs - ours).elements())) or "none"
        added = ", ".join(sorted((ours - theirs).elements())) or "none"
        yield 1, f"must have the numbers of the English page: lost {lost}, added {added}"
    yield from _headings(source, text)


def _headings(source: str, text: str) -> Iterator[tuple[int, str]]:
    """Each heading has the level of the English one, and below the first its anchor."""
    theirs, ours = list(_HEADING.finditer(source)), list(_HEADING.finditer(text))
    if [one[1] for one in theirs] != [one[1] for one in ours]:
        yield 1, "must have the headings of the English page, level by level"
        return
    used: set[str] = set()
    for one, other in zip(theirs, ours, strict=True):
        given = _ANCHOR.search(one[3] or "")
        anchor = unique(given[1] if given else slugify(_bare(one[2]), "-"), used)
        own = _ANCHOR.search(other[3] or "")
        if one[1] != "#" and (own is None or own[1] != anchor):
            yield (
                text.count("\n", 0, other.start()) + 1,
                f"the heading must end in {{ #{anchor} }}: links point there",
            )


def _bare(heading: str) -> str:
    """Return a heading's words without its marks."""
    return re.sub(r"[`*]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>]+>", "", heading)))


def _plain(text: str) -> str:
    """Return the words of a page, without addresses, tags and front matter: their numbers are no text."""
    return re.sub(r"\]\([^)]+\)|<[^>]+>|\{[^}]*\}", " ", _FRONT.sub("", text, count=1))


def _line(text: str, part: str) -> int:
    return text.count("\n", 0, max(0, text.find(part))) + 1
