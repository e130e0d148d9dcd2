"""The map of easier and harder exercises as one SVG: levels from left to right.

No text of the catalogue is changed here.

A layered drawing after Sugiyama: exercises of one level that lead to each other stand in columns of their
own, long lines pass through gaps kept free for them, and a few sweeps put neighbours side by side. All of it
is arithmetic on sorted values, so that the same catalogue gives the same picture. Lengths are in CSS pixels;
the page scrolls the drawing sideways on a phone rather than shrink its words, and prints the same links as a
list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

from markupsafe import Markup, escape

from exercises.catalog.model import Catalog
from exercises.catalog.order import steps_up

WIDTH, HEIGHT = 126, 104
"""A box."""
PICTURE = 58
"""What the picture takes of a box's height."""
GAP_X, GAP_Y = 40, 14
"""Between columns, and between boxes of one column."""
TOP, MARGIN = 46, 10
LANE = 14
"""What a passing line takes up in a column that it crosses."""
LINE_CHARACTERS = 18
"""Characters of 13 px type that fit into a box."""
SWEEPS = 24
TIP = 5
"""How far before a box its line ends, under the tip of the arrow."""


@dataclass(slots=True)
class Node:
    """A box, or (without a slug) the bend of a line that crosses a column."""

    column: int
    slug: str = ""
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    y: float = 0.0
    """Its middle."""

    @property
    def size(self) -> int:
        """Its height."""
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
    """Return the columns, each from top to bottom, and each line as the nodes that it visits."""
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
    """Return each line, with a bend in each column that it crosses; the bends join the table."""
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
    """Move each node towards the mean of its neighbours on one side, then push apart what overlaps."""
    for column in table if forward else reversed(table):
        wish = {}
        for node in column:
            near = (node.before if forward else node.after) or node.before or node.after
            wish[id(node)] = sum(n.y for n in near) / len(near) if near else node.y
        column.sort(key=lambda node: wish[id(node)])
        _settle(column, [wish[id(node)] for node in column])


def _settle(column: Sequence[Node], wishes: Sequence[float]) -> None:
    """Give each node the place nearest to its wish that keeps order and gaps; colliding runs share a mean."""
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


def svg(catalog: Catalog, base: str) -> Markup:
    """Return the map as an SVG element whose boxes are links.

    Args:
        catalog: The catalogue.
        base: Relative address of the site's root from the page, such as `../`.
    """
    table, lines = layout(catalog)
    names = {exercise.slug: exercise.name for exercise in catalog.exercises}
    width = 2 * MARGIN + len(table) * WIDTH + max(len(table) - 1, 0) * GAP_X
    height = max((n.y + n.size / 2 for column in table for n in column), default=TOP) + MARGIN
    parts = [
        Markup(
            '<svg class="ns-map" xmlns="http://www.w3.org/2000/svg" '
            'xmlns:xlink="http://www.w3.org/1999/xlink" role="group" '
            'aria-labelledby="ns-map-title" aria-describedby="ns-map-desc" '
            'viewBox="0 0 {0} {1:.0f}" width="{0}" height="{1:.0f}">'
        ).format(width, height),
        Markup('<title id="ns-map-title">Map of easier and harder exercises</title>'),
        Markup(
            '<desc id="ns-map-desc">Levels stand from left to right. A line leads from an exercise to a '
            "harder one. The list below says the same in words.</desc>"
        ),
        *_bands(catalog, height),
        *(_line(line) for line in lines),
        *(_box(node, names[node.slug], base) for column in table for node in column if node.slug),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def _left(column: int) -> int:
    return MARGIN + column * (WIDTH + GAP_X)


def _bands(catalog: Catalog, height: float) -> Iterable[Markup]:
    """Yield each level's ground and its name."""
    place = columns(catalog)
    spans: Mapping[int, list[int]] = {
        level.number: [place[e.slug] for e in catalog.exercises if e.level == level.number]
        for level in catalog.levels
    }
    for number, used in spans.items():
        if used:
            left, right = _left(min(used)), _left(max(used)) + WIDTH
            yield Markup(
                '<rect class="ns-map__level" x="{}" y="4" width="{}" height="{:.0f}" rx="12"/>'
                '<text class="ns-map__number" x="{}" y="26">Level {}</text>'
            ).format(left - 8, right - left + 16, height - 8, left, number)


def _line(line: Sequence[Node]) -> Markup:
    """Return a line from the right edge of a box to the left edge of another, level in columns between."""
    start = line[0]
    path = f"M{_left(start.column) + WIDTH} {start.y:.1f}"
    for left, right in pairwise(line):
        x_from, x_to = _left(left.column) + WIDTH, _left(right.column)
        middle = (x_from + x_to) / 2
        stop = x_to - TIP if right.slug else x_to
        path += f"C{middle:.0f} {left.y:.1f} {middle:.0f} {right.y:.1f} {stop} {right.y:.1f}"
        if not right.slug:
            path += f"H{x_to + WIDTH}"
    end = line[-1]
    x, y = _left(end.column), end.y
    return Markup(
        '<path class="ns-map__line" d="{}"/><path class="ns-map__tip" d="M{} {:.1f}l-8 -4.5v9z"/>'
    ).format(path, x, y)


def _box(node: Node, name: str, base: str) -> Markup:
    x, top = _left(node.column), node.y - HEIGHT / 2
    rows = wrap(name, LINE_CHARACTERS, break_on_hyphens=False)[:3]
    first = top + PICTURE + (HEIGHT - PICTURE) / 2 - (len(rows) - 1) * 7.5 + 2.5
    text = Markup("").join(
        Markup('<tspan x="{}" y="{:.1f}">{}</tspan>').format(
            x + WIDTH // 2, first + 15 * row, escape(words + " ")
        )
        for row, words in enumerate(rows)
    )
    # `xlink:href`: Material rewrites every `a[href]` as if it were HTML, and throws at an SVG link that it finds.
    return Markup(
        '<a xlink:href="{}exercises/{}/"><rect class="ns-map__box" x="{}" y="{:.1f}" width="{}" height="{}" '
        'rx="9"/>{}<text class="ns-map__name">{}</text></a>'
    ).format(base, node.slug, x, top, WIDTH, HEIGHT, _picture(node, base), text)


def _picture(node: Node, base: str) -> Markup:
    """Return the exercise's small picture, in light and in dark; the name below it is its words."""
    wide = round(PICTURE * 1.6) - 4
    return Markup("").join(
        Markup(
            '<image class="ns-card-figure--{}" xlink:href="{}assets/figures/{}{}.svg" '
            'x="{}" y="{:.1f}" width="{}" height="{}"/>'
        ).format(
            theme,
            base,
            node.slug,
            suffix,
            _left(node.column) + (WIDTH - wide) // 2,
            node.y - HEIGHT / 2 + 3,
            wide,
            PICTURE - 4,
        )
        for theme, suffix in (("light", ""), ("dark", "-dark"))
    )
