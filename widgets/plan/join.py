"""Exercises that join a week: which may be new next, beside what, and what makes way for it. At most one a week.

The order of steps, returns and levels are in `grow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import Literal

from widgets.catalog import Catalog, Exercise
from widgets.plan import limits
from widgets.plan.admission import harder_of, may_be_new, usable
from widgets.plan.cut import sessions_of, with_dropped, with_sessions
from widgets.plan.doses import (
    Slot,
    by_slug,
    face_rank,
    put,
    redosed,
    started,
    total,
    without,
)
from widgets.plan.fill import open_pool
from widgets.plan.values import WARM_START, Course, Dropped

FEWER_REPS = (0.8, 0.6, 0)
"""The shares of its repetitions that an exercise keeps to make room, tried in this order and never under its record's
least. Planner's own choice."""

# --- a step up


def may_add_new(course: Course) -> bool:
    """Return whether something new may come in this week."""
    return not (course.quiet or course.still or course.calm or course.in_flare or course.profile.prescribed)


def turns(course: Course) -> Iterable[int]:
    """Return the numbers of the routines, the one that had no step last first."""
    count = len(course.routines)
    return ((course.last_turn + 1 + index) % count for index in range(count))


def limit(course: Course, over: float = 1.0) -> int:
    """Return how long a session may become, in seconds."""
    return int(course.profile.session_minutes * 60 * over)


def done(course: Course, sessions: Sequence[list[Slot]], turn: int, kind: Literal["new", "dose"]) -> Course:
    """Return the course after a step in one of its routines."""
    return replace(with_sessions(course, sessions), last_step=kind, last_turn=turn)


def with_session(sessions: Sequence[list[Slot]], index: int, session: list[Slot]) -> list[list[Slot]]:
    """Return sessions with another one in the place of one of them."""
    return [session if i == index else each for i, each in enumerate(sessions)]


def shares(course: Course) -> tuple[float, ...]:
    """Return the shares of its length that a session may keep after a fine week, the best one first.

    In the weeks after a flare-up there is only the best one: what flared up is not replaced by less.
    """
    soon = any(week > course.week - limits.OFTEN_WEEKS for week in course.flares)
    return (limits.GOOD_SHARE,) if soon else (limits.GOOD_SHARE, limits.FINE_SHARE)


def keeps(before: Sequence[Slot], after: Sequence[Slot], share: float) -> bool:
    """Return whether a session keeps a share of its length from one fine week to the next."""
    return total(after) >= share * total(before)


# --- exercises that join


