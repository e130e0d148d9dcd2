"""The page of a link or a file: what came in, and once it is taken the safety questions. Values, no HTML.

Nothing else stands on it: a sample week beside a clinician's plan would compete with it.
"""

from __future__ import annotations

from typing import Any

from widgets.catalog import Catalog
from widgets.language import _
from widgets.plan import remarks, sheet, take
from widgets.plan.shared import SharedPlan
from widgets.plan.values import Course
from widgets.plan.verdict_words import Told
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.words import short_weekday

TEMPLATE = "planner/templates/link.html.j2"


def alone(state: State) -> bool:
    """Return whether a plan that came in has the view to itself: until it is refused, or its questions are answered."""
    sharing, course = state.sharing, state.course
    waits = state.mode == "ask" and bool(state.taken or course.profile.prescribed or course.wishes)
    return sharing.offer is not None or bool(sharing.problem) or waits


def facts(state: State, catalog: Catalog) -> dict[str, Any]:
    """Return what the template shows beside the planner's own facts."""
    offer = state.sharing.offer
    if offer is not None:
        course = take.taken(offer.plan, state.course, catalog)
        return {
            "stage": "offer",
            "title": _title(offer.source),
            "source": offer.source,
            "overwrites": state.mode in {"mine", "editing", "ask"},
            **_plan(offer.plan, course, catalog),
        }
    if state.sharing.problem:
        return {"stage": "problem", "given": None}
    given = state.course.profile.prescribed
    plan = _plan(given, state.course, catalog) if given else {"given": None}
    return {"stage": "questions", "source": "link", "title": _title("link"), **plan}


def _title(source: str) -> str:
    return _("A plan from a file") if source == "file" else _("A plan from a link")


def _plan(given: SharedPlan, course: Course, catalog: Catalog) -> dict[str, Any]:
    week = make(course, catalog)
    said = remarks.beyond_kept(course, catalog)
    return {
        "given": given,
        "course": course,
        "week": week,
        "days": [{"day": day} for day in week.days],
        "on": [short_weekday(day) for day in course.profile.days],
        "density": sheet.density(week, course.profile),
        "conflicts": [Told.of(one, catalog) for one in said if one.kind == "ask"],
        "otherwise": [Told.of(one, catalog) for one in said if one.kind != "ask"],
        "stands_open": given.prepared and remarks.stands_open(given, course, catalog),
    }
