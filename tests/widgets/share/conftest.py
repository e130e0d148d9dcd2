"""The site's own catalogue, and strategies for any plan that may travel."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tests.widgets.frozen import frozen_catalog, real_catalog
from widgets.catalog import Catalog
from widgets.plan import shared
from widgets.plan.shared import Answers, Comfortable, SharedItem, SharedPlan, plain


def _texts(length: int) -> st.SearchStrategy[str]:
    return st.text(max_size=length).map(lambda text: plain(text, length))


def _days() -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))


def _routines(slugs: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[str, int], ...]]:
    return st.dictionaries(slugs, st.integers(0, shared.MOST_SETS), max_size=8).map(
        lambda sets: tuple(sets.items())
    )


@st.composite
def _comfortable(
    draw: st.DrawFn, slugs: st.SearchStrategy[str], minutes: st.SearchStrategy[int]
) -> Comfortable:
    routine = draw(_routines(slugs))
    return Comfortable(
        level=draw(st.integers(0, 15)),
        session_minutes=draw(minutes),
        walk_minutes=draw(minutes),
        routine=routine,
        second=tuple(slug for slug, _ in routine if draw(st.booleans())),
    )


@st.composite
def any_plan(draw: st.DrawFn, catalog: Catalog) -> SharedPlan:
    """Return any plan of a catalogue's exercises that a link can hold."""
    slugs = st.sampled_from([exercise.slug for exercise in catalog.exercises])
    names = st.lists(slugs, max_size=20, unique=True).map(tuple)
    conditions = st.sampled_from([condition.id for condition in catalog.conditions])
    equipment = st.sampled_from(sorted({item for e in catalog.exercises for item in e.equipment}))
    minutes = st.integers(0, 127)
    items = [
        SharedItem(
            slug=slug,
            sets=draw(st.integers(0, shared.MOST_SETS)),
            reps=draw(st.none() | st.integers(0, shared.MOST_REPS)),
            hold=draw(st.none() | st.integers(0, shared.MOST_HOLD)),
            new=draw(st.booleans()),
            second=draw(st.booleans()),
            note=draw(_texts(shared.ITEM_NOTE_LENGTH)),
        )
        for slug in draw(st.lists(slugs, max_size=shared.MOST_ITEMS, unique=True))
    ]
    answers = st.builds(
        Answers,
        conditions=st.lists(conditions, max_size=5, unique=True).map(tuple),
        equipment=st.lists(equipment, max_size=5, unique=True).map(tuple),
        known=names,
        skipped=names,
        flare=st.booleans(),
        settling=st.booleans(),
        comfortable=st.none() | _comfortable(slugs, minutes),
    )
    return SharedPlan(
        prepared=draw(st.booleans()),
        level=draw(st.integers(0, 15)),
        days=draw(_days()),
        rest=draw(_days()),
        week_start=draw(st.integers(0, 6)),
        session_minutes=draw(minutes),
        walk_minutes=draw(minutes),
        week=draw(st.integers(0, 1023)),
        again=draw(st.booleans()),
        items=tuple(items),
        name=draw(_texts(shared.NAME_LENGTH)),
        note=draw(_texts(shared.NOTE_LENGTH)),
        answers=draw(st.none() | answers),
    )


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The site's own catalogue."""
    return real_catalog()


@pytest.fixture(scope="session")
def frozen() -> Catalog:
    """The frozen library: for tests that tell which exercises a plan holds."""
    return frozen_catalog()


@pytest.fixture(scope="session")
def plans(frozen: Catalog) -> st.SearchStrategy[SharedPlan]:
    """Any plan of the frozen library that may travel."""
    return any_plan(frozen)


@pytest.fixture(scope="session")
def eight(real: Catalog) -> SharedPlan:
    """A plan of eight exercises."""
    return SharedPlan(
        level=3,
        days=(0, 2, 4),
        rest=(6,),
        session_minutes=45,
        walk_minutes=25,
        week=14,
        items=tuple(
            SharedItem(slug=exercise.slug, sets=2, new=index == 7)
            for index, exercise in enumerate(real.exercises[:8])
        ),
    )
