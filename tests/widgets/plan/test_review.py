"""What the log says of a week fills the weekly check in, is said in words, and changes the next week by the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.diary import entries as diary_entries
from widgets.diary import log_document
from widgets.diary.entries import Done, Entry, Log, Said
from widgets.plan import limits, outlook, plan, review, store, verdicts
from widgets.plan.limits import DAY
from widgets.plan.store import KEY, Saved
from widgets.plan.values import NERVE_ROOT, WARM_START, Profile
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Effect, Element, Event, Json, Save

type Profiles = Callable[[Catalog], st.SearchStrategy[Profile]]
type Catalogs = st.SearchStrategy[Catalog]

PLANNER = WeeklyPlanner()
ELEMENT = Element(tag="weekly-planner", id="planner")
MONDAY = 1_763_942_400_000.0
"""Midnight UTC at the start of Monday, 24 November 2025."""

KNOWN = ("finding-neutral", "draw-in", "tilt", "stand", "arm", "lift")


def at(day: int, hour: int = 12) -> float:
    """Return an hour of a day after that Monday, in UTC."""
    return MONDAY + day * DAY + hour * 3_600_000


def session(day: int, *, next_day: int | None = None, **said: Said) -> Entry:
    """Return the entry of a session, with what was said of its exercises (`_` stands for `-`)."""
    return Entry(
        kind="session",
        id=f"session-{day}",
        at=at(day),
        day=f"2025-11-{24 + day}",
        source="session",
        seconds=600,
        pain_next_day=next_day,
        exercises=tuple(
            Done(slug=slug.replace("_", "-"), level=1, sets=1, reps=10, hold=5, seconds=100, said=word)
            for slug, word in said.items()
        ),
        week=1,
    )


def mine(catalog: Catalog, log: Log, **changes: object) -> tuple[State, Context]:
    """Return the planner of a reader whose week began on that Monday, and who has a log."""
    profile = replace(plan.newcomer(catalog), asked=True, level=2, known=KNOWN, session_minutes=20, week=3)
    profile = plan.settled(replace(profile, **changes), catalog)  # type: ignore[arg-type]
    stored: Json = {
        KEY: store.dump(Saved(profile=profile, since=MONDAY)),
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


def slugs(profile: Profile, catalog: Catalog) -> set[str]:
    """Return what a week holds."""
    return {item.exercise.slug for item in plan.make(profile, catalog).session}


def test_what_was_too_hard_goes_back(small: Catalog) -> None:
    """Twice too hard is said in words, filled in, and leads to the easier version; nothing else is added."""
    log = Log(
        entries=(
            session(0, arm="too-hard", tilt="right"),
            session(2, arm="too-hard"),
            session(4, arm="right"),
        )
    )
    state, context = mine(small, log)
    before = state.saved.profile
    assert "arm" in slugs(before, small)
    state, _ = do(state, "open-check", None, context)
    html = PLANNER.view(state, context)
    assert "You said Arm was too hard twice: it goes back to Draw in." in html
    assert state.entries is not None
    assert state.entries["said-arm"] == "too-hard"
    assert state.entries["answer"] == "fine"
    state, _ = do(state, "check-in", {**state.entries}, context)
    after = state.saved.profile
    assert slugs(after, small) == slugs(before, small) - {"arm"} | {"draw-in"}
    assert after.session_minutes == before.session_minutes
    assert after.settling
    assert plan.suggestion(after, small) is None
    assert any("goes back to Draw in" in notice for notice in state.notices)
    assert "Something hurt or was too hard" in PLANNER.view(state, context)
    assert not plan.next_week(after, "fine", small).settling


def test_what_hurt_goes_out_and_the_newest_with_it(small: Catalog) -> None:
    """An exercise that hurt is left out, and so is the one that was new: it may be what did it."""
    log = Log(entries=(session(0, lift="hurt"), session(2)))
    state, context = mine(small, log, new="slide")
    assert "slide" in slugs(state.saved.profile, small)
    state, _ = do(state, "open-check", None, context)
    assert state.entries is not None
    assert state.entries["answer"] == "same"
    repeated, _ = do(state, "repeat", None, context)
    checked, _ = do(state, "check-in", {**state.entries}, context)
    assert repeated.saved == checked.saved
    after = checked.saved.profile
    assert {"lift", "slide"} <= set(after.skipped)
    assert not {"lift", "slide"} & slugs(after, small)
    told = " ".join(checked.notices)
    assert "You said Lift hurt: it is left out for now. Ask your provider" in told
    assert "Slide is left out too" in told


def test_missed_days_are_not_punished(small: Catalog) -> None:
    """Who did one session of three is told that nothing is lost, and is offered the same week again."""
    state, context = mine(small, Log(entries=(session(0),)))
    before = state.saved.profile
    state, _ = do(state, "open-check", None, context)
    assert "nothing is lost" in PLANNER.view(state, context)
    assert state.entries is not None
    assert state.entries["answer"] == "same"
    again, _ = do(state, "repeat", None, context)
    assert slugs(again.saved.profile, small) == slugs(before, small)
    assert again.saved.profile.session_minutes == before.session_minutes


@pytest.mark.parametrize(
    ("entries", "answer"),
    [
        ((), None),
        ((session(0), session(2), session(4)), "fine"),
        ((session(0), session(2)), None),
        ((session(0), session(2), session(4, next_day=5)), "same"),
        ((session(0), Entry(kind="flare-up", id="f", at=at(3), day="2025-11-27", source="hand")), "flare"),
        ((replace(session(0), day="2025-11-20", at=at(-4)),), None),
    ],
)
def test_the_likely_answer(entries: tuple[Entry, ...], answer: str | None, small: Catalog) -> None:
    """A flare-up, pain on a day after, and missed sessions each make another answer likely; an older week none."""
    state, context = mine(small, Log(entries=entries))
    state, _ = do(state, "open-check", None, context)
    assert state.entries is not None
    assert state.entries["answer"] == answer


def test_fine_is_not_filled_in_before_the_week_is_over(small: Catalog) -> None:
    """Three sessions by Friday do not tempt anyone to go on before Sunday."""
    state, context = mine(small, Log(entries=(session(0), session(2), session(4))))
    state, _ = do(state, "open-check", None, context, day=4)
    assert state.entries is not None
    assert state.entries["answer"] is None


def test_a_new_exercise_that_was_too_easy_is_known(small: Catalog) -> None:
    """What was new and too easy is filled in as easy, and is known in the next week."""
    log = Log(entries=(session(0, slide="too-easy"), session(2, slide="right"), session(4)))
    state, context = mine(small, log, new="slide")
    state, _ = do(state, "open-check", None, context)
    assert state.entries is not None
    assert state.entries["mastered"] == "yes"
    state, _ = do(state, "check-in", {**state.entries}, context)
    assert "slide" in state.saved.profile.known


def saved_log(effects: tuple[Effect, ...]) -> Log | None:
    """Return the log that an update keeps, if it does."""
    texts = [e.text for e in effects if isinstance(e, Save) and e.key == log_document.KEY]
    return log_document.load(texts[-1]) if texts and texts[-1] is not None else None


def test_ticks_reach_the_log(small: Catalog) -> None:
    """A whole day ticked on the sheet is in the log with its date; unticked it is gone; a day to come is not logged."""
    state, context = mine(small, Log())
    state, effects = do(state, "tick-day", 2, context, day=3)
    log = saved_log(effects)
    assert log is not None
    (entry,) = log.entries
    assert (entry.kind, entry.source, entry.day, entry.week) == ("session", "planner", "2025-11-26", 3)
    assert {done.slug for done in entry.exercises} == slugs(state.saved.profile, small)
    _, effects = do(state, "tick-day", 2, context, day=3)
    gone = saved_log(effects)
    assert gone is not None
    assert gone.entries == ()
    _, effects = do(state, "tick-day", 4, context, day=3)
    assert saved_log(effects) is None
    _, effects = do(state, "tick", "1:walk", context, day=1)
    walk = saved_log(effects)
    assert walk is not None
    assert [e.kind for e in walk.entries] == ["walk", "session"]
    assert walk.entries[0].seconds == 600
    logged, context = mine(small, Log(entries=(session(2),)))
    _, effects = do(logged, "tick-day", 2, context, day=3)
    assert saved_log(effects) is None


@settings(max_examples=examples(120))
@given(
    data=st.data(),
    weeks=st.lists(st.tuples(st.sampled_from(["fine", "same", "flare"]), st.booleans()), max_size=6),
)
def test_any_answers_keep_the_rules(
    data: st.DataObject, weeks: list[tuple[plan.Answer, bool]], catalogs: Catalogs, profiles: Profiles
) -> None:
    """For any reader, whatever is said of any exercise: no rule is broken, and what hurt or was too hard is no more.

    Then nothing grows, and nothing is new but an easier version of what was too hard.
    """
    catalog = data.draw(catalogs)
    before = data.draw(profiles(catalog))
    words = st.dictionaries(
        st.sampled_from([e.slug for e in catalog.exercises]), st.sampled_from(diary_entries.SAID), max_size=6
    )
    for answer, mastered in weeks:
        said = data.draw(words)
        shown = {item.exercise.slug: item for item in plan.make(before, catalog).session}
        changes = plan.changes(before, said, catalog)
        after = plan.next_week(before, answer, catalog, mastered=mastered, said=said)
        week = plan.make(after, catalog)
        assert all(outcome.kind != "broken" for outcome in verdicts.outcomes(after, week, catalog))
        now = {item.exercise.slug: item for item in week.session}
        for slug, word in said.items():
            if slug in shown and word == "hurt":
                assert slug not in now
        if changes and answer != "flare":
            assert after.settling
            assert after.session_minutes == before.session_minutes
            assert plan.suggestion(after, catalog) is None
            easier = {change.easier for change in changes}
            if len(now) > 1 and not week.starter and after.routine is not None:
                assert set(now) - set(shown) <= easier | {WARM_START}
        if NERVE_ROOT in before.conditions and not before.flare:
            assert after.walk_minutes <= before.walk_minutes
        saved = Saved(profile=after)
        assert store.load(store.dump(saved)) == saved
        assert store.mend(saved, catalog) == (saved, ())
        before = after


@settings(max_examples=examples(40))
@given(data=st.data())
def test_the_outlook_keeps_the_rules(data: st.DataObject, catalogs: Catalogs, profiles: Profiles) -> None:
    """Twelve weeks ahead each keep the limits: a step a week, one new exercise, nothing added where care is due."""
    catalog = data.draw(catalogs)
    profile = data.draw(profiles(catalog))
    weeks = outlook.ahead(profile, catalog)
    assert [week.number for week in weeks] == list(range(profile.week, profile.week + outlook.WEEKS))
    assert all(week.minutes <= catalog.plan.session_minutes.high for week in weeks)
    if NERVE_ROOT in profile.conditions:
        assert all(week.new is None or week.new.slug == profile.new for week in weeks)
        assert all(week.walk_minutes == weeks[0].walk_minutes for week in weeks)
    reach = outlook.reach(profile, catalog)
    assert reach.now == weeks[0].minutes
    assert reach.now <= reach.most or reach.now > reach.asked
    for week in weeks:
        if week.number == reach.week and reach.week != profile.week:
            assert min(reach.asked, week.minutes) == reach.most


def test_a_plan_gets_to_the_minutes_that_were_asked(frozen: Catalog) -> None:
    """Level 2, 25 minutes, nothing known: the week it is told to be there has about 25 minutes when run by hand."""
    profile = replace(plan.newcomer(frozen), level=2, session_minutes=25)
    reach = outlook.reach(profile, frozen)
    assert not reach.there
    assert reach.gets_there
    assert 4 <= reach.week <= outlook.FURTHEST
    for _ in range(profile.week, reach.week):
        profile = outlook.following(profile, frozen)
    minutes = plan.make(profile, frozen).seconds / 60
    assert minutes > 25 - limits.STEP_MINUTES - 1


def test_likely_says_nothing_of_an_empty_log(small: Catalog) -> None:
    """Without a log there is no likely answer and nothing to tell."""
    profile = plan.newcomer(small)
    event = Event(element=ELEMENT, name="open-check", at=at(6))
    empty = review.of(Log(), Saved(profile=profile), event, small)
    assert review.likely(empty, small) is None
    assert review.told(empty, profile, small) == ()
