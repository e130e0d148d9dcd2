"""Plates: pictures side by side that belong to no exercise, for hand-written pages. It reads no file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from exercises.catalog.model import Figure, Panel, Plate, Pose
from exercises.figures import frames, html, palette, svg
from exercises.figures.people import FIRST
from exercises.figures.pose import key_poses
from exercises.figures.scene import Scene
from exercises.figures.solve import place

FOLDER = f"{html.FOLDER}/plates"
"""Where the picture files stand on the site."""


def figure_of(panel: Panel, who: str | None) -> Figure:
    """Return a panel as a figure whose start is also its hold, so that the rules of poses hold for it."""
    start = Pose(name="start", **{name: getattr(panel, name) for name in Pose.model_fields if name != "name"})
    hold = Pose(name="hold", like="start")
    return Figure(view=panel.view, props=panel.props, lens=panel.lens, who=who, poses=(start, hold))


@lru_cache(maxsize=32)
def scenes(plate: Plate) -> tuple[Scene, ...]:
    """Return the panels of a plate, each placed by itself.

    Raises:
        KeyError: a panel rests on an unknown part, or nobody has the name of `who`.
    """
    made = []
    for panel in plate.panels:
        figure = figure_of(panel, plate.who)
        pose = key_poses(figure, plate.who or FIRST)[0]
        made.append(Scene(f"{plate.id}-{panel.name}", figure, (place(pose),), two_sided=False))
    return tuple(made)


def files(plate: Plate) -> dict[str, str]:
    """Return the picture files of a plate, in light and in dark, by path on the site."""
    drawn = scenes(plate)
    return {
        f"{FOLDER}/{plate.id}-{panel.name}{suffix}.svg": svg.still(
            of, of.poses[0], paint=paint, paper=False, view=view
        )
        for panel, of, view in zip(plate.panels, drawn, frames.boxes(drawn), strict=True)
        for suffix, paint in (("", palette.LIGHT), ("-dark", palette.DARK))
    }


def fragment(plate: Plate, root: str) -> Markup:
    """Return a plate as HTML.

    Args:
        plate: the pictures.
        root: address of the site's root, with a slash at its end.
    """
    _, _, wide, high = frames.boxes(scenes(plate))[0]
    panels: list[Mapping[str, str]] = [
        {"file": f"{root}{FOLDER}/{plate.id}-{panel.name}", "looks": panel.looks, "caption": panel.caption}
        for panel in plate.panels
    ]
    return html.fragment("plate", plate.title, panels, round(html.WIDTH * high / wide))
