"""The rules of poses: joint ranges, contacts, balance, collisions, and a neutral low back.

Rules like those of `exercises.catalog.rules`: one generator each, its docstring the rule. They look at the key poses
and at the steps between them, as drawn. They read no file and raise nothing.

The ranges of motion are the ones that the American Academy of Orthopaedic Surgeons printed in "Joint Motion: Method of
Measuring and Recording" (1965) and that are widely used as a common reference. Where a pose loads a joint with the
body's weight or rests it passively, this project allows a little more and says so at the joint. How far "neutral"
reaches, and the tolerances of touch and balance, are this project's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from exercises.catalog.load import Entry
from exercises.catalog.model import Exercise, Pose
from exercises.catalog.rules import Case, Finding, Findings, Rule
from exercises.catalog.wording import Loc
from exercises.figures import skeleton as sk
from exercises.figures import solve
from exercises.figures.furniture import ball_at
from exercises.figures.lens import EFFORTS
from exercises.figures.people import FLESH, PEOPLE
from exercises.figures.pose import MISTAKE, Angles
from exercises.figures.scene import BENT, Scene, mistake_of, scene_of
from exercises.figures.solve import BACK, DOWN, Contact, Placed, height, reach, section_reach
from exercises.figures.space import Mat, Vec, hull, length, sub, unturn

RANGES: Mapping[str, tuple[float, float]] = {
    "hip": (-30, 120),
    "hip_out": (-30, 45),
    "hip_turn": (-45, 45),
    "knee": (0, 135),
    "ankle": (-50, 20),
    "toes": (-45, 70),
    "shoulder": (-60, 180),
    "shoulder_out": (-45, 180),
    "shoulder_turn": (-90, 90),
    "elbow": (0, 150),
    "forearm": (-80, 80),
    "wrist": (-90, 80),
}
"""Degrees from least to most for each joint of a limb. `wrist`: 70 back when lifted by its own muscles; on a hand that
carries weight it bends further, and 90 is this project's allowance. `shoulder_turn`: 70 inward at the joint itself; the
shoulder blade tips too when a hand goes behind the back, and 90 is this project's allowance. `toes`: the joint of
the great toe."""
NECK: Mapping[str, tuple[float, float]] = {"neck": (-45, 45), "neck_turn": (-60, 60), "neck_side": (-45, 45)}
LUMBAR: Mapping[str, tuple[float, float]] = {
    "lumbar": (-30, 45),
    "lumbar_side": (-25, 25),
    "lumbar_twist": (-15, 15),
}
"""How far the low back may go where a drill or a mistake leaves neutral: this project's own, for drawing."""
CARICATURE = 1.5
"""How much further the low back and the neck of a mistake may bend: a mistake is drawn larger than it is."""
NAMES: Mapping[str, str] = {
    "lumbar": "lumbar spine",
    "lumbar_side": "lumbar spine (to the side)",
    "lumbar_twist": "lumbar spine (twist)",
    "hip_out": "hip (out to the side)",
    "hip_turn": "hip (turn)",
    "shoulder_out": "shoulder (out to the side)",
    "shoulder_turn": "shoulder (turn)",
    "neck_turn": "neck (turn)",
    "neck_side": "neck (to the side)",
}

