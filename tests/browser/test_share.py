"""A plan on its way, in a real browser: from a week to a link, a code on paper, a file and a calendar, and back."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
import vobject
import zxingcpp
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route, expect
from pypdf import PdfReader

from tests.browser.phone import phone as new_phone
from tests.widgets.frozen import real_catalog
from widgets.days import MS_A_DAY
from widgets.diary import log_document
from widgets.plan import fill, shared, store
from widgets.plan.week import make
from widgets.prepare import draft
from widgets.share import link

pytestmark = pytest.mark.browser

AWAKE = 90_000
"""Milliseconds that the first start of Python may take on a slow machine."""

PAPERS = ("A4", "Letter")
WARNING = "For education only."
TITLE = ".ns-planner__title"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Open a phone's window."""
    context = new_phone(browser, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def other(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window of somebody else: nothing of the first one is known there."""
    context = new_phone(browser, accept_downloads=True)
    yield context
    context.close()


def make_week(page: Page, site_url: str, *, everything: bool = False) -> None:
    """Make a week of one's own; with `everything`, of eight exercises."""
    page.goto(f"{site_url}planner/")
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    page.locator("weekly-planner[data-awake]").wait_for(timeout=AWAKE)
    form.locator("[name=signs][value=no]").check()
    form.locator("[name=condition-none]").check()
    if everything:
        form.locator("[name=level]").select_option("5")
        form.locator("[name=session-minutes][value='60']").check(force=True)
        form.locator("[name=used][value=some]").check()
        form.get_by_text("Which are easy for you?").click()
        for box in form.locator("[name^=known-], [name^=equipment-]").all():
            box.check()
    form.get_by_role("button", name="Make my week").click()
    expect(page.locator(TITLE)).to_contain_text("Week 1", timeout=AWAKE)


def link_of(page: Page) -> str:
    """Show the link of the week or plan on the page, and return it."""
    page.get_by_role("button", name="Link and QR code").click()
    expect(page.locator(".ns-code")).to_be_visible(timeout=AWAKE)
    return page.locator(".ns-share__link").input_value()


def decoded(pdf: bytes) -> list[str]:
    """Return what a QR decoder of somebody else's reads on the first page of a PDF, rasterized and in gray."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3, grayscale=True)
    rows = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    return [found.text for found in zxingcpp.read_barcodes(rows)]


def routine(page: Page) -> list[str]:
    """Return the exercises with their doses, as the printed sheet has them."""
    return page.locator(".ns-week-sheet tbody tr th").all_text_contents()


def pick(page: Page, slug: str) -> None:
    """Add an exercise to a plan for somebody by its picture."""
    page.locator(f".ns-pick[data-value='\"{slug}\"']").click()
    expect(page.locator(f"#ns-maker-row-{slug}")).to_be_visible()


def open_maker(page: Page, site_url: str) -> None:
    """Open the plan maker, and wake Python by turning to it."""
    page.goto(f"{site_url}prepare/")
    page.locator("#ns-maker-find").focus()
    page.locator("plan-maker[data-awake]").wait_for(timeout=AWAKE)


def answer_safely(page: Page) -> None:
    """Answer the three questions about safety, and make the week."""
    page.locator("[name=asked][value=yes]").check()
    page.locator("[name=signs][value=no]").check()
    page.locator("[name=condition-none]").check()
    page.locator("#ns-planner-form [type=submit]").click()


def test_a_week_goes_by_link_file_paper_and_calendar(
    phone: BrowserContext, other: BrowserContext, site_url: str, axe: Callable[..., list[str]]
) -> None:
    """The printed code and the link are the same; elsewhere it is a gentle first week, and only after being asked."""
    page = phone.new_page()
    make_week(page, site_url, everything=True)
    link = link_of(page)
    assert len(link.encode()) <= 700
    assert axe(page, ".ns-share") == []
    for paper in PAPERS:
        pdf = page.pdf(format=paper)
        reader = PdfReader(io.BytesIO(pdf))
        assert len(reader.pages) == 1, paper
        assert WARNING in reader.pages[0].extract_text()
        assert decoded(pdf) == [link], paper

    there = other.new_page()
    there.goto(link)
    expect(there.locator(".ns-offer")).to_be_visible(timeout=AWAKE)
    assert there.url == f"{site_url}planner/", "the plan is out of the address once it is read"
    expect(there.locator(".ns-offer__title")).to_be_focused()
    assert axe(there, ".ns-offer") == []
    kept = there.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('neutral-spine.planner'))"
    )
    assert kept == [], "nothing is kept before somebody chose"
    there.get_by_role("button", name="Take this plan").click()
    expect(there.locator("#ns-planner-questions")).to_be_focused()
    answer_safely(there)
    expect(there.locator(TITLE)).to_contain_text("Week 1")
    assert 1 < len(routine(there)) <= 5 < len(routine(page))  # Up to four exercises, and the walk.

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    text = saved.value.path().read_text()
    assert json.loads(text)["plan"]["answers"] is None
    damaged = text.replace('"level": 5', '"level": 4')
    for name, content, title in (
        ("damaged.json", damaged, "This plan could not be opened"),
        ("plan.json", text, "A week from another planner"),
    ):
        there.locator(".ns-share__open input").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": content.encode()}
        )
        expect(there.locator(".ns-offer__title")).to_have_text(title)
    before = there.evaluate("() => localStorage['neutral-spine.planner']")
    there.get_by_role("button", name="Keep mine").click()
    expect(there.locator(".ns-offer")).to_have_count(0)
    assert there.evaluate("() => localStorage['neutral-spine.planner']") == before

    page.get_by_text("Put it in my calendar").click()
    with page.expect_download(timeout=AWAKE) as calendar:
        page.get_by_role("button", name="Make the calendar file").click()
    events: list[Any] = vobject.readOne(calendar.value.path().read_text()).vevent_list
    assert len(events) >= 12
    assert all(WARNING in event.description.value for event in events)


def test_wrong_links_are_told_and_change_nothing(phone: BrowserContext, site_url: str) -> None:
    """A truncated, changed or foreign link gets a sentence, with a week of one's own or without."""
    page = phone.new_page()
    make_week(page, site_url)
    link = link_of(page)
    before = page.evaluate("() => ({...localStorage})")
    wrong = {
        link[:-6]: "The end of this link is missing",
        f"{link[:-4]}{'AAAA' if not link.endswith('AAAA') else 'BBBB'}": "Some letters of this link are wrong",
        link.replace("#plan=1", "#plan=7"): "Some letters of this link are wrong",
        f"{site_url}planner/#plan=<img src=x>": "does not hold a plan",
    }
    for address, words in wrong.items():
        page.evaluate("(hash) => { location.hash = hash; }", address.partition("#")[2])
        expect(page.locator(".ns-offer")).to_contain_text(words)
        page.get_by_role("button", name="Close this note").click()
        expect(page.locator(".ns-offer")).to_have_count(0)
    expect(page.locator(TITLE)).to_contain_text("Week 1")
    assert page.evaluate("() => ({...localStorage})") == before


def test_an_offered_plan_stays_for_its_tab(
    phone: BrowserContext, other: BrowserContext, site_url: str
) -> None:
    """A plan opened by a changed link is there after a reload and after a look at the safety page, until it is refused.

    It leaves the address, nothing of it is on the device, and another tab knows nothing of it.
    """
    page = phone.new_page()
    make_week(page, site_url)
    fragment = link_of(page).partition("#")[2]

    theirs = other.new_page()
    theirs.goto(f"{site_url}#{fragment.replace('=', '%3D')}%0A&utm_source=mail")
    offer = theirs.locator(".ns-offer__title")
    expect(offer).to_have_text("A week from another planner", timeout=AWAKE)
    assert theirs.url == f"{site_url}planner/"
    theirs.reload()
    expect(offer).to_be_visible(timeout=AWAKE)
    theirs.goto(f"{site_url}safety/")
    theirs.go_back()
    expect(offer).to_be_visible(timeout=AWAKE)
    assert theirs.evaluate("() => Object.keys(localStorage)") == []
    second = other.new_page()
    second.goto(f"{site_url}planner/")
    expect(second.locator(".ns-offer")).to_have_count(0)

    theirs.get_by_role("button", name="No, thanks").click()
    expect(offer).to_have_count(0)
    theirs.reload()
    expect(theirs.locator(TITLE)).to_be_visible()
    assert (
        theirs.evaluate("() => Object.keys(sessionStorage).filter((key) => key.includes('fragment'))") == []
    )


@pytest.mark.parametrize("before", ["?utm_source=mail%23plan=", "?%23plan%3D", "?plan="])
def test_a_plan_behind_a_question_mark_is_opened(before: str, phone: BrowserContext, site_url: str) -> None:
    """A counting mail program encodes the whole rest of an address: the plan is offered, and leaves the address."""
    plan = shared.SharedPlan(
        level=3, days=(0, 2, 4), session_minutes=20, walk_minutes=15,
        items=(shared.SharedItem(slug="bridge", sets=2),),
    )  # fmt: skip
    page = phone.new_page()
    page.goto(f"{site_url}planner/{before}{link.encode(plan)}")
    expect(page.locator(".ns-offer__title")).to_be_visible(timeout=AWAKE)
    assert page.url == f"{site_url}planner/"
    page.reload()
    expect(page.locator(".ns-offer__title")).to_be_visible(timeout=AWAKE)


def test_another_try_opens_the_plan(phone: BrowserContext, other: BrowserContext, site_url: str) -> None:
    """Where Python could not start, the next try opens the link's plan; no sample ever stands in its place."""
    page = phone.new_page()
    make_week(page, site_url)
    fragment = link_of(page).partition("#")[2]

    theirs = other.new_page()
    sample = theirs.locator(":text('sample week'):visible, .ns-week:visible")
    held: list[Route] = []
    fails = False
    other.route("**/assets/runtime/**", lambda route: route.abort() if fails else held.append(route))
    theirs.goto(f"{site_url}planner/#{fragment}")
    expect(theirs.locator(".ns-fetching")).to_contain_text("Opening the plan in this link", timeout=AWAKE)
    expect(sample).to_have_count(0)
    fails = True
    for route in held:
        route.abort()
    expect(theirs.locator(".ns-failed")).to_contain_text("The plan in this link", timeout=AWAKE)
    expect(sample).to_have_count(0)
    other.unroute_all()
    theirs.get_by_role("button", name="Try again").click()
    expect(theirs.locator(".ns-offer__title")).to_have_text("A week from another planner", timeout=AWAKE)


def test_a_malformed_fragment_throws_nothing(phone: BrowserContext, site_url: str) -> None:
    """Whatever stands behind `#`, no page throws."""
    page = phone.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    for path in ("", "exercises/bridge/", "planner/", "session/", "progress/", "prepare/", "no-such-page/"):
        for fragment in ("%", "%E0%A4%A", "a%zz", "%25%"):
            page.goto(f"{site_url}{path}#{fragment}")
            page.evaluate("(hash) => { location.hash = hash; }", f"{fragment}%")
    assert thrown == []


def test_a_library_that_cannot_be_fetched_is_told(browser: Browser, site_url: str) -> None:
    """Without the library there is no calendar and no code, in plain words; with it the next try works."""
    context = browser.new_context(
        accept_downloads=True, service_workers="block"
    )  # It would fetch past the route.
    page = context.new_page()
    page.route("**/*.whl", lambda route: route.abort())
    make_week(page, site_url)
    page.get_by_role("button", name="Link and QR code").click()
    expect(page.locator(".ns-share__panel .ns-field__error")).to_contain_text("could not be fetched")
    assert "#plan=" in page.locator(".ns-share__link").input_value()
    page.get_by_text("Put it in my calendar").click()
    page.get_by_role("button", name="Make the calendar file").click()
    expect(page.locator(".ns-share__calendar .ns-field__error")).to_contain_text("could not be fetched")
    page.unroute("**/*.whl")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".ns-code")).to_be_visible(timeout=AWAKE)
    with page.expect_download(timeout=AWAKE):
        page.get_by_role("button", name="Make the calendar file").click()
    context.close()


