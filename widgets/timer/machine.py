"""Every state and transition of a hold timer. It never reads a clock and never touches a page.

Time comes in with each event (`at`, milliseconds since the epoch) and only forward: an earlier one counts as
the latest seen. First the timer is brought up to that moment (`settle`), then the event is looked up in
`TRANSITIONS`. So one late `wake` leads to the same timer as many small ones. What the table does not list,
and `LATE` does not forgive, raises `ProtocolError` and leaves the state as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from widgets.catalog import Dose
from widgets.protocol import Announce, Effect, Event, Focus, Json, KeepAwake, ProtocolError, Save
from widgets.protocol import Score as Cues
from widgets.timer import cues
from widgets.timer.kept import PLACE_KEY, REST_MOST, SETTINGS_KEY, Place, Settings, voice_name
from widgets.timer.score import SECOND, Phase, score

AWAY_MS = 5 * SECOND
"""A wake this late means that the page slept: the reader is told, and may go back."""
AWAY_NOTE_MS = 15 * SECOND
"""How long that is shown."""
BACK_MS = 2 * SECOND
"""Back restarts the phase, or in its first two seconds goes to the one before."""
DOUBLE_TAP_MS = 500
"""Buttons give way to others in the same place: a second tap this soon was meant for the first."""
PAIN_MOST = 10


class State(StrEnum):
    """Where a timer is in its life. What is done at the moment (move, hold) is the phase of a running one."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    HURT = "hurt"
    """Stopped because it hurts: the questions and the advice."""


IDLE, RUNNING, PAUSED, FINISHED, STOPPED, HURT = State

_ANYWHERE = ("wake", "stored", "disconnect", "voices")
_SWITCHES = (
    "set-sound", "set-voice", "set-vibration", "set-half-way", "set-count", "set-count-in", "set-counting",
    "set-voice-name", "set-silent-switch", "set-strong", "set-intro",
)  # fmt: skip
_DOSE = ("set-hold", "set-reps", "set-sets", "set-rest", "set-get-ready", "set-side", "as-suggested")

TRANSITIONS: Mapping[State, Mapping[str, State]] = {
    IDLE: {"start": RUNNING, "carry-on": RUNNING, "forget": IDLE, "adjust": IDLE, "try-sounds": IDLE}
    | dict.fromkeys((*_DOSE, *_SWITCHES, *_ANYWHERE), IDLE),
    RUNNING: {"pause": PAUSED, "skip": RUNNING, "back": RUNNING, "stop": STOPPED, "hurts": HURT}
    | {"carry-on": RUNNING}
    | dict.fromkeys((*_SWITCHES, *_ANYWHERE), RUNNING),
    PAUSED: {"resume": RUNNING, "skip": PAUSED, "back": PAUSED, "stop": STOPPED, "hurts": HURT}
    | dict.fromkeys((*_SWITCHES, *_ANYWHERE), PAUSED),
    FINISHED: {"start": RUNNING, "again": IDLE, "hurts": HURT, "carry-on": RUNNING}
    | dict.fromkeys(_ANYWHERE, FINISHED),
    STOPPED: {"start": RUNNING, "again": IDLE, "hurts": HURT, "carry-on": RUNNING}
    | dict.fromkeys(_ANYWHERE, STOPPED),
    HURT: {"spread": HURT, "pain": HURT, "hurts": HURT, "again": IDLE, "carry-on": RUNNING}
    | dict.fromkeys(_ANYWHERE, HURT),
}
"""The state after an event, where time has not ended the run before it. A `skip` may lead to `finished`."""

LATE: Mapping[State, frozenset[str]] = {
    IDLE: frozenset({"again"}),
    RUNNING: frozenset({"start", "resume", "again"}),
    PAUSED: frozenset({"pause"}),
    FINISHED: frozenset({"pause", "resume", "skip", "back", "stop", *_SWITCHES}),
    STOPPED: frozenset({"pause", "resume", "skip", "back", "stop", *_SWITCHES}),
    HURT: frozenset({"pause", "resume", "skip", "back", "stop", *_SWITCHES}),
}
"""Taps meant for the state before: a second tap, or one as the run ended. They do nothing."""

