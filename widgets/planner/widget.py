"""Every event of the weekly planner, by mode. The handlers are in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.language import N_, _
from widgets.plan import fill, store
from widgets.plan.store import BACKUP_KEY, KEY, Saved
from widgets.planner import draft as drafts
from widgets.planner import notices, reached, sharing, today, view
from widgets.planner.answers import (
    answer_again,
    clear_up,
    edit,
    empty_form,
    fix,
    keep_draft,
    leave_form,
    save,
    without_draft,
)
from widgets.planner.check_in import FLARE, check_in, close_check, open_check, open_flare, repeat
from widgets.planner.edits import (
    again,
    bring_back,
    know,
    leave_out,
    leave_prescribed,
    move_day,
    none_easy,
    one_at_a_time,
    one_routine,
    open_swap,
    raise_level,
    set_new,
    swap,
    toggle_rest,
    two_routines,
)
from widgets.planner.keeping import answered, from_another_tab, opened, with_draft
from widgets.planner.state import Mode, State
from widgets.planner.steps import (
    AHEAD,
    ASK_RESTART,
    QUESTIONS,
    RESTART,
    SHOW_AHEAD,
    TITLE,
    Handler,
    Step,
    calm,
    saving,
)
from widgets.planner.ticks import tick, tick_day, walked
from widgets.protocol import (
    Announce,
    ClearFragment,
    Context,
    Event,
    Focus,
    Print,
    ProtocolError,
    Save,
    asked,
    with_news,
)
from widgets.share import agenda
from widgets.stored import Listed, stored_in

TAKEN = N_("The plan is here. Answer the first two questions below, and it is yours.")


class WeeklyPlanner:
    """The custom element `<weekly-planner>`."""

    tag = "weekly-planner"
    storage_keys: tuple[str, ...] = (
        *(KEY, BACKUP_KEY, drafts.KEY, agenda.KEY),
        *(log_document.KEY, log_document.ASIDE_KEY),
    )
    documents: tuple[Listed, ...] = (
        Listed(
            document=store.DOCUMENT,
            title=N_("Weekly plan"),
            holds=N_("your answers, your week, what you ticked, and the exercises you know"),
        ),
        Listed(
            document=drafts.DOCUMENT,
            title=N_("Half-filled planner form"),
            holds=N_("answers that you have not sent yet"),
            moves=False,
        ),
        Listed(
            document=agenda.DOCUMENT,
            title=N_("Calendar choices"),
            holds=N_("the times you chose, and which dates your last calendar file had"),
        ),
    )

    def connect(self, event: Event, context: Context) -> State:
        """Return the stored plan, or the sample week, with the stored draft in the form."""
        stored = stored_in(event.value)
        state = with_draft(opened(stored, context.catalog), stored.get(drafts.KEY), context.catalog)
        state = replace(state, sharing=sharing.connected(event.value, stored), unsaid=bool(state.notices))
        return today.dated(state, event)

    def handle(self, state: State, event: Event, context: Context) -> Step:
        """Return the state after an event, and what must be done.

        Raises:
            ProtocolError: no mode of the planner knows the event.
        """
        if event.name not in NAMES:
            raise ProtocolError(f"a weekly planner has no event {event.name!r}")
        handler = EVENTS[state.mode].get(event.name)
        if handler is None:
            return state, ()
        after, effects = handler(state, event, context.catalog)
        before, now = (notices.words(one.notices, context.catalog) for one in (state, after))
        return today.dated(after, event), with_news(before, now, effects)

    def view(self, state: State, context: Context) -> str:
        """Return the planner's inner HTML."""
        return view.render(state, context)

    def wake_at(self, state: State) -> float | None:
        """Return when the reader's day ends, or at once while something is to be announced, fetched or computed."""
        if state.unsaid:
            return 0.0
        if sharing.wants_code(state):
            return 0.0  # At once: the printed sheet waits for its code.
        if _reach_waits(state):
            return 0.0  # The view is there; what it says of the weeks ahead follows.
        return state.midnight if state.mode == "mine" else None


def _reach_waits(state: State) -> bool:
    """Return whether the weeks up to the minutes asked for are still to be computed."""
    if state.mode != "mine" or state.course.profile.prescribed is not None:
        return False
    run = state.reach
    return run is None or run.course != state.course or not run.done


def _reach_further(state: State, catalog: Catalog) -> State:
    run = state.reach
    if run is None or run.course != state.course:
        run = reached.begun(state.course, catalog)
    return replace(state, reach=reached.further(run, catalog))


def _open_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, outlook=True), (Focus(selector=AHEAD),)


def _close_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, outlook=False, printing="week"), (Focus(selector=SHOW_AHEAD),)


def _print_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    if not state.outlook:
        return state, ()
    return replace(state, printing="outlook"), (Print(),)


