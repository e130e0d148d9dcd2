"""The saved position in a session, as a value and as stored text. It holds no pain and no health data.

What was said of an exercise is kept beside what was done of it, until the session has ended; then it is in the log.
A place that cannot be read is forgotten, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, get_args

from widgets.catalog import Catalog, Dose
from widgets.diary.entries import SAID, Said
from widgets.player.score import Phase, Side, Spot, StartSide, score_of
from widgets.player.settings import COUNTED, PACING, SIDES, whole
from widgets.session.offer import Source
from widgets.session.steps import Step, introduction_words
from widgets.stored import UNREADABLE, Document

PLACE_KEY = "neutral-spine.session.place"
ASKED_KEY = "neutral-spine.session.asked"
VERSION = 1
LASTS_MS = 12 * 60 * 60 * 1000
"""After half a day an unfinished session is no longer offered. Clocks are set back: the future is as good."""
MOST_STEPS = 20
COUNT_MOST = 300
"""Of seconds, repetitions or sets in a kept dose: more than any record has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What was done of one step."""

    reps: int = 0
    """Over all sets and sides."""
    held: Mapping[Side, int] = field(default_factory=dict)
    """Milliseconds of holding, or of moving where nothing is held, by side."""
    spent: int = 0
    """Milliseconds from the first movement to the last release, rests between sets included."""

    def more(self, phase: Phase, ms: int, *, held: bool, ended: bool) -> Work:
        """Return the work after so many milliseconds of a phase.

        Args:
            phase: What was done.
            ms: For how long.
            held: Whether it is the phase that counts as holding.
            ended: Whether it came to its end by itself.
        """
        side = phase.spot.side
        return Work(
            reps=self.reps + (held and ended),
            held={**self.held, side: self.held.get(side, 0) + ms} if held else self.held,
            spent=self.spent + (0 if phase.name in ("introduction", "get-ready") else ms),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A repetition of a session."""

    steps: tuple[Step, ...]
    side: StartSide
    spot: Spot

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The score from here on."""
        return score_of(tuple(step.part for step in self.steps), self.side, self.spot)

    def moved(self, spot: Spot) -> Place:
        """Return another repetition of the same session."""
        return replace(self, spot=spot)

    @property
    def is_start(self) -> bool:
        """Whether it is the session's first repetition: to carry on there is to start."""
        spot = self.spot
        return spot.part == 0 and spot.set == spot.rep == 1 and spot.side in ("both", self.side)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """A session that was begun: what it takes to go on with it, in this tab or another, now or later."""

    id: str
    """Of its entry in the log."""
    at: float
    """When it was kept, in milliseconds since the epoch."""
    lead: int
    """When the tab that leads it took the lead, in milliseconds since the epoch: the latest leads."""
    running: bool
    source: Source
    weekday: int | None
    week: int | None
    short: bool
    place: Place
    works: tuple[Work, ...]
    said: tuple[Said | None, ...]
    active: int
    """Milliseconds that it has gone on for, pauses left out."""

    def to_text(self) -> str:
        """Return the text to keep."""
        place = self.place
        return PLACE.dump(
            {
                "id": self.id, "at": self.at, "lead": self.lead, "running": self.running,
                "source": self.source, "weekday": self.weekday, "week": self.week, "short": self.short,
                "side": place.side, "spot": asdict(place.spot), "said": self.said,
                "active": self.active,
                "steps": [_step_data(step) for step in place.steps],
                "works": [asdict(work) for work in self.works],
            }
        )  # fmt: skip

    @classmethod
    def from_text(cls, text: str | None, catalog: Catalog, at: float) -> Unfinished | None:
        """Read a kept session: `None` for none, too old, unreadable, or of exercises that are no longer there."""
        if text is None:
            return None
        try:
            data = PLACE.load(text)
            found = _read(data, catalog)
        except UNREADABLE:
            return None
        return found if abs(at - found.at) <= LASTS_MS else None


