"""Shared parts of the log's events: types, focus targets, saving a changed log. Never: one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.entries import ENTRIES_MOST, Log
from widgets.language import N_, _, digits
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
ENTRIES = ".ns-log__entries h3"
APPOINTMENT = ".ns-log__appointment h3"
KEEP = ".ns-log__keep h3"
FILE = ".ns-log__file"
DELETE = ".ns-log__delete"
"""Where the focus goes when the control that had it is gone."""

NOTHING_LOST = N_("Nothing is lost: it stays on this device, and is put aside when you add something.")


FULL = N_(
    "The log is full: it holds {most} entries. Each new one takes the place of the oldest one. Save everything as a "
    "file to keep them all."
)


def timed(state: State, event: Event) -> State:
    """Return the state at the time of an event."""
    return replace(state, at=event.at, zone=event.zone, day=event.day)


def knowing(state: State, stored: Mapping[str, str | None]) -> State:
    """Return the state with other texts of the site's documents; the plan says how its weeks are."""
    text = stored.get(store.KEY)
    try:
        profile = store.DOCUMENT.load(text).course.profile if text else None
    except StoredError:
        profile = None
    first = SUNDAY if profile and profile.week_start == SUNDAY else MONDAY
    return replace(state, stored=stored, week_start=first, planned=len(profile.days) if profile else None)


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
    full = len(log.entries) >= ENTRIES_MOST
    return told(state, _(FULL, most=digits(ENTRIES_MOST))) if full else state, effects


def told(state: State, *notes: str) -> State:
    """Return the state with notices for the reader, each once."""
    return replace(state, notices=tuple(dict.fromkeys((*state.notices, *notes))))
