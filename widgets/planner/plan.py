"""A reader's answers to a week, and one week to the next. Same answers, same week: no clock and no chance.

What must hold is in `rules`; here is only how a week is filled so that it does. Nothing here is worded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from widgets.catalog import Catalog, Exercise
from widgets.planner import rules
from widgets.planner.values import (
    BETWEEN_SECONDS,
    DAYS_IN_WEEK,
    WARM_START,
    Comfortable,
    Day,
    Item,
    Profile,
    Week,
    session_seconds,
)

_NO_LIMIT = 99
"""More sets than any record's range holds."""

type Answer = Literal["fine", "same", "flare"]
"""How a week went: `fine` lets the next one grow, `same` keeps it, `flare` cuts it back."""


def newcomer(catalog: Catalog) -> Profile:
    """Return the profile behind the sample week."""
    return Profile.newcomer(catalog, rules.spread(rules.lowest_level(catalog), catalog))


def make(profile: Profile, catalog: Catalog) -> Week:
    """Return the week of these answers."""
    session, starter = _session(profile, catalog)
    order = [(profile.week_start + offset) % DAYS_IN_WEEK for offset in range(DAYS_IN_WEEK)]
    return Week(
        days=tuple(_day(weekday, profile, session) for weekday in order),
        session=session,
        starter=starter,
    )


def _day(weekday: int, profile: Profile, session: tuple[Item, ...]) -> Day:
    if weekday in profile.days:
        return Day(weekday=weekday, kind="exercise", items=session)
    if weekday in profile.rest:
        return Day(weekday=weekday, kind="rest")
    return Day(weekday=weekday, kind="walk", walk_minutes=profile.walk_minutes)


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
        if exercise.slug in profile.known and rules.is_usable(exercise, profile, catalog)
    )


