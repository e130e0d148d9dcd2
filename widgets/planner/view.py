"""The planner's values to words and HTML. It decides nothing: what is allowed comes from `rules` and `plan`.

The same template makes the first view at build time and every later one in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from widgets.catalog import Catalog, Exercise, Safety
from widgets.dose.words import dose_line
from widgets.plan import admission, limits, outlook, plan, review, take, verdicts
from widgets.plan.boxes import again_box, day_state, item_boxes, walk_box
from widgets.plan.values import (
    MONDAY,
    NERVE_ROOT,
    SUNDAY,
    WEEKDAYS,
    Day,
    Item,
    Profile,
    Week,
    equipment_of,
    session_seconds,
)
from widgets.planner import form, sharing
from widgets.planner.state import State
from widgets.protocol import Context
from widgets.templating import template
from widgets.words import about_minutes

TEMPLATE = "planner/templates/planner.html.j2"

ROOMY_ROWS = 4
"""Exercises on the printed sheet up to which there is room for large type and for the cues of each."""

DENSE_ROWS = 6
"""Exercises on the printed sheet above which the type gets smaller, to stay on one page."""

USUAL_DAYS = 3
"""Exercise days that have a line of their own for notes; those of a longer list stand two beside each other."""

FULL_ROWS = 8
"""Exercises above which it gets as small as it may."""

KINDS: Mapping[str, str] = {"kept": "Kept", "note": "Note", "ask": "Ask first", "broken": "Not kept"}
"""What the reader is told an outcome is."""

ENOUGH_MINUTES = 30
"""Session minutes above which the reader is told that most people need fewer (`docs/learn/how-long.md`)."""

FEW_CHOICES = 4
"""Exercises that are named as what may come next."""


def render(state: State, context: Context) -> str:
    """Return the planner's inner HTML."""
    return template(TEMPLATE).render(**facts(state, context))


def facts(state: State, context: Context) -> dict[str, object]:
    """Return everything that the template shows."""
    catalog: Catalog = context.catalog
    own = state.mode in {"mine", "editing"}
    profile = state.saved.profile if own else plan.newcomer(catalog)
    week = plan.make(profile, catalog)
    entries = state.entries if state.entries is not None else form.entries_of(state.saved.profile)
    outcomes = take.all_outcomes(profile, week, catalog)
    mine = state.mode == "mine"
    free = mine and profile.prescribed is None
    return {
        "root": context.root,
        "state": state,
        "own": own,
        "profile": profile,
        "week": week,
        "safety": catalog.safety,
        "plan": catalog.plan,
        "title": title(state, profile),
        "today": state.today if mine else None,
        "days": [_day(day, state, profile, catalog) for day in week.days],
        "routines": _routines(week),
        "only": _only(week),
        "closed": admission.closed_by_health(profile, catalog) if week.starter else (),
        "outcomes": outcomes,
        "sharing": sharing.facts(state, profile, catalog),
        "kinds": KINDS,
        "asked_line": asked_line(outlook.reach(profile, catalog), profile) if free else (),
        "free": free,
        "ways": _ways(profile, week, catalog) if free else {},
        "outlook": drawn(outlook.ahead(profile, catalog), catalog.safety) if free and state.outlook else None,
        "why_short": verdicts.why_so_short(profile, week, catalog) if week.starter else "",
        "coming": _coming(profile, week, catalog) if free else [],
        "new": plan.new_exercise(profile, catalog),
        "review": review_lines(state, profile, catalog) if state.checking else (),
        "answers": ANSWERS,
        "new_choices": plan.new_choices(profile, catalog) if mine else (),
        "suggestion": plan.suggestion(profile, catalog) if mine else None,
        "another_open": not limits.careful(profile) and verdicts.another_open(profile, week, catalog),
        "choices": plan.choices(profile, catalog) if state.swapping else (),
        "skipped": [exercise for exercise in catalog.exercises if exercise.slug in profile.skipped],
        "left_out": _reasons(admission.left_out(profile, catalog)),
        "to_ask": _to_ask(profile, outcomes, catalog),
        "nerve_root": NERVE_ROOT in profile.conditions,
        "entries": entries,
        "levels": catalog.levels,
        "weekdays": tuple(enumerate(WEEKDAYS)),
        "week_starts": ((MONDAY, WEEKDAYS[MONDAY]), (SUNDAY, WEEKDAYS[SUNDAY])),
        "conditions": catalog.conditions,
        "equipment": equipment_names(catalog),
        "known_by_level": by_level(catalog.exercises),
        "errors_by_field": {error.field: error for error in state.errors},
        "density": density(week, profile),
        "wait": wait_words(state.wait) if state.wait else "",
        "pain_line": pain_line(catalog),
        "day_help": day_help(catalog),
        "known_count": sum(1 for name in entries if name.startswith("known-") and entries[name]),
        "asking": bool(profile.conditions),
        "dose_line": dose_line,
        "minutes_words": about_minutes,
        "item_boxes": item_boxes,
        "numbers": number_bounds(catalog),
    }


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