NEUTRAL = 5.0
"""How far the low back may bend, lean or twist from neutral, in degrees, where an exercise keeps neutral."""
TOUCH = 1.0
"""How far a supporting part may hang above what it rests on, in centimetres."""
SINK = 2.5
"""How deep flesh may press into the floor, in centimetres: it gives way a little, a floor does not."""
INTO_BALL = 9.0
"""How deep flesh may press into a ball, in centimetres."""
BALANCE = 2.0
"""How far the centre of mass may lie outside the support, in centimetres."""
CARRIES = 3.0
"""Flesh of a supporting part that hangs no higher than this carries weight, in centimetres."""
THROUGH = 2.5
"""How deep a limb's bone may lie in the flesh of another part, in centimetres: skin gives way, no more."""
UNDER = 12.0
"""How far from the place under its shoulder a hand or elbow may carry the trunk, in centimetres."""
AHEAD = 30.0
"""How far a hand may lie ahead of its shoulder while both knees carry too, in centimetres: hips that rock back."""
ALL_FOURS = frozenset({"left-hand", "right-hand", "left-knee", "right-knee"})
"""What carries a body that rocks."""
PROPPED: Mapping[str, str] = {"hand": "hand", "elbow": "forearm", "forearm": "forearm"}
"""Contacts on which an arm carries, and the joint that stands under the shoulder."""
LIES = frozenset({"pelvis", "back", "chest", "ribs", "thigh"})
"""Contacts of a body that lies: its arms carry nothing."""
STRETCH = 0.1
"""How far a bone may differ from its length, in centimetres."""
STILL = 3.0
"""Poses that differ by no more than this, in degrees, are alike."""
PROPS: Mapping[str, str] = {
    "mat": "mat",
    "chair": "firm-chair",
    "wall": "wall",
    "ball": "stability-ball",
    "pillow": "small-pillow",
    "headrest": "small-pillow",
    "towel": "rolled-towel",
    "stick": "stick",
}
"""What a prop is called in `equipment`."""


def placed_figures(case: Case, *, mistakes: bool = False) -> Iterator[tuple[Entry[Exercise], Scene]]:
    """Yield every record with a figure, placed; one that cannot be placed is left to `contacts_known`.

    Args:
        case: what the rules look at.
        mistakes: whether the usual mistake follows, as a scene of that one pose.
    """
    for entry in case.loaded.exercises:
        if entry.value.figure is not None:
            try:
                yield entry, scene_of(entry.value)
                if mistakes and (compared := mistake_of(entry.value)) is not None:
                    yield entry, Scene(compared.slug, compared.figure, compared.poses[-1:], two_sided=False)
            except (KeyError, IndexError, ZeroDivisionError):
                continue


def _loc(index: int, placed: Placed | None = None) -> Loc:
    if placed is not None and placed.pose.name == MISTAKE:
        return ("figure", "mistake")
    return ("figure", "poses", index)


def _stages(of: Scene) -> Iterator[tuple[int, str, Placed]]:
    """Yield every pose as drawn, the key poses first: number of the key pose it leads to, name, body."""
    names = [placed.pose.name for placed in of.poses]
    for number, placed in enumerate(of.poses):
        yield number, f"pose {names[number]!r}", placed
    number = 0
    for placed in of.way:
        if placed is of.poses[number]:
            number = min(number + 1, len(names) - 1)
        else:
            yield number, f"between {names[number - 1]!r} and {names[number]!r}", placed


def contacts_known(case: Case) -> Findings:
    """Every contact names a part, and what it rests on is in the picture; the first pose says what touches what."""
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is None:
            continue
        poses: list[tuple[Loc, Pose]] = [(_loc(index), pose) for index, pose in enumerate(figure.poses)]
        if figure.mistake is not None:
            poses.append((("figure", "mistake"), figure.mistake))
        for loc, pose in poses:
            for rest in pose.rests or ():
                try:
                    groups = solve.contacts_of((rest,))
                except KeyError:
                    known = ", ".join(sorted({*solve.TOUCHES, *solve.PLURAL}))
                    message = f"pose {pose.name!r}: {rest!r} must name one of {known}"
                    yield Finding(entry.path, (*loc, "rests"), message)
                    continue
                on = groups[0][0].on
                if on not in {"floor", "hands"} and on not in figure.props:
                    message = f"pose {pose.name!r}: {rest!r} must rest on something of figure.props"
                    yield Finding(entry.path, (*loc, "rests"), message)
        if not figure.poses[0].rests:
            yield Finding(
                entry.path, _loc(0), f"pose {figure.poses[0].name!r}: rests must say what touches what"
            )


def props_are_equipment(case: Case) -> Findings:
    """What stands in the picture is in the list of what is needed."""
    for entry in case.loaded.exercises:
        for prop in entry.value.figure.props if entry.value.figure else ():
            needed = PROPS.get(prop)
            if needed is None:
                yield Finding(entry.path, ("figure", "props"), f"{prop!r} must be one of {', '.join(PROPS)}")
            elif needed not in entry.value.equipment:
                message = f"the picture shows {prop!r}, so equipment must name {needed!r}"
                yield Finding(entry.path, ("figure", "props"), message)


