"""The files that a reader exports and imports: all documents as JSON, the log as CSV. Text in, text out.

`assets/kept.schema.json` describes the JSON file (`widgets.build.kept_schema` makes it, `docs/data.md` explains it).
`MIGRATIONS` convert a file of an older version, and each document's own migrations its data. A file that cannot be read
changes nothing. Adding a file keeps the values of the device where both have one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from widgets import days
from widgets.diary import log_document
from widgets.diary.entries import Entry, Log, by_age, in_order
from widgets.language import N_, _
from widgets.share.kinds import SITE_MARK, kind_of
from widgets.stored import UNREADABLE, Data, Listed, Migration, StoredError, read

VERSION = 1
MIGRATIONS: Mapping[int, Migration] = {}
"""By the version that each starts from. They convert the file around the documents."""

JSON_TYPE = "application/json"
CSV_TYPE = "text/csv;charset=utf-8"


type OfText = Literal["cut-off", "other", "plan", "version", "damage", "unknown", "part", "empty"]
type Why = OfText | Literal["too-large", "unreadable"]
"""Why a file is not imported. `plan`: it is a plan's file. `unknown`, `part`: one of its documents is not known, or
cannot be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is not imported."""

    why: Why
    document: str = ""
    """Of `part`: the document's key."""


class FileError(ValueError):
    """A text that cannot be imported."""

    def __init__(self, why: OfText, document: str = "") -> None:
        super().__init__(why)
        self.problem = Problem(why, document)


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A file that was read and not imported yet."""

    name: str
    texts: Mapping[str, str]
    """Each document's text of today's version, by key."""
    log: Log | None
    made: str | None
    """The day on which it was made."""
    unread: int = 0
    """Entries of its log that cannot be read."""


def file_name(day: str, ending: str) -> str:
    """Return the name of an exported file: `neutral-spine-2026-11-25.json`."""
    return f"neutral-spine-{day}.{ending}"


def export(stored: Mapping[str, str | None], day: str, documents: Iterable[Listed]) -> str:
    """Return the JSON file of all documents that can be read and may leave the device, without put-aside texts."""
    held: dict[str, Data] = {}
    for one in documents:
        text = stored.get(one.document.key)
        if not one.moves or not isinstance(text, str):
            continue
        try:
            value = one.document.load(text)
        except StoredError:
            continue
        held[one.document.key] = json.loads(one.document.dump(value))
    return json.dumps({"site": SITE_MARK, "version": VERSION, "made": day, "documents": held}) + "\n"


def incoming(name: str, text: str, documents: Iterable[Listed]) -> Incoming:
    """Read a file that was exported here, or a log's own text.

    Args:
        name: the file's name.
        text: its contents.
        documents: the documents that a file may hold.

    Raises:
        FileError: it is no such file, a newer one, or a part of it cannot be read.
    """
    try:
        data = read(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FileError("cut-off") from error
    if isinstance(data, dict) and "site" not in data and "entries" in data:
        data = {"site": SITE_MARK, "version": VERSION, "made": None, "documents": {log_document.KEY: data}}
    if (
        not isinstance(data, dict)
        or data.get("site") != SITE_MARK
        or not isinstance(data.get("documents"), dict)
    ):
        raise FileError("plan" if kind_of(text) == "plan" else "other")
    data = _brought_up(data)
    known = {one.document.key: one for one in documents if one.moves}
    texts: dict[str, str] = {}
    log, unread = None, 0
    for key, document in data["documents"].items():
        one = known.get(key)
        if one is None:
            raise FileError("unknown")
        try:
            value = one.document.of(document)
        except StoredError as error:
            raise FileError("part", key) from error
        if isinstance(value, Log):
            log, unread = replace(value, unread=0), value.unread
            value = log
        texts[key] = one.document.dump(value)
    if not texts:
        raise FileError("empty")
    made = data.get("made")
    return Incoming(name=name, texts=texts, log=log, made=made if days.is_day(made) else None, unread=unread)


def _brought_up(data: Data) -> Data:
    version = data.get("version")
    if type(version) is not int or not (version == VERSION or version in MIGRATIONS):
        raise FileError("version")
    try:
        while version != VERSION:
            data, version = MIGRATIONS[version](data), version + 1
    except UNREADABLE as error:
        raise FileError("damage") from error
    return data


def joined(mine: Log, theirs: Log) -> Log:
    """Return this device's log, completed by a file: entries, activities, goal and questions."""
    return replace(
        mine,
        entries=in_order((*theirs.entries, *mine.entries)),
        activities=by_age((*theirs.activities, *mine.activities)),
        goal=mine.goal or theirs.goal,
        questions=mine.questions or theirs.questions,
    )


def missing(mine: Log, theirs: Log) -> tuple[int, int]:
    """Return how many of a file's entries are missing here, and how many differ from those here."""
    here = {entry.id: entry for entry in mine.entries}
    new = sum(entry.id not in here for entry in theirs.entries)
    other = sum(entry.id in here and here[entry.id] != entry for entry in theirs.entries)
    return new, other


# --- CSV

COLUMNS: tuple[tuple[str, Callable[[Entry, Callable[[str], str]], str]], ...] = (
    (N_("Date"), lambda entry, _name: entry.day),
    (N_("What"), lambda entry, _name: entry.kind),
    (N_("Minutes"), lambda entry, _name: str(entry.minutes) if entry.seconds is not None else ""),
    (N_("Pain before (0-10)"), lambda entry, _name: _number(entry.pain_before)),
    (N_("Pain after (0-10)"), lambda entry, _name: _number(entry.pain_after)),
    (N_("Pain next day (0-10)"), lambda entry, _name: _number(entry.pain_next_day)),
    (N_("Exercises"), lambda entry, name: _names(entry, name, lambda _done: True)),
    (N_("New"), lambda entry, name: _names(entry, name, lambda done: done.new)),
    (N_("Too easy"), lambda entry, name: _names(entry, name, lambda done: done.said == "too-easy")),
    (N_("Too hard"), lambda entry, name: _names(entry, name, lambda done: done.said == "too-hard")),
    (N_("Hurt"), lambda entry, name: _names(entry, name, lambda done: done.said == "hurt")),
    (N_("Short day"), lambda entry, _name: _("yes") if entry.short else ""),
    (N_("Week of plan"), lambda entry, _name: _number(entry.week)),
    (N_("Note"), lambda entry, _name: entry.note),
    (N_("Written by"), lambda entry, _name: entry.source),
)


def csv(log: Log, name_of: Callable[[str], str]) -> str:
    """Return the log as a table for a spreadsheet: one line an entry, the oldest first.

    Args:
        log: the log.
        name_of: gives an exercise's name by its slug.
    """
    lines = [[_(title) for title, _value in COLUMNS]]
    lines += [[value(entry, name_of) for _title, value in COLUMNS] for entry in log.entries]
    # The mark at the start tells spreadsheets that this is UTF-8.
    return "\ufeff" + "".join(",".join(map(cell, line)) + "\r\n" for line in lines)


def cell(text: str) -> str:
    """Return one cell. An apostrophe marks a text as text that a spreadsheet would take for a formula.

    The signs are those of the OWASP page on CSV injection, also after white space.
    """
    text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    if text.lstrip()[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20") or text[:1] in (
        "\t",
        "\n",
    ):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _names(entry: Entry, name_of: Callable[[str], str], wanted: Callable[[Any], bool]) -> str:
    return "; ".join(name_of(done.slug) for done in entry.exercises if wanted(done))
