"""The contact solver: rests a body on floor, chair, wall or ball. It changes only the angles that a contact needs.

A pose names its contacts in order. The first two place the body: the first sets its height, and where both lie on the
floor (or on a pillow on it) the body is tipped until both touch. Every further contact is brought into touch by the
joint that would do it in life: the head by the neck, a hand by its shoulder, a foot by its hip. Soles and palms are
laid flat. What touches is flesh, not bone: each part rests with its thickness.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from exercises.figures import skeleton as sk
from exercises.figures.people import FIRST, FLESH
from exercises.figures.pose import Angles, Body, Frame, KeyPose, add_arm, add_head, add_leg, between, body_of
from exercises.figures.space import (
    IDENTITY,
    Mat,
    Vec,
    about,
    add,
    chain,
    dot,
    length,
    mix,
    scale,
    sub,
    turn,
    unturn,
)

BALL_RADIUS = 27.5
"""A 55 cm ball, the size that charts give for 170 cm."""
BALL_SINK = 6.0
"""How far a sitting or lying body presses into the ball."""
TOP: Mapping[str, float] = {
    "floor": 0.0,
    "pillow": 3.0,
    "hands": 3.0,
    "headrest": 9.0,
    "towel": 2.5,
    "ball": 2 * BALL_RADIUS - BALL_SINK,
}
"""Height of what can be rested on, pressed down by the body, in centimetres."""

UP: Vec = (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Touch:
    """How a contact is measured and which joint brings it about."""

    slices: tuple[tuple[str, int | None], ...]
    """Parts of `skeleton.FLESH`, and the number of one slice or None for all of them."""
    joint: str | None = None
    flat: str | None = None
    """The joint that lays the part flat."""


TOUCHES: Mapping[str, Touch] = {
    "pelvis": Touch((("pelvis", None),)),
    "ribs": Touch((("trunk", 4), ("trunk", 5))),
    "back": Touch((("trunk", 5), ("trunk", 6), ("trunk", 7))),
    "chest": Touch((("trunk", 5), ("trunk", 6), ("trunk", 7))),
    "waist": Touch((("trunk", 1), ("trunk", 2), ("trunk", 3))),
    "shoulder": Touch((("upper-arm", 0), ("upper-arm", 1))),
    "head": Touch((("head", None),), joint="neck"),
    "hand": Touch((("hand", None),), joint="shoulder", flat="wrist"),
    "fist": Touch((("hand", None),), joint="shoulder"),
    "forearm": Touch((("forearm", 0), ("forearm", 4)), joint="shoulder", flat="elbow"),
    "elbow": Touch((("forearm", 0),), joint="shoulder"),
    "thigh": Touch((("thigh", None),), joint="hip"),
    "knee": Touch((("shank", 0),), joint="hip"),
    "shank": Touch((("shank", 2), ("shank", 3)), joint="hip"),
    "foot": Touch((("foot", None), ("toes", None)), joint="hip", flat="ankle"),
    "sole": Touch((("foot", None), ("toes", None)), joint="hip", flat="ankle"),
    "heel": Touch((("foot", 0),), joint="hip"),
    "instep": Touch((("foot", None), ("toes", None)), joint="knee"),
    "top": Touch((("foot", None), ("toes", None)), joint="hip"),
    "toes": Touch((("toes", None),), joint="hip", flat="toes"),
    "tips": Touch((("toes", None),), joint="knee"),
    "side": Touch((("foot", None),), joint="hip_out"),
}
SECTIONS: Mapping[str, Mapping[str, tuple[sk.Section, ...]]] = {
    who: {
        name: tuple(
            section
            for part, number in touch.slices
            for section in (flesh[part] if number is None else (flesh[part][number],))
        )
        for name, touch in TOUCHES.items()
    }
    for who, flesh in FLESH.items()
}
"""Slices of each contact, by person and name. A `foot` stands on its spot, a `sole` may slide.

