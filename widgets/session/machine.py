"""The event loop of a session: its transitions, the work done in time, and its log entry and ticks in the plan.

The rest of a run is `widgets.player.machine`. Other events of a session are in `start`, `gate`, `pain` and `tabs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets.diary import before as check
from widgets.diary.entries import SAID
from widgets.language import _
from widgets.plan import edits
from widgets.player import actions, machine, states
from widgets.player.actions import jump, number
from widgets.player.effects import focus, keep_place
from widgets.player.machine import Action, Rules
from widgets.player.player import PAIN_MOST, Result
from widgets.player.states import FINISHED, HURT, IDLE, PAUSED, RUNNING, STOPPED, State, Table
from widgets.protocol import Announce, Event, Json, ProtocolError
from widgets.session import results
from widgets.session.gate import answer, changed
from widgets.session.pain import before_it, easier, end, hurts, next_exercise, with_item
from widgets.session.start import (
    again,
    carry_on,
    changes_at,
    choose,
    forget,
    fragment,
    refreshed,
    short,
    start,
)  # fmt: skip
from widgets.session.state import SAYING, Session
from widgets.session.tabs import saved, stored

_IN_ANY = ("saved", "fragment")
"""Events that a session adds to every state."""


def _table() -> Table:
    own: dict[State, dict[str, State]] = {
        IDLE: dict.fromkeys(("answer", "changed", "short", "choose", *check.EVENTS), IDLE),
        RUNNING: dict.fromkeys(("skip-exercise", "back-exercise", "repeat", "say"), RUNNING),
        PAUSED: {"skip-exercise": PAUSED, "back-exercise": PAUSED, "say": PAUSED},
        FINISHED: dict.fromkeys(("say", "pain-after", "leave-out"), FINISHED),
        STOPPED: dict.fromkeys(("say", "pain-after", "leave-out"), STOPPED),
        HURT: {"easier": RUNNING, "next": RUNNING, "end": STOPPED},
    }
    return {
        state: {**states.TRANSITIONS[state], **own[state], **dict.fromkeys(_IN_ANY, state)} for state in State
    }


TRANSITIONS: Table = _table()
"""The transitions of all players and of a session."""

_LATE = frozenset({"skip-exercise", "back-exercise", "repeat"})
LATE: Mapping[State, frozenset[str]] = {
    IDLE: states.LATE[IDLE]
    | _LATE
    | {"say", "pain-after", "pause", "resume", "stop", "hurts", *states.MOVES},
    RUNNING: states.LATE[RUNNING] | {"answer", "easier", "next", "end", *check.EVENTS},
    PAUSED: states.LATE[PAUSED] | {"repeat"},
    FINISHED: states.LATE[FINISHED] | _LATE,
    STOPPED: states.LATE[STOPPED] | _LATE | {"end"},
    HURT: states.LATE[HURT] | _LATE | {"say"},
}
"""Events that are ignored in a state. Another tab may take a session over at any moment, so `idle` ignores most."""


def handle(session: Session, event: Event) -> Result[Session]:
    """Return the session after an event, and the effects.

    Raises:
        ProtocolError: the view offers no such event in this state, or not with this value.
    """
    before = session
    session = refreshed(replace(session, zone=event.zone), event.at)
    if event.name == "start" and session.state is IDLE and session.wanted != before.wanted:
        # The tap was meant for the session of another day.
        told = Announce(text=_("It is a new day. This is the session for today."))
        return session, (told, focus(session, "title"))
    session = _worked(session, event.at)
    session, effects = machine.handle(session, event, RULES)
    session, records = _recorded(before, session)
    return session, (*effects, *records)


def _worked(session: Session, at: float) -> Session:
    """Return the session with the work done until a moment."""
    run, until = session.run, max(session.at, round(at))
    if session.state is not RUNNING or run is None:
        return session
    was, now = run.done(session.at), run.done(until)
    works = list(session.works)
    for phase in run.phases:
        gone = min(now, phase.end) - max(was, phase.start)
        if gone <= 0:
            continue
        part = phase.spot.part
        what = "hold" if session.steps[part].dose.hold else "move"
        works[part] = works[part].more(phase, gone, held=phase.name == what, ended=now >= phase.end)
    return replace(session, works=tuple(works), active=session.active + now - was)


def _recorded(before: Session, session: Session) -> Result[Session]:
    """Save log entry and ticks if they changed: an exercise was done or answered, or the session ended."""
    if session.begun is None or not any(work.reps for work in session.works):
        return session, ()
    told = (
        session.begun,
        session.state in {FINISHED, STOPPED, HURT},
        session.part,
        session.said,
        session.pain_after,
    )
    if told == session.recorded or before.begun != session.begun:
        return session, ()
    session = replace(session, recorded=told)
    log, effects = session.log.saving(session.log.value.with_entry(results.entry(session)))
    session = replace(session, log=log)
    saved = results.ticked(session)
    if saved is not None:
        kept, ticks = session.plan.saving(saved)
        session, effects = replace(session, plan=kept), (*effects, *ticks)
    return session, effects


def wake_at(session: Session) -> float | None:
    """Return when the session next changes by itself, in milliseconds since the epoch; `None` for never."""
    return changes_at(session) if session.state is IDLE else machine.wake_at(session)


# --- while it runs


def _skip_exercise(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Go to the next exercise; from the last one to the end."""
    run, part = session.going, session.part
    return jump(session, max(phase.end for phase in run.phases if phase.spot.part == part))


