"""Sessions of a kept plan, and of other kept texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.widgets.session.hand import CATALOG, START, Hand, course_of
from widgets.catalog import Catalog
from widgets.plan import store
from widgets.player.states import IDLE


@pytest.fixture
def six() -> Catalog:
    """A catalogue of six exercises, of three positions and all three ways of training sides."""
    return CATALOG


type Make = Callable[..., Hand]


@pytest.fixture
def kept_plan(six: Catalog) -> Callable[..., dict[str, str | None]]:
    """What makes the stored texts of a reader with a plan."""

    def make(since: float | None = START - 86_400_000, **changes: Any) -> dict[str, str | None]:  # noqa: ANN401
        return {store.KEY: store.DOCUMENT.dump(store.Saved(course=course_of(six, **changes), since=since))}

    return make


@pytest.fixture
def hand(six: Catalog, kept_plan: Callable[..., dict[str, str | None]]) -> Make:
    """What makes a hand on a session of the kept plan, or of other stored texts."""

    def make(
        stored: Mapping[str, str | None] | None = None, at: float = START, *, planned: bool = False
    ) -> Hand:
        made = Hand(six, kept_plan() if stored is None else stored, at, planned=planned)
        assert made.session.state is IDLE
        return made

    return make
