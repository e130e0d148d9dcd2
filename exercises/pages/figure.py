"""Where a page asks for an exercise's picture. It draws nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from markupsafe import Markup

from exercises.catalog.model import Exercise
from exercises.figures import html, social
from exercises.figures.pose import MISTAKE


def figure_html(exercise: Exercise, base: str, size: Literal["page", "card"] = "page") -> Markup:
    """Return the picture of an exercise as HTML; empty while its record has no poses.

    Args:
        exercise: The record.
        base: Relative address of the site's root from the page, such as `../../`.
        size: `page` for the guide, `card` for lists.
    """
    if exercise.figure is None:
        return Markup("")
    return html.figure_html(exercise) if size == "page" else html.card_html(exercise, base)


def poses_html(exercise: Exercise) -> Markup:
    """Return the key poses for beside the steps; empty while its record has no poses, and where nothing moves."""
    return Markup("") if exercise.figure is None else html.poses_html(exercise)


def mistake_html(exercise: Exercise, base: str) -> Markup:
    """Return the right pose and the usual mistake side by side; empty while its record draws none.

    Args:
        exercise: The record.
        base: Relative address of the site's root from the page, such as `../../`.
    """
    return Markup("") if exercise.figure is None else html.mistake_html(exercise, base)


def preview(exercise: Exercise) -> tuple[str, str]:
    """Return the picture that a shared link shows: its path on the site, and what it shows in words."""
    return f"{social.FOLDER}/{exercise.slug}.png", html.describe_figure(exercise)[1]


def sheets(exercises: Iterable[Exercise]) -> list[dict[str, Any]]:
    """Return every key pose of every figure: its picture's path on the site, its name, and its words."""
    found = []
    for exercise in exercises:
        if exercise.figure is not None:
            poses = [
                {"name": name, "file": f"{html.FOLDER}/{exercise.slug}/{name}.svg", "words": words}
                for name, words in html.said_poses(exercise)
            ]
            if exercise.figure.mistake is not None:
                file = f"{html.FOLDER}/{exercise.slug}/{MISTAKE}.svg"
                poses.append({"name": MISTAKE, "file": file, "words": exercise.figure.mistake.looks})
            found.append({"slug": exercise.slug, "name": exercise.name, "poses": poses})
    return found
