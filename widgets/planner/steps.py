"""Steps that several events of the planner share: announce, close panels, change the profile, and save the plan.

It answers no event by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import fill
from widgets.plan.store import Saved
from widgets.plan.values import Course, Profile
from widgets.plan.week import make
from widgets.planner.notices import News, Notice, said
from widgets.planner.state import Mode, State
from widgets.protocol import Announce, Effect, Event, Focus

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

TITLE = ".ns-planner__title"
QUESTIONS = "#ns-planner-questions"
ERRORS = ".ns-planner__errors"
"""Where the focus goes after a change of the whole view, and after a form with errors."""

TODAY = ".ns-today__title"
AHEAD = ".ns-planner__ahead h3"
SHOW_AHEAD = "[data-on-click=open-outlook]"
ROUTINE = ".ns-planner__routine h3"
NEW = ".ns-planner__new select"
CHECK = ".ns-planner__check h3"
OPEN_CHECK = "[data-on-click=open-check]"
RESTART = ".ns-planner__restart h3"
ASK_RESTART = "[data-on-click=ask-restart]"
"""Where the focus goes when the control that had it is gone: to the head of its part, or back to what opened that."""


def saving(state: State) -> Step:
    """Return the state with its plan stored, and the save."""
    kept, effects = state.kept.saving(state.saved)
    return replace(state, kept=kept), effects


def announced(state: State, news: Notice, catalog: Catalog) -> Step:
    """Return the state with a notice that is seen and heard, seen once however often it comes."""
    notices = tuple(dict.fromkeys((*state.notices, news)))
    return replace(state, notices=notices), (Announce(text=said(news, catalog)),)


def unasked(state: State, catalog: Catalog) -> Mode:
    """Return the mode before the safety questions are answered: `ask` where answers are kept, else the sample."""
    return "sample" if state.saved == Saved(course=fill.newcomer(catalog)) else "ask"


def calm(state: State) -> State:
    """Close every panel; forget errors and half-made answers."""
    return replace(state, entries=None, also=(), errors=(), swapping=None, checking=False, restarting=False)


# --- the week


def dropped(before: Course, after: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return the exercises that one course's week has and the other's has not."""
    was, now = ([item.exercise.slug for item in make(one, catalog).session] for one in (before, after))
    return tuple(slug for slug in was if slug not in now)


def changed(state: State, said: str, course: Course, focus: str, stays: tuple[News, ...] = ()) -> Step:
    """Return the state with a changed course, kept on the device, say so, and keep the focus near.

    What stays to be read takes the place of the notices.
    """
    state = replace(state, notices=stays or state.notices)
    state, effects = saving(replace(state, saved=replace(state.saved, course=course), swapping=None))
    return state, (*effects, Announce(text=said), Focus(selector=focus))


def with_profile(course: Course, profile: Profile) -> Course:
    """Return a course with answers that change none of its exercises: days, rest, a second round."""
    return replace(course, profile=profile)
