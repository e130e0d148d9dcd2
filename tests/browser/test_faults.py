"""What a reader meets when something is broken: a table, one row one test, printed in `docs/contributing/faults.md`.

In every row the page says in words what is wrong, stays a guide or a plan that can be used and printed, loses nothing,
and works again once the fault is gone. Rows whose test is about more than the fault stand in another file here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import phone as new_phone

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "contributing" / "faults.md"
GUIDE = "exercises/bridge/"
TIMER = "hold-timer#hold-timer-bridge"
START = f"{TIMER} [data-on-click=start]"
BOOT_MS = 90_000

type Changes = dict[str, bytes | None]
type Serve = Callable[..., str]
type Damage = Callable[[bytes], bytes | None]
type Open = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the table."""

    broken: str
    reader: str
    """What the reader sees and can do."""
    test: str
    """The test's name; with its file, `test_timer.py::test_x`, where that is not this one."""


FAULTS = (
    Fault("The core, its scripts or the catalogue: missing, cut off, or another file in its place",
          "“Could not start” in words, the guide whole, “Try again” works once the file is right",
          "test_a_broken_file_is_told_and_mended"),
    Fault("The snapshot: missing, cut off, damaged, empty or foreign",
          "Nothing: the stock start takes over",
          "test_runtime.py::test_without_a_good_snapshot_the_stock_start_takes_over"),
    Fault("The snapshot of another version",
          "Nothing: the stock start takes over",
          "test_runtime.py::test_a_snapshot_of_another_runtime_is_not_used"),
    Fault("The snapshot and the stock start's files",
          "“Could not start” in words; “Try again” works once they are there",
          "test_without_snapshot_and_stock_files_it_is_told"),
    Fault("The whole runtime",
          "“Could not start” in words; the guide is whole",
          "test_runtime.py::test_without_a_runtime_the_page_says_so_and_stays_a_guide"),
    Fault("The whole runtime, on the planner",
          "“Could not start” in words; the sample week stays, to read and print",
          "test_runtime.py::test_the_planner_without_a_runtime_still_shows_its_week"),
    Fault("A slow network",
          "The countdown starts at once; if it ends first, a line says that the timer is still loading",
          "test_a_slow_network_only_takes_time"),
    Fault("A slow network, on a device that keeps nothing yet",
          "The dose begins at once and goes on; Python takes over unseen and unheard",
          "test_first_run.py::test_nobody_sees_or_hears_it"),
    Fault("Python never comes, after Start on such a device",
          "The dose is played to its end; a line says that the log does not have it",
          "test_first_run.py::test_to_the_end"),
    Fault("Python never comes, before a session",
          "The safety questions and the pain rule hold all the same; too much pain, no Start",
          "test_first_run.py::test_pain_before_it"),
    Fault("A page older than the site",
          "“Could not start”; “Try again” loads the new page",
          "test_runtime.py::test_a_page_older_than_its_site_is_renewed_by_another_try"),
    Fault("The site's own scripts",
          "Each widget says that it could not start; no button does nothing",
          "test_runtime.py::test_where_the_shell_does_not_run_the_page_says_so"),
    Fault("A host that sends `.wasm` as another type",
          "Nothing: Python starts",
          "test_runtime.py::test_a_core_of_the_wrong_type_starts_too"),
    Fault("No WebAssembly", "“Could not start” in words",
          "test_runtime.py::test_a_browser_without_webassembly_is_told"),
    Fault("No workers", "“Could not start” in words",
          "test_runtime.py::test_a_browser_without_workers_is_told"),
    Fault("Python ends in the middle of a hold",
          "“Could not start”, the focus on “Try again”, which gives a working timer",
          "test_runtime.py::test_a_worker_that_dies_is_told_and_started_anew"),
    Fault("Storage is full", "“Did not save”, once; the timer works",
          "test_runtime.py::test_a_text_that_cannot_be_kept_is_told"),
    Fault("Storage has no room for the log alone",
          "“Did not save” until it is kept; the end of a timer or session says that the log does not have it",
          "test_runtime.py::test_a_log_that_cannot_be_kept_is_told_to_the_end"),
    Fault("Storage is null, cannot be read, or is full from the second text on",
          "Everything works; nothing is thrown on any page",
          "test_refused.py::test_whatever_the_storage_is_nothing_is_thrown"),
    Fault("Storage is refused altogether", "The timer runs to its end; the planner makes a week",
          "test_storage_that_is_refused_stops_nothing"),
    Fault("Every kept text is damaged",
          "Each page opens and says what could not be read; the damaged text stays on the device",
          "test_damaged_texts_are_told_and_stay"),
    Fault("Sound, speech, vibration and wake lock are refused",
          "The dose runs to its end; the screen shows every phase",
          "test_a_device_that_refuses_everything_still_counts"),
    Fault("The network goes before Start", "“Could not start” in words; “Try again” works when it is back",
          "test_offline_before_start_is_told"),
    Fault("The network goes in the middle of a dose", "Nothing: the dose runs to its end",
          "test_offline_in_a_dose_changes_nothing"),
    Fault("No network, a page that was visited", "The page and its timer work",
          "test_runtime.py::test_a_visited_page_works_without_a_network"),
    Fault("No network, a page that was never opened", "A page that says so",
          "test_runtime.py::test_a_page_that_is_not_kept_is_told_plainly"),
    Fault("No network, a plan's link, and the planner was never opened",
          "A page that says that the link holds a plan; the plan opens with the network",
          "test_offline.py::test_a_plans_link_waits_for_a_network"),
    Fault("The clock is set back", "Nothing: the dose counts on",
          "test_timer.py::test_a_clock_that_is_set_back_does_not_stop_it"),
    Fault("Back to a page after another one has saved something",
          "What was saved; one more tap loses nothing of it",
          "test_back.py::test_back_after_a_session_loses_nothing"),
    Fault("A reload in the middle of a dose",
          "An offer to carry on where it was",
          "test_timer.py::test_a_reload_offers_to_carry_on"),
    Fault("A second tap right after Start",
          "One dose",
          "test_timer.py::test_double_tap_on_start_starts_once"),
    Fault("The page stood frozen in the background", "The right phase, and a line that says how long it was away",
          "test_timer.py::test_right_after_a_time_in_the_background"),
    Fault("The site is published anew while a timer runs", "Nothing while it runs; then a line offers the new version",
          "test_offline.py::test_an_update_waits_and_says_what_is_new"),
    Fault("The plan is changed in another tab", "This tab shows the change and says so",
          "test_planner.py::test_two_tabs_tell_each_other"),
    Fault("A host that leaves an address's last slash away, or takes it away",
          "Nothing: the page repairs its address; links, pictures and timer work",
          "test_hosts.py::test_a_guide_works_without_its_last_slash"),
    Fault("The same host, and no network",
          "Pages that were opened or kept unasked, by either address",
          "test_hosts.py::test_without_a_network_both_addresses_are_found"),
    Fault("The site in a sub-path",
          "Nothing",
          "test_hosts.py::test_a_sub_path_works"),
    Fault("A host that does not know `.mjs`",
          "Nothing: no file has that ending",
          "test_hosts.py::test_no_file_has_a_type_that_hosts_do_not_know"),
    Fault("A `#` that a mail program has encoded",
          "The page for unknown addresses, with a link to the page that was meant",
          "test_hosts.py::test_a_changed_address_is_repaired_on_the_page_for_unknown_addresses"),
    Fault("A sign, a quotation mark or capital letters in an address, from the text around a link",
          "The same page, with a link to the page that was meant, where there is one",
          "test_hosts.py::test_a_changed_address_is_repaired_on_the_page_for_unknown_addresses"),
    Fault("Any malformed text behind `#`",
          "Nothing: the page opens",
          "test_hosts.py::test_a_malformed_fragment_throws_nothing"),
    Fault("Cookies and storage are blocked in the browser's settings",
          "Everything works; “Keep this site” says that nothing is kept, and why",
          "test_refused.py::test_with_cookies_blocked_nothing_is_thrown"),
    Fault("No service worker, no caches, or both refuse",
          "“Keep this site” says so; no button without words",
          "test_refused.py::test_without_its_means_the_page_about_keeping_says_so"),
    Fault("A frame in which service workers may not even be named",
          "The same; nothing is thrown on any page",
          "test_refused.py::test_without_its_means_the_page_about_keeping_says_so"),
    Fault("The service worker is refused after the press",
          "The reason in words, and “Try again”",
          "test_refused.py::test_where_the_worker_is_refused_keeping_ends_in_words"),
    Fault("The browser's quota is reached while files are kept",
          "How many files are missing, some names, and “Try again”",
          "test_refused.py::test_a_full_device_is_told"),
    Fault("A second press while files are kept",
          "Nothing: no file is fetched twice",
          "test_refused.py::test_a_second_press_starts_no_second_run"),
    Fault("A start fails while the reader is far down the page",
          "“Could not start” beside the control that was used",
          "test_refused.py::test_a_failed_start_is_told_where_the_reader_is"),
    Fault("A browser below the floor",
          "The version that is needed; no “Try again”, no control that does nothing",
          "test_refused.py::test_a_browser_below_the_floor_is_told_the_version"),
    Fault("WebAssembly is switched off",
          "That it is, and which settings do so",
          "test_refused.py::test_without_webassembly_the_words_say_so"),
    Fault("A plan opened by link, and Python does not start",
          "That the link's plan is not shown; no sample in its place, on screen or paper",
          "test_refused.py::test_no_sample_stands_for_the_plan_of_a_link"),
    Fault("A kept week, and Python does not start",
          "That the week below is only a sample",
          "test_refused.py::test_a_sample_is_told_from_the_readers_own_week"),
    Fault("A browser without newer calls (`checkVisibility`)",
          "Nothing: keys steer the timer",
          "test_refused.py::test_keys_work_without_a_newer_call"),
    Fault("A browser whose patterns cannot look behind",
          "Nothing: no pattern of the site does",
          "../test_floor.py::test_no_source_uses_what_the_floor_lacks"),
    Fault("No scripts",
          "No form and no button; a sentence says what needs scripts",
          "test_refused.py::test_without_scripts_no_form_stands_there"),
    Fault("A device without vibration",
          "No switch for it",
          "test_refused.py::test_a_device_that_cannot_vibrate_offers_no_switch"),
    Fault("A browser that cannot open folded tables by style for paper",
          "The log's tables on paper all the same",
          "test_refused.py::test_the_tables_of_the_log_open_for_paper"),
    Fault("A link that mail programs or messengers encoded, wrapped, quoted or added to",
          "Its plan, wherever length and checksum allow a reading; at most 10,000 readings are tried",
          "../widgets/share/test_repair.py::test_it_is_read"),
    Fault("A link whose `#` was encoded behind a `?`",
          "Its plan, and the address without it",
          "test_share.py::test_a_plan_behind_a_question_mark_is_opened"),
    Fault("A link whose end is missing, also where it was encoded, or dots were put there",
          "A sentence that says so",
          "../widgets/share/test_repair.py::test_a_link_that_was_cut_off_is_told_as_that"),
    Fault("A link with wrong or missing letters",
          "A sentence that says so, without advice that cannot help; nothing is guessed or changed",
          "test_share.py::test_wrong_links_are_told_and_change_nothing"),
    Fault("A link whose path was lost, and a reload before its plan is taken",
          "The plan in the planner, in that tab alone, until it is taken or refused",
          "test_share.py::test_an_offered_plan_stays_for_its_tab"),
    Fault("A link's plan, and a first start that fails",
          "“Try again” opens the plan",
          "test_share.py::test_another_try_opens_the_plan"),
    Fault("A plan too long for a link or a code",
          "A sentence that says so; the print and the file hold it",
          "../widgets/prepare/test_prepare.py::test_a_plan_may_be_too_long_for_a_link"),
    Fault("A file of everything, opened as a plan",
          "Its kind in words, and a link to its place",
          "../widgets/prepare/test_prepare.py::test_a_file_of_everything_is_sent_to_its_place"),
    Fault("A plan's file, opened as a log",
          "Its kind in words, and a link to its place",
          "../widgets/log/test_files.py::test_a_plan_is_sent_to_its_place"),
    Fault("A name that is spelled with zero-width joiners",
          "The name as it was written",
          "../widgets/plan/test_shared.py::test_joiners_live"),
    Fault("A new calendar file far from UTC",
          "Dates before the reader's own day stay, later ones are canceled",
          "../widgets/share/test_calendar.py::test_what_is_over_is_the_readers_to_say"),
    Fault("A page that the browser translates",
          "An English voice for English cues",
          "test_translated.py::test_cues_are_spoken_in_the_language_of_their_words"),
    Fault("A translator that rewrites digits",
          "Nothing: digits are not translated",
          "test_translated.py::test_digits_are_left_to_the_countdown"),
    Fault("A translated page that changes",
          "Texts that have not changed stay translated; nothing is doubled",
          "test_translated.py::test_a_translated_text_that_has_not_changed_stays"),
    Fault("A large phone whose browser shows its bars",
          "“Stop, it hurts” is whole in sight",
          "test_in_sight.py::test_stop_it_hurts_is_whole_in_sight"),
    Fault("The same before Python is there, in every guide and in other languages",
          "The same",
          "test_in_sight.py::test_it_is_in_sight_before_python_is_there"),
    Fault("A browser without the CSS property `d` (WebKit)",
          "The same moving bodies as elsewhere",
          "test_figures.py::test_webkit_draws_the_same_bodies"),
    Fault("Other papers, enlarged print, backgrounds off",
          "No more pages than planned, every word whole",
          "test_print.py::test_all_paper_is_readable"),
    Fault("A week that Firefox prints enlarged",
          "The same few pages as elsewhere, and no column of single letters",
          "test_print.py::test_firefox_enlarges_a_week_as_well"),
    Fault("A change of phase, seen from the floor",
          "The edge lights up; the words keep their contrast",
          "test_in_sight.py::test_a_flash_leaves_the_words_their_ground"),
)  # fmt: skip