def start_and_hold(case: Case) -> Findings:
    """The first pose is `start` and the last is `hold`."""
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is None:
            continue
        for index, name in ((0, "start"), (len(figure.poses) - 1, "hold")):
            if figure.poses[index].name != name:
                message = f"pose {figure.poses[index].name!r} must be called {name!r}"
                yield Finding(entry.path, (*_loc(index), "name"), message)


def angles_in_range(case: Case) -> Findings:
    """Every joint stays inside its range of motion; a knee or elbow is never bent backwards."""
    for entry, of in placed_figures(case, mistakes=True):
        for index, placed in enumerate(of.poses):
            for name, low, high in _limits(placed):
                for angles in (placed.pose.angles, placed.angles):
                    value = angles[name]
                    if not low - 0.5 <= value <= high + 0.5:
                        message = _bent(placed, name, value, (low, high), solved=angles is placed.angles)
                        yield Finding(entry.path, _loc(index, placed), message)
                        break


def _limits(placed: Placed) -> Iterator[tuple[str, float, float]]:
    more = CARICATURE if placed.pose.name == MISTAKE else 1.0
    for name, (low, high) in (*NECK.items(), *LUMBAR.items()):
        yield name, low * more, high * more
    for side in sk.SIDES:
        for name, (low, high) in RANGES.items():
            yield f"{side}-{name}", low, high


def _bent(placed: Placed, name: str, value: float, limits: tuple[float, float], *, solved: bool) -> str:
    side, _, joint = name.rpartition("-")
    shown = f"{side} {NAMES.get(joint, joint)}".strip()
    back = f"{shown} is bent backwards: " if joint in {"knee", "elbow"} and value < 0 else f"{shown}: "
    number = (
        f"comes out at {value:.0f} degrees where the body rests, and" if solved else f"{value:.0f} degrees"
    )
    return f"pose {placed.pose.name!r}: {back}{number} must lie between {limits[0]:.0f} and {limits[1]:.0f}"


def neutral_kept(case: Case) -> Findings:
    """The low back stays in neutral in every key pose and on the way, but in drills that say they leave it."""
    for entry, of in placed_figures(case):
        if entry.value.leaves_neutral is not None:
            continue
        told: set[int] = set()
        for index, where, placed in _stages(of):
            for name, word in (("lumbar", "bent"), ("lumbar_side", "leaning"), ("lumbar_twist", "twisted")):
                value = placed.angles[name]
                if abs(value) > NEUTRAL and index not in told:
                    told.add(index)
                    message = (
                        f"{where}: lumbar spine {word} by {value:.0f} degrees must stay within {NEUTRAL:.0f} of"
                        " neutral, or the record must say why it leaves it (leaves_neutral)"
                    )
                    yield Finding(entry.path, _loc(index), message)


def hips_keep_level(case: Case) -> Findings:
    """The hips do not roll to a side from the start on: a hip that turns up twists the back."""
    for entry, of in placed_figures(case):
        start = of.poses[0].angles["roll"]
        for index, placed in enumerate(of.poses):
            off = placed.angles["roll"] - start
            if abs(off) > NEUTRAL and entry.value.leaves_neutral is None:
                message = (
                    f"pose {placed.pose.name!r}: the hips roll by {off:.0f} degrees from the start; they must stay"
                    f" within {NEUTRAL:.0f}"
                )
                yield Finding(entry.path, _loc(index), message)


def bones_keep_length(case: Case) -> Findings:
    """Every bone has the same length in every pose."""
    for entry, of in placed_figures(case, mistakes=True):
        for index, where, placed in _stages(of):
            for name, bone in _bones(placed):
                if abs(bone - length(sk.OFFSET[name.rpartition(" ")[2]])) > STRETCH:
                    yield Finding(
                        entry.path,
                        _loc(index, placed),
                        f"{where}: {name}: {bone:.1f} cm is not the bone's length",
                    )


