"""The people in the pictures: build, head, skin, hair and clothes as data, and the rule that gives each exercise one.

It draws nothing and places nobody. All have the same bones, so that one pose fits all of them; their flesh differs. A
build adds to the flesh of `skeleton.FLESH`: it is a drawing choice, not a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from exercises.catalog.model import Figure
from exercises.figures import skeleton as sk

type Hair = Literal["short", "bun", "cropped"]


@dataclass(frozen=True, slots=True)
class Build:
    """How the flesh of a person differs from the body at rest."""

    limbs: float = 1.0
    """Thickness of arms, legs and neck, as a factor; hands and feet take half of the difference."""
    trunk: float = 1.0
    """Width of trunk and pelvis from side to side, as a factor."""
    belly: float = 0.0
    """How much further the belly stands out to the front, in centimetres."""
    chest: float = 0.0
    """How much further the chest stands out to the front, in centimetres."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person: build, head and colours. The darker shades are derived (see `colours`)."""

    build: Build
    hair_style: Hair
    skin: str
    hair: str
    top: str
    legs: str
    legs_dark: str
    """Legs on dark paper: the same cloth, one step lighter."""
    beard: bool = False
    prone: bool = True
    """Whether the build fits the support solver lying on the front."""


PEOPLE: Mapping[str, Person] = {
    "ben": Person(
        build=Build(),
        hair_style="short",
        skin="#bb7d59",
        hair="#3a2a27",
        top="#2f968c",
        legs="#38536f",
        legs_dark="#6f8fb4",
    ),
    "ruth": Person(
        build=Build(limbs=0.97, trunk=1.03, belly=1.6, chest=2.4),
        hair_style="bun",
        skin="#c4866d",
        hair="#8f9296",
        top="#bd6ea1",
        legs="#4c4a66",
        legs_dark="#8b87b0",
    ),
    "omar": Person(
        build=Build(limbs=1.14, trunk=1.12, belly=6.5, chest=2.0),
        hair_style="cropped",
        skin="#b27950",
        hair="#2c2422",
        top="#5f92c4",
        legs="#4d5346",
        legs_dark="#8a947c",
        beard=True,
        prone=False,
    ),
}
"""Everybody, by the name that `figure.who` cites."""
FIRST = "ben"
"""Who stands in for a person where none is given."""


def who_of(slug: str, figure: Figure) -> str:
    """Return who shows an exercise: the record's own choice, else one picked by the slug's checksum.

    The choice depends on this record alone, so that a new record changes nobody else's picture.
    """
    if figure.who is not None:
        return figure.who
    start = figure.poses[0]
    trunk = {rest.split(" on ")[0] for rest in start.rests or ()} & {"pelvis", "chest", "waist"}
    lies_on_front = (start.pitch or 0) > 60 and bool(trunk)  # noqa: PLR2004 - degrees
    allowed = sorted(name for name, one in PEOPLE.items() if one.prone or not lies_on_front)
    return allowed[crc32(slug.encode()) % len(allowed)]


def darker(colour: str, by: float) -> str:
    """Return a colour `#rrggbb` with each channel multiplied by a factor from 0 to 1."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * by):02x}" for i in (1, 3, 5))


FAR, SHADE, FAR_SHADE, EDGE = 0.85, 0.89, 0.755, 0.76
"""How much darker than the near limb in the light: the far one, their sides in shade, the hem of a sleeve."""


def colours(who: str, *, dark: bool = False) -> dict[str, str]:
    """Return the colours of a person by tone, as `palette.LIGHT` names them.

    Skin, hair and top are the same on light and on dark paper.
    """
    person = PEOPLE[who]
    made = {}
    legs = person.legs_dark if dark else person.legs
    for tone, base in (("skin", person.skin), ("top", person.top), ("legs", legs)):
        made[tone] = base
        for name, by in (("far", FAR), ("shade", SHADE), ("far shade", FAR_SHADE)):
            made[f"{tone} {name}"] = darker(base, by)
    made["top edge"] = darker(person.top, EDGE)
    made["hair"] = person.hair
    made["hair edge"] = "#b3a49a" if dark else person.hair
    made["line"] = darker(person.skin, 0.62)
    return made


# Flesh

BELLY = (0.5, 0.9, 1.0, 0.9, 0.55, 0.15, 0.0, 0.0, 0.0, 0.0)
"""How much of the belly each slice of the trunk takes, from the hem to the collar."""
CHEST = (0.0, 0.0, 0.0, 0.15, 0.5, 0.95, 1.0, 0.35, 0.0, 0.0)
"""How much of the chest."""
HIPS = (0.0, 0.15, 0.4, 0.6)
"""How much of the belly each slice of the pelvis takes."""
DRAWN_IN: Mapping[str, tuple[float, ...]] = {
    "trunk": (0.6, 1.0, 1.0, 0.7, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0),
    "pelvis": (0.0, 0.2, 0.6, 1.0),
}
"""How far each slice follows the belly wall."""


def forward(section: sk.Section, by: float) -> sk.Section:
    """Return a slice whose front stands `by` centimetres further forward, while its back stays where it is."""
    (x, y, z), (deep, wide, high) = section.centre, section.half
    return sk.Section(section.frame, (x + by / 2, y, z), (deep + by / 2, wide, high))


def _flesh(build: Build) -> dict[str, tuple[sk.Section, ...]]:
    made = {}
    for part, sections in sk.FLESH.items():
        grow = build.trunk if part in {"trunk", "pelvis"} else build.limbs
        if part in {"hand", "foot", "toes", "head"}:
            grow = 1 + (build.limbs - 1) / 2
        rows = []
        for i, section in enumerate(sections):
            deep, wide, high = section.half
            half = (
                (deep, wide * grow, high) if part in {"trunk", "pelvis"} else (deep * grow, wide * grow, high)
            )
            by = {
                "trunk": lambda i: build.belly * BELLY[i] + build.chest * CHEST[i],
                "pelvis": lambda i: build.belly * HIPS[i],
            }.get(part, lambda _: 0.0)(i)
            rows.append(forward(sk.Section(section.frame, section.centre, half), by))
        made[part] = tuple(rows)
    return made


FLESH: Mapping[str, Mapping[str, tuple[sk.Section, ...]]] = {
    name: sk.FLESH if person.build == Build() else _flesh(person.build) for name, person in PEOPLE.items()
}
"""Slices of each part, by person."""
