"""What the planner does with plans that come in, and with its own on its way out, event by event."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from tests.widgets.driven import SITE, Driven, saves
from widgets.catalog import Catalog
from widgets.plan import fill, store, take
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import (
    Announce,
    ClearFragment,
    Context,
    Copy,
    Download,
    Effect,
    Focus,
    Json,
    Need,
    Print,
)
from widgets.share import agenda, file, link

type Planner = Driven[State]


@pytest.fixture(scope="module")
def planner(frozen: Catalog) -> Planner:
    """The planner with the frozen library."""
    return Driven(WeeklyPlanner(), Context(catalog=frozen, root="../"))


def opened(planner: Planner, *, own: bool) -> State:
    """Return a planner that just started, with a week of one's own or without."""
    newcomer = fill.newcomer(planner.world.catalog)
    profile = replace(newcomer.profile, asked=True, walk_minutes=20)
    course = replace(newcomer, profile=profile, walk_minutes=20)
    text = store.DOCUMENT.dump(store.Saved(course=course, since=1.79e12)) if own else None
    return planner.opened(**{store.KEY: text})


@pytest.fixture(scope="module")
def text(frozen: Catalog) -> str:
    """The link's text of somebody's week."""
    newcomer = fill.newcomer(frozen)
    other = replace(newcomer, profile=replace(newcomer.profile, days=(1, 3, 5)), walk_minutes=30, week=4)
    return link.encode(take.shared(other, frozen))


def test_opening_changes_nothing_until_asked(planner: Planner, text: str) -> None:
    """A link is read, leaves the address, is shown; nothing is kept, and the week stays until the reader takes it."""
    before = opened(planner, own=True)
    state, effects = planner.do(before, ("fragment", f"#plan={text}"))
    assert ClearFragment(keep=f"#plan={text}") in effects
    assert saves(effects) == []
    assert state.saved == before.saved
    assert "Take this plan" in planner.view(state)
    same, effects = planner.do(state, ("refuse-plan", None))
    assert ClearFragment() in effects
    assert same.saved == before.saved
    assert saves(effects) == []


PREPARED = SharedPlan(
    prepared=True,
    level=1,
    days=(0, 2, 4),
    session_minutes=12,
    walk_minutes=15,
    items=(
        SharedItem(slug="bridge", sets=2, reps=10, hold=5, note="Pillow <b>under</b> the head"),
        SharedItem(slug="heel-slide", sets=1, days=(0, 4), daily=2, side="left"),
    ),
    name="Ann",
    note="Call me on Friday",
    title="Back on the bike",
    clinic="Riverside Physio",
    phone="+44 (20) 7946 0958",
)
"""A plan that a clinician made, with all that one may say of themselves."""


def page_of(planner: Planner, state: State) -> BeautifulSoup:
    """Return the planner's page."""
    return BeautifulSoup(planner.view(state), "html.parser")


def words(node: Tag | None) -> str:
    """Return the words of a part of a page, with single spaces."""
    assert node is not None
    return " ".join(node.get_text(" ").split())


@pytest.mark.parametrize("own", [True, False])
def test_a_clinicians_link_is_a_page_of_its_own(planner: Planner, own: bool) -> None:  # noqa: FBT001
    """Whom it says it is from, pictures, doses, notes, one button; no sample week, and on paper the same plan."""
    fragment = f"#plan={link.encode(PREPARED)}"
    state, _ = planner.do(opened(planner, own=own), ("fragment", fragment))
    page = page_of(planner, state)
    assert [words(title) for title in page.select("h1")] == ["A plan from a link"]
    assert "It says it is from “Riverside Physio”. Nobody here can check that." in words(page)
    rows = page.select(".ns-routine__item")
    assert [img["src"] for row in rows for img in row.select("img")] == [
        "../assets/figures/bridge.svg",
        "../assets/figures/heel-slide.svg",
    ]
    assert "2 sets of 10, hold 5 seconds" in words(rows[0])
    assert "Pillow <b>under</b> the head" in words(rows[0])
    assert "2 times a day, on Mon and Fri" in words(rows[1])
    assert len(page.select("button.ns-button:not(.ns-button--quiet)")) == 1
    assert page.select_one("form, .ns-week, .ns-planner__lead") is None
    assert "sample" not in words(page).lower()
    sheet = words(page.select_one(".ns-week-sheet"))
    assert "A plan from a link" in sheet
    assert "2 sets of 10, hold 5 seconds" in sheet

    state, _ = planner.do(state, ("take-plan", None))
    page = page_of(planner, state)
    assert "sample" not in words(page).lower()
    assert [words(legend)[:2] for legend in page.select("legend")] == ["1.", "2.", "3."]
    state, _ = planner.do(state, ("save", {"asked": "yes", "signs": "no"}))
    assert [error.field for error in state.errors] == ["health"]
    state, _ = planner.do(state, ("save", {"asked": "no", "signs": "no", "condition-none": True}))
    assert state.mode == "ask"
    assert "sample" not in planner.view(state).lower(), "the plan waits; no other one stands in its place"
    again = planner.opened(**{store.KEY: store.DOCUMENT.dump(state.saved)})
    assert "sample" not in planner.view(again).lower()
    state, _ = planner.do(state, ("save", {"asked": "yes", "signs": "no", "condition-none": True}))
    assert state.mode == "mine"
    assert take.shared(state.course, planner.world.catalog) == PREPARED


