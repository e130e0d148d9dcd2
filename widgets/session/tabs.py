"""Other tabs: a session that runs there, a plan or a log saved there, and answers of the shell to saves."""

from __future__ import annotations

from dataclasses import replace

from widgets.language import _
from widgets.plan import safety_date
from widgets.player import actions
from widgets.player.effects import focus
from widgets.player.player import Result
from widgets.player.states import IDLE, PAUSED, RUNNING
from widgets.protocol import Announce, Json, KeepAwake
from widgets.protocol import Score as Cues
from widgets.session.kept_plan import with_plan
from widgets.session.place import PLACE_KEY, Unfinished
from widgets.session.state import Session
from widgets.stored import stored_in


def stored(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take over what another tab saved. If a session was started there later, it leads and this one gives way."""
    texts = stored_in(value)
    session, effects = actions.heard(before, session, value)
    session = replace(
        session,
        log=session.log.heard(texts),
        check=session.check.heard(texts),
    )
    session = with_plan(session, session.plan.heard(texts))
    if safety_date.KEY in texts:
        session = replace(session, asked_at=safety_date.read(texts[safety_date.KEY]))
        if session.asked_at in {None, safety_date.ANEW} and session.state is IDLE:
            session = replace(session, gate=session.gate or "ask")
    if PLACE_KEY not in texts:
        return session, effects
    there = Unfinished.from_text(texts[PLACE_KEY], session.catalog, session.at)
    if session.state is IDLE:
        here = there is not None and there.running
        return replace(session, unfinished=there, elsewhere=here, place=there and there.place), effects
    if there is None or there.lead <= session.lead or session.state not in {RUNNING, PAUSED}:
        return session, effects
    session = replace(
        session, state=IDLE, run=None, missed=None, place=there.place, unfinished=there, elsewhere=True,
        begun=None, programme=None, works=(), said=(),
    )  # fmt: skip
    told = Announce(text=_("The session goes on in another tab or window."), urgent=True)
    return session, (Cues(), KeepAwake(on=False), told, focus(session, "done"))


def saved(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the shell's answer to a save of the log or the plan: done, refused, or another tab was faster."""
    log, again = session.log.answered(value)
    kept, plan_again = session.plan.answered(value)
    check, usual_again = session.check.answered(value)
    session = with_plan(replace(session, log=log, check=check), kept)
    return session, (*again, *plan_again, *usual_again)
