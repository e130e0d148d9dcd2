"""Pictures as pixels: an SVG as it looks in a list on a phone, and how far two of them differ. It judges nothing."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import resvg_py

WIDTH = 130
"""Width of a picture in a list on a phone, in CSS pixels."""
PLAIN = 40
"""How far a pixel's red, green, blue or brightness differs before an eye takes it for changed, of 255."""
EMPTY = 255
"""The brightness of a pixel in which nothing is drawn; a drawn one has at most one less."""
HALF = 127
"""A pixel is drawn where its alpha is above this."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture on white paper, row by row from the top."""

    width: int
    height: int
    rgb: tuple[bytes, bytes, bytes]
    """Red, green and blue of each pixel."""
    alpha: bytes

    @property
    def drawn(self) -> int:
        """How many pixels are not empty."""
        return sum(alpha > HALF for alpha in self.alpha)

    @property
    def grey(self) -> bytes:
        """How bright each pixel is on grey paper, from 0 to 254; `EMPTY` where nothing is drawn."""
        return bytes(
            min(EMPTY - 1, (3 * r + 6 * g + b) // 10) if alpha > HALF else EMPTY
            for r, g, b, alpha in zip(*self.rgb, self.alpha, strict=True)
        )


def pixels(svg: str, width: int = WIDTH) -> Pixels:
    """Return an SVG as it looks that many pixels wide."""
    return _decoded(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)))


def changed(a: Pixels, b: Pixels) -> int:
    """Return in how many pixels two pictures of one size plainly differ."""
    pairs = Counter(zip(*a.rgb, *b.rgb, strict=True))
    return sum(
        count
        for (r, g, b, p, q, s), count in pairs.items()
        if abs(r - p) > PLAIN or abs(g - q) > PLAIN or abs(b - s) > PLAIN
    )


def apart(a: bytes, b: bytes) -> float:
    """Return the share of the pixels drawn in either of two grey pictures of one size that plainly differ."""
    pairs = Counter(zip(a, b, strict=True))
    del pairs[EMPTY, EMPTY]
    return sum(count for (p, q), count in pairs.items() if abs(p - q) > PLAIN) / max(1, pairs.total())


def _decoded(png: bytes) -> Pixels:
    """Return the pixels of a PNG of 8 bits a channel, red, green, blue and alpha, as resvg writes it.

    See the PNG specification, chapters 7 (filtering) and 9.
    """
    at, data, width, height = 8, b"", 0, 0
    while at < len(png):
        (size,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        chunk = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height = struct.unpack(">II", chunk[:8])
        elif kind == b"IDAT":
            data += chunk
        at += size + 12
    raw, row = zlib.decompress(data), 4 * width
    planes: tuple[bytearray, ...] = (bytearray(), bytearray(), bytearray(), bytearray())
    above = [bytes(width)] * 4
    for start in range(0, len(raw), row + 1):
        line = raw[start + 1 : start + row + 1]
        above = [_unfiltered(raw[start], line[channel::4], above[channel]) for channel in range(4)]
        for plane, part in zip(planes, above, strict=True):
            plane.extend(part)
    *colours, alphas = planes
    paper = [EMPTY * (EMPTY - alpha) for alpha in range(EMPTY + 1)]
    red, green, blue = (
        bytes([(v * alpha + paper[alpha]) // EMPTY for v, alpha in zip(plane, alphas, strict=True)])
        for plane in colours
    )
    return Pixels(width, height, (red, green, blue), bytes(alphas))


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """Return one channel of a row without its filter: 0 none, 1 left, 2 up, 3 their mean, 4 Paeth's choice."""
    match kind:
        case 0:
            return line
        case 1:
            return bytes([total & 255 for total in accumulate(line)])
        case 2:
            return bytes([(value + up) & 255 for value, up in zip(line, above, strict=True)])
        case 3:
            return bytes(_mean(line, above))
    return bytes(_paeth(line, above))


def _mean(line: bytes, above: bytes) -> Iterator[int]:
    left = 0
    for value, up in zip(line, above, strict=True):
        left = (value + (left + up) // 2) & 255
        yield left


def _paeth(line: bytes, above: bytes) -> Iterator[int]:
    left = corner = 0
    for value, up in zip(line, above, strict=True):
        to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        if to_left <= to_up and to_left <= to_corner:
            near = left
        elif to_up <= to_corner:
            near = up
        else:
            near = corner
        left, corner = (value + near) & 255, up
        yield left
