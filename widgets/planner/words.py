"""The planner's own sentences: dates, today, errors, the check-in, the minutes asked for.

Pure functions from values to text. Changes of a week are worded in `widgets.plan.words`, verdicts beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.language import N_, _, ngettext
from widgets.plan import limits
from widgets.plan.dates import Span
from widgets.plan.values import Course, Week
from widgets.plan.week import make
from widgets.plan.words import names, why_days
from widgets.planner import form
from widgets.planner.reached import Reached

ENOUGH_MINUTES = 30
"""Session minutes above which the reader is told that most people need fewer (`docs/learn/how-long.md`)."""


NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a month and its day, which stay on one line."""

# --- dates and today


def week_title(number: int, week: Span | None, today: str) -> str:
    """Return the heading of a week: `Week 1, Nov 30 to Dec 6`."""
    if week is None:
        return _("Week {number}", number=number)
    return _("Week {number}, {dates}", number=number, dates=dates(week, today))


def dates(week: Span, today: str) -> str:
    """Return the first and the last day of a week: `Nov 30 to Dec 6`."""
    first, last = (words.short_day(day, today).replace(" ", NO_BREAK) for day in (week.first, week.last))
    return _("{first} to {last}", first=first, last=last)


def next_due(week: Span | None, wait: int, today: str) -> str:
    """Return when the next week may come: `The next week opens on Sunday, Dec 6.`; empty where it may come now."""
    if not wait:
        return ""
    if week is None:
        return ngettext("The next week opens in {n} day.", "The next week opens in {n} days.", wait)
    opens = max(week.last, today)
    if opens == today:
        return _("The next week opens later today.")
    return _(
        "The next week opens on {weekday}, {day}.",
        weekday=words.weekday(opens),
        day=words.short_day(opens, today),
    )


def closed_wishes(found: Sequence[str]) -> str:
    """Return which exercises of a friend's week the reader's answers exclude; empty for none."""
    if not found:
        return ""
    return _(
        "Not open with your level and answers, from the week that you took: {exercises}.",
        exercises=words.listed(found),
    )


# --- the form


def also_ticked(found: Sequence[str]) -> str:
    """Return which exercises the form ticked by itself."""
    return _("Ticked too: {exercises}. Untick what is not easy for you.", exercises=words.listed(found))


FIELDS: Mapping[str, tuple[str, str]] = {
    "asked": (N_("Your provider"), N_("choose yes or not yet.")),
    "signs": (N_("Signs on the emergency card"), N_("choose an answer.")),
    "health": (N_("Your health"), N_("tick what is true for you, or “None of these”.")),
    "level": (N_("Your level"), N_("choose one from the list.")),
    "days": (N_("Exercise days"), ""),
    "session-minutes": (N_("Session minutes"), N_("choose one of the buttons.")),
    "walk-minutes": (N_("Walking minutes"), N_("choose one of the buttons.")),
    "answer": (N_("This week"), N_("choose an answer.")),
}
"""What an error calls each field, and what it says where the field is unanswered, in English."""


class ToldError(NamedTuple):
    """An error in words."""

    label: str
    text: str
    control: str
    """The name of the field's first control, with its value where several share the name."""
    fix: str
    """The words of the button that corrects it; empty for no button."""


def told(errors: Iterable[form.Error], catalog: Catalog) -> dict[str, ToldError]:
    """Return errors in words, by field."""
    return {
        one.field: ToldError(label(one.field), wrong(one), _control(one, catalog), _fix(one))
        for one in errors
    }


def label(field: str) -> str:
    """Return what an error calls a field."""
    return _(FIELDS[field][0])


def labels(errors: Iterable[form.Error]) -> str:
    """Return what errors call their fields, joined."""
    return ", ".join(label(error.field) for error in errors)


def wrong(error: form.Error) -> str:
    """Return what is wrong with a field, to follow its label."""
    match error.why:
        case "unanswered":
            return _(FIELDS[error.field][1])
        case "days":
            return why_days(error.facts["problem"])
        case "early":
            return f"{_('nothing is added before a week is over.')} {wait_words(error.facts['wait'])}"
        case "flare" if error.field == "level":
            return _(
                "in a flare-up this does not go up. You have level {level}.", level=error.facts["number"]
            )
        case "flare":
            return ngettext(
                "in a flare-up this does not go up. You have {n} minute.",
                "in a flare-up this does not go up. You have {n} minutes.",
                error.facts["number"],
            )


