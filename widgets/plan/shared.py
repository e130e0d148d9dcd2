"""What travels in a link or a file, as frozen values with their limits. Nothing is packed, checked or worded here.

Weekdays are numbers from 0 (Monday) to 6 (Sunday). Nothing here says who somebody is or what their health is, unless
its maker chose so: `answers` for one's own other device, `name` and `note` for somebody else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST_ITEMS = 16
"""Exercises of a shared plan, at the most. The planner's sessions hold eight, two that take turns a few more."""

MOST_SETS, MOST_REPS, MOST_HOLD = 10, 60, 120
"""The largest dose that can be prescribed; a hold is in seconds."""

NAME_LENGTH, NOTE_LENGTH, ITEM_NOTE_LENGTH = 60, 300, 120
"""Characters of the texts that a prepared plan may carry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedItem:
    """One exercise of a shared plan."""

    slug: str
    sets: int
    reps: int | None = None
    """Repetitions of a set, for each side where there are two. None: as the exercise's record says."""
    hold: int | None = None
    """Seconds. None: as the record says."""
    new: bool = False
    """Whether it is the one new exercise of its week."""
    second: bool = False
    """Whether it belongs to the second of two routines that take turns."""
    note: str = ""
    """What its maker says about this exercise, such as why its dose is outside the record's range."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comfort:
    """What the last week held that went fine, for the answers of one's own other device."""

    level: int
    session_minutes: int
    walk_minutes: int
    routine: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A reader's own answers. They travel only when the reader chooses so: they say things about health."""

    conditions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    flare: bool = False
    comfort: Comfort | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPlan:
    """A week as it travels."""

    level: int
    days: tuple[int, ...]
    """Exercise days, in order."""
    session_minutes: int
    walk_minutes: int
    """Minutes of a walk on the other days; 0 where none was prescribed."""
    items: tuple[SharedItem, ...]
    """In the order in which they are done."""
    rest: tuple[int, ...] = ()
    """Days on which nothing is planned."""
    week_start: int = 0
    week: int = 1
    again: bool = False
    """Whether the session is done a second time, later on the same day."""
    prepared: bool = False
    """Whether somebody prepared it for somebody else: then its doses and order are its maker's."""
    name: str = ""
    """Whom it is for, where its maker chose to send that."""
    note: str = ""
    """What its maker says, where they chose to send that."""
    answers: Answers | None = None
    missing: int = 0
    """How many of its exercises this site's library does not have; never packed."""


def plain(text: str, length: int) -> str:
    """Return a text on one line, of composed characters, without those that nobody sees, cut to a length."""
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(sign if sign.isprintable() else " " for sign in composed)
    return " ".join(shown.split())[:length].strip()
