"""The bench of answers measures the configuration that the deploying guide shows."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path

import pytest

from tests.benchmarks import bench_serve

PORTS = dict(zip(bench_serve.SERVERS, (8001, 8002, 8003), strict=True))
HOST = bench_serve.HOST.read_text(encoding="utf-8")
TYPES = Path("/etc/nginx/mime.types")


def test_the_guides_server_is_what_is_served() -> None:
    """All lines of the guide's server stay, but for address, name, folder and TLS."""
    made = bench_serve.servers(HOST, Path("/the/site"), PORTS, brotli=True, types=TYPES)
    lines = [line for line in HOST.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    lost = [line.strip() for line in lines if line not in made.splitlines()]

    assert lost == [
        "listen 443 ssl;",
        "http2 on;",
        "server_name www.example.org;",
        "root /srv/neutral-spine;",
        "include mime.types;",
    ]


def test_the_peers_send_no_copies() -> None:
    """Copies are sent by the guide's server alone, and only one of the others compresses."""
    made = bench_serve.servers(HOST, Path("/the/site"), PORTS, brotli=False, types=TYPES)
    copies, each, none = made.split("server {")[1:]

    assert "gzip_static on;" in copies
    assert "gzip on;" in each
    assert "gzip on;" not in copies + none
    assert "_static" not in each + none
    assert "brotli" not in made


def test_a_guide_that_has_changed_is_refused() -> None:
    """A line of the guide that the bench has to change and does not find is named."""
    with pytest.raises(ValueError, match="server_name"):
        bench_serve.servers(
            HOST.replace("server_name", "server_names"), Path("/x"), PORTS, brotli=True, types=TYPES
        )


def test_a_rate_with_errors_is_no_rate() -> None:
    """What wrk says of failed requests ends the bench; else its rate is read."""
    assert bench_serve.rate("Requests/sec:  27900.51\nTransfer/sec:    1.2MB\n") == 27900.51
    for wrong in ("Non-2xx or 3xx responses: 12\nRequests/sec: 5.0\n", "nothing"):
        with pytest.raises(RuntimeError, match="wrk"):
            bench_serve.rate(wrong)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="this machine has no nginx")
def test_nginx_serves_a_site_by_the_guides_server(tmp_path: Path) -> None:
    """The block works in nginx: copies, types, caching and the worker's policy arrive as the guide says."""
    page = tmp_path / "exercises" / "bridge"
    page.mkdir(parents=True)
    for suffix, text in (("", "plain " * 99), (".gz", "by gzip"), (".br", "by Brotli")):
        (page / f"index.html{suffix}").write_text(text)
    shell = tmp_path / "assets" / "shell" / "0a1b"
    shell.mkdir(parents=True)
    (shell / "worker.js").write_text("0")
    (tmp_path / "assets" / "catalog.json").write_text("{}")
    (tmp_path / "404.html").write_text("not here")
    module = bench_serve.brotli_module()

    with bench_serve.running(tmp_path, module) as ports:
        for way in bench_serve.WAYS.values():
            if way.coding != "br" or module:
                assert bench_serve.answer_size(ports[way.server], way) > 0
        connection = http.client.HTTPConnection("127.0.0.1", ports[bench_serve.COPIES])
        heads = {}
        for path in (
            "/exercises/bridge/",
            "/assets/shell/0a1b/worker.js",
            "/assets/catalog.json",
            "/nowhere",
        ):
            connection.request("GET", path)
            answer = connection.getresponse()
            heads[path] = (answer.status, dict(answer.getheaders()))
            answer.read()
        connection.close()

    assert heads["/exercises/bridge/"][1]["Cache-Control"] == "no-cache"
    assert heads["/exercises/bridge/"][1]["Content-Type"] == "text/html"
    worker = heads["/assets/shell/0a1b/worker.js"][1]
    assert worker["Cache-Control"] == "public, max-age=31536000, immutable"
    assert worker["Content-Type"] in {"application/javascript", "text/javascript"}
    assert "'wasm-unsafe-eval'" in worker["Content-Security-Policy"]
    assert heads["/assets/catalog.json"][1]["Access-Control-Allow-Origin"] == "*"
    assert heads["/nowhere"][0] == 404
