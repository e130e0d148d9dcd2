"""How many requests for a guide nginx answers in a second, configured as the deploying guide says. `make bench`.

Absolute numbers are the machine's; the ratios are the result. One worker of nginx serves the built site, and wrk asks
for the same page again and again, over connections that stay open. What is compared takes turns, so that a slow minute
slows all of it:

- as the guide says: the server of `docs/contributing/hosts/nginx.conf`, which sends the copies that `make build` made;
  asked for gzip, and for Brotli where nginx has the module.
- compressing each answer: the same server without the copies, with nginx's own `gzip on`.
- uncompressed: the same server without either.

TLS is left out: it costs every one of them the same. Without nginx or wrk nothing is measured, and that is said. What
was found is kept in `.benchmarks/serve.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script, it finds its own folder only

from tests.benchmarks.kept import build_site, keep, load  # noqa: E402 - needs the path above

HOST = ROOT / "docs" / "contributing" / "hosts" / "nginx.conf"
PAGE = "/exercises/bridge/"
ROUNDS = 3
SECONDS = 5
CONNECTIONS = 16
START_SECONDS = 10
ERRORS = re.compile(r"Non-2xx or 3xx responses: \d+|Socket errors: .*")
BROTLI_MODULE = "ngx_http_brotli_static_module.so"
# What nginx compresses by itself is HTML only; these are the types of the site's other texts.
ON_THE_FLY = "gzip on; gzip_types text/css text/javascript application/json image/svg+xml application/wasm;"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be answered."""

    server: str
    """A name of `servers`."""
    accept: str
    """The request's `Accept-Encoding`."""
    coding: str
    """The answer's `Content-Encoding`, empty for none."""


COPIES, EACH, NONE = SERVERS = ("copies", "each answer", "none")
AS_THE_GUIDE_SAYS = "as the guide says, gzip"
WAYS = {
    AS_THE_GUIDE_SAYS: Way(COPIES, "gzip", "gzip"),
    "as the guide says, Brotli": Way(COPIES, "br, gzip", "br"),
    "compressing each answer": Way(EACH, "gzip", "gzip"),
    "uncompressed": Way(NONE, "gzip", ""),
}


def main(asked: Sequence[str] | None = None) -> None:
    """Build the site, measure, print and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help="how long each way is asked in each round"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(asked)
    before = load()
    missing = [program for program in ("nginx", "wrk") if shutil.which(program) is None]
    if missing:
        said = f"this machine has no {' and no '.join(missing)}"
        _print(f"==> Requests per second are left out: {said}")
        keep("serve", {"left out": said}, before)
        return
    _print("==> Building the site")
    site = build_site()
    module = brotli_module()
    ways = {name: way for name, way in WAYS.items() if module or way.coding != "br"}
    rates: dict[str, list[float]] = {name: [] for name in ways}
    with running(site, module) as ports:
        sizes = {name: answer_size(ports[way.server], way) for name, way in ways.items()}
        for number in range(1, chosen.rounds + 1):
            _print(f"==> Round {number} of {chosen.rounds}")
            for name, way in ways.items():
                rates[name].append(requests_per_second(ports[way.server], way.accept, chosen.seconds))
    result = {
        "versions": {"nginx": _version("nginx"), "wrk": _version("wrk")},
        "requests per second": rates,
        "bytes of an answer": sizes,
        "left out of it": [] if module else ["as the guide says, Brotli"],
        "largest guide, bytes of gzip": max(
            path.stat().st_size for path in (site / "exercises").glob("*/index.html.gz")
        ),
    }
    report(result)
    keep("serve", result, before)


def servers(host: str, site: Path, ports: Mapping[str, int], *, brotli: bool, types: Path) -> str:
    """Return the servers of nginx that are compared, made from the configuration that the guide shows.

    Only what belongs to the place is changed: the address, the folder, TLS, and without the module the lines of Brotli.

    Args:
        host: the configuration of `hosts/nginx.conf`.
        site: the folder to serve.
        ports: where each of `SERVERS` listens.
        brotli: whether nginx has the module.
        types: nginx's own list of types.

    Raises:
        ValueError: it no longer has a line that must be changed.
    """
    shared, opening, server = re.sub(r"(?m)^ *#.*\n", "", host).partition("server {")
    changes = {
        r"listen 443 ssl;": "listen 127.0.0.1:PORT;",
        r" *http2 on;\n": "",
        r" *server_name [^;]*;\n": "",
        r"root /srv/neutral-spine;": f'root "{site}";',
        r"include mime\.types;": f'include "{types}";',
    }
    if not brotli:
        changes[r" *brotli_static on;\n"] = ""
    for line, new in changes.items():
        server, count = re.subn(line, new.replace("\\", r"\\"), server)
        if not count:
            raise ValueError(f"{HOST.name}: the server has no line like {line!r}")
    uncompressed, count = re.subn(r" *(gzip|brotli)_static o(n|ff);\n", "", server)
    if not count:
        raise ValueError(f"{HOST.name}: the server sends no compressed copies")
    each = uncompressed.replace("etag on;", f"{ON_THE_FLY}\n    etag on;")
    made = {COPIES: server, EACH: each, NONE: uncompressed}
    return shared + "\n".join(opening + text.replace("PORT", str(ports[name])) for name, text in made.items())


def configuration(folder: Path, site: Path, ports: Mapping[str, int], module: Path | None) -> str:
    """Return nginx's whole configuration: one worker that keeps all it writes in a folder."""
    own = "\n".join(
        f'    {kind}_temp_path "{folder}/{kind}";'
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = HOST.read_text(encoding="utf-8")
    made = servers(text, site, ports, brotli=module is not None, types=_types())
    user = "user root;\n" if os.geteuid() == 0 else ""  # else its worker could not read everybody's folders
    loading = f'load_module "{module}";\n' if module else ""
    return f"""{loading}{user}daemon off;
worker_processes 1;
pid "{folder}/nginx.pid";
error_log "{folder}/error.log";
events {{ worker_connections 256; }}
http {{
    access_log off;
    keepalive_requests 1000000;
    sendfile on;
    tcp_nopush on;
{own}
{made}
}}
"""


@contextmanager
def running(site: Path, module: Path | None) -> Iterator[dict[str, int]]:
    """Run nginx with the servers to compare; yield their ports.

    Raises:
        RuntimeError: it did not start; its own words say why.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ports = _free_ports()
        file = folder / "nginx.conf"
        file.write_text(configuration(folder, site, ports, module), encoding="utf-8")
        command = ["nginx", "-c", str(file), "-p", str(folder), "-e", str(folder / "error.log")]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own words
        try:
            for port in ports.values():
                _wait_for(port, process)
            yield ports
        finally:
            process.terminate()
            process.communicate()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    process.terminate()
    raise RuntimeError(f"nginx did not start: {process.communicate()[1]}")


def _free_ports() -> dict[str, int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in SERVERS]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return {name: one.getsockname()[1] for name, one in zip(SERVERS, sockets, strict=True)}


def answer_size(port: int, way: Way) -> int:
    """Return the bytes of the page's answer, without its head.

    Raises:
        RuntimeError: it is not encoded as it should be, so that the wrong thing would be measured.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PAGE, headers={"Accept-Encoding": way.accept})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    coding = answer.getheader("Content-Encoding", "")
    if (answer.status, coding) != (http.client.OK, way.coding):
        raise RuntimeError(
            f"{PAGE} from {way.server}: {answer.status}, encoded as {coding!r}, not {way.coding!r}"
        )
    return len(body)