def table() -> str:
    """Return the table in Markdown."""
    rows = [f"| {fault.broken} | {fault.reader} |" for fault in FAULTS]
    return "\n".join(["| What is broken | What a reader sees |", "|---|---|", *rows]) + "\n"


def test_the_page_of_faults_is_this_table() -> None:
    """The documents print the table as it is here, and each row names a test that there is."""
    written = DOCUMENT.read_text(encoding="utf-8")
    for fault in FAULTS:
        file, _, name = fault.test.rpartition("::")
        text = (HERE / (file or Path(__file__).name)).read_text(encoding="utf-8")
        assert re.search(rf"^ *def {name}\(", text, re.MULTILINE), fault.test

    assert table() in written


@pytest.fixture(scope="module")
def runtime(site_dir: Path) -> str:
    """The place of the runtime's files in the site, slash included."""
    (folder,) = (site_dir / "assets" / "runtime").iterdir()
    return f"{folder.relative_to(site_dir).as_posix()}/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of its own that keeps nothing for use without a network."""
    one = new_phone(browser, service_workers="block")
    yield one
    one.close()


@pytest.fixture
def open_page(context: BrowserContext) -> Open:
    """Return a function that opens an address, with the shell's clock at a speed and a script before the page's own."""

    def opened(url: str, *, speed: float = 1, script: str = "") -> Page:
        page = context.new_page()
        page.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}};{script}")
        page.goto(url)
        return page

    return opened


