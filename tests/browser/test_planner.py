"""The weekly planner in a real browser: a week is made, kept and printed on one page, also without a script."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

WARNING = "For education only."
PAPERS = ("A4", "Letter")
AWAKE = 60_000
"""Milliseconds that the first start of Python may take on a slow machine."""


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Open a desktop window."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window in which scripts are off."""
    context = new_phone(browser, java_script_enabled=False)
    yield context
    context.close()


def planner(desk: BrowserContext, site_url: str) -> Page:
    """Open the planner, and wait until Python drives it."""
    page = desk.new_page()
    page.goto(f"{site_url}planner/")
    awaken(page)
    return page


def awaken(page: Page) -> None:
    """Show interest in the planner, and wait until Python drives it."""
    page.locator("weekly-planner button").first.dispatch_event("focusin")
    page.locator("weekly-planner[data-awake]").wait_for(timeout=AWAKE)


def printed(page: Page, paper: str) -> PdfReader:
    """Return what the page prints on A4 or US Letter paper."""
    return PdfReader(io.BytesIO(page.pdf(format=paper)))


def one_page(page: Page, paper: str) -> str:
    """Return the text of the one page that is printed."""
    reader = printed(page, paper)
    assert len(reader.pages) == 1, (paper, len(reader.pages))
    text = " ".join(reader.pages[0].extract_text().split())
    assert WARNING in text
    assert "Weekly planner" not in text, "the page around the sheet is printed as well"
    return text


def make_week(page: Page, *, level: str = "1", minutes: str = "10", everything: bool = False) -> None:
    """Answer the questions; with `everything`, tick every exercise and all the equipment."""
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    form.locator("[name=signs][value=no]").check()
    form.locator("[name=condition-none]").check()
    form.locator("[name=level]").select_option(level)
    form.locator(f"[name=session-minutes][value='{minutes}']").check(force=True)
    if everything:
        form.locator("[name=used][value=some]").check()
        form.get_by_text("Which are easy for you?").click()
        for box in form.locator("[name^=known-], [name^=equipment-]").all():
            box.check()
        form.locator("[name=condition-wrist-problem]").check()
        form.locator("[name=condition-shoulder-problem]").check()
    form.get_by_role("button", name="Make my week").click()
    expect(page.get_by_role("heading", name="Week 1")).to_be_visible(timeout=AWAKE)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sample_week_prints_without_a_script(
    scriptless: BrowserContext, site_url: str, paper: str
) -> None:
    """With scripts off the sample week stands there, offers nothing that cannot work, and prints on one page."""
    page = scriptless.new_page()
    page.goto(f"{site_url}planner/")
    expect(page.get_by_role("heading", name="A sample week for a newcomer")).to_be_visible()
    expect(page.locator(".ns-day[data-kind=exercise]")).to_have_count(3)
    expect(page.locator("#ns-planner-form")).to_be_hidden()
    text = one_page(page, paper)
    assert "Sample exercise week" in text
    assert "Name" in text