def _step_data(step: Step) -> dict[str, Any]:
    counts = {name: getattr(step.dose, name) for name in (*COUNTED, *PACING)}
    return {
        "slug": step.slug,
        "introduction": step.introduction,
        "spoken": step.spoken,
        "new": step.new,
    } | counts


def _read(data: Mapping[str, Any], catalog: Catalog) -> Unfinished:
    items = data["steps"]
    if not isinstance(items, list) or not 0 < len(items) <= MOST_STEPS:
        raise ValueError("a session has exercises")
    steps = _steps(items, catalog)
    spot, side = data["spot"], data["side"]
    place = Place(
        steps=steps,
        side="right" if side == "right" else "left",
        spot=Spot(part=spot["part"], set=spot["set"], side=spot["side"], rep=spot["rep"]),
    )
    if side not in SIDES or place.spot not in {
        phase.spot for phase in replace(place, spot=place.spot).phases
    }:
        raise ValueError("the session has no such repetition")
    works, said = data["works"], data["said"]
    if not len(works) == len(said) == len(steps):
        raise ValueError("each exercise has its work")
    weekday, week, source = data["weekday"], data["week"], data["source"]
    if source not in get_args(Source.__value__):
        raise ValueError("the session is of no known kind")
    return Unfinished(
        id=_text(data["id"]),
        at=float(data["at"]),
        lead=_count(data["lead"], 10**16),
        running=data["running"] is True,
        source=source,
        weekday=None if weekday is None else _count(weekday, 6),
        week=None if week is None else _count(week, 1000),
        short=data["short"] is True,
        place=place,
        works=tuple(_work(work) for work in works),
        said=tuple(None if one is None else SAID[SAID.index(one)] for one in said),
        active=_count(data["active"], 10**9),
    )


def _steps(items: list[Any], catalog: Catalog) -> tuple[Step, ...]:
    found: list[Step] = []
    before = None
    for number, item in enumerate(items):
        exercise = catalog.exercise(item["slug"])
        counts = {name: _count(item[name], COUNT_MOST) for name in (*COUNTED, *PACING)}
        if not (counts["reps"] and counts["sets"]):
            raise ValueError("a dose has repetitions")
        dose: Dose = replace(exercise.dose, **counts)  # type: ignore[arg-type]  # whole numbers all
        spoken = item["spoken"] is True
        words = introduction_words(exercise, dose, before, (number, len(items)), catalog, spoken=spoken)
        found.append(
            Step(
                slug=exercise.slug, dose=dose, introduction=_count(item["introduction"], COUNT_MOST),
                words=words, spoken=spoken, new=item["new"] is True,
            )
        )  # fmt: skip
        before = exercise
    return tuple(found)


def _work(data: Mapping[str, Any]) -> Work:
    held = {side: _count(ms, 10**9) for side, ms in data["held"].items()}
    if not set(held) <= {"left", "right", "both"}:
        raise ValueError("there is no such side")
    return Work(reps=_count(data["reps"], 10**6), held=held, spent=_count(data["spent"], 10**9))


def _count(value: object, most: int) -> int:
    if not whole(value, 0, most):
        raise ValueError(f"{value!r} is no whole number from 0 to {most}")
    return int(str(value))


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 100:  # noqa: PLR2004 - an id of the log
        raise ValueError(f"{value!r} is no id")
    return value


PLACE: Document[Mapping[str, Any]] = Document(
    key=PLACE_KEY, name="place in a session", version=VERSION, write=dict, read=lambda data: data
)
"""Whether its exercises are still there is for `Unfinished.from_text`: the text alone cannot tell."""


def _asked(data: Mapping[str, Any]) -> float:
    at = data["at"]
    if type(at) not in (int, float):
        raise ValueError(f"{at!r} is no moment")
    return float(at)


ASKED: Document[float] = Document(
    key=ASKED_KEY,
    name="date of the safety questions",
    version=VERSION,
    write=lambda at: {"at": at},
    read=_asked,
)
"""When the safety questions were answered last, in milliseconds since the epoch. Not what was answered."""
