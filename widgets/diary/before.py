"""The pain question before an exercise or a session: the usual pain once, then today's, each in one row of numbers.

Session and timer hold a `Check` and pass its events on. `widgets.diary.pain` judges the numbers. Today's number is held
while the page is open and not stored by itself; a session's log entry has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from widgets.catalog import Safety
from widgets.diary import pain
from widgets.diary.entries import PAIN_MOST
from widgets.diary.pain import NEVER_ASKED, USUAL, Limits, Start, Usual
from widgets.language import _
from widgets.protocol import Effect, Json, ProtocolError
from widgets.stored import Kept
from widgets.words import short_day

EVENTS = ("usual", "ask-usual", "pain-now")
"""`usual` and `pain-now` bring a number, or null for "I do not know" and for "ask again"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The reader's answers about pain before they begin."""

    usual: Kept[Usual]
    now: int | None = None
    """The pain before this session, 0 to 10; `None` if it was not given."""
    asking: bool = False
    """Whether the usual pain is asked for once more."""

    @classmethod
    def opened(cls, stored: Mapping[str, str | None]) -> Check:
        """Return the check of a page that has just been opened."""
        return cls(usual=Kept.opened(USUAL, stored, NEVER_ASKED))

    def heard(self, stored: Mapping[str, str | None]) -> Check:
        """Return the check after another tab saved something."""
        return replace(self, usual=self.usual.heard(stored))

    def answered(self, value: Json) -> tuple[Check, tuple[Effect, ...]]:
        """Return the check after the shell's answer to a save."""
        usual, effects = self.usual.answered(value)
        return replace(self, usual=usual), effects

    def taken(self, event: str, value: Json, day: str) -> tuple[Check, tuple[Effect, ...]]:
        """Return the check after one of `EVENTS`, and the effects that store the usual pain.

        Raises:
            ProtocolError: the value is no pain.
        """
        if event == "ask-usual":
            return replace(self, asking=True), ()
        if value is not None and not (type(value) is int and 0 <= value <= PAIN_MOST):
            raise ProtocolError(f"a pain is a whole number from 0 to {PAIN_MOST}, not {value!r}")
        number = value if isinstance(value, int) else None
        if event == "pain-now":
            return replace(self, now=number), ()
        usual, effects = self.usual.saving(Usual(pain=number, day=day))
        return replace(self, usual=usual, asking=False), effects

    @property
    def asks_usual(self) -> bool:
        """Whether the row of numbers is for the usual pain: nobody has asked yet, or the reader changes it."""
        return self.asking or self.usual.value.day is None

    def question(self, safety: Safety) -> str:
        """Return the question that comes now; empty once today's number is given."""
        if self.asks_usual:
            return safety.pain_rule.question
        return _("How is your pain now, from 0 to 10?") if self.now is None else ""

    def told(self, event: str, value: Json, safety: Safety) -> str:
        """Return the announcement after one of `EVENTS`: what follows from it, then the next question."""
        answered = event == "usual" or value is not None
        said = (self.words(safety) or _("Noted.")) if answered else ""
        return " ".join(one for one in (said, self.question(safety)) if one)

    def verdict(self, safety: Safety) -> Start:
        """Return whether to begin."""
        return pain.start(safety, self.usual.value.pain, self.now)

    def limits(self, safety: Safety) -> Limits:
        """Return the highest pain at which to go on."""
        return pain.limits(safety, self.usual.value.pain, self.now)

    def words(self, safety: Safety) -> str:
        """Return the words of the pain rule for the numbers so far; empty if one may begin as planned."""
        return pain.start_words(safety, self.verdict(safety), self.usual.value.pain)

    def course_words(self, safety: Safety, limits: Limits, number: int) -> str:
        """Return the words of the pain rule for a pain, 0 to 10, during or right after the exercise."""
        return pain.course_words(safety, limits.verdict(number), self.usual.value.pain)

    def usual_words(self, today: str) -> str:
        """Return the reader's usual pain with its day, in words; empty if nobody has asked."""
        told = self.usual.value
        if told.day is None:
            return ""
        if told.pain is None:
            return _("You do not know your usual pain.")
        when = _("today") if told.day == today else short_day(told.day, today)
        return _("Your usual pain is {number} ({day}).", number=told.pain, day=when)
