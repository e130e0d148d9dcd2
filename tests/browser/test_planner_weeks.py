"""The planner's kinds of weeks on a phone, each opened from a stored plan: what stands first, and that it fits.

The plans are made by the planner's own engine; the browser shows them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.engines import Engine, until
from tests.browser.phone import WIDTH
from tests.browser.phone import phone as new_phone
from tests.widgets.frozen import real_catalog
from widgets.catalog import Catalog
from widgets.plan import edits, fill, store, take
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.plan.week import make

pytestmark = pytest.mark.browser

AWAKE = 60_000
"""Milliseconds that the first start of Python may take on a slow machine."""
DAY = 86_400_000

CATALOG: Catalog = real_catalog()


def a_course(**answers: object) -> Course:
    """Return the first week of a reader at level 2 with 20 minutes who knows the lowest level."""
    known = tuple(e.slug for e in CATALOG.exercises if e.level == 1)
    base = replace(fill.newcomer(CATALOG).profile, asked=True, level=2, session_minutes=20, known=known)
    return fill.begin(replace(base, **answers), CATALOG)  # type: ignore[arg-type]


def flared() -> Course:
    """Return the week after a flare-up."""
    return next_week(a_course(), Answers(word="flare"), Diary(), CATALOG)[0]


def hurt() -> Course:
    """Return the week after an exercise hurt."""
    course = a_course()
    slug = make(course, CATALOG).session[-1].exercise.slug
    return next_week(course, Answers(word="same", said={slug: "hurt"}), Diary(), CATALOG)[0]


def friends() -> Course:
    """Return the first week of a newcomer who took somebody's week of level 4."""
    known = tuple(e.slug for e in CATALOG.exercises if e.level <= 3)
    given = take.shared(a_course(level=4, session_minutes=45, known=known), CATALOG)
    taken = take.taken(given, a_course(level=4, known=()), CATALOG)
    return replace(taken, profile=replace(taken.profile, asked=True))


def empty() -> Course:
    """Return a week from which every exercise was left out."""
    course = a_course(known=(), equipment=())
    for item in make(course, CATALOG).session:
        course = edits.without(course, item.exercise.slug, CATALOG)
    return course


STATES: dict[str, tuple[Callable[[], Course], int, str]] = {
    "week": (a_course, 0, "Today,"),
    "flare-up": (flared, 0, "A week of a flare-up."),
    "it hurt": (hurt, 0, "Something hurt or was too hard in the week before"),
    "friend's week": (friends, 0, "Which of these are easy for you?"),
    "empty week": (empty, 0, "No exercise is open to you now"),
    "week over": (a_course, 8, "Week 1 is over."),
    "break": (a_course, 36, "Week 1 began 5 weeks ago."),
}
"""Each kind of week: how it is made, how many days ago it began, and a sentence that it must show."""


def stored(kind: str) -> str:
    """Return the stored text of a kind of week."""
    course, ago, _ = STATES[kind]
    return store.DOCUMENT.dump(Saved(course=course(), since=time.time() * 1000 - ago * DAY))


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of 390 CSS pixels."""
    context = new_phone(browser)
    yield context
    context.close()


@pytest.mark.parametrize("kind", STATES)
def test_each_kind_of_week_says_what_it_is(
    kind: str, phone: BrowserContext, site_url: str, axe: Callable[..., list[str]]
) -> None:
    """Its sentence is in sight of who scrolls down, nothing runs over the side, and axe finds nothing."""
    page = phone.new_page()
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored(kind)])
    page.goto(f"{site_url}planner/")
    planner = page.locator("weekly-planner")
    expect(planner).to_contain_text(STATES[kind][2], timeout=AWAKE)
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
    assert axe(page, "weekly-planner") == []
    if STATES[kind][1]:
        page.get_by_role("button", name="Say how it was").click()
        expect(page.locator(".ns-planner__check")).to_be_focused()
        asks = page.get_by_text("Does your provider agree that you start again?")
        assert asks.is_visible() == (kind == "break")
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH


SCREENS = 4
"""Screens of a phone that the planner of who has a plan takes at the most, folded as it opens."""


def test_a_plan_is_four_screens_long(phone: BrowserContext, site_url: str) -> None:
    """Today stands first, the rest is folded: the page is four screens long, and its list of doses unfolds."""
    page = phone.new_page()
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored("week")])
    page.goto(f"{site_url}planner/")
    expect(page.locator("weekly-planner")).to_contain_text("Today,", timeout=AWAKE)
    assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= SCREENS
    doses = page.locator(".ns-planner__list .ns-routine")
    expect(doses).to_be_hidden()
    page.locator(".ns-planner__list summary").click()
    expect(doses.first).to_be_visible()


def test_each_kind_of_week_in_each_engine(engine: Engine, site_url: str) -> None:
    """Chromium, Firefox and WebKit show the same sentence for each kind of week."""
    engine.open(f"{site_url}offline/")
    for kind, (_, _, said) in STATES.items():
        assert engine.evaluate(
            "([key, text]) => { localStorage[key] = text; return true; }", [store.KEY, stored(kind)]
        )
        engine.open(f"{site_url}planner/")
        until(engine, "(said) => document.querySelector('weekly-planner').textContent.includes(said)", said)


def test_a_choice_of_how_used_ticks_the_levels_below(phone: BrowserContext, site_url: str) -> None:
    """The answer "regularly" ticks all below the chosen level in sight; one may be unticked, and stays so."""
    page = phone.new_page()
    page.goto(f"{site_url}planner/")
    form = page.locator("#ns-planner-form")
    form.locator("[name=level]").select_option("3")
    page.locator("weekly-planner[data-awake]").wait_for(timeout=AWAKE)
    form.locator("[name=used][value=regular]").check()
    expect(form.locator("[name=known-bridge]")).to_be_checked()
    below = sum(e.level < 3 for e in CATALOG.exercises)
    expect(form.locator("[name^=known-]:checked")).to_have_count(below)
    form.locator("[name=known-bridge]").uncheck()
    form.locator("[name=condition-none]").check()
    expect(form.locator("[name=known-bridge]")).not_to_be_checked()
    form.locator("[name=condition-hernia]").check()
    expect(form.locator("[name=condition-none]")).not_to_be_checked()
    expect(form.locator("[name=known-bridge]")).not_to_be_checked()