Limbs take `left-` or `right-`, or stand in the plural for both."""

PINNED: Mapping[str, str] = {"back": "t3", "chest": "t3", "ribs": "t9", "pelvis": "pelvis", "waist": "l3"}
"""Contacts of the trunk that stay where they are while the feet stand, and the frame by which that is measured."""
STAYS = ("foot", "heel", "toes", "forearm", "elbow", "knee", "hand")
"""What slides least, in this order; everything else may slide a little."""
PLURAL = {
    "feet": "foot",
    "heels": "heel",
    "knees": "knee",
    "hands": "hand",
    "fists": "fist",
    "elbows": "elbow",
    "forearms": "forearm",
    "insteps": "instep",
    "shanks": "shank",
    "thighs": "thigh",
    "tiptoes": "tips",
    "tops": "top",
}
LEG_CONTACTS = {
    name for name, touch in TOUCHES.items() if touch.slices[0][0] in ("thigh", "shank", "foot", "toes")
}
ARM_CONTACTS = {
    name for name, touch in TOUCHES.items() if touch.slices[0][0] in ("upper-arm", "forearm", "hand")
}
LIMB_CONTACTS = {name for name, touch in TOUCHES.items() if touch.slices[0][0] in sk.LIMB_PARTS}


@dataclass(frozen=True, slots=True)
class Contact:
    """One part that rests on one thing."""

    name: str
    side: str
    """`left-`, `right-` or nothing."""
    on: str
    who: str = FIRST
    """Whose part it is."""

    @property
    def touch(self) -> Touch:
        """How it is measured."""
        return TOUCHES[self.name]

    @property
    def sections(self) -> tuple[sk.Section, ...]:
        """Its slices of flesh."""
        return SECTIONS[self.who][self.name]


@dataclass(frozen=True, slots=True)
class Placed:
    """A body at rest on its supports."""

    pose: KeyPose
    angles: Angles
    """With what the supports changed."""
    body: Body
    contacts: tuple[Contact, ...]
    tilt: Mat
    seat: float | None
    """Height of the chair that fits under it."""
    wall: float | None
    """Where the wall stands behind it, along x."""


def contacts_of(rests: tuple[str, ...], who: str = FIRST) -> tuple[tuple[Contact, ...], ...]:
    """Return the contacts, those of a plural together.

    Raises:
        KeyError: a contact is not in `TOUCHES`.
    """
    groups = []
    for rest in rests:
        words = rest.split(" on ")
        on = words[1] if len(words) > 1 else "floor"
        side = next((f"{side}-" for side in sk.SIDES if words[0].startswith(f"{side}-")), "")
        name = words[0].removeprefix(side)
        if not side and (name in PLURAL or name in LIMB_CONTACTS):
            one = PLURAL.get(name, name)
            groups.append(tuple(Contact(one, f"{each}-", on, who) for each in sk.SIDES))
        else:
            groups.append((Contact(name, side, on, who),))
        for contact in groups[-1]:
            TOUCHES[contact.name]
    return tuple(groups)


def reach(body: Body, contact: Contact, way: Vec) -> tuple[float, Vec]:
    """Return how far the contact's flesh reaches along a direction, and the point that reaches furthest."""
    best, place = -math.inf, (0.0, 0.0, 0.0)
    for section in contact.sections:
        far, point = section_reach(body, section, contact.side, way)
        if far > best:
            best, place = far, point
    return best, place


def section_reach(body: Body, section: sk.Section, side: str, way: Vec) -> tuple[float, Vec]:
    """Return how far one slice reaches along a direction of length 1, and its furthest point."""
    frame = body[f"{side}{section.frame}"]
    x, y, z = section.centre
    centre = frame.place((x, -y if side == "right-" else y, z))
    a, b, c = unturn(frame.turned, way)
    p, q, r = section.half
    size = math.sqrt(a * a * p * p + b * b * q * q + c * c * r * r)
    out = turn(frame.turned, (a * p * p / size, b * q * q / size, c * r * r / size))
    return dot(centre, way) + size, add(centre, out)


DOWN: Vec = (0.0, 0.0, -1.0)
BACK: Vec = (-1.0, 0.0, 0.0)


def height(body: Body, contact: Contact) -> float:
    """Return the height of the contact's lowest flesh over what it should rest on.

    It is `-reach(body, contact, DOWN)[0]` less what it rests on. Every step of every search below asks for it, so it is
    written out: of each slice only the height matters, and of each turn only the last row.
    """
    lowest = math.inf
    for section in contact.sections:
        (_, _, oz), (_, _, (g, h, i)) = body[f"{contact.side}{section.frame}"]
        x, y, z = section.centre
        p, q, r = section.half
        if contact.side == "right-":
            y = -y
        bottom = oz + (g * x + h * y + i * z) - math.sqrt(g * g * p * p + h * h * q * q + i * i * r * r)
        lowest = min(lowest, bottom)
    return lowest - TOP.get(contact.on, 0.0)


def place(pose: KeyPose, first: Placed | None = None) -> Placed:
    """Return the body of a pose, resting on its supports.

    Args:
        pose: all angles and contacts.
        first: the figure's first pose, already placed: chair, wall and whatever touches in both stay where they are.
    """
    return _placed(pose, contacts_of(pose.rests, pose.who), IDENTITY, first)


