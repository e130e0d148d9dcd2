"""Pictures as pixels: an SVG as it looks in a list, for tests that compare what a reader sees. It asserts nothing."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import resvg_py

WIDTH = 130
"""Width of a picture in a list on a phone, in CSS pixels."""


@dataclass(frozen=True)
class Pixels:
    """A picture on white paper."""

    width: int
    height: int
    rgb: tuple[tuple[int, int, int], ...]
    """Row by row from the top."""
    drawn: frozenset[int]
    """Numbers of the pixels that are not empty."""


def pixels(svg: str, width: int = WIDTH) -> Pixels:
    """Return an SVG as it looks that many pixels wide."""
    return _decoded(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)))


def _decoded(png: bytes) -> Pixels:
    """Return the pixels of a PNG of 8 bits a channel, red, green, blue and alpha, as resvg writes it.

    See the PNG specification, chapters 7 (filtering) and 9.
    """
    at, data, width, height = 8, b"", 0, 0
    while at < len(png):
        (size,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        chunk = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            assert (depth, colour) == (8, 6)
        elif kind == b"IDAT":
            data += chunk
        at += size + 12
    raw, row = zlib.decompress(data), 4 * width
    above = bytearray(row)
    rgb: list[tuple[int, int, int]] = []
    drawn = set()
    for y in range(height):
        kind_of_row, line = raw[y * (row + 1)], bytearray(raw[y * (row + 1) + 1 : (y + 1) * (row + 1)])
        for i in range(row):
            left = line[i - 4] if i > 3 else 0
            corner = above[i - 4] if i > 3 else 0
            line[i] = (line[i] + _predicted(kind_of_row, left, above[i], corner)) & 255
        for i in range(0, row, 4):
            r, g, b, alpha = line[i : i + 4]
            if alpha > 127:
                drawn.add(len(rgb))
            rgb.append(tuple((c * alpha + 255 * (255 - alpha)) // 255 for c in (r, g, b)))  # type: ignore[arg-type]
        above = line
    return Pixels(width, height, tuple(rgb), frozenset(drawn))


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda near: abs(guess - near))
    return (0, left, up, (left + up) // 2)[kind]


PLAIN = 40
"""How far a pixel's red, green or blue differs before an eye takes it for changed, of 255."""


def changed(a: Pixels, b: Pixels) -> set[int]:
    """Return the numbers of the pixels in which two pictures of one size plainly differ."""
    assert (a.width, a.height) == (b.width, b.height)
    return {
        i
        for i, (p, q) in enumerate(zip(a.rgb, b.rgb, strict=True))
        if max(abs(x - y) for x, y in zip(p, q, strict=True)) > PLAIN
    }
