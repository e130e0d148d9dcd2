"""The rules of cautions: published records keep them; each refuses a record that breaks it, by file and line."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from exercises.catalog.load import ROOT, Loaded, load
from exercises.catalog.model import AskFirst, Exercise
from exercises.catalog.rules import Rule, check, content

LOADED = load(ROOT)
TODAY = dt.date(2026, 11, 29)

type Change = Callable[[Exercise], Mapping[str, object]]


def problems(slug: str, change: Change, rules: Sequence[Rule] = content.RULES) -> list[str]:
    """Return the problems of the published catalogue with one record changed."""
    entries = tuple(
        dataclasses.replace(entry, value=entry.value.model_copy(update=dict(change(entry.value))))
        if entry.value.slug == slug
        else entry
        for entry in LOADED.exercises
    )
    changed: Loaded = dataclasses.replace(LOADED, exercises=entries)
    return [str(problem) for problem in check(changed, today=TODAY, rules=rules)]


def without(condition: str) -> Change:
    """Return the change that takes a condition out of `ask_first`."""
    return lambda record: {"ask_first": tuple(a for a in record.ask_first if a.condition != condition)}


def asking(condition: str, **update: object) -> Change:
    """Return the change of one entry of `ask_first`."""

    def change(record: Exercise) -> Mapping[str, object]:
        asks: tuple[AskFirst, ...] = record.ask_first
        return {
            "ask_first": tuple(a.model_copy(update=update) if a.condition == condition else a for a in asks)
        }

    return change


CASES: list[tuple[str, Change, str]] = [
    ("bridge", lambda _: {"do_not": ("Do not rush.",)}, 'do_not must begin with "Do not hold your breath."'),
    ("bridge", lambda _: {"breathing": "As you like."}, "breathing must say how to breathe"),
    ("bridge", lambda r: {"stop_if": r.stop_if[:0]}, "stop_if must hold the leg rule: Stop if pain"),
    ("bird-dog", without("wrist-problem"), "ask_first must name wrist-problem: on hands and knees"),
    ("bird-dog", without("knee-problem"), "ask_first must name knee-problem: on hands and knees"),
    ("bird-dog", without("shoulder-problem"), "ask_first must name shoulder-problem: on hands and knees"),
    ("bridge", without("pregnancy"), "ask_first must name pregnancy with planner: leave-out: nobody lies"),
    ("bridge", asking("pregnancy", planner="ask"), "(pregnancy) must be leave-out: nobody lies flat"),
    ("bridge", asking("pregnancy", why="Later."), "(pregnancy) must name week 16"),
    ("prone-arm-raise", without("cannot-lie-prone"), "ask_first must name cannot-lie-prone with planner"),
    (
        "ball-bridge",
        without("poor-balance"),
        "ask_first must name poor-balance with planner: leave-out: a ball",
    ),
    (
        "ball-bridge",
        without("vertebral-fracture"),
        "ask_first must name vertebral-fracture with planner: leave-out",
    ),
    ("pelvic-tilt", without("osteoporosis"), "ask_first must name osteoporosis: this drill bends"),
    (
        "bird-dog",
        without("recent-surgery"),
        "ask_first must name recent-surgery with planner: leave-out: from",
    ),
    ("wall-slide", asking("high-blood-pressure", why="A strong still hold."), "must say: 10 seconds at most"),
    (
        "ball-wall-squat",
        asking("high-blood-pressure", why="A strong still hold. Hold for 10 seconds at most."),
        "must not speak of a still hold: here one holds for 0 seconds at most",
    ),
    ("bridge", lambda _: {"figure": None}, "figure must be there: each guide shows its exercise"),
]


def test_the_published_records_keep_every_rule() -> None:
    """The catalogue has no problem with its cautions."""
    assert problems("bridge", lambda _: {}) == []


@pytest.mark.parametrize(
    ("slug", "change", "said"), CASES, ids=[f"{slug}: {said[:50]}" for slug, _, said in CASES]
)
def test_a_broken_rule_is_refused(slug: str, change: Change, said: str) -> None:
    """One mistake gives one line with file and line number, which says what to write."""
    (found,) = problems(slug, change)

    path, line, message = found.split(":", 2)
    assert path == f"exercises/data/{slug}.yml"
    assert int(line) > 0
    assert said in message


def test_arching_is_asked_about_as_one() -> None:
    """Of the two conditions that dislike an arched back, one alone is refused, and so are two ways to plan."""
    slug = next(
        entry.value.slug
        for entry in LOADED.exercises
        if entry.value.position not in content.FACE_DOWN
        and {ask.condition for ask in entry.value.ask_first} >= set(content.ARCHING)
    )
    (alone,) = problems(slug, without("stenosis"))
    other = {"ask": "leave-out", "leave-out": "ask"}
    record = next(entry.value for entry in LOADED.exercises if entry.value.slug == slug)
    planner = next(ask.planner for ask in record.ask_first if ask.condition == "stenosis")
    (apart,) = problems(slug, asking("stenosis", planner=other[planner]))

    assert "ask_first must name stenosis too" in alone
    assert "must be the same for stenosis and spondylolisthesis" in apart


def test_sent_elsewhere_is_left_out() -> None:
    """A reason with "instead" cannot be one that only asks."""
    (found,) = problems("bridge", lambda record: {"ask_first": (*record.ask_first, ELSEWHERE)})

    assert "(neck-problem) must be leave-out: its reason sends a reader elsewhere" in found


ELSEWHERE = AskFirst(
    condition="neck-problem", why="Do the pelvic tilt instead.", sources=("common-teaching",)
)


BREAKING: dict[Rule, tuple[str, Change]] = {
    content.breath_is_never_held: ("bridge", lambda _: {"do_not": ("Do not rush.",)}),
    content.leg_rule_stands: ("bridge", lambda record: {"stop_if": record.stop_if[:0]}),
    content.hands_and_knees_are_asked_about: ("bird-dog", without("wrist-problem")),
    content.lying_on_the_back_is_left_out_in_pregnancy: ("bridge", without("pregnancy")),
    content.lying_on_the_front_is_left_out: ("prone-arm-raise", without("stenosis")),
    content.balls_roll: ("ball-bridge", without("poor-balance")),
    content.rounding_is_asked_about: ("pelvic-tilt", without("flexion-sensitive")),
    content.arching_is_asked_about_as_one: ("prone-arm-raise", without("spondylolisthesis")),
    content.harder_waits_after_an_operation: ("bird-dog", asking("recent-surgery", planner="ask")),
    content.sent_elsewhere_is_left_out: ("bridge", lambda r: {"ask_first": (*r.ask_first, ELSEWHERE)}),
    content.long_holds_name_their_cap: (
        "wall-slide",
        asking("high-blood-pressure", why="A strong still hold."),
    ),
    content.still_holds_are_held: (
        "ball-wall-squat",
        asking("high-blood-pressure", why="A strong still hold. Hold for 10 seconds at most."),
    ),
    content.figures_are_there: ("bridge", lambda _: {"figure": None}),
}
"""For each rule a published record, and a change that breaks this rule."""


@pytest.mark.parametrize("rule", content.RULES, ids=lambda rule: rule.__name__)
def test_each_rule_refuses_a_record(rule: Rule) -> None:
    """Each rule of the list has a record that breaks it, and names it by file and line."""
    slug, change = BREAKING[rule]
    found = [problem.split(":", 2) for problem in problems(slug, change, (rule,))]

    assert found, f"{rule.__name__} finds nothing in the record that breaks it"
    assert {path for path, _, _ in found} == {f"exercises/data/{slug}.yml"}
    assert all(int(line) > 0 and message.strip() for _, line, message in found)


def test_every_rule_is_listed() -> None:
    """A rule that is written is run."""
    written = {
        value
        for name, value in vars(content).items()
        if getattr(value, "__annotations__", {}).get("return") == "Findings"
        and getattr(value, "__module__", "") == content.__name__
        and not name.startswith("_")
    }

    assert written == set(content.RULES)
