"""Rules of a finished week: each yields how the week keeps it, as a value. A docstring states its rule and source.

No week is made here. `widgets.plan.verdict_words` has the words for `Outcome.says` and `Outcome.fix`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from widgets.catalog import Catalog
from widgets.dose.cap import cap_of, longest
from widgets.plan import limits
from widgets.plan.admission import (
    asks,
    closed_by_health,
    equipment_at_hand,
    may_be_new,
    problems,
    usable,
)
from widgets.plan.limits import face_seconds, near_half
from widgets.plan.values import NERVE_ROOT, WARM_START, Course, Week

type Kind = Literal["kept", "note", "ask", "broken"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of a rule.

    `kept`; `note`: kept as far as it goes, or worth knowing; `ask`: ask your provider; `broken`: never in a
    week that this planner made.
    """

    rule: str
    kind: Kind
    says: str
    """Which sentence it is."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The sentence's numbers, slugs and ids, by name."""
    fix: str | None = None
    """Which sentence says what the reader could do about it."""
    condition: str | None = None
    """The condition that it is about, where there is one: what is said of one condition stands together."""


def careful(course: Course) -> bool:
    """Return whether nothing is suggested: with nerve-root pain, and after a flare-up, a break, or pain."""
    return limits.slow(course.profile) or bool(course.still or course.returning or course.in_flare)