def _state(page: Page, state: str) -> None:
    expect(page.locator(f"{TIMER} .ns-timer")).to_have_attribute("data-state", state, timeout=BOOT_MS)


def _is_told(page: Page) -> None:
    """The timer says in words that it could not start, and the guide is whole."""
    expect(page.locator(f"{TIMER} .ns-failed")).to_contain_text("could not start", timeout=BOOT_MS)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_visible()
    expect(page.locator("ol.ns-do--steps > li").first).to_be_visible()


def _mends(page: Page) -> None:
    """Another try gives a timer that runs."""
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(f"{TIMER}[data-awake]", timeout=BOOT_MS)
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_hidden()
    page.click(START)
    _state(page, "running")


def _missing(_: bytes) -> None:
    return None


def _cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _another(_: bytes) -> bytes:
    return b"<!doctype html><title>Sign in to this network</title>"


@pytest.mark.parametrize("damage", [_missing, _cut_off, _another], ids=["missing", "cut-off", "another"])
@pytest.mark.parametrize("name", ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "catalog-brief.json"])
def test_a_broken_file_is_told_and_mended(  # noqa: PLR0913, PLR0917 - fixtures
    name: str, damage: Damage, site_dir: Path, runtime: str, serve_folder: Serve, open_page: Open
) -> None:
    """A file without which nothing starts is missing, was cut off on its way, or is a page of a hotel's network."""
    path = f"assets/{name}" if name == "catalog-brief.json" else f"{runtime}{name}"
    changes: Changes = {path: damage((site_dir / path).read_bytes())}
    page = open_page(serve_folder(site_dir, changes) + GUIDE)
    page.focus(START)
    _is_told(page)

    changes.clear()

    _mends(page)


