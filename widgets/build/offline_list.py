"""The list of all files that make the site whole without a network, for the button that keeps it on a device.

Each file is on it by name. What nobody needs there is left out by name too, and never by size.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from exercises import disk_cache
from widgets.build import shared
from widgets.build.publish import RUNTIME, SERVICE_WORKER, STOCK
from widgets.build.weigh import weigh

FILE = "assets/offline.json"
LEFT_OUT = ("404.html", SERVICE_WORKER, "sitemap.xml", "robots.txt", FILE)
"""For search engines, hosts and the browser itself."""
LEFT_OUT_FOLDERS = ("assets/social/",)
"""Pictures for links that others share."""
COPIES = frozenset({".br"})
PACKED = frozenset({".gz", ".png", ".woff2", ".whl", ".zip", ".mp3"})
"""Kinds of files that no host compresses."""


def make(site: Path, root: Path, up: str = "") -> str:
    """Return the list as JSON: addresses from the site's root, and what they weigh on their way, in bytes.

    Args:
        site: the finished site.
        root: the project's folder, with the cache in it.
        up: from the site's root to the files that all languages share: `../`.
    """
    files = [path for path in sorted(site.rglob("*")) if path.is_file() and _is_kept(path, site)]
    above = site.parent if up else site
    folders = [above / "assets" / name for name in (*shared.FOLDERS, "runtime")] if up else []
    files += [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _is_kept(path, above)
    ]
    return json.dumps(
        {
            "bytes": _on_their_way(files, root / disk_cache.FINISH / "offline.json"),
            "files": [_address(path.relative_to(site, walk_up=True).as_posix()) for path in files],
        }
    )


def _is_kept(path: Path, site: Path) -> bool:
    name = path.relative_to(site).as_posix()
    if name in LEFT_OUT or name.startswith(LEFT_OUT_FOLDERS) or path.suffix in COPIES:
        return False
    return not (name.startswith(f"{RUNTIME}/") and path.name in STOCK)


def _address(name: str) -> str:
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def _on_their_way(files: Sequence[Path], kept: Path) -> int:
    packed = sum(path.stat().st_size for path in files if path.suffix in PACKED)
    return packed + weigh([path.read_bytes() for path in files if path.suffix not in PACKED], 1, kept)
