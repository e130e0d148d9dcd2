"""YAML in, frozen values out, with the line of every value. The only reader of YAML in the project.

It checks one file at a time: that it can be read, is YAML, and has the shape of the model. Rules across values are in
`rules/`. It raises nothing for a contributor's mistake and stops at none: each becomes a `Problem` with its file and
line, so that one run lists them all.

The root is the folder that holds `data/` and the shared files; paths in problems start with its name.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from exercises import disk_cache
from exercises.catalog.base import SLUG
from exercises.catalog.care import Safety
from exercises.catalog.errors import CatalogError, Problem
from exercises.catalog.lookup import SearchWords
from exercises.catalog.model import (
    Catalog,
    Exercise,
    Level,
    PlanRules,
    Plate,
    Reference,
    Vocabulary,
)
from exercises.catalog.order import steps_up
from exercises.catalog.partial import sound_parts
from exercises.catalog.wording import Json, Loc, label, messages, show

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the real catalogue."""

CACHE = ROOT.parent / ".cache" / "records"
"""Files of the real catalogue as they were read (see `_read`)."""

_SOURCE = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
"""Hash of this module; part of the cache key, so that a changed reader invalidates its cache."""

LOCALE = "locale"
"""Below the folders of the catalogue and of the pages: the other languages, one folder each (`exercises/translate`)."""

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
    whole: bool = True
    """False for a value with faults of shape, which lacks its faulty parts (see `partial.py`)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run found: every value that has the right shape, and every problem."""

    catalog: Catalog | None
    """All of it, or None where any file has a problem."""
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    exercises: tuple[Entry[Exercise], ...]
    """In order of level; within one, easier before harder, then by name."""
    references: tuple[Entry[Reference], ...]
    levels: tuple[Entry[Level], ...]
    vocabulary: Entry[Vocabulary] | None
    plan: Entry[PlanRules] | None
    safety: Entry[Safety] | None
    search: Entry[SearchWords] | None
    known: Mapping[str, frozenset[str] | None]
    """For each kind of id ("exercises", "references", "muscles"...) all that are written down, even if their
    record has a problem: one mistake is not reported again where the id is used. None: not all can be read."""
    lines: Mapping[str, Mapping[Loc, int]]
    """For each file, the line of each place."""
    plates: tuple[Entry[Plate], ...] = ()
    drafts: tuple[Entry[Exercise], ...] = ()
    """Records with faults of shape, without their faulty parts: for rules alone, never for a page."""

    def line(self, path: str, loc: Loc) -> int:
        """Return the line of a location, or of its nearest parent in the file, counted from 1."""
        return _line(self.lines.get(path, {}), loc)


