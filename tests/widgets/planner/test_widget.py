"""Every mode and event of the planner, and that nothing becomes a reader's own week before the safety questions."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import product

import pytest
from bs4 import BeautifulSoup

from tests.loops import for_each
from widgets.catalog import Catalog
from widgets.days import MS_A_DAY as DAY
from widgets.diary import log_document
from widgets.diary.pain import USUAL, USUAL_KEY, Usual
from widgets.plan import edits, fill, safety_date
from widgets.plan.store import BACKUP_KEY, DOCUMENT, KEY, NOTHING, Saved
from widgets.plan.values import WEEKDAYS, Course, Dropped
from widgets.plan.week import make
from widgets.planner import draft as drafts
from widgets.planner import form, notices
from widgets.planner.notices import Notice
from widgets.planner.state import Mode, State
from widgets.planner.widget import EVENTS, NAMES, WeeklyPlanner
from widgets.protocol import (
    Announce,
    Context,
    Effect,
    Element,
    Event,
    Focus,
    Json,
    Print,
    ProtocolError,
    Save,
)

ELEMENT = Element(tag="weekly-planner", id="planner")
PLANNER = WeeklyPlanner()
KNOWN = ("finding-neutral", "draw-in", "tilt", "stand", "sit")

ANSWERS: dict[str, Json] = {
    "asked": "yes",
    "signs": "no",
    "level": "2",
    "day-0": True,
    "day-2": True,
    "day-4": True,
    "session-minutes": 12,
    "walk-minutes": 15,
    "week-start": "6",
    "flare": False,
    "condition-wrist-problem": True,
    "equipment-mat": True,
    "known-draw-in": True,
    "known-tilt": True,
}
"""A form that is filled in well, as the shell sends it."""


@pytest.fixture
def world(small: Catalog) -> Context:
    """The small catalogue, seen from a page one folder deep."""
    return Context(catalog=small, root="../")


def do(
    state: State, name: str, value: Json, world: Context, *, at: float = 0.0
) -> tuple[State, tuple[Effect, ...]]:
    """Send one event, so many milliseconds after the first."""
    return PLANNER.handle(state, Event(element=ELEMENT, name=name, at=at, value=value), world)


def connection(stored: Json) -> Event:
    """Return the event of a new element, with what the device has kept."""
    return Event(element=ELEMENT, name="connect", at=0.0, value={"stored": stored})


def opened(world: Context, text: str | None = None) -> State:
    """Return a planner that has just been connected."""
    return PLANNER.connect(connection({KEY: text}), world)


def mine(world: Context, **changes: object) -> State:
    """Return a planner with a reader's own first week, with other answers where they are given."""
    profile = replace(fill.newcomer(world.catalog).profile, asked=True, level=2, known=KNOWN)
    course = fill.begin(replace(profile, **changes), world.catalog)  # type: ignore[arg-type]
    return with_course(world, course)


def with_course(world: Context, course: Course) -> State:
    """Return a planner whose device holds a course."""
    return opened(world, DOCUMENT.dump(Saved(course=course)))


def noted(state: State, world: Context) -> tuple[str, ...]:
    """Return the notices of a planner in words."""
    return notices.words(state.notices, world.catalog)


def kept(effects: tuple[Effect, ...]) -> Course:
    """Return the course that an update keeps on the device."""
    (save,) = [effect for effect in effects if isinstance(effect, Save) and effect.key == KEY]
    assert save.text is not None
    return DOCUMENT.load(save.text).course


def in_mode(mode: Mode, world: Context) -> State:
    """Return a planner in a mode."""
    if mode == "sample":
        return opened(world)
    if mode == "mine":
        return mine(world)
    if mode == "editing":
        return do(mine(world), "edit", None, world)[0]
    if mode == "ask":
        return do(opened(world), "save", {**ANSWERS, "asked": "no"}, world)[0]
    return do(opened(world), "save", {**ANSWERS, "signs": "yes"}, world)[0]


VALUES: tuple[Json, ...] = (
    None,
    "",
    "0:1",
    "tilt",
    "0:draw-in",
    1,
    True,
    1.5,
    [],
    {"answer": "fine"},
    {"stored": {KEY: None}},
)


@for_each("pair", product(EVENTS, sorted(NAMES)))
def test_every_mode_takes_every_event(pair: tuple[Mode, str], world: Context) -> None:
    """Any event with any value leads to a mode that can be shown; what a mode does not list changes nothing."""
    mode, name = pair
    state = in_mode(mode, world)
    assert state.mode == mode
    for value in VALUES:
        if name == "stored" and not (isinstance(value, dict) and name in value):
            with pytest.raises(ProtocolError, match="by key"):
                do(state, name, value, world)
            continue
        after, effects = do(state, name, value, world)
        assert after.mode in EVENTS
        assert world.catalog.safety.warning_short in PLANNER.view(after, world)
        if name not in EVENTS[mode]:
            assert (after, effects) == (state, ())


def test_unknown_event_is_refused(world: Context) -> None:
    """A name that no mode knows is a mistake of the shell's, not of the reader's."""
    with pytest.raises(ProtocolError, match="dance"):
        do(opened(world), "dance", None, world)