def _fix(error: form.Error) -> str:
    if not error.fix:
        return ""
    if error.field == "days":
        return _("Use {days}", days=", ".join(map(words.weekday_name, error.facts["good"])))
    number, stays = error.facts["number"], error.why == "flare"
    if error.field == "level":
        return _("Stay at level {level}", level=number) if stays else _("Use level {level}", level=number)
    if stays:
        return ngettext("Stay at {n} minute", "Stay at {n} minutes", number)
    return ngettext("Use {n} minute", "Use {n} minutes", number)


def _control(error: form.Error, catalog: Catalog) -> str:
    if error.field in form.MINUTES:
        return f"{error.field}-{form.minutes_offered(error.field, None, catalog)[0]}"
    firsts = {"asked": "asked-yes", "signs": "signs-yes", "days": "day-0", "answer": "answer-fine"}
    return firsts.get(error.field, error.field)


# --- what is new


def why_now(exercise: Exercise, course: Course, catalog: Catalog) -> str:
    """Return why an exercise is new this week and not before."""
    easy = [slug for slug in exercise.easier if slug in course.known]
    if easy:
        return ngettext(
            "It comes now because {exercises} is easy for you. It starts with a small dose.",
            "It comes now because {exercises} is easy for you. It starts with a small dose.",
            len(easy),
            exercises=names(easy, catalog),
        )
    if course.week > 1:
        return _("It comes now because your last week went fine. It starts with a small dose.")
    return _("It comes now because you asked for more minutes. It starts with a small dose.")


def one_at_a_time(week: Week) -> str:
    """Return how a first set grows: `One at a time: this week's sessions have one, two and three ...`."""
    counts = [len(day.items) for day in week.exercise_days]
    if len(counts) == 1:
        return ngettext(
            "One at a time: this week's session has {count} exercise.",
            "One at a time: this week's session has {count} exercises.",
            counts[0],
            count=words.spelled(counts[0]),
        )
    return ngettext(
        "One at a time: this week's sessions have {counts} exercise.",
        "One at a time: this week's sessions have {counts} exercises.",
        counts[-1] if counts else 0,
        counts=words.listed([words.spelled(count) for count in counts]),
    )


def level_due() -> str:
    """Return why the next level is due."""
    return ngettext(
        "Your exercises are easy for you, or {count} week went fine.",
        "Your exercises are easy for you, or {count} weeks went fine.",
        limits.FINE_AT_LEVEL,
        count=words.spelled(limits.FINE_AT_LEVEL),
    )


# --- the minutes that were asked for


def asked(run: Reached, course: Course) -> tuple[str, ...]:
    """Return the minutes asked for, those of this week, and when the plan gets there, in up to three sentences.

    While the run is not complete it says nothing of the weeks to come.
    """
    if not run.now:
        said = ngettext(
            "You asked for {n} minute. No exercise is open with your answers.",
            "You asked for {n} minutes. No exercise is open with your answers.",
            run.asked,
        )
        return (said,)
    if run.there:
        said = ngettext(
            "A session takes about {n} minute, as you asked.",
            "A session takes about {n} minutes, as you asked.",
            run.now,
        )
        return (said,)
    lines = [
        ngettext(
            "You asked for {n} minute. This week: {now}.",
            "You asked for {n} minutes. This week: {now}.",
            run.asked,
            now=run.now,
        )
    ]
    lines += [line for line in (_coming(run, course),) if line]
    if run.asked > ENOUGH_MINUTES:
        lines.append(_("Nothing shows that more than 20 to 30 minutes is better."))
    return tuple(lines)


def _coming(run: Reached, course: Course) -> str:
    if course.in_flare:
        return _("In a week of a flare-up nothing is added. It goes on when your back is calm.")
    if course.returning:
        return _dropped_first(course)
    if not run.done:
        return ""
    if run.gets_there:
        return _(
            "About {minutes} by week {number}, if every week is fine.", minutes=run.asked, number=run.week
        )
    said = (
        _(
            "It grows to about {minutes} by week {number}, if every week is fine.",
            minutes=run.most,
            number=run.week,
        )
        if run.most > run.now
        else _("That is fine: shorter is kinder than rushed.")
    )
    return f"{said} {_('It goes slowly for you.')}" if limits.slow(course.profile) else said


# --- how soon a part of what was dropped follows another


def _dropped_first(course: Course) -> str:
    if not limits.slow(course.profile):
        return _("What was dropped comes back first, one part a fine week.")
    return ngettext(
        "What was dropped comes back first, one part after {count} fine week in a row.",
        "What was dropped comes back first, one part after {count} fine weeks in a row.",
        limits.SLOW_WEEKS,
        count=words.spelled(limits.SLOW_WEEKS),
    )


