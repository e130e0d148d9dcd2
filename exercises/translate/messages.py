"""The messages of the interface: found in the sources, kept in one gettext catalogue a language, made into a table.

`locale/es/interface.po` holds the Spanish of every sentence that stands in code, templates, scripts and `mkdocs.yml`.
Babel finds them, reads and writes the file, and knows how the language forms plurals and writes numbers, lists and
days. What a translation must keep is judged here, too. No record's text is found here: those have overlays.
"""

from __future__ import annotations

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2.ext import babel_extract

from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE, ROOT
from exercises.catalog.wording import show
from exercises.translate.rules import numbers
from widgets.language import CONTEXT, Language

FILE = "interface.po"
CONFIGURATION = "mkdocs.yml"

KEYWORDS: Mapping[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
SOURCES: Sequence[tuple[str, str, Any]] = (
    ("widgets", "*.py", "python"),
    ("widgets", "*.j2", babel_extract),
    ("widgets/shell", "*.js", "javascript"),
    ("exercises", "*.py", "python"),
    ("exercises", "*.j2", babel_extract),
    ("docs/.overrides", "*.html", babel_extract),
)
"""Folder, pattern and extraction method of what holds messages."""
TEMPLATE_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true"}

_NAMES = re.compile(r"\{(\w+)\}")
_TAGS = re.compile(r"</?[a-z][^>]*>")
_TITLES = re.compile(r"^ +- ([^:\n]+):", re.MULTILINE)
_FOLDED = re.compile(r"^(site_description|copyright): >-\n((?:  .+\n)+)", re.MULTILINE)
_DATES = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To):.*\n', re.MULTILINE
)
_OF_NUMBER = frozenset({"n", "count"})
"""A plural form may leave these out: "one walk"."""
FORMS = 200


def found(project: Path) -> Catalog:
    """Return every message of the sources in a catalogue without translations.

    Args:
        project: The project's folder.
    """
    made = Catalog(project="Neutral Spine")
    for folder, pattern, method in SOURCES:
        for path in sorted((project / folder).rglob(pattern)):
            place = path.relative_to(project).as_posix()
            options = TEMPLATE_OPTIONS if method is babel_extract else {}
            with path.open("rb") as file:
                for line, text, _, context in extract(method, file, KEYWORDS, (), options):
                    made.add(text, locations=[(place, line)], context=context)
    if (project / CONFIGURATION).is_file():
        for text in configured((project / CONFIGURATION).read_text("utf-8")):
            made.add(text, locations=[(CONFIGURATION, 1)])
    made.obsolete.clear()
    return made


def configured(text: str) -> Iterator[str]:
    """Yield the messages of `mkdocs.yml`: what the site says of itself, and the titles of its navigation."""
    for _, folded in _FOLDED.findall(text):
        yield " ".join(line.strip() for line in folded.splitlines())
    yield from dict.fromkeys(_TITLES.findall(text.partition("\nnav:\n")[2]))


def path_of(language: str, root: Path = ROOT) -> Path:
    """Return where a language keeps its messages."""
    return root / LOCALE / language / FILE


