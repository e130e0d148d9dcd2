"""The plan maker's values to words and HTML. It decides nothing: errors come from `draft`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import batched

from widgets.catalog import Catalog, Dose, SideMeans
from widgets.dose.words import dose_line
from widgets.language import N_, _, ngettext, pgettext
from widgets.plan import boxes, fill, remarks, shared, sheet, take, words
from widgets.plan.shared import SharedPlan
from widgets.plan.values import DAYS_IN_WEEK
from widgets.plan.verdict_words import Told, outside_words
from widgets.plan.week import make
from widgets.prepare import draft
from widgets.prepare.state import State
from widgets.protocol import Context
from widgets.share import handing
from widgets.templating import template
from widgets.words import about_minutes, capitalized, listed, short_weekday, weekday_name

TEMPLATE = "prepare/templates/prepare.html.j2"

CLEAR = N_(
    "<strong>Clear this plan?</strong> Name, title and notes go too. Your clinic stays on this device."
)

PROBLEMS: Mapping[draft.Why, str] = {
    "no-exercise": N_("Choose at least one exercise."),
    "no-day": N_("Choose at least one exercise day."),
    "sets": N_("{exercise}. Sets: enter a whole number from {low} to {high}."),
    "reps": N_("{exercise}. Reps: enter a whole number from {low} to {high}."),
    "hold": N_("{exercise}. Hold: enter a whole number from {low} to {high}."),
    "daily": N_("{exercise}. Times a day: enter a whole number from {low} to {high}."),
    "other-days": N_("{exercise}: choose one of the plan's exercise days at least."),
    "no-note": N_("{exercise}: {why}. Write a note that says why."),
    "walk": N_("Walks: enter whole minutes from 0 (no walk) to {most}."),
    "phone": N_("Number: digits, spaces, + and brackets only, at most {most}."),
}

CARDS_ON_A_PAGE = 2

REPS: Mapping[SideMeans | None, str] = {
    "arm": N_("Reps each arm"),
    "leg": N_("Reps each leg"),
    "lying": N_("Reps each side"),
    None: N_("Reps each side"),
}
"""The label of the field of repetitions, for a dose whose sides are counted apart."""

ONE_SIDE: Mapping[SideMeans | None, tuple[str, str]] = {
    "arm": (N_("Left arm only"), N_("Right arm only")),
    "leg": (N_("Left leg only"), N_("Right leg only")),
    "lying": (N_("On your left side only"), N_("On your right side only")),
    None: (N_("Left side only"), N_("Right side only")),
}
"""The labels of the choices of one side."""


def render(state: State, context: Context) -> str:
    """Return the plan maker's inner HTML."""
    return template(TEMPLATE).render(**facts(state, context))


def facts(state: State, context: Context) -> dict[str, object]:
    """Return the template's values."""
    catalog: Catalog = context.catalog
    wrong = draft.problems(state.draft, catalog)
    ready = not wrong
    given = draft.shared(state.draft, catalog) if ready else None
    places = {row.slug: place for place, row in enumerate(state.draft.rows, 1)}
    told = {problem.field: problem_words(problem, catalog) for problem in wrong}
    return {
        "root": context.root,
        "state": state,
        "draft": state.draft,
        "safety": catalog.safety,
        "rows": [_row(row, state.draft, told, catalog) for row in state.draft.rows],
        "choices": state.filter.found(catalog),
        "places": places,
        "levels": [level.number for level in catalog.levels],
        "positions": catalog.positions,
        "weekdays": [
            {"number": number, "name": weekday_name(number), "short": short_weekday(number)}
            for number in range(DAYS_IN_WEEK)
        ],
        "usual_title": _usual_title(),
        "most": draft.MOST_ROWS,
        "lengths": {
            "name": shared.NAME_LENGTH,
            "note": shared.NOTE_LENGTH,
            "item": shared.ITEM_NOTE_LENGTH,
            "title": shared.TITLE_LENGTH,
            "clinic": shared.CLINIC_LENGTH,
            "phone": shared.PHONE_LENGTH,
        },
        "wrong": told,
        "ready": ready,
        "seconds": given.session_minutes * 60 if given else 0,
        "minutes_words": about_minutes,
        "stands_open": given is not None and remarks.stands_open(given, fill.newcomer(catalog), catalog),
        "remarks": _remarks(given, catalog) if given else (),
        "sharing": handing.facts(state.sharing, given),
        "clear": CLEAR,
        "handout": _handout(state, catalog) if ready else None,
    }


