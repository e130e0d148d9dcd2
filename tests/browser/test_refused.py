"""Browsers that refuse, and browsers that are too old: the page says what is the matter, where the reader is.

Cookies and storage are blocked by the browser's own setting, not by a script; the quota is the browser's own, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, Request, expect

from tests.browser.phone import phone as new_phone
from tests.browser.phone import phone_settings

pytestmark = pytest.mark.browser

BOOT_MS = 90_000
GUIDE = "exercises/bridge/"
TIMER = "hold-timer .ns-timer"
PAGES = ("", GUIDE, "planner/", "session/", "progress/", "prepare/", "keep/", "learn/walking/")
NEEDED = "iOS 15.4"
TOO_OLD = "WebAssembly.validate = () => false;"
"""As a browser without WebAssembly exceptions answers."""
COOKIES_BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""Chromium's preference for "block all cookies": no cookie, no storage, no cache, no service worker."""
REJECTS = "() => Promise.reject(new DOMException('no', 'SecurityError'))"
SOON = "() => new Promise((done) => setTimeout(done, 1500))"

type Serve = Callable[..., str]
type Changes = dict[str, bytes | None]


def watched(page: Page) -> list[str]:
    """Return a list that grows by each exception, each rejection that nobody handles, and each error of the console."""
    thrown: list[str] = []

    def note(line: ConsoleMessage) -> None:
        if line.type == "error":
            thrown.append(line.text)

    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.on("console", note)
    return thrown


