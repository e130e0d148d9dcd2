"""Stored documents in the browser: versions, migrations, damaged data, two tabs, full storage.

A `Document` is a kind of kept text: its key, its version, and how it is written and read. `Kept` is one as an element
holds it, `Listed` one as readers are told of it. Each element lists its documents; `widgets.app` gathers them.
Nothing here saves anything itself: `Save` effects go to the shell.

The rules, for all documents alike:

- A text carries its version. An older one is brought up step by step by `migrations`; a newer one is not guessed at.
- A text that cannot be read in full is never thrown away: the save that replaces it puts it aside under `aside_key`
  in the same step, after all that was put aside before. Where there is no room for it, nothing is saved.
- A save names the text that it replaces. Where another tab was faster, nothing is overwritten: what both changed since
  is brought together (`merge`) and saved again. A text that cannot be read counts as unchanged, never as deleted.
- Where the browser keeps nothing, the page goes on with what it knows and says so.

Four kinds of document are no `Kept`. They are saved unchecked, and the last writer wins: nothing in them can be merged,
and the latest text is the valid one. The settings of a player are written whole by the tap that changes one. The place
of a run is written by the tab that leads the run, several times a minute. The date of the safety questions is written,
or deleted, by the latest answer. The half-filled form of the planner is written by the tab that is typed in.

These four, the usual pain and the calendar choices have no `aside_key`: a text of theirs that cannot be read is
replaced, since each is soon made again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from widgets.language import N_, _
from widgets.protocol import Aside, Effect, Json, ProtocolError, Save

PREFIX = "neutral-spine."
"""Every key of the site begins so: other sites may share the origin. `effects/save.js` holds to it."""

type Data = dict[str, Any]
type Migration = Callable[[Data], Data]
"""Brings a document's data from one version to the next. Raises `KeyError`, `TypeError` or `ValueError` on damage."""

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What reading damaged data may raise."""


DEEPEST = 32
"""Lists within lists, at the most; what the widgets keep has six."""

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


type Why = Literal["not-this", "version", "damage"]
type Problem = Why | int
"""Why a text cannot be read in full. A number: so many parts of it cannot be read; 0 where all can."""

_WORDS: Mapping[Why, str] = {
    "not-this": N_("What is stored on this device is not a {document}."),
    "version": N_("The {document} on this device was made by another version of this site."),
    "damage": N_("A part of the {document} on this device is missing or damaged."),
}


class StoredError(ValueError):
    """A kept text that this version of the site cannot read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def read(text: str) -> object:
    """Return the value that a JSON text holds.

    Raises:
        ValueError: it is not JSON, or it is nested deeper than any widget writes. In CPython depth ends in a
            `RecursionError`; in the browser it can overflow the stack of WebAssembly, which ends Python for good.
    """
    depth = 0
    for sign in _TEXT.sub("", text):
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ValueError("nested too deeply")
        elif sign in "]}":
            depth -= 1
    return json.loads(text)


def stored_in(value: Json) -> dict[str, str | None]:
    """Return the stored texts that the events `connect` and `stored` bring, by key; `None` where a key has no text.

    Raises:
        ProtocolError: the event's value brings no texts.
    """
    stored = value.get("stored") if isinstance(value, dict) else None
    if not isinstance(stored, dict):
        raise ProtocolError(f"stored texts come by key, not as {value!r}")
    return {key: text if isinstance(text, str) else None for key, text in stored.items()}