@dataclass(frozen=True, slots=True)
class Citation:
    """A link of a hand-written page to an entry of the references."""

    path: str
    line: int
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-written page, as far as rules judge it."""

    path: str
    blocks: tuple[str, ...]
    """The blocks that it asks for by `<!-- block: name -->`, in order."""


_BLOCK = re.compile(r"^[ \t]*<!--\s*block:\s*([^\s>]+)\s*-->[ \t]*$", re.MULTILINE)
_CITATION = re.compile(r"references(?:/index)?(?:\.md|\.html|/)?#([a-z0-9-]+)")


def citations(docs: Path) -> tuple[Citation, ...]:
    """Read which references the hand-written pages cite, by links such as `references.md#mayo-core`."""
    return tuple(
        Citation(f"{docs.name}/{path.relative_to(docs).as_posix()}", number, found[1])
        for path in _english(docs)
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        for found in _CITATION.finditer(line)
    )


def pages(docs: Path) -> tuple[Page, ...]:
    """Read which blocks each hand-written page asks for."""
    return tuple(
        Page(
            f"{docs.name}/{path.relative_to(docs).as_posix()}",
            tuple(_BLOCK.findall(path.read_text(encoding="utf-8", errors="replace"))),
        )
        for path in _english(docs)
    )


def _english(docs: Path) -> list[Path]:
    """Return the hand-written pages; those in other languages keep the links and blocks of the English."""
    return [path for path in sorted(docs.rglob("*.md")) if not path.is_relative_to(docs / LOCALE)]


def load(root: Path = ROOT) -> Loaded:
    """Read the whole catalogue below a folder.

    Returns:
        The catalogue, or the problems that stand against it; a contributor's mistake is never raised.
    """
    problems: list[Problem] = []
    lines: dict[str, Mapping[Loc, int]] = {}
    exercises: list[Entry[Exercise]] = []
    drafts: list[Entry[Exercise]] = []
    slugs: set[str] = set()

    def read(path: Path) -> Document | None:
        found = document(path, root, problems)
        if found is not None:
            lines[found.path] = found.lines
        return found

    for path in _records(root, problems):
        slugs.add(path.stem)
        record = read(path)
        if record is None:
            continue
        slugs.update(_texts(record.data, "slug"))
        exercise = _value(Exercise, record, problems, drafts=drafts)
        _check_file_name(path, record, problems)
        if exercise is not None:
            exercises.append(Entry(record.path, (), exercise))
    steps = steps_up([entry.value for entry in exercises])
    exercises.sort(key=lambda e: (e.value.level, steps[e.value.slug], e.value.name, e.value.slug))

    references = read(root / "references.yml")
    levels = read(root / "levels.yml")
    vocabulary = read(root / "vocabulary.yml")
    plan = read(root / "plan.yml")
    safety = read(root / "safety.yml")
    search = read(root / "search.yml")
    plates = read(root / "pictures.yml") if (root / "pictures.yml").exists() else None

    reference_entries = _entries(Reference, references, problems)
    level_entries = _entries(Level, levels, problems)
    vocabulary_entry = _entry(Vocabulary, vocabulary, problems)
    plan_entry = _entry(PlanRules, plan, problems)
    safety_entry = _entry(Safety, safety, problems)
    search_entry = _entry(SearchWords, search, problems)
    plate_entries = _entries(Plate, plates, problems)

    catalog = None
    if not problems:
        if vocabulary_entry is None or plan_entry is None or safety_entry is None or search_entry is None:
            raise CatalogError("a shared file gave neither a value nor a problem")
        catalog = Catalog(
            exercises=tuple(entry.value for entry in exercises),
            references=tuple(entry.value for entry in reference_entries),
            vocabulary=vocabulary_entry.value,
            levels=tuple(entry.value for entry in level_entries),
            plan=plan_entry.value,
            safety=safety_entry.value,
            search=search_entry.value,
            plates=tuple(entry.value for entry in plate_entries),
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
        search=search_entry,
        known={
            "exercises": frozenset(slugs),
            "references": _known(references, None if references is None else references.data),
            **{
                kind: _known(vocabulary, None if vocabulary is None else _get(vocabulary.data, kind))
                for kind in VOCABULARY_KINDS
            },
        },
        lines=lines,
        plates=plate_entries,
        drafts=tuple(drafts),
    )


# --- Files -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
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


def document(path: Path, root: Path, problems: list[Problem]) -> Document | None:
    """Parse one file below the catalogue's folder as YAML; on failure append a problem and return None.

    A file without a problem is kept on disk as it was read: the parser needs most of the time of a build's check.
    """
    place = path.relative_to(root).as_posix()
    shown = f"{root.name}/{place}"
    try:
        text = _decode(path)
        kept = CACHE / f"{place.removesuffix('.yml').replace('/', '-')}.json"
        key = hashlib.sha256(f"{_SOURCE}\0{text}".encode()).hexdigest()
        for data, lines in disk_cache.read(kept, key) if path.is_relative_to(ROOT) else ():
            return Document(shown, data, {tuple(loc): line for loc, line in lines})
        data, lines, faults = _parse(text)
    except _Refused as refused:
        problems.append(Problem(shown, refused.line, refused.message))
        return None
    problems += [Problem(shown, line, message) for line, message in faults]
    if not faults and path.is_relative_to(ROOT):
        disk_cache.write(kept, key, [data, list(lines.items())])
    return Document(shown, data, lines, sound=not faults)


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
def _parse(text: str) -> tuple[Json, Mapping[Loc, int], Sequence[tuple[int, str]]]:
    """Return the data of a YAML text, the line of every place, and its faults as lines and messages.

    Remembered by the text itself, so never stale: a server that watches the folder parses only what changed.
    """
    reader = _Reader()
    return reader.read(_compose(text), ()), reader.lines, reader.faults


def _compose(text: str) -> Node:
    """Return the node tree of a YAML text. It is the fastest parser mode that keeps line numbers."""
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
    "while scanning a block": "a text begins with a sign that YAML uses itself: put it in quotes",
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
    """Return the line and the cause of a syntax error, in one sentence."""
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

    def __init__(self) -> None:
        self.faults: list[tuple[int, str]] = []
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
        """Normalize a text to one line with single spaces; invisible characters are reported as a problem."""
        if _HALVES.search(text):
            self._refuse(line, f"{label(loc)} must not hold half a character (\\ud800 to \\udfff)")
            text = _HALVES.sub("\ufffd", text)
        elif found := _INVISIBLE.search(text):
            number = f"U+{ord(found[0]):04X}"
            message = f"{label(loc)} must not hold an invisible character ({number}): type the text anew"
            self._refuse(line, message)
        return _BLANKS.sub(" ", text).strip(" ")

    def _refuse(self, line: int, message: str) -> None:
        self.faults.append((line, message))


def _check_file_name(path: Path, document: Document, problems: list[Problem]) -> None:
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
    model: type[T], document: Document | None, problems: list[Problem]
) -> Entry[T] | None:
    value = None if document is None else _value(model, document, problems)
    return None if document is None or value is None else Entry(document.path, (), value)


def _entries[T: BaseModel](
    model: type[T], document: Document | None, problems: list[Problem]
) -> tuple[Entry[T], ...]:
    """Validate the entries of a list one by one, so that a fault in one does not hide the others."""
    if document is None:
        return ()
    if not isinstance(document.data, list):
        message = f"the file must be a list of entries that start with -, not {show(document.data)}"
        problems.append(Problem(document.path, document.lines[()], message))
        return ()
    found = []
    for index, data in enumerate(document.data):
        value = _value(model, Document(document.path, data, document.lines), problems, (index,))
        if value is not None:
            found.append(Entry(document.path, (index,), value))
    return tuple(found)


_AS_ONE = "figure"
"""A part of a record that rules read whole or not at all: a body cannot be placed by half of its angles."""


def _value[T: BaseModel](
    model: type[T],
    document: Document,
    problems: list[Problem],
    at: Loc = (),
    drafts: list[Entry[T]] | None = None,
) -> T | None:
    """Validate data; each fault becomes a problem at its line, and what is sound beside faults is put into `drafts`."""
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
    for loc, message in messages(model, document.data, faults, prefix):
        problems.append(Problem(document.path, _line(document.lines, (*at, *loc)), message))
    if drafts is not None:
        places = [loc[:1] if loc[:1] == (_AS_ONE,) else loc for loc in (fault["loc"] for fault in faults)]
        drafts.append(Entry(document.path, at, sound_parts(model, document.data, places), whole=False))
    return None


def values[T: BaseModel](
    model: type[T], path: Path, root: Path, problems: list[Problem]
) -> tuple[Entry[T], ...]:
    """Read a file that is a list of values, such as a language's list of terms; empty where there is no such file."""
    return _entries(model, document(path, root, problems), problems) if path.exists() else ()


def value[T: BaseModel](model: type[T], path: Path, root: Path, problems: list[Problem]) -> T | None:
    """Read a file that is one value, such as what a language says of itself; None where there is no sound one."""
    entry = _entry(model, document(path, root, problems), problems) if path.exists() else None
    return None if entry is None else entry.value


# --- Looking into data -------------------------------------------------------------------------------------


def _line(lines: Mapping[Loc, int], loc: Loc) -> int:
    for length in range(len(loc), -1, -1):
        if loc[:length] in lines:
            return lines[loc[:length]]
    return 1


def _get(data: Json, key: str) -> Json:
    return data.get(key) if isinstance(data, dict) else None


def _texts(data: Json, key: str) -> list[str]:
    value = _get(data, key)
    return [value] if isinstance(value, str) else []


def _known(document: Document | None, entries: Json) -> frozenset[str] | None:
    """Return the ids that the files define; None where a missing file or id may make the set incomplete."""
    if document is None or not document.sound or not isinstance(entries, list):
        return None
    ids = [text for entry in entries for text in _texts(entry, "id") if re.fullmatch(SLUG, text)]
    return frozenset(ids) if len(ids) == len(entries) else None
