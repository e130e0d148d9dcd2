"""The list of all files that make the site whole without a network, for the button that keeps it on a device.

Each file is on it by name. What nobody needs there is left out by name too, and never by size.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from widgets.finish.publish import RUNTIME, SERVICE_WORKER, STOCK

FILE = "assets/offline.json"
LEFT_OUT = ("404.html", SERVICE_WORKER, "sitemap.xml", "robots.txt", FILE)
"""For search engines, hosts and the browser itself."""
LEFT_OUT_FOLDERS = ("assets/social/",)
"""Pictures for links that others share."""
COPIES = frozenset({".br"})
PACKED = frozenset({".gz", ".png", ".woff2", ".whl", ".zip", ".mp3"})
"""Kinds of files that no host compresses."""


def make(site: Path) -> str:
    """Return the list as JSON: addresses from the site's root, and what they weigh on their way, in bytes."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file() and _is_kept(path, site)]
    return json.dumps(
        {
            "bytes": sum(map(_on_its_way, files)),
            "files": [_address(path.relative_to(site).as_posix()) for path in files],
        }
    )


def _is_kept(path: Path, site: Path) -> bool:
    name = path.relative_to(site).as_posix()
    if name in LEFT_OUT or name.startswith(LEFT_OUT_FOLDERS) or path.suffix in COPIES:
        return False
    return not (name.startswith(f"{RUNTIME}/") and path.name in STOCK)


def _address(name: str) -> str:
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def _on_its_way(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(gzip.compress(data, compresslevel=1, mtime=0))
