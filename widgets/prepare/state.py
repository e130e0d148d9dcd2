"""The state of the plan maker between events. Only the draft (`kept`) is persisted."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.catalog import Catalog, Exercise
from widgets.prepare.draft import Draft
from widgets.protocol import Json
from widgets.share.state import Sharing
from widgets.stored import Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """The filter of the exercises to choose from."""

    words: tuple[str, ...] = ()
    """In lower case; an exercise has all of them in its name, its summary or its position."""
    level: str = ""
    position: str = ""
    """Empty for all."""

    @classmethod
    def of(cls, value: Json) -> Filter:
        """Return the filter of a form; a missing field filters nothing."""
        fields = value if isinstance(value, dict) else {}
        said = {name: text for name, text in fields.items() if isinstance(text, str)}
        words = tuple(said.get("find", "").lower().split())
        return cls(words=words, level=said.get("level", ""), position=said.get("position", ""))

    def found(self, catalog: Catalog) -> tuple[Exercise, ...]:
        """Return the exercises that pass: one of that name first, then those with the words in their name."""
        found = (exercise for exercise in catalog.exercises if self._admits(exercise))
        return tuple(sorted(found, key=self._rank))

    def _rank(self, exercise: Exercise) -> tuple[bool, bool]:
        name = exercise.name.lower()
        return name != " ".join(self.words), not all(word in name for word in self.words)

    def _admits(self, exercise: Exercise) -> bool:
        text = f"{exercise.name} {exercise.summary} {exercise.position_name}".lower()
        return (
            self.level in {"", str(exercise.level)}
            and self.position in {"", exercise.position}
            and all(word in text for word in self.words)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Everything about a plan maker at one moment."""

    kept: Kept[Draft]
    sharing: Sharing
    filter: Filter = Filter()
    tried: bool = False
    """Whether somebody asked for the plan. From then on all errors are shown."""
    emptying: bool = False
    """Whether "Clear?" waits for a confirmation."""
    preview: bool = False
    """Whether the hand-out is shown on the screen."""

    @property
    def draft(self) -> Draft:
        """The draft."""
        return self.kept.value
