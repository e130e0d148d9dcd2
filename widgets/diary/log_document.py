"""The stored form of the progress log: key, version, limits checked on reading, and the text it is written as.

The values are in `widgets.diary.entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from widgets import days
from widgets.diary.entries import (
    COUNT_MOST,
    ENTRIES_MOST,
    EXERCISES_MOST,
    GOAL_LONGEST,
    KINDS,
    LAST_MOMENT,
    NAME_LONGEST,
    NOTE_LONGEST,
    PAIN_MOST,
    SAID,
    SECONDS_MOST,
    SOURCES,
    Done,
    Entry,
    Log,
    in_order,
    merge,
)
from widgets.stored import UNREADABLE, Data, Document, Migration, StoredError

KEY = "neutral-spine.log"
ASIDE_KEY = "neutral-spine.log.unreadable"
VERSION = 1

MIGRATIONS: Mapping[int, Migration] = {}
"""By the version that each starts from. The first version needs none."""


def dump(log: Log) -> str:
    """Return the text to keep."""
    return DOCUMENT.dump(log)


def load(text: str) -> Log:
    """Read a kept text; entries that cannot be read are left out and counted in `Log.unread`.

    Raises:
        StoredError: it is not a log, or one of a newer version.
    """
    return DOCUMENT.load(text)


def written(entry: Entry) -> Data:
    """Return an entry as JSON data; what is as usual is left out."""
    data = _written(entry, _ENTRY_USUAL)
    if entry.exercises:
        data["exercises"] = [_written(done, _DONE_USUAL) for done in entry.exercises]
    return data


def entry_of(data: object) -> Entry:
    """Return the entry that JSON data holds.

    Raises:
        TypeError, ValueError, KeyError: it holds none, or a part of it is outside its bounds.
    """
    item = _known(data, _ENTRY_NAMES)
    day = item["day"]
    if not days.is_day(day):
        raise ValueError(f"{day!r} is not a day")
    if not isinstance(item.get("exercises", []), list) or len(item.get("exercises", [])) > EXERCISES_MOST:
        raise ValueError("these are not the exercises of a session")
    at = item["at"]
    if type(at) not in (int, float) or not abs(at) <= LAST_MOMENT:
        raise ValueError(f"{at!r} is not a moment")
    return Entry(
        kind=_one_of(item["kind"], KINDS),
        id=_text(item["id"], 1, NAME_LONGEST),
        at=float(at),
        day=day,
        source=_one_of(item["source"], SOURCES),
        seconds=_whole_or_none(item.get("seconds"), SECONDS_MOST),
        short=_flag(item.get("short", False)),
        pain_before=_whole_or_none(item.get("pain_before"), PAIN_MOST),
        pain_after=_whole_or_none(item.get("pain_after"), PAIN_MOST),
        pain_next_day=_whole_or_none(item.get("pain_next_day"), PAIN_MOST),
        asked=_flag(item.get("asked", False)),
        exercises=tuple(_done_of(done) for done in item.get("exercises", [])),
        note=_text(item.get("note", ""), 0, NOTE_LONGEST),
        week=_whole_or_none(item.get("week"), COUNT_MOST),
    )


def _done_of(data: object) -> Done:
    item = _known(data, _DONE_NAMES)
    said = item.get("said")
    return Done(
        slug=_text(item["slug"], 1, NAME_LONGEST),
        level=_whole(item["level"], COUNT_MOST),
        sets=_whole(item["sets"], COUNT_MOST),
        reps=_whole(item["reps"], COUNT_MOST),
        hold=_whole(item["hold"], SECONDS_MOST),
        seconds=_whole(item["seconds"], SECONDS_MOST),
        new=_flag(item.get("new", False)),
        said=None if said is None else _one_of(said, SAID),
        finished=_flag(item.get("finished", True)),
    )


def _known(data: object, names: frozenset[str]) -> dict[str, Any]:
    """Return a dictionary that holds no other names: they would be lost in silence."""
    if not isinstance(data, dict) or not data.keys() <= names:
        raise TypeError("this is not a part of a log")
    return data


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{value!r} is not a whole number from 0 to {most}")
    return value


def _whole_or_none(value: object, most: int) -> int | None:
    return None if value is None else _whole(value, most)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def _text(value: object, least: int, most: int) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise ValueError(f"{str(value)[:40]!r} is not a text of {least} to {most} characters")
    return value


def _one_of[T](value: object, allowed: tuple[T, ...]) -> T:
    for one in allowed:
        if value == one and type(value) is type(one):
            return one
    raise ValueError(f"{str(value)[:40]!r} is none of {allowed}")


def _usual(kind: type) -> dict[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.name != "exercises"}


_ENTRY_USUAL, _DONE_USUAL = _usual(Entry), _usual(Done)
_ENTRY_NAMES, _DONE_NAMES = (frozenset(f.name for f in fields(kind)) for kind in (Entry, Done))


def _written(value: Entry | Done, usual: Mapping[str, Any]) -> Data:
    return {name: found for name, as_usual in usual.items() if (found := getattr(value, name)) != as_usual}


def _write(log: Log) -> Data:
    return {"goal": log.goal, "entries": [written(entry) for entry in log.entries]}


def _read(data: Data) -> Log:
    goal, items = _text(data["goal"], 0, GOAL_LONGEST), data["entries"]
    if not isinstance(items, list):
        raise TypeError("the entries of a log are a list")
    entries, unread = [], 0
    for number, item in enumerate(items):
        try:
            if number >= ENTRIES_MOST:
                raise ValueError("too many entries")
            entries.append(entry_of(item))
        except UNREADABLE:
            unread += 1
    return Log(entries=in_order(entries), goal=goal, unread=unread)


def _loss(log: Log) -> str:
    if not log.unread:
        return ""
    some = "One entry" if log.unread == 1 else f"{log.unread} entries"
    return f"{some} of the log on this device cannot be read. All the others are here."


DOCUMENT: Document[Log] = Document(
    key=KEY,
    name="progress log",
    version=VERSION,
    write=_write,
    read=_read,
    migrations=MIGRATIONS,
    aside_key=ASIDE_KEY,
    merge=merge,
    loss=_loss,
)

LogError = StoredError