def join_new(course: Course, catalog: Catalog) -> Course | None:
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

    Wishes first, and what is easier than an exercise that the reader knows last. Between them what the week's level
    still lacks; after a few weeks what leads to the next level, where nothing there is ready; harder versions of the
    week's exercises; the face that lags; what leads furthest; the easier. Planner's own choice.
    """
    session = [each for one in sessions_of(course, catalog) for each in one]
    there = {each.slug for each in session}
    reached = _reached(course, sessions_of(course, catalog), catalog)
    urgent = course.fine_at_level >= limits.FINE_AT_LEVEL // 2
    distance = _path(course, catalog) if urgent else {}
    reach = _reach(replace(course, level=limits.highest_level(course.profile)), catalog)
    waiting = {each.slug for each in course.returning}
    known = usable(course, catalog).intersection(course.known)
    options = [
        e
        for e in catalog.exercises
        if e.slug not in there and e.slug not in waiting and may_be_new(e, course, catalog)
    ]
    return sorted(
        options,
        key=lambda e: (
            e.slug not in course.wishes,
            not known.isdisjoint(harder_of(e.slug, catalog)),
            not reached and e.level != course.level,
            distance.get(e.slug, len(catalog.exercises)),
            not there.intersection(e.easier) - {WARM_START},
            _stuck(course, e, session, catalog),
            face_rank(e, session),
            -reach.get(e.slug, 0),
            e.level,
        ),
    )


def _stuck(course: Course, exercise: Exercise, session: Sequence[Slot], catalog: Catalog) -> bool:
    """Return whether an exercise, or the easier version beside which it comes, is too long to ever make way again."""
    quarter = limit(course) * (1 - limits.FINE_SHARE)
    own = started(exercise, course.profile)
    pair = pair_of(course, exercise, catalog)
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


def joined(course: Course, exercise: Exercise, catalog: Catalog, *, by_hand: bool = False) -> Course | None:
    """Return the course with a new exercise in its sessions; None where there is no room.

    Its easier version gives up a set, where it has more than one. Where the minutes are full, up to two other exercises
    make way, the easiest first, or one gives up a set, or all give up what it takes: only for a harder version, a wish,
    what leads to the next level, or the reader's own choice.
    """
    sessions = sessions_of(course, catalog)
    pair = pair_of(course, exercise, catalog)
    homes = [i for i in range(len(sessions)) if pair and any(s.slug == pair[0] for s in sessions[i])]
    worth = by_hand or bool(pair) or exercise.slug in course.wishes or exercise.slug in _path(course, catalog)
    worth = worth or (exercise.level == course.level and not _reached(course, sessions, catalog))
    for turn in homes or turns(course):
        session = list(sessions[turn])
        if pair:
            session = [one_set_less(each) if each.slug == pair[0] else each for each in session]
        after = _with_room(course, [*session, started(exercise, course.profile)], sessions, turn, worth=worth)
        if after is None:
            continue
        gone = {each.slug for each in session} - {each.slug for each in after}
        for slug in gone:
            planned = next(each.planned for each in sessions[turn] if each.slug == slug)
            course = with_dropped(
                course, Dropped(slug=slug, reason="replaced", dose=planned, second=turn > 0)
            )
        course = done(course, with_session(sessions, turn, after), turn, "new")
        dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
        wishes = tuple(slug for slug in course.wishes if slug != exercise.slug)
        return replace(
            course, new=exercise.slug, dropped=dropped, moving=pair or course.moving, wishes=wishes
        )
    return None


def pair_of(course: Course, exercise: Exercise, catalog: Catalog) -> tuple[str, str] | None:
    """Return an easier version of an exercise that the week has, with the exercise: of its own face, the last first."""
    there = {each.slug: each for session in sessions_of(course, catalog) for each in session}
    easier = [there[slug].exercise for slug in exercise.easier if slug in there and slug != WARM_START]
    if not easier:
        return None
    last = max(easier, key=lambda e: (e.face == exercise.face, course.order.index(e.slug)))
    return last.slug, exercise.slug


def one_set_less(each: Slot) -> Slot:
    """Return an exercise with a set less, where it has more than one."""
    return redosed(each, sets=each.planned.sets - 1) if each.planned.sets > 1 else each


def _with_room(
    course: Course, session: list[Slot], sessions: Sequence[list[Slot]], turn: int, *, worth: bool
) -> list[Slot] | None:
    """Return a session whose last exercise has just joined, without those that make way for it; None for no room."""
    joining = session[-1]
    others = {each.slug for i, one in enumerate(sessions) if i != turn for each in one}
    longest = limit(course, limits.OVER)

    def fits(some: Sequence[Slot], share: float) -> bool:
        week = len({each.slug for each in some} | others)
        return (
            total(some) <= longest
            and len(some) <= limits.MOST_EXERCISES
            and (len(sessions) == 1 or week <= limits.MOST_IN_TURN)
            and keeps(sessions[turn], some, share)
        )

    if fits(session, shares(course)[-1]):
        return session
    if not worth:
        return None
    stays = {WARM_START, joining.slug, *joining.exercise.easier, *(course.moving or ())[1:]}
    harder_there = {slug for each in session for slug in each.exercise.easier}
    sides = [each.exercise.face for each in session if each.slug != WARM_START]
    may_go = sorted(
        (
            each
            for each in session
            if each.slug not in stays
            and each.exercise.level <= joining.exercise.level
            and (each.exercise.face == "other" or sides.count(each.exercise.face) > 1)
        ),
        key=lambda each: (
            each.slug not in harder_there,
            each.exercise.level,
            -face_rank(each.exercise, session),
        ),
    )
    smaller = [
        put(session, one_set_less(each))
        for each in session
        if each.planned.sets > 1 and each.slug not in {WARM_START, joining.slug}
    ]
    easier = [each for each in may_go if each.exercise.level < joining.exercise.level]
    options = (
        *(without(session, [each.slug]) for each in easier),
        *smaller,
        *(without(session, [each.slug]) for each in may_go),
        *(without(session, [each.slug for each in some]) for some in combinations(may_go, 2)),
        *(without(less, [each.slug]) for less in smaller for each in may_go),
    )
    for share in shares(course):
        for after in chain(options, _given_up(session, joining, may_go)):
            if fits(after, share):
                return after
    return None


def _given_up(session: list[Slot], joining: Slot, may_go: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Yield a session whose exercises give up more and more to one that joins: a set each, then repetitions.

    Its easier versions give up first, then what is easiest; last, one exercise leaves beside that. Where each exercise
    has one set or is the only one of its face, this alone makes room: without it the weeks would stand still below the
    next level.
    """
    for left in (session, *(without(session, [each.slug]) for each in may_go)):
        giving = sorted(
            (each for each in left if each.slug not in {WARM_START, joining.slug}),
            key=lambda each: (each.slug not in joining.exercise.easier, each.exercise.level, -each.seconds),
        )
        less = left
        for each in giving:
            less = put(less, one_set_less(each))
            yield less
        for share in FEWER_REPS:
            for each in giving:
                least = limits.bounds(each.exercise, "reps")[0]
                fewer = min(each.planned.reps, max(least, int(each.planned.reps * share)))
                less = put(less, redosed(one_set_less(each), reps=fewer))
                yield less


def join_known(course: Course, catalog: Catalog) -> Course | None:
    """Bring in one exercise that the reader knows and that the week has no version of."""
    if course.quiet or course.calm:
        return None
    sessions = sessions_of(course, catalog)
    there = {each.slug for session in sessions for each in session}
    waiting = {each.slug for each in course.dropped if each.reason != "replaced"}
    pool = [e for e in limits.hardest(open_pool(course, catalog)) if e.slug not in there | waiting]
    week = [each.exercise for session in sessions for each in session]
    pool = [e for e in pool if e.slug in course.known and not limits.versions_of(e, week)]
    for turn in turns(course):
        session = sessions[turn]
        for exercise in sorted(pool, key=lambda e: (face_rank(e, session), -e.level)):
            after = [*session, started(exercise, course.profile)]
            fits = total(after) <= limit(course) and len(after) <= limits.MOST_EXERCISES
            if fits and (len(sessions) == 1 or len(there) < limits.MOST_IN_TURN):
                course = done(course, with_session(sessions, turn, after), turn, "new")
                dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
                return replace(course, dropped=dropped)
    return None


def next_level(course: Course, catalog: Catalog) -> int | None:
    """Return the next level up to the reader's highest that has exercises open to them; None for none."""
    highest = limits.highest_level(course.profile)
    for level in sorted(one.number for one in catalog.levels if course.level < one.number <= highest):
        allowed = usable(replace(course, level=level), catalog)
        if any(e.level == level and e.slug in allowed for e in catalog.exercises):
            return level
    return None