def dropped_before_new(course: Course) -> str:
    """Return that what was dropped comes back before anything new."""
    if not limits.slow(course.profile):
        return _("What you had to drop comes back first, one part a fine week. Nothing new comes before it.")
    return ngettext(
        "What you had to drop comes back first, one part after {count} fine week in a row. "
        "Nothing new comes before it.",
        "What you had to drop comes back first, one part after {count} fine weeks in a row. "
        "Nothing new comes before it.",
        limits.SLOW_WEEKS,
        count=words.spelled(limits.SLOW_WEEKS),
    )


def prepared_in_flare(course: Course) -> str:
    """Return how a flare-up changes a prepared plan."""
    if not limits.slow(course.profile):
        return _("In a flare-up it is cut back, and comes back one part a fine week.")
    return ngettext(
        "In a flare-up it is cut back, and comes back one part after {count} fine week in a row.",
        "In a flare-up it is cut back, and comes back one part after {count} fine weeks in a row.",
        limits.SLOW_WEEKS,
        count=words.spelled(limits.SLOW_WEEKS),
    )


def slow_steps() -> str:
    """Return how soon a step comes with nerve-root pain."""
    return ngettext(
        "With nerve-root pain one step comes after {count} fine week in a row, and nothing sooner.",
        "With nerve-root pain one step comes after {count} fine weeks in a row, and nothing sooner.",
        limits.SLOW_WEEKS,
        count=words.spelled(limits.SLOW_WEEKS),
    )


def slowly_from_now() -> str:
    """Return the answer of the check-in that makes a plan go slowly."""
    return ngettext(
        "Yes: go slowly from now on, one step after {count} fine week in a row",
        "Yes: go slowly from now on, one step after {count} fine weeks in a row",
        limits.SLOW_WEEKS,
        count=words.spelled(limits.SLOW_WEEKS),
    )


# --- the check-in


def wait_words(days: int) -> str:
    """Return the choices of a reader who wants more before the week is over, in a sentence."""
    return ngettext(
        "Come back tomorrow, or keep the next week as it is. A flare-up counts at any time.",
        "Come back in {n} days, or keep the next week as it is. A flare-up counts at any time.",
        days,
    )


def break_lines(weeks: int, course: Course, after: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return what a reader is told who did no session for some weeks; empty for none.

    Args:
        weeks: without a session in a row, up to now.
        course: of the last week.
        after: the course of the next week if it is only repeated.
        catalog: the catalogue.
    """
    if not weeks:
        return ()
    long = weeks >= limits.RESTARTED_FROM
    kind = _("Good that you are here again.") if long else _("That happens, and nothing is lost.")
    was, now = (make(each, catalog) for each in (course, after))
    said = (
        ngettext(
            "Your log has no session for {count} week.",
            "Your log has no session for {count} weeks.",
            weeks,
            count=words.spelled(weeks),
        )
        if was.session
        else ngettext(
            "Your log has no walk for {count} week.",
            "Your log has no walk for {count} weeks.",
            weeks,
            count=words.spelled(weeks),
        )
    )
    lines = [f"{said} {kind}"]
    minutes = now.minutes
    there = {item.exercise.slug for item in now.session}
    waiting = [item.exercise.name for item in was.session if item.exercise.slug not in there]
    if after.phase == "begin":
        lines.append(
            ngettext(
                "You begin again, gently, with about {n} minute. "
                "Then you can say which exercises are still easy for you.",
                "You begin again, gently, with about {n} minutes. "
                "Then you can say which exercises are still easy for you.",
                minutes,
            )
        )
    elif now.seconds < was.seconds:
        lines.append(
            ngettext(
                "The next week is smaller: a session of about {n} minute. Then it builds up again.",
                "The next week is smaller: a session of about {n} minutes. Then it builds up again.",
                minutes,
            )
        )
        if waiting:
            lines.append(
                ngettext(
                    "{exercises} waits, and comes back before anything new.",
                    "{exercises} wait, and come back before anything new.",
                    len(waiting),
                    exercises=words.listed(waiting),
                )
            )
    elif not was.session and after.walk_minutes < course.walk_minutes:
        lines.append(
            ngettext(
                "The next week has shorter walks: {n} minute. Then they build up again.",
                "The next week has shorter walks: {n} minutes. Then they build up again.",
                after.walk_minutes,
            )
        )
    else:
        lines.append(_("The same week comes once more."))
    if long:
        lines.append(_("After so long a break, two questions come first."))
    return tuple(lines)
