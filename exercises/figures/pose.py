"""Forward kinematics: from joint angles to a body in space. No support, no camera, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from exercises.catalog.model import Figure, Limbs, Pose
from exercises.figures import skeleton as sk
from exercises.figures.people import FIRST
from exercises.figures.space import IDENTITY, Mat, Vec, about_x, about_y, about_z, chain, hinged

type Angles = dict[str, float]
"""Numbers by name: every key of `NEUTRAL` is there. All are degrees (`pitch`, `lumbar`, `left-hip`) except `belly`, in
centimetres, and `firm`, from 0 to 1."""

TRUNK_ANGLES = (
    "pitch",
    "roll",
    "turn",
    "lumbar",
    "lumbar_side",
    "lumbar_twist",
    "thorax",
    "neck",
    "neck_turn",
    "neck_side",
    "belly",
    "firm",
)
LIMB_ANGLES = tuple(Limbs.model_fields)
SIGNED = ("roll", "turn", "lumbar_side", "lumbar_twist", "neck_turn", "neck_side")
"""Angles that change their sign in the mirror."""

LEG_ANGLES, ARM_ANGLES = (
    {side: tuple(f"{side}-{name}" for name in names) for side in sk.SIDES}
    for names in (
        ("hip", "hip_out", "hip_turn", "knee", "ankle", "toes"),
        ("shoulder", "shoulder_out", "shoulder_turn", "elbow", "forearm", "wrist"),
    )
)
"""By side, the names of a limb's angles in the order in which `add_leg` and `add_arm` take them."""

NEUTRAL: Angles = dict.fromkeys(TRUNK_ANGLES, 0.0) | {
    f"{side}-{name}": 0.0 for side in sk.SIDES for name in LIMB_ANGLES
}
"""Standing upright, arms hanging."""


class Frame(NamedTuple):
    """A part's joint and how the part is turned, in the world.

    A named tuple, not a dataclass: a hundred thousand are made for the figures of one site, and they are made faster.
    """

    at: Vec
    turned: Mat

    def place(self, local: Vec) -> Vec:
        """Return where a point of the part's frame lies in the world."""
        (ox, oy, oz), ((a, b, c), (d, e, f), (g, h, i)) = self
        x, y, z = local
        return (ox + (a * x + b * y + c * z), oy + (d * x + e * y + f * z), oz + (g * x + h * y + i * z))

    def along(self, z: float) -> Vec:
        """Return `place((0, 0, z))`: where the next joint lies on a limb's bone."""
        (ox, oy, oz), ((_, _, c), (_, _, f), (_, _, i)) = self
        return (ox + c * z, oy + f * z, oz + i * z)


type Body = Mapping[str, Frame]
"""Frames by part: `pelvis`, `l5` to `c7`, `head`, `left-thigh` and so on."""


@dataclass(frozen=True, slots=True)
class KeyPose:
    """A fully specified pose: all angles, and all contacts."""

    name: str
    angles: Angles
    rests: tuple[str, ...]
    who: str = FIRST
    """Whose flesh rests on what touches."""


MISTAKE = "mistake"
"""The name of the pose that shows the usual mistake."""


def mistake_pose(figure: Figure, who: str = FIRST) -> KeyPose | None:
    """Return the usual mistake with everything taken over from the pose it is like; None if none is drawn.

    Raises:
        KeyError: it is like a pose that the figure does not have.
    """
    pose = figure.mistake
    if pose is None:
        return None
    done = {key.name: key for key in key_poses(figure, who)}
    base = done[pose.like or figure.poses[-1].name]
    rests = base.rests if pose.rests is None else pose.rests
    return KeyPose(MISTAKE, base.angles | _given(pose), rests, who)


def key_poses(figure: Figure, who: str = FIRST) -> tuple[KeyPose, ...]:
    """Return the poses of a figure with everything taken over from the poses they are like.

    Raises:
        KeyError: a pose is like one that does not stand before it.
    """
    done: dict[str, KeyPose] = {}
    for pose in figure.poses:
        base = done[pose.like] if pose.like is not None else KeyPose(pose.name, NEUTRAL, (), who)
        angles = base.angles | _given(pose)
        done[pose.name] = KeyPose(pose.name, angles, base.rests if pose.rests is None else pose.rests, who)
    return tuple(done.values())


def _given(pose: Pose) -> Angles:
    """Return the angles that a record gives; what one side says wins over what both say."""
    given = {name: value for name in TRUNK_ANGLES if (value := getattr(pose, name)) is not None}
    for side in sk.SIDES:
        limbs = pose.both.model_dump(exclude_none=True) | getattr(pose, side).model_dump(exclude_none=True)
        given |= {f"{side}-{name}": value for name, value in limbs.items()}
    return given


