"""Every event of the progress log. `charts` computes the charts, `view` makes the HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeIs

from widgets import days
from widgets.catalog import Catalog, Safety
from widgets.diary import answers, entries, log_document, pain
from widgets.diary.entries import EMPTY, Entry
from widgets.fields import Entries
from widgets.language import N_, _, ngettext
from widgets.log import appointment, error_words, form, notices, sentences, transfer, view
from widgets.log.form import Moment
from widgets.log.notices import Notice
from widgets.log.state import PAPERS, SHOWN, SPANS, Editing, State
from widgets.log.steps import (
    APPOINTMENT,
    BROWSER,
    ENTRIES,
    ERRORS,
    FORM,
    PROMISES,
    REFUSED,
    TITLE,
    Handler,
    Step,
    answered_for_others,
    holding,
    knowing,
    saved,
    timed,
    told,
)
from widgets.protocol import (
    Announce,
    Context,
    Effect,
    Event,
    Focus,
    Json,
    Persist,
    Print,
    ProtocolError,
    with_news,
)
from widgets.stored import Kept, Listed, stored_in

WALK_MOST = 600


class ProgressLog:
    """The custom element `<progress-log>`."""

    tag = "progress-log"
    storage_keys: tuple[str, ...] = (log_document.KEY, log_document.ASIDE_KEY)
    documents: tuple[Listed, ...] = (
        Listed(
            document=log_document.DOCUMENT,
            title=N_("Progress log"),
            holds=N_("your sessions, walks, pain numbers, notes, your goal, what is hard, your questions"),
        ),
    )

    def connect(self, event: Event, context: Context) -> State:
        """Return the stored log."""
        stored = stored_in(event.value)
        kept = Kept.opened(log_document.DOCUMENT, stored, EMPTY)
        news = (Notice("unreadable", kept.problem),) if kept.problem else ()
        state = State(kept=kept, notices=news, unsaid=bool(news), documents=context.documents)
        return timed(knowing(state, stored), event)

    def handle(self, state: State, event: Event, context: Context) -> Step:
        """Return the state after an event, and what must be done.

        Raises:
            ProtocolError: the log knows no such event.
        """
        handler = EVENTS.get(event.name)
        if handler is None:
            raise ProtocolError(f"a progress log has no event {event.name!r}")
        after, effects = handler(timed(state, event), event, context.catalog)
        before, now = (notices.words(one.notices, context.catalog) for one in (state, after))
        return after, with_news(before, now, effects)

    def view(self, state: State, context: Context) -> str:
        """Return the log's inner HTML."""
        return view.render(state, context)

    def wake_at(self, state: State) -> float | None:
        """Return when the day changes; at once if a notice is unsaid, or the browser was not asked what it promises."""
        if _must_learn(state) or state.unsaid:
            return state.at
        return days.next_midnight(state.at, state.zone) if state.at else None


def _must_learn(state: State) -> bool:
    """Return whether the log has entries and the browser was not asked yet if it keeps them."""
    return bool(state.log.entries) and not (state.checked_browser or state.asked_browser)


# --- the device


def _from_another_tab(state: State, event: Event, _catalog: Catalog) -> Step:
    known = stored_in(event.value)
    before = state.log
    state = knowing(state, {**state.stored, **known})
    if not {log_document.KEY, log_document.ASIDE_KEY} & known.keys():
        return state, ()
    kept = state.kept.heard(known)
    state = replace(state, kept=kept)
    if kept.problem:
        state = told(state, Notice("unreadable", kept.problem))
    if before == state.log:
        return state, ()
    return state, (
        Announce(text=_("Your log was changed in another tab or window. This is how it stands now.")),
    )


def _answered(state: State, event: Event, _catalog: Catalog) -> Step:
    """Take the answer to a save. If another tab was faster, both logs are merged and saved again."""
    kept, effects = state.kept.answered(event.value)
    if kept.refused and not state.kept.refused:
        effects = (*effects, Announce(text=" ".join(map(_, REFUSED)).rstrip(":"), urgent=True))
    state, again = answered_for_others(holding(state, kept), event.value)
    return state, (*effects, *again)


def _persisted(state: State, event: Event, _catalog: Catalog) -> Step:
    """Take the browser's promise. It is announced if the reader pressed the button that asks for it."""
    promises = event.value if isinstance(event.value, bool) else None
    after = replace(state, persisted=promises, awaits_browser=False)
    if not state.awaits_browser:
        return after, ()
    return after, (
        Announce(text=_(PROMISES[promises])),
        *(() if promises is False else (Focus(selector=BROWSER),)),
    )


