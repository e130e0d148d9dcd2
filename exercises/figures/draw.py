"""From placed bodies to drawable pieces: outlines with a material, and the position of each piece in a pose.

It never places a body, never reads a record and writes no SVG.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from exercises.figures import skeleton as sk
from exercises.figures.camera import Camera
from exercises.figures.outline import Tube, curve, disc, rings, tube, view
from exercises.figures.people import DRAWN_IN, FLESH, PEOPLE, Person, forward
from exercises.figures.pose import Body
from exercises.figures.solve import Placed
from exercises.figures.space import Point, Vec, dot, mix, sub, turn, unturn

LIGHT: Point = (-0.35, -0.94)
"""Where the light comes from, in the picture."""


@dataclass(frozen=True)
class Shape:
    """One curve of a piece."""

    tone: str
    """What it is made of: a key of `palette.LIGHT`."""
    points: tuple[Point, ...]
    """In the picture, in centimetres."""
    closed: bool = True
    sharp: frozenset[int] = frozenset()
    """Numbers of points that are corners."""
    shown: float = 1.0
    """How opaque it is, from 0 to 1."""

    @cached_property
    def path(self) -> str:
        """Its path data, worked out once for all the pictures that show it: large, small, light and dark."""
        return curve(self.points, closed=self.closed, sharp=self.sharp)


@dataclass(frozen=True)
class Circle(Shape):
    """A circle; `points` are its outermost ones."""

    at: Point = (0.0, 0.0)
    radius: float = 0.0


def circle(at: Point, radius: float, tone: str) -> Circle:
    """Return a circle of the picture."""
    (x, y), r = at, radius
    return Circle(tone, ((x - r, y), (x, y - r), (x + r, y), (x, y + r)), at=at, radius=r)


@dataclass(frozen=True)
class Rings(Shape):
    """Ellipses in one path; `points` are their outermost ones."""

    ellipses: tuple[tuple[Point, Point, Point], ...] = ()
    """Middle and two half-axes of each, in the picture."""

    @cached_property
    def path(self) -> str:
        """Its path data."""
        return rings(self.ellipses)


def flat_rings(camera: Camera, tone: str, places: Sequence[tuple[Vec, Vec, Vec]]) -> Rings:
    """Return ellipses that lie in space, each given by its middle and two half-axes, as a camera sees them."""
    ellipses = tuple((camera.see(at), camera.see(a), camera.see(b)) for at, a, b in places)
    points = tuple(
        (x + sign * way[0], y + sign * way[1])
        for (x, y), *ways in ellipses
        for way in ways
        for sign in (1, -1)
    )
    return Rings(tone, points, ellipses=ellipses)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part of the body that moves as one is seen in one pose."""

    at: Point
    """Its joint in the picture."""
    angle: float
    """Where it points, in degrees, clockwise as seen from the right."""
    size: float
    """How long it is seen, in centimetres."""
    depth: float


@dataclass(frozen=True, slots=True)
class Piece(Spot):
    """The part with its outlines."""

    shapes: tuple[Shape, ...]


def _grown(section: sk.Section, by: float) -> sk.Section:
    """Return a slice with cloth over it."""
    p, q, r = section.half
    return sk.Section(section.frame, section.centre, (p + by, q + by, r))


def _cut(sections: Sequence[sk.Section], down: float) -> tuple[sk.Section, ...]:
    """Return the slices of a limb as far as a distance along its bone, with a flat one at the cut."""
    kept = [s for s in sections if -s.centre[2] < down - 1]
    last, after = kept[-1], sections[len(kept)]
    part = (down + last.centre[2]) / (last.centre[2] - after.centre[2])
    (x, _, _), (deep, wide, _) = (
        tuple(a + (b - a) * part for a, b in zip(first, second, strict=True))
        for first, second in ((last.centre, after.centre), (last.half, after.half))
    )
    return (*kept, sk.Section(last.frame, (x, 0.0, -down), (deep, wide, 1.0)))


