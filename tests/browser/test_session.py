"""The session player of the built site: from home to a running session, to its end, and over reloads and tabs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from exercises.catalog.load import load
from exercises.pages.payload import payload_text
from tests.browser.engines import Engine, hurried, until
from tests.browser.phone import phone as new_phone
from widgets.catalog import Catalog
from widgets.diary import log_document
from widgets.diary.pain import USUAL_KEY
from widgets.plan import fill, store
from widgets.player.score import Spot
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.session.offer import Wanted
from widgets.session.place import PLACE_KEY, Place, Unfinished, Work
from widgets.session.steps import laid_out

pytestmark = pytest.mark.browser

SIX = (
    "finding-neutral",
    "heel-slide",
    "quadruped-arm-raise",
    "quadruped-leg-raise",
    "clamshell",
    "side-plank-knees",
)
"""On the back, on hands and knees, on the side; both sides at once, in turn, and one after the other."""
SPEED = 30
DOUBLE = 600
"""Milliseconds after which a second press is no double one."""
AWAKE = "session-player[data-awake]"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real catalogue, as the widgets read it."""
    found = load().catalog
    assert found is not None
    return Catalog.from_json(payload_text(found))


def six_kept(
    catalog: Catalog,
    slugs: Sequence[str] = SIX,
    sets: int = 1,
    work: Work = Work(),  # noqa: B008 - it is frozen
    chosen: Settings = Settings(),  # noqa: B008 - it is frozen
) -> dict[str, str]:
    """Return what a device keeps of a session of six exercises, two repetitions each, that was just begun.

    It may be of other exercises and sets, `work` of each may be done already, and settings may be chosen.
    """
    settings = replace(chosen, doses={slug: {"reps": 2, "hold": 3} for slug in slugs})
    steps = tuple(
        replace(step, dose=replace(step.dose, reps=2))
        for step in laid_out([Wanted(slug=slug, sets=sets) for slug in slugs], catalog, settings)
    )
    place = Place(steps=steps, side="left", spot=Spot(set=1, side="both", rep=1))
    there = Unfinished(
        id=f"session-session-{time.time() * 1000:.0f}", at=time.time() * 1000, lead=0, running=False,
        source="only", weekday=None, week=None, short=False, place=place, works=(work,) * len(slugs),
        said=(None,) * len(slugs),
        active=0,
    )  # fmt: skip
    return {PLACE_KEY: there.to_text(), SETTINGS_KEY: settings.to_text()}


def plan_kept(catalog: Catalog) -> dict[str, str]:
    """Return what a device keeps of a reader who has a plan since an hour ago."""
    course = fill.newcomer(catalog)
    profile = replace(course.profile, asked=True, days=tuple(range(0, 7, 2)))
    return {
        store.KEY: store.DOCUMENT.dump(
            store.Saved(course=replace(course, profile=profile), since=(time.time() - 3600) * 1000)
        )
    }


IS_KEPT = "(key) => localStorage.getItem(key) !== null"
KEEP = "(kept) => { for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text); }"

type Open = Callable[..., Page]


