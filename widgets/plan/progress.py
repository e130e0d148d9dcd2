"""The next week: a pure function of a course, the reader's answers and the log of the weeks since.

`cut` takes from a week and `grow` adds to it; this module decides which of them applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from widgets.catalog import Catalog
from widgets.diary.entries import Said
from widgets.dose.cap import for_reader
from widgets.plan import cut, fill, grow, limits, pace
from widgets.plan.changes import Change, Why, between
from widgets.plan.doses import slots, total
from widgets.plan.values import WARM_START, WEEK_MOST, Course, Phase

type Word = Literal["fine", "same", "flare", "missed"]
"""How a week went: `fine` lets the next one grow, `same` keeps it, `flare` cuts it back; `missed` had no session."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What the reader says of a week."""

    word: Word
    cause: Literal["session", "walk"] | None = None
    """What the flare-up followed; None for neither, or if the reader does not know."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """The answer about each exercise, by slug."""
    walk_hurt: bool = False
    easy: bool = False
    """Whether every exercise was too easy."""
    slowly: bool = False
    """Whether pain spread down a leg, and the reader chose to go slowly from now on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Diary:
    """The log since the last answer, as counts."""

    missed: int = 0
    """Whole weeks without a session, up to now."""
    walked: bool = True
    """Whether the reader walked in them. If not, the break shortens walks too."""
    early: int = 0
    """Days until the week is over; 0 if it is. Until then the week does not count as passed."""


NOTHING_MISSED = Diary()


def next_week(
    course: Course, answers: Answers, diary: Diary, catalog: Catalog
) -> tuple[Course, tuple[Change, ...]]:
    """Return the next week, and each change with its reason.

    The answers count in this order: a slower pace, a break, a flare-up (which takes from what the break left), then
    what hurt or was too hard. Only a fine week without any of these adds something, and at most one step.
    """
    catalog = for_reader(catalog, course.profile.conditions)
    missed = max(diary.missed, answers.word == "missed")
    paced = _paced(course, catalog) if answers.slowly else course
    before = _all_shown(paced, answers.word, missed)
    hurt = [slug for slug, said in answers.said.items() if said == "hurt"]
    hard = [slug for slug, said in answers.said.items() if said == "too-hard"]
    flare = answers.word == "flare"
    passed = 0 if diary.early else 1
    week = min(WEEK_MOST, course.week + 1)
    after = replace(
        before,
        week=week,
        quiet=max(0, course.quiet - passed),
        still=max(0, course.still - passed),
        missed=course.missed if missed else 0,
        flares=_aged(course, week, answers, diary, missed),
        row=course.row if flare and course.in_flare else 0,
        in_flare=flare,
        ask_provider=False,
        grew=True,
    )
    why_walk: Why = "step"
    if missed:
        after, why_walk = _missed(after, missed, diary, catalog, flare=flare), "break"
    anew = bool(missed) and after.phase == "begin"
    if flare:
        after, why_walk = _flare(before, after, answers, catalog), "flare"
    elif not missed and answers.word == "fine" and not (hurt or hard or answers.walk_hurt):
        after = _fine(before, after, catalog, easy=answers.easy)
    elif not missed:
        after = replace(after, phase="hold", fine_in_row=0)
    if hurt or hard or answers.walk_hurt:
        after = _hurt(after, hurt, hard, catalog, walk=answers.walk_hurt, flare=flare)
        why_walk = "hurt" if answers.walk_hurt else why_walk
    slowed = limits.slow(after.profile) and not limits.slow(course.profile)
    if slowed:
        after = replace(after, still=max(after.still, pace.SLOW_STILL), fine_in_row=0)
    if any(after.routines):
        after = after if after.phase != "walks" else replace(after, phase="hold")
    else:
        nothing_left = bool(hurt) or (slowed and any(course.routines))
        after = replace(after, phase="walks", ask_provider=after.ask_provider or nothing_left)
    after = _shown_of(before, after)
    changes = between(course, after, hurt, why_walk, hard, anew=anew, slowed=slowed)
    return after, (*changes, *_told(course, after, catalog, anew=anew))


def _paced(course: Course, catalog: Catalog) -> Course:
    """Return the course of a reader who goes slowly from now on. The slow pace counts for the week just over, too."""
    slow = replace(course, profile=replace(course.profile, slowly=True))
    return slow if limits.slow(course.profile) else pace.slowed(slow, catalog)


def _aged(course: Course, week: int, answers: Answers, diary: Diary, missed: int) -> tuple[int, ...]:
    """Return the numbers of the weeks with a flare-up, as far from the next week's as they are in the calendar.

    The week's number grows by one with each answer, also after a break and before a week is over. A flare-up that is
    reported again within a day is the same one.
    """
    again = answers.word == "flare" and course.in_flare and diary.early >= limits.LEAST_DAYS
    same_week = again or (diary.early > 0 and answers.word != "flare")
    passed = 0 if same_week else max(1, missed)
    moved = (number + week - course.week - passed for number in course.flares)
    return tuple(number for number in moved if number >= week - limits.OFTEN_WEEKS)


