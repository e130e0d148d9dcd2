from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from exercises.catalog.load import Entry, load
from exercises.catalog.model import Figure
from exercises.catalog.rules import Case, Rule, check
from exercises.figures import drawing_rules
from exercises.figures.rules import NEUTRAL, RANGES, RULES, neutral_kept, outside
from exercises.figures.scene import scene_of

TODAY = dt.date(2026, 11, 20)
REAL = load()

type Edit = Callable[[dict[str, Any]], None]


def found(slug: str, edit: Edit, **fields: object) -> list[str]:
    """Return what the rules say of one real record whose figure was changed."""
    entry = next(entry for entry in REAL.exercises if entry.value.slug == slug)
    assert entry.value.figure is not None
    figure = json.loads(entry.value.figure.model_dump_json())
    edit(figure)
    changed = Figure.model_validate_json(json.dumps(figure), strict=True)
    value = entry.value.model_copy(update={"figure": changed, **fields})
    loaded = dataclasses.replace(REAL, exercises=(Entry(entry.path, entry.loc, value),))
    return [str(problem) for problem in check(loaded, today=TODAY, rules=RULES)]


def pose(name: str, side: str = "", **angles: object) -> Edit:
    """Return an edit of one pose, or of one side of it."""

    def edit(figure: dict[str, Any]) -> None:
        one = next(p for p in figure["poses"] if p["name"] == name)
        (one[side] if side else one).update(angles)

    return edit


def test_real_poses_keep_the_rules() -> None:
    """Every pose of the catalogue, and every step between, keeps every rule."""
    assert [str(p) for p in check(REAL, today=TODAY, rules=RULES)] == []


@pytest.mark.parametrize("rule", [*RULES, *drawing_rules.RULES], ids=lambda rule: rule.__name__)
def test_each_rule_says_itself(rule: Rule) -> None:
    """A rule's docstring is the rule, in a sentence."""
    first = (rule.__doc__ or "").splitlines()[0]

    assert first[0].isupper()
    assert first.endswith(".")


