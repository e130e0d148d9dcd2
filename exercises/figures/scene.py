"""A figure ready to be drawn: placed key poses, steps between them, and furniture. It writes no SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from exercises.catalog.model import Exercise, Figure
from exercises.figures import lens, solve
from exercises.figures.camera import VIEWS, Camera
from exercises.figures.draw import (
    Piece,
    Shape,
    behind_back,
    flat_rings,
    near_side,
    order,
    pieces,
    spots,
)
from exercises.figures.people import who_of
from exercises.figures.pose import MISTAKE, Frame, KeyPose, key_poses, mirrored, mistake_pose, other_side
from exercises.figures.solve import BACK, DOWN, UP, Placed, place, place_between, reach, section_reach
from exercises.figures.space import Mat, Point, Vec, add, hull, length, scale, sub

BENT = 8.0
"""How far the low back bends before a lens is worth its place, in degrees."""
STEPS = 4
"""Steps in which the way from start to hold is drawn, shared out between the key poses, one at least for each."""


@dataclass(frozen=True, eq=False)
class Scene:
    """One figure, placed."""

    slug: str
    figure: Figure
    poses: tuple[Placed, ...]
    """The key poses, in order."""
    two_sided: bool
    """Whether the mirror image is trained too."""

    @property
    def who(self) -> str:
        """Who is drawn, a key of `people.PEOPLE`."""
        return self.poses[0].pose.who

    @property
    def camera(self) -> Camera:
        """Where it is seen from."""
        return VIEWS[self.figure.view]

    @cached_property
    def near(self) -> str:
        """The side that stands in front."""
        return near_side(self.poses[0].body, self.camera)

    @cached_property
    def order(self) -> list[str]:
        """Names of pieces from back to front, as in the last pose."""
        last = self.poses[-1]
        under = behind_back(last.body, self.near) or any(c.on == "hands" for c in last.contacts)
        return order(spots(last.body, self.camera), self.near, under=under)

    @cached_property
    def way(self) -> tuple[Placed, ...]:
        """The movement from the first to the last pose, in steps."""
        return _filled(self.poses)

    @cached_property
    def other_way(self) -> tuple[Placed, ...]:
        """The same movement on the other side; empty where the picture itself can be turned over."""
        return mirror_way(self) if self.two_sided and not self.flips else ()

    @property
    def upright(self) -> bool:
        """Whether the body sits or stands, so that a picture higher than wide fits it."""
        first = self.poses[0].angles
        return abs(first["pitch"]) < 45 and abs(first["roll"]) < 45  # noqa: PLR2004 - degrees

    @property
    def ratio(self) -> float:
        """Width to height of a picture that stands in a row with others."""
        return 0.8 if self.upright else 1.6

    @cached_property
    def awake(self) -> bool:
        """Whether the eyes are open: they close only on a head that rests on something in every pose."""
        return not all(any(c.name == "head" for c in placed.contacts) for placed in self.poses)

    @property
    def flips(self) -> bool:
        """Whether the other side is shown by turning the whole picture over: a body seen from its front."""
        return self.figure.view in {"front", "three-quarter"}

    def pose(self, name: str) -> Placed:
        """Return a key pose by its name.

        Raises:
            KeyError: there is none.
        """
        for placed in self.poses:
            if placed.pose.name == name:
                return placed
        raise KeyError(name)

    @cached_property
    def beside_mistake(self) -> Scene | None:
        """The right pose and the usual mistake as a scene of their own; see `mistake_of`."""
        wrong = mistake_pose(self.figure, self.who)
        if self.figure.mistake is None or wrong is None:
            return None
        right = self.pose(self.figure.mistake.like or self.poses[-1].pose.name)
        return Scene(self.slug, self.figure, (right, place(wrong, self.poses[0])), two_sided=False)

    def seen(self, placed: Placed) -> dict[str, Piece]:
        """Return the pieces of a placed body, drawn once."""
        if id(placed) not in self._seen:
            self._seen[id(placed)] = pieces(placed, self.camera, self.near, awake=self.awake)
        return self._seen[id(placed)]

    @cached_property
    def _seen(self) -> dict[int, dict[str, Piece]]:
        return {}

    @cached_property
    def floor(self) -> list[Shape]:
        """What lies and stands under and behind everything: mat or floor, wall, the soft shadow."""
        return floor(self)

    @cached_property
    def things(self) -> list[Shape]:
        """What stands on the floor and keeps still: the chair, cushions."""
        return things(self)

    def touches(self, placed: Placed) -> list[Shape]:
        """Return the dark shadows where a placed body touches the floor, worked out once."""
        if id(placed) not in self._touched:
            self._touched[id(placed)] = touches(self, placed, placed.contacts)
        return self._touched[id(placed)]

    @cached_property
    def _touched(self) -> dict[int, list[Shape]]:
        return {}

    @cached_property
    def lasting(self) -> list[tuple[str, Shape]]:
        """The start's dark shadows, by the sides of the movement on which they go: `p` this one, `q` the other one."""
        first = self.poses[0]
        goes: dict[str, list[solve.Contact]] = {}
        for contact in first.contacts:
            sides = "".join(
                letter
                for letter, poses in (("p", self.poses), ("q", self.other_way[-1:]))
                if any(contact not in placed.contacts for placed in poses)
            )
            goes.setdefault(sides, []).append(contact)
        return [(sides, shape) for sides, kept in goes.items() for shape in touches(self, first, kept)]

    @property
    def compares(self) -> bool:
        """Whether this is a right pose and the mistake beside it."""
        return self.poses[-1].pose.name == MISTAKE

    @cached_property
    def lens(self) -> Literal["belly", "low-back"] | None:
        """What the lens shows: as the record says; where a mistake bends a low back that lies on the floor, that."""
        wrong = self.figure.mistake
        if self.figure.lens is not None or wrong is None or not self.compares or wrong.ring != "low-back":
            return self.figure.lens
        bends = [placed.angles["lumbar"] for placed in self.poses]
        lie = all(lens.lies_on_back(placed) for placed in self.poses)
        return "low-back" if lie and max(bends) - min(bends) >= BENT else None

    @cached_property
    def arrows(self) -> list[tuple[Point, ...]]:
        """The ways of the parts that move most, and signs of what does not travel."""
        return arrows(self)

    @property
    def rocks(self) -> bool:
        """Whether the pelvis is rocked one way and the other, so that its arrow points both ways."""
        bends = [placed.angles["lumbar"] for placed in self.poses]
        return self.figure.arrow == "pelvis" and min(bends) < 0 < max(bends)


