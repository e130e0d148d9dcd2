"""Writes overlays as text: every place of the English in its order, with the English above it as a comment.

A text stays with its place; where the English moved to another place, its text moves with it. Nothing a translator
wrote is dropped but a text whose English is gone. No file is written here, and nothing is judged.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping

from exercises.translate.overlay import Overlay, Said
from exercises.translate.places import digest

WIDTH = 118
"""Characters of the longest comment line."""

CHANGED = "The English has changed since: compare, and write the new from."


def overlay_text(overlay: Overlay, new: Mapping[str, str] | None = None) -> str:
    """Return an overlay as YAML, brought up to date with the English.

    Args:
        overlay: What the language says today.
        new: Texts by place that were made from today's English; they replace what stands there.
    """
    by_digest = {said.made_from: said for said in overlay.said.values() if said.text}
    blocks = []
    for place, english in overlay.source.texts.items():
        fresh = digest(english)
        said = overlay.said.get(place)
        if new is not None and place in new:
            said = Said(fresh, new[place], 0)
        elif said is None or said.made_from != fresh:
            said = by_digest.get(fresh) or said
        blocks.append("\n".join(_block(place, english, said)))
    return "\n\n".join(blocks) + "\n"


def _block(place: str, english: str, said: Said | None) -> Iterator[str]:
    yield from textwrap.wrap(english, WIDTH, initial_indent="# ", subsequent_indent="# ")
    made_from, text = digest(english), ""
    if said is not None and said.text:
        if said.made_from != made_from:
            yield f"# {CHANGED} ({made_from})"
        made_from, text = said.made_from, said.text
    yield f"{place}:"
    yield f"  from: {made_from}"
    yield f"  text: {json.dumps(text, ensure_ascii=False)}"
