"""What the site in another language shares with the English one: its pages lead to the files where they are.

A language's pages stand one folder lower, `/es/`. A builder wrote their addresses as if all files lay beside them.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from widgets.build.markup import Edit, Page
from widgets.language import N_, Language, _

FOLDERS = ("figures", "fonts", "images", "social", "voice")
"""Folders of `assets/` that hold the same in every language."""
ALONE = ("404.html", "robots.txt", "assets/catalog.schema.json", "assets/exercise.schema.json")
"""Files that a site has once."""
MANIFEST = "manifest.webmanifest"
DESCRIPTION = N_("Back exercises step by step, with timers and a weekly planner. For education only.")
"""What the manifest says of the site; it is no template, so the message stands here."""

_ADDRESS = re.compile(rf"""(?<=["'(\s,])((?:\.\./)*|\./)(?=assets/(?:{"|".join(FOLDERS)})/)""")


def edits(page: Page, up: str, others: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits that lead a page's addresses of shared files to where they are.

    Args:
        page: The page, as the builder wrote it.
        up: From the language's folder to the shared files: `../`.
        others: All other edits: what they replace is left to them.
    """
    for found in _ADDRESS.finditer(page.text) if up else ():
        if not any(edit.start <= found.end() < edit.end for edit in others):
            yield Edit(found.end(), found.end(), up)


def finish(site: Path, language: Language) -> None:
    """Take away what a language's site shares, and put its manifest into the language.

    Args:
        site: The language's folder.
        language: Its table.
    """
    for name in FOLDERS:
        shutil.rmtree(site / "assets" / name, ignore_errors=True)
    for name in ALONE:
        (site / name).unlink(missing_ok=True)
    path = site / MANIFEST
    if path.is_file():
        path.write_text(manifest(path.read_text("utf-8"), language), "utf-8")


def manifest(text: str, language: Language) -> str:
    """Return the web app manifest in a language, with its icons where they are."""
    data = json.loads(text)
    description = data["description"]
    data |= {"lang": language.tag, "description": _(description)}
    for entry in (data, *data["shortcuts"]):
        entry["icons"] = [icon | {"src": f"{language.up}{icon['src']}"} for icon in entry["icons"]]
    for shortcut in data["shortcuts"]:
        name = shortcut["name"]
        shortcut["name"] = _(name)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
