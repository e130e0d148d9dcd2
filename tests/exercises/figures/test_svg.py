from __future__ import annotations

import math
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from exercises.catalog.load import load
from exercises.catalog.model import Exercise
from exercises.figures import frames, html, palette, people, social, svg
from exercises.figures import skeleton as sk
from exercises.figures.arrows import arrows
from exercises.figures.draw import Rings
from exercises.figures.furniture import moving_furniture
from exercises.figures.outline import rings
from exercises.figures.scene import RING_RADIUS, mistake_of, ring_at, scene_of
from tests.loops import for_each

ROOT = Path(__file__).parents[3]
REAL = {entry.value.slug: entry.value for entry in load().exercises}
CSS = (ROOT / "docs/assets/css/figures.css").read_text(encoding="utf-8")

every = for_each("exercise", REAL.values(), label=lambda exercise: exercise.slug)


def guide(exercise: Exercise) -> str:
    """Return what a guide page shows: the large figure, and the key poses beside the steps."""
    return html.figure_html(exercise) + html.poses_html(exercise)


def pictures(exercise: Exercise) -> list[str]:
    """Return the pictures of a guide page."""
    return re.findall(r"<svg.*?</svg>", guide(exercise), re.DOTALL)


@every
def test_well_formed_and_named(exercise: Exercise) -> None:
    """Every picture is XML, has its ratio before it is drawn, and words for who does not see it.

    Its title is in the picture or, for a key pose, in the caption below.
    """
    found = pictures(exercise)
    assert found

    for picture in found:
        root = ET.fromstring(picture)  # noqa: S314 - our own text
        _, _, wide, high = (int(part) for part in root.attrib["viewBox"].split())
        assert (root.attrib["width"], root.attrib["height"]) == (str(wide), str(high))
        title, desc = (root.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
        assert desc is not None
        assert root.attrib["role"] == "img"
        named = [part.attrib["id"] for part in (title, desc) if part is not None]
        assert root.attrib["aria-labelledby"] == " ".join(named)
        assert desc.text
        assert desc.text.endswith(".")


@every
def test_steps_have_pictures(exercise: Exercise) -> None:
    """Every pose that a step cites is shown beside its number."""
    page = guide(exercise)
    moving = "ns-figure__stage" in page

    for number, step in enumerate(exercise.steps, 1):
        if step.pose is not None and moving:
            item = re.search(rf'data-pose="{step.pose}">.*?</li>', page, re.DOTALL)
            assert item is not None
            words = re.search(r"steps? ([\d to and]+)<", item[0])
            assert words is not None
            low, *high = (int(n) for n in re.findall(r"\d+", words[1]))
            assert low <= number <= (high[-1] if high else low)


def test_ids_are_used_once() -> None:
    """Pictures of many exercises may stand on one page: no id and no animation has the same name."""
    page = "".join(guide(exercise) for exercise in REAL.values())
    ids = re.findall(r'\bid="([^"]+)"', page)
    rules = re.findall(r"@keyframes ([\w-]+)", page)

    assert len(ids) == len(set(ids))
    assert len(rules) == len(set(rules))


@every
def test_moves_into_itself(exercise: Exercise) -> None:
    """Outlines that change have the same number of points in every pose, so that one can become the other."""
    for outlines in re.findall(r'style="(--k0:path[^"]+)"', html.figure_html(exercise)):
        counts = {len(re.findall(r"-?\d+", d)) for d in re.findall(r"path\('([^']+)'\)", outlines)}
        assert len(counts) == 1


def test_sum_ends_in_the_hold() -> None:
    """A piece's place in the start and all its steps together give its place in the hold."""
    of = scene_of(REAL["bird-dog"])
    picture = pictures(REAL["bird-dog"])[0]
    groups = re.findall(r"translate\((calc\([^)]*(?:\([^)]*\)[^)]*)*\)|[^,]+),", picture)
    foot = of.seen(of.poses[-1])["right-foot"].at[0] * 10

    ends = []
    for text in groups:
        start = re.match(r"(?:calc\()?(-?[\d.]+)px", text)
        assert start is not None
        ends.append(float(start[1]) + sum(float(n) for n in re.findall(r"var\(--p\d\)\*(-?[\d.]+)px", text)))

    assert any(end == pytest.approx(foot, abs=1.5) for end in ends)


@every
def test_key_poses_reuse_the_moving_pieces(exercise: Exercise) -> None:
    """The key poses draw the moving picture's own pieces again; each piece that they name is on the page."""
    page = guide(exercise)
    poses = html.poses_html(exercise)
    again = re.findall(r'<use xlink:href="#([^"]+)"', poses)

    assert set(again) <= set(re.findall(r'\bid="([^"]+)"', page))
    assert bool(again) == bool(poses)
    assert len(again) >= poses.count("<path") / 2


def test_a_key_pose_stands_where_its_pieces_do() -> None:
    """A piece that is drawn again stands in the hold where the pose has it."""
    of = scene_of(REAL["bird-dog"])
    foot = of.seen(of.poses[-1])["right-foot"]
    places = re.findall(r"translate\((-?\d+),(-?\d+)\)", pictures(REAL["bird-dog"])[-1])

    assert any(
        abs(float(x) - foot.at[0] * 10) <= 1.5 and abs(float(y) - foot.at[1] * 10) <= 1.5 for x, y in places
    )


def test_stylesheet_is_fresh() -> None:
    """The colours in figures.css are the ones that the code knows."""
    assert palette.stylesheet() in CSS


def test_every_class_has_a_colour() -> None:
    """Every class that a picture uses is coloured by figures.css."""
    used = set(
        re.findall(
            r'<path (?:id="[^"]+" )?class="(?:sh )?([a-z0-9-]+)',
            "".join(p for e in REAL.values() for p in pictures(e)),
        )
    )

    assert used
    assert {name for name in used if f".{name} {{" not in CSS} == set()


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(
    ("tones", "ground"), [(palette.LIGHT, "#ffffff"), (palette.DARK, "#1c282c")], ids=["light", "dark"]
)
@pytest.mark.parametrize(
    "tone",
    [
        "skin",
        "skin far",
        "top",
        "top far",
        "legs",
        "legs far",
        "hair",
        "chair",
        "ball",
        "stick",
        "arrow",
    ],
)
@pytest.mark.parametrize("who", people.PEOPLE)
def test_contrast(tones: dict[str, str], ground: str, tone: str, who: str) -> None:
    """What carries meaning stands out from its ground by 3 to 1, in light and in dark; dark hair by its edge."""
    dark = tones is palette.DARK
    drawn = tones | people.colours(who, dark=dark)
    a, b = sorted((luminance(drawn["hair edge" if dark and tone == "hair" else tone]), luminance(ground)))

    assert (b + 0.05) / (a + 0.05) >= 3


@pytest.mark.parametrize("who", people.PEOPLE)
def test_a_person_is_the_same_by_night(who: str) -> None:
    """Skin, hair and top keep their colours on dark paper; only legs get lighter, to stand out from it."""
    day, night = people.colours(who), people.colours(who, dark=True)

    assert {tone for tone in day if day[tone] != night[tone]} == {
        *(f"legs{shade}" for shade in ("", " far", " shade", " far shade")),
        "hair edge",
    }


def test_reduced_motion_stands_still() -> None:
    """Who asks for less motion gets none, from the loop or from the timer."""
    block = CSS.split("@media (prefers-reduced-motion: reduce)")[1]

    assert "animation: none" in block
    assert "transition: none !important" in block


def test_other_side_is_the_mirror() -> None:
    """An exercise for two sides shows the other side too; one for both at once does not."""
    assert scene_of(REAL["bird-dog"]).other_way
    assert not scene_of(REAL["bridge"]).other_way
    assert scene_of(REAL["side-plank"]).flips


@pytest.mark.parametrize(
    ("slug", "name", "words"),
    [
        (
            "bridge",
            "hold",
            "Lying on the back, hips lifted in line with shoulders and knees, knees bent, feet flat",
        ),
        ("bird-dog", "start", "On hands and knees, back level, hands on the floor."),
        (
            "seated-abdominal-brace",
            "hold",
            "Sitting tall on a chair, feet flat on the floor, hands on the belly, belly",
        ),
        (
            "side-plank",
            "hold",
            "On the left elbow and the feet, hips lifted so that head, hips and feet make one line",
        ),
        (
            "prone-arm-raise",
            "start",
            "Lying on the front, a small pillow under the hips, forehead on a rolled towel",
        ),
        (
            "ball-seated-march",
            "hold",
            "Sitting tall on the ball, right foot lifted a little off the floor, left foot",
        ),
        ("pelvic-tilt", "hold", "Lying on the back, low back flattened, knees bent, feet flat"),
        (
            "supine-brace",
            "start",
            "Lying on the back, knees bent, feet flat, hands on the sides of the waist.",
        ),
        ("supine-draw-in", "start", "Lying on the back, knees bent, feet flat, hands on the belly."),
        ("heel-slide", "start", "Lying on the back, knees bent, feet flat, hands on the hips."),
        (
            "clamshell",
            "start",
            (
                "Lying on the left side, hips and knees bent, feet together, one knee on the other, head on a pillow,"
                " top hand on the floor before the chest."
            ),
        ),
    ],
)
def test_words(slug: str, name: str, words: str) -> None:
    """A pose is told so that a listener could take it up."""
    of = scene_of(REAL[slug])

    assert html.pose_words(of.pose(name)).startswith(words)


def test_social_picture(tmp_path: Path) -> None:
    """A shared link has a picture of 1200 by 630; the second time it comes from the cache."""
    fonts = ROOT / "docs/assets/fonts"

    first = social.social_png(REAL["bridge"], fonts, tmp_path)

    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", first[16:24]) == (social.WIDTH, social.HEIGHT)
    (made,) = tmp_path.glob("*.png")
    made.write_bytes(b"kept")
    assert social.social_png(REAL["bridge"], fonts, tmp_path) == b"kept"


def test_words_are_drawn(tmp_path: Path) -> None:
    """The name is in the picture: without its words it is another one."""
    fonts = ROOT / "docs/assets/fonts"
    text = social.social_svg(REAL["bridge"])

    assert social.png(text, fonts, tmp_path) != social.png(
        re.sub(r"<text.*?</text>", "", text), fonts, tmp_path
    )


def test_no_figure() -> None:
    """An exercise without poses has no picture, and asking for it says so."""
    from exercises.figures.scene import NoFigureError  # noqa: PLC0415 - beside its only use

    bare = REAL["bridge"].model_copy(update={"figure": None})

    assert html.files((bare,)) == {}
    with pytest.raises(NoFigureError):
        html.figure_html(bare)


def test_what_touches_casts_a_shadow() -> None:
    """A body stands on its floor: what touches it has a dark patch under it, what is lifted has none."""
    of = scene_of(REAL["bird-dog"])
    (start,), (hold,) = (of.touches(placed) for placed in (of.poses[0], of.poses[-1]))
    knee, hand = of.poses[0].body["left-shank"].at[0] * 10, of.poses[0].body["right-hand"].at[0] * 10

    assert isinstance(start, Rings)
    assert isinstance(hold, Rings)
    assert len(start.ellipses) > len(hold.ellipses)
    left, right = (f([p[0] * 10 for p in start.points]) for f in (min, max))
    assert left < knee < hand < right


def test_shadows_of_one_path_run_the_same_way() -> None:
    """Ellipses of one path overlap without a hole, whichever way their half-axes are given."""
    ways = [rings([((0.0, 0.0), a, b)]) for a, b in (((2.0, 0.0), (0.0, 1.0)), ((2.0, 0.0), (0.0, -1.0)))]

    assert ways[0] == ways[1]
    assert ways[0].startswith("M20 0c")


def test_rocking_is_shown_both_ways() -> None:
    """The arrow of a pelvis that rocks both ways has a head at each end; one that only tips has one."""
    lines = [
        svg.still(of, of.poses[-1], paint=palette.LIGHT, arrow=True).count(
            f'stroke="{palette.LIGHT["arrow"]}"'
        )
        for of in (scene_of(REAL["finding-neutral"]), scene_of(REAL["pelvic-tilt"]))
    ]

    assert lines == [3, 2]


@every
def test_shadow_lies_on_the_mat(exercise: Exercise) -> None:
    """No shadow falls beside the mat, where there is nothing that it could fall on."""
    of = scene_of(exercise)
    if "mat" in of.figure.props:
        tops = [shape for shape in of.floor if shape.tone == "mat"]
        xs, ys = ([p[i] for shape in tops for p in shape.points] for i in (0, 1))
        (shadow,) = (shape for shape in of.floor if shape.tone == "shadow")

        for x, y in shadow.points:
            assert min(xs) <= x <= max(xs)
            assert min(ys) <= y <= max(ys)


@pytest.mark.parametrize("pose", ["start", "hold"])
def test_stick_touches_three_spots(pose: str) -> None:
    """The stick lies against the back of the head, the upper back and the flat bone, as the steps ask."""
    of = scene_of(REAL["hip-hinge"])
    placed = of.pose(pose)
    low, high = moving_furniture(of, placed)["stick"].shapes[0].points
    size = math.dist(low, high)

    for part, number in (("head", 0), ("trunk", 6), ("pelvis", 1)):
        section = sk.FLESH[part][number]
        frame = placed.body[section.frame]
        x, y, z = section.centre
        back = of.camera.see(frame.place((x - section.half[0], y, z)))
        off = abs((high[0] - low[0]) * (back[1] - low[1]) - (high[1] - low[1]) * (back[0] - low[0])) / size
        assert off < 3, part


def test_hips_that_go_back_are_pushed_back() -> None:
    """The arrow of hips that travel level points where they go, away from the body."""
    of = scene_of(REAL["hip-hinge"])
    ((first, *_, last),) = arrows(of)
    hips = of.camera.see(of.poses[-1].body["pelvis"].at)

    assert last[0] < first[0] < hips[0]
    assert last[1] == first[1]


@every
def test_whole_without_moving_outlines(exercise: Exercise) -> None:
    """Where a browser cannot move path data, a piece keeps its start's outline: the body still hangs together."""
    of = scene_of(exercise)
    first = of.seen(of.poses[0])
    for placed in of.poses[1:]:
        for name, piece in of.seen(placed).items():
            base = first[name]
            turned = math.radians(piece.angle - base.angle)
            c, s = math.cos(turned), math.sin(turned)
            grown = piece.size / base.size
            along = math.radians(base.angle)
            u = (math.cos(along), math.sin(along))
            for shape, right in zip(base.shapes, piece.shapes, strict=True):
                if shape.tone.endswith("shade"):
                    continue
                for (x, y), there in zip(shape.points, right.points, strict=True):
                    dx, dy = x - base.at[0], y - base.at[1]
                    more = (dx * u[0] + dy * u[1]) * (grown - 1)
                    dx, dy = dx + u[0] * more, dy + u[1] * more
                    seen = (piece.at[0] + c * dx - s * dy, piece.at[1] + s * dx + c * dy)
                    # toes and fingers that turn are as long as this; nothing else comes near it
                    assert math.dist(seen, there) < (11 if name.endswith(("foot", "hand")) else 7), (
                        name,
                        shape.tone,
                    )


def test_shadow_of_a_touch_goes_with_it() -> None:
    """In the moving picture the hand that lifts takes its dark patch along, on either side."""
    picture = pictures(REAL["bird-dog"])[0]
    shown = re.findall(r'style="opacity:calc\((1[^"]*)\)"', picture)

    assert len(shown) == len(set(shown)) > 1
    assert {"p1", "q1"} <= set(re.findall(r"--(\w\d)", "".join(shown)))


def test_small_pictures_tell_efforts_apart() -> None:
    """Drills in one position, of which only the effort differs, have different small pictures."""
    alike = ("finding-neutral", "pelvic-tilt", "supine-brace", "supine-draw-in")
    drawn = [html.card_svg(REAL[slug]) for slug in alike]

    assert len(set(drawn)) == len(alike)
    assert all(f'stroke="{palette.LIGHT["arrow"]}"' in text for text in drawn)
    assert f'stroke="{palette.LIGHT["arrow"]}"' not in html.card_svg(REAL["bridge"])


def test_head_lies_on_the_hands() -> None:
    """A forehead that rests on the hands hides them; they do not lie over the face."""
    of = scene_of(REAL["prone-leg-raise"])

    assert max(of.order.index(f"{side}-hand") for side in ("left", "right")) < of.order.index("head")


def test_ball_takes_its_patch_along() -> None:
    """The dark patch of a ball stands under it wherever it rolls."""
    of = scene_of(REAL["ball-bridge"])
    for placed in of.poses:
        ball = moving_furniture(of, placed)["ball"]
        (touch,) = (shape for shape in ball.shapes if shape.tone == "touch")
        xs, ys = ([p[i] for p in touch.points] for i in (0, 1))

        assert sum(xs) / len(xs) == pytest.approx(ball.at[0], abs=0.2)
        assert min(ys) > ball.at[1] + 20


@every
def test_the_usual_mistake_is_told_apart_without_colour(exercise: Exercise) -> None:
    """Right and mistake share one view box, and are told apart by word, by the sign's shape and by a ring."""
    page = html.mistake_html(exercise, "../../")
    good, bad = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    files = html.mistake_files(exercise)
    right, wrong = (
        files[f"{html.FOLDER}/{exercise.slug}/{name}.svg"] for name in ("mistake-right", "mistake")
    )
    assert exercise.figure is not None
    assert exercise.figure.mistake is not None

    assert "<figcaption><strong>Right</strong></figcaption>" in good
    assert "<figcaption><strong>Mistake:</strong>" in bad
    assert f'alt="{exercise.figure.mistake.looks}"' in bad
    assert set(re.findall(r'src="../../([^"]+)"', page)) == set(files)
    assert re.findall(r'viewBox="([^"]+)"', right) == re.findall(r'viewBox="([^"]+)"', wrong)
    strokes = {
        kind: re.findall(rf'd="([^"]+)" fill="none" stroke="{palette.LIGHT[kind]}"', picture)
        for kind, picture in (("right", right), ("wrong", wrong))
    }
    assert len(strokes["right"]) == 2, "a circle and a check mark"
    assert len(strokes["wrong"]) == 4, "a ring, a square and the two strokes of a cross"


@every
def test_the_sign_keeps_clear_of_the_body(exercise: Exercise) -> None:
    """The cross covers neither the head nor the hips."""
    of = mistake_of(exercise)
    assert of is not None
    picture = svg.still(of, of.poses[-1], sign="wrong", paint=palette.LIGHT, fit=frames.PAIR)
    corner = re.search(
        rf'd="M(-?\d+)[ ,]?(-?\d+)[^"]*" fill="none" stroke="{palette.LIGHT["wrong"]}"', picture
    )
    assert corner is not None
    _, _, wide, _ = frames.box(of, frames.PAIR)

    for name in ("head", "pelvis"):
        x, y = of.camera.see(of.poses[-1].body[name].at)
        assert math.dist((float(corner[1]), float(corner[2])), (10 * x, 10 * y)) > wide * svg.SIGN


@every
def test_the_ring_is_whole(exercise: Exercise) -> None:
    """No picture cuts off the ring of its mistake."""
    of = mistake_of(exercise)
    assert of is not None
    assert of.figure.mistake is not None
    x, y = (10 * place for place in ring_at(of, of.poses[-1], of.figure.mistake.ring))
    left, top, wide, high = frames.box(of, frames.PAIR)
    r = 10 * RING_RADIUS

    assert left <= x - r
    assert x + r <= left + wide
    assert top <= y - r
    assert y + r <= top + high


def test_an_exercise_without_a_drawn_mistake_shows_none() -> None:
    """Where a record draws no mistake, its page and its files say nothing of one."""
    bridge = REAL["bridge"]
    assert bridge.figure is not None
    plain = bridge.model_copy(update={"figure": bridge.figure.model_copy(update={"mistake": None})})

    assert html.mistake_html(plain, "../../") == ""
    assert not [path for path in html.files((plain,)) if "mistake" in path]
