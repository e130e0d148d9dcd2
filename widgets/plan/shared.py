"""The values of a plan that travels in a link or a file: their bounds, their JSON data, and their check.

Weekdays are numbers from 0 (Monday) to 6 (Sunday). Nothing here says who somebody is or what their health is, unless
its maker chose so: `answers` for one's own other device, `name` and `note` for somebody else.
Never: the format of a carrier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from widgets.catalog import Catalog
from widgets.codec import LATER, RARE, UNWRITTEN, Between, Checked, Codec, Named

MOST_ITEMS = 16
"""Exercises of a shared plan, at the most. The planner's sessions hold eight, two that take turns a few more."""

MOST_SETS, MOST_REPS, MOST_HOLD = 10, 60, 120
"""The largest dose that can be prescribed; a hold is in seconds."""
MOST_DAILY = 6
"""How often a day an exercise can be prescribed, at the most."""

NAME_LENGTH, NOTE_LENGTH, ITEM_NOTE_LENGTH = 60, 300, 120
TITLE_LENGTH, CLINIC_LENGTH, PHONE_LENGTH = 40, 60, 20
"""Characters of the texts that a prepared plan may carry."""

PHONE = re.compile(r"[0-9 +()]*")
"""All that a telephone number may hold: no letters, so that nothing else passes for one."""


LEVEL_MOST, MINUTES_MOST, WEEK_MOST, NAMES_MOST = 15, 127, 1023, 127
"""The largest numbers that a link has room for; names are those of one list of answers."""
COUNT_MOST = 7
"""The largest count of weeks, and the most flare-ups, that go along with a reader's own answers."""

DAYS_IN_WEEK = 7


def plain(text: str, length: int) -> str:
    """Return a text on one line, of composed characters, without invisible ones, cut to a length.

    Zero-width joiners and non-joiners between two visible characters stay: emoji and Persian and Indic words are
    spelled with them. Marks that turn the direction of text go: they can make a text look like another one.
    """
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in composed)
    words = " ".join(filter(None, (word.strip(JOINERS) for word in shown.split())))
    return words[:length].strip(f" {JOINERS}")


JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner."""


def phone(text: str) -> str:
    """Return a telephone number; nothing for a text that holds anything else, or is too long."""
    text = plain(text, PHONE_LENGTH + 1)
    return text if len(text) <= PHONE_LENGTH and PHONE.fullmatch(text) else ""


def _days(value: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(value)))


type Level = Annotated[int, Between(0, LEVEL_MOST)]
type Minutes = Annotated[int, Between(0, MINUTES_MOST)]
type Sets = Annotated[int, Between(0, MOST_SETS)]
type Reps = Annotated[int, Between(0, MOST_REPS)]
type Hold = Annotated[int, Between(0, MOST_HOLD)]
type Weekday = Annotated[int, Between(0, DAYS_IN_WEEK - 1)]
type Weekdays = Annotated[tuple[Weekday, ...], Checked(_days)]
type Name = Annotated[str, Checked(lambda text: plain(text, NAME_LENGTH))]
type Note = Annotated[str, Checked(lambda text: plain(text, NOTE_LENGTH))]
type ItemNote = Annotated[str, Checked(lambda text: plain(text, ITEM_NOTE_LENGTH))]
type Title = Annotated[str, Checked(lambda text: plain(text, TITLE_LENGTH))]
type Clinic = Annotated[str, Checked(lambda text: plain(text, CLINIC_LENGTH))]
type Phone = Annotated[str, Checked(phone)]
type Daily = Annotated[int, Between(1, MOST_DAILY)]
type Sided = Literal["both", "left", "right"]
type Names = Annotated[tuple[str, ...], Between(0, NAMES_MOST)]
type Count = Annotated[int, Between(0, COUNT_MOST)]
type Ago = Annotated[tuple[Count, ...], Between(0, COUNT_MOST)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedItem:
    """One exercise of a shared plan."""

    slug: str
    sets: Sets
    reps: Reps | None = None
    """Repetitions of a set, for each side where there are two. None: as the exercise's record says."""
    hold: Hold | None = None
    """Seconds. None: as the record says."""
    new: bool = False
    """Whether it is the one new exercise of its week."""
    second: bool = False
    """Whether it belongs to the second of two routines that take turns."""
    note: ItemNote = ""
    """Its maker's words about this exercise, such as why its dose is outside the record's range."""
    days: Annotated[Weekdays, RARE] = ()
    """The exercise days on which it is done. Empty: all of them."""
    daily: Annotated[Daily, RARE] = 1
    """How often it is done on such a day, each time the whole dose."""
    side: Annotated[Sided, RARE] = "both"
    """`left` or `right`: that side only, of an exercise with two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comfortable:
    """What a week held that its reader called fine: a flare-up goes back to it."""

    level: Level
    session_minutes: Minutes
    walk_minutes: Minutes
    routine: Annotated[tuple[tuple[str, Sets], ...], Between(0, NAMES_MOST)] = ()
    """Exercises by slug, each with its sets."""
    second: Annotated[Names, LATER] = ()
    """Exercises of the routine that belonged to the second of two routines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A reader's own answers. They travel only when the reader chooses so: they say things about health."""

    conditions: Names = ()
    equipment: Names = ()
    known: Names = ()
    skipped: Names = ()
    flare: bool = False
    settling: Annotated[bool, LATER] = False
    """Whether something hurt or was too hard in the week before."""
    comfortable: Annotated[Comfortable | None, Named("comfort")] = None
    hurt: Annotated[Names, RARE] = ()
    """What of `skipped` hurt."""
    flares: Annotated[Ago, RARE] = ()
    """How many weeks ago each flare-up of the last few weeks was told of."""
    calm: Annotated[Count, RARE] = 0
    """Fine weeks that are missing until something new may come in, after three flare-ups."""
    quiet: Annotated[Count, RARE] = 0
    """Weeks to come in which nothing new comes in, where they are more than `settling` tells."""
    still: Annotated[Count, RARE] = 0
    """Weeks to come in which nothing grows, where they are more than `flare` or `settling` tells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPlan:
    """A week as it travels."""

    prepared: bool = False
    """Whether somebody prepared it for somebody else: then its doses and order are its maker's."""
    name: Name = ""
    """Whom it is for, where its maker chose to send that."""
    note: Note = ""
    """Its maker's words, where they chose to send them."""
    level: Level
    days: Weekdays
    """Exercise days, in order."""
    rest: Weekdays = ()
    """Days on which nothing is planned."""
    week_start: Weekday = 0
    week: Annotated[int, Between(0, WEEK_MOST)] = 1
    again: bool = False
    """Whether the session is done a second time, later on the same day."""
    session_minutes: Minutes
    walk_minutes: Minutes
    """Minutes of a walk on the other days; 0 where none was prescribed."""
    items: Annotated[tuple[SharedItem, ...], Named("exercises"), Between(0, MOST_ITEMS)]
    """In the order in which they are done."""
    answers: Answers | None = None
    title: Annotated[Title, RARE] = ""
    """What its maker calls it."""
    clinic: Annotated[Clinic, RARE] = ""
    """Who its maker says they are, where they chose to send that."""
    phone: Annotated[Phone, RARE] = ""
    """Their telephone number, where they chose to send that."""
    missing: Annotated[int, UNWRITTEN] = 0
    """How many of its exercises this site's library does not have."""


