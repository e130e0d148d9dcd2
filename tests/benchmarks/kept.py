"""Where the benches keep what they found, and what is kept with it: when, on how large a machine, how busy it was.

No measuring happens here, and nothing is printed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".benchmarks"
SITE = ROOT / ".cache" / "bench" / "site"


def load() -> float:
    """Return the system's load, averaged over the last minute: the number of processes that want a processor."""
    return round(os.getloadavg()[0], 2)


def keep(name: str, found: Mapping[str, Any], load_before: float, *, folder: Path = FOLDER) -> None:
    """Write what a bench found, as JSON, with the day, the machine and its load before and after.

    Args:
        name: the bench's, such as `start`.
        found: values that JSON can hold.
        load_before: what `load` said before anything was measured.
        folder: where the file goes.
    """
    measured = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "load": [load_before, load()],
        "machine": machine(),
    }
    folder.mkdir(exist_ok=True)
    text = json.dumps({"measured": measured, **found}, indent=1) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def machine() -> dict[str, Any]:
    """Return what a reader of the numbers has to know of the machine, and nothing that names it."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.process_cpu_count(),
        "memory, GB": round(size / 1e9),
    }


def build_site() -> Path:
    """Build the site as it is published, with compressed copies beside the files, and return its folder."""
    for command in (
        ("-m", "mkdocs", "build", "--quiet", "--site-dir", str(SITE)),
        ("-m", "widgets", "compress", str(SITE)),
    ):
        subprocess.run(  # noqa: S603 - our own words
            [sys.executable, *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )
    return SITE
