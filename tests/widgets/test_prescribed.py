"""What a clinician prescribed arrives whole: note and dose in the week, on paper, in the session and on the guide."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.widgets.frozen import frozen_catalog
from widgets.app import DOCUMENTS
from widgets.catalog import Catalog
from widgets.days import MS_A_DAY
from widgets.plan import fill, store, take
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.values import session_seconds
from widgets.plan.week import make
from widgets.planner.widget import WeeklyPlanner
from widgets.player.score import score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import State
from widgets.protocol import Context, Element, Event, Score
from widgets.session.place import PLACE_KEY, Unfinished
from widgets.session.widget import SessionPlayer
from widgets.share import file, link
from widgets.timer.place import Place as TimerPlace
from widgets.timer.widget import HoldTimer

NOW = 1_795_600_000_000.0  # Wednesday, 25 November 2026
NOTE = "Stop before your hamstrings cramp. <b>Pillow</b> under the head."
PLAN = SharedPlan(
    prepared=True,
    level=1,
    items=(
        SharedItem(slug="bridge", sets=2, reps=12, hold=3, note=NOTE),
        SharedItem(slug="heel-slide", sets=1),
        SharedItem(slug="bird-dog", sets=1, days=(0, 4), daily=2, side="right"),
    ),
    days=(0, 2, 4),
    session_minutes=12,
    walk_minutes=15,
    name="R. Miller",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The frozen library."""
    return frozen_catalog()


@pytest.fixture(scope="module")
def kept(catalog: Catalog) -> dict[str, str]:
    """The stored plan of a reader who took the prepared one and said that they asked their provider."""
    profile = replace(fill.newcomer(catalog).profile, prescribed=PLAN, asked=True, days=PLAN.days)
    saved = store.Saved(course=fill.begin(profile, catalog), since=NOW)
    return {store.KEY: store.DOCUMENT.dump(saved)}


def opened(
    widget: Any,  # noqa: ANN401
    kept: dict[str, str],
    catalog: Catalog,
    at: float = NOW,
    **attributes: str,
) -> tuple[Any, Context]:
    """Return an element's state with the stored plan, and its context."""
    element = Element(tag=widget.tag, id="it", attributes=attributes)
    context = Context(catalog=catalog, documents=DOCUMENTS, root="../")
    event = Event(element=element, name="connect", at=at, value={"stored": {**kept}})
    return widget.connect(event, context), context


def test_the_week_and_its_sheet_have_note_and_dose(kept: dict[str, str], catalog: Catalog) -> None:
    """Both stand beside the exercise, on the screen and on paper; a stranger's markup stays text."""
    planner = WeeklyPlanner()
    state, context = opened(planner, kept, catalog)
    page = BeautifulSoup(planner.view(state, context), "html.parser")

    for place in (".ns-routine", ".ns-week-sheet"):
        text = " ".join(page.select_one(place).get_text(" ").split())  # type: ignore[union-attr]
        assert NOTE in text, place
        assert "2 sets" in text, place
        assert "12" in text, place
    assert page.find("b") is None


def test_the_guides_timer_runs_the_prescribed_dose(kept: dict[str, str], catalog: Catalog) -> None:
    """The timer of the exercise's page says whose dose it is, counts that one, and shows the note."""
    timer = HoldTimer()
    state, context = opened(timer, kept, catalog, slug="bridge")
    text = BeautifulSoup(timer.view(state, context), "html.parser").get_text(" ")

    assert (state.dose.sets, state.dose.reps, state.dose.hold) == (2, 12, 3)
    assert "Your plan:" in text
    assert NOTE in text
    page = BeautifulSoup(timer.view(state, context), "html.parser")
    dose, note = (one.get_text() for one in page.select("[data-mirror]"))
    assert dose.startswith("Your plan: Hold 3 seconds. Do it 12 times. 2 sets."), "the page says it too"
    assert note == f"Note by whoever made your plan: {NOTE}"
    plain, _ = opened(timer, {}, catalog, slug="bridge")
    assert "data-mirror" not in timer.view(plain, context)
    other, _ = opened(timer, kept, catalog, slug="side-plank")
    assert not other.prescribed