SLEEVE, LEGGING, FOOT = (
    {who: made(flesh) for who, flesh in FLESH.items()}
    for made in (
        lambda flesh: tuple(_grown(s, 0.8) for s in _cut(flesh["upper-arm"], 15.5)),
        lambda flesh: _cut(flesh["shank"], 35.0),
        lambda flesh: (*flesh["foot"], *flesh["toes"][1:]),
    )
)
"""Sleeve, trouser leg, and the foot with its toes, by person."""


def pulled_in(who: str, part: str, belly: float) -> tuple[sk.Section, ...]:
    """Return the slices of trunk or pelvis with the belly wall drawn in by some centimetres."""
    sections = FLESH[who][part]
    if not belly:
        return sections
    return tuple(forward(s, -belly * share) for s, share in zip(sections, DRAWN_IN[part], strict=True))


def _shade(line: Tube, tone: str, deep: float = 0.42, *, skip: int = 0) -> Shape:
    """Return the shaded side of a tube: the one that looks away from the light."""
    middle = line.middle[skip:]
    t = (middle[-1][0] - middle[0][0], middle[-1][1] - middle[0][1])
    edge = (line.right if t[1] * LIGHT[0] - t[0] * LIGHT[1] > 0 else line.left)[skip:]
    inner = tuple(
        (m[0] + (e[0] - m[0]) * (1 - deep), m[1] + (e[1] - m[1]) * (1 - deep))
        for m, e in zip(middle[1:-1], edge[1:-1], strict=True)
    )
    return Shape(tone, (*edge, *reversed(inner)), sharp=frozenset({0, len(edge) - 1}))


def near_side(body: Body, camera: Camera) -> str:
    """Return the side that the viewer sees in front; of two at one depth, the upper one."""
    left, right = body["left-thigh"].at, body["right-thigh"].at
    apart = camera.depth(left) - camera.depth(right)
    if abs(apart) < 6:  # noqa: PLR2004 - centimetres: one lies over the other
        return "left" if camera.see(left)[1] < camera.see(right)[1] else "right"
    return "left" if apart < 0 else "right"


FRONT_BEARD: tuple[Point, ...] = (
    (-6.4, -3.6),
    (-3.6, -5.2),
    (0.0, -7.8),
    (3.6, -5.2),
    (6.4, -3.6),
    (5.4, -8.4),
    (2.8, -11.4),
    (-2.8, -11.4),
    (-5.4, -8.4),
)
LIMBS: Mapping[str, Vec] = {
    "thigh": sk.OFFSET["shank"],
    "shank": sk.OFFSET["foot"],
    "foot": (12.0, 0.0, -4.0),
    "upper-arm": sk.OFFSET["forearm"],
    "forearm": sk.OFFSET["hand"],
    "hand": (0.0, 0.0, -10.0),
}
PARTS: Mapping[str, tuple[str, Vec]] = {
    **{f"{side}-{name}": (f"{side}-{name}", far) for side in sk.SIDES for name, far in LIMBS.items()},
    "neck": ("c7", sk.OFFSET["head"]),
    "pelvis": ("pelvis", (0.0, 0.0, 12.0)),
    "head": ("head", (0.0, 0.0, 10.0)),
}
"""Each piece's frame, and the point of that frame to which it points; all but the trunk, which bends."""


def spots(body: Body, camera: Camera) -> dict[str, Spot]:
    """Return where a camera sees all pieces of a body, by name."""
    ways = {name: (body[frame].at, body[frame].place(far)) for name, (frame, far) in PARTS.items()}
    # from hips to neck: however its spine bends, the shirt stays on both, even where its outline cannot bend
    ways["trunk"] = (body["pelvis"].at, body["c7"].at)
    found = {}
    for name, (here, there) in ways.items():
        (ax, ay), (bx, by) = camera.see(here), camera.see(there)
        found[name] = Spot(
            (ax, ay),
            math.degrees(math.atan2(by - ay, bx - ax)),
            math.hypot(bx - ax, by - ay),
            camera.depth(mix(here, there, 0.5)),
        )
    return found


