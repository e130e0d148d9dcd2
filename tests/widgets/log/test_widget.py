from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from tests.widgets.diary.test_answers import done, entry, log
from widgets.app import DOCUMENTS
from widgets.catalog import Catalog
from widgets.diary import entries, log_document
from widgets.diary.entries import Log
from widgets.diary.pain import USUAL, USUAL_KEY, Usual
from widgets.log import files, notices, steps
from widgets.log.state import State
from widgets.log.widget import EVENTS, ProgressLog
from widgets.plan import store
from widgets.plan.values import MONDAY, SUNDAY, Course, Profile
from widgets.planner import draft as drafts
from widgets.protocol import (
    Announce,
    Aside,
    Context,
    Download,
    Effect,
    Element,
    Event,
    Focus,
    Json,
    Persist,
    Print,
    ProtocolError,
    Save,
)

ELEMENT = Element(tag="progress-log", id="log")
LOG = ProgressLog()
NOW = 1_795_600_000_000.0  # 2026-11-25, 9:46 UTC
TODAY, YESTERDAY = "2026-11-25", "2026-11-24"
HELD = replace(
    log(
        entry("2026-11-02", "session", done("bridge"), pain=4),
        entry("2026-11-10", "session", done("bridge"), done("march", new=True, said="hurt"), pain=4),
        entry("2026-11-12", "flare-up", pain=8),
        replace(entry(YESTERDAY, "session", done("bridge", said="too-easy"), pain=2), note='<img src=x> "&'),
    ),
    goal="Walk to the <sea>",
)
HELD_TEXTS = {log_document.KEY: log_document.dump(HELD)}


def noted(state: State, world: Context) -> tuple[str, ...]:
    """Return the notices of a log in words."""
    return notices.words(state.notices, world.catalog)


@pytest.fixture
def world(small_catalog: Catalog) -> Context:
    """The small catalogue, seen from a page."""
    return Context(catalog=small_catalog, documents=DOCUMENTS, root="../")


def event(name: str, value: Json = None, at: float = NOW) -> Event:
    """Return an event of the log."""
    return Event(element=ELEMENT, name=name, at=at, value=value)


def opened(world: Context, held: Log | None = None, **more: str) -> State:
    """Return a log's page with what is kept."""
    stored: dict[str, Json] = {**more}
    if held is not None:
        stored[log_document.KEY] = log_document.dump(held)
    return LOG.connect(event("connect", {"stored": stored}), world)


def do(state: State, name: str, value: Json, world: Context) -> tuple[State, tuple[Effect, ...]]:
    """Return the state after an event, the shell having carried out every save."""
    state, effects = LOG.handle(state, event(name, value), world)
    for effect in effects:
        if isinstance(effect, Save) and effect.checked:
            state, _ = LOG.handle(state, event("saved", {"key": effect.key, "ok": True}), world)
    return state, effects


def saved(effects: tuple[Effect, ...]) -> Log:
    """Return the log that was saved."""
    (text,) = (
        effect.text for effect in effects if isinstance(effect, Save) and effect.key == log_document.KEY
    )
    assert text is not None
    return log_document.load(text)


def soup(state: State, world: Context) -> BeautifulSoup:
    """Return what the page shows."""
    return BeautifulSoup(LOG.view(state, world), "html.parser")


class TestWeeks:
    def test_weeks_begin_as_in_the_plan(self, world: Context) -> None:
        """The charts' weeks begin on the day that the kept plan says, also after another tab has changed it."""
        profile = replace(Profile.newcomer(world.catalog, (0, 2, 4)), week_start=SUNDAY)
        course = Course(profile=profile, routines=((),), walk_minutes=10, level=1)
        plan = store.Saved(course=course)
        state = opened(world, HELD, **{store.KEY: store.DOCUMENT.dump(plan)})
        table = soup(state, world).select_one("#ns-table-minutes table")
        assert table is not None
        assert "Nov 22" in table.text
        state, _ = do(state, "stored", {"stored": {store.KEY: None}}, world)
        assert state.week_start == MONDAY
        assert opened(world, HELD, **{store.KEY: "{"}).week_start == MONDAY


class TestFull:
    def test_the_oldest_entry_makes_room(self, world: Context, monkeypatch: pytest.MonkeyPatch) -> None:
        """A log that is full says so, and a new entry takes the place of the oldest one."""
        for module in (entries, steps):
            monkeypatch.setattr(module, "ENTRIES_MOST", 4)
        state, _ = do(opened(world, HELD.without(HELD.entries[0].id)), "add-walk", 10, world)
        assert len(state.log.entries) == 4
        assert "it holds 4 entries" in noted(state, world)[0]
        assert len(state.notices) == 1
        state, effects = LOG.handle(state, event("add-walk", 15, at=NOW + 1), world)
        assert [one.id for one in saved(effects).entries] == [one.id for one in state.log.entries]
        assert len(state.log.entries) == 4
        assert state.log.entry(HELD.entries[1].id) is None