def test_a_week_is_made_and_survives_a_reload(desk: BrowserContext, site_url: str) -> None:
    """The reader's answers make their week, a tick stays, and both are there after a reload."""
    page = planner(desk, site_url)
    make_week(page, minutes="15")
    tick = page.locator(".ns-day .ns-tick").first
    tick.click()
    expect(tick).to_have_attribute("aria-checked", "true")
    page.reload()
    expect(page.get_by_role("heading", name="Week 1")).to_be_visible(timeout=AWAKE)
    expect(page.locator(".ns-tick").first).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_fullest_week_prints_on_one_page(desk: BrowserContext, site_url: str, paper: str) -> None:
    """Level 5, an hour, every exercise known: still one page, with nothing smaller than 8.5 points."""
    page = planner(desk, site_url)
    make_week(page, level="5", minutes="60", everything=True)
    text = one_page(page, paper)
    assert "My exercise week" in text
    assert "Ask first." in text
    page.emulate_media(media="print")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.ns-week-sheet *')]
            .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 8.5 * 96 / 72


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_own_week_is_accessible(
    desk: BrowserContext, site_url: str, axe: Callable[..., list[str]], scheme: Literal["light", "dark"]
) -> None:
    """With a week of one's own and all its panels open, axe finds nothing against WCAG 2.2 AA."""
    page = planner(desk, site_url)
    page.emulate_media(color_scheme=scheme)
    make_week(page)
    page.locator(".ns-day .ns-tick").first.click()
    for summary in page.locator(".ns-planner summary").all():
        summary.click()
    page.get_by_role("button", name="Swap").first.click()
    page.get_by_role("button", name="Show the weeks ahead").click()
    expect(page.locator(".ns-outlook__picture")).to_be_visible()
    assert axe(page, "weekly-planner") == []
    page.get_by_role("button", name="Say how it went").click()
    page.locator("[name=answer][value=fine]").check()
    page.get_by_role("button", name="Go to the next week").click()
    expect(page.locator(".ns-planner__errors")).to_be_focused()
    assert axe(page, "weekly-planner") == []


def test_the_log_fills_the_weekly_check_in(desk: BrowserContext, site_url: str) -> None:
    """What was said in the sessions stands in the check in words, and what hurt is out of the week that comes."""
    page = planner(desk, site_url)
    make_week(page)
    page.locator(".ns-day[data-kind=walk] .ns-tick").first.click()
    page.evaluate(
        """() => {
            const now = new Date();
            const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
                .map((part) => String(part).padStart(2, '0')).join('-');
            const said = { slug: 'supine-draw-in', level: 1, sets: 1, reps: 10, hold: 5, seconds: 125, said: 'hurt' };
            const entry = { kind: 'session', id: 'one', at: now.getTime(), day, source: 'session', exercises: [said] };
            localStorage['neutral-spine.log'] = JSON.stringify({ version: 1, goal: '', entries: [entry] });
        }"""
    )
    page.reload()
    page.get_by_role("button", name="Say how it went").click(timeout=AWAKE)
    review = page.locator(".ns-planner__review")
    expect(review).to_contain_text("You said Lying draw-in hurt: it is left out for now.")
    expect(page.locator("[name=said-supine-draw-in]")).to_have_value("hurt")
    page.locator("[name=answer][value=same]").check()
    page.get_by_role("button", name="Go to the next week").click()
    expect(page.get_by_role("heading", name="Week 2")).to_be_focused()
    expect(page.locator(".ns-planner__notices")).to_contain_text("Ask your provider before you bring it back")
    expect(page.locator(".ns-planner__list .ns-routine")).not_to_contain_text("Lying draw-in")


def test_the_weeks_ahead_print_alone(desk: BrowserContext, site_url: str) -> None:
    """The weeks ahead are printed on a page of their own on request; the week's own sheet is what prints else."""
    page = planner(desk, site_url)
    page.evaluate("window.print = () => {}")
    make_week(page)
    page.get_by_role("button", name="Show the weeks ahead").click()
    assert "My exercise week 1" in one_page(page, "A4")
    page.get_by_role("button", name="Print the weeks ahead").click()
    expect(page.locator(".ns-planner[data-print=outlook]")).to_have_count(1)
    text = one_page(page, "A4")
    assert "What would change" in text
    assert "My exercise week" not in text
    page.get_by_role("button", name="Print this week").click()
    expect(page.locator(".ns-planner[data-print=week]")).to_have_count(1)


