"""Overlays: the words of the catalogue in one language, read from `locale/LANGUAGE/`, and put in place of the English.

A file of the catalogue has an overlay of the same path below `locale/es/`: `data/bridge.yml`, `safety.yml`. It maps
places to texts, each with the digest of the English text that it was made from. What a translation must keep is judged
in `rules.py`. No number, id, source or pose can stand in an overlay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel, ValidationError

from exercises.catalog.errors import CatalogError, Problem
from exercises.catalog.load import LOCALE, ROOT, Entry, Loaded, document, value
from exercises.catalog.lookup import SearchWords
from exercises.catalog.model import Catalog
from exercises.catalog.wording import Json, alike, did_you_mean, show
from exercises.translate.places import digest, named, replaced, words

TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""A language's tag, which names its folder: `es`, `de`, `pt-br`."""

type Texts = Mapping[str, str]
"""Texts by place."""


@dataclass(frozen=True, slots=True)
class Source:
    """The English words of one file of the catalogue."""

    path: str
    """From the catalogue's folder: `data/bridge.yml`."""
    texts: Texts


@dataclass(frozen=True, slots=True)
class Said:
    """One text of an overlay."""

    made_from: str
    """The digest of the English text; see `places.digest`."""
    text: str
    """Empty: not translated yet."""
    line: int
    """Where it stands in the overlay, counted from 1."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one language says for one file of the catalogue."""

    source: Source
    path: str
    """As problems name it: `exercises/locale/es/data/bridge.yml`."""
    said: Mapping[str, Said]

    def current(self) -> dict[str, str]:
        """Return the texts that were made from what the English says today."""
        texts = self.source.texts
        return {
            place: said.text
            for place, said in self.said.items()
            if place in texts and said.text and said.made_from == digest(texts[place])
        }

    def outdated(self) -> dict[str, Said]:
        """Return the texts whose English has changed since, or is gone."""
        texts = self.source.texts
        return {
            place: said
            for place, said in self.said.items()
            if said.text and (place not in texts or said.made_from != digest(texts[place]))
        }

    def missing(self) -> tuple[str, ...]:
        """Return the places that have no current text, in the order of the English."""
        current = self.current()
        return tuple(place for place in self.source.texts if place not in current)


def languages(root: Path = ROOT) -> tuple[str, ...]:
    """Return the tags of the languages that have a folder, in alphabetical order."""
    folder = root / LOCALE
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def sources(loaded: Loaded) -> tuple[Source, ...]:
    """Return the English words of each file: the shared files first, since they hold what keeps people safe."""
    return tuple(
        Source(
            path,
            {place: text for entry in group for place, text in _words(entry)},
        )
        for path, group in groupby(_entries(loaded), key=_file)
    )


def read(loaded: Loaded, language: str, root: Path = ROOT) -> tuple[tuple[Overlay, ...], tuple[Problem, ...]]:
    """Read all overlays of a language, and whatever is wrong with their form.

    Returns:
        One overlay for each file of the catalogue, empty where there is no file; and the problems.
    """
    problems: list[Problem] = []
    folder = root / LOCALE / language
    shown = f"{root.name}/{LOCALE}/{language}"
    if not TAG.fullmatch(language):
        message = "the folder's name must be a language tag in small letters, such as es or pt-br"
        problems.append(Problem(shown, 1, message))
    found = sources(loaded)
    known = {source.path for source in found}
    for path in sorted(folder.rglob("*.yml")):
        place = path.relative_to(folder).as_posix()
        if place not in known and place not in OWN_FILES:
            message = f"there is no such file in English{did_you_mean(alike(place, known))}"
            problems.append(Problem(f"{shown}/{place}", 1, message))
    overlays = tuple(
        Overlay(source, f"{shown}/{source.path}", _said(folder / source.path, root, problems))
        for source in found
    )
    return overlays, tuple(problems)


SEARCH = "search.yml"
OWN_FILES = frozenset({"terms.yml", "language.yml", SEARCH})
"""Files of a language that overlay nothing."""


def words_of_readers(language: str, root: Path, problems: list[Problem]) -> SearchWords | None:
    """Return the words in which a language's readers look for pages; None where nobody wrote them down."""
    return value(SearchWords, root / LOCALE / language / SEARCH, root, problems)