SWAPPED = frozenset({"start", "carry-on", "forget", "pause", "resume", "again", "spread", "pain"})
"""Taps on a button that may have come under a finger only now. Never what stops a run, nor skips within it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A score and how far it has gone."""

    place: Place
    """The dose and sides that the score was made from, and the repetition it began with."""
    phases: tuple[Phase, ...]
    offset: int = 0
    """Milliseconds of the score that were done at `since`, or altogether where it stands still."""
    since: int | None = None
    """Since when it has been going on, in milliseconds since the epoch; `None` while it stands still."""

    @property
    def total(self) -> int:
        """Milliseconds of the whole score."""
        return self.phases[-1].end

    def done(self, at: int) -> int:
        """Return how many milliseconds of the score are done at a moment."""
        return min(self.total, self.offset + (0 if self.since is None else at - self.since))

    def index(self, at: int) -> int:
        """Return the number of the phase at a moment; the last one at the end."""
        done = self.done(at)
        return next((i for i, phase in enumerate(self.phases) if done < phase.end), len(self.phases) - 1)

    def time_of(self, offset: int) -> int | None:
        """Return when an offset of the score comes (ms since the epoch); `None` while it stands still."""
        return None if self.since is None else self.since + offset - self.offset

    def moved_to(self, offset: int, at: int) -> Run:
        """Return the run at another offset, still going on or still standing."""
        return replace(self, offset=offset, since=None if self.since is None else at)

    def place_at(self, at: int) -> Place:
        """Return where a reader is at a moment."""
        return replace(self.place, spot=self.phases[self.index(at)].spot)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """The page slept while the timer went on."""

    seconds: int
    until: int
    """Until when it is said, in milliseconds since the epoch."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One of the device's voices."""

    name: str
    lang: str
    """Such as `en-US`."""
    language: str
    """In words, such as `English (United States)`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer:
    """A hold timer at a moment."""

    state: State
    slug: str
    suggested: Dose
    """The exercise's dose, before the reader's choices."""
    at: int
    """The latest moment seen, in whole milliseconds since the epoch: whole, so that sums are exact."""
    swapped: int | None = None
    """When buttons last gave way to others, in milliseconds since the epoch."""
    settings: Settings = field(default_factory=Settings)
    settings_lost: bool = False
    """What the device kept could not be read."""
    run: Run | None = None
    """Not in `idle`."""
    go_on_most: int = 0
    """The most pain, 0 to 10, with which the safety rule says to go on."""
    adjusting: bool = False
    """Whether the reader has opened the choices."""
    voices: tuple[Voice, ...] = ()
    """The device's voices, as far as it has told."""
    place: Place | None = None
    """Where `carry-on` would go on."""
    missed: Missed | None = None
    leg: bool | None = None
    """Whether it spreads down a leg; asked in `hurt`, kept nowhere."""
    pain: int | None = None
    """0 to 10; asked in `hurt`, kept nowhere."""

    @property
    def dose(self) -> Dose:
        """The exercise's dose with the reader's choices in it."""
        return self.settings.dose(self.slug, self.suggested)

    @property
    def can_carry_on(self) -> bool:
        """Whether there is a place to carry on from; after pain only where it is mild and does not spread."""
        if self.state is HURT and (self.leg is not False or self.pain is None or self.pain > self.go_on_most):
            return False
        return self.place is not None

    @property
    def going(self) -> Run:
        """The run, in every state but `idle`."""
        if self.run is None:
            raise ProtocolError(f"there is no run in {self.state}")
        return self.run


type Result = tuple[Timer, tuple[Effect, ...]]


def connect(
    slug: str, suggested: Dose, stored: Mapping[str, str | None], at: float, go_on_most: int = 0
) -> Timer:
    """Return a new timer from what the device kept."""
    settings = Settings.from_text(stored.get(SETTINGS_KEY))
    return Timer(
        state=IDLE,
        slug=slug,
        suggested=suggested,
        at=round(at),
        go_on_most=go_on_most,
        settings=settings or Settings(),
        settings_lost=settings is None,
        place=Place.from_text(stored.get(PLACE_KEY), slug, suggested, at),
    )