def _first_save_wins(base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 - of any document
    """Return what another tab saved, or mine where it changed nothing: for documents that are one whole."""
    return mine if theirs == base else theirs


@dataclass(frozen=True, kw_only=True, slots=True)
class Document[T]:
    """A kind of stored text."""

    key: str
    name: str
    """The reader's name for it, in English, for a sentence: `plan`, `progress log`."""
    version: int
    write: Callable[[T], Data]
    """Return the value as JSON data without its version."""
    read: Callable[[Data], T]
    """Return the value of such data. Raises one of `UNREADABLE` where it is damaged."""
    migrations: Mapping[int, Migration] = field(default_factory=dict)
    """By the version that each starts from: one for each version before this one. A text without any is version 0."""
    aside_key: str | None = None
    """Where a text that cannot be read is put aside; `None` for what is no loss, such as a half-filled form."""
    merge: Callable[[T, T, T], T] = _first_save_wins
    """`merge(base, mine, theirs)`: what two tabs made of the same `base`, brought together. Where one side changed
    nothing, it is the other side."""
    loss: Callable[[T], int] = lambda _value: 0
    """How many parts of a text could not be read although the rest could."""
    loss_words: Callable[[int], str] = str
    """Return the words for a loss."""

    def dump(self, value: T) -> str:
        """Return the text to keep."""
        return json.dumps({"version": self.version} | self.write(value))

    def load(self, text: str) -> T:
        """Read a kept text of this version or an older one.

        Raises:
            StoredError: it is no such document, a newer one, or damaged.
        """
        try:
            data = read(text)
        except ValueError as error:
            raise StoredError("not-this") from error
        return self.of(data)

    def of(self, data: object) -> T:
        """Return the value of a document's JSON data with its version.

        Raises:
            StoredError: it is no such document, a newer one, or damaged.
        """
        if not isinstance(data, dict):
            raise StoredError("not-this")
        version = data.get("version", 0)
        if type(version) is not int or not (version == self.version or version in self.migrations):
            raise StoredError("version")
        data = {name: value for name, value in data.items() if name != "version"}
        try:
            while version != self.version:
                data, version = self.migrations[version](data), version + 1
            return self.read(data)
        except StoredError:
            raise
        except UNREADABLE as error:
            raise StoredError("damage") from error

    def problem(self, text: str) -> Problem:
        """Return why a text cannot be read in full; 0 where it can."""
        try:
            return self.loss(self.load(text))
        except StoredError as error:
            return error.why

    def words(self, problem: Problem) -> str:
        """Return why a text cannot be read in full, in sentences for the reader; empty where it can."""
        if isinstance(problem, int):
            return self.loss_words(problem) if problem else ""
        return _(_WORDS[problem], document=_(self.name))

    def aside(self, unreadable: str | None, before: str | None) -> Aside | None:
        """Return what a save must put aside.

        Args:
            unreadable: the text that the save replaces, where it cannot be read in full; else `None`.
            before: what was put aside before; `None` for nothing.
        """
        if unreadable is None or self.aside_key is None:
            return None
        return Aside(key=self.aside_key, text=put_aside(unreadable, before), over=before)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A document as readers are told of it."""

    document: Document[Any]
    title: str
    holds: str
    """Its contents, in a sentence without a full stop."""
    moves: bool = True
    """Whether exports and imports include it. Half-done things stay on their device."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own key, and the one under which damaged texts are put aside."""
        aside = self.document.aside_key
        return (self.document.key,) if aside is None else (self.document.key, aside)


def put_aside(unreadable: str, before: str | None) -> str:
    """Return the text to keep aside: the unreadable one after all that were put aside before it, each once."""
    if before is None:
        return unreadable
    return before if f"\n{unreadable}\n" in f"\n{before}\n" else f"{before}\n{unreadable}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept[T]:
    """A document as an element holds it, with the text that the browser holds."""

    document: Document[T]
    empty: T
    """The value where nothing is kept."""
    value: T
    base: T
    """What the browser held when this element last knew for certain; another tab starts from the same."""
    text: str | None = None
    """The text that the browser holds, or will once the saves that are under way have gone through."""
    under_way: int = 0
    """How many saves the shell has not answered yet."""
    unreadable: str | None = None
    """The kept text where it cannot be read in full, until it is put aside."""
    aside: str | None = None
    """What was put aside before."""
    problem: Problem = 0
    """Why the text could not be read in full; 0 where it could."""
    refused: bool = False
    """Whether the browser did not keep the last save."""

    @property
    def problem_words(self) -> str:
        """`problem` in sentences for the reader; empty for none."""
        return self.document.words(self.problem)

    @classmethod
    def opened(cls, document: Document[T], stored: Mapping[str, str | None], empty: T) -> Kept[T]:
        """Return the stored document; `empty` if there is none, or none that can be read."""
        aside = stored.get(document.aside_key) if document.aside_key else None
        kept = cls(document=document, empty=empty, value=empty, base=empty, aside=aside)
        return kept.holding(stored.get(document.key))

    def holding(self, text: str | None) -> Kept[T]:
        """Return the document with the value of a text. A text that cannot be read leaves the value unchanged."""
        if text is None:
            return replace(self, value=self.empty, base=self.empty, text=None, unreadable=None, problem=0)
        try:
            value = self.document.load(text)
        except StoredError as error:
            return replace(self, text=text, unreadable=text, problem=error.why)
        loss = self.document.loss(value)
        unreadable = text if loss else None
        return replace(self, value=value, base=value, text=text, unreadable=unreadable, problem=loss)

    def heard(self, stored: Mapping[str, str | None]) -> Kept[T]:
        """Return the document after another tab saved one of its keys (the event `stored`)."""
        kept, document = self, self.document
        if document.aside_key is not None and document.aside_key in stored:
            kept = replace(kept, aside=stored[document.aside_key])
        if document.key not in stored or kept.under_way:
            return kept  # What is under way will be refused, and the answer brings the other tab's text.
        held = kept.holding(stored[document.key])
        if held.unreadable is None and not kept.refused:
            return held
        # What cannot be read was not deleted, and what the browser refused was not kept: this element knows both.
        value = document.merge(kept.base, kept.value, held.base)
        return replace(held, value=value, refused=kept.refused and value != held.value)

    def saving(self, value: T) -> tuple[Kept[T], tuple[Effect, ...]]:
        """Return the document with another value, and the save that stores it and puts an unreadable text aside."""
        document = self.document
        text, aside = document.dump(value), document.aside(self.unreadable, self.aside)
        kept = replace(
            self,
            value=value,
            text=text,
            under_way=self.under_way + 1,
            unreadable=None,
            aside=self.aside if aside is None else aside.text,
            problem=0,
            refused=False,
        )
        return kept, (Save(key=document.key, text=text, checked=True, over=self.text, aside=aside),)

    def answered(self, answer: Json) -> tuple[Kept[T], tuple[Effect, ...]]:
        """Return the document after the event `saved`, and what must be saved again. Other keys change nothing."""
        if not isinstance(answer, dict) or answer.get("key") != self.document.key or not self.under_way:
            return self, ()
        kept = replace(self, under_way=self.under_way - 1)
        if answer.get("ok") is True:
            return (kept if kept.under_way else replace(kept, base=kept.value)), ()
        text, aside = answer.get("text"), answer.get("aside", kept.aside)
        kept = replace(kept, aside=aside if isinstance(aside, str) else None)
        held = kept.holding(text if isinstance(text, str) else None)
        if answer.get("why") != "changed":
            if kept.under_way:
                return kept, ()
            # The browser still holds the text from before. The page goes on with the value that could not be kept.
            return replace(kept, text=held.text, unreadable=held.unreadable, refused=True), ()
        merged = self.document.merge(self.base, self.value, held.base)
        if kept.under_way:
            return replace(held, value=merged, text=self.text), ()
        deleted = held.text is None and merged == self.empty
        return (held, ()) if deleted else held.saving(merged)

    def forgetting(self) -> tuple[Kept[T], tuple[Effect, ...]]:
        """Return an empty document, and the saves that delete it and what was put aside."""
        keys = [self.document.key, *([self.document.aside_key] if self.document.aside_key else [])]
        blank = Kept(document=self.document, empty=self.empty, value=self.empty, base=self.empty)
        return blank, tuple(Save(key=key, text=None) for key in keys)
