"""What a tick in the form implies: easier versions, levels below, and "none of these"."""

from __future__ import annotations

import pytest

from widgets.catalog import Catalog
from widgets.fields import Entries
from widgets.plan import fill
from widgets.plan.week import make
from widgets.planner import form
from widgets.protocol import Json

ANSWERS: dict[str, Json] = {
    "asked": "yes",
    "signs": "no",
    "condition-none": True,
    "level": "3",
    "day-0": True,
    "day-2": True,
    "day-4": True,
    "session-minutes": "20",
    "walk-minutes": "10",
    "week-start": "0",
    "used": "new",
    **{f"equipment-{item}": True for item in ("mat", "wall", "firm-chair", "small-pillow", "rolled-towel")},
}


def known_in(entries: Entries) -> set[str]:
    """Return the exercises that are ticked as easy."""
    return {name.removeprefix("known-") for name in entries if name.startswith("known-")}


def minutes(entries: Entries, catalog: Catalog) -> float:
    """Return how long a session of the week is that the form leads to."""
    reading = form.read(entries, fill.newcomer(catalog), catalog)
    assert reading.course is not None, reading.errors
    return make(reading.course, catalog).seconds / 60


def test_a_harder_exercise_ticks_its_easier_versions(real: Catalog) -> None:
    """Who ticks the bird dog has its easier versions ticked too, down to the easiest, and the answer is "some"."""
    entries, also = form.implied(ANSWERS, {**ANSWERS, "known-bird-dog": True}, real)
    assert set(real.exercise("bird-dog").easier) <= known_in(entries)
    assert set(also) == known_in(entries) - {"bird-dog"} == form.easier_of(["bird-dog"], real)
    assert entries["used"] == "some"


def test_what_the_reader_unticks_stays_unticked(real: Catalog) -> None:
    """An easier version that the reader takes away does not come back with the next tick elsewhere."""
    first, also = form.implied(ANSWERS, {**ANSWERS, "known-bird-dog": True}, real)
    without = {name: value for name, value in first.items() if name != f"known-{also[0]}"}
    second, _ = form.implied(first, without, real)
    third, _ = form.implied(second, {**second, "day-1": True}, real)
    assert also[0] not in known_in(third)


def test_regular_ticks_the_levels_below(real: Catalog) -> None:
    """The answer "regular" ticks all below the chosen level and none of it; a higher level adds what is between."""
    entries, _ = form.implied(ANSWERS, {**ANSWERS, "used": "regular"}, real)
    assert known_in(entries) == {e.slug for e in real.exercises if e.level < 3}
    gone = {name: value for name, value in entries.items() if name != "known-bridge"}
    higher, _ = form.implied(gone, {**gone, "level": "4"}, real)
    assert known_in(higher) == {e.slug for e in real.exercises if e.level < 4} - {"bridge"}


def test_new_unticks_all(real: Catalog) -> None:
    """Who goes back to "new to me" has nothing ticked, and the week is the starting set."""
    entries, _ = form.implied(ANSWERS, {**ANSWERS, "used": "regular"}, real)
    after, _ = form.implied(entries, {**entries, "used": "new"}, real)
    assert known_in(after) == set()


def test_none_of_these_and_a_condition_exclude_each_other(real: Catalog) -> None:
    """A condition takes "none of these" away, and "none of these" takes every condition away."""
    none, _ = form.implied(ANSWERS, {**ANSWERS, form.NONE: True}, real)
    both, _ = form.implied(none, {**none, "condition-pregnancy": True}, real)
    assert form.NONE not in both
    back, _ = form.implied(both, {**both, form.NONE: True}, real)
    assert "condition-pregnancy" not in back
    assert back[form.NONE] is True


@pytest.mark.parametrize("level", ["2", "3", "4", "5"])
def test_who_is_used_to_it_gets_the_minutes_asked_for(level: str, real: Catalog) -> None:
    """20 minutes asked for by who is used to the levels below are about 20 minutes in week 1."""
    now = {**ANSWERS, "level": level, "day-1": False}
    entries, _ = form.implied(now, {**now, "used": "regular"}, real)
    assert 17 <= minutes(entries, real) <= 22


def test_the_form_sent_at_once_has_the_levels_below_too(real: Catalog) -> None:
    """The answer "regular" sent before its ticks were shown means the same."""
    reading = form.read({**ANSWERS, "used": "regular"}, fill.newcomer(real), real)
    assert reading.course is not None
    assert set(reading.course.profile.known) == {e.slug for e in real.exercises if e.level < 3}


@pytest.mark.parametrize("slug", ["bird-dog", "bridge", "single-leg-bridge", "heel-slide"])
def test_telling_more_never_opens_less(slug: str, real: Catalog) -> None:
    """One exercise more that is easy never makes the first week shorter than the starting set."""
    entries, _ = form.implied(ANSWERS, {**ANSWERS, f"known-{slug}": True}, real)
    assert minutes(entries, real) >= minutes(ANSWERS, real) - 1


def test_one_at_a_time_begins_with_one(real: Catalog) -> None:
    """Who wants one exercise at a time has one in the first session, and one more in each of the next."""
    reading = form.read({**ANSWERS, "one-at-a-time": True}, fill.newcomer(real), real)
    assert reading.course is not None
    week = make(reading.course, real)
    assert [len(day.items) for day in week.exercise_days] == [1, 2, 3]


def test_minutes_are_the_usual_ones_and_the_readers_own(real: Catalog) -> None:
    """A plan that has other minutes than the buttons shows its own among them; no button is out of bounds."""
    bounds = real.plan.session_minutes
    assert 25 in form.minutes_offered("session-minutes", "25", real)
    assert all(
        bounds.low <= each <= bounds.high for each in form.minutes_offered("session-minutes", "75", real)
    )
