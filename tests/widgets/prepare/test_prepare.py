"""The plan maker: what may be handed over, what stays, and that nothing a form sends can break it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.driven import Driven, saves
from tests.widgets.frozen import real_catalog
from widgets.fields import FieldError
from widgets.prepare import draft
from widgets.prepare.draft import DOCUMENT, Draft
from widgets.prepare.state import State
from widgets.prepare.widget import EVENTS, PlanMaker
from widgets.protocol import (
    Announce,
    Aside,
    Context,
    Copy,
    Download,
    Effect,
    Focus,
    Json,
    Need,
    Print,
    ProtocolError,
    Save,
)
from widgets.share import file, handing, link

type Maker = Driven[State]


@pytest.fixture(scope="module")
def maker() -> Maker:
    """The plan maker with the site's own catalogue."""
    return Driven(PlanMaker(), Context(catalog=real_catalog(), root="../"))


def kept(effects: list[Effect]) -> Draft:
    """Return the draft that was saved last."""
    text = saves(effects)[-1].text
    assert text is not None
    return DOCUMENT.load(text)


def test_a_plan_is_made_and_kept(maker: Maker) -> None:
    """Each change is kept at once; order, doses and days go out as they stand."""
    state, effects = maker.do(
        maker.opened(),
        ("add", "bridge"),
        ("add", "bird-dog"),
        ("up", "bird-dog"),
        ("edit", {"reps-bird-dog": 8, "hold-bird-dog": 6, "day-4": False, "walk": 20}),
        ("save-plan-file", None),
    )
    assert kept(effects) == state.draft
    (download,) = [effect for effect in effects if isinstance(effect, Download)]
    plan = file.load(download.text, maker.world.catalog)
    assert [(item.slug, item.reps, item.hold) for item in plan.items] == [
        ("bird-dog", 8, 6),
        ("bridge", 10, 5),
    ]
    assert (plan.days, plan.walk_minutes, plan.prepared) == ((0, 2), 20, True)
    assert draft.of_plan(plan, maker.world.catalog, Draft()).rows == state.draft.rows
    assert maker.opened(**{draft.KEY: DOCUMENT.dump(state.draft)}).draft == state.draft


def test_name_and_note_stay_unless_chosen(maker: Maker) -> None:
    """The name and the note are on paper; in link and file only where somebody ticked that."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("edit", {"name": "Ann", "note": "Slowly"}))
    assert (
        draft.shared(state.draft, maker.world.catalog).name,
        draft.shared(state.draft, maker.world.catalog).note,
    ) == (
        "",
        "",
    )
    assert draft.shared(state.draft, maker.world.catalog, paper=True).name == "Ann"
    state, _ = maker.do(state, ("edit", {"send-name": True}))
    assert draft.shared(state.draft, maker.world.catalog).name == "Ann"
    assert draft.shared(state.draft, maker.world.catalog).note == ""


def test_outside_the_range_needs_a_reason(maker: Maker) -> None:
    """A dose outside its record's range cannot be handed over without a note; with one it can."""
    high = maker.world.catalog.exercise("bird-dog").dose.range["reps"][1] + 2
    state, _ = maker.do(maker.opened(), ("add", "bird-dog"), ("edit", {"reps-bird-dog": high}))
    for name in ("print", "share", "copy-link", "save-plan-file"):
        told, effects = maker.do(state, (name, None))
        assert not [one for one in effects if isinstance(one, Print | Download | Need)]
        assert "Write a note that says why" in maker.view(told)
    state, effects = maker.do(state, ("edit", {"note-bird-dog": "He can"}), ("save-plan-file", None))
    assert [one for one in effects if isinstance(one, Download)]


