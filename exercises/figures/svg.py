"""From pieces to SVG text: still pictures, moving pictures, in light, in dark, or in the page's own colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from exercises.figures.draw import Shape
from exercises.figures.outline import curve
from exercises.figures.scene import Scene, furniture
from exercises.figures.solve import Placed
from exercises.figures.space import Point

LIGHT = {
    "skin": "#c08460",
    "skin far": "#a56c4b",
    "skin shade": "#a96f4e",
    "skin far shade": "#935d3f",
    "top": "#2a8c83",
    "top far": "#1d6d66",
    "top shade": "#217a72",
    "top far shade": "#185f59",
    "top edge": "#1c6a63",
    "legs": "#38536f",
    "legs far": "#28405a",
    "legs shade": "#2f4862",
    "legs far shade": "#22384f",
    "hair": "#3a2a27",
    "line": "#7d4a30",
    "spine": "#ffe7a3",
    "mat": "#a8d3ca",
    "mat side": "#86b9ae",
    "chair": "#b08d66",
    "chair side": "#94734f",
    "wall": "#c3ced0",
    "ball": "#d9a441",
    "ball shade": "#c08c2f",
    "ball light": "#e9c172",
    "pillow": "#dfe3ea",
    "pillow side": "#c3cad6",
    "towel": "#e0b9a0",
    "towel side": "#c89d82",
    "stick": "#8a6a45",
    "floor": "#e9f0ef",
    "shadow": "#00000022",
    "paper": "#f8fbfa",
}
STROKES = {"line": 4, "top edge": 4, "spine": 13, "stick": 22}


def box(of: Scene) -> tuple[int, int, int, int]:
    """Return the view box of a figure, the same for all its poses: x, y, width, height in millimetres."""
    xs, ys = [], []
    for placed in (*of.way, *of.other_way):
        for piece in of.seen(placed).values():
            for shape in piece.shapes:
                xs += [p[0] for p in shape.points]
                ys += [p[1] for p in shape.points]
    for shape in (s for part in furniture(of, of.poses[0]) for s in part):
        xs += [p[0] for p in shape.points]
        ys += [p[1] for p in shape.points]
    x0, x1, y0, y1 = (v * 10 for v in (min(xs) - 7, max(xs) + 7, min(ys) - 9, max(ys) + 7))
    wide, high = x1 - x0, y1 - y0
    if wide < high * 1.6:
        x0, wide = x0 - (high * 1.6 - wide) / 2, high * 1.6
    else:
        y0, high = y0 - (wide / 1.6 - high) * 0.72, wide / 1.6
    return round(x0), round(y0), round(wide), round(high)


def path(shape: Shape, colours: dict[str, str]) -> str:
    """Return one path element."""
    d = curve(shape.points, closed=shape.closed, sharp=shape.sharp)
    if shape.closed:
        return f'<path d="{d}" fill="{colours[shape.tone]}"/>'
    dash = ' stroke-dasharray="0 22"' if shape.tone == "spine" else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colours[shape.tone]}" stroke-width="{STROKES[shape.tone]}" '
        f'stroke-linecap="round"{dash}/>'
    )


def still(of: Scene, placed: Placed, colours: dict[str, str] = LIGHT) -> str:
    """Return a picture of one pose."""
    x, y, wide, high = box(of)
    behind, before = furniture(of, placed)
    seen = of.seen(placed)
    shapes = [*behind, *(s for name in of.order for s in seen[name].shapes), *before]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {wide} {high}">'
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{colours["paper"]}"/>'
        f"{''.join(path(s, colours) for s in shapes)}</svg>"
    )
