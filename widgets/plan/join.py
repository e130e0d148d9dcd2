"""Exercises that are added to a week: which may be new next, beside which easier version, and what makes room for it.

At most one a week. The order of steps, returns and levels is in `grow`.
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
"""Shares of its repetitions that an exercise keeps to make room, tried in this order; never fewer than its record's
least. Planner's own choice."""

# --- a step up


def may_add_new(course: Course) -> bool:
    """Return whether something new may come in this week."""
    return not (course.quiet or course.still or course.calm or course.in_flare or course.profile.prescribed)


def routines_in_turn(course: Course) -> Iterable[int]:
    """Return the indexes of the routines. The one that had the last step comes last."""
    count = len(course.routines)
    return ((course.last_turn + 1 + index) % count for index in range(count))


def most_seconds(course: Course, over: float = 1.0) -> int:
    """Return how long a session may become, in seconds: the minutes asked, times `over`."""
    return int(course.profile.session_minutes * 60 * over)


def with_step(
    course: Course, sessions: Sequence[list[Slot]], turn: int, kind: Literal["new", "dose"]
) -> Course:
    """Return the course after a step in one of its routines (`turn`), which it records."""
    return replace(with_sessions(course, sessions), last_step=kind, last_turn=turn)


def with_session(sessions: Sequence[list[Slot]], index: int, session: list[Slot]) -> list[list[Slot]]:
    """Return the sessions with another one at an index."""
    return [session if i == index else each for i, each in enumerate(sessions)]


def shares_kept(course: Course) -> tuple[float, ...]:
    """Return the shares of its length, 0 to 1, that a session may keep after a fine week. The best one is first.

    In the weeks after a flare-up it is the only one, so that nothing is replaced by something much shorter.
    """
    soon = any(week > course.week - limits.OFTEN_WEEKS for week in course.flares)
    return (limits.GOOD_SHARE,) if soon else (limits.GOOD_SHARE, limits.FINE_SHARE)


def keeps_share(before: Sequence[Slot], after: Sequence[Slot], share: float) -> bool:
    """Return whether a session is at least a share, 0 to 1, as long as the session before."""
    return total(after) >= share * total(before)


# --- exercises that join


def join_new(course: Course, catalog: Catalog) -> Course | None:
    """Return the course with one new exercise at its starting dose, beside its easier version if the week has that."""
    if not may_add_new(course) or course.new is not None:
        return None
    for exercise in new_ones(course, catalog):
        after = joined(course, exercise, catalog)
        if after is not None:
            return after
    return None


