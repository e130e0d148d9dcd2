"""What takes from a week: a flare-up, a break, an exercise that hurt or was too hard. Nothing is added here.

Each function returns the course with smaller routines, and with what left them in `Course.dropped`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations

from widgets.catalog import Catalog
from widgets.plan import limits
from widgets.plan.admission import admitted, is_usable
from widgets.plan.doses import Slot, by_slug, put, redosed, routine_of, slots, start, total, without
from widgets.plan.fill import is_starter, warm_start
from widgets.plan.values import WARM_START, Base, Course, Dropped, Planned, Reason

type Sessions = list[list[Slot]]

MANY = 9
"""Exercises above which a flare-up's cut does not try every choice. The planner's own weeks have ten at the most."""


def sessions_of(course: Course, catalog: Catalog) -> Sessions:
    """Return the routines of a course with records and lengths."""
    return [slots(routine, catalog) for routine in course.routines]


def longest(sessions: Sequence[Sequence[Slot]]) -> int:
    """Return the length of the longest session in seconds."""
    return max((total(session) for session in sessions), default=0)


def with_sessions(course: Course, sessions: Sequence[Sequence[Slot]]) -> Course:
    """Return a course with these routines, without a second one that has nothing of its own."""
    routines = [routine_of(session) for session in sessions]
    if len(routines) > 1 and any(all(p.slug == WARM_START for p in routine) for routine in routines):
        full = [r for r in routines if any(p.slug != WARM_START for p in r)]
        routines = full[:1] or routines[:1]
    there = {planned.slug for routine in routines for planned in routine}
    order = tuple(slug for slug in course.order if slug in there)
    added = tuple(slug for slug in dict.fromkeys(p.slug for r in routines for p in r) if slug not in order)
    levels = (each.exercise.level for session in sessions for each in session)
    moving = course.moving if course.moving and there.issuperset(course.moving) else None
    return replace(
        course,
        routines=tuple(routines),
        order=(*order, *added),
        new=course.new if course.new in there else None,
        moving=moving,
        reached=max(course.reached, *levels, 0),
    )


def with_base(course: Course) -> Course:
    """Return a course that has a base: its own, or this week if it had none."""
    if course.base is not None:
        return course
    return replace(
        course, base=Base(week=course.week, routines=course.routines, walk_minutes=course.walk_minutes)
    )


def with_dropped(course: Course, dropped: Dropped) -> Course:
    """Return a course that records an exercise, or a part of its dose, as dropped. An earlier record of it stays."""
    before = next((each for each in course.dropped if each.slug == dropped.slug), None)
    if before is not None and before.reason in {"flare", "break"}:
        dropped = replace(
            dropped, dose=before.dose, new=before.new or dropped.new, whole=before.whole or dropped.whole
        )
    others = tuple(each for each in course.dropped if each.slug != dropped.slug)
    return replace(course, dropped=(*others, dropped))


def without_exercise(course: Course, slug: str, reason: Reason, catalog: Catalog) -> Course:
    """Return a course without an exercise, dropped for a reason."""
    planned, second = _planned(course, slug)
    course = with_dropped(
        course, Dropped(slug=slug, reason=reason, dose=planned, second=second, new=slug == course.new)
    )
    if reason in {"hurt", "left-out"}:
        course = replace(course, dropped=(*course.dropped[:-1], replace(course.dropped[-1], whole=True)))
    return with_sessions(course, [without(session, {slug}) for session in sessions_of(course, catalog)])


def _planned(course: Course, slug: str) -> tuple[Planned | None, bool]:
    """Return an exercise's dose in the week, and whether only the second routine has it."""
    for index, routine in enumerate(course.routines):
        for planned in routine:
            if planned.slug == slug:
                return planned, index > 0
    return None, False


def as_admitted(course: Course, catalog: Catalog) -> Course:
    """Return a course without the exercises that the reader's answers exclude."""
    allowed = admitted(course, catalog)
    sessions = [[each for each in s if each.slug in allowed] for s in sessions_of(course, catalog)]
    return with_sessions(course, sessions)


# --- a flare-up


def flared(course: Course, catalog: Catalog) -> Course:
    """Return the session part of a flare-up's week: newest first, then exercises, sets, repetitions.

    The first flare-up of a row leaves two thirds of the longest session at the most, where there is something left to
    take; each one after it takes one part more that leaves five minutes. A row takes four parts at the most. Finding
    neutral and the last exercise stay. What health closes of a prepared plan counts for nothing. First document: drop
    the newest; the numbers are planner's own choice.
    """
    course = with_base(as_admitted(course, catalog))
    sessions = sessions_of(course, catalog)
    if not course.row:
        return _Cut(course, catalog, sessions).down_to(int(longest(sessions) * limits.FLARE_SHARE))
    return course if course.row >= limits.FLARE_PARTS else _Cut(course, catalog, sessions).one_more()


