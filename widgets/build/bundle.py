"""Makes the files that pages load: one script, one style sheet or two, and later scripts. esbuild and PurgeCSS do it.

All lie in one folder whose name is a hash of what is in it, so a page always gets the files that it was made with, and
a browser may keep them for ever. The modules in `widgets/shell` stay what tests and type checks read.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from exercises import disk_cache
from widgets.build.runtime.build import node
from widgets.build.runtime.inputs import RuntimeBuildError

FOLDER = "assets/shell"
UP = "../../../"
"""From the folder of one version to the site's root."""

SCRIPTS = {
    "shell.js": "shell.js",
    "widgets.js": "widgets.js",
    "worker.js": "worker.js",
    "search.js": "site/search.js",
    "keep.js": "site/keep.js",
    "fields.js": "site/fields.js",
    "beside.js": "site/beside.js",
    "lost.js": "site/lost.js",
    "idiomorph.js": "../../node_modules/idiomorph/dist/idiomorph.esm.js",
}
"""Each file that is made, with its first module as seen from `widgets/shell`. Every page names the first, pages with an
element of ours the second; the others come when needed."""
TAKEN = dict.fromkeys(("widgets.js", "search.js", "keep.js", "beside.js", "lost.js"), "shell.js")
"""Which script takes modules from which other one."""

STYLE = "site.css"
TOOLS_STYLE = "tools.css"
"""The style sheet of the pages with a session, a planner, a plan maker, a log or weeks that the planner has led."""
MAKER_STYLE = "maker.css"
"""What the plan maker's page has beside."""
SHELL = Path(__file__).parents[1] / "shell"

_SCRIPT = Path(__file__).with_name("bundle.mjs")
_FLOOR = Path(__file__).with_name("floor.mjs")
_THEME = "assets/stylesheets/"
"""Where the theme keeps its style sheets, in every builder; ours lie elsewhere."""
_APART = {
    TOOLS_STYLE: frozenset({"session.css", "planner.css", "log.css", "share.css"}),
    MAKER_STYLE: frozenset({"prepare.css"}),
}
"""Our style sheets that some pages alone have; no other page has a class of theirs (`tests/test_site.py`)."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_VARIABLE = re.compile(r"--[\w-]+")
_IN_TAGS = re.compile(r"<(?!/)[^<>]+>")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_ADDRESS = re.compile(r"url\([^)]*\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheets:
    """The style sheets that pages name, in their order, as paths in the site."""

    theme: tuple[str, ...]
    own: tuple[str, ...]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Sheets:
        """Return the style sheets by paths, the theme's apart from ours."""
        found = tuple(dict.fromkeys(paths))
        return cls(
            theme=tuple(path for path in found if path.startswith(_THEME)),
            own=tuple(path for path in found if not path.startswith(_THEME)),
        )


def make(  # noqa: PLR0913, PLR0917 - each is a part of what is made
    root: Path,
    site: Path,
    sheets: Sheets,
    pages: Iterable[str],
    settings: str,
    texts: Sequence[str],
    up: str = "",
) -> Mapping[str, bytes]:
    """Return the files, by their path in the site.

    Args:
        root: the project's folder, with `node_modules` in it.
        site: the built site; the style sheets lie there.
        sheets: which style sheets there are.
        pages: the HTML of every page: rules of the theme that match none of them are left out.
        settings: the text of the module `settings.js`.
        texts: what else may write markup: templates, scripts.
        up: from the site's root to the files that style sheets name.

    Raises:
        RuntimeBuildError: Node or npm's packages are missing, or a source has a mistake.
    """
    own = "\n".join((site / path).read_text("utf-8") for path in sheets.own)
    theme = "\n".join((site / path).read_text("utf-8") for path in sheets.theme)
    sources = [path.read_text("utf-8") for path in sorted(SHELL.rglob("*.js"))]
    pages = list(pages)
    description = {
        "root": str(root),
        "site": str(site),
        "up": UP + up,
        "settings": settings,
        "define": {},
        "scripts": {name: str((SHELL / entry).resolve()) for name, entry in SCRIPTS.items()},
        "taken": TAKEN,
        "theme": [str(site / path) for path in sheets.theme],
        "own": [
            str(site / path) for path in sheets.own if Path(path).name not in set().union(*_APART.values())
        ],
        "apart": {
            sheet: [str(site / path) for path in sheets.own if Path(path).name in names]
            for sheet, names in _APART.items()
        },
        # of no other word does the theme know: a page with a new one needs no new bundle
        "words": sorted(_words(pages, [*texts, *sources], theme) & set(_WORD.findall(theme))),
        "variables": sorted(
            set(_VARIABLE.findall("\n".join([own, *pages, *texts, *sources]))) & set(_VARIABLE.findall(theme))
        ),
    }
    files = kept("shell", description, [site / path for path in (*sheets.theme, *sheets.own)])
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(b"%s %d " % (name.encode(), len(files[name])) + files[name])
    folder = f"{FOLDER}/{digest.hexdigest()[:16]}"
    return {f"{folder}/{name}": data for name, data in files.items()}


