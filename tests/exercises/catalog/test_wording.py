from __future__ import annotations

import pytest

from exercises.catalog import model
from exercises.catalog.wording import PATTERNS, data_at, label, show


class TestWords:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (None, "nothing"),
            (True, "true"),
            (False, "false"),
            (12, "12"),
            (1.5, "1.5"),
            ({"a": 1}, "a mapping"),
            ([1], "a list"),
            ("word", '"word"'),
            ("two\nlines", '"two lines"'),
            ("x" * 50, f'"{"x" * 40}..."'),
        ],
    )
    def test_show(self, value: object, shown: str) -> None:
        """Values are shown as they stand in YAML, on one line, at a glance."""
        assert show(value) == shown

    def test_label(self) -> None:
        """Places are counted from 1, as people count."""
        assert label(("steps", 0, "text")) == "steps.1.text"
        assert label(()) == "the file"

    def test_data_at(self) -> None:
        """What is not there is None, however deep the place."""
        assert data_at({"steps": [{"text": "Lift."}]}, ("steps", 0, "text")) == "Lift."
        assert data_at({"steps": []}, ("steps", 0, "text")) is None
        assert data_at({"steps": "x"}, ("steps", "text")) is None

    def test_every_pattern_has_words(self) -> None:
        """No contributor is shown a regular expression: each pattern of the model is said in words."""

        def patterns(part: object) -> set[str]:
            if isinstance(part, list):
                return {found for item in part for found in patterns(item)}
            if not isinstance(part, dict):
                return set()
            own = {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
            return own | {found for item in part.values() for found in patterns(item)}

        assert patterns(model.Catalog.model_json_schema()) <= set(PATTERNS)