def test_answers_make_a_week(world: Context) -> None:
    """A filled form gives the reader's own week, kept on the device, and moves the focus to it."""
    state, effects = do(opened(world), "save", ANSWERS, world)
    assert state.mode == "mine"
    profile = kept(effects).profile
    assert (profile.level, profile.session_minutes, profile.walk_minutes) == (2, 12, 15)
    assert profile.days == (0, 2, 4)
    assert profile.week_start == 6
    assert profile.conditions == ("wrist-problem",)
    assert profile.known == ("draw-in", "tilt")
    assert any(isinstance(effect, Announce) for effect in effects)
    assert any(isinstance(effect, Focus) for effect in effects)
    again = opened(world, DOCUMENT.dump(state.saved))
    assert PLANNER.view(again, world) == PLANNER.view(state, world)


@pytest.mark.parametrize(
    "changes",
    [{"asked": None}, {"signs": None}, {"asked": "no"}, {"signs": "yes"}, {"condition-wrist-problem": False}],
)
def test_no_own_week_without_the_safety_questions(changes: dict[str, Json], world: Context) -> None:
    """Unanswered, not asked, or with an emergency sign: never a week of one's own, and never "you are clear"."""
    state, _ = do(opened(world), "save", {**ANSWERS, **changes}, world)
    html = PLANNER.view(state, world)
    assert state.mode != "mine"
    assert "Week 1" not in html
    assert "clear" not in html.lower()


@pytest.mark.parametrize("box", ["condition-wrist-problem", "flare", form.NONE])
def test_the_question_about_health_is_answered_by_a_box(box: str, world: Context) -> None:
    """Passed over, the third question is named as an error; any one of its boxes answers it."""
    unanswered = {name: value for name, value in ANSWERS.items() if not name.startswith("condition-")}
    state, _ = do(opened(world), "save", unanswered, world)
    assert [error.field for error in state.errors] == ["health"]
    assert 'href="#ns-in-health"' in PLANNER.view(state, world)
    assert do(state, "save", {**unanswered, box: True}, world)[0].mode == "mine"


def test_a_sign_stops_everything(world: Context) -> None:
    """With an emergency sign there is the card and no exercise, and no sign is kept on the device."""
    state, effects = do(mine(world), "check-in", {"answer": "sign"}, world)
    html = PLANNER.view(state, world)
    assert world.catalog.safety.emergency.action in html
    assert "ns-week" not in html
    assert "ns-week-sheet" not in html
    assert not kept(effects).profile.asked
    assert any(isinstance(effect, Announce) and effect.urgent for effect in effects)
    assert opened(world, DOCUMENT.dump(state.saved)).mode == "ask"


@pytest.mark.parametrize(
    ("answers", "date"),
    [
        ({}, safety_date.answered(0.0).text),
        ({"asked": "no"}, None),
        ({"signs": "yes"}, None),
    ],
)
def test_the_session_hears_the_safety_answers(
    answers: dict[str, Json], date: str | None, world: Context
) -> None:
    """A week of one's own spares the session's questions for a while; any other answer makes the session ask."""
    for state in (opened(world), do(mine(world), "edit", None, world)[0]):
        _, effects = do(state, "save", {**ANSWERS, **answers}, world)
        assert stored_by(effects)[safety_date.KEY] == date


def test_a_sign_at_the_end_of_a_week_asks_in_the_session(world: Context) -> None:
    """A sign told in the check-in counts for the session too: its questions come, whenever they were answered."""
    _, effects = do(mine(world), "check-in", {"answer": "sign"}, world)
    assert stored_by(effects)[safety_date.KEY] is None
    _, effects = do(mine(world), "check-in", {"answer": "same"}, world)
    assert safety_date.KEY not in stored_by(effects)


def test_errors_name_their_field_and_keep_the_rest(world: Context) -> None:
    """A wrong form says which fields, keeps what was entered, and its buttons put only their own field right."""
    wrong: dict[str, Json] = {**ANSWERS, "session-minutes": 75, "day-1": True}
    state, effects = do(opened(world), "save", wrong, world)
    html = PLANNER.view(state, world)
    assert {error.field for error in state.errors} == {"session-minutes", "days"}
    assert "Session minutes" in html
    assert state.entries is not None
    assert state.entries["session-minutes"] == 75
    assert not re.search(r'name="session-minutes"[^>]* checked', html)  # No button has it.
    assert re.search(r'name="walk-minutes" value="15" checked', html)
    assert not any(isinstance(effect, Save) for effect in effects)
    state, effects = do(state, "fix", "session-minutes", world)
    assert {error.field for error in state.errors} == {"days"}
    assert state.entries is not None
    assert state.entries["walk-minutes"] == 15
    state, effects = do(state, "fix", "days", world)
    assert state.mode == "mine"
    assert kept(effects).profile.walk_minutes == 15