@pytest.mark.parametrize("wrong", ["", "0", "11", "x", None, 1.5, True, [], -3])
def test_wrong_numbers_are_named_and_stay_out(wrong: Json, maker: Maker) -> None:
    """A field without a whole number in its limits is named; nothing is handed over, nothing else is lost."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("edit", {"sets-bridge": wrong, "name": "Ann"}))
    facts = {"slug": "bridge", "low": 1, "high": 10}
    error = FieldError[draft.Why](field="sets-bridge", why="sets", facts=facts)
    assert draft.problems(state.draft, maker.world.catalog) == (error,)
    assert state.draft.name == "Ann"
    maker.view(state)


def test_range_errors_stand_at_the_field(maker: Maker) -> None:
    """A number out of its limits is named beside its field as soon as it is entered, and the field says so."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("edit", {"reps-bridge": "99", "phone": "tel:12"}))
    page = BeautifulSoup(maker.view(state), "html.parser")
    field = page.select_one("#ns-maker-reps-bridge")
    assert field is not None
    assert field["aria-invalid"] == "true"
    told = page.select_one(f"#{field['aria-describedby']}")
    assert told is not None
    assert "Reps: enter a whole number from 1 to 60." in told.get_text()
    assert told.find_parent("li") is field.find_parent("li")
    number = page.select_one("#ns-maker-phone")
    assert number is not None
    assert (number["aria-invalid"], number["value"]) == ("true", "tel:12"), "what was entered is not lost"
    assert page.select_one("#ns-maker-wrong-phone") is not None
    assert page.select_one("#ns-maker-sets-bridge[aria-invalid]") is None


def test_days_side_and_times_a_day(maker: Maker) -> None:
    """An exercise may have its own days, one side, and several times a day; a session's length counts that."""
    state, _ = maker.do(
        maker.opened(),
        ("add", "bird-dog"),
        ("add", "bridge"),
        ("edit", {"side-bird-dog": "left", "daily-bird-dog": "2", "on-2-bird-dog": False}),
    )
    dog, bridge = draft.shared(state.draft, maker.world.catalog).items
    assert (dog.side, dog.daily, dog.days) == ("left", 2, (0, 4))
    assert (bridge.side, bridge.daily, bridge.days) == ("both", 1, ())
    assert "Left leg only" in maker.view(state)
    plan = draft.shared(state.draft, maker.world.catalog)
    assert draft.of_plan(plan, maker.world.catalog, Draft()).rows == state.draft.rows
    none, _ = maker.do(state, ("edit", {"on-0-bird-dog": False, "on-4-bird-dog": False}))
    assert [one.field for one in draft.problems(none.draft, maker.world.catalog)] == ["on-0-bird-dog"]
    more, _ = maker.do(state, ("edit", {"day-5": True}))
    assert draft.shared(more.draft, maker.world.catalog).days == (0, 2, 4, 5)
    assert [item.days for item in draft.shared(more.draft, maker.world.catalog).items] == [(0, 4), ()]


def test_the_order_by_keys_and_by_dragging(maker: Maker) -> None:
    """Arrows move a row by one place, a drop to any; a drop that names no row or no place changes nothing."""
    state, _ = maker.do(maker.opened(), *(("add", slug) for slug in ("bridge", "bird-dog", "dead-bug")))

    def order(state: State) -> list[str]:
        return [row.slug for row in state.draft.rows]

    moved, _ = maker.do(state, ("drop", "dead-bug:0"))
    assert order(moved) == ["dead-bug", "bridge", "bird-dog"]
    assert order(maker.do(moved, ("down", "dead-bug"))[0]) == ["bridge", "dead-bug", "bird-dog"]
    for wrong in ("dead-bug:9", "dead-bug:-1", "dead-bug:x", "gone:0", "", None, 5, "dead-bug:99999999"):
        assert maker.do(state, ("drop", wrong)) == (state, [])


def test_pictures_are_picked_and_filtered(maker: Maker) -> None:
    """Every exercise has its picture; words, level and position leave those that fit; Enter adds the first one."""

    def shown(state: State) -> list[str]:
        page = BeautifulSoup(maker.view(state), "html.parser")
        return [str(button["data-value"]).strip('"') for button in page.select(".ns-pick:has(img)")]

    catalog = maker.world.catalog
    state = maker.opened()
    assert shown(state) == [exercise.slug for exercise in catalog.exercises]
    state, _ = maker.do(state, ("filter", {"find": "", "level": "3", "position": "quadruped"}))
    found = [e.slug for e in catalog.exercises if e.level == 3 and e.position == "quadruped"]
    assert shown(state) == found
    state, _ = maker.do(state, ("pick", {"find": "Bird  DOG", "level": "", "position": ""}))
    assert [row.slug for row in state.draft.rows] == ["bird-dog"]
    dead, _ = maker.do(state, ("pick", {"find": "dead bug"}))
    assert dead.draft.rows[-1].slug == "dead-bug", "a name comes before a summary that has the words"
    state, _ = maker.do(state, ("pick", {"find": "no such thing"}))
    assert len(state.draft.rows) == 1
    assert "No exercise has these words" in maker.view(state)
    again, effects = maker.do(state, ("add", "bird-dog"))
    assert again == state
    assert effects == [Focus(selector="#ns-maker-row-bird-dog")]