def _told(before: Course, after: Course, catalog: Catalog, *, anew: bool) -> Iterator[Change]:
    """Yield the changes that no exercise or walk shows.

    A level that an answer closes is reported when that begins, and then once in eight fine weeks.
    """
    if anew:
        yield Change(kind="began-again", why="break")
    if after.ask_provider:
        yield Change(kind="ask-provider", why="flares" if limits.flares_often(after) else "nothing-left")
    offer = grow.level_offer(after, catalog)
    if offer is None:
        return
    if offer.closed_by is None:
        due: Why = "fine-weeks" if after.fine_at_level >= limits.FINE_AT_LEVEL else "no-gentler-step"
        yield Change(kind="level", why=due, now=offer.level)
    elif offer != grow.level_offer(before, catalog) or after.fine_at_level % limits.FINE_AT_LEVEL == 0:
        yield Change(kind="level-closed", why=offer.closed_by, now=offer.level, by=offer.by)


def _all_shown(course: Course, word: Word, missed: int) -> Course:
    """Return a course whose first set is complete. After a worse answer, exercises that no session had yet leave it.

    A week without a session had none of them.
    """
    if course.shown is None or (missed and word != "flare"):
        return course
    shown = max(1, course.shown) if missed else course.shown + len(course.profile.days)
    if shown >= len(course.order):
        return replace(course, shown=None)
    if word in {"fine", "same"}:
        return replace(course, shown=shown)
    there = frozenset(course.order[:shown])
    routines = tuple(tuple(p for p in routine if p.slug in there) for routine in course.routines)
    return replace(course, shown=None, routines=routines, order=course.order[:shown])


def _shown_of(before: Course, after: Course) -> Course:
    """Return a course whose sessions go on adding one exercise each, after some exercises left the first set."""
    if after.shown is None or after.phase == "begin":
        return after
    shown = sum(slug in after.order for slug in before.order[: after.shown])
    return replace(after, shown=shown if shown < len(after.order) else None)


# --- the answers


def _flare(before: Course, course: Course, answers: Answers, catalog: Catalog) -> Course:
    """Return a flare-up's week. If a walk caused it, the session stays; if a session caused it, the walk stays."""
    lately = (week for week in course.flares if week > before.week - limits.OFTEN_WEEKS)
    flares = tuple(dict.fromkeys((*lately, before.week)))
    often = len(flares) >= limits.OFTEN_FLARES
    course = replace(
        course,
        phase="back",
        in_flare=True,
        flares=flares,
        calm=limits.CALM_WEEKS if often else course.calm,
        ask_provider=often,
        still=max(course.still, pace.still_weeks(course.profile)),
        fine_in_row=0,
    )
    if answers.cause != "walk":
        course = cut.flared(course, catalog)
    if answers.cause != "session":
        course = cut.shorter_walk(course)
    return replace(course, new=None)


def _missed(course: Course, missed: int, diary: Diary, catalog: Catalog, *, flare: bool) -> Course:
    """Return the week after more weeks without a session. Planner's own choice.

    From the fourth week in a row on the planner asks the safety questions first.
    """
    weeks = course.missed + missed
    course = replace(course, fine_in_row=0, still=max(course.still, 1))
    walked = course if diary.walked else _walks_rested(course, weeks, catalog)
    if not any(course.routines):
        return replace(walked, missed=weeks)
    if weeks >= limits.ANEW_FROM and course.profile.prescribed is None:
        return _begun_again(walked, catalog, flare=flare)
    rested = cut.rested(walked, weeks, catalog)
    return replace(rested, missed=weeks, phase="back" if weeks >= limits.HALVED_FROM else "hold")


def _walks_rested(course: Course, weeks: int, catalog: Catalog) -> Course:
    """Return the course with the walks after a number of weeks without one: half, from four weeks on the start."""
    if course.missed < limits.HALVED_FROM <= weeks:
        course = cut.shorter_walk(course)
    if any(course.missed < since <= weeks for since in (limits.RESTARTED_FROM, limits.ANEW_FROM)):
        course = replace(course, walk_minutes=min(course.walk_minutes, catalog.plan.walk_minutes.start))
    return course


def _begun_again(course: Course, catalog: Catalog, *, flare: bool) -> Course:
    """Return a first week after a long break: gentle exercises that were in the weeks before, or known.

    It is no longer than the week before it. No exercise counts as known any more; the reader is asked anew. Walks stay.
    In a flare-up it has only exercises of the week before, with no more of each: a flare-up never adds anything.
    """
    longest = cut.longest(cut.sessions_of(course, catalog))
    last = course.planned
    seen = {*course.order, *course.known, *course.once_known, *(d.slug for d in course.dropped), WARM_START}
    blank = replace(course.profile, known=(), one_at_a_time=False)
    fresh = fill.begin(blank, catalog, course)
    session = [each for each in slots(fresh.routines[0], catalog) if each.slug in seen]
    if flare:
        session = [cut.at_most(each, last[each.slug]) for each in session if each.slug in last]
    while len(session) > 1 and total(session) > longest:
        session = session[:-1]
    if not session or total(session) > longest:
        session = slots(course.routines[0], catalog)[:1]
    fresh = cut.with_sessions(fresh, [session])
    fresh = replace(fresh, level=max(fresh.level, *(each.exercise.level for each in session), 1))
    return replace(
        fresh,
        profile=replace(course.profile, known=()),
        week=course.week,
        phase="begin",
        walk_minutes=course.walk_minutes,
        walk_before=course.walk_before,
        once_known=tuple(dict.fromkeys((*course.known, *course.once_known))),
        flared=course.flared,
        flares=course.flares,
        calm=course.calm,
        quiet=course.quiet,
        shown=None if course.shown is None else 0,
        grew=True,
        still=max(1, course.still),
    )


