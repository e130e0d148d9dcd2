"""Contact sheets: every pose and mistake is on them, each at its width, and the grey one has no color."""

from __future__ import annotations

import re

from exercises.catalog.load import load
from exercises.figures import sheet
from exercises.figures.pixels import pixels
from exercises.figures.scene import scene_of

RECORDS = [entry.value for entry in load().exercises if entry.value.slug in {"bridge", "standing-brace"}]


def cells() -> list[tuple[str, str]]:
    """Return the pictures of two exercises."""
    return [cell for record in RECORDS for cell in sheet._cells(record, dark=False)]


def test_everything_is_on_it() -> None:
    """Each key pose, and each mistake beside its right pose, stands on a sheet once."""
    text = sheet.sheet(cells(), 130, "light")
    names = re.findall(r"<text[^>]*>([^<]+)</text>", text)
    poses = [f"{record.slug}: {placed.pose.name}" for record in RECORDS for placed in scene_of(record).poses]

    assert [name for name in names if ":" in name] == poses
    assert names.count("mistake") == names.count("right") == len(RECORDS)
    assert text.count("<svg ") == 1 + len(names)


def test_no_picture_is_wider_than_it_may_be() -> None:
    """A sheet of 130 px shows pictures as a list does: none is wider."""
    text = sheet.sheet(cells(), 130, "light")
    widths = [int(wide) for wide in re.findall(r'<svg x="[^>]*? width="(\d+)"', text)]

    assert len(widths) == len(cells())
    assert max(widths) == 130


def test_grey_has_no_color() -> None:
    """The grey sheet shows what is left on grey paper."""
    grey, light = (pixels(sheet.sheet(cells(), 130, paper), 400).rgb for paper in ("grey", "light"))
    colors = [max(rgb) - min(rgb) for rgb in zip(*grey, strict=True)]
    bright = [max(rgb) - min(rgb) for rgb in zip(*light, strict=True)]

    assert max(colors) <= 8 < max(bright)
