"""Recorded clips of a text: which ones say it, when each begins, and how long all take. Knows no cue and no clock.

A clip says a whole clause. A sentence is said by one clip or, with short pauses, by one for each clause. A sentence
with a clause that was not recorded is said by the device's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from widgets.catalog import Clip, Clips
from widgets.protocol import Said
from widgets.words import capitalized

CLAUSE_PAUSE = 120
SENTENCE_PAUSE = 350
"""Milliseconds of silence between two clauses and between two sentences, beside the silence of the clips."""
WORDS_PER_SECOND = 2.3
"""How fast the voice of a phone speaks, on the slow side."""

_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_CLAUSES = re.compile(r"[,:;]\s+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its own end."""
    return _SENTENCES.split(text)


def clause(text: str) -> str:
    """Return a clause in the spelling of the keys of `Clips`: a capital first, no full stop."""
    return capitalized(text.rstrip(".!?"))


def said(text: str, clips: Clips, after: int = 0) -> tuple[tuple[Said, ...], int]:
    """Return the clips and texts that say a text, with their times, and when the last word ends.

    Args:
        text: one or more sentences.
        clips: the recorded clauses.
        after: when the first word begins, in milliseconds after the cue.
    """
    found: list[Said] = []
    end, pause = after, 0
    for sentence in sentences(text):
        recorded = _recorded(clause(sentence), clips)
        if recorded is None:
            if found and len(found[-1]) == 2 and end > found[-1][0]:  # noqa: PLR2004 - a moment and a text
                found[-1] = (found[-1][0], f"{found[-1][1]} {sentence}")
            else:
                found.append((end + pause, sentence))
            end += pause + round(1000 * len(sentence.split()) / WORDS_PER_SECOND)
        for clip in recorded or ():
            found.append((end + pause, clip.sprite, clip.begin, clip.length))
            end += pause + clip.length
            pause = CLAUSE_PAUSE
        pause = SENTENCE_PAUSE
    return tuple(found), end


def _recorded(sentence: str, clips: Clips) -> list[Clip] | None:
    """Return the clips of a sentence, as few as there can be; `None` where a clause of it is not recorded."""
    if sentence in clips:
        return [clips[sentence]]
    for head, tail in _cut(sentence):
        if head in clips and (rest := _recorded(clause(tail), clips)) is not None:
            return [clips[head], *rest]
    return None


def _cut(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield a sentence in two between any two clauses, the longest beginning first."""
    for mark in reversed(list(_CLAUSES.finditer(sentence))):
        yield sentence[: mark.start()], sentence[mark.end() :]
