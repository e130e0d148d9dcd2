"""The body at rest: bone lengths, segment masses, and the flesh around the bones.

A person 170 cm tall, of no particular age or sex. Lengths are fractions of height and masses fractions of body mass:

- Segment lengths: the body segment lengths of Drillis and Contini (1966) as fractions of height, printed in
  D. A. Winter, "Biomechanics and Motor Control of Human Movement", chapter on anthropometry: thigh 0.245, shank 0.246,
  foot height 0.039, foot length 0.152, upper arm 0.186, forearm 0.146, hand 0.108, standing shoulder height 0.818,
  standing hip height 0.530.
- Segment masses and centres of mass (fractions from the upper end): Dempster's values in the same chapter: hand 0.006,
  forearm 0.016, upper arm 0.028, foot 0.0145, shank 0.0465, thigh 0.100, pelvis 0.142, abdomen 0.139, thorax 0.216,
  head and neck 0.081.

How the 0.288 of height between hip and shoulder is shared out between pelvis, five lumbar joints and the upper back,
how wide hips and shoulders stand apart, and the thickness of flesh are this project's own drawing choices, made
inside those totals: no measurement should be taken from them.

Frames: each part has a frame that equals the world's when the body stands with all angles at 0: x forward, y left,
z up. Limb bones run along -z from their joint, the foot along +x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.figures.space import Vec, add, sub

HEIGHT = 170.0
"""Standing height in centimetres."""

THIGH = 0.245 * HEIGHT
SHANK = 0.246 * HEIGHT
FOOT = 0.152 * HEIGHT
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
HAND = 0.108 * HEIGHT
HIP_TO_SHOULDER = (0.818 - 0.530) * HEIGHT

HIP_APART = 8.6
"""From the middle to a hip joint, in centimetres (a drawing choice)."""
SHOULDER_APART = 15.8
"""From the middle to a shoulder joint, in centimetres (a drawing choice)."""
SHOULDER_RISE = 5.0
"""How far the shoulder blade lifts the shoulder joint when the arm points straight up."""

SPINE = ("l5", "l4", "l3", "l2", "l1", "t12", "t9", "t6", "t3", "c7")
"""The joints of the spine from below, each named after the bone above it; `c7` carries the neck."""
LUMBAR = SPINE[:5]
"""The joints that the lumbar angle is shared between."""
THORAX = SPINE[5:9]
"""The joints that the bend of the upper back is shared between."""

_LUMBAR_BONE = 3.5
_THORAX_BONE = 7.3
_LEAN = {"l4": 12, "l3": 6, "l2": 0, "l1": -6, "t12": -12, "t9": -10, "t6": -3, "t3": 6, "c7": 14}
"""How far forward of straight up each bone of the resting spine points: hollow low back, round upper back."""


def _spine() -> dict[str, Vec]:
    """Return each spine joint's place in the frame of the joint below."""
    joints: dict[str, Vec] = {"l5": (-5.0, 0.0, 10.0)}
    for name, lean in _LEAN.items():
        bone = _LUMBAR_BONE if name in {*LUMBAR, "t12"} else _THORAX_BONE
        joints[name] = (bone * math.sin(math.radians(lean)), 0.0, bone * math.cos(math.radians(lean)))
    return joints


OFFSET: dict[str, Vec] = {
    **_spine(),
    "head": (4.4, 0.0, 12.2),
    "thigh": (0.0, HIP_APART, 0.0),
    "shank": (0.0, 0.0, -THIGH),
    "foot": (0.0, 0.0, -SHANK),
    "toes": (12.6, 0.0, -5.1),
    "forearm": (0.0, 0.0, -UPPER_ARM),
    "hand": (0.0, 0.0, -FOREARM),
}
"""Where each part's joint lies in the frame of the part it hangs on (left side; the right has -y)."""