def _bones(placed: Placed) -> Iterator[tuple[str, float]]:
    """Yield each bone, named after the joint at its end, and its length."""
    body = placed.body
    for side in sk.SIDES:
        for joint, above in (
            ("shank", "thigh"),
            ("foot", "shank"),
            ("forearm", "upper-arm"),
            ("hand", "forearm"),
        ):
            yield f"{side} {joint}", length(sub(body[f"{side}-{joint}"].at, body[f"{side}-{above}"].at))
    for joint, above in zip(sk.SPINE[1:], sk.SPINE, strict=False):
        yield joint, length(sub(body[joint].at, body[above].at))


def supports_touch(case: Case) -> Findings:
    """Whatever carries the body touches what it rests on, in every key pose and on the way."""
    for entry, of in placed_figures(case, mistakes=True):
        told: set[tuple[int, str]] = set()
        for index, where, placed in _stages(of):
            for contact in placed.contacts:
                gap = _gap(placed, contact)
                name = f"{contact.side.replace('-', ' ')}{contact.name}"
                if gap > TOUCH and (index, name) not in told:
                    told.add((index, name))
                    message = f"{where}: {name} floats {gap:.1f} cm off the {contact.on}; it must touch"
                    yield Finding(entry.path, _loc(index, placed), message)


def _gap(placed: Placed, contact: Contact) -> float:
    """Return how far a contact hangs off what it rests on, in centimetres."""
    if contact.on == "chair":
        return -reach(placed.body, contact, DOWN)[0] - (placed.seat or 0.0)
    if contact.on == "wall":
        return max(0.0, -reach(placed.body, contact, BACK)[0] - (placed.wall or 0.0) - 3.0)
    return height(placed.body, contact)


def nothing_sinks(case: Case) -> Findings:
    """No part of the body sinks into the floor, the wall or the ball."""
    for entry, of in placed_figures(case, mistakes=True):
        told: set[tuple[int, str]] = set()
        for index, where, placed in _stages(of):
            for name, thing, depth in _sunk(of, placed):
                if (index, name) not in told:
                    told.add((index, name))
                    message = f"{where}: {name.replace('-', ' ')} sinks {depth:.1f} cm into the {thing}"
                    yield Finding(entry.path, _loc(index, placed), message)


def _sunk(of: Scene, placed: Placed) -> Iterator[tuple[str, str, float]]:
    """Yield every part that lies deeper in something than flesh can give way."""
    against = placed.wall if "wall" in of.figure.props and "ball" not in of.figure.props else None
    middle = ball_at(of, placed) if "ball" in of.figure.props and "wall" not in of.figure.props else None
    for part, sections in FLESH[placed.pose.who].items():
        for side in ("left-", "right-") if part in sk.LIMB_PARTS else ("",):
            depth = max(section_reach(placed.body, section, side, DOWN)[0] for section in sections)
            if depth > SINK:
                yield f"{side}{part}", "floor", depth
            if against is not None:
                behind = against + max(
                    section_reach(placed.body, section, side, BACK)[0] for section in sections
                )
                if behind > SINK:
                    yield f"{side}{part}", "wall", behind
            if middle is not None and part not in {"hand", "forearm"}:
                inside = max(_into_ball(placed, section, side, middle) for section in sections)
                if inside > INTO_BALL:
                    yield f"{side}{part}", "ball", inside


def _into_ball(placed: Placed, section: sk.Section, side: str, middle: Vec) -> float:
    """Return how deep a slice reaches into the ball, in centimetres."""
    frame = placed.body[f"{side}{section.frame}"]
    x, y, z = section.centre
    at = frame.place((x, -y if side == "right-" else y, z))
    to = sub(middle, at)
    away = length(to)
    if away < 1:
        return solve.BALL_RADIUS
    way = (to[0] / away, to[1] / away, to[2] / away)
    far, _ = section_reach(placed.body, section, side, way)
    return solve.BALL_RADIUS - away + far - sum(a * b for a, b in zip(at, way, strict=True))


