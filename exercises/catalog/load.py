"""YAML in, frozen values out, with the line of every value. The only reader of YAML in the project.

It looks at one file at a time: whether it can be read, is YAML, and has the shape of the model. Whether the
values make sense together is for `rules.py`. It raises nothing for a contributor's mistake and stops at none:
each becomes a `Problem` with its file and line, so that one run lists them all.

The root is the folder that holds `data/` and the shared files; paths in problems start with its name. A place
in a file is a `Loc`, such as `("steps", 0, "text")`; in messages it is `steps.1.text`, counted from 1.
"""

from __future__ import annotations

import difflib
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from exercises.catalog.errors import CatalogError, Problem
from exercises.catalog.model import (
    CONTACT,
    SLUG,
    Catalog,
    Exercise,
    Level,
    PlanRules,
    Reference,
    Safety,
    Vocabulary,
)

type Loc = tuple[str | int, ...]
type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the real catalogue."""

LARGEST = 1_000_000
"""How long a file may be, in bytes; the longest, with all references, has a tenth of it."""

DEEPEST = 40
"""How deep a file may be nested; a record needs seven."""

LONGEST_NUMBER = 18
"""How many digits a whole number may have; what is longer is read as a number of many places, which no field takes."""

_HALVES = re.compile("[\ud800-\udfff]")
"""Surrogates: halves of a character, which no file can be written with."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]"
)
"""Characters that nobody sees but that change what is searched, read aloud or drawn: control characters, soft hyphens,
spaces without width, changes of direction, the sign for what could not be read. They come along with copied text."""

_BLANKS = re.compile(r"[ \t\r\n]+")

VOCABULARY_KINDS = ("positions", "equipment", "muscles", "conditions")