@pytest.fixture
def blocked(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[BrowserContext]:
    """A phone whose reader has blocked all cookies in the browser's settings."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(COOKIES_BLOCKED))
    context = browser_type.launch_persistent_context(
        str(tmp_path), **browser_type_launch_args, **phone_settings()
    )
    yield context
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    one = new_phone(browser)
    yield one
    one.close()


def test_with_cookies_blocked_nothing_is_thrown(blocked: BrowserContext, site_url: str) -> None:
    """Every page opens and stays quiet; a timer runs, the planner answers, and search finds."""
    page = blocked.new_page()
    thrown = watched(page)
    for path in PAGES:
        page.goto(site_url + path)
        page.evaluate(SOON)
    assert page.evaluate(
        "() => { try { return localStorage.length; } catch (error) { return error.name; } }"
    ) == ("SecurityError")
    page.goto(site_url + GUIDE)
    page.locator("[data-on-click=start]").first.tap()
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    expect(page.locator(TIMER)).to_have_attribute("data-state", "running")
    page.goto(site_url + "planner/")
    page.locator("weekly-planner").locator("input, select, button").first.dispatch_event("focusin")
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    page.get_by_role("button", name="Search").tap()
    page.keyboard.type("bridge")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.evaluate(SOON)

    assert thrown == []


STORAGES = {
    "null": """
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: () => null });
    """,
    "not to be read": "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); };",
    "full": """
      const { setItem } = Storage.prototype;
      let left = 1;
      Storage.prototype.setItem = function (...asked) {
        if (left-- <= 0) throw new DOMException("full", "QuotaExceededError");
        setItem.apply(this, asked);
      };
    """,
}
"""As the web views of some apps answer, and other settings of browsers. A full one takes the first text."""


@pytest.mark.parametrize("storage", STORAGES)
def test_whatever_the_storage_is_nothing_is_thrown(
    storage: str, context: BrowserContext, site_url: str
) -> None:
    """Every page opens and stays quiet, also to a reader of another language; the timer runs and the line closes."""
    context.add_init_script(STORAGES[storage])
    context.add_init_script("Object.defineProperty(navigator, 'languages', { get: () => ['de'] });")
    page = context.new_page()
    thrown = watched(page)
    for path in PAGES:
        page.goto(site_url + path)
        if not path or page.locator(".ns-tongue").count():  # Where it can be kept, the line is closed once.
            page.locator(".ns-tongue button").tap()
        page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    expect(page.locator(".ns-tongue")).to_have_count(0)
    page.goto(site_url + GUIDE)
    page.locator("[data-on-click=start]").first.tap()
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    expect(page.locator(TIMER)).to_have_attribute("data-state", "running")
    assert thrown == []


def _says_why(page: Page) -> None:
    place = page.locator("[data-keep-site]")
    expect(place.get_by_role("status")).to_contain_text("keeps nothing for use without a network")
    expect(place.locator("button")).to_be_hidden()
    expect(place.locator("progress")).to_be_hidden()


def test_with_cookies_blocked_the_page_about_keeping_says_so(blocked: BrowserContext, site_url: str) -> None:
    """The reader is told why nothing is kept, and no button without words stands there."""
    page = blocked.new_page()
    page.goto(site_url + "keep/")
    _says_why(page)


@pytest.mark.parametrize(
    "refused",
    [
        "delete Navigator.prototype.serviceWorker;",
        "delete globalThis.caches;",
        f"caches.has = {REJECTS};",
        f"ServiceWorkerContainer.prototype.getRegistration = {REJECTS};",
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no'); } });",
    ],
    ids=["no-service-worker", "no-caches", "caches-refused", "registration-refused", "sandboxed"],
)
def test_without_its_means_the_page_about_keeping_says_so(
    context: BrowserContext, site_url: str, refused: str
) -> None:
    """A private window, an old browser: the words are the same, and nothing is thrown on any page."""
    context.add_init_script(refused)
    page = context.new_page()
    thrown = watched(page)
    page.goto(site_url + "keep/")
    _says_why(page)
    for path in PAGES:
        page.goto(site_url + path)
        page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert thrown == []


def test_where_the_worker_is_refused_keeping_ends_in_words(context: BrowserContext, site_url: str) -> None:
    """A browser that lists the means and then refuses: the button comes back with words, and nothing waits for ever."""
    context.add_init_script(f"ServiceWorkerContainer.prototype.register = {REJECTS};")
    page = context.new_page()
    thrown = watched(page)
    page.goto(site_url + "keep/")
    page.get_by_role("button", name="Keep this site on my device").tap()
    expect(page.locator("[data-keep-site]").get_by_role("status")).to_contain_text("keeps nothing")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    assert thrown == []


def test_a_full_device_is_told(context: BrowserContext, site_url: str) -> None:
    """Where the browser's quota is reached, the rest is not fetched for nothing; some names are told, not hundreds."""
    page = context.new_page()
    thrown = watched(page)
    page.goto(site_url + "keep/")
    tools = context.new_cdp_session(page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": site_url.rstrip("/"), "quotaSize": 2_000_000})
    page.get_by_role("button", name="Keep this site on my device").tap()
    status = page.locator("[data-keep-site]").get_by_role("status")
    expect(status).to_contain_text("could not be kept", timeout=BOOT_MS)
    expect(status).to_contain_text("more")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert len(status.inner_text()) < 1000
    assert [line for line in thrown if "Quota" not in line] == []


def test_a_second_press_starts_no_second_run(context: BrowserContext, site_url: str) -> None:
    """While files are kept the button is off, and stays where it is; further presses fetch nothing twice."""
    page = context.new_page()
    page.goto(site_url + "keep/")
    button = page.locator("[data-keep-site] button")
    expect(button).to_be_visible()
    asked: list[str] = []

    def note(request: Request) -> None:
        # The worker's own request for the same file is the second half of the page's.
        if "/assets/figures/" in request.url and request.service_worker is None:
            asked.append(request.url)

    context.on("request", note)
    button.evaluate("(one) => { one.click(); one.click(); }")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.evaluate("(one) => one.click()")
    expect(page.get_by_text("files are on this device")).to_be_visible(timeout=4 * BOOT_MS)

    assert asked
    assert len(asked) == len(set(asked))


@pytest.fixture
def without_runtime(site_dir: Path, serve_folder: Serve) -> tuple[str, Changes]:
    """A site whose runtime does not come, and the changes that stand for that."""
    (runtime,) = (site_dir / "assets" / "runtime").iterdir()
    place = runtime.relative_to(site_dir).as_posix()
    changes: Changes = {f"{place}/pyodide.asm.wasm": None}
    return serve_folder(site_dir, changes), changes


def _failed(page: Page, tag: str) -> None:
    page.wait_for_selector(f"{tag}[data-failed]", timeout=BOOT_MS)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_failed_start_is_told_where_the_reader_is(
    context: BrowserContext, without_runtime: tuple[str, Changes]
) -> None:
    """Who answers the planner's questions far down the page reads there that they cannot be worked on, each time."""
    url, changes = without_runtime
    page = context.new_page()
    page.goto(f"{url}planner/")
    field = page.locator("#ns-planner-form [name=asked][value=yes]")
    field.scroll_into_view_if_needed()
    field.tap(force=True)
    _failed(page, "weekly-planner")
    sentence = page.locator("weekly-planner .ns-failed")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_have_count(1)

    submit = page.locator("#ns-planner-form [type=submit]")
    submit.scroll_into_view_if_needed()
    submit.tap()
    page.wait_for_selector("weekly-planner:not([data-failed])", state="attached", timeout=BOOT_MS)
    _failed(page, "weekly-planner")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_have_count(1)
    expect(sentence.get_by_role("button", name="Try again")).to_be_visible()

    changes.clear()
    sentence.get_by_role("button", name="Try again").tap()
    page.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    expect(sentence).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "tag", "control"),
    [
        ("planner/", "weekly-planner", "#ns-planner-form [name=asked][value=yes]"),
        ("progress/", "progress-log", "button[data-on-click=open-form]"),
        ("prepare/", "plan-maker", "button.ns-pick"),
    ],
)
def test_a_browser_below_the_floor_is_told_the_version(  # noqa: PLR0913, PLR0917 - fixtures
    context: BrowserContext,
    without_runtime: tuple[str, Changes],
    path: str,
    tag: str,
    control: str,
    site_url: str,
) -> None:
    """The words name what is needed; no button offers a try that cannot help, and no control does nothing."""
    assert site_url
    context.add_init_script(TOO_OLD)
    page = context.new_page()
    page.goto(without_runtime[0] + path)
    first = page.locator(f"{tag} {control}").first
    first.scroll_into_view_if_needed()
    first.tap(force=True)
    _failed(page, tag)
    sentence = page.locator(f"{tag} .ns-failed:visible")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_contain_text(NEEDED)
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.locator(f"{tag} form:visible")).to_have_count(0)
    expect(page.locator(f"{tag} [data-on-click]:visible")).to_have_count(0)