def test_days_of_a_hard_level_are_apart(world: Context) -> None:
    """From level 3 on, exercise days that follow each other are refused, also across the end of the week."""
    for days in ((0, 1, 4), (0, 3, 6)):
        form: dict[str, Json] = {key: value for key, value in ANSWERS.items() if not key.startswith("day-")}
        form |= {"level": "3", **{f"day-{day}": True for day in days}}
        state, _ = do(opened(world), "save", form, world)
        assert [error.field for error in state.errors] == ["days"]


def test_moving_a_day_keeps_the_rest_days(world: Context) -> None:
    """A day moves where the rules let it, and nowhere else."""
    state = mine(world, level=3, known=(*KNOWN, "arm"))
    moved, effects = do(state, "move-day", "4:5", world)
    assert kept(effects).profile.days == (0, 2, 5)
    for target in ("4:3", "4:6", "4:2", "1:3", "4:9"):
        assert do(moved if target == "1:3" else state, "move-day", target, world)[1] == ()


def test_every_offered_move_is_made(world: Context) -> None:
    """Each button that moves a day names both days and does what it says; no move waits in a list of choices."""
    state = mine(world, level=3, known=(*KNOWN, "arm"))
    html = PLANNER.view(state, world)
    offered = re.findall(
        r'aria-label="\w+: move (\w+) to (\w+)" data-on-click="move-day" data-value=\'"(\d:\d)"\'', html
    )
    assert offered
    assert "move-day" not in re.sub(r'data-on-click="move-day"', "", html)
    for start, to, value in offered:
        _, effects = do(state, "move-day", value, world)
        days = {WEEKDAYS[day] for day in kept(effects).profile.days}
        assert to in days
        assert start not in days


def test_ticks_come_and_go_and_stay(world: Context) -> None:
    """A box is ticked and unticked, survives a reload, and boxes that the week does not have are not kept."""
    state, effects = do(mine(world), "tick", "0:draw-in", world)
    assert state.saved.done == ("0:draw-in",)
    assert 'aria-checked="true"' in PLANNER.view(state, world)
    (save,) = [effect for effect in effects if isinstance(effect, Save)]
    assert opened(world, save.text).saved.done == ("0:draw-in",)
    state, _ = do(state, "tick", "0:draw-in", world)
    assert state.saved.done == ()
    assert do(state, "tick", "1:draw-in", world) == (state, ())


def test_swapping_and_bringing_back(world: Context) -> None:
    """A swapped exercise leaves the week, the chosen one is in it, and the first can come back."""
    state = mine(world, known=(*KNOWN, "arm", "lift", "slide"), level=2)
    before = {item.exercise.slug for item in make(state.course, world.catalog).session}
    choice = edits.choices(state.course, world.catalog)[0].slug
    out = min(before - {"finding-neutral"})
    state, _ = do(state, "open-swap", out, world)
    state, effects = do(state, "swap", choice, world)
    after = {item.exercise.slug for item in make(kept(effects), world.catalog).session}
    assert choice in after
    assert out not in after
    state, effects = do(state, "bring-back", out, world)
    assert out not in kept(effects).out


def test_a_new_exercise_that_is_ticked_as_easy_stays(world: Context) -> None:
    """Called easy in the form, the new exercise stays in the week and is new no more."""
    state, _ = do(mine(world, session_minutes=30), "check-in", {"answer": "fine"}, world, at=7 * DAY)
    new = state.course.new
    assert new is not None
    before = {item.exercise.slug for item in make(state.course, world.catalog).session}
    state, _ = do(state, "edit", None, world)
    sent = {**form.entries_of(state.course), f"known-{new}": True, "asked": "yes", "signs": "no"}
    _, effects = do(state, "save", sent, world)
    assert kept(effects).new is None
    assert before <= {item.exercise.slug for item in make(kept(effects), world.catalog).session}


def test_what_comes_back_only_as_a_choice_is_told(world: Context) -> None:
    """An exercise that was left out and is not known yet may be chosen again: the reader sees that said."""
    course = mine(world).course
    state = with_course(world, replace(course, dropped=(Dropped(slug="arm", reason="left-out"),)))
    state, effects = do(state, "bring-back", "arm", world)
    assert kept(effects).dropped == ()
    assert noted(state, world) == ("Arm may be chosen again.",)


def test_what_does_not_fit_is_not_taken(world: Context) -> None:
    """An exercise that is too long for the session is not swapped in; the reader hears why, and the week stays."""
    known = (*KNOWN, "arm", "lift", "slide")
    state = mine(world, known=known, session_minutes=10)
    choices = edits.choices(state.course, world.catalog)
    out = state.course.order[-1]
    state, _ = do(state, "open-swap", out, world)
    small = replace(state.course, profile=replace(state.course.profile, session_minutes=1))
    tight = replace(state, saved=replace(state.saved, course=small))
    after, effects = do(tight, "swap", choices[0].slug, world)
    assert after.saved == tight.saved
    assert any("takes too long for your 1 minute beside" in notice for notice in noted(after, world))
    assert not any(isinstance(effect, Save) for effect in effects)


