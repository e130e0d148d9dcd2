"""Strategies of any plan that may travel in a link or a file."""

from __future__ import annotations

from hypothesis import strategies as st

from widgets.catalog import Catalog
from widgets.plan import shared
from widgets.plan.shared import Answers, Comfortable, SharedItem, SharedPlan, plain


def _texts(length: int) -> st.SearchStrategy[str]:
    return st.text(max_size=length).map(lambda text: plain(text, length))


def _phones() -> st.SearchStrategy[str]:
    return st.text("0123456789 +()", max_size=shared.PHONE_LENGTH).map(shared.phone)


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
    counts = st.just(0) | st.integers(0, shared.COUNT_MOST)
    days = draw(_days())
    sided = {exercise.slug for exercise in catalog.exercises if exercise.dose.sides != "both"}
    detailed = draw(st.booleans())
    items = [
        SharedItem(
            slug=slug,
            sets=draw(st.integers(0, shared.MOST_SETS)),
            reps=draw(st.none() | st.integers(0, shared.MOST_REPS)),
            hold=draw(st.none() | st.integers(0, shared.MOST_HOLD)),
            new=draw(st.booleans()),
            second=draw(st.booleans()),
            note=draw(_texts(shared.ITEM_NOTE_LENGTH)),
            days=shared.own_days(draw(_days()), days) if detailed else (),
            daily=draw(st.integers(1, shared.MOST_DAILY)) if detailed else 1,
            side=draw(st.sampled_from(["both", "left", "right"])) if detailed and slug in sided else "both",
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
        hurt=st.just(()) | names,
        flares=st.just(()) | st.lists(counts, max_size=shared.COUNT_MOST).map(tuple),
        calm=counts,
        quiet=counts,
        still=counts,
    )
    return SharedPlan(
        prepared=draw(st.booleans()),
        level=draw(st.integers(0, 15)),
        days=days,
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
        title=draw(_texts(shared.TITLE_LENGTH)) if detailed else "",
        clinic=draw(_texts(shared.CLINIC_LENGTH)) if detailed else "",
        phone=draw(_phones()) if detailed else "",
    )