class TestEntries:
    def test_one_tap_is_a_walk(self, world: Context) -> None:
        """A tap writes a walk of today down, and asks the browser once to keep what is there now."""
        state, effects = do(opened(world), "add-walk", 15, world)
        (walk,) = saved(effects).entries
        assert (walk.kind, walk.seconds, walk.day, walk.source) == ("walk", 900, TODAY, "hand")
        assert Persist() in effects
        _, effects = LOG.handle(state, event("add-walk", 10, at=NOW + 1), world)
        assert [one.seconds for one in saved(effects).entries] == [900, 600]
        assert Persist() not in effects

    @pytest.mark.parametrize("minutes", [None, "15", True, 0, 601, 1.5])
    def test_what_is_no_walk(self, minutes: Json, world: Context) -> None:
        """Anything but a length is no walk."""
        assert do(opened(world), "add-walk", minutes, world)[1] == ()

    def test_by_hand_for_yesterday(self, world: Context) -> None:
        """The form's day is today and can be any day before; what is sent is in the log."""
        state, _ = do(opened(world), "open-form", "session", world)
        page = soup(state, world)
        day = page.select_one("[name=day]")
        assert day is not None
        assert (day["value"], day["max"]) == (TODAY, TODAY)
        state, effects = do(state, "save", {"day": YESTERDAY, "minutes": 12, "did-bridge": True}, world)
        (one,) = saved(effects).entries
        assert (one.day, one.minutes, one.exercises[0].slug) == (YESTERDAY, 12, "bridge")
        assert state.editing is None

    def test_errors_keep_what_was_entered(self, world: Context) -> None:
        """With a mistake nothing is written, and the form still holds all that was entered."""
        state, _ = do(opened(world), "open-form", "walk", world)
        state, effects = do(state, "save", {"day": "2026-12-01", "minutes": 20, "note": "To the park"}, world)
        assert not any(isinstance(effect, Save) for effect in effects)
        page = soup(state, world)
        assert "still to come" in page.select(".ns-log__errors")[0].text
        assert page.select("textarea")[0].text == "To the park"
        assert page.select("[name=day]")[0]["aria-invalid"] == "true"

    def test_a_tick_shows_what_can_be_said(self, world: Context) -> None:
        """An exercise that is ticked can be called easy, hard or painful at once, without being sent."""
        state, _ = do(opened(world), "open-form", "session", world)
        assert not soup(state, world).select("[name=said-bridge]")
        state, _ = do(state, "draft", {"day": TODAY, "did-bridge": True}, world)
        assert soup(state, world).select("[name=said-bridge] option[value=hurt]")

    def test_change_and_delete_and_bring_back(self, world: Context) -> None:
        """An entry can be changed, deleted, and brought back."""
        state = opened(world, HELD)
        id_ = HELD.entries[-1].id
        state, _ = do(state, "edit", id_, world)
        assert state.editing is not None
        state, effects = do(state, "save", {**state.editing.entries, "pain-after": "1"}, world)
        changed = saved(effects).entry(id_)
        assert changed is not None
        assert changed == replace(HELD.entries[-1], pain_after=1)
        state, effects = do(state, "delete", id_, world)
        assert saved(effects).entry(id_) is None
        assert "Bring it back" in soup(state, world).text
        state, effects = do(state, "bring-back", None, world)
        assert saved(effects).entry(id_) == changed

    def test_the_next_day_is_asked_kindly(self, world: Context) -> None:
        """The day after a session the question stands there, once, and can be left unanswered."""
        state = opened(world, HELD)
        page = soup(state, world)
        assert "How is your back today, after yesterday's session?" in page.text
        assert len(page.select(".ns-log__next-day .ns-scale__one")) == 11
        after, effects = do(state, "next-day", 3, world)
        assert saved(effects).entries[-1].pain_next_day == 3
        assert "How is your back" not in soup(after, world).text
        assert not after.notices
        after, effects = do(state, "next-day", None, world)
        assert saved(effects).entries[-1].asked
        assert "How is your back" not in soup(after, world).text

    @pytest.mark.parametrize(
        ("usual", "number", "worse"), [(None, 3, False), (None, 4, True), (6, 2, False), (6, 3, True)]
    )
    def test_a_worse_next_day_is_answered(
        self, usual: int | None, number: int, worse: object, world: Context
    ) -> None:
        """What is not back to where it began, or with an unknown usual pain above the first band, is answered."""
        held = {USUAL_KEY: USUAL.dump(Usual(pain=usual, day=TODAY))}
        state, _ = do(opened(world, HELD, **held), "next-day", number, world)
        assert ("talk to your doctor" in " ".join(noted(state, world))) is worse

    def test_a_flare_up_begins_with_the_emergency_card(self, world: Context) -> None:
        """Before a flare-up is written down the signs of an emergency stand there; after it, what the rules say."""
        state, _ = do(opened(world), "open-form", "flare-up", world)
        page = soup(state, world)
        assert "Call now if:" in page.select(".ns-care--emergency")[0].text
        assert "Sign one" in page.select(".ns-care--emergency")[0].text
        after, _ = do(state, "save", {"day": TODAY, "pain-before": "8"}, world)
        assert noted(after, world) == ("Do less.", "Stop for today. Spreading pain: stop.")
        assert do(state, "save", {"day": YESTERDAY, "pain-before": "8"}, world)[0].notices == ()

    @pytest.mark.parametrize(
        ("usual", "numbers", "notes"),
        [
            (None, {"pain-after": "5"}, 0),
            (None, {"pain-after": "6"}, 1),
            (5, {"pain-before": "5", "pain-after": "6"}, 0),
            (5, {"pain-before": "5", "pain-after": "7"}, 1),
            (5, {"pain-before": "6"}, 0),
            (5, {"pain-before": "7"}, 1),
        ],
    )
    def test_much_pain_is_answered(
        self, usual: int | None, numbers: Mapping[str, str], notes: int, world: Context
    ) -> None:
        """Numbers at which the pain rule says to wait or to stop are answered with that rule."""
        held = {USUAL_KEY: USUAL.dump(Usual(pain=usual, day=TODAY))}
        state, _ = do(opened(world, None, **held), "open-form", "session", world)
        state, _ = do(state, "save", {"day": TODAY, **numbers}, world)
        assert len(state.notices) == notes

    def test_one_tap_is_a_number_for_pain(self, world: Context) -> None:
        """A tap writes the pain of now down, and the form is gone."""
        state, _ = do(opened(world), "open-form", "pain", world)
        assert len(soup(state, world).select("[data-on-click=add-pain]")) == 11
        state, effects = do(state, "add-pain", 4, world)
        (one,) = saved(effects).entries
        assert (one.kind, one.pain_before, one.day, one.source) == ("pain", 4, TODAY, "hand")
        assert state.editing is None
        for wrong in (None, "3", True, -1, 11, 1.5):
            assert do(state, "add-pain", wrong, world)[1] == ()

    def test_pain_is_a_row_of_numbers(self, world: Context) -> None:
        """The form of a session asks for pain in rows of 0 to 10; a number that was chosen can be left out again."""
        state, _ = do(opened(world), "open-form", "session", world)
        for name in ("pain-before", "pain-after"):
            row = soup(state, world).select(f"input[type=radio][name={name}]")
            assert [one["value"] for one in row] == [str(number) for number in range(11)]
        assert not soup(state, world).select("[name=pain-next-day]")
        state, _ = do(state, "draft", {"day": TODAY, "pain-before": "0"}, world)
        page = soup(state, world)
        assert [one["value"] for one in page.select("[name=pain-before][checked]")] == ["0"]
        assert page.select("[name=pain-before][value='']")
        state, effects = do(state, "save", {"day": TODAY, "pain-before": "", "pain-after": None}, world)
        assert saved(effects).entries[0].pain_before is None


