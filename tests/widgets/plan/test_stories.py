"""Any story of a reader and the planner: answers, weeks, swaps, reloads, damage and a second tab, in any order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.days import MS_A_DAY
from widgets.plan import edits, fill, store, verdicts
from widgets.plan import limits as plan_limits
from widgets.plan.store import KEY
from widgets.plan.values import DAYS_IN_WEEK, NERVE_ROOT, Course
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Json, Save

ELEMENT = Element(tag="weekly-planner", id="planner")
PLANNER = WeeklyPlanner()


class Story(RuleBasedStateMachine):
    """One reader, one device. The catalogue comes from the fixture, by a subclass."""

    catalog: Catalog
    state: State

    @property
    def context(self) -> Context:
        """What the planner may look at."""
        return Context(catalog=self.catalog)

    @property
    def course(self) -> Course:
        """Where the reader is."""
        return self.state.course

    def send(self, name: str, value: Json = None) -> None:
        """Send an event, and keep what is to be kept."""
        self.state, effects = PLANNER.handle(
            self.state, Event(element=ELEMENT, name=name, at=self.now, value=value), self.context
        )
        for effect in effects:
            if isinstance(effect, Save):
                self.device[effect.key] = effect.text
                answer: Json = {"key": effect.key, "ok": True}
                event = Event(element=ELEMENT, name="saved", at=self.now, value=answer)
                self.state, _ = PLANNER.handle(self.state, event, self.context)

    def open(self) -> None:
        """Open the page."""
        value: Json = {"stored": dict(self.device)}
        self.state = PLANNER.connect(
            Event(element=ELEMENT, name="connect", at=0.0, value=value), self.context
        )

    def slugs(self) -> list[str]:
        """Return every exercise of the catalogue."""
        return [exercise.slug for exercise in self.catalog.exercises]

    @initialize()
    def begin(self) -> None:
        """An empty device."""
        self.device: dict[str, str | None] = {}
        self.now = 0.0
        self.grew: float | None = None
        self.open()

    @rule(days=st.integers(-1, 7) | st.just(6))
    def wait(self, days: int) -> None:
        """Let days go by; now and then a clock is set back."""
        self.now += days * MS_A_DAY
        if days < 0:
            self.grew = None

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Fill in the form, mostly well."""
        bounds = self.catalog.plan
        level = data.draw(st.integers(1, 5))
        days = data.draw(
            st.just(plan_limits.spread(level, self.catalog)) | st.sets(st.integers(0, 6), max_size=4)
        )
        ticked = data.draw(st.sets(st.sampled_from(self.slugs())))
        conditions = data.draw(st.sets(st.sampled_from([c.id for c in self.catalog.conditions]), max_size=2))
        form: dict[str, Json] = {
            "asked": data.draw(st.sampled_from(["yes", "yes", "yes", "no"])),
            "signs": data.draw(st.sampled_from(["no", "no", "no", "no", "yes"])),
            "level": str(level),
            "session-minutes": data.draw(st.integers(8, bounds.session_minutes.high + 1)),
            "walk-minutes": data.draw(st.integers(8, bounds.walk_minutes.high + 1)),
            "flare": data.draw(st.booleans()),
            "equipment-mat": True,
            **{f"day-{day}": True for day in days},
            **{f"known-{slug}": True for slug in ticked},
            **{f"condition-{condition}": True for condition in conditions},
        }
        if self.state.mode == "mine":
            self.send("edit")
        before = self.course
        self.send("save", form)
        after = self.course
        if before.in_flare and after.in_flare and after != before:
            assert after.profile.session_minutes <= before.profile.session_minutes
            assert after.walk_minutes <= before.walk_minutes
            assert after.profile.level <= before.profile.level

    @rule(
        answer=st.sampled_from(["fine", "same", "flare", "sign", None]),
        cause=st.sampled_from(["session", "walk", "neither"]),
        data=st.data(),
    )
    def next_week(self, answer: str | None, cause: str, data: st.DataObject) -> None:
        """Say how the week was, and what was said of one exercise."""
        before, mine = self.course, self.state.mode == "mine"
        said = data.draw(st.sampled_from(["", "hurt", "too-hard", "too-easy"]))
        slug = data.draw(st.sampled_from([*sets_of(before, self.catalog), "nothing"]))
        self.send("check-in", {"answer": answer, "cause": cause, f"said-{slug}": said})
        after = self.course
        if not mine or after.week == before.week:
            return
        assert after.week == before.week + 1
        was, now = make(before, self.catalog), make(after, self.catalog)
        if answer != "fine" or NERVE_ROOT in before.profile.conditions:
            assert after.walk_minutes <= max(before.walk_minutes, 45 if answer == "fine" else 0)
        if answer == "flare":
            assert set(sets_of(after, self.catalog)) <= set(sets_of(before, self.catalog))
            assert now.seconds <= was.seconds
        if said == "hurt" and slug in sets_of(before, self.catalog):
            assert slug not in sets_of(after, self.catalog)
            assert len(set(sets_of(after, self.catalog)) - set(sets_of(before, self.catalog))) <= 1
        if answer == "fine":
            assert self.grew is None or self.now - self.grew >= plan_limits.LEAST_DAYS * MS_A_DAY
            self.grew = self.now

    @rule(data=st.data())
    def choose_new(self, data: st.DataObject) -> None:
        """Take any exercise as the new one, or none: nothing else comes in, and nothing grows."""
        before = sets_of(self.course, self.catalog)
        mine = self.state.mode == "mine"
        slug = data.draw(st.none() | st.sampled_from(self.slugs()))
        self.send("set-new", slug)
        after = sets_of(self.course, self.catalog)
        if mine and self.course.new is not None:
            assert set(after) - set(before) <= {self.course.new}
            assert all(sets <= before.get(slug, sets) for slug, sets in after.items())

    @precondition(lambda self: self.state.mode == "mine")
    @rule(data=st.data())
    def leave_out(self, data: st.DataObject) -> None:
        """Leave an exercise out: it is gone and nothing takes its place."""
        before = set(sets_of(self.course, self.catalog))
        if before:
            slug = data.draw(st.sampled_from(sorted(before)))
            self.send("leave-out", slug)
            assert set(sets_of(self.course, self.catalog)) == before - {slug}

    @rule(data=st.data(), name=st.sampled_from(["open-swap", "swap", "bring-back", "leave-out"]))
    def touch(self, data: st.DataObject, name: str) -> None:
        """Press any button of any exercise: what is swapped in is in the week, and what goes for it is told."""
        slug = data.draw(st.sampled_from(self.slugs()))
        before, out = self.course, self.state.swapping
        self.send(name, slug)
        after = self.course
        if name == "swap" and after != before:
            assert edits.holds(after, slug, self.catalog)
        if name in {"swap", "bring-back"}:
            assert not set(sets_of(before, self.catalog)) - set(sets_of(after, self.catalog)) - {out}

    @rule(day=st.integers(-1, DAYS_IN_WEEK), to=st.integers(-1, DAYS_IN_WEEK))
    def move(self, day: int, to: int) -> None:
        """Move a day, and turn another one to rest or back."""
        self.send("move-day", f"{day}:{to}")
        self.send("toggle-rest", to)

    @rule()
    def reload(self) -> None:
        """Reload the page: the week stands there as it was."""
        mine, before = self.state.mode == "mine", self.state.saved
        self.open()
        if mine:
            assert self.state.saved == before

    @rule(data=st.data())
    def damage(self, data: st.DataObject) -> None:
        """Something cuts or changes what is stored, and the page is reloaded."""
        text = self.device.get(KEY)
        if text is not None:
            self.device[KEY] = data.draw(st.just(text[: len(text) // 2]) | changed(text))
            self.grew = None
            self.open()

    @rule(minutes=st.integers(10, 45))
    def other_tab(self, minutes: int) -> None:
        """Another tab keeps another plan, or deletes it."""
        if self.device.get(KEY) is None:
            return
        text = None
        if minutes % 4:
            course = fill.newcomer(self.catalog)
            profile = replace(course.profile, asked=True)
            saved = store.Saved(course=replace(course, profile=profile, walk_minutes=minutes))
            text = store.DOCUMENT.dump(saved)
        self.device[KEY] = text
        self.grew = None
        self.send("stored", {"stored": {KEY: text}})

    @invariant()
    def rules_hold(self) -> None:
        """Whatever happened: the warning stands there, and a week that is shown keeps every rule."""
        html = PLANNER.view(self.state, self.context)
        assert self.catalog.safety.warning_short in html
        if self.state.mode not in {"mine", "editing"}:
            return
        course, limits = self.course, self.catalog.plan
        week = make(course, self.catalog)
        assert [one for one in verdicts.outcomes(course, week, self.catalog) if one.kind == "broken"] == []
        assert len(week.exercise_days) <= limits.exercise_days.high
        assert week.seconds <= course.profile.session_minutes * 60 * plan_limits.OVER
        new = [item.exercise for item in week.session if item.new]
        assert len(new) <= limits.new_exercises.high or (week.starter and course.week == 1)
        assert not (new and course.in_flare)
        for item in week.session:
            assert item.exercise.level <= course.profile.level
            assert item.exercise.slug not in course.out
            assert not any(
                ask.planner == "leave-out" and ask.condition in course.profile.conditions
                for ask in item.exercise.ask_first
            )


def sets_of(course: Course, catalog: Catalog) -> dict[str, int]:
    """Return the exercises of a week with their sets."""
    return {item.exercise.slug: item.sets for item in make(course, catalog).session}


def changed(text: str) -> st.SearchStrategy[str]:
    """Return a stored plan with one part of it replaced by something else."""
    whole = json.loads(text) if text.startswith("{") and text.endswith("}") else {}
    data: dict[str, Any] = whole
    wrong = st.sampled_from([None, "x", -1, 99, True, [], ["x"], {"a": 1}, [["x", 1]]])
    keys = st.sampled_from(sorted(data) or ["version"])
    return st.builds(lambda key, part: json.dumps(data | {key: part}), keys, wrong)


@pytest.mark.parametrize("library", ["small", "frozen"])
def test_any_story_keeps_the_rules(library: str, request: pytest.FixtureRequest) -> None:
    """Over weeks of events in any order no rule is broken, nothing is lost, and nothing grows when it must not."""
    found = request.getfixturevalue(library)

    class Told(Story):
        catalog = found

    run_state_machine_as_test(Told, settings=settings(max_examples=examples(25), stateful_step_count=25))
