"""The cues of a score: tones, recorded or spoken words, vibration, announcements. It decides no transition.

Phases differ in tone and in vibration, so that a reader whose phone lies face up on the floor, or who sees or hears
little, can tell them apart; only introduction, get-ready and move share theirs: each says that something begins.

Words begin when their tone has ended, and end before the next tone or phase. Of several wordings the first that fits is
said; where none fits, the tone is heard alone, but for a short change of sides, which is said without its tone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from widgets.catalog import Clips
from widgets.dose.sides import side_name
from widgets.language import N_, _, pgettext
from widgets.player import names
from widgets.player.clips import said, sentences
from widgets.player.score import BEFORE_A_PART, SECOND, Phase
from widgets.player.settings import Settings
from widgets.protocol import Cue, Said, Tone
from widgets.words import capitalized, duration

FINISHED = N_("Well done. Finished.")
HALF_WAY = N_("Half way")


@dataclass(frozen=True, slots=True)
class _Signal:
    """A tone, how long it rings (milliseconds), and the same by vibration (milliseconds on, off, on, ...)."""

    tone: Tone | None
    rings: int
    vibrate: tuple[int, ...]


_SIGNALS: Mapping[str, _Signal] = {
    "introduction": _Signal("ready", 415, (120,)),
    "get-ready": _Signal("ready", 415, (120,)),
    "move": _Signal("ready", 415, (120,)),
    "hold": _Signal("hold", 685, (350,)),
    "release": _Signal("release", 685, (120, 90, 120)),
    "side-change": _Signal("change", 775, (120, 90, 120, 90, 120)),
    "rest": _Signal("rest", 1375, (600,)),
}
_COUNT = _Signal("count", 135, (50,))
_HALF = _Signal("half", 435, (50, 90, 50))
_NEXT = _Signal("exercise", 1295, (350, 120, 120))
"""An exercise has ended, and another comes."""
_FINISH = _Signal("finish", 1555, (200, 120, 200, 120, 700))

SIGNALS = (*_SIGNALS.values(), _COUNT, _HALF, _NEXT, _FINISH)
"""All of them. How long each tone rings is what `widgets/shell/effects/tones.js` plays."""

_COUNTED_IN = frozenset({"get-ready", "rest", "side-change"})
"""What ends with a repetition."""

_IN_A_REP = frozenset({"move", "hold", "release"})

COUNT_FROM = 3
"""Count-in: one tone in each of the last three seconds."""
COUNT_LEAST_MS = 5 * SECOND
"""A phase shorter than this is not counted: its own tone and word need the time before."""
HALF_WAY_LEAST_MS = 10 * SECOND
"""A shorter hold has no half-way cue."""
APART_MS = 60
"""Silence between the last word and the next tone, at the least."""
SAMPLE_APART_MS = 400
REST_STEP = 5
"""What is left of a rest is said in steps of so many seconds."""


def away(late_ms: float, what: str = "timer") -> str:
    """Return what is said after the timer went on while the page slept, or was still loading."""
    late = duration(late_ms / SECOND)
    if what == "session":
        return _("The session went on for {duration} without you.", duration=late)
    return _("The timer went on for {duration} without you.", duration=late)


def words(phases: tuple[Phase, ...], index: int, left: int | None = None) -> str:
    """Return what is said as a phase begins, where time does not matter: to a screen reader.

    The repetition's number is said too: who lies face-down sees none.

    Args:
        phases: The score.
        index: Which phase of it.
        left: How much of it is left, in milliseconds; `None` for all.
    """
    return wordings(phases, index, left)[0]


def wordings(
    phases: tuple[Phase, ...], index: int, left: int | None = None, last_reps: Mapping[int, int] | None = None
) -> list[str]:
    """Return what may be said as a phase begins, the fullest wording first.

    Args:
        phases: The score.
        index: Which phase of it.
        left: How much of it is left, in milliseconds; `None` for all.
        last_reps: As `_last_reps` returns it, where it is known.
    """
    phase = phases[index]
    name = side_name(phase.spot.side, phase.side_means)
    match phase.name:
        case "introduction":
            found = [""]
        case "get-ready":
            ready = names.name("get-ready")
            found = [_("Get ready: {side}", side=name), ready] if name else [ready]
        case "side-change":
            change = names.name("side-change", phase.side_means)
            found = [_("{change}: {side}", change=change, side=name), capitalized(name)]
        case "move":
            # Where nothing else says that the side changes, the movement does.
            changed = index > 0 and phases[index - 1].spot.side != phase.spot.side
            last = (_last_reps(phases) if last_reps is None else last_reps)[phase.spot.part]
            side = name if changed else None
            found = [counted(phase.spot.rep, last, side), counted(1, last, side)]
        case "rest":
            rest = phase.duration if left is None else left // SECOND // REST_STEP * REST_STEP * SECOND
            found = [rest_words(rest // SECOND), names.name("rest")]
        case other:
            found = [names.name(other)]
    if phase.words:
        lines = sentences(phase.words)
        shorter = [" ".join(lines[:n]) for n in range(len(lines) - 1, 0, -1)]
        found = [f"{phase.words} {found[0]}".strip(), *(found if found[0] else shorter)]
    return found


def goes_on(phases: tuple[Phase, ...], index: int, title: str = "") -> str:
    """Return where a paused run would go on, as its view shows it: phase, exercise, side and repetition.

    Args:
        phases: The score.
        index: Which phase of it.
        title: The exercise's name, where the score has several; it is told before the first repetition.
    """
    phase = phases[index]
    name = names.after_a_colon(phase.name, phase.side_means)
    leads = phase.name in BEFORE_A_PART
    if title and phase.name == "introduction":
        name, title = title, ""
    found = [_("Goes on with: {phase}", phase=name)]
    if title and leads:
        found.append(title)
    if side := side_name(phase.spot.side, phase.side_means):
        found.append(capitalized(side))
    if phase.name in _IN_A_REP:
        found.append(_("Rep {rep} of {reps}", rep=phase.spot.rep, reps=_last_reps(phases)[phase.spot.part]))
    return ". ".join(found)


def introduced_ms(words: str, clips: Clips) -> int:
    """Return how long an introduction takes, in milliseconds, with its tone and by the slower of two voices.

    Args:
        words: The introduction.
        clips: The recorded clauses: in another language they may be slower than the device's voice.
    """
    by_device = said(words, {}, _NEXT.rings)[1] + APART_MS
    return max(by_device, said(words, clips, _NEXT.rings)[1])


def rest_words(seconds: int) -> str:
    """Return what is said as a rest begins."""
    return _("Rest for {duration}", duration=duration(seconds)) if seconds else names.name("rest")


def _last_reps(phases: tuple[Phase, ...]) -> Mapping[int, int]:
    """Return the number of the last repetition of each part: every part ends with it."""
    return {phase.spot.part: phase.spot.rep for phase in phases}


def counted(rep: int, reps: int, side: str | None) -> str:
    """Return how the number of a repetition is announced before it. The first has none; the last is called so.

    Args:
        rep: the repetition.
        reps: the number of the last one.
        side: the name of a side that changes; `None` for only the word "move".
    """
    if rep == 1:
        return names.name("move") if side is None else capitalized(side)
    if side is None:
        return _("Last one: move") if rep == reps else _("Rep {rep}: move", rep=rep)
    return _("Last one: {side}", side=side) if rep == reps else _("Rep {rep}: {side}", rep=rep, side=side)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment of a score, before its words are chosen by the time there is."""

    at: float
    signal: _Signal | None
    phase: int | None = None
    """Index of the phase that begins."""
    text: str | None = None
    """What is said inside a phase."""