class TestWeek:
    def test_the_card(self, world: Context) -> None:
        """The first card has this week's sessions beside those of the plan, walks, pain, and the usual pain."""
        profile = Profile.newcomer(world.catalog, (0, 2, 4))
        plan = store.Saved(course=Course(profile=profile, routines=((),), walk_minutes=10, level=1))
        usual = USUAL.dump(Usual(pain=5, day=TODAY))
        held = HELD.with_entry(entry(TODAY, "walk")).with_entry(entry(TODAY, "pain", pain=1))
        page = soup(opened(world, held, **{store.KEY: store.DOCUMENT.dump(plan), USUAL_KEY: usual}), world)
        sums = [one.get_text(" ", strip=True) for one in page.select(".ns-log__sums li")]
        assert sums == ["1 of 3 sessions", "1 walk", "2 to 1 pain"]
        for days_of_plan, texts in (
            ((0,), ["1 of 1 session", "1 walk", "2 pain"]),
            (None, ["1 session", "1 walk", "2 pain"]),
        ):
            one = None if days_of_plan is None else Profile.newcomer(world.catalog, days_of_plan)
            course = one and Course(profile=one, routines=((),), walk_minutes=10, level=1)
            kept = {store.KEY: store.DOCUMENT.dump(store.Saved(course=course))} if course else {}
            other = soup(opened(world, HELD.with_entry(entry(TODAY, "walk")), **kept), world)
            assert [li.get_text(" ", strip=True) for li in other.select(".ns-log__sums li")] == texts
        card = page.select_one(".ns-log__week")
        assert card is not None
        assert "Your usual pain: 5." in card.text
        assert [one for one in page.select("section") if "ns-log__week" in one["class"]] == page.select(
            "section"
        )[:1]

    def test_back_where_it_began(self, world: Context) -> None:
        """An entry says whether the next day was back to where the session began."""
        for next_day, says in (
            (2, "2 the next day (back to the start)"),
            (3, "3 the next day (not back yet)"),
        ):
            usual = USUAL.dump(Usual(pain=2, day=TODAY))
            held = HELD.with_entry(replace(HELD.entries[-1], pain_next_day=next_day))
            assert says in soup(opened(world, held, **{USUAL_KEY: usual}), world).text


