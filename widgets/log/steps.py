"""Shared parts of the log's events: types, focus targets, saving a changed log. Never: one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.entries import ENTRIES_MOST, Log
from widgets.log.state import State
from widgets.plan import store
from widgets.plan.values import MONDAY, SUNDAY
from widgets.protocol import Effect, Event, Persist
from widgets.stored import Kept, StoredError

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

TITLE = ".ns-log__title"
FORM = ".ns-log__form h3"
ERRORS = ".ns-log__errors"
GOAL = ".ns-log__goal h3"
GOAL_FIELD = "#ns-log-goal"
ENTRIES = ".ns-log__entries h3"
KEEP = ".ns-log__keep h3"
ASKED = ".ns-log__next-day"
FILE = ".ns-log__file"
DELETE = ".ns-log__delete"
NOTICES = ".ns-log__notices"
"""Where the focus goes when the control that had it is gone."""

NOTHING_LOST = "Nothing is lost: it stays on this device, and is put aside when you add something."


FULL = (
    f"The log is full: it holds {ENTRIES_MOST:,} entries. Each new one takes the place of the oldest one. Save "
    "everything as a file to keep them all."
)


def timed(state: State, event: Event) -> State:
    """Return the state at the time of an event."""
    return replace(state, at=event.at, zone=event.zone, day=event.day)


def knowing(state: State, stored: Mapping[str, str | None]) -> State:
    """Return the state with other texts of the site's documents; the plan's says on which day weeks begin."""
    text = stored.get(store.KEY)
    try:
        first = store.DOCUMENT.load(text).course.profile.week_start if text else MONDAY
    except StoredError:
        first = MONDAY
    return replace(state, stored=stored, week_start=SUNDAY if first == SUNDAY else MONDAY)


def holding(state: State, kept: Kept[Log]) -> State:
    """Return the state with another log, and with its text beside those of the other documents."""
    stored = {**state.stored, log_document.KEY: kept.text, log_document.ASIDE_KEY: kept.aside}
    return replace(state, kept=kept, stored=stored)


def saved(state: State, log: Log) -> Step:
    """Return the state with a changed log, and the effects that save it.

    Once a page the browser is asked to keep the site's data. A log that has reached its limit says so.
    """
    kept, effects = state.kept.saving(log)
    state = holding(state, kept)
    if log.entries and state.persisted is not True and not state.asked_browser:
        effects = (*effects, Persist())
        state = replace(state, asked_browser=True)
    return told(state, FULL) if len(log.entries) >= ENTRIES_MOST else state, effects


def told(state: State, *notes: str) -> State:
    """Return the state with notices for the reader, each once."""
    return replace(state, notices=tuple(dict.fromkeys((*state.notices, *notes))))