@pytest.mark.parametrize("also", ["python_stdlib.zip", "widgets.whl"])
def test_without_snapshot_and_stock_files_it_is_told(
    also: str, site_dir: Path, runtime: str, serve_folder: Serve, open_page: Open
) -> None:
    """When the second way to start fails too, the reader is told, and the next try is a whole one."""
    changes: Changes = {f"{runtime}snapshot.bin.gz": None, f"{runtime}{also}": None}
    page = open_page(serve_folder(site_dir, changes) + GUIDE)
    page.focus(START)
    _is_told(page)

    changes.clear()

    _mends(page)


def test_a_slow_network_only_takes_time(site_url: str, context: BrowserContext, open_page: Open) -> None:
    """At a megabyte a second and long answers the countdown starts at once, and Python goes on from it."""
    page = open_page(site_url + GUIDE)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 1_000_000, "uploadThroughput": 100_000},
    )
    page.click(START)
    _state(page, "running")
    expect(page.locator(f"{TIMER} [data-countdown-to]").first).to_be_visible()

    page.wait_for_selector(f"{TIMER}[data-awake]", timeout=BOOT_MS)

    _state(page, "running")
    expect(page.locator(f"{TIMER} .ns-failed")).to_be_hidden()


REFUSED_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  const refuse = () => { throw new DOMException("refused", "SecurityError"); };
  Object.defineProperty(window, name, {get: refuse, configurable: true});
}
"""


def test_storage_that_is_refused_stops_nothing(site_url: str, open_page: Open) -> None:
    """With cookies and storage blocked a dose runs to its end, and the planner answers."""
    page = open_page(site_url + GUIDE, speed=20, script=REFUSED_STORAGE)
    page.click(START)
    _state(page, "finished")

    plan = open_page(site_url + "planner/", script=REFUSED_STORAGE)
    plan.locator("weekly-planner").locator("input, select, button").first.dispatch_event("focusin")
    plan.wait_for_selector("weekly-planner[data-awake]", timeout=BOOT_MS)
    expect(plan.locator("weekly-planner .ns-failed")).to_be_hidden()


WIDGETS = {
    "planner/": "weekly-planner",
    "session/": "session-player",
    "progress/": "progress-log",
    GUIDE: "hold-timer",
}
DAMAGED = "{" + "[" * 40 + "<b>not a plan"
KEYS = (
    "neutral-spine.planner",
    "neutral-spine.planner.draft",
    "neutral-spine.log",
    "neutral-spine.session.place",
    "neutral-spine.session.asked",
    "neutral-spine.timer.settings",
    "neutral-spine.timer.place",
)


@pytest.mark.parametrize("path", WIDGETS)
def test_damaged_texts_are_told_and_stay(path: str, site_url: str, open_page: Open) -> None:
    """With every kept text damaged each page opens, shows no markup of theirs, and the plan's text is still there."""
    texts = json.dumps(dict.fromkeys(KEYS, DAMAGED))
    # Only once: what the page keeps after that is its own.
    script = (
        f"if (!localStorage.length) for (const [k, v] of Object.entries({texts})) localStorage.setItem(k, v);"
    )
    page = open_page(site_url + path, script=script)
    tag = WIDGETS[path]
    page.locator(tag).locator("button, input, select").first.dispatch_event("focusin")
    page.wait_for_selector(f"{tag}[data-awake]", timeout=BOOT_MS)

    expect(page.locator(f"{tag} .ns-failed")).to_be_hidden()
    expect(page.locator(f"{tag} .ns-fault")).to_have_count(0)
    assert page.locator(f"{tag} b", has_text="not a plan").count() == 0
    if path in {"planner/", "progress/", GUIDE}:
        expect(page.locator(tag)).to_contain_text(re.compile("not|could not be read", re.IGNORECASE))
    kept = page.evaluate("() => Object.values(localStorage)")
    assert any(DAMAGED in text for text in kept)


