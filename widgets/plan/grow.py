"""What adds to a week: what returns after a flare-up or a break, one step up a week, and the next level.

Each function returns the course with its addition, or the same course where nothing may or can be added.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from widgets.catalog import Catalog, Exercise
from widgets.dose.cap import for_reader
from widgets.plan import limits
from widgets.plan.admission import ClosedBy, admitted, may_be_new, problems, usable
from widgets.plan.changes import Change, between
from widgets.plan.cut import longest, sessions_of, with_dropped, with_sessions
from widgets.plan.doses import (
    Slot,
    by_slug,
    face_rank,
    put,
    redosed,
    slot,
    started,
    total,
    widens,
    without,
)
from widgets.plan.join import (
    done,
    join_known,
    join_new,
    keeps,
    limit,
    may_add_new,
    next_level,
    pair_of,
    shares,
    turns,
    with_session,
)
from widgets.plan.values import WARM_START, Course, Dropped

PARTS: tuple[Literal["sets", "reps", "hold"], ...] = ("sets", "reps", "hold")

type Step = Callable[[Course, Catalog], Course | None]


# --- what returns


def returned(course: Course, catalog: Catalog) -> Course:
    """Return the course with one part back that a flare-up or a break took: easier ones first, what was new last.

    A part that the reader's answers close by now, or that no longer fits the minutes asked, is given up. When the last
    part is back, the base stands.
    """
    exercises = by_slug(catalog)
    ranks = {exercise.slug: index for index, exercise in enumerate(catalog.exercises)}
    pieces = sorted(course.returning, key=lambda d: (d.new, _level(d, exercises), ranks.get(d.slug, 0)))
    for piece in pieces:
        if piece.new and (course.quiet or course.calm):
            return course
        course = replace(course, dropped=tuple(each for each in course.dropped if each != piece))
        back = _back(course, piece, catalog)
        if back is not None:
            return _stands(back)
    return _stands(course)


def _level(piece: Dropped, exercises: dict[str, Exercise]) -> int:
    return exercises[piece.slug].level if piece.slug in exercises else 0


def _stands(course: Course) -> Course:
    return course if course.returning else replace(course, base=None)


def _back(course: Course, piece: Dropped, catalog: Catalog) -> Course | None:
    """Return the course with a part back; None where that cannot be."""
    sessions = sessions_of(course, catalog)
    there = {each.slug for session in sessions for each in session}
    if piece.slug not in admitted(course, catalog) or (piece.slug in there) == piece.whole:
        return None
    exercise = by_slug(catalog)[piece.slug]
    at_start = started(exercise, course.profile)
    wanted = at_start if piece.new or piece.dose is None else slot(piece.dose, catalog)
    prepared = course.profile.prescribed is not None
    limit = math.inf if prepared else course.profile.session_minutes * 60 * limits.OVER
    most = math.inf if prepared else limits.MOST_EXERCISES
    for each in (wanted, at_start):
        if not piece.whole:
            after = [put(session, each) for session in sessions]
        else:
            index = int(piece.second and len(sessions) > 1)
            both = exercise.slug == WARM_START
            after = [
                [*session, each] if i == index or both else session for i, session in enumerate(sessions)
            ]
        if longest(after) <= max(limit, longest(sessions)) and max(map(len, after)) <= most:
            back = with_sessions(course, after)
            if not piece.new:
                return back
            order = (*(slug for slug in back.order if slug != piece.slug), piece.slug)
            return replace(back, new=piece.slug, order=order, moving=pair_of(back, exercise, catalog))
    return None


def stepped(course: Course, catalog: Catalog, *, easy: bool = False) -> Course:
    """Return the course with one step up of its sessions. First document: one new exercise a week, and slowly longer.

    New exercises and larger doses alternate; where there are few exercises, or all are too easy, a new one comes first.
    Planner's own choice.
    """
    if course.profile.prescribed is not None or course.still:
        return course
    few = min(map(len, course.routines)) < limits.FEW_EXERCISES
    new_first = few or easy or course.last_step != "new"
    steps: tuple[Step, ...] = (
        _moved,
        *((join_new, _set) if new_first else (_set, join_new)),
        join_known,
        _reps,
        _hold,
        _moved_anyway,
    )
    for step in steps:
        after = step(course, catalog)
        if after is not None:
            return after
    return course


def _moved(course: Course, catalog: Catalog, *, filled: float = limits.GOOD_SHARE) -> Course | None:
    """Move one set from an easier exercise to its harder version; the last one takes the easier exercise out.

    The session gets no shorter than a share of the minutes asked: below that another step comes first. One that is too
    long to leave at once gives up repetitions before.
    """
    sessions = sessions_of(course, catalog)
    for index, session in enumerate(sessions):
        pair = _pair(course, session)
        if pair is None:
            continue
        course = replace(course, moving=pair)
        old, new = (next(each for each in session if each.slug == slug) for slug in pair)
        last = old.planned.sets == 1
        left = without(session, {old.slug}) if last else put(session, redosed(old, sets=old.planned.sets - 1))
        leaving = list(_made_up_for(left, new, course))
        least, gone = limits.bounds(old.exercise, "reps")[0], last
        if (
            last
            and old.planned.reps > least
            and not any(keeps(session, after, shares(course)[-1]) for after in leaving)
        ):
            fewer = put(session, redosed(old, reps=max(least, old.planned.reps * 4 // 5)))
            leaving, gone = list(_made_up_for(fewer, new, course)), False
        floor = min(total(session), limit(course, filled))
        for share in shares(course):
            for after in leaving:
                if floor <= total(after) <= limit(course, limits.OVER) and keeps(session, after, share):
                    dropped = Dropped(slug=old.slug, reason="replaced", dose=old.planned, second=index > 0)
                    moved = with_dropped(course, dropped) if gone else course
                    return done(moved, with_session(sessions, index, after), index, "dose")
    return None


def _moved_anyway(course: Course, catalog: Catalog) -> Course | None:
    """Move one set over where no other step is left, also where that makes a short session shorter."""
    return _moved(course, catalog, filled=0)


def _pair(course: Course, session: Sequence[Slot]) -> tuple[str, str] | None:
    """Return the easier exercise of a session whose sets move over, with its harder version.

    Where no pair is on its way, it is one of the same face and of different levels that the reader knows, whose harder
    version came last.
    """
    there = {
        each.slug: each.exercise for each in session if each.slug in {*course.known, *(course.moving or ())}
    }
    if course.moving is not None and there.keys() >= set(course.moving):
        return course.moving
    pairs = (
        (easier, harder)
        for harder, exercise in there.items()
        for easier in exercise.easier
        if easier in there and easier != WARM_START
        if there[easier].level < exercise.level and there[easier].face == exercise.face
        if course.order.index(easier) < course.order.index(harder)
    )
    return next(pairs, None)


def _made_up_for(left: list[Slot], harder: Slot, course: Course) -> Iterator[list[Slot]]:
    """Yield a session with one larger dose for a set that an easier exercise gave up: the harder version's first."""
    fixed = {WARM_START, *(course.moving or ())}
    others = [each for each in sorted(left, key=lambda each: each.seconds) if each.slug not in fixed]
    for part in PARTS[:2] if limits.slow(course.profile) else PARTS:
        for each in (harder, *others):
            number: int = getattr(each.planned, part)
            most = limits.bounds(each.exercise, part)[1]
            if number < most and (part != "hold" or number):
                more = 1 if part == "sets" else max(1, round(number / 5))
                yield put(left, redosed(each, **{part: min(most, number + more)}))
            if part == "sets" and each is harder:
                yield left


