"""The log in sentences: totals, the answers to its two questions, single entries. No HTML, and no decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from widgets import days
from widgets.catalog import Change, HardActivities
from widgets.diary import answers
from widgets.diary.answers import Before, Hurt, Trend, Week
from widgets.diary.answers import Change as More
from widgets.diary.entries import Done, Entry, Kind, Log, Said
from widgets.language import N_, _, digits, ngettext, pgettext
from widgets.words import decimal, listed, short_day, weekday

SAID: Mapping[Said, str] = {
    "too-easy": N_("too easy"),
    "right": N_("just right"),
    "too-hard": N_("too hard"),
    "hurt": N_("it hurt"),
}
"""In English."""
_FORMS: Mapping[Kind, tuple[str, str]] = {
    "session": (N_("Add: session"), N_("Change: session")),
    "walk": (N_("Add: walk"), N_("Change: walk")),
    "pain": (N_("Add: pain"), N_("Change: pain")),
    "flare-up": (N_("Add: flare-up"), N_("Change: flare-up")),
}
_CALLED: Mapping[Said, str] = {
    "too-easy": N_("What you last called too easy: {exercises}."),
    "too-hard": N_("What you last called too hard: {exercises}."),
    "hurt": N_("What you last called painful: {exercises}."),
}

type Name = Callable[[str], str]
"""Gives an exercise's name by its slug."""


def kind_name(kind: Kind) -> str:
    """Return what an entry of a kind is called."""
    return {
        "session": pgettext("entry", "Session"),
        "walk": pgettext("entry", "Walk"),
        "pain": pgettext("entry", "Pain"),
        "flare-up": pgettext("entry", "Flare-up"),
    }[kind]


def form_title(kind: Kind, *, new: bool) -> str:
    """Return the heading of an entry's form."""
    add, change = _FORMS[kind]
    return _(add if new else change)


def totals(log: Log, today: str) -> str:
    """Return the sums of everything that was done, in a sentence. They only grow: a missed day takes nothing away."""
    sums = []
    sessions, walks = ([entry for entry in log.entries if entry.kind == kind] for kind in ("session", "walk"))
    if sessions:
        long = _minutes(sum(entry.minutes for entry in sessions))
        sums.append(
            ngettext("{n} session ({minutes})", "{n} sessions ({minutes})", len(sessions), minutes=long)
        )
    if walks:
        long = _minutes(sum(entry.minutes for entry in walks))
        sums.append(ngettext("{n} walk ({minutes})", "{n} walks ({minutes})", len(walks), minutes=long))
    if not sums:
        return ""
    return _("{sums} since {day}.", sums=listed(sums), day=short_day(log.entries[0].day, today))


def _minutes(number: int) -> str:
    return ngettext("{n} minute", "{n} minutes", number)


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
        early = _(
            "It is too early to say how your pain goes. That takes numbers from {least} days in your first two weeks, "
            "and from {least} days in two later ones.",
            least=answers.TREND_LEAST,
        )
        yield " ".join((early, ngettext("You have {n} day.", "You have {n} days.", have)))
        return
    facts = {
        "first": decimal(trend.first),
        "first_day": short_day(trend.first_from, today),
        "last": decimal(trend.last),
        "last_day": short_day(trend.last_to, today),
    }
    if trend.whens == answers.AFTER:
        went = _(
            "Your pain right after sessions was {first} out of 10 on average in the first two weeks from {first_day}, "
            "and {last} in the last two weeks up to {last_day}.",
            **facts,
        )
    else:
        went = _(
            "Your pain was {first} out of 10 on average in the first two weeks from {first_day}, and {last} in the "
            "last two weeks up to {last_day}.",
            **facts,
        )
    yield f"{went} {_verdict(trend)}"


