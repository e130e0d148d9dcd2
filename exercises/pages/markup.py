"""The Jinja environment of the pages and its filters. Templates render; they hold no facts about exercises.

Autoescape is on in every template, Markdown ones too. That is safe and right because of one rule that the
templates keep: a value from the data stands inside a raw HTML block (where HTML's escapes are the right
ones), or in a heading or the front matter, which have a filter of their own. So no record can break a page by
an asterisk or a `<`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exercises.catalog.model import Reference
from exercises.pages import remember, view
from widgets.language import IN_TEMPLATES, _, listed, pgettext

_SOURCE = Path(__file__).read_bytes()
"""Read as the code is loaded: a source changed later is not the code that runs."""
_MARKDOWN = re.compile(r"([\\`*_\[\]#])")


@cache
def environment() -> Environment:
    """Return the environment; the same one for the life of the process."""
    made = Environment(
        loader=PackageLoader("exercises.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=remember.compiled(_SOURCE),
    )
    made.filters |= {
        "about": view.about,
        "band_name": view.band_name,
        "date": view.date,
        "documents": documents,
        "emergency_line": view.emergency_line,
        "heading": heading,
        "how_tight": how_tight,
        "label": view.label,
        "listed": listed,
        "source": view.source,
        "span": view.span,
        "unique": view.unique,
        "upper_first": view.upper_first,
    }
    made.globals |= IN_TEMPLATES
    made.globals |= {"CHECKED": view.CHECKED, "FACES": view.FACES, "TAUGHT": view.TAUGHT}
    return made


def heading(text: str) -> Markup:
    """Return text for a Markdown heading: what Markdown or HTML would read as a sign is escaped."""
    return Markup(_MARKDOWN.sub(r"\\\1", html.escape(text, quote=False)))  # noqa: S704 - this is the escaping


_TIGHTENS = re.compile(r"\b(?:[Tt]ighten|[Tt]ight|[Ff]irm|[Dd]raw)\b")
_LITTLE = re.compile(r"\b(?:very lightly|gently|softly|a little)\b")
"""Of the English records alone: the steps of another language have no link."""


def documents(text: str, base: str) -> Markup:
    """Return a record's text as HTML, with a link where it speaks of the two texts this site grew from.

    Args:
        text: A text of a record.
        base: Relative address of the site's root from the page.
    """
    pattern = _phrase(_("one of the two texts this site grew from"))
    return _linked(text, pattern, f"{base}learn/two-documents/")


def how_tight(text: str, base: str) -> Markup:
    """Return a step as HTML; where it tightens the trunk, the words that say how little lead to "Brace and breathe".

    Args:
        text: A step of a record.
        base: Relative address of the site's root from the page.
    """
    if not _TIGHTENS.search(text):
        return Markup(html.escape(text, quote=True))  # noqa: S704 - escaped here
    return _linked(text, _LITTLE, f"{base}learn/brace-and-breathe/")


@lru_cache(maxsize=8)
def _phrase(words: str) -> re.Pattern[str]:
    """Return a pattern of words in HTML, also at the start of a sentence."""
    first, rest = words[0], html.escape(words[1:], quote=True)
    return re.compile(rf"\b[{first.upper()}{first.lower()}]{re.escape(rest)}\b")


def _linked(text: str, pattern: re.Pattern[str], address: str) -> Markup:
    """Return a text as HTML in which the first match of a pattern is a link."""
    link = f'<a href="{html.escape(address, quote=True)}">\\g<0></a>'
    return Markup(pattern.sub(link, html.escape(text, quote=True), count=1))  # noqa: S704 - escaped here


def render(name: str, **values: object) -> str:
    """Return a template filled in, with no more than one empty line in a row and one newline at the end."""
    text = environment().get_template(name).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def front_matter(meta: Mapping[str, object]) -> str:
    """Return a page's front matter. Each value is JSON, which is YAML that needs no thought about quotes."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", ""])


class Citer:
    """Writes the markers that lead from a claim to its sources.

    Args:
        references: Every source by id.
        base: Relative address of the site's root from the page.
        numbers: The number of each source on this page, where the page has a list of its sources.
    """

    def __init__(
        self, references: Mapping[str, Reference], base: str, numbers: Mapping[str, int] | None = None
    ) -> None:
        self.references = references
        self.base = base
        self.numbers = numbers

    def __call__(self, ids: Iterable[str]) -> Markup:
        """Return the markers for these sources.

        `[1] [2]` where the page numbers its sources, and `*` for common teaching, which such a page explains once;
        else `source 1`, `source 2`, and `common teaching` in words.

        Raises:
            KeyError: a source has no entry; the rules on the catalogue report that before any page is made.
        """
        found = [self.references[id_] for id_ in view.unique(ids)]
        shown = [reference for reference in found if reference.id != view.TAUGHT]
        marks = []
        for reference in found:
            name = view.label(reference)
            if reference.id == view.TAUGHT:
                marks.append(
                    self._mark(
                        reference,
                        " ns-cite--taught",
                        "*" if self.numbers is not None else _("common teaching"),
                        _("common teaching: not shown by a study"),
                    )
                )
            elif self.numbers is not None:
                text = f"[{self.numbers[reference.id]}]"
                marks.append(self._mark(reference, "", text, f"{text} {name}"))
            else:
                number = shown.index(reference) + 1
                text = pgettext("mark", "source") if len(shown) == 1 else _("source {number}", number=number)
                marks.append(self._mark(reference, " ns-cite--plain", text, f"{text}: {name}"))
        return Markup('<span class="ns-cites">{}</span>').format(Markup(" ").join(marks))

    def named(self, ids: Iterable[str]) -> Markup:
        """Return links to these sources by their short names, with commas between."""
        found = [self.references[id_] for id_ in view.unique(ids)]
        return Markup(", ").join(
            Markup('<a href="{}references/#{}">{}</a>').format(self.base, reference.id, view.label(reference))
            for reference in found
        )

    def _mark(self, reference: Reference, kind: str, text: str, told: str) -> Markup:
        return Markup(
            '<a class="ns-cite{}" href="{}references/#{}" title="{}" aria-label="{}">{}</a>'
        ).format(kind, self.base, reference.id, view.name_of(reference), told, text)
