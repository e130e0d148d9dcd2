"""Every mode and event of the weekly planner. It makes no week itself (that is `plan`) and no HTML (that is `view`).

An event that a mode does not list changes nothing: a click may cross an update that came from another tab. A
name that no mode lists raises `ProtocolError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from widgets import days
from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary import log_document
from widgets.log.form import noon
from widgets.plan import boxes, plan, review, rules, store
from widgets.plan.store import BACKUP_KEY, DRAFT_KEY, KEY, Saved, StoreError
from widgets.plan.values import DAYS_IN_WEEK, WEEKDAYS, Day, Profile, Week, session_seconds
from widgets.planner import form, sharing, view
from widgets.planner.state import Mode, State
from widgets.protocol import Announce, Context, Effect, Event, Focus, Json, Print, ProtocolError, Save
from widgets.share import agenda
from widgets.stored import Kept, Listed, put_aside

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

TITLE = ".ns-planner__title"
QUESTIONS = "#ns-planner-questions"
ERRORS = ".ns-planner__errors"
"""Where the focus goes after a change of the whole view, and after a form with errors."""

MORE = ".ns-planner__more"
AHEAD = ".ns-planner__ahead"
ROUTINE = ".ns-planner__routine h3"
NEW = ".ns-planner__new select"
CHECK = ".ns-planner__check"
RESTART = ".ns-planner__restart"
"""Where the focus goes when the control that had it is gone: to the head of its part."""

ELSEWHERE = "Your plan was changed in another tab or window. This is how it stands now."
ELSEWHERE_WHILE_EDITING = (
    "Your plan was changed in another tab or window. If you save here, your answers below take its place."
)
DRAFT_BELOW = (
    "What you filled in before is still below. Answer the first two questions anew, and press “Make my week”."
)
DRAFT_KEPT = (
    "You had begun to change your answers. What you changed is still there under “Change my answers”."
)
DELETED_WHILE_EDITING = (
    "Your plan was deleted in another tab or window. If you save here, your answers below make a new one."
)
TAKEN = "The plan is here. Answer the first two questions below, and it is yours."
DELETED_ELSEWHERE = "Your plan was deleted in another tab or window."
FORM_NOTES = frozenset({DRAFT_KEPT, ELSEWHERE_WHILE_EDITING, DELETED_WHILE_EDITING})
"""What is only true while the form of a plan is open."""


class WeeklyPlanner:
    """The custom element `<weekly-planner>`."""

    tag = "weekly-planner"
    storage_keys: tuple[str, ...] = (
        *(KEY, BACKUP_KEY, DRAFT_KEY, agenda.KEY),
        *(log_document.KEY, log_document.ASIDE_KEY),
    )
    documents: tuple[Listed, ...] = (
        Listed(
            document=store.DOCUMENT,
            title="Weekly plan",
            holds="your answers, your week, what you ticked, and the exercises you know",
        ),
        Listed(
            document=store.DRAFT,
            title="Half-filled planner form",
            holds="answers that you have not sent yet",
            moves=False,
        ),
        Listed(
            document=agenda.DOCUMENT,
            title="Calendar choices",
            holds="the times you chose, and which dates your last calendar file had",
        ),
    )

    def connect(self, event: Event, context: Context) -> State:
        """Return the plan that is kept on the device, or the sample week; a half-filled form is filled again."""
        stored = _stored(event.value)
        state = _with_draft(opened(stored, context.catalog), stored.get(DRAFT_KEY), context.catalog)
        log = Kept.opened(log_document.DOCUMENT, stored, diary_entries.EMPTY)
        return _dated(replace(state, log=log, sharing=sharing.connected(event.value)), event)

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
        state, effects = handler(state, event, context.catalog)
        return _dated(state, event), effects

    def view(self, state: State, context: Context) -> str:
        """Return the planner's inner HTML."""
        return view.render(state, context)

    def wake_at(self, state: State) -> float | None:
        """Return when the reader's day ends: the next one is today then. Else a week does not change by itself."""
        if sharing.wants_code(state):
            return 0.0  # At once: the printed sheet waits for its code.
        return state.midnight if state.mode == "mine" else None


