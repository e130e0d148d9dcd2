"""Pictures of hand-written pages: the rules of poses hold for them, and they stand side by side at one scale."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from markupsafe import escape

from exercises.catalog.load import Entry, Loaded, load
from exercises.catalog.model import Plate
from exercises.catalog.rules import check
from exercises.figures import frames, plates
from exercises.figures.plate_rules import plates_hold
from exercises.pages import blocks

REAL = load()
TODAY = dt.date(2026, 11, 29)
PLATES = {entry.value.id: entry.value for entry in REAL.plates}


def problems(loaded: Loaded) -> list[str]:
    """Return what the rules of plates say."""
    return [str(problem) for problem in check(loaded, today=TODAY, rules=(plates_hold,))]


def changed(plate: Plate, **change: object) -> Loaded:
    """Return the catalogue with one plate alone, whose first panel is changed."""
    panels = (plate.panels[0].model_copy(update=change), *plate.panels[1:])
    (entry,) = (entry for entry in REAL.plates if entry.value.id == plate.id)
    edited = Entry(entry.path, entry.loc, plate.model_copy(update={"panels": panels}))
    return dataclasses.replace(REAL, plates=(edited,))


def test_real_plates_keep_the_rules() -> None:
    """Every panel keeps the joint ranges, touches what it rests on, passes through nothing and is in balance."""
    assert problems(REAL) == []


@pytest.mark.parametrize(
    ("plate", "change", "message"),
    [
        ("walking", {"rests": ("right-toes",)}, "panel 'step': the body is out of balance"),
        ("neutral-spine", {"lumbar": -80.0}, "panel 'arched': lumbar spine: -80 degrees must lie between"),
        ("getting-down", {"pitch": 30.0}, "the seat is"),
    ],
)
def test_a_wrong_panel_is_named(plate: str, change: dict[str, object], message: str) -> None:
    """A panel that breaks a rule gives a line of the file, with the panel's name."""
    lines = problems(changed(PLATES[plate], **change))

    assert any(message in line and line.startswith("exercises/pictures.yml:") for line in lines), lines


def test_neutral_is_left_only_with_a_reason() -> None:
    """A plate that shows an arched back says why."""
    plate = PLATES["neutral-spine"].model_copy(update={"leaves_neutral": None})

    assert any("lumbar spine" in line for line in problems(changed(plate)))


@pytest.mark.parametrize("plate", PLATES.values(), ids=PLATES)
def test_panels_have_one_scale(plate: Plate) -> None:
    """Bodies side by side are as large as each other: all view boxes have one size, and whole bodies are inside."""
    boxes = frames.boxes(plates.scenes(plate))
    views = {re.findall(r'viewBox="\S+ \S+ (\S+) (\S+)"', text)[0] for text in plates.files(plate).values()}

    assert len({(wide, high) for _, _, wide, high in boxes}) == len(views) == 1
    for (x, y, wide, high), of in zip(boxes, plates.scenes(plate), strict=True):
        for frame in of.poses[0].body.values():
            p, q = of.camera.see(frame.at)
            assert x < 10 * p < x + wide
            assert y < 10 * q < y + high


@pytest.mark.parametrize("plate", PLATES.values(), ids=PLATES)
def test_a_page_shows_what_was_drawn(plate: Plate) -> None:
    """The block of a plate names files that exist, in light and in dark, each with its words and its caption."""
    text = blocks.at(str(plates.fragment(plate, blocks.ROOT)), "../")
    shown = re.findall(r'src="\.\./([^"]+)"', text)

    assert sorted(shown) == sorted(plates.files(plate))
    for panel in plate.panels:
        assert f'alt="{escape(panel.looks)}"' in text
        assert f"<figcaption>{escape(panel.caption)}</figcaption>" in text