ANSWERS: tuple[tuple[str, str], ...] = (
    ("", "nothing to say"),
    ("right", "right"),
    ("too-easy", "too easy"),
    ("too-hard", "too hard"),
    ("hurt", "it hurt"),
)
"""What may be said of an exercise at the end of a week."""


def review_lines(state: State, profile: Profile, catalog: Catalog) -> tuple[str, ...]:
    """Return what the log says of the week, and what the next one would change because of it."""
    return (*review.told(state.review, profile, catalog), *review.ahead(state.review, profile, catalog))


def _only(week: Week) -> dict[str, str]:
    """Return the letter of its routine for each exercise that one of two has alone."""
    letters: dict[str, str] = {}
    for letter, routine in zip("AB", week.routines, strict=False):
        for item in routine:
            letters[item.exercise.slug] = letters.get(item.exercise.slug, "") + letter
    return {slug: found for slug, found in letters.items() if len(found) == 1}


OUTLOOK_WIDTH, OUTLOOK_HEIGHT, OUTLOOK_LEFT, OUTLOOK_TOP, OUTLOOK_BASE = 360, 220, 24, 28, 186
"""The picture of the weeks ahead, in its own units; a phone shows about one pixel for each."""

SCALE_STEPS = (5, 10, 15, 20)
"""Minutes between two lines of the scale: the smallest step with at most four lines is taken."""


def drawn(weeks: Sequence[outlook.Ahead], safety: Safety) -> dict[str, object]:
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
        "warning": safety.warning_short,
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
                "words": change_words(week, first=index == 0),
            }
            for index, week in enumerate(weeks)
        ],
    }


def outlook_told(weeks: Sequence[outlook.Ahead]) -> str:
    """Return what the picture shows, in a sentence or two."""
    first, last = weeks[0], weeks[-1]
    new = sum(week.new is not None for week in weeks)
    if first.minutes == last.minutes:
        length = f"A session stays at about {first.minutes} minutes from week {first.number} to {last.number}"
    else:
        length = (
            f"A session goes from about {first.minutes} minutes in week {first.number} "
            f"to {last.minutes} in week {last.number}"
        )
    return f"{length}, with {new or 'no'} new exercise{'' if new == 1 else 's'}, if all goes well."


def change_words(week: outlook.Ahead, *, first: bool) -> str:
    """Return what would change in a week of the outlook."""
    lines = [
        *([f"New: {week.new.name}"] if week.new else []),
        *(f"One more set: {exercise.name}" for exercise in week.more_sets),
        *(f"Makes way: {exercise.name}" for exercise in week.gone),
    ]
    return ". ".join(lines) or ("This week" if first else "The same")


def asked_line(reach: outlook.Reach, profile: Profile) -> tuple[str, ...]:
    """Return what is planned, what was asked for, and how the plan gets there, in up to three sentences."""
    now, level = reach.now, profile.level
    planned = f"A session this week takes about {now} minute{'' if now == 1 else 's'}"
    if not now:
        return (
            f"You asked for {reach.asked} minutes at level {level}. No exercise is open with your answers.",
        )
    if reach.there:
        return (f"{planned}, as you asked, at level {level}.",)
    lines = [f"You asked for {reach.asked} minutes at level {level}. {planned}."]
    if profile.flare:
        lines.append("In a week of a flare-up nothing is added. It goes on from here when your back is calm.")
    elif limits.careful(profile):
        lines.append(
            "With nerve-root pain nothing is added by itself: you and your provider agree on each step."
        )
    elif reach.gets_there:
        lines.append(
            f"It grows by one step a week: about {reach.asked} minutes by about week {reach.week}, if all goes well."
        )
    elif reach.most > now:
        lines.append(
            f"It grows by one step a week to about {reach.most} minutes by about week {reach.week}, if all goes well. "
            f"Your answers open no more than that at level {level}."
        )
    else:
        lines.append(
            f"That is fine: shorter is kinder than rushed. Your answers open no more at level {level}."
        )
    if reach.asked > ENOUGH_MINUTES:
        lines.append("Most people need no more than 20 to 30 minutes.")
    return tuple(lines)


