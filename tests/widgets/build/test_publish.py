from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from widgets.build import bundle, publish
from widgets.build.bundle import Sheets
from widgets.build.runtime.build import build
from widgets.build.runtime.inputs import RuntimeBuildError
from widgets.language import Language

ROOT = Path(__file__).resolve().parents[3]
PAGE = '<body class="used ns-mine"><p id="here" data-md-toggle="x">words</p></body>'
THEME = """
:root { --md-used: url('data:image/svg+xml,%3Csvg/%3E'); --md-not: 1; --md-ours: 2; }
.used { color: var(--md-used); } .unused { color: red; } .used.unused { color: red; }
[data-md-toggle] { color: blue; } .used:not(.focus-visible) { outline: none; }
"""
OWN = """
@font-face { font-family: F; src: url("../fonts/f.woff2"); }
.ns-later { color: var(--md-ours); & a { color: red; } }
"""


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory, small_catalog_json: str
) -> Mapping[str, Path | str | bytes]:
    """Return what a site of one page gets."""
    site = tmp_path_factory.mktemp("site")
    own = {"assets/stylesheets/main.css": THEME, "assets/css/own.css": OWN}
    for name, text in own.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    sheets = Sheets.of(["assets/stylesheets/main.css", "assets/css/own.css"])
    return publish.files(ROOT, site, small_catalog_json, [PAGE], sheets, offline=True, say=lambda _: None)


def _shell(published: Mapping[str, Path | str | bytes], name: str) -> str:
    """Return the text of a file of the shell."""
    (data,) = (
        data for path, data in published.items() if re.fullmatch(rf"assets/shell/\w{{16}}/{name}", path)
    )
    assert isinstance(data, bytes)
    return data.decode()


def test_no_script_waits_for_one_that_its_page_does_not_name(
    published: Mapping[str, Path | str | bytes],
) -> None:
    """None imports a file before it needs it, but what the same page has; each that it then needs is published."""
    made = {Path(path).name for path in published if path.startswith(f"{bundle.FOLDER}/")}
    assert made == {*bundle.SCRIPTS, bundle.STYLE, bundle.TOOLS_STYLE, bundle.MAKER_STYLE}
    for name in bundle.SCRIPTS:
        text = _shell(published, name)
        taken = re.findall(r"(?:^|[;}])import\s*(?:[\"'*\w]|\{[^}]*\}\s*from\s*\"([^\"]*)\")", text)
        assert set(taken) == ({f"./{bundle.TAKEN[name]}"} if name in bundle.TAKEN else set()), name
        assert {Path(found).name for found in re.findall(r"import\(\"(\./[^\"]+)\"\)", text)} <= made


def test_all_agree_on_the_runtimes_name(published: Mapping[str, Path | str | bytes]) -> None:
    """The settings, the service worker, the version file and the folder name the same runtime."""
    (name,) = {Path(path).parent.name for path in published if path.startswith(f"{publish.RUNTIME}/")}
    for script in ("shell.js", "widgets.js"):
        assert f'"{name}"' in _shell(published, script)
    assert f"{publish.RUNTIME}/{name}/snapshot.bin.gz" in published
    worker = published[publish.SERVICE_WORKER]
    assert isinstance(worker, bytes)
    assert name in worker.decode()  # in the names of its caches
    version = published[publish.VERSION]
    assert isinstance(version, str)
    assert json.loads(version)["runtime"] == name


def test_the_style_sheet_holds_what_pages_use(published: Mapping[str, Path | str | bytes]) -> None:
    """Of the theme what some page matches, of ours all; the theme's mark of the focus is the browser's own."""
    style = _shell(published, bundle.STYLE)
    assert ".used" in style
    assert "unused" not in style
    assert "[data-md-toggle]" in style
    assert ".used:not(:focus-visible)" in style
    assert "--md-used" in style
    assert "--md-not" not in style
    assert "--md-ours" in style
    assert ".ns-later a" in style


def test_a_style_sheet_finds_its_files(published: Mapping[str, Path | str | bytes]) -> None:
    """The bundle lies in another folder than its sources, and its addresses lead to the same files."""
    assert "url(../../../assets/fonts/f.woff2)" in _shell(published, bundle.STYLE).replace('"', "")


def test_the_shells_name_changes_with_its_content(tmp_path: Path) -> None:
    """A page of one version never meets a script of another one: the folder's name is a hash of what is in it."""
    names = []
    for settings in (publish.settings("x", 1, offline=offline) for offline in (True, False)):
        (name,) = {
            str(Path(path).parent) for path in bundle.make(ROOT, tmp_path, Sheets.of([]), [], settings, [])
        }
        names.append(name)
    assert names[0] != names[1]


def test_while_the_site_is_written_nothing_is_kept() -> None:
    """`make serve` tells the shell to keep nothing, so that a change is always seen."""
    assert "offline = false" in publish.settings("x", 1, offline=False)
    assert "offline = true" in publish.settings("x", 1, offline=True)


def test_the_shell_gets_its_words(tmp_path: Path) -> None:
    """The messages are in the first script alone, which the others take them from; English has none."""
    polish = Language(tag="pl", forms="01")
    said = {"Try again": "Spróbuj ponownie", "{n} page found": ("{n} strona", "{n} strony")}
    settings = publish.settings("x", 1, offline=True, language=polish, messages=said)
    made = bundle.make(ROOT, tmp_path, Sheets.of([]), [], settings, [])
    texts = {Path(path).name: data.decode() for path, data in made.items()}

    assert "export const messages = {};" in publish.settings("x", 1, offline=True)
    assert {name for name, text in texts.items() if "Spróbuj ponownie" in text} == {"shell.js"}
    assert '["{n} strona","{n} strony"]' in texts["shell.js"]
    assert '"pl"' in texts["search.js"]


def test_the_size_to_fetch_leaves_out_the_stock_start() -> None:
    """What readers are told is what a start from the snapshot fetches."""
    runtime = build(ROOT)
    stock = sum((runtime / name).stat().st_size for name in publish.STOCK)
    everything = sum(path.stat().st_size for path in runtime.iterdir())
    assert (runtime / "snapshot.bin.gz").stat().st_size < publish.to_fetch(runtime, ROOT) < everything - stock


def test_a_mistake_in_a_source_is_told(tmp_path: Path) -> None:
    """What esbuild says of a script or style sheet reaches who made the mistake."""
    (tmp_path / "broken.js").write_text("export const = 3;")
    with pytest.raises(RuntimeBuildError, match=r"broken\.js"):
        bundle.run(
            {
                "root": str(ROOT),
                "settings": "",
                "define": {},
                "scripts": {"x.js": str(tmp_path / "broken.js")},
            }
        )


def test_without_npms_packages_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not set up yet is told how."""
    script = tmp_path / "bundle.mjs"
    shutil.copy(bundle._SCRIPT, script)
    monkeypatch.setattr(bundle, "_SCRIPT", script)
    with pytest.raises(RuntimeBuildError, match="npm ci"):
        bundle.run({"root": str(tmp_path), "settings": "", "define": {}, "scripts": {}})
