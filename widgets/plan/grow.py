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
    join_known,
    join_new,
    keeps_share,
    may_add_new,
    most_seconds,
    next_level,
    pair_of,
    routines_in_turn,
    shares_kept,
    with_session,
    with_step,
)
from widgets.plan.values import WARM_START, Course, Dropped

PARTS: tuple[Literal["sets", "reps", "hold"], ...] = ("sets", "reps", "hold")

type Step = Callable[[Course, Catalog], Course | None]


# --- what returns


def returned(course: Course, catalog: Catalog) -> Course:
    """Return the course with one part back that a flare-up or a break took.

    Easier exercises return first, one that was new last. A part that the reader's answers now exclude, or that no
    longer fits the minutes asked, is discarded. After the last part the course has no base any more.
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
            return _without_used_base(back)
    return _without_used_base(course)


def _level(piece: Dropped, exercises: dict[str, Exercise]) -> int:
    return exercises[piece.slug].level if piece.slug in exercises else 0


def _without_used_base(course: Course) -> Course:
    """Return a course without its base if no part waits to return."""
    return course if course.returning else replace(course, base=None)


def _back(course: Course, piece: Dropped, catalog: Catalog) -> Course | None:
    """Return the course with a part back; None if the part cannot return."""
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

    New exercises and larger doses alternate. A new exercise comes first if there are few, or if all are too easy.
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
    """Move one set from an easier exercise to its harder version. With its last set the easier exercise leaves.

    The session keeps a share of the minutes asked; else another kind of step is taken. An exercise that is too long to
    leave at once loses repetitions before.
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
            and not any(keeps_share(session, after, shares_kept(course)[-1]) for after in leaving)
        ):
            fewer = put(session, redosed(old, reps=max(least, old.planned.reps * 4 // 5)))
            leaving, gone = list(_made_up_for(fewer, new, course)), False
        floor = min(total(session), most_seconds(course, filled))
        for share in shares_kept(course):
            for after in leaving:
                if floor <= total(after) <= most_seconds(course, limits.OVER) and keeps_share(
                    session, after, share
                ):
                    dropped = Dropped(slug=old.slug, reason="replaced", dose=old.planned, second=index > 0)
                    moved = with_dropped(course, dropped) if gone else course
                    return with_step(moved, with_session(sessions, index, after), index, "dose")
    return None


def _moved_anyway(course: Course, catalog: Catalog) -> Course | None:
    """Move one set as `_moved` does if no other step is left, even if a short session gets shorter."""
    return _moved(course, catalog, filled=0)


def _pair(course: Course, session: Sequence[Slot]) -> tuple[str, str] | None:
    """Return an easier exercise of a session and the harder version that its sets move to.

    If no move has begun: two known exercises of the same face and of different levels; the harder one is the newest
    such.
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
    """Yield a session with one larger dose in return for a lost set of an easier exercise: the harder one's first."""
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
    """Add one set to the exercise with the fewest, of the face with less time."""
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
    """Return the course with a larger dose of one known exercise, within its record's range and the minutes asked."""
    if limits.slow(course.profile) and part == "hold":
        return None
    sessions = sessions_of(course, catalog)
    for turn in routines_in_turn(course):
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
            if longest([after[turn]]) <= most_seconds(course):
                worse = widens(session, after[turn])
                long = grown.seconds > most_seconds(course) * (1 - limits.FINE_SHARE)
                rank = (long, worse, face_rank(each.exercise, session), number, index)
                options.append((rank, after))
        if options:
            return with_step(course, min(options, key=lambda one: one[0])[1], turn, "dose")
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
    """Return the next level if it is due: no gentler step fits the minutes, or eight fine weeks at this level.

    It is offered if one of its exercises may come in, and never in a flare-up, a break, on the way back, or after pain.
    A level that would bring nothing within the minutes asked is returned with that reason, and is not offered.
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
    return course.fine_at_level >= limits.FINE_AT_LEVEL or _has_no_step(course)


def _has_no_step(course: Course) -> bool:
    """Return whether a fine week found no step up in the session."""
    return course.new is None and not course.grew


def _has(course: Course, catalog: Catalog) -> bool:
    """Return whether the level that weeks use has an exercise that is open to the reader."""
    allowed = usable(course, catalog)
    return any(e.level == course.level and e.slug in allowed for e in catalog.exercises)


def _full(course: Course, level: int) -> Offer | None:
    """Return the offer that the minutes asked leave no room for a level; None if weeks still change.

    In the weeks after a flare-up a session may lose less than later, so the minutes are not the reason then.
    """
    asked = course.profile.session_minutes
    if not _has_no_step(course) or len(shares_kept(course)) == 1:
        return None
    return Offer(level=level, closed_by="minutes", by=(str(asked),))


def _closed(course: Course, catalog: Catalog) -> Offer | None:
    """Return the offer that names the answer which excludes every exercise of the levels above."""
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
