"""The first week: a starting set for a newcomer, or a session filled with exercises that the reader knows.

Later weeks are made from the week before (`widgets.plan.progress`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from widgets.catalog import Catalog, Exercise
from widgets.dose.length import BETWEEN_SECONDS
from widgets.plan import limits, prescribed
from widgets.plan.admission import may_be_new, usable
from widgets.plan.doses import (
    Slot,
    by_slug,
    face_rank,
    faces,
    put,
    redosed,
    routine_of,
    slots,
    start,
    started,
    total,
    widens,
)
from widgets.plan.values import WARM_START, Course, Profile, Routine

_NO_LIMIT = 99
"""More sets than any record's range holds."""

type Session = list[Slot]


@lru_cache(maxsize=4)
def newcomer(catalog: Catalog) -> Course:
    """Return the course behind the sample week, the same value each time."""
    days = limits.spread(limits.lowest_level(catalog), catalog)
    return begin(Profile.newcomer(catalog, days), catalog)


def first_level(profile: Profile, catalog: Catalog) -> int:
    """Return the level of the first week: the lowest, or the highest of what the reader knows and may do.

    A reader who knows every exercise that they may do up to a level begins one level higher.
    """
    highest = limits.highest_level(profile)
    lowest = min(limits.lowest_level(catalog), highest)
    blank = Course(profile=profile, routines=(), walk_minutes=0, level=highest)
    allowed = usable(blank, catalog)
    usable_ones = [e for e in catalog.exercises if e.slug in allowed]
    level = max((e.level for e in usable_ones if e.slug in profile.known), default=None)
    if level is None:
        return lowest
    known = {WARM_START, *profile.known}
    unknown = [e.level for e in usable_ones if e.slug not in known]
    return max(level, min(unknown, default=level))


def begin(profile: Profile, catalog: Catalog, before: Course | None = None) -> Course:
    """Return the first week of these answers.

    Args:
        profile: the reader's answers.
        catalog: the catalogue.
        before: an earlier course whose exercises that hurt or were left out stay out, and whose wishes stay.
    """
    course = Course(
        profile=profile,
        routines=((),),
        walk_minutes=profile.walk_minutes,
        level=first_level(profile, catalog),
        known=profile.known,
    )
    if before is not None:
        out = tuple(each for each in before.dropped if each.reason in {"hurt", "left-out"})
        course = replace(course, dropped=out, wishes=before.wishes, walk_minutes=before.walk_minutes)
    if profile.prescribed is not None:
        made = prescribed.routine(profile.prescribed.items, catalog)
        return _settled(course, [tuple(p for p in made if p.slug not in course.out)], catalog)
    sessions = first_sessions(course, catalog)
    course = _settled(course, [routine_of(session) for session in sessions], catalog)
    return course if is_starter(course, catalog) else _one_new(course, sessions, catalog)


def _settled(course: Course, routines: Sequence[Routine], catalog: Catalog) -> Course:
    """Return a course with the routines of its first week."""
    there = {planned.slug for routine in routines for planned in routine}
    exercises = [exercise for exercise in catalog.exercises if exercise.slug in there]
    return replace(
        course,
        routines=tuple(routines) or ((),),
        order=tuple(exercise.slug for exercise in exercises),
        reached=max((exercise.level for exercise in exercises), default=0),
        phase="begin" if there else "walks",
    )


def _one_new(course: Course, sessions: list[Session], catalog: Catalog) -> Course:
    """Return the first week of a reader who knows exercises, with one more if it is far below the minutes asked.

    At most one exercise of the week is not on the reader's list: finding neutral, or a new one.
    """
    short = course.profile.session_minutes * 60 - total(sessions[0])
    unknown = any(each.slug not in course.known for each in sessions[0])
    if unknown or short <= limits.STEP_MINUTES * 60 or len(sessions) > 1 or limits.slow(course.profile):
        return course
    there = {each.slug for each in sessions[0]}
    options = [
        each
        for exercise in catalog.exercises
        if exercise.slug not in there and may_be_new(exercise, course, catalog)
        for each in [started(exercise, course.profile)]
        if each.seconds + BETWEEN_SECONDS <= short
    ]
    if not options or len(sessions[0]) >= limits.MOST_EXERCISES:
        return course
    new = min(options, key=lambda each: (face_rank(each.exercise, sessions[0]), each.exercise.level))
    routine = routine_of([*sessions[0], new])
    reached = max(course.reached, new.exercise.level)
    order = (*course.order, new.slug)
    return replace(course, routines=(routine,), order=order, new=new.slug, reached=reached)


