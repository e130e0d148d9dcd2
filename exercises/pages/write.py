"""Writes a complete documents' folder for any builder: the second adapter, beside the MkDocs hook.

It owns only what it wrote. A manifest in the folder lists each file that it made with a digest; on the next
run a listed file that is no longer made is deleted, but only while it is still as it was written. A file that
is not listed is never touched: where one stands in the way, nothing at all is written. A file that has not
changed is left alone, so that a watching builder sleeps on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exercises.catalog.load import LOCALE
from exercises.pages import blocks
from exercises.pages.site import Site
from widgets.language import _

MANIFEST = ".generated.json"

_MESSAGE = re.compile(r"""\{\{ _\("(?P<text>[^"]+)"\)(?P<json> \| tojson)? \}\}""")
"""A message in a theme template, in the two forms that are used there: as text, and as a string of a script."""


class WriteError(Exception):
    """Something stands in the way, and nothing was written. The message has one line for each file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What a run did: paths below the folder, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that are no longer generated but were edited by hand; they are kept."""


def files(site: Site, docs: Path) -> dict[str, bytes]:
    """Return every file of a complete documents' folder by path: generated and hand-written, blocks filled.

    Theme overrides in `.overrides/` come along, their messages filled in, with the fragments in
    `.overrides/generated/`.
    """
    made = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file() and path.name != MANIFEST and not path.is_relative_to(docs / LOCALE)
    }
    for path, content in made.items():
        if path.endswith(".md"):
            made[path] = blocks.insert_blocks(content.decode("utf-8"), site.fragments, path).encode("utf-8")
        elif path.startswith(".overrides/") and path.endswith(".html"):
            made[path] = _MESSAGE.sub(_said, content.decode("utf-8")).encode("utf-8")
    made |= {page.path: page.content.encode("utf-8") for page in site.pages}
    made |= {path: _bytes(content) for path, content in site.assets.items()}
    made |= {f".overrides/generated/{name}": text.encode("utf-8") for name, text in site.theme.items()}
    return made


def _said(match: re.Match[str]) -> str:
    """Return a message of a theme template in the reader's language: other builders' templates have no `_`."""
    found = match["text"]
    text = _(found)
    return json.dumps(text, ensure_ascii=False) if match["json"] else text


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def write(made: Mapping[str, bytes], folder: Path) -> Written:
    """Make a folder hold exactly these generated files, beside files that are not ours.

    Args:
        made: Content by path below the folder (see `files`).
        folder: Where to; made if it is not there.

    Raises:
        WriteError: a file that this did not write stands where one should go, or the manifest cannot be read.
    """
    before = _manifest(folder)
    in_the_way = [
        path
        for path in sorted(made)
        if path not in before
        and (folder / path).exists()
        and _digest_of(folder / path) != _digest(made[path])
    ]
    if in_the_way:
        raise WriteError(
            "\n".join(
                f"{folder / path}:1: a file that is not this command's stands here" for path in in_the_way
            )
        )
    written, unchanged, deleted, kept = [], [], [], []
    for path in sorted(before.keys() - made.keys()):
        target = folder / path
        if not target.exists():
            continue
        if _digest_of(target) != before[path]:
            kept.append(path)
            continue
        target.unlink()
        deleted.append(path)
        _prune(target.parent, folder)
    for path, content in sorted(made.items()):
        target = folder / path
        if target.is_file() and target.read_bytes() == content:
            unchanged.append(path)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written.append(path)
    manifest = json.dumps({path: _digest(content) for path, content in sorted(made.items())}, indent=0) + "\n"
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_text(encoding="utf-8") != manifest:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return Written(
        written=tuple(written), unchanged=tuple(unchanged), deleted=tuple(deleted), kept=tuple(kept)
    )


def _manifest(folder: Path) -> dict[str, str]:
    """Return the manifest of the previous run: digest by path."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise WriteError(
            f"{folder / MANIFEST} is damaged ({error}): empty the folder, or give another"
        ) from error
    inside = isinstance(data, dict) and all(_is_inside(path, folder) for path in data)
    if not inside:
        raise WriteError(f"{folder / MANIFEST} is damaged: empty the folder, or give another")
    return {str(path): str(digest) for path, digest in data.items()}


def _is_inside(path: str, folder: Path) -> bool:
    return (folder / path).resolve().is_relative_to(folder.resolve())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    return _digest(path.read_bytes()) if path.is_file() else ""


def _prune(folder: Path, stop: Path) -> None:
    """Remove folders that a deletion left empty."""
    while folder != stop and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
