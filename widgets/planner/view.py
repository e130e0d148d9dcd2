"""The planner's values to words and HTML. It decides nothing: rules are in `widgets.plan`.

The same template makes the first view at build time and every later one in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import override

from widgets.catalog import Catalog, Exercise
from widgets.dose.words import dose_line
from widgets.language import N_, _, ngettext, pgettext
from widgets.parts import parted, place
from widgets.plan import (
    admission,
    ahead,
    asked_again,
    edits,
    fill,
    grow,
    limits,
    remarks,
    review_words,
    sheet,
    verdicts,
)
from widgets.plan import words as told
from widgets.plan.boxes import again_box, day_state, item_boxes, walk_box
from widgets.plan.changes import Change
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.values import (
    Course,
    Day,
    Profile,
    Week,
    session_seconds,
)
from widgets.plan.verdict_words import Told, short_words
from widgets.plan.week import make
from widgets.planner import link, nothing, notices, questions, reached, sharing, today, words
from widgets.planner.state import State
from widgets.protocol import Context
from widgets.templating import template
from widgets.words import about_minutes, short_day, short_weekday, spelled, weekday_name, whole_minutes

TEMPLATE = "planner/templates/planner.html.j2"

DELETE_PLAN = N_("<strong>Delete this plan from this device?</strong> It cannot be brought back.")

FEW_CHOICES = 4
"""At most so many exercises are named as possible next ones."""


def render(state: State, context: Context) -> str:
    """Return the planner's inner HTML. After a tap on the form only the form is rendered; the rest is cached."""
    around = _around(_Around(questions.unfilled(state)), context.catalog, context.root)
    return parted(around, partial(questions.part, state, context.catalog))


@dataclass(frozen=True, eq=False, slots=True)
class _Around:
    """A state as a cache key: compared by value, hashed by its mode, since its mappings have no hash."""

    state: State

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Around) and self.state == other.state

    @override
    def __hash__(self) -> int:
        return hash(self.state.mode)


@lru_cache(maxsize=1)
def _around(key: _Around, catalog: Catalog, root: str) -> str:
    """Return the planner's inner HTML with a place for each part of the form; the last text is remembered."""
    state = key.state
    shown = facts(state, catalog, root)
    if link.alone(state):
        return template(link.TEMPLATE).render(shown | link.facts(state, catalog))
    return template(TEMPLATE).render(shown)


