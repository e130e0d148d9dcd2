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
from tests.browser.phone import HEIGHT
from tests.browser.phone import phone as new_phone
from widgets import days, words
from widgets.catalog import Catalog
from widgets.diary import entries, log_document
from widgets.diary.entries import Activity, Done, Entry, Log
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


HARD = ("Tie my shoes", "Sit through a meal", "Sleep through the night")


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


def fortnight() -> Log:
    """Return a log of two weeks: sessions, walks, numbers for pain, one exercise that hurt, three activities."""
    activities = [Activity(id=f"1-{n}", name=name) for n, name in enumerate(HARD)]
    for back, score in ((30, 3), (2, 6)):
        activities = [one.scored(str(TODAY - timedelta(days=back)), score) for one in activities]
    log = Log(goal="Carry my grandchild up the stairs", questions="May I lift?", activities=tuple(activities))
    for back in range(13, 0, -1):
        day = str(TODAY - timedelta(days=back))
        if back % 2:
            log = log.with_entry(entries.walked(day, days.noon(day, 0), 10 + back, "hand", f"w{back}"))
            continue
        slugs = ["finding-neutral", "supine-draw-in", "pelvic-tilt", *(["bridge"] if back <= 6 else [])]
        did = tuple(
            Done(
                slug=slug, level=2 if slug == "bridge" else 1, sets=1, reps=8, hold=5, seconds=120,
                new=slug == "bridge", said="hurt" if slug == "bridge" and back == 4 else None,
            )
            for slug in slugs
        )  # fmt: skip
        session = Entry(
            kind="session", id=f"s{back}", at=days.noon(day, 0), day=day, source="session", seconds=600, pain_before=4,
            pain_after=3, pain_next_day=4 if back > 2 else None, exercises=did,
        )  # fmt: skip
        log = log.with_entry(session)
    return log


def add(page: Page, kind: str) -> None:
    """Open the form of a kind of entry."""
    page.locator(".ns-log__kinds").get_by_role("button", name=kind, exact=True).click()


def walk(page: Page, minutes: int) -> None:
    """Write down a walk of today with two taps."""
    add(page, "Walk")
    page.get_by_role("button", name=f"{minutes} min", exact=True).click()


def print_page(page: Page) -> None:
    """Press the button of the page for the appointment, and wait until the browser is to print."""
    page.evaluate("() => { globalThis.print = () => { document.body.dataset.printed = 'yes' } }")
    page.get_by_role("button", name="Print the page").tap()
    expect(page.locator("body[data-printed]")).to_be_attached()


def unfold(page: Page) -> None:
    """Open what is folded about the data on the device."""
    page.get_by_text("Your data on this device").click()


def kept(page: Page) -> Log:
    """Return the log that the browser holds."""
    return log_document.load(page.evaluate("(key) => localStorage.getItem(key)", log_document.KEY))


