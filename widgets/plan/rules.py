"""The rules of a week, one small function each, whose docstring is the rule and where it comes from.

"First document" is the first source document of this site. Every number of it is read from `catalog.plan`,
and none is typed here. What no source says, and the planner still has to settle, is named a *planner's own
choice* in the docstring and in what the reader is told. No week is made here (that is `plan`), and nothing
here is HTML.

Two families: an *admission* rule yields why an exercise may not be used by this reader; a *week* rule yields
what came of it in a finished week, in words for the reader.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from widgets import words
from widgets.catalog import AskFirst, Catalog, Exercise
from widgets.plan.values import (
    DAYS_IN_WEEK,
    NERVE_ROOT,
    WARM_START,
    WEEKDAYS,
    Item,
    Profile,
    Week,
    equipment_of,
    session_seconds,
)

STEP_MINUTES = 2
"""How much longer a session or a walk gets after a fine week. Planner's own choice: the first document says only that
sessions "get longer and longer" with strength; two minutes is about what one more exercise takes."""

DAY = 24 * 3600 * 1000
"""A day in milliseconds."""

LEAST_DAYS = 6
"""Days after which a week may be followed by one that holds more. The first document adds at most one new exercise a
week; a day less than a week, planner's own choice, lets a reader look ahead on its last evening."""

NEAR_HALF = 0.4
"""The least share of face-up or of face-down time that is still called "about half". Planner's own choice."""

FEW_EXERCISES = 4
"""Different exercises in a session above which the reader is warned. A thesis on home exercise for low back pain
(Arensman 2022) names two to four as the most that people keep up."""

MOST_EXERCISES = 8
"""Different exercises in a session at the most. Planner's own choice."""

MOST_IN_TURN = 10
"""Different exercises in a week with two routines at the most. Planner's own choice: what one printed page holds."""

WELL_FILLED = 0.75
"""The share of a session's minutes from which it counts as filled. Planner's own choice."""

STARTER_EXERCISES = 4
"""Exercises of a newcomer's starting set, finding neutral among them. Planner's own choice, the same as
`FEW_EXERCISES`: a session has to start from something before one exercise a week can be added to it."""

VARIED_MINUTES = 20
"""Session minutes from which a session takes in another position beside face-up and face-down, and from which two
routines may take turns. Planner's own choice: below, there is time for a few exercises only."""

MANY_KNOWN = 2 * (FEW_EXERCISES - 1)
"""Known exercises, finding neutral and easier versions aside, from which two routines take turns: enough for a few in
each. Planner's own choice."""

STARTER_EXTRA_SETS = 1
"""How many sets a newcomer's exercise may have beyond its record's own, within its range, to fill the session.
Planner's own choice: who knows an exercise may have as many as the range allows."""

GENTLE_STARTER_EXERCISES = 2
"""The same with nerve-root pain or in a flare-up: finding neutral and one other. Planner's own choice."""


type ClosedBy = Literal["level", "condition", "equipment", "easier-first", "left-out"]
"""The rule that keeps an exercise from a reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """Why an exercise is not for this reader, or not yet."""

    slug: str
    name: str
    rule: ClosedBy
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of a rule, for the reader.

    `kept`; `note`: kept as far as it goes, or worth knowing; `ask`: ask your provider; `broken`: never in a
    week that this planner made.
    """

    rule: str
    kind: Literal["kept", "note", "ask", "broken"]
    text: str
    fix: str | None = None
    """What the reader could do about it."""
    condition: str | None = None
    """The condition that it is about, where there is one: what is said of one condition stands together."""


def days_to_wait(since: float | None, at: float) -> int:
    """Return in how many days a week may be followed by one that holds more; 0 where it may now.

    Args:
        since: when the week began, in milliseconds since the epoch; None where nobody knows.
        at: now, likewise. A clock that was set back to before the week began tells nothing.
    """
    if since is None or at < since:
        return 0
    return max(0, math.ceil(LEAST_DAYS - (at - since) / DAY))