def handle(timer: Timer, event: Event) -> Result:
    """Return the timer after an event, and what must be done.

    Raises:
        ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
    """
    timer, told = settle(timer, event.at)
    if event.name in LATE[timer.state] or _second_tap(timer, event.name):
        return timer, told
    target = TRANSITIONS[timer.state].get(event.name)
    if target is None:
        raise ProtocolError(f"a hold timer that is {timer.state} has no event {event.name!r}")
    action = _ACTIONS.get(event.name)
    if action is None:
        return timer, told
    after, effects = action(timer, replace(timer, state=target), event.value)
    if _buttons(after) != _buttons(timer):
        after = replace(after, swapped=after.at)
    return after, _latest((*told, *effects))


def _second_tap(timer: Timer, name: str) -> bool:
    """Return whether a tap is the second half of a double tap on the button that stood there."""
    soon = timer.swapped is not None and timer.at - timer.swapped < DOUBLE_TAP_MS
    swapped = name in SWAPPED or (name == "hurts" and timer.state not in {RUNNING, PAUSED})
    return soon and swapped and name in TRANSITIONS[timer.state]


def _buttons(timer: Timer) -> tuple[object, ...]:
    """Return what decides which buttons stand where."""
    return timer.state, timer.place is None, timer.leg, timer.pain is None


def settle(timer: Timer, at: float) -> Result:
    """Return the timer brought up to a moment, and what that leads to.

    One late moment leads to the same timer as many small ones, but for what is said of the absence.
    """
    before, timer = timer, replace(timer, at=max(timer.at, round(at)))
    run = timer.run
    if timer.state is not RUNNING or run is None:
        return timer, ()
    was, now = run.index(before.at), run.index(timer.at)
    ended = run.done(timer.at) >= run.total
    late = timer.at - (run.time_of(run.phases[was].end) or timer.at)
    away = late >= AWAY_MS
    if away:
        missed = Missed(seconds=round(late / SECOND), until=timer.at + AWAY_NOTE_MS)
        timer = replace(timer, missed=missed, place=run.place_at(before.at))
    told: list[Effect] = []
    if away:
        told.append(Announce(text=cues.away(late)))
    if ended:
        return _finish(timer, told, planned=late < SECOND)
    if late >= SECOND:
        # A device that slept has its sound clock behind too: what is still to come is scheduled anew.
        told.append(_score(timer, now_too=False))
    if now != was:
        told += [*_announce(timer), _keep_place(timer)]
    return timer, tuple(told)


def wake_at(timer: Timer) -> int | None:
    """Return when the phase ends, in milliseconds since the epoch; `None` where nothing changes by itself."""
    if timer.state is not RUNNING or timer.run is None:
        return None
    end = timer.run.time_of(timer.run.phases[timer.run.index(timer.at)].end)
    if timer.missed is not None and end is not None and timer.at < timer.missed.until:
        return min(end, timer.missed.until)
    return end


# What an event does beyond naming the next state.
# Each takes the timer before, the timer with its next state, and the value.


def _start(before: Timer, timer: Timer, value: Json) -> Result:
    """Start the dose from the beginning."""
    del before, value
    phases = score(timer.dose, timer.settings.side)
    place = Place(slug=timer.slug, dose=timer.dose, side=timer.settings.side, spot=phases[0].spot)
    return _begin(timer, Run(place=place, phases=phases, since=timer.at))


def _carry_on(before: Timer, timer: Timer, value: Json) -> Result:
    """Get ready again, then go on with the repetition where the reader was."""
    del value
    place = before.place
    if place is None:
        return before, ()  # A tap as the offer went, by another tap or in another tab.
    if not before.can_carry_on:
        raise ProtocolError(f"after pain that is not mild nothing is carried on: {before.leg}, {before.pain}")
    phases = score(place.dose, place.side, place.spot)
    return _begin(timer, Run(place=place, phases=phases, since=timer.at))


def _begin(timer: Timer, run: Run) -> Result:
    timer = replace(timer, run=run, place=None, missed=None, leg=None, pain=None)
    effects = (_score(timer), KeepAwake(on=True), _keep_place(timer), *_announce(timer))
    return timer, (*effects, _focus(timer, "pause"))


def _pause(before: Timer, timer: Timer, value: Json) -> Result:
    del value
    timer = _halt(before, timer)
    effects = (Cues(), KeepAwake(on=False), _keep_place(timer), *_say(timer, "Paused"))
    return timer, (*effects, _focus(timer, "resume"))