PLAN = Codec(SharedPlan)
"""A plan as JSON data, in a file and beside the reader's own stored plan."""


def tells_of_weeks_before(answers: Answers | None) -> bool:
    """Return whether a reader's own answers hold what hurt, or weeks to come that the first links could not tell of."""
    if answers is None:
        return False
    return bool(answers.hurt or answers.flares or answers.calm or answers.quiet or answers.still)


def is_detailed(plan: SharedPlan) -> bool:
    """Return whether a plan holds what the first links and files could not, and is written in a later version."""
    items = any(item.days or item.daily > 1 or item.side != "both" for item in plan.items)
    return items or bool(plan.title or plan.clinic or plan.phone)


def known_to(catalog: Catalog, plan: SharedPlan) -> SharedPlan:
    """Return a plan that came in with only the names of this library; exercises that it lacks are counted.

    Each exercise stands once, at its first place. Links and files both end here, whatever they hold.
    """
    slugs = {exercise.slug: exercise.dose.sides != "both" for exercise in catalog.exercises}
    items: dict[str, SharedItem] = {}
    for item in plan.items:
        if item.slug in slugs:
            days = own_days(item.days, plan.days)
            side = item.side if slugs[item.slug] else "both"
            note = plain(item.note, ITEM_NOTE_LENGTH)
            items.setdefault(item.slug, replace(item, note=note, days=days, side=side))
    return replace(
        plan,
        name=plain(plan.name, NAME_LENGTH),
        note=plain(plan.note, NOTE_LENGTH),
        title=plain(plan.title, TITLE_LENGTH),
        clinic=plain(plan.clinic, CLINIC_LENGTH),
        phone=phone(plan.phone),
        items=tuple(items.values()),
        missing=sum(item.slug not in slugs for item in plan.items),
        answers=None if plan.answers is None else _answers(plan.answers, slugs, catalog),
    )


def own_days(days: Iterable[int], all_days: Collection[int]) -> tuple[int, ...]:
    """Return the exercise days of one exercise; empty where it has all of them, or none of them."""
    found = tuple(day for day in sorted(set(days)) if day in all_days)
    return () if len(found) == len(set(all_days)) else found


def _answers(given: Answers, slugs: Collection[str], catalog: Catalog) -> Answers:
    comfortable = given.comfortable
    if comfortable is not None:
        routine = tuple((slug, sets) for slug, sets in comfortable.routine if slug in slugs)
        comfortable = replace(comfortable, routine=routine, second=_among(comfortable.second, slugs))
    return replace(
        given,
        conditions=_among(given.conditions, {condition.id for condition in catalog.conditions}),
        equipment=_among(
            given.equipment, {item for exercise in catalog.exercises for item in exercise.equipment}
        ),
        known=_among(given.known, slugs),
        skipped=_among(given.skipped, slugs),
        hurt=_among(given.hurt, slugs),
        comfortable=comfortable,
    )


def _among(names: Iterable[str], allowed: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in allowed)
