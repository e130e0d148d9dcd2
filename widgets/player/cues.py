"""The cues of a score: spoken words, tones, vibration, announcements. It decides no transition.

Spoken words are short: the next phase may come in two seconds. Phases differ in tone and in vibration, so that
a reader whose phone lies face up on the floor, or who sees or hears little, can tell them apart; only
introduction, get-ready and move share theirs: each says that something begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from widgets.dose.sides import CHANGES, side_name
from widgets.player.score import SECOND, Phase
from widgets.player.settings import Settings
from widgets.protocol import Cue, Tone
from widgets.words import capitalized, duration

FINISHED = "Well done. Finished."


@dataclass(frozen=True, slots=True)
class _Signal:
    """A tone, and the same by vibration (milliseconds on, off, on, ...)."""

    tone: Tone
    vibrate: tuple[int, ...]


_SIGNALS: Mapping[str, _Signal] = {
    "introduction": _Signal("ready", (120,)),
    "get-ready": _Signal("ready", (120,)),
    "move": _Signal("ready", (120,)),
    "hold": _Signal("hold", (350,)),
    "release": _Signal("release", (120, 90, 120)),
    "side-change": _Signal("change", (120, 90, 120, 90, 120)),
    "rest": _Signal("rest", (600,)),
}
_COUNT = _Signal("count", (50,))
_HALF = _Signal("half", (50, 90, 50))
_NEXT = _Signal("exercise", (350, 120, 120))
"""An exercise has ended, and another comes."""
_FINISH = _Signal("finish", (200, 120, 200, 120, 700))

_COUNTED_IN = frozenset({"get-ready", "rest", "side-change"})
"""What ends with a repetition."""

COUNT_FROM = 3
"""Count-in: one tone in each of the last three seconds."""
COUNT_LEAST_MS = 4 * SECOND
"""A phase shorter than this is not counted: its own signal would still be sounding."""
HALF_WAY_LEAST_MS = 10 * SECOND
"""A shorter hold has no half-way cue."""
OTHER_SIDE_LEAST_MS = 3 * SECOND
"""A change of sides shorter than this leaves no time for a sentence: the side alone is said."""
SAMPLE_STEP_MS = 1500


def away(late_ms: float, what: str = "timer") -> str:
    """Return what is said when the timer went on while the page slept, or was still loading."""
    return f"The {what} went on for {duration(late_ms / SECOND)} without you."


def words(phases: tuple[Phase, ...], index: int, left: int | None = None) -> str:
    """Return what is said as a phase begins, by the voice or by a screen reader.

    The repetition's number is said too: who lies face-down sees none.

    Args:
        phases: The score.
        index: Which phase of it.
        left: How much of it is left, in milliseconds; `None` for all.
    """
    return _words(phases, index, left, _last_reps(phases))


def _last_reps(phases: tuple[Phase, ...]) -> Mapping[int, int]:
    """Return the number of the last repetition of each part: every part ends with it."""
    return {phase.spot.part: phase.spot.rep for phase in phases}


def _words(phases: tuple[Phase, ...], index: int, left: int | None, last_reps: Mapping[int, int]) -> str:
    phase = phases[index]
    said = "" if phase.name == "introduction" else _said(phases, index, left, last_reps)
    return f"{phase.words} {said}".strip()


def _said(phases: tuple[Phase, ...], index: int, left: int | None, last_reps: Mapping[int, int]) -> str:
    phase = phases[index]
    name = side_name(phase.spot.side, phase.side_means)
    match phase.name:
        case "get-ready":
            return f"Get ready: {name}" if name else "Get ready"
        case "side-change":
            long = phase.duration >= OTHER_SIDE_LEAST_MS
            return f"{CHANGES[phase.side_means]}: {name}" if long else capitalized(name)
        case "move":
            # Where nothing else says that the side changes, the movement does.
            changed = index > 0 and phases[index - 1].spot.side != phase.spot.side
            return _counted(phase.spot.rep, last_reps[phase.spot.part], name if changed else "move")
        case "hold":
            return "Hold"
        case "release":
            return "Release"
        case _:
            return f"Rest for {duration((phase.duration if left is None else left) / SECOND)}"


def _counted(rep: int, reps: int, what: str) -> str:
    """Return what to do with the repetition's number before it; the first needs none, the last is called so."""
    if rep == 1:
        return what.capitalize()
    return f"Last one: {what}" if rep == reps else f"Rep {rep}: {what}"


