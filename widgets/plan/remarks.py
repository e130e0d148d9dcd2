"""What this site's rules remark on a plan that somebody prepared, as values. They change nothing of the plan.

Only the reader's own health answers do: an exercise that they leave out is not in the sessions until the plan's maker
was asked. The words are in `widgets.plan.words`.
"""

from __future__ import annotations

from collections.abc import Iterator

from widgets.catalog import Catalog, Exercise
from widgets.plan import admission, limits, verdicts
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.values import Course, Week
from widgets.plan.verdicts import Outcome
from widgets.plan.week import make


def all_outcomes(course: Course, week: Week, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return the outcome of every rule for a week; for a prepared plan the remarks."""
    if course.profile.prescribed is not None:
        return remarks(course.profile.prescribed, course, week, catalog)
    return verdicts.outcomes(course, week, catalog)


def beyond_kept(course: Course, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return the outcomes that are more than "kept"."""
    outcomes = all_outcomes(course, make(course, catalog), catalog)
    return tuple(outcome for outcome in outcomes if outcome.kind != "kept")


def remarks(plan: SharedPlan, course: Course, week: Week, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return what this site's rules say about a prepared plan, for a reader with these answers.

    Args:
        plan: as it was prepared.
        course: the reader's, with the plan taken.
        week: made of both.
        catalog: the catalogue.
    """
    return tuple(
        outcome
        for rule in (_left_out, _level, _equipment, _doses, _days, _minutes, _many_new)
        for outcome in rule(plan, course, catalog)
    ) + tuple(
        outcome
        for week_rule in (
            verdicts.after_flare,
            verdicts.nerve_root_slowly,
            verdicts.ask_first,
            verdicts.half_and_half,
            verdicts.few_exercises,
        )
        for outcome in week_rule(course, week, catalog)
        if outcome.kind != "kept"
    )


HARD_LEVEL = 3
"""From this level on more than one new exercise at once is told without a tap. This site's own rule."""


def stands_open(plan: SharedPlan, course: Course, catalog: Catalog) -> bool:
    """Return whether the remarks on a prepared plan are shown unfolded. This site's own rule.

    They are if a dose is above its record's range, if more than one exercise of level 3 or higher is new to the reader,
    or if a walk is longer than this site ever plans.
    """
    known = tuple(_known(plan, catalog))
    above = any(given > bound for each in known for _, given, bound in outside_range(*each))
    hard = sum(e.level >= HARD_LEVEL and e.slug not in course.known for _, e in known)
    return above or hard > 1 or plan.walk_minutes > catalog.plan.walk_minutes.high


def _known(plan: SharedPlan, catalog: Catalog) -> Iterator[tuple[SharedItem, Exercise]]:
    """Yield each of its exercises that the library has."""
    by_slug = {exercise.slug: exercise for exercise in catalog.exercises}
    for item in plan.items:
        if item.slug in by_slug:
            yield item, by_slug[item.slug]


def _left_out(plan: SharedPlan, course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """An exercise is left out if its record says so for one of the reader's conditions, whoever planned it."""
    for _, exercise in _known(plan, catalog):
        for closed in admission.no_condition_leaves_it_out(exercise, course, catalog):
            yield Outcome(
                rule="condition",
                kind="ask",
                says="closed-by-health",
                facts={"slug": exercise.slug, "condition": closed.by[0], "why": closed.why},
                fix="ask-maker",
            )


def _level(plan: SharedPlan, course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """Easier levels come first; what is above the reader's level is named."""
    level = course.profile.level
    above = tuple((e.slug, e.level) for _, e in _known(plan, catalog) if e.level > level)
    if above:
        facts = {"above": above, "level": level}
        yield Outcome(rule="level", kind="note", says="above-level", facts=facts, fix="ask-maker")


def _equipment(plan: SharedPlan, course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """What an exercise needs and the reader has not ticked is named."""
    for _, exercise in _known(plan, catalog):
        for closed in admission.equipment_at_hand(exercise, course, catalog):
            facts = {"slug": exercise.slug, "items": closed.by}
            yield Outcome(rule="equipment", kind="note", says="needs", facts=facts)


def _doses(plan: SharedPlan, _course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """A dose outside of its record's range is reported as the choice of the plan's maker."""
    for item, exercise in _known(plan, catalog):
        outside = outside_range(item, exercise)
        if outside:
            facts = {"slug": exercise.slug, "outside": outside, "note": item.note}
            yield Outcome(rule="dose", kind="note", says="dose-outside", facts=facts)


def outside_range(item: SharedItem, exercise: Exercise) -> tuple[tuple[str, int, int], ...]:
    """Return the parts of a dose that are outside the record's range, each with its number and the bound it passes."""
    own = exercise.dose
    found = []
    for part, given in (("sets", item.sets), ("reps", item.reps), ("hold", item.hold)):
        start: int = getattr(own, part)
        low, high = own.range.get(part, (start, start))
        low, high = min(low, start), max(high, start)
        if given is not None and not low <= given <= high:
            found.append((part, given, high if given > high else low))
    return tuple(found)


def _days(plan: SharedPlan, _course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """Three days a week, with the rest that the hardest exercise's level wants."""
    hardest = max((e.level for _, e in _known(plan, catalog)), default=limits.lowest_level(catalog))
    least, most = limits.day_counts(hardest, catalog)
    if not least <= len(plan.days) <= most:
        facts = {"count": len(plan.days), "least": least, "most": most}
        yield Outcome(rule="days", kind="note", says="other-days", facts=facts, fix="ask-maker")
    elif next(limits.day_problems(plan.days, hardest, catalog), None):
        yield Outcome(rule="days", kind="note", says="no-rest", facts={"level": hardest}, fix="ask-maker")


def _minutes(plan: SharedPlan, _course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """Sessions take 10 to 60 minutes, walks 10 to 45."""
    walk, most = catalog.plan.walk_minutes, catalog.plan.session_minutes.high
    if plan.session_minutes > most:
        facts = {"minutes": plan.session_minutes, "most": most}
        yield Outcome(rule="minutes", kind="note", says="long-session", facts=facts, fix="ask-maker")
    if plan.walk_minutes and not walk.low <= plan.walk_minutes <= walk.high:
        facts = {"minutes": plan.walk_minutes, "low": walk.low, "high": walk.high}
        yield Outcome(rule="walking", kind="note", says="other-walks", facts=facts, fix="ask-maker")


def _many_new(plan: SharedPlan, course: Course, catalog: Catalog) -> Iterator[Outcome]:
    """One new exercise a week: else nobody knows which one hurt."""
    unknown = [e.slug for _, e in _known(plan, catalog) if e.slug not in course.known]
    if len(unknown) > catalog.plan.new_exercises.high:
        facts = {"count": len(unknown)}
        yield Outcome(rule="new", kind="note", says="many-new", facts=facts, fix="start-with-some")
