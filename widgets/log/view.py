"""The log's values to HTML. It decides nothing: facts come from `answers`, sentences from `sentences`.

The same template makes the first view at build time and every later one in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from widgets import days, words
from widgets.catalog import Catalog, Exercise
from widgets.diary import answers, pain
from widgets.diary import entries as diary_entries
from widgets.diary.entries import Entry, Log
from widgets.language import _, current, ngettext
from widgets.log import appointment, charts, error_words, files, form, notices, sentences
from widgets.log.state import SPANS, Editing, State
from widgets.log.steps import DELETING, PROMISES, REFUSED
from widgets.protocol import Context
from widgets.share.words import PLACES
from widgets.stored import Listed
from widgets.templating import template

TEMPLATE = "log/templates/log.html.j2"
WALKS = (10, 15, 20, 30)
"""Minutes that one tap adds: within the plan's 10 to 45."""
PAINS = tuple(range(diary_entries.PAIN_MOST + 1))
DIARY_ROWS = 14
"""Lines of the blank diary: two weeks, on one page of A4 and Letter."""
WEEKS_LEAST = 4
"""Weeks that the charts show of a young log."""
SHEET_WEEKS, SHEET_HURTS, SHEET_SCORES = 4, 4, 4
"""What fits one page: weeks, times when it hurt, days with scores; the newest of each."""
KB = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An entry as it is listed."""

    entry: Entry
    day: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptThing:
    """A stored document in words."""

    title: str
    holds: str
    size: str
    """Empty where nothing is kept."""
    aside: bool
    """Whether something that could not be read was put aside."""
    unreadable: bool
    """Whether it cannot be read in full, and is not put aside yet."""


def render(state: State, context: Context) -> str:
    """Return the log's inner HTML."""
    return template(TEMPLATE).render(**facts(state, context))


def facts(state: State, context: Context) -> dict[str, object]:
    """Return the template's values."""
    catalog: Catalog = context.catalog
    log, today, least = state.log, state.day, catalog.safety.change
    problem, name = state.file_problem, namer(catalog)
    flares = answers.flare_ups(log)
    flare = next((one for one in flares if one.id == state.flare), flares[0] if flares else None)
    asked = answers.to_ask(log, today)
    weeks = answers.weeks(log, today, SHEET_WEEKS, state.week_start)
    hurts = [sentences.hurt(one, name, today) for one in answers.new_when_it_hurt(log)]
    return {
        "root": context.root,
        "state": state,
        "log": log,
        "today": today,
        "safety": catalog.safety,
        "empty": not log.entries,
        "walks": WALKS,
        "pains": PAINS,
        "asked": asked,
        "question": "" if asked is None else sentences.next_day_question(asked, today),
        "week": weeks[-1],
        "pains_of_week": answers.pains_since(log, weeks[-1].start),
        "totals": sentences.totals(log, today),
        "getting_on": sentences.getting_on(log, today, name, least, state.week_start),
        "flares": [(one.id, words.long_day(one.day, today)) for one in flares],
        "flare": flare,
        "flare_day": "" if flare is None else words.long_day(flare.day, today),
        "before": () if flare is None else before_words(flare, state, catalog),
        "hurts": hurts,
        "charts": None if not log.entries else _charts(log, state, catalog, name),
        "spans": SPANS,
        "rows": list(_rows(log, state, catalog, name)),
        "more": max(0, len(log.entries) - state.shown),
        "form": None if state.editing is None else _form(state.editing, log, catalog, name),
        "sheet": _sheet(state, catalog, weeks, hurts),
        "kept": [_kept(one, state) for one in context.documents],
        "anything": any(state.stored.values()),
        "file_error": error_words.of_file(problem, context.documents) if problem else "",
        "file_place": PLACES.get(problem.why) if problem else None,
        "incoming": None if state.incoming is None else _incoming(state),
        "diary_rows": range(DIARY_ROWS),
        "kinds": {kind: sentences.kind_name(kind) for kind in diary_entries.KINDS},
        "said": {said: _(text) for said, text in sentences.SAID.items()},
        "decimal": words.decimal,
        "notices": notices.words(state.notices, catalog),
        "delete": DELETING,
        "refused": REFUSED,
        "promise": PROMISES[state.persisted],
    }