def scene(slug: str, figure: Figure, *, two_sided: bool) -> Scene:
    """Return the figure with every key pose resting on its supports."""
    keys = key_poses(figure, who_of(slug, figure))
    return Scene(slug, figure, _placed(keys), two_sided)


class NoFigureError(LookupError):
    """The exercise has no figure."""


@lru_cache(maxsize=64)
def _scene(slug: str, figure: str, *, two_sided: bool) -> Scene:
    return scene(slug, Figure.model_validate_json(figure, strict=True), two_sided=two_sided)


def scene_of(exercise: Exercise) -> Scene:
    """Return the placed figure of an exercise; cached by the content of the record.

    Raises:
        NoFigureError: the record has none.
    """
    if exercise.figure is None:
        raise NoFigureError(exercise.slug)
    return _scene(exercise.slug, exercise.figure.model_dump_json(), two_sided=exercise.dose.sides != "both")


def mistake_of(exercise: Exercise) -> Scene | None:
    """Return a scene of two poses: the right one, and the usual mistake beside it; None if none is drawn.

    Both stand on the same furniture and share one view box, so the two pictures differ only in the mistake.

    Raises:
        NoFigureError: the record has no figure.
        KeyError: the mistake is like a pose that the figure does not have, or rests on an unknown part.
    """
    return scene_of(exercise).beside_mistake


def _placed(keys: Sequence[KeyPose]) -> tuple[Placed, ...]:
    first = place(keys[0])
    return (first, *(place(key, first) for key in keys[1:]))


def mirror_way(of: Scene) -> tuple[Placed, ...]:
    """Return the movement of the other side: the mirror image of every step."""
    return tuple(_mirror(placed) for placed in of.way)


def _mirror(placed: Placed) -> Placed:
    """Return the mirror image of a placed body."""
    body = {
        other_side(name): Frame((at[0], -at[1], at[2]), _mirror_turn(frame.turned))
        for name, frame in placed.body.items()
        for at in (frame.at,)
    }
    pose = mirrored(placed.pose)
    contacts = tuple(solve.Contact(c.name, other_side(c.side), c.on, c.who) for c in placed.contacts)
    angles = mirrored(KeyPose(pose.name, placed.angles, ())).angles
    return Placed(pose, angles, body, contacts, _mirror_turn(placed.tilt), placed.seat, placed.wall)


