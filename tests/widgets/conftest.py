"""Three catalogues: the published one, the frozen one, and a small one with an exercise for each way of training sides.

The small one's words are made up, its shape is not. With them come plans that travel.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.widgets.frozen import frozen_catalog, real_catalog
from tests.widgets.travelling import any_plan
from widgets.catalog import Catalog, Dose
from widgets.plan.shared import SharedItem, SharedPlan


def _exercise(slug: str, name: str, dose: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    usual = {
        "hold": 5, "reps": 3, "sets": 1, "move": 2, "release": 3, "rest": 30, "get_ready": 10,
        "sides": "both", "side_change": 5, "side_means": None,
        "range": {"hold": {"low": 3, "high": 10}, "reps": {"low": 2, "high": 6}, "sets": None},
    }  # fmt: skip
    return {
        "slug": slug,
        "name": name,
        "summary": f"{name} in a sentence.",
        "url": f"exercises/{slug}/",
        "level": 2,
        "position": "hook-lying",
        "face": "up",
        "equipment": ["mat"],
        "cue": ["Belly gently tight", "Keep breathing"],
        "dose": usual | dose,
        "seconds": 40,
        "ask_first": [{"condition": "pregnancy", "why": "Lying flat for long.", "planner": "leave-out"}],
        "easier": [],
        "harder": [],
    } | more


def _bounds(low: int, high: int, start: int) -> dict[str, Any]:
    return {"low": low, "high": high, "start": start, "text": "A rule."}


CATALOG: dict[str, Any] = {
    "schema": 1,
    "exercises": [
        _exercise("bridge", "Bridge", {}, easier=[{"slug": "march"}], harder=[{"slug": "bird-dog"}]),
        _exercise(
            "bird-dog", "Bird dog",
            {"sides": "alternating", "hold": 12, "reps": 2, "range": {"hold": {"low": 3, "high": 15}}},
        ),
        _exercise(
            "side-plank", "Side plank", {"sides": "one-then-other", "reps": 2, "sets": 2, "rest": 20},
        ),
        _exercise("march", "March", {"hold": 0, "range": {"reps": {"low": 1, "high": 5}}}),
    ],
    "levels": [{"number": number, "name": f"Level {number}", "rest_days": 1} for number in range(1, 6)],
    "vocabulary": {
        "positions": [
            {
                "id": "hook-lying", "name": "On your back, knees bent", "plain": "Lie on your back.",
                "same_seconds": 10, "change_seconds": 30,
            },
        ],
        "equipment": [{"id": "mat", "name": "Something soft to lie on", "plain": "A rug or a mat."}],
        "conditions": [
            {"id": "pregnancy", "name": "Pregnancy", "question": "I am pregnant", "advice": "Ask first."}
        ],
    },
    "plan": {
        "exercise_days": _bounds(2, 3, 3),
        "session_minutes": _bounds(10, 30, 15),
        "walk_minutes": _bounds(10, 45, 10),
        "new_exercises": _bounds(0, 1, 1),
        "face_split": {"text": "Half up, half down."},
        "easier_first": {"text": "Easier first."},
        "nerve_root": {"text": "Go very slowly."},
        "flare_up": {"text": "Do less."},
    },
    "safety": {
        "warning": {"title": "Education only", "text": "This site teaches.", "short": "For education only."},
        "ask_first": "Ask your provider first.",
        "emergency": {"title": "Call now if:", "signs": ["Sign one", "Sign two"], "action": "Call now."},
        "urgent": {"title": "Ask today if:", "signs": ["Sign three"], "action": "Call today."},
        "pain_rule": {
            "intro": "Give your pain a number.",
            "relative": {
                "question": "What was your usual pain?", "begin_above_usual": 1, "begin_at_most": 6, "stop_rise": 2,
                "stop_at": 8, "ask_from": 7, "begin": "Begin at 1 above, at most 6.",
                "stop": "Stop at 2 above, always at 8.", "settle": "Back by the next day.",
                "ask": "Usual pain 7 or more: ask.", "unknown": "Not known:",
            },
            "bands": [
                {"low": 0, "high": 3, "name": "go on", "text": "Go on gently."},
                {"low": 4, "high": 5, "name": "make it easier", "text": "Make it easier."},
                {"low": 6, "high": 10, "name": "stop", "text": "Stop for today."},
            ],
            "spread": "Spreading pain: stop.",
        },
        "stop_short": "it spreads, is sharp or rises by 2 or more.",
        "change": {"points": 2, "percent": 30, "text": "From 2 points and 30 percent."},
        "activities": {
            "most": 3, "weeks": 4, "each": 3, "average": 2, "question": "What is hard?",
            "scale": "0 cannot, 10 as before.", "text": "From 3 on, on average from 2.",
        },
        "stop_rules": [{"text": "Stop if it spreads."}],
        "always": [{"text": "Breathe."}],
        "not_reviewed": "No clinician has reviewed this.",
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def small_catalog_json() -> str:
    """`catalog.json` of the small catalogue."""
    return json.dumps(CATALOG)


@pytest.fixture(scope="session")
def small_catalog(small_catalog_json: str) -> Catalog:
    """The small catalogue, read."""
    return Catalog.from_json(small_catalog_json)


@pytest.fixture
def dose() -> Callable[..., Dose]:
    """What makes the usual dose with some parts changed."""

    def make(**changes: Any) -> Dose:  # noqa: ANN401
        usual: dict[str, Any] = {
            "hold": 5, "reps": 3, "sets": 2, "move": 2, "release": 3, "rest": 30, "get_ready": 10,
            "sides": "both", "side_change": 5, "range": {"hold": (3, 10), "reps": (2, 6)},
        }  # fmt: skip
        return Dose(**(usual | changes))

    return make


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The published catalogue: for tests of what must hold for every library that the site publishes."""
    return real_catalog()


@pytest.fixture(scope="session")
def frozen() -> Catalog:
    """The frozen library: for tests that tell which exercises a reader or a plan has."""
    return frozen_catalog()


@pytest.fixture(scope="session")
def plans(frozen: Catalog) -> st.SearchStrategy[SharedPlan]:
    """Any plan of the frozen library that may travel."""
    return any_plan(frozen)


@pytest.fixture(scope="session")
def eight(real: Catalog) -> SharedPlan:
    """A plan of eight exercises."""
    return SharedPlan(
        level=3,
        days=(0, 2, 4),
        rest=(6,),
        session_minutes=45,
        walk_minutes=25,
        week=14,
        items=tuple(
            SharedItem(slug=exercise.slug, sets=2, new=index == 7)
            for index, exercise in enumerate(real.exercises[:8])
        ),
    )
