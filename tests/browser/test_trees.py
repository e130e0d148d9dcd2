"""The accessibility tree of every kind of page in every state, as each engine computes it: no rule is broken.

axe reads the DOM and computes names by itself; here is what the engine hands to assistive technology. Chromium gives
its whole tree, with the DOM beside it. Firefox gives its whole tree too, by WebDriver BiDi from the browser's own
window. WebKitGTK's driver has no command for the tree, only role and name of one element: there controls, headings,
pictures, groups and tables are asked, as a flat list, so what stands in which group is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import trees
from tests.browser.engines import Engine, Firefox, WebKit, until
from tests.browser.phone import window
from tests.browser.test_log import year
from tests.browser.test_planner_weeks import CATALOG, STATES, stored
from tests.browser.test_session import six_kept
from widgets.diary import log_document
from widgets.plan import store
from widgets.session.place import Work

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
AGAIN_MS = (100, 400, 1500)
"""Pauses before the looks that follow on one that found something."""
DOUBLE_MS = 600
"""A second press is no double one after that."""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
KINDS = (
    "",
    "start/",
    "safety/",
    "safety-sheet/",
    "exercises/",
    "exercises/bird-dog/",
    "levels/",
    "levels/2/",
    "planner/",
    "session/",
    "progress/",
    "prepare/",
    "learn/",
    "learn/unsure/",
    "learn/other-conditions/",
    "glossary/",
    "references/",
    "data/",
    "about/",
    "keep/",
    "offline/",
    "404.html",
    "contributing/add-an-exercise/",
    "de/exercises/bridge/",
    "es/planner/",
)
"""One page of each kind, and two in other languages."""
WIDE = (
    "",
    "exercises/",
    "exercises/bird-dog/",
    "levels/2/",
    "planner/",
    "session/",
    "prepare/",
    "learn/",
    "404.html",
)
"""Pages whose layout or sidebars are other ones on a desktop."""
WEEKS = ("friend's week", "empty week", "conditions", "prepared", "week over")
FOLDED = ("safety/", "exercises/bird-dog/", "safety-sheet/", "references/", "exercises/")
OPEN_ALL = "() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }"
SETTLED = """
async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
}
"""
REFUSED = """
const { setItem } = Storage.prototype;
Storage.prototype.setItem = function (key, text) {
  if (key === "neutral-spine.log") throw new DOMException("full", "QuotaExceededError");
  setItem.call(this, key, text);
};
"""
KEEP = "(kept) => { for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text); }"


class Look:
    """A page, and what its trees broke so far."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.url = site_url
        self.found: list[str] = []
        self._devtools = page.context.new_cdp_session(page)
        self._regions: set[int] = set()

    def open(self, path: str, awake: str = "", kept: dict[str, str] | None = None) -> None:
        """Open a page, with texts kept on the device, and wait until Python drives an element of it."""
        if kept is not None:
            self.page.goto(f"{self.url}404.html")
            self.page.evaluate(KEEP, kept)
        self.page.goto(self.url + path)
        self.page.wait_for_function("() => !document.querySelector('label[for=__drawer] svg')")
        self._regions = set(trees.live_regions(self.tree()))
        if awake:
            self.page.locator(f"{awake} :is(button, input)").first.dispatch_event("focusin")
            self.page.locator(f"{awake}[data-awake]").wait_for(timeout=BOOT_MS)

    def tree(self) -> trees.Tree:
        """Return the tree of the page once it is drawn."""
        self.page.evaluate(SETTLED)
        return trees.chromium_tree(self._devtools)

    def at(self, state: str) -> None:
        """Look at the page, and note what breaks a rule.

        Tree and DOM are taken one after the other, and a page that runs changes in between; on a busy machine the tree
        follows the DOM late, too. What is found is looked at again, and stays only if it is found each time.
        """
        tree = self.tree()
        broken = [*trees.faults(tree), *self._late(tree)]
        for pause in AGAIN_MS if broken else ():
            self.page.wait_for_timeout(pause)
            again = self.tree()
            still = {*trees.faults(again), *self._late(again)}
            broken = [fault for fault in broken if fault in still]
            if not broken:
                break
        self.found += [f"{state}: {fault}" for fault in broken]
        self._regions |= set(trees.live_regions(tree))

    def _late(self, tree: trees.Tree) -> Iterator[str]:
        """Yield the live regions that came with their words: most screen readers do not read those."""
        for number, words in trees.live_regions(tree).items():
            if words and number not in self._regions:
                yield f"came with its words: {tree.elements[number]}: {words[:60]!r}"

    def press(self, selector: str, shows: str = "", state: str = "") -> None:
        """Press something later than what would count as a double press, wait for what it shows, and look."""
        self.page.wait_for_timeout(DOUBLE_MS)
        self.page.locator(selector).first.dispatch_event("click")
        if shows:
            self.page.locator(shows).first.wait_for(timeout=BOOT_MS)
        self.at(state or selector)


