"""The two safety questions before a session: when they are due, and their answers.

No answer ever says that all is well. Only the date of the answers is stored (`widgets.plan.safety_date`). A sign of an
emergency also stops the plan, as in the planner.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.language import N_, _
from widgets.plan import safety_date, store
from widgets.player.effects import focus, forget_place, tell
from widgets.player.player import Result
from widgets.protocol import Announce, Focus, Json
from widgets.session.kept_plan import stopped
from widgets.session.naming import overview
from widgets.session.state import Session

QUESTIONS = {
    "asked": N_("Have you asked your primary care or spine care provider?"),
    "signs": N_("Do you have any sign on this card now?"),
}
"""By the names of the form's fields, in English."""


def gated(session: Session) -> Session:
    """Return the session with the safety questions before it, if they are due.

    They are due four weeks after the last answers, or after a plan's week began for a reader who asked their provider;
    at once where an answer or the reader asks for it; and where the plan cannot be read: what it knew of the reader is
    not known then.
    """
    times = [session.asked_at, session.offer.since if session.offer.asked else None]
    recent = any(time is not None and abs(session.at - time) < safety_date.LASTS_MS for time in times)
    unknown = bool(session.plan.problem) and session.plan.value == store.NOTHING
    due = not recent or unknown or session.asked_at == safety_date.ANEW
    return replace(session, gate="ask" if due else None)


def answer(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the answers to the safety questions: `{"asked": "yes", "signs": "no"}`."""
    answers = value if isinstance(value, dict) else {}
    asked, sign = answers.get("asked"), answers.get("signs")
    if sign == "yes":
        session = replace(session, gate="sign", asked_at=None, place=None, unfinished=None, wrong=())
        session, kept = stopped(session)
        told = Announce(text=_("Stop. Get medical help now."), urgent=True)
        date = safety_date.forgotten()
        return session, (told, *kept, date, forget_place(session), focus(session, "done"))
    wrong = tuple(name for name in QUESTIONS if answers.get(name) not in ("yes", "no"))
    if wrong:
        session = replace(session, gate="ask", wrong=wrong)
        said = _("Please answer both questions.")
        if len(wrong) == 1:
            said = _("Please answer this question, too: {question}", question=_(QUESTIONS[wrong[0]]))
        return session, (*tell(said, urgent=True), focus(session, "questions"))
    if asked == "no":
        session = replace(session, gate="not-asked", asked_at=safety_date.ANEW, wrong=())
        first = tell(session.catalog.safety.ask_first, urgent=True)
        return session, (safety_date.anew(), *first, focus(session, "done"))
    session = replace(session, gate=None, wrong=(), asked_at=session.at)
    date = safety_date.answered(session.at)
    return session, (date, *tell(overview(session)), first_focus(session))


def first_focus(session: Session) -> Focus:
    """Move the focus to the first control before a session, or to the title if there is none."""
    if session.gate is not None:
        return focus(session, "questions")
    if not session.stands:
        return focus(session, "title")
    if session.withheld:
        return focus(session, "check-title")
    if not session.steps:
        return focus(session, "title")
    return focus(session, "start" if session.unfinished is None else "carry-on")


def changed(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Ask the questions again: the reader says that something has changed."""
    told = tell(_("Please answer both questions."), urgent=True)
    session = replace(session, gate="ask", asked_at=safety_date.ANEW, wrong=())
    return session, (safety_date.anew(), *told, focus(session, "questions"))
