from __future__ import annotations

from exercises.catalog.model import Catalog
from exercises.pages.nav import with_generated


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
