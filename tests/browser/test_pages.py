"""Every kind of page in a real browser: accessible, complete without scripts, quiet towards the world."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Request, expect

from tests.browser.phone import phone as new_phone
from tests.browser.phone import window
from tests.loops import for_each

pytestmark = pytest.mark.browser

RECORDS = Path(__file__).resolve().parents[2] / "exercises" / "data"

KINDS = (
    "",
    "start/",
    "safety/",
    "safety-sheet/",
    "exercises/",
    "exercises/bridge/",
    "exercises/side-plank-knees/",
    "levels/",
    "levels/2/",
    "planner/",
    "references/",
    "learn/unsure/",
    "glossary/",
)
"""One page of each kind."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser window of a phone's size."""
    context = new_phone(browser)
    yield context
    context.close()


@pytest.fixture
def phone_page(phone: BrowserContext) -> Page:
    """Open a page of a phone's size."""
    return phone.new_page()


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    site_url: str,
    browser: Browser,
    axe: Callable[..., list[str]],
    path: str,
    scheme: Literal["light", "dark"],
) -> None:
    """No rule of WCAG 2.2 AA that a program can check is broken, light or dark, on a phone."""
    context = new_phone(browser, color_scheme=scheme)
    page = context.new_page()
    page.goto(site_url + path)
    assert axe(page, "html", "best-practice") == []
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_phone(site_url: str, phone: BrowserContext, path: str) -> None:
    """No page has to be pushed sideways at 390 pixels, nor at 320, which is 400 % zoom."""
    page = phone.new_page()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.fixture(scope="module")
