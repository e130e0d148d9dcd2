from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import ENTRIES, LOGS
from widgets import days
from widgets.diary import entries, log_document
from widgets.diary.entries import Activity, Done, Entry, Log
from widgets.protocol import Aside, Save
from widgets.stored import Kept, StoredError

DONE = Done(slug="bridge", level=2, sets=1, reps=10, hold=5, seconds=90, new=True, said="hurt")
SESSION = Entry(
    kind="session", id="a", at=1e12, day="2026-11-25", source="session", seconds=600, pain_before=3,
    exercises=(DONE,), note="Slept badly", week=4,
)  # fmt: skip
WALK = entries.walked("2026-11-26", 1.1e12, 15, "hand")


class TestLog:
    def test_same_id_replaces(self) -> None:
        """An entry with an id that is there takes its place; entries stand by day."""
        log = Log().with_entry(WALK).with_entry(SESSION)
        assert [entry.id for entry in log.entries] == ["a", WALK.id]
        log = log.with_entry(replace(SESSION, pain_after=2))
        assert log.entry("a") == replace(SESSION, pain_after=2)
        assert len(log.entries) == 2

    def test_without(self) -> None:
        """An entry can be taken out; one that is not there is no error."""
        log = Log().with_entry(WALK).with_entry(SESSION)
        assert log.without("a").entries == (WALK,)
        assert log.without("b") == log
        assert log.entry("b") is None

    @pytest.mark.parametrize(("seconds", "minutes"), [(None, 0), (0, 0), (20, 1), (600, 10), (89, 1)])
    def test_minutes(self, seconds: int | None, minutes: int) -> None:
        """A short thing counts as a minute: it was done."""
        assert replace(SESSION, seconds=seconds).minutes == minutes

    def test_ids_of_boxes(self) -> None:
        """A ticked box is one entry a day and kind, however often it is ticked."""
        assert entries.box_id("2026-11-25", "walk") == "planner-walk-2026-11-25"
        assert entries.entry_id("walk", "hand", 1234.5) == "hand-walk-1234"


class TestText:
    @settings(max_examples=examples(15))
    @given(log=LOGS)
    def test_round_trip(self, log: Log) -> None:
        """What is written is read back the same."""
        assert log_document.load(log_document.dump(log)) == log

    def test_what_is_as_usual_is_not_written(self) -> None:
        """A year's log stays small: a walk is a line."""
        assert len(json.dumps(log_document.ENTRY.dump(WALK))) < 150

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "swim"}, {"id": ""}, {"id": 3}, {"at": "noon"}, {"at": 1e16}, {"at": True}, {"day": "2026-02-30"},
            {"source": None}, {"seconds": -1}, {"seconds": 1.5}, {"short": 1}, {"pain_before": 11},
            {"pain_after": True}, {"pain_next_day": "3"}, {"exercises": [{}]}, {"exercises": "bridge"},
            {"note": "x" * 1001}, {"week": -1}, {"unknown": 1}, {"exercises": [{"slug": "bridge"}] * 61},
        ],
    )  # fmt: skip
    def test_a_damaged_entry_takes_no_other_with_it(self, wrong: dict[str, Any]) -> None:
        """The entry is counted, the others are there, and the document says that something is lost."""
        data = json.loads(log_document.dump(Log().with_entry(WALK).with_entry(SESSION)))
        data["entries"][0] |= wrong
        text = json.dumps(data)
        log = log_document.load(text)
        assert log == Log(entries=(WALK,), unread=1)
        kept = Kept.opened(log_document.DOCUMENT, {log_document.KEY: text}, entries.EMPTY)
        assert kept.unreadable == text
        assert kept.problem == 1
        assert kept.problem_words.startswith("One entry")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            "{}",
            '{"version": 3}',
            '{"version": 2}',
            '{"version": 1}',
            '{"version": 1, "goal": "", "entries": {}}',
        ],
    )
    def test_what_is_no_log(self, text: str) -> None:
        """Another text, and one of a newer version, is refused whole."""
        with pytest.raises(StoredError):
            log_document.load(text)

    def test_a_log_of_the_first_version(self) -> None:
        """A log from before activities opens with all that it held, and is written in the new form."""
        data = {"version": 1, "goal": "Walk", "entries": [log_document.ENTRY.dump(WALK)]}
        log = log_document.load(json.dumps(data))
        assert log == Log(goal="Walk", entries=(WALK,))
        assert json.loads(log_document.dump(log)) | {"version": 1} == data | {
            "questions": "", "activities": []
        }  # fmt: skip

    def test_more_entries_than_fit(self) -> None:
        """Of more entries than the limit the newest are read; what is written then is within the limit."""
        most = entries.ENTRIES_MOST
        walks = [replace(WALK, id=str(n), day=days.shifted("2000-01-01", n)) for n in range(most + 3)]
        data = {"version": 1, "goal": "", "entries": [log_document.ENTRY.dump(walk) for walk in walks]}
        log = log_document.load(json.dumps(data))
        assert log.unread == 3
        assert log.entries == tuple(walks[3:])
        again = log_document.load(log_document.dump(log.with_entry(replace(WALK, id="new"))))
        assert (len(again.entries), again.unread) == (most, 0)
        assert again.entry("new") is not None

    @settings(max_examples=examples(60))
    @given(log=LOGS, data=st.data())
    def test_any_damage(self, log: Log, data: st.DataObject) -> None:
        """Whatever happens to a text, it is read, read in part, or refused in words."""
        text = log_document.dump(log)
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 20))
        broken = text[:at] + data.draw(st.text(max_size=10)) + text[at + cut :]
        kept = Kept.opened(log_document.DOCUMENT, {log_document.KEY: broken}, entries.EMPTY)
        assert kept.problem_words.endswith(".") or not kept.problem
        assert (kept.unreadable == broken) == bool(kept.problem)
        assert log_document.load(log_document.dump(kept.value)) == replace(kept.value, unread=0)