class TestAppointment:
    FIELDS: ClassVar[dict[str, Json]] = {
        "goal": "  Dance \n again ", "questions": "May I lift?", "activity-new-1": " Tie \t my shoes ",
        "score-new-1": "3", "activity-new-2": "靴ひもを結ぶ", "score-new-2": None, "activity-new-3": "",
        "score-new-3": "9",
    }  # fmt: skip

    def written(self, world: Context) -> State:
        """Return a page on which the form was filled in."""
        state, _ = do(opened(world, HELD), "open-form", "appointment", world)
        return do(state, "save", self.FIELDS, world)[0]

    def test_in_own_words(self, world: Context) -> None:
        """Goal, questions and activities are kept in any script; what has no words is none."""
        log = self.written(world).log
        assert (log.goal, log.questions) == ("Dance again", "May I lift?")
        assert [(one.name, [score.score for score in one.scores]) for one in log.activities] == [
            ("Tie my shoes", [3]), ("靴ひもを結ぶ", [])
        ]  # fmt: skip
        assert log.entries == HELD.entries

    def test_scored_again(self, world: Context) -> None:
        """Four weeks later the page asks again; the new number stands beside the old one, and new words keep both."""
        state = self.written(world)
        first = state.log.activities[0].id
        later = NOW + 28 * 24 * 3600 * 1000
        state, _ = LOG.handle(state, event("wake", at=later), world)
        assert "Time to score these again." in soup(state, world).text
        state, _ = LOG.handle(state, event("open-form", "appointment", at=later), world)
        page = soup(state, world)
        assert "It was 3 last time." in page.text
        assert not page.select(f"[name=score-{first}][checked]")
        assert state.editing is not None
        fields = {**state.editing.entries, f"score-{first}": "6", f"activity-{first}": "Tie both shoes"}
        state, effects = LOG.handle(state, event("save", fields, at=later), world)
        one = saved(effects).activities[0]
        assert (one.id, one.name) == (first, "Tie both shoes")
        assert [(score.day, score.score) for score in one.scores] == [("2026-11-25", 3), ("2026-12-23", 6)]
        assert "Tie both shoes: 3 on Nov 25, now 6. 3 better: that counts." in soup(state, world).text

    def test_emptied_is_gone(self, world: Context) -> None:
        """An activity without words is taken out, with its numbers; the others stay."""
        state, _ = do(self.written(world), "open-form", "appointment", world)
        assert state.editing is not None
        fields = {**state.editing.entries, f"activity-{state.log.activities[0].id}": " "}
        state, _ = do(state, "save", fields, world)
        assert [one.name for one in state.log.activities] == ["靴ひもを結ぶ"]

    @pytest.mark.parametrize(("field", "most"), [("goal", 300), ("questions", 240), ("activity-new-1", 60)])
    def test_too_long_is_said(self, field: str, most: int, world: Context) -> None:
        """A text that would not fit the page is refused in words at its field, and nothing of it is lost."""
        state, _ = do(opened(world), "open-form", "appointment", world)
        state, effects = do(state, "save", {**self.FIELDS, field: "字" * (most + 1)}, world)
        assert not any(isinstance(effect, Save) for effect in effects)
        page = soup(state, world)
        errors = page.select_one(".ns-log__errors")
        assert errors is not None
        assert f"this is {most + 1} characters long. {most} fit on the page." in errors.text
        control = page.select_one(f"[name={field}]")
        assert control is not None
        assert "字" * (most + 1) in str(control)
        state, effects = do(state, "save", {**self.FIELDS, field: "字" * most}, world)
        assert "字" * most in str(saved(effects))

    def test_the_sheet(self, world: Context) -> None:
        """The printed page has the warning, weeks, what was new when it hurt, scores with room for more, questions."""
        page = soup(self.written(world), world).select_one(".ns-visit")
        assert page is not None
        text = page.get_text(" ", strip=True)
        for part in (
            "For education only.", "My goal: Dance again", "It hurt at March", "March (new on Nov 10)", "Tie my shoes",
            "From 3 on, on average from 2.", "I want to ask: May I lift?", "no diagnosis",
        ):  # fmt: skip
            assert part in text
        weeks, hurts, hard = page.select("table")
        assert [row.get_text(" ", strip=True) for row in weeks.select("tbody tr")] == [
            "Nov 2 1 10 0 0 4 -", "Nov 9 1 10 0 0 6 -", "Nov 16 0 0 0 0 - -", "Nov 23 1 10 0 0 2 -",
        ]  # fmt: skip
        assert len(hurts.select("tbody tr")) == 2
        assert len(hard.select("tbody tr")) == 3
        assert not page.select("img, button, a")

    def test_the_sheet_of_nobody(self, world: Context) -> None:
        """Without a log the page can be filled in by hand: three empty lines, and questions to ask."""
        page = soup(opened(world), world).select_one(".ns-visit")
        assert page is not None
        assert len(page.select(".ns-visit__blank")) == 3
        assert "Which of these exercises suit me?" in page.text

    @settings(max_examples=examples(15))
    @given(
        fields=st.dictionaries(
            st.sampled_from([*FIELDS, "activity-a", "score-a", "else"]),
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text(max_size=80)
            | st.lists(st.text()),
        ),
        held=LOGS,
    )
    def test_any_fields(self, fields: dict[str, Json], held: Log, small_catalog: Catalog) -> None:
        """Whatever is entered, the form says what is wrong, or the log can be kept and read again."""
        world = Context(catalog=small_catalog, documents=DOCUMENTS, root="../")
        state, _ = do(opened(world, held), "open-form", "appointment", world)
        state, _ = do(state, "save", fields, world)
        assert (state.editing is None) or state.editing.errors
        assert log_document.load(log_document.dump(state.log)) == state.log
        LOG.view(state, world)