SOLID: Mapping[str, tuple[str, ...]] = {
    "hand": ("trunk", "pelvis", "head", "left-thigh", "right-thigh"),
    "forearm": ("trunk", "pelvis", "head", "left-thigh", "right-thigh"),
    "upper-arm": ("head",),
    "shank": ("trunk", "head", "other-thigh", "other-shank"),
    "foot": ("trunk", "head", "other-thigh", "other-shank", "other-foot"),
}
"""What must not pass through what: parts of a limb, and other parts of the body."""


def nothing_passes_through(case: Case) -> Findings:
    """No arm or leg passes through the trunk, the head or another limb, in any key pose or on the way."""
    for entry, of in placed_figures(case, mistakes=True):
        told: set[tuple[int, str]] = set()
        for index, where, placed in _stages(of):
            for name, other, depth in _crossed(placed):
                if (index, name) not in told:
                    told.add((index, name))
                    message = f"{where}: {name} passes {depth:.1f} cm into the {other}"
                    yield Finding(entry.path, _loc(index, placed), message)


def _crossed(placed: Placed) -> Iterator[tuple[str, str, float]]:
    """Yield every part of a limb whose bone lies inside the flesh of another part: what, in what, how deep."""
    flesh = {
        f"{side}{part}": [_ellipsoid(placed, section, side) for section in FLESH[placed.pose.who][part]]
        for part in ("trunk", "pelvis", "head", "thigh", "shank", "foot")
        for side in (("left-", "right-") if part in sk.LIMB_PARTS else ("",))
    }
    # most limbs are far from most parts: a box around each part says so at once
    bounds = {
        name: tuple(
            tuple(f(at[i] + sign * max(half) for at, _, half in slices) for i in range(3))
            for f, sign in ((min, -1), (max, 1))
        )
        for name, slices in flesh.items()
    }
    for side, off in (("left-", "right-"), ("right-", "left-")):
        for part, others in SOLID.items():
            bone = [_ellipsoid(placed, section, side)[0] for section in FLESH[placed.pose.who][part]]
            for other in others:
                name = other.replace("other-", off)
                low, high = bounds[name]
                depth = max(
                    (
                        _inside(point, slice_)
                        for point in bone
                        if all(a < p < b for a, p, b in zip(low, point, high, strict=True))
                        for slice_ in flesh[name]
                    ),
                    default=0.0,
                )
                if depth > THROUGH:
                    yield f"{side}{part}".replace("-", " ", 1), name.replace("-", " "), depth


def _ellipsoid(placed: Placed, section: sk.Section, side: str) -> tuple[Vec, Mat, Vec]:
    """Return a slice of flesh in the world: its middle, how it is turned, its half-axes."""
    frame = placed.body[f"{side}{section.frame}"]
    x, y, z = section.centre
    return frame.place((x, -y if side == "right-" else y, z)), frame.turned, section.half


def _inside(point: Vec, slice_: tuple[Vec, Mat, Vec]) -> float:
    """Return how deep a point lies inside a slice, in centimetres; slices lie so close that each is 6 cm thick."""
    at, turned, (deep, wide, _) = slice_
    apart = sub(point, at)
    if max(map(abs, apart)) > max(deep, wide, 3.0):
        return 0.0
    x, y, z = unturn(turned, apart)
    if abs(z) > 3:  # noqa: PLR2004 - centimetres
        return 0.0
    return max(0.0, 1 - math.hypot(x / deep, y / wide)) * min(deep, wide)


def arms_stand_upright(case: Case) -> Findings:
    """An arm that holds the trunk off the floor stands under its shoulder: on its hand or on its elbow.

    After the start, a body on both hands and both knees may move its hips back: the knees then carry more.
    """
    for entry, of in placed_figures(case):
        for index, placed in enumerate(of.poses):
            if any(c.name in LIES for c in placed.contacts):
                continue
            rocks = index > 0 and {f"{c.side}{c.name}" for c in placed.contacts} >= ALL_FOURS
            for contact in placed.contacts:
                end = PROPPED.get(contact.name)
                if end is None or contact.on != "floor":
                    continue
                (x, y, _), (p, q, _) = (
                    placed.body[f"{contact.side}{part}"].at for part in ("upper-arm", end)
                )
                off = math.hypot(p - x, q - y)
                if rocks and 0 < p - x <= AHEAD and abs(q - y) <= UNDER:
                    continue
                if off > UNDER:
                    side = contact.side.replace("-", " ")
                    message = (
                        f"pose {placed.pose.name!r}: {side}{contact.name} stands {off:.0f} cm off the place under the"
                        f" {side}shoulder; it must be within {UNDER:.0f}"
                    )
                    yield Finding(entry.path, _loc(index), message)