def _set(course: Course, catalog: Catalog) -> Course | None:
    """Add one set to the exercise of the lagging face that has fewest."""
    return _larger(course, catalog, "sets", lambda _: 1)


def _reps(course: Course, catalog: Catalog) -> Course | None:
    """Add about a fifth of the repetitions to one exercise."""
    return _larger(course, catalog, "reps", lambda number: max(1, round(number / 5)))


def _hold(course: Course, catalog: Catalog) -> Course | None:
    """Add about a fifth of the seconds of hold to one exercise; one without a hold gets none."""
    return _larger(course, catalog, "hold", lambda number: max(1, round(number / 5)))


def _larger(
    course: Course, catalog: Catalog, part: Literal["sets", "reps", "hold"], by: Callable[[int], int]
) -> Course | None:
    """Return the course with a larger dose of one known exercise within its record's range and the minutes asked."""
    if limits.slow(course.profile) and part == "hold":
        return None
    sessions = sessions_of(course, catalog)
    for turn in turns(course):
        session = sessions[turn]
        options = []
        for index, each in enumerate(session):
            number: int = getattr(each.planned, part)
            _, most = limits.bounds(each.exercise, part)
            fixed = each.slug in {WARM_START, course.new, *(course.moving or ())[:1]}
            if fixed or number >= most or (part == "hold" and not number):
                continue
            grown = redosed(each, **{part: min(most, number + by(number))})
            after = [put(one, grown) for one in sessions]
            if longest([after[turn]]) <= limit(course):
                worse = widens(session, after[turn])
                long = grown.seconds > limit(course) * (1 - limits.FINE_SHARE)
                rank = (long, worse, face_rank(each.exercise, session), number, index)
                options.append((rank, after))
        if options:
            return done(course, min(options, key=lambda one: one[0])[1], turn, "dose")
    return None


