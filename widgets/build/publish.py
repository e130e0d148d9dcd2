"""Which files the site gets for its widgets, by their place in it. `widgets.build.site` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from exercises import disk_cache
from widgets.app import DOCUMENTS
from widgets.build import bundle
from widgets.build.brief import brief
from widgets.build.bundle import Sheets
from widgets.build.head import FONTS
from widgets.build.kept_schema import schema_text
from widgets.build.messages import of_shell
from widgets.build.runtime.build import build
from widgets.build.runtime.libraries import LIBRARIES
from widgets.build.weigh import weigh
from widgets.language import ENGLISH, Language

RUNTIME = "assets/runtime"
CATALOG = "assets/catalog.json"
BRIEF = "assets/catalog-brief.json"
"""The catalogue as pages fetch it."""
KEPT_SCHEMA = "assets/kept.schema.json"
"""The form of the file that a reader takes away; `docs/data.md` explains it."""
SERVICE_WORKER = "sw.js"
"""At the site's root: a service worker answers for nothing above its own folder."""
VERSION = "assets/version.json"
"""What a page that stood open asks for, to learn whether the site has changed since."""

STOCK = frozenset({"python_stdlib.zip", "widgets.whl"})
"""Files of the runtime that only a start without the snapshot fetches."""

LATER = frozenset(f"{name}.whl" for name in LIBRARIES)
"""Files of the runtime that no start fetches: a page asks for one when a reader first wants what it does."""

CORE = (
    "",
    "start/",
    "safety/",
    "learn/flare-ups/",
    "offline/",
    "manifest.webmanifest",
    *FONTS,
    "assets/fonts/atkinson-hyperlegible-next-basic-700-normal.woff2",
    "assets/images/mark.svg",
)
"""What is kept after any first visit: small, and needed most where no network is.

Of the page about flare-ups only the words: its pictures come with a network.
"""
SHARED = ("assets/fonts/", "assets/images/")
"""What of it all languages share."""
TOOLS = ("planner/", "session/", "progress/")
TOOL_FILES = (bundle.TOOLS_STYLE, "widgets.js")
"""What is kept once Python is, with the shell's files that it needs: without Python these pages hold nothing of the
reader's."""

NEWS = Path("docs") / "whats-new.md"
"""The first part's first paragraph is what readers are told of a new version."""

_PACKAGE = Path(__file__).parents[1]

type Files = Mapping[str, Path | str | bytes]
"""A file to copy, or its content, by its place in the site."""


def files(  # noqa: PLR0913 - each is a part of what is made
    root: Path,
    site: Path,
    catalog: str,
    pages: Sequence[str],
    sheets: Sheets,
    *,
    language: Language = ENGLISH,
    offline: bool,
    say: Callable[[str], None],
) -> Files:
    """Return every file that the widgets need, as a path to copy or as its content, by its place in the site.

    Args:
        root: the project's folder.
        site: the built site.
        catalog: the text of the catalogue that widgets read.
        pages: the HTML of its pages, with the widgets in them.
        sheets: the style sheets that the pages name.
        language: what the site is written in. One with an `up` takes the runtime from the site above it.
        offline: whether browsers should keep pages for use without a network.
        say: is told the steps of a build of the runtime.

    Raises:
        RuntimeBuildError: the runtime cannot be built here, or npm's packages are missing.
    """
    runtime = build(root, say)
    up = language.up
    made: dict[str, Path | str | bytes] = {}
    if not up:
        made |= {f"{RUNTIME}/{runtime.name}/{path.name}": path for path in sorted(runtime.iterdir())}
        made[KEPT_SCHEMA] = schema_text(DOCUMENTS)
    made[BRIEF] = brief(catalog)
    shell = settings(
        runtime.name,
        to_fetch(runtime, root),
        offline=offline,
        language=language,
        messages=of_shell(language),
    )
    made |= bundle.make(root, site, sheets, pages, shell, _texts(), up)
    (version,) = {Path(path).parent.name for path in made if path.startswith(f"{bundle.FOLDER}/")}
    made[VERSION] = json.dumps({"shell": version, "runtime": runtime.name, "news": news(root, language)})
    folder = f"{bundle.FOLDER}/{version}"
    core = [
        *(f"{up}{name}" if name.startswith(SHARED) else name for name in CORE),
        f"{folder}/{bundle.STYLE}",
        f"{folder}/shell.js",
    ]
    wanted = [BRIEF, *(f"{folder}/{name}" for name in bundle.SCRIPTS)]
    made[SERVICE_WORKER] = bundle.service_worker(root, runtime.name, version, core, wanted, up)
    return made


def news(root: Path, language: Language = ENGLISH) -> str:
    """Return what is new in this version, in a sentence or two; nothing where nobody wrote it down."""
    path = root / NEWS
    if language.tag != ENGLISH.tag:
        path = path.parent / "locale" / language.tag / path.name
    if not path.is_file():
        return ""
    _, _, newest = path.read_text("utf-8").partition("\n## ")
    _, _, text = newest.partition("\n\n")
    return " ".join(text.split("\n\n", 1)[0].split())


def to_fetch(runtime: Path, root: Path) -> int:
    """Return how many bytes a first start fetches of the runtime, from a host that compresses.

    Args:
        runtime: the runtime's folder.
        root: the project's folder, with the cache in it.
    """
    parts = [path for path in sorted(runtime.iterdir()) if path.name not in STOCK | LATER]
    packed = sum(path.stat().st_size for path in parts if path.suffix == ".gz")
    rest = [path.read_bytes() for path in parts if path.suffix != ".gz"]
    return packed + weigh(rest, 6, root / disk_cache.FINISH / "runtime.json")


def settings(
    runtime: str,
    size: int,
    *,
    offline: bool,
    language: Language = ENGLISH,
    messages: Mapping[str, str | Sequence[str]] = MappingProxyType({}),
) -> str:
    """Return the module that tells the shell where everything is, whatever folder the site is served from.

    Args:
        runtime: the runtime's name.
        size: what a first start fetches of it, in bytes.
        offline: whether browsers should keep pages for use without a network.
        language: the pages' language.
        messages: those of its messages that the shell itself shows.
    """
    return f"""// Written by the site's build.
export const siteUrl = new URL("{bundle.UP}", import.meta.url).href;
export const filesUrl = new URL("{language.up or "."}", siteUrl).href;
export const runtimeName = "{runtime}";
export const runtimeBytes = {size};
export const runtimeUrl = new URL("{RUNTIME}/{runtime}/", filesUrl).href;
export const catalogUrl = new URL("{BRIEF}", siteUrl).href;
export const versionUrl = new URL("{VERSION}", siteUrl).href;
export const offline = {"true" if offline else "false"};
export const language = {json.dumps(language.tag)};
export const forms = {json.dumps(language.forms)};
export const messages = {json.dumps(dict(messages), ensure_ascii=False)};
export const toolUrls = [
  ...{json.dumps(TOOLS)}.map((path) => new URL(path, siteUrl).href),
  ...{json.dumps(TOOL_FILES)}.map((name) => new URL(name, import.meta.url).href),
];
"""


def _texts() -> list[str]:
    """Return what may write markup beside the pages: the widgets' templates and code."""
    return [
        path.read_text("utf-8")
        for suffix in ("*.j2", "*.py")
        for path in sorted(_PACKAGE.rglob(suffix))
        if path.parent.name not in {"runtime", "finish"}
    ]
