"""The sessions on offer: one for each exercise day of the stored plan, or the sample week's first day.

It plans no week and lays out no steps: a programme lists exercises, `steps` turns it into a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from widgets.catalog import Catalog, Dose
from widgets.days import local_day
from widgets.diary.entries import Log
from widgets.plan import review, store
from widgets.plan.store import Saved
from widgets.plan.values import Course, Day, Item
from widgets.plan.week import make

type Source = Literal["plan", "sample", "only"]
"""Where a programme comes from: the reader's plan, the sample week, or one exercise's guide."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An exercise of a programme."""

    slug: str
    sets: int
    new: bool = False
    dose: Dose | None = None
    """The planned dose; `None` for the record's."""
    prescribed: bool = False
    """Whether a prepared plan's maker chose the dose: the reader's own choices do not count."""
    note: str = ""
    """What the maker of a prepared plan wrote about it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """Exercises that can be done as one session."""

    source: Source
    wanted: tuple[Wanted, ...]
    """Empty if every exercise of the plan is closed to the reader."""
    weekday: int | None = None
    """Weekday of the plan, from 0 for Monday; `None` outside of a plan."""
    week: int | None = None
    """Week of the plan, from 1; `None` outside of a plan."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """The sessions of the stored plan, or of the sample week."""

    programmes: tuple[Programme, ...]
    """One for each exercise day, in the order of the week; at least one."""
    chosen: int
    """Index of today's programme, or of the next one."""
    today: Day | None
    """Today in the plan, if it has no session; else `None`."""
    asked: bool
    """Whether the plan says that the reader asked their provider."""
    since: float | None
    """When the plan's week began, in milliseconds since the epoch: the safety questions were answered then."""
    course: Course
    """The plan's course that is on offer; that of `store.NOTHING` for the sample week of a device without a plan."""
    hurt: frozenset[str] = frozenset()
    """Slugs of what hurt in this week. No programme has them."""


def offer(saved: Saved, catalog: Catalog, weekday: int, hurt: frozenset[str] = frozenset()) -> Offer:
    """Return the sessions on offer on a weekday (0 is Monday), without what `hurt` in this week.

    A plan whose maker did not confirm that they asked their provider counts as none: the sample week is offered.
    """
    course = store.course_of(saved, catalog)
    profile = course.profile
    own = profile.asked
    week = make(course, catalog)
    days = [day for day in week.days if day.kind == "exercise" and day.items]
    if not days:
        days = [Day(weekday=weekday, kind="exercise", items=week.session)]
    prescribed = profile.prescribed is not None
    programmes = tuple(
        Programme(
            source="plan" if own else "sample",
            wanted=tuple(
                _wanted(item, prescribed=prescribed) for item in day.items if item.exercise.slug not in hurt
            ),
            weekday=day.weekday if own else None,
            week=course.week if own else None,
        )
        for day in days
    )
    present = [number for number, one in enumerate(programmes) if one.weekday == weekday]
    return Offer(
        programmes=programmes,
        chosen=present[0] if present else _next(programmes, weekday) if own else 0,
        today=None if present or not own else next((d for d in week.days if d.weekday == weekday), None),
        asked=profile.asked,
        since=saved.since,
        course=saved.course,
        hurt=hurt,
    )


def of_today(saved: Saved, log: Log, moment: review.Moment, catalog: Catalog) -> Offer:
    """Return the sessions on offer on the reader's present day, without what the log says hurt in this week."""
    weekday = date.fromisoformat(local_day(moment.at, moment.zone)).weekday()
    return offer(saved, catalog, weekday, review.hurt(log, saved, moment))


def only(slug: str, saved: Saved, catalog: Catalog) -> Programme:
    """Return a session of one exercise: as a prepared plan has it, else with the dose of its record.

    Raises:
        KeyError: there is no such exercise.
    """
    own = Wanted(slug=slug, sets=catalog.exercise(slug).dose.sets)
    return Programme(source="only", wanted=(prescribed(saved, catalog).get(slug, own),))


def prescribed(saved: Saved, catalog: Catalog) -> Mapping[str, Wanted]:
    """Return the exercises of a stored prepared plan by slug, those of other days too.

    Empty without such a plan, and until the reader says that they asked their provider, as in the hold timer.
    """
    course = store.course_of(saved, catalog)
    if course.profile.prescribed is None or not course.profile.asked:
        return {}
    return {item.exercise.slug: _wanted(item, prescribed=True) for item in make(course, catalog).session}


def _wanted(item: Item, *, prescribed: bool) -> Wanted:
    dose = item.exercise.dose
    return Wanted(
        slug=item.exercise.slug,
        sets=item.sets,
        new=item.new,
        dose=dose,
        prescribed=prescribed,
        note=item.note,
    )


def _next(programmes: Sequence[Programme], weekday: int) -> int:
    """Return the index of the first programme after a weekday."""
    waits = [((one.weekday or 0) - weekday) % 7 for one in programmes]
    return waits.index(min(waits))
