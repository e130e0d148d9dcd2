"""Events that change a week by hand: days, swaps, exercises left out, brought back or added, one routine or two."""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.language import _
from widgets.plan import edits, grow, limits, prescribed
from widgets.plan.values import DAYS_IN_WEEK
from widgets.plan.week import make
from widgets.planner import form, notices, today, words
from widgets.planner.notices import News, Notice
from widgets.planner.state import State
from widgets.planner.steps import NEW, ROUTINE, TITLE, Step, announced, changed, dropped, with_profile
from widgets.protocol import Event
from widgets.words import weekday_name


def move_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Move an exercise day (`0:1`: Monday to Tuesday) to a day that keeps the rest days."""
    profile = state.course.profile
    for day in profile.days:
        for target in limits.movable(day, profile, catalog):
            if event.value == f"{day}:{target}":
                moved = tuple(sorted({*profile.days, target} - {day}))
                rest = tuple(other for other in profile.rest if other != target)
                said = _("{day} moved to {other}.", day=weekday_name(day), other=weekday_name(target))
                made = profile.prescribed
                made = None if made is None else prescribed.moved(made, day, target)
                profile = replace(profile, days=moved, rest=rest, prescribed=made)
                return changed(state, said, with_profile(state.course, profile), _on_day(target))
    return state, ()


def toggle_rest(state: State, event: Event, _catalog: Catalog) -> Step:
    """Rest instead of walking on a day, or walk again."""
    profile, value = state.course.profile, event.value
    if value not in range(DAYS_IN_WEEK) or isinstance(value, bool) or value in profile.days:
        return state, ()
    day = int(str(value))
    link = f'.ns-days__row[data-day="{day}"] .ns-link'
    if day in profile.rest:
        rest = tuple(other for other in profile.rest if other != day)
        after = with_profile(state.course, replace(profile, rest=rest))
        return changed(state, _("{day}: walk.", day=weekday_name(day)), after, link)
    rest = tuple(sorted((*profile.rest, day)))
    said = _("{day}: rest.", day=weekday_name(day))
    return changed(state, said, with_profile(state.course, replace(profile, rest=rest)), link)


def _on_day(weekday: int) -> str:
    """Return the selector of a day's name."""
    return f'.ns-day[data-day="{weekday}"] .ns-day__name'


def open_swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Show what may take an exercise's place."""
    value = event.value
    slugs = {item.exercise.slug for item in make(state.course, catalog).session}
    if not isinstance(value, str) or value not in slugs:
        return state, ()
    return replace(state, swapping=None if value == state.swapping else value), ()


def swap(state: State, event: Event, catalog: Catalog) -> Step:
    """Put one allowed exercise in the place of the one whose choices are open."""
    course, out = state.course, state.swapping
    for exercise in edits.choices(course, catalog):
        if exercise.slug == event.value and out is not None:
            bare = edits.without(course, out, catalog)
            if not edits.fits(bare, exercise, catalog):
                news = Notice("too-long", (exercise.slug,), number=course.profile.session_minutes)
                return announced(state, news, catalog)
            text = _("{exercise} is in your week now.", exercise=exercise.name)
            return changed(state, text, edits.swapped(course, out, exercise, catalog), ROUTINE)
    return state, ()


def leave_out(state: State, event: Event, catalog: Catalog) -> Step:
    """Take an exercise out of the week until it is brought back."""
    for item in make(state.course, catalog).session:
        if item.exercise.slug == event.value:
            said = _("{exercise} is left out.", exercise=item.exercise.name)
            return changed(state, said, edits.without(state.course, item.exercise.slug, catalog), ROUTINE)
    return state, ()


def bring_back(state: State, event: Event, catalog: Catalog) -> Step:
    """Put an exercise that was left out back into the week, or only among the choices if it does not fit."""
    if event.value not in state.course.out:
        return state, ()
    exercise = catalog.exercise(str(event.value))
    after = edits.brought_back(state.course, exercise.slug, catalog)
    if edits.holds(after, exercise.slug, catalog):
        text = _("{exercise} is back in your week.", exercise=exercise.name)
        return changed(state, text, after, ROUTINE)
    news = Notice("choice", (exercise.slug,))
    return changed(state, notices.said(news, catalog), after, ROUTINE, (news,))