def test_only_an_allowed_exercise_becomes_the_new_one(world: Context) -> None:
    """The new exercise is one that the rules let in; anything else changes nothing."""
    state, _ = do(mine(world, session_minutes=30), "check-in", {"answer": "fine"}, world, at=7 * DAY)
    for slug in ("dog", "ball", "tilt", "nothing"):
        assert do(state, "set-new", slug, world, at=7 * DAY) == (state, ())
    choices = [e.slug for e in edits.new_choices(state.course, world.catalog)]
    assert state.course.new in choices
    other = next(slug for slug in choices if slug != state.course.new)
    after, effects = do(state, "set-new", other, world)
    assert kept(effects).new == other
    _, effects = do(after, "set-new", "", world)
    assert kept(effects).new is None


def test_next_week_asks_first(world: Context) -> None:
    """Without an answer the week stays; with a fine one it grows and says what changed, and the ticks are fresh."""
    state, _ = do(mine(world, session_minutes=30), "tick", "0:draw-in", world)
    state, _ = do(state, "open-check", None, world)
    asked, effects = do(state, "check-in", {"answer": None}, world)
    assert asked.errors
    assert not any(isinstance(effect, Save) for effect in effects)
    after, effects = do(asked, "check-in", {"answer": "fine"}, world)
    assert kept(effects).week == state.course.week + 1
    assert make(kept(effects), world.catalog).seconds > make(state.course, world.catalog).seconds
    assert after.saved.done == ()
    assert after.notices


@pytest.mark.parametrize(("cause", "session", "walk"), [("session", True, False), ("walk", False, True)])
def test_a_flare_up_cuts_what_did_it(cause: str, *, session: bool, walk: bool, world: Context) -> None:
    """After a session that did it the walk stays; after a walk that did it the session stays and gains nothing."""
    state = mine(world, session_minutes=30, walk_minutes=20)
    _, effects = do(state, "check-in", {"answer": "flare", "cause": cause}, world)
    before, after = make(state.course, world.catalog), make(kept(effects), world.catalog)
    assert (after.seconds < before.seconds, kept(effects).walk_minutes < 20) == (session, walk)
    assert after.seconds <= before.seconds


def test_the_next_level_is_one_tap(world: Context) -> None:
    """When a level is done, the next one is offered with a button; without the tap nothing of it comes in."""
    state = mine(world, level=3, known=(), equipment=("mat",))
    for week in range(1, 30):
        state, _ = do(state, "check-in", {"answer": "fine"}, world, at=7 * DAY * week)
        if 'data-on-click="raise-level"' in PLANNER.view(state, world):
            break
    assert state.course.level == 1
    after, effects = do(state, "raise-level", None, world)
    assert kept(effects).level == 2
    assert noted(after, world)[0] == "Level 2 is open now."
    assert do(in_mode("mine", world), "raise-level", None, world)[1] == ()


def test_nothing_is_added_before_a_week_is_over(world: Context) -> None:
    """A fine week asked for too soon is told how long to wait, keeps its answer, and changes nothing."""
    state, _ = do(opened(world), "save", ANSWERS, world)
    assert state.saved.since == 0.0
    # Changed answers begin no new week.
    state, _ = do(state, "edit", None, world, at=DAY)
    state, _ = do(state, "save", ANSWERS, world, at=2 * DAY)
    assert state.saved.since == 0.0
    checking, _ = do(state, "open-check", None, world, at=2 * DAY)
    assert "Come back in 4 days" in PLANNER.view(checking, world)
    refused, effects = do(checking, "check-in", {"answer": "fine"}, world, at=5 * DAY)
    html = PLANNER.view(refused, world)
    assert "Come back tomorrow" in html
    assert 'value="fine" checked' in html
    assert refused.saved == state.saved
    assert not any(isinstance(effect, Save) for effect in effects)
    after, effects = do(refused, "check-in", {"answer": "fine"}, world, at=6 * DAY)
    assert kept(effects).week == 2
    assert after.saved.since == 6 * DAY
    assert do(after, "check-in", {"answer": "fine"}, world, at=6 * DAY + 1)[0].saved == after.saved


@pytest.mark.parametrize("answer", ["same", "flare"])
def test_who_adds_nothing_need_not_wait(answer: str, world: Context) -> None:
    """A week may be kept as it is, and a flare-up told, at any time; from then on a new week is counted."""
    state, _ = do(opened(world), "save", ANSWERS, world)
    state, effects = do(state, "check-in", {"answer": answer}, world, at=DAY)
    assert kept(effects).week == 2
    assert state.saved.since == DAY


@pytest.mark.parametrize(("since", "at"), [(None, 0.0), (5.0 * DAY, 0.0)])
def test_a_clock_that_tells_nothing_stops_nobody(since: float | None, at: float, world: Context) -> None:
    """Where nobody knows when the week began, or the clock was set back since, the next week is open."""
    text = DOCUMENT.dump(replace(mine(world).saved, since=since))
    state, effects = do(opened(world, text), "check-in", {"answer": "fine"}, world, at=at)
    assert kept(effects).week == 2
    assert state.saved.since == at


def stored_by(effects: tuple[Effect, ...]) -> dict[str, str | None]:
    """Return what an update keeps on the device, by key."""
    return {effect.key: effect.text for effect in effects if isinstance(effect, Save)}


