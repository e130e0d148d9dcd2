"""Claims that no text of this site makes: a pure function from text to the claims in it.

The intended purpose is teaching (`docs/purpose.md`). A text that claims an effect on a reader's illness gives the site
another purpose, in the eyes of readers and of the law. The rules of the catalogue and the test of the built pages use
the same list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NEVER = (
    r"safe for you",
    r"(?:completely|perfectly|absolutely|totally|100 ?%) safe",
    r"risk[- ]free",
    r"cur(?:e|es|ed|ing)",
    r"guarantee[sd]?",
    r"guaranteeing",
    r"you(?: are|'re|\u2019re) (?:in the )?clear",
    r"all clear",
    r"miracles?",
    r"reviewed by (?:a|an|our) (?:doctor|clinician|physio\w*|physical therapist|expert)",
)
"""What is never said, since nobody here can know it; nor denied, since at a glance that reads alike."""

DENIAL = "This list cannot tell that exercise is safe for you."
"""The one sentence that may deny what is never said: the end of the steps on the safety page, where "none fits" could
be read as a clearance."""

NOT_CLAIMED = (
    r"(?:clinically |scientifically |medically )?prove[nsd]?",
    r"treats",
    r"treat(?:ing)? (?:your |low |chronic )*(?:back|pain|sciatica|discs?|spine)",
    r"heals?",
    r"(?:better|safer) than (?:any|all|other|most|every|usual|general)",
    r"(?:better|safer) than (?:drugs?|medicines?|surgery|yoga|pilates|physio\w*)",
    r"(?:more|most) effective",
    r"(?:relieve|eliminate|fix|prevent|end|remove|banish)(?:s|es|ed|ing)? (?:your |low |chronic )*(?:back )?pain",
    r"diagnos(?:es|ing)",
    r"pain[- ]free in",
    r"works for everyone",
)
"""What may be said only with a negation in the same sentence ("not shown to be better than"), or as a question."""

_NEVER = re.compile(rf"\b(?:{'|'.join(NEVER)})\b", re.IGNORECASE)
_CLAIM = re.compile(rf"\b(?:{'|'.join(NOT_CLAIMED)})\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:no|not|never|nor|none|neither|nobody|nothing|cannot|without|whether)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def claims(text: str) -> Iterator[str]:
    """Yield every claim in a text, in lower case, in the order of the text.

    What stands in quotation marks is somebody else's claim and is left out, except for what is never said.
    """
    for sentence in _SENTENCE.findall(text.replace(DENIAL, "")):
        for match in _NEVER.finditer(sentence):
            yield match[0].lower()
        own = _QUOTED.sub(" ", sentence)
        if own.endswith("?") or _NEGATED.search(own):
            continue
        for match in _CLAIM.finditer(own):
            yield match[0].lower()
