"""The published schema of an exported file: a valid one, strict, with the bounds that the codec keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from widgets.app import DOCUMENTS
from widgets.build.kept_schema import schema, schema_text
from widgets.codec import CodecError
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.log import files

VALIDATOR = Draft202012Validator(schema(DOCUMENTS))


def _exported(log: Log) -> dict[str, Any]:
    text = files.export({log_document.KEY: log_document.dump(log)}, "2026-11-25", DOCUMENTS)
    data: dict[str, Any] = json.loads(text)
    return data


def test_it_is_one() -> None:
    """The published text is a valid schema."""
    Draft202012Validator.check_schema(schema(DOCUMENTS))
    assert json.loads(schema_text(DOCUMENTS)) == schema(DOCUMENTS)


@pytest.mark.parametrize("change", [{"site": "x"}, {"version": 2}, {"documents": {"else": {}}}, {"more": 1}])
def test_it_refuses_what_it_does_not_know(change: dict[str, Any]) -> None:
    """A file of another site, version or content does not fit."""
    data = _exported(Log())
    assert VALIDATOR.is_valid(data)
    assert not VALIDATOR.is_valid(data | change)


WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        7,
        11,
        1.5,
        1001,
        86_401,
        1e16,
        "",
        "x" * 1001,
        "walk",
        "2026-11-25",
        [],
        {},
        [{}] * 61,
    ]
)


@settings(max_examples=examples(60))
@given(log=LOGS.filter(lambda log: bool(log.entries)), data=st.data())
def test_it_agrees_with_the_codec(log: Log, data: st.DataObject) -> None:
    """An entry with one field replaced fits the schema exactly where the codec loads it."""
    exported = _exported(log)
    (entry, *_) = exported["documents"][log_document.KEY]["entries"]
    fields = (
        "kind",
        "id",
        "at",
        "source",
        "seconds",
        "short",
        "pain_before",
        "asked",
        "exercises",
        "note",
        "week",
    )
    entry[data.draw(st.sampled_from(fields))] = data.draw(WRONG)
    try:
        loads = bool(log_document.ENTRY.load(entry))
    except CodecError:
        loads = False
    assert VALIDATOR.is_valid(exported) == loads
