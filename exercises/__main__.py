"""The commands for contributors: `python -m exercises check | write DIR | schema | new SLUG`.

It reads arguments and the clock, calls what does the work, prints, and gives the exit code: 0 for good, 1 for
problems of the data, 2 for a wrong call. No rule about exercises lives here.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from exercises.catalog.load import ROOT, Loaded, citations, load
from exercises.catalog.rules import check


def main(arguments: Sequence[str] | None = None, today: dt.date | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after `python -m exercises`; the process's own by default.
        today: The date on which check dates are judged; the clock's by default.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m exercises", description="The exercise catalogue's commands.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds data/ (default: this package)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("check", help="print every problem of the catalogue as path:line: message")
    options = parser.parse_args(arguments)
    return _check(options.root, today or dt.datetime.now(tz=dt.UTC).date())


def _check(root: Path, today: dt.date) -> int:
    loaded = load(root)
    problems = check(loaded, today=today, cited=citations(root.parent / "docs"))
    for problem in problems:
        print(problem)
    errors = sum(not problem.warning for problem in problems)
    warnings = len(problems) - errors
    print(f"{'Not good' if errors else 'Good'}: {_counts(loaded)}; {errors} errors, {warnings} warnings.", file=sys.stderr)
    return 1 if errors else 0


def _counts(loaded: Loaded) -> str:
    return f"{len(loaded.exercises)} exercises, {len(loaded.references)} references"


if __name__ == "__main__":
    sys.exit(main())
