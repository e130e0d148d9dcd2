"""The rank of an exercise within its level; it orders the catalogue and the map of exercises.

Pure. `rules/ladder.py` says which links between exercises are allowed.
"""

from __future__ import annotations

from collections.abc import Sequence

from exercises.catalog.model import Exercise


def steps_up(exercises: Sequence[Exercise]) -> dict[str, int]:
    """Return for each exercise how many easier ones of its own level come before it, one after the other."""
    level = {exercise.slug: exercise.level for exercise in exercises}
    named = {(e.slug, link.slug) for e in exercises for link in e.harder}
    named |= {(link.slug, e.slug) for e in exercises for link in e.easier}
    above: dict[str, list[str]] = {slug: [] for slug in level}
    waits = dict.fromkeys(level, 0)
    for easier, harder in named:
        if easier in level and level[easier] == level.get(harder):
            above[easier].append(harder)
            waits[harder] += 1
    steps = dict.fromkeys(level, 0)
    ready = [slug for slug, number in waits.items() if not number]
    for easier in ready:  # it grows on the way; a cycle, which the rules refuse, never joins
        for harder in above[easier]:
            steps[harder] = max(steps[harder], steps[easier] + 1)
            waits[harder] -= 1
            if not waits[harder]:
                ready.append(harder)
    return steps
