"""The layout of the map of easier and harder exercises: levels from left to right. Its SVG is `templates/map.svg.j2`.

A layered drawing after Sugiyama. Exercises of one level that lead to each other stand in separate columns, long lines
pass through gaps reserved for them, and a few sweeps put neighbours side by side. The layout is arithmetic on sorted
values, so the same catalogue gives the same picture. Lengths are in CSS pixels. On a phone the page scrolls the drawing
sideways, which keeps its words readable; a list on the page has the same links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

from markupsafe import Markup

from exercises.catalog.model import Catalog
from exercises.catalog.order import steps_up
from exercises.pages.markup import render

WIDTH, HEIGHT = 126, 104
"""Size of a box."""
PICTURE = 58
"""Part of a box's height that holds the picture."""
GAP_X, GAP_Y = 40, 14
"""Gaps between columns, and between boxes of one column."""
TOP, MARGIN = 46, 10
"""Space above the highest box, where the levels' names stand; and around the drawing."""
LANE = 14
"""Height that a passing line takes up in a column that it crosses."""
LINE_CHARACTERS = 18
"""Characters of 13 px type that fit into a box."""
SWEEPS = 24
"""Passes over the columns, alternately forward and back."""
TIP = 5
"""Gap between the end of a line and its box; the tip of the arrow covers it."""


@dataclass(slots=True)
class Node:
    """A box, or, without a slug, the bend of a line that crosses a column."""

    column: int
    slug: str = ""
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    y: float = 0.0
    """Middle of the node."""

    @property
    def size(self) -> int:
        """Height of the node."""
        return HEIGHT if self.slug else LANE


def columns(catalog: Catalog) -> dict[str, int]:
    """Return the column of each exercise, from 0: by level, then by the longest chain within the level."""
    level = {exercise.slug: exercise.level for exercise in catalog.exercises}
    rank = steps_up(catalog.exercises)
    first, start = 0, {}
    for number in sorted(set(level.values())):
        start[number] = first
        first += 1 + max(rank[slug] for slug in level if level[slug] == number)
    return {slug: start[level[slug]] + rank[slug] for slug in level}


def layout(catalog: Catalog) -> tuple[list[list[Node]], list[list[Node]]]:
    """Return the columns, each from top to bottom, and the lines, each as its nodes from left to right."""
    place = columns(catalog)
    boxes = {e.slug: Node(place[e.slug], e.slug) for e in catalog.exercises}
    table: list[list[Node]] = [[] for _ in range(max(place.values(), default=-1) + 1)]
    positions = {term.id: number for number, term in enumerate(catalog.vocabulary.positions)}
    for exercise in sorted(catalog.exercises, key=lambda e: (positions.get(e.position, 0), e.slug)):
        table[place[exercise.slug]].append(boxes[exercise.slug])
    lines = _lines(catalog, boxes, table)
    for column in table:
        _stack(column)
    for sweep in range(SWEEPS):
        _sweep(table, forward=sweep % 2 == 0)
    top = min((node.y - node.size / 2 for column in table for node in column), default=0)
    for column in table:
        for node in column:
            node.y += TOP - top
    return table, lines


def _lines(catalog: Catalog, boxes: Mapping[str, Node], table: list[list[Node]]) -> list[list[Node]]:
    """Return each line, with a bend in each column that it crosses. Adds the bends to the table."""
    lines = []
    for exercise in catalog.exercises:
        for variant in exercise.harder:
            start, end = boxes[exercise.slug], boxes.get(variant.slug)
            if end is None or end.column <= start.column:
                continue
            bends = [Node(column) for column in range(start.column + 1, end.column)]
            for bend in bends:
                table[bend.column].append(bend)
            line = [start, *bends, end]
            for left, right in pairwise(line):
                left.after.append(right)
                right.before.append(left)
            lines.append(line)
    return lines


def _stack(column: Sequence[Node]) -> None:
    y = 0.0
    for node in column:
        node.y = y + node.size / 2
        y += node.size + GAP_Y


def _sweep(table: list[list[Node]], *, forward: bool) -> None:
    """Move each node to the mean of its neighbours on one side, then separate nodes that overlap."""
    for column in table if forward else reversed(table):
        wish = {}
        for node in column:
            near = (node.before if forward else node.after) or node.before or node.after
            wish[id(node)] = sum(n.y for n in near) / len(near) if near else node.y
        column.sort(key=lambda node: wish[id(node)])
        _settle(column, [wish[id(node)] for node in column])


