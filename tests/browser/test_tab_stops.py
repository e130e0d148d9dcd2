"""The stops of the Tab key in written order, on the pages and in the states through which readers go by keyboard.

A stop more, one less, or another order has to be written here. Each stop is shown, has a ring, and lies under nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.phone import window

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 664)}
"""A desktop's window, and a phone's with the browser's bars."""
HEADER = """
link Skip to content
desktop: link Neutral Spine
phone: button Menu
button Colors follow your device. Switch to light
fold Select language
desktop: textbox Search
phone: button Search
desktop: link Home
desktop: link Start here
desktop: link Exercises
desktop: link Levels
desktop: link Weekly planner
desktop: link Today's session
desktop: link Progress log
desktop: link Prepare a plan for somebody
desktop: link Learn
desktop: link About
"""
HOME = """
link Is it safe for me?
link Try a first exercise
link In a lot of pain right now?
link Check the warning signs
link Find your neutral
link Do a first session
link Start on a chair
link not shown to be better
link nothing is sent anywhere
link I have a flare-up What to drop, what to keep
link My leg hurts too Why to go very slowly.
link I had back surgery Your surgeon's word comes
link I have something else as well Bones, pregnan
link All exercises By level, position, equipment
link Levels Which comes first, and what comes nex
link Today's session All exercises of the day in
link Weekly planner Three exercise days, walks be
link Does it work? What research shows, and what
link Questions Short answers to what people ask.
link Next: How to use this site
link Keep this site on your device
"""
GUIDE = """
desktop: (menu)
desktop: (contents)
link Is it safe for me?
checkbox Pause the picture
desktop: link [1] Basic bird dog
desktop: link [2] Bird dog, beginner
desktop: link [3] Core strength program, stage 3
desktop: link [4] Core stability exercise protocol of a tr
desktop: link [5] McGill big 3: proper execution
link Level 3
fold Call 999, 911, 112 or your local emergency n
fold Stop if pain spreads down a leg, is sharp or
fold Ask first if you have one of 19 conditions
link a little
phone: link Start the timer
button Start
button Check your pain first
button Change times and sound
link Run it with a spoken introduction
link Leg raise on hands and knees
link Bird dog with squares
link Arm and leg raise over a ball
button Print the short sheet
button Print everything
fold More about this exercise Muscles, why ask fi
link Previous: Ball wall squat
link Next: Bridge with arm lift
link Keep this site on your device
"""
RUN = """
button Pause
button Sound
button Big screen
button Back
button Skip
button Stop
button Stop, it hurts
"""
DAY = """
link Is it safe for me?
link Finding neutral spine
link Lying draw-in
link Face-down draw-in
link Draw-in on hands and knees
link Make a week of your own
"""
QUESTIONS = """
fold How often each
radio Yes, and they agree that I do exercises like
radio Yes, or I am not sure
button Go on
fold How it goes
link Keep this site on your device
"""
SESSION = """
radio 0
button I do not know
button Start
button A short day: 5 minutes
button Something has changed
button Change times and sound
fold How often each
fold How it goes
link Keep this site on your device
"""
COMING = """
button Say it again
button Pause
button Sound
button Big screen
button Back
button I am ready
button Next exercise
button End
button Stop, it hurts
"""
PLANNER = """
link Is it safe for me?
link Is it safe for me?
link Make it my week
button Print this week
link Finding neutral spine
link Lying draw-in
link Face-down draw-in
link Draw-in on hands and knees
fold Why this week looks like this
radio Yes, and they agree that I do exercises like
radio Yes, or I am not sure
checkbox I am pregnant, in week 16 or later, or I am
checkbox I had an operation on my back, belly, eyes o
checkbox Bones in my spine were joined by surgery, or
checkbox I have thin bones (osteoporosis), or I was t
checkbox I have, or once had, a broken bone in my spi
checkbox I have high blood pressure.
checkbox I have a problem with my heart or my blood v
checkbox I have a hernia of the belly or groin, or I
checkbox I have pain, tingling or numbness that runs
checkbox I was told that the canal in my spine is nar
checkbox I was told that I have spondylolisthesis or
checkbox Bending forward or rounding my back makes my
checkbox I have a sore or unstable shoulder.
checkbox My wrist or hand hurts when I lean on it.
checkbox My knee hurts when I kneel or bend it.
checkbox I have an artificial hip joint.
checkbox My neck hurts or is stiff.
checkbox I often feel unsteady, or I have had a fall.
checkbox I have pain at the back or front of my pelvi
checkbox I cannot lie on my belly.
checkbox A doctor told me that I have an inflammatory
checkbox I am pregnant, before week 16.
checkbox I had a baby in the last six months.
checkbox My back wakes me late in the night, and it e
checkbox I have glaucoma, or I was told not to strain
checkbox I have a flare-up now: my back is suddenly w
checkbox None of these
combobox How experienced are you?
checkbox Monday
checkbox Tuesday
checkbox Wednesday
checkbox Thursday
checkbox Friday
checkbox Saturday
checkbox Sunday
combobox The week starts on
radio 10
radio 10
fold Where these numbers come from
checkbox Mat or rug
checkbox Firm chair
checkbox Small pillow
checkbox Rolled towel
checkbox Stability ball
checkbox Wall
checkbox Stick
radio They are new to me
checkbox One at a time: one exercise in my first sess
button Make my week
button Empty the form
fold How it decides The rules of the first docume
fold Taking a week along Link, code, file and cal
fold What it does not do It does not know your ba
link Previous: Level 5: Unstable surface
link Next: Today's session
link Keep this site on your device
"""
LOG = """
link Is it safe for me?
button Session
button Walk
button Pain
button Flare-up
button What is hard
button Print the page
fold Your data on this device
fold How it counts
link Previous: Today's session
link Next: Prepare a plan for somebody
link Keep this site on your device
"""
WEEK_MOST = 55
"""Stops of a newcomer's week, with the header of a desktop."""
MOST = 150
"""More stops than any of these pages has: there is a trap."""
BOOT_MS = 90_000
DOUBLE_MS = 600
"""A second press is no double one after that."""

