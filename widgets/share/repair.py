"""A link as mail programs, messengers and editors hand it on, read as it was.

On its way a link is encoded once or several times, wrapped, quoted, hyphenated, marked up, or something is put before,
behind or into it. `opened` tries what the text can have been. It only takes signs away or decodes them, and never
changes or adds one; the length and the checksum in the text decide (`widgets.share.link`). Pure, with at most
`MOST_TRIES` tries.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import combinations, islice

from widgets.catalog import Catalog
from widgets.plan.shared import SharedPlan
from widgets.share import link
from widgets.share.link import LinkError

MOST_TRIES = 10_000
"""Readings that are tried of one link."""
LONGEST = 20_000
"""Characters of a fragment that is looked at."""
_MOST_TEXTS = 60
"""Ways to decode a fragment that are followed."""
_INSERTED = 8
"""Letters in a row that may have been put into a text at one place, where more was put behind it."""
_PIECE = 20
"""Letters of a piece between other signs that may be left out."""
_LINE_LEAST, _LINE_MOST = 16, 100
"""Letters of the shortest and the longest line into which a program wraps a text."""
_MOST_PIECES = 300
"""Pieces of a text of which some may be left out; of more, all stay."""
_MOST_DROPPED = 10
"""Different pieces of a text, at most, of which every combination is left out in turn."""

_KEY = re.compile(r"p[^a-z0-9]*l[^a-z0-9]*a[^a-z0-9]*n", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def _unquoted(text: str) -> str:
    """Decode percent signs: `%3D`."""

    def signs(found: re.Match[str]) -> str:
        return bytes.fromhex(found[0].replace("%", "")).decode(errors="replace")

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", signs, text)


def _quoted_printable(text: str) -> str:
    """Decode `=3D` and soft line breaks; a sign beside a text's own letters is left as it is."""
    text = re.sub(r"=[ \t]*\r?\n", "", text)
    return re.sub(r"=([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), text)


def _escapes(text: str) -> str:
    r"""Decode the escapes of program texts: `\\u003d`, `\\x3d`, `\\n`, `\\_`."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})", lambda f: chr(int(f[1] or f[2], 16)), text)
    return re.sub(r"\\([nrt])|\\(.)", lambda found: " " if found[1] else found[2], text)


def _unmarked(text: str) -> str:
    """Take away tags and what is put between angle brackets."""
    return re.sub(r"<[^<>]*>", "", text)


def _dehyphenated(text: str) -> str:
    """Take away hyphens before line breaks and other white space, as justified text puts them there."""
    return re.sub(r"-(?:\s|%0D|%0A|%20|\xad)+", "", text, flags=re.IGNORECASE)


def _joined(text: str) -> str:
    """Take away every sign that no encoding of an address has, such as those that tear an encoded sign apart."""
    return re.sub(r"[^A-Za-z0-9%=&#;_-]", "", text)


_DECODERS: tuple[Callable[[str], str], ...] = (
    _unquoted, _quoted_printable, html.unescape, _escapes, _unmarked, _dehyphenated, _joined,
)  # fmt: skip


def opened(fragment: str, catalog: Catalog) -> SharedPlan | None:
    """Return the plan in the part of an address behind `#`; `None` where it is about something else.

    Raises:
        LinkError: there should be one, and no reading of it has a right length and checksum.
    """
    straight = link.in_fragment(fragment)
    error: LinkError | None = None
    if straight is not None:
        try:
            return link.decode(straight, catalog)
        except LinkError as caught:
            error = caught
    found = False
    for text in islice(_readings(fragment[:LONGEST]), MOST_TRIES):
        found = True
        if link.is_whole(text):
            return link.decode(text, catalog)
    if error is not None:
        raise error
    if found:
        raise LinkError(link.CHANGED)
    return None


def _readings(fragment: str) -> Iterator[str]:
    """Yield what the text of a plan can have been, the likeliest first."""
    seen: set[str] = set()
    rests = [rest for text in _decoded(fragment) for rest in _behind_keys(text)]
    for how in (_plain, _without_pieces, _without_insertion):
        for rest in rests:
            for reading in how(rest):
                if reading not in seen:
                    seen.add(reading)
                    yield reading


def _decoded(fragment: str) -> list[str]:
    """Return a fragment in every way of decoding it, one decoder after another, fewer decoders first."""
    texts = dict.fromkeys([fragment])
    for text in (queue := [fragment]):
        for decode in _DECODERS:
            after = decode(text)
            if after not in texts and len(texts) < _MOST_TEXTS:
                texts[after] = None
                queue.append(after)
    return list(texts)


def _behind_keys(text: str) -> Iterator[str]:
    """Yield what stands behind each `plan` of a text."""
    for found in _KEY.finditer(text):
        yield text[found.end() :]


def _cut(letters: str) -> Iterator[str]:
    """Yield the texts that begin somewhere within letters and have the length that they say."""
    for start, sign in enumerate(letters):
        length = link.length_of(letters[start : start + link.HEAD]) if sign in link.VERSIONS else None
        if length is not None and start + length <= len(letters):
            yield letters[start : start + length]


def _plain(rest: str) -> Iterator[str]:
    """All letters one after the other; or those up to the first other sign."""
    pieces = _LETTERS.findall(rest)
    if pieces:
        yield from _cut(pieces[0])
        yield from _cut("".join(pieces))


def _without_pieces(rest: str) -> Iterator[str]:
    """The letters without some of the short pieces that other signs separate, such as `0A` and `amp`."""
    pieces = _LETTERS.findall(rest)
    if len(pieces) > _MOST_PIECES:
        return
    short = sorted((piece for piece in dict.fromkeys(pieces) if len(piece) <= _PIECE), key=len)[
        :_MOST_DROPPED
    ]
    for count in range(1, len(short) + 1):
        for dropped in combinations(short, count):
            yield from islice(_cut("".join(piece for piece in pieces if piece not in dropped)), 3)
    if len(pieces) > 1:
        yield from islice(_cut("".join(piece.removesuffix("-") for piece in pieces[:-1]) + pieces[-1]), 3)


def _without_insertion(rest: str) -> Iterator[str]:
    """The letters without one run that was put in somewhere, or without the same run at even distances."""
    letters = "".join(_LETTERS.findall(rest))
    for at in range(1, link.HEAD):  # Within the head, on which all the rest depends.
        for size in range(1, _INSERTED + 1):
            yield from islice(_cut(letters[:at] + letters[at + size :]), 1)
    length = link.length_of(letters)
    if length is None or letters[0] not in link.VERSIONS or not length < len(letters) <= 2 * length:
        return
    excess = len(letters) - length
    yield from _without_even_runs(letters, length)
    for size in dict.fromkeys((excess, *range(1, min(_INSERTED, excess) + 1))):
        for at in range(link.HEAD, length + 1):
            yield (letters[:at] + letters[at + size :])[:length]


def _without_even_runs(letters: str, length: int) -> Iterator[str]:
    """The letters without runs that stand at even distances, as something put in at each line break does."""
    for size in range(1, _INSERTED + 1):
        for first in range(link.HEAD, min(_LINE_MOST, length) + 1):
            run = letters[first : first + size]
            for step in range(size + _LINE_LEAST, _LINE_MOST + size + 1):
                if letters[first + step : first + step + size] != run:
                    continue
                lines, at = [letters[:first]], first
                while letters[at : at + size] == run and sum(map(len, lines)) < length:
                    lines.append(letters[at + size : at + step])
                    at += step
                yield "".join(lines)[:length]
