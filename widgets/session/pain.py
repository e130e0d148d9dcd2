"""Pain before a session, and in it: stop and ask, then an easier exercise, the next one, or the end."""

from __future__ import annotations

from dataclasses import replace

from widgets import days
from widgets.diary import answers
from widgets.language import _
from widgets.player import actions
from widgets.player.actions import number
from widgets.player.effects import focus, forget_place
from widgets.player.machine import Action
from widgets.player.player import Result
from widgets.player.states import HURT, PAUSED, RUNNING
from widgets.protocol import Announce, Effect, Json, ProtocolError
from widgets.session.gate import changed
from widgets.session.offer import Wanted
from widgets.session.place import Place, Work
from widgets.session.start import begin_at
from widgets.session.state import NOWHERE, Session
from widgets.session.steps import laid_out, renumbered


def with_item[T](items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    """Return the items with another one at an index."""
    return (*items[:index], item, *items[index + 1 :])


def before_it(event: str) -> Action:
    """Return the action of one of the events of the question before a session."""

    def take(_before: Session, session: Session, value: Json) -> Result[Session]:
        check, effects = session.check.taken(event, value, session.day)
        session = replace(session, check=check)
        if event == "usual" and check.verdict(session.catalog.safety) == "ask":
            session, more = changed(session, session, None)
            return session, (*effects, *more)
        if event == "pain-now":
            session, effects = _day_after(session)
        words = check.words(session.catalog.safety)
        told = () if event == "ask-usual" else (Announce(text=words or _("Noted.")),)
        return session, (*effects, *told, focus(session, "check-question"))

    return take


def _day_after(session: Session) -> Result[Session]:
    """Write today's number to yesterday's session too, where its next day was not told: nobody is asked twice."""
    entry, effects = answers.to_ask(session.log.value, session.day), tuple[Effect, ...]()
    if session.day_after is not None:
        entry = session.log.value.entry(session.day_after)
    if entry is not None and days.apart(entry.day, session.day) == 1:
        number = session.check.now
        log, effects = session.log.saving(session.log.value.with_entry(replace(entry, pain_next_day=number)))
        session = replace(session, log=log, day_after=None if number is None else entry.id)
    return session, effects


def hurts(before: Session, session: Session, value: Json) -> Result[Session]:
    """Stop and ask. A number is the index of the exercise that hurt; without one it is the present exercise."""
    if value is not None:
        part = number(value, 0, len(session.said) - 1)
    elif before.state is HURT:
        part = before.hurting
    else:
        part = min(before.part, len(session.said) - 1)
        if before.state in {RUNNING, PAUSED} and not before.works[part].spent and part:
            part -= 1  # Nothing of the present exercise was done yet.
    session = replace(session, said=with_item(session.said, part, "hurt"))
    return actions.hurts(before, session, value)


def easier(before: Session, session: Session, value: Json) -> Result[Session]:
    """Insert an easier exercise after the one that hurts, and go on with it."""
    found = next((one for one in before.easier if one.slug == value), None)
    if found is None:
        raise ProtocolError(f"{value!r} is not offered as an easier exercise")
    part = before.hurting
    old = before.steps
    wanted = Wanted(slug=found.slug, sets=1)
    new = laid_out((Wanted(slug=old[part].slug, sets=1), wanted), session.catalog, session.settings)[1]
    place: Place = before.going.place
    all_steps = renumbered((*old[: part + 1], new, *old[part + 1 :]), session.catalog)
    place = replace(place, steps=all_steps, spot=NOWHERE)
    first = next(phase.spot for phase in place.phases if phase.spot.part == part + 1)
    session = replace(
        session,
        works=(*session.works[: part + 1], Work(), *session.works[part + 1 :]),
        said=(*session.said[: part + 1], None, *session.said[part + 1 :]),
    )
    return begin_at(session, place.moved(first))


def next_exercise(before: Session, session: Session, _value: Json) -> Result[Session]:
    """Leave out the exercise that hurts and go on with the next one."""
    if not before.may_go_on:
        raise ProtocolError(f"nothing is carried on after pain that is not mild: {before.leg}, {before.pain}")
    place: Place = before.going.place
    whole = replace(place, spot=NOWHERE)
    first = next(phase.spot for phase in whole.phases if phase.spot.part == before.hurting + 1)
    return begin_at(session, place.moved(first))


def end(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """End the session after pain."""
    session = replace(session, place=None)
    return session, (forget_place(session), focus(session, "done"))