def place_between(a: Placed, b: Placed, part: float, first: Placed) -> Placed:
    """Return the body `part` (0 to 1) of the way from one placed pose to the next, resting on what both rest on."""
    shared = [tuple(c for c in group if c in a.contacts) for group in contacts_of(b.pose.rests, b.pose.who)]
    groups = tuple(group for group in shared if group) + _changing(a, b, shared)
    angles = between(a.angles, b.angles, part)
    tilt = _blend(a.tilt, b.tilt, part)
    pose = KeyPose(f"{a.pose.name}-{b.pose.name}", angles, b.pose.rests, b.pose.who)
    if groups:
        return _placed(pose, groups, tilt, first, clear=True)
    at = mix(a.body["pelvis"].at, b.body["pelvis"].at, part)
    return Placed(pose, angles, body_of(angles, at, tilt), (), tilt, first.seat, first.wall)


FLOOR_FEET = ("foot", "sole", "heel", "instep", "toes", "tips", "top")


def _changing(a: Placed, b: Placed, shared: Sequence[tuple[Contact, ...]]) -> tuple[tuple[Contact, ...], ...]:
    """Return the feet that stay on the floor but roll from one contact to another on the way."""
    kept = {contact.side for group in shared for contact in group if contact.name in FLOOR_FEET}
    both = [
        {c.side for c in placed.contacts if c.name in FLOOR_FEET and c.on == "floor"} - kept
        for placed in (a, b)
    ]
    return tuple((Contact("top", side, "floor", b.pose.who),) for side in sorted(both[0] & both[1]))


LIFTS = (("fist", "elbow"), ("top", "knee"))
"""How a hand or a foot on its way is kept from the floor: by its elbow, by its knee."""


def _clear(body: dict[str, Frame], angles: Angles, contacts: Sequence[Contact], who: str) -> None:
    """Lift hands and feet that would pass through the floor on their way, in the body and in its angles."""
    for side in ("left-", "right-"):
        for name, joint in LIFTS:
            contact = Contact(name, side, "floor", who)
            kind = LEG_CONTACTS if name in LEG_CONTACTS else ARM_CONTACTS
            if height(body, contact) > -0.5 or any(c.side == side and c.name in kind for c in contacts):  # noqa: PLR2004
                continue

            def miss(value: float, contact: Contact = contact, joint: str = joint) -> float:
                angles[f"{contact.side}{joint}"] = value
                _move(body, angles, contact)
                return height(body, contact)

            angles[f"{side}{joint}"] = _root(miss, angles[f"{side}{joint}"] + 6)
            _move(body, angles, contact)


def _blend(a: Mat, b: Mat, part: float) -> Mat:
    """Return a turn between two that lie close together."""
    x, y = (mix(a[i], b[i], part) for i in (0, 1))
    x = scale(x, 1 / length(x))
    y = sub(y, scale(x, dot(x, y)))
    y = scale(y, 1 / length(y))
    return (x, y, (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]))


def _placed(
    pose: KeyPose,
    groups: tuple[tuple[Contact, ...], ...],
    tilt: Mat,
    first: Placed | None,
    *,
    clear: bool = False,
) -> Placed:
    """Return the body on the given contacts."""
    seat = first.seat if first else None
    angles = dict(pose.angles)
    pin = _pin(groups, first)
    tried: list[tuple[float, float]] = []
    for _ in range(9):
        body, tilt = _tipped(angles, groups, tilt)
        body = body_of(angles, _lowered(body, angles, groups, seat), tilt)
        moved = _joints(angles, body, groups[1:])
        if pin is not None and first is not None:
            off = _apart(body, pin) - _apart(first.body, pin)
            if abs(off) > 0.15:  # noqa: PLR2004 - centimetres
                tried.append((angles[f"{pin[0][0].side}knee"], off))
                _bend(angles, pin[0], tried)
                continue
        if moved < 0.05:  # noqa: PLR2004 - a twentieth of a degree is out of sight
            break
    contacts = tuple(contact for group in groups for contact in group)
    at = _lowered(body_of(angles, tilt=tilt), angles, groups, seat)
    body = body_of(angles, at, tilt)
    if clear:
        _clear(body, angles, contacts, pose.who)
    rested: Body = body
    against = [c for c in contacts if c.on == "wall"]
    wall = first.wall if first else None
    if against:
        back = min(-reach(rested, c, BACK)[0] for c in against)
        wall = back if wall is None else wall
        rested = _shifted(rested, (wall - back, 0.0, 0.0))
    else:
        rested = _shifted(rested, _drift(rested, contacts, first))
    if seat is None and (sitting := [c for c in contacts if c.on == "chair"]):
        seat = min(-reach(rested, c, DOWN)[0] for c in sitting)
    return Placed(pose, angles, rested, contacts, tilt, seat, wall)


