"""MkDocs adapter: calls `widgets.build.site` on what MkDocs has built. It decides nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from widgets.build.site import FinishError, finish
from widgets.language import current


class _Build:
    """What one event must know of another."""

    serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs
    """Remember whether the site is being written."""
    _Build.serving = command == "serve"


def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site that was built."""
    root = Path(config.config_file_path).parent
    try:
        finish(root, Path(config.site_dir), language=current(), serving=_Build.serving, say=_say)
    except FinishError as error:
        raise PluginError(str(error)) from None


def _say(step: str) -> None:
    sys.stderr.write(f"{step}\n")
    sys.stderr.flush()
