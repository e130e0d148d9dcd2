"""The command `python -m widgets.plan`: files and arguments in, text out. The run is in `widgets.build.simulate`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from widgets.build.simulate import RunError, as_json, as_table, read_profile, run
from widgets.catalog import Catalog, CatalogError

CATALOG = Path("site/assets/catalog.json")
"""The built site's catalogue, from the project's folder."""

SPREAD = "Answers: fine, same, flare, easy, missed, hurt:SLUG, hurt:walk; N answers give N + 1 weeks."


def main(arguments: Sequence[str]) -> int:  # noqa: PLR0911 - one return for each kind of fault
    """Run the command and return its exit status: 0, or 2 where an argument or a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m widgets.plan", description=__doc__, epilog=SPREAD)
    parser.add_argument("--profile", type=Path, required=True, help="the reader's answers as JSON")
    parser.add_argument("--answers", default="", help="one for each week, parted by commas")
    parser.add_argument("--weeks", type=int, help="print this many weeks at the most")
    parser.add_argument("--catalog", type=Path, default=CATALOG, help=f"the catalogue (else {CATALOG})")
    parser.add_argument("--json", action="store_true", help="print JSON in the place of a table")
    given = parser.parse_args(arguments)
    answers = [answer.strip() for answer in given.answers.split(",") if answer.strip()]
    if given.weeks is not None:
        if given.weeks < 1:
            return _refused(f"--weeks: {given.weeks} is not 1 or more")
        answers = answers[: given.weeks - 1]
    try:
        catalog = Catalog.from_json(given.catalog.read_text(encoding="utf-8"))
        data = json.loads(given.profile.read_text(encoding="utf-8"))
    except OSError as error:
        return _refused(f"{error.filename}: {error.strerror}")
    except CatalogError as error:
        return _refused(f"{given.catalog}: {error}")
    except ValueError as error:
        return _refused(f"{given.profile}: not JSON: {error}")
    try:
        profile = read_profile(data, catalog)
    except RunError as error:
        return _refused(f"{given.profile}: {error}")
    try:
        stages = run(profile, answers, catalog)
    except RunError as error:
        return _refused(f"--answers: {error}")
    sys.stdout.write((as_json(stages, catalog) if given.json else as_table(stages, answers)) + "\n")
    return 0


def _refused(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2
