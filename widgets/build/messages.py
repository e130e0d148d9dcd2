"""The messages of widgets in another language, added to the catalogue that widgets read.

They come from the language's gettext catalogue (`exercises.translate.messages`): only those that widgets use.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from exercises.translate import pseudo
from exercises.translate.messages import used_by
from widgets.language import ENGLISH, Language

WIDGETS = "widgets/"
SHELL = "widgets/shell/"

type Messages = Mapping[str, str | Sequence[str]]


def with_language(catalog_json: str, language: Language) -> str:
    """Return the text of a catalogue with its language's table; an English one as it is."""
    if language.tag == ENGLISH.tag:
        return catalog_json
    data = json.loads(catalog_json)
    said = _said(language, WIDGETS, but=SHELL)
    data["language"] = asdict(language) | {"messages": said}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def of_shell(language: Language) -> Messages:
    """Return the messages that the page's scripts use."""
    return {} if language.tag == ENGLISH.tag else _said(language, SHELL)


def _said(language: Language, folder: str, but: str = "\0") -> Messages:
    """Return the messages that some sources use; of a language for tests, all."""
    return language.messages if language.tag in pseudo.TONGUES else used_by(language.tag, folder, but=but)
