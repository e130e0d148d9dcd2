from __future__ import annotations

import json
from pathlib import Path

from widgets.app import DOCUMENTS, WIDGETS, storage_keys
from widgets.stored import PREFIX


def test_every_key_of_every_widget_is_listed() -> None:
    """What a widget keeps can be shown, exported and deleted with the rest: no key is forgotten."""
    used = {key for tag in WIDGETS for key in storage_keys(tag)}
    assert used <= {key for one in DOCUMENTS for key in one.keys}


def test_each_is_listed_once() -> None:
    """No two documents share a key or a title, and every key is marked as the site's own."""
    keys, titles = [key for one in DOCUMENTS for key in one.keys], [one.title for one in DOCUMENTS]
    assert len(set(keys)) == len(keys)
    assert len(set(titles)) == len(titles)
    assert all(key.startswith(PREFIX) for key in keys)


def test_every_version_has_a_way_up() -> None:
    """A document of each version from 1 on is brought up to today's."""
    for one in DOCUMENTS:
        assert set(range(1, one.document.version)) <= set(one.document.migrations)


def test_the_shell_has_the_same_prefix_and_limit() -> None:
    """The shell refuses keys of other sites, and reads files up to the size that Python is told of."""
    shell = Path(__file__).parents[2] / "widgets" / "shell"
    assert json.dumps(PREFIX) in (shell / "effects" / "save.js").read_text()
    assert "const MOST = 20_000_000" in (shell / "file.js").read_text()
