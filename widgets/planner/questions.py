"""The planner's form to HTML. What is entered is read by `form`; nothing is decided here.

The form is rendered apart from the rest of the view, so that an answer to a tap on it renders nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from widgets.catalog import Catalog, Exercise
from widgets.language import _, ngettext
from widgets.plan.values import DAYS_IN_WEEK, MONDAY, SUNDAY, equipment_of
from widgets.planner import form, words
from widgets.planner.state import State
from widgets.templating import template
from widgets.words import weekday_name

TEMPLATE = "planner/templates/form.html.j2"

PLACE = "<!-- form -->"
"""Stands where the form comes. No text of a reader or of a plan can hold it: autoescape is on."""


def unfilled(state: State) -> State:
    """Return a state without what only the form shows; the check-in, which has fields of its own, keeps them."""
    return state if state.checking else replace(state, entries=None, draft=None, also=(), errors=())


def render(state: State, catalog: Catalog) -> str:
    """Return the form's HTML."""
    entries = state.entries if state.entries is not None else form.entries_of(state.course)
    html: str = _macros().profile_form(
        state=state,
        entries=entries,
        errors={error.field: error for error in state.errors},
        known_count=sum(1 for name in entries if name.startswith("known-") and entries[name]),
        also=[e.name for e in catalog.exercises if e.slug in state.also],
        also_words=words.also_ticked,
        numbers=minute_fields(entries, catalog),
        ticks=ticks,
        **_always(catalog),
    )
    return html


def ticks(boxes: Iterable[tuple[str, str]], entries: form.Entries) -> str:
    """Return the HTML of check boxes, given by field and label. A tap changes few of them: each one is remembered."""
    return "\n".join(_tick(name, label, ticked=bool(entries.get(name))) for name, label in boxes)


@lru_cache(maxsize=512)
def _tick(name: str, label: str, *, ticked: bool) -> str:
    return str(_macros().tick(name, label, {name: ticked}))


def _macros() -> Any:  # noqa: ANN401 - a template's macros have no types
    return template(TEMPLATE).module


@lru_cache(maxsize=1)
def _always(catalog: Catalog) -> Mapping[str, object]:
    """Return what the form shows whatever is entered, in the catalogue's language."""
    return {
        "safety": catalog.safety,
        "plan": catalog.plan,
        "levels": catalog.levels,
        "weekdays": [(f"day-{day}", weekday_name(day)) for day in range(DAYS_IN_WEEK)],
        "week_starts": [(day, weekday_name(day)) for day in (MONDAY, SUNDAY)],
        "conditions": [(f"condition-{one.id}", one.question) for one in catalog.conditions],
        "equipment": [(f"equipment-{id_}", name) for id_, name in equipment_names(catalog)],
        "known_by_level": [
            (level, [(f"known-{exercise.slug}", exercise.name) for exercise in exercises])
            for level, exercises in by_level(catalog.exercises)
        ],
        "day_help": day_help(catalog),
    }


def equipment_names(catalog: Catalog) -> list[tuple[str, str]]:
    """Return every piece of equipment with what a reader is asked."""
    names = {item.id: item.name for item in catalog.equipment}
    return [(item, names.get(item) or _capital(item.replace("-", " "))) for item in equipment_of(catalog)]


def day_help(catalog: Catalog) -> str:
    """Return what to know before choosing exercise days, such as from which level on days stand apart."""
    bounds = catalog.plan.exercise_days
    said = [
        ngettext("{low} to {n} day.", "{low} to {n} days.", bounds.high, low=bounds.low),
        _("The other days are for walking or rest."),
    ]
    apart = min((level.number for level in catalog.levels if level.rest_days), default=None)
    if apart is not None:
        said.append(_("From level {level} on, leave a day between.", level=apart))
    return " ".join(said)


def minute_fields(entries: form.Entries, catalog: Catalog) -> tuple[dict[str, object], ...]:
    """Return the form's two fields of minutes, each with the minutes to choose from."""
    fields: tuple[dict[str, Any], ...] = (
        {
            "name": "session-minutes",
            "label": form.label("session-minutes"),
            "help": _(
                "On an exercise day. {minutes} is a good start.", minutes=catalog.plan.session_minutes.start
            ),
            "bounds": catalog.plan.session_minutes,
        },
        {
            "name": "walk-minutes",
            "label": form.label("walk-minutes"),
            "help": _("On the other days. A walk that sets off your pain was too long."),
            "bounds": catalog.plan.walk_minutes,
        },
    )
    return tuple(
        field | {"offered": form.minutes_offered(field["name"], entries.get(field["name"]), field["bounds"])}
        for field in fields
    )


def by_level(exercises: Iterable[Exercise]) -> list[tuple[int, list[Exercise]]]:
    """Return exercises by level, easiest first."""
    ordered = sorted(exercises, key=lambda exercise: exercise.level)
    return [(level, list(group)) for level, group in groupby(ordered, key=lambda exercise: exercise.level)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