class TestView:
    def test_without_data(self, world: Context) -> None:
        """With nothing kept the page says what will appear, blames nobody, and holds the diary for paper."""
        page = soup(opened(world), world)
        assert "Is it getting better?" in page.text
        assert "For the next appointment" in page.text
        assert len(page.select(".ns-diary__table tbody tr")) == 14
        assert not page.select("svg")

    def test_every_chart_has_its_table(self, world: Context) -> None:
        """Each drawing is named, and has the same facts as a table beside it."""
        page = soup(opened(world, HELD), world)
        figures = page.select("figure.ns-chart")
        assert len(figures) == 2
        for figure in figures:
            drawing = figure.select_one("svg[role=img]")
            assert drawing is not None
            assert page.find(id=drawing["aria-labelledby"]) is not None
            words = page.find(id=drawing["aria-describedby"])
            assert words is not None
            assert words.get_text(strip=True).endswith(".")
            assert figure.select("details table tbody tr")

    def test_kinds_differ_by_more_than_color(self, world: Context) -> None:
        """A new exercise and a flare-up have letters with words, and lines of two kinds."""
        page = soup(opened(world, HELD), world)
        keys = [item.text for item in page.select(".ns-chart__marks li")]
        assert keys == ["A, Nov 10: new: March (dashed line)", "B, Nov 12: flare-up (full line)"]

    def test_what_was_new_when_it_hurt(self, world: Context) -> None:
        """The table names the day, what hurt, and the exercise that was new."""
        rows = [
            row.get_text(" ", strip=True)
            for row in soup(opened(world, HELD), world).select(
                "[aria-label='What was new when it hurt'] tbody tr"
            )
        ]
        assert rows == [
            "Nov 12 Flare-up March (new on Nov 10)",
            "Nov 10 It hurt at March March (new on Nov 10)",
        ]

    def test_no_markup_of_the_readers(self, world: Context) -> None:
        """What a reader wrote is text, never markup."""
        page = soup(opened(world, HELD), world)
        assert not page.select("img, sea")
        assert 'src=x> "&' in page.text

    @settings(max_examples=examples(10))
    @given(held=LOGS, weeks=st.sampled_from(["12", "26", "52"]))
    def test_any_log(self, held: Log, weeks: str, small_catalog: Catalog) -> None:
        """Every log has a view, with the same parts."""
        world = Context(catalog=small_catalog, documents=DOCUMENTS, root="../")
        state = do(opened(world, held), "span", weeks, world)[0]
        page = soup(state, world)
        assert page.select_one(".ns-log__keep") is not None
        assert not page.select("script")