def large_text(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Open a browser whose reader has set its text to twice the usual size."""
    args = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**browser_type_launch_args | {"args": args})
    yield browser
    browser.close()


@pytest.mark.parametrize("path", KINDS)
def test_large_text_fits_the_smallest_screen(site_url: str, large_text: Browser, path: str) -> None:
    """With text at 200 % nothing has to be pushed sideways, even at 320 pixels: words break instead."""
    page = new_phone(large_text, width=320, height=800).new_page()
    page.goto(site_url + path)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_the_list_narrows_without_a_script(site_url: str, site_dir: Path, browser: Browser) -> None:
    """Level, position and what a reader lacks leave only the cards that fit all three; "Show all" brings all back."""
    every = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))["exercises"]
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "exercises/")
    cards = page.locator(".ns-exercise__name:visible")
    expect(cards).to_have_text([exercise["name"] for exercise in every])
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    page.get_by_label("Level").select_option("3")
    expect(cards).to_have_text([one["name"] for one in every if one["level"] == 3])
    page.get_by_role("group", name="I do not have").get_by_label("Stability ball").check()
    left = [one for one in every if one["level"] == 3 and "stability-ball" not in one["equipment"]]
    expect(cards).to_have_text([one["name"] for one in left])
    page.get_by_label("Position", exact=True).select_option("quadruped")
    expect(cards).to_have_text([one["name"] for one in left if one["position"] == "quadruped"])
    expect(page.locator(".ns-found")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Level 2")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(cards).to_have_count(len(every))
    expect(page.locator(".ns-found")).to_be_hidden()
    context.close()


def test_no_level_stands_empty_whatever_is_chosen(site_url: str, phone: BrowserContext) -> None:
    """Choices that only together leave a level without a card take its heading away, and the link that jumps to it."""
    page = phone.new_page()
    page.goto(site_url + "exercises/")
    wrong = page.evaluate(
        """() => {
            const all = (selector) => [...document.querySelectorAll(selector)];
            const shows = (one) => getComputedStyle(one).display !== "none";
            const [level, position] = all(".ns-narrow select");
            const lacking = all(".ns-narrow input");
            const wrong = [];
            for (const a of level.options) for (const b of position.options) for (const c of [null, ...lacking]) {
                [level.value, position.value] = [a.value, b.value];
                for (const one of lacking) one.checked = one === c;
                for (const part of all(".ns-part:has(.ns-exercise)")) {
                    const full = [...part.querySelectorAll(".ns-exercise")].some(shows);
                    const jump = all(`.ns-browse li:has([href$="#${part.querySelector("h3").id}"])`)[0];
                    if (shows(part) !== full || shows(jump) !== full) wrong.push([a.value, b.value, c?.id]);
                }
            }
            return wrong;
        }"""
    )
    assert wrong == []


def test_a_preset_shows_what_it_names(site_url: str, site_dir: Path, phone_page: Page) -> None:
    """A link to a position, a muscle or equipment opens the list with those exercises alone, and can be undone."""
    every = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))["exercises"]
    page = phone_page
    page.goto(site_url + "exercises/#position-prone")
    cards = page.locator(".ns-exercise__name:visible")
    expect(cards).to_have_text([one["name"] for one in every if one["position"] == "prone"])
    expect(page.locator("#position-prone")).to_be_visible()
    without = [one for one in every if not one["equipment"]]
    page.get_by_text("Show only some").click()
    page.get_by_text("By equipment").click()
    page.locator("#equipment-none").click()
    expect(cards).to_have_text([one["name"] for one in without])
    levels = page.locator(".ns-part:visible h3")
    expect(levels).to_have_count(len({one["level"] for one in without}))
    page.get_by_role("link", name="Show all").click()
    expect(cards).to_have_count(len(every))


@pytest.mark.parametrize(("width", "most"), [(390, 9500), (1280, 12_000)])
def test_the_list_shows_each_exercise_once(
    site_url: str, site_dir: Path, browser: Browser, width: int, most: int
) -> None:
    """Each exercise is one card, with its facts. The first one and the positions are in sight, the filter is folded."""
    every = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))["exercises"]
    page = window(browser, (width, 844 if width < 600 else 800)).new_page()
    page.goto(site_url + "exercises/")
    expect(page.locator("article a[href$='/bird-dog/']")).to_have_count(1)
    expect(page.locator(".ns-exercise")).to_have_count(len(every))
    card = page.locator('.ns-exercise[data-slug="bird-dog"]')
    for words in ("5 times with each leg, hold 5 seconds", "Level 3", "On your hands and knees"):
        expect(card).to_contain_text(words)
    assert not page.get_by_label("Level").is_visible()
    for first in (".ns-positions a", ".ns-exercise__figure", ".ns-exercise__name"):
        expect(page.locator(first).first).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.documentElement.scrollHeight") <= most
    page.close()


def test_a_narrowed_list_prints_like_that_and_says_so(
    site_url: str, browser: Browser, tmp_path: Path
) -> None:
    """Paper holds what the screen shows: what was chosen, those cards, and how many of all they are; else all cards."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the print tests need it

    page = browser.new_page()
    page.goto(site_url + "exercises/")

    def printed() -> str:
        page.pdf(path=tmp_path / "list.pdf")
        sheets = PdfReader(tmp_path / "list.pdf").pages
        return " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets).split("By position")[0]

    page.get_by_text("Show only some").click()
    page.get_by_label("Level").select_option("5")
    records = [path.read_text(encoding="utf-8") for path in RECORDS.glob("*.yml")]
    everything, hardest = len(records), sum("\nlevel: 5\n" in record for record in records)
    expect(page.locator(".ns-exercise:visible")).to_have_count(hardest)
    narrowed = printed()
    assert "5: Unstable surface" in narrowed
    assert f"Shown: {hardest} of {everything}" in narrowed
    assert "I do not have" not in narrowed
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".ns-exercise:visible")).to_have_count(everything)
    whole = printed()
    assert "Any level" not in whole
    assert "Shown" not in whole


def test_the_count_hides_nothing_that_has_the_focus(site_url: str, large_text: Browser) -> None:
    """With large text on a small screen the count at the lower edge never lies over the control that has the focus."""
    page = new_phone(large_text, width=320, height=640).new_page()
    page.goto(site_url + "exercises/")
    page.get_by_text("Show only some").click()
    page.get_by_label("Level").select_option("3")
    expect(page.locator(".ns-found")).to_be_visible()
    page.locator("#only-level").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            "() => document.activeElement.getBoundingClientRect().bottom"
            " > document.querySelector('.ns-found').getBoundingClientRect().top"
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
    page.close()