def cues(  # noqa: PLR0913 - what a score is heard by
    phases: tuple[Phase, ...],
    settings: Settings,
    start: float,
    at: float,
    *,
    now_too: bool,
    clips: Clips | None = None,
) -> tuple[Cue, ...]:
    """Return every cue from a moment on, in order of time.

    Args:
        phases: The score.
        settings: Which of sound, voice and vibration are on.
        start: When the score's first millisecond is, in milliseconds since the epoch.
        at: The moment.
        now_too: Begin with a cue for the phase that is going on.
        clips: The recorded clauses.
    """
    moments: list[_Moment] = []
    for index, phase in enumerate(phases):
        begins, ends = start + phase.start, start + phase.end
        if ends <= at and begins < at:
            continue
        if begins >= at or now_too:
            another = index > 0 and phases[index - 1].spot.part != phase.spot.part
            signal = _NEXT if another else _SIGNALS[phase.name]
            moments.append(_Moment(max(begins, at), signal, phase=index))
        moments += [one for one in _within(phase, settings, start) if one.at > max(begins, at)]
    end = start + phases[-1].end
    if end > at:
        moments.append(_Moment(end, _FINISH, text=_(FINISHED)))
    return tuple(_heard(moments, phases, settings, start, clips or {}))


def _heard(
    moments: list[_Moment], phases: tuple[Phase, ...], settings: Settings, start: float, clips: Clips
) -> Iterator[Cue]:
    """Yield the cues of moments, each with the words that there is time for, as far as their parts are switched on."""
    last_reps = _last_reps(phases)
    speech = _Speech(clips)
    spoken_until = 0.0
    for moment, limit in zip(moments, _limits(moments, settings), strict=True):
        if not settings.voice:
            yield from _cue(moment.at, moment.signal, settings)
            continue
        phase = None if moment.phase is None else phases[moment.phase]
        signal = moment.signal
        tone = signal.rings if signal and settings.sound else 0
        texts: list[str] = []
        if moment.phase is not None and phase is not None:
            left = None if moment.at == start + phase.start else round(start + phase.end - moment.at)
            texts = wordings(phases, moment.phase, left, last_reps)
        elif moment.text and moment.at + tone >= spoken_until:
            texts = [moment.text]
        found = speech.that_fits(texts, tone, limit - moment.at)
        if found is None and phase is not None and phase.name == "side-change":
            # Which side comes counts more than the tone: the movement has one.
            found = speech.that_fits(texts, 0, limit - moment.at)
            signal = signal if found is None else replace(_SIGNALS["side-change"], tone=None)
        if found is not None:
            spoken_until = moment.at + found.ends + APART_MS
        yield from _cue(moment.at, signal, settings, found)


