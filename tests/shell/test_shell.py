"""The unit tests of the shell: Node's own test runner on the pure modules of `widgets/shell`, without a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
SHELL = HERE.parents[1] / "widgets" / "shell"
CALL = re.compile(r"(?<![\w.#])(?:_|ngettext|pgettext)\(\s*(.)")


def test_modules_of_the_shell() -> None:
    """Every `*.test.js` beside this file passes. `npm test` runs the same tests with their output."""
    node = shutil.which("node")
    assert node is not None, "Node is missing: run `make setup`"
    files = sorted(str(path) for path in HERE.glob("*.test.js"))
    assert files

    ran = subprocess.run(  # noqa: S603 - no part of the command comes from outside
        [node, "--test", "--test-reporter=spec", *files], check=False, capture_output=True, text=True
    )

    _, _, failing = ran.stdout.partition("failing tests:")
    assert ran.returncode == 0, failing or ran.stdout + ran.stderr


def test_an_extractor_finds_every_message() -> None:
    """A message is a string where it is called for, and no call stands in a template literal, which is not read."""
    for path in sorted(SHELL.rglob("*.js")):
        if path.name == "language.js":
            continue
        text = path.read_text("utf-8")
        assert set(CALL.findall(text)) <= {'"'}, path.name
        assert not [one for one in re.findall(r"`[^`]*`", text) if CALL.search(one)], path.name
