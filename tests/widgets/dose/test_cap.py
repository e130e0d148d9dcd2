"""A cap on holds from a health answer: in a dose, on a guide, in a session, and in every week of half a year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.frozen import real_catalog
from widgets.catalog import Dose
from widgets.dose import cap
from widgets.dose.cap import Cap
from widgets.plan import fill, store, verdicts
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.store import Saved
from widgets.plan.values import Course, Planned, Profile, equipment_of
from widgets.plan.week import make
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.protocol import Context, Element, Event, Json
from widgets.session.widget import SessionPlayer
from widgets.timer.widget import HoldTimer

REAL = real_catalog()
WORLD = Context(catalog=REAL, root="../")
CAPPED = ("high-blood-pressure",)
START = 1_795_600_000_000.0
SHORT = Cap(seconds=10, condition="High blood pressure")

DOSES = st.builds(
    Dose,
    hold=st.integers(0, 60),
    reps=st.integers(1, 30),
    sets=st.integers(1, 5),
    move=st.just(2),
    release=st.just(2),
    rest=st.just(30),
    get_ready=st.just(10),
    sides=st.just("both"),
    side_change=st.just(5),
    range=st.sampled_from([{}, {"hold": (2, 30), "reps": (1, 30)}, {"hold": (12, 20)}, {"reps": (1, 9)}]),
)


@given(dose=DOSES, most=st.integers(1, 60))
def test_only_holds_change(dose: Dose, most: int) -> None:
    """Neither the hold nor one that may be chosen is above the cap; nothing else of the dose changes."""
    after = cap.capped(dose, Cap(seconds=most, condition="x"))
    assert cap.longest(after) <= most
    assert replace(after, hold=dose.hold, range=dose.range) == dose
    assert after.hold == min(dose.hold, most)
    assert cap.capped(dose, None) is dose


def test_the_shortest_counts() -> None:
    """Of two conditions that cap holds the shorter cap counts, with its own name; other conditions cap nothing."""
    conditions = tuple(
        replace(one, hold_at_most=6) if one.id == "heart-condition" else one for one in REAL.conditions
    )
    catalog = replace(REAL, conditions=conditions)
    both = cap.cap_of(catalog, ("high-blood-pressure", "heart-condition"))
    assert both is not None
    assert both.seconds == 6
    assert "Heart or blood vessel disease" in both.words
    assert cap.cap_of(catalog, ("hernia", "pregnancy")) is None
    assert cap.for_reader(catalog, ("hernia",)) is catalog


def profile(*conditions: str, level: int = 4) -> Profile:
    """Return the answers of a reader who knows all up to a level and has everything."""
    known = tuple(e.slug for e in REAL.exercises if e.level <= level)
    return replace(
        Profile.newcomer(REAL, (0, 3)),
        asked=True, level=level, session_minutes=45, conditions=conditions, known=known,
        equipment=equipment_of(REAL),
    )  # fmt: skip


def holds(course: Course) -> list[int]:
    """Return the holds of a week, as the reader does them."""
    return [item.exercise.dose.hold for item in make(course, REAL).session]


def test_half_a_year_keeps_it() -> None:
    """In half a year of fine weeks no hold passes the cap, told or planned; without the answer one does."""
    longest: dict[tuple[str, ...], int] = {}
    for conditions in ((), CAPPED):
        few = replace(
            profile(*conditions, level=2), known=("finding-neutral", "standing-brace"), equipment=("wall",)
        )
        course = fill.begin(few, REAL)
        for _ in range(26):
            longest[conditions] = max(longest.get(conditions, 0), *holds(course))
            outcomes = verdicts.outcomes(course, make(course, REAL), REAL)
            assert not [one for one in outcomes if one.kind == "broken"]
            longest[conditions] = max(longest[conditions], *(each.hold for each in course.routines[0]))
            course, _changes = next_week(course, Answers(word="fine"), NOTHING_MISSED, REAL)
    assert longest[CAPPED] <= 10 < longest[()]


def test_an_answer_that_comes_later_counts_at_once() -> None:
    """A dose planned before the answer is done for so long, with the reason; without the answer it is as it was."""
    course = fill.begin(profile(), REAL)
    long = tuple(
        replace(each, hold=20) if each.slug == "front-plank" else each for each in course.routines[0]
    )
    assert any(each.slug == "front-plank" for each in long), "the week has one that may be held for longer"
    course = replace(course, routines=(long, *course.routines[1:]))
    assert 20 in holds(course)
    with_it = replace(course, profile=replace(course.profile, conditions=CAPPED))
    assert max(holds(with_it)) <= 10
    says = [
        one.facts["cap"]
        for one in verdicts.outcomes(with_it, make(with_it, REAL), REAL)
        if one.rule == "hold"
    ]
    assert says == [SHORT]


def kept(*conditions: str, **more: Json) -> dict[str, Json]:
    """Return the texts of a device with a plan of these health answers."""
    course = fill.begin(profile(*conditions), REAL)
    routine = tuple(
        Planned(slug=slug, sets=1, reps=2, hold=30) for slug in ("front-plank", "side-plank", "supine-brace")
    )
    course = replace(course, routines=(routine,))
    return {store.KEY: store.DOCUMENT.dump(Saved(course=course, since=START)), **more}


@pytest.mark.parametrize(("conditions", "hold"), [((), 30), (CAPPED, 10)])
def test_on_a_guide(conditions: tuple[str, ...], hold: int) -> None:
    """Where the device knows the answer, the guide's timer neither counts nor offers more, and says why."""
    chosen = Settings().with_count("front-plank", "hold", 30).to_text()
    timer_of = HoldTimer()
    element = Element(tag="hold-timer", id="t", attributes={"slug": "front-plank"})
    event = Event(
        element=element,
        name="connect",
        at=START,
        value={"stored": kept(*conditions, **{SETTINGS_KEY: chosen})},
    )
    timer = timer_of.connect(event, WORLD)
    assert timer.dose.hold == hold
    assert timer.suggested.range["hold"][1] == hold
    assert (SHORT.words in timer_of.view(timer, WORLD)) is bool(conditions)


