"""The next week: a pure function of a course, the reader's answers and what the diary says of the weeks since.

What takes from a week is in `cut`, what adds to one in `grow`; here is which of them an answer leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from widgets.catalog import Catalog
from widgets.diary.entries import Said
from widgets.dose.cap import for_reader
from widgets.plan import cut, fill, grow, limits
from widgets.plan.changes import Change, Why, between
from widgets.plan.doses import slots, total
from widgets.plan.values import WARM_START, WEEK_MOST, Course, Phase

type Word = Literal["fine", "same", "flare", "missed"]
"""How a week went: `fine` lets the next one grow, `same` keeps it, `flare` cuts it back; `missed` had no session."""

SLOW_STILL = 5
"""With nerve-root pain, weeks without a step up after a flare-up or after something hurt: that week and four more.
Planner's own choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What the reader says of a week."""

    word: Word
    cause: Literal["session", "walk"] | None = None
    """After what a flare-up came; None for neither, or not known."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """What they say of exercises, by slug."""
    walk_hurt: bool = False
    easy: bool = False
    """Whether every exercise was too easy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Diary:
    """What the diary says of the time since the last answer."""

    missed: int = 0
    """Whole weeks without a session, up to now."""
    walked: bool = True
    """Whether there was a walk in them; without one a break takes from walks too."""


NOTHING_MISSED = Diary()


def next_week(
    course: Course, answers: Answers, diary: Diary, catalog: Catalog
) -> tuple[Course, tuple[Change, ...]]:
    """Return the next week, and each thing that changes in it with the reason.

    A flare-up counts before anything else, then a break, then what hurt or was too hard. Only a fine week without
    these adds something, and one step at the most.
    """
    catalog = for_reader(catalog, course.profile.conditions)
    before = _all_shown(course, answers.word)
    missed = max(diary.missed, answers.word == "missed")
    hurt = [slug for slug, said in answers.said.items() if said == "hurt"]
    hard = [slug for slug, said in answers.said.items() if said == "too-hard"]
    flare = answers.word == "flare"
    after = replace(
        before,
        week=min(WEEK_MOST, course.week + 1),
        quiet=max(0, course.quiet - 1),
        still=max(0, course.still - 1),
        missed=0 if flare or not missed else course.missed,
        row=course.row if flare and course.in_flare else 0,
        in_flare=flare,
        ask_provider=False,
        grew=True,
    )
    why_walk: Why = "step"
    if flare:
        after, why_walk = _flare(before, after, answers, catalog), "flare"
    elif missed:
        after, why_walk = _missed(after, missed, diary, catalog), "break"
    elif hurt or hard or answers.walk_hurt:
        after = replace(after, phase="hold", fine_in_row=0)
    elif answers.word == "fine":
        after = _fine(before, after, catalog, easy=answers.easy)
    else:
        after = replace(after, phase="hold", fine_in_row=0)
    if hurt or hard or answers.walk_hurt:
        after = _hurt(after, hurt, hard, catalog, walk=answers.walk_hurt, flare=flare)
        why_walk = "hurt" if answers.walk_hurt else why_walk
    if any(after.routines):
        after = after if after.phase != "walks" else replace(after, phase="hold")
    else:
        after = replace(after, phase="walks", ask_provider=after.ask_provider or bool(hurt))
    return after, (*between(course, after, hurt, why_walk, hard), *_told(course, after, catalog))


def _told(before: Course, after: Course, catalog: Catalog) -> Iterator[Change]:
    """Yield what is to be said beside what changed in the week.

    What closes a level is said when it begins to, and once in eight fine weeks.
    """
    if after.phase == "begin":
        yield Change(kind="began-again", why="break")
    if after.ask_provider:
        yield Change(kind="ask-provider", why="flares" if after.calm else "nothing-left")
    offer = grow.level_offer(after, catalog)
    if offer is None:
        return
    if offer.closed_by is None:
        due: Why = "fine-weeks" if after.fine_at_level >= limits.FINE_AT_LEVEL else "no-gentler-step"
        yield Change(kind="level", why=due, now=offer.level)
    elif offer != grow.level_offer(before, catalog) or after.fine_at_level % limits.FINE_AT_LEVEL == 0:
        yield Change(kind="level-closed", why=offer.closed_by, now=offer.level, by=offer.by)


def _all_shown(course: Course, word: Word) -> Course:
    """Return a course whose first set is all there; what no session has shown yet leaves it after a worse answer."""
    if course.shown is None:
        return course
    shown = course.shown + len(course.profile.days)
    if shown >= len(course.order):
        return replace(course, shown=None)
    if word in {"fine", "same"}:
        return replace(course, shown=shown)
    there = frozenset(course.order[:shown])
    routines = tuple(tuple(p for p in routine if p.slug in there) for routine in course.routines)
    return replace(course, shown=None, routines=routines, order=course.order[:shown])


# --- the answers


