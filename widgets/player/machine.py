"""The state machine of a player: states, transitions and time of a list of doses. Pure: no clock, no DOM.

A `Player` is at work on a score. The hold timer (`widgets.timer.machine`) is one whose score has one dose, the session
(`widgets.session.today`) one that has several; what both do is here, and each adds its own events.

Time comes in with each event (`at`, milliseconds since the epoch) and only forward: an earlier one counts as
the latest seen. First the player is brought up to that moment (`settle`), then the event is looked up in
its transitions. So one late `wake` leads to the same player as many small ones. What the table does not list,
and its `late` does not forgive, raises `ProtocolError` and leaves the state as it was.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar, Protocol, Self

from widgets.player import cues
from widgets.player.score import SECOND, Phase, Spot
from widgets.player.settings import REST_MOST, SETTINGS_KEY, Settings, voice_name
from widgets.protocol import (
    Announce,
    Effect,
    Event,
    FillScreen,
    Focus,
    Json,
    KeepAwake,
    Part,
    ProtocolError,
    Save,
)
from widgets.protocol import Score as Cues

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
    """Where a player is in its life. What is done at the moment (move, hold) is the phase of a running one."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    HURT = "hurt"
    """Stopped because it hurts: the questions and the advice."""


IDLE, RUNNING, PAUSED, FINISHED, STOPPED, HURT = State

ANYWHERE = ("wake", "stored", "disconnect", "voices", "big")
SWITCHES = (
    "set-sound", "set-voice", "set-vibration", "set-half-way", "set-count", "set-count-in", "set-counting",
    "set-voice-name", "set-silent-switch", "set-strong", "set-intro", "set-listen", "set-flash",
)  # fmt: skip
MOVES = ("skip", "back", "next-track", "previous-track")
"""Ways to another phase. The last two are the keys of lock screens and headsets."""
PACING = ("set-rest", "set-get-ready", "set-side")

type Table = Mapping[State, Mapping[str, State]]
"""The state after an event, where time has not ended the run before it. A `skip` may lead to `finished`."""

TRANSITIONS: Table = {
    IDLE: {"start": RUNNING, "carry-on": RUNNING, "forget": IDLE, "adjust": IDLE, "try-sounds": IDLE}
    | dict.fromkeys((*PACING, *SWITCHES, *ANYWHERE), IDLE),
    RUNNING: {"pause": PAUSED, "stop": STOPPED, "hurts": HURT, "carry-on": RUNNING}
    | dict.fromkeys((*MOVES, *SWITCHES, *ANYWHERE), RUNNING),
    PAUSED: {"resume": RUNNING, "stop": STOPPED, "hurts": HURT}
    | dict.fromkeys((*MOVES, *SWITCHES, *ANYWHERE), PAUSED),
    FINISHED: {"start": RUNNING, "again": IDLE, "hurts": HURT, "carry-on": RUNNING}
    | dict.fromkeys(ANYWHERE, FINISHED),
    STOPPED: {"start": RUNNING, "again": IDLE, "hurts": HURT, "carry-on": RUNNING}
    | dict.fromkeys(ANYWHERE, STOPPED),
    HURT: {"spread": HURT, "pain": HURT, "hurts": HURT, "again": IDLE, "carry-on": RUNNING}
    | dict.fromkeys(ANYWHERE, HURT),
}
"""What every player does."""

LATE: Mapping[State, frozenset[str]] = {
    IDLE: frozenset({"again"}),
    RUNNING: frozenset({"start", "resume", "again"}),
    PAUSED: frozenset({"pause"}),
    FINISHED: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
    STOPPED: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
    HURT: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
}
"""Taps meant for the state before: a second tap, or one as the run ended. They do nothing."""

SWAPPED = frozenset({"start", "carry-on", "forget", "pause", "resume", "again", "spread", "pain"})
"""Taps on a button that may have come under a finger only now. Never what stops a run, nor skips within it."""