def _verdict(trend: Trend) -> str:
    points = decimal(abs(trend.change))
    if trend.verdict == "better":
        return _(
            "That is {points} less. It is as much as researchers agreed to call a change that matters.",
            points=points,
        )
    if trend.verdict == "worse":
        return _(
            "That is {points} more. Do less, leave out what is newest, and talk to your provider about it.",
            points=points,
        )
    if not trend.change:
        return _("That is the same.")
    return _("A change of {points} is so small that it may mean nothing.", points=points)


def _doing_answer(log: Log, today: str, first_weekday: int) -> Iterator[str]:
    if not log.entries:
        return
    first, this = (days.week_start(day, first_weekday) for day in (log.entries[0].day, today))
    if days.apart(first, this) < 8 * 7:  # Four first weeks and four last ones, all of them over.
        return
    early = _a_week(answers.weeks(log, days.shifted(first, 3 * 7), 4, first_weekday))
    late = _a_week(answers.weeks(log, days.shifted(this, -7), 4, first_weekday))
    if late > early:
        now = ngettext(
            "You move about {n} minute a week now, exercises and walks together.",
            "You move about {n} minutes a week now, exercises and walks together.",
            late,
        )
        yield " ".join((now, _("In your first four weeks it was {early}.", early=digits(early))))
    elif late == early:
        yield ngettext(
            "You move about {n} minute a week, as in your first four weeks.",
            "You move about {n} minutes a week, as in your first four weeks.",
            late,
        )
    else:
        now = ngettext(
            "You move about {n} minute a week now; in your first four weeks it was {early}.",
            "You move about {n} minutes a week now; in your first four weeks it was {early}.",
            late,
            early=digits(early),
        )
        yield " ".join((now, _("Weeks differ. You can begin again at any time, with less.")))


def _a_week(weeks: tuple[Week, ...]) -> int:
    return round(sum(week.minutes for week in weeks) / max(1, len(weeks)))


def _level_answer(log: Log) -> Iterator[str]:
    done = answers.practiced(log)
    if not done:
        return
    lowest, highest = done[0].level, done[-1].level
    if lowest == highest:
        yield ngettext(
            "You have done {n} exercise, at level {level}.",
            "You have done {n} exercises, at level {level}.",
            len(done),
            level=lowest,
        )
    else:
        yield ngettext(
            "You have done {n} exercise, from level {lowest} to level {highest}.",
            "You have done {n} exercises, from level {lowest} to level {highest}.",
            len(done),
            lowest=lowest,
            highest=highest,
        )


def _said_answer(log: Log, name: Name) -> Iterator[str]:
    done = answers.practiced(log)
    for said, sentence in _CALLED.items():
        named = [name(one.slug) for one in done if one.said == said]
        if named:
            yield _(sentence, exercises=listed(named))


def minutes_words(weeks: Sequence[Week]) -> str:
    """Return the chart of minutes in a sentence: this week, and the one before if it has any."""
    *_others, before, this = (None, *weeks)
    facts = {"exercises": this.session_minutes, "walks": this.walk_minutes}
    if before is None or not before.minutes:
        return _("This week {exercises} of exercises and {walks} of walking.", **facts)
    return _(
        "This week {exercises} of exercises and {walks} of walking; the week before {exercises_before} of exercises "
        "and {walks_before} of walking.",
        **facts,
        exercises_before=before.session_minutes,
        walks_before=before.walk_minutes,
    )


def pain_words(log: Log, first: str, today: str) -> str:
    """Return the chart of pain since a day, in a sentence."""
    shown = [point for point in answers.points(log) if first <= point.day <= today]
    if not shown:
        return _("No number is written down in these weeks.")
    low, high = min(point.pain for point in shown), max(point.pain for point in shown)
    between = _("Always {number}.", number=low)
    if low != high:
        between = _("From {low} to {high}.", low=low, high=high)
    last = shown[-1]
    ended = _("The last number is {number}, of {day}.", number=last.pain, day=short_day(last.day, today))
    return f"{between} {ended}"


