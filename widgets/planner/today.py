"""The first part of a reader's planner: a week that is over, or today. Values for the template; no HTML.

The words are in `widgets.planner.words` and `widgets.plan.words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from widgets import days as calendar
from widgets.catalog import Catalog, Exercise
from widgets.language import _
from widgets.plan import dates, edits, limits, review, review_words
from widgets.plan import words as told
from widgets.plan.boxes import day_state, walk_box
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.values import WARM_START, Course, Day, Week, session_seconds
from widgets.planner import words
from widgets.planner.state import State
from widgets.protocol import Event
from widgets.words import about_minutes, long_day, short_day, weekday


@dataclass(frozen=True, kw_only=True, slots=True)
class _Noon:
    """Noon of the reader's day: the log is read by days."""

    at: float
    zone: int


def _noon(state: State) -> _Noon:
    return _Noon(at=calendar.noon(state.day, state.zone), zone=state.zone)


def dated(state: State, event: Event) -> State:
    """Return the state with the weekday of the reader's clock, and when that day ends."""
    shared = replace(state.sharing, today=event.day)
    return replace(
        state,
        today=date.fromisoformat(event.day).weekday(),
        day=event.day,
        zone=event.zone,
        wait=limits.days_to_wait(state.saved.since, event.at),
        midnight=calendar.next_midnight(event.at, event.zone),
        sharing=shared,
    )


def over(state: State, catalog: Catalog) -> dict[str, Any] | None:
    """Return the values of a week that is over, with whether its sessions may be repeated; None for any other."""
    week = state.span
    if week is None or not week.over(state.day):
        return None
    done = dates.tally(state.log.value, state.saved, week, state.day, catalog)
    first, second = review_words.week_over(state.course.week, done)
    return {
        "title": first,
        "done": second,
        "question": _(review_words.HOW_WAS_IT),
        "stands": review.stands(state.log.value, state.saved, _noon(state), catalog),
    }


def card(state: State, days: Sequence[Day], catalog: Catalog) -> dict[str, Any] | None:
    """Return the values of today's card; None before any event."""
    if state.today is None or not state.day:
        return None
    today = next((day for day in days if day.weekday == state.today), None)
    if today is None:
        return None
    hurt = review.hurt(state.log.value, state.saved, _noon(state))
    held = [item.exercise.slug for item in today.items if item.exercise.slug in hurt]
    today = replace(today, items=tuple(item for item in today.items if item.exercise.slug not in hurt))
    return {
        "day": today,
        "title": _(
            "Today, {weekday}, {day}", weekday=weekday(state.day), day=short_day(state.day, state.day)
        ),
        "minutes": about_minutes(session_seconds(today.items)) if today.items else "",
        "done": bool(today.items or today.kind == "walk") and day_state(today, state.saved.done) == "true",
        "walk": walk_box(today) if today.kind == "walk" else None,
        "hurt": review_words.left_out_now(held, catalog),
        "next": _next(state, days),
    }


def _next(state: State, days: Sequence[Day]) -> str:
    """Return when the next session is, on a day without one or with one that is done: `Wednesday, Dec 2`."""
    later = [
        (day.weekday - (state.today or 0)) % 7
        for day in days
        if day.items and day.weekday != state.today and day_state(day, state.saved.done) != "true"
    ]
    if not later:
        return ""
    return long_day(calendar.shifted(state.day, min(later)), state.day)


def may_be_gradual(course: Course, week: Week) -> bool:
    """Return whether a first set may still begin with one exercise and add one in each session."""
    return course.week == 1 and course.shown is None and week.starter and len(week.session) > 1


def one_more(course: Course, catalog: Catalog) -> bool:
    """Return whether the week after a fine one has a new exercise, or may have one."""
    after, _changes = next_week(course, Answers(word="fine"), NOTHING_MISSED, catalog)
    return after.new is not None or bool(edits.new_choices(after, catalog))


def easy_question(course: Course, catalog: Catalog) -> list[Exercise]:
    """Return the exercises to ask about, whether they are easy: wishes, or those known before a long break."""
    asked = () if course.none_easy else (*course.wishes, *course.once_known)
    learnable = {exercise.slug: exercise for exercise in edits.learnable(course, catalog)}
    return [learnable[slug] for slug in dict.fromkeys(asked) if slug in learnable and slug != WARM_START]


def closed_wishes(course: Course, catalog: Catalog) -> str:
    """Return the wishes that the reader's own answers exclude, in a sentence; empty for none."""
    if course.week > 1 or not course.wishes:
        return ""
    open_now = {exercise.slug for exercise in edits.learnable(course, catalog)} | {*course.known, WARM_START}
    return words.closed_wishes([told.name(slug, catalog) for slug in course.wishes if slug not in open_now])