def _resume(before: Timer, timer: Timer, value: Json) -> Result:
    del before, value
    timer = replace(timer, run=replace(timer.going, since=timer.at), missed=None)
    return timer, (_score(timer), KeepAwake(on=True), *_announce(timer), _focus(timer, "pause"))


def _skip(before: Timer, timer: Timer, value: Json) -> Result:
    """Go to the next phase; from the last one to the end."""
    del before, value
    run = timer.going
    index = run.index(timer.at)
    return _jump(timer, run.phases[index].end)


def _back(before: Timer, timer: Timer, value: Json) -> Result:
    """Restart the phase, or in its first two seconds go to the one before."""
    del before, value
    run = timer.going
    index = run.index(timer.at)
    if run.done(timer.at) - run.phases[index].start < BACK_MS:
        index = max(0, index - 1)
    return _jump(timer, run.phases[index].start)


def _jump(timer: Timer, offset: int) -> Result:
    timer = replace(timer, run=timer.going.moved_to(offset, timer.at), missed=None)
    if offset >= timer.going.total:
        timer, effects = _finish(timer, [], planned=False)
        return timer, (*effects, _focus(timer, "done"))
    sound = (_score(timer),) if timer.state is RUNNING else ()
    return timer, (*sound, *_announce(timer), _keep_place(timer))


def _finish(timer: Timer, told: list[Effect], *, planned: bool) -> Result:
    """End the run. Its last cue is already scheduled, unless the end came late or by a skip.

    The focus is not moved: at the end of a dose a reader may be anywhere on the page. Where it was on a button that is
    gone now, the page moves it to what the view marks.
    """
    run = timer.going
    ended = run.time_of(run.total)
    swapped = timer.at if ended is None else min(timer.at, ended)
    timer = replace(timer, state=FINISHED, run=replace(run, offset=run.total, since=None), swapped=swapped)
    if not planned:
        told.append(Cues(cues=cues.finish(timer.settings, timer.at), sound=timer.settings.manner))
    told += [KeepAwake(on=False), Save(key=PLACE_KEY, text=None), *_say(timer, cues.FINISHED)]
    return timer, tuple(told)


def _stop(before: Timer, timer: Timer, value: Json) -> Result:
    del value
    timer = _halt(before, timer)
    effects = (Cues(), KeepAwake(on=False), Save(key=PLACE_KEY, text=None), *_say(timer, "Stopped"))
    return timer, (*effects, _focus(timer, "done"))


def _hurts(before: Timer, timer: Timer, value: Json) -> Result:
    """Stop, and ask; asked again, ask from the beginning."""
    del value
    timer = replace(_halt(before, timer), leg=None, pain=None)
    effects = (Cues(), KeepAwake(on=False), Save(key=PLACE_KEY, text=None))
    return timer, (*effects, _focus(timer, "done"))


def _spread(before: Timer, timer: Timer, value: Json) -> Result:
    """Take the answer whether it spreads down a leg."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"whether it spreads is true or false, not {value!r}")
    return replace(timer, leg=value), (_focus(timer, "done"),)


def _pain(before: Timer, timer: Timer, value: Json) -> Result:
    """Take the pain from 0 to 10."""
    if before.leg is not False:
        raise ProtocolError("pain is asked after whether it spreads")
    return replace(timer, pain=_number(value, 0, PAIN_MOST)), (_focus(timer, "done"),)


def _again(before: Timer, timer: Timer, value: Json) -> Result:
    """Back to the beginning, where the dose can be changed."""
    del before, value
    timer = replace(timer, run=None, place=None, missed=None, leg=None, pain=None)
    return timer, (_focus(timer, "start"),)


def _forget(before: Timer, timer: Timer, value: Json) -> Result:
    """Do not carry on: start afresh."""
    del before, value
    return replace(timer, place=None), (Save(key=PLACE_KEY, text=None), _focus(timer, "start"))


def _stored(before: Timer, timer: Timer, value: Json) -> Result:
    """Take over what another tab kept: the choices at once, a place only where nothing is going on."""
    del before
    stored = value.get("stored") if isinstance(value, dict) else None
    if not isinstance(stored, dict):
        raise ProtocolError(f"stored brings texts by key, not {value!r}")
    sound: tuple[Effect, ...] = ()
    settings = stored.get(SETTINGS_KEY)
    if isinstance(settings, str) and (read := Settings.from_text(settings)) is not None:
        timer = replace(timer, settings=read, settings_lost=False)
        sound = (_score(timer, now_too=False),) if timer.state is RUNNING else ()
    if timer.state is IDLE and PLACE_KEY in stored:
        text = stored[PLACE_KEY]
        kept = text if isinstance(text, str) else None
        timer = replace(timer, place=Place.from_text(kept, timer.slug, timer.suggested, timer.at))
    return timer, sound


def _disconnect(before: Timer, timer: Timer, value: Json) -> Result:
    """The element leaves the page: silence, and remember where a reader was."""
    del before, value
    if timer.state not in {RUNNING, PAUSED}:
        return timer, (Cues(),)
    return timer, (Cues(), KeepAwake(on=False), _keep_place(timer))


def _adjust(before: Timer, timer: Timer, value: Json) -> Result:
    """Open or close the choices."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"the choices are open or closed, true or false, not {value!r}")
    return replace(timer, adjusting=value), ()


