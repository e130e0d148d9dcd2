"""The stored plan on a session's page: its offer, and changes of it here or in another tab."""

from __future__ import annotations

from dataclasses import replace

from widgets import days
from widgets.dose.cap import for_reader
from widgets.plan import review, store
from widgets.plan.store import Saved
from widgets.player.player import Result
from widgets.player.states import IDLE
from widgets.session.offer import of_today, only
from widgets.session.state import Session
from widgets.stored import Kept


def offered_anew(session: Session) -> Session:
    """Return the session with a new offer of its plan for the present day, in the reader's doses."""
    day = days.local_day(session.at, session.zone)
    catalog = for_reader(session.whole, session.plan.value.course.profile.conditions)
    saved, one = session.plan.value, session.only
    offered = of_today(saved, session.log.value, session, catalog)
    if day != session.day:
        session = unchecked(session)
    if one is not None:
        one = only(one.wanted[0].slug, saved, catalog)
    return replace(session, catalog=catalog, day=day, offer=offered, chosen=offered.chosen, only=one)


def with_plan(session: Session, kept: Kept[Saved]) -> Session:
    """Return the session with another stored plan, repaired. An idle session offers it; a run does not change."""
    if kept.value != session.plan.value:
        kept, _mended = store.mended(kept, session.whole, session.log.value)
    session = replace(session, plan=kept)
    return _up_to_date(session) if session.state is IDLE else session


def _up_to_date(session: Session) -> Session:
    """Return an idle session, with a new offer if the course, the day or what hurt has changed."""
    saved, offered = session.plan.value, session.offer
    hurt = review.hurt(session.log.value, saved, session)
    there = (saved.course, saved.since, days.local_day(session.at, session.zone), hurt)
    same = there == (offered.course, offered.since, session.day, offered.hurt)
    return session if same else offered_anew(session)


def unchecked(session: Session) -> Session:
    """Return the session without today's number for pain: it is asked again."""
    return replace(session, check=replace(session.check, now=None), day_after=None)


def stopped(session: Session) -> Result[Session]:
    """Return the session after a sign of an emergency, with its plan stopped as after a sign in the planner.

    The plan is not offered until the planner has asked the safety questions. Which sign it was is not stored.
    """
    saved = session.plan.value
    if not session.has_plan or not saved.course.profile.asked:
        return session, ()
    course = replace(saved.course, profile=replace(saved.course.profile, asked=False))
    kept, effects = session.plan.saving(replace(saved, course=course))
    return with_plan(session, kept), effects