@pytest.fixture
def open_session(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens the session's page with kept texts, at a speed of the clock; all in one profile."""
    context = new_phone(browser)

    def open_(kept: dict[str, str], *, speed: float = 1, path: str = "session/") -> Page:
        context.add_init_script(f"globalThis.neutralSpineClock ??= {{speed: {speed}}}")
        page = context.new_page()
        page.goto(f"{site_url}offline/")
        page.evaluate(KEEP, kept)
        page.goto(f"{site_url}{path}")
        return page

    yield open_
    context.close()


def phase(page: Page, name: str) -> None:
    """Wait for a phase."""
    expect(page.locator(f"#session[data-phase={name}]")).to_be_visible(timeout=60_000)


def test_to_the_end_without_a_touch(
    engine: Engine, catalog: Catalog, site_dir: Path, serve_folder: Callable[..., str]
) -> None:
    """A session of six exercises in three positions runs to its end by itself, in every engine, and is in the log."""
    url = serve_folder(site_dir, hurried(site_dir, ("session/",), SPEED))
    engine.open(f"{url}offline/")
    engine.evaluate(KEEP, six_kept(catalog))
    engine.open(f"{url}session/")
    engine.click("[data-on-click=carry-on]")
    until(engine, "() => document.querySelector('#session')?.dataset.state === 'finished'", seconds=240)
    text = engine.evaluate(f"() => localStorage.getItem('{log_document.KEY}')")
    (entry,) = log_document.load(text).entries
    assert [(done.slug, done.finished) for done in entry.exercises] == [(slug, True) for slug in SIX]


def test_two_taps_from_home(open_session: Open, catalog: Catalog) -> None:
    """With a kept plan: home, one tap, the day's session, one tap, and it runs; Python's answer takes it over."""
    page = open_session(plan_kept(catalog), path="")
    page.locator(".ns-today a").click()
    page.locator("#session-start").click()
    expect(page.locator("#session[data-state=running]")).to_be_visible()
    expect(page.locator("#session-phase")).not_to_be_empty()


def test_the_usual_pain(open_session: Open) -> None:
    """The usual pain is asked once; above what it allows there is no Start; a rise of two ends the session."""
    page = open_session({}, path="session/")
    page.locator("#session-asked-yes").check()
    page.locator("#session-signs-no").check()
    page.locator("#session-answer").click()
    expect(page.locator("#session-usual-5")).to_be_visible()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-usual-5").click()
    expect(page.locator("#session-check-question")).to_have_text("How is your pain now, from 0 to 10?")
    sizes = page.locator("#session-check .ns-pains > button").evaluate_all(
        "(all) => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    )
    assert len(sizes) == 11
    assert min(min(size) for size in sizes) >= 44
    # The page may answer before Python does, and Python alone keeps the answers.
    page.wait_for_function(IS_KEPT, arg=USUAL_KEY)
    page.reload()
    expect(page.locator("#session-check-question")).to_have_text("How is your pain now, from 0 to 10?")
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-now-7").click()
    expect(page.locator("#session-check-question")).to_have_text("Not now. Your pain now is 7.")
    expect(page.locator("#session-start")).to_have_count(0)
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-again").click()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-now-6").click()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-start").click()
    expect(page.locator("#session[data-state=running]")).to_be_visible()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-hurts").click()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-leg-no").click()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-8").click()
    expect(page.locator("#session-advice")).to_contain_text("Stop for today.")
    expect(page.locator("[data-on-click=carry-on], [data-on-click=next]")).to_have_count(0)
    kept = page.evaluate(
        "() => Object.entries(localStorage).map(([key, text]) => `${key} ${text}`).join(' ')"
    )
    assert '"pain": 5' in kept
    assert '"pain": 8' not in kept


@pytest.mark.parametrize("state", ["waits", "failed"])
def test_a_plan_is_not_denied_without_python(
    browser: Browser, catalog: Catalog, site_url: str, state: str
) -> None:
    """While Python has not come, or where it cannot, the page does not say that a device with a plan has none."""
    context = new_phone(browser, service_workers="block")
    page = context.new_page()
    page.route("**/assets/runtime/**", lambda route: None if state == "waits" else route.abort())
    page.goto(f"{site_url}offline/")
    page.evaluate(KEEP, plan_kept(catalog))
    page.goto(f"{site_url}session/")
    note = page.locator("#session-sample")
    expect(note).to_be_visible()
    if state == "failed":
        expect(page.locator("session-player[data-failed]")).to_be_attached(timeout=60_000)
    assert "You have no plan" not in note.inner_text()
    assert "Your own plan is on this device" in note.inner_text()
    context.close()


def test_home_without_a_plan(open_session: Open) -> None:
    """Without a plan, home does not speak of today's session as if there were one."""
    page = open_session({}, path="")
    expect(page.locator(".ns-steps")).to_be_visible()
    expect(page.locator(".ns-today")).to_be_hidden()


def test_only_this_one(open_session: Open) -> None:
    """A guide leads to a session of its exercise alone; the questions come first."""
    page = open_session({}, path="exercises/bridge/")
    page.get_by_role("link", name="Run it with a spoken introduction").click()
    expect(page.locator(AWAKE)).to_be_attached()
    expect(page.locator("#session-title")).to_have_text("Bridge")
    expect(page.locator(".ns-session__pictures li")).to_have_count(1)
    expect(page.locator("#session-start")).to_have_count(0)
    page.locator("#session-asked-yes").check()
    page.locator("#session-signs-no").check()
    page.locator("#session-answer").click()
    expect(page.locator("#session-start")).to_be_focused()


