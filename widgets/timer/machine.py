"""The hold timer: a player of one dose, which the reader may change. `session.machine` is the player of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, override

from widgets.catalog import Dose, Safety
from widgets.diary import before as checks
from widgets.diary.before import Check
from widgets.diary.entries import Log
from widgets.diary.pain import Limits
from widgets.dose.cap import Cap
from widgets.language import _
from widgets.player import actions, machine, states
from widgets.player.actions import begin, choose, number
from widgets.player.effects import focus
from widgets.player.machine import Action, Rules
from widgets.player.player import Player, Result, buttons_of
from widgets.player.score import score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import HURT, IDLE, RUNNING, State, Table
from widgets.protocol import Announce, Event, Json, ProtocolError
from widgets.stored import Kept
from widgets.timer.place import PLACE_KEY, Place

DOSE = ("set-hold", "set-reps", "set-sets", "as-suggested")

TRANSITIONS: Table = {
    **states.TRANSITIONS,
    IDLE: {**states.TRANSITIONS[IDLE], **dict.fromkeys((*DOSE, "check", *checks.EVENTS), IDLE)},
    HURT: {**states.TRANSITIONS[HURT], "less": RUNNING},
}
LATE = {**states.LATE, RUNNING: states.LATE[RUNNING] | {"check", "less", *checks.EVENTS}}


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
    cap: Cap | None = None
    """The cap of a health answer on the hold, where the exercise's own hold is longer."""
    note: str = ""
    """The note of the plan's maker about the exercise."""
    planned: bool = False
    """Whether the reader has a week of their own."""
    following: str = ""
    """The slug of the exercise that comes next in its session; empty after the last one."""
    check: Check
    """The reader's answers about pain before they begin."""
    checking: bool = False
    """Whether the question for pain is open. It opens when the reader wants it."""
    day: str = ""
    """The reader's date at the last event; empty before the first one."""
    level: int = 0
    """The level of the exercise, for the log."""
    log: Kept[Log] | None = None
    """The progress log, which `timer.results` writes; `None` if nothing is to be written."""
    spent: int = 0
    """Milliseconds of the run, without pauses and skips."""
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
    def lost(self) -> bool:
        """Whether the browser did not keep the log with this run."""
        return self.noted and self.log is not None and self.log.refused

    @property
    def limits(self) -> Limits:
        """The highest pain at which to go on, and with less, by the pain rule."""
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
    def eased(self) -> bool:
        """Whether the pain rule says to go on with less, and there is a place to go on from."""
        told = self.state is HURT and self.leg is False and self.place is not None
        return told and self.pain is not None and self.limits.verdict(self.pain) == "easier"

    @property
    def less(self) -> Dose | None:
        """The smaller dose to go on with: half of hold, repetitions and sets, within what the sources print.

        `None` if the pain rule does not say so, if nothing smaller is printed, and for a prescribed dose.
        """
        if not self.eased or self.prescribed:
            return None
        dose = self.going.place.dose
        parts = {name: getattr(dose, name) for name in self.suggested.range}
        half = {
            name: min(parts[name], max(low, parts[name] // 2))
            for name, (low, _) in self.suggested.range.items()
        }
        return replace(dose, **half) if half != parts else None

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
    """Return a new timer from the stored texts."""
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
        return timer, (Announce(text=timer.check.words(timer.safety)), focus(timer, "check-title"))
    return machine.handle(replace(timer, day=event.day), event, RULES)


def _set_count(name: Literal["hold", "reps", "sets"]) -> Action:
    def change(_before: Timer, timer: Timer, value: Json) -> Result[Timer]:
        if timer.prescribed or name not in timer.suggested.range:
            raise ProtocolError(f"the {name} of {timer.slug} is not meant to be changed")
        chosen = number(value, *timer.suggested.range[name])
        return choose(timer, timer.settings.with_count(timer.slug, name, chosen))

    return change


def _less(before: Timer, timer: Timer, _value: Json) -> Result[Timer]:
    """Go on with the smaller dose, from the side of the place."""
    dose, place = before.less, before.place
    if dose is None:
        raise ProtocolError(f"nothing smaller of {before.slug} is offered: {before.leg}, {before.pain}")
    spot = replace(place.spot, set=1, rep=1)
    return begin(timer, replace(place, dose=dose, spot=spot))


def _check(_before: Timer, timer: Timer, _value: Json) -> Result[Timer]:
    """Open the question for pain."""
    said = timer.check.question(timer.safety) or timer.check.words(timer.safety) or _("Noted.")
    return replace(timer, checking=True), (Announce(text=said), focus(timer, "check-title"))


def _told(event: str) -> Action:
    def take(_before: Timer, timer: Timer, value: Json) -> Result[Timer]:
        check, effects = timer.check.taken(event, value, timer.day)
        told = Announce(text=check.told(event, value, timer.safety))
        return replace(timer, check=check, checking=True), (*effects, told, focus(timer, "check-title"))

    return take


def _as_suggested(_before: Timer, timer: Timer, _value: Json) -> Result[Timer]:
    timer, effects = choose(timer, timer.settings.as_suggested(timer.slug))
    told = Announce(text=_("The times are as suggested again."))
    return timer, (*effects, told, focus(timer, "adjust"))


RULES = Rules(
    transitions=TRANSITIONS,
    late=LATE,
    swapped=states.SWAPPED | {"less", *checks.EVENTS},
    actions={
        **actions.ACTIONS,
        "check": _check,
        "less": _less,
        **{event: _told(event) for event in checks.EVENTS},
        "set-hold": _set_count("hold"),
        "set-reps": _set_count("reps"),
        "set-sets": _set_count("sets"),
        "as-suggested": _as_suggested,
    },
)
