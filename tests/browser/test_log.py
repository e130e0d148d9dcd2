"""The progress log in a real browser: what is written down stays, goes out as a file, comes in again, is printed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from exercises.catalog.load import load
from exercises.pages.payload import payload_text
from tests.browser.engines import Engine, until
from tests.browser.phone import phone as new_phone
from widgets import days, words
from widgets.catalog import Catalog
from widgets.diary import entries, log_document
from widgets.diary.entries import Done, Entry, Log
from widgets.log import files
from widgets.plan import fill, store

pytestmark = pytest.mark.browser

AWAKE = 60_000
"""Milliseconds that the first start of Python may take on a slow machine."""
TODAY = datetime.now(UTC).date()
YESTERDAY = str(TODAY - timedelta(days=1))

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Open a phone's window, at a clock in Greenwich."""
    context = new_phone(browser, timezone_id="UTC")
    yield context
    context.close()


def opened(context: BrowserContext, site_url: str, held: Log | None = None) -> Page:
    """Open the log, with what is kept, and wait until Python drives it."""
    page = context.new_page()
    if held is not None:
        page.goto(f"{site_url}404.html")
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [log_document.KEY, log_document.dump(held)]
        )
    page.goto(f"{site_url}progress/")
    page.locator("progress-log button").first.dispatch_event("focusin")
    page.locator("progress-log[data-awake]").wait_for(timeout=AWAKE)
    return page