def _pin(
    groups: tuple[tuple[Contact, ...], ...], first: Placed | None
) -> tuple[tuple[Contact, ...], Contact] | None:
    """Return the feet and the contact of the trunk that both stay where they were; the knees bend to allow it."""
    if first is None:
        return None
    shared = [c for group in groups for c in group if c in first.contacts]
    feet = tuple(c for c in shared if c.name == "foot")
    trunk = next((c for name in PINNED for c in shared if c.name == name), None)
    return (feet, trunk) if feet and trunk else None


def _apart(body: Body, pin: tuple[tuple[Contact, ...], Contact]) -> float:
    """Return how far the foot stands from the trunk's contact, along x."""
    feet, trunk = pin
    return body[f"{feet[0].side}foot"].at[0] - body[PINNED[trunk.name]].at[0]


def _bend(angles: Angles, feet: tuple[Contact, ...], tried: list[tuple[float, float]]) -> None:
    """Bend or stretch the knees of standing feet by one step of the secant method."""
    knee, off = tried[-1]
    step = math.copysign(2.0, off)
    if len(tried) > 1 and tried[-2][1] != off:
        step = -off * (knee - tried[-2][0]) / (off - tried[-2][1])
    for contact in feet:
        angles[f"{contact.side}knee"] = knee + max(-14.0, min(14.0, step))


def _drift(body: Body, contacts: tuple[Contact, ...], first: Placed | None) -> Vec:
    """Return how far the body must go along the floor so that what it rests on stays where it was."""
    if first is None:
        return (0.0, 0.0, 0.0)
    still = sorted(
        contacts, key=lambda contact: STAYS.index(contact.name) if contact.name in STAYS else len(STAYS)
    )
    for contact in still:
        if contact in first.contacts:
            part = contact.side + PINNED.get(contact.name, contact.touch.slices[0][0])
            here, there = body[part].at, first.body[part].at
            return (there[0] - here[0], there[1] - here[1], 0.0)
    return (0.0, 0.0, 0.0)


def _shifted(body: Body, by: Vec) -> Body:
    """Return the body moved as a whole."""
    return {name: Frame(add(at, by), turned) for name, (at, turned) in body.items()}


def _level(body: dict[str, Frame], angles: Angles, groups: tuple[tuple[Contact, ...], ...]) -> None:
    """Lay soles and palms flat, in the body and in its angles."""
    for group in groups:
        for contact in group:
            if contact.touch.flat and contact.on in TOP:
                name = f"{contact.side}{contact.touch.flat}"
                angles[name] = _flat(body, contact)
                _move(body, angles, contact)


def _flat(body: Body, contact: Contact) -> float:
    """Return the angle at which a sole, palm or the toes lie level."""
    if contact.name == "hand":
        fore, hand = body[f"{contact.side}forearm"], body[f"{contact.side}hand"]
        out = 1.0 if contact.side == "left-" else -1.0
        # the hand turns about its own x axis, from pointing along the forearm towards its palm
        across = turn(hand.turned, (1.0, 0.0, 0.0))
        along = turn(fore.turned, (0.0, 0.0, -1.0))
        palm = (
            out * (along[1] * across[2] - along[2] * across[1]),
            out * (along[2] * across[0] - along[0] * across[2]),
            out * (along[0] * across[1] - along[1] * across[0]),
        )
        level = math.degrees(math.atan2(-along[2], palm[2]))
        bent = math.radians(level)
        faces = palm[2] * math.cos(bent) - along[2] * math.sin(bent)
        return level if faces < 0 else (level + 360) % 360 - 180
    if contact.name == "forearm":
        upper = body[f"{contact.side}upper-arm"]
        return (
            math.degrees(math.atan2(turn(upper.turned, UP)[2], turn(upper.turned, (1.0, 0.0, 0.0))[2])) % 180
        )
    above = body[f"{contact.side}{'shank' if contact.touch.flat == 'ankle' else 'foot'}"]
    ahead, over = turn(above.turned, (1.0, 0.0, 0.0))[2], turn(above.turned, UP)[2]
    return math.degrees(math.atan2(-ahead, over))


def _mean(body: Body, group: tuple[Contact, ...]) -> tuple[float, Vec]:
    """Return the mean height of a group and the mean of its touching points."""
    reached = [reach(body, contact, DOWN) for contact in group]
    heights = [-far - TOP.get(contact.on, 0.0) for contact, (far, _) in zip(group, reached, strict=True)]
    points = [point for _, point in reached]
    n = len(group)
    return sum(heights) / n, (sum(p[0] for p in points) / n, sum(p[1] for p in points) / n, 0.0)