def test_somebody_prepares_a_plan(
    phone: BrowserContext, other: BrowserContext, site_url: str, axe: Callable[..., list[str]]
) -> None:
    """By keyboard, on a phone: four exercises on three sheets, and the receiver sees whose word it is."""
    page = phone.new_page()
    open_maker(page, site_url)
    for slug, words in (
        ("bird-dog", "bird dog"),
        ("bridge", "bridge"),
        ("side-plank-knees", "side plank knees"),
        ("dead-bug", "dead bug"),
    ):
        page.locator("#ns-maker-find").fill(words)
        page.keyboard.press("Enter")
        expect(page.locator(f"#ns-maker-row-{slug}")).to_be_visible()
    page.locator("#ns-maker-reps-bird-dog").fill("14")
    page.locator("[name=name]").fill("Ann Example")
    page.get_by_role("button", name="Print the hand-out").press("Enter")
    expect(page.locator(".ns-maker__problems")).to_contain_text("Write a note that says why")
    expect(page.locator(".ns-maker__problems")).to_be_focused()
    assert axe(page, "plan-maker") == []
    page.locator("#ns-maker-note-bird-dog").fill("You did 14 well on Monday")
    link = link_of(page)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 390
    for paper in PAPERS:
        pdf = page.pdf(format=paper)
        pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]
        assert len(pages) == 3, paper
        assert all(WARNING in " ".join(text.split()) for text in pages)
        assert "Ann Example" in pages[0]
        assert decoded(pdf) == [link], paper
    page.reload()
    expect(page.locator("#ns-maker-row-dead-bug")).to_be_visible(timeout=AWAKE)
    expect(page.locator("[name=name]")).to_have_value("Ann Example")

    there = other.new_page()
    there.goto(link)
    offer = there.locator(".ns-offer")
    expect(offer).to_contain_text("chose these exercises and doses, not this site", timeout=AWAKE)
    expect(offer).to_contain_text("14 times with each leg, hold 5 seconds")
    expect(offer).to_contain_text("You did 14 well on Monday")
    expect(offer.locator("details")).to_contain_text("more than the 10 of the exercise page")
    expect(offer).not_to_contain_text("Ann Example")
    expect(there.locator("h1:visible")).to_have_text("A plan from a link")
    expect(there.locator(".ns-week, #how-it-decides")).to_have_count(1)
    expect(there.locator("#how-it-decides")).to_be_hidden()
    assert axe(there, "weekly-planner") == []
    there.get_by_role("button", name="Take this plan").click()
    answer_safely(there)
    expect(there.locator(TITLE)).to_contain_text("Week 1")
    expect(there.locator(".ns-planner__routine")).to_contain_text("14 times with each leg")
    assert axe(there, "weekly-planner") == []


