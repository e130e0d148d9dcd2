"""A week without any exercise: which answer excludes what, what to get or to ask, and what can still be done.

Values for the template; no HTML.
"""

from __future__ import annotations

from typing import Any

from widgets.catalog import Catalog
from widgets.plan import admission, edits
from widgets.plan import words as told
from widgets.plan.values import WARM_START, Course, Week


def facts(course: Course, week: Week, catalog: Catalog) -> dict[str, Any] | None:
    """Return the template's values of an empty week; None for a week with exercises."""
    if week.session:
        return None
    closed: list[dict[str, Any]] = [
        {"exercise": exercise, "why": " ".join(dict.fromkeys(why))}
        for exercise, why in told.closed(course, catalog)
        if why
    ]
    item = None if course.profile.prescribed else admission.one_thing_to_get(course, catalog)
    walk = next((day.walk_minutes for day in week.walking_days), 0)
    health = any(
        any(admission.no_condition_leaves_it_out(one["exercise"], course, catalog)) for one in closed
    )
    return {
        "closed": closed,
        "ask": health or bool(course.hurt),
        "item": None if item is None else told.item_words(item[0], catalog),
        "walk": walk,
        "neutral": _neutral(course, catalog),
    }


def _neutral(course: Course, catalog: Catalog) -> Any:  # noqa: ANN401 - an exercise or none
    """Return finding neutral if the reader's health answers allow it and it did not hurt; else None."""
    found = next((one for one in catalog.exercises if one.slug == WARM_START), None)
    if found is None or WARM_START in course.hurt or edits.holds(course, WARM_START, catalog):
        return None
    return None if any(admission.no_condition_leaves_it_out(found, course, catalog)) else found