def test_keyboard_muted_and_clean(
    open_session: Open, catalog: Catalog, axe: Callable[..., list[str]]
) -> None:
    """By keyboard alone, muted, through every state; axe finds nothing in any, at AAA contrast."""
    muted = Settings(sound=False, voice=False, vibration=False)
    page = open_session(six_kept(catalog, chosen=muted))
    expect(page.locator(AWAKE)).to_be_attached()
    found = axe(page, "session-player")
    page.locator("#session-carry-on").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#session-pause")).to_be_focused()
    for name in ("introduction", "get-ready", "move"):
        phase(page, name)
        page.wait_for_timeout(DOUBLE)
        page.keyboard.press("Space")
        expect(page.locator("#session[data-state=paused]")).to_be_visible()
        found += [f"{name}: {line}" for line in axe(page, "session-player", "wcag2aaa")]
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(DOUBLE)
        page.keyboard.press("Space")
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-skip-exercise").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#session-number-of")).to_contain_text("2 of 6")
    page.locator("#session-hurts").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#session-done")).to_be_focused()
    found += [f"hurt: {line}" for line in axe(page, "session-player")]
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-leg-no").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pain-2").focus()
    page.keyboard.press("Enter")
    found += [f"advice: {line}" for line in axe(page, "session-player")]
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-end").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#session[data-state=stopped]")).to_be_visible()
    found += [f"end: {line}" for line in axe(page, "session-player")]
    assert found == []


def test_clean_while_it_runs_and_after(
    open_session: Open, catalog: Catalog, axe: Callable[..., list[str]]
) -> None:
    """Axe finds nothing in any phase as it runs, at AAA contrast, at the end, and where there is no session."""
    speed = 0.1  # a phase of two seconds is long enough to look at
    slugs = ("finding-neutral", "side-plank-knees", "clamshell")
    work = Work(reps=1, held={"left": 3_000}, spent=10_000)
    page = open_session(plan_kept(catalog) | six_kept(catalog, slugs, sets=2, work=work), speed=speed)
    page.emulate_media(reduced_motion="reduce")  # no flash in mid-measurement
    page.locator("#session-carry-on").click()
    page.wait_for_timeout(DOUBLE / speed)
    page.locator("#session-skip-exercise").click()
    found = []
    for name in ("introduction", "get-ready", "move", "hold", "release", "side-change", "rest"):
        while (there := page.locator("#session").get_attribute("data-phase")) != name:
            page.locator("#session-skip").click()
            expect(page.locator(f"#session[data-phase={there}]")).to_have_count(0)
        found += [f"{name}: {line}" for line in axe(page, "session-player", "wcag2aaa")]
        expect(page.locator(f"#session[data-phase={name}][data-state=running]")).to_be_attached()
    page.wait_for_timeout(DOUBLE / speed)
    page.locator("#session-skip-exercise").click()
    expect(page.get_by_text("How was")).to_be_visible()
    expect(page.locator("#session-hurts")).to_be_in_viewport(ratio=1)
    found += [f"asked: {line}" for line in axe(page, "session-player", "wcag2aaa")]
    page.wait_for_timeout(DOUBLE / speed)
    page.locator("#session-skip-exercise").click()
    expect(page.locator("#session[data-state=finished]")).to_be_visible()
    page.locator("#session-say-0-right").click()
    page.wait_for_timeout(DOUBLE / speed)
    page.locator("#session-pain-after-2[aria-checked=false]").click()
    expect(page.locator("#session-pain-after-2[aria-checked=true]")).to_be_visible()
    page.locator("#session-did > summary").click()
    expect(page.locator("#session-ahead-title")).to_be_visible()
    found += [f"finished: {line}" for line in axe(page, "session-player")]
    page.wait_for_timeout(DOUBLE / speed)
    page.locator("#session-again").click()
    page.locator("#session-changed").click()
    found += [f"questions: {line}" for line in axe(page, "session-player")]
    for asked, signs, button in (
        ("no", "no", "I have asked now"),
        ("yes", "yes", "Answer the questions again"),
    ):
        page.locator(f"#session-asked-{asked}").check()
        page.locator(f"#session-signs-{signs}").check()
        page.locator("#session-answer").click()
        again = page.get_by_role("button", name=button)
        expect(again).to_be_visible()
        found += [f"{button}: {line}" for line in axe(page, "session-player")]
        again.click()
    assert found == []


