"""What adds to a week: what returns after a flare-up or a break, one step up a week, and the next level.

Each function returns the course with its addition, or the same course where nothing may or can be added.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from widgets.catalog import Catalog, Exercise
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
from widgets.plan.fill import open_pool
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
            return replace(back, new=piece.slug, order=order, moving=_pair(back, exercise))
    return None


# --- a step up


def may_add_new(course: Course) -> bool:
    """Return whether something new may come in this week."""
    return not (course.quiet or course.still or course.calm or course.in_flare or course.profile.prescribed)


def stepped(course: Course, catalog: Catalog, *, easy: bool = False) -> Course:
    """Return the course with one step up of its sessions. First document: one new exercise a week, and slowly longer.

    New exercises and larger doses alternate; where there are few exercises, or all are too easy, a new one comes first.
    Planner's own choice.
    """
    if course.profile.prescribed is not None or course.still:
        return course
    few = min(map(len, course.routines)) < limits.FEW_EXERCISES
    new_first = few or easy or course.last_step != "new"
    steps: tuple[Step, ...] = (_moved, *((_new, _set) if new_first else (_set, _new)), _known, _reps, _hold)
    for step in steps:
        after = step(course, catalog)
        if after is not None:
            return after
    return course


def _turns(course: Course) -> Iterable[int]:
    """Return the numbers of the routines, the one that had no step last first."""
    count = len(course.routines)
    return ((course.last_turn + 1 + index) % count for index in range(count))


def _limit(course: Course, over: float = 1.0) -> int:
    """Return how long a session may become, in seconds."""
    return int(course.profile.session_minutes * 60 * over)


def _done(course: Course, sessions: Sequence[list[Slot]], turn: int, kind: Literal["new", "dose"]) -> Course:
    return replace(with_sessions(course, sessions), last_step=kind, last_turn=turn)


def _with(sessions: Sequence[list[Slot]], index: int, session: list[Slot]) -> list[list[Slot]]:
    return [session if i == index else each for i, each in enumerate(sessions)]


def _moved(course: Course, catalog: Catalog) -> Course | None:
    """Move one set from an easier exercise to its harder version; the last one takes the easier exercise out."""
    if course.moving is None:
        return None
    easier, harder = course.moving
    sessions = sessions_of(course, catalog)
    for index, session in enumerate(sessions):
        there = {each.slug: each for each in session}
        if easier not in there or harder not in there:
            continue
        old, new = there[easier], there[harder]
        last = old.planned.sets == 1
        left = without(session, {easier}) if last else put(session, redosed(old, sets=old.planned.sets - 1))
        options = list(_made_up_for(left, new, easier))
        for share in (limits.GOOD_SHARE, limits.FINE_SHARE):
            for after in options:
                if total(after) <= _limit(course, limits.OVER) and _keeps(session, after, share):
                    moved = course
                    if last:
                        dropped = Dropped(slug=easier, reason="replaced", dose=old.planned, second=index > 0)
                        moved = with_dropped(course, dropped)
                    return _done(moved, _with(sessions, index, after), index, "dose")
    return None


def _made_up_for(left: list[Slot], harder: Slot, easier: str) -> Iterator[list[Slot]]:
    """Yield a session with one larger dose for a set that an easier exercise gave up: the harder version's first."""
    shortest = sorted(left, key=lambda each: each.seconds)
    for part in PARTS:
        for each in (
            harder,
            *(other for other in shortest if other.slug not in {harder.slug, easier, WARM_START}),
        ):
            number: int = getattr(each.planned, part)
            if number < limits.bounds(each.exercise, part)[1] and (part != "hold" or number):
                more = 1 if part == "sets" else max(1, round(number / 5))
                yield put(left, redosed(each, **{part: number + more}))
            if part == "sets" and each is harder:
                yield left


def _keeps(before: Sequence[Slot], after: Sequence[Slot], share: float = limits.FINE_SHARE) -> bool:
    """Return whether a session keeps a share of its length from one fine week to the next."""
    return total(after) >= share * total(before)


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
    for turn in _turns(course):
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
            if longest([after[turn]]) <= _limit(course):
                worse = widens(session, after[turn])
                long = grown.seconds > _limit(course) * (1 - limits.FINE_SHARE)
                rank = (long, worse, face_rank(each.exercise, session), number, index)
                options.append((rank, after))
        if options:
            return _done(course, min(options, key=lambda one: one[0])[1], turn, "dose")
    return None


# --- exercises that join


def _new(course: Course, catalog: Catalog) -> Course | None:
    """Bring in one new exercise at its start dose, beside its easier version where the week has that."""
    if not may_add_new(course) or course.new is not None:
        return None
    for exercise in new_ones(course, catalog):
        after = joined(course, exercise, catalog)
        if after is not None:
            return after
    return None


