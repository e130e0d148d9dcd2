"""Where a page asks for an exercise's picture. It draws nothing itself."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from exercises.catalog.model import Exercise


def figure_html(
    exercise: Exercise,  # noqa: ARG001 - the figures' package takes it from here
    base: str,  # noqa: ARG001 - as above
    size: Literal["page", "card"] = "page",  # noqa: ARG001 - as above
) -> Markup:
    """Return the picture of an exercise as HTML; empty while its record has no poses.

    Args:
        exercise: The record.
        base: Relative address of the site's root from the page, such as `../../`.
        size: `page` for the guide, `card` for lists.
    """
    return Markup("")
