"""Everything that readers print, on three papers, at usual size and enlarged, without backgrounds.

Each thing is printed once its code has come: the code takes room. How the parts of a page are laid out on paper is the
style sheets' own; what stands on each sheet is tested beside its page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.engines import Firefox, found, until
from tests.browser.test_log import year
from tests.widgets.frozen import real_catalog
from widgets.diary import log_document
from widgets.prepare.draft import DOCUMENT, KEY, Draft

pytestmark = pytest.mark.browser

AWAKE = 90_000
"""Milliseconds that the first start of Python may take on a slow machine."""
CODE = ".ns-week-sheet__code"
PAPERS = ("A4", "Letter", "A5")
CENTIMETRES = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94), "A5": (14.8, 21.0)}
ENLARGED = 1.5
"""As the print dialogue of browsers enlarges, times the usual size."""
WORD = re.compile(r"[a-z]{4,}")

SHOWN = """(part) => {
    const texts = [];
    for (const within of document.querySelectorAll(part)) {
        const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const { parentElement, nodeValue } = walker.currentNode;
            const drawn = parentElement.closest("svg, script, style");
            if (!drawn && parentElement.getClientRects().length) texts.push(nodeValue);
        }
    }
    return texts;
}"""
"""Each text that the media now emulated shows within a part of the page; words of neighbours are not joined."""

type Kind = tuple[str, float]
"""A paper, and how many times the usual size the page is printed."""


def most(usual: int, enlarged: int, small: int, small_enlarged: int) -> Mapping[Kind, int]:
    """Return how many pages each kind of paper may take: A4 and US Letter alike, then A5."""
    large = {
        (paper, scale): pages for paper in PAPERS[:2] for scale, pages in ((1, usual), (ENLARGED, enlarged))
    }
    return large | {("A5", 1): small, ("A5", ENLARGED): small_enlarged}


def week(page: Page, site_url: str) -> None:
    """Make a newcomer's own week, and wait for its code."""
    page.goto(f"{site_url}planner/")
    page.locator("weekly-planner button").first.dispatch_event("focusin")
    page.locator("weekly-planner[data-awake]").wait_for(timeout=AWAKE)
    form = page.locator("#ns-planner-form")
    form.locator("[name=asked][value=yes]").check()
    form.locator("[name=signs][value=no]").check()
    form.locator("[name=condition-none]").check()
    form.locator("[type=submit]").click()
    expect(page.locator(".ns-planner__title")).to_contain_text("1", timeout=AWAKE)
    page.wait_for_selector(CODE, state="attached", timeout=AWAKE)


def weeks_ahead(page: Page, site_url: str) -> None:
    """Choose to print the weeks ahead."""
    week(page, site_url)
    page.get_by_role("button", name="Show the weeks ahead").click()
    page.get_by_role("button", name="Print the weeks ahead").click()
    expect(page.locator(".ns-planner[data-print=outlook]")).to_have_count(1)


def hand_out(page: Page, site_url: str) -> None:
    """Prepare a plan of four exercises, and wait for its code."""
    page.goto(f"{site_url}prepare/")
    page.locator("plan-maker .ns-pick").first.focus()
    page.locator("plan-maker[data-awake]").wait_for(timeout=AWAKE)
    for slug in ("bird-dog", "bridge", "side-plank-knees", "dead-bug"):
        page.locator(f".ns-pick[data-value='\"{slug}\"']").click()
        expect(page.locator(f"#ns-maker-row-{slug}")).to_be_visible()
    page.get_by_role("button", name="Link and QR code").click()
    page.wait_for_selector(CODE, state="attached", timeout=AWAKE)


def log(page: Page, site_url: str) -> None:
    """Open a log of some months."""
    page.goto(f"{site_url}404.html")
    kept = [log_document.KEY, log_document.dump(year())]
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", kept)
    page.goto(f"{site_url}progress/")
    page.locator("progress-log button").first.dispatch_event("focusin")
    page.locator("progress-log[data-awake]").wait_for(timeout=AWAKE)
    expect(page.locator(".ns-chart svg")).to_have_count(2)


