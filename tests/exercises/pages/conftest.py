"""A small catalogue made of values, with a text in it that would break a careless template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exercises.catalog.model import Catalog, Exercise

HARSH = 'Lift <b>one</b> leg & *stop* at "level" {{ x }} _now_ [1](x)'
"""Text that HTML, Markdown, YAML or Jinja would each read as more than text."""


def dose(**changes: object) -> dict[str, Any]:
    """Return a dose as data."""
    return {
        "hold": 5,
        "reps": 10,
        "sets": 1,
        "sides": "both",
        "range": {"hold": {"low": 3, "high": 10}},
        "build_up": "Move up when it is easy.",
        "note": None,
        "sources": ["ekstrom-2007"],
    } | changes


def record(slug: str, level: int = 1, **changes: object) -> dict[str, Any]:
    """Return an exercise as data; its words hold its slug where a test looks for them."""
    return {
        "slug": slug,
        "name": slug.replace("-", " ").capitalize(),
        "synonyms": [f"lay {slug}"],
        "summary": f"This is {slug}.",
        "aim": "Trains the back.",
        "level": level,
        "level_basis": {"text": "One programme says so.", "sources": ["kaiser-booklet"]},
        "position": "hook-lying",
        "face": "up",
        "equipment": ["mat"],
        "setup": ["Lie on your back."],
        "steps": [{"text": "Lift your hips.", "pose": "hold"}, {"text": HARSH}],
        "return_step": "Lower your hips.",
        "breathing": "Breathe out.",
        "feel": {"text": "A steady squeeze.", "where": "the back of your hips"},
        "cue": ["Hips up"],
        "muscles": {
            "main": [{"muscle": "gluteus-maximus", "sources": ["ekstrom-2007"]}],
            "other": [{"muscle": "hamstrings", "sources": ["common-teaching"]}],
        },
        "dose": dose(),
        "mistakes": [{"mistake": "Arching.", "why": "It leaves neutral."}],
        "do_not": ["Do not hold your breath."],
        "stop_if": [{"text": "Stop if pain spreads.", "sources": ["peak-video"]}],
        "ask_first": [{"condition": "pregnancy", "why": "Lying flat.", "sources": ["norfolk"]}],
        "easier": [],
        "harder": [],
        "instructions_sources": ["kaiser-booklet"],
        "disagreements": [{"text": "One says abs.", "sources": ["second-document"]}],
        "last_checked": "2026-11-20",
        "next_check": "2027-11-20",
    } | changes


def reference(id_: str, kind: str = "study", **changes: object) -> dict[str, Any]:
    """Return a reference as data."""
    return {
        "id": id_,
        "kind": kind,
        "title": f"Title of {id_}",
        "checked": "page-read",
        "says": "It says.",
    } | changes


def catalog_data() -> dict[str, Any]:
    """Return the small catalogue as data: a level 1 exercise that leads to two of level 2, and one of level 4."""

    def cited(text: str, *sources: str) -> dict[str, Any]:
        return {"text": text, "sources": list(sources or ["aaos"])}

    def flag(id_: str, urgency: str, text: str, card: str | None = None, *topics: str) -> dict[str, Any]:
        return {
            "id": id_,
            "urgency": urgency,
            "text": text,
            "card": card,
            "topics": list(topics),
            "sources": ["aaos"],
        }

    def bounds(low: int, high: int, unit: str) -> dict[str, Any]:
        return {
            "low": low,
            "high": high,
            "start": low,
            "unit": unit,
            "text": "A rule.",
            "sources": ["first-document"],
        }

    def level(number: int) -> dict[str, Any]:
        return {
            "number": number,
            "name": f"Name {number}",
            "aim": f"Aim {number}.",
            "enter": ["Ready."],
            "leave": ["Easy."],
            "rest_days": 0 if number < 3 else 1,
            "sources": ["kaiser-booklet"],
        }

    def term(id_: str) -> dict[str, Any]:
        return {"id": id_, "name": f"{id_} name".capitalize(), "plain": f"Plain {id_}."}

    return {
        "exercises": [
            record(
                "first", harder=[{"slug": "second", "change": "More."}, {"slug": "third", "change": "Else."}]
            ),
            record(
                "second",
                2,
                face="down",
                position="prone",
                equipment=[],
                dose=dose(sides="alternating", reps=4, sets=2, hold=0),
                easier=[{"slug": "first", "change": "Less."}],
                harder=[{"slug": "third", "change": "More."}, {"slug": "fourth", "change": "Much more."}],
            ),
            record(
                "third",
                2,
                dose=dose(sides="one-then-other", sets=1),
                easier=[{"slug": "first", "change": "Less."}, {"slug": "second", "change": "Less."}],
            ),
            record("fourth", 4, easier=[{"slug": "second", "change": "Less."}]),
        ],
        "references": [
            reference(
                "ekstrom-2007", authors="Ekstrom RA, Donatelli RA", year=2007, doi="10.2519/jospt.2007.2471"
            ),
            reference("kaiser-booklet", "programme", url="https://example.org/kaiser"),
            reference("peak-video", "web-page"),
            reference("norfolk", "web-page", checked="second-hand"),
            reference("aaos", "web-page"),
            reference("first-document", "source-document"),
            reference("second-document", "source-document"),
            reference("common-teaching", "note"),
        ],
        "vocabulary": {
            "positions": [
                term(id_) | {"same_seconds": 10, "change_seconds": 30} for id_ in ("hook-lying", "prone")
            ],
            "equipment": [term("mat"), term("wall")],
            "muscles": [term("gluteus-maximus"), term("hamstrings")],
            "conditions": [
                {
                    "id": "pregnancy",
                    "name": "Pregnancy",
                    "question": "I am.",
                    "advice": "Ask.",
                    "sources": ["norfolk"],
                }
            ],
        },
        "levels": [level(number) for number in range(1, 6)],
        "plan": {
            "exercise_days": bounds(2, 3, "days a week"),
            "session_minutes": bounds(10, 60, "minutes"),
            "walk_minutes": bounds(10, 45, "minutes"),
            "new_exercises": bounds(0, 1, "exercises a week"),
            **{
                name: cited(f"Rule {name}.")
                for name in ("face_split", "easier_first", "nerve_root", "flare_up")
            },
        },
        "search": {"pages": [{"page": "learn/walking", "first": ["walk"]}]},
        "safety": {
            "warning": {
                "title": "For education only",
                "text": "Ask your provider.",
                "more": "Do what they told you.",
                "short": "For education only. Ask first.",
                "sources": ["first-document"],
            },
            "ask_first": "Ask your primary care or spine care provider first.",
            "urgencies": [
                {
                    "urgency": "emergency",
                    "name": "Emergency signs",
                    "when": "Now.",
                    "card": "Call now if:",
                    "action": "Go now.",
                    "sources": ["aaos"],
                },
                {
                    "urgency": "same-day",
                    "name": "Signs for today",
                    "when": "Today.",
                    "card": "Ask soon if:",
                    "action": "Call today.",
                    "sources": ["aaos"],
                },
                {
                    "urgency": "soon",
                    "name": "Signs for this week",
                    "when": "Soon.",
                    "action": "Ask.",
                    "sources": ["aaos"],
                },
            ],
            "red_flags": [
                flag("legs", "emergency", "Numb legs.", "numb legs", "surgery"),
                flag("chest", "emergency", "Chest pain.", "chest pain"),
                flag("more", "emergency", "More emergency."),
                flag("fever", "same-day", "You have a fever.", "fever", "surgery"),
                flag("weight", "soon", "More urgent."),
            ],
            "red_flag_notes": [cited("Signs can be mild.")],
            "emergency_numbers": {
                "regions": [{"region": "Here", "emergency": "112", "advice": "116"}],
                "text": "Look up your own.",
                "sources": ["aaos"],
            },
            "pain_rule": {
                "intro": "Give it a number.",
                "relative": {
                    "question": "What was your usual pain?",
                    "begin_above_usual": 1,
                    "begin_at_most": 6,
                    "stop_rise": 2,
                    "stop_at": 8,
                    "settle_hours": 24,
                    "ask_from": 7,
                    "begin": "Begin at most 1 above, and at most at 6.",
                    "stop": "Stop when it rises by 2, and at 8.",
                    "settle": "Back the next day.",
                    "ask": "With 7 or more, ask.",
                    "unknown": "You do not know it?",
                    "evidence": "The numbers are ours.",
                    "sources": ["aaos"],
                },
                "bands": [
                    {"low": 0, "high": 3, "name": "go on", "text": "Go on."},
                    {"low": 4, "high": 5, "name": "make it easier", "text": "Less."},
                    {"low": 6, "high": 10, "name": "stop", "text": "Stop."},
                ],
                "spread": "Spreading pain stops it.",
                "disagreement": "Sources differ.",
                "sources": ["aaos"],
            },
            "change": {
                "points": 2,
                "percent": 30,
                "text": "2 points and 30 percent.",
                "worse": "2 points.",
                "basis": "Both.",
                "sources": ["aaos"],
            },
            "activities": {
                "most": 3,
                "weeks": 4,
                "each": 3,
                "average": 2,
                "question": "What is hard?",
                "scale": "0 cannot, 10 as before.",
                "text": "3 points, on average 2.",
                "basis": "A form.",
                "sources": ["aaos"],
            },
            "stop_rules": [cited("Stop if it spreads.")],
            "stop_short": "It spreads.",
            "before_you_start": [cited("Ask if you had surgery.")],
            "flare_up": [cited("Do less.")],
            "always": [cited("Keep neutral.")],
            "not_reviewed": "No clinician has reviewed this.",
        },
    }


@pytest.fixture
def catalog() -> Catalog:
    """Return the small catalogue."""
    import json  # noqa: PLC0415 - strict validation takes dates from JSON only

    return Catalog.model_validate_json(json.dumps(catalog_data()), strict=True)


@pytest.fixture
def changed(catalog: Catalog) -> Callable[..., Catalog]:
    """Return a function that gives the catalogue with the first exercise's fields (or its dose's) changed."""

    def change(*, dose: dict[str, Any] | None = None, **fields: object) -> Catalog:
        first = catalog.exercises[0]
        new = first.model_copy(update=fields | {"dose": first.dose.model_copy(update=dose or {})})
        return catalog.model_copy(update={"exercises": (new, *catalog.exercises[1:])})

    return change


@pytest.fixture
def first(catalog: Catalog) -> Exercise:
    """Return the catalogue's first exercise."""
    return catalog.exercises[0]


@pytest.fixture
def harsh() -> str:
    """Return text that HTML, Markdown, YAML or Jinja would each read as more than text."""
    return HARSH
