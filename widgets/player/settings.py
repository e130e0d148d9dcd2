"""A reader's choices for timer and session, as values and as text on their device. Never health, never a plan.

One key for the whole site, with a version in its text. Text that cannot be read is never an error: the choices
fall back to the usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from widgets.catalog import Dose
from widgets.codec import LATER, RARE, Between, Codec
from widgets.language import N_
from widgets.player.score import StartSide
from widgets.protocol import Sound
from widgets.stored import Document, StoredError

SETTINGS_KEY = "neutral-spine.timer.settings"
VERSION = 1
"""A text of another version is not guessed at."""

REST_MOST = 60
"""Seconds a reader may choose for rest and for get-ready; an exercise's own longer rest is kept."""
NAME_LONGEST = 200
"""Characters of a voice's name."""
RECORDED = "recorded"
"""What stands for the recorded voice where a voice is chosen by name."""
SIDES = ("left", "right")
PACING = {"rest": 180, "get_ready": 60}
"""The longest that any record may ask for, in seconds."""
COUNT_MOST = 300
"""Of seconds, repetitions or sets in a stored dose: more than any record has."""

type Part = Literal["hold", "reps", "sets"]
"""The parts of a dose that its sources give a range for."""

type Count = Annotated[int, Between(0, COUNT_MOST)]
type Rest = Annotated[int, Between(0, PACING["rest"])]
type GetReady = Annotated[int, Between(0, PACING["get_ready"])]
type VoiceName = Annotated[str, Between(1, NAME_LONGEST)]
type Switch = Annotated[bool, LATER]
"""A choice that texts of the first releases lack."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """A reader's choices. What is left out is as the exercise suggests."""

    rest: Rest | None = None
    """Seconds between sets, for all exercises."""
    get_ready: GetReady | None = None
    """Seconds before the first repetition, for all exercises."""
    side: StartSide = "left"
    sound: bool = True
    voice: bool = True
    vibration: bool = True
    half_way: bool = False
    """A cue in the middle of a hold of ten seconds or more."""
    count: bool = False
    """Three short tones at the end of each hold."""
    count_in: Switch = True
    """Three short tones before a repetition begins. Without them each phase has one signal only."""
    counting: Switch = False
    """The voice counts the seconds of each hold."""
    voice_name: Annotated[VoiceName | None, LATER] = None
    """The device's voice to speak with; `None` for the one that the device prefers."""
    recorded: Annotated[bool | None, RARE] = None
    """Whether the site's recorded voice speaks, else the device's. `None` for what is usual: the recorded one, but on
    phones whose ring switch mutes a page the device's, which is heard all the same."""
    silent_switch: Switch = False
    """Have the phone's sound: be heard while its ring switch is on silent, and be steered from its lock screen. Off
    until it is asked for, since it may pause the reader's music."""
    listen: Switch = False
    """Play the score as one sound file, which goes on while the screen is locked."""
    strong: Switch = False
    """Loud beeps; else soft ones."""
    flash: Switch = False
    """A flash of the screen with each tone."""
    intro: Switch = True
    """In a session the voice introduces each exercise."""
    doses: Mapping[str, Mapping[Part, Count]] = field(default_factory=dict)
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

    def with_count(self, slug: str, name: Part, number: int) -> Settings:
        """Return the choices with another hold, number of reps or number of sets for one exercise."""
        return replace(self, doses={**self.doses, slug: {**self.doses.get(slug, {}), name: number}})

    def as_suggested(self, slug: str) -> Settings:
        """Return the choices with one exercise's dose, and the pacing of all, as the exercises suggest."""
        doses = {key: value for key, value in self.doses.items() if key != slug}
        return replace(self, doses=doses, rest=None, get_ready=None)

    def to_text(self) -> str:
        """Return the text to keep."""
        return SETTINGS.dump(self)

    @classmethod
    def from_text(cls, text: str | None) -> Settings | None:
        """Read kept choices: the usual ones where nothing was kept, `None` where the text cannot be read."""
        if text is None:
            return cls()
        try:
            return SETTINGS.load(text)
        except StoredError:
            return None

    @property
    def speaks_recorded(self) -> bool | None:
        """Whether the recorded voice was chosen, or one of the device's; `None` for what is usual."""
        return False if self.recorded is None and self.voice_name is not None else self.recorded

    @property
    def manner(self) -> Sound:
        """How cues are to sound."""
        return Sound(
            strong=self.strong,
            flash=self.flash,
            silent_switch=self.silent_switch,
            listen=self.listen,
            voice_name=self.voice_name,
            recorded=self.speaks_recorded,
        )


SETTINGS_DATA = Codec(Settings, strict=True)


def voice_name(name: object) -> bool:
    """Say whether a value names a voice, or leaves it to the device."""
    return name is None or (isinstance(name, str) and 0 < len(name) <= NAME_LONGEST)


SETTINGS: Document[Settings] = Document(
    key=SETTINGS_KEY,
    name=N_("set of timer choices"),
    version=VERSION,
    write=SETTINGS_DATA.dump,
    read=SETTINGS_DATA.load,
)
