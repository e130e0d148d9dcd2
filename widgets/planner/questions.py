"""The planner's form to HTML. What is entered is read by `form`; nothing is decided here.

The form is rendered in parts, apart from the rest of the view, so that an answer to a tap on it renders few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, override

from widgets.catalog import Catalog, Exercise
from widgets.fields import Entries
from widgets.language import _, ngettext
from widgets.plan.values import DAYS_IN_WEEK, MONDAY, SUNDAY, equipment_of
from widgets.planner import form, words
from widgets.planner.state import State
from widgets.protocol import Json
from widgets.templating import template
from widgets.words import weekday_name

TEMPLATE = "planner/templates/form.html.j2"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """What a part of the form shows, as the key of its remembered text: compared by value.

    Errors have no hash, so it has its name's.
    """

    name: str
    entries: tuple[Json, ...]
    """Of the part's fields, in their order."""
    errors: tuple[form.Error, ...]
    also: tuple[str, ...]
    """Exercises that the form ticked by itself."""

    @override
    def __hash__(self) -> int:
        return hash(self.name)


def unfilled(state: State) -> State:
    """Return a state without what only the form's parts show; the check-in, which has fields of its own, keeps them."""
    return state if state.checking else replace(state, entries=None, draft=None, also=())


def part(state: State, catalog: Catalog, name: str) -> str:
    """Return the HTML of a part of the form."""
    entries = state.entries if state.entries is not None else form.entries_of(state.course)
    fields = _fields(catalog)[name]
    key = _Part(
        name=name,
        entries=tuple(entries.get(field) for field in fields),
        errors=tuple(error for error in state.errors if error.field in {*fields, name}),
        also=state.also if name == "used" else (),
    )
    return _rendered(key, catalog)


@lru_cache(maxsize=32)
def _rendered(key: _Part, catalog: Catalog) -> str:
    """Return a part's HTML. A tap changes few parts: the others are remembered."""
    entries = dict(zip(_fields(catalog)[key.name], key.entries, strict=True))
    shown = {
        "entries": entries,
        "errors": words.told(key.errors, catalog),
        "known_count": sum(1 for name in entries if name.startswith("known-") and entries[name]),
        "also": [e.name for e in catalog.exercises if e.slug in key.also],
        "also_words": words.also_ticked,
        "ticks": ticks,
        **_always(catalog),
    }
    if key.name == "minutes":
        shown["numbers"] = minute_fields(entries, catalog)
    macro = getattr(_macros(), f"{key.name}_part")
    return str(macro(*(shown[name] for name in macro.arguments))).strip()


@lru_cache(maxsize=2)
def _fields(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each part's fields, by the part's name."""
    return {
        **{name: (name,) for name in (*form.SAFETY, "level")},
        "health": form.health_fields(catalog),
        "days": ("week-start", *(f"day-{day}" for day in range(DAYS_IN_WEEK))),
        "minutes": tuple(form.MINUTES),
        "home": tuple(f"equipment-{item}" for item in equipment_of(catalog)),
        "used": ("used", "one-at-a-time", *(f"known-{exercise.slug}" for exercise in catalog.exercises)),
    }


def ticks(boxes: Iterable[tuple[str, str]], entries: Entries) -> str:
    """Return the HTML of check boxes by field and label. Each box is cached, since a tap changes few of them."""
    return "\n".join(_tick(name, label, ticked=bool(entries.get(name))) for name, label in boxes)


@lru_cache(maxsize=512)
def _tick(name: str, label: str, *, ticked: bool) -> str:
    return str(_macros().tick(name, label, {name: ticked}))


def _macros() -> Any:  # noqa: ANN401 - a template's macros have no types
    return template(TEMPLATE).module


@lru_cache(maxsize=1)
def _always(catalog: Catalog) -> Mapping[str, object]:
    """Return the template's values that no entry changes, in the catalogue's language."""
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


def minute_fields(entries: Entries, catalog: Catalog) -> tuple[dict[str, object], ...]:
    """Return the form's two fields of minutes, each with the minutes to choose from."""
    fields: tuple[dict[str, Any], ...] = (
        {
            "name": "session-minutes",
            "label": words.label("session-minutes"),
            "help": _(
                "On an exercise day. {minutes} is a good start.", minutes=catalog.plan.session_minutes.start
            ),
        },
        {
            "name": "walk-minutes",
            "label": words.label("walk-minutes"),
            "help": _("On the other days. A walk that sets off your pain was too long."),
        },
    )
    return tuple(
        field | {"offered": form.minutes_offered(field["name"], entries.get(field["name"]), catalog)}
        for field in fields
    )


def by_level(exercises: Iterable[Exercise]) -> list[tuple[int, list[Exercise]]]:
    """Return exercises by level, easiest first."""
    ordered = sorted(exercises, key=lambda exercise: exercise.level)
    return [(level, list(group)) for level, group in groupby(ordered, key=lambda exercise: exercise.level)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