def facts(state: State, catalog: Catalog, root: str) -> dict[str, object]:
    """Return the template's values, except those of the form."""
    own = state.mode in {"mine", "editing"}
    course = state.course if own else fill.newcomer(catalog)
    profile = course.profile
    week = make(course, catalog)
    outcomes = [Told.of(one, catalog) for one in remarks.all_outcomes(course, week, catalog)]
    mine = state.mode == "mine"
    free = mine and profile.prescribed is None
    return {
        "root": root,
        "state": state,
        "own": own,
        "mine": mine,
        "profile": profile,
        "course": course,
        "week": week,
        "safety": catalog.safety,
        "plan": catalog.plan,
        "title": title(state, course),
        "notices": notices.words(state.notices, catalog),
        "today": state.today if mine else None,
        "days": [_day(day, state, profile, catalog) for day in _in_order(week, state)],
        "card": today.card(state, week.days, catalog) if mine else None,
        "over": today.over(state, catalog) if mine else None,
        "nothing": nothing.facts(course, week, catalog) if mine else None,
        "easy_question": today.easy_question(course, catalog) if mine and not course.in_flare else [],
        "closed_wishes": today.closed_wishes(course, catalog) if free else "",
        "next_due": words.next_due(state.span, state.wait, state.day) if mine else "",
        "breaks": break_lines(state, course, catalog) if state.checking else (),
        "dropped_before_new": words.dropped_before_new(course),
        "prepared_in_flare": words.prepared_in_flare(course),
        "anew": check_in_asks_anew(state),
        "routines": _routines(week),
        "only": _only(week),
        "closed": admission.closed_by_health(course, catalog) if week.starter else (),
        "outcomes": outcomes,
        "sharing": sharing.facts(state, course, catalog),
        "kinds": _kinds(),
        "asked_line": words.asked(_reach(state, catalog), course) if free else (),
        "free": free,
        "ways": _ways(course, week, catalog) if free else {},
        "outlook": drawn(ahead.ahead(course, catalog), catalog) if free and state.outlook else None,
        "why_short": short_words(verdicts.short_because(course, week, catalog)) if week.starter else "",
        "coming": _coming(course, week, catalog) if free else [],
        "new": next((item.exercise for item in week.session if item.new and not week.starter), None),
        "catalog": catalog,
        "why_now": words.why_now,
        "level_closed": _level_closed(course, catalog) if free else "",
        "level_offer": grow.level_offer(course, catalog) if free else None,
        "review": review_lines(state, course, catalog) if state.checking else (),
        "answers": _answers(),
        "new_choices": edits.new_choices(course, catalog) if free else (),
        "one_more": week.starter and free and today.one_more(course, catalog),
        "choices": edits.choices(course, catalog) if state.swapping else (),
        "skipped": [exercise for exercise in catalog.exercises if exercise.slug in course.out],
        "pending": asked_again.pending(profile, catalog) if state.mode == "mine" else (),
        "left_out": _reasons(admission.left_out(course, catalog), catalog),
        "to_ask": _to_ask(profile, outcomes, week, catalog),
        "nerve_root": limits.slow(profile),
        "entries": state.entries or {},
        "errors": words.told(state.errors, catalog),
        "place": place,
        "density": sheet.density(week, profile),
        "wait": words.wait_words(state.wait) if state.wait else "",
        "pain_line": sheet.pain_line(catalog, state.usual),
        "one_at_a_time": words.one_at_a_time(week) if course.shown is not None else "",
        "slow_steps": words.slow_steps(),
        "slowly_from_now": words.slowly_from_now(),
        "level_due": words.level_due(),
        "may_be_gradual": free and today.may_be_gradual(course, week),
        "ask_provider": told.change(
            Change(kind="ask-provider", why="flares" if limits.flares_often(course) else "nothing-left"),
            catalog,
        ),
        "asking": bool(profile.conditions),
        "dose_line": dose_line,
        "item_line": told.item_line,
        "minutes_words": about_minutes,
        "item_boxes": item_boxes,
        "restart": DELETE_PLAN,
    }


def _level_closed(course: Course, catalog: Catalog) -> str:
    """Return the answer that excludes the next level while it is due, in a sentence; empty for none."""
    offer = grow.level_offer(course, catalog)
    if offer is None or offer.closed_by is None:
        return ""
    return told.change(
        Change(kind="level-closed", why=offer.closed_by, now=offer.level, by=offer.by), catalog
    )


def check_in_asks_anew(state: State) -> bool:
    """Return whether the check-in asks the two safety questions: after a long break."""
    return state.checking and check_in_weeks(state) >= limits.RESTARTED_FROM


