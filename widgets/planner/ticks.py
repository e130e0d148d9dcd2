"""Events of the boxes of a week: a tick is saved in the plan and in the log."""

from __future__ import annotations

from dataclasses import replace

from widgets import days
from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.language import _
from widgets.plan import boxes, dates
from widgets.plan.values import DAYS_IN_WEEK, Course, Day, session_seconds
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.planner.steps import TODAY, Step, saving
from widgets.protocol import Announce, Event, Focus


def _ticked(state: State, done: tuple[str, ...], weekday: int, event: Event, catalog: Catalog) -> Step:
    """Return the state with other ticks, stored. A day is logged once all of its boxes are ticked.

    So the log has what was done on paper or without the player. A day still to come is only ticked. A day whose session
    or walk is in the log already is not logged again.
    """
    state, effects = saving(replace(state, saved=replace(state.saved, done=done)))
    course = state.course
    date_of = _date_of(weekday, state, event)
    week = make(course, catalog)
    day = next(day for day in week.days if day.weekday == weekday)
    if day.kind == "rest" or date_of > event.day:
        return state, effects
    kind: diary_entries.Kind = "walk" if day.kind == "walk" else "session"
    log, id_ = state.log.value, diary_entries.box_id(date_of, kind)
    after = log.without(id_)
    if boxes.day_state(day, done) == "true" and not any(
        entry.kind == kind and entry.day == date_of for entry in after.entries
    ):
        at = event.at if date_of == event.day else days.noon(date_of, event.zone)
        after = after.with_entry(_entry_of(day, date_of, at, id_, course))
    if after.entries == log.entries:
        return state, effects
    kept, saves = state.log.saving(after)
    return replace(state, log=kept), (*effects, *saves)


def _date_of(weekday: int, state: State, event: Event) -> str:
    """Return the date of a box: that of its weekday in this week, also when the week is over.

    Where nobody knows when the week began, it is the calendar week of today.
    """
    week = dates.span(state.saved.since, event.zone)
    if week is not None:
        return week.date_of(weekday)
    first = state.course.profile.week_start
    return days.shifted(days.week_start(event.day, first), (weekday - first) % DAYS_IN_WEEK)


def _entry_of(day: Day, date_of: str, at: float, id_: str, course: Course) -> diary_entries.Entry:
    """Return the entry of a day whose boxes are all ticked, with the times that were planned."""
    if day.kind == "walk":
        return replace(
            diary_entries.walked(date_of, at, day.walk_minutes, "planner", id_),
            week=min(course.week, diary_entries.COUNT_MOST),
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
        week=min(course.week, diary_entries.COUNT_MOST),
    )


def tick(state: State, event: Event, catalog: Catalog) -> Step:
    """Tick a box of the week, or take the tick back."""
    value = event.value
    if not isinstance(value, str) or value not in boxes.boxes(make(state.course, catalog)):
        return state, ()
    done = state.saved.done
    done = tuple(box for box in done if box != value) if value in done else (*done, value)
    return _ticked(state, done, int(value.partition(":")[0]), event, catalog)


def walked(state: State, event: Event, catalog: Catalog) -> Step:
    """Tick today's walk by the button of today's card. The button disappears, so the card's heading gets the focus."""
    if event.value in state.saved.done:
        return state, ()
    after, effects = tick(state, event, catalog)
    if after == state:
        return state, ()
    return after, (*effects, Announce(text=_("You walked today.")), Focus(selector=TODAY))


def tick_day(state: State, event: Event, catalog: Catalog) -> Step:
    """Tick every box of a day's session, or take all the ticks back where none is missing."""
    week = make(state.course, catalog)
    for day in week.exercise_days:
        if event.value == day.weekday and not isinstance(event.value, bool):
            keys = [box.key for box in boxes.day_boxes(day)]
            done = tuple(box for box in state.saved.done if box not in keys)
            if boxes.day_state(day, state.saved.done) != "true":
                done = (*done, *keys)
            return _ticked(state, done, day.weekday, event, catalog)
    return state, ()
