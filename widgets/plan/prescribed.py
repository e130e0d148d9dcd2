"""A plan that somebody prepared for somebody else, as the planner's session, and what this site's rules remark on it.

Its doses, order and days are those of whoever prepared it, usually a clinician: nothing of them is changed here, and
nothing is added from week to week. The reader's own health answers rule: what they leave out stays out of the sessions
until its maker was asked. All other rules only remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from widgets.catalog import Catalog, Exercise
from widgets.dose.length import seconds
from widgets.plan import admission, limits, verdicts
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.values import Item, Profile, Week
from widgets.plan.verdicts import Outcome

ASK_MAKER = "Ask whoever prepared this plan."


def dosed(exercise: Exercise, item: SharedItem) -> Exercise:
    """Return an exercise with its prescribed dose in the place of its record's."""
    own = exercise.dose
    sets = max(1, item.sets)
    reps = own.reps if item.reps is None else max(1, item.reps)
    hold = own.hold if item.hold is None else item.hold
    wide = {
        name: (min(low, given), max(high, given))
        for name, given, start in (
            ("hold", hold, own.hold),
            ("reps", reps, own.reps),
            ("sets", sets, own.sets),
        )
        for low, high in [own.range.get(name, (start, start))]
    }
    dose = replace(own, sets=sets, reps=reps, hold=hold, range=wide)
    if (dose.sets, dose.reps, dose.hold) == (own.sets, own.reps, own.hold):
        return exercise
    return replace(exercise, dose=dose, seconds=seconds(dose))


def session(profile: Profile, catalog: Catalog) -> tuple[Item, ...]:
    """Return the prescribed session in its maker's order, without what the reader left out or their answers do."""
    if profile.prescribed is None:
        return ()
    return tuple(
        item
        for shared, exercise in _known(profile.prescribed, catalog)
        if not any(admission.no_condition_leaves_it_out(exercise, profile, catalog))
        and exercise.slug not in profile.skipped
        for item in [_item(shared, exercise, profile)]
    )


def _known(plan: SharedPlan, catalog: Catalog) -> Iterator[tuple[SharedItem, Exercise]]:
    """Yield each of its exercises that the library has."""
    by_slug = {exercise.slug: exercise for exercise in catalog.exercises}
    for item in plan.items:
        if item.slug in by_slug:
            yield item, by_slug[item.slug]


def _item(shared: SharedItem, exercise: Exercise, profile: Profile) -> Item:
    given = dosed(exercise, shared)
    return Item(
        exercise=given,
        sets=given.dose.sets,
        seconds=given.seconds,
        new=shared.new,
        ask=admission.asks(exercise, profile),
    )


def remarks(plan: SharedPlan, profile: Profile, week: Week, catalog: Catalog) -> tuple[Outcome, ...]:
    """Return what this site's rules say about a prepared plan, for a reader with these answers. They change nothing.

    Args:
        plan: as it was prepared.
        profile: the reader's, with the plan taken.
        week: made of both.
        catalog: the catalogue.
    """
    return tuple(
        outcome
        for rule in (_left_out, _level, _equipment, _doses, _days, _minutes, _many_new)
        for outcome in rule(plan, profile, catalog)
    ) + tuple(
        outcome
        for week_rule in (
            verdicts.after_flare,
            verdicts.nerve_root_slowly,
            verdicts.ask_first,
            verdicts.half_and_half,
            verdicts.few_exercises,
        )
        for outcome in week_rule(profile, week, catalog)
        if outcome.kind != "kept"
    )


