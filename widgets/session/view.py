"""The HTML of a session: words and numbers here, order and look in the template. It decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from widgets import days
from widgets.catalog import Catalog, Exercise
from widgets.diary import pain
from widgets.diary.entries import SAID, Said
from widgets.dose import cap
from widgets.dose.sides import side_name
from widgets.dose.words import dose_line
from widgets.language import _, ngettext, pgettext
from widgets.plan import asked_again, dates, review, review_words, safety_date, words
from widgets.plan.week import make
from widgets.player import show
from widgets.player.score import SECOND, score_of
from widgets.player.states import HURT, IDLE, PAUSED, RUNNING
from widgets.session import naming
from widgets.session.gate import QUESTIONS
from widgets.session.offer import Offer
from widgets.session.place import Place, Unfinished
from widgets.session.state import Session, reps_of
from widgets.session.steps import SHORT_SECONDS, STAY, Step, steps
from widgets.templating import template
from widgets.words import duration, weekday_name

TEMPLATE = "session/templates/session.html.j2"


def said_words() -> dict[Said, str]:
    """Return the answers about an exercise, in the order in which they are offered."""
    return {
        "too-easy": pgettext("answer", "Too easy"),
        "right": pgettext("answer", "Right"),
        "too-hard": pgettext("answer", "Too hard"),
        "hurt": pgettext("answer", "It hurt"),
    }


def html(session: Session, catalog: Catalog, root: str) -> str:
    """Return a session's inner HTML."""
    values = show.shared(session, catalog, root) | {
        "session": session,
        "said_words": said_words(),
        "questions": {name: _(question) for name, question in QUESTIONS.items()},
        "advice": session.advice,
        "withheld": session.withheld,
    }
    if session.state is IDLE and not session.steps:
        values |= _empty(session, catalog)
    elif session.state is IDLE:
        values |= _before(session, catalog)
    elif session.state in {RUNNING, PAUSED}:
        values |= _during(session, catalog)
    else:
        values |= _after(session, catalog)
    return template(TEMPLATE).render(values).strip()


def _lines(found: Sequence[Step], catalog: Catalog) -> list[dict[str, Any]]:
    return [
        {
            "exercise": catalog.exercise(step.slug),
            "dose": dose_line(step.dose),
            "new": step.new,
        }
        for step in found
    ]


