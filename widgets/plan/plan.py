"""Makes a week from a profile, and the next week from a week. Deterministic: no clock, no randomness.

What must hold is in `rules`; here is only how a week is filled so that it does. Nothing here is worded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from widgets.catalog import Catalog, Exercise
from widgets.diary.entries import Said
from widgets.plan import admission, limits, prescribed
from widgets.plan.values import (
    BETWEEN_SECONDS,
    DAYS_IN_WEEK,
    WARM_START,
    Comfortable,
    Day,
    Item,
    Profile,
    Routine,
    Week,
    routine_of,
    session_seconds,
)

_NO_LIMIT = 99
"""More sets than any record's range holds."""

type Answer = Literal["fine", "same", "flare"]
"""How a week went: `fine` lets the next one grow, `same` keeps it, `flare` cuts it back."""


def newcomer(catalog: Catalog) -> Profile:
    """Return the profile behind the sample week."""
    return Profile.newcomer(catalog, limits.spread(limits.lowest_level(catalog), catalog))


@lru_cache(maxsize=32)
def make(profile: Profile, catalog: Catalog) -> Week:
    """Return the week of these answers. The last few are remembered: a view asks for the same week many times."""
    routines, starter = _routines(profile, catalog)
    order = [(profile.week_start + offset) % DAYS_IN_WEEK for offset in range(DAYS_IN_WEEK)]
    again = profile.again and limits.may_repeat(profile, routines, catalog)
    turn = (profile.week - 1) * len(profile.days)
    days = []
    for weekday in order:
        if weekday in profile.days:
            which = turn % len(routines)
            turn += 1
            items = routines[which]
            days.append(Day(weekday=weekday, kind="exercise", items=items, routine=which, again=again))
        elif weekday in profile.rest:
            days.append(Day(weekday=weekday, kind="rest"))
        else:
            days.append(Day(weekday=weekday, kind="walk", walk_minutes=profile.walk_minutes))
    return Week(days=tuple(days), routines=routines, starter=starter)


# --- filling a session


