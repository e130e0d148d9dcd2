"""The two safety questions before a session: when they are due, and their answers.

No answer ever says that all is well. Only the date of the answers is stored.
"""

from __future__ import annotations

from dataclasses import replace

from widgets import days
from widgets.language import _
from widgets.player.effects import focus, forget_place
from widgets.player.player import Result
from widgets.protocol import Announce, Focus, Json, Save
from widgets.session.place import ASKED, ASKED_KEY
from widgets.session.state import Session
from widgets.stored import StoredError

ASK_AGAIN_MS = 28 * days.MS_A_DAY
"""The questions come again four weeks after the last answers. The number is this site's own choice."""


def asked_at(text: str | None) -> float | None:
    """Return when the questions were answered, from the stored text; `None` if it is missing or damaged."""
    if text is None:
        return None
    try:
        return ASKED.load(text)
    except StoredError:
        return None


def gated(session: Session) -> Session:
    """Return the session with the safety questions before it, if they are due."""
    times = [session.asked_at, session.offer.since if session.offer.asked else None]
    recent = any(time is not None and abs(session.at - time) < ASK_AGAIN_MS for time in times)
    return replace(session, gate=None if recent else "ask")


def answer(_before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the answers to the safety questions: `{"asked": "yes", "signs": "no"}`."""
    answers = value if isinstance(value, dict) else {}
    asked, sign = answers.get("asked"), answers.get("signs")
    if sign == "yes":
        session = replace(session, gate="sign", place=None, unfinished=None, wrong=False)
        told = Announce(text=_("Stop. Get medical help now."), urgent=True)
        return session, (told, Save(key=ASKED_KEY, text=None), forget_place(session), focus(session, "done"))
    if asked not in ("yes", "no") or sign != "no":
        session = replace(session, gate="ask", wrong=True)
        return session, (
            Announce(text=_("Please answer both questions."), urgent=True),
            focus(session, "questions"),
        )
    if asked == "no":
        return replace(session, gate="not-asked", wrong=False), (focus(session, "done"),)
    session = replace(session, gate=None, wrong=False, asked_at=session.at)
    return session, (Save(key=ASKED_KEY, text=ASKED.dump(session.at)), first_focus(session))


def first_focus(session: Session) -> Focus:
    """Move the focus to the first control before a session, or to the title if there is none."""
    if session.gate is not None:
        return focus(session, "questions")
    if not session.stands:
        return focus(session, "title")
    if session.withheld:
        return focus(session, "check-question")
    return focus(session, "start" if session.steps else "title")


def changed(_before: Session, session: Session, _value: Json) -> Result[Session]:
    """Ask the questions again: the reader says that something has changed."""
    return replace(session, gate="ask"), (Save(key=ASKED_KEY, text=None), focus(session, "questions"))
