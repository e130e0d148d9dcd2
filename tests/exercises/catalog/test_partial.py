"""A record with a fault of shape: what can be read of it is judged in the same run, and nothing is told twice."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from exercises.catalog.partial import sound_parts
from exercises.catalog.rules import RULES, check, content
from exercises.figures import checked

TODAY = dt.date(2026, 11, 25)


def test_faulty_parts_are_not_there() -> None:
    """A faulty or missing part cannot be read; a default does not stand in for it, and a list keeps its length."""
    data = {
        "slug": "a-b",
        "equipment": "mat",
        "level": 9,
        "ask_first": [
            {"condition": "hernia", "why": "Ask first.", "planner": "leave", "sources": ["a"]},
            {"condition": "stenosis", "why": "Ask first.", "sources": ["a"]},
        ],
    }
    faults = [("equipment",), ("level",), ("name",), ("ask_first", 0, "planner")]

    value = sound_parts(Exercise, data, faults)  # type: ignore[arg-type]

    assert value.slug == "a-b"
    assert [ask.condition for ask in value.ask_first] == ["hernia", "stenosis"]
    assert value.ask_first[1].planner == "ask"
    assert value.synonyms == ()
    for name in ("equipment", "level", "name"):
        with pytest.raises(AttributeError):
            getattr(value, name)
    with pytest.raises(AttributeError):
        _ = value.ask_first[0].planner


def test_shape_cautions_and_poses_come_in_one_run(tmp_path: Path) -> None:
    """A wrong number, a caution that is missing and a bent low back are three lines of one run, and nothing more."""
    tree = tmp_path / "exercises"
    (tree / "data").mkdir(parents=True)
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, tree)
    text = (ROOT / "data" / "bird-dog.yml").read_text(encoding="utf-8")
    for old, new in (
        ("level: 3\n", "level: 8\n"),
        ("condition: wrist-problem", "condition: neck-problem"),
        ("    - name: hold\n", "    - name: hold\n      lumbar: 25\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    (tree / "data" / "bird-dog.yml").write_text(text, encoding="utf-8")

    rules = (*RULES, *content.RULES, checked.poses_hold, checked.pictures_differ)
    found = [p.message for p in check(load(tree), today=TODAY, rules=rules) if "bird-dog" in p.path]

    for said in (
        "level must be 5 or less, not 8",
        "ask_first must name wrist-problem",
        "lumbar spine bent by 25",
    ):
        assert sum(said in message for message in found) == 1, found
    others = ("easier.", "harder.", "must name the joints", "reaches", "lumbar", "pose ", "between ")
    rest = [m for m in found if not m.startswith(("level must", "ask_first must name wrist", *others))]
    assert rest == []