def new_ones(course: Course, catalog: Catalog) -> list[Exercise]:
    """Return what may be new next, the most useful first.

    Wishes first; then what the week's level still lacks; after a few weeks what leads to the next level, where nothing
    there is ready; harder versions of the week's exercises; the face that lags; what leads furthest; the easier.
    Planner's own choice.
    """
    session = [each for one in sessions_of(course, catalog) for each in one]
    there = {each.slug for each in session}
    reached = _reached(course, sessions_of(course, catalog), catalog)
    urgent = course.fine_at_level >= limits.FINE_AT_LEVEL // 2
    distance = _path(course, catalog) if urgent else {}
    reach = _reach(replace(course, level=limits.highest_level(course.profile)), catalog)
    waiting = {each.slug for each in course.returning}
    options = [
        e
        for e in catalog.exercises
        if e.slug not in there and e.slug not in waiting and may_be_new(e, course, catalog)
    ]
    return sorted(
        options,
        key=lambda e: (
            e.slug not in course.wishes,
            not reached and e.level != course.level,
            distance.get(e.slug, len(catalog.exercises)),
            not there.intersection(e.easier) - {WARM_START},
            _stuck(course, e, session),
            face_rank(e, session),
            -reach.get(e.slug, 0),
            e.level,
        ),
    )


def _stuck(course: Course, exercise: Exercise, session: Sequence[Slot]) -> bool:
    """Return whether an exercise, or the easier version beside which it comes, is too long to ever make way again."""
    quarter = _limit(course) * (1 - limits.FINE_SHARE)
    own = started(exercise, course.profile)
    pair = _pair(course, exercise)
    if pair is None:
        return own.seconds > quarter
    easier = next((each for each in session if each.slug == pair[0]), own)
    more = redosed(own, sets=own.planned.sets + 1)
    gain = more.seconds - own.seconds if limits.bounds(exercise, "sets")[1] > own.planned.sets else 0
    return easier.seconds - gain > quarter


def _reach(course: Course, catalog: Catalog) -> dict[str, int]:
    """Return the highest level to which each exercise leads through harder versions that are open to the reader."""
    allowed = usable(course, catalog)
    found: dict[str, int] = {}
    for exercise in sorted(catalog.exercises, key=lambda e: -e.level):
        if exercise.slug in allowed:
            leads = (found.get(slug, 0) for slug in exercise.harder)
            found[exercise.slug] = max(exercise.level, *leads, 0)
    return found


def _reached(course: Course, sessions: Sequence[Sequence[Slot]], catalog: Catalog) -> bool:
    """Return whether the reader has, or knows, an exercise of the level that weeks use."""
    there = any(each.exercise.level >= course.level for session in sessions for each in session)
    return there or any(e.level == course.level and e.slug in course.known for e in catalog.exercises)


def _path(course: Course, catalog: Catalog) -> dict[str, int]:
    """Return how many exercises lie between each one that is not known and the next level; empty where that is open."""
    target = next_level(course, catalog)
    if target is None:
        return {}
    higher = replace(course, level=target)
    allowed = usable(higher, catalog)
    goals = [e for e in catalog.exercises if e.level == target and e.slug in allowed]
    if any(may_be_new(e, higher, catalog) for e in goals):
        return {}
    exercises = by_slug(catalog)
    found: dict[str, int] = {}
    edge = {slug for e in goals for slug in e.easier}
    steps = 0
    while edge:
        edge = {slug for slug in edge if slug in allowed and slug not in found and slug not in course.known}
        found |= dict.fromkeys(edge, steps)
        edge = {slug for each in edge for slug in exercises[each].easier}
        steps += 1
    return found


def joined(course: Course, exercise: Exercise, catalog: Catalog) -> Course | None:
    """Return the course with a new exercise in its sessions; None where there is no room.

    Its easier version gives up a set, where it has more than one. Where the minutes are full, up to two other exercises
    make way, the easiest first, or one gives up a set: only for a harder version, a wish, or what leads to the next
    level.
    """
    sessions = sessions_of(course, catalog)
    pair = _pair(course, exercise)
    homes = [i for i in range(len(sessions)) if pair and any(s.slug == pair[0] for s in sessions[i])]
    worth = bool(pair) or exercise.slug in course.wishes or exercise.slug in _path(course, catalog)
    worth = worth or (exercise.level == course.level and not _reached(course, sessions, catalog))
    for turn in homes or _turns(course):
        session = list(sessions[turn])
        if pair:
            session = [_one_set_less(each) if each.slug == pair[0] else each for each in session]
        after = _with_room(course, [*session, started(exercise, course.profile)], sessions, turn, worth=worth)
        if after is None:
            continue
        gone = {each.slug for each in session} - {each.slug for each in after}
        for slug in gone:
            planned = next(each.planned for each in sessions[turn] if each.slug == slug)
            course = with_dropped(
                course, Dropped(slug=slug, reason="replaced", dose=planned, second=turn > 0)
            )
        course = _done(course, _with(sessions, turn, after), turn, "new")
        dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
        wishes = tuple(slug for slug in course.wishes if slug != exercise.slug)
        return replace(
            course, new=exercise.slug, dropped=dropped, moving=pair or course.moving, wishes=wishes
        )
    return None


def _pair(course: Course, exercise: Exercise) -> tuple[str, str] | None:
    """Return the hardest easier version of an exercise in the week, with the exercise itself."""
    there = {planned.slug for routine in course.routines for planned in routine}
    easier = [slug for slug in exercise.easier if slug in there and slug != WARM_START]
    return (max(easier, key=course.order.index), exercise.slug) if easier else None


