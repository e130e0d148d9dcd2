"""The rules of cautions: published records keep them; each refuses a record that breaks it, by file and line."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

import pytest

from exercises.catalog.load import ROOT, Loaded, load
from exercises.catalog.model import AskFirst, Exercise
from exercises.catalog.rules import check, content

LOADED = load(ROOT)
TODAY = dt.date(2026, 11, 29)

type Change = Callable[[Exercise], Mapping[str, object]]


def problems(slug: str, change: Change) -> list[str]:
    """Return the problems of the published catalogue with one record changed."""
    entries = tuple(
        dataclasses.replace(entry, value=entry.value.model_copy(update=dict(change(entry.value))))
        if entry.value.slug == slug
        else entry
        for entry in LOADED.exercises
    )
    changed: Loaded = dataclasses.replace(LOADED, exercises=entries)
    return [str(problem) for problem in check(changed, today=TODAY, rules=content.RULES)]


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


def about(condition: str, planner: Literal["ask", "leave-out"] = "ask") -> AskFirst:
    """Return a reason to ask about a condition."""
    return AskFirst(condition=condition, why="Ask first.", planner=planner, sources=("common-teaching",))


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
    (
        "bridge",
        lambda r: {"figure": r.figure and r.figure.model_copy(update={"mistake": None})},
        "figure.mistake must be there: each guide shows its usual mistake",
    ),
    (
        "mcgill-curl-up",
        without("high-blood-pressure"),
        "must name high-blood-pressure: blood pressure goes up",
    ),
    (
        "mcgill-curl-up",
        asking("high-blood-pressure", why="Blood pressure goes up."),
        "(high-blood-pressure) must say: 10 seconds at most",
    ),
    (
        "wall-slide",
        lambda _: {"effort": None},
        "effort must be strong, since ask_first names high-blood-press",
    ),
    (
        "standing-brace",
        lambda r: {"ask_first": (*r.ask_first, about("high-blood-pressure"))},
        "must not name high-blood-pressure: a light tightening",
    ),
    (
        "standing-brace",
        lambda r: {"ask_first": (*r.ask_first, about("heart-condition"))},
        "must not name heart-condition: a light tightening",
    ),
    (
        "standing-brace",
        lambda r: {"ask_first": (*r.ask_first, about("hernia"))},
        "must not name hernia: a light tightening",
    ),
    (
        "bridge",
        asking("pregnancy", sources=("azcentral-herniated-disc",)),
        '(pregnancy) must be a clinical source, not "azcentral-herniated-disc"',
    ),
    (
        "bridge",
        lambda r: {"ask_first": (*r.ask_first, about("recent-surgery", planner="leave-out"))},
        "(recent-surgery) must be ask: exercises are left out after an operation from level 3 on",
    ),
    (
        "pelvic-tilt",
        asking("flexion-sensitive", planner="ask"),
        "(flexion-sensitive) must be leave-out: the advice",
    ),
    (
        "hip-hinge",
        asking("flexion-sensitive", planner="leave-out"),
        "(flexion-sensitive) must be ask: the advice of vocabulary.yml names",
    ),
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


def test_a_hernia_may_be_asked_about_face_down() -> None:
    """Lying on the front presses on a hernia, so there even a light tightening may ask about it."""
    assert "hernia" in {
        ask.condition
        for e in LOADED.exercises
        if e.value.slug == "prone-draw-in"
        for ask in e.value.ask_first
    }


@pytest.mark.parametrize(
    ("id_", "change", "said"),
    [
        (
            "hernia",
            {"sources": ("common-teaching",)},
            "(hernia) must name a clinical source beside common-teach",
        ),
        (
            "flexion-sensitive",
            {"advice": "Curl-ups are left out."},
            "(flexion-sensitive) must name what is left",
        ),
    ],
)
def test_advice_of_the_vocabulary_is_held(id_: str, change: Mapping[str, object], said: str) -> None:
    """Advice without a clinical source, or without the words for what is left out, is refused at its line."""
    assert LOADED.vocabulary is not None
    value = LOADED.vocabulary.value
    conditions = tuple(c.model_copy(update=dict(change)) if c.id == id_ else c for c in value.conditions)
    entry = dataclasses.replace(LOADED.vocabulary, value=value.model_copy(update={"conditions": conditions}))
    loaded = dataclasses.replace(LOADED, vocabulary=entry)

    found = [str(problem) for problem in check(loaded, today=TODAY, rules=content.RULES)]

    assert any(said in line and line.startswith("exercises/vocabulary.yml:") for line in found)


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
