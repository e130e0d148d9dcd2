"""A figure ready to be drawn: placed key poses, steps between them, and furniture. It writes no SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from exercises.catalog.model import Exercise, Figure
from exercises.figures import arrows, furniture, lens, solve
from exercises.figures.camera import VIEWS, Camera
from exercises.figures.draw import (
    Piece,
    Shape,
    behind_back,
    near_side,
    order,
    pieces,
    spots,
)
from exercises.figures.people import who_of
from exercises.figures.pose import MISTAKE, Frame, KeyPose, key_poses, mirrored, mistake_pose, other_side
from exercises.figures.solve import Placed, place, place_between
from exercises.figures.space import Mat, Point, Vec

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
        return furniture.floor(self)

    @cached_property
    def things(self) -> list[Shape]:
        """What stands on the floor and keeps still: the chair, cushions."""
        return furniture.things(self)

    def touches(self, placed: Placed) -> list[Shape]:
        """Return the dark shadows where a placed body touches the floor, worked out once."""
        if id(placed) not in self._touched:
            self._touched[id(placed)] = furniture.touches(self, placed, placed.contacts)
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
        return [
            (sides, shape) for sides, kept in goes.items() for shape in furniture.touches(self, first, kept)
        ]

    @property
    def compares(self) -> bool:
        """Whether this is a right pose and the mistake beside it."""
        return self.poses[-1].pose.name == MISTAKE

    @cached_property
    def lens(self) -> Literal["belly", "low-back"] | None:
        """What the lens shows: as the record says; where a mistake bends a low back that lies on the floor, that."""
        wrong, shown = self.figure.mistake, self.figure.lens
        if wrong is None or not self.compares or wrong.ring != "low-back":
            return shown
        bends = [placed.angles["lumbar"] for placed in self.poses]
        lie = all(lens.lies_on_back(placed) for placed in self.poses)
        return "low-back" if lie and max(bends) - min(bends) >= BENT else shown

    @cached_property
    def arrows(self) -> list[tuple[Point, ...]]:
        """The ways of the parts that move most, and signs of what does not travel."""
        return arrows.arrows(self)

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