@pytest.fixture
def look(browser: Browser, site_url: str) -> Iterator[Look]:
    """Open a phone with nothing kept on it."""
    context = window(browser, SIZES["phone"], reduced_motion="reduce")
    yield Look(context.new_page(), site_url)
    context.close()


BROKEN = (
    (trees.what_takes_the_focus_has_role_and_name, "<div tabindex=0>words</div>"),
    (trees.a_control_has_a_name, "<button></button>"),
    (trees.one_name_does_one_thing, "<a href='#a'>more</a> <a href='#b'>more</a>"),
    (trees.names_are_words, "<button>{count} left</button>"),
    (trees.headings_go_down_by_one, "<h3>Too deep</h3>"),
    (trees.headings_go_down_by_one, "<h2></h2>"),
    (trees.one_main_and_one_title, "<h1>Another title</h1>"),
    (trees.landmarks_have_their_own_names, "<nav>a</nav><nav>b</nav>"),
    (trees.pictures_have_a_name, "<svg width=9 height=9><path d='M0 0h9v9'/></svg>"),
    (trees.radios_stand_in_a_named_group, "<label><input type=radio>Yes</label>"),
    (
        trees.tables_have_a_name_and_headers,
        "<table aria-label=a border=1><tr><td>1<td>2<tr><td>3<td>4</table>",
    ),
    (trees.tables_have_a_name_and_headers, "<table border=1><tr><th>1<th>2<tr><td>3<td>4</table>"),
    (trees.dialogs_have_a_name, "<dialog open>words</dialog>"),
    (
        trees.nothing_left_out_is_reached,
        "<p aria-hidden=true><a href='#a'><b aria-hidden=true>words</b></a></p>",
    ),
    (trees.text_that_is_shown_is_told, "<p aria-hidden=true>words</p>"),
)


def test_each_rule_finds_its_fault(browser: Browser) -> None:
    """A page without faults breaks no rule, and with one fault of each kind it breaks the rule for that kind."""
    page = browser.new_page()
    devtools = page.context.new_cdp_session(page)
    sound = "<title>t</title><main><h1>Title</h1><p>Words <button>Go</button></p>%s</main>"
    page.set_content(sound % "")
    assert trees.faults(trees.chromium_tree(devtools)) == []
    for rule, fault in BROKEN:
        page.set_content(sound % fault)
        assert list(rule(trees.chromium_tree(devtools))), (rule.__name__, fault)
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_each_kind_of_page(browser: Browser, site_url: str, size: str) -> None:
    """Every kind of page as it opens, and with all that is folded open."""
    context = window(browser, SIZES[size], reduced_motion="reduce")
    look = Look(context.new_page(), site_url)
    for path in WIDE if size == "desktop" else KINDS:
        look.open(path)
        look.at(path)
        if size == "phone" and path in FOLDED:
            look.page.evaluate(OPEN_ALL)
            look.at(f"{path} unfolded")
    context.close()
    assert not look.found, "\n".join(look.found)


