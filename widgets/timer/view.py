"""From a timer to its HTML: words and numbers here, order and look in the template. Nothing is decided."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from widgets.catalog import Catalog, Dose, Exercise
from widgets.session import cues
from widgets.session.machine import FINISHED, IDLE, PAIN_MOST, PAUSED, RUNNING, STOPPED, Run
from widgets.session.score import SECOND, Phase, Side, score, seconds
from widgets.session.settings import REST_MOST
from widgets.templating import template
from widgets.timer.machine import Timer

TEMPLATE = "timer/templates/timer.html.j2"
PROGRESS = 100
"""The length of ring and bar in the drawing's own units (`pathLength`)."""
STEP = 5
"""Seconds by which rest and get-ready are changed."""

NAMES: Mapping[str, str] = {
    "get-ready": "Get ready",
    "move": "Move",
    "hold": "Hold",
    "release": "Release",
    "side-change": "Change sides",
    "rest": "Rest",
}
HINTS: Mapping[str, str] = {
    "get-ready": "Take the starting position.",
    "move": "Slowly, into the position.",
    "hold": "Stay there. Keep breathing.",
    "release": "Slowly back. Breathe.",
    "side-change": "Take your time.",
    "rest": "Rest and breathe.",
}
SHAPES: Mapping[str, str] = {
    "get-ready": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 4v5l4 2",
    "move": "M5 12h13M12 5l7 7l-7 7",
    "hold": "M5 5h14v14H5z",
    "release": "M19 12H6M12 5l-7 7l7 7",
    "side-change": "M4 8h15M15 4l4 4l-4 4M20 16H5M9 12l-4 4l4 4",
    "rest": "M3 9c3-4 6-4 9 0s6 4 9 0M3 16c3-4 6-4 9 0s6 4 9 0",
}
"""A sign of each phase, in a box of 24 by 24: there, stay, back; it is told apart without color and without reading."""
SIDES: Mapping[Side, str] = {"left": "Left side", "right": "Right side", "both": ""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stepper:
    """A number with a button for less and one for more; `None` where there is no less or no more."""

    id: str
    event: str
    label: str
    value: str
    less: int | None
    more: int | None
    less_words: str
    more_words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Switch:
    """Something that is on or off."""

    id: str
    event: str
    label: str
    on: bool


def html(timer: Timer, catalog: Catalog, root: str) -> str:
    """Return a timer's inner HTML."""
    exercise = catalog.exercise(timer.slug)
    phases = score(timer.dose, timer.settings.side)
    values: dict[str, Any] = {
        "timer": timer,
        "state": str(timer.state),
        "id": f"timer-{timer.slug}",
        "root": root,
        "exercise": exercise,
        "safety": catalog.safety,
        "dose_words": _dose_words(timer, exercise),
        "total_words": cues.time_words(seconds(timer.dose)),
        "by_hand": by_hand(timer.suggested),
        "adjusted": _felt(timer) != timer.suggested,
        "ready_seconds": phases[0].duration // SECOND,
        "steppers": tuple(_steppers(timer)),
        "switches": _switches(timer),
        "starting": _first_moment(timer, phases),
        "place": _place(timer),
        "missed": _missed(timer),
        "easier": [catalog.exercise(slug) for slug in exercise.easier],
        "harder": [catalog.exercise(slug) for slug in exercise.harder],
        "languages": _languages(timer),
        "pains": range(PAIN_MOST + 1),
        "advice": _advice(timer, catalog),
        "now": None,
    }
    if timer.run is not None and timer.state in {RUNNING, PAUSED}:
        values["now"] = _moment(timer.run, timer.at)
    return template(TEMPLATE).render(values).strip()


def dose_words(dose: Dose) -> str:
    """Return a changed dose in the manner of the guide: `Hold 5 seconds. Do it 10 times. 1 set.`."""
    hold = f"Hold {cues.time_words(dose.hold)}." if dose.hold else "Move slowly, without a hold."
    times = "once" if dose.reps == 1 else f"{dose.reps} times"
    reps = {
        "both": f"Do it {times}.",
        "one-then-other": f"Do it {times} on one side, then {times} on the other.",
        "alternating": f"Do it {times} on each side, changing sides every time.",
    }[dose.sides]
    sets = "1 set." if dose.sets == 1 else f"{dose.sets} sets."
    rest = f" Rest {cues.time_words(dose.rest)} between sets." if dose.sets > 1 and dose.rest else ""
    return f"{hold} {reps} {sets}{rest}"


def by_hand(dose: Dose) -> str:
    """Return how to count a dose without the timer."""
    hold = f", hold for a slow count of {dose.hold}" if dose.hold else ""
    times = "once" if dose.reps == 1 else f"{dose.reps} times"
    side = {
        "both": "",
        "one-then-other": " on one side, then on the other",
        "alternating": " on each side in turn",
    }
    sets = ""
    if dose.sets > 1:
        sets = f" Rest for {cues.time_words(dose.rest)}, then start the next set: {dose.sets} sets in all."
    return (
        f"To count by yourself: move for a slow count of {dose.move}{hold}, "
        f"come back for a slow count of {dose.release}. Do this {times}{side[dose.sides]}.{sets}"
    )


def _dose_words(timer: Timer, exercise: Exercise) -> str:
    """Return the guide's own words for the guide's dose, ours for the reader's."""
    same = replace(_felt(timer), get_ready=timer.suggested.get_ready) == timer.suggested
    return exercise.dose_text if same else dose_words(timer.dose)


def _felt(timer: Timer) -> Dose:
    """Return the dose without a change that nobody would feel: a rest chosen elsewhere, where one set has none."""
    dose = timer.dose
    return replace(dose, rest=timer.suggested.rest) if dose.sets == 1 else dose


def _moment(run: Run, at: int) -> dict[str, Any]:
    """Return what a running or paused timer shows."""
    index = run.index(at)
    phase, done = run.phases[index], run.done(at)
    gone = (done - phase.start) / phase.duration
    begins, ends = run.time_of(phase.start), run.time_of(phase.end)
    return _shown(run.phases, index, run.place.dose) | {
        "seconds": max(0, math.ceil((phase.end - done) / SECOND)),
        "gone": round(PROGRESS * gone, 1),
        "from": None if begins is None else round(begins),
        "to": None if ends is None else round(ends),
        "left": _left(run.total - done),
    }


def _first_moment(timer: Timer, phases: tuple[Phase, ...]) -> dict[str, Any]:
    """Return what the shell may show from Start until Python has answered; it fills in the times."""
    return _shown(phases, 0, timer.dose) | {
        "seconds": phases[0].duration // SECOND,
        "gone": 0,
        "from": "",
        "to": "",
        "left": _left(phases[-1].end),
    }


def _shown(phases: tuple[Phase, ...], index: int, dose: Dose) -> dict[str, Any]:
    phase = phases[index]
    following = phases[index + 1] if index + 1 < len(phases) else None
    spot = phase.spot
    return {
        "phase": phase.name,
        "name": NAMES[phase.name],
        "hint": HINTS[phase.name],
        "shape": SHAPES[phase.name],
        "side": spot.side,
        "side_words": SIDES[spot.side],
        "count": f"Rep {spot.rep} of {dose.reps}",
        "set": f"Set {spot.set} of {dose.sets}" if dose.sets > 1 else None,
        "long": phase.duration >= 100 * SECOND,
        "coming": phase.name in {"get-ready", "side-change", "rest"},
        "next": "finish" if following is None else _next(phase, following),
    }


def _left(left_ms: int) -> str:
    """Return how long the dose still takes: in minutes, since it is told anew only as a phase begins."""
    minutes = round(left_ms / (60 * SECOND))
    return f"about {minutes} min left" if minutes else "under 1 min left"


def _next(phase: Phase, following: Phase) -> str:
    name = NAMES[following.name].lower()
    side = "" if following.spot.side in (phase.spot.side, "both") else f", {following.spot.side} side"
    return f"{name}{side}"


def _place(timer: Timer) -> str | None:
    """Return where the reader may carry on, in words; `None` where that is not offered."""
    if timer.place is None or not timer.can_carry_on:
        return None
    spot = timer.place.spot
    sets = f", set {spot.set}" if timer.place.dose.sets > 1 else ""
    side = "" if spot.side == "both" else f", {spot.side} side"
    return f"rep {spot.rep}{side}{sets}"


def _missed(timer: Timer) -> str | None:
    if timer.missed is None or timer.at >= timer.missed.until or timer.state not in {RUNNING, FINISHED}:
        return None
    return cues.away(timer.missed.seconds * SECOND)


def _advice(timer: Timer, catalog: Catalog) -> str | None:
    """Return what the pain rule says to the reader's answers; `None` until they are given."""
    if timer.leg:
        return catalog.safety.pain_spread
    if timer.pain is None:
        return None
    return next(b.text for b in catalog.safety.pain_bands if b.low <= timer.pain <= b.high)


def _steppers(timer: Timer) -> list[Stepper]:
    """Return the numbers that the reader may change, within what the sources print."""
    dose, slug = timer.dose, timer.slug

    def stepper(part: str, label: str, number: int, low: int, high: int, step: int, words: Any) -> Stepper:  # noqa: ANN401, PLR0913, PLR0917
        less = max(low, number - step) if number > low else None
        more = min(high, number + step) if number < high else None
        return Stepper(
            id=f"timer-{slug}-{part}",
            event=f"set-{part}",
            label=label,
            value=words(number),
            less=less,
            more=more,
            less_words="" if less is None else words(less),
            more_words="" if more is None else words(more),
        )

    def times(number: int) -> str:
        return "once" if number == 1 else f"{number} times"

    def sets(number: int) -> str:
        return "1 set" if number == 1 else f"{number} sets"

    ranges = timer.suggested.range
    found = []
    if "hold" in ranges:
        found.append(stepper("hold", "Hold", dose.hold, *ranges["hold"], 1, cues.time_words))
    if "reps" in ranges:
        label = "Repeat" if dose.sides == "both" else "Repeat, each side"
        found.append(stepper("reps", label, dose.reps, *ranges["reps"], 1, times))
    if "sets" in ranges:
        found.append(stepper("sets", "Sets", dose.sets, *ranges["sets"], 1, sets))
    if dose.sets > 1:
        most = max(REST_MOST, timer.suggested.rest)
        found.append(stepper("rest", "Rest between sets", dose.rest, 0, most, STEP, cues.time_words))
    found.append(
        stepper("get-ready", "Time to get ready", dose.get_ready, 0, REST_MOST, STEP, cues.time_words)
    )
    return found


def _languages(timer: Timer) -> list[tuple[str, list[str]]]:
    """Return the names of the device's voices by language, as far as it has told them."""
    found: dict[str, list[str]] = {}
    for voice in timer.voices:
        found.setdefault(voice.language, []).append(voice.name)
    return list(found.items())


def _switches(timer: Timer) -> tuple[Switch, ...]:
    chosen = timer.settings
    rows = (
        ("sound", "Tones", chosen.sound),
        ("voice", "Voice", chosen.voice),
        ("vibration", "Vibration", chosen.vibration),
        ("half-way", "Half-way cue", chosen.half_way),
        ("count-in", "3-2-1 before you begin", chosen.count_in),
        ("count", "3-2-1 at the end of a hold", chosen.count),
        ("counting", "Voice counts the seconds of a hold", chosen.counting),
        ("strong", "Strong beeps", chosen.strong),
        ("flash", "Flash with the tones", chosen.flash),
        ("silent-switch", "Sound also when the phone is on silent", chosen.silent_switch),
        ("listen", "Go on when the screen locks", chosen.listen),
    )
    few = rows if timer.state in {IDLE, STOPPED} else rows[:3]
    return tuple(
        Switch(id=f"timer-{timer.slug}-{name}", event=f"set-{name}", label=label, on=on)
        for name, label, on in few
    )
