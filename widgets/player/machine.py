"""The event loop of a player: guards, time, dispatch. Pure: no clock, no DOM. What events do is in `actions`.

A `Player` runs a score. The timer (`widgets.timer.machine`) has a score of one dose, the session
(`widgets.session.machine`) one of several; each adds its own states, events and actions to those in this package.

Each event brings its time (`at`, milliseconds since the epoch). An earlier time than the latest one counts as the
latest. `settle` first advances the player to that time, then the event is looked up in the transitions, so that one
late `wake` has the same result as many small ones. An event that the table does not list and `late` does not ignore
raises `ProtocolError` and leaves the state unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from widgets.language import _
from widgets.player import cues
from widgets.player.effects import announce, coming_cues, forget_place, keep_place, say
from widgets.player.player import Player, Result
from widgets.player.run import Missed
from widgets.player.score import SECOND
from widgets.player.states import FINISHED, PAUSED, RUNNING, State, Table
from widgets.protocol import Announce, Effect, Event, FillScreen, Json, KeepAwake, ProtocolError
from widgets.protocol import Score as Cues

AWAY_MS = 5 * SECOND
"""A delay that means that the page slept: the reader is told and may go back."""
AWAY_NOTE_MS = 15 * SECOND
"""How long that notice stays."""
DOUBLE_TAP_MS = 500
"""A tap this soon after buttons were replaced was meant for the button before."""

type Action = Callable[[Any, Any, Json], Result[Any]]
"""The work of an event. Arguments: the player before, the player in its next state, and the event's value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The events of one kind of player, and the work of each."""

    transitions: Table
    late: Mapping[State, frozenset[str]]
    swapped: frozenset[str]
    actions: Mapping[str, Action]
    """By event. An event without an action, such as `wake`, only settles."""


def handle[P: Player](player: P, event: Event, rules: Rules) -> Result[P]:
    """Return the player after an event, and the effects.

    Raises:
        ProtocolError: the view offers no such event in this state, or not with this value.
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
    """Leave the full screen when the run is over, and report changes of it to the shell."""
    if player.big and player.state not in {RUNNING, PAUSED}:
        player = replace(player, big=False)
    if player.big == before.big:
        return player, effects
    return player, (*effects, FillScreen(on=player.big))


def _second_tap(player: Player, name: str, rules: Rules) -> bool:
    """Whether an event is the second half of a double tap on a button that has been replaced since."""
    soon = player.swapped is not None and player.at - player.swapped < DOUBLE_TAP_MS
    swapped = name in rules.swapped or (name == "hurts" and player.state not in {RUNNING, PAUSED})
    return soon and swapped and name in rules.transitions[player.state]


def settle[P: Player](player: P, at: float) -> Result[P]:
    """Return the player advanced to a time, and the effects of the phases that began or ended meanwhile.

    One large step has the same result as many small ones, except for the notice that the page slept.
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
        return finish(player, told, planned=late < SECOND)
    if late >= SECOND:
        # The audio clock of a device that slept is late too: schedule the cues again.
        told.append(coming_cues(player, now_too=False))
    if now != was:
        told += [*announce(player), keep_place(player)]
    return player, tuple(told)


def wake_at(player: Player) -> int | None:
    """Return when the player next changes without an event, in milliseconds since the epoch; `None` for never."""
    if player.state is not RUNNING or player.run is None:
        return None
    end = player.run.time_of(player.run.phase(player.at).end)
    if player.missed is not None and end is not None and player.at < player.missed.until:
        return min(end, player.missed.until)
    return end


def finish[P: Player](player: P, told: list[Effect], *, planned: bool) -> Result[P]:
    """End the run.

    The focus stays: at the end of a dose a reader may be anywhere on the page. If it was on a button that is gone, the
    shell moves it to the element that the view marks.

    Args:
        player: The running or paused player.
        told: The effects so far.
        planned: Whether the last cue is already scheduled: the run ended in time and not by a skip.
    """
    run = player.going
    ended = run.time_of(run.total)
    swapped = player.at if ended is None else min(player.at, ended)
    player = replace(player, state=FINISHED, run=replace(run, offset=run.total, since=None), swapped=swapped)
    if not planned:
        last = cues.finish(player.settings, player.at, player.clips)
        told.append(Cues(cues=last, sound=player.settings.manner))
    told += [KeepAwake(on=False), forget_place(player), *say(player, _(cues.FINISHED))]
    return player, tuple(told)


def _latest(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Drop effects that a later one replaces: earlier cues, an earlier text of the same key. Announcements all stay."""
    last = {(effect.kind, getattr(effect, "key", None)): number for number, effect in enumerate(effects)}
    kept = set(last.values())
    return tuple(e for number, e in enumerate(effects) if number in kept or isinstance(e, Announce))