class Place(Protocol):
    """Where in what a reader is, and so the score from there on."""

    @property
    def spot(self) -> Spot:
        """The repetition."""

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The score from here on."""

    def moved(self, spot: Spot) -> Self:
        """Return another repetition of the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A score and how far it has gone."""

    place: Any
    """The `Place` that the score was made from, and the repetition it began with."""
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

    def phase(self, at: int) -> Phase:
        """Return the phase at a moment; the last one at the end."""
        return self.phases[self.index(at)]

    def time_of(self, offset: int) -> int | None:
        """Return when an offset of the score comes (ms since the epoch); `None` while it stands still."""
        return None if self.since is None else self.since + offset - self.offset

    def moved_to(self, offset: int, at: int) -> Run:
        """Return the run at another offset, still going on or still standing."""
        return replace(self, offset=offset, since=None if self.since is None else at)

    def place_at(self, at: int) -> Any:  # noqa: ANN401  # a place of its own kind
        """Return where a reader is at a moment."""
        return self.place.moved(self.phase(at).spot)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """The page slept while the player went on."""

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
class Player(ABC):
    """What counts, at a moment."""

    WHAT: ClassVar[str]
    """What it calls itself: `timer`, `session`."""
    PLACE_KEY: ClassVar[str]
    """Under which the device keeps the place in it."""

    several: ClassVar[bool]
    """Whether its score may have more than one part."""

    state: State
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
    titles: tuple[str, ...] = ()
    """What each part of the score is called, for lock screens and headsets."""
    big: bool = False
    """Whether it fills the screen, to be read from the floor; only while it runs or is paused."""
    place: Any = None
    """The `Place` where `carry-on` would go on; `None` for none."""
    missed: Missed | None = None
    leg: bool | None = None
    """Whether it spreads down a leg; asked in `hurt`, kept nowhere."""
    pain: int | None = None
    """0 to 10; asked in `hurt`, kept nowhere."""

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

    @property
    def buttons(self) -> tuple[object, ...]:
        """What decides which buttons stand where."""
        return buttons_of(self)

    @property
    @abstractmethod
    def id(self) -> str:
        """What the ids of its view begin with."""

    @property
    @abstractmethod
    def longest_rest(self) -> int:
        """The longest rest of its doses as they are suggested, in seconds."""

    @abstractmethod
    def beginning(self) -> Place:
        """Return the place from which `start` counts."""

    @abstractmethod
    def read_place(self, text: str | None) -> Place | None:
        """Return the kept place, where the text holds one that may be offered."""

    @abstractmethod
    def place_text(self, place: Any) -> str | None:  # noqa: ANN401  # a place of its own kind
        """Return the text that keeps a place; `None` where it is not worth keeping."""


def buttons_of(player: Player) -> tuple[object, ...]:
    """Return what decides which buttons every player has, and where."""
    return player.state, player.place is None, player.leg, player.pain is None


type Result[P: Player] = tuple[P, tuple[Effect, ...]]
type Action = Callable[[Any, Any, Json], Result[Any]]
"""What an event does beyond naming the next state. It takes the player before, the player with its next state, and the
value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Which events a kind of player knows, and what each does."""

    transitions: Table
    late: Mapping[State, frozenset[str]]
    swapped: frozenset[str]
    actions: Mapping[str, Action]
    """What does not fit the table. A `wake` only settles."""


def handle[P: Player](player: P, event: Event, rules: Rules) -> Result[P]:
    """Return the player after an event, and what must be done.

    Raises:
        ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
    """
    return _fitting(player, *_handled(player, event, rules))


def _handled[P: Player](player: P, event: Event, rules: Rules) -> Result[P]:
    player, told = settle(player, event.at)
    if event.name in rules.late[player.state] or _second_tap(player, event.name, rules):
        return player, told
    target = rules.transitions[player.state].get(event.name)
    if target is None:
        raise ProtocolError(f"a {player.WHAT} that is {player.state} has no event {event.name!r}")
    action = rules.actions.get(event.name)
    if action is None:
        return player, told
    after, effects = action(player, replace(player, state=target), event.value)
    if after.buttons != player.buttons:
        after = replace(after, swapped=after.at)
    return after, _latest((*told, *effects))


def _fitting[P: Player](before: P, player: P, effects: tuple[Effect, ...]) -> Result[P]:
    """Leave the full screen where nothing is counted any more, and tell the shell of every change."""
    if player.big and player.state not in {RUNNING, PAUSED}:
        player = replace(player, big=False)
    if player.big == before.big:
        return player, effects
    return player, (*effects, FillScreen(on=player.big))


def _second_tap(player: Player, name: str, rules: Rules) -> bool:
    """Return whether a tap is the second half of a double tap on the button that stood there."""
    soon = player.swapped is not None and player.at - player.swapped < DOUBLE_TAP_MS
    swapped = name in rules.swapped or (name == "hurts" and player.state not in {RUNNING, PAUSED})
    return soon and swapped and name in rules.transitions[player.state]


def settle[P: Player](player: P, at: float) -> Result[P]:
    """Return the player brought up to a moment, and what that leads to.

    One late moment leads to the same player as many small ones, but for what is said of the absence.
    """
    before, player = player, replace(player, at=max(player.at, round(at)))
    run = player.run
    if player.state is not RUNNING or run is None:
        return player, ()
    was, now = run.index(before.at), run.index(player.at)
    ended = run.done(player.at) >= run.total
    late = player.at - (run.time_of(run.phases[was].end) or player.at)
    away = late >= AWAY_MS
    if away:
        missed = Missed(seconds=round(late / SECOND), until=player.at + AWAY_NOTE_MS)
        player = replace(player, missed=missed, place=run.place_at(before.at))
    told: list[Effect] = []
    if away:
        told.append(Announce(text=cues.away(late, player.WHAT)))
    if ended:
        return _finish(player, told, planned=late < SECOND)
    if late >= SECOND:
        # A device that slept has its sound clock behind too: what is still to come is scheduled anew.
        told.append(score(player, now_too=False))
    if now != was:
        told += [*announce(player), keep_place(player)]
    return player, tuple(told)


def wake_at(player: Player) -> int | None:
    """Return when the phase ends, in milliseconds since the epoch; `None` where nothing changes by itself."""
    if player.state is not RUNNING or player.run is None:
        return None
    end = player.run.time_of(player.run.phase(player.at).end)
    if player.missed is not None and end is not None and player.at < player.missed.until:
        return min(end, player.missed.until)
    return end


# --- what events do


def _start[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Start from the beginning."""
    del before, value
    return begin(player, player.beginning())