def test_what_comes_while_a_control_is_pressed_moves_nothing(phone: BrowserContext, site_url: str) -> None:
    """A note is written, and a button pressed and let go slowly: the problems above it go, the click counts."""
    page = phone.new_page()
    open_maker(page, site_url)
    pick(page, "bird-dog")
    page.locator("#ns-maker-reps-bird-dog").fill("14")
    page.get_by_role("button", name="Print the hand-out").click()
    expect(page.locator(".ns-maker__problems")).to_be_focused()
    page.locator("#ns-maker-note-bird-dog").fill("You did 14 well on Monday")
    page.get_by_role("button", name="Link and QR code").hover()
    page.mouse.down()
    page.wait_for_timeout(300)  # Python answers to the note meanwhile.
    expect(page.locator(".ns-maker__problems")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".ns-maker__problems")).to_have_count(0)
    expect(page.locator(".ns-code")).to_be_visible(timeout=AWAKE)


def test_a_finger_that_rests_holds_up_nothing_for_long(phone: BrowserContext, site_url: str) -> None:
    """A button is pressed and not let go: what Python says is shown all the same."""
    page = phone.new_page()
    open_maker(page, site_url)
    page.get_by_role("button", name="Save as a file").hover()
    page.mouse.down()
    page.locator("#ns-maker-day-1").evaluate("box => box.click()")
    page.locator(".ns-maker__find").evaluate("form => form.requestSubmit()")
    expect(page.locator(".ns-maker__row")).to_have_count(1)
    page.mouse.up()