# --- filling


def first_sessions(course: Course, catalog: Catalog) -> list[Session]:
    """Return one session, or two that take turns, filled up to the minutes asked as far as the answers allow."""
    filler = Filler(course, catalog)
    warm = by_slug(catalog).get(WARM_START)
    begun = filler.fitting(warm, filler.budget) if warm and WARM_START in usable(course, catalog) else []
    one = filler.filled([begun])
    if filler.takes_turns():
        two = filler.filled([begun, begun])
        if min(map(total, two)) >= filler.budget * limits.WELL_FILLED:
            return two
    return one


def is_starter(course: Course, catalog: Catalog) -> bool:
    """Return whether the reader knows no exercise that they may do now. Finding neutral does not count."""
    return not (usable(course, catalog) - {WARM_START}).intersection(course.known)


def gentle_pool(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the lowest level's exercises that a newcomer may do, finding neutral and its harder versions first."""
    lowest, allowed = limits.lowest_level(catalog), usable(course, catalog)
    gentle = [e for e in catalog.exercises if e.level == lowest and e.slug in allowed]
    follows = next((e.harder for e in catalog.exercises if e.slug == WARM_START), ())
    rank = {slug: index for index, slug in enumerate((WARM_START, *follows))}
    return tuple(sorted(gentle, key=lambda e: rank.get(e.slug, len(rank))))


def open_pool(course: Course, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that may be in the week without being new: known ones, or for a newcomer gentle ones."""
    if is_starter(course, catalog):
        return gentle_pool(course, catalog)
    allowed = usable(course, catalog)
    return tuple(e for e in catalog.exercises if e.slug in course.known and e.slug in allowed)


class Filler:
    """Fills a session one exercise or one set at a time, for the face (up or down) that has less time.

    First a few different exercises; then more sets if the reader knows them and the course needs no care; then more
    different exercises. Face-up and face-down time stay near each other as long as anything else can be added. The
    minutes that the reader asks for come second.
    """

    def __init__(self, course: Course, catalog: Catalog) -> None:
        slow = limits.slow(course.profile)
        self.profile = course.profile
        self.starter = is_starter(course, catalog)
        self.budget = course.profile.session_minutes * 60
        self.open = open_pool(course, catalog)
        self.most = limits.MOST_EXERCISES
        if self.starter:
            self.most = limits.GENTLE_STARTER_EXERCISES if slow else limits.STARTER_EXERCISES
        self.extra_sets = 0 if slow else limits.STARTER_EXTRA_SETS if self.starter else _NO_LIMIT

    def takes_turns(self) -> bool:
        """Return whether two routines may take turns: the reader knows many exercises and asks for the time.

        Planner's own choice: an exercise counts only where its harder version is not known as well.
        """
        return (
            not self.starter
            and len(self.profile.days) > 1
            and self.profile.session_minutes >= limits.VARIED_MINUTES
            and len(limits.hardest(self.open)) >= limits.MANY_KNOWN
        )

    def filled(self, sessions: Sequence[Session]) -> list[Session]:
        """Return the sessions, one or two, with everything added that fits: each time to the shorter one."""
        filled = [self._seeded(session) for session in sessions]
        for guarded in (True, False):
            while (grown := self._one_grown(filled, guarded=guarded)) is not None:
                filled = grown
        return filled

    def _seeded(self, session: Session) -> Session:
        """Return a newcomer's session with what finding neutral leads to first; any other one as it is."""
        if not self.starter:
            return session
        for exercise in self.open[: limits.GENTLE_STARTER_EXERCISES]:
            if exercise.slug not in {each.slug for each in session}:
                session = [*session, *self.fitting(exercise, self._room(session))]
        return session

    def _one_grown(self, sessions: list[Session], *, guarded: bool) -> list[Session] | None:
        for index in sorted(range(len(sessions)), key=lambda i: total(sessions[i])):
            others = [each for i, session in enumerate(sessions) if i != index for each in session]
            grown = self._grown(sessions[index], others, guarded=guarded)
            if grown is not None:
                return [*sessions[:index], grown, *sessions[index + 1 :]]
        return None

    def _grown(self, session: Session, others: Session, *, guarded: bool) -> Session | None:
        if not guarded and (self.starter or total(session) >= self.budget - limits.STEP_MINUTES * 60):
            return None
        few = min(limits.FEW_EXERCISES, self.most)
        if len(session) < few and (more := self._another(session, others, guarded=False)):
            return more
        if self.extra_sets and (more := self._one_more_set(session, guarded=guarded)):
            return more
        if len(session) >= self.most or (total(session) >= self.budget * limits.WELL_FILLED and guarded):
            return None
        if others and len({each.slug for each in (*session, *others)}) >= limits.MOST_IN_TURN:
            return None
        return self._another(session, others, guarded=guarded)

    def _another(self, session: Session, others: Session, *, guarded: bool) -> Session | None:
        """Add one exercise that the other session does not have: the hardest one of the face with less time.

        A long session gets one exercise in another position first; other positions come between the two faces. An
        easier or harder version of an exercise in the session is added only if there are few exercises and no other
        choice, or if the minutes asked are far. Of equally hard ones the one that keeps the two faces near each other
        is taken, and of these the longest.
        """
        if len(session) >= self.most:
            return None
        used = {each.slug for each in (*session, *others)}
        room = self._room(session)
        options = [
            added[0] for e in self.open if e.slug not in used for added in [self.fitting(e, room)] if added
        ]
        if guarded:
            options = [each for each in options if not self._only_widens(session, [*session, each])]
        there = [each.exercise for each in (*session, *others)]
        apart = [each for each in options if not limits.versions_of(each.exercise, there)]
        if not self.starter and (apart or (guarded and len(session) >= limits.FEW_EXERCISES)):
            options = apart
        wants_other = self._wants_another_position(session)
        best = min(
            options,
            key=lambda each: (
                -1 if wants_other and each.exercise.face == "other" else face_rank(each.exercise, session),
                -each.exercise.level,
                not limits.near_half(*faces([*session, each])),
                -each.seconds,
            ),
            default=None,
        )
        return None if best is None else [*session, best]

    def _wants_another_position(self, session: Session) -> bool:
        """Return whether a long session has face-up and face-down exercises, and no other position yet."""
        there = {each.exercise.face for each in session if each.slug != WARM_START}
        long = not self.starter and self.profile.session_minutes >= limits.VARIED_MINUTES
        return long and there == {"up", "down"} and limits.near_half(*faces(session))

    def _one_more_set(self, session: Session, *, guarded: bool) -> Session | None:
        """Add one set within the dose's range, to the exercise of the lagging face that has fewest."""
        room = self.budget - total(session)
        options = []
        for index, each in enumerate(session):
            most = min(limits.bounds(each.exercise, "sets")[1], each.exercise.dose.sets + self.extra_sets)
            if each.slug == WARM_START or each.planned.sets >= most:
                continue
            grown = redosed(each, sets=each.planned.sets + 1)
            after = put(session, grown)
            if grown.seconds - each.seconds <= room and not (guarded and self._only_widens(session, after)):
                options.append((face_rank(each.exercise, session), each.planned.sets, index, after))
        return min(options, key=lambda option: option[:3], default=(None,))[-1]

    def fitting(self, exercise: Exercise, room: int) -> Session:
        """Return the exercise at its starting dose; nothing where it takes longer than the room, in seconds."""
        each = started(exercise, self.profile)
        return [each] if each.seconds <= room else []

    def _room(self, session: Session) -> int:
        """Return the seconds that one more exercise may take."""
        return self.budget - total(session) - (BETWEEN_SECONDS if session else 0)

    def _only_widens(self, before: Session, after: Session) -> bool:
        """Return whether a change widens the gap of the two faces although the pool could narrow it."""
        there = {e.face for e in (*self.open, *(s.exercise for s in before)) if e.slug != WARM_START}
        return {"up", "down"} <= there and widens(before, after)


def dealt(session: Session) -> list[Session]:
    """Return one session dealt out to two: finding neutral to both, the others by face in turn."""
    two: tuple[Session, Session] = ([], [])
    for each in session:
        if each.slug == WARM_START:
            two[0].append(each)
            two[1].append(each)
        else:
            same = [sum(s.exercise.face == each.exercise.face for s in half) for half in two]
            two[same[1] < same[0]].append(each)
    return list(two)


def refilled(course: Course, catalog: Catalog) -> tuple[Routine, ...]:
    """Return the routines of a course with everything added that is known and fits the minutes asked."""
    filler = Filler(course, catalog)
    sessions = filler.filled([slots(routine, catalog) for routine in course.routines])
    return tuple(routine_of(session) for session in sessions)


def warm_start(course: Course, catalog: Catalog) -> Iterator[Routine]:
    """Yield finding neutral alone, where the reader may do it."""
    exercise = by_slug(catalog).get(WARM_START)
    if exercise is not None and WARM_START in usable(course, catalog):
        yield (start(exercise, course.profile),)