def _ways(profile: Profile, week: Week, catalog: Catalog) -> dict[str, object]:
    """Return the honest ways to more, or to something else, that are open to a reader now."""
    reach = outlook.reach(profile, catalog)
    short = not reach.there and bool(week.session)
    item = admission.one_thing_to_get(profile, catalog) if short else None
    stuck = not reach.there and not reach.gets_there and not limits.careful(profile)
    return {
        "short": short,
        "again": week.again,
        "may_repeat": not week.again and limits.may_repeat(profile, week.routines, catalog),
        "both": -(-2 * week.seconds // 60),
        "learnable": by_level(plan.learnable(profile, catalog)) if short and not profile.flare else [],
        "item": None if item is None else (admission.item_words(item[0], catalog), item[1]),
        "above": admission.opened_above(profile, catalog) if stuck else None,
        "turns": plan.may_take_turns(profile, catalog),
        "in_turns": len(week.routines) > 1,
    }


def _coming(profile: Profile, week: Week, catalog: Catalog) -> list[tuple[Exercise, list[str]]]:
    """Return what may come after a starting set, each with the conditions about which to ask first."""
    if not week.starter:
        return []
    names = {condition.id: condition.name for condition in catalog.conditions}
    return [
        (exercise, [names.get(ask.condition, ask.condition) for ask in admission.asks(exercise, profile)])
        for exercise in plan.next_choices(profile, catalog)[:FEW_CHOICES]
    ]


def _to_ask(
    profile: Profile, outcomes: Sequence[verdicts.Outcome], catalog: Catalog
) -> list[dict[str, object]]:
    """Return what to ask a provider, all that is said of one condition together."""
    said = [outcome for outcome in outcomes if outcome.kind == "ask"]
    return [
        {
            "name": condition.name,
            "advice": condition.advice,
            "outcomes": [outcome for outcome in said if outcome.condition == condition.id],
            "count": sum(
                any(ask.condition == condition.id for ask in item.ask)
                for item in plan.make(profile, catalog).session
            ),
        }
        for condition in catalog.conditions
        if condition.id in profile.conditions
    ]


def equipment_names(catalog: Catalog) -> list[tuple[str, str]]:
    """Return every piece of equipment with what a reader is asked."""
    names = {item.id: item.name for item in catalog.equipment}
    return [(item, names.get(item) or _capital(item.replace("-", " "))) for item in equipment_of(catalog)]


def title(state: State, profile: Profile) -> str:
    """Return what stands above the week."""
    if state.mode == "stopped":
        return "Stop here and get help"
    if state.mode == "editing":
        return "Change your answers"
    if state.mode == "mine":
        return f"Your week {profile.week}"
    return "A sample week for a newcomer"


def density(week: Week, profile: Profile) -> str:
    """Return how the printed sheet is set, so that it fills one page: `roomy`, `usual`, `dense` or `full`."""
    prepared = profile.prescribed
    # A note takes two lines, and more than three exercise days take one more for what is written by hand.
    count = (
        len(week.session)
        + week.again
        + 2 * bool(prepared and prepared.note)
        + (len(profile.days) > USUAL_DAYS)
    )
    return (
        "roomy"
        if count <= ROOMY_ROWS
        else "usual"
        if count <= DENSE_ROWS
        else "dense"
        if count <= FULL_ROWS
        else "full"
    )


def wait_words(days: int) -> str:
    """Return what a reader may do who asks for more before the week is over."""
    then = "tomorrow" if days == 1 else f"in {days} days"
    return f"Come back {then}, or keep the next week as it is. A flare-up counts at any time."


def pain_line(catalog: Catalog) -> str:
    """Return the pain rule on one line, such as `0 to 3: go on. 4 to 5: make it easier. 6 to 10: stop.`."""
    return " ".join(
        f"{band.low} to {band.high}: {band.name}."
        for band in sorted(catalog.safety.pain_bands, key=lambda b: b.low)
    )


def day_help(catalog: Catalog) -> str:
    """Return what to know before choosing exercise days, such as from which level on days stand apart."""
    bounds = catalog.plan.exercise_days
    text = f"{bounds.low} to {bounds.high} days. The other days are for walking or rest."
    apart = min((level.number for level in catalog.levels if level.rest_days), default=None)
    return text if apart is None else f"{text} From level {apart} on, leave a day between."


def number_bounds(catalog: Catalog) -> tuple[dict[str, object], ...]:
    """Return the form's two number fields."""
    return (
        {
            "name": "session-minutes",
            "label": form.LABELS["session-minutes"],
            "help": f"On an exercise day. {catalog.plan.session_minutes.start} is a good start.",
            "bounds": catalog.plan.session_minutes,
        },
        {
            "name": "walk-minutes",
            "label": form.LABELS["walk-minutes"],
            "help": "On the other days. A walk that sets off your pain was too long.",
            "bounds": catalog.plan.walk_minutes,
        },
    )


def by_level(exercises: Iterable[Exercise]) -> list[tuple[int, list[Exercise]]]:
    """Return exercises by level, easiest first."""
    ordered = sorted(exercises, key=lambda exercise: exercise.level)
    return [(level, list(group)) for level, group in groupby(ordered, key=lambda exercise: exercise.level)]


def what_changed(
    before: Profile, after: Profile, catalog: Catalog, told: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return what the step to the next week did, for the reader.

    Args:
        before: the week's profile.
        after: the next one's.
        catalog: the catalogue.
        told: what is said of some exercises already, by slug.
    """
    told = told or {}
    lines = list(told.values())
    if after.session_minutes != before.session_minutes:
        lines.append(
            f"Sessions: {after.session_minutes} minutes, {_than(before.session_minutes, after.session_minutes)}."
        )
    if after.walk_minutes != before.walk_minutes:
        lines.append(
            f"Walks: {after.walk_minutes} minutes, {_than(before.walk_minutes, after.walk_minutes)}."
        )
    if after.level != before.level:
        lines.append(f"Back to level {after.level}.")
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    dropped = [
        names[slug]
        for slug in after.skipped
        if slug not in before.skipped and slug in names and slug not in told
    ]
    if dropped:
        lines.append(f"Left out first, because it was added last: {', '.join(dropped)}.")
    gained = (
        [names[slug] for slug in after.known if slug not in before.known and slug in names]
        if not after.settling
        else []
    )
    if gained:
        lines.append(f"You know these now: {', '.join(gained)}.")
    was, now = plan.make(before, catalog).session, plan.make(after, catalog).session
    sets = {item.exercise.slug: item.sets for item in was}
    more = [item.exercise.name for item in now if item.sets > sets.get(item.exercise.slug, item.sets)]
    if more:
        lines.append(f"One more set: {', '.join(more)}.")
    explained = {*dropped, *(names[slug] for slug in told if slug in names)}
    gone = [name for name in no_longer(was, now) if name not in explained]
    if gone:
        lines.append(f"No longer in your week: {', '.join(gone)}. You can swap it in again.")
    if not lines:
        lines.append("This week is the same as the last.")
    return tuple(lines)


def no_longer(was: Sequence[Item], now: Sequence[Item]) -> list[str]:
    """Return the names of the exercises that one session has and the one after it has not."""
    stays = {item.exercise.slug for item in now}
    return [item.exercise.name for item in was if item.exercise.slug not in stays]


def _than(before: int, after: int) -> str:
    return f"{after - before} more than before" if after > before else f"{before - after} fewer than before"


def _day(day: Day, state: State, profile: Profile, catalog: Catalog) -> dict[str, object]:
    return {
        "day": day,
        "seconds": session_seconds(day.items),
        "checked": day_state(day, state.saved.done),
        "again": again_box(day) if day.again else None,
        "walk": walk_box(day) if day.kind == "walk" else None,
        "targets": [
            (f"{day.weekday}:{target}", WEEKDAYS[target])
            for target in limits.movable(day.weekday, profile, catalog)
        ]
        if day.kind == "exercise"
        else [],
    }


def _reasons(closed: Iterable[admission.Closed]) -> list[tuple[str, list[str]]]:
    """Return each exercise that is left out with all its reasons."""
    reasons: dict[str, list[str]] = {}
    for item in closed:
        reasons.setdefault(item.name, []).append(item.why)
    return list(reasons.items())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
