"""A QR code as the outline of its dark squares, for an SVG in a page. Its library is fetched when it is first needed.

Error correction is M and not raised further: a code with fewer squares is read sooner, from a screen and from paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

QUIET = 4
"""Quiet zone: modules of light border that ISO/IEC 18004 requires."""

MOST_BYTES = 2331
"""Bytes that the largest code (version 40, error correction M) holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code as the parts of an SVG."""

    size: int
    """Width and height in squares, the quiet zone included."""
    version: int
    path: str
    """The dark squares, as data of a `path`."""


@lru_cache(maxsize=8)
def drawn(text: str) -> Code | None:
    """Return the code of a text; `None` where the text is longer than any code holds.

    Raises:
        ImportError: the library is not here yet, see `widgets.share.libraries`.
    """
    if len(text.encode()) > MOST_BYTES:
        return None
    import segno  # noqa: PLC0415 - fetched when first wanted

    code = segno.make(text, error="m", boost_error=False, micro=False)
    return Code(
        size=len(code.matrix) + 2 * QUIET,
        version=int(code.version),
        path="".join(_row(bytes(row), y) for y, row in enumerate(code.matrix, QUIET)),
    )


def _row(row: bytes, y: int) -> str:
    """Return the runs of dark squares of one row."""
    path, x = "", 0
    while (start := row.find(1, x)) >= 0:
        end = row.find(0, start)
        x = len(row) if end < 0 else end
        path += f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z"
    return path
