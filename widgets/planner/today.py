"""What stands first in the planner of who has a plan: a week that is over, or today. Values for the template; no HTML.

Wording is in `words`, here and in `widgets.plan`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from widgets import days as calendar
from widgets.catalog import Catalog, Exercise
from widgets.language import _
from widgets.plan import dates, edits, review
from widgets.plan import words as told
from widgets.plan.boxes import day_state, walk_box
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.values import WARM_START, Course, Day, Week, session_seconds
from widgets.planner import words
from widgets.planner.state import State
from widgets.words import about_minutes, long_day, short_day, weekday


@dataclass(frozen=True, kw_only=True, slots=True)
class _Noon:
    """Noon of the reader's day: their log is read by days."""

    at: float
    zone: int


def over(state: State, catalog: Catalog) -> dict[str, Any] | None:
    """Return what is said of a week that is over, and whether its sessions may be repeated; None where it is not."""
    week = state.span
    if week is None or not week.over(state.day):
        return None
    done = dates.tally(state.log.value, state.saved, week, state.day, catalog)
    first, second = told.week_over(state.course.week, done)
    noon = _Noon(at=calendar.noon(state.day, state.zone), zone=state.zone)
    return {
        "title": first,
        "done": second,
        "question": _(told.HOW_WAS_IT),
        "stands": review.stands(state.log.value, state.saved, noon, catalog),
    }


def card(state: State, days: Sequence[Day]) -> dict[str, Any] | None:
    """Return today's part of a plan; None where no clock was asked."""
    if state.today is None or not state.day:
        return None
    today = next((day for day in days if day.weekday == state.today), None)
    if today is None:
        return None
    return {
        "day": today,
        "title": _(
            "Today, {weekday}, {day}", weekday=weekday(state.day), day=short_day(state.day, state.day)
        ),
        "minutes": about_minutes(session_seconds(today.items)) if today.items else "",
        "done": bool(today.items or today.kind == "walk") and day_state(today, state.saved.done) == "true",
        "walk": walk_box(today) if today.kind == "walk" else None,
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
    """Return the exercises of which to ask whether they are easy: of a friend's week, or known before a long break."""
    asked = () if course.none_easy else (*course.wishes, *course.once_known)
    learnable = {exercise.slug: exercise for exercise in edits.learnable(course, catalog)}
    return [learnable[slug] for slug in dict.fromkeys(asked) if slug in learnable and slug != WARM_START]


def closed_wishes(course: Course, catalog: Catalog) -> str:
    """Return which exercises of a friend's week the reader's own answers close; empty where there are none."""
    if course.week > 1 or not course.wishes:
        return ""
    open_now = {exercise.slug for exercise in edits.learnable(course, catalog)} | {*course.known, WARM_START}
    return words.closed_wishes([told.name(slug, catalog) for slug in course.wishes if slug not in open_now])
