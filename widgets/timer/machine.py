"""The hold timer: a player of one dose, which the reader may change. `session.machine` does what a session does too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, override

from widgets.catalog import Dose, Safety
from widgets.diary import before as checks
from widgets.diary.before import Check
from widgets.diary.entries import Log
from widgets.diary.pain import Limits
from widgets.language import _
from widgets.player import actions, machine, states
from widgets.player.actions import choose, number
from widgets.player.effects import focus
from widgets.player.machine import Action, Rules
from widgets.player.player import Player, Result, buttons_of
from widgets.player.score import score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import IDLE, RUNNING, State, Table
from widgets.protocol import Announce, Event, Json, ProtocolError
from widgets.stored import Kept
from widgets.timer.place import PLACE_KEY, Place

DOSE = ("set-hold", "set-reps", "set-sets", "as-suggested")

TRANSITIONS: Table = {
    **states.TRANSITIONS,
    IDLE: {**states.TRANSITIONS[IDLE], **dict.fromkeys((*DOSE, "check", *checks.EVENTS), IDLE)},
}
LATE = {**states.LATE, RUNNING: states.LATE[RUNNING] | {"check", *checks.EVENTS}}


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer(Player):
    """A hold timer at a moment."""

    WHAT: ClassVar[str] = "timer"
    PLACE_KEY: ClassVar[str] = PLACE_KEY
    several: ClassVar[bool] = False

    safety: Safety = field(repr=False, compare=False)
    slug: str
    suggested: Dose
    """The exercise's dose, before the reader's choices; of a prepared plan, that of the plan."""
    prescribed: bool = False
    """Whether a prepared plan's maker chose the dose: the reader's own choices do not count."""
    capped: str = ""
    """Why a hold is shorter than it could be, where a health answer caps it; empty where none does."""
    note: str = ""
    """What that maker wrote about the exercise."""
    planned: bool = False
    """Whether the reader has a week of their own."""
    following: str = ""
    """The slug of the exercise that comes next in its session; empty after the last one."""
    check: Check
    """What the reader told of their pain before they begin."""
    checking: bool = False
    """Whether that is asked for, as it is once the reader wants it."""
    day: str = ""
    """The reader's date at the last event; empty before the first one."""
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

    @property
    def limits(self) -> Limits:
        """Up to which pain to go on, and with less, by the pain rule."""
        return self.check.limits(self.safety)

    @property
    @override
    def go_on_most(self) -> int:
        return self.limits.go_on

    @property
    @override
    def advice(self) -> str:
        if self.leg:
            return self.safety.pain_spread
        return "" if self.pain is None else self.check.course_words(self.safety, self.limits, self.pain)

    @property
    @override
    def withheld(self) -> bool:
        return self.state is IDLE and self.check.verdict(self.safety) == "wait"

    @property
    @override
    def buttons(self) -> tuple[object, ...]:
        return (*buttons_of(self), self.check.asks_usual, self.check.now)

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


def connect(slug: str, suggested: Dose, stored: Mapping[str, str | None], at: float, safety: Safety) -> Timer:
    """Return a new timer from what the device kept."""
    settings = Settings.from_text(stored.get(SETTINGS_KEY))
    timer = Timer(
        state=State.IDLE,
        safety=safety,
        check=Check.opened(stored),
        slug=slug,
        suggested=suggested,
        at=round(at),
        settings=settings or Settings(),
        settings_lost=settings is None,
    )
    return replace(timer, place=Place.from_text(stored.get(PLACE_KEY), slug, suggested, at))


def handle(timer: Timer, event: Event) -> Result[Timer]:
    """Return the timer after an event, and what must be done.

    Raises:
        ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
    """
    if timer.withheld and event.name in {"start", "carry-on"}:
        return timer, (focus(timer, "check-question"),)
    return machine.handle(replace(timer, day=event.day), event, RULES)


def _set_count(name: Literal["hold", "reps", "sets"]) -> Action:
    def change(_before: Timer, timer: Timer, value: Json) -> Result[Timer]:
        if timer.prescribed or name not in timer.suggested.range:
            raise ProtocolError(f"the {name} of {timer.slug} is not meant to be changed")
        chosen = number(value, *timer.suggested.range[name])
        return choose(timer, timer.settings.with_count(timer.slug, name, chosen))

    return change


def _check(_before: Timer, timer: Timer, _value: Json) -> Result[Timer]:
    """Open the question for pain."""
    return replace(timer, checking=True), (focus(timer, "check-question"),)


def _told(event: str) -> Action:
    def take(_before: Timer, timer: Timer, value: Json) -> Result[Timer]:
        check, effects = timer.check.taken(event, value, timer.day)
        told = () if event == "ask-usual" else (Announce(text=check.words(timer.safety) or _("Noted.")),)
        return replace(timer, check=check, checking=True), (*effects, *told, focus(timer, "check-question"))

    return take


def _as_suggested(_before: Timer, timer: Timer, _value: Json) -> Result[Timer]:
    return choose(timer, timer.settings.as_suggested(timer.slug))


RULES = Rules(
    transitions=TRANSITIONS,
    late=LATE,
    swapped=states.SWAPPED | {*checks.EVENTS},
    actions={
        **actions.ACTIONS,
        "check": _check,
        **{event: _told(event) for event in checks.EVENTS},
        "set-hold": _set_count("hold"),
        "set-reps": _set_count("reps"),
        "set-sets": _set_count("sets"),
        "as-suggested": _as_suggested,
    },
)
