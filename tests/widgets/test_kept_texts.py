"""Texts, links and files that the site made on 29 November 2026 still open, whatever has changed since.

`fixtures/kept-2026-11-29.json` was written by the code of that day (commit b337de2) and is never made anew: a reader's
device, a printed code and a saved file hold such texts for years. A later form gets a file of its own beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.widgets.frozen import frozen_catalog
from widgets.app import DOCUMENTS
from widgets.log import files
from widgets.session.place import Unfinished
from widgets.share import file, link
from widgets.stored import Document
from widgets.timer.place import Place

THEN: dict[str, Any] = json.loads(
    (Path(__file__).parent / "fixtures" / "kept-2026-11-29.json").read_text(encoding="utf-8")
)
LATER: dict[str, Any] = json.loads(
    (Path(__file__).parent / "fixtures" / "kept-2026-11-29-usual-pain.json").read_text(encoding="utf-8")
)
"""As the code wrote them that introduced the usual pain and version 4 of the plan; never made anew either."""
BY_KEY: dict[str, Document[Any]] = {one.document.key: one.document for one in DOCUMENTS}


def _named(kind: str) -> list[Any]:
    return [pytest.param(one, id=one["about"]) for one in (*THEN[kind], *LATER.get(kind, ()))]


def test_every_document_is_there() -> None:
    """The fixtures hold a text of every document that the site kept that day."""
    assert {one["key"] for one in THEN["documents"]} == {
        f"neutral-spine.{name}"
        for name in (
            "log", "planner", "planner.draft", "timer.settings", "timer.place", "session.place", "session.asked",
            "calendar", "prepare",
        )
    }  # fmt: skip


@pytest.mark.parametrize("kept", _named("documents"))
def test_a_kept_text_opens(kept: dict[str, str]) -> None:
    """Each text loads, an older one to the same value as what that day's code made of it; its form has not changed.

    Where a document has a newer version by now, its present text comes back to the same value.
    """
    document = BY_KEY[kept["key"]]
    then = kept.get("now", kept["text"])
    value = document.load(then)
    if json.loads(then)["version"] == document.version:
        data = json.loads(then)
        data.pop("title", None)  # Of a session: it is worded anew from its day.
        assert json.loads(document.dump(value)) == data
    assert document.load(document.dump(value)) == value
    found = document.load(kept["text"])
    assert document.dump(found) == document.dump(value)
    unread = 2 if "two entries" in kept["about"] else 0
    assert getattr(found, "unread", 0) == unread


@pytest.mark.parametrize(
    "kept", [one for one in _named("documents") if "session.place" in one.values[0]["key"]]
)
def test_a_kept_place_in_a_session_is_offered(kept: dict[str, str]) -> None:
    """A session that was left that day can be carried on, with what was done and said."""
    place = Unfinished.from_text(kept["text"], frozen_catalog(), THEN["at"])
    assert place is not None
    assert Unfinished.from_text(place.to_text(), frozen_catalog(), THEN["at"]) == place
    assert any(work.spent for work in place.works)


@pytest.mark.parametrize(
    "kept", [one for one in _named("documents") if "timer.place" in one.values[0]["key"]]
)
def test_a_kept_place_in_a_dose_is_offered(kept: dict[str, str]) -> None:
    """A dose that was left that day can be carried on."""
    slug = json.loads(kept["text"])["slug"]
    place = Place.from_text(kept["text"], slug, frozen_catalog().exercise(slug).dose, THEN["at"])
    assert place is not None
    assert place.to_text(json.loads(kept["text"])["at"]) == kept["text"]


@pytest.mark.parametrize("shared", _named("plans"))
def test_a_shared_plan_opens(shared: dict[str, Any]) -> None:
    """Each link and its file open to one plan: all that the file says, without exercises that the library lacks."""
    catalog = frozen_catalog()
    plan = link.decode(shared["link"], catalog)
    assert plan == file.load(shared["file"], catalog)
    assert plan.missing == shared["missing"]
    said = json.loads(shared["file"])["plan"]
    slugs = {exercise.slug for exercise in catalog.exercises}
    said["exercises"] = [item for item in said["exercises"] if item["slug"] in slugs]
    assert _within(said, json.loads(file.dump(plan))["plan"])


def _within(then: Any, now: Any) -> bool:  # noqa: ANN401 - any JSON
    """Say whether data of that day is all in today's, which may have more fields."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(
            key in now and _within(value, now[key]) for key, value in then.items()
        )
    if isinstance(then, list):
        return isinstance(now, list) and len(then) == len(now) and all(map(_within, then, now))
    return bool(then == now)


@pytest.mark.parametrize("exported", _named("exports"))
def test_an_exported_file_opens(exported: dict[str, Any]) -> None:
    """Each file of everything comes in as it did that day, document by document."""
    incoming = files.incoming("then.json", exported["text"], DOCUMENTS)
    assert incoming.made == exported["made"]
    assert incoming.unread == exported["unread"]
    assert set(incoming.texts) == set(exported["now"])
    for key, text in exported["now"].items():
        assert BY_KEY[key].load(incoming.texts[key]) == BY_KEY[key].load(text)
