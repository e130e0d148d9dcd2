"""The protocol between the shell and Python: events in, updates out, all plain values.

No event is handled here, and nothing here knows a page, a clock or a widget. Times are milliseconds since the epoch, as
the shell's clock reads them (`performance.timeOrigin + performance.now()`), and come in with each event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, Protocol, override

from widgets import days

MOST_FILE_BYTES = 20_000_000
"""The largest file that the shell reads for an element. `effects/file.js` keeps the same number."""

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None


class ProtocolError(ValueError):
    """An event that the shell should never have sent. The message names what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """The custom element that an event comes from."""

    tag: str
    """`hold-timer`, `weekly-planner`, ..."""
    id: str
    """Unique in the page; the shell gives one where the author did not."""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened to an element.

    `connect` comes first (its value is `{"stored": {key: text or null}, "site": the address of the site's root}`),
    `disconnect` last, `wake` when a `wake_at` has come, `stored` when another tab saved one of the element's keys,
    `voices` when the device's voices are known (a list of `{"name", "lang", "language"}`, for elements that sound).
    `saved` answers a `Save` that is `checked`, `persisted` a `Persist`; nobody else hears them.
    `show` asks for the whole view once more, where the page lacks a part of it; no widget hears of it.
    `fragment` brings the address's part behind `#` to an element that opens links, `library` answers a `Need`, `copied`
    a `Copy`. All other names are the element's own, from `data-on-...` attributes. A file that the reader chose comes
    as `{"name", "size", "text"}`; its text is null where it is larger than `MOST_FILE_BYTES` or cannot be read.
    """

    element: Element
    name: str
    at: float
    """When it happened, in milliseconds since the epoch. Never later than now, possibly seconds ago."""
    value: Json = None
    zone: int = 0
    """Minutes east of UTC of the reader's clock at `at`: 60 in Berlin in winter, -300 in New York."""

    @property
    def day(self) -> str:
        """The reader's local date at `at`, as `2026-11-25`."""
        return days.local_day(self.at, self.zone)

    @classmethod
    def from_json(cls, text: str) -> Event:
        """Read one event.

        Raises:
            ProtocolError: it is not JSON, or a part is missing or of the wrong kind.
        """
        try:
            data = json.loads(text)
        except ValueError as error:
            raise ProtocolError(f"not an event: {error!r} in {text[:200]}") from error
        return cls.from_data(data)

    @classmethod
    def from_data(cls, data: Any) -> Event:  # noqa: ANN401 - whatever JSON can hold
        """Take one event that was read as JSON already.

        Raises:
            ProtocolError: a part is missing or of the wrong kind.
        """
        try:
            element = data["element"]
            event = cls(
                element=Element(
                    tag=element["tag"], id=element["id"], attributes=dict(element.get("attributes") or {})
                ),
                name=data["name"],
                at=float(data["at"]),
                value=data.get("value"),
                zone=int(data.get("zone", 0)),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ProtocolError(f"not an event: {error!r} in {str(data)[:200]}") from error
        if not all(isinstance(part, str) for part in (event.element.tag, event.element.id, event.name)):
            raise ProtocolError(f"an event's tag, id and name are text: {str(data)[:200]}")
        return event


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """Something that the shell must do. One small JavaScript function each, found by `kind`."""

    kind: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """Return the effect as JSON data, `kind` first."""
        return {"kind": self.kind} | {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


class _Value:
    """A part of an effect."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]  # each is a dataclass


type Tone = Literal["ready", "count", "half", "hold", "release", "change", "rest", "exercise", "finish"]
"""`half`: half way through a hold. `exercise`: an exercise has ended. `finish`: all has."""


type Said = tuple[int, str] | tuple[int, str, int, int]
"""Milliseconds after the cue, and a text for the device's voice; or a sprite, where in it a clip begins, and how long
it is, in milliseconds. `widgets/shell/effects/sprites.js` plays it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue(_Value):
    """One moment of a score: what is to be heard or felt, and when."""

    at: float
    """Milliseconds since the epoch."""
    tone: Tone | None = None
    speak: str | None = None
    """All that is said, for the device's voice where no recording can be heard; it begins when `said` does."""
    said: tuple[Said, ...] = ()
    """The same, as it is recorded."""
    vibrate: tuple[int, ...] = ()
    """Milliseconds on, off, on, ..."""

    @override
    def to_dict(self) -> dict[str, Any]:
        """Return the cue as JSON data, without what it does not use. A score has hundreds: each field by its name."""
        data: dict[str, Any] = {"at": self.at}
        if self.tone is not None:
            data["tone"] = self.tone
        if self.speak is not None:
            data["speak"] = self.speak
        if self.said:
            data["said"] = self.said
        if self.vibrate:
            data["vibrate"] = self.vibrate
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound(_Value):
    """How cues are to sound, by the reader's choice."""

    strong: bool = False
    """Loud beeps that cut through music; else soft ones."""
    flash: bool = False
    """A flash of the screen with each tone."""
    silent_switch: bool = False
    """Have the phone's sound: be heard while its ring switch is on silent, and be steered from its lock screen and
    from a headset. It may pause the reader's music."""
    listen: bool = False
    """Play the score as one sound file, which goes on while the screen is locked. Includes `silent_switch`."""
    voice_name: str | None = None
    """The device's voice to speak with; `None` for the one that the device prefers."""
    recorded: bool | None = None
    """Whether the site's recorded voice speaks, else the device's; `None` for what is usual on the device."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part(_Value):
    """One exercise of a score, as lock screens and headsets show it. In listen mode each is a sound file of its own."""

    at: float
    """When it begins, in milliseconds since the epoch."""
    title: str
    about: str
    """One line more, such as `Exercise 2 of 4`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score(Effect):
    """Replace all cues of the element that are still to come by these.

    An empty score silences it. One without cues but with a part is paused: a lock screen or a headset can resume it.
    """

    kind: ClassVar[str] = "score"
    cues: tuple[Cue, ...] = ()
    sound: Sound = Sound()
    parts: tuple[Part, ...] = ()
    """Those to come, the present one first. Without one, lock screens and headsets show nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Announce(Effect):
    """Put this into the element's live region, for screen readers."""

    kind: ClassVar[str] = "announce"
    text: str
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepAwake(Effect):
    """Keep the screen on, or let it sleep again."""

    kind: ClassVar[str] = "keep-awake"
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside(_Value):
    """A text that a `Save` writes under another key, before its own: a copy of what it replaces."""

    key: str
    text: str
    over: str | None = None
    """What that key held when the element last heard of it; `None` for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Save(Effect):
    """Keep a text on this device under a key of the site's own; `None` forgets it.

    A `checked` one is written only where the key still holds the text `over`, and is answered by `saved`:
    `{"key", "ok": true}`, or `{"key", "ok": false, "why": "changed" | "refused", "text": what the key holds}`, where
    `refused` is the browser's doing. With an `aside` the answer also has `"aside"`: what the key of that holds.
    `widgets.stored.Kept` knows what to do with the answer.
    """

    kind: ClassVar[str] = "save"
    key: str
    text: str | None
    checked: bool = False
    over: str | None = None
    """What the key held when the element last heard of it; `None` for nothing."""
    aside: Aside | None = None
    """Written first, in the same step. Where it cannot be, or where its key holds another text, nothing is written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Persist(Effect):
    """Learn whether the browser promises to keep the site's data when space is short, and ask it to where `ask` is set.

    Answered by `persisted`: true, false, or null where the browser cannot say. Some browsers ask the reader, in a box
    that drowns what a screen reader was about to say: those are asked only where `openly` is set.
    """

    kind: ClassVar[str] = "persist"
    ask: bool = True
    openly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Download(Effect):
    """Give the reader a file."""

    kind: ClassVar[str] = "download"
    name: str
    """File name with its ending."""
    type: str
    """MIME type, such as `text/csv;charset=utf-8`."""
    text: str
    base64: bool = False
    """Whether `text` is base64 of the file's bytes; else the file is `text` in UTF-8."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy(Effect):
    """Put a text on the device's clipboard. Answered by `copied`: true, or false where the browser does not let it."""

    kind: ClassVar[str] = "copy"
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClearFragment(Effect):
    """Take the part behind `#` out of the page's address, once it is read.

    With `keep` the tab remembers that fragment for this kind of element, and brings it again as the event `fragment`
    after a reload; without it, it forgets the one that it remembers. The device never keeps it.
    """

    kind: ClassVar[str] = "clear-fragment"
    keep: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Need(Effect):
    """Fetch a library that is not part of Python's start (`widgets.share.libraries`).

    Answered by `library`: `{"library", "ok"}`. Where it is true the library can be imported from then on.
    """

    kind: ClassVar[str] = "need"
    library: Literal["calendar", "qr"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Focus(Effect):
    """Move the focus to the first match of a CSS selector inside the element."""

    kind: ClassVar[str] = "focus"
    selector: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FillScreen(Effect):
    """Let the element fill the screen, or no longer. The browser may end it too: the shell then sends `big`, false."""

    kind: ClassVar[str] = "fill-screen"
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Print(Effect):
    """Open the browser's print dialogue."""

    kind: ClassVar[str] = "print"


def asked(question: str, heading: str) -> tuple[Effect, ...]:
    """Return the effects of a question that a press opens: all of it is announced, and the focus goes to its heading.

    The heading is short and does not repeat the question, since screen readers say both.

    Args:
        question: All that must be known before an answer. Its tags are left out.
        heading: CSS selector of the heading, which has `tabindex="-1"`.
    """
    return Announce(text=re.sub("<[^>]*>", "", question), urgent=True), Focus(selector=heading)


def with_news(before: Sequence[str], after: Sequence[str], effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Return the effects with an announcement of each new notice that no announcement among them says already.

    Args:
        before: The notices of the view before the event.
        after: Those of the view after it.
        effects: What the event led to.
    """
    said = [effect.text for effect in effects if isinstance(effect, Announce)]
    unsaid = [note for note in after if note not in before and not any(note in text for text in said)]
    return (*effects, Announce(text=" ".join(unsaid))) if unsaid else effects


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """What an event leads to."""

    html: Mapping[str, str] = field(default_factory=dict)
    """New inner HTML by element id, only for elements that changed."""
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By element id, for elements of which only parts changed: each part's HTML by its name (`widgets.parts`)."""
    effects: Mapping[str, tuple[Effect, ...]] = field(default_factory=dict)
    """Effects by element id, in order."""
    wake_at: float | None = None
    """When the shell should send `wake` to the app, in milliseconds since the epoch; `None` for never."""

    def to_dict(self) -> dict[str, Any]:
        """Return the update as JSON data."""
        return {
            "html": dict(self.html),
            "parts": {id_: dict(parts) for id_, parts in self.parts.items()},
            "effects": {id_: [e.to_dict() for e in effects] for id_, effects in self.effects.items()},
            "wake_at": self.wake_at,
        }

    def to_json(self) -> str:
        """Return the update as JSON text."""
        return json.dumps(self.to_dict())


class Widget[S](Protocol):
    """One kind of custom element: pure functions over a frozen state `S`."""

    tag: str
    storage_keys: tuple[str, ...]
    """What the shell reads from the device and sends with `connect`."""
    documents: tuple[Any, ...]
    """The stored documents that the element keeps, as `widgets.stored.Listed`."""

    def connect(self, event: Event, context: Context) -> S:
        """Return the state of a new element."""

    def handle(self, state: S, event: Event, context: Context) -> tuple[S, tuple[Effect, ...]]:
        """Return the state after an event, and what must be done. Unknown names raise `ProtocolError`."""

    def view(self, state: S, context: Context) -> str:
        """Return the element's inner HTML."""

    def wake_at(self, state: S) -> float | None:
        """Return when the state next changes by itself, in milliseconds since the epoch."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What every element may read: the catalogue, all stored documents, and the site's root as seen from the page."""

    catalog: Any
    """A `widgets.catalog.Catalog`."""
    documents: tuple[Any, ...] = ()
    """Every stored document of the site, as `widgets.stored.Listed`, in the order in which readers see them."""
    root: str = ""
    """Relative address of the site's root from this page, such as `../../`; prefixes every link in a view."""


def _plain(value: object) -> object:
    """Return JSON data for an effect's field."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.to_dict() if isinstance(value, _Value) else value