def translated(
    catalog: Catalog, loaded: Loaded, overlays: tuple[Overlay, ...], search: SearchWords | None = None
) -> Catalog:
    """Return the catalogue in the overlays' language; what they lack stays English.

    Args:
        catalog: The English one.
        loaded: What it was loaded as.
        overlays: What the language says.
        search: The words of its readers.

    Raises:
        CatalogError: a text breaks the limits of its field; `rules.judge` reports each before.
    """
    texts = {overlay.source.path: overlay.current() for overlay in overlays}
    try:
        values = {
            (entry.path, entry.loc): replaced(entry.value, _own(entry, texts[_file(entry)]))
            for entry in _entries(loaded)
        }
    except ValidationError as error:
        raise CatalogError(f"a translated text breaks the limits of its field: {error}") from None

    def of[T: BaseModel](entry: Entry[T]) -> T:
        value = values[entry.path, entry.loc]
        if not isinstance(value, type(entry.value)):
            raise CatalogError(f"{entry.path} gave {value!r}")
        return value

    if loaded.vocabulary is None or loaded.plan is None or loaded.safety is None:
        raise CatalogError("only a whole catalogue can be translated")
    return catalog.model_copy(
        update={
            "exercises": tuple(map(of, loaded.exercises)),
            "references": tuple(map(of, loaded.references)),
            "vocabulary": of(loaded.vocabulary),
            "levels": tuple(map(of, loaded.levels)),
            "plan": of(loaded.plan),
            "safety": of(loaded.safety),
            "plates": tuple(map(of, loaded.plates)),
            "search": search or catalog.search,
        }
    )


def limits(loaded: Loaded, overlay: Overlay) -> Iterator[tuple[str, str]]:
    """Yield each text that its field does not take: its place, and why."""
    current = overlay.current()
    for entry in _entries(loaded):
        if _file(entry) != overlay.source.path:
            continue
        own = _own(entry, current)
        if _fault(entry, own) is None:
            continue
        for place, text in own.items():
            fault = _fault(entry, {place: text})
            if fault is not None:
                yield f"{_prefix(entry)}{place}", fault


def _fault(entry: Entry[BaseModel], texts: Texts) -> str | None:
    """Return why an entry does not take these texts; None if it does."""
    try:
        replaced(entry.value, texts)
    except ValidationError as error:
        return str(error.errors(include_url=False)[0]["msg"])
    return None


def _file(entry: Entry[BaseModel]) -> str:
    """Return an entry's file from the catalogue's folder: `data/bridge.yml`."""
    return entry.path.split("/", 1)[1]


def _entries(loaded: Loaded) -> tuple[Entry[BaseModel], ...]:
    """Return all values that hold words, file by file, the shared files first."""
    shared = (loaded.safety, loaded.vocabulary, loaded.plan)
    return (
        *(entry for entry in shared if entry is not None),
        *loaded.levels,
        *loaded.plates,
        *loaded.exercises,
        *loaded.references,
    )


def _prefix(entry: Entry[BaseModel]) -> str:
    """Return how the places of a list's entry begin: with its id or number."""
    index = entry.loc[0] if entry.loc else None
    return f"{named(entry.value, index)}." if isinstance(index, int) else ""


def _words(entry: Entry[BaseModel]) -> Iterator[tuple[str, str]]:
    prefix = _prefix(entry)
    for place, text in words(entry.value):
        yield f"{prefix}{place}", text


def _own(entry: Entry[BaseModel], texts: Texts) -> dict[str, str]:
    """Return the texts of one entry of a file, by their places inside it."""
    prefix = _prefix(entry)
    return {place.removeprefix(prefix): text for place, text in texts.items() if place.startswith(prefix)}


def _said(path: Path, root: Path, problems: list[Problem]) -> dict[str, Said]:
    """Read one overlay. Each fault of its form becomes a problem, and what is at fault is left out."""
    if not path.exists():
        return {}
    found = document(path, root, problems)
    if found is None:
        return {}
    if not isinstance(found.data, dict):
        problems.append(Problem(found.path, 1, f"the file must map places to texts, not {show(found.data)}"))
        return {}
    said: dict[str, Said] = {}
    for place, data in found.data.items():
        line = found.lines.get((place,), 1)
        one = _one(data)
        if one is None:
            message = f"{place} must have from and text, and nothing else: both are texts"
            problems.append(Problem(found.path, line, message))
            continue
        said[place] = Said(*one, line)
    return said


def _one(value: Json) -> tuple[str, str] | None:
    match value:
        case {"from": str(made_from), "text": str(text), **more} if not more:
            return made_from, text
    return None