def diary(page: Page, site_url: str) -> None:
    """Open the log that nobody has written in: it prints as a blank diary."""
    page.goto(f"{site_url}progress/")


def safety_sheet(page: Page, site_url: str) -> None:
    """Open the safety sheet."""
    page.goto(f"{site_url}safety-sheet/")


def guide(page: Page, site_url: str) -> None:
    """Open a guide: its short sheet is printed."""
    page.goto(f"{site_url}exercises/bird-dog/")


def whole_guide(page: Page, site_url: str) -> None:
    """Open a guide, and choose to print everything."""
    guide(page, site_url)
    page.evaluate("document.documentElement.dataset.print = 'everything'")


def day(page: Page, site_url: str) -> None:
    """Open today's session as it comes from the build, with the sample week's first day."""
    page.goto(f"{site_url}session/")


def day_that_may_start(page: Page, site_url: str) -> None:
    """Answer the session's two questions."""
    day(page, site_url)
    page.locator("#session-asked-yes").check()
    page.locator("#session-signs-no").check()
    page.locator("#session-answer").press("Enter")
    expect(page.locator("#session-go")).to_be_visible(timeout=AWAKE)


THINGS: Mapping[Callable[[Page, str], None], tuple[str, Mapping[Kind, int]]] = {
    week: (".ns-week-sheet", most(1, 3, 3, 4)),
    weeks_ahead: (".ns-planner__ahead", most(1, 2, 2, 3)),
    hand_out: (".ns-handout", most(3, 7, 7, 14)),
    log: (".ns-log", most(5, 8, 8, 12)),
    diary: (".ns-diary", most(1, 2, 2, 3)),
    safety_sheet: (".ns-sheet", most(1, 3, 2, 4)),
    guide: (".md-content", most(1, 2, 2, 5)),
    whole_guide: (".md-content", most(2, 4, 4, 8)),
    day: (".md-content", most(1, 2, 2, 4)),
    day_that_may_start: (".md-content", most(1, 2, 2, 4)),
}
"""Opens each thing that is printed: the part of the page that is on paper, and how many pages that may be."""


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop's window, whose print dialogue does not open."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script("window.print = () => {}")
    yield context
    context.close()


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.__name__)
def test_all_paper_is_readable(
    desk: BrowserContext, site_url: str, thing: Callable[[Page, str], None]
) -> None:
    """No thing takes more pages than it should, and no word is broken, or cut off by a column or a page's side."""
    page = desk.new_page()
    thing(page, site_url)
    is_readable(page, *THINGS[thing])


@pytest.mark.parametrize("thing", [day, day_that_may_start])
def test_a_day_on_paper_has_what_the_reader_needs(
    desk: BrowserContext, site_url: str, thing: Callable[[Page, str], None]
) -> None:
    """Each exercise with how often, the warning, when to stop, every sign of an emergency; no question, no button."""
    page = desk.new_page()
    thing(page, site_url)
    text = " ".join(" ".join(printed(page, ("A4", 1))).split())
    names = page.locator("#session-list a").all_text_contents()
    assert len(names) > 1
    for words in (
        *names,
        *page.locator(".ns-session__dose").all_text_contents(),
        *real_catalog().safety.emergency.signs,
    ):
        assert " ".join(words.lower().split()) in text, words
    for words in ("ask your primary care", "stop if"):
        assert words in text
    for words in ("go on", "have you asked", "two questions", "something has changed"):
        assert words not in text, words


@pytest.mark.parametrize("language", ["de", "es"])
def test_a_week_in_other_words_takes_no_more_paper(
    desk: BrowserContext, site_url: str, language: str
) -> None:
    """The words of other languages are longer; the newcomer's week with its code is one page all the same."""
    page = desk.new_page()
    week(page, f"{site_url}{language}/")
    is_readable(page, *THINGS[week])