def read(language: str, root: Path = ROOT) -> Catalog:
    """Read a language's messages; none where there is no file.

    Raises:
        PoFileError: the file is no gettext catalogue.
    """
    path = path_of(language, root)
    locale = language.replace("-", "_")
    if not path.is_file():
        return Catalog(locale=locale, project="Neutral Spine", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def updated(catalog: Catalog, template: Catalog) -> str:
    """Return the text of a language's file, brought up to date with the sources: new messages stand empty.

    A message whose English has changed is a new one; what was said for the old one stays at the end, as a comment.
    """
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    written = io.BytesIO()
    write_po(written, catalog, width=118, include_lineno=False, sort_by_file=True)
    return _DATES.sub("", written.getvalue().decode())


# --- what a translation must keep


def judge(language: str, root: Path = ROOT) -> tuple[Problem, ...]:
    """Return everything that is wrong with a language's messages, sorted by line."""
    shown = f"{root.name}/{LOCALE}/{language}/{FILE}"
    try:
        catalog = read(language, root)
    except PoFileError as error:
        return (Problem(shown, 1, f"is no gettext catalogue: {error}"),)
    problems = []
    for message in catalog:
        if message.id and message.string:
            texts = [message.string] if isinstance(message.string, str) else [*message.string]
            problems += [
                Problem(shown, message.lineno or 1, f"{show(english_of(message)[0])} {what}")
                for text in texts
                if text
                for what in faults(english_of(message), text)
            ]
            if message.fuzzy:
                problems.append(
                    Problem(shown, message.lineno or 1, "is marked as fuzzy: compare, and take the mark away")
                )
    return tuple(sorted(set(problems)))


def faults(english: Sequence[str], text: str) -> Iterator[str]:
    """Yield what a translated text has not kept of its English, or of the plural of it."""
    most, least = set(_NAMES.findall(english[-1])), set(_NAMES.findall(english[0])) - _OF_NUMBER
    names = set(_NAMES.findall(text))
    if names - most:
        yield f"has {{{'}, {'.join(sorted(names - most))}}}, which the English has not"
    if (least & most) - names:
        yield f"lacks {{{'}, {'.join(sorted((least & most) - names))}}}"
    if Counter(_TAGS.findall(text)) != Counter(_TAGS.findall(english[-1])):
        yield "must have the tags of the English"
    if '"' in text and '"' not in english[-1]:
        yield "must not hold a straight double quote: it may stand in an attribute"
    if len(english) == 1 and numbers(text) != numbers(english[0]):
        yield "must have the numbers of the English"
    if (text[:1].isspace(), text[-1:].isspace()) != (english[-1][:1].isspace(), english[-1][-1:].isspace()):
        yield "must begin and end with a space where the English does"


def english_of(message: Message) -> list[str]:
    """Return the English of a message: one text, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else [*message.id]


def states(language: str, root: Path = ROOT) -> tuple[int, int, int]:
    """Count the messages of a language: all, those that are translated, and those whose English is gone."""
    template, catalog = found(root.parent), read(language, root)
    said = _table(catalog)
    keys = [key_of(message) for message in template if message.id]
    return len(keys), sum(key in said for key in keys), len(catalog.obsolete)


def missing(language: str, root: Path = ROOT) -> tuple[str, ...]:
    """Return the English of each message that a language lacks."""
    said = _table(read(language, root))
    return tuple(english_of(one)[0] for one in found(root.parent) if one.id and key_of(one) not in said)


# --- the table


@lru_cache(maxsize=16)
def language_of(tag: str, root: Path = ROOT, up: str = "../") -> Language:
    """Return the table of a language with all its messages.

    Args:
        tag: The language's tag, which names its folder.
        root: The folder of the catalogue.
        up: From the language's pages to the files that all languages share.
    """
    catalog, locale = read(tag, root), Locale.parse(tag.replace("-", "_"))
    form = gettext.c2py(catalog.plural_expr)
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    patterns = locale.datetime_skeletons
    months, wide, short = (
        locale.months["format"]["abbreviated"],
        locale.days["format"]["wide"],
        locale.days["format"]["abbreviated"],
    )
    return Language(
        tag=tag,
        messages=_table(catalog),
        forms="".join(str(form(number)) for number in range(FORMS)),
        up=up,
        decimal=symbols["decimal"],
        group=symbols["group"],
        months=tuple(months[number] for number in range(1, 13)),
        weekdays=tuple(wide[number] for number in range(7)),
        weekdays_short=tuple(short[number].rstrip(".") for number in range(7)),
        day=_pattern(patterns["MMMd"].pattern),
        day_year=_pattern(patterns["yMMMd"].pattern),
        all_of=_list(locale.list_patterns["standard"]),
        one_of=_list(locale.list_patterns["or"]),
    )


def _list(patterns: Mapping[str, str]) -> tuple[str, str, str]:
    return patterns["middle"], patterns["end"], patterns["2"]


def _pattern(skeleton: str) -> str:
    """Return a CLDR date pattern with names: `d. MMM y` is `{day}. {month} {year}`."""
    names = {"d": "{day}", "MMM": "{month}", "y": "{year}"}
    parts = re.split(r"('[^']*'|MMM+|d+|y+)", skeleton)
    return "".join(part.strip("'") if part.startswith("'") else names.get(part, part) for part in parts)


def _table(catalog: Catalog) -> dict[str, str | tuple[str, ...]]:
    """Return what is translated, by the keys of `widgets.language`."""
    said: dict[str, str | tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or message.fuzzy or not message.string:
            continue
        if isinstance(message.string, str):
            said[key_of(message)] = message.string
        elif all(message.string):
            said[key_of(message)] = tuple(message.string)
    return said


def key_of(message: Message) -> str:
    """Return the key of a message in a table; see `widgets.language`."""
    text = english_of(message)[0]
    return f"{message.context}{CONTEXT}{text}" if message.context else text


def used_by(tag: str, folder: str, *, but: str = "\0", root: Path = ROOT) -> dict[str, str | tuple[str, ...]]:
    """Return the messages of a language that some sources use: those below a folder, without those below another."""
    catalog = read(tag, root)
    wanted = {
        key_of(message)
        for message in catalog
        if message.id
        and any(
            str(path).startswith(folder) and not str(path).startswith(but) for path, _ in message.locations
        )
    }
    return {key: text for key, text in _table(catalog).items() if key in wanted}