def requests_per_second(port: int, accept: str, seconds: int) -> float:
    """Return how many requests for the page were answered in a second.

    Raises:
        RuntimeError: some were not answered well.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Accept-Encoding: {accept}"]
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, f"http://127.0.0.1:{port}{PAGE}"], check=True, capture_output=True, text=True
    )
    return rate(done.stdout)


def rate(told: str) -> float:
    """Return the requests per second of what wrk prints.

    Raises:
        RuntimeError: it tells of errors, or of no rate.
    """
    found = re.search(r"^Requests/sec: +([\d.]+)$", told, flags=re.MULTILINE)
    if (wrong := ERRORS.search(told)) or found is None:
        raise RuntimeError(f"wrk: {wrong[0] if wrong else told}")
    return float(found[1])


def brotli_module() -> Path | None:
    """Return the file of nginx's module that sends `.br` copies, or `None`."""
    told = _told("nginx", "-V")
    where = re.search(r"--modules-path=(\S+)", told)
    folders = [Path(where[1])] if where else []
    folders += [Path("/usr/lib/nginx/modules"), Path("/usr/share/nginx/modules")]
    return next((folder / BROTLI_MODULE for folder in folders if (folder / BROTLI_MODULE).is_file()), None)


def _types() -> Path:
    where = re.search(r"--conf-path=(\S+)", _told("nginx", "-V"))
    return (Path(where[1]) if where else Path("/etc/nginx/nginx.conf")).with_name("mime.types")


def _version(program: str) -> str:
    found = re.search(r"\d+(\.\d+)+", _told(program, "-v"))
    return found[0] if found else ""


def _told(*command: str) -> str:
    """Return what a program says of itself; nginx says it on its standard error, and wrk ends with a failure."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    return (done.stderr or done.stdout).strip()


def report(result: Mapping[str, Any]) -> None:
    """Print the table."""
    rates = {name: statistics.median(each) for name, each in result["requests per second"].items()}
    best = rates[AS_THE_GUIDE_SAYS]
    _print(
        "\nRequests for a guide that one worker of nginx answers in a second (part of the deploying guide's)\n"
    )
    for name, value in rates.items():
        size = result["bytes of an answer"][name]
        _print(f"{name:28}{value:9.0f}  ({value / best:5.2f}){size / 1000:9.1f} kB each")
    for name in result["left out of it"]:
        _print(f"{name:28}left out: nginx has no module for it")


_print: Callable[[str], None] = functools.partial(print, flush=True)


if __name__ == "__main__":
    main()
