from __future__ import annotations

from pathlib import Path

import yaml

from exercises.catalog.load import ROOT, load
from exercises.pages.config import without_hooks
from exercises.pages.nav import with_generated

CONFIG = (ROOT.parent / "mkdocs.yml").read_text(encoding="utf-8")


class _Tolerant(yaml.SafeLoader):
    """Reads MkDocs's `!ENV` as its default."""


_Tolerant.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])  # type: ignore[arg-type]


def test_only_hooks_watch_and_navigation_change() -> None:
    """Other builders get the same configuration, without what runs this project's code, and with every page."""
    catalog = load(Path(ROOT)).catalog
    assert catalog is not None
    before = yaml.load(CONFIG, _Tolerant)  # noqa: S506 - a safe loader
    after = yaml.load(without_hooks(CONFIG, catalog), _Tolerant)  # noqa: S506 - as above

    assert after["nav"] == with_generated(before["nav"], catalog)
    assert {key for key in before if before[key] != after.get(key)} == {"hooks", "watch", "nav"}
    assert "hooks" not in after
    assert set(after) <= set(before)