def band_words(log: Log, least: Change) -> str:
    """Return the meaning of the band in the chart of pain, in a sentence; empty without a band."""
    trend = answers.trend(log, least)
    if trend is None:
        return ""
    low, high = answers.band(trend.first, least)
    facts = {"low": decimal(low), "high": decimal(high), "average": decimal(trend.first)}
    if trend.whens == answers.AFTER:
        return _(
            "The striped band goes from {low} to {high} around the average of your first two weeks, {average} right "
            "after sessions. Changes inside it are too small to mean anything.",
            **facts,
        )
    return _(
        "The striped band goes from {low} to {high} around the average of your first two weeks, {average}. Changes "
        "inside it are too small to mean anything.",
        **facts,
    )


def came(one: tuple[str, str], name: Name, today: str) -> str:
    """Return an exercise with the day it came: `Bird dog (new on Nov 3)`."""
    slug, day = one
    return _("{exercise} (new on {day})", exercise=name(slug), day=short_day(day, today))


def hurt(one: Hurt, name: Name, today: str) -> tuple[str, str, str]:
    """Return a time when it hurt as a row of a table: when, what, and which exercises were new."""
    what = kind_name("flare-up")
    if one.slug is not None:
        what = _("It hurt at {exercise}", exercise=name(one.slug))
    new = listed([came(each, name, today) for each in one.new]) or _("Nothing was new in the week before.")
    return short_day(one.day, today), what, new


def before(found: Before, name: Name, today: str) -> tuple[str, ...]:
    """Return the answer to “What came before that flare-up?”, a sentence each."""
    if not found.entries:
        return (_("Nothing is written down for the 14 days before it, so nothing can be said."),)
    sentences = [*_new_before(found, name, today), *_more_before(found), *_hard_before(found, name, today)]
    return tuple(sentences) or (
        _("In the 14 days before it nothing was new, nothing went up, and nothing was said to hurt."),
    )


def _new_before(found: Before, name: Name, today: str) -> Iterator[str]:
    if found.new:
        yield _(
            "New in the 14 days before: {exercises}. The plan leaves out the newest first.",
            exercises=listed([came(one, name, today) for one in found.new]),
        )
    elif found.more or found.hard or found.worse or found.pause:
        yield _("No exercise was new in the 14 days before.")


def _more_before(found: Before) -> Iterator[str]:
    yield from map(_went_up, found.more)
    if found.pause:
        yield ngettext(
            "You began again after {n} day without an entry.",
            "You began again after {n} days without an entry.",
            found.pause,
        )


def _went_up(change: More) -> str:
    before, after = digits(change.before), change.after
    match change.what:
        case "session-minutes":
            return ngettext(
                "You exercised for {n} minute in those 14 days, and for {before} in the 14 before.",
                "You exercised for {n} minutes in those 14 days, and for {before} in the 14 before.",
                after,
                before=before,
            )
        case "walk-minutes":
            return ngettext(
                "You walked for {n} minute in those 14 days, and for {before} in the 14 before.",
                "You walked for {n} minutes in those 14 days, and for {before} in the 14 before.",
                after,
                before=before,
            )
        case "longest-walk":
            return ngettext(
                "The longest walk took {n} minute; before that it was {before}.",
                "The longest walk took {n} minutes; before that it was {before}.",
                after,
                before=before,
            )
        case "highest-level":
            return _(
                "You did exercises up to level {after}; before that it was level {before}.",
                after=after,
                before=before,
            )


def _hard_before(found: Before, name: Name, today: str) -> Iterator[str]:
    for day, slug, said in found.hard:
        facts = {"day": short_day(day, today), "exercise": name(slug)}
        if said == "hurt":
            yield _("On {day} you said that {exercise} hurt.", **facts)
        else:
            yield _("On {day} you said that {exercise} was too hard.", **facts)
    for day, first, then in found.worse:
        yield _(
            "After the session on {day} your pain went from {first} to {then} by the next day.",
            day=short_day(day, today),
            first=first,
            then=then,
        )