def _settle(column: Sequence[Node], wishes: Sequence[float]) -> None:
    """Place each node as near to its wish as order and gaps allow; nodes that collide move as one run."""
    runs: list[tuple[list[Node], float, float]] = []  # nodes, top of the run, height of the run
    for node, wish in zip(column, wishes, strict=True):
        run, top, height = [node], wish - node.size / 2, float(node.size)
        while runs and runs[-1][1] + runs[-1][2] + GAP_Y > top:
            before, top_before, height_before = runs.pop()
            ideal = top - height_before - GAP_Y
            top = (top_before * len(before) + ideal * len(run)) / (len(before) + len(run))
            before += run
            run, height = before, height_before + GAP_Y + height
        runs.append((run, top, height))
    for run, top, _ in runs:
        y = top
        for node in run:
            node.y = y + node.size / 2
            y += node.size + GAP_Y


@dataclass(frozen=True, slots=True)
class Band:
    """The ground of a level."""

    number: int
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line as SVG path data, and the place of its tip."""

    path: str
    x: int
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box, its picture, and the rows of its name, each with the `y` of its base line."""

    slug: str
    left: int
    top: float
    rows: Sequence[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    picture_width: int = round(PICTURE * 1.6) - 4
    picture_height: int = PICTURE - 4

    @property
    def middle(self) -> int:
        """Middle of the box, where its name is centered."""
        return self.left + self.width // 2

    @property
    def picture_left(self) -> int:
        """Left edge of the picture."""
        return self.left + (self.width - self.picture_width) // 2


@dataclass(frozen=True, slots=True)
class Map:
    """The values of `templates/map.svg.j2`."""

    width: int
    height: float
    bands: Sequence[Band]
    lines: Sequence[Line]
    boxes: Sequence[Box]


def svg(catalog: Catalog, base: str) -> Markup:
    """Return the map as an SVG element whose boxes are links.

    Args:
        catalog: The catalogue.
        base: Relative address of the site's root from the page, such as `../`.
    """
    text = render("map.svg.j2", map=drawing(catalog), base=base)
    return Markup(text.rstrip("\n"))  # noqa: S704 - escaped by the template


def drawing(catalog: Catalog) -> Map:
    """Return the places of everything on the map."""
    table, lines = layout(catalog)
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    return Map(
        width=2 * MARGIN + len(table) * WIDTH + max(len(table) - 1, 0) * GAP_X,
        height=max((n.y + n.size / 2 for column in table for n in column), default=TOP) + MARGIN,
        bands=_bands(catalog),
        lines=[_line(line) for line in lines],
        boxes=[_box(node, names[node.slug]) for column in table for node in column if node.slug],
    )


def _left(column: int) -> int:
    return MARGIN + column * (WIDTH + GAP_X)


def _bands(catalog: Catalog) -> list[Band]:
    """Return the ground of each level that has exercises."""
    place = columns(catalog)
    spans: Mapping[int, list[int]] = {
        level.number: [place[e.slug] for e in catalog.exercises if e.level == level.number]
        for level in catalog.levels
    }
    return [
        Band(number, _left(min(used)), _left(max(used)) + WIDTH - _left(min(used)))
        for number, used in spans.items()
        if used
    ]


def _line(line: Sequence[Node]) -> Line:
    """Return a line from the right edge of a box to the left edge of another; it is level in columns between."""
    start, end = line[0], line[-1]
    path = f"M{_left(start.column) + WIDTH} {start.y:.1f}"
    for left, right in pairwise(line):
        x_from, x_to = _left(left.column) + WIDTH, _left(right.column)
        middle = (x_from + x_to) / 2
        stop = x_to - TIP if right.slug else x_to
        path += f"C{middle:.0f} {left.y:.1f} {middle:.0f} {right.y:.1f} {stop} {right.y:.1f}"
        if not right.slug:
            path += f"H{x_to + WIDTH}"
    return Line(path, _left(end.column), end.y)


def _box(node: Node, name: str) -> Box:
    """Return a box with its name in at most three rows."""
    top = node.y - HEIGHT / 2
    rows = wrap(name, LINE_CHARACTERS, break_on_hyphens=False)[:3]
    first = top + PICTURE + (HEIGHT - PICTURE) / 2 - (len(rows) - 1) * 7.5 + 2.5
    return Box(
        node.slug, _left(node.column), top, [(first + 15 * row, words) for row, words in enumerate(rows)]
    )
