"""Steps within a level: the longest chain counts, whichever of two records names the step, and nothing goes round."""

from __future__ import annotations

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from exercises.catalog.order import steps_up

CATALOG = load(ROOT).catalog
assert CATALOG is not None
BRIDGE = CATALOG.exercise("bridge")


def linked(**links: tuple[int, tuple[str, ...], tuple[str, ...]]) -> list[Exercise]:
    """Return exercises by name, each with its level, its easier and its harder ones."""
    link = BRIDGE.easier[0]
    return [
        BRIDGE.model_copy(
            update={
                "slug": slug,
                "level": level,
                "easier": tuple(link.model_copy(update={"slug": other}) for other in easier),
                "harder": tuple(link.model_copy(update={"slug": other}) for other in harder),
            }
        )
        for slug, (level, easier, harder) in links.items()
    ]


def test_the_longest_chain_counts() -> None:
    """An exercise that two chains lead to stands after the longer one; a step to another level counts for nothing."""
    exercises = linked(a=(1, (), ("b", "d")), b=(1, (), ("d",)), c=(2, ("a",), ()), d=(1, (), ()))
    assert steps_up(exercises) == {"a": 0, "b": 1, "c": 0, "d": 2}


def test_either_side_may_name_the_step() -> None:
    """A step that only the harder record names is a step too; a name that no record has is none."""
    exercises = linked(a=(1, (), ("nobody",)), b=(1, ("a",), ()))
    assert steps_up(exercises) == {"a": 0, "b": 1}


def test_a_circle_ends() -> None:
    """Records that lead back to themselves, a mistake told elsewhere, still get numbers."""
    exercises = linked(a=(1, (), ("a", "b")), b=(1, (), ("a",)))
    assert steps_up(exercises).keys() == {"a", "b"}