def test_wrong_answers_keep_the_form(desk: BrowserContext, site_url: str) -> None:
    """A wrong answer is named, stays as it was given, and one button puts it right."""
    page = planner(desk, site_url)
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    form.locator("[name=signs][value=no]").check()
    form.locator("[name=condition-none]").check()
    form.locator("[name=day-2]").uncheck()
    form.locator("[name=day-4]").uncheck()
    form.locator("[name=walk-minutes][value='20']").check(force=True)
    form.get_by_role("button", name="Make my week").click()
    errors = page.locator(".ns-planner__errors")
    expect(errors).to_be_focused()
    expect(errors).to_contain_text("Exercise days")
    expect(form.locator("[name=day-2]")).not_to_be_checked()
    expect(form.locator("[name=walk-minutes][value='20']")).to_be_checked()
    expect(form.locator("[name=asked][value=yes]")).to_be_checked()
    expect(form.locator("[name=signs][value=no]")).to_be_checked()
    errors.get_by_role("button", name="Use Monday").click()
    expect(page.get_by_role("heading", name="Week 1")).to_be_visible()
    expect(page.locator(".ns-day[data-kind=walk]").first).to_contain_text("20 min")


def test_an_emergency_sign_shows_only_where_to_get_help(desk: BrowserContext, site_url: str) -> None:
    """Who has a sign of the emergency card sees the card, and no exercise."""
    page = planner(desk, site_url)
    form = page.locator("#ns-planner-form")
    form.locator("[name=signs][value=yes]").check()
    form.get_by_role("button", name="Make my week").click()
    expect(page.get_by_role("heading", name="Stop here and get help")).to_be_focused()
    expect(page.locator("weekly-planner .ns-care--emergency")).to_be_visible()
    expect(page.locator(".ns-day")).to_have_count(0)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_mode_prints_an_empty_page(desk: BrowserContext, site_url: str, paper: str) -> None:
    """An open form prints the week as it stands; after a sign of an emergency the card is printed, and no exercise."""
    page = planner(desk, site_url)
    make_week(page)
    page.get_by_role("button", name="Change my answers").click()
    expect(page.get_by_role("heading", name="Change your answers")).to_be_visible()
    assert "My exercise week 1" in one_page(page, paper)
    form = page.locator("#ns-planner-form")
    form.locator("[name=signs][value=yes]").check()
    form.get_by_role("button", name="Make my week").click()
    expect(page.get_by_role("heading", name="Stop here and get help")).to_be_visible()
    text = one_page(page, paper)
    assert "Call now" in text
    assert "exercise week" not in text
    assert "Answer the questions again" not in text


def test_large_letters_fit_a_narrow_screen(browser: Browser, site_url: str) -> None:
    """At 320 px with the letters twice as large nothing runs over the side, with every panel of the planner open."""
    context = new_phone(browser, width=320, height=640)
    page = context.new_page()
    page.goto(f"{site_url}planner/")
    page.evaluate(
        """() => {
            const usual = parseFloat(getComputedStyle(document.documentElement).fontSize);
            document.documentElement.style.fontSize = `${usual * 2}px`;
        }"""
    )
    awaken(page)
    wide = "() => document.documentElement.scrollWidth"
    page.get_by_text("Where these numbers come from").click()
    page.locator("[name=used][value=some]").check()
    page.get_by_text("Which are easy for you?").click()
    assert page.evaluate(wide) == 320
    page.locator("[name=condition-nerve-root-pain]").check()
    make_week(page)
    page.get_by_text("Swap an exercise, or leave one out").click()
    page.get_by_text("Tick each exercise apart").click()
    page.get_by_text("Move a day, or rest on one").click()
    page.get_by_role("button", name="Swap").first.click()
    expect(page.locator(".ns-choices")).to_be_visible()
    assert page.evaluate(wide) == 320
    page.get_by_role("button", name="Say how it went").click()
    expect(page.get_by_role("button", name="Go to the next week")).to_be_visible()
    assert page.evaluate(wide) == 320
    context.close()


