"""The pain rule: when to begin, go on, make it easier and stop, and what must have settled by the next day. Pure.

This is the only module that judges a number for pain. Numbers run from 0 (none) to 10 (the worst one can think of). The
rule's numbers are this site's own caution and come from the catalogue (`safety.yml`, `pain_rule`). A reader's usual
pain, the average of the last week, is a document of its own. Verdicts are values; their words are the catalogue's.
Never: pain that spreads down a leg, or faintness. They stop an exercise whatever the number, and are asked about
elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from widgets.catalog import Safety
from widgets.codec import Codec
from widgets.diary.entries import Day, Pain
from widgets.language import N_, _
from widgets.stored import Document, Kept

type Start = Literal["begin", "easier", "ask", "wait"]
"""Whether to begin: `easier` begins with less, `ask` only after the provider's word, `wait` not now."""

type Course = Literal["go-on", "easier", "stop"]
"""What to do while exercising."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The highest pain at which to go on, and the highest at which to go on with less. Above both one stops."""

    go_on: int
    easier: int

    def verdict(self, now: int) -> Course:
        """Return what to do at a pain from 0 to 10."""
        return "go-on" if now <= self.go_on else "easier" if now <= self.easier else "stop"


def start(safety: Safety, usual: int | None, now: int | None) -> Start:
    """Return whether to begin at a pain.

    Args:
        safety: the catalogue's rules.
        usual: the reader's usual pain, 0 to 10; `None` if it is not known: then the bands decide.
        now: the pain before the session, 0 to 10; `None` if it was not given: then the usual pain alone decides.
    """
    rule, (calm, middle, _last) = safety.pain_rule, safety.pain_bands
    if usual is None:
        if now is None or now <= calm.high:
            return "begin"
        return "easier" if now <= middle.high else "wait"
    if now is not None and now > start_most(safety, usual):
        return "wait"
    return "ask" if usual >= rule.ask_from else "begin"


def start_most(safety: Safety, usual: int) -> int:
    """Return the highest pain with which to begin, for a usual pain."""
    return min(safety.pain_rule.begin_at_most, usual + safety.pain_rule.begin_above_usual)


def limits(safety: Safety, usual: int | None, began: int | None) -> Limits:
    """Return the limits of a session.

    A rise of `stop_rise` above the pain at its beginning stops everybody. If that pain is not known, the usual pain is
    used; if the usual pain is not known, the bands hold too.

    Args:
        safety: the catalogue's rules.
        usual: the reader's usual pain, 0 to 10; `None` if it is not known.
        began: the pain at the beginning, 0 to 10; `None` if it is not known.
    """
    rule, (calm, middle, _last) = safety.pain_rule, safety.pain_bands
    base = usual if began is None else began
    most = rule.stop_at - 1 if base is None else min(rule.stop_at, base + rule.stop_rise) - 1
    if usual is not None:
        return Limits(go_on=most, easier=most)
    return Limits(go_on=min(most, calm.high), easier=min(most, middle.high))


def settled(safety: Safety, usual: int | None, began: int | None, next_day: int) -> bool:
    """Return whether the pain of the next day is back to where the session began.

    If that is not known, the usual pain is used. If the usual pain is not known, the number must be in the band in
    which one goes on, and less than `stop_rise` above the beginning.
    """
    if usual is not None:
        return next_day <= (usual if began is None else began)
    return limits(safety, None, began).verdict(next_day) == "go-on"


def start_words(safety: Safety, verdict: Start, usual: int | None) -> str:
    """Return the catalogue's words for a verdict before a session; empty for `begin`."""
    rule, (_first, middle, last) = safety.pain_rule, safety.pain_bands
    wait = last.text
    if usual is not None:
        wait = f"{rule.begin} {_('For you that is {pain} or less.', pain=start_most(safety, usual))}"
    return {"begin": "", "easier": middle.text, "ask": rule.ask, "wait": wait}[verdict]


def course_words(safety: Safety, verdict: Course, usual: int | None) -> str:
    """Return the catalogue's words for a verdict while exercising; readers who know their usual pain get its rule."""
    bands = dict(zip(("go-on", "easier", "stop"), safety.pain_bands, strict=True))
    text = bands[verdict].text
    return f"{text} {safety.pain_rule.stop}" if usual is not None and verdict == "stop" else text


# --- the usual pain, as it is kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """A reader's last answer about their usual pain."""

    pain: Pain | None = None
    """The average of the week before `day`, 0 to 10; `None` for somebody who does not know it."""
    day: Day | None = None
    """The reader's local date when they answered; `None` where nobody has asked yet."""


NEVER_ASKED = Usual()

USUAL_KEY = "neutral-spine.pain"

_DATA = Codec(Usual, strict=True)

USUAL: Document[Usual] = Document(
    key=USUAL_KEY, name=N_("usual pain"), version=1, write=_DATA.dump, read=_DATA.load
)
"""Devices of earlier releases do not have this document: nobody has been asked there."""


def usual_in(stored: Mapping[str, str | None]) -> int | None:
    """Return the usual pain of the stored texts; `None` if it is not known, or cannot be read."""
    return Kept.opened(USUAL, stored, NEVER_ASKED).value.pain
