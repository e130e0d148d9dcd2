"""Draws everything of one figure at a time, so that its placed body need not stay in memory for later.

A figure is placed once for the rules of poses and for all that is drawn of it. Without this, each part of a build goes
through all records again, and in a large catalogue a body has to be placed anew for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exercises.catalog.model import Exercise
from exercises.figures import checked, download, html, social, store


def draw(exercises: Iterable[Exercise], fonts: Path, cache: Path = social.CACHE) -> None:
    """Draw what the disk does not have yet (see `exercises.figures.store`).

    Args:
        exercises: records that keep the rules of the catalogue; one that breaks a rule of poses is left out.
        fonts: the folder of the site's own fonts.
        cache: the folder of finished pictures.
    """
    for exercise in exercises:
        if exercise.figure is None or store.is_kept(exercise, checked.broken_rules):
            continue
        if checked.broken_rules(exercise):
            continue
        html.figure_html(exercise)
        html.card_html(exercise, "")
        html.mistake_html(exercise, "")
        html.said_poses(exercise)
        html.files((exercise,))
        download.entry(exercise)
        social.social_png(exercise, fonts, cache)