def test_a_session_of_yesterday_by_keyboard(phone: BrowserContext, site_url: str) -> None:
    """By keys alone a session of yesterday is written down, is asked about kindly, and is there after a reload."""
    page = opened(phone, site_url)
    page.get_by_role("button", name="Session", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ns-log__form h3")).to_be_focused()
    page.locator("[name=day]").fill(YESTERDAY)
    page.get_by_label("Minutes").focus()
    page.keyboard.type("12")
    page.locator("[name=pain-before][value='3']").focus()
    page.keyboard.press("Space")
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
    page.get_by_role("radio", name="2 out of 10").press("Enter")
    expect(entry).to_contain_text("2 the next day")
    assert kept(page).entries[0].pain_next_day == 2
    assert kept(page).entries[0].day == YESTERDAY


def test_two_tabs(phone: BrowserContext, site_url: str) -> None:
    """What two tabs write down at once is all there, in both; a tab that was told nothing overwrites nothing."""
    one, two = opened(phone, site_url), opened(phone, site_url)
    walk(one, 15)
    expect(two.locator(".ns-log__entry")).to_have_count(1)
    # The second tab is deaf now, as one that the browser has put to sleep is.
    two.evaluate("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    walk(one, 10)
    expect(one.locator(".ns-log__entry")).to_have_count(2)
    walk(two, 20)
    expect(two.locator(".ns-log__entry")).to_have_count(3)
    expect(one.locator(".ns-log__entry")).to_have_count(3)
    assert sorted(entry.minutes for entry in kept(one).entries) == [10, 15, 20]


def test_a_file_to_another_device(
    phone: BrowserContext, site_url: str, browser: Browser, tmp_path: Path
) -> None:
    """What one browser saves as a file another brings in; a broken file changes nothing; all can be deleted."""
    page = opened(phone, site_url, year())
    unfold(page)
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
    walk(other, 15)
    expect(other.locator(".ns-log__entry")).to_have_count(1)
    unfold(other)
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
    expect(other.get_by_role("button", name="Keep it", exact=True)).to_be_visible()
    other.get_by_role("button", name="Delete everything").click()
    expect(other.locator(".ns-log__notices")).to_contain_text("is deleted")
    assert other.evaluate("localStorage.length") == 0
    context.close()


def test_a_second_tap_deletes_nothing(phone: BrowserContext, site_url: str) -> None:
    """A second tap or Enter where one asked to delete everything, or saved all of it first, deletes nothing."""
    page = opened(phone, site_url, fortnight())
    before = kept(page)
    unfold(page)
    ask = page.get_by_role("button", name="Delete everything", exact=True)
    ask.scroll_into_view_if_needed()
    box = ask.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    save = page.locator("#ns-log-save-first")
    expect(page.locator("#ns-log-delete")).to_be_focused()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.press("Enter")
    save.scroll_into_view_if_needed()
    box = save.bounding_box()
    assert box is not None
    for part in (0.1, 0.5, 0.9):
        for _ in range(2):
            with page.expect_download():
                page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + part * box["height"])
    save.focus()
    for _ in range(2):
        with page.expect_download():
            page.keyboard.press("Enter")
        expect(save).to_be_focused()
    expect(page.locator("#ns-log-delete-all")).to_be_visible()
    assert kept(page) == before


@pytest.mark.parametrize("trouble", [FULL, FORBIDDEN], ids=["full", "private"])
def test_a_browser_that_keeps_nothing(phone: BrowserContext, site_url: str, trouble: str) -> None:
    """Full storage, or none at all: the entry is shown, the page says that it is not kept, and the file has it."""
    phone.add_init_script(trouble)
    page = opened(phone, site_url)
    walk(page, 15)
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
    expect(page.locator(".ns-chart svg")).to_have_count(2)
    page.evaluate("document.querySelectorAll('progress-log details').forEach((one) => { one.open = true })")
    page.get_by_role("button", name="What is hard", exact=True).or_(
        page.get_by_role("button", name="Change it")
    ).click()
    expect(page.locator(".ns-log__form h3")).to_be_focused()
    assert axe(page, "progress-log") == []
    page.locator(".ns-log__form [data-on-click=close-form]").click()
    add(page, "Flare-up")
    page.locator("[name=day]").fill(str(TODAY + timedelta(days=3)))
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".ns-log__errors")).to_be_focused()
    page.get_by_role("button", name="Delete everything").click()
    assert axe(page, "progress-log") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            'progress-log :is(button, select, summary, .ns-scale__one, input:not([type=checkbox], [type=radio]))')]
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
    page.locator("#ns-log-hurt > summary").click()
    row = answers.last.locator("tbody tr").last
    expect(row).to_contain_text("It hurt at")
    expect(row).to_contain_text(f"new on {words.short_day(came, str(TODAY))}")


def test_three_screens(phone: BrowserContext, site_url: str) -> None:
    """With two weeks of entries the page has at most three phone screens: the card, what to add, chart, entries."""
    page = opened(phone, site_url, fortnight())
    expect(page.locator(".ns-log__next-day")).to_be_visible()
    expect(page.locator(".ns-log__appointment")).to_contain_text("3 better: that counts.")
    tops = [
        page.locator(part).bounding_box()
        for part in (".ns-log__week", ".ns-log__kinds", ".ns-log__charts svg >> nth=0", ".ns-log__entries ul")
    ]
    heights = [box["y"] for box in tops if box is not None]
    assert len(heights) == 4
    assert heights == sorted(heights)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * HEIGHT
    row = page.locator(".ns-log__next-day .ns-scale__one")
    assert len({round(box["y"]) for one in row.all() if (box := one.bounding_box())}) == 1


