"""JSON data of frozen dataclasses: `Codec(Kind).dump(value)` and `.load(data)`, from the fields' types and bounds.

Bounds stand in the types, in `Annotated`: `sets: Annotated[int, Between(1, 10)]`. Types that are understood: `bool`,
`int`, `float`, `str`, `Literal`, `tuple[X, ...]`, `tuple[X, Y]`, `Mapping[str, X]`, `X | None`, dataclasses, and
aliases made with `type`. A lambda in a `Checked` stands in an alias: within a field it would not see its module's
names. Pure. Versions, keys and damaged texts belong to `widgets.stored`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeAliasType,
    get_args,
    get_origin,
    get_type_hints,
)

type Data = dict[str, Any]
type Wrong = tuple[tuple[str, ...], str]
"""The path to a field, and its fault in words."""
type Call = Callable[[Any], Any]


class CodecError(ValueError):
    """Data that is no value of a type: `wrong` holds every wrong field, the message names them."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(
            "; ".join(": ".join(filter(None, (".".join(path), why))) for path, why in self.wrong)
        )


@dataclass(frozen=True, slots=True)
class Between:
    """Bounds, both included: of a number's value, of a text's characters, of a list's items."""

    least: float
    most: float

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 - a number or anything that has a length
        """Return the value, or raise `ValueError` where it is outside."""
        number = isinstance(value, int | float)
        size = value if number else len(value)
        if not self.least <= size <= self.most:
            what = size if number else f"a length of {size}"
            raise ValueError(f"{what} is not from {self.least:g} to {self.most:g}")
        return value


@dataclass(frozen=True, slots=True)
class Checked:
    """A function for what bounds do not say: it returns the value to take, or raises `TypeError` or `ValueError`."""

    check: Call

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 - as its function has it
        """Return what the function makes of a value."""
        return self.check(value)


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a field in the data, where it is another than the attribute's."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A property that a field has or has not."""

    name: str


LATER = Mark("later")
"""Of a field that older data lacks: it then has its default."""
RARE = Mark("rare")
"""Of a field that data has only where it is not at its default."""
UNWRITTEN = Mark("unwritten")
"""Of a field that is never in the data: it always has its default after loading."""


@dataclass(frozen=True, slots=True)
class Codec[T]:
    """Dump and load for a dataclass and every dataclass within it."""

    kind: type[T]
    sparse: bool = False
    """Leave fields at their default out of the data, and load data without them."""
    strict: bool = False
    """Refuse data with a name that no field has: it would be lost without notice."""

    def dump(self, value: T) -> Data:
        """Return a value as JSON data. Bounds are not checked."""
        data: Data = _calls(self.kind, self.sparse, self.strict).dump(value)  # type: ignore[arg-type]  # every type is hashable
        return data

    def load(self, data: object) -> T:
        """Return the value of JSON data.

        Raises:
            CodecError: fields are missing, of another kind, or outside their bounds. It names all of them.
        """
        value: T = _calls(self.kind, self.sparse, self.strict).load(data)  # type: ignore[arg-type]  # as above
        return value


class Field(NamedTuple):
    """A field of a dataclass as its data has it."""

    key: str
    name: str
    hint: Any
    """Its type with what `Annotated` adds."""
    default: Any
    """`dataclasses.MISSING` for none."""
    later: bool
    rare: bool

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is MISSING


@cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """Return the fields of a dataclass that its data has, in order."""
    return tuple(_fields(kind))


def _fields(kind: type) -> Iterator[Field]:
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        notes = _notes(hints[field.name])
        if UNWRITTEN in notes:
            continue
        default = field.default if field.default_factory is MISSING else field.default_factory()
        key = next((note.name for note in notes if isinstance(note, Named)), field.name)
        yield Field(key, field.name, hints[field.name], default, LATER in notes, RARE in notes)