def _before(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values before the first exercise."""
    found = session.steps
    parts = [step.part for step in found]
    phases = score_of(parts, session.settings.side)
    first = catalog.exercise(found[0].slug)
    whole = len(steps(session.wanted, catalog, session.settings, short=False))
    return {
        "title": naming.title(session),
        "today": "" if session.only else _today(session.offer),
        "over": _over(session, catalog),
        "lines": _lines(found, catalog),
        "total": naming.total(found, catalog),
        "waits": session.has_plan,
        "unreadable": session.plan.problem_words,
        "anew": session.gate == "ask" and session.asked_at == safety_date.ANEW,
        "unsure": bool(asked_again.pending(session.course.profile, catalog)),
        "capped": _capped(session, catalog, found),
        "hurt": review_words.left_out_now(_hurt(session), catalog),
        "whole": whole,
        "short_minutes": SHORT_SECONDS // 60,
        "shorter": session.short or whole > 1 or found[0].dose.sets > 1,
        "days": _days(session),
        "exercise": first,
        "steppers": show.pacing(session, _rested(found), _get_ready(session, first)),
        "has_sides": any(step.dose.sides != "both" for step in found),
        "starting": _moment(session, catalog, found, 0) | show.first_moment(phases, found[0].dose),
        "ready_seconds": phases[0].duration // SECOND,
        **_checked(session, catalog),
        **_unfinished(session, catalog),
    }


def _hurt(session: Session) -> list[str]:
    """Return what hurt in this week and would be in this session, in the plan's order."""
    if session.only is not None:
        there = [one.slug for one in session.only.wanted]
    else:
        there = [item.exercise.slug for item in make(session.course, session.catalog).session]
    return [slug for slug in there if slug in session.offer.hurt]


def _capped(session: Session, catalog: Catalog, found: Sequence[Step]) -> str:
    """Return why a health answer caps a hold, in sentences; empty if none does."""
    limit = cap.cap_of(catalog, session.course.profile.conditions)
    held = (cap.longest(catalog.exercise(step.slug).dose) for step in found)
    return limit.words if limit is not None and max(held) > limit.seconds else ""


def _checked(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values of the pain question, and of what follows from its answers."""
    check, words = session.check, session.check.words(catalog.safety)
    yesterday = None if session.day_after is None else session.log.value.entry(session.day_after)
    if yesterday is not None and check.now is not None:
        counted = _("Noted also as the day after your session of yesterday.")
        calm = pain.settled(catalog.safety, check.usual.value.pain, yesterday.pain_before, check.now)
        words = f"{words} {counted}{'' if calm else f' {catalog.safety.pain_rule.settle}'}".strip()
    return {
        "check": check,
        "check_words": words,
        "must_ask": check.verdict(catalog.safety) == "ask",
        "usual_words": check.usual_words(session.day),
    }


def _get_ready(session: Session, first: Exercise) -> int:
    chosen = session.settings.get_ready
    return first.dose.get_ready if chosen is None else chosen


def _rested(found: Sequence[Step]) -> Any:  # noqa: ANN401 - a dose or none
    return next((step.dose for step in found if step.dose.sets > 1), None)


def _over(session: Session, catalog: Catalog) -> dict[str, Any] | None:
    """Return the template's values of a plan's week that is over; None if it goes on, or without a plan."""
    saved, week = session.plan.value, session.week_over
    if week is None:
        return None
    done = dates.tally(session.log.value, saved, week, session.day, catalog)
    title, said = review_words.week_over(saved.course.week, done)
    return {"title": title, "done": said, "question": _(review_words.HOW_WAS_IT), "stands": session.stands}


def _today(offer: Offer) -> str:
    """Return what the plan has on a day without a session, in a sentence; empty for a day with one."""
    day = offer.today
    if day is None:
        return ""
    if day.kind == "rest":
        return _("Today: rest.")
    return ngettext("Today: a walk of {n} minute.", "Today: a walk of {n} minutes.", day.walk_minutes)


def _empty(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the view of a plan that has no exercise for this reader, with the reasons."""
    return {
        "title": naming.title(session),
        "hurt": review_words.left_out_now(_hurt(session), catalog),
        "prepared": session.course.profile.prescribed is not None,
        "closed": [
            {"exercise": one, "why": " ".join(why)}
            for one, why in words.closed(session.course, catalog)
            if why
        ],
        **_unfinished(session, catalog),
    }


def _unfinished(session: Session, catalog: Catalog) -> dict[str, Any]:
    there = session.unfinished
    if there is None:
        return {"place": None, "at_start": False}
    title = naming.named(there.source, there.weekday, there.place.steps, catalog)
    return {"place": _place(there), "at_start": False, "unfinished_title": title}


def _days(session: Session) -> list[dict[str, Any]]:
    """Return the exercise days that may be chosen; empty where there is nothing to choose."""
    if session.only is not None:
        return []
    offered = session.offer.programmes
    days = [
        {"number": number, "name": weekday_name(one.weekday), "chosen": number == session.chosen}
        for number, one in enumerate(offered)
        if one.weekday is not None
    ]
    return days if len(days) > 1 else []


def _place(there: Unfinished) -> str:
    """Return where an unfinished session would go on: `exercise 3 of 4, rep 2, left side`."""
    return _(
        "exercise {number} of {count}, {rep}",
        number=there.place.spot.part + 1,
        count=len(there.place.steps),
        rep=_rep(there.place),
    )


def _during(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values of a running or paused session."""
    run, found = session.going, session.steps
    part = session.part
    now = show.moment(run, session.at, found[part].dose)
    index = run.index(session.at)
    if index + 1 < len(run.phases) and run.phases[index + 1].spot.part != part:
        now["next"] = catalog.exercise(found[part + 1].slug).name
    before = part - 1
    asks = before >= 0 and now["phase"] in ("introduction", "get-ready") and session.works[before].reps > 0
    return _moment(session, catalog, found, part) | {
        "now": now
        | _moment(session, catalog, found, part)
        | {"introduced": session.introduction is not None},
        "asked": _asked(session, catalog, before) if asks else None,
        "place": _words(session.place) if session.place is not None else None,
        "at_start": False,
    }


def _moment(session: Session, catalog: Catalog, found: Sequence[Step], part: int) -> dict[str, Any]:
    """Return the template's values of the present exercise."""
    step = found[part]
    exercise = catalog.exercise(step.slug)
    following = catalog.exercise(found[part + 1].slug) if part + 1 < len(found) else None
    return {
        "exercise": exercise,
        "position": _position(catalog, exercise, found[part - 1] if part else None),
        "dose": dose_line(step.dose),
        "number": pgettext("exercise", "{number} of {count}", number=part + 1, count=len(found)),
        "number_words": _("Exercise {number} of {count}", number=part + 1, count=len(found)),
        "following": following,
        "new": step.new,
        "note": step.note,
        "several": len(found) > 1,
        "title": naming.title(session),
    }


def _position(catalog: Catalog, exercise: Exercise, before: Step | None) -> str:
    """Return how to lie or stand; the same position as before needs no change."""
    if before is not None and catalog.exercise(before.slug).position == exercise.position:
        return _(STAY)
    return catalog.position(exercise.position).plain


def _words(place: Place) -> str:
    return _("exercise {number}, {rep}", number=place.spot.part + 1, rep=_rep(place))


def _rep(place: Place) -> str:
    """Return a repetition in words: `rep 2, left leg`."""
    spot = place.spot
    side = side_name(spot.side, place.steps[spot.part].dose.side_means)
    return _("rep {rep}, {side}", rep=spot.rep, side=side) if side else _("rep {rep}", rep=spot.rep)


def _asked(session: Session, catalog: Catalog, part: int) -> dict[str, Any]:
    return {
        "part": part,
        "exercise": catalog.exercise(session.steps[part].slug),
        "said": session.said[part],
    }


def _after(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values at the end, and after `it hurts`."""
    found = session.steps
    rows = [
        {
            "part": part,
            "exercise": catalog.exercise(step.slug),
            "done": _done(session, part),
            "said": session.said[part],
            "asked": session.works[part].reps > 0,
        }
        for part, step in enumerate(found)
    ]
    newest = session.newest
    return {
        "title": naming.title(session),
        "rows": rows,
        "minutes": naming.minutes(days.minutes_done(session.active / SECOND)),
        "count": sum(session.finished),
        "of": len(found),
        "exercise": catalog.exercise(found[session.hurting].slug),
        "newest": None if newest is None else catalog.exercise(newest),
        **_followed(session, catalog),
        "leavable": _leavable(session, catalog),
        "place": _words(session.place) if session.place is not None and session.can_carry_on else None,
        "at_start": session.place is not None and session.place.is_start,
        "next_name": _next_name(session, catalog),
        "own": session.programme is not None and session.programme.source == "plan",
    }


def _next_name(session: Session, catalog: Catalog) -> str:
    if session.state is not HURT or session.next_part is None:
        return ""
    return catalog.exercise(session.steps[session.next_part].slug).name


def _done(session: Session, part: int) -> str:
    """Return what was done of an exercise, in words."""
    step, work = session.steps[part], session.works[part]
    if not work.reps:
        return pgettext("exercise", "left out")
    held = duration(round(sum(work.held.values()) / SECOND))
    most = reps_of(step)
    done = min(work.reps, most)
    if step.dose.hold:
        return _("{done} of {most} reps, {duration} held", done=done, most=most, duration=held)
    return _("{done} of {most} reps, {duration} moved", done=done, most=most, duration=held)


def _leavable(session: Session, catalog: Catalog) -> list[Exercise]:
    """Return the exercises that may be taken out of the plan here: what hurt, and the newest if anything hurt."""
    if session.programme is None or session.programme.source != "plan" or not session.has_plan:
        return []
    if "hurt" not in session.said:
        return []
    hurt = [step.slug for step, said in zip(session.steps, session.said, strict=True) if said == "hurt"]
    slugs = [session.newest, *hurt] if session.newest is not None else hurt
    return [catalog.exercise(slug) for slug in dict.fromkeys(slugs) if slug not in session.left_out]


def _followed(session: Session, catalog: Catalog) -> dict[str, Any]:
    """Return the template's values of what follows from the session, and of the changes in the next week."""
    saved = session.plan.value
    if session.state is HURT:
        return {"urgent": [], "outcomes": [], "planned": False}
    course = session.course
    if not course.profile.asked:
        return _outcomes(session, catalog, ()) | {"planned": False}
    found = review.of(session.log.value, saved, session, catalog, session.check.usual.value.pain)
    lines = review_words.told(found, course, catalog, over=False)
    items = make(course, catalog).session
    answered = {*session.left_out, *(item.exercise.slug for item in items)}
    return _outcomes(session, catalog, lines, answered, sore=found.sore is not None) | {
        "ahead": review_words.ahead(found, course, catalog),
        "planned": True,
    }


def _outcomes(
    session: Session,
    catalog: Catalog,
    week: Sequence[str],
    answered: Collection[str] = (),
    *,
    sore: bool = False,
) -> dict[str, list[str]]:
    """Return what follows from the session, in sentences: what stands in the open, and what folds.

    Pain is never folded, nor that something was not saved.

    Args:
        session: an ended session.
        catalog: the catalogue.
        week: the planner's sentences about the week so far.
        answered: the exercises of these sentences. Nothing else is said of them here.
        sore: whether they tell of pain on a day after.
    """
    told = dict(zip((step.slug for step in session.steps), session.said, strict=True))
    named = {
        word: ", ".join(
            catalog.exercise(slug).name
            for slug, said in told.items()
            if said == word and (word == "hurt" or slug not in answered)
        )
        for word in SAID
    }
    own = session.programme is not None and session.programme.source == "plan"
    urgent = [*week] if sore else []
    lines = _kept(session, own=own) + ([] if sore else [*week])
    if session.lost:
        urgent.append(_("This session is not in your log: this browser did not save it."))
    if named["hurt"]:
        newest = session.newest
        rule = catalog.plan.flare_up
        urgent.append(f"{_('It hurt: {names}.', names=named['hurt'])} {rule}")
        if newest is not None:
            name = catalog.exercise(newest).name
            urgent.append(_("The newest exercise here is {name}.", name=name))
    if named["too-hard"]:
        said = [_("Too hard: {names}.", names=named["too-hard"])]
        if not answered:
            said.append(_("Nothing is added while that is so."))
        lines.append(" ".join([*said, _swap(own=own)]))
    if named["too-easy"]:
        easy = _("Too easy: {names}.", names=named["too-easy"])
        lines.append(f"{easy} {_more(own=own or bool(answered))}")
    if session.pain_after is not None:
        words = session.check.course_words(catalog.safety, session.limits, session.pain_after)
        words = _("Pain {number}: {advice}", number=session.pain_after, advice=words)
        urgent.append(f"{words} {catalog.safety.pain_rule.settle}")
    urgent.extend(
        _("Left out of your plan: {name}.", name=catalog.exercise(slug).name) for slug in session.left_out
    )
    return {"urgent": urgent, "outcomes": lines}


def _kept(session: Session, *, own: bool) -> list[str]:
    """Return where the session is stored, in sentences."""
    lines = []
    if session.noted and not session.lost:
        lines.append(_("This session is in your log, with today's date."))
    if session.short:
        lines.append(_("A short session counts as done."))
    if own and any(session.finished) and not session.plan.refused:
        lines.append(_("What you finished is ticked in your week."))
    return lines


def _swap(*, own: bool) -> str:
    return (
        _("In the planner you can put an easier one in its place.")
        if own
        else _("Look at the easier one in its guide.")
    )


def _more(*, own: bool) -> str:
    if own:
        return _("When the week is over, the planner asks how it was, and may add one thing.")
    return _("A plan of your own would add one thing after a week that was fine.")
