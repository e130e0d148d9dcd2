"""The catalogue without what no widget reads: what a page fetches before a timer starts.

`catalog.json` is for everybody, with sources, muscles and references. The fields that stay are those that
`widgets.catalog` asks for while it reads; no list of them is kept here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from widgets.catalog import Catalog

if TYPE_CHECKING:
    from _collections_abc import dict_items


def brief(text: str) -> str:
    """Return a catalogue that reads the same as `text`, in as few bytes as JSON takes.

    Raises:
        CatalogError: the text is not a catalogue.
    """
    data = json.loads(text, object_hook=_Noting)
    Catalog.from_data(data)
    return json.dumps(_asked(data), ensure_ascii=False, separators=(",", ":"))


class _Noting(dict[str, Any]):
    """An object of JSON that notes which of its values were asked for."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as above
        self.asked.add(key)
        return super().get(key, default)

    def items(self) -> dict_items[str, Any]:
        self.asked.update(self)
        return super().items()


def _asked(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value with only what was asked for in it."""
    if isinstance(value, _Noting):
        return {key: _asked(inner) for key, inner in dict.items(value) if key in value.asked}
    if isinstance(value, list):
        return [_asked(inner) for inner in value]
    return value