def balanced(case: Case) -> Findings:
    """The centre of mass lies over what carries the body, in every key pose."""
    for entry, of in placed_figures(case, mistakes=True):
        for index, placed in enumerate(of.poses):
            off = outside(centre_of_mass(placed), support(of, placed))
            if off > BALANCE:
                message = (
                    f"pose {placed.pose.name!r}: the body is out of balance: its centre of mass lies {off:.1f} cm"
                    " outside its support; hips or shoulders must come over it"
                )
                yield Finding(entry.path, _loc(index, placed), message)


def centre_of_mass(placed: Placed) -> Vec:
    """Return the body's centre of mass."""
    total, x, y, z = 0.0, 0.0, 0.0, 0.0
    for mass, frame, (p, q, r) in sk.MASS.values():
        for side in ("left-", "right-") if frame in sk.LIMB_PARTS else ("",):
            a, b, c = placed.body[f"{side}{frame}"].place((p, q, r))
            total, x, y, z = total + mass, x + mass * a, y + mass * b, z + mass * c
    return (x / total, y / total, z / total)


def support(of: Scene, placed: Placed) -> list[tuple[float, float]]:
    """Return the points of the floor that carry the body, seen from above."""
    points = []
    for contact in placed.contacts:
        if contact.on == "wall":
            x, y, _ = reach(placed.body, contact, BACK)[1]
            points += [(x, y - 10), (x, y + 10)]
            continue
        for part, number in contact.touch.slices:
            flesh = FLESH[placed.pose.who][part]
            for section in flesh if number is None else (flesh[number],):
                far, (x, y, _) = section_reach(placed.body, section, contact.side, DOWN)
                top = placed.seat or 0.0 if contact.on == "chair" else solve.TOP.get(contact.on, 0.0)
                if -far - top < CARRIES:
                    wide = 12.0 if part in {"pelvis", "trunk"} else 3.0
                    points += [(x - 2, y - wide), (x - 2, y + wide), (x + 2, y - wide), (x + 2, y + wide)]
    if any(c.on == "chair" for c in placed.contacts):
        x, y, _ = placed.body["pelvis"].at
        points += [(x - 14, y - 15), (x - 14, y + 15), (x + 15, y - 15), (x + 15, y + 15)]
    if any(c.on == "ball" for c in placed.contacts):
        x, y, _ = ball_at(of, placed)
        points += [(x - 8, y - 8), (x - 8, y + 8), (x + 8, y - 8), (x + 8, y + 8)]
    return points


def outside(at: Vec, points: Sequence[tuple[float, float]]) -> float:
    """Return how far a place lies outside the hull of points, in centimetres; 0 inside it."""
    edge = hull(points)
    if len(edge) < 3:  # noqa: PLR2004 - no area
        return min((math.dist(at[:2], p) for p in edge), default=math.inf)
    off = 0.0
    for (ax, ay), (bx, by) in zip(edge, [*edge[1:], edge[0]], strict=True):
        size = math.hypot(bx - ax, by - ay)
        off = max(off, ((at[0] - ax) * (by - ay) - (at[1] - ay) * (bx - ax)) / size)
    return off


def something_moves(case: Case) -> Findings:
    """Start and hold differ, or a pose between them does, unless the arrow says that only the belly works."""
    for entry, of in placed_figures(case):
        if of.figure.arrow in EFFORTS:
            continue
        first = of.poses[0].pose.angles
        if all(alike(first, placed.pose.angles) for placed in of.poses[1:]):
            message = (
                f"pose {of.poses[-1].pose.name!r} must differ from {of.poses[0].pose.name!r}, or figure.arrow must be"
                f" one of {', '.join(sorted(EFFORTS))}"
            )
            yield Finding(entry.path, _loc(len(of.poses) - 1), message)


