"""The rules of drawings: what a reader sees of a figure, where `rules` judges the body that is drawn.

One generator each, its docstring the rule. They read no file and raise nothing. Each judges one figure alone, and is
run with a memory on disk (`checked`), since it draws; `alike_pairs` compares figures for a rule there.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from exercises.catalog.load import Entry
from exercises.catalog.model import Exercise
from exercises.catalog.rules import Case, Finding, Findings, Rule
from exercises.figures import frames, html, palette, svg
from exercises.figures.arrows import SIGNS, arrows
from exercises.figures.people import PEOPLE
from exercises.figures.pixels import Pixels, apart, changed, pixels
from exercises.figures.rules import alike, placed_figures
from exercises.figures.scene import Scene, scene_of
from exercises.figures.solve import Placed
from exercises.figures.space import Point
from exercises.figures.store import kept

FOLLOWED = frozenset(
    {*SIGNS, "hips", "head"}
    | {f"{side}-{part}" for side in ("left", "right") for part in ("hand", "foot", "knee")}
)
"""What `figure.arrow` may name."""
MOST = 8_000
"""Bytes of the largest picture as any host compresses it; `tests/test_site.py` holds the whole guide."""
LEAST_CHANGE = 0.06
"""Share of the body's pixels that differ between start and hold."""
LEAST_APART = 0.12
"""Share of the pixels drawn in either picture of two exercises of one level that differ in brightness."""
FACE_DOWN = 60.0
"""The pelvis of a body that lies on its front tips further than this, in degrees."""
LIMB_ARROW = 5
"""Points of an arrow along the way of a hand, foot, knee or head; one of three points lifts hips from below."""


def arrows_known(case: Case) -> Findings:
    """The arrow follows a part that it can follow, or is a sign of an effort."""
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is not None and figure.arrow is not None and figure.arrow not in FOLLOWED:
            message = f"figure.arrow must be one of {', '.join(sorted(FOLLOWED))}, not {figure.arrow!r}"
            yield Finding(entry.path, ("figure", "arrow"), message)


def arrows_lie_beside_the_body(case: Case) -> Findings:
    """The head of the arrow of a hand, foot, knee or head lies beside the body, and half of its line too."""
    for entry, of in _drawn(case):
        if of.figure.arrow in {*SIGNS, "hips"}:
            continue
        seen = of.seen(of.poses[-1]).values()
        bodies = [shape.points for piece in seen for shape in piece.shapes if shape.closed]
        for line in (line for line in arrows(of) if len(line) == LIMB_ARROW):
            covered = [any(_inside(point, outline) for outline in bodies) for point in line]
            if covered[-1] or sum(covered) > len(line) // 2:
                message = "the arrow must lie beside the body: figure.arrow must follow another part"
                yield Finding(entry.path, ("figure", "arrow"), message)


def nobody_lies_on_a_large_belly(case: Case) -> Findings:
    """Whoever lies on the front has a build that fits the contacts of lying so."""
    for entry, of in _drawn(case):
        first = of.poses[0]
        lies = first.angles["pitch"] > FACE_DOWN and any(
            c.name in {"pelvis", "chest"} for c in first.contacts
        )
        if lies and not PEOPLE[of.who].prone:
            fit = ", ".join(name for name, person in PEOPLE.items() if person.prone)
            message = f"figure.who must be one of {fit} for a body that lies on its front, not {of.who}"
            yield Finding(entry.path, ("figure", "who"), message)


def pictures_are_small(case: Case) -> Findings:
    """No picture of a guide has more than 8,000 bytes, compressed."""
    for entry, _ in _drawn(case):
        if not entry.whole:
            continue  # a guide has words beside its pictures
        guide = html.figure_html(entry.value) + html.poses_html(entry.value)
        shown = [*re.findall(r"<svg.*?</svg>", guide, re.DOTALL), html.card_svg(entry.value)]
        most = max(len(gzip.compress(picture.encode())) for picture in shown)
        if most > MOST:
            message = f"a picture has {most:,} bytes and must have {MOST:,} or fewer: leave out a pose"
            yield Finding(entry.path, ("figure", "poses"), message)


def movement_is_seen(case: Case) -> Findings:
    """Start and hold differ at 130 px, without the arrow, in 6 of 100 pixels of the body or more."""
    for entry, of in _drawn(case):
        first, last = of.poses[0], of.poses[-1]
        if alike(first.pose.angles, last.pose.angles) and of.figure.lens is None:
            continue  # left to `something_moves`
        moved = changed(_picture(of, first), _picture(of, last)) / _body(of, last).drawn
        if moved < LEAST_CHANGE:
            message = (
                f"pose {last.pose.name!r} must differ from {first.pose.name!r} in {100 * LEAST_CHANGE:.0f} of 100"
                f" pixels of the body, as a phone shows it, not only in {100 * moved:.1f}"
            )
            yield Finding(entry.path, ("figure", "poses", len(of.poses) - 1), message)


def alike_pairs(records: Sequence[Exercise]) -> list[tuple[str, str, float]]:
    """Return each two records whose pictures look alike, by slug, and in how many of 100 pixels they differ."""
    cards = {record.slug: _card(record) for record in records}
    found = []
    for (one, a), (other, b) in combinations(cards.items(), 2):
        if a[:2] != b[:2]:
            continue  # even the formats differ
        share = apart(bytes.fromhex(str(a[2])), bytes.fromhex(str(b[2])))
        if share < LEAST_APART:
            found.append((one, other, round(100 * share, 1)))
    return found


RULES: tuple[Rule, ...] = (
    arrows_known,
    arrows_lie_beside_the_body,
    nobody_lies_on_a_large_belly,
    pictures_are_small,
    movement_is_seen,
)
"""Every rule of one drawing."""


def _drawn(case: Case) -> Iterator[tuple[Entry[Exercise], Scene]]:
    """Yield every figure that can be drawn; others are left to `contacts_known`, `people_known` and `arrows_known`."""
    for entry, of in placed_figures(case):
        if of.figure.arrow is None or of.figure.arrow in FOLLOWED:
            yield entry, of


def _picture(of: Scene, placed: Placed, *, arrow: bool = False) -> Pixels:
    """Return a pose as lists show it."""
    return pixels(svg.still(of, placed, paint=palette.LIGHT, paper=False, arrow=arrow))


def _body(of: Scene, placed: Placed) -> Pixels:
    """Return the body of a pose alone: no floor, no lens, no sign."""
    x, y, wide, high = frames.box(of)
    shapes = [shape for piece in of.seen(placed).values() for shape in piece.shapes if shape.closed]
    paths = "".join(f'<path d="{shape.path}"/>' for shape in shapes)
    return pixels(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {wide} {high}">{paths}</svg>')


@kept
def _card(exercise: Exercise) -> list[int | str]:
    """Return the picture of an exercise in a list: width, height, and its brightness as hexadecimal text."""
    of = scene_of(exercise)
    seen = _picture(of, of.poses[-1], arrow=True)
    return [seen.width, seen.height, seen.grey.hex()]


def _inside(point: Point, outline: Sequence[Point]) -> bool:
    """Return whether a point lies inside an outline."""
    (x, y), inside = point, False
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside
