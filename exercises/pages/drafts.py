"""Records in the making, for a site that is served while it is written: what of them can be shown, and their problems.

Pure: no file, no clock. A built site never has a draft: there each problem stops the build.
"""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from exercises.catalog.errors import Problem
from exercises.catalog.load import Loaded
from exercises.catalog.model import Catalog, Exercise, Variant
from exercises.pages.render import Page

FOLDER = "data"
"""The folder of the records, whose problems can be shown on their pages."""


def are_records(problems: Iterable[Problem]) -> bool:
    """Whether each problem is one of a record, and none of a shared file or a hand-written page."""
    return all(PurePosixPath(problem.path).parent.name == FOLDER for problem in problems)


def catalog_of(
    loaded: Loaded, unknown_ids: Iterable[Problem], wrong_poses: Iterable[Problem]
) -> Catalog | None:
    """Return the catalogue of what can be shown; None where a shared file cannot be read.

    Args:
        loaded: The result of the loader.
        unknown_ids: Problems of records that name what there is not: these records are left out.
        wrong_poses: Problems of figures: these records are shown without one.
    """
    vocabulary, plan, safety, search = loaded.vocabulary, loaded.plan, loaded.safety, loaded.search
    if vocabulary is None or plan is None or safety is None or search is None:
        return None
    left_out = {problem.path for problem in unknown_ids}
    no_figure = {problem.path for problem in wrong_poses}
    entries = [entry for entry in loaded.exercises if entry.path not in left_out]
    slugs = frozenset(entry.value.slug for entry in entries)
    return Catalog(
        exercises=tuple(_shown(entry.value, slugs, figure=entry.path not in no_figure) for entry in entries),
        references=tuple(entry.value for entry in loaded.references),
        vocabulary=vocabulary.value,
        levels=tuple(entry.value for entry in loaded.levels),
        plan=plan.value,
        safety=safety.value,
        search=search.value,
        plates=tuple(entry.value for entry in loaded.plates),
    )


def with_problems(pages: Sequence[Page], problems: Iterable[Problem]) -> tuple[Page, ...]:
    """Return the pages, each with the problems of its record in a box below its title.

    A record that has no page because it cannot be shown gets one that holds the box alone.
    """
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    guides = {page.source for page in pages}
    bare = (
        Page(
            path=f"exercises/{PurePosixPath(path).stem}.md",
            content=f"# {PurePosixPath(path).stem}\n",
            source=path,
        )
        for path in sorted(by_path)
        if path not in guides
    )
    return tuple(
        dataclasses.replace(page, content=_boxed(page.content, by_path[page.source]))
        if page.source in by_path
        else page
        for page in (*pages, *bare)
    )


def _shown(record: Exercise, slugs: frozenset[str], *, figure: bool) -> Exercise:
    """Return a record without links to what is not shown, and without a figure that cannot be drawn."""

    def kept(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        return tuple(variant for variant in variants if variant.slug in slugs)

    update: dict[str, object] = {"easier": kept(record.easier), "harder": kept(record.harder)}
    return record.model_copy(update=update if figure else update | {"figure": None})


def _boxed(content: str, problems: Sequence[Problem]) -> str:
    items = "\n".join(
        f"<li>line {problem.line}: {html.escape(problem.message, quote=False)}</li>" for problem in problems
    )
    count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    box = (
        f'<div class="ns-first">\n<p class="ns-first__title">In the making: {count} in'
        f" {html.escape(problems[0].path)}</p>\n<ul>\n{items}\n</ul>\n</div>"
    )
    lines = content.split("\n")
    title = next((index for index, line in enumerate(lines) if line.startswith("# ")), -1)
    return "\n".join([*lines[: title + 1], "", box, "", *lines[title + 1 :]])