def test_two_tabs_tell_each_other(desk: BrowserContext, site_url: str) -> None:
    """What one tab changes the other shows and says; a form that is open there keeps its answers and warns."""
    one = planner(desk, site_url)
    make_week(one)
    other = desk.new_page()
    other.goto(f"{site_url}planner/")
    expect(other.get_by_role("heading", name="Week 1")).to_be_visible(timeout=AWAKE)
    one.locator(".ns-tick").first.click()
    expect(other.locator(".ns-tick").first).to_have_attribute("aria-checked", "true")
    expect(other.locator(".ns-planner__notices")).to_have_count(0)
    one.get_by_text("Move a day, or rest on one").click()
    other.get_by_text("Move a day, or rest on one").click()
    one.get_by_role("button", name="Rest on Tuesday instead").click()
    expect(other.get_by_role("button", name="Walk on Tuesday")).to_be_visible()
    expect(other.locator(".ns-planner__notices")).to_contain_text("changed in another tab")
    other.get_by_role("button", name="Change my answers").click()
    other.locator("[name=walk-minutes][value='20']").check(force=True)
    one.get_by_role("button", name="Walk on Tuesday").click()
    expect(other.locator(".ns-planner__notices")).to_contain_text("If you save here")
    expect(other.locator("[name=walk-minutes][value='20']")).to_be_checked()


def test_half_filled_answers_outlast_a_new_view(desk: BrowserContext, site_url: str) -> None:
    """What was ticked and chosen stays when a late answer of Python shows the form once more."""
    page = planner(desk, site_url)
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    form.locator("[name=level]").select_option("2")
    form.locator("[name=walk-minutes][value='15']").check(force=True)
    form.locator("[name=condition-hernia]").check()
    form.locator("[name=equipment-wall]").uncheck()
    # The markup holds what Python last said, not what was entered since.
    page.locator("weekly-planner").evaluate(
        """async (planner) => {
             const { loadMorph, morph } = await import('/shell-modules/morph.js');
             await loadMorph();
             morph(planner, planner.innerHTML);
           }"""
    )
    expect(form.locator("[name=asked][value=yes]")).to_be_checked()
    expect(form.locator("[name=level]")).to_have_value("2")
    expect(form.locator("[name=walk-minutes][value='15']")).to_be_checked()
    expect(form.locator("[name=condition-hernia]")).to_be_checked()
    expect(form.locator("[name=equipment-wall]")).not_to_be_checked()


def test_half_filled_answers_outlast_a_reload(desk: BrowserContext, site_url: str) -> None:
    """A page that the phone forgot comes back with what was entered; the safety questions are asked anew."""
    page = planner(desk, site_url)
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    form.locator("[name=condition-hernia]").check()
    form.locator("[name=walk-minutes][value='30']").check(force=True)
    page.wait_for_function(
        "() => localStorage['neutral-spine.planner.draft']?.includes('\"walk-minutes\": \"30\"')"
    )
    page.reload()
    awaken(page)
    expect(form.locator("[name=walk-minutes][value='30']")).to_be_checked()
    expect(form.locator("[name=condition-hernia]")).to_be_checked()
    expect(form.locator("[name=asked][value=yes]")).not_to_be_checked()
    form.locator("[name=walk-minutes][value='45']").check(force=True)
    form.get_by_role("button", name="Empty the form").click()
    expect(form.locator("[name=walk-minutes][value='10']")).to_be_checked()
    expect(form.locator("[name=condition-hernia]")).not_to_be_checked()
    expect(page.get_by_role("heading", name="Make it my week")).to_be_focused()
    make_week(page)
    assert page.evaluate("localStorage['neutral-spine.planner.draft']") is None