def _resting() -> dict[str, Vec]:
    """Return the spine joints of the body at rest, seen from the middle of the hips."""
    place: Vec = (0.0, 0.0, 0.0)
    places = {"pelvis": place}
    for name in SPINE:
        place = add(place, OFFSET[name])
        places[name] = place
    return places


RESTING = _resting()
SHOULDER_FRAME = "t3"
OFFSET["upper-arm"] = sub((-1.6, SHOULDER_APART, HIP_TO_SHOULDER), RESTING[SHOULDER_FRAME])


@dataclass(frozen=True, slots=True)
class Section:
    """A slice of flesh: an ellipsoid around a point of a part's frame, in centimetres."""

    frame: str
    centre: Vec
    half: Vec
    """Half-axes along the frame's x, y and z."""


def _trunk(frame: str, height: float, forward: float, deep: float, wide: float) -> Section:
    """Return a slice of the trunk at a height above the hips of the resting body."""
    return Section(frame, sub((forward, 0.0, height), RESTING[frame]), (deep, wide, 2.5))


def _bone(frame: str, *rows: tuple[float, float, float, float]) -> tuple[Section, ...]:
    """Return the slices of a limb from rows of (down along the bone, forward, half depth, half width)."""
    return tuple(
        Section(frame, (forward, 0.0, -down), (deep, wide, min(deep, wide)))
        for down, forward, deep, wide in rows
    )


FLESH: dict[str, tuple[Section, ...]] = {
    "pelvis": (
        Section("pelvis", (-2.2, 0.0, -3.5), (9.4, 15.0, 6.0)),
        _trunk("pelvis", 1, -1.9, 10.9, 16.6),
        _trunk("pelvis", 6, -1.2, 10.9, 15.8),
        _trunk("pelvis", 12, -0.3, 9.9, 14.4),
    ),
    "trunk": (
        _trunk("pelvis", 5, -1.0, 11.4, 16.2),
        _trunk("l5", 11.5, -0.4, 10.4, 15.0),
        _trunk("l4", 16.5, 0.1, 9.9, 14.2),
        _trunk("l2", 22, 0.4, 9.8, 13.8),
        _trunk("t12", 28, 0.4, 10.3, 14.4),
        _trunk("t9", 35, 0.5, 11.2, 15.4),
        _trunk("t6", 42, 0.2, 11.3, 16.0),
        _trunk("t3", 47.5, -1.0, 10.0, 16.4),
        _trunk("t3", 52, -2.2, 7.6, 13.4),
        _trunk("c7", 55.2, -2.6, 6.0, 8.4),
    ),
    "neck": (
        Section("c7", (1.6, 0.0, -1.5), (5.6, 5.6, 2.0)),
        Section("c7", (2.6, 0.0, 4.0), (5.0, 5.2, 2.0)),
        Section("head", (-1.6, 0.0, -3.0), (5.0, 5.2, 2.0)),
        Section("head", (-1.6, 0.0, 1.0), (5.0, 5.2, 2.0)),
    ),
    "head": (
        Section("head", (0.2, 0.0, 2.6), (9.6, 7.6, 9.4)),
        Section("head", (3.4, 0.0, -3.4), (6.4, 6.4, 7.0)),
    ),
    "thigh": (
        Section("thigh", (-1.2, 0.0, 2.5), (9.4, 8.2, 7.0)),
        *_bone(
            "thigh",
            (4, -1.5, 10.2, 8.6),
            (11, -0.3, 9.5, 8.2),
            (21, 0.4, 8.0, 7.3),
            (32, 0.3, 6.6, 6.3),
            (THIGH, 0.1, 5.7, 5.5),
        ),
    ),
    "shank": _bone(
        "shank",
        (0, 0.1, 5.6, 5.4),
        (6, -0.3, 5.3, 5.2),
        (13, -1.0, 5.5, 5.3),
        (21, -0.9, 4.9, 4.7),
        (29, -0.3, 3.9, 3.8),
        (SHANK - 4, -0.1, 3.3, 3.2),
        (SHANK, 0.0, 3.3, 3.2),
    ),
    "foot": (
        Section("foot", (-3.0, 0.0, -3.6), (2.8, 3.0, 3.0)),
        Section("foot", (0.6, 0.0, -2.8), (3.6, 3.2, 3.8)),
        Section("foot", (4.6, 0.0, -3.3), (3.0, 3.5, 3.3)),
        Section("foot", (9.0, 0.0, -4.0), (2.4, 4.2, 2.6)),
        Section("foot", (12.6, 0.0, -4.5), (2.0, 4.4, 2.1)),
    ),
    "toes": (
        Section("toes", (-1.0, 0.0, 0.6), (2.0, 4.4, 2.1)),
        Section("toes", (3.0, 0.0, 0.25), (1.8, 4.3, 1.75)),
        Section("toes", (FOOT - 6.0 - 12.6 - 1.5, 0.0, 0.0), (1.5, 3.4, 1.5)),
    ),
    "upper-arm": _bone(
        "upper-arm",
        (-1.5, 0.0, 5.2, 5.0),
        (4, 0.0, 5.4, 5.2),
        (11, 0.2, 4.9, 4.7),
        (20, 0.2, 4.3, 4.2),
        (27, 0.0, 3.9, 3.8),
        (UPPER_ARM, 0.0, 3.75, 3.7),
    ),
    "forearm": _bone(
        "forearm",
        (0, 0.0, 3.75, 3.7),
        (6, 0.2, 3.85, 3.7),
        (12, 0.2, 3.5, 3.4),
        (19, 0.0, 2.9, 2.8),
        (FOREARM, 0.0, 2.6, 2.45),
    ),
    "hand": (
        Section("hand", (0.0, 0.0, 0.5), (2.6, 2.4, 2.2)),
        Section("hand", (0.3, 0.0, -4.0), (3.5, 2.1, 2.0)),
        Section("hand", (0.4, -0.1, -8.5), (3.8, 1.8, 1.8)),
        Section("hand", (0.2, -0.3, -13.0), (3.2, 1.45, 1.6)),
        Section("hand", (-0.1, -0.6, -HAND + 1.8), (2.0, 1.15, 1.5)),
    ),
}
"""Slices of each part, from its joint outwards. `trunk` is the shirt, from the hem to the collar."""

