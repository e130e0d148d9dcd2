from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.widgets.two_tabs import Tab
from widgets.app import DOCUMENTS, WIDGETS, storage_keys
from widgets.diary import entries, log_document, pain
from widgets.plan import safety_date, store
from widgets.planner import draft as drafts
from widgets.player import settings
from widgets.prepare import draft
from widgets.session import place as session_place
from widgets.share import agenda
from widgets.stored import PREFIX
from widgets.timer import place as timer_place


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


EMPTY: Mapping[str, Any] = {
    store.KEY: store.NOTHING,
    log_document.KEY: entries.EMPTY,
    draft.KEY: draft.Draft(),
}
"""The empty value of each document that is put aside where it cannot be read, by key."""

SOON_MADE_AGAIN = {
    agenda.KEY,
    drafts.KEY,
    settings.SETTINGS_KEY,
    timer_place.PLACE_KEY,
    session_place.PLACE_KEY,
    safety_date.KEY,
    pain.USUAL_KEY,
}
"""The documents that are not put aside: the head of `widgets.stored` says why."""


def test_no_document_is_lost_where_it_cannot_be_read() -> None:
    """Each is put aside in the same step in which it is replaced, or it stays; but for those that are soon made again.

    In full storage, after something else that was put aside, and one damaged text after another.
    """
    put_aside = {one.document.key: one.document for one in DOCUMENTS if one.document.aside_key is not None}
    assert set(put_aside) == set(EMPTY)
    assert {one.document.key for one in DOCUMENTS} == set(EMPTY) | SOON_MADE_AGAIN
    for key, document in put_aside.items():
        aside = str(document.aside_key)
        newer = json.dumps({"version": document.version + 1})
        storage = {key: "{", aside: "older"}
        tab = Tab(document, EMPTY[key], storage)
        assert tab.kept.problem, key
        tab.no_room = {aside}
        tab.saves(tab.kept.value)
        assert (storage, tab.kept.refused) == ({key: "{", aside: "older"}, True), key
        tab.no_room = set()
        tab.saves(tab.kept.value)
        assert storage == {key: document.dump(EMPTY[key]), aside: "older\n{"}, key
        storage[key] = newer
        tab.hear()
        tab.saves(tab.kept.value)
        assert storage == {key: document.dump(EMPTY[key]), aside: f"older\n{{\n{newer}"}, key