def _left_out(plan: SharedPlan, profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """The reader's own health answers leave out what its record leaves out for them, whoever planned it."""
    for _, exercise in _known(plan, catalog):
        for closed in admission.no_condition_leaves_it_out(exercise, profile, catalog):
            yield Outcome(
                rule="condition",
                kind="ask",
                text=f"{exercise.name} is in the plan, but your answers keep it out of your sessions. {closed.why}",
                fix=ASK_MAKER,
            )


def _level(plan: SharedPlan, profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """Easier levels come first; what is above the reader's level is named."""
    above = [exercise for _, exercise in _known(plan, catalog) if exercise.level > profile.level]
    if above:
        names = ", ".join(f"{exercise.name} (level {exercise.level})" for exercise in above)
        yield Outcome(
            rule="level",
            kind="note",
            text=f"Above your level here, which is {profile.level}: {names}. By itself this site starts lower.",
            fix=ASK_MAKER,
        )


def _equipment(plan: SharedPlan, profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """What an exercise needs and the reader has not ticked is named."""
    for _, exercise in _known(plan, catalog):
        for closed in admission.equipment_at_hand(exercise, profile, catalog):
            yield Outcome(rule="equipment", kind="note", text=f"{exercise.name}: {closed.why}")


def _doses(plan: SharedPlan, _profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """A dose outside of its record's range is its maker's choice, and is told as that."""
    for item, exercise in _known(plan, catalog):
        outside = outside_range(item, exercise)
        if outside:
            yield Outcome(
                rule="dose",
                kind="note",
                text=f"{exercise.name}: {' and '.join(outside)}. Whoever prepared this plan chose that."
                + (f" They say: {item.note}" if item.note else ""),
            )


def outside_range(item: SharedItem, exercise: Exercise) -> list[str]:
    """Return which parts of a dose are outside its record's range: `12 reps are more than the page's 10`."""
    own = exercise.dose
    said = []
    for name, word, given, start in (
        ("sets", "sets", item.sets, own.sets),
        ("reps", "reps", item.reps, own.reps),
        ("hold", "seconds of hold", item.hold, own.hold),
    ):
        low, high = own.range.get(name, (start, start))
        low, high = min(low, start), max(high, start)
        if given is not None and given > high:
            said.append(f"{given} {word} are more than the {high} of the exercise page")
        elif given is not None and given < low:
            said.append(f"{given} {word} are fewer than the {low} of the exercise page")
    return said


def _days(plan: SharedPlan, _profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """Three days a week, with the rest that the hardest exercise's level wants."""
    hardest = max(
        (exercise.level for _, exercise in _known(plan, catalog)), default=limits.lowest_level(catalog)
    )
    least, most = limits.day_counts(hardest, catalog)
    count = len(plan.days)
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield Outcome(
            rule="days",
            kind="note",
            text=f"The plan has {count} exercise days; this site plans {wanted}.",
            fix=ASK_MAKER,
        )
    elif next(limits.day_problems(plan.days, hardest, catalog), None):
        yield Outcome(
            rule="days",
            kind="note",
            text=f"At level {hardest} this site leaves a day between two exercise days. This plan does not.",
            fix=ASK_MAKER,
        )


def _minutes(plan: SharedPlan, _profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """Sessions take 10 to 60 minutes, walks 10 to 45."""
    walk = catalog.plan.walk_minutes
    longest = catalog.plan.session_minutes.high
    if plan.session_minutes > longest:
        yield Outcome(
            rule="minutes",
            kind="note",
            text=f"A session takes about {plan.session_minutes} minutes; here {longest} is the most.",
            fix=ASK_MAKER,
        )
    if plan.walk_minutes and not walk.low <= plan.walk_minutes <= walk.high:
        yield Outcome(
            rule="walking",
            kind="note",
            text=f"Walks of {plan.walk_minutes} minutes; here they are {walk.low} to {walk.high}.",
            fix=ASK_MAKER,
        )


def _many_new(plan: SharedPlan, profile: Profile, catalog: Catalog) -> Iterator[Outcome]:
    """One new exercise a week: else nobody knows which one hurt."""
    unknown = [exercise.name for _, exercise in _known(plan, catalog) if exercise.slug not in profile.known]
    if len(unknown) > catalog.plan.new_exercises.high:
        yield Outcome(
            rule="new",
            kind="note",
            text=f"If all {len(unknown)} exercises are new to you, you cannot tell which one hurt. "
            "By itself this site adds one a week.",
            fix="Ask whether you may start with some of them.",
        )
