"""The stored plan and the stored draft of the form: opened, changed by another tab, and the log's answers to a save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary import log_document, pain
from widgets.language import N_, _
from widgets.plan import fill, store, words
from widgets.plan.store import Saved
from widgets.planner import draft as drafts
from widgets.planner import form, sharing
from widgets.planner.state import State
from widgets.planner.steps import DELETED_WHILE_EDITING, DRAFT_KEPT, ELSEWHERE_WHILE_EDITING, Step, announced
from widgets.protocol import Event, Json
from widgets.stored import Kept

MERGED = N_(
    "Your plan was changed in another tab or window too. Both were brought together: what either left out stays out, "
    "and the rest is as it was there."
)
ELSEWHERE = N_("Your plan was changed in another tab or window. This is how it stands now.")
DRAFT_BELOW = N_(
    "What you filled in before is still below. Answer the first two questions anew, and press “Make my week”."
)
DELETED_ELSEWHERE = N_("Your plan was deleted in another tab or window.")


# --- what is stored


def stored_in(value: Json) -> Mapping[str, Json]:
    """Return the stored texts that an event brings, by key."""
    stored = value.get("stored") if isinstance(value, dict) else None
    return stored if isinstance(stored, dict) else {}


def opened(stored: Mapping[str, Json], catalog: Catalog) -> State:
    """Return the state that the stored texts lead to; one that cannot be read is told of and kept."""
    log = Kept.opened(log_document.DOCUMENT, stored, diary_entries.EMPTY)
    state = State(
        saved=Saved(course=fill.newcomer(catalog)), mode="sample", log=log, usual=pain.usual_in(stored)
    )
    return _holding(state, Kept.opened(store.DOCUMENT, stored, store.NOTHING), catalog)


def _holding(state: State, kept: Kept[Saved], catalog: Catalog) -> State:
    """Return the state with the plan that the device holds, mended to the catalogue; the sample week for none."""
    fresh = replace(state, saved=Saved(course=fill.newcomer(catalog)), mode="sample", kept=kept, notices=())
    if kept.text is None:
        return fresh
    if kept.problem:
        note = _("Nothing is lost: it stays on this device, and is put aside when you make a new plan.")
        return replace(fresh, notices=(f"{kept.problem} {note}",))
    kept, notices = store.mended(kept, catalog, state.log.value)
    told = tuple(words.mended(kind, slugs) for kind, slugs in notices)
    return replace(
        fresh,
        saved=kept.value,
        kept=kept,
        mode="mine" if kept.value.course.profile.asked else "ask",
        notices=told,
    )


def with_draft(state: State, text: Json, catalog: Catalog) -> State:
    """Return the state with the form filled as it was left, or ready to be; one that cannot be read is no loss."""
    state = _taken_draft(state, text, catalog)
    if state.draft is None:
        return state
    if state.mode == "mine":
        return replace(state, notices=(*state.notices, _(DRAFT_KEPT)))
    entries = form.with_draft(state.draft, state.course)
    return replace(state, entries=entries, notices=(*state.notices, _(DRAFT_BELOW)))


def _taken_draft(state: State, text: Json, catalog: Catalog) -> State:
    """Return the state with the draft that is kept on the device; what the form shows stays."""
    draft = drafts.load(text, state.course, catalog) if isinstance(text, str) else None
    return replace(state, draft=draft)


def from_another_tab(state: State, event: Event, catalog: Catalog) -> Step:
    """Take over what another tab saved, and say so; answers that are being changed here stay as they are."""
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
    other = _holding(state, kept, catalog)
    taken = replace(state, saved=other.saved, kept=other.kept)
    if state.mode == "stopped" or state.saved == other.saved:
        return taken, ()
    if state.mode == "editing":
        note = DELETED_WHILE_EDITING if kept.text is None else ELSEWHERE_WHILE_EDITING
        return announced(taken, _(note))
    if (state.mode, other.mode) == ("mine", "mine"):
        ticks_only = state.course == other.course
        return (taken, ()) if ticks_only else announced(replace(taken, swapping=None), _(ELSEWHERE))
    return announced(other, _(ELSEWHERE if kept.text is not None else DELETED_ELSEWHERE))


def plan_saved(state: State, event: Event, catalog: Catalog) -> Step:
    """Take in whether the plan was kept. Where another tab was faster, both are brought together and saved again."""
    kept, effects = state.kept.answered(event.value)
    if kept.value in {state.kept.value, state.saved}:
        return replace(state, kept=kept), effects
    saved, _notices = store.mend(kept.value, catalog, state.log.value)
    merged = replace(state, saved=saved, kept=replace(kept, value=saved))
    if store.lost(state.kept.base, state.saved, saved) is None:
        return merged, effects
    merged, told = announced(replace(merged, swapping=None), _(MERGED))
    return merged, (*effects, *told)


def answered(state: State, event: Event, catalog: Catalog) -> Step:
    """Take in whether log and plan were kept; what another tab made of them meanwhile is brought together with them."""
    log, effects = state.log.answered(event.value)
    state, more = plan_saved(replace(state, log=log), event, catalog)
    return state, (*effects, *more)
