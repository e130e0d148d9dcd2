"""A figure ready to be drawn: every key pose placed, the steps between, and the furniture that fits. It writes no SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from exercises.catalog.model import Figure
from exercises.figures import solve
from exercises.figures.camera import VIEWS, Camera
from exercises.figures.draw import Piece, Shape, behind_back, near_side, order, pieces
from exercises.figures.pose import KeyPose, key_poses, mirrored
from exercises.figures.solve import BACK, DOWN, Placed, place, place_between, reach
from exercises.figures.space import Point, Vec, add, turn

STEPS = 4
"""Steps in which the way from one key pose to the next is drawn."""


@dataclass(frozen=True)
class Scene:
    """One figure, placed."""

    slug: str
    figure: Figure
    poses: tuple[Placed, ...]
    """The key poses, in order."""
    two_sided: bool
    """Whether the mirror image is trained too."""

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
        body = self.poses[-1].body
        return order(pieces(body, self.camera, self.near), self.near, under=behind_back(body, self.near))

    @cached_property
    def way(self) -> tuple[Placed, ...]:
        """The movement from the first to the last pose, `STEPS` steps for each key pose."""
        placed = [self.poses[0]]
        for a, b in zip(self.poses, self.poses[1:], strict=False):
            placed += [place_between(a, b, i / STEPS, self.poses[0]) for i in range(1, STEPS)]
            placed.append(b)
        return tuple(placed)

    @cached_property
    def other_way(self) -> tuple[Placed, ...]:
        """The same movement on the other side, as the camera sees it; empty if both sides work together."""
        return mirror_way(self) if self.two_sided else ()

    def pose(self, name: str) -> Placed:
        """Return a key pose by its name.

        Raises:
            KeyError: there is none.
        """
        for placed in self.poses:
            if placed.pose.name == name:
                return placed
        raise KeyError(name)

    def seen(self, placed: Placed) -> dict[str, Piece]:
        """Return the pieces of a placed body."""
        return pieces(placed.body, self.camera, self.near)


def scene(slug: str, figure: Figure, *, two_sided: bool) -> Scene:
    """Return the figure with every key pose resting on its supports."""
    keys = key_poses(figure)
    return Scene(slug, figure, _placed(keys), two_sided)


def _placed(keys: Sequence[KeyPose]) -> tuple[Placed, ...]:
    first = place(keys[0])
    return (first, *(place(key, first) for key in keys[1:]))


def mirror_way(of: Scene) -> tuple[Placed, ...]:
    """Return the movement of the other side: the mirror image, placed anew."""
    keys = [mirrored(KeyPose(p.pose.name, p.angles, p.pose.rests)) for p in of.poses]
    placed = _placed(keys)
    start = placed[0].body["pelvis"].at
    home = of.poses[0].body["pelvis"].at
    del start, home
    way = [placed[0]]
    for a, b in zip(placed, placed[1:], strict=False):
        way += [place_between(a, b, i / STEPS, placed[0]) for i in range(1, STEPS)]
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
            if name not in {"head"}:
                xs.append(frame.at[0])
                ys.append(frame.at[1])
        for side in ("left-", "right-"):
            for part in ("foot", "hand"):
                xs.append(reach(placed.body, solve.Contact(part, side, "floor"), (1.0, 0.0, 0.0))[0])
                xs.append(-reach(placed.body, solve.Contact(part, side, "floor"), BACK)[0])
        head = placed.body["head"].at
        xs += [head[0] - 11, head[0] + 11]
    return (min(xs), max(xs)), (min(ys), max(ys))


def furniture(of: Scene, placed: Placed) -> tuple[list[Shape], list[Shape]]:
    """Return what stands behind the body and what stands before it, in a pose."""
    camera, props = of.camera, of.figure.props
    behind: list[Shape] = []
    before: list[Shape] = []
    (x0, x1), (y0, y1) = ground(of)
    if "mat" in props:
        if x1 - x0 > y1 - y0:
            behind += _slab(camera, (x0 - 8, x1 + 8), (-34, 34), (-1.4, 0), "mat")
        else:
            behind += _slab(camera, (-32, 40), (y0 - 12, y1 + 12), (-1.4, 0), "mat")
    first = of.poses[0]
    if "wall" in props and first.wall is not None:
        wall = first.wall - (2 * solve.BALL_RADIUS - 4 if "ball" in props else 0)
        behind.append(
            _flat(camera, ((wall - 5, 0, 0), (wall, 0, 0), (wall, 0, 185), (wall - 5, 0, 185)), "wall")
        )
    if "chair" in props and first.seat is not None:
        behind += _chair(camera, of, first)
    if "ball" in props:
        behind += _ball(of, placed)
    for name in ("pillow", "towel"):
        if name in props:
            (behind if name == "pillow" else behind).extend(_cushion(of, name))
    if "stick" in props:
        behind += _stick(camera, placed)
    return behind, before


def _chair(camera: Camera, of: Scene, first: Placed) -> list[Shape]:
    seat = first.seat or 0.0
    x = first.body["pelvis"].at[0]
    shapes = []
    for y in (19, -19):
        for leg in (x - 17, x + 20):
            shapes += _slab(camera, (leg - 1.8, leg + 1.8), (y - 1.8, y + 1.8), (0, seat), "chair")
    shapes += _slab(camera, (x - 20, x + 23), (-21, 21), (seat - 4, seat), "chair")
    for y in (19, -19):
        shapes += _slab(camera, (x - 22, x - 18.5), (y - 1.8, y + 1.8), (seat, seat + 26), "chair")
    shapes += _slab(camera, (x - 22, x - 18.5), (-21, 21), (seat + 24, seat + 44), "chair")
    del of
    return shapes


def ball_at(of: Scene, placed: Placed) -> Vec:
    """Return the middle of the ball."""
    for contact in placed.contacts:
        if contact.on == "wall":
            point = reach(placed.body, contact, BACK)[1]
            return (point[0] - solve.BALL_RADIUS + 3, 0.0, point[2])
    for which in (of.poses[0], placed):
        for contact in which.contacts:
            if contact.on == "ball":
                points = [reach(which.body, c, DOWN)[1] for c in which.contacts if c.on == "ball"]
                return (
                    sum(p[0] for p in points) / len(points),
                    sum(p[1] for p in points) / len(points),
                    solve.BALL_RADIUS,
                )
    return (0.0, 0.0, solve.BALL_RADIUS)


def _ball(of: Scene, placed: Placed) -> list[Shape]:
    middle = of.camera.see(ball_at(of, placed))
    r = solve.BALL_RADIUS

    def ring(x: float, y: float, p: float, q: float) -> tuple[Point, ...]:
        return tuple(
            (middle[0] + x + p * math.cos(a), middle[1] + y + q * math.sin(a))
            for a in (i * math.pi / 5 for i in range(10))
        )

    return [
        Shape("ball", ring(0, 0, r, r)),
        Shape(
            "ball shade",
            tuple(
                [
                    (middle[0] + r * math.cos(a), middle[1] + r * math.sin(a))
                    for a in (i * math.pi / 8 - 0.35 for i in range(9))
                ]
                + [
                    (middle[0] - 3 + r * 0.86 * math.cos(a), middle[1] - 6 + r * 0.92 * math.sin(a))
                    for a in (i * math.pi / 8 - 0.35 for i in range(7, 0, -1))
                ]
            ),
            sharp=frozenset({0, 8}),
        ),
        Shape("ball light", ring(-9, -13, 5.5, 3.5)),
    ]


def _cushion(of: Scene, name: str) -> list[Shape]:
    for contact in of.poses[0].contacts:
        if contact.on == name:
            x, y, _ = reach(of.poses[0].body, contact, DOWN)[1]
            high = solve.TOP[name]
            wide, deep = (13.0, 20.0) if name == "pillow" else (5.0, 14.0)
            rows = []
            for side in (deep, -deep):
                a = [
                    (x - wide, y + side, high * 0.45),
                    (x - wide * 0.7, y + side, high + 0.8),
                    (x, y + side, high),
                    (x + wide * 0.7, y + side, high + 0.8),
                    (x + wide, y + side, high * 0.45),
                    (x + wide * 0.7, y + side, 0),
                    (x - wide * 0.7, y + side, 0),
                ]
                rows.append(tuple(of.camera.see(p) for p in a))
            return [Shape(f"{name} side", rows[0]), Shape(name, rows[1])]
    return []


def _stick(camera: Camera, placed: Placed) -> list[Shape]:
    pelvis, chest = placed.body["pelvis"], placed.body["t6"]
    low = pelvis.place((-14.2, 0.0, -12.0))
    up = turn(chest.turned, (0.0, 0.0, 1.0))
    high = add(low, (up[0] * 98, up[1] * 98, up[2] * 98))
    return [Shape("stick", (camera.see(low), camera.see(high)), closed=False)]
