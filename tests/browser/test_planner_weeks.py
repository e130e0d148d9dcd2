"""The planner's kinds of weeks on a phone, each opened from a stored plan: what stands first, and that it fits.

The plans are made by the planner's own engine; the browser shows them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.engines import Engine, until
from tests.browser.phone import WIDTH
from tests.browser.phone import phone as new_phone
from tests.widgets.frozen import real_catalog
from widgets.catalog import Catalog
from widgets.plan import edits, fill, shared, store, take
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.share import link

pytestmark = pytest.mark.browser

AWAKE = 60_000
"""Milliseconds that the first start of Python may take on a slow machine."""
DAY = 86_400_000

CATALOG: Catalog = real_catalog()
CONDITIONS = ("osteoporosis", "high-blood-pressure", "heart-condition", "hernia", "knee-problem")
"""Much to ask the provider about."""


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


def from_today() -> tuple[int, ...]:
    """Return three weekdays with a day between them, today among them."""
    today = time.localtime().tm_wday
    return tuple(sorted((today + after) % 7 for after in (0, 2, 4)))


def not_today() -> tuple[int, ...]:
    """Return three weekdays with a day between them, today not among them."""
    return tuple(sorted((day + 1) % 7 for day in from_today()))


def most() -> Course:
    """Return a week of long sessions at the highest level, one of them today."""
    known = tuple(e.slug for e in CATALOG.exercises if e.level < 5)
    return a_course(level=5, session_minutes=45, known=known, walk_minutes=30, days=from_today())


def prepared() -> Course:
    """Return the week of a plan that somebody prepared, with all the words that its maker may write."""
    easiest = sorted(CATALOG.exercises, key=lambda exercise: exercise.level)[:8]
    note = "Stop before your hamstrings cramp, and put a folded towel under your head. "
    items = tuple(
        SharedItem(slug=exercise.slug, sets=2, note=(note * 9)[: shared.ITEM_NOTE_LENGTH].strip())
        for exercise in easiest
    )
    made = SharedPlan(
        prepared=True,
        level=2,
        items=items,
        days=tuple(range(7)),
        session_minutes=30,
        walk_minutes=15,
        name="R. Miller",
        title="Home plan",
        clinic="Riverside Physio",
        phone="+44 (20) 7946 0958",
        note=(note * 9)[: shared.NOTE_LENGTH].strip(),
    )
    return a_course(prescribed=made, days=made.days)


STATES: dict[str, tuple[Callable[[], Course], int, str]] = {
    "week": (a_course, 0, "Today,"),
    "flare-up": (flared, 0, "A week of a flare-up."),
    "it hurt": (hurt, 0, "Something hurt or was too hard in the week before"),
    "friend's week": (friends, 0, "Which of these are easy for you?"),
    "empty week": (empty, 0, "No exercise is open to you now"),
    "week over": (a_course, 8, "Week 1 is over."),
    "break": (a_course, 36, "Week 1 began 5 weeks ago."),
    "conditions": (lambda: a_course(conditions=CONDITIONS, days=from_today()), 0, "Ask first."),
    "a day of rest": (lambda: a_course(conditions=CONDITIONS, days=not_today()), 0, "Ask first."),
    "prepared": (prepared, 0, "Whoever prepared it chose these exercises and doses"),
    "today": (lambda: a_course(days=from_today()), 0, "Today,"),
    "most": (most, 0, "Today,"),
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
        expect(page.get_by_role("heading", name="How was this week?")).to_be_focused()
        asks = page.get_by_text("Does your provider agree that you start again?")
        assert asks.is_visible() == (kind == "break")
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH


SCREENS = 4
"""Screens of a phone that the planner of who has a plan takes at the most, folded as it opens."""
LONG_WORDS = 0.3
"""Screens by which German and Spanish may pass a limit: words are longer, and each page tells of its translation."""


def test_a_plan_is_four_screens_long(phone: BrowserContext, site_url: str) -> None:
    """Today stands first, the rest is folded: every kind of week is at most four screens, its check-in as well."""
    assert too_long(phone, site_url, "", STATES) == {}


@pytest.mark.parametrize("language", ["de/", "es/"])
def test_a_plan_is_as_short_in_longer_words(phone: BrowserContext, site_url: str, language: str) -> None:
    """The same of the weeks that say most, in German and Spanish, within a third of a screen."""
    assert too_long(phone, site_url, language, ("flare-up", "friend's week", "prepared", "conditions")) == {}


def too_long(phone: BrowserContext, site_url: str, language: str, kinds: Iterable[str]) -> dict[str, float]:
    """Return the states of the planner that have too many screens: each kind of week, and with its check-in open."""
    page = phone.new_page()
    page.goto(f"{site_url}offline/")
    # The line that offers another language is for who reads another one than the page's.
    page.evaluate("() => { localStorage['neutral-spine.language-closed'] = 'en'; }")
    most = SCREENS + (LONG_WORDS if language else 0)
    found = {}

    def measure(state: str) -> None:
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        if screens > most:
            found[state] = round(screens, 2)

    for kind in kinds:
        page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored(kind)])
        page.goto(f"{site_url}{language}planner/")
        expect(page.locator(".ns-planner[data-mode=mine] .ns-week")).to_be_visible(timeout=AWAKE)
        measure(kind)
        page.locator("[data-on-click=open-check]").first.click()
        expect(page.locator(".ns-planner__check form")).to_be_visible()
        page.locator("#ns-in-answer-flare").check()
        expect(page.locator(".ns-week")).to_have_count(0)
        measure(f"{kind}, flare-up told")
    return found


def test_a_plan_from_a_link_is_four_screens_long(phone: BrowserContext, site_url: str) -> None:
    """With eight exercises and the longest notes: the offer, and once it is taken its questions; no sign folds."""
    given = prepared().profile.prescribed
    assert given is not None
    page = phone.new_page()
    page.goto(link.address(site_url, link.encode(given)))
    take_it = page.locator("[data-on-click=take-plan]")
    expect(take_it).to_be_visible(timeout=AWAKE)
    screens = "document.documentElement.scrollHeight / innerHeight"
    assert page.evaluate(screens) <= SCREENS
    notes = page.locator("#ns-offer-notes")
    notes.locator("summary").tap()
    expect(notes.locator(".ns-maker-note:visible")).to_have_count(len(given.items))
    take_it.tap()
    expect(page.locator("#ns-planner-form")).to_be_visible()
    expect(page.locator("#ns-planner-signs li:visible")).to_have_count(len(CATALOG.safety.emergency.signs))
    assert page.evaluate(screens) <= SCREENS


@pytest.mark.parametrize("kind", ["week", "prepared"])
def test_the_doses_unfold(kind: str, phone: BrowserContext, site_url: str) -> None:
    """The doses of a week are folded; those of a prepared plan open from today's card too, with its notes."""
    page = phone.new_page()
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => { localStorage[key] = text; }", [store.KEY, stored(kind)])
    page.goto(f"{site_url}planner/")
    expect(page.locator("weekly-planner")).to_contain_text("Today,", timeout=AWAKE)
    doses = page.locator(".ns-planner__list .ns-routine")
    if kind == "prepared":
        expect(doses).to_be_hidden()
        page.get_by_role("link", name="8 exercises have a note").click()
        expect(doses.locator(".ns-maker-note").first).to_be_visible()
        page.locator(".ns-planner__list summary").click()
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