def namer(catalog: Catalog) -> Callable[[str], str]:
    """Return a function that gives the name of an exercise by its slug; the slug for one that left the library."""
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    return lambda slug: names.get(slug, slug.replace("-", " ").capitalize())


def chart_words(state: State, catalog: Catalog) -> str:
    """Return both charts of a log with entries in words."""
    shown = _charts(state.log, state, catalog, namer(catalog))
    return f"{shown['pain_words']} {shown['minutes_words']}"


def before_words(flare: Entry, state: State, catalog: Catalog) -> Sequence[str]:
    """Return the days before a flare-up in sentences."""
    found = answers.before(state.log, flare, catalog.safety.change)
    return sentences.before(found, namer(catalog), state.day)


def _rows(log: Log, state: State, catalog: Catalog, name: Callable[[str], str]) -> Iterator[Row]:
    for entry in reversed(log.entries[-state.shown :]):
        next_day = entry.pain_next_day
        settled = next_day is not None and pain.settled(
            catalog.safety, state.usual, entry.pain_before, next_day
        )
        text = sentences.entry_words(entry, name, settled)
        yield Row(entry=entry, day=words.capitalized(words.long_day(entry.day, state.day)), text=text)


def _sheet(
    state: State, catalog: Catalog, weeks: Sequence[answers.Week], hurts: Sequence[tuple[str, str, str]]
) -> dict[str, object]:
    """Return the template's values of the page for the next appointment, except goal and questions."""
    log, today, scale = state.log, state.day, catalog.safety.activities
    began = days.week_start(log.entries[0].day, state.week_start) if log.entries else days.shifted(today, 1)
    shown = sorted({score.day for one in log.activities for score in one.scores})[-SHEET_SCORES:]
    scores = [(one.name, {score.day: score.score for score in one.scores}) for one in log.activities]
    return {
        "day": words.short_day(today, ""),
        "weeks": [(words.short_day(week.start, today), week) for week in weeks if week.start >= began],
        "hurts": hurts[:SHEET_HURTS],
        "hard": sentences.hard(log, scale, today),
        "days": [words.short_day(day, today) for day in shown],
        "scores": [(name, [of.get(day, "") for day in shown]) for name, of in scores],
        "blank": range(max(0, scale.most - len(scores))),
        "due": answers.score_due(log, today, scale.weeks),
    }


def _charts(log: Log, state: State, catalog: Catalog, name: Callable[[str], str]) -> dict[str, object]:
    today, least = state.day, catalog.safety.change
    since = days.apart(days.week_start(log.entries[0].day, state.week_start), today) // 7 + 1
    weeks = answers.weeks(log, today, min(state.weeks, max(since, WEEKS_LEAST)), state.week_start)
    first = weeks[0].start
    starts = [(week.start, words.short_day(week.start, today)) for week in weeks]
    chart = charts.pain(log, first, today, starts, least)
    return {
        "first": words.short_day(first, today),
        "long": since > SPANS[0],
        "minutes": charts.minutes(weeks, [label for _day, label in starts]),
        "minutes_words": sentences.minutes_words(weeks),
        "weeks": [(words.short_day(week.start, today), week, _average(week)) for week in reversed(weeks)],
        "any_minutes": any(week.minutes for week in weeks),
        "pain": chart,
        "pain_words": sentences.pain_words(log, first, today),
        "pain_rows": list(_pain_rows(log, first, today)),
        "marks": [
            (mark, words.short_day(mark.day, today), words.listed([name(slug) for slug in mark.slugs]))
            for mark in chart.marks
        ],
        "band": sentences.band_words(log, least),
        "line_after": answers.line_whens(log, answers.trend(log, least)) == answers.AFTER,
        "practiced": [
            (
                one,
                name(one.slug),
                words.short_day(one.first, today),
                words.short_day(one.last, today),
                _(sentences.SAID[one.said]) if one.said else "",
            )
            for one in answers.practiced(log)
        ],
        "width": charts.WIDTH,
        "left": charts.LEFT,
        "right": charts.RIGHT,
    }