class TestDevice:
    @pytest.mark.parametrize(
        "text", ["{", "[]", '{"version": 9}', '{"version": 1, "goal": "", "entries": [{}]}']
    )
    def test_damage_is_told_and_put_aside(self, text: str, world: Context) -> None:
        """What cannot be read is told of at once, and put aside before anything takes its place."""
        state = opened(world, None, **{log_document.KEY: text, log_document.ASIDE_KEY: "older"})
        assert "Nothing is lost" in noted(state, world)[0]
        state, effects = do(state, "add-walk", 15, world)
        (save,) = (effect for effect in effects if isinstance(effect, Save))
        assert save.aside == Aside(key=log_document.ASIDE_KEY, text=f"older\n{text}", over="older")
        state, effects = do(state, "export-aside", None, world)
        assert effects == (
            Download(
                name="neutral-spine-unreadable-2026-11-25.txt",
                type="text/plain;charset=utf-8",
                text=f"older\n{text}",
            ),
            Announce(text="Saved as a file."),
        )

    def test_another_tab_was_faster(self, world: Context) -> None:
        """A save that was refused because another tab saved first is brought together with that, and saved again."""
        state = opened(world, HELD)
        state, effects = LOG.handle(state, event("add-walk", 15), world)
        theirs = log_document.dump(HELD.with_entry(entries.walked("2026-11-20", 1.0, 20, "hand")))
        answer: Json = {"key": log_document.KEY, "ok": False, "why": "changed", "text": theirs}
        state, effects = LOG.handle(state, event("saved", answer), world)
        assert [one.seconds for one in saved(effects).entries if one.kind == "walk"] == [1200, 900]

    def test_another_tab_is_heard(self, world: Context) -> None:
        """What another tab wrote down is shown, and said."""
        state, effects = do(
            opened(world), "stored", {"stored": {log_document.KEY: log_document.dump(HELD)}}, world
        )
        assert state.log == HELD
        assert effects
        state, effects = do(state, "stored", {"stored": {store.KEY: "x"}}, world)
        assert effects == ()

    def test_full_storage(self, world: Context) -> None:
        """Where the browser keeps nothing, the page says so, shows the entry, and offers the file."""
        state, _ = LOG.handle(opened(world), event("add-walk", 15), world)
        state, _ = LOG.handle(
            state,
            event("saved", {"key": log_document.KEY, "ok": False, "why": "refused", "text": None}),
            world,
        )
        page = soup(state, world)
        assert "did not keep the last change" in page.text
        assert len(state.log.entries) == 1
        _, (file, *_) = do(state, "export", None, world)
        assert isinstance(file, Download)
        assert files.incoming("a", file.text, DOCUMENTS).log == state.log

    def test_the_browser_is_asked_when_there_is_something_to_lose(self, world: Context) -> None:
        """With a log kept, the page learns whether the browser keeps it; with none it does not ask."""
        assert LOG.wake_at(opened(world)) is not None
        assert LOG.wake_at(opened(world, HELD)) == NOW
        state, effects = do(opened(world, HELD), "wake", None, world)
        assert effects == (Persist(ask=False),)
        midnight = LOG.wake_at(state)
        assert midnight is not None
        assert midnight > NOW
        state, _ = do(state, "persisted", value=False, world=world)
        assert "Ask the browser to keep it" in soup(state, world).text
        assert do(state, "ask-browser", None, world)[1] == (Persist(openly=True),)
        state, _ = do(state, "persisted", value=True, world=world)
        assert "has promised to keep it" in soup(state, world).text

    def test_a_new_day(self, world: Context) -> None:
        """A page that stays open over midnight asks about the session of the day that is over."""
        held = log(entry(TODAY, "session", pain=3))
        state, _ = do(opened(world, held), "wake", None, world)
        assert "How is your back" not in soup(state, world).text
        at = LOG.wake_at(state)
        assert at is not None
        state, _ = LOG.handle(state, event("wake", at=at), world)
        assert state.day == "2026-11-26"
        assert "after yesterday's session" in soup(state, world).text