def _take_plan(state: State, event: Event, catalog: Catalog) -> Step:
    """Store the offered plan in place of the reader's own. The safety questions come next."""
    course = sharing.accepted(state, catalog)
    if course is None:
        return state, ()
    saved, mended = store.mend(Saved(course=course, since=event.at), catalog, state.log.value)
    news = tuple(notices.Notice(*one) for one in mended)
    state, left = without_draft(sharing.closed(state))
    state = calm(replace(state, saved=saved, mode="ask", taken=True, notices=news))
    state, effects = saving(state)
    return state, (*left, *effects, ClearFragment(), Announce(text=_(TAKEN)), Focus(selector=QUESTIONS))


def _ask_restart(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(calm(state), restarting=True), asked(_(view.DELETE_PLAN), RESTART)


def _keep_plan(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, restarting=False), (Focus(selector=ASK_RESTART),)


def _start_over(state: State, _event: Event, catalog: Catalog) -> Step:
    """Delete all that the planner has stored, also from another tab, after the reader confirmed it."""
    if not state.restarting:
        return state, ()
    kept, forgotten = state.kept.forgetting()
    choices, also = state.sharing.agenda.forgetting()
    shared = replace(state.sharing, agenda=choices, offer=None, open=False)
    fresh = State(
        saved=Saved(course=fill.newcomer(catalog)),
        kept=kept,
        mode="sample",
        sharing=shared,
        log=state.log,
        usual=state.usual,
    )
    draft = Save(key=drafts.KEY, text=None)
    said = Announce(text=_("Your plan is deleted from this device."))
    return fresh, (*forgotten, *also, draft, ClearFragment(), said, Focus(selector=TITLE))


def _dismiss(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, notices=()), (Focus(selector=TITLE),)


def _wake(state: State, _event: Event, catalog: Catalog) -> Step:
    """Announce the notices of the start; then fetch the sheet's code; then compute weeks ahead."""
    if state.unsaid:
        said = " ".join(notices.words(state.notices, catalog))
        return replace(state, unsaid=False), (Announce(text=said),)
    if sharing.wants_code(state):
        return sharing.need_code(state)
    return (_reach_further(state, catalog) if _reach_waits(state) else state), ()


def _fragment(state: State, event: Event, catalog: Catalog) -> Step:
    """Open the part of the page's address behind `#`: a flare-up to report, or a plan."""
    return (open_flare if event.value == FLARE else sharing.open_fragment)(state, event, catalog)


def _nothing(state: State, _event: Event, _catalog: Catalog) -> Step:
    return state, ()


_ALWAYS: Mapping[str, Handler] = {
    "stored": from_another_tab,
    "saved": answered,
    "wake": _wake,
    "disconnect": _nothing,
    "dismiss": _dismiss,
    "take-plan": _take_plan,
    **sharing.ALWAYS,
    "fragment": _fragment,
}
_FORM: Mapping[str, Handler] = {"draft": keep_draft, "save": save, "fix": fix}
_RESTART: Mapping[str, Handler] = {
    "ask-restart": _ask_restart,
    "keep-plan": _keep_plan,
    "start-over": _start_over,
}

EVENTS: Mapping[Mode, Mapping[str, Handler]] = {
    "sample": {**_ALWAYS, **_FORM, "empty-form": empty_form, "print": sharing.print_week},
    "ask": {**_ALWAYS, **_FORM, **_RESTART, "empty-form": empty_form, "print": sharing.print_week},
    "stopped": {**_ALWAYS, "answer-again": answer_again},
    "editing": {**_ALWAYS, **_FORM, "leave-form": leave_form},
    "mine": {
        **_ALWAYS,
        **_RESTART,
        **sharing.MINE,
        "print": sharing.print_week,
        "leave-prescribed": leave_prescribed,
        "edit": edit,
        "clear-up": clear_up,
        "tick": tick,
        "tick-day": tick_day,
        "walked": walked,
        "again": again,
        "know": know,
        "none-easy": none_easy,
        "one-at-a-time": one_at_a_time,
        "two-routines": two_routines,
        "one-routine": one_routine,
        "open-outlook": _open_outlook,
        "close-outlook": _close_outlook,
        "print-outlook": _print_outlook,
        "raise-level": raise_level,
        "repeat": repeat,
        "move-day": move_day,
        "toggle-rest": toggle_rest,
        "open-swap": open_swap,
        "swap": swap,
        "leave-out": leave_out,
        "bring-back": bring_back,
        "set-new": set_new,
        "open-check": open_check,
        "close-check": close_check,
        "check-in": check_in,
    },
}
"""The events of each mode. One test sends every event in every mode."""

NAMES = frozenset(name for handlers in EVENTS.values() for name in handlers)
