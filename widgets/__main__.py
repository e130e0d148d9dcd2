"""The command for builders without hooks: `python -m widgets finish SITE`.

It reads arguments, calls `widgets.finish.site`, prints, and gives the exit code: 0 for good, 1 for a site that
cannot be finished, 2 for a wrong call.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from widgets.finish.site import FinishError, finish

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Raises:
        SystemExit: the call is wrong (2), or help was asked for (0).
    """
    parser = argparse.ArgumentParser(
        prog="python -m widgets", description="Work with the widgets of a built site."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    finishing = commands.add_parser("finish", help="put the widgets and the runtime into a built site")
    finishing.add_argument("site", type=Path, metavar="SITE", help="the folder that a builder wrote")
    options = parser.parse_args(arguments)
    if not options.site.is_dir():
        parser.error(f"there is no folder {options.site}")
    try:
        pages = finish(ROOT, options.site, say=lambda step: print(step, file=sys.stderr))
    except FinishError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.site}: {pages} pages finished.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