def test_search_menu_and_what_is_kept(look: Look) -> None:
    """The search panel with results and with none, the menu, a filtered list, a site that is kept."""
    page = look.page
    look.open("")
    page.get_by_role("button", name="Search").click()
    for words, said in (("bird dog", "found"), ("xyzzyx", "No page")):
        page.get_by_role("textbox", name="Search").fill(words)
        expect(page.locator(".md-search-result__meta")).to_contain_text(said)
        look.at(f"search for {words}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    look.at("menu")
    look.open("exercises/")
    page.get_by_text("Show only some").click()
    page.get_by_label("Level").select_option("5")
    look.at("filtered")
    look.open("keep/")
    page.get_by_role("button", name="Keep this site on my device").press("Enter")
    look.at("keeping")
    expect(page.get_by_text("files are on this device")).to_be_visible(timeout=4 * BOOT_MS)
    look.at("kept")
    assert not look.found, "\n".join(look.found)


def test_a_timer(look: Look) -> None:
    """Its settings, the pain before, running, paused, both questions after "it hurts", the advice, stopped."""
    look.open("exercises/bird-dog/", "hold-timer")
    look.at("awake")
    look.press("hold-timer [data-on-click=adjust]", state="times and sound")
    look.press("hold-timer [id$=-check-open]", state="pain before")
    look.press("hold-timer [data-on-click=start]", ".ns-timer[data-state=running]", "running")
    look.press("hold-timer [data-on-click=pause]", ".ns-timer[data-state=paused]", "paused")
    look.press("hold-timer [data-on-click=resume]", ".ns-timer[data-state=running]", "resumed")
    look.press("hold-timer [data-on-click=hurts]", "[id$=-leg-no]", "where it hurts")
    look.press("hold-timer [id$=-leg-no]", "[id$=-pain-7]", "how bad")
    look.press("hold-timer [id$=-pain-7]", "[id$=-advice]", "advice")
    look.open("exercises/bridge/", "hold-timer")
    look.press("hold-timer [data-on-click=start]", ".ns-timer[data-state=running]", "running")
    look.press("hold-timer [data-on-click=stop]", "[data-on-click=again]", "stopped")
    assert not look.found, "\n".join(look.found)


def test_a_planner(look: Look) -> None:
    """Nothing answered, a week with its folds open, a ticked day, its link and code."""
    page = look.page
    look.open("planner/", "weekly-planner")
    page.get_by_role("button", name="Make my week").click()
    expect(page.locator(".ns-planner__errors")).to_be_focused()
    look.at("nothing answered")
    page.locator("[name=asked][value=yes]").check()
    page.locator("[name=signs][value=no]").check()
    page.locator("[name=condition-none]").check()
    look.press("#ns-planner-form [type=submit]", ".ns-tick", "week")
    page.evaluate(OPEN_ALL)
    look.at("week unfolded")
    look.press(".ns-tick", ".ns-tick[aria-checked=true]", "ticked")
    look.press("[data-on-click=share]", ".ns-code", "link and code")
    plan = page.locator(".ns-share__link").input_value().partition("#")[2]
    look.open("", kept={})
    look.at("home with a plan")
    page.evaluate("localStorage.clear()")
    look.open(f"planner/#{plan}")
    page.locator(".ns-offer__title").wait_for(timeout=BOOT_MS)
    look.at("a plan from a link")
    assert not look.found, "\n".join(look.found)


def test_weeks_of_every_kind(look: Look) -> None:
    """Kinds of kept weeks with their folds open, and the check-in of one that is over."""
    page = look.page
    for kind in WEEKS:
        look.open("planner/", "weekly-planner", {store.KEY: stored(kind)})
        expect(page.locator("weekly-planner")).to_contain_text(STATES[kind][2], timeout=BOOT_MS)
        page.evaluate(OPEN_ALL)
        look.at(kind)
    look.press("[data-on-click=open-check]", ".ns-planner__check form", "check-in")
    page.evaluate(OPEN_ALL)
    look.at("check-in unfolded")
    page.locator("#ns-in-answer-flare").check()
    look.at("a flare-up is told")
    assert not look.found, "\n".join(look.found)


def test_a_session(look: Look) -> None:
    """The questions, the usual pain, a wrong answer, running, paused, hurt, advice, the end with its questions."""
    page = look.page
    look.open("session/", "session-player")
    if not page.locator("#session-answer").is_visible():
        look.press("#session-start", "#session-answer")
    look.press("#session-answer", "#session-wrong", "no answer")
    page.locator("#session-asked-yes").check()
    page.locator("#session-signs-no").check()
    look.press("#session-answer", "#session-start", "may start")
    page.evaluate(OPEN_ALL)
    look.at("unfolded")
    look.press("#session-start", "#session[data-phase=introduction]", "introduction")
    work = Work(reps=1, held={"left": 3_000}, spent=10_000)
    look.open("session/", "session-player", six_kept(CATALOG, sets=2, work=work))
    look.at("unfinished")
    look.press("#session-carry-on", "#session[data-state=running]", "goes on")
    look.press("#session-pause", "#session[data-state=paused]", "paused")
    look.press("#session-resume", "#session[data-state=running]", "resumed")
    look.press("#session-hurts", "#session-leg-no", "where it hurts")
    look.press("#session-leg-no", "#session-pain-2", "how bad")
    look.press("#session-pain-2", "#session-advice", "advice")
    look.press("#session-end", "#session[data-state=stopped]", "end")
    assert not look.found, "\n".join(look.found)


def test_a_log(look: Look) -> None:
    """An empty log, each form, an error, a log of months with its charts."""
    page = look.page
    look.open("progress/", "progress-log")
    look.at("empty")
    for kind in ("session", "walk", "pain", "flare-up", "activity"):
        opener = page.locator(f"""[data-on-click=open-form][data-value='"{kind}"']""")
        if page.locator(".ns-log__form").count():
            page.locator(".ns-log__form [data-on-click=close-form]").first.click()
            expect(page.locator(".ns-log__form")).to_have_count(0)
        if opener.count():
            opener.first.click()
            expect(page.locator(".ns-log__form h3")).to_be_focused()
            page.evaluate(OPEN_ALL)
            look.at(kind)
    look.open("progress/", "progress-log", {log_document.KEY: log_document.dump(year())})
    page.evaluate(OPEN_ALL)
    look.at("a year")
    assert not look.found, "\n".join(look.found)


def test_a_prepared_plan(look: Look) -> None:
    """One exercise, its fields, what is missing, the link."""
    page = look.page
    look.open("prepare/", "plan-maker")
    look.at("empty")
    page.locator("#ns-maker-find").fill("bird dog")
    page.keyboard.press("Enter")
    expect(page.locator("#ns-maker-row-bird-dog")).to_be_visible()
    page.evaluate(OPEN_ALL)
    look.at("bird dog")
    page.locator("#ns-maker-reps-bird-dog").fill("14")
    page.get_by_role("button", name="Print the hand-out").press("Enter")
    expect(page.locator(".ns-maker__problems")).to_be_focused()
    look.at("problems")
    assert not look.found, "\n".join(look.found)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "refused"])