@pytest.mark.parametrize("minutes", [5, 15, 60])
def test_prescribed_walks_stay_as_they_are(planner: Planner, minutes: int) -> None:
    """Walks of the maker's minutes are in the week once the questions are answered, and after a reload."""
    given = replace(PREPARED, walk_minutes=minutes)
    state, _ = planner.do(
        opened(planner, own=True),
        ("fragment", f"#plan={link.encode(given)}"),
        ("take-plan", None),
        ("save", {"asked": "yes", "signs": "no", "condition-none": True}),
    )
    again = planner.opened(**{store.KEY: store.DOCUMENT.dump(state.saved)})
    for one in (state, again):
        week = make(one.course, planner.world.catalog)
        assert {day.walk_minutes for day in week.walking_days} == {minutes}


@pytest.mark.parametrize("stage", ["offer", "taken", "mine", "checking"])
def test_a_strangers_words_stand_under_their_label(planner: Planner, stage: str) -> None:
    """Title, name, note, clinic and number stand in no heading, beside no emergency card, and are never a link."""
    state, _ = planner.do(opened(planner, own=False), ("fragment", f"#plan={link.encode(PREPARED)}"))
    if stage != "offer":
        state, _ = planner.do(state, ("take-plan", None))
    if stage in {"mine", "checking"}:
        state, _ = planner.do(state, ("save", {"asked": "yes", "signs": "no", "condition-none": True}))
    if stage == "checking":
        state, _ = planner.do(state, ("open-check", None))
    page = page_of(planner, state)
    said = ("Back on the bike", "Call me on Friday", "+44 (20) 7946 0958", "For Ann", "Riverside Physio")
    found = [text for text in page.find_all(string=True) if any(one in text for one in said)]
    assert found
    for text in found:
        box = text.find_parent(class_="ns-maker-words")
        quoted = "It says it is from" in text
        assert quoted or words(box.select_one("p")).startswith("Written by whoever made this ")  # type: ignore[union-attr]
        assert text.find_parent(["h1", "h2", "h3", "h4", "a"]) is None
    for card in page.select(".ns-care, .ns-week-sheet__emergency, .ns-week-sheet__safety"):
        near = [card, *card.find_previous_siblings(limit=1), *card.find_next_siblings(limit=1)]
        assert not any(box.select(".ns-maker-words, .ns-maker-note") for box in near)
        assert not any("ns-maker-words" in (box.get("class") or []) for box in near)
    assert "tel:" not in planner.view(state)


def test_what_this_site_would_do_otherwise(planner: Planner) -> None:
    """Health conflicts stand in the open; the rest is one folded line, open only for what a reader should not miss."""
    bridge, slide = PREPARED.items

    def told(plan: SharedPlan, *conditions: str) -> tuple[Tag | None, str]:
        state = opened(planner, own=True)
        profile = replace(state.course.profile, conditions=conditions)
        saved = replace(state.saved, course=replace(state.course, profile=profile))
        state, _ = planner.do(replace(state, saved=saved), ("fragment", f"#plan={link.encode(plan)}"))
        page = page_of(planner, state)
        return page.select_one(".ns-offer__remarks"), planner.view(state)

    folded, view = told(PREPARED)
    assert folded is not None
    assert not folded.has_attr("open")
    assert words(folded.summary) == f"What this site would do otherwise ({len(folded.select('li'))})"
    assert "With your health answers" not in view
    _, view = told(PREPARED, "pregnancy")
    assert view.index("With your health answers") < view.index("Take this plan")
    hard = tuple(SharedItem(slug=slug, sets=1) for slug in ("bird-dog", "dead-bug"))
    for plan, stands in (
        (replace(PREPARED, items=(replace(bridge, reps=30), slide)), True),
        (replace(PREPARED, items=(replace(bridge, hold=1), slide)), False),
        (replace(PREPARED, items=hard), True),
        (replace(PREPARED, items=hard[:1]), False),
        (replace(PREPARED, walk_minutes=46), True),
        (replace(PREPARED, walk_minutes=45), False),
    ):
        folded, _ = told(plan)
        assert folded is not None
        assert folded.has_attr("open") == stands, plan


