from __future__ import annotations

from pathlib import Path

from exercises.catalog.model import Catalog
from exercises.pages.nav import MOST, with_generated


def test_generated_entries(catalog: Catalog) -> None:
    """Guides appear under their index by level, levels under theirs; every other entry stays as it was."""
    nav = [
        {"Home": "index.md"},
        {"Guides": [{"Exercises": "exercises/index.md"}]},
        {"Levels": "levels/index.md"},
        "x.md",
    ]

    assert with_generated(nav, catalog) == [
        {"Home": "index.md"},
        {
            "Guides": [
                {
                    "Exercises": [
                        "exercises/index.md",
                        {"Level 1: Name 1": ["exercises/first.md"]},
                        {"Level 2: Name 2": ["exercises/second.md", "exercises/third.md"]},
                        {"Level 4: Name 4": ["exercises/fourth.md"]},
                    ]
                }
            ]
        },
        {"Levels": ["levels/index.md", *(f"levels/{number}.md" for number in range(1, 6))]},
        "x.md",
    ]
    assert nav[0] == {"Home": "index.md"}


def test_many_guides_of_a_level_stand_in_parts(catalog: Catalog) -> None:
    """No row of the navigation is longer than `MOST`, none is left out, and a part is named after its ends."""
    one = next(exercise for exercise in catalog.exercises if exercise.level == 1)
    many = [one.model_copy(update={"slug": f"e{n:04}", "name": f"E{n:04}"}) for n in range(5 * MOST + 1)]
    large = catalog.model_copy(update={"exercises": tuple(many)})

    ((_, entries),) = with_generated([{"Exercises": "exercises/index.md"}], large)[0].items()
    ((_, parts),) = entries[1].items()

    found: list[str] = []
    for part in parts:
        ((name, pages),) = part.items()
        assert MOST - 5 < len(pages) <= MOST
        first, last = (Path(page).stem.upper() for page in (pages[0], pages[-1]))
        assert name == f"{first} to {last}"
        found += pages
    assert found == [f"exercises/{exercise.slug}.md" for exercise in many]