def test_the_focus_stays_near(desk: BrowserContext, site_url: str) -> None:
    """Where a control goes away with what it did, the focus goes to the head of its part, not to the page's start."""
    page = planner(desk, site_url)
    steps: tuple[tuple[str, Literal["heading", "button"], str | re.Pattern[str]], ...] = (
        ("Rest on Tuesday instead", "button", "Walk on Tuesday"),
        ("Tue: move Monday to Tuesday", "heading", re.compile("^Tuesday")),
        ("Say how it went", "heading", "How was this week?"),
        ("Not now", "button", "Say how it went"),
        ("Show the weeks ahead", "heading", "The weeks ahead"),
        ("Hide the weeks ahead", "button", "Show the weeks ahead"),
        ("Start over", "heading", "Start over"),
        ("Keep my plan", "button", "Start over"),
    )
    page.get_by_role("link", name="Make it my week").click()
    expect(page.get_by_role("heading", name="Make it my week")).to_be_focused()
    make_week(page)
    page.get_by_text("Swap an exercise, or leave one out").click()
    page.get_by_role("button", name="Leave out Lying draw-in").click()
    expect(page.get_by_role("heading", name="Your exercises this week")).to_be_focused()
    expect(page.locator(".ns-routine__item").filter(has_text="Leave out")).to_have_count(3)
    page.get_by_text("Move a day, or rest on one").click()
    for pressed, role, name in steps:
        page.get_by_role("button", name=pressed).click()
        expect(page.get_by_role(role, name=name)).to_be_focused()


# Notes each attribute of a field that changes, and how many elements the browser gives a style anew.
WATCH_FIELDS = """
() => {
  globalThis.changedFields = 0;
  new MutationObserver((all) => {
    for (const { target } of all) if (target.matches("input, select, textarea")) changedFields += 1;
  }).observe(document.querySelector("#ns-planner-form"), { attributes: true, subtree: true });
}
"""


def test_an_answer_costs_what_differs_in_it(desk: BrowserContext, site_url: str) -> None:
    """After a tap no field changes but those that the answer changes, and most of the page keeps its style."""
    page = planner(desk, site_url)
    elements = page.evaluate("document.querySelectorAll('body *').length")
    page.evaluate(WATCH_FIELDS)
    session = desk.new_cdp_session(page)
    trace: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda part: trace.extend(part["value"]))
    ended: list[object] = []
    session.on("Tracing.tracingComplete", lambda _event: ended.append(None))
    box = page.locator("#ns-planner-form [name=condition-hernia]")
    session.send("Tracing.start", {"traceConfig": {"includedCategories": ["devtools.timeline"]}})
    box.evaluate("box => box.click()")
    page.wait_for_timeout(1500)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)

    assert box.is_checked()
    assert page.evaluate("changedFields") <= 4
    styled = [event["args"]["elementCount"] for event in trace if event["name"] == "UpdateLayoutTree"]
    assert styled
    assert max(styled) < elements / 2, (styled, elements)


# Notes how many characters of HTML each answer of Python's brings.
WATCH_ANSWERS = """
globalThis.answered = [];
const Real = Worker;
globalThis.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.kind === "update") answered.push(data.update.length);
    });
  }
};
"""


def test_an_answer_brings_the_part_that_changed(browser: Browser, site_url: str) -> None:
    """A tap is answered with one part of the form, the focus stays on it; a part that the page lost comes back."""
    context = new_phone(browser, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(WATCH_ANSWERS)
    page.goto(f"{site_url}planner/")
    awaken(page)
    form = page.locator("#ns-planner-form")
    form.locator("[name=used][value=some]").check()
    form.get_by_text("Which are easy for you?").click()
    form.locator("[name=known-bird-dog]").check()
    expect(form.locator("[name=known-quadruped-leg-raise]")).to_be_checked()
    sizes = page.evaluate("answered")
    assert sizes[-1] < max(sizes) / 2, sizes

    form.locator("[name=condition-hernia]").focus()
    page.keyboard.press("Space")
    expect(form.locator("[name=condition-hernia][checked]")).to_be_focused()
    expect(form.locator("[name=known-quadruped-leg-raise]")).to_be_checked()

    form.locator("[data-part=home]").evaluate("part => part.remove()")
    form.locator("[name=condition-hernia]").uncheck()
    expect(form.locator("[data-part=home] [name=equipment-mat]")).to_be_attached()
    context.close()
