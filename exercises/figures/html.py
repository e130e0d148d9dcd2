"""The HTML fragments and picture files of a figure. Drawing is in `svg`, descriptions are in `words`."""

from __future__ import annotations

import json

from markupsafe import Markup, escape

from exercises.catalog.model import Exercise
from exercises.figures import svg
from exercises.figures.pose import MISTAKE
from exercises.figures.scene import SIGNS, Scene, mistake_of, scene_of
from exercises.figures.solve import Placed
from exercises.figures.store import kept
from exercises.figures.words import describe, lying

WAIT = 1.2
"""Seconds that the moving picture rests in its start pose."""
LONGEST_HOLD = 4.0
"""The moving picture holds no longer than this, in seconds: who looks at a picture wants to see it move."""
FOLDER = "assets/figures"
"""Where the picture files stand on the site."""
EFFORT = {"belly": "lower belly drawn in softly", "brace": "belly gently firm all round"}
"""What an arrow without a way says."""


def pose_words(of: Scene, placed: Placed) -> str:
    """Return a pose in words, as a sentence."""
    words = describe(placed)
    effort = EFFORT.get(of.figure.arrow or "")
    if effort and placed is of.poses[-1]:
        words += f", {effort}"
    return f"{words[0].upper()}{words[1:]}."


@kept
def said_poses(exercise: Exercise) -> list[tuple[str, str]]:
    """Return the name of each key pose, and the pose in words.

    Raises:
        NoFigureError: the record has no figure.
    """
    of = scene_of(exercise)
    return [(placed.pose.name, pose_words(of, placed)) for placed in of.poses]


def drawn_side(of: Scene) -> str:
    """Return the side that works in the picture: the leg that moves, else the arm, else the side lain on."""
    first, last = of.poses[0], of.poses[-1]
    if lying(last) == "side" and any(c.name == "elbow" for c in last.contacts):
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
    there = pose_words(of, last)
    text = f"From the start: {_lower(pose_words(of, first))} To the hold: {_lower(there)}"
    if of.two_sided:
        text += " Then the same on the other side."
    return [f"{exercise.name}: the movement", text]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def figure_html(exercise: Exercise) -> Markup:
    """Return the large figure of the guide page: the moving picture with its pause, else the one pose that it has.

    Raises:
        NoFigureError: the record has no figure.
    """
    return Markup(_guide(exercise)[0])  # noqa: S704 - every word in it was escaped on its way


def poses_html(exercise: Exercise) -> Markup:
    """Return the key poses, which stand beside the steps that they show; empty where nothing moves.

    Raises:
        NoFigureError: the record has no figure.
    """
    return Markup(_guide(exercise)[1])  # noqa: S704 - every word in it was escaped on its way


@kept
def _guide(exercise: Exercise) -> list[str]:
    """Return the large figure, and the key poses for beside the steps."""
    of = scene_of(exercise)
    slug = exercise.slug
    title, text = describe_figure(exercise)
    moves = _moves(of)
    parts = [_opening(exercise, of)]
    if moves:
        picture = svg.moving(of, title=title, desc=text, ident=f"fig-{slug}")
        parts.append(
            f"<style>{_loop(exercise, of, f'#fig-{slug}-pause~.ns-figure__stage')}</style>"
            f'<input class="ns-figure__toggle" type="checkbox" id="fig-{slug}-pause">'
            f'<div class="ns-figure__stage">{picture}</div>'
            f'<label class="ns-figure__pause" for="fig-{slug}-pause">'
            f'<span class="ns-figure__go">Pause the picture</span>'
            f'<span class="ns-figure__stop">Play the picture</span></label>'
        )
    poses = [f'<ol class="ns-poses"{"" if moves else " data-alone"}>']
    shown = of.poses if moves else of.poses[-1:]
    for placed in shown:
        name = placed.pose.name
        steps = [i for i, step in enumerate(exercise.steps, 1) if step.pose == name or not moves]
        words = pose_words(of, placed)
        label = "The position" if not moves else LABELS.get(name, name.replace("-", " ").capitalize())
        if moves:
            picture = svg.key(of, placed, title=label, desc=words, ident=f"fig-{slug}")
        else:
            ident = f"fig-{slug}--{name}"
            picture = svg.still(of, placed, arrow=True, title=label, desc=words, ident=ident, fit=svg.ALONE)
        poses.append(
            f'<li class="ns-poses__one" data-pose="{name}">{picture}'
            f'<p class="ns-poses__name"><strong>{escape(label)}</strong>{_steps(steps)}</p></li>'
        )
    poses.append("</ol>")
    if not moves:
        return ["".join([*parts, *poses, "</div>"]), ""]
    return ["".join([*parts, "</div>"]), "".join(poses)]


