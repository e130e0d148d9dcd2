"""Before a session: opening the page, choosing a session, starting it, carrying on, and coming back from the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from widgets import days
from widgets.catalog import Catalog
from widgets.diary.before import Check
from widgets.diary.entries import EMPTY, entry_id
from widgets.diary.log_document import DOCUMENT as LOG
from widgets.dose.cap import cap_of, capped, for_reader
from widgets.language import _, ngettext
from widgets.plan import safety_date, store
from widgets.player import actions
from widgets.player.actions import begin, number
from widgets.player.effects import forget_place, tell
from widgets.player.player import Result
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import IDLE
from widgets.protocol import Announce, Event, Json
from widgets.session.gate import first_focus, gated
from widgets.session.kept_plan import offered_anew, unchecked, with_plan
from widgets.session.naming import overview
from widgets.session.offer import Programme, of_today, only, prescribed
from widgets.session.place import LASTS_MS, PLACE_KEY, Place, Unfinished, Work
from widgets.session.state import Session
from widgets.session.steps import with_notes
from widgets.stored import Kept


def connect(stored: Mapping[str, str | None], event: Event, catalog: Catalog) -> Session:
    """Return a new session from the stored texts."""
    settings = Settings.from_text(stored.get(SETTINGS_KEY))
    log = Kept.opened(LOG, stored, EMPTY)
    kept = store.opened(stored, catalog, log.value)[0]
    whole, catalog = catalog, for_reader(catalog, kept.value.course.profile.conditions)
    offered = of_today(kept.value, log.value, event, catalog)
    unfinished = Unfinished.from_text(stored.get(PLACE_KEY), catalog, event.at)
    session = Session(
        state=IDLE,
        at=round(event.at),
        zone=event.zone,
        day=event.day,
        whole=whole,
        catalog=catalog,
        clips=catalog.clips,
        settings=settings or Settings(),
        settings_lost=settings is None,
        offer=offered,
        chosen=offered.chosen,
        asked_at=safety_date.read(stored.get(safety_date.KEY)),
        unfinished=unfinished,
        place=None if unfinished is None else unfinished.place,
        log=log,
        plan=kept,
        check=Check.opened(stored),
    )
    return gated(session)


# --- a page that stays open


def refreshed(session: Session, at: float) -> Session:
    """Return an idle session as of a time: with the offer of a new day, and without a place that is too old."""
    if session.state is not IDLE:
        return session
    if session.unfinished is not None and at - session.unfinished.at > LASTS_MS:
        session = replace(session, unfinished=None, place=None, elsewhere=False)
    at = max(session.at, round(at))
    if days.local_day(at, session.zone) == session.day:
        return session
    session = offered_anew(replace(session, at=at))
    return session if session.gate is not None else gated(session)


def changes_at(session: Session) -> float:
    """Return when an idle session changes by itself (ms since the epoch): at midnight, or as its place gets too old."""
    midnight = days.next_midnight(session.at, session.zone)
    return midnight if session.unfinished is None else min(midnight, session.unfinished.at + LASTS_MS + 1)


# --- choosing


def _asked_for(session: Session, fragment: str) -> Session:
    """Return the session of an address: `#day=2` for Wednesday's, `#only=bridge` for one exercise."""
    name, _equals, value = fragment.lstrip("#").partition("=")
    if name == "only":
        try:
            return replace(session, only=only(value, session.plan.value, session.catalog))
        except KeyError:
            return session
    if name == "day" and value.isdecimal():
        days = [one.weekday for one in session.offer.programmes]
        if int(value) in days:
            return replace(session, only=None, chosen=days.index(int(value)))
    return session


def short(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Switch between a short day and a whole one."""
    session = replace(session, short=actions.switched(value, "whether the day is short"))
    said = _("The whole session.")
    if session.short:
        said = ngettext(
            "A short session: {n} exercise.", "A short session: {n} exercises.", len(session.steps)
        )
    return session, (Announce(text=said),)


def choose(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Choose another day's session, by its index in the offer."""
    chosen = number(value, 0, len(session.offer.programmes) - 1)
    session = replace(session, chosen=chosen, only=None)
    return session, tell(overview(session))


def fragment(before: Session, session: Session, value: Json) -> Result[Session]:
    """Choose the session of the page's address."""
    if before.state is not IDLE or not isinstance(value, str):
        return before, ()
    return _asked_for(session, value), ()


# --- starting


def start(before: Session, session: Session, _value: Json) -> Result[Session]:
    """Begin the session. If the safety questions are due, they come first; without an exercise nothing begins."""
    if before.gate is not None or not before.steps or before.withheld:
        return before, (first_focus(before),)
    place = session.beginning()
    session = replace(
        session,
        begun=entry_id("session", "session", session.at),
        lead=session.at,
        programme=session.wanted,
        works=(Work(),) * len(place.steps),
        said=(None,) * len(place.steps),
        active=0,
        pain_after=None,
        left_out=(),
        recorded=None,
        unfinished=None,
        elsewhere=False,
    )
    return begin_at(session, place)


def begin_at(session: Session, place: Place) -> Result[Session]:
    """Return the session running from a place, with the exercises' names as titles."""
    titles = tuple(session.catalog.exercise(step.slug).name for step in place.steps)
    return begin(replace(session, titles=titles), place)


def carry_on(before: Session, session: Session, value: Json) -> Result[Session]:
    """Carry on from the stored place, also in place of another tab."""
    there = before.unfinished
    if before.state is not IDLE or there is None:
        return actions.carry_on(before, session, value)
    if before.gate == "sign" or before.withheld:
        return before, ()
    told = session.log.value.entry(there.id)
    if told is not None and told.pain_before is not None:
        session = replace(session, check=replace(session.check, now=told.pain_before))
    session = replace(session, short=there.short, begun=there.id, lead=session.at, works=there.works)
    session = replace(session, said=there.said, active=there.active, pain_after=None, recorded=None)
    programme = Programme(source=there.source, wanted=(), weekday=there.weekday, week=there.week)
    session = replace(session, programme=programme, unfinished=None, elsewhere=False, left_out=())
    planned = prescribed(session.plan.value, session.catalog).values()
    offered = (one for programme in session.offer.programmes for one in programme.wanted)
    notes = {one.slug: one.note for one in (*offered, *planned) if one.note}
    cap = cap_of(session.catalog, session.course.profile.conditions)
    held = [replace(step, dose=capped(step.dose, cap)) for step in there.place.steps]
    steps = with_notes(held, notes, session.catalog)
    return begin_at(session, replace(there.place, steps=steps))


def forget(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Delete the place of an unfinished session."""
    session = replace(session, place=None, unfinished=None, elsewhere=False)
    told = tell(_("The place where you stopped is forgotten."))
    return session, (forget_place(session), *told, first_focus(session))


def again(before: Session, session: Session, value: Json) -> Result[Session]:
    """Return to the beginning; the offer follows a new day, and a plan changed meanwhile here or in another tab."""
    session = actions.again(before, session, value)[0]
    session = replace(unchecked(session), begun=None, programme=None, works=(), said=(), short=False)
    session = gated(with_plan(session, session.plan))
    return session, (*tell(_("Closed")), first_focus(session))