@dataclass(frozen=True, slots=True)
class Entry[T: BaseModel]:
    """A value and where it was written."""

    path: str
    loc: Loc
    """Where the value starts inside its file: empty for a whole file."""
    value: T


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run found: every value that has the right shape, and every problem."""

    catalog: Catalog | None
    """All of it, or None where any file has a problem."""
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    exercises: tuple[Entry[Exercise], ...]
    """In order of level, then name."""
    references: tuple[Entry[Reference], ...]
    levels: tuple[Entry[Level], ...]
    vocabulary: Entry[Vocabulary] | None
    plan: Entry[PlanRules] | None
    safety: Entry[Safety] | None
    known: Mapping[str, frozenset[str] | None]
    """For each kind of id ("exercises", "references", "muscles"...) all that are written down, even if their
    record has a problem: one mistake is not reported again where the id is used. None: not all can be read."""
    lines: Mapping[str, Mapping[Loc, int]]
    """For each file, the line of each place."""

    def line(self, path: str, loc: Loc) -> int:
        """Return the line of a place, or of the nearest written thing around it, counted from 1."""
        return _line(self.lines.get(path, {}), loc)


@dataclass(frozen=True, slots=True)
class Citation:
    """A link of a hand-written page to an entry of the references."""

    path: str
    line: int
    id: str


_CITATION = re.compile(r"references(?:/index)?(?:\.md|\.html|/)?#([a-z0-9-]+)")


def citations(docs: Path) -> tuple[Citation, ...]:
    """Read which references the hand-written pages cite, by links such as `references.md#mayo-core`."""
    return tuple(
        Citation(f"{docs.name}/{path.relative_to(docs).as_posix()}", number, found[1])
        for path in sorted(docs.rglob("*.md"))
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        for found in _CITATION.finditer(line)
    )


def load(root: Path = ROOT) -> Loaded:
    """Read the whole catalogue below a folder.

    Returns:
        The catalogue, or the problems that stand against it; a contributor's mistake is never raised.
    """
    problems: list[Problem] = []
    lines: dict[str, Mapping[Loc, int]] = {}
    exercises: list[Entry[Exercise]] = []
    slugs: set[str] = set()

    def read(path: Path) -> _Document | None:
        document = _read(path, f"{root.name}/{path.relative_to(root).as_posix()}", problems)
        if document is not None:
            lines[document.path] = document.lines
        return document

    for path in _records(root, problems):
        slugs.add(path.stem)
        document = read(path)
        if document is None:
            continue
        slugs.update(_texts(document.data, "slug"))
        exercise = _value(Exercise, document, problems)
        _check_file_name(path, document, problems)
        if exercise is not None:
            exercises.append(Entry(document.path, (), exercise))
    exercises.sort(key=lambda entry: (entry.value.level, entry.value.name, entry.value.slug))

    references = read(root / "references.yml")
    levels = read(root / "levels.yml")
    vocabulary = read(root / "vocabulary.yml")
    plan = read(root / "plan.yml")
    safety = read(root / "safety.yml")

    reference_entries = _entries(Reference, references, problems)
    level_entries = _entries(Level, levels, problems)
    vocabulary_entry = _entry(Vocabulary, vocabulary, problems)
    plan_entry = _entry(PlanRules, plan, problems)
    safety_entry = _entry(Safety, safety, problems)

    catalog = None
    if not problems:
        if vocabulary_entry is None or plan_entry is None or safety_entry is None:
            raise CatalogError("a shared file gave neither a value nor a problem")
        catalog = Catalog(
            exercises=tuple(entry.value for entry in exercises),
            references=tuple(entry.value for entry in reference_entries),
            vocabulary=vocabulary_entry.value,
            levels=tuple(entry.value for entry in level_entries),
            plan=plan_entry.value,
            safety=safety_entry.value,
        )
    return Loaded(
        catalog=catalog,
        problems=tuple(sorted(set(problems))),
        exercises=tuple(exercises),
        references=reference_entries,
        levels=level_entries,
        vocabulary=vocabulary_entry,
        plan=plan_entry,
        safety=safety_entry,
        known={
            "exercises": frozenset(slugs),
            "references": _known(references, None if references is None else references.data),
            **{
                kind: _known(vocabulary, None if vocabulary is None else _get(vocabulary.data, kind))
                for kind in VOCABULARY_KINDS
            },
        },
        lines=lines,
    )


# --- Files -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Document:
    """One file that is YAML: its data as JSON has it, and the line of every place."""

    path: str
    data: Json
    lines: Mapping[Loc, int]
    sound: bool = True
    """Whether everything that is written arrived in the data."""


def _records(root: Path, problems: list[Problem]) -> list[Path]:
    """List the records in order of name; a file that would be overlooked is a problem."""
    folder = root / "data"
    if not folder.is_dir():
        problems.append(
            Problem(f"{root.name}/data", 1, "the folder with one file for each exercise is missing")
        )
        return []
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yml":
            found.append(path)
        elif not path.name.startswith("."):
            message = f"the file's name must end in .yml: only {path.stem}.yml would be read"
            problems.append(Problem(f"{root.name}/data/{path.name}", 1, message))
    return found


class _Refused(Exception):  # noqa: N818 - it says what happened to the file, and never leaves this module
    """A file that cannot be read as YAML at all: its line and the reason."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def _read(path: Path, shown: str, problems: list[Problem]) -> _Document | None:
    """Read one file as YAML; where that fails, say why and return None."""
    try:
        node = _compose(_decode(path))
    except _Refused as refused:
        problems.append(Problem(shown, refused.line, refused.message))
        return None
    before = len(problems)
    reader = _Reader(shown, problems)
    data = reader.read(node, ())
    return _Document(shown, data, reader.lines, sound=len(problems) == before)