@kept
def _mistake(exercise: Exercise) -> list[tuple[int, str]]:
    """Return how high both pictures of a mistake are that are 320 wide, and the right pose in words.

    Nothing where the record draws none.
    """
    of = mistake_of(exercise)
    if of is None:
        return []
    _, _, wide, high = svg.box(of, svg.SMALL)
    return [(round(320 * high / wide), pose_words(of, of.poses[0]))]


def mistake_html(exercise: Exercise, base: str) -> Markup:
    """Return the right pose and the usual mistake side by side; empty where the record draws none.

    The pictures are files: they stand far down the page, and are fetched when a reader comes near.

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
    named = escape(_lower(exercise.mistakes[0].mistake))
    shown = (
        ("mistake-right", right, Markup("<strong>Right</strong>")),
        (MISTAKE, exercise.figure.mistake.looks, Markup("<strong>Mistake:</strong> ") + named),
    )
    return Markup(  # noqa: S704 - every word in it was escaped on its way
        '<div class="ns-compare">'
        + "".join(
            '<figure class="ns-compare__one">'
            + "".join(
                f'<img class="ns-card-figure ns-card-figure--{theme}"'
                f' src="{escape(base)}{FOLDER}/{exercise.slug}/{name}{suffix}.svg" alt="{escape(words)}"'
                f' width="320" height="{high}" loading="lazy" decoding="async">'
                for theme, suffix in (("light", ""), ("dark", "-dark"))
            )
            + f"<figcaption>{caption}</figcaption></figure>"
            for name, words, caption in shown
        )
        + "</div>"
    )


def mistake_files(exercise: Exercise) -> dict[str, str]:
    """Return the pictures of the usual mistake and of the right pose beside it, by path on the site."""
    of = mistake_of(exercise)
    if of is None or of.figure.mistake is None:
        return {}
    right, wrong = of.poses
    ring = of.figure.mistake.ring
    made = {}
    for suffix, paint in (("", svg.LIGHT), ("-dark", svg.DARK)):
        path = f"{FOLDER}/{exercise.slug}/{{}}{suffix}.svg"
        made[path.format("mistake-right")] = svg.still(
            of, right, sign="right", paint=paint, paper=not suffix, fit=svg.SMALL
        )
        made[path.format(MISTAKE)] = svg.still(
            of, wrong, sign="wrong", ring=ring, paint=paint, paper=not suffix, fit=svg.SMALL
        )
    return made


def _moves(of: Scene) -> bool:
    """Return whether any pose reads differently from the first one."""
    return any(describe(placed) != describe(of.poses[0]) for placed in of.poses[1:])


def _opening(exercise: Exercise, of: Scene) -> str:
    """Return the tag that a timer's phase and side steer."""
    flips = " data-flips" if of.flips else ""
    return f'<div class="ns-figure" data-drawn="{drawn_side(of)}"{flips} style="{_tempo(exercise)}">'


LABELS = {"start": "Start", "hold": "Hold"}