def test_what_ends_by_itself(look: Look, *, kept: bool) -> None:
    """A timer and a session run to their ends, with a log that is kept, and with one that the browser refuses."""
    look.page.add_init_script("globalThis.neutralSpineClock = { speed: 60 };" + ("" if kept else REFUSED))
    for path, tag in (("exercises/bridge/", "hold-timer"), ("session/#only=bridge", "session-player")):
        look.open(path, tag)
        if tag == "session-player":
            look.page.locator("#session-asked-yes").check()
            look.page.locator("#session-signs-no").check()
            look.press("#session-answer", "#session-start", "may start")
        look.press(f"{tag} [data-on-click=start]", ".ns-timer[data-state=finished]", f"{path} finished")
        expect(look.page.locator(".ns-not-saved")).to_have_count(0 if kept else 1)
        look.page.evaluate(OPEN_ALL)
        look.at(f"{path} unfolded")
    assert not look.found, "\n".join(look.found)


def test_a_file_not_kept_and_a_newer_site(
    look: Look, site_dir: Path, serve_folder: Callable[..., str], until: Callable[..., None]
) -> None:
    """The page that names what could not be kept; the line that tells of a newer site."""
    changes: dict[str, bytes | None] = {"assets/figures/bridge.svg": None}
    page = look.page
    look.url = serve_folder(site_dir, changes)
    look.open("keep/")
    page.get_by_role("button", name="Keep this site on my device").press("Enter")
    expect(page.get_by_text("Not kept: assets/figures/bridge.svg")).to_be_visible(timeout=BOOT_MS)
    look.at("not kept")
    changes["sw.js"] = (site_dir / "sw.js").read_bytes() + b"\n// A newer version"
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    look.open("")
    expect(page.locator(".ns-news")).to_be_visible()
    look.at("a newer site")
    assert not look.found, "\n".join(look.found)