def service_worker(  # noqa: PLR0913, PLR0917 - each is a part of what it must know
    root: Path, runtime: str, shell: str, core: Sequence[str], wanted: Sequence[str], up: str = ""
) -> bytes:
    """Return the service worker in one file, with what it must know of this version in it.

    Args:
        root: the project's folder.
        runtime: the name of the runtime.
        shell: the name of the shell's folder.
        core: the files that are kept after any first visit, by their addresses from the site's root.
        wanted: the files that a runtime needs beside it, where a reader has kept one.
        up: from the site's root to the files that all languages share.

    Raises:
        RuntimeBuildError: Node or npm's packages are missing, or a source has a mistake.
    """
    scripts = {"sw.js": str(SHELL / "service-worker.js")}
    values = {"RUNTIME": runtime, "SHELL": shell, "CORE": list(core), "WANTED": list(wanted), "UP": up}
    define = {name: json.dumps(value) for name, value in values.items()}
    described = {"root": str(root), "settings": "", "scripts": scripts, "define": define}
    return kept("service-worker", described, [])["sw.js"]


def kept(name: str, description: Mapping[str, object], inputs: Iterable[Path]) -> dict[str, bytes]:
    """Return the files that `run` writes, from the cache if no input has changed.

    Args:
        name: of the file in the cache.
        description: see `run`. The folders of project and site are no part of the cache key.
        inputs: files that are read beside our own scripts and npm's packages.

    Raises:
        RuntimeBuildError: Node or npm's packages are missing, or a source has a mistake.
    """
    root = Path(str(description["root"]))
    installed = root / "node_modules" / ".package-lock.json"
    if not installed.is_file():  # then npm's packages are not known, or missing, which is for `run` to say
        return run(description)
    told = json.dumps(description)
    for key, where in (("site", str(description.get("site", root))), ("root", str(root))):
        told = told.replace(json.dumps(where)[1:-1], f"<{key}>")
    files = [_SCRIPT, _FLOOR, installed, *sorted(SHELL.rglob("*.js")), *inputs]
    parts = [part for path in files for part in (path.name.encode(), path.read_bytes())]
    key = disk_cache.digest([told.encode(), *parts])
    file = root / disk_cache.FINISH / f"{name}.json"
    found: list[dict[str, str]] = disk_cache.read(file, key)
    if found:
        return {name: text.encode() for name, text in found[0].items()}
    made = run(description)
    disk_cache.write(file, key, {name: data.decode() for name, data in made.items()})
    return made


def run(description: Mapping[str, object]) -> dict[str, bytes]:
    """Run `bundle.mjs` and return the files that it writes, by name.

    Raises:
        RuntimeBuildError: Node or npm's packages are missing, or a source has a mistake.
    """
    with TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
            [node(), str(_SCRIPT)],
            input=json.dumps(dict(description) | {"out": folder}),
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            words = done.stderr.strip()[-3000:]
            hint = ": run `npm ci` (or `make setup`)" if "ERR_MODULE_NOT_FOUND" in words else ""
            raise RuntimeBuildError(f"the site's scripts and styles were not bundled{hint}\n{words}")
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _words(pages: Sequence[str], texts: Iterable[str], theme: str) -> set[str]:
    """Return all that may be a tag, a class, an id or an attribute in some page.

    Some of the theme's classes are common words ("note", "question", "end"). One counts only where it is a tag, or the
    class of an element of a page or of a template.
    """
    tags = {tag for page in pages for tag in _IN_TAGS.findall(page)}
    texts = list(texts)
    written = [names for text in (*tags, *texts) for names in _CLASSES.findall(text)]
    classes = {name for names in written for name in names.split()}
    kinds = {name for tag in tags for name in _WORD.findall(tag)[:1]}
    words = {word for text in (*tags, *texts) for word in _WORD.findall(text)}
    common = {name for name in _CLASS.findall(_ADDRESS.sub("", theme)) if not name.startswith("md-")}
    return words - (common - classes - kinds)