class TestFiles:
    def test_round_trip_to_another_device(self, world: Context) -> None:
        """What one device saves as a file, another brings in: the log and the plan."""
        plan = '{"version": 1, "entries": {}}'
        state = opened(world, HELD, **{drafts.KEY: plan})
        state, (file, *_) = do(state, "export", None, world)
        assert isinstance(file, Download)
        assert file.name == "neutral-spine-2026-11-25.json"
        other, _ = do(opened(world), "choose-file", {"name": file.name, "size": 10, "text": file.text}, world)
        assert "4 entries" in soup(other, world).text
        other, effects = do(other, "join", None, world)
        assert saved(effects) == HELD
        assert other.incoming is None

    def test_joining_keeps_and_replacing_replaces(self, world: Context) -> None:
        """Adding keeps this device's word; replacing takes the file's; both only after the reader said so."""
        mine = log(replace(HELD.entries[0], note="Mine"), entry("2026-11-01", "walk"))
        text = files.export({log_document.KEY: log_document.dump(HELD)}, TODAY, DOCUMENTS)
        state, effects = do(opened(world, mine), "choose-file", {"name": "a", "size": 1, "text": text}, world)
        assert not any(isinstance(effect, Save) for effect in effects)
        joined = saved(do(state, "join", None, world)[1])
        assert len(joined.entries) == 5
        assert joined.entry(mine.entries[1].id) == mine.entries[1]
        assert saved(do(state, "replace-all", None, world)[1]) == HELD
        after, effects = do(state, "leave-file", None, world)
        assert after.log == mine
        assert not any(isinstance(effect, Save) for effect in effects)

    @pytest.mark.parametrize("way", ["join", "replace-all"])
    def test_a_file_in_the_place_of_damage(self, way: str, world: Context) -> None:
        """A plan that cannot be read is told of, can be saved, and is put aside where a file brings another one."""
        plan = store.DOCUMENT.dump(store.NOTHING)
        text = files.export({store.KEY: plan}, TODAY, DOCUMENTS)
        state = opened(world, HELD, **{store.KEY: "{", store.BACKUP_KEY: "older"})
        assert "It cannot be read in full." in soup(state, world).text
        _, (file, *_) = do(state, "export-aside", None, world)
        assert isinstance(file, Download)
        assert file.text == "older\n{"
        state, _ = do(state, "choose-file", {"name": "a", "size": 1, "text": text}, world)
        state, effects = do(state, way, None, world)
        aside = Aside(key=store.BACKUP_KEY, text="older\n{", over="older")
        assert Save(key=store.KEY, text=plan, checked=True, over="{", aside=aside) in effects
        assert "It cannot be read in full." not in soup(state, world).text
        assert state.stored[store.BACKUP_KEY] == "older\n{"

    def test_another_tab_was_faster_than_a_file(self, world: Context) -> None:
        """What another tab put aside in between stays; the file's plan is saved again, once."""
        plan = store.DOCUMENT.dump(store.NOTHING)
        text = files.export({store.KEY: plan}, TODAY, DOCUMENTS)
        state = opened(world, HELD, **{store.KEY: "{"})
        state, _ = do(state, "choose-file", {"name": "a", "size": 1, "text": text}, world)
        state, _ = do(state, "replace-all", None, world)
        changed: dict[str, Json] = {
            "key": store.KEY,
            "ok": False,
            "why": "changed",
            "text": "{",
            "aside": "theirs",
        }
        after, effects = do(state, "saved", changed, world)
        aside = Aside(key=store.BACKUP_KEY, text="theirs\n{", over="theirs")
        assert effects == (Save(key=store.KEY, text=plan, checked=True, over="{", aside=aside),)
        after, effects = do(after, "saved", {"key": store.KEY, "ok": True}, world)
        assert (after.stored[store.KEY], effects) == (plan, ())
        after, effects = do(state, "saved", {**changed, "why": "refused", "aside": None}, world)
        assert (after.stored[store.KEY], after.unreadable, effects) == ("{", (store.KEY,), ())

    @pytest.mark.parametrize(
        ("file", "why", "says"),
        [
            ({"name": "a", "size": 9, "text": "hello"}, "cut-off", "not a file that was exported here"),
            ({"name": "a", "size": 90_000_000, "text": None}, "too-large", "too large"),
            ({"name": "a", "size": 9, "text": None}, "unreadable", "could not be read"),
        ],
    )
    def test_a_failed_import_keeps_the_original(
        self, file: dict[str, Json], why: files.Why, says: str, world: Context
    ) -> None:
        """A file that cannot be brought in is told of, and nothing is changed."""
        before = opened(world, HELD)
        state, effects = do(before, "choose-file", file, world)
        assert state.file_problem == files.Problem(why)
        told = soup(state, world).select_one("#ns-log-file-error")
        assert told is not None
        assert says in told.text
        assert "Nothing was changed." in told.text
        assert state.kept == before.kept
        assert not any(isinstance(effect, Save) for effect in effects)
        assert do(state, "join", None, world)[1] == do(state, "replace-all", None, world)[1] == ()

    def test_table(self, world: Context) -> None:
        """The table has the exercises' names."""
        _, (file, *_) = do(opened(world, HELD), "export-table", None, world)
        assert isinstance(file, Download)
        assert file.type.startswith("text/csv")
        assert "March" in file.text

    def test_delete_everything(self, world: Context) -> None:
        """Everything goes, every key, after a question that offers the file first."""
        state = opened(world, HELD)
        assert do(state, "delete-all", None, world)[1] == ()
        state, _ = do(state, "ask-delete", None, world)
        assert "Save everything as a file first" in soup(state, world).text
        kept, _ = do(state, "keep-all", None, world)
        assert not kept.deleting
        state, effects = do(state, "delete-all", None, world)
        gone = {effect.key for effect in effects if isinstance(effect, Save) and effect.text is None}
        assert gone == {key for one in DOCUMENTS for key in one.keys}
        assert state.log == Log()

    def test_saving_first_moves_no_button(self, world: Context) -> None:
        """After “Save everything as a file first” the view is the same: a second press there deletes nothing."""
        state, effects = do(opened(world, HELD), "ask-delete", None, world)
        said = [effect.text for effect in effects if isinstance(effect, Announce)]
        assert "cannot be brought back" in said[0]
        after, (file, *_) = do(state, "export", None, world)
        assert isinstance(file, Download)
        assert LOG.view(after, world) == LOG.view(state, world)
        order = [button["data-on-click"] for button in soup(state, world).select(".ns-log__delete button")]
        assert order == ["export", "keep-all", "delete-all"]

    def test_what_the_browser_promises_is_said_to_who_asked(self, world: Context) -> None:
        """The browser's answer is told after the button was pressed, and not where the log asked by itself."""
        state = opened(world, HELD)
        no: Json = False
        assert do(state, "persisted", no, world)[1] == ()
        asked, effects = do(state, "ask-browser", None, world)
        assert effects == (Persist(openly=True),)
        for promise, word in ((True, "has promised"), (False, "has not promised"), (None, "does not say")):
            _, effects = do(asked, "persisted", promise, world)
            assert [word in effect.text for effect in effects if isinstance(effect, Announce)] == [True]
            assert any(isinstance(effect, Focus) for effect in effects) == (promise is not False)

    def test_older_entries_are_told_and_reached(self, world: Context) -> None:
        """“Show more” says how many more there are, and goes to the first of them."""
        state, effects = do(opened(world, HELD), "show-more", None, world)
        assert effects == (Announce(text="1 more entry."), Focus(selector="#ns-log-edit-4"))
        assert soup(state, world).select_one("#ns-log-edit-4") is not None
        assert do(state, "show-more", None, world) == (state, ())

    def test_other_weeks_and_another_flare_up_are_told(self, world: Context) -> None:
        """Who chooses what a chart shows hears what it shows now, and what came before the flare-up."""
        _, effects = do(opened(world, HELD), "span", "26", world)
        (said,) = effects
        assert isinstance(said, Announce)
        assert str(soup(opened(world, HELD), world).select_one("#ns-chart-pain-words").text) in said.text  # type: ignore[union-attr]
        flare = HELD.entries[2]
        assert flare.kind == "flare-up"
        _, (said,) = do(opened(world, HELD), "look-at", flare.id, world)
        assert isinstance(said, Announce)
        assert "March hurt" in said.text

    def test_what_came_with_the_start_is_said_once(self, world: Context) -> None:
        """A log that cannot be read says so at once, by an announcement; later events do not repeat it."""
        state = opened(world, None, **{log_document.KEY: "{"})
        assert LOG.wake_at(state) == state.at
        state, effects = do(state, "wake", None, world)
        assert effects[0] == Announce(text=" ".join(noted(state, world)))
        assert do(state, "wake", None, world)[1] == ()

    def test_a_refused_save_is_said(self, world: Context) -> None:
        """Where the browser does not keep a change, that is told as it happens."""
        state, _ = LOG.handle(opened(world, HELD), event("add-walk", 10), world)
        _, effects = LOG.handle(
            state, event("saved", {"key": log_document.KEY, "ok": False, "why": "refused"}), world
        )
        (said,) = effects
        assert isinstance(said, Announce)
        assert said.urgent
        assert said.text.startswith("Your browser did not keep the last change.")

    def test_names_tell_which_exercise(self, world: Context) -> None:
        """Each “It was new that week” says of which exercise."""
        state, _ = do(opened(world, HELD), "edit", HELD.entries[1].id, world)
        labels = [
            one.get_text(" ", strip=True) for one in soup(state, world).select(".ns-log__did .ns-option")
        ]
        assert labels == ["It was new that week , Bridge", "It was new that week , March"]

    def test_printing(self, world: Context) -> None:
        """The blank diary and the log are printed each by its button."""
        state, effects = do(opened(world, HELD), "print", "diary", world)
        assert effects == (Print(),)
        assert soup(state, world).select_one("[data-paper=diary]") is not None
        state, _ = do(state, "print", "log", world)
        assert soup(state, world).select_one("[data-paper=log]") is not None
        state, effects = do(opened(world), "print", "appointment", world)
        assert effects == (Print(),)
        assert soup(state, world).select_one("[data-paper=appointment]") is not None
        assert soup(opened(world), world).select_one("[data-paper=diary]") is not None


