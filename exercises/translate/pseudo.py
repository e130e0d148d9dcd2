"""Two languages that nobody speaks, made from the English by rule: for tests alone.

`en-xa` has every letter accented and every message a third longer and in brackets: what stands there without accents
was not marked for translation, and what does not fit shows. `ar-xb` has every letter replaced by an Arabic one, in a
page that is read from right to left. Digits, `{names}` and tags stay. Pages by hand stay English.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from exercises.catalog.errors import CatalogError
from exercises.catalog.load import ROOT, Loaded
from exercises.catalog.model import Catalog
from exercises.translate import messages, overlay
from exercises.translate.languages import Tongue
from exercises.translate.overlay import Overlay, Said
from exercises.translate.places import digest
from widgets.language import ENGLISH, Language

LONG = "en-xa"
RIGHT_TO_LEFT = "ar-xb"
TONGUES = {
    LONG: Tongue(name="Ëñğłîšħ, łóñğ", offer="Ŧħîš þáğë îš łóñğ, ŧóó.", published=True),
    RIGHT_TO_LEFT: Tongue(name="عربي", offer="هذه صفحة", published=True, right_to_left=True),
}

_KEPT = re.compile(r"(\{\w+\}|<[^>]*>|&\w+;)")
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđëƒğħîĵķłɱñóþɋřšŧûṽŵẋýžÁƁÇĐËƑĞĦÎĴĶŁṀÑÓÞɊŘŠŦÛṼŴẊÝŽ",
)
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابتدعفجحيخكلمنوثقرسطوفويىزابتدعفجحيخكلمنوثقرسطوفويىز",
)
_LONGER = 0.35
_SHORT = 12
"""Characters of a label, which grows as one word."""


def said(text: str, tag: str, *, longer: bool) -> str:
    """Return an English text in one of the two, with its names and tags as they are."""
    table = _ACCENTED if tag == LONG else _ARABIC
    parts = [part if _KEPT.fullmatch(part) else part.translate(table) for part in _KEPT.split(text)]
    made = "".join(parts)
    if tag == LONG and longer:
        inner = made.strip()
        padding = (
            "~" * round(len(inner) * _LONGER)
            if len(inner) < _SHORT
            else " ~~~~" * round(len(inner) * _LONGER / 5)
        )
        made = made.replace(inner, f"⟦{inner}{padding}⟧", 1)
    return made


def _joined(patterns: tuple[str, str, str], tag: str) -> tuple[str, str, str]:
    before, last, two = (said(pattern, tag, longer=False) for pattern in patterns)
    return before, last, two


@lru_cache(maxsize=2)
def language_of(tag: str, root: Path = ROOT) -> Language:
    """Return the table of one of the two, made from every message of the sources."""
    table: dict[str, str | tuple[str, ...]] = {}
    for message in messages.found(root.parent):
        english = messages.english_of(message)
        if english[0]:
            texts = tuple(said(text, tag, longer=True) for text in english)
            table[messages.key_of(message)] = texts if len(texts) > 1 else texts[0]
    return replace(
        ENGLISH,
        tag=tag,
        up="../",
        messages=table,
        months=tuple(said(name, tag, longer=False) for name in ENGLISH.months),
        weekdays=tuple(said(name, tag, longer=False) for name in ENGLISH.weekdays),
        all_of=_joined(ENGLISH.all_of, tag),
        one_of=_joined(ENGLISH.one_of, tag),
        weekdays_short=tuple(said(name, tag, longer=False) for name in ENGLISH.weekdays_short),
    )


def catalog_of(loaded: Loaded, tag: str) -> Catalog:
    """Return the catalogue in one of the two. Records are as long as in English: their fields have limits."""
    if loaded.catalog is None:
        raise CatalogError("only a whole catalogue can be translated")
    overlays = tuple(
        Overlay(
            source,
            source.path,
            {
                place: Said(digest(text), said(text, tag, longer=False), 1)
                for place, text in source.texts.items()
            },
        )
        for source in overlay.sources(loaded)
    )
    return overlay.translated(loaded.catalog, loaded, overlays)
