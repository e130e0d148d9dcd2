"""A reader's own plan on their other device: by link or file, with their answers, it goes on as it would have here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.widgets.frozen import frozen_catalog
from widgets.plan import plan, take
from widgets.plan.shared import SharedPlan
from widgets.plan.values import Profile
from widgets.share import file, link

CATALOG = frozen_catalog()

CARRIERS: dict[str, Callable[[SharedPlan], SharedPlan]] = {
    "link": lambda given: link.decode(link.encode(given), CATALOG),
    "file": lambda given: file.load(file.dump(given), CATALOG),
}


def two_routines() -> Profile:
    """Return a reader who knows many exercises, after three weeks of two routines that went fine."""
    known = tuple(exercise.slug for exercise in CATALOG.exercises if exercise.level <= 3)
    profile = replace(
        plan.newcomer(CATALOG), asked=True, level=3, session_minutes=40, days=(0, 2, 4), known=known
    )
    for _ in range(3):
        profile = plan.next_week(profile, "fine", CATALOG)
    return profile


def there(profile: Profile, carry: Callable[[SharedPlan], SharedPlan]) -> Profile:
    """Return the profile on the other device."""
    given = carry(take.shared(profile, CATALOG, answers=True))
    return replace(take.taken(given, plan.newcomer(CATALOG), CATALOG), asked=True)


def week(profile: Profile) -> list[list[tuple[str, int]]]:
    """Return the routines of a profile's week, by slug and sets."""
    return [
        [(item.exercise.slug, item.sets) for item in routine]
        for routine in plan.make(profile, CATALOG).routines
    ]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_two_routines_survive_a_flare_up(carrier: str) -> None:
    """In a flare-up the other device goes back to the same two routines, not to one session of both."""
    here = two_routines()
    moved = there(here, CARRIERS[carrier])
    assert here.comfortable is not None
    assert here.comfortable.second
    assert moved.comfortable == here.comfortable
    assert week(moved) == week(here)
    flared = week(plan.next_week(moved, "flare", CATALOG))
    assert len(flared) == 2
    assert flared == week(plan.next_week(here, "flare", CATALOG))


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_week_to_settle_stays_one(carrier: str) -> None:
    """After something hurt, the other device offers nothing new either."""
    here = replace(two_routines(), settling=True)
    moved = there(here, CARRIERS[carrier])
    assert moved.settling
    assert plan.new_choices(moved, CATALOG) == plan.new_choices(here, CATALOG)
