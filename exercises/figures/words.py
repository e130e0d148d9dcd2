"""A pose in words: what a reader who does not see the picture needs to take up the position.

Everything is read from the placed body: angles, contacts, and where hands are. Nothing is typed per exercise.
"""

from __future__ import annotations

import math

from exercises.figures.limbs import sides
from exercises.figures.skeleton import SIDES
from exercises.figures.solve import LEG_CONTACTS, Placed
from exercises.figures.space import Vec, dot, length, mix, sub, unturn
from widgets.language import _, pgettext

STRAIGHT = 22
"""A joint bent less than this reads as straight, in degrees."""


def describe(placed: Placed) -> str:
    """Return a pose in words: position, then trunk, legs and arms; no full stop."""
    parts = [*_position(placed), *_trunk(placed), *_legs(placed), *_arms(placed), *_effort(placed)]
    return ", ".join(part for part in parts if part)


def _touches(placed: Placed, name: str, on: str | None = None) -> list[str]:
    """Return the sides on which a part touches ("" for the trunk)."""
    return [c.side.rstrip("-") for c in placed.contacts if c.name == name and (on is None or c.on == on)]


def lying(placed: Placed) -> str:
    """Return how the body lies or stands: `back`, `front`, `side`, or `upright`."""
    pitch, roll = placed.angles["pitch"], placed.angles["roll"]
    if abs(roll) > 60:  # noqa: PLR2004 - degrees
        return "side"
    if pitch < -60:  # noqa: PLR2004
        return "back"
    return "front" if pitch > 60 else "upright"  # noqa: PLR2004


def _position(placed: Placed) -> list[str]:
    """Return the position as a whole."""
    way = lying(placed)
    if way == "upright":
        return _upright(placed)
    if way == "side":
        return [_on_left(placed) if placed.angles["roll"] > 0 else _on_right(placed)]
    if way == "front":
        return _front(placed)
    if _touches(placed, "shank", "ball"):
        return [_("lying on the back, calves on the ball")]
    if _touches(placed, "heel", "ball"):
        return [_("lying on the back, knees bent, heels on the ball")]
    return [_("lying on the back")]


def _on_left(placed: Placed) -> str:
    if not _touches(placed, "elbow"):
        return _("lying on the left side")
    if _touches(placed, "pelvis"):
        return _("lying on the left side, propped on the left elbow, hip on the floor")
    if _touches(placed, "knee"):
        return _("on the left elbow and the knees, hips lifted so that head, hips and knees make one line")
    return _("on the left elbow and the feet, hips lifted so that head, hips and feet make one line")


def _on_right(placed: Placed) -> str:
    if not _touches(placed, "elbow"):
        return _("lying on the right side")
    if _touches(placed, "pelvis"):
        return _("lying on the right side, propped on the right elbow, hip on the floor")
    if _touches(placed, "knee"):
        return _("on the right elbow and the knees, hips lifted so that head, hips and knees make one line")
    return _("on the right elbow and the feet, hips lifted so that head, hips and feet make one line")


def _upright(placed: Placed) -> list[str]:
    bent = min(placed.angles[f"{side}-knee"] for side in SIDES) > 40  # noqa: PLR2004 - degrees
    if _touches(placed, "pelvis", "chair"):
        return [_("sitting tall on a chair")]
    if _touches(placed, "pelvis", "ball"):
        return [_("sitting tall on the ball")]
    if any(c.on == "wall" for c in placed.contacts):
        return [
            _("knees bent as in a half squat") if bent else pgettext("pose", "standing"),
            _("the ball between the back and the wall")
            if _touches(placed, "waist", "wall")
            else _("the back against the wall"),
        ]
    if placed.angles["pitch"] > 25:  # noqa: PLR2004 - degrees
        return [_("standing, tipped forward at the hips with a straight back, knees a little bent")]
    return [_("standing tall")]


def _front(placed: Placed) -> list[str]:
    if _touches(placed, "waist", "ball"):
        return [_("face down over the ball, belly and hips on top")]
    if _touches(placed, "forearm"):
        if _touches(placed, "pelvis"):
            return [_("lying on the front, propped on the forearms")]
        if _touches(placed, "knee"):
            return [
                _(
                    "face down on the forearms and knees, hips lifted so that head, hips and knees make one line"
                )
            ]
        return [
            _("face down on the forearms and toes, hips lifted so that head, hips and heels make one line")
        ]
    if _touches(placed, "knee"):
        back = min(placed.angles[f"{side}-hip"] for side in SIDES) > 100  # noqa: PLR2004 - degrees
        return [
            _("on hands and knees, hips moved back toward the heels")
            if back
            else _("on hands and knees, back level")
        ]
    return [
        _("lying on the front"),
        *([_("a small pillow under the hips")] if _touches(placed, "pelvis", "pillow") else []),
        *([_("forehead on a rolled towel")] if _touches(placed, "head", "towel") else []),
    ]