def pieces(placed: Placed, camera: Camera, near: str, *, awake: bool) -> dict[str, Piece]:
    """Return all pieces of a body as a camera sees them, by name.

    Args:
        placed: the body of a pose.
        camera: sees it.
        near: the side drawn in the lighter shades.
        awake: whether the eyes are open.
    """
    body, who = placed.body, placed.pose.who
    flesh = FLESH[who]
    views = {name: view(frame, camera) for name, frame in body.items()}

    def seen(sections: Sequence[sk.Section], side: str = "") -> Tube:
        return tube([disc(views[side + s.frame], s, other=side == "right-") for s in sections])

    shapes: dict[str, Sequence[Shape]] = {}
    for side in sk.SIDES:
        f = "" if side == near else " far"
        s = f"{side}-"
        thigh = seen(flesh["thigh"], s)
        shapes[f"{s}thigh"] = [Shape(f"legs{f}", thigh.closed), _shade(thigh, f"legs{f} shade", skip=1)]
        ankle = seen(flesh["shank"][4:], s)
        legging = seen(LEGGING[who], s)
        shapes[f"{s}shank"] = [
            Shape(f"skin{f}", ankle.closed),
            Shape(f"legs{f}", legging.closed),
            _shade(legging, f"legs{f} shade"),
        ]
        shapes[f"{s}foot"] = [Shape(f"skin{f}", seen(FOOT[who], s).closed)]
        arm = seen(flesh["upper-arm"], s)
        sleeve = seen(SLEEVE[who], s)
        edges = (
            []
            if f
            else [Shape("top edge", side_line[1:], closed=False) for side_line in (sleeve.left, sleeve.right)]
        )
        shapes[f"{s}upper-arm"] = [
            Shape(f"skin{f}", arm.closed),
            _shade(arm, f"skin{f} shade", skip=2),
            Shape(f"top{f}", sleeve.closed),
            _shade(sleeve, f"top{f} shade", skip=1),
            *edges,
        ]
        fore = seen(flesh["forearm"], s)
        shapes[f"{s}forearm"] = [Shape(f"skin{f}", fore.closed), _shade(fore, f"skin{f} shade")]
        shapes[f"{s}hand"] = [
            Shape(f"skin{f}", seen(flesh["hand"], s).closed),
            Shape(f"skin{f}", seen(sk.THUMB, s).closed),
        ]
    shapes["neck"] = [Shape("skin far", seen(flesh["neck"]).closed)]
    shapes["pelvis"] = [Shape("legs", seen(pulled_in(who, "pelvis", placed.angles["belly"])).closed)]
    trunk = seen(pulled_in(who, "trunk", placed.angles["belly"]))
    spine = tuple(views[name].at for name in (*sk.LUMBAR, "t12"))
    shapes["trunk"] = [
        Shape("top", trunk.closed),
        _shade(trunk, "top shade", 0.5),
        Shape("spine", spine, closed=False),
    ]
    shapes["head"] = _head(body, camera, PEOPLE[who], awake=awake)
    return {
        name: Piece(spot.at, spot.angle, spot.size, spot.depth, tuple(shapes[name]))
        for name, spot in spots(body, camera).items()
    }