def other_side(name: str) -> str:
    """Return the name with left and right changed over."""
    if "left-" in name:
        return name.replace("left-", "right-")
    return name.replace("right-", "left-")


def mirrored(pose: KeyPose) -> KeyPose:
    """Return the pose as its mirror image."""
    angles = {other_side(name): -value if name in SIGNED else value for name, value in pose.angles.items()}
    return KeyPose(pose.name, angles, tuple(other_side(rest) for rest in pose.rests), pose.who)


def between(a: Angles, b: Angles, part: float) -> Angles:
    """Return the angles that lie `part` (0 to 1) of the way from a to b."""
    return {name: value + (b[name] - value) * part for name, value in a.items()}


def body_of(angles: Angles, at: Vec = (0.0, 0.0, 0.0), tilt: Mat = IDENTITY) -> dict[str, Frame]:
    """Return the body with these angles, the middle of its hips at a place.

    Args:
        angles: every angle, in degrees.
        at: the middle between the hip joints, in centimetres.
        tilt: a further turn of the whole body in the world, found by the support solver.
    """
    root = chain(about_z(angles["turn"]), chain(about_y(angles["pitch"]), about_x(-angles["roll"])))
    turned = chain(tilt, root)
    body = {"pelvis": Frame(at, turned)}
    lumbar = chain(
        about_z(angles["lumbar_twist"] / 5),
        chain(about_x(-angles["lumbar_side"] / 5), about_y(angles["lumbar"] / 5)),
    )
    thorax = about_y(angles["thorax"] / 4)
    frame = body["pelvis"]
    for names, bend in ((sk.LUMBAR, lumbar), (sk.THORAX, thorax)):
        for name in names:
            frame = Frame(frame.place(sk.OFFSET[name]), chain(frame.turned, bend))
            body[name] = frame
    add_head(body, angles)
    for side in sk.SIDES:
        add_leg(body, angles, side)
        add_arm(body, angles, side)
    return body


def add_head(body: dict[str, Frame], angles: Angles) -> None:
    """Add the top of the spine, which the neck bends, and the head."""
    neck = chain(about_x(-angles["neck_side"] / 2), about_y(angles["neck"] / 2))
    chest = body[sk.THORAX[-1]]
    top = Frame(chest.place(sk.OFFSET["c7"]), chain(chest.turned, neck))
    nod = chain(about_z(angles["neck_turn"]), neck)
    body |= {"c7": top, "head": Frame(top.place(sk.OFFSET["head"]), chain(top.turned, nod))}


def add_leg(body: dict[str, Frame], angles: Angles, side: str) -> None:
    """Add the thigh, shank, foot and toes of a side."""
    out = 1.0 if side == "left" else -1.0
    hip, hip_out, hip_turn, knee, ankle, toe = (angles[name] for name in LEG_ANGLES[side])
    pelvis = body["pelvis"]
    x, y, z = sk.OFFSET["thigh"]
    joint = chain(about_y(-hip), chain(about_x(out * hip_out), about_z(out * hip_turn)))
    thigh = Frame(pelvis.place((x, y * out, z)), chain(pelvis.turned, joint))
    shank = Frame(thigh.along(-sk.THIGH), hinged(thigh.turned, knee))
    foot = Frame(shank.along(-sk.SHANK), hinged(shank.turned, -ankle))
    toes = Frame(foot.place(sk.OFFSET["toes"]), hinged(foot.turned, -toe))
    body |= {f"{side}-thigh": thigh, f"{side}-shank": shank, f"{side}-foot": foot, f"{side}-toes": toes}


def add_arm(body: dict[str, Frame], angles: Angles, side: str) -> None:
    """Add the upper arm, forearm and hand of a side; a raised arm lifts its shoulder, as a shoulder blade does."""
    out = 1.0 if side == "left" else -1.0
    shoulder, shoulder_out, shoulder_turn, elbow, forearm, bent = (angles[name] for name in ARM_ANGLES[side])
    chest = body[sk.SHOULDER_FRAME]
    x, y, z = sk.OFFSET["upper-arm"]
    raised = max(0.0, max(shoulder, shoulder_out) - 60) / 120
    lifted = (x, out * (y - 1.5 * raised), z + sk.SHOULDER_RISE * raised)
    joint = chain(about_y(-shoulder), chain(about_x(out * shoulder_out), about_z(-out * shoulder_turn)))
    upper = Frame(chest.place(lifted), chain(chest.turned, joint))
    fore = Frame(upper.along(-sk.UPPER_ARM), hinged(upper.turned, -elbow))
    wrist = chain(about_z(-out * forearm), about_x(-out * bent))
    hand = Frame(fore.along(-sk.FOREARM), chain(fore.turned, wrist))
    body |= {f"{side}-upper-arm": upper, f"{side}-forearm": fore, f"{side}-hand": hand}
