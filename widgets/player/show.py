"""What timer and session show alike: words and numbers here, order and look in `templates/parts.html.j2`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from widgets import days
from widgets.catalog import Catalog, Dose
from widgets.dose.sides import side_name
from widgets.language import N_, _, pgettext
from widgets.player import cues, names
from widgets.player.effects import HEARD, HOW_BAD, SPREADS
from widgets.player.player import PAIN_MOST, Player
from widgets.player.run import Run
from widgets.player.score import SECOND, Phase
from widgets.player.settings import REST_MOST
from widgets.player.states import FINISHED, RUNNING
from widgets.words import capitalized, decimal, duration

PROGRESS = 100
"""The length of ring and bar in the drawing's own units (`pathLength`)."""
VOICE_MEGABYTES = 0.2
"""What the recorded words of a session weigh, about."""
STEP = 5
"""Seconds by which rest and get-ready are changed."""

HINTS: Mapping[str, str] = {
    "introduction": N_("Read or listen. No hurry."),
    "get-ready": N_("Take the starting position."),
    "move": N_("Slowly, into the position."),
    "hold": N_("Stay there. Keep breathing."),
    "release": N_("Slowly back. Breathe."),
    "side-change": N_("Take your time."),
    "rest": N_("Rest and breathe."),
}
SHAPES: Mapping[str, str] = {
    "introduction": "M4 6h16M4 12h16M4 18h10",
    "get-ready": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 4v5l4 2",
    "move": "M5 12h13M12 5l7 7l-7 7",
    "hold": "M5 5h14v14H5z",
    "release": "M19 12H6M12 5l-7 7l7 7",
    "side-change": "M4 8h15M15 4l4 4l-4 4M20 16H5M9 12l-4 4l4 4",
    "rest": "M3 9c3-4 6-4 9 0s6 4 9 0M3 16c3-4 6-4 9 0s6 4 9 0",
}
"""A sign of each phase, in a box of 24 by 24: there, stay, back; it is told apart without color and without reading."""


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


def shared(player: Player, catalog: Catalog, root: str) -> dict[str, Any]:
    """Return what the shared parts of the template need of any player."""
    return {
        "player": player,
        "state": str(player.state),
        "id": player.id,
        "root": root,
        "safety": catalog.safety,
        "spreads": _(SPREADS),
        "how_bad": _(HOW_BAD),
        "switches": switches(player),
        "heard": player.settings.sound or player.settings.voice,
        "languages": languages(player),
        "missed": missed(player),
        "pains": range(PAIN_MOST + 1),
        "hears": _(HEARD, words=names.name("get-ready")),
        "voice_megabytes": decimal(VOICE_MEGABYTES),
        "now": None,
    }


def moment(run: Run, at: int, dose: Dose) -> dict[str, Any]:
    """Return what a running or paused player shows; `dose` is the one that goes on."""
    index = run.index(at)
    phase, done = run.phases[index], run.done(at)
    gone = (done - phase.start) / phase.duration
    begins, ends = run.time_of(phase.start), run.time_of(phase.end)
    return shown(run.phases, index, dose) | {
        "seconds": max(0, math.ceil((phase.end - done) / SECOND)),
        "gone": round(PROGRESS * gone, 1),
        "from": None if begins is None else round(begins),
        "to": None if ends is None else round(ends),
        "left": _left(run.total - done),
    }


def first_moment(phases: tuple[Phase, ...], dose: Dose) -> dict[str, Any]:
    """Return what the shell may show from Start until Python has answered; it fills in the times."""
    return shown(phases, 0, dose) | {
        "seconds": phases[0].duration // SECOND,
        "gone": 0,
        "from": "",
        "to": "",
        "left": _left(phases[-1].end),
    }