def _dated(state: State, event: Event) -> State:
    """Return the state with the weekday of the reader's clock, and when that day ends."""
    local = event.at + event.zone * days.MS_A_MINUTE
    midnight = (local // rules.DAY + 1) * rules.DAY - event.zone * days.MS_A_MINUTE
    shared = replace(state.sharing, today=event.day)
    return replace(state, today=date.fromisoformat(event.day).weekday(), midnight=midnight, sharing=shared)


# --- what is stored


def _stored(value: Json) -> Mapping[str, Json]:
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


def _with_draft(state: State, text: Json, catalog: Catalog) -> State:
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


def _kept(state: State) -> Step:
    """Return the state with its plan kept on the device; an unreadable text is put aside first, never over another."""
    state, aside = _aside(state)
    return state, (*aside, Save(key=KEY, text=store.dump(state.saved)))


def _aside(state: State) -> Step:
    if state.unreadable is None:
        return state, ()
    backup = put_aside(state.unreadable, state.backup)
    return replace(state, unreadable=None, backup=backup), (Save(key=BACKUP_KEY, text=backup),)


def _from_another_tab(state: State, event: Event, catalog: Catalog) -> Step:
    """Take over what another tab saved, and say so; answers that are being changed here stay as they are."""
    stored = _stored(event.value)
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
        return _told(taken, DELETED_WHILE_EDITING if stored[KEY] is None else ELSEWHERE_WHILE_EDITING)
    if (state.mode, other.mode) == ("mine", "mine"):
        ticks_only = state.saved.profile == other.saved.profile
        return (taken, ()) if ticks_only else _told(replace(taken, swapping=None), ELSEWHERE)
    return _told(other, ELSEWHERE if stored[KEY] is not None else DELETED_ELSEWHERE)


def _told(state: State, note: str) -> Step:
    """Return the state with a note that is seen and heard, once however often it comes."""
    return replace(state, notices=tuple(dict.fromkeys((*state.notices, note)))), (Announce(text=note),)


# --- the form


def _keep_draft(state: State, event: Event, catalog: Catalog) -> Step:
    """Keep what is entered before it is sent: a phone forgets a page that it does not show."""
    draft = form.draft_of(event.value, state.saved.profile, catalog) or None
    # A button that puts an error right sends the form once more: as it stands by then.
    entries = form.entered(event.value, catalog) if state.errors else state.entries
    state = replace(state, draft=draft, entries=entries)
    return state, (Save(key=DRAFT_KEY, text=None if draft is None else store.dump_draft(draft)),)


def _without_draft(state: State) -> Step:
    """Return the state with nothing half-filled: it was sent, or the reader left it."""
    if state.draft is None:
        return state, ()
    return replace(state, draft=None), (Save(key=DRAFT_KEY, text=None),)


def _save(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the form; a week becomes the reader's own only with both safety questions answered."""
    entries = form.entered(event.value, catalog)
    reading = form.read(entries, state.saved.profile, catalog)
    if reading.signs:
        return _stop(state)
    if reading.profile is None:
        names = ", ".join(error.label for error in reading.errors)
        return (
            replace(state, entries=entries, errors=reading.errors),
            (Announce(text=f"Please check: {names}.", urgent=True), Focus(selector=ERRORS)),
        )
    profile = reading.profile
    began = state.saved.since if state.mode == "editing" else None
    saved = Saved(profile=profile, done=state.saved.done, since=event.at if began is None else began)
    mode: Mode = "mine" if profile.asked else "ask"
    notices = view.what_changed(reading.cut_from, profile, catalog) if reading.cut_from else ()
    state, sent = _without_draft(state)
    state, effects = _kept(_calm(replace(state, saved=saved, mode=mode, notices=notices)))
    said = "Your week is ready." if profile.asked else "Your answers are kept. Ask your provider first."
    return state, (*sent, *effects, Announce(text=said), Focus(selector=TITLE))


def _fix(state: State, event: Event, catalog: Catalog) -> Step:
    """Fill the fields that an error's button names, keep all the others, and read the form again."""
    for error in state.errors:
        if error.fix is not None and error.field == event.value:
            filled = {**(state.entries or {}), **error.fix.fields}
            return _save(state, replace(event, value=filled), catalog)
    return state, ()


def _stop(state: State) -> Step:
    """A sign of the emergency card: no week, only where to get help. Which sign it was is never asked or kept."""
    profile = replace(state.saved.profile, asked=False)
    own = state.mode in {"mine", "editing"}
    state, sent = _without_draft(state)
    state = _calm(
        replace(state, saved=replace(state.saved, profile=profile), mode="stopped", entries=None, notices=())
    )
    state, effects = _kept(state) if own else (state, ())
    return state, (
        *sent,
        *effects,
        Announce(text="Stop. Get medical help now.", urgent=True),
        Focus(selector=TITLE),
    )


def _answer_again(state: State, _event: Event, catalog: Catalog) -> Step:
    """Show the questions once more; until they are answered a kept plan is nobody's week."""
    return replace(state, mode=_unasked(state, catalog), entries=None), (Focus(selector=QUESTIONS),)


def _unasked(state: State, catalog: Catalog) -> Mode:
    """Return the mode before the safety questions are answered: `ask` where answers are kept, else the sample."""
    return "sample" if state.saved == Saved(profile=plan.newcomer(catalog)) else "ask"


def _edit(state: State, _event: Event, _catalog: Catalog) -> Step:
    entries = None if state.draft is None else form.with_draft(state.draft, state.saved.profile)
    return replace(_calm(state), mode="editing", entries=entries), (Focus(selector=TITLE),)


def _leave_form(state: State, _event: Event, catalog: Catalog) -> Step:
    """Go back to the week as it is by now: another tab may have deleted it, or told of a sign of an emergency."""
    mode: Mode = "mine" if state.saved.profile.asked else _unasked(state, catalog)
    state, left = _without_draft(state)
    notices = tuple(note for note in state.notices if note not in FORM_NOTES)
    return _calm(replace(state, mode=mode, notices=notices)), (*left, Focus(selector=TITLE))


def _empty_form(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Forget what was entered and not sent. The browser empties the fields that were never shown anew."""
    state, left = _without_draft(state)
    notices = tuple(note for note in state.notices if note != DRAFT_BELOW)
    return _calm(replace(state, notices=notices)), (
        *left,
        Announce(text="The form is empty again."),
        Focus(selector=QUESTIONS),
    )


def _calm(state: State) -> State:
    """Close every panel; forget errors and half-made answers."""
    return replace(state, entries=None, errors=(), swapping=None, checking=False, restarting=False)


# --- the week


def _gone(before: Profile, after: Profile, catalog: Catalog) -> list[str]:
    """Return the names of the exercises that one profile's week has and the other's has not."""
    return view.no_longer(plan.make(before, catalog).session, plan.make(after, catalog).session)


def _changed(state: State, said: str, profile: Profile, focus: str, gone: Sequence[str] = ()) -> Step:
    """Return the state with a changed profile, kept on the device, say so, and keep the focus near.

    What is gone from the week to make room is said too, and stays to be read.
    """
    if gone:
        said += f" To make room, this is out: {', '.join(gone)}."
        state = replace(state, notices=(said,))
    state, effects = _kept(replace(state, saved=replace(state.saved, profile=profile), swapping=None))
    return state, (*effects, Announce(text=said), Focus(selector=focus))


def _log_saved(state: State, event: Event, _catalog: Catalog) -> Step:
    """Take in whether the log was kept; what another tab made of it meanwhile is brought together with it."""
    log, effects = state.log.answered(event.value)
    return replace(state, log=log), effects


def _ticked(state: State, done: tuple[str, ...], weekday: int, event: Event, catalog: Catalog) -> Step:
    """Return the state with other ticks, kept, and the day in the log once all of its boxes are ticked.

    The log gets what was done on paper or without the player. A day that is still to come is only ticked, and one
    whose session or walk was logged otherwise is logged once.
    """
    state, effects = _kept(replace(state, saved=replace(state.saved, done=done)))
    profile = state.saved.profile
    date_of = days.shifted(
        days.week_start(event.day, profile.week_start), (weekday - profile.week_start) % DAYS_IN_WEEK
    )
    week = plan.make(profile, catalog)
    day = next(day for day in week.days if day.weekday == weekday)
    if day.kind == "rest" or date_of > event.day:
        return state, effects
    kind: diary_entries.Kind = "walk" if day.kind == "walk" else "session"
    log, id_ = state.log.value, diary_entries.box_id(date_of, kind)
    after = log.without(id_)
    if boxes.day_state(day, done) == "true" and not any(
        entry.kind == kind and entry.day == date_of for entry in after.entries
    ):
        at = event.at if date_of == event.day else noon(date_of, event.zone)
        after = after.with_entry(_entry_of(day, date_of, at, id_, profile))
    if after.entries == log.entries:
        return state, effects
    kept, saves = state.log.saving(after)
    return replace(state, log=kept), (*effects, *saves)


def _entry_of(day: Day, date_of: str, at: float, id_: str, profile: Profile) -> diary_entries.Entry:
    """Return the entry of a day whose boxes are all ticked, with the times that were planned."""
    if day.kind == "walk":
        return replace(
            diary_entries.walked(date_of, at, day.walk_minutes, "planner", id_),
            week=min(profile.week, diary_entries.COUNT_MOST),
        )
    return diary_entries.Entry(
        kind="session",
        id=id_,
        at=at,
        day=date_of,
        source="planner",
        seconds=session_seconds(day.items),
        exercises=tuple(
            diary_entries.Done(
                slug=item.exercise.slug,
                level=item.exercise.level,
                sets=item.sets,
                reps=item.exercise.dose.reps,
                hold=item.exercise.dose.hold,
                seconds=item.seconds,
                new=item.new,
            )
            for item in day.items
        ),
        week=min(profile.week, diary_entries.COUNT_MOST),
    )


def _tick(state: State, event: Event, catalog: Catalog) -> Step:
    """Tick a box of the week, or take the tick back."""
    value = event.value
    if not isinstance(value, str) or value not in boxes.boxes(plan.make(state.saved.profile, catalog)):
        return state, ()
    done = state.saved.done
    done = tuple(box for box in done if box != value) if value in done else (*done, value)
    return _ticked(state, done, int(value.partition(":")[0]), event, catalog)


def _tick_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Tick every box of a day's session, or take all the ticks back where none is missing."""
    week = plan.make(state.saved.profile, catalog)
    for day in week.exercise_days:
        if event.value == day.weekday and not isinstance(event.value, bool):
            keys = [box.key for box in boxes.day_boxes(day)]
            done = tuple(box for box in state.saved.done if box not in keys)
            if boxes.day_state(day, state.saved.done) != "true":
                done = (*done, *keys)
            return _ticked(state, done, day.weekday, event, catalog)
    return state, ()


def _move_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Move an exercise day (`0:1`: Monday to Tuesday) to a day that keeps the rest days."""
    profile = state.saved.profile
    for day in profile.days:
        for target in rules.movable(day, profile, catalog):
            if event.value == f"{day}:{target}":
                moved = tuple(sorted({*profile.days, target} - {day}))
                rest = tuple(other for other in profile.rest if other != target)
                said = f"{WEEKDAYS[day]} moved to {WEEKDAYS[target]}."
                return _changed(state, said, replace(profile, days=moved, rest=rest), _on_day(target))
    return state, ()


def _toggle_rest(state: State, event: Event, _catalog: Catalog) -> Step:
    """Rest instead of walking on a day, or walk again."""
    profile, value = state.saved.profile, event.value
    if value not in range(DAYS_IN_WEEK) or isinstance(value, bool) or value in profile.days:
        return state, ()
    day = int(str(value))
    link = f'.ns-days__row[data-day="{day}"] .ns-link'
    if day in profile.rest:
        rest = tuple(other for other in profile.rest if other != day)
        return _changed(state, f"{WEEKDAYS[day]}: walk.", replace(profile, rest=rest), link)
    rest = tuple(sorted((*profile.rest, day)))
    return _changed(state, f"{WEEKDAYS[day]}: rest.", replace(profile, rest=rest), link)


def _on_day(weekday: int) -> str:
    """Return the selector of a day's name."""
    return f'.ns-day[data-day="{weekday}"] .ns-day__name'


def _open_swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Show what may take an exercise's place."""
    value = event.value
    slugs = {item.exercise.slug for item in plan.make(state.saved.profile, catalog).session}
    if not isinstance(value, str) or value not in slugs:
        return state, ()
    return replace(state, swapping=None if value == state.swapping else value), ()


def _swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Put one allowed exercise in the place of the one whose choices are open."""
    profile, out = state.saved.profile, state.swapping
    for exercise in plan.choices(profile, catalog):
        if exercise.slug == event.value and out is not None:
            after = plan.swapped(profile, out, exercise, catalog)
            if not plan.holds(after, exercise.slug, catalog):
                said = f"{exercise.name} takes too long for your {profile.session_minutes} minutes beside the others."
                return _told(state, said)
            said = f"{exercise.name} is in your week now."
            gone = _gone(plan.without(profile, out, catalog), after, catalog)
            return _changed(state, said, after, ROUTINE, gone)
    return state, ()


def _leave_out(state: State, event: Event, catalog: Catalog) -> Step:
    """Take an exercise out of the week until it is brought back."""
    profile = state.saved.profile
    for item in plan.make(profile, catalog).session:
        if item.exercise.slug == event.value:
            said = f"{item.exercise.name} is left out."
            return _changed(state, said, plan.without(profile, item.exercise.slug, catalog), ROUTINE)
    return state, ()


def _bring_back(state: State, event: Event, catalog: Catalog) -> Step:
    """Put an exercise that was left out back into the week, or among what may be chosen where it does not fit."""
    if event.value not in state.saved.profile.skipped:
        return state, ()
    exercise = catalog.exercise(str(event.value))
    profile = plan.brought_back(state.saved.profile, exercise.slug, catalog)
    back = plan.holds(profile, exercise.slug, catalog)
    said = f"{exercise.name} is back in your week." if back else f"{exercise.name} may be chosen again."
    if not back:
        state = replace(state, notices=(said,))
    return _changed(state, said, profile, ROUTINE, _gone(state.saved.profile, profile, catalog))


def _set_new(state: State, event: Event, catalog: Catalog) -> Step:
    """Choose this week's one new exercise, or none."""
    profile, value = replace(state.saved.profile, new=None), event.value
    if value is None or value == "":
        return _changed(state, "No new exercise this week.", plan.with_new(profile, None, catalog), NEW)
    for exercise in plan.new_choices(profile, catalog):
        if exercise.slug == value:
            after = plan.with_new(profile, exercise.slug, catalog)
            said = f"{exercise.name} is this week's new exercise."
            return _changed(state, said, after, NEW, _gone(profile, after, catalog))
    return state, ()


def _again(state: State, _event: Event, catalog: Catalog) -> Step:
    """Plan a second round later in the day, or one round only."""
    profile = state.saved.profile
    week = plan.make(profile, catalog)
    if week.again:
        return _changed(state, "One round a day.", replace(profile, again=False), TITLE)
    if not rules.may_repeat(profile, week.routines, catalog):
        return state, ()
    said = "There is a second round on each exercise day now, some hours after the first."
    return _changed(state, said, replace(profile, again=True), TITLE)


def _know(state: State, event: Event, catalog: Catalog) -> Step:
    """Take in what the reader does already, and fill the week with it."""
    fields = event.value if isinstance(event.value, dict) else {}
    before = state.saved.profile
    if before.flare:
        return state, ()
    ticked = [
        e for e in plan.learnable(before, catalog) if fields.get(f"known-{e.slug}") not in (None, False, "")
    ]
    if not ticked:
        return _told(state, "Tick at least one exercise that you do already.")
    after = plan.with_known(before, [exercise.slug for exercise in ticked], catalog)
    names = ", ".join(exercise.name for exercise in ticked)
    told = (f"You do these already: {names}. Your week is made with them.",)
    return _changed(replace(state, notices=told), told[0], after, TITLE)


def _two_routines(state: State, _event: Event, catalog: Catalog) -> Step:
    """Make two routines that take turns."""
    profile = state.saved.profile
    if not plan.may_take_turns(profile, catalog):
        return state, ()
    return _changed(state, "Two routines take turns now.", plan.in_turns(profile, catalog), ROUTINE)


def _one_routine(state: State, _event: Event, catalog: Catalog) -> Step:
    """Do the first of two routines on every exercise day."""
    profile = state.saved.profile
    if len(plan.make(profile, catalog).routines) == 1:
        return state, ()
    after = plan.in_one(profile, catalog)
    return _changed(
        state, "One routine for every exercise day.", after, ROUTINE, _gone(profile, after, catalog)
    )


def _open_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, outlook=True), (Focus(selector=AHEAD),)


def _close_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, outlook=False, printing="week"), (Focus(selector=AHEAD),)


def _print_outlook(state: State, _event: Event, _catalog: Catalog) -> Step:
    if not state.outlook:
        return state, ()
    return replace(state, printing="outlook"), (Print(),)


def _repeat(state: State, event: Event, catalog: Catalog) -> Step:
    """Do the same week once more: always a good answer. What hurt by the log goes out all the same."""
    verdicts = review.of(state.log.value, state.saved, event, catalog).verdicts
    hurt: dict[str, Json] = {f"said-{slug}": "hurt" for slug, said in verdicts.items() if said == "hurt"}
    return _check_in(state, replace(event, value={"answer": "same", **hurt}), catalog)


def _open_check(state: State, event: Event, catalog: Catalog) -> Step:
    """Ask how the week was, with what the log says filled in: the reader has the last word."""
    wait = rules.days_to_wait(state.saved.since, event.at)
    found = review.of(state.log.value, state.saved, event, catalog)
    likely = review.likely(found, catalog)
    new = plan.new_exercise(state.saved.profile, catalog)
    mastered = review.likely_mastered(found, None if new is None else new.slug)
    entries: dict[str, Json] = {
        "answer": None if likely == "fine" and wait else likely,
        "mastered": "yes" if mastered else "no",
        **{f"said-{slug}": said for slug, said in found.verdicts.items()},
    }
    state = replace(_calm(state), checking=True, wait=wait, review=found, entries=entries)
    return state, (Focus(selector=CHECK),)


def _close_check(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, checking=False, errors=(), entries=None), (Focus(selector=CHECK),)


def _check_in(state: State, event: Event, catalog: Catalog) -> Step:
    """Go on to the next week: grow after a fine one, keep after a so-so one, cut back after a flare-up."""
    fields = event.value if isinstance(event.value, dict) else {}
    answer = fields.get("answer")
    if answer == "sign":
        return _stop(state)
    if not isinstance(answer, str) or answer not in _ANSWERS:
        return _not_yet(state, fields, "choose an answer.", "Please say how this week was.")
    wait = rules.days_to_wait(state.saved.since, event.at)
    if answer == "fine" and wait:
        text = f"nothing is added before a week is over. {view.wait_words(wait)}"
        return _not_yet(replace(state, wait=wait), fields, text, f"Not yet: {text}")
    before = state.saved.profile
    mastered = fields.get("mastered") == "yes"
    said = _said(fields, plan.make(before, catalog))
    after = plan.next_week(before, _ANSWERS[answer], catalog, mastered=mastered, said=said)
    told = {
        change.slug: review.change_words(
            change, review.of(state.log.value, state.saved, event, catalog), catalog
        )
        for change in plan.changes(before, said, catalog)
        if answer != "flare" or change.said == "hurt"
    }
    state = _calm(
        replace(
            state,
            saved=Saved(profile=after, since=event.at),
            notices=view.what_changed(before, after, catalog, told),
        )
    )
    state, effects = _kept(state)
    return state, (*effects, Announce(text=f"This is week {after.week}."), Focus(selector=TITLE))


def _said(fields: Mapping[str, Json], week: Week) -> dict[str, diary_entries.Said]:
    """Return what was said of the week's exercises."""
    return {
        item.exercise.slug: word
        for item in week.session
        for word in diary_entries.SAID
        if fields.get(f"said-{item.exercise.slug}") == word
    }


def _not_yet(state: State, fields: Mapping[str, Json], text: str, said: str) -> Step:
    """Ask once more how the week was; what was answered stays."""
    error = form.FieldError(field="answer", label="This week", text=text)
    return (
        replace(state, checking=True, errors=(error,), entries=fields),
        (Announce(text=said, urgent=True), Focus(selector=ERRORS)),
    )


_ANSWERS: Mapping[str, plan.Answer] = {"fine": "fine", "same": "same", "flare": "flare"}


def _take_plan(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the plan that was offered in the place of the reader's own. The safety questions come next."""
    profile = sharing.accepted(state, catalog)
    if profile is None:
        return state, ()
    saved, notices = store.mend(Saved(profile=profile, since=event.at), catalog)
    state, left = _without_draft(sharing.closed(state))
    state = _calm(replace(state, saved=saved, mode="ask", notices=(TAKEN, *notices)))
    state, effects = _kept(state)
    return state, (*left, *effects, Announce(text=TAKEN), Focus(selector=QUESTIONS))


def _leave_prescribed(state: State, _event: Event, catalog: Catalog) -> Step:
    """Go back from a prepared plan to a week of the planner's own."""
    profile = state.saved.profile
    if profile.prescribed is None:
        return state, ()
    own = replace(profile, prescribed=None, days=rules.spread(profile.level, catalog), rest=())
    return _changed(state, "The prepared plan is put away. This week is the planner's own.", own, TITLE)


def _ask_restart(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(_calm(state), restarting=True), (Focus(selector=RESTART),)


def _keep_plan(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, restarting=False), (Focus(selector=RESTART),)


def _start_over(state: State, _event: Event, catalog: Catalog) -> Step:
    """Forget all that the planner has kept on the device, also from another tab, after the reader confirmed it."""
    if not state.restarting:
        return state, ()
    shared = replace(state.sharing, agenda=agenda.Agenda(), offer=None, open=False)
    fresh = State(saved=Saved(profile=plan.newcomer(catalog)), mode="sample", sharing=shared, log=state.log)
    forgotten = (Save(key=key, text=None) for key in (KEY, BACKUP_KEY, DRAFT_KEY, agenda.KEY))
    said = Announce(text="Your plan is deleted from this device.")
    return fresh, (*forgotten, said, Focus(selector=TITLE))


def _dismiss(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, notices=()), (Focus(selector=TITLE),)


def _wake(state: State, event: Event, catalog: Catalog) -> Step:
    return sharing.fetch_code(state, event, catalog) if sharing.wants_code(state) else (state, ())


def _nothing(state: State, _event: Event, _catalog: Catalog) -> Step:
    return state, ()


_ALWAYS: Mapping[str, Handler] = {
    "stored": _from_another_tab,
    "saved": _log_saved,
    "wake": _wake,
    "disconnect": _nothing,
    "dismiss": _dismiss,
    "take-plan": _take_plan,
    **sharing.ALWAYS,
}
_FORM: Mapping[str, Handler] = {"draft": _keep_draft, "save": _save, "fix": _fix}
_RESTART: Mapping[str, Handler] = {
    "ask-restart": _ask_restart,
    "keep-plan": _keep_plan,
    "start-over": _start_over,
}

EVENTS: Mapping[Mode, Mapping[str, Handler]] = {
    "sample": {**_ALWAYS, **_FORM, "empty-form": _empty_form, "print": sharing.print_week},
    "ask": {**_ALWAYS, **_FORM, **_RESTART, "empty-form": _empty_form, "print": sharing.print_week},
    "stopped": {**_ALWAYS, "answer-again": _answer_again},
    "editing": {**_ALWAYS, **_FORM, "leave-form": _leave_form},
    "mine": {
        **_ALWAYS,
        **_RESTART,
        **sharing.MINE,
        "print": sharing.print_week,
        "leave-prescribed": _leave_prescribed,
        "edit": _edit,
        "tick": _tick,
        "tick-day": _tick_day,
        "again": _again,
        "know": _know,
        "two-routines": _two_routines,
        "one-routine": _one_routine,
        "open-outlook": _open_outlook,
        "close-outlook": _close_outlook,
        "print-outlook": _print_outlook,
        "repeat": _repeat,
        "move-day": _move_day,
        "toggle-rest": _toggle_rest,
        "open-swap": _open_swap,
        "swap": _swap,
        "leave-out": _leave_out,
        "bring-back": _bring_back,
        "set-new": _set_new,
        "open-check": _open_check,
        "close-check": _close_check,
        "check-in": _check_in,
    },
}
"""What each mode answers to. One test walks every mode and event."""

NAMES = frozenset(name for handlers in EVENTS.values() for name in handlers)
