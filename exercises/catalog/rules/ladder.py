"""Rules of the ladder: the graph of steps from each exercise to its harder ones."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.catalog.model import Exercise
from exercises.catalog.rules.case import Case, Finding, Findings, by_file
from exercises.catalog.rules.shared import LEVELS
from exercises.catalog.wording import Loc

MOST_LEVELS_UP = 2
"""Greatest difference of level between an exercise and a harder one."""


def neighbours_mirror(case: Case) -> Findings:
    """If one exercise names another as harder, the other names it as easier, and the reverse."""
    records = by_file(case)
    for slug, entry in records.items():
        for side, other_side in (("harder", "easier"), ("easier", "harder")):
            for variant in getattr(entry.value, side):
                other = records.get(variant.slug, entry)
                back = {neighbour.slug for neighbour in getattr(other.value, other_side)}
                misspelt = not back <= (case.loaded.known["exercises"] or back)
                if other is not entry and slug not in back and not misspelt:
                    message = f"{other_side} must name {slug}, since {slug} names {variant.slug} as {side}"
                    yield Finding(other.path, (other_side,), message)


def harder_goes_up(case: Case) -> Findings:
    """A harder exercise is of the same level or of at most two levels above."""
    for edge in _edges(case):
        low, high = f"{edge.easier} (level {edge.low.level})", f"{edge.harder} (level {edge.high.level})"
        if edge.high.level < edge.low.level:
            yield Finding(edge.path, edge.loc, f"{high} must not be harder than {low}")
        elif edge.high.level > edge.low.level + MOST_LEVELS_UP:
            yield Finding(edge.path, edge.loc, f"{high} must be at most {MOST_LEVELS_UP} levels above {low}")


def no_circle(case: Case) -> Findings:
    """The links to harder exercises form no cycle.

    Only links within one level are walked: `harder_goes_up` forbids a cycle across levels.
    """
    following: dict[str, list[_Edge]] = {}
    for edge in _edges(case):
        if edge.low.level == edge.high.level:
            following.setdefault(edge.easier, []).append(edge)
    seen: set[str] = set()
    for start in sorted(following):
        trail = (
            {} if start in seen else {start: iter(following[start])}
        )  # ordered: the path of the depth-first walk
        while trail:
            slug = next(reversed(trail))
            seen.add(slug)
            step = next(trail[slug], None)
            if step is None:
                del trail[slug]
            elif step.harder in trail:
                names = list(trail)
                circle = " -> ".join((*names[names.index(step.harder) :], step.harder))
                yield Finding(
                    step.path, step.loc, f"going from harder to harder must not lead back: {circle}"
                )
            elif step.harder not in seen:
                trail[step.harder] = iter(following.get(step.harder, ()))


def reached_from_level_1(case: Case) -> Findings:
    """Every exercise can be reached from level 1.

    Since there are no cycles and no steps down, it suffices that each exercise above level 1 has an easier one.
    """
    reached = {edge.harder for edge in _edges(case)}
    for slug, entry in by_file(case).items():
        if entry.value.level > LEVELS[0] and not entry.value.easier and slug not in reached:
            message = "easier must name an exercise: every exercise can be reached from level 1"
            yield Finding(entry.path, ("easier",), message)


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge of the graph, from an exercise to a harder one, with the file and location that define it."""

    easier: str
    harder: str
    low: Exercise
    high: Exercise
    path: str
    loc: Loc


def _edges(case: Case) -> tuple[_Edge, ...]:
    """Return each edge between two records once, located at its `harder` entry if it has one."""
    records = by_file(case)
    edges: dict[tuple[str, str], _Edge] = {}
    for side in ("harder", "easier"):
        for slug, entry in records.items():
            for index, variant in enumerate(getattr(entry.value, side)):
                if variant.slug not in records or variant.slug == slug:
                    continue
                low, high = (slug, variant.slug) if side == "harder" else (variant.slug, slug)
                loc = (side, index, "slug")
                edge = _Edge(low, high, records[low].value, records[high].value, entry.path, loc)
                edges.setdefault((low, high), edge)
    return tuple(edges.values())
