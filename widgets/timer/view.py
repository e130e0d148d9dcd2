"""From a timer to its HTML: words and numbers here, order and look in the template. Nothing is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from widgets.catalog import Catalog, Dose, Exercise
from widgets.dose import sides
from widgets.dose.length import seconds
from widgets.dose.words import dose_words
from widgets.player import show
from widgets.player.score import SECOND, score
from widgets.player.show import Stepper
from widgets.player.states import PAUSED, RUNNING
from widgets.templating import template
from widgets.timer.machine import Timer
from widgets.words import duration

TEMPLATE = "timer/templates/timer.html.j2"


def html(timer: Timer, catalog: Catalog, root: str) -> str:
    """Return a timer's inner HTML."""
    exercise = catalog.exercise(timer.slug)
    values: dict[str, Any] = show.shared(timer, catalog, root) | {
        "timer": timer,
        "advice": timer.advice,
        "check": timer.check,
        "withheld": timer.withheld,
        "exercise": exercise,
        "following": catalog.exercise(timer.following) if timer.following else None,
        "by_hand": by_hand(timer.suggested),
        "place": _place(timer),
        "at_start": timer.place is not None and timer.place.is_start,
    }
    if timer.run is not None and timer.state in {RUNNING, PAUSED}:
        values["now"] = show.moment(timer.run, timer.at, timer.run.place.dose)
    else:
        values |= _still(timer, catalog, exercise)
    return template(TEMPLATE).render(values).strip()


def _still(timer: Timer, catalog: Catalog, exercise: Exercise) -> dict[str, Any]:
    """Return what is shown only while nothing is counted: a tap in a running dose then waits for none of it."""
    phases = score(timer.dose, timer.settings.side)
    return {
        "dose_words": dose_words(timer.dose),
        "total_words": duration(seconds(timer.dose)),
        "adjusted": _felt(timer) != timer.suggested,
        "ready_seconds": phases[0].duration // SECOND,
        "steppers": tuple(_steppers(timer)),
        "has_sides": timer.suggested.sides != "both",
        "check_words": timer.check.words(catalog.safety),
        "usual_words": timer.check.usual_words(timer.day),
        "starting": show.first_moment(phases, timer.dose),
        "easier": [catalog.exercise(slug) for slug in exercise.easier],
        "harder": [catalog.exercise(slug) for slug in exercise.harder],
    }


def by_hand(dose: Dose) -> str:
    """Return how to count a dose without the timer."""
    hold = f", hold for a slow count of {dose.hold}" if dose.hold else ""
    times = "once" if dose.reps == 1 else f"{dose.reps} times"
    one, other = sides.one_then_other(dose)
    side = {
        "both": sides.with_only(dose),
        "one-then-other": f" {one}, then {other}",
        "alternating": f" {sides.on_each(dose)} in turn",
    }
    sets = ""
    if dose.sets > 1:
        sets = f" Rest for {duration(dose.rest)}, then start the next set: {dose.sets} sets in all."
    return (
        f"To count by yourself: move for a slow count of {dose.move}{hold}, "
        f"come back for a slow count of {dose.release}. Do this {times}{side[dose.sides]}.{sets}"
    )


def _felt(timer: Timer) -> Dose:
    """Return the dose without a change that nobody would feel: a rest chosen elsewhere, where one set has none."""
    dose = timer.dose
    return replace(dose, rest=timer.suggested.rest) if dose.sets == 1 else dose


def _place(timer: Timer) -> str | None:
    """Return where the reader may carry on, in words; `None` where that is not offered."""
    if timer.place is None or not timer.can_carry_on:
        return None
    spot = timer.place.spot
    sets = f", set {spot.set}" if timer.place.dose.sets > 1 else ""
    side = sides.side_name(spot.side, timer.place.dose.side_means)
    return f"rep {spot.rep}{f', {side}' if side else ''}{sets}"


def _steppers(timer: Timer) -> list[Stepper]:
    """Return the numbers that the reader may change, within what the sources print."""
    dose, ranges = timer.dose, timer.suggested.range

    def times(number: int) -> str:
        return "once" if number == 1 else f"{number} times"

    def sets(number: int) -> str:
        return "1 set" if number == 1 else f"{number} sets"

    found = []
    if timer.prescribed:
        ranges = {}
    if "hold" in ranges:
        found.append(show.stepper(timer, "hold", "Hold", dose.hold, ranges["hold"], duration))
    if "reps" in ranges:
        label = "Repeat" if dose.sides == "both" else f"Repeat, {sides.each(dose)}"
        found.append(show.stepper(timer, "reps", label, dose.reps, ranges["reps"], times))
    if "sets" in ranges:
        found.append(show.stepper(timer, "sets", "Sets", dose.sets, ranges["sets"], sets))
    return [*found, *show.pacing(timer, dose if dose.sets > 1 else None, dose.get_ready)]