def test_six_exercises_in_25_taps_or_keys(phone: BrowserContext, site_url: str) -> None:
    """Six exercises by their pictures, each with its own dose, and their link: at most 25 taps and keys are counted."""
    page = phone.new_page()
    page.add_init_script(
        "globalThis.counted = 0; for (const kind of ['pointerdown', 'keydown']) "
        "addEventListener(kind, () => { globalThis.counted += 1; }, true);"
    )
    page.goto(f"{site_url}prepare/")
    page.locator("plan-maker:defined").wait_for()
    doses = {
        ("heel-slide", "sets"): "2",
        ("bridge", "sets"): "3",
        ("bridge", "hold"): "8",
        ("clamshell", "sets"): "2",
        ("bird-dog", "sets"): "2",
        ("bird-dog", "reps"): "8",
        ("dead-bug", "sets"): "2",
        ("side-plank-knees", "reps"): "5",
    }
    slugs = list(dict.fromkeys(slug for slug, _ in doses))
    for slug in slugs:
        page.locator(f".ns-pick[data-value='\"{slug}\"']").tap()
        expect(page.locator(f"#ns-maker-row-{slug}")).to_be_visible(timeout=AWAKE)
    for (slug, part), digits in doses.items():
        field = page.locator(f"#ns-maker-{part}-{slug}")
        field.tap()
        page.keyboard.type(digits)
        expect(field).to_have_value(digits)
    page.get_by_role("button", name="Link and QR code").tap()
    expect(page.locator(".ns-share__link")).to_be_visible(timeout=AWAKE)
    plan = link.decode(page.locator(".ns-share__link").input_value().partition("#plan=")[2], real_catalog())
    assert [item.slug for item in plan.items] == slugs
    items = {item.slug: item for item in plan.items}
    assert {(slug, part): str(getattr(items[slug], part)) for slug, part in doses} == doses
    assert page.evaluate("globalThis.counted") <= 25


