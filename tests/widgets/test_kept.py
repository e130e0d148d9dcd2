from __future__ import annotations

import json

import pytest

from widgets import kept


@pytest.mark.parametrize("text", ['{"a": [1, {"b": "x"}]}', json.dumps("[" * 500), json.dumps({'\\"[{': []})])
def test_what_was_written_is_read(text: str) -> None:
    """Brackets inside words are words, however many."""
    assert kept.read(text) == json.loads(text)


@pytest.mark.parametrize("text", ["", "{", "[" * 40 + "]" * 40, '{"a":' * 5000, "[" * 100_000, '"\\'])
def test_damage_is_one_kind_of_error(text: str) -> None:
    """Whatever is wrong with a text, its reader has one error to catch, and the browser's stack is safe."""
    with pytest.raises(ValueError, match=r"."):
        kept.read(text)