def problem_words(problem: draft.Problem, catalog: Catalog) -> str:
    """Return what is wrong with a field, in a sentence."""
    facts = problem.facts
    name = catalog.exercise(facts["slug"]).name if "slug" in facts else ""
    why = outside_words(facts.get("outside", ()))
    return _(PROBLEMS[problem.why], exercise=name, why=why, **facts)


def _row(row: draft.Row, whole: draft.Draft, wrong: Mapping[str, str], catalog: Catalog) -> dict[str, object]:
    exercise = catalog.exercise(row.slug)
    own = exercise.dose
    mine = {field: text for field, text in wrong.items() if field.endswith(f"-{row.slug}")}
    numbers = [text for field, text in mine.items() if not field.startswith("note-")]
    outside = remarks.outside_range(draft.shared_item(row, whole), exercise)
    days = whole.days if row.days is None else row.days
    gist = (
        {"both": "", "left": _("left only"), "right": _("right only")}[row.side],
        ngettext("once a day", "{n} times a day", row.daily) if row.daily and row.daily > 1 else "",
        "" if row.days is None else listed([short_weekday(day) for day in row.days]),
    )
    return {
        "row": row,
        "exercise": exercise,
        "outside": "" if numbers else outside_words(outside),
        "wrong": numbers,
        "fields": [
            {"name": name, "word": word, "value": getattr(row, name), "wrong": f"{name}-{row.slug}" in mine}
            for name, word in (
                ("sets", _("Sets")),
                ("reps", _("Reps") if own.sides == "both" else _(REPS[own.side_means])),
                ("hold", _("Hold, sec")),
            )
        ],
        "sides": () if own.sides == "both" else tuple(zip(draft.SIDES, _sides(own), strict=True)),
        "days": days,
        "gist": capitalized(", ".join(filter(None, gist))),
    }


def _sides(dose: Dose) -> tuple[str, str, str]:
    left, right = ONE_SIDE[dose.side_means]
    return pgettext("sides", "Both"), _(left), _(right)


def _usual_title() -> str:
    return _("My exercise week {number}", number=1)


def _remarks(given: SharedPlan, catalog: Catalog) -> tuple[Told, ...]:
    """Return the remarks that a receiver without any known answer reads, if they have all equipment."""
    course = take.taken(given, fill.newcomer(catalog), catalog)
    return tuple(
        Told.of(one, catalog) for one in remarks.beyond_kept(course, catalog) if one.rule != "equipment"
    )


def _handout(state: State, catalog: Catalog) -> dict[str, object]:
    """Return the template's values of the hand-out: the planner's sheet, and a card for each exercise, two a page."""
    paper = draft.shared(state.draft, catalog, paper=True)
    sent = draft.shared(state.draft, catalog)
    course = take.taken(paper, fill.newcomer(catalog), catalog)
    week = make(course, catalog)
    link = handing.address(state.sharing, sent) if state.sharing.site else ""
    return {
        "course": course,
        "week": week,
        "days": [{"day": day} for day in week.days],
        "density": sheet.density(week, course.profile, notes=False),
        "pain_line": sheet.pain_line(catalog),
        "dose_line": dose_line,
        "item_boxes": boxes.item_boxes,
        "item_line": words.item_line,
        "pages": list(batched(enumerate(week.session, 1), CARDS_ON_A_PAGE, strict=False)),
        "title": state.draft.title or _usual_title(),
        "corner": {"corner": handing.code(state.sharing, link)},
    }