def _back_exercise(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Restart this exercise; in its first two seconds go to the one before."""
    run, part = session.going, session.part
    starts = dict.fromkeys(range(part + 1), 0)
    for phase in reversed(run.phases):
        starts[phase.spot.part] = phase.start
    start = starts[part]
    if part and run.done(session.at) - start < actions.BACK_MS:
        start = starts[part - 1]
    return jump(session, start)


def _repeat(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Introduce this exercise again, from the beginning; nothing, once it is being done: its cues need the time."""
    introduction = session.introduction
    return (session, ()) if introduction is None else jump(session, introduction.start)


def _next_track(before: Session, session: Session, value: Json) -> Result[Session]:
    """Go to the next exercise, which lock screens show as the next track; with one exercise, to the next phase."""
    several = len(session.titles) > 1
    return (_skip_exercise if several else actions.ACTIONS["skip"])(before, session, value)


def _previous_track(before: Session, session: Session, value: Json) -> Result[Session]:
    """Restart this exercise or go to the one before, as `_next_track` goes forward."""
    several = len(session.titles) > 1
    return (_back_exercise if several else actions.ACTIONS["back"])(before, session, value)


def _say(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the reader's answer about an exercise: `[2, "right"]`. The same answer again takes it back."""
    if not isinstance(value, list) or len(value) != 2 or value[1] not in SAYING:  # noqa: PLR2004 - a pair
        raise ProtocolError(f"an exercise and a word for it are wanted, not {value!r}")
    part = number(value[0], 0, len(session.said) - 1)
    word = SAID[SAID.index(value[1])]
    said = None if session.said[part] == word else word
    session = replace(session, said=with_item(session.said, part, said))
    # A reload before the next phase must not lose the answer: while the session runs, its place holds it.
    kept = (keep_place(session),) if session.state in {RUNNING, PAUSED} else ()
    return session, (*kept, Announce(text=_("Noted.") if said else _("Taken back.")))


# --- after it


def _pain_after(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the pain after the session, from 0 to 10."""
    return replace(session, pain_after=number(value, 0, PAIN_MOST)), (Announce(text=_("Noted.")),)


def _leave_out(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take an exercise out of the plan until the reader brings it back there."""
    if session.programme is None or session.programme.source != "plan":
        return before, ()
    slugs = {step.slug for step in session.steps}
    if value not in slugs:
        raise ProtocolError(f"{value!r} is not in this session")
    slug = str(value)
    if not session.has_plan:
        why = session.plan.problem_words or _("Your plan was deleted in another tab or window.")
        return before, (Announce(text=why, urgent=True),)
    saved = session.plan.value
    course = edits.without(saved.course, slug, session.catalog)
    kept, effects = session.plan.saving(replace(saved, course=course))
    session = replace(session, plan=kept, left_out=(*session.left_out, slug))
    name = session.catalog.exercise(slug).name
    return session, (*effects, Announce(text=_("{name} is left out of your plan.", name=name)))


_ACTIONS: Mapping[str, Action] = {
    "start": start,
    "carry-on": carry_on,
    "forget": forget,
    "answer": answer,
    **{event: before_it(event) for event in check.EVENTS},
    "changed": changed,
    "short": short,
    "choose": choose,
    "fragment": fragment,
    "skip-exercise": _skip_exercise,
    "back-exercise": _back_exercise,
    "repeat": _repeat,
    "next-track": _next_track,
    "previous-track": _previous_track,
    "say": _say,
    "hurts": hurts,
    "easier": easier,
    "next": next_exercise,
    "end": end,
    "pain-after": _pain_after,
    "leave-out": _leave_out,
    "again": again,
    "stored": stored,
    "saved": saved,
}

RULES = Rules(
    transitions=TRANSITIONS,
    late=LATE,
    swapped=states.SWAPPED | {"skip-exercise", "easier", "next", "end", "pain-after", *check.EVENTS},
    actions={**actions.ACTIONS, **_ACTIONS},
)