@pytest.mark.parametrize("own", [True, False])
def test_taking_it_asks_the_safety_questions(planner: Planner, text: str, own: bool) -> None:  # noqa: FBT001
    """The plan that is taken is kept, and is nobody's week before both questions are answered; then it is."""
    state, effects = planner.do(opened(planner, own=own), ("fragment", f"#plan={text}"), ("take-plan", None))
    assert state.mode == "ask"
    (save,) = [one for one in saves(effects) if one.key == store.KEY]
    assert save.text is not None
    assert not store.DOCUMENT.load(save.text).course.profile.asked
    state, _ = planner.do(
        state, ("save", {**_fields(state), "asked": "yes", "signs": "no", "condition-none": True})
    )
    assert state.mode == "mine"
    assert (state.course.profile.days, state.course.week) == ((1, 3, 5), 1)
    stopped, _ = planner.do(opened(planner, own=own), ("fragment", f"#plan={text}"), ("take-plan", None),
                    ("save", {"asked": "yes", "signs": "yes"}))  # fmt: skip
    assert stopped.mode == "stopped"


@pytest.mark.parametrize("end", ["take-plan", "refuse-plan", "start-over"])
def test_an_offer_is_there_until_it_is_answered(planner: Planner, text: str, end: str) -> None:
    """A reload offers the plan again, from the tab's own memory; once it is taken or refused the tab forgets it."""
    given = link.decode(text, planner.world.catalog)
    for happened, source in (
        (("fragment", f"#plan%3D{text}."), "link"),
        (("open-plan-file", {"name": "a", "size": 1, "text": file.dump(given)}), "file"),
    ):
        state, effects = planner.do(opened(planner, own=True), happened)
        (kept,) = [effect.keep for effect in effects if isinstance(effect, ClearFragment)]
        again, more = planner.do(opened(planner, own=True), ("fragment", kept))
        assert again.sharing.offer == state.sharing.offer
        assert again.sharing.offer is not None
        assert (again.sharing.offer.plan, again.sharing.offer.source) == (given, source)
        assert ClearFragment(keep=kept) in more
        _, last = planner.do(again, *([("ask-restart", None)] if end == "start-over" else []), (end, None))
        assert [effect.keep for effect in last if isinstance(effect, ClearFragment)] == [None]


def test_a_plan_that_no_link_holds_is_offered_once(planner: Planner, text: str) -> None:
    """A file's plan whose notes no link holds is offered, and not remembered."""
    chance = random.Random(1)  # noqa: S311 - the same on every run

    def varied(length: int) -> str:
        return "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(length))

    items = [
        SharedItem(slug=exercise.slug, sets=1, note=varied(120))
        for exercise in planner.world.catalog.exercises[:8]
    ]
    long = replace(
        link.decode(text, planner.world.catalog), items=tuple(items), note=varied(300), prepared=True
    )
    state, effects = planner.do(opened(planner, own=True), ("open-plan-file", {"text": file.dump(long)}))
    assert state.sharing.offer is not None
    assert ClearFragment() in effects


def test_a_link_that_was_changed_on_its_way_is_read(planner: Planner, text: str) -> None:
    """What mail and messengers do to a link, the planner undoes; a broken one is told, and forgotten."""
    for changed in (f"#plan=3D{text}", f"#plan%3D{text}", f"#plan={text[:20]}%0A{text[20:]}&utm_source=mail"):
        state, _ = planner.do(opened(planner, own=False), ("fragment", changed))
        assert state.sharing.offer is not None, changed
    state, effects = planner.do(opened(planner, own=False), ("fragment", f"#plan={text[:-3]}"))
    assert state.sharing.problem == "cut-off"
    assert "The end of this link is missing" in planner.view(state)
    assert ClearFragment() in effects