def carry_on[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Get ready again, then go on with the repetition where the reader was."""
    del value
    place = before.place
    if place is None:
        return before, ()  # A tap as the offer went, by another tap or in another tab.
    if not before.can_carry_on:
        raise ProtocolError(f"after pain that is not mild nothing is carried on: {before.leg}, {before.pain}")
    return begin(player, place)


def begin[P: Player](player: P, place: Place) -> Result[P]:
    """Return a player that runs from a place on."""
    phases = place.phases
    run = Run(place=place.moved(phases[0].spot), phases=phases, since=player.at)
    player = replace(player, state=RUNNING, run=run, place=None, missed=None, leg=None, pain=None)
    effects = (score(player), KeepAwake(on=True), keep_place(player), *announce(player))
    return player, (*effects, focus(player, "pause"))


def _pause[P: Player](before: P, player: P, value: Json) -> Result[P]:
    del value
    player = halt(before, player)
    effects = (paused_score(player), KeepAwake(on=False), keep_place(player), *say(player, "Paused"))
    return player, (*effects, focus(player, "resume"))


def _resume[P: Player](before: P, player: P, value: Json) -> Result[P]:
    del before, value
    player = replace(player, run=replace(player.going, since=player.at), missed=None)
    return player, (score(player), KeepAwake(on=True), *announce(player), focus(player, "pause"))


def _skip[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Go to the next phase; from the last one to the end."""
    del before, value
    return jump(player, player.going.phase(player.at).end)


def _back[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Restart the phase, or in its first two seconds go to the one before."""
    del before, value
    run = player.going
    index = run.index(player.at)
    if run.done(player.at) - run.phases[index].start < BACK_MS:
        index = max(0, index - 1)
    return jump(player, run.phases[index].start)


def jump[P: Player](player: P, offset: int) -> Result[P]:
    """Return a player at another offset of its score, or at its end."""
    player = replace(player, run=player.going.moved_to(offset, player.at), missed=None)
    if offset >= player.going.total:
        player, effects = _finish(player, [], planned=False)
        return player, (*effects, focus(player, "done"))
    sound = (score(player),) if player.state is RUNNING else ()
    return player, (*sound, *announce(player), keep_place(player))


def _finish[P: Player](player: P, told: list[Effect], *, planned: bool) -> Result[P]:
    """End the run. Its last cue is already scheduled, unless the end came late or by a skip.

    The focus is not moved: at the end of a dose a reader may be anywhere on the page. Where it was on a button that is
    gone now, the page moves it to what the view marks.
    """
    run = player.going
    ended = run.time_of(run.total)
    swapped = player.at if ended is None else min(player.at, ended)
    player = replace(player, state=FINISHED, run=replace(run, offset=run.total, since=None), swapped=swapped)
    if not planned:
        told.append(Cues(cues=cues.finish(player.settings, player.at), sound=player.settings.manner))
    told += [KeepAwake(on=False), forget_place(player), *say(player, cues.FINISHED)]
    return player, tuple(told)


def stop[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """End before the end."""
    del value
    player = halt(before, player)
    effects = (Cues(), KeepAwake(on=False), forget_place(player), *say(player, "Stopped"))
    return player, (*effects, focus(player, "done"))


def hurts[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Stop, and ask; asked again, ask from the beginning."""
    del value
    player = replace(halt(before, player), leg=None, pain=None)
    effects = (Cues(), KeepAwake(on=False), forget_place(player))
    return player, (*effects, focus(player, "done"))


def _spread[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Take the answer whether it spreads down a leg."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"whether it spreads is true or false, not {value!r}")
    return replace(player, leg=value), (focus(player, "done"),)


def _pain[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Take the pain from 0 to 10."""
    if before.leg is not False:
        raise ProtocolError("pain is asked after whether it spreads")
    return replace(player, pain=number(value, 0, PAIN_MOST)), (focus(player, "done"),)


def again[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Back to the beginning, where the dose can be changed."""
    del before, value
    player = replace(player, run=None, place=None, missed=None, leg=None, pain=None)
    return player, (focus(player, "start"),)


def _forget[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Do not carry on: start afresh."""
    del before, value
    return replace(player, place=None), (forget_place(player), focus(player, "start"))


def heard[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Take over what another tab kept: the choices at once, a place only where nothing is going on."""
    del before
    stored = stored_in(value)
    sound: tuple[Effect, ...] = ()
    settings = stored.get(SETTINGS_KEY)
    if isinstance(settings, str) and (read := Settings.from_text(settings)) is not None:
        player = replace(player, settings=read, settings_lost=False)
        sound = (score(player, now_too=False),) if player.state is RUNNING else ()
    if player.state is IDLE and player.PLACE_KEY in stored:
        player = replace(player, place=player.read_place(stored[player.PLACE_KEY]))
    return player, sound


def stored_in(value: Json) -> dict[str, str | None]:
    """Return the texts by key that an event brings.

    Raises:
        ProtocolError: it brings none.
    """
    stored = value.get("stored") if isinstance(value, dict) else None
    if not isinstance(stored, dict):
        raise ProtocolError(f"stored brings texts by key, not {value!r}")
    return {key: text if isinstance(text, str) else None for key, text in stored.items()}


def _disconnect[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """The element leaves the page: silence, and remember where a reader was."""
    del before, value
    if player.state not in {RUNNING, PAUSED}:
        return player, (Cues(),)
    return player, (Cues(), KeepAwake(on=False), keep_place(player))


def _adjust[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Open or close the choices."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"the choices are open or closed, true or false, not {value!r}")
    return replace(player, adjusting=value), ()


def _big[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Fill the screen, or leave it: the reader's own tap, or the browser's Escape."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"the screen is filled or not, true or false, not {value!r}")
    return replace(player, big=value), ()


def _try_sounds[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Let the reader hear and feel each cue once."""
    del before, value
    sample = cues.sample(player.settings, player.at, several=player.several)
    return player, (Cues(cues=sample, sound=player.settings.manner),)


def _set_rest[P: Player](before: P, player: P, value: Json) -> Result[P]:
    del before
    rest = number(value, 0, max(REST_MOST, player.longest_rest))
    return choose(player, replace(player.settings, rest=rest))


def _set_get_ready[P: Player](before: P, player: P, value: Json) -> Result[P]:
    del before
    return choose(player, replace(player.settings, get_ready=number(value, 0, REST_MOST)))


def _set_side[P: Player](before: P, player: P, value: Json) -> Result[P]:
    del before
    if value not in ("left", "right"):
        raise ProtocolError(f"a side is left or right, not {value!r}")
    return choose(player, replace(player.settings, side="left" if value == "left" else "right"))


def _set_switch(name: str) -> Action:
    def change[P: Player](before: P, player: P, value: Json) -> Result[P]:
        del before
        if not isinstance(value, bool):
            raise ProtocolError(f"{name} is true or false, not {value!r}")
        return choose(player, replace(player.settings, **{name: value}))  # type: ignore[arg-type]  # a switch is a bool

    return change


def _set_voice_name[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Speak with one of the device's voices; an empty name leaves it to the device."""
    del before
    name = value or None
    if not voice_name(name):
        raise ProtocolError(f"a voice has a name, not {value!r}")
    return choose(player, replace(player.settings, voice_name=name))  # type: ignore[arg-type]  # as just seen


def _voices[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Take the device's voices."""
    del before
    return replace(player, voices=read_voices(value)), ()


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


def choose[P: Player](player: P, settings: Settings) -> Result[P]:
    """Keep the choices; a running player's cues to come follow them at once."""
    player = replace(player, settings=settings, settings_lost=False)
    sound = (score(player, now_too=False),) if player.state is RUNNING else ()
    return player, (*sound, Save(key=SETTINGS_KEY, text=settings.to_text()))


ACTIONS: Mapping[str, Action] = {
    "start": _start,
    "carry-on": carry_on,
    "pause": _pause,
    "resume": _resume,
    "skip": _skip,
    "back": _back,
    "next-track": _skip,
    "previous-track": _back,
    "stop": stop,
    "hurts": hurts,
    "spread": _spread,
    "pain": _pain,
    "again": again,
    "forget": _forget,
    "stored": heard,
    "disconnect": _disconnect,
    "adjust": _adjust,
    "try-sounds": _try_sounds,
    "voices": _voices,
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
    "set-listen": _set_switch("listen"),
    "set-flash": _set_switch("flash"),
    "big": _big,
    "set-voice-name": _set_voice_name,
}


# --- what actions share


def _latest(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Leave out what a later effect undoes: an earlier score, a text saved under the same key."""
    last = {(effect.kind, getattr(effect, "key", None)): number for number, effect in enumerate(effects)}
    kept = set(last.values())
    return tuple(e for number, e in enumerate(effects) if number in kept or isinstance(e, Announce))


def halt[P: Player](before: P, player: P) -> P:
    """Return the player standing still where it is, ready to be carried on from there."""
    if before.state is FINISHED:
        return replace(player, place=None, missed=None)
    if before.state not in {RUNNING, PAUSED}:
        return player
    still = replace(before.going, offset=before.going.done(player.at), since=None)
    return replace(player, run=still, place=still.place_at(player.at), missed=None)


def number(value: Json, low: int, high: int) -> int:
    """Return a whole number within bounds, from a number or from a control's text.

    Raises:
        ProtocolError: it is none.
    """
    try:
        found = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        found = None
    if found is None or not low <= found <= high:
        raise ProtocolError(f"a whole number from {low} to {high} is wanted, not {value!r}")
    return found


def score(player: Player, *, now_too: bool = True) -> Cues:
    """Return the cues to come of a running player; `now_too` begins with the phase it is in."""
    run = player.going
    start = run.time_of(0) or 0
    coming = cues.cues(run.phases, player.settings, start, player.at, now_too=now_too)
    return Cues(cues=coming, sound=player.settings.manner, parts=_parts(player))


def paused_score(player: Player) -> Cues:
    """Return no cues, for a player that can be resumed from a lock screen."""
    return Cues(sound=player.settings.manner, parts=_parts(player)[:1])


def _parts(player: Player) -> tuple[Part, ...]:
    """Return the parts of the score that are not over, as lock screens and headsets show them."""
    run = player.going
    start, present = run.time_of(0), run.phase(player.at).spot.part
    found: dict[int, Part] = {}
    for phase in run.phases:
        number = phase.spot.part
        if number < present or number in found or number >= len(player.titles):
            continue
        at = player.at if start is None else start + phase.start
        several = f"Exercise {number + 1} of {len(player.titles)}" if len(player.titles) > 1 else "Hold timer"
        found[number] = Part(at=at, title=player.titles[number], about=several)
    return tuple(found.values())


def announce(player: Player) -> tuple[Effect, ...]:
    """Tell a screen reader the phase, where the voice does not."""
    run = player.going
    index = run.index(player.at)
    return say(player, cues.words(run.phases, index, run.phases[index].end - run.done(player.at)))


def say(player: Player, text: str) -> tuple[Effect, ...]:
    """Tell a screen reader, where the voice does not."""
    return () if player.settings.voice else (Announce(text=text),)


def keep_place(player: Player) -> Save:
    """Keep where the reader is."""
    return Save(key=player.PLACE_KEY, text=player.place_text(player.going.place_at(player.at)))


def forget_place(player: Player) -> Save:
    """Keep no place any more."""
    return Save(key=player.PLACE_KEY, text=None)


def focus(player: Player, part: str) -> Focus:
    """Keep the keyboard where the reader goes on: the control just used may be gone."""
    return Focus(selector=f"#{player.id}-{part}")