def _try_sounds(before: Timer, timer: Timer, value: Json) -> Result:
    """Let the reader hear and feel each cue once."""
    del before, value
    return timer, (Cues(cues=cues.sample(timer.settings, timer.at), sound=timer.settings.manner),)


def _set_count(name: Literal["hold", "reps", "sets"]) -> _Action:
    def change(before: Timer, timer: Timer, value: Json) -> Result:
        del before
        if name not in timer.suggested.range:
            raise ProtocolError(f"the {name} of {timer.slug} is not meant to be changed")
        number = _number(value, *timer.suggested.range[name])
        return _set(timer, timer.settings.with_count(timer.slug, name, number))

    return change


def _set_rest(before: Timer, timer: Timer, value: Json) -> Result:
    del before
    rest = _number(value, 0, max(REST_MOST, timer.suggested.rest))
    return _set(timer, replace(timer.settings, rest=rest))


def _set_get_ready(before: Timer, timer: Timer, value: Json) -> Result:
    del before
    return _set(timer, replace(timer.settings, get_ready=_number(value, 0, REST_MOST)))


def _set_side(before: Timer, timer: Timer, value: Json) -> Result:
    del before
    if value not in ("left", "right"):
        raise ProtocolError(f"a side is left or right, not {value!r}")
    return _set(timer, replace(timer.settings, side="left" if value == "left" else "right"))


def _set_switch(name: str) -> _Action:
    def change(before: Timer, timer: Timer, value: Json) -> Result:
        del before
        if not isinstance(value, bool):
            raise ProtocolError(f"{name} is true or false, not {value!r}")
        return _set(timer, replace(timer.settings, **{name: value}))  # type: ignore[arg-type]  # a switch is a bool

    return change


def _set_voice_name(before: Timer, timer: Timer, value: Json) -> Result:
    """Speak with one of the device's voices; an empty name leaves it to the device."""
    del before
    name = value or None
    if not voice_name(name):
        raise ProtocolError(f"a voice has a name, not {value!r}")
    return _set(timer, replace(timer.settings, voice_name=name))  # type: ignore[arg-type]  # as just seen


def _voices(before: Timer, timer: Timer, value: Json) -> Result:
    """Take the device's voices."""
    del before
    return replace(timer, voices=read_voices(value)), ()


def read_voices(value: Json) -> tuple[Voice, ...]:
    """Return the device's voices by language, the page's own language first.

    Raises:
        ProtocolError: it is no list of voices.
    """
    try:
        found = [
            Voice(
                name=str(one["name"]), lang=str(one["lang"]), language=str(one.get("language") or one["lang"])
            )
            for one in value  # type: ignore[union-attr]  # what is none raises
            if isinstance(one, dict)
        ]
    except (TypeError, KeyError) as error:
        raise ProtocolError(f"voices are a list of names and languages, not {value!r}") from error
    named = {voice.name: voice for voice in found if voice_name(voice.name)}
    return tuple(
        sorted(named.values(), key=lambda one: (not one.lang.startswith("en"), one.language, one.name))
    )


