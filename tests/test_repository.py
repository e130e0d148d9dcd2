"""What must hold of the files around the code: what documents name exists, and what is installed has a reason."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from exercises.__main__ import _parser

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "LICENSE")),
    *sorted((ROOT / "docs" / "contributing").glob("*.md")),
    ROOT / "docs" / "data.md",
)
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]

MADE = re.compile(r"^(site|build|assets|\.cache|\.venv)/|wall-angel|my-exercise")
"""What a build or a reader of the guide makes: it is named, but not part of the project."""

_PATH = re.compile(
    r"(?<![\w./-])((?:docs|exercises|widgets|tests|\.ci|\.github)(?:/[\w.*-]+)+/?|[\w-]+\.(?:md|toml|yml|lock))"
)


def paths(text: str) -> set[str]:
    """Return every path of the project that a text names in code, a link or a drawing of folders."""
    spoken = re.findall(r"`([^`\n]+)`|\]\((?!http)([^)#\s]+)[^)]*\)", text)
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, flags=re.DOTALL)
    parts = [part for pair in spoken for part in pair if part] + [
        row for block in blocks for row in block.split("\n")
    ]
    return {found for part in parts for found in _PATH.findall(part) if not MADE.search(found)}


@pytest.mark.parametrize("name", NAMES)
def test_named_paths_exist(name: str) -> None:
    """Every file and folder of the project that a document names is there, by its place or somewhere by its name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    generated = {"pose-sheet.md", "bridge.md"}
    lost = [
        path
        for path in sorted(paths(text) - generated)
        if not any(ROOT.glob(path.rstrip("/")))
        and not any(
            (ROOT / folder).glob(f"**/{path}")
            for folder in ("docs", "exercises", "widgets")
            if "/" not in path
        )
    ]

    assert lost == []


def test_paths_are_found() -> None:
    """The search for paths sees code, links and drawings, and leaves out what is made."""
    text = "`exercises/nowhere.py` and [x](docs/lost.md) and `site/index.html`\n```\ntests/gone/  what\n```\n"

    assert paths(text) == {"exercises/nowhere.py", "docs/lost.md", "tests/gone/"}


@pytest.mark.parametrize("name", NAMES)
def test_named_commands_exist(name: str) -> None:
    """Every `make` target and every command of `python -m exercises` that a document names can be called."""
    text = (ROOT / name).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`([^`]+)`", text))
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    (commands,) = (action.choices for action in _parser()._actions if action.dest == "command")

    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets
    assert set(re.findall(r"python -m exercises ([a-z]+)", code)) <= set(commands or ())


def test_make_says_its_targets() -> None:
    """Each target that is meant to be called says in `make help` what it does."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = set(re.findall(r"^\.PHONY: ([a-z-]+)$", makefile, flags=re.MULTILINE))
    told = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))

    assert called - told <= {"browser", "bench-tools"}  # the others call them


def test_each_dependency_has_a_reason() -> None:
    """Whatever is installed on purpose stands among the decisions, with why."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    node = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in wanted}
    names |= {
        name.removeprefix("@types/")
        for kind in ("dependencies", "devDependencies")
        for name in node.get(kind, {})
    }
    page = (ROOT / "docs" / "contributing" / "decisions.md").read_text(encoding="utf-8").lower()
    said = page.partition("## dependencies")[2]
    other_names = {"mkdocs-material": "material for mkdocs", "ruamel-yaml": "ruamel.yaml"}

    assert [name for name in sorted(names) if other_names.get(name, name.lower()) not in said] == []


def test_locks_name_no_other_place() -> None:
    """A lock file pins each package by its checksum, and names no other place than the default one, if any."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    fetched = [package for package in lock["package"] if "editable" not in package["source"]]
    files = [file for package in fetched for file in (*package.get("wheels", ()), package.get("sdist"))]

    assert len({package["source"]["registry"] for package in fetched}) == 1
    assert len({urlsplit(file["url"]).netloc for file in files if file}) == 1
    assert all(file["hash"].startswith("sha256:") for file in files if file)

    node = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    installed = [package for path, package in node["packages"].items() if path]
    assert installed
    assert all("integrity" in package and "resolved" not in package for package in installed)


def test_pytest_enters_every_folder_of_tests(pytestconfig: pytest.Config) -> None:
    """No folder that holds tests has a name that pytest passes over: its own list has `build`."""
    names = {
        part for path in (ROOT / "tests").rglob("test_*.py") for part in path.relative_to(ROOT).parts[:-1]
    }
    passed_over = pytestconfig.getini("norecursedirs")

    assert {"build", "browser"} <= names
    assert [name for name in names for one in passed_over if fnmatch(name, one)] == []


def test_changelog_keeps_its_form() -> None:
    """The changelog has the headings of Keep a Changelog, the unreleased changes first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    kinds = re.findall(r"^### (.*)$", text, flags=re.MULTILINE)

    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version) for version in versions[1:])
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("style", ["400-normal", "400-italic", "700-normal"])
def test_only_the_zero_of_tables_has_a_slash(style: str) -> None:
    """In a sentence a zero is an outline and its counter; among tabular figures a slash parts the counter."""
    font = TTFont(ROOT / "docs" / "assets" / "fonts" / f"atkinson-hyperlegible-next-latin-{style}.woff2")
    outlines = font["glyf"]

    assert outlines["zero"].numberOfContours == 2
    assert outlines["zero.tf"].numberOfContours == 3


@pytest.mark.parametrize("weight", [400, 700])
def test_basic_letters_are_those_of_the_whole_font(weight: int) -> None:
    """The smaller font has each letter of its range, drawn and spaced as in the whole one; ranges do not overlap."""
    style = (ROOT / "docs" / "assets" / "css" / "neutral-spine.css").read_text(encoding="utf-8")
    basic, whole = (
        TTFont(
            ROOT / "docs" / "assets" / "fonts" / f"atkinson-hyperlegible-next-{name}-{weight}-normal.woff2"
        )
        for name in ("basic", "latin")
    )
    ranges = {
        name: _unicodes(
            "".join(re.findall(rf"next-{name}-{weight}-normal[^}}]*unicode-range: ([^;]*);", style))
        )
        for name in ("basic", "latin")
    }
    assert set(basic.getBestCmap()) == ranges["basic"]
    assert ranges["latin"] == set(whole.getBestCmap()) - ranges["basic"]
    for code, name in basic.getBestCmap().items():
        other = whole.getBestCmap()[code]
        assert basic["hmtx"][name] == whole["hmtx"][other]
        assert (
            basic["glyf"][name].getCoordinates(basic["glyf"])[0]
            == (whole["glyf"][other].getCoordinates(whole["glyf"])[0])
        )


def _unicodes(text: str) -> set[int]:
    """Return the code points of a `unicode-range`."""
    found: set[int] = set()
    for part in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", text):
        found |= set(range(int(part[0], 16), int(part[1] or part[0], 16) + 1))
    return found