def _wake(state: State, _event: Event, catalog: Catalog) -> Step:
    """Take a new day. Once, announce the notices of the start, and ask the browser what it promises."""
    said = Announce(text=" ".join(notices.words(state.notices, catalog)))
    effects: tuple[Effect, ...] = (said,) if state.unsaid else ()
    state = replace(state, unsaid=False)
    if _must_learn(state):
        return replace(state, checked_browser=True), (*effects, Persist(ask=False))
    return state, effects


def _ask_browser(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, asked_browser=True, awaits_browser=True), (Persist(openly=True),)


# --- entries


def _add_walk(state: State, event: Event, catalog: Catalog) -> Step:
    """Add a walk of today, by one tap. The value is its minutes."""
    minutes = event.value
    if type(minutes) is not int or not 0 < minutes <= WALK_MOST:
        return state, ()
    return _added(state, entries.walked(event.day, event.at, minutes, "hand"), event, catalog)


def _add_pain(state: State, event: Event, catalog: Catalog) -> Step:
    """Add a number for pain now, by one tap."""
    if not _is_pain(event.value):
        return state, ()
    id_ = entries.entry_id("pain", "hand", event.at)
    entry = Entry(kind="pain", id=id_, at=event.at, day=event.day, source="hand", pain_before=event.value)
    return _added(state, entry, event, catalog)


def _is_pain(value: Json) -> TypeIs[int]:
    return type(value) is int and 0 <= value <= entries.PAIN_MOST


def _added(state: State, entry: Entry, event: Event, catalog: Catalog, said: str = "") -> Step:
    """Return the state with an entry in the log and the form closed, with the advice of the site's rules."""
    said = said or _("Written down.")
    state, effects = saved(replace(state, editing=None, removed=None), state.log.with_entry(entry))
    if entry.kind == "flare-up":
        state = replace(state, flare=entry.id)
    advice = _advice(entry, event.day, catalog.safety, state.usual)
    written = sentences.entry_words(entry, view.namer(catalog))
    text = " ".join((said, written, *notices.words(advice, catalog)))
    return told(state, *advice), (*effects, Announce(text=text), Focus(selector=TITLE))


def _open_form(state: State, event: Event, _catalog: Catalog) -> Step:
    """Open the form for a new entry of a kind, or that of the page for the next appointment."""
    if event.value == "appointment":
        editing = Editing(kind="appointment", entries=appointment.fields_of(state.log, event.day))
        return replace(state, editing=editing), (Focus(selector=FORM),)
    kind = next((kind for kind in entries.KINDS if kind == event.value), None)
    if kind is None:
        return state, ()
    editing = Editing(kind=kind, entries={"day": event.day})
    return replace(state, editing=editing), (Focus(selector=FORM),)


def _edit(state: State, event: Event, _catalog: Catalog) -> Step:
    entry = _entry(state, event)
    if entry is None:
        return state, ()
    editing = Editing(kind=entry.kind, id=entry.id, entries=form.entries_of(entry))
    return replace(state, editing=editing), (Focus(selector=FORM),)


def _entry(state: State, event: Event) -> Entry | None:
    return state.log.entry(event.value) if isinstance(event.value, str) else None


def _draft(state: State, event: Event, _catalog: Catalog) -> Step:
    """Save the fields of the form in the state, so that a new view does not lose them."""
    if state.editing is None or not isinstance(event.value, dict):
        return state, ()
    return replace(state, editing=replace(state.editing, entries=event.value)), ()