def _as_suggested(before: Timer, timer: Timer, value: Json) -> Result:
    del before, value
    return _set(timer, timer.settings.as_suggested(timer.slug))


def _set(timer: Timer, settings: Settings) -> Result:
    """Keep the choices; a running timer's cues to come follow them at once."""
    timer = replace(timer, settings=settings, settings_lost=False)
    sound = (_score(timer, now_too=False),) if timer.state is RUNNING else ()
    return timer, (*sound, Save(key=SETTINGS_KEY, text=settings.to_text()))


type _Action = Callable[[Timer, Timer, Json], Result]

_ACTIONS: Mapping[str, _Action] = {
    "start": _start,
    "carry-on": _carry_on,
    "pause": _pause,
    "resume": _resume,
    "skip": _skip,
    "back": _back,
    "stop": _stop,
    "hurts": _hurts,
    "spread": _spread,
    "pain": _pain,
    "again": _again,
    "forget": _forget,
    "stored": _stored,
    "disconnect": _disconnect,
    "adjust": _adjust,
    "try-sounds": _try_sounds,
    "set-hold": _set_count("hold"),
    "set-reps": _set_count("reps"),
    "set-sets": _set_count("sets"),
    "set-rest": _set_rest,
    "set-get-ready": _set_get_ready,
    "set-side": _set_side,
    "set-sound": _set_switch("sound"),
    "set-voice": _set_switch("voice"),
    "set-vibration": _set_switch("vibration"),
    "set-half-way": _set_switch("half_way"),
    "set-count": _set_switch("count"),
    "set-count-in": _set_switch("count_in"),
    "set-counting": _set_switch("counting"),
    "set-silent-switch": _set_switch("silent_switch"),
    "set-strong": _set_switch("strong"),
    "set-intro": _set_switch("intro"),
    "set-voice-name": _set_voice_name,
    "voices": _voices,
    "as-suggested": _as_suggested,
}
"""What does not fit the table. A `wake` only settles."""


def _latest(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Leave out what a later effect undoes: an earlier score, a text saved under the same key."""
    last = {(effect.kind, getattr(effect, "key", None)): number for number, effect in enumerate(effects)}
    kept = set(last.values())
    return tuple(e for number, e in enumerate(effects) if number in kept or isinstance(e, Announce))


def _halt(before: Timer, timer: Timer) -> Timer:
    """Return the timer standing still where it is, ready to be carried on from there."""
    if before.state is FINISHED:
        return replace(timer, place=None, missed=None)
    if before.state not in {RUNNING, PAUSED}:
        return timer
    still = replace(before.going, offset=before.going.done(timer.at), since=None)
    return replace(timer, run=still, place=still.place_at(timer.at), missed=None)


def _number(value: Json, low: int, high: int) -> int:
    """Return a whole number within bounds, from a number or from a control's text.

    Raises:
        ProtocolError: it is none.
    """
    try:
        number = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or not low <= number <= high:
        raise ProtocolError(f"a whole number from {low} to {high} is wanted, not {value!r}")
    return number


def _score(timer: Timer, *, now_too: bool = True) -> Cues:
    """Return the cues to come of a running timer; `now_too` begins with the phase it is in."""
    run = timer.going
    start = run.time_of(0) or 0
    coming = cues.cues(run.phases, timer.settings, start, timer.at, now_too=now_too)
    return Cues(cues=coming, sound=timer.settings.manner)


def _announce(timer: Timer) -> tuple[Effect, ...]:
    """Tell a screen reader the phase, where the voice does not."""
    run = timer.going
    index = run.index(timer.at)
    return _say(timer, cues.words(run.phases, index, run.phases[index].end - run.done(timer.at)))


def _say(timer: Timer, text: str) -> tuple[Effect, ...]:
    return () if timer.settings.voice else (Announce(text=text),)


def _keep_place(timer: Timer) -> Save:
    """Keep where the reader is; in the first repetition to carry on would be to start, so nothing is kept."""
    place = timer.going.place_at(timer.at)
    return Save(key=PLACE_KEY, text=None if place.is_start else place.to_text(timer.at))


def _focus(timer: Timer, part: str) -> Focus:
    """Keep the keyboard where the reader goes on: the control just used may be gone."""
    return Focus(selector=f"#timer-{timer.slug}-{part}")