def test_key_poses_stand_with_the_steps(site_url: str, phone: BrowserContext) -> None:
    """A reader on a phone finds the key poses right above the steps that they show, after who should ask first."""
    page = phone.new_page()
    page.goto(site_url + "exercises/bird-dog/")
    tops = page.evaluate(
        "() => ['#ask-first', '#do-the-exercise', '.ns-poses', '.ns-do--steps']"
        ".map((name) => document.querySelector(name).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_a_source_has_its_number_beside_its_first_line(site_url: str, phone: BrowserContext) -> None:
    """In the list of sources a title of two lines begins on the line of its number."""
    page = phone.new_page()
    page.goto(site_url + "exercises/bird-dog/")
    lines = page.evaluate(
        "() => [...document.querySelectorAll('.ns-sources li')].map((li) => {"
        " const first = li.querySelector('a').getClientRects()[0];"
        " return [first.top - li.getBoundingClientRect().top, first.height, getComputedStyle(li.firstChild).display];"
        "})"
    )
    assert {display for _, _, display in lines} == {
        "inline"
    }  # the marker stands at the first line of inline text
    assert all(abs(top) < 8 for top, _, _ in lines)
    assert all(height >= 24 for _, height, _ in lines)


GUIDES = sorted(path.stem for path in RECORDS.glob("*.yml"))


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """Open one page that all guides are printed from."""
    page = browser.new_page()
    yield page
    page.close()


@for_each("slug", GUIDES)
def test_a_guide_prints_on_one_sheet_or_two(site_url: str, paper: Page, slug: str) -> None:
    """The short sheet is one page of A4 or US Letter, with warnings, dose and every step; everything is two."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the print tests need it

    paper.goto(f"{site_url}exercises/{slug}/", wait_until="load")
    for size in ("A4", "Letter"):
        (sheet,) = PdfReader(io.BytesIO(paper.pdf(format=size))).pages
    short = " ".join(sheet.extract_text().split())
    paper.evaluate("document.documentElement.dataset.print = 'everything'")
    sheets = [
        " ".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(paper.pdf(format="Letter"))).pages
    ]
    assert len(sheets) == 2
    for first in (short, sheets[0]):
        for words in ("For education only", "Stop if", "Call 999", "How much", "Do the exercise", "Breathe"):
            assert words in first
        assert "Stop if pain, tingling, numbness or weakness spreads down a leg" in first
        # An exercise without a reason of its own names those that hold for any.
        assert "These people above all" in first or "Before any exercise:" in first
    for debris in (
        "Is it safe for me?",
        "All warning signs",
        "PausePlay",
        "the picture",
        "Change times",
        "Print every",
    ):
        assert debris not in " ".join((short, *sheets))
    assert "Muscles at work" not in short
    assert "Muscles at work" in " ".join(sheets)
    for last in (short, sheets[1]):
        assert f"/exercises/{slug}/" in last.replace(" ", "")


@for_each("slug", GUIDES)
def test_a_guide_is_short_on_a_phone(site_url: str, phone_page: Page, slug: str) -> None:
    """At 390 x 844 the first step stands above the strip with Start, the timer within three screens, all within six."""
    screen = 844
    phone_page.goto(f"{site_url}exercises/{slug}/", wait_until="load")
    seen = phone_page.evaluate(
        """() => {
            const top = (name) => document.querySelector(name).getBoundingClientRect().top + scrollY;
            const start = document.querySelector("hold-timer [data-on-click=start]").getBoundingClientRect();
            return {
                order: [".ns-warning", ".ns-first__emergency", "#stop-if", "#ask-first", ".ns-do li"].map(top),
                strip: document.querySelector(".ns-start-bar").getBoundingClientRect().top,
                high: document.querySelector(".ns-figure--high") !== null,
                picture: document.querySelector(".ns-figure__stage, .ns-top .ns-poses").getBoundingClientRect().width,
                start: start.bottom + scrollY,
                whole: document.documentElement.scrollHeight,
            };
        }"""
    )
    assert seen["order"] == sorted(seen["order"])
    line = 30
    assert seen["order"][-1] + line <= seen["strip"]
    assert seen["picture"] >= (125 if seen["high"] else 355)
    assert seen["start"] <= 3 * screen
    assert seen["whole"] <= 6 * screen


SHIFT = """
window.shifted = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize(
    "path", ["exercises/", "levels/", "levels/2/", "learn/unsure/", "learn/how-long/", "exercises/bird-dog/"]
)
def test_layout_does_not_jump(site_url: str, phone: BrowserContext, path: str) -> None:
    """On a slow network nothing moves while a page arrives: fonts, pictures and folds have their room."""
    phone.add_init_script(SHIFT)
    page = phone.new_page()
    network = phone.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    )
    page.goto(site_url + path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("window.shifted") <= 0.02


def test_what_is_folded_opens_for_a_link_and_without_scripts(site_url: str, browser: Browser) -> None:
    """A link to a folded part opens it, on arrival and on the page; without scripts nothing is folded."""
    page = new_phone(browser).new_page()
    page.goto(f"{site_url}exercises/bird-dog/")
    expect(page.locator("#sources")).to_be_hidden()
    for anchor in ("why-ask-first", "sources", "stop-if", "ask-first"):
        page.goto("about:blank")
        page.goto(f"{site_url}exercises/bird-dog/#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.goto(f"{site_url}exercises/bird-dog/")
    page.locator("summary:has(#ask-first)").click()
    page.get_by_role("link", name="Why, and who says so").click()
    expect(page.locator("#why-ask-first")).to_be_in_viewport()
    page.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}exercises/bird-dog/")
    for part in (".ns-stop li", ".ns-stop-always li", ".ns-ask__names", ".ns-muscles", ".ns-sources li"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.get_by_role("link", name="Start the timer")).to_be_hidden()
    context.close()


def test_start_is_within_reach_and_over_no_words(site_url: str, phone_page: Page) -> None:
    """One tap on the strip at the lower edge starts the timer; nothing that has the focus lies under the strip."""
    page = phone_page
    page.goto(f"{site_url}exercises/bird-dog/")
    strip = page.get_by_role("link", name="Start the timer")
    expect(strip).to_be_in_viewport(ratio=1)
    for _ in range(14):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const bar = document.querySelector(".ns-start-bar").getBoundingClientRect();
                const one = document.activeElement.getBoundingClientRect();
                const inside = document.activeElement.closest(".ns-start-bar, .ns-timer-slot");
                return !inside && one.bottom > bar.top + 1 && one.top < bar.bottom - 1;
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
    page.locator("hold-timer [data-on-click=start]").scroll_into_view_if_needed()
    hit = page.evaluate(
        """() => {
            const box = document.querySelector(".ns-start-bar a").getBoundingClientRect();
            const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return there?.closest(".ns-start-bar") === null;
        }"""
    )
    assert hit, "the timer in sight lies over the strip"
    page.evaluate("scrollTo(0, 0)")
    strip.click()
    expect(page.locator("hold-timer .ns-timer")).to_have_attribute("data-state", "running")
    expect(page.locator("hold-timer").get_by_role("button", name="Pause")).to_be_in_viewport()
    expect(strip).to_be_hidden()


@pytest.mark.parametrize("path", KINDS)
def test_no_request_leaves_the_origin(site_url: str, phone: BrowserContext, path: str) -> None:
    """Opening a page, touching its widget and searching asks nobody else for anything, and throws no error."""
    asked: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    phone.on("request", note)
    page = phone.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site_url + path)
    page.wait_for_load_state("networkidle")
    host = urlsplit(site_url).netloc
    assert [
        url for url in asked if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != host
    ] == []
    assert errors == []