def people_known(case: Case) -> Findings:
    """Whoever is drawn is one of the people that the figures know."""
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is not None and figure.who is not None and figure.who not in PEOPLE:
            message = f"{figure.who!r} must be one of {', '.join(PEOPLE)}"
            yield Finding(entry.path, ("figure", "who"), message)


SOFTLY = 3.0
"""How far the belly wall is drawn in at most, in centimetres: a little, not as far as it goes."""


def efforts_are_seen(case: Case) -> Findings:
    """An effort that moves nothing has a lens, and its hold says what works: the belly wall goes in, or is firm."""
    for entry, of in placed_figures(case):
        if of.figure.arrow not in EFFORTS:
            continue
        last = of.poses[-1].angles
        name = {"belly": "belly", "brace": "firm"}[of.figure.arrow]
        if of.figure.lens != "belly":
            message = f"arrow {of.figure.arrow!r} shows an effort, so figure.lens must be 'belly'"
            yield Finding(entry.path, ("figure", "lens"), message)
        elif last[name] <= of.poses[0].angles[name]:
            message = (
                f"pose 'hold': {name} must be greater than in 'start', since the arrow is {of.figure.arrow!r}"
            )
            yield Finding(entry.path, _loc(len(of.poses) - 1), message)
        elif last["belly"] > SOFTLY:
            message = f"pose 'hold': belly: {last['belly']:.1f} cm must be at most {SOFTLY:.0f}"
            yield Finding(entry.path, _loc(len(of.poses) - 1), message)


def lens_shows_something(case: Case) -> Findings:
    """A lens is worth its place: the body is seen from its side, and the low back or the belly wall changes."""
    for entry, of in placed_figures(case):
        if of.figure.lens is None:
            continue
        if of.figure.view != "side":
            yield Finding(entry.path, ("figure", "lens"), "a lens needs the view from the side")
        changes = {
            name: max(values) - min(values)
            for name in ("lumbar", "belly", "firm")
            for values in ([placed.angles[name] for placed in of.poses],)
        }
        seen = (
            changes["lumbar"] if of.figure.lens == "low-back" else max(changes["belly"], 2 * changes["firm"])
        )
        least = BENT if of.figure.lens == "low-back" else 1.0
        if seen < least:
            what = "lumbar" if of.figure.lens == "low-back" else "belly or firm"
            yield Finding(
                entry.path, ("figure", "lens"), f"a lens must show a change of {what} between two poses"
            )


PLAIN_TO_SEE = 8.0
"""How far at least one joint of a mistake differs from the right pose, in degrees."""


def mistake_is_seen(case: Case) -> Findings:
    """The usual mistake differs plainly from the pose it stands beside: one joint by 8 degrees or more."""
    for entry in case.loaded.exercises:
        if entry.value.figure is None or entry.value.figure.mistake is None:
            continue
        try:
            compared = mistake_of(entry.value)
        except (KeyError, IndexError, ZeroDivisionError):
            continue
        if compared is None:
            continue
        right, wrong = (placed.angles for placed in compared.poses)
        most = max(abs(value - right[name]) for name, value in wrong.items())
        if most < PLAIN_TO_SEE:
            message = (
                f"pose 'mistake' must differ from pose {compared.poses[0].pose.name!r} by {PLAIN_TO_SEE:.0f} degrees"
                f" in a joint, not only by {most:.0f}: nobody sees the mistake otherwise"
            )
            yield Finding(entry.path, ("figure", "mistake"), message)


def alike(a: Angles, b: Angles) -> bool:
    """Return whether no joint of two poses differs by more than `STILL`."""
    return all(abs(value - b[name]) <= STILL for name, value in a.items())


RULES: tuple[Rule, ...] = (
    contacts_known,
    props_are_equipment,
    start_and_hold,
    angles_in_range,
    neutral_kept,
    hips_keep_level,
    bones_keep_length,
    supports_touch,
    nothing_sinks,
    nothing_passes_through,
    arms_stand_upright,
    balanced,
    something_moves,
    people_known,
    efforts_are_seen,
    lens_shows_something,
    mistake_is_seen,
)
"""Every rule of figures."""
