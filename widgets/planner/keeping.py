"""The stored plan and the stored draft: opening, changes of another tab, and answers of the shell to saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary import log_document, pain
from widgets.plan import fill, store
from widgets.plan.store import Saved
from widgets.planner import draft as drafts
from widgets.planner import form, sharing
from widgets.planner.notices import Notice
from widgets.planner.state import Mode, State
from widgets.planner.steps import Step, announced, calm
from widgets.protocol import Event
from widgets.stored import Kept, stored_in

# --- what is stored


def opened(stored: Mapping[str, str | None], catalog: Catalog) -> State:
    """Return the state of the stored texts. A plan that cannot be read is reported, and stays stored."""
    log = Kept.opened(log_document.DOCUMENT, stored, diary_entries.EMPTY)
    state = State(
        saved=Saved(course=fill.newcomer(catalog)), mode="sample", log=log, usual=pain.usual_in(stored)
    )
    return _holding(state, *store.opened(stored, catalog, log.value), catalog)


def _holding(state: State, kept: Kept[Saved], mended: tuple[store.Mended, ...], catalog: Catalog) -> State:
    """Return the state with the stored plan and notices of what was repaired; the sample week for none."""
    fresh = replace(state, saved=Saved(course=fill.newcomer(catalog)), mode="sample", kept=kept, notices=())
    if kept.problem:
        return replace(fresh, notices=(Notice("unreadable", problem=kept.problem),))
    if kept.value == store.NOTHING:
        return fresh
    told = tuple(Notice(*one) for one in mended)
    return replace(
        fresh,
        saved=kept.value,
        kept=kept,
        mode=_mode_of(kept.value),
        notices=told,
    )


def _mode_of(saved: Saved) -> Mode:
    """Return the mode of a stored plan. It is not the reader's week until the provider was asked."""
    return "mine" if saved.course.profile.asked else "ask"


def with_draft(state: State, text: str | None, catalog: Catalog) -> State:
    """Return the state with the stored draft in the form, or ready to be filled in. A damaged draft is ignored."""
    state = _taken_draft(state, text, catalog)
    if state.draft is None:
        return state
    if state.mode == "mine":
        return replace(state, notices=(*state.notices, Notice("draft-kept")))
    entries = form.with_draft(state.draft, state.course)
    return replace(state, entries=entries, notices=(*state.notices, Notice("draft-below")))


def _taken_draft(state: State, text: str | None, catalog: Catalog) -> State:
    """Return the state with the stored draft. The form as it is shown does not change."""
    draft = None if text is None else drafts.load(text, state.course, catalog)
    return replace(state, draft=draft)


def from_another_tab(state: State, event: Event, catalog: Catalog) -> Step:
    """Take over what another tab saved, and say so. Answers that are being changed here stay."""
    stored = stored_in(event.value)
    state = replace(sharing.heard(state, stored), log=state.log.heard(stored))
    if pain.USUAL_KEY in stored:
        state = replace(state, usual=pain.usual_in(stored))
    if drafts.KEY in stored:
        state = _taken_draft(state, stored[drafts.KEY], catalog)
    kept = state.kept.heard(stored)
    if kept.text == state.kept.text and kept.aside == state.kept.aside:
        return state, ()
    if kept.text == state.kept.text:
        return replace(state, kept=kept), ()
    return _from_device(state, kept, catalog)


def _from_device(state: State, kept: Kept[Saved], catalog: Catalog) -> Step:
    """Take over a plan that another tab saved."""
    other = _holding(state, *store.mended(kept, catalog, state.log.value), catalog)
    taken = replace(state, saved=other.saved, kept=other.kept)
    deleted = kept.value == store.NOTHING and not kept.problem
    if state.mode == "stopped" or state.saved == other.saved:
        return taken, ()
    now = "deleted" if deleted else "changed"
    if state.mode == "editing":
        return announced(taken, Notice(f"{now}-while-editing"), catalog)
    if (state.mode, other.mode) == ("mine", "mine"):
        ticks_only = state.course == other.course
        return (taken, ()) if ticks_only else announced(replace(taken, swapping=None), Notice(now), catalog)
    return announced(other, Notice(now), catalog)


def plan_saved(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the answer to a save of the plan. If another tab was faster, both plans are merged and saved again."""
    kept, effects = state.kept.answered(event.value)
    loss = store.lost(state.kept.base, state.saved, kept.base)
    if loss is None and kept.value in {state.kept.value, state.saved}:
        return replace(state, kept=kept), effects
    if kept.value == store.NOTHING:
        state, told = _from_device(state, kept, catalog)
        return state, (*effects, *told)
    saved, _mended = store.mend(kept.value, catalog, state.log.value)
    merged = replace(state, saved=saved, kept=replace(kept, value=saved))
    if state.mode not in {"stopped", "editing", _mode_of(saved)}:
        # The other tab was told of an emergency sign: the questions come first here too.
        merged = calm(replace(merged, mode=_mode_of(saved)))
    elif loss is None:
        return merged, effects
    merged, told = announced(replace(merged, swapping=None), Notice(loss or "changed"), catalog)
    return merged, (*effects, *told)


def answered(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the answer to a save of log, plan or calendar. Changes of another tab are merged with them."""
    log, effects = state.log.answered(event.value)
    state, again = sharing.answered(replace(state, log=log), event.value)
    state, more = plan_saved(state, event, catalog)
    return state, (*effects, *again, *more)