def new_ones(course: Course, catalog: Catalog) -> list[Exercise]:
    """Return the exercises that may be new next, the most useful first.

    Wishes come first, and easier versions of known exercises last. In between, in this order: exercises of the week's
    level while it has none; after a few weeks those that lead to the next level; harder versions of the week's
    exercises; the face with less time; what leads to the highest level; the easier one. Planner's own choice.
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
    """Return whether an exercise, or the easier version that it joins, is too long to leave the week again later."""
    quarter = most_seconds(course) * (1 - limits.FINE_SHARE)
    own = started(exercise, course.profile)
    pair = pair_of(course, exercise, catalog)
    if pair is None:
        return own.seconds > quarter
    easier = next((each for each in session if each.slug == pair[0]), own)
    more = redosed(own, sets=own.planned.sets + 1)
    gain = more.seconds - own.seconds if limits.bounds(exercise, "sets")[1] > own.planned.sets else 0
    return easier.seconds - gain > quarter


def _reach(course: Course, catalog: Catalog) -> dict[str, int]:
    """Return by slug the highest level that an exercise leads to through harder versions that the reader may do."""
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
    """Return by slug how many exercises that are not known lie before the next level; empty if that is open."""
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
    """Return the course with a new exercise in its sessions; None if there is no room.

    Its easier version loses a set if it has more than one. If the minutes are full, up to two other exercises leave,
    the easiest first, or one loses a set, or all lose as much as is needed. That is done only for a harder version, a
    wish, what leads to the next level, or the reader's own choice.
    """
    sessions = sessions_of(course, catalog)
    pair = pair_of(course, exercise, catalog)
    homes = [i for i in range(len(sessions)) if pair and any(s.slug == pair[0] for s in sessions[i])]
    worth = by_hand or bool(pair) or exercise.slug in course.wishes or exercise.slug in _path(course, catalog)
    worth = worth or (exercise.level == course.level and not _reached(course, sessions, catalog))
    for turn in homes or routines_in_turn(course):
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
        course = with_step(course, with_session(sessions, turn, after), turn, "new")
        dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
        wishes = tuple(slug for slug in course.wishes if slug != exercise.slug)
        return replace(
            course, new=exercise.slug, dropped=dropped, moving=pair or course.moving, wishes=wishes
        )
    return None


def pair_of(course: Course, exercise: Exercise, catalog: Catalog) -> tuple[str, str] | None:
    """Return an easier version that the week has, with the exercise: one of the same face, the newest first."""
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
    """Return a session whose last exercise has just joined, without those that make way for it; None for no room.

    One set at the most is given up, and no exercise leaves before its last set has moved to its harder version.
    """
    joining = session[-1]
    before = {each.slug: each for each in sessions[turn]}
    others = {each.slug for i, one in enumerate(sessions) if i != turn for each in one}
    longest = most_seconds(course, limits.OVER)

    def fits(some: Sequence[Slot], share: float) -> bool:
        week = len({each.slug for each in some} | others)
        return (
            total(some) <= longest
            and len(some) <= limits.MOST_EXERCISES
            and (len(sessions) == 1 or week <= limits.MOST_IN_TURN)
            and keeps_share(sessions[turn], some, share)
        )

    if fits(session, shares_kept(course)[-1]):
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
            and (each.slug not in harder_there or each.planned.sets == 1)
            and (each.exercise.face == "other" or sides.count(each.exercise.face) > 1)
        ),
        key=lambda each: (
            each.slug not in harder_there,
            each.exercise.level,
            -face_rank(each.exercise, session),
        ),
    )
    one_moves = any(each != before[each.slug] for each in session[:-1])
    smaller = [
        put(session, one_set_less(each))
        for each in session[:-1]
        if each.planned.sets > 1 and each.slug != WARM_START and not one_moves
    ]
    easier = [each for each in may_go if each.exercise.level < joining.exercise.level]
    options = (
        *(without(session, [each.slug]) for each in easier),
        *smaller,
        *(without(session, [each.slug]) for each in may_go),
        *(without(session, [each.slug for each in some]) for some in combinations(may_go, 2)),
        *(without(less, [each.slug]) for less in smaller for each in may_go),
    )
    for share in shares_kept(course):
        for after in chain(options, _given_up(session, joining, may_go, sets=not one_moves)):
            if fits(after, share):
                return after
    return None


def _given_up(
    session: list[Slot], joining: Slot, may_go: Sequence[Slot], *, sets: bool
) -> Iterator[list[Slot]]:
    """Yield a session whose exercises give up more and more to one that joins: one of them a set, all repetitions.

    Its easier versions give up first, then what is easiest; last, one exercise leaves beside that. Where each exercise
    has one set or is the only one of its face, this alone makes room: without it the weeks would stand still below the
    next level.

    Args:
        session: with the exercise that joins.
        joining: that one.
        may_go: what may leave, the first choice first.
        sets: whether a set may be given up: one is the most in a week.
    """
    for left in (session, *(without(session, [each.slug]) for each in may_go)):
        giving = sorted(
            (each for each in left if each.slug not in {WARM_START, joining.slug}),
            key=lambda each: (each.slug not in joining.exercise.easier, each.exercise.level, -each.seconds),
        )
        less = left
        many = next((each for each in giving if each.planned.sets > 1), None)
        if sets and many is not None:
            giving = [one_set_less(each) if each is many else each for each in giving]
            less = put(less, one_set_less(many))
            yield less
        for share in FEWER_REPS:
            for each in giving:
                least = limits.bounds(each.exercise, "reps")[0]
                fewer = min(each.planned.reps, max(least, int(each.planned.reps * share)))
                less = put(less, redosed(each, reps=fewer))
                yield less


def join_known(course: Course, catalog: Catalog) -> Course | None:
    """Bring in one known exercise of which the week has no version."""
    if course.quiet or course.calm:
        return None
    sessions = sessions_of(course, catalog)
    there = {each.slug for session in sessions for each in session}
    waiting = {each.slug for each in course.dropped if each.reason != "replaced"}
    pool = [e for e in limits.hardest(open_pool(course, catalog)) if e.slug not in there | waiting]
    week = [each.exercise for session in sessions for each in session]
    pool = [e for e in pool if e.slug in course.known and not limits.versions_of(e, week)]
    for turn in routines_in_turn(course):
        session = sessions[turn]
        for exercise in sorted(pool, key=lambda e: (face_rank(e, session), -e.level)):
            after = [*session, started(exercise, course.profile)]
            fits = total(after) <= most_seconds(course) and len(after) <= limits.MOST_EXERCISES
            if fits and (len(sessions) == 1 or len(there) < limits.MOST_IN_TURN):
                course = with_step(course, with_session(sessions, turn, after), turn, "new")
                dropped = tuple(each for each in course.dropped if each.slug != exercise.slug)
                return replace(course, dropped=dropped)
    return None


def next_level(course: Course, catalog: Catalog) -> int | None:
    """Return the next level, up to the reader's highest, that has exercises which the reader may do; None for none."""
    highest = limits.highest_level(course.profile)
    for level in sorted(one.number for one in catalog.levels if course.level < one.number <= highest):
        allowed = usable(replace(course, level=level), catalog)
        if any(e.level == level and e.slug in allowed for e in catalog.exercises):
            return level
    return None
