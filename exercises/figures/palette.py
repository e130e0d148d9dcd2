"""The colours of pictures, by material, on light and on dark paper, and the style sheet that names them.

It knows no body and no shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

from exercises.figures.people import FIRST, PEOPLE, colours

type Paint = Mapping[str, str] | None
"""Colours to write into the picture, or None for the page's own (classes, see `figures.css`)."""

LIGHT: Mapping[str, str] = {
    **colours(FIRST),
    "eye": "#241a18",
    "spine": "#ffe7a3",
    "mat": "#b4d9d1",
    "mat side": "#8fbfb5",
    "floor": "#e6eeec",
    "shadow": "#1d3b381c",
    "touch": "#1d3b3838",
    "chair": "#b08d66",
    "chair side": "#94734f",
    "wall": "#d5dedd",
    "wall side": "#b3c0bf",
    "ball": "#b98024",
    "ball shade": "#9d6a18",
    "ball light": "#d9a854",
    "pillow": "#f6f3ec",
    "pillow side": "#b9b09c",
    "towel": "#eec9b0",
    "towel side": "#bd8c6a",
    "stick": "#8a6a45",
    "lens": "#fbfdfc",
    "lens edge": "#4d6563",
    "gap": "#f2a23a",
    "belly": "#f2c4ad",
    "firm": "#a5300f",
    "bones": "#fff3cf",
    "ghost": "#12312f",
    "arrow": "#b3401f",
    "halo": "#f8fbfa",
    "sign halo": "#f8fbfa",
    "right": "#0f5f57",
    "wrong": "#a3230f",
    "paper": "#f8fbfa",
}
"""What things are made of, on light paper."""
DARK: Mapping[str, str] = {
    **LIGHT,
    **colours(FIRST, dark=True),
    "mat": "#2f4f4b",
    "mat side": "#23403c",
    "floor": "#21302f",
    "shadow": "#00000040",
    "touch": "#00000066",
    "wall": "#33423f",
    "wall side": "#4a5b58",
    "pillow": "#cfcabd",
    "pillow side": "#98917f",
    "ball": "#d9a441",
    "ball shade": "#b98024",
    "ball light": "#ecc67b",
    "lens": "#22312f",
    "lens edge": "#a9bdba",
    "firm": "#ff8a5c",
    "ghost": "#f3f7f6",
    "arrow": "#ff9d76",
    "halo": "#14201f",
    "sign halo": "#14201f",
    "right": "#7fe0d2",
    "wrong": "#ff9d86",
    "paper": "#14201f",
}
"""The same on dark paper."""
CODE = {tone: f"{ascii_lowercase[i % 26]}{i // 26 or ''}" for i, tone in enumerate(LIGHT)}
"""Each material's short name. Its class is `nf-` and this name: a rule for that class alone also colours what `<use>`
draws again, in every browser; one that begins with an ancestor does not."""
STROKES = {
    "line": 4,
    "top edge": 4,
    "spine": 13,
    "stick": 22,
    "lens edge": 9,
    "bones": 26,
    "ghost": 7,
    "arrow": 13,
    "halo": 26,
    "sign halo": 46,
    "right": 26,
    "wrong": 26,
}
"""Materials that are drawn as lines, and how wide, in millimetres."""
DASHES = {"spine": "0 22", "bones": "0 46", "ghost": "20 16"}
"""Lines that are dotted or dashed: lengths of dash and space, in millimetres."""
OWN = frozenset({"sign halo", "right", "wrong", "paper"})
"""Materials of pictures alone that always bring their colours: the style sheet does without them."""
RIMS = {"hair": ("hair edge", 5)}
"""Surfaces with a line around them, its color and width: on dark paper it sets dark hair off."""


def painted(who: str, paint: Paint) -> Paint:
    """Return colours with those of the person who is drawn."""
    return None if paint is None else {**paint, **colours(who, dark=paint is DARK)}


def stylesheet() -> str:
    """Return the part of `docs/assets/css/figures.css` that colours pictures without colours of their own."""
    tones = [tone for tone in LIGHT if tone not in OWN]
    lines = [":root {"]
    lines += [f"  --nf-{CODE[tone]}: {LIGHT[tone]}; /* {tone} */" for tone in tones]
    # For screens only: paper is white.
    lines += ["}", "", "@media screen {", '  [data-md-color-scheme="slate"] {']
    lines += [f"    --nf-{CODE[tone]}: {DARK[tone]};" for tone in tones if DARK[tone] != LIGHT[tone]]
    lines += ["  }", "}", ""]
    lines += _people()
    for tone in tones:
        name = CODE[tone]
        if tone in STROKES:
            dash = f" stroke-dasharray: {DASHES[tone]};" if tone in DASHES else ""
            lines.append(
                f".nf-{name} {{ fill: none; stroke: var(--nf-{name}); stroke-width: {STROKES[tone]}px;{dash} "
                "stroke-linecap: round; stroke-linejoin: round; }"
            )
        elif tone in RIMS:
            edge, width = RIMS[tone]
            rim = f"stroke: var(--nf-{CODE[edge]}); stroke-width: {width}px;"
            lines.append(f".nf-{name} {{ fill: var(--nf-{name}); {rim} }}")
        else:
            lines.append(f".nf-{name} {{ fill: var(--nf-{name}); }}")
    return "\n".join(lines) + "\n"


def _people() -> list[str]:
    """Return the rules that give a picture the colours of the person in it."""
    lines = []
    plain, night = colours(FIRST), colours(FIRST, dark=True)
    for who in PEOPLE:
        if who == FIRST:
            continue
        own, dark = colours(who), colours(who, dark=True)
        lines += [f".ns-fig--{who} {{"]
        lines += [f"  --nf-{CODE[tone]}: {own[tone]};" for tone in own if own[tone] != plain[tone]]
        lines += ["}", "", "@media screen {", f'  [data-md-color-scheme="slate"] .ns-fig--{who} {{']
        plainly = {tone: own[tone] if own[tone] != plain[tone] else night[tone] for tone in own}
        lines += [f"    --nf-{CODE[tone]}: {dark[tone]};" for tone in dark if dark[tone] != plainly[tone]]
        lines += ["  }", "}", ""]
    return lines