def _mirror_turn(turned: Mat) -> Mat:
    """Return a turn as the mirror shows it."""
    (a, b, c), (d, e, f), (g, h, i) = turned
    return ((a, -b, c), (-d, e, -f), (g, -h, i))


def _filled(poses: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return key poses with the steps between them."""
    steps = max(1, STEPS // max(1, len(poses) - 1))
    way = [poses[0]]
    for a, b in pairwise(poses):
        way += [place_between(a, b, i / steps, poses[0]) for i in range(1, steps)]
        way.append(b)
    return tuple(way)


# Furniture: shapes that stand still (or roll), in the picture


def _flat(camera: Camera, places: Sequence[Vec], tone: str) -> Shape:
    points = tuple(camera.see(p) for p in places)
    return Shape(tone, points, sharp=frozenset(range(len(points))))


def _slab(
    camera: Camera, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], tone: str
) -> list[Shape]:
    """Return a box as its top and the sides that the camera sees."""
    (x0, x1), (y0, y1), (z0, z1) = x, y, z
    shapes = []
    if camera.right[0] > 0.05:  # noqa: PLR2004 - the side towards -y is seen
        shapes.append(_flat(camera, ((x0, y0, z1), (x1, y0, z1), (x1, y0, z0), (x0, y0, z0)), f"{tone} side"))
    if camera.right[1] > 0.05:  # noqa: PLR2004 - the end towards +x is seen
        shapes.append(_flat(camera, ((x1, y0, z1), (x1, y1, z1), (x1, y1, z0), (x1, y0, z0)), f"{tone} side"))
    shapes.append(_flat(camera, ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), tone))
    return shapes


def ground(of: Scene) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return how far the bodies reach along x and y over the floor, with some room."""
    xs, ys = [], []
    for placed in (*of.poses, *(of.other_way[-1:] or ())):
        for name, frame in placed.body.items():
            if name != "head":
                xs.append(frame.at[0])
                ys.append(frame.at[1])
        for side in ("left-", "right-"):
            for part in ("foot", "hand"):
                xs.append(reach(placed.body, solve.Contact(part, side, "floor", of.who), (1.0, 0.0, 0.0))[0])
                xs.append(-reach(placed.body, solve.Contact(part, side, "floor", of.who), BACK)[0])
        head = placed.body["head"].at
        xs += [head[0] - 11, head[0] + 11]
    return (min(xs), max(xs)), (min(ys), max(ys))


type Range = tuple[float, float]


def _mat(of: Scene) -> tuple[Range, Range]:
    """Return how far the mat reaches along x and y."""
    (x0, x1), (y0, y1) = ground(of)
    lies_along = x1 - x0 > y1 - y0
    return ((x0 - 8, x1 + 8), (-34.0, 34.0)) if lies_along else ((-32.0, 44.0), (y0 - 12, y1 + 12))


WALL = 24.0
"""How thick a wall is drawn, in centimetres."""


def floor(of: Scene) -> list[Shape]:
    """Return what lies and stands under and behind everything: the mat or a patch of floor, the wall, the shadow."""
    camera, props, first = of.camera, of.figure.props, of.poses[0]
    shapes: list[Shape] = []
    if "mat" in props:
        shapes += _slab(camera, *_mat(of), (-1.4, 0), "mat")
    else:
        (x0, x1), _ = ground(of)
        left, right = x0 - 40, x1 + 40
        if first.wall is not None:
            left = _wall(of) - WALL
        middle = ((left + right) / 2, 0.0, 0.0)
        shapes.append(
            flat_rings(camera, "floor", [(middle, ((right - left) / 2, 0.0, 0.0), (0.0, 44.0, 0.0))])
        )
    if "wall" in props and first.wall is not None:
        wall = _wall(of)
        for x, tone in ((wall - WALL, "wall"), (wall - 4, "wall side")):
            shapes.append(_flat(camera, ((x, -30, 0), (wall, -30, 0), (wall, -30, 180), (x, -30, 180)), tone))
    shapes.append(_shadow(of))
    return shapes


def things(of: Scene) -> list[Shape]:
    """Return what stands on the floor and keeps still: the chair, cushions."""
    props, first = of.figure.props, of.poses[0]
    shapes: list[Shape] = []
    if "chair" in props and first.seat is not None:
        shapes += _chair(of.camera, first)
    for name in ("pillow", "towel", "headrest"):
        if name in props:
            shapes += _cushion(of, name)
    return shapes


def _wall(of: Scene) -> float:
    """Return where the wall stands along x; a ball may lie between it and the back."""
    return (of.poses[0].wall or 0.0) - (2 * solve.BALL_RADIUS - 4 if "ball" in of.figure.props else 0)


def moving_furniture(of: Scene, placed: Placed) -> dict[str, Piece]:
    """Return what moves with the body: a ball that rolls, a stick along the back."""
    found = {}
    if "ball" in of.figure.props:
        found["ball"] = _ball(of, placed)
    if "stick" in of.figure.props and placed.pose.name != MISTAKE:  # a rounded back holds no stick
        found["stick"] = _stick(of.camera, placed)
    return found


def _shadow(of: Scene) -> Shape:
    """Return the soft shadow on the floor under everything low; it does not fall off the mat."""
    xs: list[float] = []
    ys: list[float] = []
    for placed in (of.poses[0], of.poses[-1]):
        for frame in placed.body.values():
            if frame.at[2] < (62 if of.figure.view == "side" else 26):
                xs.append(frame.at[0])
                ys.append(frame.at[1])
    x0, x1, y0, y1 = min(xs) - 8, max(xs) + 8, min(ys) - 10, max(ys) + 10
    if "mat" in of.figure.props:
        (left, right), (near, far) = _mat(of)
        x0, x1, y0, y1 = max(x0, left + 2), min(x1, right - 2), max(y0, near + 2), min(y1, far - 2)
    middle = ((x0 + x1) / 2, (y0 + y1) / 2, 0.0)
    return flat_rings(of.camera, "shadow", [(middle, ((x1 - x0) / 2, 0.0, 0.0), (0.0, (y1 - y0) / 2, 0.0))])


EDGE = 1.2
"""How far the shadow of a touch shows around what touches, in centimetres."""
NEAR = 2.0
"""Flesh that hangs no higher than this over the floor darkens it, in centimetres."""


def touches(of: Scene, placed: Placed, contacts: Sequence[solve.Contact]) -> list[Shape]:
    """Return the dark shadows right under what touches the floor, as one shape: they put a body on its floor."""
    patches = []
    for contact in contacts:
        if contact.on != "floor":
            continue
        low = [s for s in contact.sections if -section_reach(placed.body, s, contact.side, DOWN)[0] < NEAR]
        if not low:
            continue
        ends = [section_reach(placed.body, s, contact.side, DOWN)[1] for s in (low[0], low[-1])]
        x, y = ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]
        size = math.hypot(x, y)
        along: Vec = (x / size, y / size, 0.0) if size > 1 else (1.0, 0.0, 0.0)
        across: Vec = (-along[1], along[0], 0.0)
        high = max(section_reach(placed.body, s, contact.side, UP)[0] for s in low) / 2
        # of a round cross-section, only so much of its width lies near the floor
        flat = math.sqrt(1 - max(0.0, 1 - NEAR / high) ** 2)
        middle: Vec = (0.0, 0.0, 0.0)
        half: list[Vec] = []
        for way in (along, across):
            far = max(section_reach(placed.body, s, contact.side, way)[0] for s in low)
            near = -max(section_reach(placed.body, s, contact.side, scale(way, -1))[0] for s in low)
            middle = add(middle, scale(way, (near + far) / 2))
            half.append(scale(way, (far - near) / 2 * flat + EDGE))
        patches.append((middle, half[0], half[1]))
    return [flat_rings(of.camera, "touch", patches)] if patches else []


