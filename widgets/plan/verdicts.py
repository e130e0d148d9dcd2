"""Week rules: each yields how a finished week keeps it. Each docstring states its rule and source.

No week is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.plan.admission import (
    asks,
    closed_by_health,
    equipment_at_hand,
    is_usable,
    may_be_new,
    usable_problems,
    within_level,
)
from widgets.plan.limits import (
    FEW_EXERCISES,
    MOST_EXERCISES,
    MOST_IN_TURN,
    STEP_MINUTES,
    WELL_FILLED,
    careful,
    day_problems,
    face_seconds,
    lowest_level,
    near_half,
    rest_between,
    set_range,
)
from widgets.plan.values import (
    NERVE_ROOT,
    WARM_START,
    Profile,
    Week,
)


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
