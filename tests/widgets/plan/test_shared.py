"""Texts of a shared plan, its JSON data, and its check against the library."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.frozen import frozen_catalog
from widgets.codec import CodecError
from widgets.plan import shared
from widgets.plan.shared import PLAN, SharedItem, SharedPlan, known_to, plain

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BRIDGE = SharedPlan(
    level=1, days=(0,), session_minutes=10, walk_minutes=0, items=(SharedItem(slug="bridge", sets=2, reps=8),)
)


class TestPlain:
    @pytest.mark.parametrize(
        "name",
        [
            "Dr. \U0001f469\u200d\u2695\ufe0f",  # a health worker, spelled with a joiner
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
            "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala, with a joiner
            "\u0915\u094d\u200d\u0937",  # Devanagari, with a joiner
        ],
    )
    def test_joiners_live(self, name: str) -> None:
        """Names that are spelled with a zero-width joiner or non-joiner stay as they are."""
        assert plain(name, 60) == name

    @pytest.mark.parametrize("sign", list(BIDI))
    def test_marks_of_direction_go(self, sign: str) -> None:
        """No mark can turn the direction of what stands beside it."""
        assert plain(f"A{sign}B", 60) == "A B"

    def test_joiners_between_nothing_go(self) -> None:
        """A name of joiners alone is none, and none is left at the edge of a word, also where a text was cut."""
        assert plain("\u200d\u200c", 60) == ""
        assert plain(" \u200dA\u200c B\u200d", 60) == "A B"
        assert plain("AB\u200dC", 3) == "AB"

    @given(st.text())
    def test_any_text(self, text: str) -> None:
        """A text is plain once it was made so, within its length, on one line."""
        found = plain(text, 20)
        assert plain(found, 20) == found
        assert len(found) <= 20
        assert all(sign.isprintable() or sign in shared.JOINERS for sign in found)
        assert found == unicodedata.normalize("NFC", found)


class TestData:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"level": 16}, "level"),
            ({"days": [7]}, "days.0"),
            ({"session_minutes": 128}, "session_minutes"),
            ({"week": 1024}, "week"),
            ({"exercises": [PLAN.dump(BRIDGE)["exercises"][0]] * 17}, "exercises"),
            ({"exercises": [PLAN.dump(BRIDGE)["exercises"][0] | {"sets": 200}]}, "exercises.0.sets"),
            ({"exercises": [PLAN.dump(BRIDGE)["exercises"][0] | {"reps": 5000}]}, "exercises.0.reps"),
            ({"name": None}, "name"),
        ],
    )
    def test_numbers_outside(self, change: dict[str, object], field: str) -> None:
        """A number that no link could hold is refused, with the name of its field."""
        with pytest.raises(CodecError, match=rf"^{field}: "):
            PLAN.load(PLAN.dump(BRIDGE) | change)

    def test_days_are_in_order(self) -> None:
        """Days are read once each and in order, texts plain."""
        found = PLAN.load(PLAN.dump(BRIDGE) | {"days": [4, 0, 4], "name": " A\nB "})
        assert (found.days, found.name) == ((0, 4), "A B")


def test_only_what_the_library_has() -> None:
    """Exercises stand once, at their first place; those that the library lacks are counted."""
    items = tuple(
        SharedItem(slug=slug, sets=n) for n, slug in enumerate(("gone", "bridge", "clamshell", "bridge"))
    )
    plan = SharedPlan(level=1, days=(), session_minutes=0, walk_minutes=0, items=items)
    found = known_to(frozen_catalog(), plan)
    assert [(item.slug, item.sets) for item in found.items] == [("bridge", 1), ("clamshell", 2)]
    assert found.missing == 1
