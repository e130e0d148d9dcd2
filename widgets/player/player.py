"""The state of a player: the base class of `timer.machine.Timer` and `session.state.Session`. It handles no event."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

from widgets.catalog import Clips
from widgets.player.run import Missed, Place, Run
from widgets.player.settings import Settings
from widgets.player.states import HURT, State
from widgets.player.voices import Voice
from widgets.protocol import Effect, ProtocolError

PAIN_MOST = 10
"""The highest pain that a reader can give, on the scale from 0 to 10."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Player(ABC):
    """Everything about a player at one moment."""

    WHAT: ClassVar[str]
    """Its name in sentences: `timer`, `session`."""
    PLACE_KEY: ClassVar[str]
    """Storage key of the saved place."""
    several: ClassVar[bool]
    """Whether its score may have more than one part."""

    state: State
    at: int
    """The latest time of an event, in whole milliseconds since the epoch: whole numbers keep sums exact."""
    swapped: int | None = None
    """When buttons last replaced others in the same place, in milliseconds since the epoch."""
    settings: Settings = field(default_factory=Settings)
    settings_lost: bool = False
    """Whether the stored settings failed to parse."""
    run: Run | None = None
    """`None` in `idle`, else the run."""
    adjusting: bool = False
    """Whether the panel of choices is open."""
    muted: tuple[bool, bool] | None = None
    """Whether tones and voice were on before both were switched off; `None` where that is not known."""
    voices: tuple[Voice, ...] = ()
    """The device's voices; empty until the shell reports them."""
    ring: bool = False
    """Whether the device has a ring switch that mutes the page, but not the device's own voice."""
    hearing: bool = False
    """Whether the reader is asked if they hear the recorded voice."""
    clips: Clips = field(default_factory=dict, repr=False, compare=False)
    """The recorded clauses."""
    titles: tuple[str, ...] = ()
    """Title of each part of the score, for lock screens and headsets."""
    big: bool = False
    """Whether it fills the screen; only while it runs or is paused."""
    place: Any = None
    """The `Place` from which `carry-on` starts; `None` if there is none."""
    missed: Missed | None = None
    leg: bool | None = None
    """Whether the pain spreads down a leg; asked in `hurt`, never stored."""
    pain: int | None = None
    """Pain from 0 to 10; asked in `hurt`, never stored."""

    @property
    def can_carry_on(self) -> bool:
        """Whether `carry-on` is offered: there is a place, and pain, if any, is mild and does not spread."""
        if self.withheld:
            return False
        if self.state is HURT and (self.leg is not False or self.pain is None or self.pain > self.go_on_most):
            return False
        return self.place is not None

    @property
    def hears_recording(self) -> bool:
        """Whether the recorded voice speaks. `effects/sprites.js` decides the same for a score."""
        sound = self.settings.manner
        usual = sound.silent_switch or not self.ring
        return sound.listen or (usual if sound.recorded is None else sound.recorded)

    @property
    def going(self) -> Run:
        """The run.

        Raises:
            ProtocolError: the player is idle.
        """
        if self.run is None:
            raise ProtocolError(f"there is no run in {self.state}")
        return self.run

    @property
    @abstractmethod
    def go_on_most(self) -> int:
        """The highest pain, 0 to 10, at which the pain rule lets this reader go on."""

    @property
    @abstractmethod
    def advice(self) -> str:
        """What the pain rule says to the answers after "it hurts"; empty until they are given."""

    @property
    @abstractmethod
    def withheld(self) -> bool:
        """Whether the pain rule says not to begin now."""

    @property
    def buttons(self) -> tuple[object, ...]:
        """A value that changes whenever buttons replace others in the same place."""
        return buttons_of(self)

    @property
    @abstractmethod
    def id(self) -> str:
        """Prefix of the ids in its view."""

    @property
    @abstractmethod
    def longest_rest(self) -> int:
        """The longest rest between sets that its doses suggest, in seconds."""

    @abstractmethod
    def beginning(self) -> Place:
        """Return the place from which `start` runs."""

    @abstractmethod
    def read_place(self, text: str | None) -> Place | None:
        """Return the place of a stored text; `None` if it is missing, damaged or too old."""

    @abstractmethod
    def place_text(self, place: Any) -> str | None:  # noqa: ANN401  # a place of its own kind
        """Return the text that stores a place; `None` if there is nothing worth storing."""


def buttons_of(player: Player) -> tuple[object, ...]:
    """Return the part of `Player.buttons` that all players share."""
    return player.state, player.place is None, player.leg, player.pain is None


type Result[P: Player] = tuple[P, tuple[Effect, ...]]
"""A player after an event, and the effects for the shell."""
