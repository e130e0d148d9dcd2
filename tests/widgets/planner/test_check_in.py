"""The check-in: what is asked after a break, what a flare-up leads to, and when a week may follow."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.widgets.planner.test_widget import PLANNER, do, in_mode, kept, mine, with_course
from widgets.catalog import Catalog
from widgets.days import MS_A_DAY as DAY
from widgets.diary import log_document
from widgets.diary.entries import EMPTY, Entry
from widgets.plan.pace import SLOW_STILL
from widgets.plan.store import DOCUMENT, KEY, Saved
from widgets.planner import notices
from widgets.planner.state import Mode, State
from widgets.protocol import ClearFragment, Context, Element, Event, Focus, Json, Save


@pytest.fixture
def world(small: Catalog) -> Context:
    """The small catalogue, seen from a page one folder deep."""
    return Context(catalog=small, root="../")


def words(html: str) -> str:
    """Return the text of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def dated(world: Context, at: float = 0.0, **changes: object) -> State:
    """Return a planner with a week that began at the epoch, a Thursday, with a session in the log of that day."""
    course = mine(world, **changes).course
    log = replace(
        EMPTY, entries=(Entry(kind="session", id="one", at=1.0, day="1970-01-01", source="session"),)
    )
    stored: dict[str, Json] = {
        KEY: DOCUMENT.dump(Saved(course=course, since=0.0)),
        log_document.KEY: log_document.DOCUMENT.dump(log),
    }
    event = Event(
        element=Element(tag="weekly-planner", id="planner"),
        name="connect",
        at=at,
        value={"stored": stored},
    )
    return PLANNER.connect(event, world)


def send(
    state: State, name: str, value: object, world: Context, at: float
) -> tuple[State, tuple[object, ...]]:
    """Send an event on the date of its moment."""
    event = Event(
        element=Element(tag="weekly-planner", id="planner"),
        name=name,
        at=at,
        value=value,  # type: ignore[arg-type]
    )
    return PLANNER.handle(state, event, world)


def test_a_week_that_is_over_stands_first(world: Context) -> None:
    """On the eighth day the planner says that the week is over and what was done, before today and before the week."""
    text = words(PLANNER.view(dated(world, 7 * DAY), world))
    assert "Week 1 is over. You did 1 of 3. How was it?" in text
    assert "Today," not in text
    assert text.index("Week 1 is over") < text.index("Your exercises this week")


def test_an_old_week_starts_no_session_after_a_break(world: Context) -> None:
    """A week that is over can be started again only as long as the engine would repeat it, also while it is judged."""
    fresh, late = dated(world, 7 * DAY), dated(world, 40 * DAY)
    asked, _ = send(late, "open-check", None, world, 40 * DAY)
    differ = "Then come your next sessions: they differ from these."
    assert "session/#day=" in PLANNER.view(fresh, world)
    assert differ not in PLANNER.view(fresh, world)
    for state in (late, asked):
        assert "session/#day=" not in PLANNER.view(state, world)
    assert differ in PLANNER.view(late, world)
    after, _ = send(asked, "check-in", {"answer": "same", "asked": "yes", "signs": "no"}, world, 40 * DAY)
    assert after.course.routines != late.course.routines
    assert "session/#day=" in PLANNER.view(after, world)
    elsewhere = {"answer": "same", "asked": "yes", "signs": "no", "elsewhere": True}
    same, _ = send(asked, "check-in", elsewhere, world, 40 * DAY)
    assert same.course.routines == late.course.routines
    assert "session/#day=" in PLANNER.view(same, world)


def test_today_stands_first_in_a_week_that_goes_on(world: Context) -> None:
    """Before that it opens on today, with the date and one filled button on a day with a session."""
    html = PLANNER.view(dated(world, 1 * DAY), world)
    text = words(html)
    assert "Today, Friday, Jan 2" in text
    assert "Start today's session" in text.replace("&#39;", "'")
    assert text.index("Today, Friday") < text.index("Your exercises this week")