@pytest.fixture(scope="module")
def states(small_catalog: Catalog) -> tuple[State, ...]:
    """Every kind of state that the page can be in."""
    return tuple(_states(Context(catalog=small_catalog, documents=DOCUMENTS, root="../")))


def _states(world: Context) -> Iterator[State]:
    state = opened(world, HELD)
    yield opened(world)
    yield state
    steps: tuple[tuple[str, Json], ...] = (
        ("open-form", "session"), ("edit", HELD.entries[0].id), ("open-form", "appointment"), ("ask-delete", None),
        ("delete", HELD.entries[0].id),
        ("choose-file", {"name": "a", "size": 1, "text": files.export(HELD_TEXTS, TODAY, DOCUMENTS)}),
    )  # fmt: skip
    for name, value in steps:
        yield do(state, name, value, world)[0]


VALUES: tuple[Any, ...] = (
    None,
    True,
    5,
    -1,
    1.5,
    "",
    "session",
    "x",
    [],
    {},
    {"stored": {}},
    {"key": log_document.KEY, "ok": False},
    {"goal": 3},
)


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_in_every_state(name: str, states: tuple[State, ...], world: Context) -> None:
    """No event with any value breaks any state, and what is saved can be read again."""
    for state in states:
        for value in VALUES:
            if name == "stored" and value != {"stored": {}}:
                with pytest.raises(ProtocolError, match="by key"):
                    do(state, name, value, world)
                continue
            after, effects = do(state, name, value, world)
            if after != state:
                LOG.view(after, world)
            LOG.wake_at(after)
            for effect in effects:
                if isinstance(effect, Save) and effect.key == log_document.KEY and effect.text is not None:
                    assert log_document.load(effect.text) == after.log


def test_unknown_events_are_refused(world: Context) -> None:
    """A name that the log does not know raises."""
    with pytest.raises(ProtocolError, match="no event"):
        LOG.handle(opened(world), event("fly"), world)


@settings(max_examples=examples(60))
@given(
    text=st.text()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_garbage_on_the_device(text: str, small_catalog: Catalog) -> None:
    """Whatever stands under the log's key, the page opens, and nothing of it is lost."""
    world = Context(catalog=small_catalog, documents=DOCUMENTS, root="../")
    state = opened(world, None, **{log_document.KEY: text})
    LOG.view(state, world)
    _, effects = do(state, "add-walk", 10, world)
    (save,) = (effect for effect in effects if isinstance(effect, Save))
    assert save.aside == Aside(key=log_document.ASIDE_KEY, text=text)