def test_a_guide_leads_on_in_the_plan(kept: dict[str, str], catalog: Catalog) -> None:
    """At its end the timer names the plan's next exercise, after the last one the week, without a plan a new one."""
    timer = HoldTimer()
    slugs = [item.slug for item in PLAN.items]
    for slug, following in zip((*slugs, "side-plank"), (*slugs[1:], "", ""), strict=True):
        state, context = opened(timer, kept, catalog, slug=slug)
        assert (state.planned, state.following) == (True, following)
        page = BeautifulSoup(timer.view(replace(state, state=State.FINISHED), context), "html.parser")
        (onward,) = page.select("a.ns-button--main")
        assert onward["href"] == (f"../exercises/{following}/" if following else "../planner/")
        assert not page.select("button.ns-button--main")
    state, context = opened(timer, {}, catalog, slug="bridge")
    page = BeautifulSoup(timer.view(replace(state, state=State.FINISHED), context), "html.parser")
    assert [one.get_text() for one in page.select("a.ns-button--main")] == ["Make a week of my own"]


def test_days_side_and_times_a_day_are_kept(kept: dict[str, str], catalog: Catalog) -> None:
    """An exercise of two days, twice a day, with one leg only is just that in week, paper, session and guide."""
    planner, timer, session = WeeklyPlanner(), HoldTimer(), SessionPlayer()
    state, context = opened(planner, kept, catalog)
    week = make(state.course, catalog)
    assert [len(day.items) for day in week.exercise_days] == [3, 2, 3]
    assert week.seconds == session_seconds(week.exercise_days[0].items)
    page = BeautifulSoup(planner.view(state, context), "html.parser")
    line = "5 times with the right leg, hold 5 seconds, 2 times a day"
    assert f"{line}, on Mon and Fri" in page.select(".ns-routine__item")[2].get_text()
    row = page.select(".ns-week-sheet tbody tr")[2]
    assert line in row.get_text()
    boxes = [len(cell.select(".ns-box")) for cell in row.select("td")]
    assert boxes == [0, 0, 2, 0, 0, 2, 0], "from Wednesday"

    state, context = opened(timer, kept, catalog, slug="bird-dog")
    assert "5 times with the right leg. All of it 2 times a day." in " ".join(
        BeautifulSoup(timer.view(state, context), "html.parser").get_text(" ").split()
    )
    assert {phase.spot.side for phase in score(state.dose)} == {"right"}
    left_off = state.beginning().moved(score(state.dose)[-1].spot)
    again = TimerPlace.from_text(left_off.to_text(NOW), "bird-dog", state.suggested, NOW)
    assert again == left_off
    assert state.beginning().is_start

    friday = NOW + 2 * MS_A_DAY
    state, context = opened(session, kept, catalog, friday)
    element = Element(tag=session.tag, id="it", attributes={})
    state, _ = session.handle(state, Event(element=element, name="start", at=friday, value=None), context)
    place = state.beginning()
    assert [(step.slug, step.dose.only) for step in place.steps][-1] == ("bird-dog", "right")
    last = place.moved(place.phases[-1].spot)
    unfinished = Unfinished.from_text(state.kept_as(last).to_text(), catalog, friday)
    assert unfinished is not None
    assert [step.dose for step in unfinished.place.steps] == [step.dose for step in last.steps]


def test_a_moved_day_takes_its_exercises_along(kept: dict[str, str], catalog: Catalog) -> None:
    """Where the reader moves a day, what was to be done on it is done on the new one, here and on the next device."""
    planner = WeeklyPlanner()
    state, context = opened(planner, kept, catalog)
    element = Element(tag=planner.tag, id="it", attributes={})
    state, _ = planner.handle(state, Event(element=element, name="move-day", at=NOW, value="4:5"), context)
    week = make(state.course, catalog)
    assert [(day.weekday, len(day.items)) for day in week.exercise_days] == [(0, 3), (2, 2), (5, 3)]
    sent = take.shared(state.course, catalog)
    assert (sent.days, sent.items[2].days) == ((0, 2, 5), (0, 5))
    assert file.load(file.dump(sent), catalog) == link.decode(link.encode(sent), catalog) == sent


def test_a_plan_that_was_not_asked_about_changes_no_timer(kept: dict[str, str], catalog: Catalog) -> None:
    """Until the reader says that they asked their provider, a guide keeps the site's dose."""
    data = json.loads(kept[store.KEY])
    data["course"]["profile"]["asked"] = False
    state, _ = opened(HoldTimer(), {store.KEY: json.dumps(data)}, catalog, slug="bridge")

    assert not state.prescribed


def test_the_session_shows_and_says_the_note(kept: dict[str, str], catalog: Catalog) -> None:
    """The introduction of the exercise shows the note and ends with it, after the word Note."""
    session = SessionPlayer()
    state, context = opened(session, kept, catalog)
    element = Element(tag=session.tag, id="it", attributes={})
    state, effects = session.handle(
        state, Event(element=element, name="start", at=NOW + 1000, value=None), context
    )
    text = BeautifulSoup(session.view(state, context), "html.parser").get_text(" ")

    assert NOTE in text
    said = [cue.speak or "" for effect in effects if isinstance(effect, Score) for cue in effect.cues]
    assert any(words.startswith("First of 2: Bridge.") and words.endswith(f"Note: {NOTE}") for words in said)