def test_a_row_is_dragged_to_its_place(phone: BrowserContext, browser: Browser, site_url: str) -> None:
    """A finger or a mouse takes a row by its picture and lets it go elsewhere; the order is kept and goes out so."""
    desk = browser.new_context(viewport={"width": 1280, "height": 1000})
    for context in (phone, desk):
        page = context.new_page()
        open_maker(page, site_url)
        for slug in ("bridge", "bird-dog", "dead-bug"):
            pick(page, slug)
        names = page.locator(".ns-maker__name a")
        expect(names).to_have_text(["Bridge", "Bird dog", "Dead bug"])
        page.locator(".ns-maker__list").scroll_into_view_if_needed()
        grip = page.locator("[data-item=dead-bug] [data-drag]")
        grip.scroll_into_view_if_needed()
        start = grip.bounding_box()
        assert start is not None
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        first = page.locator("[data-item=bridge]").bounding_box()
        assert first is not None
        if context is desk:
            page.mouse.move(x, y)
            page.mouse.down()
            page.locator("[data-item=dead-bug][data-dragged]").wait_for()
            page.mouse.move(x, first["y"], steps=8)
            page.mouse.up()
        else:
            session = context.new_cdp_session(page)

            def touch(kind: str, at: float, session: CDPSession = session, x: float = x) -> None:
                points = [] if kind == "touchEnd" else [{"x": x, "y": at}]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

            touch("touchStart", y)
            page.locator("[data-item=dead-bug][data-dragged]").wait_for()
            for step in range(1, 9):
                touch("touchMove", y + (first["y"] - y) * step / 8)
            touch("touchEnd", first["y"])
        expect(names).to_have_text(["Dead bug", "Bridge", "Bird dog"])
        page.reload()
        expect(names).to_have_text(["Dead bug", "Bridge", "Bird dog"], timeout=AWAKE)
    desk.close()