def _one_set_less(each: Slot) -> Slot:
    return redosed(each, sets=each.planned.sets - 1) if each.planned.sets > 1 else each


def _with_room(
    course: Course, session: list[Slot], sessions: Sequence[list[Slot]], turn: int, *, worth: bool
) -> list[Slot] | None:
    """Return a session whose last exercise has just joined, without those that make way for it; None for no room."""
    joining = session[-1]
    others = {each.slug for i, one in enumerate(sessions) if i != turn for each in one}
    limit = _limit(course, limits.OVER)

    def fits(some: Sequence[Slot], share: float = limits.FINE_SHARE) -> bool:
        week = len({each.slug for each in some} | others)
        return (
            total(some) <= limit
            and len(some) <= limits.MOST_EXERCISES
            and (len(sessions) == 1 or week <= limits.MOST_IN_TURN)
            and _keeps(sessions[turn], some, share)
        )

    if fits(session):
        return session
    if not worth:
        return None
    stays = {WARM_START, joining.slug, *joining.exercise.easier, *(course.moving or ())[1:]}
    harder_there = {slug for each in session for slug in each.exercise.easier}
    sides = [each.exercise.face for each in session if each.slug != WARM_START]
    may_go = sorted(
        (each for each in session if each.slug not in stays),
        key=lambda each: (
            each.exercise.face != "other" and sides.count(each.exercise.face) == 1,
            each.slug not in harder_there,
            each.exercise.level,
            -face_rank(each.exercise, session),
        ),
    )
    smaller = [
        put(session, _one_set_less(each))
        for each in session
        if each.planned.sets > 1 and each.slug not in {WARM_START, joining.slug}
    ]
    options = [
        *(without(session, [each.slug]) for each in may_go),
        *smaller,
        *(without(session, [each.slug for each in some]) for some in combinations(may_go, 2)),
        *(without(less, [each.slug]) for less in smaller for each in may_go),
    ]
    for share in (limits.GOOD_SHARE, limits.FINE_SHARE):
        for after in options:
            if fits(after, share):
                return after
    return None


def _known(course: Course, catalog: Catalog) -> Course | None:
    """Bring in one exercise that the reader knows and that the week has no version of."""
    if course.quiet or course.calm:
        return None
    sessions = sessions_of(course, catalog)
    there = {each.slug for session in sessions for each in session}
    waiting = {each.slug for each in course.dropped if each.reason != "replaced"}
    pool = [e for e in limits.hardest(open_pool(course, catalog)) if e.slug not in there | waiting]
    week = [each.exercise for session in sessions for each in session]
    pool = [e for e in pool if e.slug in course.known and not limits.versions_of(e, week)]
    for turn in _turns(course):
        session = sessions[turn]
        for exercise in sorted(pool, key=lambda e: (face_rank(e, session), -e.level)):
            after = [*session, started(exercise, course.profile)]
            fits = total(after) <= _limit(course) and len(after) <= limits.MOST_EXERCISES
            if fits and (len(sessions) == 1 or len(there) < limits.MOST_IN_TURN):
                course = _done(course, _with(sessions, turn, after), turn, "new")
                dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
                return replace(course, dropped=dropped)
    return None


# --- the next level


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """The next level, which is due."""

    level: int
    closed_by: ClosedBy | None = None
    """Why no exercise of it is open to the reader: then it cannot be taken."""
    by: tuple[str, ...] = ()
    """The conditions or the equipment behind that."""


def next_level(course: Course, catalog: Catalog) -> int | None:
    """Return the next level up to the reader's highest that has exercises open to them; None for none."""
    highest = limits.highest_level(course.profile)
    for level in sorted(one.number for one in catalog.levels if course.level < one.number <= highest):
        allowed = usable(replace(course, level=level), catalog)
        if any(e.level == level and e.slug in allowed for e in catalog.exercises):
            return level
    return None


def level_offer(course: Course, catalog: Catalog) -> Offer | None:
    """Return the next level where it is due: no gentler step fits the minutes, or after eight fine weeks at a level.

    It is offered when one of its exercises may come in, and never in a flare-up, a break, on the way back, or after
    something hurt.
    """
    if course.phase != "build" or course.returning or not may_add_new(course):
        return None
    if course.level >= limits.highest_level(course.profile) or not _due(course):
        return None
    target = next_level(course, catalog)
    if target is None:
        return _closed(course, catalog)
    higher = replace(course, level=target)
    ready = any(e.level == target and may_be_new(e, higher, catalog) for e in catalog.exercises)
    return Offer(level=target) if ready else None


def _due(course: Course) -> bool:
    """Return whether the next level is due: a fine week found no gentler step, or eight fine weeks at this one."""
    if course.fine_at_level >= limits.FINE_AT_LEVEL:
        return True
    return course.new is None and not course.grew


def _closed(course: Course, catalog: Catalog) -> Offer | None:
    """Return which answer closes every exercise of the levels above."""
    highest = limits.highest_level(course.profile)
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
