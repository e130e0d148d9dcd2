"""A week by the log in the reader's language: what was done, what hurt, what the next week makes of it.

Elements show it; nothing here is stored or shared. The counts come from `widgets.plan.review` and `widgets.plan.dates`.
"""

from __future__ import annotations

from collections.abc import Collection

from widgets.catalog import Catalog
from widgets.diary.entries import Said
from widgets.language import N_, _, ngettext
from widgets.plan import admission
from widgets.plan.changes import Change
from widgets.plan.dates import Tally
from widgets.plan.review import Review, because_of
from widgets.plan.values import Course
from widgets.plan.verdicts import careful
from widgets.plan.words import change, name, names

HOW_WAS_IT = N_("How was it?")


def left_out_now(slugs: Collection[str], catalog: Catalog) -> str:
    """Return which exercises this week's sessions go without because they hurt, in sentences; empty for none."""
    if not slugs:
        return ""
    return ngettext(
        "Left out for now, because you said that it hurt: {exercises}. Ask your provider before you bring it back.",
        "Left out for now, because you said that they hurt: {exercises}. "
        "Ask your provider before you bring one of them back.",
        len(slugs),
        exercises=names(slugs, catalog),
    )


def ahead(review: Review, course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return the changes of the next week that follow from answers about exercises, in sentences."""
    changes = because_of(course, review, catalog)
    there = course.planned.keys() | {
        one.slug for one in changes if one.kind == "came" and one.slug is not None
    }
    return tuple(_because(one, review, there, catalog) for one in changes if one.why != "easier")


def _because(one: Change, review: Review, there: Collection[str], catalog: Catalog) -> str:
    said = review.said.get(one.slug or "")
    if said is None or not (said["hurt"] or said["too-hard"]):
        return change(one, catalog)
    word: Said = "hurt" if said["hurt"] else "too-hard"
    begun = _you_said(name(one.slug or "", catalog), word, said[word])
    if one.kind == "went" and word == "hurt":
        return _(
            "{you_said}: it is left out for now. Ask your provider before you bring it back.", you_said=begun
        )
    if one.kind == "went":
        easier = [e for e in catalog.exercise(one.slug or "").easier if e in there]
        if easier:
            there_now = name(easier[0], catalog)
            return _("{you_said}: it goes back to {exercise}.", you_said=begun, exercise=there_now)
        return _("{you_said}: it is left out.", you_said=begun)
    return _("{you_said}: it has less to do.", you_said=begun)


def _you_said(who: str, word: Said, number: int) -> str:  # noqa: PLR0911 - a sentence for each word
    """Return an answer about an exercise and how often it was given, as a sentence without its full stop."""
    match word:
        case "hurt" if number < 2:  # noqa: PLR2004 - once is not counted
            return _("You said {exercise} hurt", exercise=who)
        case "hurt" if number == 2:  # noqa: PLR2004 - a word of its own
            return _("You said {exercise} hurt twice", exercise=who)
        case "hurt":
            return ngettext(
                "You said {exercise} hurt {n} time",
                "You said {exercise} hurt {n} times",
                number,
                exercise=who,
            )
        case "too-hard" if number < 2:  # noqa: PLR2004 - as above
            return _("You said {exercise} was too hard", exercise=who)
        case "too-hard" if number == 2:  # noqa: PLR2004 - as above
            return _("You said {exercise} was too hard twice", exercise=who)
        case "too-hard":
            return ngettext(
                "You said {exercise} was too hard {n} time",
                "You said {exercise} was too hard {n} times",
                number,
                exercise=who,
            )
        case _easy if number < 2:  # noqa: PLR2004 - as above
            return _("You said {exercise} was too easy", exercise=who)
        case _easy if number == 2:  # noqa: PLR2004 - as above
            return _("You said {exercise} was too easy twice", exercise=who)
        case _easy:
            return ngettext(
                "You said {exercise} was too easy {n} time",
                "You said {exercise} was too easy {n} times",
                number,
                exercise=who,
            )


def told(review: Review, course: Course, catalog: Catalog, *, over: bool = True) -> tuple[str, ...]:
    """Return the review of a week in sentences; empty if the log has nothing.

    A week that is not `over` has sessions to come: none is missed yet.
    """
    if not (review.sessions or review.walks or review.said or review.flare):
        return ()
    lines = [_done(review, over=over)] if review.planned or review.walks else []
    if over and review.sessions < review.planned:
        lines.append(_("What was missed is missed: nothing is made up for, and nothing is lost."))
    if review.flare:
        lines.append(_("You logged a flare-up."))
    if review.sore is not None:
        sore = _("On a day after, your pain was {pain} of 10.", pain=review.sore)
        lines.append(f"{sore} {catalog.safety.pain_rule.settle}")
    lines += [
        _("{you_said}.", you_said=_you_said(name(slug, catalog), word, review.said[slug][word]))
        for slug, word in review.verdicts.items()
        if word == "too-easy" and name(slug, catalog) != slug
    ]
    easy = [
        exercise
        for exercise in catalog.exercises
        if any(review.verdicts.get(slug) == "too-easy" for slug in exercise.easier)
        and admission.may_be_new(exercise, course, catalog)
    ]
    if easy and not careful(course) and course.new is None:
        lines.append(_("{exercise} may be your next new exercise.", exercise=easy[0].name))
    return tuple(lines)


def _done(review: Review, *, over: bool) -> str:
    """Return which sessions and walks were done."""
    walks = _walks(review.walks) if review.walks else ""
    if not review.planned:
        return _walked(walks, review.weeks, over=over)
    if review.weeks > 1:
        return _done_in_weeks(_sessions(review.sessions), walks, review.weeks)
    if walks and over:
        return ngettext(
            "You did {done} of {n} sessions and {walks}.",
            "You did {done} of {n} sessions and {walks}.",
            review.planned,
            done=review.sessions,
            walks=walks,
        )
    if walks:
        return ngettext(
            "You did {done} of {n} sessions and {walks} so far this week.",
            "You did {done} of {n} sessions and {walks} so far this week.",
            review.planned,
            done=review.sessions,
            walks=walks,
        )
    if over:
        return ngettext(
            "You did {done} of {n} sessions.",
            "You did {done} of {n} sessions.",
            review.planned,
            done=review.sessions,
        )
    return ngettext(
        "You did {done} of {n} sessions so far this week.",
        "You did {done} of {n} sessions so far this week.",
        review.planned,
        done=review.sessions,
    )


def _sessions(number: int) -> str:
    """Return a number of sessions, in the middle of a sentence."""
    return ngettext("{n} session", "{n} sessions", number)


def _walks(number: int) -> str:
    """Return a number of walks, in the middle of a sentence."""
    return ngettext("{n} walk", "{n} walks", number)


def _walked(walks: str, weeks: int, *, over: bool) -> str:
    """Return that walks were done, in a sentence; `weeks` are those since the week began, at least 1."""
    if weeks > 1:
        return _done_in_weeks(walks, "", weeks)
    return _("You did {walks}.", walks=walks) if over else _("You did {walks} so far this week.", walks=walks)


def _done_in_weeks(sessions: str, walks: str, weeks: int) -> str:
    """Return what was done in more than one week, in a sentence; `walks` may be empty."""
    time = ngettext("{n} week", "{n} weeks", weeks)
    if walks:
        return _("You did {sessions} and {walks} in {weeks}.", sessions=sessions, walks=walks, weeks=time)
    return _("You did {sessions} in {weeks}.", sessions=sessions, weeks=time)


def week_over(number: int, done: Tally) -> tuple[str, str]:
    """Return that a week is over, and what was done in it or in the weeks since it began."""
    if not done.planned:  # A week of walks alone.
        over = _("Week {number} is over.", number=number)
        return over, _walked(_walks(done.walks), done.weeks, over=True)
    if done.weeks > 1:
        began = ngettext(
            "Week {number} began {n} week ago.",
            "Week {number} began {n} weeks ago.",
            done.weeks,
            number=number,
        )
        if done.sessions:
            return began, _done_in_weeks(_sessions(done.sessions), "", done.weeks)
        return began, _("No session is ticked or in your log since. That happens, and nothing is lost.")
    over = _("Week {number} is over.", number=number)
    if done.sessions:
        return over, _("You did {done} of {planned}.", done=done.sessions, planned=done.planned)
    return over, _("No session is ticked or in your log. That happens, and nothing is lost.")