FACE: tuple[Point, ...] = (
    (7.6, 9.0),
    (9.1, 6.4),
    (9.6, 3.9),
    (9.4, 1.7),
    (10.1, -0.3),
    (11.2, -2.3),
    (10.9, -3.3),
    (9.9, -3.8),
    (9.9, -5.0),
    (9.5, -5.8),
    (9.6, -6.8),
    (9.1, -7.9),
    (8.8, -9.3),
    (7.6, -10.4),
    (5.4, -10.3),
    (2.6, -8.6),
    (0.0, -6.2),
    (-3.0, -4.6),
    (-5.0, 2.0),
    (0.0, 9.0),
)
"""The face in profile, from the forehead down: x forward, z up from the ear, in centimetres."""
HAIR: tuple[Point, ...] = (
    (8.7, 7.3),
    (8.2, 10.2),
    (4.8, 12.7),
    (0.0, 13.4),
    (-5.0, 12.4),
    (-9.0, 9.2),
    (-10.6, 4.4),
    (-10.0, -0.6),
    (-8.4, -4.6),
    (-6.4, -6.6),
    (-4.2, -5.6),
    (-3.0, -2.6),
    (-2.4, 0.8),
    (0.0, 2.6),
    (2.0, 1.4),
    (3.0, -0.4),
    (3.7, 1.6),
    (4.3, 4.8),
    (6.2, 6.6),
)
"""The hair in profile, from the hairline back."""
BUN: Point = (-7.6, 12.6)
"""The middle of a bun, behind the crown."""
CROPPED: tuple[Point, ...] = (
    (6.6, 9.6),
    (5.6, 11.0),
    (3.0, 12.2),
    (-0.6, 12.6),
    (-5.0, 11.6),
    (-8.6, 8.8),
    (-10.0, 4.4),
    (-9.5, -0.4),
    (-8.0, -4.2),
    (-6.0, -6.0),
    (-4.2, -5.2),
    (-3.0, -2.4),
    (-2.4, 0.8),
    (0.0, 2.6),
    (1.6, 1.2),
    (2.4, -1.8),
    (3.4, -0.6),
    (3.6, 3.8),
    (4.4, 7.4),
)
"""Hair cropped short, with a high forehead."""
BEARD: tuple[Point, ...] = (
    (2.4, -1.6),
    (3.8, -4.2),
    (6.6, -5.0),
    (8.4, -6.8),
    (9.6, -7.2),
    (9.6, -9.2),
    (8.2, -11.6),
    (5.0, -11.4),
    (2.2, -9.4),
    (0.8, -6.6),
    (1.2, -3.0),
)
LID: tuple[Point, ...] = ((6.6, 0.9), (7.5, 0.4), (8.5, 0.8))
"""The line of a closed eye."""
OPEN_LID: tuple[Point, ...] = ((6.4, 1.5), (7.5, 2.2), (8.6, 1.5))
"""The upper lid of an open eye."""


def _pupil(x: float, z: float) -> tuple[Point, ...]:
    """Return an open eye around a point of the face."""
    turns = (i * math.pi / 3 for i in range(6))
    return tuple((x + 0.85 * math.cos(a), z + 1.05 * math.sin(a)) for a in turns)


BROW: tuple[Point, ...] = ((6.5, 3.2), (7.7, 3.6), (8.9, 3.2))
MOUTH: tuple[Point, ...] = ((7.9, -5.5), (8.7, -5.9), (9.5, -5.8))
EAR: tuple[Point, ...] = tuple(
    (0.2 + 1.5 * math.cos(a) + 0.3 * math.sin(a), -0.9 + 2.3 * math.sin(a))
    for a in (i * math.pi / 3 for i in range(6))
)

FRONT_FACE: tuple[Point, ...] = (
    (0.0, -10.8),
    (2.6, -10.3),
    (4.8, -8.3),
    (6.3, -5.0),
    (7.0, -1.0),
    (7.2, 3.0),
    (6.6, 7.0),
    (4.0, 9.6),
    (0.0, 10.2),
    (-4.0, 9.6),
    (-6.6, 7.0),
    (-7.2, 3.0),
    (-7.0, -1.0),
    (-6.3, -5.0),
    (-4.8, -8.3),
    (-2.6, -10.3),
)
"""The face from the front: to the viewer's right, and up, in centimetres from between the ears."""
FRONT_HAIR: tuple[Point, ...] = (
    (7.4, 0.6),
    (8.1, 4.2),
    (7.8, 8.4),
    (5.2, 12.0),
    (0.0, 13.6),
    (-5.2, 12.0),
    (-7.8, 8.4),
    (-8.1, 4.2),
    (-7.4, 0.6),
    (-6.8, 3.6),
    (-5.6, 6.4),
    (-2.6, 7.6),
    (1.4, 7.0),
    (5.2, 7.2),
    (6.6, 4.6),
)