def _flare(before: Course, course: Course, answers: Answers, catalog: Catalog) -> Course:
    """Return a flare-up's week. A walk that did it leaves the session as it is, a session that did it the walk."""
    flares = (*(week for week in before.flares if week > before.week - limits.OFTEN_WEEKS), before.week)
    often = len(flares) >= limits.OFTEN_FLARES
    still = SLOW_STILL if limits.slow(course.profile) else 1
    course = replace(
        course,
        phase="back",
        flares=flares,
        calm=limits.CALM_WEEKS if often else course.calm,
        ask_provider=often,
        still=max(course.still, still),
        fine_in_row=0,
    )
    if answers.cause != "walk":
        course = cut.flared(course, catalog)
    if answers.cause != "session":
        course = cut.shorter_walk(course)
    return replace(course, new=None)


def _missed(course: Course, missed: int, diary: Diary, catalog: Catalog) -> Course:
    """Return the week after so many more weeks without a session. Planner's own choice; the fourth asks anew first."""
    weeks = course.missed + missed
    course = replace(course, fine_in_row=0, still=max(course.still, 1))
    if not any(course.routines):
        return replace(course, missed=weeks)
    if weeks >= limits.ANEW_FROM and course.profile.prescribed is None:
        return _begun_again(course, catalog)
    rested = cut.rested(course, weeks, catalog)
    if weeks >= limits.HALVED_FROM and not diary.walked:
        if course.missed < limits.HALVED_FROM:
            rested = cut.shorter_walk(rested)
        if course.missed < limits.RESTARTED_FROM <= weeks:
            walk = min(rested.walk_minutes, catalog.plan.walk_minutes.start)
            rested = replace(rested, walk_minutes=walk)
    return replace(rested, missed=weeks, phase="back" if weeks >= limits.HALVED_FROM else "hold")


def _begun_again(course: Course, catalog: Catalog) -> Course:
    """Return a first week after a long break: gentle exercises that the weeks before had or that were known.

    It is no longer than the week before it. What was known is asked anew.
    """
    longest = cut.longest(cut.sessions_of(course, catalog))
    seen = {*course.order, *course.known, *course.once_known, *(d.slug for d in course.dropped), WARM_START}
    blank = replace(course.profile, known=(), one_at_a_time=False)
    fresh = fill.begin(blank, catalog, course)
    session = [each for each in slots(fresh.routines[0], catalog) if each.slug in seen]
    while len(session) > 1 and total(session) > longest:
        session = session[:-1]
    if not session or total(session) > longest:
        session = slots(course.routines[0], catalog)[:1]
    fresh = cut.with_sessions(fresh, [session])
    fresh = replace(fresh, level=max(fresh.level, *(each.exercise.level for each in session), 1))
    return replace(
        fresh,
        profile=course.profile,
        week=course.week,
        phase="begin",
        walk_minutes=min(course.walk_minutes, catalog.plan.walk_minutes.start),
        once_known=tuple(dict.fromkeys((*course.known, *course.once_known))),
        flared=course.flared,
        flares=course.flares,
        calm=course.calm,
        grew=True,
        still=1,
    )


def _hurt(  # noqa: PLR0913 - two lists and two flags of one answer
    course: Course, hurt: list[str], hard: list[str], catalog: Catalog, *, walk: bool, flare: bool
) -> Course:
    """Return the course without what hurt and with less of what was too hard; nothing is added beside that.

    Nothing new comes in this week or the next. A walk that hurt is halved, and nothing grows for two weeks.
    """
    for slug in hard:
        course = cut.eased(course, slug, catalog, hurt=bool(hurt) or walk)
    course = (_hurt_in_flare if flare else cut.hurting)(course, hurt, catalog)
    if walk and not (flare and course.walk_before):
        course = cut.shorter_walk(course)
    still = SLOW_STILL if limits.slow(course.profile) else 2 if walk else 1
    return replace(course, quiet=max(course.quiet, 2), still=max(course.still, still), walk_hurt=walk)


def _hurt_in_flare(course: Course, hurt: list[str], catalog: Catalog) -> Course:
    """Return a flare-up's week without what hurt; finding neutral is not put in its place where it was not there."""
    warm = any(planned.slug == WARM_START for routine in course.routines for planned in routine)
    after = cut.hurting(course, hurt, catalog)
    there = any(planned.slug == WARM_START for routine in after.routines for planned in routine)
    return replace(after, routines=((),), order=()) if there and not warm else after


def _fine(before: Course, course: Course, catalog: Catalog, *, easy: bool) -> Course:
    """Return the week after a fine one: a part that returns, or a step up; and a longer walk."""
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
        return _slowly(course, catalog)
    course = _session_grown(course, catalog, easy=easy)
    return course if course.still else _walk_grown(course, catalog)


def _slowly(course: Course, catalog: Catalog) -> Course:
    """Return the week after a fine one with nerve-root pain: a step after two in a row, session and walk in turn."""
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
    """Return the week with one part back, or with one step up where nothing waits to return."""
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
    """Return the week with a longer walk: two minutes, or faster back to what it was before a flare-up."""
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
