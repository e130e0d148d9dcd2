"""The states of a player and its table of transitions, as data.

Which event is allowed in which state, which late taps are ignored, and which taps a change of buttons guards against.
What an event does is in `actions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """State of a player. Move, hold and release are phases of the running state, not states."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    HURT = "hurt"
    """Stopped because it hurts; the view asks about the pain and gives advice."""


IDLE, RUNNING, PAUSED, FINISHED, STOPPED, HURT = State

ANYWHERE = ("wake", "stored", "disconnect", "voices", "big")
"""Events that are allowed in every state."""
SWITCHES = (
    "set-sounds", "set-sound", "set-voice", "set-vibration", "set-half-way", "set-count", "set-count-in",
    "set-counting", "set-voice-name", "set-silent-switch", "set-strong", "set-intro", "set-listen", "set-flash",
)  # fmt: skip
MOVES = ("skip", "back", "next-track", "previous-track")
"""Events that go to another phase. The last two come from lock screens and headsets."""
PACING = ("set-rest", "set-get-ready", "set-side")
"""Choices that change the score, so only before it starts."""

type Table = Mapping[State, Mapping[str, State]]
"""The next state by state and event. A run that has ended by the time of the event is `finished` before it; a `skip`
may also lead there."""

TRANSITIONS: Table = {
    IDLE: {
        "start": RUNNING,
        "carry-on": RUNNING,
        "forget": IDLE,
        "adjust": IDLE,
        "try-sounds": IDLE,
        "heard": IDLE,
    }
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
"""The transitions that all players share. An event that is not listed, and not in `LATE`, is refused."""

LATE: Mapping[State, frozenset[str]] = {
    IDLE: frozenset({"again"}),
    RUNNING: frozenset({"start", "resume", "again"}),
    PAUSED: frozenset({"pause"}),
    FINISHED: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
    STOPPED: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
    HURT: frozenset({"pause", "resume", "stop", *MOVES, *SWITCHES}),
}
"""Events that are ignored in a state: taps meant for the state before, as the second of a double tap."""

SWAPPED = frozenset({"start", "carry-on", "forget", "pause", "resume", "again", "spread", "pain"})
"""Events of buttons that may have just replaced another one under the finger: they are ignored for `DOUBLE_TAP_MS`
after a change of buttons. Stopping and skipping a phase are never ignored."""