def _trunk(placed: Placed) -> list[str]:
    """Return what trunk and hips do beside the position."""
    angles = placed.angles
    words = []
    if angles["lumbar"] >= 8:  # noqa: PLR2004 - degrees: enough to be seen
        words.append(_("low back flattened") if lying(placed) == "back" else _("low back rounded a little"))
    elif angles["lumbar"] <= -8:  # noqa: PLR2004
        words.append(_("low back arched a little"))
    if lying(placed) == "back" and not _touches(placed, "pelvis"):
        in_line = min(abs(angles[f"{side}-hip"]) for side in SIDES) < 12  # noqa: PLR2004
        if not in_line and not _touches(placed, "heel", "ball"):
            words.append(_("hips lifted part of the way"))
        elif _touches(placed, "shank", "ball"):
            words.append(_("hips lifted in line with shoulders and feet"))
        else:
            words.append(_("hips lifted in line with shoulders and knees"))
    if angles["thorax"] > 8 and not _touches(placed, "head"):  # noqa: PLR2004
        words.append(
            _("head and shoulders lifted a little")
            if angles["thorax"] < 20  # noqa: PLR2004 - degrees
            else _("head and upper back lifted")
        )
    return words


def _effort(placed: Placed) -> list[str]:
    """Return the work of the belly, which moves no limb."""
    words = []
    if placed.angles["belly"] >= 1:
        words.append(_("lower belly drawn in softly"))
    if placed.angles["firm"] >= 0.5:  # noqa: PLR2004 - half of firm
        words.append(_("belly gently firm all round"))
    return words


def _leg(placed: Placed, side: str) -> str:
    """Return what one leg does, as a key of `limbs.WORDS`."""
    way = lying(placed)
    on = {c.name for c in placed.contacts if c.side == f"{side}-"}
    if way == "side":
        return ""
    if way == "upright":
        lifted = "foot" not in on
        seated = placed.angles[f"{side}-hip"] > 60  # noqa: PLR2004 - degrees
        return "foot lifted a little off the floor" if lifted else "foot flat on the floor" if seated else ""
    if placed.angles[f"{side}-hip_out"] > 25:  # noqa: PLR2004 - degrees
        return "knee dropped out to the side"
    return _leg_lifted(placed, side) if on.isdisjoint(LEG_CONTACTS) else _leg_resting(placed, side, on)


def _leg_resting(placed: Placed, side: str, on: set[str]) -> str:
    """Return what a leg does that rests on something."""
    straight = placed.angles[f"{side}-knee"] < STRAIGHT
    if on & {"foot", "sole"}:
        return "leg straight, foot flat" if straight else "knee bent, foot flat"
    if "heel" in on:
        return "" if _touches(placed, "heel", "ball") else "leg straight along the floor"
    if "thigh" in on and placed.angles[f"{side}-knee"] > 60:  # noqa: PLR2004 - degrees
        return "knee bent, shin pointing up"
    if on & {"shank", "knee"} or not straight:
        return ""
    return "leg straight" if on & {"instep", "top"} else "leg straight back, toes on the floor"


def _leg_lifted(placed: Placed, side: str) -> str:
    """Return what a leg does that rests on nothing."""
    hip, knee = (placed.angles[f"{side}-{joint}"] for joint in ("hip", "knee"))
    if lying(placed) == "front":
        out = placed.angles[f"{side}-hip_out"] > 5  # noqa: PLR2004 - degrees
        return "leg lifted back and a little out to the side" if out else "leg lifted straight back"
    if knee < 40:  # noqa: PLR2004 - degrees
        return "leg stretched out above the floor"
    return "knee bent above the hip, shin level" if hip > 84 else "knee bent, foot lifted off the floor"  # noqa: PLR2004


def _arm(placed: Placed, side: str) -> str:
    """Return what one arm does, as a key of `limbs.WORDS`."""
    on = {c.name for c in placed.contacts if c.side == f"{side}-"}
    if on & {"elbow", "forearm"}:
        return ""
    if lying(placed) == "front":
        return _arm_prone(placed, side, on_floor=bool(on & {"hand", "fist"}))
    return _hand_on_body(placed, side) or _arm_free(placed, side)


def _hand(placed: Placed, side: str) -> Vec:
    """Return the middle of a hand."""
    return placed.body[f"{side}-hand"].place((0.0, 0.0, -9.0))