def test_the_next_week_is_offered_only_when_it_is_due(world: Context) -> None:
    """Until then there is the date on which it opens, and a way to say that the back flared up."""
    early = words(PLANNER.view(dated(world, 1 * DAY), world))
    assert "The next week opens on Wednesday, Jan 7." in early
    assert "Repeat this week" not in early
    assert "Repeat this week" in words(PLANNER.view(dated(world, 6 * DAY), world))


@pytest.mark.parametrize("days", [1, 8, 36])
def test_a_link_tells_of_a_flare_up(days: int, world: Context) -> None:
    """`planner/#flare` opens the check-in with the flare-up chosen and in focus: one button sends it, on any day."""
    state, effects = send(dated(world, days * DAY), "fragment", "#flare", world, days * DAY)
    (chosen,) = BeautifulSoup(PLANNER.view(state, world), "html.parser").select("[name=answer][checked]")
    assert chosen["value"] == "flare"
    assert effects == (ClearFragment(), Focus(selector=f"#{chosen['id']}"))
    fields = {"answer": "flare", "asked": "yes", "signs": "no"}
    assert send(state, "check-in", fields, world, days * DAY)[0].course.in_flare


@pytest.mark.parametrize("mode", ["sample", "ask", "editing"])
def test_without_a_week_the_link_opens_the_form(mode: Mode, world: Context) -> None:
    """There the form has the flare-up ticked and in focus, the rest stays, and "none of these" is not ticked."""
    before = in_mode(mode, world)
    state, effects = do(before, "fragment", "#flare", world)
    page = BeautifulSoup(PLANNER.view(state, world), "html.parser")
    (tick,) = page.select("#ns-planner-form #ns-in-flare[checked]")
    assert effects == (ClearFragment(), Focus(selector=f"#{tick['id']}"))
    assert not page.select("[name=condition-none][checked]")
    was = BeautifulSoup(PLANNER.view(before, world), "html.parser").select("#ns-planner-form [checked]")
    assert {one["id"] for one in page.select("#ns-planner-form [checked]")} >= {
        one["id"] for one in was if one["name"] != "condition-none"
    }


def test_after_a_sign_no_link_makes_a_week(world: Context) -> None:
    """Who told of a sign of an emergency is shown nothing else, whatever the address says."""
    state = in_mode("stopped", world)
    assert do(state, "fragment", "#flare", world) == (state, (ClearFragment(),))


def test_a_box_of_last_week_goes_to_its_own_date(world: Context) -> None:
    """Tuesday's walk, ticked on Thursday after the week is over, is in the log on the Tuesday of that week."""
    state = dated(world, 7 * DAY)
    _, effects = send(state, "tick", "1:walk", world, 7 * DAY)
    texts = [e.text for e in effects if isinstance(e, Save) and e.key == log_document.KEY]
    assert len(texts) == 1
    assert texts[0] is not None
    added = [entry for entry in log_document.DOCUMENT.load(texts[0]).entries if entry.kind == "walk"]
    assert [entry.day for entry in added] == ["1970-01-06"]


@pytest.mark.parametrize(
    ("weeks", "said", "asks"),
    [
        (1, "The same week comes once more.", False),
        (2, "That happens, and nothing is lost.", False),
        (5, "two questions come first", True),
        (14, "You begin again, gently", True),
    ],
)
def test_a_break_is_said_kindly(weeks: int, said: str, *, asks: bool, world: Context) -> None:
    """The check-in tells what a break leads to, and from four weeks on asks the two safety questions first."""
    at = (7 * weeks + 1) * DAY
    state, _ = send(dated(world, at), "open-check", None, world, at)
    text = words(PLANNER.view(state, world))
    assert said in text
    assert ("Does your provider agree" in text) == asks
    after, _ = send(state, "check-in", {"answer": "same"}, world, at)
    assert (after.saved == state.saved) == asks


def test_weeks_of_earlier_check_ins_count_on(world: Context) -> None:
    """Who told of three missed weeks and misses one more is asked as after four, and reads of four."""
    state = dated(world, 8 * DAY)
    course = replace(state.course, missed=3, phase="back")
    state = replace(state, saved=replace(state.saved, course=course))
    asked, _ = send(state, "open-check", None, world, 8 * DAY)
    text = words(PLANNER.view(asked, world))
    assert "no session for four weeks" in text
    assert "Does your provider agree" in text
    after, _ = send(asked, "check-in", {"answer": "same"}, world, 8 * DAY)
    assert after.saved == state.saved