def _hurt(  # noqa: PLR0913 - two lists and two flags of one answer
    course: Course, hurt: list[str], hard: list[str], catalog: Catalog, *, walk: bool, flare: bool
) -> Course:
    """Return the course without what hurt and with less of what was too hard.

    Nothing new comes in this week or the next. A walk that hurt is halved, and nothing grows for two weeks.
    """
    for slug in hard:
        course = cut.eased(course, slug, catalog, hurt=bool(hurt) or walk)
    course = (_hurt_in_flare if flare else cut.hurting)(course, hurt, catalog)
    if walk and not (flare and course.walk_before):
        course = cut.shorter_walk(course)
    still = pace.still_weeks(course.profile, 2 if walk else 1)
    return replace(course, quiet=max(course.quiet, 2), still=max(course.still, still), walk_hurt=walk)


def _hurt_in_flare(course: Course, hurt: list[str], catalog: Catalog) -> Course:
    """Return a flare-up's week without what hurt. Finding neutral does not replace it if the week did not have it."""
    warm = WARM_START in course.planned
    after = cut.hurting(course, hurt, catalog)
    there = WARM_START in after.planned
    return replace(after, routines=((),), order=()) if there and not warm else after


def _fine(before: Course, course: Course, catalog: Catalog, *, easy: bool) -> Course:
    """Return the week after a fine one: one part returns, or there is one step up; and the walk is longer."""
    there = [slug for slug in before.order if slug not in before.known]
    if before.shown is not None:
        there = [slug for slug in before.order[: before.shown] if slug not in before.known]
    course = replace(
        course,
        known=tuple(dict.fromkeys((*before.known, *there))),
        new=None,
        calm=max(0, course.calm - 1),
        fine_at_level=course.fine_at_level + 1,
        fine_in_row=course.fine_in_row + 1,
        grew=False,
    )
    if limits.slow(course.profile):
        course = _slowly(course, catalog)
    else:
        course = _session_grown(course, catalog, easy=easy)
        course = course if course.still else _walk_grown(course, catalog)
    return course if course.returning else replace(course, base=None)


def _slowly(course: Course, catalog: Catalog) -> Course:
    """Return the week after a fine one with nerve-root pain: a step after two fine weeks, session and walk in turn."""
    phase: Phase = "return" if course.returning else "build"
    if course.still or course.fine_in_row < limits.SLOW_WEEKS:
        return replace(course, phase=phase, grew=True)
    turns = ("session", "walk") if course.next_up == "session" else ("walk", "session")
    for turn in turns:
        if turn == "session":
            after = _session_grown(course, catalog, easy=False)
            changed = after.routines != course.routines
        else:
            # A walk in the place of a session that has no step left: then the next level is due.
            after = replace(_walk_grown(course, catalog), phase=phase, grew=turns[0] == "walk")
            changed = after.walk_minutes != course.walk_minutes
        if changed:
            return replace(after, fine_in_row=0, next_up="walk" if turn == "session" else "session")
    return replace(course, phase=phase, grew=False)


def _session_grown(course: Course, catalog: Catalog, *, easy: bool) -> Course:
    """Return the week with one part back, or with one step up if no part waits to return."""
    if course.still:
        return replace(course, phase="return" if course.returning else "build", grew=True)
    if course.returning:
        after = grow.returned(course, catalog)
        if after.routines != course.routines or after.returning:
            return replace(after, phase="return", grew=True)
        course = after
    if course.shown is not None:
        return replace(course, phase="build", grew=True)
    after = grow.stepped(course, catalog, easy=easy)
    return replace(after, phase="build", grew=after.routines != course.routines)


def _walk_grown(course: Course, catalog: Catalog) -> Course:
    """Return the week with a longer walk: two minutes more, or more than that on the way back from a flare-up."""
    prepared = course.profile.prescribed
    most = catalog.plan.walk_minutes.high
    now, goal = course.walk_minutes, course.walk_before or 0
    if prepared is not None:
        most = min(most, prepared.walk_minutes or now)
    step = limits.STEP_MINUTES
    if now < goal and not limits.slow(course.profile):
        step = min(limits.LARGEST_WALK_STEP, max(step, -(-goal // 8)))
    walk = max(now, min(most, now + step, goal if now < goal else most))
    return replace(course, walk_minutes=walk, walk_before=None if walk >= goal else goal)