def _arm_prone(placed: Placed, side: str, *, on_floor: bool) -> str:
    """Return what an arm does while the face looks down."""
    reach = placed.angles[f"{side}-shoulder"]
    if math.dist(_hand(placed, side), placed.body["head"].at) < 24:  # noqa: PLR2004 - centimetres
        return "hand under the forehead"
    if reach > 140:  # noqa: PLR2004 - degrees
        if not on_floor and placed.angles[f"{side}-shoulder_out"] > 5:  # noqa: PLR2004 - degrees
            return "arm lifted forward and a little out to the side"
        return "arm on the floor beyond the head" if on_floor else "arm lifted forward, in line with the back"
    if on_floor and reach > 105:  # noqa: PLR2004 - degrees
        return "hand slid forward on the floor"
    return "hand on the floor" if on_floor else ""


def _hand_on_body(placed: Placed, side: str) -> str:  # noqa: PLR0911 - one return for each place a hand may be
    """Return where a hand rests on the body or on the ball beside it; nothing if it does not."""
    hand, elbow, pelvis = _hand(placed, side), placed.angles[f"{side}-elbow"], placed.body["pelvis"]
    x, y, z = unturn(pelvis.turned, sub(hand, pelvis.at))
    if _touches(placed, "pelvis", "ball") and z < 8:  # noqa: PLR2004 - centimetres, here and below
        return "hand on the ball beside the hip"
    if math.dist(hand, placed.body["head"].at) < 24:  # noqa: PLR2004
        return "hand behind the neck"
    if _on_thigh(placed, side, hand):
        return "hand on the thigh"
    if elbow < 40:  # noqa: PLR2004 - degrees
        return ""
    if x < -6 and abs(y) < 14:  # noqa: PLR2004
        return "hand under the low back" if lying(placed) == "back" else "hand behind the low back"
    if -8 < z < 30:  # noqa: PLR2004
        if abs(y) < 9:  # noqa: PLR2004
            return "hand on the belly"
        return "hand on the side of the waist" if z > 12 else "hand on the hip"  # noqa: PLR2004
    return ""


def _on_thigh(placed: Placed, side: str, hand: Vec) -> bool:
    """Whether a hand lies on the thigh of its side, beyond the middle."""
    hip, knee = placed.body[f"{side}-thigh"].at, placed.body[f"{side}-shank"].at
    bone = sub(knee, hip)
    part = dot(sub(hand, hip), bone) / dot(bone, bone)
    bent = placed.angles[f"{side}-hip"] > 30 and placed.angles[f"{side}-hip_out"] < 25  # noqa: PLR2004 - degrees
    return bent and 0.42 < part < 1.2 and length(sub(hand, mix(hip, knee, part))) < 17  # noqa: PLR2004 - centimetres


def _arm_free(placed: Placed, side: str) -> str:
    """Return what an arm does that rests on nothing but the floor beside it."""
    reach, elbow = (placed.angles[f"{side}-{joint}"] for joint in ("shoulder", "elbow"))
    if elbow > 40:  # noqa: PLR2004 - degrees, here and below
        return ""
    if reach > 140:  # noqa: PLR2004
        return "arm lowered back over the head"
    if reach > 70 and lying(placed) == "back":  # noqa: PLR2004
        return "arm pointing straight up"
    return "arm reaching forward" if reach > 35 else "arm by the side"  # noqa: PLR2004


def _legs(placed: Placed) -> list[str]:
    words = sides(_leg(placed, "left"), _leg(placed, "right"))
    side = lying(placed) == "side"
    if side and not _touches(placed, "elbow"):
        top = "right" if placed.angles["roll"] > 0 else "left"
        if placed.angles[f"{top}-knee"] < STRAIGHT:
            lifted = placed.angles[f"{top}-hip_out"] > 10  # noqa: PLR2004 - degrees
            return [
                _("bottom knee bent"),
                _("top leg straight and lifted") if lifted else _("top leg straight"),
            ]
        opened = placed.angles[f"{top}-hip_turn"] > 15  # noqa: PLR2004 - degrees
        return [
            _("hips and knees bent"),
            _("feet together, top knee opened upward")
            if opened
            else _("feet together, one knee on the other"),
        ]
    if side:
        return [_("knees bent") if placed.angles["left-knee"] > STRAIGHT else _("legs straight")]
    return words


def _arms(placed: Placed) -> list[str]:
    if lying(placed) == "side":
        if _touches(placed, "elbow"):
            return [_("top hand on the hip")]
        top = "right" if placed.angles["roll"] > 0 else "left"
        propped = _hand(placed, top)[2] < 6  # noqa: PLR2004 - centimetres over the floor
        head = [_("head on a pillow")] if _touches(placed, "head") else []
        return [*head, _("top hand on the floor before the chest")] if propped else head
    return sides(_arm(placed, "left"), _arm(placed, "right"))