def _chair(camera: Camera, first: Placed) -> list[Shape]:
    seat = first.seat or 0.0
    x = first.body["pelvis"].at[0]
    shapes = []
    for y in (19, -19):
        for leg in (x - 17, x + 20):
            shapes += _slab(camera, (leg - 1.8, leg + 1.8), (y - 1.8, y + 1.8), (0, seat), "chair")
    for y in (19, -19):
        shapes += _slab(camera, (x - 22, x - 18.5), (y - 1.8, y + 1.8), (seat, seat + 26), "chair")
    shapes += _slab(camera, (x - 22, x - 18.5), (-21, 21), (seat + 24, seat + 44), "chair")
    shapes += _slab(camera, (x - 20, x + 23), (-21, 21), (seat - 4, seat), "chair")
    return shapes


def ball_at(of: Scene, placed: Placed) -> Vec:
    """Return the middle of the ball."""
    r = solve.BALL_RADIUS
    for contact in placed.contacts:
        if contact.on == "wall":
            point = reach(placed.body, contact, BACK)[1]
            return (point[0] - r + 3, 0.0, point[2])
    legs = [c for c in placed.contacts if c.on == "ball" and c.name == "shank"]
    if legs:
        return (sum(_under_leg(placed, c.side) for c in legs) / len(legs), 0.0, r)
    if heels := [c for c in placed.contacts if c.on == "ball" and c.name == "heel"]:
        return (sum(reach(placed.body, c, DOWN)[1][0] for c in heels) / len(heels), 0.0, r)
    on = [reach(of.poses[0].body, c, DOWN)[1][0] for c in of.poses[0].contacts if c.on == "ball"]
    return (sum(on) / len(on) if on else 0.0, 0.0, r)


