"""The widgets' parser for `catalog.json`: only the fields that timer and planner need. It reads no file.

Keys it does not know are ignored, so the catalogue may grow; a missing or wrong one is refused with its place.
`tests/test_contract.py` holds this reader and `exercises.pages.payload` together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal

from widgets.language import Language

SCHEMA_VERSION = 1
"""The `schema` number of the catalogues that this reader understands."""


class CatalogError(ValueError):
    """The text is not a catalogue of the version that this site's scripts understand."""


type SideMeans = Literal["arm", "leg", "lying"]
"""What "left" and "right" name: the arm or leg that moves, or the side on which the body lies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose:
    """What a timer counts; whole seconds. See `exercises.catalog.model.Dose` for each field's meaning and range."""

    hold: int
    reps: int
    sets: int
    move: int
    release: int
    rest: int
    get_ready: int
    sides: Literal["both", "one-then-other", "alternating"]
    side_change: int
    range: Mapping[str, tuple[int, int]]
    """`hold`, `reps`, `sets`: least and most, for those that a reader may change."""
    side_means: SideMeans | None = None
    """What the sides are sides of, where `sides` is not `both`; `widgets.dose.sides` has the words for it."""
    only: Literal["left", "right"] | None = None
    """The one side that is done of an exercise with two, by a maker's wish: `sides` is `both` then. In no record."""
    daily: int = 1
    """How often a day all of it is done, by a maker's wish. In no record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskFirst:
    """A condition with which to ask before an exercise, and what the planner does about it."""

    condition: str
    why: str
    planner: Literal["ask", "leave-out"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exercise:
    """What the widgets need of an exercise."""

    slug: str
    name: str
    summary: str
    url: str
    """Address from the site's root: `exercises/bridge/`."""
    level: int
    position: str
    position_name: str
    face: Literal["up", "down", "other"]
    equipment: tuple[str, ...]
    cue: tuple[str, ...]
    dose: Dose
    seconds: int
    """How long the whole dose takes, get-ready to finish."""
    ask_first: tuple[AskFirst, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    setup: tuple[str, ...] = ()
    """How to get into position, a sentence each."""
    steps: tuple[str, ...] = ()
    """What to do, a sentence each, the way back last."""
    stop_if: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """How somebody lies, sits, kneels or stands for an exercise, and the time to get there in a session."""

    id: str
    name: str
    plain: str
    same_seconds: int
    """To get ready where the exercise before it had this position."""
    change_seconds: int
    """To come into it from another position."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A level's number, name, and the days of rest that it wants between two exercise days."""

    number: int
    name: str
    rest_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Equipment:
    """Something that an exercise needs."""

    id: str
    name: str
    plain: str
    """What it is and what may stand for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A question of the planner's profile."""

    id: str
    name: str
    question: str
    advice: str
    hold_at_most: int | None = None
    """The longest hold with it, in seconds; `None` where it sets no cap."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """A number of the plan: least, most, starting value, and the rule in words."""

    low: int
    high: int
    start: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The numbers and sentences that the planner keeps."""

    exercise_days: Bounds
    session_minutes: Bounds
    walk_minutes: Bounds
    new_exercises: Bounds
    face_split: str
    easier_first: str
    nerve_root: str
    flare_up: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CareCard:
    """A warning card."""

    title: str
    signs: tuple[str, ...]
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PainBand:
    """One step of the 0 to 10 pain rule, both ends included."""

    low: int
    high: int
    name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PainRule:
    """The pain rule of a reader who knows their usual pain: numbers from 0 to 10, and its sentences."""

    question: str
    begin_above_usual: int
    begin_at_most: int
    stop_rise: int
    stop_at: int
    ask_from: int
    begin: str
    stop: str
    settle: str
    ask: str
    unknown: str
    """What comes before the bands, for a reader who does not know it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """How big a change in pain must be to count: both numbers for better, the points alone for worse."""

    points: int
    percent: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HardActivities:
    """How readers score what they find hard, from 0 (cannot) to 10 (as before), and which changes count."""

    most: int
    weeks: int
    each: int
    average: int
    question: str
    scale: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Safety:
    """The words that stand wherever exercises are shown."""

    warning_title: str
    warning: str
    warning_short: str
    ask_first: str
    emergency: CareCard
    urgent: CareCard
    pain_intro: str
    pain_rule: PainRule
    pain_bands: tuple[PainBand, ...]
    """From "go on" to "stop", without a gap: for a reader who does not know their usual pain."""
    pain_spread: str
    stop_short: str
    """When to stop, in one line for everybody."""
    change: Change
    activities: HardActivities
    stop_rules: tuple[str, ...]
    always: tuple[str, ...]
    not_reviewed: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A recorded clause in a sound file of several, a sprite."""

    sprite: str
    """Name of the file, without folder and ending."""
    begin: int
    """Where it begins, in milliseconds after the sprite's mark."""
    length: int
    """Milliseconds from its first sound to its last."""


type Clips = Mapping[str, Clip]
"""The recorded clauses by their words: `Rep 4: move`, with a capital and without a full stop."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Catalog:
    """The catalogue as the widgets see it. It equals only itself.

    What follows from a catalogue is cached by it, and asked for hundreds of times an answer. Two catalogues that differ
    late are alike in most of their fields, so comparing them by value would take longer than what is cached.
    """

    exercises: tuple[Exercise, ...]
    """In order of level; within one, easier before harder, then by name."""
    positions: tuple[Position, ...]
    levels: tuple[Level, ...]
    conditions: tuple[Condition, ...]
    plan: Plan
    safety: Safety
    equipment: tuple[Equipment, ...] = ()
    clips: Clips = field(default_factory=dict)
    """Of the site's recorded voice; `widgets.build.voice` adds them to the catalogue that widgets read."""
    language: Language = field(default_factory=Language)
    """What the texts are written in; `widgets.build.messages` adds it."""

    def exercise(self, slug: str) -> Exercise:
        """Return the exercise with this slug.

        Raises:
            KeyError: there is none.
        """
        for exercise in self.exercises:
            if exercise.slug == slug:
                return exercise
        raise KeyError(slug)

    def position(self, id_: str) -> Position:
        """Return the position with this id.

        Raises:
            KeyError: there is none.
        """
        for position in self.positions:
            if position.id == id_:
                return position
        raise KeyError(id_)

    @classmethod
    def from_json(cls, text: str) -> Catalog:
        """Read a catalogue.

        Raises:
            CatalogError: it is not JSON, of another version, or something is missing.
        """
        try:
            data = json.loads(text)
        except ValueError as error:
            raise CatalogError(f"catalog.json is not JSON: {error}") from error
        return cls.from_data(data)

    @classmethod
    def from_data(cls, data: Any) -> Catalog:  # noqa: ANN401 - whatever JSON holds
        """Read a catalogue from the values of its JSON.

        Raises:
            CatalogError: it is of another version, or something is missing.
        """
        if not isinstance(data, dict) or data.get("schema") != SCHEMA_VERSION:
            found = data.get("schema") if isinstance(data, dict) else type(data).__name__
            raise CatalogError(f"catalog.json has schema {found!r}; this page understands {SCHEMA_VERSION}")
        try:
            vocabulary = data["vocabulary"]
            positions = _each(Position, vocabulary["positions"])
            names = {position.id: position.name for position in positions}
            return cls(
                exercises=tuple(_exercise(item, names) for item in data["exercises"]),
                positions=positions,
                levels=_each(Level, data["levels"]),
                conditions=_each(Condition, vocabulary["conditions"]),
                equipment=_each(Equipment, vocabulary["equipment"]),
                plan=_plan(data["plan"]),
                safety=_safety(data["safety"]),
                clips={
                    text: Clip(sprite, begin, length)
                    for sprite, clips in data.get("voice", {}).items()
                    for text, begin, length in clips
                },
                language=Language.from_data(data.get("language", {})),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise CatalogError(f"catalog.json lacks or garbles {error}") from error


def _same[T](kind: type[T], item: Mapping[str, Any], **other: object) -> T:
    """Return a dataclass: the fields in `other` as they are there, the rest by their names from the data.

    A field that is a tuple takes a list. The data may lack a field that has a default.

    Raises:
        KeyError: the data lacks a field.
        TypeError: it has something else than a list for a tuple.
    """
    for name, many, needed in _fields(kind):  # type: ignore[arg-type]  # every type is hashable
        if name not in other and (needed or name in item):
            other[name] = tuple(item[name]) if many else item[name]
    return kind(**other)


@cache
def _fields(kind: type) -> tuple[tuple[str, bool, bool], ...]:
    """Return the name of each field, whether it is a tuple, and whether it has no default."""
    return tuple(
        (one.name, str(one.type).startswith("tuple"), one.default is MISSING) for one in fields(kind)
    )


def _each[T](kind: type[T], items: Iterable[Mapping[str, Any]]) -> tuple[T, ...]:
    return tuple(_same(kind, item) for item in items)


def _texts(items: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(item["text"] for item in items)


def _exercise(item: Mapping[str, Any], positions: Mapping[str, str]) -> Exercise:
    last = item.get("return_step")
    return _same(
        Exercise,
        item,
        position_name=positions[item["position"]],
        dose=_dose(item["dose"]),
        ask_first=_each(AskFirst, item["ask_first"]),
        easier=tuple(variant["slug"] for variant in item["easier"]),
        harder=tuple(variant["slug"] for variant in item["harder"]),
        steps=_texts(item.get("steps", ())) + ((last,) if last else ()),
        stop_if=_texts(item.get("stop_if", ())),
    )


def _dose(item: Mapping[str, Any]) -> Dose:
    ranges = {name: (r["low"], r["high"]) for name, r in item["range"].items() if r is not None}
    return _same(Dose, item, range=ranges)


def _plan(item: Mapping[str, Any]) -> Plan:
    bounds = ("exercise_days", "session_minutes", "walk_minutes", "new_exercises")
    texts = ("face_split", "easier_first", "nerve_root", "flare_up")
    return _same(
        Plan,
        item,
        **{name: _same(Bounds, item[name]) for name in bounds},
        **{name: item[name]["text"] for name in texts},
    )


def _safety(item: Mapping[str, Any]) -> Safety:
    warning, pain = item["warning"], item["pain_rule"]
    return _same(
        Safety,
        item,
        warning_title=warning["title"],
        warning=warning["text"],
        warning_short=warning["short"],
        emergency=_same(CareCard, item["emergency"]),
        urgent=_same(CareCard, item["urgent"]),
        pain_intro=pain["intro"],
        pain_rule=_same(PainRule, pain["relative"]),
        pain_bands=_each(PainBand, pain["bands"]),
        pain_spread=pain["spread"],
        change=_same(Change, item["change"]),
        activities=_same(HardActivities, item["activities"]),
        stop_rules=_texts(item["stop_rules"]),
        always=_texts(item["always"]),
    )