def year() -> Log:
    """Return a log of some months, with a new exercise, one that hurt, and a flare-up."""
    log = Log(goal="Carry my grandchild up the stairs")
    for back in range(100, 0, -1):
        day = str(TODAY - timedelta(days=back))
        exercises = [Done(slug="finding-neutral", level=1, sets=1, reps=8, hold=5, seconds=120)]
        if back < 40:
            said: entries.Said | None = "hurt" if back == 36 else None
            exercises.append(
                Done(slug="bridge", level=2, sets=1, reps=8, hold=5, seconds=150, new=back > 33, said=said)
            )
        if back % 2:
            log = log.with_entry(entries.walked(day, days.noon(day, 0), 10 + back % 7, "hand", f"w{back}"))
            continue
        log = log.with_entry(
            Entry(
                kind="session",
                id=f"s{back}",
                at=days.noon(day, 0),
                day=day,
                source="session",
                seconds=600,
                pain_before=min(9, back // 15 + 1),
                pain_after=1,
                exercises=tuple(exercises),
            )
        )
    flare = str(TODAY - timedelta(days=34))
    return log.with_entry(Entry(kind="flare-up", id="f", at=0.0, day=flare, source="hand", pain_before=8))


def kept(page: Page) -> Log:
    """Return the log that the browser holds."""
    return log_document.load(page.evaluate("(key) => localStorage.getItem(key)", log_document.KEY))


def test_a_session_of_yesterday_by_keyboard(phone: BrowserContext, site_url: str) -> None:
    """By keys alone a session of yesterday is written down, is asked about kindly, and is there after a reload."""
    page = opened(phone, site_url)
    page.get_by_role("button", name="A session").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ns-log__form h3")).to_be_focused()
    page.locator("[name=day]").fill(YESTERDAY)
    page.get_by_label("Minutes").focus()
    page.keyboard.type("12")
    page.get_by_label("Pain before").select_option("3")
    page.locator(".ns-log__form summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Bridge", exact=True).focus()
    page.keyboard.press("Space")
    page.locator("[name=said-bridge]").select_option("too-easy")
    expect(
        page.get_by_role("checkbox", name="Side plank", exact=True)
    ).to_be_visible()  # The list stays open.
    page.get_by_label("Note").focus()
    page.keyboard.type("In the garden")
    page.get_by_role("button", name="Write it down").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ns-log__title")).to_be_focused()
    page.reload()
    entry = page.locator(".ns-log__entry")
    expect(entry).to_contain_text("Session, 12 minutes. Pain 3 before. Bridge (too easy).", timeout=AWAKE)
    expect(entry).to_contain_text("In the garden")
    page.get_by_role("button", name="2 out of 10").press("Enter")
    expect(entry).to_contain_text("2 the next day")
    assert kept(page).entries[0].pain_next_day == 2
    assert kept(page).entries[0].day == YESTERDAY


def test_two_tabs(phone: BrowserContext, site_url: str) -> None:
    """What two tabs write down at once is all there, in both; a tab that was told nothing overwrites nothing."""
    one, two = opened(phone, site_url), opened(phone, site_url)
    one.get_by_role("button", name="I walked 15 minutes today").click()
    expect(two.locator(".ns-log__entry")).to_have_count(1)
    # The second tab is deaf now, as one that the browser has put to sleep is.
    two.evaluate("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    one.get_by_role("button", name="I walked 10 minutes today").click()
    expect(one.locator(".ns-log__entry")).to_have_count(2)
    two.get_by_role("button", name="I walked 20 minutes today").click()
    expect(two.locator(".ns-log__entry")).to_have_count(3)
    expect(one.locator(".ns-log__entry")).to_have_count(3)
    assert sorted(entry.minutes for entry in kept(one).entries) == [10, 15, 20]


def test_a_file_to_another_device(
    phone: BrowserContext, site_url: str, browser: Browser, tmp_path: Path
) -> None:
    """What one browser saves as a file another brings in; a broken file changes nothing; all can be deleted."""
    page = opened(phone, site_url, year())
    with page.expect_download() as download:
        page.get_by_role("button", name="Save everything as a file").click()
    assert download.value.suggested_filename == files.file_name(str(TODAY), "json")
    path = tmp_path / "log.json"
    download.value.save_as(path)
    with page.expect_download() as table:
        page.get_by_role("button", name="Save the log as a table (CSV)").click()
    assert table.value.path().read_text("utf-8").startswith('\ufeff"Date","What"')

    context = browser.new_context(timezone_id="UTC")
    other = opened(context, site_url)
    other.get_by_role("button", name="I walked 15 minutes today").click()
    expect(other.locator(".ns-log__entry")).to_have_count(1)
    broken = tmp_path / "broken.json"
    broken.write_text(path.read_text()[:500])
    other.get_by_label("Bring in a file that was saved here").set_input_files(broken)
    expect(other.locator(".ns-log__file")).to_contain_text("Nothing was changed.")
    other.get_by_label("Bring in a file that was saved here").set_input_files(path)
    expect(other.locator(".ns-log__file")).to_contain_text("101 entries")
    other.get_by_role("button", name="Add what is missing").click()
    expect(other.locator(".ns-log__notices")).to_contain_text("brought in")
    assert len(kept(other).entries) == len(kept(page).entries) + 1
    assert kept(other).goal == kept(page).goal
    other.get_by_role("button", name="Delete everything").click()
    other.get_by_role("button", name="Delete everything").click()
    expect(other.locator(".ns-log__notices")).to_contain_text("is deleted")
    assert other.evaluate("localStorage.length") == 0
    context.close()


@pytest.mark.parametrize("trouble", [FULL, FORBIDDEN], ids=["full", "private"])
def test_a_browser_that_keeps_nothing(phone: BrowserContext, site_url: str, trouble: str) -> None:
    """Full storage, or none at all: the entry is shown, the page says that it is not kept, and the file has it."""
    phone.add_init_script(trouble)
    page = opened(phone, site_url)
    page.get_by_role("button", name="I walked 15 minutes today").click()
    expect(page.locator("progress-log .ns-log__notices")).to_contain_text("did not keep the last change")
    expect(page.locator(".ns-log__entry")).to_contain_text("Walk, 15 minutes")
    with page.expect_download() as download:
        page.locator(".ns-log__notices").get_by_role("button").click()
    data = json.loads(download.value.path().read_text("utf-8"))
    assert data["documents"][log_document.KEY]["entries"][0]["seconds"] == 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_and_narrow(
    phone: BrowserContext, site_url: str, axe: Callable[..., list[str]], scheme: Literal["light", "dark"]
) -> None:
    """With charts, tables, the form and an error open, axe finds nothing, and nothing is wider than the phone."""
    page = opened(phone, site_url, year())
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(".ns-chart svg")).to_have_count(3)
    page.evaluate("document.querySelectorAll('progress-log details').forEach((one) => { one.open = true })")
    page.get_by_role("button", name="A flare-up").click()
    page.locator("[name=day]").fill(str(TODAY + timedelta(days=3)))
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".ns-log__errors")).to_be_focused()
    page.get_by_role("button", name="Delete everything").click()
    assert axe(page, "progress-log") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('progress-log :is(button, select, input:not([type=checkbox]), summary)')]
            .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 43.5)
            .map((one) => one.textContent)"""
    )
    assert small == []


def test_what_was_new_when_it_hurt(phone: BrowserContext, site_url: str) -> None:
    """The two questions are answered in words, and the exercise that was new when it hurt is named with its day."""
    page = opened(phone, site_url, year())
    answers = page.locator(".ns-log__answer")
    expect(answers.first).to_contain_text(
        "It is as much as researchers agreed to call a change that matters."
    )
    came = days.shifted(str(TODAY), -38)
    row = answers.last.locator("tbody tr").last
    expect(row).to_contain_text("It hurt at")
    expect(row).to_contain_text(f"new on {words.short_day(came, str(TODAY))}")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_diary_prints_without_a_script(browser: Browser, site_url: str, paper: str) -> None:
    """With scripts off the page offers nothing that cannot work, and prints as a blank diary on one page."""
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}progress/")
    expect(page.get_by_role("heading", name="Am I getting on?")).to_be_visible()
    expect(page.get_by_role("button", name="A session")).to_be_hidden()
    reader = PdfReader(io.BytesIO(page.pdf(format=paper)))
    text = reader.pages[0].extract_text()
    context.close()
    assert len(reader.pages) == 1
    assert "My diary" in text
    assert "For education only." in text
    assert "How it counts" not in text


def test_the_log_prints(phone: BrowserContext, site_url: str) -> None:
    """A log of months prints on few pages, with its answers, and its tables open."""
    page = opened(phone, site_url, year())
    expect(page.locator(".ns-chart svg")).to_have_count(3)
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert len(reader.pages) <= 5
    for part in ("For education only.", "Am I getting on?", "Minutes walked", "What you last said"):
        assert part in text
    assert "Save everything as a file" not in text


def test_in_every_engine(engine: Engine, site_url: str) -> None:
    """A walk of one tap is drawn, kept, and there again after a reload, in every engine."""
    engine.open(f"{site_url}progress/")
    engine.click("[data-on-click=add-walk]")
    until(engine, "() => document.querySelectorAll('.ns-log__entry').length === 1")
    until(engine, "() => document.querySelectorAll('.ns-chart__walk').length === 1")
    engine.open(f"{site_url}progress/")
    until(engine, "() => document.querySelector('.ns-log__entry')?.textContent.includes('Walk, 10 minutes')")


def test_from_the_player_to_the_log(phone: BrowserContext, site_url: str) -> None:
    """A planned session that runs to its end in the player stands in the log, with its exercises, and is drawn."""
    found = load().catalog
    assert found is not None
    newcomer = fill.newcomer(Catalog.from_json(payload_text(found)))
    own = replace(newcomer, profile=replace(newcomer.profile, asked=True, days=(0, 2, 4)))
    began = datetime.now(UTC).timestamp() * 1000  # Else the safety questions are due again.
    kept_plan = store.DOCUMENT.dump(store.Saved(course=own, since=began))
    page = phone.new_page()
    page.goto(f"{site_url}offline/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [store.KEY, kept_plan])
    page.add_init_script("globalThis.neutralSpineClock ??= {speed: 60}")
    page.goto(f"{site_url}session/#day=0")
    page.locator("#session-start").click()
    expect(page.locator("#session[data-state=finished]")).to_be_visible(timeout=120_000)
    done = {one.slug for one in kept(page).entries[0].exercises}
    page = phone.new_page()
    page.goto(f"{site_url}progress/")
    expect(page.locator(".ns-log__entry")).to_contain_text("Session", timeout=AWAKE)
    assert len(done) > 1
    expect(page.locator("#ns-table-levels tbody tr")).to_have_count(len(done))
    expect(page.locator(".ns-chart__session").first).to_be_visible()
