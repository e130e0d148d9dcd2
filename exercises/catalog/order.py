"""The rank of an exercise within its level; it orders the catalogue and the map of exercises.

Pure. `rules.py` says which links between exercises are allowed.
"""

from __future__ import annotations

from collections.abc import Sequence

from exercises.catalog.model import Exercise


def steps_up(exercises: Sequence[Exercise]) -> dict[str, int]:
    """Return for each exercise how many easier ones of its own level come before it, one after the other."""
    level = {exercise.slug: exercise.level for exercise in exercises}
    named = {(e.slug, link.slug) for e in exercises for link in e.harder}
    named |= {(link.slug, e.slug) for e in exercises for link in e.easier}
    within = sorted((low, high) for low, high in named if level.get(low) == level.get(high))
    steps = dict.fromkeys(level, 0)
    for _ in steps:  # as many rounds as the longest chain needs; a cycle, which the rules refuse, ends too
        for easier, harder in within:
            steps[harder] = max(steps[harder], steps[easier] + 1)
    return steps
