"""The hold timer: a player of one dose, which the reader may change. `session.machine` does what a session does too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, override

from widgets.catalog import Dose
from widgets.diary.entries import Log
from widgets.player import actions, machine, states
from widgets.player.actions import choose, number
from widgets.player.machine import Action, Rules
from widgets.player.player import Player, Result
from widgets.player.score import score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import IDLE, State, Table
from widgets.protocol import Event, Json, ProtocolError
from widgets.stored import Kept
from widgets.timer.place import PLACE_KEY, Place

DOSE = ("set-hold", "set-reps", "set-sets", "as-suggested")

TRANSITIONS: Table = {
    **states.TRANSITIONS,
    IDLE: {**states.TRANSITIONS[IDLE], **dict.fromkeys(DOSE, IDLE)},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer(Player):
    """A hold timer at a moment."""

    WHAT: ClassVar[str] = "timer"
    PLACE_KEY: ClassVar[str] = PLACE_KEY
    several: ClassVar[bool] = False

    slug: str
    suggested: Dose
    """The exercise's dose, before the reader's choices; of a prepared plan, that of the plan."""
    prescribed: bool = False
    """Whether a prepared plan's maker chose the dose: the reader's own choices do not count."""
    note: str = ""
    """What that maker wrote about the exercise."""
    level: int = 0
    """The exercise's, for the log."""
    log: Kept[Log] | None = None
    """The progress log, as `timer.record` writes in it; `None` where nothing is to be written."""
    spent: int = 0
    """Milliseconds that the run has gone on for, pauses and skips left out."""
    noted: bool = False
    """Whether the log has this run."""

    @property
    def dose(self) -> Dose:
        """The exercise's dose with the reader's choices in it; a prescribed one as it is."""
        return self.suggested if self.prescribed else self.settings.dose(self.slug, self.suggested)

    @property
    @override
    def id(self) -> str:
        return f"timer-{self.slug}"

    @property
    @override
    def longest_rest(self) -> int:
        return self.suggested.rest

    @override
    def beginning(self) -> Place:
        first = score(self.dose, self.settings.side)[0].spot
        return Place(slug=self.slug, dose=self.dose, side=self.settings.side, spot=first)

    @override
    def read_place(self, text: str | None) -> Place | None:
        return Place.from_text(text, self.slug, self.suggested, self.at)

    @override
    def place_text(self, place: Place) -> str | None:
        return None if place.is_start else place.to_text(self.at)  # To carry on there is to start.


def connect(
    slug: str, suggested: Dose, stored: Mapping[str, str | None], at: float, go_on_most: int = 0
) -> Timer:
    """Return a new timer from what the device kept."""
    settings = Settings.from_text(stored.get(SETTINGS_KEY))
    timer = Timer(
        state=State.IDLE,
        slug=slug,
        suggested=suggested,
        at=round(at),
        go_on_most=go_on_most,
        settings=settings or Settings(),
        settings_lost=settings is None,
    )
    return replace(timer, place=Place.from_text(stored.get(PLACE_KEY), slug, suggested, at))


def handle(timer: Timer, event: Event) -> Result[Timer]:
    """Return the timer after an event, and what must be done.

    Raises:
        ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
    """
    return machine.handle(timer, event, RULES)


def _set_count(name: Literal["hold", "reps", "sets"]) -> Action:
    def change(before: Timer, timer: Timer, value: Json) -> Result[Timer]:
        del before
        if timer.prescribed or name not in timer.suggested.range:
            raise ProtocolError(f"the {name} of {timer.slug} is not meant to be changed")
        chosen = number(value, *timer.suggested.range[name])
        return choose(timer, timer.settings.with_count(timer.slug, name, chosen))

    return change


def _as_suggested(before: Timer, timer: Timer, value: Json) -> Result[Timer]:
    del before, value
    return choose(timer, timer.settings.as_suggested(timer.slug))


RULES = Rules(
    transitions=TRANSITIONS,
    late=states.LATE,
    swapped=states.SWAPPED,
    actions={
        **actions.ACTIONS,
        "set-hold": _set_count("hold"),
        "set-reps": _set_count("reps"),
        "set-sets": _set_count("sets"),
        "as-suggested": _as_suggested,
    },
)