def starter_pool(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return a newcomer's starting set: the lowest level's exercises, those that finding neutral leads to first."""
    lowest = min((exercise.level for exercise in catalog.exercises), default=1)
    gentle = [e for e in catalog.exercises if e.level == lowest and rules.is_usable(e, profile, catalog)]
    follows = next((e.harder for e in catalog.exercises if e.slug == WARM_START), ())
    rank = {slug: index for index, slug in enumerate((WARM_START, *follows))}
    gentle.sort(key=lambda e: (e.slug not in profile.chosen, rank.get(e.slug, len(rank))))
    if rules.careful(profile):
        return tuple(_warm_first(gentle)[: rules.GENTLE_STARTER_EXERCISES])
    return tuple(_warm_first(gentle)[: rules.STARTER_EXERCISES])


def _warm_first(exercises: list[Exercise]) -> list[Exercise]:
    return sorted(exercises, key=lambda e: e.slug != WARM_START)


def _session(profile: Profile, catalog: Catalog) -> tuple[tuple[Item, ...], bool]:
    """Return the routine, and whether it is a starting set."""
    budget = profile.session_minutes * 60
    pool = known_pool(profile, catalog)
    starter = not any(exercise.slug != WARM_START for exercise in pool)
    if starter:
        pool = starter_pool(profile, catalog)
    warm = [e for e in catalog.exercises if e.slug == WARM_START and rules.is_usable(e, profile, catalog)]
    new = new_exercise(profile, catalog) if not starter else None
    first = [*warm, *([new] if new else []), *(e for e in pool if e.slug in profile.chosen)]
    session: list[Item] = []
    for exercise in {exercise.slug: exercise for exercise in first}.values():
        if len(session) < rules.MOST_EXERCISES:
            session += _fitting(exercise, _room(session, budget), profile, new=exercise is new)
    filler = _Filler(
        pool=pool, budget=budget, profile=profile, extra_sets=_extra_sets(profile, starter=starter)
    )
    return tuple(sorted(filler.fill(session), key=_order)), starter


def new_exercise(profile: Profile, catalog: Catalog) -> Exercise | None:
    """Return this week's new exercise, if there is one and the rules let it in."""
    for exercise in catalog.exercises:
        if (
            exercise.slug == profile.new
            and not profile.flare
            and rules.may_be_new(exercise, profile, catalog)
        ):
            return exercise
    return None


def _fitting(exercise: Exercise, room: int, profile: Profile, *, new: bool = False) -> Iterator[Item]:
    """Yield the exercise with its dose's sets, or with fewer where only they fit; nothing where none does."""
    low, _ = rules.set_range(exercise)
    for sets in range(exercise.dose.sets, low - 1, -1):
        if seconds_of(exercise, sets) <= room:
            yield _item(exercise, sets, profile, new=new)
            return


def _item(exercise: Exercise, sets: int, profile: Profile, *, new: bool = False) -> Item:
    return Item(
        exercise=exercise,
        sets=sets,
        seconds=seconds_of(exercise, sets),
        new=new,
        ask=rules.asks(exercise, profile),
    )


def _extra_sets(profile: Profile, *, starter: bool) -> int:
    """Return how many sets an exercise may have beyond its record's own, where its range allows."""
    if rules.careful(profile):
        return 0
    return rules.STARTER_EXTRA_SETS if starter else _NO_LIMIT


class _Filler:
    """Fills a session one exercise or one set at a time, each time on the side of the body that lags behind.

    First a few different exercises; then more sets of them, where the reader knows them and nothing asks for
    care; then more different exercises, as long as the session is not well filled. After the first few,
    nothing is added that would only widen the gap between face-up and face-down, unless the pool has but one
    of the two and the halves cannot meet anyway.
    """

    def __init__(self, *, pool: tuple[Exercise, ...], budget: int, profile: Profile, extra_sets: int) -> None:
        self.pool = pool
        self.budget = budget
        self.profile = profile
        self.extra_sets = extra_sets

    def fill(self, session: list[Item]) -> list[Item]:
        """Return the session with everything added that fits."""
        while (grown := self._step(session)) is not None:
            session = grown
        return session

    def _step(self, session: list[Item]) -> list[Item] | None:
        if len(session) < rules.FEW_EXERCISES and (more := self._another(session, guarded=False)):
            return more
        if self.extra_sets and (more := self._one_more_set(session)):
            return more
        if len(session) < rules.MOST_EXERCISES and session_seconds(session) < self.budget * rules.WELL_FILLED:
            return self._another(session, guarded=True)
        return None

    def _another(self, session: list[Item], *, guarded: bool) -> list[Item] | None:
        """Add one exercise: of the lagging face first, then sitting, standing or side-lying, then the harder one."""
        used = {item.exercise.slug for item in session}
        room = _room(session, self.budget)
        options = [
            [*session, item]
            for exercise in self.pool
            if exercise.slug not in used
            for item in _fitting(exercise, room, self.profile)
        ]
        if guarded:
            options = [option for option in options if not self._only_widens(session, option)]
        return min(
            options,
            key=lambda option: (_face_rank(option[-1].exercise, session), -option[-1].exercise.level),
            default=None,
        )

    def _one_more_set(self, session: list[Item]) -> list[Item] | None:
        """Add one set within the dose's range, to the exercise of the lagging face that has fewest."""
        room = self.budget - session_seconds(session)
        options = []
        for index, item in enumerate(session):
            _, most = rules.set_range(item.exercise)
            high = min(most, item.exercise.dose.sets + self.extra_sets)
            grown = _item(item.exercise, item.sets + 1, self.profile)
            if item.new or item.exercise.slug == WARM_START or item.sets >= high:
                continue
            after = [*session[:index], grown, *session[index + 1 :]]
            if grown.seconds - item.seconds <= room and not self._only_widens(session, after):
                options.append((_face_rank(item.exercise, session), item.sets, index, after))
        return min(options, key=lambda option: option[:3], default=(None,))[-1]

    def _only_widens(self, before: list[Item], after: list[Item]) -> bool:
        up, down = rules.face_seconds(after)
        was_up, was_down = rules.face_seconds(before)
        faces = {e.face for e in (*self.pool, *(item.exercise for item in before)) if e.slug != WARM_START}
        both = {"up", "down"} <= faces
        return both and abs(up - down) > abs(was_up - was_down) and not rules.near_half(up, down)


def _face_rank(exercise: Exercise, session: list[Item]) -> int:
    """Return 0 for the face that lags, 1 for sitting, standing and side-lying, 2 for the face that leads."""
    up, down = rules.face_seconds(session)
    if exercise.face == "other":
        return 1
    ahead = up - down if exercise.face == "up" else down - up
    return 0 if ahead <= 0 else 2


def _room(session: Sequence[Item], budget: int) -> int:
    """Return the seconds that one more exercise may take."""
    return budget - session_seconds(session) - (BETWEEN_SECONDS if session else 0)


def _order(item: Item) -> tuple[bool, int, str, int]:
    """Finding neutral first; then lying down before getting up, so that the reader changes position seldom."""
    exercise = item.exercise
    return (
        exercise.slug != WARM_START,
        {"up": 0, "down": 1, "other": 2}[exercise.face],
        exercise.position,
        exercise.level,
    )


# --- what else is allowed


def choices(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that may be swapped into the routine without being new."""
    week = make(profile, catalog)
    used = {item.exercise.slug for item in week.session}
    if week.starter:
        lowest = min((exercise.level for exercise in catalog.exercises), default=1)
        pool = tuple(
            e for e in catalog.exercises if e.level == lowest and rules.is_usable(e, profile, catalog)
        )
    else:
        pool = known_pool(profile, catalog)
    return tuple(exercise for exercise in pool if exercise.slug not in used)


def new_choices(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return what may become this week's new exercise, the most useful first: the lagging face, then the easier."""
    if profile.flare or catalog.plan.new_exercises.high < 1:
        return ()
    week = make(replace(profile, new=None), catalog)
    if week.starter:
        return ()
    session = list(week.session)
    open_ones = [e for e in catalog.exercises if rules.may_be_new(e, profile, catalog)]
    return tuple(sorted(open_ones, key=lambda e: (_face_rank(e, session), e.level)))


def suggestion(profile: Profile, catalog: Catalog) -> Exercise | None:
    """Return the planner's own proposal for a new exercise: none while one is new already, or where care is due."""
    if rules.careful(profile) or new_exercise(profile, catalog) is not None:
        return None
    return next(iter(new_choices(profile, catalog)), None)


# --- the next week


def next_week(profile: Profile, answer: Answer, catalog: Catalog, *, mastered: bool = False) -> Profile:
    """Return the profile of the next week.

    Args:
        profile: this week's.
        answer: how it went.
        catalog: the catalogue.
        mastered: whether this week's new exercise is easy now; until it is, it stays the new one.
    """
    following = replace(profile, week=profile.week + 1)
    if answer == "same":
        return following
    if answer == "flare":
        return cut_back(following, catalog)
    return _grow(following, catalog, mastered=mastered)


def _grow(profile: Profile, catalog: Catalog, *, mastered: bool) -> Profile:
    """Return the profile after a fine week. A session that is not filled yet needs no more minutes."""
    week = make(profile, catalog)
    if week.starter:
        known = tuple(dict.fromkeys((*profile.known, *(item.exercise.slug for item in week.session))))
    else:
        known = profile.known
    new = profile.new
    if new is not None and mastered and new_exercise(profile, catalog) is not None:
        known, new = (*known, new), None
    step = 0 if rules.careful(profile) else rules.STEP_MINUTES
    filled = week.seconds >= profile.session_minutes * 60 * rules.WELL_FILLED
    plan = catalog.plan
    return replace(
        profile,
        known=known,
        new=new,
        session_minutes=min(plan.session_minutes.high, profile.session_minutes + (step if filled else 0)),
        walk_minutes=min(plan.walk_minutes.high, profile.walk_minutes + step),
        flare=False,
        comfortable=Comfortable(
            level=profile.level,
            session_minutes=profile.session_minutes,
            walk_minutes=profile.walk_minutes,
        ),
    )


def cut_back(profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile after a flare-up: the newest exercise dropped, then back to the last comfortable week.

    Where no week was comfortable yet, back to the lowest level and the least minutes: planner's own, cautious
    choice.
    """
    plan = catalog.plan
    floor = Comfortable(
        level=rules.lowest_level(catalog),
        session_minutes=plan.session_minutes.low,
        walk_minutes=plan.walk_minutes.low,
    )
    back = profile.comfortable or floor
    dropped = newest(profile, catalog)
    return replace(
        profile,
        flare=True,
        level=min(profile.level, back.level),
        session_minutes=_back(profile.session_minutes, back.session_minutes, plan.session_minutes.low),
        walk_minutes=_back(profile.walk_minutes, back.walk_minutes, plan.walk_minutes.low),
        new=None,
        known=tuple(slug for slug in profile.known if slug != dropped),
        chosen=tuple(slug for slug in profile.chosen if slug != dropped),
        skipped=tuple(dict.fromkeys((*profile.skipped, *([dropped] if dropped else ())))),
    )


def newest(profile: Profile, catalog: Catalog) -> str | None:
    """Return the exercise that a flare-up drops: the week's new one, else the last that was added."""
    new = new_exercise(profile, catalog)
    if new is not None:
        return new.slug
    later = [slug for slug in profile.known if slug != WARM_START]
    return later[-1] if profile.week > 1 and later else None


def _back(now: int, comfortable: int, low: int) -> int:
    """Return fewer minutes than now: what was comfortable, or one step less where that is what flared up."""
    return max(low, min(comfortable, now - rules.STEP_MINUTES))
