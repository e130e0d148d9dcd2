"""The unit tests of the shell: Node's own test runner on the pure modules of `widgets/shell`, without a browser."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


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