def test_a_file_of_the_other_kind_is_sent_to_its_place(planner: Planner) -> None:
    """A file of everything is named, with a link to the page that takes it; another file is no plan."""
    everything = json.dumps({"site": "neutral-spine", "version": 1, "made": None, "documents": {}})
    for own in (True, False):
        state, effects = planner.do(opened(planner, own=own), ("open-plan-file", {"text": everything}))
        view = planner.view(state)
        assert "holds everything that this site kept" in view
        assert 'href="../progress/#ns-log-keep"' in view
        assert saves(effects) == []
    state, _ = planner.do(state, ("open-plan-file", {"text": "{}"}))
    assert "progress/#ns-log-keep" not in planner.view(state)


def _fields(state: State) -> dict[str, Json]:
    from widgets.planner import form  # noqa: PLC0415

    return dict(form.entries_of(state.course))


def test_other_fragments_are_left_alone(planner: Planner) -> None:
    """A fragment that is no plan is nobody's business: nothing changes, the address neither."""
    state = opened(planner, own=True)
    for other in ("#planner", "#x=1", "", None, 5):
        assert planner.do(state, ("fragment", other))[1] == []


def test_a_thousand_wrong_links_and_files_change_nothing(planner: Planner, text: str) -> None:
    """In every mode, whatever comes: no exception, no markup of theirs, nothing kept."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    whole = file.dump(link.decode(text, planner.world.catalog))
    start = [opened(planner, own=True), opened(planner, own=False)]
    start.append(planner.do(start[0], ("edit", None))[0])
    start.append(replace(start[0], mode="stopped"))
    for number in range(1000):
        wrong = list(text if number % 2 else whole)
        for _ in range(chance.randrange(1, 5)):
            wrong[chance.randrange(len(wrong))] = chance.choice("aB1-_<>&\"' {}\0")
        given = f"<script>{''.join(wrong)}" if number % 5 == 0 else "".join(wrong)
        state = start[number % 4]
        happened = (
            ("fragment", f"plan={given}") if number % 2 else ("open-plan-file", {"name": "x", "text": given})
        )
        after, effects = planner.do(state, happened)
        assert saves(effects) == []
        assert after.saved == state.saved
        if number % 50 == 0:
            assert "<script>" not in planner.view(after)


def test_the_own_week_goes_out(planner: Planner) -> None:
    """Link, copy and file hold the week; health answers only once that is ticked."""
    state = opened(planner, own=True)
    profile = replace(state.course.profile, conditions=("pregnancy",))
    course = replace(state.course, profile=profile)
    state = replace(state, saved=replace(state.saved, course=course))
    state, effects = planner.do(
        state, ("share", None), ("library", {"library": "qr", "ok": True}), ("copy-link", None)
    )
    assert Need(library="qr") in effects
    (copy,) = [effect for effect in effects if isinstance(effect, Copy)]
    assert copy.text.startswith(f"{SITE}planner/#plan=1")
    assert link.decode(copy.text.partition("#plan=")[2], planner.world.catalog).answers is None
    view = planner.view(state)
    assert copy.text in view
    assert 'class="ns-code"' in view
    assert "ns-week-sheet__qr" in view
    state, effects = planner.do(state, ("share-answers", True), ("save-plan-file", None))
    (download,) = [effect for effect in effects if isinstance(effect, Download)]
    answers = file.load(download.text, planner.world.catalog).answers
    assert answers is not None
    assert answers.conditions == ("pregnancy",)


def test_the_sheet_asks_for_its_code_once(planner: Planner) -> None:
    """With a week of one's own the library of codes is asked for by itself, once; Print waits for it, then prints."""
    state = opened(planner, own=True)
    assert planner.widget.wake_at(state) == 0
    state, effects = planner.do(state, ("wake", None))
    assert effects == [Need(library="qr")]
    while planner.widget.wake_at(state) == 0:  # Until the weeks to the minutes asked for are worked out.
        state, effects = planner.do(state, ("wake", None))
        assert effects == []
    state, effects = planner.do(state, ("print", None))
    assert effects == []
    for ok in (True, False):
        assert planner.do(state, ("library", {"library": "qr", "ok": ok}))[1] == [Print()]
    assert planner.widget.wake_at(opened(planner, own=False)) != 0