MASS: dict[str, tuple[float, str, Vec]] = {
    "pelvis": (0.142, "pelvis", (-1.5, 0.0, 4.0)),
    "abdomen": (0.139, "l3", sub((0.0, 0.0, 19.0), RESTING["l3"])),
    "thorax": (0.216, "t9", sub((0.0, 0.0, 40.0), RESTING["t9"])),
    "head": (0.081, "head", (1.0, 0.0, 0.0)),
    "thigh": (0.100, "thigh", (0.0, 0.0, -0.433 * THIGH)),
    "shank": (0.0465, "shank", (0.0, 0.0, -0.433 * SHANK)),
    "foot": (0.0145, "foot", (6.9, 0.0, -4.0)),
    "upper-arm": (0.028, "upper-arm", (0.0, 0.0, -0.436 * UPPER_ARM)),
    "forearm": (0.016, "forearm", (0.0, 0.0, -0.430 * FOREARM)),
    "hand": (0.006, "hand", (0.0, 0.0, -0.506 * HAND)),
}
"""Fraction of body mass, frame, and place of each part's centre of mass; limbs count twice."""

LIMB_PARTS = ("thigh", "shank", "foot", "toes", "upper-arm", "forearm", "hand")
SIDES = ("left", "right")

THUMB = (
    Section("hand", (1.6, -0.5, -2.2), (1.7, 1.5, 1.8)),
    Section("hand", (3.6, -1.0, -5.4), (1.45, 1.4, 1.4)),
    Section("hand", (4.6, -1.3, -8.6), (1.1, 1.1, 1.3)),
)
"""The thumb of the left hand, on the palm's side."""