def test_the_clinic_stays_on_its_device(maker: Maker) -> None:
    """Clinic and number are on paper, in link and file only where ticked, and there for the next person."""
    fields = {"clinic": "Riverside Physio", "phone": "+44 (20) 7946 0958", "name": "Ann", "title": "Bike"}
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("edit", fields))
    plan = draft.shared(state.draft, maker.world.catalog)
    assert (plan.title, plan.clinic, plan.phone) == ("Bike", "", "")
    page = BeautifulSoup(maker.view(state), "html.parser")
    sheet = page.select_one(".ns-week-sheet")
    assert sheet is not None
    assert "Riverside Physio, +44 (20) 7946 0958" in " ".join(sheet.get_text(" ").split())
    assert "Bike" in sheet.select(".ns-week-sheet__title")[0].get_text()
    assert page.select_one("a[href^='tel:']") is None
    sent, _ = maker.do(state, ("edit", {"send-clinic": True}))
    plan = draft.shared(sent.draft, maker.world.catalog)
    assert (plan.clinic, plan.phone) == ("Riverside Physio", "+44 (20) 7946 0958")
    cleared, effects = maker.do(sent, ("ask-empty", None), ("empty", None))
    assert cleared.draft == Draft(clinic="Riverside Physio", phone="+44 (20) 7946 0958")
    assert kept(effects) == cleared.draft


def test_the_maker_is_told_what_the_person_reads(maker: Maker) -> None:
    """All remarks stand in the plan maker, and whether they stand open for the receiver."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"))
    assert "It is folded for them." in maker.view(state)
    state, _ = maker.do(state, ("edit", {"walk": "60"}))
    assert "It stands open for them" in maker.view(state)
    assert "Walks of 60 minutes; here they are 10 to 45." in maker.view(state)


def test_the_preview_is_the_hand_out(maker: Maker) -> None:
    """The preview shows the pages that print; a plan with something wrong has none, and says why."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("preview", None))
    assert "ns-handout--preview" in maker.view(state)
    hidden, _ = maker.do(state, ("preview", None))
    assert "ns-handout--preview" not in maker.view(hidden)
    wrong, effects = maker.do(hidden, ("edit", {"sets-bridge": "0"}), ("preview", None))
    assert "ns-handout" not in maker.view(wrong)
    assert Focus(selector=".ns-maker__problems") in effects


def test_a_draft_of_the_first_version_opens(maker: Maker) -> None:
    """What was being prepared with an earlier copy of the site is there, with every new part at its usual."""
    row = {"slug": "bridge", "sets": 2, "reps": 12, "hold": 3, "note": "Slowly"}
    old = {"version": 1, "rows": [row], "days": [1, 3], "walk_minutes": 20, "name": "Ann", "note": ""}
    text = json.dumps({**old, "send_name": True, "send_note": False})
    opened = maker.opened(**{draft.KEY: text}).draft
    assert opened.rows == (draft.Row(slug="bridge", sets=2, reps=12, hold=3, note="Slowly"),)
    assert (opened.days, opened.name, opened.send_name, opened.clinic) == ((1, 3), "Ann", True, "")