def break_lines(state: State, course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return the effects of a break in sentences: what the engine makes of the next week."""
    if not state.missed:
        return ()
    diary = Diary(missed=state.missed, walked=bool(make(course, catalog).session))
    after, _changes = next_week(course, Answers(word="same"), diary, catalog)
    return words.break_lines(check_in_weeks(state), course, after, catalog)


def check_in_weeks(state: State) -> int:
    """Return the weeks in a row without a session, with those of earlier check-ins; 0 for none."""
    return state.missed and state.missed + state.course.missed


def _reach(state: State, catalog: Catalog) -> reached.Reached:
    """Return when the minutes asked for are reached, as far as it is computed. It is not computed here."""
    run = state.reach
    return run if run is not None and run.course == state.course else reached.begun(state.course, catalog)


def _in_order(week: Week, state: State) -> tuple[Day, ...]:
    """Return the days in the order of this week: from the day on which it began, if that is known."""
    return week.days if state.span is None or state.mode != "mine" else state.span.in_order(week.days)


def _routines(week: Week) -> list[dict[str, object]]:
    """Return each routine with its name, its length and the days that have it."""
    return [
        {
            "name": "AB"[index] if len(week.routines) > 1 else "",
            "entries": routine,
            "seconds": session_seconds(routine),
            "days": [day for day in week.exercise_days if day.routine == index],
        }
        for index, routine in enumerate(week.routines)
    ]


def _answers() -> tuple[tuple[str, str], ...]:
    """Return the answers about an exercise at the end of a week, each with its words."""
    return (
        ("", _("nothing to say")),
        ("right", pgettext("how it was", "right")),
        ("too-easy", pgettext("how it was", "too easy")),
        ("too-hard", pgettext("how it was", "too hard")),
        ("hurt", pgettext("how it was", "it hurt")),
    )


def _kinds() -> Mapping[str, str]:
    """Return the words of each kind of outcome."""
    return {
        "kept": pgettext("outcome", "Kept"),
        "note": pgettext("outcome", "Note"),
        "ask": pgettext("outcome", "Ask first"),
        "broken": pgettext("outcome", "Not kept"),
    }


def review_lines(state: State, course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return the review of the week, and what the next one would change because of it, in sentences."""
    lines = review_words.told(state.review, course, catalog, over=not state.wait)
    return (*lines, *review_words.ahead(state.review, course, catalog))


def _only(week: Week) -> dict[str, str]:
    """Return by exercise the letter of its routine, for those that only one of two routines has."""
    letters: dict[str, str] = {}
    for letter, routine in zip("AB", week.routines, strict=False):
        for item in routine:
            letters[item.exercise.slug] = letters.get(item.exercise.slug, "") + letter
    return {slug: found for slug, found in letters.items() if len(found) == 1}


OUTLOOK_WIDTH, OUTLOOK_HEIGHT, OUTLOOK_LEFT, OUTLOOK_TOP, OUTLOOK_BASE = 360, 220, 24, 28, 186
"""The picture of the weeks ahead, in its own units; a phone shows about one pixel for each."""

SCALE_STEPS = (5, 10, 15, 20)
"""Minutes between two lines of the scale: the smallest step with at most four lines is taken."""


def drawn(weeks: Sequence[ahead.Ahead], catalog: Catalog) -> dict[str, object]:
    """Return the weeks ahead as places in a picture and rows of a table."""
    most = max(1, *(week.minutes for week in weeks))
    step = next((step for step in SCALE_STEPS if most <= 4 * step), SCALE_STEPS[-1])
    column = (OUTLOOK_WIDTH - OUTLOOK_LEFT) / len(weeks)
    bar = round(column * 0.7, 1)
    tall = OUTLOOK_BASE - OUTLOOK_TOP

    def height(minutes: int) -> float:
        return round(tall * minutes / max(most, step), 1)

    return {
        "width": OUTLOOK_WIDTH,
        "height": OUTLOOK_HEIGHT,
        "left": OUTLOOK_LEFT,
        "base": OUTLOOK_BASE,
        "bar": bar,
        "warning": catalog.safety.warning_short,
        "lines": [
            {"minutes": minutes, "y": round(OUTLOOK_BASE - height(minutes), 1)}
            for minutes in range(step, most + 1, step)
        ],
        "bars": [
            {
                "number": week.number,
                "minutes": week.minutes,
                "added": week.new is not None,
                "height": height(week.minutes),
                "x": round(OUTLOOK_LEFT + index * column + (column - bar) / 2, 1),
                "middle": round(OUTLOOK_LEFT + (index + 0.5) * column, 1),
                "y": round(OUTLOOK_BASE - height(week.minutes), 1),
            }
            for index, week in enumerate(weeks)
        ],
        "told": outlook_told(weeks),
        "rows": [
            {
                "number": week.number,
                "minutes": week.minutes,
                "walk_minutes": week.walk_minutes,
                "words": change_words(week, catalog, first=index == 0),
            }
            for index, week in enumerate(weeks)
        ],
    }


def outlook_told(weeks: Sequence[ahead.Ahead]) -> str:
    """Return the picture of the weeks ahead in words."""
    first, last = weeks[0], weeks[-1]
    new = sum(week.new is not None for week in weeks)
    least, most = min(week.minutes for week in weeks), max(week.minutes for week in weeks)
    said: dict[str, object] = {
        "first": first.number,
        "last": last.number,
        "end": last.minutes,
        "new": ngettext("{count} new exercise", "{count} new exercises", new, count=new or spelled(0)),
    }
    if least == most:
        return ngettext(
            "A session stays at about {n} minute from week {first} to {last}, with {new}, if all goes well.",
            "A session stays at about {n} minutes from week {first} to {last}, with {new}, if all goes well.",
            most,
            **said,
        )
    if (least, most) != (first.minutes, last.minutes):
        return ngettext(
            "A session takes about {least} to {n} minute from week {first} to {last}, and {end} at the end, "
            "with {new}, if all goes well.",
            "A session takes about {least} to {n} minutes from week {first} to {last}, and {end} at the end, "
            "with {new}, if all goes well.",
            most,
            least=least,
            **said,
        )
    return ngettext(
        "A session goes from about {n} minute in week {first} to {end} in week {last}, "
        "with {new}, if all goes well.",
        "A session goes from about {n} minutes in week {first} to {end} in week {last}, "
        "with {new}, if all goes well.",
        least,
        **said,
    )


def change_words(week: ahead.Ahead, catalog: Catalog, *, first: bool) -> str:
    """Return the changes of a week of the outlook in words."""
    lines = [
        told.change(one, catalog)
        for one in week.changes
        if one.kind not in {"walk-longer", "level-closed"} or one.why == "minutes"
    ]
    return " ".join(lines) or (_("This week") if first else pgettext("week", "The same"))


def _ways(course: Course, week: Week, catalog: Catalog) -> dict[str, object]:
    """Return the ways to longer or other sessions that are open to a reader now."""
    short = not reached.begun(course, catalog).there and bool(week.session)
    item = admission.one_thing_to_get(course, catalog) if short else None
    return {
        "short": short,
        "again": week.again,
        "may_repeat": not week.again and limits.may_repeat(course, week.routines, catalog),
        "both": week.minutes_of_two,
        "learnable": questions.by_level(edits.learnable(course, catalog))
        if short and not course.in_flare
        else [],
        "item": None if item is None else (told.item_words(item[0], catalog), item[1]),
        "turns": edits.may_take_turns(course, catalog),
        "in_turns": len(week.routines) > 1,
    }


def _coming(course: Course, week: Week, catalog: Catalog) -> list[tuple[Exercise, list[str]]]:
    """Return the exercises that may follow a starting set, each with the conditions about which to ask first."""
    if not week.starter or verdicts.careful(course):
        return []
    return [
        (
            exercise,
            [told.condition_name(ask.condition, catalog) for ask in admission.asks(exercise, course.profile)],
        )
        for exercise in edits.next_choices(course, catalog)[:FEW_CHOICES]
    ]


def _to_ask(
    profile: Profile, outcomes: Sequence[Told], week: Week, catalog: Catalog
) -> list[dict[str, object]]:
    """Return the questions for a provider, grouped by condition."""
    said = [outcome for outcome in outcomes if outcome.kind == "ask"]
    return [
        {
            "name": condition.name,
            "advice": condition.advice,
            "outcomes": [outcome for outcome in said if outcome.condition == condition.id],
            "count": sum(any(ask.condition == condition.id for ask in item.ask) for item in week.session),
        }
        for condition in catalog.conditions
        if condition.id in profile.conditions
    ]


def title(state: State, course: Course) -> str:
    """Return the heading of the week."""
    if state.mode == "stopped":
        return _("Stop here and get help")
    if state.mode == "editing":
        return _("Change your answers")
    if state.mode == "mine":
        return words.week_title(course.week, state.span, state.day)
    return _("A sample week for a newcomer")


def _day(day: Day, state: State, profile: Profile, catalog: Catalog) -> dict[str, object]:
    return {
        "day": day,
        "minutes": whole_minutes(session_seconds(day.items)),
        "checked": day_state(day, state.saved.done),
        "date": _date(day, state),
        "again": again_box(day) if day.again else None,
        "walk": walk_box(day) if day.kind == "walk" else None,
        "targets": [
            (f"{day.weekday}:{target}", weekday_name(target), short_weekday(target))
            for target in limits.movable(day.weekday, profile, catalog)
        ]
        if day.kind == "exercise"
        else [],
    }


def _date(day: Day, state: State) -> str:
    """Return a weekday's day of the month, with its month where a month or the week begins; empty if not known."""
    if state.span is None or state.mode != "mine":
        return ""
    when = state.span.date_of(day.weekday)
    if when == state.span.first or when.endswith("-01"):
        return short_day(when, when)
    return str(date.fromisoformat(when).day)


def _reasons(closed: Iterable[admission.Closed], catalog: Catalog) -> list[tuple[str, list[str]]]:
    """Return each exercise that is left out with all its reasons."""
    reasons: dict[str, list[str]] = {}
    for item in closed:
        reasons.setdefault(item.exercise.name, []).append(told.why_closed(item, catalog))
    return list(reasons.items())