def seconds_of(exercise: Exercise, sets: int) -> int:
    """Return how long so many sets of an exercise take, rounded up, from the length of its whole dose."""
    dose = exercise.dose
    pauses = dose.get_ready + (dose.sets - 1) * dose.rest
    one_set = -(-max(0, exercise.seconds - pauses) // dose.sets)
    return dose.get_ready + sets * one_set + (sets - 1) * dose.rest


def known_pool(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that the reader knows and may do now; finding neutral is everyone's to know."""
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.slug in profile.known and admission.is_usable(exercise, profile, catalog)
    )


def gentle_pool(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the lowest level's exercises that a newcomer may do, finding neutral and what it leads to first."""
    lowest = min((exercise.level for exercise in catalog.exercises), default=1)
    gentle = [e for e in catalog.exercises if e.level == lowest and admission.is_usable(e, profile, catalog)]
    follows = next((e.harder for e in catalog.exercises if e.slug == WARM_START), ())
    rank = {slug: index for index, slug in enumerate((WARM_START, *follows))}
    return tuple(sorted(gentle, key=lambda e: rank.get(e.slug, len(rank))))


def open_pool(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return what may be in the week without being new: what is known, or for a newcomer what is gentle."""
    return (gentle_pool if is_starter(profile, catalog) else known_pool)(profile, catalog)


def is_starter(profile: Profile, catalog: Catalog) -> bool:
    """Return whether the reader knows no exercise that they may do now, finding neutral aside."""
    return all(exercise.slug == WARM_START for exercise in known_pool(profile, catalog))


def _routines(profile: Profile, catalog: Catalog) -> tuple[tuple[tuple[Item, ...], ...], bool]:
    """Return the routines of the exercise days, one or two in turn, and whether it is a starting set."""
    if profile.prescribed is not None and not profile.flare:
        return (prescribed.session(profile, catalog),), False
    starter = is_starter(profile, catalog)
    filler = _Filler(profile, catalog)
    new = None if starter else new_exercise(profile, catalog)
    usable = (e for e in catalog.exercises if admission.is_usable(e, profile, catalog))
    warm = next((e for e in usable if e.slug == WARM_START), None)
    begun = filler.begun([(warm, False), (new, True)])
    if profile.routine is None:
        sessions = filler.filled([begun, begun] if filler.takes_turns() else [begun])
    else:
        sessions = filler.with_routines(begun, _parts(profile, filler.open))
        if profile.step and new is None and not limits.careful(profile):
            sessions = filler.one_step(sessions)
    return tuple(tuple(sorted(session, key=_order)) for session in sessions), starter


def _parts(profile: Profile, pool: Collection[Exercise]) -> tuple[Routine, ...]:
    """Return the routine as it is, or in two parts; a part of which nothing may be done now is none."""
    second = profile.second or ()
    slugs = {exercise.slug for exercise in pool} - {WARM_START}
    parts = (
        tuple(item for item in profile.routine or () if item[0] not in second),
        tuple(item for item in profile.routine or () if item[0] in second),
    )
    if all(any(slug in slugs for slug, _ in part) for part in parts):
        return parts
    return (profile.routine or (),)


def _most_exercises(profile: Profile, *, starter: bool) -> int:
    """Return how many exercises a session may have."""
    if not starter:
        return limits.MOST_EXERCISES
    return limits.GENTLE_STARTER_EXERCISES if limits.careful(profile) else limits.STARTER_EXERCISES


def _extra_sets(profile: Profile, *, starter: bool) -> int:
    """Return how many sets an exercise may have beyond its record's own, where its range allows."""
    if limits.careful(profile):
        return 0
    return limits.STARTER_EXTRA_SETS if starter else _NO_LIMIT


def new_exercise(profile: Profile, catalog: Catalog) -> Exercise | None:
    """Return this week's new exercise, if there is one and the rules let it in."""
    for exercise in catalog.exercises:
        if (
            exercise.slug == profile.new
            and not profile.flare
            and admission.may_be_new(exercise, profile, catalog)
        ):
            return exercise
    return None


def _item(exercise: Exercise, sets: int, profile: Profile, *, new: bool = False) -> Item:
    return Item(
        exercise=exercise,
        sets=sets,
        seconds=seconds_of(exercise, sets),
        new=new,
        ask=admission.asks(exercise, profile),
    )


class _Filler:
    """Fills a session one exercise or one set at a time, each time on the side of the body that lags behind.

    A routine is put back as it was, as far as the minutes reach. Where there is none yet: first a few different
    exercises; then more sets of them, where the reader knows them and nothing asks for care; then more different
    exercises, as long as the session is not well filled. After the first few, nothing is added that would only
    widen the gap between face-up and face-down, unless the pool has but one of the two and the halves cannot
    meet anyway.
    """

    def __init__(self, profile: Profile, catalog: Catalog) -> None:
        starter = is_starter(profile, catalog)
        self.profile = profile
        self.budget = profile.session_minutes * 60
        self.most = _most_exercises(profile, starter=starter)
        self.extra_sets = _extra_sets(profile, starter=starter)
        self.open = open_pool(profile, catalog)
        self.starter = starter

    def begun(self, first: Sequence[tuple[Exercise | None, bool]]) -> list[Item]:
        """Return a session of these exercises alone, each with whether it is new, as far as they fit."""
        session: list[Item] = []
        for exercise, new in first:
            if exercise is not None:
                session += self._fitting(exercise, self._room(session), new=new)
        return session

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

    def filled(self, sessions: Sequence[list[Item]]) -> list[list[Item]]:
        """Return the sessions, one or two, with everything added that fits: each time to the shorter one."""
        sessions = [self._seeded(session) for session in sessions]
        while (grown := self._one_grown(sessions)) is not None:
            sessions = grown
        return sessions

    def _seeded(self, session: list[Item]) -> list[Item]:
        """Return a newcomer's session with what finding neutral leads to first; any other one as it is."""
        if not self.starter:
            return session
        for exercise in self.open[: limits.GENTLE_STARTER_EXERCISES]:
            if exercise.slug not in {item.exercise.slug for item in session}:
                session = [*session, *self._fitting(exercise, self._room(session))]
        return session

    def _one_grown(self, sessions: list[list[Item]]) -> list[list[Item]] | None:
        for index in sorted(range(len(sessions)), key=lambda i: session_seconds(sessions[i])):
            others = [item for i, session in enumerate(sessions) if i != index for item in session]
            grown = self._grown(sessions[index], others)
            if grown is not None:
                return [*sessions[:index], grown, *sessions[index + 1 :]]
        return None

    def one_step(self, sessions: list[list[Item]]) -> list[list[Item]]:
        """Return the sessions with one set more in one of them, or else with one exercise more where there is room."""
        order = sorted(range(len(sessions)), key=lambda i: session_seconds(sessions[i]))
        for index in order if self.extra_sets else ():
            grown = self._one_more_set(sessions[index])
            if grown is not None:
                return [*sessions[:index], grown, *sessions[index + 1 :]]
        for index in order:
            others = [item for i, session in enumerate(sessions) if i != index for item in session]
            if self._takes_another(sessions[index], others):
                grown = self._another(sessions[index], others, guarded=True)
                if grown is not None:
                    return [*sessions[:index], grown, *sessions[index + 1 :]]
        return sessions

    def with_routines(self, begun: list[Item], parts: Sequence[Routine]) -> list[list[Item]]:
        """Return the session of each part of a routine; all of them together have no more exercises than one may."""
        if len(parts) == 1:
            return [self.with_routine(begun, parts[0], self.most)]
        open_slugs = {exercise.slug for exercise in self.open} - {WARM_START}
        kept_free = sum(slug in open_slugs for slug, _ in parts[1])
        room = max(len(begun) + 1, limits.MOST_IN_TURN - kept_free)
        first = self.with_routine(begun, parts[0], min(self.most, room))
        second = self.with_routine(
            begun, parts[1], min(self.most, limits.MOST_IN_TURN - len(first) + len(begun))
        )
        return [first, second]

    def with_routine(self, session: list[Item], routine: Routine, most: int) -> list[Item]:
        """Return the session with a routine put back as far as it fits: every exercise, then every set."""
        done = dict(routine)
        again = [
            _item(exercise, limits.set_range(exercise)[0], self.profile)
            for exercise in self.open
            if exercise.slug in done and exercise.slug != WARM_START
        ]
        while again and not self._holds([*session, *again], most):
            again.remove(self._first_to_go(session, again))
        session = [*session, *again]
        targets = {item.exercise.slug: min(done[item.exercise.slug], self._highest(item)) for item in again}
        while (raised := self._one_more_set(session, targets)) is not None:
            session = raised
        return session

    def _holds(self, session: Sequence[Item], most: int) -> bool:
        """Return whether a session is within its minutes and its number of exercises."""
        return len(session) <= most and session_seconds(session) <= self.budget

    def _first_to_go(self, session: list[Item], again: list[Item]) -> Item:
        """Return what makes way: an easier version of what is new, then of the face that leads.

        Among these the easiest makes way for a new exercise, and the hardest where only time is short.
        """
        new = next((item.exercise for item in session if item.new), None)
        everything = [*session, *again]
        return max(
            again,
            key=lambda item: (
                new is not None and item.exercise.slug in new.easier,
                _face_rank(item.exercise, everything),
                item.exercise.level if new is None else -item.exercise.level,
            ),
        )

    def _grown(self, session: list[Item], others: Sequence[Item]) -> list[Item] | None:
        few = min(limits.FEW_EXERCISES, self.most)
        if len(session) < few and (more := self._another(session, others, guarded=False)):
            return more
        if self.extra_sets and (more := self._one_more_set(session)):
            return more
        return self._another(session, others, guarded=True) if self._takes_another(session, others) else None

    def _takes_another(self, session: list[Item], others: Sequence[Item]) -> bool:
        """Return whether a session may have one exercise more: it is not well filled, and the week is not full."""
        week = {item.exercise.slug for item in (*session, *others)}
        most = limits.MOST_IN_TURN if others else self.most
        return (
            len(session) < self.most
            and len(week) < most
            and session_seconds(session) < self.budget * limits.WELL_FILLED
        )

    def _another(self, session: list[Item], others: Sequence[Item], *, guarded: bool) -> list[Item] | None:
        """Add one exercise that the other session has not: of the lagging face first; there the hardest.

        Side-lying, standing and sitting come between the two faces, but once first in a long session, so that it
        does not keep to two positions. An easier or harder version of what is there already comes only where there
        are few exercises and nothing else. Of equally hard ones one that leaves the halves together, and of these the
        longest: short ones fill the gaps that are left.
        """
        used = {item.exercise.slug for item in (*session, *others)}
        room = self._room(session)
        options = [
            [*session, item]
            for exercise in self.open
            if exercise.slug not in used
            for item in self._fitting(exercise, room)
        ]
        if guarded:
            options = [option for option in options if not self._only_widens(session, option)]
        there = [item.exercise for item in (*session, *others)]
        apart = [option for option in options if not limits.versions_of(option[-1].exercise, there)]
        if not self.starter and (apart or len(session) >= limits.FEW_EXERCISES):
            options = apart
        wants_other = self._wants_another_position(session)
        return min(
            options,
            key=lambda option: (
                -1
                if wants_other and option[-1].exercise.face == "other"
                else _face_rank(option[-1].exercise, session),
                -option[-1].exercise.level,
                not limits.near_half(*limits.face_seconds(option)),
                -option[-1].seconds,
            ),
            default=None,
        )

    def _wants_another_position(self, session: Sequence[Item]) -> bool:
        """Return whether a long session has face-up and face-down exercises, and no other position yet."""
        faces = {item.exercise.face for item in session if item.exercise.slug != WARM_START}
        return (
            not self.starter
            and self.profile.session_minutes >= limits.VARIED_MINUTES
            and faces == {"up", "down"}
            and limits.near_half(*limits.face_seconds(session))
        )

    def _one_more_set(
        self, session: list[Item], targets: Mapping[str, int] | None = None
    ) -> list[Item] | None:
        """Add one set within the dose's range, to the exercise of the lagging face that has fewest.

        With `targets` only up to these sets, whatever that does to the halves: they are what was done before.
        """
        room = self.budget - session_seconds(session)
        options = []
        for index, item in enumerate(session):
            if item.new or item.exercise.slug == WARM_START or item.sets >= self._most_sets(item, targets):
                continue
            grown = _item(item.exercise, item.sets + 1, self.profile)
            after = [*session[:index], grown, *session[index + 1 :]]
            if grown.seconds - item.seconds <= room and (
                targets is not None or not self._only_widens(session, after) or self._made_up_for(after)
            ):
                options.append((_face_rank(item.exercise, session), item.sets, index, after))
        return min(options, key=lambda option: option[:3], default=(None,))[-1]

    def _made_up_for(self, session: list[Item]) -> bool:
        """Return whether one more set of the face that lags, for which there is room, brings the halves together."""
        room = self.budget - session_seconds(session)
        for index, item in enumerate(session):
            if (
                item.sets < self._most_sets(item, None)
                and not item.new
                and _face_rank(item.exercise, session) == 0
            ):
                grown = _item(item.exercise, item.sets + 1, self.profile)
                after = [*session[:index], grown, *session[index + 1 :]]
                if grown.seconds - item.seconds <= room and limits.near_half(*limits.face_seconds(after)):
                    return True
        return False

    def _most_sets(self, item: Item, targets: Mapping[str, int] | None) -> int:
        if targets is not None:
            return targets.get(item.exercise.slug, item.sets)
        return self._highest(item)

    def _highest(self, item: Item) -> int:
        """Return the most sets that the record allows, and for a newcomer or with care not many beyond its own."""
        _, most = limits.set_range(item.exercise)
        return min(most, item.exercise.dose.sets + self.extra_sets)

    def _fitting(self, exercise: Exercise, room: int, *, new: bool = False) -> Iterator[Item]:
        """Yield the exercise with its dose's sets, or with fewer where only they fit; nothing where none does."""
        low, _ = limits.set_range(exercise)
        for sets in range(exercise.dose.sets, low - 1, -1):
            if seconds_of(exercise, sets) <= room:
                yield _item(exercise, sets, self.profile, new=new)
                return

    def _room(self, session: Sequence[Item]) -> int:
        """Return the seconds that one more exercise may take."""
        return self.budget - session_seconds(session) - (BETWEEN_SECONDS if session else 0)

    def _only_widens(self, before: list[Item], after: list[Item]) -> bool:
        """Whether a change takes face-up and face-down further apart, though the pool could bring them together."""
        faces = {e.face for e in (*self.open, *(item.exercise for item in before)) if e.slug != WARM_START}
        both = {"up", "down"} <= faces
        return both and _gap(after) > _gap(before) and not limits.near_half(*limits.face_seconds(after))


def _gap(session: Sequence[Item]) -> int:
    """Return the seconds between face-up and face-down time."""
    up, down = limits.face_seconds(session)
    return abs(up - down)


def _face_rank(exercise: Exercise, session: list[Item]) -> int:
    """Return 0 for the face that lags, 1 for sitting, standing and side-lying, 2 for the face that leads."""
    up, down = limits.face_seconds(session)
    if exercise.face == "other":
        return 1
    ahead = up - down if exercise.face == "up" else down - up
    return 0 if ahead <= 0 else 2


def _order(item: Item) -> tuple[bool, int, str, int]:
    """Finding neutral first; then lying down before getting up, so that the reader changes position seldom."""
    exercise = item.exercise
    return (
        exercise.slug != WARM_START,
        {"up": 0, "down": 1, "other": 2}[exercise.face],
        exercise.position,
        exercise.level,
    )


# --- what the reader changes by hand


def settled(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile with its routine written down: whatever changes next, the rest stays as it is."""
    if profile.routine is not None:
        return profile
    return _written(profile, make(replace(profile, new=None), catalog))


def _written(profile: Profile, week: Week) -> Profile:
    """Return the profile with what a week shows as its routine."""
    return replace(profile, routine=routine_of(week.session), second=second_of(week))


def second_of(week: Week) -> tuple[str, ...]:
    """Return which exercises only the second of two routines has."""
    if len(week.routines) == 1:
        return ()
    first = {item.exercise.slug for item in week.routines[0]}
    return tuple(i.exercise.slug for i in week.routines[1] if i.exercise.slug not in first)


def with_new(profile: Profile, slug: str | None, catalog: Catalog) -> Profile:
    """Return the profile with this week's new exercise, or with none."""
    return replace(settled(profile, catalog), new=slug)


def without(profile: Profile, slug: str, catalog: Catalog) -> Profile:
    """Return the profile with an exercise left out, and nothing in its place; the new one simply stops being new."""
    return _left_out(_as_shown(profile, catalog), slug)


def _left_out(profile: Profile, slug: str) -> Profile:
    """Return a profile, its routine as the week shows it, with an exercise left out."""
    if slug == profile.new:
        return replace(profile, new=None)
    return replace(
        profile,
        routine=_routine_without(profile.routine, slug),
        skipped=tuple(dict.fromkeys((*profile.skipped, slug))),
    )


def swapped(profile: Profile, out: str, exercise: Exercise, catalog: Catalog) -> Profile:
    """Return the profile with one exercise in the place of another."""
    profile = _as_shown(profile, catalog)
    taken = (exercise.slug, exercise.dose.sets)
    routine = tuple(taken if slug == out else (slug, sets) for slug, sets in profile.routine or ())
    second = tuple(exercise.slug if slug == out else slug for slug in profile.second or ())
    return replace(
        _left_out(profile, out), routine=routine if taken in routine else (*routine, taken), second=second
    )


def brought_back(profile: Profile, slug: str, catalog: Catalog) -> Profile:
    """Return the profile with an exercise that was left out allowed again, and in the routine if it is known."""
    profile = _as_shown(profile, catalog)
    back = (slug, catalog.exercise(slug).dose.sets)
    return replace(
        profile,
        routine=(*_routine_without(profile.routine, slug), back),
        skipped=tuple(other for other in profile.skipped if other != slug),
    )


def refitted(profile: Profile, before: Profile, catalog: Catalog) -> Profile:
    """Return the profile after new answers: the routine is filled up where they close a part of it or ask for more.

    A new exercise that they call easy stays, as it does after a fine week.

    Args:
        profile: with the new answers.
        before: with the old ones.
        catalog: the catalogue.
    """
    week = make(before, catalog)
    easy_now = next((i.exercise for i in week.session if i.new and i.exercise.slug in profile.known), None)
    if easy_now is not None:
        profile = _with_joined(profile, week, easy_now)
    profile = _never_bare(profile, catalog)
    if profile.routine is None or profile.flare:
        return profile
    learnt = set(profile.known) - set(before.known)
    if week.starter and learnt and not is_starter(profile, catalog):
        # Who says what they do already has no use for a newcomer's starting set.
        return replace(profile, routine=None, second=None, step=False)
    lost = _routine_slugs(before, catalog) - _routine_slugs(profile, catalog)
    if not (lost or learnt or profile.session_minutes > before.session_minutes):
        return profile
    sessions = [list(routine) for routine in make(replace(profile, new=None, step=False), catalog).routines]
    filled = _Filler(profile, catalog).filled(sessions)
    return replace(_written(profile, replace(week, routines=tuple(map(tuple, filled)))), step=False)


def _never_bare(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile, its routine to be chosen anew where nothing but finding neutral is left of it."""
    left = _routine_slugs(profile, catalog)
    return profile if left - {WARM_START} else replace(profile, routine=None, second=None, step=False)


def _routine_slugs(profile: Profile, catalog: Catalog) -> set[str]:
    """Return the exercises of the routine that the reader may do now."""
    return {slug for slug, _ in profile.routine or ()} & {e.slug for e in open_pool(profile, catalog)}


def _as_shown(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile with what the week shows as its routine, so that only what the reader touches changes."""
    return replace(_written(profile, make(profile, catalog)), step=False)


def _routine_without(routine: Routine | None, slug: str | None) -> Routine:
    return tuple(item for item in routine or () if item[0] != slug)


# --- what else is allowed


def holds(profile: Profile, slug: str, catalog: Catalog) -> bool:
    """Return whether the week of a profile has an exercise."""
    return any(item.exercise.slug == slug for item in make(profile, catalog).session)


def choices(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that may be swapped into the routine without being new."""
    if profile.prescribed is not None:
        return ()
    week = make(profile, catalog)
    used = {item.exercise.slug for item in week.session}
    return tuple(exercise for exercise in open_pool(profile, catalog) if exercise.slug not in used)


def new_choices(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return what may become this week's new exercise, the most useful first: the lagging face, then the easier."""
    if profile.flare or profile.prescribed is not None or catalog.plan.new_exercises.high < 1:
        return ()
    week = make(replace(profile, new=None), catalog)
    if week.starter:
        return ()
    session = list(week.session)
    open_ones = [e for e in catalog.exercises if admission.may_be_new(e, profile, catalog)]
    return tuple(sorted(open_ones, key=lambda e: (_face_rank(e, session), e.level)))


def next_choices(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return what may be new in the week after a starting set that goes well, the most useful first."""
    if limits.careful(profile):
        return ()
    return new_choices(next_week(profile, "fine", catalog), catalog)


def learnable(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return what a reader may say that they do already: allowed, and not known yet."""
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.slug not in profile.known
        and exercise.slug != WARM_START
        and admission.is_usable(exercise, profile, catalog)
    )


def with_known(profile: Profile, slugs: Collection[str], catalog: Catalog) -> Profile:
    """Return the profile of a reader who does these exercises already, its routine filled up with them."""
    learnt = tuple(e.slug for e in learnable(profile, catalog) if e.slug in slugs)
    known = (*profile.known, *learnt)
    new = None if profile.new in known else profile.new
    return refitted(replace(profile, known=known, new=new), profile, catalog)


def may_take_turns(profile: Profile, catalog: Catalog) -> bool:
    """Return whether the reader of one routine may have two in turn."""
    return len(make(profile, catalog).routines) == 1 and _Filler(profile, catalog).takes_turns()


def in_turns(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile with its routine dealt out to two that take turns, both filled up."""
    profile = _as_shown(profile, catalog)
    week = make(replace(profile, new=None), catalog)
    sessions: tuple[list[Item], list[Item]] = ([], [])
    for item in week.session:
        if item.exercise.slug == WARM_START:
            sessions[0].append(item)
            sessions[1].append(item)
        else:
            same = [sum(i.exercise.face == item.exercise.face for i in session) for session in sessions]
            sessions[same[1] < same[0]].append(item)
    filled = _Filler(profile, catalog).filled(sessions)
    return _written(profile, replace(week, routines=tuple(map(tuple, filled))))


def in_one(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile with the first of its two routines on every exercise day."""
    week = make(replace(profile, new=None), catalog)
    return _written(profile, replace(week, routines=week.routines[:1]))


def suggestion(profile: Profile, catalog: Catalog) -> Exercise | None:
    """Return the planner's own proposal for a new exercise: none while one is new already, or where care is due.

    Planner's own choice: who has more than a few exercises is offered only what may take an easier one's place.
    """
    if limits.careful(profile) or profile.settling or new_exercise(profile, catalog) is not None:
        return None
    done = {item.exercise.slug for item in make(profile, catalog).session}
    few = len(done) <= limits.FEW_EXERCISES
    open_ones = new_choices(profile, catalog)
    return next((e for e in open_ones if few or done & set(e.easier) - {WARM_START}), None)


# --- the next week


type How = Literal["out", "newest-out", "easier", "fewer-sets", "stays"]
"""What becomes of an exercise: left out; left out because it was added last; an easier version in its place; one set
fewer; or nothing, where there is neither."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What the answers about one exercise lead to."""

    slug: str
    said: Said | None
    """None for the newest exercise, which goes because another one hurt."""
    how: How
    easier: str | None = None
    """The easier version that takes its place, or stays where it is in the week already."""


def next_week(
    profile: Profile,
    answer: Answer,
    catalog: Catalog,
    *,
    mastered: bool = False,
    said: Mapping[str, Said] | None = None,
) -> Profile:
    """Return the profile of the next week.

    Where an exercise hurt or was too hard, that is the one change: nothing is added beside it, and nothing new is
    offered in the week that follows.

    Args:
        profile: this week's.
        answer: how it went.
        catalog: the catalogue.
        mastered: whether this week's new exercise is easy now; until it is, it stays the new one.
        said: what the reader said of exercises, by slug.
    """
    if profile.prescribed is not None:
        hurt = [change.slug for change in changes(profile, said or {}, catalog)]
        skipped = tuple(dict.fromkeys((*profile.skipped, *hurt)))
        return _prescribed_week(replace(profile, week=profile.week + 1, skipped=skipped), answer, catalog)
    following = replace(_as_shown(profile, catalog), week=profile.week + 1, settling=False)
    after, found = answered(following, said or {}, catalog)
    if answer == "flare":
        after = cut_back(following, catalog)
        for change in found:
            if change.said == "hurt" and change.slug not in after.skipped:
                after = _never_bare(_out(after, change.slug), catalog)
        return _tidy(after)
    if found:
        calm = replace(after, flare=False) if answer == "fine" else after
        return replace(_tidy(_never_bare(calm, catalog)), settling=True)
    if answer == "same":
        return following
    return _tidy(_grow(following, catalog, mastered=mastered))


def _tidy(profile: Profile) -> Profile:
    """Return the profile without names in its second routine that the routine no longer has."""
    if profile.second is None or profile.routine is None:
        return profile
    slugs = {slug for slug, _ in profile.routine}
    return replace(profile, second=tuple(dict.fromkeys(slug for slug in profile.second if slug in slugs)))


def answered(
    profile: Profile, said: Mapping[str, Said], catalog: Catalog
) -> tuple[Profile, tuple[Change, ...]]:
    """Return the profile after what was said of its exercises, and what that changed.

    What hurt goes out, and the newest exercise with it: it was added last, so it may be what did it (first document).
    What was too hard goes back to an easier version, or loses a set. Planner's own choice: the easier version that the
    reader knows best comes first, and one that they skipped is known to whoever does a harder one.
    """
    found: list[Change] = []
    items = {item.exercise.slug: item for item in make(profile, catalog).session}
    new = new_exercise(profile, catalog)
    for slug in items:
        if said.get(slug) == "hurt":
            profile = _out(profile, slug)
            found.append(Change(slug=slug, said="hurt", how="out"))
    if found and new is not None and said.get(new.slug) != "hurt":
        profile = _out(profile, new.slug)
        found.append(Change(slug=new.slug, said=None, how="newest-out"))
    for slug, item in items.items():
        if said.get(slug) == "too-hard" and slug not in profile.skipped:
            profile, change = _eased(profile, item, catalog)
            found.append(change)
    return profile, tuple(found)


def changes(profile: Profile, said: Mapping[str, Said], catalog: Catalog) -> tuple[Change, ...]:
    """Return what the next week would change because of what was said of this week's exercises.

    Of a prepared plan only what hurt goes out; all else is its maker's to change.
    """
    if profile.prescribed is not None:
        slugs = [item.exercise.slug for item in make(profile, catalog).session]
        return tuple(Change(slug=slug, said="hurt", how="out") for slug in slugs if said.get(slug) == "hurt")
    return answered(_as_shown(profile, catalog), said, catalog)[1]


def _out(profile: Profile, slug: str) -> Profile:
    """Return the profile with an exercise left out until it is brought back, also where it is the new one."""
    return replace(
        profile,
        new=None if profile.new == slug else profile.new,
        routine=_routine_without(profile.routine, slug),
        skipped=tuple(dict.fromkeys((*profile.skipped, slug))),
    )


def _eased(profile: Profile, item: Item, catalog: Catalog) -> tuple[Profile, Change]:
    """Return the profile with an easier version in the place of an exercise that was too hard, or a set fewer."""
    slug = item.exercise.slug
    easier = [
        exercise
        for exercise in catalog.exercises
        if exercise.slug in item.exercise.easier
        and exercise.slug != WARM_START
        and admission.is_usable(exercise, profile, catalog)
    ]
    easier.sort(key=lambda e: (e.slug not in profile.known, -e.level))
    if easier:
        back = easier[0]
        routine = dict(profile.routine or ())
        second = profile.second or ()
        if back.slug not in routine:
            routine = {(back.slug if each == slug else each): sets for each, sets in routine.items()}
            routine[back.slug] = back.dose.sets
            second = tuple(back.slug if each == slug else each for each in second)
        needless = back.slug in profile.known or is_starter(profile, catalog)
        known = profile.known if needless else (back.slug, *profile.known)
        profile = replace(_out(profile, slug), known=known, second=second)
        profile = replace(profile, new=None if profile.new in known else profile.new)
        routine.pop(slug, None)
        return (
            replace(profile, routine=tuple(routine.items())),
            Change(slug=slug, said="too-hard", how="easier", easier=back.slug),
        )
    if item.new:
        return _out(profile, slug), Change(slug=slug, said="too-hard", how="out")
    low, _ = limits.set_range(item.exercise)
    if item.sets > low:
        sets = {**dict(profile.routine or ()), slug: item.sets - 1}
        return (
            replace(profile, routine=tuple(sets.items())),
            Change(slug=slug, said="too-hard", how="fewer-sets"),
        )
    return profile, Change(slug=slug, said="too-hard", how="stays")


def _prescribed_week(profile: Profile, answer: Answer, catalog: Catalog) -> Profile:
    """Return the next week of a prepared plan: the same, or gentler ones of the site's own until a flare-up is over."""
    prepared = profile.prescribed
    if answer == "fine" and profile.flare and prepared is not None:
        return replace(
            profile,
            flare=False,
            walk_minutes=prepared.walk_minutes or profile.walk_minutes,
            again=prepared.again,
        )
    if answer != "flare" or profile.flare:
        return profile
    gentle = cut_back(replace(profile, prescribed=None), catalog)
    return replace(gentle, skipped=profile.skipped, known=profile.known, prescribed=prepared)


def _grow(profile: Profile, catalog: Catalog, *, mastered: bool) -> Profile:
    """Return the profile after a fine week. A session that is not filled yet needs no more minutes."""
    week = make(profile, catalog)
    routine = routine_of(week.session)
    known, new = profile.known, profile.new
    if week.starter:
        known = tuple(dict.fromkeys((*known, *(slug for slug, _ in routine))))
        new = None if new in known else new
    easy_now = new_exercise(profile, catalog) if mastered and not week.starter else None
    if easy_now is not None:
        known, new = (*known, easy_now.slug), None
    step = 0 if limits.careful(profile) else limits.STEP_MINUTES
    filled = week.seconds >= profile.session_minutes * 60 * limits.WELL_FILLED
    plan = catalog.plan
    written = replace(profile, known=known, new=new, routine=routine, second=second_of(week))
    if easy_now is not None:
        written = _with_joined(written, week, easy_now)
    return replace(
        written,
        step=step > 0,
        session_minutes=min(plan.session_minutes.high, profile.session_minutes + (step if filled else 0)),
        walk_minutes=min(plan.walk_minutes.high, profile.walk_minutes + step),
        flare=False,
        comfortable=Comfortable(
            level=profile.level,
            session_minutes=profile.session_minutes,
            walk_minutes=profile.walk_minutes,
            routine=routine,
            second=second_of(week),
        ),
    )


def _with_joined(profile: Profile, week: Week, easy_now: Exercise) -> Profile:
    """Return the profile with the new exercise of a week in its routine: in the shorter one of two."""
    second = second_of(week)
    if len(week.routines) > 1 and session_seconds(week.routines[1]) < session_seconds(week.routines[0]):
        second = (*second, easy_now.slug)
    return replace(profile, routine=_joined(week, easy_now), second=second)


def _joined(week: Week, easy_now: Exercise) -> Routine:
    """Return the routine with the new exercise in it. Above a few, its easier version makes way.

    Planner's own choice: people keep up a few exercises (`rules.FEW_EXERCISES`), and a harder version trains what
    its easier one did. An easier one that is face-up or face-down stays while that face has less than half.
    """
    routine = tuple((item.exercise.slug, item.sets) for item in week.session)
    session = list(week.session)
    easier = [
        item.exercise
        for item in session
        if item.exercise.slug in easy_now.easier
        and item.exercise.slug != WARM_START
        and _face_rank(item.exercise, session) > 0
    ]
    if len(routine) <= limits.FEW_EXERCISES or not easier:
        return routine
    return _routine_without(routine, min(easier, key=lambda exercise: exercise.level).slug)


def cut_back(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile after a flare-up: the newest exercise dropped, then back to the last comfortable week.

    Where no week was comfortable yet, back to the lowest level and the least minutes: planner's own, cautious
    choice.
    """
    plan = catalog.plan
    profile = settled(profile, catalog)
    floor = Comfortable(
        level=limits.lowest_level(catalog),
        session_minutes=plan.session_minutes.low,
        walk_minutes=plan.walk_minutes.low,
        routine=profile.routine or (),
        second=profile.second or (),
    )
    back = profile.comfortable or floor
    dropped = newest(profile, catalog)
    after = replace(
        profile,
        flare=True,
        level=min(profile.level, back.level),
        session_minutes=_back(profile.session_minutes, back.session_minutes, plan.session_minutes.low),
        walk_minutes=_back(profile.walk_minutes, back.walk_minutes, plan.walk_minutes.low),
        new=None,
        routine=_routine_without(back.routine, dropped),
        second=back.second,
        again=False,
        step=False,
        known=tuple(slug for slug in profile.known if slug != dropped),
        skipped=tuple(dict.fromkeys((*profile.skipped, *([dropped] if dropped else ())))),
    )
    return _never_bare(after, catalog)


def newest(profile: Profile, catalog: Catalog) -> str | None:
    """Return the exercise that a flare-up drops: the week's new one, else the last that was added to the routine."""
    new = new_exercise(profile, catalog)
    if new is not None:
        return new.slug
    done = {item.exercise.slug for item in make(profile, catalog).session} - {WARM_START}
    later = [slug for slug in profile.known if slug in done]
    return later[-1] if profile.week > 1 and later else None


def _back(now: int, comfortable: int, low: int) -> int:
    """Return fewer minutes than now: what was comfortable, or one step less where that is what flared up."""
    return max(low, min(comfortable, now - limits.STEP_MINUTES))