def test_pain_in_two_taps(phone: BrowserContext, site_url: str) -> None:
    """A number for pain is two taps; the card shows it, and the page goes back to the card."""
    page = opened(phone, site_url)
    add(page, "Pain")
    page.get_by_role("radio", name="4 out of 10").click()
    expect(page.locator(".ns-log__sums")).to_contain_text("4 pain")
    expect(page.locator(".ns-log__title")).to_be_focused()
    (one,) = kept(page).entries
    assert (one.kind, one.pain_before) == ("pain", 4)


def test_what_is_hard(phone: BrowserContext, site_url: str) -> None:
    """Activities in any script with their scores are kept, shown after a reload, and a text too long is refused."""
    page = opened(phone, site_url)
    page.get_by_role("button", name="What is hard", exact=True).tap()
    page.get_by_label("What is hard? (1 of 3)").fill("Schuhe binden, 靴ひも, جوتے")
    page.locator("[name=score-new-1][value='3']").check()
    page.get_by_label("What is hard? (2 of 3)").fill("x" * 61)
    page.get_by_role("button", name="Write it down").tap()
    expect(page.locator(".ns-log__errors")).to_contain_text("this is 61 characters long. 60 fit on the page.")
    expect(page.locator("[name=score-new-1][value='3']")).to_be_checked()
    page.get_by_label("What is hard? (2 of 3)").fill("Sit")
    page.get_by_role("button", name="Write it down").tap()
    expect(page.locator(".ns-log__appointment h3")).to_be_focused()
    page.reload()
    expect(page.locator(".ns-log__appointment")).to_contain_text(
        "Schuhe binden, 靴ひも, جوتے: 3 out of 10.", timeout=AWAKE
    )
    assert [len(one.scores) for one in kept(page).activities] == [1, 0]


@pytest.mark.parametrize("size", ["A4", "Letter", "A5"])
def test_the_page_for_the_appointment(phone: BrowserContext, site_url: str, size: str) -> None:
    """It is one page on every paper, also with the longest texts, with its warning and all that it is to say."""
    long = replace(fortnight(), goal="孫を抱いて階段を上がる" * 27, questions="この運動は合うか" * 30)
    names = tuple(replace(one, name="靴ひもを結ぶ" * 10) for one in long.activities)
    page = opened(phone, site_url, replace(long, activities=names))
    print_page(page)
    assert len(PdfReader(io.BytesIO(page.pdf(format=size))).pages) == 1
    page.close()
    page = opened(phone, site_url, fortnight())
    print_page(page)
    reader = PdfReader(io.BytesIO(page.pdf(format=size)))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    for part in (
        "For education only.", "ask your primary care or spine care provider first", "For my next appointment",
        "Carry my grandchild", "It hurt at Bridge", *HARD, "May I lift?", "no diagnosis",
    ):  # fmt: skip
        assert part in text
    assert "What you wrote down" not in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_diary_prints_without_a_script(browser: Browser, site_url: str, paper: str) -> None:
    """With scripts off the page offers nothing that cannot work, and prints as a blank diary on one page."""
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}progress/")
    expect(page.get_by_role("heading", name="Is it getting better?")).to_be_visible()
    expect(page.get_by_role("button", name="Session", exact=True)).to_be_hidden()
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
    expect(page.locator(".ns-chart svg")).to_have_count(2)
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert len(reader.pages) <= 5
    for part in ("For education only.", "Is it getting better?", "Minutes walked", "What you last said"):
        assert part in text
    assert "Save everything as a file" not in text


def test_in_every_engine(engine: Engine, site_url: str) -> None:
    """A walk of one tap is drawn, kept, and there again after a reload, in every engine."""
    engine.open(f"{site_url}progress/")
    engine.click("[data-on-click=open-form][data-value='\"walk\"']")
    until(engine, "() => document.querySelector('[data-on-click=add-walk]') !== null")
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
    page.locator("#ns-table-minutes > summary").click()
    expect(page.locator(".ns-chart__session").first).to_be_visible()
