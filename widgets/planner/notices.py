"""News for the reader of the planner: the values that `State.notices` holds, and their words. Never: an event.

Changes of a week are notices too; their words are in `widgets.plan.words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from widgets.catalog import Catalog
from widgets.language import N_, _, ngettext
from widgets.plan import store
from widgets.plan.changes import Change
from widgets.plan.words import change, name
from widgets.stored import Problem

WORDS: Mapping[str, str] = {
    # the stored plan and the draft
    "unreadable": N_("Nothing is lost: it stays on this device, and is put aside when you make a new plan."),
    "gone": N_("These exercises are no longer in the library and were taken out: {exercises}."),
    "days": N_("Your exercise days did not leave the rest that your level wants, so they were spread anew."),
    "bounds": N_("A number of your plan was outside today's limits and was brought inside."),
    "draft-kept": N_(
        "You had begun to change your answers. What you changed is still there under “Change my answers”."
    ),
    "draft-below": N_(
        "What you filled in before is still below. Answer the first two questions anew, and press “Make my week”."
    ),
    # another tab
    "changed": N_("Your plan was changed in another tab or window. This is how it stands now."),
    "changed-while-editing": N_(
        "Your plan was changed in another tab or window. If you save here, your answers below take its place."
    ),
    "deleted": N_("Your plan was deleted in another tab or window."),
    "deleted-while-editing": N_(
        "Your plan was deleted in another tab or window. If you save here, your answers below make a new one."
    ),
    "theirs": N_(
        "Your plan was changed in another tab or window too. Both were brought together: what either left out stays "
        "out, and the rest is as it was there."
    ),
    "flare": N_(
        "Your plan was changed in another tab or window too. Both were brought together: the week with your flare-up "
        "stands, and what either left out stays out."
    ),
    # changes by the reader
    "as-last": N_("This week is the same as the last."),
    "as-it-is": N_("The week stays as it is."),
    "level": N_("Level {level} is open now."),
    "easy": N_("Easy for you, with their easier versions: {exercises}. Your week is made with them."),
    "none-ticked": N_("Tick at least one exercise that you do already."),
    "new": N_("{exercise} is this week's new exercise."),
    "choice": N_("{exercise} may be chosen again."),
    "no-room": N_("{exercise} takes too long for your minutes beside the others."),
    "one-routine": N_("One routine for every exercise day."),
}
"""By kind. `unreadable` follows the words for the problem; `theirs` and `flare` are of `widgets.plan.store.Loss`."""


@dataclass(frozen=True, slots=True)
class Notice:
    """News that stays until the reader closes it."""

    kind: str
    """A key of `WORDS`; or `too-long`, which takes more than `number` minutes."""
    slugs: tuple[str, ...] = ()
    """The exercises it is about."""
    out: tuple[str, ...] = ()
    """The exercises that left the week to make room."""
    number: int = 0
    """Of `level` the level, of `too-long` the minutes of a session."""
    problem: Problem = 0
    """Of `unreadable`: why the stored plan cannot be read in full."""


type News = Notice | Change

OF_FORM = frozenset(map(Notice, ("draft-kept", "changed-while-editing", "deleted-while-editing")))
"""Notices that hold only while the form of a plan is open."""


def words(notices: Iterable[News], catalog: Catalog) -> tuple[str, ...]:
    """Return notices in sentences, each text once."""
    return tuple(dict.fromkeys(said(one, catalog) for one in notices))


def said(news: News, catalog: Catalog) -> str:
    """Return a notice in sentences."""
    if isinstance(news, Change):
        return change(news, catalog)
    who, out = (", ".join(name(slug, catalog) for slug in slugs) for slugs in (news.slugs, news.out))
    if news.kind == "too-long":
        return ngettext(
            "{exercise} takes too long for your {n} minute beside the others.",
            "{exercise} takes too long for your {n} minutes beside the others.",
            news.number,
            exercise=who,
        )
    text = _(WORDS[news.kind], exercise=who, exercises=who, level=news.number)
    if news.problem:
        text = f"{store.DOCUMENT.words(news.problem)} {text}"
    return f"{text} {_('To make room, this is out: {exercises}.', exercises=out)}" if out else text
