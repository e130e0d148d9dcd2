"""Furniture and shadows as shapes: mat or floor, wall, chair, ball, cushions, stick. It draws no body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercises.figures import solve
from exercises.figures.camera import Camera
from exercises.figures.draw import Piece, Shape, flat_rings
from exercises.figures.pose import MISTAKE
from exercises.figures.solve import BACK, DOWN, UP, Placed, reach, section_reach
from exercises.figures.space import Point, Vec, add, hull, length, mix, scale, sub

if TYPE_CHECKING:
    from exercises.figures.scene import Scene


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
        room = 16 if of.upright else 40  # a narrow picture would cut off a wide floor
        left, right = x0 - room, x1 + room
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
    if "knee-pillow" in props:
        shapes += _knee_pillow(of)
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
    """Return a chair: under a body that sits, else before it, turned to it, under the hands or the calves."""
    seat = first.seat or 0.0
    x = first.body["pelvis"].at[0]
    way = 1.0
    others = [c for c in first.contacts if c.on == "chair" and c.name != "pelvis"]
    if others:
        touched = [reach(first.body, c, DOWN)[1][0] for c in others]
        way = -1.0 if sum(touched) / len(touched) > x else 1.0
        x = sum(touched) / len(touched) - 3 * way

    def along(a: float, b: float) -> tuple[float, float]:
        return (min(x + way * a, x + way * b), max(x + way * a, x + way * b))

    shapes = []
    for y in (19, -19):
        for leg in (-17, 20):
            shapes += _slab(camera, along(leg - 1.8, leg + 1.8), (y - 1.8, y + 1.8), (0, seat), "chair")
    if any(
        c.name == "shank" for c in others
    ):  # turned to the side, so that its back is not in the way of the feet
        for leg in (-17, 20):
            shapes += _slab(camera, along(leg - 1.8, leg + 1.8), (18.5, 22), (seat, seat + 26), "chair")
        shapes += _slab(camera, along(-20, 23), (18.5, 22), (seat + 24, seat + 44), "chair")
    else:
        for y in (19, -19):
            shapes += _slab(camera, along(-22, -18.5), (y - 1.8, y + 1.8), (seat, seat + 26), "chair")
        shapes += _slab(camera, along(-22, -18.5), (-21, 21), (seat + 24, seat + 44), "chair")
    shapes += _slab(camera, along(-20, 23), (-21, 21), (seat - 4, seat), "chair")
    return shapes


def _knee_pillow(of: Scene) -> list[Shape]:
    """Return a pillow between the knees of a body that lies on its side."""
    body = of.poses[0].body
    ends = [mix(body["left-shank"].at, body["right-shank"].at, 0.5)]
    ends.append(mix(body["left-foot"].at, body["right-foot"].at, 0.5))
    at, far = (of.camera.see(p) for p in ends)
    angle = math.atan2(far[1] - at[1], far[0] - at[0])
    c, s = math.cos(angle), math.sin(angle)
    outline = (
        (-13, -3),
        (-9, -6.5),
        (4, -6),
        (17, -6.5),
        (22, -3),
        (22, 3),
        (17, 6.5),
        (4, 6),
        (-9, 6.5),
        (-13, 3),
    )
    points = tuple((at[0] + x * c - y * s, at[1] + x * s + y * c) for x, y in outline)
    return [Shape("pillow side", points)]


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
