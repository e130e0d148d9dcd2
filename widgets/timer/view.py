"""The HTML of a timer: words and numbers here, order and look in the template. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from widgets.catalog import Catalog, Dose, Exercise
from widgets.dose import sides
from widgets.dose.length import seconds
from widgets.dose.words import dose_line, dose_words
from widgets.language import _, ngettext, pgettext
from widgets.player import show
from widgets.player.score import SECOND, score
from widgets.player.show import Stepper
from widgets.player.states import PAUSED, RUNNING
from widgets.templating import template
from widgets.timer.machine import Timer
from widgets.words import duration, times

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
    """Return the template's values that only an idle timer needs, so that a tap in a running dose is fast."""
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
        "less": dose_line(timer.less) if timer.less else "",
        "easier": [catalog.exercise(slug) for slug in exercise.easier],
        "harder": [catalog.exercise(slug) for slug in exercise.harder],
    }


def by_hand(dose: Dose) -> str:
    """Return how to count a dose without the timer, in words."""
    if dose.hold:
        count = _(
            "To count by yourself: move for a slow count of {move}, hold for a slow count of {hold}, "
            "come back for a slow count of {release}.",
            move=dose.move,
            hold=dose.hold,
            release=dose.release,
        )
    else:
        count = _(
            "To count by yourself: move for a slow count of {move}, come back for a slow count of {release}.",
            move=dose.move,
            release=dose.release,
        )
    said = [count, _BY_HAND[sides.variant(dose)](dose.reps)]
    if dose.sets > 1:
        rest = duration(dose.rest)
        said.append(
            ngettext(
                "Rest for {duration}, then start the next set: {n} set in all.",
                "Rest for {duration}, then start the next set: {n} sets in all.",
                dose.sets,
                duration=rest,
            )
        )
    return " ".join(said)


_BY_HAND: Mapping[str, Callable[[int], str]] = {
    "both": lambda n: ngettext("Do this once.", "Do this {n} times.", n),
    "left arm": lambda n: ngettext(
        "Do this once with the left arm.", "Do this {n} times with the left arm.", n
    ),
    "right arm": lambda n: ngettext(
        "Do this once with the right arm.", "Do this {n} times with the right arm.", n
    ),
    "left leg": lambda n: ngettext(
        "Do this once with the left leg.", "Do this {n} times with the left leg.", n
    ),
    "right leg": lambda n: ngettext(
        "Do this once with the right leg.", "Do this {n} times with the right leg.", n
    ),
    "left lying": lambda n: ngettext(
        "Do this once on your left side.", "Do this {n} times on your left side.", n
    ),
    "right lying": lambda n: ngettext(
        "Do this once on your right side.", "Do this {n} times on your right side.", n
    ),
    "one-then-other arm": lambda n: ngettext(
        "Do this once with one arm, then with the other.",
        "Do this {n} times with one arm, then with the other.",
        n,
    ),
    "one-then-other leg": lambda n: ngettext(
        "Do this once with one leg, then with the other.",
        "Do this {n} times with one leg, then with the other.",
        n,
    ),
    "one-then-other lying": lambda n: ngettext(
        "Do this once on one side, then on the other.", "Do this {n} times on one side, then on the other.", n
    ),
    "alternating arm": lambda n: ngettext(
        "Do this once with each arm in turn.", "Do this {n} times with each arm in turn.", n
    ),
    "alternating leg": lambda n: ngettext(
        "Do this once with each leg in turn.", "Do this {n} times with each leg in turn.", n
    ),
    "alternating lying": lambda n: ngettext(
        "Do this once on each side in turn.", "Do this {n} times on each side in turn.", n
    ),
}
"""How often, by the sides, where one counts by oneself."""


def _felt(timer: Timer) -> Dose:
    """Return the dose without changes that have no effect, such as another rest for one set."""
    dose = timer.dose
    return replace(dose, rest=timer.suggested.rest) if dose.sets == 1 else dose


def _place(timer: Timer) -> str | None:
    """Return the place from which the reader may carry on, in words; `None` if that is not offered."""
    if timer.place is None or not timer.can_carry_on:
        return None
    spot = timer.place.spot
    side = sides.side_name(spot.side, timer.place.dose.side_means)
    if timer.place.dose.sets > 1:
        if side:
            return _("rep {rep}, {side}, set {set}", rep=spot.rep, side=side, set=spot.set)
        return _("rep {rep}, set {set}", rep=spot.rep, set=spot.set)
    return _("rep {rep}, {side}", rep=spot.rep, side=side) if side else _("rep {rep}", rep=spot.rep)


def _steppers(timer: Timer) -> list[Stepper]:
    """Return the numbers that the reader may change, within the ranges of the sources."""
    dose, ranges = timer.dose, timer.suggested.range

    def sets(number: int) -> str:
        return ngettext("{n} set", "{n} sets", number)

    found = []
    if timer.prescribed:
        ranges = {}
    if "hold" in ranges:
        found.append(
            show.stepper(timer, "hold", pgettext("number", "Hold"), dose.hold, ranges["hold"], duration)
        )
    if "reps" in ranges:
        label = pgettext("number", "Repeat")
        if dose.sides != "both":
            label = _("Repeat, {each_side}", each_side=sides.each(dose))
        found.append(show.stepper(timer, "reps", label, dose.reps, ranges["reps"], times))
    if "sets" in ranges:
        found.append(show.stepper(timer, "sets", pgettext("number", "Sets"), dose.sets, ranges["sets"], sets))
    return [*found, *show.pacing(timer, dose if dose.sets > 1 else None, dose.get_ready)]