def test_a_half_filled_form_outlasts_its_page(world: Context) -> None:
    """What was entered and not sent is there again on the next visit, told of, but for the two safety questions."""
    state, effects = do(opened(world), "draft", ANSWERS, world)
    assert state.entries is not None
    also = {"known-finding-neutral"}  # The easier version of what was ticked.
    assert set(state.entries) == {name for name, value in ANSWERS.items() if value} | also
    text = stored_by(effects)[drafts.KEY]
    again = PLANNER.connect(connection({drafts.KEY: text}), world)
    assert again.entries is not None
    assert {name: value for name, value in again.entries.items() if value} == {
        **{name: value for name, value in ANSWERS.items() if name not in {"asked", "signs"} and value},
        "known-finding-neutral": True,
    }
    html = PLANNER.view(again, world)
    assert "is still below" in html
    assert 'id="ns-in-condition-wrist-problem" name="condition-wrist-problem" checked' in html
    assert not re.search(r'name="(asked|signs)"[^>]* checked', html)
    # Sent, it is forgotten.
    _, effects = do(again, "save", ANSWERS, world)
    assert stored_by(effects)[drafts.KEY] is None


def test_a_form_can_be_emptied(world: Context) -> None:
    """On a device that others use too, what was filled in goes at a word, from the page and from the device."""
    _, effects = do(opened(world), "draft", ANSWERS, world)
    again = PLANNER.connect(connection({drafts.KEY: stored_by(effects)[drafts.KEY]}), world)
    empty, effects = do(again, "empty-form", None, world)
    assert stored_by(effects) == {drafts.KEY: None}
    assert PLANNER.view(empty, world) == PLANNER.view(opened(world), world)


def test_half_changed_answers_wait_under_their_button(world: Context) -> None:
    """Who has a plan sees their week first, with a word on what they had begun to change; leaving the form ends it."""
    plan_text = DOCUMENT.dump(mine(world).saved)
    editing, _ = do(mine(world), "edit", None, world)
    _, effects = do(editing, "draft", ANSWERS, world)
    state = PLANNER.connect(connection({KEY: plan_text, drafts.KEY: stored_by(effects)[drafts.KEY]}), world)
    assert state.mode == "mine"
    assert any("You had begun to change your answers" in notice for notice in noted(state, world))
    state, _ = do(state, "edit", None, world)
    assert state.entries is not None
    assert state.entries["walk-minutes"] == ANSWERS["walk-minutes"]
    state, _ = do(state, "stored", {"stored": {KEY: DOCUMENT.dump(mine(world, rest=(1,)).saved)}}, world)
    state, effects = do(state, "leave-form", None, world)
    assert stored_by(effects) == {drafts.KEY: None}
    # What was said of the form is over with it.
    assert state.notices == ()
    state, _ = do(state, "edit", None, world)
    assert state.entries is None


def test_a_draft_changes_only_what_was_changed_in_it(world: Context) -> None:
    """The plan moves on while a draft waits: what became easy, and a moved day, are not taken back by it."""
    sample = fill.newcomer(world.catalog)
    newcomer = replace(sample, profile=replace(sample.profile, asked=True))
    state = opened(world, DOCUMENT.dump(Saved(course=newcomer)))
    half: dict[str, Json] = {**form.entries_of(newcomer), "walk-minutes": 15, "equipment-mat": ""}
    state, effects = do(do(state, "edit", None, world)[0], "draft", half, world)
    assert json.loads(str(stored_by(effects)[drafts.KEY])) == {
        "version": 1,
        "entries": {"walk-minutes": 15, "equipment-mat": ""},
    }
    stored: Json = {KEY: DOCUMENT.dump(state.saved), **stored_by(effects)}
    state = PLANNER.connect(connection(stored), world)
    state, _ = do(state, "check-in", {"answer": "fine"}, world)
    state, _ = do(state, "move-day", "0:1", world)
    grown = state.course
    assert grown.known
    state, _ = do(state, "edit", None, world)
    assert state.entries is not None
    sent = {**state.entries, "asked": "yes", "signs": "no"}
    _, effects = do(state, "save", sent, world)
    assert kept(effects).known == grown.known
    assert kept(effects).profile.days == (1, 2, 4)
    assert kept(effects).profile.walk_minutes == 15
    assert "mat" not in kept(effects).profile.equipment


def test_drafts_of_other_tabs_are_known(world: Context) -> None:
    """A draft that another tab kept waits here too, one that it sent does not, and starting over deletes any."""
    text = drafts.DOCUMENT.dump({"walk-minutes": 22})
    state, effects = do(mine(world), "stored", {"stored": {drafts.KEY: text}}, world)
    assert effects == ()
    editing, _ = do(state, "edit", None, world)
    assert editing.entries is not None
    assert editing.entries["walk-minutes"] == 22
    state, _ = do(state, "stored", {"stored": {drafts.KEY: None}}, world)
    assert do(state, "edit", None, world)[0].entries is None
    state, _ = do(mine(world), "ask-restart", None, world)
    _, effects = do(state, "start-over", None, world)
    others = {log_document.KEY, log_document.ASIDE_KEY}  # the log is not the planner's to delete
    assert stored_by(effects) == dict.fromkeys(set(PLANNER.storage_keys) - others)


