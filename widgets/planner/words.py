"""The planner's own sentences: dates, today, the check-in, the minutes asked for.

Pure functions from values to text. Verdicts and changes of a week are worded in `widgets.plan.words`.
"""

from __future__ import annotations

from collections.abc import Sequence

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.plan import limits
from widgets.plan.dates import Span
from widgets.plan.values import Course, Week
from widgets.plan.week import make
from widgets.plan.words import names
from widgets.planner.reached import Reached

ENOUGH_MINUTES = 30
"""Session minutes above which the reader is told that most people need fewer (`docs/learn/how-long.md`)."""


NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a month and its day, which stay on one line."""

# --- dates and today


def week_title(number: int, week: Span | None, today: str) -> str:
    """Return the heading of a week: `Week 1, Nov 30 to Dec 6`."""
    return f"Week {number}" if week is None else f"Week {number}, {dates(week, today)}"


def dates(week: Span, today: str) -> str:
    """Return the first and the last day of a week: `Nov 30 to Dec 6`."""
    first, last = (words.short_day(day, today).replace(" ", NO_BREAK) for day in (week.first, week.last))
    return f"{first} to {last}"


def next_due(week: Span | None, wait: int, today: str) -> str:
    """Return when the next week may come: `The next week opens on Sunday, Dec 6.`; empty where it may come now."""
    if not wait:
        return ""
    if week is None:
        return f"The next week opens in {words.some(wait, 'day')}."
    opens = max(week.last, today)
    if opens == today:
        return "The next week opens later today."
    return f"The next week opens on {words.weekday(opens)}, {words.short_day(opens, today)}."


def closed_wishes(found: Sequence[str]) -> str:
    """Return which exercises of a friend's week are closed to the reader; empty for none."""
    if not found:
        return ""
    return f"Not open with your level and answers, from the week that you took: {words.listed(found)}."


# --- the form


def also_ticked(found: Sequence[str]) -> str:
    """Return what the form ticked by itself."""
    return f"Ticked too: {words.listed(found)}. Untick what is not easy for you."


# --- what is new


def why_now(exercise: Exercise, course: Course, catalog: Catalog) -> str:
    """Return why an exercise is new this week and not before."""
    easy = [slug for slug in exercise.easier if slug in course.known]
    if easy:
        return f"It comes now because {names(easy, catalog)} is easy for you. It starts with a small dose."
    why = "your last week went fine" if course.week > 1 else "you asked for more minutes"
    return f"It comes now because {why}. It starts with a small dose."


def one_at_a_time(week: Week) -> str:
    """Return how a first set comes in one by one: `One at a time: this week's sessions have one, two and three ...`."""
    counts = [len(day.items) for day in week.exercise_days]
    last = words.noun(counts[-1] if counts else 0, "exercise")
    if len(counts) == 1:
        return f"One at a time: this week's session has {words.spelled(counts[0])} {last}."
    return (
        f"One at a time: this week's sessions have {words.listed([words.spelled(n) for n in counts])} {last}."
    )


# --- the minutes that were asked for


def asked(run: Reached, course: Course) -> tuple[str, ...]:
    """Return what was asked for, what this week has, and when the plan gets there, in up to three sentences.

    A run that is not over says nothing of weeks to come yet.
    """
    if not run.now:
        return (f"You asked for {run.asked} minutes. No exercise is open with your answers.",)
    if run.there:
        return (f"A session takes about {words.some(run.now, 'minute')}, as you asked.",)
    lines = [f"You asked for {words.some(run.asked, 'minute')}. This week: {run.now}."]
    lines += [line for line in (_coming(run, course),) if line]
    if run.asked > ENOUGH_MINUTES:
        lines.append("Nothing shows that more than 20 to 30 minutes is better.")
    return tuple(lines)


def _coming(run: Reached, course: Course) -> str:
    if course.in_flare:
        return "In a week of a flare-up nothing is added. It goes on when your back is calm."
    if course.returning:
        return f"What was dropped comes back first, {pace(course)}."
    if not run.done:
        return ""
    if run.gets_there:
        return f"About {run.asked} by week {run.week}, if every week is fine."
    slow = " It goes slowly for you." if limits.slow(course.profile) else ""
    if run.most > run.now:
        return f"It grows to about {run.most} by week {run.week}, if every week is fine.{slow}"
    return f"That is fine: shorter is kinder than rushed.{slow}"


def pace(course: Course) -> str:
    """Return how soon a part of what was dropped follows another."""
    if limits.slow(course.profile):
        return f"one part after {words.spelled(limits.SLOW_WEEKS)} fine weeks in a row"
    return "one part a fine week"


# --- the check-in


def break_lines(weeks: int, course: Course, after: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return what is said to who did no session for some weeks; nothing for none.

    Args:
        weeks: in a row, up to now.
        course: of the last week.
        after: the week that follows if nothing worse is said of it.
        catalog: the catalogue.
    """
    if not weeks:
        return ()
    long = weeks >= limits.RESTARTED_FROM
    kind = "Good that you are here again." if long else "That happens, and nothing is lost."
    lines = [f"Your log has no session for {words.count(weeks, 'week')}. {kind}"]
    was, now = (make(each, catalog) for each in (course, after))
    minutes = words.some(-(-now.seconds // 60), "minute")
    there = {item.exercise.slug for item in now.session}
    waiting = [item.exercise.name for item in was.session if item.exercise.slug not in there]
    if after.phase == "begin":
        lines.append(
            f"You begin again, gently, with about {minutes}. Then you can say which exercises are still easy for you."
        )
    elif now.seconds < was.seconds:
        lines.append(f"The next week is smaller: a session of about {minutes}. Then it builds up again.")
        if waiting:
            verb = "waits, and comes" if len(waiting) == 1 else "wait, and come"
            lines.append(f"{words.listed(waiting)} {verb} back before anything new.")
    else:
        lines.append("The same week comes once more.")
    return (*lines, "After so long a break, two questions come first.") if long else tuple(lines)
