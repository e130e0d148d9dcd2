"""The planner's frozen values: the reader's answers, and the week made of them. No rule and no wording is here.

Weekdays are numbers from 0 (Monday) to 6 (Sunday). Minutes and seconds are whole numbers, and named so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from widgets import days, words
from widgets.catalog import AskFirst, Catalog, Dose, Exercise
from widgets.dose.length import seconds, together
from widgets.plan.shared import SharedPlan

WEEK_MOST = 1000
"""The number of the last week that is counted; later ones keep it. More than 19 years."""

MONDAY, SUNDAY = 0, 6
DAYS_IN_WEEK = 7

WEEKDAYS = words.WEEKDAYS
"""Names by weekday number."""

WARM_START = "finding-neutral"
"""The exercise that opens every session."""

NERVE_ROOT = "nerve-root-pain"
"""The condition of the first document's final warning."""

EVERYDAY_EQUIPMENT = ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall")
"""What a newcomer is taken to have at home, until they say otherwise."""


type Phase = Literal["begin", "build", "hold", "back", "return", "walks"]
"""The kind of a week: the first one; after a fine one; after an unchanged one or after an exercise hurt; after a
flare-up or a break; while dropped exercises return; and one without any exercise that the reader may do."""

type Reason = Literal["flare", "break", "hurt", "left-out", "replaced"]
"""Why an exercise left the week. `flare` and `break` return by themselves, `hurt` and `left-out` only by the reader's
hand, `replaced` only where a later step needs it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """An exercise of a routine with its planned dose."""

    slug: str
    sets: int
    reps: int
    hold: int
    """Seconds."""

    def no_more_than(self, most: Planned) -> Planned:
        """Return the exercise with no more sets, repetitions and seconds of hold than another plan for it."""
        return Planned(
            slug=self.slug,
            sets=min(self.sets, most.sets),
            reps=min(self.reps, most.reps),
            hold=min(self.hold, most.hold),
        )


type Routine = tuple[Planned, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """An exercise, or a part of its dose, that left the week."""

    slug: str
    reason: Reason
    dose: Planned | None = None
    """The dose to return to. None: the record's own."""
    whole: bool = True
    """False: the exercise stays in the week, with a smaller dose."""
    new: bool = False
    """Whether it was new in the week that flared up: it returns last, and counts as new."""
    second: bool = False
    """Whether it belongs to the second of two routines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """The week before the first flare-up or break from which the reader has not returned yet."""

    week: int
    routines: tuple[Routine, ...]
    walk_minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A reader's answers: their wishes and limits. The engine never changes them. Stored on the device only."""

    level: int
    """The highest level that exercises may ever come from."""
    days: tuple[int, ...]
    """Exercise days, in order."""
    session_minutes: int
    """The length that sessions grow to."""
    walk_minutes: int
    """The length of the first walks."""
    asked: bool = False
    """Whether the reader says that their provider was asked. Until then a week is a sample."""
    week_start: int = MONDAY
    """The weekday that stands first: Monday or Sunday."""
    rest: tuple[int, ...] = ()
    """Days on which the reader rests instead of walking."""
    conditions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    """Old conditions whose question was split: the reader is asked again (`asked_again`)."""
    equipment: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """Exercises that are easy for the reader by their own word. Empty for a newcomer."""
    again: bool = False
    """Whether the session is done a second time, later on the same day."""
    one_at_a_time: bool = False
    """Whether the first week begins with one exercise, and each of its sessions adds one."""
    slowly: bool = False
    """Whether the reader chose the slow pace of nerve-root pain in the check-in."""
    prescribed: SharedPlan | None = None
    """A plan that somebody prepared for the reader: its sessions stay as its maker chose."""

    @classmethod
    def newcomer(cls, catalog: Catalog, days: tuple[int, ...]) -> Profile:
        """Return the answers of someone of whom nothing is known: the lowest level and the starting numbers."""
        return cls(
            level=min((level.number for level in catalog.levels), default=1),
            days=days,
            session_minutes=catalog.plan.session_minutes.start,
            walk_minutes=catalog.plan.walk_minutes.start,
            equipment=tuple(item for item in equipment_of(catalog) if item in EVERYDAY_EQUIPMENT),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """The state of a reader: this week, what left it and why, and the counts on which the next week depends."""

    profile: Profile
    routines: tuple[Routine, ...]
    """One routine for all exercise days, or two that take turns. Empty routines: no exercise is open."""
    walk_minutes: int
    level: int
    """The highest level that weeks use at present."""
    reached: int = 0
    """The highest level that a week of this course has held."""
    week: int = 1
    phase: Phase = "begin"
    known: tuple[str, ...] = ()
    """Every exercise that is easy for the reader: those of the profile, and those that a fine week added."""
    order: tuple[str, ...] = ()
    """The exercises of the routines in the order in which they came; a flare-up drops the last one first."""
    new: str | None = None
    """The exercise that is new, until a fine week makes it known."""
    dropped: tuple[Dropped, ...] = ()
    base: Base | None = None
    moving: tuple[str, str] | None = None
    """An easier exercise whose sets move over to its harder version, and that version."""
    last_step: Literal["new", "dose"] | None = None
    """The last step up of a session. Steps alternate."""
    last_turn: int = 0
    """The routine that the last step went to, where two take turns."""
    grew: bool = False
    """Whether this week's sessions had their step up, or may have none."""
    next_up: Literal["session", "walk"] = "session"
    """Which of the two the next slow step lengthens (nerve-root pain)."""
    fine_at_level: int = 0
    """Fine weeks since the level was last raised."""
    fine_in_row: int = 0
    """Fine weeks since the last step, flare-up or other answer (nerve-root pain)."""
    quiet: int = 0
    """Weeks to come in which nothing new comes in."""
    still: int = 0
    """Weeks to come in which nothing grows."""
    calm: int = 0
    """Fine weeks that must come before something new may come in, after three flare-ups."""
    missed: int = 0
    """Weeks in a row without a session."""
    flares: tuple[int, ...] = ()
    """The numbers of the weeks that flared up, of the last few."""
    row: int = 0
    """Parts that the present series of flare-ups took. 0: the last answer was no flare-up."""
    in_flare: bool = False
    """Whether this is the week of a flare-up."""
    flared: tuple[str, ...] = ()
    """Exercises that some flare-up took."""
    walk_before: int | None = None
    """The walk's minutes before a flare-up shortened it, until they are reached again."""
    walk_hurt: bool = False
    """Whether a walk hurt in the week before."""
    wishes: tuple[str, ...] = ()
    """Exercises of somebody else's week, offered one a week, easier ones first."""
    once_known: tuple[str, ...] = ()
    """Exercises that were known before a long break: the reader is asked whether each is still easy."""
    none_easy: bool = False
    """Whether the reader said that none of the wishes, or of what was once known, is easy: they are not asked again."""
    shown: int | None = None
    """Sessions before this week, while each session adds one exercise of the first set. None: all are there."""
    ask_provider: bool = False
    """Whether three flare-ups in six weeks, or a week without any exercise left, call for the provider."""

    @property
    def planned(self) -> dict[str, Planned]:
        """The exercises of the routines with their doses, by slug."""
        return {planned.slug: planned for routine in self.routines for planned in routine}

    @property
    def hurt(self) -> tuple[str, ...]:
        """Exercises that hurt and stay out."""
        return tuple(each.slug for each in self.dropped if each.reason == "hurt")

    @property
    def out(self) -> tuple[str, ...]:
        """Exercises that only the reader brings back."""
        return tuple(each.slug for each in self.dropped if each.reason in {"hurt", "left-out"})

    @property
    def returning(self) -> tuple[Dropped, ...]:
        """What a flare-up or a break took and fine weeks bring back."""
        return tuple(each for each in self.dropped if each.reason in {"flare", "break"})

    @property
    def settling(self) -> bool:
        """Whether nothing grows this week, because something hurt or was too hard in the week before."""
        return self.phase == "hold" and self.quiet > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One exercise of a session."""

    exercise: Exercise
    sets: int
    seconds: int
    """How long all its sets take, with getting ready and the rests between them."""
    new: bool = False
    ask: tuple[AskFirst, ...] = ()
    """The reader's own conditions with which to ask before this exercise."""
    note: str = ""
    """What the maker of a prepared plan wrote about it: a stranger's words, shown and spoken as a note only."""
    days: tuple[int, ...] = ()
    """The exercise days on which it is done, by its maker's wish. Empty: all of them."""

    @property
    def dose(self) -> Dose:
        """The exercise's dose with the sets of this week."""
        return replace(self.exercise.dose, sets=self.sets)

    @property
    def per_side(self) -> bool:
        """Whether left and right are ticked apart."""
        return self.exercise.dose.sides != "both"


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day of a week."""

    weekday: int
    kind: Literal["exercise", "walk", "rest"]
    items: tuple[Item, ...] = ()
    """In the order in which they are done; only on exercise days."""
    walk_minutes: int = 0
    """Only on walking days."""
    routine: int = 0
    """Which of the week's routines it has: 0 for the first one, 1 for the second."""
    again: bool = False
    """Whether the session is done a second time, later in the day."""

    @property
    def name(self) -> str:
        """The day's name in full, in the reader's language."""
        return words.weekday_name(self.weekday)

    @property
    def short_name(self) -> str:
        """The day's short name, in the reader's language: `Mon`."""
        return words.short_weekday(self.weekday)


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Seven days, in the order in which the reader counts them."""

    days: tuple[Day, ...]
    routines: tuple[tuple[Item, ...], ...]
    """What the exercise days have: one routine for all of them, or two (A and B) that take turns."""
    starter: bool
    """Whether the routine is the starting set of someone who knows no exercise yet."""

    @property
    def session(self) -> tuple[Item, ...]:
        """Every exercise of the week, each once: those of the first routine, then what only the second one has."""
        return tuple({item.exercise.slug: item for routine in self.routines for item in routine}.values())

    @property
    def seconds(self) -> int:
        """How long one session takes, in seconds: the longer one, where two routines take turns."""
        apart = any(item.days for item in self.session)
        sessions = [day.items for day in self.exercise_days] if apart else self.routines
        return max(map(session_seconds, sessions), default=0)

    @property
    def minutes(self) -> int:
        """The same in whole minutes, as every page says it."""
        return days.minutes_up(self.seconds)

    @property
    def minutes_of_two(self) -> int:
        """Whole minutes of two rounds of the session on one day."""
        return days.minutes_up(2 * self.seconds)

    @property
    def level(self) -> int:
        """The highest level among the week's exercises; 0 where it has none."""
        return max((item.exercise.level for item in self.session), default=0)

    @property
    def again(self) -> bool:
        """Whether there is a second round of the session later in the day."""
        return any(day.again for day in self.days)

    @property
    def exercise_days(self) -> tuple[Day, ...]:
        """The days with a session."""
        return tuple(day for day in self.days if day.kind == "exercise")

    @property
    def sessions(self) -> int:
        """Days whose session has an exercise, 0 to 7: a day with two rounds counts once."""
        return sum(bool(day.items) for day in self.exercise_days)

    @property
    def walking_days(self) -> tuple[Day, ...]:
        """The days with a walk."""
        return tuple(day for day in self.days if day.kind == "walk")


def dosed(exercise: Exercise, dose: Dose) -> Exercise:
    """Return an exercise with another dose, its length to match."""
    if dose == exercise.dose:
        return exercise
    return replace(exercise, dose=dose, seconds=seconds(dose))


def session_seconds(items: Sequence[Item]) -> int:
    """Return the length of exercises one after another in seconds, with the time between them."""
    return together([item.seconds for item in items])


@lru_cache(maxsize=4)
def equipment_of(catalog: Catalog) -> tuple[str, ...]:
    """Return every piece of equipment that some exercise needs, in the order of first need."""
    return tuple(dict.fromkeys(item for exercise in catalog.exercises for item in exercise.equipment))
