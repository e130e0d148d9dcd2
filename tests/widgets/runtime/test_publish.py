from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from widgets.runtime import publish

ROOT = Path(__file__).resolve().parents[3]
_IMPORT = re.compile(r'(?:^import|from|await import\()\s*"(\.[^"]+)"')


@pytest.fixture(scope="module")
def published(runtime: Path) -> Mapping[str, Path | str | bytes]:
    """Return what the site gets."""
    assert runtime.is_dir()
    return publish.files(ROOT, offline=True, say=lambda _: None)


def _text(content: Path | str | bytes) -> str:
    if isinstance(content, bytes):
        return content.decode("utf-8")
    return content.read_text() if isinstance(content, Path) else content


def test_every_import_of_the_shell_is_published(published: Mapping[str, Path | str | bytes]) -> None:
    """No module asks for a file that the site does not have."""
    modules = [path for path in published if path.startswith(f"{publish.SHELL}/") and path.endswith(".js")]
    imports = {
        posixpath.normpath(posixpath.join(posixpath.dirname(module), target))
        for module in modules
        if not module.endswith("idiomorph.js")
        for line in _text(published[module]).splitlines()
        if not line.startswith("/**")  # types, which no browser fetches
        for target in _IMPORT.findall(line)
    }
    assert imports
    assert imports <= set(published)


def test_the_shell_is_told_where_the_runtime_is(published: Mapping[str, Path | str | bytes]) -> None:
    """The settings, the service worker and the folder agree on the runtime's name."""
    (name,) = {Path(path).parent.name for path in published if path.startswith(f"{publish.RUNTIME}/")}
    assert f'"{name}"' in _text(published[f"{publish.SHELL}/settings.js"])
    assert f"{publish.RUNTIME}/{name}/snapshot.bin.gz" in published
    worker = _text(published[publish.SERVICE_WORKER])
    assert f'const RUNTIME = "{name}";' in worker
    assert "{{" not in worker.split("const RUNTIME", 1)[1]


def test_preloaded_modules_are_published(published: Mapping[str, Path | str | bytes]) -> None:
    """A page announces no module that is not there."""
    assert {f"{publish.SHELL}/{name}.js" for name in publish.PRELOADED} <= set(published)


def test_while_the_site_is_written_nothing_is_kept() -> None:
    """`make serve` tells the shell to keep nothing, so that a change is always seen."""
    assert "offline = false" in publish.settings("x", 1, offline=False)
    assert "offline = true" in publish.settings("x", 1, offline=True)


def test_nothing_asks_for_a_source_map(published: Mapping[str, Path | str | bytes]) -> None:
    """Source maps are not published, so nothing refers to one."""
    assert "sourceMappingURL" not in _text(published[publish.SERVICE_WORKER])
