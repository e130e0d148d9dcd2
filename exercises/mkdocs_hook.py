"""MkDocs adapter: hands the generated pages, blocks and files to a build.

It decides nothing; see `exercises.pages.site`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, Environment, PrefixLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from exercises.pages import blocks, nav
from exercises.pages.site import Site, SiteError, make

log = logging.getLogger("mkdocs.hooks.exercises")


def _site(config: MkDocsConfig) -> Site:
    """Return the generated site; the same one while no file has changed.

    Raises:
        PluginError: the catalogue has problems; MkDocs prints them plainly, and `serve` goes on watching.
    """
    try:
        return make(Path(config.docs_dir), config.site_url or "")
    except SiteError as error:
        raise PluginError(str(error)) from None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the generated pages into the navigation."""
    site = _site(config)
    for problem in site.warnings:
        log.info("%s", problem)  # not a warning: `strict` would turn a check date into a broken build
    if config.nav:
        config.nav = nav.with_generated(list(config.nav), site.catalog)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and files as virtual ones. "Edit this page" leads to the record."""
    site = _site(config)
    made: list[tuple[str, str | bytes, str | None]] = [
        (page.path, page.content, f"../{page.source}") for page in site.pages
    ]
    made += [(path, content, None) for path, content in site.assets.items()]
    for path, content, edit in made:
        file = File.generated(config, path, content=content)
        if edit:
            file.edit_uri = edit
        if old := files.get_file_from_path(path):
            files.remove(old)
        files.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all
    """Fill in the blocks that a hand-written page asks for."""
    try:
        return blocks.insert_blocks(markdown, _site(config).fragments, page.file.src_uri)
    except blocks.BlockError as error:
        raise PluginError(str(error)) from None


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs passes all
    """Give theme templates the blocks, as `generated/warning.html`, and a few facts, as `neutral_spine`."""
    site = _site(config)
    fragments = PrefixLoader({"generated": DictLoader(blocks.theme(site.fragments))})
    env.loader = ChoiceLoader([fragments, env.loader] if env.loader else [fragments])
    env.globals["neutral_spine"] = site.globals
    return env
