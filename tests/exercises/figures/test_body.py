from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.catalog.load import load
from exercises.figures import skeleton as sk
from exercises.figures.pose import NEUTRAL, KeyPose, between, body_of, key_poses, mirrored
from exercises.figures.scene import scene_of
from exercises.figures.solve import TOUCHES, UP, Contact, contacts_of, height, place, reach
from exercises.figures.space import dot, length, sub, turn
from tests.loops import for_each

REAL = load()
STANDING = body_of(NEUTRAL)

angles = st.fixed_dictionaries({name: st.floats(-60, 60) for name in NEUTRAL})


def test_stands_170_cm() -> None:
    """A body with all angles at 0 is as tall as the height that its bones are fractions of."""
    placed = place(KeyPose("x", NEUTRAL, ("feet",)))

    top = reach(placed.body, Contact("head", "", "floor"), UP)[0]
    assert top == pytest.approx(sk.HEIGHT, abs=1.5)
    assert placed.body["left-thigh"].at[2] == pytest.approx(0.530 * sk.HEIGHT, abs=0.3)
    assert placed.body["right-upper-arm"].at[2] == pytest.approx(0.818 * sk.HEIGHT, abs=0.3)


def test_masses_are_the_whole_body() -> None:
    """The parts weigh together what the body weighs."""
    whole = sum(mass * (2 if frame in sk.LIMB_PARTS else 1) for mass, frame, _ in sk.MASS.values())

    assert whole == pytest.approx(1, abs=0.005)


@pytest.mark.parametrize(
    ("angle", "value", "part", "way"),
    [
        ("right-hip", 90, "right-shank", (1, 0, 0)),
        ("right-knee", 90, "right-foot", (-1, 0, 0)),
        ("left-hip_out", 40, "left-shank", (0, 1, 0)),
        ("right-hip_out", 40, "right-shank", (0, -1, 0)),
        ("right-shoulder", 90, "right-hand", (1, 0, 0)),
        ("left-shoulder_out", 90, "left-hand", (0, 1, 0)),
        ("right-elbow", 90, "right-hand", (1, 0, 0)),
        ("pitch", 90, "head", (1, 0, 0)),
        ("pitch", -90, "head", (-1, 0, 0)),
        ("roll", 90, "head", (0, 1, 0)),
        ("lumbar", 30, "head", (1, 0, 0)),
        ("lumbar_side", 30, "head", (0, 1, 0)),
        ("neck", 30, "head", (1, 0, 0)),
    ],
)
def test_which_way(angle: str, value: float, part: str, way: tuple[float, float, float]) -> None:
    """A positive angle moves the part the way that the record's words say."""
    moved = body_of(NEUTRAL | {angle: value})

    assert dot(sub(moved[part].at, STANDING[part].at), way) > 1


@given(angles)
def test_mirrored_twice(drawn: dict[str, float]) -> None:
    """The mirror image of the mirror image is the pose itself."""
    pose = KeyPose("x", drawn, ("left-foot", "right-hand on ball"))

    assert mirrored(mirrored(pose)) == pose


@given(angles)
def test_mirror_mirrors_the_body(drawn: dict[str, float]) -> None:
    """A mirrored pose puts every part where the other side's part was, left and right changed over."""
    body = body_of(drawn)
    other = body_of(mirrored(KeyPose("x", drawn, ())).angles)

    for name in ("left-hand", "right-foot", "head"):
        twin = name.replace("left", "?").replace("right", "left").replace("?", "right")
        x, y, z = body[name].at
        assert other[twin].at == pytest.approx((x, -y, z), abs=1e-6)


@given(angles)
def test_bones_keep_their_length(drawn: dict[str, float]) -> None:
    """No angle stretches a bone."""
    body = body_of(drawn)

    assert length(sub(body["left-foot"].at, body["left-shank"].at)) == pytest.approx(sk.SHANK)
    assert length(sub(body["right-hand"].at, body["right-forearm"].at)) == pytest.approx(sk.FOREARM)


def test_between_ends() -> None:
    """The way between two poses starts at the one and ends at the other."""
    a, b = NEUTRAL, NEUTRAL | {"pitch": 40.0}

    assert between(a, b, 0) == a
    assert between(a, b, 1) == b
    assert between(a, b, 0.5)["pitch"] == 20


@for_each("slug", [entry.value.slug for entry in REAL.exercises])
def test_rests_on_the_floor(slug: str) -> None:
    """Every part that should touch the floor touches it, with its flesh, within half a centimetre."""
    of = scene_of(next(entry.value for entry in REAL.exercises if entry.value.slug == slug))

    for placed in of.poses:
        for contact in placed.contacts:
            if contact.on == "floor":
                assert abs(height(placed.body, contact)) < 0.5, (placed.pose.name, contact)


@pytest.mark.parametrize("slug", ["bridge", "bird-dog", "wall-slide", "heel-slide", "dead-bug"])
def test_feet_do_not_slide(slug: str) -> None:
    """A foot that stands in the start and on the way stays on its spot."""
    of = scene_of(next(entry.value for entry in REAL.exercises if entry.value.slug == slug))
    first = of.poses[0]

    for placed in of.way:
        for contact in placed.contacts:
            if contact.name == "foot" and contact in first.contacts:
                part = f"{contact.side}foot"
                here, there = placed.body[part].at, first.body[part].at
                assert math.dist(here[:2], there[:2]) < 1.5, placed.pose.name


def test_palms_and_soles_lie_flat() -> None:
    """A hand that rests has its palm on the floor, a foot its sole."""
    of = scene_of(next(entry.value for entry in REAL.exercises if entry.value.slug == "bird-dog"))
    hand = of.poses[0].body["left-hand"]

    palm = turn(hand.turned, (0.0, -1.0, 0.0))
    assert palm[2] < -0.9


def test_plural_contacts() -> None:
    """`hands` is both hands together; one side is one contact; a trunk has no sides."""
    groups = contacts_of(("hands", "left-foot on ball", "pelvis"))

    assert [[(c.side, c.name, c.on) for c in group] for group in groups] == [
        [("left-", "hand", "floor"), ("right-", "hand", "floor")],
        [("left-", "foot", "ball")],
        [("", "pelvis", "floor")],
    ]
    assert set(TOUCHES) >= {"pelvis", "hand", "foot"}


def test_unknown_contact() -> None:
    """A contact that nobody knows is refused."""
    with pytest.raises(KeyError):
        contacts_of(("paws",))


def test_like_takes_over() -> None:
    """A pose that is like another has its angles and contacts, but for what it says itself."""
    figure = next(e.value.figure for e in REAL.exercises if e.value.slug == "bridge")
    assert figure is not None
    start, _, hold = key_poses(figure)

    assert hold.angles["pitch"] == start.angles["pitch"] == -90
    assert hold.angles["left-hip"] != start.angles["left-hip"]