def test_without_webassembly_the_words_say_so(
    context: BrowserContext, without_runtime: tuple[str, Changes]
) -> None:
    """Some settings switch WebAssembly off; the reader learns which part of the browser is missing."""
    context.add_init_script("delete globalThis.WebAssembly;")
    page = context.new_page()
    page.goto(without_runtime[0] + "progress/")
    page.locator("progress-log button").first.tap()
    _failed(page, "progress-log")
    expect(page.locator("progress-log .ns-failed:visible")).to_contain_text("WebAssembly")
    expect(page.locator("progress-log .ns-failed:visible")).to_contain_text(NEEDED)


@pytest.mark.parametrize("script", ["", TOO_OLD], ids=["lost", "too-old"])
@pytest.mark.parametrize("path", ["planner/#plan=1AjXabc", "planner/#plan%3D1AjXabc"])
def test_no_sample_stands_for_the_plan_of_a_link(
    context: BrowserContext, without_runtime: tuple[str, Changes], path: str, script: str
) -> None:
    """The reader is told that the link's plan is not shown; no other week is seen or printed."""
    context.add_init_script(script or "0")
    page = context.new_page()
    page.goto(without_runtime[0] + path)
    if "%3D" in path:
        page.locator("weekly-planner").locator("button, input").first.dispatch_event("focusin")
    _failed(page, "weekly-planner")
    sentence = page.locator("weekly-planner .ns-failed")
    expect(sentence).to_contain_text("The plan in this link could not be opened")
    expect(sentence).to_be_in_viewport()
    expect(page.locator("weekly-planner .ns-planner")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("weekly-planner > :not(.ns-failed):visible")).to_have_count(0)


