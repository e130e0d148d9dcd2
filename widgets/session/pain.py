"""Pain before a session, and in it: stop and ask, then an easier exercise, the next one, or the end."""

from __future__ import annotations

from dataclasses import replace

from widgets import days
from widgets.diary import answers
from widgets.language import _
from widgets.player import actions
from widgets.player.actions import number
from widgets.player.effects import focus, forget_place, tell
from widgets.player.machine import Action
from widgets.player.player import Result
from widgets.player.states import HURT, PAUSED, RUNNING
from widgets.protocol import Announce, Effect, Json, ProtocolError
from widgets.session.gate import changed
from widgets.session.offer import Wanted, prescribed
from widgets.session.place import Place, Work
from widgets.session.start import begin_at
from widgets.session.state import NOWHERE, Session
from widgets.session.steps import laid_out, renumbered


def with_item[T](items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    """Return the items with another one at an index."""
    return (*items[:index], item, *items[index + 1 :])


def before_it(event: str) -> Action:
    """Return the action of one of the events of the pain question before a session."""

    def take(_before: Session, session: Session, value: Json) -> Result[Session]:
        check, effects = session.check.taken(event, value, session.day)
        session = replace(session, check=check)
        if event == "usual" and check.verdict(session.catalog.safety) == "ask":
            session, more = changed(session, session, None)
            why = Announce(text=check.words(session.catalog.safety), urgent=True)
            return session, (*effects, why, *more)
        if event == "pain-now":
            session, effects = _day_after(session)
        told = Announce(text=check.told(event, value, session.catalog.safety))
        return session, (*effects, told, focus(session, "check-title"))

    return take


def _day_after(session: Session) -> Result[Session]:
    """Add today's number to yesterday's session if that has none for the next day, so that nobody is asked twice."""
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
    """Insert one set of an easier exercise after the one that hurts, and go on with it.

    A prepared plan that has the exercise gives its dose, side and note.
    """
    found = next((one for one in before.easier if one.slug == value), None)
    if found is None:
        raise ProtocolError(f"{value!r} is not offered as an easier exercise")
    part = before.hurting
    old = before.steps
    planned = prescribed(session.plan.value, session.catalog).get(found.slug, Wanted(slug=found.slug, sets=1))
    wanted = replace(planned, sets=1)
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
    """Leave out the exercise that hurts and go on with the next one that was not begun."""
    if not before.may_go_on:
        raise ProtocolError(
            f"nothing follows after pain that is not mild, or at the end: {before.leg}, {before.pain}"
        )
    place: Place = before.going.place
    whole = replace(place, spot=NOWHERE)
    first = next(phase.spot for phase in whole.phases if phase.spot.part == before.next_part)
    return begin_at(session, place.moved(first))


def end(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """End the session after pain."""
    session = replace(session, place=None)
    return session, (forget_place(session), *tell(_("Stopped"), urgent=True), focus(session, "done"))