# --- the next level


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """The next level, which is due."""

    level: int
    closed_by: ClosedBy | Literal["minutes"] | None = None
    """Why no exercise of it is open to the reader, or has room in the minutes asked: then it cannot be taken."""
    by: tuple[str, ...] = ()
    """The conditions or the equipment behind that, or the minutes asked."""


def level_offer(course: Course, catalog: Catalog) -> Offer | None:
    """Return the next level where it is due: no gentler step fits the minutes, or after eight fine weeks at a level.

    It is offered when one of its exercises may come in, and never in a flare-up, a break, on the way back, or after
    something hurt. A level that would bring nothing within the minutes asked is named with that reason, not offered.
    """
    if course.phase != "build" or course.returning or not may_add_new(course):
        return None
    if not _due(course):
        return None
    target = next_level(course, catalog)
    if target is not None:
        higher = replace(course, level=target)
        if any(e.level == target and may_be_new(e, higher, catalog) for e in catalog.exercises):
            full = _full(course, target)
            return full if full and stepped(higher, catalog, easy=True) is higher else Offer(level=target)
    if course.reached < course.level and _has(course, catalog):
        return _full(course, course.level)
    return _closed(course, catalog) if target is None else _full(course, target)


def _due(course: Course) -> bool:
    """Return whether the next level is due: a fine week found no gentler step, or eight fine weeks at this one."""
    return course.fine_at_level >= limits.FINE_AT_LEVEL or _stands_still(course)


def _stands_still(course: Course) -> bool:
    """Return whether a fine week found no step up in the session."""
    return course.new is None and not course.grew


def _has(course: Course, catalog: Catalog) -> bool:
    """Return whether the level that weeks use has an exercise that is open to the reader."""
    allowed = usable(course, catalog)
    return any(e.level == course.level and e.slug in allowed for e in catalog.exercises)


def _full(course: Course, level: int) -> Offer | None:
    """Return that the minutes asked leave no room for what leads to a level; None where weeks still move.

    Soon after a flare-up a session gives up less than it may later: the minutes are not yet what stands in the way.
    """
    asked = course.profile.session_minutes
    if not _stands_still(course) or len(shares(course)) == 1:
        return None
    return Offer(level=level, closed_by="minutes", by=(str(asked),))


def _closed(course: Course, catalog: Catalog) -> Offer | None:
    """Return which answer closes every exercise of the levels above; with nerve-root pain the pace alone does."""
    highest = limits.highest_level(course.profile)
    if course.level >= highest:
        above_all = sorted(one.number for one in catalog.levels if one.number > highest)
        if limits.slow(course.profile) or not above_all:
            return None
        return Offer(level=above_all[0], closed_by="level")
    above = replace(course, level=highest)
    closing = [
        closed
        for e in catalog.exercises
        if course.level < e.level <= highest
        for closed in [next(problems(e, above, catalog), None)]
        if closed is not None
    ]
    if not closing:
        return None
    first = min(closing, key=lambda closed: closed.exercise.level)
    return Offer(level=first.exercise.level, closed_by=first.rule, by=first.by)


def raised(course: Course, catalog: Catalog) -> tuple[Course, tuple[Change, ...]]:
    """Return the course at the next level that is offered, with one of its exercises where this week had no step yet.

    The changes are those of this week. A course without an offer is returned as it is.
    """
    catalog = for_reader(catalog, course.profile.conditions)
    offer = level_offer(course, catalog)
    if offer is None or offer.closed_by is not None:
        return course, ()
    higher = replace(course, level=offer.level, fine_at_level=0)
    if higher.grew or limits.slow(higher.profile):
        return higher, ()
    after = stepped(higher, catalog, easy=True)
    if after is higher:
        return higher, ()
    after = replace(after, grew=True)
    return after, tuple(between(course, after, (), "step"))
