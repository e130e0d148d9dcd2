from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from widgets.catalog import Catalog, CatalogError


def changed(text: str, path: list[str | int], value: object) -> str:
    """Return the catalogue with one place changed; `...` takes it away."""
    data: Any = json.loads(text)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = copy.deepcopy(value)
    return json.dumps(data)


class TestFromJson:
    def test_read(self, small_catalog: Catalog) -> None:
        """The parts that a widget needs are read, with a range only where a reader may change the number."""
        bridge = small_catalog.exercise("bridge")
        assert bridge.dose.range == {"hold": (3, 10), "reps": (2, 6)}
        assert bridge.position_name == "On your back, knees bent"
        assert (bridge.easier, bridge.harder) == (("march",), ("bird-dog",))
        assert [band.name for band in small_catalog.safety.pain_bands] == ["go on", "make it easier", "stop"]

    def test_never_compared_by_value(self, small_catalog_json: str) -> None:
        """A catalogue is the key of caches: one that was read again is another, without a look at what it holds."""
        one, again = Catalog.from_json(small_catalog_json), Catalog.from_json(small_catalog_json)
        assert one.exercises == again.exercises
        assert one != again
        assert len({one: 1, again: 2}) == 2

    def test_no_such_exercise(self, small_catalog: Catalog) -> None:
        """An unknown slug is a `KeyError`."""
        with pytest.raises(KeyError):
            small_catalog.exercise("moon-walk")

    def test_may_grow(self, small_catalog_json: str) -> None:
        """A key that the widgets do not know is no error."""
        assert Catalog.from_json(changed(small_catalog_json, ["exercises", 0, "new"], 1))

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (["schema"], 2), (["schema"], ...), (["exercises"], ...), (["exercises", 0, "dose"], None),
            (["exercises", 0, "dose", "hold"], ...), (["exercises", 0, "position"], "moon"), (["levels"], 3),
            (["safety", "emergency", "signs"], None), (["safety", "pain_rule", "bands"], ...), (["plan"], []),
            (["vocabulary", "positions"], ...),
        ],
    )  # fmt: skip
    def test_wrong(self, small_catalog_json: str, path: list[str | int], value: object) -> None:
        """What is missing, garbled or of another version is refused as a whole."""
        with pytest.raises(CatalogError, match=r"catalog\.json"):
            Catalog.from_json(changed(small_catalog_json, path, value))

    @pytest.mark.parametrize("text", ["", "{", "[]", "null"])
    def test_no_catalogue(self, text: str) -> None:
        """Other text is refused."""
        with pytest.raises(CatalogError):
            Catalog.from_json(text)