# Controls, headings, pictures, groups and tables that are shown and not hidden from assistive technology.
TOLD = """
() => [...document.querySelectorAll(`a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex],
    h1, h2, h3, h4, h5, h6, img, svg, table, fieldset, dialog, main, nav, header, footer, [role]`)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden=true], [inert]')
    && !one.parentElement.closest('[role=img], svg'))
  .map((one) => [one, {
    tag: one.tagName,
    focusable: one.matches('a[href], button, input, select, textarea, summary, [tabindex="0"]') && !one.disabled,
    level: /^H[1-6]$/.test(one.tagName) ? Number(one.tagName[1]) : 0,
    class: one.getAttribute('class') ?? '',
    html: one.outerHTML.slice(0, 100),
  }])
"""


def engine_faults(engine: Engine) -> list[str]:
    """Return what breaks a rule in the tree of an engine that is not Chromium."""
    engine.evaluate(SETTLED)
    inert = bool(engine.evaluate("() => document.querySelector('[inert]') !== null"))
    if isinstance(engine, Firefox):
        return trees.faults(trees.Tree(trees.firefox_tree(engine.accessible()), inert=inert))
    assert isinstance(engine, WebKit)
    return [
        fault
        for fault in trees.faults(trees.Tree(trees.flat_tree(engine.accessible(TOLD)), inert=inert))
        if not fault.startswith(
            (trees.radios_stand_in_a_named_group.__name__, trees.tables_have_a_name_and_headers.__name__)
        )
    ]


@pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
def test_other_engines(engine: Engine, site_url: str) -> None:
    """Pages and states in Firefox and WebKitGTK: each kind of widget, a running timer, a week, a session that runs."""
    found: list[str] = []

    def at(state: str) -> None:
        found.extend(f"{state}: {fault}" for fault in engine_faults(engine))

    for path in ("", "exercises/", "safety/", "keep/", "progress/", "prepare/"):
        engine.open(site_url + path)
        at(path)
    engine.open(f"{site_url}exercises/bridge/")
    at("guide")
    engine.click("[data-on-click=start]")
    until(
        engine,
        "() => document.querySelector('hold-timer[data-awake] .ns-timer')?.dataset.state === 'running'",
    )
    at("running")
    engine.open(f"{site_url}404.html")
    engine.evaluate(KEEP, {store.KEY: stored("week")})
    engine.open(f"{site_url}planner/")
    until(engine, "() => document.querySelector('weekly-planner[data-awake] .ns-tick') !== null")
    at("week")
    engine.open(f"{site_url}session/")
    engine.click("#session-start")
    until(engine, "() => document.querySelector('#session')?.dataset.state === 'running'")
    at("session")
    assert not found, "\n".join(found)
