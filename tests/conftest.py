"""The built site, once for the whole run, and a plain static server for it. What a test looks at is in the tests."""

from __future__ import annotations

import fcntl
import functools
import http.server
import io
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import tests.chance  # noqa: F401 - loads Hypothesis' profile

ROOT = Path(__file__).resolve().parents[1]

BUILT = "NEUTRAL_SPINE_BUILT"
"""The environment's variable with the folder of a finished site to test in place of one that is built for the run."""
MODULES = "/shell-modules/"
"""Where a test imports one module of the shell from, such as `/shell-modules/morph.js`."""
SETTINGS = b"""
export const siteUrl = new URL("/", location.href).href;
export const filesUrl = siteUrl;
export const language = "en";
export const forms = "";
export const messages = {};
"""
"""The module that the build writes into the bundle, for modules of the shell that a test imports by themselves."""
IDIOMORPH = ROOT / "node_modules" / "idiomorph" / "dist" / "idiomorph.esm.js"

type Changes = Mapping[str, bytes | None]
"""What a server has in place of some files, by their path in its folder: other bytes, or `None` for no such file.

A test may change it while the server runs.
"""
NO_NETWORK = "*"
"""Among the changes: no request gets an answer, as where there is no network. For engines that cannot be told so."""
type Serve = Callable[..., str]
"""Serves a folder, with `changes` if there are some, and returns the address, ending in a slash."""


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a plain static host does, without a log line for each."""

    protocol_version = "HTTP/1.1"  # keeps connections open, as hosts do
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".gz": "application/gzip",
    }

    def __init__(self, *args: Any, changes: Changes, **named: Any) -> None:  # noqa: ANN401 - the base class's
        self.changes = changes
        super().__init__(*args, **named)

    def send_head(self) -> Any:  # noqa: ANN401 - the base class's own type is private
        """Answer as the base class does, or with what stands in for the file."""
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        if path.endswith("/") or not path:
            path += "index.html"
        if NO_NETWORK in self.changes:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        if path not in self.changes and f"/{path}" != f"{MODULES}settings.js":
            return super().send_head()
        data = self.changes.get(path, SETTINGS)
        if data is None:
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def translate_path(self, path: str) -> str:
        """Find the shell's modules as they are written too: the site has them in one bundle."""
        place = unquote(urlsplit(path).path)
        if not place.startswith(MODULES):
            return super().translate_path(path)
        name = place.removeprefix(MODULES)
        return str(IDIOMORPH if name == "idiomorph.js" else ROOT / "widgets" / "shell" / name)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's names
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Serves files in threads, and says nothing of a browser that has closed its connections as it ended."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class's
        """Print any other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that need a browser last: the quick ones tell sooner what is wrong."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make build` does, but to a folder of its own, and return that; or one that was built before.

    Not with `--quiet`: MkDocs then counts no warnings, and `--strict` lets everything pass.
    """
    return Path(os.environ[BUILT]) if BUILT in os.environ else built_once(tmp_path_factory, "site")


def built_once(tmp_path_factory: pytest.TempPathFactory, name: str, **more: str) -> Path:
    """Build the site once for the run, with more variables in the environment if need be, and return its folder."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _build(tmp_path_factory.mktemp("built") / name, more)
    # The workers of one run share a folder above their own: the first one builds, the others wait for it.
    folder = tmp_path_factory.getbasetemp().parent / name
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return folder if folder.is_dir() else _build(folder, more)


def _build(folder: Path, more: Mapping[str, str]) -> Path:
    """Build the site into a folder that appears only when the build has succeeded, and return the folder."""
    unfinished = folder.with_suffix(".unfinished")
    built = subprocess.run(  # noqa: S603 - no part of the command comes from outside
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(unfinished)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | dict(more),
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return unfinished.rename(folder)


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Serve]:
    """Return a function that serves a folder on a free loopback port, with some of its files changed if need be."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def serve(folder: Path, changes: Changes | None = None) -> str:
        handler = functools.partial(
            QuietHandler, directory=str(folder), changes={} if changes is None else changes
        )
        server = Server(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def shell(site_dir: Path) -> str:
    """The place of the shell's files in the site, slash included."""
    (folder,) = (site_dir / "assets" / "shell").iterdir()
    return f"{folder.relative_to(site_dir).as_posix()}/"


@pytest.fixture(scope="session")
def site_url(site_dir: Path, serve_folder: Serve) -> str:
    """Serve the built site and return its address, with a slash at the end."""
    return serve_folder(site_dir)
