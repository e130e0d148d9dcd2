"""The results of a session: its dated log entry and the ticks in the plan. It saves nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from widgets import days
from widgets.diary.entries import Done, Entry
from widgets.plan import boxes, dates
from widgets.plan.week import make
from widgets.player.score import SECOND

if TYPE_CHECKING:
    from widgets.plan.store import Saved
    from widgets.session.state import Session


def entry(session: Session) -> Entry:
    """Return the log entry of the session: its exercises of which at least one repetition was done."""
    began = _began(session)
    programme = session.programme or session.wanted
    return Entry(
        kind="session",
        id=session.begun or "",
        at=began,
        day=days.local_day(began, session.zone),
        source="session",
        seconds=round(session.active / SECOND),
        short=session.short,
        pain_before=session.check.now,
        pain_after=session.pain_after,
        exercises=tuple(_done(session, part) for part, work in enumerate(session.works) if work.reps),
        week=programme.week,
    )


def _began(session: Session) -> float:
    """Return when the session began, in milliseconds since the epoch. Its id holds that time."""
    moment = (session.begun or "").rpartition("-")[2]
    return float(moment) if moment.isdecimal() else float(session.at)


def _done(session: Session, part: int) -> Done:
    step, work = session.steps[part], session.works[part]
    return Done(
        slug=step.slug,
        level=session.catalog.exercise(step.slug).level,
        sets=step.dose.sets,
        reps=step.dose.reps,
        hold=step.dose.hold,
        seconds=round(work.spent / SECOND),
        new=step.new,
        said=session.said[part],
        finished=session.finished[part],
    )


def ticked(session: Session) -> Saved | None:
    """Return the plan with the boxes of what was finished ticked; `None` where there is nothing to tick.

    A box has a date. A session that began after its week was over ticks no box; it is in the log only.
    """
    programme, saved = session.programme, session.plan.value
    if programme is None or programme.source != "plan" or not session.has_plan:
        return None
    if programme.week != saved.course.week:
        return None
    span = dates.span(saved.since, session.zone)
    if span is not None and span.over(days.local_day(_began(session), session.zone)):
        return None
    week = make(saved.course, session.catalog)
    done = {step.slug for step, all_of_it in zip(session.steps, session.finished, strict=True) if all_of_it}
    keys = [
        box.key
        for day in week.days
        if day.weekday == programme.weekday
        for item in day.items
        if item.exercise.slug in done
        for box in boxes.item_boxes(day, item)
    ]
    new = [key for key in keys if key not in saved.done]
    return replace(saved, done=(*saved.done, *new)) if new else None