@pytest.mark.parametrize(
    ("path", "ask"),
    [
        ("exercises/bridge/", "Ask your primary care or spine care provider"),
        (
            "planner/",
            "Before you try any of these exercises, ask your primary care or spine care provider first.",
        ),
        ("safety/", "Ask your primary care or spine care provider"),
    ],
)
def test_reads_complete_without_javascript(site_url: str, browser: Browser, path: str, ask: str) -> None:
    """Without scripts the words are all there, and no button stands that would do nothing."""
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + path)
    expect(page.locator(".ns-warning").first).to_be_visible()
    expect(page.locator("article")).to_contain_text(ask)
    for button in page.locator("article button").all():
        expect(button).to_be_hidden()
    context.close()


def test_dose_is_told_without_javascript(site_url: str, browser: Browser) -> None:
    """A reader without scripts gets the dose in words and how to count it by hand."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "exercises/bridge/")
    expect(page.locator("hold-timer")).to_contain_text("Hold 5 seconds")
    expect(page.locator("hold-timer")).to_contain_text("count")
    context.close()


def test_a_newcomer_is_two_taps_from_safety_and_a_first_exercise(
    site_url: str, phone: BrowserContext
) -> None:
    """From the home page one tap leads to the red flags, and one to a level 1 exercise."""
    page = phone.new_page()
    page.goto(site_url)
    page.get_by_role("link", name="Check the warning signs").click()
    page.wait_for_url("**/safety/")
    expect(page.get_by_role("heading", name=re.compile("Call 999"))).to_be_visible()
    page.goto(site_url)
    page.get_by_role("link", name="Try a first exercise").click()
    page.wait_for_url("**/exercises/*/")
    expect(page.locator("article")).to_contain_text("Level 1")


def test_safety_in_three_steps(site_url: str, phone: BrowserContext) -> None:
    """Three times "None fits" leads to the end; a sign that fits leads no further; no answer is kept on the device.

    The advice and the end are told, and the focus is on a heading or on a group with a name.
    """
    page = phone.new_page()
    page.goto(site_url + "safety/")
    none, fits = (
        page.get_by_role("button", name="None fits"),
        page.get_by_role("button", name="One of these fits me"),
    )
    before = page.evaluate("JSON.stringify(localStorage)")
    fits.click()
    expect(page.locator('[data-step="1"] [data-check-fits]')).to_contain_text("emergency number now")
    advice = page.get_by_role("group", name="What to do now")
    expect(advice).to_be_focused()
    told = page.locator("[data-check-steps] > [aria-live=assertive]")
    expect(told).to_have_text(re.compile("^Call 999.*do not exercise.$"))
    expect(none).to_have_count(0)
    page.get_by_role("button", name="Back", exact=True).click()
    for heading in ("See someone", "Ask first"):
        none.click()
        expect(page.get_by_role("heading", name=heading)).to_be_focused()
        assert page.evaluate(
            "document.querySelector('[data-step]:not([hidden])').offsetHeight <= innerHeight - 48"
        ), heading
    none.click()
    end = page.get_by_role("region", name="End of the list")
    expect(end.get_by_text("This list cannot tell")).to_be_visible()
    expect(end).to_be_focused()
    expect(told).to_have_text(re.compile("^This list cannot tell.*Ask your provider first.$"))
    assert page.evaluate("JSON.stringify(localStorage)") == before
    page.get_by_role("link", name="Find your neutral spine").click()
    page.wait_for_url("**/exercises/finding-neutral/")


@pytest.mark.parametrize("words", ["superman", "tummy tuck", "all fours"])
def test_search_finds_a_lay_name(site_url: str, phone: BrowserContext, words: str) -> None:
    """A lay word typed into the search box brings up an exercise."""
    page = phone.new_page()
    page.goto(site_url)
    page.get_by_role("button", name="Search").tap()
    page.keyboard.type(words)
    result = page.locator(".md-search-result__link[href*='exercises/']").first
    expect(result).to_be_visible()


def test_search_shows_what_a_page_is(site_url: str, phone: BrowserContext) -> None:
    """A result is an exercise's name, level, summary and picture; a page's description; no fragment of a text."""
    page = phone.new_page()
    page.goto(site_url)
    page.get_by_role("button", name="Search").tap()
    page.keyboard.type("brid dog")
    first = page.locator(".md-search-result__item").first
    expect(first.locator(".ns-hit__title")).to_have_text("Bird dog")
    expect(first.locator(".ns-tag")).to_have_text("Level 3")
    expect(first.locator(".ns-hit__summary")).to_contain_text(
        "reach one arm forward and the opposite leg back"
    )
    expect(first.locator("img.ns-hit__picture--light")).to_be_visible()
    expect(page.locator(".md-search-result__meta")).to_contain_text("For “bird dog”")

    page.locator(".md-search__input").fill("purple elephant")

    expect(page.locator(".md-search-result__meta")).to_contain_text("No page has these words")
    expect(page.locator(".md-search-result__item")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 390, 440])
@pytest.mark.parametrize("words", ["bird dog", "b" * 60])
def test_search_is_as_wide_as_the_phone(site_url: str, browser: Browser, width: int, words: str) -> None:
    """The open box fills the screen and nothing in it is wider, so that a mobile browser lays the page out no wider."""
    context = new_phone(browser, width=width)
    page = context.new_page()
    page.goto(site_url + "learn/walking/")
    page.get_by_role("button", name="Search").tap()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__meta")).to_contain_text(re.compile("found|No page"))
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    widths = page.evaluate(
        """() => [innerWidth, document.documentElement.scrollWidth,
          ...[...document.querySelectorAll(".md-search__inner, .md-search__form, .md-search__scrollwrap")]
            .flatMap((part) => [part.getBoundingClientRect().width, part.scrollWidth])]"""
    )
    assert set(widths) == {width}, widths
    context.close()


def test_search_works_where_nothing_can_be_kept(site_url: str, browser: Browser) -> None:
    """A browser that blocks cookies has no store at all: search still answers, and no script stops."""
    context = browser.new_context()
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name,"
        " { configurable: true, get() { throw new DOMException('blocked', 'SecurityError'); } });"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site_url)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("bridge")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    assert errors == []
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_safety_sheet_prints_on_one_page(site_url: str, browser: Browser, tmp_path: Path, paper: str) -> None:
    """The safety sheet fits one page of either paper, with the emergency signs on it."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the print tests need it

    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url + "safety-sheet/")
    target = tmp_path / "sheet.pdf"
    page.pdf(path=target, format=paper, prefer_css_page_size=False, print_background=False)
    reader = PdfReader(target)
    assert len(reader.pages) == 1
    words = " ".join(reader.pages[0].extract_text().split())
    for sentence in (
        "Call 999, 911, 112",
        "you have chest pain",
        "Always stop at 8",
        "Never hold your breath",
    ):
        assert sentence in words
    context.close()
