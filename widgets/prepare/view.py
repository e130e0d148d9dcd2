"""The plan maker's values to words and HTML. It decides nothing: what is wrong comes from `draft`."""

from __future__ import annotations

from itertools import batched, groupby

from widgets.catalog import Catalog, Exercise
from widgets.dose.sides import each
from widgets.dose.words import dose_line
from widgets.plan import boxes, fill, remarks, shared, sheet, take, words
from widgets.plan.shared import SharedPlan
from widgets.plan.values import WEEKDAYS, equipment_of
from widgets.plan.week import make
from widgets.prepare import draft
from widgets.prepare.state import State
from widgets.protocol import Context
from widgets.share import handing
from widgets.templating import template
from widgets.words import about_minutes

TEMPLATE = "prepare/templates/prepare.html.j2"

CARDS_ON_A_PAGE = 2


def render(state: State, context: Context) -> str:
    """Return the plan maker's inner HTML."""
    return template(TEMPLATE).render(**facts(state, context))


def facts(state: State, context: Context) -> dict[str, object]:
    """Return everything that the template shows."""
    catalog: Catalog = context.catalog
    wrong = draft.problems(state.draft, catalog)
    ready = not wrong
    given = draft.shared(state.draft, catalog) if ready else None
    chosen = {row.slug for row in state.draft.rows}
    return {
        "root": context.root,
        "state": state,
        "draft": state.draft,
        "safety": catalog.safety,
        "rows": [_row(row, catalog) for row in state.draft.rows],
        "choices": [
            (level, [exercise for exercise in exercises if exercise.slug not in chosen])
            for level, exercises in by_level(catalog)
        ],
        "weekdays": tuple(enumerate(WEEKDAYS)),
        "most": draft.MOST_ROWS,
        "limits": draft.LIMITS,
        "lengths": {"name": shared.NAME_LENGTH, "note": shared.NOTE_LENGTH, "item": shared.ITEM_NOTE_LENGTH},
        "problems": wrong if state.tried else (),
        "ready": ready,
        "seconds": given.session_minutes * 60 if given else 0,
        "minutes_words": about_minutes,
        "remarks": _remarks(given, catalog) if given else (),
        "sharing": handing.facts(state.sharing, given),
        "handout": _handout(state, catalog) if ready else None,
    }


def by_level(catalog: Catalog) -> list[tuple[int, list[Exercise]]]:
    """Return the exercises by level, easiest first."""
    ordered = sorted(catalog.exercises, key=lambda exercise: exercise.level)
    return [(level, list(group)) for level, group in groupby(ordered, key=lambda exercise: exercise.level)]


def _row(row: draft.Row, catalog: Catalog) -> dict[str, object]:
    exercise = catalog.exercise(row.slug)
    own = exercise.dose
    return {
        "row": row,
        "exercise": exercise,
        "outside": words.outside_words(remarks.outside_range(draft.shared_item(row), exercise)),
        "fields": [
            {
                "name": name,
                "word": draft.WORDS[name],
                "value": getattr(row, name),
                "low": draft.LIMITS[name][0],
                "high": draft.LIMITS[name][1],
                "range": own.range.get(name, (start, start)),
            }
            for name, start in (("sets", own.sets), ("reps", own.reps), ("hold", own.hold))
        ],
        "each": each(own),
    }


def _remarks(given: SharedPlan, catalog: Catalog) -> tuple[words.Told, ...]:
    """Return what a receiver of whom nothing is known would read, with all the equipment that there is."""
    course = take.taken(given, fill.newcomer(catalog), catalog)
    return tuple(
        words.Told.of(one, catalog) for one in remarks.beyond_kept(course, catalog) if one.rule != "equipment"
    )


def _handout(state: State, catalog: Catalog) -> dict[str, object]:
    """Return what the hand-out holds: the planner's sheet, and a card for each exercise, two on a page."""
    paper = draft.shared(state.draft, catalog, paper=True)
    sent = draft.shared(state.draft, catalog)
    course = take.taken(paper, fill.newcomer(catalog), catalog)
    week = make(course, catalog)
    link = handing.address(state.sharing, sent) if state.sharing.site else ""
    notes = {row.slug: row.note for row in state.draft.rows}
    cards = [(number, item, notes[item.exercise.slug]) for number, item in enumerate(week.session, 1)]
    return {
        "course": course,
        "week": week,
        "days": [{"day": day} for day in week.days],
        "density": sheet.density(week, course.profile, notes=False),
        "pain_line": sheet.pain_line(catalog),
        "dose_line": dose_line,
        "item_boxes": boxes.item_boxes,
        "pages": list(batched(cards, CARDS_ON_A_PAGE, strict=False)),
        "name": state.draft.name,
        "note": state.draft.note,
        "equipment": [
            item for item in equipment_of(catalog) if any(item in i.exercise.equipment for i in week.session)
        ],
        "corner": {"corner": handing.code(state.sharing, link)},
    }