def _tipped(
    angles: Angles, groups: tuple[tuple[Contact, ...], ...], tilt: Mat
) -> tuple[dict[str, Frame], Mat]:
    """Return the body at the tilt at which the first two contacts both touch the floor, and that tilt."""
    body = body_of(angles, tilt=tilt)
    if len(groups) < 2 or any(_upright(c) for g in groups[:2] for c in g):  # noqa: PLR2004
        return body, tilt
    first, second = groups[0], groups[1]
    for _ in range(6):
        _level(body, angles, groups[:2])
        (low, at), (high, there) = _mean(body, first), _mean(body, second)
        axis = _hinge(body)
        apart = sub(there, at)
        along = apart[0] * axis[1] - apart[1] * axis[0]
        if abs(high - low) < 0.01 or abs(along) < 1:  # noqa: PLR2004 - centimetres
            break
        tilt = chain(about(axis, math.degrees(math.atan((high - low) / along))), tilt)
        body = body_of(angles, tilt=tilt)
    return body, tilt


def _upright(contact: Contact) -> bool:
    """Whether the contact carries a body that holds itself upright: it sits, or leans on a wall."""
    return contact.on in {"chair", "wall"} or (contact.on == "ball" and contact.name == "pelvis")


def _hinge(body: Body) -> Vec:
    """Return the level axis about which a body tips: right to left, or back to front if it lies on a side."""
    turned = body["pelvis"].turned
    for axis in (turn(turned, (0.0, 1.0, 0.0)), turn(turned, (1.0, 0.0, 0.0))):
        flat = math.hypot(axis[0], axis[1])
        if flat > 0.7:  # noqa: PLR2004 - less than 45 degrees from level
            return (axis[0] / flat, axis[1] / flat, 0.0)
    return (0.0, 1.0, 0.0)


def _lowered(
    body: dict[str, Frame], angles: Angles, groups: tuple[tuple[Contact, ...], ...], seat: float | None
) -> Vec:
    """Return where the hips of a body that has them at the origin must be for its first contact to touch.

    The contact then stands over the origin of the floor. Soles and palms are laid flat in passing.
    """
    _level(body, angles, groups)
    low, at = _mean(body, groups[0])
    if groups[0][0].on == "chair" and seat is not None:
        low -= seat
    return (-at[0], -at[1], -low)


def _joints(angles: Angles, body: dict[str, Frame], groups: tuple[tuple[Contact, ...], ...]) -> float:
    """Bring every further contact into touch by its joint; return the largest change in degrees.

    Args:
        angles: changed in place.
        body: with these angles; changed with them.
        groups: the contacts.
    """
    largest = 0.0
    for group in groups:
        for contact in group:
            if contact.touch.joint is None or contact.on not in TOP:
                continue
            joint = "neck_side" if contact.on == "headrest" else contact.touch.joint
            name = f"{contact.side}{joint}"
            before = angles[name]

            def miss(value: float, contact: Contact = contact, name: str = name) -> float:
                angles[name] = value
                _move(body, angles, contact)
                if contact.touch.flat:
                    angles[f"{contact.side}{contact.touch.flat}"] = _flat(body, contact)
                    _move(body, angles, contact)
                return height(body, contact)

            angles[name] = _root(miss, before)
            miss(angles[name])
            largest = max(largest, abs(angles[name] - before))
    return largest


def _move(body: dict[str, Frame], angles: Angles, contact: Contact) -> None:
    """Place the contact's own limb, or the head, anew; nothing else of the body hangs on their joints."""
    if not contact.side:
        add_head(body, angles)
    elif contact.name in LEG_CONTACTS:
        add_leg(body, angles, contact.side[:-1])
    else:
        add_arm(body, angles, contact.side[:-1])


def _root(miss: Callable[[float], float], start: float) -> float:
    """Return where `miss` is 0 near `start`, by the secant method; the nearest value where it never is."""
    a, fa = start, miss(start)
    if abs(fa) < 0.02:  # noqa: PLR2004 - centimetres
        return a
    b = start + 1.0
    best = (abs(fa), a)
    for _ in range(8):
        fb = miss(b)
        best = min(best, (abs(fb), b))
        if abs(fb) < 0.02 or fb == fa:  # noqa: PLR2004 - centimetres
            break
        step = -fb * (b - a) / (fb - fa)
        a, fa, b = b, fb, b + max(-15.0, min(15.0, step))
    return best[1]