def test_a_calendar_is_made_when_its_library_is_here(planner: Planner) -> None:
    """The form is read first; the file comes when the library does, and what it was is kept for the next one."""
    fields = {"start": "2027-01-18", "at": "18:00", "walk-at": "12:00", "weeks": "2", "reminder": "30"}
    state, effects = planner.do(opened(planner, own=True), ("make-calendar", {**fields, "at": "never"}))
    assert saves(effects) == []
    assert "Time of a session" in planner.view(state)
    state, effects = planner.do(state, ("make-calendar", fields))
    assert effects == [Need(library="calendar")]
    state, effects = planner.do(state, ("library", {"library": "calendar", "ok": True}))
    (save,) = saves(effects)
    assert (save.key, state.sharing.agenda.value.sequence) == (agenda.KEY, 0)
    (download,) = [effect for effect in effects if isinstance(effect, Download)]
    assert download.type.startswith("text/calendar")
    again, effects = planner.do(state, ("make-calendar", fields))
    assert again.sharing.agenda.value.sequence == 1
    assert len([effect for effect in effects if isinstance(effect, Download)]) == 1
    assert [(one.key, one.checked, one.over) for one in saves(effects)] == [(agenda.KEY, True, save.text)]
    _, effects = planner.do(
        opened(planner, own=True),
        ("make-calendar", fields),
        ("library", {"library": "calendar", "ok": False}),
    )
    assert not [effect for effect in effects if isinstance(effect, Download)]


def test_two_tabs_make_a_calendar(planner: Planner) -> None:
    """Where another tab made a calendar file first, the next file replaces both, and its choices are not lost."""
    fields = {"start": "2027-01-18", "at": "18:00", "walk-at": "12:00", "weeks": "2", "reminder": "30"}
    came = ("library", {"library": "calendar", "ok": True})
    first, effects = planner.do(opened(planner, own=True), ("make-calendar", fields), came)
    (save,) = saves(effects)
    state, _ = planner.do(first, ("saved", {"key": agenda.KEY, "ok": True}))
    state, _ = planner.do(state, ("make-calendar", {**fields, "at": "19:00"}))
    before = agenda.DOCUMENT.load(str(save.text))
    theirs = replace(before, sequence=4, walk_at="13:00", marks=("2027-03-01-day",))
    answer = {"key": agenda.KEY, "ok": False, "why": "changed", "text": agenda.DOCUMENT.dump(theirs)}
    state, effects = planner.do(state, ("saved", answer))
    (save,) = saves(effects)
    merged = agenda.DOCUMENT.load(str(save.text))
    assert merged == state.sharing.agenda.value
    assert (merged.id, merged.sequence, merged.at, merged.walk_at) == (before.id, 4, "19:00", "13:00")
    assert set(merged.marks) > {"2027-03-01-day"}


def told(effects: list[Effect]) -> str:
    """Return all that is announced."""
    return " ".join(effect.text for effect in effects if isinstance(effect, Announce))


def test_the_code_is_told_as_it_comes(planner: Planner) -> None:
    """With the panel open the code's coming is announced, and that it cannot come; closed, neither is."""
    shut = opened(planner, own=True)
    state, _ = planner.do(shut, ("share", None))
    for ok, words in ((True, "The QR code is there."), (False, "The link works without it.")):
        answer = ("library", {"library": "qr", "ok": ok})
        assert words in told(planner.do(state, answer)[1])
        assert told(planner.do(shut, answer)[1]) == ""
    failed, _ = planner.do(state, ("library", {"library": "qr", "ok": False}))
    _, effects = planner.do(failed, ("fetch-code", None))
    assert told(effects) == "The code is being drawn."
    assert Focus(selector=".ns-share__link") in effects


def test_what_the_link_holds_is_told(planner: Planner) -> None:
    """Who ticks that the answers go along, or unticks it, hears what the link holds now."""
    state, _ = planner.do(opened(planner, own=True), ("share", None))
    assert "holds your answers" in told(planner.do(state, ("share-answers", True))[1])
    assert "no health answers" in told(planner.do(state, ("share-answers", False))[1])


def test_what_is_wrong_in_the_calendar_is_tied_to_its_field(planner: Planner) -> None:
    """The fields that are wrong are named; each is described by its own sentence, and the first gets the focus."""
    state, effects = planner.do(opened(planner, own=True), ("make-calendar", {"at": "", "walk-at": "18:00"}))
    assert re.fullmatch(r"Please check: First day, Weeks \(1 to \d+\), Time of a session\.", told(effects))
    view = BeautifulSoup(planner.view(state), "html.parser")
    wrong = view.select(".ns-share__calendar [aria-invalid]")
    assert [field["name"] for field in wrong] == ["start", "weeks", "at"]
    for field in wrong:
        sentence = view.find(id=field["aria-describedby"])
        assert isinstance(sentence, Tag)
        assert sentence.get_text()
    assert Focus(selector=".ns-share__calendar [aria-invalid]") in effects