def test_a_sample_is_told_from_the_readers_own_week(
    context: BrowserContext, without_runtime: tuple[str, Changes]
) -> None:
    """Where a plan is kept on the device and Python does not come, the words say that the week below is a sample."""
    context.add_init_script("localStorage.setItem('neutral-spine.planner', '{}');")
    page = context.new_page()
    page.goto(f"{without_runtime[0]}planner/")
    _failed(page, "weekly-planner")
    sentence = page.locator("weekly-planner .ns-failed")
    expect(sentence).to_contain_text("The week below is only a sample")
    expect(sentence.get_by_role("button", name="Try again")).to_be_visible()


def test_keys_work_without_a_newer_call(context: BrowserContext, site_url: str) -> None:
    """Safari before 17.4 has no `checkVisibility`: Space still pauses a running timer."""
    context.add_init_script("delete Element.prototype.checkVisibility;")
    page = context.new_page()
    thrown = watched(page)
    page.goto(site_url + GUIDE)
    page.locator("[data-on-click=start]").first.tap()
    page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
    expect(page.locator(TIMER)).to_have_attribute("data-state", "running")
    page.locator("hold-timer").get_by_role("button", name="Stop, it hurts").focus()
    page.evaluate("() => document.activeElement.blur()")
    page.locator("hold-timer .ns-timer__phase").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    page.keyboard.press("Space")
    expect(page.locator(TIMER)).to_have_attribute("data-state", "paused")
    assert thrown == []


@pytest.mark.parametrize("path", ["planner/", "progress/", "prepare/", GUIDE, "session/"])
def test_without_scripts_no_form_stands_there(
    path: str, site_url: str, browser: Browser, site_dir: Path
) -> None:
    """Also in browsers without the media feature `scripting`: no style of ours rests on it."""
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + path)
    expect(page.locator("article form:visible, article button:visible")).to_have_count(0)
    if path in {"planner/", "progress/", "prepare/"}:
        expect(page.locator(".ns-without-script").first).to_be_visible()
    context.close()
    sheets = list(site_dir.glob("assets/shell/*/*.css"))
    assert len(sheets) > 1
    assert [sheet for sheet in sheets if "(scripting" in sheet.read_text(encoding="utf-8")] == []


def test_a_device_that_cannot_vibrate_offers_no_switch(browser: Browser, site_url: str) -> None:
    """Phones of Apple and desks have no vibration; a phone that has it keeps the switch."""
    for script, count in (("delete Navigator.prototype.vibrate;", 0), ("", 1)):
        context = new_phone(browser)
        context.add_init_script(script or "0")
        page = context.new_page()
        page.goto(site_url + GUIDE)
        page.locator("hold-timer [data-on-click=adjust]").first.tap()
        page.wait_for_selector("hold-timer[data-awake]", timeout=BOOT_MS)
        expect(page.locator("hold-timer [data-on-change=set-sound]")).to_have_count(1)
        visible = page.locator("hold-timer li:has([data-on-change=set-vibration])").evaluate_all(
            "(all) => all.filter((one) => getComputedStyle(one).display !== 'none').length"
        )
        assert visible == count
        context.close()


def test_the_tables_of_the_log_open_for_paper(context: BrowserContext, site_url: str) -> None:
    """In every browser, not only where the style sheet can open them: they stand open while the page is printed."""
    page = context.new_page()
    page.goto(site_url + "progress/")
    page.wait_for_selector("progress-log:defined")
    page.evaluate(
        """() => document.querySelector("progress-log").insertAdjacentHTML("beforeend",
          '<div class="ns-chart"><details class="ns-fold ns-fold--line"><summary>Table</summary>x</details></div>')"""
    )
    fold = page.locator(".ns-chart details").last
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(fold).to_have_attribute("open", "")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert fold.get_attribute("open") is None
