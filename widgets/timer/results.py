"""The results of a hold timer: the part of its dose that was done, in the day's log entry.

All doses done with timers on one day are one session in the log. The log has that an exercise hurt, never where or how
much.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.diary.entries import EXERCISES_MOST, Done, Entry, Log, Said
from widgets.player.score import SECOND
from widgets.player.states import FINISHED, HURT, RUNNING
from widgets.protocol import Effect, Event
from widgets.timer.machine import Timer

type Step = tuple[Timer, tuple[Effect, ...]]


def entry_id(day: str) -> str:
    """Return the id of a day's entry of doses that were done with timers."""
    return f"timer-session-{day}"


def followed(before: Timer, after: Timer, event: Event) -> Step:
    """Return the timer after an event, with the effects that log it.

    A dose counts as done if it reached its end and the reader spent at least half of its time on it: skipping is not
    doing. Pain is logged only after the time to get ready.
    """
    after = _counted(before, after, event)
    if after.state is FINISHED and before.state is not FINISHED and 2 * after.spent >= after.going.total:
        return _noted(after, event, None, finished=True)
    if after.state is HURT and before.state is not HURT and after.spent > after.dose.get_ready * SECOND:
        return _noted(after, event, "hurt", finished=before.state is FINISHED)
    return after, ()


def _counted(before: Timer, after: Timer, event: Event) -> Timer:
    """Return the timer with the time since the last event added to `spent`. A new start, and less, set it to 0.

    What was done with less is logged apart from what hurt.
    """
    if event.name in {"start", "again", "less"} and after.state is not before.state:
        return replace(after, spent=0, noted=False)
    if before.state is not RUNNING or before.run is None:
        return after
    return replace(after, spent=before.spent + before.run.done(after.at) - before.run.done(before.at))


def _noted(timer: Timer, event: Event, said: Said | None, *, finished: bool) -> Step:
    log = timer.log
    if log is None:
        return timer, ()
    kept, effects = log.saving(with_dose(log.value, timer, event, said, finished=finished))
    return replace(timer, log=kept, noted=True), effects


def with_dose(log: Log, timer: Timer, event: Event, said: Said | None, *, finished: bool) -> Log:
    """Return the log with the timer's dose in the entry of the day, in place of an earlier one of the same run."""
    dose = timer.going.place.dose
    done = Done(
        slug=timer.slug, level=timer.level, sets=dose.sets, reps=dose.reps, hold=dose.hold,
        seconds=round(timer.spent / SECOND), said=said, finished=finished,
    )  # fmt: skip
    entry = log.entry(entry_id(event.day)) or Entry(
        kind="session", id=entry_id(event.day), at=event.at, day=event.day, source="timer", seconds=0
    )
    exercises, seconds = entry.exercises, entry.seconds or 0
    if timer.noted and exercises and exercises[-1].slug == timer.slug:
        seconds -= exercises[-1].seconds
        exercises = exercises[:-1]
    exercises = (*exercises, done)[:EXERCISES_MOST]
    return log.with_entry(replace(entry, exercises=exercises, seconds=max(0, seconds) + done.seconds))