def down_to(course: Course, target: int, catalog: Catalog) -> Course:
    """Return a course with every session at a length in seconds or below, as a first flare-up cuts it."""
    return _Cut(course, catalog, sessions_of(course, catalog)).down_to(target)


class _Cut:
    """A flare-up's cut in one week's sessions."""

    def __init__(self, course: Course, catalog: Catalog, sessions: Sessions) -> None:
        self.course = course
        self.catalog = catalog
        self.sessions = sessions
        self.starter = is_starter(course, catalog) and course.profile.prescribed is None

    def down_to(self, target: int) -> Course:
        """Return the course with every session at the target or below, in seconds, in as few parts as possible.

        What two flare-ups took stays out for good. So an exercise that an earlier one took stays as long as other
        exercises, or smaller doses, reach the target; else as few and as short ones as possible go. More than four
        parts go only where four do not reach the target.
        """
        newest, flared = self.newest(), self.course.flared
        first = () if newest is None or (newest in flared and newest != self.course.new) else (newest,)
        others = self.removable(first)
        if len(others) > MANY:
            return self._of_many(first, others, target)
        for parts in (limits.FLARE_PARTS, limits.FLARE_PARTS + 2):
            for again in range(parts - len(first) + 1):
                old = list(combinations([s for s in others if s in flared], again))
                for some in sorted(old, key=self._lost):
                    taken = self._reached(
                        (*first, *some), [s for s in others if s not in flared], parts, target
                    )
                    if taken is not None:
                        return taken
        gone = (*first, *self._longest_first(first, others, limits.FLARE_PARTS))
        shorter, *longer = sorted(self._left(gone), key=total)
        gone = (
            *gone,
            *(each.slug for each in without(list(chain(*longer)), {each.slug for each in shorter})),
        )
        return self._taken(gone, self._smaller(self._left(gone), limits.FLARE_PARTS, target))

    def _of_many(self, first: tuple[str, ...], others: Sequence[str], target: int) -> Course:
        """Return the course at the target by the longest exercises, as few as reach it; what flared before goes last.

        Trying every choice of a prepared plan's sixteen takes a phone a second. It may take more parts.
        """
        flared = self.course.flared
        fresh, old = ([s for s in others if (s in flared) is again] for again in (False, True))
        gone = first
        for some in (fresh, old):
            for slug in self._longest_first(gone, some, len(some)):
                if longest(self._left(gone)) <= target:
                    break
                gone = (*gone, slug)
        return self._taken(gone, self._smaller(self._left(gone), limits.FLARE_PARTS, target))

    def one_more(self) -> Course:
        """Return the course with one part less that leaves five minutes: the newest exercise, else a smaller dose."""
        newest = self.newest()
        if newest is not None and (newest not in self.course.flared or newest == self.course.new):
            left = self._left((newest,))
            if longest(left) >= limits.LEAST_SESSION:
                return self._taken((newest,), left)
        left = self._smaller(self.sessions, 1, 0)
        return self._taken((), left) if longest(left) >= limits.LEAST_SESSION else self.course

    def newest(self) -> str | None:
        """Return the exercise that goes first: the week's new one, else the last that came and never flared up."""
        removable = self.removable(())
        if self.course.new in removable:
            return self.course.new
        last = sorted(removable, key=self.course.order.index, reverse=True)
        return next((slug for slug in last if slug not in self.course.flared), last[0] if last else None)

    def removable(self, gone: Collection[str]) -> list[str]:
        """Return what may leave the week, after some exercises left it: not finding neutral, and not the last one."""
        slugs: dict[str, None] = {}
        for session in self._left(gone):
            left = [each.slug for each in session]
            if len(left) > 1:
                slugs |= dict.fromkeys(left)
        slugs.pop(WARM_START, None)
        return list(slugs)

    def _left(self, gone: Collection[str]) -> Sessions:
        return [without(session, gone) for session in self.sessions]

    def _lost(self, some: Collection[str]) -> int:
        """Return how many seconds of the sessions some exercises take."""
        return sum(each.seconds for session in self.sessions for each in session if each.slug in some)

    def _reached(
        self, first: tuple[str, ...], others: Sequence[str], parts: int, target: int
    ) -> Course | None:
        """Return the course at the target without some exercises and with other parts taken; None out of reach.

        The fewest exercises alone where they reach it: the hardest, and of these the shortest. Else the longest
        exercises and smaller doses of what is left.
        """
        if not all(self._left(first)):
            return None
        exercises, room = by_slug(self.catalog), parts - len(first)
        for count in range(min(room, len(others)) + 1):
            fits = [
                (-sum(exercises[slug].level for slug in some), -sum(map(total, left)), (*first, *some))
                for some in combinations(others, count)
                for left in [self._left((*first, *some))]
                if all(left) and longest(left) <= target
            ]
            if fits:
                gone = min(fits)[2]
                return self._taken(gone, self._left(gone))
        for count in range(room, -1, -1):
            gone = (*first, *self._longest_first(first, others, count))
            left = self._smaller(self._left(gone), parts - len(gone), target)
            if longest(left) <= target:
                return self._taken(gone, left)
        return None

    def _longest_first(self, first: tuple[str, ...], others: Sequence[str], room: int) -> Iterator[str]:
        """Yield the longest exercises, as many as may leave without emptying a session."""
        seconds = {each.slug: each.seconds for session in self.sessions for each in session}
        gone = list(first)
        for slug in sorted(others, key=lambda slug: -seconds[slug]):
            if room and all(self._left((*gone, slug))):
                gone.append(slug)
                room -= 1
                yield slug

    def _smaller(self, sessions: Sessions, parts: int, target: int) -> Sessions:
        """Return the sessions with fewer sets, then fewer repetitions, of the longest first.

        So many exercises at the most get smaller; one of them may lose sets and repetitions.
        """
        smaller: set[tuple[str, str]] = set()
        for part in ("sets", "reps"):
            while longest(sessions) > target:
                slugs = {slug for slug, _ in smaller}
                halved = [
                    (each.seconds - half.seconds, half)
                    for each in max(sessions, key=total)
                    if (each.slug, part) not in smaller and (len(slugs) < parts or each.slug in slugs)
                    for half in [halved_of(each, part)]
                    if half.seconds < each.seconds
                ]
                if not halved:
                    break
                less = max(halved, key=lambda one: one[0])[1]
                smaller.add((less.slug, part))
                sessions = [put(one, less) for one in sessions]
        return sessions

    def _taken(self, gone: Sequence[str], left: Sessions) -> Course:
        """Return the course with exercises gone and what is left at its dose; what two flare-ups took has hurt."""
        course = self.course
        parts = len(gone)
        for slug in gone:
            reason: Reason = "hurt" if slug in course.flared else "flare"
            new = slug == self.course.new or (self.starter and slug not in self.course.known)
            planned, second = _planned(self.course, slug)
            course = with_dropped(
                course, Dropped(slug=slug, reason=reason, dose=planned, second=second, new=new)
            )
        course = replace(course, flared=tuple(dict.fromkeys((*course.flared, *gone))))
        before = {each.slug: each for session in self._left(gone) for each in session}
        for slug, each in {each.slug: each for session in left for each in session}.items():
            if each.planned != before[slug].planned:
                course = _smaller_dose(course, before[slug].planned, "flare")
                parts += 1
        return replace(with_sessions(course, left), row=course.row + parts)


