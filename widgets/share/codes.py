"""Codes of slugs for links: 20 bits, derived, the same in every version of the library.

A code is the lower 20 bits of the slug's CRC-32, so nobody numbers anything, no order matters, and the library may
grow. Two slugs of one library never share a code: `tests/test_contract.py` holds it. An exercise that was renamed or
removed has no code any more, and a link with its code says so.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

SIZE = 1 << 20
"""How many codes there are: with a hundred exercises, one chance in 200 that a new one must take another slug."""


def code_of(slug: str) -> int:
    """Return the code of a slug."""
    return zlib.crc32(slug.encode()) % SIZE


def slugs_by_code(slugs: Iterable[str]) -> Mapping[int, str]:
    """Return the slugs by their codes."""
    return {code_of(slug): slug for slug in slugs}
