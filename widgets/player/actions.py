"""The actions that all players share: starting, pausing, moving, pain, choices, other tabs.

An action takes the player before the event, the player in its next state, and the event's value; it returns the player
and the effects. `machine` calls it after its guards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.language import _
from widgets.player import cues, names
from widgets.player.effects import (
    HEARD,
    HOW_BAD,
    SPREADS,
    announce,
    coming_cues,
    focus,
    forget_place,
    goes_on,
    keep_place,
    no_cues,
    tell,
)
from widgets.player.machine import Action, finish
from widgets.player.player import PAIN_MOST, Player, Result
from widgets.player.run import Place, Run
from widgets.player.score import SECOND
from widgets.player.settings import RECORDED, REST_MOST, SETTINGS_KEY, Settings, voice_name
from widgets.player.states import FINISHED, IDLE, PAUSED, RUNNING
from widgets.player.voices import read_voices
from widgets.protocol import Effect, Json, KeepAwake, ProtocolError, Save
from widgets.protocol import Score as Cues
from widgets.stored import stored_in

BACK_MS = 2 * SECOND
"""`back` restarts the phase; in this first part of the phase it goes to the one before."""


SWITCHES = (
    "sound", "voice", "vibration", "half_way", "count", "count_in", "counting", "silent_switch", "strong", "intro",
    "listen", "flash",
)  # fmt: skip
"""Settings that are on or off. `set-half-way` is the event of `half_way`."""


def number(value: Json, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`, given as a number or as the text of a control.

    Raises:
        ProtocolError: the value is no such number.
    """
    try:
        found = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        found = None
    if found is None or not low <= found <= high:
        raise ProtocolError(f"a whole number from {low} to {high} is wanted, not {value!r}")
    return found


def switched(value: Json, what: str) -> bool:
    """Return whether something is on.

    Raises:
        ProtocolError: the value is neither true nor false.
    """
    if not isinstance(value, bool):
        raise ProtocolError(f"{what} is true or false, not {value!r}")
    return value


# --- run