def halved_of(each: Slot, part: str) -> Slot:
    """Return an exercise with half of its sets, or half of its repetitions, but at least its record's least."""
    if part == "sets":
        return redosed(each, sets=max(1, each.planned.sets // 2))
    least = min(limits.bounds(each.exercise, "reps")[0], each.planned.reps)
    return redosed(each, reps=max(least, each.planned.reps // 2))


def _smaller_dose(course: Course, before: Planned, reason: Reason) -> Course:
    """Return a course that records the dose of an exercise from before a part of it was taken."""
    _, second = _planned(course, before.slug)
    return with_dropped(
        course, Dropped(slug=before.slug, reason=reason, dose=before, whole=False, second=second)
    )


def shorter_walk(course: Course) -> Course:
    """Return a course with half the walk, but at least five minutes. The length from before is recorded."""
    least = min(limits.LEAST_WALK, course.walk_minutes)
    return replace(
        course,
        walk_minutes=max(least, course.walk_minutes // 2),
        walk_before=max(course.walk_minutes, course.walk_before or 0),
    )


# --- a break


def rested(course: Course, weeks: int, catalog: Catalog) -> Course:
    """Return the course after some weeks without a session. Nothing is added. Planner's own choice.

    Args:
        course: as the week before it was.
        weeks: without a session in a row, the present one included.
        catalog: the catalogue.
    """
    if weeks < limits.HALVED_FROM:
        return course
    if weeks < limits.RESTARTED_FROM:
        return course if course.missed >= limits.HALVED_FROM else _halved(with_base(course), catalog)
    return course if course.missed >= limits.RESTARTED_FROM else _at_start(with_base(course), catalog)


def _halved(course: Course, catalog: Catalog) -> Course:
    """Return a course without its new exercise and with half the sets, or half the repetitions of single sets."""
    course = _without_newest(course, 1 if course.new else 0, catalog)
    sessions = sessions_of(course, catalog)
    many = any(each.planned.sets > 1 for session in sessions for each in session)
    part = "sets" if many else "reps"
    return _redosed(course, [[halved_of(each, part) for each in session] for session in sessions])


def _at_start(course: Course, catalog: Catalog) -> Course:
    """Return a course at starting doses without its two newest exercises, of which the halving may have taken one."""
    gone = course.missed >= limits.HALVED_FROM and any(
        each.reason == "break" and each.new for each in course.dropped
    )
    course = _without_newest(course, 1 if gone else 2, catalog)
    return _redosed(
        course,
        [
            [at_most(each, start(each.exercise, course.profile)) for each in session]
            for session in sessions_of(course, catalog)
        ],
    )


def at_most(each: Slot, most: Planned) -> Slot:
    """Return an exercise with no more sets, repetitions and seconds of hold than another plan for it."""
    less = each.planned.no_more_than(most)
    return redosed(each, sets=less.sets, reps=less.reps, hold=less.hold)


def _redosed(course: Course, sessions: Sessions) -> Course:
    """Return a course with smaller doses of the same exercises. The doses from before are recorded."""
    before = course.planned
    for slug, each in {each.slug: each for session in sessions for each in session}.items():
        if each.planned != before[slug]:
            course = _smaller_dose(course, before[slug], "break")
    return with_sessions(course, sessions)


def _without_newest(course: Course, count: int, catalog: Catalog) -> Course:
    """Return a course without its newest exercises; finding neutral and the last exercise stay."""
    for _ in range(count):
        newest = _Cut(course, catalog, sessions_of(course, catalog))
        last = sorted(newest.removable(()), key=course.order.index)
        if last:
            course = without_exercise(course, last[-1], "break", catalog)
    return course


# --- what hurt, and what was too hard


def hurting(course: Course, slugs: Collection[str], catalog: Catalog) -> Course:
    """Return a course without what hurt. Where nothing is left: finding neutral, if it is open and known or was there.

    First document: what hurt goes out. The rest is planner's own choice.
    """
    had = course.planned.keys()
    for slug in slugs:
        course = without_exercise(course, slug, "hurt", catalog)
    if any(course.routines) or not had:
        return course
    if WARM_START in had | set(course.known):
        alone = next(warm_start(course, catalog), None)
        if alone is not None:
            course = replace(course, dropped=tuple(d for d in course.dropped if d.slug != WARM_START))
            return replace(course, routines=(alone,), order=(WARM_START,))
    return course


def eased(course: Course, slug: str, catalog: Catalog, *, hurt: bool = False) -> Course:
    """Return a course with an easier version in the place of an exercise that was too hard, or with a smaller dose.

    No session gets longer. In a flare-up nothing comes in; where something `hurt`, in quiet and calm weeks, only what
    the reader knows. Planner's own choice: a known easier version comes first, and of those the hardest; without one a
    new exercise goes out, any other one loses a set, else repetitions.
    """
    planned, second = _planned(course, slug)
    if planned is None:
        return course
    exercise, careful = by_slug(catalog)[slug], hurt or course.quiet or course.calm
    there = course.planned
    easier = [
        e
        for e in catalog.exercises
        if e.slug in exercise.easier and e.slug != WARM_START and is_usable(e, course, catalog)
        if e.slug in there or not (course.in_flare or (careful and e.slug not in course.known))
    ]
    most = longest(sessions_of(course, catalog))
    for back in sorted(easier, key=lambda e: (e.slug not in course.known, -e.level)):
        routines = course.routines
        if back.slug not in there:
            index = int(second and len(routines) > 1)
            routines = tuple(
                (*routine, start(back, course.profile)) if i == index else routine
                for i, routine in enumerate(routines)
            )
        known = course.known if back.slug in course.known else (back.slug, *course.known)
        with_back = replace(course, routines=routines, known=known)
        after = without_exercise(with_back, slug, "replaced", catalog)
        if longest(sessions_of(after, catalog)) <= most:
            return after
    if slug == course.new:
        return without_exercise(course, slug, "left-out", catalog)
    sessions = sessions_of(course, catalog)
    each = next(one for session in sessions for one in session if one.slug == slug)
    less = redosed(each, sets=planned.sets - 1) if planned.sets > 1 else halved_of(each, "reps")
    return with_sessions(course, [put(session, less) for session in sessions])