def three_days(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Three exercise days a week, with the rest days that the level wants. First document; `levels.yml`."""
    level = course.profile.level
    days = tuple(sorted(day.weekday for day in week.exercise_days))
    for problem in limits.day_problems(days, level, catalog):
        yield Outcome(rule="days", kind="broken", says="days-wrong", facts={"problem": problem})
    yield Outcome(
        rule="days",
        kind="kept",
        says="days",
        facts={
            "days": tuple(day.weekday for day in week.exercise_days),
            "level": level,
            "rest": limits.rest_between(level, catalog),
            "few": len(days) < catalog.plan.exercise_days.low,
        },
    )


def minutes_fit(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """A session stays within a tenth of the minutes asked, which are 60 at most. First document; the tenth is ours."""
    bounds = catalog.plan.session_minutes
    asked = course.profile.session_minutes
    if week.seconds > asked * 60 * limits.OVER or not bounds.low <= asked <= bounds.high:
        yield Outcome(rule="minutes", kind="broken", says="too-long")
    if not week.session:
        yield Outcome(rule="minutes", kind="note", says="nothing-open", fix="ask-what-suits")
        return
    facts = {
        "minutes": week.minutes,
        "asked": asked,
        "twice": week.minutes_of_two if week.again else 0,
    }
    if week.seconds >= asked * 60 * limits.WELL_FILLED:
        yield Outcome(rule="minutes", kind="kept", says="minutes", facts=facts)
        return
    full = len(week.session) >= (limits.MOST_EXERCISES if len(week.routines) == 1 else limits.MOST_IN_TURN)
    more = another_open(course, week, catalog) or any(
        item.exercise.slug != WARM_START and item.sets < limits.bounds(item.exercise, "sets")[1]
        for item in week.session
    )
    fix = "full" if full else "shorter-is-fine" if careful(course) else "fills" if more else "no-more"
    facts |= {"count": len(week.session), "level": course.level}
    yield Outcome(rule="minutes", kind="note", says="minutes", facts=facts, fix=fix)


def another_open(course: Course, week: Week, catalog: Catalog) -> bool:
    """Return whether the reader's answers allow any exercise that is not in the week yet."""
    used = {item.exercise.slug for item in week.session} | {WARM_START}
    return bool(usable(course, catalog) - used)


def half_and_half(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Half of the exercise time face-up, half face-down, as near as the exercises allow. First document.

    With two routines that take turns it holds for each; the one that is further from it is reported.
    """
    if not week.session:
        return
    up, down = max(
        (face_seconds(routine) for routine in week.routines), key=lambda both: abs(both[0] - both[1])
    )
    if up and down and near_half(up, down):
        yield Outcome(rule="face", kind="kept", says="halves", facts={"up": up, "down": down})
        return
    lagging: Literal["up", "down"] = "down" if down <= up else "up"
    says = "halves-apart" if up and down else "no-half" if up or down else "no-halves"
    fix, facts = _balance_fix(lagging, course, week, catalog)
    yield Outcome(
        rule="face", kind="note", says=says, facts={"up": up, "down": down, "face": lagging, **facts}, fix=fix
    )


def _balance_fix(
    lagging: Literal["up", "down"], course: Course, week: Week, catalog: Catalog
) -> tuple[str, dict[str, Any]]:
    """Return the id of what would bring the two halves nearer for this reader."""
    used = {item.exercise.slug for item in week.session}
    allowed = usable(course, catalog)
    facing = [e for e in catalog.exercises if e.face == lagging]
    spare = [e.slug for e in facing if e.slug in course.known and e.slug in allowed - used]
    if spare and not course.returning:
        return "swap-in", {"slug": spare[0]}
    ready = [e.slug for e in facing if may_be_new(e, course, catalog)]
    if ready and not careful(course) and not week.starter:
        return "next-new", {"slug": ready[0]}
    for face in ("up", "down"):
        those = [e for e in catalog.exercises if e.face == face and e.level <= course.level]
        if those and not any(e.slug in allowed for e in those):
            health = all(
                any(closed.rule == "condition" for closed in problems(e, course, catalog)) for e in those
            )
            return ("face-closed" if health else "face-kit"), {"closed": face}
    above = [e.level for e in facing if e.level > course.level]
    if above and not any(e.level <= course.level for e in facing):
        return "starts-later", {"level": min(above)}
    return ("slowly-first" if careful(course) else "evens-out"), {}


def walking(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Walk 10 to 45 minutes on the days without exercise, 5 after a flare-up, never to a flare-up. First document."""
    bounds = catalog.plan.walk_minutes
    for day in week.walking_days:
        if not limits.LEAST_WALK <= day.walk_minutes <= bounds.high:
            yield Outcome(rule="walking", kind="broken", says="walk-wrong", facts={"day": day.weekday})
    if {day.weekday for day in week.walking_days} & {day.weekday for day in week.exercise_days}:
        yield Outcome(rule="walking", kind="broken", says="walk-on-exercise-day")
    if not week.walking_days:
        yield Outcome(rule="walking", kind="note", says="no-walks")
        return
    yield Outcome(
        rule="walking",
        kind="kept",
        says="walks",
        facts={
            "days": len(week.walking_days),
            "minutes": course.walk_minutes,
            "back": course.in_flare or course.walk_hurt,
            "start": bounds.start if course.week == 1 and bounds.start < course.walk_minutes else 0,
        },
    )


def two_routines(_course: Course, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """Two routines take turns where many exercises are known. Planner's own choice: some variety, none too long."""
    if len(week.routines) == 1:
        return
    shared = {item.exercise.slug for item in week.routines[0]} & {i.exercise.slug for i in week.routines[1]}
    if shared - {WARM_START} or len(week.session) > limits.MOST_IN_TURN:
        yield Outcome(rule="turns", kind="broken", says="turns-wrong")
    yield Outcome(rule="turns", kind="kept", says="turns")


def second_round(course: Course, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """A second round later in the day, only within the minutes that were asked for. Planner's own choice."""
    if week.again:
        if 2 * week.seconds > course.profile.session_minutes * 60:
            yield Outcome(rule="again", kind="broken", says="again-too-long")
        yield Outcome(rule="again", kind="kept", says="again")
    elif course.profile.again:
        yield Outcome(rule="again", kind="note", says="not-again")


def versions_apart(course: Course, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """No easier version beside its harder one for long, where there are enough others. Planner's own choice."""
    if week.starter:
        return
    for routine in week.routines:
        known = [item.exercise for item in routine if not item.new]
        for harder in known:
            easier = [e for e in known if e.slug in harder.easier and e.slug != WARM_START]
            if easier and course.moving != (easier[0].slug, harder.slug):
                facts = {"easier": easier[0].slug, "harder": harder.slug}
                yield Outcome(
                    rule="versions", kind="note", says="versions", facts=facts, fix="leave-easier-out"
                )
                return


def easier_first(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Easier levels first: nothing above the level that weeks use at present. First document."""
    for item in week.session:
        if any(problems(item.exercise, course, catalog)):
            yield Outcome(rule="level", kind="broken", says="closed", facts={"slug": item.exercise.slug})
    if week.session:
        facts = {"highest": week.level, "level": course.profile.level}
        yield Outcome(rule="level", kind="kept", says="easier-first", facts=facts)


def one_new(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """At most one new exercise a week, but in the first one. First document: else you never know which one hurt."""
    new = [item.exercise.slug for item in week.session if item.new]
    first = week.starter and course.week == 1
    if len(new) > catalog.plan.new_exercises.high and not first:
        yield Outcome(rule="new", kind="broken", says="too-many-new")
    if first and week.session:
        facts = {"count": len(week.session), "short": short_because(course, week, catalog)}
        fix = "start-with-fewer" if len(week.session) > 1 and course.shown is None else None
        yield Outcome(rule="new", kind="note", says="starting-set", facts=facts, fix=fix)
    elif new:
        yield Outcome(rule="new", kind="kept", says="one-new", facts={"slug": new[0]})
    elif course.in_flare:
        yield Outcome(rule="new", kind="kept", says="none-in-flare")
    elif course.settling:
        yield Outcome(rule="new", kind="kept", says="none-settling")
    elif week.session:
        yield Outcome(rule="new", kind="kept", says="none-new")


SHORT_SET = 3
"""Exercises of a starting set up to which the week says why there are not more. Planner's own choice."""


def short_because(course: Course, week: Week, catalog: Catalog) -> dict[str, int]:
    """Return the reasons for a short starting set: how many of the gentle exercises each one excludes; empty for none.

    `slow`: 1 with nerve-root pain. `health` and `kit`: how many of `all` they exclude.
    """
    if len(week.session) > SHORT_SET:
        return {}
    if careful(course):
        return {"slow": 1}
    lowest = limits.lowest_level(catalog)
    gentle = [e for e in catalog.exercises if e.level == lowest]
    by_health = closed_by_health(course, catalog)
    by_kit = [e for e in gentle if e not in by_health and any(equipment_at_hand(e, course, catalog))]
    counts = {"health": len(by_health), "kit": len(by_kit), "all": len(gentle)}
    return counts if by_health or by_kit else {}


def nerve_root_slowly(course: Course, _week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """With nerve-root pain go very slowly. First document (one author's experience, not a study)."""
    if limits.slow(course.profile):
        above = course.profile.level > limits.lowest_level(catalog)
        yield Outcome(
            rule="nerve-root",
            kind="ask",
            says="slowly",
            condition=NERVE_ROOT,
            fix="ask-before-level" if above else None,
            facts={"level": limits.highest_level(course.profile)},
        )


def after_flare(course: Course, _week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """After a flare-up the newest exercise goes first, and all of it returns a part at a time. `plan.yml`."""
    if course.in_flare:
        yield Outcome(rule="flare", kind="note", says="flare")
    if course.ask_provider:
        yield Outcome(
            rule="provider", kind="ask", says="often" if limits.flares_often(course) else "nothing-left"
        )


def few_exercises(_course: Course, week: Week, _catalog: Catalog) -> Iterator[Outcome]:
    """Warn above four different exercises in a session. Arensman 2022: two to four is what people keep up."""
    count = max((len(routine) for routine in week.routines), default=0)
    if count > limits.MOST_EXERCISES:
        yield Outcome(rule="few", kind="broken", says="too-many")
    elif count > limits.FEW_EXERCISES:
        facts = {"count": count, "few": limits.FEW_EXERCISES}
        yield Outcome(rule="few", kind="note", says="many", facts=facts, fix="fewer-is-enough")


def doses_in_range(_course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Doses stay within the ranges that the exercise records print. Exercise records."""
    other = []
    for item in week.session:
        own = catalog.exercise(item.exercise.slug)
        now = item.exercise.dose
        for part in ("sets", "reps", "hold"):
            low, high = limits.bounds(own, part)
            if not low <= getattr(now, part) <= high:
                yield Outcome(rule="dose", kind="broken", says="dose-wrong", facts={"slug": own.slug})
        if (now.sets, now.reps, now.hold) != (own.dose.sets, own.dose.reps, own.dose.hold):
            other.append(own.slug)
    if other:
        yield Outcome(rule="dose", kind="kept", says="doses", facts={"slugs": tuple(other)})


def holds_capped(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """No hold is longer than a health answer allows, said where a record would. `vocabulary.yml`, own caution."""
    cap = cap_of(catalog, course.profile.conditions)
    if cap is None:
        return
    if any(item.exercise.dose.hold > cap.seconds for item in week.session):
        yield Outcome(rule="hold", kind="broken", says="hold-too-long")
    if any(longest(catalog.exercise(item.exercise.slug).dose) > cap.seconds for item in week.session):
        yield Outcome(rule="hold", kind="kept", says="hold-capped", facts={"cap": cap})


def ask_first(course: Course, week: Week, catalog: Catalog) -> Iterator[Outcome]:
    """Exercises that are kept for a condition, with the advice to ask first: once for each condition and reason."""
    for condition in catalog.conditions:
        why: dict[str, list[str]] = {}
        for item in week.session:
            for ask in asks(item.exercise, course.profile):
                if ask.condition == condition.id:
                    why.setdefault(ask.why, []).append(item.exercise.slug)
        if why:
            yield Outcome(
                rule="ask", kind="ask", says="reasons", facts={"reasons": why}, condition=condition.id
            )


type WeekRule = Callable[[Course, Week, Catalog], Iterator[Outcome]]

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
    holds_capped,
    few_exercises,
)
"""Every rule of a finished week, in the order in which the reader is told."""


def outcomes(course: Course, week: Week, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return the outcome of every rule."""
    return tuple(outcome for rule in WEEK_RULES for outcome in rule(course, week, catalog))
