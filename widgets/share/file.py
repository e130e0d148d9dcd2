"""A plan as a file: JSON that a person can read, with a version and a checksum. The same plan as in a link.

Exercises are given by their slugs. The checksum is the CRC-32 of the part `plan`, written without spaces and with
sorted keys. Nothing here opens or saves a file: text in, text out.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from widgets.catalog import Catalog
from widgets.codec import CodecError
from widgets.plan.shared import PLAN, SharedPlan, is_detailed, known_to
from widgets.share.kinds import PLAN_FORMAT, UnreadError, kind_of
from widgets.stored import read

VERSIONS = FIRST, SECOND = 1, 2
"""Version 2 holds what a maker says of days, sides and themselves. A plan without that is written as version 1."""
NAME = "neutral-spine-plan.json"
TYPE = "application/json"
LONGEST = 100_000
"""The most characters of a file that is read. A plan takes about two thousand."""


def dump(plan: SharedPlan) -> str:
    """Return the file of a plan."""
    data = PLAN.dump(plan)
    version = SECOND if is_detailed(plan) else FIRST
    return json.dumps(
        {"format": PLAN_FORMAT, "version": version, "plan": data, "checksum": _checksum(data)},
        ensure_ascii=False,
        indent=2,
    )


def load(text: str, catalog: Catalog) -> SharedPlan:
    """Read a file.

    Raises:
        UnreadError: it holds no plan that can be read.
    """
    try:
        file = read(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        file = None
    if not isinstance(file, dict) or file.get("format") != PLAN_FORMAT:
        raise UnreadError("everything" if kind_of(text) == "everything" else "other-file")
    version = file.get("version")
    if version not in VERSIONS or isinstance(version, bool):
        raise UnreadError("later-file" if isinstance(version, int) and version > SECOND else "other-file")
    data = file.get("plan")
    if not isinstance(data, dict) or file.get("checksum") != _checksum(data):
        raise UnreadError("changed-file")
    try:
        return known_to(catalog, PLAN.load(data))
    except CodecError as error:
        raise UnreadError("changed-file") from error


def _checksum(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"{zlib.crc32(text.encode()):08x}"
