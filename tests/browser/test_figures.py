"""Figures as a reader meets them: moving, stopped, in step with the timer, and still for who asks for less motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from exercises.catalog.load import load
from exercises.figures import html
from exercises.figures.palette import CODE
from tests.browser.engines import Chromium, Engine, WebKit, found
from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

MOVING = [
    entry.value
    for entry in load().exercises
    if entry.value.figure is not None and "ns-figure__stage" in html.figure_html(entry.value)
]

# Where a piece of the moving picture is seen: the place and the turn that the browser really applies.
SEEN = """
() => [...document.querySelectorAll('.ns-figure__stage .mv')]
  .filter(g => g.tagName === 'g').map(g => getComputedStyle(g).transform).join(' ')
"""
# The phase as the timer's element sets it on the figure's slot.
PHASE = """
([phase, side]) => {
  const slot = document.querySelector('[data-figure-for]');
  for (const [name, value] of [['data-phase', phase], ['data-side', side]]) {
    if (value === null) slot.removeAttribute(name); else slot.setAttribute(name, value);
  }
}
"""
PLACE = "() => parseFloat(getComputedStyle(document.querySelector('.ns-figure__stage')).getPropertyValue('--ns-t'))"


@pytest.fixture
def page_of(browser: Browser, site_url: str) -> Iterator[Any]:
    """Return a function that opens a page: without its timer, or with one that runs `clock` times as fast."""
    contexts = []

    def opened(slug: str, *, clock: float = 0, **options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.add_init_script(f"globalThis.neutralSpineClock = {{speed: {clock or 1}}}")
        page = context.new_page()
        page.goto(f"{site_url}exercises/{slug}/")
        if not clock:  # no timer wakes up and sets the phase that a test sets
            page.evaluate("() => document.querySelector('hold-timer').remove()")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_moves_and_pauses(page_of: Any) -> None:  # noqa: ANN401 - a fixture's function
    """The picture moves by itself; the pause, reached by keyboard, stops it where it is."""
    page = page_of("bird-dog")
    first = page.evaluate(SEEN)
    page.wait_for_function(f"before => ({SEEN})() !== before", arg=first)

    page.locator(".ns-figure__toggle").focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.ns-figure__stage')).animationPlayState === 'paused'"
    )
    two_frames = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    page.evaluate(two_frames)  # a browser pauses with the next frame
    stopped = page.evaluate(SEEN)
    page.evaluate(two_frames)

    assert page.evaluate(SEEN) == stopped


@pytest.mark.parametrize("slug", ["bird-dog", "standing-brace"])
def test_the_pause_covers_nothing(browser: Browser, site_url: str, slug: str) -> None:
    """On a phone the pause stands beside the picture, large enough for a finger, and the whole picture fits."""
    context = new_phone(browser)
    page = context.new_page()
    page.goto(f"{site_url}exercises/{slug}/")
    stage, pause = (page.locator(f".ns-top .ns-figure__{part}").bounding_box() for part in ("stage", "pause"))
    context.close()
    assert stage is not None
    assert pause is not None

    assert pause["y"] >= stage["y"] + stage["height"]
    assert min(pause["height"], pause["width"]) >= 44
    assert stage["y"] + stage["height"] <= 844


def test_rests_out_of_sight(page_of: Any) -> None:  # noqa: ANN401
    """Nobody pays for a picture that they do not see: it halts when it is scrolled away, and goes on in sight."""
    page = page_of("bird-dog")
    states = (
        "state => document.querySelector('.ns-figure__stage').getAnimations({ subtree: true })"
        ".every(one => one.playState === state)"
    )
    page.wait_for_function(states, arg="running")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(states, arg="paused")
    page.evaluate("() => scrollTo(0, 0)")
    page.wait_for_function(states, arg="running")


def test_moves_as_often_as_a_film(page_of: Any) -> None:  # noqa: ANN401
    """A loop changes 24 times a second, not as often as the screen; also once it has begun anew after the timer."""
    page = page_of("bird-dog")
    rate = """
    () => document.querySelector('.ns-figure__stage').getAnimations({ subtree: true })
      .map(({ effect }) => effect.getTiming())
      .map(({ duration, easing }) => parseInt(easing.match(/^steps\\((\\d+)/)?.[1] ?? 0) / duration * 1000)
    """
    slow = (
        f"() => {{ const found = ({rate})(); return found.length > 1 && found.every(n => n > 23 && n < 25) }}"
    )
    page.wait_for_function(slow)
    page.evaluate(PHASE, ["rest", "right"])
    page.evaluate(PHASE, [None, None])
    page.wait_for_function(slow)


@pytest.mark.parametrize(
    ("phase", "side", "place"),
    [
        ("get-ready", "right", 0),
        ("hold", "right", 1),
        ("hold", "left", -1),
        ("rest", "left", 0),
        ("side-change", "left", 0),
        ("finished", "both", 0),
    ],
)
def test_follows_the_phase(page_of: Any, phase: str, side: str, place: int) -> None:  # noqa: ANN401
    """In each phase the figure stands in the pose of that phase, on the side that works."""
    page = page_of("bird-dog")
    page.evaluate(PHASE, [phase, side])

    assert page.evaluate(PLACE) == place


def test_moves_in_the_tempo_of_the_dose(page_of: Any) -> None:  # noqa: ANN401
    """Moving in takes the exercise's own seconds, and coming back too."""
    page = page_of("bird-dog")
    page.evaluate(PHASE, ["rest", "right"])
    assert page.evaluate(PLACE) == 0  # and so the browser has seen where the way in begins
    page.evaluate(PHASE, ["move", "right"])
    times = page.evaluate(
        "() => document.querySelector('.ns-figure__stage').getAnimations()"
        ".filter(a => a.transitionProperty === '--ns-t').map(a => a.effect.getTiming().duration)"
    )

    assert times == [3000]


def test_hold_differs_from_start(page_of: Any) -> None:  # noqa: ANN401
    """The pieces really stand elsewhere in the hold than in the start, and elsewhere again on the other side."""
    page = page_of("bird-dog")
    seen = []
    for phase, side in (("rest", "right"), ("hold", "right"), ("hold", "left")):
        page.evaluate(PHASE, [phase, side])
        seen.append(page.evaluate(SEEN))

    assert len(set(seen)) == 3


def test_side_view_from_the_front_turns_over(page_of: Any) -> None:  # noqa: ANN401
    """A body seen from its front shows the other side by turning the picture over."""
    page = page_of("side-plank")
    turned = "() => getComputedStyle(document.querySelector('.ns-figure__stage .ns-fig')).transform"
    page.evaluate(PHASE, ["hold", "left"])
    assert page.evaluate(turned) == "none"

    page.evaluate(PHASE, ["hold", "right"])
    assert page.evaluate(turned) == "matrix(-1, 0, 0, 1, 0, 0)"


def test_reduced_motion(page_of: Any) -> None:  # noqa: ANN401
    """Who asks for less motion sees the hold, standing still, and no control that would do nothing."""
    page = page_of("bird-dog", reduced_motion="reduce")

    assert page.evaluate(PLACE) == 1
    assert page.evaluate("() => document.querySelector('.ns-figure__stage').getAnimations().length") == 0
    assert not page.locator(".ns-figure__pause").is_visible()


def test_timer_and_figure_agree(page_of: Any) -> None:  # noqa: ANN401
    """While the timer runs, the figure stands in the pose of the phase that the timer shows."""
    page = page_of("bird-dog", clock=4, reduced_motion="reduce")  # a movement takes its real seconds
    page.locator("hold-timer").get_by_role("button", name="Start", exact=True).click()
    for phase, place in (("get-ready", 0), ("hold", 1)):
        page.wait_for_function(
            f"([phase, place]) => document.querySelector('.ns-timer').dataset.phase === phase"
            f" && document.querySelector('[data-figure-for]').dataset.phase === phase"
            f" && Math.abs(({PLACE})()) === place",
            arg=[phase, place],
            timeout=60_000,
        )


def test_paper_shows_the_poses(page_of: Any) -> None:  # noqa: ANN401
    """On paper the key poses stand, and the moving picture with its control does not."""
    page = page_of("bridge")
    page.emulate_media(media="print")

    assert page.locator(".ns-figure__stage:visible").count() == 0, "in the guide, and above the timer"
    assert page.locator(".ns-poses__one").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_fit_the_scheme(browser: Browser, site_url: str, scheme: Any) -> None:  # noqa: ANN401
    """Lists show the light pictures on light pages and the dark ones on dark pages, and fetch none far below."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{site_url}exercises/", wait_until="networkidle")
    shown = {name: page.locator(f".ns-card-figure--{name}").first.is_visible() for name in ("light", "dark")}
    pictures = [url for url in fetched if "/assets/figures/" in url]
    page.goto(f"{site_url}exercises/bridge/")
    compared = {
        name: page.locator(f".ns-compare .ns-card-figure--{name}").evaluate_all(
            "images => images.map(image => getComputedStyle(image).display !== 'none')"
        )
        for name in ("light", "dark")
    }
    context.close()

    assert shown == {"light": scheme == "light", "dark": scheme == "dark"}
    assert compared == {name: [one] * 2 for name, one in shown.items()}
    assert 0 < len(pictures) < 36


# The classes of the topmost shape at each point of a grid over the moving picture: what a browser really draws of path
# data and transforms.
SHAPES = """
async () => {
  const two = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const stage = document.querySelector(".ns-figure__stage");
  stage.style.cssText = "position:fixed;left:0;top:0;width:360px;z-index:9999;padding:0;border:0";
  await two();
  await new Promise((done) => setTimeout(done, 120)); // a few of the 24 outlines a second
  await two();
  const box = stage.querySelector("svg").getBoundingClientRect();
  const found = [];
  for (let y = 2; y < box.height; y += 5) {
    for (let x = 2; x < box.width; x += 5) {
      const seen = document.elementFromPoint(box.left + x, box.top + y);
      found.push(seen?.closest("svg.ns-fig") ? (seen.getAttribute("class") ?? "") : "");
    }
  }
  return found;
}
"""
BODY = {f"nf-{code}" for tone, code in CODE.items() if tone.split()[0] in {"skin", "top", "legs", "hair"}}


def shapes(engine: Engine, url: str) -> dict[str, list[str]]:
    """Return what an engine draws at each point of a guide's moving picture, in the start and in the hold."""
    engine.open(url)
    engine.evaluate("() => document.querySelector('hold-timer').remove()")
    # The engines' windows differ in width: a limit of the height would cut the two pictures differently.
    engine.evaluate(
        "() => document.querySelectorAll('.ns-fig').forEach((one) => { one.style.maxHeight = 'none' })"
    )
    drawn = {}
    for phase in ("rest", "hold"):
        engine.evaluate(PHASE, [phase, "both"])
        drawn[phase] = [
            next((name for name in row.split() if name.startswith("nf-")), "")
            for row in engine.evaluate(SHAPES)
        ]
    return drawn


MOST_APART = 0.04
"""Of the points of a body, that may differ between engines: edges fall on this or on that side of a point."""


def test_webkit_draws_the_same_bodies(browser: Browser, virtual_screen: None, site_url: str) -> None:  # noqa: ARG001
    """Start and hold have the same outlines in WebKit, which has no CSS property `d`, as in Chromium."""
    program = found("webkit")
    if program is None:
        pytest.skip("webkit is left out: this machine has no package of it")
    webkit, chromium = WebKit(program), Chromium(browser)
    apart = {}
    try:
        for exercise in MOVING:
            url = f"{site_url}exercises/{exercise.slug}/"
            ours, theirs = shapes(chromium, url), shapes(webkit, url)
            for phase, here in ours.items():
                there = theirs[phase]
                assert len(here) == len(there)
                bodies = [one in BODY or two in BODY for one, two in zip(here, there, strict=True)]
                differ = sum(body and one != two for body, one, two in zip(bodies, here, there, strict=True))
                apart[exercise.slug, phase] = differ / sum(bodies)
    finally:
        webkit.close()
        chromium.close()

    assert {place: part for place, part in apart.items() if part > MOST_APART} == {}
