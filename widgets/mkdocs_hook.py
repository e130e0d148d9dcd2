"""MkDocs adapter: publishes the shell and the runtime, fills each widget's first view. It decides nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from widgets import content_policy, first_view
from widgets.catalog import CatalogError
from widgets.protocol import ProtocolError
from widgets.runtime import publish
from widgets.runtime.inputs import RuntimeBuildError


class _Build:
    """What one event must know of another."""

    serving = False
    catalog = ""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs
    """Remember whether the site is being written: then nothing is kept for use without a network."""
    _Build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the shell on every page: Material's instant navigation carries it from one to the next."""
    if publish.ENTRY not in map(str, config.extra_javascript):
        script = ExtraScriptValue(publish.ENTRY)
        script.type = "module"
        config.extra_javascript.append(script)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the shell and the runtime."""
    root = Path(config.config_file_path).parent
    try:
        published = publish.files(root, offline=not _Build.serving, say=_say)
    except RuntimeBuildError as error:
        raise PluginError(str(error)) from None
    for path, content in published.items():
        if isinstance(content, Path):
            file = File.generated(
                config, path, abs_src_path=str(content), inclusion=InclusionLevel.NOT_IN_NAV
            )
        else:
            file = File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(file)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs passes all
    """Take the catalogue as it was published."""
    catalog = files.get_file_from_path(publish.CATALOG)
    if catalog is None:
        raise PluginError(
            f"{publish.CATALOG} is missing: `hooks` must name exercises/mkdocs_hook.py before this one"
        )
    _Build.catalog = catalog.content_string
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - MkDocs passes all
    """Fill the widgets of a page."""
    if not first_view.has_widget(output):
        return output
    root = first_view.root_of(page.url)
    try:
        filled = first_view.fill(output, _Build.catalog, root)
    except (ProtocolError, CatalogError) as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from None
    return first_view.preload(filled, [f"{root}{publish.SHELL}/{name}.js" for name in publish.PRELOADED])


def on_post_build(config: MkDocsConfig) -> None:
    """Name the inline scripts of all pages in the policy of each."""
    pages = {path: path.read_text("utf-8") for path in Path(config.site_dir).rglob("*.html")}
    try:
        for path, page in content_policy.fill(pages, serving=_Build.serving).items():
            path.write_text(page, "utf-8")
    except content_policy.PolicyError as error:
        raise PluginError(str(error)) from None


def _say(step: str) -> None:
    sys.stderr.write(f"{step}\n")
    sys.stderr.flush()