def shown(phases: Sequence[Phase], index: int, dose: Dose) -> dict[str, Any]:
    """Return what is shown of a phase, however far it is."""
    phase = phases[index]
    following = phases[index + 1] if index + 1 < len(phases) else None
    spot = phase.spot
    return {
        "phase": phase.name,
        "name": names.name(phase.name, phase.side_means),
        "inside": names.after_a_colon(phase.name, phase.side_means),
        "hint": _(HINTS[phase.name]),
        "shape": SHAPES[phase.name],
        "side": spot.side,
        "side_words": capitalized(side_name(spot.side, phase.side_means)),
        "several": False,
        "count": _("Rep {rep} of {reps}", rep=spot.rep, reps=dose.reps),
        "set": _("Set {set} of {sets}", set=spot.set, sets=dose.sets) if dose.sets > 1 else None,
        "long": phase.duration >= 100 * SECOND,
        "coming": phase.name in {"introduction", "get-ready", "side-change", "rest"},
        "next": pgettext("after a colon", "finish") if following is None else _next(phase, following),
    }


def _left(left_ms: int) -> str:
    """Return how long the run still takes: in minutes, since it is told anew only as a phase begins."""
    if left_ms < days.MS_A_MINUTE:
        return _("under 1 min left")
    return _("about {minutes} min left", minutes=days.minutes_up(left_ms / SECOND))


def _next(phase: Phase, following: Phase) -> str:
    name = names.after_a_colon(following.name, following.side_means)
    side = side_name(following.spot.side, following.side_means)
    if side and following.spot.side != phase.spot.side:
        return _("{phase}, {side}", phase=name, side=side)
    return name


def missed(player: Player) -> str | None:
    """Return what is said of an absence, for as long as it is said."""
    if player.missed is None or player.at >= player.missed.until or player.state not in {RUNNING, FINISHED}:
        return None
    return cues.away(player.missed.seconds * SECOND, player.WHAT)


def languages(player: Player) -> list[tuple[str, list[str]]]:
    """Return the names of the device's voices by language, as far as it has told them."""
    found: dict[str, list[str]] = {}
    for voice in player.voices:
        found.setdefault(voice.language, []).append(voice.name)
    return list(found.items())


def switches(player: Player) -> tuple[Switch, ...]:
    """Return what the reader may switch on and off before a run."""
    chosen = player.settings
    rows = (
        ("sound", _("Tones"), chosen.sound),
        ("voice", _("Voice"), chosen.voice),
        ("vibration", _("Vibration"), chosen.vibration),
        ("half-way", _("Half-way cue"), chosen.half_way),
        ("count-in", _("3-2-1 before you begin"), chosen.count_in),
        ("count", _("3-2-1 at the end of a hold"), chosen.count),
        ("counting", _("Voice counts the seconds of a hold"), chosen.counting),
        ("strong", _("Strong beeps"), chosen.strong),
        ("flash", _("Flash with the tones"), chosen.flash),
        ("silent-switch", _("Sound also when the phone is on silent"), chosen.silent_switch),
        ("listen", _("Go on when the screen locks"), chosen.listen),
    )
    return tuple(
        Switch(id=f"{player.id}-{name}", event=f"set-{name}", label=label, on=on) for name, label, on in rows
    )


def stepper(  # noqa: PLR0913, PLR0917 - a control has the parts it has
    player: Player,
    part: str,
    label: str,
    number: int,
    bounds: tuple[int, int],
    words: Callable[[int], str],
    step: int = 1,
) -> Stepper:
    """Return a number with what is one step less and one more; `words` says such a number."""
    low, high = bounds
    less = max(low, number - step) if number > low else None
    more = min(high, number + step) if number < high else None
    return Stepper(
        id=f"{player.id}-{part}",
        event=f"set-{part}",
        label=label,
        value=words(number),
        less=less,
        more=more,
        less_words="" if less is None else words(less),
        more_words="" if more is None else words(more),
    )


def pacing(player: Player, rested: Dose | None, get_ready: int) -> list[Stepper]:
    """Return the pauses that the reader may change; `rested` is a dose with a rest between sets, where there is one."""
    found = []
    if rested is not None:
        most = max(REST_MOST, player.longest_rest)
        label = _("Rest between sets")
        found.append(stepper(player, "rest", label, rested.rest, (0, most), duration, STEP))
    label = _("Time to get ready")
    found.append(stepper(player, "get-ready", label, get_ready, (0, REST_MOST), duration, STEP))
    return found