def test_after_a_long_break_the_answers_decide(world: Context) -> None:
    """A sign stops, "not yet" makes no week of one's own, and sessions that no log knows of are no break."""
    at = 36 * DAY
    state, _ = send(dated(world, at), "open-check", None, world, at)
    fields = {"answer": "same", "asked": "yes", "signs": "no"}
    assert send(state, "check-in", {**fields, "signs": "yes"}, world, at)[0].mode == "stopped"
    assert send(state, "check-in", {**fields, "asked": "no"}, world, at)[0].mode == "ask"
    back, _ = send(state, "check-in", fields, world, at)
    assert back.mode == "mine"
    assert back.course.phase == "back"
    same, _ = send(state, "check-in", {"answer": "same", "elsewhere": "on"}, world, at)
    assert same.course.missed == 0


def test_going_slowly_is_a_tick(world: Context) -> None:
    """Who ticks that it spread goes slowly from then on, and is not asked again."""
    state = mine(world)
    opened, _ = do(state, "open-check", None, world)
    assert "Did pain spread down a leg?" in words(PLANNER.view(opened, world))
    after, effects = do(opened, "check-in", {"answer": "flare", "slowly": "on"}, world)
    assert kept(effects).profile.slowly
    again, _ = do(after, "open-check", None, world)
    assert "Did pain spread down a leg?" not in words(PLANNER.view(again, world))


def test_a_flare_up_after_a_walk_leaves_the_session(world: Context) -> None:
    """After what it came decides what is cut: a walk's flare-up halves the walk alone, and says so."""
    state = mine(world, walk_minutes=20)
    after, _ = do(state, "check-in", {"answer": "flare", "cause": "walk"}, world)
    assert after.course.routines == state.course.routines
    assert any(
        "Walks:" in note and "flared up" in note for note in notices.words(after.notices, world.catalog)
    )


def test_each_change_has_its_reason(world: Context) -> None:
    """After a flare-up every exercise that went is named with the reason and how it comes back."""
    state = mine(world, session_minutes=30)
    after, _ = do(state, "check-in", {"answer": "flare"}, world)
    gone = {p.slug for r in state.course.routines for p in r} - {
        p.slug for r in after.course.routines for p in r
    }
    assert gone
    for slug in gone:
        name = world.catalog.exercise(slug).name
        said = f"{name} makes way this week: your back flared up. It comes back first."
        assert said in notices.words(after.notices, world.catalog)


def test_going_slowly_begins_with_the_tap(world: Context) -> None:
    """The week after the tick has levels 1 and 2 alone, short holds and no step, and stays so when it is opened."""
    known = tuple(exercise.slug for exercise in world.catalog.exercises)
    state = mine(world, level=3, known=known, session_minutes=30)
    assert any(world.catalog.exercise(p.slug).level > 2 for r in state.course.routines for p in r)
    opened, _ = do(state, "open-check", None, world)
    after, effects = do(opened, "check-in", {"answer": "flare", "slowly": "on"}, world)
    course = kept(effects)
    assert course.level == 2
    assert course.still == SLOW_STILL
    assert course.week == 2
    assert all(world.catalog.exercise(p.slug).level <= 2 for r in course.routines for p in r)
    assert any("you go slowly now" in note for note in notices.words(after.notices, world.catalog))
    assert with_course(world, course).course == course


def test_the_same_week_before_it_is_over_lets_nothing_run_down(world: Context) -> None:
    """Two taps on "do the same once more" on a day leave the weeks without something new as they were."""
    state = dated(world, 7 * DAY)
    hurt = next(p.slug for r in state.course.routines for p in r if p.slug != "finding-neutral")
    state, _ = send(state, "check-in", {"answer": "same", f"said-{hurt}": "hurt"}, world, 7 * DAY)
    quiet = state.course.quiet
    for _ in range(3):
        state, _ = send(state, "repeat", None, world, 7 * DAY + 60_000)
    assert state.course.quiet == quiet == 2
    state, _ = send(state, "check-in", {"answer": "same"}, world, 14 * DAY)
    assert state.course.quiet == 1