def _average(week: answers.Week) -> str:
    """Return a week's pain with one decimal, also where that is 0; empty for none."""
    return "" if week.pain is None else f"{week.pain:.1f}".replace(".", current().decimal)


def _pain_rows(log: Log, first: str, today: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield a line for each day with a number, the newest first: at rest, after, the day after a session."""
    points = [point for point in answers.points(log) if point.day >= first]
    for day, group in groupby(reversed(points), key=lambda point: point.day):
        held = tuple(group)
        rest, after, next_day = (
            ", ".join(str(point.pain) for point in reversed(held) if point.when == when)
            for when in ("rest", "after", "next-day")
        )
        yield words.short_day(day, today), rest, after, next_day


def _form(editing: Editing, log: Log, catalog: Catalog, name: Callable[[str], str]) -> dict[str, object]:
    shared: dict[str, object] = {
        "kind": editing.kind,
        "id": editing.id,
        "entries": editing.entries,
        "errors": error_words.told(editing.errors, editing.kind),
    }
    if editing.kind == "appointment":
        last = {one.id: one.scores[-1] for one in log.activities if one.scores}
        slots = appointment.slots(log, catalog.safety.activities.most)
        return shared | {"slots": [(slot, last.get(slot)) for slot in slots]}
    ticked = form.ticked(editing.entries)
    known = [exercise.slug for exercise in catalog.exercises]
    held = None if editing.id is None else log.entry(editing.id)
    others = [] if held is None else [done.slug for done in held.exercises if done.slug not in known]
    return shared | {
        "title": sentences.form_title(editing.kind, new=editing.id is None),
        "fields": form.FIELDS[editing.kind],
        "ticked": [(slug, name(slug)) for slug in (*known, *others) if slug in ticked],
        "by_level": [(level, list(group)) for level, group in groupby(catalog.exercises, key=_level)],
        "gone": [(slug, name(slug)) for slug in others],
        "earliest": form.EARLIEST,
        "minutes_most": form.MINUTES_MOST,
    }


def _level(exercise: Exercise) -> int:
    return exercise.level


def _kept(one: Listed, state: State) -> KeptThing:
    text = state.stored.get(one.document.key)
    size = ""
    if isinstance(text, str):
        long = len(text)
        size = (
            ngettext("{n} character", "{n} characters", long)
            if long < KB
            else _("{size} kB", size=round(long / KB))
        )
    aside = one.document.aside_key is not None and bool(state.stored.get(one.document.aside_key))
    return KeptThing(
        title=_(one.title),
        holds=_(one.holds),
        size=size,
        aside=aside,
        unreadable=one.document.key in state.unreadable,
    )


def _incoming(state: State) -> dict[str, object]:
    incoming = state.incoming
    if incoming is None:
        return {}
    found: dict[str, object] = {
        "name": incoming.name,
        "made": "" if incoming.made is None else words.long_day(incoming.made, max(state.day, incoming.made)),
        "titles": [_(one.title) for one in state.documents if one.document.key in incoming.texts],
        "unread": incoming.unread,
        "entries": None,
    }
    if incoming.log is not None and incoming.log.entries:
        new, other = files.missing(state.log, incoming.log)
        entries = incoming.log.entries
        found |= {
            "entries": len(entries), "new": new, "other": other,
            "from": words.short_day(entries[0].day, state.day), "to": words.short_day(entries[-1].day, state.day),
        }  # fmt: skip
    return found