def cues(
    phases: tuple[Phase, ...], settings: Settings, start: float, at: float, *, now_too: bool
) -> tuple[Cue, ...]:
    """Return every cue from a moment on, in order of time.

    Args:
        phases: The score.
        settings: Which of sound, voice and vibration are on.
        start: When the score's first millisecond is, in milliseconds since the epoch.
        at: The moment.
        now_too: Begin with a cue for the phase that is going on.
    """
    found: list[Cue] = []
    last_reps = _last_reps(phases)
    for index, phase in enumerate(phases):
        begins, ends = start + phase.start, start + phase.end
        if ends <= at and begins < at:
            continue
        if begins >= at or now_too:
            another = index > 0 and phases[index - 1].spot.part != phase.spot.part
            signal = _NEXT if another else _SIGNALS[phase.name]
            since = max(begins, at)
            text = _words(phases, index, round(ends - since), last_reps) if settings.voice else None
            found += _cue(since, signal, text, settings)
        found += [cue for cue in _within(phase, settings, start) if cue.at > max(begins, at)]
    found += [cue for cue in finish(settings, start + phases[-1].end) if cue.at > at]
    return tuple(found)


def finish(settings: Settings, at: float) -> tuple[Cue, ...]:
    """Return the last cue."""
    return tuple(_cue(at, _FINISH, FINISHED, settings))


def sample(settings: Settings, at: float, *, several: bool = False) -> tuple[Cue, ...]:
    """Return each signal once, to try sound and voice before lying down; `several`: that of the next exercise too."""
    kinds = (
        (_SIGNALS["get-ready"], "Get ready"), (_COUNT, None), (_SIGNALS["hold"], "Hold"),
        (_SIGNALS["release"], "Release"), (_SIGNALS["side-change"], "Change sides"), (_SIGNALS["rest"], "Rest"),
        *(((_NEXT, "Next exercise"),) if several else ()), (_FINISH, "Finished"),
    )  # fmt: skip
    times = ((at + step * SAMPLE_STEP_MS, *kind) for step, kind in enumerate(kinds))
    return tuple(cue for time, signal, text in times for cue in _cue(time, signal, text, settings))


def _within(phase: Phase, settings: Settings, start: float) -> Iterator[Cue]:
    """Yield the cues inside a phase: half way, the seconds of a hold, and the count at its end."""
    holding = phase.name == "hold"
    counted = settings.count if holding else settings.count_in and phase.name in _COUNTED_IN
    half = (
        phase.duration // 2 if holding and settings.half_way and phase.duration >= HALF_WAY_LEAST_MS else None
    )
    last = phase.duration - COUNT_FROM * SECOND if counted and phase.duration >= COUNT_LEAST_MS else None
    numbered = holding and settings.counting and settings.voice
    if half is None and last is None and not numbered:
        return
    for done in sorted({*range(SECOND, phase.duration, SECOND), *(() if half is None else (half,))}):
        tone = last is not None and done >= last and done % SECOND == 0
        text = str(done // SECOND + 1) if numbered and done % SECOND == 0 else None
        if half is not None and 0 <= done - half < SECOND:
            text = "Half way" if done == half else None  # A number would cut it off.
        if tone or done == half:
            signal = _HALF if done == half else _COUNT
            yield from _cue(start + phase.start + done, signal, text, settings)
        elif text:
            yield Cue(at=start + phase.start + done, speak=text)


def _cue(at: float, signal: _Signal, text: str | None, settings: Settings) -> Iterator[Cue]:
    """Yield the cue as far as its parts are switched on, or nothing."""
    tone = signal.tone if settings.sound else None
    speak = text if settings.voice else None
    vibrate = signal.vibrate if settings.vibration else ()
    if tone or speak or vibrate:
        yield Cue(at=at, tone=tone, speak=speak, vibrate=vibrate)