def _under_leg(placed: Placed, side: str) -> float:
    """Return where along x a ball on the floor touches a calf that lies on it."""
    knee, ankle = placed.body[f"{side}shank"].at, placed.body[f"{side}foot"].at
    x, z = ankle[0] - knee[0], ankle[2] - knee[2]
    size = math.hypot(x, z)
    r = solve.BALL_RADIUS
    if abs(z) < 4:  # noqa: PLR2004 - centimetres: the shin is level
        return knee[0] + x / 2
    n = (-z / size, x / size)
    return knee[0] + (-(r + 3) - n[1] * (r - knee[2])) / n[0]


def _ball(of: Scene, placed: Placed) -> Piece:
    at = ball_at(of, placed)
    r = solve.BALL_RADIUS
    middle = of.camera.see(at)

    def ring(x: float, y: float, p: float, q: float) -> tuple[Point, ...]:
        return tuple(
            (middle[0] + x + p * math.cos(a), middle[1] + y + q * math.sin(a))
            for a in (i * math.pi / 5 for i in range(10))
        )

    outer = [i * math.pi / 8 - 0.35 for i in range(9)]
    shade = [(middle[0] + r * math.cos(a), middle[1] + r * math.sin(a)) for a in outer]
    for i in range(7, 0, -1):
        inner = r * (1 - 0.24 * math.sin(math.pi * i / 8))
        shade.append((middle[0] + inner * math.cos(outer[i]), middle[1] + inner * math.sin(outer[i])))
    # the dark patch under it rolls along
    under = of.camera.see((at[0], at[1], 0.0))[1] - middle[1]
    flat = -10 * of.camera.away[2]
    touch = () if "wall" in of.figure.props else (Shape("touch", ring(0, under, 10, flat)),)
    shapes = (
        *touch,
        Shape("ball", ring(0, 0, r, r)),
        Shape("ball shade", tuple(shade), sharp=frozenset({0, 8})),
        Shape("ball light", ring(-9, -13, 5.5, 3.5)),
    )
    return Piece(middle, 0.0, r, of.camera.depth(at), shapes)


def _cushion(of: Scene, name: str) -> list[Shape]:
    for contact in of.poses[0].contacts:
        if contact.on == name:
            x, y, _ = reach(of.poses[0].body, contact, DOWN)[1]
            high = solve.TOP[name]
            wide, deep = {"pillow": (14.0, 22.0), "towel": (6.5, 21.0), "headrest": (13.0, 17.0)}[name]
            tone = "towel" if name == "towel" else "pillow"
            outline = ((-1, 0.45), (-0.75, 1.1), (0, 1.0), (0.75, 1.1), (1, 0.45), (0.75, 0), (-0.75, 0))
            across = name == "headrest"
            sides = [deep * part for part in ((-1, -0.5, 0, 0.5, 1) if across else (1, 0.5, 0, -0.5, -1))]
            rows = [
                tuple(
                    of.camera.see(
                        (x + side, y + wide * p, high * q) if across else (x + wide * p, y + side, high * q)
                    )
                    for p, q in outline
                )
                for side in sides
            ]
            whole = hull([point for row in rows for point in row])
            return [Shape(f"{tone} side", tuple(whole)), Shape(tone, rows[-1])]
    return []