WRONG: tuple[tuple[str, str, Edit, str], ...] = (
    (
        "a lens that shows no change",
        "bridge",
        lambda f: f.update(lens="low-back"),
        "a lens must show a change of lumbar between two poses",
    ),
    (
        "a lens that does not see the side",
        "side-plank",
        lambda f: f.update(lens="low-back"),
        "a lens needs the view from the side",
    ),
    (
        "an effort without a lens",
        "supine-brace",
        lambda f: f.update(lens=None),
        "arrow 'brace' shows an effort, so figure.lens must be 'belly'",
    ),
    (
        "an effort without work",
        "supine-draw-in",
        pose("hold", belly=0),
        "pose 'hold': belly must be greater than in 'start', since the arrow is 'belly'",
    ),
    (
        "a belly drawn in hard",
        "supine-draw-in",
        pose("hold", belly=5),
        "pose 'hold': belly: 5.0 cm must be at most 3",
    ),
    (
        "an unknown person",
        "bridge",
        lambda f: f.update(who="nobody"),
        "'nobody' must be one of ben, ruth, omar",
    ),
    (
        "a bent lumbar spine",
        "bird-dog",
        pose("hold", lumbar=25),
        "pose 'hold': lumbar spine bent by 25 degrees must stay within 5 of neutral",
    ),
    (
        "a leaning lumbar spine",
        "side-plank",
        pose("hold", lumbar_side=-14),
        "pose 'hold': lumbar spine leaning by -14 degrees",
    ),
    (
        "a floating foot",
        "wall-slide",
        lambda f: f["poses"][0].update(
            {
                "rests": ["left-foot", "pelvis on wall", "right-foot"],
                "right": {**f["poses"][0]["right"], "knee": 120},
            }
        ),
        "pose 'start': right foot floats",
    ),
    (
        "a knee bent backwards",
        "quadruped-leg-raise",
        pose("hold", "right", knee=-25),
        "pose 'hold': right knee is bent backwards: -25 degrees must lie between 0 and 135",
    ),
    (
        "an elbow bent backwards",
        "dead-bug",
        pose("start", "both", elbow=-20),
        "pose 'start': left elbow is bent backwards: -20 degrees must lie between 0 and 150",
    ),
    (
        "a hip past its range",
        "dead-bug",
        pose("start", "both", hip=140),
        "pose 'start': left hip: 140 degrees must lie between -30 and 120",
    ),
    (
        "a knee that the contacts bend too far",
        "wall-slide",
        pose("hold", "both", hip=130),
        "pose 'hold': left knee: comes out at 137 degrees where the body rests, and must lie between 0 and 135",
    ),
    (
        "a neck past its range",
        "bird-dog",
        pose("start", neck=-70),
        "pose 'start': neck: -70 degrees must lie between -45 and 45",
    ),
    (
        "a body out of balance",
        "hip-hinge",
        lambda f: (pose("hold", pitch=80)(f), pose("hold", "both", hip=55, knee=0)(f), None)[-1],
        "pose 'hold': the body is out of balance: its centre of mass lies",
    ),
    (
        "a leg in the floor",
        "dead-bug-legs",
        pose("hold", "right", hip=-20, knee=0),
        "pose 'hold': right foot sinks",
    ),
    (
        "an arm in the belly",
        "supine-draw-in",
        pose("start", "both", shoulder_turn=85, elbow=120),
        "into the trunk",
    ),
    (
        "an arm in the head",
        "dead-bug",
        pose("start", "right", shoulder_out=-40, shoulder=150),
        "pose 'start': right upper-arm passes",
    ),
    (
        "legs that cross",
        "bridge",
        pose("start", "both", hip_turn=44),
        "into the right shank",
    ),
    (
        "a hip that turns up",
        "bird-dog",
        pose("hold", roll=25),
        "pose 'hold': the hips roll by 25 degrees from the start",
    ),
    (
        "a hand that is not under its shoulder",
        "bird-dog",
        pose("start", "both", shoulder=125),
        "cm off the place under the right shoulder; it must be within 12",
    ),
    (
        "an elbow that is not under its shoulder",
        "side-plank",
        pose("hold", "left", shoulder_out=40),
        "pose 'hold': left elbow stands",
    ),
    (
        "nothing moves",
        "bridge",
        lambda f: f.update(poses=[f["poses"][0], {**f["poses"][0], "name": "hold"}]),
        "pose 'hold' must differ from 'start'",
    ),
    (
        "an unknown contact",
        "bridge",
        pose("hold", rests=["back", "paws"]),
        "pose 'hold': 'paws' must name one of",
    ),
    (
        "rests on what is not there",
        "bridge",
        pose("start", rests=["pelvis on ball", "feet"]),
        "pose 'start': 'pelvis on ball' must rest on something of figure.props",
    ),
    (
        "a prop that is not needed",
        "bridge",
        lambda f: f.update(props=["mat", "ball"]),
        "the picture shows 'ball', so equipment must name 'stability-ball'",
    ),
    (
        "an unknown prop",
        "bridge",
        lambda f: f.update(props=["mat", "sofa"]),
        "'sofa' must be one of mat, chair",
    ),
    (
        "a last pose of another name",
        "bridge",
        lambda f: f["poses"][-1].update(name="top"),
        "pose 'top' must be called 'hold'",
    ),
)