def _decode(path: Path) -> str:
    """Return the text of a file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _Refused(1, "the file is missing") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _Refused(1, f"the file cannot be read: {reason}") from None
    if len(raw) > LARGEST:
        raise _Refused(1, f"the file must be smaller than {LARGEST // 1_000_000} MB, not {len(raw):,} bytes")
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "the file must be UTF-8 text; save it again as UTF-8") from None


@lru_cache(maxsize=256)
def _compose(text: str) -> Node:
    """Return the tree of nodes of a YAML text: the fastest of the ways that keep the lines.

    Remembered by the text itself, so never stale: a server that watches the folder parses only what changed.
    """
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"a character that YAML forbids stands here (number {error.character})"
        raise _Refused(line, message) from None
    except MarkedYAMLError as error:
        line, words = _syntax(error, text)
        raise _Refused(line, f"this is not YAML: {words}") from None
    except RecursionError:
        raise _Refused(1, f"lists and mappings must not be nested more than {DEEPEST} deep") from None
    except YAMLError as error:
        raise _Refused(1, f"this is not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise _Refused(1, "the file is empty")
    if not isinstance(node, Node):
        raise CatalogError(f"composing gave no node but {node!r}")
    return node


SYNTAX: Mapping[str, str] = {
    r"'\t'": "a tab stands where spaces must stand",
    "mapping values are not allowed": "a colon stands where none may: quote the text or mend the indentation",
    "unexpected end of stream": "the quote that opens here is never closed",
    "while parsing a flow": "in the brackets that open here a comma or the closing bracket is missing",
    "expected <block end>": "the indentation or the quotes are wrong, here or just above",
    "expected '<document start>'": "the indentation or the quotes are wrong, here or just above",
    "cannot start any token": "a text begins with a sign that YAML uses itself: put it in quotes",
    "undefined alias": "a text begins with a sign that YAML uses itself: put it in quotes",
    "while scanning an a": "a text begins with a sign that YAML uses itself: put it in quotes",
    "expected the node content": "a sign stands here that YAML uses itself: put the text in quotes",
    "keys are not allowed here": "a text begins with a sign that YAML uses itself: put it in quotes",
    "entries are not allowed here": "a hyphen stands where no entry can: start a line with it, or quote the text",
    "could not find expected ':'": "a key without a colon stands here or just above",
    "expected a single document": "the file must not hold a second document (---)",
}
"""What the parser stumbles over, in words that say what to do; the first found in its message counts."""

_WHERE_IT_OPENS = ("unexpected end of stream", "while parsing a flow")
"""Mistakes that are mended where the thing begins, not where the parser gave up."""

_OPEN_QUOTE = re.compile(r"""^\s*(?:- +)*(?:[\w-]+: +)?(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
"""A line on which a quoted text begins and does not end."""


def _syntax(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """Say in which line the parser stumbled, and over what, in one sentence."""
    problem = f"{error.problem or ''} {error.context or ''}".strip()
    mark = error.problem_mark or error.context_mark
    if any(words in problem for words in _WHERE_IT_OPENS):
        mark = error.context_mark or mark
    line = mark.line + 1 if mark else 1
    words = next((words for pattern, words in SYNTAX.items() if pattern in problem), problem.splitlines()[0])
    if "or the quotes" in words:
        rows = text.splitlines()[:line]
        opened = next((number for number, row in enumerate(rows, 1) if _OPEN_QUOTE.match(row)), None)
        if opened is not None and opened < line:
            return opened, f"the quote that opens here is closed only in line {line}, or in a wrong place"
    return line, words


class _Reader:
    """Turns nodes into plain data and notes the line of each."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.lines: dict[Loc, int] = {}
        self._data: dict[int, Json] = {}
        """What each node was read as; a node that is met again is an alias."""

    def read(self, node: Node, loc: Loc) -> Json:
        """Return the node's data; a place keeps the line that was noted first: its key's."""
        line = self.lines.setdefault(loc, node.start_mark.line + 1)
        if id(node) in self._data:
            self._refuse(line, f"{label(loc)} must be written out, without an alias (*)")
            return self._data[id(node)]
        self._data[id(node)] = None
        data = self._construct(node, loc)
        self._data[id(node)] = data
        return data

    def _construct(self, node: Node, loc: Loc) -> Json:
        if len(loc) > DEEPEST:
            self._refuse(
                node.start_mark.line + 1, f"lists and mappings must not be nested more than {DEEPEST} deep"
            )
            return None
        match node:
            case MappingNode():
                return self._mapping(node, loc)
            case SequenceNode():
                return [self.read(child, (*loc, index)) for index, child in enumerate(node.value)]
            case ScalarNode():
                return self._scalar(node, loc)
        raise CatalogError(f"a YAML node of unknown kind: {node!r}")

    def _mapping(self, node: MappingNode, loc: Loc) -> Json:
        data: dict[str, Json] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self._refuse(line, f"a key of {label(loc)} must be a word")
                continue
            name = str(key.value)
            here = (*loc, name)
            if name in data:
                message = f"{label(here)} must stand only once; it already stands in line {self.lines[here]}"
                if loc and isinstance(loc[-1], int) and name == next(iter(data)):
                    self._refuse(line, f"{message}: a new entry begins with a hyphen (-)")
                    break
                self._refuse(line, message)
                continue
            self.lines[here] = line
            data[name] = self.read(value, here)
        return data

    def _scalar(self, node: ScalarNode, loc: Loc) -> Json:
        text = self._clean(str(node.value), node.start_mark.line + 1, loc)
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if kind not in {"null", "bool", "int", "float", "str", "timestamp", "merge", "value"}:
            self._refuse(node.start_mark.line + 1, f"{label(loc)} must be written without a tag ({node.tag})")
            kind = "int"
        match kind:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int" if re.fullmatch(rf"[-+]?[0-9]{{1,{LONGEST_NUMBER}}}", text):
                return int(text)
            case "int" | "float" if re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text):
                return float(text)
        return text

    def _clean(self, text: str, line: int, loc: Loc) -> str:
        """Return a text as one line, with single blanks; what cannot be seen in it is a problem."""
        if _HALVES.search(text):
            self._refuse(line, f"{label(loc)} must not hold half a character (\\ud800 to \\udfff)")
            text = _HALVES.sub("\ufffd", text)
        elif found := _INVISIBLE.search(text):
            number = f"U+{ord(found[0]):04X}"
            message = f"{label(loc)} must not hold an invisible character ({number}): type the text anew"
            self._refuse(line, message)
        return _BLANKS.sub(" ", text).strip(" ")

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))


def _check_file_name(path: Path, document: _Document, problems: list[Problem]) -> None:
    """The slug is the file's name."""
    slug = _get(document.data, "slug")
    if not re.fullmatch(SLUG, path.stem):
        message = f"the file's name must be lower-case words joined by hyphens, not {show(path.name)}"
        problems.append(Problem(document.path, 1, message))
    elif isinstance(slug, str) and slug != path.stem:
        line = _line(document.lines, ("slug",))
        message = f'slug must be the name of the file, "{path.stem}", not {show(slug)}'
        problems.append(Problem(document.path, line, message))


# --- Values ------------------------------------------------------------------------------------------------


def _entry[T: BaseModel](
    model: type[T], document: _Document | None, problems: list[Problem]
) -> Entry[T] | None:
    value = None if document is None else _value(model, document, problems)
    return None if document is None or value is None else Entry(document.path, (), value)


def _entries[T: BaseModel](
    model: type[T], document: _Document | None, problems: list[Problem]
) -> tuple[Entry[T], ...]:
    """Validate the entries of a list one by one, so that a fault in one hides no other."""
    if document is None:
        return ()
    if not isinstance(document.data, list):
        message = f"the file must be a list of entries that start with -, not {show(document.data)}"
        problems.append(Problem(document.path, document.lines[()], message))
        return ()
    found = []
    for index, data in enumerate(document.data):
        value = _value(model, _Document(document.path, data, document.lines), problems, (index,))
        if value is not None:
            found.append(Entry(document.path, (index,), value))
    return tuple(found)


def _value[T: BaseModel](
    model: type[T], document: _Document, problems: list[Problem], at: Loc = ()
) -> T | None:
    """Validate data; each fault becomes a problem at its line."""
    if not isinstance(document.data, dict):
        what = "the file" if not at else f"entry {label(at)}"
        message = f"{what} must be a mapping of keys to values, not {show(document.data)}"
        problems.append(Problem(document.path, _line(document.lines, at), message))
        return None
    try:
        return model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    name = _get(document.data, "id")
    prefix = (name,) if at and isinstance(name, str) else at
    for loc, message in _messages(model, document.data, faults, prefix):
        problems.append(Problem(document.path, _line(document.lines, (*at, *loc)), message))
    return None


def _messages(
    model: type[BaseModel], data: Json, faults: Sequence[ErrorDetails], prefix: Loc
) -> Iterator[tuple[Loc, str]]:
    """Reword the faults of one value; a misspelt key is one fault, not an unknown and a missing one."""
    missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
    spelt: set[Loc] = set()
    for fault in faults:
        loc = fault["loc"]
        if fault["type"] != "extra_forbidden":
            continue
        fields = _fields(model, loc[:-1])
        lost = [str(other[-1]) for other in missing - spelt if other[:-1] == loc[:-1]]
        here = data_at(data, loc[:-1])
        unused = [name for name in fields if not isinstance(here, dict) or name not in here]
        close, hint = _meant(str(loc[-1]), lost, unused)
        if close:
            spelt.add((*loc[:-1], close))
        yield loc, f"{label((*prefix, *loc))} is not a known key{hint}"
    for fault in faults:
        loc = _written(data, fault["loc"])
        if fault["type"] == "missing":
            if fault["loc"] not in spelt:
                yield fault["loc"], f"{label((*prefix, *fault['loc']))} is missing"
        elif fault["type"] != "extra_forbidden" and not _follows(fault):
            keys = _fields(model, fault["loc"]) if fault["type"] in _MAPPING_TYPES else []
            yield loc, f"{label((*prefix, *loc))} must {_must(fault, keys)}"


def _meant(key: str, lost: Sequence[str], unused: Sequence[str]) -> tuple[str | None, str]:
    """Return which key an unknown one was meant to be, if any, and the words that ask so."""
    before, _, after = key.partition(" ")
    if after and before in unused:
        return before, f"; is a colon missing after {before}?"
    close = [*difflib.get_close_matches(key, lost, 1), *difflib.get_close_matches(key, unused, 1)]
    return (close[0], f"; did you mean {close[0]}?") if close else (None, "")


def _follows(fault: ErrorDetails) -> bool:
    """Tell whether a list only counts as too short because an entry in it has a fault of its own."""
    value = fault["input"]
    return (
        fault["type"] == "too_short" and isinstance(value, list) and len(value) >= fault["ctx"]["min_length"]
    )


PATTERNS = {
    SLUG: "be lower-case words joined by hyphens",
    CONTACT: "be a part of the body and what it rests on, such as left-foot or pelvis on ball",
    r"^10\.\d{4,9}/\S+$": 'be a DOI such as "10.2519/jospt.2007.2471"',
    r"^\d{1,8}$": "be a number of PubMed of at most eight digits",
    r"^https?://\S+$": "be an address that starts with http:// or https://",
}
"""The model's patterns in words."""


type _Wording = Callable[[Any, Mapping[str, Any]], str]

WORDINGS: Mapping[str, _Wording] = {
    "string_type": lambda value, _: f"be text, not {show(value)}{_quotes(value)}",
    "int_type": lambda value, _: f"be a whole number, not {show(value)}{_number(value)}",
    "int_from_float": lambda value, _: f"be a whole number, not {show(value)}",
    "float_type": lambda value, _: f"be a number, not {show(value)}{_number(value)}",
    "greater_than_equal": lambda value, context: f"be {context['ge']:g} or more, not {show(value)}",
    "less_than_equal": lambda value, context: f"be {context['le']:g} or less, not {show(value)}",
    "string_too_short": lambda value, context: (
        f"have {context['min_length']} characters or more, not {len(value.strip())}"
    ),
    "string_too_long": lambda value, context: (
        f"have {context['max_length']} characters or fewer, not {len(value.strip())}"
    ),
    "too_short": lambda value, context: (
        f"have {_entries_word(context['min_length'])} or more, not {len(value)}"
    ),
    "too_long": lambda value, context: (
        f"have {_entries_word(context['max_length'])} or fewer, not {len(value)}"
    ),
    "literal_error": lambda value, context: f"be {context['expected'].replace("'", '')}, not {show(value)}",
    "string_pattern_mismatch": lambda value, context: f"{PATTERNS[context['pattern']]}, not {show(value)}",
    "model_type": lambda value, _: f"be a mapping of keys to values, not {show(value)}",
    "model_attributes_type": lambda value, _: f"be a mapping of keys to values, not {show(value)}",
    "tuple_type": lambda value, _: f"be a list, not {show(value)}{_list(value)}",
    "date_type": lambda value, _: f"be a date such as 2026-11-20, not {show(value)}",
    "date_parsing": lambda value, _: f"be a date such as 2026-11-20, not {show(value)}",
    "date_from_datetime_parsing": lambda value, _: f"be a date such as 2026-11-20, not {show(value)}",
    "date_from_datetime_inexact": lambda value, _: f"be a date such as 2026-11-20, not {show(value)}",
}
"""What must hold, for each of pydantic's kinds of fault: "be 60 or less, not 90"."""


_MAPPING_TYPES = frozenset({"model_type", "model_attributes_type"})


def _must(fault: ErrorDetails, keys: Sequence[str] = ()) -> str:
    """Say what must hold instead of the fault.

    Args:
        fault: What pydantic found.
        keys: Where a mapping is missing, the keys that it has.
    """
    if fault["input"] is None:
        return "be filled in"
    wording = WORDINGS.get(fault["type"])
    if wording is None:
        return f"hold to this rule: {fault['msg'].removeprefix('Value error, ')}"
    few = 5
    hint = f"; its keys are {', '.join(keys)}" if 0 < len(keys) <= few else ""
    if isinstance(fault["loc"][-1], int) and fault.get("ctx", {}).get("pattern") == SLUG:
        hint = _comma(fault["input"])
    return wording(fault["input"], fault.get("ctx", {})) + hint


def _quotes(value: object) -> str:
    """Numbers become text by quotes; who wrote true meant something that words can say."""
    if isinstance(value, bool):
        return "; write it in words"
    return "; put it in quotes" if isinstance(value, int | float) else ""


def _number(value: object) -> str:
    """A number in quotes is text, and a number with anything beside it too."""
    if not isinstance(value, str) or not re.search("[0-9]", value):
        return ""
    return "; take the quotes away" if re.fullmatch(r"[-+]?[0-9.]+", value) else "; write the number alone"


def _list(value: object) -> str:
    """A list of one is a list too, and none is a key left out."""
    if not isinstance(value, str):
        return ""
    if value.lower() in {"none", "no", "nothing", "false", "-"}:
        return "; leave the key out where there is nothing"
    if value.startswith("-"):
        return "; a space follows each hyphen"
    return "; start each entry on a line of its own with a hyphen and a space"


def _comma(value: object) -> str:
    """Ids with blanks between them are a list that lacks its commas."""
    parts = value.split() if isinstance(value, str) else []
    return "; is a comma missing?" if len(parts) > 1 and all(re.fullmatch(SLUG, p) for p in parts) else ""


def _entries_word(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


# --- Places ------------------------------------------------------------------------------------------------


def label(loc: Loc) -> str:
    """Write a place as contributors count: `steps.1.text` is the text of the first step."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "the file"


def show(value: object) -> str:
    """Write a value as it stands in YAML, shortened to a glance."""
    most = 40
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case str():
            text = " ".join(value.split())
            return f'"{text[:most].rstrip()}..."' if len(text) > most else f'"{text}"'
    return "a number without end" if value in (math.inf, -math.inf) else str(value)


def data_at(data: Json, loc: Loc) -> Json:
    """Return what stands at a place, or None."""
    for part in loc:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _written(data: Json, loc: Loc) -> Loc:
    """Leave out the parts of a place that only the model has, such as the name of a union's member."""
    kept: list[str | int] = []
    for part in loc:
        here = data_at(data, tuple(kept))
        if (isinstance(here, dict) and part in here) or (isinstance(here, list) and isinstance(part, int)):
            kept.append(part)
    return tuple(kept)


def _line(lines: Mapping[Loc, int], loc: Loc) -> int:
    for length in range(len(loc), -1, -1):
        if loc[:length] in lines:
            return lines[loc[:length]]
    return 1


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that are known at a place of the model."""
    models = {model}
    for part in loc:
        found: set[type[BaseModel]] = set()
        for one in models:
            if isinstance(part, str) and part in one.model_fields:
                found |= _models(one.model_fields[part].annotation)
        models = found if isinstance(part, str) and found else models
    return [name for one in models for name in one.model_fields]


def _models(annotation: object) -> set[type[BaseModel]]:
    """Return the models inside an annotation: of `tuple[Step, ...] | None`, `Step`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models(part)}


def _get(data: Json, key: str) -> Json:
    return data.get(key) if isinstance(data, dict) else None


def _texts(data: Json, key: str) -> list[str]:
    value = _get(data, key)
    return [value] if isinstance(value, str) else []


def _known(document: _Document | None, entries: Json) -> frozenset[str] | None:
    """Return the ids that are written down; None where one may be missing, for want of a file or of its id."""
    if document is None or not document.sound or not isinstance(entries, list):
        return None
    ids = [text for entry in entries for text in _texts(entry, "id") if re.fullmatch(SLUG, text)]
    return frozenset(ids) if len(ids) == len(entries) else None
