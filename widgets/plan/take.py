"""From the planner's profile to what travels, and back. What the receiver says about their own health stays theirs.

Nothing here asks or keeps anything: the planner asks before it takes a plan, and asks the safety questions after.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.catalog import Catalog
from widgets.plan import plan, prescribed, verdicts
from widgets.plan import shared as values
from widgets.plan.shared import Answers, SharedItem, SharedPlan
from widgets.plan.values import DAYS_IN_WEEK, MONDAY, SUNDAY, Profile, Week, equipment_of


def shared(profile: Profile, catalog: Catalog, *, answers: bool = False) -> SharedPlan:
    """Return a reader's week as it travels.

    Args:
        profile: the reader's.
        catalog: the catalogue.
        answers: whether the reader's own answers go along, health among them: for their own other device.
    """
    theirs = _answers(profile) if answers else None
    if profile.prescribed is not None:
        given = profile.prescribed
        rest = profile.rest if given.walk_minutes else given.rest
        return replace(
            given, week=min(profile.week, values.WEEK_MOST), days=profile.days, rest=rest, answers=theirs
        )
    week = plan.make(profile, catalog)
    second = plan.second_of(week)
    return SharedPlan(
        level=profile.level,
        days=profile.days,
        rest=profile.rest,
        week_start=profile.week_start,
        session_minutes=profile.session_minutes,
        walk_minutes=profile.walk_minutes,
        week=min(profile.week, values.WEEK_MOST),
        again=week.again,
        items=tuple(
            SharedItem(
                slug=item.exercise.slug,
                sets=min(item.sets, values.MOST_SETS),
                new=item.new,
                second=item.exercise.slug in second,
            )
            for item in week.session[: values.MOST_ITEMS]
        ),
        answers=theirs,
    )


def taken(given: SharedPlan, before: Profile, catalog: Catalog) -> Profile:
    """Return the profile of a reader who takes a plan. The safety questions are asked anew.

    Args:
        given: what came in.
        before: the reader's own, or a newcomer's: their health answers stay.
        catalog: the catalogue.
    """
    mine = replace(
        before,
        asked=False,
        days=given.days or before.days,
        rest=tuple(day for day in given.rest if day not in given.days),
        week_start=given.week_start if given.week_start in {MONDAY, SUNDAY} else before.week_start,
        week=max(1, given.week),
        walk_minutes=given.walk_minutes or before.walk_minutes,
        again=given.again,
        comfortable=None,
        step=False,
        prescribed=None,
    )
    if given.prepared:
        return _prescribed(given, mine, catalog)
    needs = {item for slug in _slugs(given) for item in catalog.exercise(slug).equipment}
    routine = tuple((item.slug, item.sets) for item in given.items if not item.new)
    own = replace(
        mine,
        level=given.level,
        session_minutes=given.session_minutes,
        equipment=tuple(item for item in equipment_of(catalog) if item in needs | set(before.equipment)),
        known=tuple(dict.fromkeys((*before.known, *(slug for slug, _ in routine)))),
        skipped=tuple(slug for slug in before.skipped if slug not in _slugs(given)),
        new=next((item.slug for item in given.items if item.new), None),
        routine=routine,
        second=tuple(item.slug for item in given.items if item.second and not item.new),
    )
    return own if given.answers is None else _with_answers(own, given.answers)


def _prescribed(given: SharedPlan, mine: Profile, catalog: Catalog) -> Profile:
    bounds = catalog.plan.session_minutes
    rest = mine.rest
    if not given.walk_minutes:
        rest = tuple(day for day in range(DAYS_IN_WEEK) if day not in mine.days)
    profile = replace(
        mine,
        rest=rest,
        session_minutes=min(max(given.session_minutes, bounds.low), bounds.high),
        skipped=tuple(slug for slug in mine.skipped if slug not in _slugs(given)),
        prescribed=replace(given, answers=None, missing=0),
    )
    return profile if given.answers is None else _with_answers(profile, given.answers)


def _slugs(given: SharedPlan) -> set[str]:
    return {item.slug for item in given.items}


def _answers(profile: Profile) -> Answers:
    return Answers(
        conditions=profile.conditions,
        equipment=profile.equipment,
        known=profile.known,
        skipped=profile.skipped,
        flare=profile.flare,
        settling=profile.settling,
        comfortable=profile.comfortable,
    )


def _with_answers(profile: Profile, answers: Answers) -> Profile:
    """Return the profile with the answers that came along. A condition that either side named counts."""
    return replace(
        profile,
        conditions=tuple(dict.fromkeys((*profile.conditions, *answers.conditions))),
        equipment=answers.equipment,
        known=answers.known,
        skipped=answers.skipped,
        flare=profile.flare or answers.flare,
        settling=profile.settling or answers.settling,
        comfortable=answers.comfortable,
    )


def all_outcomes(profile: Profile, week: Week, catalog: Catalog) -> tuple[verdicts.Outcome, ...]:
    """Return what came of every rule in a week; of a prepared one, what the rules remark on it."""
    if profile.prescribed is not None and not profile.flare:
        return prescribed.remarks(profile.prescribed, profile, week, catalog)
    return verdicts.outcomes(profile, week, catalog)


def remarks(profile: Profile, catalog: Catalog) -> tuple[verdicts.Outcome, ...]:
    """Return what this site's rules say about a week, beside that they are kept."""
    outcomes = all_outcomes(profile, plan.make(profile, catalog), catalog)
    return tuple(outcome for outcome in outcomes if outcome.kind != "kept")