class TestMerge:
    def test_both_tabs_keep_theirs(self) -> None:
        """What either added is there; what either deleted is gone; the later word on one entry stands."""
        base = Log(goal="Walk").with_entry(SESSION).with_entry(replace(WALK, id="old"))
        mine = base.without("old").with_entry(replace(SESSION, pain_after=1))
        theirs = replace(base.with_entry(WALK).with_entry(replace(SESSION, pain_after=9)), goal="Garden")
        merged = entries.merge(base, mine, theirs)
        assert {entry.id: entry.pain_after for entry in merged.entries} == {"a": 1, WALK.id: None}
        assert merged.goal == "Garden"

    def test_two_timers_of_one_day(self) -> None:
        """Doses that two tabs added to one day's entry are all there, and its length is the sum of them."""
        bridge, clam, dog = (
            replace(DONE, slug=slug, seconds=60) for slug in ("bridge", "clamshell", "bird-dog")
        )
        day = replace(SESSION, id="timer-session-2026-11-25", source="timer", seconds=60, exercises=(bridge,))
        for base in (Log(), Log().with_entry(day)):
            before = base.entries[0].exercises if base.entries else ()
            mine = base.with_entry(replace(day, exercises=(*before, clam), seconds=60 * len((*before, clam))))
            theirs = base.with_entry(replace(day, exercises=(*before, dog), seconds=60 * len((*before, dog))))
            (merged,) = entries.merge(base, mine, theirs).entries
            assert sorted(done.slug for done in merged.exercises) == sorted(
                d.slug for d in (*before, clam, dog)
            )
            assert merged.seconds == 60 * len(merged.exercises)

    def test_both_change_one_entry(self) -> None:
        """Changes of different fields are both there; of one field mine stands; what either took out is gone."""
        base = Log().with_entry(replace(SESSION, exercises=(DONE, replace(DONE, slug="clamshell"))))
        one = base.entries[0]
        mine = base.with_entry(replace(one, pain_after=1, note="Mine", exercises=one.exercises[1:]))
        theirs = base.with_entry(replace(one, pain_next_day=2, note="Theirs"))
        (merged,) = entries.merge(base, mine, theirs).entries
        assert (merged.pain_before, merged.pain_after, merged.pain_next_day) == (3, 1, 2)
        assert (merged.note, merged.exercises) == ("Mine", one.exercises[1:])

    def test_deleted_here_and_changed_there(self) -> None:
        """An entry that one side deleted stays where the other side changed it."""
        base = Log().with_entry(SESSION)
        changed = base.with_entry(replace(SESSION, pain_next_day=4))
        assert entries.merge(base, base.without("a"), changed) == changed
        assert entries.merge(base, changed, base.without("a")) == changed

    def test_both_score_an_activity(self) -> None:
        """Scores of both sides are there, new words stand, and an activity that either added or took out is so."""
        shoes, sit = (Activity(id=id_, name=id_).scored("2026-10-01", 3) for id_ in ("a", "b"))
        base = Log(activities=(shoes, sit), questions="Why?")
        mine = replace(base, activities=(shoes.scored("2026-10-29", 5),), questions="How?")
        theirs = replace(
            base,
            activities=(replace(shoes, name="Tie shoes").scored("2026-10-30", 6), sit, replace(sit, id="c")),
        )
        merged = entries.merge(base, mine, theirs)
        assert merged.questions == "How?"
        assert [(one.id, one.name) for one in merged.activities] == [("a", "Tie shoes"), ("c", "b")]
        assert [score.score for score in merged.activities[0].scores] == [3, 5, 6]

    def test_activities_of_two_devices(self) -> None:
        """More activities than a form asks for are kept when two tabs added them; there is an end."""
        mine, theirs = (
            Log(activities=tuple(Activity(id=f"{side}{n}", name="x") for n in range(6))) for side in "ab"
        )
        merged = entries.merge(Log(), mine, theirs).activities
        assert len(merged) == entries.ACTIVITIES_MOST
        assert log_document.load(log_document.dump(Log(activities=merged))).activities == merged

    def test_scores_have_an_end(self) -> None:
        """The oldest scores make room, one day has one score, and what is written can be read."""
        one = Activity(id="a", name="x")
        for n in range(entries.SCORES_MOST + 2):
            one = one.scored(days.shifted("2020-01-01", n), 3)
        one = one.scored(one.scores[-1].day, 9)
        assert (len(one.scores), one.scores[0].day, one.scores[-1].score) == (
            entries.SCORES_MOST,
            "2020-01-03",
            9,
        )
        assert log_document.load(log_document.dump(Log(activities=(one,)))).activities == (one,)

    @pytest.mark.parametrize("damage", ["newer", "one entry"])
    @pytest.mark.parametrize("race", [True, False])
    def test_what_cannot_be_read_was_not_deleted(self, damage: str, *, race: bool) -> None:
        """Another tab saves a newer log, or one with a damaged entry: no entry that this tab knew goes with it."""
        base = Log(goal="Walk").with_entry(SESSION).with_entry(WALK)
        data = json.loads(log_document.dump(base.with_entry(replace(WALK, id="theirs"))))
        if damage == "newer":
            data["version"] += 1
        else:
            data["entries"][0]["pain_before"] = 99
        text, key = json.dumps(data), log_document.KEY
        kept = Kept.opened(log_document.DOCUMENT, {key: log_document.dump(base)}, entries.EMPTY)
        if not race:
            kept = kept.heard({key: text})
            assert kept.problem
        kept, effects = kept.saving(kept.value.with_entry(replace(WALK, id="mine")))
        if race:
            kept, effects = kept.answered({"key": key, "ok": False, "why": "changed", "text": text})
        (saved,) = (effect for effect in effects if isinstance(effect, Save))
        assert (saved.aside, saved.over) == (Aside(key=log_document.ASIDE_KEY, text=text), text)
        there = {entry.id for entry in log_document.load(str(saved.text)).entries}
        assert there == {"a", WALK.id, "mine"} | ({"theirs"} if damage == "one entry" else set())
        assert kept.value.goal == "Walk"

    def test_a_timer_beside_a_damaged_entry_is_counted_once(self) -> None:
        """Where one entry of another tab cannot be read, the time of a day's timers is still added up once."""
        day = replace(SESSION, id="timer-session-2026-11-25", source="timer", seconds=60)
        base = Log().with_entry(day).with_entry(WALK)
        mine = base.with_entry(replace(day, seconds=90))
        theirs = replace(base.without(WALK.id).with_entry(replace(day, seconds=100)), unread=1)
        merged = entries.merge(base, mine, theirs)
        assert {one.id: one.seconds for one in merged.entries} == {day.id: 130, WALK.id: 15 * 60}

    @settings(max_examples=examples(15))
    @given(base=LOGS, mine=LOGS, theirs=LOGS)
    def test_union(self, base: Log, mine: Log, theirs: Log) -> None:
        """Every entry that a side added or changed is there, whichever side is asked, and nothing else is new."""
        ids = {one.id for one in entries.merge(base, mine, theirs).entries}
        assert ids == {one.id for one in entries.merge(base, theirs, mine).entries}
        for side in (mine, theirs):
            assert {one.id for one in side.entries if base.entry(one.id) != one} <= ids
        assert ids <= {one.id for one in (*mine.entries, *theirs.entries)}
        names = {one.id for one in entries.merge(base, mine, theirs).activities}
        before = set(base.activities)
        assert names >= {one.id for side in (mine, theirs) for one in side.activities if one not in before}
        assert names <= {one.id for one in (*mine.activities, *theirs.activities)}

    @settings(max_examples=examples(15))
    @given(base=LOGS, mine=LOGS, theirs=LOGS, entry=ENTRIES)
    def test_laws(self, base: Log, mine: Log, theirs: Log, entry: Entry) -> None:
        """With no change on one side the other's stands; a new entry of mine is always kept."""
        assert entries.merge(base, base, theirs) == theirs
        assert entries.merge(base, mine, base) == mine
        assert entries.merge(base, base.with_entry(entry), theirs).entry(entry.id) is not None or (
            base.entry(entry.id) == entry
        )
