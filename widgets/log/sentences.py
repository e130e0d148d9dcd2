"""The log in sentences: totals, the answers to its two questions, single entries. No HTML and no decision here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from widgets import days
from widgets.catalog import Change, HardActivities
from widgets.diary import answers
from widgets.diary.answers import Before, Hurt, Trend, Week
from widgets.diary.entries import Entry, Log, Said
from widgets.words import capitalized, decimal, listed, noun, short_day, some, weekday

KINDS: Mapping[str, str] = {"session": "Session", "walk": "Walk", "pain": "Pain", "flare-up": "Flare-up"}
SAID: Mapping[Said, str] = {
    "too-easy": "too easy", "right": "just right", "too-hard": "too hard", "hurt": "it hurt",
}  # fmt: skip

type Name = Callable[[str], str]
"""Gives an exercise's name by its slug."""


def this_week(week: Week, planned: int | None, pains: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return the sums of a week, each a number with its noun: `("1 of 3", "sessions")`.

    Args:
        week: the week.
        planned: how many sessions the plan has in a week; `None` for no plan.
        pains: the numbers for pain that the week has, the oldest first.
    """
    of = "" if planned is None else f" of {planned}"
    sums = [
        (f"{week.sessions}{of}", noun(planned or week.sessions, "session")),
        (str(week.walks), noun(week.walks, "walk")),
    ]
    if pains:
        sums.append((f"{pains[0]} to {pains[-1]}" if len(pains) > 1 else str(pains[0]), "pain"))
    return tuple(sums)


def totals(log: Log, today: str) -> str:
    """Return everything that was done so far, in a sentence. It only grows: no missed day takes anything away."""
    sums = []
    for kind in ("session", "walk"):
        done = [entry for entry in log.entries if entry.kind == kind]
        if done:
            sums.append(f"{some(len(done), kind)} ({some(sum(entry.minutes for entry in done), 'minute')})")
    return f"{listed(sums)} since {short_day(log.entries[0].day, today)}." if sums else ""


def getting_on(log: Log, today: str, name: Name, least: Change, first_weekday: int = 0) -> tuple[str, ...]:
    """Return the answer to “Is it getting better?”, a sentence each. Weeks begin on `first_weekday` (0 Monday)."""
    return (
        *_pain_answer(log, today, least),
        *_doing_answer(log, today, first_weekday),
        *_level_answer(log),
        *_said_answer(log, name),
    )


def _pain_answer(log: Log, today: str, least: Change) -> Iterator[str]:
    trend = answers.trend(log, least)
    if trend is None:
        have = max(len(answers.daily(log)), len(answers.daily(log, answers.AFTER)))
        yield (
            f"It is too early to say how your pain goes. That takes numbers from {answers.TREND_LEAST} days in your "
            f"first two weeks, and from {answers.TREND_LEAST} days in two later ones. You have {some(have, 'day')}."
        )
        return
    yield (
        f"Your pain{_when(trend)} was {decimal(trend.first)} out of 10 on average in the first two weeks from "
        f"{short_day(trend.first_from, today)}, and {decimal(trend.last)} in the last two weeks up to "
        f"{short_day(trend.last_to, today)}. {_verdict(trend)}"
    )


def _when(trend: Trend) -> str:
    return " right after sessions" if trend.whens == answers.AFTER else ""


def _verdict(trend: Trend) -> str:
    points = decimal(abs(trend.change))
    if trend.verdict == "better":
        return f"That is {points} less. It is as much as researchers agreed to call a change that matters."
    if trend.verdict == "worse":
        return (
            f"That is {points} more. Do less, leave out what is newest, and talk to your provider about it."
        )
    if not trend.change:
        return "That is the same."
    return f"A change of {points} is so small that it may mean nothing."


def _doing_answer(log: Log, today: str, first_weekday: int) -> Iterator[str]:
    if not log.entries:
        return
    first, this = (days.week_start(day, first_weekday) for day in (log.entries[0].day, today))
    if days.apart(first, this) < 8 * 7:  # Four first weeks and four last ones, all of them over.
        return
    early = _a_week(answers.weeks(log, days.shifted(first, 3 * 7), 4, first_weekday))
    late = _a_week(answers.weeks(log, days.shifted(this, -7), 4, first_weekday))
    if late > early:
        yield (
            f"You move about {late} minutes a week now, exercises and walks together. In your first four weeks it was "
            f"{early}."
        )
    elif late == early:
        yield f"You move about {late} minutes a week, as in your first four weeks."
    else:
        yield (
            f"You move about {late} minutes a week now; in your first four weeks it was {early}. "
            "Weeks differ. You can begin again at any time, with less."
        )


def _a_week(weeks: tuple[Week, ...]) -> int:
    return round(sum(week.minutes for week in weeks) / max(1, len(weeks)))


def _level_answer(log: Log) -> Iterator[str]:
    done = answers.practiced(log)
    if not done:
        return
    lowest, highest = done[0].level, done[-1].level
    levels = f"at level {lowest}" if lowest == highest else f"from level {lowest} to level {highest}"
    yield f"You have done {some(len(done), 'exercise')}, {levels}."


def _said_answer(log: Log, name: Name) -> Iterator[str]:
    done = answers.practiced(log)
    for said, words in (("too-easy", "too easy"), ("too-hard", "too hard"), ("hurt", "painful")):
        named = [name(one.slug) for one in done if one.said == said]
        if named:
            yield f"What you last called {words}: {listed(named)}."


def minutes_words(weeks: Sequence[Week]) -> str:
    """Return what the chart of minutes shows, in sentences: this week, and the one before where there is one."""
    told = [
        f"{when} {week.session_minutes} of exercises and {week.walk_minutes} of walking"
        for when, week in zip(("This week", "the week before"), reversed(weeks), strict=False)
        if week is weeks[-1] or week.minutes
    ]
    return f"{'; '.join(told)}."


def pain_words(log: Log, first: str, today: str) -> str:
    """Return what the chart of pain shows since a day, in a sentence."""
    shown = [point for point in answers.points(log) if first <= point.day <= today]
    if not shown:
        return "No number is written down in these weeks."
    low, high = min(point.pain for point in shown), max(point.pain for point in shown)
    between = f"always {low}" if low == high else f"from {low} to {high}"
    last = shown[-1]
    return f"{capitalized(between)}. The last number is {last.pain}, of {short_day(last.day, today)}."


def band_words(log: Log, least: Change) -> str:
    """Return what the band in the pain chart is, in a sentence; empty where there is none."""
    trend = answers.trend(log, least)
    if trend is None:
        return ""
    low, high = answers.band(trend.first, least)
    return (
        f"The striped band goes from {decimal(low)} to {decimal(high)} around the average of your first two weeks, "
        f"{decimal(trend.first)}{_when(trend)}. Changes inside it are too small to mean anything."
    )


def came(one: tuple[str, str], name: Name, today: str) -> str:
    """Return an exercise with the day it came: `Bird dog (since Nov 3)`."""
    slug, day = one
    return f"{name(slug)} (new on {short_day(day, today)})"


def hurt(one: Hurt, name: Name, today: str) -> tuple[str, str, str]:
    """Return a moment when it hurt as a table's line: when, what, and what was new."""
    what = "Flare-up" if one.slug is None else f"It hurt at {name(one.slug)}"
    new = listed([came(each, name, today) for each in one.new]) or "Nothing was new in the week before."
    return short_day(one.day, today), what, new


def before(found: Before, name: Name, today: str) -> tuple[str, ...]:
    """Return the answer to “What came before that flare-up?”, a sentence each."""
    if not found.entries:
        return ("Nothing is written down for the 14 days before it, so nothing can be said.",)
    sentences = [*_new_before(found, name, today), *_more_before(found), *_hard_before(found, name, today)]
    return tuple(sentences) or (
        "In the 14 days before it nothing was new, nothing went up, and nothing was said to hurt.",
    )


def _new_before(found: Before, name: Name, today: str) -> Iterator[str]:
    if found.new:
        new = listed([came(one, name, today) for one in found.new])
        yield f"New in the 14 days before: {new}. The plan leaves out the newest first."
    elif found.more or found.hard or found.worse or found.pause:
        yield "No exercise was new in the 14 days before."


def _more_before(found: Before) -> Iterator[str]:
    told = {
        "session-minutes": "You exercised for {after} minutes in those 14 days, and for {before} in the 14 before.",
        "walk-minutes": "You walked for {after} minutes in those 14 days, and for {before} in the 14 before.",
        "longest-walk": "The longest walk took {after} minutes; before that it was {before}.",
        "highest-level": "You did exercises up to level {after}; before that it was level {before}.",
    }
    for change in found.more:
        yield told[change.what].format(after=change.after, before=change.before)
    if found.pause:
        yield f"You began again after {found.pause} days without an entry."


def _hard_before(found: Before, name: Name, today: str) -> Iterator[str]:
    for day, slug, said in found.hard:
        what = "hurt" if said == "hurt" else "was too hard"
        yield f"On {short_day(day, today)} you said that {name(slug)} {what}."
    for day, first, then in found.worse:
        yield f"After the session on {short_day(day, today)} your pain went from {first} to {then} by the next day."


def entry_words(entry: Entry, name: Name, settled: bool | None = None) -> str:  # noqa: FBT001 - a fact of the entry
    """Return an entry in a sentence, without its day and note.

    Args:
        entry: the entry.
        name: gives an exercise's name.
        settled: whether the pain of the next day was back to where it began; `None` leaves that out.
    """
    parts = [KINDS[entry.kind]]
    if entry.kind == "session" and entry.short:
        parts = ["Short session"]
    if entry.minutes:
        parts.append(some(entry.minutes, "minute"))
    head = ", ".join(parts)
    pains = []
    if entry.pain_before is not None:
        alone = entry.kind in ("pain", "flare-up")
        pains.append(f"{entry.pain_before} out of 10" if alone else f"{entry.pain_before} before")
    if entry.pain_after is not None:
        pains.append(f"{entry.pain_after} after")
    if entry.pain_next_day is not None:
        back = {None: "", True: " (back to the start)", False: " (not back yet)"}[settled]
        pains.append(f"{entry.pain_next_day} the next day{back}")
    text = head + (f". Pain {', '.join(pains)}" if pains else "") + "."
    alone = len(entry.exercises) == 1
    named = [
        name(done.slug) + _about(done.new, done.said)
        for done in entry.exercises
        if alone or done.new or done.said
    ]
    did = [
        *([] if alone else [some(len(entry.exercises), "exercise")]),
        *([", ".join(named)] if named else []),
    ]
    return f"{text} {': '.join(did)}." if entry.exercises else text


def _about(new: bool, said: Said | None) -> str:  # noqa: FBT001 - both are fields of one exercise
    parts = [*(["new"] if new else []), *([SAID[said]] if said else [])]
    return f" ({', '.join(parts)})" if parts else ""


def hard(log: Log, scale: HardActivities, today: str) -> tuple[str, ...]:
    """Return how what the reader finds hard has changed, a sentence for each activity and one for the average."""
    told = []
    for one in log.activities:
        if not one.scores:
            told.append(f"{one.name}: no number yet.")
            continue
        first, last = one.scores[0], one.scores[-1]
        if first is last:
            told.append(f"{one.name}: {last.score} out of 10.")
            continue
        change = _change(last.score - first.score, scale.each)
        told.append(f"{one.name}: {first.score} on {short_day(first.day, today)}, now {last.score}. {change}")
    means = answers.means(log)
    if len(log.activities) > 1 and len(means) > 1:
        (_, before), (_, now) = means[0], means[-1]
        change = _change(round(now - before, 1), scale.average)
        told.append(f"On average: {decimal(before)}, now {decimal(now)}. {change}")
    return tuple(told)


def _change(points: float, least: int) -> str:
    """Return what a change of a score is worth. More points are better here."""
    if not points:
        return "The same."
    counts = "that counts" if abs(points) >= least else "may be chance"
    return f"{decimal(abs(points))} {'better' if points > 0 else 'worse'}: {counts}."


def next_day_question(entry: Entry, today: str) -> str:
    """Return the question for the day after a session."""
    if days.apart(entry.day, today) == 1:
        return "How is your back today, after yesterday's session?"
    return f"How was your back the day after {weekday(entry.day)}'s session?"