def test_emptying_takes_everything(maker: Maker) -> None:
    """After a second word the draft is gone from the device, its name and note too."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("edit", {"name": "Ann"}))
    assert maker.do(state, ("empty", None)) == (state, [])
    state, effects = maker.do(state, ("ask-empty", None), ("empty", None))
    assert state.draft == Draft()
    assert Save(key=draft.KEY, text=None) in effects


def test_a_draft_that_cannot_be_read_is_put_aside(maker: Maker) -> None:
    """The maker is told of it, the next change puts it aside, and "Clear" deletes that too: it may hold a name."""
    clinic = Draft(clinic="Riverside Physio")
    newer = json.dumps({"version": DOCUMENT.version + 1, "name": "Ann"})
    state = maker.opened(**{draft.KEY: newer})
    assert "Nothing is lost" in maker.view(state)
    state, effects = maker.do(state, ("edit", {"clinic": clinic.clinic}))
    assert "Nothing is lost" not in maker.view(state)
    assert [one.aside for one in saves(effects)] == [Aside(key=draft.ASIDE_KEY, text=newer)]
    state, effects = maker.do(state, ("ask-empty", None), ("empty", None))
    assert Save(key=draft.ASIDE_KEY, text=None) in effects
    assert kept(effects) == state.draft == clinic
    assert saves(effects)[-1].over is None


def test_an_open_plan_is_not_overwritten(maker: Maker) -> None:
    """A file opens only where nothing is being prepared; damage is told."""
    state, effects = maker.do(maker.opened(), ("add", "bridge"), ("save-plan-file", None))
    text = next(effect.text for effect in effects if isinstance(effect, Download))
    same, _ = maker.do(state, ("open-plan-file", {"name": "a", "size": 1, "text": text}))
    assert same.draft == state.draft
    assert "already" in maker.view(same)
    fresh, _ = maker.do(maker.opened(), ("open-plan-file", {"name": "a", "size": 1, "text": text}))
    assert fresh.draft.rows == state.draft.rows
    broken, _ = maker.do(maker.opened(), ("open-plan-file", {"name": "a", "size": 1, "text": text[5:]}))
    assert broken.sharing.problem == "other-file"
    assert "does not hold a plan" in maker.view(broken)


def test_the_print_waits_for_its_code(maker: Maker) -> None:
    """Print asks for the library of codes first, and prints when it is there, or when it cannot be had."""
    for ok in (True, False):
        state, effects = maker.do(maker.opened(), ("add", "bridge"), ("print", None))
        assert Need(library="qr") in effects
        assert Print() not in effects
        state, effects = maker.do(state, ("library", {"library": "qr", "ok": ok}))
        assert effects == [Print()]
        assert ("ns-week-sheet__qr" in maker.view(state)) is ok


def test_markup_is_text(maker: Maker) -> None:
    """What somebody writes is shown as they wrote it, never run."""
    evil = "<img src=x onerror=alert(1)>"
    state, _ = maker.do(
        maker.opened(),
        ("add", "bridge"),
        ("edit", {"name": evil, "note": evil, "note-bridge": evil}),
    )
    view = maker.view(state)
    assert "<img src=x" not in view
    assert "&lt;img src=x" in view


def test_unknown_events_are_refused(maker: Maker) -> None:
    """A name that the plan maker does not know is a fault of the shell."""
    with pytest.raises(ProtocolError):
        maker.do(maker.opened(), ("dance", None))


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
def test_any_events_in_any_order(data: st.DataObject, maker: Maker) -> None:
    """Whatever comes in any order: there is a view, what is kept can be read, and a plan without problems is a link."""
    names = (
        *("sets-bridge", "reps-bridge", "hold-bridge", "daily-bridge", "note-bridge", "on-0-bridge"),
        *("side-bird-dog", "on-2-bird-dog", "walk", "name", "day-1", "phone", "title", "send-clinic"),
    )
    fields = st.fixed_dictionaries({}, optional=dict.fromkeys(names, _JSON))
    choices: st.SearchStrategy[Any] = st.sampled_from(
        ["bridge", "bird-dog", "bridge:1", "bird-dog:0", {"find": "bri"}]
    )
    values = choices | fields | _JSON
    state = maker.opened()
    for _ in range(data.draw(st.integers(1, 8))):
        name = data.draw(st.sampled_from(sorted(set(EVENTS) - {"stored"})))
        state, effects = maker.do(state, (name, data.draw(values)))
        for effect in effects:
            if isinstance(effect, Save) and effect.text is not None:
                assert DOCUMENT.load(effect.text) == state.draft
    maker.view(state)
    if not draft.problems(state.draft, maker.world.catalog):
        plan = draft.shared(state.draft, maker.world.catalog)
        assert link.decode(link.encode(plan), maker.world.catalog) == plan
        paper = draft.shared(state.draft, maker.world.catalog, paper=True)
        plan, paper = (replace(one, name="", note="", clinic="", phone="") for one in (plan, paper))
        assert plan == paper


@pytest.mark.parametrize(
    ("length", "says"), [(10, ""), (80, handing.TOO_LONG_FOR_CODE), (120, handing.TOO_LONG)]
)
def test_a_plan_may_be_too_long_for_a_link(length: int, says: str, maker: Maker) -> None:
    """Full notes in a script of many signs break nothing: the page says what cannot hold them, and prints without."""
    chance = random.Random(2)  # noqa: S311 - the same on every run

    def varied(length: int) -> str:
        return "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(length))

    slugs = [exercise.slug for exercise in maker.world.catalog.exercises[:8]]
    state, effects = maker.do(
        maker.opened(),
        *(("add", slug) for slug in slugs),
        ("edit", {f"note-{slug}": varied(length) for slug in slugs}),
        ("edit", {"note": varied(2 * length), "send-note": True}),
        ("share", None),
        ("library", {"library": "qr", "ok": True}),
    )
    assert kept(effects) == state.draft, "the last edit is kept"
    assert (says in told(effects)) == bool(says), "it is told as it is entered"
    view = maker.view(state)
    assert ("ns-share__link" in view) == (says != handing.TOO_LONG)
    assert ('class="ns-code"' in view) == ("ns-week-sheet__qr" in view) == (not says)
    for sentence in (handing.TOO_LONG, handing.TOO_LONG_FOR_CODE):
        assert (sentence in view) == (sentence == says)
    _, effects = maker.do(state, ("print", None), ("save-plan-file", None), ("copy-link", None))
    assert Print() in effects
    (download,) = [effect for effect in effects if isinstance(effect, Download)]
    assert [len(item.note) for item in file.load(download.text, maker.world.catalog).items] == [length] * 8
    assert any(isinstance(effect, Copy) for effect in effects) == (says != handing.TOO_LONG)


def test_a_file_of_everything_is_sent_to_its_place(maker: Maker) -> None:
    """A file of everything that a device keeps is named, with a link to the page that takes it."""
    text = '{"site": "neutral-spine", "version": 1, "made": null, "documents": {}}'
    state, effects = maker.do(maker.opened(), ("open-plan-file", {"name": "a", "size": 9, "text": text}))
    assert 'href="../progress/#ns-log-keep"' in maker.view(state)
    assert not [effect for effect in effects if isinstance(effect, Save)]


def told(effects: list[Effect]) -> list[str]:
    """Return what is announced."""
    return [effect.text for effect in effects if isinstance(effect, Announce)]


def test_the_filter_says_how_many_once(maker: Maker) -> None:
    """A filter that finds another number says it; one that finds as many says nothing; none says so."""
    state, effects = maker.do(maker.opened(), ("filter", {"find": "bridge"}))
    found = len(BeautifulSoup(maker.view(state), "html.parser").select(".ns-pick"))
    assert told(effects) == [f"{found} exercises"]
    assert told(maker.do(state, ("filter", {"find": "bridge "}))[1]) == []
    assert told(maker.do(state, ("filter", {"find": "xyz"}))[1]) == ["No exercise has these words."]


def test_what_is_moved_or_removed_is_named(maker: Maker) -> None:
    """A row that moves or goes is announced by its exercise's name."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("add", "bird-dog"))
    assert told(maker.do(state, ("up", "bird-dog"))[1]) == ["Bird dog is number 1 now."]
    assert told(maker.do(state, ("remove", "bridge"))[1]) == ["Bridge is removed."]
    assert maker.do(state, ("remove", "march"))[1] == []


def test_no_two_fields_have_the_same_name(maker: Maker) -> None:
    """With two exercises each field, group and folded part of the plan's form says which exercise it is about."""
    state, _ = maker.do(maker.opened(), ("add", "bridge"), ("add", "bird-dog"))
    form = BeautifulSoup(maker.view(state), "html.parser").select_one("#ns-maker-form")
    assert form is not None
    rows = form.select(".ns-maker__row")
    for part in ("legend", "summary", "label.ns-field"):
        names = [one.get_text(" ", strip=True) for row in rows for one in row.select(part)]
        assert len(names) == len(set(names)), names
