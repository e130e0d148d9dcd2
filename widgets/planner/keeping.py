"""The stored plan and the stored draft of the form: opened, changed by another tab, and the log's answers to a save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import plan, store
from widgets.plan.store import BACKUP_KEY, DRAFT_KEY, KEY, Saved, StoreError
from widgets.planner import form, sharing
from widgets.planner.state import State
from widgets.planner.steps import DELETED_WHILE_EDITING, DRAFT_KEPT, ELSEWHERE_WHILE_EDITING, Step, announced
from widgets.protocol import Event, Json

ELSEWHERE = "Your plan was changed in another tab or window. This is how it stands now."
DRAFT_BELOW = (
    "What you filled in before is still below. Answer the first two questions anew, and press “Make my week”."
)
DELETED_ELSEWHERE = "Your plan was deleted in another tab or window."


# --- what is stored


def stored_in(value: Json) -> Mapping[str, Json]:
    """Return the stored texts that an event brings, by key."""
    stored = value.get("stored") if isinstance(value, dict) else None
    return stored if isinstance(stored, dict) else {}


def opened(stored: Mapping[str, Json], catalog: Catalog) -> State:
    """Return the state that the stored texts lead to; one that cannot be read is told of and kept."""
    text, backup = stored.get(KEY), stored.get(BACKUP_KEY)
    fresh = State(
        saved=Saved(profile=plan.newcomer(catalog)),
        mode="sample",
        backup=backup if isinstance(backup, str) else None,
    )
    if not isinstance(text, str):
        return fresh
    try:
        saved, notices = store.mend(store.load(text), catalog)
    except StoreError as error:
        return replace(
            fresh,
            unreadable=text,
            notices=(
                f"{error} Nothing is lost: it stays on this device, and is put aside when you make a new plan.",
            ),
        )
    return replace(fresh, saved=saved, mode="mine" if saved.profile.asked else "ask", notices=notices)


def with_draft(state: State, text: Json, catalog: Catalog) -> State:
    """Return the state with the form filled as it was left, or ready to be; one that cannot be read is no loss."""
    state = _taken_draft(state, text, catalog)
    if state.draft is None:
        return state
    if state.mode == "mine":
        return replace(state, notices=(*state.notices, DRAFT_KEPT))
    entries = form.with_draft(state.draft, state.saved.profile)
    return replace(state, entries=entries, notices=(*state.notices, DRAFT_BELOW))


def _taken_draft(state: State, text: Json, catalog: Catalog) -> State:
    """Return the state with the draft that is kept on the device; what the form shows stays."""
    draft = store.load_draft(text, state.saved.profile, catalog) if isinstance(text, str) else None
    return replace(state, draft=draft)


def from_another_tab(state: State, event: Event, catalog: Catalog) -> Step:
    """Take over what another tab saved, and say so; answers that are being changed here stay as they are."""
    stored = stored_in(event.value)
    state = replace(sharing.heard(state, stored), log=state.log.heard(stored))
    if DRAFT_KEY in stored:
        state = _taken_draft(state, stored[DRAFT_KEY], catalog)
    if KEY not in stored:
        return state, ()
    other = opened({BACKUP_KEY: state.backup, **stored}, catalog)
    other = replace(other, draft=state.draft, sharing=state.sharing, log=state.log)
    taken = replace(state, saved=other.saved, unreadable=other.unreadable, backup=other.backup)
    if state.mode == "stopped" or state.saved == other.saved:
        return taken, ()
    if state.mode == "editing":
        return announced(taken, DELETED_WHILE_EDITING if stored[KEY] is None else ELSEWHERE_WHILE_EDITING)
    if (state.mode, other.mode) == ("mine", "mine"):
        ticks_only = state.saved.profile == other.saved.profile
        return (taken, ()) if ticks_only else announced(replace(taken, swapping=None), ELSEWHERE)
    return announced(other, ELSEWHERE if stored[KEY] is not None else DELETED_ELSEWHERE)


def log_saved(state: State, event: Event, _catalog: Catalog) -> Step:
    """Take in whether the log was kept; what another tab made of it meanwhile is brought together with it."""
    log, effects = state.log.answered(event.value)
    return replace(state, log=log), effects