def _head(body: Body, camera: Camera, person: Person, *, awake: bool) -> list[Shape]:
    """Return the head, from its side or from its front, whichever the camera sees more of."""
    head = body["head"]
    facing = -dot(camera.away, turn(head.turned, (1.0, 0.0, 0.0)))
    if abs(facing) > 0.75:  # noqa: PLR2004 - nearer to the front than to the side
        return _front(body, camera, person, awake=awake)

    def see(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(camera.see(head.place((x, 0.0, z))) for x, z in points)

    hair = [Shape("hair", see(CROPPED if person.hair_style == "cropped" else HAIR))]
    if person.hair_style == "bun":
        turns = [i * math.pi / 4 for i in range(8)]
        hair.append(
            Shape("hair", see([(BUN[0] + 3.7 * math.cos(a), BUN[1] + 3.7 * math.sin(a)) for a in turns]))
        )
    if person.beard:
        hair.append(Shape("hair", see(BEARD)))
    eye = [Shape("eye", see(_pupil(7.6, 0.7))), Shape("line", see(OPEN_LID), closed=False)]
    return [
        Shape("skin", see(FACE)),
        *hair,
        Shape("skin far", see(EAR)),
        *(eye if awake else [Shape("line", see(LID), closed=False)]),
        Shape("line", see(BROW), closed=False),
        Shape("line", see(MOUTH), closed=False),
    ]


def _front(body: Body, camera: Camera, person: Person, *, awake: bool) -> list[Shape]:
    """Return the head from its front."""
    head = body["head"]

    def see(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(camera.see(head.place((0.0, y, z))) for y, z in points)

    shapes = []
    for out in (1, -1):
        ear = tuple((out * 7.4 + x * 0.7, z) for x, z in EAR)
        shapes.append(Shape("skin far", see(ear)))
    if person.hair_style == "bun":
        turns = [i * math.pi / 4 for i in range(8)]
        shapes.append(Shape("hair", see([(3.6 * math.cos(a), 13.4 + 3.6 * math.sin(a)) for a in turns])))
    shapes += [Shape("skin", see(FRONT_FACE)), Shape("hair", see(FRONT_HAIR))]
    if person.beard:
        shapes.append(Shape("hair", see(FRONT_BEARD)))
    for out in (1, -1):
        lid = [(out * 1.8, 0.6), (out * 2.9, 0.1), (out * 4.1, 0.6)]
        if awake:
            shapes.append(Shape("eye", see(_pupil(out * 2.9, 0.3))))
            lid = [(out * 1.7, 1.0), (out * 2.9, 1.8), (out * 4.2, 1.0)]
        shapes.append(Shape("line", see(lid), closed=False))
        shapes.append(
            Shape("line", see([(out * 1.6, 3.0), (out * 3.0, 3.5), (out * 4.5, 3.0)]), closed=False)
        )
    shapes.append(Shape("line", see([(0.3, -1.0), (0.9, -2.8), (-0.3, -3.2)]), closed=False))
    shapes.append(Shape("line", see([(-2.2, -5.7), (0.0, -6.8), (2.2, -5.7)]), closed=False))
    return shapes


def behind_back(body: Body, side: str) -> bool:
    """Whether a hand lies behind the back: under it, or on it."""
    pelvis, hand = body["pelvis"], body[f"{side}-hand"]
    x, y, _ = unturn(pelvis.turned, sub(hand.place((0.0, 0.0, -9.0)), pelvis.at))
    return x < -7 and abs(y) < 13  # noqa: PLR2004 - centimetres


def order(found: Mapping[str, Spot], near: str, *, under: bool = False) -> list[str]:
    """Return the names of pieces from back to front.

    The far limbs lie behind the trunk and the near ones before it, but a far limb that reaches well before the trunk
    towards the viewer comes to the front.

    Args:
        found: where all pieces are seen.
        near: the side in front.
        under: whether the near hand lies behind the back, or under the head.
    """
    far = "left" if near == "right" else "right"
    arm, leg = ("hand", "forearm", "upper-arm"), ("foot", "shank", "thigh")
    behind = [f"{far}-{name}" for name in (*arm, *leg)]
    before = [f"{near}-{name}" for name in arm]
    reach = found["trunk"].depth
    front = [name for name in behind if found[name].depth < reach - 10]
    hidden = [name for name in before if name.endswith("hand") and under]
    return [
        *(name for name in behind if name not in front),
        *hidden,
        "neck",
        "pelvis",
        *(name for name in front if name.endswith(leg)),
        *(f"{near}-{name}" for name in leg),
        "trunk",
        "head",
        *(name for name in front if name.endswith(arm)),
        *(name for name in before if name not in hidden),
    ]