def _save(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the form. Without errors its entry is added to the log."""
    editing = state.editing
    if editing is None or not isinstance(event.value, dict):
        return state, ()
    if editing.kind == "appointment":
        return _save_appointment(state, editing, event.value, event, catalog)
    before = None if editing.id is None else state.log.entry(editing.id)
    reading = form.read(event.value, editing.kind, before, Moment(at=event.at, zone=event.zone), catalog)
    if reading.entry is None:
        return _wrong(state, editing, event.value, reading.errors)
    return _added(state, reading.entry, event, catalog, "" if editing.id is None else _("Changed."))


def _save_appointment(
    state: State, editing: Editing, fields: Entries, event: Event, catalog: Catalog
) -> Step:
    errors, log = appointment.read(fields, state.log, event.day, event.at, catalog.safety.activities.most)
    if errors:
        return _wrong(state, editing, fields, errors)
    state, effects = saved(replace(state, editing=None), log)
    return state, (*effects, Announce(text=_("Written down.")), Focus(selector=APPOINTMENT))


def _wrong(state: State, editing: Editing, fields: Entries, errors: tuple[form.Error, ...]) -> Step:
    names = ", ".join(one.label for one in error_words.told(errors, editing.kind).values())
    return replace(state, editing=replace(editing, entries=fields, errors=errors)), (
        Announce(text=_("Please check: {names}.", names=names), urgent=True),
        Focus(selector=ERRORS),
    )


def _advice(entry: Entry, today: str, safety: Safety, usual: int | None) -> tuple[Notice, ...]:
    """Return the advice of the site's rules about an entry of today: a flare-up, or pain at which to wait or stop."""
    if entry.day != today:
        return ()
    now, after = entry.pain_before, entry.pain_after
    advice = (Notice("flare-up"),) if entry.kind == "flare-up" else ()
    if after is not None and pain.limits(safety, usual, now).verdict(after) == "stop":
        return (*advice, Notice("stop", usual=usual))
    if pain.start(safety, usual, now) == "wait":
        return (*advice, Notice("wait", usual=usual))
    return advice


def _close_form(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, editing=None), (Focus(selector=TITLE),)


def _delete(state: State, event: Event, _catalog: Catalog) -> Step:
    """Delete an entry; it can be brought back until the next change."""
    entry = _entry(state, event)
    if entry is None:
        return state, ()
    editing = None if state.editing is not None and state.editing.id == entry.id else state.editing
    state, effects = saved(replace(state, removed=entry, editing=editing), state.log.without(entry.id))
    return state, (*effects, Announce(text=_("Deleted. You can bring it back.")), Focus(selector=ENTRIES))


def _bring_back(state: State, _event: Event, _catalog: Catalog) -> Step:
    if state.removed is None:
        return state, ()
    state, effects = saved(replace(state, removed=None), state.log.with_entry(state.removed))
    return state, (*effects, Announce(text=_("It is back.")), Focus(selector=ENTRIES))


def _show_more(state: State, _event: Event, _catalog: Catalog) -> Step:
    """List older entries, and move the focus to the first of them: the button disappears with the oldest."""
    shown = min(state.shown + SHOWN, max(SHOWN, len(state.log.entries)))
    more = shown - state.shown
    if more <= 0:
        return state, ()
    return replace(state, shown=shown), (
        Announce(text=ngettext("{n} more entry.", "{n} more entries.", more)),
        Focus(selector=f"#ns-log-edit-{state.shown + 1}"),
    )


def _next_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the pain on the day after a session, or the reader's wish not to say."""
    entry = answers.to_ask(state.log, state.day)
    if entry is None:
        return state, ()
    now = event.value
    if now is None:
        state, effects = saved(state, state.log.with_entry(replace(entry, asked=True)))
        return state, (*effects, Announce(text=_("Fine. It is not asked again.")), Focus(selector=TITLE))
    if not _is_pain(now):
        return state, ()
    settled = pain.settled(catalog.safety, state.usual, entry.pain_before, now)
    state, effects = saved(state, state.log.with_entry(replace(entry, pain_next_day=now)))
    worse = Notice("worse")
    said = _("Your back is where it was before that session.") if settled else notices.said(worse, catalog)
    text = f"{_('Written down.')} {said}"
    return state if settled else told(state, worse), (*effects, Announce(text=text), Focus(selector=TITLE))


# --- charts and paper


def _span(state: State, event: Event, catalog: Catalog) -> Step:
    """Show another span of weeks in the charts, and announce the charts in words."""
    weeks = next((span for span in SPANS if str(span) == str(event.value)), state.weeks)
    if weeks == state.weeks or not state.log.entries:
        return state, ()
    state = replace(state, weeks=weeks)
    return state, (Announce(text=view.chart_words(state, catalog)),)


def _look_at(state: State, event: Event, catalog: Catalog) -> Step:
    """Show another flare-up, and announce the days before it."""
    entry = _entry(state, event)
    if entry is None or entry.kind != "flare-up":
        return state, ()
    return replace(state, flare=entry.id), (
        Announce(text=" ".join(view.before_words(entry, state, catalog))),
    )


def _print(state: State, event: Event, _catalog: Catalog) -> Step:
    """Print the log, the blank diary, or the page for the next appointment."""
    paper = next((paper for paper in PAPERS if paper == event.value), PAPERS[0])
    return replace(state, paper=paper), (Print(),)


def _dismiss(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, notices=()), (Focus(selector=TITLE),)


def _nothing(state: State, _event: Event, _catalog: Catalog) -> Step:
    return state, ()


EVENTS: Mapping[str, Handler] = {
    "stored": _from_another_tab,
    "saved": _answered,
    "persisted": _persisted,
    "wake": _wake,
    "disconnect": _nothing,
    "ask-browser": _ask_browser,
    "add-walk": _add_walk,
    "add-pain": _add_pain,
    "open-form": _open_form,
    "edit": _edit,
    "draft": _draft,
    "save": _save,
    "close-form": _close_form,
    "delete": _delete,
    "bring-back": _bring_back,
    "show-more": _show_more,
    "next-day": _next_day,
    "span": _span,
    "look-at": _look_at,
    "print": _print,
    "dismiss": _dismiss,
    **transfer.EVENTS,
}
"""The events of the log. One test sends every one in every state."""