def _stick(camera: Camera, placed: Placed) -> Piece:
    # it touches the flat bone below the low back and the back of the head; in neutral, the upper back lies between
    tail, head = placed.body["pelvis"].place((-13.9, 0.0, 4.0)), placed.body["head"].place((-11.4, 0.0, 4.0))
    way = scale(sub(head, tail), 1 / length(sub(head, tail)))
    low, high = add(tail, scale(way, -20)), add(tail, scale(way, 84))
    a, b = camera.see(low), camera.see(high)
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return Piece(a, angle, math.hypot(b[0] - a[0], b[1] - a[1]), 0.0, (Shape("stick", (a, b), closed=False),))


# The ring: where the mistake is

RINGS: dict[str, tuple[str, Vec]] = {
    "low-back": ("l3", (-3.0, 0.0, 0.0)),
    "upper-back": ("t6", (2.0, 0.0, 0.0)),
    "neck": ("c7", (0.0, 0.0, 4.0)),
    "head": ("head", (2.0, 0.0, 3.0)),
    "hips": ("pelvis", (0.0, 0.0, 0.0)),
    **{f"{side}-knee": (f"{side}-shank", (0.0, 0.0, 0.0)) for side in ("left", "right")},
    **{f"{side}-foot": (f"{side}-foot", (5.0, 0.0, -4.0)) for side in ("left", "right")},
}
"""The middle of each ring: a part of the body and a point in it, in centimetres."""
RING_RADIUS = 17.0
"""In centimetres of the picture."""


def ring_at(of: Scene, placed: Placed, name: str) -> Point:
    """Return the middle of a ring in the picture.

    Raises:
        KeyError: no place has this name.
    """
    part, local = RINGS[name]
    return of.camera.see(placed.body[part].place(local))


# The arrow: which part moves, and along which way

ENDS = ("hand", "foot")
SHORTEST = 15.0
"""Length of the shortest arrow, in centimetres."""
SIGNS = lens.EFFORTS | {"pelvis"}
"""Arrows that show an effort or a turn, not a way."""


def _middle(of: Scene, placed: Placed, part: str) -> Point:
    """Return the middle of a part as seen."""
    body = placed.body
    if part == "hips":
        return of.camera.see(body["pelvis"].at)
    if part == "head":
        return of.camera.see(body["head"].place((0.0, 0.0, 2.0)))
    side, _, name = part.partition("-")
    frame, local = {
        "hand": ("hand", (0.0, 0.0, -9.0)),
        "foot": ("foot", (5.0, 0.0, -4.0)),
        "knee": ("shank", (0.0, 0.0, 0.0)),
    }[name]
    return of.camera.see(body[f"{side}-{frame}"].place(local))


def arrows(of: Scene) -> list[tuple[Point, ...]]:
    """Return the ways of the parts that move most, a little outside the body, each from its start to its head."""
    name = of.figure.arrow
    if name in lens.EFFORTS and of.lens is not None:
        return lens.arrows(of)
    if name in SIGNS:
        return _signs(of, name or "")
    found = []
    for part in [name] if name else _movers(of):
        a, b = (_middle(of, of.poses[i], part) for i in (0, -1))
        if math.dist(a, b) < 4:  # noqa: PLR2004 - centimetres: too short for an arrow
            continue
        found.append(_push(of, a, b) if part == "hips" else _arc(of, part, a, b))
    return found


def _push(of: Scene, a: Point, b: Point) -> tuple[Point, ...]:
    """Return a straight arrow that lifts the hips from below, lowers them from before, or pushes them back."""
    angles = of.poses[0].angles
    # standing or on all fours, not on the back or on a side
    free = angles["pitch"] > -45 and abs(angles["roll"]) < 45  # noqa: PLR2004 - degrees
    if free and abs(b[0] - a[0]) > abs(b[1] - a[1]):
        way = math.copysign(1.0, b[0] - a[0])
        return tuple((b[0] + way * off, b[1] + 5) for off in (17, 27, 37))
    up = b[1] < a[1]
    long = max(10.0, min(24.0, abs(b[1] - a[1])))
    # before the hands, if they are held out
    hands = max(_middle(of, of.poses[-1], f"{side}-hand")[0] for side in ("left", "right"))
    x, y = (b[0] + 2, b[1] + 14) if up else (max(b[0] + 30, hands + 16), b[1] - 14)
    way = -1.0 if up else 1.0
    return tuple((x, y - way * long * part) for part in (1, 0.5, 0))


