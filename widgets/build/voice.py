"""The recorded voice in the build: what is recorded, what of it is out of date, and what widgets are told of it.

`python -m widgets.build.voice languages` prints the languages that have a voice, `... list LANGUAGE` the clauses of
each sound file for `widgets/build/record.py`, and `... check` names those that are not recorded or not as they read
now, in each of these languages. The recordings and their indexes are committed in `docs/assets/voice`; no build and no
test records anything.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from exercises.catalog.load import load
from exercises.pages.payload import payload_text
from exercises.translate import messages as tables
from exercises.translate import overlay
from widgets.build import messages, phrases
from widgets.catalog import Catalog
from widgets.language import ENGLISH, used

FOLDER = Path("docs") / "assets" / "voice"
INDEX = "index.json"
VOICES = {ENGLISH.tag: "af_heart", "es": "ef_dora"}
"""Whose voice each language has, by Kokoro's names. It has none for German: there the device's own voice speaks."""

type Index = dict[str, Any]
"""`{"voice", "bits", "sprites": {name: {"file", "clips": {clause: [hash, begin, length]}}}}`; times in ms."""


def index_of(language: str) -> str:
    """Return the name of a language's index."""
    return INDEX if language == ENGLISH.tag else f"{language}.json"


def read(root: Path, language: str = ENGLISH.tag) -> Index:
    """Return the index of what is recorded in a language; of nothing where there is none."""
    path = root / FOLDER / index_of(language)
    if not path.is_file():
        return {"voice": "", "bits": 0, "sprites": {}}
    found: Index = json.loads(path.read_text("utf-8"))
    return found


def hash_of(text: str, index: Index) -> str:
    """Return the hash of a clause as `record.py` makes it: of its words and of how they are recorded."""
    return hashlib.sha256(f"{index['voice']}\n{text}".encode()).hexdigest()[:12]


def text_in(language: str) -> str:
    """Return the text of the project's catalogue in a language, with its table, whether it is published or not."""
    loaded = load()
    found = loaded.catalog
    if found is None:
        sys.exit("the records have problems: python -m exercises check")
    if language == ENGLISH.tag:
        return payload_text(found)
    table = tables.language_of(language)
    with used(table):
        found = overlay.translated(found, loaded, overlay.read(loaded, language)[0])
        return messages.with_language(payload_text(found), table)


def catalog_in(language: str) -> Catalog:
    """Return the project's catalogue in a language as widgets read it, without recordings."""
    return Catalog.from_json(text_in(language))


def wanted_in(catalog: Catalog) -> dict[str, list[str]]:
    """Return the clauses of each sound file in the language of a catalogue."""
    with used(catalog.language):
        return phrases.sprites(catalog)


def out_of_date(catalog: Catalog, root: Path) -> list[str]:
    """Return a line for each clause that is missing, changed or no longer said, and for each file that is not there.

    They are those of the catalogue's language alone; `left_over` names files that belong to no language.
    """
    index, found = read(root, catalog.language.tag), []
    wanted = wanted_in(catalog)
    recorded = index["sprites"]
    for name, texts in wanted.items():
        clips = recorded.get(name, {}).get("clips", {})
        found += [f"{name}: not recorded: {text}" for text in texts if text not in clips]
        found += [f"{name}: no longer said: {text}" for text in clips if text not in texts]
        changed = [text for text, (hash_, *_) in clips.items() if hash_ != hash_of(text, index)]
        found += [f"{name}: its words are not those that were recorded: {text}" for text in changed]
    found += [f"{name}: no longer used" for name in recorded if name not in wanted]
    return found + [f"{file}: the file is missing" for file in sorted(_files(index) - _there(root))]


def left_over(root: Path) -> list[str]:
    """Return a line for each file that is in no language's index."""
    listed = {file for language in VOICES for file in _files(read(root, language))}
    return [f"{file}: not in an index" for file in sorted(_there(root) - listed)]


def _there(root: Path) -> set[str]:
    return {path.name for path in (root / FOLDER).glob("*.mp3")}


def _files(index: Index) -> set[str]:
    return {one["file"] for one in index["sprites"].values()}


def with_clips(catalog_json: str, root: Path, language: str = ENGLISH.tag) -> str:
    """Return the text of a catalogue with the recorded clauses, for widgets: `voice`, by the name of each sprite.

    A clause whose words are not those that were recorded is left out: it would say something else. A language without
    recordings has none, and the device's own voice speaks.
    """
    index, data = read(root, language), json.loads(catalog_json)
    data["voice"] = {
        one["file"].removesuffix(".mp3"): [
            [text, begin, length]
            for text, (hash_, begin, length) in one["clips"].items()
            if hash_ == hash_of(text, index)
        ]
        for one in index["sprites"].values()
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def main(what: str, language: str = ENGLISH.tag) -> int:
    """Run one command, and return its exit code."""
    if what == "languages":
        print(*VOICES)
    elif what == "list":
        asked = {"language": language, "voice": VOICES[language], "index": index_of(language)}
        print(json.dumps(asked | {"sprites": wanted_in(catalog_in(language))}, ensure_ascii=False, indent=1))
    else:
        lines = [
            f"{language}: {line}" for language in VOICES for line in out_of_date(catalog_in(language), Path())
        ]
        lines += left_over(Path())
        if lines:
            print(
                "`make voice` would change these recordings; until then the device's own voice says their words:"
            )
        for line in lines:
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