@pytest.mark.parametrize(("slug", "edit", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_pose(slug: str, edit: Edit, message: str) -> None:
    """A wrong pose gives a line that names the file, the pose and the joint."""
    lines = found(slug, edit)

    assert any(message in line for line in lines), lines
    assert all(line.startswith(f"exercises/data/{slug}.yml:") for line in lines)


def mistake(side: str = "", **angles: object) -> Edit:
    """Return an edit of the usual mistake, or of one side of it."""

    def edit(figure: dict[str, Any]) -> None:
        one = figure["mistake"]
        (one[side] if side else one).update(angles)

    return edit


def test_a_mistake_may_leave_neutral() -> None:
    """The usual mistake may bend the low back and roll the hips: that is what it shows."""
    entry = next(entry for entry in REAL.exercises if entry.value.slug == "bird-dog")
    assert entry.value.figure is not None
    assert entry.value.figure.mistake is not None

    assert abs(entry.value.figure.mistake.lumbar or 0) > NEUTRAL
    assert found("bird-dog", mistake(lumbar=-20, roll=12)) == []


@pytest.mark.parametrize(
    ("slug", "edit", "message"),
    [
        (
            "bird-dog",
            mistake("right", hip=-60),
            "pose 'mistake': right hip: -60 degrees must lie between -30 and 120",
        ),
        (
            "bird-dog",
            mistake(lumbar=-50),
            "pose 'mistake': lumbar spine: -50 degrees must lie between -45 and 68",
        ),
        ("bridge", mistake("right", knee=-20), "pose 'mistake': right knee is bent backwards"),
        ("bridge", mistake(rests=["back", "paws"]), "pose 'mistake': 'paws' must name one of"),
        ("dead-bug", mistake("right", hip=-20, knee=0), "pose 'mistake': right foot sinks"),
        ("standing-brace", mistake(pitch=60, lumbar=0), "pose 'mistake': the body is out of balance"),
        (
            "bird-dog",
            lambda f: f["mistake"].update(lumbar=2, right={}),
            "pose 'mistake' must differ from pose 'hold' by 8 degrees in a joint, not only by 2",
        ),
    ],
    ids=["joint", "low back", "knee", "contact", "floor", "balance", "unseen"],
)
def test_wrong_mistake(slug: str, edit: Edit, message: str) -> None:
    """A mistake that no body can make, or that nobody can see, gives a line that names it."""
    lines = found(slug, edit)

    assert any(message in line for line in lines), lines


def test_leaving_neutral_may_be_said() -> None:
    """A drill that says why it leaves neutral may bend the low back."""
    edit = pose("hold", lumbar=NEUTRAL + 2)

    assert any("lumbar" in line for line in found("bridge", edit))
    assert not any("lumbar" in line for line in found("bridge", edit, leaves_neutral="On purpose."))


def test_between_is_checked() -> None:
    """A bend that only the way between two poses has is found too."""
    entry = next(entry for entry in REAL.exercises if entry.value.slug == "dead-bug-legs")
    case = Case(dataclasses.replace(REAL, exercises=(entry,)), TODAY, ())
    of = scene_of(entry.value)
    bent = dataclasses.replace(of.way[2], angles={**of.way[2].angles, "lumbar": 20.0})
    of.__dict__["way"] = (*of.way[:2], bent, *of.way[3:])
    try:
        lines = [finding.message for finding in neutral_kept(case)]
    finally:
        del of.__dict__["way"]

    assert lines == [
        (
            "between 'start' and 'hold': lumbar spine bent by 20 degrees must stay within 5 of neutral,"
            " or the record must say why it leaves it (leaves_neutral)"
        )
    ]


def test_both_ends_of_a_range_are_allowed() -> None:
    """The ends of a range belong to it."""
    assert RANGES["knee"][0] == 0
    assert not any("knee" in line for line in found("dead-bug", pose("hold", "right", knee=0, hip=40)))


@pytest.mark.parametrize(
    ("at", "off"), [((5, 5), 0.0), ((0, 0), 0.0), ((13, 5), 3.0), ((5, -2), 2.0)], ids=str
)
def test_outside(at: tuple[float, float], off: float) -> None:
    """How far a place lies outside a square of ten centimetres."""
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (5.0, 5.0)]

    assert outside((*at, 0.0), square) == pytest.approx(off)
