"""Two tabs change one plan in any order, hear each other or not: nothing careful that either was told is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.two_tabs import Tab
from widgets.catalog import Catalog
from widgets.plan import edits, fill
from widgets.plan.cut import without_exercise
from widgets.plan.store import DOCUMENT, KEY, NOTHING, Saved
from widgets.plan.values import Course

CONDITIONS = ("nerve-root-pain", "wrist-problem")
SLUGS = ("draw-in", "tilt", "sit")
BOXES = ("0:tilt", "0:sit", "1:walk", "2:draw-in:left")


def _own(catalog: Catalog) -> Course:
    """Return a first week of a reader who knows a few exercises, and whose provider was asked."""
    profile = replace(fill.newcomer(catalog).profile, asked=True, level=2, known=SLUGS)
    return fill.begin(replace(profile, session_minutes=30), catalog)


type Told = dict[str, set[str]]
"""What readers told in either tab, by the kind of change."""


def _changed(data: st.DataObject, saved: Saved, kind: str, told: Told, small: Catalog) -> Saved:
    """Return a tab's plan after a change of a kind, which is noted in `told`."""
    course, profile = saved.course, saved.course.profile
    match kind:
        case "tick":
            box = data.draw(st.sampled_from(BOXES))
            told[kind].add(box)
            return replace(saved, done=tuple(dict.fromkeys((*saved.done, box))))
        case "hurt" | "left-out":
            slug = data.draw(st.sampled_from(SLUGS))
            if slug not in course.out:  # Neither is offered of what is out already.
                told[kind].add(slug)
                course = without_exercise(course, slug, kind, small)
        case "condition":
            condition = data.draw(st.sampled_from(CONDITIONS))
            told[kind].add(condition)
            conditions = tuple(dict.fromkeys((*profile.conditions, condition)))
            course = replace(course, profile=replace(profile, conditions=conditions))
        case "sign":
            told[kind].add("told")
            course = replace(course, profile=replace(profile, asked=False))
        case "flare":
            told[kind].add("told")
            course = course if course.in_flare else edits.flared(course, small)
        case _:
            rest = tuple(data.draw(st.sets(st.integers(5, 6))))
            course = replace(course, profile=replace(profile, rest=rest))
    return replace(saved, course=course)


@settings(max_examples=examples(100))
@given(data=st.data())
def test_nothing_careful_is_lost(data: st.DataObject, small: Catalog) -> None:
    """Ticks, what hurt, what was left out, a condition, a flare-up and an emergency sign are there at the end."""
    storage = {KEY: DOCUMENT.dump(Saved(course=_own(small), since=1.0))}
    tabs = [Tab(DOCUMENT, NOTHING, storage) for _ in range(2)]
    told: Told = {kind: set() for kind in ("tick", "hurt", "left-out", "condition", "sign", "flare")}
    for _ in range(data.draw(st.integers(2, 10))):
        tab = data.draw(st.sampled_from(tabs))
        kind = data.draw(st.sampled_from([*told, "rest", "run", "hear"]))
        if kind == "run":
            tab.run()
        elif kind == "hear":
            tab.hear()
        else:
            saved = _changed(data, tab.kept.value, kind, told, small)
            tab.saves(saved, now=data.draw(st.booleans()))
    for tab in (*tabs, *tabs):
        tab.run()
        tab.hear()
    assert tabs[0].kept.value == tabs[1].kept.value
    _holds(tabs[0].kept.value, told)


def _holds(saved: Saved, told: Told) -> None:
    course = saved.course
    assert set(saved.done) == told["tick"]
    assert told["hurt"] <= set(course.hurt)
    assert told["hurt"] | told["left-out"] <= set(course.out)
    week = {p.slug for routine in course.routines for p in routine}
    assert not week & (told["hurt"] | told["left-out"])
    assert set(course.profile.conditions) == told["condition"]
    assert course.profile.asked is not bool(told["sign"])
    assert course.in_flare is bool(told["flare"])


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_deleted_plan_stays_deleted(data: st.DataObject, small: Catalog) -> None:
    """After one tab started over, no save of the other that was made without knowing brings a plan back."""
    base = Saved(course=_own(small), since=1.0)
    storage = {KEY: DOCUMENT.dump(base)}
    one, other = (Tab(DOCUMENT, NOTHING, storage) for _ in range(2))
    for _ in range(data.draw(st.integers(1, 4))):
        saved = other.kept.value
        if data.draw(st.booleans()):
            saved = replace(saved, course=without_exercise(saved.course, "sit", "hurt", small))
        else:
            saved = replace(saved, done=("0:sit",))
        other.saves(saved, now=data.draw(st.booleans()))
    one.delete()
    other.saves(replace(other.kept.value, done=("1:walk",)))
    assert storage == {}
    assert (one.kept.value, other.kept.value) == (NOTHING, NOTHING)
    other.hear()
    other.saves(base)
    one.hear()
    assert one.kept.value == base