def _start[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Start from the beginning."""
    return begin(player, player.beginning())


def carry_on[P: Player](before: P, player: P, _value: Json) -> Result[P]:
    """Get ready again, then go on with the repetition of the place."""
    place = before.place
    if place is None:
        return before, ()  # The offer has just been withdrawn, by another tap or another tab.
    if not before.can_carry_on:
        raise ProtocolError(f"nothing is carried on after pain that is not mild: {before.leg}, {before.pain}")
    return begin(player, place)


def begin[P: Player](player: P, place: Place) -> Result[P]:
    """Return the player running from a place."""
    phases = place.phases
    run = Run(place=place.moved(phases[0].spot), phases=phases, since=player.at)
    player = replace(player, state=RUNNING, run=run, place=None, missed=None, leg=None, pain=None)
    effects = (coming_cues(player), KeepAwake(on=True), keep_place(player), *announce(player))
    return player, (*effects, focus(player, "pause"))


def halt[P: Player](before: P, player: P) -> P:
    """Return the player with its run halted at the present place, from which it can be carried on."""
    if before.state is FINISHED:
        return replace(player, place=None, missed=None)
    if before.state not in {RUNNING, PAUSED}:
        return player
    still = replace(before.going, offset=before.going.done(player.at), since=None)
    return replace(player, run=still, place=still.place_at(player.at), missed=None)


def _pause[P: Player](before: P, player: P, _value: Json) -> Result[P]:
    player = halt(before, player)
    effects = (no_cues(player), KeepAwake(on=False), keep_place(player), *tell(_("Paused")))
    return player, (*effects, focus(player, "resume"))


def _resume[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    player = replace(player, run=replace(player.going, since=player.at), missed=None)
    return player, (coming_cues(player), KeepAwake(on=True), *announce(player), focus(player, "pause"))


def _skip[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Go to the next phase; from the last one to the end."""
    return jump(player, player.going.phase(player.at).end)


def _back[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Restart the phase; in its first two seconds go to the one before."""
    run = player.going
    index = run.index(player.at)
    if run.done(player.at) - run.phases[index].start < BACK_MS:
        index = max(0, index - 1)
    return jump(player, run.phases[index].start)


def jump[P: Player](player: P, offset: int) -> Result[P]:
    """Return the player at another offset of its score; finished, if that is the end."""
    player = replace(player, run=player.going.moved_to(offset, player.at), missed=None)
    if offset >= player.going.total:
        player, effects = finish(player, [], planned=False)
        return player, (*effects, focus(player, "done"))
    if player.state is PAUSED:
        return player, (goes_on(player), keep_place(player))
    return player, (coming_cues(player), *announce(player), keep_place(player))


def stop[P: Player](before: P, player: P, _value: Json) -> Result[P]:
    """Stop the run. The view offers to carry on."""
    player = halt(before, player)
    effects = (Cues(), KeepAwake(on=False), forget_place(player), *tell(_("Stopped"), urgent=True))
    return player, (*effects, focus(player, "done"))


# --- pain


def hurts[P: Player](before: P, player: P, _value: Json) -> Result[P]:
    """Stop the run and ask about the pain. A second event asks again."""
    player = replace(halt(before, player), leg=None, pain=None)
    effects = (Cues(), KeepAwake(on=False), forget_place(player), *tell(_(SPREADS), urgent=True))
    return player, (*effects, focus(player, "done"))


def _spread[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Take the answer whether the pain spreads down a leg."""
    player = replace(player, leg=switched(value, "whether it spreads"))
    return player, (*tell(player.advice or _(HOW_BAD), urgent=True), focus(player, "done"))


def _pain[P: Player](before: P, player: P, value: Json) -> Result[P]:
    """Take the pain from 0 to 10."""
    if before.leg is not False:
        raise ProtocolError("pain is asked after whether it spreads")
    player = replace(player, pain=number(value, 0, PAIN_MOST))
    return player, (*tell(player.advice, urgent=True), focus(player, "done"))


# --- before and after a run


def again[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Return to `idle`, where the dose can be changed."""
    player = replace(player, run=None, place=None, missed=None, leg=None, pain=None)
    return player, (*tell(_("Closed")), focus(player, "start"))


def _forget[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Delete the place; the offer to carry on disappears."""
    told = tell(_("The place where you stopped is forgotten."))
    return replace(player, place=None), (forget_place(player), *told, focus(player, "start"))


def heard[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Take over what another tab saved: settings at once, a place only while idle."""
    stored = stored_in(value)
    sound: tuple[Effect, ...] = ()
    settings = stored.get(SETTINGS_KEY)
    if isinstance(settings, str) and (read := Settings.from_text(settings)) is not None:
        player = replace(player, settings=read, settings_lost=False)
        sound = (coming_cues(player, now_too=False),) if player.state is RUNNING else ()
    if player.state is IDLE and player.PLACE_KEY in stored:
        player = replace(player, place=player.read_place(stored[player.PLACE_KEY]))
    return player, sound


def _disconnect[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """The element leaves the page: silence the cues and save the place."""
    if player.state not in {RUNNING, PAUSED}:
        return player, (Cues(),)
    return player, (Cues(), KeepAwake(on=False), keep_place(player))


def _adjust[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Open or close the panel of choices."""
    return replace(player, adjusting=switched(value, "whether the choices are open")), ()


def _big[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Enter or leave the full screen, by the reader's tap or the browser's Escape."""
    return replace(player, big=switched(value, "whether it fills the screen")), ()


def _try_sounds[P: Player](_before: P, player: P, _value: Json) -> Result[P]:
    """Play each cue once."""
    sample = cues.sample(player.settings, player.at, several=player.several, clips=player.clips)
    return player, (Cues(cues=sample, sound=player.settings.manner),)


# --- settings


def _set_rest[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    rest = number(value, 0, max(REST_MOST, player.longest_rest))
    return choose(player, replace(player.settings, rest=rest))


def _set_get_ready[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    return choose(player, replace(player.settings, get_ready=number(value, 0, REST_MOST)))


def _set_side[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    if value not in ("left", "right"):
        raise ProtocolError(f"a side is left or right, not {value!r}")
    return choose(player, replace(player.settings, side="left" if value == "left" else "right"))


def _set_switch(name: str) -> Action:
    def change[P: Player](_before: P, player: P, value: Json) -> Result[P]:
        on = switched(value, name)
        return choose(player, replace(player.settings, **{name: on}))  # type: ignore[arg-type]  # a switch is a bool

    return change


def _set_sounds[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Switch tones and voice off together, or on as they were before; both on where that is not known."""
    on, was = switched(value, "whether there is sound"), player.settings
    if not on and (was.sound or was.voice):
        player = replace(player, muted=(was.sound, was.voice))
    sound, voice = (player.muted or (True, True)) if on else (False, False)
    return choose(player, replace(was, sound=sound, voice=voice))


def _set_voice_name[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Choose who speaks, and hear a word: `RECORDED`, a voice of the device, or the device's own choice (empty).

    Where a ring switch may mute the recorded voice, it is chosen only once the reader says that they heard it.
    """
    name = value or None
    if not voice_name(name):
        raise ProtocolError(f"a voice has a name, not {value!r}")
    if name != RECORDED:
        chosen = replace(player.settings, recorded=False, voice_name=name)  # type: ignore[arg-type]  # checked above
    elif not player.ring or player.hears_recording:
        chosen = replace(player.settings, recorded=None, voice_name=None)
    else:
        manner = replace(player.settings.manner, recorded=True)
        word = Cues(cues=cues.word(player.at, player.clips), sound=manner)
        # The focus stays: it is on a list of voices that the reader may still be going through.
        return replace(player, hearing=True), (word, *tell(_(HEARD, words=names.name("get-ready"))))
    player, effects = choose(replace(player, hearing=False), chosen)
    return player, (Cues(cues=cues.word(player.at, player.clips), sound=chosen.manner), *effects)


def _heard_it[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Take whether the reader heard the recorded voice: it speaks from now on, or the device's voice goes on."""
    heard_it = switched(value, "whether the voice was heard")
    player = replace(player, hearing=False)
    moved = (*tell(_("Noted.")), focus(player, "voice-name"))
    if not heard_it:
        return player, moved
    player, effects = choose(player, replace(player.settings, recorded=True, voice_name=None))
    return player, (*effects, *moved)


def _voices[P: Player](_before: P, player: P, value: Json) -> Result[P]:
    """Take the list of the device's voices, and whether it has a ring switch."""
    if not isinstance(value, dict):
        raise ProtocolError(f"voices come with a ring switch or without, not as {value!r}")
    return replace(player, voices=read_voices(value.get("voices")), ring=bool(value.get("ring"))), ()


def choose[P: Player](player: P, settings: Settings) -> Result[P]:
    """Save the settings; the cues of a running player change at once."""
    player = replace(player, settings=settings, settings_lost=False)
    sound = (coming_cues(player, now_too=False),) if player.state is RUNNING else ()
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
    "set-sounds": _set_sounds,
    **{f"set-{name.replace('_', '-')}": _set_switch(name) for name in SWITCHES},
    "big": _big,
    "set-voice-name": _set_voice_name,
    "heard": _heard_it,
}
