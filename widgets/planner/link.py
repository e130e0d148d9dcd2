"""The page of a plan from a link or a file: the offer, and once it is taken the safety questions. Values, no HTML.

The planner shows nothing else then: a sample week beside a clinician's plan would compete with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from widgets.catalog import Catalog
from widgets.language import _
from widgets.plan import remarks, sheet, take
from widgets.plan.shared import SharedPlan
from widgets.plan.values import Course
from widgets.plan.verdict_words import Told
from widgets.plan.verdicts import Outcome
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.words import short_weekday

TEMPLATE = "planner/templates/link.html.j2"

SHORT_NOTES = 160
"""Letters of all notes on exercises together, up to which each stands with its exercise. This site's own choice."""


def alone(state: State) -> bool:
    """Return whether the view shows only the plan that came in: until it is refused, or its questions are answered."""
    sharing, course = state.sharing, state.course
    waits = state.mode == "ask" and bool(state.taken or course.profile.prescribed or course.wishes)
    return sharing.offer is not None or bool(sharing.problem) or waits


def facts(state: State, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values that the planner's own facts lack."""
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
        "otherwise": [Told.of(_once(one), catalog) for one in said if one.kind != "ask"],
        "short_notes": sum(len(item.note) for item in week.session) <= SHORT_NOTES,
        "stands_open": given.prepared and remarks.stands_open(given, course, catalog),
    }


def _once(outcome: Outcome) -> Outcome:
    """Return an outcome without its exercise's note, which the page has already."""
    return replace(outcome, facts={**outcome.facts, "note": ""}) if "note" in outcome.facts else outcome