def guide_says(there: Page, site_url: str, dose: str, note: str) -> None:
    """Check the guide of the bridge: its first view, its timer, its paper and its spoken session have dose and note."""
    there.goto(f"{site_url}exercises/bridge/")
    planned = "Your plan: Hold 3 seconds. Do it 12 times. 2 sets."
    first = there.locator("#at-a-glance .ns-facts__plan")
    for place in (there.locator("hold-timer"), first):
        expect(place).to_contain_text(planned, timeout=AWAKE)
        expect(place).to_contain_text(note)
    expect(first).to_be_visible()
    paper = " ".join(PdfReader(io.BytesIO(there.pdf(format="A4"))).pages[0].extract_text().split())
    for said in (planned, note, "Usually: Hold"):
        assert said in paper, said
    there.get_by_role("link", name="Run it with a spoken introduction").click()
    expect(there.locator("#session-title")).to_have_text("Bridge", timeout=AWAKE)
    expect(there.locator("#session-doses")).to_contain_text(dose)


def test_what_a_clinician_prescribes_arrives_whole(
    phone: BrowserContext, other: BrowserContext, site_url: str, axe: Callable[..., list[str]]
) -> None:
    """From the plan maker to a second device: note and dose stand in its page, week, session, guide and paper."""
    page = phone.new_page()
    open_maker(page, site_url)
    note = "Stop before your hamstrings cramp."
    pick(page, "bridge")
    for part, digits in (("sets", "2"), ("reps", "12"), ("hold", "3")):
        page.locator(f"#ns-maker-{part}-bridge").fill(digits)
    page.locator("[data-item=bridge] summary").click()
    page.locator("#ns-maker-note-bridge").fill(note)
    pick(page, "bird-dog")
    row = page.locator("[data-item=bird-dog]")
    row.locator("summary").click()
    row.locator("[value=left]").check(force=True)
    for number in range(7):  # Every day, so that today's session has them.
        page.locator(f"#ns-maker-day-{number}").check(force=True)
    page.locator("[name=clinic]").fill("Riverside Physio")
    page.locator("[name=phone]").fill("+44 (20) 7946 0958")
    page.locator("[name=send-clinic]").check()
    page.locator("[name=walk]").fill("0")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".ns-handout--preview")).to_contain_text(note)
    expect(page.locator(".ns-handout--preview .ns-week-sheet")).to_contain_text("Riverside Physio")
    assert axe(page, "plan-maker") == []
    address = link_of(page)
    assert decoded(page.pdf(format="A4")) == [address]

    dose, one_side = "2 sets of 12, hold 3 seconds", "5 times with the left leg"
    there = other.new_page()
    there.goto(address)
    offer = there.locator(".ns-offer")
    expect(offer).to_contain_text("It says it is from “Riverside Physio”", timeout=AWAKE)
    for said in (dose, note, one_side):
        expect(offer).to_contain_text(said)
    assert there.locator("a[href^='tel:'], a[href^='mailto:']").count() == 0
    there.get_by_role("button", name="Take this plan").click()
    answer_safely(there)
    expect(there.locator(TITLE)).to_contain_text("Week 1")
    for said in (dose, note, one_side):
        expect(there.locator(".ns-planner__routine")).to_contain_text(said)
    expect(there.locator(".ns-maker-words:visible")).to_contain_text("Written by whoever made this plan")
    assert axe(there, "weekly-planner") == []
    there.locator(".ns-week-sheet").wait_for(state="attached")
    paper = " ".join(PdfReader(io.BytesIO(there.pdf(format="A4"))).pages[0].extract_text().split())
    for said in (dose, note, one_side, "Riverside Physio", "+44 (20) 7946 0958"):
        assert said in paper, said

    guide_says(there, site_url, dose, note)
    there.goto(f"{site_url}session/")
    there.locator("session-player[data-awake]").wait_for(timeout=AWAKE)
    there.locator("#session-start").click()
    for _ in range(3):  # The questions before a first session.
        if there.locator("#session-note").is_visible():
            break
        there.wait_for_timeout(1000)
    expect(there.locator("#session-note")).to_contain_text(note)