def acted(session: SessionPlayer, state: Any, context: Context, *events: tuple[str, Any]) -> Any:  # noqa: ANN401
    """Return a session's state after events, ten seconds apart."""
    element = Element(tag=session.tag, id="it", attributes={})
    for number, (name, value) in enumerate(events, start=1):
        event = Event(element=element, name=name, at=NOW + 10_000 * number, value=value)
        state, _ = session.handle(state, event, context)
    return state


@pytest.mark.parametrize("slug", [item.slug for item in PLAN.items])
def test_one_exercise_alone_is_the_prescribed_one(slug: str, kept: dict[str, str], catalog: Catalog) -> None:
    """A guide's spoken session has the plan's dose, side and note, for an exercise of another day too.

    The reader's own count for that exercise changes nothing, and a stored place brings all of it back.
    """
    settings = Settings(doses={slug: {"reps": 1, "sets": 3}})
    session, device = SessionPlayer(), {**kept, SETTINGS_KEY: settings.to_text()}
    state, context = opened(session, device, catalog)
    (item,) = (one for one in make(state.course, catalog).session if one.exercise.slug == slug)
    state = acted(session, state, context, ("fragment", f"#only={slug}"), ("start", None))
    (step,) = state.steps
    ready = step.dose.get_ready
    assert step.dose == replace(item.exercise.dose, sets=item.sets, get_ready=ready)
    assert step.note == item.note

    place = replace(state.going.place, spot=state.going.phases[-1].spot)
    device = {**device, PLACE_KEY: state.kept_as(place).to_text()}
    again, context = opened(session, device, catalog)
    (carried,) = acted(session, again, context, ("carry-on", None)).steps
    assert (carried.dose, carried.note) == (step.dose, step.note)
    assert carried.words == step.words


def test_one_exercise_alone_follows_the_plan(kept: dict[str, str], catalog: Catalog) -> None:
    """A plan that comes in from another tab, and one that was not asked about, each give the dose that they should."""
    session = SessionPlayer()
    own = catalog.exercise("bridge").dose
    state, context = opened(session, {}, catalog)
    state = acted(session, state, context, ("fragment", "#only=bridge"))
    assert (state.steps[0].dose.reps, state.steps[0].note) == (own.reps, "")
    state = acted(session, state, context, ("stored", {"stored": kept}))
    assert (state.steps[0].dose.reps, state.steps[0].note) == (12, NOTE)

    data = json.loads(kept[store.KEY])
    data["course"]["profile"]["asked"] = False
    state, context = opened(session, {store.KEY: json.dumps(data)}, catalog)
    state = acted(session, state, context, ("fragment", "#only=bridge"))
    assert (state.steps[0].dose.reps, state.steps[0].note) == (own.reps, "")


def test_an_easier_exercise_of_the_plan_is_the_prescribed_one(catalog: Catalog) -> None:
    """After pain an easier exercise that the plan has too comes with its dose, side and note, as one set."""
    easy = "hook-lying-arm-raise"
    given = SharedItem(slug=easy, sets=3, reps=4, side="left", note=NOTE, days=(0,))
    plan = replace(PLAN, items=(SharedItem(slug="bent-knee-fall-out", sets=1), given))
    profile = replace(fill.newcomer(catalog).profile, prescribed=plan, asked=True, days=plan.days)
    saved = store.Saved(course=fill.begin(profile, catalog), since=NOW)
    session = SessionPlayer()
    state, context = opened(session, {store.KEY: store.DOCUMENT.dump(saved)}, catalog)
    events = (("start", None), ("hurts", 0), ("spread", False), ("pain", 1), ("easier", easy))
    state = acted(session, state, context, *events)
    step = state.steps[1]
    assert (step.slug, step.note) == (easy, NOTE)
    assert (step.dose.sets, step.dose.reps, step.dose.only) == (1, 4, "left")


@pytest.mark.parametrize("weeks", [5, 14, 40])
def test_a_long_break_makes_a_prepared_plan_smaller(weeks: int, catalog: Catalog) -> None:
    """After a long break a prepared plan does not go on at its full dose, however long the break was."""
    profile = replace(fill.newcomer(catalog).profile, prescribed=PLAN, asked=True, days=PLAN.days)
    before = fill.begin(profile, catalog)
    after, _ = next_week(before, Answers(word="same"), Diary(missed=weeks), catalog)
    assert after.phase == "back"
    assert after.profile.prescribed == PLAN
    assert make(after, catalog).seconds < make(before, catalog).seconds