def entry_words(entry: Entry, name: Name, settled: bool | None = None) -> str:  # noqa: FBT001 - a fact of the entry
    """Return an entry in a sentence, without its day and note.

    Args:
        entry: the entry.
        name: gives an exercise's name.
        settled: whether the pain of the next day was back to where it began; `None` leaves that out.
    """
    what = (
        pgettext("entry", "Short session")
        if entry.short and entry.kind == "session"
        else kind_name(entry.kind)
    )
    head = f"{what}, {_minutes(entry.minutes)}." if entry.minutes else f"{what}."
    pains = tuple(_pains(entry, settled))
    told = [head, *([_("Pain {numbers}.", numbers=", ".join(pains))] if pains else [])]
    if not entry.exercises:
        return " ".join(told)
    count = len(entry.exercises)
    named = ", ".join(
        _done(name(done.slug), done) for done in entry.exercises if count == 1 or done.new or done.said
    )
    if count == 1:
        told.append(f"{named}.")
    elif named:
        told.append(
            ngettext("{n} exercise: {exercises}.", "{n} exercises: {exercises}.", count, exercises=named)
        )
    else:
        told.append(ngettext("{n} exercise.", "{n} exercises.", count))
    return " ".join(told)


def _pains(entry: Entry, settled: bool | None) -> Iterator[str]:  # noqa: FBT001 - a fact of the entry
    if entry.pain_before is not None:
        if entry.kind in ("pain", "flare-up"):
            yield _("{number} out of 10", number=entry.pain_before)
        else:
            yield _("{number} before", number=entry.pain_before)
    if entry.pain_after is not None:
        yield _("{number} after", number=entry.pain_after)
    match entry.pain_next_day, settled:
        case None, _any:
            return
        case number, None:
            yield _("{number} the next day", number=number)
        case number, True:
            yield _("{number} the next day (back to the start)", number=number)
        case number, False:
            yield _("{number} the next day (not back yet)", number=number)


def _done(name: str, done: Done) -> str:
    """Return an exercise's name with the answer about it: `March (new, too hard)`."""
    about = [
        *([pgettext("exercise", "new")] if done.new else []),
        *([_(SAID[done.said])] if done.said else []),
    ]
    return f"{name} ({', '.join(about)})" if about else name


def hard(log: Log, scale: HardActivities, today: str) -> tuple[str, ...]:
    """Return the changes of the scores of activities that are hard: a sentence for each, and one for the average."""
    told = []
    for one in log.activities:
        if not one.scores:
            told.append(_("{activity}: no number yet.", activity=one.name))
            continue
        first, last = one.scores[0], one.scores[-1]
        if first is last:
            told.append(_("{activity}: {score} out of 10.", activity=one.name, score=last.score))
            continue
        went = _(
            "{activity}: {first} on {day}, now {last}.",
            activity=one.name,
            first=first.score,
            day=short_day(first.day, today),
            last=last.score,
        )
        told.append(f"{went} {_change(last.score - first.score, scale.each)}")
    means = answers.means(log)
    if len(log.activities) > 1 and len(means) > 1:
        (_first, before), (_last, now) = means[0], means[-1]
        went = _("On average: {before}, now {now}.", before=decimal(before), now=decimal(now))
        told.append(f"{went} {_change(round(now - before, 1), scale.average)}")
    return tuple(told)


def _change(points: float, least: int) -> str:
    """Return whether a change of a score counts, in a sentence. More points are better."""
    if not points:
        return _("The same.")
    by = decimal(abs(points))
    match points > 0, abs(points) >= least:
        case True, True:
            return _("{points} better: that counts.", points=by)
        case True, False:
            return _("{points} better: may be chance.", points=by)
        case False, True:
            return _("{points} worse: that counts.", points=by)
        case _better, _counts:
            return _("{points} worse: may be chance.", points=by)


def next_day_question(entry: Entry, today: str) -> str:
    """Return the question for the day after a session."""
    if days.apart(entry.day, today) == 1:
        return _("How is your back today, after yesterday's session?")
    return _("How was your back the day after {weekday}'s session?", weekday=weekday(entry.day))
