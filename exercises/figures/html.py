"""The HTML fragments and picture files of a figure: the values of `templates/figure.html.j2`, and their file names.

The HTML itself is in the template, drawing is in `svg` and `movement`, descriptions are in `words`.
"""

from __future__ import annotations

import json
from functools import cache, reduce
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exercises.catalog.model import Exercise
from exercises.figures import frames, movement, palette, svg
from exercises.figures.arrows import SIGNS
from exercises.figures.pose import MISTAKE
from exercises.figures.scene import Scene, mistake_of, scene_of
from exercises.figures.solve import Placed
from exercises.figures.store import kept
from exercises.figures.words import describe, lying
from widgets.language import ENGLISH, IN_TEMPLATES, _, current, pgettext, used

BEGIN = 0.2
"""Seconds before the moving picture first moves: who scrolls past sees at once that it moves."""
WAIT = 1.2
"""Seconds that the moving picture rests in its start pose after each movement."""
LONGEST_HOLD = 4.0
"""Longest hold of the moving picture, in seconds, so that a viewer sees it move."""
FOLDER = "assets/figures"
"""Folder of the picture files on the site."""
WIDTH = 320
"""Width of the pictures of lists and of mistakes, in CSS pixels."""


@cache
def _macros() -> Any:  # noqa: ANN401 - the macros of a template are attributes of its module
    environment = Environment(
        loader=PackageLoader("exercises.figures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= IN_TEMPLATES
    return environment.get_template("figure.html.j2").module


def fragment(name: str, *values: object) -> Markup:
    """Return the HTML of a macro as one line, since an empty line would end a raw HTML block of Markdown."""
    text = getattr(_macros(), name)(*values)
    return Markup("".join(line.strip() for line in text.split("\n")))  # noqa: S704 - escaped by the template


def pose_words(placed: Placed) -> str:
    """Return a pose in words, as a sentence."""
    words = describe(placed)
    return f"{words[0].upper()}{words[1:]}."


@kept
def said_poses(exercise: Exercise) -> list[tuple[str, str]]:
    """Return the name of each key pose, and the pose in words.

    Raises:
        NoFigureError: the record has no figure.
    """
    of = scene_of(exercise)
    return [(placed.pose.name, pose_words(placed)) for placed in of.poses]


def drawn_side(of: Scene) -> str:
    """Return the side that is named where the picture is drawn: of the leg that moves most, else of the arm.

    A body on its side is named by the side that it lies on; where nothing tells, it is `right`.
    """
    first, last = of.poses[0], of.poses[-1]
    if lying(last) == "side":
        return "left" if last.angles["roll"] > 0 else "right"
    for joints in (("hip", "hip_out", "hip_turn", "knee"), ("shoulder",)):
        moved = {
            side: sum(abs(last.angles[f"{side}-{j}"] - first.angles[f"{side}-{j}"]) for j in joints)
            for side in ("left", "right")
        }
        if abs(moved["left"] - moved["right"]) > 3:  # noqa: PLR2004 - degrees
            return max(moved, key=moved.__getitem__)
    return "right"


def describe_figure(exercise: Exercise) -> tuple[str, str]:
    """Return the title and the description of an exercise's moving picture.

    Raises:
        NoFigureError: the record has no figure.
    """
    title, text = _described(exercise)
    return title, text


@kept
def _described(exercise: Exercise) -> list[str]:
    of = scene_of(exercise)
    first, last = of.poses[0], of.poses[-1]
    text = _("From the start: {start}. To the hold: {hold}.", start=describe(first), hold=describe(last))
    if of.two_sided:
        text = f"{text} {_('Then the same on the other side.')}"
    return [_("{exercise}: the movement", exercise=exercise.name), text]


def figure_html(exercise: Exercise) -> Markup:
    """Return the large figure of the guide page: the moving picture with its pause, or the only pose.

    Raises:
        NoFigureError: the record has no figure.
    """
    return Markup(_guide(exercise)[0])  # noqa: S704 - escaped by the template


def poses_html(exercise: Exercise) -> Markup:
    """Return the key poses, which stand beside the steps that they show; empty if the figure does not move.

    Raises:
        NoFigureError: the record has no figure.
    """
    return Markup(_guide(exercise)[1])  # noqa: S704 - escaped by the template


@kept
def _guide(exercise: Exercise) -> list[str]:
    """Return the large figure, and the key poses that stand beside the steps."""
    of = scene_of(exercise)
    slug = exercise.slug
    drawn, flips, dose = drawn_side(of), of.flips, exercise.dose
    if not _moves(of):
        poses = [_only_pose(exercise, of)]
        return [fragment("guide", slug, drawn, flips, dose, None, poses, of.upright), ""]
    title, text = describe_figure(exercise)
    picture = movement.picture(of, title=title, desc=text, ident=f"fig-{slug}")
    moving = {"picture": Markup(picture), **_loop(exercise, of)}  # noqa: S704 - `svg` escapes its words
    poses = [_key_pose(exercise, of, placed) for placed in of.poses]
    return [
        fragment("guide", slug, drawn, flips, dose, moving, poses, of.upright),
        fragment("key_poses", poses),
    ]


def _only_pose(exercise: Exercise, of: Scene) -> dict[str, object]:
    """Return the values of the pose of a figure that does not move; every step shows it."""
    placed = of.poses[-1]
    name = placed.pose.name
    ident = f"fig-{exercise.slug}--{name}"
    words = pose_words(placed)
    picture = svg.still(of, placed, arrow=True, desc=words, ident=ident, fit=frames.ALONE)
    steps = list(range(1, len(exercise.steps) + 1))
    return {
        "name": name,
        "label": _("The position"),
        "picture": Markup(picture),  # noqa: S704 - as above
        "steps": _steps(steps),
    }


def _key_pose(exercise: Exercise, of: Scene, placed: Placed) -> dict[str, object]:
    """Return the values of a key pose beside the steps that cite it."""
    name = placed.pose.name
    picture = movement.key(of, placed, desc=pose_words(placed), ident=f"fig-{exercise.slug}")
    steps = [number for number, step in enumerate(exercise.steps, 1) if step.pose == name]
    return {
        "name": name,
        "label": _label(name),
        "picture": Markup(picture),  # noqa: S704 - as above
        "steps": _steps(steps),
    }


def _label(name: str) -> str:
    """Return the heading of a key pose; one that no other record has is headed by its name, in English."""
    return {
        "start": pgettext("figure", "Start"),
        "hold": pgettext("figure", "Hold"),
        "arch": pgettext("figure", "Arch"),
        "back": pgettext("figure", "Back"),
        "bridge": pgettext("figure", "Bridge"),
        "flat": pgettext("figure", "Flat"),
        "forward": pgettext("figure", "Forward"),
        "knees": pgettext("figure", "Knees"),
        "leg": pgettext("figure", "Leg"),
        "lift": pgettext("figure", "Lift"),
        "reach": pgettext("figure", "Reach"),
        "slide": pgettext("figure", "Slide"),
        "tabletop": pgettext("figure", "Tabletop"),
    }.get(name, name.replace("-", " ").capitalize())


def _steps(numbers: list[int]) -> str:
    """Return which steps a pose shows: `step 2`, `steps 1 to 3`, `steps 1 and 3`; nothing for none."""
    if not numbers:
        return ""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return _("step {number}", number=first)
    if numbers == list(range(first, last + 1)):
        return _("steps {first} to {last}", first=first, last=last)
    return _("steps {numbers}", numbers=reduce(current().all_of[2].format, map(str, numbers)))


@kept
def _mistake(exercise: Exercise) -> list[tuple[int, str]]:
    """Return the height of both pictures of a mistake at `WIDTH`, and the right pose in words.

    The list is empty if the record draws no mistake.
    """
    of = mistake_of(exercise)
    if of is None:
        return []
    wide, high = frames.box(of, frames.PAIR)[2:]
    return [(round(WIDTH * high / wide), pose_words(of.poses[0]))]


def mistake_html(exercise: Exercise, base: str) -> Markup:
    """Return the right pose and the usual mistake side by side; empty if the record draws no mistake.

    The pictures are files, fetched when a reader comes near: they stand far down the page.

    Args:
        exercise: the record.
        base: relative address of the site's root from the page.

    Raises:
        NoFigureError: the record has no figure.
    """
    found = _mistake(exercise)
    if not found or exercise.figure is None or exercise.figure.mistake is None:
        return Markup("")
    ((high, right),) = found
    folder = f"{base}{FOLDER}/{exercise.slug}"
    named = exercise.mistakes[0].mistake
    if current().tag == ENGLISH.tag:  # not every language goes on with a small letter after a colon
        named = named[0].lower() + named[1:]
    return fragment("compare", folder, high, right, exercise.figure.mistake.looks, named)


def mistake_files(exercise: Exercise) -> dict[str, str]:
    """Return the pictures of the usual mistake and of the right pose beside it, by path on the site."""
    of = mistake_of(exercise)
    if of is None or of.figure.mistake is None:
        return {}
    right, wrong = of.poses
    ring = of.figure.mistake.ring
    made = {}
    for suffix, paint in (("", palette.LIGHT), ("-dark", palette.DARK)):
        path = f"{FOLDER}/{exercise.slug}/{{}}{suffix}.svg"
        made[path.format("mistake-right")] = svg.still(
            of, right, sign="right", paint=paint, paper=not suffix, fit=frames.PAIR
        )
        made[path.format(MISTAKE)] = svg.still(
            of, wrong, sign="wrong", ring=ring, paint=paint, paper=not suffix, fit=frames.PAIR
        )
    return made


def _moves(of: Scene) -> bool:
    """Return whether any pose reads differently from the first one, in whichever language."""
    with used(ENGLISH):
        return any(describe(placed) != describe(of.poses[0]) for placed in of.poses[1:])


def _loop(exercise: Exercise, of: Scene) -> dict[str, object]:
    """Return the keyframes of the moving picture: move, hold, come back, wait, the same on the other side.

    Returns:
        `stops`, each the percent of the whole, the place from -1 (other side) to 1, and the name of the outline;
        and `whole`, the length in seconds.
    """
    dose = exercise.dose
    hold = min(LONGEST_HOLD, float(dose.hold)) or 0.4
    last = len(of.poses) - 1
    stops: list[tuple[float, float, str]] = [(0.0, 0.0, "k0")]

    def go(seconds: float, place: float, key: str) -> None:
        stops.append((stops[-1][0] + seconds, place, key))

    go(BEGIN, 0, "k0")
    for sign, letter in ((1, "k"), (-1, "o")) if of.other_way else ((1, "k"),):
        for i in range(1, last + 1):
            go(dose.move / last, sign * i / last, f"{letter}{i}")
        go(hold, sign, f"{letter}{last}")
        for i in range(last - 1, -1, -1):
            go(dose.release / last, sign * i / last, f"{letter}{i}" if i else "k0")
        go(WAIT, 0, "k0")
    whole = stops[-1][0]
    return {"stops": [(at / whole * 100, place, key) for at, place, key in stops], "whole": whole}


def card_html(exercise: Exercise, base: str) -> Markup:
    """Return the small picture of lists, in light and in dark. It is decoration beside the name.

    Args:
        exercise: the record.
        base: relative address of the site's root from the page.
    """
    return fragment("card", f"{base}{FOLDER}/{exercise.slug}", _card_height(exercise))


@kept
def _card_height(exercise: Exercise) -> int:
    """Return the height of a small picture at `WIDTH`."""
    wide, high = frames.box(scene_of(exercise))[2:]
    return round(WIDTH * high / wide)


def card_svg(exercise: Exercise, *, dark: bool = False) -> str:
    """Return the small picture as a file of its own, with its colours in it.

    A figure whose effort moves no limb keeps its arrow, the only difference from similar figures.
    """
    of = scene_of(exercise)
    paint = palette.DARK if dark else palette.LIGHT
    return svg.still(of, of.poses[-1], paint=paint, paper=False, arrow=of.figure.arrow in SIGNS)


def paper_svgs(exercise: Exercise) -> dict[str, str]:
    """Return start and hold as files for light paper in one close frame, by the end of their names."""
    of = scene_of(exercise)
    first, last = of.poses[0], of.poses[-1]
    return {
        "start": svg.still(of, first, paint=palette.LIGHT, paper=False, fit=frames.PAPER),
        "hold": svg.still(of, last, paint=palette.LIGHT, paper=False, arrow=True, fit=frames.PAPER),
    }


def pose_svg(exercise: Exercise, name: str) -> str:
    """Return one key pose as a file of its own, on light paper."""
    of = scene_of(exercise)
    return svg.still(of, of.pose(name), paint=palette.LIGHT, arrow=name == of.poses[-1].pose.name)


def moving_file(exercise: Exercise) -> str:
    """Return the moving picture of a session, as JSON with its HTML. It is decoration: the words say the same."""
    of = scene_of(exercise)
    slug = exercise.slug
    if _moves(of):
        picture = movement.picture(of, title="", desc="", ident=f"moving-{slug}")
        moving = _loop(exercise, of)
    else:
        picture, moving = svg.still(of, of.poses[-1], arrow=True, fit=frames.ALONE), None
    drawn = drawn_side(of)
    html = fragment("session", slug, drawn, of.flips, exercise.dose, moving, Markup(picture))  # noqa: S704 - as above
    return json.dumps({"html": html}, ensure_ascii=False)


def files(exercises: tuple[Exercise, ...]) -> dict[str, str]:
    """Return the picture files of all exercises that have a figure, by path on the site."""
    made: dict[str, str] = {}
    for exercise in exercises:
        if exercise.figure is not None:
            made |= _files(exercise)
    return made


@kept
def _files(exercise: Exercise) -> dict[str, str]:
    """Return the picture files of one exercise."""
    return {
        f"{FOLDER}/{exercise.slug}.svg": card_svg(exercise),
        f"{FOLDER}/{exercise.slug}-dark.svg": card_svg(exercise, dark=True),
        **{f"{FOLDER}/{exercise.slug}-{name}.svg": text for name, text in paper_svgs(exercise).items()},
        f"{FOLDER}/{exercise.slug}/moving.json": moving_file(exercise),
        **{
            f"{FOLDER}/{exercise.slug}/{placed.pose.name}.svg": pose_svg(exercise, placed.pose.name)
            for placed in scene_of(exercise).poses
        },
        **mistake_files(exercise),
    }
