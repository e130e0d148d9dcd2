"""The log's events about files: all data exported, imported or deleted. `files` reads and writes the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.language import _
from widgets.log import error_words, files, view
from widgets.log.files import FileError, Problem
from widgets.log.notices import Notice, said
from widgets.log.state import State
from widgets.log.steps import (
    DELETE,
    DELETING,
    FILE,
    KEEP,
    TITLE,
    Handler,
    Step,
    knowing,
    replacing,
    saved,
    told,
)
from widgets.protocol import MOST_FILE_BYTES, Announce, Download, Effect, Event, Focus, Save, asked


def _export(state: State, event: Event, _catalog: Catalog) -> Step:
    text = files.export(_all(state), event.day, state.documents)
    file = Download(name=files.file_name(event.day, "json"), type=files.JSON_TYPE, text=text)
    return state, (file, Announce(text=_("Saved as a file.")))


def _all(state: State) -> Mapping[str, str | None]:
    """Return the texts of all documents. The log is that of this page, which the browser may not have stored."""
    return {**state.stored, log_document.KEY: log_document.dump(state.log)}


def _export_table(state: State, event: Event, catalog: Catalog) -> Step:
    text = files.csv(state.log, view.namer(catalog))
    file = Download(name=files.file_name(event.day, "csv"), type=files.CSV_TYPE, text=text)
    return state, (file, Announce(text=_("Saved as a table.")))


def _export_aside(state: State, event: Event, _catalog: Catalog) -> Step:
    """Give the reader the texts that cannot be read, put aside or not: somebody may be able to repair them."""
    keys = [one.document.aside_key for one in state.documents if one.document.aside_key is not None]
    texts = [text for key in (*keys, *state.unreadable) if (text := state.stored.get(key)) is not None]
    if not texts:
        return state, ()
    name = f"neutral-spine-unreadable-{event.day}.txt"
    file = Download(name=name, type="text/plain;charset=utf-8", text="\n".join(texts))
    return state, (file, Announce(text=_("Saved as a file.")))


def _choose_file(state: State, event: Event, _catalog: Catalog) -> Step:
    """Read the chosen file. Nothing is changed before the reader chooses how."""
    value = event.value
    if not isinstance(value, dict):
        return state, ()
    text, name = value.get("text"), value.get("name")
    if not isinstance(text, str):
        size = value.get("size")
        large = isinstance(size, int | float) and size > MOST_FILE_BYTES
        return _refused(state, Problem("too-large" if large else "unreadable"))
    try:
        incoming = files.incoming(name if isinstance(name, str) else "", text, state.documents)
    except FileError as error:
        return _refused(state, error.problem)
    return replace(state, incoming=incoming, file_problem=None), (
        Announce(text=_("The file was read. Choose what to do with it.")),
        Focus(selector=FILE),
    )


def _refused(state: State, problem: Problem) -> Step:
    return replace(state, file_problem=problem, incoming=None), (
        Announce(text=error_words.of_file(problem, state.documents), urgent=True),
        Focus(selector=FILE),
    )


def _leave_file(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, incoming=None, file_problem=None), (
        Announce(text=_("Nothing was changed.")),
        Focus(selector=KEEP),
    )


def _join(state: State, _event: Event, catalog: Catalog) -> Step:
    """Import what is missing here or cannot be read. All else here stays, even if the file has other values."""
    incoming = state.incoming
    if incoming is None:
        return state, ()
    texts = {
        key: text
        for key, text in incoming.texts.items()
        if key != log_document.KEY and (not state.stored.get(key) or key in state.unreadable)
    }
    log = state.log if incoming.log is None else files.joined(state.log, incoming.log)
    return _brought_in(state, log, texts, catalog)


def _replace_all(state: State, _event: Event, catalog: Catalog) -> Step:
    """Replace what is here by what the file has. What the file does not have stays."""
    incoming = state.incoming
    if incoming is None:
        return state, ()
    texts = {key: text for key, text in incoming.texts.items() if key != log_document.KEY}
    return _brought_in(state, state.log if incoming.log is None else incoming.log, texts, catalog)


def _brought_in(state: State, log: Log, texts: Mapping[str, str], catalog: Catalog) -> Step:
    saves = tuple(replacing(state, key, text) for key, text in texts.items())
    stored = {**state.stored, **{one.aside.key: one.aside.text for one in saves if one.aside}, **texts}
    state = replace(knowing(state, stored), incoming=None, file_problem=None, removed=None, editing=None)
    effects: tuple[Effect, ...] = ()
    if log != state.log:
        state, effects = saved(state, log)
    news = Notice("brought-in")
    told_of = Announce(text=said(news, catalog))
    return told(state, news), (*saves, *effects, told_of, Focus(selector=TITLE))


def _ask_delete(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, deleting=True), asked(" ".join(map(_, DELETING)), DELETE)


def _keep_all(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, deleting=False), (Focus(selector=KEEP),)


def _delete_all(state: State, _event: Event, catalog: Catalog) -> Step:
    """Delete every document of the site on this device, put-aside texts too, after the reader confirmed it."""
    if not state.deleting:
        return state, ()
    kept, _effects = state.kept.forgetting()
    forgotten = tuple(Save(key=key, text=None) for one in state.documents for key in one.keys)
    news = Notice("deleted")
    fresh = State(
        kept=kept, at=state.at, zone=state.zone, day=state.day, notices=(news,), documents=state.documents
    )
    return fresh, (*forgotten, Announce(text=said(news, catalog)), Focus(selector=TITLE))


EVENTS: Mapping[str, Handler] = {
    "export": _export,
    "export-table": _export_table,
    "export-aside": _export_aside,
    "choose-file": _choose_file,
    "leave-file": _leave_file,
    "join": _join,
    "replace-all": _replace_all,
    "ask-delete": _ask_delete,
    "keep-all": _keep_all,
    "delete-all": _delete_all,
}
"""The events of this module."""
