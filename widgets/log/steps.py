"""What several of the log's events share: types, focus targets, saving a changed log. No event is handled here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.entries import ENTRIES_MOST, Log
from widgets.language import N_
from widgets.log.notices import Notice
from widgets.log.state import State
from widgets.plan import store
from widgets.plan.values import MONDAY, SUNDAY
from widgets.protocol import Effect, Event, Json, Persist, Save
from widgets.stored import Kept, StoredError

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

TITLE = ".ns-log__title"
FORM = ".ns-log__form h3"
ERRORS = ".ns-log__errors"
ENTRIES = ".ns-log__entries h3"
APPOINTMENT = ".ns-log__appointment h3"
KEEP = ".ns-log__keep h3"
FILE = "#ns-log-bring h4, #ns-log-file"
BROWSER = "#ns-log-browser"
DELETE = "#ns-log-delete"
"""Where the focus goes when the control that had it is gone."""

DELETING = (
    N_("Delete everything that this site keeps on this device?"),
    N_("The log, the plan and the timer's choices go."),
    N_("They cannot be brought back, unless you save them as a file first."),
)
"""The question before everything is deleted, in sentences; the first one is shown bold."""

REFUSED = (
    N_("Your browser did not keep the last change."),
    N_("It is here until you close the page. Save it as a file:"),
)
"""What is said of a save that the browser refused; a button follows the second sentence."""

PROMISES: Mapping[bool | None, str] = {
    True: N_("This browser has promised to keep it, also when space is short."),
    False: N_("This browser has not promised to keep it when space is short."),
    None: N_("This browser does not say whether it keeps it."),
}
"""What is said of the browser's promise to keep the site's data; `None` where it does not say."""


def timed(state: State, event: Event) -> State:
    """Return the state at the time of an event."""
    return replace(state, at=event.at, zone=event.zone, day=event.day)


def knowing(state: State, stored: Mapping[str, str | None]) -> State:
    """Return the state with other texts of the site's documents, and what follows from those of plan and documents."""
    text = stored.get(store.KEY)
    try:
        profile = store.DOCUMENT.load(text).course.profile if text else None
    except StoredError:
        profile = None
    first = SUNDAY if profile and profile.week_start == SUNDAY else MONDAY
    return replace(
        state,
        stored=stored,
        unreadable=tuple(
            key
            for one in state.documents
            if one.document.aside_key is not None
            and (text := stored.get(key := one.document.key)) is not None
            and one.document.problem(text)
        ),
        week_start=first,
        planned=len(profile.days) if profile else None,
    )


def holding(state: State, kept: Kept[Log]) -> State:
    """Return the state with another log, whose text is among those of the documents."""
    stored = {**state.stored, log_document.KEY: kept.text, log_document.ASIDE_KEY: kept.aside}
    others = tuple(key for key in state.unreadable if key != log_document.KEY)
    unreadable = others if kept.unreadable is None else (*others, log_document.KEY)
    return replace(state, kept=kept, stored=stored, unreadable=unreadable)


def replacing(state: State, key: str, text: str) -> Save:
    """Return the save of a text in place of a document's stored one. One that cannot be read is put aside.

    Only then the save is checked: `answered_for_others` takes the answer.

    Args:
        state: with the texts that the keys hold.
        key: of a document of `state.documents`, but not the log's.
        text: of the document's present version.
    """
    held = state.stored.get(key)
    document = next(one.document for one in state.documents if one.document.key == key)
    unreadable = held if key in state.unreadable else None
    before = None if document.aside_key is None else state.stored.get(document.aside_key)
    aside = document.aside(unreadable, before)
    return Save(key=key, text=text, checked=aside is not None, over=held, aside=aside)


def answered_for_others(state: State, answer: Json) -> Step:
    """Take the answer to a save of `replacing`. If another tab was faster, the text is saved again over its text."""
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return state, ()
    key, why = answer.get("key"), answer.get("why")
    document = next((one.document for one in state.documents if one.document.key == key), None)
    if document is None or key == log_document.KEY:
        return state, ()
    wanted, held, aside = state.stored.get(document.key), answer.get("text"), answer.get("aside")
    stored = {**state.stored, document.key: held if isinstance(held, str) else None}
    if document.aside_key is not None:
        stored[document.aside_key] = aside if isinstance(aside, str) else None
    state = knowing(state, stored)
    if why != "changed" or wanted is None:
        return state, ()
    again = replacing(state, document.key, wanted)
    stored = {**stored, document.key: wanted, **({again.aside.key: again.aside.text} if again.aside else {})}
    return knowing(state, stored), (again,)


def saved(state: State, log: Log) -> Step:
    """Return the state with a changed log, and the effects that save it.

    The browser is asked once a page to keep the site's data. The reader is told if the log has reached its limit.
    """
    kept, effects = state.kept.saving(log)
    state = holding(state, kept)
    if log.entries and state.persisted is not True and not state.asked_browser:
        effects = (*effects, Persist())
        state = replace(state, asked_browser=True)
    full = len(log.entries) >= ENTRIES_MOST
    return told(state, Notice("full")) if full else state, effects


def told(state: State, *notices: Notice) -> State:
    """Return the state with more notices for the reader, each once."""
    return replace(state, notices=tuple(dict.fromkeys((*state.notices, *notices))))