def _arc(of: Scene, part: str, a: Point, b: Point) -> tuple[Point, ...]:
    """Return an arrow along the way of a part, a little outside it."""
    trunk = of.camera.see(of.poses[-1].body["t12"].at)
    middle = _middle(of, of.way[len(of.way) // 2], part)
    if math.dist(a, b) < SHORTEST:
        grow = (SHORTEST / math.dist(a, b) - 1) / 2
        step = ((b[0] - a[0]) * grow, (b[1] - a[1]) * grow)
        a, b = (a[0] - step[0], a[1] - step[1]), (b[0] + step[0], b[1] + step[1])
    t = ((b[0] - a[0]), (b[1] - a[1]))
    size = math.hypot(*t)
    n = (-t[1] / size, t[0] / size)
    out = (middle[0] - trunk[0], middle[1] - trunk[1])
    sign = 1.0 if n[0] * out[0] + n[1] * out[1] > 0 else -1.0
    off = (11.0 if part.endswith(ENDS) else 15.0) * sign
    cut = 0.12 if size > 40 else 0.0  # noqa: PLR2004 - a long way need not be drawn whole
    first = (a[0] + t[0] * cut, a[1] + t[1] * cut)
    last = (b[0] - t[0] * cut, b[1] - t[1] * cut)
    bulge = max(4.0, 0.16 * size) * sign
    line = []
    for i in range(5):
        along = i / 4
        high = off + bulge * 4 * along * (1 - along)
        line.append(
            (
                first[0] + (last[0] - first[0]) * along + n[0] * high,
                first[1] + (last[1] - first[1]) * along + n[1] * high,
            )
        )
    return tuple(line)


def _movers(of: Scene) -> list[str]:
    """Return the parts whose way is worth an arrow."""
    go = {
        part: math.dist(_middle(of, of.poses[0], part), _middle(of, of.poses[-1], part))
        for part in (
            "hips",
            "head",
            *(f"{side}-{end}" for side in ("left", "right") for end in ("hand", "foot", "knee")),
        )
    }
    ends = {part: way for part, way in go.items() if part.endswith(ENDS)}
    if go["hips"] > 8 and max(go["left-foot"], go["right-foot"]) < 20:  # noqa: PLR2004 - centimetres
        return ["hips"]
    if go["head"] > 6 and max(go["left-foot"], go["right-foot"]) < 5:  # noqa: PLR2004
        return ["head"]
    most = max(ends.values())
    knees = max(("left-knee", "right-knee"), key=go.__getitem__)
    if most < 8 or (go[knees] > 2 * max(go["left-foot"], go["right-foot"]) and go[knees] > most):  # noqa: PLR2004
        return [knees]
    return [part for part, way in ends.items() if way > 0.35 * most]


def _signs(of: Scene, name: str) -> list[tuple[Point, ...]]:
    """Return arrows for what does not travel: drawing in, bracing, tipping the pelvis."""
    placed = of.poses[-1]
    see, waist, pelvis = of.camera.see, placed.body["l3"], placed.body["pelvis"]
    if name == "belly":
        return [tuple(see(waist.place((x, 0.0, -2.0))) for x in (36, 30, 24))]
    if name == "brace":
        found = []
        upright = abs(placed.angles["pitch"]) < 45  # noqa: PLR2004 - degrees
        sides = (10, 170) if upright else (-38, 38)
        # the chair's back hides the arrow behind the body
        for degrees in sides[:1] if "chair" in of.figure.props else sides:
            c, d = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            found.append(tuple(see(waist.place((r * c, 0.0, r * d))) for r in (37, 31, 25)))
        return found
    sign = -1 if max((p.angles["lumbar"] for p in of.poses), key=abs) >= 0 else 1
    turns = [math.radians(90 + sign * a) for a in (-48, -24, 0, 24, 48)]
    ring = [pelvis.place((27 * math.sin(a), 0.0, 27 * math.cos(a) + 2)) for a in turns]
    return [tuple(see(p) for p in ring)]
