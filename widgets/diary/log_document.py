"""The stored form of the progress log: key, version, limits checked on reading, and the text it is written as.

The values are in `widgets.diary.entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets import words
from widgets.codec import Codec, CodecError
from widgets.diary.entries import ENTRIES_MOST, Entry, Log, in_order, merge
from widgets.language import N_, _, ngettext
from widgets.stored import Data, Document, Migration

KEY = "neutral-spine.log"
ASIDE_KEY = "neutral-spine.log.unreadable"
VERSION = 2


def _with_activities(data: Data) -> Data:
    return {**data, "questions": "", "activities": []}


MIGRATIONS: Mapping[int, Migration] = {1: _with_activities}
"""By the version that each starts from. Version 2 holds what the reader finds hard and wants to ask."""


def dump(log: Log) -> str:
    """Return the text to keep."""
    return DOCUMENT.dump(log)


def load(text: str) -> Log:
    """Read a kept text; entries that cannot be read are left out and counted in `Log.unread`.

    Raises:
        StoredError: it is not a log, or one of a newer version.
    """
    return DOCUMENT.load(text)


ENTRY = Codec(Entry, sparse=True, strict=True)
"""Fields at their default are left out. An unknown field is refused: it would be lost without notice."""


LOG = Codec(Log)
"""A log without its entries: they are read one by one, so that a damaged one takes no other with it."""


def _write(log: Log) -> Data:
    return LOG.dump(log) | {"entries": [ENTRY.dump(entry) for entry in log.entries]}


def _read(data: Data) -> Log:
    log, items = LOG.load(data), data["entries"]
    if not isinstance(items, list):
        raise TypeError("the entries of a log are a list")
    entries = {}
    unread = 0
    for item in items:
        try:
            entry = ENTRY.load(item)
        except CodecError:
            unread += 1
        else:
            entries[entry.id] = entry
    # The oldest entries beyond the limit count as unread, so that the whole text is put aside.
    unread += max(0, len(entries) - ENTRIES_MOST)
    return replace(log, entries=in_order(entries.values()), unread=unread)


def _loss_words(number: int) -> str:
    unread = ngettext(
        "{count} entry of the log on this device cannot be read.",
        "{count} entries of the log on this device cannot be read.",
        number,
        count=words.capitalized(words.spelled(number)),
    )
    return f"{unread} {_('All the others are here.')}"


DOCUMENT: Document[Log] = Document(
    key=KEY,
    name=N_("progress log"),
    version=VERSION,
    write=_write,
    read=_read,
    migrations=MIGRATIONS,
    aside_key=ASIDE_KEY,
    merge=merge,
    loss=lambda log: log.unread,
    loss_words=_loss_words,
)