# Whether what has the focus is shown, has a ring, and can be seen: the part of 15 points over it that nothing covers.
STOP = r"""
() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const labels = [...(one.labels ?? [])];
  const ring = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  const seen = one.matches('input.ns-hidden') ? labels[0] : one;
  const box = seen.getClientRects()[0];
  const free = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.15, 0.5, 0.85].map((y) => {
    const hit = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
    return seen.contains(hit) || labels.some((label) => label.contains(hit));
  }));
  return {
    what: one.outerHTML.slice(0, 120),
    beside: { primary: '(menu)', secondary: '(contents)' }[one.closest('.md-sidebar')?.className.match(/--(\w+)/)[1]],
    shown: one.checkVisibility({ visibilityProperty: true }),
    ring: [one, ...labels].some(ring),
    free: free.filter(Boolean).length / free.length,
  };
}
"""


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Name each size in turn."""
    return str(request.param)


@pytest.fixture
def page(browser: Browser, size: str) -> Iterator[Page]:
    """Open a window of a size, with nothing kept on the device."""
    context = window(browser, SIZES[size], reduced_motion="reduce")
    yield context.new_page()
    context.close()


def woken(page: Page, url: str, tag: str) -> None:
    """Open a page, and wait until Python drives an element of it."""
    page.goto(url)
    page.locator(f"{tag} :is(button, input)").first.dispatch_event("focusin")
    page.locator(f"{tag}[data-awake]").wait_for(timeout=BOOT_MS)
    page.evaluate("document.fonts.ready")


def named(devtools: CDPSession) -> str:
    """Return role and name of what has the focus, as the accessibility tree has them."""
    focused = devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"][
        "objectId"
    ]
    (node, *_) = devtools.send(
        "Accessibility.getPartialAXTree", {"objectId": focused, "fetchRelatives": False}
    )["nodes"]
    role = node.get("role", {}).get("value", "")
    name = " ".join(node.get("name", {}).get("value", "").split())
    return f"{ {'DisclosureTriangle': 'fold'}.get(role, role) } {name[:44].strip()}"


def stops(page: Page) -> list[str]:
    """Press Tab from the page's beginning to its end; return the stops, where the links of a sidebar count as one.

    Raises:
        AssertionError: a stop is not shown, has no ring or lies under something, or there is no way out, also backward.
            The message tells the faults of all stops.
    """
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []
    faults: list[str] = []
    for _ in range(MOST):
        if page.evaluate("document.activeElement === document.body"):
            break
        page.keyboard.press("Shift+Tab")
    else:
        faults.append(f"no way out backward after {MOST} stops")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(STOP)
        if stop is None or (found and page.evaluate("document.activeElement === globalThis.firstStop")):
            break
        if not found:
            page.evaluate("() => { globalThis.firstStop = document.activeElement; }")
        name = stop.get("beside") or named(devtools)
        if not (stop.get("beside") and found[-1:] == [name]):
            found.append(name)
        if not stop["shown"]:
            faults.append(f"not shown: {stop['what']}")
        if not stop["ring"]:
            faults.append(f"no ring: {stop['what']}")
        if stop["free"] < 1 / 2:
            faults.append(f"{1 - stop['free']:.0%} of it lies under something: {stop['what']}")
    else:
        faults.append(f"no way out after {MOST} stops: {found[-5:]}")
    assert not faults, "\n".join(faults)
    return found


def written(size: str, *parts: str) -> list[str]:
    """Return the written stops of a size, in one list."""
    lines = [line for part in parts for line in part.split("\n") if line]
    others = tuple(f"{name}: " for name in SIZES if name != size)
    return [line.removeprefix(f"{size}: ") for line in lines if not line.startswith(others)]


def pressed(page: Page, selector: str, shows: str) -> None:
    """Press something later than what would count as a double press, and wait for what it shows."""
    page.wait_for_timeout(DOUBLE_MS)
    page.locator(selector).first.click()
    page.locator(shows).first.wait_for(timeout=BOOT_MS)


def test_home(page: Page, size: str, site_url: str) -> None:
    """From the header to the last line of the page."""
    page.goto(site_url)
    page.evaluate("document.fonts.ready")
    assert stops(page) == written(size, HEADER, HOME)


def test_a_guide_and_its_timer(page: Page, size: str, site_url: str) -> None:
    """The guide as it opens; a running timer has its buttons alone."""
    woken(page, f"{site_url}exercises/bird-dog/", "hold-timer")
    assert stops(page) == written(size, HEADER, GUIDE)
    pressed(page, "hold-timer [data-on-click=start]", ".ns-timer[data-state=running]")
    assert stops(page) == written(size, RUN)


def test_a_session(page: Page, size: str, site_url: str) -> None:
    """The two questions, the day, and the buttons of a session that runs."""
    woken(page, f"{site_url}session/", "session-player")
    if not page.locator("#session-answer").is_visible():
        pressed(page, "#session-start", "#session-answer")
    assert stops(page) == written(size, HEADER, DAY, QUESTIONS)
    page.locator("[name=asked][value=yes]").check()
    page.locator("[name=signs][value=no]").check()
    pressed(page, "#session-answer", "#session-start")
    assert stops(page) == written(size, HEADER, DAY, SESSION)
    pressed(page, "#session-start", "#session[data-phase=introduction]")
    assert stops(page) == written(size, COMING)


def test_a_planner(page: Page, size: str, site_url: str) -> None:
    """The sample week and the form; the week itself changes with the day, so its stops are counted."""
    woken(page, f"{site_url}planner/", "weekly-planner")
    assert stops(page) == written(size, HEADER, PLANNER)
    page.locator("[name=asked][value=yes]").check()
    page.locator("[name=signs][value=no]").check()
    page.locator("[name=condition-none]").check()
    pressed(page, "#ns-planner-form [type=submit]", ".ns-tick")
    assert len(stops(page)) <= WEEK_MOST


def test_a_log(page: Page, size: str, site_url: str) -> None:
    """The empty log."""
    woken(page, f"{site_url}progress/", "progress-log")
    assert stops(page) == written(size, HEADER, LOG)
