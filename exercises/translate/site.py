"""What a builder needs for the site in another language: its pages in place of the English, its navigation, its links.

Text in, text out; the builder is not known. A page that is not translated, or whose English has changed since, stays
English as a whole and says so.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from exercises.catalog.load import LOCALE, load
from exercises.pages import blocks
from exercises.translate import languages, messages, pseudo
from exercises.translate.languages import Tongue
from exercises.translate.pages import ENGLISH_ALONE, front_matter, made_from
from exercises.translate.places import digest
from widgets.language import Language, _, pgettext, used

_LINK = re.compile(r"(\]\(|href=\")((?:\.\./)*)([\w./-]+?)(\.md)?(#[\w-]+)?(?=\)|\")")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


ENGLISH = Tongue(name="English", offer="This page is also in English.", published=True)


def language_of(tag: str) -> Language:
    """Return the table of a language, one of the two for tests among them."""
    return pseudo.language_of(tag) if tag in pseudo.TONGUES else messages.language_of(tag)


def of_theme(tag: str) -> str:
    """Return the name of a language as the theme has it: `pt-BR`; of one for tests the language that it resembles."""
    base, *region = tag.split("-", 1)
    return base if tag in pseudo.TONGUES or not region else f"{base}-{region[0].upper()}"


def tongues(pseudo_languages: str, *, serving: bool) -> dict[str, Tongue]:
    """Return the languages of a build by their tags, English first.

    Args:
        pseudo_languages: Whether the two for tests are among them; `alone` leaves out the published ones.
        serving: Whether the site is being written: then it is in English alone.
    """
    found = {} if serving or pseudo_languages == "alone" else languages.published(load())
    return {Language().tag: ENGLISH} | found | (pseudo.TONGUES if pseudo_languages else {})


def is_english_alone(path: str) -> bool:
    """Say whether a page or file by its path below the documents is for contributors and programmers alone."""
    return path.startswith(ENGLISH_ALONE)


def translated(docs: Path, language: str, path: str, english: str) -> str:
    """Return the Markdown of a page in a language; the English with a line about that where it is not up to date.

    Args:
        docs: The documents' folder.
        language: The language's tag.
        path: The page, from that folder.
        english: Its English Markdown.
    """
    own = docs / LOCALE / language / path
    if own.is_file():
        text = own.read_text(encoding="utf-8")
        if made_from(text) == digest(english):
            return text
    front = front_matter(english)
    body = _FRONT.sub("", english, count=1)
    note = _("This page is not translated yet, or has changed in English since. It stands here in English.")
    fence = f"---\n{front}\n---\n" if front else ""
    told = f'<p class="ns-untranslated">{note}</p>'
    return f'{fence}\n{told}\n\n<div lang="en" dir="ltr" markdown="1">\n\n{body}\n\n</div>\n'


def linked(markdown: str, path: str) -> str:
    """Return a page's Markdown with its links to pages that are English alone leading to the English site.

    Args:
        markdown: The page's text.
        path: Its path below the documents.
    """
    folder = posixpath.dirname(path)

    def replace(match: re.Match[str]) -> str:
        before, up, name, ending, anchor = match.groups()
        target = posixpath.normpath(posixpath.join(folder, up, name)) if ending else ""
        if not ending or not is_english_alone(f"{target}.md"):
            return match[0]
        page = target.removesuffix("/index").removesuffix("index")
        address = f"{blocks.root_of(path)}../{page}/" if page else f"{blocks.root_of(path)}../"
        return f"{before}{address}{anchor or ''}"

    return _LINK.sub(replace, markdown)


def said(text: str | None) -> str:
    """Return a text of the builder's configuration in the language in use."""
    return _(text) if text else ""


def closing(language: Language) -> str:
    """Return the name of a button that closes, in a language."""
    with used(language):
        return pgettext("button", "Close")


def navigation(nav: list[Any]) -> list[Any]:
    """Return a navigation in the language in use, without the pages that are English alone."""
    return [entry for item in nav for entry in _entries(item)]


def _entries(item: Any) -> list[Any]:  # noqa: ANN401 - text, or a mapping of a title to text or a list
    if isinstance(item, str):
        return [] if is_english_alone(item) else [item]
    ((title, inner),) = item.items()
    if isinstance(inner, str):
        return [] if is_english_alone(inner) else [{_(title): inner}]
    below = navigation(inner)
    return [{_(title): below}] if below else []