def test_on_a_guide_that_holds_are_short_anyway() -> None:
    """A guide whose holds never reach the cap says nothing of it."""
    timer_of = HoldTimer()
    element = Element(tag="hold-timer", id="t", attributes={"slug": "bridge"})
    timer = timer_of.connect(
        Event(element=element, name="connect", at=START, value={"stored": kept(*CAPPED)}), WORLD
    )
    assert SHORT.words not in timer_of.view(timer, WORLD)


@pytest.mark.parametrize(("conditions", "hold"), [((), 30), (CAPPED, 10)])
def test_in_a_session(conditions: tuple[str, ...], hold: int) -> None:
    """A session holds no longer either, whatever was planned or chosen, and says why; one exercise alone too."""
    player = SessionPlayer()
    element = Element(tag="session-player", id="s")
    event = Event(element=element, name="connect", at=START, value={"stored": kept(*conditions)})
    session = player.connect(event, WORLD)
    assert max(step.dose.hold for step in session.steps) == hold
    assert (SHORT.words in player.view(session, WORLD)) is bool(conditions)
    session, _ = player.handle(
        session, Event(element=element, name="fragment", at=START, value="#only=side-plank"), WORLD
    )
    assert session.steps[0].dose.range["hold"][1] == min(20, hold)


def test_in_a_prepared_plan() -> None:
    """Health answers are the reader's own: a dose that somebody prescribed is capped as well."""
    plan = SharedPlan(
        prepared=True, level=4, days=(0, 3), session_minutes=20, walk_minutes=0,
        items=(SharedItem(slug="front-plank", sets=2, reps=1, hold=45),),
    )  # fmt: skip
    for conditions, hold in (((), 45), (CAPPED, 10)):
        course = fill.begin(replace(profile(*conditions), prescribed=plan), REAL)
        assert holds(course) == [hold]