def set_new(state: State, event: Event, catalog: Catalog) -> Step:
    """Choose this week's one new exercise, or none."""
    course, value = state.course, event.value
    if value is None or value == "":
        return changed(state, _("No new exercise this week."), edits.with_new(course, None, catalog), NEW)
    for exercise in edits.new_choices(course, catalog):
        if exercise.slug == value:
            after = edits.with_new(course, exercise.slug, catalog)
            if after.new != exercise.slug:
                return announced(state, Notice("no-room", (exercise.slug,)), catalog)
            out = dropped(edits.with_new(course, None, catalog), after, catalog)
            news = Notice("new", (exercise.slug,), out)
            return changed(state, notices.said(news, catalog), after, NEW, (news,) if out else ())
    return state, ()


def raise_level(state: State, _event: Event, catalog: Catalog) -> Step:
    """Take the next level, which is offered."""
    offer = grow.level_offer(state.course, catalog)
    if offer is None or offer.closed_by is not None:
        return state, ()
    after, changes = grow.raised(state.course, catalog)
    news: tuple[News, ...] = (Notice("level", number=offer.level), *changes)
    return changed(state, " ".join(notices.words(news, catalog)), after, TITLE, news)


def one_at_a_time(state: State, _event: Event, catalog: Catalog) -> Step:
    """Begin a first set with one exercise, and add one in each session."""
    course = state.course
    if not today.may_be_gradual(course, make(course, catalog)):
        return state, ()
    profile = replace(course.profile, one_at_a_time=True)
    after = edits.answered_anew(course, profile, catalog)
    return changed(state, words.one_at_a_time(make(after, catalog)), after, ROUTINE)


def again(state: State, _event: Event, catalog: Catalog) -> Step:
    """Plan a second round later in the day, or one round only."""
    course = state.course
    week = make(course, catalog)
    if week.again:
        one = with_profile(course, replace(course.profile, again=False))
        return changed(state, _("One round a day."), one, TITLE)
    if not limits.may_repeat(course, week.routines, catalog):
        return state, ()
    said = _("There is a second round on each exercise day now, some hours after the first.")
    return changed(state, said, with_profile(course, replace(course.profile, again=True)), TITLE)


def know(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the exercises that the reader knows already, and fill the week with them."""
    fields = event.value if isinstance(event.value, dict) else {}
    before = state.course
    if before.in_flare:
        return state, ()
    learnable = edits.learnable(before, catalog)
    by_hand = [e.slug for e in learnable if fields.get(f"known-{e.slug}") not in {None, False, ""}]
    implied = form.easier_of(by_hand, catalog)
    ticked = [e for e in learnable if e.slug in {*by_hand, *implied}]
    if not ticked:
        return announced(state, Notice("none-ticked"), catalog)
    news = Notice("easy", tuple(exercise.slug for exercise in ticked))
    after = edits.with_known(before, news.slugs, catalog)
    return changed(state, notices.said(news, catalog), after, TITLE, (news,))


def none_easy(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Take the answer that none of the exercises asked about is easy. The question does not come again."""
    said = _("None of them is easy yet. They come in one a week.")
    return changed(state, said, replace(state.course, none_easy=True), TITLE)


def two_routines(state: State, _event: Event, catalog: Catalog) -> Step:
    """Make two routines that take turns."""
    if not edits.may_take_turns(state.course, catalog):
        return state, ()
    return changed(state, _("Two routines take turns now."), edits.in_turns(state.course, catalog), ROUTINE)


def one_routine(state: State, _event: Event, catalog: Catalog) -> Step:
    """Do the first of two routines on every exercise day."""
    course = state.course
    if len(make(course, catalog).routines) == 1:
        return state, ()
    after = edits.in_one(course, catalog)
    news = Notice("one-routine", out=dropped(course, after, catalog))
    return changed(state, notices.said(news, catalog), after, ROUTINE, (news,) if news.out else ())


def leave_prescribed(state: State, _event: Event, catalog: Catalog) -> Step:
    """Go back from a prepared plan to a week of the planner's own."""
    if state.course.profile.prescribed is None:
        return state, ()
    own = edits.back_to_own(state.course, catalog)
    said = _("The prepared plan is put away. This week is the planner's own.")
    return changed(state, said, own, TITLE)