def test_every_hand_out_fits(phone: BrowserContext, site_url: str) -> None:
    """From the eight exercises with the most words down to one: the week on one page, two cards on another."""
    page = phone.new_page()
    words = {e.slug: len(" ".join((*e.setup, *e.steps, *e.stop_if))) for e in real_catalog().exercises}
    longest = sorted(words, key=lambda slug: -words[slug])[: draft.MOST_ROWS]
    note = ("Slowly, as we did it last time. " * 9)[: shared.NOTE_LENGTH].strip()
    rows = tuple(draft.Row(slug=slug, sets=3, reps=10, hold=5, note=note[:120].strip()) for slug in longest)
    whole = draft.Draft(rows=rows, days=tuple(range(6)), walk_minutes=30, name="A" * 30, note=note)
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [draft.KEY, draft.DOCUMENT.dump(whole)])
    page.goto(f"{site_url}prepare/")
    page.locator("plan-maker[data-awake]").wait_for(timeout=AWAKE)
    link_of(page)
    for count in range(draft.MOST_ROWS, 0, -1):
        expect(page.locator(".ns-maker__row")).to_have_count(count)
        for paper in PAPERS:
            pdf = page.pdf(format=paper)
            assert len(PdfReader(io.BytesIO(pdf)).pages) == 1 + -(-count // 2), (count, paper)
            assert decoded(pdf) == [page.locator(".ns-share__link").input_value()]
        page.get_by_role("button", name=": remove").last.click()


def test_from_a_session_to_the_log_to_the_next_week_to_another_device(
    browser: Browser, other: BrowserContext, site_url: str
) -> None:
    """A session done in the player is in the log, the week after follows, and a link asks what is easy there."""
    week_ago = time.time() * 1000 - 7 * MS_A_DAY
    context = new_phone(browser, timezone_id="UTC")
    context.add_init_script("globalThis.neutralSpineClock ??= {speed: 40}")
    page = context.new_page()
    catalog = real_catalog()
    today = datetime.now(UTC).weekday()
    days = tuple(sorted({today, (today + 2) % 7, (today + 4) % 7}))
    course = fill.newcomer(catalog)
    course = replace(course, profile=replace(course.profile, asked=True, days=days))
    saved = store.Saved(course=course, since=week_ago)
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [store.KEY, store.DOCUMENT.dump(saved)])

    page.goto(f"{site_url}session/")
    page.locator("#session-start").click()
    expect(page.locator("#session[data-state=finished]")).to_be_attached(timeout=180_000)
    (entry,) = log_document.load(
        page.evaluate("(key) => localStorage.getItem(key)", log_document.KEY)
    ).entries
    names = [item.exercise.name for item in make(course, catalog).session]
    assert [catalog.exercise(done.slug).name for done in entry.exercises] == names

    page.goto(f"{site_url}progress/")
    page.locator("progress-log[data-awake]").wait_for(timeout=AWAKE)
    expect(page.locator("progress-log")).to_contain_text(names[-1])

    page.goto(f"{site_url}planner/")
    expect(page.locator(TITLE)).to_contain_text("Week 1", timeout=AWAKE)
    page.get_by_role("button", name="Next week").click()
    page.locator("[name=answer][value=fine]").check()
    page.get_by_role("button", name="Go to the next week").click()
    expect(page.locator(TITLE)).to_contain_text("Week 2")
    expect(page.locator(".ns-planner__notices")).to_contain_text("New this week:")
    link = link_of(page)

    there = other.new_page()
    there.goto(link)
    there.get_by_role("button", name="Take this plan").click(timeout=AWAKE)
    answer_safely(there)
    expect(there.locator(TITLE)).to_contain_text("Week 1")
    expect(there.get_by_role("heading", name="Which of these are easy for you?")).to_be_visible()
    context.close()
