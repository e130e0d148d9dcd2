"""The log's account of a week fills the check-in, is said in words, and leads to the next week by the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from widgets import days
from widgets.catalog import Catalog
from widgets.days import MS_A_DAY as DAY
from widgets.diary import log_document
from widgets.diary.entries import Done, Entry, Log, Said
from widgets.diary.pain import USUAL, USUAL_KEY, Usual
from widgets.plan import dates, fill, review, review_words, store
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import KEY, Saved
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.planner import notices
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Effect, Element, Event, Json

PLANNER = WeeklyPlanner()
ELEMENT = Element(tag="weekly-planner", id="planner")
MONDAY = 1_763_942_400_000.0
"""Midnight UTC at the start of Monday, 24 November 2025."""

KNOWN = ("finding-neutral", "draw-in", "tilt", "stand", "arm", "lift")


def at(day: int, hour: int = 12) -> float:
    """Return an hour of a day after that Monday, in UTC."""
    return MONDAY + day * DAY + hour * 3_600_000


def day_of(day: int) -> str:
    """Return the date of a day after that Monday."""
    return days.shifted("2025-11-24", day)


def session(day: int, *, next_day: int | None = None, **said: Said) -> Entry:
    """Return the entry of a session, with what was said of its exercises (`_` stands for `-`)."""
    return Entry(
        kind="session",
        id=f"session-{day}",
        at=at(day),
        day=day_of(day),
        source="session",
        seconds=600,
        pain_next_day=next_day,
        exercises=tuple(
            Done(slug=slug.replace("_", "-"), level=1, sets=1, reps=10, hold=5, seconds=100, said=word)
            for slug, word in said.items()
        ),
        week=1,
    )


def walk(day: int) -> Entry:
    """Return the entry of a walk."""
    return Entry(kind="walk", id=f"walk-{day}", at=at(day), day=day_of(day), source="hand", seconds=600)


def saved_plan(catalog: Catalog) -> Saved:
    """Return the plan of a reader whose third week began on that Monday."""
    newcomer = fill.newcomer(catalog).profile
    profile = replace(newcomer, asked=True, level=2, known=KNOWN, session_minutes=20)
    course = replace(fill.begin(profile, catalog), week=3, phase="build")
    return Saved(course=course, since=MONDAY)


def mine(catalog: Catalog, log: Log) -> tuple[State, Context]:
    """Return the planner of that reader, with a log."""
    stored: Json = {
        KEY: store.DOCUMENT.dump(saved_plan(catalog)),
        log_document.KEY: log_document.dump(log),
    }
    context = Context(catalog=catalog)
    event = Event(element=ELEMENT, name="connect", at=at(6), value={"stored": stored})
    return PLANNER.connect(event, context), context


def do(
    state: State, name: str, value: Json, context: Context, *, day: int = 6
) -> tuple[State, tuple[Effect, ...]]:
    """Send an event on a day after that Monday."""
    return PLANNER.handle(state, Event(element=ELEMENT, name=name, at=at(day), value=value), context)


def slugs(course: Course, catalog: Catalog) -> set[str]:
    """Return the exercises of a week."""
    return {item.exercise.slug for item in make(course, catalog).session}


def test_what_was_too_hard_goes_back(small: Catalog) -> None:
    """Twice too hard is said in words, filled in, and leads to the easier version; nothing else is added."""
    entries = (session(0, arm="too-hard", tilt="right"), session(2, arm="too-hard"), session(4, arm="right"))
    state, context = mine(small, Log(entries=entries))
    before = state.course
    assert "arm" in slugs(before, small)
    state, _ = do(state, "open-check", None, context)
    assert "You said Arm was too hard twice" in PLANNER.view(state, context)
    assert state.entries is not None
    assert state.entries["said-arm"] == "too-hard"
    assert state.entries["answer"] == "fine"
    state, _ = do(state, "check-in", {**state.entries}, context)
    after = state.course
    assert slugs(after, small) == slugs(before, small) - {"arm"} | {"draw-in"}
    assert after.settling
    assert any("Arm" in notice for notice in notices.words(state.notices, small))
    assert "Something hurt or was too hard" in PLANNER.view(state, context)


def test_what_hurt_goes_out(small: Catalog) -> None:
    """An exercise that hurt by the log is left out; the answer that the log makes likely is to repeat the week."""
    state, context = mine(small, Log(entries=(session(0, lift="hurt"), session(2))))
    state, _ = do(state, "open-check", None, context)
    assert state.entries is not None
    assert state.entries["answer"] == "same"
    assert "You said Lift hurt: it is left out for now." in PLANNER.view(state, context)
    state, _ = do(state, "check-in", {**state.entries}, context)
    assert state.course.hurt == ("lift",)
    assert "lift" not in slugs(state.course, small)


def test_the_first_day_misses_nothing(small: Catalog) -> None:
    """While the week has sessions to come none was missed, and no answer is filled in because few were done."""
    saved = saved_plan(small)
    context = Context(catalog=small)
    stored: Json = {
        KEY: store.DOCUMENT.dump(saved),
        log_document.KEY: log_document.dump(Log(entries=(session(0),))),
    }
    event = Event(element=ELEMENT, name="connect", at=at(0, 20), value={"stored": stored})
    state, _ = do(PLANNER.connect(event, context), "open-check", None, context, day=1)
    assert state.entries is not None
    assert state.entries["answer"] is None
    page = PLANNER.view(state, context)
    assert "What was missed is missed" not in page
    assert "You did 1 of 3 sessions so far this week." in page


def test_repeat_leaves_out_what_hurt(small: Catalog) -> None:
    """The button that repeats the week takes out what hurt all the same."""
    state, context = mine(small, Log(entries=(session(0, lift="hurt"), session(2))))
    state, _ = do(state, "repeat", None, context)
    assert state.course.hurt == ("lift",)
    assert state.course.week == 4


@pytest.mark.parametrize(
    ("entries", "usual", "answer"),
    [
        ((), None, None),
        ((session(0), session(2), session(4)), None, "fine"),
        ((session(0),), None, "same"),
        ((session(0), session(2)), None, None),
        ((session(0), session(2), session(4, next_day=5)), None, "same"),
        ((session(0), session(2), session(4, next_day=3)), None, "fine"),
        ((session(0), session(2), session(4, next_day=5)), 5, "fine"),
        ((session(0), session(2), session(4, next_day=6)), 5, "same"),
        ((session(0), session(2), session(4, next_day=3)), 2, "same"),
    ],
)
def test_the_log_makes_an_answer_likely(
    entries: tuple[Entry, ...], usual: int | None, answer: str | None, small: Catalog
) -> None:
    """All sessions make a fine week likely; few, or a day after that is not back to the usual pain, repeating it."""
    state, context = mine(small, Log(entries=entries))
    moment = Event(element=ELEMENT, name="open-check", at=at(6))
    found = review.of(state.log.value, state.saved, moment, context.catalog, usual)
    assert review.likely(found) == answer


def test_the_planner_reads_the_usual_pain(small: Catalog) -> None:
    """The check-in counts a day after from the usual pain that the device keeps, and hears it from another tab."""
    log = Log(entries=(session(0), session(2), session(4, next_day=5)))
    state, context = mine(small, log)
    stored: Json = {USUAL_KEY: USUAL.dump(Usual(pain=5, day=day_of(0)))}
    assert do(state, "open-check", None, context)[0].entries == {"answer": "same"}
    known, _ = do(state, "stored", {"stored": stored}, context)
    assert do(known, "open-check", None, context)[0].entries == {"answer": "fine"}
    again = PLANNER.connect(
        Event(element=ELEMENT, name="connect", at=at(6), value={"stored": stored}), context
    )
    assert again.usual == 5


def test_weeks_are_counted(small: Catalog) -> None:
    """Twelve sessions in four weeks are told as that, never as 12 of 3."""
    log = Log(
        entries=tuple(session(day) for week in range(4) for day in (7 * week, 7 * week + 2, 7 * week + 4))
    )
    moment = Event(element=ELEMENT, name="open-check", at=at(27))
    found = review.of(log, saved_plan(small), moment, small)
    assert (found.sessions, found.planned, found.weeks) == (12, 12, 4)
    assert review_words.told(found, saved_plan(small).course, small)[0] == "You did 12 sessions in 4 weeks."


@pytest.mark.parametrize(
    ("entries", "day", "expected"),
    [
        ((session(4),), 6, Diary(missed=0, walked=False)),
        ((session(4),), 13, Diary(missed=1, walked=False)),
        ((session(0), walk(20)), 27, Diary(missed=3, walked=True)),
        ((), 56, Diary(missed=8, walked=False)),
        ((), 7, Diary(missed=0, walked=False)),
    ],
)
def test_weeks_without_a_session_are_counted(
    entries: tuple[Entry, ...], day: int, expected: Diary, small: Catalog
) -> None:
    """Whole weeks count from the last session; one alone only for a reader who logs, since paper leaves no trace."""
    moment = Event(element=ELEMENT, name="check-in", at=at(day, hour=13))
    assert review.diary(Log(entries=entries), saved_plan(small), moment, small) == expected


def test_a_pause_of_eight_weeks_is_no_fine_week(small: Catalog) -> None:
    """After eight weeks without a session, "fine" leads to start doses without the two newest, and is told kindly."""
    state, context = mine(small, Log(entries=(session(0),)))
    before = state.course
    fields: dict[str, Json] = {"answer": "fine", "asked": "yes", "signs": "no"}
    state, _ = do(state, "check-in", fields, context, day=58)
    assert state.course.phase == "back"
    assert len(slugs(state.course, small)) == len(slugs(before, small)) - 2
    assert state.course.walk_minutes <= before.walk_minutes
    assert any("you had a break" in notice for notice in notices.words(state.notices, small))


def test_who_trained_elsewhere_says_so(small: Catalog) -> None:
    """A reader who did their sessions without the log says so, and the week counts as they answer."""
    state, context = mine(small, Log(entries=(session(0),)))
    state, _ = do(state, "check-in", {"answer": "fine", "elsewhere": "yes"}, context, day=58)
    assert state.course.phase == "build"


def walks_alone(catalog: Catalog) -> Saved:
    """Return the plan of that reader with no exercise left, and walks of 20 minutes."""
    saved = saved_plan(catalog)
    course = replace(saved.course, routines=((),), order=(), phase="walks", walk_minutes=20)
    return replace(saved, course=course)


def test_walks_alone_count_by_walks(small: Catalog) -> None:
    """In a week without exercises nobody misses a session: fine weeks with walks lead on, as the words say."""
    saved = walks_alone(small)
    for week in range(4):
        log = Log(entries=(session(-30), *(walk(7 * week + day) for day in range(1, 7))))
        moment = Event(element=ELEMENT, name="check-in", at=at(7 * week + 7))
        assert review.of(log, saved, moment, small).planned == 0
        found = review.diary(log, saved, moment, small)
        assert found == Diary()
        course, _ = next_week(saved.course, Answers(word="fine"), found, small)
        assert course.missed == 0
        assert course.walk_minutes > saved.course.walk_minutes
        saved = Saved(course=replace(course, routines=((),), order=(), phase="walks"), since=moment.at)


def test_walks_alone_are_told_without_sessions(small: Catalog) -> None:
    """What the log says of such a week names walks alone, and fills in no answer."""
    saved = walks_alone(small)
    moment = Event(element=ELEMENT, name="open-check", at=at(6))
    found = review.of(Log(entries=(walk(1), walk(3))), saved, moment, small)
    assert review_words.told(found, saved.course, small) == ("You did 2 walks.",)
    assert review_words.told(found, saved.course, small, over=False) == ("You did 2 walks so far this week.",)
    assert review_words.told(replace(found, weeks=3), saved.course, small) == ("You did 2 walks in 3 weeks.",)
    assert review.likely(found) is None
    week = dates.span(saved.since, 0)
    assert week is not None
    tally = dates.tally(Log(entries=(walk(1), walk(3))), saved, week, day_of(7), small)
    assert review_words.week_over(3, tally) == ("Week 3 is over.", "You did 2 walks.")


@pytest.mark.parametrize(("day", "missed"), [(13, 1), (20, 2), (34, 4)])
def test_weeks_without_a_walk_are_a_break_of_walks_alone(day: int, missed: int, small: Catalog) -> None:
    """Weeks without a single walk make the next walks shorter, as a break does, and the check-in speaks of walks."""
    saved, log = walks_alone(small), Log(entries=(walk(6),))
    moment = Event(element=ELEMENT, name="check-in", at=at(day))
    found = review.diary(log, saved, moment, small)
    assert found == Diary(missed=missed, walked=False)
    course, _ = next_week(saved.course, Answers(word="fine"), found, small)
    assert course.walk_minutes == {1: 20, 2: 10, 4: 10}[missed]
    stored: Json = {KEY: store.DOCUMENT.dump(saved), log_document.KEY: log_document.dump(log)}
    context = Context(catalog=small)
    connected = PLANNER.connect(
        Event(element=ELEMENT, name="connect", at=at(day), value={"stored": stored}), context
    )
    state, _ = do(connected, "open-check", None, context, day=day)
    html = PLANNER.view(state, context)
    assert "Your log has no walk for" in html
    assert ("The next week has shorter walks: 10 minutes." in html) == (missed > 1)