# --- admission


def _closed(exercise: Exercise, rule: ClosedBy, why: str) -> Closed:
    return Closed(slug=exercise.slug, name=exercise.name, rule=rule, why=why)


def within_level(exercise: Exercise, profile: Profile, _catalog: Catalog) -> Iterator[Closed]:
    """Only exercises at or below the reader's level: easier ones are done first. First document."""
    if exercise.level > profile.level:
        yield _closed(
            exercise, "level", f"It is a level {exercise.level} exercise. You are at level {profile.level}."
        )


def no_condition_leaves_it_out(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """An exercise is left out where its record says so for one of the reader's conditions. Exercise records."""
    names = {condition.id: condition.name for condition in catalog.conditions}
    for ask in exercise.ask_first:
        if ask.planner == "leave-out" and ask.condition in profile.conditions:
            yield _closed(exercise, "condition", f"{names.get(ask.condition, ask.condition)}: {ask.why}")


def equipment_at_hand(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Only exercises whose equipment the reader has. Planner's own choice."""
    missing = [item for item in exercise.equipment if item not in profile.equipment]
    if missing:
        needs = words.listed([item_words(item, catalog) for item in missing])
        yield _closed(exercise, "equipment", f"It needs {needs}.")


def item_words(item: str, catalog: Catalog) -> str:
    """Return a piece of equipment in the middle of a sentence: `a firm chair`, `something soft to lie on`."""
    name = next((each.name for each in catalog.equipment if each.id == item), item.replace("-", " "))
    name = name[:1].lower() + name[1:]
    return name if name.startswith("something") else words.a(name)


def not_left_out(exercise: Exercise, profile: Profile, _catalog: Catalog) -> Iterator[Closed]:
    """What the reader or a flare-up left out stays out until it is brought back. First document: know what hurt."""
    if exercise.slug in profile.skipped:
        yield _closed(exercise, "left-out", "Left out for now.")


def easier_mastered(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """A new exercise waits until one of its easier versions is easy for the reader. First document: once mastered.

    Planner's own choice: where every easier version is closed to this reader (by a condition, say), the level
    alone decides, or whole positions would stay shut for good.
    """
    easier = [other for other in catalog.exercises if other.slug in exercise.easier]
    if any(other.slug in profile.known for other in easier):
        return
    open_ones = [other for other in easier if next(usable_problems(other, profile, catalog), None) is None]
    if open_ones:
        yield _closed(
            exercise,
            "easier-first",
            f"First make this one easy: {words.listed([other.name for other in open_ones], 'or')}.",
        )


type Admission = Callable[[Exercise, Profile, Catalog], Iterator[Closed]]

USABLE: tuple[Admission, ...] = (
    no_condition_leaves_it_out,
    within_level,
    equipment_at_hand,
    not_left_out,
)
"""What holds for every exercise of a week."""

NEW: tuple[Admission, ...] = (*USABLE, easier_mastered)
"""What holds beside for the new exercise."""


def usable_problems(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Yield why an exercise that the reader knows may not be in their week."""
    for rule in USABLE:
        yield from rule(exercise, profile, catalog)


def new_problems(exercise: Exercise, profile: Profile, catalog: Catalog) -> Iterator[Closed]:
    """Yield why an exercise may not be the new one."""
    for rule in NEW:
        yield from rule(exercise, profile, catalog)


def is_usable(exercise: Exercise, profile: Profile, catalog: Catalog) -> bool:
    """Return whether an exercise that the reader knows may be in their week."""
    return next(usable_problems(exercise, profile, catalog), None) is None


def may_be_new(exercise: Exercise, profile: Profile, catalog: Catalog) -> bool:
    """Return whether an exercise may be this week's new one."""
    return (
        exercise.slug not in profile.known
        and exercise.slug != WARM_START
        and next(new_problems(exercise, profile, catalog), None) is None
    )


def asks(exercise: Exercise, profile: Profile) -> tuple[AskFirst, ...]:
    """Return the cautions of an exercise that touch the reader's conditions and ask, not leave out."""
    return tuple(
        ask for ask in exercise.ask_first if ask.planner == "ask" and ask.condition in profile.conditions
    )


# --- days and minutes


def rest_between(level: int, catalog: Catalog) -> int:
    """Days of rest between two exercise days: the most that any level up to the reader's wants. `levels.yml`."""
    return max((item.rest_days for item in catalog.levels if item.number <= level), default=0)


def lowest_level(catalog: Catalog) -> int:
    """Return the level at which everyone starts."""
    return min((level.number for level in catalog.levels), default=1)


def day_counts(level: int, catalog: Catalog) -> tuple[int, int]:
    """The least and the most exercise days a week. First document: three. Rest wins where both cannot be had.

    What is few enough for the level with the longest rest is never too few: going back a level adds no day.
    """
    bounds = catalog.plan.exercise_days
    room = DAYS_IN_WEEK // (rest_between(level, catalog) + 1)
    least_room = DAYS_IN_WEEK // (max((item.rest_days for item in catalog.levels), default=0) + 1)
    most = max(1, min(bounds.high, room))
    return max(1, min(bounds.low, most, least_room)), most


def spread(level: int, catalog: Catalog) -> tuple[int, ...]:
    """The starting number of exercise days, spread evenly over the week from Monday: Monday, Wednesday, Friday."""
    least, most = day_counts(level, catalog)
    count = min(max(catalog.plan.exercise_days.start, least), most)
    return tuple(index * DAYS_IN_WEEK // count for index in range(count))


def day_problems(days: Collection[int], level: int, catalog: Catalog) -> Iterator[str]:
    """Exercise days keep their number and the rest days that the level wants, also from one week to the next."""
    least, most = day_counts(level, catalog)
    if not least <= len(days) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield f"choose {wanted} days. You chose {len(days)}."
        return
    rest = rest_between(level, catalog)
    ordered = sorted(days)
    for day, following in zip(ordered, [*ordered[1:], ordered[0] + DAYS_IN_WEEK], strict=True):
        if following - day - 1 < rest:
            yield (
                f"level {level} wants {words.count(rest, 'day')} without exercise between two exercise days. "
                f"{WEEKDAYS[day]} and {WEEKDAYS[following % DAYS_IN_WEEK]} are too close."
            )


def movable(day: int, profile: Profile, catalog: Catalog) -> tuple[int, ...]:
    """Return the days to which an exercise day may be moved."""
    others = [other for other in profile.days if other != day]
    return tuple(
        target
        for target in range(DAYS_IN_WEEK)
        if target not in profile.days and not any(day_problems([*others, target], profile.level, catalog))
    )


def careful(profile: Profile) -> bool:
    """Whether nothing may grow by itself: with nerve-root pain, or in a week of a flare-up. First document.

    Planner's own choice: "very slow" is read at its most cautious. With nerve-root pain the planner offers no
    step up by itself at all: no longer sessions or walks, no extra sets, no new exercise. A step is for the
    reader's provider.
    """
    return profile.flare or NERVE_ROOT in profile.conditions


# --- easier and harder versions


def versions_of(exercise: Exercise, others: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Return which of the others are an easier or a harder version of an exercise; finding neutral is none."""
    return tuple(
        other
        for other in others
        if WARM_START not in {exercise.slug, other.slug}
        and (other.slug in exercise.easier or exercise.slug in other.easier)
    )


def hardest(exercises: Collection[Exercise]) -> tuple[Exercise, ...]:
    """Return the exercises without finding neutral and without those whose harder version is among them."""
    easier = {slug for exercise in exercises for slug in exercise.easier}
    return tuple(e for e in exercises if e.slug not in easier and e.slug != WARM_START)


# --- a second round


def may_repeat(profile: Profile, routines: Sequence[Sequence[Item]], catalog: Catalog) -> bool:
    """Whether a session may be done once more, later on the same day.

    Planner's own choice, with the first document's limits kept: both rounds together stay within the session
    minutes that the reader chose, and no exercise of a level that wants rest days is done twice a day. Never in a
    flare-up, and with nerve-root pain only as the provider says.
    """
    resting = {level.number for level in catalog.levels if level.rest_days}
    levels = {item.exercise.level for routine in routines for item in routine}
    longest = max((session_seconds(routine) for routine in routines), default=0)
    return 0 < 2 * longest <= profile.session_minutes * 60 and not levels & resting and not careful(profile)


# --- face-up, face-down


def face_seconds(session: Iterable[Item]) -> tuple[int, int]:
    """Return the seconds spent face-up and face-down; sitting, standing and side-lying count to neither."""
    items = tuple(session)
    return (
        sum(item.seconds for item in items if item.exercise.face == "up"),
        sum(item.seconds for item in items if item.exercise.face == "down"),
    )


def near_half(up: int, down: int) -> bool:
    """Whether face-up and face-down time are about the same."""
    return min(up, down) >= NEAR_HALF * (up + down)


# --- the finished week


def three_days(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Three exercise days a week, with the rest days that the level wants. First document; `levels.yml`."""
    days = tuple(sorted(day.weekday for day in week.exercise_days))
    for problem in day_problems(days, profile.level, catalog):
        yield Outcome(rule="days", kind="broken", text=f"Exercise days: {problem}")
    rest = rest_between(profile.level, catalog)
    names = words.listed([day.name for day in week.exercise_days])
    text = f"You exercise on {words.count(len(days), 'day')}: {names}."
    if rest:
        text += f" At level {profile.level} there is always {words.count(rest, 'day')} or more between them."
    if len(days) < catalog.plan.exercise_days.low:
        text += " More days would not leave the rest that this level wants."
    yield Outcome(rule="days", kind="kept", text=text)


def minutes_fit(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """A session stays within its minutes, which start at 10 and grow slowly to 60 at most. First document."""
    bounds = catalog.plan.session_minutes
    budget = profile.session_minutes
    if week.seconds > budget * 60 or not bounds.low <= budget <= bounds.high:
        yield Outcome(rule="minutes", kind="broken", text="The session is longer than its minutes.")
    if not week.session:
        yield Outcome(
            rule="minutes",
            kind="note",
            text="No exercise is open to you with these answers, so the sessions are empty.",
            fix="Ask your provider which exercises suit you, or check what you ticked below.",
        )
        return
    filled = -(-week.seconds // 60)
    text = f"A session takes about {filled} of your {budget} minutes."
    if week.again:
        text += f" With its second round later in the day that is about {-(-2 * week.seconds // 60)} minutes."
    fix = _room_left(profile, week, catalog) if week.seconds < budget * 60 * WELL_FILLED else None
    before = profile.comfortable.session_minutes if profile.comfortable else bounds.start
    if budget > before + (STEP_MINUTES if profile.comfortable else 0):
        yield Outcome(
            rule="minutes",
            kind="note",
            text=f"{text} "
            + (
                f"That is {budget - before} minutes more than in the last week that went fine."
                if profile.comfortable
                else f"Sessions should start at about {bounds.start} minutes."
            ),
            fix="Sessions grow slowly. Keep the longer one only if you are used to it already.",
        )
    else:
        yield Outcome(rule="minutes", kind="kept" if fix is None else "note", text=text, fix=fix)


def another_open(profile: Profile, week: Week, catalog: Catalog) -> bool:
    """Return whether the reader's answers allow any exercise that is not in the week yet."""
    used = {item.exercise.slug for item in week.session} | {WARM_START}
    return any(e.slug not in used and is_usable(e, profile, catalog) for e in catalog.exercises)


def _room_left(profile: Profile, week: Week, catalog: Catalog) -> str:
    """Say why a session that is shorter than its minutes is fine."""
    if len(week.session) >= (MOST_EXERCISES if len(week.routines) == 1 else MOST_IN_TURN):
        return f"A week holds {words.spelled(len(week.session))} exercises at the most. More minutes are not needed."
    fine = "That is fine: shorter is kinder than rushed."
    if careful(profile):
        return fine
    more_sets = any(
        item.exercise.slug != WARM_START and item.sets < set_range(item.exercise)[1] for item in week.session
    )
    if more_sets or another_open(profile, week, catalog):
        return f"{fine} It fills by one step a week."
    return f"{fine} Nothing more is open to you at level {profile.level}."


def half_and_half(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Half of the exercise time face-up, half face-down, as near as the exercises allow. First document.

    Where two routines take turns it holds for each: the one that is further from it is told of.
    """
    if not week.session:
        return
    up, down = max(
        (face_seconds(routine) for routine in week.routines), key=lambda both: abs(both[0] - both[1])
    )
    if up and down and near_half(up, down):
        yield Outcome(
            rule="face",
            kind="kept",
            text=f"About half of the time is face-up ({words.spelled_minutes(up)}) and half face-down "
            f"({words.spelled_minutes(down)}).",
        )
        return
    lagging: Literal["up", "down"] = "down" if down <= up else "up"
    if up and down:
        lengths = f"{words.spelled_minutes(up)} up, {words.spelled_minutes(down)} down"
        text = f"Face-up and face-down are not half and half yet: {lengths}."
    elif up or down:
        text = f"Nothing in this week is face-{lagging} yet."
    else:
        text = "Nothing here is face-up or face-down, so the halves do not count."
    yield Outcome(rule="face", kind="note", text=text, fix=_balance_fix(lagging, profile, week, catalog))


def _balance_fix(lagging: Literal["up", "down"], profile: Profile, week: Week, catalog: Catalog) -> str:
    """Say what would bring the two halves nearer, for this reader."""
    ready = [e for e in catalog.exercises if e.face == lagging and may_be_new(e, profile, catalog)]
    used = {item.exercise.slug for item in week.session}
    spare = [
        e
        for e in catalog.exercises
        if e.face == lagging
        and e.slug in profile.known
        and e.slug not in used
        and is_usable(e, profile, catalog)
    ]
    if spare:
        return f"You know {spare[0].name} (face-{lagging}) too: you can swap it in below."
    if ready and not careful(profile) and not week.starter:
        return f"Make {ready[0].name} (face-{lagging}) your next new exercise."
    above = [
        e.level
        for e in catalog.exercises
        if e.face == lagging and next(within_level(e, profile, catalog), None) is not None
    ]
    at_level = [e for e in catalog.exercises if e.level <= profile.level]
    for face in ("up", "down"):
        those = [e for e in at_level if e.face == face]
        if those and not any(is_usable(e, profile, catalog) for e in those):
            return f"Your answers close every face-{face} exercise of your level. Ask your provider what suits you."
    if above and not any(e.face == lagging for e in at_level):
        return (
            f"That is as it should be: face-{lagging} exercises start at level {min(above)}, and the halves come "
            "together there."
        )
    if careful(profile):
        return "That can wait: going slowly comes first."
    return f"It evens out as you add a face-{lagging} exercise, one new exercise a week at the most."


def walking(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Walk 10 to 45 minutes on the days without exercise, never to a flare-up. First document."""
    bounds = catalog.plan.walk_minutes
    for day in week.walking_days:
        if not bounds.low <= day.walk_minutes <= bounds.high:
            yield Outcome(rule="walking", kind="broken", text=f"{day.name}'s walk is out of range.")
    if {day.weekday for day in week.walking_days} & {day.weekday for day in week.exercise_days}:
        yield Outcome(rule="walking", kind="broken", text="A walk stands on an exercise day.")
    count = len(week.walking_days)
    if not count:
        yield Outcome(rule="walking", kind="note", text="You chose to rest on every day without exercise.")
        return
    text = (
        f"On {words.count(count, 'other day')} you walk {profile.walk_minutes} minutes. "
        "Turn back early if it gets worse."
    )
    if profile.flare:
        text += " After a flare-up walks go back, not up. A few minutes are enough if that is what feels all right."
    elif bounds.start < profile.walk_minutes and profile.week == 1:
        text += f" Start at {bounds.start} minutes if you are not used to walking that long."
    yield Outcome(rule="walking", kind="kept", text=text)


def two_routines(_profile: Profile, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """Two routines take turns where many exercises are known. Planner's own choice: some variety, none too long."""
    if len(week.routines) == 1:
        return
    shared = {item.exercise.slug for item in week.routines[0]} & {i.exercise.slug for i in week.routines[1]}
    for slug in shared - {WARM_START}:
        if not any(item.new for item in week.session if item.exercise.slug == slug):
            yield Outcome(rule="turns", kind="broken", text=f"{slug} is in both routines.")
    if len(week.session) > MOST_IN_TURN:
        yield Outcome(rule="turns", kind="broken", text="There are too many exercises in a week.")
    yield Outcome(
        rule="turns",
        kind="kept",
        text=(
            "You know many exercises, so two routines, A and B, take turns from one exercise day to the next. "
            "That is this planner's own choice. One routine every day is just as good."
        ),
    )


def second_round(profile: Profile, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """A second round later in the day, only within the minutes that were asked for. Planner's own choice."""
    if week.again:
        if 2 * week.seconds > profile.session_minutes * 60 or careful(profile):
            yield Outcome(
                rule="again", kind="broken", text="The two rounds of a day are longer than its minutes."
            )
        yield Outcome(
            rule="again",
            kind="kept",
            text=(
                "You do the session twice on an exercise day, some hours apart, within the minutes you chose. "
                "Leave the second round out whenever the first one was enough. This is the planner's own choice."
            ),
        )
    elif profile.again:
        yield Outcome(
            rule="again",
            kind="note",
            text="There is no second round this week: two would be more than your minutes or your level allow.",
        )


def versions_apart(_profile: Profile, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """No easier version beside its harder one in a session, where there are enough others. Planner's own choice."""
    if week.starter:
        return
    for routine in week.routines:
        known = [item.exercise for item in routine if not item.new]
        easier = {slug for exercise in known for slug in exercise.easier} - {WARM_START}
        for exercise in known:
            if exercise.slug in easier:
                harder = next(other.name for other in known if exercise.slug in other.easier)
                yield Outcome(
                    rule="versions",
                    kind="note",
                    text=f"{exercise.name} is an easier version of {harder}, and both are in your session.",
                    fix=f"Once {harder} is easy, you can leave {exercise.name} out.",
                )
                return


def easier_first(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Easier levels first: nothing above the reader's level. First document."""
    for item in week.session:
        for problem in usable_problems(item.exercise, profile, catalog):
            yield Outcome(rule="level", kind="broken", text=f"{problem.name}: {problem.why}")
    if week.session:
        highest = max(item.exercise.level for item in week.session)
        yield Outcome(
            rule="level",
            kind="kept",
            text=f"Easier exercises come first. Nothing here is above level {highest}; your level is {profile.level}.",
        )


def one_new(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """At most one new exercise a week. First document: else you never know which one hurt."""
    new = [item for item in week.session if item.new]
    if len(new) > catalog.plan.new_exercises.high:
        yield Outcome(rule="new", kind="broken", text="There are too many new exercises in this week.")
    if week.starter and week.session:
        yield Outcome(
            rule="new",
            kind="note",
            text=(
                f"This is a starting set of {words.count(len(week.session), 'gentle exercise')}. "
                f"{why_so_short(profile, week, catalog)}"
                "From here on you add one new exercise a week at the most. "
                "The size of the starting set is this planner's own choice."
            ),
            fix="If you would rather start with fewer, leave some out." if len(week.session) > 1 else None,
        )
    elif new:
        yield Outcome(
            rule="new",
            kind="kept",
            text=f"One new exercise this week: {new[0].exercise.name}. If something hurts, you know which one it was.",
        )
    elif profile.flare:
        yield Outcome(rule="new", kind="kept", text="Nothing new in a week of a flare-up.")
    elif profile.settling:
        yield Outcome(
            rule="new",
            kind="kept",
            text="Something hurt or was too hard in the week before, so nothing is added this week.",
        )
    elif week.session:
        yield Outcome(rule="new", kind="kept", text="Nothing new this week: only exercises that you know.")


SHORT_SET = 3
"""Exercises of a starting set up to which the week says why there are not more. Planner's own choice."""


def why_so_short(profile: Profile, week: Week, catalog: Catalog) -> str:
    """Return why a starting set is so short, as a sentence; nothing where it is not, or where the reader chose it."""
    if len(week.session) > SHORT_SET:
        return ""
    if careful(profile):
        return "It is so short because going slowly comes first for you. "
    lowest = lowest_level(catalog)
    gentle = [e for e in catalog.exercises if e.level == lowest]
    by_health = closed_by_health(profile, catalog)
    by_kit = [e for e in gentle if e not in by_health and any(equipment_at_hand(e, profile, catalog))]
    reasons = [
        *([f"your health closes {_of(by_health, gentle)}"] if by_health else []),
        *([f"what you have at home closes {_of(by_kit, gentle)}"] if by_kit else []),
    ]
    return f"It is so short because {words.listed(reasons)}. " if reasons else ""


def _of(some: Sequence[Exercise], every: Sequence[Exercise]) -> str:
    return f"{words.spelled(len(some))} of the {words.spelled(len(every))} gentle exercises"


WORTH_GETTING = 3
"""Exercises that a piece of equipment must open to be named. Planner's own choice."""


def one_thing_to_get(profile: Profile, catalog: Catalog) -> tuple[str, int] | None:
    """Return the piece of equipment that would open most exercises up to the reader's level, and how many; else None.

    Of what opens equally many, the one that most exercises of the library need.
    """
    opened = {}
    for item in equipment_of(catalog):
        if item not in profile.equipment:
            more = replace(profile, equipment=(*profile.equipment, item))
            opened[item] = sum(
                is_usable(e, more, catalog) and not is_usable(e, profile, catalog) for e in catalog.exercises
            )
    best = max(opened, key=lambda item: opened[item], default=None)
    return None if best is None or opened[best] < WORTH_GETTING else (best, opened[best])


def closed_by_health(profile: Profile, catalog: Catalog) -> tuple[Exercise, ...]:
    """Return the gentlest exercises that the reader's conditions leave out: what to ask a provider about."""
    lowest = lowest_level(catalog)
    return tuple(
        exercise
        for exercise in catalog.exercises
        if exercise.level == lowest and any(no_condition_leaves_it_out(exercise, profile, catalog))
    )


def opened_above(profile: Profile, catalog: Catalog) -> tuple[int, int] | None:
    """Return the next level that has exercises which the reader's answers allow, and how many; None for none."""
    for level in sorted(level.number for level in catalog.levels if level.number > profile.level):
        higher = replace(profile, level=level)
        count = sum(e.level == level and is_usable(e, higher, catalog) for e in catalog.exercises)
        if count:
            return level, count
    return None


def nerve_root_slowly(profile: Profile, _week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """With nerve-root pain go very slowly. First document (one author's experience, not a study)."""
    if NERVE_ROOT in profile.conditions:
        yield Outcome(
            rule="nerve-root",
            kind="ask",
            condition=NERVE_ROOT,
            text=(
                f"{catalog.plan.nerve_root} This planner's own choice: it adds no minutes, no sets and no new "
                "exercise by itself for you. Each step up is for you and your provider to agree."
            ),
            fix=f"Ask before you use level {profile.level}."
            if profile.level > lowest_level(catalog)
            else None,
        )


def after_flare(profile: Profile, _week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """After a flare-up the newest exercise goes first, then back to what was comfortable. `plan.yml`."""
    if profile.flare:
        yield Outcome(rule="flare", kind="note", text=catalog.plan.flare_up)


def few_exercises(_profile: Profile, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """Warn above four different exercises in a session. Arensman 2022: two to four is what people keep up."""
    count = max(len(routine) for routine in week.routines)
    if count > MOST_EXERCISES:
        yield Outcome(rule="few", kind="broken", text="There are too many exercises in a session.")
    elif count > FEW_EXERCISES:
        yield Outcome(
            rule="few",
            kind="note",
            text=(
                f"There are {count} different exercises in a session. Research on exercising at home suggests that "
                f"two to {words.spelled(FEW_EXERCISES)} is about what people keep up."
            ),
            fix="Leave some out, or choose a shorter session. Fewer, done well, is enough.",
        )


def doses_in_range(_profile: Profile, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """Doses come from the exercise records; only sets change, and only within the range the record prints."""
    extra = []
    for item in week.session:
        low, high = set_range(item.exercise)
        if not low <= item.sets <= high:
            yield Outcome(rule="dose", kind="broken", text=f"{item.exercise.name}: sets out of range.")
        if item.sets != item.exercise.dose.sets:
            extra.append(item.exercise.name)
    if extra:
        yield Outcome(
            rule="dose",
            kind="kept",
            text=f"Sets differ from the exercise page to fit your minutes, within its range: {words.listed(extra)}.",
        )


def ask_first(profile: Profile, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Exercises that are kept for a condition, with the advice to ask first: once for each condition and reason."""
    for condition in catalog.conditions:
        why: dict[str, list[str]] = {}
        for item in week.session:
            for ask in asks(item.exercise, profile):
                if ask.condition == condition.id:
                    why.setdefault(ask.why, []).append(item.exercise.name)
        if why:
            reasons = " ".join(f"{words.listed(names)}: {reason}" for reason, names in why.items())
            yield Outcome(rule="ask", kind="ask", text=reasons, condition=condition.id)


type WeekRule = Callable[[Profile, Week, Catalog], Iterator[Outcome]]

WEEK_RULES: tuple[WeekRule, ...] = (
    after_flare,
    nerve_root_slowly,
    ask_first,
    three_days,
    minutes_fit,
    half_and_half,
    two_routines,
    second_round,
    walking,
    easier_first,
    one_new,
    versions_apart,
    doses_in_range,
    few_exercises,
)
"""Every rule of a finished week, in the order in which the reader is told."""


def outcomes(profile: Profile, week: Week, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return what came of every rule."""
    return tuple(outcome for rule in WEEK_RULES for outcome in rule(profile, week, catalog))


def left_out(profile: Profile, catalog: Catalog) -> tuple[Closed, ...]:
    """Return what a condition leaves out up to the reader's level, each exercise with all its reasons."""
    return tuple(
        closed
        for exercise in catalog.exercises
        if exercise.level <= profile.level
        for closed in no_condition_leaves_it_out(exercise, profile, catalog)
    )


def set_range(exercise: Exercise) -> tuple[int, int]:
    """Return the fewest and the most sets that the exercise's record allows."""
    low, high = exercise.dose.range.get("sets", (exercise.dose.sets, exercise.dose.sets))
    return max(1, min(low, exercise.dose.sets)), max(high, exercise.dose.sets)
