"""The picture that a shared link shows: 1200 by 630 pixels, as PNG, with the exercise's name.

It touches files: fonts for the words, and a cache of finished pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from textwrap import wrap

import resvg_py
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types

from exercises.catalog.model import Exercise
from exercises.figures import frames, palette, store, svg
from exercises.figures.scene import scene_of
from exercises.figures.store import kept
from widgets.language import _

WIDTH, HEIGHT = 1200, 630
FOLDER = "assets/social"
"""Where the pictures stand on the site."""
CACHE = store.CACHE
FAMILY = "Atkinson Hyperlegible Next"
FONTS = ("atkinson-hyperlegible-next-latin-400-normal", "atkinson-hyperlegible-next-latin-700-normal")
LONGEST = {True: 27, False: 13}
"""Characters of a name in one line: above a body that lies, beside one that stands."""


@kept
def social_svg(exercise: Exercise) -> str:
    """Return the picture as SVG: name and level above, the hold below.

    Raises:
        NoFigureError: the record has no figure.
    """
    of = scene_of(exercise)
    paint = palette.LIGHT
    picture = svg.still(of, of.poses[-1], paint=paint, paper=False, arrow=True, fit=frames.ALONE)
    wide, high = frames.box(of, frames.ALONE)[2:]
    flat = wide / high > 1.9  # noqa: PLR2004 - a body that lies fills the width, one that stands the height
    lines = wrap(exercise.name, LONGEST[flat])
    if flat:
        size = min(940.0, 390 * wide / high)
        size = min(size, (HEIGHT - 18 - 200 - 84 * (len(lines) - 1)) * wide / high)
        x, y = (WIDTH - size) / 2 + 60, HEIGHT - size * high / wide - 18
    else:
        size = min(800.0, 560 * wide / high)
        x, y = WIDTH - size - 10, HEIGHT - size * high / wide - 24
    placed = picture.replace("<svg ", f'<svg x="{x:.0f}" y="{y:.0f}" ', 1).replace(
        f'width="{wide}" height="{high}"', f'width="{size:.0f}" height="{size * high / wide:.0f}"', 1
    )
    words = [
        f'<text x="64" y="{136 + 84 * i}" font-size="78" font-weight="700" fill="#12312f">{escape(line)}</text>'
        for i, line in enumerate(lines)
    ]
    level = _("Level {number}", number=exercise.level)
    warning = _("For education only. Ask your provider first.")
    below = 136 + 84 * len(words) - 22
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{FAMILY}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{paint["paper"]}"/>'
        f'<rect width="{WIDTH}" height="14" fill="{paint["top"]}"/>{placed}{"".join(words)}'
        f'<text x="66" y="{below}" font-size="32" fill="#3c5552">{escape(level)} · Neutral Spine</text>'
        f'<text x="66" y="{below + 42}" font-size="26" fill="#3c5552">{escape(warning)}</text></svg>'
    )


def social_png(exercise: Exercise, fonts: Path, cache: Path = CACHE) -> bytes:
    """Return the picture as PNG; an unchanged one comes from the cache.

    Args:
        exercise: the record.
        fonts: the folder of the site's own fonts.
        cache: the folder of finished pictures.
    """
    text = social_svg(exercise)
    path = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.png"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(text, fonts, cache))
    return path.read_bytes()


def png(text: str, fonts: Path, cache: Path = CACHE, width: int = WIDTH) -> bytes:
    """Return SVG as PNG, with words in the site's own fonts."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            width=width,
            skip_system_fonts=True,
            font_family=FAMILY,
            font_files=[str(path) for path in _opened(fonts, cache)],
        )
    )


@lru_cache(maxsize=4)
def _opened(fonts: Path, cache: Path) -> tuple[Path, ...]:
    """Return the fonts as TrueType: the site serves them compressed for the web, which a renderer cannot read."""
    made = []
    cache.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        path = cache / f"{name}.ttf"
        if not path.is_file():
            font = TTFont(fonts / f"{name}.woff2")
            font.flavor = None
            font.save(path)
        made.append(path)
    return tuple(made)


def files(exercises: Iterable[Exercise], fonts: Path, cache: Path = CACHE) -> dict[str, bytes]:
    """Return the pictures of all exercises that have a figure, by path on the site."""
    made = {
        f"{FOLDER}/{exercise.slug}.png": social_png(exercise, fonts, cache)
        for exercise in exercises
        if exercise.figure is not None
    }
    _forget(cache, keep=4 * len(made))
    return made


def _forget(cache: Path, keep: int) -> None:
    """Delete the oldest pictures of the cache."""
    pictures = sorted(cache.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in pictures[max(keep, 40) :]:
        path.unlink(missing_ok=True)
