"""The commands for a built site: `python -m widgets finish SITE`, for builders without hooks, and `compress SITE`.

They read arguments, call `widgets.build`, print, and give the exit code: 0 for good, 1 for a site that cannot be
finished, 2 for a wrong call.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from widgets.build.compress import compress
from widgets.build.site import FinishError, finish

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
    compressing = commands.add_parser("compress", help="lay compressed copies beside a finished site's files")
    compressing.add_argument("site", type=Path, metavar="SITE", help="the folder of the finished site")
    options = parser.parse_args(arguments)
    if not options.site.is_dir():
        parser.error(f"there is no folder {options.site}")
    if options.command == "compress":
        files = compress(options.site, ROOT, _say)
        print(f"{options.site}: {files} files have compressed copies.")
        return 0
    try:
        pages = finish(ROOT, options.site, say=_say)
    except FinishError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.site}: {pages} pages finished.")
    return 0


def _say(step: str) -> None:
    print(step, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
