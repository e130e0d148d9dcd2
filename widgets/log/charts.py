"""The charts as numbers: scales, ticks, and the positions of marks and labels. Templates draw the SVG.

All lengths are units of the drawing, `WIDTH` by the chart's own height; y grows downwards. Each chart has a table with
the same facts beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from widgets import days
from widgets.catalog import Change
from widgets.diary import answers
from widgets.diary.answers import Week
from widgets.diary.entries import Log

WIDTH = 360.0
LEFT, RIGHT = 32.0, 352.0
"""Where the plot begins and ends; the numbers of the axis stand left of it."""
PLOT = 100.0
"""Height of the plot."""
TOP = 8.0
"""Above the plot, so that its highest number is not cut off."""
BELOW = 26.0
"""For the labels under the plot."""
LETTER = 14.0
"""Width and height that a letter over the plot takes."""
SIGN = 7.0
"""The width of a character of a label at its font size. It is rather too large than too small."""
GAP = 6.0
"""Least space between two labels."""

PAIN_TOP = 10

_STEPS = (5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 600)
"""Minutes between two ticks."""
_TICKS_MOST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A number of an axis, or a label of one."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A week: minutes of sessions below, of walks above."""

    week: Week
    x: float
    width: float
    session_y: float
    session_height: float
    walk_y: float
    walk_height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesChart:
    """Minutes a week."""

    height: float
    base: float
    bars: tuple[Bar, ...]
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A number for pain."""

    day: str
    pain: int
    when: answers.When
    x: float
    y: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A day on which an exercise came in, or a flare-up began. The letter refers to the list below the chart."""

    letter: str
    kind: Literal["new", "flare-up"]
    day: str
    slugs: tuple[str, ...]
    x: float
    letter_y: float
    top: float
    """Where its line begins, under the letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PainChart:
    """Pain by day."""

    height: float
    top: float
    base: float
    dots: tuple[Dot, ...]
    line: tuple[tuple[float, float], ...]
    """The mean of each day that has one."""
    marks: tuple[Mark, ...]
    band: tuple[float, float] | None
    """The upper and the lower edge of the band of changes too small to count."""
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]


def minute_ticks(most: int) -> tuple[int, ...]:
    """Return the numbers of an axis of minutes: from 0, evenly apart, the last one not below `most`."""
    step = next((step for step in _STEPS if step * (_TICKS_MOST - 1) >= most), None)
    if step is None:
        step = -(-most // (_TICKS_MOST - 1) // 600) * 600 or 600
        while step * (_TICKS_MOST - 1) < most:
            step += 600
    count = max(1, -(-most // step))
    return tuple(step * number for number in range(count + 1))


def thinned(labels: Sequence[Tick], least: float = GAP) -> tuple[Tick, ...]:
    """Return the labels that fit beside each other: evenly spaced, with the last one, each centered at its position.

    None reaches beyond the drawing.
    """
    inside = [_inside(label) for label in labels]
    for every in range(1, len(inside) + 1):
        kept = inside[::-1][::every][::-1]
        if all(_end(one) + least <= _begin(two) for one, two in pairwise(kept)):
            return tuple(kept)
    return ()


def width_of(text: str) -> float:
    """Return how wide a label is at the most."""
    return SIGN * len(text)


def _begin(label: Tick) -> float:
    return label.at - width_of(label.text) / 2


def _end(label: Tick) -> float:
    return label.at + width_of(label.text) / 2


def _inside(label: Tick) -> Tick:
    half = width_of(label.text) / 2
    return Tick(at=round(min(max(label.at, half), WIDTH - half), 1), text=label.text)


def minutes(weeks: Sequence[Week], labels: Sequence[str]) -> MinutesChart:
    """Return the chart of minutes a week; `labels` names each week's first day."""
    base = TOP + PLOT
    ticks = minute_ticks(max((week.minutes for week in weeks), default=0))
    scale = PLOT / ticks[-1]
    slot = (RIGHT - LEFT) / max(1, len(weeks))
    width = round(slot * 0.7, 1)
    bars, middles = [], []
    for number, week in enumerate(weeks):
        middle = LEFT + slot * (number + 0.5)
        session, walk = week.session_minutes * scale, week.walk_minutes * scale
        bars.append(
            Bar(
                week=week,
                x=round(middle - width / 2, 1),
                width=width,
                session_y=round(base - session, 1),
                session_height=round(session, 1),
                walk_y=round(base - session - walk, 1),
                walk_height=round(walk, 1),
            )
        )
        middles.append(round(middle, 1))
    return MinutesChart(
        height=base + BELOW,
        base=base,
        bars=tuple(bars),
        y_ticks=tuple(Tick(at=round(base - number * scale, 1), text=str(number)) for number in ticks),
        x_ticks=thinned([Tick(at=x, text=text) for x, text in zip(middles, labels, strict=True)]),
    )


