"""The codec: what it loads it has dumped, and everything else is refused with the names of the wrong fields."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.codec import LATER, UNWRITTEN, Between, Checked, Codec, CodecError, Named

type Kind = Literal["walk", "session"]
type Later = Annotated[bool, LATER]
type Few = Annotated[int, Between(0, 10)]


def _even(value: int) -> int:
    if value % 2:
        raise ValueError(f"{value} is odd")
    return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A value within a value."""

    slug: Annotated[str, Between(1, 8)]
    sets: Few
    new: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """Every kind of field that is understood."""

    kind: Kind
    at: float
    parts: Annotated[tuple[Part, ...], Named("items"), Between(0, 3)] = ()
    pairs: tuple[tuple[str, Few], ...] = ()
    counts: Mapping[str, Few] = field(default_factory=dict)
    named: Mapping[Kind, Few] = field(default_factory=dict)
    note: str | None = None
    even: Annotated[int, Checked(_even)] = 0
    added: Later = False
    unread: Annotated[int, UNWRITTEN] = 0


FULL, SPARSE = Codec(Whole), Codec(Whole, sparse=True, strict=True)
FEW = st.integers(0, 10)
PARTS = st.builds(Part, slug=st.text(min_size=1, max_size=8), sets=FEW, new=st.booleans())
WHOLES = st.builds(
    Whole,
    kind=st.sampled_from(["walk", "session"]),
    at=st.floats(allow_nan=False, allow_infinity=False),
    parts=st.lists(PARTS, max_size=3).map(tuple),
    pairs=st.lists(st.tuples(st.text(), FEW), max_size=3).map(tuple),
    counts=st.dictionaries(st.text(), FEW, max_size=3),
    named=st.dictionaries(st.sampled_from(["walk", "session"]), FEW),
    note=st.none() | st.text(),
    even=st.integers().map(lambda number: number * 2),
    added=st.booleans(),
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=8
)


class TestRoundTrip:
    @given(WHOLES)
    def test_through_json_text(self, value: Whole) -> None:
        """A value comes back from its JSON text as it was, with all fields written and with the usual ones left out."""
        for codec in (FULL, SPARSE):
            assert codec.load(json.loads(json.dumps(codec.dump(value)))) == value

    def test_names_and_order(self) -> None:
        """The data has the fields in their order, under their names in the data, without what is never written."""
        value = Whole(kind="walk", at=1, unread=3, parts=(Part(slug="a", sets=2),), pairs=(("b", 1),))
        assert list(FULL.dump(value)) == [
            "kind",
            "at",
            "items",
            "pairs",
            "counts",
            "named",
            "note",
            "even",
            "added",
        ]
        assert SPARSE.dump(value) == {
            "kind": "walk",
            "at": 1,
            "items": [{"slug": "a", "sets": 2}],
            "pairs": [["b", 1]],
        }

    def test_field_that_older_data_lacks(self) -> None:
        """A field marked as later may be missing; every other one may not, unless defaults are left out."""
        data = FULL.dump(Whole(kind="walk", at=0))
        del data["added"]
        assert FULL.load(data) == Whole(kind="walk", at=0)
        del data["even"], data["at"]
        with pytest.raises(CodecError) as caught:
            FULL.load(data)
        assert {path for path, _ in caught.value.wrong} == {("even",), ("at",)}
        with pytest.raises(CodecError, match=r"^at: is missing$"):
            SPARSE.load(data)


class TestRefusals:
    @pytest.mark.parametrize(
        ("key", "wrong", "says"),
        [
            ("kind", "run", "kind: 'run' is not one of walk, session"),
            ("kind", 1, "kind: '1' is not one of walk, session"),
            ("at", True, "at: 'True' is not a number"),
            ("at", math.inf, "at: 'inf' is not a number"),
            ("at", 10**400, "is not a number"),
            ("even", 3, "even: 3 is odd"),
            ("even", 2.0, "even: '2.0' is not a whole number"),
            ("note", 5, "note: '5' is not text"),
            ("added", 1, "added: '1' is not true or false"),
            (
                "items",
                [{"slug": "a", "sets": 1, "new": False}] * 4,
                "items: a length of 4 is not from 0 to 3",
            ),
            ("items", [{"slug": "", "sets": 1}], "items.0.slug: a length of 0 is not from 1 to 8"),
            ("items", [{"slug": "a", "sets": 11}], "items.0.sets: 11 is not from 0 to 10"),
            ("items", ["a"], "items.0: 'a' is not an object"),
            ("items", {}, "items: '{}' is not a list"),
            ("pairs", [["a", 1, 2]], "pairs.0: \"['a', 1, 2]\" is not a list of 2"),
            ("counts", {"a": -1}, "counts.a: -1 is not from 0 to 10"),
            ("counts", [], "counts: '[]' is not an object"),
            ("named", {"run": 1}, "named.run: 'run' is not one of walk, session"),
        ],
    )
    def test_names_the_field(self, key: str, wrong: object, says: str) -> None:
        """A wrong value is refused in words that name its field and its fault."""
        with pytest.raises(CodecError) as caught:
            FULL.load(FULL.dump(Whole(kind="walk", at=0)) | {key: wrong})
        assert says in str(caught.value)

    def test_names_every_field(self) -> None:
        """All wrong fields are told at once."""
        with pytest.raises(CodecError) as caught:
            SPARSE.load(
                {"kind": "run", "at": 0, "items": [{"slug": "a", "sets": 11, "more": 1}], "colour": "red"}
            )
        assert {path for path, _ in caught.value.wrong} == {
            ("kind",), ("items", "0", "sets"), ("items", "0", "more"), ("colour",)
        }  # fmt: skip

    def test_unknown_name(self) -> None:
        """Data with more names is read where that is allowed, without them."""
        assert FULL.load(FULL.dump(Whole(kind="walk", at=0)) | {"colour": 1}) == Whole(kind="walk", at=0)

    @given(JSON)
    def test_any_data(self, data: object) -> None:
        """Whatever the data is, it is a value that comes back from its own dump, or it is refused: nothing else."""
        for codec in (FULL, SPARSE):
            try:
                value = codec.load(data)
            except CodecError:
                continue
            assert codec.load(codec.dump(value)) == value

    @given(WHOLES, st.data())
    def test_one_field_replaced(self, value: Whole, drawn: st.DataObject) -> None:
        """With one field replaced by anything, the fault found, if any, is in that field."""
        data = FULL.dump(value)
        key = drawn.draw(st.sampled_from(sorted(data)))
        wrong: set[str] = set()
        try:
            FULL.load(data | {key: drawn.draw(JSON)})
        except CodecError as error:
            wrong = {path[0] for path, _ in error.wrong}
        assert wrong <= {key}
