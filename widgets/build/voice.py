"""The recorded voice in the build: what is recorded, what of it is out of date, and what widgets are told of it.

`python -m widgets.build.voice list CATALOG` prints the clauses of each sound file for `widgets/build/record.py`, and
`... check CATALOG` names those that are not recorded or not as they read now. The recordings and their index are
committed in `docs/assets/voice`; no build and no test records anything.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from widgets.build import phrases
from widgets.catalog import Catalog
from widgets.language import ENGLISH

FOLDER = Path("docs") / "assets" / "voice"
INDEX = "index.json"

type Index = dict[str, Any]
"""`{"voice", "bits", "sprites": {name: {"file", "clips": {clause: [hash, begin, length]}}}}`; times in ms."""


def read(root: Path, language: str = ENGLISH.tag) -> Index:
    """Return the index of what is recorded in a language; of nothing where there is none."""
    path = root / FOLDER / (INDEX if language == ENGLISH.tag else f"{language}.json")
    if not path.is_file():
        return {"voice": "", "bits": 0, "sprites": {}}
    found: Index = json.loads(path.read_text("utf-8"))
    return found


def hash_of(text: str, index: Index) -> str:
    """Return the hash of a clause as `record.py` makes it: of its words and of how they are recorded."""
    return hashlib.sha256(f"{index['voice']}\n{text}".encode()).hexdigest()[:12]


def out_of_date(catalog: Catalog, root: Path) -> list[str]:
    """Return a line for each clause that is missing, changed or no longer said, and for each file that is not there."""
    index, found = read(root), []
    wanted = phrases.sprites(catalog)
    recorded = index["sprites"]
    for name, texts in wanted.items():
        clips = recorded.get(name, {}).get("clips", {})
        found += [f"{name}: not recorded: {text}" for text in texts if text not in clips]
        found += [f"{name}: no longer said: {text}" for text in clips if text not in texts]
        changed = [text for text, (hash_, *_) in clips.items() if hash_ != hash_of(text, index)]
        found += [f"{name}: its words are not those that were recorded: {text}" for text in changed]
    found += [f"{name}: no longer used" for name in recorded if name not in wanted]
    files = {one["file"] for one in recorded.values()}
    there = {path.name for path in (root / FOLDER).glob("*.mp3")}
    found += [f"{file}: the file is missing" for file in sorted(files - there)]
    return found + [f"{file}: not in the index" for file in sorted(there - files)]


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


def main(what: str, path: str) -> int:
    """Run one command, and return its exit code."""
    catalog = Catalog.from_json(Path(path).read_text("utf-8"))
    if what == "list":
        print(json.dumps(phrases.sprites(catalog), ensure_ascii=False, indent=1))
        return 0
    lines = out_of_date(catalog, Path())
    if lines:
        print(
            "`make voice` would change these recordings; until then the device's own voice says their words:"
        )
    for line in lines:
        print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