def test_a_draft_of_the_first_releases_is_read(world: Context) -> None:
    """A half-filled form that was kept without a version is still there."""
    old, new = '{"walk-minutes": 22}', drafts.DOCUMENT.dump({"walk-minutes": 22})
    assert PLANNER.connect(connection({drafts.KEY: old}), world) == PLANNER.connect(
        connection({drafts.KEY: new}), world
    )
    assert PLANNER.connect(connection({drafts.KEY: old}), world).draft == {"walk-minutes": 22}


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"asked": "yes"}', '{"unknown": 1}', "7"])
def test_a_damaged_draft_is_no_loss(text: str, world: Context) -> None:
    """A half-filled form that cannot be read, or says nothing, changes nothing and is not spoken of."""
    assert PLANNER.connect(connection({drafts.KEY: text}), world) == opened(world)


def test_an_untouched_form_is_no_draft(world: Context) -> None:
    """A form that says what the plan says, with its numbers as numbers or as text, is not spoken of."""
    state = mine(world)
    same = {**form.entries_of(state.course), "walk-minutes": state.course.walk_minutes}
    _, effects = do(do(state, "edit", None, world)[0], "draft", same, world)
    stored: Json = {KEY: DOCUMENT.dump(state.saved), drafts.KEY: stored_by(effects)[drafts.KEY]}
    assert PLANNER.connect(connection(stored), world) == state


def test_start_over_needs_a_second_word(world: Context) -> None:
    """A plan is forgotten only after the reader confirmed it; then all that was ever kept is deleted with it."""
    text = DOCUMENT.dump(mine(world).saved)
    state = PLANNER.connect(connection({KEY: text, BACKUP_KEY: "an older one"}), world)
    assert do(state, "start-over", None, world) == (state, ())
    state, effects = do(state, "ask-restart", None, world)
    assert not any(isinstance(effect, Save) for effect in effects)
    state, effects = do(state, "start-over", None, world)
    assert state == opened(world)
    assert stored_by(effects) == dict.fromkeys(
        set(PLANNER.storage_keys) - {log_document.KEY, log_document.ASIDE_KEY}
    )


def test_another_tab(world: Context) -> None:
    """What another tab kept is taken over; answers that are being changed here are not wiped out."""
    text = DOCUMENT.dump(mine(world, walk_minutes=20).saved)
    state, _ = do(mine(world), "stored", {"stored": {KEY: text}}, world)
    assert state.course.walk_minutes == 20
    editing = in_mode("editing", world)
    state, _ = do(editing, "stored", {"stored": {KEY: text}}, world)
    assert state.mode == "editing"
    assert do(editing, "stored", {"stored": {"another.key": "x"}}, world) == (editing, ())


def test_a_plan_deleted_in_another_tab_is_told_so_in_the_form(world: Context) -> None:
    """Who changes answers of a plan that another tab deletes keeps them, and reads that saving makes a new plan."""
    editing, _ = do(in_mode("editing", world), "stored", {"stored": {KEY: None}}, world)
    assert editing.mode == "editing"
    assert any("deleted" in note and "make a new one" in note for note in noted(editing, world))
    left, _ = do(editing, "leave-form", None, world)
    assert (left.mode, left.notices) == ("sample", ())


def test_print(world: Context) -> None:
    """Printing is the browser's: the planner only asks for it."""
    assert do(opened(world), "print", None, world)[1] == (Print(),)


def test_a_fix_takes_the_form_as_it_stands(world: Context) -> None:
    """What was changed since an error was shown counts when its button is pressed: above all a sign that came up."""
    wrong = {**ANSWERS, "session-minutes": 75}
    state, _ = do(opened(world), "save", wrong, world)
    state, _ = do(state, "draft", {**wrong, "walk-minutes": 25, "known-tilt": False}, world)
    _, effects = do(state, "fix", "session-minutes", world)
    assert kept(effects).profile.walk_minutes == 25
    assert kept(effects).known == ("finding-neutral", "draw-in")
    state, _ = do(state, "draft", {**wrong, "signs": "yes"}, world)
    state, effects = do(state, "fix", "session-minutes", world)
    assert state.mode == "stopped"
    assert KEY not in {effect.key for effect in effects if isinstance(effect, Save)}


def test_a_flare_up_in_the_form_cuts_back(world: Context) -> None:
    """Who ticks a flare-up gets the easy week at once, and the mark goes when the tick goes."""
    calm, _ = do(opened(world), "save", {**ANSWERS, "walk-minutes": 30}, world)
    state, effects = do(opened(world), "save", {**ANSWERS, "flare": True, "walk-minutes": 30}, world)
    course = kept(effects)
    assert course.in_flare
    assert (course.week, course.walk_minutes) == (1, 15)
    assert make(course, world.catalog).seconds <= make(calm.course, world.catalog).seconds * 2 / 3
    state, _ = do(state, "edit", None, world)
    _, effects = do(state, "save", ANSWERS, world)
    assert not kept(effects).in_flare