def _steps(numbers: list[int]) -> str:
    """Return the steps that a pose shows: " steps 2 to 4"."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f' <span class="ns-poses__steps">step {numbers[0]}</span>'
    joined = (
        f"{numbers[0]} to {numbers[-1]}"
        if numbers == list(range(numbers[0], numbers[-1] + 1))
        else " and ".join(map(str, numbers))
    )
    return f' <span class="ns-poses__steps">steps {joined}</span>'


def _tempo(exercise: Exercise) -> str:
    """Return the exercise's own seconds for the timer's phases, as custom properties."""
    return f"--ns-move:{exercise.dose.move}s;--ns-release:{exercise.dose.release}s"


def _loop(exercise: Exercise, of: Scene, stage: str) -> str:
    """Return the keyframes of the moving picture on a stage: wait, move, hold, come back, the same on the other side.

    One rule moves the pieces (by `--ns-t`), another in the same time the outlines that change.
    """
    dose = exercise.dose
    hold = min(LONGEST_HOLD, float(dose.hold)) or 0.4
    last = len(of.poses) - 1
    stops: list[tuple[float, float, str]] = [(0.0, 0.0, "k0")]

    def go(seconds: float, place: float, key: str) -> None:
        stops.append((stops[-1][0] + seconds, place, key))

    for sign, letter in ((1, "k"), (-1, "o")) if of.other_way else ((1, "k"),):
        go(WAIT, 0, "k0")
        for i in range(1, last + 1):
            go(dose.move / last, sign * i / last, f"{letter}{i}")
        go(hold, sign, f"{letter}{last}")
        for i in range(last - 1, -1, -1):
            go(dose.release / last, sign * i / last, f"{letter}{i}" if i else "k0")
    whole = stops[-1][0]
    times = [f"{seconds / whole * 100:.4g}%" for seconds, _, _ in stops]
    ease = "animation-timing-function:ease-in-out"
    places = "".join(
        f"{t}{{--ns-t:{place:.3g};{ease}}}" for t, (_, place, _) in zip(times, stops, strict=True)
    )
    shapes = "".join(f"{t}{{d:var(--{key});{ease}}}" for t, (_, _, key) in zip(times, stops, strict=True))
    name = f"{exercise.slug}-loop"
    return (
        f"@keyframes {name}{{{places}}}@keyframes {name}-d{{{shapes}}}"
        f"{stage}{{--ns-loop:{name};--ns-shapes:{name}-d;--ns-whole:{whole:.1f}s}}"
    )


def card_html(exercise: Exercise, base: str) -> Markup:
    """Return the small picture of lists: decoration beside the name, in light and in dark, fetched when it comes near.

    Args:
        exercise: the record.
        base: relative address of the site's root from the page.
    """
    high = _card_height(exercise)
    images = "".join(
        f'<img class="ns-card-figure ns-card-figure--{theme}" '
        f'src="{escape(base)}{FOLDER}/{exercise.slug}{suffix}.svg" '
        f'alt="" width="320" height="{high}" loading="lazy" decoding="async">'
        for theme, suffix in (("light", ""), ("dark", "-dark"))
    )
    # The place keeps its size while nothing is in it (`content-visibility` in figures.css).
    place = f'<span class="ns-card-place" style="aspect-ratio:320/{high}">{images}</span>'
    return Markup(place)  # noqa: S704 - every word in it was escaped on its way


@kept
def _card_height(exercise: Exercise) -> int:
    """Return how high a small picture is that is 320 wide."""
    _, _, wide, high = svg.box(scene_of(exercise))
    return round(320 * high / wide)


def card_svg(exercise: Exercise, *, dark: bool = False) -> str:
    """Return the small picture as a file of its own, in colours of its own.

    Where nothing travels, its arrow is all that tells it from others.
    """
    of = scene_of(exercise)
    paint = svg.DARK if dark else svg.LIGHT
    return svg.still(of, of.poses[-1], paint=paint, paper=False, arrow=of.figure.arrow in SIGNS)


def pose_svg(exercise: Exercise, name: str) -> str:
    """Return one key pose as a file of its own, on light paper."""
    of = scene_of(exercise)
    return svg.still(of, of.pose(name), paint=svg.LIGHT, arrow=name == of.poses[-1].pose.name)


def moving_file(exercise: Exercise) -> str:
    """Return the moving picture for a session, as JSON with its HTML: decoration, the words say the same."""
    of = scene_of(exercise)
    if _moves(of):
        picture = svg.moving(of, title="", desc="", ident=f"moving-{exercise.slug}")
        loop = f"<style>{_loop(exercise, of, f'.ns-moving-{exercise.slug}')}</style>"
    else:
        picture, loop = svg.still(of, of.poses[-1], arrow=True, fit=svg.ALONE), ""
    stage = f'<div aria-hidden="true" class="ns-figure__stage ns-moving-{exercise.slug}">{picture}</div>'
    return json.dumps({"html": f"{_opening(exercise, of)}{loop}{stage}</div>"}, ensure_ascii=False)


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
        f"{FOLDER}/{exercise.slug}/moving.json": moving_file(exercise),
        **{
            f"{FOLDER}/{exercise.slug}/{placed.pose.name}.svg": pose_svg(exercise, placed.pose.name)
            for placed in scene_of(exercise).poses
        },
        **mistake_files(exercise),
    }
