"""MkDocs adapter: hands generated pages, blocks and files to a build. `exercises.pages.site` decides."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from jinja2 import ChoiceLoader, DictLoader, Environment, PrefixLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from exercises.pages import blocks, nav
from exercises.pages.remember import cache_search, cached_render, compiled, keep_last_good_build
from exercises.pages.site import Site, SiteError, make
from widgets.language import _, ngettext, pgettext

log = logging.getLogger("mkdocs.hooks.exercises")


class _Build:
    """State shared between MkDocs events."""

    site: Site
    sound = False
    """Whether there are pages to show."""
    serving = False
    includes: tuple[bytes, ...] = ()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs passes all
    """Remember whether records with problems are to be shown: while the site is served."""
    _Build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the site, the same one while no file has changed, and put its pages into the navigation.

    Raises:
        PluginError: the catalogue has problems that no page of a draft can show; `serve` goes on watching.
    """
    docs = Path(config.docs_dir)
    _Build.sound = False
    try:
        _Build.site = site = make(docs, config.site_url or "", with_drafts=_Build.serving)
        _Build.sound = True
    except SiteError as error:
        raise PluginError(str(error)) from None
    _Build.includes = tuple(path.read_bytes() for path in sorted((docs / ".includes").glob("*.md")))
    for problem in site.warnings:
        log.info("%s", problem)  # not a warning: `strict` would turn a check date into a broken build
    if config.nav:
        config.nav = nav.with_generated(list(config.nav), site.catalog)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and files as virtual ones. "Edit this page" leads to the record."""
    site = _Build.site
    sources = {page.path: f"../{page.source}" for page in site.pages}
    made: dict[str, str | bytes] = {page.path: page.content for page in site.pages}
    made.update(site.assets)
    for path, content in made.items():
        file = File.generated(config, path, content=content)
        file.edit_uri = sources.get(path, file.edit_uri)
        if old := files.get_file_from_path(path):
            files.remove(old)
        files.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all
    """Fill in the blocks that a hand-written page asks for; let a page that has not changed be as it was."""
    try:
        text = blocks.insert_blocks(markdown, _Build.site.fragments, page.file.src_uri)
    except blocks.BlockError as error:
        raise PluginError(str(error)) from None
    rules = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    depends = (text, rules, _Build.includes)
    vars(page)["render"] = cached_render(page, depends, logging.getLogger("mkdocs"))
    return text


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs passes all
    """Give theme templates the blocks, as `generated/warning.html`, facts, as `generated/facts.html`, and messages."""
    fragments = PrefixLoader({"generated": DictLoader(_Build.site.theme)})
    cache_search(config.plugins.values())
    env.bytecode_cache = compiled()
    env.globals |= {"_": _, "ngettext": ngettext, "pgettext": pgettext}
    env.loader = ChoiceLoader([fragments, env.loader] if env.loader else [fragments])
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:  # noqa: ARG001 - MkDocs passes all
    """Keep the last good pages while a record has a mistake: else the browser waits without a message."""
    server.builder = keep_last_good_build(server.builder, lambda: _Build.sound, log)
