"""Events that change a week by hand: days, swaps, exercises left out, brought back or added, one routine or two."""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import limits, plan
from widgets.plan.values import DAYS_IN_WEEK, WEEKDAYS
from widgets.planner.state import State
from widgets.planner.steps import NEW, ROUTINE, TITLE, Step, announced, changed, dropped
from widgets.protocol import Event


def move_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Move an exercise day (`0:1`: Monday to Tuesday) to a day that keeps the rest days."""
    profile = state.saved.profile
    for day in profile.days:
        for target in limits.movable(day, profile, catalog):
            if event.value == f"{day}:{target}":
                moved = tuple(sorted({*profile.days, target} - {day}))
                rest = tuple(other for other in profile.rest if other != target)
                said = f"{WEEKDAYS[day]} moved to {WEEKDAYS[target]}."
                return changed(state, said, replace(profile, days=moved, rest=rest), _on_day(target))
    return state, ()


def toggle_rest(state: State, event: Event, _catalog: Catalog) -> Step:
    """Rest instead of walking on a day, or walk again."""
    profile, value = state.saved.profile, event.value
    if value not in range(DAYS_IN_WEEK) or isinstance(value, bool) or value in profile.days:
        return state, ()
    day = int(str(value))
    link = f'.ns-days__row[data-day="{day}"] .ns-link'
    if day in profile.rest:
        rest = tuple(other for other in profile.rest if other != day)
        return changed(state, f"{WEEKDAYS[day]}: walk.", replace(profile, rest=rest), link)
    rest = tuple(sorted((*profile.rest, day)))
    return changed(state, f"{WEEKDAYS[day]}: rest.", replace(profile, rest=rest), link)


def _on_day(weekday: int) -> str:
    """Return the selector of a day's name."""
    return f'.ns-day[data-day="{weekday}"] .ns-day__name'


def open_swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Show what may take an exercise's place."""
    value = event.value
    slugs = {item.exercise.slug for item in plan.make(state.saved.profile, catalog).session}
    if not isinstance(value, str) or value not in slugs:
        return state, ()
    return replace(state, swapping=None if value == state.swapping else value), ()


def swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Put one allowed exercise in the place of the one whose choices are open."""
    profile, out = state.saved.profile, state.swapping
    for exercise in plan.choices(profile, catalog):
        if exercise.slug == event.value and out is not None:
            after = plan.swapped(profile, out, exercise, catalog)
            if not plan.holds(after, exercise.slug, catalog):
                said = f"{exercise.name} takes too long for your {profile.session_minutes} minutes beside the others."
                return announced(state, said)
            said = f"{exercise.name} is in your week now."
            gone = dropped(plan.without(profile, out, catalog), after, catalog)
            return changed(state, said, after, ROUTINE, gone)
    return state, ()


def leave_out(state: State, event: Event, catalog: Catalog) -> Step:
    """Take an exercise out of the week until it is brought back."""
    profile = state.saved.profile
    for item in plan.make(profile, catalog).session:
        if item.exercise.slug == event.value:
            said = f"{item.exercise.name} is left out."
            return changed(state, said, plan.without(profile, item.exercise.slug, catalog), ROUTINE)
    return state, ()


def bring_back(state: State, event: Event, catalog: Catalog) -> Step:
    """Put an exercise that was left out back into the week, or among what may be chosen where it does not fit."""
    if event.value not in state.saved.profile.skipped:
        return state, ()
    exercise = catalog.exercise(str(event.value))
    profile = plan.brought_back(state.saved.profile, exercise.slug, catalog)
    back = plan.holds(profile, exercise.slug, catalog)
    said = f"{exercise.name} is back in your week." if back else f"{exercise.name} may be chosen again."
    if not back:
        state = replace(state, notices=(said,))
    return changed(state, said, profile, ROUTINE, dropped(state.saved.profile, profile, catalog))


def set_new(state: State, event: Event, catalog: Catalog) -> Step:
    """Choose this week's one new exercise, or none."""
    profile, value = replace(state.saved.profile, new=None), event.value
    if value is None or value == "":
        return changed(state, "No new exercise this week.", plan.with_new(profile, None, catalog), NEW)
    for exercise in plan.new_choices(profile, catalog):
        if exercise.slug == value:
            after = plan.with_new(profile, exercise.slug, catalog)
            said = f"{exercise.name} is this week's new exercise."
            return changed(state, said, after, NEW, dropped(profile, after, catalog))
    return state, ()


def again(state: State, _event: Event, catalog: Catalog) -> Step:
    """Plan a second round later in the day, or one round only."""
    profile = state.saved.profile
    week = plan.make(profile, catalog)
    if week.again:
        return changed(state, "One round a day.", replace(profile, again=False), TITLE)
    if not limits.may_repeat(profile, week.routines, catalog):
        return state, ()
    said = "There is a second round on each exercise day now, some hours after the first."
    return changed(state, said, replace(profile, again=True), TITLE)


def know(state: State, event: Event, catalog: Catalog) -> Step:
    """Take in what the reader does already, and fill the week with it."""
    fields = event.value if isinstance(event.value, dict) else {}
    before = state.saved.profile
    if before.flare:
        return state, ()
    ticked = [
        e for e in plan.learnable(before, catalog) if fields.get(f"known-{e.slug}") not in (None, False, "")
    ]
    if not ticked:
        return announced(state, "Tick at least one exercise that you do already.")
    after = plan.with_known(before, [exercise.slug for exercise in ticked], catalog)
    names = ", ".join(exercise.name for exercise in ticked)
    told = (f"You do these already: {names}. Your week is made with them.",)
    return changed(replace(state, notices=told), told[0], after, TITLE)


def two_routines(state: State, _event: Event, catalog: Catalog) -> Step:
    """Make two routines that take turns."""
    profile = state.saved.profile
    if not plan.may_take_turns(profile, catalog):
        return state, ()
    return changed(state, "Two routines take turns now.", plan.in_turns(profile, catalog), ROUTINE)


def one_routine(state: State, _event: Event, catalog: Catalog) -> Step:
    """Do the first of two routines on every exercise day."""
    profile = state.saved.profile
    if len(plan.make(profile, catalog).routines) == 1:
        return state, ()
    after = plan.in_one(profile, catalog)
    return changed(
        state, "One routine for every exercise day.", after, ROUTINE, dropped(profile, after, catalog)
    )


def leave_prescribed(state: State, _event: Event, catalog: Catalog) -> Step:
    """Go back from a prepared plan to a week of the planner's own."""
    profile = state.saved.profile
    if profile.prescribed is None:
        return state, ()
    own = replace(profile, prescribed=None, days=limits.spread(profile.level, catalog), rest=())
    return changed(state, "The prepared plan is put away. This week is the planner's own.", own, TITLE)
