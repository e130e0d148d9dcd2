"""The ready files for hosts (`docs/contributing/hosts/`), each run by the server that it is for on a small site.

A server that the machine lacks is left out by name. Netlify and Cloudflare run nowhere else: of their file only the
form and the addresses are checked.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import pytest

from tests.benchmarks import bench_serve
from widgets.build.compress import compress

HOSTS = Path(__file__).parents[1] / "docs" / "contributing" / "hosts"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE_USES = ("authz_core", "dir", "env", "headers", "mime", "mpm_event", "rewrite", "setenvif")
HASH = "0123456789abcdef"
SHELL = f"assets/shell/{HASH}"
RUNTIME = f"assets/runtime/{HASH}"
PAGE = "<!doctype html><title>Bridge</title>" + "<p>Lift your hips.</p>" * 40
MEMORY = b"Python's memory " * 400
FOR_EVER = "public, max-age=31536000, immutable"
START_SECONDS = 20

type Answer = tuple[int, dict[str, str], bytes]
"""Status, headers with names in lower case, body."""
type Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter: a server gives up its rights, and pytest's own folders are closed to it."""
    with TemporaryDirectory(prefix="neutral-spine-hosts-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def site(open_folder: Path) -> Path:
    """A site with one file of each kind, and the compressed copies that `make build` lays beside them."""
    folder = open_folder / "site"
    files: dict[str, bytes] = {
        "index.html": PAGE.encode(),
        "exercises/bridge/index.html": PAGE.encode(),
        "404.html": b"<!doctype html><title>This page is not here</title>",
        "manifest.webmanifest": b'{"name": "Neutral Spine"}' + b" " * 200,
        "assets/catalog.json": b'{"exercises": []}' + b" " * 200,
        f"{SHELL}/site.css": b"p { color: black; }" * 40,
        f"{SHELL}/shell.js": b"globalThis.x = 1;" * 40,
        f"{SHELL}/worker.js": b"globalThis.y = 1;" * 40,
        f"{RUNTIME}/pyodide.js": b"export const z = 1;" * 40,
        f"{RUNTIME}/pyodide.asm.wasm": b"\0asm\1\0\0\0" * 80,
        f"{RUNTIME}/snapshot.bin.gz": gzip.compress(MEMORY),
        "assets/fonts/type.woff2": b"wOF2" * 80,
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    compress(folder, folder.parent)
    return folder


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _apache(site: Path, folder: Path, port: int) -> list[str]:
    """Apache with the modules that the file uses; the file lies in the site, as on a host."""
    shutil.copyfile(HOSTS / "apache.htaccess", site / ".htaccess")
    loaded = "\n".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in APACHE_USES)
    (folder / "apache.conf").write_text(
        f"""{loaded}
ServerName localhost
ServerRoot "{folder}"
PidFile "{folder}/apache.pid"
ErrorLog "{folder}/error.log"
Listen 127.0.0.1:{port}
User www-data
Group www-data
TypesConfig /etc/mime.types
AddEncoding x-gzip .gz
DocumentRoot "{site}"
<Directory "{site}">
    AllowOverride FileInfo Indexes Options
    Require all granted
</Directory>
"""
    )
    return ["apache2", "-X", "-f", str(folder / "apache.conf")]


def _caddy(site: Path, folder: Path, port: int) -> list[str]:
    """Caddy with its file; only name and folder are changed, and nothing is kept at home."""
    text = (HOSTS / "Caddyfile").read_text(encoding="utf-8")
    changes = {
        "www.example.org {": f"http://127.0.0.1:{port} {{",
        "root * /srv/neutral-spine": f"root * {site}",
    }
    for line, new in changes.items():
        assert line in text
        text = text.replace(line, new)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _nginx(site: Path, folder: Path, port: int) -> list[str]:
    """Nginx as the bench runs it, by the guide's server alone."""
    ports = {name: _free_port() for name in bench_serve.SERVERS} | {bench_serve.COPIES: port}
    text = bench_serve.configuration(folder, site, ports, bench_serve.brotli_module())
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]


SERVERS = {"apache2": _apache, "caddy": _caddy, "nginx": _nginx}