REFUSED_DEVICE = """
for (const name of ["AudioContext", "webkitAudioContext", "speechSynthesis", "SpeechSynthesisUtterance"])
  delete window[name];
delete Navigator.prototype.mediaSession;
Navigator.prototype.vibrate = () => false;
Object.defineProperty(navigator, "wakeLock", {
  value: {request: () => Promise.reject(new DOMException("refused", "NotAllowedError"))}, configurable: true,
});
"""


def test_a_device_that_refuses_everything_still_counts(site_url: str, open_page: Open) -> None:
    """Without sound, speech, vibration and wake lock the dose runs to its end on the screen, and nothing is thrown."""
    thrown: list[str] = []
    page = open_page(site_url + GUIDE, speed=20, script=REFUSED_DEVICE)
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.click(START)

    _state(page, "finished")
    assert thrown == []


def test_offline_before_start_is_told(site_url: str, context: BrowserContext, open_page: Open) -> None:
    """A guide that is open while the network goes says that the timer could not start, and starts when it is back."""
    page = open_page(site_url + GUIDE)
    context.set_offline(offline=True)
    page.focus(START)
    _is_told(page)

    context.set_offline(offline=False)

    _mends(page)


def test_offline_in_a_dose_changes_nothing(site_url: str, context: BrowserContext, open_page: Open) -> None:
    """A dose that runs needs no network to its end."""
    page = open_page(site_url + GUIDE, speed=20)
    page.click(START)
    page.wait_for_selector(f"{TIMER}[data-awake]", timeout=BOOT_MS)

    context.set_offline(offline=True)

    _state(page, "finished")
