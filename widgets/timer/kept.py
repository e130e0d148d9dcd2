"""What a hold timer keeps on the reader's device, as values and as text. Never pain, never health.

Two keys for the whole site, each with a version in its text: the reader's choices, and the place in a dose
that was not finished. Text that cannot be read is never an error: the choices fall back to the usual ones, a
place is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from widgets.catalog import Dose
from widgets.kept import read
from widgets.protocol import Sound
from widgets.timer.score import Side, Spot, StartSide

SETTINGS_KEY = "neutral-spine.timer.settings"
PLACE_KEY = "neutral-spine.timer.place"
VERSION = 1
"""Of both texts. A text of another version is not guessed at."""

REST_MOST = 60
"""Seconds a reader may choose for rest and for get-ready; an exercise's own longer rest is kept."""
PLACE_LASTS_MS = 12 * 60 * 60 * 1000
"""After half a day an unfinished dose is no longer offered. A little in the future is as good: clocks are set back,
and two tabs' clocks differ by a moment."""

SWITCHES = (
    "sound", "voice", "vibration", "half_way", "count", "count_in", "counting", "silent_switch", "strong", "intro",
)  # fmt: skip
LATER = ("count_in", "counting", "voice_name", "silent_switch", "strong", "intro")
"""What a text of the first releases does not hold: it is then as usual."""
NAME_LONGEST = 200
"""Characters of a voice's name."""
SIDES = ("left", "right")
PACING = {"rest": 180, "get_ready": 60}
"""The longest that any record may ask for, in seconds."""
COUNTED = ("hold", "reps", "sets")
"""The parts of a dose that its sources give a range for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """A reader's choices. What is left out is as the exercise suggests."""

    rest: int | None = None
    """Seconds between sets, for all exercises."""
    get_ready: int | None = None
    """Seconds before the first repetition, for all exercises."""
    side: StartSide = "left"
    sound: bool = True
    voice: bool = True
    vibration: bool = True
    half_way: bool = False
    """A cue in the middle of a hold of ten seconds or more."""
    count: bool = False
    """Three short tones at the end of each hold."""
    count_in: bool = True
    """Three short tones before a repetition begins. Without them each phase has one signal only."""
    counting: bool = False
    """The voice counts the seconds of each hold."""
    voice_name: str | None = None
    """The device's voice to speak with; `None` for the one that the device prefers."""
    silent_switch: bool = True
    """Be heard while the phone's ring switch is on silent. It may pause the reader's music."""
    strong: bool = False
    """Loud beeps and a flash of the screen; else soft ones."""
    intro: bool = True
    """In a session the voice introduces each exercise."""
    doses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By exercise: `hold`, `reps`, `sets` where the reader chose another number."""

    def dose(self, slug: str, suggested: Dose) -> Dose:
        """Return an exercise's dose with the reader's choices in it, kept within what its sources print."""
        chosen = self.doses.get(slug, {})
        parts: dict[str, int] = {}
        for name, number in chosen.items():
            if name in suggested.range:
                low, high = suggested.range[name]
                parts[name] = min(max(number, low), high)
        if self.rest is not None:
            parts["rest"] = min(self.rest, max(REST_MOST, suggested.rest))
        if self.get_ready is not None:
            parts["get_ready"] = self.get_ready
        return replace(suggested, **parts)  # type: ignore[arg-type]  # every part is a whole number

    def with_count(self, slug: str, name: str, number: int) -> Settings:
        """Return the choices with another hold, number of reps or number of sets for one exercise."""
        return replace(self, doses={**self.doses, slug: {**self.doses.get(slug, {}), name: number}})

    def as_suggested(self, slug: str) -> Settings:
        """Return the choices with one exercise's dose, and the pacing of all, as the exercises suggest."""
        doses = {key: value for key, value in self.doses.items() if key != slug}
        return replace(self, doses=doses, rest=None, get_ready=None)

    def to_text(self) -> str:
        """Return the text to keep."""
        return json.dumps({"version": VERSION} | asdict(self))

    @classmethod
    def from_text(cls, text: str | None) -> Settings | None:
        """Read kept choices: the usual ones where nothing was kept, `None` where the text cannot be read."""
        if text is None:
            return cls()
        data = _data(text)
        names = {f.name for f in fields(cls)}
        if data is None:
            return None
        data = {name: getattr(cls(), name) for name in LATER} | data
        if set(data) != names or not _right(data):
            return None
        return cls(**data)

    @property
    def manner(self) -> Sound:
        """How cues are to sound."""
        return Sound(strong=self.strong, silent_switch=self.silent_switch, voice_name=self.voice_name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in which dose a reader was."""

    slug: str
    dose: Dose
    """As it was adjusted."""
    side: StartSide
    spot: Spot

    @property
    def is_start(self) -> bool:
        """Whether it is the dose's first repetition: to carry on there is to start."""
        return self.spot.set == self.spot.rep == 1 and self.spot.side in ("both", self.side)

    def to_text(self, at: float) -> str:
        """Return the text to keep; `at` is when the reader was there, in milliseconds since the epoch."""
        counts = {name: getattr(self.dose, name) for name in (*COUNTED, "rest", "get_ready")}
        data = {"version": VERSION, "slug": self.slug, "side": self.side, "at": at, "counts": counts}
        return json.dumps(data | {"spot": asdict(self.spot)})

    @classmethod
    def from_text(cls, text: str | None, slug: str, suggested: Dose, at: float) -> Place | None:
        """Read a kept place: `None` for none, of another exercise, too old, or unreadable."""
        data = None if text is None else _data(text)
        if data is None or data.get("slug") != slug:
            return None
        try:
            when, counts, spot = float(data["at"]), data["counts"], data["spot"]
            side = data["side"]
            sides: tuple[Side, ...] = ("both",) if suggested.sides == "both" else ("left", "right")
            chosen = Settings(
                rest=counts["rest"], get_ready=counts["get_ready"],
                doses={slug: {name: counts[name] for name in COUNTED}},
            )  # fmt: skip
            if not (abs(at - when) <= PLACE_LASTS_MS and side in SIDES and spot["side"] in sides):
                return None
            if not _right(asdict(chosen)):
                return None
            dose = chosen.dose(slug, suggested)
            if not (_whole(spot["set"], 1, dose.sets) and _whole(spot["rep"], 1, dose.reps)):
                return None
            place = Spot(set=spot["set"], side=spot["side"], rep=spot["rep"])
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            return None
        return cls(slug=slug, dose=dose, side=side, spot=place)


def _data(text: str) -> dict[str, Any] | None:
    """Return a kept text's data without its version, or `None` where it cannot be read."""
    try:
        data = read(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or data.pop("version", None) != VERSION:
        return None
    return data


def voice_name(name: object) -> bool:
    """Say whether a value names a voice, or leaves it to the device."""
    return name is None or (isinstance(name, str) and 0 < len(name) <= NAME_LONGEST)


def _whole(number: object, low: int, high: int) -> bool:
    """Say whether a value is a whole number within bounds; `True` and `1.0` are not."""
    return type(number) is int and low <= number <= high


def _right(data: Mapping[str, Any]) -> bool:
    """Say whether every choice is of its kind and within the widest bounds that any exercise has."""
    return (
        all(data[name] is None or _whole(data[name], 0, most) for name, most in PACING.items())
        and data["side"] in SIDES
        and all(isinstance(data[name], bool) for name in SWITCHES)
        and voice_name(data["voice_name"])
        and isinstance(data["doses"], dict)
        and all(
            isinstance(chosen, dict)
            and all(name in COUNTED and _whole(number, 0, 300) for name, number in chosen.items())
            for chosen in data["doses"].values()
        )
    )