def test_a_flare_up_lets_nothing_go_up_by_hand(world: Context) -> None:
    """In a flare-up more minutes or a higher level are refused, each with a button that keeps what is there."""
    state, _ = do(opened(world), "save", {**ANSWERS, "flare": True}, world)
    state, _ = do(state, "edit", None, world)
    wrong: dict[str, Json] = {**ANSWERS, "flare": True, "level": "3"}
    wrong |= {"session-minutes": 20, "walk-minutes": 25}
    state, effects = do(state, "save", wrong, world)
    fields = ("level", "session-minutes", "walk-minutes")
    assert {error.field for error in state.errors} == set(fields)
    view = BeautifulSoup(PLANNER.view(state, world), "html.parser")
    links = [str(link["href"]) for link in view.select(".ns-planner__errors a")]
    assert len(links) == len(fields)
    assert all(view.select_one(link) is not None for link in links)
    assert not any(isinstance(effect, Save) for effect in effects)
    for field in fields:
        state, effects = do(state, "fix", field, world)
    profile = kept(effects).profile
    assert kept(effects).in_flare
    assert (profile.level, profile.session_minutes, profile.walk_minutes) == (2, 12, 15)


def test_a_flare_up_in_the_form_is_told(world: Context) -> None:
    """Who asks for 30 minutes of walking in a flare-up is told why there are 15."""
    state, _ = do(opened(world), "save", {**ANSWERS, "flare": True, "walk-minutes": 30}, world)
    assert any("Walks: 15 minutes" in notice for notice in noted(state, world))
    assert world.catalog.plan.flare_up in PLANNER.view(state, world)


def test_another_tab_is_told_of(world: Context) -> None:
    """A changed plan is said once, ticks are taken over without a word, and a deleted plan gives the sample."""
    state = mine(world)
    more = DOCUMENT.dump(mine(world, walk_minutes=20).saved)
    for _ in range(2):
        state, effects = do(state, "stored", {"stored": {KEY: more}}, world)
    assert len(state.notices) == 1
    assert effects == ()
    ticked = DOCUMENT.dump(replace(state.saved, done=("1:walk",)))
    after, effects = do(replace(state, notices=()), "stored", {"stored": {KEY: ticked}}, world)
    assert after.saved.done == ("1:walk",)
    assert (after.notices, effects) == ((), ())
    gone, effects = do(state, "stored", {"stored": {KEY: None}}, world)
    assert gone.mode == "sample"
    assert any("deleted in another tab" in notice for notice in noted(gone, world))
    assert any(isinstance(effect, Announce) for effect in effects)
    editing, _ = do(in_mode("editing", world), "stored", {"stored": {KEY: more}}, world)
    assert any("If you save here" in notice for notice in noted(editing, world))


def test_an_open_form_outlives_a_deleted_plan(world: Context) -> None:
    """While another tab deletes the plan the form stays open; leaving it gives the sample, not a week of nobody."""
    state, _ = do(in_mode("editing", world), "stored", {"stored": {KEY: None}}, world)
    assert state.mode == "editing"
    assert do(state, "leave-form", None, world)[0].mode == "sample"
    again, effects = do(state, "save", ANSWERS, world)
    assert again.mode == "mine"
    assert kept(effects).profile.walk_minutes == 15


def test_who_kept_nothing_is_not_told_of_answers(world: Context) -> None:
    """After a sign of an emergency the questions come again: where nothing was kept, nothing is said to be."""
    stories: tuple[tuple[State, str, Json, Mode], ...] = (
        (opened(world), "save", {"signs": "yes"}, "sample"),
        (in_mode("ask", world), "save", {"signs": "yes"}, "ask"),
        (mine(world), "check-in", {"answer": "sign"}, "ask"),
    )
    for before, name, value, mode in stories:
        stopped, _ = do(before, name, value, world)
        assert stopped.mode == "stopped"
        again, effects = do(stopped, "answer-again", None, world)
        assert again.mode == mode
        assert effects == (Focus(selector="#ns-planner-questions"),)
        html = PLANNER.view(again, world)
        assert 'id="ns-planner-questions"' in html
        assert ("Your answers are kept" in html) == (mode == "ask")


def test_an_open_form_outlives_a_sign_told_elsewhere(world: Context) -> None:
    """Where another tab told of a sign, leaving the form leads to the questions, answers kept, and not to a week."""
    state = in_mode("editing", world)
    course = replace(state.course, profile=replace(state.course.profile, asked=False))
    told = replace(state.saved, course=course)
    state, _ = do(state, "stored", {"stored": {KEY: DOCUMENT.dump(told)}}, world)
    assert do(state, "leave-form", None, world)[0].mode == "ask"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("leave-out", "draw-in"),
        ("set-new", "arm"),
        ("toggle-rest", 1),
        ("move-day", "0:1"),
        ("open-check", None),
        ("close-check", None),
        ("ask-restart", None),
        ("keep-plan", None),
        ("dismiss", None),
    ],
)
def test_the_focus_has_somewhere_to_go(name: str, value: Json, world: Context) -> None:
    """After every button that goes away with what it did, the focus is sent to something that the view has."""
    state = replace(
        mine(world),
        checking=name == "close-check",
        restarting=name == "keep-plan",
        notices=(Notice("deleted"),),
    )
    after, effects = do(state, name, value, world)
    (focus,) = [effect for effect in effects if isinstance(effect, Focus)]
    view = BeautifulSoup(PLANNER.view(after, world), "html.parser")
    assert view.select_one(focus.selector) is not None