@pytest.fixture(params=SERVERS, scope="module")
def ask(request: pytest.FixtureRequest, site: Path, open_folder: Path) -> Iterator[Ask]:
    """Run one server; return a function that asks it for a path, with codings that are accepted."""
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"this machine has no {name}")
    folder = open_folder / name
    folder.mkdir()
    port = _free_port()
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(  # noqa: S603 - our own words
            SERVERS[name](site, folder, port),
            stdout=said,
            stderr=said,
            env=os.environ | {key: str(folder) for key in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")},
        )

    def asked(path: str, accept: str = "") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body

    deadline = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                words = (folder / "said").read_text()
                assert process.poll() is None, words
                assert time.monotonic() < deadline, words
                time.sleep(0.05)
        yield asked
    finally:
        process.terminate()
        process.wait()
        (site / ".htaccess").unlink(missing_ok=True)


def test_a_page_has_one_address(ask: Ask) -> None:
    """An address without its last slash is redirected to the one with it; the page is asked for again each time."""
    status, headers, body = ask("/exercises/bridge/")
    assert (status, body) == (200, PAGE.encode())
    assert headers["content-type"].startswith("text/html")
    assert headers["cache-control"] == "no-cache"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "frame-ancestors 'self'"

    status, headers, _ = ask("/exercises/bridge")

    assert status in {301, 302, 308}
    assert headers["location"].endswith("/exercises/bridge/")


def test_an_unknown_address_gets_the_sites_own_page(ask: Ask) -> None:
    """It says that the page is not here, with the status that says so to programs."""
    for path in ("/nowhere/", "/planner/%23plan=1AB"):
        status, headers, body = ask(path)
        assert status == 404
        assert headers["content-type"].startswith("text/html")
        assert b"This page is not here" in body


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        (f"/{SHELL}/shell.js", ("text/javascript", "application/javascript")),
        (f"/{RUNTIME}/pyodide.js", ("text/javascript", "application/javascript")),
        (f"/{RUNTIME}/pyodide.asm.wasm", ("application/wasm",)),
        (f"/{SHELL}/site.css", ("text/css",)),
        ("/manifest.webmanifest", ("application/manifest+json",)),
        ("/assets/catalog.json", ("application/json",)),
        ("/assets/fonts/type.woff2", ("font/woff2",)),
    ],
)
@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_each_file_has_its_type_and_its_content(
    ask: Ask, site: Path, path: str, kinds: tuple[str, ...], accept: str
) -> None:
    """With or without a compressed copy, the type is right and the content arrives whole."""
    status, headers, body = ask(path, accept)
    assert status == 200
    assert headers["content-type"].split(";")[0] in kinds
    named = path.startswith(("/assets/shell/", "/assets/runtime/"))
    assert headers["cache-control"] == (FOR_EVER if named else "no-cache")
    coding = headers.get("content-encoding", "")
    assert coding in {"", accept}
    unpack = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
    assert unpack(body) == (site / path[1:]).read_bytes()


def test_the_copies_are_sent(ask: Ask) -> None:
    """A page and a script are compressed where the browser takes it."""
    for path in ("/exercises/bridge/", f"/{SHELL}/shell.js"):
        assert ask(path, "gzip")[1]["content-encoding"] == "gzip"


def test_the_snapshot_is_sent_as_it_is(ask: Ask) -> None:
    """No gzip encoding is claimed for a file that is one; by Brotli its content arrives unpacked."""
    path = f"/{RUNTIME}/snapshot.bin.gz"
    for accept in ("", "gzip"):
        status, headers, body = ask(path, accept)
        assert status == 200
        assert "content-encoding" not in headers
        assert gzip.decompress(body) == MEMORY
    _, headers, body = ask(path, "br")
    if headers.get("content-encoding") == "br":
        assert brotli.decompress(body) == MEMORY
    else:
        assert gzip.decompress(body) == MEMORY


def test_open_data_and_the_worker_have_their_headers(ask: Ask) -> None:
    """Other sites may read the catalogue, and the worker has a policy of its own."""
    assert ask("/assets/catalog.json")[1]["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask("/exercises/bridge/")[1]
    for accept in ("", "gzip"):
        policy = ask(f"/{SHELL}/worker.js", accept)[1]["content-security-policy"]
        assert policy == "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'"


def test_the_file_of_headers_has_one_rule_for_each_header(site_dir: Path) -> None:
    """Netlify and Cloudflare: each path is one of the site, and no address gets one header from two rules."""
    rules: dict[str, list[str]] = {}
    for line in (HOSTS / "headers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[line] = []
        elif line.startswith("  "):
            assert re.fullmatch(r"  [\w-]+: \S.*", line), line
            rules[list(rules)[-1]].append(line.strip().split(":")[0])
        else:
            assert line.startswith("#"), line
    for path, headers in rules.items():
        assert path.count("*") <= 1
        assert list(site_dir.glob(path[1:].replace("/*", "/**/*") if path != "/*" else "*")), path
        for other, others in rules.items():
            within = other != path and other.startswith(path.removesuffix("*")) and path.endswith("*")
            assert not (within and set(headers) & set(others)), (path, other)


def test_the_guide_shows_every_file() -> None:
    """The deploying guide prints each file as it is, so that what is tested is what a reader copies."""
    guide = (HOSTS.parent / "deploying.md").read_text(encoding="utf-8")
    assert set(re.findall(r'--8<-- "([^"]+)"', guide)) == {path.name for path in HOSTS.iterdir()}