def test_closed_and_opened_again(open_session: Open, catalog: Catalog) -> None:
    """A tab that was closed in the middle: the next one offers to go on with the exercise that it was."""
    page = open_session(six_kept(catalog))
    page.locator("#session-carry-on").click()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-skip-exercise").click()
    expect(page.locator("#session-number-of")).to_contain_text("2 of 6")
    page.close()
    page = open_session({})
    offer = page.locator("#session-carry-on")
    expect(page.locator("#session-unfinished")).to_contain_text("You stopped at exercise 2 of 6")
    offer.click()
    expect(page.locator("#session[data-state=running]")).to_be_visible()


def test_two_tabs(open_session: Open, catalog: Catalog) -> None:
    """Where a second tab goes on with it, the first one is silent and says so."""
    one = open_session(six_kept(catalog))
    one.locator("#session-carry-on").click()
    expect(one.locator("#session[data-state=running]")).to_be_visible()
    two = open_session({})
    two.locator("#session-carry-on").click()
    expect(two.locator("#session[data-state=running]")).to_be_visible()
    expect(one.locator("#session-elsewhere")).to_contain_text("goes on in another tab")
    one.wait_for_timeout(DOUBLE)
    one.locator("#session-carry-on").click()
    expect(one.locator("#session[data-state=running]")).to_be_visible()
    expect(two.locator("#session-elsewhere")).to_be_visible()


def test_the_figure_keeps_step(open_session: Open, catalog: Catalog) -> None:
    """The exercise's own drawing moves with its phases, and the next exercise brings another."""
    page = open_session(six_kept(catalog))
    page.locator("#session-carry-on").click()
    figure = page.locator("[data-figure-for=finding-neutral]")
    expect(figure.locator("svg")).to_be_visible()
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-pause").click()
    for name in ("get-ready", "move", "hold"):
        page.locator("#session-skip").click()
        expect(figure).to_have_attribute("data-phase", name)
    page.wait_for_timeout(DOUBLE)
    page.locator("#session-skip-exercise").click()
    expect(page.locator("[data-figure-for=heel-slide] svg")).to_be_visible()
    expect(figure).to_have_count(0)


def press_until(page: Page, button: str, state: str) -> None:
    """Press a button until it counts: right after the buttons have changed, a press is taken for a double tap."""
    for _ in range(100):
        if page.locator("#session").get_attribute("data-state") == state:
            return
        page.locator(f"#session-{button}").evaluate_all("found => found.forEach(one => one.click())")
        page.wait_for_timeout(100)
    raise AssertionError(f"{button} was pressed for 10 seconds, and it is not {state}")


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["portrait", "landscape"])
def test_read_from_afar(open_session: Open, catalog: Catalog, size: tuple[int, int]) -> None:
    """On the big screen the digits of a hold are a quarter of the shorter side; rest and hold do not look alike."""
    page = open_session(six_kept(catalog), speed=2)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.locator("#session-carry-on").click()
    page.locator("#session-big").click()
    colors = set()
    for name in ("introduction", "move", "hold", "release"):
        while page.locator("#session").get_attribute("data-phase") != name:
            page.locator("#session-skip").click()
            page.wait_for_timeout(50)
        press_until(page, "pause", "paused")
        colors.add(name)
        box = page.locator("#session-number").bounding_box()
        assert box is not None
        if name == "hold":
            assert box["height"] >= min(size) / 4
        press_until(page, "resume", "running")
        page.wait_for_timeout(DOUBLE)
    assert len(colors) == 4


def test_without_a_script(browser: Browser, site_url: str) -> None:
    """Without a script the page names the exercises of a first session, their doses, and whom to ask."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}session/")
    expect(page.locator(".ns-session__pictures li")).to_have_count(4)
    expect(page.locator("session-player")).to_contain_text("ask your")
    context.close()
