"""The state of a session, and values computed from it. It handles no event and words nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, override

from widgets.catalog import Catalog, Exercise
from widgets.diary.before import Check
from widgets.diary.entries import Log, Said
from widgets.diary.pain import Limits
from widgets.plan import admission, dates, review, store
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.player.player import Player, buttons_of
from widgets.player.score import BEFORE_A_PART, Phase, Spot
from widgets.player.states import FINISHED, HURT, IDLE, RUNNING
from widgets.session.offer import Offer, Programme
from widgets.session.place import PLACE_KEY, Place, Unfinished, Work
from widgets.session.steps import Step, steps
from widgets.stored import Kept

type Gate = Literal["ask", "not-asked", "sign"] | None
"""The page before a session: the safety questions, "ask first", or "get help now"; `None` for the session itself."""

SAYING: tuple[Said, ...] = ("too-easy", "right", "too-hard")
"""The answers of the event `say`. The fourth, `hurt`, is the event `hurts`, which asks more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Player):
    """Everything about a session at one moment."""

    WHAT: ClassVar[str] = "session"
    PLACE_KEY: ClassVar[str] = PLACE_KEY
    several: ClassVar[bool] = True

    whole: Catalog = field(repr=False, compare=False)
    """The catalogue with the doses of the records."""
    catalog: Catalog = field(repr=False, compare=False)
    """The same with the doses that this reader may have, by the health answers of the plan on offer."""
    zone: int = 0
    """Zone of the reader's clock, in minutes east of UTC."""
    day: str
    """The reader's day for which `offer` holds: `2026-11-25`."""
    offer: Offer
    chosen: int
    """Index of the chosen programme in `offer.programmes`."""
    only: Programme | None = None
    """A session of one exercise, requested by the address; it replaces the chosen programme."""
    short: bool = False
    """Whether the reader wants a short day."""
    gate: Gate = None
    asked_at: float | None = None
    """When the safety questions were last answered, in milliseconds since the epoch, or `safety_date.ANEW`."""
    wrong: tuple[str, ...] = ()
    """Names of the safety questions without an answer in the form that was sent last."""
    unfinished: Unfinished | None = None
    """A stored session that can be carried on."""
    elsewhere: bool = False
    """Whether `unfinished` runs in another tab."""
    begun: str | None = None
    """Id of the session in progress and of its log entry; `None` before the start."""
    lead: int = 0
    """When this tab started or took over the session, in milliseconds since the epoch."""
    programme: Programme | None = None
    """The programme in progress; `None` before the start."""
    works: tuple[Work, ...] = ()
    """Work done, by exercise."""
    said: tuple[Said | None, ...] = ()
    """The reader's answers, by exercise."""
    active: int = 0
    """Milliseconds that the session has run, without pauses."""
    check: Check
    """The reader's answers about pain before the session."""
    day_after: str | None = None
    """Id of yesterday's session, whose next day today's number fills in; `None` for none."""
    pain_after: int | None = None
    """Pain after the session, 0 to 10."""
    left_out: tuple[str, ...] = ()
    """Slugs that the reader took out of the plan after this session."""
    log: Kept[Log]
    """The stored log."""
    plan: Kept[Saved]
    """The stored plan; `store.NOTHING` if there is none."""
    recorded: object = None
    """The values of the log entry that was saved last; it is saved again only if they change."""

    @property
    def noted(self) -> bool:
        """Whether the log has this session."""
        return self.recorded is not None

    @property
    def lost(self) -> bool:
        """Whether the browser did not keep the log with this session."""
        return self.noted and self.log.refused

    @property
    @override
    def id(self) -> str:
        return "session"

    @property
    @override
    def longest_rest(self) -> int:
        return max((step.dose.rest for step in self.steps), default=0)

    @property
    def wanted(self) -> Programme:
        """The programme that `start` begins."""
        return self.only or self.offer.programmes[self.chosen]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the run; before the start, those of the wanted programme. Empty if it has no exercise."""
        if self.run is not None:
            place: Place = self.run.place
            return place.steps
        return steps(self.wanted, self.catalog, self.settings, short=self.short)

    @property
    def part(self) -> int:
        """Index of the present exercise; the number of exercises once the session is finished."""
        if self.run is None:
            return 0
        if self.state is FINISHED:
            return len(self.steps)
        return self.run.phase(self.at).spot.part

    @property
    def introduction(self) -> Phase | None:
        """The introduction of the present exercise, until its first repetition; `None` where it has none."""
        if self.run is None or self.run.phase(self.at).name not in BEFORE_A_PART:
            return None
        found = (one for one in self.run.phases if one.name == "introduction" and one.spot.part == self.part)
        return next(found, None)

    @property
    def finished(self) -> tuple[bool, ...]:
        """Whether all repetitions were done, by exercise."""
        return tuple(work.reps >= reps_of(step) for step, work in zip(self.steps, self.works, strict=True))

    @property
    @override
    def buttons(self) -> tuple[object, ...]:
        return (
            *buttons_of(self), self.gate, self.elsewhere, self.part, self.said, self.pain_after,
            self.check.asks_usual, self.check.now,
        )  # fmt: skip

    @override
    def beginning(self) -> Place:
        found = steps(self.wanted, self.catalog, self.settings, short=self.short)
        place = Place(steps=found, side=self.settings.side, spot=NOWHERE)
        return replace(place, spot=place.phases[0].spot)

    @override
    def read_place(self, text: str | None) -> Place | None:
        found = Unfinished.from_text(text, self.catalog, self.at)
        return None if found is None else found.place

    @override
    def place_text(self, place: Place) -> str | None:
        return self.kept_as(place).to_text()

    def kept_as(self, place: Place) -> Unfinished:
        """Return the session as it is stored, to be carried on from a place."""
        programme = self.programme or self.wanted
        return Unfinished(
            id=self.begun or "",
            at=self.at,
            lead=self.lead,
            running=self.state is RUNNING,
            source=programme.source,
            weekday=programme.weekday,
            week=programme.week,
            short=self.short,
            place=place,
            works=self.works,
            said=self.said,
            active=self.active,
        )

    @property
    def has_plan(self) -> bool:
        """Whether the device has a plan that this version of the site can read, and so may change."""
        return self.plan.value != store.NOTHING and self.plan.unreadable is None

    @property
    def limits(self) -> Limits:
        """The highest pain at which to go on, and with less, by the pain rule."""
        return self.check.limits(self.catalog.safety)

    @property
    @override
    def go_on_most(self) -> int:
        return self.limits.go_on

    @property
    @override
    def advice(self) -> str:
        safety = self.catalog.safety
        if self.leg:
            return safety.pain_spread
        return "" if self.pain is None else self.check.course_words(safety, self.limits, self.pain)

    @property
    @override
    def withheld(self) -> bool:
        return self.state is IDLE and (self.check.verdict(self.catalog.safety) == "wait" or not self.stands)

    @property
    def week_over(self) -> dates.Span | None:
        """The dates of the plan's week if it is over; None if it goes on, or if no plan is offered."""
        week = dates.span(self.plan.value.since, self.zone)
        return week if self.wanted.source == "plan" and week is not None and week.over(self.day) else None

    @property
    def stands(self) -> bool:
        """Whether the session may be done: its week goes on, or the engine would repeat it unchanged."""
        over = self.week_over is not None
        return not over or review.stands(self.log.value, self.plan.value, self, self.catalog)

    @property
    def may_go_on(self) -> bool:
        """Whether the reader may leave out what hurts and go on with the next exercise."""
        answered = self.leg is False and self.pain is not None and self.pain <= self.go_on_most
        return self.state is HURT and answered and self.next_part is not None

    @property
    def next_part(self) -> int | None:
        """Index of the exercise that follows the one that hurts; `None` where nothing is left to begin.

        An exercise that was begun already does not begin again after pain, and a run that is over stays over.
        """
        if self.run is None or self.place is None:
            return None
        if self.part > self.hurting and self.works[self.part].spent:
            return None  # It is carried on instead.
        rest = range(max(self.hurting + 1, self.part), len(self.steps))
        return next((part for part in rest if not self.works[part].spent), None)

    @property
    def hurting(self) -> int:
        """Index of the last exercise that was marked as hurting; 0 if none was."""
        return max((number for number, one in enumerate(self.said) if one == "hurt"), default=0)

    @property
    def easier(self) -> tuple[Exercise, ...]:
        """Easier exercises in place of the one that hurts; empty if the session should end, or has gone on from it."""
        if (
            self.state is not HURT
            or self.place is None
            or self.leg is not False
            or self.pain is None
            or self.pain > self.limits.easier
            or any(work.spent for work in self.works[self.hurting + 1 :])
        ):
            return ()
        there = {step.slug for step in self.steps}
        exercise = self.catalog.exercise(self.steps[self.hurting].slug)
        found = (self.catalog.exercise(slug) for slug in exercise.easier if slug not in there)
        return tuple(one for one in found if admission.is_usable(one, self.course, self.catalog))

    @property
    def course(self) -> Course:
        """The reader's plan, or the sample week's."""
        return store.course_of(self.plan.value, self.catalog)

    @property
    def newest(self) -> str | None:
        """Slug of the newest exercise of this session: the plan's rule leaves out the newest first.

        `None` where several are new, as in a first week: none of them is the newest.
        """
        new = [step.slug for step in self.steps if step.new]
        if new:
            return new[0] if len(new) == 1 else None
        there = {step.slug for step in self.steps}
        return next((slug for slug in reversed(self.course.order) if slug in there), None)


def reps_of(step: Step) -> int:
    """Return how many repetitions a step has, over all sets and sides."""
    return step.dose.sets * step.dose.reps * (1 if step.dose.sides == "both" else 2)


NOWHERE = Spot(set=1, side="both", rep=0)
"""A repetition that no score has. A place there starts from the beginning."""
