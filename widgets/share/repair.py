"""Repair of a link that mail programs, messengers or editors changed.

They may encode a link several times, wrap, quote, hyphenate or mark it up, put text before, behind or into it, or
replace plain signs by typographic ones. `opened` tries possible originals. It only removes signs or decodes them, and
never changes or adds one; the length and the checksum in the text decide (`widgets.share.link`). Pure, with at most
`MOST_TRIES` tries.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice

from widgets.catalog import Catalog
from widgets.plan.shared import SharedPlan
from widgets.share import link
from widgets.share.kinds import UnreadError

MOST_TRIES = 10_000
"""The most readings that are tried of one link."""
LONGEST = 20_000
"""The most characters of a fragment that is read."""
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
_MOST_ENCODED = 3
"""Programs on the way that may each have encoded a link once more."""
_MOST_DROPPED = 10
"""Different pieces of a text, at most, of which every combination is left out in turn."""
_MOST_OF_A_KIND = 2000
"""Readings, at most, that leave out a run of pieces, or hyphens, of one text."""

_KEY = re.compile(r"p[^a-z0-9]*l[^a-z0-9]*a[^a-z0-9]*n", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_SIGN = re.compile(r"\s*=\s*(?:(?:25)*3D(?=[1-3]))?")
"""The sign behind the key, also where a part of its encoding is left beside it."""
_SHORT_DASHES = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}]")
_LONG_DASHES = re.compile("[\N{EM DASH}\N{HORIZONTAL BAR}]")


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
    """Remove tags and text between angle brackets."""
    return re.sub(r"<[^<>]*>", "", text)


def _dehyphenated(text: str) -> str:
    """Remove hyphens before line breaks and other white space, as in justified text."""
    return re.sub(r"-(?:\s|%0D|%0A|%20|\xad)+", "", text, flags=re.IGNORECASE)


def _joined(text: str) -> str:
    """Remove every sign that no encoding of an address has, such as those that split an encoded sign."""
    return re.sub(r"[^A-Za-z0-9%=&#;_-]", "", text)


def _defended(text: str) -> str:
    """Decode the signs of a mail filter that checks links: `-3D`, and `_` for a slash."""
    return re.sub(r"-([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text.replace("_", "/"))


def _typed(short: str, long: str) -> Callable[[str], str]:
    """Return what puts plain signs in the place of typographic ones: of dashes, ligatures and full-width signs.

    Args:
        short: for an en dash, a minus sign and a hyphen of another kind.
        long: for an em dash.
    """

    def plain(text: str) -> str:
        text = _LONG_DASHES.sub(long, _SHORT_DASHES.sub(short, text))
        return unicodedata.normalize("NFKC", text)

    return plain


_DECODERS: tuple[Callable[[str], str], ...] = (
    _unquoted, _quoted_printable, html.unescape, _escapes, _unmarked, _dehyphenated, _joined, _defended,
    _typed("-", "--"), _typed("--", "--"), _typed("-", "-"),
)  # fmt: skip
"""Two hyphens in a row become one dash in some programs, of either length."""


def opened(fragment: str, catalog: Catalog) -> SharedPlan | None:
    """Return the plan in the part of an address behind `#`; `None` where it is about something else.

    Raises:
        UnreadError: there should be one, and no reading of it has a right length and checksum.
    """
    straight = link.in_fragment(fragment)
    error: UnreadError | None = None
    if straight is not None:
        try:
            return link.decode(straight, catalog)
        except UnreadError as caught:
            error = caught
    found = False
    rests = [rest for text in _decoded(fragment[:LONGEST]) for rest in _behind_keys(text)]
    for text in islice(_readings(rests), MOST_TRIES):
        found = True
        if link.is_whole(text):
            return link.decode(text, catalog)
    if _is_cut_off(fragment[:LONGEST]):
        raise UnreadError("cut-off")
    if error is not None:
        raise error
    if found:
        raise UnreadError("changed-link")
    return None


def _is_cut_off(fragment: str) -> bool:
    """Say whether behind each sign there are fewer letters than the first of them say."""
    for _ in range(_MOST_ENCODED):
        fragment = html.unescape(_unquoted(fragment))
    rests = [rest[sign.end() :] for rest in _behind_keys(fragment) if (sign := _SIGN.match(rest))]
    plans = [text for rest in rests if (text := "".join(_LETTERS.findall(rest)))[:1] in link.VERSIONS]
    return bool(plans) and all((link.length_of(text) or link.HEAD) > len(text) for text in plans)


def _readings(rests: Sequence[str]) -> Iterator[str]:
    """Yield possible texts of the plan, the likeliest first."""
    seen: set[str] = set()
    for how in _HOW:
        for rest in rests:
            for reading in how(rest):
                if reading not in seen:
                    seen.add(reading)
                    yield reading


def _decoded(fragment: str) -> list[str]:
    """Return a fragment decoded in every way, one decoder after another, fewer decoders first."""
    texts = dict.fromkeys([fragment])
    for text in (queue := [fragment]):
        for decode in _DECODERS:
            after = decode(text)
            if after not in texts and len(texts) < _MOST_TEXTS:
                texts[after] = None
                queue.append(after)
    return list(texts)


def _behind_keys(text: str) -> Iterator[str]:
    """Yield the text behind each `plan` of a text."""
    for found in _KEY.finditer(text):
        yield text[found.end() :]


def _cut(letters: str) -> Iterator[str]:
    """Yield the texts that begin anywhere within letters and have the length that they state."""
    for start, sign in enumerate(letters):
        length = link.length_of(letters[start : start + link.HEAD]) if sign in link.VERSIONS else None
        if length is not None and start + length <= len(letters):
            yield letters[start : start + length]


def _plain(rest: str) -> Iterator[str]:
    """Yield all letters joined, and those up to the first other sign."""
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


def _without_run(rest: str) -> Iterator[str]:
    """The letters without one run of pieces, such as the line that a mail program puts above what it quotes."""
    pieces = _LETTERS.findall(rest)
    for first, last in islice(combinations(range(len(pieces) + 1), 2), _MOST_OF_A_KIND):
        yield from islice(_cut("".join((*pieces[:first], *pieces[last:]))), 1)


def _heads(rest: str) -> Iterator[tuple[str, int]]:
    """Yield the letters up to the end of each piece with their stated length, if they are longer."""
    letters = ""
    for piece in _LETTERS.findall(rest)[:_MOST_PIECES]:
        letters += piece
        length = link.length_of(letters) if letters[0] in link.VERSIONS else None
        if length is not None and length < len(letters) <= 2 * length:
            yield letters, length


def _without_hyphens(rest: str) -> Iterator[str]:
    """The letters without as many of their hyphens and low lines as are too many."""
    for letters, length in _heads(rest):
        for signs in ("-", "_", "-_"):
            places = [at for at, sign in enumerate(letters) if sign in signs and at >= link.HEAD]
            for left_out in islice(combinations(places, len(letters) - length), _MOST_OF_A_KIND):
                yield "".join(sign for at, sign in enumerate(letters) if at not in left_out)


def _without_insertion(rest: str) -> Iterator[str]:
    """Yield the letters without one run that was inserted, or without the same run at even distances."""
    letters = "".join(_LETTERS.findall(rest))
    for at in range(1, link.HEAD):  # Within the head, on which all the rest depends.
        for size in range(1, _INSERTED + 1):
            yield from islice(_cut(letters[:at] + letters[at + size :]), 1)
    length = link.length_of(letters)
    if length is None or letters[0] not in link.VERSIONS or not length < len(letters) <= 2 * length:
        return
    yield from _without_even_runs(letters, length)
    for head, _ in _heads(rest):  # What was put behind the text begins with another sign.
        yield from _without_one(letters, length, len(head) - length)
    for size in range(1, min(_INSERTED, len(letters) - length) + 1):
        yield from _without_one(letters, length, size)


def _without_long_insertion(rest: str) -> Iterator[str]:
    """The letters without one longer run, where letters were put behind them too."""
    letters = "".join(_LETTERS.findall(rest))
    length = link.length_of(letters)
    if length is None or letters[0] not in link.VERSIONS or not length < len(letters) <= 2 * length:
        return
    for size in range(_INSERTED + 1, len(letters) - length):
        yield from _without_one(letters, length, size)


def _without_one(letters: str, length: int, size: int) -> Iterator[str]:
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


_HOW: tuple[Callable[[str], Iterator[str]], ...] = (
    _plain, _without_run, _without_hyphens, _without_pieces, _without_insertion, _without_long_insertion,
)  # fmt: skip
"""Ways to read what stands behind a key, the likeliest first. The later ones make more readings of one text."""
