"""Events of the check-in: how the week was, a flare-up told by a link, and the next week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.fields import Entries, FieldError
from widgets.language import _
from widgets.plan import limits, review, safety_date
from widgets.plan.progress import Answers, Diary, Word, next_week
from widgets.plan.store import Saved
from widgets.plan.values import WARM_START, Course, Week
from widgets.plan.week import make
from widgets.planner import form, words
from widgets.planner.answers import stop
from widgets.planner.notices import Notice
from widgets.planner.state import Mode, State
from widgets.planner.steps import CHECK, ERRORS, OPEN_CHECK, TITLE, Step, calm, saving
from widgets.protocol import Announce, ClearFragment, Event, Focus, Json

FLARE = "#flare"
"""The fragment of a link that tells of a flare-up: `planner/#flare`."""


def repeat(state: State, event: Event, catalog: Catalog) -> Step:
    """Repeat the same week. Exercises that hurt by the log leave it all the same."""
    verdicts = review.of(state.log.value, state.saved, event, catalog, state.usual).verdicts
    hurt: dict[str, Json] = {f"said-{slug}": "hurt" for slug, said in verdicts.items() if said == "hurt"}
    return check_in(state, replace(event, value={"answer": "same", **hurt}), catalog)


def open_check(state: State, event: Event, catalog: Catalog) -> Step:
    """Ask how the week was, with the answers that the log makes likely; the reader may change them."""
    wait = limits.days_to_wait(state.saved.since, event.at)
    found = review.of(state.log.value, state.saved, event, catalog, state.usual)
    likely = review.likely(found, over=not wait)
    entries: dict[str, Json] = {
        "answer": None if likely == "fine" and wait else likely,
        **{f"said-{slug}": said for slug, said in found.verdicts.items()},
    }
    missed = review.diary(state.log.value, state.saved, event, catalog).missed
    state = replace(calm(state), checking=True, wait=wait, missed=missed, review=found, entries=entries)
    return state, (Focus(selector=CHECK),)


def open_flare(state: State, event: Event, catalog: Catalog) -> Step:
    """Fill in a flare-up, up to the button that sends it: in the check-in of a week, else in the form."""
    if state.mode == "stopped":
        return state, (ClearFragment(),)
    if state.mode == "mine":
        state, _effects = open_check(state, event, catalog)
        state = replace(state, entries={**(state.entries or {}), "answer": "flare"})
        return state, (ClearFragment(), Focus(selector="#ns-in-answer-flare"))
    before = state.entries if state.entries is not None else form.entries_of(state.course)
    entries, _also = form.implied(before, {**before, "flare": True}, catalog)
    return replace(state, entries=entries), (ClearFragment(), Focus(selector="#ns-in-flare"))


def close_check(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Close the check-in. The week stays as it is."""
    return replace(state, checking=False, errors=(), entries=None), (Focus(selector=OPEN_CHECK),)


def check_in(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the answer to "how was this week?" and go on to the next week.

    After a break of four weeks the two safety questions come first; without the provider's word nothing starts.
    """
    fields = event.value if isinstance(event.value, dict) else {}
    answer = fields.get("answer")
    if answer == "sign" or fields.get("signs") == "yes":
        return stop(state)
    if not isinstance(answer, str) or answer not in _ANSWERS:
        unsaid: form.Error = FieldError(field="answer", why="unanswered")
        return _again(state, fields, (unsaid,), _("Please say how this week was."))
    wait = limits.days_to_wait(state.saved.since, event.at)
    if answer == "fine" and wait:
        early: form.Error = FieldError(field="answer", why="early", facts={"wait": wait})
        told = _("Not yet: {why}", why=words.wrong(early))
        return _again(replace(state, wait=wait), fields, (early,), told)
    before = state.course
    said = _said(fields, make(before, catalog))
    diary = replace(_diary(state, fields, event, catalog), early=wait)
    long = diary.missed > 0 and diary.missed + before.missed >= limits.RESTARTED_FROM
    unanswered = tuple(form.safety_errors(fields)) if long else ()
    if unanswered:
        told = _("Please answer first: {fields}.", fields=words.labels(unanswered))
        return _again(replace(state, missed=diary.missed), fields, unanswered, told)
    answers = Answers(
        word=_ANSWERS[answer],
        cause=_CAUSES.get(str(fields.get("cause"))),
        said=said,
        walk_hurt=fields.get("said-walk") == "hurt",
        easy=bool(said)
        and all(word == "too-easy" for word in said.values())
        and _all_said(said, before, catalog),
        slowly=form.is_ticked(fields.get("slowly")),
    )
    after, changes = next_week(before, answers, diary, catalog)
    asked = fields.get("asked") == "yes" if long else after.profile.asked
    profile = replace(after.profile, asked=asked)
    after = replace(after, profile=profile)
    notices = changes or (Notice("as-it-is"),)
    mode: Mode = "mine" if profile.asked else "ask"
    state = calm(replace(state, saved=Saved(course=after, since=event.at), mode=mode, notices=notices))
    state, effects = saving(state)
    if long:
        effects = (*effects, safety_date.told(event.at, asked=asked))
    return state, (
        *effects,
        Announce(text=_("This is week {number}.", number=after.week)),
        Focus(selector=TITLE),
    )


def _all_said(said: Mapping[str, diary_entries.Said], course: Course, catalog: Catalog) -> bool:
    """Return whether something was said of every exercise of the week but finding neutral."""
    return all(item.exercise.slug in {*said, WARM_START} for item in make(course, catalog).session)


def _said(fields: Mapping[str, Json], week: Week) -> dict[str, diary_entries.Said]:
    """Return what was said of the week's exercises."""
    return {
        item.exercise.slug: word
        for item in week.session
        for word in diary_entries.SAID
        if fields.get(f"said-{item.exercise.slug}") == word
    }


def _again(state: State, fields: Entries, errors: tuple[form.Error, ...], said: str) -> Step:
    """Ask once more with what is missing; what was answered stays."""
    return (
        replace(state, checking=True, errors=errors, entries=fields),
        (Announce(text=said, urgent=True), Focus(selector=ERRORS)),
    )


def _diary(state: State, fields: Mapping[str, Json], event: Event, catalog: Catalog) -> Diary:
    """Return the counts of the log since the last answer; none are missed if the reader did sessions elsewhere."""
    if form.is_ticked(fields.get("elsewhere")):
        return Diary()
    return review.diary(state.log.value, state.saved, event, catalog)


_ANSWERS: Mapping[str, Word] = {"fine": "fine", "same": "same", "flare": "flare"}

_CAUSES: Mapping[str, Literal["session", "walk"]] = {"session": "session", "walk": "walk"}
