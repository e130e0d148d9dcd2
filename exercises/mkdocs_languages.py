"""MkDocs adapter: builds the site once more for each published language, below its tag. `exercises.translate` decides.

The second build has `extra.language`; all that this project makes finds its words by `widgets.language`.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from exercises.translate import site
from widgets.language import ENGLISH, used


class _Build:
    """What one event must know of another."""

    serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs
    """Remember whether the site is being written."""
    _Build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List the languages; in the build of another one, put the site's own words and its navigation into it."""
    tag = config.extra.setdefault("language", ENGLISH.tag)
    config.extra.setdefault("files_url", config.site_url)
    if tag == ENGLISH.tag:  # the builds of others have what this one found
        tongues = site.tongues(os.environ.get("PSEUDO_LANGUAGES", ""), serving=_Build.serving)
        config.extra["languages"] = tongues
        config.extra["closes"] = {one: site.closing(site.language_of(one)) for one in tongues}
    if tag != ENGLISH.tag:
        config.theme["language"] = site.of_theme(tag)
        config.theme["direction"] = "rtl" if config.extra["languages"][tag].right_to_left else "ltr"
        config.site_description, config.copyright = map(
            site.said, (config.site_description, config.copyright)
        )
        # Links to pages that are English alone lead out of the language's folder, where MkDocs knows no page.
        config.validation.links.unrecognized_links = logging.DEBUG
        config.nav = site.navigation(list(config.nav or []))
        # The tooltips of the English pages explain English words.
        config.markdown_extensions.remove("abbr")
        config.mdx_configs["pymdownx.snippets"]["auto_append"] = []
    return config


@event_priority(-50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the translated pages in place of the English, without those that stay English alone."""
    tag, docs = config.extra["language"], Path(config.docs_dir)
    for file in list(files.documentation_pages()) if tag != ENGLISH.tag else ():
        if site.is_english_alone(file.src_uri):
            files.remove(file)
        elif (docs / file.src_uri).is_file():
            english = file.content_string
            files.remove(file)
            text = site.linked(site.translated(docs, tag, file.src_uri, english), file.src_uri)
            files.append(File.generated(config, file.src_uri, content=text))
    return files


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ANN401, ARG001 - MkDocs passes all
    """Tell the theme in which languages a page is."""
    known = config.extra["languages"]
    alone = len(known) == 1 or site.is_english_alone(page.file.src_uri)
    context["alternates"] = {} if alone else known
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Build the site in each other language, once the English one is finished."""
    if config.extra["language"] != ENGLISH.tag:
        return
    for tag in list(config.extra["languages"])[1:]:
        own: dict[str, Any] = {
            "site_dir": str(Path(config.site_dir) / tag),
            "site_url": f"{config.site_url or ''}{tag}/",
            "extra": {**config.extra, "language": tag, "files_url": config.site_url},
            "strict": config.strict,
        }
        with used(site.language_of(tag)):
            build(load_config(config.config_file_path, **own))