def letter(number: int) -> str:
    """Return the letter of a mark: A to Z, then AA, AB, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _marked(log: Log, first: str, last: str) -> list[tuple[str, Literal["new", "flare-up"], tuple[str, ...]]]:
    """Return the days of a span with a mark, in order: new exercises, and flare-ups."""
    came: dict[str, list[str]] = {}
    for slug, day in answers.added(log).items():
        came.setdefault(day, []).append(slug)
    flares = {entry.day for entry in log.entries if entry.kind == "flare-up"}
    found: list[tuple[str, Literal["new", "flare-up"], tuple[str, ...]]] = [
        *((day, "new", tuple(slugs)) for day, slugs in came.items()),
        *((day, "flare-up", ()) for day in flares),
    ]
    return sorted(one for one in found if first <= one[0] <= last)


def rows_of(xs: Sequence[float], widths: Sequence[float]) -> tuple[int, ...]:
    """Return in which row each letter stands so that none touches another; letters come from left to right."""
    ends: list[float] = []
    rows = []
    for x, width in zip(xs, widths, strict=True):
        row = next((number for number, end in enumerate(ends) if end <= x - width / 2), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + width / 2
        rows.append(row)
    return tuple(rows)


def pain(log: Log, first: str, last: str, labels: Sequence[tuple[str, str]], least: Change) -> PainChart:
    """Return the chart of pain from day `first` to day `last`.

    Args:
        log: the log.
        first: the day at the left end.
        last: the day at the right end.
        labels: days with their words, in order.
        least: the smallest change in pain that counts.
    """
    span = max(1, days.apart(first, last))

    def x_of(day: str) -> float:
        return round(LEFT + 4 + (RIGHT - LEFT - 8) * days.apart(first, day) / span, 1)

    marked = _marked(log, first, last)
    letters = [letter(number) for number in range(len(marked))]
    xs = [x_of(day) for day, _, _ in marked]
    rows = rows_of(xs, [LETTER + SIGN * (len(text) - 1) for text in letters])
    top = TOP + LETTER * (max(rows, default=-1) + 1)
    base = top + PLOT

    def y_of(number: float) -> float:
        return round(base - PLOT * number / PAIN_TOP, 1)

    trend = answers.trend(log, least)
    means = answers.daily(log, answers.line_whens(log, trend))
    band = None if trend is None else answers.band(trend.first, least)
    return PainChart(
        height=base + BELOW,
        top=top,
        base=base,
        dots=tuple(
            Dot(day=point.day, pain=point.pain, when=point.when, x=x_of(point.day), y=y_of(point.pain))
            for point in answers.points(log)
            if first <= point.day <= last
        ),
        line=tuple((x_of(day), y_of(mean)) for day, mean in means if first <= day <= last),
        marks=tuple(
            Mark(
                letter=text, kind=kind, day=day, slugs=slugs, x=x,
                letter_y=round(TOP + LETTER * row + LETTER - 4, 1), top=round(TOP + LETTER * (row + 1), 1),
            )
            for text, (day, kind, slugs), x, row in zip(letters, marked, xs, rows, strict=True)
        ),
        band=None if band is None else (y_of(band[1]), y_of(band[0])),
        y_ticks=tuple(Tick(at=y_of(number), text=str(number)) for number in range(0, PAIN_TOP + 1, 2)),
        x_ticks=thinned([Tick(at=x_of(day), text=text) for day, text in labels]),
    )  # fmt: skip
