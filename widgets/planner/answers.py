"""Events of the form: draft, save, correct, and the safety questions."""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.language import _
from widgets.plan import asked_again, safety_date
from widgets.plan.changes import between
from widgets.plan.store import Saved
from widgets.planner import draft as drafts
from widgets.planner import form, words
from widgets.planner.notices import OF_FORM, News, Notice
from widgets.planner.state import Mode, State
from widgets.planner.steps import ERRORS, QUESTIONS, TITLE, Step, calm, saving, unasked
from widgets.protocol import Announce, Effect, Event, Focus, Save

# --- the form


def keep_draft(state: State, event: Event, catalog: Catalog) -> Step:
    """Save the form before it is sent: a phone discards a page that it does not show."""
    shown = form.with_draft(state.draft or {}, state.course)
    now = form.entered(event.value, catalog)
    entries, also = form.implied(shown, now, catalog)
    draft = form.draft_of(dict(entries), state.course, catalog) or None
    # What follows from a tick is shown; a button that puts an error right sends the form once more, as it is by then.
    show = state.entries is not None or entries != form.said_only(now)
    state = replace(state, draft=draft, entries=entries if show else None, also=also or state.also)
    effects: tuple[Effect, ...] = (
        Save(key=drafts.KEY, text=None if draft is None else drafts.DOCUMENT.dump(draft)),
    )
    if also:
        effects = (
            *effects,
            Announce(text=words.also_ticked([e.name for e in catalog.exercises if e.slug in also])),
        )
    return state, effects


def without_draft(state: State) -> Step:
    """Return the state without a draft, and the effect that deletes the stored one."""
    if state.draft is None:
        return state, ()
    return replace(state, draft=None), (Save(key=drafts.KEY, text=None),)


def save(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the form; a week becomes the reader's own only with both safety questions answered."""
    entries = form.entered(event.value, catalog)
    reading = form.read(entries, state.course, catalog)
    if reading.signs:
        return stop(state)
    if reading.course is None:
        told = Announce(text=_("Please check: {fields}.", fields=words.labels(reading.errors)), urgent=True)
        return replace(state, entries=entries, errors=reading.errors), (told, Focus(selector=ERRORS))
    course = reading.course
    asked = course.profile.asked
    began = state.saved.since if state.mode == "editing" else None
    saved = Saved(course=course, done=state.saved.done, since=event.at if began is None else began)
    mode: Mode = "mine" if asked else "ask"
    notices: tuple[News, ...] = ()
    if reading.cut_from:
        notices = tuple(between(reading.cut_from, course, (), "flare")) or (Notice("as-last"),)
    state, sent = without_draft(state)
    state, effects = saving(calm(replace(state, saved=saved, mode=mode, notices=notices)))
    effects = (*effects, safety_date.told(event.at, asked=asked))
    said = _("Your week is ready.") if asked else _("Your answers are kept. Ask your provider first.")
    return state, (*sent, *effects, Announce(text=said), Focus(selector=TITLE))


def clear_up(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the answer to a health question that was split."""
    fields = event.value if isinstance(event.value, dict) else {}
    about = fields.get("about")
    if not isinstance(about, str) or about not in state.course.profile.unsure:
        return state, ()
    ticked = [half for half in asked_again.SPLIT[about] if form.is_ticked(fields.get(f"condition-{half}"))]
    if not ticked and not form.is_ticked(fields.get("none")):
        told = Announce(text=_("Please tick what is true, or that none of these is."), urgent=True)
        return state, (told, Focus(selector=f"#ns-planner-again-{about} h3"))
    course = asked_again.answered(state.course, about, ticked, catalog)
    state, effects = saving(replace(state, saved=replace(state.saved, course=course)))
    return state, (*effects, Announce(text=_("Thank you. Your answer is kept.")), Focus(selector=TITLE))


def fix(state: State, event: Event, catalog: Catalog) -> Step:
    """Fill the fields that an error's button names, keep all the others, and read the form again."""
    for error in state.errors:
        if error.fix and error.field == event.value:
            filled = {**(state.entries or {}), **error.fix}
            return save(state, replace(event, value=filled), catalog)
    return state, ()


def stop(state: State) -> Step:
    """Stop after a sign of the emergency card: no week, only where to get help.

    The stored plan says that the provider was not asked, so the session asks its questions too. Which sign it was is
    neither asked nor stored.
    """
    course = replace(state.course, profile=replace(state.course.profile, asked=False))
    own = state.mode in {"mine", "editing"}
    state, sent = without_draft(state)
    state = calm(
        replace(state, saved=replace(state.saved, course=course), mode="stopped", entries=None, notices=())
    )
    state, effects = saving(state) if own else (state, ())
    return state, (
        *sent,
        *effects,
        safety_date.forgotten(),
        Announce(text=_("Stop. Get medical help now."), urgent=True),
        Focus(selector=TITLE),
    )


def answer_again(state: State, _event: Event, catalog: Catalog) -> Step:
    """Show the questions once more. Until they are answered a stored plan is not offered as the reader's week."""
    return replace(state, mode=unasked(state, catalog), entries=None), (Focus(selector=QUESTIONS),)


def edit(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Open the form with the reader's answers, or with the draft that was begun."""
    entries = None if state.draft is None else form.with_draft(state.draft, state.course)
    return replace(calm(state), mode="editing", entries=entries), (Focus(selector=TITLE),)


def leave_form(state: State, _event: Event, catalog: Catalog) -> Step:
    """Go back to the week as it is now: another tab may have deleted it, or reported a sign of an emergency."""
    mode: Mode = "mine" if state.course.profile.asked else unasked(state, catalog)
    state, left = without_draft(state)
    notices = tuple(one for one in state.notices if one not in OF_FORM)
    return calm(replace(state, mode=mode, notices=notices)), (*left, Focus(selector=TITLE))


def empty_form(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Delete the draft. The browser empties the fields that were never rendered again."""
    state, left = without_draft(state)
    notices = tuple(one for one in state.notices if one != Notice("draft-below"))
    return calm(replace(state, notices=notices)), (
        *left,
        Announce(text=_("The form is empty again.")),
        Focus(selector=QUESTIONS),
    )