def _limits(moments: list[_Moment], settings: Settings) -> list[float]:
    """Return when the words of each moment must have ended: at the next tone, or the next phase. A number may wait."""
    found: list[float] = []
    limit = float("inf")
    for moment in reversed(moments):
        found.append(limit)
        if moment.signal and (settings.sound or moment.phase is not None or moment.signal is _FINISH):
            limit = moment.at - APART_MS
    return found[::-1]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A text, and who says what of it when."""

    text: str
    said: tuple[Said, ...]
    ends: int
    """Milliseconds after the cue."""


class _Speech:
    """A cache of texts that were timed before: a score says the same few texts many times."""

    def __init__(self, clips: Clips) -> None:
        self._clips = clips
        self._found: dict[tuple[str, int], _Spoken] = {}

    def of(self, text: str, after: int) -> _Spoken:
        """Return a text that begins some milliseconds after its cue."""
        found = self._found.get((text, after))
        if found is None:
            found = self._found[text, after] = _Spoken(text, *said(text, self._clips, after))
        return found

    def that_fits(self, texts: list[str], after: int, most: float) -> _Spoken | None:
        """Return the first of several texts that has ended by `most` milliseconds after its cue."""
        for text in texts:
            found = self.of(text, after)
            if found.ends <= most:
                return found
        return None


def finish(settings: Settings, at: float, clips: Clips | None = None) -> tuple[Cue, ...]:
    """Return the last cue."""
    return tuple(_heard([_Moment(at, _FINISH, text=_(FINISHED))], (), settings, 0, clips or {}))


def word(at: float, clips: Clips) -> tuple[Cue, ...]:
    """Return a word of the chosen voice."""
    text = names.name("get-ready")
    return (Cue(at=at, speak=text, said=said(text, clips)[0]),)


def _samples() -> Iterator[tuple[_Signal, str | None]]:
    """Yield each signal with its word; that of the next exercise is the last but one."""
    for phase in ("get-ready", "hold", "release", "side-change", "rest"):
        yield _SIGNALS[phase], names.name(phase)
        if phase == "get-ready":
            yield _COUNT, None
    yield _NEXT, _("Next exercise")
    yield _FINISH, pgettext("spoken", "Finished")


def sample_words() -> list[str]:
    """Return the words that `sample` says."""
    return [text for _signal, text in _samples() if text]


def sample(
    settings: Settings, at: float, *, several: bool = False, clips: Clips | None = None
) -> tuple[Cue, ...]:
    """Return each signal once, to try sound and voice before lying down; `several`: that of the next exercise too."""
    speech, time = _Speech(clips or {}), at
    found: list[Cue] = []
    for signal, text in _samples():
        if signal is _NEXT and not several:
            continue
        spoken = speech.of(text, signal.rings) if text and settings.voice else None
        found += _cue(time, signal, settings, spoken)
        time += (signal.rings if spoken is None else spoken.ends) + SAMPLE_APART_MS
    return tuple(found)


def _within(phase: Phase, settings: Settings, start: float) -> Iterator[_Moment]:
    """Yield the moments inside a phase: half way, the seconds of a hold, and the count at its end."""
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
        at = start + phase.start + done
        text = str(done // SECOND + 1) if numbered and done % SECOND == 0 else None
        if done == half:
            yield _Moment(at, _HALF, text=_(HALF_WAY))
        elif last is not None and done >= last and done % SECOND == 0:
            yield _Moment(at, _COUNT, text=text)
        elif text:
            yield _Moment(at, None, text=text)


def _cue(
    at: float, signal: _Signal | None, settings: Settings, spoken: _Spoken | None = None
) -> Iterator[Cue]:
    """Yield the cue as far as its parts are switched on, or nothing."""
    tone = signal.tone if signal and settings.sound else None
    vibrate = signal.vibrate if signal and settings.vibration else ()
    if tone or spoken or vibrate:
        text, parts = (None, ()) if spoken is None else (spoken.text, spoken.said)
        yield Cue(at=at, tone=tone, speak=text, said=parts, vibrate=vibrate)
