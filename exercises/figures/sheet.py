"""Contact sheets: every pose and every mistake side by side, to be looked at after a change of the drawing code.

It touches files only through `social.png`, which reads the fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from exercises.catalog.model import Exercise
from exercises.figures import frames, palette, social, svg
from exercises.figures.scene import mistake_of, scene_of

WIDTHS = (130, 400)
"""Widths of a picture in CSS pixels: in a list on a phone, and on a guide."""
LOOKS = ("light", "dark", "grey")
ACROSS = 1600
"""Width of a sheet in pixels."""
GREY = '<filter id="grey" color-interpolation-filters="sRGB"><feColorMatrix type="saturate" values="0"/></filter>'


def sheets(
    exercises: Iterable[Exercise], fonts: Path, cache: Path = social.CACHE
) -> Iterator[tuple[str, bytes]]:
    """Yield each sheet as a file name and a PNG.

    Args:
        exercises: records; those without a figure are left out.
        fonts: the folder of the site's own fonts.
        cache: the folder of opened fonts.
    """
    drawn = [exercise for exercise in exercises if exercise.figure is not None]
    for look in LOOKS:
        cells = [cell for exercise in drawn for cell in _cells(exercise, dark=look == "dark")]
        for width in WIDTHS:
            text = sheet(cells, width, look)
            yield f"sheet-{width}-{look}.png", social.png(text, fonts, cache, width=ACROSS)


def _cells(exercise: Exercise, *, dark: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of each picture of an exercise."""
    paint = palette.DARK if dark else palette.LIGHT
    of = scene_of(exercise)
    for placed in of.poses:
        picture = svg.still(of, placed, paint=paint, paper=False, arrow=placed is of.poses[-1])
        yield f"{exercise.slug}: {placed.pose.name}", picture
    compared = mistake_of(exercise)
    if compared is not None and compared.figure.mistake is not None:
        right, wrong = compared.poses
        ring = compared.figure.mistake.ring
        yield "right", svg.still(compared, right, paint=paint, paper=False, sign="right", fit=frames.PAIR)
        yield (
            "mistake",
            svg.still(compared, wrong, paint=paint, paper=False, sign="wrong", ring=ring, fit=frames.PAIR),
        )


def sheet(cells: Iterable[tuple[str, str]], width: int, look: str) -> str:
    """Return pictures in rows as one SVG, each `width` wide at most, with its name above it."""
    paint = palette.DARK if look == "dark" else palette.LIGHT
    gap, line = 8, 16
    columns = ACROSS // (width + gap)
    inside, top, row, highest = "", gap, 0, 0.0
    for number, (name, picture) in enumerate(cells):
        if number and number % columns == 0:
            top, highest, row = round(top + highest + line + gap), 0.0, row + 1
        x = number % columns * (width + gap)
        size = re.search(r'width="(\d+)" height="(\d+)"', picture)
        if size is None:
            continue
        wide, high = float(size[1]), float(size[2])
        part = min(width / wide, 1.1 * width / high)
        highest = max(highest, high * part)
        placed = picture.replace("<svg ", f'<svg x="{x}" y="{top + line}" ', 1)
        inside += placed.replace(size[0], f'width="{wide * part:.0f}" height="{high * part:.0f}"', 1)
        inside += (
            f'<text x="{x}" y="{top + 11}" font-size="11" fill="{paint["ghost"]}">{escape(name[:34])}</text>'
        )
    end = round(top + highest + line + gap)
    grey = ' filter="url(#grey)"' if look == "grey" else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{ACROSS}" '
        f'height="{end}" viewBox="0 0 {ACROSS} {end}" font-family="{social.FAMILY}">{GREY}'
        f'<rect width="{ACROSS}" height="{end}" fill="{paint["paper"]}"/><g{grey}>{inside}</g></svg>'
    )