@pytest.mark.parametrize(
    "title", ["Lendenwirbelsäulenstabilisationsprogramm", "MY EXERCISES AT HOME, MORNING AND NIGHT"]
)
def test_a_long_title_leaves_the_name_its_room(desk: BrowserContext, site_url: str, title: str) -> None:
    """With the longest title a hand-out takes no more pages than with a short one, and no word of a name breaks."""
    page = desk.new_page()
    pages = {}
    for words in ("Mornings", title):
        plan = Draft(title=words, name="Anna-Katharina Müller-Lüdenscheidt")
        page.goto(f"{site_url}offline/")
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, DOCUMENT.dump(plan)])
        page.goto(f"{site_url}prepare/")
        page.locator("plan-maker[data-awake]").wait_for(timeout=AWAKE)
        for slug in ("bridge", "dead-bug"):
            page.locator(f".ns-pick[data-value='\"{slug}\"']").click()
            expect(page.locator(f"#ns-maker-row-{slug}")).to_be_visible()
        page.get_by_role("button", name="Link and QR code").click()
        page.wait_for_selector(CODE, state="attached", timeout=AWAKE)
        pages[words] = {paper: printed(page, (paper, 1)) for paper in PAPERS}
    for paper in PAPERS:
        long, short = pages[title][paper], pages["Mornings"][paper]
        assert len(long) == len(short), paper
        for word in ("anna", "katharina", "müller", "lüdenscheidt"):
            assert word in long[0], paper
        letters = re.sub(r"[\W\ufffe]+", "", long[0])
        assert re.sub(r"\W+", "", title.lower()) in letters, paper


def test_firefox_enlarges_a_week_as_well(site_url: str) -> None:
    """There a page's width in a style sheet's query is the paper's, however much it is enlarged."""
    program = found("firefox")
    if program is None:
        pytest.skip("firefox is left out: this machine has no package of it")
    firefox = Firefox(program)
    try:
        firefox.open(f"{site_url}planner/")
        firefox.evaluate(
            """() => {
                const touch = new Event("focusin", { bubbles: true });
                document.querySelector("weekly-planner button").dispatchEvent(touch);
            }"""
        )
        until(firefox, "() => !!document.querySelector('weekly-planner[data-awake]')", seconds=AWAKE / 1000)
        firefox.evaluate(
            """() => {
                const form = document.querySelector("#ns-planner-form");
                const answers = ["[name=asked][value=yes]", "[name=signs][value=no]", "[name=condition-none]"];
                for (const answer of answers) form.querySelector(answer).click();
                form.requestSubmit();
            }"""
        )
        until(firefox, f"() => !!document.querySelector('{CODE}')", seconds=AWAKE / 1000)
        found_pages = {
            (paper, scale): len(pypdfium2.PdfDocument(firefox.printed(*CENTIMETRES[paper], scale)))
            for paper, scale in THINGS[week][1]
        }
    finally:
        firefox.close()
    too_many = {kind: pages for kind, pages in found_pages.items() if pages > THINGS[week][1][kind]}
    assert too_many == {}


def is_readable(page: Page, part: str, pages: Mapping[Kind, int]) -> None:
    """Hold a page to the most sheets that it may take, with every word of a part of it whole on each kind of paper."""
    found = {kind: printed(page, kind) for kind in pages}
    assert {kind: len(sheets) for kind, sheets in found.items() if len(sheets) > pages[kind]} == {}
    page.emulate_media(media="print")
    words = set(WORD.findall(" ".join(page.evaluate(SHOWN, part)).lower()))
    assert len(words) > 10, words
    for kind, sheets in found.items():
        text = " ".join(sheets)
        assert sorted(word for word in words if word not in text) == [], kind


def printed(page: Page, kind: Kind) -> list[str]:
    """Return the text of each page that is printed, in lower case."""
    paper, scale = kind
    document = pypdfium2.PdfDocument(page.pdf(format=paper, scale=scale, print_background=False))
    return [sheet.get_textpage().get_text_range().lower() for sheet in document]


def test_a_timer_says_on_paper_how_to_count(desk: BrowserContext, site_url: str) -> None:
    """Paper has no buttons: in their place a timer says how to count by hand, though the script runs."""
    page = desk.new_page()
    page.goto(f"{site_url}exercises/bridge/")
    line = page.locator("hold-timer:defined .ns-byhand")
    expect(line).to_have_css("display", "none")
    page.emulate_media(media="print")
    expect(line).to_have_css("display", "block")