def test_errors_lead_to_their_field(world: Context) -> None:
    """Each error begins with a link to the first control of its field."""
    wrong: dict[str, Json] = {"level": "9", "session-minutes": "x"}
    state, _ = do(opened(world), "save", wrong, world)
    view = BeautifulSoup(PLANNER.view(state, world), "html.parser")
    links = view.select(".ns-planner__errors a")
    assert [link for link in links if view.select_one(str(link["href"])) is None] == []
    assert len(links) == len(state.errors)
    assert {error.field for error in state.errors} >= {"asked", "signs", "level", "session-minutes"}


# --- a save that another tab was faster than


def changed(text: str | None) -> Json:
    """Return the shell's answer to a save of the plan where another tab had saved this text before."""
    return {"key": KEY, "ok": False, "why": "changed", "text": text}


@pytest.mark.parametrize(
    ("name", "value"), [("tick", "1:walk"), ("toggle-rest", 1), ("leave-out", "draw-in")]
)
def test_a_plan_deleted_elsewhere_stays_deleted(name: str, value: Json, world: Context) -> None:
    """A change that meets the other tab's "Start over" is not saved, no plan is made up of it, and it is told."""
    state, effects = do(mine(world), name, value, world)
    assert any(isinstance(effect, Save) and effect.key == KEY for effect in effects)
    state, effects = do(state, "saved", changed(None), world)
    assert (state.mode, state.saved) == ("sample", opened(world).saved)
    assert not any(isinstance(effect, Save) for effect in effects)
    assert any("deleted in another tab" in notice for notice in noted(state, world))
    assert any(isinstance(effect, Announce) for effect in effects)


def test_an_empty_plan_on_the_device_is_none(world: Context) -> None:
    """A device that an earlier version left with the text of no plan at all shows the sample week."""
    state = opened(world, DOCUMENT.dump(NOTHING))
    assert (state.mode, state.saved, state.notices) == ("sample", opened(world).saved, ())
    state, _ = do(mine(world), "stored", {"stored": {KEY: DOCUMENT.dump(NOTHING)}}, world)
    assert state.mode == "sample"
    assert any("deleted in another tab" in notice for notice in noted(state, world))


@pytest.mark.parametrize(("name", "value"), [("tick", "1:walk"), ("toggle-rest", 1)])
def test_a_sign_told_elsewhere_leads_to_the_questions(name: str, value: Json, world: Context) -> None:
    """After a save that meets an emergency sign told in another tab the week is nobody's, after a reload too."""
    before = mine(world)
    sign = replace(before.course, profile=replace(before.course.profile, asked=False))
    state, _ = do(before, name, value, world)
    state, effects = do(state, "saved", changed(DOCUMENT.dump(Saved(course=sign))), world)
    assert state.mode == "ask"
    assert any("another tab" in notice for notice in noted(state, world))
    assert not kept(effects).profile.asked
    assert opened(world, DOCUMENT.dump(state.saved)).mode == "ask"


def test_a_check_in_never_says_that_the_provider_was_asked(world: Context) -> None:
    """Only a form with the safety questions sets that answer: a check-in without them keeps it as it is."""
    state = mine(world)
    course = replace(state.course, profile=replace(state.course.profile, asked=False))
    state = replace(state, saved=replace(state.saved, course=course))
    state, effects = do(state, "check-in", {"answer": "same"}, world)
    assert state.mode == "ask"
    assert not kept(effects).profile.asked


def test_the_week_of_a_flare_up_stands(world: Context) -> None:
    """A flare-up told here while another tab changed the plan: its week stands, and the reader is told so."""
    before = mine(world)
    other = replace(before.course, profile=replace(before.course.profile, rest=(1,)))
    state, _ = do(before, "check-in", {"answer": "flare"}, world)
    flare = state.course
    state, effects = do(state, "saved", changed(DOCUMENT.dump(Saved(course=other))), world)
    assert (state.mode, state.course.in_flare) == ("mine", True)
    assert state.course.routines == kept(effects).routines == flare.routines
    assert any("flare-up stands" in notice for notice in noted(state, world))


def test_start_over_keeps_the_usual_pain(world: Context) -> None:
    """The usual pain is no part of the plan: it is there after "Start over", as it is after a reload."""
    usual = USUAL.dump(Usual(pain=4, day="2026-11-20"))
    state = PLANNER.connect(connection({KEY: DOCUMENT.dump(mine(world).saved), USUAL_KEY: usual}), world)
    state, _ = do(state, "ask-restart", None, world)
    state, effects = do(state, "start-over", None, world)
    assert state == PLANNER.connect(connection({USUAL_KEY: usual}), world)
    assert USUAL_KEY not in stored_by(effects)