def _notes(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type
    """Return what `Annotated` adds to a type, within aliases too."""
    if isinstance(hint, TypeAliasType):
        return _notes(hint.__value__)
    return (*get_args(hint)[1:], *_notes(get_args(hint)[0])) if get_origin(hint) is Annotated else ()


class _Calls(NamedTuple):
    load: Call
    dump: Call


@cache
def _calls(kind: Any, sparse: bool, strict: bool) -> _Calls:  # noqa: ANN401, FBT001, PLR0911 - one return a kind of type
    """Return the functions that load and dump a type."""
    origin, args = get_origin(kind), get_args(kind)
    if isinstance(kind, TypeAliasType):
        return _calls(kind.__value__, sparse, strict)
    if is_dataclass(kind):
        return _of_dataclass(kind, sparse, strict)  # type: ignore[arg-type]  # a type, never an instance
    if origin is Literal:
        return _Calls(lambda value: _one_of(value, args), _same)
    if origin is None:
        return _Calls(_number if kind is float else _plain(kind), _same)
    types = args[:1] if origin is Annotated else [arg for arg in args if arg not in {NoneType, ...}]
    inner = [_calls(arg, sparse, strict) for arg in types]
    if origin is Annotated:
        return _checked(inner[0], [note for note in args[1:] if callable(note)])
    if origin is tuple:
        return _of_list(inner, many=args[-1] is ...)
    return _of_mapping(*inner) if origin is Mapping else _or_none(inner[0])


def _of_dataclass(kind: type, sparse: bool, strict: bool) -> _Calls:  # noqa: FBT001 - as `_calls`
    parts = [(field, _calls(field.hint, sparse, strict)) for field in fields_of(kind)]
    readers = {field.key: (field.name, calls.load) for field, calls in parts}
    writers = [(f.key, f.name, sparse or f.rare, f.default, calls.dump) for f, calls in parts]
    needed = [f.key for f, _ in parts if f.required or not (sparse or f.later or f.rare)]

    def load(data: Any) -> object:  # noqa: ANN401 - any JSON value
        data = _of_kind(data, dict, "an object")
        wrong: list[Wrong] = [((key,), "is missing") for key in needed if key not in data]
        if strict and not data.keys() <= readers.keys():
            wrong += [((str(key),), "is unknown") for key in data.keys() - readers.keys()]
        held = {}
        for key, value in data.items():
            if key in readers:
                name, read = readers[key]
                try:
                    held[name] = read(value)
                except CodecError as error:
                    wrong += _below(key, error)
        if wrong:
            raise CodecError(wrong)
        return kind(**held)

    def dump(value: object) -> Data:
        data = {}
        for key, name, spare, default, write in writers:
            found = getattr(value, name)
            if not (spare and found == default):
                data[key] = write(found)
        return data

    return _Calls(load, dump)


def _of_list(parts: list[_Calls], *, many: bool) -> _Calls:
    def load(data: Any) -> object:  # noqa: ANN401 - any JSON value
        data = _of_kind(data, list, "a list")
        if not many and len(data) != len(parts):
            raise _fault(data, f"a list of {len(parts)}")
        return tuple(_all([(n, parts[0 if many else n].load, value) for n, value in enumerate(data)], []))

    def dump(value: Iterable[object]) -> list[object]:
        return [parts[0 if many else number].dump(item) for number, item in enumerate(value)]

    return _Calls(load, dump)


def _of_mapping(key: _Calls, one: _Calls) -> _Calls:
    def load(data: Any) -> object:  # noqa: ANN401 - any JSON value
        data = _of_kind(data, dict, "an object")
        keys = _all([(name, key.load, name) for name in data], [])
        return dict(
            zip(keys, _all([(name, one.load, value) for name, value in data.items()], []), strict=True)
        )

    return _Calls(load, lambda value: {key: one.dump(item) for key, item in value.items()})


def _or_none(one: _Calls) -> _Calls:
    return _Calls(
        lambda value: None if value is None else one.load(value),
        lambda value: None if value is None else one.dump(value),
    )


def _checked(one: _Calls, checks: list[Call]) -> _Calls:
    def load(data: object) -> object:
        value = one.load(data)
        try:
            for check in checks:
                value = check(value)
        except (TypeError, ValueError) as error:
            raise CodecError([((), str(error))]) from error
        return value

    return _Calls(load, one.dump)


def _below(name: object, error: CodecError) -> list[Wrong]:
    """Return the faults of a part, with its name before their paths."""
    return [((str(name), *path), why) for path, why in error.wrong]


def _all(parts: Iterable[tuple[object, Call, object]], wrong: list[Wrong]) -> list[Any]:
    """Return the values of all parts. Each part is a name, its load function, and its data.

    Raises:
        CodecError: one or more of them are wrong; `wrong` holds the faults found before, too.
    """
    values = []
    for name, load, data in parts:
        try:
            values.append(load(data))
        except CodecError as error:
            wrong += _below(name, error)
    if wrong:
        raise CodecError(wrong)
    return values


_PLAIN = {bool: "true or false", int: "a whole number", str: "text"}


def _plain(kind: type) -> Call:
    def load(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if type(value) is kind:
            return value
        raise _fault(value, _PLAIN[kind])

    return load


def _number(value: Any) -> float:  # noqa: ANN401 - any JSON value
    """Return a finite number; a whole one becomes a `float`."""
    if (type(value) is float and math.isfinite(value)) or (type(value) is int and abs(value) < 1 << 53):
        return float(value)
    raise _fault(value, "a number")


def _of_kind(value: Any, kind: type, words: str) -> Any:  # noqa: ANN401 - any JSON value
    if type(value) is not kind:
        raise _fault(value, words)
    return value


def _one_of(value: object, allowed: tuple[object, ...]) -> object:
    for one in allowed:
        if value == one and type(value) is type(one):
            return one
    raise _fault(value, f"one of {', '.join(map(str, allowed))}")


def _fault(value: object, wanted: str) -> CodecError:
    return CodecError([((), f"{str(value)[:40]!r} is not {wanted}")])


def _same(value: Any) -> Any:  # noqa: ANN401 - returned as it is
    return value
