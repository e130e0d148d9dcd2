"""What an arm or a leg does, in words: whole messages for the left one, the right one, and both. It reads no body.

A language inflects the side, and writes two limbs in its own way; so no message is put together from parts.
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.language import N_, _

WORDS: Mapping[str, tuple[str, str, str]] = {
    "foot lifted a little off the floor": (
        N_("left foot lifted a little off the floor"),
        N_("right foot lifted a little off the floor"),
        N_("feet lifted a little off the floor"),
    ),
    "foot flat on the floor": (
        N_("left foot flat on the floor"),
        N_("right foot flat on the floor"),
        N_("feet flat on the floor"),
    ),
    "knee dropped out to the side": (
        N_("left knee dropped out to the side"),
        N_("right knee dropped out to the side"),
        N_("knees dropped out to the sides"),
    ),
    "leg straight, foot flat": (
        N_("left leg straight, foot flat"),
        N_("right leg straight, foot flat"),
        N_("legs straight, feet flat"),
    ),
    "knee bent, foot flat": (
        N_("left knee bent, foot flat"),
        N_("right knee bent, foot flat"),
        N_("knees bent, feet flat"),
    ),
    "leg straight along the floor": (
        N_("left leg straight along the floor"),
        N_("right leg straight along the floor"),
        N_("legs straight along the floor"),
    ),
    "knee bent, shin pointing up": (
        N_("left knee bent, shin pointing up"),
        N_("right knee bent, shin pointing up"),
        N_("knees bent, shins pointing up"),
    ),
    "leg straight": (
        N_("left leg straight"),
        N_("right leg straight"),
        N_("legs straight"),
    ),
    "leg straight back, toes on the floor": (
        N_("left leg straight back, toes on the floor"),
        N_("right leg straight back, toes on the floor"),
        N_("legs straight back, toes on the floor"),
    ),
    "leg lifted back and a little out to the side": (
        N_("left leg lifted back and a little out to the side"),
        N_("right leg lifted back and a little out to the side"),
        N_("legs lifted back and a little out to the sides"),
    ),
    "leg lifted straight back": (
        N_("left leg lifted straight back"),
        N_("right leg lifted straight back"),
        N_("legs lifted straight back"),
    ),
    "leg stretched out above the floor": (
        N_("left leg stretched out above the floor"),
        N_("right leg stretched out above the floor"),
        N_("legs stretched out above the floor"),
    ),
    "knee bent above the hip, shin level": (
        N_("left knee bent above the hip, shin level"),
        N_("right knee bent above the hip, shin level"),
        N_("knees bent above the hips, shins level"),
    ),
    "knee bent, foot lifted off the floor": (
        N_("left knee bent, foot lifted off the floor"),
        N_("right knee bent, foot lifted off the floor"),
        N_("knees bent, feet lifted off the floor"),
    ),
    "hand under the forehead": (
        N_("left hand under the forehead"),
        N_("right hand under the forehead"),
        N_("hands under the forehead"),
    ),
    "arm lifted forward and a little out to the side": (
        N_("left arm lifted forward and a little out to the side"),
        N_("right arm lifted forward and a little out to the side"),
        N_("arms lifted forward and a little out to the sides"),
    ),
    "arm on the floor beyond the head": (
        N_("left arm on the floor beyond the head"),
        N_("right arm on the floor beyond the head"),
        N_("arms on the floor beyond the head"),
    ),
    "arm lifted forward, in line with the back": (
        N_("left arm lifted forward, in line with the back"),
        N_("right arm lifted forward, in line with the back"),
        N_("arms lifted forward, in line with the back"),
    ),
    "hand slid forward on the floor": (
        N_("left hand slid forward on the floor"),
        N_("right hand slid forward on the floor"),
        N_("hands slid forward on the floor"),
    ),
    "hand on the floor": (
        N_("left hand on the floor"),
        N_("right hand on the floor"),
        N_("hands on the floor"),
    ),
    "hand on the ball beside the hip": (
        N_("left hand on the ball beside the hip"),
        N_("right hand on the ball beside the hip"),
        N_("hands on the ball beside the hips"),
    ),
    "hand behind the neck": (
        N_("left hand behind the neck"),
        N_("right hand behind the neck"),
        N_("hands behind the neck"),
    ),
    "hand on the thigh": (
        N_("left hand on the thigh"),
        N_("right hand on the thigh"),
        N_("hands on the thighs"),
    ),
    "hand under the low back": (
        N_("left hand under the low back"),
        N_("right hand under the low back"),
        N_("hands under the low back"),
    ),
    "hand behind the low back": (
        N_("left hand behind the low back"),
        N_("right hand behind the low back"),
        N_("hands behind the low back"),
    ),
    "hand on the belly": (
        N_("left hand on the belly"),
        N_("right hand on the belly"),
        N_("hands on the belly"),
    ),
    "hand on the side of the waist": (
        N_("left hand on the side of the waist"),
        N_("right hand on the side of the waist"),
        N_("hands on the sides of the waist"),
    ),
    "hand on the hip": (
        N_("left hand on the hip"),
        N_("right hand on the hip"),
        N_("hands on the hips"),
    ),
    "arm lowered back over the head": (
        N_("left arm lowered back over the head"),
        N_("right arm lowered back over the head"),
        N_("arms lowered back over the head"),
    ),
    "arm pointing straight up": (
        N_("left arm pointing straight up"),
        N_("right arm pointing straight up"),
        N_("arms pointing straight up"),
    ),
    "arm reaching forward": (
        N_("left arm reaching forward"),
        N_("right arm reaching forward"),
        N_("arms reaching forward"),
    ),
    "arm by the side": (
        N_("left arm by the side"),
        N_("right arm by the side"),
        N_("arms by the sides"),
    ),
}
"""By what one limb does, without its side: of the left one, of the right one, and of both."""


def sides(left: str, right: str) -> list[str]:
    """Return what the two sides do, together where it is the same.

    Args:
        left: a key of `WORDS`; nothing where there is nothing to say.
        right: the same.
    """
    if left == right:
        return [_(WORDS[left][2])] if left else []
    return [_(WORDS[key][which]) for which, key in ((1, right), (0, left)) if key]
