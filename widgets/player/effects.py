"""Effects of a player: cues, announcements, the saved place, the focus. It changes no state."""

from __future__ import annotations

from widgets.language import N_, _
from widgets.player import cues
from widgets.player.player import Player
from widgets.protocol import Announce, Effect, Focus, Part, Save
from widgets.protocol import Score as Cues


def coming_cues(player: Player, *, now_too: bool = True) -> Cues:
    """Return the cues from now on; `now_too` adds one for the present phase."""
    run = player.going
    start = run.time_of(0) or 0
    coming = cues.cues(run.phases, player.settings, start, player.at, now_too=now_too, clips=player.clips)
    return Cues(cues=coming, sound=player.settings.manner, parts=_parts(player))


def no_cues(player: Player) -> Cues:
    """Return silence for a paused player; the lock screen keeps its title and can resume it."""
    return Cues(sound=player.settings.manner, parts=_parts(player)[:1])


def _parts(player: Player) -> tuple[Part, ...]:
    """Return the present part and those to come, as lock screens and headsets show them."""
    run = player.going
    start, present = run.time_of(0), run.phase(player.at).spot.part
    found: dict[int, Part] = {}
    for phase in run.phases:
        number = phase.spot.part
        if number < present or number in found or number >= len(player.titles):
            continue
        at = player.at if start is None else start + phase.start
        count = len(player.titles)
        about = _("Hold timer")
        if count > 1:
            about = _("Exercise {number} of {count}", number=number + 1, count=count)
        found[number] = Part(at=at, title=player.titles[number], about=about)
    return tuple(found.values())


SPREADS = N_(
    "Stopped. Does pain, tingling, numbness or weakness spread down a leg, or further down than before?"
)
"""What is asked first where something hurts."""
HEARD = N_("Did you hear “{words}” just now?")
"""What is asked where a ring switch may mute the recorded voice, after it has said a word."""
HOW_BAD = N_("How bad is the pain, from 0 to 10?")
"""What is asked next, where it does not spread."""


def announce(player: Player) -> tuple[Effect, ...]:
    """Announce the present phase to screen readers, unless the voice speaks it."""
    run = player.going
    index = run.index(player.at)
    return say(player, cues.words(run.phases, index, run.phases[index].end - run.done(player.at)))


def goes_on(player: Player) -> Announce:
    """Announce where a paused player would go on, with the voice on, too: it is silent until the player does."""
    run = player.going
    index = run.index(player.at)
    part = run.phases[index].spot.part
    title = player.titles[part] if player.several and part < len(player.titles) else ""
    return Announce(text=cues.goes_on(run.phases, index, title))


def tell(text: str, *, urgent: bool = False) -> tuple[Effect, ...]:
    """Announce what a press has changed, with the voice on, too: it speaks phases and nothing else.

    Where the control that was pressed is gone from the view, a screen reader says nothing of the new focus.
    """
    return (Announce(text=text, urgent=urgent),)


def say(player: Player, text: str) -> tuple[Effect, ...]:
    """Announce a text to screen readers, unless the voice is on."""
    return () if player.settings.voice else (Announce(text=text),)


def keep_place(player: Player) -> Save:
    """Save the present place."""
    return Save(key=player.PLACE_KEY, text=player.place_text(player.going.place_at(player.at)))


def forget_place(player: Player) -> Save:
    """Delete the saved place."""
    return Save(key=player.PLACE_KEY, text=None)


def focus(player: Player, part: str) -> Focus:
    """Move the focus to the next control: the one that was used may be gone from the view."""
    return Focus(selector=f"#{player.id}-{part}")
